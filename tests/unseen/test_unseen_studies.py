"""Whole studies that the engine was not built on, from folders of files, with expectations from OP by hand.

Each study is invented: its content is about real states and says nothing of them. Every document
carries the same codes within a side and window, so that the codes as they stand are read off the
table, and there are enough documents for levels to be said as points (OP 7).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from cordiale.model.levels import AlignmentType, Arm, Gate
from cordiale.model.results import Event, NextType, SnapshotReading, State, Trajectory
from cordiale.project.pipeline import follow_study
from cordiale.store.folder import load

STUDIES = Path(__file__).parent / "studies"


@cache
def run(name: str) -> dict[tuple[str, str], Trajectory]:
    return {one.dyad: one for one in follow_study(load(STUDIES / name), flips=False)}


def only(name: str) -> Trajectory:
    (found,) = run(name).values()
    return found


def reading(found: Trajectory, snapshot: str) -> SnapshotReading:
    return next(one for one in found.snapshots if one.snapshot.id == snapshot)


def at(found: Trajectory, snapshot: str, arm: Arm = Arm.COMPUTED) -> State:
    state = reading(found, snapshot).states[arm]
    assert state is not None
    return state


def levels(state: State) -> dict[str, str | None]:
    return {condition: result.level for condition, result in state.levels.items()}


def scores(state: State) -> dict[str, float | None]:
    return {c: result.score.value if result.score else None for c, result in state.levels.items()}


def events(found: Trajectory, arm: Arm = Arm.COMPUTED) -> list[list[Event]]:
    return [[event for event in one.events if event.arm is arm] for one in found.intervals]


def named(found: list[list[Event]]) -> list[list[tuple[str, str, bool]]]:
    return [[(event.event, event.pathway, event.stated) for event in part] for part in found]


def next_types(found: Trajectory) -> dict[str, NextType]:
    return {str(one.type): one for one in found.what_next}


# (a) Australia and New Zealand, invented: one leads, one follows, both fear the same and are "we" -------


def test_a_leader_and_follower_under_a_shared_threat() -> None:
    """Threat: same family, 3 and 2 on both sides: HIGH. Identity: "we" on values on both sides: HIGH.

    Status: dominant with subordinate is compatible, asymmetrical, cap HIGHEST; both accept security
    limits: HIGHER. Cell 29: ALLY + NASC, and not ASC, which needs HIGHEST.
    """
    state = at(only("a_leader_and_follower"), "2014")
    assert levels(state) == {"threat": "high", "identity": "high", "status": "higher"}
    assert state.location == ("ALLY", "NASC")
    assert state.enabled == tuple(kind for kind in AlignmentType if kind is not AlignmentType.ASC)
    assert state.table1_cell is AlignmentType.ASC  # status shuts the cell of Table 1
    assert state.flags == ()


def test_a_scores_stand_for_what_each_side_says() -> None:
    """3/3 × 2/2 = 1; every document "we", 1; accepts_security_limits, ¾."""
    assert scores(at(only("a_leader_and_follower"), "2014")) == {
        "threat": 1.0,
        "identity": 1.0,
        "status": 0.75,
    }


def test_a_role_pair_is_read_from_both_sides() -> None:
    pair = at(only("a_leader_and_follower"), "2014").levels["status"].detail["role_pair"]
    assert pair == {"AUS": ["dominant"], "NZL": ["subordinate"], "variant": "asymmetrical", "cap": "highest"}


def test_a_label_of_alliance_is_supported_and_practice_names_the_alliance() -> None:
    """ALLY is open: `supported`. A joint operation is a military response: of ALLY + NASC it names ALLY."""
    state = at(only("a_leader_and_follower"), "2014")
    assert state.label_verdict == "supported"
    assert state.realised is AlignmentType.ALLY


def test_a_support_and_coordination_are_read_by_direction() -> None:
    """Four documents a side: commitment 1; moralistic trust: high; joint_planning. No doubt: index 1."""
    found = reading(only("a_leader_and_follower"), "2014")
    for actor in ("AUS", "NZL"):
        assert found.support[actor].willingness.value == 1.0
        assert found.support[actor].doubt == 0.0
        assert found.coordination[actor].documents == 4
    assert found.support_index.value == 1.0


def test_a_only_the_allied_community_is_left_and_lacks_one_step_of_status() -> None:
    found = next_types(only("a_leader_and_follower"))
    assert {kind: dict(one.missing) for kind, one in found.items()} == {"ASC": {"status": 1}}
    assert {name: road.feasible for name, road in found["ASC"].roads.items()} == {
        "symmetrical": "no",
        "asymmetrical": "yes",
    }


def test_a_each_condition_carries_what_the_table_says() -> None:
    """From cell 29 down one level: threat → cell 14 NASC; identity → cell 24 ALLY; status → cell 28."""
    found = {one.condition: one for one in only("a_leader_and_follower").rests_on}
    assert found["threat"].then == ("NASC",)
    assert found["identity"].then == ("ALLY",)
    assert found["status"].then == ("COAL", "NASC")
    assert found["threat"].closes == (AlignmentType.COAL, AlignmentType.ALLY)
    assert found["status"].closes == (AlignmentType.ALLY,)


# (b) Egypt and Syria, invented: a union that comes apart ------------------------------------------------


@pytest.mark.parametrize(
    ("snapshot", "identity", "status", "location"),
    [
        ("1958", "high", "medium", "NASC"),  # cell 13: "we" on culture; equals who accept limits
        ("1960", "medium", "minimal", "THICK"),  # cell 7: interests alone; independence asserted
        ("1962", "low", "incompatible", "THIN"),  # cell 1: radical; two who would lead, rank denied
    ],
)
def test_b_identity_and_status_fall_step_by_step(
    snapshot: str, identity: str, status: str, location: str
) -> None:
    state = at(only("b_decay"), snapshot)
    assert levels(state) == {"threat": "low", "identity": identity, "status": status}
    assert state.location == (location,)


def test_b_scores_fall_with_them_and_threat_is_0_throughout() -> None:
    """Identity 1, ½ (praise without a shared basis), 0. Status ½, ¼, 0 (incompatible). Own poverty: 0."""
    found = [scores(at(only("b_decay"), year)) for year in ("1958", "1960", "1962")]
    assert found == [
        {"threat": 0.0, "identity": 1.0, "status": 0.5},
        {"threat": 0.0, "identity": 0.5, "status": 0.25},
        {"threat": 0.0, "identity": 0.0, "status": 0.0},
    ]


def test_b_both_intervals_go_down_by_the_stated_pathway_P6() -> None:
    """NASC to THICK is a fall to a less intense type; THICK to THIN leaves only what needs nothing."""
    assert named(events(only("b_decay"))) == [[("transform_down", "P6", True)], [("decay", "P6", True)]]


def test_b_low_threat_is_own_troubles_on_both_sides() -> None:
    """No shared top source (a); underdevelopment at urgency 0 on both sides (none_urgent)."""
    assert at(only("b_decay"), "1958").levels["threat"].detail["routes"] == ["a", "none_urgent"]


def test_b_what_shuts_status_in_the_end_is_said() -> None:
    because = at(only("b_decay"), "1962").levels["status"].detail["incompatible_because"]
    assert "EGY denies SYR's rank" in because
    assert "SYR refuses limits on its autonomy towards EGY" in because
    assert "the expected roles do not fit: dominant and dominant" in because


def test_b_the_talks_and_what_they_re_read_stand_in_their_interval() -> None:
    first, second = only("b_decay").intervals
    assert (first.interactions, first.reinterpretations) == (("x1960",), ())
    assert (second.interactions, second.reinterpretations) == (("x1962",), ("r1",))
    assert only("b_decay").background == ("x1958",)


def test_b_what_is_lacking_from_the_last_snapshot_is_counted_from_cell_1() -> None:
    found = {kind: dict(one.missing) for kind, one in next_types(only("b_decay")).items()}
    assert found == {
        "COAL": {"threat": 1, "status": 1},
        "THICK": {"identity": 1, "status": 1},
        "ALLY": {"threat": 1, "identity": 1, "status": 3},
        "NASC": {"identity": 2, "status": 2},
        "ASC": {"threat": 1, "identity": 2, "status": 4},
    }
    assert (next_types(only("b_decay"))["THICK"].pathway, next_types(only("b_decay"))["ALLY"].pathway) == (
        "P2",
        "P3",
    )


# (c) Kenya, Tanzania and Uganda, invented: three dyads ---------------------------------------------------


def test_c_every_pair_is_read_once_with_codes_in_alphabetical_order() -> None:
    assert list(run("c_three_actors")) == [("KEN", "TZA"), ("KEN", "UGA"), ("TZA", "UGA")]


def test_c_two_who_fear_each_other_are_adversarial_and_share_no_threat() -> None:
    """A23b: LOW though both are severe and urgent. Radical, and rank denied: cell 1, THIN.

    The gate is open by the council of three, though the border closure of the two is no cooperation.
    """
    state = at(run("c_three_actors")["TZA", "UGA"], "1975")
    assert state.gate is Gate.OPEN
    assert state.flags == ("adversarial",)
    assert levels(state) == {"threat": "low", "identity": "low", "status": "incompatible"}
    assert state.location == ("THIN",)
    assert state.levels["threat"].detail["routes"] == ["a"]


@pytest.mark.parametrize("dyad", [("KEN", "TZA"), ("KEN", "UGA")])
def test_c_what_one_says_of_the_third_does_not_enter_the_dyad(dyad: tuple[str, str]) -> None:
    """Kenya's neighbours other each other radically and yet stand at MEDIUM with Kenya."""
    state = at(run("c_three_actors")[dyad], "1975")
    assert (levels(state)["identity"], levels(state)["status"]) == ("medium", "medium")
    assert state.levels["threat"].detail["as_they_stand"] == ["low"]  # drought, and a neighbour
    assert state.flags == ()
    assert state.levels["identity"].documents == dict.fromkeys(dyad, 18)


@pytest.mark.parametrize("dyad", [("KEN", "TZA"), ("KEN", "UGA")])
def test_c_different_threats_in_all_of_eighteen_documents_a_side_are_low(dyad: tuple[str, str]) -> None:
    """Drought here, a neighbour there: LOW by route a, so that conditions are in place for THICK (cell 8)."""
    state = at(run("c_three_actors")[dyad], "1975")
    assert levels(state)["threat"] == "low"
    assert state.location == ("THICK",)


def test_c_interactions_are_listed_with_the_pairs_that_took_part() -> None:
    found = {dyad: one.background for dyad, one in run("c_three_actors").items()}
    assert found == {
        ("KEN", "TZA"): ("x1", "x4"),
        ("KEN", "UGA"): ("x1", "x3"),
        ("TZA", "UGA"): ("x1", "x2"),
    }


# (d) Canada and Mexico, invented: verdicts alone ---------------------------------------------------------


def judged(snapshot: str) -> State:
    return at(only("d_judgements_only"), snapshot, Arm.JUDGED)


def test_d_without_evidence_nothing_is_computed() -> None:
    for one in only("d_judgements_only").snapshots:
        assert set(levels(one.states[Arm.COMPUTED]).values()) == {None}
        assert one.states[Arm.COMPUTED].location is None
        assert one.states[Arm.WITH_AUTHOR_SUMMARIES] is None


def test_d_an_open_verdict_on_identity_leaves_two_locations() -> None:
    """Low, {low, medium}, minimal: cell 2 THIN or cell 7 THICK. THIN is open either way."""
    state = judged("1990")
    assert levels(state) == {"threat": "low", "identity": None, "status": "minimal"}
    assert (state.location, state.enabled, state.table1_cell) == (None, None, None)
    assert [(one.types, one.lower, one.upper) for one in state.locations] == [
        (("THIN",), 0.0, 1.0),
        (("THICK",), 0.0, 1.0),
    ]
    assert (state.open[AlignmentType.THIN].lower, state.open[AlignmentType.THICK].lower) == (1.0, 0.0)
    assert (state.open[AlignmentType.THICK].upper, state.open[AlignmentType.COAL].upper) == (1.0, 0.0)


def test_d_an_open_verdict_on_status_leaves_thick_or_a_community() -> None:
    """Low, high, {minimal, medium, higher}: cell 12 THICK, cells 13 and 14 NASC. THICK is open in all."""
    state = judged("1995")
    assert state.location is None
    assert [one.types for one in state.locations] == [("THICK",), ("NASC",)]
    assert state.open[AlignmentType.THICK].lower == 1.0
    assert (state.open[AlignmentType.NASC].lower, state.open[AlignmentType.NASC].upper) == (0.0, 1.0)
    assert state.table1_cell is AlignmentType.NASC


def test_d_the_top_of_everything_is_an_allied_community() -> None:
    assert judged("1999").location == ("ASC",)
    assert only("d_judgements_only").what_next == ()


def test_d_no_transformation_is_claimed_between_unknown_locations_but_support_as_judged_is_told() -> None:
    first, second = events(only("d_judgements_only"), Arm.JUDGED)
    assert [(one.event, one.dimension) for one in first] == [("deepen", "support")]
    assert first[0].what.endswith("type unknown")
    assert second == []
    assert reading(only("d_judgements_only"), "1995").support["CAN"].judged == "higher"


# (e) Ethiopia and Somalia, invented: an alliance in name ------------------------------------------------


def test_e_a_declared_alliance_without_shared_identity_is_rhetorical() -> None:
    """A6. Threat HIGH, identity LOW (radical), status HIGHER: cell 19, COAL, which is flagged implausible."""
    state = at(only("e_rhetorical_label"), "1961")
    assert levels(state) == {"threat": "high", "identity": "low", "status": "higher"}
    assert state.location == ("COAL",)
    assert state.label_verdict == "rhetorical"
    assert state.flags == ("implausible_cell",)


def test_e_the_treatys_brotherhood_and_equality_set_no_level() -> None:
    """I-20: the joint text says "we" and integration; without it nothing changes, and it is set aside."""
    found = {one.id: one.reason for one in only("e_rhetorical_label").used if "joint_text" in one.flags}
    assert len(found) == 4
    assert all("joint text" in reason for reason in found.values())
    state = at(only("e_rhetorical_label"), "1961")
    assert state.levels["identity"].detail["subcodes"] == {"ETH": "radical", "SOM": "radical"}
    assert state.levels["identity"].documents == {"ETH": 16, "SOM": 16}


def test_e_it_falls_apart_by_P9_when_engagement_is_no_longer_on_record() -> None:
    """CAV-1: conditions were missing from the start."""
    assert at(only("e_rhetorical_label"), "1964").location == ("NO_ALIGNMENT",)
    assert named(events(only("e_rhetorical_label"))) == [[("abandon", "P9", True)]]


def test_e_the_label_is_kept_apart_with_what_it_denies() -> None:
    label = reading(only("e_rhetorical_label"), "1961").label
    assert (label.text, label.type, label.verdict, label.denied) == (
        "alliance of brothers",
        "ALLY",
        "rhetorical",
        ("COAL",),
    )


# (f) Japan and the Philippines, invented: a tie that practice settles -----------------------------------


@pytest.mark.parametrize(("snapshot", "practised"), [("2012", "THICK"), ("2013", "COAL")])
def test_f_coalition_beside_thick_is_reported_as_a_tie_and_practice_names_one(
    snapshot: str, practised: str
) -> None:
    """High, medium, minimal: cell 22, COAL + THICK, of incomparable demands (I-16).

    2012: a summit is policy coordination; the quarrel at sea is no cooperation. 2013: joint patrols are
    a military response; trade says nothing.
    """
    state = at(only("f_tie"), snapshot)
    assert levels(state) == {"threat": "high", "identity": "medium", "status": "minimal"}
    assert state.location == ("COAL", "THICK")
    assert state.realised == practised


def test_f_the_realised_type_moves_no_location_and_makes_no_event() -> None:
    assert named(events(only("f_tie"))) == [[]]


def test_f_from_the_tie_an_alliance_lacks_status_alone() -> None:
    found = {kind: dict(one.missing) for kind, one in next_types(only("f_tie")).items()}
    assert found == {
        "ALLY": {"status": 2},
        "NASC": {"identity": 1, "status": 1},
        "ASC": {"identity": 1, "status": 3},
    }


# (g) Colombia and Venezuela, invented: engagement broken off and resumed --------------------------------


def test_g_with_the_gate_closed_nothing_is_open_though_levels_stand() -> None:
    found = only("g_abandoned")
    assert [at(found, year).gate for year in ("2004", "2006", "2008")] == [Gate.OPEN, Gate.CLOSED, Gate.OPEN]
    assert [at(found, year).location for year in ("2004", "2006", "2008")] == [
        ("THICK",),
        ("NO_ALIGNMENT",),
        ("THICK",),
    ]
    assert levels(at(found, "2006")) == {"threat": "low", "identity": "medium", "status": "minimal"}
    assert at(found, "2006").enabled == ()


def test_g_the_alignment_is_abandoned_and_emerges_again() -> None:
    """No level moved, so no pathway is named: what ended is cooperative engagement itself (C1)."""
    assert named(events(only("g_abandoned"))) == [[("abandon", "", False)], [("emerge", "", False)]]


def test_g_cooperation_between_the_windows_does_not_open_the_gate_of_a_window() -> None:
    first, _ = only("g_abandoned").intervals
    assert first.interactions == ("x2", "x3", "x4")


# --- of all of them ---------------------------------------------------------------------------------------

ALL = sorted(path.name for path in STUDIES.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", ALL)
def test_every_study_keeps_the_laws_of_output(name: str) -> None:
    for found in run(name).values():
        for one in found.snapshots:
            for state in filter(None, one.states.values()):
                for result in state.levels.values():
                    assert result.level is None or result.level in result.admissible
                    for share in (result.probability or {}).values():
                        assert 0 <= share.lower <= share.upper <= 1
                for share in state.open.values():
                    assert 0 <= share.lower <= share.upper <= 1
                assert sum(place.lower for place in state.locations) <= 1 + 1e-9


@pytest.mark.parametrize("name", ALL)
def test_every_record_of_a_study_is_accounted_for(name: str) -> None:
    records = {one.id for one in load(STUDIES / name).records}
    used = {one.id for found in run(name).values() for one in found.used}
    assert used == records
