"""What the conditions figure says in sentences: its finding, how to read it, all of it in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.model.levels import LEVELS, Arm, Condition
from cordiale.model.results import LevelResult, Trajectory
from cordiale.report.figures.conditions.values import ConditionsFigure, NumberedTrigger
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import judged_words, leading_arm, state_in, verdict_words, voices_words
from cordiale.report.words.grammar import counted, listed
from cordiale.report.words.wording import (
    CONDITION_NAMES,
    LEVEL_NAMES,
    and_list,
    draws_words,
    dyad_name,
    level_words,
    window_title,
)

__all__ = [
        "conditions_caption",
    "conditions_description",
    "conditions_reading",
    "conditions_title",
    "level_said",
]

_MOST_RUNS = 3


# -- the finding ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Run:
    """Known windows on end with one level: its code, and the places of the first and last."""

    level: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Course:
    """What a clause says of the conditions that share it: its key, and what fills its places."""

    key: str
    values: tuple[tuple[str, str], ...] = ()

    def said(self, conditions: str) -> str:
        return say(f"conditions.course.{self.key}", conditions=conditions, **dict(self.values))


def conditions_title(trajectory: Trajectory) -> str:
    """The course of each condition over the windows, conditions with the same course together.

    Rule: as the headline, it speaks of the arm that locates the dyad.
    """
    arm = leading_arm(trajectory)
    titles = [window_title(reading.snapshot) for reading in trajectory.snapshots]
    courses: dict[_Course, list[str]] = {}
    for condition in Condition:
        states = [state_in(reading, arm) for reading in trajectory.snapshots]
        levels = [_level(state.levels.get(condition)) if state else None for state in states]
        courses.setdefault(_course(levels, titles, condition), []).append(CONDITION_NAMES[condition])
    clauses = listed("clauses", [course.said(and_list(names)) for course, names in courses.items()])
    dyad = dyad_name(trajectory.dyad)
    if arm is Arm.JUDGED:
        return say("conditions.title.judged", dyad=dyad, judged=judged_words(trajectory), clauses=clauses)
    return say("conditions.title.computed", dyad=dyad, clauses=clauses)


def _course(levels: Sequence[str | None], titles: Sequence[str], condition: Condition) -> _Course:
    """One clause: where the level is known, what it is from when to when, and where it is unknown."""
    runs, unknown, several = _runs(levels), levels.count(None), len(levels) > 1
    if not runs:
        return _Course("unknown_throughout" if several else "unknown")
    if len(runs) > _MOST_RUNS:
        return _within(runs, condition)
    if len(runs) == 1:
        level = LEVEL_NAMES[runs[0].level]
        if not unknown:
            return _Course("throughout" if several else "at_once", (("level", level),))
        known = [title for title, word in zip(titles, levels, strict=True) if word]
        where = and_list(known) if len(known) < 4 else counted("conditions.windows", len(known))
        time = say("finding.time.in", window=where)
        return _Course("else_unknown", (("runs", say("conditions.run.of", level=level, time=time)),))
    said = [_run(run, titles) for run in runs]
    runs_said = ("runs", and_list(said) if len(said) == 2 else listed("comma", said))
    if unknown:
        return _Course("and_unknown", (runs_said, ("windows", counted("conditions.windows", unknown))))
    return _Course("same", (runs_said,))


def _level(result: LevelResult | None) -> str | None:
    return result.level if result else None


def _runs(levels: Sequence[str | None]) -> list[_Run]:
    """Unknown windows between two of one level do not part them."""
    runs: list[_Run] = []
    for place, level in enumerate(levels):
        if level is None:
            continue
        if runs and runs[-1].level == level:
            runs[-1] = _Run(level, runs[-1].first, place)
        else:
            runs.append(_Run(level, place, place))
    return runs


def _run(run: _Run, titles: Sequence[str]) -> str:
    """`low until 2001`, `minimal in 2011`, `medium from 2021`."""
    first, last = titles[run.first], titles[run.last]
    if run.first == 0 and run.last > 0:
        time = say("finding.time.until", window=last)
    elif run.first == run.last:
        time = say("finding.time.in", window=first)
    elif run.last == len(titles) - 1:
        time = say("finding.time.from", window=first)
    else:
        time = say("finding.time.from_to", first=first, last=last)
    return say("conditions.run.of", level=LEVEL_NAMES[run.level], time=time)


def _within(runs: Sequence[_Run], condition: Condition) -> _Course:
    found = [str(level) for level in LEVELS[condition] if str(level) in {run.level for run in runs}]
    changes = counted("conditions.changes", len(runs) - 1)
    ends = (("lowest", LEVEL_NAMES[found[0]]), ("highest", LEVEL_NAMES[found[-1]]))
    return _Course("within", (*ends, ("changes", changes)))


# -- whose words, and how to read them -----------------------------------------------------------


def conditions_caption(trajectory: Trajectory, shades: Arm | None, lines: Arm | None) -> str:
    """Whose words give shades and lines, and over what time."""
    first, last = (window_title(trajectory.snapshots[place].snapshot) for place in (0, -1))
    period = first if len(trajectory.snapshots) == 1 else say("wording.level.range", lowest=first, highest=last)
    parts = []
    if shades:
        parts.append(say("conditions.caption.shades", voices=voices_words(trajectory, shades), period=period))
    elif lines:
        parts.append(say("conditions.caption.no_shades"))
    if lines:
        parts.append(say("conditions.caption.lines", judged=verdict_words(trajectory)))
    return listed("sentences", parts)


def conditions_reading(figure: ConditionsFigure) -> tuple[str, ...]:
    """How to read what the figure holds, sentence by sentence."""
    cells = [cell for panel in figure.panels for column in panel.columns for cell in column.cells]
    scores = any(column.score for panel in figure.panels for column in panel.columns)
    told = [
        ("columns", True),
        ("unread", any(window.unread for window in figure.windows)),
        ("shades", figure.shaded),
        ("point", any(cell.point for cell in cells)),
        ("hatched", any(cell.hatched for cell in cells)),
        ("lines", any(cell.line for cell in cells)),
        ("thresholds", True),
        ("scores", scores),
        ("wider", any(window.unread for window in figure.windows)),
        ("interactions", bool(figure.interactions)),
    ]
    said = [say(f"conditions.reading.{key}") for key, holds in told if holds]
    if figure.rereads:
        said.append(say("conditions.reading.rereads", first=figure.actors[0], second=figure.actors[1]))
    return tuple(said)


# -- in words ------------------------------------------------------------------------------------


def level_said(condition: Condition, result: LevelResult) -> str:
    """A condition with its level, and in how many draws it holds."""
    level = level_words(condition, result)
    share = (result.probability or {}).get(result.level or "")
    if share is None:
        return say("conditions.column.level", condition=CONDITION_NAMES[condition], level=level)
    return say("conditions.column.draws", condition=CONDITION_NAMES[condition], level=level, draws=draws_words(share))


def conditions_description(figure: ConditionsFigure) -> str:
    """Alternative text: every window, and what happened, in words."""
    said = [figure.words.caption]
    for place, window in enumerate(figure.windows):
        columns = [panel.columns[place] for panel in figure.panels]
        parts = [listed("clauses", [column.said for column in columns if column.said])]
        verdict = listed("comma", [column.verdict_said for column in columns if column.verdict_said])
        if verdict:
            parts.append(say("conditions.description.verdict", verdict=figure.verdict, conditions=verdict))
        clauses = listed("clauses", [part for part in parts if part]) or say("conditions.not_read")
        said.append(say("conditions.description.window", period=window.title, conditions=clauses))
    if figure.interactions:
        count = counted("conditions.interactions", len(figure.interactions))
        said.append(say("conditions.description.interactions", count=count))
    said += [_trigger(item) for item in figure.triggers]
    if figure.more_triggers:
        said.append(say("conditions.description.more", count=figure.more_triggers))
    return listed("sentences", said)


def _trigger(item: NumberedTrigger) -> str:
    found = item.occurrence
    if not item.said:
        return say("conditions.description.trigger", number=item.number, when=found.when, what=found.brief)
    clauses = listed("clauses", item.said)
    return say(
        "conditions.description.trigger_reread", number=item.number, when=found.when, what=found.brief, clauses=clauses
    )
