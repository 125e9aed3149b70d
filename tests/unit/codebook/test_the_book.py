"""The codebook that ships: whole, consistent with the rules and the formats, and written for it alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from cordiale.codebook import Example, Field, load
from cordiale.formats.columns import AUDIENCES, DIMENSIONS, GENRES, SPEAKER_ROLES
from cordiale.model.settings import FAMILIES, VOICES
from cordiale.report.words.catalogue import say

LANGUAGES = ("en", "ru", "zh")
SCRIPT = {"en": "[A-Za-z]", "ru": "[А-Яа-яЁё]", "zh": "[\u4e00-\u9fff]"}
MACHINE = [field for field in (*load().fields, *load().record) if field.coded_by == "machine"]


def shown(field: Field) -> Iterator[Example]:
    """Every example and counter-example of a field."""
    for owner in (field, *field.answers):
        yield from (*owner.examples, *owner.counters)


def every_text() -> list[tuple[str, str, str]]:
    """Field, language and words of every example."""
    book = load()
    fields = (*book.fields, *book.record)
    return [(field.name, *pair) for field in fields for one in shown(field) for pair in one.texts]


def test_every_field_has_a_rule_and_every_value_a_definition() -> None:
    for field in load().fields:
        assert field.question.endswith("?"), field.name
        assert field.rule.endswith("."), field.name
        assert all(one.means.endswith(".") for one in field.answers), field.name


@pytest.mark.parametrize("field", [field for field in MACHINE if field.answers], ids=lambda field: field.name)
def test_each_value_that_machines_code_has_an_example_and_a_counter_example_in_three_languages(
    field: Field,
) -> None:
    for answer in field.answers:
        for examples in (answer.examples, answer.counters):
            for language in LANGUAGES:
                assert any(one.text(language) for one in examples), (answer.code, language)


def test_each_field_has_an_example_and_a_counter_example_in_three_languages() -> None:
    book = load()
    for field in (*book.fields, book.field("label")):
        for kind in ("examples", "counters"):
            found = [one for owner in (field, *field.answers) for one in getattr(owner, kind)]
            for language in LANGUAGES:
                assert any(one.text(language) for one in found), (field.name, kind, language)


def test_each_counter_example_says_what_decides() -> None:
    book = load()
    counters = [
        one
        for field in (*book.fields, *book.record)
        for owner in (field, *field.answers)
        for one in owner.counters
    ]
    assert len(counters) > 80
    assert [one for one in counters if not one.why.endswith(".")] == []


def test_each_example_stands_in_its_own_script_and_none_stands_twice() -> None:
    found = every_text()
    assert [text for _, language, text in found if not re.search(SCRIPT[language], text)] == []
    assert [text for _, language, text in found if language != "en" and re.search("[A-Za-z]", text)] == []
    texts = [text for *_, text in found]
    assert len(texts) == len(set(texts))


def test_no_example_speaks_of_the_pair_that_the_founding_article_studies() -> None:
    """A coder that is shown the examples is not shown an answer; the families named after the two must name them."""
    names = re.compile(
        r"Russia|China|Chinese|Beijing|Moscow|Росси|росси|Кита|кита|Пекин|Москв|俄|(?<!发展)中国|中方|北京|莫斯科"
    )
    named = {field for field, _, text in every_text() if names.search(text)}
    assert named <= {"source_family"}


def test_no_example_is_a_sentence_of_the_reference_passages(shared) -> None:
    path = shared / "reference" / "reference_dev.jsonl"
    if not path.is_file():
        pytest.skip("no reference codings beside the checkout")
    said = {
        sentence.strip()
        for line in path.read_text(encoding="utf-8").splitlines()
        for sentence in re.split("[.!?。！？;；]", json.loads(line)["text"])
    }
    assert [text for *_, text in every_text() if text.rstrip(".!?。！？") in said] == []


def test_values_of_the_record_are_those_of_the_tables() -> None:
    book = load()
    assert book.field("speaker_role").values == SPEAKER_ROLES
    assert book.field("audience").values == AUDIENCES
    assert book.field("genre").values == GENRES
    assert book.field("voice").values == VOICES
    assert book.field("dimension").values == (*DIMENSIONS, "label")  # a label has a table of its own


def test_questions_belong_to_the_dimensions_of_evidence_and_the_rest_to_the_record() -> None:
    assert {field.dimension for field in load().fields} == set(DIMENSIONS)
    assert {field.dimension for field in load().record} == {"record", "label"}


def test_families_are_those_of_the_rules_and_are_called_as_in_the_report() -> None:
    book = load()
    assert book.field("source_family").values == FAMILIES
    assert tuple(one.code for one in book.under()) == FAMILIES
    assert {one.code: one.name("en") for one in book.under()} == {
        family: say(f"threats.family.{family}") for family in FAMILIES
    }


def test_every_source_is_named_in_three_languages_and_no_name_means_two() -> None:
    book = load()
    for one in book.sources:
        assert tuple(language for language, _ in one.names) == LANGUAGES, one.code
        for name in (one.code, *dict(one.names).values(), *one.also):
            assert book.find_source(name) is one, name


def test_every_family_but_the_states_has_leaves() -> None:
    """A state is a leaf by the actor table."""
    assert [one.code for one in load().under() if not load().under(one.code)] == ["other_state"]


def test_hand_codes_of_autonomy_and_recognition_are_less_sure_and_all_others_alike() -> None:
    assert {field.name: field.stay for field in load().fields if field.stay != 0.85} == {
        "autonomy": 0.70,
        "recognition": 0.70,
    }


def test_ordinal_fields_are_those_that_op_7_lists() -> None:
    assert {field.name for field in load().fields if field.scale == "ordinal"} == {
        "magnitude",
        "urgency",
        "salience",
        "valence",
        "autonomy",
        "coordination",
    }


def test_marked_claims_are_read_as_absent_where_nobody_coded_them() -> None:
    assert {field.name: field.absent_means for field in load().fields if field.absent_means} == {
        "superiority_claim": "none",
        "role_refused": "none",
        "war_thinkable": "unstated",
        "hedge": "false",
        "origin": "external",
    }


def test_the_book_is_read_once() -> None:
    assert load() is load()
