"""The figure of what next drawn: a `WhatNextFigure` in, SVG out; nothing is decided here.

A matrix of types by conditions stands over the roads to status and what the present rests on. On
a narrow page each type is a block with a line for each condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.report.drawing.sheet import LINE, Block, Look, sheet
from cordiale.report.drawing.style import SMALL, box, hatched, text
from cordiale.report.drawing.svg import Element, clean, element, number, text_width, wrap
from cordiale.report.figures.pieces.placing import linked, rect, rule, under
from cordiale.report.figures.what_next.values import (
    Fall,
    Head,
    NextCell,
    NextRow,
    NextRung,
    Said,
    WhatNextFigure,
)
from cordiale.report.words.catalogue import say

__all__ = ["draw_what_next"]

_HIGH = 14.0
_SQUARE = 18.0


def draw_what_next(figure: WhatNextFigure, look: Look) -> str:
    """What next as SVG markup.

    Args:
        figure: what to show. Args look: theme, width, whether framed and linked.
    """
    frame = _frame(figure, look)
    parts = [_heads(figure, frame)]
    parts += [_row_narrow(row, frame) if look.narrow else _row(row, frame) for row in figure.rows]
    parts += [_roads(figure, frame), _falls(figure, frame)]
    words = figure.words
    notes = (words.caption, *words.reading)
    return sheet(under(parts), look, title=words.title, description=words.description, notes=notes)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Left edges of the conditions' columns and of the right one, and the width of a rung."""

    look: Look
    columns: tuple[float, ...]
    way: float
    rung: float

    def room(self, column: int) -> float:
        """Width of a condition's column."""
        return (*self.columns, self.way)[column + 1] - self.columns[column] - 14


def _frame(figure: WhatNextFigure, look: Look) -> _Frame:
    width = float(look.width)
    if look.narrow:
        return _Frame(look, (0.0, 0.0, 0.0), 0.0, 20.0)
    name, threat, identity, status = (width * part for part in (0.19, 0.16, 0.17, 0.21))
    columns = (name, name + threat, name + threat + identity)
    most = max(len(cell.rungs) for cell in figure.rows[0].cells)
    return _Frame(look, columns, columns[2] + status, min(34.0, (status - 34) / most))


def _lines(words: str, x: float, y: float, room: float, class_: str = "", *, most: int = 3) -> Block:
    """Words in lines from a place on; the height is theirs."""
    lines = wrap(clean(words), room, SMALL, bold="bold" in class_, lines=most)
    placed = [text(line, x, y + LINE * n, class_) for n, line in enumerate(lines)]
    return Block(tuple(placed), LINE * len(lines))


# -- heads ---------------------------------------------------------------------------------------


def _heads(figure: WhatNextFigure, frame: _Frame) -> Block:
    """Each condition with its present level, and what was judged of its movement."""
    if frame.look.narrow:
        return _heads_narrow(figure, frame)
    placed: list[Element] = []
    most = 0.0
    for place, head in enumerate(figure.heads):
        x, room = frame.columns[place], frame.room(place)
        block = _head(head, x, room, frame)
        placed += block.elements
        most = max(most, block.height)
    placed += _lines(figure.way, frame.way, 14, frame.look.width - frame.way, "cw-soft").elements
    return Block(tuple(placed), most + 6)


def _head(head: Head, x: float, room: float, frame: _Frame) -> Block:
    name = _lines(head.condition, x, 14, room, "cw-bold", most=1)
    now = _lines(head.now, x, 14 + LINE, room)
    placed = linked((*name.elements, *now.elements), head.address if frame.look.links else "", head.now)
    y = 14 + LINE + now.height
    for words in head.judged[:2]:
        block = _lines(words, x, y, room, "cw-soft", most=8)
        placed += block.elements
        y += block.height
    return Block(tuple(placed), y)


def _heads_narrow(figure: WhatNextFigure, frame: _Frame) -> Block:
    placed: list[Element] = []
    y = 0.0
    for head in figure.heads:
        block = _head(head, 0, frame.look.width, frame)
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(y)})"))
        y += block.height
    return Block(tuple(placed), y + 4)


# -- types ---------------------------------------------------------------------------------------


def _row(row: NextRow, frame: _Frame) -> Block:
    """A type: name, a strip with words for each condition, pathway and roads at the right."""
    placed = [rule(frame.look.width), *_square(row, 0, 12)]
    name = _lines(row.name, _SQUARE + 8, 22, frame.columns[0] - _SQUARE - 20, "cw-bold")
    opened = _lines(row.open, _SQUARE + 8, 22 + name.height, frame.columns[0] - _SQUARE - 20, "cw-soft")
    placed += [*name.elements, *opened.elements]
    most = name.height + opened.height
    for place, cell in enumerate(row.cells):
        x = frame.columns[place]
        placed += _strip(cell, x, 11, frame)
        words = _lines(cell.words, x, 43, frame.room(place), "cw-soft" if cell.met else "")
        placed += words.elements
        most = max(most, words.height + 22)
    way = _way(row.way, frame.way, 22, frame.look.width - frame.way, frame)
    return Block((*placed, *way.elements), max(most, way.height) + 22)


def _row_narrow(row: NextRow, frame: _Frame) -> Block:
    width = float(frame.look.width)
    placed = [rule(width), *_square(row, 0, 10)]
    opened = text_width(row.open, SMALL) + 8
    name = _lines(row.name, _SQUARE + 8, 23, width - _SQUARE - 8 - opened, "cw-bold", most=2)
    placed += [*name.elements, text(row.open, width, 23, "cw-soft", anchor="end")]
    y = 18 + name.height
    label = max(text_width(cell.condition, SMALL) for cell in row.cells) + 8
    start = label + frame.rung * max(len(cell.rungs) for cell in row.cells) + 20
    for cell in row.cells:
        words = _lines(cell.words, start, y + 12, width - start, "cw-soft" if cell.met else "")
        placed += [text(cell.condition, 0, y + 12, "cw-soft"), *_strip(cell, label, y + 1, frame), *words.elements]
        y += max(LINE, words.height) + 5
    way = _way(row.way, 0, y + 12, width, frame)
    return Block((*placed, *way.elements), y + way.height + 10)


def _square(row: NextRow, x: float, y: float) -> list[Element]:
    """Openness: shaded by draws, or outlined as judged."""
    if row.fill is None:
        class_ = {"solid": "cw-line", "dashed": "cw-dash"}.get(row.line, "cw-void")
        return [rect(class_, x + 1, y, _SQUARE - 4, _HIGH)]
    filled = box(row.fill, False, x, y, _SQUARE - 2, _HIGH)
    return [*filled, rect("cw-void", x, y, _SQUARE - 2, _HIGH)]


def _strip(cell: NextCell, x: float, y: float, frame: _Frame) -> list[Element]:
    """A condition's levels: the minimum outlined, the present one dotted, what is lacking in chevrons."""
    wide = frame.rung
    placed: list[Element] = []
    for place, rung in enumerate(cell.rungs):
        placed += _rung(rung, x + place * wide, y, wide)
    for place, rung in enumerate(cell.rungs):
        if rung.minimum:
            placed.append(rect("cw-line", x + place * wide + 1, y + 1, wide - 2, _HIGH - 2))
    if cell.met and any(rung.minimum for rung in cell.rungs):
        d = f"M{number(x + wide * len(cell.rungs) + 4)} {number(y + 7)}l3.5 4l6 -8"
        placed.append(element("path", d=d, class_="cw-line", style="stroke-width:1.8"))
    return placed


def _rung(rung: NextRung, x: float, y: float, wide: float) -> list[Element]:
    placed = [hatched(x, y, wide, _HIGH)] if rung.possible else []
    placed.append(rect("cw-void", x, y, wide, _HIGH))
    middle = x + wide / 2
    if rung.present:
        placed.append(element("circle", cx=middle, cy=y + _HIGH / 2, r=3.6, class_="cw-ink"))
    if rung.lacking:
        d = f"M{number(middle - 2)} {number(y + 3.5)}l3.5 3.5l-3.5 3.5"
        if rung.possible:
            placed.append(rect("cw-paper", middle - 5, y + 2, 10, _HIGH - 4))
        placed.append(element("path", d=d, class_="cw-line", style="stroke-width:1.6"))
    return placed


def _way(said: Sequence[Said], x: float, y: float, room: float, frame: _Frame) -> Block:
    placed: list[Element] = []
    top = 0.0
    for place, one in enumerate(said):
        block = _lines(one.words, x, y + top, room, "" if place == 0 else "cw-soft", most=2)
        placed += linked(block.elements, one.anchor if frame.look.links else "", one.words)
        top += block.height
    return Block(tuple(placed), top)


# -- roads and falls -----------------------------------------------------------------------------


def _roads(figure: WhatNextFigure, frame: _Frame) -> Block:
    if not figure.roads:
        return Block()
    placed = [rule(frame.look.width)]
    placed += _lines(figure.roads_heading, 0, 22, frame.look.width, "cw-bold", most=1).elements
    room = min(float(frame.look.width), 760.0)
    y = 22 + LINE
    for road in figure.roads:
        block = _lines(road.words, 0, y, room, most=5)
        placed += linked(block.elements, road.anchor if frame.look.links else "", road.words)
        y += block.height
    return Block(tuple(placed), y + 4)


def _falls(figure: WhatNextFigure, frame: _Frame) -> Block:
    """What the present rests on: each fall of one level that closes a type."""
    if not figure.falls:
        return Block()
    heading = _lines(figure.falls_heading, 0, 22, frame.look.width, "cw-bold", most=1)
    parts = [Block((rule(frame.look.width), *heading.elements), 30)]
    parts += [_fall(fall, frame) for fall in figure.falls]
    return under(parts)


def _fall(fall: Fall, frame: _Frame) -> Block:
    wide = frame.rung
    strip = wide * max(fall.rungs, 5) + 16
    placed = [rect("cw-void", place * wide + 0.5, 4, wide, _HIGH) for place in range(fall.rungs)]
    start, end = (fall.at + 0.5) * wide, (fall.to + 0.5) * wide
    placed.append(element("circle", cx=start, cy=4 + _HIGH / 2, r=3.6, class_="cw-ink"))
    d = f"M{number(start - 6)} 11H{number(end)}m5 -4l-5 4l5 4"
    placed.append(element("path", d=d, class_="cw-line", style="stroke-width:1.6"))
    words = say("common.list.clauses", first=fall.words, second=fall.closes)
    y = 15.0
    for part, class_ in ((words, ""), (fall.then, "cw-soft"), (fall.recode, "cw-soft")):
        if part:
            block = _lines(part, strip, y, frame.look.width - strip, class_, most=4)
            placed += block.elements
            y += block.height
    return Block(tuple(placed), max(y, 26.0))
