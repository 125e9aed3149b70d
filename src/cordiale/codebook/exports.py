"""A codebook as plain values, for JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cordiale.codebook.values import Answer, Codebook, Example, Field

__all__ = ["COLUMNS", "field_dict", "field_rows", "to_dict"]

COLUMNS = (
    "field",
    "dimension",
    "scale",
    "coded_by",
    "question",
    "value",
    "not_coded",
    "means",
    "examples",
    "counter_examples",
)
"""Columns of `field_rows`."""


def to_dict(book: Codebook, languages: Sequence[str] | None = None) -> dict[str, Any]:
    """A codebook as dictionaries, lists and texts.

    Args:
        book: the codebook. Args languages: of the examples and names; None: all that it has.

    Example:
        >>> from cordiale.codebook import load
        >>> to_dict(load(), ["en"])["sources"][1]
        {'code': 'united_states', 'parent': 'us_led_west', 'names': {'en': 'United States'}, \
'also': ['washington', 'us imperialism', 'american imperialism'], 'note': ''}
    """
    wanted = _wanted(book, languages)
    return {
        "version": book.version,
        "title": book.title,
        "languages": list(wanted),
        "unit": book.unit,
        "general": list(book.general),
        "dimensions": dict(book.dimensions),
        "record": [field_dict(field, wanted) for field in book.record],
        "fields": [field_dict(field, wanted) for field in book.fields],
        "sources": [
            {
                "code": one.code,
                "parent": one.parent,
                "names": {language: name for language, name in one.names if language in wanted},
                "also": list(one.also),
                "note": one.note,
            }
            for one in book.sources
        ],
        "protocol": [
            {
                "key": row.key,
                "field": row.field,
                "values": {theirs: ours or None for theirs, ours in row.values},
                "otherwise": row.otherwise,
                "why": row.why,
            }
            for row in book.protocol
        ],
    }


def field_dict(field: Field, languages: Sequence[str]) -> dict[str, Any]:
    """One field as dictionaries, lists and texts, with examples in some languages."""
    return {
        "name": field.name,
        "dimension": field.dimension,
        "scale": field.scale,
        "coded_by": field.coded_by,
        "question": field.question,
        "rule": field.rule,
        "include": list(field.include),
        "exclude": list(field.exclude),
        "edges": list(field.edges),
        "absent_means": field.absent_means,
        "stay": field.stay,
        "values": [_answer_dict(one, languages) for one in field.answers],
        **_examples_dict(field, languages),
    }


def field_rows(
    book: Codebook, fields: Sequence[Field], languages: Sequence[str] | None = None
) -> Iterator[tuple[str, ...]]:
    """One row for each value of some fields, and one for each field without values; columns as in `COLUMNS`.

    Args:
        book: the codebook that they belong to. Args fields: which. Args languages: of the examples; None: all.
    """
    wanted = _wanted(book, languages)
    for field in fields:
        head = (field.name, field.dimension, field.scale, field.coded_by, field.question)
        for one in field.answers:
            not_coded = "true" if one.not_coded else "false"
            yield (*head, one.code, not_coded, one.means, *_example_cells(one, wanted))
        if not field.answers:
            yield (*head, "", "", "", *_example_cells(field, wanted))


def _wanted(book: Codebook, languages: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(one for one in book.languages if languages is None or one in languages)


def _answer_dict(answer: Answer, languages: Sequence[str]) -> dict[str, Any]:
    return {
        "code": answer.code,
        "means": answer.means,
        "not_coded": answer.not_coded,
        **_examples_dict(answer, languages),
    }


def _examples_dict(owner: Field | Answer, languages: Sequence[str]) -> dict[str, Any]:
    return {
        name: [
            {
                "gives": one.gives,
                "why": one.why,
                "texts": {key: text for key, text in one.texts if key in languages},
            }
            for one in examples
        ]
        for name, examples in (("examples", owner.examples), ("counter_examples", owner.counters))
    }


def _example_cells(owner: Field | Answer, languages: Sequence[str]) -> tuple[str, str]:
    return _cell(owner.examples, languages), _cell(owner.counters, languages)


def _cell(examples: Sequence[Example], languages: Sequence[str]) -> str:
    return " / ".join(text for one in examples for language, text in one.texts if language in languages)
