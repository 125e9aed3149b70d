"""Sentences and paragraphs: nothing lost, and ends where a reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.passages import paragraphs, sentences

# Words, ends, abbreviations and oddities that meet in real files.
PIECES = st.sampled_from(
    [
        "China",
        "мы",
        "中国",
        ". ",
        "。",
        "! ",
        "？",
        "…",
        "\n",
        "\n\n",
        "\r\n",
        "“",
        "”",
        "«",
        "»",
        " ",
        "U.S. ",
        "т. е. ",
        "млрд. ",
        "para. ",
        "5",
        "９．５",
        "(",
        ")",
        "\u2028",
        "�",
        "́",
        "😀",
        "\t",
        "- ",
        "Mr. ",
        "The ",
        "Это ",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=120)
LANGUAGES = st.sampled_from(["en", "ru", "zh", "fr", "und"])


def split(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@given(TEXTS, LANGUAGES)
def test_between_two_sentences_there_is_white_space_only(text: str, language: str) -> None:
    last = 0
    for start, end in sentences(text, language):
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@given(TEXTS, LANGUAGES)
def test_no_sentence_crosses_a_paragraph(text: str, language: str) -> None:
    blocks = paragraphs(text)
    for start, end in sentences(text, language):
        assert any(first <= start and end <= last for first, last in blocks)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "See para. 5 of it. We agree.", ["See para. 5 of it.", "We agree."]),
        ("en", "Mr. Smith came at 5 p.m. The talks began.", ["Mr. Smith came at 5 p.m.", "The talks began."]),
        ("en", "He is in the U.S. We are not.", ["He is in the U.S.", "We are not."]),
        ("en", "The U.S. Government spoke. It did.", ["The U.S. Government spoke.", "It did."]),
        ("en", "He said no. 5 men left.", ["He said no. 5 men left."]),
        ("en", "Is it so? Yes!", ["Is it so?", "Yes!"]),
        ("en", "It was the. proposed text.", ["It was the. proposed text."]),
        ("ru", "Т. е. мы согласны. Да.", ["Т. е. мы согласны.", "Да."]),
        ("ru", "Это 22 млрд. долларов. Много.", ["Это 22 млрд. долларов.", "Много."]),
        ("ru", "Торговля, связи и т. д. Мы рады.", ["Торговля, связи и т. д.", "Мы рады."]),
        (
            "ru",
            "В. В. Путин приехал в 1996 г. в Пекин. Да.",
            ["В. В. Путин приехал в 1996 г. в Пекин.", "Да."],
        ),
        ("zh", "增长９．５％。1995年更好。", ["增长９．５％。", "1995年更好。"]),
        ("zh", "中俄关系很好！我们高兴。", ["中俄关系很好！", "我们高兴。"]),
    ],
)
def test_sentences_end_where_a_reader_sees_the_end(language: str, text: str, expected: list[str]) -> None:
    assert split(text, language) == expected


def test_a_stray_mark_belongs_to_the_sentence_before() -> None:
    assert split("We agree. …", "en") == ["We agree. …"]


def test_a_text_without_capitals_still_has_sentences() -> None:
    assert split("we agree. they do not.", "en") == ["we agree.", "they do not."]


def test_every_line_is_a_paragraph() -> None:
    assert paragraphs("Title\nFirst words.\n\nMore.") == ((0, 5), (6, 18), (20, 25))


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "We have come to\nspeak of peace and\nof the law that\nbinds us all.\n\nNext one."
    assert [text[a:b] for a, b in paragraphs(text)] == [text[: text.index("\n\n")], "Next one."]


def test_white_space_holds_no_sentence() -> None:
    assert sentences(" \n\t ", "en") == ()


@pytest.mark.parametrize("unit", ["中国。", "“甲。乙”", "“a. ", "He is here. ", "word ", "a", "…", "1. "])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_long_line_takes_time_in_its_length(unit: str, language: str) -> None:
    line = unit * (60_000 // len(unit))  # sentencex alone: five seconds and more for the Chinese ones
    assert sentences(line, language)[-1][1] == len(line.rstrip())


def test_a_stretch_without_an_end_is_cut_between_words() -> None:
    assert {word for piece in split("word " * 20_000, "en") for word in piece.split()} == {"word"}
