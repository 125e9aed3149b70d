"""What is not open, by which road, and what the present rests on."""

from __future__ import annotations

import re

import pytest

from cordiale import typology
from cordiale.errors import InputError
from cordiale.model.levels import (
    AlignmentType,
    Arm,
    Condition,
    Gate,
    IdentityLevel,
    StatusLevel,
    ThreatLevel,
)
from cordiale.model.results import Road
from cordiale.model.rules import Rules
from cordiale.trajectory import SideClaims, rests_on, roads, what_next

RULES = Rules.default()
TABLE = typology.decision_table(RULES)


def sets(threat, identity, status):
    return typology.level_sets(
        {
            Condition.THREAT: threat and ThreatLevel(threat),
            Condition.IDENTITY: identity and IdentityLevel(identity),
            Condition.STATUS: status and StatusLevel(status),
        }
    )


def following(at, gate=Gate.OPEN, **more):
    found = typology.read_sets(at, gate, RULES)
    return what_next(
        open_types=found.certain,
        gaps=typology.greatest_gaps(at, RULES),
        location=found.location,
        arm=Arm.COMPUTED,
        roads={},
        **more,
    )


# What next


def test_evidence_for_and_against_is_that_of_the_conditions_that_lack():
    listed = following(
        sets("low", "medium", "medium"),
        evidence_for={Condition.THREAT: ("E1", "E2"), Condition.IDENTITY: ("E7",)},
        evidence_against={Condition.STATUS: ("E3",), Condition.THREAT: ("E4",)},
    )
    alliance = listed[1]
    assert alliance.type is AlignmentType.ALLY
    assert alliance.evidence_for == ("E1", "E2")
    assert alliance.evidence_against == ("E4", "E3")


def test_from_no_alignment_even_a_thin_partnership_is_not_open_though_it_lacks_no_condition():
    listed = following(sets("low", "low", "incompatible"), gate=Gate.CLOSED)
    assert [item.type for item in listed] == list(AlignmentType)
    assert listed[0].missing == {}
    assert not any(item.stated for item in listed if item.type is not AlignmentType.ASC)


def test_a_type_that_unknown_levels_may_open_is_listed_with_the_steps_from_the_lowest():
    listed = following(sets("low", "medium", None))
    assert {str(item.type): item.missing for item in listed}["THICK"] == {"status": 1}


def test_with_an_unknown_location_only_the_pathway_from_any_type_is_named():
    listed = following(sets("low", "medium", None))
    assert {str(item.type): item.pathway for item in listed} == {
        "COAL": "",
        "THICK": "",
        "ALLY": "",
        "NASC": "",
        "ASC": "P4",
    }


def test_the_roads_stand_beside_every_type():
    both = {"symmetrical": Road(feasible="yes", because="each signals equality.")}
    listed = what_next(
        open_types=(AlignmentType.THIN,), gaps={}, location=("THIN",), arm=Arm.JUDGED, roads=both
    )
    assert all(item.roads == both for item in listed)


# Roads


def side(actor, role="", recognition="", *, refuses=None, evidence=()):
    return SideClaims(
        actor=actor,
        roles=frozenset(role.split("|")) - {""},
        recognition=frozenset(recognition.split("|")) - {""},
        role_refused=refuses,
        evidence=evidence,
    )


@pytest.mark.parametrize(
    ("a", "b", "symmetrical", "asymmetrical"),
    [
        # both equal, or each affirms the other's equality
        (("equal", ""), ("equal", ""), "yes", "unknown"),
        (("", "affirms_equal"), ("", "affirms_equal"), "yes", "unknown"),
        (("equal", ""), ("not_coded", "affirms_equal"), "yes", "unknown"),
        (("independent_pole", "affirms_equal"), ("equal", ""), "yes", "unknown"),
        # an accepted leader
        (("dominant", ""), ("subordinate", ""), "no", "yes"),
        (("", "affirms_junior"), ("", "affirms_senior"), "no", "yes"),
        # both lead; nobody leads
        (("dominant", ""), ("dominant", ""), "no", "no"),
        (("subordinate", ""), ("subordinate", ""), "no", "unknown"),
        # one claim, the other silent or ambiguous
        (("dominant", ""), ("equal", ""), "no", "unknown"),
        (("dominant", "affirms_equal"), ("equal", ""), "no", "unknown"),
        (("equal", ""), ("", ""), "unknown", "unknown"),
        (("equal", ""), ("none", ""), "unknown", "unknown"),
        (("equal|dominant", ""), ("equal", ""), "unknown", "unknown"),
        (("equal|not_coded", ""), ("equal", ""), "unknown", "unknown"),
        (("independent_pole", ""), ("independent_pole", ""), "unknown", "unknown"),
        (("", ""), ("", ""), "unknown", "unknown"),
    ],
)
def test_each_pair_of_claims_opens_the_roads_written_here(a, b, symmetrical, asymmetrical):
    found = roads(side("A", *a), side("B", *b))
    assert (found["symmetrical"].feasible, found["asymmetrical"].feasible) == (
        symmetrical,
        asymmetrical,
    )
    swapped = roads(side("B", *b), side("A", *a))
    assert [road.feasible for road in swapped.values()] == [symmetrical, asymmetrical]


def test_refusing_the_junior_role_shuts_the_asymmetrical_road():
    found = roads(side("China", "", "affirms_equal"), side("Russia", "", "affirms_equal", refuses=True))
    assert found["asymmetrical"].feasible == "no"
    assert found["asymmetrical"].because == "Russia rules out the junior role."


@pytest.mark.parametrize(("ratio", "feasible"), [(9.7, "unknown"), (0.5, "no"), (None, "no"), (1, "no")])
def test_where_capabilities_tell_who_is_weaker_only_its_refusal_counts(ratio, feasible):
    """China (side A) refuses; with nine times Russia's capabilities nobody offers it that role."""
    found = roads(side("China", refuses=True), side("Russia"), ratio)
    assert found["asymmetrical"].feasible == feasible


def test_the_capability_ratio_is_named_beside_the_claims():
    found = roads(side("A", "equal"), side("B", "equal"), 0.25, measure="GDP")
    assert found["symmetrical"].because == "A and B each signal equality; GDP: B has 4.0 times that of A."


def test_a_ratio_settles_no_road():
    found = roads(side("A"), side("B"), 50)
    assert {road.feasible for road in found.values()} == {"unknown"}


@pytest.mark.parametrize("ratio", [0, -2, float("nan")])
def test_a_ratio_that_is_none_is_refused(ratio):
    with pytest.raises(InputError, match="above 0"):
        roads(side("A"), side("B"), ratio)


def test_roads_carry_the_records_of_both_sides():
    found = roads(side("A", evidence=("E1", "E2")), side("B", evidence=("E2", "E3")))
    assert found["symmetrical"].evidence == ("E1", "E2", "E3")


def test_what_is_said_of_a_road_is_constitutive():
    refused = re.compile(r"\b(causes?|leads? to|keeps?|predicts?)\b")
    for role_a in ("dominant", "equal", "subordinate", ""):
        for role_b in ("dominant", "equal", "subordinate", ""):
            for road in roads(side("A", role_a), side("B", role_b), 2).values():
                assert not refused.search(road.because)


# What the present rests on


@pytest.mark.parametrize(
    ("at", "rests"),
    [
        # the 2021 state: identity carries the thick partnership, status is one step clear
        (("low", "medium", "medium"), [("identity", "low", "THICK", "THIN")]),
        (
            ("low", "medium", "minimal"),
            [("identity", "low", "THICK", "THIN"), ("status", "incompatible", "THICK", "THIN")],
        ),
        (
            ("high", "medium", "higher"),
            [
                ("threat", "low", "COAL, ALLY", "THICK"),
                ("identity", "low", "THICK, ALLY", "COAL"),
                ("status", "medium", "ALLY", "COAL + THICK"),
            ],
        ),
        (
            ("high", "high", "highest"),
            [
                ("threat", "low", "COAL, ALLY, ASC", "NASC"),
                ("identity", "medium", "NASC, ASC", "ALLY"),
                ("status", "higher", "ASC", "ALLY + NASC"),
            ],
        ),
        (("low", "low", "incompatible"), []),
    ],
)
def test_each_condition_is_listed_with_what_closes_if_it_falls_a_level(at, rests):
    found = rests_on(sets(*at), TABLE)
    assert [
        (item.condition, item.falls_to, ", ".join(item.closes), " + ".join(item.then)) for item in found
    ] == rests


def test_a_condition_whose_level_is_unknown_is_left_out():
    """With status unknown nobody can say from where it falls; the rest is read at its lowest."""
    assert rests_on(sets("low", "medium", None), TABLE) == ()
    minimal_or_more = {
        **sets("low", "medium", None),
        Condition.STATUS: frozenset(StatusLevel) - {StatusLevel.INCOMPATIBLE},
    }
    assert [item.condition for item in rests_on(minimal_or_more, TABLE)] == ["identity"]


def test_the_smallest_recode_stands_beside_the_condition_it_would_flip():
    (found,) = rests_on(sets("low", "medium", "medium"), TABLE, {Condition.IDENTITY: "remove E21-01.RUS"})
    assert (found.level, found.flip) == ("medium", "remove E21-01.RUS")


def test_other_minima_make_the_present_rest_on_other_things():
    rules = RULES.changed({"minima.THICK.status": "medium"})
    found = rests_on(sets("low", "medium", "medium"), typology.decision_table(rules))
    assert [item.condition for item in found] == ["identity", "status"]
