"""What is not open, what it lacks, and by which road: the article's question "which way" (OP 5.3).

Types are listed in their fixed order and never ranked by what they lack: steps of different
conditions have no common unit, and a single step may be the one that no narrative allows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cordiale.errors import InputError, Problem
from cordiale.model.levels import AlignmentType, Arm, Condition
from cordiale.model.results import NextType, Road
from cordiale.trajectory.pathways import pathway_to

SYMMETRICAL = "symmetrical"
ASYMMETRICAL = "asymmetrical"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideClaims:
    """What one side says of its place towards the partner, for judging the two roads.

    Args:
        actor: name or code, as it is to stand in a sentence.
        roles: roles it may expect (dominant, equal, subordinate, independent_pole).
        recognition: what it may affirm of the partner's rank. In both, an empty set, ``none`` and
            ``not_coded`` settle nothing.
        role_refused: whether it rules out the junior role; None where nobody coded it.
        evidence: ids of the records behind these.
    """

    actor: str
    roles: frozenset[str] = frozenset()
    recognition: frozenset[str] = frozenset()
    role_refused: bool | None = None
    evidence: tuple[str, ...] = ()


def what_next(
    *,
    open_types: Collection[AlignmentType],
    gaps: Mapping[AlignmentType, Mapping[Condition, int]],
    location: tuple[str, ...] | None,
    arm: Arm,
    roads: Mapping[str, Road],
    evidence_for: Mapping[Condition, tuple[str, ...]] | None = None,
    evidence_against: Mapping[Condition, tuple[str, ...]] | None = None,
) -> tuple[NextType, ...]:
    """Each type that is not open, with what it lacks, its roads and the pathway's name.

    Args:
        open_types: types that are certainly open; none where the gate is closed.
        gaps: for each type, the conditions it lacks and by how many steps.
        location: where the dyad is; None where unknown.
        roads: the two roads, as ``roads`` gives them.
        evidence_for, evidence_against: by condition, records that speak for and against movement.

    Returns:
        In the order of the types. ``stated`` is false where the model adds what the article does
        not say (I-26).

    Missing: where a level is unknown, steps are those from its lowest admissible level. With the
    gate closed a type may lack no condition and still not be open: what is missing is engagement.

    Rule: OP 5.3, I-26.
    """
    listed = []
    for kind in AlignmentType:
        if kind in open_types:
            continue
        missing = gaps.get(kind, {})
        pathway, stated = pathway_to(location or (), kind, list(missing))
        listed.append(
            NextType(
                type=kind,
                missing={str(condition): steps for condition, steps in missing.items()},
                roads=roads,
                pathway=pathway,
                stated=stated,
                arm=arm,
                evidence_for=_records(evidence_for, missing),
                evidence_against=_records(evidence_against, missing),
            )
        )
    return tuple(listed)


def _records(
    by_condition: Mapping[Condition, tuple[str, ...]] | None, missing: Collection[Condition]
) -> tuple[str, ...]:
    ids = [record for name in missing for record in (by_condition or {}).get(name, ())]
    return tuple(dict.fromkeys(ids))


def roads(
    side_a: SideClaims,
    side_b: SideClaims,
    capability_ratio: float | None = None,
    *,
    measure: str = "capabilities",
) -> dict[str, Road]:
    """Whether equality, or an accepted leader, is a road to a higher status rung.

    Args:
        side_a, side_b: the claims of the two sides.
        capability_ratio: what side A commands as a multiple of side B; above 0.
        measure: of what, for the sentence ("GDP in current dollars").

    Returns:
        ``symmetrical`` and ``asymmetrical``: two roads to the same rungs, not two types. A ratio
        settles neither; it tells who is the weaker, and is named beside claims of equality.

    Missing: where no words settle a road, it is ``unknown``, never ``no``.

    Raises:
        InputError: a ratio that is not above 0.

    Rule: OP 5.3, ST-4, ST-5, ST-14.

    Example:
        >>> both = frozenset({"affirms_equal"})
        >>> found = roads(
        ...     SideClaims(actor="China", recognition=both),
        ...     SideClaims(actor="Russia", recognition=both, role_refused=True),
        ...     9.7,
        ...     measure="GDP in current dollars",
        ... )
        >>> found["symmetrical"].feasible, found["asymmetrical"].feasible
        ('yes', 'no')
        >>> print(found["asymmetrical"].because)
        Russia rules out the junior role; GDP in current dollars: China has 9.7 times that of Russia.
    """
    _refuse_impossible(capability_ratio)
    ratio = _ratio_in_words(side_a, side_b, capability_ratio, measure)
    evidence = tuple(dict.fromkeys((*side_a.evidence, *side_b.evidence)))
    verdicts = {
        SYMMETRICAL: _symmetrical(side_a, side_b),
        ASYMMETRICAL: _asymmetrical(side_a, side_b, _weaker(side_a, side_b, capability_ratio)),
    }
    return {
        name: Road(feasible=feasible, because=f"{because}{ratio}.", evidence=evidence)
        for name, (feasible, because) in verdicts.items()
    }


def _refuse_impossible(ratio: float | None) -> None:
    if ratio is not None and not ratio > 0:
        raise InputError(
            Problem(
                where="capability ratio",
                found=f"{ratio!r} is no ratio",
                allowed="a number above 0",
                cure="give side A's figure divided by side B's",
            )
        )


_TAKEN = {"affirms_equal": "equal", "affirms_senior": "subordinate", "affirms_junior": "dominant"}
_UNSETTLED = frozenset({"none", "not_coded"})


def _role(side: SideClaims) -> str | None:
    """The one role a side takes: its own, else the one that fits what it affirms (OP 6.4)."""
    stated = side.roles - _UNSETTLED
    if not stated:
        if len(side.recognition) == 1:
            return _TAKEN.get(next(iter(side.recognition)))
        return None
    return next(iter(stated)) if len(side.roles) == 1 else None


def _signals_equality(side: SideClaims) -> bool:
    return _role(side) == "equal" or side.recognition == {"affirms_equal"}


def _claims_rank(side: SideClaims) -> str:
    """The unequal place that a side claims on every reading of its words; empty where none."""
    roles = (side.roles - _UNSETTLED and side.roles) or {_role(side) or ""}
    return " or ".join(sorted(roles)) if roles <= {"dominant", "subordinate"} else ""


def _symmetrical(side_a: SideClaims, side_b: SideClaims) -> tuple[str, str]:
    for side in (side_a, side_b):
        place = _claims_rank(side)
        if place:
            return "no", f"{side.actor} claims a {place} place towards the partner"
    if _signals_equality(side_a) and _signals_equality(side_b):
        return "yes", f"{side_a.actor} and {side_b.actor} each signal equality"  # ST-4
    silent = [side.actor for side in (side_a, side_b) if not _signals_equality(side)]
    return "unknown", f"equality is not settled in the words of {' and '.join(silent)}"


def _asymmetrical(side_a: SideClaims, side_b: SideClaims, weaker: SideClaims | None) -> tuple[str, str]:
    for side in (weaker,) if weaker is not None else (side_a, side_b):
        if side.role_refused:
            return "no", f"{side.actor} rules out the junior role"
    roles = {_role(side_a): side_a, _role(side_b): side_b}
    if set(roles) == {"dominant", "subordinate"}:
        leader, follower = roles["dominant"].actor, roles["subordinate"].actor
        return "yes", f"{leader} claims to lead and {follower} accepts it"  # ST-5
    if set(roles) == {"dominant"}:
        return "no", f"{side_a.actor} and {side_b.actor} both claim to lead"  # ST-3
    return "unknown", "no words settle who would lead and who would follow"


def _weaker(side_a: SideClaims, side_b: SideClaims, ratio: float | None) -> SideClaims | None:
    if ratio is None or ratio == 1:
        return None
    return side_b if ratio > 1 else side_a


def _ratio_in_words(side_a: SideClaims, side_b: SideClaims, ratio: float | None, measure: str) -> str:
    if ratio is None:
        return ""
    more, less = (side_a, side_b) if ratio >= 1 else (side_b, side_a)
    times = ratio if ratio >= 1 else 1 / ratio
    return f"; {measure}: {more.actor} has {times:.1f} times that of {less.actor}"
