"""The marks of the figure on sureness: bars of readings, shares of draws, counts of documents."""

from __future__ import annotations

from collections.abc import Callable

from cordiale.model.results import Probability
from cordiale.report.drawing.style import text
from cordiale.report.drawing.svg import Element, element, number
from cordiale.report.figures.how_sure.values import DocumentCount, SureRow
from cordiale.report.figures.pieces.ladder_drawing import MARK_WIDTH, actor_mark
from cordiale.report.figures.pieces.placing import rect

__all__ = ["CODES", "TEXTS", "Along", "count_mark", "share_mark", "sign", "stands_bar"]

Along = Callable[[float], tuple[float, float]]
"""Where a share of draws, 0 to 1, stands on a scale."""

TEXTS, CODES = "texts", "codes"
"""What alone is redrawn: it tells the two signs on the scale of draws apart by shape and fill."""

_RADIUS = 4.0


def stands_bar(row: SureRow, x: float, y: float, width: float, height: float) -> list[Element]:
    """Readings in which a verdict stands, as the filled part of all readings."""
    filled = width * row.stands / (row.tried or 1)
    return [rect("cw-dot", x, y, filled, height), rect("cw-void", x, y, width, height)]


def share_mark(share: Probability, along: Along, kind: str) -> list[Element]:
    """A sign at the share of draws in which a level must hold, and a line up to that in which it may."""
    (x, y), (to_x, to_y) = along(share.lower), along(share.upper)
    line = f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}"
    return [element("path", class_="cw-link", style="stroke-width:1.4", d=line), sign(kind, x, y)]


def sign(kind: str, x: float, y: float) -> Element:
    """A filled circle for texts, an open diamond for codes; x and y are its middle."""
    if kind == TEXTS:
        return element("circle", class_="cw-ink", cx=x, cy=y, r=_RADIUS)
    reach = number(_RADIUS + 1)
    return element("path", class_="cw-pill", d=f"M{number(x - _RADIUS - 1)} {number(y)}l{reach} -{reach} {reach} {reach} -{reach} {reach}Z")


def count_mark(count: DocumentCount, actor: int, x: float, y: float) -> list[Element]:
    """An actor's sign with its documents, open where they are fewer than needed; y is the text's line."""
    filled = actor_mark(actor, x + 5, y - 4.5)
    kind = "b" if actor else "a"
    shown = filled if count.enough else element("path", d=dict(filled.attributes)["d"], class_=f"cw-{kind}-line", style="stroke-width:1.4")
    return [shown, text(str(count.had), x + MARK_WIDTH, y, "" if count.enough else "cw-bold")]
