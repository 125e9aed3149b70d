"""Coders for tests of runs, in a module of their own so that other processes can import them; and a study with texts."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cordiale.formats.codings import Coding, Threat
from cordiale.model.texts import CodingUnit, Document, Mention, Passage
from cordiale.passages import passage_id
from cordiale.store.corpus import StoredDocument, append

STUDY = """cordiale = 1
title = "Test"
actors = ["CHN", "RUS"]
[[snapshots]]
id = "2011"
start = "2011-01-01"
end = "2011-12-31"
"""


@dataclass(frozen=True)
class WordCoder:
    """Finds a threat where the text says "threat".

    Args:
        seconds: slept a passage. Args wrong: word at which it answers outside of the protocol.
        raises: word at which it raises. Args dies: word at which its process ends.
        log: a file that gets a line a passage, as it is coded.
    """

    seconds: float = 0.0
    raises: str = "\0"
    wrong: str = "\0"
    dies: str = "\0"
    log: str = ""
    name: str = "words"
    fields: tuple[str, ...] = ("threats",)
    languages: tuple[str, ...] = ("en",)
    identity: Mapping[str, str] = field(default_factory=lambda: {"version": "1"})

    def code(self, units: Sequence[CodingUnit]) -> tuple[Coding, ...]:
        return tuple(self._coded(unit) for unit in units)

    def _coded(self, unit: CodingUnit) -> Coding:
        time.sleep(self.seconds)
        if self.dies in unit.text:
            os._exit(9)
        if self.raises in unit.text:
            raise RuntimeError(f"cannot read {self.raises!r}")
        if self.log:
            with Path(self.log).open("a", encoding="utf-8") as stream:
                stream.write(f"{unit.id}\n")
        at = unit.text.find("threat")
        if at < 0:
            return Coding(id=unit.id, confidence=0.5)
        threat = Threat(
            source='terror «ж» "q"',
            family="nonsense" if self.wrong in unit.text else "terrorism_extremism",
            magnitude=2,
            urgency=0,
            hedge=False,
            p=0.1,
            span=(at, at + 6),
            quote="threat",
        )
        return Coding(id=unit.id, threats=(threat,), confidence=0.7, probabilities={"threats": [0.1, 0.9]})


def stored(doc_id: str, sentences: Sequence[str], *, actor: str = "RUS", **more: object) -> StoredDocument:
    """A document whose passages are its sentences, one each."""
    text = " ".join(sentences)
    passages, start = [], 0
    for number, sentence in enumerate(sentences):
        end = start + len(sentence)
        passage = Passage(
            id=passage_id(text, start, end), doc_id=doc_id, start=start, end=end, text=sentence, language="en",
            number=number, paragraph=0, sentences=1,
        )  # fmt: skip
        passages.append(passage)
        start = end + 1
    named = tuple(
        Mention(
            start=at,
            end=at + 5,
            actor="CHN",
            original_actor="CHN",
            form="China",
            kind="state",
            doubtful=False,
        )
        for at in [text.find("China")]
        if at >= 0
    )
    values = {"original_actor": actor, "language": "en", "date": "2011-05-01"} | more
    document = Document(id=doc_id, actor=actor, text=text, **values)  # type: ignore[arg-type]
    words = len(text.split())
    return StoredDocument(
        document=document, passages=tuple(passages), mentions=named, words=words, sketch=doc_id.encode()
    )


def speeches(documents: int, passages: int) -> list[StoredDocument]:
    """Documents in an order that is not that of their ids."""
    return [
        stored(
            f"d{documents - number:04d}",
            [
                f"Speech {number} sees a threat no. {k}." if k % 3 == 0 else f"Speech {number}, China {k}."
                for k in range(passages)
            ],
            actor="CHN" if number % 2 else "RUS",
        )
        for number in range(documents)
    ]


def study(folder: Path, documents: int = 6, passages: int = 40) -> Path:
    """A study with texts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    append(folder, speeches(documents, passages), settings={"sentences_per_passage": 1})
    return folder


if __name__ == "__main__":  # coding_doubles.py STUDY SECONDS WORKERS LOG: a run that a test can kill
    from cordiale.project.coding_run import code_study

    code_study(
        Path(sys.argv[1]), WordCoder(seconds=float(sys.argv[2]), log=sys.argv[4]), workers=int(sys.argv[3])
    )
