"""The copy of a passage on which patterns are matched: small letters, one spelling, mentions as single signs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cordiale.coding.dictionary.syntax import BLOC, END, OTHER, SELF
from cordiale.model.texts import Mention

__all__ = ["Canonical", "canonical"]

# A word, or signs that end a sentence: they do where a blank or a closing quotation mark follows ("3.5" is one number).
_SPACED = re.compile(r"[^\W_]+(?:['’ʼ‐‑-][^\W_]+)*|(?<=[\s\S])[.!?;…]+(?![^\s\"'”»)])")
_GENITIVE = re.compile(r"'s(?![^\W_])")
_SIGNS = str.maketrans(
    {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "ё": "е", "Ё": "Е", OTHER: " ", BLOC: " ", SELF: " "}
)
_ENDS = frozenset("。！？；.!?;…\n")
_UNSPACED_END = re.compile(r"[。！？；!?;…\n]")
_BLANK_SIGNS = str.maketrans({OTHER: " ", BLOC: " ", SELF: " ", END: " "})
_LONGEST = 20_000
"""Characters of a passage that are read: a passage is a few sentences, and what is longer is no passage."""


@dataclass(frozen=True, kw_only=True)
class Canonical:
    """A passage as patterns see it.

    Args:
        text: the canonical text: words with a blank before and after each (Chinese: the characters).
        words: its words, marks and sentence ends, in order.
        named: for words that stand for a mention, the mention.
        pieces: stretches of the passage between mentions, each with its offset, and the mentions between them.
        spaced: whether blanks part words.
    """

    text: str
    words: Sequence[str]
    named: Mapping[int, Mention]
    pieces: Sequence[tuple[int, str] | Mention]
    spaced: bool

    @cached_property
    def sentences(self) -> Sequence[int]:
        """Number of the sentence of each word, from 0."""
        return list(accumulate(map(END.__eq__, self.words), initial=0))

    @cached_property
    def places(self) -> Sequence[int]:
        """Where each word begins in ``text``."""
        if not self.spaced:
            return range(len(self.words))
        return list(accumulate((len(word) + 1 for word in self.words), initial=1))[: len(self.words)]

    @cached_property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where each word stands in the passage; few passages need to know."""
        found: list[tuple[int, int]] = []
        for piece in self.pieces:
            if isinstance(piece, Mention):
                found.append((piece.start, piece.end))
            else:
                offset, text = piece
                found += [(offset + start, offset + end) for start, end in _spans(text, self.spaced)]
        return found

    def word_at(self, place: int) -> int:
        """The word that stands at a place of the canonical text."""
        return bisect_right(self.places, place) - 1


def canonical(text: str, mentions: Sequence[Mention], *, actor: str, spaced: bool) -> Canonical:
    """A passage as patterns see it.

    Args:
        text: the passage. Args mentions: the actors that it names, in order, not overlapping.
        actor: code of the actor who speaks; its own name is the Self's. Args spaced: whether blanks part words.

    Example:
        >>> canonical("We face a threat. It grows!", (), actor="", spaced=True).text
        ' we face a threat . it grows . '
    """
    words: list[str] = []
    named: dict[int, Mention] = {}
    pieces: list[tuple[int, str] | Mention] = []
    read = _spaced_words if spaced else _characters
    at = 0
    for mention in mentions:
        if mention.start < at or mention.end > len(text) or mention.doubtful:
            continue
        plain = _plain(text[at : mention.start], spaced)
        pieces.append((at, plain))
        words += read(plain)
        named[len(words)] = mention
        words.append(_mark(mention, actor))
        pieces.append(mention)
        at = mention.end
    plain = _plain(text[at:_LONGEST], spaced)
    pieces.append((at, plain))
    words += read(plain)
    copy = f" {' '.join(words)} " if spaced else "".join(words)
    return Canonical(text=copy, words=words, named=named, pieces=pieces, spaced=spaced)


def _mark(mention: Mention, actor: str) -> str:
    if actor and actor in (mention.actor, mention.original_actor):
        return SELF
    return BLOC if mention.kind == "bloc" else OTHER


def _plain(text: str, spaced: bool) -> str:
    """A stretch without mentions in one spelling, each character where it was."""
    if not spaced:
        return _UNSPACED_END.sub(END, text.translate(_BLANK_SIGNS))
    small = text.translate(_SIGNS)
    if genitive := _GENITIVE.match(small):  # of the name before it
        return " " * genitive.end() + small[genitive.end() :]
    return small


def _spaced_words(text: str) -> list[str]:
    return [END if word[0] in _ENDS else word.lower().removesuffix("'s") for word in _SPACED.findall(text)]


def _characters(text: str) -> list[str]:
    return [one.lower() if one.isascii() else one for one in text if not one.isspace()]


def _spans(text: str, spaced: bool) -> Iterator[tuple[int, int]]:
    if spaced:
        yield from (match.span() for match in _SPACED.finditer(text))
    else:
        yield from ((place, place + 1) for place, one in enumerate(text) if not one.isspace())
