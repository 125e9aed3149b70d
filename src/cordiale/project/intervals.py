"""What happened between snapshots: interactions, what they re-read, and how the dyad moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from cordiale.codebook import load
from cordiale.model.levels import Arm, Condition, Gate
from cordiale.model.results import Event, Interval
from cordiale.model.study import ContextEvent, Interaction, Judgement, Snapshot, StudyData
from cordiale.profiles.draws import Floats, Ints
from cordiale.profiles.outputs import EXPECTATIONS
from cordiale.project.snapshots import ReadSnapshot
from cordiale.trajectory.events import Movement, Reading, follow, reading_of
from cordiale.trajectory.pathways import Direction

Dyad = tuple[str, str]


def read_intervals(
    study: StudyData, dyad: Dyad, snapshots: Sequence[ReadSnapshot]
) -> tuple[Interval, ...]:
    """The intervals between successive snapshots, with events from every arm.

    Rule: C5, C6 (interactions are read alongside the snapshots), I-24.
    """
    events = {arm: _arm_events(study, dyad, snapshots, arm) for arm in Arm}
    return tuple(
        Interval(
            start=before.reading.snapshot.id,
            end=after.reading.snapshot.id,
            interactions=tuple(
                one.id
                for one in dyad_interactions(study, dyad)
                if falls_between(one, before.reading.snapshot, after.reading.snapshot)
            ),
            context=tuple(
                one.id
                for one in study.context
                if falls_between(one, before.reading.snapshot, after.reading.snapshot)
            ),
            reinterpretations=tuple(
                one.id
                for one in study.reinterpretations
                if one.actor in dyad
                and one.interaction in _ids_between(study, before, after)
            ),
            events=tuple(event for arm in Arm for event in events[arm][place]),
        )
        for place, (before, after) in enumerate(pairwise(snapshots))
    )


def background(study: StudyData, dyad: Dyad) -> tuple[str, ...]:
    """Interactions outside every interval: before or in the first snapshot, later, or undated."""
    pairs = list(pairwise(study.snapshots))
    return tuple(
        one.id
        for one in dyad_interactions(study, dyad)
        if not any(falls_between(one, before, after) for before, after in pairs)
    )


def dyad_interactions(study: StudyData, dyad: Dyad) -> tuple[Interaction, ...]:
    """Interactions of both parties, and acts of one of them alone."""
    return tuple(
        one
        for one in study.interactions
        if set(dyad) <= set(one.parties) or (one.parties and set(one.parties) <= set(dyad))
    )


def falls_between(one: Interaction | ContextEvent, before: Snapshot, after: Snapshot) -> bool:
    """Whether something ended after one window closed and no later than the next one closed."""
    ended: date | None = one.date.last if one.date else None
    return ended is not None and before.end < ended <= after.end


def _ids_between(study: StudyData, before: ReadSnapshot, after: ReadSnapshot) -> set[str]:
    events: Iterable[Interaction | ContextEvent] = (*study.interactions, *study.context)
    ends = before.reading.snapshot, after.reading.snapshot
    return {one.id for one in events if falls_between(one, *ends)}


def _arm_events(
    study: StudyData, dyad: Dyad, snapshots: Sequence[ReadSnapshot], arm: Arm
) -> Sequence[Sequence[Event]]:
    listed = bool(study.interactions)
    readings = [_reading(study, dyad, one, arm, listed=listed) for one in snapshots]
    movements = [
        _judged_movements(study, before, after)
        if arm is Arm.JUDGED
        else _computed_movements(before, after, arm)
        for before, after in pairwise(snapshots)
    ]
    return follow(readings, movements)


def _reading(
    study: StudyData, dyad: Dyad, one: ReadSnapshot, arm: Arm, *, listed: bool
) -> Reading | None:
    state = one.reading.states.get(arm)
    if state is None:
        return None
    until = one.reading.snapshot.end
    met = any(
        set(dyad) <= set(i.parties) and i.date is not None and i.date.first <= until
        for i in study.interactions
    )
    none_yet = listed and not met and state.gate is Gate.UNKNOWN
    return reading_of(state, one.reading.label, no_interaction=none_yet)


def _computed_movements(
    before: ReadSnapshot, after: ReadSnapshot, arm: Arm
) -> tuple[Movement, ...]:
    """Outputs and sub-scores that moved by more than their interval, on aligned replicates (I-24)."""
    if arm not in before.draws or arm not in after.draws:
        return ()
    found = []
    for condition in Condition:
        old, new = before.draws[arm][condition], after.draws[arm][condition]
        way = _direction(new.score_low - old.score_high, new.score_high - old.score_low)
        if way is not None:
            found.append(_moved(str(condition), way, before, after, arm))
    for dimension, ways in (
        ("support", {_index_moved(before, after), *_sets_moved(before, after, "expectation")}),
        ("coordination", _sets_moved(before, after, "coordination")),
    ):
        told = [way for way in ways if way is not None]
        if len(told) == 1:  # directions that move against each other are no movement of the dyad
            found.append(_moved(dimension, told[0], before, after, arm))
    return tuple(found)


def _index_moved(before: ReadSnapshot, after: ReadSnapshot) -> Direction | None:
    change = after.outputs.index_draws - before.outputs.index_draws
    known = change[~np.isnan(change)]
    return _direction(known, known) if len(known) else None


def _sets_moved(before: ReadSnapshot, after: ReadSnapshot, output: str) -> set[Direction | None]:
    """How an ordinal output moved, by direction: its sets of values do not overlap in most draws."""
    ways: set[Direction | None] = set()
    for actor, old in before.outputs.draws.items():
        masks = getattr(old, output), getattr(after.outputs.draws[actor], output)
        if all(mask.all() for mask in masks):
            low, high = zip(*(_ends(mask) for mask in masks), strict=True)
            ways.add(_direction(low[1] - high[0], high[1] - low[0]))
    return ways


def _ends(masks: Ints) -> tuple[Floats, Floats]:
    """Position of the lowest and of the highest value that each bit mask holds."""
    lowest: Floats = np.log2(masks & -masks)
    highest: Floats = np.floor(np.log2(masks))
    return lowest, highest


def _direction(least: Floats, most: Floats) -> Direction | None:
    """Up or down where nine in ten draws and more agree, whatever missing codes would say."""
    if np.percentile(least, 5) > 1e-9:
        return Direction.UP
    if np.percentile(most, 95) < -1e-9:
        return Direction.DOWN
    return None


def _moved(
    dimension: str, way: Direction, before: ReadSnapshot, after: ReadSnapshot, arm: Arm
) -> Movement:
    return Movement(
        dimension=dimension,
        direction=way,
        exceeds_interval=True,
        evidence=tuple(
            record for one in (before, after) for record in _evidence(one, dimension, arm)
        ),
    )


def _evidence(one: ReadSnapshot, dimension: str, arm: Arm) -> tuple[str, ...]:
    if dimension == "support":
        return tuple(r for side in one.outputs.support.values() for r in side.evidence)
    if dimension == "coordination":
        return tuple(r for side in one.outputs.coordination.values() for r in side.evidence)
    state = one.reading.states[arm]
    return state.levels[dimension].evidence if state else ()


def _judged_movements(
    study: StudyData, before: ReadSnapshot, after: ReadSnapshot
) -> tuple[Movement, ...]:
    """Support and coordination as judged, where the two verdicts do not overlap."""
    orders = {"support": EXPECTATIONS, "coordination": load().field("coordination").values}
    found = []
    for dimension, order in orders.items():
        ranges = [
            _judged_range(study.judgements, one.reading.snapshot.id, dimension, order)
            for one in (before, after)
        ]
        if not all(ranges):
            continue
        old, new = ranges
        way = Direction.UP if min(new) > max(old) else Direction.DOWN if max(new) < min(old) else None
        if way is not None:
            found.append(Movement(dimension=dimension, direction=way, exceeds_interval=True))
    return tuple(found)


def _judged_range(
    judgements: Iterable[Judgement], snapshot: str, dimension: str, order: Sequence[str]
) -> tuple[int, ...]:
    for one in judgements:
        if one.snapshot == snapshot and one.condition == dimension:
            words = (one.level,) if one.level else one.admissible
            return tuple(order.index(word) for word in words)
    return ()

