"""Expectation of support and willingness to coordinate: what alignment is (C1, OP 5.2, I-27).

First-class results that never set a level of a condition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.codebook import load
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.aggregation import (
    by_document,
    coded_values,
    field_weights,
    first_record,
    mean_worth,
    ordinal_median_sets,
    searched,
    unit_weights,
)
from cordiale.profiles.draws import NOT_CODED, Columns, Floats, Ints

EXPECTATIONS = ("low", "higher", "high")
"""Expectations of support in the article's words for the three kinds of trust (Typ¶5-6)."""

_EXPECTATION_OF = {
    ("trust_lang", "distrust"): 0,
    ("trust_lang", "unspecified"): 1,
    ("trust_lang", "strategic"): 1,
    ("trust_lang", "moralistic"): 2,
    ("support", "doubt"): 0,
}
_WILLINGNESS_OF = {"commitment": 1.0, "conditional": 0.0, "hedge": -0.5, "refusal": -1.0}


@dataclass(frozen=True, kw_only=True)
class OutputColumns:
    """What one actor expects of and offers to the partner, by column.

    Args:
        expectation: set over ``EXPECTATIONS`` as bit mask, 0 where nothing was coded.
        willingness: to support, -1 to 1; NaN where nothing was coded.
        doubt: share of documents that voice doubt or distrust, 0 to 1; NaN without documents.
        coordination: set over the codebook's values as bit mask, 0 where nothing was coded.
        documents, coordination_documents: documents that speak to each.
    """

    expectation: Ints
    willingness: Floats
    doubt: Floats
    coordination: Ints
    documents: Ints
    coordination_documents: Ints


def output_columns(
    support: Sequence[Record], coordination: Sequence[Record], columns: Columns, rules: Rules
) -> OutputColumns:
    """What one actor expects of and offers to the partner, by column.

    Args:
        support: records towards the partner that code ``support`` or ``trust_lang``.
        coordination: records towards the partner that code ``coordination``.

    Rule: OP 5.2 (formulas); I-27 (outputs, never inputs).
    """
    expected = _mapped_weights(support, _expectation_maps(), len(EXPECTATIONS), columns, rules)
    offered = _mapped_weights(support, _willingness_maps(), len(_WILLINGNESS_OF), columns, rules)
    joined = field_weights(
        by_document(coordination), "coordination", 6, columns=columns, rules=rules
    )
    return OutputColumns(
        expectation=_sets(expected, support, "support", columns),
        willingness=mean_worth(offered, tuple(_WILLINGNESS_OF.values())),
        doubt=_doubt(support, columns, rules),
        coordination=_sets(joined, coordination, "coordination", columns),
        documents=searched(by_document(support), columns).documents,
        coordination_documents=searched(by_document(coordination), columns).documents,
    )


def _doubt(records: Sequence[Record], columns: Columns, rules: Rules) -> Floats:
    """Share of documents in which some record voices doubt or distrust; NaN without documents."""
    documents = by_document(records)
    factors = unit_weights(documents, rules)
    maps = _expectation_maps()
    total, doubting = np.zeros(columns.count), np.zeros(columns.count)
    for name, listed in documents.items():
        weight = columns.weight(name) * factors[name]
        voiced = np.zeros(columns.count, dtype=bool)
        there = np.zeros(columns.count, dtype=bool)
        for record in listed:
            there |= columns.present(record.id)
            for field, mapped in maps.items():
                for array in coded_values(record, field, columns):
                    voiced |= (array != NOT_CODED) & (mapped[array] == 0)
        total += np.where(there, weight, 0.0)
        doubting += np.where(voiced, weight, 0.0)
    share: Floats = np.full(columns.count, np.nan)
    np.divide(doubting, total, out=share, where=total > 0)
    return share


def _sets(weights: Floats, records: Sequence[Record], field: str, columns: Columns) -> Ints:
    if not records:
        return np.zeros(columns.count, dtype=np.int64)
    mass = columns.prior(first_record(records, field), field)
    return np.where(weights.sum(axis=0) > 0, ordinal_median_sets(weights, weights, mass), 0)


def _expectation_maps() -> dict[str, Ints]:
    return {
        field: np.array(
            [_EXPECTATION_OF.get((field, value), NOT_CODED) for value in load().field(field).values]
        )
        for field in ("trust_lang", "support")
    }


def _willingness_maps() -> dict[str, Ints]:
    names = list(_WILLINGNESS_OF)
    values = load().field("support").values
    return {"support": np.array([names.index(v) if v in names else NOT_CODED for v in values])}


def _mapped_weights(
    records: Sequence[Record],
    maps: Mapping[str, Ints],
    size: int,
    columns: Columns,
    rules: Rules,
) -> Floats:
    """Weight of each value that several fields map to, averaged within documents first."""
    total = np.zeros((size, columns.count))
    every = np.arange(columns.count)
    documents = by_document(records)
    factors = unit_weights(documents, rules)
    for name, listed in documents.items():
        shares = np.zeros((size, columns.count))
        mass = np.zeros(columns.count)
        for record in listed:
            for field, mapped in maps.items():
                arrays = coded_values(record, field, columns)
                for array in arrays:
                    value = np.where(array == NOT_CODED, NOT_CODED, mapped[array])
                    add = np.where(value == NOT_CODED, 0.0, 1.0 / len(arrays))
                    shares[value, every] += add
                    mass += add
        scale = np.divide(
            columns.weight(name) * factors[name], mass, out=np.zeros_like(mass), where=mass > 0
        )
        total += shares * scale
    return total

