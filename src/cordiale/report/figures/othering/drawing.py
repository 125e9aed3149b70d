"""The othering figure drawn: two rows a window, or windows as columns.

A row has salience at the left, in the middle a bar that parts at a line (hostile to the left, "we"
to the right), and the side's level. An empty bracket stands for low by absence, hatching for unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.report.drawing.sheet import LINE, MEDIUM_WIDTH, Block, Look, sheet
from cordiale.report.drawing.style import SMALL, hatched, text
from cordiale.report.drawing.svg import Element, clean, element, fit, number, text_width, wrap
from cordiale.report.figures.othering.figure import share_words
from cordiale.report.figures.othering.grid import grid_block
from cordiale.report.figures.othering.values import (
    Direction,
    OtheringFigure,
    OtheringWindow,
    Salience,
    Stance,
)
from cordiale.report.figures.pieces.ladder_drawing import actor_class, actor_mark
from cordiale.report.figures.pieces.placing import linked
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import listed

__all__ = ["draw_othering"]

_BAR = 16.0
_PLACES = 4
_GAP = 1.5


def draw_othering(figure: OtheringFigure, look: Look) -> str:
    """What each says of the other as SVG: rows, rows for narrow pages, or a grid."""
    body = grid_block(figure, look) if figure.compact else _rows(figure, _columns(look.width), look)
    words = figure.words
    return sheet(body, look, title=words.title, description=words.description, notes=(words.caption, *words.reading))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the parts of a row stand: left edge and width of each, in pixels.

    Args:
        stacked: the parts stand under each other. Args beside: others that define the Self stand in
            a column of their own, which starts there; None: under the level.
    """

    who: tuple[float, float]
    salience: tuple[float, float]
    bar: tuple[float, float]
    level: tuple[float, float]
    beside: tuple[float, float] | None = None
    stacked: bool = False

    @property
    def middle(self) -> float:
        return self.bar[0] + self.bar[1] / 2


def _columns(width: float) -> _Columns:
    if width < 500:
        whole = (0.0, float(width))
        return _Columns(who=whole, salience=(0.0, 120.0), bar=whole, level=whole, stacked=True)
    if width <= MEDIUM_WIDTH:
        rest = width - 500.0
        return _Columns(who=(0, 100), salience=(112, 84), bar=(214, 272), level=(500, rest))
    rest = width - 912.0
    return _Columns(who=(0, 150), salience=(162, 120), bar=(304, 420), level=(744, 156), beside=(912, rest))


def _rows(figure: OtheringFigure, columns: _Columns, look: Look) -> Block:
    head = _heads(columns)
    placed, top = list(head.elements), head.height
    for window in figure.windows:
        block = _window(figure, window, columns, look)
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height
    return Block(tuple(placed), top)


def _heads(columns: _Columns) -> Block:
    """What the columns hold: the floor of salience, and the ends of the bar."""
    left, width = columns.bar
    ends = [
        text(say("othering.head.hostile"), left, 14, "cw-soft"),
        text(say("othering.head.shared"), left + width, 14, "cw-soft", anchor="end"),
    ]
    if columns.stacked:
        return Block(tuple(ends), 24)
    start, room = columns.salience
    floor = start + room / 2
    return Block(
        (
            *ends,
            text(say("othering.salience.head"), start, 14, "cw-soft"),
            text(say("othering.salience.floor"), floor, 32, "cw-soft", anchor="middle"),
        ),
        38,
    )


def _window(figure: OtheringFigure, window: OtheringWindow, columns: _Columns, look: Look) -> Block:
    right = max(columns.level[0] + columns.level[1], columns.beside[0] + columns.beside[1] if columns.beside else 0)
    room = right - text_width(window.title, 16, bold=True) - 14
    level = fit(window.level, room, SMALL, bold=True)
    placed: list[Element] = [
        element("line", x1=0, y1=0, x2=right, y2=0, class_="cw-rule"),
        text(fit(window.title, right / 2, 16, bold=True), 0, 21, "cw-year"),
    ]
    # The dyad's level stands over the levels of its sides.
    x, anchor = (right, "end") if columns.stacked else (columns.level[0], None)
    drawn = [text(line, x, 21 + LINE * place, "cw-bold", anchor=anchor) for place, line in enumerate(
        [level] if columns.stacked else wrap(window.level, right - x, SMALL, bold=True, lines=2)
    )]
    placed += linked(drawn, window.address if look.links else "", say("othering.level.named", period=window.title, level=window.level))
    top = 34.0 + LINE * (len(drawn) - 1)
    for direction in window.directions:
        draw = _stacked if columns.stacked else _row
        block = draw(figure, direction, columns)
        parts = linked(list(block.elements), direction.anchor if look.links else "", direction.words)
        placed.append(element("g", *parts, transform=f"translate(0 {number(top)})"))
        top += block.height
    return Block(tuple(placed), top + 8)


# -- one direction -------------------------------------------------------------------------------


def _row(figure: OtheringFigure, direction: Direction, columns: _Columns) -> Block:
    bar = _bar(direction, columns, 4.0)
    level = _level(direction, columns)
    parts = [
        *_who(figure, direction, columns.who),
        *_salience(direction.salience, columns.salience, 12.0, actor_class(direction.actor)),
        *bar.elements,
        *level.elements,
    ]
    return Block(tuple(parts), max(bar.height, level.height, 44.0) + 8)


def _stacked(figure: OtheringFigure, direction: Direction, columns: _Columns) -> Block:
    """For narrow pages: who and which level, salience, the bar, who defines the Self."""
    width = columns.bar[1]
    level = listed("comma", [part for part in (direction.level, _decides(direction)) if part])
    room = width / 2
    placed = _who(figure, direction, (0.0, room))
    lines = wrap(level, width - room - 6, SMALL, bold=True, lines=2)
    placed += [text(line, width, 13 + LINE * place, "cw-bold", anchor="end") for place, line in enumerate(lines)]
    top = 20.0 + LINE * (len(lines) - 1)
    placed.append(text(say("othering.salience.head"), 0, top + 14, "cw-soft"))
    left = text_width(say("othering.salience.head"), SMALL) + 12
    placed += _salience(direction.salience, (left, columns.salience[1]), top + 10, actor_class(direction.actor), beside=True)
    bar = _bar(direction, columns, top + 26)
    placed += bar.elements
    lines = _self_lines(direction, width)
    placed += [text(line, 0, bar.height + 12 + LINE * place, "cw-soft") for place, line in enumerate(lines)]
    return Block(tuple(placed), bar.height + LINE * len(lines) + 14)


def _who(figure: OtheringFigure, direction: Direction, at: tuple[float, float]) -> list[Element]:
    left, width = at
    lines = wrap(clean(figure.who[direction.actor]), width - 16, SMALL, bold=True, lines=2)
    class_ = f"cw-bold {actor_class(direction.actor)}"
    words = [text(line, left + 16, 13 + LINE * place, class_) for place, line in enumerate(lines)]
    return [actor_mark(direction.actor, left + 5, 8.5), *words]


def _salience(
    salience: Salience, at: tuple[float, float], y: float, class_: str, *, beside: bool = False
) -> list[Element]:
    """Four places from absent to high with the floor between the second and the third."""
    left, width = at
    step = width / _PLACES
    floor = left + 2 * step
    if salience.place is None:
        placed = [hatched(left, y - 5, width, 10)]
        x, anchor = left, "start"
    else:
        x, anchor = left + (salience.place + 0.5) * step, "middle"
        placed = [
            element("line", x1=left, y1=y, x2=left + width, y2=y, class_="cw-rule"),
            element("circle", cx=x, cy=y, r=5, class_=class_),
        ]
    placed.append(element("path", d=f"M{number(floor)} {number(y - 9)}v18", class_="cw-dash"))
    if beside:
        return [*placed, text(salience.words, left + width + 10, y + 4, "")]
    return [*placed, text(salience.words, x, y + 25, "", anchor=anchor)]


def _bar(direction: Direction, columns: _Columns, top: float) -> Block:
    """The bar with its words; a bracket or hatching in its place. The height is counted from 0."""
    left, width = columns.bar
    if direction.stance is Stance.BAR:
        return _parts(direction, columns, top)
    lines = wrap(clean(direction.note), width - 28, SMALL, lines=3)
    if direction.stance is Stance.BELOW_FLOOR:
        height = LINE * len(lines) + 10
        words = [text(line, left + 14, top + 17 + LINE * place) for place, line in enumerate(lines)]
        return Block((_bracket(left, top, width, height), *words), top + height)
    bar = hatched(left, top, width, _BAR)
    words = [text(line, left, top + _BAR + 15 + LINE * place, "cw-soft") for place, line in enumerate(lines)]
    return Block((bar, *words), top + _BAR + 6 + LINE * len(lines))


def _bracket(left: float, top: float, width: float, height: float) -> Element:
    """An empty bracket: there is nothing to draw a bar of."""
    right, reach = left + width - 1, 9
    d = (
        f"M{number(left + reach + 1)} {number(top + 1)}H{number(left + 1)}v{number(height - 2)}h{reach}"
        f"M{number(right - reach)} {number(top + 1)}H{number(right)}v{number(height - 2)}h-{reach}"
    )
    return element("path", d=d, class_="cw-line", style="stroke-width:1.6")


def _parts(direction: Direction, columns: _Columns, top: float) -> Block:
    """Four parts from the middle line outward, and under each side its readings with their counts."""
    middle, unit = columns.middle, columns.bar[1] / 200
    radical, negative, non_radical, we = direction.shares
    class_ = actor_class(direction.actor)
    spans = [
        (middle - (radical + negative) * unit, radical, True),
        (middle - negative * unit, negative, False),
        (middle, non_radical, False),
        (middle + non_radical * unit, we, True),
    ]
    placed = [_part(x, share * unit, top, class_, strong=strong) for x, share, strong in spans if share]
    axis = f"M{number(middle)} {number(top - 4)}v{number(_BAR + 8)}"
    placed.append(element("path", d=axis, class_="cw-line", style="stroke-width:1.4"))
    words = share_words(direction.shares)
    room = columns.bar[1] / 2 - 6
    hostile = _side(words[:2], room)
    shared = _side(words[2:], room)
    y = top + _BAR + 16
    placed += [text(line, middle - 6, y + LINE * place, anchor="end") for place, line in enumerate(hostile)]
    placed += [text(line, middle + 6, y + LINE * place) for place, line in enumerate(shared)]
    return Block(tuple(placed), y + LINE * (max(len(hostile), len(shared)) - 1) + 5)


def _part(x: float, width: float, top: float, class_: str, *, strong: bool) -> Element:
    """A part of the bar: full colour at the outer ends of the scale, thin in between."""
    return element(
        "rect",
        x=x + _GAP / 2,
        y=top,
        width=max(width - _GAP, 1.5),
        height=_BAR,
        class_=class_,
        fill_opacity=None if strong else 0.45,
    )


def _side(words: Sequence[str], room: float) -> list[str]:
    """The readings of one side in one line where they fit, else under each other."""
    given = [word for word in words if word]
    together = listed("comma", given)
    return [together] if given and text_width(together, SMALL) <= room else given


def _decides(direction: Direction) -> str:
    return say(f"othering.level.{direction.decides}") if direction.decides else ""


def _level(direction: Direction, columns: _Columns) -> Block:
    """The side's level, whether it decides, and who defines the Self instead."""
    left, room = columns.level
    lines = [(line, "") for line in wrap(direction.level, room, SMALL, lines=2)]
    lines += [(line, "cw-bold") for line in wrap(_decides(direction), room, SMALL, bold=True, lines=2)]
    placed = []
    if columns.beside:
        start, beside = columns.beside
        others = [(line, "cw-soft") for line in _self_lines(direction, beside)]
        placed = [text(line, start, 13 + LINE * place, class_) for place, (line, class_) in enumerate(others)]
    else:
        others = []
        lines += [(line, "cw-soft") for line in _self_lines(direction, room)]
    placed += [text(line, left, 13 + LINE * place, class_) for place, (line, class_) in enumerate(lines)]
    return Block(tuple(placed), LINE * max(len(lines), len(others)) + 4)


def _self_lines(direction: Direction, room: float) -> tuple[str, ...]:
    if not direction.self_by:
        return ()
    return wrap(say("othering.self.by", others=listed("comma", direction.self_by)), room, SMALL, lines=3)
