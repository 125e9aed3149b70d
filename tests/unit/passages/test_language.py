"""The language of a text."""

from __future__ import annotations

import pytest

from cordiale.passages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We value the relations between our two countries.", "en"),
        ("Мы высоко ценим отношения между нашими странами.", "ru"),
        ("中国", "zh"),
        ("中國與俄國的關係很好", "zh"),
        ("Ми цінуємо відносини між нашими країнами.", "uk"),
        ("日本は平和を愛する国です。われわれは努力する。", "ja"),
        ("1996", "und"),
        ("Москва", "und"),
        ("", "und"),
    ],
)
def test_the_text_tells_its_language_or_that_it_cannot(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("zh-Hans", "zh"),
        ("zh_CN", "zh"),
        ("rus", "ru"),
        ("Russian", "ru"),
        ("fr", "fr"),
        ("中文", "zh"),
    ],
)
def test_metadata_is_believed(metadata: str, language: str) -> None:
    assert language_of("Мы высоко ценим отношения.", metadata=metadata) == language


@pytest.mark.parametrize("metadata", [None, "", "und", "?", "unknown language"])
def test_metadata_that_says_nothing_is_passed_over(metadata: str | None) -> None:
    assert language_of("Мы высоко ценим отношения.", metadata=metadata) == "ru"


def test_a_title_in_another_language_does_not_decide() -> None:
    text = (
        "Послание Федеральному Собранию. " * 10 + "We value the relations between our two countries. " * 300
    )
    assert language_of(text) == "en"
