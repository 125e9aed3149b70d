"""Codebooks of one's own: what is read, and how everything wrong in one is said at once."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.codebook import Codebook, load, parse, read
from cordiale.errors import StudyError
from unit.codebook.small import SMALL


def problems(text: str) -> list[str]:
    with pytest.raises(StudyError) as caught:
        parse(text, "own.toml")
    return [str(one) for one in caught.value.problems]


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_book_for_another_theory_is_read() -> None:
    book = parse(SMALL)
    tone = book.field("tone")
    assert (book.version, book.title, book.unit, book.general) == (
        "1.2.0",
        "Tone of voice",
        "A sentence.",
        ("Read twice.",),
    )
    assert (tone.values, tone.not_coded, tone.allowed) == (
        ("mild", "harsh"),
        ("none",),
        ("mild", "harsh", "none"),
    )
    assert (tone.coded_by, tone.stay, tone.absent_means) == ("people", 0.85, "")
    assert tone.answers[0].examples[0].text("ru") == "Именно так."
    assert tone.answers[0].examples[0].gives == "mild"
    assert tone.answers[0].counters[0].gives == "harsh"
    assert book.field("theme").examples[0].gives == "weather"
    assert book.path("storm") == ("nature", "storm")
    assert book.find_source("The Gale").code == "storm"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "', 'titel = "', "titel: 'titel' is no key of a codebook.*did you mean 'title'"),
        ('rule = "By', 'rul = "By', "field tone, rul: 'rul' is no key of a field.*did you mean 'rule'"),
        ('means = "No harsh word."\n', "", "field tone, value mild, means: 'means' is missing; say when"),
        ('question = "How harsh is it?"\n', "", "field tone, question: 'question' is missing"),
        ('name = "theme"', 'name = "tone"', "name: 'tone' is already the name of another field"),
        ('name = "theme"', 'name = "The Theme"', "name: 'The Theme' is no name; allowed: small letters, digits and _"),
        ('code = "none"', 'code = "mild"', "code: 'mild' is already the code of another value"),
        ('code = "none"', 'code = "a|b"', "code: 'a|b' holds a |"),
        ('code = "none"', "code = 2", 'code: 2 is not text; put it in quotation marks: "2"'),
        ('code = "none"', "code = true", 'code: \'true\' is not text; put it in quotation marks: "true"'),
        ('scale = "ordinal"', 'scale = "ordnal"', "scale: 'ordnal' is not allowed; allowed: nominal, .*did you mean 'ordinal'"),
        ('scale = "ordinal"', 'scale = "free"', "field tone, value: a field of scale free has values"),
        ('scale = "free"', 'scale = "nominal"', "field theme: a nominal field has no value"),
        ('means = "A harsh word."', 'means = "A harsh word."\nnot_coded = true', "field tone: an ordinal field has one value; allowed: two values or more"),
        ('dimension = "style"', 'dimension = "stile"', "dimension: 'stile' is not allowed; allowed: style; did you mean 'style'"),
        ('gives = "harsh"', 'gives = "hash"', "value mild, counter 1, gives: 'hash' is no value of the field; .*did you mean 'harsh'"),
        ('gives = "harsh"', 'gives = "mild"', "counter 1, gives: a counter-example to 'mild' gives 'mild'"),
        ('ru = "Именно так."', 'fr = "Oui."', "value mild, example 1, fr: 'fr' is no key of an example; allowed: gives, why, en, ru"),
        ('en = "It rains."\n', "", "field theme, example 1: it has no words; allowed: a text in en or ru"),
        ('version = "1.2.0"', 'version = "1.2"', "version: '1.2' is no version; allowed: three numbers"),
        ('version = "1.2.0"', 'version = "01.2.0"', "version: '01.2.0' is no version"),
        ('version = "1.2.0"\n', "", "version: 'version' is missing; begin the file with"),
        ('general = ["Read twice."]', 'general = "Read twice."', "general: 'Read twice.' is no list of texts"),
        ('style = "how it is said"', "style = 1", "dimensions: .* is no table of texts"),
        ('parent = "nature"', 'parent = "nture"', "source storm, parent: 'nture' is no source of the tree; did you mean 'nature'"),
        ('parent = "nature"', 'parent = "storm"', "source storm, parent: the tree runs in a circle: storm in storm"),
        ('code = "nature"', 'code = "nature"\nparent = "storm"', "parent: the tree runs in a circle: nature in storm in nature"),
        ('en = "nature"\n', "", "source nature: it has no name"),
        ('field = "tone"', 'field = "tome"', "protocol tones.tone, field: 'tome' is no field of the codebook; did you mean 'tone'"),
        ('hard = "harsh"', 'hard = "hash"', "protocol tones.tone, values, hard: 'hash' is no value of tone; .*did you mean 'harsh'"),
        ('field = "tone"', 'field = "tone"\notherwise = "x"', "protocol tones.tone, otherwise: 'x' is no value of tone"),
        ('rule = "By', 'absent_means = "hars"\nrule = "By', "absent_means: 'hars' is no value of the field; .*did you mean 'harsh'"),
        ('rule = "By', 'absent_means = "none"\nrule = "By', "absent_means: 'none' is no value of the field; allowed: mild, harsh"),
        ('rule = "By', 'stay = 2\nrule = "By', "stay: 2 is no probability; allowed: a number from 0 to 1"),
        ('rule = "By', 'coded_by = "machines"\nrule = "By', "coded_by: 'machines' is not allowed; .*did you mean 'machine'"),
    ],
)  # fmt: skip
def test_one_fault_gives_one_message_that_says_where_and_what_is_allowed(old, new, said) -> None:
    (message,) = problems(changed(old, new))
    assert re.match(rf"own\.toml(, line \d+)?, (field \w+, |source \w+, )?.*{said}", message), message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('means = "No harsh', 'meens = "No harsh', "value mild, meens: 'meens' is no key of a value.*did you mean 'means'"),
        ('"en", "ru"]', '"English", "ru"]', "languages: 'English' is no language"),
        ('code = "storm"', 'code = "nature"', "code: 'nature' is already the code of another source"),
    ],
)  # fmt: skip
def test_a_fault_that_draws_others_after_it_is_said_all_the_same(old, new, said) -> None:
    assert any(re.search(said, message) for message in problems(changed(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('rule = "By', 'rul = "By', 'rul = "By'),
        ('gives = "harsh"', 'gives = "hash"', 'gives = "hash"'),
        ('hard = "harsh"', 'hard = "hash"', 'hard = "hash"'),
        ('parent = "nature"', 'parent = "nture"', 'parent = "nture"'),
        ('en = "It rains."\n', "", "[[field.example]]"),
        ('rule = "By its words."', 'rule = """\n[[field]]\nname = 1\n"""\nstay = 2', "stay = 2"),
    ],
)
def test_a_message_names_the_line(old, new, at) -> None:
    text = changed(old, new)
    (message,) = problems(text)
    assert message.startswith(f"own.toml, line {line_of(text, at)}, ")


def test_everything_wrong_is_said_at_once_in_the_order_of_lines() -> None:
    text = SMALL
    for old, new in (
        ('version = "1.2.0"', 'version = "one"'),
        ('gives = "harsh"', 'gives = "hash"'),
        ('question = "What is it about?"', 'queston = "What is it about?"'),
        ('parent = "nature"', 'parent = "nture"'),
        ('field = "tone"', 'field = "tome"'),
    ):
        text = text.replace(old, new, 1)
    found = problems(text)
    assert len(found) == 6  # the misspelt key, and the question that is missing for it
    lines = [int(re.search(r"line (\d+)", one)[1]) for one in found]
    assert lines == sorted(lines)


def test_a_book_without_fields_is_none() -> None:
    assert problems('version = "1.0.0"') == [
        "own.toml, field: no field; allowed: one [[field]] or more, each a question"
    ]


def test_text_that_is_no_toml_is_refused_with_its_place() -> None:
    (message,) = problems('version = "1.0.0"\nfield = what')
    assert re.match(r"own\.toml, line 2, column \d+: not TOML: invalid value$", message)
    (message,) = problems("x = " + "[" * 5000)
    assert message == "own.toml: values are nested too deeply"


def test_roots_of_the_tree_are_values_of_the_field_of_families_where_there_is_one() -> None:
    text = changed(
        'name = "theme"\ndimension = "style"\nscale = "free"',
        'name = "source_family"\ndimension = "style"\nscale = "nominal"',
    )
    text = text.replace(
        '[[field.example]]\ngives = "weather"\nen = "It rains."',
        '[[field.value]]\ncode = "natura"\nmeans = "N."',
    )
    assert problems(text)[0].endswith(
        "'nature' has no parent and is no value of source_family; allowed: natura; did you mean 'natura'?"
    )


def test_a_file_of_windows_is_read_like_any_other(tmp_path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode("utf-8"))
    assert read(path) == parse(SMALL)
    assert load(path) == parse(SMALL)


def test_a_file_that_cannot_be_read_is_said(tmp_path) -> None:
    with pytest.raises(StudyError, match=r"none\.toml: cannot be read: "):
        read(tmp_path / "none.toml")
    with pytest.raises(StudyError, match="cannot be read: "):
        read(tmp_path)
    path = tmp_path / "latin.toml"
    path.write_bytes('title = "é"'.encode("latin-1"))
    with pytest.raises(StudyError, match=r"latin\.toml: byte 0xe9 at place 9 is not UTF-8; allowed: UTF-8"):
        read(path)


@given(st.data())
def test_a_line_lost_gives_another_book_or_a_message_and_never_a_defect(data) -> None:
    lines = SMALL.splitlines()
    lost = data.draw(st.integers(0, len(lines) - 1))
    text = "\n".join(lines[:lost] + lines[lost + 1 :])
    with suppress(StudyError):
        assert isinstance(parse(text), Codebook)


VALUES = st.sampled_from([1, 1.5, True, "", "x", [], ["a"], [1], {}, {"a": 1}, [{}], [{"code": "x"}]])


@given(st.data())
def test_any_key_may_hold_anything_and_gives_a_book_or_a_message(data) -> None:
    """The reader is handed values as TOML gives them; none makes it stumble."""
    from cordiale.codebook.reading import _Reader

    content = tomllib.loads(SMALL)
    places = [
        content,
        content["field"][0],
        content["field"][0]["value"][0],
        content["field"][0]["value"][0]["counter"][0],
        content["dimensions"],
        content["source"][1],
        content["protocol"][0],
    ]
    table = data.draw(st.sampled_from(places))
    table[data.draw(st.sampled_from(sorted(table)))] = data.draw(VALUES)
    reader = _Reader("", content, "own.toml")
    reader.book()
    assert all(str(problem) for _, problem in reader.problems)
