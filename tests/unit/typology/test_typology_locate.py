"""The public verb: what it takes, what it says, and how it refuses."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest

from cordiale import typology
from cordiale.errors import InputError
from cordiale.model.levels import AlignmentType, Condition, IdentityLevel, StatusLevel, ThreatLevel
from cordiale.model.rules import Rules

REFUSED = re.compile(r"\b(causes?|leads? to|keeps?|predicts?|is an? \w*(alliance|coalition|partnership))\b")


def test_words_levels_lists_and_iterables_name_the_same_levels():
    expected = typology.locate(threat="low", identity="low,medium", status="minimal").to_dict()
    for identity in (["low", "medium"], {IdentityLevel.LOW, "medium"}, "Medium | LOW", ("low", "medium")):
        found = typology.locate(threat=ThreatLevel.LOW, identity=identity, status=[StatusLevel.MINIMAL])
        assert found.to_dict() == expected


def test_unknown_none_and_left_out_all_range_over_every_level():
    results = [
        typology.locate(threat="low", identity="medium", status="unknown"),
        typology.locate(threat="low", identity="medium", status=None),
        typology.locate(threat="low", identity="medium"),
        typology.locate(threat="low", identity="medium", status=list(StatusLevel)),
    ]
    assert {json.dumps(found.to_dict()) for found in results} == {json.dumps(results[0].to_dict())}
    assert results[0].possible == (("THIN",), ("THICK",))


def test_the_json_has_plain_words_and_nulls_where_alternatives_differ():
    found = typology.locate(threat="low", identity="medium", status="incompatible,minimal").to_dict()
    assert json.loads(json.dumps(found)) == {
        "enabled": None,
        "location": None,
        "possible": [["THIN"], ["THICK"]],
        "gaps": {
            "COAL": {"threat": 1, "status": 1},
            "THICK": {"status": 1},
            "ALLY": {"threat": 1, "status": 3},
            "NASC": {"identity": 1, "status": 2},
            "ASC": {"threat": 1, "identity": 1, "status": 4},
        },
    }
    assert list(found) == ["enabled", "location", "possible", "gaps"]


def test_where_levels_are_unknown_gaps_are_those_of_the_weakest_completion():
    """A step is never taken as made that nobody has read; the text says it may be fewer."""
    found = typology.locate(threat="low", identity="medium", status="incompatible,minimal")
    assert found.gaps[AlignmentType.THICK] == {Condition.STATUS: 1}
    assert AlignmentType.THICK not in found.least_gaps
    assert "status up to 1 step" in repr(found)


def test_a_closed_gate_writes_no_alignment():
    found = typology.locate(threat="low", identity="medium", status="medium", gate="closed").to_dict()
    assert (found["enabled"], found["location"], found["possible"]) == (
        [],
        ["NO_ALIGNMENT"],
        [["NO_ALIGNMENT"]],
    )


def test_settings_change_the_rules_for_one_question():
    found = typology.locate(
        threat="low", identity="high", status="minimal", settings={"minima.NASC.status": "minimal"}
    )
    assert found.location == ("NASC",)
    rules = Rules.default().changed({"minima.NASC.status": "minimal"})
    assert typology.locate(threat="low", identity="high", status="minimal", rules=rules) == found


@pytest.mark.parametrize(
    ("asked", "where", "nearest"),
    [
        ({"threat": "hihg"}, "threat", "high"),
        ({"identity": "low,mediun"}, "identity", "medium"),
        ({"status": "compatible"}, "status", "incompatible"),
        ({"gate": "opne"}, "gate", "open"),
        ({"status": 3}, "status", ""),
        ({"threat": StatusLevel.MEDIUM}, "threat", ""),
        ({"identity": ""}, "identity", ""),
        ({"identity": []}, "identity", ""),
        ({"identity": "low,unknown"}, "identity", ""),
        ({"identity": ["low", None]}, "identity", ""),
    ],
)
def test_a_word_that_is_no_level_is_refused_with_what_is_allowed_and_the_nearest(asked, where, nearest):
    with pytest.raises(InputError) as refused:
        typology.locate(**asked)
    problem = refused.value.problem
    assert problem.where == where
    assert problem.nearest == nearest
    assert "unknown" in problem.allowed


def test_a_setting_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match=r"minima\.NASC\.status"):
        typology.locate(settings={"minima.NASC.statos": "minimal"})


@pytest.mark.parametrize("gate", ["open", "closed", "unknown"])
def test_what_is_said_is_constitutive_in_every_cell(gate):
    for threat, identity, status in product(ThreatLevel, IdentityLevel, StatusLevel):
        said = repr(typology.locate(threat=threat, identity=identity, status=status, gate=gate))
        assert not REFUSED.search(said)
        start = {"open": "Conditions in place for", "closed": "No alignment", "unknown": "If aligned"}
        assert said.startswith(start[gate])


def test_undecided_types_are_told_from_those_open_for_certain():
    said = repr(typology.locate(threat="unknown", identity="low", status="minimal"))
    assert "Conditions in place for THIN or COAL: unknown levels decide" in said
    assert re.search(r"open +THIN for certain; undecided COAL", said)


def test_a_table_1_type_that_status_shuts_is_marked_as_not_open():
    said = repr(typology.locate(threat="high", identity="medium", status="medium"))
    assert re.search(r"Table 1 cell +ALLY \(not open\)", said)


def test_the_html_says_what_the_text_says_and_escapes_it():
    found = typology.locate(threat="high", identity="medium", status="medium")
    page = found._repr_html_()
    words = re.sub(r"<[^>]+>", " ", page).split()
    assert words == repr(found).split()


def test_rows_of_the_same_words_share_one_result():
    """Why a million rows take about a second."""
    rows = [("low", "medium", "minimal"), ("high", "low", "minimal"), ("low", "medium", "minimal")]
    first, second, third = typology.locate_rows(rows)
    assert first is third
    assert (first.location, second.location) == (("THICK",), ("COAL",))


def test_an_empty_cell_was_not_coded_and_ranges_over_all_levels():
    (found,) = typology.locate_rows([("", "medium", "minimal|medium", "")])
    assert found.possible == (("COAL", "THICK"), ("THICK",))
    assert repr(found).startswith("If aligned")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("low", "low", "minimal"), ("low", "lo", "minimal")], "levels.csv, line 3, identity"),
        ([("low", "low")], "levels.csv, line 2: 2 cells"),
        ([("low", "low", "minimal", "shut")], "levels.csv, line 2, gate"),
    ],
)
def test_a_faulty_row_is_named_as_the_file_counts_it(rows, message):
    with pytest.raises(InputError, match=re.escape(message)):
        list(typology.locate_rows(rows, where="levels.csv, line", first=2))


def test_rows_are_read_as_they_come():
    """A file larger than memory can be located line by line."""
    endless = iter(lambda: ("low", "low", "minimal"), None)
    assert next(typology.locate_rows(endless)).location == ("THIN",)
