"""What a reading gives: levels with their doubt, locations, and the trajectory of a dyad.

These values are what ``trajectory.json`` holds (CONTRACTS 4) and what every table and figure
renders. Nothing in them is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cordiale.model.levels import AlignmentType, Arm, Gate
from cordiale.model.study import OutlookNote, Snapshot

if TYPE_CHECKING:  # a series is made of results
    from cordiale.model.series import DyadSeries

CANNOT_BE_SET_ASIDE = 0.10
"""From this upper probability on a level or location cannot be set aside (OP 7, uncertainty 4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probability:
    """Share of replicates in which something must hold (lower) and may hold (upper), 0 to 1."""

    lower: float
    upper: float

    def __str__(self) -> str:
        low, high = round(self.lower * 100), round(self.upper * 100)
        return f"{low} in 100" if low == high else f"{low} to {high} in 100"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A continuous sub-score: value on the codes as they stand, 5th and 95th percentile of draws.

    ``value`` is None where codes that are missing would decide it.
    """

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """The smallest recode that changes a level.

    Args:
        steps: 1 or 2 records to remove or move one step; None where more than two are needed,
            or where the level is unknown and there is nothing to flip.
        what: the recode in words, or why there is none.
        records: ids of the records touched.
    """

    steps: int | None
    what: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelResult:
    """One condition of one dyad at one snapshot.

    Args:
        level: the level's word; None where it is unknown.
        admissible: levels that cannot be set aside (upper probability of .10 or more; in a
            judgement, the levels its wording allows).
        probability: by level; None in a judgement.
        score: sub-score of the condition; None in a judgement.
        detail: ``routes`` (threat), ``subcodes`` (identity) or ``role_pair`` (status), and what
            else belongs to the condition, by name.
        documents: searched documents by actor.
        evidence: ids of the records behind the level.
        flip: smallest recode that changes the level; None in a judgement.
        notes: discrepancies and remarks.
    """

    level: str | None
    admissible: tuple[str, ...]
    probability: Mapping[str, Probability] | None = None
    score: Score | None = None
    detail: Mapping[str, object] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    flip: Flip | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationShare:
    """In how many replicates a set of maximal types is the location."""

    types: tuple[str, ...]
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A dyad at a snapshot in one arm: gate, levels, what is open, where it is located.

    ``location`` and ``enabled`` are None only where a level is unknown and its completions differ.
    The location is a ceiling: conditions in place for these types, never "is" one (I-32).
    """

    arm: Arm
    gate: Gate
    flags: tuple[str, ...]
    levels: Mapping[str, LevelResult]
    enabled: tuple[AlignmentType, ...] | None
    location: tuple[str, ...] | None
    table1_cell: AlignmentType | None
    open: Mapping[AlignmentType, Probability]
    locations: tuple[LocationShare, ...]
    label_verdict: str
    realised: AlignmentType | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportReading:
    """What one actor expects of, and offers to, the partner (C1, OP 5.2): an output, never an input.

    Args:
        partner: towards whom.
        expectation: low, higher or high; None where unknown. Args admissible: of the expectation.
        probability: by level of expectation.
        willingness: to support the partner, from -1 (refusal) to 1 (commitment).
        doubt: share of documents that voice doubt or distrust.
        documents: documents read. Args evidence: ids of records.
        judged: what a judgement says of the dyad's support, or None.
    """

    partner: str
    expectation: str | None
    admissible: tuple[str, ...]
    probability: Mapping[str, Probability]
    willingness: Score | None
    doubt: float | None
    documents: int
    evidence: tuple[str, ...]
    judged: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationReading:
    """How far one actor will coordinate with the partner (C1, OP 5.2): an output, never an input."""

    partner: str
    willingness: str | None
    admissible: tuple[str, ...]
    probability: Mapping[str, Probability]
    documents: int
    evidence: tuple[str, ...]
    judged: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelReading:
    """What the parties call their relationship, confronted with what conditions allow (CAV-1)."""

    text: str
    type: str | None
    verdict: str
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatRow:
    """How one actor narrates one source of threat at a snapshot; for tables and the threats figure."""

    actor: str
    source: str
    family: str
    leaves: tuple[str, ...]
    magnitude: tuple[int, ...]
    urgency: tuple[int, ...]
    hedged: bool | None
    ranks: bool
    top_tier: bool
    severe_urgent: bool
    documents: int
    share_of_documents: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtheringRow:
    """How one actor relates the partner to its Self at a snapshot.

    ``shares`` gives the share of documents by reading (radical, negative_history, non_radical, we).
    """

    actor: str
    partner: str
    salience: str | None
    shares: Mapping[str, float]
    side_level: tuple[str, ...]
    subcode: str | None
    decides: bool
    constitutive_others: tuple[str, ...]
    documents: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """What one actor claims of its rank towards the partner, and of the partner's rank."""

    actor: str
    partner: str
    own_rank: tuple[str, ...]
    role: tuple[str, ...]
    recognition: tuple[str, ...]
    autonomy: tuple[str, ...]
    superiority_claim: tuple[str, ...]
    refuses_partner: bool | None
    anxiety: tuple[str, ...]
    role_refused: tuple[str, ...]
    formulas_set_aside: int
    documents: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedRecord:
    """What became of a record: in which snapshot and arms it counts, or why it does not."""

    id: str
    snapshot: str
    arms: tuple[str, ...]
    reason: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDoubt:
    """A level with its doubt: point or None, what cannot be set aside, and on what it stands.

    Args:
        standing: levels on the codes as they stand.
    """

    level: str | None
    admissible: tuple[str, ...]
    probability: Mapping[str, Probability]
    standing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReading:
    """One calendar year of a longer window: levels by arm and condition (D-16)."""

    year: int
    levels: Mapping[Arm, Mapping[str, LevelDoubt]]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SnapshotReading:
    """Everything read at one snapshot of one dyad.

    ``years`` are the sub-series of a window that spans several calendar years; empty for others.
    """

    snapshot: Snapshot
    states: Mapping[Arm, State | None]
    support: Mapping[str, SupportReading]
    coordination: Mapping[str, CoordinationReading]
    support_index: Score | None
    label: LabelReading
    threats: tuple[ThreatRow, ...]
    othering: tuple[OtheringRow, ...]
    status: tuple[StatusRow, ...]
    evidence: tuple[str, ...]
    years: tuple[YearReading, ...] = ()

    def __repr__(self) -> str:
        places = {arm: state.location for arm, state in self.states.items() if state is not None}
        said = ", ".join(f"{arm} {'+'.join(types) if types else 'unknown'}" for arm, types in places.items())
        return f"<SnapshotReading {self.snapshot.id}: {said}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A movement between two snapshots (OP 5.1).

    Args:
        event: emerge, deepen, erode, transform_up, transform_down, transform_lateral, decay,
            abandon or label_only.
        dimension: condition or output that moved; empty where the whole location moved.
        pathway: P1 to P12, or empty where the article names none.
        stated: whether the article states the pathway, or the table implies it (I-25).
        arm: from whose words. Args evidence: ids of records behind it.
    """

    event: str
    dimension: str
    pathway: str
    stated: bool
    arm: Arm
    evidence: tuple[str, ...] = ()
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What happened between two snapshots."""

    start: str
    end: str
    interactions: tuple[str, ...]
    context: tuple[str, ...]
    reinterpretations: tuple[str, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """One of two roads to a status rung: mutual equality, or an accepted leader (OP 5.3).

    ``feasible`` is yes, no or unknown; ``because`` says on what words.
    """

    feasible: str
    because: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextType:
    """A type that is not open: what it lacks, by which road, and what speaks for and against.

    ``judgements`` are somebody's words on the conditions it lacks, from the study's outlook.
    """

    type: AlignmentType
    missing: Mapping[str, int]
    roads: Mapping[str, Road]
    pathway: str
    stated: bool
    arm: Arm
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()
    judgements: tuple[OutlookNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One thing the present location rests on: what closes if this condition falls a level."""

    condition: str
    level: str
    falls_to: str
    closes: tuple[AlignmentType, ...]
    then: tuple[str, ...]
    flip: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Trajectory:
    """A dyad followed over its snapshots: the whole result of a run.

    ``judged_by`` is ``article`` where the judgements are those of the article whose theory is applied.
    ``series`` goes from year to year; None for a study without texts that a machine coded.
    """

    study_id: str
    study_title: str
    dyad: tuple[str, str]
    rules: Mapping[str, object]
    seed: int
    software: str
    rules_version: str
    snapshots: tuple[SnapshotReading, ...]
    intervals: tuple[Interval, ...]
    background: tuple[str, ...]
    what_next: tuple[NextType, ...]
    rests_on: tuple[Support, ...]
    used: tuple[UsedRecord, ...]
    judged_by: str = ""
    series: DyadSeries | None = None

    def __repr__(self) -> str:
        named = ", ".join(reading.snapshot.id for reading in self.snapshots)
        return f"<Trajectory {'-'.join(self.dyad)} of {self.study_id!r}: snapshots {named}>"
