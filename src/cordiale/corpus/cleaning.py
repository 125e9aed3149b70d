"""Cleaning: what scanners, typesetters and converters put into a text goes, its wording stays.

Every step yields replacements in the text at hand. They are applied together, and offsets are carried along, so that each
character of the clean text leads back to the one it was. Steps are repeated until none finds anything: cleaning a clean text
changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

__all__ = ["Cleaned", "clean", "origin"]

Edits = tuple[tuple[int, int], ...]
_Replacement = tuple[int, int, str]

_LEAST_PAGES = 3  # pages on which a line must stand to be a running header
_SHARE_OF_PAGES = 1 / 3  # left and right pages often have different ones
_EDGE_LINES = 3  # lines at the top and bottom of a page among which headers and page numbers are looked for
_LEAST_BETWEEN_NUMBERS = 400  # characters; numbers in a list stand closer together than page numbers
_LEAST_BREAKS = 3
_SHARE_BROKEN = 0.4  # of line breaks that stand in the middle of a sentence: then lines are wrapped
_LONGEST_WRAPPED_LINE = 200
_SHORT_LINE = 0.75  # of the usual width: a line that ends a sentence there ends its paragraph

_ODD = re.compile(
    "\r\n?|(?<![ \t])[ \t]*\u00ad[ \t]*\r?\n[ \t]*|[\ud800-\udfff]|.[\u0300-\u036f]+"
    "|[\x00-\x09\x0b\x0e-\x1f\x7f-\xa0\xad\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f\u2060\u2066-\u2069"
    "\u3000\ufb00-\ufb04\ufeff]"
)
_TELLING = re.compile(
    "[\x00-\x09\x0b\x0d-\x1f\x7f-\xa0\xad\u0300-\u036f\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f\u2060"
    "\u2066-\u2069\u3000\ud800-\udfff\ufb00-\ufb04\ufeff]"
)
_LINES = frozenset("\x0b\u2028\u2029")
_BLANKS = frozenset("\t\x1c\x1d\x1e\x1f\xa0\u1680\u202f\u205f\u3000") | {
    chr(c) for c in range(0x2000, 0x200B)
}
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}

_LONE_NUMBER = re.compile(r"^[ ]*(?:[-–—][ ]*)?(\d{1,4})(?:[ ]*[-–—])?[ ]*$", re.MULTILINE)
_MAY_BE_NUMBER = re.compile(r"\n[ ]*(?:[-–—][ ]*)?(?:\d{1,4}[ \n–—-]|page|стр|第)", re.IGNORECASE)
_SAID_PAGE = re.compile(
    r"^[ ]*(?:(?:page|стр\.|страница)[ ]*\d{1,4}(?:[ ]*(?:of|/|из)[ ]*\d{1,4})?|[-–—][ ]*\d{1,4}[ ]*[-–—]"
    r"|\d{1,4}[ ]*(?:of|из)[ ]*\d{1,4}|第[ ]*\d{1,4}[ ]*页(?:[，,/ ]*共[ ]*\d{1,4}[ ]*页)?)[ ]*$",
    re.MULTILINE | re.IGNORECASE,
)
_NUMBER_AT_EDGE = re.compile(r"[ ]*[-–—]?[ ]*(?:\d{1,4}|[ivxl]{1,7})[ ]*[-–—]?[ ]*")
_DIGITS = re.compile(r"\d+")

_HYPHEN_AND_BREAK = re.compile(r"[-‐¬][ ]*\n")
_HYPHEN_AT_END = re.compile(r"(?<![^\W\d_])([^\W\d_]+)([-‐¬])[ ]*\n[ ]*([^\W\d_]+)")
_WORDS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")

_SMALL_OR_HAN = "a-zà-öø-ÿа-яёіїєґ\u3400-\u9fff"
_GOES_ON = re.compile(rf"\n[ ]*[{_SMALL_OR_HAN}]")
_STOPS = frozenset(".!?:;。！？：；…")
_BREAK = re.compile(r"(?<=\S)[ ]*\n[ ]*(?=[^\s])")
_ENDS = re.compile(r"[.!?:;。！？：；…][\"'”’»)\]」』]*$")
_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_BEGINS_ANEW = re.compile(
    r"[-–—•*·▪●][ ]|[(（]?(?:\d{1,3}|[ivx]{1,4}|[a-zа-я])[.)）、][ ]?|[IVX]{1,5}\.[ ]|第?[一二三四五六七八九十]{1,3}[、，章节条]"
    r"|[^\W\d_a-zа-я][^\n:：]{0,50}[:：]"
)
_STARTS_SMALL = re.compile(f"[{_SMALL_OR_HAN}]")

_RUNS = re.compile(r"[ ]{2,}|(?<=\n)[ ]+|[ ]+(?=\n)|\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A clean text and the way back.

    Args:
        text: the clean text.
        edits: pairs (offset in the text, offset in the original) from which the two run in step.

    Missing:
        ``edits`` is empty where nothing was changed.
    """

    text: str
    edits: Edits = ()


def clean(text: str) -> Cleaned:
    """The text without what is not its wording.

    Byte-order marks, carriage returns, soft hyphens and control characters go; no-break spaces, tabs and the like become
    blanks; letters and their accents come together, "ﬁ" becomes "fi". Page numbers that stand alone, and headers and footers
    repeated over pages (parted by form feeds) go. Words parted at the end of a line are joined: where the joined word stands
    elsewhere in the text, or where a small letter follows and the second part is no word of the text; any other hyphen stays.
    Lines wrapped by hand become paragraphs. Runs of blanks become one blank, runs of empty lines one empty line.

    Args:
        text: as a file or a column has it.

    Returns:
        A text that cleaning would not change again.

    Example:
        >>> clean("The Govern-\\nment of  China\\u00a0agrees.").text
        'The Government of China agrees.'
    """
    steps = (_characters, _pages, _page_numbers, _wraps, _hyphens, _runs)
    found = text
    edits: Edits = ((0, 0),)
    while replacements := next(
        (do for step in steps if (do := step(found))), None
    ):  # a step begins when those before rest
        found, moved = _applied(found, replacements)
        edits = _composed(moved, edits)
    return Cleaned(text=found) if found == text else Cleaned(text=found, edits=edits)


def origin(edits: Edits, offset: int) -> int:
    """Where a character of a clean text stood in the original.

    Args:
        edits: of `Cleaned` or of a `Document`. Args offset: in the clean text.

    Example:
        >>> cleaned = clean("\\ufeffPeace")
        >>> origin(cleaned.edits, 0)
        1
    """
    place = bisect_right(edits, offset, key=_first) - 1
    if place < 0:
        return offset
    ours, theirs = edits[place]
    return theirs + offset - ours


def _first(pair: tuple[int, int]) -> int:
    return pair[0]


def _characters(text: str) -> list[_Replacement]:
    """Characters that no reader sees, or sees as another."""
    if not _TELLING.search(text):
        return []
    found = []
    for match in _ODD.finditer(text):
        new = _plain(match[0])
        if new != match[0]:
            found.append((match.start(), match.end(), new))
    return found


def _plain(odd: str) -> str:
    if odd in _LINES or odd in ("\r", "\r\n"):
        return "\n"
    if odd in _BLANKS:
        return " "
    if "\x80" <= odd <= "\x9f":  # bytes of Windows-1252 taken for Latin-1: curly quotes and dashes
        return odd.encode("latin-1").decode("cp1252", errors="ignore")
    if "\ud800" <= odd <= "\udfff":
        return "\ufffd"
    if len(odd) == 1:
        return _LIGATURES.get(odd, "")
    return "" if "\xad" in odd else unicodedata.normalize("NFC", odd)


def _pages(text: str) -> list[_Replacement]:
    """Breaks of pages, with the headers, footers and numbers around them."""
    if "\f" not in text:
        return []
    contents = [(start, end) for start, end in _contents(text) if start < end]
    if not contents:
        return [(0, len(text), "")]
    breaks = [(end, start, _page_break(text, end, start)) for (_, end), (start, _) in pairwise(contents)]
    return [(0, contents[0][0], ""), *breaks, (contents[-1][1], len(text), "")]


def _contents(text: str) -> Iterator[tuple[int, int]]:
    """Of each page the span without headers, footers, its number and blank lines at its edges; none of an empty page.

    Only lines at the very edge go, one after the other, so that a line of the speech is safe behind the first that stays.
    """
    pages = _lines_of_pages(text)
    edges = [
        {_alike(text, line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])} for lines in pages
    ]
    counted = Counter(key for edge in edges for key in edge)
    needed = max(_LEAST_PAGES, round(_SHARE_OF_PAGES * len(pages)))
    title = next((lines[0] for lines in pages if lines), None)

    def goes(line: tuple[int, int]) -> bool:
        repeated = counted[_alike(text, line)] >= needed
        return line != title and bool(repeated or _NUMBER_AT_EDGE.fullmatch(text, *line))

    for lines in pages:
        first = sum(1 for _ in takewhile(goes, lines[:_EDGE_LINES]))
        rest = lines[first:]
        last = sum(1 for _ in takewhile(goes, rest[: -_EDGE_LINES - 1 : -1]))
        kept = rest[: len(rest) - last]
        yield (kept[0][0], kept[-1][1]) if kept else (0, 0)


def _lines_of_pages(text: str) -> list[list[tuple[int, int]]]:
    """Of each page the spans of its lines that are not blank."""
    pages, start = [], 0
    for page in text.split("\f"):
        lines, at = [], start
        for line in page.split("\n"):
            if line.strip():
                lines.append((at, at + len(line)))
            at += len(line) + 1
        pages.append(lines)
        start += len(page) + 1
    return pages


def _alike(text: str, line: tuple[int, int]) -> str:
    return _DIGITS.sub("#", " ".join(text[slice(*line)].split())).casefold()


def _page_break(text: str, end: int, start: int) -> str:
    """What comes in place of a break: a new paragraph where a sentence has ended, since a paragraph may have, too."""
    before, after = text[max(0, end - 80) : end].rstrip()[-1:], text[start : start + 80].lstrip()[:1]
    if before in _STOPS:
        return "\n\n"
    if before in "-‐¬" or not _STARTS_SMALL.match(after):
        return "\n"
    return _joint(before, after)


def _joint(before: str, after: str) -> str:
    """What parts two lines that are one: nothing in Chinese."""
    return "" if _HAN.match(before) and _HAN.match(after) else " "


def _page_numbers(text: str) -> list[_Replacement]:
    """Page numbers alone on a line, in texts whose breaks of pages are lost."""
    if not _MAY_BE_NUMBER.search(text):
        return []
    said = [(match.start(), match.end(), "") for match in _SAID_PAGE.finditer(text)]
    return said or [
        (match.start(), match.end(), "")
        for run in _counting(text)
        for match in run
        if len(run) >= _LEAST_PAGES
    ]


def _counting(text: str) -> list[list[re.Match[str]]]:
    """Lone numbers in runs that count upwards by one, with text between them."""
    runs: list[list[re.Match[str]]] = []
    for match in _LONE_NUMBER.finditer(text):
        last = runs[-1][-1] if runs else None
        far = last is not None and match.start() - last.end() >= _LEAST_BETWEEN_NUMBERS
        if last is not None and far and int(match[1]) == int(last[1]) + 1:
            runs[-1].append(match)
        else:
            runs.append([match])
    return runs


def _hyphens(text: str) -> list[_Replacement]:
    """Words parted at the end of a line."""
    found = list(_HYPHEN_AT_END.finditer(text)) if _HYPHEN_AND_BREAK.search(text) else []
    if not found:
        return []
    words = [match[0].casefold() for match in _WORDS.finditer(text)]
    counted = Counter(words)
    parts = Counter(part for word in words for part in re.split("[-‐]", word))
    return [(match.start(2), match.start(3), "") for match in found if _is_one_word(match, counted, parts)]


def _is_one_word(match: re.Match[str], words: Counter[str], parts: Counter[str]) -> bool:
    """Whether the hyphen was put there by a typesetter: what stands elsewhere in the text decides."""
    first, second = match[1].casefold(), match[3].casefold()
    if match[2] == "¬" or words[first + second] > 0:
        return True
    if words[f"{first}-{second}"] > 0 or not match[3][0].islower():
        return False
    return (
        parts[second] <= 1
    )  # this place alone; a word of its own may stand after a dash: "detailed- should"


def _wraps(text: str) -> list[_Replacement]:
    """Breaks within paragraphs, where lines were wrapped by hand."""
    if text.count("\n") < _LEAST_BREAKS:
        return []
    broken = sum(_last(text, match.start()) not in _STOPS for match in _GOES_ON.finditer(text))
    if broken < _LEAST_BREAKS:
        return []
    breaks = list(_BREAK.finditer(text))
    lines = [len(line) for line in text.split("\n") if line.strip()]
    width = sorted(lines)[round(0.9 * (len(lines) - 1))]
    if broken <= _SHARE_BROKEN * len(breaks) or width > _LONGEST_WRAPPED_LINE:
        return []
    return list(_unwrapped(text, breaks, width))


def _last(text: str, end: int) -> str:
    """The last character of a line that is no blank; a full stop where the line is empty, since nothing goes on there."""
    return text[max(0, end - 80) : end].rstrip(" ").rpartition("\n")[2][-1:] or "."


def _unwrapped(text: str, breaks: Iterable[re.Match[str]], width: int) -> Iterator[_Replacement]:
    parted = {start for start, _, _ in _hyphens(text)}
    for match in breaks:
        start, end = match.span()
        line = text[text.rfind("\n", 0, start) + 1 : start]
        indent = len(match[0]) - match[0].index("\n") - 1
        if start - 1 in parted:
            yield start - 1, end, ""
        elif line[-1] in "-‐" and line[-2:-1].isalpha() and text[end].isalpha():  # "Sino-"
            yield start, end, ""
        elif not _ends_paragraph(line, text, end, width, indent - (len(line) - len(line.lstrip()))):
            yield start, end, _joint(text[start - 1], text[end])


def _ends_paragraph(line: str, text: str, next_line: int, width: int, indent: int) -> bool:
    """Whether a line is its paragraph's last: short, at an end, or before an indent, a list's item or a speaker."""
    short = len(line) < _SHORT_LINE * width
    if short and (_ENDS.search(line) or not text[next_line].islower()):
        return True
    return indent > 1 or _BEGINS_ANEW.match(text, next_line) is not None


def _runs(text: str) -> list[_Replacement]:
    """Runs of blanks and of empty lines, blanks at the edges of lines, and both at the edges of the text."""
    if not any(run in text for run in ("  ", " \n", "\n ", "\n\n\n")) and text == text.strip():
        return []
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return [(0, len(text), "")]
    inside = [(match.start(), match.end(), _one(text, match)) for match in _RUNS.finditer(text, start, end)]
    edges = [(0, start, ""), *inside, (end, len(text), "")]
    return [one for one in edges if one[0] < one[1]]


def _one(text: str, match: re.Match[str]) -> str:
    if "\n" in match[0]:
        return "\n\n"
    at_edge = text[match.start() - 1] == "\n" or text[match.end()] == "\n"
    return "" if at_edge else " "


def _applied(text: str, replacements: Iterable[_Replacement]) -> tuple[str, Edits]:
    """The text after replacements, and pairs of offsets (after, before) from which the two run in step."""
    pieces: list[str] = []
    pairs = [(0, 0)]
    old = new = 0
    for start, end, put in replacements:
        pieces += text[old:start], put
        new += start - old
        if (
            len(put) != end - start
        ):  # "fi" for "ﬁ", two breaks for a page's edge: all lead back to where they stood
            pairs += [(new + extra, start) for extra in range(1, len(put))]
        new, old = new + len(put), end
        if len(put) != end - start:
            pairs.append((new, end))
    pieces.append(text[old:])
    return "".join(pieces), tuple(pairs)


def _composed(later: Edits, earlier: Edits) -> Edits:
    """Two ways back as one, without pairs that say nothing new."""
    found: list[tuple[int, int]] = []
    starts = [ours for ours, _ in earlier]
    for place, (new, middle) in enumerate(later):
        end = middle + later[place + 1][0] - new if place + 1 < len(later) else None
        at = bisect_right(starts, middle)
        found.append((new, origin(earlier, middle)))
        while at < len(earlier) and (end is None or starts[at] < end):
            found.append((new + starts[at] - middle, earlier[at][1]))
            at += 1
    by_offset = dict(found)  # the last pair at an offset holds
    pairs = sorted(by_offset.items())
    return (pairs[0], *(b for a, b in pairwise(pairs) if b[1] - b[0] != a[1] - a[0]))
