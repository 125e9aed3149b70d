"""Columns of possible codings: as they stand, as replicates, or as recodes.

Every estimate in this room is computed on columns. A column fixes for each record whether it is
there and what it codes, for each document how much it weighs, and how much may lie on what was
never read (the prior mass). Three kinds of columns exist:

- ``as_they_stand``: one column, no redraw, equal weights, no prior mass (OP 7);
- ``replicates``: R aligned draws of coder error, document weights and prior mass (OP 7);
- ``recodes``: one column for each recode that is tried in search of what flips a level.

Replicate r uses the same document weights and coder error in every dimension, since errors are
correlated (CAV-3). Draws go to documents and records by the rank of their sorted ids, so that
renaming actors or shuffling rows changes nothing (A22).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cordiale.codebook import Field, load
from cordiale.model.coder_errors import CoderErrors
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.selection import Placement, record_weight

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
"""Positions in a list of values: small, since thousands of columns of them are kept."""

NOT_CODED = -1
"""Stands in a column where a field has no code."""

ADDRESSES = frozenset({"origin", "autonomy_toward"})
"""Fields that say whose threat, or towards whom, like ``partner`` does; not redrawn (design note 3)."""

DELTA_OF_TEXTS = 1.0
"""Delta of documents that are all, or a random sample, of what was said: the Bayesian bootstrap (OP 7, 2)."""

_DOCUMENT_STREAM, _CODER_STREAM, _PRIOR_STREAM, _ERROR_STREAM = 1, 2, 3, 4
_PRESENCE = 5000
"""Stands in a record's stream for the question whether it is there; no field has this number."""


class Columns(Protocol):
    """What every kind of columns gives; arrays have one entry a column."""

    @property
    def count(self) -> int:
        """Number of columns."""
        ...

    def weight(self, document: str) -> Floats:
        """Weight of a document, 0 or more."""
        ...

    def prior(self, record: str, field: str) -> Floats:
        """Prior mass of an aggregated field, known by its first record and its name."""
        ...

    def present(self, record: str) -> Bools:
        """Whether the record is there."""
        ...

    def values(self, record: Record, field: str) -> tuple[Codes, ...]:
        """Positions of the coded values in the codebook's list: one array for each alternative.

        Missing: no array where the field is not coded.
        """
        ...


def code_positions(record: Record, field: str) -> tuple[int, ...]:
    """Positions of a record's codes of one field in the codebook's list of values."""
    codes = record.codes.get(field)
    return _positions(field, codes) if codes else ()


@lru_cache(maxsize=10_000)  # the same few codes are read again in every window, arm and recode
def _positions(field: str, codes: tuple[str, ...]) -> tuple[int, ...]:
    values = load().field(field).values
    return tuple(values.index(code) for code in codes)


@dataclass(frozen=True)
class AsTheyStand:
    """The codes as they stand: one column (OP 7, "Codes as they stand")."""

    @property
    def count(self) -> int:
        """One."""
        return 1

    def weight(self, document: str) -> Floats:
        """Documents weigh equally."""
        return self._one

    def prior(self, record: str, field: str) -> Floats:
        """Nothing lies on what was not read."""
        return self._zero

    def present(self, record: str) -> Bools:
        """Every record is there."""
        return self._always

    def values(self, record: Record, field: str) -> tuple[Codes, ...]:
        """The values as coded."""
        return tuple(np.array([place], dtype=np.int8) for place in code_positions(record, field))

    @cached_property
    def _one(self) -> Floats:
        return np.ones(1)

    @cached_property
    def _zero(self) -> Floats:
        return np.zeros(1)

    @cached_property
    def _always(self) -> Bools:
        return np.ones(1, dtype=bool)


@dataclass(frozen=True)
class Replicates:
    """R aligned draws of coder error, document weights and prior mass (OP 7, uncertainty 1-3).

    Args:
        count: number of replicates R.
        seed: of every draw. Args delta: shape of a document's weight. Args prior_mass: of g0.
        document_ranks, record_ranks: rank of each id among all sorted ids of the study.
        families: threat-source families that the study's level-setting records name; no redraw
            brings in another (design note 3).
        texts: documents that are all, or a random sample, of what was said; their delta is 1.
        machine: records that a machine with measured errors coded, by id. Args errors: as in ``StudyData``.
    """

    count: int
    seed: int
    delta: float
    prior_mass: float
    document_ranks: Mapping[str, int]
    record_ranks: Mapping[str, int]
    families: tuple[int, ...]
    texts: frozenset[str] = frozenset()
    machine: Mapping[str, Record] = field(default_factory=dict)
    errors: Mapping[str, CoderErrors] = field(default_factory=dict)

    def weight(self, document: str) -> Floats:
        """Gamma(delta, 1), the same in every field and dimension (CAV-3)."""
        found = self._weights.get(document)
        if found is None:
            stream = self._stream(_DOCUMENT_STREAM, self.document_ranks[document])
            shape = DELTA_OF_TEXTS if document in self.texts else self.delta
            found = self._weights[document] = stream.gamma(shape, 1.0, self.count)
        return found

    def prior(self, record: str, field: str) -> Floats:
        """Gamma(prior mass, 1), drawn for each aggregated field apart."""
        key = (record, field)
        found = self._masses.get(key)
        if found is None:
            stream = self._stream(_PRIOR_STREAM, self.record_ranks[record], _field_number(field))
            found = self._masses[key] = stream.gamma(self.prior_mass, 1.0, self.count)
        return found

    def present(self, record: str) -> Bools:
        """Every record of a person is there; one of a machine in so many replicates as it is right (OP 7, 1)."""
        claim = self.machine.get(record)
        if claim is None:
            return self._always
        found = self._there.get(record)
        if found is None:
            stream = self._stream(_CODER_STREAM, self.record_ranks[record], _PRESENCE)
            found = self._there[record] = stream.random(self.count) < self._right(claim)
        return found

    def values(self, record: Record, field: str) -> tuple[Codes, ...]:
        """The coded values, each redrawn from its error model."""
        key = (record.id, field)
        found = self._redrawn.get(key)
        if found is None:
            redraw = self._redraw_machine if record.id in self.machine else self._redraw
            found = self._redrawn[key] = tuple(
                redraw(record, field, position, place)
                for place, position in enumerate(code_positions(record, field))
            )
        return found

    def _right(self, claim: Record) -> Floats:
        """By replicate, the share of the coder's claims of this kind that are right: a Beta draw (OP 7, 1)."""
        of = _errors_of(claim, self.errors)
        kind = _kind_of_claim(claim, of)
        right, wrong = of.present.get(kind, (0, 0))  # a kind that was never measured: any share is as likely
        key = (of.coder, of.language, kind)
        found = self._shares.get(key)
        if found is None:
            stream = self._stream(_ERROR_STREAM, *_words_of(key))
            found = self._shares[key] = stream.beta(right + 1, wrong + 1, self.count)
        return found

    def _redraw_machine(self, record: Record, field: str, position: int, place: int) -> Codes:
        """A machine's code, redrawn from a row of its measured confusion, itself drawn (OP 7, 1)."""
        row = self._confusion_row(record, field, position)
        if row is None:
            return np.full(self.count, position, dtype=np.int8)
        stream = self._stream(_CODER_STREAM, self.record_ranks[record.id], _field_number(field), place)
        drawn: Codes = (stream.random(self.count) > row).sum(axis=0).astype(np.int8)
        if field == "source_family":  # a source that nobody named is not conjured up
            drawn[~self._is_named[drawn]] = position
        return drawn

    def _confusion_row(self, record: Record, field: str, position: int) -> Floats | None:
        """Where each value of the right code ends on 0 to 1, by replicate: a Dirichlet over counts plus one.

        The same row is used for every record, since a coder errs alike throughout (CAV-3).
        """
        of = _errors_of(record, self.errors)
        values = load().field(field).values
        counts = of.confusion.get(field, {}).get(values[position])
        if not counts:
            return None
        key = (of.coder, of.language, field, values[position])
        found = self._rows.get(key)
        if found is None:
            stream = self._stream(_ERROR_STREAM, *_words_of(key))
            shares = stream.dirichlet([counts.get(value, 0) + 1 for value in values], self.count)
            found = self._rows[key] = np.cumsum(shares.T, axis=0)[:-1]
        return found

    def _redraw(self, record: Record, field: str, position: int, place: int) -> Codes:
        spec = load().field(field)
        drawn = np.full(self.count, position, dtype=np.int8)
        if field in ADDRESSES:
            return drawn
        stream = self._stream(_CODER_STREAM, self.record_ranks[record.id], _field_number(field), place)
        uniform = stream.random(self.count)
        moves = np.flatnonzero(uniform >= spec.stay)
        others = np.array(one_step_from(spec, position), dtype=np.int8)
        pick = ((uniform[moves] - spec.stay) / (1 - spec.stay) * len(others)).astype(np.int64)
        moved = others[np.minimum(pick, len(others) - 1)]
        if field == "source_family":  # a source that nobody named is not conjured up
            named = self._is_named[moved]
            moves, moved = moves[named], moved[named]
        drawn[moves] = moved
        return drawn

    def _stream(self, *key: int) -> np.random.Generator:
        # What ``np.random.default_rng((self.seed, *key))`` gives. That reads its seed a number at a
        # time, which takes longer than to draw from it: a study has thousands of streams.
        words = np.array([*self._seed_words, *key], dtype=np.uint32)
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))

    @cached_property
    def _seed_words(self) -> list[int]:
        """The seed in words of 32 bits, lowest first; zero is one word."""
        size = max(1, -(-self.seed.bit_length() // 32))
        words: list[int] = np.frombuffer(self.seed.to_bytes(4 * size, "little"), dtype="<u4").tolist()
        return words

    @cached_property
    def _weights(self) -> dict[str, Floats]:
        return {}

    @cached_property
    def _masses(self) -> dict[tuple[str, str], Floats]:
        return {}

    @cached_property
    def _there(self) -> dict[str, Bools]:
        return {}

    @cached_property
    def _shares(self) -> dict[tuple[str, ...], Floats]:
        return {}

    @cached_property
    def _rows(self) -> dict[tuple[str, ...], Floats]:
        return {}

    @cached_property
    def _redrawn(self) -> dict[tuple[str, str], tuple[Codes, ...]]:
        return {}

    @cached_property
    def _always(self) -> Bools:
        return np.ones(self.count, dtype=bool)

    @cached_property
    def _is_named(self) -> Bools:
        return np.isin(np.arange(len(load().field("source_family").values)), self.families)


def one_step_from(spec: Field, position: int) -> list[int]:
    """The values one step from a code: neighbours on an ordinal scale, else any other (OP 7).

    For these a coder may mistake it, and to these a recode moves it.
    """
    if spec.scale == "ordinal":
        return [n for n in (position - 1, position + 1) if 0 <= n < len(spec.values)]
    return [n for n in range(len(spec.values)) if n != position]


@cache
def _field_number(field: str) -> int:
    names = [spec.name for spec in load().fields]
    base, _, variant = field.partition(":")
    return names.index(base) + (1000 if variant else 0)


def _errors_of(record: Record, errors: Mapping[str, CoderErrors]) -> CoderErrors:
    return errors[f"{record.coder}/{record.language}"]


def _kind_of_claim(claim: Record, errors: CoderErrors) -> str:
    """The narrowest kind of claim for which errors were counted: the dimension with its deciding value, or alone."""
    deciding = _DECIDES_PRESENCE.get(claim.dimension, "")
    for value in claim.codes.get(deciding, ()):
        if f"{claim.dimension}/{value}" in errors.present:
            return f"{claim.dimension}/{value}"
    return claim.dimension


_DECIDES_PRESENCE = {
    "threat": "source_family",
    "identity": "othering",
    "status": "role_expected",
    "support": "support",
}


def _words_of(key: Sequence[str]) -> tuple[int, ...]:
    """Names as numbers that seed a stream: the same on every machine."""
    digest = hashlib.sha256("\n".join(key).encode()).digest()
    return tuple(np.frombuffer(digest[:16], dtype="<u4").tolist())


def replicates(
    placements: Iterable[Placement],
    rules: Rules,
    seed: int,
    errors: Mapping[str, CoderErrors] = MappingProxyType({}),
) -> Replicates:
    """The replicates of a study: one set for all its snapshots, dyads and arms.

    Args:
        placements: all records of the study, placed.
        rules: give the number of replicates, delta and the prior mass.
        seed: of every draw. Args errors: of machine coders; one that was never measured errs as people do.

    Rule: OP 7, uncertainty 7. Ids are sorted among the records that set levels first, then among
    those that count with author summaries, then among the rest, so that a record which sets no
    level moves no draw of one that does (A15).
    """
    standing = {place.record.id: (_standing(place, rules), place.record) for place in placements}
    records = sorted(standing.values(), key=lambda one: (one[0], one[1].id))
    documents: dict[str, int] = {}
    for rank, record in records:
        documents.setdefault(record.document, rank)
    listed = sorted(documents, key=lambda name: (documents[name], name))
    heard = [record for rank, record in records if rank == _SETS_LEVELS]
    machine = [record for _, record in records if record.machine]
    unsure = rules.uncertainty
    return Replicates(
        count=unsure.replicates_texts if machine else unsure.replicates_evidence,
        seed=seed,
        delta=unsure.delta,
        prior_mass=unsure.prior_mass,
        document_ranks={name: rank for rank, name in enumerate(listed)},
        record_ranks={record.id: rank for rank, (_, record) in enumerate(records)},
        families=tuple(sorted({p for r in heard for p in code_positions(r, "source_family")})),
        texts=frozenset(record.document for record in machine),
        machine={r.id: r for r in machine if r.says and f"{r.coder}/{r.language}" in errors},
        errors=errors,
    )


_SETS_LEVELS, _BESIDE, _SETS_NOTHING = range(3)


def _standing(place: Placement, rules: Rules) -> int:
    if not place.counts or record_weight(place.record, rules) == 0:
        return _SETS_NOTHING
    if place.record.voice in rules.voices.levels:
        return _SETS_LEVELS
    return _BESIDE if place.record.voice in rules.voices.beside else _SETS_NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Recode:
    """One step away from the codes as they stand: a record removed, or one field moved.

    ``field`` is empty for a removal; ``place`` is the alternative that moves, ``position`` where to.
    """

    record: str
    field: str = ""
    place: int = 0
    position: int = 0


NO_STEP = -1
"""Stands among the recodes of a column where fewer are tried."""


@dataclass(frozen=True)
class Recodes:
    """One column for each set of recodes that is tried.

    Args:
        steps: all recodes. Args tried: which of them each column takes, as places in ``steps``,
            shape (columns, most recodes at once); ``NO_STEP`` where it takes fewer.
    """

    steps: Sequence[Recode]
    tried: Ints

    @property
    def count(self) -> int:
        """Number of sets of recodes."""
        return len(self.tried)

    def weight(self, document: str) -> Floats:
        """Documents weigh equally."""
        return self._ones

    def prior(self, record: str, field: str) -> Floats:
        """Nothing lies on what was not read."""
        return self._zeros

    def present(self, record: str) -> Bools:
        """False in the columns that remove the record."""
        moves = self._moves.get((record, ""))
        if moves is None:
            return self._always
        here = np.ones(self.count, dtype=bool)
        for columns, _ in moves:
            here[columns] = False
        return here

    def values(self, record: Record, field: str) -> tuple[Codes, ...]:
        """The values as coded, moved in the columns that move them."""
        places = code_positions(record, field)
        arrays = tuple(np.full(self.count, position, dtype=np.int8) for position in places)
        for columns, step in self._moves.get((record.id, field), ()):
            arrays[step.place][columns] = step.position
        return arrays

    @cached_property
    def _moves(self) -> dict[tuple[str, str], list[tuple[Ints, Recode]]]:
        """By record and field, each recode with the columns that take it."""
        most = self.tried.shape[1]
        order = np.argsort(self.tried, axis=None, kind="stable")
        taken, column = self.tried.ravel()[order], order // most
        ends = np.searchsorted(taken, np.arange(len(self.steps) + 1))
        moves: dict[tuple[str, str], list[tuple[Ints, Recode]]] = {}
        for number, step in enumerate(self.steps):
            if ends[number] < ends[number + 1]:
                found = column[ends[number] : ends[number + 1]]
                moves.setdefault((step.record, step.field), []).append((found, step))
        return moves

    @cached_property
    def _ones(self) -> Floats:
        return np.ones(self.count)

    @cached_property
    def _zeros(self) -> Floats:
        return np.zeros(self.count)

    @cached_property
    def _always(self) -> Bools:
        return np.ones(self.count, dtype=bool)
