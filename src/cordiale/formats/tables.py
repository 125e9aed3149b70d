"""Tables as people send them: CSV with its many habits, or a sheet of an Excel workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cordiale.errors import Problem, StudyError
from cordiale.formats import workbooks
from cordiale.formats.files import decode, read_bytes, reason_of
from cordiale.formats.workbooks import Grid

__all__ = [
    "Row",
    "Table",
    "TableError",
    "control_characters",
    "csv_text",
    "read_sheets",
    "read_table",
    "spreadsheet_safe",
    "write_csv",
]

LONGEST_CELL = 1_000_000
"""Characters; the standard library stops at 131,072, which a pasted speech can reach."""

_SEPARATORS = (",", ";", "\t")
_PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# What XML 1.0, and with it HTML pages, SVG and Excel, cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table.

    Args:
        line: line of the file on which the row begins, or row of the sheet; the header stands on line 1.
        cells: text by column; every column of the table has an entry, empty where nothing was entered.
    """

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as read: nothing interpreted, blank rows left out.

    Args:
        name: ``evidence`` for ``evidence.csv`` and for the sheet of that name.
        file: what messages call it (``evidence.csv``, ``study.xlsx, sheet evidence``).
        columns: header names in order. Args header_line: line on which they stand.
        rows: the rows in order.
    """

    name: str
    file: str
    columns: tuple[str, ...]
    header_line: int = 1
    rows: tuple[Row, ...]


class TableError(StudyError):
    """What is wrong with some rows or the header of a table; ``table`` is what can be read of it.

    The reader of a study goes on with that, so that wrong codes are said in the same run. Nothing else may.
    """

    def __init__(self, problems: Sequence[Problem], table: Table) -> None:
        self.table = table
        super().__init__(problems)


def read_table(path: Path) -> Table:
    """The table in a ``.csv`` or ``.xlsx`` file.

    CSV: UTF-8 with or without byte-order mark; comma, semicolon or tab (whichever the header uses); any line ends.
    Excel: the sheet named like the file, else the first. Blanks around a cell are taken off, and nothing else: a cell
    that begins with ``=`` is text like any other.

    Missing:
        An empty cell is empty text, not "none". A column without a name is dropped if it is empty.

    Raises:
        StudyError: with every problem of the file: bytes that are not UTF-8, a quote never closed, a header twice,
            a row longer than the header, control characters, a damaged or protected workbook.
    """
    if path.suffix.casefold() == ".xlsx":
        grid = workbooks.read_sheet(read_bytes(path), path.name, path.stem)
    else:
        grid = _csv_grid(decode(read_bytes(path), path.name), path.name)
    return _table(path.stem, path.name, grid)


def read_sheets(path: Path, names: Collection[str]) -> dict[str, Table | StudyError]:
    """The sheets of a workbook that bear one of some names, each as a table or as what is wrong with it.

    Args:
        path: the workbook. Args names: names wanted, in small letters; the sheets' own may have capitals.

    Raises:
        StudyError: the file is no workbook that can be read.
    """
    data = read_bytes(path)
    found: dict[str, Table | StudyError] = {}
    for title in workbooks.sheet_names(data, path.name):
        name = title.strip().casefold()
        if name not in names:
            continue
        file = f"{path.name}, sheet {title}"
        try:
            found[name] = _table(name, file, workbooks.read_sheet(data, file, title))
        except StudyError as error:
            found[name] = error
    return found


def _csv_grid(text: str, file: str) -> Grid:
    # The limit is the interpreter's, not the reader's; it is only ever raised.
    csv.field_size_limit(max(LONGEST_CELL, csv.field_size_limit()))
    lines = io.StringIO(text, newline="\n")
    reader = csv.reader(lines, delimiter=_separator(text), strict=True, skipinitialspace=True)
    grid: Grid = []
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return grid
        except csv.Error as error:
            raise StudyError(_csv_problem(f"{file}, line {begins}", str(error))) from error
        grid.append((begins, cells))


def _separator(text: str) -> str:
    """The separator that the header uses most, outside quotes."""
    header = next((line for line in text.split("\n") if line.strip(" ,;\t")), "")
    bare = re.sub(r'"(?:[^"]|"")*"', "", header)
    return max(_SEPARATORS, key=bare.count)  # the first of them where no one is used more


def _csv_problem(where: str, reason: str) -> Problem:
    if "unexpected end" in reason or "field limit" in reason:
        return Problem(
            where=where,
            found="a quotation mark that opens in this row is never closed",
            allowed=f"cells of up to {LONGEST_CELL:,} characters",
            cure='close the cell with ", and write "" for a quotation mark inside it',
        )
    return Problem(
        where=where,
        found="text stands behind the closing quotation mark of a cell",
        cure='write "" for a quotation mark inside a cell that begins with one',
    )


def _table(name: str, file: str, grid: Grid) -> Table:
    """A grid under its header, or everything that is wrong with it."""
    filled = [(line, cells) for line, cells in grid if any(_clean(cell) for cell in cells)]
    if not filled:
        raise StudyError(
            Problem(where=file, found="the file is empty", cure="give it a header row, or delete it")
        )
    (top, header), *body = filled
    names = [_clean(cell) for cell in header]
    problems = [*_header_problems(file, top, names)]
    rows = []
    for line, cells in body:
        problems += _row_problems(file, line, cells, names)
        padded = [*cells, *[""] * (len(names) - len(cells))]
        rows.append(Row(line=line, cells={n: _clean(c) for n, c in zip(names, padded, strict=False) if n}))
    columns = tuple(dict.fromkeys(name for name in names if name))
    table = Table(name=name.casefold(), file=file, columns=columns, header_line=top, rows=tuple(rows))
    if problems:
        raise TableError(problems, table)
    return table


def _clean(cell: str) -> str:
    """A cell without blanks at its ends, stray byte-order marks, and Windows line ends."""
    return _pictured(_line_feeds(cell.replace("\ufeff", ""))).strip()


_PICTURES = {code: 0x2400 + code for code in range(1, 32) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}


def _pictured(text: str) -> str:
    """A text in which control characters stand as their pictures (U+2401 for U+0001).

    No page, figure or workbook can hold them, and in a terminal they are commands; so they stay text.
    """
    return text.translate(_PICTURES)


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _header_problems(file: str, line: int, names: Sequence[str]) -> Iterator[Problem]:
    for place, name in enumerate(names):
        if name and name in names[:place]:
            found = f"the column {name!r} stands twice, as columns {names.index(name) + 1} and {place + 1}"
            yield Problem(where=f"{file}, line {line}", found=found, cure="delete or rename one of them")
        yield from control_characters(f"{file}, line {line}, column {place + 1}", name)


def _row_problems(file: str, line: int, cells: Sequence[str], names: Sequence[str]) -> Iterator[Problem]:
    beyond = [cell for cell in cells[len(names) :] if _clean(cell)]
    if beyond:
        yield Problem(
            where=f"{file}, line {line}",
            found=f"{len(cells)} cells, but the header names {len(names)} columns",
            cure='put a cell that contains the separator into quotation marks: "so, for example"',
        )
    for place, (name, cell) in enumerate(zip(names, cells, strict=False), start=1):
        if not name and _clean(cell):
            found = f"{_clean(cell)[:40]!r} stands in a column without a name"
            yield Problem(where=f"{file}, line {line}, column {place}", found=found, cure="name the column")
        yield from control_characters(f"{file}, line {line}, {name or f'column {place}'}", _pictured(cell))


def control_characters(where: str, text: str) -> Iterator[Problem]:
    """The first character of a text that pages, figures and workbooks cannot hold, as a problem."""
    match = _FORBIDDEN.search(text)
    if match:
        found = f"the control character U+{ord(match.group()):04X} at character {match.start() + 1}"
        yield Problem(
            where=where, found=found, cure="delete it: it cannot be shown or written to other formats"
        )


def write_csv(
    target: Path | io.TextIOBase,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    exact: bool = False,
) -> None:
    """Writes a table as CSV: UTF-8, comma, line feed.

    Args:
        target: a file, replaced as a whole if it is there, or an open text stream.
        columns, rows, exact: as for `csv_text`.

    Raises:
        StudyError: the file cannot be written; an old one stands as it was.
    """
    text = csv_text(columns, rows, exact=exact)
    if not isinstance(target, Path):
        target.write(text)
        return
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StudyError(
            Problem(where=str(target), found=f"cannot be written: {reason_of(error)}")
        ) from error


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]], *, exact: bool = False) -> str:
    """A table as CSV text.

    Args:
        columns: header names. Args rows: one sequence a row, as long as the header.
        exact: leave text cells as they are. A study's own tables are written so, and come back from `read_table` as
            they were; results are opened in spreadsheet programs, and get `spreadsheet_safe`.

    Missing:
        None gives an empty cell; truth values give ``true`` and ``false``; line ends inside cells are line feeds.

    Example:
        >>> print(csv_text(["id", "share", "note"], [["E1", 0.5, "=1+1"], ["E2", None, "a, b"]]), end="")
        id,share,note
        E1,0.5,'=1+1
        E2,,"a, b"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_written(value, exact) for value in row])
    return out.getvalue()


def _written(value: object, exact: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    # The writer of the standard library leaves a lone carriage return unquoted, which would break the row.
    text = _line_feeds(value)
    return text if exact else spreadsheet_safe(text)


def spreadsheet_safe(text: str) -> str:
    """Text that a spreadsheet program shows and does not calculate.

    Excel and LibreOffice take a cell of a CSV file that begins with ``= + - @``, a tab or a line end for a
    formula: they would show another text than the study holds, and could run a formula that came in with it. Such a
    cell gets an apostrophe in front; plain numbers stay. Reading takes nothing off again (an apostrophe is text too),
    so files that are read back are written with ``exact``.

    Example:
        >>> spreadsheet_safe("=1+1"), spreadsheet_safe("-1"), spreadsheet_safe("we")
        ("'=1+1", '-1', 'we')
    """
    risky = text.startswith(_FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(text)
    return f"'{text}" if risky else text
