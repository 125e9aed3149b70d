"""Whom and what one actor fears: sources, magnitude, urgency and hedges by column (OP 6.2, 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm

import numpy as np

from cordiale.actors import find
from cordiale.model.rules import Rules
from cordiale.model.settings import FAMILIES
from cordiale.model.study import Record
from cordiale.profiles.aggregation import (
    TOLERANCE,
    by_document,
    documents_present,
    lower_median,
    ordinal_median_sets,
    unit_weights,
)
from cordiale.profiles.draws import (
    NOT_CODED,
    Bools,
    Columns,
    Floats,
    Ints,
    code_positions,
)

_MAGNITUDES, _URGENCIES = 4, 3
_FAMILY_NAMES = (*FAMILIES, "")
_UNNAMED_FAMILY = len(FAMILIES)
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
        documents: searched documents by column.
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
    documents: Ints


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
    families = code_positions(record, "source_family")
    words = record.codes.get("source", ("",))
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
    readings = [_Reading(record, columns, names) for record in records]
    keys = sorted({int(code) for reading in readings for code in reading.codes_used()})
    place = {code: number for number, code in enumerate(keys)}
    tally = _Tally(len(keys), columns.count)
    factors = unit_weights(documents, rules)
    by_id = {reading.record.id: reading for reading in readings}
    for name, listed in documents.items():
        weight = columns.weight(name) * factors[name]
        tally.add(weight, [by_id[record.id] for record in listed], place)
    source_keys = tuple(names.key(code) for code in keys)
    return _summed(source_keys, tally, documents, records, columns, rules)


class _KeyNames:
    """Numbers for source keys, so that they can stand in arrays."""

    def __init__(self, records: Sequence[Record], rules: Rules) -> None:
        leaves = {leaf for record in records for _, leaf in named_sources(record)}
        self.leaves = ("", *sorted(leaves - {""}))
        self.by_leaf = np.array([matches_by_leaf(family, rules) for family in _FAMILY_NAMES])

    def numbers(self, family: Ints, leaf: Ints, domestic: Bools) -> Ints:
        shown = np.where(self.by_leaf[family], leaf, 0)
        return ((shown * len(_FAMILY_NAMES)) + family) * 2 + domestic

    def key(self, number: int) -> SourceKey:
        rest, domestic = divmod(number, 2)
        leaf, family = divmod(rest, len(_FAMILY_NAMES))
        return SourceKey(
            family=_FAMILY_NAMES[family], leaf=self.leaves[leaf], domestic=bool(domestic)
        )


class _Reading:
    """One record's source, magnitude, urgency and hedge by column, in each of its branches.

    Cells with alternatives give branches of equal share; alternatives of different cells are
    taken in step (``1|2`` and ``0|1`` read low with low, high with high), which leaves each
    field's shares as they are.
    """

    def __init__(self, record: Record, columns: Columns, names: _KeyNames) -> None:
        self.record = record
        here = columns.present(record.id) & says_threat(record)
        absent = (np.full(columns.count, NOT_CODED),)
        origins = columns.values(record, "origin") or (np.zeros(columns.count, dtype=np.int64),)
        self.keys = tuple(
            np.where(here, names.numbers(family, leaf, origin == _DOMESTIC), NOT_CODED)
            for family, leaf in self._families_and_leaves(columns, names)
            for origin in origins
        )
        self.magnitudes = columns.values(record, "magnitude") or absent
        self.urgencies = columns.values(record, "urgency") or absent
        self.hedges = columns.values(record, "hedge") or absent
        self.branches = lcm(*(len(cell) for cell in self._cells()))

    def _families_and_leaves(
        self, columns: Columns, names: _KeyNames
    ) -> list[tuple[Ints, Ints]]:
        """Family and leaf by column for each source named; a redrawn family loses its leaf (OP 7)."""
        drawn = columns.values(self.record, "source_family")
        words = len(self.record.codes.get("source", ("",)))
        pairs = []
        for number, (original, leaf) in enumerate(named_sources(self.record)):
            family = drawn[number // words] if drawn else np.full(columns.count, original)
            place = names.leaves.index(leaf)
            pairs.append((family, np.where(family == original, place, 0)))
        return pairs

    def _cells(self) -> tuple[tuple[Ints, ...], ...]:
        return self.keys, self.magnitudes, self.urgencies, self.hedges

    def codes_used(self) -> set[int]:
        return {int(code) for array in self.keys for code in np.unique(array)} - {NOT_CODED}

    def at(self, branch: int) -> tuple[Ints, Ints, Ints, Ints]:
        key, magnitude, urgency, hedge = (cell[branch % len(cell)] for cell in self._cells())
        return key, magnitude, urgency, hedge


class _Tally:
    """Sums over documents, by source and column."""

    def __init__(self, sources: int, count: int) -> None:
        self.magnitude = np.zeros((sources, _MAGNITUDES, count))
        self.urgency = np.zeros((sources, _URGENCIES, count))
        self.named = np.zeros((sources, count))
        self.hedged = np.zeros((sources, count))
        self.hedge_coded = np.zeros((sources, count), dtype=bool)
        self.any_named = np.zeros(count)

    def add(self, weight: Floats, readings: Sequence[_Reading], place: Mapping[int, int]) -> None:
        branches = lcm(*(reading.branches for reading in readings))
        rank = np.full(max(place, default=0) + 2, NOT_CODED)
        for code, number in place.items():
            rank[code] = number
        for branch in range(branches):
            rows = [reading.at(branch) for reading in readings]
            keys = rank[np.array([row[0] for row in rows])]
            _, magnitude, urgency, hedge = (np.array(cell) for cell in zip(*rows, strict=True))
            self._add_branch(weight / branches, keys, magnitude, urgency, hedge)

    def _add_branch(
        self, weight: Floats, keys: Ints, magnitude: Ints, urgency: Ints, hedge: Ints
    ) -> None:
        # Sorting by source, then magnitude, then urgency puts last in each source's run the highest
        # magnitude with the highest urgency stated at it: the document's value for that source.
        stated = np.sort(np.where(keys < 0, -1, keys * 32 + (magnitude + 1) * 4 + urgency + 1), axis=0)
        opens = np.sort(np.where(keys < 0, -1, keys * 4 + hedge + 1), axis=0)
        source = np.where(stated < 0, -1, stated // 32)
        last = np.ones_like(source, dtype=bool)
        last[:-1] = source[:-1] != source[1:]
        last &= source >= 0
        column = np.arange(source.shape[1])
        for row in range(len(source)):
            use = last[row]
            at, where = source[row][use], column[use]
            self.named[at, where] += weight[use]
            top = (stated[row][use] % 32) // 4 - 1
            urgent = stated[row][use] % 4 - 1
            self._put(self.magnitude, at, top, where, weight[use])
            self._put(self.urgency, at, urgent, where, weight[use])
            open_to = opens[row][use] % 4 - 1
            self.hedged[at, where] += np.where(open_to == _TRUE, weight[use], 0.0)
            self.hedge_coded[at, where] |= open_to != NOT_CODED
        self.any_named += np.where(last.any(axis=0), weight, 0.0)

    @staticmethod
    def _put(target: Floats, source: Ints, value: Ints, column: Ints, weight: Floats) -> None:
        coded = value != NOT_CODED
        target[source[coded], value[coded], column[coded]] += weight[coded]


def _summed(
    keys: tuple[SourceKey, ...],
    tally: _Tally,
    documents: Mapping[str, Sequence[Record]],
    records: Sequence[Record],
    columns: Columns,
    rules: Rules,
) -> ThreatColumns:
    count, size = columns.count, len(keys)
    share = np.divide(
        tally.named, tally.any_named, out=np.zeros((size, count)), where=tally.any_named > 0
    )
    masks: dict[str, list[Ints]] = {"magnitude": [], "urgency": [], "hedged": []}
    medians: dict[str, list[Ints]] = {"magnitude": [], "urgency": []}
    for number, key in enumerate(keys):
        anchor = _anchor(key, records, rules)
        for field, weights in (("magnitude", tally.magnitude), ("urgency", tally.urgency)):
            mass = columns.prior(anchor, field)
            masks[field].append(ordinal_median_sets(weights[number], weights[number], mass))
            coded = weights[number].sum(axis=0) > 0
            medians[field].append(np.where(coded, lower_median(weights[number]), NOT_CODED))
        masks["hedged"].append(
            _hedge_sets(tally, number, columns.prior(anchor, "hedge"), rules.threat.hedge_share)
        )
    stacked = {name: np.array(rows, dtype=np.int64).reshape(size, count) for name, rows in masks.items()}
    middle = {name: np.array(rows, dtype=np.int64).reshape(size, count) for name, rows in medians.items()}
    return ThreatColumns(
        keys=keys,
        named=tally.named,
        share=share,
        ranks=(tally.named > 0) & (share >= rules.threat.min_share - TOLERANCE),
        magnitude=stacked["magnitude"],
        urgency=stacked["urgency"],
        hedged=stacked["hedged"],
        magnitude_median=middle["magnitude"],
        urgency_median=middle["urgency"],
        documents=documents_present(documents, columns),
    )


def _anchor(key: SourceKey, records: Sequence[Record], rules: Rules) -> str:
    """The record by which a source's prior mass is known: the first that names it."""
    naming = [record.id for record in records if key in record_keys(record, rules)]
    return min(naming) if naming else min(record.id for record in records)


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


def _hedge_sets(tally: _Tally, number: int, prior: Floats, least_share: float) -> Ints:
    """Whether openness to a source stands in enough of the documents that name it (I-34).

    Where no document codes a hedge there is none: somebody must have said it (OP 7).
    """
    hedged, named = tally.hedged[number], tally.named[number]
    mass = np.where(tally.hedge_coded[number], prior, 0.0)
    may = hedged + mass >= least_share * (named + mass) - TOLERANCE
    may_not = hedged < least_share * (named + mass) - TOLERANCE
    may &= (hedged + mass) > 0
    return np.where(may, 2, 0) + np.where(may_not | ~may, 1, 0)
