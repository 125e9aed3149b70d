"""Codings from outside (people, other programs) as a finished run of a study: they come in by the same door as a coder's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cordiale.codebook import load as load_codebook
from cordiale.errors import Problem, StudyError
from cordiale.formats.codings import Coding, coding_line, read_coding, read_codings
from cordiale.formats.streams import open_rows
from cordiale.project.coding_export import CODE_COLUMNS
from cordiale.project.coding_run import corpus_of, now_text
from cordiale.project.coding_tally import NAMED, CodingRun, Progress, Tally, silent
from cordiale.store.corpus import Corpus
from cordiale.store.runs import CodedRow, Run, coding_row
from cordiale.store.writing import study_lock
from cordiale.version import SOFTWARE

__all__ = ["codings_in_csv", "import_codings", "is_codings_file"]

_OF_THE_STUDY = ("doc_id", "actor", "language", "date", "start", "end", "text")
_WHOLE_NUMBERS = ("magnitude", "urgency", "valence")
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


def is_codings_file(name: str) -> bool:
    """Whether a coder's name is the name of a file of codings."""
    return Path(name).suffix.casefold() in (".jsonl", ".csv")


def import_codings(
    folder: Path,
    path: Path,
    coder_name: str | None = None,
    *,
    progress: Progress = silent,
    clock: Callable[[], str] = now_text,
) -> CodingRun:
    """Makes a finished run from a file of codings; the same file again changes nothing.

    Args:
        folder: of the study. Args path: JSON Lines in the format of CONTRACTS 5, or CSV with a row a code, as
            `cordiale export` writes it.
        coder_name: who coded; None: the lines' own ``coder``, else the file's name.
        progress: told what is being done. Args clock: gives the time for the manifest, ISO 8601.

    Missing:
        Passages of the study that the file does not name are not coded by it.

    Raises:
        StudyError: a line is no coding, an id is no passage of the study or comes twice, its words are others, or the lines
            name several coders. Nothing is imported then.
    """
    tally = Tally(progress, 0)
    corpus = corpus_of(folder)
    progress(f"codings of {path.name}")
    codings = list(codings_in_csv(path) if path.suffix.casefold() == ".csv" else read_codings(path))
    if not codings:
        raise StudyError(Problem(where=str(path), found="there are no codings in this file"))
    coder = coder_name or _coder_of(path, codings)
    rows = list(_checked(path, corpus, _placed(path, corpus, codings)))
    question = _question(corpus, coder, rows)
    found = Run.find(folder, question)
    tally.passages, tally.failed = len(rows), sum(row.coding.failed is not None for row in rows)
    if found is not None and found.is_finished:
        tally.already = len(rows)
        return tally.result(found.id)
    with study_lock(folder):
        run = Run.begin(folder, question, started=clock())
        if not run.is_finished:
            run.journal.remove()
            run.journal.append("".join(f"{coding_row(row)}\n" for row in rows).encode("utf-8"))
            run.finish(failed=tally.failed, finished=clock())
    tally.coded = len(rows)
    return tally.result(run.id)


def _coder_of(path: Path, codings: Iterable[Coding]) -> str:
    names = sorted({coding.coder for coding in codings if coding.coder})
    if len(names) > 1:
        raise StudyError(
            Problem(
                where=str(path),
                found=f"codings by {len(names)} coders ({', '.join(names[:5])})",
                allowed="one coder a file",
                cure="part the file by its key coder, and import one after the other",
            )
        )
    return names[0] if names else path.stem


def _question(corpus: Corpus, coder: str, rows: list[CodedRow]) -> dict[str, Any]:
    said, passages, documents = hashlib.sha256(), hashlib.sha256(), set()
    for row in rows:
        said.update(coding_row(row).encode("utf-8") + b"\n")
        passages.update(f"{row.doc_id}\n{row.coding.id}\n".encode())
        documents.add(row.doc_id)
    return {
        "inputs": {"sha256": passages.hexdigest(), "passages": len(rows), "documents": len(documents)},
        "coder": {"name": coder, "identity": {"codings": said.hexdigest()}},
        "codebook": load_codebook().version,
        "passages": [dict(one) for one in corpus.settings],
        "software": SOFTWARE,
    }


# --------------------------------------------------------------------------------------- to their passages


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a passage stands. Args order: among all passages of the study."""

    order: int
    doc_id: str
    actor: str
    start: int
    end: int


def _placed(path: Path, corpus: Corpus, codings: list[Coding]) -> list[tuple[_Place, Coding]]:
    """Codings with the passages that they are of, in the order of the texts.

    Two actors may hold one and the same text (a joint statement), and so passages with one id: document or actor, where
    the line names them, tell these apart; else the coding is of both.
    """
    known = _places(corpus, {coding.id for coding in codings})
    problems: list[Problem] = []
    found: dict[int, tuple[_Place, Coding]] = {}
    for coding in codings:
        places = _meant(known.get(coding.id, ()), coding)
        if not places:
            problems.append(_problem(path, coding, "no passage of this study has this id"))
        for place in places:
            if place.order in found:
                problems.append(_problem(path, coding, "coded twice in this file"))
            found[place.order] = place, coding
    if problems:
        raise StudyError(problems)
    return [found[order] for order in sorted(found)]


def _problem(path: Path, coding: Coding, found: str) -> Problem:
    return Problem(where=f"{path.name}, id {coding.id}", found=found)


def _places(corpus: Corpus, ids: set[str]) -> dict[str, list[_Place]]:
    import polars as pl

    places: dict[str, list[_Place]] = {}
    before = 0
    for frame in corpus.passage_frames():
        numbered = frame.with_row_index("order", offset=before).filter(pl.col("id").is_in(list(ids)))
        before += frame.height
        for key, *values in numbered.select("id", "order", "doc_id", "actor", "start", "end").rows():
            order, doc_id, actor, start, end = values
            place = _Place(order=order, doc_id=doc_id, actor=actor, start=start, end=end)
            places.setdefault(key, []).append(place)
    return places


def _meant(places: Iterable[_Place], coding: Coding) -> list[_Place]:
    everywhere = list(places)
    for key, value in (("doc_id", coding.passage.get("doc_id")), ("actor", coding.actor)):
        found = [place for place in everywhere if value and getattr(place, key) == value]
        if found:
            return found
    return everywhere


def _checked(path: Path, corpus: Corpus, placed: list[tuple[_Place, Coding]]) -> Iterator[CodedRow]:
    """Codings as a run keeps them; the words at their spans are those of the study."""
    texts = corpus.documents(ids={place.doc_id for place, _ in placed})
    document = next(texts)
    problems: list[Problem] = []
    for place, coding in placed:
        while document.id != place.doc_id:
            document = next(texts)
        text = document.text[place.start : place.end]
        if coding.passage.get("text") not in (None, "", text):
            problems.append(_problem(path, coding, "its text is another than the passage's in this study"))
        try:
            line = coding_line(replace(coding, passage={"text": text}))
            read_coding(line, f"{path.name}, id {coding.id}")
        except StudyError as error:
            problems += error.problems
        if len(problems) >= NAMED:
            break
        kept = {key: value for key, value in coding.passage.items() if key not in _OF_THE_STUDY}
        own = replace(coding, passage=kept, coder=None, run=None)
        yield CodedRow(doc_id=place.doc_id, start=place.start, end=place.end, coding=own)
    if problems:
        raise StudyError(problems)


# --------------------------------------------------------------------------------------- from a table


def codings_in_csv(path: Path) -> Iterator[Coding]:
    """The codings of a table with a row a code, as `cordiale export` writes it; rows of one passage stand together.

    Raises:
        StudyError: the table cannot be read, or a passage's rows are no coding; the message names the line.
    """
    with open_rows(path, required=("id",)) as (header, rows):
        names = [name.casefold() for name in header]
        found: dict[str, Any] = {}
        number = 1
        for number, cells in enumerate(rows, start=2):
            row = {name: _plain(cell) for name, cell in zip(names, cells, strict=True) if cell.strip()}
            if found and row.get("id") != found["id"]:
                yield _coding(found, f"{path.name}, before line {number}")
                found = {}
            found = _with_row(found or _begun(row), row, f"{path.name}, line {number}")
        if found:
            yield _coding(found, f"{path.name}, line {number}")


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _begun(row: Mapping[str, str]) -> dict[str, Any]:
    """A coding's own keys from its first row."""
    codes = {*(one for columns in CODE_COLUMNS.values() for one in columns)}
    beside = {*codes, "code", "p", "span_start", "span_end", "quote", "start", "end"}
    found: dict[str, Any] = {key: value for key, value in row.items() if key not in beside}
    found = {"id": "", "support": "none", "narrative": "none", "confidence": None} | found
    found |= {name: [] for name in CODE_COLUMNS}
    if "coded" in row:
        found["coded"] = [] if row["coded"] == "none" else row["coded"].split("|")
    for key in ("confidence", "probabilities"):
        if key in row:
            found[key] = _json(row[key])
    return found


def _with_row(found: dict[str, Any], row: Mapping[str, str], where: str) -> dict[str, Any]:
    kind = row.get("code", "")
    if not kind:
        return found
    if kind not in CODE_COLUMNS:
        raise StudyError(Problem(where=f"{where}, code", found=repr(kind), allowed=", ".join(CODE_COLUMNS)))
    code: dict[str, Any] = {name: row.get(name) for name in CODE_COLUMNS[kind]}
    code |= {name: _json(code[name]) for name in _WHOLE_NUMBERS if name in code}
    for name in ("hedge", "formulaic"):
        if name in code:
            code[name] = _YES_NO.get(str(code[name]).casefold(), code[name])
    if "p" in row:
        code["p"] = _json(row["p"])
    if "span_start" in row and "span_end" in row:
        code["span"] = [_json(row["span_start"]), _json(row["span_end"])]
    if "quote" in row:
        code["quote"] = row["quote"]
    found[kind].append(code)
    return found


def _json(cell: str | None) -> Any:
    """A number or object as JSON has it; anything else as it stands, for the reader of codings to refuse by name."""
    try:
        return None if cell is None else json.loads(cell)
    except ValueError:
        return cell


def _coding(found: Mapping[str, Any], where: str) -> Coding:
    return read_coding(json.dumps(found, ensure_ascii=False), where)
