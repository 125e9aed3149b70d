"""What happened to a dyad between two snapshots, told in the article's vocabulary (OP 5.1).

Movements between types are told by the sets of open types, never by a count of them or by the
label. Where a reading is unknown, no movement between types is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition, Gate, Level
from cordiale.model.results import Event, LabelReading, State
from cordiale.trajectory.pathways import (
    UNNAMED,
    Direction,
    Named,
    pathway_between,
    pathway_within,
)

SUPPORT = "support"
COORDINATION = "coordination"
LABEL = "label"

DIMENSIONS: tuple[str, ...] = (SUPPORT, COORDINATION, *Condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """How an output or a sub-score moved between two snapshots.

    Args:
        dimension: support, coordination, threat, identity or status.
        direction: up or down.
        exceeds_interval: whether it moved by more than its interval; less is no movement.
        of: whose, where it has a direction ("China of Russia").
        evidence: ids of the records behind it.

    Raises:
        ValueError: a dimension or direction that does not exist: a defect of the caller.
    """

    dimension: str
    direction: Direction
    exceeds_interval: bool
    of: str = ""
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.dimension not in DIMENSIONS or self.direction is Direction.LATERAL:
            raise ValueError(f"no movement: {self.dimension} {self.direction}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What events are told from: one arm of one snapshot.

    Args:
        levels: by condition; None or absent where unknown.
        enabled, location: None where unknown levels decide them.
        label: what the parties call it; empty where no label is on record.
        label_verdict: supported, rhetorical, unlabelled or unknown.
        evidence: ids of records by condition.
        no_interaction: the gate is unknown because no interaction of the two is on record up to
            here, although the study lists interactions.
    """

    arm: Arm
    gate: Gate
    levels: Mapping[Condition, Level | None]
    enabled: tuple[AlignmentType, ...] | None
    location: tuple[str, ...] | None
    label: str = ""
    label_verdict: str = "unlabelled"
    evidence: Mapping[Condition, tuple[str, ...]] = field(default_factory=dict)
    no_interaction: bool = False


def reading_of(state: State, label: LabelReading | None = None, *, no_interaction: bool = False) -> Reading:
    """The part of a state that events are told from."""
    return Reading(
        arm=state.arm,
        gate=state.gate,
        levels={
            condition: LEVELS[condition].parse(result.level) if result.level else None
            for condition in Condition
            if (result := state.levels.get(condition)) is not None
        },
        enabled=state.enabled,
        location=state.location,
        label=label.text if label else "",
        label_verdict=state.label_verdict,
        evidence={
            condition: state.levels[condition].evidence
            for condition in Condition
            if condition in state.levels
        },
        no_interaction=no_interaction,
    )


def follow(
    readings: Sequence[Reading | None], movements: Sequence[Sequence[Movement]] = ()
) -> tuple[tuple[Event, ...], ...]:
    """The events of each interval between successive snapshots of one arm.

    Args:
        readings: one a snapshot, in order; None where the arm has none.
        movements: for each interval, how outputs and sub-scores moved; may be left out.

    Missing: an interval with a reading missing at either end has no events. What cannot be
    compared is not compared across the gap.
    """
    moved = [*movements, *([()] * len(readings))]
    return tuple(
        () if before is None or after is None else events_between(before, after, moves)
        for (before, after), moves in zip(pairwise(readings), moved, strict=False)
    )


def events_between(before: Reading, after: Reading, movements: Sequence[Movement] = ()) -> tuple[Event, ...]:
    """What happened between two readings of one arm.

    At most one event of the whole dyad (emerge, abandon, a transformation or decay); where the
    type is unchanged, deepening and erosion by dimension instead, expectations of support and
    willingness to coordinate first; or a change of the label alone.

    Missing: with an unknown location at either end no transformation is claimed; what is told of
    outputs, and of scores inside a level that holds, says that the type is unknown. An unknown gate
    is read as if open, and never as the end of an alignment.

    Rule: OP 5.1, I-15, I-24, CAV-1.
    """
    turn = _beginning_or_end(before, after)
    if turn is not None:
        return (turn,)
    if Gate.CLOSED in (before.gate, after.gate):
        return ()
    change = _transformation(before, after)
    if change is not None:
        events: tuple[Event, ...] = (change,)
    elif _same_type(before, after):
        events = _within_type(before, after, movements) or _label_alone(before, after)
    else:
        events = _within_unknown(before, after, movements)
    if Gate.UNKNOWN in (before.gate, after.gate):  # I-15: read as if open, and worded so
        return tuple(replace(event, what=f"if aligned: {event.what}") for event in events)
    return events


def _beginning_or_end(before: Reading, after: Reading) -> Event | None:
    """Whether the alignment emerged or was abandoned: told by the gate (I-15, C1)."""
    opened = after.gate is Gate.OPEN and (
        before.gate is Gate.CLOSED or (before.gate is Gate.UNKNOWN and before.no_interaction)
    )
    if opened:
        return _event("emerge", after, UNNAMED, what="cooperative engagement on record, none before")
    if before.gate is Gate.OPEN and after.gate is Gate.CLOSED:
        moved = _levels_moved(before, after)
        way = pathway_between(
            before.location or (),
            (),
            direction=Direction.DOWN,
            moved=moved,
            rhetorical=_rhetorical(before),
        )
        what = "cooperative engagement no longer on record"
        return _event("abandon", after, way, what=what, evidence=_behind(before, after, moved))
    return None


def _transformation(before: Reading, after: Reading) -> Event | None:
    if before.location is None or after.location is None:
        return None
    if before.enabled is None or after.enabled is None or set(before.enabled) == set(after.enabled):
        return None
    direction = _direction(set(before.enabled), set(after.enabled))
    moved = _levels_moved(before, after)
    way = pathway_between(
        before.location,
        after.location,
        direction=direction,
        moved=moved,
        rhetorical=_rhetorical(before),
    )
    return _event(
        _name_of_change(direction, before, after),
        after,
        way,
        what=_what_opened_or_closed(before, after) + _implied_part(way, moved),
        evidence=_behind(before, after, moved),
    )


def _implied_part(way: Named, moved: Mapping[Condition, Direction]) -> str:
    """That the threat's part in a fall is implied, where identity or status names the pathway (I-25)."""
    fell = moved.get(Condition.THREAT) is Direction.DOWN
    return "; the part of threat is implied, not listed (P7)" if fell and way[0] == "P6" else ""


def _direction(before: set[AlignmentType], after: set[AlignmentType]) -> Direction:
    if before < after:
        return Direction.UP
    return Direction.DOWN if after < before else Direction.LATERAL


def _name_of_change(direction: Direction, before: Reading, after: Reading) -> str:
    if direction is not Direction.DOWN:
        return f"transform_{direction}"
    # P9 or nothing left but the type that lasts between partners incompatible in everything
    bare = set(after.enabled or ()) <= {AlignmentType.THIN}
    return "decay" if bare or _rhetorical(before) else "transform_down"


def _same_type(before: Reading, after: Reading) -> bool:
    known = None not in (before.location, after.location, before.enabled, after.enabled)
    return known and before.enabled == after.enabled


def _within_type(before: Reading, after: Reading, movements: Sequence[Movement]) -> tuple[Event, ...]:
    """Deepening and erosion, one event for each dimension and direction (P8, P6; I-24, T-10)."""
    crossed = _levels_moved(before, after)
    told = [
        *(
            Movement(
                dimension=condition,
                direction=direction,
                exceeds_interval=True,
                evidence=_behind(before, after, [condition]),
            )
            for condition, direction in crossed.items()
        ),
        # A level that crosses inside the type says more than its score, and goes in its place.
        *(move for move in movements if move.exceeds_interval and move.dimension not in crossed),
    ]
    found = []
    for dimension in DIMENSIONS:  # support and coordination first: what alignment is (C1, I-27)
        for direction in (Direction.UP, Direction.DOWN):
            moves = [m for m in told if (m.dimension, m.direction) == (dimension, direction)]
            if moves:
                found.append(_deepen_or_erode(before, after, dimension, direction, moves))
    return tuple(found)


def _within_unknown(before: Reading, after: Reading, movements: Sequence[Movement]) -> tuple[Event, ...]:
    """What moved although no type can be named: outputs, and scores inside a level that holds (P6)."""
    if before.location is not None and after.location is not None:
        return ()
    telling = [
        move
        for move in movements
        if move.dimension in (SUPPORT, COORDINATION) or _holds(Condition(move.dimension), before, after)
    ]
    return tuple(
        replace(event, what=f"{event.what}; type unknown")
        for event in _within_type(before, after, telling)
        if event.dimension in {move.dimension for move in telling}
    )


def _holds(condition: Condition, before: Reading, after: Reading) -> bool:
    """Whether a condition's level is known at both ends and the same."""
    old, new = before.levels.get(condition), after.levels.get(condition)
    return old is not None and old == new


def _deepen_or_erode(
    before: Reading, after: Reading, dimension: str, direction: Direction, moves: Sequence[Movement]
) -> Event:
    return _event(
        "deepen" if direction is Direction.UP else "erode",
        after,
        pathway_within(dimension, direction, after.location or ()),
        dimension=dimension,
        what=_what_moved(before, after, dimension, direction, moves),
        evidence=_unique(record for move in moves for record in move.evidence),
    )


def _label_alone(before: Reading, after: Reading) -> tuple[Event, ...]:
    """A new label over unchanged conditions: said to be more or other, and nothing else moved."""
    old, new = (" ".join(reading.label.casefold().split()) for reading in (before, after))
    if not old or not new or old == new:  # no label on record is not a label given up
        return ()
    dropped = _rhetorical(before) and not _rhetorical(after)
    return (
        _event(
            "label_only",
            after,
            ("P9", True) if dropped else UNNAMED,  # CAV-1: a claim without conditions given up
            dimension=LABEL,
            what=f"“{before.label}”, then “{after.label}”; the same types stay open",
        ),
    )


def _levels_moved(before: Reading, after: Reading) -> dict[Condition, Direction]:
    """Conditions whose level is known at both ends and differs."""
    moved = {}
    for condition in Condition:
        old, new = before.levels.get(condition), after.levels.get(condition)
        if old is not None and new is not None and old != new:
            moved[condition] = Direction.UP if new > old else Direction.DOWN
    return moved


def _rhetorical(reading: Reading) -> bool:
    return reading.label_verdict == "rhetorical"


def _behind(before: Reading, after: Reading, conditions: Iterable[Condition]) -> tuple[str, ...]:
    """Ids of the records behind conditions, at both ends."""
    return _unique(
        record
        for condition in conditions
        for reading in (before, after)
        for record in reading.evidence.get(condition, ())
    )


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _what_opened_or_closed(before: Reading, after: Reading) -> str:
    old, new = set(before.enabled or ()), set(after.enabled or ())
    parts = [
        f"{verb} {', '.join(kind for kind in AlignmentType if kind in kinds)}"
        for verb, kinds in (("opens", new - old), ("closes", old - new))
        if kinds
    ]
    parts += [_crossing(before, after, condition) for condition in _levels_moved(before, after)]
    return "; ".join(parts)


def _crossing(before: Reading, after: Reading, condition: Condition) -> str:
    return f"{condition} from {before.levels[condition]} to {after.levels[condition]}"


_SAID = {SUPPORT: "expectations of support", COORDINATION: "willingness to coordinate"}


def _what_moved(
    before: Reading, after: Reading, dimension: str, direction: Direction, moves: Sequence[Movement]
) -> str:
    if dimension in _levels_moved(before, after):
        return _crossing(before, after, Condition(dimension))
    verb = "rose" if direction is Direction.UP else "fell"
    whose = ", ".join(move.of for move in moves if move.of)
    said = f"{_SAID.get(dimension, f'{dimension} score')} {verb}" + (f" ({whose})" if whose else "")
    level = None if dimension in _SAID else after.levels.get(Condition(dimension))
    return f"{said}, level still {level}" if level else said


def _event(
    name: str,
    reading: Reading,
    way: Named,
    *,
    what: str,
    dimension: str = "",
    evidence: tuple[str, ...] = (),
) -> Event:
    pathway, stated = way
    return Event(
        event=name,
        dimension=str(dimension),
        pathway=pathway,
        stated=stated,
        arm=reading.arm,
        evidence=evidence,
        what=what,
    )
