"""What a type surely lacks, and what the unknown leaves open."""

from __future__ import annotations

from collections.abc import Mapping

from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition, Level
from cordiale.model.results import LevelResult, State

__all__ = ["on_some_readings", "possible_levels", "surely_lacked"]


def possible_levels(result: LevelResult | None, condition: Condition) -> list[Level]:
    """The levels that a condition may have; one where it is known, all where nothing narrows it."""
    order: list[Level] = list(LEVELS[condition])
    if result and result.level:
        return [level for level in order if str(level) == result.level]
    return [level for level in order if result and str(level) in result.admissible] or order


def on_some_readings(state: State, minima: Mapping[Condition, Level], kind: AlignmentType) -> bool:
    """Whether a type is open at levels that the present ones may have, or that a judgement admits."""
    opened = state.open.get(kind)
    if state.arm is Arm.JUDGED and opened is not None and opened.upper > 0:
        return True
    return not surely_lacked(state, minima)


def surely_lacked(state: State, minima: Mapping[Condition, Level]) -> dict[str, int]:
    """How many levels below its minimum each condition is at the least; conditions that may meet it are not in it."""
    steps = {
        str(condition): possible_levels(state.levels.get(condition), condition)[-1].steps_to(minima[condition])
        for condition in Condition
    }
    return {condition: lacked for condition, lacked in steps.items() if lacked}
