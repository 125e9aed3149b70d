"""From document weights to the set of values a field may have (OP 7, uncertainty 3).

Each value's weight is the sum over documents of weight times share. Beside it stands one prior
mass that may lie on any value (Walley's imprecise Dirichlet model). The field's value is the set
of values that are the ordinal median, or the nominal mode, under some placing of that mass. Few
documents so give wide sets.

Sets are bit masks: bit k stands for the k-th value in the codebook's order.

Reference: Walley (1996), Journal of the Royal Statistical Society B 58 (1), 3-57.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.draws import NOT_CODED, Bools, Columns, Floats, Ints
from cordiale.profiles.selection import record_weight

TOLERANCE = 1e-9
"""Shares such as 1/3 do not add up exactly; what is closer than this, relatively, is a tie."""


def ordinal_median_sets(low: Floats, high: Floats, prior: Floats) -> Ints:
    """The set of values that are the ordinal (lower) median under some placing of the prior mass.

    Args:
        low, high: weight of each value, shape (values, columns); they differ only where a code is
            itself known as a range, and then hold it at its lowest and at its highest value.
        prior: prior mass by column.

    Returns:
        Bit masks by column; every value where no document codes the field.

    Rule: OP 7, uncertainty 3; "lower median" on the codes as they stand.
    """
    size = len(low)
    lowest = lower_median(_with_mass(low, prior, 0))
    highest = lower_median(_with_mass(high, prior, size - 1))
    bit = np.array([1 << position for position in range(size + 1)], dtype=np.int64)
    masks: Ints = np.where(low.sum(axis=0) > 0, bit[highest + 1] - bit[lowest], bit[size] - 1)
    return masks


def lower_median(weights: Floats) -> Ints:
    """Position of the lower median of weighted ordinal values, by column."""
    cumulated = np.cumsum(weights, axis=0)
    reached = cumulated >= cumulated[-1] / 2 * (1 - TOLERANCE)
    first: Ints = np.argmax(reached, axis=0).astype(np.int64)
    return first


def nominal_mode_sets(weights: Floats, prior: Floats) -> Ints:
    """The set of values that are the mode under some placing of the prior mass.

    Args:
        weights: weight of each value, shape (values, columns). Args prior: prior mass by column.

    Returns:
        Bit masks by column; tied values are all in the set, and every value is where no document
        codes the field.
    """
    reach = weights + prior >= weights.max(axis=0) * (1 - TOLERANCE)
    bits = (1 << np.arange(len(weights), dtype=np.int64))[:, None]
    masks = (reach * bits).sum(axis=0)
    return np.where(weights.sum(axis=0) > 0, masks, (1 << len(weights)) - 1).astype(np.int64)


def mean_worth(weights: Floats, worth: Sequence[float]) -> Floats:
    """Mean over documents of what each value is worth, by column; NaN where nothing is coded."""
    total = weights.sum(axis=0)
    worth_of_value = np.array(worth)[:, None]
    mean: Floats = np.full_like(total, np.nan)
    np.divide((weights * worth_of_value).sum(axis=0), total, out=mean, where=total > 0)
    return mean


def _with_mass(weights: Floats, prior: Floats, position: int) -> Floats:
    placed = weights.copy()
    placed[position] += prior
    return placed


def by_document(records: Sequence[Record]) -> dict[str, list[Record]]:
    """Records grouped by document, documents and records in the order of their ids."""
    groups: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda r: (r.document, r.id)):
        groups.setdefault(record.document, []).append(record)
    return groups


def unit_weights(documents: Mapping[str, Sequence[Record]], rules: Rules) -> dict[str, float]:
    """How much each document weighs beside its draw: equal documents, or equal genres or audiences.

    Rule: I-37. Under ``genre`` or ``audience`` the documents of one group share the weight that a
    group has, and weights still add up to the number of documents.
    """
    if rules.weights.unit == "document":
        return dict.fromkeys(documents, 1.0)
    groups = {name: getattr(records[0], rules.weights.unit) for name, records in documents.items()}
    sizes = {group: list(groups.values()).count(group) for group in set(groups.values())}
    share = len(documents) / len(sizes) if sizes else 1.0
    return {name: share / sizes[groups[name]] for name in documents}


def documents_present(documents: Mapping[str, Sequence[Record]], columns: Columns) -> Ints:
    """Number of searched documents by column."""
    present = [
        np.any([columns.present(record.id) for record in records], axis=0)
        for records in documents.values()
    ]
    return np.sum(present, axis=0, dtype=np.int64) if present else np.zeros(columns.count, np.int64)


def coded_values(record: Record, field: str, columns: Columns) -> tuple[Ints, ...]:
    """A record's values of a field by alternative, ``NOT_CODED`` in columns where it was removed."""
    here = columns.present(record.id)
    return tuple(np.where(here, array, NOT_CODED) for array in columns.values(record, field))


def field_weights(
    documents: Mapping[str, Sequence[Record]],
    field: str,
    size: int,
    *,
    columns: Columns,
    rules: Rules,
    where: Mapping[str, Bools] | None = None,
) -> Floats:
    """Weight of each value of a field, shape (values, columns).

    Within a document the codes of the field are averaged as shares of its values; documents then
    weigh equally, or as drawn (OP 7).

    Args:
        documents: records by document. Args field: name of the field. Args size: number of values.
        where: by record id, the columns in which the record counts for this field.
    """
    total = np.zeros((size, columns.count))
    factors = unit_weights(documents, rules)
    for name, records in documents.items():
        shares = np.zeros((size, columns.count))
        mass = np.zeros(columns.count)
        heaviest = np.zeros(columns.count)
        for record in records:
            weight = record_weight(record, rules)
            arrays = coded_values(record, field, columns)
            for array in arrays:
                counts = array != NOT_CODED
                if where is not None:
                    counts = counts & where[record.id]
                add = np.where(counts, weight / len(arrays), 0.0)
                shares[np.where(counts, array, 0), np.arange(columns.count)] += add
                mass += add
                heaviest = np.where(counts, np.maximum(heaviest, weight), heaviest)
        scale = np.divide(heaviest, mass, out=np.zeros_like(mass), where=mass > 0)
        total += columns.weight(name) * factors[name] * scale * shares
    return total


def first_record(records: Sequence[Record], field: str) -> str:
    """Id of the first record that codes a field: by it the field's prior mass is known."""
    coding = [record.id for record in records if field in record.codes]
    return min(coding) if coding else min(record.id for record in records)
