"""How long a text is."""

from __future__ import annotations

from cordiale.corpus.words import word_count


def test_words_are_what_blanks_part() -> None:
    assert word_count("We value peace,\nand trade.", "en") == 5
    assert word_count("Мы ценим мир.", "ru") == 3
    assert word_count("", "en") == 0


def test_chinese_is_counted_by_characters_without_its_signs() -> None:
    assert word_count("中" * 160 + "。", "zh") == 100


def test_foreign_words_in_chinese_count_as_words() -> None:
    assert word_count("中" * 16 + " NATO 2001", "zh") == 12
