"""Lists, counts, numbers and first letters, as the language spoken has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from cordiale.report.words.catalogue import Entries, say

__all__ = ["LISTS", "PLURAL_RULES", "and_list", "counted", "figure", "listed", "number_words", "or_list", "sentence", "upper_first"]

LISTS = ("comma", "clauses", "sentences", "and", "or", "either", "or_also", "with")
"""How two parts can be joined (``common.list``)."""


def listed(joining: str, items: Sequence[str]) -> str:
    """Items joined two by two.

    Args:
        joining: one of `LISTS`.

    Missing: empty where there are none.

    Example:
        >>> listed("clauses", ["one", "two", "three"])
        'one; two; three'
    """
    return reduce(lambda first, second: say(f"common.list.{joining}", first=first, second=second), items) if items else ""


def and_list(items: Sequence[str]) -> str:
    """Items joined as in a sentence: "a, b and c"."""
    return _joined(items, "and")


def or_list(items: Sequence[str]) -> str:
    """Items joined as alternatives: "a, b or c"."""
    return _joined(items, "or")


def _joined(items: Sequence[str], joining: str) -> str:
    return listed(joining, [listed("comma", items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def sentence(clauses: Sequence[str]) -> str:
    """Clauses as one sentence, with a capital and a full stop; empty where there are none.

    Example:
        >>> sentence(["two windows are unknown", "all draws agree"])
        'Two windows are unknown; all draws agree.'
    """
    return say("common.sentence", words=upper_first(listed("clauses", clauses))) if clauses else ""


def upper_first(words: str) -> str:
    """The words with a capital at their start, and no other letter touched."""
    return words[:1].upper() + words[1:]


# -- counts --------------------------------------------------------------------------------------


def _one_other(count: int) -> str:
    return "one" if count == 1 else "other"


def _one_few_many(count: int) -> str:
    tens, ones = count % 100, count % 10
    if 10 < tens < 20 or not 0 < ones < 5:
        return "many"
    return "one" if ones == 1 else "few"


PLURAL_RULES: Mapping[str, Callable[[int], str]] = {
    "one_other": _one_other,
    "one_few_many": _one_few_many,
}
"""Which form of a plural goes with a count, by the name that a language gives in
``common.language.plural``: ``one_other`` for English or German, ``one_few_many`` for Russian. A
language whose plurals go otherwise needs a rule of its own here."""


def counted(key: str, count: int, /, **values: object) -> str:
    """The form of a string that goes with a count.

    Args:
        key: of a table that holds the forms: ``common.count.level`` with its ``one`` and ``other``.
        values: fill the string's places beside ``{count}``, the count with small numbers in words,
            and ``{figure}``, the count in figures; a form may use either, or none.

    Example:
        >>> counted("common.count.level", 1), counted("common.count.level", 12)
        ('one level', '12 levels')
    """
    return say(f"{key}.{_form(count)}", count=number_words(count), figure=figure(count), **values)


def _form(count: int) -> str:
    return PLURAL_RULES[say("common.language.plural")](count)


_NUMBERS = Entries("common.number.{}", range(11))


def number_words(count: int) -> str:
    """A whole number, up to ten in words.

    Example:
        >>> number_words(3), number_words(1200)
        ('three', '1,200')
    """
    return _NUMBERS.get(str(count)) or figure(count)


def figure(value: float, form: str = ",") -> str:
    """A number in figures, with the signs of the language: a true minus, its decimal point.

    Args:
        value: without unit. Args form: as `format` takes it; the default parts the thousands.

    Example:
        >>> figure(4000), figure(-0.25, ".2f")
        ('4,000', '−0.25')
    """
    return format(value, form).translate(
        {
            ord("-"): say("common.number.minus"),
            ord("."): say("common.number.decimal"),
            ord(","): say("common.number.thousands"),
        }
    )
