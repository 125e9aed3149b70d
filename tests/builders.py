"""Small studies for tests: records and studies in one line each, without files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from cordiale.codebook import load
from cordiale.model.levels import LEVELS, Arm, Condition
from cordiale.model.results import LevelResult, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.model.study import (
    DateSpan,
    Interaction,
    Judgement,
    Record,
    SelfLabel,
    Snapshot,
    Source,
    StudyData,
    all_dyads,
)
from cordiale.profiles.draws import AsTheyStand
from cordiale.profiles.selection import Placement, place_all
from cordiale.project.details import identity_detail, status_detail, threat_detail
from cordiale.project.dyad_levels import levels_in
from cordiale.project.panels import (
    Panel,
    condition_columns,
    identity_sides_of,
    panel,
    status_sides,
    threat_sides,
)
from cordiale.project.pipeline import follow_study

YEAR = 2001
A, B = "BRA", "IND"
"""Two actors that no rule knows: neither stands for a threat-source family."""

FEWER_DRAWS = {"uncertainty.replicates_evidence": 400}


def day(text: str = f"{YEAR}-06-01") -> DateSpan:
    when = date.fromisoformat(text)
    return DateSpan(text=text, first=when, last=when)


_numbers = count()


def record(
    actor: str,
    dimension: str,
    *,
    partner: str | None = None,
    document: str = "",
    voice: str = "official",
    when: str = f"{YEAR}-06-01",
    id: str = "",
    formulaic: bool | None = None,
    genre: str = "speech",
    audience: str = "domestic",
    snapshot: str = "",
    note: str = "",
    **codes: str,
) -> Record:
    """One row of evidence; a document of its own unless one is named. ``a|b`` are alternatives."""
    name = id or f"e{next(_numbers):05}"
    other = B if actor == A else A
    toward = other if partner is None else partner
    book = load()
    return Record(
        id=name,
        record=name,
        actor=actor,
        original_actor=actor,
        partner="" if dimension == "threat" else toward,
        voice=voice,
        dimension=dimension,
        date=day(when),
        source_id=document or f"d-{name}",
        genre=genre,
        audience=audience,
        formulaic=formulaic,
        snapshot=snapshot,
        note=note,
        codes={
            field: tuple(value for value in text.split("|") if value not in book.field(field).not_coded)
            for field, text in codes.items()
            if text not in book.field(field).not_coded
        },
    )


def threat(actor: str, family: str, magnitude: str, urgency: str, **more: str) -> Record:
    return record(
        actor, "threat", source_family=family, magnitude=magnitude, urgency=urgency, **more
    )


def snapshots(*years: int) -> tuple[Snapshot, ...]:
    return tuple(
        Snapshot(id=str(year), start=date(year, 1, 1), end=date(year, 12, 31)) for year in years
    )


def study(
    records: Sequence[Record] = (),
    *,
    years: Sequence[int] = (YEAR,),
    settings: Mapping[str, object] | None = None,
    actors: Sequence[str] = (A, B),
    engaged: Sequence[int] | None = None,
    interactions: Sequence[Interaction] = (),
    judgements: Sequence[Judgement] = (),
    labels: Sequence[SelfLabel] = (),
    sources: Sequence[Source] = (),
) -> StudyData:
    """A study of two actors with one cooperative interaction in each window."""
    met = [
        Interaction(
            id=f"x{year}", date=day(f"{year}-02-01"), kind="treaty", parties=tuple(actors), cooperative=True
        )
        for year in (years if engaged is None else engaged)
    ]
    return StudyData(
        id="small",
        title="A small study",
        actors=tuple(actors),
        dyads=all_dyads(tuple(actors)),
        snapshots=snapshots(*years),
        rules=Rules.default().changed({**FEWER_DRAWS, **(settings or {})}),
        records=tuple(records),
        interactions=(*met, *interactions),
        judgements=tuple(judgements),
        labels=tuple(labels),
        sources=tuple(sources),
    )


def with_rules(data: StudyData, **settings: object) -> StudyData:
    changes = {key.replace("__", "."): value for key, value in settings.items()}
    return replace(data, rules=data.rules.changed(changes))


def follow(data: StudyData, *, flips: bool = False) -> Trajectory:
    (trajectory,) = follow_study(data, flips=flips)
    return trajectory


def state(data: StudyData, *, at: int = 0, arm: Arm = Arm.COMPUTED, flips: bool = False) -> State:
    found = follow(data, flips=flips).snapshots[at].states[arm]
    assert found is not None
    return found


def level(records: Sequence[Record], condition: str, **settings: object) -> LevelResult:
    """One condition of a one-snapshot study of the records."""
    changes = {key.replace("__", "."): value for key, value in settings.items()}
    return state(study(records, settings=changes)).levels[condition]


def standing(records: Sequence[Record], condition: str, **settings: object) -> list[str]:
    """The levels that the codes as they stand leave: one word where they settle it."""
    words = level(records, condition, **settings).detail["as_they_stand"]
    assert isinstance(words, list)
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One condition on the codes as they stand, without replicates: for tests that need hundreds.

    Args:
        words: levels left open. Args score: its lowest and highest value. Args detail: what stands behind.
    """

    words: list[str]
    score: tuple[float, float]
    detail: dict[str, object]

    @property
    def value(self) -> float | None:
        """The sub-score; None where a missing code would decide it."""
        low, high = self.score
        return low if abs(low - high) < 1e-9 else None


def official_panel(data: StudyData, *, at: int = 0) -> Panel:
    """The records of a study's first dyad that count at a snapshot, for the voices that set levels."""
    placed = place_all(data.records, data.snapshots, data.sources, data.rules)
    return panel(
        placed,
        dyad=data.dyads[0],
        snapshot=data.snapshots[at].id,
        voices=data.rules.voices.levels,
        rules=data.rules,
    )


def glance_at(data: StudyData, condition: str, *, at: int = 0) -> Glance:
    """One condition of a study's first dyad on the codes as they stand."""
    name = Condition(condition)
    here = official_panel(data, at=at)
    found = condition_columns(here, name, AsTheyStand(), data.rules)
    words = [str(one) for one in levels_in(int(found.levels[0]), LEVELS[name])]
    details = {
        Condition.THREAT: lambda: threat_detail(
            threat_sides(here, AsTheyStand(), data.rules), here.dyad, low="low" in words, rules=data.rules
        ),
        Condition.IDENTITY: lambda: identity_detail(
            identity_sides_of(here, AsTheyStand(), data.rules), here.dyad, data.rules
        ),
        Condition.STATUS: lambda: status_detail(
            status_sides(here, AsTheyStand(), data.rules), here.dyad, data.rules
        ),
    }
    return Glance(
        words=words,
        score=(float(found.score_low[0]), float(found.score_high[0])),
        detail=details[name](),
    )


def glance(
    records: Sequence[Record], condition: str, *, actors: Sequence[str] = (A, B), **settings: object
) -> Glance:
    """One condition of a one-snapshot study of the records, on the codes as they stand."""
    changes = {key.replace("__", "."): value for key, value in settings.items()}
    return glance_at(study(records, settings=changes, actors=actors), condition)


def placed(records: Sequence[Record], rules: Rules | None = None) -> tuple[Placement, ...]:
    """The records placed in the windows of their years, as ``replicates`` takes them."""
    years = sorted({r.date.first.year for r in records if r.date})
    return place_all(records, snapshots(*years), (), rules or Rules.default())
