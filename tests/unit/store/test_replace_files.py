"""Files are replaced whole or not at all (CONTRACTS 4)."""

import errno
import os
import shutil

import pytest

from cordiale.errors import StudyError
from cordiale.store import writing
from cordiale.store.writing import replace_folder_files

OLD = {"levels.csv": b"old levels", "figures/threat.svg": b"old figure"}
NEW = {"levels.csv": b"new levels", "figures/threat.svg": b"new figure", "methods.md": b"new methods"}


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "report"
    replace_folder_files(folder, OLD)
    return folder


def test_files_are_written_into_a_new_folder(tmp_path):
    folder = tmp_path / "a" / "b"
    replace_folder_files(folder, NEW)
    assert contents(folder) == NEW
    assert sorted(path.name for path in folder.iterdir()) == ["figures", "levels.csv", "methods.md"]


def test_old_files_are_replaced_and_others_stay(report):
    (report / "mine.txt").write_bytes(b"mine")
    replace_folder_files(report, NEW)
    assert contents(report) == {**NEW, "mine.txt": b"mine"}


def failing(number, step, original):
    """Lets the file operation fail when it has been called a number of times."""
    calls = iter(range(1, 1000))

    def fail(*args, **kwargs):
        if next(calls) == step:
            raise OSError(number, os.strerror(number), str(args[0]) if args else None)
        return original(*args, **kwargs)

    return fail


FAILURES = [
    # operation, error, at which call, what the message says
    ("fsync", errno.ENOSPC, 1, "the disk is full"),
    ("fsync", errno.ENOSPC, 3, "the disk is full"),
    ("fsync", errno.EDQUOT, 2, "quota"),
    ("replace", errno.EACCES, 1, "permission denied"),
    ("replace", errno.EACCES, 2, "permission denied"),
    ("replace", errno.EACCES, 3, "permission denied"),
]


@pytest.mark.parametrize(("operation", "number", "step", "said"), FAILURES)
def test_a_failure_at_any_moment_leaves_the_old_files_and_nothing_else(
    report, monkeypatch, operation, number, step, said
):
    monkeypatch.setattr(writing.os, operation, failing(number, step, getattr(os, operation)))
    with pytest.raises(StudyError, match=said) as caught:
        replace_folder_files(report, NEW)
    assert str(caught.value).startswith(f"{report}: nothing was written: ")
    assert ".cordiale" not in str(caught.value)
    assert contents(report) == OLD
    assert sorted(path.name for path in report.iterdir()) == ["figures", "levels.csv"]


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EROFS, "the folder is read-only"), (errno.EACCES, "permission denied")]
)
def test_a_folder_that_may_not_be_written_is_said_to_be_so(report, monkeypatch, number, said):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(writing.tempfile, "mkdtemp", refuse)
    with pytest.raises(StudyError, match=said):
        replace_folder_files(report, NEW)
    assert contents(report) == OLD


def test_a_disk_without_second_names_for_files_is_served_by_copies(report, monkeypatch):
    monkeypatch.setattr(writing.os, "link", failing(errno.EPERM, 1, os.link))
    monkeypatch.setattr(writing.os, "replace", failing(errno.EACCES, 3, os.replace))
    with pytest.raises(StudyError):
        replace_folder_files(report, NEW)
    assert contents(report) == OLD


def test_a_failure_in_a_new_folder_takes_the_folder_away_again(tmp_path, monkeypatch):
    monkeypatch.setattr(writing.os, "fsync", failing(errno.ENOSPC, 2, os.fsync))
    with pytest.raises(StudyError, match="the disk is full"):
        replace_folder_files(tmp_path / "a" / "b", NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_a_file_is_refused(report):
    (report / "levels.csv").unlink()
    (report / "levels.csv").mkdir()
    with pytest.raises(StudyError, match="nothing was written"):
        replace_folder_files(report, NEW)
    assert contents(report) == {"figures/threat.svg": b"old figure"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "report").write_bytes(b"a file")
    with pytest.raises(StudyError, match="nothing was written"):
        replace_folder_files(tmp_path / "report", NEW)
    assert (tmp_path / "report").read_bytes() == b"a file"


@pytest.mark.parametrize("name", ["../out.csv", "/out.csv", "a/../../out.csv", "a\\b", ""])
def test_a_path_out_of_the_folder_is_a_defect_and_writes_nothing(tmp_path, name):
    with pytest.raises(ValueError, match="no path inside a folder"):
        replace_folder_files(tmp_path / "report", {"levels.csv": b"", name: b""})
    assert list(tmp_path.iterdir()) == []


def test_files_can_be_written_where_only_the_folder_itself_may_be(report, monkeypatch):
    """A mounted results folder: what lies beside it is another disk, or belongs to somebody else."""
    made = []
    original = writing.tempfile.mkdtemp
    monkeypatch.setattr(
        writing.tempfile, "mkdtemp", lambda *a, **k: made.append(k.get("dir") or a[2]) or original(*a, **k)
    )
    replace_folder_files(report, NEW)
    assert made == [report]
    shutil.rmtree(report)
