"""Changes of level in a series: found where planted, with intervals that hold the truth, and not found elsewhere."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.series import Changes
from cordiale.profiles import change_points as room
from cordiale.profiles.change_points import SHORTEST, change_points
from cordiale.profiles.series import Series, series_of
from simulated import share_series

FIRST = 2001


def told(shares: list[float], documents: int = 20, *, seed: int = 0, wobble: float = 0.03) -> Changes:
    rng = np.random.default_rng(seed)
    return change_points(share_series(shares, documents, rng, wobble=wobble), scale=1)


def steps(*parts: tuple[float, int]) -> list[float]:
    return [share for share, years in parts for _ in range(years)]


# ----------------------------------------------------------------------- planted changes and flat series


def test_a_planted_change_is_found_with_its_direction_and_levels() -> None:
    (one,) = told(steps((0.2, 10), (0.7, 10))).points
    assert one.year_from <= 2010 < 2011 <= one.year_to
    assert one.at == 2011
    assert one.direction == "up"
    assert one.before == pytest.approx(0.2, abs=0.06)
    assert one.after == pytest.approx(0.7, abs=0.06)
    assert one.probability > 0.95


def test_two_planted_changes_are_told_apart() -> None:
    found = told(steps((0.2, 10), (0.7, 10), (0.3, 10)), 30).points
    assert [(one.at, one.direction) for one in found] == [(2011, "up"), (2021, "down")]


def test_a_flat_series_has_no_change_and_says_how_likely_that_is() -> None:
    found = told(steps((0.4, 30)))
    assert found.points == ()
    assert found.why_none == "no_change"
    assert found.none is not None
    assert found.none > 0.5


def test_one_odd_year_is_no_change_of_level() -> None:
    assert told(steps((0.2, 10), (0.8, 1), (0.2, 10))).points == ()


def test_intervals_hold_nine_planted_changes_in_ten_and_few_flat_series_alarm() -> None:
    rng = np.random.default_rng(11)
    found, held, alarms = 0, 0, 0
    for _ in range(60):
        place = int(rng.integers(5, 20))
        shares = steps((0.25, place), (0.6, 25 - place))
        points = change_points(share_series(shares, 12, rng, wobble=0.05), scale=1).points
        found += bool(points)
        held += any(one.year_from < FIRST + place <= one.year_to for one in points)
        alarms += bool(change_points(share_series(steps((0.4, 25)), 12, rng, wobble=0.05), scale=1).points)
    assert found >= 0.9 * 60
    assert held >= 0.85 * found
    assert alarms <= 0.10 * 60


@pytest.mark.slow
@pytest.mark.parametrize("wobble", [0.0, 0.05, 0.1])
@pytest.mark.parametrize("documents", [3, 10, 40])
@pytest.mark.parametrize("years", [8, 30, 80])
def test_flat_series_of_every_size_alarm_at_most_once_in_ten(
    years: int, documents: int, wobble: float
) -> None:
    rng = np.random.default_rng(5)
    alarms = [
        bool(change_points(share_series(steps((0.4, years)), documents, rng, wobble=wobble), scale=1).points)
        for _ in range(300)
    ]
    assert np.mean(alarms) <= 0.10 + 0.02  # two standard errors of 300


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), [(0.2, 0.5), (0.2, 0.8), (0.7, 0.4)])
@pytest.mark.parametrize("documents", [5, 20])
@pytest.mark.parametrize("years", [12, 30, 80])
def test_intervals_of_planted_changes_of_every_size_hold_them(
    years: int, documents: int, before: float, after: float
) -> None:
    rng = np.random.default_rng(6)
    found = held = 0
    for _ in range(200):
        place = int(rng.integers(4, years - 3))
        shares = steps((before, place), (after, years - place))
        points = change_points(share_series(shares, documents, rng, wobble=0.05), scale=1).points
        if points:
            found += 1
            held += any(one.year_from < FIRST + place <= one.year_to for one in points)
    assert held >= 0.85 * found
    assert found >= (20 if documents == 5 else 150)


# -------------------------------------------------------------------------------- gaps and few years


def test_a_change_across_years_without_texts_has_an_interval_that_spans_them() -> None:
    """D-1: what lies between 2011 and 2021 cannot be dated more closely."""
    gap = [float("nan")] * 9
    (one,) = told([*steps((0.2, 11)), *gap, *steps((0.8, 5))], 30).points
    assert (one.year_from, one.year_to, one.at) == (2011, 2021, 2021)


@pytest.mark.parametrize("years", range(2 * SHORTEST))
def test_too_few_years_say_so(years: int) -> None:
    found = told([float("nan"), *steps((0.3, years))])
    assert found == Changes(points=(), none=None, why_none="too_few_years", years=years)


def test_a_constant_series_has_one_level() -> None:
    same = (np.full(50, 0.5), np.full(50, 0.5))
    found = change_points(series_of(dict.fromkeys(range(10), 5), [same] * 10, 50))
    assert (found.points, found.none) == ((), 1.0)


# ------------------------------------------------------------------------------------------- laws


def test_what_a_coder_errs_alike_in_all_years_is_no_doubt_of_a_change() -> None:
    rng = np.random.default_rng(4)
    steady = share_series(steps((0.3, 8), (0.6, 8)), 30, rng)
    shared = rng.normal(0, 0.3, steady.low.shape[1])
    shared -= shared.mean()
    moved = Series(
        windows=steady.windows, documents=steady.documents, low=steady.low + shared, high=steady.high + shared
    )
    (one,), (other,) = change_points(steady, scale=1).points, change_points(moved, scale=1).points
    assert (one.year_from, one.year_to) == (other.year_from, other.year_to)
    assert one.probability == pytest.approx(other.probability, abs=1e-3)


def test_a_series_read_backwards_has_the_same_changes_the_other_way_round() -> None:
    series = share_series(steps((0.2, 7), (0.6, 9)), 20, np.random.default_rng(2))
    backwards = Series(
        windows=series.windows, documents=series.documents, low=series.low[::-1], high=series.high[::-1]
    )
    forth, back = change_points(series, scale=1), change_points(backwards, scale=1)
    assert forth.none == pytest.approx(back.none)
    (one,), (other,) = forth.points, back.points
    assert (one.year_from, one.year_to) == (4017 - other.year_to, 4017 - other.year_from)
    assert (one.direction, other.direction) == ("up", "down")


def _by_hand(values: np.ndarray, doubts: np.ndarray) -> tuple[dict[int, float], np.ndarray]:
    """The same model by trying every way to cut, with whole normal densities: numbers, and each cut of one change."""
    years, weights = len(values), {}
    for wobble in room._WOBBLES:
        precision = 1 / (doubts + wobble**2)
        middle = (precision * values).sum() / precision.sum()
        for spread in room._SPREADS:
            for number in range(years // SHORTEST):
                ways = [
                    cuts
                    for cuts in combinations(range(1, years), number)
                    if min(np.diff([0, *cuts, years])) >= SHORTEST
                ]
                for cuts in ways:
                    log = 0.0
                    for first, last in zip((0, *cuts), (*cuts, years), strict=True):
                        noise = np.diag(1 / precision[first:last]) + spread**2
                        apart = values[first:last] - middle
                        log -= (np.linalg.slogdet(noise)[1] + apart @ np.linalg.solve(noise, apart)) / 2
                    key = (number, cuts)
                    weights[key] = weights.get(key, 0.0) + np.exp(log) * 0.5**number / len(ways)
    total = sum(weights.values())
    numbers: dict[int, float] = {}
    single = np.zeros(years + 1)
    for (number, cuts), weight in weights.items():
        numbers[number] = numbers.get(number, 0.0) + weight / total
        if number == 1:
            single[cuts[0]] = weight
    return numbers, single / single.sum()


@pytest.mark.parametrize("seed", range(3))
def test_the_recursions_give_what_trying_every_way_to_cut_gives(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = np.r_[rng.normal(0.3, 0.1, 4), rng.normal(0.6, 0.1, 4)]
    doubts = rng.uniform(0.001, 0.01, 8)
    cuts = room._Cuts.of(values, doubts)
    numbers, single = _by_hand(values, doubts)
    assert cuts.numbers() == pytest.approx([numbers[n] for n in range(4)])
    assert cuts.places(1, 0) == pytest.approx(single)
    assert cuts.some_change(1, 7) == pytest.approx(1 - numbers[0])


@given(
    st.lists(st.floats(0, 1), min_size=4, max_size=14),
    st.integers(0, 2**32 - 1),
)
def test_points_are_in_order_and_inside_their_intervals(levels: list[float], seed: int) -> None:
    rng = np.random.default_rng(seed)
    draws = [(row, row) for row in np.array(levels)[:, None] + rng.normal(0, 0.02, (len(levels), 60))]
    found = change_points(series_of(dict.fromkeys(range(len(levels)), 10), draws, 60), scale=1)
    assert found.none is not None
    assert 0 <= found.none <= 1
    places = [one.at for one in found.points]
    assert places == sorted(set(places))
    for one in found.points:
        assert one.year_from < one.at <= one.year_to
        assert 0 <= one.probability <= 1
        assert (one.direction == "up") == (one.after > one.before)
