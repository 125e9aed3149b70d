"""Coding runs that are killed, from outside, at any moment."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coding_doubles import WordCoder, study
from cordiale.project.coding_export import export
from cordiale.project.coding_run import code_study

PASSAGES = 240
DOUBLES = Path(__file__).resolve().parents[1] / "coding_doubles.py"


def exported(folder: Path) -> str:
    out = folder.parent / "out.jsonl"
    export(folder, "words", "jsonl", out)
    return hashlib.sha256(out.read_bytes()).hexdigest()


def begin(folder: Path, log: Path, *, seconds: float, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(DOUBLES), str(folder), str(seconds), str(workers), str(log)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)


def lines_of(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.exists() else 0


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> bool:
    """Whether it came true while the process lived."""
    while process.poll() is None:
        if condition():
            return True
        time.sleep(0.005)
    return condition()


def test_after_three_kills_the_export_is_that_of_a_run_left_alone(tmp_path: Path) -> None:
    folder, alone, log = study(tmp_path / "killed"), study(tmp_path / "alone"), tmp_path / "log"
    code_study(alone, WordCoder())
    for share in (0.2, 0.4, 0.6):
        process = begin(folder, log, seconds=0.003, workers=1)
        assert wait_for(lambda share=share: lines_of(log) > share * PASSAGES, process)  # type: ignore[misc]
        kill(process)
    done = lines_of(log)
    run = code_study(folder, WordCoder(log=str(log)), workers=1)
    assert run.coded <= 0.5 * PASSAGES
    assert lines_of(log) == done + run.coded
    assert run.already + run.coded == PASSAGES
    assert exported(folder) == exported(alone)


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no kill -9 and no Ctrl-C for groups of processes"
)
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    folder, log = study(tmp_path / "study"), tmp_path / "log"
    process = begin(folder, log, seconds=0.01, workers=2)
    assert wait_for(lambda: lines_of(log) > 20, process)
    kill(process)
    deadline = time.monotonic() + 10
    while _group_lives(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _group_lives(process.pid)
    assert code_study(folder, WordCoder()).passages == PASSAGES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Ctrl-C for groups of processes")
def test_ctrl_c_leaves_whole_lines_and_no_word_of_the_workers(tmp_path: Path) -> None:
    folder, log = study(tmp_path / "study"), tmp_path / "log"
    process = begin(folder, log, seconds=0.01, workers=2)
    assert wait_for(lambda: lines_of(log) > 20, process)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode != 0
    assert said.count(b"Traceback") == 1, said  # that of the script itself; the command line says a sentence
    journals = list(folder.glob("runs/*/journal.jsonl"))
    assert all(path.read_bytes()[-1:] == b"\n" for path in journals)
    assert code_study(folder, WordCoder()).passages == PASSAGES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Ctrl-C for groups of processes")
def test_ctrl_c_on_the_command_line_says_one_sentence_and_gives_130(tmp_path: Path) -> None:
    """The coder comes in by the plug-in door: an entry point of another package."""
    folder, log, plugged = study(tmp_path / "study"), tmp_path / "log", tmp_path / "plugged"
    info = plugged / "sleepy-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sleepy\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[cordiale.coders]\nsleepy = sleepy:coder\n", encoding="utf-8")
    (plugged / "sleepy.py").write_text(
        "from coding_doubles import WordCoder\n"
        f"def coder(): return WordCoder(name='sleepy', seconds=0.01, log={str(log)!r})\n",
        encoding="utf-8",
    )
    paths = [str(plugged), str(DOUBLES.parent), os.environ.get("PYTHONPATH", "")]
    command = [sys.executable, "-m", "cordiale", "code", str(folder), "--coder", "sleepy", "--workers", "2"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
    )
    assert wait_for(lambda: lines_of(log) > 20, process)
    os.killpg(process.pid, signal.SIGINT)
    printed, said = process.communicate(timeout=30)
    assert (process.returncode, printed) == (130, b"")
    assert said.decode() == "interrupted, nothing half written; run the same command again\n"
    assert not (folder / ".cordiale.lock").exists()


def test_a_script_needs_no_guard_for_its_workers(tmp_path: Path) -> None:
    folder, script = study(tmp_path / "study"), tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\n"
        "from coding_doubles import WordCoder\n"
        "from cordiale.project.coding_run import code_study\n"
        f"print(code_study(Path({str(folder)!r}), WordCoder(), workers=2).coded)\n",
        encoding="utf-8",
    )
    paths = os.pathsep.join([str(DOUBLES.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": paths},
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == ([b"240"], b"")


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_soak_kills_at_any_moment(tmp_path: Path, seed: int) -> None:
    folder, alone, log = study(tmp_path / "killed"), study(tmp_path / "alone"), tmp_path / "log"
    code_study(alone, WordCoder())
    moment = random.Random(seed)
    for _ in range(5):
        process = begin(folder, log, seconds=0.004, workers=moment.choice((1, 2, 3)))
        time.sleep(moment.uniform(0.5, 3.0))
        kill(process)
    run = code_study(folder, WordCoder(log=str(log)), workers=2)
    assert run.already + run.coded == PASSAGES
    assert exported(folder) == exported(alone)
