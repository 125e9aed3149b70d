"""Which patterns hold in a passage, and at which words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cordiale.coding.dictionary.canonical import Canonical
from cordiale.coding.dictionary.files import Pattern
from cordiale.coding.dictionary.syntax import BLOC, OTHER, Anchor, Choice

__all__ = ["Hit", "Matcher"]

_MOST_REMEMBERED = 300_000


class Hit(NamedTuple):
    """A pattern that holds: its number, its first and last word, and the words that it takes as a named actor."""

    pattern: int
    first: int
    last: int
    others: tuple[int, ...] = ()


class Matcher:
    """Finds patterns. Those whose anchors a passage lacks are never tried, so that thousands cost little.

    Args:
        patterns: all of them, numbered in order. Args spaced: whether blanks part the words of the language.
    """

    def __init__(self, patterns: Sequence[Pattern], *, spaced: bool) -> None:
        self.spaced = spaced
        self._tries: list[_Try] = []
        self._single, self._tried, self._also = _ByWord(), _ByWord(), _ByWord()
        self._pairs: dict[str, dict[str, list[int]]] = {}
        for number, pattern in enumerate(patterns):
            for choice in pattern.syntax.choices:
                self._register(number, choice)
        # What a word says by itself, with which word after it, and what is to be tried: a memory that changes no answer.
        self._remembered: dict[str, _Known] = {}

    def _register(self, number: int, choice: Choice) -> None:
        if self.spaced and len(choice.run) == 1:
            self._single.add(choice.run[0], number)
        elif self.spaced and len(choice.run) == 2 and all(word.whole for word in choice.run):
            first, second = choice.run
            self._pairs.setdefault(first.text, {}).setdefault(second.text, []).append(number)
        else:
            place = len(self._tries)
            self._tries.append(
                _Try(number, re.compile(choice.expression), choice.names_other, bool(choice.more))
            )
            for by_word, anchors in ((self._tried, choice.anchors), (self._also, choice.more)):
                for anchor in anchors:
                    by_word.add(anchor if self.spaced else Anchor(anchor.text[:2], whole=True), place)

    def hits(self, passage: Canonical) -> list[Hit]:
        """Every place where a pattern holds, in the order of the patterns and then of the words."""
        found: list[Hit] = []
        tried: set[int] = set()
        also: set[int] = set()
        if self.spaced:
            self._read_words(passage.words, found, tried, also)
        else:
            self._read_characters(passage.text, tried, also)
        names_other = OTHER in passage.text or BLOC in passage.text
        for place in tried:
            one = self._tries[place]
            if (names_other or not one.names_other) and (place in also or not one.needs_more):
                self._try(one, passage, found)
        return _apart(found)

    def _read_words(self, words: Sequence[str], found: list[Hit], tried: set[int], also: set[int]) -> None:
        """Patterns of one word and of two, and those to be tried, by their first anchors and by their second."""
        remembered = self._remembered
        for place, word in enumerate(words):
            known = remembered.get(word) or self._look_up(word)
            for number in known.single:
                found.append(Hit(number, place, place))
            if known.pairs and place + 1 < len(words):
                for number in known.pairs.get(words[place + 1], ()):
                    found.append(Hit(number, place, place + 1))
            if known.tried:
                tried.update(known.tried)
            if known.also:
                also.update(known.also)

    def _look_up(self, word: str) -> _Known:
        known = _Known(
            self._single.of(word), self._pairs.get(word), self._tried.of(word), self._also.of(word)
        )
        if len(self._remembered) < _MOST_REMEMBERED:
            self._remembered[word] = known
        return known

    def _read_characters(self, text: str, tried: set[int], also: set[int]) -> None:
        for key in {*text, *map("".join, pairwise(text))}:
            tried.update(self._tried.whole.get(key, ()))
            also.update(self._also.whole.get(key, ()))

    def _try(self, one: _Try, passage: Canonical, found: list[Hit]) -> None:
        for match in one.expression.finditer(passage.text):
            first = passage.word_at(match.start() + self.spaced)
            last = passage.word_at(match.end() - 1)
            others = tuple(passage.word_at(start) for start, _ in match.regs[1:] if start >= 0)
            found.append(Hit(one.pattern, first, last, others))


def _apart(hits: list[Hit]) -> list[Hit]:
    """Hits in order; of those of one pattern that share words, the first, and of these the longest."""
    hits.sort(key=lambda one: (one.pattern, one.first, -one.last))
    kept: list[Hit] = []
    for hit in hits:
        if kept and kept[-1].pattern == hit.pattern and hit.first <= kept[-1].last:
            continue
        kept.append(hit)
    return kept


class _Try(NamedTuple):
    """A choice of a pattern that an expression decides."""

    pattern: int
    expression: re.Pattern[str]
    names_other: bool
    needs_more: bool


class _Known(NamedTuple):
    """What is known of a word: patterns that hold for it, and with a word after it; choices whose anchor it is."""

    single: tuple[int, ...]
    pairs: Mapping[str, Sequence[int]] | None
    tried: tuple[int, ...]
    also: tuple[int, ...]


class _ByWord:
    """Numbers by the whole words, or beginnings of words, that call for them."""

    def __init__(self) -> None:
        self.whole: dict[str, list[int]] = {}
        self.stems: dict[str, list[int]] = {}
        self.longest = 0

    def add(self, anchor: Anchor, number: int) -> None:
        if anchor.whole:
            self.whole.setdefault(anchor.text, []).append(number)
        else:
            self.stems.setdefault(anchor.text, []).append(number)
            self.longest = max(self.longest, len(anchor.text))

    def of(self, word: str) -> tuple[int, ...]:
        """All numbers that a word calls for, each once."""
        numbers = dict.fromkeys(self.whole.get(word, ()))
        for length in range(1, min(len(word), self.longest) + 1):
            numbers.update(dict.fromkeys(self.stems.get(word[:length], ())))
        return tuple(numbers)
