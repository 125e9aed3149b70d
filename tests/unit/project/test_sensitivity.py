"""Which verdicts stand under which settings: every alternative once, and shares with their denominator."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from builders import A, B, record, study, threat
from cordiale.model.levels import Arm, Condition
from cordiale.model.rules import Rules
from cordiale.model.settings import SETTINGS
from cordiale.model.study import Judgement, StudyData
from cordiale.project.pipeline import follow_study
from cordiale.project.sensitivity import (
    TEXTS_ONLY,
    Sensitivity,
    Verdict,
    joined,
    minima_grid,
    sensitivity,
    single_changes,
)

FEW = {"uncertainty.replicates_evidence": 200}


def judged(threat_level: str, identity: str, status: str) -> StudyData:
    levels = {"threat": threat_level, "identity": identity, "status": status}
    return study(
        judgements=[Judgement(snapshot="2001", condition=c, level=word) for c, word in levels.items()],
        settings=FEW,
    )


def test_every_alternative_of_every_setting_is_tried_once() -> None:
    rules = Rules.default()
    wanted = {
        (setting.key, value)
        for setting in SETTINGS
        for value in setting.alternatives
        if setting.key not in TEXTS_ONLY and value != rules.values[setting.key]
    }
    found = [item for changes in single_changes(rules) for item in changes.items()]
    assert Counter(found) == Counter(wanted)


def test_a_study_that_departs_from_a_default_tries_the_default_too() -> None:
    rules = Rules.default().changed({"threat.hedge_rule": "ignore", "minima.COAL.identity": "medium"})
    found = [item for changes in single_changes(rules) for item in changes.items()]
    assert ("threat.hedge_rule", "cap_urgency") in found
    assert ("threat.hedge_rule", "ignore") not in found
    assert ("minima.COAL.identity", "low") in found


@pytest.mark.parametrize("changes", [{}, {"minima.NASC.status": "minimal", "minima.ALLY.status": "medium"}])
def test_A3_the_grid_of_minima_has_seven_readings_besides_the_studys_own(changes: dict) -> None:
    rules = Rules.default().changed(changes)
    found = [(c["minima.NASC.status"], c["minima.ALLY.status"]) for c in minima_grid(rules)]
    assert len(found) == len(set(found)) == 7
    own = (rules.values["minima.NASC.status"], rules.values["minima.ALLY.status"])
    assert own not in found


def location(found: Sensitivity) -> Verdict:
    return next(v for v in found.default.outcomes if v.arm == "judged" and v.what == "location")


@pytest.fixture(scope="module")
def at_cell_13() -> Sensitivity:
    """Low threat, high identity, medium status: NASC, and THICK under a minimum of 3 or 4 (OP 4, ‡)."""
    return sensitivity(judged("low", "high", "medium"))


def test_a_share_says_in_how_many_of_the_other_readings_a_verdict_holds(at_cell_13: Sensitivity) -> None:
    same, of = at_cell_13.holds(location(at_cell_13))
    assert of == len(at_cell_13.runs) == len(at_cell_13.alone) + 3  # of the grid, three are no single change
    differing = [run for run in at_cell_13.runs if run.outcomes[location(at_cell_13)] != "NASC"]
    assert same == of - len(differing)


def test_the_grid_changes_cell_13_where_the_table_says(at_cell_13: Sensitivity) -> None:
    """With NASC at higher or highest the location is THICK, whatever the alliance needs: 4 of 7."""
    found = {
        (run.changes["minima.NASC.status"], run.changes["minima.ALLY.status"]): run.outcomes[
            location(at_cell_13)
        ]
        for run in at_cell_13.grid
    }
    assert found == {
        ("minimal", "medium"): "NASC",
        ("minimal", "higher"): "NASC",
        ("medium", "medium"): "NASC",
        ("higher", "medium"): "THICK",
        ("higher", "higher"): "THICK",
        ("highest", "medium"): "THICK",
        ("highest", "higher"): "THICK",
    }


def test_settings_that_decide_the_cell_are_told_first(at_cell_13: Sensitivity) -> None:
    telling = [dict(run.changes) for run in at_cell_13.telling_first() if at_cell_13.changed_by(run)]
    assert {"minima.NASC.status": "higher"} in telling
    assert {"minima.NASC.status": "highest"} in telling
    assert {"minima.NASC.status": "minimal"} not in telling


def test_no_reading_is_counted_twice_in_a_share(at_cell_13: Sensitivity) -> None:
    own = at_cell_13.study.rules
    readings = Counter(
        tuple(sorted(own.changed(run.changes).values.items(), key=str)) for run in at_cell_13.runs
    )
    assert max(readings.values()) == 1


# --- a run under a setting is the run that the setting would give ---------------------------------------


def coded() -> StudyData:
    rows = [
        record(actor, dimension, id=f"{actor}-{dimension}-{n}", document=f"{actor}{n}", voice=voice, **codes)
        for actor in (A, B)
        for n, voice in enumerate(("official", "official", "official", "semi_official", "author_summary"))
        for dimension, codes in (
            ("identity", {"othering": "non_radical" if n else "we", "basis": "culture"}),
            ("status", {"role_expected": "equal", "autonomy": "accepts_limits" if n else "conditional"}),
        )
    ]
    rows += [
        threat(actor, "us_led_west", "3", "2", id=f"{actor}-t{n}", document=f"{actor}{n}")
        for actor in (A, B)
        for n in range(3)
    ]
    return study(rows, settings=FEW)


def by_running(data: StudyData) -> dict[Verdict, str | None]:
    found: dict[Verdict, str | None] = {}
    for one in follow_study(data, flips=False):
        for reading in one.snapshots:
            for arm, at in reading.states.items():
                if at is None or arm is Arm.JUDGED:
                    continue
                place = {"dyad": one.dyad, "snapshot": reading.snapshot.id, "arm": str(arm)}
                for condition in Condition:
                    found[Verdict(**place, what=str(condition))] = at.levels[condition].level
                found[Verdict(**place, what="location")] = joined(at.location)
    return found


TRIED = (
    {},
    {"voices.levels": ("official", "semi_official")},
    {"voices.levels": ("official", "semi_official", "state_media", "expert")},
    {"identity.dyad_rule": "mean_of_directions"},
    {"uncertainty.delta": 1.0},
    {"uncertainty.prior_mass": 2.0},
    {"uncertainty.point_from": 0.25},
    {"weights.unit": "genre"},
    {"uncertainty.min_documents_evidence": 3},
    {"threat.hedge_rule": "ignore"},
)


@pytest.fixture(scope="module")
def of_codes() -> Sensitivity:
    return sensitivity(coded())


@pytest.mark.parametrize("changes", TRIED, ids=str)
def test_each_reading_is_what_a_run_under_its_settings_gives(of_codes: Sensitivity, changes: dict) -> None:
    data = of_codes.study
    (run,) = [one for one in (of_codes.default, *of_codes.alone) if dict(one.changes) == changes]
    assert dict(run.outcomes) == by_running(replace(data, rules=data.rules.changed(changes)))
