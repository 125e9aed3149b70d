"""From documents and codings to records: what a machine found in texts, as the rest of the reading takes it (OP 7).

A coded passage gives one record for each threat, each actor that it relates to the Self, each claim of status, and each
word of support towards a partner. Every document that was searched gives records without codes, which carry what was
counted in it: a document that is silent on something was searched all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cordiale.actors import find
from cordiale.codebook import load
from cordiale.formats.codings import Coding, Other, Status, Threat
from cordiale.formats.dates import DateError, parse_date
from cordiale.model.study import DateSpan, Quote, Record, Source, StudyData, TextMeasure
from cordiale.model.texts import Document, Mention
from cordiale.profiles.genres import USUAL_PARTNERS, names_partners
from cordiale.store.corpus import Corpus, StoredDocument

__all__ = ["CodedPassage", "date_of", "with_texts"]

_DIGITS = 12
"""Of a passage's id that its records carry: 48 bits tell a hundred thousand passages apart, and can be read."""

_AROUND, _AROUND_CHINESE = 180, 70
"""Characters of the document that are shown before and after a passage; a Chinese one says as much as two or three others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedPassage:
    """A passage with its coding. Args start, end: offsets in the text of ``document``."""

    document: str
    start: int
    end: int
    coding: Coding


def with_texts(
    study: StudyData, corpus: Corpus, codings: Iterable[CodedPassage], coder: str
) -> StudyData:
    """The study with the records that a coder's codings of its texts give.

    Args:
        corpus: the study's texts. Args codings: of its passages. Args coder: name of who coded.

    Missing: near-duplicates of another document are kept in the corpus and not counted.

    Rule: OP 7 (passage, document, actor and snapshot; searched documents; missing values).
    """
    found = {
        one.document.id: one for one in corpus.stored(actors=study.actors) if not one.document.duplicate_of
    }
    records: list[Record] = []
    searched: set[str] = set()
    for passage in codings:
        stored = found.get(passage.document)
        if stored is None or passage.coding.failed is not None:
            continue
        searched.add(passage.document)
        records += _claims(stored, passage, study.actors, coder)
    told = [found[name] for name in sorted(searched)]
    silent = list(_searches(told, study.actors, coder))
    known = {source.id for source in study.sources}
    sources = [_source(one.document) for one in told if one.document.id not in known]
    return replace(
        study, records=(*study.records, *records, *silent), sources=(*study.sources, *sources)
    )


# ------------------------------------------------------------------------------ claims in passages


def _claims(
    stored: StoredDocument, passage: CodedPassage, actors: Sequence[str], coder: str
) -> Iterator[Record]:
    """The records that one coded passage gives, each with the words that it rests on."""
    coding, document = passage.coding, stored.document
    if not (coding.threats or coding.others or coding.status or coding.support != "none"):
        return
    base = _base(document, coder)
    for n, threat in enumerate(coding.threats):
        yield from _record(base, stored, passage, f"t{n}", "threat", _threat_codes(coding, threat), item=threat)
    for n, other in enumerate(coding.others):
        partner = _code_of(other.name)
        if partner == document.actor:
            continue
        yield from _record(
            base,
            stored,
            passage,
            f"o{n}",
            "identity",
            _codes(coding, "others", other) | {"other_named": (other.name,)},
            item=other,
            partner=partner if partner in actors else "",
        )
    for n, claim in enumerate(coding.status):
        yield from _status_record(base, stored, passage, n, claim)
    if coding.support != "none" and coding.answers("support"):
        for partner in _partners_named(stored, passage, actors):
            codes = {"support": (coding.support,)}
            yield from _record(
                base, stored, passage, f"support-{partner}", "support", codes, partner=partner
            )


def _base(document: Document, coder: str) -> Record:
    """What all records of a document have alike."""
    return Record(
        id="",
        record="",
        actor=document.actor,
        original_actor=document.original_actor,
        voice=document.voice,
        speaker=document.speaker,
        speaker_role=document.speaker_role,
        audience=document.audience,
        genre=document.genre,
        language=document.language,
        date=date_of(document.date),
        date_text=document.date,
        source_id=document.id,
        dimension="",
        codes={},
        coder=coder,
        machine=True,
    )


def _record(
    base: Record,
    stored: StoredDocument,
    passage: CodedPassage,
    place: str,
    dimension: str,
    codes: Mapping[str, tuple[str, ...]],
    *,
    item: Threat | Other | Status | None = None,
    partner: str = "",
    formulaic: bool | None = None,
) -> Iterator[Record]:
    if not codes:
        return
    text = stored.document.text
    words = text[passage.start : passage.end]
    span = item.span if item else None
    around = _AROUND_CHINESE if stored.document.language == "zh" else _AROUND
    yield replace(
        base,
        id=f"{passage.coding.id[:_DIGITS]}.{place}",
        record=passage.coding.id,
        partner=partner,
        dimension=dimension,
        codes=codes,
        formulaic=formulaic,
        paraphrase=words,
        confidence=item.p if item else passage.coding.confidence,
        quote=Quote(
            document=stored.document.id,
            title=stored.document.title,
            passage=passage.coding.id,
            text=words,
            before=text[max(0, passage.start - around) : passage.start],
            after=text[passage.end : passage.end + around],
            start=passage.start,
            end=passage.end,
            marked=(span,) if span else (),
        ),
    )


def _threat_codes(coding: Coding, threat: Threat) -> dict[str, tuple[str, ...]]:
    codes = _codes(coding, "threats", threat)
    return codes | {"source": (threat.source,)} if threat.source else codes


def _status_record(
    base: Record, stored: StoredDocument, passage: CodedPassage, number: int, claim: Status
) -> Iterator[Record]:
    """A claim of rank or role: towards an actor, or before the world and so of autonomy in general (CONTRACTS 5)."""
    partner = "" if claim.toward == "world" else _code_of(claim.toward)
    if (claim.toward != "world" and not partner) or partner == base.actor:
        return
    codes = _codes(passage.coding, "status", claim)
    if "autonomy" in codes:
        codes["autonomy_toward"] = ("partner" if partner else "general",)
    yield from _record(
        base,
        stored,
        passage,
        f"s{number}",
        "status",
        codes,
        item=claim,
        partner=partner,
        formulaic=claim.formulaic,
    )


def _codes(coding: Coding, part: str, item: Threat | Other | Status) -> dict[str, tuple[str, ...]]:
    """The codes of one object by OP's names; what the coder does not answer is not coded.

    A claim of status that speaks of one thing (a rank) does not say that there is no other (a role): its ``none`` is not
    coded, lest claims about ranks outvote the one about a role (A20).
    """
    found: dict[str, tuple[str, ...]] = {}
    for key in _KEYS[part]:
        value = getattr(item, key)
        if coding.answers(f"{part}.{key}") and not (part == "status" and value == "none"):
            coded = load().from_protocol(f"{part}.{key}", value)
            if coded is not None:
                found[coded[0]] = (coded[1],)
    return found


_KEYS = {
    "threats": ("family", "magnitude", "urgency", "hedge"),
    "others": ("othering", "role", "basis", "valence", "trust"),
    "status": ("own_rank", "role", "autonomy", "recognition"),
}


def _partners_named(
    stored: StoredDocument, passage: CodedPassage, actors: Sequence[str]
) -> list[str]:
    """Actors of the study whom a passage names: towards whom its words of support go."""
    named = {
        mention.actor
        for mention in stored.mentions
        if passage.start <= mention.start and mention.end <= passage.end
    }
    return sorted(named & set(actors) - {stored.document.actor})


@lru_cache(maxsize=10_000)
def _code_of(name: str) -> str:
    actor = find(name) if name else None
    return (actor.successor or actor.code) if actor else ""


@lru_cache(maxsize=10_000)
def date_of(text: str) -> DateSpan | None:
    """A document's date as a span of days; None where it has none, or none that can be read."""
    try:
        return parse_date(text)
    except DateError:
        return None


# ---------------------------------------------------------------------------- documents searched


def _searches(found: Sequence[StoredDocument], actors: Sequence[str], coder: str) -> Iterator[Record]:
    """For each document that was searched, what was counted in it towards each partner."""
    telling = _telling_genres(found)
    for one in found:
        document = one.document
        base = replace(_base(document, coder), record=document.id)
        first = _first_places(one.mentions, document.actor)
        counts = _counted(one.mentions)
        for partner in ("", *(actor for actor in actors if actor != document.actor)):
            measure = TextMeasure(
                words=one.words,
                mentions=counts[partner],
                place=first.get(partner),
                names_partners=(document.actor, document.genre) in telling,
            )
            for dimension in ("identity", "status") if partner else ("threat",):
                name = f"{document.id}.searched.{dimension}" + (f".{partner}" if partner else "")
                yield replace(base, id=name, dimension=dimension, partner=partner, measure=measure)


def _counted(mentions: Iterable[Mention]) -> defaultdict[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for mention in mentions:
        counts[mention.actor] += not mention.doubtful
    return counts


def _first_places(mentions: Iterable[Mention], speaker: str) -> dict[str, int]:
    """The place of each other actor in the order in which a document first names them, from 1 (OP 6.3, edge case b)."""
    order: dict[str, int] = {}
    for mention in mentions:
        if not mention.doubtful and mention.actor != speaker:
            order.setdefault(mention.actor, len(order) + 1)
    return order


def _telling_genres(found: Sequence[StoredDocument]) -> set[tuple[str, str]]:
    """By actor, the genres that normally name partners: in half of their documents some usual partner (I-6)."""
    named_in: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    genres: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in found:
        speaker = one.document.actor
        genres[speaker, one.document.genre].append(one.document.id)
        for other in filter(is_state, _first_places(one.mentions, speaker)):
            named_in[speaker][other].add(one.document.id)
    telling = set()
    for (speaker, genre), documents in genres.items():
        usual = sorted(named_in[speaker].values(), key=len, reverse=True)[:USUAL_PARTNERS]
        naming = set().union(*usual) & set(documents)
        if names_partners(genre, len(naming) / len(documents)):
            telling.add((speaker, genre))
    return telling


@lru_cache(maxsize=1_000)
def is_state(code: str) -> bool:
    """Whether a code is a state's: partners are states, and a world organisation is none."""
    actor = find(code)
    return actor is not None and actor.kind != "group"


def _source(document: Document) -> Source:
    """The document as a source that the report can cite."""
    return Source(
        id=document.id,
        author=document.speaker,
        title=document.title,
        container=document.dataset,
        date=document.date,
        url=document.url,
    )
