"""A coder, or codings already made, compared with a reference passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cordiale import agreement
from cordiale.agreement import Evaluation
from cordiale.coding.coder import Coder
from cordiale.errors import InputError, Problem, StudyError
from cordiale.formats.codings import Coding, read_codings
from cordiale.model.texts import CodingUnit
from cordiale.project.coding_run import code_units, coder_named, run_codings

__all__ = ["coded_now", "codings_at", "evaluate"]

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
        reference: what counts as right: codings, a file of them (JSON Lines, or a CSV that `cordiale export` wrote), or the
            folder of a run (``STUDY/runs/ID``).
        coder: who codes the passages of the reference now, as a name (``dictionary``) or a coder. Args codings: in its place,
            codings of the same passages in any of the same forms.
        seed: of the resampling of documents. Args resamples: how many; 0 gives no intervals.

    Missing:
        Passages on which either side failed, and fields that either did not code, are left out: they are no "nothing there".

    Raises:
        InputError: both or neither of coder and codings; no passage on both sides. StudyError: a file that cannot be read.
    """
    if (coder is None) == (codings is None):
        found = "neither a coder nor codings" if coder is None else "a coder and codings"
        raise InputError(Problem(where="evaluate", found=found, allowed="one of the two"))
    right = codings_at(reference)
    if coder is not None:
        judged = coded_now(coder_named(coder) if isinstance(coder, str) else coder, right)
    else:
        assert codings is not None
        judged = codings_at(codings)
    return agreement.evaluate(right, judged, seed=seed, resamples=resamples)
