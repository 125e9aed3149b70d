"""Rows of tables as texts: which column holds the words, and what is refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches

from cordiale.corpus.readers.values import BadRow, Row, Table, Unreadable, Words, has_words

__all__ = ["MOST_NAMED", "cell", "rows_as_words", "text_column_of"]

MOST_NAMED = 3
"""Rows of one table that are refused each in a line of its own; the rest is counted."""

_TEXT_NAMES = (
    "text", "fulltext", "body", "content", "speech", "speechtext", "transcript", "statement", "rawtext", "текст",
    "正文", "全文", "文本", "内容",
)  # fmt: skip
_MOST_COLUMNS = 20


def cell(value: object) -> str:
    """A value of a table as text: whole numbers without ``.0``, ISO dates, lists joined by ``|``.

    Missing:
        None gives empty text.

    Example:
        >>> cell(2001.0), cell(True), cell(None), cell(["RUS", "CHN"])
        ('2001', 'true', '', 'RUS|CHN')
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case float():
            text = str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            text = value.date().isoformat() if value.time() == time() else value.isoformat()
        case date():
            text = value.isoformat()
        case list():
            text = "|".join(cell(item) for item in value)
        case dict():
            text = json.dumps(value, ensure_ascii=False, default=str)
        case _:
            text = str(value)
    return text


def text_column_of(columns: Sequence[str], asked: str | None = None) -> str:
    """The column that holds the words: the one asked for, else the first that bears a usual name.

    Raises:
        Unreadable: there is none; the message lists the columns.

    Example:
        >>> text_column_of(["doc_id", "year", "Full text"])
        'Full text'
    """
    plain = {name.casefold().replace("_", "").replace(" ", ""): name for name in reversed(columns)}
    if asked is not None:
        if asked in columns:
            return asked
        near = get_close_matches(asked, columns, n=1)
        raise Unreadable(
            f"it has no column {asked!r}"
            + (f" (did you mean {near[0]!r}?)" if near else "")
            + f"; {_listed(columns)}"
        )
    for name in _TEXT_NAMES:
        if name in plain:
            return plain[name]
    raise Unreadable(
        f"no column is named like a text; {_listed(columns)}; name the one with the words: --map text=COLUMN"
    )


def _listed(columns: Sequence[str]) -> str:
    names = [name if len(name) <= 40 else name[:39] + "…" for name in columns[:_MOST_COLUMNS]]
    more = len(columns) - len(names)
    return f"its columns are {', '.join(names)}" + (f" and {more} more" if more else "")


def rows_as_words(table: Table, asked: str | None) -> Iterator[Words | str]:
    """Each row as a text, with all its columns as metadata; in place of a bad row, why it is refused.

    The first bad rows are named one by one; the others are counted at the end.
    """
    column = text_column_of(table.columns, asked)
    refused: Counter[str] = Counter()
    read = 0
    for row in table.rows:
        read += 1
        if isinstance(row, Row) and has_words(row.cells.get(column, "")):
            yield Words(text=row.cells[column], metadata=row.cells, place=f"row {row.number}")
            continue
        why = (
            row.why
            if isinstance(row, BadRow)
            else f"no text in column {column!r}; fill it, or delete the row"
        )
        refused[why] += 1
        if refused.total() <= MOST_NAMED:
            yield f"row {row.number}: {why}"
    if not read:
        raise Unreadable("the table has no rows; delete it, or fetch it again")
    more = refused.total() - MOST_NAMED
    if more > 0:
        yield f"{more:,} more of its {read:,} rows are refused; most often: {refused.most_common(1)[0][0]}"
