"""Which column or part of a name gives which field."""

from __future__ import annotations

from pathlib import Path

import pytest

from cordiale.corpus.mapping import FieldSources, Sidecar, chosen_sources, path_values, shown
from cordiale.errors import StudyError, UsageError


@pytest.mark.parametrize(
    ("where", "actor", "date", "speaker"),
    [
        ("RUS_52_1997.txt", "RUS", "1997", ""),
        ("2001-09-12 Putin.docx", "", "2001-09-12", "Putin"),
        ("china/2011/report.txt", "china", "2011", ""),
        ("speech and are 2001.txt", "", "2001", ""),
        ("South Korea/Lee_20110815_en.pdf", "South Korea", "2011-08-15", "Lee"),
        ("usa/12.09.2001 Bush.txt", "usa", "2001-09-12", "Bush"),
        ("ungdc_1946_2024.txt", "", "", ""),
        ("Россия/2011/Медведев.txt", "Россия", "2011", "Медведев"),
        ("中国/2011年3月5日.txt", "中国", "2011-03-05", ""),
        ("RUS.zip/2011.txt", "RUS", "2011", ""),
        ("Munich speech 2007-02.docx", "", "2007-02", ""),
    ],
)
def test_names_of_files_and_folders_say_who_and_when(where: str, actor: str, date: str, speaker: str) -> None:
    found = path_values(where)
    assert (found.get("path.actor", ""), found.get("path.date", ""), found.get("path.speaker", "")) == (
        actor,
        date,
        speaker,
    )


def test_parts_of_a_name_can_be_called_by_number() -> None:
    found = path_values("archive/UN/52_Primakov.txt")
    assert (found["folder1"], found["folder"], found["name1"], found["name2"]) == (
        "archive",
        "UN",
        "52",
        "Primakov",
    )
    sources = FieldSources(chosen=chosen_sources(["speaker=name2"], []))
    assert sources.value("speaker", found) == "Primakov"


def test_a_column_goes_before_a_file_name_and_what_was_said_for_all_between_them() -> None:
    sources = FieldSources(given={"actor": "IND"})
    assert sources.value("actor", {"country": "China", "path.actor": "RUS"}) == "China"
    assert sources.value("actor", {"country": " ", "path.actor": "RUS"}) == "IND"
    assert FieldSources().value("actor", {"path.actor": "RUS"}) == "RUS"


def test_own_words_go_before_the_whole_text_where_they_are_filled() -> None:
    sources = FieldSources()
    filled = list(sources.filled("text", {"text": "all", "text_president": "own"}))
    assert filled == [("text_president", "own"), ("text", "all")]
    assert sources.value("text", {"text": "all", "text_president": ""}) == "all"


def test_a_year_gives_the_date_where_there_is_none() -> None:
    assert FieldSources().value("date", {"date": "", "year": "1997"}) == "1997"


def test_what_a_person_says_goes_before_usual_names() -> None:
    chosen = chosen_sources(["date=Held on", "text=Own|Full", "title="], ["Held on", "Own", "Full", "date"])
    sources = FieldSources(chosen=chosen)
    assert sources.value("date", {"date": "1999", "held_on": "2001"}) == "2001"
    assert [name for name, _ in sources.filled("text", {"own": "a", "full": "b", "text": "c"})] == [
        "own",
        "full",
    ]
    assert sources.value("title", {"title": "there"}) == ""
    assert sources.value("date", {"path.date": "1997"}) == "1997"  # a file beside the table


@pytest.mark.parametrize(
    ("said", "near"), [("dat=year", "date"), ("date=yeer", "year"), ("date", "FIELD=COLUMN")]
)
def test_fields_and_columns_that_there_are_not_are_refused_with_the_nearest(said: str, near: str) -> None:
    with pytest.raises(UsageError, match=near):
        chosen_sources([said], ["year", "text"])


def test_the_mapping_is_shown_with_an_example_for_each_field() -> None:
    rows = shown(FieldSources(), [{"country": "", "path.actor": "CHN"}, {"country": "RUS", "text": "x" * 80}])
    assert [(row.field, row.source) for row in rows] == [
        ("actor", "country, else file name or folder: actor"),
        ("text", "text"),
    ]
    assert rows[0].example == "CHN"
    assert len(rows[1].example) == 50


def table(folder: Path, text: str) -> Path:
    path = folder / "files.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_beside_the_files_describes_them_by_name_or_path(tmp_path: Path) -> None:
    sidecar = Sidecar.read(table(tmp_path, "File,Actor,Held on\nb/One.txt,CHN,2001\ntwo,RUS,2002\n"))
    assert sidecar.of("a/b/one.TXT") == {"actor": "CHN", "held_on": "2001"}
    assert sidecar.of("a/two.docx")["actor"] == "RUS"
    assert sidecar.of("a/three.txt") == {}
    assert sidecar.columns == ("actor", "held_on")


@pytest.mark.parametrize(
    ("text", "found"), [("actor,date\nCHN,2001\n", "column"), ("file,actor\na,CHN\nA,RUS\n", "twice")]
)
def test_a_table_that_names_no_files_or_one_twice_is_refused(tmp_path: Path, text: str, found: str) -> None:
    with pytest.raises(StudyError, match=found):
        Sidecar.read(table(tmp_path, text))
