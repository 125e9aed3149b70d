"""The tidy tables of a trajectory as bytes: CSV, Parquet and Stata (CONTRACTS 4).

`tidy_tables` says what stands in the tables; the writers here only turn cells into bytes. The same
table always gives the same bytes.

=========  ===========  ============  =========================
cell       CSV          Parquet       Stata
=========  ===========  ============  =========================
unknown    ``unknown``  ``unknown``   ``.u``; text: ``unknown``
not coded  empty        null          ``.n``; text: empty
=========  ===========  ============  =========================

Columns of numbers and dates cannot say ``unknown`` in CSV and Parquet (nor can yes-no columns in
Parquet) without ceasing to be numbers: there both are empty, and ``variables.csv`` says what an
empty cell means. Stata tells the two apart everywhere.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cordiale.errors import InputError, Problem
from cordiale.formats.tidy_rows import TABLES, TABLES_OF_TEXTS, tidy_tables
from cordiale.formats.variables import (
    NOT_CODED,
    UNKNOWN,
    Cell,
    Kind,
    Missing,
    TidyTable,
    Variable,
    variables,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "TABLES",
    "TABLES_OF_TEXTS",
    "Kind",
    "Missing",
    "TidyTable",
    "Variable",
    "csv_bytes",
    "tidy_tables",
    "to_csv_bytes",
    "to_dta_bytes",
    "to_frame",
    "to_parquet_bytes",
    "variables",
    "variables_csv_bytes",
]

_WORDS = frozenset({Kind.TEXT, Kind.LEVEL, Kind.TYPE})
_CODED = frozenset({Kind.LEVEL, Kind.TYPE, Kind.BOOL})
_NUMBER = re.compile(r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?")
_TO_QUOTE = re.compile('[,"\r\n]')
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


# ------------------------------------------------------------------------------------- CSV


def to_csv_bytes(table: TidyTable) -> bytes:
    """A table as CSV: UTF-8, commas, line feeds; numbers without exponent, yes-no as words.

    A cell of text that a spreadsheet would run as a formula begins with an apostrophe.

    Raises:
        InputError: a cell that no CSV reader can take (a NUL character).
    """
    _check_texts(table, "csv")
    header = [column.name for column in table.columns]
    rows = [
        [_csv_cell(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return csv_bytes(header, rows)


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of text as CSV, with formulas disarmed.

    A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return and is no number
    gets an apostrophe in front, so that spreadsheets keep it as text.

    Example:
        >>> csv_bytes(["what", "change"], [["=cmd|' /C calc'!A0", "-0.5"]])
        b"what,change\\n'=cmd|' /C calc'!A0,-0.5\\n"
    """
    lines = [",".join(_quoted(cell) for cell in row) for row in (header, *rows)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _quoted(cell: str) -> str:
    # Written by hand: the csv module leaves a lone carriage return bare before Python 3.13.
    if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        cell = "'" + cell
    if _TO_QUOTE.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _csv_cell(cell: Cell, column: Variable) -> str:
    if isinstance(cell, Missing):
        return str(cell.value) if column.kind in _WORDS | {Kind.BOOL} else ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def variables_csv_bytes(tables: Iterable[TidyTable]) -> bytes:
    """``variables.csv``: one row a column of the given tables, with its codes in Stata."""
    header = ["table", "name", "label", "kind", "values", "missing"]
    rows = [
        [one.table, one.name, one.label, one.kind.value, _described_values(one), _described_missing(one)]
        for table in tables
        for one in table.columns
    ]
    return csv_bytes(header, rows)


def _described_values(variable: Variable) -> str:
    if variable.kind is Kind.TEXT:
        return "|".join(variable.values)
    return "|".join(f"{code}={word}" for word, code in _codes(variable).items())


def _described_missing(variable: Variable) -> str:
    if variable.kind in _WORDS:
        return "unknown: left open by the codes; none: looked at, nothing there; empty: not coded"
    return variable.missing


def _codes(variable: Variable) -> dict[str, int]:
    """A word's code in Stata: its place in the list, which keeps the order of levels."""
    words = ("no", "yes") if variable.kind is Kind.BOOL else variable.values
    return {word: code for code, word in enumerate(words)} if variable.kind in _CODED else {}


# --------------------------------------------------------------------------------- Parquet


def to_frame(table: TidyTable) -> pl.DataFrame:
    """A table as a Polars data frame: levels and types as plain text, real types for the rest.

    Missing: ``unknown`` stays a word in columns of words and is null elsewhere; what is not coded
    is null.
    """
    import polars as pl

    kinds: Mapping[Kind, type[pl.DataType]] = {
        Kind.NUMBER: pl.Float64,
        Kind.SHARE: pl.Float64,
        Kind.COUNT: pl.Int64,
        Kind.DATE: pl.Date,
        Kind.BOOL: pl.Boolean,
    }
    return pl.DataFrame(
        [
            pl.Series(
                column.name,
                [_frame_cell(row[place], column) for row in table.rows],
                dtype=kinds.get(column.kind, pl.String),
            )
            for place, column in enumerate(table.columns)
        ]
    )


def _frame_cell(cell: Cell, column: Variable) -> str | int | float | bool | date | None:
    if cell is UNKNOWN and column.kind in _WORDS:
        return str(UNKNOWN.value)
    return None if isinstance(cell, Missing) else cell


def to_parquet_bytes(table: TidyTable) -> bytes:
    """A table as Parquet, as `to_frame` gives it."""
    buffer = io.BytesIO()
    to_frame(table).write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


# ----------------------------------------------------------------------------------- Stata

_UNKNOWN_TAG, _NOT_CODED_TAG = "u", "n"
_STAMP = b"<timestamp>\x11"
_NO_TIME = b"01 Jan 1960 00:00"
"""Stata's zero: the file does not say when it was written, so that same input gives same bytes."""


def to_dta_bytes(table: TidyTable) -> bytes:
    """A table as a Stata file (format 118, Stata 14 and later).

    Levels, types and yes-no columns are numbers with value labels; ``.u`` is unknown and ``.n``
    not coded. Text of more than 2,045 bytes is kept whole, as strL.

    Raises:
        InputError: a cell that Stata cannot take (a NUL character).
    """
    import polars as pl
    import pyreadstat

    _check_texts(table, "dta")
    frame = pl.DataFrame([_dta_series(table, place, column) for place, column in enumerate(table.columns)])
    numeric = [column for column in table.columns if column.kind is not Kind.TEXT]
    with tempfile.TemporaryDirectory() as folder:  # the writer takes a path, not a buffer
        path = Path(folder) / "table.dta"
        pyreadstat.write_dta(
            frame,
            path,
            version=14,  # Stata 14 reads and writes format 118
            file_label=f"Cordiale: {table.name}",
            column_labels=[column.label for column in table.columns],
            variable_value_labels={
                column.name: _value_labels(column) for column in numeric if column.kind in _CODED
            },
            missing_user_values={column.name: [_UNKNOWN_TAG, _NOT_CODED_TAG] for column in numeric},
            variable_format={column.name: "%td" for column in numeric if column.kind is Kind.DATE},
        )
        return _without_time(path.read_bytes())


def _value_labels(column: Variable) -> dict[Any, str]:
    """What each code and each tagged missing value of a column means."""
    words = {code: word for word, code in _codes(column).items()}
    return {**words, _UNKNOWN_TAG: "unknown", _NOT_CODED_TAG: "not coded"}


def _dta_series(table: TidyTable, place: int, column: Variable) -> pl.Series:
    import polars as pl

    cells = [row[place] for row in table.rows]
    if column.kind is Kind.TEXT:
        texts = [cell.value if isinstance(cell, Missing) else str(cell) for cell in cells]
        return pl.Series(column.name, texts, dtype=pl.String)
    codes = _codes(column)
    # Objects, since a tagged missing value is a letter among numbers.
    return pl.Series(column.name, [_dta_cell(cell, codes) for cell in cells], dtype=pl.Object)


def _dta_cell(cell: Cell, codes: Mapping[str, int]) -> int | float | date | str:
    if cell is UNKNOWN:
        return _UNKNOWN_TAG
    if cell is NOT_CODED:
        return _NOT_CODED_TAG
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, str):
        return codes[cell]
    assert not isinstance(cell, Missing)
    return cell


def _without_time(content: bytes) -> bytes:
    start = content.index(_STAMP) + len(_STAMP)
    return content[:start] + _NO_TIME + content[start + len(_NO_TIME) :]


def _check_texts(table: TidyTable, ending: str) -> None:
    """Refuses text that no reader of the format could take."""
    for line, row in enumerate(table.rows, start=1):
        for cell, column in zip(row, table.columns, strict=True):
            if isinstance(cell, str) and "\0" in cell:
                raise InputError(
                    Problem(
                        where=f"{table.name}.{ending}, row {line}, {column.name}",
                        found=f"a NUL character in {cell[:40]!r}",
                        cure="take it out of the study's table",
                    )
                )
