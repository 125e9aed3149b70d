"""Verdicts over settings in words."""

from __future__ import annotations

from cordiale.model.levels import Condition
from cordiale.model.results import Trajectory
from cordiale.model.robustness import Robustness, Standing
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import leading_arm
from cordiale.report.words.grammar import and_list, listed, or_list
from cordiale.report.words.wording import SHORT_NAMES, admissible_words

__all__ = ["LOCATION", "locations_standing", "verdict_words"]

LOCATION = "location"
"""What a `Standing` names beside the three conditions."""

_MOST_LOCATIONS = 3


def verdict_words(what: str, verdict: str) -> str:
    """A verdict over settings in words: levels, or the locations that are possible.

    Args:
        what: a condition, or ``location``. Args verdict: as `Standing` has it.

    Example:
        >>> verdict_words("status", "minimal|medium"), verdict_words("location", "THIN|COAL+THICK")
        ('minimal or medium', 'thin, or coalition and thick')
    """
    if what != LOCATION:
        return admissible_words(Condition(what), verdict.split("|")) or say("common.unknown")
    places = [tie.split("+") for tie in verdict.split("|") if tie]
    if not places:
        return say("common.unknown")
    if len(places) > _MOST_LOCATIONS:
        return say("how_sure.verdict.several", count=len(places))
    names = [and_list([SHORT_NAMES[kind] for kind in tie]) for tie in places]
    return listed("or_also", names) if any(len(tie) > 1 for tie in places) else or_list(names)


def locations_standing(trajectory: Trajectory, robustness: Robustness) -> tuple[Standing, ...]:
    """How the locations stand that the headline speaks of: of the leading arm, where it has one."""
    arm = leading_arm(trajectory)
    located = {
        reading.snapshot.id
        for reading in trajectory.snapshots
        if (state := reading.states.get(arm)) is not None and state.location
    }
    return tuple(
        one for one in robustness.standing if (one.what, one.arm) == (LOCATION, arm) and one.snapshot in located
    )
