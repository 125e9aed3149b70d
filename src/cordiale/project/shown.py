"""Which of thousands of coded passages a report shows: those that a coder is surest of, of every kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from typing import Any

from cordiale.model.results import LevelResult, Trajectory
from cordiale.model.study import Record, StudyData
from cordiale.report.words.catalogue import say

__all__ = ["MOST_SHOWN", "shown"]

MOST_SHOWN = 12
"""How many passages of one actor on one dimension are shown at one snapshot."""

FEWEST_OF_A_MARK = 2
"""How many passages behind each mark of a figure are shown in any case."""

_LISTS = frozenset({"evidence", "evidence_for", "evidence_against", "records"})
"""Names of fields that hold ids of records."""

def shown(trajectory: Trajectory, study: StudyData) -> tuple[Trajectory, StudyData]:
    """The result and the study with no more passages behind each of its statements than a reader can read.

    What people coded is all shown. Nothing but lists of records is touched; a level that lost some says how many.

    Args:
        trajectory: the dyad's result. Args study: as entered, with the records of its texts.
    """
    if not study.has_texts:
        return trajectory, study
    chosen = _chosen(trajectory, study)
    kept = {record.id for record in chosen}
    cut: Trajectory = _cut(trajectory, kept)
    texts = {record.source_id for record in study.records if record.machine}
    cited = {record.source_id for record in chosen}
    sources = tuple(one for one in study.sources if one.id not in texts or one.id in cited)
    used = tuple(one for one in trajectory.used if one.id in kept)
    return replace(cut, used=used), replace(study, sources=sources)


def _chosen(trajectory: Trajectory, study: StudyData) -> list[Record]:
    where = {one.id: one.snapshot for one in trajectory.used}
    records = {record.id: record for record in study.records if record.says}
    of: defaultdict[tuple[str, ...], list[Record]] = defaultdict(list)
    chosen = {key: record for key, record in records.items() if not (record.machine and key in where)}
    for key, record in records.items():
        if key not in chosen:
            of[where[key], record.actor, record.dimension, record.partner].append(record)
    for reading in trajectory.snapshots:
        marked = [
            *(row.evidence for row in reading.threats),
            *(row.evidence for row in reading.othering),
            *(row.evidence for row in reading.status),
        ]
        for evidence in marked:  # what a figure marks can be read
            behind = sorted((records[key] for key in evidence), key=_surest_first)
            chosen |= {record.id: record for record in behind[:FEWEST_OF_A_MARK]}
    for listed in of.values():
        chosen |= {record.id: record for record in sorted(listed, key=_surest_first)[:MOST_SHOWN]}
    return list(chosen.values())


def _surest_first(record: Record) -> tuple[float, str]:
    return -(record.confidence or 0), record.id


def _cut(value: Any, kept: Collection[str]) -> Any:
    """A frozen value with its lists of records shortened, and those of all values in it."""
    if isinstance(value, tuple):
        return tuple(_cut(one, kept) for one in value) if type(value) is tuple else value
    if isinstance(value, dict):
        return {key: _cut(one, kept) for key, one in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for one in fields(value):
        old = getattr(value, one.name)
        new = tuple(key for key in old if key in kept) if one.name in _LISTS else _cut(old, kept)
        if new is not old and new != old:
            changes[one.name] = new
    if isinstance(value, LevelResult) and len(value.evidence) > len(changes.get("evidence", value.evidence)):
        said = say("evidence.shown.some", shown=len(changes["evidence"]), all=len(value.evidence))
        changes["notes"] = (*value.notes, said)
    return replace(value, **changes) if changes else value
