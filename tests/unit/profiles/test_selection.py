"""Which records count: date, window, source, voice, joint texts and formulas (I-20, I-22, CONTRACTS 2)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import A, B, follow, glance_at, record, study, threat, with_rules
from cordiale.formats.dates import parse_date
from cordiale.model.levels import Arm
from cordiale.model.study import Record, Source, SourceStatus
from cordiale.profiles.selection import Placement, place_all

YEARS = (2001, 2003)


def placed(text: str, *, snapshot: str = "", **changes: object) -> Placement:
    """Where a record of a date lands, in a study of the windows 2001 and 2003."""
    one = replace(
        record(A, "threat", urgency="1", snapshot=snapshot), date=parse_date(text) if text else None
    )
    data = study([one], years=YEARS, settings=changes)
    (found,) = place_all(data.records, data.snapshots, data.sources, data.rules)
    return found


@pytest.mark.parametrize(
    ("text", "snapshot"),
    [
        ("2001-01-01", "2001"),
        ("2001-12-31", "2001"),
        ("2001-09", "2001"),
        ("2001", "2001"),
        ("2001-03/2001-11", "2001"),
        ("2001~", "2001"),
        ("2003-06-30", "2003"),
    ],
)
def test_a_date_wholly_inside_a_window_counts_there(text: str, snapshot: str) -> None:
    found = placed(text)
    assert (found.snapshot, found.counts, found.reason) == (snapshot, True, "")
    assert "out_of_window" not in found.flags


@pytest.mark.parametrize(
    "text", ["2000-12-31", "2002-06-01", "2001/2002", "2000-12/2001-01", "2001/2003", "2004"]
)
def test_a_date_not_wholly_inside_any_window_is_kept_flagged_and_left_out(text: str) -> None:
    found = placed(text)
    assert not found.counts
    assert "out_of_window" in found.flags
    assert "outside the window" in found.reason


def test_a_record_without_date_is_never_in_levels_even_with_a_snapshot() -> None:
    found = placed("", snapshot="2001")
    assert not found.counts
    assert found.flags == ("no_date",)
    assert found.snapshot == "2001"


def test_an_uncertain_date_counts_and_is_flagged() -> None:
    found = placed("2001?")
    assert found.counts
    assert found.flags == ("uncertain_date",)


@pytest.mark.parametrize("text", ["2003-05-05", "2002-01-01", "2001/2002"])
def test_a_filled_snapshot_fixes_the_record_and_a_date_outside_leaves_it_out(text: str) -> None:
    """It never moves it: not even to the window in which the date lies."""
    found = placed(text, snapshot="2001")
    assert found.snapshot == "2001"
    assert not found.counts
    assert "out_of_window" in found.flags


def test_a_filled_snapshot_counts_with_a_date_inside() -> None:
    assert placed("2003-05-05", snapshot="2003").counts


@pytest.mark.parametrize(
    ("text", "unit", "snapshot"),
    [
        ("2000-08-01", "plus_six_months", "2001"),
        ("2000-05-01", "plus_six_months", ""),
        ("2002-04-01", "plus_six_months", "2001"),
        ("2002-10-01", "plus_six_months", "2003"),
        ("2002-03-01", "nearest", "2001"),
        ("2002-11-01", "nearest", "2003"),
        ("1950", "nearest", "2001"),
        ("2002-03-01", "calendar_year", ""),
    ],
)
def test_I22_wider_windows_are_settings(text: str, unit: str, snapshot: str) -> None:
    found = placed(text, **{"window.unit": unit})
    assert (found.snapshot, found.counts) == (snapshot, bool(snapshot))


def test_a_window_as_written_goes_before_one_that_was_widened() -> None:
    """Windows side by side: December 2001 lies within six months of 2002, and stays in 2001."""
    one = replace(record(A, "threat", urgency="1"), date=parse_date("2001-12-15"))
    data = study([one], years=(2001, 2002), settings={"window.unit": "plus_six_months"})
    (found,) = place_all(data.records, data.snapshots, data.sources, data.rules)
    assert found.snapshot == "2001"


def test_under_flag_and_include_an_out_of_window_record_counts_and_keeps_its_flag() -> None:
    found = placed("2005-01-01", snapshot="2003", **{"window.out_of_window": "flag_and_include"})
    assert found.counts
    assert "out_of_window" in found.flags
    stray = placed("2005-01-01", **{"window.out_of_window": "flag_and_include"})
    assert not stray.counts  # no snapshot to count in


@settings(max_examples=60, deadline=None)
@given(st.dates(parse_date("1999").first, parse_date("2005").last), st.sampled_from(("2001", "2003")))
def test_no_date_ever_moves_a_record_with_a_filled_snapshot(day, snapshot: str) -> None:
    found = placed(day.isoformat(), snapshot=snapshot)
    assert found.snapshot == snapshot
    assert found.counts == (str(day.year) == snapshot)


# --- sources, joint texts, formulas, voices ------------------------------------------------------------


def fears(actor: str, **more: str) -> Record:
    return threat(actor, "us_led_west", "3", "2", **more)


@pytest.mark.parametrize(
    ("status", "words", "flag"),
    [
        (SourceStatus.OK, ["high"], ""),
        (SourceStatus.DOUBTFUL, ["high"], "doubtful_source"),
        (SourceStatus.INVALID, ["low", "high"], "invalid_source"),
    ],
)
def test_doubtful_sources_count_and_are_flagged_and_invalid_ones_never_count(
    status: SourceStatus, words: list[str], flag: str
) -> None:
    data = study([fears(A, document="s1"), fears(B)], sources=[Source(id="s1", status=status)])
    assert glance_at(data, "threat").words == words
    used = {one.id: one for one in follow(data).used}[data.records[0].id]
    assert used.flags == ((flag,) if flag else ())
    assert bool(used.reason) is (status is SourceStatus.INVALID)


@pytest.mark.parametrize("dimension", ["threat", "identity", "status"])
def test_a_joint_text_sets_no_level(dimension: str) -> None:
    codes = {
        "threat": {"source_family": "us_led_west", "magnitude": "3", "urgency": "2"},
        "identity": {"othering": "we", "basis": "values"},
        "status": {"role_expected": "equal", "autonomy": "accepts_integration"},
    }[dimension]
    rows = [record(actor, dimension, genre="joint_statement", document="j", **codes) for actor in (A, B)]
    data = study(rows)
    nothing = glance_at(study(), dimension)
    assert glance_at(data, dimension).words == nothing.words
    assert glance_at(with_rules(data, status__formulaic_weight=1.0), dimension).words == nothing.words
    assert all("joint text" in one.reason for one in follow(data).used)


@pytest.mark.parametrize("dimension", ["threat", "identity"])
def test_formulas_are_dropped_whatever_weight_status_formulas_have(dimension: str) -> None:
    codes = {
        "threat": {"source_family": "us_led_west", "magnitude": "3", "urgency": "2"},
        "identity": {"othering": "we", "basis": "values"},
    }[dimension]
    data = study([record(actor, dimension, formulaic=True, **codes) for actor in (A, B)])
    for changed in (data, with_rules(data, status__formulaic_weight=1.0)):
        assert glance_at(changed, dimension).words == glance_at(study(), dimension).words


def test_I20_formulas_on_status_weigh_what_the_setting_says() -> None:
    """Beside one own word of dominance a side: at weight 0 nothing, at ½ less than it, at 1 a tie."""
    own = [record(actor, "status", role_expected="dominant", autonomy="accepts_limits") for actor in (A, B)]
    boiler = [record(actor, "status", role_expected="equal", formulaic=True) for actor in (A, B)]
    data = study([*own, *boiler])
    assert glance_at(data, "status").words == ["incompatible"]
    assert glance_at(with_rules(data, status__formulaic_weight=0.5), "status").words == ["incompatible"]
    at_one = glance_at(with_rules(data, status__formulaic_weight=1.0), "status").words
    assert at_one == ["incompatible", "medium"]  # mode {dominant, equal} on both sides


def test_a_document_of_formulas_alone_is_not_a_searched_document_by_default() -> None:
    data = study([record(A, "status", role_expected="equal", formulaic=True)])
    assert follow(data).snapshots[0].states[Arm.COMPUTED].levels["status"].documents == {A: 0, B: 0}


@pytest.mark.parametrize("voice", ["semi_official", "state_media", "expert", "author_summary"])
def test_I21_only_official_words_set_levels(voice: str) -> None:
    data = study([fears(A, voice=voice), fears(B)])
    assert glance_at(data, "threat").words == ["low", "high"]
    heard = with_rules(data, voices__levels=("official", voice))
    assert glance_at(heard, "threat").words == ["high"]


def test_I35_levels_with_author_summaries_stand_beside_those_from_official_words() -> None:
    data = study([fears(A), fears(B, voice="author_summary")])
    states = follow(data).snapshots[0].states
    assert states[Arm.COMPUTED].levels["threat"].detail["as_they_stand"] == ["low", "high"]
    assert states[Arm.WITH_AUTHOR_SUMMARIES].levels["threat"].detail["as_they_stand"] == ["high"]


def test_without_author_summaries_there_is_no_second_arm() -> None:
    assert follow(study([fears(A)])).snapshots[0].states[Arm.WITH_AUTHOR_SUMMARIES] is None


def test_threat_rows_count_for_every_partner_and_identity_needs_the_partner() -> None:
    """Three actors: A's threat row serves both of its dyads, its identity row only one."""
    from cordiale.project.pipeline import follow_study

    rows = [
        threat(A, "us_led_west", "3", "2", id="t"),
        record(A, "identity", partner=B, othering="radical", id="i"),
    ]
    found = {
        t.dyad: t.snapshots[0].states[Arm.COMPUTED]
        for t in follow_study(study(rows, actors=(A, B, "ZAF")), flips=False)
    }
    assert found[A, B].levels["threat"].evidence == ("t",)
    assert found[A, "ZAF"].levels["threat"].evidence == ("t",)
    assert found[A, B].levels["identity"].evidence == ("i",)
    assert found[A, "ZAF"].levels["identity"].evidence == ()
