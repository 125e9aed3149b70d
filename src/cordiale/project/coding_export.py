"""A coder's codings of a study in one file: each passage once, ordered by document and offset (CONTRACTS 5)."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cordiale.errors import Problem, StudyError
from cordiale.formats.codings import Coding, Other, Status, Threat, coding_line
from cordiale.formats.files import reason_of
from cordiale.formats.tables_out import csv_bytes
from cordiale.model.texts import Document
from cordiale.project.coding_run import corpus_of, gone, latest_run
from cordiale.store.corpus import Corpus
from cordiale.store.runs import CodedRow, Run

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CODE_COLUMNS", "CSV_COLUMNS", "Exported", "Form", "export"]

Form = Literal["jsonl", "csv", "parquet"]

_EVIDENCE = ("p", "span", "quote")
CODE_COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(one.name for one in fields(kind) if one.name not in _EVIDENCE)
    for name, kind in (("threats", Threat), ("others", Other), ("status", Status))
}
"""The columns of a table of codings that each kind of code fills; `role` belongs to two of them."""
_OF_THE_PASSAGE = ("id", "doc_id", "actor", "language", "date", "start", "end", "text")
CSV_COLUMNS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *_OF_THE_PASSAGE, "support", "narrative", "confidence", "coded", "failed", "coder", "run", "code",
            *CODE_COLUMNS["threats"], *CODE_COLUMNS["others"], *CODE_COLUMNS["status"],
            "p", "span_start", "span_end", "quote", "probabilities",
        )
    )
)  # fmt: skip
"""A table of codings has a row for each code, and one with an empty `code` for a passage without any."""
_ROWS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote. Args uncoded: passages of the study that the run does not cover, added later for example."""

    run: str
    coder: str
    passages: int
    uncoded: int


def export(folder: Path, coder: str | None, form: Form, out: Path) -> Exported:
    """Writes a coder's latest finished run of a study into a file.

    The same codings give the same bytes, however often the run was interrupted.

    Args:
        folder: of the study. Args coder: its name; None: the study's, else the dictionary.
        form: `jsonl`: an object a passage, with all keys of the protocol; `csv`: a row a code, and one for a passage
            without codes; `parquet`: a row a passage, codes as lists.
        out: the file; one that is there is replaced when the new one is whole.

    Missing:
        Passages that the run does not cover are not in it, and counted in `uncoded`.

    Raises:
        StudyError: the coder has finished no run, a document of it is gone, or the file cannot be written.
    """
    run, corpus = latest_run(folder, coder), corpus_of(folder)
    written = {"jsonl": _jsonl, "csv": _csv, "parquet": _jsonl}[form]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".cordiale-", dir=out.parent, ignore_cleanup_errors=True
        ) as part:
            found = Path(part) / "codings"
            _write_in_order(found, _documents(run, corpus), written, Path(part) / "spool")
            if form == "parquet":
                found = _parquet(found, Path(part))
            found.replace(out)
    except OSError as error:
        raise StudyError(Problem(where=str(out), found=f"cannot be written: {reason_of(error)}")) from error
    uncoded = corpus.passages_held - run.passages
    return Exported(run=run.id, coder=run.coder, passages=run.passages, uncoded=uncoded)


def _documents(run: Run, corpus: Corpus) -> Iterator[tuple[Document, list[CodedRow]]]:
    """The codings of a run by documents, as they stand among the texts."""
    documents = corpus.documents()
    for doc_id, rows in groupby(run.rows(), key=attrgetter("doc_id")):
        document = next((one for one in documents if one.id == doc_id), None)
        if document is None:
            raise StudyError(gone(run, doc_id))
        yield document, list(rows)


def _write_in_order(
    out: Path,
    documents: Iterable[tuple[Document, list[CodedRow]]],
    written: Callable[[Iterable[Coding]], bytes],
    spool: Path,
) -> None:
    """Writes documents in the order of their ids: first as they come, then each from its place, so that memory stays flat."""
    places: list[tuple[str, int, int]] = []
    with spool.open("wb") as stream:
        for document, rows in documents:
            content = written(_whole(document, row) for row in rows)
            places.append((document.id, stream.tell(), len(content)))
            stream.write(content)
    with spool.open("rb") as stream, out.open("wb") as target:
        if written is _csv:
            target.write(csv_bytes(CSV_COLUMNS, ()))
        for _, start, length in sorted(places):
            stream.seek(start)
            target.write(stream.read(length))
    spool.unlink()


def _whole(document: Document, row: CodedRow) -> Coding:
    """A coding with what the study says of its passage."""
    said = {
        "doc_id": document.id,
        "actor": document.actor,
        "language": document.language,
        "date": document.date,
        "start": row.start,
        "end": row.end,
        "text": document.text[row.start : row.end],
    }
    return replace(row.coding, passage={**said, **row.coding.passage})


def _jsonl(codings: Iterable[Coding]) -> bytes:
    return "".join(f"{coding_line(coding)}\n" for coding in codings).encode("utf-8")


# --------------------------------------------------------------------------------------- as a table


def _csv(codings: Iterable[Coding]) -> bytes:
    rows = [row for coding in codings for row in _rows(coding)]
    return csv_bytes(rows[0], rows[1:]) if rows else b""


def _rows(coding: Coding) -> Iterator[list[str]]:
    base: dict[str, Any] = {name: coding.passage.get(name) for name in _OF_THE_PASSAGE}
    base |= {name: getattr(coding, name) for name in ("id", "support", "narrative", "confidence", "failed")}
    base |= {"coder": coding.coder, "run": coding.run}
    base["coded"] = None if coding.coded is None else "|".join(coding.coded) or "none"
    base["probabilities"] = None if coding.probabilities is None else json.dumps(coding.probabilities)
    found: Sequence[tuple[str, Threat | Other | Status]] = [
        (name, one) for name in CODE_COLUMNS for one in getattr(coding, name)
    ]
    for name, one in found:
        codes = {column: getattr(one, column) for column in (*CODE_COLUMNS[name], "p", "quote")}
        if one.span is not None:
            codes |= {"span_start": one.span[0], "span_end": one.span[1]}
        yield [_cell((base | codes | {"code": name}).get(column)) for column in CSV_COLUMNS]
    if not found:
        yield [_cell(base.get(column)) for column in CSV_COLUMNS]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _parquet(lines: Path, part: Path) -> Path:
    """Lines of JSON as a Parquet file, a share after the other."""
    import polars as pl

    shares: list[Path] = []
    with lines.open(encoding="utf-8", newline="\n") as stream:
        while rows := [json.loads(line) for line in islice(stream, _ROWS_AT_ONCE)]:
            for row in rows:
                row["probabilities"] = json.dumps(row["probabilities"]) if "probabilities" in row else None
            shares.append(part / f"{len(shares):06d}.parquet")
            pl.DataFrame(rows, schema=_parquet_schema()).write_parquet(shares[-1])
    whole = part / "whole.parquet"
    if not shares:
        pl.DataFrame(schema=_parquet_schema()).write_parquet(whole)
        return whole
    pl.scan_parquet(shares).sink_parquet(
        whole, compression="zstd", row_group_size=_ROWS_AT_ONCE, maintain_order=True
    )
    return whole


def _parquet_schema() -> dict[str, Any]:
    import polars as pl

    numbers = {"start": pl.Int64(), "end": pl.Int64()}
    lists = {name: pl.List(pl.Struct(_code_schema(columns))) for name, columns in CODE_COLUMNS.items()}
    return {
        **{name: numbers.get(name, pl.String()) for name in _OF_THE_PASSAGE},
        **lists,
        "support": pl.String(),
        "narrative": pl.String(),
        "confidence": pl.Float64(),
        "coded": pl.List(pl.String),
        **{name: pl.String() for name in ("probabilities", "coder", "run", "failed")},
    }


def _code_schema(columns: tuple[str, ...]) -> dict[str, pl.DataType]:
    import polars as pl

    kinds: dict[str, pl.DataType] = {
        "magnitude": pl.Int64(),
        "urgency": pl.Int64(),
        "valence": pl.Int64(),
        "hedge": pl.Boolean(),
        "formulaic": pl.Boolean(),
    }
    evidence = {"p": pl.Float64(), "span": pl.List(pl.Int64), "quote": pl.String()}
    return {**{name: kinds.get(name, pl.String()) for name in columns}, **evidence}
