"""Krippendorff's alpha: agreement beyond chance, for any number of coders, any scale, and values that are missing.

Reference:
    Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania,
    https://repository.upenn.edu/asc_papers/43. Hayes, A. F., and Krippendorff, K. (2007). Answering the Call for a
    Standard Reliability Measure for Coding Data. Communication Methods and Measures 1 (1), 77-89,
    https://doi.org/10.1080/19312450709336664.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from numbers import Real
from typing import TYPE_CHECKING, Any

from cordiale.errors import InputError, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Alpha", "Metric", "Why", "alpha", "alpha_of", "coincidences", "counted", "why_undefined"]

Ratings = Sequence[Sequence[Hashable | None]]


class Metric(StrEnum):
    """How far apart two values are: the same or not, by rank, by difference, or by difference in proportion."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Why(StrEnum):
    """Why a measure has no value.

    ``no_pairs``: no unit was coded twice. ``no_variation``: every value is the same, so that agreement by chance would be
    complete too, and nothing shows whether coders tell units apart. ``none_coded``: the coder found nothing, so that no
    share of it can be right. ``none_in_reference``: the reference has nothing to be found. ``none_in_either``: both.
    """

    NO_PAIRS = "no_pairs"
    NO_VARIATION = "no_variation"
    NONE_CODED = "none_coded"
    NONE_IN_REFERENCE = "none_in_reference"
    NONE_IN_EITHER = "none_in_either"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alpha:
    """Krippendorff's alpha and what it rests on.

    Args:
        value: 1 is full agreement, 0 what chance would give, below 0 disagreement that is systematic.
        why: the reason where there is no value.
        units: units that two coders or more coded (their weights summed). Args pairable: values in them.
        observed: disagreement observed. Args expected: disagreement if values were paired by chance.

    Missing:
        ``value``, ``observed`` and ``expected`` are None where ``why`` is ``no_pairs``. Where nothing varies both disagreements
        are 0, and their ratio is undefined: ``value`` is None, neither 1 (which would praise a coder who always says the
        same) nor 0.
    """

    value: float | None
    why: Why | None = None
    units: float
    pairable: float
    observed: float | None
    expected: float | None


def alpha(
    ratings: Ratings,
    *,
    metric: Metric | str = Metric.NOMINAL,
    values: Sequence[Hashable] | None = None,
    weights: Sequence[float] | None = None,
) -> Alpha:
    """Agreement of coders beyond chance.

    Args:
        ratings: one row a coder, one column a unit, as Krippendorff's reliability data; None (or NaN): not coded.
        metric: nominal, ordinal, interval or ratio.
        values: the scale, in its order; needed for ordinal words. By default what occurs, numbers in ascending order.
        weights: how often each unit counts, one number a unit, 0 or more: 3 is the unit three times. By default once.

    Missing:
        A unit that fewer than two coders coded pairs with nothing and is left out. No variation gives None with the reason:
        see `Alpha`.

    Raises:
        InputError: rows of different length, a value outside the scale, words where numbers are needed, ordinal words without
            their order, a negative number on a ratio scale or as a weight.

    Reference: Krippendorff 2011, sections A-E.

    Example:
        >>> meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
        >>> round(alpha([meg, owen]).value, 3)
        0.095
        >>> alpha([["no", "no"], ["no", "no"]]).why
        <Why.NO_VARIATION: 'no_variation'>
    """
    import numpy as np

    metric = _metric(metric)
    scale, counts = counted(ratings, metric, values)
    per_unit = np.ones(len(counts)) if weights is None else _weights(weights, len(counts))
    table = coincidences(counts, per_unit)
    paired = per_unit * (counts.sum(axis=1) >= 2)
    units, pairable = float(paired.sum()), float(table.sum())
    value, observed, expected = (float(x) for x in alpha_of(table, scale, metric))
    why = why_undefined(table) if np.isnan(value) else None
    return Alpha(
        value=None if why else value,
        why=why,
        units=units,
        pairable=pairable,
        observed=None if why is Why.NO_PAIRS else observed,
        expected=None if why is Why.NO_PAIRS else expected,
    )


def alpha_of(tables: Array, scale: Sequence[Any], metric: Metric) -> tuple[Array, Array, Array]:
    """Alpha, observed and expected disagreement, from coincidences.

    Args:
        tables: coincidences of values, of shape (..., values, values): one table, or one a resample.
        scale: the values in order. Args metric: how far apart they are.

    Missing:
        NaN where a table has no pairs; alpha is NaN where nothing varies as well.
    """
    import numpy as np

    marginals = tables.sum(axis=-1)
    total = marginals.sum(axis=-1)
    apart = _differences(marginals, scale, metric)
    products = marginals[..., :, None] * marginals[..., None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        known = np.where(total > 1, total, np.nan)
        observed = (tables * apart).sum(axis=(-2, -1)) / known
        expected = (products * apart).sum(axis=(-2, -1)) / (known * (known - 1))
        return 1 - observed / np.where(expected > 0, expected, np.nan), observed, expected


def why_undefined(table: Array) -> Why:
    """Why alpha has no value for one table of coincidences (or of two coders' answers)."""
    return Why.NO_VARIATION if table.any() else Why.NO_PAIRS


def coincidences(counts: Array, weights: Array) -> Array:
    """How often each two values stand together in a unit, in all pairs of its coders.

    Args:
        counts: one row a unit, one column a value: how many coders gave it. Args weights: one number a unit.

    Returns:
        A symmetric table; its sum is the number of pairable values. A unit of m coders adds m, whatever m is.
    """
    import numpy as np

    coders = counts.sum(axis=1)
    shares = np.where(coders >= 2, weights / np.maximum(coders - 1, 1), 0.0)
    weighted = counts * shares[:, None]
    pairs: Array = weighted.T @ counts - np.diag(weighted.sum(axis=0))  # no coder pairs with itself
    return pairs


def counted(ratings: Ratings, metric: Metric, values: Sequence[Hashable] | None) -> tuple[list[Any], Array]:
    """The scale, and how many coders gave each value to each unit: one row a unit, one column a value.

    Args:
        ratings, metric, values: as in `alpha`, which says what is refused.
    """
    import numpy as np

    if len({len(row) for row in ratings}) > 1:
        lengths = ", ".join(str(len(row)) for row in ratings)
        raise _refused(f"rows of {lengths} units", "one row a coder, each with all units (None: not coded)")
    scale = _scale(ratings, metric, values)
    place = {value: i for i, value in enumerate(scale)}
    counts = np.zeros((len(ratings[0]) if len(ratings) else 0, len(scale)))
    for row in ratings:
        for unit, value in enumerate(row):
            if _absent(value):
                continue
            if value not in place:
                raise _refused(f"the value {value!r}", ", ".join(map(str, scale)))
            counts[unit, place[value]] += 1
    return scale, counts


def _scale(ratings: Ratings, metric: Metric, values: Sequence[Hashable] | None) -> list[Any]:
    """The values of the scale in order: those given, else those that occur."""
    found = dict.fromkeys(value for row in ratings for value in row if not _absent(value))
    scale: list[Any] = list(found) if values is None else list(values)
    numbers = all(isinstance(value, Real) for value in scale)
    if metric in (Metric.INTERVAL, Metric.RATIO) and not numbers:
        raise _refused(
            f"words on a scale of kind {metric}", "numbers; for words: nominal, or ordinal with `values`"
        )
    if metric is Metric.RATIO and any(value < 0 for value in scale):
        raise _refused("a negative number on a ratio scale", "0 or more; for negative numbers: interval")
    if values is None and metric is Metric.ORDINAL and not numbers:
        raise _refused("ordinal words in no order", "`values`: the scale, lowest first")
    return sorted(scale) if values is None and numbers else scale


def _differences(marginals: Array, scale: Sequence[Any], metric: Metric) -> Array:
    """Squared distance of each two values (Krippendorff 2011, difference functions)."""
    import numpy as np

    if metric is Metric.NOMINAL:
        return 1.0 - np.eye(len(scale))
    if (
        metric is Metric.ORDINAL
    ):  # values between two, plus half of those at either end: the distance of mean ranks
        ranks = np.cumsum(marginals, axis=-1) - marginals / 2
        apart: Array = (ranks[..., :, None] - ranks[..., None, :]) ** 2
        return apart
    numbers = np.array(scale, dtype=np.float64)
    gap = numbers[:, None] - numbers[None, :]
    if metric is Metric.INTERVAL:
        return gap**2
    both = numbers[:, None] + numbers[None, :]
    return np.where(both > 0, gap / np.where(both > 0, both, 1.0), 0.0) ** 2


def _metric(name: Metric | str) -> Metric:
    if name not in list(Metric):
        raise _refused(f"the metric {str(name)!r}", ", ".join(Metric))
    return Metric(name)


def _weights(weights: Sequence[float], units: int) -> Array:
    import numpy as np

    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (units,) or not (np.isfinite(given) & (given >= 0)).all():
        raise _refused("weights", f"{units} numbers of 0 or more, one a unit")
    return given


def _absent(value: Any) -> bool:
    return value is None or bool(value != value)  # NaN alone differs from itself


def _refused(found: str, allowed: str) -> InputError:
    return InputError(Problem(where="alpha", found=found, allowed=allowed))
