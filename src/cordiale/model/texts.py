"""What was said and what is judged: documents, their passages, the actors they name, and what a coder is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One official text of one actor, as a study keeps it.

    Args:
        id: unique in the study: the source's own id where it has one, else a hash of actor and text.
        actor: code that keys the rules. Args original_actor: code as it was in its day ("SUN").
        text: the cleaned text; every offset of a passage or mention counts its characters.
        date: ISO 8601 at the precision known; empty where unknown.
        language: ISO 639-1; ``und`` where it can't be told.
        title, speaker, speaker_role, audience, genre, url, dataset, license: as far as the source gives them.
        voice: official, semi_official, state_media, expert (OP 6.1).
        own: spans of the text that are the actor's own words, in order; the rest is context that is kept and not judged.
        duplicate_of: id of a document of the same actor that says nearly the same; empty where there is none.
        source: file, and row or member in it, where the text was read.
        original: the text before cleaning; None where cleaning changed nothing.
        edits: pairs (offset in the text, offset in the original) from which the two run in step.

    Missing:
        ``own`` None: all of it is the actor's own.
    """

    id: str
    actor: str
    original_actor: str
    text: str
    date: str = ""
    language: str = "und"
    title: str = ""
    speaker: str = ""
    speaker_role: str = ""
    voice: str = "official"
    audience: str = ""
    genre: str = ""
    url: str = ""
    dataset: str = ""
    license: str = ""
    own: tuple[tuple[int, int], ...] | None = None
    duplicate_of: str = ""
    source: str = ""
    original: str | None = None
    edits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One to three sentences of a document, by offsets into its text.

    Args:
        id: hash of the document's text and of the offsets: the same in every study (CONTRACTS 5).
        doc_id: the document's id in the study.
        start, end: half-open span in the document's text, in characters.
        text: the words themselves, `document_text[start:end]` to the letter.
        language: ISO 639-1 of the document; `und` where it can't be told.
        number: place in the document, from 0: neighbours differ by one.
        paragraph: place of its paragraph in the document, from 0.
        sentences: how many sentences it holds.
    """

    id: str
    doc_id: str
    start: int
    end: int
    text: str
    language: str
    number: int
    paragraph: int
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in a text that names an actor.

    Args:
        start, end: half-open span in characters.
        actor: code that keys the rules: a former state's successor, if there is one ("USSR": `RUS`).
        original_actor: code of the actor named ("USSR": `SUN`).
        form: the words, `text[start:end]`.
        kind: `state` or `bloc` (its name), `adjective` ("Chinese", 中 in 中俄), `people` ("the Chinese people", "Russians"),
            `capital` ("Moscow"), `government` ("the Kremlin", "the Chinese Government") or `side` ("the Russian side", 俄方).
        doubtful: the words could mean another actor or none ("Korea", "Georgia" beside "Alabama", "Mr. Jordan").
    """

    start: int
    end: int
    actor: str
    original_actor: str
    form: str
    kind: str
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingUnit:
    """A passage as a coder sees it: never the date, the speaker or the title.

    Args:
        id: the passage's id. Args actor: code of the actor who speaks; empty where unknown.
        text: the words to be judged. Args language: ISO 639-1; ``und`` where unknown.
        before, after: the neighbouring passages of the same document, as context; empty where there are none.
        mentions: actors that the text names, by offsets into ``text``.
        kept: keys of the passage's line that travel along unread (``doc_id``, ``date`` …).
    """

    id: str
    actor: str
    text: str
    language: str = "und"
    before: str = ""
    after: str = ""
    mentions: tuple[Mention, ...] = ()
    kept: Mapping[str, Any] = field(default_factory=dict)
