"""The smallest recode that changes a level: one record, then pairs (OP 7, provenance and flips).

Every record behind a level is tried removed, and each of its codes moved one step (a neighbour on
an ordinal field, any other value on a nominal one), on the codes as they stand. All recodes of a
level are read in one pass, one column each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.codebook import load
from cordiale.model.levels import LEVELS, Condition
from cordiale.model.results import Flip
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.draws import (
    NO_STEP,
    Ints,
    Recode,
    Recodes,
    code_positions,
    one_step_from,
)
from cordiale.project.dyad_levels import levels_in
from cordiale.project.panels import Panel, condition_pair

PAIRS_TRIED = 3_000
"""How many pairs of recodes are read for a level; a number, so that results do not hang on speed."""

MORE_THAN_A_DOCUMENT = "more than one document"
"""What flips a level read from texts where no single document does."""

DECIDING_FIELDS: dict[Condition, tuple[str, ...]] = {
    Condition.THREAT: ("source_family", "origin", "magnitude", "urgency", "hedge"),
    Condition.IDENTITY: ("othering", "basis", "valence", "trust_lang", "salience", "war_thinkable"),
    Condition.STATUS: (
        "role_expected",
        "recognition",
        "autonomy",
        "autonomy_toward",
        "superiority_claim",
        "anxiety",
        "role_refused",
    ),
}


def smallest_flip(at: Panel, condition: Condition, rules: Rules, standing: int) -> Flip:
    """The smallest recode that changes a level that stands as one value.

    Args:
        standing: levels on the codes as they stand, as a bit mask.

    Missing: where the codes as they stand leave the level open there is nothing to flip.
    """
    if standing & (standing - 1):
        return Flip(steps=None, what="unknown on the codes as they stand: nothing to flip")
    if any(record.machine for record in _records(at, condition)):
        return _without_a_document(at, condition, rules, standing)
    steps = list(_recodes(at, condition))
    if not steps:
        return Flip(steps=None, what="no record to move")
    found = _best(at, condition, rules, steps, _once(steps), standing)
    if found:
        return found
    pairs = _first_pairs(steps, PAIRS_TRIED + 1)
    found = _best(at, condition, rules, steps, pairs[:PAIRS_TRIED], standing)
    if found:
        return found
    limit = f" (in the first {PAIRS_TRIED:,} pairs)" if len(pairs) > PAIRS_TRIED else ""
    return Flip(steps=None, what=f"more than two{limit}")


def _without_a_document(at: Panel, condition: Condition, rules: Rules, standing: int) -> Flip:
    """Of texts the smallest change is a document less: single codes of thousands decide nothing."""
    documents: dict[str, list[Record]] = {}
    for record in _records(at, condition):
        documents.setdefault(record.document, []).append(record)
    numbers = {record.id: n for n, record in enumerate(_records(at, condition))}
    steps = [_Step(Recode(record=r.id), r.actor, r.document, numbers[r.id]) for r in _records(at, condition)]
    if not documents:
        return Flip(steps=None, what="no document to leave out")
    tried = np.full((len(documents), max(map(len, documents.values()))), NO_STEP)
    for row, records in enumerate(documents.values()):
        tried[row, : len(records)] = [numbers[record.id] for record in records]
    masks = _masks(at, condition, rules, steps, tried)
    place = _first_change(masks, standing)
    if place is None:
        return Flip(steps=None, what=MORE_THAN_A_DOCUMENT)
    name, records = list(documents.items())[place]
    what = f"without the document {name}: {_levels(int(masks[place]), condition)}"
    return Flip(steps=1, what=what, records=tuple(record.id for record in records))


@dataclass(frozen=True, slots=True)
class _Step:
    """A recode, whose it is, and what it amounts to whichever of several like records it touches."""

    recode: Recode
    actor: str
    document: str
    alike: int


def _once(steps: Sequence[_Step]) -> Ints:
    """Of recodes that amount to the same, the first (OP 7: identical records once)."""
    first: dict[int, int] = {}
    for place, step in enumerate(steps):
        first.setdefault(step.alike, place)
    return np.array(list(first.values()))[:, None]


_PAIRS_AT_ONCE = 10_000
"""How many pairs are listed at a time; what it is changes nothing but memory and speed."""


def _first_pairs(steps: Sequence[_Step], most: int) -> Ints:
    """Pairs of recodes of different codes, removals first; pairs that amount to the same once.

    Returns:
        Places in ``steps``, shape (pairs, 2), no more than ``most`` pairs.
    """
    places: Ints = np.array(sorted(range(len(steps)), key=lambda place: bool(steps[place].recode.field)))
    about = _About([steps[place] for place in places])
    rows = max(1, _PAIRS_AT_ONCE // len(steps))
    found: Ints = np.zeros((0, 2), dtype=np.int64)
    seen: Ints = np.zeros(0, dtype=np.int64)
    for start in range(0, len(steps), rows):
        grid = np.indices((min(rows, len(steps) - start), len(steps))).reshape(2, -1)
        pairs = np.stack([grid[0] + start, grid[1]], axis=1)
        pairs = about.of_different_codes(pairs[pairs[:, 0] < pairs[:, 1]])
        amounts = about.amounts(pairs)
        first = np.sort(np.unique(amounts, return_index=True)[1])
        first = first[~np.isin(amounts[first], seen)]
        found = np.concatenate([found, pairs[first]])
        seen = np.concatenate([seen, amounts[first]])
        if len(found) >= most:
            break
    return places[found[:most]]


class _About:
    """What decides whether two recodes can be tried together, and what that amounts to."""

    def __init__(self, steps: Sequence[_Step]) -> None:
        recodes = [step.recode for step in steps]
        self.removed = np.array([not recode.field for recode in recodes])
        self.record = _numbered(recode.record for recode in recodes)
        self.code = _numbered((recode.record, recode.field, recode.place) for recode in recodes)
        self.document = _numbered(step.document for step in steps)
        self.alike = _numbered(step.alike for step in steps)

    def of_different_codes(self, pairs: Ints) -> Ints:
        """Those that do not move one code twice, nor move a code of a record that they remove."""
        one, other = pairs.T
        gone = (self.record[one] == self.record[other]) & (self.removed[one] | self.removed[other])
        distinct: Ints = pairs[(self.code[one] != self.code[other]) & ~gone]
        return distinct

    def amounts(self, pairs: Ints) -> Ints:
        """Numbers, the same for pairs that amount to the same: of one record, of one document, or of two."""
        one, other = pairs.T
        less, more = np.sort(self.alike[pairs], axis=1).T
        one_record = self.record[one] == self.record[other]
        one_document = self.document[one] == self.document[other]
        numbers: Ints = (less * len(self.alike) + more) * 4 + one_record * 2 + one_document
        return numbers


def _numbered(names: Iterable[object]) -> Ints:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names])


def _best(
    at: Panel,
    condition: Condition,
    rules: Rules,
    steps: Sequence[_Step],
    tried: Ints,
    standing: int,
) -> Flip | None:
    """The first recode that gives another level, else the first that leaves it unknown."""
    if not len(tried):
        return None
    masks = _masks(at, condition, rules, steps, tried)
    place = _first_change(masks, standing)
    if place is None:
        return None
    recodes = [steps[number].recode for number in tried[place]]
    words = " and ".join(_in_words(at, condition, recode) for recode in recodes)
    return Flip(
        steps=len(recodes),
        what=f"{words}: {_levels(int(masks[place]), condition)}",
        records=tuple(dict.fromkeys(recode.record for recode in recodes)),
    )


def _first_change(masks: Ints, standing: int) -> int | None:
    """Where another level first stands, else where the level is first left open."""
    changed = np.flatnonzero(masks != standing)
    known = changed[masks[changed] & (masks[changed] - 1) == 0]
    found = known if len(known) else changed
    return int(found[0]) if len(found) else None


def _levels(mask: int, condition: Condition) -> str:
    levels = " or ".join(str(level) for level in levels_in(mask, LEVELS[condition]))
    return f"unknown ({levels})" if mask & (mask - 1) else levels


def _masks(
    at: Panel, condition: Condition, rules: Rules, steps: Sequence[_Step], tried: Ints
) -> Ints:
    """The levels that each set of recodes leaves.

    A side is read only once for all sets that do the same to it.
    """
    recodes = [step.recode for step in steps]
    columns: dict[str, Recodes] = {}
    where = []
    for actor in at.dyad:
        own = np.array([*(step.actor == actor for step in steps), False])  # the last is found by NO_STEP
        touched = np.where(own[tried], tried, NO_STEP)
        alike, spread = _alike_rows(touched, len(steps))
        columns[actor] = Recodes(recodes, alike)
        where.append(spread)
    return condition_pair(at, condition, columns, rules).at(*where).masks()


def _alike_rows(rows: Ints, steps: int) -> tuple[Ints, Ints]:
    """The distinct rows, and the place of each row among them."""
    if rows.shape[1] <= 2:  # as one number a row they sort far faster
        packed = (rows + 1) @ (steps + 1) ** np.arange(rows.shape[1])
        _, first, spread = np.unique(packed, return_index=True, return_inverse=True)
        return rows[first], spread
    distinct, spread = np.unique(rows, axis=0, return_inverse=True)
    return distinct, spread.ravel()


def _recodes(at: Panel, condition: Condition) -> Iterator[_Step]:
    """Every record removed, and each of its codes moved one step, in the order of record ids."""
    numbers: dict[object, int] = {}
    signatures = _signatures(at, condition)
    for record in _records(at, condition):
        alike = signatures[record.id]
        recodes = [Recode(record=record.id)]
        recodes += [move for field in DECIDING_FIELDS[condition] for move in _moves(record, field)]
        for recode in recodes:
            what = (alike, recode.field, recode.place, recode.position)
            yield _Step(recode, record.actor, record.document, numbers.setdefault(what, len(numbers)))


def _moves(record: Record, field: str) -> Iterator[Recode]:
    spec = load().field(field)
    for place, position in enumerate(code_positions(record, field)):
        for target in one_step_from(spec, position):
            yield Recode(record=record.id, field=field, place=place, position=target)


def _records(at: Panel, condition: Condition) -> list[Record]:
    both = (r for actor in at.dyad for r in at.conditions[condition][actor] if r.says)
    return sorted(both, key=lambda record: record.id)


def _signatures(at: Panel, condition: Condition) -> dict[str, int]:
    """Numbers by record, the same for records that are interchangeable.

    They have the same actor and codes, and their documents say the same besides.
    """
    numbers: dict[object, int] = {}
    found = {}
    for actor in at.dyad:
        records = at.conditions[condition][actor]
        documents: dict[str, list[str]] = {}
        for record in records:
            documents.setdefault(record.document, []).append(_codes(record))
        said = {name: tuple(sorted(codes)) for name, codes in documents.items()}
        for record in records:
            what = (actor, _codes(record), said[record.document])
            found[record.id] = numbers.setdefault(what, len(numbers))
    return found


def _codes(record: Record) -> str:
    codes = tuple(sorted(record.codes.items()))
    return repr((codes, record.partner, record.formulaic, record.genre, record.audience))


def _in_words(at: Panel, condition: Condition, step: Recode) -> str:
    if not step.field:
        return f"without {step.record}"
    record = next(one for one in _records(at, condition) if one.id == step.record)
    values = load().field(step.field).values
    old = values[code_positions(record, step.field)[step.place]]
    return f"{step.field} of {step.record} {old} → {values[step.position]}"
