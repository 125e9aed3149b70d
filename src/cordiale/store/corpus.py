"""The texts of a study on disk: documents, passages and mentions in `corpus/`, added to and never rewritten.

Texts stand in segments of about four million characters, each three Parquet files (documents, passages, mentions) that are
written once. `corpus/corpus.json` names the segments with rows, bytes and hash of each file; it is replaced last, so that
an addition is there as a whole or not at all. Files that it does not name are left over from an addition that was
interrupted: they are never read, and the next addition takes them away.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cordiale.errors import Problem, StudyError
from cordiale.formats.files import reason_of
from cordiale.model.texts import Document, Mention, Passage
from cordiale.store.writing import replace_folder_files

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CORPUS_FILE", "CORPUS_FOLDER", "Corpus", "StoredDocument", "append"]

CORPUS_FOLDER = "corpus"
CORPUS_FILE = "corpus.json"
_FORMAT = "cordiale.corpus/1"
_CHARACTERS_OF_A_SEGMENT = 4_000_000
_MENTIONS_OF_A_SEGMENT = 400_000  # 50,000 tiny texts that only name states
_KINDS = ("documents", "passages", "mentions")
_AT_LENGTH = ("text", "original", "edits", "own")
"""What `Corpus.table` leaves out: as long as the text itself."""
_DOCUMENT_FIELDS = tuple(one.name for one in fields(Document))
_PASSAGE_FIELDS = tuple(one.name for one in fields(Passage) if one.name != "text")  # it is the document's
_MENTION_FIELDS = tuple(one.name for one in fields(Mention))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document with all that was found in it when it was added.

    Args:
        document: the text and who said it. Args passages: in their order.
        mentions: of the whole document, by offsets into its text.
        words: its length in words, as salience counts them. Args sketch: by which near-duplicates are told.
    """

    document: Document
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    words: int
    sketch: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One file of a segment, as corpus.json describes it."""

    name: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Segment:
    number: int
    files: Mapping[str, _File]
    settings: Mapping[str, Any]


def append(
    folder: Path, documents: Iterable[StoredDocument], *, settings: Mapping[str, Any] | None = None
) -> int:
    """Adds documents to a study's texts, all of them or none, and says how many.

    Documents are taken one after the other and written by segments, so that memory stays flat however many there are.

    Args:
        folder: the study's folder. One process may write there at a time: hold `store.writing.study_lock(folder)`.
        documents: in the order to be kept; their ids are new to the study.
        settings: how passages were made (`{"sentences_per_passage": 2}`); part of every run's manifest.

    Missing:
        No documents change nothing.

    Raises:
        StudyError: the disk is full or may not be written, or the texts already there are damaged. Nothing was added.
        ValueError: a document's id is there already.
    """
    held = Corpus.open(folder)
    old = held.segments if held else ()
    target = folder / CORPUS_FOLDER
    _remove_strays(target, old)
    known = set(held.ids()) if held else set()
    new: list[_Segment] = []
    try:
        for number, share in enumerate(_shares(documents, known), start=_next_number(old)):
            new.append(_written(target, number, share, settings or {}))
        if new:
            content = _described((*old, *new))
            replace_folder_files(target, {CORPUS_FILE: content})  # from here on they are there
    except BaseException:
        _remove_strays(target, old if not _is_committed(folder, new) else (*old, *new))
        raise
    return sum(segment.files["documents"].rows for segment in new)


class Corpus:
    """The texts of a study, read segment by segment.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     Corpus.open(Path(folder)) is None
        True
    """

    def __init__(self, folder: Path, segments: tuple[_Segment, ...]) -> None:
        """Use `Corpus.open`."""
        self.folder = folder
        self.segments = segments
        self._places: dict[str, int] | None = None
        self._last: tuple[int, dict[str, Document]] | None = None

    @classmethod
    def open(cls, folder: Path) -> Corpus | None:
        """The texts of a study.

        Args:
            folder: the study's folder.

        Missing:
            None where no text was added yet.

        Raises:
            StudyError: corpus.json cannot be read, or a file that it names is missing or has another size.
        """
        index = folder / CORPUS_FOLDER / CORPUS_FILE
        try:
            text = index.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else "not UTF-8 text"
            raise StudyError(_damaged(CORPUS_FILE, f"cannot be read: {reason}")) from error
        corpus = cls(folder, _segments(text))
        problems = [problem for one in corpus._files() for problem in corpus._size_problem(one)]
        if problems:
            raise StudyError(problems)
        return corpus

    def verify(self) -> None:
        """Reads every file whole and compares it with its hash.

        Raises:
            StudyError: with each file that was changed since it was written.
        """
        problems = []
        for one in self._files():
            content = self._bytes(one)
            if hashlib.sha256(content).hexdigest() != one.sha256:
                problems.append(_damaged(one.name, "its content was changed after it was written"))
        if problems:
            raise StudyError(problems)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return sum(segment.files["documents"].rows for segment in self.segments)

    @property
    def passages_held(self) -> int:
        """How many passages there are."""
        return sum(segment.files["passages"].rows for segment in self.segments)

    @property
    def settings(self) -> tuple[Mapping[str, Any], ...]:
        """How passages were made: each way once, in the order of the additions."""
        found: list[Mapping[str, Any]] = []
        for segment in self.segments:
            if segment.settings not in found:
                found.append(segment.settings)
        return tuple(found)

    def ids(self) -> Iterator[str]:
        """The documents' ids, in the order in which they were added."""
        for segment in self.segments:
            yield from self._frame(segment, "documents", ["id"])["id"]

    def documents(
        self, *, actors: Collection[str] | None = None, ids: Collection[str] | None = None
    ) -> Iterator[Document]:
        """Documents in the order in which they were added.

        Args:
            actors: of these actors alone. Args ids: these alone; one that is not there gives nothing.
        """
        for segment in self.segments:
            yield from (one.document for one in self._documents(segment, actors, ids))

    def stored(
        self,
        *,
        actors: Collection[str] | None = None,
        ids: Collection[str] | None = None,
        with_mentions: bool = True,
    ) -> Iterator[StoredDocument]:
        """Documents with their passages and mentions, in the order in which they were added.

        Args:
            actors, ids: as for `documents`.
            with_mentions: without them (the tuples are empty) reading takes half the time.
        """
        for segment in self.segments:
            found = self._documents(segment, actors, ids)
            if not found:
                continue
            wanted = {one.document.id: one.document.text for one in found}
            passages = self._passages(segment, wanted)
            named = self._mentions(segment, wanted) if with_mentions else {}
            for one in found:
                key = one.document.id
                yield StoredDocument(
                    document=one.document,
                    passages=tuple(passages.get(key, ())),
                    mentions=tuple(named.get(key, ())),
                    words=one.words,
                    sketch=one.sketch,
                )

    def passage_frames(self) -> Iterator[pl.DataFrame]:
        """The table of passages, a segment at a time: all that a `Passage` has but its text, and the actor who speaks."""
        for segment in self.segments:
            actors = self._frame(segment, "documents", ["id", "actor"]).rename({"id": "doc_id"})
            frame = self._frame(segment, "passages")
            yield frame.join(actors, on="doc_id", how="left", maintain_order="left")

    def table(self) -> pl.DataFrame:
        """A row a document: every field but text, original, edits and own; words, passages (how many), text_sha256, sketch."""
        import polars as pl

        columns = [name for name in _document_schema() if name not in _AT_LENGTH]
        frames = [self._frame(segment, "documents", columns) for segment in self.segments]
        return pl.concat(frames, rechunk=True)

    def mention_counts(self) -> pl.DataFrame:
        """Who is named in which document: doc_id, actor (the one named), mentions, first (offset in characters of the first).

        Missing:
            No row for an actor whom a document does not name. Doubtful mentions are counted apart, in `doubtful`.
        """
        import polars as pl

        counted = (
            self._frame(segment, "mentions", ["doc_id", "actor", "start", "doubtful"])
            .group_by("doc_id", "actor", maintain_order=True)
            .agg(
                pl.len().cast(pl.Int64).alias("mentions"),
                pl.col("start").min().alias("first"),
                pl.col("doubtful").sum().cast(pl.Int64).alias("doubtful"),
            )
            for segment in self.segments
        )
        return pl.concat(list(counted), rechunk=True)

    def document(self, doc_id: str) -> Document:
        """One document.

        Raises:
            KeyError: there is none of that id.
        """
        if self._places is None:
            self._places = {
                key: place
                for place, segment in enumerate(self.segments)
                for key in self._frame(segment, "documents", ["id"])["id"]
            }
        place = self._places[doc_id]
        if self._last is None or self._last[0] != place:
            read = self._documents(self.segments[place], None, None)
            self._last = place, {one.document.id: one.document for one in read}
        return self._last[1][doc_id]

    def context(self, doc_id: str, start: int, end: int, around: int = 300) -> str:
        """A span of a document with the characters around it.

        Args:
            doc_id: the document. Args start, end: half-open span in its text, in characters.
            around: how many characters on each side, as far as there are any.

        Raises:
            KeyError: there is no document of that id.
        """
        return self.document(doc_id).text[max(0, start - around) : end + around]

    def _files(self) -> Iterator[_File]:
        for segment in self.segments:
            yield from segment.files.values()

    def _path(self, one: _File) -> Path:
        return self.folder / CORPUS_FOLDER / one.name

    def _size_problem(self, one: _File) -> Iterator[Problem]:
        try:
            size = self._path(one).stat().st_size
        except OSError as error:
            yield _damaged(one.name, f"cannot be read: {reason_of(error)}")
            return
        if size != one.size:
            yield _damaged(one.name, f"it has {size} bytes where {CORPUS_FILE} says {one.size}")

    def _bytes(self, one: _File) -> bytes:
        try:
            return self._path(one).read_bytes()
        except OSError as error:
            raise StudyError(_damaged(one.name, f"cannot be read: {reason_of(error)}")) from error

    def _frame(self, segment: _Segment, kind: str, columns: list[str] | None = None) -> pl.DataFrame:
        """A table of a segment. It is read from memory, so that no file stays open (Windows could not replace it)."""
        import polars as pl

        one = segment.files[kind]
        try:
            frame = pl.read_parquet(io.BytesIO(self._bytes(one)), columns=columns)
        except pl.exceptions.PolarsError as error:
            raise StudyError(_damaged(one.name, "it is no whole Parquet file any more")) from error
        if frame.height != one.rows:
            raise StudyError(_damaged(one.name, f"{frame.height} rows where {CORPUS_FILE} says {one.rows}"))
        return frame

    def _documents(
        self, segment: _Segment, actors: Collection[str] | None, ids: Collection[str] | None
    ) -> list[StoredDocument]:
        """Documents of a segment, without passages and mentions."""
        import polars as pl

        if actors is not None or ids is not None:  # a segment without any of them is not read whole
            keys = self._frame(segment, "documents", ["id", "actor"])
            keep = pl.lit(True)
            if actors is not None:
                keep &= pl.col("actor").is_in(list(actors))
            if ids is not None:
                keep &= pl.col("id").is_in(list(ids))
            mask = keys.select(keep.alias("keep"))["keep"]
            if not mask.any():
                return []
            frame = self._frame(segment, "documents").filter(mask)
        else:
            frame = self._frame(segment, "documents")
        return [_read_document(row) for row in frame.iter_rows(named=True)]

    def _passages(self, segment: _Segment, texts: Mapping[str, str]) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = {key: [] for key in texts}
        for key, doc_id, start, end, language, number, paragraph, sentences in _rows(
            self._frame(segment, "passages"), _PASSAGE_FIELDS
        ):
            if doc_id in texts:
                passage = Passage(
                    id=key,
                    doc_id=doc_id,
                    start=start,
                    end=end,
                    text=texts[doc_id][start:end],
                    language=language,
                    number=number,
                    paragraph=paragraph,
                    sentences=sentences,
                )
                found[doc_id].append(passage)
        return found

    def _mentions(self, segment: _Segment, wanted: Iterable[str]) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {key: [] for key in wanted}
        frame = self._frame(segment, "mentions")
        for doc_id, *values in _rows(frame, ("doc_id", *_MENTION_FIELDS)):
            if doc_id in found:
                found[doc_id].append(Mention(**dict(zip(_MENTION_FIELDS, values, strict=True))))
        return found


def _rows(frame: pl.DataFrame, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Rows of a table, through lists of its columns, which is faster than polars' own way."""
    return zip(*(frame[name].to_list() for name in names), strict=True)


def _document_schema() -> dict[str, Any]:
    """The columns of a table of documents: the fields of `Document`, pairs of offsets laid flat, and what was found in it."""
    import polars as pl

    own = {name: pl.String() for name in _DOCUMENT_FIELDS}
    pairs = {"own": pl.List(pl.Int64), "edits": pl.List(pl.Int64)}
    beside = {"words": pl.Int64(), "passages": pl.Int64(), "text_sha256": pl.String(), "sketch": pl.Binary()}
    return {**own, **pairs, **beside}


def _passage_schema() -> dict[str, Any]:
    import polars as pl

    words = ("id", "doc_id", "language")
    return {name: pl.String() if name in words else pl.Int64() for name in _PASSAGE_FIELDS}


def _mention_schema() -> dict[str, Any]:
    import polars as pl

    kinds = {"start": pl.Int64(), "end": pl.Int64(), "doubtful": pl.Boolean()}
    return {"doc_id": pl.String(), **{name: kinds.get(name, pl.String()) for name in _MENTION_FIELDS}}


def _shares(documents: Iterable[StoredDocument], known: set[str]) -> Iterator[list[StoredDocument]]:
    """Documents by segments; ids that come twice are a defect of the caller."""
    share: list[StoredDocument] = []
    characters = named = 0
    for one in documents:
        if one.document.id in known:
            raise ValueError(f"the document {one.document.id!r} is in the corpus already")
        known.add(one.document.id)
        share.append(one)
        characters += len(one.document.text)
        named += len(one.mentions)
        if characters >= _CHARACTERS_OF_A_SEGMENT or named >= _MENTIONS_OF_A_SEGMENT:
            yield share
            share, characters, named = [], 0, 0
    if share:
        yield share


def _written(target: Path, number: int, share: list[StoredDocument], settings: Mapping[str, Any]) -> _Segment:
    """Writes a segment's files and describes them."""
    import polars as pl

    passages = [passage for one in share for passage in one.passages]
    mentions = [mention for one in share for mention in one.mentions]
    named_in = [one.document.id for one in share for _ in one.mentions]
    frames = {
        "documents": pl.DataFrame([_document_row(one) for one in share], _document_schema(), orient="row"),
        "passages": pl.DataFrame(_columns(passages, _PASSAGE_FIELDS), _passage_schema()),
        "mentions": pl.DataFrame(
            {"doc_id": named_in, **_columns(mentions, _MENTION_FIELDS)}, _mention_schema()
        ),
    }
    contents = {kind: _parquet(frame) for kind, frame in frames.items()}
    files = {
        kind: _File(
            name=f"{kind}-{number:05d}.parquet",
            rows=frames[kind].height,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for kind, content in contents.items()
    }
    replace_folder_files(target, {files[kind].name: contents[kind] for kind in _KINDS})
    return _Segment(number=number, files=files, settings=dict(settings))


def _parquet(frame: pl.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.write_parquet(stream, compression="zstd", compression_level=3)
    return stream.getvalue()


def _document_row(one: StoredDocument) -> tuple[Any, ...]:
    document = one.document
    flat = {"own": _flat(document.own), "edits": _flat(document.edits)}
    return (
        *(flat[name] if name in flat else getattr(document, name) for name in _DOCUMENT_FIELDS),
        one.words,
        len(one.passages),
        hashlib.sha256(document.text.encode("utf-8")).hexdigest(),
        one.sketch,
    )


def _read_document(row: dict[str, Any]) -> StoredDocument:
    values = {name: row[name] for name in _DOCUMENT_FIELDS}
    values["own"] = None if row["own"] is None else _pairs(row["own"])
    values["edits"] = _pairs(row["edits"])
    return StoredDocument(
        document=Document(**values), passages=(), mentions=(), words=row["words"], sketch=row["sketch"]
    )


def _flat(pairs: tuple[tuple[int, int], ...] | None) -> list[int] | None:
    return None if pairs is None else [one for pair in pairs for one in pair]


def _pairs(flat: list[int]) -> tuple[tuple[int, int], ...]:
    return tuple(zip(flat[::2], flat[1::2], strict=True))


def _columns(values: Sequence[object], names: Iterable[str]) -> dict[str, list[Any]]:
    """Values by columns, three times as fast as by rows: a corpus has a million of them."""
    return {name: list(map(attrgetter(name), values)) for name in names}


def _described(segments: Iterable[_Segment]) -> bytes:
    """corpus.json."""
    content = {
        "format": _FORMAT,
        "segments": [
            {
                "number": segment.number,
                "settings": dict(segment.settings),
                **{
                    kind: {"file": one.name, "rows": one.rows, "bytes": one.size, "sha256": one.sha256}
                    for kind, one in segment.files.items()
                },
            }
            for segment in segments
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _segments(text: str) -> tuple[_Segment, ...]:
    """What corpus.json says."""
    try:
        content = json.loads(text)
        found = content["format"]
        if found == _FORMAT:
            return tuple(_segment(one) for one in content["segments"])
    except (ValueError, KeyError, TypeError) as error:
        raise StudyError(_damaged(CORPUS_FILE, "it does not list the corpus's files as it should")) from error
    raise StudyError(
        Problem(
            where=f"{CORPUS_FOLDER}/{CORPUS_FILE}",
            found=f"format {found!r}",
            allowed=_FORMAT,
            cure="use the version of Cordiale that wrote it, or a newer one",
        )
    )


def _segment(content: Mapping[str, Any]) -> _Segment:
    files = {
        kind: _File(
            name=str(content[kind]["file"]),
            rows=int(content[kind]["rows"]),
            size=int(content[kind]["bytes"]),
            sha256=str(content[kind]["sha256"]),
        )
        for kind in _KINDS
    }
    for one in files.values():
        if Path(one.name).name != one.name:
            raise ValueError(f"{one.name!r} leads out of the folder")
    return _Segment(number=int(content["number"]), files=files, settings=dict(content.get("settings", {})))


def _damaged(name: str, found: str) -> Problem:
    return Problem(
        where=f"{CORPUS_FOLDER}/{name}",
        found=found,
        cure=f"put the folder {CORPUS_FOLDER} back from a copy, or delete it and `cordiale add` the texts again",
    )


def _next_number(segments: tuple[_Segment, ...]) -> int:
    return max((segment.number for segment in segments), default=0) + 1


def _is_committed(folder: Path, new: list[_Segment]) -> bool:
    """Whether corpus.json names the new segments already (an interruption can come right after)."""
    if not new:
        return False
    with suppress(StudyError):
        held = Corpus.open(folder)
        return held is not None and held.segments[-1].files == new[-1].files
    return False


def _remove_strays(target: Path, segments: Iterable[_Segment]) -> None:
    """Takes away what an interrupted addition left behind."""
    named = {one.name for segment in segments for one in segment.files.values()}
    for path in sorted(target.glob("*")):
        is_part = path.name.startswith(".cordiale-") and path.is_dir()
        is_segment = path.name.startswith(tuple(f"{kind}-" for kind in _KINDS)) and path.suffix == ".parquet"
        if is_part or (is_segment and path.name not in named):
            with suppress(OSError):  # it does no harm there
                shutil.rmtree(path) if is_part else path.unlink()
