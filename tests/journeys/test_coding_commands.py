"""The commands that code and export, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coding_doubles import WordCoder, study
from cordiale.cli import coding, main
from cordiale.project import coding_files, coding_run

KEYS = ["run", "passages", "coded", "already", "failed", "seconds"]


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The coder of the tests under the name `words`, as if a package had brought it."""
    for room in (coding_run, coding_files):
        real = room.coder_named
        monkeypatch.setattr(
            room,
            "coder_named",
            lambda name, real=real: WordCoder(raises="no. 9.") if name == "words" else real(name),
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return study(tmp_path / "study", documents=2, passages=6)


def test_code_says_what_it_did_and_the_second_time_that_nothing_was_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["code", str(folder), "--coder", "words", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == KEYS
    assert (found["passages"], found["coded"], found["already"], found["failed"]) == (12, 12, 0, 0)
    assert main(["code", str(folder), "--coder", "words"]) == 0
    assert (
        capsys.readouterr().out
        == f"run {found['run']}: all 12 passages were coded already, nothing was done\n"
    )


def test_passages_that_failed_are_named_and_the_exit_code_is_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = study(tmp_path / "study", documents=1, passages=10)
    assert main(["code", str(folder), "--coder", "words", "--quiet"]) == 3
    said = capsys.readouterr()
    assert said.out.endswith("1 failed\n")
    assert said.err.endswith(" of d0001: RuntimeError: cannot read 'no. 9.'\n")


def test_a_file_is_coded_into_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "1", "actor": "RUS", "text": "A threat."}\n{}\n', encoding="utf-8")
    assert main(["code", str(source), "--coder", "words", "--out", str(out), "--format", "json"]) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["failed"] == 1
    assert said.err == "cordiale: in.jsonl, line 2: no id; allowed: id as text that is not empty\n"
    assert json.loads(out.read_text(encoding="utf-8"))["threats"][0]["magnitude"] == 2


def test_codings_go_out_and_come_in(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "anna.csv"
    main(["code", str(folder), "--coder", "words"])
    assert (
        main(["export", str(folder), "--codings", "--coder", "words", "--format", "csv", "--out", str(out)])
        == 0
    )
    assert "12 passages, coder words, run" in capsys.readouterr().err
    other = study(tmp_path / "other", documents=2, passages=6)
    assert main(["code", str(other), "--coder", str(out)]) == 0
    assert "12 of 12 passages coded" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["code", "nowhere"], 1, "nowhere: no study folder and no file of passages"),
        (["code", "STUDY", "--workers", "0"], 2, "--workers: 0; allowed: 1 or more"),
        (["code", "STUDY", "--coder", "nobody"], 2, "'nobody' is no coder; allowed: dictionary"),
        (["code", "STUDY", "--out", "x.jsonl"], 2, "--out: a study keeps its codings in its own folder"),
        (["code", "STUDY/study.toml"], 2, "--out: missing"),
        (["export", "STUDY", "--codings", "--out", "x"], 1, "the coder 'dictionary' has finished no run"),
    ],
)
def test_what_is_wrong_is_said(
    folder: Path, arguments: list[str], exit_code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([one.replace("STUDY", str(folder)) for one in arguments]) == exit_code
    assert said in capsys.readouterr().err


def test_a_study_without_texts_says_how_to_add_some(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = study(tmp_path / "study", documents=0)
    assert main(["code", str(folder)]) == 1
    assert "there are no texts in this study; `cordiale add" in capsys.readouterr().err


def test_progress_is_rarer_in_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    on_a_terminal = coding._every()
    monkeypatch.setattr("sys.stderr.isatty", lambda: False, raising=False)
    assert on_a_terminal < coding._every() == 10
