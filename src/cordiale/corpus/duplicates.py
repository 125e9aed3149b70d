"""Texts that say the same: exact duplicates by their words, near-duplicates by sketches of what they share.

A sketch holds the lowest hashes of a text's runs of five words (of five characters in Chinese). Two texts share as large a part
of their joint lowest hashes as they share of all their runs, give or take a few per cent, so that ten thousand texts are
compared without being read again.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]

__all__ = ["SAME", "Likeness", "Sketches", "digest_of", "key_of", "sketch_of"]

SAME = 0.8
"""Share of common runs of five words among all runs of two texts (Jaccard) from which they are near-duplicates."""

_RUN = 5  # words
_KEPT = 128  # hashes: the standard error at 0.8 is 0.035
_LOOKED_UP = (
    16  # of texts as alike as SAME, one in ten thousand million shares none of its lowest 16 with the other
)
_DIGEST = 16  # bytes before the hashes
_LEAST_LOOKED_UP = (
    4  # of these in common, before two sketches are compared whole: set phrases share one or two
)

_SIGNS = re.compile("[\u00a1-\u00bf\u2010-\u2027\u2030-\u205e\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]+")
_BASE, _INVERSE, _MIX = 0x9E3779B97F4A7C15, pow(0x9E3779B97F4A7C15, -1, 1 << 64), 0xD6E8FEB86659FD93


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A text added before that says the same.

    Args:
        doc_id: its id. Args share: of runs of words in common (Jaccard), 1 for the same words. Args exact: the very same text.
    """

    doc_id: str
    share: float
    exact: bool


class Sketches:
    """The sketches of a study's texts, looked through for one that is alike.

    Example:
        >>> sketches = Sketches()
        >>> text = "We value peace, and we will keep it with all our neighbours in the years to come."
        >>> sketches.like("CHN", sketch_of(text)) is None
        True
        >>> sketches.add("a", "CHN", sketch_of(text))
        >>> sketches.like("CHN", sketch_of(text.replace(" ", "  "))).exact
        True
    """

    def __init__(self) -> None:
        self._exact: dict[bytes, str] = {}
        self._places: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        self._hashes: list[Hashes] = []
        self._roots: list[str] = []

    def add(self, doc_id: str, actor: str, sketch: bytes, *, duplicate_of: str = "") -> None:
        """Takes a text in.

        Args:
            doc_id: its id. Args actor: who speaks. Args sketch: of `sketch_of`.
            duplicate_of: id of the text that it nearly repeats: those that are like it are told to repeat that one.
        """
        self._exact.setdefault(key_of(actor, sketch), doc_id)
        hashes = _hashes(sketch)
        for one in hashes[:_LOOKED_UP].tolist():
            self._places[actor, one].append(len(self._hashes))
        self._hashes.append(hashes)
        self._roots.append(duplicate_of or doc_id)

    def keys(self) -> frozenset[bytes]:
        """Who said what, as `key_of` has it: exact duplicates are told by it wherever there are no sketches at hand."""
        return frozenset(self._exact)

    def like(self, actor: str, sketch: bytes) -> Likeness | None:
        """The text of the same actor that is most like one: its very self, else the nearest that shares `SAME` of its runs.

        Missing:
            None where no text is that near. Texts shorter than one run are compared whole.
        """
        same = self._exact.get(key_of(actor, sketch))
        if same is not None:
            return Likeness(doc_id=same, share=1.0, exact=True)
        hashes = _hashes(sketch)
        met = Counter(
            place for one in hashes[:_LOOKED_UP].tolist() for place in self._places.get((actor, one), ())
        )
        needed = min(_LEAST_LOOKED_UP, max(1, len(hashes) // 4))
        found = [place for place, times in met.items() if times >= needed]
        best, share = -1, 0.0
        for place in sorted(found):
            shared = _shared(hashes, self._hashes[place])
            if shared >= SAME and (best < 0 or shared > share):
                best, share = place, shared
        return None if best < 0 else Likeness(doc_id=self._roots[best], share=share, exact=False)


def sketch_of(text: str) -> bytes:
    """The sketch of a text: a digest of its words and punctuation, and the lowest hashes of its runs of words.

    Args:
        text: a document; how its blanks and lines lie makes no difference, capitals and punctuation none to the runs.

    Example:
        >>> len(sketch_of("Peace.")), sketch_of("One  two") == sketch_of("One two")
        (16, True)
    """
    import numpy as np

    words = _word_hashes(text)
    if len(words) < _RUN:
        return digest_of(text)
    runs = np.zeros(len(words) - _RUN + 1, dtype=np.uint64)
    for place in range(_RUN):
        runs = runs * np.uint64(_BASE) + words[place : place + len(runs)]
    runs ^= runs >> np.uint64(32)  # mixed, so that which hashes are low means nothing
    runs *= np.uint64(_MIX)
    runs ^= runs >> np.uint64(32)
    return digest_of(text) + _lowest(runs).astype("<u8").tobytes()


def key_of(actor: str, sketch: bytes) -> bytes:
    """What tells the texts of one actor from all others: exact duplicates have one key."""
    return sketch[:_DIGEST] + actor.encode("utf-8")


def digest_of(text: str) -> bytes:
    """Sixteen bytes that tell a text from every other one, however its blanks lie."""
    plain = " ".join(text.split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()[:_DIGEST]


def _lowest(runs: Hashes) -> Hashes:
    import numpy as np

    if len(runs) > 4 * _KEPT:
        few = np.unique(np.partition(runs, 2 * _KEPT)[: 2 * _KEPT])
        if len(few) >= _KEPT:  # fewer where a text repeats itself
            return few[:_KEPT]
    return np.unique(runs)[:_KEPT]


def _word_hashes(text: str) -> Hashes:
    """A hash for each word, without regard to capitals and signs; each Chinese character is a word.

    All of a text at once: each byte has a value, weighed by a power of an odd base modulo 2**64; a word's bytes are summed and
    the sum is moved back to the word's beginning.
    """
    import numpy as np

    small = text.casefold()
    plain = small if small.isascii() else _SIGNS.sub(" ", small)
    data = np.frombuffer(plain.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    values, inside, single = _bytes()
    is_inside, begins_single = inside[data], single[data]
    starts = is_inside.copy()
    starts[1:] &= ~is_inside[:-1] | begins_single[1:]
    starts[3:] |= is_inside[3:] & begins_single[:-3]  # what follows a character of three bytes
    places = np.flatnonzero(starts)
    if not len(places):
        return np.zeros(0, dtype=np.uint64)
    powers, inverse = _powers(1 << len(data).bit_length())
    weighed = values[data] * powers[: len(data)]
    return np.add.reduceat(weighed, places) * inverse[places]


@cache
def _bytes() -> tuple[Hashes, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of each byte its value (0 outside words), whether it stands in words, and whether it begins a character that is a word."""
    import numpy as np

    inside = np.array([byte >= 0x80 or chr(byte).isalnum() for byte in range(256)])
    single = np.array(
        [0xE3 <= byte <= 0xE9 for byte in range(256)]
    )  # first bytes of Chinese characters, kana and their like
    values = np.arange(1, 257, dtype=np.uint64) * np.uint64(_MIX)
    values ^= values >> np.uint64(29)
    values *= np.uint64(_BASE)
    return np.where(inside, values, np.uint64(0)), inside, single


@lru_cache(maxsize=4)
def _powers(length: int) -> tuple[Hashes, Hashes]:
    import numpy as np

    bases = (np.full(length, base, dtype=np.uint64) for base in (_BASE, _INVERSE))
    one, other = (np.multiply.accumulate(base) for base in bases)
    return one, other


def _hashes(sketch: bytes) -> Hashes:
    import numpy as np

    return np.frombuffer(sketch, dtype="<u8", offset=_DIGEST).astype(np.uint64, copy=False)


def _shared(one: Hashes, other: Hashes) -> float:
    """The share of common runs (Jaccard), as the lowest hashes of both together tell it."""
    import numpy as np

    joint = np.union1d(one, other)[: max(min(len(one), len(other)), 1) if _is_full(one, other) else None]
    common = np.intersect1d(one, other, assume_unique=True)
    return float(np.isin(common, joint, assume_unique=True).sum() / len(joint))


def _is_full(one: Hashes, other: Hashes) -> bool:
    """Whether a sketch leaves hashes out: then only the lowest of both together are known whole."""
    return len(one) >= _KEPT or len(other) >= _KEPT
