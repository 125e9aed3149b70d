"""Texts into a study: read, cleaned, parted into passages, compared with what is there, and stored in one go."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from cordiale.actors import find, nearest
from cordiale.corpus.dates import iso_date
from cordiale.corpus.documents import INSTITUTION, document, values_of
from cordiale.corpus.duplicates import Sketches, key_of, sketch_of
from cordiale.corpus.mapping import FieldSources, Shown, Sidecar, chosen_sources, folded, shown
from cordiale.corpus.readers import RawText, Refusal, columns, peek, read
from cordiale.corpus.words import word_count
from cordiale.errors import InputError, Problem, StudyError, UsageError
from cordiale.formats.dates import ALLOWED_DATES, DateError
from cordiale.formats.files import reason_of
from cordiale.model.study import StudyData
from cordiale.model.texts import Document, Mention
from cordiale.passages import LANGUAGES, language_of, mentions, passages
from cordiale.project.processes import cores, in_order
from cordiale.store.builtin import builtin_names
from cordiale.store.corpus import CORPUS_FOLDER, Corpus, StoredDocument, append
from cordiale.store.folder import STUDY_FILE, load
from cordiale.store.writing import study_lock

__all__ = ["ORIGINALS", "Added", "Mapped", "add", "mapped", "study_folder"]

ORIGINALS = "originals"
"""Folder inside ``corpus/`` that keeps the files as they came, each by the hash of its bytes."""

_SAMPLE = 5  # texts of each path that are looked at before the mapping is shown
_BATCH_CHARACTERS = 500_000
_BATCH_TEXTS = 64
_WORTH_PROCESSES = 4  # batches; a process takes a second to start
_SENTENCES = 2
_TOLD_EVERY = 500
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".jsonl", ".ndjson", ".json", ".parquet")

_Item: TypeAlias = tuple[RawText, Mapping[str, str]]
_Batch: TypeAlias = list[_Item | Refusal]
_Prepared: TypeAlias = StoredDocument | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """How paths are to be read: which column or part of a file's name gives which field.

    Args:
        paths: files, folders, archives. Args sources: the mapping.
        sidecar: a table that describes the files, if there is one. Args text_column: the column with the words, where it was named.
        rows: the mapping for people, with an example for each field that a first look found filled.
    """

    paths: tuple[Path, ...]
    sources: FieldSources
    sidecar: Sidecar | None = None
    text_column: str | None = None
    rows: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of adding texts.

    Args:
        added: documents that the study has more. Args duplicates: texts that it had already, which add nothing.
        near_duplicates: of those added, how many nearly repeat another text of their actor, and are marked so.
        refused: what could not be read or understood, with the cure.
        strangers: texts left out because their actor is not the study's (``actors_only``).
        actors: documents added by actor. Args years: first and last; None where no date is known.
        words: of the actors themselves. Args undated: documents without a date. Args reports: press reports among those added.
    """

    added: int = 0
    duplicates: int = 0
    near_duplicates: int = 0
    refused: tuple[Refusal, ...] = ()
    strangers: int = 0
    actors: Mapping[str, int] = field(default_factory=dict)
    years: tuple[str, str] | None = None
    words: int = 0
    undated: int = 0
    reports: int = 0


def mapped(
    paths: Sequence[Path | str],
    *,
    maps: Iterable[str] = (),
    actor: str = "",
    date: str = "",
    language: str = "",
    sidecar: Path | str | None = None,
) -> Mapped:
    """Which column or part of a file's name gives which field, told from usual names and from what is said here.

    Args:
        paths: files, folders, archives.
        maps: ``FIELD=COLUMN``, as ``--map`` has it; ``text=own|text`` asks one column after the other.
        actor, date, language: of texts whose columns and names do not say.
        sidecar: a table (CSV, Excel) with a column ``file`` that describes files by name.

    Raises:
        StudyError: a path is not there, or the table beside the files cannot be read.
        UsageError: a field or column that there is not, with the nearest.
    """
    places = tuple(Path(path) for path in paths)
    missing = [Problem(where=str(one), found="no such file or folder") for one in places if not one.exists()]
    if missing:
        raise StudyError(missing)
    given = {name: said for name, said in (("actor", actor), ("date", date), ("language", language)) if said}
    _check_given(given)
    table = Sidecar.read(Path(sidecar)) if sidecar else None
    names = {folded(name): name for name in _columns(places)}
    known = None if _hold_archives(places) else [*names, *(table.columns if table else ())]
    chosen = chosen_sources(maps, known)
    text = chosen.get("text", ())[-1:]  # the last one asked is filled in every row
    found = Mapped(
        paths=places,
        sources=FieldSources(chosen=chosen, given=given),
        sidecar=table,
        text_column=names.get(text[0], text[0]) if text else None,
    )
    return replace(found, rows=shown(found.sources, list(_samples(found))))


def _check_given(given: Mapping[str, str]) -> None:
    """What stands for all texts is checked before any is read."""
    if "actor" in given and find(given["actor"]) is None:
        close = nearest(given["actor"], n=1)
        raise UsageError(
            Problem(
                where="--actor", found=f"{given['actor']!r} is no actor", nearest=close[0] if close else ""
            )
        )
    try:
        iso_date(given.get("date", ""))
    except DateError as error:
        raise UsageError(Problem(where="--date", found=error.reason, allowed=ALLOWED_DATES)) from None


def add(
    folder: Path | str,
    paths: Mapped | Sequence[Path | str],
    *,
    actors_only: bool = False,
    workers: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Added:
    """Adds texts to a study, all that can be read of them, in one transaction.

    Documents of all actors are kept: how often strangers are named is what a partner is measured by. A text that the same
    actor's texts hold already adds nothing, so that the same files can be added again.

    Args:
        folder: of a study. Args paths: files, folders, archives, or what `mapped` made of them.
        actors_only: keep the study's own actors alone.
        workers: processes; None: one for each core, or none beside this one where there is little to do.
        progress: told how far it is.

    Raises:
        StudyError: no study there, another process is writing to it, the disk is full. Nothing was changed.
        InputError: fewer than one worker.
    """
    if workers is not None and workers < 1:
        raise InputError(Problem(where="workers", found=str(workers), allowed="1 or more"))
    target = study_folder(folder)
    plan = paths if isinstance(paths, Mapped) else mapped(paths)
    study = load(target)
    with study_lock(target):
        originals = _Originals(target / CORPUS_FOLDER / ORIGINALS)
        sketches, ids = _held(target)
        tally = _Tally(sketches, ids, frozenset(study.actors) if actors_only else None, originals)
        most = _sentences(study)
        work = partial(_prepared, plan.sources, most, sketches.keys())
        prepared = _worked(work, _batches(plan), workers)
        append(target, tally.kept(prepared, progress), settings={"sentences_per_passage": most})
    return tally.result()


def study_folder(folder: Path | str) -> Path:
    """The folder of a study that texts can be added to.

    Raises:
        StudyError: there is no study in it; the message says how to make one.
    """
    target = Path(folder)
    if not (target / STUDY_FILE).is_file():
        built_in = str(folder) in builtin_names()
        found = "a built-in study takes no texts" if built_in else f"no study here: there is no {STUDY_FILE}"
        new = f"{folder}-texts" if built_in else folder
        raise StudyError(
            Problem(
                where=str(folder),
                found=found,
                cure=f"`cordiale new {new} --actors CHN,RUS` makes one for two actors",
            )
        )
    return target


def _sentences(study: StudyData) -> int:
    """How many sentences a passage has at most: ``sentences_per_passage`` of ``[texts]``."""
    said = study.texts.get("sentences_per_passage", str(_SENTENCES))
    if said not in ("1", "2", "3"):
        where = "study.toml, [texts], sentences_per_passage"
        raise StudyError(Problem(where=where, found=repr(said), allowed="1, 2, 3"))
    return int(said)


# ------------------------------------------------------------------------------------------ reading


def _columns(paths: Iterable[Path]) -> tuple[str, ...]:
    """The columns of all tables at some paths, each once."""
    tables = (table for path in paths for table in _tables(path))
    return tuple(dict.fromkeys(name for table in tables for name in columns(table) or ()))


def _tables(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(
            one for one in path.rglob("*") if one.suffix.casefold() in _TABLES and one.is_file()
        )
    else:
        yield path


def _hold_archives(paths: Iterable[Path]) -> bool:
    """Whether there are tables whose columns are not known before they are read."""
    return any(
        path.suffix.casefold() == ".zip" or (path.is_dir() and next(path.rglob("*.zip"), None) is not None)
        for path in paths
    )


def _samples(plan: Mapped) -> Iterator[dict[str, str]]:
    """What the first texts carry: of each table its first rows, of other files what their names say."""
    for path in plan.paths:
        tables = list(_tables(path))
        rows = [row for table in tables for row in peek(table, _SAMPLE)]
        yield from ({folded(name): value for name, value in row.items()} for row in rows)
        if not rows or path.is_dir():
            read_so_far = (
                one for one in islice(_read(replace(plan, paths=(path,))), _SAMPLE) if isinstance(one, tuple)
            )
            yield from (values_of(raw, beside) | {"text": raw.text[:200]} for raw, beside in read_so_far)


def _read(plan: Mapped) -> Iterator[_Item | Refusal]:
    """Raw texts with what the table beside them says; the table itself, should it lie among them, is passed over."""
    for path in plan.paths:
        for one in read(path, text_column=plan.text_column):
            name = one.file.rsplit("/", 1)[-1]
            if plan.sidecar is not None and name == plan.sidecar.name:
                continue
            if isinstance(one, Refusal):
                yield one
            else:
                yield one, plan.sidecar.of(one.where) if plan.sidecar else {}


def _batches(plan: Mapped) -> Iterator[_Batch]:
    batch: _Batch = []
    characters = 0
    for one in _read(plan):
        batch.append(one)
        characters += 0 if isinstance(one, Refusal) else len(one[0].text)
        if characters >= _BATCH_CHARACTERS or len(batch) >= _BATCH_TEXTS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _worked(
    work: Callable[[_Batch], list[_Prepared]], batches: Iterator[_Batch], workers: int | None
) -> Iterator[tuple[_Batch, list[_Prepared]]]:
    """Batches with their documents; on processes where there is enough to do."""
    first = list(islice(batches, _WORTH_PROCESSES))
    if workers is None:
        workers = cores() if len(first) == _WORTH_PROCESSES else 1
    yield from in_order(work, chain(first, batches), workers)


# ------------------------------------------------------------------------------------- one document


def _prepared(
    sources: FieldSources, sentences: int, held: frozenset[bytes], batch: _Batch
) -> list[_Prepared]:
    """Documents of a batch with their passages and mentions, in their order; a refusal in place of one that is none.

    Texts that the study has already come without passages: they will not be stored.
    """
    return [_stored(one, sources, sentences, held) for one in batch]


def _stored(one: _Item | Refusal, sources: FieldSources, sentences: int, held: frozenset[bytes]) -> _Prepared:
    found = one if isinstance(one, Refusal) else document(one[0], sources, one[1])
    if isinstance(found, Refusal):
        return found
    sketch = sketch_of(found.text)
    if key_of(found.actor, sketch) in held:
        return StoredDocument(document=found, passages=(), mentions=(), words=0, sketch=sketch)
    said = None if found.language == "und" else found.language
    found = replace(found, language=language_of(found.text, metadata=said))
    pieces = passages(
        found.text, found.id, sentences_per_passage=sentences, language=found.language, within=found.own
    )
    words = word_count(_own_text(found), found.language)
    return StoredDocument(
        document=found, passages=pieces, mentions=tuple(_mentions(found)), words=words, sketch=sketch
    )


def _own_text(found: Document) -> str:
    return found.text if found.own is None else "\n".join(found.text[start:end] for start, end in found.own)


def _mentions(found: Document) -> Iterator[Mention]:
    """Actors named in the actor's own words: what others say in a transcript is no evidence of whom it thinks of."""
    if found.language not in LANGUAGES:
        return
    for start, end in found.own if found.own is not None else ((0, len(found.text)),):
        for one in mentions(found.text[start:end], found.language):
            yield replace(one, start=one.start + start, end=one.end + start) if start else one


# ------------------------------------------------------------------------------- what the study has


def _held(folder: Path) -> tuple[Sketches, set[str]]:
    """The sketches and the ids of the texts that the study has."""
    sketches, ids = Sketches(), set[str]()
    corpus = Corpus.open(folder)
    if corpus is not None:
        table = corpus.table().select("id", "actor", "sketch", "duplicate_of")
        for doc_id, actor, sketch, duplicate_of in table.iter_rows():
            sketches.add(doc_id, actor, sketch, duplicate_of=duplicate_of)
            ids.add(doc_id)
    return sketches, ids


class _Tally:
    """Decides text by text what is new, and counts."""

    def __init__(
        self, sketches: Sketches, ids: set[str], actors: frozenset[str] | None, originals: _Originals
    ) -> None:
        self._sketches, self._ids = sketches, ids
        self._actors = actors
        self._originals = originals
        self._refused: dict[tuple[str, str], list[str]] = {}
        self._words = 0
        self._by_actor: Counter[str] = Counter()
        self._years: set[str] = set()
        self._counts: Counter[str] = Counter()

    def kept(
        self, worked: Iterable[tuple[_Batch, list[_Prepared]]], progress: Callable[[str], None]
    ) -> Iterator[StoredDocument]:
        """The documents to be stored, in order."""
        done = 0
        for batch, prepared in worked:
            for one, found in zip(batch, prepared, strict=True):
                if isinstance(found, Refusal):
                    self._refuse(found, by_reader=isinstance(one, Refusal))
                elif (new := self._new(found)) is not None:
                    self._count(new)
                    if isinstance(one, tuple) and (problem := self._originals.keep(one[0])) is not None:
                        self._refuse(problem, by_reader=True)
                    yield new
            done += len(batch)
            if done // _TOLD_EVERY > (done - len(batch)) // _TOLD_EVERY:
                progress(f"{done:,} texts")

    def _refuse(self, refusal: Refusal, *, by_reader: bool) -> None:
        """What a reader refuses is named one by one; one value that nobody understands in 500 rows is named once."""
        key = (refusal.file if by_reader else "", refusal.why)
        self._refused.setdefault(key, []).append(refusal.file)
        self._counts["refused"] += 1

    def _new(self, found: StoredDocument) -> StoredDocument | None:
        """The document as it is stored; None where it is not."""
        actor = found.document.actor
        if self._actors is not None and actor not in self._actors:
            self._counts["strangers"] += 1
            return None
        like = self._sketches.like(actor, found.sketch)
        if like is not None and like.exact:
            self._counts["duplicates"] += 1
            return None
        if like is not None:
            self._counts["near"] += 1
            found = replace(found, document=replace(found.document, duplicate_of=like.doc_id))
        found = self._with_own_id(found)
        self._ids.add(found.document.id)
        self._sketches.add(found.document.id, actor, found.sketch, duplicate_of=found.document.duplicate_of)
        return found

    def _with_own_id(self, found: StoredDocument) -> StoredDocument:
        """An id that is another text's already (rows of two tables both numbered from 1) gives way to a hash."""
        one = found.document
        if one.id not in self._ids:
            return found
        words = f"{one.actor}\0{one.id}\0{one.text}".encode("utf-8", "surrogatepass")
        fresh = hashlib.sha256(words).hexdigest()[:16]
        return replace(
            found,
            document=replace(one, id=fresh),
            passages=tuple(replace(passage, doc_id=fresh) for passage in found.passages),
        )

    def _count(self, new: StoredDocument) -> None:
        one = new.document
        self._counts["added"] += 1
        self._counts["reports"] += one.speaker_role == INSTITUTION
        self._counts["undated"] += not one.date
        self._by_actor[one.actor] += 1
        self._words += new.words
        if one.date:
            self._years.add(one.date[:4])

    def result(self) -> Added:
        """What came of it."""
        counts, years = self._counts, self._years
        refused = (
            Refusal(file=files[0] + (f" and {len(files) - 1:,} more" if len(files) > 1 else ""), why=why)
            for (_, why), files in self._refused.items()
        )
        return Added(
            added=counts["added"],
            duplicates=counts["duplicates"],
            near_duplicates=counts["near"],
            refused=tuple(refused),
            strangers=counts["strangers"],
            actors=dict(self._by_actor.most_common()),
            years=(min(years), max(years)) if years else None,
            words=self._words,
            undated=counts["undated"],
            reports=counts["reports"],
        )


# ---------------------------------------------------------------------------------------- originals


class _Originals:
    """Keeps files that hold texts, each once, under the hash of its bytes; tables are large and are not copied."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._seen: set[Path] = set()

    def keep(self, raw: RawText) -> Refusal | None:
        """Copies the file of a text, before the text itself is stored; says why where that fails."""
        path = raw.original
        if path is None or path in self._seen or path.suffix.casefold() in _TABLES:
            return None
        self._seen.add(path)
        try:
            _keep(path, self._target)
        except OSError as error:
            why = f"its texts were added, but no copy of the file was kept: {reason_of(error)}; keep it yourself"
            return Refusal(file=raw.where, why=why)
        return None


def _keep(path: Path, target: Path) -> None:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    place = target / digest[:2] / f"{digest}{path.suffix.casefold()}"
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.part")
    shutil.copyfile(path, part)
    part.replace(place)
