"""Built-in studies: folders of data that ship with Cordiale, read like any other study."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from cordiale.errors import Problem, StudyError
from cordiale.model.study import StudyData
from cordiale.store.folder import STUDY_FILE, load

__all__ = ["BuiltinStudy", "builtin", "builtin_folder", "builtin_names", "describe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltinStudy:
    """A built-in study in one line: what `cordiale studies` lists.

    Args:
        name: as on the command line. Args records: rows of evidence.
    """

    name: str
    title: str
    dyads: tuple[tuple[str, str], ...]
    snapshots: tuple[str, ...]
    records: int


def builtin_names() -> tuple[str, ...]:
    """Names of the built-in studies, in alphabetical order.

    Example:
        >>> "sino-russian" in builtin_names()
        True
    """
    with _studies() as folder:
        return tuple(sorted(one.name for one in folder.iterdir() if (one / STUDY_FILE).is_file()))


@contextmanager
def builtin_folder(name: str) -> Iterator[Path]:
    """The folder of a built-in study, to be read and never written.

    Raises:
        StudyError: there is no built-in study of that name; the message names the nearest.
    """
    names = builtin_names()
    if name not in names:
        close = difflib.get_close_matches(name, names, n=1)
        raise StudyError(
            Problem(
                where=name,
                found="no study folder and no built-in study of that name",
                allowed=", ".join(names),
                nearest=close[0] if close else "",
                cure="`cordiale studies` lists the built-in studies",
            )
        )
    with _studies() as folder:
        yield folder / name


def builtin(name: str) -> StudyData:
    """A built-in study.

    Raises:
        StudyError: there is no built-in study of that name.

    Example:
        >>> builtin("sino-russian").dyads
        (('CHN', 'RUS'),)
    """
    with builtin_folder(name) as folder:
        return load(folder)


def describe() -> tuple[BuiltinStudy, ...]:
    """Every built-in study in one line each."""
    return tuple(_described(name) for name in builtin_names())


def _described(name: str) -> BuiltinStudy:
    study = builtin(name)
    return BuiltinStudy(
        name=name,
        title=study.title,
        dyads=study.dyads,
        snapshots=tuple(snapshot.id for snapshot in study.snapshots),
        records=len(study.records),
    )


@contextmanager
def _studies() -> Iterator[Path]:
    with as_file(files("cordiale") / "studies") as folder:
        yield folder
