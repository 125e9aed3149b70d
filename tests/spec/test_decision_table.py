"""The decision table of the operationalisation, section 4, against the software (A2)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from cordiale import typology
from cordiale.model.levels import AlignmentType, Gate, IdentityLevel, StatusLevel, ThreatLevel
from cordiale.model.rules import Rules

SPEC = tomllib.loads(Path(__file__).with_name("decision_table.toml").read_text(encoding="utf-8"))
CELLS = [dict(zip(SPEC["columns"], row, strict=True)) for row in SPEC["cells"]]
BY_NUMBER = {cell["cell"]: cell for cell in CELLS}
DEFAULT = Rules.default()


def triple(cell: dict[str, Any]) -> typology.Triple:
    return (
        ThreatLevel(cell["threat"]),
        IdentityLevel(cell["identity"]),
        StatusLevel(cell["status"]),
    )


def computed(rules: Rules) -> dict[int, tuple[str, str]]:
    """Cell number to open types and location, as the table of the specification writes them."""
    table = typology.decision_table(rules)
    return {
        number: (", ".join(table[triple(cell)].enabled), " + ".join(table[triple(cell)].location))
        for number, cell in BY_NUMBER.items()
    }


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"cell_{cell['cell']}")
def test_each_cell_has_the_open_types_and_the_location_written_in_the_table(cell):
    found = typology.locate(threat=cell["threat"], identity=cell["identity"], status=cell["status"])
    assert ", ".join(found.enabled) == cell["open"]
    assert " + ".join(found.location) == cell["location"]
    assert str(found.table1_cell) == cell["table 1"]


def test_the_table_has_thirty_cells_and_numbers_them_as_the_software_does():
    assert [triple(cell) for cell in CELLS] == list(typology.decision_table(DEFAULT))


@pytest.mark.parametrize(
    "reading", SPEC["sensitivity"], ids=lambda r: f"community_{r['nasc']}_alliance_{r['ally']}"
)
def test_each_other_reading_of_the_status_minima_changes_the_noted_cells_and_no_others(reading):
    rules = DEFAULT.changed({"minima.NASC.status": reading["nasc"], "minima.ALLY.status": reading["ally"]})
    expected = {number: (cell["open"], cell["location"]) for number, cell in BY_NUMBER.items()}
    expected |= {number: (types, location) for number, types, location in reading["cells"]}
    assert computed(rules) == expected


def test_the_sensitivity_readings_cover_every_pair_of_status_minima_but_the_default():
    noted = {(reading["nasc"], reading["ally"]) for reading in SPEC["sensitivity"]}
    every = {(n, a) for n in ("minimal", "medium", "higher", "highest") for a in ("medium", "higher")}
    assert noted == every - {("medium", "higher")}


def test_status_shuts_the_type_of_table_1_in_eleven_cells():
    """Why a lookup in Table 1, which leaves status out, is wrong in 11 of 30 cells."""
    table = typology.decision_table(DEFAULT)
    shut = [
        number
        for number, cell in BY_NUMBER.items()
        if table[triple(cell)].table1_cell not in table[triple(cell)].enabled
    ]
    assert shut == SPEC["status_shuts_table_1"]
    assert len(shut) == 11


def test_five_cells_have_two_locations_that_cannot_be_ranked():
    ties = [n for n, (_, location) in computed(DEFAULT).items() if "+" in location]
    assert ties == [22, 23, 27, 28, 29]


def test_with_incompatible_status_nothing_beyond_a_thin_partnership_is_open():
    """ST-7: however strong the shared threat; realist readers will object, so it is said."""
    table = typology.decision_table(DEFAULT)
    bare = [cell for cell in table.values() if cell.levels[2] is StatusLevel.INCOMPATIBLE]
    assert {cell.enabled for cell in bare} == {(AlignmentType.THIN,)}


def test_six_cells_are_flagged_as_unlikely_together():
    """CAV-3: 4, 5, 11, 19, 20 and 26."""
    table = typology.decision_table(DEFAULT)
    assert [n for n, cell in BY_NUMBER.items() if table[triple(cell)].implausible] == [
        n for n, cell in BY_NUMBER.items() if cell["unlikely"]
    ]


def windows(rules: Rules) -> set[str]:
    """Every set of open types that levels can give, and the empty one of no alignment."""
    closed = typology.read_sets(typology.level_sets({}), Gate.CLOSED, rules)
    sets = {cell.enabled for cell in typology.decision_table(rules).values()}
    return {", ".join(types) for types in sets | {closed.enabled}}


def test_nine_sets_of_open_types_and_no_alignment_make_ten_windows():
    assert windows(DEFAULT) == set(SPEC["windows"])
    assert len(windows(DEFAULT)) == 10


@pytest.mark.parametrize("reading", SPEC["sensitivity"], ids=lambda r: f"{r['nasc']}-{r['ally']}")
def test_other_readings_of_the_status_minima_need_no_window_beyond_the_ten(reading):
    """Some need fewer: with the community above the alliance it never opens without it."""
    rules = DEFAULT.changed({"minima.NASC.status": reading["nasc"], "minima.ALLY.status": reading["ally"]})
    assert windows(rules) <= set(SPEC["windows"])


def test_the_order_of_demand_follows_from_the_minima():
    steps = typology.steps_of_order(DEFAULT.minima)
    assert [f"{less} < {more}" for less, more in steps] == SPEC["order"]


@pytest.mark.parametrize(("one", "other"), [("COAL", "THICK"), ("COAL", "NASC"), ("ALLY", "NASC")])
def test_types_on_separate_roads_cannot_be_ranked(one, other):
    one, other = AlignmentType(one), AlignmentType(other)
    assert not typology.more_demanding(one, other, DEFAULT.minima)
    assert not typology.more_demanding(other, one, DEFAULT.minima)
