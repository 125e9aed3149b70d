"""Compatibility of identities: each side's reading of the other, and their minimum (OP 1.3, 6.3)."""

from __future__ import annotations

from itertools import product

from cordiale.model.levels import IdentityLevel
from cordiale.model.rules import IdentityRules

EVERY_LEVEL = frozenset(IdentityLevel)
_ABSENCE = {
    "low_if_corpus_large": frozenset({IdentityLevel.LOW}),
    "unknown": EVERY_LEVEL,
    "medium": frozenset({IdentityLevel.MEDIUM}),
}


def side_levels(
    *,
    salience: frozenset[str] | None,
    relation: frozenset[IdentityLevel],
    war_thinkable: frozenset[str],
    rules: IdentityRules,
) -> frozenset[IdentityLevel]:
    """The levels that one side's reading of the partner may have.

    Args:
        salience: values of visibility it may have; None where nobody coded it.
        relation: levels at which the partner may be related to the Self (radical or negative
            history LOW, non-radical MEDIUM, "we" HIGH); all where nothing relates it.
        war_thinkable: yes, no, unstated.

    Rule: I-6 (salience decides first), I-7 (lines), ID-6 (war thinkable caps at MEDIUM).
    """
    found: set[IdentityLevel] = set()
    if salience is not None and salience & {"absent", "low"}:
        found |= _ABSENCE[rules.absence_rule]  # I-6
    if salience is None or salience - {"absent", "low"}:
        for level, war in product(relation, war_thinkable):
            found.add(min(level, IdentityLevel.MEDIUM) if war == "yes" else level)  # ID-6
    return frozenset(found)


def identity_levels(
    side_a: frozenset[IdentityLevel], side_b: frozenset[IdentityLevel], rules: IdentityRules
) -> frozenset[IdentityLevel]:
    """The levels that compatibility of identities may have: the lower of the two directions.

    Rule: I-17. A necessary condition of a relationship cannot be carried by one side (A12).
    """
    pairs = product(side_a, side_b)
    if rules.dyad_rule == "minimum":
        return frozenset(min(pair) for pair in pairs)
    order = list(IdentityLevel)
    return frozenset(order[(a.position + b.position) // 2] for a, b in pairs)


def deciding_side(
    side_a: frozenset[IdentityLevel], side_b: frozenset[IdentityLevel]
) -> str | None:
    """Which direction decides: ``a``, ``b``, ``both`` where equal; None where that is open."""
    if len(side_a) != 1 or len(side_b) != 1:
        if max(side_a) < min(side_b):
            return "a"
        if max(side_b) < min(side_a):
            return "b"
        return None
    (one,), (other,) = side_a, side_b
    if one == other:
        return "both"
    return "a" if one < other else "b"
