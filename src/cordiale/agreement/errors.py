"""How a coder errs, measured against reference codings: what redraws its codes (OP 7, uncertainty 1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cordiale.actors import find
from cordiale.codebook import load
from cordiale.formats.codings import Coding, Other, Status, Threat
from cordiale.model.coder_errors import CoderErrors

__all__ = ["coder_errors"]

_LEAST_FOR_A_KIND = 30
"""Claims of one kind from which their share that is right is told apart from that of the whole dimension."""

Claim = Threat | Other | Status


def coder_errors(reference: Iterable[Coding], codings: Iterable[Coding], coder: str) -> dict[str, CoderErrors]:
    """A coder's errors, by coder and language (``dictionary/en``).

    A claim of the coder is right where the reference has one on the same passage: any threat, the same actor, a claim of
    status that is no formula, or support. Its values are then compared with that claim's (of threats: the one of the same
    family if there is one, else the first).

    Args:
        reference: codings that count as right. Args codings: the coder's of the same passages; others are passed over.
        coder: its name.

    Rule: OP 7, uncertainty 1.
    """
    coded = {one.id: one for one in codings if one.failed is None}
    by_language: defaultdict[str, list[tuple[Coding, Coding]]] = defaultdict(list)
    for right in reference:
        if right.id in coded:
            by_language[right.language].append((right, coded[right.id]))
    return {
        f"{coder}/{language}": _measured(pairs, coder, language) for language, pairs in sorted(by_language.items())
    }


def _measured(pairs: Iterable[tuple[Coding, Coding]], coder: str, language: str) -> CoderErrors:
    present: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    confusion: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    passages = 0
    for right, found in pairs:
        passages += 1
        for dimension, kind, claim, match in _matched(right, found):
            present[dimension][match is not None] += 1
            present[f"{dimension}/{kind}"][match is not None] += 1
            if match is not None:
                _compare(confusion, dimension, claim, match)
    return CoderErrors(
        coder=coder,
        language=language,
        passages=passages,
        present={
            kind: (counts[True], counts[False])
            for kind, counts in sorted(present.items())
            if "/" not in kind or counts.total() >= _LEAST_FOR_A_KIND
        },
        confusion={
            field: {value: dict(sorted(row.items())) for value, row in sorted(rows.items())}
            for field, rows in sorted(confusion.items())
        },
    )


def _matched(right: Coding, found: Coding) -> Iterator[tuple[str, str, Any, Any]]:
    """Each claim of the coder: dimension, kind, the claim, and the reference's claim of the same thing or None."""
    for threat in found.threats:
        same = [one for one in right.threats if one.family == threat.family]
        yield "threat", threat.family, threat, next(iter((*same, *right.threats)), None)
    others = {_actor(one.name): one for one in right.others}
    for other in found.others:
        yield "identity", other.othering, other, others.get(_actor(other.name))
    claims = [one for one in right.status if not one.formulaic]
    for claim in found.status:
        if not claim.formulaic:
            yield "status", claim.role, claim, next(iter(claims), None)
    if found.support != "none":
        yield "support", found.support, found, right if right.support != "none" else None


def _actor(name: str) -> str:
    actor = find(name)
    return (actor.successor or actor.code) if actor else name.casefold()


_PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "threat": ("threats", ("family", "magnitude", "urgency", "hedge")),
    "identity": ("others", ("othering", "role", "basis", "valence", "trust")),
    "status": ("status", ("own_rank", "role", "autonomy", "recognition")),
}


def _compare(
    confusion: defaultdict[str, defaultdict[str, Counter[str]]], dimension: str, claim: Any, match: Any
) -> None:
    """Counts what the reference has where the coder has a value; a value that OP reads as not coded is none."""
    if dimension == "support":
        confusion["support"][claim.support][match.support] += 1
        return
    part, keys = _PARTS[dimension]
    for key in keys:
        if part == "status" and "none" in (getattr(claim, key), getattr(match, key)):
            continue  # not coded in texts: nothing to redraw
        coded = load().from_protocol(f"{part}.{key}", getattr(claim, key))
        right = load().from_protocol(f"{part}.{key}", getattr(match, key))
        if coded is not None and right is not None:
            confusion[coded[0]][coded[1]][right[1]] += 1
