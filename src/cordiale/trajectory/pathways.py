"""The pathways that the article names between types, as data, and which one a movement takes.

A movement that the table of minima allows but no pathway names keeps an empty name: nothing is
put into the article's mouth. A movement on a named route by conditions that the article does not
name for it carries the name and is marked as implied (``stated`` false).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from cordiale.model.levels import AlignmentType, Condition

THIN, COAL, THICK, ALLY, NASC, ASC = AlignmentType
THREAT, IDENTITY, STATUS = Condition


class Direction(StrEnum):
    """Which way a level, a score or the set of open types moved."""

    UP = "up"
    DOWN = "down"
    LATERAL = "lateral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """A movement between types that the article names (OP 5.1).

    Args:
        id: P1 to P12. Args said: what it says.
        origins: types it starts from; empty: any. Args goals: types it ends in; empty: see said.
        conditions: conditions that the article names for it.
        stated: whether the article states it, or the table of minima implies it (I-25).
    """

    id: str
    said: str
    origins: tuple[AlignmentType, ...] = ()
    goals: tuple[AlignmentType, ...] = ()
    conditions: tuple[Condition, ...] = ()
    stated: bool = True


PATHWAYS: tuple[Pathway, ...] = (
    Pathway(
        id="P1",
        said="threat becomes compatible, status at least minimal",
        origins=(THIN,),
        goals=(COAL,),
        conditions=(THREAT, STATUS),
    ),
    Pathway(
        id="P2",
        said="identity reaches medium, with some rise in status",
        origins=(THIN,),
        goals=(THICK,),
        conditions=(IDENTITY, STATUS),
    ),
    Pathway(
        id="P3",
        said="threat compatible, identity medium, a further rise in status: a direct jump",
        origins=(THIN,),
        goals=(ALLY,),
        conditions=(THREAT, IDENTITY, STATUS),
    ),
    Pathway(
        id="P4",
        said="threat compatible and identity re-read as 'we', at the highest status",
        goals=(ASC,),
        conditions=(THREAT, IDENTITY, STATUS),
    ),
    Pathway(
        id="P5",
        said="a change of threat alone, possibly very fast",
        origins=(NASC,),
        goals=(ASC,),
        conditions=(THREAT,),
    ),
    Pathway(
        id="P6",
        said="identity or status begins to diverge",
        origins=(THICK, ALLY, NASC, ASC),
        conditions=(IDENTITY, STATUS),
    ),
    Pathway(
        id="P7",
        said="threat assessments diverge",
        origins=(COAL, ALLY, ASC),
        goals=(THIN, THICK, NASC),
        conditions=(THREAT,),
        stated=False,  # I-25: the table implies it, no list of the article has it
    ),
    Pathway(id="P8", said="confidence in mutual support rises or falls within one type"),
    Pathway(id="P9", said="a declared type whose conditions were missing from the start falls apart"),
    Pathway(id="P10", said="a new leader or domestic coalition re-reads the narratives"),
    Pathway(
        id="P11",
        said="threat and status both more compatible",
        origins=(THICK,),
        goals=(ALLY,),
        conditions=(THREAT, STATUS),
    ),
    Pathway(
        id="P12",
        said="identity more compatible",
        origins=(THICK,),
        goals=(NASC,),
        conditions=(IDENTITY,),
    ),
)
"""P1 to P12 of OP 5.1. P8 stays within a type; P10 is known by its interaction, not by levels."""

BY_ID: Mapping[str, Pathway] = {pathway.id: pathway for pathway in PATHWAYS}

Named: TypeAlias = tuple[str, bool]
"""A pathway's id (empty where the article names none) and whether the article states it."""

UNNAMED: Named = ("", False)

_UPWARD = tuple(BY_ID[name] for name in ("P1", "P2", "P3", "P4", "P5", "P11", "P12"))


def pathway_between(
    before: Collection[str],
    after: Collection[str],
    *,
    direction: Direction,
    moved: Mapping[Condition, Direction],
    rhetorical: bool = False,
) -> Named:
    """The pathway that a movement between two locations takes.

    Args:
        before, after: the locations. Args direction: of the set of open types.
        moved: conditions whose level rose or fell.
        rhetorical: whether the label was rhetorical before.

    Returns:
        Id and whether the article states it. A change that is no rise and no fall (``lateral``)
        has no name: the article has no pathway between types that cannot be ranked.

    Rule: P1 to P7, P9, P11, P12; I-25.

    Example:
        >>> pathway_between(
        ...     [NASC], [ASC], direction=Direction.UP, moved={THREAT: Direction.UP}
        ... )
        ('P5', True)
    """
    if direction is Direction.UP:
        rose = {condition for condition, way in moved.items() if way is Direction.UP}
        return _upward(before, [kind for kind in after if kind not in before], rose)
    if direction is Direction.DOWN:
        fell = {condition for condition, way in moved.items() if way is Direction.DOWN}
        return _downward(before, fell, rhetorical)
    return UNNAMED


def pathway_to(location: Collection[str], target: AlignmentType, missing: Collection[Condition]) -> Named:
    """The pathway from the present location to a type that is not open.

    Args:
        location: where the dyad is; empty where unknown (then only P4, from any type, applies).
        missing: conditions that the target lacks.

    Rule: OP 5.1, 5.3; I-26 (a coalition beside a thick partnership is a model implication).

    Example:
        >>> pathway_to([THICK], ALLY, [THREAT, STATUS]), pathway_to([THICK], COAL, [THREAT])
        (('P11', True), ('', False))
    """
    return _upward(location, [target], set(missing))


def _upward(origins: Collection[str], goals: Collection[str], moving: Collection[Condition]) -> Named:
    routes = sorted(
        (route for route in _UPWARD if _starts(route, origins) and set(goals) & set(route.goals)),
        key=lambda route: (_place(route.goals, goals), _place(route.origins, origins)),
        reverse=True,  # the narrower first: P5 (from NASC) before P4 (from any type)
    )
    for route in routes:
        if moving and set(moving) <= set(route.conditions):
            return route.id, route.stated
    if len(goals) > 1 and moving and set(moving) <= {c for r in routes for c in r.conditions}:
        return routes[0].id, True  # I-16: two roads at once, to the two members of a tie
    # The route has a name, but a condition moves that the article does not name for it.
    return (routes[-1].id, False) if routes else UNNAMED


def _place(named: Collection[AlignmentType], present: Collection[str]) -> int:
    """Place in the order of types of the last named type that is present; -1 for none."""
    order = list(AlignmentType)
    return max((order.index(kind) for kind in named if kind in present), default=-1)


def _starts(pathway: Pathway, origins: Collection[str]) -> bool:
    return not pathway.origins or any(kind in pathway.origins for kind in origins)


def _downward(origins: Collection[str], fell: Collection[Condition], rhetorical: bool) -> Named:
    if rhetorical:  # CAV-1: P9 goes before what fell, since the conditions were never in place
        return "P9", BY_ID["P9"].stated
    for name in ("P6", "P7"):
        pathway = BY_ID[name]
        if _starts(pathway, origins) and set(fell) & set(pathway.conditions):
            return pathway.id, pathway.stated
    return UNNAMED


def pathway_within(dimension: str, direction: Direction, location: Collection[str]) -> Named:
    """The pathway of a movement that leaves the type as it is.

    Args:
        dimension: support, coordination or a condition, whose score (or level, inside the type)
            moved. Args location: where the dyad is.

    Rule: P8 where support or coordination moved, since they are what alignment is (C1, I-27). P6
    is named as a warning where identity or status begins to diverge in a type that rests on them.
    Other movements of a score are P8 by implication: the scores are ours (I-24).

    Example:
        >>> pathway_within("identity", Direction.DOWN, [THICK])
        ('P6', True)
    """
    if dimension not in set(Condition):
        return "P8", True
    warning = BY_ID["P6"]
    begins = direction is Direction.DOWN and dimension in warning.conditions
    if begins and _starts(warning, location):
        return warning.id, warning.stated
    return "P8", False
