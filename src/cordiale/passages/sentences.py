"""Where paragraphs and sentences begin and end, in offsets of the text as it came.

Sentences are found by sentencex and then mended by the exceptions of each language (`exceptions/`): abbreviations that it takes
for an end, and ends that it takes for an abbreviation. Nothing is rewritten; what lies between two spans is white space.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise

# sentencex takes time in the square of the sentences at hand where no blanks part them (a line of 80,000 Chinese characters:
# seven seconds), so it is shown no more than this at once.
_WINDOW = 4_000
_WINDOW_WITHOUT_BLANKS = 600
_WIDEST = 4  # windows; a "sentence" longer than that is a quotation never closed, or no prose

_WITH_EXCEPTIONS = ("en", "ru", "zh")

_BREAKS_OFF = re.compile(r"[^.!?:;。！？：；…][a-zа-яё\u4e00-\u9fff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")

_WORD = re.compile(r"\w")
_CONTINUES = re.compile(r"[\s\-–—…,;:)\]}»”\"'’]*[a-zа-яёіїєґ]")
_NUMBER = re.compile(r"\s*(?:[\d(\[№§]|[A-ZА-Я]{1,2}[/).]|[IVXL]+\b|[A-Z]\b(?!\s+[a-z]))")
_CHINESE_END = re.compile("[。！？]")
_END = re.compile(r"[.!?。！？…]+[\"'”’»)\]」』]*\s*")
_TAIL = 24  # characters before an end in which an abbreviation is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exceptions:
    """One language's exceptions, compiled; a pattern is None where the language has none."""

    inside: re.Pattern[str] | None
    before_number: re.Pattern[str] | None
    may_end: re.Pattern[str] | None
    opener: re.Pattern[str] | None
    decimal: re.Pattern[str] | None
    ends_before_digit: re.Pattern[str] | None


def sentences(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends.

    Args:
        text: a document or part of one.
        language: ISO 639-1; for a language without exceptions of ours sentencex's own rules stand.

    Returns:
        Half-open spans in order, in characters. They do not overlap, never cross a paragraph, and leave out white space only.

    Missing:
        Empty for a text of white space.

    Example:
        >>> text = "See para. 5 of the report. Relations are good."
        >>> [text[start:end] for start, end in sentences(text)]
        ['See para. 5 of the report.', 'Relations are good.']
    """
    return tuple(
        span for start, end in paragraphs(text) for span in _sentences_of(text[start:end], start, language)
    )


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Where each paragraph begins and ends.

    A line is a paragraph, as in files that come from the web. In a text with hard line wraps (lines mostly break off in the
    middle of a sentence) paragraphs are what blank lines part.

    Args:
        text: a document.

    Returns:
        Half-open spans in order, trimmed of white space.

    Missing:
        Empty for a text of white space.

    Example:
        >>> paragraphs("One line.\\nAnother.")
        ((0, 9), (10, 18))
    """
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(_trimmed(text, start, start + len(line)))
        start += len(line)
    return tuple(
        _joined(lines) if _is_wrapped(text, lines) else (line for line in lines if line[0] < line[1])
    )


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether most lines break off within a sentence."""
    followed = [
        (end, begin) for (start, end), (begin, last) in pairwise(lines) if start < end and begin < last
    ]
    broken = sum(_BREAKS_OFF.match(text[end - 1] + text[begin]) is not None for end, begin in followed)
    return len(followed) >= 3 and broken > 0.4 * len(followed)


def _joined(lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What blank lines part."""
    for filled, block in groupby(lines, key=lambda line: line[0] < line[1]):
        if filled:
            together = list(block)
            yield together[0][0], together[-1][1]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + max(left, len(piece.rstrip()))


def _sentences_of(paragraph: str, offset: int, language: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _mended(paragraph, sorted(_ends(paragraph, language)), _exceptions(language)):
        first, last = _trimmed(paragraph, start, end)
        yield offset + first, offset + last
        start = end


def _ends(paragraph: str, language: str) -> set[int]:
    """Ends as sentencex sees them, and those that only we see.

    It is shown a window at a time. The last sentence of a window may be cut off: the next window begins with it.
    """
    size = _WINDOW_WITHOUT_BLANKS if _CHINESE_END.search(paragraph) else _WINDOW
    ends, start, width = {len(paragraph)}, 0, size
    while start < len(paragraph):
        lengths = _lengths(paragraph[start : start + width], language)
        if start + width >= len(paragraph):
            kept = lengths
        elif len(lengths) > 1:
            kept = lengths[:-1]
        elif width < _WIDEST * size:
            width *= 2
            continue
        else:
            kept = _cut(paragraph[start : start + width])
        for length in kept:
            start += length
            ends.add(start)
        width = size
    own = _exceptions(language)
    if own.ends_before_digit:
        ends.update(match.end() for match in own.ends_before_digit.finditer(paragraph))
    if own.may_end and own.opener:
        before = ((match.end(), max(0, match.start() - _TAIL)) for match in own.opener.finditer(paragraph))
        ends.update(
            end for end, tail in before if end not in ends and own.may_end.search(paragraph, tail, end)
        )
    return ends


def _lengths(window: str, language: str) -> list[int]:
    """Lengths of sentencex's sentences, which together make the window."""
    import sentencex

    shown = window if window.isascii() else _SURROGATES.sub("\ufffd", window)
    parts = sentencex.segment(language, shown)
    # On runs of line breaks and the like it loses characters; offsets that do not add up are worth nothing.
    return [len(part) for part in parts if part] if "".join(parts) == shown else _plain_lengths(window)


def _cut(window: str) -> list[int]:
    """Lengths in a stretch where sentencex sees no end: by punctuation, else up to the last blank, never within a word."""
    plain = _plain_lengths(window)
    return plain[:-1] or [window.rfind(" ") + 1 or len(window)]


def _plain_lengths(window: str) -> list[int]:
    """Lengths by terminal punctuation alone."""
    ends = [match.end() for match in _END.finditer(window)]
    if not ends or ends[-1] < len(window):
        ends.append(len(window))
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _mended(paragraph: str, ends: list[int], own: _Exceptions) -> list[int]:
    """The ends that stand: those inside an abbreviation, a number or a running sentence go."""
    has_capitals = paragraph.lower() != paragraph  # a text without any says nothing by a small letter
    kept: list[int] = []
    start = 0
    for end in ends:
        if end < len(paragraph) and _runs_on(paragraph, end, own, has_capitals):
            continue
        if _WORD.search(paragraph, start, end):
            kept.append(end)
        elif kept:
            kept[-1] = end  # "…", a bracket, a stray mark: part of what came before
        else:
            continue  # or of what comes after, where nothing came before
        start = end
    return kept or [len(paragraph)]


def _runs_on(paragraph: str, end: int, own: _Exceptions, has_capitals: bool) -> bool:
    """Whether the sentence goes on after this end."""
    if has_capitals and _CONTINUES.match(paragraph, end):
        return True
    tail = max(0, end - _TAIL)
    if own.inside and own.inside.search(paragraph, tail, end):
        return True
    if own.decimal and own.decimal.search(paragraph, tail, end + 1):
        return True
    return bool(
        own.before_number and own.before_number.search(paragraph, tail, end) and _NUMBER.match(paragraph, end)
    )


@cache
def _exceptions(language: str) -> _Exceptions:
    own = {}
    if language in _WITH_EXCEPTIONS:
        path = files(__package__).joinpath("exceptions", f"{language}.toml")
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    decimal, figures = own.get("decimal"), own.get("ends_before_digit")
    return _Exceptions(
        inside=_after(own.get("inside")),
        before_number=_after(own.get("before_number")),
        may_end=_after(own.get("may_end")),
        opener=_opener(own.get("openers")),
        decimal=re.compile(rf"\d[{decimal}]\d\Z") if decimal else None,
        ends_before_digit=re.compile(rf"[{figures}](?=\d)") if figures else None,
    )


def _after(words: list[str] | None) -> re.Pattern[str] | None:
    """Finds an end right after one of these words and its full stop."""
    return re.compile(rf"(?<!\w)(?:{_either(words)})\.[\"'”’»)]*\s*\Z") if words else None


def _opener(words: list[str] | None) -> re.Pattern[str] | None:
    """Finds a full stop before a word that opens sentences."""
    return re.compile(rf"\.[\"'”’»)]*\s+(?=(?:{_either(words)})\b)") if words else None


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
