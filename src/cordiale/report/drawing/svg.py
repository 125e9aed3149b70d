"""A small SVG writer: escaped elements, and text measured before it is placed.

Every figure is built from `element` and written by `write`. Widths come from the fonts that ship
with Cordiale, so that a figure knows before it is drawn whether a label fits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from cordiale.report.drawing.fonts import advances

__all__ = ["FONT_STACK", "FORBIDDEN", "SMALLEST_TEXT", "Element", "clean", "element", "fit", "text_width", "wrap", "write"]

FONT_STACK = (
    "Inter,'Noto Sans CJK SC','Noto Sans','DejaVu Sans','PingFang SC','Microsoft YaHei',sans-serif"
)
"""Inter and Noto Sans CJK SC ship with Cordiale; the fonts after them lend what both lack."""

SMALLEST_TEXT = 12.0
"""No text of a figure is smaller, in pixels."""

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters that XML and HTML cannot hold, halves of surrogate pairs, non-characters."""

# Marks that reorder all the text after them; a figure's label may not turn its neighbours round.
_REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:-]*\Z")


@dataclass(frozen=True, slots=True)
class Element:
    """One SVG element with its attributes in order and what it holds."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element | str, ...] = ()


def element(
    name: str,
    *children: Element | str,
    attributes: Mapping[str, str] | None = None,
    **named: str | float | None,
) -> Element:
    """An SVG element.

    Args:
        name: tag. Args children: elements, and text, which `write` escapes.
        attributes: attributes by their exact names, where Python has no such name (`aria-label`).
        named: the other attributes; ``_`` stands for ``-`` and a last ``_`` is dropped (`class_`).
            Numbers are written with at most two decimals; None leaves the attribute out.

    Example:
        >>> write(element("text", "a < b", x=1.0, font_size=12))
        '<text x="1" font-size="12">a &lt; b</text>'
    """
    pairs = [
        (key.rstrip("_").replace("_", "-"), _value(value))
        for key, value in named.items()
        if value is not None
    ]
    return Element(name, (*pairs, *(attributes or {}).items()), children)


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """A coordinate with at most two decimals, the same on every machine.

    Example:
        >>> number(2.50)
        '2.5'
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def write(node: Element | str) -> str:
    """The markup of an element: every text and attribute escaped.

    Raises:
        ValueError: a control character, which XML cannot hold, or a name that is no XML name. Text
            from a study goes through `clean` first.
    """
    if isinstance(node, str):
        return _escaped(node)
    for name in (node.name, *(key for key, _ in node.attributes)):
        if not _NAME.match(name):
            raise ValueError(f"{name!r} is not a name that SVG knows")
    attributes = "".join(f' {key}="{_escaped(value)}"' for key, value in node.attributes)
    if not node.children:
        return f"<{node.name}{attributes}/>"
    inside = "".join(write(child) for child in node.children)
    return f"<{node.name}{attributes}>{inside}</{node.name}>"


def _escaped(text: str) -> str:
    found = FORBIDDEN.search(text)
    if found:
        raise ValueError(f"a figure cannot hold the control character U+{ord(found.group()):04X}")
    return text.translate(_ESCAPES)


def clean(text: str) -> str:
    """Text of a study made fit for a figure's label.

    Control characters become the replacement sign, marks that reorder text go, and white space,
    line breaks included, becomes one blank.

    Example:
        >>> clean("an\\talliance\\x00")
        'an alliance\ufffd'
    """
    return " ".join(FORBIDDEN.sub("\ufffd", _REORDERING.sub("", text)).split())


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in pixels at a type size in pixels.

    Characters that the shipped fonts lack are taken as a full square, so that the answer is never
    too small; marks over another character take no room.

    Example:
        >>> text_width("2011", 10) < text_width("2011", 10, bold=True)
        True
    """
    known = advances()["bold" if bold else "regular"]
    return size * sum(_advance(character, known) for character in text) / 1000


def _advance(character: str, known: Mapping[int, int]) -> float:
    if unicodedata.combining(character):
        return 0
    return known.get(ord(character), 1000 if ord(character) < 0x10000 else 1400)


def fit(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, shortened with an ellipsis where it is wider than a width in pixels.

    Example:
        >>> fit("non-allied security community", 60, 12)
        'non-allie…'
    """
    if text_width(text, size, bold=bold) <= width:
        return text
    room = width - text_width("…", size, bold=bold)
    taken = 0.0
    for place, character in enumerate(text):
        taken += text_width(character, size, bold=bold)
        if taken > room:
            return text[:place].rstrip() + "…"
    return text


def wrap(text: str, width: float, size: float, *, bold: bool = False, lines: int = 3) -> tuple[str, ...]:
    """The text in lines that fit a width in pixels; what the last line cannot hold is cut.

    Example:
        >>> wrap("threat unknown: low or high", 90, 12)
        ('threat', 'unknown: low', 'or high')
    """
    done: list[str] = []
    words = text.split()
    while words and len(done) < lines:
        taken = 1
        while taken < len(words) and _fits(words[: taken + 1], width, size, bold):
            taken += 1
        rest = words if len(done) == lines - 1 else words[:taken]
        done.append(fit(" ".join(rest), width, size, bold=bold))
        words = words[len(rest) :]
    return tuple(done)


def _fits(words: list[str], width: float, size: float, bold: bool) -> bool:
    return text_width(" ".join(words), size, bold=bold) <= width
