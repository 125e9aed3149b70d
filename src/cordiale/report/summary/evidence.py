"""The evidence in words: every record with its speaker, source, codes, flags and what it carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from cordiale.model.results import UsedRecord
from cordiale.model.study import Quote, Record, Source, SourceStatus
from cordiale.report.anchors import evidence_anchor, source_anchor
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.grammar import and_list, figure, listed
from cordiale.report.words.wording import ARM_NAMES, actor_name, plain_words

__all__ = ["Citation", "EvidenceRecord", "Link", "citation", "evidence_links", "evidence_record", "short_citation", "web_address"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead to an address."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source as it is cited. Args href: its address on the web, or empty."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePart:
    """A piece of a quoted passage; `marked` where a code rests on it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPassage:
    """The passage behind a machine's codes, in its document.

    Args:
        parts: the passage's words, piece by piece. Args before, after: what stands around it.
        language: ISO 639-1 of the words, for screen readers and fonts. Args spoken: the same in words.
    """

    parts: tuple[QuotePart, ...]
    before: str
    after: str
    language: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    """One record, ready to be shown; `levels` lead to the lists that name it, `quote` is there for words of a text."""

    anchor: str
    id: str
    snapshot: str
    actor: str
    dimension: str
    speaker: str
    voice: str
    date: str
    paraphrase: str
    source: Citation | None
    codes: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    counts: str
    note: str
    levels: tuple[Link, ...]
    quote: QuotedPassage | None = None


_DOI = re.compile(r"10\.\d{4,9}/\S+\Z")


def web_address(url: str) -> str:
    """The address, if it is one of the web that a page may link to; else empty.

    Example:
        >>> web_address("https://example.org/a?b=1"), web_address("javascript:alert(1)")
        ('https://example.org/a?b=1', '')
    """
    text = url.strip()
    if not text.isprintable() or any(character.isspace() or character in "\"'<>\\`" for character in text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme.lower() in ("http", "https") and parts.hostname else ""


# What is said of a source that cannot be relied on: beside its citation, and as a flag of a record.
_DOUBTS = (SourceStatus.DOUBTFUL, SourceStatus.INVALID)
_SOURCE_DOUBTS = Entries("evidence.source.{}", _DOUBTS)
_FLAG_DOUBTS = Entries("evidence.flag.{}", _DOUBTS)


def citation(source: Source, locator: str = "") -> Citation:
    """A source in words, with its link and what is doubtful about it.

    Missing: what is not known of the source is left out; a bare id stands for itself.
    """
    title = say("evidence.source.title", title=source.title) if source.title else ""
    parts = [part for part in (source.author, title, source.container, source.date, locator) if part]
    doi = source.doi.strip().removeprefix("https://doi.org/")
    href = web_address(source.url) or (f"https://doi.org/{doi}" if _DOI.match(doi) else "")
    remarks = []
    if source.footnote:
        remarks.append(say("evidence.source.footnote", numbers=listed("comma", source.footnote.split("|"))))
    if source.status in _DOUBTS:
        remarks.append(_SOURCE_DOUBTS[source.status])
    if source.note:
        remarks.append(source.note)
    return Citation(text=listed("comma", parts) or source.id, href=web_address(href), note=listed("clauses", remarks))


def short_citation(source: Source) -> Link:
    """A source in a few words, leading to where the page lists it in full.

    Example:
        >>> short_citation(Source(id="S1", author="Blank, Stephen; Gabuev, Alexander", date="2023-04")).text
        'Blank and Gabuev 2023'
    """
    surnames = [name.split(",")[0].strip() for name in source.author.split(";") if name.strip()]
    several = len(surnames) > 2
    who = say("evidence.short.several", first=surnames[0]) if several else and_list(surnames) or source.title or source.id
    year = source.date[:4]
    text = say("evidence.short.dated", who=who, year=year) if year.isdigit() else who.rstrip()
    return Link(text=text, href=f"#{source_anchor(source.id)}")


def evidence_links(ids: Iterable[str]) -> tuple[Link, ...]:
    """Links to records, in the order given."""
    return tuple(Link(text=record_id, href=f"#{evidence_anchor(record_id)}") for record_id in ids)


def evidence_record(
    record: Record, used: UsedRecord | None, sources: Mapping[str, Source], levels: Iterable[Link]
) -> EvidenceRecord:
    """A record ready to be shown.

    Args:
        record: as entered. Args used: what became of it, None where nobody says.
        sources: by id. Args levels: links to the lists that name the record.
    """
    source = sources.get(record.source_id)
    bare = listed("comma", [part for part in (record.source_id, record.locator) if part])
    cited = citation(source, record.locator) if source else Citation(text=bare) if bare else None
    return EvidenceRecord(
        anchor=evidence_anchor(record.id),
        id=record.id,
        snapshot=(used.snapshot if used else "") or record.snapshot,
        actor=_actor_words(record),
        dimension=plain_words(record.dimension),
        speaker=_speaker_words(record),
        voice=plain_words(record.voice),
        date=(record.date.text if record.date else "") or record.date_text or say("evidence.record.no_date"),
        paraphrase=record.paraphrase,
        source=cited,
        codes=tuple(
            (plain_words(name), listed("either", [plain_words(value) for value in values]))
            for name, values in record.codes.items()
        ),
        flags=_flags(record, used, source),
        counts=_counts(used),
        note=record.note,
        levels=tuple(levels),
        quote=_quoted(record.quote, record.language) if record.quote else None,
    )


_LANGUAGES = Entries("evidence.language.{}", ("en", "ru", "zh"))


def _quoted(quote: Quote, language: str) -> QuotedPassage:
    """A passage cut where its marked words begin and end; overlapping marks count as one."""
    edges = sorted({0, len(quote.text), *(edge for span in quote.marked for edge in span)})
    parts = tuple(
        QuotePart(text=quote.text[start:end], marked=any(a <= start and end <= b for a, b in quote.marked))
        for start, end in pairwise(edges)
    )
    return QuotedPassage(
        parts=parts,
        before=quote.before,
        after=quote.after,
        language=language,
        spoken=_LANGUAGES[language] if language in ("en", "ru", "zh") else language,
    )


def _actor_words(record: Record) -> str:
    """Who speaks, by which former name it was entered, and of whom."""
    actor = actor_name(record.actor)
    if record.original_actor not in ("", record.actor):
        actor = say("evidence.record.entered_as", actor=actor, original=record.original_actor)
    if record.partner:
        actor = say("evidence.record.on_partner", actor=actor, partner=actor_name(record.partner))
    return actor


def _speaker_words(record: Record) -> str:
    role = plain_words(record.speaker_role)
    if record.speaker and role:
        return say("evidence.record.speaker", speaker=record.speaker, role=role)
    return record.speaker or role


def _flags(record: Record, used: UsedRecord | None, source: Source | None) -> tuple[str, ...]:
    flags = [plain_words(flag) for flag in used.flags] if used else []
    if record.formulaic:
        flags.append(say("evidence.flag.formulaic"))
    if source and source.status in _DOUBTS:
        flags.append(_FLAG_DOUBTS[source.status])
    if record.confidence is not None:
        flags.append(say("evidence.flag.confidence", confidence=figure(record.confidence, "g")))
    return tuple(dict.fromkeys(flags))


def _counts(used: UsedRecord | None) -> str:
    """In which arms a record counts, or why in none."""
    if used is None:
        return ""
    reason = plain_words(used.reason)
    arms = and_list([ARM_NAMES[arm] for arm in used.arms])
    if arms and reason:
        return say("evidence.counts.some_because", arms=arms, reason=reason)
    if arms:
        return say("evidence.counts.some", arms=arms)
    return say("evidence.counts.none_because", reason=reason) if reason else say("evidence.counts.none")
