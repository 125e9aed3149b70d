"""A coder, or codings already made, compared with a reference passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cordiale import agreement
from cordiale.agreement import Evaluation
from cordiale.coding.coder import Coder
from cordiale.errors import InputError, Problem, StudyError
from cordiale.formats.codings import Coding, read_codings, write_codings
from cordiale.project.coding_files import code_file
from cordiale.project.coding_import import codings_in_csv
from cordiale.project.coding_tally import CodingRun, Progress, silent

__all__ = ["Codings", "coded_now", "codings_at", "evaluate"]

Codings = str | Path | Iterable[Coding]


def evaluate(
    reference: Codings,
    *,
    coder: str | Coder | None = None,
    codings: Codings | None = None,
    seed: int = 1,
    resamples: int = 1000,
) -> Evaluation:
    """How far a coder, or codings already made, agree with a reference: field by field, by language and by actor.

    Args:
        reference: what counts as right: codings, a file of them (JSON Lines, or what `cordiale export` wrote), or the folder
            of a run (``STUDY/runs/ID``).
        coder: who codes the passages of the reference now, as a name (``dictionary``) or a coder.
        codings: in its place, codings of the same passages in any of the same forms.
        seed: of the resampling of documents. Args resamples: how many; 0 gives no intervals.

    Missing:
        Passages on which either side failed, and fields that either did not code, are left out: they are no "nothing there".

    Raises:
        InputError: both or neither of coder and codings, no passage on both sides, or one twice on a side.
        StudyError: a file that cannot be read, or no passage with an actor and a text to be coded.

    Example:
        >>> from cordiale.formats.codings import Coding
        >>> passage = {"actor": "FRA", "language": "en", "text": "We met in spring."}
        >>> found = evaluate([Coding(id="1", passage=passage)], coder="dictionary", resamples=0)
        >>> found.fields["threat_present"].n
        1
    """
    if (coder is None) == (codings is None):
        found = "neither a coder nor codings" if coder is None else "both a coder and codings"
        raise InputError(Problem(where="evaluate", found=found, allowed="one of the two"))
    right = codings_at(reference)
    judged = coded_now(coder, right)[0] if coder is not None else codings_at(codings or ())
    return agreement.evaluate(right, judged, seed=seed, resamples=resamples)


def codings_at(source: Codings) -> Sequence[Coding]:
    """Codings from wherever they stand: see `evaluate`.

    Raises:
        StudyError: nothing stands there, it cannot be read, or a folder is no finished run.
    """
    if not isinstance(source, str | Path):
        return tuple(source)
    path = Path(source)
    if path.is_dir():
        return tuple(_of_run(path))
    return tuple(codings_in_csv(path) if path.suffix.casefold() == ".csv" else read_codings(path))


def _of_run(folder: Path) -> Iterator[Coding]:
    """The codings of a run, each with who speaks, in which document and language."""
    from cordiale.store.corpus import Corpus
    from cordiale.store.runs import RUNS_FOLDER, finished_runs

    study = folder.resolve().parent.parent
    run = next((one for one in finished_runs(study) if one.folder.name == folder.resolve().name), None)
    if run is None:
        raise StudyError(
            Problem(
                where=str(folder),
                found="no finished coding run stands here",
                allowed=f"a file of codings, or a run's folder: STUDY/{RUNS_FOLDER}/ID",
                cure="`cordiale code STUDY` makes a run, or finishes one",
            )
        )
    corpus = Corpus.open(study)
    spoken = corpus.table().select("id", "actor", "language").iter_rows() if corpus else ()
    said = {key: {"doc_id": key, "actor": actor, "language": language} for key, actor, language in spoken}
    for row in run.rows():
        described = said.get(row.doc_id, {"doc_id": row.doc_id})  # one for all passages of the document
        kept = row.coding.passage
        yield replace(row.coding, passage={**described, **kept} if kept else described)


def coded_now(
    coder: str | Coder,
    passages: Iterable[Coding],
    *,
    workers: int | None = 1,
    progress: Progress = silent,
) -> tuple[Sequence[Coding], CodingRun]:
    """Passages coded by a coder on the spot, as `cordiale code` codes a file of them; the codes they come with are not shown to it.

    Args:
        coder: a coder, or its name. Args passages: with actor and text.
        workers: processes; None: one for each core (then call this under ``if __name__ == "__main__":``).
        progress: told how far it is.

    Returns:
        The codings, and what was done: which passages failed, and why.

    Raises:
        UsageError: no coder has this name. StudyError: no passage has an actor and a text.
    """
    with TemporaryDirectory(prefix="cordiale-") as folder:
        source, out = Path(folder) / "reference.jsonl", Path(folder) / "codings.jsonl"
        write_codings(source, (Coding(id=one.id, passage=one.passage) for one in passages))
        run = code_file(source, coder, out, workers=workers, progress=progress)
        return tuple(read_codings(out)), run
