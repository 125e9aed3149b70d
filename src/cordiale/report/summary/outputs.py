"""Expectations of support and willingness to coordinate, by direction (C1, OP 5.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cordiale import codebook
from cordiale.model.results import (
    CoordinationReading,
    Probability,
    SnapshotReading,
    SupportReading,
    Trajectory,
)
from cordiale.model.study import StudyData
from cordiale.report.summary.evidence import evidence_links
from cordiale.report.summary.values import OutputRow
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import listed
from cordiale.report.words.wording import (
    actor_name,
    draws_words,
    or_list,
    plain_words,
    score_words,
    window_title,
)

__all__ = ["output_rows"]

_EXPECTATIONS = ("low", "higher", "high")


def output_rows(trajectory: Trajectory, study: StudyData) -> tuple[OutputRow, ...]:
    """What alignment is, one row a direction and snapshot for which anything was read."""
    return tuple(
        _row(reading, _judged(study, reading.snapshot.id), actor, reading.support.get(actor), reading.coordination.get(actor))
        for reading in trajectory.snapshots
        for actor in trajectory.dyad
        if actor in reading.support or actor in reading.coordination
    )


def _row(
    reading: SnapshotReading,
    judged: Mapping[str, str],
    actor: str,
    support: SupportReading | None, coordination: CoordinationReading | None
) -> OutputRow:
    partner = next((read.partner for read in (support, coordination) if read), "")
    both = [(kind, read) for kind, read in (("support", support), ("coordination", coordination)) if read]
    return OutputRow(
        period=window_title(reading.snapshot),
        direction=say("summary.outputs.direction", actor=actor_name(actor), partner=actor_name(partner)),
        expectation=_expectation(support) if support else "",
        willingness=(score_words(support.willingness) or say("common.unknown")) if support else "",
        doubt=_doubt_share(support) if support else "",
        coordination=_coordination(coordination) if coordination else "",
        judged=listed(
            "clauses",
            [
                say("summary.outputs.judged", what=say(f"summary.outputs.{kind}"), words=judged[kind])
                for kind in ("support", "coordination")
                if kind in judged
            ],
        ),
        documents=listed(
            "comma",
            [
                say("summary.outputs.documents", what=say(f"summary.outputs.{kind}"), count=read.documents)
                for kind, read in both
            ],
        ),
        evidence=evidence_links(dict.fromkeys(key for _, read in both for key in read.evidence)),
    )


def _judged(study: StudyData, snapshot: str) -> dict[str, str]:
    """What was judged of support and coordination: the level, or those that the wording admits, and the wording."""
    said = {}
    for one in study.judgements:
        if one.snapshot == snapshot and one.condition in ("support", "coordination"):
            level = plain_words(one.level) or or_list([plain_words(word) for word in one.admissible])
            words = say("summary.outputs.worded", level=level, wording=one.wording) if level and one.wording else level or one.wording
            said[one.condition] = words
    return said


def _expectation(support: SupportReading) -> str:
    return _word(support.expectation, support.admissible, support.probability, _EXPECTATIONS)


def _coordination(reading: CoordinationReading) -> str:
    scale = codebook.load().field("coordination").values
    return _word(reading.willingness, reading.admissible, reading.probability, scale)


def _word(
    word: str | None, admissible: Sequence[str], probability: Mapping[str, Probability], scale: Sequence[str]
) -> str:
    """A value of an ordinal scale; where unknown, what it may be, unless that is all of it."""
    if word is not None:
        share = probability.get(word)
        if not share:
            return plain_words(word)
        return say("summary.outputs.with_share", word=plain_words(word), share=draws_words(share))
    if not 0 < len(set(admissible)) < len(scale):
        return say("common.unknown")
    return say("common.unknown_among", among=or_list([plain_words(item) for item in admissible]))


def _doubt_share(support: SupportReading) -> str:
    if support.doubt is None or not support.documents:
        return ""
    voicing = support.doubt * support.documents
    if abs(voicing - round(voicing)) < 0.01:
        return say("summary.outputs.doubt_of", count=round(voicing), of=support.documents)
    return say("summary.outputs.doubt_share", share=round(support.doubt * 100))
