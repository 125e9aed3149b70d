"""What the figure on sureness shows, as plain values: everything decided, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.model.results import Probability
from cordiale.report.figures.values import FigureValue

__all__ = ["DocumentCount", "HowSureFigure", "SurePeriod", "SureRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCount:
    """Searched documents of one actor. Args enough: whether that lets the level be read at all."""

    had: int
    enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SureRow:
    """How one verdict fares.

    Args:
        kind: which row it is: ``threat``, ``identity``, ``status``, ``location`` or ``judged``.
        label: what stands, in words: "threat: low".
        stands: readings under other settings in which it does. Args tried: readings that could change it.
        others: what the others give.
        unknown: whether the codes as they stand leave the level open.
        texts, codes: share of draws with the level when only these are redrawn; None for a
            location, and where the level is open.
        documents: of the first and second actor; None for a location.
        address: of the records behind it; empty where there are none.
        words: all of it, as a mark says it aloud.
    """

    kind: str
    label: str
    stands: int
    tried: int
    others: tuple[str, ...]
    unknown: bool
    texts: Probability | None
    codes: Probability | None
    documents: tuple[DocumentCount, DocumentCount] | None
    address: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurePeriod:
    """One snapshot. Args snapshot: its id. Args title: the time it covers. Args rows: in order."""

    snapshot: str
    title: str
    rows: tuple[SureRow, ...]

    def row(self, kind: str) -> SureRow | None:
        """The row of a kind; None where the snapshot has none."""
        return next((row for row in self.rows if row.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HowSureFigure(FigureValue):
    """How far verdicts hang on settings, on the texts found, on coding, and on documents had.

    Args:
        actors: names of the two. Args needed: documents that each needs on a condition.
        kinds: of rows that some snapshot has, in order.
        periods: snapshots. Args compact: so many that they stand as columns.
    """

    actors: tuple[str, str]
    needed: int
    kinds: tuple[str, ...]
    periods: tuple[SurePeriod, ...]
    compact: bool
