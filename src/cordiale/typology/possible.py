"""What sets of admissible levels allow: unknown is a set of levels, carried through to the types.

A dyad whose status is unknown is read at each level that status may have. What all readings share
is certain, what some of them give is possible, and a location is named only where all agree.

Only 3 x 7 x 31 = 651 combinations of admissible sets exist. ``location_table`` holds what each
allows, so that bulk work is one lookup a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, product
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from cordiale.model.levels import (
    LEVELS,
    NO_ALIGNMENT,
    AlignmentType,
    Condition,
    Gate,
    Level,
    in_type_order,
)
from cordiale.model.rules import Rules
from cordiale.typology.cells import Cell, Triple, decision_table, gate_read, table1_cell

LevelSets: TypeAlias = Mapping[Condition, frozenset[Level]]
"""For each condition the levels that cannot be set aside; never an empty set."""

_Value = TypeVar("_Value")

SetsKey: TypeAlias = tuple[frozenset[Level], frozenset[Level], frozenset[Level]]
"""Admissible levels of threat, identity and status, in this order."""

ALL_LEVELS: LevelSets = MappingProxyType({condition: frozenset(LEVELS[condition]) for condition in Condition})
"""Nothing known: every level of every condition."""


def level_sets(levels: Mapping[Condition, Level | None]) -> LevelSets:
    """Point levels as sets; a level that is None (unknown) ranges over all of its condition."""
    return {
        condition: ALL_LEVELS[condition] if level is None else frozenset({level})
        for condition, level in ((name, levels.get(name)) for name in Condition)
    }


def key_of(sets: LevelSets) -> SetsKey:
    """The sets in the order threat, identity, status: the key of ``location_table``."""
    return sets[Condition.THREAT], sets[Condition.IDENTITY], sets[Condition.STATUS]


def weakest_completion(sets: LevelSets) -> dict[Condition, Level]:
    """The lowest admissible level of each condition: what can be relied on."""
    return {condition: min(sets[condition]) for condition in Condition}


def strongest_completion(sets: LevelSets) -> dict[Condition, Level]:
    """The highest admissible level of each condition: what cannot be ruled out."""
    return {condition: max(sets[condition]) for condition in Condition}


def completions(sets: LevelSets) -> Iterator[Triple]:
    """Every combination of admissible levels, weakest first."""
    threat, identity, status = (
        [level for level in LEVELS[condition] if level in sets[condition]] for condition in Condition
    )
    yield from product(threat, identity, status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """What the admissible levels of a dyad allow.

    Args:
        certain: types open at every completion. Args possible: at some completion.
        enabled: open types; None where completions differ.
        location: the ceiling; None where completions differ.
        locations: every location that some completion has, each once, in canonical order.
        table1_cell: the type of Table 1; None where completions differ.
    """

    certain: tuple[AlignmentType, ...]
    possible: tuple[AlignmentType, ...]
    enabled: tuple[AlignmentType, ...] | None
    location: tuple[str, ...] | None
    locations: tuple[tuple[str, ...], ...]
    table1_cell: AlignmentType | None


def read_sets(sets: LevelSets, gate: Gate, rules: Rules, *, adversarial: bool = False) -> Possible:
    """What the admissible levels allow, found by reading the dyad at each completion.

    Missing: an unknown gate is read as if open; a closed one opens nothing, whatever the levels.

    Rule: I-15, I-32; OP 7 (missing values are sets).
    """
    triples = list(completions(sets))
    cell = _only({table1_cell(threat, identity) for threat, identity, _ in triples})
    if gate_read(gate, rules, adversarial=adversarial) is Gate.CLOSED:
        nowhere = (NO_ALIGNMENT,)
        return Possible(
            certain=(),
            possible=(),
            enabled=(),
            location=nowhere,
            locations=(nowhere,),
            table1_cell=cell,
        )
    table = decision_table(rules)
    return _possible([table[triple] for triple in triples], cell)


def _possible(cells: list[Cell], table1: AlignmentType | None) -> Possible:
    open_sets = {cell.enabled for cell in cells}
    locations = {cell.location for cell in cells}
    return Possible(
        certain=in_type_order(set.intersection(*(set(types) for types in open_sets))),
        possible=in_type_order(chain.from_iterable(open_sets)),
        enabled=_only(open_sets),
        location=_only(locations),
        locations=tuple(sorted(locations, key=_canonical_place)),
        table1_cell=table1,
    )


def _only(values: set[_Value]) -> _Value | None:
    return next(iter(values)) if len(values) == 1 else None


def _canonical_place(types: Iterable[str]) -> tuple[int, ...]:
    order = list(AlignmentType)
    return tuple(order.index(AlignmentType(kind)) for kind in types)


def possible_locations(
    sets: LevelSets, gate: Gate, rules: Rules, *, adversarial: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Every location that the admissible levels allow, each once, in canonical order.

    Example:
        >>> from cordiale.model.levels import IdentityLevel, StatusLevel, ThreatLevel
        >>> in_2011 = {
        ...     Condition.THREAT: frozenset({ThreatLevel.LOW}),
        ...     Condition.IDENTITY: frozenset({IdentityLevel.LOW, IdentityLevel.MEDIUM}),
        ...     Condition.STATUS: frozenset({StatusLevel.MINIMAL, StatusLevel.MEDIUM}),
        ... }
        >>> found = possible_locations(in_2011, Gate.OPEN, Rules.default())
        >>> [[str(kind) for kind in types] for types in found]
        [['THIN'], ['THICK']]
    """
    return read_sets(sets, gate, rules, adversarial=adversarial).locations


def certainly_enabled(sets: LevelSets, gate: Gate, rules: Rules) -> tuple[AlignmentType, ...]:
    """Types that are open at every completion."""
    return read_sets(sets, gate, rules).certain


def possibly_enabled(sets: LevelSets, gate: Gate, rules: Rules) -> tuple[AlignmentType, ...]:
    """Types that are open at some completion; a type outside these is shut whatever is unknown."""
    return read_sets(sets, gate, rules).possible


def location_or_none(sets: LevelSets, gate: Gate, rules: Rules) -> tuple[str, ...] | None:
    """The location; None where a level is unknown and its completions differ."""
    return read_sets(sets, gate, rules).location


def enabled_or_none(sets: LevelSets, gate: Gate, rules: Rules) -> tuple[AlignmentType, ...] | None:
    """The open types; None where a level is unknown and its completions differ."""
    return read_sets(sets, gate, rules).enabled


def every_set_of_levels() -> Iterator[LevelSets]:
    """All 651 combinations of admissible sets."""
    for sets in product(*(_non_empty_subsets(LEVELS[condition]) for condition in Condition)):
        yield dict(zip(Condition, sets, strict=True))


def _non_empty_subsets(kind: type[Level]) -> list[frozenset[Level]]:
    levels = list(kind)
    return [frozenset(chosen) for size in range(1, len(levels) + 1) for chosen in combinations(levels, size)]


def location_table(rules: Rules) -> Mapping[SetsKey, Possible]:
    """What each of the 651 combinations of admissible sets allows, with the gate open.

    The table is built from ``read_sets`` and is its own fast twin: replicates by the thousand
    need one lookup each. Take it once for a run, outside the loop.

    Example:
        >>> len(location_table(Rules.default()))
        651
    """
    return _location_table(_what_decides(rules))


def _what_decides(rules: Rules) -> Rules:
    """The rules with all that no cell depends on at its default: most settings share one table."""
    kept = {
        key: value
        for key, value in rules.values.items()
        if key.startswith("minima.") or key == "location.rule"
    }
    return Rules({**Rules.default().values, **kept})


@lru_cache(maxsize=64)
def _location_table(rules: Rules) -> Mapping[SetsKey, Possible]:
    return MappingProxyType(
        {key_of(sets): read_sets(sets, Gate.OPEN, rules) for sets in every_set_of_levels()}
    )
