"""What happened along the time axis: interactions, outside triggers, and what was re-read on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from cordiale.model.results import Trajectory
from cordiale.model.study import ContextEvent, DateSpan, Interaction, Reinterpretation, Snapshot, StudyData
from cordiale.report.anchors import evidence_anchor, mark_anchor
from cordiale.report.drawing.svg import clean
from cordiale.report.figures.conditions.values import NumberedTrigger, Occurrence, Reread
from cordiale.report.figures.values import Mark
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.wording import CONDITION_NAMES, actor_name, and_list, plain_words, window_title

__all__ = ["Along", "most_of", "spread", "what_happened"]

T = TypeVar("T")

_DIRECTIONS = Entries("conditions.direction.{}", ("up", "down", "mixed"))
_OUTPUTS = Entries("wording.dimension.{}", ("support", "coordination"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """All that stands along the axis. Args marks: of re-readings that name records."""

    interactions: tuple[Occurrence, ...]
    triggers: tuple[NumberedTrigger, ...]
    rereads: tuple[Reread, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Tables:
    """The study's tables by ids."""

    interactions: Mapping[str, Interaction]
    context: Mapping[str, ContextEvent]
    rereadings: Mapping[str, Reinterpretation]

    def occurrence(self, key: str, after: int, *, outside: bool = False) -> Occurrence:
        """An interaction or outside trigger by its id; `outside` where only its place tells which."""
        if key in self.context:
            item = self.context[key]
            return _occurrence(key, item.date, item.what, after, outside=True)
        if key not in self.interactions:
            return _occurrence(key, None, say("conditions.not_in_tables"), after, outside=outside)
        met = self.interactions[key]
        figure = " ".join(part for part in (met.figure, met.unit) if part)
        what = met.what or plain_words(met.kind)
        words = say("conditions.with_figure", what=what, figure=figure) if figure else what
        return _occurrence(key, met.date, words, after, cooperative=met.cooperative)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows of one re-reading: the same trigger, condition and way, by one or both actors."""

    trigger: str
    condition: str
    way: str
    after: int
    rows: tuple[Reinterpretation, ...]


def what_happened(trajectory: Trajectory, study: StudyData) -> Along:
    """What happened before, between and in the windows of a trajectory, in order of time.

    Missing: what has no date, or is in no table of the study, says so and has no place in time.

    Rule: C5, C6 (interactions are read alongside the snapshots).
    """
    tables = _Tables(
        interactions={item.id: item for item in study.interactions},
        context={item.id: item for item in study.context},
        rereadings={item.id: item for item in study.reinterpretations},
    )
    met = [tables.occurrence(key, after) for key, after in _placed(trajectory, "interactions")]
    groups = _grouped(trajectory, tables)
    numbered = {key: tables.occurrence(key, after, outside=True) for key, after in _placed(trajectory, "context")}
    told_of = {*numbered, *(item.id for item in met)}
    for group in groups:
        item = tables.occurrence(group.trigger, group.after)
        # An interaction of one party with a third is none of the dyad's own: the page tells of it
        # where it tells of the re-reading.
        known = group.trigger in told_of
        numbered.setdefault(group.trigger, item if known else replace(item, anchor=evidence_anchor(group.rows[0].id)))
    triggers = _in_time(numbered.values())
    numbers = {item.id: number for number, item in enumerate(triggers, start=1)}
    told = [_reread(group, numbers[group.trigger], trajectory) for group in groups]
    rereads = sorted((reread for reread, _ in told), key=lambda reread: reread.number)
    return Along(
        interactions=tuple(_in_time(met)),
        triggers=tuple(_numbered(numbers[item.id], item, rereads) for item in triggers),
        rereads=tuple(rereads),
        marks=tuple(mark for _, mark in told if mark),
    )


def spread(items: Sequence[T], most: int) -> tuple[T, ...]:
    """At most so many of the items, evenly over their order.

    Example:
        >>> spread("abcdefgh", 4)
        ('a', 'c', 'e', 'g')
    """
    if len(items) <= most:
        return tuple(items)
    return tuple(items[place * len(items) // most] for place in range(most))


def most_of(triggers: Sequence[NumberedTrigger], most: int) -> tuple[NumberedTrigger, ...]:
    """At most so many triggers in order of time: first of all those that were re-read."""
    read = spread([item for item in triggers if item.said], most)
    others = spread([item for item in triggers if not item.said], most - len(read)) if len(read) < most else ()
    return tuple(sorted((*read, *others), key=lambda item: item.number))


def _numbered(number: int, item: Occurrence, rereads: Sequence[Reread]) -> NumberedTrigger:
    said = tuple(reread.words for reread in rereads if reread.number == number)
    return NumberedTrigger(number=number, occurrence=item, said=said)


def _placed(trajectory: Trajectory, table: str) -> Iterator[tuple[str, int]]:
    """Ids of a table, each once, with the place of the window after which it came."""
    seen = set()
    if table == "interactions":
        for key in trajectory.background:
            seen.add(key)
            yield key, -1
    places = {reading.snapshot.id: place for place, reading in enumerate(trajectory.snapshots)}
    for interval in trajectory.intervals:
        for key in getattr(interval, table):
            if key not in seen:
                seen.add(key)
                yield key, places.get(interval.start, -1)


def _in_time(items: Iterable[Occurrence]) -> list[Occurrence]:
    """In order of the days on which they ended; what has no date comes last."""
    return sorted(items, key=lambda item: (item.last or date.max, item.first or date.max, item.after, item.id))


def _occurrence(
    key: str, span: DateSpan | None, what: str, after: int, *, outside: bool = False, cooperative: bool | None = None
) -> Occurrence:
    return Occurrence(
        id=key,
        first=span.first if span else None,
        last=span.last if span else None,
        after=after,
        when=_when(span),
        what=clean(what),
        outside=outside,
        cooperative=cooperative,
        anchor=evidence_anchor(key),
    )


def _when(span: DateSpan | None) -> str:
    """A date as short as the name of a window; doubt of the date is said."""
    if span is None:
        return say("conditions.no_date")
    words = window_title(Snapshot(id="", start=span.first, end=span.last))
    return say("conditions.doubtful_date", date=words) if span.uncertain or span.approximate else words


def _grouped(trajectory: Trajectory, tables: _Tables) -> list[_Group]:
    groups: dict[tuple[str, str, str, int], list[Reinterpretation]] = {}
    for key, after in _placed(trajectory, "reinterpretations"):
        row = tables.rereadings.get(key)
        if row:
            groups.setdefault((row.interaction, row.condition, row.direction, after), []).append(row)
    return [_Group(*key, tuple(rows)) for key, rows in groups.items()]


def _reread(group: _Group, number: int, trajectory: Trajectory) -> tuple[Reread, Mark | None]:
    """A re-reading with the address of its records; without any it leads to where the page tells of it."""
    dyad = trajectory.dyad
    actors = tuple(place for place, code in enumerate(dyad) if any(row.actor == code for row in group.rows))
    name = CONDITION_NAMES.get(group.condition) or _OUTPUTS.get(group.condition) or plain_words(group.condition)
    words = say(
        "conditions.reread",
        actors=and_list([actor_name(dyad[place]) for place in actors]),
        condition=name,
        way=_DIRECTIONS.get(group.way) or plain_words(group.way),
    )
    ids = tuple(row.id for row in group.rows)
    evidence = tuple(dict.fromkeys(key for row in group.rows for key in row.evidence))
    closing = trajectory.snapshots[min(group.after + 1, len(trajectory.snapshots) - 1)].snapshot.id
    anchor = mark_anchor("conditions", closing, *ids) if evidence else evidence_anchor(ids[0])
    what = clean("; ".join(dict.fromkeys(row.what for row in group.rows if row.what)))
    reread = Reread(
        number=number,
        condition=group.condition,
        name=name,
        way=group.way,
        actors=actors,
        words=words,
        what=what,
        anchor=anchor,
        ids=ids,
    )
    mark = Mark(anchor=anchor, snapshot=closing, title=words, evidence=evidence) if evidence else None
    return reread, mark
