"""What the figure of expectations and coordination says: title, alternative text and table."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.model.results import Score
from cordiale.report.figures.outputs.values import Direction, Move, OutputCell
from cordiale.report.figures.pieces.ladder import Rung
from cordiale.report.figures.values import FigureTable
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import counted, listed, upper_first
from cordiale.report.words.wording import and_list, score_words

__all__ = ["outputs_description", "outputs_table", "outputs_title"]

_Actors = tuple[str, str]
_Directions = tuple[Direction, Direction]
_Moves = Sequence[Sequence[Move]]


def outputs_title(
    periods: Sequence[str], actors: _Actors, directions: _Directions, moves: _Moves, whose: str
) -> str:
    """The finding: what moved last, else where it stands, else that nothing is settled.

    Rules, in order; the first that holds gives the title.
    1. Support or coordination deepened or eroded on the texts: the latest interval.
    2. An expectation is known: both directions in the latest window that knows one.
    3. A willingness to coordinate is known: the same.
    4. A judgement names the support expected: the latest, and that no text settles it.
    5. Nothing is settled.

    Rule: I-24: deepening and erosion are judged on support and coordination first.
    """
    return (
        _moved(periods, moves)
        or _expecting(periods, actors, directions)
        or _coordinating(periods, actors, directions)
        or _judged(periods, directions, whose)
        or _open(periods, actors)
    )


def _moved(periods: Sequence[str], moves: _Moves) -> str:
    for place in range(len(periods) - 1, 0, -1):
        told = [move for move in moves[place] if move.computed and move.dimension in ("support", "coordination")]
        if told:
            clauses = dict.fromkeys(
                say(
                    f"outputs.title.{'deepen' if move.up else 'erode'}",
                    dimension=say(f"outputs.dimension.{move.dimension}"),
                )
                for move in told
            )
            return say(
                "outputs.title.moved", start=periods[place - 1], end=periods[place], moves=and_list(list(clauses))
            )
    return ""


def _point(rungs: Sequence[Rung]) -> Rung | None:
    return next((rung for rung in rungs if rung.point), None)


def _expecting(periods: Sequence[str], actors: _Actors, directions: _Directions) -> str:
    for place in range(len(periods) - 1, -1, -1):
        points = [(direction.actor, _point(direction.cells[place].expectation)) for direction in directions]
        known = [(actor, point.name) for actor, point in points if point]
        if len(known) == 2 and known[0][1] == known[1][1]:
            return say(
                "outputs.title.both_expect", period=periods[place], dyad=and_list(actors), level=known[0][1]
            )
        if known:
            clauses = [
                say("outputs.title.clause", actor=actors[actor], other=actors[1 - actor], level=level)
                for actor, level in known
            ]
            return say("outputs.title.expects", period=periods[place], clauses=and_list(clauses))
    return ""


def _coordinating(periods: Sequence[str], actors: _Actors, directions: _Directions) -> str:
    for place in range(len(periods) - 1, -1, -1):
        for direction in directions:
            point = _point(direction.cells[place].coordination)
            if point:
                return say(
                    f"outputs.title.{'refuses' if point.value == 'refuse' else 'coordinates'}",
                    period=periods[place],
                    actor=actors[direction.actor],
                    other=actors[1 - direction.actor],
                    level=point.name,
                )
    return ""


def _judged(periods: Sequence[str], directions: _Directions, whose: str) -> str:
    for place in range(len(periods) - 1, -1, -1):
        cell = directions[0].cells[place]
        if any(rung.judged for rung in cell.expectation):
            return upper_first(say("outputs.title.judged", whose=whose, period=periods[place], level=cell.judged_support))
    return ""


def _open(periods: Sequence[str], actors: _Actors) -> str:
    if len(periods) == 1:
        return say("outputs.title.open_once", dyad=and_list(actors), period=periods[0])
    windows = counted("outputs.title.windows", len(periods))
    return say("outputs.title.open_ever", dyad=and_list(actors), windows=windows)


def outputs_description(
    periods: Sequence[str],
    actors: _Actors,
    directions: _Directions,
    index: Sequence[Score | None],
    moves: _Moves,
    whose: str,
) -> str:
    """Alternative text: every window in words, what was judged of it, and every movement."""
    said = []
    for place, period in enumerate(periods):
        clauses = [
            clause
            for direction in directions
            for clause in _said(direction.cells[place], actors[direction.actor], actors[1 - direction.actor])
        ]
        if index[place]:
            clauses.append(say("outputs.description.index", score=score_words(index[place])))
        judged = _judgements(directions[0].cells[place])
        clauses += [say("outputs.description.judged", whose=whose, words=words) for words in judged]
        clauses += [_move(periods, place, move) for move in moves[place]]
        said.append(say("outputs.description.window", period=period, words=listed("clauses", clauses)))
    return listed("sentences", said)


def _said(cell: OutputCell, actor: str, other: str) -> list[str]:
    clauses = [say("outputs.description.support", actor=actor, other=other, level=cell.expectation_words)]
    if cell.willingness:
        clauses.append(say("outputs.description.willingness", score=score_words(cell.willingness)))
    if cell.doubt:
        clauses.append(counted("outputs.doubt.sentence", cell.documents, voicing=cell.doubt))
    clauses.append(say("outputs.description.coordination", actor=actor, level=cell.coordination_words))
    return clauses


def _judgements(cell: OutputCell) -> list[str]:
    """What was judged of both directions together: of support, and of coordination."""
    said = (("support", cell.judged_support), ("coordination", cell.judged_coordination))
    return [say(f"outputs.judged.{kind}", words=words) for kind, words in said if words]


def _move(periods: Sequence[str], place: int, move: Move) -> str:
    start = periods[place - 1] if place else periods[place]
    key = "outputs.move.told" if move.what else "outputs.move.between"
    return say(key, start=start, end=periods[place], words=move.words, what=move.what)


_COLUMNS = (
    "period", "actor", "partner", "expectation", "expectation_shares", "willingness", "low", "high", "doubt",
    "documents", "coordination", "coordination_shares", "coordination_documents", "judged", "index", "movement",
)  # fmt: skip


def outputs_table(
    periods: Sequence[str],
    actors: _Actors,
    directions: _Directions,
    index: Sequence[Score | None],
    moves: _Moves,
) -> FigureTable:
    """One row for each direction in each window."""
    rows = tuple(
        _row(period, actors, direction, direction.cells[place], index[place], moves[place])
        for place, period in enumerate(periods)
        for direction in directions
    )
    return FigureTable(columns=tuple(say(f"outputs.table.{name}") for name in _COLUMNS), rows=rows)


def _row(
    period: str,
    actors: _Actors,
    direction: Direction,
    cell: OutputCell,
    index: Score | None,
    moves: Sequence[Move],
) -> tuple[str | int | float | None, ...]:
    willing = cell.willingness
    return (
        period,
        actors[direction.actor],
        actors[1 - direction.actor],
        cell.expectation_words,
        _shares(cell.expectation),
        willing.value if willing else None,
        willing.low if willing else None,
        willing.high if willing else None,
        cell.doubt or None,
        cell.documents,
        cell.coordination_words,
        _shares(cell.coordination),
        cell.coordination_documents,
        listed("clauses", _judgements(cell)) or None,
        index.value if index else None,
        listed("clauses", [move.words for move in moves]) or None,
    )


def _shares(rungs: Sequence[Rung]) -> str | None:
    return listed("clauses", [f"{rung.name}: {rung.shares}" for rung in rungs if rung.shares]) or None
