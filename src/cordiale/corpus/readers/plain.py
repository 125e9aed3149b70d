"""Plain text and Markdown files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cordiale.corpus.readers.encodings import decoded
from cordiale.corpus.readers.values import Found, Limits, Source, Unreadable, Words

__all__ = ["read_markdown", "read_text"]

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"([\w-]+):(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")

# Marks of Markdown that are no words, in the order in which they are taken off.
_UNMARKING = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^[ \t]*(?:```|~~~).*$\n?", re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>\n]*>"), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]{0,3}(?:=+|-{3,}|(?:[*_][ \t]*){3,})[ \t]*$\n?", re.MULTILINE), "\n"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=\S)([^*\n]+?)(?<![\s\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=\S)([^_\n]+?)(?<![\s\\])\1(?!\w)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)


def read_text(source: Source, limits: Limits) -> Iterator[Found]:
    """The text of a ``.txt`` file, as it stands."""
    yield Words(text=_text(source, limits))


def read_markdown(source: Source, limits: Limits) -> Iterator[Found]:
    """The text of a Markdown file without its marks; what stands between ``---`` at its top is metadata."""
    text = _text(source, limits)
    front = _FRONT.match(text)
    metadata = front_matter(front[1]) if front else {}
    yield Words(text=unmarked(text[front.end() :] if front else text), metadata=metadata)


def _text(source: Source, limits: Limits) -> str:
    text = decoded(source.whole(limits))
    if longest_line(text, limits.line_characters) > limits.line_characters:
        raise Unreadable(
            f"a line has more than {limits.line_characters:,} characters: this is no text of words; "
            "break it into lines, or take it out"
        )
    if text.count("\ufffd") > 0.01 * len(text):
        raise Unreadable(
            "many letters were lost when it was converted (U+FFFD); fetch it again, and save it as UTF-8"
        )
    return text


def longest_line(text: str, limit: int) -> int:
    """Characters of the longest line, counted only as far as a limit needs."""
    if len(text) <= limit:
        return len(text)
    longest, start = 0, 0
    while start <= len(text) and longest <= limit:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        longest, start = max(longest, end - start), end + 1
    return longest


def front_matter(block: str) -> dict[str, str]:
    """Keys and values at the top of a Markdown file: the plain part of YAML that people write by hand.

    Missing:
        A key without a value gives empty text; several values are joined by ``|``.

    Example:
        >>> front_matter("title: 'On peace'\\ndate: 2001-07-16\\ntags:\\n- treaty\\n- China\\n")
        {'title': 'On peace', 'date': '2001-07-16', 'tags': 'treaty|China'}
    """
    found: dict[str, list[str]] = {}
    key = ""
    for line in block.splitlines():
        item, pair = _ITEM.fullmatch(line), _KEY.fullmatch(line)
        if item and key:
            found[key].append(_unquoted(item[1]))
        elif pair:
            key = pair[1].casefold()
            found[key] = _values(pair[2] or "")
    return {name: "|".join(value for value in values if value) for name, values in found.items()}


def _values(text: str) -> list[str]:
    text = text.strip()
    inner = text[1:-1].split(",") if text.startswith("[") and text.endswith("]") else [text]
    return [_unquoted(value) for value in inner]


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value


def unmarked(text: str) -> str:
    """Markdown as plain text: headings, emphasis, links and quotations lose their marks, and no word is changed.

    Example:
        >>> unmarked("# On peace\\nWe are **for** [peace](https://example.org).")
        'On peace\\nWe are for peace.'
    """
    for pattern, plain in _UNMARKING:
        text = pattern.sub(plain, text)
    return text
