"""The figure of expectations and coordination drawn: values in, SVG out; nothing is decided here.

Windows are columns, rows are what is said in each direction. What many windows need more width
for stands in bands under each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.model.results import Score
from cordiale.report.drawing.sheet import LINE, Block, Look, sheet
from cordiale.report.drawing.style import SMALL, hatched, text
from cordiale.report.drawing.svg import Element, clean, element, fit, number, text_width, wrap
from cordiale.report.figures.outputs.values import Direction, Move, OutputCell, OutputsFigure
from cordiale.report.figures.pieces.ladder import Rung
from cordiale.report.figures.pieces.ladder_drawing import MARK_WIDTH, actor_class, actor_mark, rung_column
from cordiale.report.figures.pieces.placing import linked, rect, rule, under
from cordiale.report.figures.pieces.time_columns import bands, period_heads
from cordiale.report.words.catalogue import say

__all__ = ["draw_outputs"]

_STEP, _STRIP, _SMALLEST = 16.0, 52.0, 22.0
_WORDED = 74.0
_MOST_MOVES, _MOST_TOLD = 3, 6


def draw_outputs(figure: OutputsFigure, look: Look) -> str:
    """Expectations and coordination as SVG markup.

    Args:
        figure: what to show. Args look: theme, width, whether framed and linked.
    """
    labels = 92.0 if look.narrow else 150.0
    placed: list[Element] = []
    top = 0.0
    for columns in bands(len(figure.periods), look.width - labels, _SMALLEST):
        block = _band(figure, columns, labels, look)
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height + 18
    if figure.more:
        placed.append(text(fit(figure.more, look.width, SMALL), 0, top, "cw-soft"))
        top += LINE
    words = figure.words
    return sheet(
        Block(tuple(placed), top), look, title=words.title, description=words.description, notes=(words.caption, *words.reading)
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where columns stand: `left` is the first one's edge, `cell` the width of each."""

    columns: range
    left: float
    cell: float
    look: Look

    @property
    def right(self) -> float:
        return self.left + self.cell * len(self.columns)

    def x(self, column: int) -> float:
        """Left edge of a column, by its place among all."""
        return self.left + (column - self.columns.start) * self.cell

    @property
    def pad(self) -> float:
        """Free paper at both sides of a column's marks."""
        return min(10.0, self.cell * 0.12)


def _band(figure: OutputsFigure, columns: range, labels: float, look: Look) -> Block:
    grid = _Grid(columns, labels, min((look.width - labels) / len(columns), 190.0), look)
    placed = period_heads([clean(figure.periods[n]) for n in columns], grid.left, grid.cell, 14)
    parts = [Block(tuple(placed), 22), _moves(figure, grid)]
    for direction in figure.directions:
        parts += _direction(direction, grid)
    if any(figure.index[n] for n in columns):
        parts += [_heading(say("outputs.together"), None, grid), _strip(figure.index, None, say("outputs.row.index"), grid)]
    return under([*parts, _told(figure, grid)])


def _heading(words: str, actor: int | None, grid: _Grid) -> Block:
    """The direction's name under a rule."""
    placed = [rule(grid.right)]
    if actor is None:
        placed.append(text(fit(clean(words), grid.right, SMALL, bold=True), 0, 18, "cw-bold"))
    else:
        name = fit(clean(words), grid.right - MARK_WIDTH, SMALL, bold=True)
        placed += [actor_mark(actor, 5, 14), text(name, MARK_WIDTH, 18, f"{actor_class(actor)} cw-bold")]
    return Block(tuple(placed), 26)


def _label(words: str, y: float, grid: _Grid) -> Element:
    return text(fit(words, grid.left - 8, SMALL), 0, y, "cw-soft")


def _row_title(words: str, grid: _Grid) -> Element:
    """Over its row, where no column holds anything beside it."""
    return text(fit(words, grid.right, SMALL, bold=True), 0, 12, "cw-bold")


# -- movements -----------------------------------------------------------------------------------


def _moves(figure: OutputsFigure, grid: _Grid) -> Block:
    """Deepening and erosion on the line between two columns: in words where they fit, else as signs."""
    if not any(figure.moves[n] for n in grid.columns):
        return Block()
    placed: list[Element] = []
    most = 0
    for column in grid.columns:
        moves = figure.moves[column]
        lines = 0
        for move in moves[:_MOST_MOVES]:
            drawn = _move(move, grid.x(column), lines * LINE, grid)
            placed += linked(drawn.elements, move.anchor if grid.look.links else "", move.words)
            lines += int(drawn.height // LINE)
        if len(moves) > _MOST_MOVES and grid.cell >= _WORDED:
            words = say("outputs.more_moves", count=len(moves) - _MOST_MOVES)
            x = max(grid.x(column), text_width(words, SMALL) / 2)
            placed.append(text(words, x, 13 + LINE * lines, "cw-soft", anchor="middle"))
            lines += 1
        most = max(most, lines)
    placed.append(_label(say("outputs.row.movement"), 13, grid))
    return Block(tuple(placed), LINE * most + 8)


def _move(move: Move, x: float, top: float, grid: _Grid) -> Block:
    sign = -1 if move.up else 1
    if grid.cell < _WORDED:
        return Block((_sign(sign, x, top + 9),), LINE)
    # The first column's movement starts in the band before: its words stand inside this one.
    lines = wrap(clean(move.words), grid.cell - 26, SMALL, bold=True)
    widest = max(text_width(line, SMALL, bold=True) for line in lines)
    start = max(grid.left + 14, x - widest / 2 + 7)
    words = [text(line, start, top + 13 + LINE * n, "cw-bold") for n, line in enumerate(lines)]
    return Block((_sign(sign, start - 9, top + 9), *words), LINE * len(lines))


def _told(figure: OutputsFigure, grid: _Grid) -> Block:
    """Movements in words under columns that have no room for them."""
    moves = [(column, move) for column in grid.columns for move in figure.moves[column]]
    if not moves or grid.cell >= _WORDED:
        return Block()
    placed: list[Element] = []
    top = 8.0
    for column, move in moves[:_MOST_TOLD]:
        start, end = (figure.periods[place] for place in (max(column - 1, 0), column))
        words = say("outputs.move.between", start=start, end=end, words=move.words)
        lines = wrap(clean(words), grid.look.width - 16, SMALL, lines=2)
        drawn = [_sign(-1 if move.up else 1, 5, top + 9)]
        drawn += [text(line, 16, top + 13 + LINE * n) for n, line in enumerate(lines)]
        placed += linked(drawn, move.anchor if grid.look.links else "", words)
        top += LINE * len(lines)
    if len(moves) > _MOST_TOLD:
        placed.append(text(say("outputs.more_moves", count=len(moves) - _MOST_TOLD), 16, top + 13, "cw-soft"))
        top += LINE
    return Block(tuple(placed), top)


def _sign(way: int, x: float, y: float) -> Element:
    """A triangle that points up or down."""
    return element("path", d=f"M{number(x - 5)} {number(y - 4 * way)}h10l-5 {number(8 * way)}z", class_="cw-ink")


# -- one direction -------------------------------------------------------------------------------


def _direction(direction: Direction, grid: _Grid) -> list[Block]:
    cells = direction.cells
    willing = [cell.willingness for cell in cells]
    return [
        _heading(direction.title, direction.actor, grid),
        _ladder("expectation", [(c.expectation, c.support_anchor, c.expectation_words) for c in cells], grid),
        _strip(willing, direction.actor, say("outputs.row.willingness"), grid),
        _numbers(cells, grid),
        _ladder("coordination", [(c.coordination, c.coordination_anchor, c.coordination_words) for c in cells], grid),
    ]


def _ladder(kind: str, cells: Sequence[tuple[tuple[Rung, ...], str, str]], grid: _Grid) -> Block:
    """A ladder in each column; its rungs are named at the left."""
    title = say(f"outputs.row.{kind}")
    if all(_uncoded(cells[column][0]) for column in grid.columns):
        return _unread(title, grid)
    names = [rung.name for rung in cells[0][0]]
    placed = [_row_title(title, grid)]
    top = 20.0
    for place, name in enumerate(reversed(names)):
        placed.append(_label(name, top + _STEP * (place + 0.5) + 4, grid))
    for column in grid.columns:
        rungs, anchor, words = cells[column]
        width = grid.cell - 2 * grid.pad
        drawn = rung_column(rungs, grid.x(column) + grid.pad, top, width, _STEP)
        placed += linked(drawn, anchor if grid.look.links else "", words)
    return Block(tuple(placed), top + _STEP * len(names) + 12)


def _strip(scores: Sequence[Score | None], actor: int | None, title: str, grid: _Grid) -> Block:
    """Willingness from refusal at the bottom to commitment at the top, with its interval."""
    if not any(scores[column] for column in grid.columns):
        return _unread(title, grid)
    placed = [
        _row_title(title, grid),
        _label(say("outputs.row.commitment"), 32, grid),
        _label(say("outputs.row.refusal"), 20 + _STRIP - 2, grid),
    ]
    middle = 20 + _STRIP / 2
    placed.append(element("path", d=f"M{number(grid.left)} {number(middle)}H{number(grid.right)}", class_="cw-rule"))
    for column in grid.columns:
        x, width = grid.x(column) + grid.pad, grid.cell - 2 * grid.pad
        score = scores[column]
        if score is None:
            placed.append(hatched(x, 20, width, _STRIP))
        placed.append(rect("cw-void", x, 20, width, _STRIP))
        if score is not None:
            placed += _spot(score, actor, x + width / 2)
    return Block(tuple(placed), 20 + _STRIP + 12)


def _uncoded(rungs: Sequence[Rung]) -> bool:
    return all(rung.hatched and not rung.fill and not rung.judged for rung in rungs)


def _unread(title: str, grid: _Grid) -> Block:
    """One hatched line instead of rows of which no column holds anything."""
    top = 3.0 if text_width(title, SMALL, bold=True) < grid.left - 8 else 19.0
    width = grid.cell - 2 * grid.pad
    places = [grid.x(column) + grid.pad for column in grid.columns]
    boxes = [hatched(x, top, width, 11) for x in places]
    boxes += [rect("cw-void", x, top, width, 11) for x in places]
    return Block((_row_title(title, grid), *boxes), top + 23)


def _height(value: float) -> float:
    return 20 + _STRIP / 2 - value * (_STRIP / 2 - 5)


def _spot(score: Score, actor: int | None, x: float) -> list[Element]:
    """The interval as a line with the mark on it; hatched where missing codes decide the value."""
    high, low = _height(score.high), _height(score.low)
    if score.value is None:
        height = max(low - high, 2)
        return [hatched(x - 5, high, 10, height), rect("cw-void", x - 5, high, 10, height)]
    line = "cw-link" if actor is None else f"{actor_class(actor)}-line"
    whisker = element("path", d=f"M{number(x)} {number(high)}V{number(low)}", class_=line)
    y = _height(score.value)
    if actor is None:
        mark = element("path", d=f"M{number(x)} {number(y - 5)}l5 5l-5 5l-5 -5z", class_="cw-ink")
    else:
        mark = actor_mark(actor, x, y)
    return [whisker, mark]


def _numbers(cells: Sequence[OutputCell], grid: _Grid) -> Block:
    """Documents that voice doubt, of all on support."""
    placed = [_label(say("outputs.row.doubt"), 12, grid)]
    for column in grid.columns:
        cell, x = cells[column], grid.x(column) + grid.cell / 2
        if not cell.documents or cell.doubt_share is None:
            continue
        if text_width(cell.doubt, SMALL) <= grid.cell - 2:
            placed.append(text(cell.doubt, x, 12, anchor="middle"))
            continue
        height = 12 * cell.doubt_share
        placed += [rect("cw-dot", x - 4, 14 - height, 8, height), rect("cw-void", x - 4, 2, 8, 12)]
    return Block(tuple(placed), 26)
