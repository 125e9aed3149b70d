"""What the conditions figure shows, as plain values: everything decided, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cordiale.model.levels import AlignmentType, Condition
from cordiale.model.results import Score
from cordiale.report.drawing.style import SMALL
from cordiale.report.drawing.svg import fit
from cordiale.report.figures.values import FigureValue

__all__ = [
    "ConditionCell",
    "ConditionColumn",
    "ConditionPanel",
    "ConditionsFigure",
    "NumberedTrigger",
    "Occurrence",
    "Reread",
    "Threshold",
    "TimeWindow",
]

_LONGEST = 800.0
"""Longest account of an occurrence on the figure, in pixels of small text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWindow:
    """A snapshot's place in time, first and last day included.

    Args:
        unread: the time from its end to the next window, in words; empty where there is none.
    """

    snapshot: str
    title: str
    start: date
    end: date
    unread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionCell:
    """One level of one condition at one snapshot.

    Args:
        lower, upper: share of draws in which the level must, and may, hold; None: not computed.
        fill: class 0 to 3 of the lower share; None where nothing is computed.
        possible: it cannot be set aside. Args point: whether it is the level.
        hatched: the level is unknown and may be this one.
        line: of the verdict: ``solid`` round its level, ``dashed`` round others that it allows.
    """

    level: str
    lower: float | None
    upper: float | None
    fill: int | None
    possible: bool
    point: bool
    hatched: bool
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionColumn:
    """One condition at one snapshot.

    Args:
        cells: the lowest level first. Args score: sub-score, None where there is none.
        undecided: share of draws in which no single level must hold; with the cells' lower shares
            it makes up all draws. None where nothing is computed.
        said, address: the level shown in words, and its list of records; empty for none.
        verdict_said, verdict_address: the same of the verdict, where lines stand beside shades.
    """

    snapshot: str
    cells: tuple[ConditionCell, ...]
    score: Score | None
    undecided: float | None
    said: str
    address: str
    verdict_said: str
    verdict_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A level from which on types open, given the other conditions."""

    level: str
    types: tuple[AlignmentType, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionPanel:
    """One condition over time. Args levels: by their codes, the lowest first."""

    condition: Condition
    levels: tuple[str, ...]
    columns: tuple[ConditionColumn, ...]
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An interaction or outside trigger.

    Args:
        first, last: the days it spans; None without a date.
        after: place of the window after which it came; -1 before or in the first, or undated.
        outside: an outside trigger rather than an interaction. Args what: in words.
        cooperative: of an interaction; None: not judged. Args anchor: where the page tells of it.
    """

    id: str
    first: date | None
    last: date | None
    after: int
    when: str
    what: str
    outside: bool
    cooperative: bool | None
    anchor: str

    @property
    def brief(self) -> str:
        """What happened in a line or two; all of it stands in the data."""
        return fit(self.what, _LONGEST, SMALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What one or both actors re-read on one trigger.

    Args:
        number: of the trigger. Args condition: its code. Args name: its name. Args way: up, down or mixed. Args actors: 0 the first, 1 the second.
        words: all of it. Args what: the re-reading as entered. Args anchor: of its records.
        ids: of the rows it stands for.
    """

    number: int
    condition: str
    name: str
    way: str
    actors: tuple[int, ...]
    words: str
    what: str
    anchor: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedTrigger:
    """An occurrence with its number. Args said: what was re-read on it, one clause a re-reading."""

    number: int
    occurrence: Occurrence
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsFigure(FigureValue):
    """The three conditions over time, and what happened along the same axis.

    Args:
        actors: names of both. Args windows: in order. Args panels: threat, identity, status.
        shaded: whether draws stand behind it. Args verdict: whose the lines are; empty for none.
        interactions: all, in order of time; those re-read stand among the triggers as well.
        triggers: outside triggers and interactions that were re-read, by their numbers, as many as
            are drawn. Args rereads: what was re-read, as many as are drawn.
        more_triggers, more_rereads: how many are in the data alone.
    """

    actors: tuple[str, str]
    windows: tuple[TimeWindow, ...]
    panels: tuple[ConditionPanel, ...]
    shaded: bool
    verdict: str
    interactions: tuple[Occurrence, ...]
    triggers: tuple[NumberedTrigger, ...]
    rereads: tuple[Reread, ...]
    more_triggers: int
    more_rereads: int
