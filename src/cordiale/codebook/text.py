"""A codebook as text: for a terminal, and for a prompt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cordiale.codebook.values import Codebook, Example, Field, Source
from cordiale.model.rules import Rules

__all__ = ["as_prompt", "as_text"]

_WHO = {
    "machine": "coded by every coder",
    "people": "coded by people and language models",
    "computed": "computed from texts; by people in hand evidence",
}
_NAMES_TREE = "source_family"
"""The field whose values are the families of the tree."""

_UNIT = re.compile(
    r"\s+|(?:[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+)[，。、；：！？）》」』”’]*"
)
"""What a line may end after: blanks, a Chinese character or another word, with the marks that close it."""


def as_text(
    book: Codebook, field: Field | None = None, *, languages: Sequence[str] | None = None, width: int = 88
) -> str:
    """A codebook, or one field of it, to be read in a terminal.

    Args:
        book: the codebook. Args field: this field alone; None: the whole book, dimension by dimension.
        languages: of the examples and names; None: all that the book has.
        width: columns of the terminal; Chinese characters take two.

    Example:
        >>> from cordiale.codebook import load
        >>> print(as_text(load(), load().field("end")))
        end                                record · number · coded by people and language models
        At which character do they end?
    """
    wanted = [one for one in book.languages if languages is None or one in languages]
    if field is not None:
        return "\n".join(_field(book, field, wanted, width))
    return "\n".join(_book(book, wanted, width))


def as_prompt(field: Field, language: str = "en") -> str:
    """One field as a few lines for a language model: question, rule, each answer with an example and a counter-example.

    Args:
        field: which. Args language: of the examples.

    Example:
        >>> from cordiale.codebook import load
        >>> print(as_prompt(load().field("autonomy_toward")).splitlines()[2])
        - general: Towards the world at large, or nobody in particular.
    """
    lines = [f"{field.name}: {field.question}"]
    lines += [f"Rule: {field.rule}"] if field.rule else []
    for mark, sayings in (
        ("Counts", field.include),
        ("Does not count", field.exclude),
        ("Note", field.edges),
    ):
        lines += [f"{mark}: {one}" for one in sayings]
    for answer in field.answers:
        lines.append(f"- {answer.code}: {answer.means}")
        lines += [f"  for example: {text}" for one in answer.examples if (text := one.text(language))]
        lines += [
            f"  but {one.gives or 'nothing'}, not {answer.code}: {text} ({one.why})"
            for one in answer.counters
            if (text := one.text(language))
        ]
    lines += [f"For example, {one.gives}: {text}" for one in field.examples if (text := one.text(language))]
    return "\n".join(lines)


# -- the whole book ------------------------------------------------------------------------------


def _book(book: Codebook, languages: Sequence[str], width: int) -> Iterator[str]:
    yield from _wrapped(f"Codebook {book.version}" + (f": {book.title}" if book.title else ""), width)
    yield "=" * width
    if book.unit:
        yield ""
        yield from _wrapped(book.unit, width)
    yield from _listed("For every field", book.general, width)
    about = dict(book.dimensions)
    for title, fields in (("Questions", book.fields), ("Beside the answers", book.record)):
        if fields:
            yield from ("", title)
            length = max(len(field.name) for field in fields) + 2
            for dimension, members in groupby(fields, key=lambda field: field.dimension):
                yield from _wrapped(f"{dimension}: {about.get(dimension, '')}".rstrip(": "), width, "  ")
                for field in members:
                    yield from _wrapped(field.question, width, f"    {field.name:<{length}}")
    for dimension, members in groupby((*book.fields, *book.record), key=lambda field: field.dimension):
        yield from ("", "")
        yield from _wrapped(about.get(dimension, ""), width, f"{dimension.upper()}  ")
        yield "=" * width
        for field in members:
            yield ""
            yield from _field(book, field, languages, width)
    if book.sources and not any(field.name == _NAMES_TREE for field in book.fields):
        yield from _tree(book, languages, width)


# -- one field -----------------------------------------------------------------------------------


def _field(book: Codebook, field: Field, languages: Sequence[str], width: int) -> Iterator[str]:
    kind = f"{field.dimension} · {field.scale} · {_WHO[field.coded_by]}"
    gap = width - len(field.name) - len(kind)
    if gap >= 2:
        yield f"{field.name}{' ' * gap}{kind}"
    else:
        yield field.name
        yield from _wrapped(kind, width)
    yield from _wrapped(field.question, width)
    if field.rule:
        yield ""
        yield from _wrapped(field.rule, width)
    yield from _listed("Counts", field.include, width)
    yield from _listed("Does not count", field.exclude, width)
    yield from _listed("On the edge", field.edges, width)
    if field.absent_means:
        yield from ("", f"Not coded is read as {field.absent_means}.")
    yield from _answers(field, languages, width)
    yield from _free_examples(field, languages, width)
    yield from _in_protocol(book, field, width)
    if field.name == _NAMES_TREE:
        yield from _tree(book, languages, width)


def _answers(field: Field, languages: Sequence[str], width: int) -> Iterator[str]:
    if not field.answers:
        return
    yield from ("", "Values, in order" if field.scale == "ordinal" else "Values")
    length = max(len(one.code) for one in field.answers) + 2
    shown = any(one.examples or one.counters for one in field.answers)
    for answer in field.answers:
        if shown:
            yield ""  # paragraphs where there is more than a line to each
        means = answer.means + (" Read as not coded." if answer.not_coded else "")
        yield from _wrapped(means, width, f"  {answer.code:<{length}}")
        for one in answer.examples:
            yield from _example("+", one, languages, width)
        for one in answer.counters:
            yield from _example("-", one, languages, width)


def _free_examples(field: Field, languages: Sequence[str], width: int) -> Iterator[str]:
    if field.examples or field.counters:
        yield from ("", "Examples")
    for one in field.examples:
        yield from _wrapped(one.gives or "nothing", width, "  ")
        yield from _example("+", one, languages, width)
    for one in field.counters:
        yield from _example("-", one, languages, width)


def _example(mark: str, example: Example, languages: Sequence[str], width: int) -> Iterator[str]:
    """An example in each language, the first line marked; of a counter-example, what it is instead and why."""
    for language, text in example.texts:
        if language in languages:
            yield from _wrapped(text, width, f"    {mark} {language}  ")
            mark = " "
    if example.why:
        instead = f"gives {example.gives}" if example.gives else "gives nothing"
        yield from _wrapped(f"{instead}: {example.why}", width, "        > ")


def _in_protocol(book: Codebook, field: Field, width: int) -> Iterator[str]:
    rows = [row for row in book.protocol if row.field == field.name]
    if rows:
        yield from ("", "In the coding protocol")
    for row in rows:
        renamed = [
            f"{theirs} reads as {ours or 'not coded'}" for theirs, ours in row.values if theirs != ours
        ]
        others = [f"any other word as {row.otherwise}"] if row.otherwise else []
        said = "; ".join([*renamed, *others])
        yield from _wrapped(f"{row.key}{': ' + said if said else ''}. {row.why}".rstrip(), width, "  ")


# -- the tree ------------------------------------------------------------------------------------


def _tree(book: Codebook, languages: Sequence[str], width: int) -> Iterator[str]:
    if not book.sources:
        return
    yield from ("", "Tree of sources")
    for family in book.under():
        yield from _node(book, family, languages, width, 1)


def _node(book: Codebook, node: Source, languages: Sequence[str], width: int, depth: int) -> Iterator[str]:
    names = " · ".join(name for language, name in node.names if language in languages)
    match = f" [{_match(node.code)}]" if depth == 1 else ""
    yield from _wrapped(f"{node.code}{match}: {names}", width, "  " * depth, hang=4)
    if node.note:
        yield from _wrapped(node.note, width, "  " * depth + "    ")
    for below in book.under(node.code):
        yield from _node(book, below, languages, width, depth + 1)


def _match(family: str) -> str:
    """How sources of a family match by default; a setting of the rules (I-8, I-33)."""
    threat = Rules.default().threat
    if family in threat.self_indexed:
        return "each state's own, never matches"
    return "matches by the single source" if family in threat.leaf_match else "matches as one"


# -- lines ---------------------------------------------------------------------------------------


def _listed(title: str, sayings: Iterable[str], width: int) -> Iterator[str]:
    for number, saying in enumerate(sayings):
        if not number:
            yield from ("", title)
        yield from _wrapped(saying, width, "  · ")


def _wrapped(text: str, width: int, first: str = "", hang: int = 0) -> Iterator[str]:
    """A text in lines of a width, later lines set in as far as the first one's own words begin.

    The standard library counts characters and breaks at blanks; Chinese takes two columns a character and has none.
    """
    line, later = first, " " * (_columns(first) + hang)
    empty = True
    for unit in _UNIT.findall(text):
        fits = _columns(line) + _columns(unit.rstrip()) <= width
        if not fits and not empty:
            yield line.rstrip()
            line, empty = later, True
        if empty and unit.isspace():
            continue
        line, empty = line + unit, False
    yield line.rstrip()


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
