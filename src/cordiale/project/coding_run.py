"""Coding runs: the passages of a study, or of a file, judged by a coder; killed at any moment, they go on where they were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cordiale.codebook import load as load_codebook
from cordiale.coding.coder import Coder
from cordiale.errors import Problem, StudyError
from cordiale.formats.codings import Coding
from cordiale.project.coders import coder_named, coder_names, coder_of
from cordiale.project.coding_batches import (
    Failure,
    Given,
    batch_size,
    judged,
    study_line,
    workers_for,
)
from cordiale.project.coding_tally import NAMED, CodingRun, Progress, Tally, silent
from cordiale.store.corpus import Corpus
from cordiale.store.folder import STUDY_FILE, load
from cordiale.store.runs import Run, finished_runs
from cordiale.store.writing import study_lock
from cordiale.version import SOFTWARE

__all__ = [
    "code_study",
    "coder_of_folder",
    "codings_of",
    "corpus_of",
    "described",
    "gone",
    "has_codings",
    "latest_run",
    "now_text",
    "question_of",
]


def now_text() -> str:
    """The time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


# --------------------------------------------------------------------------------------- a study


def code_study(
    folder: Path,
    coder: str | Coder | None = None,
    *,
    workers: int | None = None,
    progress: Progress = silent,
    every: float = 10.0,
    clock: Callable[[], str] = now_text,
) -> CodingRun:
    """Codes the passages of a study, or goes on where an earlier call was interrupted.

    The run is kept in ``runs/<run id>/``. The same question again (the same passages, coder, codebook and settings) finds it
    finished and does nothing. A coder that is defined in a script needs ``if __name__ == "__main__":`` around the call there,
    since workers import the script.

    Args:
        folder: the study's folder.
        coder: its name, or a coder that can be sent to other processes; None: the study's, else the dictionary. A name under
            which codings were imported gives the latest of these runs.
        workers: processes; None: one for each core. One works in this process.
        progress: told how far it is. Args every: seconds between two lines of progress.
        clock: gives the time for the manifest, ISO 8601; it touches no coding.

    Raises:
        StudyError: there are no texts, or they are damaged; another process is writing in the folder.
        UsageError: no coder has this name.
        StoppedError: the disk is full, or a worker died; what was coded is kept, and the same call goes on.
    """
    tally = Tally(progress, every)
    corpus = corpus_of(folder)
    if coder is None or isinstance(coder, str):
        name = coder or coder_of_folder(folder)
        if name not in coder_names() and (found := finished_runs(folder, name)):
            return _finished(found[-1], tally)
        coder = coder_named(name)
    question = question_of(corpus, coder)
    run = Run.find(folder, question)
    if run is not None and run.is_finished:  # nothing to be written: an archived study may be read-only
        return _finished(run, tally)
    with study_lock(folder):
        run = Run.begin(folder, question, started=clock())
        if run.is_finished:
            return _finished(run, tally)
        _code_rest(run, _passages(corpus), coder, tally, workers)
        run.finish(failed=tally.failed, finished=clock())
    return tally.result(run.id)


def _code_rest(run: Run, passages: Iterator[Given], coder: Coder, tally: Tally, workers: int | None) -> None:
    """Codes what the journal lacks."""
    tally.passages = run.passages
    _go_on(run, passages, tally)
    tally.begin()
    for batch in judged(
        coder,
        study_line,
        passages,
        size=batch_size(run.passages),
        workers=workers_for(run.passages - tally.already, workers),
    ):
        run.journal.append(batch.lines)
        tally.add(batch)


def _finished(run: Run, tally: Tally) -> CodingRun:
    run.tidy()
    tally.passages = tally.already = run.passages
    tally.failed = run.failed
    tally.failures = [
        Failure(f"passage {key} of {doc_id}", reason)
        for doc_id, key, reason in (run.failures(NAMED) if run.failed else ())
    ]
    return tally.result(run.id)


def corpus_of(folder: Path) -> Corpus:
    """The texts of a study.

    Raises:
        StudyError: this is no study, or nobody has added texts to it.
    """
    if not (folder / STUDY_FILE).is_file():
        load(folder)  # says what is the matter
    corpus = Corpus.open(folder)
    if corpus is None:
        raise StudyError(
            Problem(
                where=str(folder),
                found="there are no texts in this study",
                cure=f"`cordiale add {folder} PATH…` reads them in",
            )
        )
    return corpus


def coder_of_folder(folder: Path) -> str:
    """The coder that a study names in ``[texts]``, else the dictionary."""
    return coder_of(load(folder))


def question_of(corpus: Corpus, coder: Coder) -> dict[str, Any]:
    """All that the answers of a run hang on, the same for the same texts in whatever order and folder.

    Args:
        corpus: the texts. Args coder: who codes.
    """
    return {
        "inputs": _inputs(corpus),
        "coder": described(coder),
        "codebook": load_codebook().version,
        "passages": [dict(one) for one in corpus.settings],
        "software": SOFTWARE,
    }


def described(coder: Coder) -> dict[str, Any]:
    """A coder as a manifest has it."""
    return {
        "name": coder.name,
        "fields": list(coder.fields),
        "languages": list(coder.languages),
        "identity": dict(coder.identity),
    }


def _inputs(corpus: Corpus) -> dict[str, Any]:
    """Hash of the passages (whose ids cover their words), in their order, with speaker and language, by document."""
    import polars as pl

    said = pl.concat_str("id", "start", "end", "language", separator=" ").str.join("\n").alias("said")
    found: list[tuple[str, str, str]] = []
    for frame in corpus.passage_frames():
        found += frame.group_by("doc_id", "actor", maintain_order=True).agg(said).rows()
    whole = hashlib.sha256()
    for doc_id, actor, passages in sorted(found):
        whole.update(f"{doc_id}\n{actor}\n{passages}\n\n".encode())
    return {"sha256": whole.hexdigest(), "passages": corpus.passages_held, "documents": corpus.size}


def _passages(corpus: Corpus) -> Iterator[Given]:
    """The passages in the order of the texts, each with its neighbours."""
    for stored in corpus.stored(with_mentions=False):
        texts = ("", *(passage.text for passage in stored.passages), "")
        for place, passage in enumerate(stored.passages):
            yield Given(
                id=passage.id,
                actor=stored.document.actor,
                text=passage.text,
                language=passage.language,
                before=texts[place],
                after=texts[place + 2],
                kept={"doc_id": passage.doc_id, "start": passage.start, "end": passage.end},
            )


def _go_on(run: Run, passages: Iterator[Given], tally: Tally) -> None:
    """Reads over the passages that the journal holds already.

    Raises:
        StudyError: the journal holds other passages than the study, or was damaged.
    """
    for number, line in enumerate(run.journal.lines(), start=1):
        given = next(passages, None)
        try:
            content = json.loads(line)
            kept = (content["doc_id"], content["id"], content["start"])
            failed: str | None = content["failed"]
        except (ValueError, KeyError, TypeError) as error:
            raise StudyError(_foreign(run, number, "this is no line of a journal")) from error
        if given is None or kept != (given.kept["doc_id"], given.id, given.kept["start"]):
            raise StudyError(_foreign(run, number, "another passage than the study has at this place"))
        tally.keep(Failure(f"passage {given.id} of {given.kept['doc_id']}", failed) if failed else None)


def _foreign(run: Run, number: int, found: str) -> Problem:
    path = run.journal.path
    return Problem(
        where=f"runs/{run.id}/{path.name}, line {number}",
        found=found,
        cure=f"delete the folder {run.folder} and run the same command again: it begins anew",
    )


# --------------------------------------------------------------------------------------- reading


def has_codings(folder: Path, coder: str | None = None) -> bool:
    """Whether a coder has finished a run of a study. Args coder: None: the study's, else the dictionary."""
    return bool(finished_runs(folder, coder or coder_of_folder(folder)))


def latest_run(folder: Path, coder: str | None = None) -> Run:
    """A coder's latest finished run of a study.

    Args:
        folder: of the study. Args coder: None: the study's, else the dictionary.

    Raises:
        StudyError: it has finished none; the message says which coders have.
    """
    name = coder or coder_of_folder(folder)
    found = finished_runs(folder, name)
    if found:
        return found[-1]
    others = sorted({run.coder for run in finished_runs(folder)})
    raise StudyError(
        Problem(
            where=str(folder),
            found=f"the coder {name!r} has finished no run of this study",
            allowed=", ".join(others),
            cure=f"`cordiale code {folder} --coder {name}` makes one, or goes on with it",
        )
    )


def codings_of(
    folder: Path,
    coder: str | None = None,
    *,
    actors: Collection[str] | None = None,
    doc_ids: Collection[str] | None = None,
) -> Iterator[tuple[str, int, int, Coding]]:
    """The codings of a coder's latest finished run: document, start, end and coding, document by document in their order.

    Args:
        folder: of the study. Args coder: None: the study's, else the dictionary.
        actors: of these speakers alone. Args doc_ids: of these documents alone.

    Missing:
        Passages that were added after the run are not among them; `coding.failed` says where a coder had no answer.

    Raises:
        StudyError: there are no texts, the coder has finished no run, or a file of it was changed.
    """
    run = latest_run(folder, coder)
    known = _told(corpus_of(folder))
    wanted = {
        key
        for key, passage in known.items()
        if (actors is None or passage["actor"] in actors) and (doc_ids is None or key in doc_ids)
    }
    everything = actors is None and doc_ids is None
    for row in run.rows(doc_ids=None if everything else wanted):
        passage = known.get(row.doc_id)
        if passage is None:
            raise StudyError(gone(run, row.doc_id))
        yield row.doc_id, row.start, row.end, with_passage(row.coding, passage)


def with_passage(coding: Coding, passage: Mapping[str, Any]) -> Coding:
    """A coding whose passage's keys are known. Args passage: what the study says of it."""
    return replace(coding, passage={**passage, **coding.passage} if coding.passage else passage)


def gone(run: Run, doc_id: str) -> Problem:
    """A document that was coded and stands no more in the study."""
    return Problem(
        where=f"runs/{run.id}",
        found=f"the document {doc_id!r} was coded and is no more among the texts",
        cure=f"code again: `cordiale code … --coder {run.coder}`",
    )


def _told(corpus: Corpus) -> dict[str, dict[str, Any]]:
    """What a study says of every passage of a document."""
    rows = corpus.table().select("id", "actor", "language", "date").rows()
    return {
        doc_id: {"doc_id": doc_id, "actor": actor, "language": language, "date": date}
        for doc_id, actor, language, date in rows
    }
