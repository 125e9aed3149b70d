"""The hatching that means unknown, fine enough to be seen inside a small mark."""

from __future__ import annotations

from cordiale.report.drawing.svg import Element, element

__all__ = ["fine_fill", "fine_hatch"]


def fine_hatch(name: str) -> Element:
    """The pattern, once for each drawing. Args name: of the drawing, which makes its id unique."""
    stripe = element("path", d="M0 0V3", class_="cw-hatch", style="stroke-width:2.2")
    turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("defs", element("pattern", stripe, id=f"{name}-fine", width=3.4, height=3, attributes=turned))


def fine_fill(name: str) -> str:
    """What a mark is filled with where something of it is unknown."""
    return f"url(#{name}-fine)"
