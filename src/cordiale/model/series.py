"""What moves from year to year: a series of a dyad with its doubt, and where its level changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cordiale.model.results import LevelDoubt, Score


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPoint:
    """One condition of a dyad in one calendar year, read from that year's texts alone.

    Args:
        year: calendar year. Args condition: threat, identity or status.
        score: sub-score 0 to 1 with its 90% interval.
        reading: the level, what cannot be set aside, and the probability of each level.
        documents: searched documents of that dimension, by actor.

    Missing:
        ``score`` is None where a side has too few documents to be read: unknown, never low.
    """

    year: int
    condition: str
    score: Score | None
    reading: LevelDoubt
    documents: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPoint:
    """What one actor's texts of one calendar year say, counted.

    Args:
        year: calendar year. Args actor: who speaks.
        what: ``partner_mentions`` (of the partner, per 10,000 words) or ``naming_source`` (share of the actor's
            documents that name a threat-source family, 0 to 1). Args family: that family; empty for mentions.
        score: value with its 90% interval. Args documents: that were counted.

    Missing:
        ``score`` is None where the documents are too few to say.
    """

    year: int
    actor: str
    what: str
    family: str = ""
    score: Score | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePoint:
    """A change of level in a series, with its doubt (I-23).

    Args:
        year_from: last year that may still be at the old level.
        year_to: first year that is surely at the new one. With 90 in 100 the change lies between the two; where
            years between them have too few texts, they span that gap (D-1).
        at: likeliest first year at the new level, among the years that could be read.
        probability: that some change lies between ``year_from`` and ``year_to``.
        direction: ``up`` or ``down``.
        before, after: level of the series on either side, in the series' own unit.
    """

    year_from: int
    year_to: int
    at: int
    probability: float
    direction: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Where a series changed its level, or that it did not.

    Args:
        points: in the order of years. Args none: probability that the series has one level throughout.
        why_none: where there are no points: ``no_change`` (a single level is likelier, or a change not likely
            enough), ``too_few_years``; empty where there are points.
        years: number of years that could be read.

    Missing:
        ``none`` is None where there are too few years to say.
    """

    points: tuple[ChangePoint, ...]
    none: float | None
    why_none: str
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadSeries:
    """Every yearly series of a dyad, from the first to the last year in which either side has documents.

    Args:
        points: by condition, then year. Args changes: by condition.
        actors: by what is counted, actor, family and year.
    """

    points: tuple[YearPoint, ...]
    changes: Mapping[str, Changes]
    actors: tuple[ActorPoint, ...] = ()
