"""What the threats figure shows, as plain values: everything decided, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cordiale.report.figures.values import FigureValue

__all__ = ["SourceCell", "SourceLine", "ThreatMark", "ThreatPanel", "ThreatsFigure", "Whether"]


class Whether(StrEnum):
    """An answer that may be open."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatMark:
    """How one actor sees one source in one window.

    Args:
        actor: 0 for the first actor of the dyad, 1 for the second.
        lowest, highest: magnitudes 0 to 3 that it may have; equal where it is settled.
        urgent: whether it is seen as urgent. Args documents: that name it.
        words: all of it in words. Args anchor: address of its records; empty where it shares one.
    """

    actor: int
    lowest: int
    highest: int
    urgent: Whether
    documents: int
    words: str
    anchor: str = ""

    @property
    def middle(self) -> float:
        """Where the mark stands: its magnitude, or half way between the lowest and the highest."""
        return (self.lowest + self.highest) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCell:
    """One source in one window.

    Args:
        marks: of the actors that name it, the first actor's first.
        named: what this row does: ``high``, or letters of routes to low; empty for nothing.
        words, anchor: of the cell as a whole, where marks have no addresses of their own.
    """

    marks: tuple[ThreatMark, ...] = ()
    named: tuple[str, ...] = ()
    words: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One row: a source or a family of sources.

    Args:
        name: in words. Args under: the words in which it is named, or its family; may be empty.
        cells: one a window.
    """

    name: str
    under: str
    cells: tuple[SourceCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatPanel:
    """One window.

    Args:
        snapshot: its id. Args title: the time it covers.
        level: of threat in words, empty where no level was read. Args address: of the level's list.
        route_words: short, how the level comes about.
        silent: that an actor names nothing, or was not searched, one line each.
        hidden: sources named here whose rows are left to the data.
        strip: rows of the strip that hold here, by name. Args settled: whether the level is known.
    """

    snapshot: str
    title: str
    level: str
    address: str
    route_words: str
    silent: tuple[str, ...]
    hidden: int
    strip: tuple[str, ...]
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatsFigure(FigureValue):
    """Whom and what each fears.

    Args:
        actors: names of both. Args severe_from: smallest magnitude that can be severe.
        compact: many windows: rows are families, windows are columns.
        lines: rows in order, those behind the level first. Args more: rows left to the data.
        panels: one a window. Args strip: rows of the strip under a compact figure, by name.
    """

    actors: tuple[str, str]
    severe_from: int
    compact: bool
    lines: tuple[SourceLine, ...]
    more: int
    panels: tuple[ThreatPanel, ...]
    strip: tuple[str, ...]
