"""Two actors' columns to levels: what is asked in bulk is what the plain rules say of each column."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.dyads.status import status_levels
from cordiale.dyads.threat import severe_urgent_outcomes, threat_levels
from cordiale.model.rules import Rules
from cordiale.profiles.aggregation import Searched
from cordiale.profiles.draws import NOT_CODED, Ints
from cordiale.profiles.status import StatusColumns
from cordiale.profiles.threat import SourceKey, ThreatColumns
from cordiale.project.dyad_levels import (
    distinct_states,
    look_up,
    mask_of,
    matches_between,
    source_views,
    status_pair,
    status_state,
    status_view,
    threat_condition,
    threat_pair,
)

SOME = settings(max_examples=40, deadline=None)
DYAD = ("BRA", "IND")
COLUMNS = 25


# --- states --------------------------------------------------------------------------------------


@SOME
@given(st.integers(1, 9), st.sampled_from([2, 5, 1_000, 2**40]), st.integers(0, 2**32 - 1))
def test_a_look_up_asks_each_state_once_and_answers_every_column(arrays: int, most: int, seed: int) -> None:
    """However many arrays and however large their numbers: nine of 2**40 fit into no single number."""
    random = np.random.default_rng(seed)
    few = random.integers(0, most, 3)
    state = [random.choice(few, 40) for _ in range(arrays)]
    asked: list[tuple[int, ...]] = []

    def rule(one: tuple[int, ...]) -> int:
        asked.append(one)
        return hash(one) % 1_000

    found = look_up(state, rule)
    columns = list(zip(*(array.tolist() for array in state), strict=True))
    assert found.tolist() == [hash(column) % 1_000 for column in columns]
    assert sorted(asked) == sorted(set(columns))


def test_states_are_numbered_in_their_order_without_gaps() -> None:
    arrays = [np.array([7, 0, 7, 0]), np.array([1, 9, 0, 9])]
    number, states = distinct_states(arrays)
    assert states == [(0, 9), (7, 0), (7, 1)]
    assert number.tolist() == [2, 0, 1, 0]


# --- threat --------------------------------------------------------------------------------------

KEYS = tuple(
    SourceKey(family=family, leaf=leaf, domestic=domestic)
    for family, leaf, domestic in (
        ("us_led_west", "", False),
        ("terrorism_extremism", "", False),
        ("other_state", "", False),
        ("wmd", "", True),
    )
)
THREAT_RULES = st.fixed_dictionaries(
    {
        "threat.severity_rule": st.sampled_from(["top_tier", "strict_top", "fixed_cut"]),
        "threat.overlap_rule": st.sampled_from(["any_shared", "top_one"]),
        "threat.hedge_rule": st.sampled_from(["cap_urgency", "lower_magnitude", "ignore"]),
        "threat.mode": st.sampled_from(["same_source", "complementary"]),
        "threat.magnitude_cut": st.sampled_from([1, 2, 3]),
        "threat.urgency_cut": st.sampled_from([1, 2]),
    }
).map(Rules.default().changed)


def _searched(random: np.random.Generator) -> Searched:
    """Documents that people read, and texts, at random: none of either in some columns."""
    return Searched(hand=random.integers(0, 6, COLUMNS), texts=random.integers(0, 5, COLUMNS))


def threats(seed: int) -> ThreatColumns:
    """What an actor may fear, at random: every set of values of each source, by column."""
    random = np.random.default_rng(seed)
    shape = len(KEYS), COLUMNS
    named = random.integers(0, 4, shape).astype(float)
    share = named / np.maximum(named.sum(axis=0), 1)
    return ThreatColumns(
        keys=KEYS,
        named=named,
        share=share,
        ranks=named > 0,
        magnitude=random.integers(1, 16, shape),
        urgency=random.integers(1, 8, shape),
        hedged=random.integers(1, 4, shape),
        magnitude_median=random.integers(-1, 4, shape),
        urgency_median=random.integers(-1, 3, shape),
        searched=_searched(random),
    )


def plain_threat(sides: list[ThreatColumns], column: int, rules: Rules) -> int:
    """The plain rules, put to the sources as they are, none of them simplified."""
    names = {key: str(key) for key in KEYS}
    matches = matches_between(sides[0], sides[1], DYAD, rules, names)
    outcomes = []
    for side, partner in zip(sides, DYAD[::-1], strict=True):
        views = source_views(side, column, partner=partner, dyad=DYAD, rules=rules)
        searched = bool(side.searched.enough(rules)[column])
        outcomes.append(
            severe_urgent_outcomes(views, rules.threat)
            if searched
            else frozenset({frozenset[str](), matches.sure})
        )
    return mask_of(threat_levels(outcomes[0], outcomes[1], matches, rules.threat))


@SOME
@given(THREAT_RULES, st.integers(0, 2**32 - 1))
def test_threat_in_bulk_is_what_the_plain_rules_say_of_each_column(rules: Rules, seed: int) -> None:
    sides = [threats(seed), threats(seed + 1)]
    found = threat_pair(sides[0], sides[1], DYAD, rules).masks()
    assert found.tolist() == [plain_threat(sides, column, rules) for column in range(COLUMNS)]


def ends(median: int, most: int) -> list[int]:
    """The values that a median may be: every one where nobody coded it."""
    return list(range(most + 1)) if median == NOT_CODED else [median]


def plain_ends(side: ThreatColumns, row: int, column: int, hedge_rule: str) -> list[tuple[int, int]]:
    """Least and greatest magnitude and urgency of a source after the hedge rule (I-34), by hand."""
    magnitudes, urgencies = set(), set()
    hedges = [bool(value) for value in (0, 1) if side.hedged[row, column] >> value & 1]
    medians = int(side.magnitude_median[row, column]), int(side.urgency_median[row, column])
    values = product(ends(medians[0], 3), ends(medians[1], 2), hedges)
    for magnitude, urgency, hedged in values:
        lower = hedged and hedge_rule == "lower_magnitude"
        cap = hedged and hedge_rule == "cap_urgency"
        magnitudes.add(max(magnitude - 1, 0) if lower else magnitude)
        urgencies.add(min(urgency, 1) if cap else urgency)
    return [(min(magnitudes), min(urgencies)), (max(magnitudes), max(urgencies))]


@pytest.mark.parametrize("hedge_rule", ["cap_urgency", "lower_magnitude", "ignore"])
@pytest.mark.parametrize("seed", range(5))
def test_the_threat_score_takes_the_same_hedge_rule_as_the_level(hedge_rule: str, seed: int) -> None:
    """OP 5.2: the smaller magnitude of 3 times the smaller urgency of 2, of the source where that is most."""
    changes = {"threat.hedge_rule": hedge_rule, "uncertainty.min_documents_evidence": 1}
    rules = Rules.default().changed(changes)
    sides = [threats(seed), threats(seed + 100)]
    found = threat_condition(sides[0], sides[1], DYAD, rules)
    for column in range(COLUMNS):
        if not all(side.searched.enough(rules)[column] for side in sides):
            continue
        low = 0.0
        for row in (0, 1):  # named, of one source each: surely the same
            if all(side.ranks[row, column] for side in sides):
                worst = [plain_ends(side, row, column, hedge_rule)[0] for side in sides]
                low = max(low, min(m for m, _ in worst) / 3 * (min(u for _, u in worst) / 2))
        assert found.score_low[column] == low
        assert found.score_high[column] >= low


# --- status --------------------------------------------------------------------------------------


def claims(seed: int) -> StatusColumns:
    """What an actor may claim, at random: every set of values of each field, 0 where nobody coded it."""
    random = np.random.default_rng(seed)

    def sets(values: int, least: int = 0) -> Ints:
        return random.integers(least, 1 << values, COLUMNS)

    return StatusColumns(
        role=sets(5),
        recognition=sets(5),
        superiority=sets(3, 1),
        autonomy=sets(6),
        refuses_partner=sets(2, 1),
        anxiety=sets(4),
        role_refused=sets(2, 1),
        score_low=random.random(COLUMNS),
        score_high=random.random(COLUMNS),
        searched=_searched(random),
    )


@SOME
@given(st.booleans(), st.integers(0, 2**32 - 1))
def test_status_in_bulk_is_what_the_plain_rule_says_of_each_column(junior_shuts: bool, seed: int) -> None:
    rules = Rules.default().changed({"status.junior_refusal_is_incompatible": junior_shuts})
    sides = [claims(seed), claims(seed + 1)]
    found = status_pair(sides[0], sides[1], rules).masks()
    for column in range(COLUMNS):
        one, other = (
            status_view(
                [int(array[column]) for array in status_state(side)],
                searched=bool(side.searched.enough(rules)[column]),
            )
            for side in sides
        )
        assert found[column] == mask_of(status_levels(one, other, rules.status))


def test_columns_of_two_sides_can_be_paired_anew() -> None:
    sides = claims(1), claims(2)
    pair = status_pair(*sides, Rules.default())
    every = pair.masks().tolist()
    again = pair.at(np.array([3, 3, 4]), np.array([3, 0, 4])).masks().tolist()
    assert (again[0], again[2]) == (every[3], every[4])
