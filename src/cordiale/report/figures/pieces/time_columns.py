"""Many snapshots as columns: bands of as many as stand side by side, periods over them, a strip below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cordiale.report.drawing.sheet import LINE, Block, Look
from cordiale.report.drawing.style import SMALL, text
from cordiale.report.drawing.svg import Element, element, text_width
from cordiale.report.figures.pieces.fine_hatch import fine_fill
from cordiale.report.figures.pieces.placing import linked

__all__ = ["StripColumn", "bands", "level_strip", "period_heads"]

_ROW, _SQUARE = 18.0, 10.0


def bands(count: int, room: float, smallest: float) -> tuple[range, ...]:
    """The columns of each band: as few bands as can be, as even as can be.

    Args:
        count: of columns. Args room: width for columns, in pixels.
        smallest: width that a column needs at least, in pixels.

    Example:
        >>> bands(5, 300, 100)
        (range(0, 3), range(3, 5))
    """
    most = max(1, int(room // smallest))
    number = -(-count // most)
    size = -(-count // number) if number else 1
    return tuple(range(start, min(start + size, count)) for start in range(0, count, size))


def period_heads(titles: Sequence[str], left: float, cell: float, y: float) -> list[Element]:
    """Periods over the middle of their columns; those that would touch the one before are left out."""
    placed: list[Element] = []
    free = 0.0
    end = left + len(titles) * cell
    for place, title in enumerate(titles):
        width = text_width(title, SMALL, bold=True)
        start = max(0.0, min(left + (place + 0.5) * cell - width / 2, end - width))
        if start >= free:
            placed.append(text(title, start, y, "cw-bold"))
            free = start + width + 8
    return placed


@dataclass(frozen=True, slots=True, kw_only=True)
class StripColumn:
    """One snapshot in a strip.

    Args:
        holds: names of the rows that hold here. Args unknown: the row, among these, that is hatched.
        settled: False draws what holds as outlines. Args words, address: of the level's list.
    """

    holds: tuple[str, ...]
    settled: bool
    words: str
    address: str
    unknown: str = "unknown"


def level_strip(
    rows: Sequence[tuple[str, str]], columns: Sequence[StripColumn], *, gutter: float, cell: float, look: Look
) -> Block:
    """A row for each level, and for what comes with it; a square where it holds.

    Args:
        rows: name and words of each row. Args columns: of one band.
        gutter: width left of the columns; 0 where words stand above their row.
        cell: width of a column. Args look: whether squares lead to the level's list.
    """
    above = 0.0 if gutter else LINE
    placed: list[Element] = []
    for place, (name, words) in enumerate(rows):
        top = place * (_ROW + above)
        placed.append(text(words, 0, top + 13, "cw-soft"))
        for order, column in enumerate(columns):
            if name in column.holds:
                x = gutter + (order + 0.5) * cell - _SQUARE / 2
                square = _square(name, column, x, top + above + 3, look)
                placed += linked(square, column.address if look.links else "", column.words)
    return Block(tuple(placed), (_ROW + above) * len(rows))


def _square(name: str, column: StripColumn, x: float, y: float, look: Look) -> list[Element]:
    place: dict[str, Any] = {"x": x, "y": y, "width": _SQUARE, "height": _SQUARE}
    if name == column.unknown:
        hatched = element("rect", **place, fill=fine_fill(look.name))
        return [hatched, element("rect", **place, class_="cw-void")]
    if column.settled:
        return [element("rect", **place, class_="cw-ink")]
    return [element("rect", **place, class_="cw-line", style="stroke-width:1.2")]
