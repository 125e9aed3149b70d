"""A dyad from year to year: each year from its own texts, unknown where they are too few, and its changes of level."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from builders import A, B, day, follow, record, study
from cordiale.formats.tables_out import (
    TABLES_OF_TEXTS,
    tidy_tables,
    to_csv_bytes,
    to_dta_bytes,
    to_parquet_bytes,
)
from cordiale.model.results import Trajectory
from cordiale.model.series import ActorPoint, DyadSeries, YearPoint
from cordiale.model.study import Record, StudyData, TextMeasure
from simulated import Coder, Side, records_of

FIRST, BREAK, LAST = 2001, 2008, 2014
THIN_YEAR, SILENT_YEAR = 2004, 2006


def texts(year: int, mixture: tuple[float, float, float], documents: int = 8) -> list[Record]:
    sides = {actor: Side(mixture=mixture, documents=documents, passages=2) for actor in (A, B)}
    return records_of("identity", sides, Coder(), np.random.default_rng(year), year=year)


def planted() -> StudyData:
    """Distrust until 2007, friendship from 2008; two texts a side in 2004, none in 2006, snapshots in three years."""
    records = [
        one
        for year in range(FIRST, LAST + 1)
        if year != SILENT_YEAR
        for one in texts(
            year, (0.85, 0.15, 0.0) if year < BREAK else (0.1, 0.8, 0.1), 2 if year == THIN_YEAR else 8
        )
    ]
    data = study(records, years=(2001, 2011), settings={"uncertainty.replicates_texts": 200})
    return replace(data, sources=())


@cache
def read() -> tuple[Trajectory, StudyData]:
    data = planted()
    return follow(data), data


def series() -> DyadSeries:
    found = read()[0].series
    assert found is not None
    return found


def at(year: int, condition: str = "identity") -> YearPoint:
    (one,) = (point for point in series().points if (point.year, point.condition) == (year, condition))
    return one


def test_every_year_from_first_to_last_stands_in_the_series_for_each_condition() -> None:
    years = list(range(FIRST, LAST + 1))
    for condition in ("threat", "identity", "status"):
        assert [one.year for one in series().points if one.condition == condition] == years


def test_years_outside_every_snapshot_are_read_from_their_own_texts() -> None:
    point = at(2010)
    assert point.documents == {A: 8, B: 8}
    assert point.score is not None
    assert point.score.low <= 0.5 <= point.score.high + 0.1
    assert point.reading.level == "medium"


@pytest.mark.parametrize("year", [THIN_YEAR, SILENT_YEAR])
def test_a_year_with_too_few_texts_is_unknown_and_never_low(year: int) -> None:
    point = at(year)
    assert point.score is None
    assert point.reading.level is None
    assert set(point.reading.admissible) == {"low", "medium", "high"}


def test_a_condition_that_no_text_speaks_of_is_unknown_in_every_year() -> None:
    assert {one.reading.level for one in series().points if one.condition == "status"} == {None}
    assert series().changes["status"].why_none == "too_few_years"
    assert series().changes["status"].years == 0


def test_a_year_that_is_a_snapshot_reads_as_the_snapshot_does() -> None:
    state = read()[0].snapshots[0].states["computed"]  # type: ignore[index]
    assert state is not None
    assert at(2001).score == state.levels["identity"].score
    assert dict(at(2001).reading.probability) == dict(state.levels["identity"].probability or {})


def test_the_planted_change_is_found_with_an_interval_that_holds_it() -> None:
    (one,) = series().changes["identity"].points
    assert one.year_from < BREAK <= one.year_to
    assert (one.at, one.direction) == (BREAK, "up")


def test_mentions_of_the_partner_are_counted_by_year_and_unknown_where_texts_are_few() -> None:
    mentions = {one.year: one for one in series().actors if one.what == "partner_mentions" and one.actor == A}
    assert mentions[2010].score is not None
    assert mentions[2010].score.value == pytest.approx(10.0)
    assert mentions[THIN_YEAR].score is None
    assert SILENT_YEAR not in mentions


def naming(records: list[Record]) -> dict[int, ActorPoint]:
    data = study(records, years=(2001,), settings={"uncertainty.replicates_texts": 400})
    found = follow(data).series
    assert found is not None
    return {one.year: one for one in found.actors if one.what == "naming_source" and one.actor == A}


def threatened(year: int, naming: int, documents: int) -> list[Record]:
    """One side's texts of a year, the first of which name a source."""
    records = []
    for number in range(documents):
        base = record(A, "threat", document=f"{year}-{number}", id=f"t{year}-{number}", when=f"{year}-03-01")
        base = replace(base, machine=True, coder="simulated", language="en")
        records.append(replace(base, measure=TextMeasure(words=1000, mentions=0)))
        if number < naming:
            claim = {"source_family": ("us_led_west",), "magnitude": ("2",)}
            records.append(replace(base, id=f"{base.id}.c", codes=claim))
    return records


def test_the_share_of_documents_that_name_a_source_counts_silent_documents() -> None:
    found = naming([*threatened(2001, 3, 12), *threatened(2002, 0, 12), *threatened(2003, 1, 2)])
    assert found[2001].score is not None
    assert found[2001].score.value == pytest.approx(0.25)
    assert found[2001].score.low < 0.25 < found[2001].score.high
    assert found[2002].score is not None
    assert (found[2002].score.value, found[2002].score.low) == (0.0, 0.0)
    assert 0 < found[2002].score.high < 0.4  # silence of twelve is no certainty
    assert found[2003].score is None
    assert found[2003].documents == 2


def test_a_record_with_a_date_outside_the_window_it_was_put_in_counts_in_no_year() -> None:
    moved = [replace(one, snapshot="2001") for one in texts(2009, (0.1, 0.8, 0.1))]
    found = follow(study([*texts(2001, (0.1, 0.8, 0.1)), *moved], years=(2001,))).series
    assert found is not None
    assert [one.year for one in found.points if one.condition == "identity"] == [2001]


def test_a_date_of_several_years_belongs_to_none() -> None:
    span = replace(day("2009-01-01"), last=day("2010-12-31").last)
    spread = [replace(one, date=span) for one in texts(2009, (0.1, 0.8, 0.1))]
    found = follow(study([*texts(2001, (0.1, 0.8, 0.1)), *spread], years=(2001,))).series
    assert found is not None
    assert {one.year for one in found.points} == {2001}


def test_a_study_of_hand_evidence_has_no_series_and_no_tables_of_it() -> None:
    data = study([record(A, "identity", othering="non_radical"), record(B, "identity", othering="we")])
    trajectory = follow(data)
    assert trajectory.series is None
    assert not set(TABLES_OF_TEXTS) & set(tidy_tables(trajectory, data))


def test_tables_of_years_say_unknown_and_open_everywhere() -> None:
    tables = tidy_tables(*read())
    assert set(TABLES_OF_TEXTS) <= set(tables)
    changes = to_csv_bytes(tables["change_points"]).decode()
    assert f",identity,{series().changes['identity'].points[0].year_from}," in changes
    assert ",status,,,,,,,,,too_few_years,0\n" in changes
    rows = to_csv_bytes(tables["series"]).decode().splitlines()
    assert any(line.startswith(f"small,{A},{B},{THIN_YEAR},score,identity,,,,,,unknown,") for line in rows)
    for name in TABLES_OF_TEXTS:
        assert to_parquet_bytes(tables[name])
        assert to_dta_bytes(tables[name])
        for column in tables[name].columns:
            assert 0 < len(column.label) <= 80
