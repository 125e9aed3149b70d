"""What must come out of the built-in studies: from judgements exactly, from evidence where OP 11 says so."""

from __future__ import annotations

import pytest

from cordiale import Study
from cordiale.model.levels import Arm
from cordiale.model.results import Trajectory
from cordiale.model.rules import Rules
from cordiale.profiles.salience import corpus_salience


@pytest.fixture(scope="module")
def case() -> Trajectory:
    from cordiale.project.pipeline import follow_study
    from cordiale.store.builtin import builtin

    (found,) = follow_study(builtin("sino-russian"), flips=False)
    return found


def test_A1_the_judgements_give_thin_thin_thick_thick_thick(case: Trajectory) -> None:
    judged = [one.states[Arm.JUDGED] for one in case.snapshots]
    assert [state.location for state in judged] == [("THIN",), ("THIN",), ("THICK",), ("THICK",), ("THICK",)]
    assert {share.types for share in judged[2].locations} == {("THIN",), ("THICK",)}


def test_A4_what_is_lacking_from_the_present(case: Trajectory) -> None:
    lacking = {str(one.type): dict(one.missing) for one in case.what_next}
    assert lacking == {
        "COAL": {"threat": 1},
        "ALLY": {"threat": 1, "status": 1},
        "NASC": {"identity": 1},
        "ASC": {"threat": 1, "identity": 1, "status": 2},
    }
    stated = {str(one.type): (one.pathway, one.stated) for one in case.what_next}
    assert stated["ALLY"] == ("P11", True)
    assert stated["NASC"] == ("P12", True)
    assert stated["COAL"] == ("", False)  # I-26: a model implication


def test_A5_with_a_lower_minimum_an_alliance_lacks_threat_alone() -> None:
    found = Study.load("sino-russian").with_settings({"minima.ALLY.status": "medium"}).run().trajectory
    lacking = {str(one.type): dict(one.missing) for one in found.what_next}
    assert lacking["ALLY"] == {"threat": 1}


def test_A13_threat_rises_inside_low_from_2011_to_2021(case: Trajectory) -> None:
    levels = [case.snapshots[n].states[Arm.COMPUTED].levels["threat"] for n in (2, 3)]
    assert [one.detail["as_they_stand"] for one in levels] == [["low"], ["low"]]
    assert levels[0].score.value == 0
    assert levels[1].score.value == pytest.approx(1 / 3)


def test_records_outside_their_window_and_of_invalid_sources_set_no_level(case: Trajectory) -> None:
    used = {one.id: one for one in case.used}
    for name in ("E01-09", "E21-10a"):
        assert "out_of_window" in used[name].flags
        assert used[name].arms == ()
    assert "invalid" in used["E22-02.threat"].reason


def test_A6_the_alliance_of_1950_is_rhetorical() -> None:
    found = Study.load("sino-soviet-1950").run().trajectory.snapshots[0]
    assert found.label.verdict == "rhetorical"
    assert found.states[Arm.JUDGED].location is None


def test_P5_a_threat_change_takes_finland_and_sweden_to_an_allied_community() -> None:
    for found in Study.load("nordic-nato").run().trajectories:
        (event,) = found.intervals[0].events
        assert (event.event, event.pathway, event.stated) == ("transform_up", "P5", True)


def test_A9_silence_is_low_only_in_a_corpus_that_is_large_enough() -> None:
    rules = Rules.default().identity
    large = corpus_salience(words=40_000, documents=9, mentions=0, names_partners=True, rules=rules)
    small = corpus_salience(words=4_000, documents=2, mentions=0, names_partners=True, rules=rules)
    wrong_kind = corpus_salience(words=40_000, documents=9, mentions=0, names_partners=False, rules=rules)
    assert (large, small, wrong_kind) == ("absent", None, None)
