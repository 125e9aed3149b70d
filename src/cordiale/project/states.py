"""A dyad at a snapshot, in each of the three arms: levels, gate, what is open, location (I-35)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cordiale.model.levels import (
    LEVELS,
    NO_ALIGNMENT,
    AlignmentType,
    Arm,
    Condition,
    Gate,
    Level,
)
from cordiale.model.results import Flip, LevelDoubt, LevelResult, LocationShare, Probability, State
from cordiale.model.rules import Rules
from cordiale.model.study import Judgement, Record, SelfLabel
from cordiale.profiles.identity import concerns_partner
from cordiale.project.details import (
    Detail,
    documents_of,
    identity_detail,
    no_leader,
    status_detail,
    threat_detail,
)
from cordiale.project.dyad_levels import adversarial, levels_in
from cordiale.project.flips import smallest_flip
from cordiale.project.panels import ConditionReader, Panel
from cordiale.project.shares import (
    admissible_words,
    hand_rounded,
    location_shares,
    open_shares,
    point_word,
    raw_shares,
    read_draws,
    score_of,
)
from cordiale.typology.cells import gate_read, implausible
from cordiale.typology.labels import label_verdict
from cordiale.typology.possible import LevelSets, Possible, read_sets
from cordiale.typology.realised import realised, settle_tie

_DISCREPANCY = re.compile(r"\bD-\d+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is the same in every arm of a snapshot.

    Args:
        gate: whether engagement is on record. Args practice: kinds of cooperative interactions.
        label: what the parties call it, or None. Args rules: settings of the reading.
    """

    gate: Gate
    practice: tuple[str, ...]
    label: SelfLabel | None
    rules: Rules


def computed_state(
    at: Panel,
    reader: ConditionReader,
    around: Around,
    *,
    arm: Arm,
    fragile: Iterable[str],
    flips: bool,
) -> State:
    """A dyad's state from coded evidence.

    Args:
        at: the records that count in this arm. Args reader: of its conditions.
        fragile: flags from voices that set no level. Args flips: whether to seek smallest recodes.

    Rule: OP 4 (algorithm), OP 7.
    """
    rules = around.rules
    levels = {
        condition: _computed_level(at, condition, reader, rules, flips=flips)
        for condition in Condition
    }
    shut_out = adversarial(reader.threats(at, rules), at.dyad, rules)
    flags = ["adversarial"] if shut_out else []
    if no_leader(reader.statuses(at, rules), at.dyad, rules):
        flags.append("no_leader")
    read = read_draws({c: reader.drawn(at, c, rules) for c in Condition}, rules)
    return _state(
        levels,
        around,
        arm=arm,
        flags=[*flags, *fragile],
        shut_out=shut_out,
        open_now=open_shares(read),
        locations=location_shares(read),
    )


def level_with_doubt(
    at: Panel, condition: Condition, reader: ConditionReader, rules: Rules
) -> LevelDoubt:
    """A level and its doubt, without what is only shown beside it (OP 7, uncertainty 4-5)."""
    kind = LEVELS[condition]
    drawn = reader.drawn(at, condition, rules)
    raw = dict(zip(map(str, kind), raw_shares(drawn.levels, len(kind)), strict=True))
    said = hand_rounded(raw)
    standing = reader.standing(at, condition, rules)
    words = tuple(str(level) for level in levels_in(int(standing.levels[0]), kind))
    return LevelDoubt(
        level=point_word(raw, words, rules.uncertainty.point_from),
        admissible=admissible_words(said),
        probability=said,
        standing=words,
    )


def _computed_level(
    at: Panel, condition: Condition, reader: ConditionReader, rules: Rules, *, flips: bool
) -> LevelResult:
    found = level_with_doubt(at, condition, reader, rules)
    standing, drawn = reader.standing(at, condition, rules), reader.drawn(at, condition, rules)
    records = [r for actor in at.dyad for r in at.conditions[condition][actor] if r.says]
    return LevelResult(
        level=found.level,
        admissible=found.admissible,
        probability=found.probability,
        score=score_of(
            float(standing.score_low[0]),
            float(standing.score_high[0]),
            drawn.score_low,
            drawn.score_high,
        ),
        detail={
            "as_they_stand": list(found.standing),
            **_detail(at, condition, found.standing, reader, rules),
        },
        documents=documents_of(at, condition),
        evidence=tuple(sorted(record.id for record in records)),
        flip=_flip(at, condition, reader, rules) if flips else None,
        notes=discrepancies(record.note for record in records),
    )


def _flip(at: Panel, condition: Condition, reader: ConditionReader, rules: Rules) -> Flip:
    return reader.flip(at, condition, rules, lambda mask: smallest_flip(at, condition, rules, mask))


def _detail(
    at: Panel, condition: Condition, words: Sequence[str], reader: ConditionReader, rules: Rules
) -> Detail:
    if condition is Condition.THREAT:
        low = tuple(words) == ("low",)
        return threat_detail(reader.threats(at, rules), at.dyad, low=low, rules=rules)
    if condition is Condition.IDENTITY:
        return identity_detail(reader.identities(at, rules), at.dyad, rules)
    return status_detail(reader.statuses(at, rules), at.dyad, rules)


def discrepancies(notes: Iterable[str]) -> tuple[str, ...]:
    """Ids of the discrepancies that notes name (OP 9.1), each once, in their order."""
    found = {name for note in notes for name in _DISCREPANCY.findall(note)}
    return tuple(sorted(found, key=lambda name: int(name.removeprefix("D-"))))


def judged_state(judgements: Sequence[Judgement], around: Around) -> State | None:
    """A dyad's state from somebody's verdicts; None where no condition was judged.

    Missing: a condition without a verdict is unknown and ranges over all its levels.
    """
    verdicts = {one.condition: one for one in judgements}
    if not any(str(condition) in verdicts for condition in Condition):
        return None
    levels = {
        condition: _judged_level(verdicts.get(condition), condition) for condition in Condition
    }
    found = read_sets(_admissible_sets(levels), around.gate, around.rules)
    return _state(
        levels,
        around,
        arm=Arm.JUDGED,
        flags=[],
        shut_out=False,
        open_now={kind: _by_reading(kind, found) for kind in AlignmentType},
        locations=tuple(
            LocationShare(
                types=types, lower=float(len(found.locations) == 1), upper=1.0
            )
            for types in found.locations
        ),
    )


def _by_reading(kind: AlignmentType, found: Possible) -> Probability:
    """1 or 0: whether a type is open on every, and on some, admissible reading of a verdict."""
    return Probability(lower=float(kind in found.certain), upper=float(kind in found.possible))


def _judged_level(verdict: Judgement | None, condition: Condition) -> LevelResult:
    every = tuple(str(level) for level in LEVELS[condition])
    if verdict is None:
        return LevelResult(level=None, admissible=every)
    admissible = verdict.admissible or ((verdict.level,) if verdict.level else every)
    return LevelResult(
        level=verdict.level or None,
        admissible=tuple(word for word in every if word in admissible),
        detail={"wording": verdict.wording, "where": verdict.where},
        notes=tuple(note for note in (verdict.note,) if note),
    )


def _admissible_sets(levels: Mapping[Condition, LevelResult]) -> LevelSets:
    """The levels that a verdict's wording allows, beside the point it names."""
    return {
        condition: frozenset(LEVELS[condition](word) for word in result.admissible)
        for condition, result in levels.items()
    }


def point_sets(levels: Mapping[Condition, LevelResult | LevelDoubt]) -> LevelSets:
    """Known levels as themselves, unknown ones as their admissible sets."""
    return {
        condition: frozenset[Level](
            {LEVELS[condition](result.level)}
            if result.level
            else {LEVELS[condition](word) for word in result.admissible}
        )
        for condition, result in levels.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where levels put a dyad: the gate as read, what is open, and the location after practice."""

    gate: Gate
    found: Possible
    location: tuple[str, ...] | None
    realised: AlignmentType | None


def located(
    levels: Mapping[Condition, LevelResult | LevelDoubt], around: Around, *, shut_out: bool
) -> Place:
    """Where levels put a dyad (OP 4, algorithm).

    Args:
        shut_out: whether one is among the other's severe threats (I-15).
    """
    rules = around.rules
    gate = gate_read(around.gate, rules, adversarial=shut_out)
    found = read_sets(point_sets(levels), gate, rules)
    practised = realised(found.location, around.practice, rules)
    return Place(
        gate=gate,
        found=found,
        location=settle_tie(found.location, practised, rules),
        realised=practised,
    )


def _state(
    levels: Mapping[Condition, LevelResult],
    around: Around,
    *,
    arm: Arm,
    flags: Sequence[str],
    shut_out: bool,
    open_now: Mapping[AlignmentType, Probability],
    locations: tuple[LocationShare, ...],
) -> State:
    place = located(levels, around, shut_out=shut_out)
    gate, found = place.gate, place.found
    if gate is Gate.CLOSED:
        judged = arm is Arm.JUDGED  # a reading of the verdict is certain; evidence never is (OP 7)
        shut = Probability(lower=0.0, upper=0.0 if judged else 0.05)
        open_now = dict.fromkeys(AlignmentType, shut)
        locations = (LocationShare(types=(NO_ALIGNMENT,), lower=1.0 if judged else 0.95, upper=1.0),)
    claimed = around.label.type if around.label else None
    return State(
        arm=arm,
        gate=gate,
        flags=(*flags, *_implausible(point_sets(levels))),
        levels={str(condition): result for condition, result in levels.items()},
        enabled=found.enabled,
        location=place.location,
        table1_cell=found.table1_cell,
        open=open_now,
        locations=locations,
        label_verdict=str(
            label_verdict(claimed, certain=found.certain, possible=found.possible)
        ),
        realised=place.realised,
    )


def _implausible(sets: LevelSets) -> tuple[str, ...]:
    """The flag of cells that are logically allowed but unlikely (OP 4 notes, CAV-3)."""
    if any(len(levels) > 1 for levels in sets.values()):
        return ()
    point = {condition: next(iter(levels)) for condition, levels in sets.items()}
    return ("implausible_cell",) if implausible(point) else ()


_DOUBTS = {
    "fragile_identity": (
        "identity",
        {"othering": {"radical"}, "trust_lang": {"distrust"}, "basis": {"history_shared_negative"}},
    ),
    "fragile_status": (
        "status",
        {
            "anxiety": {"voiced", "implied"},
            "role_refused": {"subordinate"},
            "superiority_claim": {"over_partner"},
            "recognition": {"denies"},
        },
    ),
    "fragile_support": ("support", {"support": {"doubt", "refusal"}}),
}


def fragility(records: Iterable[Record], dyad: tuple[str, str]) -> tuple[str, ...]:
    """Flags where voices that set no level are at odds with the official account.

    Args:
        records: records of the window by the voices of ``voices.fragility``.

    Rule: I-21, A15 (removing experts changes fragility, never a level).
    """
    heard = [
        record
        for record in records
        if record.partner in dyad and record.actor in dyad and concerns_partner(record, record.partner)
    ]
    return tuple(
        flag
        for flag, (dimension, doubts) in _DOUBTS.items()
        if any(
            record.dimension == dimension and set(record.codes.get(field, ())) & words
            for record in heard
            for field, words in doubts.items()
        )
    )
