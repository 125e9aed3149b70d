"""Which encoding a text is in: told, or refused where it cannot be told for sure.

UTF-8 is tried first and on every byte, for other texts are practically never valid UTF-8. Else chardet judges, among the
encodings in which official texts stand: of 261 speeches at the United Nations in Windows-1252 all came back to the
letter, where charset-normalizer, given the same encodings, took 30 for Chinese or Japanese. Its answer is taken only where
it is clear, where capitals and signs stand in places that make sense, and where every stretch of the text agrees.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from cordiale.corpus.readers.signatures import HTML, kind_of
from cordiale.corpus.readers.values import Unreadable

__all__ = ["decoded", "encoding_of"]

_CURE = "open it in an editor that shows it rightly, and save it as UTF-8"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = (
    "windows-1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "maccyrillic", "gb18030", "big5", "windows-1252", "macroman",
    "windows-1250", "windows-1254", "cp932", "euc-jp", "cp949",
)  # fmt: skip
_PIECE = 1 << 20
_SAMPLE = 100_000  # bytes that are judged
_LEAST_CONFIDENCE = 0.2  # chardet's own measure; sentences of known languages reach 0.24 to 0.6, rubbish 0.04
_NEARLY = 0.9  # times the best confidence
_MOST_ODD = 0.3  # of the few letters and signs beyond ASCII of a Western text, in places where none belongs
_MOST_ODD_LETTERS = 0.02  # the same in a text whose letters are all beyond ASCII
_LEAST_FOREIGN = 8  # bytes of a word beyond ASCII that by chance are not valid UTF-8
_STRETCH = 2_000  # characters looked at on their own, to find a change of encoding
_STRETCHES = 8
_CLEARER = 1.3  # times the confidence by which another encoding of a stretch shows a change
# A capital behind a small letter, a lone capital where a sign stands, a sign inside a word or in place of its first letter.
_ODD = re.compile(
    r"(?<=[a-zà-öø-ÿа-яёіїєґ])[À-ÖØ-ÞА-ЯЁІЇЄҐЂЃЉЊЌЋЏ]|(?<=\s)[Ð-ÖØ-Þ](?=\s)|(?<=\w)[„‚†‡‰€¤¦¬¶¨¸](?=\w)"
    r"|(?<=\s)[—–…√ƒ≈∆¬¡†‡€‚](?=[а-яё])"
)
_CYRILLIC_AS_LATIN = re.compile("[À-ÖØ-öø-ÿ]{4}")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
_COMMON = " \n，。、的"


def decoded(data: bytes, *, markup: bool = False) -> str:
    """The text that bytes stand for, without byte-order mark.

    Args:
        markup: whether the source of a web page is awaited; else one is refused.

    Raises:
        Unreadable: it is no text, or its encoding cannot be told.

    Example:
        >>> decoded("Мы за мир и сотрудничество со всеми соседями.".encode("cp1251"))
        'Мы за мир и сотрудничество со всеми соседями.'
    """
    return data.decode(encoding_of(lambda: io.BytesIO(data), markup=markup))


def encoding_of(opener: Callable[[], BinaryIO], *, markup: bool = False) -> str:
    """The name of the encoding by which all bytes can be decoded.

    The bytes are read once or twice from beginning to end, in pieces, so that a table of any size can be asked about.

    Raises:
        Unreadable: it is no text, or its encoding cannot be told.
    """
    with opener() as stream:
        head = stream.read(_PIECE)
    kind = kind_of(head)
    if kind and not (markup and kind is HTML):
        raise Unreadable(f"it is {kind[0]}, not a text; {kind[1]}")
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _checked(opener, encoding)
    if b"\0" in head:
        return _checked(opener, _wide(head))
    if len(head.translate(None, _CONTROLS)) < 0.99 * len(head):
        raise Unreadable("it is not a text (control characters); take it out, or save its text as UTF-8")
    bad = _first_bad(opener, "utf-8")
    if bad and bad.cut and bad.foreign >= 3 * _LEAST_FOREIGN:
        raise Unreadable("it ends in the middle of a letter, so its end is missing; fetch it again")
    return "utf-8" if bad is None else _checked(opener, _guess(head, bad))


def _pieces(opener: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with opener() as stream:
        while piece := stream.read(_PIECE):
            yield piece


class _Bad(NamedTuple):
    """The first byte that an encoding does not know: its line, bytes beyond ASCII before it, and whether it is the end."""

    line: int
    foreign: int
    cut: bool


def _first_bad(opener: Callable[[], BinaryIO], encoding: str) -> _Bad | None:
    """Where the bytes stop making sense in an encoding; None where all do."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, foreign = 1, 0
    for piece in _pieces(opener):
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError as error:
            before = bytes(error.object[: error.start])
            return _Bad(line + before.count(b"\n"), foreign + _foreign(before), False)
        line += text.count("\n")
        foreign += 0 if piece.isascii() else _foreign(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _Bad(line, foreign, True)
    return None


def _checked(opener: Callable[[], BinaryIO], encoding: str) -> str:
    bad = _first_bad(opener, encoding)
    if bad:
        raise Unreadable(
            f"line {bad.line} is not in the encoding of the text before it ({encoding}); {_CURE}"
        )
    return encoding


def _foreign(data: bytes) -> int:
    """How many bytes are beyond ASCII."""
    return len(data.translate(None, bytes(range(128))))


def _wide(sample: bytes) -> str:
    """UTF-16 without a byte-order mark, told by the blanks and line ends that only one order of bytes gives."""
    even = sample[: len(sample) // 2 * 2]
    found: dict[str, int] = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        if "\0" not in text and text.count("\ufffd") <= 1:  # one where the sample ends in half a character
            found[encoding] = sum(text.count(sign) for sign in _COMMON)
    *others, best = sorted(found, key=lambda encoding: found[encoding]) or [""]
    least = max(1, len(even) // 200, *(5 * found[other] for other in others))
    if not best or found[best] < least:
        raise Unreadable("it is not a text (it holds zero bytes); take it out, or save its text as UTF-8")
    return best


def _guess(head: bytes, bad: _Bad) -> str:
    """The encoding of a text that is not UTF-8 from a place on."""
    if bad.foreign >= 3 * _LEAST_FOREIGN or _utf8_words(head) >= 3:
        raise Unreadable(
            f"it is in two encodings: line {bad.line} is not UTF-8, and other lines are; {_CURE}"
        )
    sample = _cut(head)
    encoding, text = _read_as(sample, sample)
    if not encoding or _CYRILLIC_AS_LATIN.search(text):  # drowned in English, or in a page's marks
        encoding, text = _read_as(sample, b" ".join(word for word in sample.split() if not word.isascii()))
    if not encoding or _odd(text) > _most_odd(text) or _CYRILLIC_AS_LATIN.search(text):
        raise Unreadable(f"its encoding cannot be told; {_CURE}")
    if _changes(text, encoding):
        raise Unreadable(f"it is in two encodings; {_CURE}")
    return encoding


def _read_as(sample: bytes, judged: bytes) -> tuple[str, str]:
    """The encoding that some of the bytes speak for, and the sample read so."""
    encoding = _likely(judged)
    return encoding, sample.decode(encoding, "replace") if encoding else ""


def _likely(sample: bytes) -> str:
    """The most likely encoding; of several that are nearly as likely, the one that puts fewest signs in odd places."""
    found = _judged(sample)
    best = max(found.values(), default=0.0)
    if best < _LEAST_CONFIDENCE:
        return ""
    near = [encoding for encoding, confidence in found.items() if confidence >= _NEARLY * best]
    return min(near, key=lambda encoding: _odd(sample.decode(encoding, "replace")))  # the first of equals


def _odd(text: str) -> int:
    """How many capitals and signs stand where none belong."""
    return len(_ODD.findall(text))


def _most_odd(text: str) -> float:
    beyond = sum(not sign.isascii() for sign in text)
    return beyond * (_MOST_ODD if 2 * beyond < len(text) else _MOST_ODD_LETTERS)


def _judged(sample: bytes) -> dict[str, float]:
    """Encodings in which the bytes can be read, with chardet's confidence, the most likely first."""
    from chardet import detect_all

    found = detect_all(sample, ignore_threshold=True, include_encodings=_CANDIDATES)
    return {codecs.lookup(each["encoding"]).name: each["confidence"] for each in found if each["encoding"]}


def _utf8_words(sample: bytes) -> int:
    """How many words beyond ASCII are valid UTF-8."""
    return sum(_foreign(word) >= _LEAST_FOREIGN and _is_utf8(word) for word in sample[:_SAMPLE].split())


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _cut(head: bytes) -> bytes:
    """A sample that ends with a line where it can, so that no character is halved."""
    if len(head) <= _SAMPLE:
        return head
    end = head.rfind(b"\n", 0, _SAMPLE)
    return head[: end + 1] if end > 0 else head[:_SAMPLE]


def _changes(text: str, encoding: str) -> bool:
    """Whether a stretch of the text makes clearly better sense in another encoding."""
    if len(text) < 400:
        return False
    length = min(_STRETCH, len(text) // 4)
    step = max(length, (len(text) - length) // _STRETCHES)
    return any(
        _is_other(text[start : start + length], encoding) for start in range(0, len(text) - length + 1, step)
    )


def _is_other(stretch: str, encoding: str) -> bool:
    if stretch.isascii():
        return False
    data = stretch.encode(encoding, "replace")
    found = _judged(data)
    best, confidence = next(iter(found.items()), ("", 0.0))
    if confidence < _LEAST_CONFIDENCE or data.decode(best, "replace") == stretch:
        return False
    return confidence > _CLEARER * found.get(encoding, 0.0)
