"""The decision table: for each of the 30 combinations of levels, what is open and where that is.

Plain functions on levels as points. The location is a ceiling: conditions in place make a type
possible, they do not make it so (C3, I-32).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import TypeAlias

from cordiale.model.levels import (
    NO_ALIGNMENT,
    AlignmentType,
    Condition,
    Gate,
    IdentityLevel,
    Level,
    StatusLevel,
    ThreatLevel,
)
from cordiale.model.rules import Rules
from cordiale.typology.order import most_demanding

Levels: TypeAlias = Mapping[Condition, Level]
"""One level for each condition."""

Triple: TypeAlias = tuple[Level, Level, Level]
"""Threat, identity and status, in this order."""

TABLE_1: Mapping[tuple[Level, Level], AlignmentType] = MappingProxyType(
    {
        (ThreatLevel.HIGH, IdentityLevel.LOW): AlignmentType.COAL,
        (ThreatLevel.HIGH, IdentityLevel.MEDIUM): AlignmentType.ALLY,
        (ThreatLevel.HIGH, IdentityLevel.HIGH): AlignmentType.ASC,
        (ThreatLevel.LOW, IdentityLevel.LOW): AlignmentType.THIN,
        (ThreatLevel.LOW, IdentityLevel.MEDIUM): AlignmentType.THICK,
        (ThreatLevel.LOW, IdentityLevel.HIGH): AlignmentType.NASC,
    }
)
"""The article's Table 1: a picture of the rule that leaves status out (OP 2)."""

# CAV-3: status readings hang on identity readings. Cells 4, 5, 11, 19, 20 and 26 of OP 4.
_IMPLAUSIBLE: frozenset[Triple] = frozenset(
    {
        (ThreatLevel.LOW, IdentityLevel.LOW, StatusLevel.HIGHER),
        (ThreatLevel.LOW, IdentityLevel.LOW, StatusLevel.HIGHEST),
        (ThreatLevel.LOW, IdentityLevel.HIGH, StatusLevel.INCOMPATIBLE),
        (ThreatLevel.HIGH, IdentityLevel.LOW, StatusLevel.HIGHER),
        (ThreatLevel.HIGH, IdentityLevel.LOW, StatusLevel.HIGHEST),
        (ThreatLevel.HIGH, IdentityLevel.HIGH, StatusLevel.INCOMPATIBLE),
    }
)


def triple_of(levels: Levels) -> Triple:
    """The levels in the order threat, identity, status."""
    return levels[Condition.THREAT], levels[Condition.IDENTITY], levels[Condition.STATUS]


def enabled(levels: Levels, rules: Rules) -> tuple[AlignmentType, ...]:
    """Every type whose three minima are in place.

    Rule: C3 (necessary, not sufficient), ST-7, I-2, I-3, I-4 (the minima).

    Example:
        >>> levels = {
        ...     Condition.THREAT: ThreatLevel.LOW,
        ...     Condition.IDENTITY: IdentityLevel.MEDIUM,
        ...     Condition.STATUS: StatusLevel.MEDIUM,
        ... }
        >>> [str(kind) for kind in enabled(levels, Rules.default())]
        ['THIN', 'THICK']
    """
    return tuple(
        kind
        for kind in AlignmentType
        if all(levels[condition] >= rules.minima[kind][condition] for condition in Condition)
    )


def maximal(types: tuple[AlignmentType, ...], rules: Rules) -> tuple[AlignmentType, ...]:
    """Those of the open types that no other open type exceeds in its demands (I-32)."""
    return most_demanding(types, rules.minima)


def table1_cell(threat: Level, identity: Level) -> AlignmentType:
    """What Table 1 shows for threat and identity, with status left out.

    Kept beside the location, never in its place: status shuts this type in 11 of 30 cells.
    """
    return TABLE_1[threat, identity]


def implausible(levels: Levels) -> bool:
    """Whether the levels are logically allowed but unlikely together: re-check the coding.

    Rule: CAV-3. High status beside low identity, or incompatible status beside a shared identity.
    """
    return triple_of(levels) in _IMPLAUSIBLE


def gate_read(gate: Gate, rules: Rules, *, adversarial: bool = False) -> Gate:
    """The gate as the rules read it.

    Args:
        gate: whether cooperative engagement is on record.
        adversarial: whether one partner is among the other's severe and urgent threats.

    Rule: I-15. A partner that is feared shuts the gate only under
    ``gate.partner_not_severe_threat``; without ``gate.require_engagement`` it stands open.
    """
    if rules.gate.partner_not_severe_threat and adversarial:
        return Gate.CLOSED
    return gate if rules.gate.require_engagement else Gate.OPEN


def location(levels: Levels, gate: Gate, rules: Rules, *, adversarial: bool = False) -> tuple[str, ...]:
    """For which types conditions are in place at most: the ceiling of the dyad.

    Under ``location.rule = maximal`` the most demanding open types; under ``enabled`` every open
    type; under ``table1_cell`` the type of the Table 1 cell where it is open, else (status shuts
    the cell) the most demanding open types, since a type whose minima are not met is never named.

    Returns:
        Types in canonical order; ``("NO_ALIGNMENT",)`` where the gate is closed; empty only under
        minima that leave not even THIN open.

    Missing: an unknown gate is read as if open, to be worded "if aligned".

    Rule: I-15 (gate), I-32 (ceiling), I-16 (ties are reported).
    """
    if gate_read(gate, rules, adversarial=adversarial) is Gate.CLOSED:
        return (NO_ALIGNMENT,)
    return _located(levels, enabled(levels, rules), rules)


def _located(levels: Levels, types: tuple[AlignmentType, ...], rules: Rules) -> tuple[AlignmentType, ...]:
    if rules.location.rule == "enabled":
        return types
    if rules.location.rule == "table1_cell":
        cell = table1_cell(levels[Condition.THREAT], levels[Condition.IDENTITY])
        if cell in types:
            return (cell,)
    return maximal(types, rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One row of the decision table, with the gate open.

    Args:
        levels: threat, identity, status. Args enabled: open types. Args location: the ceiling.
        table1_cell: the type of Table 1. Args implausible: whether to re-check the coding.
    """

    levels: Triple
    enabled: tuple[AlignmentType, ...]
    location: tuple[AlignmentType, ...]
    table1_cell: AlignmentType
    implausible: bool


@lru_cache(maxsize=256)
def decision_table(rules: Rules) -> Mapping[Triple, Cell]:
    """The 30 cells of OP 4 under the given rules, with the gate open.

    Keys run through status fastest and threat slowest, so that cells come in OP's numbering.

    Example:
        >>> table = decision_table(Rules.default())
        >>> len(table), len({cell.enabled for cell in table.values()})
        (30, 9)
    """
    cells: dict[Triple, Cell] = {}
    for threat, identity, status in product(ThreatLevel, IdentityLevel, StatusLevel):
        levels: Levels = {
            Condition.THREAT: threat,
            Condition.IDENTITY: identity,
            Condition.STATUS: status,
        }
        types = enabled(levels, rules)
        cells[threat, identity, status] = Cell(
            levels=(threat, identity, status),
            enabled=types,
            location=_located(levels, types, rules),
            table1_cell=table1_cell(threat, identity),
            implausible=implausible(levels),
        )
    return MappingProxyType(cells)
