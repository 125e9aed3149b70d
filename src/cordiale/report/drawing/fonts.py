"""The fonts that ship with Cordiale: for figures, for the page, and for documents.

Inter is for figures and tables, Cordiale Serif for reading, Noto Sans CJK SC for Chinese, Japanese
and Korean. The first two have Latin, Greek and Cyrillic. How they were made: ``fonts/NOTICE``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO

__all__ = ["EAST_ASIAN", "SANS", "SERIF", "advances", "font_faces", "font_file", "needs_east_asian", "unshipped"]

SANS = "Inter"
SERIF = "Cordiale Serif"
EAST_ASIAN = "Noto Sans CJK SC"
"""Families as style sheets and documents name them."""

EAST_ASIAN_FILE = "NotoSansCJKsc-Regular.otf"

_FACES = {
    (SANS, 400): "Inter-Regular.woff2",
    (SANS, 700): "Inter-Bold.woff2",
    (SERIF, 400): "CordialeSerif-Regular.woff2",
    (SERIF, 700): "CordialeSerif-Bold.woff2",
}
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Signs that stand before or around numbers and names: Unicode counts them as invisible, but they are drawn.
_DRAWN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]")


@cache
def font_file(name: str) -> bytes:
    """A shipped font by its file's name, ``Inter-Bold.woff2``."""
    return files(__package__).joinpath("fonts", name).read_bytes()


@cache
def advances() -> Mapping[str, Mapping[int, int]]:
    """Widths of Inter's characters in thousandths of the type size, by ``regular`` or ``bold`` and code point."""
    table = json.loads(font_file("advances.json"))
    return {weight: {int(code): width for code, width in widths.items()} for weight, widths in table.items()}


def needs_east_asian(text: str) -> bool:
    """Whether a text has Chinese, Japanese or Korean, so that their large font is needed.

    Example:
        >>> needs_east_asian("Россия"), needs_east_asian("中国")
        (False, True)
    """
    return _EAST_ASIAN.search(text) is not None


def unshipped(text: str) -> frozenset[str]:
    """The visible characters of a text that no shipped font has; a font of the machine may have them.

    Example:
        >>> sorted(unshipped("Russia, Россия, Ελλάδα, 中国, 日本, 한국")), sorted(unshipped("\u05e9"))
        ([], ['\u05e9'])
    """
    inter = advances()["regular"]
    rare = {one for one in set(text) if ord(one) not in inter and _is_seen(one)}
    if rare and needs_east_asian("".join(rare)):
        rare = {one for one in rare if ord(one) not in _east_asian_codes()}
    return frozenset(rare)


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE or _DRAWN.match(character) is not None


def font_faces(text: str) -> str:
    """The style rules that bring the shipped fonts into a page.

    Args:
        text: all that the page says, or its whole markup.

    Returns:
        ``@font-face`` rules with the fonts inside. Latin, Greek and Cyrillic are always there, about
        310 kB; of Chinese, Japanese and Korean just the characters of the text, about 280 bytes
        each. The same text gives the same rules.
    """
    rules = list(_latin_faces())
    wanted = {ord(one) for one in set(text)} & _east_asian_codes() if needs_east_asian(text) else set()
    if wanted:
        rules.append(_face(EAST_ASIAN, 400, "woff", _cut(wanted)))
    return "\n".join(rules)


@cache
def _latin_faces() -> tuple[str, ...]:
    return tuple(_face(family, weight, "woff2", font_file(name)) for (family, weight), name in _FACES.items())


def _face(family: str, weight: int, form: str, font: bytes) -> str:
    content = b64encode(font).decode("ascii")
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f'src:url(data:font/{form};base64,{content}) format("{form}")}}'
    )


@cache
def _east_asian_codes() -> frozenset[int]:
    """What the East Asian font has beyond Inter."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font_file(EAST_ASIAN_FILE)), lazy=True) as font:
        return frozenset(font.getBestCmap()) - advances()["regular"].keys()


def _cut(codes: Iterable[int]) -> bytes:
    """The East Asian font with these characters only, as WOFF.

    WOFF2 would be a tenth smaller and take twice the time, and a further library.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    # The shipped file has neither hints nor layout; looking for them again costs a second time.
    options = Options(layout_features=[], hinting=True, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    with TTFont(
        BytesIO(font_file(EAST_ASIAN_FILE)), lazy=True, recalcTimestamp=False, recalcBBoxes=False
    ) as font:
        subsetter.subset(font)
        font.flavor = "woff"
        file = BytesIO()
        font.save(file)
    return file.getvalue()
