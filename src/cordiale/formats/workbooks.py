"""Excel workbooks as grids of text: what a person sees in each cell, in the spelling of a CSV file."""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import BadZipFile, ZipFile

from cordiale.errors import Problem, StudyError

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["Grid", "read_sheet", "sheet_names"]

Grid: TypeAlias = list[tuple[int, list[str]]]
"""Rows of a table as written: line number (from 1) and cells."""

LARGEST_UNPACKED = 200_000_000
"""Bytes; a workbook that unpacks to more is a zip bomb or no table that people typed."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What openpyxl and zipfile raise on a workbook that is cut off or altered: found by altering bytes (see the tests).
_BROKEN = (
    BadZipFile, zlib.error, struct.error, SyntaxError, EOFError, OSError, RuntimeError, NotImplementedError,
    LookupError, ValueError, TypeError, AttributeError,
)  # fmt: skip


def sheet_names(data: bytes, file: str) -> tuple[str, ...]:
    """Names of the visible and hidden sheets of a workbook, in order.

    Args:
        data: the bytes of the workbook. Args file: its name, for messages.

    Raises:
        StudyError: the bytes are no workbook that can be read.
    """
    with _opened(data, file) as workbook:
        return tuple(sheet.title for sheet in workbook.worksheets)


def read_sheet(data: bytes, file: str, name: str) -> Grid:
    """The cells of one sheet as text.

    Whole numbers lose the ``.0`` that Excel gives them, truth values are ``true`` and ``false``, dates are ISO dates at
    the precision that the cell shows (a cell shown as ``Sep-01`` is ``2001-09``, since Excel makes a day of a month).

    Args:
        data: the bytes of the workbook. Args file: its name, for messages.
        name: name of the sheet, in any capitals; the first sheet where none has it.

    Missing:
        An empty cell is empty text; rows without any cell are left out.

    Raises:
        StudyError: no workbook that can be read; or cells that hold an Excel error, or a formula without a value.
    """
    problems: list[Problem] = []
    with _opened(data, file) as workbook:
        sheet = _sheet(workbook, name, file)
        grid = list(_rows(sheet, file, problems))
        title = sheet.title
    if any(re.search(rb"<f[ />]", part) for part in _sheet_parts(data)):
        problems += _unvalued_formulas(data, file, title)
    if problems:
        raise StudyError(problems)
    return grid


@contextmanager
def _opened(data: bytes, file: str, *, formulas: bool = False) -> Iterator[Workbook]:
    """The workbook, closed afterwards; whatever breaks while it is read is said as a problem of the file."""
    from openpyxl import load_workbook

    _refuse_unsafe(data, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of drop-downs and styles that it drops
            workbook = load_workbook(BytesIO(data), read_only=True, data_only=not formulas)
            try:
                yield workbook
            finally:
                workbook.close()
    except _BROKEN as error:
        raise StudyError(_broken(file)) from error


def _refuse_unsafe(data: bytes, file: str) -> None:
    if data.startswith(_OLE):
        raise StudyError(
            Problem(
                where=file,
                found="the workbook has a password, or is in the format of Excel 97",
                cure="save it as .xlsx without a password",
            )
        )
    try:
        with ZipFile(BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except _BROKEN as error:
        raise StudyError(_broken(file)) from error
    if size > LARGEST_UNPACKED:
        raise StudyError(
            Problem(
                where=file,
                found=f"the workbook unpacks to {size / 1e6:.0f} MB",
                allowed=f"up to {LARGEST_UNPACKED / 1e6:.0f} MB",
            )
        )


def _broken(file: str) -> Problem:
    cure = "open it in Excel or LibreOffice and save it again as .xlsx"
    return Problem(where=file, found="the workbook is damaged, or is no .xlsx workbook", cure=cure)


def _sheet(workbook: Workbook, name: str, file: str) -> Any:
    sheets = workbook.worksheets
    if not sheets:
        raise StudyError(Problem(where=file, found="the workbook has no sheet"))
    named = [sheet for sheet in sheets if sheet.title.strip().casefold() == name.casefold()]
    return named[0] if named else sheets[0]


def _rows(sheet: Any, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # the stated size may be that of a whole sheet: 17 thousand million cells
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = []
        for cell in row:
            if cell.value is not None and cell.data_type == "e":
                where = f"{file}, line {number}, cell {cell.coordinate}"
                cure = "mend the formula, or type the value"
                problems.append(Problem(where=where, found=f"the Excel error {cell.value}", cure=cure))
            cells.append(_text(cell.value, getattr(cell, "number_format", "")))
        if cells:
            yield number, cells


def _text(value: object, number_format: str) -> str:
    """A cell's value as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # 15 digits are what Excel keeps and shows: 0.1+0.2 reads 0.3.
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return _date_as_shown(value, number_format)
    return str(value)


def _date_as_shown(day: date, number_format: str) -> str:
    """An Excel date at the precision of its format: Excel stores a typed month or year as its first day."""
    shown = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", number_format or "").casefold()
    text = f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
    if "y" in shown and "d" not in shown:
        return text[:7] if "m" in shown else text[:4]
    return text


def _sheet_parts(data: bytes) -> Iterator[bytes]:
    with ZipFile(BytesIO(data)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                yield archive.read(part)


def _unvalued_formulas(data: bytes, file: str, title: str) -> list[Problem]:
    """Cells that hold a formula for which no program has stored a value: read as they are, they would be empty."""
    problems = []
    with _opened(data, file) as valued, _opened(data, file, formulas=True) as written:
        pairs = zip(_cells(valued[title]), _cells(written[title]), strict=True)
        for value, formula in pairs:
            # A stored value that is empty text has another data type.
            if formula.data_type == "f" and value.value is None and value.data_type == "n":
                problems.append(
                    Problem(
                        where=f"{file}, line {formula.row}, cell {formula.coordinate}",
                        found=f"the formula {formula.value} has no stored value",
                        cure="open the workbook in Excel and save it; or, if it is text, begin it with an apostrophe",
                    )
                )
    return problems


def _cells(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        yield from row
