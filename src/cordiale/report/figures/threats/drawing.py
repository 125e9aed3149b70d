"""The threats figure drawn: windows beside each other, under each other, or as columns.

Up to six windows stand as panels that share their rows; on narrow pages each has rows of its own.
More windows become columns over rows of families (`threats_grid`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cordiale.report.drawing.sheet import LINE, MEDIUM_WIDTH, Block, Look, sheet
from cordiale.report.drawing.style import SMALL, text
from cordiale.report.drawing.svg import Element, clean, element, fit, number, text_width, wrap
from cordiale.report.figures.pieces.fine_hatch import fine_hatch
from cordiale.report.figures.pieces.placing import linked
from cordiale.report.figures.pieces.time_columns import bands
from cordiale.report.figures.threats.grid import grid_block
from cordiale.report.figures.threats.marks import Size, key_items, span_bar, triangle
from cordiale.report.figures.threats.values import (
    SourceCell,
    SourceLine,
    ThreatMark,
    ThreatPanel,
    ThreatsFigure,
)
from cordiale.report.words.catalogue import say

__all__ = ["draw_threats"]

_VALUES = 4
_COUNT = 26.0
_MARK = Size(12, 14)
_SMALLEST_PANEL, _WIDEST_PANEL = 146.0, 340.0
_FIRST_ROW = 78.0
_NARROW_ROW = 48.0
_MOST_NARROW_ROWS = 8


def draw_threats(figure: ThreatsFigure, look: Look) -> str:
    """The sources of threat as SVG: panels, panels under each other, or a grid."""
    if figure.compact:
        body = grid_block(figure, look)
    else:
        body = _stacked(figure, look) if look.narrow else _side_by_side(figure, look)
    words = figure.words
    return sheet(body, look, title=words.title, description=words.description, notes=(words.caption, *words.reading))


def _marks(figure: ThreatsFigure) -> list[ThreatMark]:
    return [mark for line in figure.lines for cell in line.cells for mark in cell.marks]


@dataclass(frozen=True, slots=True)
class _Scale:
    """The scale of magnitude in a panel: its edges, place of 0, and from one value to the next."""

    start: float
    left: float
    step: float
    right: float

    def at(self, value: float) -> float:
        return self.left + value * self.step

    @property
    def end(self) -> float:
        return self.at(_VALUES - 1)

    @property
    def mark(self) -> Size:
        """Of a mark: it reaches no further than half way to the next value."""
        return Size(min(_MARK.width, self.step / 2 - 1), _MARK.height)


def _scale(figure: ThreatsFigure, left: float, width: float) -> _Scale:
    """A scale inside a panel: counts at both sides, room for marks that reach beyond the ends."""
    widest = max((text_width(str(mark.documents), SMALL) for mark in _marks(figure)), default=0.0)
    beside = max(widest + 8, _COUNT) + _MARK.width
    return _Scale(left, left + beside, (width - 2 * beside) / (_VALUES - 1), left + width)


# -- panels beside each other --------------------------------------------------------------------


def _side_by_side(figure: ThreatsFigure, look: Look) -> Block:
    gutter = 210.0 if look.width > MEDIUM_WIDTH else 152.0
    key, top = key_items(_marks(figure), look.width, look.name, counts=True)
    placed = [fine_hatch(look.name), *key]
    top += 12
    parts = bands(len(figure.panels), look.width - gutter, _SMALLEST_PANEL)
    width = min((look.width - gutter) / len(parts[0]), _WIDEST_PANEL)
    for band in parts:
        block = _band(figure, band, gutter, width, look)
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height + 22
    return Block(tuple(placed), top - 22)


def _band(figure: ThreatsFigure, band: range, gutter: float, width: float, look: Look) -> Block:
    lines_here = [line for line in figure.lines if any(line.cells[column].marks for column in band)]
    labels = [_label(line, gutter - 14) for line in lines_here]
    heights = [max(46.0, 12 + LINE * len(lines)) for lines in labels]
    first = _FIRST_ROW
    last = first + sum(heights)
    placed = [text(say("threats.magnitude"), gutter - 14, first - 8, "cw-soft", anchor="end")]
    scales = [_scale(figure, gutter + place * width, width - 14) for place in range(len(band))]
    for scale in scales:
        placed += _ground(scale, figure.severe_from, first, last)
    top = first
    for line, lines, height in zip(lines_here, labels, heights, strict=True):
        placed.append(element("line", x1=0, y1=top, x2=scales[-1].right, y2=top, class_="cw-rule"))
        placed += [
            text(words, 0, top + 17 + LINE * place, class_) for place, (words, class_) in enumerate(lines)
        ]
        for column, scale in zip(band, scales, strict=True):
            placed += _cell(line.cells[column], scale, top, height, look)
        top += height
    if figure.more:
        placed.append(text(say("threats.and_more", count=figure.more), 0, top + 16, "cw-soft"))
    feet = [_foot(figure.panels[column], scale, last, look) for column, scale in zip(band, scales, strict=True)]
    for column, scale, foot in zip(band, scales, feet, strict=True):
        placed += _head(figure.panels[column], figure.actors, scale)
        placed += foot.elements
    return Block(tuple(placed), max(last + (20 if figure.more else 0), *(foot.height for foot in feet)))


def _label(line: SourceLine, room: float) -> list[tuple[str, str]]:
    """Its name and what stands under it, in up to three lines."""
    names = [(words, "") for words in wrap(clean(line.name), room, SMALL, lines=2)]
    under = wrap(clean(line.under), room, SMALL, lines=3 - len(names))
    return [*names, *((words, "cw-soft") for words in under)]


def _head(panel: ThreatPanel, actors: tuple[str, str], scale: _Scale) -> list[Element]:
    """The window's time, and whose marks point which way."""
    title = fit(panel.title, scale.right - scale.start, 16, bold=True)
    return [text(title, scale.start, 14, "cw-year"), *_actors(actors, scale.start, scale.right, 34)]


def _actors(actors: tuple[str, str], left: float, right: float, y: float) -> list[Element]:
    """The actors' names over their counts, each beside a mark that points as theirs do."""
    room = (right - left) / 2 - 16
    first, second = (fit(clean(name), room, SMALL, bold=True) for name in actors)
    point = f"M{number(left + text_width(first, SMALL, bold=True) + 12)} {number(y - 4.5)}l-8 -5v10z"
    back = f"M{number(right - text_width(second, SMALL, bold=True) - 12)} {number(y - 4.5)}l8 -5v10z"
    return [
        text(first, left, y, "cw-bold cw-a"),
        element("path", d=point, class_="cw-a"),
        element("path", d=back, class_="cw-b"),
        text(second, right, y, "cw-bold cw-b", anchor="end"),
    ]


def _ground(scale: _Scale, severe_from: int, top: float, bottom: float) -> list[Element]:
    """The four values as faint lines with their numbers; the line from which a threat can be severe."""
    placed = [
        element("line", x1=scale.at(value), y1=top, x2=scale.at(value), y2=bottom, class_="cw-rule")
        for value in range(_VALUES)
    ]
    placed += [text(str(value), scale.at(value), top - 8, "cw-soft", anchor="middle") for value in range(_VALUES)]
    if 0 < severe_from < _VALUES:
        x = scale.at(severe_from - 0.5)
        placed.append(element("path", d=f"M{number(x)} {number(top - 36)}V{number(bottom)}", class_="cw-dash"))
        words = say("threats.severe")
        # The word stands at the right of the line, over the values that can be severe.
        placed.append(text(words, min(x + 5, scale.right - text_width(words, SMALL)), top - 26, "cw-soft"))
    return placed


def _cell(cell: SourceCell, scale: _Scale, top: float, height: float, look: Look) -> list[Element]:
    """The marks of a source in a window; outlined and named where it stands behind the level."""
    placed = _outline(cell, scale, top, height)
    if cell.named:
        placed += _tag(cell.named, scale.right - 4, top + 14)
    middle = top + height / 2 + (6 if cell.named else 0)
    return placed + _row_marks(cell, scale, middle, look)


def _tag(named: Sequence[str], right: float, y: float) -> list[Element]:
    """What a row does for the level, on paper, so that no line of the scale runs through it."""
    words = named_words(named)
    width = text_width(words, SMALL, bold=True)
    ground = element("rect", x=right - width - 2, y=y - 11, width=width + 4, height=14, class_="cw-paper")
    return [ground, text(words, right, y, "cw-bold", anchor="end")]


def _outline(cell: SourceCell, scale: _Scale, top: float, height: float) -> list[Element]:
    """A line round the row that makes threat high."""
    if cell.named != ("high",):
        return []
    width = scale.right - scale.start
    place: dict[str, Any] = {"x": scale.start, "y": top + 1, "width": width, "height": height - 2, "rx": 3.0}
    return [element("rect", **place, class_="cw-line", style="stroke-width:1.4")]


def _row_marks(cell: SourceCell, scale: _Scale, middle: float, look: Look) -> list[Element]:
    """Both actors' marks on one line; above each other where they would cover one another."""
    apart = 7.0 if _crowded(cell.marks, scale) else 0.0
    return [
        part
        for mark in cell.marks
        for part in linked(
            _mark(mark, scale, middle + (apart if mark.actor else -apart), look.name),
            mark.anchor if look.links else "",
            mark.words,
        )
    ]


def _crowded(marks: Sequence[ThreatMark], scale: _Scale) -> bool:
    if len(marks) < 2:
        return False
    first, second = (scale.at(mark.middle) for mark in marks)
    spans = any(mark.lowest != mark.highest for mark in marks)
    return spans or 0 < first - second < 2 * scale.mark.width + 2


def named_words(named: Sequence[str]) -> str:
    """What a row does for the level: `high`, `route b`, `routes a, b`."""
    if named == ("high",):
        return say("threats.row.high")
    return say(f"threats.row.{'route' if len(named) == 1 else 'routes'}", letters=", ".join(named))


def _mark(mark: ThreatMark, scale: _Scale, y: float, name: str) -> list[Element]:
    count = str(mark.documents)
    at_left = mark.actor == 0
    x = scale.left - _MARK.width - 5 if at_left else scale.end + _MARK.width + 5
    open_ends = (scale.at(mark.lowest), scale.at(mark.highest))
    bar = span_bar(mark, open_ends, y, name) if mark.lowest != mark.highest else []
    return [
        *bar,
        *triangle(mark, scale.at(mark.middle), y, scale.mark, name),
        text(count, x, y + 4.5, "cw-soft", anchor="end" if at_left else "start"),
    ]


def _foot(panel: ThreatPanel, scale: _Scale, top: float, look: Look) -> Block:
    """Under a panel: its level, how that comes about, and who names nothing. Its height is from the top."""
    left, room = scale.start, scale.right - scale.start
    lines = [(words, "cw-bold", True) for words in wrap(panel.level, room, SMALL, bold=True)]
    for said in (panel.route_words, *panel.silent):
        lines += [(words, "cw-soft", False) for words in wrap(clean(said), room, SMALL, lines=4)]
    placed = []
    for place, (words, class_, is_level) in enumerate(lines):
        drawn = text(words, left, top + 20 + LINE * place, class_)
        linked = look.links and is_level and panel.address
        placed.append(element("a", drawn, href=f"#{panel.address}") if linked else drawn)
    return Block(tuple(placed), top + 10 + LINE * len(lines))


# -- panels under each other ---------------------------------------------------------------------


def _stacked(figure: ThreatsFigure, look: Look) -> Block:
    key, top = key_items(_marks(figure), look.width, look.name, counts=True)
    placed = [fine_hatch(look.name), *key]
    top += 14
    for column in range(len(figure.panels)):
        block = _narrow_panel(figure, column, look)
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height + 24
    return Block(tuple(placed), top - 24)


def _narrow_panel(figure: ThreatsFigure, column: int, look: Look) -> Block:
    """One window with the rows that somebody names in it."""
    panel, scale = figure.panels[column], _scale(figure, 0.0, look.width)
    lines = [line for line in figure.lines if line.cells[column].marks]
    shown = lines[:_MOST_NARROW_ROWS]
    first = _FIRST_ROW
    last = first + _NARROW_ROW * len(shown)
    placed = _head(panel, figure.actors, scale)
    if shown:
        placed += _ground(scale, figure.severe_from, first, last)
        placed.append(text(say("threats.magnitude"), 0, first - 26, "cw-soft"))
    else:
        last = 40.0
    for place, line in enumerate(shown):
        placed += _narrow_row(line, line.cells[column], scale, first + place * _NARROW_ROW, look)
    more = len(lines) - len(shown) + panel.hidden
    if more:
        placed.append(text(say("threats.and_more", count=more), 0, last + 18, "cw-soft"))
        last += 20
    foot = _foot(panel, scale, last, look)
    return Block((*placed, *foot.elements), foot.height)


def _narrow_row(line: SourceLine, cell: SourceCell, scale: _Scale, top: float, look: Look) -> list[Element]:
    room = scale.right
    placed: list[Element] = [
        element("line", x1=0, y1=top, x2=room, y2=top, class_="cw-rule"),
        # Words stand on paper, not on the lines of the scale.
        element("rect", x=0, y=top + 1, width=room, height=19, class_="cw-paper"),
        *_outline(cell, scale, top, _NARROW_ROW),
    ]
    if cell.named:
        words = named_words(cell.named)
        placed += _tag(cell.named, scale.right - 4, top + 15)
        room -= text_width(words, SMALL, bold=True) + 14
    left = 5.0 if cell.named == ("high",) else 0.0
    label = fit(clean(line.name), room - left, SMALL)
    placed.append(text(label, left, top + 15))
    after = left + text_width(label, SMALL) + 8
    if line.under and room - after > 60:
        placed.append(text(fit(clean(line.under), room - after, SMALL), after, top + 15, "cw-soft"))
    return placed + _row_marks(cell, scale, top + 33, look)
