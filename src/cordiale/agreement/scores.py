"""Precision, recall and F1 of a coder against a reference.

A field with several values counts as found only with the right value: of the values other than "nothing there" that the
coder gave, precision is the share that the reference has too; of those that the reference has, recall is the share that
the coder gave. F1 is their harmonic mean. For yes/no fields these are the usual measures of the answer *yes*.

Reference:
    Van Rijsbergen, C. J. (1979). Information Retrieval, 2nd ed. London: Butterworths, chapter 7.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordiale.agreement.alpha import Why
from cordiale.errors import InputError, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Scores", "scores", "scores_of", "why_undefined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Precision, recall and F1, each 0 to 1.

    Missing:
        ``precision`` is None where the coder found nothing, ``recall`` where the reference has nothing, ``f1`` where both.
        A coder who finds nothing of what is there has no precision, recall 0 and F1 0.
    """

    precision: float | None
    recall: float | None
    f1: float | None


def scores(coded: Sequence[Hashable], reference: Sequence[Hashable], *, nothing: Hashable) -> Scores:
    """Precision, recall and F1 of one coder's answers.

    Args:
        coded: the coder's answers. Args reference: the right ones, in the same order.
        nothing: the answer that says "nothing there" (``False``, 0, ``none``); getting it right earns nothing.

    Raises:
        InputError: the two differ in length.

    Example:
        >>> scores([True, True, False], [True, False, True], nothing=False)
        Scores(precision=0.5, recall=0.5, f1=0.5)
    """
    import numpy as np

    if len(coded) != len(reference):
        found = f"{len(coded)} answers against {len(reference)}"
        raise InputError(Problem(where="scores", found=found, allowed="as many answers on either side"))
    place = {value: i for i, value in enumerate(dict.fromkeys([nothing, *coded, *reference]))}
    table = np.zeros((len(place), len(place)))
    for one, other in zip(coded, reference, strict=True):
        table[place[one], place[other]] += 1
    precision, recall, f1 = (None if np.isnan(x) else float(x) for x in scores_of(table, 0))
    return Scores(precision=precision, recall=recall, f1=f1)


def scores_of(tables: Array, nothing: int) -> tuple[Array, Array, Array]:
    """Precision, recall and F1 from tables of answers.

    Args:
        tables: of shape (..., values, values): the coder's value by row, the reference's by column.
        nothing: place of the value that says "nothing there".

    Missing:
        NaN where a measure is undefined: see `Scores`.
    """
    import numpy as np

    hits = np.diagonal(tables, axis1=-2, axis2=-1).sum(axis=-1) - tables[..., nothing, nothing]
    total = tables.sum(axis=(-2, -1))
    found = total - tables[..., nothing, :].sum(axis=-1)
    there = total - tables[..., :, nothing].sum(axis=-1)
    return _share(hits, found), _share(hits, there), _share(2 * hits, found + there)


def why_undefined(table: Array, nothing: int) -> tuple[Why | None, Why | None, Why | None]:
    """Why precision, recall and F1 have no value for one table; None for those that have one."""
    total = table.sum()
    no_found = bool(table[nothing, :].sum() == total)
    no_there = bool(table[:, nothing].sum() == total)
    if total == 0:
        return Why.NO_PAIRS, Why.NO_PAIRS, Why.NO_PAIRS
    return (
        Why.NONE_CODED if no_found else None,
        Why.NONE_IN_REFERENCE if no_there else None,
        Why.NONE_IN_EITHER if no_found and no_there else None,
    )


def _share(part: Array, whole: Array) -> Array:
    import numpy as np

    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)
