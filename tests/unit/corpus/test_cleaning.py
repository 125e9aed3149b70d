"""Cleaning: what is no wording goes, the wording stays, and every character leads back to the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.corpus.cleaning import clean, origin

BLANKS_AND_SIGNS = (
    ". ",
    ", ",
    "-",
    "¬",
    ":",
    "\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "\f",
    "\r\n",
    "\r",
    " \n",
    "\xa0",
    "\u3000",
    "\u2028",
)
ODD = ("\xad", "\ufeff", "\x00", "\x92", "\ud800", "и\u0306", "ﬁ")
WORDS = ("We ", "agree", "Мир", "мир ", "中", "国", "。", "long-", "term")
PIECES = st.sampled_from((*WORDS, *BLANKS_AND_SIGNS, *ODD))
TEXTS = st.lists(PIECES, max_size=50).map("".join)
PAGES = st.lists(TEXTS, max_size=6).map("\f".join)

SPEECH = (
    "The Russian Federation believes that the princi-\nples of the Charter remain valid, and that the\nlong-term "
    "cooperation of all States, the Sino-\nRussian partnership included, serves peace\nand the interests of every "
    "nation on the\nplanet.\n\n    We are convinced that dia-\nlogue must go on, and that long-\nterm trust is "
    "needed among the"
)
SECOND_PAGE = (
    "nations. No one can win an arms race, least of\nall those who began it, and no one will be\nsafe in it.\n"
    "    Let us turn to Asia, where our neighbours\nlive and where our future lies."
)
CHINESE = (
    "各位代表：\n　　我现在向第二届全国人民代表大会第一次会议作政府\n工作报告，请予审议，并请全国政协委员提出意见。过去\n"
    "的一年是很不平凡的一年，我们面对严峻复杂的国际环\n境。\n　　中国愿同俄罗斯一道，推动两国关系不断向前发展。\n"
)


def letters(text: str) -> str:
    """What no cleaning may touch: letters and figures, each accent with its letter."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())


@given(st.one_of(TEXTS, PAGES))
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once.text).text == once.text
    assert clean(once.text).edits == ()


@given(st.one_of(TEXTS, PAGES))
def test_every_character_leads_back_to_the_one_it_was(text: str) -> None:
    cleaned = clean(text)
    last = -1
    for place, character in enumerate(cleaned.text):
        there = origin(cleaned.edits, place)
        assert last <= there < len(text)
        last = there
        before = unicodedata.normalize("NFKC", text[there : there + 2])
        same = character == text[there] or character in before or text[there] in "\x92\ud800"
        assert same or (character in " \n" and not text[there].isalnum())


@given(TEXTS.filter(lambda text: "\f" not in text))
def test_without_pages_no_letter_is_lost_and_none_comes_in(text: str) -> None:
    assert letters(clean(text).text) == letters(text)


def test_a_text_that_is_clean_already_is_left_alone() -> None:
    text = "First paragraph, long-term.\n\nSecond – «paragraph»."
    assert clean(text).text is text
    assert clean(text).edits == ()


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        ("\ufeffPeace", "Peace"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("Ново\xadсти", "Новости"),
        ("10\xa0000\tmen", "10 000 men"),
        ("and\x00 on", "and on"),
        ("it\x92s", "it’s"),
        ("мои\u0306", "мой"),
        ("conﬂict", "conflict"),
        ("a  b \n\n\n\n c", "a b\n\nc"),
        ("　　各位代表", "各位代表"),
        ("\ud800x", "\ufffdx"),
    ],
)
def test_characters_nobody_means_go(dirty: str, plain: str) -> None:
    assert clean(dirty).text == plain


def test_lines_wrapped_by_hand_become_paragraphs_and_parted_words_one() -> None:
    text = clean(f"{SPEECH}\nnations.").text
    assert "the principles of the Charter" in text
    assert "the Sino-Russian partnership" in text
    assert "long-term trust" in text
    assert "serves peace and the interests of every nation on the planet.\n\nWe are convinced" in text


def test_chinese_lines_are_joined_without_a_blank() -> None:
    first, second, third = clean(CHINESE).text.split("\n")
    assert first == "各位代表："
    assert second.startswith("我现在向第二届全国人民代表大会第一次会议作政府工作报告")
    assert third == "中国愿同俄罗斯一道，推动两国关系不断向前发展。"


def test_headers_and_numbers_of_pages_go_and_a_sentence_runs_over_the_page() -> None:
    pages = [
        f"Statement by the Minister      A/52/PV.{n}\n\n{body}\n\n{n}\n"
        for n, body in enumerate((SPEECH, SECOND_PAGE, "The end is\nnear."), 7)
    ]
    text = clean("\f".join(pages)).text
    assert "needed among the nations." in text
    assert text.count("Statement by the Minister") == 1  # the first is the title
    assert "\n8\n" not in text


def test_page_numbers_without_page_breaks_go_where_they_count_up_far_apart() -> None:
    filler = "A sentence that says something. " * 20
    text = clean(f"{filler}\n2\n{filler}\n3\n{filler}\n4\n{filler}").text
    assert not any(line.strip().isdigit() for line in text.split("\n"))


def test_figures_of_a_list_stay() -> None:
    text = "The parties:\n1\nRussia\n2\nChina\n3\nIndia"
    assert clean(text).text == text


def test_a_page_that_says_so_goes_wherever_it_stands() -> None:
    assert clean("One.\nPage 3 of 12\nTwo.\n第 4 页\nThree.").text == "One.\n\nTwo.\n\nThree."


def test_a_dash_at_the_end_of_a_line_is_no_parted_word() -> None:
    text = "It should be detailed-\nshould it not? We should see."
    assert clean(text).text == text


def test_a_hyphen_stays_where_the_word_is_written_so_elsewhere() -> None:
    text = "A long-term plan is a long-\nterm plan."
    assert clean(text).text == text


def test_a_parted_word_is_joined_where_it_stands_whole_elsewhere() -> None:
    assert clean("Правитель-\nство решило. Правительство обязано.").text.startswith("Правительство решило")


@pytest.mark.parametrize(
    "piece", [" ", "\n ", "\t", "-\n", "a-", "“", "中", ":", "a: ", "1\n", "\f", "\xad\n", "x\n\n\n"]
)
def test_long_runs_of_anything_take_no_longer_than_their_length_asks(piece: str) -> None:
    clean(
        "Begin\t" + piece * 100_000 + "end"
    )  # hangs for hours where a pattern tries every start against every end
