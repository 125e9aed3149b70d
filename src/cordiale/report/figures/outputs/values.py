"""What the figure of expectations and coordination shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.model.results import Score
from cordiale.report.figures.pieces.ladder import Rung
from cordiale.report.figures.values import FigureValue

__all__ = ["Direction", "Move", "OutputCell", "OutputsFigure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputCell:
    """One direction in one window.

    Args:
        expectation: rungs of the support expected. Args willingness: to support, -1 to 1, or None.
        doubt: in words, "3 of 7", or empty. Args doubt_share: 0 to 1, None without documents.
        documents: on support. Args coordination: rungs of the willingness to coordinate.
        coordination_documents: on coordination. 
        judged_support, judged_coordination: what was judged, in words, or empty.
        expectation_words, coordination_words: both in words.
        support_anchor, coordination_anchor: addresses of their records, or empty.
    """

    expectation: tuple[Rung, ...]
    willingness: Score | None
    doubt: str
    doubt_share: float | None
    documents: int
    coordination: tuple[Rung, ...]
    coordination_documents: int
    judged_support: str
    judged_coordination: str
    expectation_words: str
    coordination_words: str
    support_anchor: str
    coordination_anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One actor towards the other: its cells, one a window. Args title: "China towards Russia"."""

    actor: int
    title: str
    cells: tuple[OutputCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Deepening or erosion up to a window.

    Args:
        up: deepening. Args words: with what moved. Args what: how it showed, or empty.
        dimension: its code. Args computed: from the texts. Args anchor: of its records, or empty.
    """

    up: bool
    words: str
    what: str
    dimension: str
    computed: bool
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputsFigure(FigureValue):
    """Expectations and coordination.

    Args:
        actors: names of both. Args periods: titles of the windows, in order.
        directions: the first actor's, the second's. Args index: support index, one a window.
        moves: those up to each window from the one before; of the first window none.
        more: said of windows left to the data; may be empty.
    """

    actors: tuple[str, str]
    periods: tuple[str, ...]
    directions: tuple[Direction, Direction]
    index: tuple[Score | None, ...]
    moves: tuple[tuple[Move, ...], ...]
    more: str
