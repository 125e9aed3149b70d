"""Which records count: by date, source, voice and genre, and why the others do not (OP 7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cordiale.codebook import load
from cordiale.model.rules import Rules
from cordiale.model.study import DateSpan, Record, Snapshot, Source, SourceStatus

SIX_MONTHS = timedelta(days=183)
JOINT_GENRES = frozenset({"joint_statement"})
LEVEL_DIMENSIONS = frozenset({"threat", "identity", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a record stands in time, and whether it can count there.

    Args:
        record: the record. Args snapshot: id of its snapshot, or empty.
        counts: whether date and source let it count at all (voices are a matter of the arm).
        reason: why it does not count; empty where it does.
        flags: ``out_of_window``, ``no_date``, ``doubtful_source``, ``invalid_source``,
            ``uncertain_date``, ``joint_text``, ``formulaic``, ``field_of_another_dimension``.
    """

    record: Record
    snapshot: str
    counts: bool
    reason: str
    flags: tuple[str, ...]


def place_all(
    records: Sequence[Record],
    snapshots: Sequence[Snapshot],
    sources: Sequence[Source],
    rules: Rules,
) -> tuple[Placement, ...]:
    """Every record with its snapshot, in the order given.

    Rule: I-22; CONTRACTS 2 (dates, sources).
    """
    status = {source.id: source.status for source in sources}
    return tuple(_place(record, snapshots, status, rules) for record in records)


def _place(
    record: Record,
    snapshots: Sequence[Snapshot],
    status: Mapping[str, SourceStatus],
    rules: Rules,
) -> Placement:
    flags = _standing_flags(record, status.get(record.source_id, SourceStatus.OK))
    named = next((s for s in snapshots if s.id == record.snapshot), None)
    if record.date is None:
        reason = "no date: a record without a date never sets a level"
        return Placement(
            record=record, snapshot=record.snapshot, counts=False, reason=reason, flags=(*flags, "no_date")
        )
    home = named or snapshot_of_date(record.date, snapshots, rules)
    inside = home is not None and date_counts(record.date, home, snapshots, rules)
    reason = ""
    if not inside:
        flags = (*flags, "out_of_window")  # I-22
        keep = rules.window.out_of_window == "flag_and_include" and home is not None
        reason = "" if keep else f"date {record.date.text} lies outside the window"
    if "invalid_source" in flags:
        reason = "its source is invalid"
    return Placement(
        record=record,
        snapshot=home.id if home else "",
        counts=not reason,
        reason=reason,
        flags=flags,
    )


def _standing_flags(record: Record, status: SourceStatus) -> tuple[str, ...]:
    flags = {
        "doubtful_source": status is SourceStatus.DOUBTFUL,
        "invalid_source": status is SourceStatus.INVALID,
        "uncertain_date": record.date is not None and record.date.uncertain,
        "joint_text": record.genre in JOINT_GENRES,
        "formulaic": record.formulaic is True,
        "field_of_another_dimension": bool(fields_set_aside(record)),
    }
    return tuple(name for name, holds in flags.items() if holds)


_READ_ELSEWHERE = frozenset({"trust_lang", "support"})
"""Fields that the outputs read wherever they are coded towards the partner (OP 5.2)."""


def fields_set_aside(record: Record) -> tuple[str, ...]:
    """Fields that a record codes beside its dimension, and that no rule reads there (CAV-3)."""
    return tuple(
        name
        for name in record.codes
        if load().field(name).dimension != record.dimension and name not in _READ_ELSEWHERE
    )


def snapshot_of_date(
    when: DateSpan, snapshots: Sequence[Snapshot], rules: Rules
) -> Snapshot | None:
    """The snapshot to which a date belongs, or None.

    Rule: I-22. As written first; widened by six months, or the nearest, only under those settings.
    """
    for snapshot in snapshots:
        if when.within(snapshot.start, snapshot.end):
            return snapshot
    for snapshot in snapshots:
        if date_counts(when, snapshot, snapshots, rules):
            return snapshot
    return None


def date_counts(
    when: DateSpan, snapshot: Snapshot, snapshots: Sequence[Snapshot], rules: Rules
) -> bool:
    """Whether a date lies in a snapshot's window under the window setting (I-22)."""
    unit = rules.window.unit
    if when.within(snapshot.start, snapshot.end):
        return True
    if unit == "plus_six_months":
        return when.within(snapshot.start - SIX_MONTHS, snapshot.end + SIX_MONTHS)
    if unit == "nearest":
        return min(snapshots, key=lambda other: (_days_between(when, other), other.start)) is snapshot
    return False


def _days_between(when: DateSpan, snapshot: Snapshot) -> int:
    middle = when.first + (when.last - when.first) / 2
    if snapshot.start <= middle <= snapshot.end:
        return 0
    edge: date = snapshot.start if middle < snapshot.start else snapshot.end
    return abs((middle - edge).days)


def select(
    placements: Sequence[Placement],
    *,
    snapshot: str,
    actor: str,
    dimensions: Collection[str],
    voices: Collection[str],
    rules: Rules,
) -> tuple[Record, ...]:
    """The records of one actor that count at a snapshot, in the order of their ids.

    Formulas are left out unless a weight is set for them; joint texts never set a level (I-20, A11).
    """
    chosen = [
        place.record
        for place in placements
        if place.counts
        and place.snapshot == snapshot
        and place.record.actor == actor
        and place.record.dimension in dimensions
        and place.record.voice in voices
        and record_weight(place.record, rules) > 0
    ]
    return tuple(sorted(chosen, key=lambda record: record.id))


def record_weight(record: Record, rules: Rules) -> float:
    """How much a record weighs within its document: 1, or less for formulas and joint texts.

    Rule: I-20. A joint text counts in support and coordination only (OP 7); treaty boilerplate
    weighs ``status.formulaic_weight`` on status and nothing elsewhere.
    """
    if record.genre in JOINT_GENRES and record.dimension in LEVEL_DIMENSIONS:  # I-20
        return 0.0
    if record.formulaic is True:
        return rules.status.formulaic_weight if record.dimension == "status" else 0.0
    return 1.0
