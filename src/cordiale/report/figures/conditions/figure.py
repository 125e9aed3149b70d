"""The three conditions over time: levels by snapshot, sub-scores apart, and what happened between.

`conditions_figure` decides what is shown, in plain values; `draw_conditions` draws that and
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition
from cordiale.model.results import LevelResult, Probability, SnapshotReading, Trajectory
from cordiale.model.rules import Minima, Rules
from cordiale.model.study import Snapshot, StudyData
from cordiale.report.anchors import level_anchor
from cordiale.report.figures.conditions.occurrences import Along, most_of, spread, what_happened
from cordiale.report.figures.conditions.values import (
    ConditionCell,
    ConditionColumn,
    ConditionPanel,
    ConditionsFigure,
    Occurrence,
    Threshold,
    TimeWindow,
)
from cordiale.report.figures.conditions.words import (
    conditions_caption,
    conditions_description,
    conditions_reading,
    conditions_title,
    level_said,
)
from cordiale.report.figures.values import FigureTable, FigureWords
from cordiale.report.figures.windows.view import fill_class, usual_arms
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import state_in, verdict_words
from cordiale.report.words.wording import (
    ARM_NAMES,
    CONDITION_NAMES,
    LEVEL_NAMES,
    actor_name,
    and_list,
    window_title,
)

__all__ = ["MOST_REREADS", "MOST_TRIGGERS", "conditions_figure"]

MOST_TRIGGERS, MOST_REREADS = 50, 60
"""More than these are left to the data, and the figure says so."""

_Row = tuple[str | int | float | None, ...]

_COLUMNS = (
    "kind",
    "window",
    "time",
    "condition",
    "whose",
    "what",
    "lower",
    "upper",
    "value",
    "holds",
    "actors",
    "direction",
    "number",
    "after",
    "id",
)


def conditions_figure(trajectory: Trajectory, study: StudyData) -> ConditionsFigure | None:
    """The three conditions over time, and what happened along the same axis.

    Args:
        trajectory: the dyad's result. Args study: for what its interactions, outside triggers and
            re-readings say.

    Returns:
        The figure, or None where no snapshot has a level, known or unknown.

    Missing: a snapshot that nobody read is an empty column; an unknown level is hatched over all
    that it may be; years between snapshots stay empty.

    Rule: C5, C6, T-1, ID-3, I-1, I-24.
    """
    shades, lines = usual_arms(trajectory)
    if not any(_result(reading, arm, c) for reading in trajectory.snapshots for arm in (shades, lines) for c in Condition):
        return None
    minima = Rules.of(trajectory.rules).minima
    along = what_happened(trajectory, study)
    drawn = _drawn(along)
    figure = ConditionsFigure(
        words=FigureWords(
            name="conditions",
            title=conditions_title(trajectory),
            caption=conditions_caption(trajectory, shades, lines),
            reading=(),
            description="",
        ),
        table=FigureTable(columns=_COLUMNS, rows=(*_level_rows(trajectory, shades, lines), *_happening_rows(trajectory, along))),
        marks=drawn.marks,
        actors=(actor_name(trajectory.dyad[0]), actor_name(trajectory.dyad[1])),
        windows=_windows([reading.snapshot for reading in trajectory.snapshots]),
        panels=tuple(_panel(condition, trajectory, shades, lines, minima) for condition in Condition),
        shaded=shades is not None,
        verdict=verdict_words(trajectory) if lines else "",
        interactions=drawn.interactions,
        triggers=drawn.triggers,
        rereads=drawn.rereads,
        more_triggers=len(along.triggers) - len(drawn.triggers),
        more_rereads=len(along.rereads) - len(drawn.rereads),
    )
    words = replace(figure.words, reading=conditions_reading(figure), description=conditions_description(figure))
    return replace(figure, words=words)


def _drawn(along: Along) -> Along:
    """As much of what happened as the figure has room for: first what was re-read, evenly over time."""
    triggers = most_of(along.triggers, MOST_TRIGGERS)
    numbers = {item.number for item in triggers}
    rereads = spread([reread for reread in along.rereads if reread.number in numbers], MOST_REREADS)
    anchors = {reread.anchor for reread in rereads}
    return Along(
        interactions=along.interactions,
        triggers=triggers,
        rereads=rereads,
        marks=tuple(mark for mark in along.marks if mark.anchor in anchors),
    )


def _windows(snapshots: Sequence[Snapshot]) -> tuple[TimeWindow, ...]:
    found = []
    for snapshot, following in zip(snapshots, [*snapshots[1:], None], strict=True):
        first, last = snapshot.end + timedelta(days=1), following and following.start - timedelta(days=1)
        unread = window_title(Snapshot(id="", start=first, end=last)) if last and first <= last else ""
        found.append(
            TimeWindow(
                snapshot=snapshot.id,
                title=window_title(snapshot),
                start=snapshot.start,
                end=snapshot.end,
                unread=unread,
            )
        )
    return tuple(found)


def _result(reading: SnapshotReading, arm: Arm | None, condition: Condition) -> LevelResult | None:
    state = state_in(reading, arm)
    return state.levels.get(condition) if state else None


# -- panels --------------------------------------------------------------------------------------


def _panel(
    condition: Condition, trajectory: Trajectory, shades: Arm | None, lines: Arm | None, minima: Minima
) -> ConditionPanel:
    return ConditionPanel(
        condition=condition,
        levels=tuple(str(level) for level in LEVELS[condition]),
        columns=tuple(_column(reading, condition, shades, lines) for reading in trajectory.snapshots),
        thresholds=_thresholds(condition, minima),
    )


def _thresholds(condition: Condition, minima: Minima) -> tuple[Threshold, ...]:
    """The levels above the lowest at which types have their minimum, each with these types."""
    found = []
    for level in list(LEVELS[condition])[1:]:
        types = tuple(kind for kind in AlignmentType if minima[kind][condition] == level)
        if types:
            found.append(Threshold(level=str(level), types=types))
    return tuple(found)


def _column(reading: SnapshotReading, condition: Condition, shades: Arm | None, lines: Arm | None) -> ConditionColumn:
    computed, judged = _result(reading, shades, condition), _result(reading, lines, condition)
    shown, arm = (computed, shades) if computed else (judged, lines)
    beside = judged if computed else None
    snapshot = reading.snapshot.id
    return ConditionColumn(
        snapshot=snapshot,
        cells=tuple(_cell(condition, str(level), computed, judged) for level in LEVELS[condition]),
        score=computed.score if computed else None,
        undecided=_undecided(computed),
        said=level_said(condition, shown) if shown else "",
        address=level_anchor(snapshot, condition, arm) if shown and arm else "",
        verdict_said=level_said(condition, beside) if beside else "",
        verdict_address=level_anchor(snapshot, condition, lines) if beside and lines else "",
    )


def _cell(
    condition: Condition, level: str, computed: LevelResult | None, judged: LevelResult | None
) -> ConditionCell:
    shown = computed or judged
    share = _share(computed, level)
    return ConditionCell(
        level=level,
        lower=share.lower if share else None,
        upper=share.upper if share else None,
        fill=fill_class(share.lower) if share else None,
        possible=computed is not None and level in (computed.level, *computed.admissible),
        point=computed is not None and computed.level == level,
        hatched=shown is not None and shown.level is None and level in shown.admissible,
        line=_line(judged, condition, level),
    )


def _share(result: LevelResult | None, level: str) -> Probability | None:
    """In which share of draws a level holds; a result without draws holds its level in all of them."""
    if result is None:
        return None
    if result.probability is not None:
        return result.probability.get(level, Probability(lower=0.0, upper=0.0))
    possible = result.admissible if result.level is None else (result.level,)
    return Probability(lower=float(result.level == level), upper=float(level in possible))


def _undecided(result: LevelResult | None) -> float | None:
    if result is None or result.probability is None:
        return None
    # Lower shares of hand evidence are rounded to 5 in 100 (OP 7): their sum can pass all draws.
    return max(0.0, 1.0 - sum(share.lower for share in result.probability.values()))


def _line(verdict: LevelResult | None, condition: Condition, level: str) -> str:
    if verdict is None or level not in (verdict.level, *verdict.admissible):
        return ""
    if verdict.level == level:
        return "solid"
    # A verdict that leaves open all levels marks none.
    return "dashed" if verdict.level or len(verdict.admissible) < len(LEVELS[condition]) else ""


# -- the same as rows ----------------------------------------------------------------------------


def _row(kind: str, **cells: str | int | float | None) -> _Row:
    given = {"kind": say(f"conditions.kind.{kind}"), **cells}
    return tuple(given.get(column) for column in _COLUMNS)


def _level_rows(trajectory: Trajectory, shades: Arm | None, lines: Arm | None) -> Iterator[_Row]:
    """Every level of every window, its sub-score, and the single years of a longer window (D-16)."""
    for reading in trajectory.snapshots:
        for condition in Condition:
            for arm in (shades, lines):
                result = _result(reading, arm, condition)
                if result and arm:
                    yield from _result_rows(reading, condition, arm, result)
            if shades:
                yield from _year_rows(reading, condition, shades)


def _result_rows(reading: SnapshotReading, condition: Condition, arm: Arm, result: LevelResult) -> Iterator[_Row]:
    about: dict[str, str | int | float | None] = {
        "window": reading.snapshot.id,
        "time": window_title(reading.snapshot),
        "condition": CONDITION_NAMES[condition],
        "whose": ARM_NAMES[arm],
    }
    for level in LEVELS[condition]:
        word = str(level)
        share = _share(result, word) if arm is not Arm.JUDGED else None
        yield _row(
            "level",
            **about,
            what=LEVEL_NAMES[word],
            lower=share.lower if share else None,
            upper=share.upper if share else None,
            holds=_holds(word, result.level, word in result.admissible),
        )
    undecided = _undecided(result)
    if undecided is not None:
        yield _row("level", **about, what=say("conditions.no_single_level"), lower=round(undecided, 6))
    if result.score:
        score = result.score
        yield _row("score", **about, value=score.value, lower=score.low, upper=score.high)


def _holds(word: str, level: str | None, admissible: bool) -> str:
    if word == level:
        return say("conditions.holds.level")
    return say("conditions.holds.admissible") if admissible else ""


def _year_rows(reading: SnapshotReading, condition: Condition, arm: Arm) -> Iterator[_Row]:
    for year in reading.years:
        found = year.levels.get(arm, {}).get(condition)
        if found is None:
            continue
        for level in LEVELS[condition]:
            word = str(level)
            share = found.probability.get(word)
            yield _row(
                "year",
                window=reading.snapshot.id,
                time=str(year.year),
                condition=CONDITION_NAMES[condition],
                whose=ARM_NAMES[arm],
                what=LEVEL_NAMES[word],
                lower=share.lower if share else None,
                upper=share.upper if share else None,
                holds=_holds(word, found.level, word in found.admissible),
            )


def _happening_rows(trajectory: Trajectory, along: Along) -> Iterator[_Row]:
    numbers = {item.occurrence.id: item.number for item in along.triggers}
    own = {item.id for item in along.interactions}
    met = [*along.interactions, *(t.occurrence for t in along.triggers if t.occurrence.id not in own)]
    names = [actor_name(code) for code in trajectory.dyad]
    windows = dict(enumerate(reading.snapshot.id for reading in trajectory.snapshots))
    for item in met:
        yield _row(
            "trigger" if item.outside else "interaction",
            after=windows.get(item.after),
            time=item.when,
            what=item.what,
            holds=_cooperative(item),
            number=numbers.get(item.id),
            id=item.id,
        )
    when = {item.number: item.occurrence.when for item in along.triggers}
    for reread in along.rereads:
        yield _row(
            "reread",
            time=when[reread.number],
            condition=reread.name,
            what=reread.what,
            actors=and_list([names[place] for place in reread.actors]),
            direction=reread.way,
            number=reread.number,
            id="|".join(reread.ids),
        )


def _cooperative(item: Occurrence) -> str | None:
    if item.cooperative is None:
        return None
    return say(f"conditions.cooperative.{'yes' if item.cooperative else 'no'}")
