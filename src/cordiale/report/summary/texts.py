"""What was read of whom, and how visible partners are in it (OP 6.3)."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.model.results import Trajectory
from cordiale.model.study import SalienceRow, StudyData
from cordiale.report.summary.values import TextsRow
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.grammar import counted, figure, listed
from cordiale.report.words.wording import actor_name, window_title

__all__ = ["TEXT_COLUMNS", "texts_rows"]

TEXT_COLUMNS = Entries(
    "texts.column.{}", ("period", "direction", "searched", "rate", "share", "place", "usual", "strangers")
)
"""The columns of the table of what was read: fields of its rows, with their heads."""


def texts_rows(trajectory: Trajectory, study: StudyData) -> tuple[TextsRow, ...]:
    """A row for each window and direction: what was searched, how often it names the partner, and whom it names usually.

    Missing: empty for a study without texts.
    """
    return tuple(
        _row(one, window_title(reading.snapshot))
        for reading in trajectory.snapshots
        for one in study.salience
        if one.snapshot == reading.snapshot.id and {one.actor, one.partner} == set(trajectory.dyad)
    )


def _row(one: SalienceRow, period: str) -> TextsRow:
    return TextsRow(
        period=period,
        direction=say("texts.direction", actor=actor_name(one.actor), partner=actor_name(one.partner)),
        searched=_searched(one),
        rate=_rate(one.per_10k_words),
        share="" if one.share_of_documents is None else say("texts.share", share=figure(round(100 * one.share_of_documents))),
        place="" if one.place is None else figure(one.place, "g"),
        usual=_usual(one.usual),
        strangers=""
        if one.strangers_per_10k_words is None
        else say("texts.strangers", rate=_rate(one.strangers_per_10k_words), actors=counted("texts.count.actor", one.strangers)),
    )


def _searched(one: SalienceRow) -> str:
    if not one.documents:
        return ""
    documents = counted("texts.count.text", one.documents)
    return say("texts.searched", documents=documents, words=counted("texts.count.word", one.words))


def _usual(named: Sequence[tuple[str, float]]) -> str:
    return listed("comma", [say("texts.named", actor=actor_name(code), rate=_rate(rate)) for code, rate in named])


def _rate(value: float | None) -> str:
    return "" if value is None else figure(value, ".1f")
