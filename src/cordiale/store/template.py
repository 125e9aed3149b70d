"""A new study to begin with: it runs at once, and says of every condition that it is unknown."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cordiale.actors import find, nearest
from cordiale.errors import InputError, Problem, StudyError
from cordiale.formats.columns import Column, TableColumns, study_tables
from cordiale.formats.files import reason_of
from cordiale.formats.rows import ACTOR_CODES, actor_code
from cordiale.formats.study_files import judgement_levels
from cordiale.formats.study_toml import FORMAT
from cordiale.formats.tables import control_characters, csv_text
from cordiale.store.folder import STUDY_FILE, WORKBOOK
from cordiale.store.writing import replace_folder_files

__all__ = ["new_study"]

_LISTS = "lists"
_ROWS_WITH_LISTS = 5000


def new_study(
    folder: Path,
    title: str,
    actors: Sequence[str],
    *,
    years: Sequence[int] | None = (2024,),
    excel: bool = False,
) -> tuple[Path, ...]:
    """Writes a study to begin with: study.toml with comments, every table with its header, README.txt.

    Args:
        folder: a new or empty folder; folders above it are made. Args title: of the study.
        actors: two or more codes or names ("CHN", "Russia").
        years: one snapshot, a calendar year long, for each, in order. None: those years in which texts of two of the
            actors are added later.
        excel: one workbook, study.xlsx, with a sheet for each table, drop-down lists and each column's question as a
            comment, in place of the CSV files.

    Returns:
        The files written.

    Raises:
        StudyError: the folder is not empty, or cannot be written.
        InputError: fewer than two actors, an actor that is not in the table, a title or year that cannot be used.
    """
    _check_empty(folder)
    codes = _codes(actors)
    _check_title(title)
    if years is not None:
        _check_years(years)
    files = {STUDY_FILE: _study_toml(title, codes, years), "README.txt": _readme(excel)}
    contents = {name: text.encode("utf-8") for name, text in files.items()}
    if excel:
        contents[WORKBOOK] = _workbook_bytes()
    else:
        for table in study_tables():
            contents[f"{table.name}.csv"] = csv_text(table.names, [], exact=True).encode("utf-8")
    replace_folder_files(folder, contents)
    return tuple(folder / name for name in contents)


def _check_empty(folder: Path) -> None:
    try:
        filled = folder.exists() and any(folder.iterdir())
    except OSError as error:
        raise StudyError(
            Problem(where=str(folder), found=f"no study can be written: {reason_of(error)}")
        ) from error
    if filled:
        raise StudyError(
            Problem(where=str(folder), found="the folder is not empty", cure="name a new or an empty folder")
        )


def _codes(actors: Sequence[str]) -> list[str]:
    codes: dict[str, str] = {}  # the code that keys the rules: the code as named (RUS: SUN)
    for word in actors:
        actor = find(word)
        if actor is None:
            close = nearest(word, n=1)
            found = f"{word!r} is no actor of the actor table"
            raise _refusal("actors", found, allowed=ACTOR_CODES, nearest=close[0] if close else "")
        if actor_code(actor) in codes:
            raise _refusal("actors", f"{word!r} is the same actor as {codes[actor_code(actor)]!r}")
        codes[actor_code(actor)] = actor.code
    if len(codes) < 2:
        raise _refusal("actors", "a study needs a relationship", allowed="two or more actors")
    return list(codes.values())


def _check_title(title: str) -> None:
    for problem in control_characters("title", title):
        raise InputError(problem)
    unusable = {"Cc", "Cs", "Zl", "Zp"}  # controls, halves of a character, line and paragraph separators
    if not title.strip() or any(unicodedata.category(character) in unusable for character in title):
        raise _refusal("title", f"{title!r} is no title", allowed="one line of text")


def _check_years(years: Sequence[int]) -> None:
    if not years or list(years) != sorted(set(years)) or not 1 <= years[0] <= years[-1] <= 9999:
        raise _refusal(
            "years", f"{list(years)} cannot be used", allowed="one or more years, in order, each once"
        )


def _refusal(where: str, found: str, allowed: str = "", nearest: str = "") -> InputError:
    return InputError(Problem(where=where, found=found, allowed=allowed, nearest=nearest))


_YEARLY = """\
# No windows are named: each calendar year in which two of the actors have texts is one. Name your own as
# [[snapshots]] with id, start and end, and take this away.
[texts]
snapshots = "yearly"
coder = "dictionary"
"""


def _study_toml(title: str, codes: Sequence[str], years: Sequence[int] | None) -> str:
    names = ", ".join(json.dumps(code) for code in codes)
    pair = ", ".join(json.dumps(code) for code in codes[:2])
    windows = _YEARLY if years is None else _windows(years)
    return f"""\
# A Cordiale study. Lines that begin with # are remarks. `cordiale run` with this folder reads it.
cordiale = {FORMAT}
title = {json.dumps(title.strip(), ensure_ascii=False)}

# Codes of states (ISO 3166, such as CHN) or groups (NATO, EU): two or more.
actors = [{names}]

# All pairs of actors are read. To read some of them only, name them:
# dyads = [[{pair}]]

{windows}
# Every interpretive choice is a setting; `cordiale settings` lists them. Name here what differs:
# [rules]
# "minima.NASC.status" = "minimal"
"""


def _windows(years: Sequence[int]) -> str:
    listed = "\n".join(
        f'[[snapshots]]\nid = "{year:04d}"\nstart = "{year:04d}-01-01"\nend = "{year:04d}-12-31"\ntitle = ""\n'
        for year in years
    )
    return (
        "# Windows in which you read the relationship, in order, without overlap.\n"
        f"# id: letters, digits, _ and -; start and end: the first and the last day.\n{listed}"
    )


def _readme(excel: bool) -> str:
    place = f"{WORKBOOK}, one sheet a table" if excel else "the .csv files, one a table"
    return f"""\
This folder is a study for Cordiale, which measures how states align.

study.toml says who, when and by which rules. Change it first.
The tables stand in {place}; all are optional:
  sources            texts that you cite          evidence       one claim a row, coded
  judgements         verdicts, yours or others'   labels         what the parties call it
  interactions       events between the parties   context        events outside
  reinterpretations  what was read anew           capabilities   figures on power
An empty cell means "not coded"; the word none means "looked, and nothing there". Alternatives: a|b.
`cordiale run` with this folder writes report/; whatever is wrong is said with file, line and column.
"""


def _workbook_bytes() -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    sheets = [(workbook.create_sheet(table.name), table) for table in study_tables()]
    lists = workbook.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for sheet, table in sheets:
        _fill_sheet(sheet, table, lists)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _fill_sheet(sheet: Any, table: TableColumns, lists: Any) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    for place, column in enumerate(table.columns, start=1):
        cell = sheet.cell(row=1, column=place, value=column.name)
        cell.font = Font(bold=True)
        cell.comment = Comment(_comment(column), "Cordiale", width=320, height=120)
        # Text format: Excel would make a day of 2001-09, and a sum of a note that begins with "=".
        shape = sheet.column_dimensions[cell.column_letter]
        shape.number_format = "@"
        shape.width = max(12, len(column.name) + 3)
        words = _listed(table, column)
        if words:
            sheet.add_data_validation(_drop_down(cell.column_letter, column, words, lists))
    sheet.freeze_panes = "A2"


def _comment(column: Column) -> str:
    notes = [column.meaning]
    if column.allowed:
        notes.append("Words: " + ", ".join(column.allowed))
    if column.several:
        notes.append("Several: a|b")
    notes.append("Every row must fill it." if column.required else "Empty: not coded.")
    return "\n".join(notes)


def _listed(table: TableColumns, column: Column) -> tuple[str, ...]:
    """What the drop-down of a column offers; for levels, those of every condition."""
    if table.name == "judgements" and column.name in ("level", "admissible"):
        conditions = next(one.allowed for one in table.columns if one.name == "condition")
        return tuple(dict.fromkeys(word for name in conditions for word in judgement_levels(name)))
    return column.allowed


def _drop_down(letter: str, column: Column, words: Sequence[str], lists: Any) -> Any:
    """A drop-down list that stands on the hidden sheet: a list inside the cell ends at 255 characters."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    place = (lists.max_column if lists["A1"].value is not None else 0) + 1
    for row, word in enumerate(words, start=1):
        cell = lists.cell(row=row, column=place, value=word)
        cell.number_format = "@"
    at = get_column_letter(place)
    drop_down = DataValidation(
        type="list",
        formula1=f"{_LISTS}!${at}$1:${at}${len(words)}",
        allow_blank=True,
        # A list of alternatives (a|b) is no word of the list: there Excel asks and lets it pass.
        errorStyle="warning" if column.several else "stop",
        errorTitle=column.name,
        error="Several words stand with a bar between them: a|b"
        if column.several
        else "Choose from the list.",
    )
    drop_down.add(f"{letter}2:{letter}{_ROWS_WITH_LISTS}")
    return drop_down
