"""From document weights to sets of values: medians, modes, shares and equal documents (OP 7)."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import A, B, glance, record, threat
from cordiale.model.rules import Rules
from cordiale.profiles.aggregation import (
    by_document,
    field_weights,
    lower_median,
    mean_worth,
    nominal_mode_sets,
    ordinal_median_sets,
    tally,
    unit_weights,
)
from cordiale.profiles.draws import NOT_CODED, AsTheyStand

RULES = Rules.default()
FEW = settings(max_examples=60, deadline=None)

WEIGHTS = st.lists(st.integers(0, 8), min_size=2, max_size=6)
PRIOR = st.integers(0, 9)


def median_of(weights: list[int]) -> int:
    """The lower median, written on whole numbers: the first value by which half the weight is reached."""
    half, reached = Fraction(sum(weights), 2), 0
    for value, weight in enumerate(weights):
        reached += weight
        if reached >= half:
            return value
    raise AssertionError("no weight")


def modes_of(weights: list[int]) -> set[int]:
    return {value for value, weight in enumerate(weights) if weight == max(weights)}


def placings(weights: list[int], prior: int) -> list[list[int]]:
    """The prior mass at every value in turn (Walley: it may lie on any value)."""
    return [[w + prior * (n == at) for n, w in enumerate(weights)] for at in range(len(weights))]


def values_in(mask: int) -> set[int]:
    return {n for n in range(mask.bit_length()) if mask >> n & 1}


def column(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


@FEW
@given(WEIGHTS, PRIOR)
def test_ordinal_sets_hold_every_median_under_some_placing_of_the_prior_mass(
    weights: list[int], prior: int
) -> None:
    """A field that no document codes is the full set, whatever the prior."""
    wanted = {median_of(w) for w in placings(weights, prior)} if sum(weights) else set(range(len(weights)))
    (mask,) = ordinal_median_sets(column(weights), column(weights), np.array([float(prior)]))
    assert values_in(int(mask)) == wanted


@FEW
@given(WEIGHTS, PRIOR)
def test_nominal_sets_hold_every_mode_under_some_placing_of_the_prior_mass(
    weights: list[int], prior: int
) -> None:
    wanted = set().union(*(modes_of(w) for w in placings(weights, prior)))
    if not sum(weights):
        wanted = set(range(len(weights)))
    (mask,) = nominal_mode_sets(column(weights), np.array([float(prior)]))
    assert values_in(int(mask)) == wanted


@FEW
@given(WEIGHTS)
def test_more_prior_mass_never_takes_a_value_away(weights: list[int]) -> None:
    found = []
    for prior in (0.0, 1.0, 3.0, 9.0):
        mass = np.array([prior])
        median = int(ordinal_median_sets(column(weights), column(weights), mass)[0])
        found.append((median, int(nominal_mode_sets(column(weights), mass)[0])))
    for (less, fewer), (more, wider) in itertools.pairwise(found):
        assert less & ~more == 0
        assert fewer & ~wider == 0


@pytest.mark.parametrize("kind", ["median", "mode"])
def test_sets_do_not_hang_on_the_unit_of_the_weights(kind: str) -> None:
    weights, prior = column([0, 0, 1]) * 1e-12, np.array([1e-13])
    if kind == "median":
        assert values_in(int(ordinal_median_sets(weights, weights, prior)[0])) == {2}
    else:
        assert values_in(int(nominal_mode_sets(weights, prior)[0])) == {2}


def test_thirds_that_add_up_to_a_half_are_a_half() -> None:
    """Three alternatives of a third each against one document and a half: a tie, so the lower median."""
    third = 1 / 3
    weights = column([0, 0, 0]).copy()
    weights[0] += third + third + third
    weights[2] += 1.0
    (mask,) = ordinal_median_sets(weights, weights, np.zeros(1))
    assert values_in(int(mask)) == {0}


def test_the_mean_is_over_what_is_coded_and_missing_without_any() -> None:
    found = mean_worth(np.array([[1.0, 0.0], [3.0, 0.0]]), (0.0, 1.0))
    assert found[0] == 0.75
    assert np.isnan(found[1])


# --- documents --------------------------------------------------------------------------------------


def weights_of(records: list, field: str, size: int, rules: Rules = RULES) -> list[float]:
    found = field_weights(by_document(records), field, size, columns=AsTheyStand(), rules=rules)
    return found[:, 0].tolist()


def urgency(value: str, document: str = "", **more: str):
    return record(A, "threat", urgency=value, document=document, **more)


def test_a_cell_of_two_alternatives_gives_each_half_of_its_document() -> None:
    assert weights_of([urgency("0|2")], "urgency", 3) == [0.5, 0.0, 0.5]


def test_within_a_document_codes_are_averaged_as_shares() -> None:
    """Three records of one document: 2, 2 and 0|1 give 0: 1/6, 1: 1/6, 2: 2/3."""
    found = weights_of([urgency("2", "d"), urgency("2", "d"), urgency("0|1", "d")], "urgency", 3)
    assert found == pytest.approx([1 / 6, 1 / 6, 2 / 3])


@FEW
@given(st.lists(st.integers(1, 6), min_size=1, max_size=5))
def test_documents_weigh_equally_however_many_records_each_has(sizes: list[int]) -> None:
    """I-37: one long interview cannot dominate."""
    records = [urgency(str(n % 3), f"d{n}") for n, size in enumerate(sizes) for _ in range(size)]
    found = weights_of(records, "urgency", 3)
    wanted = [float(sum(n % 3 == value for n in range(len(sizes)))) for value in range(3)]
    assert found == pytest.approx(wanted)


def test_a_record_that_does_not_code_the_field_takes_nothing_from_its_document() -> None:
    records = [urgency("2", "d"), record(A, "threat", magnitude="1", document="d")]
    assert weights_of(records, "urgency", 3) == [0.0, 0.0, 1.0]


def test_a_document_that_does_not_code_the_field_is_left_out() -> None:
    records = [urgency("2", "d"), record(A, "threat", magnitude="1", document="e")]
    assert weights_of(records, "urgency", 3) == [0.0, 0.0, 1.0]


def test_one_long_document_does_not_outvote_two_short_ones() -> None:
    """A says "we" five times in one interview and "different" in two speeches: MEDIUM, not HIGH."""
    long = [record(A, "identity", othering="we", basis="values", document="i") for _ in range(5)]
    short = [record(A, "identity", othering="non_radical") for _ in range(2)]
    other = record(B, "identity", othering="we", basis="values")
    assert glance([*long, *short, other], "identity").words == ["medium"]


def test_a_threat_document_counts_once_however_often_it_names_the_source() -> None:
    """Urgency 2 in one document with six records, 1 in two documents: median 1."""
    rows = [threat(A, "us_led_west", "3", "2", document="i") for _ in range(6)]
    rows += [threat(A, "us_led_west", "3", "1") for _ in range(2)]
    assert glance([*rows, threat(B, "us_led_west", "3", "2")], "threat").words == ["low"]


def test_alternatives_in_magnitude_and_urgency_keep_the_documents_shares() -> None:
    """1|3 beside 3, 3: magnitudes 1 (half), 3 (two and a half): median 3."""
    rows = [threat(A, "us_led_west", value, "2") for value in ("1|3", "3", "3")]
    other = threat(B, "us_led_west", "3", "2")
    assert glance([*rows, other], "threat").detail["magnitude_gap"] == 0
    low = [threat(A, "us_led_west", value, "2") for value in ("1|3", "1")]  # 1: 1.5 of 2
    assert glance([*low, other], "threat").detail["magnitude_gap"] == 2


# --- weights.unit (I-37) -----------------------------------------------------------------------------


def unit(records: list, unit: str) -> dict[str, float]:
    return unit_weights(by_document(records), RULES.changed({"weights.unit": unit}))


@pytest.mark.parametrize("kind", ["genre", "audience"])
def test_under_genre_or_audience_each_group_has_the_same_weight(kind: str) -> None:
    records = [urgency("2", f"a{n}", **{kind: "one"}) for n in range(3)]
    records += [urgency("0", "b0", **{kind: "other"})]
    found = unit(records, kind)
    assert sum(found[f"a{n}"] for n in range(3)) == pytest.approx(found["b0"])
    assert sum(found.values()) == pytest.approx(len(found))
    assert set(unit(records, "document").values()) == {1.0}


def test_equal_genres_can_turn_a_verdict_that_equal_documents_give() -> None:
    """Three interviews say "different", one address "radical" twice the weight of nothing: 3 to 1, then 1 to 1."""
    records = [record(A, "identity", genre="interview", othering="non_radical") for _ in range(3)]
    records += [record(A, "identity", genre="address", othering="radical")]
    records += [record(B, "identity", genre="address", othering="we", basis="values")]
    assert glance(records, "identity").words == ["medium"]
    assert glance(records, "identity", weights__unit="genre").words == ["low"]  # a tie: the lower median


# --- sums over documents --------------------------------------------------------------------------


@FEW
@given(st.integers(1, 12), st.integers(1, 5), st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_a_tally_adds_as_documents_follow_each_other_to_the_last_bit(
    entries: int, size: int, columns: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    values = random.integers(NOT_CODED, size, (entries, columns)).astype(np.int8)
    weights = list(random.gamma(0.5, 1.0, (entries, columns)))
    expected = np.zeros((size, columns))
    for value, weight in zip(values, weights, strict=True):
        for place in range(size):
            expected[place] += np.where(value == place, weight, 0.0)
    assert tally(list(values), weights, size).tolist() == expected.tolist()


@FEW
@given(st.integers(1, 4), st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_medians_of_several_fields_at_once_are_those_of_each(fields: int, values: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    weights = random.integers(0, 4, (fields, values, 20)).astype(float)
    prior = random.integers(0, 3, (fields, 20)).astype(float)
    assert lower_median(weights).tolist() == [lower_median(one).tolist() for one in weights]
    assert ordinal_median_sets(weights, weights, prior).tolist() == [
        ordinal_median_sets(one, one, mass).tolist() for one, mass in zip(weights, prior, strict=True)
    ]
