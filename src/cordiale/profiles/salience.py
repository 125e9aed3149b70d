"""How visible the partner is, and what silence about it means: low by absence, or too little to tell (I-6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.codebook import load
from cordiale.model.rules import IdentityRules
from cordiale.model.study import Record, TextMeasure
from cordiale.profiles.draws import Columns, Floats, Ints


def corpus_salience(
    *, words: int, documents: int, mentions: int, names_partners: bool, rules: IdentityRules
) -> str | None:
    """Salience of the partner in an actor's texts: ``absent``, ``low``, ``normal``, or None.

    Args:
        words, documents: size of what was searched. Args mentions: of the partner in it.
        names_partners: whether these are texts of a kind that normally names partners (a major
            annual address does; a statement on one narrow subject does not).
        rules: the floors.

    Missing: None where the partner is below the floor and the corpus is too small, or of a kind
    that does not name partners: silence then says nothing, and the side stays unknown.

    Rule: I-6, A9; OP 6.3 edge case (a).

    Example:
        >>> from cordiale.model.rules import Rules
        >>> rules = Rules.default().identity
        >>> corpus_salience(words=40_000, documents=9, mentions=0, names_partners=True, rules=rules)
        'absent'
        >>> corpus_salience(words=900, documents=1, mentions=0, names_partners=True, rules=rules)
    """
    if words and mentions / words * 10_000 >= rules.salience_floor_per_10k_words:
        return "normal"
    large = words >= rules.corpus_floor_words and documents >= rules.corpus_floor_documents
    if not (large and names_partners):
        return None
    return "low" if mentions else "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Salience:
    """How visible the partner is in the texts of one actor (OP 6.3).

    Args:
        documents, words: searched. Args mentions: of the partner.
        per_10k_words: mentions of the partner in ten thousand words.
        share: of the documents that name the partner, 0 to 1.
        place: median place of the partner in the order in which documents that name it first name other states.
        informative: documents of a kind that normally names partners; silence in the others says nothing.

    Missing:
        ``place`` is None where no document names the partner; ``per_10k_words`` and ``share`` without documents.
    """

    documents: int
    words: int
    mentions: int
    per_10k_words: float | None
    share: float | None
    place: float | None
    informative: int


def salience_of(measures: Sequence[TextMeasure]) -> Salience:
    """How visible the partner is over documents that were searched for it.

    Example:
        >>> found = salience_of([TextMeasure(words=5000, mentions=2, place=3), TextMeasure(words=5000, mentions=0)])
        >>> found.per_10k_words, found.share, found.place
        (2.0, 0.5, 3.0)
    """
    words = sum(one.words for one in measures)
    mentions = sum(one.mentions for one in measures)
    places = [one.place for one in measures if one.place is not None]
    return Salience(
        documents=len(measures),
        words=words,
        mentions=mentions,
        per_10k_words=mentions / words * 10_000 if words else None,
        share=sum(one.mentions > 0 for one in measures) / len(measures) if measures else None,
        place=float(np.median(places)) if places else None,
        informative=sum(one.names_partners for one in measures),
    )


def measured_salience(
    documents: Mapping[str, Sequence[Record]], columns: Columns, rules: IdentityRules
) -> Ints:
    """Salience of the partner in searched texts by column: one value as a bit mask, 0 where silence says nothing.

    The rate is taken over documents as they are weighed in each column; whether the corpus is large enough, and
    of a kind that names partners, hangs on what was searched and not on draws.

    Args:
        documents: one side's identity records by document; those that only tell of a search carry the counts.

    Rule: I-6, A9.
    """
    counted = {name: one.measure for name, of in documents.items() for one in of if one.measure is not None}
    if not counted:
        return np.zeros(columns.count, dtype=np.int64)
    words: Floats = np.zeros(columns.count)
    mentions: Floats = np.zeros(columns.count)
    for name, measure in counted.items():
        words += columns.weight(name) * measure.words
        mentions += columns.weight(name) * measure.mentions
    visible = mentions * 10_000 >= rules.salience_floor_per_10k_words * np.maximum(words, 1e-9)
    telling = [one for one in counted.values() if one.names_partners]
    silent = corpus_salience(
        words=sum(one.words for one in telling),
        documents=len(telling),
        mentions=0,
        names_partners=True,
        rules=rules,
    )
    named = any(one.mentions for one in counted.values())
    values = load().field("salience").values
    where_silent = 0 if silent is None else 1 << values.index("low" if named else "absent")
    return np.where(visible, 1 << values.index("normal"), where_silent)
