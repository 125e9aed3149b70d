"""A figure's sheet: its title, its drawing and its caption under each other, as one SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from cordiale.report.drawing.style import SMALL, THEMES, drawing, text
from cordiale.report.drawing.svg import Element, element, number, wrap

__all__ = ["LINE", "MEDIUM_WIDTH", "NARROW_WIDTH", "WIDE_WIDTH", "Block", "Look", "sheet"]

WIDE_WIDTH, MEDIUM_WIDTH, NARROW_WIDTH = 1100, 700, 342
"""Widths in pixels that figures are drawn for: a screen, a tablet, a telephone or a paper's column."""

LINE = 17.0
"""From one line of small text to the next, in pixels."""

_EDGE = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a figure is to look.

    Args:
        theme: ``light``, ``dark``, ``grey``, ``print`` (light on white), or ``auto`` (the reader's preference).
        width: in pixels.
        framed: with its title, caption and style sheet; False inside a page that has them.
        name: makes ids in the drawing unique on a page.
        links: marks lead to the lists of evidence in the page.

    Raises:
        ValueError: a theme that does not exist.
    """

    theme: str = "light"
    width: int = WIDE_WIDTH
    framed: bool = True
    name: str = "figure"
    links: bool = False

    def __post_init__(self) -> None:
        if self.theme not in (*THEMES, "auto"):
            raise ValueError(f"theme {self.theme!r} does not exist; there are light, dark, grey, print and auto")

    @property
    def narrow(self) -> bool:
        """Whether the drawing for narrow pages is called for."""
        return self.width < 500


@dataclass(frozen=True, slots=True)
class Block:
    """Elements that start at the top left, with the height they take."""

    elements: tuple[Element, ...] = ()
    height: float = 0.0


def sheet(body: Block, look: Look, *, title: str, description: str, notes: Sequence[str] = ()) -> str:
    """The whole figure as SVG markup.

    Args:
        body: what is drawn. Args title: states the finding. Args description: alternative text.
        notes: sentences under a framed figure: caption, how to read it.
    """
    head = _heading(title, look.width) if look.framed else Block()
    foot = _footing(notes, look.width) if look.framed else Block()
    placed: list[Element] = []
    top = 2.0
    for block in (head, body, foot):
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height
    return drawing(
        placed,
        (title, description),
        look.theme,
        look.name,
        size=(look.width, ceil(top)),
        edge=_EDGE if look.framed else 0.0,
        links=look.links,
        styled=look.framed or look.theme != "auto",
    )


def _heading(title: str, width: float) -> Block:
    lines = wrap(title, width, 20, bold=True, lines=12)
    placed = [
        element("text", line, x=0, y=22 + 26 * place, style="font-size:20px;font-weight:700")
        for place, line in enumerate(lines)
    ]
    return Block(tuple(placed), 26.0 * len(lines) + 18)


def _footing(notes: Sequence[str], width: float) -> Block:
    lines = wrap(" ".join(note for note in notes if note), min(width, 760), SMALL, lines=40)
    placed = [text(line, 0, 24 + LINE * place, "cw-soft") for place, line in enumerate(lines)]
    return Block(tuple(placed), LINE * len(lines) + 24)
