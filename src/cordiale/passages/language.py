"""The language of a text: what its metadata says, else what its letters and words say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"  # ISO 639-2 for a language that was not determined

_NAMES = {
    "english": "en", "russian": "ru", "chinese": "zh", "french": "fr", "german": "de", "spanish": "es", "arabic": "ar",
    "eng": "en", "rus": "ru", "zho": "zh", "chi": "zh", "cmn": "zh", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de",
    "spa": "es", "ara": "ar", "mandarin": "zh", "cn": "zh", "русский": "ru", "английский": "en", "китайский": "zh",
    "中文": "zh", "汉语": "zh", "漢語": "zh", "英文": "en", "英语": "en", "俄文": "ru", "俄语": "ru",
}  # fmt: skip
# Written Chinese is one language here: the identifier takes short texts for Wu, Cantonese or Gan.
_CHINESE = frozenset({"zh", "wuu", "yue", "gan", "hak", "nan", "lzh"})
_SAMPLES, _SAMPLE_LENGTH = 5, 800
_FEWEST_LETTERS = 12  # below that the identifier guesses: «Москва» is Bulgarian to it
_LEAST_SURE = 0.5
_LETTERS = re.compile(r"[^\W\d_]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")


def language_of(text: str, *, metadata: str | None = None) -> str:
    """The language that a document is written in.

    Args:
        text: the document.
        metadata: what its source says: a tag ("en", "zh-Hans", "RUS") or a name ("Russian"). It is believed.

    Returns:
        The ISO 639-1 code in small letters (639-3 where a language has no shorter one).

    Missing:
        `und` where there is no metadata and the text is too short, has no letters, or could be several languages.

    Example:
        >>> language_of("Отношения с Китаем находятся на подъёме.")
        'ru'
        >>> language_of("", metadata="zh-Hans"), language_of("1996")
        ('zh', 'und')
    """
    return _from_metadata(metadata or "") or _most(_from_text(sample) for sample in _samples(text))


def _from_metadata(metadata: str) -> str:
    tag = metadata.strip().casefold()
    if tag in _NAMES:
        return _NAMES[tag]
    main = re.split(r"[-_]", tag)[0]
    main = _NAMES.get(main, main)
    if main == UNKNOWN or not re.fullmatch(r"[a-z]{2,3}", main):
        return ""
    return "zh" if main in _CHINESE else main


def _samples(text: str) -> Iterator[str]:
    """Pieces from all over the text: its first page may be a title in another language."""
    if len(text) <= _SAMPLES * _SAMPLE_LENGTH:
        yield text
        return
    step = (len(text) - _SAMPLE_LENGTH) // (_SAMPLES - 1)
    for piece in range(_SAMPLES):
        yield text[piece * step : piece * step + _SAMPLE_LENGTH]


def _most(languages: Iterable[str]) -> str:
    """The language of more than half of the samples."""
    counted = Counter(languages)
    language, times = counted.most_common(1)[0]
    return language if 2 * times > counted.total() else UNKNOWN


def _from_text(sample: str) -> str:
    letters = len(_LETTERS.findall(sample))
    if _is_chinese(sample, letters):
        return "zh"
    if letters < _FEWEST_LETTERS:
        return UNKNOWN
    language, sure = _identifier().classify(sample)
    if sure < _LEAST_SURE:
        return UNKNOWN
    return "zh" if language in _CHINESE else str(language)


def _is_chinese(sample: str, letters: int) -> bool:
    """Han characters without kana or hangul; two are enough, since no other language of today is written so."""
    return len(_HAN.findall(sample)) >= max(2, letters // 2) and not _KANA_OR_HANGUL.search(sample)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
