"""Texts as JSON: one object a line, or one list of objects."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator

from cordiale.corpus.readers.encodings import decoded, encoding_of
from cordiale.corpus.readers.lines import bounded_lines
from cordiale.corpus.readers.rows import cell
from cordiale.corpus.readers.values import BadRow, Found, Limits, Row, Source, Table, Unreadable

__all__ = ["read_json", "read_json_lines"]

_LOOKED_AT = 200
"""Rows from which the columns are known; a key that first comes later is kept with its row all the same."""


def read_json_lines(source: Source, limits: Limits) -> Iterator[Found]:
    """The objects of a ``.jsonl`` file, one a line, read as they are asked for; keys are columns."""
    encoding = encoding_of(source.opener)
    with io.TextIOWrapper(source.opener(), encoding=encoding, newline="\n") as stream:
        yield _table(_objects(stream, limits))


def read_json(source: Source, limits: Limits) -> Iterator[Found]:
    """The objects of a ``.json`` file: a list of them, one alone, or one a line."""
    text = decoded(source.whole(limits)).lstrip("\ufeff")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("{") and "\n" in text.strip():
            yield _table(_objects(io.StringIO(text), limits))
            return
        raise Unreadable(f"it is no valid JSON ({_said(error)}); write it again") from error
    rows = value if isinstance(value, list) else [value]
    yield _table(_row(number, row) for number, row in enumerate(rows, start=1))


def _objects(stream: io.TextIOBase, limits: Limits) -> Iterator[Row | BadRow]:
    for number, line in enumerate(bounded_lines(stream, limits.line_characters), start=1):
        if line is None:
            yield BadRow(
                number=number,
                why=f"the line has more than {limits.line_characters:,} characters; break the text up",
            )
        elif line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield BadRow(number=number, why=f"no valid JSON ({_said(error)}); write one object a line")
            else:
                yield _row(number, value)


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.casefold()} at line {error.lineno}, column {error.colno}"
    return "nested too deep" if isinstance(error, RecursionError) else "a number too long"


def _row(number: int, value: object) -> Row | BadRow:
    if not isinstance(value, dict):
        return BadRow(number=number, why='no object; write {"text": …} for each text')
    return Row(number=number, cells={name: cell(entry) for name, entry in value.items()})


def _table(rows: Iterator[Row | BadRow]) -> Table:
    first = list(itertools.islice(rows, _LOOKED_AT))
    columns = dict.fromkeys(name for row in first if isinstance(row, Row) for name in row.cells)
    if not first:
        raise Unreadable("the table has no rows; delete it, or fetch it again")
    if not columns:
        why = next((row.why for row in first if isinstance(row, BadRow)), "an empty object")
        raise Unreadable(f"none of its first {len(first)} lines can be read; line {first[0].number}: {why}")
    return Table(columns=tuple(columns), rows=itertools.chain(first, rows))
