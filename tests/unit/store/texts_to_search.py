"""A few texts in English, Russian and Chinese, written for tests of search, in a study on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cordiale.model.texts import Document
from cordiale.passages import passages
from cordiale.store.corpus import StoredDocument, append

TEXTS = {
    "rus-2001": (
        "RUS", "RUS", "2001-06-16", "ru",
        "Мы против развёртывания ПРО. Ещё раз: противоракетная оборона подрывает доверие.\n"
        "Российско-китайский договор укрепляет мир.",
    ),
    "rus-2007": (
        "RUS", "RUS", "2007-02-10", "en",
        "Missile defence close to our borders worries us. The missile, in defence of nobody, is a threat.\n"
        "We want peace. Peace and peace alone is our aim.",
    ),
    "sun-1985": ("RUS", "SUN", "1985", "en", "Missile defence in space would begin a new arms race."),
    "chn-2011": (
        "CHN", "CHN", "2011", "zh",
        "美国的导弹防御系统影响战略平衡。中国主张和平，其中，国际合作很重要。\n发展中国家反对ＮＡＴＯ东扩。",
    ),
    "civ-2005": ("CIV", "CIV", "", "en", "Côte d'Ivoire wants peace; “don’t wait” is our motto."),
}  # fmt: skip


def stored(names: Iterable[str] = TEXTS) -> list[StoredDocument]:
    """The texts with their passages, one sentence each."""
    found = []
    for name in names:
        actor, original, date, language, text = TEXTS[name]
        document = Document(
            id=name,
            actor=actor,
            original_actor=original,
            date=date,
            language=language,
            text=text,
            title=f"Speech {name}",
        )
        parts = passages(text, name, sentences_per_passage=1, language=language)
        found.append(
            StoredDocument(
                document=document, passages=parts, mentions=(), words=len(text.split()), sketch=b""
            )
        )
    return found


def study_of_texts(folder: Path, names: Iterable[str] = TEXTS) -> Path:
    """A study's folder with the texts in it, added one after the other, each a segment of its own."""
    for one in stored(names):
        append(folder, [one])
    return folder
