"""Under how many other settings the verdicts stand, in words."""

from __future__ import annotations

from cordiale.model.levels import Arm
from cordiale.model.results import Trajectory
from cordiale.model.robustness import Robustness, Standing
from cordiale.report.summary.values import StandingRow
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import leading_arm
from cordiale.report.words.grammar import counted, listed
from cordiale.report.words.verdicts import LOCATION, locations_standing, verdict_words
from cordiale.report.words.wording import ARM_NAMES, CONDITION_NAMES, window_title

__all__ = ["standing_line", "standing_rows"]


def standing_line(trajectory: Trajectory, robustness: Robustness) -> str:
    """Under how many other settings every location of the headline stays what it is.

    Missing: empty where nothing was tried, or nothing is located.
    """
    arm, standing = leading_arm(trajectory), locations_standing(trajectory, robustness)
    if not robustness.tried:
        return ""
    if not standing:
        return say("summary.standing.nothing")
    shaken = {change for one in standing for change in one.changed_by}
    tried = standing[0].tried
    stands = tried - len(shaken)
    if not shaken:
        return say("summary.standing.all", tried=tried)
    windows = counted("summary.standing.windows", sum(bool(one.changed_by) for one in standing))
    return say(
        "summary.standing.line.judged" if arm is Arm.JUDGED else "summary.standing.line.computed",
        stands=stands,
        tried=tried,
        changes=counted("summary.standing.changes", len(shaken), windows=windows),
    )


def standing_rows(trajectory: Trajectory, robustness: Robustness) -> tuple[StandingRow, ...]:
    """Each verdict that some setting changes: in how many readings it stands, and what changes it."""
    titles = {reading.snapshot.id: window_title(reading.snapshot) for reading in trajectory.snapshots}
    return tuple(_row(one, titles[one.snapshot]) for one in robustness.standing if one.changed_by)


def _row(one: Standing, period: str) -> StandingRow:
    others = [verdict_words(one.what, found) for found in one.found if found != one.default]
    return StandingRow(
        period=period,
        arm=ARM_NAMES[one.arm],
        what=say("summary.standing.location") if one.what == LOCATION else CONDITION_NAMES[one.what],
        default=verdict_words(one.what, one.default),
        stands=one.stands,
        tried=one.tried,
        others=listed("clauses", list(dict.fromkeys(others))),
        changed_by=one.changed_by,
    )
