"""The SVG writer: what it escapes, refuses and measures."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.report.drawing.svg import FORBIDDEN, clean, element, fit, number, text_width, wrap, write

texts = st.text(max_size=40)


@given(texts)
def test_any_cleaned_text_comes_back_unchanged_from_the_markup(text: str) -> None:
    words = clean(text)
    parsed = ElementTree.fromstring(write(element("text", words, attributes={"aria-label": words})))
    assert (parsed.text or "", parsed.get("aria-label")) == (words, words)


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1f", "\x85", "\ud800", "\uffff"])
def test_control_characters_are_refused(control: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        write(element("text", f"a{control}b"))


def test_names_that_are_no_xml_names_are_refused() -> None:
    with pytest.raises(ValueError, match="not a name"):
        write(element("text", attributes={'x" onload="': "1"}))


@given(texts)
def test_clean_leaves_nothing_that_svg_refuses_or_that_turns_text_round(text: str) -> None:
    words = clean(text)
    assert not FORBIDDEN.search(words)
    assert not set(words) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\n\t")


@given(texts, st.floats(min_value=20, max_value=400))
def test_fitted_text_is_never_wider_than_its_room(text: str, width: float) -> None:
    assert text_width(fit(text, width, 12), 12) <= max(width, text_width("…", 12))


@given(st.lists(st.text(alphabet="abc é中", min_size=1, max_size=30), max_size=12), st.integers(1, 5))
def test_wrapped_lines_fit_and_lose_no_word_but_at_the_end(words: list[str], most: int) -> None:
    text = " ".join(words)
    lines = wrap(text, 120, 12, lines=most)
    assert len(lines) <= most
    assert all(text_width(line, 12) <= 120 for line in lines)
    joined = " ".join(lines)
    assert joined == " ".join(text.split()) or "…" in joined


def test_characters_without_a_shipped_glyph_count_as_a_full_square() -> None:
    """A Chinese label must not be taken for narrower than it is drawn."""
    assert text_width("中国", 12) == 24


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (-0.001, "0"), (-0.5, "-0.5"), (12.346, "12.35"), (100, "100")])
def test_numbers_are_written_short_and_with_their_sign(value: float, written: str) -> None:
    assert number(value) == written
