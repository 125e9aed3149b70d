"""What practice shows of a tie: the realised type, which never lies above the location (I-16)."""

from __future__ import annotations

from collections.abc import Iterable

from cordiale.model.levels import AlignmentType, in_type_order
from cordiale.model.rules import Rules
from cordiale.typology.order import most_demanding

MILITARY_RESPONSE = frozenset({"joint_operation", "military_response", "combat", "deployment"})
"""Kinds of interactions that are a joint military response to a threat."""

POLICY_COORDINATION = frozenset({"policy_coordination", "consultation", "veto", "policy", "summit"})
"""Kinds of interactions that are a coordination of policies."""

_ON_THREAT = frozenset({AlignmentType.COAL, AlignmentType.ALLY})
_ON_IDENTITY = frozenset({AlignmentType.THICK, AlignmentType.NASC})


def realised(located: tuple[str, ...] | None, practice: Iterable[str], rules: Rules) -> AlignmentType | None:
    """The member of a tie that practice names.

    Args:
        located: the location. Args practice: kinds of the cooperative interactions in the window
            (``joint_operation``, ``veto`` …); kinds of neither sort say nothing.

    Returns:
        COAL or ALLY where practice is a joint military response, THICK or NASC where it is policy
        coordination; None where it shows both or neither, and where there is no tie: whether a
        single type is practised is not judged here (C3).

    Rule: I-16. Always a member of the location, so never above the ceiling.

    Example:
        >>> tie = (AlignmentType.COAL, AlignmentType.THICK)
        >>> str(realised(tie, ["veto", "trade"], Rules.default()))
        'THICK'
    """
    tie = _tie(located, rules)
    kinds = {"_".join(kind.casefold().split()) for kind in practice}
    responds, coordinates = bool(kinds & MILITARY_RESPONSE), bool(kinds & POLICY_COORDINATION)
    if len(tie) < 2 or responds == coordinates:
        return None
    named = [kind for kind in tie if kind in (_ON_THREAT if responds else _ON_IDENTITY)]
    return named[0] if len(named) == 1 else None


def _tie(located: tuple[str, ...] | None, rules: Rules) -> tuple[AlignmentType, ...]:
    # Under location.rule = enabled the location also lists what its members exceed: no tie.
    kinds = in_type_order(located or ())
    return most_demanding(kinds, rules.minima)


def settle_tie(
    located: tuple[str, ...] | None, named: AlignmentType | None, rules: Rules
) -> tuple[str, ...] | None:
    """The location after practice: unchanged, or the type it names under ``location.ties``.

    Rule: I-16. By default (``report_all``) both members of a tie are reported.
    """
    if rules.location.ties == "practice" and named is not None:
        return (named,)
    return located
