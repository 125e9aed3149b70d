"""The smallest recode that changes a level: one record, then pairs (OP 7, provenance and flips).

Every record behind a level is tried removed, and each of its codes moved one step (a neighbour on
an ordinal field, any other value on a nominal one), on the codes as they stand. All recodes of a
level are read in one pass, one column each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from cordiale.codebook import load
from cordiale.model.levels import LEVELS, Condition
from cordiale.model.results import Flip
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.draws import Recode, Recodes, code_positions, one_step_from
from cordiale.project.dyad_levels import levels_in
from cordiale.project.panels import Panel, condition_columns

PAIRS_TRIED = 3_000
"""How many pairs of recodes are read for a level; a number, so that results do not hang on speed."""

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


def smallest_flip(at: Panel, condition: Condition, rules: Rules) -> Flip:
    """The smallest recode that changes a level that stands as one value.

    Missing: where the codes as they stand leave the level open there is nothing to flip.
    """
    (standing,) = _masks(at, condition, rules, [()])
    if standing & (standing - 1):
        return Flip(steps=None, what="unknown on the codes as they stand: nothing to flip")
    steps = list(_recodes(at, condition))
    if not steps:
        return Flip(steps=None, what="no record to move")
    singles = ((step.recode,) for step in _once(steps))
    found = _best(at, condition, rules, list(singles), standing)
    if found:
        return found
    pairs = _pairs(steps)
    tried = list(islice(pairs, PAIRS_TRIED))
    found = _best(at, condition, rules, tried, standing)
    if found:
        return found
    limit = f" (in the first {PAIRS_TRIED:,} pairs)" if next(pairs, None) else ""
    return Flip(steps=None, what=f"more than two{limit}")


@dataclass(frozen=True, slots=True)
class _Step:
    """A recode, and what it amounts to whichever of several like records it touches."""

    recode: Recode
    document: str
    alike: int


def _once(steps: Iterable[_Step]) -> Iterator[_Step]:
    """Of recodes that amount to the same, the first (OP 7: identical records once)."""
    seen: set[int] = set()
    for step in steps:
        if step.alike not in seen:
            seen.add(step.alike)
            yield step


def _pairs(steps: Sequence[_Step]) -> Iterator[tuple[Recode, ...]]:
    """Pairs of recodes of different codes, removals first; pairs that amount to the same once."""
    seen: set[object] = set()
    ordered = sorted(steps, key=lambda step: bool(step.recode.field))
    for one, other in combinations(ordered, 2):
        first, second = one.recode, other.recode
        one_record = first.record == second.record
        same_code = one_record and (first.field, first.place) == (second.field, second.place)
        removed_too = one_record and not (first.field and second.field)
        alike = sorted((one.alike, other.alike))
        amounts_to = (*alike, one_record, one.document == other.document)
        if not same_code and not removed_too and amounts_to not in seen:
            seen.add(amounts_to)
            yield first, second


def _best(
    at: Panel,
    condition: Condition,
    rules: Rules,
    tried: Sequence[tuple[Recode, ...]],
    standing: int,
) -> Flip | None:
    """The first recode that gives another level, else the first that leaves it unknown."""
    if not tried:
        return None
    masks = _masks(at, condition, rules, tried)
    changed = [(steps, mask) for steps, mask in zip(tried, masks, strict=True) if mask != standing]
    known = [(steps, mask) for steps, mask in changed if not mask & (mask - 1)]
    for steps, mask in (known or changed)[:1]:
        words = " and ".join(_in_words(at, condition, step) for step in steps)
        levels = " or ".join(str(level) for level in levels_in(mask, LEVELS[condition]))
        if mask & (mask - 1):
            levels = f"unknown ({levels})"
        return Flip(
            steps=len(steps),
            what=f"{words}: {levels}",
            records=tuple(dict.fromkeys(step.record for step in steps)),
        )
    return None


def _masks(
    at: Panel, condition: Condition, rules: Rules, tried: Sequence[tuple[Recode, ...]]
) -> list[int]:
    columns = condition_columns(at, condition, Recodes(tuple(tried)), rules)
    return [int(mask) for mask in columns.levels]


def _recodes(at: Panel, condition: Condition) -> Iterator[_Step]:
    """Every record removed, and each of its codes moved one step, in the order of record ids."""
    numbers: dict[object, int] = {}
    for record in _records(at, condition):
        alike = _signature(at, condition, record)
        recodes = [Recode(record=record.id)]
        recodes += [move for field in DECIDING_FIELDS[condition] for move in _moves(record, field)]
        for recode in recodes:
            what = (alike, recode.field, recode.place, recode.position)
            yield _Step(recode, record.document, numbers.setdefault(what, len(numbers)))


def _moves(record: Record, field: str) -> Iterator[Recode]:
    spec = load().field(field)
    for place, position in enumerate(code_positions(record, field)):
        for target in one_step_from(spec, position):
            yield Recode(record=record.id, field=field, place=place, position=target)


def _records(at: Panel, condition: Condition) -> list[Record]:
    both = (record for actor in at.dyad for record in at.conditions[condition][actor])
    return sorted(both, key=lambda record: record.id)


def _signature(at: Panel, condition: Condition, record: Record) -> object:
    """What makes two records interchangeable: actor, codes, and what else their documents say."""

    def codes(one: Record) -> tuple[object, ...]:
        return (tuple(sorted(one.codes.items())), one.partner, one.formulaic, one.genre, one.audience)

    document = [
        codes(one)
        for one in at.conditions[condition][record.actor]
        if one.document == record.document
    ]
    return record.actor, codes(record), tuple(sorted(map(repr, document)))


def _in_words(at: Panel, condition: Condition, step: Recode) -> str:
    if not step.field:
        return f"without {step.record}"
    record = next(one for one in _records(at, condition) if one.id == step.record)
    values = load().field(step.field).values
    old = values[code_positions(record, step.field)[step.place]]
    return f"{step.field} of {step.record} {old} → {values[step.position]}"
