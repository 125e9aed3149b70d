"""What the status figure shows, as plain values: everything decided, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cordiale.report.figures.pieces.ladder import Rung
from cordiale.report.figures.values import FigureValue

__all__ = ["Claim", "Match", "StatusFigure", "StatusSide", "StatusWindow", "Weight"]


class Match(StrEnum):
    """Whether a claim is granted by the other side."""

    MET = "met"
    UNMET = "unmet"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A place that one side claims towards the other, and the answer.

    Args:
        place: "an equal place". Args words: "claims an equal place". Args short: a word or two.
        match: whether it is granted. Args answer: what the other says, in words.
    """

    place: str
    words: str
    short: str
    match: Match
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSide:
    """One side in one window.

    Args:
        claims: none, one or two. Args silent: in words why there is none, or empty.
        said_as_answer: the other's claim has the same words as its answer.
        rank: claimed before anybody, in words or empty. Args limits: accepted, in words or empty.
        limits_at: places on the scale of limits, from 0; more than one where that is open.
        further: other words on rank, in order. Args roles: the roles it may take, in words.
        equality: it claims or grants equality in its own voice.
        formulas: set aside (I-20). Args documents: searched. Args counted: the same in words or empty.
        words: all of it. Args anchor: address of its records, or empty where there are none.
    """

    claims: tuple[Claim, ...]
    silent: str
    said_as_answer: bool
    rank: str
    limits: str
    limits_at: tuple[int, ...]
    further: tuple[str, ...]
    roles: str
    equality: bool
    formulas: int
    documents: int
    counted: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Capabilities of the two by one measure.

    Args:
        first, second: shares of what both command, together 1; by the latest figure in the window.
        words: the ratio and its measure.
    """

    first: float
    second: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWindow:
    """One window.

    Args:
        sides: the first actor's, the second's. Args pair: roles and road in words.
        level: in words, with the judgement. Args rungs: from incompatible to highest.
        address: of the level's list of records, or empty.
        weights: capabilities; empty where the study holds none for the window.
        beside: whose claims of equality they stand beside, in words or empty.
    """

    snapshot: str
    title: str
    sides: tuple[StatusSide, StatusSide]
    pair: str
    level: str
    rungs: tuple[Rung, ...]
    address: str
    weights: tuple[Weight, ...]
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFigure(FigureValue):
    """Rank and role.

    Args:
        actors: names of both. Args limits: steps on the scale of limits. Args windows: in order.
        dense: many windows, one row each. Args more: said of windows left to the data; may be empty.
    """

    actors: tuple[str, str]
    limits: int
    windows: tuple[StatusWindow, ...]
    dense: bool
    more: str
