"""Loose passages, coded from a JSONL file into another one (CONTRACTS 5)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from cordiale.codebook import load as load_codebook
from cordiale.coding.coder import Coder
from cordiale.errors import Problem, StudyError
from cordiale.formats.codings import read_passages
from cordiale.formats.files import reason_of
from cordiale.project.coders import DEFAULT_CODER, coder_named
from cordiale.project.coding_batches import Failure, Given, batch_size, file_line, judged, workers_for
from cordiale.project.coding_run import described
from cordiale.project.coding_tally import NAMED, CodingRun, Progress, Tally, silent
from cordiale.store.runs import Journal, StoppedError, run_id
from cordiale.store.writing import replace_folder_files, study_lock
from cordiale.version import SOFTWARE

__all__ = ["code_file"]

_OF_A_CODING = frozenset(
    {
        "id", "threats", "others", "status", "support", "narrative", "confidence", "coded", "probabilities", "coder",
        "run", "failed",
    }
)  # fmt: skip
"""Keys that the coding of a passage has of its own; all others of the passage's line are kept."""


def code_file(
    source: Path,
    coder: str | Coder | None,
    out: Path,
    *,
    workers: int | None = None,
    progress: Progress = silent,
    every: float = 10.0,
) -> CodingRun:
    """Codes the passages of a file, or goes on where an earlier call was interrupted.

    Until all are coded, codings are kept beside in ``OUT.partial``; then that becomes the file. The same call again finds it
    complete and does nothing. Lines that are no passages are named among the failures and left out.

    Args:
        source: JSON Lines with ``id``, ``actor`` and ``text``, and whatever else, which is kept.
        coder: its name, or a coder that can be sent to other processes; None: the dictionary.
        out: where the codings go, one a line in the order of the passages. A file there is replaced in the end.
        workers: processes; None: one for each core. Args progress: told how far it is. Args every: seconds between.

    Raises:
        StudyError: the file cannot be read or holds no passage; codings of other passages or by another coder have been begun
            in the same place.
        UsageError: no coder has this name.
        StoppedError: the disk is full, or a worker died; what was coded is kept, and the same call goes on.
    """
    tally = Tally(progress, every)
    judge = coder_named(coder or DEFAULT_CODER) if coder is None or isinstance(coder, str) else coder
    if out.exists() and source.exists() and out.samefile(source):
        raise StudyError(
            Problem(where=str(out), found="the passages stand in this very file", cure="give another --out")
        )
    read = _read(source)
    for failure in read.refused:
        tally.fail(failure)
    tally.failed = read.lines - read.passages
    place = _Place(out=out, question=_question(read, judge))
    if place.is_complete(source, judge, tally):
        return tally.result(place.run)
    tally.passages = read.passages
    with place.held():
        _code_rest(source, judge, place, tally, workers)
        place.finish()
    return tally.result(place.run)


def _code_rest(source: Path, coder: Coder, place: _Place, tally: Tally, workers: int | None) -> None:
    """Codes what the journal lacks."""
    place.begin()
    passages = _passages(source, coder.name, place.run)
    for number, line in enumerate(place.journal.lines(), start=1):
        tally.keep(_same(next(passages, None), line, f"{place.journal.path.name}, line {number}", place))
    tally.begin()
    for batch in judged(
        coder,
        file_line,
        passages,
        size=batch_size(tally.passages),
        workers=workers_for(tally.passages - tally.already, workers),
    ):
        place.journal.append(batch.lines)
        tally.add(batch)


# --------------------------------------------------------------------------------------- what goes in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A file of passages, read once through. Args refused: the first lines that are none."""

    sha256: str
    lines: int
    passages: int
    refused: tuple[Failure, ...]


def _read(source: Path) -> _Read:
    """Raises StudyError where there is no passage."""
    hashed = hashlib.sha256()
    lines = passages = 0
    problems: list[Problem] = []
    for found in read_passages(source):
        lines += 1
        if isinstance(found, Problem):
            problems += [found] if len(problems) < NAMED else []
            hashed.update(b"-\n")  # it parts its neighbours
        else:
            passages += 1
            hashed.update(json.dumps(found, ensure_ascii=False).encode("utf-8") + b"\n")
    if not passages:
        empty = Problem(where=str(source), found="there are no passages in this file")
        raise StudyError(problems or empty)
    refused = tuple(Failure(one.where, str(one).removeprefix(f"{one.where}: ")) for one in problems)
    return _Read(sha256=hashed.hexdigest(), lines=lines, passages=passages, refused=refused)


def _question(read: _Read, coder: Coder) -> dict[str, Any]:
    return {
        "inputs": {"sha256": read.sha256, "passages": read.passages},
        "coder": described(coder),
        "codebook": load_codebook().version,
        "software": SOFTWARE,
    }


def _passages(source: Path, coder: str, run: str) -> Iterator[Given]:
    """The passages of a file, each with its neighbours: the lines beside it of the same ``doc_id`` (CONTRACTS 5)."""
    before: Mapping[str, Any] | None = None
    held: Mapping[str, Any] | None = None
    for found in chain(read_passages(source), [None]):
        after = None if isinstance(found, Problem) else found
        if held is not None:
            kept = {key: value for key, value in held.items() if key not in _OF_A_CODING}
            yield Given(
                id=held["id"],
                actor=held["actor"],
                text=held["text"],
                language=held.get("language"),
                before=_beside(held, before),
                after=_beside(held, after),
                kept={"passage": kept, "coder": coder, "run": run},
            )
        before, held = held, after


def _beside(passage: Mapping[str, Any], other: Mapping[str, Any] | None) -> str:
    """The words of a neighbour, none if it is of another document."""
    document = passage.get("doc_id")
    if other is None or document in (None, "") or other.get("doc_id") != document:
        return ""
    return str(other["text"])


def _same(given: Given | None, line: bytes, where: str, place: _Place) -> Failure | None:
    """The failure that a kept line tells, if it is one of this passage.

    Raises:
        StudyError: it is a line of another passage, or none at all.
    """
    try:
        content = json.loads(line)
        if given is not None and content["id"] == given.id and content["run"] == place.run:
            return Failure(f"passage {given.id}", content["failed"]) if "failed" in content else None
    except (ValueError, KeyError, TypeError):
        pass
    raise StudyError(
        Problem(
            where=where,
            found="not the coding of the passage at this place",
            cure=f"delete {place.journal.path} and run the same command again: it begins anew",
        )
    )


# --------------------------------------------------------------------------------------- what comes out


class _Place:
    """Where the codings of a file go: the file, its journal, and the manifest of the journal."""

    def __init__(self, *, out: Path, question: Mapping[str, Any]) -> None:
        self.out, self.question, self.run = out, question, run_id(question)
        self.journal = Journal(out.with_name(f"{out.name}.partial"))
        self._manifest = out.with_name(f"{out.name}.partial.json")
        self._lock = out.with_name(f"{out.name}.partial.lock")

    def is_complete(self, source: Path, coder: Coder, tally: Tally) -> bool:
        """Whether the file holds the codings of these passages already, by the marks that its lines carry."""
        kept = Tally(silent, 0)
        try:
            with self.out.open("rb") as stream:
                pairs = zip_longest(_passages(source, coder.name, self.run), stream)
                for given, line in pairs:
                    if given is None or line is None:
                        return False
                    kept.keep(_same(given, line, "", self))
        except (OSError, StudyError):
            return False
        tally.passages, tally.already = kept.already, kept.already
        for failure in kept.failures:
            tally.failures.append(failure)
        tally.failed += kept.failed
        self._manifest.unlink(missing_ok=True)  # a kill in the last moment leaves it
        return True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keeps other processes away from this file, and not from others in its folder."""
        try:
            with study_lock(self._lock):
                yield
        finally:
            with suppress(OSError):  # of a call that was killed; not empty while another one works there
                self._lock.rmdir()

    def begin(self) -> None:
        """Makes the manifest of the journal, or sees that it is the one of this question.

        Raises:
            StudyError: the journal belongs to another question.
        """
        if self.journal.path.exists() and self.journal.path.stat().st_size:
            self._compare(self._old_question())
            return
        content = json.dumps({"id": self.run, **self.question}, ensure_ascii=False, indent=1) + "\n"
        replace_folder_files(self.out.parent, {self._manifest.name: content.encode("utf-8")})

    def finish(self) -> None:
        """Makes the journal the file.

        Raises:
            StoppedError: the file is in use, or may not be written; all codings are kept.
        """
        try:
            os.replace(self.journal.path, self.out)
            self._manifest.unlink(missing_ok=True)
        except OSError as error:
            raise StoppedError(
                f"{self.out}: cannot be written: {reason_of(error)}; all codings are kept in {self.journal.path}: "
                "close the file in other programs and run the same command again"
            ) from error

    def _old_question(self) -> Mapping[str, Any]:
        try:
            content = json.loads(self._manifest.read_text(encoding="utf-8"))
            return content if isinstance(content, dict) else {}
        except (OSError, ValueError):
            return {}

    def _compare(self, old: Mapping[str, Any]) -> None:
        if old.get("id") == self.run:
            return
        said = {"inputs": "from other passages", "coder": "by another coder, or another state of it"}
        other = [words for key, words in said.items() if old.get(key) != self.question[key]]
        raise StudyError(
            Problem(
                where=str(self.journal.path),
                found=f"codings begun {' and '.join(other) or 'with another version of Cordiale or its codebook'}",
                cure=f"go on with those, give another --out, or delete {self.journal.path} to begin anew",
            )
        )
