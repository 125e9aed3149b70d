from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.corpus.readers import Limits, RawText
from cordiale.corpus.readers.plain import front_matter, longest_line, unmarked


def test_a_text_comes_back_to_the_letter_with_its_place(
    tmp_path: Path, read_all: Callable, speech: str
) -> None:
    path = tmp_path / "речь 讲话.txt"
    path.write_text(speech, encoding="utf-8", newline="")
    texts, refused = read_all(path)
    assert refused == []
    assert texts == [RawText(text=speech, where=path.name, file=path.name, metadata={}, original=path)]


def test_windows_line_ends_are_left_to_cleaning(tmp_path: Path, read_all: Callable) -> None:
    (tmp_path / "a.txt").write_bytes(b"One.\r\nTwo.\r\n")
    ((text,), _) = read_all(tmp_path / "a.txt")
    assert text.text == "One.\r\nTwo.\r\n"


@pytest.mark.parametrize("content", [b"", b" \n\t \r\n", "\u3000\n\ufeff".encode()])
def test_a_file_without_words_is_refused(tmp_path: Path, refusal: Callable, content: bytes) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    assert ("only blanks" if content else "the file is empty") in refusal(path)


def test_binary_data_saved_as_text_is_named_for_what_it_is(
    tmp_path: Path, refusal: Callable, picture: bytes
) -> None:
    for content, said in (
        (picture, "a picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        (b"PK\x03\x04" + bytes(100), "zip archive, Word document or workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "Office document of 1997-2003"),
        (b"{\\rtf1\\ansi We stand for peace.}", "RTF"),
        (
            b"<!DOCTYPE html><html><body>Peace</body></html>",
            "an HTML page, not a text; let its name end in .html",
        ),
        (bytes(range(256)) * 20, "zero bytes"),
        (bytes(range(1, 32)) * 20, "control characters"),
    ):
        path = tmp_path / "speech.txt"
        path.write_bytes(content)
        assert said in refusal(path)


def test_a_line_without_end_is_refused(tmp_path: Path, refusal: Callable, small: Limits) -> None:
    path = tmp_path / "endless.txt"
    path.write_text("a" * 2_001, encoding="utf-8")
    assert "more than 2,000 characters" in refusal(path, limits=small)


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, refusal: Callable, small: Limits
) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"a" * 100_001)
    assert "split it into one file a text" in refusal(path, limits=small)


def test_letters_lost_in_an_earlier_conversion_are_said(tmp_path: Path, refusal: Callable) -> None:
    path = tmp_path / "lost.txt"
    path.write_text("���� ������� ���� for peace ��������", encoding="utf-8")
    assert "letters were lost" in refusal(path)


def test_front_matter_is_metadata_and_no_text(tmp_path: Path, read_all: Callable) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: \"On peace: a statement\"\ndate: 2001-07-16\nActor: CHN\ntags: [treaty, 'Moscow']\n---\n\n"
        "# On peace\n\nWe are **for** peace.\n",
        encoding="utf-8",
    )
    ((text,), refused) = read_all(tmp_path / "a.md")
    assert refused == []
    assert text.text.strip() == "On peace\n\nWe are for peace."
    assert text.metadata == {
        "title": "On peace: a statement",
        "date": "2001-07-16",
        "actor": "CHN",
        "tags": "treaty|Moscow",
    }


def test_a_rule_in_a_markdown_text_is_no_front_matter(tmp_path: Path, read_all: Callable) -> None:
    (tmp_path / "a.md").write_text("One.\n\n---\n\nTwo: three.\n\n---\n", encoding="utf-8")
    ((text,), _) = read_all(tmp_path / "a.md")
    assert "One." in text.text
    assert "Two: three." in text.text
    assert text.metadata == {}


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("## Heading ##", "Heading"),
        ("A *light* and a __heavy__ word", "A light and a heavy word"),
        ("See [the treaty](https://example.org/t), ![seal](seal.png)signed", "See the treaty, signed"),
        ("> We quote", "We quote"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        (r"Section 3\. \*Not\* a mark", "Section 3. *Not* a mark"),
        ("<!-- a note -->Peace<br>", "Peace"),
        ("a < b and b > a", "a < b and b > a"),
    ],
)
def test_marks_go_and_words_stay(marked: str, plain: str) -> None:
    assert unmarked(marked) == plain


@given(st.text(alphabet="abcАБв中。, \n", max_size=200))
def test_text_without_marks_is_left_alone(text: str) -> None:
    assert unmarked(text) == text


@given(st.text(max_size=300))
def test_front_matter_of_any_kind_is_read_without_failing(block: str) -> None:
    assert all(isinstance(value, str) for value in front_matter(block).values())


@given(st.text(alphabet="a\n", max_size=60), st.integers(0, 60))
def test_the_longest_line_is_counted_as_far_as_the_limit_needs(text: str, limit: int) -> None:
    longest = max(map(len, text.split("\n")))
    counted = longest_line(text, limit)
    assert (counted > limit) == (longest > limit) or len(text) <= limit
