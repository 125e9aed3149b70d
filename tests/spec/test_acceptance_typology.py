"""Acceptance tests A1 to A8, A14 and A17 of the operationalisation, and laws of the typology."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale import typology
from cordiale.model.levels import (
    LEVELS,
    NO_ALIGNMENT,
    AlignmentType,
    Arm,
    Condition,
    Gate,
    Level,
    StatusLevel,
)
from cordiale.model.rules import Rules
from cordiale.trajectory import Reading, events_between

DEFAULT = Rules.default()

#   snapshot  threat  identity  status          location
GOLD = [
    ("1996", "low", "low", "incompatible", "THIN"),
    ("2001", "low", "low", "incompatible", "THIN"),
    ("2011", "low", "medium", "minimal", "THICK"),
    ("2021", "low", "medium", "medium", "THICK"),
    ("2022p", "low", "medium", "medium", "THICK"),
]

READINGS_OF_STATUS = [
    {"minima.NASC.status": nasc, "minima.ALLY.status": ally}
    for nasc in ("minimal", "medium", "higher", "highest")
    for ally in ("medium", "higher")
]


def located(row, **more):
    _, threat, identity, status, _ = row
    return typology.locate(threat=threat, identity=identity, status=status, **more)


def missing(found: typology.Located, kind: str) -> set[str]:
    return {str(condition) for condition in found.gaps[AlignmentType(kind)]}


# A1 to A8


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row[0])
def test_a1_the_articles_own_levels_give_the_articles_types(row):
    assert located(row).location == (row[-1],)


def test_a1_2011_lies_on_the_line_between_thin_and_thick():
    found = typology.locate(threat="low", identity="low, medium", status="minimal, medium")
    assert found.possible == (("THIN",), ("THICK",))
    assert found.location is None
    assert found.enabled is None


@pytest.mark.parametrize("reading", READINGS_OF_STATUS, ids=lambda r: "-".join(r.values()))
@pytest.mark.parametrize("row", GOLD, ids=lambda row: row[0])
def test_a3_no_verdict_of_the_case_depends_on_the_status_minima(row, reading):
    """I-3: which is also why the case cannot identify them."""
    assert located(row, settings=reading).location == (row[-1],)


def test_a4_in_2021_an_alliance_lacks_threat_and_status_and_a_community_lacks_a_we():
    in_2021 = located(GOLD[3])
    assert missing(in_2021, "ALLY") == {"threat", "status"}
    assert missing(in_2021, "NASC") == {"identity"}
    assert missing(in_2021, "ASC") == {"threat", "identity", "status"}
    assert missing(in_2021, "COAL") == {"threat"}


def test_a4_steps_from_2021_are_those_of_the_operationalisation():
    assert located(GOLD[3]).to_dict()["gaps"] == {
        "COAL": {"threat": 1},
        "ALLY": {"threat": 1, "status": 1},
        "NASC": {"identity": 1},
        "ASC": {"threat": 1, "identity": 1, "status": 2},
    }


def test_a5_with_medium_status_for_an_alliance_only_threat_would_be_missing():
    """I-4: the article asks for more status compatibility too, hence the default."""
    assert missing(located(GOLD[3], settings={"minima.ALLY.status": "medium"}), "ALLY") == {"threat"}


@pytest.mark.parametrize("threat", ["low", "high", "unknown"])
@pytest.mark.parametrize("status", [*(str(level) for level in StatusLevel), "unknown"])
def test_a6_an_alliance_declared_over_low_identity_is_rhetorical_whatever_else_holds(threat, status):
    """1950: the article gives identity alone."""
    sets = typology.level_sets({})
    sets = {
        condition: frozenset(typology.locate(identity="low", threat=threat, status=status).levels[condition])
        for condition in sets
    }
    found = typology.read_sets(sets, Gate.OPEN, DEFAULT)
    verdict = typology.label_verdict("ALLY", certain=found.certain, possible=found.possible)
    assert verdict == "rhetorical"


def test_a7_a_non_allied_community_becomes_allied_by_a_change_of_threat_alone():
    before = typology.locate(threat="low", identity="high", status="highest")
    after = typology.locate(threat="high", identity="high", status="highest")
    assert (before.location, after.location) == (("NASC",), ("ASC",))
    assert missing(before, "ASC") == {"threat"}


def test_a8_without_cooperative_engagement_there_is_no_alignment():
    """THIN has no minima: without a gate every pair of states would qualify (I-15)."""
    found = located(GOLD[0], gate="closed")
    assert found.location == (NO_ALIGNMENT,)
    assert found.enabled == ()


def test_a8_engagement_not_recorded_is_read_as_if_open_and_worded_if_aligned():
    found = located(GOLD[3], gate="unknown")
    assert found.location == ("THICK",)
    assert repr(found).startswith("If aligned, conditions in place for THICK")


def test_a8_a_feared_partner_closes_the_gate_only_under_the_sensitivity_setting():
    levels = dict(zip(Condition, next(iter(typology.decision_table(DEFAULT))), strict=True))
    strict = DEFAULT.changed({"gate.partner_not_severe_threat": True})
    assert typology.location(levels, Gate.OPEN, DEFAULT, adversarial=True) == ("THIN",)
    assert typology.location(levels, Gate.OPEN, strict, adversarial=True) == (NO_ALIGNMENT,)
    assert typology.location(levels, Gate.OPEN, strict, adversarial=False) == ("THIN",)


# A14


def reading(threat: str, identity: str, status: str) -> Reading:
    found = typology.locate(threat=threat, identity=identity, status=status)
    return Reading(
        arm=Arm.COMPUTED,
        gate=Gate.OPEN,
        levels={condition: found.levels[condition][0] for condition in Condition},
        enabled=found.enabled,
        location=found.location,
    )


def test_a14_an_alliance_whose_status_falls_leaves_a_coalition_beside_a_thick_partnership():
    before, after = reading("high", "medium", "higher"), reading("high", "medium", "medium")
    assert after.location == ("COAL", "THICK")
    assert [event.event for event in events_between(before, after)] == ["transform_down"]


# Laws, for any minima


def any_rules() -> st.SearchStrategy[Rules]:
    """Rules with any minimum for any condition of any type, also such as break the usual order."""
    minima = {
        f"minima.{kind}.{condition}": st.sampled_from([str(level) for level in LEVELS[condition]])
        for kind in AlignmentType
        for condition in Condition
    }
    return st.fixed_dictionaries(minima).map(DEFAULT.changed)


def any_levels() -> st.SearchStrategy[dict[Condition, Level]]:
    return st.fixed_dictionaries(
        {condition: st.sampled_from(list(LEVELS[condition])) for condition in Condition}
    )


@given(rules=any_rules(), levels=any_levels(), condition=st.sampled_from(list(Condition)))
@settings(max_examples=60, deadline=None)
def test_a17_raising_any_level_never_shuts_a_type(rules, levels, condition):
    open_before = set(typology.enabled(levels, rules))
    for higher in LEVELS[condition]:
        if higher > levels[condition]:
            assert open_before <= set(typology.enabled({**levels, condition: higher}, rules))


@given(rules=any_rules(), levels=any_levels())
@settings(max_examples=60, deadline=None)
def test_no_open_type_demands_more_than_a_location(rules, levels):
    open_types = typology.enabled(levels, rules)
    for kind in typology.location(levels, Gate.OPEN, rules):
        assert kind in open_types
        assert not any(typology.more_demanding(other, kind, rules.minima) for other in open_types)


@given(rules=any_rules(), levels=any_levels())
@settings(max_examples=60, deadline=None)
def test_every_open_type_is_a_location_or_demands_less_than_one(rules, levels):
    """No open type is left out: the location speaks for all of them."""
    places = typology.location(levels, Gate.OPEN, rules)
    for kind in typology.enabled(levels, rules):
        assert kind in places or any(
            typology.more_demanding(AlignmentType(place), kind, rules.minima) for place in places
        )


@given(rules=any_rules(), levels=any_levels())
@settings(max_examples=60, deadline=None)
def test_a_type_is_open_exactly_where_it_lacks_nothing(rules, levels):
    lacking = set(typology.gaps(levels, rules))
    assert lacking == set(AlignmentType) - set(typology.enabled(levels, rules))


@given(rules=any_rules(), levels=any_levels())
@settings(max_examples=60, deadline=None)
def test_closing_a_gap_opens_the_type(rules, levels):
    for kind, lacking in typology.gaps(levels, rules).items():
        raised = dict(levels)
        for condition, steps in lacking.items():
            raised[condition] = list(LEVELS[condition])[levels[condition].position + steps]
        assert kind in typology.enabled(raised, rules)
