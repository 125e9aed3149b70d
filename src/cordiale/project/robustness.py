"""How sure the verdicts of one dyad are: over settings, beside plain rules, by kind of doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition, Gate
from cordiale.model.results import SnapshotReading, State, Trajectory
from cordiale.model.robustness import Baseline, Robustness
from cordiale.model.rules import Rules
from cordiale.model.study import StudyData
from cordiale.project.doubt import doubt_shares
from cordiale.project.pipeline import SEED
from cordiale.project.sensitivity import joined
from cordiale.project.standing import standing
from cordiale.typology.possible import read_sets


def robustness(trajectory: Trajectory, study: StudyData, *, seed: int = SEED) -> Robustness:
    """Everything the report says on how sure the verdicts of a dyad are.

    Args:
        trajectory: the dyad's result. Args study: as entered, under the rules of the trajectory.
        seed: of the few draws that tell text sampling and coder error apart.

    Rule: OP 3, OP 7 (settings are never averaged in); principles 5, 7 and 8 of the design.

    Example:
        >>> from cordiale.project.pipeline import follow_study
        >>> from cordiale.store.builtin import builtin
        >>> study = builtin("nordic-nato")
        >>> found = robustness(follow_study(study, flips=False)[0], study)
        >>> one = found.standing[-1]
        >>> one.what, one.stands <= one.tried <= found.tried
        ('location', True)
    """
    tried, verdicts = standing(trajectory, study)
    return Robustness(
        tried=tried,
        standing=verdicts,
        baselines=tuple(_baselines(trajectory, study.rules)),
        doubt=doubt_shares(trajectory, study, verdicts, seed=seed),
    )


def _baselines(trajectory: Trajectory, rules: Rules) -> Iterator[Baseline]:
    """Rules that know nothing of the theory, beside what is judged and what is computed and located."""
    for arm in (Arm.JUDGED, Arm.COMPUTED):
        states = {one.snapshot.id: one.states.get(arm) for one in trajectory.snapshots}
        places = {name: joined(state.location) if state else None for name, state in states.items()}
        if any(places.values()):
            for name, said in _rules_of_thumb(trajectory.snapshots, states, places, rules).items():
                yield _baseline(name, arm, said, places)


def _rules_of_thumb(
    readings: Sequence[SnapshotReading],
    states: Mapping[str, State | None],
    places: Mapping[str, str | None],
    rules: Rules,
) -> dict[str, dict[str, str | None]]:
    lowest = joined(read_sets({c: frozenset({min(LEVELS[c])}) for c in Condition}, Gate.OPEN, rules).location)
    ids = [one.snapshot.id for one in readings]
    before = (None, *(places[name] for name in ids[:-1]))
    return {
        "always_low": dict.fromkeys(ids, lowest or None),
        "label": {one.snapshot.id: _claimed(one.label.type) for one in readings},
        "snapshot_before": dict(zip(ids, before, strict=True)),
        "table1_without_status": {name: _cell(states[name]) for name in ids},
    }


def _claimed(kind: str | None) -> str | None:
    return kind if kind in list(AlignmentType) else None


def _cell(state: State | None) -> str | None:
    return str(state.table1_cell) if state is not None and state.table1_cell is not None else None


def _baseline(
    name: str, arm: Arm, said: Mapping[str, str | None], places: Mapping[str, str | None]
) -> Baseline:
    known = [snapshot for snapshot, place in places.items() if place and said[snapshot]]
    return Baseline(
        name=name,
        arm=arm,
        said=said,
        agrees=sum(said[snapshot] == places[snapshot] for snapshot in known),
        known=len(known),
    )
