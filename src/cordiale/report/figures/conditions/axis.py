"""Time as it lies on a drawing: windows at least wide enough to be read, and the years between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

__all__ = ["Stretch", "TimeAxis", "time_axis"]

_WIDEST_WINDOW = 150.0
_LONGEST_GAP = 0.3
"""Share of the room that one gap may take; years beyond are left out, with a break in the axis."""

_SMALLEST_GAP, _TOUCHING = 12.0, 3.0
_STUB = 46.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of time on the drawing.

    Args:
        first, last: its ends, in days of the calendar. Args left, right: in pixels.
        broken: whether years in it are left out.
    """

    first: float
    last: float
    left: float
    right: float
    broken: bool = False

    @property
    def width(self) -> float:
        """In pixels."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Half way between its ends, in pixels."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """Windows and the gaps between them, in order, with room for what came before and later.

    Args:
        windows: one a snapshot. Args gaps: one between each two, with days or without.
        before, later: room for what lies outside all windows, None where nothing does.
    """

    windows: tuple[Stretch, ...]
    gaps: tuple[Stretch, ...]
    before: Stretch | None
    later: Stretch | None

    @property
    def left(self) -> float:
        """Where the first window begins, in pixels."""
        return self.windows[0].left

    @property
    def right(self) -> float:
        """Where the axis ends, in pixels."""
        return (self.later or self.windows[-1]).right

    def at(self, day: float) -> float:
        """Where a day lies; what lies outside all windows in the middle of its room."""
        if day < self.windows[0].first:
            return self.before.middle if self.before else self.left
        for stretch in sorted((*self.windows, *self.gaps), key=lambda one: one.first):
            if stretch.first <= day < stretch.last:
                share = (day - stretch.first) / (stretch.last - stretch.first)
                return stretch.left + share * stretch.width
        return self.later.middle if self.later else self.windows[-1].right


def time_axis(
    spans: Sequence[tuple[date, date]], *, left: float, room: float, smallest: float, before: bool, later: bool
) -> TimeAxis:
    """Windows laid along a line.

    All stretches share one scale as far as they can: a window is never drawn smaller than
    `smallest`, a gap never so long that the windows have no room.

    Args:
        spans: first and last day of each window, in order, at least one.
        left, room: where the line begins and how long it may be, in pixels.
        smallest: width that a window needs to be read; less where so many do not fit.
        before, later: whether something lies outside all windows.

    Example:
        >>> axis = time_axis([(date(1996, 1, 1), date(1996, 12, 31)), (date(2001, 1, 1), date(2001, 12, 31))],
        ...                  left=0, room=400, smallest=60, before=False, later=False)
        >>> round(axis.windows[1].right), axis.gaps[0].broken
        (240, False)
    """
    stub = min(_STUB, room * 0.13)
    start, inner = left + stub * before, room - stub * (before + later)
    days = [_days(*span) for span in spans]
    apart = [max((b[0] - a[1]).days - 1, 0) for a, b in pairwise(spans)]
    smallest = _readable(len(days), apart, inner, smallest)
    shape = _Shape(days=days, apart=apart, smallest=smallest, longest=inner * _LONGEST_GAP)
    windows, gaps = _laid(spans, shape, shape.fitted(inner), start)
    end = windows[-1]
    return TimeAxis(
        windows=windows,
        gaps=gaps,
        before=Stretch(first=0, last=windows[0].first, left=left, right=start) if before else None,
        later=Stretch(first=end.last, last=end.last, left=end.right, right=end.right + stub) if later else None,
    )


def _laid(
    spans: Sequence[tuple[date, date]], shape: _Shape, scale: float, at: float
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Windows and gaps one after the other, from a place on the line."""
    windows: list[Stretch] = []
    gaps: list[Stretch] = []
    for place, (first, last) in enumerate(spans):
        if windows:
            days, before = shape.apart[place - 1], windows[-1]
            gap = Stretch(
                first=before.last,
                last=first.toordinal(),
                left=at,
                right=at + shape.gap(days, scale),
                broken=days * scale > shape.longest + 1e-6,
            )
            gaps.append(gap)
            at = gap.right
        width = shape.window(shape.days[place], scale)
        windows.append(Stretch(first=first.toordinal(), last=last.toordinal() + 1, left=at, right=at + width))
        at += width
    return tuple(windows), tuple(gaps)


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _readable(count: int, apart: Sequence[int], room: float, smallest: float) -> float:
    """The width a window gets at least: less than asked for where there are too many."""
    between = sum(_SMALLEST_GAP if days else _TOUCHING for days in apart)
    return min(smallest, max((room - between) / count, 0.6 * room / count))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """How wide windows and gaps are at a scale, in pixels a day."""

    days: Sequence[int]
    apart: Sequence[int]
    smallest: float
    longest: float

    def window(self, days: int, scale: float) -> float:
        return max(self.smallest, days * scale)

    def gap(self, days: int, scale: float) -> float:
        """Gaps give way before windows do: with very many windows they are slits."""
        slit = min(1.0, self.smallest / 30)
        return min(max(_SMALLEST_GAP * slit, days * scale), self.longest) if days else _TOUCHING * slit

    def total(self, scale: float) -> float:
        return sum(self.window(d, scale) for d in self.days) + sum(self.gap(d, scale) for d in self.apart)

    def fitted(self, room: float) -> float:
        """The largest scale at which all fits, and the smallest window is not wider than it need be.

        A gap is broken only where that gives other gaps more room.
        """
        low, high = 0.0, max(_WIDEST_WINDOW, self.smallest) / min(self.days)
        with_days = [days for days in self.apart if days]
        if len(with_days) == 1:
            high = min(high, self.longest / with_days[0])
        if self.total(high) <= room:
            return high
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self.total(middle) <= room else (low, middle)
        return low
