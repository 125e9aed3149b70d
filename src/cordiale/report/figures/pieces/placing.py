"""Small parts that figures place: rectangles, what is unknown, links, blocks under each other."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.report.drawing.sheet import Block
from cordiale.report.drawing.svg import Element, element, number

__all__ = ["linked", "rect", "rule", "under"]


def rect(class_: str, x: float, y: float, width: float, height: float) -> Element:
    """A rectangle; `class_` by the names of the style sheet."""
    return element("rect", class_=class_, x=x, y=y, width=width, height=height)


def rule(width: float) -> Element:
    """A thin line from the left edge, that parts what stands above it from what stands below."""
    return element("path", d=f"M0 0.5h{number(width)}", class_="cw-rule")


def linked(drawn: Sequence[Element], href: str, label: str) -> list[Element]:
    """The elements as a link with an accessible name; as they are where there is no address."""
    if not href:
        return list(drawn)
    return [element("a", *drawn, attributes={"href": f"#{href}", "aria-label": label})]


def under(parts: Sequence[Block], top: float = 0.0) -> Block:
    """Blocks under each other, from `top` on."""
    placed: list[Element] = []
    for part in parts:
        if part.elements:
            placed.append(element("g", *part.elements, transform=f"translate(0 {number(top)})"))
        top += part.height
    return Block(tuple(placed), top)
