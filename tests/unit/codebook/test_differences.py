"""What changed between two codebooks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.codebook import Codebook, diff, load, parse
from unit.codebook.small import SMALL

BOOK = parse(SMALL)


def with_text(old: str, new: str) -> Codebook:
    assert old in SMALL
    return parse(SMALL.replace(old, new, 1))


def test_a_book_does_not_differ_from_itself() -> None:
    same = diff(load(), load())
    assert (same.changes, same.least_bump) == ((), "")


def test_another_version_alone_is_no_change() -> None:
    found = diff(BOOK, replace(BOOK, version="9.9.9"))
    assert (found.old_version, found.new_version, found.changes) == ("1.2.0", "9.9.9", ())


def test_a_changed_question_is_told_with_both_wordings() -> None:
    (change,) = diff(BOOK, with_text("How harsh is it?", "How rough is it?")).changes
    assert (change.what, change.name, change.part, change.kind) == ("field", "tone", "question", "changed")
    assert (change.old, change.new) == ("How harsh is it?", "How rough is it?")


@pytest.mark.parametrize(
    ("old", "new", "what", "kind", "name", "bump"),
    [
        ("How harsh is it?", "How rough is it?", "field", "changed", "tone", "patch"),
        ("A harsh word.", "Any harsh word.", "value", "changed", "tone=harsh", "patch"),
        ('[[field.value]]\ncode = "none"', '[[field.value]]\ncode = "rude"\nmeans = "R."\n[[field.value]]\ncode = "none"', "value", "added", "tone=rude", "minor"),
        ('[[field.value]]\ncode = "none"\nnot_coded = true\nmeans = "Nothing is said."\n', "", "value", "removed", "tone=none", "major"),
        ('[[source]]\ncode = "storm"', '[[source]]\ncode = "fire"\nen = "fire"\n[[source]]\ncode = "storm"', "source", "added", "fire", "minor"),
        ('parent = "nature"\n', "", "source", "changed", "storm", "major"),
        ('hard = "harsh"', 'hard = "mild"', "protocol", "changed", "tones.tone", "major"),
        ('title = "Tone', 'title = "The tone', "book", "changed", "", "patch"),
        ('scale = "free"', 'scale = "number"', "field", "changed", "theme", "major"),
    ],
)  # fmt: skip
def test_the_version_rises_by_what_changed(old, new, what, kind, name, bump) -> None:
    found = diff(BOOK, with_text(old, new))
    assert found.names(what, kind) == (name,)
    assert found.least_bump == bump


def test_values_in_another_order_are_a_break() -> None:
    tone, *others = BOOK.fields
    turned = replace(tone, answers=tuple(reversed(tone.answers)))
    found = diff(BOOK, replace(BOOK, fields=(turned, *others)))
    assert [(one.part, one.old, one.new) for one in found.changes] == [
        ("order of values", ("mild", "harsh", "none"), ("harsh", "mild", "none"))
    ]
    assert found.least_bump == "major"


def test_parts_of_a_new_field_are_not_told_one_by_one() -> None:
    found = diff(replace(BOOK, fields=BOOK.fields[:1]), BOOK)
    assert [(one.what, one.name, one.part) for one in found.changes] == [("field", "theme", "")]


PLANS = st.tuples(
    st.dictionaries(st.sampled_from([field.name for field in load().fields]), st.none() | st.integers(0, 3)),
    st.lists(st.sampled_from([source.code for source in load().sources]), max_size=4, unique=True),
)
"""Fields, each whole or with its first answers alone, and sources: little to print where a law fails."""


def built(plan: tuple[dict[str, int | None], list[str]]) -> Codebook:
    book = load()
    fields = [
        replace(book.field(name), answers=book.field(name).answers[:kept]) for name, kept in plan[0].items()
    ]
    return replace(book, fields=tuple(fields), sources=tuple(book.source(code) for code in plan[1]))


@given(PLANS, PLANS)
def test_what_one_way_is_added_is_removed_the_other_way(old, new) -> None:
    there, back = diff(built(old), built(new)), diff(built(new), built(old))
    for what in ("field", "value", "source", "protocol"):
        assert set(there.names(what, "added")) == set(back.names(what, "removed"))
        assert set(there.names(what, "changed")) == set(back.names(what, "changed"))
    assert len(there.changes) == len(back.changes)


@given(PLANS, PLANS)
def test_books_that_do_not_differ_hold_the_same(old, new) -> None:
    one, other = built(old), built(new)
    if not diff(one, other).changes:
        assert one.fields == other.fields
        assert {source.code: source for source in one.sources} == {
            source.code: source for source in other.sources
        }


@given(PLANS)
def test_the_fields_added_are_those_that_only_the_new_book_has(plan) -> None:
    book = built(plan)
    found = diff(replace(book, fields=()), book)
    assert found.names("field", "added") == tuple(field.name for field in book.fields)
