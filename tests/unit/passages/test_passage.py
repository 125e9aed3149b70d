"""Passages: words to the letter, ids that are the same everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.errors import InputError
from cordiale.passages import paragraphs, passage_id, passages

TEXT = "One. Two. Three. Four.\nFive.\n\nSix. Seven."
WORDS = st.sampled_from(
    ["We agree. ", "Мы согласны. ", "中国同意。", "\n", "\n\n", "No! ", "  ", "\ud800", "x"]
)
TEXTS = st.lists(WORDS, max_size=40).map("".join)


@given(TEXTS, st.integers(1, 3))
def test_a_passage_is_its_documents_text_to_the_letter(text: str, most: int) -> None:
    found = passages(text, "d", sentences_per_passage=most, language="en")
    assert [piece.number for piece in found] == list(range(len(found)))
    last = 0
    for piece in found:
        assert text[piece.start : piece.end] == piece.text
        assert 1 <= piece.sentences <= most
        assert not text[last : piece.start].strip()
        last = piece.end
    assert not text[last:].strip()


@given(TEXTS, st.lists(st.integers(0, 200), max_size=8), st.integers(1, 3))
def test_passages_within_spans_are_the_text_to_the_letter_and_never_leave_a_span(
    text: str, cuts: list[int], most: int
) -> None:
    edges = sorted({min(cut, len(text)) for cut in cuts})
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    found = passages(text, "d", sentences_per_passage=most, language="en", within=spans)
    assert [piece.number for piece in found] == list(range(len(found)))
    assert all(text[piece.start : piece.end] == piece.text for piece in found)
    assert all(any(start <= piece.start < piece.end <= end for start, end in spans) for piece in found)
    covered = "".join(piece.text for piece in found)
    wanted = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(wanted.split())


def test_a_passage_has_the_same_id_whether_its_span_was_named_or_not() -> None:
    whole = passages("One.\nTwo.", "d", language="en")
    part = passages("One.\nTwo.", "d", language="en", within=[(5, 9)])
    assert [piece.id for piece in part] == [whole[1].id]
    assert (part[0].number, part[0].paragraph) == (0, 0)


def test_no_spans_give_no_passages() -> None:
    assert passages("One.", "d", language="en", within=[]) == ()


@given(TEXTS)
def test_a_passage_stays_in_its_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    for piece in passages(text, "d", language="en"):
        first, last = blocks[piece.paragraph]
        assert first <= piece.start < piece.end <= last


def test_sentences_are_shared_out_evenly() -> None:
    by_three = passages(TEXT, "d", sentences_per_passage=3, language="en")
    assert [piece.text for piece in by_three] == ["One. Two.", "Three. Four.", "Five.", "Six. Seven."]


def test_the_id_knows_the_text_and_the_offsets_and_nothing_else() -> None:
    here = passages(TEXT, "speech-1", language="en")
    there = passages(TEXT, "another-name", language="en")
    assert [piece.id for piece in here] == [piece.id for piece in there]
    assert len({piece.id for piece in here}) == len(here)
    assert here[0].id != passages(TEXT + " ", "speech-1", language="en")[0].id
    assert here[1].id == passage_id(TEXT, here[1].start, here[1].end)


def test_the_id_does_not_change_between_versions() -> None:
    assert passage_id("We value peace.", 0, 15) == "1df2d31a78111b11fcb8"


@pytest.mark.parametrize("most", [0, 4, -1])
def test_more_than_three_sentences_are_refused(most: int) -> None:
    with pytest.raises(InputError, match="1, 2, 3"):
        passages(TEXT, "d", sentences_per_passage=most, language="en")


def test_the_language_is_found_if_nobody_says_it() -> None:
    assert {piece.language for piece in passages("Мы высоко ценим отношения с Китаем.", "d")} == {"ru"}
