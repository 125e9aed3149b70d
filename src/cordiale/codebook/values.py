"""What a codebook is made of: fields with their answers, examples, a tree of threat sources, and words of the protocol."""

from __future__ import annotations

import difflib
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property

from cordiale.errors import InputError, Problem

__all__ = [
    "CODED_BY",
    "DEFAULT_STAY",
    "SCALES",
    "Answer",
    "Codebook",
    "Correspondence",
    "Example",
    "Field",
    "Source",
]

DEFAULT_STAY = 0.85
"""Probability that a hand code without double coding is right (OP 7, uncertainty 1)."""

SCALES = ("nominal", "ordinal", "free", "number")
"""Kinds of answers: words, words in order, any text, a number."""

CODED_BY = ("machine", "people", "computed")
"""Who answers a field: every coder, people and language models alone, or nobody since it follows from the texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Words that show what an answer is, or is not; in one or more languages, each saying the same.

    Args:
        texts: pairs of language and words. Args gives: the answer that is right for them. Args why: what decides.

    Missing:
        ``gives`` is empty where nothing is coded, ``why`` where nothing needs saying.
    """

    texts: tuple[tuple[str, str], ...]
    gives: str = ""
    why: str = ""

    def text(self, language: str) -> str:
        """The words in a language, empty where the example has none in it."""
        return dict(self.texts).get(language, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer that a field allows.

    Args:
        code: as written in a cell. Args means: its definition.
        not_coded: the word is taken and read as not coded (``autonomy = none``).
        examples: passages that are coded so. Args counters: passages that look alike and are coded otherwise.
    """

    code: str
    means: str
    not_coded: bool = False
    examples: tuple[Example, ...] = ()
    counters: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question and the answers it allows.

    Args:
        name: as the column of evidence.csv. Args dimension: to which dimension it belongs.
        scale: ``nominal``, ``ordinal`` (values in order), ``free`` (any text) or ``number``.
        question: the question in words.
        answers: the answers with their definitions, in the order of the scale; none for free text and numbers.
        rule: how to decide.
        include, exclude: what counts and what does not, where the rule alone would leave doubt.
        edges: cases on the edge, and how they are settled.
        coded_by: ``machine`` (every coder), ``people`` (people and language models) or ``computed`` (from the texts).
        absent_means: how a marked claim is read where nobody coded it; empty for other fields.
        stay: probability that a hand code is right.
        examples, counters: of free text, where there are no answers to hold them.
        values: codes that carry meaning in the rules, in the order of the scale; they follow from the answers.
        not_coded: words accepted in a cell but read as not coded (``autonomy = none``); they follow from the answers.
    """

    name: str
    dimension: str
    scale: str
    question: str
    answers: tuple[Answer, ...] = ()
    rule: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    coded_by: str = "people"
    absent_means: str = ""
    stay: float = DEFAULT_STAY
    examples: tuple[Example, ...] = ()
    counters: tuple[Example, ...] = ()
    values: tuple[str, ...] = field(init=False)
    not_coded: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        # Kept rather than worked out each time: rooms ask for them in their inner loops.
        object.__setattr__(self, "values", tuple(one.code for one in self.answers if not one.not_coded))
        object.__setattr__(self, "not_coded", tuple(one.code for one in self.answers if one.not_coded))

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every word that a cell may hold; empty for free text."""
        return self.values + self.not_coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A node of the tree of threat sources.

    Args:
        code: unique in the tree; a family's is a value of ``source_family``.
        parent: code of the node above it; empty for a family.
        names: pairs of language and name. Args also: other names under which texts know it. Args note: a remark.
    """

    code: str
    names: tuple[tuple[str, str], ...]
    parent: str = ""
    also: tuple[str, ...] = ()
    note: str = ""

    def name(self, language: str = "en") -> str:
        """Its name in a language; the code where the tree gives none."""
        return dict(self.names).get(language, self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """How one key of the coding protocol is read in the words of the codebook.

    Args:
        key: as in a coding, ``others.trust``. Args field: the field that it answers.
        values: pairs of the protocol's word and this book's; an empty second word reads as not coded.
        otherwise: this book's word for all that ``values`` does not list; empty where nothing else is allowed.
        why: the reason for the reading.

    Missing:
        Without ``values`` the text is taken as it stands.
    """

    key: str
    field: str
    values: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""
    why: str = ""


@dataclass(frozen=True)
class Codebook:
    """A versioned set of fields, with the tree of threat sources and the words of the coding protocol.

    Args:
        version: semantic version. Args title: what the book measures.
        fields: the questions, in the order of the columns of evidence.csv.
        record: what is written down beside the answers: where the words stand, who speaks, and the label (OP 6.1, 6.5).
        sources: the tree of threat sources, each family before what belongs to it.
        protocol: how the coding protocol's keys are read.
        languages: of the examples. Args unit: what is coded. Args general: rules for every field.
        dimensions: pairs of dimension and what it is about.
    """

    _: KW_ONLY
    version: str
    fields: tuple[Field, ...]
    title: str = ""
    record: tuple[Field, ...] = ()
    sources: tuple[Source, ...] = ()
    protocol: tuple[Correspondence, ...] = ()
    languages: tuple[str, ...] = ("en",)
    unit: str = ""
    general: tuple[str, ...] = ()
    dimensions: tuple[tuple[str, str], ...] = ()

    def field(self, name: str) -> Field:
        """The field with a name, whether it is a question or belongs to the record.

        Raises:
            KeyError: no field has this name.
        """
        return self._by_name[name]

    def from_protocol(self, key: str, value: str | int | float) -> tuple[str, str] | None:
        """The field and word that a key and value of the coding protocol stand for.

        Args:
            key: as in a coding: ``threats.urgency``, ``others.trust``, ``status.toward``, ``support``.
            value: as the coding holds it: a word, a number, true or false.

        Missing:
            None: the protocol's word reads as not coded (``none`` of ``status.autonomy``).

        Raises:
            InputError: the protocol has no such key, or the key no such value.

        Rule: CONTRACTS 5; OP 6.4 (autonomy ``none`` is not coded).

        Example:
            >>> from cordiale.codebook import load
            >>> load().from_protocol("others.basis", "history_positive")
            ('basis', 'history_shared_positive')
            >>> load().from_protocol("threats.urgency", 2)
            ('urgency', '2')
            >>> load().from_protocol("status.autonomy", "none") is None
            True
        """
        row = self._by_key.get(key)
        if row is None:
            raise _not_among("the coding protocol", key, tuple(self._by_key))
        word = str(value).lower() if isinstance(value, bool) else str(value)
        if not row.values:
            return row.field, word
        found = self._words.get((key, word), row.otherwise or None)
        if found is None:
            raise _not_among(f"the coding protocol, {key}", word, tuple(one for one, _ in row.values))
        return (row.field, found) if found else None

    def source(self, code: str) -> Source:
        """The node of the tree with a code.

        Raises:
            KeyError: no node has this code.
        """
        return self._by_code[code]

    def under(self, code: str = "") -> tuple[Source, ...]:
        """The nodes right below one, in the book's order; without a code the families."""
        return tuple(one for one in self.sources if one.parent == code)

    def path(self, code: str) -> tuple[str, ...]:
        """The way to a node, from its family down.

        Raises:
            KeyError: no node has this code.

        Rule: I-8 (leaf and family are both kept).

        Example:
            >>> from cordiale.codebook import load
            >>> load().path("nato_enlargement")
            ('us_led_west', 'nato', 'nato_enlargement')
        """
        way = [self.source(code)]
        while way[-1].parent:
            way.append(self.source(way[-1].parent))
        return tuple(one.code for one in reversed(way))

    def find_source(self, text: str) -> Source | None:
        """The node that a noun phrase names, by one of its names in any language.

        Capitals, blanks around it and a leading "the" make no difference.

        Missing:
            None where the whole text is no name of the tree; a state is found in the actor table instead.

        Example:
            >>> from cordiale.codebook import load
            >>> load().find_source("расширение НАТО").code
            'nato_enlargement'
        """
        return self._by_source_name.get(folded(text))

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {one.name: one for one in (*self.record, *self.fields)}

    @cached_property
    def _by_key(self) -> dict[str, Correspondence]:
        return {row.key: row for row in self.protocol}

    @cached_property
    def _words(self) -> dict[tuple[str, str], str]:
        return {(row.key, theirs): ours for row in self.protocol for theirs, ours in row.values}

    @cached_property
    def _by_code(self) -> dict[str, Source]:
        return {one.code: one for one in self.sources}

    @cached_property
    def _by_source_name(self) -> dict[str, Source]:
        return {
            folded(name): one
            for one in reversed(self.sources)  # where two share a name, the one that stands first has it
            for name in (one.code, *(name for _, name in one.names), *one.also)
        }


def folded(name: str) -> str:
    """A name of a threat source in the form in which names are compared."""
    return " ".join(name.casefold().split()).removeprefix("the ")


def _not_among(where: str, found: str, allowed: tuple[str, ...]) -> InputError:
    near = difflib.get_close_matches(found, allowed, n=1)
    return InputError(
        Problem(
            where=where,
            found=f"{found!r} is not allowed",
            allowed=", ".join(allowed),
            nearest=near[0] if near else "",
        )
    )
