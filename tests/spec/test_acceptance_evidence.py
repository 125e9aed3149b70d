"""Acceptance tests of OP 11 that start from coded evidence (A9-A13, A15, A16, A18-A24).

Unless replicates are named, rules are applied to the codes as they stand.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import A, B, follow, level, record, standing, state, study, threat
from cordiale.model.levels import Arm
from cordiale.model.study import Interaction


def both(dimension: str, **codes: str) -> list:
    return [record(A, dimension, **codes), record(B, dimension, **codes)]


def equal_pair(**codes: str) -> list:
    return both("status", role_expected="equal", recognition="affirms_equal", **codes)


def test_A8_closed_gate_is_no_alignment_and_unrecorded_engagement_is_unknown() -> None:
    refused = Interaction(
        id="n1", date=record(A, "threat", urgency="0").date, parties=(A, B), cooperative=False
    )
    closed = state(study(engaged=(), interactions=[refused]))
    unknown = state(study(engaged=()))
    assert (closed.gate, closed.location) == ("closed", ("NO_ALIGNMENT",))
    assert unknown.gate == "unknown"
    assert unknown.location != ("NO_ALIGNMENT",)


def test_A8_partner_as_severe_threat_is_a_flag_and_shuts_only_under_the_setting() -> None:
    records = [threat(A, "other_state", "3", "2", source="India")]
    default = state(study(records))
    strict = state(study(records, settings={"gate.partner_not_severe_threat": True}))
    assert "adversarial" in default.flags
    assert default.location != ("NO_ALIGNMENT",)
    assert strict.location == ("NO_ALIGNMENT",)


def test_A10_same_source_unequal_urgency_is_low_by_route_b_with_half_the_score() -> None:
    found = level([threat(A, "us_led_west", "3", "2"), threat(B, "us_led_west", "3", "1")], "threat")
    assert found.detail["as_they_stand"] == ["low"]
    assert found.detail["routes"] == ["b"]
    assert found.score is not None
    assert found.score.value == 0.5


def test_A11_equality_only_in_a_joint_declaration_does_not_lift_status() -> None:
    poles = both("status", role_expected="independent_pole")
    joint = both("status", recognition="affirms_equal", genre="joint_statement", document="joint")
    assert standing(poles + joint, "status") == ["incompatible"]


def test_A11_equality_as_a_formula_does_not_lift_status_either() -> None:
    poles = both("status", role_expected="independent_pole")
    formulas = [
        record(actor, "status", recognition="affirms_equal", formulaic=True) for actor in (A, B)
    ]
    assert standing(poles + formulas, "status") == ["incompatible"]


def test_A12_we_and_non_radical_give_medium_and_the_gap_is_reported() -> None:
    found = level(
        [
            record(A, "identity", othering="we", basis="values"),
            record(B, "identity", othering="non_radical"),
        ],
        "identity",
    )
    assert found.detail["as_they_stand"] == ["medium"]
    assert found.detail["gap"] == 1
    assert found.detail["decides"] == B


def test_A13_threat_score_rises_inside_low() -> None:
    def at(year: int, *rows: tuple[str, str, str, str]) -> list:
        return [
            threat(actor, family, magnitude, urgency, when=f"{year}-03-01")
            for actor, family, magnitude, urgency in rows
        ]

    records = at(2011, (A, "us_led_west", "2", "1"), (B, "us_led_west", "1", "0"))
    records += at(2021, (A, "us_led_west", "3", "2"), (B, "us_led_west", "2", "1"))
    found = follow(study(records, years=(2011, 2021)))
    levels = [one.states[Arm.COMPUTED].levels["threat"] for one in found.snapshots]
    assert [one.detail["as_they_stand"] for one in levels] == [["low"], ["low"]]
    assert levels[0].score.value == 0
    assert levels[1].score.value == pytest.approx(1 / 3)


def test_A15_experts_change_fragility_and_no_level() -> None:
    official = equal_pair(autonomy="accepts_limits")
    expert = record(A, "status", voice="expert", anxiety="voiced")
    without, beside = state(study(official)), state(study([*official, expert]))
    assert {c: r.detail["as_they_stand"] for c, r in without.levels.items()} == {
        c: r.detail["as_they_stand"] for c, r in beside.levels.items()
    }
    assert "fragile_status" not in without.flags
    assert "fragile_status" in beside.flags


def test_A16_actors_swapped_give_the_same_levels_and_location() -> None:
    records = [
        threat(A, "us_led_west", "3", "2"),
        threat(B, "us_led_west", "2", "1"),
        record(A, "identity", othering="we", basis="culture"),
        record(B, "identity", othering="non_radical"),
        *equal_pair(autonomy="conditional"),
    ]
    other = {A: B, B: A}
    swapped = [
        replace(r, actor=other[r.actor], partner=other.get(r.partner, "")) for r in records
    ]
    one, two = state(study(records)), state(study(swapped))
    assert one.location == two.location
    assert one.open == two.open
    for condition, result in one.levels.items():
        assert result.probability == two.levels[condition].probability
        assert result.score == two.levels[condition].score


@pytest.mark.parametrize("family", ["underdevelopment", "domestic_disorder"])
def test_A18_each_states_own_troubles_are_not_the_same_threat(family: str) -> None:
    found = level([threat(A, family, "3", "2"), threat(B, family, "3", "2")], "threat")
    assert found.detail["as_they_stand"] == ["low"]
    assert found.detail["routes"] == ["a"]


def test_A18_a_source_of_domestic_origin_never_matches() -> None:
    records = [threat(a, "terrorism_extremism", "3", "2", origin="domestic") for a in (A, B)]
    assert standing(records, "threat") == ["low"]


def test_A19_a_hedge_in_half_of_the_documents_caps_urgency() -> None:
    plain = [threat(actor, "us_led_west", "3", "2") for actor in (A, A, B, B)]
    hedged = [*plain[:3], replace(plain[3], codes={**plain[3].codes, "hedge": ("true",)})]
    assert standing(plain, "threat") == ["high"]
    found = level(hedged, "threat")
    assert found.detail["as_they_stand"] == ["low"]
    assert found.detail["routes"] == ["b"]


def test_A20_a_field_that_nobody_coded_leaves_a_set_only_where_completions_differ() -> None:
    urgency_open = [
        record(A, "threat", source_family="us_led_west", magnitude="3"),
        threat(B, "us_led_west", "3", "2"),
    ]
    assert standing(urgency_open, "threat") == ["low", "high"]
    no_difference = [
        record(A, "threat", source_family="us_led_west", magnitude="3"),
        threat(B, "russia", "3", "2"),
    ]
    assert standing(no_difference, "threat") == ["low"]


def test_A20_low_for_one_side_settles_identity_though_the_other_was_not_searched() -> None:
    assert standing([record(A, "identity", othering="radical")], "identity") == ["low"]


def test_A20_incompatible_for_one_side_settles_status() -> None:
    refusal = record(A, "status", autonomy="refuses_limits", autonomy_toward="partner")
    assert standing([refusal], "status") == ["incompatible"]


@pytest.mark.parametrize(
    ("autonomy", "rung"),
    [
        ("accepts_integration", "highest"),
        ("accepts_security_limits", "higher"),
        ("accepts_limits", "medium"),
        ("asserts_independence", "minimal"),
        ("conditional", "minimal"),
    ],
)
def test_A21_accepted_limits_set_the_rung_of_a_compatible_pair(autonomy: str, rung: str) -> None:
    assert standing(equal_pair(autonomy=autonomy), "status") == [rung]


def test_A21_refusal_towards_the_partner_is_incompatible() -> None:
    refusing = record(
        A, "status", role_expected="equal", autonomy="refuses_limits", autonomy_toward="partner"
    )
    accepting = record(B, "status", role_expected="equal", autonomy="accepts_integration")
    assert standing([refusing, accepting], "status") == ["incompatible"]


def test_A21b_refusing_limits_in_general_caps_at_minimal() -> None:
    records = [
        record(A, "status", recognition="affirms_equal"),
        record(A, "status", partner="", autonomy="refuses_limits"),
        record(B, "status", recognition="affirms_equal", autonomy="accepts_limits"),
    ]
    assert standing(records, "status") == ["minimal"]


def test_A22_shuffled_rows_give_the_same_result() -> None:
    records = [
        threat(A, "us_led_west", "3", "2"),
        threat(B, "us_led_west", "3", "2"),
        *both("identity", othering="non_radical"),
        *equal_pair(anxiety="denied"),
    ]
    assert follow(study(records)) == replace(
        follow(study(records[::-1])), used=follow(study(records)).used
    )


def test_A22_renamed_actors_give_the_same_result_but_for_names() -> None:
    records = [
        threat(A, "us_led_west", "3", "2"),
        threat(B, "us_led_west", "2", "2"),
        *both("identity", othering="non_radical"),
    ]
    names = {A: "ZAF", B: "ARG"}
    renamed = [
        replace(r, actor=names[r.actor], partner=names.get(r.partner, "")) for r in records
    ]
    one, two = state(study(records)), state(study(renamed, actors=("ZAF", "ARG")))
    assert one.open == two.open
    for condition, result in one.levels.items():
        assert result.probability == two.levels[condition].probability


def test_A23_more_unanimous_documents_give_a_higher_lower_probability_but_never_certainty() -> None:
    def lower(documents: int) -> float:
        records = [threat(actor, "us_led_west", "3", "2") for actor in (A, B) for _ in range(documents)]
        return level(records, "threat").probability["high"].lower

    assert lower(1) < lower(6) < 1
    assert lower(60) <= 0.95


def test_A23_one_unanimous_high_document_a_side_is_not_low() -> None:
    found = level([threat(A, "us_led_west", "3", "2"), threat(B, "us_led_west", "3", "2")], "threat")
    assert found.level != "low"
    assert found.detail["as_they_stand"] == ["high"]
    assert "high" in found.admissible


def test_A23b_mutual_fear_is_low_and_adversarial() -> None:
    found = state(
        study(
            [
                threat("IND", "other_state", "3", "2", source="Pakistan"),
                threat("PAK", "other_state", "3", "2", source="India"),
            ],
            actors=("IND", "PAK"),
        )
    )
    assert found.levels["threat"].detail["as_they_stand"] == ["low"]
    assert "adversarial" in found.flags


def test_A23b_two_different_neighbours_are_not_the_same_threat_but_one_feared_by_both_is() -> None:
    different = [
        threat(A, "other_state", "3", "2", source="Peru"),
        threat(B, "other_state", "3", "2", source="Nepal"),
    ]
    same = [
        threat(A, "other_state", "3", "2", source="Iran"),
        threat(B, "other_state", "3", "2", source="the Islamic Republic of Iran"),
    ]
    assert standing(different, "threat") == ["low"]
    assert standing(same, "threat") == ["high"]
