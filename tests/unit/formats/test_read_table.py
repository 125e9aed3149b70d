"""CSV files with the habits of every program that writes them, and the files that are refused."""

import csv
import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.errors import StudyError
from cordiale.formats.tables import csv_text, read_table, spreadsheet_safe, write_csv


def table(path, content, name="evidence.csv"):
    file = path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_table(file)


def refusal(path, content, name="evidence.csv"):
    with pytest.raises(StudyError) as caught:
        table(path, content, name)
    return str(caught.value)


def cells(read):
    return [dict(row.cells) for row in read.rows]


PLAIN = 'id,note\nE1,"a, b; c"\nE2,\n'


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        'id;note\nE1;"a, b; c"\nE2;\n',
        "id\tnote\nE1\ta, b; c\nE2\t\n",
        '"id";"note"\r\n"E1";"a, b; c"\r\n"E2";""\r\n',
        "\ufeff id , note \nE1 , \"a, b; c\"\n  E2,\n",
        PLAIN + "\n,\n\r\n , \n",
        "\n,,\n" + PLAIN,
        "id,note,,\nE1,\"a, b; c\",,\nE2,,,\n",
        PLAIN.rstrip("\n"),
    ],
    ids=[
        "plain", "byte-order mark", "Windows", "old Macintosh", "semicolons", "tabs", "all quoted", "blanks",
        "blank rows at the end", "blank rows at the top", "unnamed empty columns", "no last line end",
    ],
)  # fmt: skip
def test_the_same_table_is_read_whatever_program_wrote_it(tmp_path, content):
    assert cells(table(tmp_path, content)) == [{"id": "E1", "note": "a, b; c"}, {"id": "E2", "note": ""}]


def test_the_separator_is_looked_for_outside_quotation_marks(tmp_path):
    read = table(tmp_path, '"a;b;c;d",id\nx,1\n')
    assert cells(read) == [{"a;b;c;d": "x", "id": "1"}]


def test_a_row_keeps_the_line_on_which_it_begins(tmp_path):
    read = table(tmp_path, 'id,note\n\nE1,"two\r\nlines"\nE2,x\n')
    assert [(row.line, row.cells["note"]) for row in read.rows] == [(3, "two\nlines"), (5, "x")]


def test_a_short_row_has_empty_cells(tmp_path):
    assert cells(table(tmp_path, "id,note,coder\nE1\n")) == [{"id": "E1", "note": "", "coder": ""}]


def test_an_empty_cell_is_not_none(tmp_path):
    """CONTRACTS 2: empty is "not coded", none is "looked at, nothing there"."""
    read = table(tmp_path, "id,othering\nE1,\nE2,none\n")
    assert [row.cells["othering"] for row in read.rows] == ["", "none"]


def test_a_byte_order_mark_inside_a_cell_is_taken_off(tmp_path):
    assert cells(table(tmp_path, "id,note\nE1,\ufeffwords\ufeff\n"))[0]["note"] == "words"


def test_a_long_speech_in_a_cell_is_read(tmp_path):
    assert len(cells(table(tmp_path, "id,note\nE1," + "x" * 900_000 + "\n"))[0]["note"]) == 900_000


REFUSED = [
    # content, what the message must hold
    (b"id,note\nE1,ok\nE2,caf\xe9\n", ["evidence.csv, line 3, column 7", "0xe9", "UTF-8"]),
    ("id,note\nE1,Ельцин".encode() + b"\xff", ["line 2, column 10", "0xff"]),
    (b"\xef\xbb\xbfid,note\r\nE1,\xff", ["line 2, column 4"]),
    ("id,note\nE1,x\n".encode("utf-16"), ["UTF-16", "UTF-8"]),
    (b"id,note\nE1,a\0b\n", ["line 2, column 5", "NUL", "not a text file"]),
    (b"PK\x03\x04 and so on", [".xlsx"]),
    (b"", ["evidence.csv", "empty"]),
    (b"\n \n,,\n", ["empty"]),
    ("id,note,id\nE1,x,E2\n", ["line 1", "'id'", "columns 1 and 3"]),
    ("id,note\nE1,x\nE2,a,b\n", ["line 3", "3 cells", "2 columns"]),
    ('id,note\nE1,x\nE2,"open\nE3,y\n', ["line 3", "never closed"]),
    ('id,note\nE1,"Great" friendship\n', ["line 2", "quotation mark"]),
    ("id,note\nE1,bell\uffff\n", ["line 2, note", "U+FFFF"]),
    ("id,\nE1,stray\n", ["line 2, column 2", "'stray'", "without a name"]),
]


@pytest.mark.parametrize(("content", "said"), REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(tmp_path, content, said):
    message = refusal(tmp_path, content)
    assert [part for part in said if part not in message] == []


def test_all_problems_of_a_file_are_said_together(tmp_path):
    message = refusal(tmp_path, "id,note\nE1,a,b\nE2,\uffff\nE3,a,b,c\n")
    assert [line.split(":")[0] for line in message.split("\n")] == [
        "evidence.csv, line 2",
        "evidence.csv, line 3, note",
        "evidence.csv, line 4",
    ]


def test_control_characters_stay_text_as_their_pictures(tmp_path):
    file = tmp_path / "evidence.csv"
    file.write_text("id,note\nE1,\x01bell\x07\n", encoding="utf-8")
    (row,) = read_table(file).rows
    assert row.cells["note"] == "\u2401bell\u2407"


def test_a_file_of_60_mb_is_refused_before_it_is_read(tmp_path, monkeypatch):
    file = tmp_path / "evidence.csv"
    with file.open("wb") as handle:
        handle.truncate(60_000_000)
    monkeypatch.setattr(type(file), "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(StudyError, match=r"evidence\.csv: the file has 60 MB; allowed: up to 50 MB"):
        read_table(file)


@pytest.mark.parametrize("make", [lambda file: None, lambda file: file.mkdir()], ids=["missing", "folder"])
def test_a_file_that_is_none_is_refused(tmp_path, make):
    file = tmp_path / "evidence.csv"
    make(file)
    with pytest.raises(StudyError, match=r"evidence\.csv: cannot be read"):
        read_table(file)


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    (tmp_path / "evidence.csv").write_text("id\nE1\n", encoding="utf-8")

    def denied(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "read_bytes", denied)
    with pytest.raises(StudyError, match="permission denied"):
        read_table(tmp_path / "evidence.csv")


# XML forbids the other control characters, and a table never holds them; halves of characters are no text.
TEXT = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], include_characters="\n\t\r", exclude_characters="\ufeff\ufffe\uffff"
    )
)
CELL = st.one_of(
    TEXT, st.sampled_from(["=1+1", "<script>", '"', "''", "a|b", ";", "@x", "-", "+", "none", "\n"])
)


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_a_studys_own_table_comes_back_as_it_was_written(tmp_path_factory, rows):
    file = tmp_path_factory.mktemp("table") / "evidence.csv"
    numbered = [(f"E{number}", *row) for number, row in enumerate(rows)]
    write_csv(file, ["id", "note", "paraphrase"], numbered, exact=True)
    kept = [tuple(c.replace("\r\n", "\n").replace("\r", "\n").strip() for c in row) for row in numbered]
    assert [tuple(row.cells.values()) for row in read_table(file).rows] == kept


@given(st.lists(CELL, min_size=2, max_size=2))
def test_a_result_opens_in_a_spreadsheet_as_text_and_never_as_a_formula(row):
    _, shown = csv.reader(io.StringIO(csv_text(["note", "paraphrase"], [row]), newline=""))
    for cell, text in zip(row, shown, strict=True):
        assert not text.startswith(("=", "@", "\t", "\r", "\n"))
        assert text.removeprefix("'") == cell.replace("\r\n", "\n").replace("\r", "\n").removeprefix("'")
        assert spreadsheet_safe(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("+1-800", "'+1-800"), ("-", "'-"), ("@sum", "'@sum"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("-1", "-1"), ("+2.5", "+2.5"), ("-1e-3", "-1e-3"), ("", ""), ("we = they", "we = they"), ("'=1", "'=1"),
    ],
)  # fmt: skip
def test_numbers_stay_and_formulas_get_an_apostrophe(text, written):
    assert spreadsheet_safe(text) == written


def test_written_files_are_utf_8_with_commas_and_line_feeds(tmp_path):
    file = tmp_path / "out.csv"
    write_csv(file, ["id", "share"], [["Ельцин", 0.5], ["=x", None], ["y", True], [-1, "-1"]])
    assert file.read_bytes() == "id,share\nЕльцин,0.5\n'=x,\ny,true\n-1,-1\n".encode()
    assert os.listdir(tmp_path) == ["out.csv"]


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    file = tmp_path / "out.csv"
    file.write_text("old", encoding="utf-8")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(file), "write_text", full)
    with pytest.raises(StudyError, match="the disk is full"):
        write_csv(file, ["id"], [])
    assert file.read_bytes() == b"old"


def test_a_table_can_be_written_to_an_open_stream():
    out = io.StringIO()
    write_csv(out, ["id"], [["E1"]])
    assert out.getvalue() == "id\nE1\n"
