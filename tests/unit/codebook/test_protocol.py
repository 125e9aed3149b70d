"""The coding protocol in the words of the codebook."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.codebook import load, parse
from cordiale.errors import InputError
from cordiale.formats.codings import VOCABULARY
from unit.codebook.small import SMALL

EVERY = [(key, value) for key, values in VOCABULARY.items() for value in values]


@pytest.mark.parametrize(("key", "value"), EVERY)
def test_every_value_of_the_protocol_is_read_as_a_value_of_its_field_or_as_not_coded(key, value) -> None:
    found = load().from_protocol(key, value)
    if (key, value) == ("status.autonomy", "none"):
        assert found is None
    else:
        field, word = found
        assert word in load().field(field).values


def test_only_no_word_on_autonomy_reads_as_not_coded() -> None:
    assert [one for one in EVERY if load().from_protocol(*one) is None] == [("status.autonomy", "none")]


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("others.role", "partner", ("other_role", "partner")),
        ("status.role", "equal", ("role_expected", "equal")),
        ("others.trust", "none", ("trust_lang", "none")),
        ("others.basis", "history_negative", ("basis", "history_shared_negative")),
        ("others.valence", -1, ("valence", "-1")),
        ("threats.magnitude", 0, ("magnitude", "0")),
        ("threats.hedge", True, ("hedge", "true")),
        ("threats.family", "china", ("source_family", "china")),
        ("status.toward", "world", ("autonomy_toward", "general")),
        ("status.toward", "China", ("autonomy_toward", "partner")),
        ("status.formulaic", False, ("formulaic", "false")),
        ("support", "none", ("support", "none")),
        ("narrative", "system", ("narrative_type", "system")),
        ("others.name", "the West", ("other_named", "the West")),
        ("confidence", 0.7, ("confidence", "0.7")),
    ],
)
def test_words_of_the_protocol_become_words_of_the_coding_scheme(key, value, read) -> None:
    assert load().from_protocol(key, value) == read


@given(st.text(min_size=1))
def test_any_noun_phrase_is_taken_as_it_stands(text) -> None:
    assert load().from_protocol("threats.source", text) == ("source", text)


def test_every_key_of_the_protocol_has_a_row_and_two_keys_share_no_field() -> None:
    rows = load().protocol
    assert set(VOCABULARY) | {"threats.source", "others.name", "status.toward", "confidence"} == {
        row.key for row in rows
    }
    assert len({row.field for row in rows}) == len(rows)
    assert all(row.why.endswith(".") for row in rows)


def test_fields_that_machines_code_are_those_that_the_protocol_answers() -> None:
    book = load()
    machine = {field.name for field in (*book.fields, *book.record) if field.coded_by == "machine"}
    assert machine == {row.field for row in book.protocol}


def test_what_the_protocol_cannot_say_is_for_people() -> None:
    book = load()
    said = {book.from_protocol(*one) for one in EVERY} | {
        ("autonomy_toward", "general"),
        ("autonomy_toward", "partner"),
    }
    unsaid = {
        (row.field, value)
        for row in book.protocol
        for value in book.field(row.field).values
        if (row.field, value) not in said
    }
    assert unsaid == {
        ("own_rank", "superpower"),
        ("trust_lang", "unspecified"),
        ("autonomy", "accepts_integration"),
    }


def test_an_unknown_key_or_value_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"did you mean 'others\.trust'"):
        load().from_protocol("other.trust", "none")
    with pytest.raises(InputError, match=r"others\.trust.*did you mean 'strategic'"):
        load().from_protocol("others.trust", "strategical")
    with pytest.raises(InputError, match="'3' is not allowed"):
        load().from_protocol("threats.urgency", 3)


def test_another_theory_may_map_a_protocol_of_its_own() -> None:
    book = parse(SMALL)
    assert book.from_protocol("tones.tone", "soft") == ("tone", "mild")
    assert book.from_protocol("tones.tone", "silent") is None
