"""The marks of the threats figure: triangles whose tip stands on a value, and the bar of what is open."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.report.drawing.style import SMALL, text
from cordiale.report.drawing.svg import Element, element, number, text_width
from cordiale.report.figures.pieces.fine_hatch import fine_fill
from cordiale.report.figures.threats.values import ThreatMark, Whether
from cordiale.report.words.catalogue import say

__all__ = ["Size", "key_items", "span_bar", "triangle"]

_SIDES = ("a", "b")


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a mark in pixels."""

    width: float
    height: float


def triangle(mark: ThreatMark, x: float, y: float, size: Size, name: str) -> list[Element]:
    """A mark with its tip on a place: it points right for the first actor, left for the second.

    Filled where urgent, open where not, hatched where that is open. Two marks on one value meet
    tip to tip.
    """
    side, to = _SIDES[mark.actor], -1 if mark.actor == 0 else 1
    if mark.urgent is Whether.YES:
        return [element("path", d=_path(x + to * 0.7, y, to * (size.width - 0.7), size.height / 2), class_=f"cw-{side}")]
    # The line of 2 px lies half outside the path: set in, so that open and filled are of one size.
    d = _path(x + to * 2.4, y, to * (size.width - 3.4), size.height / 2 - 1.6)
    ground = element("path", d=d, class_="cw-paper")
    line = element("path", d=d, class_=f"cw-{side}-line")
    if mark.urgent is Whether.NO:
        return [ground, line]
    return [ground, element("path", d=d, fill=fine_fill(name)), line]


def _path(x: float, y: float, width: float, half: float) -> str:
    return f"M{number(x)} {number(y)}L{number(x + width)} {number(y - half)}V{number(y + half)}Z"


def span_bar(mark: ThreatMark, ends: tuple[float, float], y: float, name: str) -> list[Element]:
    """The magnitudes that a mark may have, hatched between two caps in the actor's colour."""
    left, right = ends
    bar = element("rect", x=left, y=y - 3, width=right - left, height=6, fill=fine_fill(name))
    caps = f"M{number(left)} {number(y - 5)}v10M{number(right)} {number(y - 5)}v10"
    return [bar, element("path", d=caps, class_=f"cw-{_SIDES[mark.actor]}-line")]


def key_items(marks: list[ThreatMark], width: float, name: str, *, counts: bool) -> tuple[list[Element], float]:
    """A line that names what filling, bars and numbers mean, of what occurs only; and its height."""
    urgencies = [(Whether.YES, "urgent"), (Whether.NO, "not_urgent"), (Whether.OPEN, "open")]
    placed: list[Element] = []
    x, y = 0.0, 12.0
    for urgent, word in urgencies:
        if any(mark.urgent is urgent for mark in marks):
            x, y = _item(placed, _sample(urgent, name), say(f"threats.key.{word}"), (x, y), width)
    if any(mark.lowest != mark.highest for mark in marks):
        x, y = _item(placed, _bar_sample(name), say("threats.key.span"), (x, y), width)
    if counts:
        number_alone = text("2", 20, 4, "cw-soft", anchor="end")
        x, y = _item(placed, number_alone, say("threats.key.documents"), (x, y), width)
    return placed, y + 8


_SAMPLE = 34.0


def _item(placed: list[Element], sample: Element, words: str, at: tuple[float, float], width: float) -> tuple[float, float]:
    """Place a sample and its words; on the next line where they do not fit. Gives where the next goes."""
    x, y = at
    taken = _SAMPLE + text_width(words, SMALL)
    if x and x + taken > width:
        x, y = 0.0, y + 20
    placed.append(element("g", sample, transform=f"translate({number(x)} {number(y - 4)})"))
    placed.append(text(words, x + _SAMPLE, y, "cw-soft"))
    return x + taken + 18, y


def _sample(urgent: Whether, name: str) -> Element:
    pair = [
        part
        for actor in (0, 1)
        for part in triangle(
            ThreatMark(actor=actor, lowest=0, highest=0, urgent=urgent, documents=0, words=""), 14, 0, Size(12, 13), name
        )
    ]
    return element("g", *pair)


def _bar_sample(name: str) -> Element:
    mark = ThreatMark(actor=0, lowest=0, highest=1, urgent=Whether.NO, documents=0, words="")
    return element("g", *span_bar(mark, (3, 26), 0, name))
