"""Raw texts as documents: who speaks, when, in whose words; or why a text was refused."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cordiale.actors import Actor, all_actors, find, get, nearest
from cordiale.corpus.cleaning import Cleaned, clean
from cordiale.corpus.dates import iso_date
from cordiale.corpus.mapping import FieldSources, folded, path_values
from cordiale.corpus.readers import RawText, Refusal
from cordiale.corpus.speakers import OwnWords, Spans, is_report, own_words, spans_of_column
from cordiale.formats.dates import DateError, parse_date
from cordiale.formats.rows import match_word, near
from cordiale.model.texts import Document

__all__ = ["INSTITUTION", "VOICES_OF_TEXTS", "document", "values_of"]

INSTITUTION = "institution"
"""The role of who speaks where nobody does: a press office tells what the actor said and did."""

VOICES_OF_TEXTS = ("official", "semi_official", "state_media", "expert")

_ID_DIGITS = 16
_ROW = re.compile(r", row \d+$")
_SAYS_OF_ITSELF = (".html", ".htm", ".xhtml", ".pdf", ".docx")
_FOUND_INSIDE = ("title", "author", "date", "language", "url")
_PRESS_OFFICE = re.compile(
    r"press.{0,30}(?:service|office|centre|center)|пресс-служб|新闻局|新闻处|新闻办", re.IGNORECASE
)
_OTHER_VOICES = (
    ("state_media", re.compile(r"state[_ ]media|news agency|\b(?:xinhua|tass|ria novosti|sputnik|cctv|cgtn)\b|新华社|ТАСС", re.I)),
    ("expert", re.compile(r"\b(?:expert|scholar|think[ -]tank|analyst|researcher|professor)s?\b|эксперт|专家|学者", re.I)),
)  # fmt: skip
_JOINT = re.compile(r"\bjoint\b|совместн|联合", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[;|/]\s*|\s+(?:and|и|和)\s+")


class _RefusedError(Exception):
    """Why a text is refused; never leaves this module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of a document: the whole text, cleaned, and which part of it the actor says."""

    whole: str
    cleaned: Cleaned
    own: Spans | None
    speaker: str = ""
    labelled: bool = False


def document(
    raw: RawText, sources: FieldSources, beside: Mapping[str, str] | None = None
) -> Document | Refusal:
    """A raw text as a document.

    Args:
        raw: as a reader gives it. Args sources: which columns and parts of names give which field.
        beside: what a table beside the files says of it, by folded column; it goes before what the file says.

    Returns:
        A document whose ``language`` is as the source says (``und`` where it says nothing), with the actor's code of today, the
        date in ISO 8601, and the spans of the actor's own words. A refusal where the actor is not known or not told, the date is
        none, no words are left, or several people speak and none can be told to speak for the actor.

    Example:
        >>> raw = RawText(text="We value  peace.", where="a/RUS_52_1997.txt", file="RUS_52_1997.txt")
        >>> found = document(raw, FieldSources())
        >>> found.actor, found.date, found.text
        ('RUS', '1997', 'We value peace.')
    """
    try:
        return _document(raw, sources, values_of(raw, beside or {}))
    except _RefusedError as error:
        return Refusal(file=raw.where, why=str(error))


def values_of(raw: RawText, beside: Mapping[str, str]) -> dict[str, str]:
    """All that a text carries, by folded name: its columns, its path, what stands in the file, what a table says of it."""
    is_row = _ROW.search(raw.where) is not None
    values = {} if is_row else path_values(raw.where)
    inside = not is_row and PurePosixPath(raw.file).suffix.casefold() in _SAYS_OF_ITSELF
    for name, value in raw.metadata.items():
        key = folded(name)
        key = f"found.{key}" if inside and key in _FOUND_INSIDE else key
        if value and (key not in values or not values[key]):
            values[key] = value
    return values | {key: value for key, value in beside.items() if value}


def _document(raw: RawText, sources: FieldSources, values: Mapping[str, str]) -> Document:
    said = {name: sources.value(name, values) for name in _PLAIN}
    date = _date(sources.value("date", values))
    actor, original = _actors(sources.value("actor", values), sources.value("original_actor", values), date)
    names = [name for name in (actor.name_en, actor.name_ru, actor.name_zh, *actor.aliases) if len(name) > 2]
    words = _words(
        raw, sources, values, [*_SEVERAL.split(said["speaker"]), said["speaker_role"]], said["title"], names
    )
    if words.own == ():
        raise _RefusedError(_nobodys(actor))
    text = words.cleaned.text
    speaker, role = _speaker(said, words)
    changed = text != words.whole
    return Document(
        id=said["id"] or _id(_seat(actor), text),
        actor=_seat(actor),
        original_actor=original,
        text=text,
        date=date,
        language=sources.value("language", values) or "und",
        title=said["title"],
        speaker=speaker,
        speaker_role=role,
        voice=_voice(said["voice"], f"{said['speaker_role']} {said['genre']}"),
        audience=said["audience"],
        genre=said["genre"],
        url=said["url"],
        dataset=said["dataset"],
        license=said["license"],
        own=words.own,
        source=raw.where,
        original=words.whole if changed else None,
        edits=words.cleaned.edits if changed else (),
    )


_PLAIN = ("id", "title", "speaker", "speaker_role", "voice", "audience", "genre", "url", "dataset", "license")


def _id(actor: str, text: str) -> str:
    """An id for a text whose source gives none: the same wherever the same actor says the same."""
    return hashlib.sha256(f"{actor}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def _date(said: str) -> str:
    try:
        return iso_date(said)
    except DateError as error:
        cure = "" if "write the one" in error.reason else "; write it as 2001-09-12, 2001-09 or 2001"
        raise _RefusedError(
            f"the date: {error.reason}{cure}, or name another column: --map date=COLUMN"
        ) from None


def _actors(said: str, original: str, date: str) -> tuple[Actor, str]:
    """Who speaks, and the code of the state as it was in its day."""
    if not said:
        raise _RefusedError(
            "nothing says who speaks; give --actor CODE, or name the column: --map actor=COLUMN"
        )
    actor = _known(said)
    if (
        actor.kind == "former_state"
        and date
        and actor.end
        and parse_date(date).first.isoformat() > _day(actor.end)
    ):
        heir = f"; today's code is {actor.successor}" if actor.successor else ""
        raise _RefusedError(
            f"the actor {said!r} ended in {actor.end[:4]}, before {date}{heir}; mend one of the two"
        )
    if original:
        return actor, _known(original).code
    return actor, _as_it_was(actor, date)


def _known(said: str) -> Actor:
    actor = find(said) or (_by_number(int(said)) if said.isdecimal() and len(said) < 5 else None)
    if actor is None:
        close = nearest(said, n=1)
        hint = f"; did you mean {close[0]} ({get(close[0]).name()})?" if close else ""
        raise _RefusedError(
            f"the actor {said[:60]!r} is not known{hint}; mend it, or give --actor CODE, or another column: --map actor=COLUMN"
        )
    return actor


def _by_number(number: int) -> Actor | None:
    """The state with a number of the Correlates of War."""
    return next((actor for actor in all_actors() if actor.cow == number and actor.kind == "state"), None)


def _as_it_was(actor: Actor, date: str) -> str:
    """The former state that an actor was on a day: Russia in 1985 was the Soviet Union."""
    if not date:
        return actor.code
    day = parse_date(date).first.isoformat()
    for former in all_actors():
        if former.end and _seat(former) == actor.code and former.start <= day <= _day(former.end):
            return former.code
    return actor.code


def _seat(actor: Actor) -> str:
    """The code of today for whose seat a former state held: the Soviet Union's is Russia's.

    A former state whose successor stood beside it keeps its own: what East Germany said in 1980 is no word of Germany's.
    """
    if actor.successor and get(actor.successor).cow == actor.cow:
        return actor.successor
    return actor.code


def _day(end: str) -> str:
    """The last day of a date at any precision, for comparison as text."""
    return parse_date(end).last.isoformat()


def _words(
    raw: RawText,
    sources: FieldSources,
    values: Mapping[str, str],
    speakers: Sequence[str],
    title: str,
    names: Sequence[str],
) -> _Words:
    """The text and who of it is the actor's: as a column has it, else as labels tell."""
    columns = [value for _, value in sources.filled("text", values)] or [raw.text]
    if len(columns) > 1:
        whole = clean(columns[1])
        own = spans_of_column(whole.text, clean(columns[0]).text)
        if own:
            return _Words(whole=columns[1], cleaned=whole, own=own, labelled=True)
        return _Words(whole=columns[0], cleaned=_with_words(columns[0]), own=None, labelled=True)
    cleaned = _with_words(columns[0])
    people = [name for name in speakers if name and not _PRESS_OFFICE.search(name)]
    found: OwnWords | None = own_words(cleaned.text, people, context=title, actor_names=names)
    if found is None:
        return _Words(whole=columns[0], cleaned=cleaned, own=None)
    return _Words(whole=columns[0], cleaned=cleaned, own=found.spans, speaker=found.speaker, labelled=True)


def _with_words(text: str) -> Cleaned:
    cleaned = clean(text)
    if not any(one.isalpha() for one in cleaned.text):
        raise _RefusedError("it holds no words; delete it, or name the column that does: --map text=COLUMN")
    return cleaned


def _speaker(said: Mapping[str, str], words: _Words) -> tuple[str, str]:
    """Who speaks, and in what role: a press office's transcript has a speaker, its report has none."""
    speaker, role = said["speaker"], said["speaker_role"]
    from_office = _PRESS_OFFICE.search(f"{speaker}\n{role}") is not None
    if words.labelled:
        return (words.speaker, "") if from_office and words.speaker else (speaker or words.speaker, role)
    is_joint = _JOINT.search(f"{said['title']}\n{said['genre']}") is not None
    if from_office or (not is_joint and is_report(words.cleaned.text)):
        return speaker, INSTITUTION
    return speaker, role


def _voice(said: str, office: str) -> str:
    if said:
        voice = match_word(said, VOICES_OF_TEXTS)
        if voice is None:
            close = near(said, VOICES_OF_TEXTS)
            hint = f"; did you mean {close}?" if close else ""
            raise _RefusedError(f"the voice {said[:60]!r} is not one of {', '.join(VOICES_OF_TEXTS)}{hint}")
        return voice
    return next((voice for voice, pattern in _OTHER_VOICES if pattern.search(office)), "official")


def _nobodys(actor: Actor) -> str:
    return (
        f"several people speak in it, and nothing tells who of them speaks for {actor.code}; name the speaker: a column or part of "
        "the file name (--map speaker=NAME), or a table of files (--sidecar TABLE)"
    )
