"""One process writes a study at a time."""

import json
import os
import platform
import subprocess
import sys
import time

import pytest

from cordiale.errors import StudyError
from cordiale.store import writing
from cordiale.store.writing import LOCK_FILE, study_lock

HOLD = """\
import sys
from pathlib import Path
from cordiale.store.writing import study_lock
with study_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def start_holder(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout.readline().strip() == "held"
    return process


def finish(process):
    process.communicate("\n")


def test_the_lock_is_there_while_the_block_runs_and_gone_after(tmp_path):
    with study_lock(tmp_path):
        held = json.loads((tmp_path / LOCK_FILE).read_text(encoding="utf-8"))
        assert held["pid"] == os.getpid()
    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_gone_after_a_failure(tmp_path):
    with pytest.raises(RuntimeError, match="the run failed"), study_lock(tmp_path):
        raise RuntimeError("the run failed")
    assert list(tmp_path.iterdir()) == []


def test_a_second_process_is_refused_while_the_first_writes(tmp_path):
    holder = start_holder(tmp_path)
    try:
        said = rf"another cordiale run \(process {holder.pid}\) is writing here"
        with pytest.raises(StudyError, match=said), study_lock(tmp_path):
            pytest.fail("two processes at once")
    finally:
        finish(holder)
    with study_lock(tmp_path):
        pass


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path):
    holder = start_holder(tmp_path)
    holder.kill()
    finish(holder)
    assert (tmp_path / LOCK_FILE).exists()
    with study_lock(tmp_path):
        held = json.loads((tmp_path / LOCK_FILE).read_text(encoding="utf-8"))
        assert held["pid"] == os.getpid()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_held_by_this_process_is_held(tmp_path):
    with study_lock(tmp_path), pytest.raises(StudyError, match="is writing here"), study_lock(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_from_another_computer_counts_as_held_and_the_message_says_how_to_end_it(tmp_path):
    lock = tmp_path / LOCK_FILE
    lock.write_text(json.dumps({"pid": 1, "host": "another-computer"}), encoding="utf-8")
    with pytest.raises(StudyError, match=r"process 1 on another-computer.*delete"), study_lock(tmp_path):
        pass
    assert lock.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"pid": "x", "host": "y"}'])
def test_a_lock_that_is_not_wholly_written_is_held_for_a_moment_and_then_stale(tmp_path, content):
    lock = tmp_path / LOCK_FILE
    lock.write_bytes(content)
    with pytest.raises(StudyError, match="another cordiale run is writing here"), study_lock(tmp_path):
        pass
    long_ago = time.time() - 3600
    os.utime(lock, (long_ago, long_ago))
    with study_lock(tmp_path):
        pass


@pytest.mark.parametrize("pid", [0, -1, 2**70])
def test_a_lock_of_a_process_that_cannot_be_is_stale(tmp_path, pid):
    lock = json.dumps({"pid": pid, "host": platform.node()})
    (tmp_path / LOCK_FILE).write_text(lock, encoding="utf-8")
    with study_lock(tmp_path):
        pass


def test_a_lock_that_a_quicker_process_has_just_taken_is_given_back(tmp_path, monkeypatch):
    """Two processes find the same stale lock: the slower must not remove what the quicker has put there."""
    lock = tmp_path / LOCK_FILE
    stale = json.dumps({"pid": 2**70, "host": platform.node()})
    quicker = json.dumps({"pid": os.getpid(), "host": platform.node()})
    lock.write_text(quicker, encoding="utf-8")
    with pytest.raises(StudyError, match="is writing here"):
        writing._remove_stale(lock, stale)
    assert lock.read_text(encoding="utf-8") == quicker
    assert list(tmp_path.iterdir()) == [lock]


def test_a_folder_in_which_no_lock_can_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StudyError, match="nothing was written"), study_lock(tmp_path / "file"):
        pass


def test_a_folder_that_is_missing_is_made(tmp_path):
    with study_lock(tmp_path / "new" / "report"):
        assert (tmp_path / "new" / "report" / LOCK_FILE).exists()


def test_an_error_of_the_work_itself_is_not_taken_for_one_of_the_lock(tmp_path):
    with pytest.raises(FileNotFoundError), study_lock(tmp_path):
        (tmp_path / "nowhere").read_bytes()


def test_a_new_folder_stays_only_if_something_was_written_into_it(tmp_path):
    with pytest.raises(RuntimeError, match="the run failed"), study_lock(tmp_path / "a" / "report"):
        raise RuntimeError("the run failed")
    assert list(tmp_path.iterdir()) == []
    with study_lock(tmp_path / "a" / "report"):
        (tmp_path / "a" / "report" / "levels.csv").write_bytes(b"levels")
    assert [path.name for path in (tmp_path / "a" / "report").iterdir()] == ["levels.csv"]
