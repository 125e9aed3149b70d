"""Two actors' columns to sets of levels: the plain rules of ``dyads``, looked up in bulk.

Thousands of columns hold few distinct states. Each distinct state is put once to the plain rule;
the answer is then spread over its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from itertools import product
from typing import TypeVar

import numpy as np

from cordiale.actors import get
from cordiale.codebook import load
from cordiale.dyads.identity import identity_levels, side_levels
from cordiale.dyads.status import NOT_CODED as FIELD_NOT_CODED
from cordiale.dyads.status import (
    Stance,
    StatusView,
    levels_under,
    pair_caps,
    side_rungs,
    side_stances,
)
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
from cordiale.profiles.draws import NOT_CODED, Bools, Codes, Floats, Ints
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
        arrays: whole numbers from 0 that together describe a column's state.
        rule: a plain function of one state that gives a bit mask, or a number that stands for more.
    """
    number, states = distinct_states(arrays)
    spread: Ints = np.array([rule(state) for state in states], dtype=np.int64)[number]
    return spread


def distinct_states(arrays: Sequence[Ints]) -> tuple[Ints, list[tuple[int, ...]]]:
    """The number of each column's state, and the distinct states in their order.

    Args:
        arrays: whole numbers from 0 that together describe a column's state.
    """
    number = _numbered(arrays)
    column = np.empty(int(number.max()) + 1, dtype=np.int64)
    column[number] = np.arange(len(number))  # some column of each state
    return number, list(zip(*(array[column].tolist() for array in arrays), strict=True))


_SPAN = 2**62


def _numbered(arrays: Sequence[Ints]) -> Ints:
    """Each column's state as a number from 0, without gaps.

    Arrays are packed into one number a column, since whole numbers sort far faster than rows; where
    they would not fit, what was packed so far is numbered anew.
    """
    packed: Ints = np.zeros(len(arrays[0]), dtype=np.int64)
    span = 1
    for array in arrays:
        width = int(array.max()) + 1
        if span * width > _SPAN:
            packed = _without_gaps(packed, span)
            span = int(packed.max()) + 1
        packed = packed * width + array
        span *= width
    return _without_gaps(packed, span)


def _without_gaps(numbers: Ints, span: int) -> Ints:
    if span > 16 * len(numbers):
        where: Ints = np.unique(numbers, return_inverse=True)[1]
        return where
    found: Ints = np.cumsum(np.bincount(numbers, minlength=span) > 0) - 1
    return found[numbers]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides by column, each as a number, and the plain rule for two such numbers.

    Args:
        one, other: what each side brings. Args rule: gives the levels of a pair as a bit mask.
    """

    one: Ints
    other: Ints
    rule: Callable[[tuple[int, ...]], int]

    def masks(self) -> Ints:
        """The levels that the condition may have, by column."""
        return look_up([self.one, self.other], self.rule)

    def at(self, one: Ints, other: Ints) -> Pair:
        """Other columns, each made of one column of either side."""
        return Pair(self.one[one], self.other[other], self.rule)


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


def shut_out(key: SourceKey, dyad: tuple[str, str], rules: Rules) -> bool:
    """Whether a source can never be shared: each state's own troubles, or a member of the dyad (I-33)."""
    if key.domestic or key.family in rules.threat.self_indexed:
        return True
    return any(stands_for(key, actor) for actor in dyad)


def can_match(key: SourceKey, dyad: tuple[str, str], rules: Rules) -> bool:
    """Whether a source can be a threat that two actors share.

    Rule: I-33. Never one that is shut out; a family of many sources only where the single source
    is named.
    """
    return not shut_out(key, dyad, rules) and _is_single(key, rules)


def _is_single(key: SourceKey, rules: Rules) -> bool:
    return bool(key.leaf) or not matches_by_leaf(key.family, rules)


def pairs_that_may_match(
    keys_a: Iterable[SourceKey], keys_b: Iterable[SourceKey], dyad: tuple[str, str], rules: Rules
) -> Iterator[tuple[SourceKey, SourceKey]]:
    """Pairs of sources that may be the same, since one of them was not named.

    Rule: A20. A source or family that nobody coded ranges over all; it is never read as none.
    """
    side_a, side_b = (
        [(key, _is_single(key, rules) and key.family) for key in keys if not shut_out(key, dyad, rules)]
        for keys in (keys_a, keys_b)
    )
    for (one, one_named), (other, other_named) in product(side_a, side_b):
        agree = _agree(one.family, other.family) and _agree(one.leaf, other.leaf)
        if agree and not (one_named and other_named):
            yield one, other


def _agree(one: str, other: str) -> bool:
    """Whether two words may be the same; an empty one may be any."""
    return not one or not other or one == other


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
    open_keys = {names[one] for one, _ in pairs_that_may_match(keys, keys, dyad, rules)}
    anything = {(ANY_SOURCE, key) for key in open_keys} | {(key, ANY_SOURCE) for key in open_keys}
    pairs = pairs_that_may_match(side_a.keys, side_b.keys, dyad, rules)
    return Matches(
        sure=frozenset({names[key] for key in keys if can_match(key, dyad, rules)} | {ANY_SOURCE}),
        maybe=frozenset({(names[a], names[b]) for a, b in pairs} | anything),
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
    low, high = _threat_scores(side_a, side_b, dyad, rules)
    levels = threat_pair(side_a, side_b, dyad, rules).masks()
    return ConditionColumns(levels=levels, score_low=low, score_high=high)


def threat_pair(
    side_a: ThreatColumns, side_b: ThreatColumns, dyad: tuple[str, str], rules: Rules
) -> Pair:
    """What two actors fear, and the rule that compares it (T-2)."""
    keys = sorted({*side_a.keys, *side_b.keys}, key=str)
    names = {key: str(number) for number, key in enumerate(keys)}
    matches = matches_between(side_a, side_b, dyad, rules, names)
    numbers: dict[frozenset[Outcome], int] = {}
    one, other = (
        _side_outcomes(side, tuple(names[key] for key in side.keys), matches.sure, rules, numbers)
        for side in (side_a, side_b)
    )
    kinds = list(numbers)
    rule = _threat_rule(matches, rules.threat)
    return Pair(one, other, lambda state: rule(kinds[state[0]], kinds[state[1]]))


@lru_cache(maxsize=256)
def _threat_rule(
    matches: Matches, rules: ThreatRules
) -> Callable[[frozenset[Outcome], frozenset[Outcome]], int]:
    """The plain rule under given rules, each pair of sides put to it once."""

    @lru_cache(maxsize=10_000)
    def mask(one: frozenset[Outcome], other: frozenset[Outcome]) -> int:
        return mask_of(threat_levels(one, other, matches, rules))

    return mask


def _side_outcomes(
    side: ThreatColumns,
    names: tuple[str, ...],
    anything: Outcome,
    rules: Rules,
    numbers: dict[frozenset[Outcome], int],
) -> Ints:
    """What one side may have as severe and urgent sources, by column, as numbers given in ``numbers``."""
    searched = side.searched.enough(rules)
    codes = _codes_that_decide(rules.threat)[side.magnitude | side.urgency << 4 | side.hedged << 7]
    rows = np.where(side.ranks, codes, 0)
    if rules.threat.severity_rule != "fixed_cut":
        rows = _without_lower_tiers(rows)
    if rules.threat.overlap_rule == "top_one":
        rows = np.where(rows, rows | _dense_ranks(side.share) << 10, 0)
    outcomes = _outcomes_under(rules.threat)
    unsearched = frozenset({frozenset(), anything})

    def number(state: tuple[int, ...]) -> int:
        found = outcomes(names, state[1:]) if state[0] else unsearched
        return numbers.setdefault(found, len(numbers))

    return look_up([searched.astype(np.int64), *rows], number)


@lru_cache(maxsize=64)
def _outcomes_under(
    rules: ThreatRules,
) -> Callable[[tuple[str, ...], tuple[int, ...]], frozenset[Outcome]]:
    """The plain rule for one side under given rules, each state put to it once."""

    @lru_cache(maxsize=200_000)
    def outcomes(names: tuple[str, ...], codes: tuple[int, ...]) -> frozenset[Outcome]:
        coded = zip(names, codes, strict=True)
        return severe_urgent_outcomes([_packed_view(name, code) for name, code in coded if code], rules)

    return outcomes


@lru_cache(maxsize=64)
def _codes_that_decide(rules: ThreatRules) -> Ints:
    """For each packed source, the simplest one that no rule can tell from it.

    Magnitudes below the cut are alike, and a source that has no other is like one that nobody
    ranks (0). Urgencies on one side of their cut are alike; a hedge tells only by what it does to
    both. Replicates then hold far fewer distinct states.
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
        if severe:
            simplest[code] = severe | minor | (calm | urgent << 2) << 4 | 1 << 7
    return np.array(simplest, dtype=np.int64)


def _without_lower_tiers(rows: Ints) -> Ints:
    """The packed sources of one side, cut off below the lowest height at which its top tier can stand.

    Where some source is surely at 3, one that may be at 2 or below counts at 3 or not at all.

    Args:
        rows: sources as ``_codes_that_decide`` gives them, shape (sources, columns).
    """
    surely_at, at_least = _tiers()
    floor = surely_at[rows].max(axis=0, initial=0)
    cut: Ints = at_least[floor, rows]
    return cut


@cache
def _tiers() -> tuple[Ints, Ints]:
    """For each packed source the lowest magnitude it may have; and it without what lies below a floor."""
    codes = np.arange(256)
    surely_at = np.array([min(_numbers_in(code & 15), default=0) for code in range(256)])
    cut = np.zeros((4, 256), dtype=np.int64)
    for floor in range(4):
        above = codes & (15 >> floor << floor)
        below = (codes & 15) != above
        cut[floor] = np.where(above, codes & ~15 | above | below, 0)
    return surely_at, cut


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
    count = len(side_a.searched.hand)
    low, high = np.zeros(count), np.zeros(count)
    rows_a, rows_b = (_Rows(side, rules.threat) for side in (side_a, side_b))
    for key in side_a.keys:
        if key in side_b.keys and can_match(key, dyad, rules):
            sources = rows_a.of(key), rows_b.of(key)
            np.maximum(low, _shared_score(sources, worst=True), out=low)
            np.maximum(high, _shared_score(sources, worst=False), out=high)
    for one, other in pairs_that_may_match(side_a.keys, side_b.keys, dyad, rules):
        sources = rows_a.of(one), rows_b.of(other)
        np.maximum(high, _shared_score(sources, worst=False), out=high)
    return low, np.maximum(high, _unsearched_score(rows_a, rows_b, dyad, rules))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Where a source ranks, and its median magnitude and urgency after the hedge rule, by column.

    Both at their lowest and at their highest: they differ where something was not coded.
    """

    ranks: Bools
    magnitude: tuple[Codes, Codes]
    urgency: tuple[Codes, Codes]


class _Rows:
    """One side's sources, weighed."""

    def __init__(self, side: ThreatColumns, rules: ThreatRules) -> None:
        self.side = side
        place = ((side.magnitude_median + 1) * 4 + side.urgency_median + 1) * 4 + side.hedged
        self.magnitude, self.urgency = _after_hedge(rules)[:, :, place]

    def of(self, key: SourceKey) -> _Weighed:
        row = self.side.keys.index(key)
        return _Weighed(
            ranks=self.side.ranks[row],
            magnitude=(self.magnitude[0, row], self.magnitude[1, row]),
            urgency=(self.urgency[0, row], self.urgency[1, row]),
        )


@lru_cache(maxsize=64)
def _after_hedge(rules: ThreatRules) -> Codes:
    """The hedge rule (I-34) for each median magnitude, median urgency and set of hedges.

    Returns:
        Magnitude and urgency, each at its lowest and highest: shape (2, 2, states), the states in
        the order in which ``_Rows`` packs them.
    """
    ends = []
    for magnitude, urgency, hedged in product(range(-1, 4), range(-1, 3), range(4)):
        view = SourceView(
            key="",
            matches=True,
            partner=False,
            magnitude=frozenset(range(4)) if magnitude == NOT_CODED else frozenset({magnitude}),
            urgency=frozenset(range(3)) if urgency == NOT_CODED else frozenset({urgency}),
            hedged=frozenset(bool(n) for n in _numbers_in(hedged)),
            share=0.0,
            ranks=True,
        )
        ends.append([[min(values), max(values)] for values in after_hedge(view, rules)])
    return np.moveaxis(np.array(ends, dtype=np.int8), 0, -1)


_SCORES = np.array([[magnitude / 3 * (urgency / 2) for urgency in range(3)] for magnitude in range(4)])
"""What a source's magnitude and urgency are worth in the threat score."""


def _shared_score(sources: Sequence[_Weighed], *, worst: bool) -> Floats:
    """The smaller magnitude and the smaller urgency of a source that all of the sides rank."""
    end = 0 if worst else 1
    magnitude = reduce(np.minimum, [one.magnitude[end] for one in sources])
    urgency = reduce(np.minimum, [one.urgency[end] for one in sources])
    ranked = reduce(np.logical_and, [one.ranks for one in sources])
    score: Floats = np.where(ranked, _SCORES[magnitude, urgency], 0.0)
    return score


def _unsearched_score(
    rows_a: _Rows, rows_b: _Rows, dyad: tuple[str, str], rules: Rules
) -> Floats:
    """The most that the score may be where a side was not searched: what the other could share."""
    unsearched = [~rows.side.searched.enough(rules) for rows in (rows_a, rows_b)]
    most = np.where(unsearched[0] & unsearched[1], 1.0, 0.0)
    for rows, silent in ((rows_a, unsearched[1]), (rows_b, unsearched[0])):
        for key in rows.side.keys if silent.any() else ():
            if not shut_out(key, dyad, rules):
                score = _shared_score([rows.of(key)], worst=False)
                most = np.where(silent, np.maximum(most, score), most)
    return most


def identity_side(side: IdentityColumns, rules: Rules) -> Ints:
    """The levels that one side's reading of the partner may have, as bit masks (I-6, I-7)."""
    searched = side.searched.enough(rules)
    state = [searched.astype(np.int64), side.salience, side.relation, side.war_thinkable]
    return look_up(state, _identity_rule(rules.identity))


@lru_cache(maxsize=64)
def _identity_rule(rules: IdentityRules) -> Callable[[tuple[int, ...]], int]:
    """The plain rule for one side under given rules, each state put to it once."""

    @lru_cache(maxsize=20_000)
    def mask(state: tuple[int, ...]) -> int:
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

    return mask


def identity_set(mask: int) -> frozenset[IdentityLevel]:
    """The identity levels that a bit mask holds."""
    return frozenset(levels_in(mask, IdentityLevel))


def identity_condition(
    side_a: IdentityColumns, side_b: IdentityColumns, rules: Rules
) -> ConditionColumns:
    """Compatibility of identities, by column (I-17)."""
    bounds = [_identity_score(side, rules) for side in (side_a, side_b)]
    return ConditionColumns(
        levels=identity_pair(side_a, side_b, rules).masks(),
        score_low=np.minimum(bounds[0][0], bounds[1][0]),
        score_high=np.minimum(bounds[0][1], bounds[1][1]),
    )


def identity_pair(side_a: IdentityColumns, side_b: IdentityColumns, rules: Rules) -> Pair:
    """How two actors relate each other to the Self, and the rule that compares it (I-17)."""

    def levels(state: tuple[int, ...]) -> int:
        one, other = (identity_set(mask) for mask in state)
        return mask_of(identity_levels(one, other, rules.identity))

    return Pair(identity_side(side_a, rules), identity_side(side_b, rules), levels)


def _identity_score(side: IdentityColumns, rules: Rules) -> tuple[Floats, Floats]:
    """One direction's identity score: mean of document values, 0 where salience decides absence."""
    absent = (side.salience_median != NOT_CODED) & (side.salience_median <= 1)
    if rules.identity.absence_rule != "low_if_corpus_large":
        absent &= False
    unsearched = ~side.searched.enough(rules)
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
    masks = status_pair(side_a, side_b, rules).masks()
    sides = [(side, side.searched.enough(rules)) for side in (side_a, side_b)]
    low = np.minimum(*(np.where(searched, side.score_low, 0.0) for side, searched in sides))
    high = np.minimum(*(np.where(searched, side.score_high, 1.0) for side, searched in sides))
    incompatible = 1 << StatusLevel.INCOMPATIBLE.position
    return ConditionColumns(
        levels=masks,
        score_low=np.where((masks & incompatible) > 0, 0.0, low),
        score_high=np.where(masks == incompatible, 0.0, high),
    )


def status_pair(side_a: StatusColumns, side_b: StatusColumns, rules: Rules) -> Pair:
    """What two actors claim of rank, and the rule that compares it (I-18, I-19).

    The rule is put in steps (each side, roles, rungs): the states of two sides together are many,
    and few of them differ in what either side brings to the pair.
    """
    numbers: dict[tuple[frozenset[Stance], int], int] = {}
    one, other = (_status_side(side, rules, numbers) for side in (side_a, side_b))
    kinds = list(numbers)

    def levels(state: tuple[int, ...]) -> int:
        (stances_a, rungs_a), (stances_b, rungs_b) = kinds[state[0]], kinds[state[1]]
        return _mask_under(_caps_mask(stances_a, stances_b), rungs_a, rungs_b)

    return Pair(one, other, levels)


def _status_side(
    side: StatusColumns, rules: Rules, numbers: dict[tuple[frozenset[Stance], int], int]
) -> Ints:
    """What one side brings to the pair, stances and rungs, by column, as numbers given in ``numbers``."""
    searched = side.searched.enough(rules)
    rule = _status_side_rule(rules.status)
    state = [searched.astype(np.int64), *status_state(side)]
    return look_up(state, lambda one: numbers.setdefault(rule(one), len(numbers)))


@lru_cache(maxsize=64)
def _status_side_rule(
    rules: StatusRules,
) -> Callable[[tuple[int, ...]], tuple[frozenset[Stance], int]]:
    """The plain rule for one side under given rules, each state put to it once."""

    @lru_cache(maxsize=100_000)
    def side(state: tuple[int, ...]) -> tuple[frozenset[Stance], int]:
        view = status_view(state[1:], searched=bool(state[0]))
        return side_stances(view, rules), mask_of(side_rungs(view))

    return side


@lru_cache(maxsize=100_000)
def _caps_mask(one: frozenset[Stance], other: frozenset[Stance]) -> int:
    return mask_of(pair_caps(one, other))


@lru_cache(maxsize=40_000)
def _mask_under(caps: int, rungs_a: int, rungs_b: int) -> int:
    sets = (frozenset(levels_in(mask, StatusLevel)) for mask in (caps, rungs_a, rungs_b))
    return mask_of(levels_under(*sets))


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

