"""A dyad from year to year between and beyond its snapshots, and where a condition changed its level (I-23, I-24).

Each calendar year is read as a snapshot is, from its own texts alone and from official voices: the
same panels, rules and draws. A year in which a side has too few texts is unknown, never low.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cordiale.model.levels import Condition
from cordiale.model.rules import Rules
from cordiale.model.series import ActorPoint, Changes, DyadSeries, YearPoint
from cordiale.model.study import DateSpan, Record, StudyData
from cordiale.profiles.aggregation import by_document, searched
from cordiale.profiles.change_points import change_points
from cordiale.profiles.draws import AsTheyStand, Columns, Floats, Replicates
from cordiale.profiles.selection import Placement
from cordiale.profiles.series import (
    counted_mentions,
    families_named,
    mentions_per_10k_words,
    naming_shares,
    scored,
    series_of,
)
from cordiale.project.details import documents_of
from cordiale.project.panels import ConditionReader, Dyad, Panel, panel
from cordiale.project.shares import score_of
from cordiale.project.states import level_with_doubt

__all__ = ["yearly"]

WIDEST_RANGE = 0.5
"""Where missing codes leave more of a sub-score open than this, the year tells nothing of its level."""


def yearly(
    study: StudyData, dyad: Dyad, placed: Sequence[Placement], reader: ConditionReader
) -> DyadSeries | None:
    """A dyad's conditions by calendar year, and the changes of level in each (I-23).

    Args:
        placed: all records of the study with their windows. Args reader: of the study's replicates.

    Missing:
        None for a study without texts that a machine coded: what people pick by hand is no series.
        A year in which a side has too few texts has no score and no level; it stands in the series all the same.
        Records outside every window count in their year here, since a series needs no window; those with an
        invalid source, without a date, or with a date outside the window they were put in never count.
    """
    if not any(record.machine for record in study.records):
        return None
    panels = _panels(study, dyad, placed)
    named = {
        actor: families_named(r for at in panels.values() for r in at.conditions[Condition.THREAT][actor])
        for actor in dyad
    }
    years = [_read_year(year, at, reader, named, study.rules) for year, at in panels.items()]
    return DyadSeries(
        points=tuple(one.points[condition] for condition in Condition for one in years),
        changes={str(condition): _changes(years, condition, reader.replicates.count) for condition in Condition},
        actors=tuple(sorted((point for one in years for point in one.actors), key=_place_of)),
    )


def _place_of(point: ActorPoint) -> tuple[str, str, str, int]:
    return point.what, point.actor, point.family, point.year


def _panels(study: StudyData, dyad: Dyad, placed: Sequence[Placement]) -> dict[int, Panel]:
    """What counts in each calendar year, from the first to the last in which either side has documents."""
    rules = study.rules
    by_year: defaultdict[int, list[Placement]] = defaultdict(list)
    for place in placed:
        year = _calendar_year(place.record.date)
        if year is not None and place.record.actor in dyad and _counts_in_its_year(place):
            by_year[year].append(replace(place, snapshot=str(year), counts=True))
    heard = [
        year
        for year, places in by_year.items()
        if any(place.record.voice in rules.voices.levels for place in places)
    ]
    span = range(min(heard), max(heard) + 1) if heard else ()
    return {
        year: panel(by_year[year], dyad=dyad, snapshot=str(year), voices=rules.voices.levels, rules=rules)
        for year in span
    }


def _calendar_year(when: DateSpan | None) -> int | None:
    """The calendar year in which a date lies wholly."""
    return when.first.year if when is not None and when.first.year == when.last.year else None


def _counts_in_its_year(place: Placement) -> bool:
    """Whether a record counts in its calendar year: where it counts at all, or only no window holds it (I-22)."""
    only_outside = "out_of_window" in place.flags and not place.record.snapshot
    return place.counts or (only_outside and "invalid_source" not in place.flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """One calendar year of a dyad: what is said of it, and the draws of its sub-scores where they could be read."""

    year: int
    points: Mapping[Condition, YearPoint]
    draws: Mapping[Condition, tuple[Floats, Floats] | None]
    actors: tuple[ActorPoint, ...]


def _read_year(
    year: int, at: Panel, reader: ConditionReader, named: Mapping[str, Sequence[str]], rules: Rules
) -> _Year:
    """Read a year with a reader of its own, so that what was drawn for it is forgotten after it.

    Args:
        named: by actor, the sources of threat that it names in some year.
    """
    own = ConditionReader(_afresh(reader.replicates))
    points, draws = {}, {}
    for condition in Condition:
        standing, drawn = own.standing(at, condition, rules), own.drawn(at, condition, rules)
        low, high = float(standing.score_low[0]), float(standing.score_high[0])
        read = all(_enough(at.conditions[condition][actor], rules) for actor in at.dyad)
        tells = read and high - low <= WIDEST_RANGE
        draws[condition] = (drawn.score_low, drawn.score_high) if tells else None
        points[condition] = YearPoint(
            year=year,
            condition=str(condition),
            score=score_of(low, high, drawn.score_low, drawn.score_high) if read else None,
            reading=level_with_doubt(at, condition, own, rules),
            documents=documents_of(at, condition),
        )
    actors = tuple(
        point
        for actor in at.dyad
        for point in (
            *_mention_points(year, at, actor, own.replicates, rules),
            *_source_points(year, at, actor, named[actor], own.replicates, rules),
        )
    )
    return _Year(year=year, points=points, draws=draws, actors=actors)


def _afresh(columns: Columns) -> Columns:
    """The same draws, none of them kept yet: those of thousands of texts would not fit beside each other."""
    return replace(columns) if isinstance(columns, Replicates) else columns


def _enough(records: Sequence[Record], rules: Rules) -> bool:
    """Whether one side has enough documents to be read at all (OP 7, missing values)."""
    return bool(searched(by_document(records), AsTheyStand()).enough(rules)[0])


def _changes(years: Sequence[_Year], condition: Condition, count: int) -> Changes:
    """Where a condition's sub-score changed its level."""
    documents = {one.year: min(one.points[condition].documents.values()) for one in years}
    return change_points(series_of(documents, [one.draws[condition] for one in years], count), scale=1.0)


def _mention_points(
    year: int, at: Panel, actor: str, columns: Columns, rules: Rules
) -> Iterator[ActorPoint]:
    """How often an actor's texts of a year name the partner; nothing where none was searched for it."""
    records = at.conditions[Condition.IDENTITY][actor]
    counted = counted_mentions(records)
    standing, drawn = (mentions_per_10k_words(counted, one) for one in (AsTheyStand(), columns))
    if standing is not None and drawn is not None:
        yield ActorPoint(
            year=year,
            actor=actor,
            what="partner_mentions",
            score=scored(standing, drawn, drawn) if _enough(records, rules) else None,
            documents=len(counted),
        )


def _source_points(
    year: int, at: Panel, actor: str, families: Sequence[str], columns: Columns, rules: Rules
) -> Iterator[ActorPoint]:
    """The share of an actor's documents of a year that name each source of threat; nothing without documents."""
    records = at.conditions[Condition.THREAT][actor]
    standing = naming_shares(records, families, AsTheyStand(), rules)
    drawn = naming_shares(records, families, columns, rules)
    for family, (share, _) in standing.items():
        yield ActorPoint(
            year=year,
            actor=actor,
            what="naming_source",
            family=family,
            score=scored(share, *drawn[family]) if _enough(records, rules) else None,
            documents=len(by_document(records)),
        )
