"""The summary: every sentence and row of the report as frozen values, and its twin as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib.resources import files

import jsonschema
import pytest

from cordiale.model.levels import Arm
from cordiale.model.robustness import Robustness
from cordiale.report.anchors import level_anchor
from cordiale.report.summary.summarise import summarise, summary_json
from cordiale.report.summary.values import FORMAT, ReportSummary
from unit.report.sample import sample_study, sample_trajectory

NOTHING_TRIED = Robustness(tried=0, standing=(), baselines=(), doubt=())


def summary() -> ReportSummary:
    return summarise(sample_trajectory(), sample_study(), NOTHING_TRIED).summary


def test_types_not_open_stand_in_the_order_of_the_typology_not_of_what_they_lack() -> None:
    found = summary()
    assert [block.name for block in found.next_types] == ["Coalition", "Alliance"]
    assert [block.tag for block in found.next_types] == ["added by the model", "pathway P11, stated in the article"]



def test_the_summary_is_frozen_words_and_rows_and_goes_into_json() -> None:
    value = summary()
    found = json.loads(summary_json(value))
    assert found["format"] == FORMAT
    assert found["headline"] == value.headline
    assert found["provenance"]["rows"][0]["condition"] == "threat"
    assert_plain(value)
    with pytest.raises(AttributeError):
        value.headline = "other"  # type: ignore[misc]


def assert_plain(value: object) -> None:
    """Only words, switches, tuples, rows and other summaries: nothing left to compute."""
    if is_dataclass(value):
        for field in fields(value):
            assert_plain(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            assert_plain(item)
    elif isinstance(value, Mapping):
        assert all(isinstance(item, str) for item in value.values())
    else:
        assert value is None or isinstance(value, (str, bool, int))


def test_level_cells_say_the_level_its_share_of_draws_and_its_route() -> None:
    rows = summary().provenance.rows
    threat, identity, status = (row for row in rows if row.period == "2011")
    assert threat.computed is not None
    assert (threat.computed.words, threat.computed.shares, threat.computed.remarks) == ("low", "all draws", ("route b",))
    assert identity.computed is not None
    assert identity.computed.words == "unknown: low or medium"
    assert identity.computed.shares == "low 38 to 58, medium 42 to 62 in 100 draws"
    assert identity.judged is not None
    assert (identity.judged.words, identity.judged.shares) == ("medium", "or low")
    assert status.computed is not None
    assert status.computed.remarks == ("China: role equal", "Russia: role equal")
    assert status.documents == ("China 2", "Russia 3")


def test_levels_of_all_arms_are_listed_with_the_judges_wording() -> None:
    groups = summary().evidence
    lists = {item.anchor: item for group in groups for item in group.levels}
    judged = lists[level_anchor("2011", "identity", Arm.JUDGED)]
    assert judged.remarks == ("wording: closer to medium (S11¶5)",)


def test_interactions_told_twice_have_one_address() -> None:
    blocks = summary().intervals
    anchors = [item.anchor for block in blocks for item in block.interactions if item.id == "X-02"]
    assert anchors == ["evidence-X-02", "", "", ""]


def test_support_and_coordination_are_said_by_direction() -> None:
    row = summary().outputs[0]
    assert row.direction == "China towards Russia"
    assert row.expectation == "higher (50 to 70 in 100 draws)"
    assert row.willingness == "0.25 (−0.10 to 0.50)"
    assert row.doubt == "1 of 4"
    assert row.documents == "support 4, coordination 3"




def test_the_twin_as_json_is_what_its_schema_says() -> None:
    schema = json.loads(files("cordiale.formats").joinpath("schemas/report-1.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(summary_json(summary())), schema)


def test_the_schema_names_every_field_of_the_summary() -> None:
    schema = json.loads(files("cordiale.formats").joinpath("schemas/report-1.json").read_text(encoding="utf-8"))
    assert schema["required"] == [field.name for field in fields(ReportSummary)]
