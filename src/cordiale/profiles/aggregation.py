"""From document weights to the set of values a field may have (OP 7, uncertainty 3).

Each value's weight is the sum over documents of weight times share. Beside it stands one prior
mass that may lie on any value (Walley's imprecise Dirichlet model). The field's value is the set
of values that are the ordinal median, or the nominal mode, under some placing of that mass. Few
documents so give wide sets.

Sets are bit masks: bit k stands for the k-th value in the codebook's order.

Reference: Walley (1996), Journal of the Royal Statistical Society B 58 (1), 3-57.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.draws import NOT_CODED, Bools, Codes, Columns, Floats, Ints
from cordiale.profiles.selection import record_weight

TOLERANCE = 1e-9
"""Shares such as 1/3 do not add up exactly; what is closer than this, relatively, is a tie."""


def ordinal_median_sets(low: Floats, high: Floats, prior: Floats) -> Ints:
    """The set of values that are the ordinal (lower) median under some placing of the prior mass.

    Args:
        low, high: weight of each value, shape (..., values, columns); they differ only where a code
            is itself known as a range, and then hold it at its lowest and at its highest value.
        prior: prior mass, shape (..., columns).

    Returns:
        Bit masks, shape (..., columns); every value where no document codes the field.

    Rule: OP 7, uncertainty 3; "lower median" on the codes as they stand.
    """
    lowest = _median_place(*_values_of(low, prior, 0))
    highest = _median_place(*_values_of(high, prior, -1))
    bit = np.int64(1)
    return np.where(is_coded(low), (bit << highest + 1) - (bit << lowest), (1 << low.shape[-2]) - 1)


def lower_median(weights: Floats) -> Ints:
    """Position of the lower median of weighted ordinal values: shape (..., values, columns) in."""
    return _median_place(*(weights[..., value, :] for value in range(weights.shape[-2])))


def _median_place(*weights: Floats) -> Ints:
    """Place of the lower median among values in order, each with its weights by column.

    Weights are never negative, so the values short of half the weight are those before the median.
    """
    reached = list(accumulate(weights))
    half = reached[-1] / 2 * (1 - TOLERANCE)
    place = np.zeros(half.shape, dtype=np.int8)
    for weight in reached[:-1]:
        place += weight < half
    return place.astype(np.int64)


def _values_of(weights: Floats, prior: Floats, place: int) -> list[Floats]:
    """The weights of each value, with the prior mass placed on one of them."""
    values = [weights[..., value, :] for value in range(weights.shape[-2])]
    values[place] = values[place] + prior
    return values


def is_coded(weights: Floats) -> Bools:
    """Where some document codes the field: shape (..., values, columns) in, (..., columns) out."""
    coded: Bools = np.any(weights > 0, axis=-2)
    return coded


def nominal_mode_sets(weights: Floats, prior: Floats) -> Ints:
    """The set of values that are the mode under some placing of the prior mass.

    Args:
        weights: weight of each value, shape (values, columns). Args prior: prior mass by column.

    Returns:
        Bit masks by column; tied values are all in the set, and every value is where no document
        codes the field.
    """
    most = weights.max(axis=0) * (1 - TOLERANCE)
    masks: Ints = np.zeros(weights.shape[1], dtype=np.int64)
    for value, weight in enumerate(weights):
        masks |= (weight + prior >= most).astype(np.int64) << value
    return np.where(is_coded(weights), masks, (1 << len(weights)) - 1)


def mean_worth(weights: Floats, worth: Sequence[float]) -> Floats:
    """Mean over documents of what each value is worth, by column; NaN where nothing is coded."""
    total = weights.sum(axis=0)
    worth_of_value = np.array(worth)[:, None]
    mean: Floats = np.full_like(total, np.nan)
    np.divide((weights * worth_of_value).sum(axis=0), total, out=mean, where=total > 0)
    return mean


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """How many documents of one side were searched on a dimension, by column.

    Args:
        hand: documents that people read and coded. Args texts: documents that a machine read, whatever it found.
    """

    hand: Ints
    texts: Ints

    @property
    def documents(self) -> Ints:
        """All of them."""
        return self.hand + self.texts

    def enough(self, rules: Rules) -> Bools:
        """Where they are enough for the side to be read at all: one by hand, three by machine (OP 7, missing values)."""
        unsure = rules.uncertainty
        by_machine = (self.texts > 0) & (self.documents >= unsure.min_documents_texts)
        found: Bools = (self.hand >= unsure.min_documents_evidence) | by_machine
        return found


def searched(documents: Mapping[str, Sequence[Record]], columns: Columns) -> Searched:
    """The searched documents among those that hold records, by column.

    A text stays searched where a code in it is redrawn or taken away; a hand record's document goes with it.
    """
    hand: Ints = np.zeros(columns.count, dtype=np.int64)
    texts: Ints = np.zeros(columns.count, dtype=np.int64)
    for records in documents.values():
        told = [record for record in records if not record.says]
        if told or all(record.machine for record in records):
            texts += _any_of([columns.present(record.id) for record in told or records])
        else:
            hand += _any_of([columns.present(record.id) for record in records])
    return Searched(hand=hand, texts=texts)


def _any_of(present: Sequence[Bools]) -> Bools:
    return present[0] if len(present) == 1 else np.any(present, axis=0)


def coded_values(record: Record, field: str, columns: Columns) -> tuple[Codes, ...]:
    """A record's values of a field by alternative, ``NOT_CODED`` in columns where it was removed."""
    arrays = columns.values(record, field)
    here = columns.present(record.id)
    return arrays if here.all() else tuple(np.where(here, array, _ABSENT) for array in arrays)


_ABSENT = np.int8(NOT_CODED)


def tally(values: Sequence[Codes] | Codes | Ints, weights: Sequence[Floats], size: int) -> Floats:
    """Weight of each value by column, shape (values, columns), added up in the order given.

    One count over all entries in place of a sum for each: thousands of columns take no longer to
    look up than to add, and every column's sum runs through the documents in the same order.

    Args:
        values: entries; each one value a column, ``NOT_CODED`` where it has none.
        weights: of the entries. Args size: number of values.
    """
    count = len(weights[0])
    places = np.array(values, dtype=np.int64)
    places *= count
    places += np.arange(count, 2 * count)  # what is not coded is counted first, and left out
    every: Floats = np.concatenate(weights)
    summed = np.bincount(places.ravel(), weights=every, minlength=(size + 1) * count)
    return summed.astype(np.float64, copy=False).reshape(size + 1, count)[1:]


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
    factors = unit_weights(documents, rules)
    values: list[Codes] = []
    weights: list[Floats] = []
    for name, records in documents.items():
        entries = _entries(records, field, columns, rules, where)
        if entries:
            weight = columns.weight(name) * factors[name]
            for array, part in _averaged(entries, weight, size):
                values.append(array)
                weights.append(part)
    return tally(values, weights, size) if values else np.zeros((size, columns.count))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A code that counts in a document: values by column, its record's weight, and its own part of that."""

    values: Codes
    record_weight: float
    part: float


def _entries(
    records: Sequence[Record],
    field: str,
    columns: Columns,
    rules: Rules,
    where: Mapping[str, Bools] | None,
) -> list[_Entry]:
    """The codes of a field in one document, alternatives apart."""
    found = []
    for record in records:
        if field not in record.codes:
            continue
        weight = record_weight(record, rules)
        arrays = coded_values(record, field, columns)
        if where is not None:
            arrays = tuple(np.where(where[record.id], array, _ABSENT) for array in arrays)
        found += [_Entry(array, weight, weight / len(arrays)) for array in arrays]
    return found


def _averaged(
    entries: Sequence[_Entry], weight: Floats, size: int
) -> Iterator[tuple[Codes, Floats]]:
    """A document's weight, shared among the values that its codes give: values with their weights."""
    if len(entries) == 1:
        only = entries[0]
        yield only.values, weight if only.part == 1 else weight * only.part
        return
    mass, heaviest = np.zeros_like(weight), np.zeros_like(weight)
    for one in entries:
        counts = one.values != NOT_CODED
        mass += np.where(counts, one.part, 0.0)
        heaviest = np.where(counts, np.maximum(heaviest, one.record_weight), heaviest)
    scale = np.divide(heaviest, mass, out=np.zeros_like(mass), where=mass > 0)
    parts = [np.full(len(weight), one.part) for one in entries]
    shares = tally([one.values for one in entries], parts, size)
    for value, share in enumerate(shares):
        yield np.full(len(weight), value, dtype=np.int8), weight * scale * share


def first_record(records: Sequence[Record], field: str) -> str:
    """Id of the first record that codes a field: by it the field's prior mass is known."""
    coding = [record.id for record in records if field in record.codes]
    return min(coding) if coding else min(record.id for record in records)


def prior_mass(records: Sequence[Record], field: str, columns: Columns, variant: str = "") -> Floats:
    """The prior mass of an aggregated field; none without records.

    Args:
        variant: tells apart two aggregates of one field (``:partner``).
    """
    if not records:
        return np.zeros(columns.count)
    return columns.prior(first_record(records, field), field + variant)


def median_sets_where_coded(
    records: Sequence[Record], field: str, weights: Floats, columns: Columns, variant: str = ""
) -> Ints:
    """The sets of an ordinal field's lower medians; empty (0) where no document codes it."""
    coded = is_coded(weights)
    if not coded.any():  # no mass is drawn for a field that nobody coded
        return np.zeros(columns.count, dtype=np.int64)
    mass = prior_mass(records, field, columns, variant)
    return np.where(coded, ordinal_median_sets(weights, weights, mass), 0)


def mode_sets_where_coded(
    records: Sequence[Record], field: str, weights: Floats, columns: Columns, *, uncoded: int = 0
) -> Ints:
    """The sets of a nominal field's modes; ``uncoded`` where no document codes it."""
    coded = is_coded(weights)
    if not coded.any():
        return np.full(columns.count, uncoded, dtype=np.int64)
    return np.where(coded, nominal_mode_sets(weights, prior_mass(records, field, columns)), uncoded)
