"""Rungs of a ladder and the two actors' marks, as figures share them: drawn, nothing decided."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.report.drawing.style import SMALL, hatched, text
from cordiale.report.drawing.svg import Element, element, number, text_width
from cordiale.report.figures.pieces.ladder import Rung
from cordiale.report.figures.pieces.placing import linked, rect

__all__ = ["MARK_WIDTH", "actor_class", "actor_mark", "linked", "rung_boxes", "rung_column", "rung_label", "rung_widths"]

MARK_WIDTH = 14.0
"""Room for an actor's mark before its name."""


def actor_class(actor: int) -> str:
    """The colour of the first or second actor of a dyad; never the only thing that tells them apart."""
    return "cw-b" if actor else "cw-a"


def actor_mark(actor: int, x: float, y: float, size: float = 5.0) -> Element:
    """A triangle that points right for the first actor, left for the second; x and y are its middle."""
    reach = -size if actor else size
    d = f"M{number(x - reach)} {number(y - size)}L{number(x + reach)} {number(y)}L{number(x - reach)} {number(y + size)}Z"
    return element("path", d=d, class_=actor_class(actor))


def rung_widths(rungs: Sequence[Rung], width: float) -> list[float]:
    """Widths of rungs side by side, by the room that their names take: a level has no length."""
    asked = [text_width(rung.name, SMALL, bold=True) + 8 for rung in rungs]
    return [width * one / sum(asked) for one in asked]


def rung_boxes(rung: Rung, x: float, y: float, width: float, height: float) -> list[Element]:
    """A rung: shaded by draws, hatched where unknown, outlined as judged; a dot marks the level."""
    placed = [rect("cw-void", x, y, width, height)]
    if rung.fill:
        placed.append(rect(f"cw-l{rung.fill}", x, y, width, height))
    if rung.hatched:
        placed.append(hatched(x, y, width, height))
    if rung.judged:
        line = "cw-line" if rung.judged == "solid" else "cw-dash"
        placed.append(rect(line, x + 1.5, y + 1.5, width - 3, height - 3))
    return placed


def rung_label(rung: Rung, words: str, x: float, y: float, bold: bool = False) -> list[Element]:
    """Words in the middle of a rung, on paper where it is hatched."""
    class_ = "cw-inv" if rung.fill == 3 and not rung.hatched else "cw-on"
    placed = []
    if rung.hatched:
        room = text_width(words, SMALL, bold=bold) + 4
        placed.append(rect("cw-paper", x - room / 2, y - 11, room, 14))
    placed.append(text(words, x, y, f"{class_} cw-bold" if bold else class_, anchor="middle"))
    return placed


def rung_column(rungs: Sequence[Rung], x: float, top: float, width: float, step: float) -> list[Element]:
    """A ladder that stands upright, its lowest rung at the bottom, in as few elements as can be.

    Args:
        width: of the ladder. Args step: height of a rung.
    """
    count = len(rungs)
    lines = "".join(f"M{number(x)} {number(top + step * n)}h{number(width)}" for n in range(1, count))
    frame = f"M{number(x)} {number(top)}h{number(width)}v{number(step * count)}h{number(-width)}z{lines}"
    tops = [top + step * (count - 1 - n) for n in range(count)]
    placed = [
        rect(f"cw-l{rung.fill}", x, y, width, step)
        for rung, y in zip(rungs, tops, strict=True)
        if rung.fill
    ]
    for first, last in _runs([rung.hatched for rung in rungs]):
        placed.append(hatched(x, tops[last], width, step * (last - first + 1)))
    placed.append(element("path", d=frame, class_="cw-void"))
    for rung, y in zip(rungs, tops, strict=True):
        if rung.judged:
            line = "cw-line" if rung.judged == "solid" else "cw-dash"
            placed.append(rect(line, x + 1, y + 1, width - 2, step - 2))
        if rung.point:
            class_ = "cw-paper" if rung.fill == 3 else "cw-ink"
            placed.append(element("circle", cx=x + width / 2, cy=y + step / 2, r=3, class_=class_))
    return placed


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last place of each run of true flags."""
    found: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if flag and found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        elif flag:
            found.append((place, place))
    return found
