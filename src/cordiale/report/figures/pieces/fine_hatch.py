"""The hatching that means unknown, fine enough to be seen inside a small mark."""

from __future__ import annotations

from cordiale.report.drawing.style import slanted_stripes
from cordiale.report.drawing.svg import Element, element

__all__ = ["fine_fill", "fine_hatch"]


def fine_hatch(name: str) -> Element:
    """The pattern, once for each drawing. Args name: of the drawing, which makes its id unique."""
    return element("defs", slanted_stripes(f"{name}-fine", 4.8, width="stroke-width:1.1"))


def fine_fill(name: str) -> str:
    """What a mark is filled with where something of it is unknown."""
    return f"url(#{name}-fine)"
