"""Compatibility of identities: each side's levels and their minimum, against every completion (OP 1.3, 6.3)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.dyads.identity import deciding_side, identity_levels, side_levels
from cordiale.model.levels import IdentityLevel
from cordiale.model.rules import Rules

LOW, MEDIUM, HIGH = IdentityLevel
FEW = settings(max_examples=60, deadline=None)


def rules_with(**changes: object):
    return Rules.default().changed({f"identity.{key}": value for key, value in changes.items()}).identity


SALIENCE = ("absent", "low", "normal", "high")
WAR = ("yes", "no", "unstated")
ABSENCE = ("low_if_corpus_large", "unknown", "medium")


def one_side(salience: str | None, relation: IdentityLevel, war: str, absence: str) -> set[IdentityLevel]:
    """OP 6.3 on a side with nothing left open: salience first, then the lines, then the cap."""
    if salience in ("absent", "low"):
        return {"low_if_corpus_large": {LOW}, "unknown": {LOW, MEDIUM, HIGH}, "medium": {MEDIUM}}[absence]
    if war == "yes" and relation is HIGH:
        return {MEDIUM}
    return {relation}


@FEW
@given(
    st.none() | st.frozensets(st.sampled_from(SALIENCE), min_size=1),
    st.frozensets(st.sampled_from(list(IdentityLevel)), min_size=1),
    st.frozensets(st.sampled_from(WAR), min_size=1),
    st.sampled_from(ABSENCE),
)
def test_a_sides_levels_are_those_of_all_completions(
    salience: frozenset[str] | None,
    relation: frozenset[IdentityLevel],
    war: frozenset[str],
    absence: str,
) -> None:
    wanted = {
        level
        for seen, related, thinkable in product(salience or {None}, relation, war)
        for level in one_side(seen, related, thinkable, absence)
    }
    found = side_levels(
        salience=salience, relation=relation, war_thinkable=war, rules=rules_with(absence_rule=absence)
    )
    assert found == wanted


SETS = st.frozensets(st.sampled_from(list(IdentityLevel)), min_size=1)


@FEW
@given(SETS, SETS)
def test_I17_the_dyad_has_the_lower_of_the_two_directions_in_every_completion(
    a: frozenset[IdentityLevel], b: frozenset[IdentityLevel]
) -> None:
    assert identity_levels(a, b, rules_with()) == {min(x, y) for x, y in product(a, b)}


@FEW
@given(SETS, SETS, st.sampled_from(("minimum", "mean_of_directions")))
def test_A16_the_order_of_the_actors_makes_no_difference(
    a: frozenset[IdentityLevel], b: frozenset[IdentityLevel], rule: str
) -> None:
    rules = rules_with(dyad_rule=rule)
    assert identity_levels(a, b, rules) == identity_levels(b, a, rules)
    swapped = {"a": "b", "b": "a"}
    one, other = deciding_side(a, b), deciding_side(b, a)
    assert swapped.get(one or "", one) == other


def test_the_mean_of_radical_and_we_is_the_middle_under_that_setting() -> None:
    """The one pair whose mean is a level: halfway between LOW and HIGH stands MEDIUM."""
    rules = rules_with(dyad_rule="mean_of_directions")
    assert identity_levels(frozenset({LOW}), frozenset({HIGH}), rules) == {MEDIUM}
    assert identity_levels(frozenset({HIGH}), frozenset({HIGH}), rules) == {HIGH}


def test_low_on_one_side_settles_the_level_whatever_is_unknown_of_the_other() -> None:
    """OP 7: the minimum of LOW and unknown is LOW."""
    assert identity_levels(frozenset({LOW}), frozenset(IdentityLevel), rules_with()) == {LOW}


def test_unknown_on_one_side_leaves_open_all_up_to_the_other() -> None:
    assert identity_levels(frozenset({MEDIUM}), frozenset(IdentityLevel), rules_with()) == {LOW, MEDIUM}


@pytest.mark.parametrize("salience", ["absent", "low"])
def test_I6_salience_decides_before_what_is_said(salience: str) -> None:
    """A partner praised as one of us in a corpus where it is hardly visible: LOW, absent."""
    found = side_levels(
        salience=frozenset({salience}),
        relation=frozenset({HIGH}),
        war_thinkable=frozenset({"no"}),
        rules=rules_with(),
    )
    assert found == {LOW}


@pytest.mark.parametrize(("war", "level"), [("yes", MEDIUM), ("no", HIGH), ("unstated", HIGH)])
def test_ID6_war_thinkable_caps_a_side_at_medium(war: str, level: IdentityLevel) -> None:
    found = side_levels(
        salience=None, relation=frozenset({HIGH}), war_thinkable=frozenset({war}), rules=rules_with()
    )
    assert found == {level}


@pytest.mark.parametrize(
    ("a", "b", "decides"),
    [
        ({LOW}, {HIGH}, "a"),
        ({HIGH}, {MEDIUM}, "b"),
        ({MEDIUM}, {MEDIUM}, "both"),
        ({LOW}, {MEDIUM, HIGH}, "a"),
        ({LOW, MEDIUM}, {MEDIUM}, None),
    ],
)
def test_which_direction_decides_is_said_only_where_it_is_settled(
    a: set[IdentityLevel], b: set[IdentityLevel], decides: str | None
) -> None:
    assert deciding_side(frozenset(a), frozenset(b)) == decides
