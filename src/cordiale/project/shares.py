"""From columns to what is said: lower and upper probabilities, points, admissible sets (OP 7, 4-5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from cordiale.model.levels import LEVELS, AlignmentType, Condition
from cordiale.model.results import CANNOT_BE_SET_ASIDE, LocationShare, Probability, Score
from cordiale.model.rules import Rules
from cordiale.profiles.draws import Floats, Ints
from cordiale.project.dyad_levels import ConditionColumns, distinct_states, levels_in
from cordiale.typology.possible import Possible, SetsKey, location_table

_STEP = 0.05
_TOP, _BOTTOM = 0.95, 0.05
Key = TypeVar("Key")


def raw_shares(masks: Ints, size: int) -> list[Probability]:
    """For each value, the share of columns whose set lies within it, and whose set contains it."""
    columns = np.bincount(masks, minlength=1 << size)  # by set of values
    sets = np.arange(len(columns))
    return [
        Probability(
            lower=float(columns[1 << value] / len(masks)),
            upper=float(columns[sets >> value & 1 > 0].sum() / len(masks)),
        )
        for value in range(size)
    ]


def hand_rounded(shares: Mapping[Key, Probability]) -> dict[Key, Probability]:
    """Probabilities of values that exclude each other, as said of hand evidence.

    Both are rounded to .05, the lower at most .95 and the upper at least .05; where rounding would
    make the lower ones add up to more than 1, those that were rounded up furthest give way.

    Rule: OP 7, uncertainty 4.
    """
    lower = {key: _rounded(share.lower) for key, share in shares.items()}
    while sum(lower.values()) > 20:
        furthest = max(lower, key=lambda key: lower[key] / 20 - shares[key].lower)
        lower[furthest] -= 1
    return {
        key: Probability(
            lower=min(lower[key] / 20, _TOP),
            upper=max(_rounded(share.upper) / 20, _BOTTOM),
        )
        for key, share in shares.items()
    }


def _rounded(share: float) -> int:
    """A share in steps of .05, halves rounded up."""
    return int(share / _STEP + 0.5 + 1e-9)


def admissible_words(shares: Mapping[str, Probability]) -> tuple[str, ...]:
    """The values that cannot be set aside, in their order."""
    return tuple(word for word, share in shares.items() if share.upper >= CANNOT_BE_SET_ASIDE - 1e-9)


def point_word(
    raw: Mapping[str, Probability], standing: Iterable[str], point_from: float
) -> str | None:
    """The value said as a point, or None where it is unknown.

    Args:
        raw: probabilities before rounding. Args standing: values on the codes as they stand.
        point_from: least lower probability.

    Rule: OP 7, uncertainty 5.
    """
    words = tuple(standing)
    if len(words) == 1 and raw[words[0]].lower >= point_from - 1e-9:
        return words[0]
    return None


def score_of(plain_low: float, plain_high: float, low: Floats, high: Floats) -> Score:
    """A sub-score: value on the codes as they stand, 5th and 95th percentile of the replicates.

    Missing: the value is None where a code that is missing would decide it.
    """
    value = plain_low if abs(plain_low - plain_high) < 1e-9 else None
    return Score(
        value=value,
        low=float(np.percentile(low, 5)),
        high=float(np.percentile(high, 95)),
    )


def read_draws(
    drawn: Mapping[Condition, ConditionColumns], rules: Rules
) -> list[tuple[Possible, float]]:
    """What the replicates allow: each distinct triple of level sets, with its share of replicates."""
    table = location_table(rules)
    masks = [drawn[condition].levels for condition in Condition]
    number, states = distinct_states(masks)
    counts = np.bincount(number).tolist()
    return [
        (table[sets_key(triple)], count / len(number))
        for triple, count in zip(states, counts, strict=True)
    ]


def sets_key(triple: Sequence[int]) -> SetsKey:
    """Three bit masks as the key of the location table."""
    threat, identity, status = (
        frozenset(levels_in(int(mask), LEVELS[condition]))
        for condition, mask in zip(Condition, triple, strict=True)
    )
    return threat, identity, status


def open_shares(read: Sequence[tuple[Possible, float]]) -> dict[AlignmentType, Probability]:
    """In how many replicates each type must be, and may be, open."""
    shares = {}
    for kind in AlignmentType:
        raw = Probability(
            lower=sum(share for found, share in read if kind in found.certain),
            upper=sum(share for found, share in read if kind in found.possible),
        )
        shares[kind] = hand_rounded({kind: raw})[kind]
    return shares


def location_shares(read: Sequence[tuple[Possible, float]]) -> tuple[LocationShare, ...]:
    """In how many replicates each set of types must be, and may be, the location; likeliest first."""
    order = list(AlignmentType)
    raw: dict[tuple[str, ...], Probability] = {}
    named = {types for found, _ in read for types in found.locations}
    for types in sorted(named, key=lambda types: [order.index(AlignmentType(kind)) for kind in types]):
        raw[types] = Probability(
            lower=sum(share for found, share in read if found.locations == (types,)),
            upper=sum(share for found, share in read if types in found.locations),
        )
    rounded = hand_rounded(raw)
    listed = sorted(rounded, key=lambda types: (-rounded[types].lower, -rounded[types].upper))
    return tuple(
        LocationShare(types=types, lower=rounded[types].lower, upper=rounded[types].upper)
        for types in listed
    )
