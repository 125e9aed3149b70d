"""Capability ratios beside claims of rank (ST-14): they set nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from math import isfinite

from cordiale.model.study import Capability, Snapshot
from cordiale.report.drawing.svg import clean
from cordiale.report.figures.status.values import Weight
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import figure
from cordiale.report.words.wording import actor_name

__all__ = ["MOST_MEASURES", "weights_in"]

MOST_MEASURES = 3
"""More measures than these of one window are left to the data, and the figure says how many."""


def weights_in(
    capabilities: Sequence[Capability], dyad: tuple[str, str], snapshot: Snapshot
) -> tuple[Weight, ...]:
    """What the two command in a window, one entry a measure, in the order of their names.

    Args:
        capabilities: figures by actor, or ratios to the partner (unit ``ratio``).

    Missing: a measure without figures of both at one date, or that is not above 0, gives none.

    Rule: ST-14.
    """
    inside = [
        one
        for one in capabilities
        if one.actor in dyad and one.date and one.date.within(snapshot.start, snapshot.end)
    ]
    found = []
    for _, group in groupby(sorted(inside, key=lambda one: one.measure), key=lambda one: one.measure):
        figures = list(group)
        ratios = _ratios(figures, dyad)
        if ratios:
            found.append(_weight(figures[0].measure_in_words, ratios, dyad))
    return tuple(found)


def _ratios(figures: Sequence[Capability], dyad: tuple[str, str]) -> list[float]:
    """What the first commands as a multiple of the second, by date."""
    dated: list[tuple[date, float]] = []
    for one in figures:
        if not one.date or not one.value > 0 or not isfinite(one.value):
            continue
        if one.unit == "ratio":
            dated.append((one.date.last, one.value if one.actor == dyad[0] else 1 / one.value))
            continue
        if one.actor == dyad[0]:
            dated += [
                (one.date.last, one.value / other.value)
                for other in figures
                if other.actor == dyad[1] and other.unit == one.unit and other.date and other.value > 0
                and (other.date.first, other.date.last) == (one.date.first, one.date.last)
            ]
    return [ratio for _, ratio in sorted(dated)]


def _weight(measure: str, ratios: Sequence[float], dyad: tuple[str, str]) -> Weight:
    latest = ratios[-1]
    first, second = actor_name(dyad[0]), actor_name(dyad[1])
    if latest < 1:
        ratios, first, second = [1 / ratio for ratio in ratios], second, first
    low, high = _times(min(ratios)), _times(max(ratios))
    ratio = low if low == high else say("status.weights.range", low=low, high=high)
    alike = low == high == _times(1.0)
    comparison = say(f"status.weights.{'same' if alike else 'times'}", actor=first, ratio=ratio, other=second)
    return Weight(
        first=latest / (1 + latest),
        second=1 / (1 + latest),
        words=say("status.weights.measured", comparison=comparison, measure=clean(measure)),
    )


def _times(ratio: float) -> str:
    return figure(ratio, ".3g" if ratio < 100 else ",.0f")
