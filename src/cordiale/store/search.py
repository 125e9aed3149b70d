"""Full-text search in a study's passages, in English, Russian, Chinese and whatever else they are written in.

The index is one SQLite file beside the texts (`corpus/search.sqlite`). It holds which words stand where, and no text: that is
read from the corpus when a passage is shown. It is made at the first search and follows what is added; whoever deletes it
loses nothing but the seconds to make it again. A damaged index is thrown away and made anew, and a folder that may not be
written is searched with an index that is gone afterwards.

Reference: SQLite FTS5, https://www.sqlite.org/fts5.html. Order of relevance: Robertson and Zaragoza (2009), The Probabilistic
Relevance Framework: BM25 and Beyond, https://doi.org/10.1561/1500000019.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from cordiale.errors import Problem, StudyError
from cordiale.formats.dates import DateError, parse_date
from cordiale.model.texts import Document
from cordiale.store.corpus import CORPUS_FOLDER, Corpus, StoredDocument
from cordiale.store.search_query import CLOSE, OPEN, folded, folded_with_places, index_query

__all__ = ["ORDERS", "SEARCH_FILE", "FoundPassage", "search_passages"]

SEARCH_FILE = "search.sqlite"
ORDERS = ("best", "date")
"""Orders of what is found: the most relevant first, or the oldest (passages without a date after all others)."""

_VERSION = 1
_PLACES = 24  # bits of a row's number that count passages within a document
_SECONDS_TO_WAIT = 600.0  # while another process makes the index
# Latin letters lose their accents (Côte: cote); й stays й, since the tokenizer folds no Cyrillic.
_WORDS = "CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2'{kept})"
_TABLES = (
    _WORDS.format(kept=", content=''"),
    "CREATE TABLE segments (key TEXT PRIMARY KEY)",
    "CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT, segment TEXT, actor TEXT, original_actor TEXT,"
    " first TEXT, last TEXT)",
    "CREATE TABLE passages (number INTEGER PRIMARY KEY, id TEXT, start INTEGER, end INTEGER)",
)

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A passage that was found.

    Args:
        document: which it stands in. Args id: of the passage. Args start, end: its span in the document's text.
        spans: of the words found, in characters of the passage.
    """

    document: Document
    id: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The passage's own words."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked of the index; see `search_passages`."""

    query: str
    actor: str | None
    first: date | None
    last: date | None
    limit: int | None
    order: str


@dataclass(frozen=True, slots=True)
class _Hit:
    document: str
    segment: str
    id: str
    start: int
    end: int


def search_passages(
    corpus: Corpus,
    words: str,
    *,
    actor: str | None = None,
    first: date | None = None,
    last: date | None = None,
    limit: int | None = None,
    order: str = "best",
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[int, tuple[FoundPassage, ...]]:
    """How many passages hold the words, and the first of them.

    Args:
        corpus: the texts. Args words: as `search_query.index_query` takes them.
        actor: code of the speaker, of today (`RUS`) or of its day (`SUN`).
        first, last: only documents whose date lies wholly from the one day to the other, both included.
        limit: passages given; None: all.
        order: ``best`` (by relevance, equals as the texts were added) or ``date`` (oldest first, then by document and place).
        progress: told while the index is made.

    Missing:
        A document without a date is left out as soon as ``first`` or ``last`` is given.

    Raises:
        InputError: words that are no query. StudyError: texts that cannot be read, a disk without room.
    """
    asked = _Question(query=index_query(words), actor=actor, first=first, last=last, limit=limit, order=order)

    def answer(index: sqlite3.Connection) -> tuple[int, list[_Hit]]:
        _bring_up_to_date(index, corpus, progress)
        return _answer(index, asked)

    total, hits = _with_index(corpus.folder / CORPUS_FOLDER / SEARCH_FILE, answer)
    return total, tuple(_shown(corpus, hits, asked.query))


def _with_index(path: Path, ask: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
    """An answer of the index, which is made anew where it turns out to be damaged."""
    try:
        return _asked(str(path), ask)
    except sqlite3.DatabaseError as error:
        name = _error_name(error)
        if name.startswith(("SQLITE_BUSY", "SQLITE_FULL")):
            raise _trouble(path, name) from error
        is_writable = not name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"))
        # Without a name SQLite makes a database that goes when it is closed.
        place = str(path) if is_writable and _removed(path) else ""
    try:
        return _asked(place, ask)
    except sqlite3.DatabaseError as error:
        raise _trouble(path, _error_name(error)) from error


def _asked(place: str, ask: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
    with closing(sqlite3.connect(place, timeout=_SECONDS_TO_WAIT, isolation_level=None)) as index:
        index.execute("PRAGMA cache_size = -64000")
        return ask(index)


def _error_name(error: sqlite3.DatabaseError) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


def _trouble(path: Path, name: str) -> StudyError:
    where = f"{CORPUS_FOLDER}/{path.name}"
    if name.startswith("SQLITE_BUSY"):
        found, cure = "another search is making the index", "wait until it is done"
    elif name.startswith("SQLITE_FULL"):
        found, cure = "the disk is full", "free some space"
    else:
        found, cure = f"the index cannot be made ({name or 'unknown'})", "delete the file and search again"
    return StudyError(Problem(where=where, found=found, cure=cure))


def _removed(path: Path) -> bool:
    """Takes a damaged index away; False where it is in use or may not be deleted."""
    try:
        path.unlink(missing_ok=True)
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _bring_up_to_date(index: sqlite3.Connection, corpus: Corpus, progress: Callable[[str], None]) -> None:
    """Adds the segments that the index lacks; one of another version, or of other texts, begins from nothing."""
    wanted = _keys(corpus)
    if _held(index) == wanted.keys():
        return
    # One process at a time; who has waited finds the work done.
    index.execute("BEGIN IMMEDIATE")
    try:
        if not _held(index) <= wanted.keys():
            _begin_anew(index)
        missing = [one for key, one in wanted.items() if key not in _held(index)]
        for number, segment in enumerate(missing, start=1):
            _add(index, segment)
            if number * 10 // len(missing) > (number - 1) * 10 // len(missing):  # ten times in all
                progress(f"the texts for the index of words: {100 * number // len(missing)}%")
        index.execute("COMMIT")
    except BaseException:
        if index.in_transaction:
            index.execute("ROLLBACK")
        raise


def _keys(corpus: Corpus) -> dict[str, Corpus]:
    """The corpus by segments, each under a key that changes with its content."""
    return {
        segment.files["documents"].sha256 + segment.files["passages"].sha256: Corpus(
            corpus.folder, (segment,)
        )
        for segment in corpus.segments
    }


_NEW = {"not made yet"}


def _held(index: sqlite3.Connection) -> set[str]:
    """Keys of the segments that the index knows; a set that fits no corpus where it is new or of another version."""
    if index.execute("PRAGMA user_version").fetchone() != (_VERSION,):
        return set(_NEW)
    return {key for (key,) in index.execute("SELECT key FROM segments")}


def _begin_anew(index: sqlite3.Connection) -> None:
    for name in ("words", "segments", "documents", "passages"):
        index.execute(f"DROP TABLE IF EXISTS {name}")
    for table in _TABLES:
        index.execute(table)
    index.execute(f"PRAGMA user_version = {_VERSION}")


def _add(index: sqlite3.Connection, segment: Corpus) -> None:
    (key,) = _keys(segment)
    (last,) = index.execute("SELECT coalesce(max(number), 0) FROM documents").fetchone()
    for number, one in enumerate(segment.stored(with_mentions=False), start=last + 1):
        row = (number, one.document.id, key, one.document.actor, one.document.original_actor)
        index.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, *_days(one.document.date)))
        rows = list(_rows(number, one))
        index.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", (row[:4] for row in rows))
        index.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", ((row[0], row[4]) for row in rows))
    index.execute("INSERT INTO segments VALUES (?)", (key,))


def _rows(number: int, one: StoredDocument) -> Iterator[tuple[int, str, int, int, str]]:
    for place, passage in enumerate(one.passages):
        yield (number << _PLACES) + place, passage.id, passage.start, passage.end, folded(passage.text)


def _days(text: str) -> tuple[str | None, str | None]:
    """First and last day of a document's date; none where it has none that can be read."""
    try:
        span = parse_date(text)
    except DateError:
        return None, None
    return span.first.isoformat(), span.last.isoformat()


def _answer(index: sqlite3.Connection, asked: _Question) -> tuple[int, list[_Hit]]:
    """How many passages there are, and the first of them in order."""
    where, values = _conditions(asked)
    (total,) = index.execute(f"SELECT count(*) FROM words WHERE {where}", values).fetchone()
    limit = -1 if asked.limit is None else asked.limit
    if (
        asked.order == "best"
    ):  # without the documents, which half a million hits would take a second to look up
        ordered = f"SELECT rowid FROM words WHERE {where} ORDER BY bm25(words), rowid LIMIT ?"
    else:
        ordered = (
            f"SELECT words.rowid FROM words JOIN documents ON documents.number = words.rowid >> {_PLACES}"
            f" WHERE {where} ORDER BY first IS NULL, first, documents.id, words.rowid LIMIT ?"
        )
    numbers = index.execute(ordered, (*values, limit)).fetchall()
    find = (
        "SELECT documents.id, segment, passages.id, start, end FROM passages"
        f" JOIN documents ON documents.number = passages.number >> {_PLACES} WHERE passages.number = ?"
    )
    return total, [_Hit(*index.execute(find, number).fetchone()) for number in numbers]


def _conditions(asked: _Question) -> tuple[str, list[str]]:
    """What is asked, as a condition of SQL with places for its values: nothing typed becomes a part of the command."""
    documents = {
        "? IN (actor, original_actor)": asked.actor,
        "first >= ?": asked.first.isoformat() if asked.first else None,
        "last <= ?": asked.last.isoformat() if asked.last else None,
    }
    given = {condition: value for condition, value in documents.items() if value is not None}
    where = "words MATCH ?"
    if given:
        chosen = f"SELECT number FROM documents WHERE {' AND '.join(given)}"
        where += f" AND words.rowid >> {_PLACES} IN ({chosen})"
    return where, [asked.query, *given.values()]


def _shown(corpus: Corpus, hits: Sequence[_Hit], query: str) -> Iterator[FoundPassage]:
    """The passages with their documents, in the order of the hits."""
    segments = _keys(corpus)
    documents: dict[str, Document] = {}
    wanted: dict[str, set[str]] = {}
    for hit in hits:
        wanted.setdefault(hit.segment, set()).add(hit.document)
    for key, ids in wanted.items():
        documents.update((one.id, one) for one in segments[key].documents(ids=ids))
    texts = [documents[hit.document].text[hit.start : hit.end] for hit in hits]
    for hit, spans in zip(hits, _spans(texts, query), strict=True):
        document = documents[hit.document]
        yield FoundPassage(document=document, id=hit.id, start=hit.start, end=hit.end, spans=spans)


def _spans(texts: Iterable[str], query: str) -> Iterator[tuple[tuple[int, int], ...]]:
    """Where the words stand in each text.

    The index keeps no text and so cannot mark words in it; a small one of these texts alone can, by the very same rules.
    """
    folds = [folded_with_places(text) for text in texts]
    with closing(sqlite3.connect(":memory:")) as small:
        small.execute(_WORDS.format(kept=""))
        rows = ((number, fold) for number, (fold, _) in enumerate(folds))
        small.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", rows)
        marks = "SELECT rowid, highlight(words, 0, ?, ?) FROM words WHERE words MATCH ?"
        marked = dict(small.execute(marks, (OPEN, CLOSE, query)).fetchall())
    for number, (_, places) in enumerate(folds):
        yield tuple(
            (places[start], places[end - 1] + 1) for start, end in _marked_spans(marked.get(number, ""))
        )


def _marked_spans(marked: str) -> Iterator[tuple[int, int]]:
    """Spans between marks, as places in the text without them."""
    place = 0
    for number, part in enumerate(marked.replace(CLOSE, OPEN).split(OPEN)):
        if number % 2:  # what stands after an opening mark
            yield place, place + len(part)
        place += len(part)
