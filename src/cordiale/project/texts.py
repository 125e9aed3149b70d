"""The texts of a study: coded if they are not yet, and read as records beside what people entered (OP 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from cordiale.coding.errors import measured_errors
from cordiale.errors import Problem, StudyError
from cordiale.model.study import Snapshot, StudyData
from cordiale.project.coders import coder_of
from cordiale.project.coding_run import code_study, codings_of, has_codings
from cordiale.project.salience import salience_rows
from cordiale.project.text_records import CodedPassage, date_of, with_texts
from cordiale.store.corpus import Corpus

__all__ = ["read_texts"]


def read_texts(
    study: StudyData, folder: Path, *, code: bool = True, progress: Callable[[str], None] = lambda _: None
) -> StudyData:
    """The study with what its coder found in its texts.

    Args:
        folder: of the study. Args progress: told what is being done.
        code: whether texts that were not coded yet are coded now, as ``cordiale code`` would.

    Raises:
        StudyError: no windows are named, and no texts tell them.

    Missing: without texts, or with texts that were never coded and may not be now, the study as it is.
    """
    coder = coder_of(study)
    corpus = Corpus.open(folder)
    if not study.snapshots:
        study = replace(study, snapshots=_years(study, corpus, folder))
    if corpus is None:
        return study
    if code:
        code_study(folder, coder, progress=progress)
    elif not has_codings(folder, coder):
        return study
    progress("texts")
    passages = (
        CodedPassage(document=document, start=start, end=end, coding=coding)
        for document, start, end, coding in codings_of(folder, coder, actors=study.actors)
    )
    read = with_texts(replace(study, errors=measured_errors(coder)), corpus, passages, coder)
    return replace(read, salience=salience_rows(read, corpus))


def _years(study: StudyData, corpus: Corpus | None, folder: Path) -> tuple[Snapshot, ...]:
    """The calendar years in which both sides of some dyad have texts."""
    spoke: defaultdict[str, set[int]] = defaultdict(set)
    rows = corpus.table().select("actor", "date").iter_rows() if corpus else ()
    for actor, text in rows:
        when = date_of(text)
        if when is not None and when.first.year == when.last.year:
            spoke[actor].add(when.first.year)
    years = sorted({year for one, other in study.dyads for year in spoke[one] & spoke[other]})
    if not years:
        raise StudyError(
            Problem(
                where=str(folder),
                found="no snapshots are named, and in no year do texts of two of its actors stand here",
                cure=f"add texts of {' and '.join(study.actors)} with `cordiale add`, or write [[snapshots]] into study.toml",
            )
        )
    return tuple(
        Snapshot(id=str(year), start=date(year, 1, 1), end=date(year, 12, 31), title=str(year)) for year in years
    )
