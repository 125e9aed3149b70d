"""Krippendorff's alpha: the published worked examples, its laws, and what it says where it is undefined."""

import random
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.agreement.alpha import Metric, Why, alpha
from cordiale.errors import InputError

_ = None

# Krippendorff (2011), section A: two observers, two values.
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
# Section B: two observers, words.
WORDS = [list("aabbdcccedda"), list("babbbccceddd")]
# Section C and D: four observers, twelve units, values missing; the last unit was coded once.
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
# The computational example of the encyclopedias: three coders, fifteen units.
THREE = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]

PUBLISHED = [
    # data, metric, alpha as printed
    (BINARY, "nominal", 0.095),
    (WORDS, "nominal", 0.692),
    (FOUR, "nominal", 0.743),
    (FOUR, "ordinal", 0.815),
    (FOUR, "interval", 0.849),
    (FOUR, "ratio", 0.797),
    (THREE, "nominal", 0.691),
    (THREE, "interval", 0.811),
]


@pytest.mark.parametrize(("ratings", "metric", "printed"), PUBLISHED)
def test_alpha_is_that_of_the_published_examples(ratings, metric, printed):
    assert alpha(ratings, metric=metric).value == pytest.approx(printed, abs=0.0005)


def test_the_binary_example_is_right_by_hand():
    # Coincidences: 4 disagreeing units give o01 = 4; n0 = 14, n1 = 6, n = 20.
    # Observed 8/20; expected 2*14*6 / (20*19); alpha = 1 - 19*4/(14*6) = 8/84.
    found = alpha(BINARY)
    assert found.value == pytest.approx(float(Fraction(8, 84)))
    assert found.observed == pytest.approx(8 / 20)
    assert found.expected == pytest.approx(2 * 14 * 6 / (20 * 19))
    assert (found.units, found.pairable) == (10, 20)


def test_a_unit_coded_once_pairs_with_nothing():
    without = [row[:-1] for row in FOUR]
    assert alpha(without, metric="ordinal") == alpha(FOUR, metric="ordinal")
    assert (alpha(FOUR).units, alpha(FOUR).pairable) == (11, 40)


def test_full_agreement_with_variation_is_one():
    for metric in Metric:
        assert alpha([[1, 2, 3, 3], [1, 2, 3, 3]], metric=metric).value == 1


@pytest.mark.parametrize("metric", list(Metric))
def test_unanimity_has_no_alpha_and_says_why(metric):
    found = alpha([[2, 2, 2], [2, 2, _], [2, 2, 2]], metric=metric)
    assert (found.value, found.why) == (None, Why.NO_VARIATION)
    assert (found.observed, found.expected, found.pairable) == (0, 0, 8)


@pytest.mark.parametrize("ratings", [[], [[], []], [[1, 2, 3]], [[1, _], [_, 2]]])
def test_without_a_unit_coded_twice_there_is_no_alpha(ratings):
    found = alpha(ratings)
    assert (found.value, found.why, found.observed) == (None, Why.NO_PAIRS, None)


def test_systematic_disagreement_is_below_zero():
    assert alpha([[0, 1, 0, 1], [1, 0, 1, 0]]).value < -0.5


def test_guessing_is_about_zero():
    draw = random.Random(20)
    ratings = [[draw.choice("abc") for _unit in range(3000)] for _coder in range(3)]
    assert abs(alpha(ratings).value) < 0.03


def test_near_misses_cost_less_on_an_ordinal_scale():
    near, far = [[0, 1, 2, 3], [0, 1, 3, 3]], [[0, 1, 2, 3], [3, 1, 2, 3]]
    assert alpha(near, metric="ordinal").value > alpha(far, metric="ordinal").value
    order = ["low", "medium", "high"]
    words = [["low", "medium", "high"], ["low", "high", "high"]]
    assert alpha(words, metric="ordinal", values=order).value == pytest.approx(
        alpha([[0, 1, 2], [0, 2, 2]], metric="ordinal").value
    )


REFUSED = [
    ({"ratings": [[1, 2], [1]]}, "rows of 2, 1 units"),
    ({"ratings": [["a"], ["b"]], "metric": "ordinal"}, "ordinal words in no order"),
    ({"ratings": [["a"], ["b"]], "metric": "interval"}, "words on a scale of kind interval"),
    ({"ratings": [[-1], [2]], "metric": "ratio"}, "negative number"),
    ({"ratings": [[1], [3]], "values": [1, 2]}, "the value 3; allowed: 1, 2"),
    ({"ratings": [[1], [3]], "metric": "cosine"}, "'cosine'; allowed: nominal, ordinal, interval, ratio"),
    ({"ratings": [[1, 2], [1, 2]], "weights": [1]}, "2 numbers"),
    ({"ratings": [[1, 2], [1, 2]], "weights": [1, -1]}, "of 0 or more"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_what_alpha_cannot_be_computed_from_is_refused(arguments, message):
    with pytest.raises(InputError, match=message):
        alpha(**arguments)


RATINGS = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=coders, max_size=coders),
        min_size=1,
        max_size=12,
    ).map(lambda units: [list(row) for row in zip(*units, strict=True)])
)
METRICS = st.sampled_from(list(Metric))


def same(one, other):
    assert one.why == other.why
    assert one.value == pytest.approx(other.value)
    assert one.pairable == pytest.approx(other.pairable)


@given(RATINGS, METRICS, st.randoms())
def test_alpha_knows_neither_the_order_of_coders_nor_of_units(ratings, metric, draw):
    coders, units = list(ratings), list(range(len(ratings[0])))
    draw.shuffle(coders)
    draw.shuffle(units)
    same(alpha([[row[i] for i in units] for row in coders], metric=metric), alpha(ratings, metric=metric))


@given(RATINGS, st.permutations("wxyz"))
def test_nominal_alpha_knows_no_names(ratings, names):
    renamed = [[None if value is None else names[value] for value in row] for row in ratings]
    same(alpha(renamed), alpha(ratings))


@given(RATINGS, METRICS)
def test_alpha_is_one_or_less_and_undefined_only_for_a_reason(ratings, metric):
    found = alpha(ratings, metric=metric)
    assert (found.value is None) == (found.why is not None)
    assert found.value is None or found.value <= 1


@given(RATINGS, METRICS, st.data())
def test_a_weight_is_a_repeated_unit(ratings, metric, data):
    units = len(ratings[0])
    weights = data.draw(st.lists(st.integers(0, 3), min_size=units, max_size=units))
    repeated = [
        [value for value, n in zip(row, weights, strict=True) for _time in range(n)] for row in ratings
    ]
    same(alpha(ratings, metric=metric, weights=weights), alpha(repeated, metric=metric))


@given(RATINGS, METRICS)
def test_nan_is_missing_and_an_unused_value_of_the_scale_changes_nothing(ratings, metric):
    holes = [[float("nan") if value is None else value for value in row] for row in ratings]
    same(alpha(holes, metric=metric, values=[0, 1, 2, 3, 4]), alpha(ratings, metric=metric))


def plain_alpha(ratings, distance):
    """Pairs counted one by one, straight from the definition (for metrics whose distance needs no marginals)."""
    units = [[v for v in unit if v is not None] for unit in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    everything = [value for unit in units for value in unit]
    n = len(everything)
    observed = sum(2 * distance(a, b) / (len(u) - 1) for u in units for a, b in combinations(u, 2))
    expected = sum(2 * distance(a, b) for a, b in combinations(everything, 2))
    return None if not expected else 1 - (n - 1) * observed / expected


@given(RATINGS)
def test_alpha_is_what_counting_every_pair_gives(ratings):
    interval = alpha(ratings, metric="interval").value
    assert interval == pytest.approx(plain_alpha(ratings, lambda a, b: (a - b) ** 2))
    assert alpha(ratings).value == pytest.approx(plain_alpha(ratings, lambda a, b: a != b))


@given(RATINGS, METRICS)
def test_alpha_equals_the_usual_package_where_that_one_has_an_answer(ratings, metric):
    oracle = pytest.importorskip(
        "krippendorff", reason="the package krippendorff (GPL) is an oracle in tests only"
    )
    found = alpha(ratings, metric=metric)
    if found.value is not None:
        holes = [[float("nan") if value is None else float(value) for value in row] for row in ratings]
        theirs = oracle.alpha(reliability_data=holes, level_of_measurement=str(metric))
        assert found.value == pytest.approx(theirs, abs=1e-9)
