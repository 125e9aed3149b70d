"""A quantity followed over windows of time, as draws: one row a window, one column a replicate.

Every window is read from its own documents alone, so that no year borrows words from another. The
draws carry the doubt of OP 7: which documents were said and kept, and how a coder errs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.codebook import load
from cordiale.model.results import Score
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.aggregation import by_document, coded_values, first_record, unit_weights
from cordiale.profiles.draws import Bools, Columns, Floats

LOW_PERCENTILE, HIGH_PERCENTILE = 5, 95
"""The ends of a 90% interval (OP 7, "Codes as they stand")."""

_PER = 10_000


@dataclass(frozen=True, kw_only=True)
class Series:
    """A quantity over windows, as draws.

    Args:
        windows: in order, as numbers (calendar years).
        documents: how many stand behind each window; of a dyad the side with fewer.
        low, high: draws, shape (windows, replicates); they differ where codes that are missing would decide the
            quantity. NaN in the rows of windows in which it could not be read.
    """

    windows: tuple[int, ...]
    documents: tuple[int, ...]
    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        if not self.low.shape == self.high.shape or not len(self.windows) == len(self.documents) == len(self.low):
            raise ValueError("a series has one row of draws a window, at its lowest and at its highest")

    @property
    def known(self) -> Bools:
        """The windows in which the quantity could be read."""
        found: Bools = np.all(np.isfinite(self.low) & np.isfinite(self.high), axis=1)
        return found


def series_of(
    documents: Mapping[int, int], draws: Sequence[tuple[Floats, Floats] | None], count: int
) -> Series:
    """A series from each window's draws at their lowest and highest; None where it could not be read.

    Args:
        documents: by window, how many stand behind it; in order. Args draws: one entry a window.
        count: replicates.

    Example:
        >>> found = series_of({2001: 1, 2002: 7}, [None, (np.zeros(3), np.ones(3))], 3)
        >>> found.known.tolist()
        [False, True]
    """
    unread = np.full(count, np.nan)
    rows = [(unread, unread) if one is None else one for one in draws]
    shape = (len(documents), count)
    return Series(
        windows=tuple(documents),
        documents=tuple(documents.values()),
        low=np.array([low for low, _ in rows], dtype=np.float64).reshape(shape),
        high=np.array([high for _, high in rows], dtype=np.float64).reshape(shape),
    )


def families_named(records: Iterable[Record]) -> tuple[str, ...]:
    """The threat-source families that records name on the codes as they stand, in the codebook's order."""
    named = {word for record in records for word in record.codes.get("source_family", ())}
    return tuple(word for word in load().field("source_family").values if word in named)


def naming_shares(
    records: Sequence[Record], families: Sequence[str], columns: Columns, rules: Rules
) -> dict[str, tuple[Floats, Floats]]:
    """By threat-source family, the share of an actor's documents that name it, 0 to 1, by column.

    A document in which a source is denied names it as well.

    Args:
        records: the actor's threat records of one window, those that only say that a document was searched with
            them: such a document counts below the line.
        families: to be counted. Args rules: how documents weigh beside their draws.

    Returns:
        The share at its lowest and at its highest: the prior mass may lie on documents that name the family, or
        on others (OP 7, uncertainty 3), so that few documents of one mind are no certainty.

    Missing:
        Empty without records.

    Rule: OP 7 (salience: share of documents).
    """
    if not records:
        return {}
    positions = [load().field("source_family").values.index(family) for family in families]
    documents = by_document(records)
    factors = unit_weights(documents, rules)
    total = np.zeros(columns.count)
    summed = np.zeros((len(families), columns.count))
    for document, said in documents.items():
        weight = columns.weight(document) * factors[document]
        total += weight
        codes = [array for one in said for array in coded_values(one, "source_family", columns)]
        for row, position in enumerate(positions):
            if codes:
                summed[row] += np.where(np.any([array == position for array in codes], axis=0), weight, 0.0)
    mass = columns.prior(first_record(records, "source_family"), "source_family:share")
    whole = np.maximum(total + mass, np.finfo(float).tiny)
    return {
        family: (summed[row] / whole, (summed[row] + mass) / whole) for row, family in enumerate(families)
    }


def mentions_per_10k_words(
    counted: Mapping[str, tuple[int, int]], columns: Columns
) -> Floats | None:
    """Mentions of the partner per 10,000 words of an actor's documents, by column.

    Args:
        counted: by document, mentions of the partner and words; a document weighs as drawn, the same draw as in
            every other quantity (CAV-3).

    Missing:
        None without documents, or where they have no words.

    Example:
        >>> from cordiale.profiles.draws import AsTheyStand
        >>> mentions_per_10k_words({"a": (3, 2_000), "b": (1, 8_000)}, AsTheyStand()).tolist()
        [4.0]

    Rule: OP 6.3 (salience).
    """
    mentions, words = np.zeros(columns.count), np.zeros(columns.count)
    for document, (named, length) in counted.items():
        weight = columns.weight(document)
        mentions += weight * named
        words += weight * length
    if not words.any():
        return None
    rate: Floats = np.divide(mentions, words, out=np.zeros_like(mentions), where=words > 0) * _PER
    return rate


def counted_mentions(records: Sequence[Record]) -> dict[str, tuple[int, int]]:
    """By document, mentions of the partner and words, from the records that say what was searched."""
    return {
        record.document: (record.measure.mentions, record.measure.words)
        for record in records
        if record.measure is not None
    }


def scored(standing: Floats, low: Floats, high: Floats) -> Score:
    """A quantity of one window: value on the codes as they stand, with the 90% interval of its draws (OP 7)."""
    return Score(
        value=float(standing[0]),
        low=float(np.percentile(low, LOW_PERCENTILE)),
        high=float(np.percentile(high, HIGH_PERCENTILE)),
    )
