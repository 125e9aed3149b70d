"""What the figure of what next says: title, alternative text and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cordiale.model.levels import Condition, Gate
from cordiale.model.results import NextType, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.report.figures.values import FigureTable
from cordiale.report.figures.what_next.lacking import on_some_readings, surely_lacked
from cordiale.report.figures.what_next.values import Fall, Head, NextRow, Said
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import counted, listed
from cordiale.report.words.wording import CONDITION_NAMES, and_list, lacks_sentence, unsettled_conditions

__all__ = ["what_next_description", "what_next_table", "what_next_title"]


def what_next_title(trajectory: Trajectory, state: State, period: str) -> str:
    """The finding: which conditions the types that are not open lack, and what the open ones rest on.

    Rules, in order; the first that holds gives the title.
    1. The gate is closed: nothing is open without cooperative engagement.
    2. Every type is open.
    3. No type is surely not open: that it is not settled whether the others are.
    4. One type surely is not: what it surely lacks.
    5. Several surely are not: how many of them surely lack each condition, in the order of conditions.
    A type that is open on some readings is not counted. In 3 to 5 the conditions whose level is unknown
    are said to be not settled. What a fall of one level would close is added.

    Rule: I-15, OP 5.3. Types are counted by condition and never ranked.
    """
    if state.gate is Gate.CLOSED:
        return say("what_next.title.engagement", period=period)
    title = _settled(trajectory, state, period)
    rests = [CONDITION_NAMES[one.condition] for one in trajectory.rests_on]
    return say("what_next.title.rests", title=title, conditions=and_list(rests)) if rests else title


def _settled(trajectory: Trajectory, state: State, period: str) -> str:
    if not trajectory.what_next:
        return say("what_next.title.all_open", period=period)
    shut = _surely_not_open(trajectory, state)
    if not shut:
        title = counted("what_next.title.some_readings", len(trajectory.what_next), period=period)
    elif len(shut) == 1:
        title = say("what_next.title.one", period=period, sentence=lacks_sentence(shut[0]).rstrip("."))
    else:
        title = _counted(shut, period)
    unknown = unsettled_conditions(state)
    names = [CONDITION_NAMES[condition] for condition in Condition if condition in unknown]
    return counted("what_next.title.unsettled", len(names), title=title, conditions=and_list(names)) if names else title


def _surely_not_open(trajectory: Trajectory, state: State) -> list[NextType]:
    """The types that no reading opens, each with what it lacks on every reading."""
    minima = Rules.of(trajectory.rules).minima
    return [
        replace(option, missing=surely_lacked(state, minima[option.type]))
        for option in trajectory.what_next
        if not on_some_readings(state, minima[option.type], option.type)
    ]


def _counted(shut: Sequence[NextType], period: str) -> str:
    clauses = []
    for condition in Condition:
        lacking = sum(condition in option.missing for option in shut)
        if lacking:
            clauses.append(counted("what_next.title.lack", lacking, condition=CONDITION_NAMES[condition]))
    types = counted("what_next.title.types", len(shut))
    return say("what_next.title.several", types=types, period=period, clauses=and_list(clauses))


def what_next_description(
    heads: Sequence[Head], rows: Sequence[NextRow], roads: Sequence[Said], falls: Sequence[Fall]
) -> str:
    """Alternative text: the levels, every type, the roads and every fall in words."""
    said = [
        say("common.sentence", words=say("what_next.description.cell", condition=head.condition, words=head.now))
        for head in heads
    ]
    for row in rows:
        clauses = [
            say("what_next.description.cell", condition=cell.condition, words=cell.words) for cell in row.cells
        ]
        clauses += [part.words for part in row.way]
        said.append(
            say("what_next.description.row", type=row.name, open=row.open, words=listed("clauses", clauses))
        )
    said += [say("common.sentence", words=road.words.rstrip(".")) for road in roads]
    said += [
        say("common.sentence", words=listed("clauses", [part for part in (fall.words, fall.closes, fall.then) if part]))
        for fall in falls
    ]
    return listed("sentences", said)


_COLUMNS = (
    "type", "open", "condition", "minimum", "present", "lacks", "pathway", "symmetrical", "asymmetrical", "for",
    "against", "closes", "then",
)  # fmt: skip


def what_next_table(rows: Sequence[NextRow], falls: Sequence[Fall]) -> FigureTable:
    """One row for each type and condition; then one for each fall that closes a type."""
    found: list[tuple[str | int | float | None, ...]] = []
    for row in rows:
        roads: Sequence[str | None] = [feasible for _, feasible in row.roads] or [None]
        for cell in row.cells:
            found.append(
                (
                    row.name,
                    row.open,
                    cell.condition,
                    cell.minimum,
                    cell.present,
                    cell.steps,
                    row.pathway or None,
                    roads[0],
                    roads[-1],
                    *(row.evidence if not row.is_open else (None, None)),
                    None,
                    None,
                )
            )
    for fall in falls:
        found.append((None, None, fall.condition, *(None,) * 8, fall.closes, fall.then or None))
    return FigureTable(columns=tuple(say(f"what_next.table.{name}") for name in _COLUMNS), rows=tuple(found))
