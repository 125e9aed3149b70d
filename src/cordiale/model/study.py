"""What people enter: the tables of a study as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations

from cordiale.model.coder_errors import CoderErrors
from cordiale.model.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A date at the precision in which it is known, as its first and last day.

    Args:
        text: the date as written (``2001-09``, ``2005/2010``, ``2001?``).
        first, last: the days it spans; equal for a single day.
        uncertain: marked ``?``. Args approximate: marked ``~``.
    """

    text: str
    first: date
    last: date
    uncertain: bool = False
    approximate: bool = False

    def within(self, first: date, last: date) -> bool:
        """Whether the date lies wholly between two days."""
        return first <= self.first and self.last <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A window on an ongoing process of aligning (C5)."""

    id: str
    start: date
    end: date
    title: str = ""


class SourceStatus(StrEnum):
    """How far a cited source can be relied on: doubtful counts and is flagged, invalid never counts."""

    OK = "ok"
    DOUBTFUL = "doubtful"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that is cited."""

    id: str
    author: str = ""
    title: str = ""
    container: str = ""
    date: str = ""
    url: str = ""
    doi: str = ""
    footnote: str = ""
    status: SourceStatus = SourceStatus.OK
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words that a code rests on, where they stand in their document.

    Args:
        document: id of the document. Args title: of it.
        passage: id of the passage; with its ``text``, and the text ``before`` and ``after`` it.
        start, end: offsets of the passage in the document's text.
        marked: the words themselves, as half-open spans in ``text``.
    """

    document: str
    title: str = ""
    passage: str = ""
    text: str
    before: str = ""
    after: str = ""
    start: int = 0
    end: int = 0
    marked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMeasure:
    """What was counted in one document that was searched for a partner (OP 6.3, salience).

    Args:
        words: of the document. Args mentions: of the partner in it.
        place: of the partner in the order in which the document first names other states, from 1.
        names_partners: whether it is of a kind that normally names partners (I-6).

    Missing:
        ``place`` is None where the document does not name the partner.
    """

    words: int
    mentions: int
    place: int | None = None
    names_partners: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One claim of one actor on one dimension, as a person or a machine coded it.

    Args:
        id: unique id of the row.
        record: id that rows of one record share; the row's own id where it stands alone.
        actor, partner: codes of the actor table; ``original_actor`` is the code as entered.
        dimension: threat, identity, status, support or coordination.
        codes: field name to the values coded, in codebook order; a field that was not coded has
            no entry. Several values are alternatives of equal share (``a|b``).
        formulaic: boilerplate (I-20). None: not coded.
        machine: whether a machine coded it from a text; ``coder`` then keys its measured errors.
        quote: the words behind a machine's codes.
        measure: on a record without codes that only says: this document was searched, and this was counted in it.
    """

    id: str
    record: str
    actor: str
    original_actor: str
    partner: str = ""
    snapshot: str = ""
    voice: str
    speaker: str = ""
    speaker_role: str = ""
    audience: str = ""
    genre: str = ""
    language: str = ""
    date: DateSpan | None = None
    date_text: str = ""
    source_id: str = ""
    locator: str = ""
    dimension: str
    paraphrase: str = ""
    codes: Mapping[str, tuple[str, ...]]
    formulaic: bool | None = None
    confidence: float | None = None
    coder: str = ""
    note: str = ""
    machine: bool = False
    quote: Quote | None = None
    measure: TextMeasure | None = None

    @property
    def says(self) -> bool:
        """Whether somebody claims something in it; not where it only tells that a document was searched."""
        return self.measure is None

    @property
    def document(self) -> str:
        """Id of the document that the record belongs to: a hand record's source (OP 7)."""
        return self.source_id or self.record


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict that somebody reached: on a condition, or on support or coordination."""

    snapshot: str
    condition: str
    level: str = ""
    admissible: tuple[str, ...] = ()
    wording: str = ""
    where: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfLabel:
    """What the parties call their relationship (CAV-1)."""

    snapshot: str
    date: DateSpan | None = None
    label: str
    type: str = ""
    denied: tuple[str, ...] = ()
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """An event between snapshots through which aligning happens.

    ``cooperative`` is None where the cell is empty: not judged.
    """

    id: str
    date: DateSpan | None = None
    kind: str = ""
    what: str = ""
    figure: str = ""
    unit: str = ""
    parties: tuple[str, ...] = ()
    cooperative: bool | None = None
    source_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextEvent:
    """An outside trigger that is not dyadic (an attack elsewhere, sanctions, an election)."""

    id: str
    date: DateSpan | None = None
    what: str = ""
    source_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinterpretation:
    """Which condition an interaction or outside trigger made an actor re-read, and which way."""

    id: str
    interaction: str
    actor: str
    condition: str
    direction: str
    what: str = ""
    evidence: tuple[str, ...] = ()
    source_id: str = ""


# Parts of usual measures' names that are said by their initials.
_INITIALS = {"gdp", "gni", "usd", "ppp", "cinc"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """A figure on what an actor commands, set beside its claims of rank (ST-14)."""

    actor: str
    date: DateSpan | None = None
    measure: str
    value: float
    unit: str = ""
    source_id: str = ""
    note: str = ""

    @property
    def measure_in_words(self) -> str:
        """The measure as it is said: ``gdp_current_usd`` is "GDP current USD"."""
        return " ".join(part.upper() if part in _INITIALS else part for part in self.measure.split("_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookNote:
    """What somebody judged of a condition's further movement, reproduced beside the model's own (OP 5.3).

    Args:
        condition: threat, identity or status; ``any`` for what bears on all (a change of leadership, P10).
        judgement: in brief ("possible", "less probable soon").
        speaks_for, speaks_against: drivers named. Args where: pointer to the text.
    """

    condition: str
    judgement: str
    speaks_for: str = ""
    speaks_against: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SalienceRow:
    """How visible the partner is in one actor's texts of one snapshot (OP 6.3).

    Args:
        documents, words, mentions: searched, and of the partner in them.
        per_10k_words: mentions in ten thousand words. Args share_of_documents: that name the partner, 0 to 1.
        place: median place of the partner in the order in which documents first name other actors.
        rank: of the partner among all whom the actor names, by mentions, from 1.
        informative: documents of a kind that normally names partners.
        usual: the actors named most, each with its mentions in ten thousand words.
        strangers: how many other actors' texts were compared. Args strangers_per_10k_words: mentions of the partner in them.

    Missing:
        None where there is nothing to count.
    """

    snapshot: str
    actor: str
    partner: str
    documents: int
    words: int
    mentions: int
    per_10k_words: float | None
    share_of_documents: float | None
    place: float | None
    rank: int | None
    informative: int
    usual: tuple[tuple[str, float], ...]
    strangers: int
    strangers_per_10k_words: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyData:
    """A study as entered: who, when, by which rules, and all that was coded or judged.

    Args:
        id: short name (the folder's). Args dyads: pairs to read, each in alphabetical order.
        texts: settings of the texts (coder, sentences a passage). Args errors: of machine coders, by coder and
            language (``dictionary/en``). Args salience: of partners in each other's texts.
    """

    id: str
    title: str
    actors: tuple[str, ...]
    original_actors: tuple[str, ...] = ()
    dyads: tuple[tuple[str, str], ...]
    snapshots: tuple[Snapshot, ...]
    rules: Rules
    sources: tuple[Source, ...] = ()
    records: tuple[Record, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    labels: tuple[SelfLabel, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    context: tuple[ContextEvent, ...] = ()
    reinterpretations: tuple[Reinterpretation, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    judged_by: str = ""
    outlook: tuple[OutlookNote, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, CoderErrors] = field(default_factory=dict)
    salience: tuple[SalienceRow, ...] = ()

    @property
    def has_texts(self) -> bool:
        """Whether some records come from texts that a machine read."""
        return any(record.machine for record in self.records)


def all_dyads(actors: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Every pair of the actors, codes in alphabetical order."""
    return tuple(combinations(sorted(actors), 2))
