"""Two actors' columns to sets of levels: the plain rules of ``dyads``, looked up in bulk.

Thousands of columns hold few distinct states. Each distinct state is put once to the plain rule;
the answer is then spread over its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

import numpy as np

from cordiale.actors import get
from cordiale.codebook import load
from cordiale.dyads.identity import identity_levels, side_levels
from cordiale.dyads.status import NOT_CODED as FIELD_NOT_CODED
from cordiale.dyads.status import StatusView, status_levels
from cordiale.dyads.threat import (
    Matches,
    Outcome,
    SourceView,
    after_hedge,
    severe_sources,
    severe_urgent_outcomes,
    threat_levels,
)
from cordiale.model.levels import IdentityLevel, Level, StatusLevel
from cordiale.model.rules import IdentityRules, Rules, StatusRules, ThreatRules
from cordiale.profiles.draws import NOT_CODED, Floats, Ints
from cordiale.profiles.identity import IdentityColumns
from cordiale.profiles.status import StatusColumns
from cordiale.profiles.threat import SourceKey, ThreatColumns, matches_by_leaf

LevelKind = TypeVar("LevelKind", bound=Level)

ANY_SOURCE = "any source"
"""Stands for what an actor that was not searched may fear."""


@dataclass(frozen=True, kw_only=True)
class ConditionColumns:
    """One condition of a dyad by column: the set of levels it may have, and its sub-score.

    Args:
        levels: bit masks over the condition's levels.
        score_low, score_high: sub-score 0 to 1; they differ where a missing code would decide it.
    """

    levels: Ints
    score_low: Floats
    score_high: Floats


def look_up(arrays: Sequence[Ints], rule: Callable[[tuple[int, ...]], int]) -> Ints:
    """Put each distinct state to a rule once and spread the answers over the columns.

    Args:
        arrays: whole numbers that together describe a column's state.
        rule: a plain function of one state that gives a bit mask, or a number that stands for more.
    """
    states, where = np.unique(np.array(arrays), axis=1, return_inverse=True)
    answers = [rule(tuple(state)) for state in states.T.tolist()]
    spread: Ints = np.array(answers, dtype=np.int64)[where.ravel()]
    return spread


def mask_of(levels: Iterable[Level]) -> int:
    """A set of levels of one condition as a bit mask."""
    return sum(1 << level.position for level in levels)


def levels_in(mask: int, kind: type[LevelKind]) -> tuple[LevelKind, ...]:
    """The levels that a bit mask holds, in order."""
    return tuple(level for level in kind if mask & (1 << level.position))


@cache
def words_in(mask: int, field: str) -> frozenset[str]:
    """The codebook values that a bit mask holds."""
    return frozenset(v for n, v in enumerate(load().field(field).values) if mask & (1 << n))


def stands_for(key: SourceKey, actor: str) -> bool:
    """Whether a source is an actor, or a family that stands for it (I-33)."""
    if key.leaf == f"actor:{actor}":
        return True
    family = get(actor).family
    return family == key.family and family not in ("", "other_state")


def can_match(key: SourceKey, dyad: tuple[str, str], rules: Rules) -> bool:
    """Whether a source can be a threat that two actors share.

    Rule: I-33. Never each state's own troubles, never a member of the dyad; a family of many
    sources only where the single source is named.
    """
    if key.domestic or key.family in rules.threat.self_indexed:
        return False
    if any(stands_for(key, actor) for actor in dyad):
        return False
    return bool(key.leaf) or not matches_by_leaf(key.family, rules)


def may_match(one: SourceKey, other: SourceKey, dyad: tuple[str, str], rules: Rules) -> bool:
    """Whether two sources may be the same, since one of them was not named.

    Rule: A20. A source or family that nobody coded ranges over all; it is never read as none.
    """
    keys = one, other
    if any(key.domestic or key.family in rules.threat.self_indexed for key in keys):
        return False
    if any(stands_for(key, actor) for key in keys for actor in dyad):
        return False
    if all(can_match(key, dyad, rules) and key.family for key in keys):
        return False
    families = {key.family for key in keys if key.family}
    leaves = {key.leaf for key in keys if key.leaf}
    return len(families) <= 1 and len(leaves) <= 1


def matches_between(
    side_a: ThreatColumns,
    side_b: ThreatColumns,
    dyad: tuple[str, str],
    rules: Rules,
    names: Mapping[SourceKey, str],
) -> Matches:
    """Which sources two actors can share; what a side that was not searched fears may be any of them.

    Args:
        names: short names of the sources, the same for both sides: rules then meet the same states
            again in other snapshots, and need not be asked anew.
    """
    keys = {*side_a.keys, *side_b.keys}
    open_keys = {
        names[one] for one in keys for other in keys if may_match(one, other, dyad, rules)
    }
    anything = {(ANY_SOURCE, key) for key in open_keys} | {(key, ANY_SOURCE) for key in open_keys}
    return Matches(
        sure=frozenset({names[key] for key in keys if can_match(key, dyad, rules)} | {ANY_SOURCE}),
        maybe=frozenset(
            {
                (names[a], names[b])
                for a in side_a.keys
                for b in side_b.keys
                if may_match(a, b, dyad, rules)
            }
            | anything
        ),
    )


def source_views(
    columns: ThreatColumns, column: int, *, partner: str, dyad: tuple[str, str], rules: Rules
) -> tuple[SourceView, ...]:
    """How one actor narrates each source, in one column, as the plain rules take it."""
    return tuple(
        SourceView(
            key=str(key),
            matches=can_match(key, dyad, rules),
            partner=stands_for(key, partner),
            magnitude=_numbers_in(int(columns.magnitude[row, column])),
            urgency=_numbers_in(int(columns.urgency[row, column])),
            hedged=frozenset(bool(n) for n in _numbers_in(int(columns.hedged[row, column]))),
            share=float(columns.share[row, column]),
            ranks=bool(columns.ranks[row, column]),
        )
        for row, key in enumerate(columns.keys)
        if columns.named[row, column] > 0
    )


@cache
def _numbers_in(mask: int) -> frozenset[int]:
    return frozenset(n for n in range(mask.bit_length()) if mask & (1 << n))


def threat_condition(
    side_a: ThreatColumns, side_b: ThreatColumns, dyad: tuple[str, str], rules: Rules
) -> ConditionColumns:
    """Compatibility of threat assessment, by column (T-2, OP 7)."""
    keys = sorted({*side_a.keys, *side_b.keys}, key=str)
    numbers = {key: str(number) for number, key in enumerate(keys)}
    matches = matches_between(side_a, side_b, dyad, rules, numbers)
    kinds: list[frozenset[Outcome]] = []
    sides = [
        _side_outcomes(side, [numbers[key] for key in side.keys], matches.sure, rules, kinds)
        for side in (side_a, side_b)
    ]

    def levels(state: tuple[int, ...]) -> int:
        one, other = (kinds[number] for number in state)
        return mask_of(threat_levels(one, other, matches, rules.threat))

    low, high = _threat_scores(side_a, side_b, dyad, rules)
    return ConditionColumns(levels=look_up(sides, levels), score_low=low, score_high=high)


def _side_outcomes(
    side: ThreatColumns,
    names: Sequence[str],
    anything: Outcome,
    rules: Rules,
    kinds: list[frozenset[Outcome]],
) -> Ints:
    """What one side may have as severe and urgent sources, by column, as places in ``kinds``."""
    searched = side.documents >= rules.uncertainty.min_documents_evidence
    packed = _codes_that_decide(rules.threat)[side.magnitude | side.urgency << 4 | side.hedged << 7]
    if rules.threat.overlap_rule == "top_one":
        packed |= _dense_ranks(side.share) << 10
    rows = [np.where(side.ranks[row], packed[row], 0) for row in range(len(side.keys))]
    numbers: dict[frozenset[Outcome], int] = {kind: number for number, kind in enumerate(kinds)}

    def outcomes(state: tuple[int, ...]) -> int:
        found = frozenset({frozenset(), anything})
        if state[0]:
            coded = tuple((name, code) for name, code in zip(names, state[1:], strict=True) if code)
            found = _outcomes_of(coded, rules.threat)
        if found not in numbers:
            numbers[found] = len(kinds)
            kinds.append(found)
        return numbers[found]

    return look_up([searched.astype(np.int64), *rows], outcomes)


@lru_cache(maxsize=200_000)
def _outcomes_of(coded: tuple[tuple[str, int], ...], rules: ThreatRules) -> frozenset[Outcome]:
    return severe_urgent_outcomes([_packed_view(name, code) for name, code in coded], rules)


@lru_cache(maxsize=64)
def _codes_that_decide(rules: ThreatRules) -> Ints:
    """For each packed source, the simplest one that no rule can tell from it.

    Magnitudes below the cut are alike, and so are urgencies on one side of theirs; a hedge tells
    only by what it does to them. Replicates then hold far fewer distinct states.
    """
    simplest = [0] * 1024
    for code in range(1024):
        view = _packed_view("", code)
        if not (view.magnitude and view.urgency and view.hedged):
            continue
        magnitude, urgency = after_hedge(view, rules)
        severe = sum(1 << value for value in magnitude if value >= rules.magnitude_cut)
        minor = any(value < rules.magnitude_cut for value in magnitude)
        urgent = any(value >= rules.urgency_cut for value in urgency)
        calm = any(value < rules.urgency_cut for value in urgency)
        simplest[code] = severe | minor | (calm | urgent << 2) << 4 | 1 << 7
    return np.array(simplest, dtype=np.int64)


def _dense_ranks(share: Floats) -> Ints:
    """Rank of each source's share within its column; equal shares have equal ranks."""
    rounded = np.round(share, 9)
    return np.array([(rounded < row).sum(axis=0) for row in rounded], dtype=np.int64).reshape(
        share.shape
    )


@lru_cache(maxsize=100_000)
def _packed_view(key: str, code: int) -> SourceView:
    return SourceView(
        key=key,
        matches=True,
        partner=False,
        magnitude=_numbers_in(code & 15),
        urgency=_numbers_in(code >> 4 & 7),
        hedged=frozenset(bool(n) for n in _numbers_in(code >> 7 & 3)),
        share=float(code >> 10),
        ranks=True,
    )


def _threat_scores(
    side_a: ThreatColumns, side_b: ThreatColumns, dyad: tuple[str, str], rules: Rules
) -> tuple[Floats, Floats]:
    """The threat score, 0 to 1 (OP 5.2): the most that a shared source is seen as top and imminent."""
    count = len(side_a.documents)
    low, high = np.zeros(count), np.zeros(count)
    for row_a, one in enumerate(side_a.keys):
        for row_b, other in enumerate(side_b.keys):
            sure = one == other and can_match(one, dyad, rules)
            if not sure and not may_match(one, other, dyad, rules):
                continue
            rows = (side_a, row_a), (side_b, row_b)
            np.maximum(high, _shared_score(rows, rules, worst=False), out=high)
            if sure:
                np.maximum(low, _shared_score(rows, rules, worst=True), out=low)
    return low, np.maximum(high, _unsearched_score(side_a, side_b, dyad, rules))


def _shared_score(
    rows: Sequence[tuple[ThreatColumns, int]], rules: Rules, *, worst: bool
) -> Floats:
    """The smaller magnitude and the smaller urgency of a source that all of the rows rank."""
    values = [_magnitude_and_urgency(side, row, rules, worst=worst) for side, row in rows]
    ranked = np.all([side.ranks[row] for side, row in rows], axis=0)
    magnitude = np.min([value[0] for value in values], axis=0) / 3
    urgency = np.min([value[1] for value in values], axis=0) / 2
    score: Floats = np.where(ranked, magnitude * urgency, 0.0)
    return score


def _unsearched_score(
    side_a: ThreatColumns, side_b: ThreatColumns, dyad: tuple[str, str], rules: Rules
) -> Floats:
    """The most that the score may be where a side was not searched: what the other could share."""
    floor = rules.uncertainty.min_documents_evidence
    unsearched = [side.documents < floor for side in (side_a, side_b)]
    most = np.where(unsearched[0] & unsearched[1], 1.0, 0.0)
    for side, silent in ((side_a, unsearched[1]), (side_b, unsearched[0])):
        for row, key in enumerate(side.keys):
            if can_match(key, dyad, rules) or may_match(key, key, dyad, rules):
                score = _shared_score([(side, row)], rules, worst=False)
                most = np.where(silent, np.maximum(most, score), most)
    return most


def _magnitude_and_urgency(
    side: ThreatColumns, row: int, rules: Rules, *, worst: bool
) -> tuple[Floats, Floats]:
    """Median magnitude and urgency after the hedge rule, at the worst or best where not coded."""
    magnitude = side.magnitude_median[row].astype(np.float64)
    urgency = side.urgency_median[row].astype(np.float64)
    magnitude[magnitude == NOT_CODED] = 0.0 if worst else 3.0
    urgency[urgency == NOT_CODED] = 0.0 if worst else 2.0
    hedged = side.hedged[row] == 2 if not worst else side.hedged[row] >= 2
    if rules.threat.hedge_rule == "cap_urgency":  # I-34
        urgency = np.where(hedged, np.minimum(urgency, 1.0), urgency)
    elif rules.threat.hedge_rule == "lower_magnitude":
        magnitude = np.where(hedged, np.maximum(magnitude - 1.0, 0.0), magnitude)
    return magnitude, urgency


def identity_side(side: IdentityColumns, rules: Rules) -> Ints:
    """The levels that one side's reading of the partner may have, as bit masks (I-6, I-7)."""
    searched = side.documents >= rules.uncertainty.min_documents_evidence

    return look_up(
        [searched.astype(np.int64), side.salience, side.relation, side.war_thinkable],
        lambda state: _identity_mask(state, rules.identity),
    )


@lru_cache(maxsize=20_000)
def _identity_mask(state: tuple[int, ...], rules: IdentityRules) -> int:
    was_searched, salience, relation, war = state
    if not was_searched:
        return mask_of(IdentityLevel)
    return mask_of(
        side_levels(
            salience=words_in(salience, "salience") if salience else None,
            relation=identity_set(relation),
            war_thinkable=words_in(war, "war_thinkable"),
            rules=rules,
        )
    )


def identity_set(mask: int) -> frozenset[IdentityLevel]:
    """The identity levels that a bit mask holds."""
    return frozenset(levels_in(mask, IdentityLevel))


def identity_condition(
    side_a: IdentityColumns, side_b: IdentityColumns, rules: Rules
) -> ConditionColumns:
    """Compatibility of identities, by column (I-17)."""
    sides = [identity_side(side, rules) for side in (side_a, side_b)]

    def levels(state: tuple[int, ...]) -> int:
        one, other = (identity_set(mask) for mask in state)
        return mask_of(identity_levels(one, other, rules.identity))

    bounds = [_identity_score(side, rules) for side in (side_a, side_b)]
    return ConditionColumns(
        levels=look_up(sides, levels),
        score_low=np.minimum(bounds[0][0], bounds[1][0]),
        score_high=np.minimum(bounds[0][1], bounds[1][1]),
    )


def _identity_score(side: IdentityColumns, rules: Rules) -> tuple[Floats, Floats]:
    """One direction's identity score: mean of document values, 0 where salience decides absence."""
    absent = (side.salience_median != NOT_CODED) & (side.salience_median <= 1)
    if rules.identity.absence_rule != "low_if_corpus_large":
        absent &= False
    unsearched = side.documents < rules.uncertainty.min_documents_evidence
    low = np.where(absent, 0.0, side.score_low)
    high = np.where(absent, 0.0, side.score_high)
    return np.where(unsearched, 0.0, low), np.where(unsearched, 1.0, high)


def status_view(state: Sequence[int], *, searched: bool) -> StatusView:
    """One side's claims in one state, as the plain rules take them."""
    role, recognition, autonomy, anxiety, superiority, refuses, refused = state

    def coded(mask: int, field: str) -> frozenset[str]:
        return words_in(mask, field) if mask else frozenset({FIELD_NOT_CODED})

    return StatusView(
        role=coded(role, "role_expected"),
        recognition=coded(recognition, "recognition"),
        autonomy=coded(autonomy, "autonomy"),
        anxiety=coded(anxiety, "anxiety"),
        superiority=words_in(superiority, "superiority_claim"),
        refuses_partner=frozenset(bool(n) for n in _numbers_in(refuses)),
        role_refused=words_in(refused, "role_refused"),
        searched=searched,
    )


def status_state(side: StatusColumns) -> list[Ints]:
    """The arrays that describe one side's state, in the order that ``status_view`` takes."""
    return [
        side.role,
        side.recognition,
        side.autonomy,
        side.anxiety,
        side.superiority,
        side.refuses_partner,
        side.role_refused,
    ]


def status_condition(
    side_a: StatusColumns, side_b: StatusColumns, rules: Rules
) -> ConditionColumns:
    """Compatibility of status expectations, by column (I-18, I-19)."""
    floor = rules.uncertainty.min_documents_evidence
    searched = [(side.documents >= floor) for side in (side_a, side_b)]
    packs = [status_state(side) for side in (side_a, side_b)]
    arrays = [
        array
        for known, pack in zip(searched, packs, strict=True)
        for array in (known.astype(np.int64), *(np.where(known, part, 0) for part in pack))
    ]
    masks = look_up(arrays, lambda state: _status_mask(state, rules.status))
    low = np.minimum(*(np.where(k, s.score_low, 0.0) for k, s in zip(searched, (side_a, side_b), strict=True)))
    high = np.minimum(*(np.where(k, s.score_high, 1.0) for k, s in zip(searched, (side_a, side_b), strict=True)))
    incompatible = 1 << StatusLevel.INCOMPATIBLE.position
    return ConditionColumns(
        levels=masks,
        score_low=np.where((masks & incompatible) > 0, 0.0, low),
        score_high=np.where(masks == incompatible, 0.0, high),
    )


@lru_cache(maxsize=100_000)
def _status_mask(state: tuple[int, ...], rules: StatusRules) -> int:
    width = len(state) // 2
    views = [
        status_view(part[1:], searched=bool(part[0])) for part in (state[:width], state[width:])
    ]
    return mask_of(status_levels(views[0], views[1], rules))


def adversarial(
    sides: Mapping[str, ThreatColumns], dyad: tuple[str, str], rules: Rules
) -> bool:
    """Whether, on the codes as they stand, one is among the other's severe threats (I-15, A23b)."""
    for actor, partner in (dyad, dyad[::-1]):
        views = source_views(sides[actor], 0, partner=partner, dyad=dyad, rules=rules)
        named = {view.key for view in views if view.partner}
        if named & severe_sources(views, rules.threat):
            return True
    return False

