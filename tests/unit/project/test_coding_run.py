"""A study's coding runs: whole however often they are killed, on one process or many."""

from __future__ import annotations

import errno
import hashlib
import os
from collections import Counter
from pathlib import Path

import pytest

from coding_doubles import WordCoder, speeches, stored, study
from cordiale.errors import CordialeError, InputError, StudyError, UsageError
from cordiale.project import coding_batches
from cordiale.project.coders import coder_named
from cordiale.project.coding_batches import batch_size, workers_for
from cordiale.project.coding_export import export
from cordiale.project.coding_run import code_study, codings_of, has_codings
from cordiale.store import runs as store
from cordiale.store.corpus import append
from cordiale.store.runs import Run, StoppedError
from cordiale.store.writing import study_lock

PASSAGES = 240


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return study(tmp_path / "study")


def exported(folder: Path) -> str:
    out = folder.parent / "out.jsonl"
    export(folder, "words", "jsonl", out)
    return hashlib.sha256(out.read_bytes()).hexdigest()


# --------------------------------------------------------------------------------------- a plain run


def test_every_passage_is_coded_once_and_the_same_call_again_does_nothing(folder: Path) -> None:
    first = code_study(folder, WordCoder())
    assert (first.passages, first.coded, first.already, first.failed) == (PASSAGES, PASSAGES, 0, 0)
    again = code_study(folder, WordCoder(seconds=10))
    assert (again.run, again.coded, again.already) == (first.run, 0, PASSAGES)
    codings = list(codings_of(folder, "words"))
    assert len({(doc_id, start) for doc_id, start, _, _ in codings}) == PASSAGES
    assert sum(bool(coding.threats) for *_, coding in codings) == 6 * 14


def test_processes_give_what_one_process_gives(tmp_path: Path) -> None:
    one, many = study(tmp_path / "one"), study(tmp_path / "many")
    assert code_study(one, WordCoder(), workers=1).run == code_study(many, WordCoder(), workers=2).run
    assert exported(one) == exported(many)


def test_the_order_of_adding_changes_neither_run_nor_export(tmp_path: Path) -> None:
    one, other = study(tmp_path / "a" / "one"), tmp_path / "b" / "other"
    other.mkdir(parents=True)
    (other / "study.toml").write_bytes((one / "study.toml").read_bytes())
    for document in reversed(speeches(6, 40)):
        append(other, [document], settings={"sentences_per_passage": 1})
    assert code_study(one, WordCoder()).run == code_study(other, WordCoder()).run
    assert exported(one) == exported(other)


def test_coder_sees_neighbours_of_the_document_alone_and_mentions(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    real = coding_batches._units

    def spied(batch: list[coding_batches.Given]) -> tuple[object, ...]:
        units = real(batch)
        seen.extend(units)
        return units

    monkeypatch.setattr(coding_batches, "_units", spied)
    code_study(folder, WordCoder(), workers=1)
    assert (seen[0].before, seen[0].after) == ("", seen[1].text)
    assert (seen[1].before, seen[1].after) == (seen[0].text, seen[2].text)
    assert (seen[39].after, seen[40].before) == ("", "")
    assert [one.form for one in seen[1].mentions] == ["China"]


def test_new_texts_make_a_new_run_and_the_old_one_stays(folder: Path) -> None:
    old = code_study(folder, WordCoder())
    append(folder, [stored("new", ["A new threat."])])
    new = code_study(folder, WordCoder())
    assert new.run != old.run
    assert new.passages == PASSAGES + 1
    assert (folder / "runs" / old.run / "codings.parquet").exists()
    assert len(list(codings_of(folder, "words"))) == PASSAGES + 1


def test_another_state_of_the_coder_makes_a_new_run(folder: Path) -> None:
    old = code_study(folder, WordCoder())
    assert code_study(folder, WordCoder(identity={"version": "2"})).run != old.run


def test_codings_are_found_by_actor_and_document(folder: Path) -> None:
    code_study(folder, WordCoder())
    found = list(codings_of(folder, "words", actors=["CHN"]))
    assert {coding.actor for *_, coding in found} == {"CHN"}
    assert len(found) == PASSAGES // 2
    assert {doc_id for doc_id, *_ in codings_of(folder, "words", doc_ids=["d0003"])} == {"d0003"}
    assert list(codings_of(folder, "words", actors=["CHN"], doc_ids=["d0006"])) == []


def test_a_study_without_texts_says_add(tmp_path: Path) -> None:
    empty = study(tmp_path, documents=0)
    with pytest.raises(StudyError, match=r"no texts in this study; `cordiale add .* PATH…`"):
        code_study(empty, WordCoder())


def test_a_folder_without_study_says_so(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"no study\.toml"):
        code_study(tmp_path, WordCoder())


def test_an_unknown_coder_is_named_with_those_there_are(folder: Path) -> None:
    with pytest.raises(
        UsageError, match=r"'dictionery' is no coder; allowed: dictionary.*did you mean 'dictionary'"
    ):
        code_study(folder, "dictionery")
    assert coder_named("dictionary").name == "dictionary"


def test_a_coder_without_a_run_is_told_apart(folder: Path) -> None:
    assert not has_codings(folder, "words")
    code_study(folder, WordCoder())
    assert has_codings(folder, "words")
    with pytest.raises(StudyError, match=r"'people' has finished no run of this study; allowed: words"):
        next(codings_of(folder, "people"))


# --------------------------------------------------------------------------------------- what goes wrong


def test_a_passage_at_which_the_coder_raises_fails_alone(folder: Path) -> None:
    run = code_study(folder, WordCoder(raises="no. 3."))
    assert (run.coded, run.failed) == (PASSAGES, 6)
    assert {one.reason for one in run.failures} == {"RuntimeError: cannot read 'no. 3.'"}
    failed = [coding for *_, coding in codings_of(folder, "words") if coding.failed]
    assert len(failed) == 6
    again = code_study(folder, WordCoder(raises="no. 3."))
    assert (again.failed, again.failures) == (run.failed, run.failures)


def test_an_answer_outside_of_the_protocol_fails(folder: Path) -> None:
    run = code_study(folder, WordCoder(wrong="no. 6."))
    assert run.failed == 6
    assert "threats[0].family" in run.failures[0].reason


def test_an_answer_too_few_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WordCoder, "code", lambda self, units: ())
    run = code_study(folder, WordCoder(), workers=1)
    assert run.failed == PASSAGES
    assert "other codings than one for each" in run.failures[0].reason


def test_a_worker_that_dies_is_told_and_the_run_goes_on(folder: Path) -> None:
    with pytest.raises(StoppedError, match=r"memory ran out.*run the same command again, with --workers 1"):
        code_study(folder, WordCoder(dies="Speech 5 sees a threat no. 39."), workers=2)
    run = code_study(folder, WordCoder(), workers=1)
    assert run.already + run.coded == PASSAGES
    assert run.already > 0


def test_a_second_process_is_refused(folder: Path) -> None:
    with study_lock(folder), pytest.raises(StudyError, match="is writing here"):
        code_study(folder, WordCoder())


def test_a_finished_run_needs_no_lock(folder: Path) -> None:
    code_study(folder, WordCoder())
    with study_lock(folder):
        assert code_study(folder, WordCoder()).coded == 0


def test_a_full_disk_keeps_what_was_coded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, Counter[str]()

    def full(handle: int) -> None:
        calls["fsync"] += 1
        if calls["fsync"] > 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(CordialeError, match="the disk is full"):
        code_study(folder, WordCoder(), workers=1)
    monkeypatch.setattr(store.os, "fsync", real)
    run = code_study(folder, WordCoder(), workers=1)
    assert run.already >= 4 * batch_size(PASSAGES) > 0
    assert run.already + run.coded == PASSAGES


def test_a_journal_of_other_passages_is_refused_with_what_to_do(folder: Path) -> None:
    finished = code_study(folder, WordCoder()).run
    run = _unfinished(folder, finished)
    run.journal.path.write_text('{"doc_id": "d", "id": "x", "start": 0, "failed": null}\n', encoding="utf-8")
    with pytest.raises(StudyError, match=r"journal\.jsonl, line 1: another passage.*delete the folder"):
        code_study(folder, WordCoder())


def test_a_journal_damaged_in_its_middle_is_refused(folder: Path) -> None:
    run = _unfinished(folder, code_study(folder, WordCoder()).run)
    run.journal.path.write_bytes(b"\0\0\0\n")
    with pytest.raises(StudyError, match=r"journal\.jsonl, line 1: this is no line of a journal"):
        code_study(folder, WordCoder())


def _unfinished(folder: Path, run_id: str) -> Run:
    """A run as it stood before its end."""
    place = folder / "runs" / run_id
    (place / "codings.parquet").unlink()
    run = Run(place, store._manifest(place))
    run.manifest["finished"] = False
    run._write_manifest()
    return run


def test_workers_and_batches_suit_the_work() -> None:
    assert [batch_size(n) for n in (0, 100, 10_000, 664_000)] == [16, 16, 156, 1000]
    assert workers_for(10, None) == 1
    assert workers_for(40, 8) == 3
    assert workers_for(664_000, 3) == 3
    with pytest.raises(InputError, match="--workers"):
        workers_for(10, 0)


# --------------------------------------------------------------------------------------- kills


class Killed(BaseException):
    """What no handler of errors catches, as after a kill."""


@pytest.mark.parametrize(
    "moment",
    ["before codings.parquet", "after codings.parquet", "before the manifest", "before the journal goes"],
)
def test_a_kill_in_the_middle_of_the_end_loses_and_doubles_nothing(
    tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, alone = study(tmp_path / "killed"), study(tmp_path / "alone")
    code_study(alone, WordCoder())

    def killed(*_: object, **__: object) -> None:
        raise Killed

    real = os.replace

    def replaced(source: Path, target: Path) -> None:
        if Path(target).name != "codings.parquet":
            real(source, target)
        elif moment == "before codings.parquet":
            raise Killed
        else:
            real(source, target)
            raise Killed

    with monkeypatch.context() as patch:
        if "codings.parquet" in moment:
            patch.setattr(store.os, "replace", replaced)
        elif moment == "before the manifest":
            real_begin = Run._write_manifest
            patch.setattr(
                Run, "_write_manifest", lambda run: killed() if run.is_finished else real_begin(run)
            )
        else:
            patch.setattr(store.Journal, "remove", killed)
        with pytest.raises(Killed):
            code_study(folder, WordCoder())
    again = code_study(folder, WordCoder())
    assert (again.coded, again.already) == (0, PASSAGES)
    assert {path.name for path in (folder / "runs" / again.run).iterdir()} == {
        "manifest.json",
        "codings.parquet",
    }
    assert exported(folder) == exported(alone)
