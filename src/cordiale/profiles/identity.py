"""How one actor relates the partner to its Self, by column (OP 6.3, 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm

import numpy as np

from cordiale.actors import find
from cordiale.codebook import load
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.aggregation import (
    by_document,
    documents_present,
    field_weights,
    first_record,
    lower_median,
    mean_worth,
    nominal_mode_sets,
    ordinal_median_sets,
    unit_weights,
)
from cordiale.profiles.draws import NOT_CODED, Bools, Columns, Floats, Ints
from cordiale.profiles.selection import record_weight

READINGS = ("radical", "negative_history", "non_radical", "we")
"""What a document may make of the partner; the first two are LOW, then MEDIUM and HIGH."""

_LEVEL_OF_READING = np.array([0, 0, 1, 2])
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
        documents: searched documents by column.
    """

    relation: Ints
    related: Bools
    readings: Floats
    salience: Ints
    salience_median: Ints
    war_thinkable: Ints
    score_low: Floats
    score_high: Floats
    documents: Ints


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
    war = field_weights(documents, "war_thinkable", 3, columns=columns, rules=rules)
    about = [record for record in records if concerns_partner(record, partner)]
    low, high, readings = _relation_weights(about, columns, rules)
    count = columns.count
    if records:
        mass = columns.prior(first_record(records, "othering"), "othering")
        salience_mass = columns.prior(first_record(records, "salience"), "salience")
        war_mass = columns.prior(first_record(records, "war_thinkable"), "war_thinkable")
    else:
        mass = salience_mass = war_mass = np.zeros(count)
    unstated = 1 << load().field("war_thinkable").values.index("unstated")
    related = low.sum(axis=0) > 0
    return IdentityColumns(
        relation=ordinal_median_sets(low, high, mass),
        related=related,
        readings=readings,
        salience=np.where(
            salience.sum(axis=0) > 0, ordinal_median_sets(salience, salience, salience_mass), 0
        ),
        salience_median=np.where(salience.sum(axis=0) > 0, lower_median(salience), NOT_CODED),
        war_thinkable=np.where(war.sum(axis=0) > 0, nominal_mode_sets(war, war_mass), unstated),
        score_low=np.nan_to_num(mean_worth(low, LEVEL_WORTH), nan=0.0),
        score_high=np.nan_to_num(mean_worth(high, LEVEL_WORTH), nan=1.0),
        documents=documents_present(documents, columns),
    )


def _relation_weights(
    records: Sequence[Record], columns: Columns, rules: Rules
) -> tuple[Floats, Floats, Floats]:
    """Weight of each level at its lowest and highest completion, and of each reading."""
    low = np.zeros((_LEVELS, columns.count))
    high = np.zeros((_LEVELS, columns.count))
    readings = np.zeros((len(READINGS), columns.count))
    documents = by_document(records)
    factors = unit_weights(documents, rules)
    every = np.arange(columns.count)
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
        for share, (lowest, highest) in values:
            tells = lowest >= 0
            add = np.where(tells, share * scale, 0.0)
            low[_LEVEL_OF_READING[lowest], every] += add
            high[_LEVEL_OF_READING[highest], every] += add
            readings[lowest, every] += add
    return low, high, readings


def _record_readings(record: Record, columns: Columns) -> list[tuple[Ints, Ints]]:
    """What a record makes of the partner in each branch: lowest and highest completion.

    ``NOT_CODED`` where it is uninformative (interests or geography alone, or nothing coded).
    """
    here = columns.present(record.id)
    absent = (np.full(columns.count, NOT_CODED),)
    othering, trust, valence = (
        columns.values(record, field) or absent for field in ("othering", "trust_lang", "valence")
    )
    bases = columns.values(record, "basis")
    branches = lcm(len(othering), len(trust), len(valence))
    return [
        _reading(
            othering[n % len(othering)],
            bases,
            trust[n % len(trust)],
            valence[n % len(valence)],
            here,
        )
        for n in range(branches)
    ]


def _reading(
    othering: Ints, bases: tuple[Ints, ...], trust: Ints, valence: Ints, here: Bools
) -> tuple[Ints, Ints]:
    """The table of OP 6.3, "Mechanically", row by row; the first row that holds decides."""
    radical, negative, non_radical, we = range(4)
    positions = {
        field: {value: n for n, value in enumerate(load().field(field).values)}
        for field in ("othering", "basis", "trust_lang", "valence")
    }
    shared = np.isin(bases, [positions["basis"][b] for b in _SHARED_BASES]).any(axis=0)
    hostile_past = np.isin(bases, [positions["basis"]["history_shared_negative"]]).any(axis=0)
    is_we = othering == positions["othering"]["we"]
    based = bool(bases)
    trusts = np.isin(trust, [positions["trust_lang"][t] for t in ("strategic", "moralistic", "unspecified")])
    is_radical = (othering == positions["othering"]["radical"]) | (
        (trust == positions["trust_lang"]["distrust"]) & (valence == positions["valence"]["-1"])
    )
    good = valence == positions["valence"]["1"]
    different = (othering == positions["othering"]["non_radical"]) | good | trusts
    # Interests or geography alone never make "we" (ID-3, OP 6.3); a basis that nobody coded leaves
    # the reading between non-radical and "we" (A20).
    lowest = np.select(
        [is_we & shared, is_radical, hostile_past & ~good, is_we | different],
        [we, radical, negative, non_radical],
        NOT_CODED,
    )
    highest = lowest if based else np.where(is_we & (lowest == non_radical), we, lowest)
    return np.where(here, lowest, NOT_CODED), np.where(here, highest, NOT_CODED)
