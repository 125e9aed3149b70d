"""How one actor relates the partner to its Self, by column (OP 6.3, 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import lcm

import numpy as np

from cordiale.actors import find
from cordiale.codebook import load
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.aggregation import (
    Searched,
    by_document,
    field_weights,
    is_coded,
    lower_median,
    mean_worth,
    median_sets_where_coded,
    mode_sets_where_coded,
    ordinal_median_sets,
    prior_mass,
    searched,
    tally,
    unit_weights,
)
from cordiale.profiles.draws import NOT_CODED, Bools, Codes, Columns, Floats, Ints
from cordiale.profiles.salience import measured_salience
from cordiale.profiles.selection import record_weight

READINGS = ("radical", "negative_history", "non_radical", "we")
"""What a document may make of the partner; the first two are LOW, then MEDIUM and HIGH."""

_LEVEL_OF_READING = np.array([0, 0, 1, 2, NOT_CODED], dtype=np.int8)
"""By reading; the last, which ``NOT_CODED`` finds, for none."""

_LAST_BIT = np.array([n.bit_length() - 1 for n in range(16)])
"""Position of the one value that a bit mask holds."""

_SHARED_BASES = ("values", "culture", "history_shared_positive")
_LEVELS = 3
LEVEL_WORTH = (0.0, 0.5, 1.0)
"""What a reading at each level is worth in the identity score (OP 5.2)."""


@dataclass(frozen=True, kw_only=True)
class IdentityColumns:
    """One actor's reading of the partner, by column.

    Args:
        relation: set of levels (bit 0 LOW, 1 MEDIUM, 2 HIGH); all where nothing relates the partner.
        related: whether some document relates the partner to the Self.
        readings: weight of each of ``READINGS``, shape (4, columns).
        salience: set of values as bit mask, 0 where nobody coded it.
        war_thinkable: set over yes, no, unstated as bit mask.
        score_low, score_high: mean over documents of the document's value (0, 1/2, 1), as a range
            where a code that is missing would decide it.
        searched: documents that were searched, by column.
    """

    relation: Ints
    related: Bools
    readings: Floats
    salience: Ints
    salience_median: Ints
    war_thinkable: Ints
    score_low: Floats
    score_high: Floats
    searched: Searched


def concerns_partner(record: Record, partner: str) -> bool:
    """Whether a record's othering, basis, valence and trust are said of the partner.

    A row whose ``other_named`` is somebody else (the West, a humiliation) says how the Self is
    drawn; its salience still counts towards the partner.
    """
    named = [find(name) for name in record.codes.get("other_named", ())]
    known = {code for actor in named if actor for code in (actor.code, actor.successor)}
    return not named or partner in known


def identity_columns(
    records: Sequence[Record], partner: str, columns: Columns, rules: Rules
) -> IdentityColumns:
    """How one actor relates the partner to its Self, by column.

    Args:
        records: the actor's identity records towards the partner that count at the snapshot.

    Rule: OP 6.3 "Mechanically"; OP 7 "Identity towards partner".
    """
    documents = by_document(records)
    salience = field_weights(documents, "salience", 4, columns=columns, rules=rules)
    counted = measured_salience(documents, columns, rules.identity)
    war = field_weights(documents, "war_thinkable", 3, columns=columns, rules=rules)
    about = [record for record in records if concerns_partner(record, partner)]
    low, high, readings = _relation_weights(about, columns, rules)
    unstated = 1 << load().field("war_thinkable").values.index("unstated")
    return IdentityColumns(
        relation=ordinal_median_sets(low, high, prior_mass(records, "othering", columns)),
        related=is_coded(low),
        readings=readings,
        salience=np.where(counted, counted, median_sets_where_coded(records, "salience", salience, columns)),
        salience_median=np.where(counted, _LAST_BIT[counted], np.where(is_coded(salience), lower_median(salience), NOT_CODED)),
        war_thinkable=mode_sets_where_coded(records, "war_thinkable", war, columns, uncoded=unstated),
        score_low=np.nan_to_num(mean_worth(low, LEVEL_WORTH), nan=0.0),
        score_high=np.nan_to_num(mean_worth(high, LEVEL_WORTH), nan=1.0),
        searched=searched(documents, columns),
    )


def _relation_weights(
    records: Sequence[Record], columns: Columns, rules: Rules
) -> tuple[Floats, Floats, Floats]:
    """Weight of each level at its lowest and highest completion, and of each reading."""
    lowest: list[Codes] = []
    highest: list[Codes] = []
    weights: list[Floats] = []
    documents = by_document(records)
    factors = unit_weights(documents, rules)
    for name, listed in documents.items():
        values = [
            (record_weight(record, rules) / len(pairs), pair)
            for record in listed
            for pairs in (_record_readings(record, columns),)
            for pair in pairs
        ]
        mass = np.sum([np.where(pair[0] >= 0, share, 0.0) for share, pair in values], axis=0)
        weight = columns.weight(name) * factors[name]
        scale = np.divide(weight, mass, out=np.zeros_like(mass), where=mass > 0)
        lowest += [pair[0] for _, pair in values]
        highest += [pair[1] for _, pair in values]
        weights += [share * scale for share, _ in values]
    if not weights:
        levels = np.zeros((_LEVELS, columns.count))
        return levels, levels, np.zeros((len(READINGS), columns.count))
    low = tally(_LEVEL_OF_READING[np.array(lowest)], weights, _LEVELS)
    same = all(one is other for one, other in zip(lowest, highest, strict=True))
    high = low if same else tally(_LEVEL_OF_READING[np.array(highest)], weights, _LEVELS)
    return low, high, tally(lowest, weights, len(READINGS))


def _record_readings(record: Record, columns: Columns) -> list[tuple[Codes, Codes]]:
    """What a record makes of the partner in each branch: lowest and highest completion.

    ``NOT_CODED`` where it is uninformative (interests or geography alone, or nothing coded).
    """
    here = columns.present(record.id)
    absent = (np.full(columns.count, NOT_CODED, dtype=np.int8),)
    othering, trust, valence = (
        columns.values(record, field) or absent for field in ("othering", "trust_lang", "valence")
    )
    bases = _bases(columns.values(record, "basis"))
    found = []
    for n in range(lcm(len(othering), len(trust), len(valence))):
        coded = othering[n % len(othering)], trust[n % len(trust)], valence[n % len(valence)]
        lowest, highest = _readings_of_codes()[(slice(None), *coded, bases)]
        lowest = lowest if here.all() else np.where(here, lowest, _NO_READING)
        if isinstance(bases, int):
            highest = highest if here.all() else np.where(here, highest, _NO_READING)
        else:
            highest = lowest  # a basis that was coded leaves nothing open
        found.append((lowest, highest))
    return found


def _bases(coded: Sequence[Codes]) -> Codes | int:
    """Which kinds of basis a record gives, by column: bit 0 shared, bit 1 a hostile past."""
    if not coded:
        return _NO_BASIS
    kinds = [_kinds_of_basis()[array] for array in coded]
    found: Codes = np.bitwise_or.reduce(kinds)
    return found


_NO_BASIS = 4
_NO_READING = np.int8(NOT_CODED)


@cache
def _kinds_of_basis() -> Codes:
    values = load().field("basis").values
    kinds = [(value in _SHARED_BASES) + 2 * (value == "history_shared_negative") for value in values]
    return np.array(kinds, dtype=np.int8)


@cache
def _readings_of_codes() -> Codes:
    """The table of OP 6.3, "Mechanically", for every state of a record; the first row that holds decides.

    Returns:
        Lowest and highest completion, by othering, trust, valence (their last place: not coded) and
        kinds of basis (the last: not coded).
    """
    radical, negative, non_radical, we = range(4)
    fields = [load().field(field).values for field in ("othering", "trust_lang", "valence")]
    othering, trust, valence, bases = np.indices([len(values) + 1 for values in fields] + [_NO_BASIS + 1])

    def is_any(codes: Ints, field: int, *values: str) -> Bools:
        return np.isin(codes, [fields[field].index(value) for value in values])

    shared, hostile_past, based = bases & 1 > 0, bases & 2 > 0, bases != _NO_BASIS
    is_we = is_any(othering, 0, "we")
    is_radical = is_any(othering, 0, "radical") | (
        is_any(trust, 1, "distrust") & is_any(valence, 2, "-1")
    )
    good = is_any(valence, 2, "1")
    trusts = is_any(trust, 1, "strategic", "moralistic", "unspecified")
    different = is_any(othering, 0, "non_radical") | good | trusts
    # Interests or geography alone never make "we" (ID-3, OP 6.3); a basis that nobody coded leaves
    # the reading between non-radical and "we" (A20).
    lowest = np.select(
        [is_we & shared, is_radical, hostile_past & ~good, is_we | different],
        [we, radical, negative, non_radical],
        NOT_CODED,
    )
    highest = np.where(~based & is_we & (lowest == non_radical), we, lowest)
    return np.array([lowest, highest], dtype=np.int8)
