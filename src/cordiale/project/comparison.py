"""What moved between two results, and on which records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cordiale.model.levels import Arm, Condition
from cordiale.project.notebook import table_html

Result = Mapping[str, Any]
"""A ``trajectory.json`` as read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs between two results.

    Args:
        snapshot, arm, what: where (a condition or ``location``).
        before, after: in words; empty where only the evidence differs.
        records_gone, records_new: ids of records that count in one of the two only.
        records_recoded: ids of records that count in both with other codes.
    """

    snapshot: str
    arm: str
    what: str
    before: str
    after: str
    records_gone: tuple[str, ...] = ()
    records_new: tuple[str, ...] = ()
    records_recoded: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the verdict itself differs, not only the evidence under it."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What moved between two results of one dyad."""

    dyad: tuple[str, str]
    settings: Mapping[str, tuple[object, object]]
    snapshots_gone: tuple[str, ...]
    snapshots_new: tuple[str, ...]
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        return "\n".join(_in_lines(self))

    def _repr_html_(self) -> str:
        title, *lines = _in_lines(self)
        return table_html(f"what moved: {title}", ("change",), [(line,) for line in lines])


def compare(
    before: Result,
    after: Result,
    *,
    codes_before: Mapping[str, str] | None = None,
    codes_after: Mapping[str, str] | None = None,
) -> Comparison:
    """What moved between two results, and on which records.

    Args:
        before, after: two ``trajectory.json`` of one dyad.
        codes_before, codes_after: by record id, its codes as text, where known; without them a
            record that was recoded and still counts goes unnoticed.
    """
    old = {one["id"]: one for one in before["snapshots"]}
    new = {one["id"]: one for one in after["snapshots"]}
    recoded = _recoded(codes_before or {}, codes_after or {})
    changes = (
        change
        for name in old
        if name in new
        for arm in Arm
        for change in _arm_changes(name, arm, old[name].get(arm), new[name].get(arm), recoded)
    )
    first, second = after["dyad"]
    return Comparison(
        dyad=(first, second),
        settings={
            key: (before["rules"].get(key), after["rules"].get(key))
            for key in sorted({*before["rules"], *after["rules"]})
            if before["rules"].get(key) != after["rules"].get(key)
        },
        snapshots_gone=tuple(name for name in old if name not in new),
        snapshots_new=tuple(name for name in new if name not in old),
        changes=tuple(changes),
    )


def _recoded(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name in before if name in after and before[name] != after[name])


def _arm_changes(
    snapshot: str,
    arm: Arm,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    recoded: frozenset[str],
) -> Iterator[Change]:
    if before is None and after is None:
        return
    if before is None or after is None:
        yield Change(
            snapshot=snapshot,
            arm=str(arm),
            what="arm",
            before="not read" if before is None else "read",
            after="not read" if after is None else "read",
        )
        return
    for condition in Condition:
        old, new = before["levels"][condition], after["levels"][condition]
        change = Change(
            snapshot=snapshot,
            arm=str(arm),
            what=str(condition),
            before=_level_words(old),
            after=_level_words(new),
            records_gone=_only_in(old, new),
            records_new=_only_in(new, old),
            records_recoded=tuple(
                one for one in new["evidence"] if one in old["evidence"] and one in recoded
            ),
        )
        if change.moved or change.records_gone or change.records_new or change.records_recoded:
            yield change
    places = [_location_words(state) for state in (before, after)]
    if places[0] != places[1]:
        yield Change(
            snapshot=snapshot, arm=str(arm), what="location", before=places[0], after=places[1]
        )


def _only_in(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(record for record in one["evidence"] if record not in other["evidence"])


def _level_words(level: Mapping[str, Any]) -> str:
    if level["level"]:
        return str(level["level"])
    return f"unknown ({' or '.join(level['admissible'])})"


def _location_words(state: Mapping[str, Any]) -> str:
    location = state["location"]
    words = "unknown" if location is None else "+".join(location) or "none"
    return words if state["gate"] != "unknown" else f"{words}, if aligned"


def _in_lines(found: Comparison) -> Iterable[str]:
    yield f"{' and '.join(found.dyad)}"
    for key, (old, new) in found.settings.items():
        yield f"setting {key}: {old} → {new}"
    for name in found.snapshots_gone:
        yield f"snapshot {name}: gone"
    for name in found.snapshots_new:
        yield f"snapshot {name}: new"
    for change in found.changes:
        moved = f"{change.before} → {change.after}" if change.moved else f"{change.before}, as before"
        yield f"{change.snapshot} {change.what} ({change.arm}): {moved}"
        for word, records in (
            ("no longer counts", change.records_gone),
            ("counts now", change.records_new),
            ("recoded", change.records_recoded),
        ):
            if records:
                yield f"    {word}: {', '.join(records)}"
    if not (found.settings or found.snapshots_gone or found.snapshots_new or found.changes):
        yield "nothing moved"
