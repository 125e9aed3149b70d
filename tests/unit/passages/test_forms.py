"""Case forms by rule, tries, and the lists that a person keeps."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.actors import all_actors, get
from cordiale.passages import LANGUAGES
from cordiale.passages.lexicon import lexicon
from cordiale.passages.russian import adjective_forms, name_forms, people_forms
from cordiale.passages.trie import trie_pattern


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Россия", {"Россия", "России", "Россию", "Россией"}),
        ("Америка", {"Америка", "Америки", "Америке", "Америку", "Америкой"}),
        ("Беларусь", {"Беларусь", "Беларуси", "Беларусью"}),
        ("США", {"США"}),
        ("Перу", {"Перу"}),
        ("Нидерланды", {"Нидерланды", "Нидерландов", "Нидерландам", "Нидерландами", "Нидерландах"}),
        (
            "Советский Союз",
            {"Советский Союз", "Советского Союза", "Советскому Союзу", "Советским Союзом", "Советском Союзе"},
        ),
        (
            "Северная Корея",
            {"Северная Корея", "Северной Кореи", "Северной Корее", "Северную Корею", "Северной Кореей"},
        ),
    ],
)
def test_names_are_declined(name: str, forms: set[str]) -> None:
    assert name_forms(name) == forms


def test_an_organisations_genitive_stays() -> None:
    name = "Организация Договора о коллективной безопасности"
    assert "Организацией Договора о коллективной безопасности" in name_forms(name)


def test_adjectives_and_peoples_have_their_forms() -> None:
    assert {"китайский", "китайского", "китайскими", "китайская"} <= adjective_forms("китайский")
    assert {"западный", "западных", "западные"} <= adjective_forms("западный")
    assert {"кореец", "корейца", "корейцев"} <= people_forms("кореец")
    assert {"россиянин", "россияне", "россиян"} <= people_forms("россиянин/россиян")


@given(st.sets(st.text("абв", min_size=1, max_size=5), min_size=1, max_size=12), st.text("абв", max_size=12))
def test_a_trie_finds_what_a_list_of_words_finds(words: set[str], text: str) -> None:
    trie = re.compile(trie_pattern(dict.fromkeys(words, ""), {}))
    plain = re.compile("|".join(sorted(words, key=len, reverse=True)))
    assert [m.span() for m in trie.finditer(text)] == [m.span() for m in plain.finditer(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_name_actors_of_the_table_each_once(language: str) -> None:
    text = files("cordiale.passages").joinpath("forms", f"{language}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert [get(code).code for code in codes] == codes
    assert all(None not in row and None not in row.values() for row in rows)


def test_english_lists_hold_an_adjective_and_a_capital_for_nearly_every_state() -> None:
    kinds: dict[str, set[str]] = {}
    for readings in lexicon("en").readings.values():
        for reading in readings:
            kinds.setdefault(reading.original_actor, set()).add(reading.kind)
    states = [actor.code for actor in all_actors() if actor.kind == "state"]
    # The two Congos share an adjective, Dominica's is the Dominican Republic's, the Vatican's is its name.
    assert [code for code in states if not kinds[code] & {"adjective", "people"}] == ["COG", "DMA", "VAT"]
    # Brussels is the Union's, the others bear their state's name or have none that is used.
    assert [code for code in states if "capital" not in kinds[code]] == [
        "BEL",
        "DJI",
        "LUX",
        "MCO",
        "SGP",
        "SMR",
        "STP",
        "VAT",
    ]


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_sixty_actors_have_more_than_a_name(language: str) -> None:
    rich = {
        r.original_actor
        for readings in lexicon(language).readings.values()
        for r in readings
        if r.kind not in ("state", "bloc")
    }
    assert len(rich) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_a_reading_or_is_known_to_have_none(language: str) -> None:
    words = lexicon(language)
    for form, readings in words.readings.items():
        for reading in readings:
            assert reading.start < (reading.end or len(form))
