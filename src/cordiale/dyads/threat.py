"""Compatibility of threat assessment: agreement on source, magnitude and urgency (OP 1.2, 7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import NamedTuple

from cordiale.model.levels import ThreatLevel
from cordiale.model.rules import ThreatRules

Outcome = frozenset[str]
"""A set of sources that are severe and urgent to an actor, known by their keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """How one actor narrates one source of threat.

    Args:
        key: what is compared between actors: the family, or family and leaf (I-8, I-33).
        matches: whether the source can be shared at all (not self-indexed, not a member of the dyad).
        partner: whether the source is, or stands for, the partner (raises ``adversarial``).
        magnitude: values 0-3 it may have. Args urgency: values 0-2 it may have.
        hedged: whether openness to the source stands in enough of the documents; both where open.
        share: share of the documents that name any threat. Args ranks: whether that is enough.
    """

    key: str
    matches: bool
    partner: bool
    magnitude: frozenset[int]
    urgency: frozenset[int]
    hedged: frozenset[bool]
    share: float
    ranks: bool


def after_hedge(source: SourceView, rules: ThreatRules) -> tuple[frozenset[int], frozenset[int]]:
    """Magnitudes and urgencies that a source may have once openness to it is taken in.

    Rule: I-34. No wish to keep dealing with a source goes with calling for an imminent response.
    """
    magnitude, urgency = source.magnitude, source.urgency
    if True not in source.hedged or rules.hedge_rule == "ignore":
        return magnitude, urgency
    unhedged = False in source.hedged
    if rules.hedge_rule == "cap_urgency":  # I-34
        capped = frozenset(min(value, 1) for value in urgency)
        return magnitude, capped | urgency if unhedged else capped
    lowered = frozenset(max(value - 1, 0) for value in magnitude)
    return (lowered | magnitude if unhedged else lowered), urgency


class _Standing(NamedTuple):
    """What a source can be at one height of the top tier."""

    key: str
    share: float
    must_be_in: bool
    may_be_in: bool
    must_be_urgent: bool
    may_be_urgent: bool


def severe_urgent_outcomes(
    sources: Iterable[SourceView], rules: ThreatRules
) -> frozenset[Outcome]:
    """The sets of severe and urgent sources that an actor may have.

    Not every set is listed: those are that decide whether a match must, or may, be found (the
    smallest and the largest at each height of the top tier).

    Args:
        sources: how the actor narrates each source; those that do not rank are passed over.

    Rule: T-6, I-9 (severity), I-10 (urgency), I-11 (overlap).
    """
    ranked = [(source, *after_hedge(source, rules)) for source in sources if source.ranks]
    if rules.severity_rule == "fixed_cut":
        standings = [_at_cut(*row, rules) for row in ranked]
        return _outcomes(standings, rules, needs_member=False)
    found: set[Outcome] = set()
    if not ranked:
        return frozenset({frozenset()})
    lowest = max(min(magnitude) for _, magnitude, _ in ranked)
    for height in range(lowest, 4):  # I-9: the top tier stands at one of the four magnitudes
        if not any(height in magnitude for _, magnitude, _ in ranked):
            continue
        if height < rules.magnitude_cut:
            found.add(frozenset())
            continue
        standings = [_at_height(*row, height, rules) for row in ranked]
        if rules.severity_rule == "strict_top":
            found |= _strict_outcomes(standings)
        else:
            found |= _outcomes(standings, rules, needs_member=True)
    return frozenset(found)


def _at_height(
    source: SourceView,
    magnitude: frozenset[int],
    urgency: frozenset[int],
    height: int,
    rules: ThreatRules,
) -> _Standing:
    return _Standing(
        key=source.key,
        share=source.share,
        must_be_in=min(magnitude) >= height,
        may_be_in=height in magnitude,
        must_be_urgent=min(urgency) >= rules.urgency_cut,  # I-10
        may_be_urgent=max(urgency) >= rules.urgency_cut,
    )


def _at_cut(
    source: SourceView, magnitude: frozenset[int], urgency: frozenset[int], rules: ThreatRules
) -> _Standing:
    return _Standing(
        key=source.key,
        share=source.share,
        must_be_in=min(magnitude) >= rules.magnitude_cut,
        may_be_in=max(magnitude) >= rules.magnitude_cut,
        must_be_urgent=min(urgency) >= rules.urgency_cut,
        may_be_urgent=max(urgency) >= rules.urgency_cut,
    )


def _outcomes(
    standings: Sequence[_Standing], rules: ThreatRules, *, needs_member: bool
) -> frozenset[Outcome]:
    must = frozenset(s.key for s in standings if s.must_be_in and s.must_be_urgent)
    may = frozenset(s.key for s in standings if s.may_be_in and s.may_be_urgent)
    smallest = {must}
    if needs_member and not any(s.must_be_in for s in standings):
        # Some source stands at this height, though none of them has to.
        able = [s for s in standings if s.may_be_in]
        free = any(not s.must_be_urgent for s in able)
        smallest = {frozenset()} if free else {frozenset({s.key}) for s in able}
    if rules.overlap_rule == "any_shared":  # I-11
        return frozenset({may, *smallest})
    return _most_named(standings, smallest)


def _most_named(standings: Sequence[_Standing], smallest: set[Outcome]) -> frozenset[Outcome]:
    """The severe and urgent source named in most documents, in each way the values may fall.

    Rule: I-11 (``top_one``). Sources named equally often stand together.
    """
    found: set[Outcome] = {frozenset()} if frozenset() in smallest else set()
    must = [s for s in standings if s.must_be_in and s.must_be_urgent]
    floor = max((s.share for s in must), default=-1.0)
    for standing in standings:
        if standing.may_be_in and standing.may_be_urgent and standing.share >= floor:
            level = [s for s in must if s.share == standing.share]
            found.add(frozenset({standing.key, *(s.key for s in level)}))
    return frozenset(found)


def _strict_outcomes(standings: Sequence[_Standing]) -> frozenset[Outcome]:
    """The single most severe source where it is urgent, else none (I-9, ``strict_top``)."""
    found: set[Outcome] = set()
    for one in standings:
        others = [s for s in standings if s is not one]
        alone = one.may_be_in and not any(s.must_be_in for s in others)
        if alone and one.may_be_urgent:
            found.add(frozenset({one.key}))
        if alone and not one.must_be_urgent:
            found.add(frozenset())
    if sum(s.may_be_in for s in standings) > 1 or not found:
        found.add(frozenset())
    return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Which sources two actors can share.

    Args:
        sure: keys that are the same source wherever both name them.
        maybe: pairs of keys (first side, second side) that may be the same source, since one of
            them was not named (A20).
    """

    sure: frozenset[str]
    maybe: frozenset[tuple[str, str]] = frozenset()


def threat_levels(
    outcomes_a: Iterable[Outcome], outcomes_b: Iterable[Outcome], matches: Matches, rules: ThreatRules
) -> frozenset[ThreatLevel]:
    """The levels that compatibility of threat assessment may have.

    Args:
        outcomes_a, outcomes_b: sets of severe and urgent sources that each side may have.
        matches: sources that can match between these two.

    Returns:
        HIGH alone where every reading shares a severe and urgent source, LOW alone where none
        can, both where that is open.

    Rule: T-2, T-3 to T-6; I-12 for ``complementary``.
    """
    found: set[ThreatLevel] = set()
    for a, b in product(outcomes_a, outcomes_b):
        sure, maybe = _met(a, b, matches, rules)
        if sure or maybe:
            found.add(ThreatLevel.HIGH)
        if not sure:
            found.add(ThreatLevel.LOW)
    return frozenset(found)


def _met(a: Outcome, b: Outcome, matches: Matches, rules: ThreatRules) -> tuple[bool, bool]:
    """Whether two sets of severe and urgent sources surely, and possibly, meet."""
    if rules.mode == "complementary":  # I-12: each faces a severe and urgent threat from outside
        open_a, open_b = ({pair[side] for pair in matches.maybe} for side in (0, 1))
        sure = bool(a & matches.sure) and bool(b & matches.sure)
        return sure, bool(a & (matches.sure | open_a)) and bool(b & (matches.sure | open_b))
    return bool(a & b & matches.sure), any(pair in matches.maybe for pair in product(a, b))


def severe_sources(sources: Iterable[SourceView], rules: ThreatRules) -> frozenset[str]:
    """Keys of the sources that must be severe, whatever their urgency.

    Rule: I-15 (the severe-threat set in which a partner raises ``adversarial``).
    """
    ranked = [(source.key, after_hedge(source, rules)[0]) for source in sources if source.ranks]
    severe = [(key, magnitude) for key, magnitude in ranked if min(magnitude) >= rules.magnitude_cut]
    if rules.severity_rule == "fixed_cut":  # I-9
        return frozenset(key for key, _ in severe)
    return frozenset(
        key
        for key, magnitude in severe
        if all(min(magnitude) >= max(other) for name, other in ranked if name != key)
    )


ROUTES = ("a", "b", "c", "none_urgent")


def routes(
    sources_a: Sequence[SourceView], sources_b: Sequence[SourceView], rules: ThreatRules
) -> tuple[str, ...]:
    """The routes by which threat is low: every one that must hold.

    ``a``: no shared top source; ``b``: a source that both name, top for at least one, is unequal
    in magnitude or urgency; ``c``: a shared source that both see as non-urgent or below their other
    threats; ``none_urgent``: neither side has a severe and urgent threat.

    Missing: where a magnitude, urgency or hedge is open, a route is listed only if it holds in
    every completion; of very many completions (thousands) none is looked at and none is listed.

    Rule: T-3, T-4, T-5, I-13.
    """
    sides = [_completions(sources, rules) for sources in (sources_a, sources_b)]
    if len(sides[0]) * len(sides[1]) > _COMPLETIONS:
        return ()
    readings = [_routes_at(one, other, rules) for one, other in product(*sides)]
    return tuple(route for route in ROUTES if all(route in reading for reading in readings))


_COMPLETIONS = 5_000


@dataclass(frozen=True, slots=True)
class _Fixed:
    key: str
    matches: bool
    magnitude: int
    urgency: int
    top: bool


def _completions(
    sources: Sequence[SourceView], rules: ThreatRules
) -> list[dict[str, _Fixed]]:
    """Each way the open values of a side may fall; an over-long list where there are too many."""
    ranked = [source for source in sources if source.ranks]
    values = [sorted(_values(source, rules)) for source in ranked]
    chosen = islice(product(*values), _COMPLETIONS + 1)
    return [_completion(ranked, picked) for picked in chosen]


def _values(source: SourceView, rules: ThreatRules) -> set[tuple[int, int]]:
    """Each magnitude with each urgency that a source may have after the hedge rule."""
    found = set()
    for hedged in source.hedged:
        magnitude, urgency = after_hedge(replace(source, hedged=frozenset({hedged})), rules)
        found |= set(product(magnitude, urgency))
    return found


def _completion(
    sources: Sequence[SourceView], picked: Sequence[tuple[int, int]]
) -> dict[str, _Fixed]:
    top = max((magnitude for magnitude, _ in picked), default=0)
    return {
        source.key: _Fixed(source.key, source.matches, magnitude, urgency, magnitude == top)
        for source, (magnitude, urgency) in zip(sources, picked, strict=True)
    }


def _routes_at(
    side_a: dict[str, _Fixed], side_b: dict[str, _Fixed], rules: ThreatRules
) -> frozenset[str]:
    shared = [
        (one, side_b[key])
        for key, one in side_a.items()
        if key in side_b and one.matches and side_b[key].matches
    ]
    found = set()
    if not any(one.top and other.top for one, other in shared):
        found.add("a")  # T-3
    if any(
        (one.top or other.top)
        and (one.magnitude, one.urgency) != (other.magnitude, other.urgency)
        for one, other in shared
    ):
        found.add("b")  # T-4
    if any(_minor(one, rules) and _minor(other, rules) for one, other in shared):
        found.add("c")  # T-5
    if not any(_severe_urgent(one, rules) for one in (*side_a.values(), *side_b.values())):
        found.add("none_urgent")
    return frozenset(found)


def _minor(one: _Fixed, rules: ThreatRules) -> bool:
    return one.urgency < rules.urgency_cut or not one.top


def _severe_urgent(one: _Fixed, rules: ThreatRules) -> bool:
    return one.top and one.magnitude >= rules.magnitude_cut and one.urgency >= rules.urgency_cut


def source_agreement(
    sources_a: Sequence[SourceView], sources_b: Sequence[SourceView]
) -> float | None:
    """Jaccard overlap of the sources that two actors name, 0 to 1; None where neither names any.

    Rule: I-11 (a diagnostic, never part of the level).
    """
    names_a = {source.key for source in sources_a if source.ranks}
    names_b = {source.key for source in sources_b if source.ranks}
    shared = {s.key for s in sources_a if s.matches} & names_a & names_b
    union = names_a | names_b
    return len(shared) / len(union) if union else None
