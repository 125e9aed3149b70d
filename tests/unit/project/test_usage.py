"""What became of every record: where it counts, or why it does not (CONTRACTS 2, I-20 to I-22)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import A, B, day, follow, record, study, threat
from cordiale.model.results import UsedRecord
from cordiale.model.study import Record, Source, SourceStatus
from cordiale.project.pipeline import follow_study


def used(*records: Record, **more: object) -> dict[str, UsedRecord]:
    return {one.id: one for one in follow(study(records, **more)).used}  # type: ignore[arg-type]


def test_records_are_listed_in_the_order_of_entry() -> None:
    rows = [threat(A, "us_led_west", "3", "2", id=name) for name in ("z", "a", "m")]
    assert list(used(*rows)) == ["z", "a", "m"]


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (replace(threat(A, "us_led_west", "3", "2", id="x"), date=None), "no date"),
        (replace(threat(A, "us_led_west", "3", "2", id="x"), date=day("1950-01-01")), "outside the window"),
        (threat(A, "us_led_west", "3", "2", id="x", document="bad"), "invalid"),
        (threat(A, "us_led_west", "3", "2", id="x", voice="expert"), "sets no level"),
        (threat(A, "us_led_west", "3", "2", id="x", formulaic=True), "formula"),
        (threat(A, "us_led_west", "3", "2", id="x", genre="joint_statement"), "joint text"),
    ],
)
def test_a_record_that_counts_nowhere_says_why(one: Record, reason: str) -> None:
    found = used(one, sources=[Source(id="bad", status=SourceStatus.INVALID)])["x"]
    assert found.arms == ()
    assert reason in found.reason


def test_a_record_that_counts_names_its_arms_and_gives_no_reason() -> None:
    rows = [
        record(A, "identity", othering="we", basis="values", id="official"),
        record(A, "identity", othering="we", basis="values", voice="author_summary", id="summary"),
        record(A, "support", support="commitment", id="support"),
    ]
    found = used(*rows)
    assert found["official"].arms == ("computed", "with_author_summaries")
    assert found["summary"].arms == ("with_author_summaries",)
    assert found["support"].arms == ("computed",)
    assert {one.reason for one in found.values()} == {""}


NEVER_READ = {
    "identity without a partner": record(A, "identity", partner="", othering="we", basis="values", id="x"),
    "rank without a partner": record(A, "status", partner="", own_rank="great_power", id="x"),
    "role towards a third": record(A, "status", partner="USA", role_expected="equal", id="x"),
    "support of nobody": record(A, "support", partner="", support="commitment", id="x"),
}


@pytest.mark.parametrize("which", NEVER_READ)
def test_a_row_that_is_read_in_no_condition_of_the_dyad_says_so(which: str) -> None:
    found = used(NEVER_READ[which])["x"]
    assert found.arms == ()
    assert found.reason


def test_a_row_towards_one_partner_does_not_count_in_the_dyad_with_another() -> None:
    row = record(A, "identity", partner=B, othering="radical", id="x")
    found = {one.dyad: one.used for one in follow_study(study([row], actors=(A, B, "ZAF")), flips=False)}
    assert found[A, B][0].arms == ("computed",)
    assert found[A, "ZAF"][0].arms == ()
