"""Where a series changed its level: how many times, when, and how surely (I-23).

A series is read as stretches of years, each with one level; the level jumps from one stretch to the
next. A year's value differs from the level of its stretch by two kinds of chance: the doubt of the
year itself, which its draws show (documents, coder error), and what a year is about (an anniversary,
a war elsewhere), whose size is not known. All ways to cut the series into stretches are weighed
exactly, by recursions from both ends; nothing is sampled, so the same series gives the same answer.

    value of a year = level of its stretch + N(0, its own doubt) + N(0, wobble)
    level of a stretch ~ N(middle, spread)
    number of changes: each as likely beforehand as twice one more; every place as likely as another

Wobble and spread are weighed over grids. What all years share in a replicate (a coder that errs
alike throughout) moves no change and is taken out of their doubt first.

A slow slide is no jump: it comes out as a change with a wide interval, or as several. A single odd
year is no change either: a stretch has two years at least.

References: Barry and Hartigan (1993), Journal of the American Statistical Association 88 (421),
309-319 (product partitions); Fearnhead (2006), Statistics and Computing 16 (2), 203-213 (exact
recursions); Bai and Perron (2003), Journal of Applied Econometrics 18 (1), 1-22 (intervals of breaks).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cordiale.model.series import ChangePoint, Changes
from cordiale.profiles.draws import Floats
from cordiale.profiles.series import Series

SHORTEST = 2
"""Years of a stretch, at least: one year alone is an odd year, no level."""

MOST_CHANGES = 8
"""Changes that are weighed in one series, at most."""

LEAST_PROBABILITY = 0.8
"""So likely must it be that there are at least so many changes for so many to be told.

With it fewer than one flat series in ten shows a change (``tests/unit/profiles/test_change_points.py``).
"""

_LENT = 10
"""As many documents' worth of doubt does each year borrow from the others."""

MASS = 0.9
"""What an interval of a change holds of its probability."""

_WOBBLES = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64)
_SPREADS = (0.1, 0.2, 0.4)
"""In units of the series' scale, each as likely as the others beforehand."""


def change_points(series: Series, *, scale: float | None = None) -> Changes:
    """Where a series changed its level, with 90% intervals; no change is one of the answers.

    Args:
        series: of any quantity; windows that could not be read are left out, and a change across them has an
            interval that spans them (D-1).
        scale: how far levels can lie apart: 1 for shares and sub-scores. None: the range of the values.

    Missing:
        ``why_none`` is ``too_few_years`` where fewer than twice two years could be read.

    Example:
        >>> from cordiale.profiles.series import series_of
        >>> rng = np.random.default_rng(1)
        >>> level = np.repeat([0.2, 0.7], 8)[:, None]
        >>> draws = level + rng.normal(0, 0.05, (16, 1)) + rng.normal(0, 0.05, (16, 400))
        >>> many = dict.fromkeys(range(2001, 2017), 20)
        >>> found = change_points(series_of(many, [(row, row) for row in draws], 400), scale=1)
        >>> [(one.at, one.direction) for one in found.points]
        [(2009, 'up')]
    """
    known = series.known
    years = [year for year, read in zip(series.windows, known, strict=True) if read]
    if len(years) < 2 * SHORTEST:
        return Changes(points=(), none=None, why_none="too_few_years", years=len(years))
    documents = np.maximum(np.array(series.documents, dtype=np.float64)[known], 1)
    values, doubts = _values(series.low[known], series.high[known], documents)
    if scale is None:
        scale = float(np.ptp(values))
    if scale <= 0:
        return Changes(points=(), none=1.0, why_none="no_change", years=len(years))
    cuts = _Cuts.of(values / scale, doubts / scale**2)
    by_number = cuts.numbers()
    at_least = np.cumsum(by_number[::-1])[::-1]
    told = int(np.flatnonzero(at_least >= LEAST_PROBABILITY)[-1])
    points = _points(cuts, told, years, values)
    return Changes(
        points=points,
        none=float(by_number[0]),
        why_none="" if points else "no_change",
        years=len(years),
    )


def _values(low: Floats, high: Floats, documents: Floats) -> tuple[Floats, Floats]:
    """Each year's value and the variance of its doubt.

    Where missing codes leave a range, the value is its middle, and the range counts as doubt.
    """
    middle = (low + high) / 2
    years = len(middle)
    apart = middle - middle.mean(axis=0)  # what all years share in a replicate moves no change
    spread = apart.var(axis=1, ddof=1)
    total = spread.sum() / (1 - 1 / years)
    own = np.maximum((spread - total / years**2) / (1 - 2 / years), 0.0)
    doubts: Floats = _evened(own, documents) + (high - low).mean(axis=1) ** 2 / 12
    return middle.mean(axis=1), doubts


def _evened(doubts: Floats, documents: Floats) -> Floats:
    """The doubt of each year, made even by what other years tell of a single document's.

    Redrawn weights of n documents vary as if there were n + 1, and around their own mean; few documents that
    happen to agree so show too little doubt, or none.
    """
    single = doubts * documents * (documents + 1) / np.maximum(documents - 1, 1)
    usual = (single * documents).sum() / documents.sum()
    evened: Floats = (single * documents + usual * _LENT) / (documents + _LENT) / documents
    return evened


@dataclass(frozen=True)
class _Cuts:
    """Every way to cut a series into stretches, weighed.

    Cut j stands before the j-th year; arrays are by grid point first.

    Args:
        fit: how well one level fits the years from cut i up to cut j, shape (grid, years + 1, years + 1), 0 for
            stretches that are too short.
        start: what each grid point starts with.
        ahead: all ways to cut the years before cut j into k + 1 stretches, shape (grid, numbers, years + 1).
        behind: the same for the years from cut j on.
        chance: of one way with each number of changes, beforehand.
    """

    fit: Floats
    start: Floats
    ahead: Floats
    behind: Floats
    chance: Floats

    @classmethod
    def of(cls, values: Floats, doubts: Floats) -> _Cuts:
        """Weigh every way to cut a series whose values are in units of its scale."""
        years = len(values)
        most = min(MOST_CHANGES, years // SHORTEST - 1)
        fit, start = _fits(values, doubts)
        backwards = fit[:, ::-1, ::-1].swapaxes(1, 2)
        beforehand = 0.5 ** np.arange(1, most + 2)
        return cls(
            fit=fit,
            start=start,
            ahead=_ways(fit, most),
            behind=_ways(backwards, most)[:, :, ::-1],
            chance=beforehand / beforehand.sum() / _number_of_ways(years, most),
        )

    def numbers(self) -> Floats:
        """Probability of each number of changes."""
        weights = self._weights()
        shares: Floats = weights / weights.sum()
        return shares

    def places(self, changes: int, which: int) -> Floats:
        """Probability of each cut to be one of so many changes, the first being 0."""
        weights = self.start @ (self.ahead[:, which] * self.behind[:, changes - 1 - which])
        shares: Floats = weights / weights.sum()
        return shares

    def some_change(self, first: int, last: int) -> float:
        """Probability that some change lies among the cuts from ``first`` to ``last``: the way with none, taken off."""
        across = self.fit[:, :first, last + 1 :]
        before = _last_cut(self.ahead[:, :, :first])
        after = _last_cut(self.behind[:, :, : last : -1])[:, :, ::-1]
        held = np.tensordot(self.start, before @ across @ after.swapaxes(1, 2), axes=1)
        without = sum(
            held[left, number - left] * chance
            for number, chance in enumerate(self.chance)
            for left in range(number + 1)
        )
        return max(0.0, 1 - float(without / self._weights().sum()))

    def _weights(self) -> Floats:
        weights: Floats = self.start @ self.ahead[:, :, -1] * self.chance
        return weights


def _last_cut(ways: Floats) -> Floats:
    """All ways to have made 0, 1, ... changes, the last of them at each cut; the first cut is where the series begins."""
    cuts = np.zeros_like(ways)
    cuts[:, 0, 0] = 1.0
    cuts[:, 1:, 1:] = ways[:, :-1, 1:]
    return cuts


def _fits(values: Floats, doubts: Floats) -> tuple[Floats, Floats]:
    """How well one level fits each stretch of years, by grid point, and what each grid point starts with.

    A normal likelihood with the level taken out of it. What it has of every year whatever the cuts, its size under
    that wobble, is in the start, so that no product of stretches grows beyond what numbers can hold.
    """
    wobbles, spreads = (grid.ravel() for grid in np.meshgrid(_WOBBLES, _SPREADS))
    weights = 1 / (doubts + wobbles[:, None] ** 2)
    sizes = np.log(weights).sum(axis=1) / 2
    middle = (weights * values).sum(axis=1, keepdims=True) / weights.sum(axis=1, keepdims=True)
    apart = values - middle
    weight, pull, square = map(_over_stretches, (weights, weights * apart, weights * apart**2))
    grown = 1 + spreads[:, None, None] ** 2 * np.maximum(weight, 0)
    logs = (spreads[:, None, None] ** 2 * pull**2 / grown - square - np.log(grown)) / 2
    logs[:, _lengths(len(values)) < SHORTEST] = -np.inf
    return np.exp(logs), np.exp(sizes - sizes.max())


def _lengths(years: int) -> Floats:
    """Number of years from cut i up to cut j, negative where j stands before i."""
    return np.subtract.outer(np.arange(years + 1), np.arange(years + 1)).T.astype(np.float64)


def _over_stretches(each: Floats) -> Floats:
    """Sums over the years from cut i up to cut j, shape (grid, years + 1, years + 1)."""
    summed = np.concatenate([np.zeros((len(each), 1)), np.cumsum(each, axis=1)], axis=1)
    sums: Floats = summed[:, None, :] - summed[:, :, None]
    return sums


def _ways(fit: Floats, most: int) -> Floats:
    """All ways to cut the years before each cut into 1, 2, ... stretches, each weighed by its fit."""
    found = [fit[:, 0, :]]
    for _ in range(most):
        found.append(np.einsum("gi,gij->gj", found[-1], fit))
    return np.stack(found, axis=1)


def _number_of_ways(years: int, most: int) -> Floats:
    """In how many ways so many years fall into 1, 2, ... stretches that are long enough."""
    return _ways((_lengths(years)[None] >= SHORTEST).astype(np.float64), most)[0, :, -1]


def _points(
    cuts: _Cuts, told: int, years: list[int], values: Floats
) -> tuple[ChangePoint, ...]:
    """The changes of a series that is told to have so many."""
    by_change = [cuts.places(told, which) for which in range(told)]
    # The middle of each change's probability: in order, and never nearer than a stretch is long.
    places = [int(np.searchsorted(np.cumsum(chance), 0.5)) for chance in by_change]
    stretches = np.split(values, places)
    levels = [float(stretch.mean()) for stretch in stretches]
    found = []
    for which, (place, chance) in enumerate(zip(places, by_change, strict=True)):
        first, last = _shortest_holding(chance, MASS)
        found.append(
            ChangePoint(
                year_from=years[first - 1],
                year_to=years[last],
                at=years[place],
                probability=cuts.some_change(first, last),
                direction="up" if levels[which + 1] > levels[which] else "down",
                before=levels[which],
                after=levels[which + 1],
            )
        )
    return tuple(found)


def _shortest_holding(chance: Floats, mass: float) -> tuple[int, int]:
    """The shortest run of places that holds so much of a probability; of several, the one that holds most."""
    summed = np.concatenate([[0.0], np.cumsum(chance)])
    runs = [
        (last - first, -(summed[last + 1] - summed[first]), first, last)
        for first in range(len(chance))
        for last in (int(np.searchsorted(summed, summed[first] + mass - 1e-12)) - 1,)
        if first <= last < len(chance)
    ]
    return min(runs)[2:]
