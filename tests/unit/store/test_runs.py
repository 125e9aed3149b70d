"""Coding runs on disk: the journal, the rows, the manifest."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding_doubles import WordCoder
from cordiale.errors import StudyError
from cordiale.formats.codings import VOCABULARY, Coding, Other, Status, Threat
from cordiale.store import runs as room
from cordiale.store.runs import CodedRow, Journal, Run, StoppedError, coding_row, finished_runs, run_id

QUESTION: dict[str, Any] = {
    "inputs": {"sha256": "x", "passages": 2},
    "coder": {"name": WordCoder().name},
    "software": "s",
}


def rows(count: int, **more: Any) -> list[CodedRow]:
    return [CodedRow(doc_id="d", start=k, end=k + 1, coding=Coding(id=f"p{k}", **more)) for k in range(count)]


def block(found: list[CodedRow]) -> bytes:
    return "".join(f"{coding_row(row)}\n" for row in found).encode("utf-8")


def finished(
    folder: Path, found: list[CodedRow], coder: str = "words", finished_at: str = "2026-01-02"
) -> Run:
    question = QUESTION | {
        "inputs": {"sha256": coder, "passages": len(found)},
        "coder": {"name": coder, "at": finished_at},
    }
    run = Run.begin(folder, question, started="2026-01-01")
    run.journal.append(block(found))
    run.finish(failed=0, finished=finished_at)
    return run


# --------------------------------------------------------------------------------------- journal


@given(lines=st.lists(st.binary().filter(lambda one: b"\n" not in one), max_size=5), cut=st.integers(0, 200))
@settings(max_examples=50)
def test_a_torn_journal_gives_its_whole_lines_and_is_mended(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], cut: int
) -> None:
    whole = b"".join(one + b"\n" for one in lines)
    torn = whole[:cut]
    journal = Journal(tmp_path_factory.mktemp("run") / "journal.jsonl")
    journal.path.write_bytes(torn)
    assert list(journal.lines()) == lines[: torn.count(b"\n")]
    assert journal.path.read_bytes() == torn[: torn.rfind(b"\n") + 1]
    journal.append(b"next\n")
    assert list(journal.lines()) == [*lines[: torn.count(b"\n")], b"next"]


def test_a_torn_line_longer_than_a_block_is_cut(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.path.write_bytes(b"whole\n" + b"x" * 200_000)
    assert list(journal.lines()) == [b"whole"]


def test_a_journal_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert list(Journal(tmp_path / "journal.jsonl").lines()) == []


def test_a_full_disk_keeps_the_lines_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append(b"kept\n")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(room.os, "fsync", full)
    with pytest.raises(StoppedError, match="the disk is full; what was coded before is kept"):
        journal.append(b"lost\n")
    assert list(journal.lines()) == [b"kept"]


def test_an_interruption_while_writing_leaves_whole_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append(b"kept\n")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(room.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        journal.append(b"half")
    assert journal.path.read_bytes() == b"kept\n"


# --------------------------------------------------------------------------------------- rows

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
shares = st.none() | st.floats(0, 1)
evidence = {
    "p": shares,
    "span": st.none() | st.tuples(st.integers(0, 9), st.integers(10, 99)),
    "quote": st.none() | words,
}


def one_of(key: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(VOCABULARY[key])


def codes(kind: Callable[..., Any], key: str, *free: str) -> st.SearchStrategy[Any]:
    names = [one.partition(".")[2] for one in VOCABULARY if one.startswith(f"{key}.")]
    chosen = {name: one_of(f"{key}.{name}") for name in names}
    return st.lists(st.builds(kind, **dict.fromkeys(free, words), **chosen, **evidence), max_size=2).map(
        tuple
    )


codings = st.builds(
    Coding,
    id=words,
    passage=st.dictionaries(st.sampled_from(["note", "ж"]), words | st.integers(), max_size=2),
    threats=codes(Threat, "threats", "source"),
    others=codes(Other, "others", "name"),
    status=codes(Status, "status", "toward"),
    support=one_of("support"),
    narrative=one_of("narrative"),
    confidence=shares,
    coded=st.none() | st.lists(words, max_size=2).map(tuple),
    probabilities=st.none() | st.dictionaries(words, st.floats(0, 1), max_size=2),
)


@given(found=st.lists(codings, min_size=1, max_size=5))
@settings(max_examples=25)
def test_codings_survive_journal_and_table(
    tmp_path_factory: pytest.TempPathFactory, found: list[Coding]
) -> None:
    folder = tmp_path_factory.mktemp("study")
    given_rows = [CodedRow(doc_id="д", start=k, end=k + 1, coding=coding) for k, coding in enumerate(found)]
    run = finished(folder, given_rows)
    read = [(row.doc_id, row.start, row.end, row.coding) for row in run.rows()]
    from dataclasses import replace

    expected = [
        (row.doc_id, row.start, row.end, replace(row.coding, coder="words", run=run.id)) for row in given_rows
    ]
    assert read == expected


def test_not_coded_and_coded_as_none_stay_apart(tmp_path: Path) -> None:
    found = [*rows(1), *rows(1, coded=()), *rows(1, coded=("threats",)), *rows(1, failed="no answer")]
    run = finished(tmp_path, found)
    read = [(row.coding.coded, row.coding.failed) for row in run.rows()]
    assert read == [(None, None), ((), None), (("threats",), None), (None, "no answer")]


# --------------------------------------------------------------------------------------- runs


def test_a_finished_run_has_no_journal_and_is_found_by_its_question(tmp_path: Path) -> None:
    run = Run.begin(tmp_path, QUESTION, started="2026-01-01")
    assert not run.is_finished
    run.journal.append(block(rows(2)))
    run.finish(failed=0, finished="2026-01-02")
    assert {path.name for path in run.folder.iterdir()} == {"manifest.json", "codings.parquet"}
    again = Run.find(tmp_path, QUESTION)
    assert again is not None
    assert again.is_finished
    assert again.id == run_id(QUESTION) == run.folder.name
    assert len(again.id) == 20


def test_the_id_knows_no_time(tmp_path: Path) -> None:
    early = Run.begin(tmp_path / "a", QUESTION, started="2026-01-01")
    late = Run.begin(tmp_path / "b", QUESTION, started="2030-01-01")
    assert early.id == late.id


@pytest.mark.parametrize("key", ["inputs", "coder", "software"])
def test_another_question_is_another_run(key: str) -> None:
    assert run_id(QUESTION) != run_id(QUESTION | {key: {"name": "other"}})


def test_too_few_lines_make_no_finished_run(tmp_path: Path) -> None:
    run = Run.begin(tmp_path, QUESTION, started="2026-01-01")
    run.journal.append(block(rows(1)))
    with pytest.raises(StudyError, match="1 codings for 2 passages"):
        run.finish(failed=0, finished="2026-01-02")
    assert not run.is_finished


def test_runs_are_told_by_coder_and_the_latest_comes_last(tmp_path: Path) -> None:
    late = finished(tmp_path, rows(2), "words", "2026-03-01")
    early = finished(tmp_path, rows(2), "words", "2026-02-01")
    other = finished(tmp_path, rows(2), "people", "2026-04-01")
    Run.begin(tmp_path, QUESTION, started="2026-05-01")
    assert [run.id for run in finished_runs(tmp_path, "words")] == [early.id, late.id]
    assert [run.id for run in finished_runs(tmp_path)] == [early.id, late.id, other.id]


def test_rows_of_some_documents(tmp_path: Path) -> None:
    run = finished(tmp_path, rows(2))
    assert list(run.rows(doc_ids=["elsewhere"])) == []
    assert len(list(run.rows(doc_ids=["d"]))) == 2


def test_a_changed_table_is_named(tmp_path: Path) -> None:
    run = finished(tmp_path, rows(2))
    path = run.folder / "codings.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(
        StudyError, match=rf"runs/{run.id}/codings\.parquet: it has \d+ bytes.*delete the folder"
    ):
        list(run.rows())


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "cordiale.run/2"}'])
def test_a_broken_manifest_is_named(tmp_path: Path, content: str) -> None:
    run = finished(tmp_path, rows(2))
    (run.folder / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(StudyError, match=rf"runs/{run.id}/manifest\.json: this is no manifest"):
        finished_runs(tmp_path)


def test_a_manifest_says_what_the_answers_hang_on(tmp_path: Path) -> None:
    run = finished(tmp_path, rows(2))
    content = json.loads((run.folder / "manifest.json").read_text(encoding="utf-8"))
    assert content["format"] == "cordiale.run/1"
    assert content["times"] == {"started": "2026-01-01", "finished": "2026-01-02"}
    assert content["coder"]["name"] == "words"
