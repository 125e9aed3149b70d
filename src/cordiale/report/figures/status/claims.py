"""What each side claims of its place towards the other, and whether the other grants it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cordiale.model.results import LevelResult, StatusRow
from cordiale.report.figures.status.values import Claim, Match
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.wording import actor_name, or_list

__all__ = ["claims_of", "granted_words", "role_words", "roles_in", "searched"]

_PLACES = ("over_partner", "equal", "independent_pole", "dominant", "subordinate")
_SHORT = Entries("status.short.{}", _PLACES)
_ANSWERS = Entries("status.answer.{}", ("affirms_equal", "affirms_senior", "affirms_junior", "denies", "none"))
_ROLES = Entries("status.role.{}", ("dominant", "equal", "subordinate", "independent_pole", "none"))
_UNSEARCHED = "unsearched"

# What grants a place: the recognition, or the role that the other side takes (ST-4, ST-5, I-18).
# A claim of superiority is granted by recognition alone (OP 6.4).
_GRANTED_BY: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "over_partner": (frozenset({"affirms_senior"}), frozenset()),
    "equal": (frozenset({"affirms_equal"}), frozenset({"equal"})),
    "independent_pole": (frozenset({"affirms_equal"}), frozenset({"equal"})),
    "dominant": (frozenset({"affirms_senior"}), frozenset({"subordinate"})),
    "subordinate": (frozenset({"affirms_junior"}), frozenset({"dominant"})),
}

# Own roles beside which such a place can stand at all: a word that grants it against them settles nothing.
_BESIDE: Mapping[str, frozenset[str]] = {
    "equal": frozenset({"equal", "independent_pole", "subordinate"}),
    "independent_pole": frozenset({"equal", "independent_pole"}),
    "dominant": frozenset({"subordinate"}),
    "subordinate": frozenset({"dominant", "equal", "subordinate"}),
}


def roles_in(result: LevelResult | None, row: StatusRow) -> tuple[str, ...]:
    """The roles that a side may take, as the status level holds them; ``unsearched`` stands alone.

    Missing: where the level names no roles, those that the side states.
    """
    pair = result.detail.get("role_pair") if result else None
    found = pair.get(row.actor) if isinstance(pair, Mapping) else None
    if isinstance(found, str):
        return (found,)
    if isinstance(found, (list, tuple)) and found:
        return tuple(str(role) for role in found)
    return row.role if row.documents else (_UNSEARCHED,)


def searched(roles: Collection[str]) -> bool:
    """Whether enough documents of a side were searched to read its roles."""
    return _UNSEARCHED not in roles


def role_words(roles: Sequence[str]) -> str:
    """The roles that a side may take: "equal", "equal or own pole", "any role", "not searched"."""
    if not searched(roles):
        return say("status.role.unsearched")
    if not roles or set(roles) >= set(_ROLES):
        return say("status.role.any")
    return or_list([_ROLES[role] for role in _ROLES if role in roles])


def claims_of(row: StatusRow, other: StatusRow, roles: Sequence[str], other_roles: Sequence[str]) -> tuple[Claim, ...]:
    """The places that one side claims, each with the other side's answer.

    Args:
        row: the side's words. Args other: its partner's. Args roles, other_roles: `roles_in` of both.

    Missing: a side that was not searched settles nothing; one that was searched and says nothing
    of the other's rank does not grant superiority (OP 6.4).

    Rule: I-18, I-30; ST-3 to ST-5.
    """
    stated = tuple(role for role in row.role if role in _GRANTED_BY)
    inferred = not stated and len(roles) == 1 and roles[0] in _GRANTED_BY
    taken = tuple(roles) if inferred else stated
    above = [(("over_partner",), False)] if row.superiority_claim == ("over_partner",) else []
    return tuple(
        _claim(places, by_granting, row, other, other_roles)
        for places, by_granting in (*above, (taken, inferred))
        if places
    )


def _place(code: str, partner: str) -> str:
    return say(f"status.claim.{code}", partner=actor_name(partner))


def _claim(
    places: Sequence[str], inferred: bool, row: StatusRow, other: StatusRow, other_roles: Sequence[str]
) -> Claim:
    place = or_list([_place(code, row.partner) for code in places])
    return Claim(
        place=place,
        words=say("status.claim.taken" if inferred else "status.claim.said", place=place),
        short=or_list([_SHORT[code] for code in places]),
        match=_match(places, other, other_roles),
        answer=_answer(other, other_roles),
    )


def granted_words(row: StatusRow) -> str:
    """What a side says of the other's rank: "grants an equal place"."""
    return or_list([_ANSWERS[code] for code in row.recognition])


def _match(places: Sequence[str], other: StatusRow, other_roles: Sequence[str]) -> Match:
    if not searched(other_roles):
        return Match.OPEN
    verdicts = {_granted(place, set(other.recognition), set(other_roles)) for place in places}
    return verdicts.pop() if len(verdicts) == 1 else Match.OPEN


def _granted(place: str, seen: set[str], roles: set[str]) -> Match:
    """Whether a place is granted on every reading, on none, or on some; a denial grants nothing."""
    by_word, by_role = _GRANTED_BY[place]
    if seen == {"denies"}:
        return Match.UNMET
    if seen & by_word and roles and not roles & _BESIDE.get(place, roles):
        return Match.OPEN  # I-18: the other grants it in words, and takes a role that does not fit it
    if "denies" not in seen and ((seen and seen <= by_word) or (roles and roles <= by_role)):
        return Match.MET
    return Match.OPEN if seen & by_word or roles & by_role else Match.UNMET


def _answer(other: StatusRow, other_roles: Sequence[str]) -> str:
    if not searched(other_roles):
        return say("status.not_searched")
    if other.recognition:
        return granted_words(other)
    stated = [role for role in other.role if role in _GRANTED_BY]
    if stated:
        return say("status.answer.role", place=or_list([_place(role, other.partner) for role in stated]))
    return say("status.answer.nothing")
