from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.corpus.readers.encodings import decoded
from cordiale.corpus.readers.values import Unreadable


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1251",
        "koi8-r",
        "cp866",
        "iso8859-5",
    ],
)
def test_russian_is_told_in_every_encoding_it_was_ever_kept_in(russian: str, encoding: str) -> None:
    text = russian.encode(encoding, "ignore").decode(encoding)
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gb2312"])
def test_chinese_is_told(chinese: str, encoding: str) -> None:
    assert decoded(chinese.encode(encoding)) == chinese


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1252", "latin-1", "mac-roman"])
def test_english_with_a_few_foreign_signs_is_told(english: str, encoding: str) -> None:
    text = (english * 3).encode(encoding, "ignore").decode(encoding)
    assert decoded(text.encode(encoding)) == text


def test_a_long_english_text_with_one_dash_is_not_taken_for_chinese(english: str) -> None:
    text = english.replace("ô", "o").replace("’", "'").replace("—", "-") * 40 + "Peace — nothing else.\n"
    assert decoded(text.encode("cp1252")) == text


def test_western_and_central_european_letters_are_kept_apart() -> None:
    french = "Monsieur le Président, les États membres savent que la paix n'est jamais acquise. " * 3
    polish = "Panie Przewodniczący, Rzeczpospolita Polska wierzy, że pokój jest możliwy. " * 3
    assert decoded(french.encode("cp1252")) == french
    assert decoded(polish.encode("cp1250")) == polish


@pytest.mark.parametrize(
    "encodings", [("cp1251", "utf-8"), ("utf-8", "cp1251"), ("cp1251", "koi8-r"), ("koi8-r", "cp1251")]
)
def test_two_encodings_in_one_file_are_refused(russian: str, encodings: tuple[str, str]) -> None:
    data = b"".join((russian * 4).replace("–", "-").encode(encoding) for encoding in encodings)
    with pytest.raises(Unreadable, match=r"encoding.*save it as UTF-8"):
        decoded(data)


def test_the_line_is_said_where_the_other_encoding_begins(russian: str) -> None:
    data = (russian * 4).encode() + russian.encode("cp1251")
    with pytest.raises(Unreadable, match="line 5 is not UTF-8"):
        decoded(data)


def test_chinese_in_two_encodings_is_refused(chinese: str) -> None:
    with pytest.raises(Unreadable, match="save it as UTF-8"):
        decoded((chinese * 4).encode("gb18030") + (chinese * 4).encode())


@pytest.mark.parametrize(
    "data",
    [
        "Господин".encode("cp1251"),
        ("The word «мир» stands alone here, and nothing else does. " * 5 + "Спасибо.").encode("cp1251"),
        bytes(range(128, 256)) * 10,
    ],
    ids=["too short", "one Russian word", "no text"],
)
def test_what_cannot_be_told_for_sure_is_refused_with_the_cure(data: bytes) -> None:
    with pytest.raises(Unreadable, match="save it as UTF-8"):
        decoded(data)


def test_bytes_cut_off_in_the_middle_of_a_letter_are_no_utf8(russian: str) -> None:
    with pytest.raises(Unreadable, match="its end is missing; fetch it again"):
        decoded(russian.strip().encode()[:-2])


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_comes_back_to_the_letter(text: str) -> None:
    if not text.startswith(
        ("\ufeff", "<", "%", "{", "PK", "BZh", "GIF8", "PAR1", "MZ", "II", "MM", "Rar", "7z", "SQLite", " ")
    ):
        assert decoded(text.encode()) == text


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    with suppress(Unreadable):
        assert isinstance(decoded(data), str)


def test_files_in_old_encodings_are_read(
    tmp_path: Path, read_all: Callable, russian: str, chinese: str
) -> None:
    (tmp_path / "1.txt").write_bytes(russian.encode("cp1251"))
    (tmp_path / "2.txt").write_bytes(russian.encode("koi8-r", "ignore"))
    (tmp_path / "3.txt").write_bytes(chinese.encode("gb18030"))
    texts, refused = read_all(tmp_path)
    assert refused == []
    assert [text.text[:4] for text in texts] == ["Уваж", "Уваж", "主席先生"]
