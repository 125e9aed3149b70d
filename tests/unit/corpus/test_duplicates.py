"""Texts that say the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.corpus.duplicates import SAME, Sketches, sketch_of

WORDS = [f"word{number}" for number in range(3000)]


def speech(seed: int, length: int = 800) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def held(*texts: str, actor: str = "RUS") -> Sketches:
    sketches = Sketches()
    for number, text in enumerate(texts):
        sketches.add(str(number), actor, sketch_of(text))
    return sketches


@given(st.text(max_size=200))
def test_a_text_is_its_own_duplicate_however_its_blanks_lie(text: str) -> None:
    found = held(text).like("RUS", sketch_of(text.replace(" ", " \n ")))
    assert found is not None
    assert found.exact


def test_another_actor_may_say_the_same() -> None:
    text = " ".join(speech(1))
    assert held(text).like("CHN", sketch_of(text)) is None


def test_a_text_with_some_words_changed_is_a_near_duplicate() -> None:
    words = speech(1)
    changed = words.copy()
    changed[100], changed[400] = "other", "others"
    found = held(" ".join(words)).like("RUS", sketch_of(" ".join(changed)))
    assert found is not None
    assert not found.exact
    assert found.share >= 0.9


def test_capitals_and_signs_make_a_near_duplicate_and_no_exact_one() -> None:
    words = speech(2)
    found = held(" ".join(words)).like("RUS", sketch_of(", ".join(words).upper()))
    assert found is not None
    assert (found.exact, found.share) == (False, 1.0)


def test_speeches_that_share_set_phrases_are_different() -> None:
    opening = " ".join(speech(7, 60))
    sketches = held(*(f"{opening} {' '.join(speech(seed))}" for seed in range(10, 30)))
    assert sketches.like("RUS", sketch_of(f"{opening} {' '.join(speech(99))}")) is None


def test_a_text_that_shares_two_thirds_is_another_text() -> None:
    words = speech(3)
    half_new = words[:600] + speech(4, 200)
    assert SAME > 0.65
    assert held(" ".join(words)).like("RUS", sketch_of(" ".join(half_new))) is None


def test_planted_near_duplicates_are_all_found_among_many() -> None:
    texts = [speech(seed, 300) for seed in range(200)]
    sketches = held(*(" ".join(words) for words in texts))
    for number in range(0, 200, 10):
        changed = texts[number].copy()
        changed[50] = changed[200] = "planted"
        found = sketches.like("RUS", sketch_of(" ".join(changed)))
        assert found is not None
        assert found.doc_id == str(number)


def test_chinese_is_compared_by_runs_of_characters() -> None:
    text = "".join(chr(0x4E00 + number * 7 % 5000) for number in range(400))
    found = held(text).like("RUS", sketch_of(text[:200] + "新" + text[201:]))
    assert found is not None
    assert found.share > 0.9


def test_what_is_like_a_near_duplicate_is_told_to_repeat_the_first() -> None:
    words = speech(5)
    sketches = held(" ".join(words))
    changed = [*words[:-1], "x"]
    sketches.add("second", "RUS", sketch_of(" ".join(changed)), duplicate_of="0")
    found = sketches.like("RUS", sketch_of(" ".join([*words[:-2], "x", "x"])))
    assert found is not None
    assert found.doc_id == "0"


@pytest.mark.parametrize("text", ["", "...", "Peace.", "和平"])
def test_texts_shorter_than_a_run_are_compared_whole(text: str) -> None:
    assert held("Peace now.").like("RUS", sketch_of(text)) is None
    assert len(sketch_of(text)) == 16
