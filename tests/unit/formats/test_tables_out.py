from __future__ import annotations

import csv
import io
import re
import struct
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.codebook import load
from cordiale.errors import InputError
from cordiale.formats.tables_out import (
    TABLES,
    Kind,
    Missing,
    TidyTable,
    csv_bytes,
    tidy_tables,
    to_csv_bytes,
    to_dta_bytes,
    to_frame,
    to_parquet_bytes,
    variables,
    variables_csv_bytes,
)
from cordiale.formats.variables import Cell, Variable, variable_named
from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition
from cordiale.model.settings import VOICES
from unit.formats.sample import FORMULA, LINES, LONG_NAME, RTL, SCRIPT, sample_study, sample_trajectory

SAMPLE = tidy_tables(sample_trajectory(), sample_study())
UNKNOWN, NOT_CODED = Missing.UNKNOWN, Missing.NOT_CODED
CODED = (Kind.LEVEL, Kind.TYPE, Kind.BOOL)


def rows(table: str, **where: Cell) -> list[dict[str, Cell]]:
    """Rows of a sample table as dictionaries, those alone that have the given values."""
    names = [column.name for column in SAMPLE[table].columns]
    found = [dict(zip(names, row, strict=True)) for row in SAMPLE[table].rows]
    return [row for row in found if all(row[key] == value for key, value in where.items())]


def row(table: str, **where: Cell) -> dict[str, Cell]:
    (only,) = rows(table, **where)
    return only


def column_table(kind: Kind, *cells: Cell, values: tuple[str, ...] = ()) -> TidyTable:
    """A table of one column."""
    column = Variable(table="t", name="x", label="x", kind=kind, values=values)
    return TidyTable(name="t", columns=(column,), rows=tuple((cell,) for cell in cells))


# ------------------------------------------------------------------------------- columns


def test_the_tables_are_those_of_the_contract_in_its_order() -> None:
    assert TABLES == (
        "snapshots", "levels", "types", "evidence_used", "events", "threats", "othering", "status",
        "support", "coverage",
    )  # fmt: skip
    assert tuple(SAMPLE) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_every_table_begins_with_study_and_dyad(table: str) -> None:
    assert [one.name for one in variables(table)][:3] == ["study", "dyad_a", "dyad_b"]
    assert {line[:3] for line in SAMPLE[table].rows} == {("sino-russian", "CHN", "RUS")}


STATA_RESERVED = {
    "_all", "_b", "byte", "_coef", "_cons", "_n", "_N", "double", "float", "if", "in", "int", "long",
    "_pi", "_pred", "_rc", "_skip", "strL", "using", "with",
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_names_and_labels_keep_to_the_limits_of_stata(table: str) -> None:
    """Stata: names of 32 characters at most, labels of 80, reserved words refused."""
    names = [one.name for one in variables(table)]
    assert len(set(names)) == len(names)
    for one in variables(table):
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", one.name), one.name
        assert one.name not in STATA_RESERVED
        assert 0 < len(one.label) <= 80, one.label
        if one.kind not in (Kind.TEXT, Kind.LEVEL, Kind.TYPE):
            can_be_empty = any(
                isinstance(line[names.index(one.name)], Missing) for line in SAMPLE[table].rows
            )
            assert one.missing or not can_be_empty, f"{table}.{one.name} does not explain its gaps"


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_is_of_its_column_s_kind(table: str) -> None:
    kinds = {
        Kind.NUMBER: float, Kind.SHARE: float, Kind.COUNT: int, Kind.DATE: date, Kind.BOOL: bool,
    }  # fmt: skip
    for place, column in enumerate(SAMPLE[table].columns):
        for line in SAMPLE[table].rows:
            cell = line[place]
            if isinstance(cell, Missing):
                continue
            assert type(cell) is kinds.get(column.kind, str), (column.name, cell)
            if column.values:
                assert cell in column.values, (column.name, cell)
            if column.kind is Kind.SHARE:
                assert 0 <= float(str(cell)) <= 1


def test_words_of_the_columns_are_the_words_of_the_model() -> None:
    for condition in Condition:
        words = tuple(str(level) for level in LEVELS[condition])
        assert variable_named("snapshots", condition.value).values == words
    assert variable_named("types", "type").values == tuple(AlignmentType)
    assert variable_named("levels", "arm").values == tuple(Arm)
    assert variable_named("evidence_used", "voice").values == VOICES
    fields = load()
    assert variable_named("othering", "salience").values == fields.field("salience").values
    assert variable_named("support", "coordination").values == fields.field("coordination").values


def test_codes_of_the_mixed_level_column_keep_the_order_of_each_condition() -> None:
    """One column holds levels of three conditions; within each, a higher code is a higher level."""
    words = variable_named("levels", "level").values
    for condition in Condition:
        codes = [words.index(str(level)) for level in LEVELS[condition]]
        assert codes == sorted(codes)
    assert len(set(words)) == len({str(level) for kind in LEVELS.values() for level in kind})


# ------------------------------------------------------------------- what stands in the rows


def test_an_arm_that_was_not_read_has_no_rows() -> None:
    assert [(one["snapshot"], one["arm"]) for one in rows("snapshots")] == [
        ("2001", "computed"),
        ("2001", "with_author_summaries"),
        ("2001", "judged"),
        ("2011", "computed"),
        ("2021", "computed"),
        ("2022p", "computed"),
    ]


def test_a_snapshot_that_nobody_read_still_has_a_row() -> None:
    trajectory = sample_trajectory()
    unread = replace(trajectory.snapshots[0], states={Arm.COMPUTED: None})
    tables = tidy_tables(replace(trajectory, snapshots=(unread,)), sample_study())
    (only,) = tables["snapshots"].rows
    cells = dict(zip([one.name for one in tables["snapshots"].columns], only, strict=True))
    assert (cells["arm"], cells["threat"], cells["gate"]) == ("computed", NOT_CODED, NOT_CODED)
    assert (tables["levels"].rows, tables["types"].rows) == ((), ())


def test_unknown_and_not_judged_stay_apart() -> None:
    computed = row("snapshots", snapshot="2011")
    assert (computed["gate"], computed["location"], computed["status"]) == (UNKNOWN,) * 3
    judged = row("snapshots", snapshot="2001", arm="judged")
    assert (judged["identity"], judged["status"]) == (UNKNOWN, NOT_CODED)


def test_ties_are_joined_by_plus_and_alternatives_by_a_bar() -> None:
    assert row("snapshots", snapshot="2021")["location"] == "COAL+THICK"
    assert row("snapshots", snapshot="2021")["enabled"] == "THIN|COAL|THICK"
    assert row("snapshots", snapshot="2011")["possible_locations"] == "THIN|COAL+THICK"


def test_looked_at_and_nothing_there_says_none() -> None:
    assert row("snapshots", snapshot="2011")["flags"] == "none"
    assert row("snapshots", snapshot="2022p")["enabled"] == "none"
    assert row("levels", snapshot="2021", condition="threat")["routes"] == "none"
    assert row("levels", snapshot="2021", condition="identity")["subcodes"] is NOT_CODED


def test_levels_hold_both_probabilities_of_their_own_levels_alone() -> None:
    one = row("levels", snapshot="2001", arm="computed", condition="identity")
    assert (one["p_lower_medium"], one["p_upper_medium"]) == (0.15, 0.4)
    assert one["p_lower_incompatible"] is NOT_CODED
    assert one["score_value"] is UNKNOWN
    assert one["subcodes"] == "CHN=absent"
    assert (one["documents_a"], one["documents_b"]) == (4, 8)
    judged = row("levels", snapshot="2001", arm="judged", condition="threat")
    assert (judged["p_lower_low"], judged["score_value"]) == (NOT_CODED, NOT_CODED)
    assert (judged["flip_steps"], judged["documents_a"]) == (NOT_CODED, NOT_CODED)
    assert judged["evidence"] is NOT_CODED
    assert row("levels", snapshot="2001", arm="computed", condition="status")["evidence"] == "none"


def test_a_pair_of_open_roles_keeps_its_two_sides_apart() -> None:
    one = row("levels", snapshot="2001", arm="computed", condition="status")
    assert one["role_pair"] == "CHN=independent_pole|RUS=dominant/equal|cap=incompatible"


def test_a_flip_says_how_many_records_or_that_there_is_nothing_to_flip() -> None:
    one = row("levels", snapshot="2001", arm="computed", condition="threat")
    assert (one["flip_steps"], one["flip_records"]) == (2, "E01-01|E01-02")
    more = row("levels", snapshot="2001", arm="computed", condition="status")
    assert (more["flip_steps"], more["flip_what"]) == (NOT_CODED, "more than two records")
    assert row("levels", snapshot="2011", condition="identity")["flip_steps"] is UNKNOWN


def test_a_minimum_is_met_unmet_or_open() -> None:
    """2011: threat low, identity low or medium, status incompatible to medium."""
    thick = row("types", snapshot="2011", type="THICK")
    assert [thick[f"{one}_met"] for one in Condition] == [True, UNKNOWN, UNKNOWN]
    ally = row("types", snapshot="2011", type="ALLY")
    assert [ally[f"{one}_met"] for one in Condition] == [False, UNKNOWN, False]
    assert (thick["is_open"], thick["is_location"]) == (UNKNOWN, UNKNOWN)
    assert (ally["is_open"], ally["is_location"]) == (False, False)
    thin = row("types", snapshot="2011", type="THIN")
    assert (thin["is_open"], thin["is_location"]) == (True, UNKNOWN)
    assert row("types", snapshot="2001", arm="judged", type="COAL")["status_met"] is NOT_CODED
    assert row("types", snapshot="2021", type="COAL")["is_location"] is True
    assert row("types", snapshot="2022p", type="THIN")["is_open"] is False


def test_minima_are_those_of_the_run_s_own_rules() -> None:
    trajectory = sample_trajectory()
    rules = {**trajectory.rules, "minima.THIN.status": "minimal"}
    names = [one.name for one in variables("types")]
    table = tidy_tables(replace(trajectory, rules=rules), sample_study())["types"]
    assert table.rows[0][names.index("status_met")] is False
    assert SAMPLE["types"].rows[0][names.index("status_met")] is True


def test_a_record_that_does_not_count_says_why() -> None:
    counted, left_out = rows("evidence_used")
    assert (counted["arms"], counted["reason"]) == ("computed|with_author_summaries", "none")
    assert (counted["actor"], counted["original_actor"]) == ("RUS", "SUN")
    assert (counted["date"], counted["year_last"]) == ("2001-09~", 2001)
    assert counted["source_status"] == "doubtful"
    assert (left_out["arms"], left_out["snapshot"]) == ("none", NOT_CODED)
    assert left_out["reason"] == "no date, so in no snapshot"
    assert (left_out["date"], left_out["year_first"]) == ("undated", NOT_CODED)


def test_events_carry_what_happened_between() -> None:
    lateral, deepen = rows("events")
    assert (lateral["dimension"], lateral["pathway"]) == ("location", "none")
    assert (deepen["pathway"], deepen["stated"]) == ("P8", True)
    assert lateral["interactions"] == "X-11|X-12"


def test_open_magnitudes_give_their_ends() -> None:
    chinese, russian = rows("threats")
    assert (chinese["magnitude_low"], chinese["magnitude_high"]) == (2, 3)
    assert russian["magnitude_low"] is NOT_CODED
    assert (chinese["hedged"], russian["hedged"]) == (True, UNKNOWN)


def test_a_direction_that_no_document_speaks_of_has_no_shares() -> None:
    chinese, russian = rows("othering")
    assert chinese["share_we"] is NOT_CODED
    assert (russian["share_we"], russian["share_non_radical"]) == (0.0, 0.75)
    assert (russian["side_level"], russian["side_admissible"]) == (UNKNOWN, "low|medium")
    assert (chinese["salience"], russian["salience"]) == ("absent", NOT_CODED)


def test_support_is_open_where_documents_disagree_and_not_coded_where_none_speaks() -> None:
    chinese, russian = rows("support", snapshot="2001")
    assert (chinese["expectation"], chinese["willingness_value"]) == ("higher", 0.0)
    assert (russian["expectation"], russian["support_documents"]) == (NOT_CODED, 0)
    assert (russian["coordination"], russian["coordination_documents"]) == (UNKNOWN, 1)
    assert rows("support", snapshot="2011")[0]["support_documents"] is NOT_CODED


def test_coverage_says_what_was_had_what_is_needed_and_what_would_help() -> None:
    chinese = row("coverage", snapshot="2011", actor="CHN", condition="status")
    assert (chinese["documents"], chinese["needed"], chinese["enough"]) == (0, 1, False)
    assert chinese["to_know"] == "1 more document of CHN searched for status"
    russian = row("coverage", snapshot="2011", actor="RUS", condition="status")
    assert (russian["enough"], russian["to_know"]) == (True, chinese["to_know"])
    identity = row("coverage", snapshot="2011", actor="RUS", condition="identity")
    assert str(identity["to_know"]).endswith("what was coded leaves open: low, medium")
    assert row("coverage", snapshot="2001", actor="RUS", condition="threat")["to_know"] == "none"
    assert len(rows("coverage")) == 4 * 2 * 3


def test_coverage_follows_the_setting() -> None:
    trajectory = sample_trajectory()
    rules = {**trajectory.rules, "uncertainty.min_documents_evidence": 3}
    table = tidy_tables(replace(trajectory, rules=rules), sample_study())["coverage"]
    names = [one.name for one in table.columns]
    cells = [dict(zip(names, line, strict=True)) for line in table.rows]
    status = [one for one in cells if (one["snapshot"], one["condition"]) == ("2011", "status")]
    assert [one["enough"] for one in status] == [False, False]
    assert [one["to_know"] for one in status] == [
        "3 more documents of CHN searched for status",
        "1 more document of RUS searched for status",
    ]


# ----------------------------------------------------------------------------------- CSV


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("table", TABLES)
def test_csv_keeps_every_cell_through_any_reader(table: str) -> None:
    header, *lines = read_csv(to_csv_bytes(SAMPLE[table]))
    assert header == [one.name for one in SAMPLE[table].columns]
    assert len(lines) == len(SAMPLE[table].rows)
    for line, cells in zip(lines, SAMPLE[table].rows, strict=True):
        for text, cell, column in zip(line, cells, SAMPLE[table].columns, strict=True):
            if isinstance(cell, Missing):
                can_say = column.kind in (Kind.TEXT, *CODED)
                assert text == (cell.value if can_say else "")
            elif isinstance(cell, bool):
                assert text == ("yes" if cell else "no")
            elif isinstance(cell, float):
                assert float(text) == cell
            else:
                assert text.removeprefix("'") == str(cell)


def test_csv_has_line_feeds_alone_at_its_line_ends() -> None:
    content = to_csv_bytes(SAMPLE["events"])
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe() -> None:
    content = to_csv_bytes(SAMPLE["events"]).decode("utf-8")
    assert f",'{FORMULA}," in content
    assert read_csv(csv_bytes(["x"], [["+1"], ["-0.5"], ["-a"], ["@x"], ["\tx"], ["\rx"]])) == [
        ["x"], ["+1"], ["-0.5"], ["'-a"], ["'@x"], ["'\tx"], ["'\rx"],
    ]  # fmt: skip


def test_line_breaks_commas_and_quotes_inside_a_cell_survive() -> None:
    lines = read_csv(to_csv_bytes(SAMPLE["snapshots"]))
    titles = {line[lines[0].index("title")] for line in lines[1:]}
    assert {LINES, SCRIPT, LONG_NAME} <= titles


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4))
def test_no_written_cell_begins_a_formula_and_all_come_back(cells: list[str]) -> None:
    """Law: what is read back is what was given, but for an apostrophe before a would-be formula."""
    _, line = read_csv(csv_bytes(["a"] * len(cells), [cells]))
    for given_cell, back in zip(cells, line, strict=True):
        assert back in (given_cell, "'" + given_cell)
        if back.startswith(("=", "@", "\t", "\r")):
            pytest.fail(f"{back!r} would run as a formula")
        if back.startswith(("+", "-")):
            float(back)


def test_numbers_are_written_without_exponent_or_negative_zero() -> None:
    content = to_csv_bytes(column_table(Kind.NUMBER, 1e-06, 0.0, 1.0, -0.25, 1 / 3))
    assert content == b"x\n0.000001\n0\n1\n-0.25\n0.333333\n"


def test_variables_csv_describes_every_column_with_its_codes() -> None:
    lines = read_csv(variables_csv_bytes(SAMPLE.values()))
    assert lines[0] == ["table", "name", "label", "kind", "values", "missing"]
    assert len(lines) - 1 == sum(len(variables(table)) for table in TABLES)
    described = {(line[0], line[1]): line for line in lines[1:]}
    assert described["snapshots", "identity"][3:5] == ["level", "0=low|1=medium|2=high"]
    assert described["types", "type"][4].startswith("0=THIN|1=COAL|2=THICK")
    assert described["types", "is_open"][4] == "0=no|1=yes"
    assert described["levels", "arm"][4] == "computed|with_author_summaries|judged"
    assert described["levels", "score_value"][5].startswith("unknown: ")


# ------------------------------------------------------------------------------- Parquet


def test_a_frame_has_real_types_and_levels_as_words() -> None:
    frame = to_frame(SAMPLE["snapshots"])
    assert frame.schema["start"] == pl.Date
    assert frame.schema["support_index_low"] == pl.Float64
    assert frame.schema["threat"] == pl.String
    assert frame["identity"].to_list() == ["low", "low", "unknown", "unknown", "medium", "low"]
    assert frame["status"].to_list()[2] is None
    types = to_frame(SAMPLE["types"])
    assert types.schema["is_open"] == pl.Boolean
    assert to_frame(SAMPLE["levels"]).schema["documents_a"] == pl.Int64


@pytest.mark.parametrize("table", TABLES)
def test_parquet_comes_back_as_the_frame_that_was_written(table: str) -> None:
    content = to_parquet_bytes(SAMPLE[table])
    assert pl.read_parquet(io.BytesIO(content)).equals(to_frame(SAMPLE[table]))
    assert to_parquet_bytes(SAMPLE[table]) == content


# --------------------------------------------------------------------------------- Stata


def read_dta(content: bytes, folder: Path) -> tuple[pl.DataFrame, pyreadstat.metadata_container]:
    path = folder / "table.dta"
    path.write_bytes(content)
    return pyreadstat.read_dta(path, user_missing=True, output_format="polars")


def in_stata(cell: Cell, column: Variable) -> object:
    """What a cell should be once a Stata file is read back."""
    if column.kind is Kind.TEXT:
        return cell.value if isinstance(cell, Missing) else cell
    if isinstance(cell, Missing):
        return {UNKNOWN: "u", NOT_CODED: "n"}[cell]
    if isinstance(cell, bool):
        return int(cell)
    return column.values.index(cell) if isinstance(cell, str) else cell


@pytest.mark.parametrize("table", TABLES)
def test_stata_gives_back_every_cell_with_both_kinds_of_missing(table: str, tmp_path: Path) -> None:
    tidy = SAMPLE[table]
    frame, meta = read_dta(to_dta_bytes(tidy), tmp_path)
    assert frame.columns == [one.name for one in tidy.columns]
    assert meta.column_labels == [one.label for one in tidy.columns]
    for place, column in enumerate(tidy.columns):
        expected = [in_stata(line[place], column) for line in tidy.rows]
        assert frame[column.name].to_list() == expected, column.name


def test_stata_value_labels_name_the_levels_and_both_missings(tmp_path: Path) -> None:
    _, meta = read_dta(to_dta_bytes(SAMPLE["snapshots"]), tmp_path)
    labels = meta.variable_value_labels
    missing = {"u": "unknown", "n": "not coded"}
    assert labels["identity"] == {0: "low", 1: "medium", 2: "high"} | missing
    assert labels["gate"] == {0: "closed", 1: "open"} | missing
    assert labels["table1_cell"][3] == "ALLY"
    assert meta.missing_user_values["status"] == ["n", "u"]
    _, meta = read_dta(to_dta_bytes(SAMPLE["types"]), tmp_path)
    assert meta.variable_value_labels["is_open"] == {0: "no", 1: "yes"} | missing


def data_of(content: bytes) -> bytes:
    return content.partition(b"<data>")[2].partition(b"</data>")[0]


def test_the_file_holds_stata_s_own_codes_of_extended_missing_values() -> None:
    """By hand from Stata's description of format 118: a long's ``.`` is 2,147,483,621 and ``.a`` the
    next, so ``.n`` is 14 and ``.u`` 21 further; a double's are 7fe0 with the letter in the third byte.
    """
    levels = column_table(Kind.LEVEL, "high", UNKNOWN, NOT_CODED, values=("low", "high"))
    content = to_dta_bytes(levels)
    assert content.startswith(b"<stata_dta><header><release>118</release>")
    assert data_of(content) == struct.pack("<iii", 1, 2_147_483_642, 2_147_483_635)
    numbers = to_dta_bytes(column_table(Kind.NUMBER, 0.5, UNKNOWN, NOT_CODED))
    bits = struct.unpack("<QQQ", data_of(numbers))
    assert bits[1:] == (0x7FE0_1500_0000_0000, 0x7FE0_0E00_0000_0000)


def test_dates_are_dates_of_stata() -> None:
    """Days since 1 January 1960."""
    content = to_dta_bytes(column_table(Kind.DATE, date(1960, 1, 11), NOT_CODED))
    assert struct.unpack("<d", data_of(content)[:8]) == (10.0,)
    assert b"%td" in content


def test_a_column_without_a_single_value_is_still_numeric_and_labelled(tmp_path: Path) -> None:
    table = column_table(Kind.LEVEL, UNKNOWN, NOT_CODED, values=("low", "high"))
    frame, meta = read_dta(to_dta_bytes(table), tmp_path)
    assert frame["x"].to_list() == ["u", "n"]
    assert meta.variable_value_labels["x"][1] == "high"
    dates = to_dta_bytes(column_table(Kind.DATE, NOT_CODED))
    assert struct.unpack("<Q", data_of(dates)) == (0x7FE0_0E00_0000_0000,)
    assert b"%td" in dates


def test_a_table_without_rows_can_be_written_in_every_format(tmp_path: Path) -> None:
    empty = replace(SAMPLE["levels"], rows=())
    frame, _ = read_dta(to_dta_bytes(empty), tmp_path)
    assert (frame.height, len(frame.columns)) == (0, len(empty.columns))
    assert to_csv_bytes(empty).count(b"\n") == 1
    assert pl.read_parquet(io.BytesIO(to_parquet_bytes(empty))).schema == to_frame(empty).schema


def test_text_longer_than_a_plain_string_of_stata_is_kept_whole(tmp_path: Path) -> None:
    texts = (LONG_NAME, RTL, "", LONG_NAME, "x" * 2045, "é" * 1023)
    frame, _ = read_dta(to_dta_bytes(column_table(Kind.TEXT, *texts)), tmp_path)
    assert frame["x"].to_list() == list(texts)


@pytest.mark.parametrize("length", [2043, 2044, 2045, 2046])
def test_text_at_the_limit_of_a_plain_string_of_stata_is_kept(length: int, tmp_path: Path) -> None:
    frame, _ = read_dta(to_dta_bytes(column_table(Kind.TEXT, "x" * length, "y")), tmp_path)
    assert frame["x"].to_list() == ["x" * length, "y"]


def test_stata_files_do_not_say_when_they_were_written() -> None:
    """The stamp is Stata's zero, so that a second run gives the same bytes."""
    content = to_dta_bytes(SAMPLE["levels"])
    assert b"<timestamp>\x1101 Jan 1960 00:00</timestamp>" in content
    assert to_dta_bytes(SAMPLE["levels"]) == content


@pytest.mark.parametrize(("write", "ending"), [(to_dta_bytes, "dta"), (to_csv_bytes, "csv")])
def test_a_nul_character_is_refused_with_its_place(write: object, ending: str) -> None:
    assert callable(write)
    with pytest.raises(InputError) as caught:
        write(column_table(Kind.TEXT, "fine", "a\0b"))
    assert str(caught.value).startswith(f"t.{ending}, row 2, x: a NUL character")
