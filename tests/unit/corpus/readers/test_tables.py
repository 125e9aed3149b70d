from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.corpus.readers import Limits, RawText, columns, peek
from cordiale.corpus.readers.rows import cell, text_column_of
from cordiale.corpus.readers.values import Unreadable

ROWS = [
    {"doc_id": "a", "actor": "CHN", "year": 2001, "text": "We stand for peace.", "note": None},
    {"doc_id": "b", "actor": "RUS", "year": 2011, "text": "Мы за мир,\n«без условий».", "note": "x; y"},
    {"doc_id": "c", "actor": "CHN", "year": 2021, "text": "我们主张和平。", "note": 'say "so"'},
]
SUFFIXES = ["csv", "tsv", "xlsx", "jsonl", "ndjson", "json", "parquet"]


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    """The same rows in any of the formats."""
    match path.suffix:
        case ".csv" | ".tsv":
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(
                    stream, list(rows[0]), delimiter="," if path.suffix == ".csv" else "\t"
                )
                writer.writeheader()
                writer.writerows(rows)
        case ".xlsx":
            from openpyxl import Workbook

            book = Workbook()
            for line in (list(rows[0]), *(list(row.values()) for row in rows)):
                book.active.append(line)
            book.save(path)
        case ".parquet":
            pl.DataFrame(rows).write_parquet(path)
        case ".json":
            path.write_text(json.dumps(rows), encoding="utf-8")
        case _:
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            path.write_text("".join(lines), encoding="utf-8")
    return path


def _csv(folder: Path, content: str | bytes) -> Path:
    path = folder / "speeches.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_format_gives_the_same_texts_with_all_columns_as_metadata(
    tmp_path: Path, read_all: Callable, suffix: str
) -> None:
    path = _write(tmp_path / f"speeches.{suffix}", ROWS)
    texts, refused = read_all(path)
    assert refused == []
    first = 2 if suffix in ("csv", "tsv", "xlsx") else 1  # a spreadsheet counts its header
    assert texts == [
        RawText(
            text=str(row["text"]),
            where=f"{path.name}, row {number}",
            file=path.name,
            metadata={name: "" if value is None else str(value) for name, value in row.items()},
            original=path,
        )
        for number, row in enumerate(ROWS, start=first)
    ]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_columns_and_first_rows_can_be_looked_at(tmp_path: Path, suffix: str) -> None:
    path = _write(tmp_path / f"speeches.{suffix}", ROWS)
    assert columns(path) == ("doc_id", "actor", "year", "text", "note")
    assert [row["doc_id"] for row in peek(path, 2)] == ["a", "b"]
    path.unlink()  # on Windows it could not be if it were still open


def test_files_that_are_no_tables_have_no_columns(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We stand for peace.", encoding="utf-8")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 broken")
    for path in (tmp_path, tmp_path / "a.txt", tmp_path / "b.parquet", tmp_path / "none.csv"):
        assert columns(path) is None
        assert peek(path) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_table_without_a_text_column_is_refused_with_its_columns(
    tmp_path: Path, refusal: Callable, suffix: str
) -> None:
    path = _write(tmp_path / f"speeches.{suffix}", [{"id": "a", "remarks": "We stand for peace."}])
    assert refusal(path) == (
        "no column is named like a text; its columns are id, remarks; name the one with the words: --map text=COLUMN"
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_text_column_can_be_named(
    tmp_path: Path, read_all: Callable, refusal: Callable, suffix: str
) -> None:
    path = _write(
        tmp_path / f"speeches.{suffix}", [{"text": "All speakers.", "text_president": "The president."}]
    )
    ((text,), _) = read_all(path, text_column="text_president")
    assert text.text == "The president."
    assert text.metadata["text"] == "All speakers."
    assert "did you mean 'text_president'?" in refusal(path, text_column="text_presidant")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rows_without_text_are_refused_one_by_one_and_then_counted(
    tmp_path: Path, read_all: Callable, suffix: str
) -> None:
    rows = [{"id": str(n), "text": f"Statement {n}." if n % 10 == 0 else " "} for n in range(100)]
    texts, refused = read_all(_write(tmp_path / f"speeches.{suffix}", rows))
    assert len(texts) == 10
    assert len(refused) == 4
    first = 3 if suffix in ("csv", "tsv", "xlsx") else 2
    assert refused[0].why == f"row {first}: no text in column 'text'; fill it, or delete the row"
    assert refused[-1].why.startswith(
        "87 more of its 100 rows are refused; most often: no text in column 'text'"
    )


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl"])
def test_an_endless_line_is_refused_in_bounded_memory(
    tmp_path: Path, read_all: Callable, small: Limits, suffix: str
) -> None:
    path = _write(
        tmp_path / f"speeches.{suffix}", [{"text": "Before."}, {"text": "a" * 5_000}, {"text": "After."}]
    )
    texts, refused = read_all(path, limits=small)
    assert texts[0].text == "Before."
    assert "more than 2,000 characters" in refused[0].why
    assert [text.text for text in texts[1:]] == (["After."] if suffix == "jsonl" else [])


def test_the_year_of_a_float_column_is_a_year(tmp_path: Path, read_all: Callable) -> None:
    frame = pl.DataFrame({
        "text": ["We stand for peace."], "year": [2001.0], "share": [0.5], "on": [date(2001, 7, 16)],
        "at": [datetime(2001, 7, 16, 10, 30)], "joint": [True], "with": [["RUS", "CHN"]], "gone": [None],
    })  # fmt: skip
    frame.write_parquet(tmp_path / "a.parquet")
    ((text,), _) = read_all(tmp_path / "a.parquet")
    assert {name: value for name, value in text.metadata.items() if name != "text"} == {
        "year": "2001", "share": "0.5", "on": "2001-07-16", "at": "2001-07-16T10:30:00", "joint": "true",
        "with": "RUS|CHN", "gone": "",
    }  # fmt: skip


def test_values_of_other_kinds_become_text() -> None:
    assert cell({"en": "Peace"}) == '{"en": "Peace"}'
    assert cell(datetime(2001, 7, 16)) == "2001-07-16"
    assert cell(float("nan")) == "nan"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_of_the_header(tmp_path: Path, read_all: Callable, separator: str) -> None:
    path = _csv(tmp_path, f'id{separator}text\r\n1{separator}"One; two, three | four"\r\n')
    ((text,), refused) = read_all(path)
    assert refused == []
    assert text.text == "One; two, three | four"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_a_table_of_texts_may_be_in_any_encoding(
    tmp_path: Path, read_all: Callable, russian: str, encoding: str
) -> None:
    content = f'id,text\n1,"{russian.replace("–", "-")}"\n'
    ((text,), refused) = read_all(_csv(tmp_path, content.encode(encoding)))
    assert refused == []
    assert text.metadata["id"] == "1"
    assert text.text.startswith("Уважаемый")


def test_a_table_in_two_encodings_is_refused_before_any_row_is_read(
    tmp_path: Path, refusal: Callable, russian: str
) -> None:
    data = (
        b"text\n"
        + (russian * 4).replace(",", "").encode()
        + russian.replace(",", "").encode("cp1251", "ignore")
    )
    assert "in two encodings" in refusal(_csv(tmp_path, data))


def test_columns_without_a_name_get_one(tmp_path: Path, read_all: Callable) -> None:
    ((text,), _) = read_all(_csv(tmp_path, ",text\n0,We stand for peace.\n"))
    assert text.metadata == {"column 1": "0", "text": "We stand for peace."}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        ("\n , \n", "the file is empty"),
        ("id,text\n", "the table has no rows"),
        ("text,text\na,b\n", "stands twice"),
        ('"id,text\n1,peace\n', "no header"),
        (b"PK\x03\x04" + bytes(300), "zip archive, Word document or workbook"),
        (b"id,text\n1,\0\1\2\3peace\n" * 9, "zero bytes"),
    ],
)
def test_a_csv_that_is_no_table_is_refused(
    tmp_path: Path, refusal: Callable, content: str | bytes, said: str
) -> None:
    assert said in refusal(_csv(tmp_path, content))


def test_bad_rows_are_named_and_the_others_read(tmp_path: Path, read_all: Callable) -> None:
    path = _csv(
        tmp_path, 'id,text\n1,One.\n2,Two, and too many.\n3,"Three" and more\n\n5,Five.\n6\n7,"never closed\n'
    )
    texts, refused = read_all(path)
    assert [text.metadata["id"] for text in texts] == ["1", "5"]
    assert [each.why.split(";")[0] for each in refused] == [
        "row 3: 3 cells under 2 columns",
        "row 4: text stands behind the closing quotation mark of a cell",
        "row 7: no text in column 'text'",
        "1 more of its 6 rows are refused",
    ]


@given(
    st.lists(st.lists(st.text(alphabet='aб中,;"\n\r\t ', max_size=12), min_size=2, max_size=2), max_size=8)
)
def test_what_the_csv_writer_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([["id", "text"], *rows])
    path = _csv(tmp_path_factory.mktemp("csv"), out.getvalue())
    expected = [{"id": one, "text": two} for one, two in rows if one or two]
    assert [dict(row) for row in peek(path, 100)] == expected


def test_json_that_is_no_object_a_line_is_refused_by_row(tmp_path: Path, read_all: Callable) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two."\n[1, 2]\n\n{"text": "Five."}\n', encoding="utf-8")
    texts, refused = read_all(path)
    assert [text.where for text in texts] == ["a.jsonl, row 1", "a.jsonl, row 5"]
    assert "no valid JSON" in refused[0].why
    assert "no object" in refused[1].why


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", "not json\nat all\n", "none of its first 2 lines can be read"),
        ("a.json", "not json", "no valid JSON"),
        ("a.json", "[" * 100_000, "JSON"),
        ("a.json", "[]", "no rows"),
        ("a.jsonl", "\n\n", "no rows"),
    ],
)
def test_json_that_holds_nothing_is_refused(
    tmp_path: Path, refusal: Callable, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert said in refusal(tmp_path / name)


def test_a_json_file_may_hold_one_text_or_one_a_line(tmp_path: Path, read_all: Callable) -> None:
    (tmp_path / "a.json").write_text('{"text": "One.", "year": 2001}', encoding="utf-8")
    (tmp_path / "b.json").write_text('{"text": "Two."}\n{"text": "Three."}\n', encoding="utf-8")
    texts, _ = read_all(tmp_path)
    assert [text.text for text in texts] == ["One.", "Two.", "Three."]


def test_all_sheets_are_read_and_one_without_text_is_named(tmp_path: Path, read_all: Callable) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "2001"
    book.active.append(["actor", "text"])
    book.active.append(["CHN", "We stand for peace."])
    book.create_sheet("notes").append(["remark"])
    book["notes"].append(["to be checked"])
    book.create_sheet("empty")
    later = book.create_sheet("2011")
    later.append(["actor", "text"])
    later.append(["RUS", "Мы за мир."])
    book.save(tmp_path / "a.xlsx")
    texts, refused = read_all(tmp_path / "a.xlsx")
    assert [text.where for text in texts] == ["a.xlsx, sheet 2001, row 2", "a.xlsx, sheet 2011, row 2"]
    assert [each.why[:50] for each in refused] == ["sheet notes, no column is named like a text; its c"]


def test_a_cell_that_excel_cut_off_is_refused(tmp_path: Path, read_all: Callable) -> None:
    path = _write(tmp_path / "a.xlsx", [{"text": "a" * 32_767}, {"text": "Short."}])
    texts, refused = read_all(path)
    assert [text.text for text in texts] == ["Short."]
    assert "so its text was cut off; give the table as .csv or .parquet" in refused[0].why


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_a_broken_table_is_refused(
    tmp_path: Path, refusal: Callable, read_all: Callable, suffix: str
) -> None:
    path = _write(tmp_path / f"a.{suffix}", ROWS)
    data = path.read_bytes()
    for broken in (data[: len(data) // 2], data[:50], b"We stand for peace."):
        path.write_bytes(broken)
        refusal(path)
    for place in range(0, len(data), len(data) // 40):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        texts, refused = read_all(path)
        assert texts or refused


def test_an_empty_workbook_is_refused(tmp_path: Path, refusal: Callable) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "a.xlsx")
    assert "the workbook is empty" in refusal(tmp_path / "a.xlsx")


def test_other_files_saved_as_parquet_are_named_for_what_they_are(tmp_path: Path, refusal: Callable) -> None:
    (tmp_path / "a.parquet").write_bytes(b"\x1f\x8b" + bytes(50))
    assert "packed by gzip" in refusal(tmp_path / "a.parquet")


def test_parquet_is_read_in_slices_that_keep_the_order(
    tmp_path: Path, read_all: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cordiale.corpus.readers import parquet

    path = _write(tmp_path / "a.parquet", [{"text": f"Statement {n}."} for n in range(1000)])
    monkeypatch.setattr(parquet, "_SLICE_BYTES", path.stat().st_size)
    texts, _ = read_all(path)
    assert [text.text for text in texts] == [f"Statement {n}." for n in range(1000)]
    assert texts[-1].where == "a.parquet, row 1000"


def test_the_usual_names_of_text_columns_are_known_in_any_spelling() -> None:
    assert text_column_of(["id", "Full_Text", "body"]) == "Full_Text"
    assert text_column_of(["国家", "正文"]) == "正文"
    with pytest.raises(Unreadable, match="and 5 more"):
        text_column_of([f"c{n}" for n in range(25)])


def test_the_corpus_of_the_general_debate_as_a_table(tmp_path: Path, read_all: Callable) -> None:
    path = _csv(
        tmp_path, 'session,year,country,text\n44,1989,MDV,"﻿It is indeed a pleasure for me to speak."\n'
    )
    ((text,), _) = read_all(path)
    assert text.metadata["country"] == "MDV"
    assert text.text.endswith("to speak.")
