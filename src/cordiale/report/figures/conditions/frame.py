"""What panels and occurrences of the conditions figure share: the frame, the axis, links on marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cordiale.report.drawing.sheet import Block, Look
from cordiale.report.drawing.style import SMALL, text
from cordiale.report.drawing.svg import Element, element, number, text_width
from cordiale.report.figures.conditions.axis import Stretch, TimeAxis
from cordiale.report.figures.conditions.values import ConditionsFigure
from cordiale.report.words.catalogue import say

__all__ = ["Frame", "axis_block", "guides", "marked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Sizes of the drawing in pixels.

    Args:
        left: width of labels at the left. Args margin: width of words at the right of the axis.
    """

    look: Look
    axis: TimeAxis
    left: float
    margin: float

    @property
    def smallest(self) -> float:
        """Width of the narrowest window."""
        return min(stretch.width for stretch in self.axis.windows)


def marked(parts: Sequence[Element], name: str, anchor: str, frame: Frame) -> Element:
    """A mark with its words for those who point at it, and its link where the look has links."""
    title = element("title", name)
    if frame.look.links and anchor:
        return element("a", title, *parts, href=f"#{anchor}", attributes={"aria-label": name})
    return element("g", title, *parts)


def axis_block(figure: ConditionsFigure, frame: Frame, *, ends: bool = False) -> Block:
    """The axis: a bar for each window, a line for the years between, windows by their names.

    Args:
        ends: with names for what lies before and after all windows.
    """
    axis, y = frame.axis, 23.0
    placed = list(_names(figure, frame))
    for stretch in axis.windows:
        placed.append(element("rect", x=stretch.left, y=y - 2.5, width=stretch.width - 1, height=5, class_="cw-ink"))
    for gap in axis.gaps:
        placed += _line(gap.left, gap.right, y, broken=gap.broken)
    for outside, name in ((axis.before, "before"), (axis.later, "later")):
        if outside and ends:
            placed += _line(outside.left, outside.right, y, broken=True)
            placed.append(text(say(f"conditions.along.{name}"), outside.middle, 13, "cw-soft", anchor="middle"))
    return Block(tuple(placed), 32)


def _line(left: float, right: float, y: float, *, broken: bool) -> list[Element]:
    if right - left < 4:
        return []
    d = f"M{number(left)} {number(y)}H{number(right)}"
    if not broken:
        return [element("path", d=d, class_="cw-rule")]
    middle = (left + right) / 2
    d = f"M{number(left)} {number(y)}H{number(middle - 5)}M{number(middle + 5)} {number(y)}H{number(right)}"
    strokes = "".join(f"M{number(middle + x - 2)} {number(y + 5)}l4 -10" for x in (-3, 3))
    return [element("path", d=d + strokes, class_="cw-rule")]


def _names(figure: ConditionsFigure, frame: Frame) -> list[Element]:
    """Windows by name over their bars; where they would touch, every second, third … is named."""
    spots = [_spot(window.title, stretch, frame) for window, stretch in zip(figure.windows, frame.axis.windows, strict=True)]
    every = 1
    while any(one[1] + 8 > other[0] for one, other in pairwise(spots[::every])):
        every += 1
    placed = [
        text(window.title, start, 13, "cw-bold")
        for window, (start, _) in zip(figure.windows[::every], spots[::every], strict=True)
    ]
    if every == 1:
        for place, gap in enumerate(frame.axis.gaps):
            placed += _unread(figure.windows[place].unread, gap, spots[place][1], spots[place + 1][0])
    return placed


def _spot(title: str, stretch: Stretch, frame: Frame) -> tuple[float, float]:
    """Left and right end of a name over the middle of its window."""
    width = text_width(title, SMALL, bold=True)
    start = max(0.0, min(stretch.middle - width / 2, frame.look.width - width))
    return start, start + width


def _unread(years: str, gap: Stretch, left: float, right: float) -> list[Element]:
    """Years that nobody read, by name where their gap has room between the names beside it."""
    for words in (say("conditions.panel.unread", period=years), years):
        half = text_width(words, SMALL) / 2 + 6
        if years and gap.middle - half >= max(gap.left, left) and gap.middle + half <= min(gap.right, right):
            return [text(words, gap.middle, 13, "cw-soft", anchor="middle")]
    return []


def guides(frame: Frame, height: float) -> list[Element]:
    """Fine lines down from the ends of windows that stand apart."""
    if not any(gap.last > gap.first for gap in frame.axis.gaps) or frame.smallest < 20:
        return []
    ends = [x for stretch in frame.axis.windows for x in (stretch.left, stretch.right - 1)]
    d = "".join(f"M{number(x)} 0V{number(height)}" for x in ends)
    return [element("path", d=d, class_="cw-rule", style="stroke-width:.6")]
