"""Events between two snapshots of one arm."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale import typology
from cordiale.model.levels import (
    NO_ALIGNMENT,
    AlignmentType,
    Arm,
    Condition,
    Gate,
    IdentityLevel,
    StatusLevel,
    ThreatLevel,
)
from cordiale.model.results import LabelReading, LevelResult, State
from cordiale.model.rules import Rules
from cordiale.trajectory import Direction, Movement, Reading, events_between, follow, reading_of

RULES = Rules.default()
EVERY = list(typology.decision_table(RULES))


def at(threat, identity, status, *, gate=Gate.OPEN, label="", verdict="unlabelled", **more) -> Reading:
    levels = {
        condition: kind(word) if word else None
        for condition, kind, word in zip(
            Condition,
            (ThreatLevel, IdentityLevel, StatusLevel),
            (threat, identity, status),
            strict=True,
        )
    }
    found = typology.read_sets(typology.level_sets(levels), gate, RULES)
    return Reading(
        arm=Arm.COMPUTED,
        gate=gate,
        levels=levels,
        enabled=found.enabled,
        location=found.location,
        label=label,
        label_verdict=verdict,
        **more,
    )


def moved(dimension, direction, *, exceeds=True, **more) -> Movement:
    return Movement(dimension=dimension, direction=Direction(direction), exceeds_interval=exceeds, **more)


def told(events):
    return [(event.event, event.dimension, event.pathway, event.stated) for event in events]


THICK_2011 = ("low", "medium", "minimal")
THICK_2021 = ("low", "medium", "medium")
THIN_1996 = ("low", "low", "incompatible")


# The beginning and the end


def test_an_alignment_emerges_where_a_closed_gate_opens():
    events = events_between(at(*THIN_1996, gate=Gate.CLOSED), at(*THICK_2011))
    assert told(events) == [("emerge", "", "", False)]


def test_an_alignment_is_abandoned_where_an_open_gate_closes():
    events = events_between(at(*THICK_2021), at("low", "low", "medium", gate=Gate.CLOSED))
    assert told(events) == [("abandon", "", "P6", True)]


def test_an_unknown_gate_is_no_end_and_no_beginning():
    """Engagement not looked for is not engagement absent (I-15)."""
    assert told(events_between(at(*THICK_2021), at(*THICK_2021, gate=Gate.UNKNOWN))) == []
    assert told(events_between(at(*THICK_2021, gate=Gate.UNKNOWN), at(*THICK_2021))) == []
    unknown = at(*THICK_2021, gate=Gate.UNKNOWN)
    assert told(events_between(unknown, at(*THICK_2021, gate=Gate.CLOSED))) == []


def test_an_alignment_emerges_where_the_study_lists_interactions_and_has_none_before():
    before = at(*THIN_1996, gate=Gate.UNKNOWN, no_interaction=True)
    assert [event.event for event in events_between(before, at(*THIN_1996))] == ["emerge"]


def test_under_an_unknown_gate_what_happened_is_worded_if_aligned():
    (event,) = events_between(at(*THIN_1996, gate=Gate.UNKNOWN), at(*THICK_2011))
    assert event.event == "transform_up"
    assert event.what.startswith("if aligned: opens THICK")


# Transformations


def test_a_transformation_says_what_opens_and_which_conditions_moved_on_which_records():
    before = at(*THIN_1996, evidence={Condition.IDENTITY: ("E1",), Condition.THREAT: ("E9",)})
    after = at(*THICK_2011, evidence={Condition.IDENTITY: ("E2", "E1"), Condition.STATUS: ("E3",)})
    (event,) = events_between(before, after)
    assert event.what == "opens THICK; identity from low to medium; status from incompatible to minimal"
    assert event.evidence == ("E1", "E2", "E3")


def test_a_fall_to_a_thin_partnership_alone_is_decay():
    assert [e.event for e in events_between(at(*THICK_2021), at("low", "low", "medium"))] == ["decay"]


def test_a_fall_from_a_rhetorical_label_is_decay_by_the_pathway_of_declared_alliances():
    before = at("high", "medium", "medium", label="alliance", verdict="rhetorical")
    assert told(events_between(before, at(*THICK_2021))) == [("decay", "", "P9", True)]
    closed = at("high", "medium", "medium", gate=Gate.CLOSED)
    assert told(events_between(before, closed)) == [("abandon", "", "P9", True)]


def test_no_transformation_is_claimed_where_a_location_is_unknown():
    unknown = at("low", None, "minimal")
    assert unknown.location is None
    assert events_between(at(*THIN_1996), unknown) == ()
    (event,) = events_between(unknown, at(*THICK_2021), [moved("support", "up"), moved("identity", "up")])
    assert (event.event, event.dimension, event.pathway) == ("deepen", "support", "P8")
    assert event.what.endswith("type unknown")


def test_a_score_that_falls_inside_a_level_that_holds_is_told_though_the_type_is_unknown():
    """OP 5.1, P6: when a sub-score falls by more than its interval while the level holds."""
    before, after = at(None, "medium", "minimal"), at(None, "medium", "minimal")
    (event,) = events_between(before, after, [moved("identity", "down"), moved("threat", "down")])
    assert (event.event, event.dimension) == ("erode", "identity")


def test_the_sense_of_a_change_follows_the_sets_of_open_types_in_every_pair_of_cells():
    for old, new in product(EVERY, repeat=2):
        before, after = (at(*(level.value for level in triple)) for triple in (old, new))
        names = {event.event for event in events_between(before, after)}
        was, now = set(before.enabled), set(after.enabled)
        if was == now:
            assert names <= {"deepen", "erode"}
        elif was < now:
            assert names == {"transform_up"}
        elif now < was:
            assert names == ({"decay"} if now == {"THIN"} else {"transform_down"})
        else:
            assert names == {"transform_lateral"}


@given(old=st.sampled_from(EVERY), new=st.sampled_from(EVERY))
def test_told_backwards_a_rise_is_a_fall_and_a_lateral_change_stays_lateral(old, new):
    one, other = (at(*(level.value for level in triple)) for triple in (old, new))
    opposite = {
        "transform_up": {"transform_down", "decay"},
        "transform_down": {"transform_up"},
        "decay": {"transform_up"},
        "transform_lateral": {"transform_lateral"},
        "deepen": {"erode"},
        "erode": {"deepen"},
    }
    for there, back in zip(events_between(one, other), events_between(other, one), strict=True):
        assert back.event in opposite[there.event] or there.event in {"deepen", "erode"}


# Within a type


def test_confidence_in_support_deepens_within_a_type():
    events = events_between(at(*THICK_2021), at(*THICK_2021), [moved("support", "up")])
    assert told(events) == [("deepen", "support", "P8", True)]
    assert events[0].what == "expectations of support rose"


def test_a_movement_inside_its_interval_is_no_event():
    still = [moved("support", "up", exceeds=False), moved("threat", "up", exceeds=False)]
    assert events_between(at(*THICK_2021), at(*THICK_2021), still) == ()


def test_support_and_coordination_are_told_before_the_scores():
    events = events_between(
        at(*THICK_2021),
        at(*THICK_2021),
        [moved("threat", "up"), moved("coordination", "down"), moved("support", "up")],
    )
    assert told(events) == [
        ("deepen", "support", "P8", True),
        ("erode", "coordination", "P8", True),
        ("deepen", "threat", "P8", False),
    ]


@pytest.mark.parametrize("condition", ["identity", "status"])
def test_a_falling_score_inside_its_level_is_erosion_and_names_divergence_as_a_warning(condition):
    """P6 speaks of conditions that begin to diverge, before any threshold is crossed."""
    (event,) = events_between(at(*THICK_2021), at(*THICK_2021), [moved(condition, "down")])
    assert (event.event, event.pathway, event.stated) == ("erode", "P6", True)
    assert event.what == f"{condition} score fell, level still medium"


def test_a_thin_partnership_rests_on_no_identity_so_no_divergence_is_named():
    (event,) = events_between(at(*THIN_1996), at(*THIN_1996), [moved("identity", "down")])
    assert (event.event, event.pathway, event.stated) == ("erode", "P8", False)


def test_a_level_that_crosses_inside_the_type_goes_in_place_of_its_score():
    events = events_between(at(*THICK_2011), at(*THICK_2021), [moved("status", "up")])
    assert told(events) == [("deepen", "status", "P8", False)]
    assert events[0].what == "status from minimal to medium"


def test_two_directions_of_support_are_told_together_where_they_agree_and_apart_where_not():
    both = [
        moved("support", "up", of="China of Russia", evidence=("E1",)),
        moved("support", "up", of="Russia of China", evidence=("E2", "E1")),
    ]
    (event,) = events_between(at(*THICK_2021), at(*THICK_2021), both)
    assert event.what == "expectations of support rose (China of Russia, Russia of China)"
    assert event.evidence == ("E1", "E2")
    apart = [both[0], moved("support", "down", of="Russia of China")]
    events = events_between(at(*THICK_2021), at(*THICK_2021), apart)
    assert [event.event for event in events] == ["deepen", "erode"]


def test_a_change_of_type_is_told_in_place_of_deepening():
    events = events_between(at(*THIN_1996), at(*THICK_2011), [moved("support", "up")])
    assert [event.event for event in events] == ["transform_up"]


@pytest.mark.parametrize(("dimension", "direction"), [("trust", "up"), ("support", "lateral")])
def test_a_movement_that_does_not_exist_is_a_defect_of_the_caller(dimension, direction):
    with pytest.raises(ValueError, match="no movement"):
        moved(dimension, direction)


# Labels


def test_a_new_label_over_unchanged_conditions_is_a_change_of_label_only():
    events = events_between(at(*THICK_2021, label="partnership"), at(*THICK_2021, label="no limits"))
    assert told(events) == [("label_only", "label", "", False)]


def test_a_label_is_the_only_change_only_where_nothing_else_moved():
    before, after = at(*THICK_2021, label="partnership"), at(*THICK_2021, label="no limits")
    assert [e.event for e in events_between(before, after, [moved("support", "up")])] == ["deepen"]


@pytest.mark.parametrize(("old", "new"), [("", "alliance"), ("alliance", ""), ("Alliance", "alliance ")])
def test_no_label_on_record_is_not_a_label_given_up(old, new):
    assert events_between(at(*THICK_2021, label=old), at(*THICK_2021, label=new)) == ()


def test_a_rhetorical_alliance_no_longer_claimed_takes_the_pathway_of_declared_alliances():
    before = at(*THIN_1996, label="alliance", verdict="rhetorical")
    after = at(*THIN_1996, label="good neighbours")
    assert told(events_between(before, after)) == [("label_only", "label", "P9", True)]


# Series and states


def test_a_series_has_the_events_of_each_interval_and_none_across_a_gap():
    series = [at(*THIN_1996), at(*THICK_2011), None, at(*THIN_1996), at(*THIN_1996)]
    found = follow(series, [[], [], [], [moved("support", "up")]])
    assert [[event.event for event in events] for events in found] == [
        ["transform_up"],
        [],
        [],
        ["deepen"],
    ]
    assert len(follow(series)) == 4
    assert follow([]) == ()


def test_a_state_gives_the_reading_that_events_are_told_from():
    def level(word):
        return LevelResult(level=word, admissible=(word,) if word else (), evidence=("E1",))

    state = State(
        arm=Arm.JUDGED,
        gate=Gate.CLOSED,
        flags=(),
        levels={"threat": level("low"), "identity": level(None), "status": level("higher")},
        enabled=(),
        location=(NO_ALIGNMENT,),
        table1_cell=None,
        open={},
        locations=(),
        label_verdict="rhetorical",
        realised=None,
    )
    found = reading_of(state, LabelReading(text="alliance", type="ALLY", verdict="rhetorical"))
    assert found.levels == {
        Condition.THREAT: ThreatLevel.LOW,
        Condition.IDENTITY: None,
        Condition.STATUS: StatusLevel.HIGHER,
    }
    assert found.evidence[Condition.STATUS] == ("E1",)
    assert (found.arm, found.label, found.label_verdict) == (Arm.JUDGED, "alliance", "rhetorical")


def test_what_is_said_is_constitutive_in_every_pair_of_cells():
    refused = re.compile(r"\b(causes?|leads? to|keeps?|predicts?|is an?)\b")
    for old, new in product(EVERY[::3], EVERY):
        for event in events_between(at(*(level.value for level in old)), at(*(level.value for level in new))):
            assert not refused.search(event.what)
            assert event.what


def test_events_carry_the_arm_they_are_read_from():
    (event,) = events_between(at(*THIN_1996), at(*THICK_2011))
    assert event.arm is Arm.COMPUTED
    assert AlignmentType.THICK in event.what
