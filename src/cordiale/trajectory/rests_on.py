"""What the present type rests on: which types close if one condition falls a level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from cordiale.model.levels import AlignmentType, Condition, Level, in_type_order
from cordiale.model.results import Support

Triple: TypeAlias = tuple[Level, Level, Level]


class Cell(Protocol):
    """A row of the decision table: what is open at three levels, and the location."""

    @property
    def enabled(self) -> tuple[AlignmentType, ...]:
        """Open types."""

    @property
    def location(self) -> tuple[AlignmentType, ...]:
        """The most demanding of them, by the rules of the table."""


def rests_on(
    levels: Mapping[Condition, frozenset[Level]],
    table: Mapping[Triple, Cell],
    flips: Mapping[Condition, str] | None = None,
) -> tuple[Support, ...]:
    """For each condition, what closes if it falls one level, and where the dyad is then.

    Args:
        levels: admissible levels of each condition, at an open or unknown gate.
        table: the decision table under the rules of the reading.
        flips: by condition, the smallest recode that changes its level, in words.

    Returns:
        In the order threat, identity, status; a condition whose fall closes nothing is left out,
        and so is one at its lowest level.

    Missing: a condition whose level is unknown is left out, since nobody can say that it falls;
    beside it the others are read at its lowest admissible level.

    Rule: P6, P7 (conditions that diverge), C3.
    """
    present = {condition: min(levels[condition]) for condition in Condition}
    found = []
    for condition in Condition:
        lower = _one_below(present[condition])
        if len(levels[condition]) > 1 or lower is None:
            continue
        now, then = table[_triple(present)], table[_triple({**present, condition: lower})]
        closes = in_type_order(set(now.enabled) - set(then.enabled))
        if closes:
            found.append(
                Support(
                    condition=str(condition),
                    level=str(present[condition]),
                    falls_to=str(lower),
                    closes=closes,
                    then=then.location,
                    flip=(flips or {}).get(condition, ""),
                )
            )
    return tuple(found)


def _one_below(level: Level) -> Level | None:
    order = list(type(level))
    return order[level.position - 1] if level.position else None


def _triple(levels: Mapping[Condition, Level]) -> Triple:
    return levels[Condition.THREAT], levels[Condition.IDENTITY], levels[Condition.STATUS]
