"""Compatibility of status expectations: role pair first, then the rung (OP 1.4, 6.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from cordiale.model.levels import StatusLevel
from cordiale.model.rules import StatusRules

NOT_CODED = "not_coded"
"""Stands among the values of a field that no searched document codes; never read as ``none``."""

ROLES = ("dominant", "equal", "subordinate", "independent_pole", "none")


class Variant(StrEnum):
    """The road by which roles fit: two roads to the same rungs, not two types (OP 5.3)."""

    SYMMETRICAL = "symmetrical"
    ASYMMETRICAL = "asymmetrical"
    UNSETTLED = "asymmetrical?"
    NO_LEADER = "no leader"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePair:
    """What two expected roles allow.

    Args:
        compatible: whether the roles fit. Args variant: by which road.
        cap: the highest rung they allow; INCOMPATIBLE where they do not fit.
    """

    compatible: bool
    variant: Variant
    cap: StatusLevel


_INCOMPATIBLE = RolePair(compatible=False, variant=Variant.NONE, cap=StatusLevel.INCOMPATIBLE)
_FITS_BARELY = RolePair(compatible=True, variant=Variant.NONE, cap=StatusLevel.MINIMAL)
_POLES_AS_EQUALS = RolePair(
    compatible=True, variant=Variant.SYMMETRICAL, cap=StatusLevel.MEDIUM
)

_PAIRS: dict[frozenset[str], tuple[RolePair, ...]] = {
    frozenset({"dominant"}): (_INCOMPATIBLE,),
    frozenset({"dominant", "equal"}): (_INCOMPATIBLE,),
    frozenset({"dominant", "independent_pole"}): (_INCOMPATIBLE,),
    frozenset({"dominant", "none"}): (_INCOMPATIBLE,),
    frozenset({"subordinate", "independent_pole"}): (_INCOMPATIBLE,),
    frozenset({"equal"}): (
        RolePair(compatible=True, variant=Variant.SYMMETRICAL, cap=StatusLevel.HIGHEST),
    ),
    frozenset({"dominant", "subordinate"}): (
        RolePair(compatible=True, variant=Variant.ASYMMETRICAL, cap=StatusLevel.HIGHEST),
    ),
    frozenset({"equal", "subordinate"}): (
        RolePair(compatible=True, variant=Variant.UNSETTLED, cap=StatusLevel.MINIMAL),
    ),
    frozenset({"subordinate"}): (
        RolePair(compatible=True, variant=Variant.NO_LEADER, cap=StatusLevel.MINIMAL),
    ),
    frozenset({"none", "equal"}): (_INCOMPATIBLE, _FITS_BARELY),
    frozenset({"none", "subordinate"}): (_INCOMPATIBLE, _FITS_BARELY),
    frozenset({"none", "independent_pole"}): (_INCOMPATIBLE, _FITS_BARELY),
    frozenset({"none"}): (_INCOMPATIBLE, _FITS_BARELY),
}


def role_pairs(
    role_a: str, role_b: str, *, equality_a: bool, equality_b: bool
) -> tuple[RolePair, ...]:
    """What two expected roles allow; two answers where the text leaves the pair open.

    Args:
        role_a, role_b: expected roles towards each other.
        equality_a, equality_b: whether each signals the other's equality in its own voice.

    Rule: I-18 and the table of role pairs (OP 6.4).
    """
    pair = frozenset({role_a, role_b})
    if pair in ({"independent_pole"}, {"equal", "independent_pole"}):  # I-18: as pole with pole
        return (_POLES_AS_EQUALS,) if equality_a and equality_b else (_INCOMPATIBLE,)
    return _PAIRS[pair]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """What one actor says of rank and role towards the partner, each as the values it may have.

    Args:
        role: expected roles. Args recognition: of the partner's rank. Args autonomy: limits
            accepted. Args anxiety: worry about rank. In these four ``{"not_coded"}`` means that
            no searched document codes the field.
        superiority: claims made (over_partner, over_third, none).
        refuses_partner: whether limits are refused towards the partner.
        role_refused: roles ruled out.
        searched: whether enough documents were searched; if not, the side ranges over everything.
    """

    role: frozenset[str]
    recognition: frozenset[str]
    autonomy: frozenset[str]
    anxiety: frozenset[str]
    superiority: frozenset[str]
    refuses_partner: frozenset[bool]
    role_refused: frozenset[str]
    searched: bool = True


_ANYTHING = StatusView(
    role=frozenset(ROLES),
    recognition=frozenset({"affirms_equal", "affirms_senior", "affirms_junior", "denies", "none"}),
    autonomy=frozenset({NOT_CODED}),
    anxiety=frozenset({NOT_CODED}),
    superiority=frozenset({"over_partner", "over_third", "none"}),
    refuses_partner=frozenset({True, False}),
    role_refused=frozenset({"subordinate", "none"}),
)
"""What a side that was not searched may say of rank and role; its rungs are all rungs."""


class Stance(NamedTuple):
    """One completion of a side, reduced to what the pair needs.

    ``equality`` is told only of the roles that hang on it (pole, equal).
    """

    role: str
    equality: bool = False
    claims_over_partner: bool = False
    affirms_senior: bool = False


SHUTS = Stance(role="")
"""A side that makes status incompatible, whatever else it and its partner say."""


def status_levels(
    side_a: StatusView, side_b: StatusView, rules: StatusRules
) -> frozenset[StatusLevel]:
    """The levels that compatibility of status expectations may have.

    Rule: I-18 (role pair), I-19 (accepted limits set the rung), I-20 (formulas give no role),
    I-30 (the partner is the referent), I-36 (ruling out a junior role is not enough).
    """
    caps = pair_caps(side_stances(side_a, rules), side_stances(side_b, rules))
    return levels_under(caps, side_rungs(side_a), side_rungs(side_b))


def levels_under(
    caps: frozenset[StatusLevel], rungs_a: frozenset[StatusLevel], rungs_b: frozenset[StatusLevel]
) -> frozenset[StatusLevel]:
    """The lower of two rungs, no higher than the roles allow: for each way in which these may fall."""
    return frozenset(min(completion) for completion in product(caps, rungs_a, rungs_b))


def pair_caps(
    stances_a: frozenset[Stance], stances_b: frozenset[Stance]
) -> frozenset[StatusLevel]:
    """The highest rungs that two sides' stances may allow; INCOMPATIBLE where they do not fit."""
    return frozenset(cap for one, other in product(stances_a, stances_b) for cap in _caps(one, other))


@lru_cache(maxsize=10_000)  # two sides together have a few hundred pairs of stances
def _caps(one: Stance, other: Stance) -> tuple[StatusLevel, ...]:
    unmatched_a = one.claims_over_partner and not other.affirms_senior
    unmatched_b = other.claims_over_partner and not one.affirms_senior
    if SHUTS in (one, other) or unmatched_a or unmatched_b:
        return (StatusLevel.INCOMPATIBLE,)
    pairs = role_pairs(one.role, other.role, equality_a=one.equality, equality_b=other.equality)
    return tuple(pair.cap for pair in pairs)


def side_stances(side: StatusView, rules: StatusRules) -> frozenset[Stance]:
    """The stances that one side may take, one for each way in which its open codes may fall."""
    if not side.searched:
        side = _ANYTHING
    may_shut = {
        refuses or (rules.junior_refusal_is_incompatible and refused == "subordinate")  # I-36
        for refuses, refused in product(side.refuses_partner, side.role_refused)
    }
    claims = {superiority == "over_partner" for superiority in side.superiority}
    return frozenset(
        stance
        for role, recognition, claim, shuts in product(side.role, side.recognition, claims, may_shut)
        for stance in _stances(role, recognition, claims=claim, shuts=shuts or recognition == "denies")
    )


def _stances(role: str, recognition: str, *, claims: bool, shuts: bool) -> Iterable[Stance]:
    if shuts:
        yield SHUTS
        return
    for taken in roles_taken(role, recognition):
        yield Stance(
            role=taken,
            equality=taken == "equal" or (taken, recognition) == ("independent_pole", "affirms_equal"),
            claims_over_partner=claims,
            affirms_senior=recognition == "affirms_senior",
        )


_FITTING_ROLE = {
    "affirms_equal": "equal",
    "affirms_senior": "subordinate",
    "affirms_junior": "dominant",
}


def roles_taken(role: str, recognition: str) -> tuple[str, ...]:
    """The role a side takes: its own, or the one that fits what it affirms of the partner.

    Missing: a role that nobody coded and no recognition to infer it from ranges over all roles;
    it is never read as ``none`` (A20).

    Rule: OP 6.4, mechanically.
    """
    if role not in (NOT_CODED, "none"):
        return (role,)
    if recognition in _FITTING_ROLE:
        return (_FITTING_ROLE[recognition],)
    return ROLES if role == NOT_CODED else ("none",)


RUNGS: dict[str, frozenset[StatusLevel]] = {
    "refuses_limits": frozenset({StatusLevel.MINIMAL}),
    "asserts_independence": frozenset({StatusLevel.MINIMAL}),
    "conditional": frozenset({StatusLevel.MINIMAL}),
    "accepts_limits": frozenset({StatusLevel.MEDIUM}),
    "accepts_security_limits": frozenset({StatusLevel.HIGHER}),
    "accepts_integration": frozenset({StatusLevel.HIGHEST}),
}
"""The rung that each value of ``autonomy`` allows (OP 6.4)."""

_RUNGS_BY_ANXIETY: dict[str, frozenset[StatusLevel]] = {
    "voiced": frozenset({StatusLevel.MINIMAL}),
    "implied": frozenset({StatusLevel.MINIMAL}),
    "denied": frozenset({StatusLevel.MEDIUM}),
    "none": frozenset({StatusLevel.MEDIUM}),
    NOT_CODED: frozenset({StatusLevel.MINIMAL, StatusLevel.MEDIUM}),
}


def side_rungs(side: StatusView) -> frozenset[StatusLevel]:
    """The rungs that one side's acceptance of limits allows.

    Missing: where autonomy is not coded, MINIMAL or MEDIUM (more would have been said), decided by
    official anxiety about rank where that is coded.

    Rule: I-19 and the table of rungs (OP 6.4).
    """
    if not side.searched:
        return frozenset(StatusLevel) - {StatusLevel.INCOMPATIBLE}
    found: set[StatusLevel] = set()
    for autonomy in side.autonomy:
        if autonomy == NOT_CODED:
            for anxiety in side.anxiety:
                found |= _RUNGS_BY_ANXIETY[anxiety]
        else:
            found |= RUNGS[autonomy]
    return frozenset(found)


def pair_on_record(side_a: StatusView, side_b: StatusView) -> tuple[RolePair, ...]:
    """The role pairs that the two sides' words allow, in no doubt where there is one.

    Used for display: the variant, the cap and the flag ``no_leader``.
    """
    found = {
        pair
        for role_a, seen_a, role_b, seen_b in product(
            side_a.role, side_a.recognition, side_b.role, side_b.recognition
        )
        for one, other in product(roles_taken(role_a, seen_a), roles_taken(role_b, seen_b))
        for pair in role_pairs(
            one,
            other,
            equality_a=seen_a == "affirms_equal" or one == "equal",
            equality_b=seen_b == "affirms_equal" or other == "equal",
        )
    }
    return tuple(sorted(found, key=lambda pair: (pair.cap.position, pair.variant)))
