"""The files to read at a path: itself, those in a folder and its folders, those in an archive."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from cordiale.corpus.readers.archive import members
from cordiale.corpus.readers.values import Limits, Refusal, Source, Unreadable, shown
from cordiale.formats.files import reason_of

__all__ = ["sources"]

_HIDDEN = (".", "~$")
_NOBODYS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "Icon\r"})


def sources(path: Path, limits: Limits) -> Iterator[Source | Refusal]:
    """Every file at a path in the order of names; hidden and lock files are left out, unless the path itself is one."""
    name = path.name or path.resolve().name
    try:
        info = path.stat()
    except OSError as error:
        yield Refusal(
            file=shown(str(path)), why=f"it cannot be read: {_reason(error)}; look at the path again"
        )
        return
    if stat.S_ISDIR(info.st_mode):
        yield from _folder(path, name, limits)
    else:
        yield from _file(path, shown(name), info, limits)


def _file(path: Path, where: str, info: os.stat_result, limits: Limits) -> Iterator[Source | Refusal]:
    if not stat.S_ISREG(info.st_mode):
        yield Refusal(file=where, why="it is neither a file nor a folder (a device or a pipe); take it out")
    elif path.suffix.casefold() == ".zip":
        try:
            yield from members(path, where, limits, _NOBODYS)
        except Unreadable as error:
            yield Refusal(file=where, why=str(error))
        except OSError as error:
            yield Refusal(file=where, why=f"it cannot be read: {_reason(error)}; let yourself read it")
    else:
        yield Source(
            name=path.name,
            where=where,
            size=info.st_size,
            original=path,
            opener=lambda: path.open("rb"),
            path=path,
        )


def _folder(root: Path, name: str, limits: Limits) -> Iterator[Source | Refusal]:
    """Depth first, on a stack of our own, for folders can lie deeper than Python calls."""
    seen: set[tuple[int, int]] = set()
    waiting = [(os.fspath(root), name)]
    while waiting:
        place, where = waiting.pop()
        path = Path(place)
        try:
            info = path.stat()
            if not stat.S_ISDIR(info.st_mode):
                yield from _file(path, shown(where), info, limits)
                continue
            key = (info.st_dev, info.st_ino)
            if key in seen:
                yield Refusal(file=shown(where), why="a link to a folder that is read already; take it out")
                continue
            seen.add(key)
            entries = sorted(entry for entry in os.listdir(path) if not _is_hidden(entry))
        except OSError as error:
            yield Refusal(file=shown(where), why=f"it cannot be read: {_reason(error)}; {_cure(path)}")
            continue
        waiting.extend((os.path.join(place, entry), f"{where}/{entry}") for entry in reversed(entries))


def _is_hidden(name: str) -> bool:
    return name.startswith(_HIDDEN) or name in _NOBODYS


def _cure(path: Path) -> str:
    return "mend or delete the link" if path.is_symlink() else "let yourself read it"


def _reason(error: OSError) -> str:
    return reason_of(error).casefold()
