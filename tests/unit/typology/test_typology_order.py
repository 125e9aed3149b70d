"""The order of demand and the location's rules, under any minima."""

from __future__ import annotations

from cordiale import typology
from cordiale.model.levels import (
    AlignmentType,
    Condition,
    Gate,
    IdentityLevel,
    StatusLevel,
    ThreatLevel,
)
from cordiale.model.rules import Rules

DEFAULT = Rules.default()


def levels(threat: str, identity: str, status: str):
    return {
        Condition.THREAT: ThreatLevel(threat),
        Condition.IDENTITY: IdentityLevel(identity),
        Condition.STATUS: StatusLevel(status),
    }


def test_two_types_with_the_same_minima_are_both_reported():
    """Neither demands more, so neither may swallow the other."""
    rules = DEFAULT.changed({"minima.NASC.identity": "medium", "minima.NASC.status": "minimal"})
    found = typology.location(levels("low", "medium", "minimal"), Gate.OPEN, rules)
    assert found == ("THICK", "NASC")


def test_minima_that_break_the_usual_order_give_another_order():
    """An alliance that asked for no threat would demand more than a thick partnership alone."""
    rules = DEFAULT.changed({"minima.ALLY.threat": "low"})
    assert not typology.more_demanding(AlignmentType.ALLY, AlignmentType.COAL, rules.minima)
    assert typology.more_demanding(AlignmentType.ALLY, AlignmentType.THICK, rules.minima)
    found = typology.location(levels("high", "medium", "higher"), Gate.OPEN, rules)
    assert found == ("COAL", "ALLY")


def test_minima_that_shut_even_a_thin_partnership_leave_an_empty_location():
    """Aligned, but at conditions of none of the six types: not the same as no alignment."""
    rules = DEFAULT.changed({"minima.THIN.status": "minimal"})
    found = typology.locate(threat="low", identity="low", status="incompatible", rules=rules)
    assert found.location == ()
    assert found.enabled == ()
    assert repr(found).startswith("Conditions in place for none of the six types")


def test_the_rule_enabled_names_every_open_type():
    rules = DEFAULT.changed({"location.rule": "enabled"})
    found = typology.location(levels("high", "medium", "medium"), Gate.OPEN, rules)
    assert found == ("THIN", "COAL", "THICK")


def test_the_rule_of_table_1_names_its_cell_where_that_is_open():
    rules = DEFAULT.changed({"location.rule": "table1_cell"})
    assert typology.location(levels("low", "high", "medium"), Gate.OPEN, rules) == ("NASC",)


def test_the_rule_of_table_1_falls_back_to_the_maximal_types_where_status_shuts_the_cell():
    """A type whose minima are not met is never named, whatever Table 1 shows."""
    rules = DEFAULT.changed({"location.rule": "table1_cell"})
    found = typology.location(levels("high", "high", "medium"), Gate.OPEN, rules)
    assert found == ("COAL", "NASC")


def test_each_rule_of_location_changes_some_result():
    """A24: a setting that changes nothing does not exist."""
    minima = {"minima.NASC.status": "minimal", "minima.ALLY.status": "minimal"}
    at = levels("high", "medium", "minimal")
    results = {
        rule: typology.location(at, Gate.OPEN, DEFAULT.changed({**minima, "location.rule": rule}))
        for rule in ("maximal", "enabled")
    }
    assert results == {"maximal": ("ALLY",), "enabled": ("THIN", "COAL", "THICK", "ALLY")}
    above = levels("low", "medium", "highest")
    harder = DEFAULT.changed({"minima.NASC.identity": "medium"})
    assert typology.location(above, Gate.OPEN, harder) == ("NASC",)
    by_cell = harder.changed({"location.rule": "table1_cell"})
    assert typology.location(above, Gate.OPEN, by_cell) == ("THICK",)
