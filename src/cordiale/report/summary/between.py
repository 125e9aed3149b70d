"""What happened between the snapshots: interactions, outside triggers, what was re-read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cordiale.model.results import Interval, Trajectory
from cordiale.model.study import ContextEvent, Interaction, Reinterpretation, Source, StudyData
from cordiale.report.anchors import evidence_anchor, interval_anchor
from cordiale.report.summary.evidence import Link, evidence_links, short_citation
from cordiale.report.summary.values import EvidenceGroup, Happening, IntervalBlock, Movement
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import listed
from cordiale.report.words.wording import (
    CONDITION_NAMES,
    actor_name,
    event_sentence,
    plain_words,
    window_title,
)

__all__ = ["addressed_once", "told_between"]

_Between = tuple[tuple[Happening, ...], tuple[IntervalBlock, ...]]


@dataclass(frozen=True, slots=True)
class _Tables:
    """The study's happenings by their ids."""

    interactions: Mapping[str, Interaction]
    context: Mapping[str, ContextEvent]
    rereadings: Mapping[str, Reinterpretation]
    sources: Mapping[str, Source]

    def trigger(self, item: Reinterpretation) -> Interaction | ContextEvent | None:
        """What a re-reading re-reads."""
        return self.interactions.get(item.interaction) or self.context.get(item.interaction)

    def by_date(self, keys: Iterable[str]) -> list[str]:
        """Ids of happenings, earliest first; those without a date last."""

        def when(key: str) -> tuple[date, str]:
            rereading = self.rereadings.get(key)
            item = self.trigger(rereading) if rereading else self.interactions.get(key) or self.context.get(key)
            return (item.date.first if item and item.date else date.max, key)

        return sorted(keys, key=when)


def told_between(trajectory: Trajectory, study: StudyData) -> _Between:
    """What happened before the first snapshot, and between each two."""
    tables = _Tables(
        interactions={item.id: item for item in study.interactions},
        context={item.id: item for item in study.context},
        rereadings={item.id: item for item in study.reinterpretations},
        sources={source.id: source for source in study.sources},
    )
    blocks = tuple(_interval(interval, trajectory, tables) for interval in trajectory.intervals)
    before = [_interaction(key, tables) for key in tables.by_date(trajectory.background)]
    before += [
        _rereading(item.id, tables)
        for item in study.reinterpretations
        if item.interaction in trajectory.background and item.actor in trajectory.dyad
    ]
    return tuple(before), blocks


def addressed_once(between: _Between, evidence: Iterable[EvidenceGroup]) -> _Between:
    """The same happenings, each with an address where it is first told: evidence may name them."""
    taken = {record.anchor for group in evidence for record in group.records}

    def addressed(items: tuple[Happening, ...]) -> tuple[Happening, ...]:
        done = []
        for item in items:
            anchor = evidence_anchor(item.id)
            done.append(item if anchor in taken else replace(item, anchor=anchor))
            taken.add(anchor)
        return tuple(done)

    background, blocks = between
    return addressed(background), tuple(
        replace(
            block,
            interactions=addressed(block.interactions),
            context=addressed(block.context),
            reinterpretations=addressed(block.reinterpretations),
        )
        for block in blocks
    )


def _interval(interval: Interval, trajectory: Trajectory, tables: _Tables) -> IntervalBlock:
    titles = {reading.snapshot.id: window_title(reading.snapshot) for reading in trajectory.snapshots}
    start, end = (titles.get(key, key) for key in (interval.start, interval.end))
    return IntervalBlock(
        anchor=interval_anchor(interval.start, interval.end),
        title=say("summary.between.title", start=start, end=end) if start and end else start or end,
        interactions=tuple(_interaction(key, tables) for key in tables.by_date(interval.interactions)),
        context=tuple(_context(key, tables) for key in tables.by_date(interval.context)),
        reinterpretations=tuple(_rereading(key, tables) for key in tables.by_date(interval.reinterpretations)),
        movements=tuple(
            Movement(sentence=event_sentence(event), evidence=evidence_links(event.evidence)) for event in interval.events
        ),
    )


def _cited(source_id: str, tables: _Tables) -> Link | None:
    source = tables.sources.get(source_id)
    return short_citation(source) if source else None


def _not_in_tables(key: str) -> Happening:
    return Happening(id=key, date="", words=say("summary.between.not_in_tables"), note="", source=None)


def _interaction(key: str, tables: _Tables) -> Happening:
    item = tables.interactions.get(key)
    if item is None:
        return _not_in_tables(key)
    figure = " ".join(part for part in (item.figure, item.unit) if part)
    words = ": ".join(part for part in (plain_words(item.kind), item.what) if part)
    cooperation = ""
    if item.cooperative is not None:
        cooperation = say("summary.between.cooperative.yes" if item.cooperative else "summary.between.cooperative.no")
    return Happening(
        id=key,
        date=item.date.text if item.date else "",
        words=f"{words} ({figure})" if figure else words,
        note=listed("clauses", [part for part in (cooperation, item.note.rstrip(". ")) if part]),
        source=_cited(item.source_id, tables),
    )


def _context(key: str, tables: _Tables) -> Happening:
    item = tables.context.get(key)
    if item is None:
        return _not_in_tables(key)
    return Happening(
        id=key,
        date=item.date.text if item.date else "",
        words=item.what,
        note=item.note.rstrip(". "),
        source=_cited(item.source_id, tables),
    )


def _rereading(key: str, tables: _Tables) -> Happening:
    item = tables.rereadings.get(key)
    if item is None:
        return _not_in_tables(key)
    trigger = tables.trigger(item)
    what = trigger.what if trigger else ""
    known = item.direction in ("up", "down", "mixed")
    way = say(f"summary.between.direction.{item.direction}") if known else plain_words(item.direction)
    words = say("summary.between.rereads", actor=actor_name(item.actor), condition=CONDITION_NAMES.get(item.condition, plain_words(item.condition)), way=way)
    return Happening(
        id=key,
        date=trigger.date.text if trigger and trigger.date else "",
        words=f"{words}: {item.what}" if item.what else words,
        note=say("summary.between.trigger", id=item.interaction, what=what).rstrip(":. "),
        source=_cited(item.source_id, tables),
        evidence=evidence_links(item.evidence),
    )
