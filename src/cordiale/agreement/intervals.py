"""Intervals by resampling documents whole.

Passages of one document resemble each other, so that resampling single passages would make intervals too narrow. Each
resample draws as many documents as there are, with replacement, and takes all passages of each; the interval runs from
the 5th to the 95th percentile of the measure over the resamples.

Reference:
    Field, C. A., and Welsh, A. H. (2007). Bootstrapping Clustered Data. Journal of the Royal Statistical Society B 69 (3),
    369-390, https://doi.org/10.1111/j.1467-9868.2007.00593.x. Few clusters make such intervals too narrow: Cameron, A. C.,
    Gelbach, J. B., and Miller, D. L. (2008). Bootstrap-Based Improvements for Inference with Clustered Errors. Review of
    Economics and Statistics 90 (3), 414-427, https://doi.org/10.1162/rest.90.3.414.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from cordiale.agreement.alpha import Alpha, Metric, alpha, alpha_of, coincidences, counted
from cordiale.errors import InputError, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Interval", "alpha_interval", "interval_of", "resampled_sums"]

_WEIGHTS_AT_A_TIME = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From the 5th to the 95th percentile of a measure over resamples of documents.

    Missing:
        Both are None with fewer than two documents (nothing can be redrawn) and where the measure is undefined in more than
        half of the resamples (the rest would be a selection).
    """

    low: float | None
    high: float | None


def alpha_interval(
    ratings: Sequence[Sequence[Hashable | None]],
    documents: Sequence[str],
    *,
    metric: Metric = Metric.NOMINAL,
    values: Sequence[Hashable] | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> tuple[Alpha, Interval]:
    """Alpha of any number of coders, with its interval clustered by document.

    Args:
        ratings, metric, values: as in `alpha`. Args documents: the document of each unit.
        resamples: how many; 0 gives no interval. Args seed: the same gives the same interval, whatever the order of units.

    Raises:
        InputError: as `alpha`, or not one document a unit.
    """
    import numpy as np

    whole = alpha(ratings, metric=metric, values=values)
    scale, counts = counted(ratings, metric, values)
    if len(documents) != len(counts):
        found = f"{len(documents)} documents for {len(counts)} units"
        raise InputError(Problem(where="alpha_interval", found=found, allowed="one document a unit"))
    names, place = np.unique(np.asarray(documents, dtype=str), return_inverse=True)
    order = np.argsort(place, kind="stable")
    parts = np.split(counts[order], np.cumsum(np.bincount(place, minlength=len(names)))[:-1])
    tables = np.array([coincidences(part, np.ones(len(part))) for part in parts])
    sums = resampled_sums(tables.reshape(len(names), -1), resamples=resamples, seed=seed)
    draws = alpha_of(sums.reshape(-1, len(scale), len(scale)), scale, metric)[0]
    return whole, interval_of(draws, len(names))


def resampled_sums(counts: Array, *, resamples: int, seed: int, name: str = "") -> Array:
    """Sums over documents in each resample.

    Args:
        counts: one row a document, one column anything that adds up over passages.
        resamples: how many. Args seed: of the draws. Args name: of the group resampled; groups draw apart, so that what one
            group gives does not depend on which others there are.

    Returns:
        One row a resample.
    """
    import numpy as np

    documents = len(counts)
    sums = np.zeros((resamples, counts.shape[1]))
    if not documents:
        return sums
    draw = np.random.default_rng([seed, crc32(name.encode("utf-8"))])
    batch = max(1, _WEIGHTS_AT_A_TIME // documents)  # the table of weights is the largest thing here
    for start in range(0, resamples, batch):
        size = min(batch, resamples - start)
        chosen = draw.integers(documents, size=(size, documents))
        places = chosen + documents * np.arange(size)[:, None]
        weights = np.bincount(places.ravel(), minlength=size * documents).reshape(size, documents)
        sums[start : start + size] = weights.astype(np.float64) @ counts
    return sums


def interval_of(draws: Array, documents: int) -> Interval:
    """The interval of one measure.

    Args:
        draws: the measure in each resample; NaN where it is undefined.
        documents: how many there are to draw from.

    Example:
        >>> import numpy as np
        >>> interval_of(np.arange(101.0), documents=20)
        Interval(low=5.0, high=95.0)
    """
    import numpy as np

    defined = draws[~np.isnan(draws)]
    if documents < 2 or not len(defined) or 2 * len(defined) < len(draws):
        return Interval(low=None, high=None)
    low, high = np.percentile(defined, (5, 95))
    return Interval(low=float(low), high=float(high))
