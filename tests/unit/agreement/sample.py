"""Codings in English, Russian and Chinese, written for tests of agreement."""

from __future__ import annotations

from typing import Any

from cordiale.formats.codings import Coding, Other, Status, Threat

TEXTS = {
    "en": "We shall defend our friends in India; the arms race endangers us all.",
    "ru": "Китай — наш равный партнёр, и расширение НАТО угрожает нашей безопасности.",
    "zh": "俄罗斯是我们的好邻居，霸权主义威胁世界和平。",
}
ACTORS = {"en": "USA", "ru": "RUS", "zh": "CHN"}


def threat(family: str = "wmd", magnitude: int = 1, urgency: int = 0) -> Threat:
    return Threat(source="a source", family=family, magnitude=magnitude, urgency=urgency, hedge=False)


def other(name: str, othering: str = "non_radical") -> Other:
    return Other(name=name, othering=othering, role="partner", basis="none", valence=0, trust="none")


def status(**codes: Any) -> Status:
    plain = {"toward": "world", "own_rank": "none", "role": "none", "autonomy": "none"}
    return Status(**{**plain, "recognition": "none", "formulaic": False, **codes})


def coding(id: str, *, language: str = "en", document: str | None = None, **codes: Any) -> Coding:
    passage = {"actor": ACTORS[language], "language": language, "text": TEXTS[language]}
    if document is not None:
        passage["doc_id"] = document
    return Coding(id=id, passage=passage, **codes)
