"""Sets of admissible levels, carried through to the types."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale import typology
from cordiale.model.levels import (
    LEVELS,
    NO_ALIGNMENT,
    AlignmentType,
    Condition,
    Gate,
    IdentityLevel,
    StatusLevel,
    ThreatLevel,
)
from cordiale.model.rules import Rules
from cordiale.typology.possible import completions, every_set_of_levels

DEFAULT = Rules.default()
RULE_SETS = [
    DEFAULT,
    DEFAULT.changed({"minima.NASC.status": "minimal", "minima.ALLY.status": "medium"}),
    DEFAULT.changed({"minima.THIN.status": "highest", "minima.COAL.threat": "low"}),
    DEFAULT.changed({"location.rule": "enabled"}),
    DEFAULT.changed({"location.rule": "table1_cell"}),
]


def any_sets():
    return st.fixed_dictionaries(
        {
            condition: st.frozensets(st.sampled_from(list(LEVELS[condition])), min_size=1)
            for condition in Condition
        }
    )


def locations_one_by_one(sets, rules):
    triples = product(*(sets[condition] for condition in Condition))
    return {
        typology.location(dict(zip(Condition, triple, strict=True)), Gate.OPEN, rules) for triple in triples
    }


@given(sets=any_sets(), rules=st.sampled_from(RULE_SETS))
@settings(max_examples=100, deadline=None)
def test_possible_locations_are_those_of_the_completions_one_by_one(sets, rules):
    found = typology.possible_locations(sets, Gate.OPEN, rules)
    assert set(found) == locations_one_by_one(sets, rules)
    assert len(found) == len(set(found))


@given(sets=any_sets(), rules=st.sampled_from(RULE_SETS))
@settings(max_examples=100, deadline=None)
def test_a_location_is_named_only_where_all_completions_agree(sets, rules):
    alternatives = locations_one_by_one(sets, rules)
    named = typology.location_or_none(sets, Gate.OPEN, rules)
    assert named == (alternatives.pop() if len(alternatives) == 1 else None)


@given(sets=any_sets(), rules=st.sampled_from(RULE_SETS))
@settings(max_examples=100, deadline=None)
def test_certain_types_are_open_at_the_weakest_and_possible_ones_at_the_strongest_completion(sets, rules):
    """Because raising a level never shuts a type (A17)."""
    weakest = typology.enabled(typology.weakest_completion(sets), rules)
    strongest = typology.enabled(typology.strongest_completion(sets), rules)
    assert typology.certainly_enabled(sets, Gate.OPEN, rules) == weakest
    assert typology.possibly_enabled(sets, Gate.OPEN, rules) == strongest


@pytest.mark.parametrize("rules", RULE_SETS, ids=range(len(RULE_SETS)))
def test_the_table_of_651_sets_is_the_plain_function_looked_up(rules):
    table = typology.location_table(rules)
    every = list(every_set_of_levels())
    assert len(table) == len(every) == 651
    for sets in every[::7]:
        assert table[typology.key_of(sets)] == typology.read_sets(sets, Gate.OPEN, rules)


def test_settings_that_no_cell_depends_on_share_one_table():
    """A sensitivity run changes some seventy settings; few of them touch the table."""
    changed = DEFAULT.changed({"threat.hedge_rule": "ignore"})
    assert typology.location_table(changed) is typology.location_table(DEFAULT)
    other = DEFAULT.changed({"minima.NASC.status": "minimal"})
    assert typology.location_table(other) is not typology.location_table(DEFAULT)


@given(sets=any_sets())
def test_a_closed_gate_opens_nothing_whatever_the_levels(sets):
    found = typology.read_sets(sets, Gate.CLOSED, DEFAULT)
    assert (found.enabled, found.location) == ((), (NO_ALIGNMENT,))
    assert found.locations == ((NO_ALIGNMENT,),)
    assert found.certain == found.possible == ()


@given(sets=any_sets())
def test_an_unknown_gate_is_read_as_if_open(sets):
    unknown = typology.read_sets(sets, Gate.UNKNOWN, DEFAULT)
    assert unknown == typology.read_sets(sets, Gate.OPEN, DEFAULT)


def test_without_the_engagement_rule_a_closed_gate_stands_open():
    rules = DEFAULT.changed({"gate.require_engagement": False})
    assert typology.gate_read(Gate.CLOSED, rules) is Gate.OPEN
    assert typology.location_or_none(typology.level_sets({}), Gate.CLOSED, rules) is None


def test_a_feared_partner_closes_even_an_unknown_gate_under_the_sensitivity_setting():
    rules = DEFAULT.changed({"gate.partner_not_severe_threat": True})
    assert typology.gate_read(Gate.UNKNOWN, rules, adversarial=True) is Gate.CLOSED
    assert typology.gate_read(Gate.UNKNOWN, rules) is Gate.UNKNOWN


def test_a_location_can_be_known_although_a_level_is_not():
    """With incompatible status neither threat nor identity matters (ST-7)."""
    sets = typology.level_sets({Condition.STATUS: StatusLevel.INCOMPATIBLE})
    found = typology.read_sets(sets, Gate.OPEN, DEFAULT)
    assert found.location == ("THIN",)
    assert found.enabled == (AlignmentType.THIN,)
    assert found.table1_cell is None


def test_alternatives_come_in_the_order_of_the_types():
    found = typology.possible_locations(typology.level_sets({}), Gate.OPEN, DEFAULT)
    assert typology.in_words(found) == ("THIN|COAL|COAL+THICK|COAL+NASC|THICK|ALLY|ALLY+NASC|NASC|ASC")


def test_completions_run_from_the_weakest_to_the_strongest():
    sets = typology.level_sets({Condition.IDENTITY: IdentityLevel.LOW})
    found = list(completions(sets))
    assert found[0] == (ThreatLevel.LOW, IdentityLevel.LOW, StatusLevel.INCOMPATIBLE)
    assert found[-1] == (ThreatLevel.HIGH, IdentityLevel.LOW, StatusLevel.HIGHEST)
    assert len(found) == 10
