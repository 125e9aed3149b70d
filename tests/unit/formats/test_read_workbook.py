"""Excel workbooks: what a person sees in a cell is what is read."""

import random
import re
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from cordiale.errors import StudyError
from cordiale.formats import workbooks
from cordiale.formats.tables import read_sheets, read_table


def workbook(path, rows, *, name="evidence.xlsx", title="Sheet", prepare=None):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    if prepare:
        prepare(book)
    book.save(path / name)
    return path / name


def column(read, name="note"):
    return [row.cells[name] for row in read.rows]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (2, "General", "2"),
        (2.0, "0.0", "2"),
        (-1, "General", "-1"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (True, "General", "true"),
        (False, "General", "false"),
        (date(2001, 9, 11), "yyyy-mm-dd", "2001-09-11"),
        (date(2001, 9, 11), "dd.mm.yy", "2001-09-11"),
        (datetime(2001, 9, 11), "yyyy-mm-dd", "2001-09-11"),
        (datetime(2001, 9, 11, 14, 30), "yyyy-mm-dd hh:mm", "2001-09-11T14:30"),
        ("  blanks ", "General", "blanks"),
        ("Ельцин", "@", "Ельцин"),
        ("none", "General", "none"),
    ],
)
def test_a_cell_is_read_as_it_would_stand_in_a_csv_file(tmp_path, value, number_format, text):
    def prepare(book):
        book.active["B2"].number_format = number_format

    read = read_table(workbook(tmp_path, [["id", "note"], ["E1", value]], prepare=prepare))
    assert column(read) == [text]


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("mmm-yy", "2001-09"),
        (r"[$-409]mmm\-yy;@", "2001-09"),
        ("yyyy", "2001"),
        ('d" day "mmm yyyy', "2001-09-01"),
    ],
)
def test_a_date_keeps_the_precision_that_its_cell_shows(tmp_path, number_format, text):
    """Whoever types 2001-09 into Excel gets a cell that shows Sep-01 and holds the first of September."""

    def prepare(book):
        book.active["B2"].number_format = number_format

    read = read_table(workbook(tmp_path, [["id", "note"], ["E1", date(2001, 9, 1)]], prepare=prepare))
    assert column(read) == [text]


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    def prepare(book):
        book.active["B2"].value = "=1+1"
        book.active["B2"].data_type = "s"

    assert column(read_table(workbook(tmp_path, [["id", "note"], ["E1"]], prepare=prepare))) == ["=1+1"]


def test_a_formula_without_a_stored_value_is_refused_rather_than_read_as_empty(tmp_path):
    with pytest.raises(
        StudyError, match=r"evidence\.xlsx, line 2, cell B2: the formula =1\+1 has no stored value"
    ):
        read_table(workbook(tmp_path, [["id", "note"], ["E1", "=1+1"]]))


def with_value(path, formula, value):
    """The workbook as Excel would have saved it: the formula beside its value."""
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part).decode("utf-8")
            new.writestr(part, re.sub(formula, value, content))
    path.write_bytes(out.getvalue())
    return path


def test_a_formula_with_a_stored_value_reads_as_its_value(tmp_path):
    file = workbook(tmp_path, [["id", "note"], ["E1", "=1+1"]])
    assert column(
        read_table(with_value(file, r"(<f>1\+1</f>)<v\s*/>|(<f>1\+1</f>)<v></v>", "<f>1+1</f><v>2</v>"))
    ) == ["2"]


def test_an_excel_error_is_refused_with_its_cell(tmp_path):
    with pytest.raises(StudyError, match=r"line 2, cell B2: the Excel error #N/A"):
        read_table(workbook(tmp_path, [["id", "note"], ["E1", "#N/A"]]))


def test_rows_keep_their_number_and_blank_rows_are_left_out(tmp_path):
    read = read_table(workbook(tmp_path, [["id", "note"], [], ["E1", "x"], [None, None], ["E2", "y"], [" "]]))
    assert [(row.line, row.cells["id"]) for row in read.rows] == [(3, "E1"), (5, "E2")]


def test_the_sheet_named_like_the_file_is_read_and_else_the_first(tmp_path):
    def prepare(book):
        book.create_sheet("Evidence").append(["id"])
        book["Evidence"].append(["from the named sheet"])

    first = [["id"], ["from the first sheet"]]
    assert column(read_table(workbook(tmp_path, first, prepare=prepare)), "id") == ["from the named sheet"]
    assert column(read_table(workbook(tmp_path, first)), "id") == ["from the first sheet"]


def test_the_wanted_sheets_of_a_workbook_are_read_each_for_itself(tmp_path):
    def prepare(book):
        book.create_sheet("sources").append(["id", "id"])
        book.create_sheet("remarks").append(["anything"])

    file = workbook(tmp_path, [["id"], ["E1"]], title="EVIDENCE", prepare=prepare)
    read = read_sheets(file, ("evidence", "sources", "labels"))
    assert set(read) == {"evidence", "sources"}
    assert column(read["evidence"], "id") == ["E1"]
    assert "evidence.xlsx, sheet sources, line 1: the column 'id' stands twice" in str(read["sources"])


def test_a_workbook_without_cells_is_empty(tmp_path):
    with pytest.raises(StudyError, match=r"evidence\.xlsx: the file is empty"):
        read_table(workbook(tmp_path, []))


def test_a_sheet_that_says_it_is_as_large_as_excel_allows_is_read_at_once(tmp_path):
    file = workbook(tmp_path, [["id", "note"], ["E1", "x"]])
    assert column(read_table(with_value(file, 'ref="A1:B2"', 'ref="A1:XFD1048576"'))) == ["x"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "password"),
        (b"id,note\nE1,x\n", "no .xlsx workbook"),
        (b"", "no .xlsx workbook"),
    ],
    ids=["password or Excel 97", "a CSV file renamed", "empty"],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path, content, said):
    (tmp_path / "evidence.xlsx").write_bytes(content)
    with pytest.raises(StudyError, match=said):
        read_table(tmp_path / "evidence.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 20_000_000)
    file = tmp_path / "evidence.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/x.xml", "w") as part:
        for _ in range(21):
            part.write(b"0" * 1_000_000)
    assert file.stat().st_size < 100_000
    with pytest.raises(StudyError, match=r"unpacks to 21 MB; allowed: up to 20 MB"):
        read_table(file)


def test_a_damaged_workbook_gives_a_message_and_never_a_traceback(tmp_path):
    good = workbook(
        tmp_path, [["id", "note"], *[[f"E{n}", date(2001, 1, 1)] for n in range(20)]]
    ).read_bytes()
    with zipfile.ZipFile(BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(1996)
    refused = []
    for _ in range(150):
        name = chance.choice(sorted(parts))
        damaged = bytearray(parts[name])
        damaged[chance.randrange(len(damaged))] = chance.choice(b"<>\"'=0a/\x00")
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, bytes(damaged) if part == name else content)
        try:
            workbooks.read_sheet(out.getvalue(), "evidence.xlsx", "evidence")
        except StudyError as error:
            refused.append(str(error))
    assert len(refused) > 50
    assert all(message.startswith("evidence.xlsx") for message in refused)


def test_a_workbook_that_is_cut_off_gives_a_message(tmp_path):
    good = workbook(tmp_path, [["id"], ["E1"]]).read_bytes()
    for length in range(0, len(good), 97):
        with pytest.raises(StudyError, match=r"evidence\.xlsx: the workbook is damaged"):
            workbooks.read_sheet(good[:length], "evidence.xlsx", "evidence")
