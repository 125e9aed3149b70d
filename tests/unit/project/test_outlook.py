"""Which way from here: gaps in every cell, evidence for and against, roads, what the type rests on (OP 5.3)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from builders import A, B, follow, record, state, study, threat
from cordiale.formats.dates import parse_date
from cordiale.model.results import NextType, Trajectory
from cordiale.model.study import Capability, Interaction, Judgement, Reinterpretation, StudyData
from cordiale.project.outlook import capability_ratio

THREAT = ("low", "high")
IDENTITY = ("low", "medium", "high")
STATUS = ("incompatible", "minimal", "medium", "higher", "highest")
MINIMA = {
    "THIN": ("low", "low", "incompatible"),
    "COAL": ("high", "low", "minimal"),
    "THICK": ("low", "medium", "minimal"),
    "ALLY": ("high", "medium", "higher"),
    "NASC": ("low", "high", "medium"),
    "ASC": ("high", "high", "highest"),
}
"""OP 4, written once more by hand."""


def at_cell(levels: tuple[str, str, str]) -> Trajectory:
    verdicts = [
        Judgement(snapshot="2001", condition=condition, level=level)
        for condition, level in zip(("threat", "identity", "status"), levels, strict=True)
    ]
    return follow(study(judgements=verdicts))


def missing(levels: tuple[str, str, str], kind: str) -> dict[str, int]:
    """g = max(0, minimum − x), in steps of each condition."""
    orders = {"threat": THREAT, "identity": IDENTITY, "status": STATUS}
    steps = {
        condition: order.index(least) - order.index(level)
        for (condition, order), level, least in zip(orders.items(), levels, MINIMA[kind], strict=True)
    }
    return {condition: count for condition, count in steps.items() if count > 0}


SOME_CELLS = [cell for n, cell in enumerate(product(THREAT, IDENTITY, STATUS)) if n % 3 == 1]


@pytest.mark.parametrize("levels", SOME_CELLS, ids="-".join)
def test_each_type_that_is_not_open_lacks_what_its_minima_say(levels: tuple[str, str, str]) -> None:
    found = {str(one.type): dict(one.missing) for one in at_cell(levels).what_next}
    wanted = {kind: gap for kind in MINIMA if (gap := missing(levels, kind))}
    assert found == wanted
    assert list(found) == [kind for kind in MINIMA if kind in wanted]


def by_type(data: StudyData) -> dict[str, NextType]:
    return {str(one.type): one for one in follow(data).what_next}


def test_A4_from_cell_8_the_gaps_are_those_of_the_text() -> None:
    found = {str(one.type): dict(one.missing) for one in at_cell(("low", "medium", "medium")).what_next}
    assert found == {
        "COAL": {"threat": 1},
        "ALLY": {"threat": 1, "status": 1},
        "NASC": {"identity": 1},
        "ASC": {"threat": 1, "identity": 1, "status": 2},
    }


def test_at_the_top_nothing_is_left_and_everything_rests_on_something() -> None:
    found = at_cell(("high", "high", "highest"))
    assert found.what_next == ()
    closes = {one.condition: set(map(str, one.closes)) for one in found.rests_on}
    assert closes == {
        "threat": {"COAL", "ALLY", "ASC"},
        "identity": {"NASC", "ASC"},
        "status": {"ASC"},
    }


def test_an_unknown_level_counts_from_its_lowest_admissible_one() -> None:
    verdicts = [
        Judgement(snapshot="2001", condition="threat", level="low"),
        Judgement(snapshot="2001", condition="identity", admissible=("low", "medium")),
        Judgement(snapshot="2001", condition="status", level="incompatible"),  # THIN either way
    ]
    found = by_type(study(judgements=verdicts))
    assert dict(found["THICK"].missing) == {"identity": 1, "status": 1}
    assert dict(found["NASC"].missing) == {"identity": 2, "status": 2}


# --- evidence for and against ---------------------------------------------------------------------------


def evidence(*records: object, kind: str) -> tuple[set[str], set[str]]:
    found = by_type(study(list(records)))[kind]  # type: ignore[arg-type]
    return set(found.evidence_for), set(found.evidence_against)


def test_threat_words_speak_for_or_against_where_both_name_a_source_they_could_share() -> None:
    rows = [
        threat(A, "us_led_west", "3", "2", id="for-a"),
        threat(B, "us_led_west", "2", "1", id="for-b"),
        threat(B, "us_led_west", "1", "0", hedge="true", id="against-b"),
        record(A, "threat", source_family="us_led_west", magnitude="0", id="denied"),
        threat(A, "terrorism_extremism", "3", "2", id="alone"),
        threat(A, "underdevelopment", "3", "2", id="own-a"),
        threat(B, "underdevelopment", "3", "2", id="own-b"),
    ]
    assert evidence(*rows, kind="COAL") == ({"for-a", "for-b"}, {"against-b", "denied"})


def test_identity_and_status_words_speak_for_or_against() -> None:
    rows = [
        record(A, "identity", othering="we", basis="values", id="we"),
        record(A, "identity", othering="radical", id="radical"),
        record(B, "identity", salience="absent", id="silent"),
        record(A, "status", recognition="affirms_equal", id="equal"),
        record(B, "status", recognition="denies", id="denies"),
        record(B, "status", voice="expert", anxiety="voiced", id="anxious"),
    ]
    pro, con = evidence(*rows, kind="NASC")
    assert pro == {"we", "equal"}
    assert con == {"radical", "silent", "denies", "anxious"}


def test_only_words_on_a_missing_condition_are_listed() -> None:
    """NASC needs no threat: threat words speak neither for nor against it."""
    rows = [threat(a, "us_led_west", "3", "2") for a in (A, B)]
    assert evidence(*rows, kind="NASC") == (set(), set())


def test_only_words_of_the_last_window_are_listed() -> None:
    rows = [
        record(A, "identity", othering="we", basis="values", when=f"{year}-03-03", id=f"i{year}")
        for year in (2001, 2002)
    ]
    assert by_type(study(rows, years=(2001, 2002)))["NASC"].evidence_for == ("i2002",)


@pytest.mark.parametrize("more", [{"genre": "joint_statement"}, {"formulaic": True}])
def test_boilerplate_is_no_evidence_for_status(more: dict) -> None:
    assert evidence(record(A, "status", recognition="affirms_equal", id="j", **more), kind="COAL")[0] == set()


def test_words_on_another_other_speak_neither_for_nor_against_the_partner() -> None:
    rows = [
        record(A, "identity", other_named="the West", othering="radical", id="w"),
        record(A, "identity", other_named="Europe", othering="we", basis="culture", id="e"),
    ]
    assert evidence(*rows, kind="NASC") == (set(), set())


def test_an_experts_othering_of_somebody_else_makes_nothing_fragile() -> None:
    row = record(A, "identity", voice="expert", other_named="the West", othering="radical")
    assert "fragile_identity" not in state(study([row])).flags


def test_what_was_re_read_after_an_event_of_the_last_interval_is_listed() -> None:
    happened = Interaction(id="x", date=parse_date("2002-03"), parties=(A, B), cooperative=True)
    data = replace(
        study(years=(2001, 2002), interactions=[happened]),
        reinterpretations=tuple(
            Reinterpretation(id=f"r-{way}", interaction="x", actor=A, condition="identity", direction=way)
            for way in ("up", "down", "mixed")
        ),
    )
    found = by_type(data)["NASC"]
    assert set(found.evidence_for) == {"r-up", "r-mixed"}
    assert set(found.evidence_against) == {"r-down", "r-mixed"}


# --- capabilities and roads -----------------------------------------------------------------------------


def commands(actor: str, when: str, value: float, measure: str = "gdp", unit: str = "USD") -> Capability:
    return Capability(actor=actor, date=parse_date(when), measure=measure, value=value, unit=unit)


[WINDOW] = study().snapshots


@pytest.mark.parametrize(
    ("figures", "ratio"),
    [
        ([], None),
        ([commands(A, "2000", 6.0), commands(B, "2000", 2.0)], 3.0),
        ([commands(A, "2000", 6.0), commands(B, "1999", 2.0)], None),  # of one date only
        ([commands(A, "1999", 4.0), commands(B, "1999", 2.0), commands(A, "2000", 9.0)], 2.0),
        ([commands(A, "1999", 4.0), commands(B, "1999", 2.0), commands(A, "2000", 6.0), commands(B, "2000", 2.0)], 3.0),
        ([commands(A, "2005", 6.0), commands(B, "2005", 2.0)], None),  # after the window
        ([commands(A, "2000", 4.0, unit="ratio")], 4.0),
        ([commands(B, "2000", 4.0, unit="ratio")], 0.25),
        ([commands(A, "2000", 4.0), commands("ZAF", "2000", 2.0)], None),
        ([commands(A, "2000", 4.0), commands(B, "2000", 2.0, measure="area")], None),
    ],
)  # fmt: skip
def test_the_capability_ratio_is_the_latest_of_one_measure_and_date(
    figures: list[Capability], ratio: float | None
) -> None:
    _, found = capability_ratio(figures, (A, B), WINDOW)
    assert found == pytest.approx(ratio)


def test_capabilities_name_the_weaker_side_and_move_no_level() -> None:
    """ST-14: they matter through status expectations, never as a fourth condition."""
    data = study([record(a, "status", recognition="affirms_equal") for a in (A, B)])
    armed = replace(data, capabilities=(commands(A, "2000", 9.0), commands(B, "2000", 1.0)))
    plain, with_figures = follow(data), follow(armed)
    assert plain.snapshots == with_figures.snapshots
    road = with_figures.what_next[0].roads["symmetrical"]
    assert road.feasible == "yes"
    assert "Brazil has 9.0 times that of India" in road.because


def roads(*records: object) -> dict[str, str]:
    found = follow(study(list(records))).what_next[0].roads  # type: ignore[arg-type]
    return {name: road.feasible for name, road in found.items()}


def test_mutual_equality_opens_the_symmetrical_road() -> None:
    rows = [record(a, "status", recognition="affirms_equal", role_refused="subordinate") for a in (A, B)]
    assert roads(*rows) == {"symmetrical": "yes", "asymmetrical": "no"}


def test_an_accepted_leader_opens_the_asymmetrical_road() -> None:
    rows = [
        record(A, "status", role_expected="dominant", recognition="affirms_junior"),
        record(B, "status", role_expected="subordinate", recognition="affirms_senior"),
    ]
    assert roads(*rows) == {"symmetrical": "no", "asymmetrical": "yes"}


def test_without_words_no_road_is_ruled_out() -> None:
    assert roads() == {"symmetrical": "unknown", "asymmetrical": "unknown"}


# --- behind a closed gate ---------------------------------------------------------------------------------


def closed(levels: dict[str, str]) -> Trajectory:
    refused = Interaction(id="n", date=parse_date("2001-03"), parties=(A, B), cooperative=False)
    verdicts = [Judgement(snapshot="2001", condition=c, level=word) for c, word in levels.items()]
    return follow(study(engaged=(), interactions=[refused], judgements=verdicts))


def test_behind_a_closed_gate_gaps_are_counted_from_the_levels_that_are_known() -> None:
    """Judged at the top of everything: no condition is lacking, only engagement."""
    found = closed({"threat": "high", "identity": "high", "status": "highest"})
    assert [(str(one.type), dict(one.missing)) for one in found.what_next] == [(kind, {}) for kind in MINIMA]


def test_behind_a_closed_gate_no_type_is_present_that_could_rest_on_anything() -> None:
    rows = [
        record(actor, dimension, id=f"{actor}{dimension}{n}", **codes)
        for actor in (A, B)
        for n in range(14)
        for dimension, codes in (
            ("identity", {"othering": "non_radical"}),
            ("status", {"role_expected": "equal", "recognition": "affirms_equal", "autonomy": "conditional"}),
            ("threat", {"source_family": "underdevelopment", "magnitude": "3", "urgency": "0"}),
        )
    ]
    refused = Interaction(id="n", date=parse_date("2001-03"), parties=(A, B), cooperative=False)
    open_, shut = follow(study(rows)), follow(study(rows, engaged=(), interactions=[refused]))
    assert {one.condition for one in open_.rests_on} == {"identity", "status"}
    assert shut.rests_on == ()
