"""Small studies for tests: records and studies in one line each, without files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from cordiale.codebook import load
from cordiale.model.levels import Arm
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
