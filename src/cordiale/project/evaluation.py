"""A coder, or codings already made, compared with a reference passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cordiale import agreement
from cordiale.agreement import Evaluation
from cordiale.coding.coder import Coder
from cordiale.errors import InputError, Problem, StudyError, UsageError
from cordiale.formats.codings import Coding, read_codings
from cordiale.model.texts import CodingUnit

__all__ = ["Codings", "coded_now", "codings_at", "evaluate"]

Codings = str | Path | Iterable[Coding]

_BATCH = 500


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
        StudyError: a file that cannot be read, or a passage without text to be coded.

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
    judged = coded_now(coder, right) if coder is not None else codings_at(codings or ())
    return agreement.evaluate(right, judged, seed=seed, resamples=resamples)


def codings_at(source: Codings) -> Sequence[Coding]:
    """Codings from wherever they stand: see `evaluate`.

    Raises:
        StudyError: nothing stands there, it cannot be read, or a folder is no finished run.
    """
    if not isinstance(source, str | Path):
        return tuple(source)
    path = Path(source)
    return tuple(_of_run(path) if path.is_dir() else read_codings(path))


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


def coded_now(coder: str | Coder, passages: Sequence[Coding]) -> Sequence[Coding]:
    """Passages coded by a coder on the spot; the codes they come with are not shown to it.

    Raises:
        UsageError: no coder has this name. StudyError: a passage without text.
    """
    judge = _coder_named(coder) if isinstance(coder, str) else coder
    units = list(_units(passages))
    shares = (units[start : start + _BATCH] for start in range(0, len(units), _BATCH))
    return tuple(coding for share in shares for coding in judge.code(share))


def _coder_named(name: str) -> Coder:
    from cordiale.coding.dictionary import DictionaryCoder

    if name != "dictionary":
        raise UsageError(Problem(where="--coder", found=repr(name), allowed="dictionary"))
    return DictionaryCoder()


def _units(passages: Sequence[Coding]) -> Iterator[CodingUnit]:
    from cordiale.passages import LANGUAGES, language_of, mentions

    for passage in passages:
        text = passage.passage.get("text")
        if not isinstance(text, str) or not text.strip():
            raise StudyError(
                Problem(
                    where=f"reference, passage {passage.id}",
                    found="no text",
                    cure="to code a reference its lines need the key text; without it, compare two files (--codings)",
                )
            )
        language = passage.language or language_of(text)
        named = mentions(text, language) if language in LANGUAGES else ()
        yield CodingUnit(id=passage.id, actor=passage.actor, text=text, language=language, mentions=named)
