"""Whom and what one actor fears: sources, magnitude, urgency and hedges by column (OP 6.2, 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import lcm

import numpy as np

from cordiale.actors import find
from cordiale.model.rules import Rules
from cordiale.model.settings import FAMILIES
from cordiale.model.study import Record
from cordiale.profiles.aggregation import (
    TOLERANCE,
    Searched,
    by_document,
    is_coded,
    lower_median,
    ordinal_median_sets,
    searched,
    tally,
    unit_weights,
)
from cordiale.profiles.draws import (
    NOT_CODED,
    Bools,
    Codes,
    Columns,
    Floats,
    Ints,
    code_positions,
)

_MAGNITUDES, _URGENCIES = 4, 3
_FAMILY_NAMES = (*FAMILIES, "")
_UNNAMED_FAMILY = len(FAMILIES)
_ORIGINS = 3
_DOMESTIC = 1
_TRUE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKey:
    """What is compared between actors: a family, with the leaf where that decides (I-8, I-33).

    Args:
        family: of the source; empty where none was coded and none could be linked.
        leaf: linked leaf (``actor:UKR``, or the words folded); empty where only the family counts.
        domestic: whether the source is domestic and so can never be shared.
    """

    family: str
    leaf: str
    domestic: bool

    def __str__(self) -> str:
        name = self.family or "unnamed family"
        leaf = f": {self.leaf.removeprefix('actor:')}" if self.leaf else ""
        return name + leaf + (" (domestic)" if self.domestic else "")


@dataclass(frozen=True, kw_only=True)
class ThreatColumns:
    """How one actor narrates each source, by column.

    Args:
        keys: sources named in some column.
        named: weight of the documents that name the source, shape (sources, columns).
        share: of the weight of documents that name any threat. Args ranks: whether that is enough.
        magnitude, urgency: sets of values as bit masks. Args hedged: bit 0 false, bit 1 true.
        magnitude_median, urgency_median: lower median without prior mass; ``NOT_CODED`` where open.
        searched: documents that were searched, by column.
    """

    keys: tuple[SourceKey, ...]
    named: Floats
    share: Floats
    ranks: Bools
    magnitude: Ints
    urgency: Ints
    hedged: Ints
    magnitude_median: Ints
    urgency_median: Ints
    searched: Searched


def link_leaf(text: str) -> str:
    """A source's words as a leaf that can be compared: linked to an actor where it names one.

    Example:
        >>> link_leaf("The United States") == link_leaf("usa")
        True
    """
    actor = find(text) if text else None
    if actor is not None:
        return f"actor:{actor.successor or actor.code}"
    words = text.casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def matches_by_leaf(family: str, rules: Rules) -> bool:
    """Whether sources of a family are told apart by leaf: compared by family or leaf (I-8, I-33)."""
    named = rules.threat.source_match == "leaf" or family in rules.threat.leaf_match
    return named or not family


def named_sources(record: Record) -> tuple[tuple[int, str], ...]:
    """The sources that a record names: family (as a position) and leaf, in every combination coded.

    A family that nobody coded is linked from the words where they name an actor with a family;
    else it is unknown, and a record that names nothing at all fears something unnamed.
    """
    return _linked(code_positions(record, "source_family"), record.codes.get("source", ("",)))


@lru_cache(maxsize=10_000)  # the same words are linked again in every window and arm
def _linked(families: tuple[int, ...], words: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    if families:
        return tuple((family, link_leaf(text)) for family in families for text in words)
    return tuple((_linked_family(text), link_leaf(text)) for text in words)


def _linked_family(text: str) -> int:
    actor = find(text) if text else None
    return FAMILIES.index(actor.family) if actor is not None and actor.family else _UNNAMED_FAMILY


def says_threat(record: Record) -> bool:
    """Whether a threat record speaks of a threat at all: names one, or codes its weight."""
    return bool({"source_family", "source", "magnitude", "urgency"} & set(record.codes))


def threat_columns(records: Sequence[Record], columns: Columns, rules: Rules) -> ThreatColumns:
    """How one actor narrates each source of threat, by column.

    Args:
        records: the actor's threat records that count at the snapshot.

    Rule: OP 7, "Threat": per source over the documents that name it, a document's magnitude is the
    highest it states and its urgency the highest stated at that magnitude.
    """
    documents = by_document(records)
    names = _KeyNames(records, rules)
    readings = {record.id: _Reading(record, columns, names) for record in records}
    numbers = sorted({number for reading in readings.values() for number in reading.numbers_used()})
    place = {number: row for row, number in enumerate(numbers)}
    factors = unit_weights(documents, rules)
    tally = _Tally(len(numbers), columns.count)
    for name, listed in documents.items():
        weight = columns.weight(name) * factors[name]
        tally.add(weight, [readings[record.id].at(place) for record in listed])
    keys = tuple(names.key(number) for number in numbers)
    return _summed(keys, tally.totals(), documents, columns, rules)


class _KeyNames:
    """Numbers for source keys, so that they can stand in arrays."""

    def __init__(self, records: Sequence[Record], rules: Rules) -> None:
        leaves = {leaf for record in records for _, leaf in named_sources(record)}
        self.leaves = ("", *sorted(leaves - {""}))
        self.by_leaf = [matches_by_leaf(family, rules) for family in _FAMILY_NAMES]

    def numbers(self, family: int, leaf: str) -> Ints:
        """The number of a named source by the family it is redrawn to, and by origin.

        A redrawn family loses its leaf (OP 7).
        """
        shown = np.arange(len(_FAMILY_NAMES))
        if self.by_leaf[family]:
            shown[family] += self.leaves.index(leaf) * len(_FAMILY_NAMES)
        numbers: Ints = np.repeat(shown * 2, _ORIGINS)
        numbers[_DOMESTIC::_ORIGINS] += 1
        return numbers

    def key(self, number: int) -> SourceKey:
        rest, domestic = divmod(number, 2)
        leaf, family = divmod(rest, len(_FAMILY_NAMES))
        return SourceKey(
            family=_FAMILY_NAMES[family], leaf=self.leaves[leaf], domestic=bool(domestic)
        )


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one record says in one branch, by column: its source as a row of the tally, or ``NOT_CODED``."""

    source: Ints
    magnitude: Codes
    urgency: Codes
    hedge: Codes


class _Reading:
    """One record's source, magnitude, urgency and hedge by column, in each of its branches.

    Cells with alternatives give branches of equal share; alternatives of different cells are
    taken in step (``1|2`` and ``0|1`` read low with low, high with high), which leaves each
    field's shares as they are.
    """

    def __init__(self, record: Record, columns: Columns, names: _KeyNames) -> None:
        here = columns.present(record.id)
        self.absent = None if here.all() else ~here
        if not says_threat(record):
            self.absent = np.ones(columns.count, dtype=bool)
        uncoded = (np.full(columns.count, NOT_CODED, dtype=np.int8),)
        self.magnitudes = columns.values(record, "magnitude") or uncoded
        self.urgencies = columns.values(record, "urgency") or uncoded
        self.hedges = columns.values(record, "hedge") or uncoded
        self.sources = tuple(_redrawn_sources(record, columns, names))

    def numbers_used(self) -> set[int]:
        """The numbers of the sources that it names in some column."""
        used: set[int] = set()
        for redrawn, numbers in self.sources:
            there = redrawn if self.absent is None else redrawn[~self.absent]
            used.update(numbers[np.bincount(there, minlength=len(numbers)) > 0].tolist())
        return used

    def at(self, place: Mapping[int, int]) -> list[_Statement]:
        """What it says, branch by branch."""
        rows = [self._rows(redrawn, numbers, place) for redrawn, numbers in self.sources]
        cells = rows, self.magnitudes, self.urgencies, self.hedges
        branches = lcm(*(len(cell) for cell in cells))
        return [
            _Statement(
                rows[branch % len(rows)],
                self.magnitudes[branch % len(self.magnitudes)],
                self.urgencies[branch % len(self.urgencies)],
                self.hedges[branch % len(self.hedges)],
            )
            for branch in range(branches)
        ]

    def _rows(self, redrawn: Codes, numbers: Ints, place: Mapping[int, int]) -> Ints:
        rows = np.array([place.get(number, NOT_CODED) for number in numbers.tolist()])[redrawn]
        if self.absent is not None:
            rows[self.absent] = NOT_CODED
        return rows


def _redrawn_sources(
    record: Record, columns: Columns, names: _KeyNames
) -> Iterator[tuple[Codes, Ints]]:
    """Each source that a record names: family and origin by column, and the numbers they stand for."""
    drawn = columns.values(record, "source_family")
    origins = columns.values(record, "origin") or (np.zeros(columns.count, dtype=np.int8),)
    words = len(record.codes.get("source", ("",)))
    for number, (original, leaf) in enumerate(named_sources(record)):
        family = drawn[number // words] if drawn else np.full(columns.count, original, dtype=np.int8)
        for origin in origins:
            yield family * np.int8(_ORIGINS) + origin, names.numbers(original, leaf)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Totals:
    """Weights of documents, by source and column."""

    magnitude: Floats
    urgency: Floats
    named: Floats
    hedged: Floats
    hedge_coded: Bools
    any_named: Floats


class _Tally:
    """What documents state, gathered entry by entry and added up at once."""

    def __init__(self, sources: int, count: int) -> None:
        self.sources, self.count = sources, count
        self.statements: list[_Statement] = []
        self.weights: list[Floats] = []
        self.any_named = np.zeros(count)

    def add(self, weight: Floats, readings: Sequence[Sequence[_Statement]]) -> None:
        """A document's weight, and the statements of its records in each of their branches."""
        branches = lcm(*(len(reading) for reading in readings))
        for branch in range(branches):
            stated = _of_document([reading[branch % len(reading)] for reading in readings])
            part = weight / branches
            self.statements += stated
            self.weights += [part] * len(stated)
            named = np.any([one.source >= 0 for one in stated], axis=0)
            self.any_named += np.where(named, part, 0.0)

    def totals(self) -> _Totals:
        """The sums, in the order in which documents were added."""
        source, magnitude, urgency, hedge = (
            self._stacked(field) for field in ("source", "magnitude", "urgency", "hedge")
        )
        hedge_coded = np.zeros((self.sources + 1, self.count), dtype=bool)
        hedge_coded[np.where(hedge >= 0, source, NOT_CODED), np.arange(self.count)] = True
        return _Totals(
            magnitude=self._by_value(source, magnitude, _MAGNITUDES),
            urgency=self._by_value(source, urgency, _URGENCIES),
            named=self._added(source, self.sources),
            hedged=self._added(np.where(hedge == _TRUE, source, NOT_CODED), self.sources),
            hedge_coded=hedge_coded[:-1],  # the last is found by ``NOT_CODED``
            any_named=self.any_named,
        )

    def _stacked(self, field: str) -> Ints:
        rows = [getattr(one, field) for one in self.statements]
        return np.array(rows, dtype=np.int64).reshape(len(rows), self.count)

    def _by_value(self, source: Ints, value: Ints, size: int) -> Floats:
        places = np.where((source >= 0) & (value >= 0), source * size + value, NOT_CODED)
        return self._added(places, self.sources * size).reshape(self.sources, size, self.count)

    def _added(self, places: Ints, size: int) -> Floats:
        return tally(places, self.weights, size) if len(places) else np.zeros((size, self.count))


def _of_document(statements: Sequence[_Statement]) -> list[_Statement]:
    """What a document states of each source, once: its highest magnitude, and the urgency stated there.

    Statements are put in order of source, then magnitude, then urgency; the last of each source
    speaks for the document, and the others name no source any more.
    """
    if len(statements) == 1:
        return list(statements)
    stated = _in_order(
        [_packed(one.source, (one.magnitude + 1) * 4 + one.urgency + 1, 32) for one in statements]
    )
    opens = _in_order([_packed(one.source, one.hedge + 1, 4) for one in statements])
    found = []
    for row, (packed, hedge) in enumerate(zip(stated, opens, strict=True)):
        source = packed >> 5
        if row + 1 < len(stated):
            source[source == stated[row + 1] >> 5] = NOT_CODED
        found.append(_Statement(source, ((packed & 31) >> 2) - 1, (packed & 3) - 1, (hedge & 3) - 1))
    return found


def _packed(source: Ints, value: Codes, size: int) -> Ints:
    packed: Ints = np.where(source >= 0, source * size + value, NOT_CODED)
    return packed


def _in_order(rows: Sequence[Ints]) -> list[Ints]:
    """Rows sorted within each column, by exchanges: documents hold few statements and many columns."""
    ordered: list[Ints] = []
    for moving in rows:
        for place, row in enumerate(ordered):
            ordered[place], moving = np.minimum(row, moving), np.maximum(row, moving)
        ordered.append(moving)
    return ordered


def _summed(
    keys: tuple[SourceKey, ...],
    totals: _Totals,
    documents: Mapping[str, Sequence[Record]],
    columns: Columns,
    rules: Rules,
) -> ThreatColumns:
    share = np.divide(
        totals.named,
        totals.any_named,
        out=np.zeros_like(totals.named),
        where=totals.any_named > 0,
    )
    anchors = _anchors(keys, [record for listed in documents.values() for record in listed], rules)
    masses = {
        field: np.array([columns.prior(anchor, field) for anchor in anchors]).reshape(share.shape)
        for field in ("magnitude", "urgency", "hedge")
    }
    return ThreatColumns(
        keys=keys,
        named=totals.named,
        share=share,
        ranks=(totals.named > 0) & (share >= rules.threat.min_share - TOLERANCE),
        magnitude=ordinal_median_sets(totals.magnitude, totals.magnitude, masses["magnitude"]),
        urgency=ordinal_median_sets(totals.urgency, totals.urgency, masses["urgency"]),
        hedged=_hedge_sets(totals, masses["hedge"], rules.threat.hedge_share),
        magnitude_median=_median_where_coded(totals.magnitude),
        urgency_median=_median_where_coded(totals.urgency),
        searched=searched(documents, columns),
    )


def _median_where_coded(weights: Floats) -> Ints:
    return np.where(is_coded(weights), lower_median(weights), NOT_CODED)


def _anchors(
    keys: Sequence[SourceKey], records: Sequence[Record], rules: Rules
) -> list[str]:
    """The record by which each source's prior mass is known: the first that names it, else the first."""
    first: dict[SourceKey, str] = {}
    ordered = sorted(records, key=lambda record: record.id)
    for record in ordered:
        for key in record_keys(record, rules):
            first.setdefault(key, record.id)
    return [first.get(key, ordered[0].id) for key in keys]


def record_keys(record: Record, rules: Rules) -> tuple[SourceKey, ...]:
    """The sources that a record names, on the codes as they stand."""
    if not says_threat(record):
        return ()
    origins = record.codes.get("origin", ("external",))
    return tuple(
        SourceKey(
            family=_FAMILY_NAMES[family],
            leaf=leaf if matches_by_leaf(_FAMILY_NAMES[family], rules) else "",
            domestic=origin == "domestic",
        )
        for family, leaf in named_sources(record)
        for origin in origins
    )


def _hedge_sets(totals: _Totals, prior: Floats, least_share: float) -> Ints:
    """Whether openness to a source stands in enough of the documents that name it (I-34).

    Where no document codes a hedge there is none: somebody must have said it (OP 7).
    """
    mass = np.where(totals.hedge_coded, prior, 0.0)
    needed = least_share * (totals.named + mass)
    may = totals.hedged + mass >= needed - TOLERANCE
    may_not = totals.hedged < needed - TOLERANCE
    may &= (totals.hedged + mass) > 0
    return np.where(may, 2, 0) + np.where(may_not | ~may, 1, 0)
