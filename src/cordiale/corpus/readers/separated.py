"""Tables of texts as CSV or TSV, of any size: rows are read as they are asked for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cordiale.corpus.readers.encodings import encoding_of
from cordiale.corpus.readers.lines import bounded_lines
from cordiale.corpus.readers.values import BadRow, Found, Limits, Row, Source, Table, Unreadable

__all__ = ["named_columns", "read_separated"]

_SEPARATORS = (",", ";", "\t", "|")
_NEVER_CLOSED = (
    'a quotation mark that opens in this row is never closed, and the rest cannot be read; close it with "'
)


class _TooLong(Exception):
    """A line of the table is longer than the limit."""


def read_separated(source: Source, limits: Limits) -> Iterator[Found]:
    """The table in a ``.csv`` or ``.tsv`` file.

    Separated by comma, semicolon, tab or ``|``, whichever the header uses; any line ends; any encoding that can be told.
    """
    encoding = encoding_of(source.opener)
    # The limit is the interpreter's, not the reader's; it is only ever raised.
    csv.field_size_limit(max(limits.line_characters, csv.field_size_limit()))
    with io.TextIOWrapper(source.opener(), encoding=encoding, newline="") as stream:
        lines = _lines(stream, limits.line_characters)
        header = _header(lines, limits, source.suffix)
        yield Table(columns=header.columns, rows=_rows(header.reader, header.columns, header.number))


class _Header(NamedTuple):
    """The names of the columns, the row on which they stand, and a reader that stands behind them."""

    reader: Iterator[list[str] | str]
    columns: tuple[str, ...]
    number: int


def _lines(stream: io.TextIOWrapper, limit: int) -> Iterator[str]:
    for line in bounded_lines(stream, limit):
        if line is None:
            raise _TooLong
        yield line


def _header(lines: Iterator[str], limits: Limits, suffix: str) -> _Header:
    blank = 0
    try:
        first = next(lines, "")
        while first and not first.strip(" ,;\t|\r\n\ufeff"):
            blank, first = blank + 1, next(lines, "")
    except _TooLong as error:
        raise Unreadable(_too_long(limits)) from error
    if not first:
        raise Unreadable("the file is empty; delete it, or fetch it again")
    separator = "\t" if suffix in (".tsv", ".tab") else _separator(first)
    reader = csv.reader(_chained(first, lines), delimiter=separator, strict=True, skipinitialspace=True)
    try:
        names = next(reader)
    except (csv.Error, _TooLong) as error:
        raise Unreadable(
            "its first line is no header of a table; write the names of the columns there"
        ) from error
    return _Header(_bounded(reader, limits), named_columns(names), blank + 1)


def _chained(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first.removeprefix("\ufeff")
    yield from lines


def _separator(header: str) -> str:
    """The separator that the header uses most, outside quotation marks."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", header)
    return max(_SEPARATORS, key=bare.count)  # the first of them where no one is used more


def named_columns(header: Sequence[str]) -> tuple[str, ...]:
    """Names of columns as written; ``column 3`` for one without a name (R and pandas write row numbers so).

    Raises:
        Unreadable: a name stands twice.

    Example:
        >>> named_columns(["", " year ", "text", ""])
        ('column 1', 'year', 'text', 'column 4')
    """
    names = tuple(name.strip() or f"column {place}" for place, name in enumerate(header, start=1))
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise Unreadable(f"the column {twice!r} stands twice in its header; rename or delete one")
    return names


def _bounded(reader: Iterator[list[str]], limits: Limits) -> Iterator[list[str] | str]:
    """The rows; in place of one that is no row, why. What cannot be gone on behind ends the table."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except _TooLong:
            yield _too_long(limits) + "; the rows behind it were not read"
            return
        except csv.Error as error:
            if "unexpected end" in str(error) or "field limit" in str(error):
                yield _NEVER_CLOSED
                return
            yield 'text stands behind the closing quotation mark of a cell; write "" for a quotation mark inside it'


def _too_long(limits: Limits) -> str:
    return f"a line has more than {limits.line_characters:,} characters; break the text into more rows"


def _rows(reader: Iterator[list[str] | str], columns: tuple[str, ...], number: int) -> Iterator[Row | BadRow]:
    width = len(columns)
    for row in reader:
        number += 1
        if isinstance(row, str):
            yield BadRow(number=number, why=row)
        elif len(row) > width and any(extra.strip() for extra in row[width:]):
            yield BadRow(
                number=number,
                why=f"{len(row)} cells under {width} columns; put a cell that holds the separator into quotation marks",
            )
        elif any(row):
            padded = [*row, *[""] * (width - len(row))]
            yield Row(number=number, cells=dict(zip(columns, padded, strict=False)))
