"""Coding runs on disk: `runs/<run id>/`, kept line by line while they are made, never rewritten once they are whole.

A run's id is the hash of its question: all that its answers hang on (passages, coder, codebook, settings, software), and no
time. While it is being made, whole lines are appended to `journal.jsonl` in the order of the passages, and forced down to
the disk batch by batch. When all are there, `codings.parquet` is written beside and moved into place, `manifest.json` is
marked as finished, and the journal is taken away, in this order: a run killed at any moment goes on from what was kept.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cordiale.errors import CordialeError, Problem, StudyError
from cordiale.formats.codings import Coding, Other, Status, Threat
from cordiale.formats.files import reason_of
from cordiale.store.writing import replace_folder_files

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "RUNS_FOLDER",
    "CodedRow",
    "Journal",
    "Run",
    "StoppedError",
    "coding_row",
    "finished_runs",
    "run_id",
]

RUNS_FOLDER = "runs"
_MANIFEST, _CODINGS, _JOURNAL = "manifest.json", "codings.parquet", "journal.jsonl"
_FORMAT = "cordiale.run/1"
_ID_DIGITS = 20
_ROWS_AT_ONCE = 50_000
_COLUMNS = (
    "doc_id", "id", "start", "end", "threats", "others", "status", "support", "narrative", "confidence", "coded",
    "probabilities", "kept", "failed",
)  # fmt: skip


class StoppedError(CordialeError):
    """A run stopped before its end; what was coded is kept, and the same command goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRow:
    """A coding in its place. Args start, end: half-open span in the text of the document ``doc_id``."""

    doc_id: str
    start: int
    end: int
    coding: Coding


def run_id(question: Mapping[str, Any]) -> str:
    """The id of a run: a hash of all that its answers hang on.

    Args:
        question: values of JSON, in any order of their keys.

    Example:
        >>> run_id({"coder": "a", "software": "b"}) == run_id({"software": "b", "coder": "a"})
        True
    """
    canonical = json.dumps(question, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:_ID_DIGITS]


# --------------------------------------------------------------------------------------- the journal


class Journal:
    """A file of lines of which each whole one is kept, whatever happens to the process that writes it.

    Args:
        path: the file; it need not be there yet.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is read or made yet."""
        self.path = path

    def lines(self) -> Iterator[bytes]:
        """The whole lines, without their line feeds. A last line that was torn is cut off before.

        Raises:
            StoppedError: the file cannot be read, or not be cut.
        """
        try:
            self._cut_torn_line()
            with self.path.open("rb") as stream:
                for line in stream:
                    yield line[:-1]
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoppedError(f"{self.path}: cannot be read: {reason_of(error)}") from error

    def append(self, lines: bytes) -> None:
        """Adds whole lines, down to the disk.

        Raises:
            StoppedError: they cannot be written, the disk is full for example; those before them are kept.
        """
        before = self.path.stat().st_size if self.path.exists() else 0
        try:
            with self.path.open("ab") as stream:
                stream.write(lines)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            self._cut(before)
            raise StoppedError(
                f"{self.path}: cannot be written: {reason_of(error)}; what was coded before is kept: "
                "mend this (free some space, for example) and run the same command again"
            ) from error
        except BaseException:  # Ctrl-C between two blocks of a long write
            self._cut(before)
            raise

    def remove(self) -> None:
        """Takes the file away, if it is there."""
        self.path.unlink(missing_ok=True)

    def _cut(self, size: int) -> None:
        """Back to a size. If even that fails, a torn line stays and is cut when the run goes on."""
        try:
            if self.path.exists():
                os.truncate(self.path, size)
        except OSError:
            return

    def _cut_torn_line(self) -> None:
        size = whole = self.path.stat().st_size
        with self.path.open("rb") as stream:
            while whole:
                block = min(whole, 65_536)
                stream.seek(whole - block)
                found = stream.read(block).rfind(b"\n")
                if found >= 0:
                    whole += found + 1 - block
                    break
                whole -= block
        if whole < size:
            os.truncate(self.path, whole)


# --------------------------------------------------------------------------------------- rows


def coding_row(row: CodedRow) -> str:
    """A coding as a line of the journal: the columns of `codings.parquet`, lists as JSON in a text, null where empty."""
    coding = row.coding
    content: dict[str, Any] = {"doc_id": row.doc_id, "id": coding.id, "start": row.start, "end": row.end}
    for key in ("threats", "others", "status"):
        content[key] = _text([_said(one) for one in getattr(coding, key)] or None)
    content |= {"support": coding.support, "narrative": coding.narrative, "confidence": coding.confidence}
    content |= {"coded": _text(coding.coded), "probabilities": _text(coding.probabilities)}
    content |= {"kept": _text(dict(coding.passage) or None), "failed": coding.failed}
    return json.dumps(content, ensure_ascii=False, allow_nan=False)


def _said(one: Threat | Other | Status) -> dict[str, Any]:
    return {part.name: value for part in fields(one) if (value := getattr(one, part.name)) is not None}


def _text(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, allow_nan=False)


def _schema() -> dict[str, Any]:
    import polars as pl

    kinds: dict[str, Any] = {"start": pl.Int64(), "end": pl.Int64(), "confidence": pl.Float64()}
    return {name: kinds.get(name, pl.String()) for name in _COLUMNS}


def _read_rows(frame: pl.DataFrame, coder: str, run: str) -> Iterator[CodedRow]:
    for (
        doc_id, key, start, end, threats, others, status, support, narrative, confidence, coded, probabilities, kept, failed
    ) in zip(*(frame[name].to_list() for name in _COLUMNS), strict=True):  # fmt: skip
        coding = Coding(
            id=key,
            passage=json.loads(kept) if kept else {},
            threats=_codes(threats, Threat) if threats else (),
            others=_codes(others, Other) if others else (),
            status=_codes(status, Status) if status else (),
            support=support,
            narrative=narrative,
            confidence=confidence,
            coded=None if coded is None else tuple(json.loads(coded)),
            probabilities=None if probabilities is None else json.loads(probabilities),
            coder=coder,
            run=run,
            failed=failed,
        )
        yield CodedRow(doc_id=doc_id, start=start, end=end, coding=coding)


def _codes(text: str, kind: Callable[..., Any]) -> tuple[Any, ...]:
    found = json.loads(text)
    for one in found:
        if "span" in one:
            one["span"] = tuple(one["span"])
    return tuple(kind(**one) for one in found)


# --------------------------------------------------------------------------------------- runs


class Run:
    """One coding run of a study.

    Args:
        folder: `runs/<run id>/`. Args manifest: as it stands in manifest.json.
    """

    def __init__(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        """Use `Run.find`, `Run.begin` or `finished_runs`."""
        self.folder = folder
        self.manifest = dict(manifest)
        self.journal = Journal(folder / _JOURNAL)

    @classmethod
    def find(cls, study: Path, question: Mapping[str, Any]) -> Run | None:
        """The run that answers a question.

        Args:
            study: the study's folder. Args question: all that the answers hang on.

        Missing:
            None where it was never begun.

        Raises:
            StudyError: its manifest cannot be read.
        """
        folder = study / RUNS_FOLDER / run_id(question)
        return cls(folder, _manifest(folder)) if (folder / _MANIFEST).exists() else None

    @classmethod
    def begin(cls, study: Path, question: Mapping[str, Any], *, started: str) -> Run:
        """The run that answers a question, begun or gone on with.

        Args:
            study: the study's folder; hold its `study_lock`. Args question: as for `run_id`.
            started: the time, ISO 8601.

        Raises:
            StudyError: it cannot be written, or its manifest not be read.
        """
        found = cls.find(study, question)
        if found is not None:
            return found
        folder = study / RUNS_FOLDER / run_id(question)
        run = cls(folder, {"format": _FORMAT, "id": folder.name, **question, "finished": False})
        run.manifest["times"] = {"started": started}
        run._write_manifest()
        return run

    @property
    def id(self) -> str:
        """Its id, 20 hexadecimal digits."""
        return str(self.manifest["id"])

    @property
    def coder(self) -> str:
        """Name of the coder."""
        return str(self.manifest["coder"]["name"])

    @property
    def is_finished(self) -> bool:
        """Whether all its passages are coded; then it never changes again."""
        return bool(self.manifest["finished"])

    @property
    def passages(self) -> int:
        """How many passages it is about."""
        return int(self.manifest["inputs"]["passages"])

    @property
    def failed(self) -> int:
        """How many could not be coded; known when it is finished."""
        return int(self.manifest.get("failed", 0))

    def finish(self, *, failed: int, finished: str) -> None:
        """Makes the run whole: from the journal, which holds a line for each passage.

        Args:
            failed: how many passages could not be coded. Args finished: the time, ISO 8601.

        Raises:
            StoppedError: the disk is full; the journal stands, and the same command goes on.
        """
        part, target = self.folder / f"{_CODINGS}.part", self.folder / _CODINGS
        try:
            self._write_codings(part)
            described = {"bytes": part.stat().st_size, "sha256": _sha256(part)}
            os.replace(part, target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StoppedError(
                f"{target}: cannot be written: {reason_of(error)}; all codings are kept: "
                "mend this (free some space, for example) and run the same command again"
            ) from error
        self.manifest |= {"finished": True, "failed": failed, "codings": described}
        self.manifest["times"] = {**self.manifest["times"], "finished": finished}
        self._write_manifest()
        self.journal.remove()

    def tidy(self) -> None:
        """Takes away what a kill in the last moment left behind in a finished run."""
        if self.is_finished:
            self.journal.remove()
            (self.folder / f"{_CODINGS}.part").unlink(missing_ok=True)

    def rows(self, *, doc_ids: Collection[str] | None = None) -> Iterator[CodedRow]:
        """The codings of a finished run, in the order of the texts.

        Args:
            doc_ids: of these documents alone.

        Raises:
            StudyError: the file of codings is missing or was changed.
        """
        import polars as pl

        for place in range(0, self.passages, _ROWS_AT_ONCE):
            frame = self._frame().slice(place, _ROWS_AT_ONCE).collect()
            if doc_ids is not None:
                frame = frame.filter(pl.col("doc_id").is_in(list(doc_ids)))
            yield from _read_rows(frame, self.coder, self.id)

    def failures(self, most: int) -> list[tuple[str, str, str]]:
        """The first passages that could not be coded: document, passage and reason."""
        import polars as pl

        failed = self._frame().filter(pl.col("failed").is_not_null())
        return failed.select("doc_id", "id", "failed").head(most).collect().rows()

    def _frame(self) -> pl.LazyFrame:
        import polars as pl

        path = self.folder / _CODINGS
        try:
            size = path.stat().st_size
            if size == self.manifest["codings"]["bytes"]:
                return pl.scan_parquet(path)
            found = f"it has {size} bytes where {_MANIFEST} says {self.manifest['codings']['bytes']}"
        except OSError as error:
            found = f"cannot be read: {reason_of(error)}"
        raise StudyError(_damaged(path, found))

    def _write_codings(self, part: Path) -> None:
        import polars as pl

        if self.journal.path.exists() and self.journal.path.stat().st_size:
            rows = pl.scan_ndjson(self.journal.path, schema=_schema())
            rows.sink_parquet(part, compression="zstd", row_group_size=_ROWS_AT_ONCE, maintain_order=True)
        else:
            pl.DataFrame(schema=_schema()).write_parquet(part)
        written = pl.scan_parquet(part).select(pl.len()).collect().item()
        if written != self.passages:
            raise StudyError(_damaged(self.journal.path, f"{written} codings for {self.passages} passages"))
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())

    def _write_manifest(self) -> None:
        content = json.dumps(self.manifest, ensure_ascii=False, indent=1) + "\n"
        replace_folder_files(self.folder, {_MANIFEST: content.encode("utf-8")})


def finished_runs(study: Path, coder: str | None = None) -> list[Run]:
    """The finished runs of a study, the latest last.

    Args:
        study: its folder. Args coder: of this coder alone.

    Raises:
        StudyError: a manifest cannot be read.
    """
    folders = sorted(path.parent for path in (study / RUNS_FOLDER).glob(f"*/{_MANIFEST}"))
    runs = [Run(folder, _manifest(folder)) for folder in folders]
    found = [run for run in runs if run.is_finished and coder in (None, run.coder)]
    return sorted(found, key=lambda run: (str(run.manifest["times"]["finished"]), run.id))


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / _MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        whole = content["format"] == _FORMAT and content["id"] == folder.name
        whole = whole and all(key in content for key in ("inputs", "coder", "finished", "times"))
    except OSError as error:
        raise StudyError(_damaged(path, f"cannot be read: {reason_of(error)}")) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StudyError(_damaged(path, "this is no manifest of a run")) from error
    if not whole:
        raise StudyError(_damaged(path, f"this is no manifest of the run {folder.name} ({_FORMAT})"))
    return dict(content)


def _damaged(path: Path, found: str) -> Problem:
    return Problem(
        where=f"{RUNS_FOLDER}/{path.parent.name}/{path.name}",
        found=found,
        cure=f"delete the folder {path.parent} and code again: a run can always be made again",
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
