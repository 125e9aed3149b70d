"""What next: which minima the present levels do not meet, and what the present rests on (OP 5.3).

`what_next_figure` decides what is shown, in plain values; `draw_what_next` draws that and nothing
else. Types stand in the typology's order: steps of different conditions have no common unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition, Gate, Level
from cordiale.model.results import LevelResult, NextType, SnapshotReading, State, Support, Trajectory
from cordiale.model.rules import Rules
from cordiale.model.study import OutlookNote
from cordiale.report.anchors import level_anchor, mark_anchor
from cordiale.report.figures.values import FigureWords, Mark
from cordiale.report.figures.what_next.lacking import on_some_readings, possible_levels
from cordiale.report.figures.what_next.values import (
    Fall,
    Head,
    NextCell,
    NextRow,
    NextRung,
    Said,
    WhatNextFigure,
)
from cordiale.report.figures.what_next.words import what_next_description, what_next_table, what_next_title
from cordiale.report.figures.windows.view import fill_class
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.finding import judged_words
from cordiale.report.words.grammar import counted, upper_first
from cordiale.report.words.wording import (
    ARM_NAMES,
    CONDITION_NAMES,
    FULL_NAMES,
    LEVEL_NAMES,
    SHORT_NAMES,
    and_list,
    full_words,
    level_words,
    window_title,
)

__all__ = ["what_next_figure"]

_ROADS = Entries("what_next.road.{}", ("symmetrical", "asymmetrical"))
_FEASIBLE = Entries("what_next.feasible.{}", ("yes", "no", "unknown"))


def what_next_figure(trajectory: Trajectory) -> WhatNextFigure | None:
    """The six types beside the levels of the last window, and what a fall of one level closes.

    Args:
        trajectory: the dyad's result.

    Returns:
        The figure, or None where nothing was read or judged of the last window.

    Missing: an unknown level is hatched over all that it may be; what a type lacks is then counted
    from the lowest.

    Rule: OP 5.3, I-25, I-26; types are never ranked.
    """
    if not trajectory.snapshots or not (trajectory.what_next or trajectory.rests_on):
        return None
    reading = trajectory.snapshots[-1]
    if (state := _present(trajectory, reading)) is None:
        return None
    rows = _rows(trajectory, state, reading.snapshot.id)
    falls = tuple(_fall(one) for one in trajectory.rests_on)
    heads = _heads(trajectory, state, reading.snapshot.id)
    roads = _two_roads(trajectory, reading.snapshot.id)
    period = window_title(reading.snapshot)
    return WhatNextFigure(
        words=FigureWords(
            name="what_next",
            title=what_next_title(trajectory, state, period),
            caption=say("what_next.caption.whose", period=period, arm=_arm_words(trajectory, state.arm)),
            reading=_reading(state, rows, falls),
            description=what_next_description(heads, rows, roads, falls),
        ),
        table=what_next_table(rows, falls),
        marks=_marks(trajectory, reading.snapshot.id),
        heads=heads,
        rows=rows,
        way=say("what_next.way.heading") if any(row.way for row in rows) else "",
        roads=roads,
        roads_heading=say("what_next.road.heading") if roads else "",
        falls=falls,
        falls_heading=say("what_next.rests.heading") if falls else "",
    )


def _present(trajectory: Trajectory, reading: SnapshotReading) -> State | None:
    """The state that what-next starts from: of the arm it names, else the first whose location is known."""
    if trajectory.what_next:
        return reading.states.get(trajectory.what_next[0].arm)
    states = [state for arm in Arm if (state := reading.states.get(arm))]
    return next((state for state in states if state.location), states[0] if states else None)


def _arm_words(trajectory: Trajectory, arm: Arm) -> str:
    return judged_words(trajectory) if arm is Arm.JUDGED else ARM_NAMES[arm]


# -- conditions ----------------------------------------------------------------------------------


def _heads(trajectory: Trajectory, state: State, snapshot: str) -> tuple[Head, ...]:
    return tuple(_head(trajectory, state, condition, snapshot) for condition in Condition)


def _head(trajectory: Trajectory, state: State, condition: Condition, snapshot: str) -> Head:
    result = state.levels.get(condition)
    notes = dict.fromkeys(note for one in trajectory.what_next for note in one.judgements)
    return Head(
        condition=CONDITION_NAMES[condition],
        now=_now(result, condition),
        judged=tuple(_judged(note, trajectory) for note in notes if note.condition == condition),
        address=level_anchor(snapshot, condition, state.arm) if result else "",
    )


def _now(result: LevelResult | None, condition: Condition) -> str:
    if result is None:
        return say("common.unknown")
    words = level_words(condition, result)
    return say("what_next.now", level=words) if result.level else words


def _judged(note: OutlookNote, trajectory: Trajectory) -> str:
    key = "what_next.judgement_where" if note.where else "what_next.judgement"
    return say(key, whose=judged_words(trajectory), judgement=note.judgement, where=note.where)


# -- types ---------------------------------------------------------------------------------------


def _rows(trajectory: Trajectory, state: State, snapshot: str) -> tuple[NextRow, ...]:
    minima = Rules.of(trajectory.rules).minima
    lacking = {option.type: option for option in trajectory.what_next}
    return tuple(_row(kind, lacking.get(kind), state, minima[kind], snapshot) for kind in AlignmentType)


def _row(
    kind: AlignmentType, option: NextType | None, state: State, minima: Mapping[Condition, Level], snapshot: str
) -> NextRow:
    missing = option.missing if option else {}
    opened = state.open.get(kind)
    judged = state.arm is Arm.JUDGED
    closed = state.gate is Gate.CLOSED
    some = option is not None and not closed and on_some_readings(state, minima, kind)
    words = "some_readings" if some else "open" if option is None else "not_open"
    roads = _roads(option) if option and missing.get(Condition.STATUS) else ()
    return NextRow(
        name=upper_first(FULL_NAMES[kind]),
        open=say(f"what_next.{words}"),
        is_open=option is None,
        fill=None if judged or opened is None else 0 if closed else fill_class(opened.lower),
        line="" if not judged else "solid" if option is None else "dashed" if some else "",
        cells=tuple(
            _cell(condition, state.levels.get(condition), minima[condition], missing.get(condition, 0))
            for condition in Condition
        ),
        way=_way(option, roads, snapshot, closed) if option else (),
        pathway=_pathway(option, closed) if option else "",
        roads=roads,
        evidence=(len(option.evidence_for), len(option.evidence_against)) if option else (0, 0),
    )


def _cell(condition: Condition, result: LevelResult | None, minimum: Level, steps: int) -> NextCell:
    possible = possible_levels(result, condition)
    known = len(possible) == 1
    order: list[Level] = list(LEVELS[condition])
    needed = LEVEL_NAMES[str(minimum)]
    if minimum == order[0]:
        words = say("what_next.no_minimum")
    elif not steps:
        words = say("what_next.met", level=needed)
    else:
        levels = counted("common.count.level", steps)
        words = say("what_next.lacks" if known else "what_next.lacks_up_to", level=needed, levels=levels)
    return NextCell(
        condition=CONDITION_NAMES[condition],
        rungs=tuple(
            NextRung(
                present=known and level == possible[0],
                possible=not known and level in possible,
                minimum=level == minimum and minimum != order[0],
                lacking=minimum.position - steps < level.position <= minimum.position,
            )
            for level in order
        ),
        met=not steps,
        words=words,
        minimum=needed,
        present=_now(result, condition),
        steps=steps,
    )


def _roads(option: NextType) -> tuple[tuple[str, str], ...]:
    """The two roads to a status rung and whether each is open (OP 5.3)."""
    return tuple(
        (_ROADS[name], _FEASIBLE.get(option.roads[name].feasible) or _FEASIBLE["unknown"])
        for name in _ROADS
        if name in option.roads
    )


def _way(option: NextType, roads: Sequence[tuple[str, str]], snapshot: str, closed: bool) -> tuple[Said, ...]:
    said = [Said(words=_pathway(option, closed))]
    said += [Said(words=say("what_next.way.road", name=name, feasible=feasible)) for name, feasible in roads]
    for side, ids in (("for", option.evidence_for), ("against", option.evidence_against)):
        if ids:
            records = counted("common.count.record", len(ids))
            anchor = mark_anchor("what_next", snapshot, option.type, side)
            said.append(Said(words=say(f"what_next.way.{side}", records=records), anchor=anchor))
    return tuple(said)


def _pathway(option: NextType, closed: bool) -> str:
    """The pathway's name and whose it is (I-25, I-26)."""
    if closed and not any(option.missing.values()):
        return say("what_next.way.engagement")
    if not option.pathway:
        return say("what_next.way.unnamed")
    return say(f"what_next.way.{'stated' if option.stated else 'implied'}", pathway=option.pathway)


# -- roads and falls -----------------------------------------------------------------------------


def _two_roads(trajectory: Trajectory, snapshot: str) -> tuple[Said, ...]:
    """The roads with their reasons, once: they are the same for every type that lacks status."""
    option = next((one for one in trajectory.what_next if one.missing.get(Condition.STATUS) and one.roads), None)
    if option is None:
        return ()
    said = []
    for name in _ROADS:
        road = option.roads.get(name)
        if road is None:
            continue
        key = "what_next.road.because" if road.because else "what_next.road.bare"
        feasible = _FEASIBLE.get(road.feasible) or _FEASIBLE["unknown"]
        words = say(key, name=upper_first(_ROADS[name]), feasible=feasible, because=road.because)
        anchor = mark_anchor("what_next", snapshot, "road", name) if road.evidence else ""
        said.append(Said(words=words, anchor=anchor))
    return tuple(said)


def _fall(support: Support) -> Fall:
    order = [str(level) for level in LEVELS[Condition(support.condition)]]
    condition = CONDITION_NAMES[support.condition]
    then = [full_words(kind) for kind in support.then]
    return Fall(
        rungs=len(order),
        at=order.index(support.level),
        to=order.index(support.falls_to),
        words=say(
            "what_next.rests.falls",
            condition=upper_first(condition),
            level=LEVEL_NAMES[support.level],
            falls_to=LEVEL_NAMES[support.falls_to],
        ),
        closes=say("what_next.rests.closes", types=and_list([SHORT_NAMES[kind] for kind in support.closes])),
        then=say("what_next.rests.then", types=and_list(then)) if then else "",
        recode=say("what_next.rests.recode", flip=support.flip) if support.flip else "",
        condition=condition,
    )


def _marks(trajectory: Trajectory, snapshot: str) -> tuple[Mark, ...]:
    marks = [
        Mark(
            anchor=mark_anchor("what_next", snapshot, option.type, side),
            snapshot=snapshot,
            title=say(f"what_next.mark.{side}", type=FULL_NAMES[option.type]),
            evidence=ids,
        )
        for option in trajectory.what_next
        for side, ids in (("for", option.evidence_for), ("against", option.evidence_against))
        if ids
    ]
    option = next((one for one in trajectory.what_next if one.missing.get(Condition.STATUS) and one.roads), None)
    for name, road in (option.roads if option else {}).items():
        if name in _ROADS and road.evidence:
            marks.append(
                Mark(
                    anchor=mark_anchor("what_next", snapshot, "road", name),
                    snapshot=snapshot,
                    title=say("what_next.mark.road", name=_ROADS[name]),
                    evidence=road.evidence,
                )
            )
    return tuple(marks)


def _reading(state: State, rows: Sequence[NextRow], falls: Sequence[Fall]) -> tuple[str, ...]:
    """How to read it: only what the figure shows."""
    rungs = [rung for row in rows for cell in row.cells for rung in cell.rungs]
    model = any(row.way and not row.is_open for row in rows)
    names = [
        name
        for shown, name in (
            (True, "matrix"),
            (True, "marks"),
            (any(rung.possible for rung in rungs), "unknown"),
            (True, "open_judged" if state.arm is Arm.JUDGED else "open"),
            (model, "model"),
            (bool(falls), "rests"),
        )
        if shown
    ]
    return tuple(say(f"what_next.caption.{name}") for name in names)

