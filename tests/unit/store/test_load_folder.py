"""A study folder, in each of the shapes in which people keep one."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from cordiale.errors import StudyError
from cordiale.store.builtin import builtin, builtin_folder, builtin_names, describe
from cordiale.store.folder import load

HEAD = """\
cordiale = 1
title = "Two states"
actors = ["CHN", "RUS"]
[[snapshots]]
id = "1996"
start = "1996-01-01"
end = "1996-12-31"
"""
SOURCES = [["id", "title"], ["s1", 'A "quoted" title; with, marks'], ["s2", "Ельцин"]]
EVIDENCE = [
    ["id", "actor", "partner", "voice", "date", "source_id", "dimension", "magnitude", "hedge", "note"],
    ["E1", "RUS", "CHN", "official", "1996-05", "s1", "threat", "2", "true", "=1+1"],
    ["E2", "CHN", "", "official", "1996", "s2", "threat", "1|2", "", "two\nlines"],
]


def study_folder(path: Path, files: dict[str, bytes | str] | None = None, *, name="pair") -> Path:
    folder = path / name
    folder.mkdir()
    for file, content in {"study.toml": HEAD, **(files or {})}.items():
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def separated(rows, separator=",", end="\n"):
    quoted = [['"' + cell.replace('"', '""').replace("\n", end) + '"' for cell in row] for row in rows]
    return "".join(separator.join(row) + end for row in quoted)


def workbook(path: Path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([int(cell) if cell.isdigit() else {"true": True}.get(cell, cell) for cell in row])
            for cell in sheet[sheet.max_row]:
                if str(cell.value).startswith("="):
                    cell.data_type = "s"
    book.save(path)


def text_files(**settings):
    def write(folder):
        mark = settings.pop("mark", "")
        for name, rows in (("sources", SOURCES), ("evidence", EVIDENCE)):
            text = mark + separated(rows, **settings)
            (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))

    return write


def two_workbooks(folder):
    workbook(folder / "sources.xlsx", Sheet1=SOURCES)
    workbook(folder / "Evidence.XLSX", remarks=[["x"]], Evidence=EVIDENCE)


def one_workbook(folder):
    workbook(folder / "study.xlsx", Sources=SOURCES, evidence=EVIDENCE, lists=[["x"]])


def mixed(folder):
    workbook(folder / "study.xlsx", sources=SOURCES)
    (folder / "EVIDENCE.CSV").write_bytes(separated(EVIDENCE).encode("utf-8"))


SHAPES = {
    "commas": text_files(),
    "semicolons": text_files(separator=";"),
    "tabs": text_files(separator="\t"),
    "Windows line ends": text_files(end="\r\n"),
    "byte-order mark": text_files(mark="\ufeff", separator=";", end="\r\n"),
    "two workbooks": two_workbooks,
    "one workbook": one_workbook,
    "a workbook and a CSV file": mixed,
}


@pytest.mark.parametrize("write", SHAPES.values(), ids=SHAPES)
def test_every_shape_of_the_tables_gives_the_same_study(tmp_path, write):
    plain = study_folder(tmp_path, name="a")
    text_files()(plain)
    shaped = study_folder(tmp_path, name="b")
    write(shaped)
    expected, read = load(plain), load(shaped)
    assert (read.sources, read.records) == (expected.sources, expected.records)
    assert [record.note for record in read.records] == ["=1+1", "two\nlines"]
    assert read.records[0].codes == {"magnitude": ("2",), "hedge": ("true",)}


def test_the_folders_name_is_the_id_of_the_study(tmp_path, monkeypatch):
    folder = study_folder(tmp_path, name="два государства")
    assert load(folder).id == "два государства"
    monkeypatch.chdir(folder)
    assert load(Path(".")).id == "два государства"


def test_what_is_no_table_of_a_study_is_left_alone(tmp_path):
    files = {
        "notes.csv": "anything, at all",
        "evidence_old.csv": "x",
        "~$evidence.xlsx": b"\0",
        "._sources.csv": b"\0",
        "README.txt": "",
        "report.docx": b"\0",
    }
    folder = study_folder(tmp_path, files)
    (folder / "report").mkdir()
    assert load(folder).records == ()


def refusal(folder):
    with pytest.raises(StudyError) as caught:
        load(folder)
    return str(caught.value)


def test_a_folder_without_study_toml_is_told_how_to_get_one(tmp_path):
    message = refusal(tmp_path)
    assert "no study.toml in this folder" in message
    assert "cordiale new" in message


def test_a_folder_that_is_not_there_and_a_file_in_its_place_are_refused(tmp_path):
    assert "no such file or folder" in refusal(tmp_path / "nowhere")
    file = study_folder(tmp_path) / "study.toml"
    assert "give the folder that holds study.toml" in refusal(file)


def test_a_folder_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    folder = study_folder(tmp_path)

    def denied(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(folder), "iterdir", denied)
    assert "permission denied" in refusal(folder)


def test_two_files_for_one_table_are_refused_and_both_are_named(tmp_path):
    folder = study_folder(tmp_path)
    text_files()(folder)
    one_workbook(folder)
    workbook(folder / "sources.xlsx", sources=SOURCES)
    sources, evidence = refusal(folder).split("\n")
    assert "sources.csv and sources.xlsx and study.xlsx, sheet sources: " in sources
    assert "which one" in sources
    assert evidence.startswith("evidence.csv and study.xlsx, sheet evidence: ")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("evidense.csv", ["evidense", "did you mean 'evidence'"]),
        ("Judgments.xlsx", ["Judgments", "did you mean 'judgements'"]),
        ("evidence.xls", ["evidence.xls", ".xls files are not read", ".csv, .xlsx"]),
        ("sources.ods", ["sources.ods", ".ods files are not read"]),
        ("evidence.tsv", [".tsv files are not read"]),
    ],
)
def test_a_table_that_would_be_passed_over_is_refused(tmp_path, file, said):
    """A misspelt file name would lose every code in the file without a word."""
    message = refusal(study_folder(tmp_path, {file: "id\n"}))
    assert [part for part in said if part not in message] == []


def test_a_misspelt_sheet_is_refused(tmp_path):
    folder = study_folder(tmp_path)
    workbook(folder / "study.xlsx", evidnce=EVIDENCE)
    assert "study.xlsx, sheet evidnce: " in refusal(folder)


def test_a_damaged_workbook_is_said_beside_the_problems_of_other_files(tmp_path):
    folder = study_folder(tmp_path, {"study.xlsx": b"no workbook", "labels.csv": "label,type\nx,y\n"})
    labels, book = refusal(folder).split("\n")
    assert labels.startswith("labels.csv, line 2, type: ")
    assert book.startswith("study.xlsx: the workbook is damaged")


def test_problems_in_a_sheet_name_the_sheet_and_the_row(tmp_path):
    folder = study_folder(tmp_path)
    wrong = [EVIDENCE[0], [*EVIDENCE[1][:7], "9", "true", ""]]
    workbook(folder / "study.xlsx", evidence=wrong)
    assert refusal(folder).startswith("study.xlsx, sheet evidence, line 2, magnitude: '9' is not allowed")


def test_study_toml_that_is_not_utf_8_is_said_with_its_place(tmp_path):
    folder = study_folder(tmp_path, {"study.toml": HEAD.replace("Two", "Zw\xe9").encode("latin-1")})
    assert refusal(folder).startswith("study.toml, line 2, column 12: byte 0xe9 is not UTF-8")


def test_study_toml_may_begin_with_a_byte_order_mark(tmp_path):
    assert load(study_folder(tmp_path, {"study.toml": "\ufeff" + HEAD})).title == "Two states"


@pytest.mark.parametrize("name", builtin_names())
def test_every_built_in_study_loads(name):
    study = builtin(name)
    assert study.id == name
    assert study.judgements


def test_built_in_studies_are_listed_and_described():
    assert set(builtin_names()) >= {"sino-russian", "sino-soviet-1950"}
    (sino_russian,) = (one for one in describe() if one.name == "sino-russian")
    assert sino_russian.dyads == (("CHN", "RUS"),)
    assert sino_russian.snapshots == ("1996", "2001", "2011", "2021", "2022p")
    assert sino_russian.records > 100


def test_a_built_in_study_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(StudyError, match="did you mean 'sino-russian'"), builtin_folder("sino-rusian"):
        pass
