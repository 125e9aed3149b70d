"""Many windows of threats: rows are families, columns are windows, height in a row is magnitude."""

from __future__ import annotations

from cordiale.report.drawing.sheet import LINE, MEDIUM_WIDTH, Block, Look
from cordiale.report.drawing.style import SMALL, text
from cordiale.report.drawing.svg import Element, clean, element, fit, number, text_width, wrap
from cordiale.report.figures.pieces.fine_hatch import fine_fill, fine_hatch
from cordiale.report.figures.pieces.placing import linked
from cordiale.report.figures.pieces.time_columns import StripColumn, bands, level_strip, period_heads
from cordiale.report.figures.threats.marks import Size, key_items, triangle
from cordiale.report.figures.threats.values import SourceCell, SourceLine, ThreatMark, ThreatsFigure
from cordiale.report.words.catalogue import say
from cordiale.report.words.wording import ROUTES

__all__ = ["grid_block"]

_ROW = 50.0
_STEP = 11.0
_SMALLEST = 17.0
_WIDEST = 90.0


def grid_block(figure: ThreatsFigure, look: Look) -> Block:
    """Bands of columns with all rows, and under each the strip of levels and routes."""
    gutter = 0.0 if look.narrow else 150.0 if look.width <= MEDIUM_WIDTH else 200.0
    placed, top = _key(figure, look)
    placed.insert(0, fine_hatch(look.name))
    for band in bands(len(figure.panels), look.width - gutter, _SMALLEST):
        cell = min((look.width - gutter) / len(band), _WIDEST)
        block = _band(figure, band, gutter, cell, look)
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height + 24
    if figure.more:
        placed.append(text(say("threats.and_more", count=figure.more), 0, top - 4, "cw-soft"))
        top += 18
    return Block(tuple(placed), top - 18)


def _key(figure: ThreatsFigure, look: Look) -> tuple[list[Element], float]:
    """Whose marks point which way, and what filling means."""
    room = look.width / 2 - 24
    first, second = (fit(clean(name), room, SMALL, bold=True) for name in figure.actors)
    end = text_width(first, SMALL, bold=True)
    names = [
        text(first, 0, 12, "cw-bold cw-a"),
        element("path", d=f"M{number(end + 14)} 7.5l-9 -6v12z", class_="cw-a"),
        element("path", d=f"M{number(end + 18)} 7.5l9 -6v12z", class_="cw-b"),
        text(second, end + 32, 12, "cw-bold cw-b"),
    ]
    marks = [mark for line in figure.lines for cell in line.cells for mark in cell.marks]
    key, height = key_items(marks, look.width, look.name, counts=False)
    return [*names, element("g", *key, transform="translate(0 20)")], height + 34


def _band(figure: ThreatsFigure, band: range, gutter: float, cell: float, look: Look) -> Block:
    row = _ROW if gutter else _ROW + LINE
    right = gutter + cell * len(band)
    placed = period_heads([figure.panels[column].title for column in band], gutter, cell, 12)
    for place, line in enumerate(figure.lines):
        top = 20 + place * row
        ground = top if gutter else top + LINE
        placed.append(element("line", x1=0, y1=top, x2=right, y2=top, class_="cw-rule"))
        placed += _label(line, gutter, top, right)
        placed += _severe(figure.severe_from, gutter, ground, right, named=place == 0)
        for order, column in enumerate(band):
            placed += _cell(line.cells[column], gutter + (order + 0.5) * cell, ground, cell, look)
    bottom = 20 + len(figure.lines) * row
    placed.append(element("line", x1=0, y1=bottom, x2=right, y2=bottom, class_="cw-rule"))
    strip = _strip(figure, band, gutter, cell, look)
    placed.append(element("g", *strip.elements, transform=f"translate(0 {number(bottom + 8)})"))
    return Block(tuple(placed), bottom + 8 + strip.height)


def _label(line: SourceLine, gutter: float, top: float, right: float) -> list[Element]:
    if not gutter:
        return [text(fit(clean(line.name), right, SMALL), 0, top + 15)]
    lines = wrap(clean(line.name), gutter - 52, SMALL, lines=2)
    return [text(words, 0, top + 18 + LINE * place) for place, words in enumerate(lines)]


def _height(value: float, top: float) -> float:
    """The y of a magnitude in a row, 0 at the bottom."""
    return top + 8 + (3 - value) * _STEP


def _severe(cut: int, gutter: float, top: float, right: float, *, named: bool) -> list[Element]:
    """The line from which a threat can be severe, named in the first row where there is a gutter."""
    if not 0 < cut < 4:
        return []
    y = _height(cut - 0.5, top)
    line = element("line", x1=gutter, y1=y, x2=right, y2=y, class_="cw-rule", stroke_dasharray="3 3")
    if not (named and gutter):
        return [line]
    return [line, text(say("threats.severe"), gutter - 4, y - 2, "cw-soft", anchor="end")]


def _cell(cell: SourceCell, middle: float, top: float, width: float, look: Look) -> list[Element]:
    if not cell.marks:
        return []
    size = Size(min((width - 3) / 2, 11.0), 10)
    parts = [part for mark in cell.marks for part in _mark(mark, middle, top, size, look.name)]
    if cell.named == ("high",):
        reach = min(width - 1, 30.0)
        parts.insert(
            0,
            element("rect", x=middle - reach / 2, y=top + 1.5, width=reach, height=_ROW - 5, rx=2, class_="cw-line", style="stroke-width:1.2"),
        )
    return linked(parts, cell.anchor if look.links else "", cell.words)


def _mark(mark: ThreatMark, middle: float, top: float, size: Size, name: str) -> list[Element]:
    """One actor's mark; where several magnitudes are possible a hatched bar spans them."""
    parts: list[Element] = []
    if mark.lowest != mark.highest:
        y, end = _height(mark.highest, top), _height(mark.lowest, top)
        x = middle - size.width / 2 - 2 if mark.actor == 0 else middle + size.width / 2 - 2
        parts.append(element("rect", x=x, y=y, width=4, height=end - y, fill=fine_fill(name)))
    return [*parts, *triangle(mark, middle, _height(mark.middle, top), size, name)]


def _strip(figure: ThreatsFigure, band: range, gutter: float, cell: float, look: Look) -> Block:
    """Which level holds in each window, and by which routes."""
    rows = [(name, _strip_words(name)) for name in figure.strip]
    panels = [figure.panels[column] for column in band]
    columns = [
        StripColumn(holds=p.strip, settled=p.settled, words=say("threats.panel.named", period=p.title, level=p.level), address=p.address) for p in panels
    ]
    return level_strip(rows, columns, gutter=gutter, cell=cell, look=look)


def _strip_words(name: str) -> str:
    if name in ROUTES and len(name) == 1:
        return say("threats.strip.route", letter=name)
    return say(f"threats.strip.{name}")
