"""Lists, counts and numbers, as the language spoken has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.report.words.grammar import (
    LISTS,
    PLURAL_RULES,
    and_list,
    counted,
    figure,
    listed,
    number_words,
    or_list,
    sentence,
    upper_first,
)


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c", "d"], "a, b, c and d")]
)
def test_only_the_last_two_of_a_list_are_joined_by_a_word(items: list[str], said: str) -> None:
    assert and_list(items) == said
    assert or_list(items) == said.replace("and", "or")


@given(st.sampled_from(LISTS), st.lists(st.text(max_size=5), max_size=6))
def test_no_item_of_a_list_is_lost_or_filled_as_if_it_had_places(joining: str, items: list[str]) -> None:
    said = listed(joining, [f"{{{item}}}" for item in items])
    place = 0
    for item in items:
        place = said.index(f"{{{item}}}", place) + 1


def test_a_sentence_has_one_capital_and_one_stop_and_none_where_nothing_is_said() -> None:
    assert sentence(["two windows lie on the line", "NATO is named"]) == "Two windows lie on the line; NATO is named."
    assert sentence([]) == ""


def test_a_capital_touches_no_other_letter() -> None:
    assert upper_first("a NATO member") == "A NATO member"
    assert upper_first("") == ""


@pytest.mark.parametrize(("count", "said"), [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (12345, "12,345")])
def test_numbers_up_to_ten_are_words(count: int, said: str) -> None:
    assert number_words(count) == said


def test_counts_pick_the_form_of_their_plural() -> None:
    assert [counted("common.count.record", count) for count in (0, 1, 2)] == ["no records", "one record", "two records"]


@pytest.mark.parametrize(
    ("count", "form"),
    [(0, "many"), (1, "one"), (2, "few"), (4, "few"), (5, "many"), (11, "many"), (12, "many"), (21, "one"), (22, "few"), (111, "many")],
)
def test_russian_has_three_forms(count: int, form: str) -> None:
    assert PLURAL_RULES["one_few_many"](count) == form


def test_figures_have_a_true_minus_and_part_thousands() -> None:
    assert figure(-1234.5, ",.1f") == "−1,234.5"
    assert figure(0.5, "g") == "0.5"
