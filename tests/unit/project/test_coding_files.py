"""Loose passages, coded from file to file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from coding_doubles import WordCoder
from cordiale.errors import StudyError
from cordiale.formats.codings import LONGEST_LINE, read_codings
from cordiale.project import coding_batches, coding_files
from cordiale.project.coding_files import code_file


def line(number: int, **more: Any) -> dict[str, Any]:
    text = f"We see a threat {number}." if number % 2 else f"We met {number}."
    return {"id": f"p{number}", "actor": "RUS", "language": "en", "text": text, **more}


def write(path: Path, lines: list[object]) -> Path:
    content = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines)
    path.write_text("".join(f"{one}\n" for one in content), encoding="utf-8")
    return path


def lines_in(path: Path) -> list[dict[str, Any]]:
    return [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "in.jsonl", [line(k) for k in range(100)])


def test_codings_come_in_the_order_of_the_passages_with_all_that_the_lines_said(tmp_path: Path) -> None:
    given = [line(k, doc_id=7, date="2011", stratum={"a": [1]}, threats="old", note="ж") for k in range(40)]
    out = tmp_path / "out.jsonl"
    run = code_file(write(tmp_path / "in.jsonl", given), WordCoder(), out)
    assert (run.passages, run.coded, run.failed) == (40, 40, 0)
    found = lines_in(out)
    assert [one["id"] for one in found] == [one["id"] for one in given]
    assert found[1]["threats"][0]["quote"] == "threat"
    assert (found[1]["coder"], found[1]["run"]) == ("words", run.run)
    assert all(
        one[key] == was[key]
        for one, was in zip(found, given, strict=True)
        for key in ("doc_id", "date", "stratum", "note")
    )
    protocol = {"threats", "others", "status", "support", "narrative", "confidence"}
    assert all(protocol <= set(one) for one in found)
    assert len(list(read_codings(out))) == 40
    assert names(tmp_path) == {"in.jsonl", "out.jsonl"}


def test_the_same_call_again_does_nothing(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    first = code_file(source, WordCoder(), out)
    before = out.read_bytes()
    again = code_file(source, WordCoder(seconds=5), out)
    assert (again.run, again.coded, again.already, again.passages) == (first.run, 0, 100, 100)
    assert out.read_bytes() == before


def test_processes_give_what_one_process_gives(source: Path, tmp_path: Path) -> None:
    code_file(source, WordCoder(), tmp_path / "one.jsonl", workers=1)
    code_file(source, WordCoder(), tmp_path / "two.jsonl", workers=2)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_lines_that_are_no_passages_are_named_and_the_rest_is_coded(tmp_path: Path) -> None:
    bad: list[object] = [
        '{"id": "x"', "[]", {"id": "x", "actor": "RUS"}, {"id": "x", "text": "A."}, {"actor": "RUS", "text": "A."},
        {"id": 7, "actor": "RUS", "text": "A."}, {"id": "x", "actor": "RUS", "text": " "},
        {"id": "x", "actor": "RUS", "text": "A.", "language": 5},
    ]  # fmt: skip
    path = write(tmp_path / "in.jsonl", [line(0), *bad, "", line(1)])
    path.write_bytes(path.read_bytes() + b'{"id": "\xff"}\n')
    run = code_file(path, WordCoder(), tmp_path / "out.jsonl")
    assert [one["id"] for one in lines_in(tmp_path / "out.jsonl")] == ["p0", "p1"]
    assert (run.passages, run.coded, run.failed) == (2, 2, len(bad) + 1)
    wheres = [one.where.split(", column")[0] for one in run.failures]
    assert wheres == [f"in.jsonl, line {k}" for k in (*range(2, 10), 12)]
    assert run.failures[2].reason == "no text; allowed: text as text that is not empty"
    assert "0xff is not UTF-8" in run.failures[-1].reason


def test_a_line_without_end_is_named_and_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        stream.write(
            json.dumps(line(0)) + "\n" + "x" * (2 * LONGEST_LINE + 5) + "\n" + json.dumps(line(1)) + "\n"
        )
    run = code_file(path, WordCoder(), tmp_path / "out.jsonl")
    assert (run.passages, run.failed) == (2, 1)
    assert "line 2: the line is longer than 10 MB" in f"{run.failures[0].where}: {run.failures[0].reason}"


def test_a_file_without_passages_is_at_fault(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no passages in this file"):
        code_file(write(tmp_path / "in.jsonl", []), WordCoder(), tmp_path / "out.jsonl")
    with pytest.raises(StudyError, match=r"in\.jsonl, line 1: no id"):
        code_file(write(tmp_path / "in.jsonl", [{}]), WordCoder(), tmp_path / "out.jsonl")
    with pytest.raises(StudyError, match="no such file"):
        code_file(tmp_path / "nowhere.jsonl", WordCoder(), tmp_path / "out.jsonl")


def test_the_file_of_passages_is_never_overwritten(source: Path) -> None:
    before = source.read_bytes()
    with pytest.raises(StudyError, match="the passages stand in this very file; give another --out"):
        code_file(source, WordCoder(), source)
    assert source.read_bytes() == before


def test_neighbours_are_lines_beside_of_the_same_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(
        tmp_path / "in.jsonl",
        [
            line(0, doc_id="a"),
            line(1, doc_id="a"),
            line(2, doc_id="b"),
            line(3),
            line(4),
            "{",
            line(5, doc_id="b"),
        ],
    )
    seen: list[Any] = []
    real = coding_batches._units
    monkeypatch.setattr(coding_batches, "_units", lambda batch: seen.extend(real(batch)) or real(batch))
    code_file(path, WordCoder(), tmp_path / "out.jsonl")
    beside = [(one.before[:6], one.after[:6]) for one in seen]
    assert beside == [("", "We see"), ("We met", ""), *[("", "")] * 4]


class Killed(BaseException):
    """What no handler of errors catches, as after a kill."""


@pytest.fixture
def partial(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a call was killed before the last move, all but three lines and a half gone."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(coding_files._Place, "finish", killed)
        with pytest.raises(Killed):
            code_file(source, WordCoder(), tmp_path / "out.jsonl")
    journal = tmp_path / "out.jsonl.partial"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:3]) + lines[3][:20])
    return journal


def test_a_killed_call_goes_on(source: Path, tmp_path: Path, partial: Path) -> None:
    run = code_file(source, WordCoder(), tmp_path / "out.jsonl")
    assert (run.already, run.coded, run.passages) == (3, 97, 100)
    code_file(source, WordCoder(), tmp_path / "alone.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()
    assert names(tmp_path) == {"in.jsonl", "out.jsonl", "alone.jsonl"}


def test_a_call_killed_after_the_last_move_is_complete(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def killed(old: Path, new: Path) -> None:
        real(old, new)
        if Path(new).name == "out.jsonl":
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(coding_files.os, "replace", killed)
        with pytest.raises(Killed):
            code_file(source, WordCoder(), tmp_path / "out.jsonl")
    run = code_file(source, WordCoder(), tmp_path / "out.jsonl")
    assert (run.already, run.coded) == (100, 0)
    assert names(tmp_path) == {"in.jsonl", "out.jsonl"}


def test_changed_passages_do_not_go_on_with_the_old_codings(
    source: Path, tmp_path: Path, partial: Path
) -> None:
    write(source, [line(k) for k in range(90)])
    with pytest.raises(
        StudyError, match=r"out\.jsonl\.partial: codings begun from other passages; go on .*delete"
    ):
        code_file(source, WordCoder(), tmp_path / "out.jsonl")
    assert partial.exists()


def test_another_coder_does_not_go_on_with_the_old_codings(
    source: Path, tmp_path: Path, partial: Path
) -> None:
    with pytest.raises(StudyError, match="codings begun by another coder"):
        code_file(source, WordCoder(identity={"version": "2"}), tmp_path / "out.jsonl")
    partial.unlink()
    assert code_file(source, WordCoder(identity={"version": "2"}), tmp_path / "out.jsonl").coded == 100


def test_a_file_coded_from_other_passages_is_replaced_in_the_end(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    code_file(source, WordCoder(), out)
    write(source, [line(k) for k in range(5)])
    assert code_file(source, WordCoder(), out).coded == 5
    assert len(lines_in(out)) == 5


def test_failures_are_kept_and_named_again(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    first = code_file(source, WordCoder(raises="threat 3."), out)
    again = code_file(source, WordCoder(raises="threat 3."), out)
    assert first.failed == again.failed == 1
    assert first.failures == again.failures
    assert lines_in(out)[3]["failed"] == "RuntimeError: cannot read 'threat 3.'"


def test_a_missing_folder_is_made(source: Path, tmp_path: Path) -> None:
    code_file(source, WordCoder(), tmp_path / "a" / "b" / "out.jsonl")
    assert names(tmp_path / "a" / "b") == {"out.jsonl"}
