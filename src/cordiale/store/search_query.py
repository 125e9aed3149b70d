"""What somebody types to search, read into a search that can be run; and texts as the index sees them.

A query is words that must all stand in a passage, in any order. ``OR`` and ``NOT`` (in capitals), a phrase in quotation
marks of any language, ``word*`` for every word that begins so, and parentheses do what they do in libraries' catalogues.
Every word goes to the index in quotation marks, so that nothing typed is ever read as a command of the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cordiale.errors import InputError, Problem

__all__ = ["CLOSE", "OPEN", "folded", "folded_with_places", "index_query"]

OPEN, CLOSE = "\ue000", "\ue001"
"""Marks around words found; private characters that `folded` takes out of every text."""

_BOUNDARY = "\ue002"
_MOST_WORDS = 300
_DEEPEST = 10
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "＂": "＂"}
_WORDS_BETWEEN = {"AND", "OR", "NOT"}

_LETTER = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTERS = re.compile(f"[{_LETTER}]")
# A comma between two characters keeps them apart: 其中，国际 does not hold 中国.
_APART = re.compile(rf"[{_LETTER}]|(?<=[{_LETTER}])[^\w\s]|[^\w\s](?=[{_LETTER}])")
_WITH_ALIKE = re.compile(f"[\uff01-\uff5e{OPEN}{CLOSE}{_BOUNDARY}]")
_ALIKE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    ord(c): " " for c in (OPEN, CLOSE, _BOUNDARY)
}
_PIECE = re.compile(r"\s+|[^\s()" + re.escape("".join(_QUOTES)) + "]+")


def folded(text: str) -> str:
    """A text as the index reads it: ``ё`` as ``е``, and each Chinese character a word of its own.

    Chinese has no blanks between words; with characters as words a word of any length is a phrase. Capitals and accents on
    Latin letters are the index's business.

    Example:
        >>> folded("Ещё 美国")
        'Еще  美  国 '
    """
    if text.isascii():
        return text
    text = _alike(text)
    return _APART.sub(_spaced, text) if _LETTERS.search(text) else text


def folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The same, and for each of its characters the place in the text that it comes from.

    Example:
        >>> folded_with_places("в 美")
        ('в  美 ', [0, 1, 2, 2, 2])
    """
    alike = _alike(text)
    if not _LETTERS.search(alike):
        return alike, range(len(alike))
    apart = {match.start() for match in _APART.finditer(alike)}
    places = [place for i in range(len(alike)) for place in ([i, i, i] if i in apart else [i])]
    return _APART.sub(_spaced, alike), places


def _alike(text: str) -> str:
    """The text, as long as before, with characters that mean the same made the same (Chinese texts write ＮＡＴＯ)."""
    text = text.replace("ё", "е").replace("Ё", "Е")
    return text.translate(_ALIKE) if _WITH_ALIKE.search(text) else text


def _spaced(match: re.Match[str]) -> str:
    found = match[0]
    return f" {found} " if _LETTERS.match(found) else f" {_BOUNDARY} "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A piece of a query: a word or phrase with the text to look for, or one of ``AND OR NOT ( )``; place from 1."""

    kind: str
    text: str
    place: int


def index_query(words: str) -> str:
    """A query as the full-text index takes it.

    Args:
        words: as typed.

    Raises:
        InputError: nothing to look for, a quotation mark or parenthesis without its pair, ``OR`` or ``NOT`` without a word
            where one belongs, or very many words; the message says which, where, and what to do.

    Example:
        >>> index_query('"missile defence" NOT treat*')
        '("missile defence" NOT "treat"*)'
        >>> index_query("导弹防御 OR ПРО")
        '(" 导  弹  防  御 " OR "ПРО")'
    """
    readable = words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    query = _Query(pieces=[*_pieces(unicodedata.normalize("NFC", readable))])
    if sum(piece.kind == "word" for piece in query.pieces) > _MOST_WORDS:
        raise _refused("a very long query", allowed=f"up to {_MOST_WORDS} words and phrases")
    found = query.either(depth=0)
    if query.pieces:
        raise _refused(f"a ')' without its '(', at character {query.pieces[0].place}", cure="take it out")
    return found


def _pieces(words: str) -> Iterator[_Piece]:
    """The pieces of a query; what holds neither letter nor digit is left out, as it is in the texts."""
    place = 0
    while place < len(words):
        character = words[place]
        if character in "()":
            yield _Piece(kind=character, text=character, place=place + 1)
            place += 1
        elif character in _QUOTES:
            end = next((i for i in range(place + 1, len(words)) if words[i] in _QUOTES[character]), None)
            if end is None:
                raise _refused(
                    f"the quotation mark at character {place + 1} is not closed",
                    cure=f"close the phrase with {_QUOTES[character][-1]}, or leave the mark out",
                )
            inside, prefix = words[place + 1 : end], words[end + 1 : end + 2] == "*"
            yield from _word(inside + "*" * prefix, place)
            place = end + 1
        else:
            match = _PIECE.match(words, place)
            assert match is not None
            if match[0] in _WORDS_BETWEEN:
                yield _Piece(kind=match[0], text=match[0], place=place + 1)
            else:
                yield from _word(match[0], place)
            place = match.end()


def _word(text: str, place: int) -> Iterator[_Piece]:
    text = text.strip()
    if any(character.isalnum() for character in text):
        star = "*" if text.endswith("*") else ""
        quoted = folded(text.removesuffix("*")).replace('"', " ")
        yield _Piece(kind="word", text=f'"{quoted}"{star}', place=place + 1)


@dataclass(slots=True, kw_only=True)
class _Query:
    """A query while it is read, piece by piece from the front."""

    pieces: list[_Piece]

    def next_is(self, kind: str) -> bool:
        return bool(self.pieces) and self.pieces[0].kind == kind

    def either(self, *, depth: int) -> str:
        """Alternatives: words that must stand together, OR others."""
        found = [self.together(depth=depth)]
        while self.next_is("OR"):
            joint = self.pieces.pop(0)
            if not self.pieces or self.pieces[0].kind in ("OR", ")"):
                raise _alone(joint)
            found.append(self.together(depth=depth))
        return found[0] if len(found) == 1 else f"({' OR '.join(found)})"

    def together(self, *, depth: int) -> str:
        """Words that must all be there, and those that must not."""
        wanted: list[str] = []
        unwanted: list[str] = []
        while self.pieces and self.pieces[0].kind not in ("OR", ")"):
            joint = self.pieces.pop(0) if self.next_is("AND") else None
            leaves_out = self.next_is("NOT")
            if leaves_out:
                joint = self.pieces.pop(0)
            if (joint and not (self.next_is("word") or self.next_is("("))) or (
                joint and joint.kind == "AND" and not wanted
            ):
                raise _alone(joint)
            (unwanted if leaves_out else wanted).append(self.one(depth=depth))
        if not wanted:
            raise self._nothing(unwanted)
        found = wanted[0] if len(wanted) == 1 else f"({' AND '.join(wanted)})"
        return f"({found} NOT {_any_of(unwanted)})" if unwanted else found

    def one(self, *, depth: int) -> str:
        """A word, a phrase, or what stands in parentheses."""
        piece = self.pieces.pop(0)
        if piece.kind == "word":
            return piece.text
        if depth == _DEEPEST:
            raise _refused("many parentheses in one another", allowed=f"up to {_DEEPEST} deep")
        found = self.either(depth=depth + 1)
        if not self.next_is(")"):
            raise _refused(
                f"the '(' at character {piece.place} is not closed", cure="close it with ), or take it out"
            )
        self.pieces.pop(0)
        return found

    def _nothing(self, unwanted: Sequence[str]) -> InputError:
        """Why there is nothing to look for at this place."""
        if unwanted:
            return _refused(
                "only words that must not be there",
                cure="add a word to look for before NOT, or leave NOT out",
            )
        if self.next_is("OR"):
            return _alone(self.pieces[0])
        return _refused(
            "no word to look for",
            allowed='words, "a phrase", OR, NOT, word*',
            cure="write a word where one is missing",
        )


def _any_of(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"({' OR '.join(words)})"


def _alone(piece: _Piece) -> InputError:
    return _refused(
        f"{piece.kind} at character {piece.place} lacks a word beside it",
        cure=f'write a word there; to look for the word itself: "{piece.kind.lower()}"',
    )


def _refused(found: str, *, allowed: str = "", cure: str = "") -> InputError:
    return InputError(Problem(where="search", found=found, allowed=allowed, cure=cure))
