"""What in a passage is negated, denied or only reported, so that it does not count as said.

`scope.csv` says by which words: each has an effect and a reach, which ends with the clause. Words that *spare* ("not only") take the
effect from those that begin within them; a *denial* ("poses no threat") takes dangers and their sources; a *negation* or a *report*
("the so-called") what lies within its reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cordiale.coding.dictionary.canonical import Canonical
from cordiale.coding.dictionary.files import Pattern
from cordiale.coding.dictionary.matching import Hit

__all__ = ["Scoped", "scoped"]

_DANGERS = tuple(
    f"framing.{cue}"
    for cue in ("danger", "harm", "attack", "brutal", "severe", "existential", "growing", "imminent")
)
_HOSTILE = ("relations.hostile", "relations.enemy", "relations.threatens", "relations.crimes")
# The stronger first: "no threat" is denied, not only negated.
_EFFECTS = ("denies", "reports", "negates", "spares")
_TAKES = {  # the cues that each effect takes, by how they begin
    "negates": ("framing.danger", "framing.harm", "relations.", "status", "passage.support"),
    "denies": (*_DANGERS, "source", *_HOSTILE),
    "reports": (*_DANGERS, "source", *_HOSTILE),
}


class Scoped(NamedTuple):
    """A hit that does not count as said, the effect that takes it, and the hit that has the effect."""

    hit: Hit
    effect: str
    by: Hit


def scoped(
    passage: Canonical, hits: Sequence[Hit], patterns: Sequence[Pattern], breaks: frozenset[str]
) -> dict[Hit, Scoped]:
    """The hits that do not count as said.

    Args:
        passage: where they were found. Args hits: all of them. Args patterns: by their numbers.
        breaks: words with which a new clause begins ("but").
    """
    scopes = [one for one in hits if patterns[one.pattern].kind == "scope"]
    if not scopes:
        return {}
    scopes.sort(key=lambda one: _EFFECTS.index(patterns[one.pattern].gives["effect"]))
    spared = [one for one in scopes if patterns[one.pattern].gives["effect"] == "spares"]
    clauses = _clauses(passage, breaks)
    aside: dict[Hit, Scoped] = {}
    for scope in scopes:
        effect = patterns[scope.pattern].gives["effect"]
        if effect == "spares" or any(one.first <= scope.first <= one.last for one in spared):
            continue
        reach = patterns[scope.pattern].gives.get("reach", "")
        for hit in hits:
            if hit in aside or not _takes(effect, patterns[hit.pattern]):
                continue
            if clauses[scope.last] == clauses[hit.first] and _reaches(scope, hit, reach):
                aside[hit] = Scoped(hit, effect, scope)
    return aside


def _takes(effect: str, pattern: Pattern) -> bool:
    if pattern.kind in ("scope", "words") or "autonomy" in pattern.gives:  # "never" is itself how limits are refused
        return False
    return pattern.cues[0].startswith(_TAKES[effect])


def _clauses(passage: Canonical, breaks: frozenset[str]) -> list[int]:
    """Number of the clause of each word."""
    numbers: list[int] = []
    number = 0
    for word in passage.words:
        number += word in breaks
        numbers.append(number)
    return numbers


def _reaches(scope: Hit, hit: Hit, reach: str) -> bool:
    if reach == "sentence":
        return True
    if scope.first <= hit.last and hit.first <= scope.last:  # the words of the scope themselves
        return reach == "" or hit.first > scope.first
    side, _, words = reach.partition(" ")
    if side == "after":
        return 0 < hit.first - scope.last <= int(words)
    return side == "before" and 0 < scope.first - hit.last <= int(words)
