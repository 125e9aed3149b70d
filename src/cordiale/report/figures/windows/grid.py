"""More than twelve snapshots: six rows of types by periods, in the fills of the windows."""

from __future__ import annotations

from cordiale.model.levels import AlignmentType
from cordiale.report.drawing.style import box, outlines, text
from cordiale.report.drawing.svg import SMALLEST_TEXT, Element, element, number, text_width
from cordiale.report.figures.windows.values import Pane, WindowsView, WindowView
from cordiale.report.words.catalogue import Entries, say

__all__ = ["grid_block"]

_ROWS = tuple(reversed(AlignmentType))
_LABELS = Entries("windows.grid.type.{}", AlignmentType)
_LABEL_WIDTH = 84.0
_CELL_HEIGHT = 24.0
_SMALLEST_CELL = 26.0
_STRIP = 6.0


def grid_block(view: WindowsView, width: float) -> tuple[tuple[Element, ...], float]:
    """The grid's elements and height: bands of as many periods as stand side by side.

    Each cell has the fill, line and number of its pane; below stand the four rungs of status, and
    the draws of ties and the other draws as numbers, so that a column sums to 100.
    """
    most = int((width - _LABEL_WIDTH) // _SMALLEST_CELL)
    bands = -(-len(view.windows) // most)
    size = -(-len(view.windows) // bands)
    cell = min((width - _LABEL_WIDTH) / size, 44.0)
    placed: list[Element] = []
    top = 0.0
    for start in range(0, len(view.windows), size):
        band = view.windows[start : start + size]
        placed.append(element("g", *_band(band, cell), transform=f"translate(0 {number(top)})"))
        top += 20 + len(_ROWS) * _CELL_HEIGHT + 4 * _STRIP + 62
    return tuple(placed), top


def _band(band: tuple[WindowView, ...], cell: float) -> list[Element]:
    bottom = 20 + len(_ROWS) * _CELL_HEIGHT
    placed = [
        text(_LABELS[kind], 0, 20 + _CELL_HEIGHT * (row + 0.5) + 4, "cw-soft")
        for row, kind in enumerate(_ROWS)
    ]
    placed.append(text(say("windows.grid.status"), 0, bottom + 18, "cw-soft"))
    placed.append(text(say("windows.grid.tied"), 0, bottom + 4 * _STRIP + 24, "cw-soft"))
    placed.append(text(say("windows.grid.other"), 0, bottom + 4 * _STRIP + 41, "cw-soft"))
    placed += _periods(band, cell)
    for column, window in enumerate(band):
        placed += _column(window, _LABEL_WIDTH + column * cell, cell, bottom)
    cells = _lines(band)
    for class_, chosen in (("cw-dash", cells["dashed"]), ("cw-line", cells["solid"])):
        if chosen:
            d = outlines(chosen, cell, _CELL_HEIGHT)
            where = f"translate({number(_LABEL_WIDTH)} 20)"
            placed.append(element("path", d=d, class_=class_, transform=where))
    return placed


def _periods(band: tuple[WindowView, ...], cell: float) -> list[Element]:
    """Periods over their columns; where they do not fit, every second, third … is named."""
    widest = max(text_width(window.title, SMALLEST_TEXT, bold=True) for window in band) + 6
    every = -(-widest // cell)
    last_start = (len(band) - 1) * cell
    return [
        text(window.title, _LABEL_WIDTH + column * cell + 2, 13, "cw-bold")
        for column, window in enumerate(band)
        if column % every == 0 and column * cell <= max(last_start + cell - widest, 0)
    ]


def _column(window: WindowView, left: float, cell: float, bottom: float) -> list[Element]:
    placed: list[Element] = []
    for row, kind in enumerate(_ROWS):
        placed += _cell(window.pane(kind), left, 20 + row * _CELL_HEIGHT, cell)
    for place, step in enumerate(reversed(window.sill)):
        top = bottom + 6 + place * _STRIP
        placed += box(step.fill, step.hatched, left + 1, top + 0.5, cell - 2, _STRIP - 1)
    middle, tied = left + cell / 2, sum(pill.share for pill in window.pills)
    if tied:
        placed.append(text(str(tied), middle, bottom + 4 * _STRIP + 24, anchor="middle"))
    rest = window.other + window.no_alignment
    if rest:
        placed.append(text(str(rest), middle, bottom + 4 * _STRIP + 41, "cw-soft", anchor="middle"))
    return placed


def _cell(pane: Pane, left: float, top: float, cell: float) -> list[Element]:
    placed = box(pane.fill, pane.hatched, left + 1, top + 1, cell - 2, _CELL_HEIGHT - 2)
    if pane.numeral:
        class_ = f"cw-mark {'cw-inv' if pane.fill == 3 else 'cw-on'} cw-h{pane.fill}"
        placed.append(text(str(pane.numeral), left + cell / 2, top + 16.5, class_, anchor="middle"))
    return placed


def _lines(band: tuple[WindowView, ...]) -> dict[str, set[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {"solid": set(), "dashed": set()}
    for column, window in enumerate(band):
        for row, kind in enumerate(_ROWS):
            line = window.pane(kind).line
            if line:
                found["dashed"].add((column, row))
            if line == "solid":
                found["solid"].add((column, row))
    if found["solid"] == found["dashed"]:
        found["dashed"] = set()
    return found
