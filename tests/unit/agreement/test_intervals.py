"""Intervals that resample documents whole."""

import random

import numpy as np
import pytest

from cordiale.agreement.alpha import Why, alpha
from cordiale.agreement.intervals import Interval, alpha_interval, interval_of, resampled_sums
from cordiale.errors import InputError


def test_each_resample_holds_as_many_documents_as_there_are():
    counts = np.array([[1.0, 5.0], [1.0, 7.0], [1.0, 0.0]])
    sums = resampled_sums(counts, resamples=200, seed=1)
    assert sums.shape == (200, 2)
    assert set(sums[:, 0]) == {3.0}
    assert sums[:, 1].min() == 0
    assert sums[:, 1].max() == 21


def test_the_mean_over_resamples_is_that_of_the_documents():
    counts = np.arange(50.0)[:, None]
    assert resampled_sums(counts, resamples=4000, seed=2).mean() == pytest.approx(counts.sum(), rel=0.01)


def test_a_table_of_weights_too_large_for_one_piece_gives_as_many_resamples(monkeypatch):
    monkeypatch.setattr("cordiale.agreement.intervals._WEIGHTS_AT_A_TIME", 20)
    assert (resampled_sums(np.ones((7, 1)), resamples=5, seed=0) == 7).all()


def test_the_seed_and_the_name_of_the_group_settle_the_draws():
    counts = np.arange(9.0)[:, None]
    draws = [
        resampled_sums(counts, resamples=20, seed=s, name=n)
        for s, n in ((1, "a"), (1, "a"), (2, "a"), (1, "b"))
    ]
    assert (draws[0] == draws[1]).all()
    assert (draws[0] != draws[2]).any()
    assert (draws[0] != draws[3]).any()


NONE = Interval(low=None, high=None)


def test_one_document_gives_no_interval():
    assert interval_of(np.array([0.5, 0.5]), documents=1) == NONE


def test_a_measure_undefined_in_most_resamples_has_no_interval():
    assert interval_of(np.array([0.5, np.nan, np.nan]), documents=9) == NONE
    assert interval_of(np.array([0.5, 0.5, np.nan]), documents=9) == Interval(low=0.5, high=0.5)
    assert interval_of(np.array([]), documents=9) == NONE


def three_coders(documents, passages, seed):
    """Coders who agree on whole documents or not at all, so that passages of one document are alike."""
    draw = random.Random(seed)
    ratings, names = [[], [], []], []
    for document in range(documents):
        right, agreed = draw.randint(0, 2), draw.random() < 0.7
        for _passage in range(passages):
            names.append(f"d{document}")
            for row in ratings:
                row.append(right if agreed else draw.randint(0, 2))
    return ratings, names


def test_passages_of_one_document_count_less_than_as_many_documents():
    ratings, names = three_coders(40, 10, seed=3)
    whole, clustered = alpha_interval(ratings, names, seed=1)
    _same, single = alpha_interval(ratings, [str(i) for i in range(400)], seed=1)
    assert clustered.low < whole.value < clustered.high
    assert clustered.high - clustered.low > 1.5 * (single.high - single.low)


def test_the_order_of_units_changes_no_interval():
    ratings, names = three_coders(12, 4, seed=4)
    ratings[1][5] = None
    order = list(range(48))
    random.Random(5).shuffle(order)
    shuffled = alpha_interval(
        [[row[i] for i in order] for row in ratings], [names[i] for i in order], metric="ordinal"
    )
    assert shuffled[1] == alpha_interval(ratings, names, metric="ordinal")[1]


def test_alpha_and_interval_of_unanimous_coders_are_missing_with_a_reason():
    whole, interval = alpha_interval([[1, 1, 1], [1, 1, 1]], ["a", "b", "c"])
    assert (whole.why, interval) == (Why.NO_VARIATION, NONE)


def test_resampling_by_weights_is_resampling_of_units():
    ratings, names = three_coders(6, 2, seed=6)
    drawn = [0, 0, 3, 5, 5, 5]
    weights = [drawn.count(int(name[1:])) for name in names]
    units = [i for one in drawn for i in (2 * one, 2 * one + 1)]
    repeated = alpha([[row[i] for i in units] for row in ratings])
    assert alpha(ratings, weights=weights).value == pytest.approx(repeated.value)


def test_each_unit_needs_a_document():
    with pytest.raises(InputError, match="1 documents for 2 units"):
        alpha_interval([[1, 2], [1, 2]], ["a"])


def test_nine_in_ten_intervals_hold_the_true_recall():
    """Forty documents of five passages whose chance of being found is the document's own; the mean is 0.7."""
    draw, held = np.random.default_rng(7), 0
    for study in range(200):
        chance = draw.beta(7, 3, size=40)
        found = draw.binomial(5, chance).astype(float)
        sums = resampled_sums(np.stack([found, np.full(40, 5.0)], axis=1), resamples=200, seed=study)
        interval = interval_of(sums[:, 0] / sums[:, 1], 40)
        held += interval.low <= 0.7 <= interval.high
    assert 0.83 <= held / 200 <= 0.95
