"""Texts in an Excel workbook, one a row, on any of its sheets."""

from __future__ import annotations

from collections.abc import Iterator

from cordiale.corpus.readers.separated import named_columns
from cordiale.corpus.readers.values import BadRow, Found, Limits, Row, Source, Table, Unreadable
from cordiale.errors import StudyError
from cordiale.formats.workbooks import Grid, read_sheet, sheet_names

__all__ = ["read_workbook"]

_LONGEST_CELL = 32_767  # characters that Excel keeps; what is longer was cut off when it was pasted or saved


def read_workbook(source: Source, limits: Limits) -> Iterator[Found]:
    """The sheets of an ``.xlsx`` workbook that hold anything, each a table under its first row."""
    data = source.whole(limits)
    try:
        names = sheet_names(data, source.name)
        filled = 0
        for name in names:
            grid = [
                (line, cells)
                for line, cells in read_sheet(data, source.name, name)
                if any(map(str.strip, cells))
            ]
            if grid:
                filled += 1
                yield _table(grid, f"sheet {name}" if len(names) > 1 else "")
    except StudyError as error:
        first, more = error.problems[0], len(error.problems) - 1
        said = str(first).removeprefix(f"{source.name}: ").removeprefix(f"{source.name}, ")
        raise Unreadable(said + (f"; and {more} more like it" if more else "")) from error
    if not filled:
        raise Unreadable("the workbook is empty; delete it, or fetch it again")


def _table(grid: Grid, place: str) -> Table:
    (_, header), *body = grid
    width = max(len(cells) for _, cells in grid)
    while width > len(header) and not any(
        len(cells) >= width and cells[width - 1].strip() for _, cells in grid
    ):
        width -= 1  # columns that were formatted and never filled
    columns = named_columns([*header, *[""] * (width - len(header))])
    return Table(columns=columns, rows=(_row(line, cells, columns) for line, cells in body), place=place)


def _row(line: int, cells: list[str], columns: tuple[str, ...]) -> Row | BadRow:
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    if any(len(text) >= _LONGEST_CELL for text in padded):
        why = f"a cell is full ({_LONGEST_CELL:,} characters, all that Excel keeps), so its text was cut off"
        return BadRow(number=line, why=f"{why}; give the table as .csv or .parquet")
    return Row(number=line, cells=dict(zip(columns, padded, strict=False)))
