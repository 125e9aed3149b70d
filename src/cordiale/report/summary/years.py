"""Years read alone, between the windows too, and where a condition changed (I-23)."""

from __future__ import annotations

from collections.abc import Iterator

from cordiale.model.levels import Condition
from cordiale.model.results import Trajectory
from cordiale.model.series import Changes, YearPoint
from cordiale.report.summary.values import YearRow
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.grammar import figure, upper_first
from cordiale.report.words.wording import CONDITION_NAMES, LEVEL_NAMES, admissible_words, score_words

__all__ = ["YEAR_COLUMNS", "change_sentences", "year_rows"]

YEAR_COLUMNS = Entries("years.column.{}", ("year", "documents", *Condition))
"""The columns of the table of years: fields of its rows, with their heads."""


def year_rows(trajectory: Trajectory) -> tuple[YearRow, ...]:
    """A row for each year in which some condition could be read.

    Missing: years with too few texts on a side have no row; empty for a study without texts.
    """
    if trajectory.series is None:
        return ()
    by_year: dict[int, dict[str, YearPoint]] = {}
    for point in trajectory.series.points:
        if point.score is not None:
            by_year.setdefault(point.year, {})[point.condition] = point
    return tuple(_row(year, points, trajectory) for year, points in sorted(by_year.items()))


def _row(year: int, points: dict[str, YearPoint], trajectory: Trajectory) -> YearRow:
    told = next(iter(points.values())).documents
    said = {str(condition): _said(condition, points.get(str(condition))) for condition in Condition}
    return YearRow(
        year=str(year),
        documents="/".join(figure(told[actor]) for actor in trajectory.dyad),
        threat=said["threat"],
        identity=said["identity"],
        status=said["status"],
    )


def _said(condition: Condition, point: YearPoint | None) -> str:
    if point is None or point.score is None:
        return ""
    reading = point.reading
    among = admissible_words(condition, reading.admissible)
    unknown = say("common.unknown_among", among=among) if among else say("common.unknown")
    level = LEVEL_NAMES[reading.level] if reading.level else unknown
    return say("years.level", level=level, score=score_words(point.score))


def change_sentences(trajectory: Trajectory) -> tuple[str, ...]:
    """Where each condition's sub-score changed, or that it did not, in a sentence each."""
    if trajectory.series is None:
        return ()
    changes = trajectory.series.changes
    return tuple(
        sentence
        for condition in Condition
        if str(condition) in changes
        for sentence in _told(upper_first(CONDITION_NAMES[condition]), changes[str(condition)])
    )


_WAYS = Entries("years.way.{}", ("up", "down"))


def _told(condition: str, found: Changes) -> Iterator[str]:
    for one in found.points:
        yield say(
            "years.changed",
            condition=condition,
            way=_WAYS[one.direction],
            first=one.year_from,
            last=one.year_to,
            before=figure(one.before, ".2f"),
            after=figure(one.after, ".2f"),
            share=figure(round(100 * one.probability)),
        )
    if not found.points and found.why_none == "no_change":
        yield say("years.none", condition=condition, years=figure(found.years))
