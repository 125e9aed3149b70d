"""From a path to its texts, one after the other, and the files and rows that were refused between them."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from itertools import islice
from pathlib import Path

from cordiale.corpus.readers.archive import DAMAGE
from cordiale.corpus.readers.general_debate import said_by_name
from cordiale.corpus.readers.places import sources
from cordiale.corpus.readers.registry import loaded, readers, tabular
from cordiale.corpus.readers.rows import rows_as_words
from cordiale.corpus.readers.values import (
    Found,
    Limits,
    RawText,
    Refusal,
    Row,
    Source,
    Table,
    Unreadable,
    Words,
    has_words,
)
from cordiale.formats.files import reason_of

__all__ = ["columns", "peek", "read"]

_DEFAULTS = Limits()


def read(
    path: Path,
    *,
    text_column: str | None = None,
    left_out: Collection[Path] = (),
    limits: Limits = _DEFAULTS,
) -> Iterator[RawText | Refusal]:
    """The texts at a path, as they stand there, and in their place in the order a refusal of each that cannot be read.

    Read are ``.txt .md .html .pdf .docx``, tables with one text a row (``.csv .tsv .xlsx .jsonl .json .parquet``), and
    folders and ``.zip`` archives of these, in the order of names. Files of the UN General Debate Corpus
    (``RUS_56_2001.txt``) carry what their name says. Nothing is held that is not asked for: tables of any size
    take the memory of some rows.

    Args:
        path: a file, folder or archive.
        text_column: the column that holds the words, in tables; else the first that is named like one (``text``,
            ``speech``, ``transcript`` …).
        left_out: files in a folder that are no texts: a table that describes the others, for example.
        limits: what is taken for a mistake or an attack.

    Missing:
        A file without words is refused, never passed over; hidden files, and lock files of Office, are.
    """
    table = readers()
    known = {other.resolve() for other in left_out}
    for source in sources(path, limits):
        if isinstance(source, Refusal):
            yield source
        elif not known or source.original.resolve() not in known:
            yield from _read_one(source, table, text_column, limits)


def _read_one(
    source: Source, table: Mapping[str, EntryPoint], text_column: str | None, limits: Limits
) -> Iterator[RawText | Refusal]:
    """The texts of one file. Nothing that is wrong with it is raised."""
    try:
        for found in loaded(table, source.suffix)(source, limits):
            if isinstance(found, Words):
                yield _text(source, found)
            else:
                yield from _table(source, found, text_column)
    except Unreadable as error:
        yield _refusal(source, str(error))
    except DAMAGE:
        cure = "unpack the archive with the program that made it, and add the files"
        yield _refusal(source, f"it is damaged in the archive, or packed in an unusual way; {cure}")
    except OSError as error:
        yield _refusal(source, f"it cannot be read: {reason_of(error)}; let yourself read it")


def _text(source: Source, words: Words) -> RawText:
    if not has_words(words.text):
        raise Unreadable("it holds no words, only blanks; delete it, or fetch it again")
    return RawText(
        text=words.text,
        where=", ".join(part for part in (source.where, words.place) if part),
        file=source.name,
        metadata={**said_by_name(source.name), **words.metadata},
        original=source.original,
    )


def _table(source: Source, table: Table, text_column: str | None) -> Iterator[RawText | Refusal]:
    """The rows of a table; what is wrong with one sheet leaves the other sheets alone."""
    place = f"{table.place}, " if table.place else ""
    try:
        for row in rows_as_words(table, text_column):
            if isinstance(row, str):
                yield _refusal(source, place + row)
            else:
                where = f"{source.where}, {place}{row.place}"
                yield RawText(
                    text=row.text,
                    where=where,
                    file=source.name,
                    metadata=row.metadata,
                    original=source.original,
                )
    except Unreadable as error:
        yield _refusal(source, f"{place}{error}")


def _refusal(source: Source, why: str) -> Refusal:
    return Refusal(file=source.where, why=" ".join(why.split()))


def columns(path: Path, *, limits: Limits = _DEFAULTS) -> tuple[str, ...] | None:
    """The columns of a table file, of its first sheet if it has several.

    Missing:
        None for files that are no tables, for folders and archives, and for tables that cannot be read (`read` says why).
    """
    with _first_table(path, limits) as table:
        return None if table is None else table.columns


def peek(path: Path, rows: int = 5, *, limits: Limits = _DEFAULTS) -> list[Mapping[str, str]]:
    """The first rows of a table file, each as text by column; none where `columns` gives None.

    Args:
        rows: how many at most; bad rows are passed over, and looked for among the first thousand alone.
    """
    with _first_table(path, limits) as table:
        looked_at = () if table is None else islice(table.rows, 1000)
        try:
            return list(islice((row.cells for row in looked_at if isinstance(row, Row)), rows))
        except (Unreadable, OSError):
            return []


@contextmanager
def _first_table(path: Path, limits: Limits) -> Iterator[Table | None]:
    """The first table of a file, open as long as its rows are wanted; None where there is none."""
    suffix = path.suffix.casefold()
    source = None
    if path.is_file() and tabular(suffix) and suffix != ".zip":
        source = next(sources(path, limits), None)
    found: Iterator[Found] = iter(())
    try:
        if isinstance(source, Source):
            found = loaded(readers(), suffix)(source, limits)
        first = next(found, None)
    except (Unreadable, OSError):
        first = None
    yield first if isinstance(first, Table) else None
    if isinstance(found, Generator):
        found.close()  # and with it the file that it reads
