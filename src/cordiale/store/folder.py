"""A study folder as a `StudyData`."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from cordiale.errors import Problem, StudyError
from cordiale.formats.columns import TABLE_NAMES
from cordiale.formats.files import decode, read_bytes, reason_of
from cordiale.formats.study_files import read_study
from cordiale.formats.tables import Table, read_sheets, read_table
from cordiale.formats.workbooks import sheet_names
from cordiale.model.study import StudyData

__all__ = ["STUDY_FILE", "WORKBOOK", "load"]

STUDY_FILE = "study.toml"
WORKBOOK = "study.xlsx"
"""A workbook with a sheet for each table, in place of the tables' own files."""

_READ = (".csv", ".xlsx")
_NOT_READ = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv", ".txt")


def load(folder: Path) -> StudyData:
    """The study in a folder.

    Args:
        folder: the folder that holds study.toml; its name is the study's id. Tables stand beside it as ``.csv`` or
            ``.xlsx`` files, or as sheets of study.xlsx.

    Missing:
        Tables that are not there give no rows; other files are left alone.

    Raises:
        StudyError: no such folder, no study.toml in it, two files for one table, or anything that is wrong in a file.
    """
    files = _files(folder)
    if STUDY_FILE not in files:
        raise StudyError(
            Problem(
                where=str(folder),
                found=f"no {STUDY_FILE} in this folder",
                cure=f"`cordiale new {folder}` writes a study to begin with, in a new or empty folder",
            )
        )
    sheets, stray = _sheets(files)
    own = _table_files(files)
    stray += [*_doubles(own, sheets), *_unread_names(files)]
    tables = sheets | {name: _table(paths[0]) for name, paths in own.items()}
    return read_study(folder.resolve().name or "study", _text(files[STUDY_FILE]), tables, stray)


def _files(folder: Path) -> dict[str, Path]:
    """Files of the folder by name, without those that editors and Excel put beside an open file."""
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        cure = f"give the folder that holds {STUDY_FILE}" if folder.is_file() else ""
        raise StudyError(
            Problem(where=str(folder), found=f"no study: {reason_of(error)}", cure=cure)
        ) from error
    return {path.name: path for path in found if not path.name.startswith(("~$", "."))}


def _text(path: Path) -> str | StudyError:
    try:
        return decode(read_bytes(path), path.name)
    except StudyError as error:
        return error


def _table(path: Path) -> Table | StudyError:
    try:
        return read_table(path)
    except StudyError as error:
        return error


def _table_files(files: Mapping[str, Path]) -> dict[str, list[Path]]:
    """Files of their own for each table, in whatever capitals: Windows and macOS do not tell them apart."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in files.values():
        if path.suffix.casefold() in _READ and path.stem.casefold() in TABLE_NAMES:
            found[path.stem.casefold()].append(path)
    return found


def _sheets(files: Mapping[str, Path]) -> tuple[dict[str, Table | StudyError], list[Problem]]:
    """Tables that stand as sheets in study.xlsx, and why that cannot be read."""
    path = next((path for name, path in files.items() if name.casefold() == WORKBOOK), None)
    if path is None:
        return {}, []
    try:
        titles = sheet_names(read_bytes(path), path.name)
        sheets = read_sheets(path, TABLE_NAMES)
    except StudyError as error:
        return {}, list(error.problems)
    strange = [title for title in titles if title.strip().casefold() not in sheets]
    return sheets, [*_misspelt(f"{path.name}, sheet", strange)]


def _doubles(own: Mapping[str, Sequence[Path]], sheets: Collection[str]) -> Iterator[Problem]:
    for name in TABLE_NAMES:
        places = [path.name for path in own.get(name, ())]
        places += [f"{WORKBOOK}, sheet {name}"] if name in sheets else []
        if len(places) > 1:
            yield Problem(
                where=" and ".join(places),
                found=f"the table {name} stands in {len(places)} places: which one holds?",
                cure="keep one, and move the other out of the folder",
            )


def _unread_names(files: Mapping[str, Path]) -> Iterator[Problem]:
    """Files that look like tables of the study but would be passed over: their codes would be lost in silence."""
    for path in files.values():
        stem, suffix = path.stem.casefold(), path.suffix.casefold()
        if suffix in _NOT_READ and stem in (*TABLE_NAMES, "study"):
            yield Problem(
                where=path.name,
                found=f"{suffix} files are not read",
                allowed=", ".join(_READ),
                cure="save it as one",
            )
    tables = [path.stem for path in files.values() if path.suffix.casefold() in _READ]
    yield from _misspelt("", [stem for stem in tables if stem.casefold() not in (*TABLE_NAMES, "study")])


def _misspelt(where: str, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        close = difflib.get_close_matches(name.casefold(), TABLE_NAMES, n=1, cutoff=0.85)
        if close:
            yield Problem(
                where=f"{where} {name}".strip(),
                found="a table of that name is not part of a study",
                nearest=close[0],
                cure="rename it, or move it out of the folder",
            )
