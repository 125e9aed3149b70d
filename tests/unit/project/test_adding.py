"""Texts are added to a study: once, with their passages, in one transaction, and what is refused is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cordiale.cli import main
from cordiale.errors import InputError, StudyError, UsageError
from cordiale.project.adding import ORIGINALS, Added, add, mapped
from cordiale.store.corpus import Corpus
from cordiale.store.template import new_study
from cordiale.store.writing import study_lock

ENGLISH = "We value our partnership with China. Trade grows every year, and trust grows with it."
RUSSIAN = (
    "Вопрос: Что скажете о Китае?\nИ.Иванов: Китай – наш добрый сосед. Мы ценим эту дружбу.\nВопрос: Спасибо."
)
CHINESE = "我们珍视和平。中国愿同俄罗斯一道努力，维护世界和平。"
TABLE = (
    "id,country,date,speaker,text\n"
    f'1,IND,2001-02,A. Rao,"{ENGLISH}"\n'
    '2,Rusia,2001,,"We value peace with all."\n'
    '3,Rusia,2002,,"We value peace with everybody."\n'
    '4,USA,03/04/2001,,"We value peace with some."\n'
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    new_study(folder, "A study", ["CHN", "RUS"], years=[2001, 2011])
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "china" / "2011").mkdir(parents=True)
    (folder / "china" / "2011" / "report.txt").write_text(CHINESE, encoding="utf-8")
    (folder / "RUS 2001-09-12 Ivanov.txt").write_text(RUSSIAN, encoding="utf-8")
    (folder / "RUS 2011.txt").write_text(ENGLISH, encoding="utf-8")
    return folder


def corpus_of(study: Path) -> Corpus:
    found = Corpus.open(study)
    assert found is not None
    return found


def test_a_folder_of_texts_in_three_languages_becomes_documents_with_passages(
    study: Path, texts: Path
) -> None:
    found = add(study, [texts])
    assert (found.added, found.duplicates, found.refused) == (3, 0, ())
    assert found.years == ("2001", "2011")
    assert dict(found.actors) == {"RUS": 2, "CHN": 1}
    by_language = {one.document.language: one for one in corpus_of(study).stored()}
    assert set(by_language) == {"en", "ru", "zh"}
    russian = by_language["ru"]
    assert [piece.text for piece in russian.passages] == ["Китай – наш добрый сосед. Мы ценим эту дружбу."]
    assert [one.actor for one in russian.mentions] == ["CHN"]
    assert russian.words == 9


def test_passages_and_mentions_are_their_documents_text_to_the_letter(study: Path, texts: Path) -> None:
    add(study, [texts])
    for one in corpus_of(study).stored():
        for piece in one.passages:
            assert one.document.text[piece.start : piece.end] == piece.text
        for mention in one.mentions:
            assert one.document.text[mention.start : mention.end] == mention.form


def test_adding_the_same_again_adds_nothing(study: Path, texts: Path) -> None:
    add(study, [texts])
    before = {path: path.read_bytes() for path in (study / "corpus").rglob("*") if path.is_file()}
    again = add(study, [texts])
    assert (again.added, again.duplicates) == (0, 3)
    assert {path: path.read_bytes() for path in (study / "corpus").rglob("*") if path.is_file()} == before


def test_a_text_twice_in_one_addition_is_added_once(study: Path, texts: Path) -> None:
    (texts / "RUS 2012.txt").write_text(ENGLISH.replace(" ", "  "), encoding="utf-8")
    found = add(study, [texts])
    assert (found.added, found.duplicates) == (3, 1)


def test_a_near_duplicate_is_kept_and_marked(study: Path, tmp_path: Path) -> None:
    long = " ".join(f"Sentence number {number} speaks of peace." for number in range(80))
    (tmp_path / "RUS 2001.txt").write_text(long, encoding="utf-8")
    (tmp_path / "RUS 2002.txt").write_text(
        long.replace("number 40 speaks", "number 40 sings"), encoding="utf-8"
    )
    first = add(study, [tmp_path / "RUS 2001.txt"])
    second = add(study, [tmp_path / "RUS 2002.txt"])
    assert (first.near_duplicates, second.added, second.near_duplicates) == (0, 1, 1)
    one, other = corpus_of(study).documents()
    assert (one.duplicate_of, other.duplicate_of) == ("", one.id)


def test_ids_of_two_tables_numbered_alike_do_not_collide(study: Path, tmp_path: Path) -> None:
    for name, text in (("a.csv", "We value peace."), ("b.csv", "We value trade.")):
        (tmp_path / name).write_text(f"id,actor,date,text\n1,RUS,2001,{text}\n", encoding="utf-8")
    assert add(study, [tmp_path / "a.csv", tmp_path / "b.csv"]).added == 2
    one, other = corpus_of(study).stored()
    assert one.document.id == "1"
    assert other.document.id != "1"
    assert {piece.doc_id for piece in other.passages} == {other.document.id}


def test_a_value_nobody_understands_is_named_once_with_a_count(study: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    found = add(study, [tmp_path / "t.csv"])
    assert found.added == 1
    assert [one.file for one in found.refused] == ["t.csv, row 3 and 1 more", "t.csv, row 5"]
    assert "RUS (Russia)" in found.refused[0].why


def test_strangers_are_kept_unless_only_the_studys_actors_are_wanted(study: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    found = add(study, [tmp_path / "t.csv"], actors_only=True)
    assert (found.added, found.strangers) == (0, 1)
    assert add(study, [tmp_path / "t.csv"]).added == 1


def test_what_is_given_for_all_texts_fills_what_files_do_not_say(study: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(ENGLISH, encoding="utf-8")
    plan = mapped([tmp_path / "notes.txt"], actor="India", date="2001-05")
    assert [(row.field, row.source) for row in plan.rows if row.field in ("actor", "date")] == [
        ("actor", "--actor"),
        ("date", "--date"),
    ]
    add(study, plan)
    (one,) = corpus_of(study).documents()
    assert (one.actor, one.date) == ("IND", "2001-05")


def test_a_table_beside_the_files_is_read_as_such_and_not_as_texts(study: Path, texts: Path) -> None:
    (texts / "notes.txt").write_text("Peace is our aim.", encoding="utf-8")
    (texts / "files.csv").write_text("file,actor,date,speaker\nnotes.txt,IND,1999,A. Rao\n", encoding="utf-8")
    found = add(study, mapped([texts], sidecar=texts / "files.csv"))
    assert (found.added, found.refused) == (4, ())
    one = next(one for one in corpus_of(study).documents() if one.actor == "IND")
    assert (one.date, one.speaker) == ("1999", "A. Rao")


def test_files_are_kept_as_they_came_under_the_hash_of_their_bytes_and_tables_are_not(
    study: Path, texts: Path
) -> None:
    (texts / "t.csv").write_text(TABLE, encoding="utf-8")
    add(study, [texts])
    kept = [path for path in (study / "corpus" / ORIGINALS).rglob("*") if path.is_file()]
    assert sorted(path.read_text(encoding="utf-8") for path in kept) == sorted([CHINESE, RUSSIAN, ENGLISH])


def test_the_same_texts_come_out_alike_on_one_process_and_on_two(tmp_path: Path) -> None:
    lines = [
        json.dumps({"actor": "RUS", "date": "2001", "text": f"{ENGLISH} Number {n}." * 3}) for n in range(200)
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(lines), encoding="utf-8")
    stored = []
    for workers in (1, 2):
        folder = tmp_path / f"study{workers}"
        new_study(folder, "A study", ["CHN", "RUS"], years=[2001])
        add(folder, [tmp_path / "t.jsonl"], workers=workers)
        stored.append(list(corpus_of(folder).stored()))
    assert len(stored[0]) == 200
    assert stored[0] == stored[1]


def test_sentences_of_a_passage_are_a_setting_of_the_study(study: Path, texts: Path) -> None:
    with (study / "study.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[texts]\nsentences_per_passage = 1\n")
    add(study, [texts / "RUS 2011.txt"])
    (one,) = corpus_of(study).stored()
    assert [piece.sentences for piece in one.passages] == [1, 1]
    assert corpus_of(study).settings == ({"sentences_per_passage": 1},)


def test_nothing_is_changed_where_there_is_no_study(tmp_path: Path, texts: Path) -> None:
    with pytest.raises(StudyError, match="cordiale new"):
        add(tmp_path / "nowhere", [texts])
    with pytest.raises(StudyError, match="built-in"):
        add("sino-russian", [texts])
    assert not (tmp_path / "nowhere").exists()


def test_a_path_that_is_not_there_is_told_before_anything_is_read(study: Path, texts: Path) -> None:
    with pytest.raises(StudyError, match="no such file"):
        add(study, [texts, texts / "nothing"])
    assert Corpus.open(study) is None


def test_values_for_all_texts_are_checked_at_once(texts: Path) -> None:
    with pytest.raises(UsageError, match="RUS"):
        mapped([texts], actor="Rusia")
    with pytest.raises(UsageError, match="--date"):
        mapped([texts], date="03/04/2001")


def test_workers_are_at_least_one(study: Path, texts: Path) -> None:
    with pytest.raises(InputError):
        add(study, [texts], workers=0)


def test_one_process_writes_at_a_time(study: Path, texts: Path) -> None:
    with study_lock(study), pytest.raises(StudyError, match="writing"):
        add(study, [texts])


def test_an_addition_of_nothing_says_so() -> None:
    assert Added() == Added(added=0, duplicates=0, near_duplicates=0)


def test_the_command_prints_four_keys_and_exits_with_3_where_something_was_refused(
    study: Path, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(study), str(texts), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "added": 3,
        "duplicates": 0,
        "near_duplicates": 0,
        "refused": [],
    }
    (texts / "bad.txt").write_bytes(b"\x00\x01\x02\x03")
    assert main(["add", str(study), str(texts), "--format", "json", "--quiet"]) == 3
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert (found["added"], found["duplicates"]) == (0, 3)
    assert [set(one) for one in found["refused"]] == [{"file", "why"}]
    assert len(said.err.strip().splitlines()) == 1
    assert "bad.txt" in said.err


def test_the_command_shows_the_mapping_and_says_what_to_do_next(
    study: Path, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(study), str(texts)]) == 0
    said = capsys.readouterr()
    assert "file name or folder: actor" in said.err
    assert "3 documents added" in said.out
    assert f"cordiale code {study}" in said.out


def test_the_command_asks_on_a_terminal_and_a_no_changes_nothing(
    study: Path, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    monkeypatch.setattr("sys.stdin.readline", lambda: "n\n")
    assert main(["add", str(study), str(texts)]) == 0
    assert Corpus.open(study) is None
    assert main(["add", str(study), str(texts), "--yes"]) == 0
    assert corpus_of(study).size == 3


def test_the_command_refuses_a_folder_without_a_study(
    tmp_path: Path, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(tmp_path), str(texts)]) == 1
    assert "cordiale new" in capsys.readouterr().err


@pytest.mark.slow
def test_the_kremlin_files_hold_the_duplicates_that_are_known(study: Path, shared: Path) -> None:
    corpora = shared / "data" / "corpora"
    paths = [*sorted(corpora.glob("kremlin*.parquet")), *sorted(corpora.glob("us_*.parquet"))]
    found = add(study, paths)
    assert found.refused == ()
    assert found.duplicates + found.near_duplicates >= 8
    marked = {(one.id, one.duplicate_of) for one in corpus_of(study).documents() if one.duplicate_of}
    assert any(doc.startswith("us_stmt:2000-01-27") and of.startswith("us_sotu:2000") for doc, of in marked)
