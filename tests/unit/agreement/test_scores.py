"""Precision, recall and F1, also where there is nothing to find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.agreement.scores import Scores, scores
from cordiale.errors import InputError

CASES = [
    # coded, reference, precision, recall, F1
    ([1, 1, 0, 0], [1, 0, 1, 0], 0.5, 0.5, 0.5),
    ([1, 1, 1, 0], [1, 0, 0, 0], 1 / 3, 1.0, 0.5),
    ([1, 0], [1, 0], 1.0, 1.0, 1.0),
    ([0, 0], [1, 0], None, 0.0, 0.0),
    ([1, 0], [0, 0], 0.0, None, 0.0),
    ([0, 0], [0, 0], None, None, None),
    ([], [], None, None, None),
]


@pytest.mark.parametrize(("coded", "reference", "precision", "recall", "f1"), CASES)
def test_nothing_to_divide_by_gives_no_number(coded, reference, precision, recall, f1):
    assert scores(coded, reference, nothing=0) == Scores(
        precision=pytest.approx(precision), recall=pytest.approx(recall), f1=pytest.approx(f1)
    )


def test_the_wrong_word_is_found_by_neither_precision_nor_recall():
    coded, reference = ["hedge", "doubt", "none", "doubt"], ["hedge", "hedge", "refusal", "none"]
    assert scores(coded, reference, nothing="none") == Scores(
        precision=pytest.approx(1 / 3), recall=pytest.approx(1 / 3), f1=pytest.approx(1 / 3)
    )


def test_sides_of_different_length_are_refused():
    with pytest.raises(InputError, match="2 answers against 1"):
        scores([1, 0], [1], nothing=0)


ANSWERS = st.lists(st.tuples(st.sampled_from("nab"), st.sampled_from("nab")), max_size=30)


@given(ANSWERS)
def test_coder_and_reference_change_places_with_precision_and_recall(answers):
    one, other = [a for a, _ in answers], [b for _, b in answers]
    there, back = scores(one, other, nothing="n"), scores(other, one, nothing="n")
    assert (there.precision, there.recall, there.f1) == (back.recall, back.precision, back.f1)


@given(ANSWERS)
def test_f1_is_the_harmonic_mean(answers):
    found = scores([a for a, _ in answers], [b for _, b in answers], nothing="n")
    if found.precision and found.recall:
        mean = 2 * found.precision * found.recall / (found.precision + found.recall)
        assert found.f1 == pytest.approx(mean)
