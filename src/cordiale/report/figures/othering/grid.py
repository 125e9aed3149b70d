"""Many windows of othering: windows are columns, and the bars of each direction stand upright."""

from __future__ import annotations

from cordiale.report.drawing.sheet import LINE, MEDIUM_WIDTH, Block, Look
from cordiale.report.drawing.style import SMALL, text
from cordiale.report.drawing.svg import Element, clean, element, fit, number, wrap
from cordiale.report.figures.othering.values import Direction, OtheringFigure, OtheringWindow, Stance
from cordiale.report.figures.pieces.fine_hatch import fine_fill, fine_hatch
from cordiale.report.figures.pieces.ladder_drawing import actor_class, actor_mark
from cordiale.report.figures.pieces.placing import linked
from cordiale.report.figures.pieces.time_columns import StripColumn, bands, level_strip, period_heads
from cordiale.report.words.catalogue import Entries, say

__all__ = ["grid_block"]

_HALF = 60.0
_SALIENCE = 32.0
_SMALLEST, _WIDEST = 15.0, 80.0
_WIDEST_BAR = 26.0
_THIN = 0.45
_READINGS = Entries("othering.reading.{}", ("we", "non_radical", "negative_history", "radical"))


def grid_block(figure: OtheringFigure, look: Look) -> Block:
    """Bands of columns: for each direction bars and salience, then the strip of levels."""
    gutter = 0.0 if look.narrow else 124.0 if look.width <= MEDIUM_WIDTH else 150.0
    placed: list[Element] = [fine_hatch(look.name)]
    top = 0.0
    if not gutter:
        key = [line for name in ("above", "below") for line in wrap(say(f"othering.key.{name}"), look.width, SMALL)]
        placed += [text(line, 0, 12 + LINE * place, "cw-soft") for place, line in enumerate(key)]
        top = LINE * len(key) + 12
    for band in bands(len(figure.windows), look.width - gutter, _SMALLEST):
        cell = min((look.width - gutter) / len(band), _WIDEST)
        block = _band(figure, [figure.windows[place] for place in band], gutter, cell, look)
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height + 22
    for words in figure.self_by:
        lines = wrap(clean(words), min(look.width, 760), SMALL, lines=4)
        placed += [text(line, 0, top + 12 + LINE * place) for place, line in enumerate(lines)]
        top += LINE * len(lines)
    return Block(tuple(placed), top + 4)


def _band(figure: OtheringFigure, windows: list[OtheringWindow], gutter: float, cell: float, look: Look) -> Block:
    placed = period_heads([window.title for window in windows], gutter, cell, 12)
    top = 22.0
    for actor in (0, 1):
        block = _direction(figure, windows, actor, gutter, cell, look)
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height + 12
    columns = [
        StripColumn(
            holds=window.strip,
            settled=True,
            words=say("othering.level.named", period=window.title, level=window.level),
            address=window.address,
        )
        for window in windows
    ]
    strip = level_strip(figure.strip, columns, gutter=gutter, cell=cell, look=look)
    placed.append(element("g", *strip.elements, transform=f"translate(0 {number(top)})"))
    return Block(tuple(placed), top + strip.height)


def _direction(
    figure: OtheringFigure, windows: list[OtheringWindow], actor: int, gutter: float, cell: float, look: Look
) -> Block:
    """One direction over time: bars round a line, under them salience and where it decides."""
    right = gutter + cell * len(windows)
    above = 24.0
    middle = above + _HALF
    own_line = 0.0 if gutter else LINE
    salience = middle + _HALF + 10 + own_line
    decides = salience + _SALIENCE + 12 + own_line
    who = fit(clean(figure.who[actor]), right - 16, SMALL, bold=True)
    placed = [
        element("line", x1=0, y1=0, x2=right, y2=0, class_="cw-rule"),
        actor_mark(actor, 5, 11.5),
        text(who, 16, 16, f"cw-bold {actor_class(actor)}"),
        *_labels(actor, (middle, salience, decides), gutter),
    ]
    floor = salience + _SALIENCE / 2
    placed.append(element("line", x1=gutter, y1=floor, x2=right, y2=floor, class_="cw-rule", stroke_dasharray="3 3"))
    for order, window in enumerate(windows):
        for direction in window.directions:
            if direction.actor == actor:
                x = gutter + (order + 0.5) * cell
                parts = _column(direction, x, (middle, salience, decides), cell, look.name)
                placed += linked(parts, direction.anchor if look.links else "", direction.words)
    axis = f"M{number(gutter)} {number(middle)}H{number(right)}"
    placed.append(element("path", d=axis, class_="cw-line", style="stroke-width:1"))
    return Block(tuple(placed), decides + 8)


def _labels(actor: int, at: tuple[float, float, float], gutter: float) -> list[Element]:
    """What the rows are, in the gutter, with samples of the four fills; without one, over the rows."""
    middle, salience, decides = at
    heads = say("othering.salience.head"), say("othering.strip.decides")
    if not gutter:
        return [text(heads[0], 0, salience - 4, "cw-soft"), text(heads[1], 0, decides - 8, "cw-soft")]
    places = {"we": middle - 40, "non_radical": middle - 12, "negative_history": middle + 20, "radical": middle + 48}
    x = gutter - 10
    placed: list[Element] = []
    for name, words in _READINGS.items():
        y = places[name]
        opacity = None if name in ("we", "radical") else _THIN
        placed.append(text(words, x - 14, y, "cw-soft", anchor="end"))
        placed.append(element("rect", x=x - 9, y=y - 9, width=9, height=9, class_=actor_class(actor), fill_opacity=opacity))
    return [
        *placed,
        text(heads[0], x, salience + 20, "cw-soft", anchor="end"),
        text(heads[1], x, decides + 4, "cw-soft", anchor="end"),
    ]


def _column(direction: Direction, x: float, at: tuple[float, float, float], cell: float, name: str) -> list[Element]:
    middle, salience, decides = at
    width = min(cell - 3, _WIDEST_BAR)
    parts = _bar(direction, x, middle, width, name)
    if direction.stance is not Stance.NOT_SEARCHED:
        parts += _point(direction, x, salience, width, name)
    if direction.decides:
        parts.append(element("circle", cx=x, cy=decides, r=3.2 if direction.decides == "decides" else 1.6, class_="cw-ink"))
    return parts


def _bar(direction: Direction, x: float, middle: float, width: float, name: str) -> list[Element]:
    """An upright bar; an empty bracket below the floor; hatching where what was read does not tell."""
    left = x - width / 2
    if direction.stance is Stance.BELOW_FLOOR:
        # Narrower than a bar, so that neighbours do not read as one bracket.
        left, width = left + width * 0.12, width * 0.76
        reach = min(4.0, width / 3)
        d = (
            f"M{number(left + reach)} {number(middle - 14)}H{number(left)}v28h{number(reach)}"
            f"M{number(left + width - reach)} {number(middle - 14)}H{number(left + width)}v28h{number(-reach)}"
        )
        return [element("path", d=d, class_="cw-line", style="stroke-width:1.4")]
    if direction.stance is not Stance.BAR:
        return [element("rect", x=left, y=middle - 9, width=width, height=18, fill=fine_fill(name))]
    radical, negative, non_radical, we = (share * _HALF / 100 for share in direction.shares)
    spans = [
        (middle - non_radical - we, we, True),
        (middle - non_radical, non_radical, False),
        (middle, negative, False),
        (middle + negative, radical, True),
    ]
    class_ = actor_class(direction.actor)
    return [
        element("rect", x=left, y=y + 0.5, width=width, height=max(height - 1, 1), class_=class_, fill_opacity=None if strong else _THIN)
        for y, height, strong in spans
        if height
    ]


def _point(direction: Direction, x: float, top: float, width: float, name: str) -> list[Element]:
    """Salience as a point at one of four heights; hatched where nobody coded it."""
    place = direction.salience.place
    if place is None:
        return [element("rect", x=x - width / 2, y=top + _SALIENCE / 2 - 4, width=width, height=8, fill=fine_fill(name))]
    y = top + _SALIENCE - (place + 0.5) * _SALIENCE / 4
    return [element("circle", cx=x, cy=y, r=3, class_=actor_class(direction.actor))]
