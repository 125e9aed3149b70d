"""The language in which patterns are written, and what it becomes: a regular expression over canonical text.

`syntax_of` reads a pattern; `FORMAT.md` beside this file describes the language for those who write patterns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["BLOC", "END", "OTHER", "SELF", "Anchor", "PatternError", "Syntax", "syntax_of"]

OTHER, BLOC, SELF, END = "\ue000", "\ue001", "\ue002", "."
"""In canonical text: a state that is not the Self, a bloc that is not, the Self by its name, the end of a sentence."""

_MARKS: Mapping[str, str] = {
    "other": f"([{OTHER}{BLOC}])",  # in a group of its own, so that it is told from a name in a gap
    "state": f"({OTHER})",
    "bloc": f"({BLOC})",
    "name": SELF,
}
_TOKEN = re.compile(
    r"\s*(?:(?P<gap>\.\.(?P<most>\d+)\.\.)|(?P<name>\{[a-z_]+\})|(?P<open>\()|(?P<shut>\)\??)|(?P<bar>\|)"
    r"|(?P<word>[^\s(){}|*?.,;:!\"]+)(?P<stem>\*?))"
)
_WIDEST_GAP = 20
_DEEPEST = 20


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what is the matter."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Letters that a text must hold for the pattern to hold: a whole word, or the beginning of one."""

    text: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the choices of a pattern, as it is matched.

    Args:
        expression: regular expression over canonical text.
        anchors: one of them stands in every text where the choice holds.
        more: so does one of these, of another part of the choice; empty where there is no such part.
        run: its words, where it is nothing but words one after the other: then no expression need be tried.
        names_other: whether a mention of another actor is part of it.
    """

    expression: str
    anchors: tuple[Anchor, ...]
    more: tuple[Anchor, ...]
    run: tuple[Anchor, ...]
    names_other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """A pattern as it is matched: it holds where one of its choices does."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    stem: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    name: str


@dataclass(frozen=True, slots=True)
class _Gap:
    most: int


@dataclass(frozen=True, slots=True)
class _Group:
    choices: tuple[tuple[_Part, ...], ...]
    optional: bool


_Part = _Word | _Mark | _Gap | _Group


def syntax_of(pattern: str, *, spaced: bool = True, macros: Mapping[str, str] | None = None) -> Syntax:
    """What a pattern says.

    Args:
        pattern: words, ``stem*``, ``(a|b c)``, ``(a|b)?``, ``..3..``, ``{other}``, ``{state}``, ``{bloc}``, ``{name}``.
        spaced: whether blanks part the words of the language (not in Chinese).
        macros: further names in braces and the pattern that each stands for (``we``: ``we|us|our``).

    Raises:
        PatternError: an unclosed bracket, an unknown name, a sign that the language has not, or no word to find it by.

    Example:
        >>> [one.expression for one in syntax_of("threat* to ..2.. (peace|security)|peril").choices]
        [' threat[^ ]* to(?: [^ .]+){0,2}?(?: peace| security)(?= )', ' peril(?= )']
    """
    return Syntax(choices=tuple(_choice(parts, spaced) for parts in _Reader(pattern, macros or {}).read()))


def _choice(parts: tuple[_Part, ...], spaced: bool) -> Choice:
    whole = _Group((parts,), optional=False)
    anchors, more, *_ = *sorted((_anchors_of(one) for one in parts), key=_worth, reverse=True), (), ()
    if not anchors:
        raise PatternError("no word that must stand there: give the pattern at least one word outside (…)?")
    words = [Anchor(part.text, whole=not part.stem) for part in parts if isinstance(part, _Word)]
    return Choice(
        expression=_expression(whole, spaced) + ("(?= )" if spaced else ""),
        anchors=tuple(dict.fromkeys(anchors)),
        more=tuple(dict.fromkeys(more)),
        run=tuple(words) if len(words) == len(parts) else (),
        names_other=_names_other(parts),
    )


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str, macros: Mapping[str, str]) -> None:
        self.pattern, self.macros, self.at, self.depth = pattern, macros, 0, 0

    def read(self) -> tuple[tuple[_Part, ...], ...]:
        choices = self._choices()
        if self.at < len(self.pattern.rstrip()):
            raise PatternError(f"a closing bracket without an opening one at character {self.at + 1}")
        return choices

    def _choices(self) -> tuple[tuple[_Part, ...], ...]:
        choices: list[list[_Part]] = [[]]
        while (token := self._next()) is not None:
            if token["bar"]:
                choices.append([])
            elif token["open"]:
                choices[-1].append(self._group())
            else:
                choices[-1].append(self._simple(token))
        if not all(choices):
            raise PatternError("an empty choice: write (a|b)? for words that may be missing")
        return tuple(tuple(choice) for choice in choices)

    def _next(self) -> re.Match[str] | None:
        """The next sign; None at the end and before a closing bracket."""
        if not self.pattern[self.at :].strip():
            return None
        token = _TOKEN.match(self.pattern, self.at)
        if token is None:
            raise PatternError(f"{self.pattern[self.at :].strip()[0]!r} has no meaning in a pattern here")
        if token["shut"]:
            return None
        self.at = token.end()
        return token

    def _group(self) -> _Group:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise PatternError("too many brackets within brackets")
        choices = self._choices()
        shut = _TOKEN.match(self.pattern, self.at)
        if shut is None or not shut["shut"]:
            raise PatternError("an opening bracket without a closing one")
        self.at = shut.end()
        self.depth -= 1
        return _Group(choices, optional=shut["shut"].endswith("?"))

    def _simple(self, token: re.Match[str]) -> _Part:
        if token["gap"]:
            if int(token["most"]) > _WIDEST_GAP:
                raise PatternError(f"a gap of {token['most']} words: {_WIDEST_GAP} at most")
            return _Gap(int(token["most"]))
        if token["name"]:
            return self._named(token["name"][1:-1])
        return _Word(token["word"].lower().replace("’", "'"), stem=bool(token["stem"]))

    def _named(self, name: str) -> _Part:
        if name in _MARKS:
            return _Mark(name)
        if name not in self.macros:
            known = ", ".join(f"{{{one}}}" for one in (*_MARKS, *self.macros))
            raise PatternError(f"{{{name}}} is no name here; known: {known}")
        macros = {key: value for key, value in self.macros.items() if key != name}
        return _Group(_Reader(self.macros[name], macros).read(), optional=False)


def _expression(part: _Part, spaced: bool) -> str:
    if isinstance(part, _Gap):
        return f"(?: [^ .]+){{0,{part.most}}}?" if spaced else f"[^.]{{0,{part.most}}}?"
    if isinstance(part, _Group):
        choices = ["".join(_expression(one, spaced) for one in choice) for choice in part.choices]
        if len(choices) == 1 and not part.optional:
            return choices[0]
        return f"(?:{'|'.join(choices)}){'?' if part.optional else ''}"
    before = " " if spaced else ""
    if isinstance(part, _Mark):
        return before + _MARKS[part.name]
    return before + re.escape(part.text) + ("[^ ]*" if part.stem and spaced else "")


def _anchors_of(part: _Part) -> tuple[Anchor, ...]:
    """Words of which one must stand where the part holds; none where there is no telling."""
    if isinstance(part, _Word):
        return (Anchor(part.text, whole=not part.stem),)
    if not isinstance(part, _Group) or part.optional:
        return ()
    found: list[Anchor] = []
    for choice in part.choices:
        best = max((_anchors_of(one) for one in choice), key=_worth, default=())
        if not best:
            return ()
        found.extend(best)
    return tuple(found)


def _worth(anchors: tuple[Anchor, ...]) -> tuple[int, int]:
    """Long words are rare, and few choices hold seldom."""
    return (min((len(one.text) for one in anchors), default=0), -len(anchors))


def _names_other(parts: tuple[_Part, ...]) -> bool:
    return any(
        (isinstance(part, _Mark) and part.name != "name")
        or (isinstance(part, _Group) and not part.optional and all(_names_other(one) for one in part.choices))
        for part in parts
    )
