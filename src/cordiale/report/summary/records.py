"""Every record behind every level and mark, snapshot by snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cordiale.model.levels import Arm, Condition
from cordiale.model.results import SnapshotReading, State, Trajectory
from cordiale.model.study import Judgement, StudyData
from cordiale.report.anchors import level_anchor, snapshot_anchor
from cordiale.report.figures.values import Mark
from cordiale.report.summary.evidence import EvidenceRecord, Link, evidence_links, evidence_record
from cordiale.report.summary.level_cells import level_remarks, level_shares
from cordiale.report.summary.values import EvidenceGroup, LevelList, MarkList
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import listed, upper_first
from cordiale.report.words.wording import (
    ARM_NAMES,
    CONDITION_NAMES,
    LEVEL_NAMES,
    admissible_words,
    level_words,
    score_words,
    window_title,
)

__all__ = ["evidence_groups"]

_DIMENSIONS = ("threat", "identity", "status", "support", "coordination", "label")


def evidence_groups(trajectory: Trajectory, study: StudyData, marks: Sequence[Mark]) -> tuple[EvidenceGroup, ...]:
    """The evidence of each snapshot: the lists behind its levels and marks, then the records.

    Args:
        marks: of all figures; each is listed once, under the snapshot it belongs to.
    """
    lists = {reading.snapshot.id: _level_lists(reading, study) for reading in trajectory.snapshots}
    named_by: dict[str, list[Link]] = {}
    for reading in trajectory.snapshots:
        for level in lists[reading.snapshot.id]:
            words = say("summary.records.named_by", period=window_title(reading.snapshot), level=level.title)
            for link in level.evidence:
                named_by.setdefault(link.text, []).append(Link(text=words, href=f"#{level.anchor}"))
    records = _records(trajectory, study, named_by, marks)
    groups = [
        EvidenceGroup(
            anchor=snapshot_anchor(reading.snapshot.id),
            snapshot=reading.snapshot.id,
            title=window_title(reading.snapshot),
            levels=lists[reading.snapshot.id],
            years=_years(reading),
            marks=_mark_lists(marks, reading.snapshot.id),
            records=tuple(record for record in records if record.snapshot == reading.snapshot.id),
        )
        for reading in trajectory.snapshots
    ]
    rest = tuple(record for record in records if record.snapshot not in lists)
    if rest:
        groups.append(
            EvidenceGroup(
                anchor=snapshot_anchor(""),
                snapshot="",
                title=say("summary.records.no_window"),
                levels=(),
                years=(),
                marks=(),
                records=rest,
            )
        )
    return tuple(groups)


def _mark_lists(marks: Sequence[Mark], snapshot: str) -> tuple[MarkList, ...]:
    return tuple(
        MarkList(anchor=mark.anchor, title=mark.title, evidence=evidence_links(mark.evidence))
        for mark in marks
        if mark.snapshot == snapshot
    )


def _records(
    trajectory: Trajectory, study: StudyData, named_by: Mapping[str, list[Link]], marks: Sequence[Mark]
) -> list[EvidenceRecord]:
    """Every record that the result uses, names or sets aside, by dimension, actor and id."""
    used = {entry.id: entry for entry in trajectory.used}
    sources = {source.id: source for source in study.sources}
    named = {*used, *named_by, *_named(trajectory), *(key for mark in marks for key in mark.evidence)}
    chosen = [record for record in study.records if record.id in named]
    order = {dimension: place for place, dimension in enumerate(_DIMENSIONS)}
    chosen.sort(key=lambda record: (order.get(record.dimension, len(order)), record.actor, record.id))
    return [evidence_record(r, used.get(r.id), sources, named_by.get(r.id, ())) for r in chosen]


def _named(trajectory: Trajectory) -> set[str]:
    """Ids that outputs, movements and what-next name."""
    groups: list[Iterable[str]] = [reading.evidence for reading in trajectory.snapshots]
    for reading in trajectory.snapshots:
        groups += [item.evidence for item in reading.support.values()]
        groups += [item.evidence for item in reading.coordination.values()]
    groups += [event.evidence for interval in trajectory.intervals for event in interval.events]
    for option in trajectory.what_next:
        groups += [option.evidence_for, option.evidence_against, *(road.evidence for road in option.roads.values())]
    return {record_id for group in groups for record_id in group}


def _level_lists(reading: SnapshotReading, study: StudyData) -> tuple[LevelList, ...]:
    verdicts = {
        judgement.condition: judgement for judgement in study.judgements if judgement.snapshot == reading.snapshot.id
    }
    return tuple(
        _level_list(reading, state, condition, verdicts.get(condition))
        for condition in Condition
        for arm in Arm
        if (state := reading.states.get(arm)) is not None and condition in state.levels
    )


def _level_list(reading: SnapshotReading, state: State, condition: Condition, verdict: Judgement | None) -> LevelList:
    result = state.levels[condition]
    remarks = [*level_remarks(result)]
    if result.score:
        remarks.append(say("summary.records.sub_score", score=score_words(result.score)))
    if state.arm is Arm.JUDGED and verdict and verdict.wording:
        where = f" ({verdict.where})" if verdict.where else ""
        remarks.append(say("summary.records.wording", wording=verdict.wording) + where)
    remarks += [str(note) for note in result.notes]
    shares = level_shares(result)
    return LevelList(
        anchor=level_anchor(reading.snapshot.id, condition, state.arm),
        title=say("summary.records.level", condition=upper_first(CONDITION_NAMES[condition]), arm=ARM_NAMES[state.arm]),
        computed=state.arm is not Arm.JUDGED,
        words=level_words(condition, result) + (f" ({shares})" if shares else ""),
        remarks=tuple(remarks),
        evidence=evidence_links(result.evidence),
    )


def _years(reading: SnapshotReading) -> tuple[str, ...]:
    """The calendar years of a longer window, each read alone from official voices (D-16)."""
    said = []
    for year in reading.years:
        levels = year.levels.get(Arm.COMPUTED, {})
        words = [
            say("summary.records.year_level", condition=CONDITION_NAMES[condition], level=_year_level(condition, levels[condition].level, levels[condition].admissible))
            for condition in Condition
            if condition in levels
        ]
        said.append(say("summary.records.year", year=year.year, levels=listed("comma", words)))
    return tuple(said)


def _year_level(condition: Condition, level: str | None, admissible: Sequence[str]) -> str:
    if level is not None:
        return LEVEL_NAMES[level]
    among = admissible_words(condition, admissible)
    return say("common.unknown_among", among=among) if among else say("common.unknown")
