"""Writing that leaves a whole file or the old one, and one writer at a time in a folder."""

from __future__ import annotations

import errno
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from cordiale.errors import Problem, StudyError
from cordiale.formats.files import reason_of

__all__ = ["LOCK_FILE", "replace_folder_files", "study_lock"]

LOCK_FILE = ".cordiale.lock"
_SECONDS_TO_WRITE_A_LOCK = 30.0


def replace_folder_files(target: Path, files: Mapping[str, bytes]) -> None:
    """Writes files into a folder so that each is replaced whole, and none if one of them cannot be.

    Everything is written beside its place first (inside ``target``, hence on the same disk), and only then moved into
    place file by file. If a move fails (a table is open in Excel on Windows), those already moved are taken back.

    Args:
        target: the folder; made if it is not there.
        files: content by path relative to ``target``, with ``/`` between folders (``figures/threat.svg``).

    Raises:
        StudyError: the disk is full, the folder may not be written, or a file is in use; the old files stand as they
            were, nothing else is left behind.
        ValueError: a path that leads out of ``target``.
    """
    paths = {name: _inside(name) for name in files}
    made = _first_missing(target)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".cordiale-", dir=target, ignore_cleanup_errors=True) as part:
            fresh, old = Path(part) / "new", Path(part) / "old"
            for name, content in files.items():
                _write_through(fresh / paths[name], content)
            for path in paths.values():
                _keep(target / path, old / path)
            _move_all(fresh, old, target, list(paths.values()))
    except OSError as error:
        if made is not None:
            _remove_empty(made)
        raise StudyError(_cannot_write(target, error)) from error


def _inside(name: str) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts:
        raise ValueError(f"{name!r} is no path inside a folder")
    return Path(*path.parts)


def _first_missing(folder: Path) -> Path | None:
    """The topmost folder that would have to be made, None where the folder is there."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    return missing[-1] if missing else None


def _remove_empty(folder: Path) -> None:
    """Takes away folders that were made in vain; one that somebody has filled meanwhile stays."""
    for inner, *_ in os.walk(folder, topdown=False):
        with suppress(OSError):
            os.rmdir(inner)


def _write_through(path: Path, content: bytes) -> None:
    """Writes a file down to the disk, so that a power cut after the move cannot leave it empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _keep(path: Path, copy: Path) -> None:
    """A second name for an old file, or a copy where the disk knows no second names."""
    if not path.exists():
        return
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)


def _move_all(fresh: Path, old: Path, target: Path, paths: list[Path]) -> None:
    moved = []
    try:
        for path in paths:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(fresh / path, target / path)
            moved.append(path)
    except OSError:
        for path in moved:
            if (old / path).exists():
                os.replace(old / path, target / path)
            else:
                (target / path).unlink()
        raise


def _cannot_write(target: Path, error: OSError) -> Problem:
    full = errno.errorcode.get(error.errno or 0) in ("ENOSPC", "EDQUOT")  # by name: not every system has both
    cure = "close its files in other programs, or choose a folder that may be written"
    return Problem(
        where=str(target),
        found=f"nothing was written: {reason_of(error)}",
        cure="free some space" if full else cure,
    )


@contextmanager
def study_lock(folder: Path) -> Iterator[None]:
    """Keeps a folder to one writing process while the block runs.

    A lock file in the folder names the process and its computer. A lock whose process has ended on this computer
    (killed, or the power failed) is taken over; one from another computer, on a shared disk, counts as held, since
    nothing here can tell whether that process lives.

    Args:
        folder: the folder to be written; it is made where it is missing, and taken away again if it stays empty.

    Raises:
        StudyError: another process is writing there; or no lock can be written.
    """
    lock, made = folder / LOCK_FILE, _first_missing(folder)
    mine = json.dumps({"pid": os.getpid(), "host": platform.node(), "token": os.urandom(8).hex()})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while not _create(lock, mine):
            _take_over_or_refuse(lock)
    except OSError as error:
        raise StudyError(_cannot_write(folder, error)) from error
    try:
        yield
    finally:
        with suppress(OSError):
            if lock.read_text(encoding="utf-8", errors="replace") == mine:
                lock.unlink()
        if made is not None:
            _remove_empty(made)


def _create(lock: Path, content: str) -> bool:
    """Whether the lock file could be made; False where there is one."""
    try:
        with lock.open("x", encoding="utf-8") as handle:  # O_CREAT | O_EXCL: one process alone succeeds
            handle.write(content)
    except FileExistsError:
        return False
    return True


def _take_over_or_refuse(lock: Path) -> None:
    """Takes a dead process's lock away, or raises StudyError."""
    try:
        found = lock.read_text(encoding="utf-8", errors="replace")
        age = time.time() - lock.stat().st_mtime
    except FileNotFoundError:
        return  # its owner has just finished
    holder = _holder(found)
    if holder is None and age < _SECONDS_TO_WRITE_A_LOCK:
        raise StudyError(_busy(lock, "another cordiale run"))
    if holder is not None:
        pid, host = holder
        if host != platform.node():
            raise StudyError(_busy(lock, f"another cordiale run (process {pid} on {host})"))
        if _is_alive(pid):
            raise StudyError(_busy(lock, f"another cordiale run (process {pid})"))
    _remove_stale(lock, found)


def _remove_stale(lock: Path, found: str) -> None:
    """Removes a stale lock, and not one that a quicker process has put in its place meanwhile."""
    aside = lock.with_name(f"{lock.name}.{os.getpid()}")
    try:
        os.replace(lock, aside)
    except FileNotFoundError:
        return
    if aside.read_text(encoding="utf-8", errors="replace") != found:
        os.replace(aside, lock)
        raise StudyError(_busy(lock, "another cordiale run"))
    aside.unlink()


def _holder(text: str) -> tuple[int, str] | None:
    """Process and computer that a lock names; None where it is not (or not yet wholly) written."""
    try:
        data = json.loads(text)
        return int(data["pid"]), str(data["host"])
    except (ValueError, KeyError, TypeError):
        return None


def _busy(lock: Path, who: str) -> Problem:
    return Problem(
        where=str(lock.parent),
        found=f"{who} is writing here",
        cure=f"wait until it is done; if none runs any more, delete {lock}",
    )


def _is_alive(pid: int) -> bool:
    """Whether a process of this computer runs."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)  # signal 0 is not sent; it only asks
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # somebody else's process
    return True


def _is_alive_on_windows(pid: int) -> bool:
    """The same on Windows, where ``os.kill`` with 0 would send Ctrl+C instead of asking."""
    import ctypes

    synchronize, still_waiting, denied = 0x0010_0000, 0x102, 5
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(synchronize, False, pid)
    if not handle:
        return bool(ctypes.get_last_error() == denied)  # type: ignore[attr-defined,unused-ignore]
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == still_waiting)
    finally:
        kernel.CloseHandle(handle)
