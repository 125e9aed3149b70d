"""How visible partners are in each other's texts, beside whom each names usually and how often others name them (OP 6.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cordiale.model.study import DateSpan, SalienceRow, StudyData
from cordiale.profiles.genres import USUAL_PARTNERS
from cordiale.profiles.salience import salience_of
from cordiale.project.text_records import date_of, is_state
from cordiale.store.corpus import Corpus

__all__ = ["salience_rows"]


@dataclass(frozen=True, slots=True)
class _Text:
    """A document as far as counting needs it. Args named: mentions by actor."""

    actor: str
    date: DateSpan
    words: int
    named: Mapping[str, int]


def salience_rows(study: StudyData, corpus: Corpus) -> tuple[SalienceRow, ...]:
    """For each snapshot and direction of each dyad, how visible the partner is in the actor's texts.

    Beside it stand the states that the actor names most, its usual partners, and how often strangers (the other actors
    whose texts the study keeps) name the partner: what is usual tells what is silence.

    Args:
        study: with the records of its texts. Args corpus: its texts, of all actors.
    """
    measures = {
        (record.source_id, record.partner): record.measure
        for record in study.records
        if record.measure is not None and record.dimension == "identity"
    }
    every = _texts(corpus)
    rows = []
    for snapshot in study.snapshots:
        texts = {
            name: text for name, text in every.items() if text.date.within(snapshot.start, snapshot.end)
        }
        for actor, partner in (side for dyad in study.dyads for side in (dyad, dyad[::-1])):
            own = {name: text for name, text in texts.items() if text.actor == actor}
            counted = [one for name in own if (one := measures.get((name, partner))) is not None]
            found = salience_of(counted)
            strangers = [text for text in texts.values() if text.actor not in (actor, partner)]
            named = Counter[str]()
            for text in own.values():
                named.update(text.named)
            named.pop(actor, None)
            order = sorted(filter(is_state, named), key=lambda code: (-named[code], code))
            rows.append(
                SalienceRow(
                    snapshot=snapshot.id,
                    actor=actor,
                    partner=partner,
                    documents=found.documents,
                    words=found.words,
                    mentions=found.mentions,
                    per_10k_words=found.per_10k_words,
                    share_of_documents=found.share,
                    place=found.place,
                    rank=order.index(partner) + 1 if partner in order else None,
                    informative=found.informative,
                    usual=tuple((code, _rate(own.values(), code) or 0.0) for code in order[:USUAL_PARTNERS]),
                    strangers=len({text.actor for text in strangers}),
                    strangers_per_10k_words=_rate(strangers, partner),
                )
            )
    return tuple(rows)


def _texts(corpus: Corpus) -> dict[str, _Text]:
    """The dated documents by id, near-duplicates left out, with whom each names."""
    named: dict[str, dict[str, int]] = {}
    for row in corpus.mention_counts().iter_rows(named=True):
        named.setdefault(row["doc_id"], {})[row["actor"]] = row["mentions"] - row["doubtful"]
    columns = ("id", "actor", "date", "words", "duplicate_of")
    return {
        row["id"]: _Text(row["actor"], when, row["words"], named.get(row["id"], {}))
        for row in corpus.table().select(columns).iter_rows(named=True)
        if not row["duplicate_of"] and (when := date_of(row["date"])) is not None
    }


def _rate(texts: Iterable[_Text], actor: str) -> float | None:
    """Mentions of an actor in ten thousand words; None without words."""
    read: Sequence[_Text] = tuple(texts)
    words = sum(text.words for text in read)
    return sum(text.named.get(actor, 0) for text in read) / words * 10_000 if words else None
