"""What the othering figure shows, as plain values: everything decided, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cordiale.report.figures.values import FigureValue

__all__ = ["READINGS", "Direction", "OtheringFigure", "OtheringWindow", "Salience", "Stance"]

READINGS = ("radical", "negative_history", "non_radical", "we")
"""What a document may make of the partner, from hostile to shared; the middle line lies after two."""


class Stance(StrEnum):
    """What stands in the place of the bar."""

    BAR = "bar"
    BELOW_FLOOR = "below_floor"
    OPEN = "open"
    NOT_SEARCHED = "not_searched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Salience:
    """How visible the partner is in the actor's words.

    A measured salience (mentions by 10,000 words, beside the usual partners' median and the
    floor) takes its place here once texts are read; the drawing of a word asks for ``place`` only.

    Args:
        words: as coded. Args place: 0 absent to 3 high, None where not coded.
    """

    words: str
    place: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What one actor says of the other in one window.

    Args:
        actor: 0 for the first of the dyad, 1 for the second.
        shares: of 100 documents, by `READINGS`; all 0 where there is no bar.
        stance: what stands in the bar's place. Args note: words for it, empty beside a bar.
        level: of this side in words. Args decides: ``decides``, ``equal`` or empty.
        self_by: who or what defines the actor's Self instead.
        words: all of it. Args anchor: address of its records, empty where there are none.
    """

    actor: int
    salience: Salience
    shares: tuple[int, int, int, int]
    stance: Stance
    note: str
    level: str
    decides: str
    self_by: tuple[str, ...]
    words: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtheringWindow:
    """One window.

    Args:
        snapshot: its id. Args title: the time it covers. Args directions: both, first actor first.
        level: of the dyad in words, empty where none was read. Args address: of the level's list.
        strip: rows of the strip that hold here.
    """

    snapshot: str
    title: str
    directions: tuple[Direction, ...]
    level: str
    address: str
    strip: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtheringFigure(FigureValue):
    """What each says of the other.

    Args:
        actors: names of both. Args who: "China of Russia", by direction.
        compact: many windows: windows are columns.
        windows: in order. Args strip: levels that occur, by name and words.
        self_by: who defines each Self over all windows, by direction, in a sentence or empty.
    """

    actors: tuple[str, str]
    who: tuple[str, str]
    compact: bool
    windows: tuple[OtheringWindow, ...]
    strip: tuple[tuple[str, str], ...]
    self_by: tuple[str, str]
