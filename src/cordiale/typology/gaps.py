"""What each type still lacks: steps from the present levels to its minima (OP 5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from cordiale.model.levels import AlignmentType, Condition
from cordiale.model.rules import Rules
from cordiale.typology.cells import Levels
from cordiale.typology.possible import LevelSets, strongest_completion, weakest_completion

Gaps: TypeAlias = dict[AlignmentType, dict[Condition, int]]
"""Type to the conditions it lacks and by how many levels; what lacks nothing is left out."""


def gaps(levels: Levels, rules: Rules) -> Gaps:
    """For each type that is not open, which conditions lack and by how many steps.

    Steps count levels of one condition. Steps of two conditions have no common unit, so types
    are never ranked by them.

    Example:
        >>> from cordiale.model.levels import IdentityLevel, StatusLevel, ThreatLevel
        >>> in_2021 = {
        ...     Condition.THREAT: ThreatLevel.LOW,
        ...     Condition.IDENTITY: IdentityLevel.MEDIUM,
        ...     Condition.STATUS: StatusLevel.MEDIUM,
        ... }
        >>> lacks = gaps(in_2021, Rules.default())[AlignmentType.ALLY]
        >>> {str(condition): steps for condition, steps in lacks.items()}
        {'threat': 1, 'status': 1}

    Rule: OP 5.3, g = max(0, minimum - level); A4.
    """
    found: Gaps = {}
    for kind in AlignmentType:
        steps = {
            condition: levels[condition].steps_to(rules.minima[kind][condition]) for condition in Condition
        }
        lacking = {condition: count for condition, count in steps.items() if count}
        if lacking:
            found[kind] = lacking
    return found


def greatest_gaps(sets: LevelSets, rules: Rules) -> Gaps:
    """The gaps at the weakest completion of unknown levels: what may have to move at most.

    This is the gap that output gives where admissible levels differ: a type that is not certainly
    open is listed, and no step is taken as made that nobody has read.
    """
    return gaps(weakest_completion(sets), rules)


def least_gaps(sets: LevelSets, rules: Rules) -> Gaps:
    """The gaps at the strongest completion: what lacks whatever the unknown levels are."""
    return gaps(strongest_completion(sets), rules)


def plain(found: Mapping[AlignmentType, Mapping[Condition, int]]) -> dict[str, dict[str, int]]:
    """Gaps with plain words as keys, as JSON has them."""
    return {
        str(kind): {str(condition): steps for condition, steps in lacking.items()}
        for kind, lacking in found.items()
    }
