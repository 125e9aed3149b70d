"""What the figure of what next shows, as plain values: everything decided, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.report.figures.values import FigureValue

__all__ = ["Fall", "Head", "NextCell", "NextRow", "NextRung", "Said", "WhatNextFigure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRung:
    """One level of a condition beside a minimum.

    Args:
        present: the present level. Args possible: unknown, and the present level may be this.
        minimum: what the type needs. Args lacking: above the present level, up to the minimum.
    """

    present: bool
    possible: bool
    minimum: bool
    lacking: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCell:
    """One condition of one type.

    Args:
        condition: in words. Args rungs: lowest first. Args met: nothing is lacking.
        words: minimum and what is lacking. Args minimum, present: in words. Args steps: lacking.
    """

    condition: str
    rungs: tuple[NextRung, ...]
    met: bool
    words: str
    minimum: str
    present: str
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words that may lead to records. Args anchor: their address, or empty."""

    words: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRow:
    """One type.

    Args:
        name: in full. Args open: whether it is, in words. Args is_open: the same.
        fill: class 0 to 3 of the draws in which it is open; None where nothing is computed.
        line: ``solid``, ``dashed`` or empty, of a judgement.
        cells: one a condition. Args way: pathway, roads, and words for and against movement.
        pathway, roads, evidence: the same apart, for the table; roads by name, counts for and against.
    """

    name: str
    open: str
    is_open: bool
    fill: int | None
    line: str
    cells: tuple[NextCell, ...]
    way: tuple[Said, ...]
    pathway: str
    roads: tuple[tuple[str, str], ...]
    evidence: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One condition: its name, its present level, and what somebody judged of its movement."""

    condition: str
    now: str
    judged: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """What one level less of a condition closes.

    Args:
        rungs: how many levels the condition has. Args at, to: places of the level and of the fall.
        words: the fall. Args closes, then: what closes, what is then in place. Args recode: or empty.
        condition: in words, with types closed and in place, for the table.
    """

    rungs: int
    at: int
    to: int
    words: str
    closes: str
    then: str
    recode: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatNextFigure(FigureValue):
    """Types beside the present levels.

    Args:
        heads: one a condition. Args rows: one a type, in the typology's order.
        way: heading of the right column. Args roads: the two roads with their reasons; may be empty.
        roads_heading, falls_heading: over the roads, over the falls.
        falls: what the present rests on, in the order of conditions.
    """

    heads: tuple[Head, ...]
    rows: tuple[NextRow, ...]
    way: str
    roads: tuple[Said, ...]
    roads_heading: str
    falls: tuple[Fall, ...]
    falls_heading: str
