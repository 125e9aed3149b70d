"""Search as a scholar meets it: from Python and the command line, with clear words where something is wrong."""

import csv
import io
import json
import re

import pytest

from cordiale.cli import main
from cordiale.errors import InputError, StudyError
from cordiale.formats.schemas import problems_in
from cordiale.project.searching import search
from unit.store.texts_to_search import study_of_texts


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return study_of_texts(tmp_path_factory.mktemp("study"))


@pytest.fixture
def run(capsys, folder):
    """`cordiale search` on the study: exit code, standard output, standard error."""

    def call(*arguments):
        code = main(["search", str(folder), *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_hit_says_who_when_and_where_with_the_words_marked(folder):
    found = search(folder, "美国")
    (hit,) = found.hits
    assert (found.total, hit.doc_id, hit.actor, hit.date, hit.language) == (
        1,
        "chn-2011",
        "CHN",
        "2011",
        "zh",
    )
    assert hit.marked() == "**美国**的导弹防御系统影响战略平衡。"
    assert hit.marked("<", ">").startswith("<美国>")
    assert str(found).splitlines()[0] == "1 passage"
    assert "CHN, 2011, Speech chn-2011 (chn-2011, characters 0-16)" in str(found)


def test_speakers_go_by_code_or_name_and_dates_by_year_month_or_day(folder):
    for actor in ("RUS", "rus", "Russia", "俄罗斯"):
        assert search(folder, "missile", actor=actor).total == 3
    assert search(folder, "missile", actor="Soviet Union").total == 1
    assert search(folder, "missile", first="2007", last="2007-02").total == 2
    assert search(folder, "missile", first="2007-02-11").total == 0


def test_at_most_so_many_are_given_and_the_total_is_of_all(folder):
    found = search(folder, "missile", limit=1)
    assert (found.total, len(found.hits)) == (3, 1)
    assert str(found).startswith("3 passages, the first 1 shown")
    assert len(search(folder, "missile", limit=None).hits) == 3


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"actor": "Rusia"}, "search, actor: 'Rusia'.*did you mean 'RUS'"),
        ({"first": "20x1"}, "search, first date: '20x1' is not a date; allowed: a day"),
        ({"first": "2010", "last": "2001"}, "search, last date: 2001 lies before 2010"),
        ({"limit": 0}, "search, limit: 0; allowed: 1 or more"),
        ({"order": "dates"}, "search, order: 'dates'.*did you mean 'date'"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_plain_words(folder, asked, said):
    with pytest.raises(InputError, match=said):
        search(folder, "missile", **asked)


def test_a_study_without_texts_and_a_folder_that_is_none_are_told_apart(tmp_path):
    with pytest.raises(StudyError, match="no texts to search; add some: cordiale add"):
        search(tmp_path, "missile")
    with pytest.raises(StudyError, match="no such folder"):
        search(tmp_path / "nowhere", "missile")


def test_the_command_marks_the_words_and_keeps_its_output_clean(run):
    code, out, err = run("missile defence", "--actor", "RUS", "--from", "1985", "--to", "1985")
    assert (code, out.splitlines()[0]) == (0, "1 passage")
    assert "    **Missile** **defence** in space" in out
    assert "texts" not in out
    assert re.fullmatch(r"(reading the texts for the index of words: \d+%\n)*", err)


def test_json_of_the_command_fits_its_schema(run):
    _, out, _ = run("peace OR 国", "--format", "json", "--quiet")
    found = json.loads(out)
    assert problems_in(found, "search-1", "search") == ()
    assert found["total"] == len(found["hits"]) == 6
    for hit in found["hits"]:
        assert all(hit["text"][start:end].casefold() in ("peace", "国") for start, end in hit["spans"])


def test_csv_of_the_command_has_a_row_a_passage(run):
    _, out, err = run("missile", "--format", "csv", "--order", "date", "--limit", "2")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["doc_id"] for row in rows] == ["sun-1985", "rus-2007"]
    start, end = map(int, rows[0]["spans"].split("-"))
    assert rows[0]["text"][start:end] == "Missile"
    assert err.endswith("3 passages, 2 written\n")


def test_a_word_of_the_command_line_at_fault_exits_with_2_and_a_study_at_fault_with_1(run, capsys, tmp_path):
    code, out, err = run("missile OR")
    assert (code, out) == (2, "")
    assert err == (
        "cordiale: search: OR at character 9 lacks a word beside it; "
        'write a word there; to look for the word itself: "or"\n'
    )
    assert main(["search", str(tmp_path), "missile"]) == 1
    assert "add some" in capsys.readouterr().err
