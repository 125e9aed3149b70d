"""What stands in the tidy tables of a trajectory, row by row (CONTRACTS 4).

Missing is a value: a cell is unknown (the codes leave it open) or not coded (nobody coded it, or
it does not apply); ``none`` says that somebody looked and found nothing. The three never merge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from cordiale.formats.variables import (
    NONE,
    NOT_CODED,
    UNKNOWN,
    Cell,
    Missing,
    TidyTable,
    variable_named,
    variables,
)
from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition, Gate
from cordiale.model.results import (
    CoordinationReading,
    LevelResult,
    Probability,
    Score,
    SnapshotReading,
    State,
    SupportReading,
    Trajectory,
)
from cordiale.model.series import Changes
from cordiale.model.study import StudyData

__all__ = ["TABLES", "TABLES_OF_TEXTS", "tidy_tables"]

Row: TypeAlias = Mapping[str, Cell]


def tidy_tables(trajectory: Trajectory, study: StudyData) -> dict[str, TidyTable]:
    """Every table of one dyad, by name, in the order of CONTRACTS 4.

    Args:
        trajectory: what was read. Args study: what it was read from, for the records' own columns.

    Missing: an arm that was not read has no rows, but the computed arm always has one a snapshot. The tables of
    years stand only where a machine coded texts.
    """
    rows_of = _ROWS if trajectory.series is None else {**_ROWS, **_ROWS_OF_TEXTS}
    common = {
        "study": trajectory.study_id,
        "dyad_a": trajectory.dyad[0],
        "dyad_b": trajectory.dyad[1],
    }
    return {
        name: _table(name, ({**common, **row} for row in rows(trajectory, study)))
        for name, rows in rows_of.items()
    }


def _table(name: str, rows: Iterable[Row]) -> TidyTable:
    columns = variables(name)
    names = [column.name for column in columns]
    tidy = []
    for row in rows:
        if row.keys() != set(names):
            raise ValueError(f"{name}: columns differ: {sorted(row.keys() ^ set(names))}")
        tidy.append(tuple(row[column] for column in names))
    return TidyTable(name=name, columns=columns, rows=tuple(tidy))


def _arms(reading: SnapshotReading) -> Iterator[tuple[str, State]]:
    """The arms that were read, in their order, side by side (I-35)."""
    for arm in Arm:
        state = reading.states.get(arm)
        if state is not None:
            yield arm.value, state


def _snapshot_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    for reading in trajectory.snapshots:
        snapshot, label = reading.snapshot, reading.label
        shared: dict[str, Cell] = {
            "snapshot": snapshot.id,
            "start": snapshot.start,
            "end": snapshot.end,
            "title": _text(snapshot.title),
            "label": _text(label.text),
            "label_type": _text(label.type),
            "label_denied": _coded(label.denied),
            **_score("support_index", reading.support_index),
            "evidence": _listed(reading.evidence),
        }
        states = dict(_arms(reading))
        for arm in states or [Arm.COMPUTED.value]:
            yield {**shared, "arm": arm, **_state_cells(states.get(arm))}


def _state_cells(state: State | None) -> dict[str, Cell]:
    if state is None:
        names = ("gate", "threat", "identity", "status", "enabled", "location")
        more = ("possible_locations", "table1_cell", "realised", "flags", "label_verdict")
        return dict.fromkeys((*names, *more), NOT_CODED)
    return {
        "gate": UNKNOWN if state.gate is Gate.UNKNOWN else state.gate.value,
        **{one.value: _level(state.levels.get(one.value)) for one in Condition},
        "enabled": UNKNOWN if state.enabled is None else _listed(state.enabled),
        "location": UNKNOWN if state.location is None else _tie(state.location),
        "possible_locations": _coded([_tie(one.types) for one in state.locations]),
        # No cell without both levels, no realised type without word of practice.
        "table1_cell": _text(state.table1_cell) if state.table1_cell else UNKNOWN,
        "realised": _text(state.realised),
        "flags": _listed(state.flags),
        "label_verdict": _text(state.label_verdict),
    }


def _level_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    words = variable_named("levels", "level").values
    for reading in trajectory.snapshots:
        for arm, state in _arms(reading):
            for condition in Condition:
                result = state.levels.get(condition.value)
                if result is None:
                    continue
                yield {
                    "snapshot": reading.snapshot.id,
                    "arm": arm,
                    "condition": condition.value,
                    "level": _level(result),
                    "admissible": _coded(result.admissible),
                    **_probabilities("p", words, result.probability),
                    **_score("score", result.score),
                    **{key: _detail(result, key) for key in ("routes", "subcodes", "role_pair")},
                    **_documents(result, trajectory.dyad),
                    # A judgement names no records; draws that rest on none say so.
                    "evidence": (_listed if result.probability else _coded)(result.evidence),
                    **_flip(result),
                    "notes": _coded(result.notes),
                }


def _documents(result: LevelResult, dyad: tuple[str, str]) -> dict[str, Cell]:
    names = ("documents_a", "documents_b")
    return {name: result.documents.get(actor, NOT_CODED) for name, actor in zip(names, dyad, strict=True)}


def _flip(result: LevelResult) -> dict[str, Cell]:
    flip = result.flip
    if flip is None:
        return {"flip_steps": NOT_CODED, "flip_what": NOT_CODED, "flip_records": NOT_CODED}
    without = UNKNOWN if result.level is None else NOT_CODED
    return {
        "flip_steps": without if flip.steps is None else flip.steps,
        "flip_what": _text(flip.what),
        "flip_records": _coded(flip.records),
    }


def _type_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    for reading in trajectory.snapshots:
        for arm, state in _arms(reading):
            for kind in AlignmentType:
                chance = state.open.get(kind)
                met = {
                    one: _met(state.levels.get(one), one, trajectory.rules[f"minima.{kind}.{one}"])
                    for one in Condition
                }
                is_open = _open(kind, state, met.values())
                at_most = False if is_open is False else UNKNOWN  # a location is open (I-32)
                yield {
                    "snapshot": reading.snapshot.id,
                    "arm": arm,
                    "type": kind.value,
                    "open_lower": NOT_CODED if chance is None else _number(chance.lower),
                    "open_upper": NOT_CODED if chance is None else _number(chance.upper),
                    "is_open": is_open,
                    "is_location": at_most if state.location is None else kind in state.location,
                    **{f"{one}_met": answer for one, answer in met.items()},
                }


def _open(kind: AlignmentType, state: State, met: Iterable[bool | Missing]) -> bool | Missing:
    """Whether a type is open; with unknown levels, as far as every completion agrees (OP 7)."""
    if state.enabled is not None:
        return kind in state.enabled
    answers = set(met)
    if answers == {True}:
        return True
    return False if False in answers else UNKNOWN


def _met(result: LevelResult | None, condition: Condition, minimum: object) -> bool | Missing:
    """Whether a level reaches a type's minimum; unknown as far as its completions differ."""
    if result is None or _level(result) is NOT_CODED:
        return NOT_CODED
    words = (result.level,) if result.level else result.admissible
    ladder = LEVELS[condition]
    answers = {ladder.parse(word) >= ladder.parse(str(minimum)) for word in words}
    return answers.pop() if len(answers) == 1 else UNKNOWN


def _evidence_rows(trajectory: Trajectory, study: StudyData) -> Iterator[Row]:
    records = {record.id: record for record in study.records}
    sources = {source.id: source for source in study.sources}
    for used in trajectory.used:
        record = records[used.id]
        source = sources.get(record.source_id)
        span = record.date
        yield {
            "id": used.id,
            "snapshot": _text(used.snapshot),
            "arms": _listed(used.arms),
            "reason": _text(used.reason) if used.reason else NONE,
            "flags": _listed(used.flags),
            "actor": record.actor,
            "original_actor": _text(record.original_actor),
            "partner": _text(record.partner),
            "dimension": record.dimension,
            "voice": record.voice,
            "date": _text(span.text if span else record.date_text),
            "year_first": span.first.year if span else NOT_CODED,
            "year_last": span.last.year if span else NOT_CODED,
            "source_id": _text(record.source_id),
            "source_status": source.status.value if source else NOT_CODED,
            "codes": "; ".join(f"{field}={'|'.join(words)}" for field, words in record.codes.items()),
            "paraphrase": _text(record.paraphrase),
        }


def _event_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    for interval in trajectory.intervals:
        for event in interval.events:
            yield {
                "from": interval.start,
                "to": interval.end,
                "event": event.event,
                "dimension": event.dimension or "location",
                "arm": event.arm.value,
                "pathway": _text(event.pathway) if event.pathway else NONE,
                "stated": event.stated,  # I-25
                "what": _text(event.what),
                "evidence": (_coded if event.arm is Arm.JUDGED else _listed)(event.evidence),
                "interactions": _listed(interval.interactions),
                "context": _listed(interval.context),
                "reinterpretations": _listed(interval.reinterpretations),
            }


def _threat_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    for reading in trajectory.snapshots:
        for row in reading.threats:
            yield {
                "snapshot": reading.snapshot.id,
                "actor": row.actor,
                "source": _text(row.source),
                "family": _text(row.family),
                "leaves": _coded(row.leaves),
                **_ends("magnitude", row.magnitude),
                **_ends("urgency", row.urgency),
                "hedged": _answer(row.hedged),
                "ranks": row.ranks,
                "top_tier": row.top_tier,
                "severe_urgent": row.severe_urgent,
                "documents": row.documents,
                "share_of_documents": _number(row.share_of_documents),
                "evidence": _listed(row.evidence),
            }


def _othering_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    for reading in trajectory.snapshots:
        for row in reading.othering:
            point = row.side_level[0] if len(row.side_level) == 1 else UNKNOWN
            yield {
                "snapshot": reading.snapshot.id,
                "actor": row.actor,
                "partner": row.partner,
                "salience": _text(row.salience),
                **{
                    f"share_{word}": _number(row.shares.get(word, 0.0))
                    if any(row.shares.values())
                    else NOT_CODED
                    for word in ("radical", "negative_history", "non_radical", "we")
                },
                "side_level": point if row.side_level else NOT_CODED,
                "side_admissible": _coded(row.side_level),
                "subcode": _text(row.subcode),
                "decides": row.decides,
                "constitutive_others": _listed(row.constitutive_others),
                "documents": row.documents,
                "evidence": _listed(row.evidence),
            }


def _status_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    for reading in trajectory.snapshots:
        for row in reading.status:
            yield {
                "snapshot": reading.snapshot.id,
                "actor": row.actor,
                "partner": row.partner,
                "own_rank": _coded(row.own_rank),
                "role": _coded(row.role),
                "recognition": _coded(row.recognition),
                "autonomy": _coded(row.autonomy),
                "superiority_claim": _coded(row.superiority_claim),
                "refuses_partner": _answer(row.refuses_partner),
                "anxiety": _coded(row.anxiety),
                "role_refused": _coded(row.role_refused),
                "formulas_set_aside": row.formulas_set_aside,
                "documents": row.documents,
                "evidence": _listed(row.evidence),
            }


def _support_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    for reading in trajectory.snapshots:
        for actor, partner in (trajectory.dyad, trajectory.dyad[::-1]):
            if actor in reading.support or actor in reading.coordination:
                yield {
                    "snapshot": reading.snapshot.id,
                    "actor": actor,
                    "partner": partner,
                    **_support_cells(reading.support.get(actor)),
                    **_coordination_cells(reading, actor),
                }


def _support_cells(reading: SupportReading | None) -> dict[str, Cell]:
    level, words = _output("expectation", "support", reading, reading.expectation if reading else None)
    return {
        **level,
        **_probabilities("p", words, reading.probability if reading else None),
        **_score("willingness", reading.willingness if reading else None),
        "doubt": NOT_CODED if reading is None or reading.doubt is None else _number(reading.doubt),
    }


def _coordination_cells(reading: SnapshotReading, actor: str) -> dict[str, Cell]:
    one = reading.coordination.get(actor)
    level, words = _output("coordination", "coordination", one, one.willingness if one else None)
    return {**level, **_probabilities("coord", words, one.probability if one else None)}


def _output(
    column: str, prefix: str, reading: SupportReading | CoordinationReading | None, level: str | None
) -> tuple[dict[str, Cell], tuple[str, ...]]:
    """The cells that expectation of support and willingness to coordinate have alike (I-27)."""
    words = variable_named("support", column).values
    if reading is None:
        names = (f"{prefix}_documents", f"{prefix}_evidence", f"{prefix}_judged")
        return dict.fromkeys((column, f"{column}_admissible", *names), NOT_CODED), words
    # Open where documents speak of it and disagree; not coded where none speaks of it (OP 5.2).
    spoken_of = reading.documents or any(one.lower > 0 for one in reading.probability.values())
    open_or_silent = UNKNOWN if spoken_of else NOT_CODED
    return {
        column: level or open_or_silent,
        f"{column}_admissible": _coded(reading.admissible),
        f"{prefix}_documents": reading.documents,
        f"{prefix}_evidence": _listed(reading.evidence),
        f"{prefix}_judged": _text(reading.judged),
    }, words


def _coverage_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    needed = int(str(trajectory.rules["uncertainty.min_documents_evidence"]))
    for reading in trajectory.snapshots:
        state = reading.states.get(Arm.COMPUTED)
        for actor in trajectory.dyad:
            for condition in Condition:
                result = state.levels.get(condition.value) if state else None
                had = {one: result.documents.get(one, 0) if result else 0 for one in trajectory.dyad}
                known = result is not None and result.level is not None
                yield {
                    "snapshot": reading.snapshot.id,
                    "actor": actor,
                    "condition": condition.value,
                    "documents": had[actor],
                    "needed": needed,
                    "enough": had[actor] >= needed,
                    "level_known": known,
                    "to_know": NONE if known else _to_know(condition, actor, had, needed, result),
                }


def _to_know(
    condition: Condition,
    actor: str,
    had: Mapping[str, int],
    needed: int,
    result: LevelResult | None,
) -> str:
    """What would make an unknown level known: documents first, then codes (OP 7)."""
    lacking = {one: needed - count for one, count in had.items() if count < needed}
    for one in (actor, *had):
        if one in lacking:
            plural = "s" if lacking[one] > 1 else ""
            return f"{lacking[one]} more document{plural} of {one} searched for {condition}"
    left = ", ".join(result.admissible) if result else "every level"
    return f"more documents, or codes for fields left empty; what was coded leaves open: {left}"


def _series_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    """A row a year: of each condition, then of what each actor's texts name."""
    if trajectory.series is None:
        return
    words = variable_named("series", "level").values
    first, second = trajectory.dyad
    for point in trajectory.series.points:
        reading = point.reading
        yield {
            "year": point.year,
            "what": "score",
            "condition": point.condition,
            "actor": NOT_CODED,
            "source_family": NOT_CODED,
            **_year_score(point.score),
            "level": reading.level or UNKNOWN,
            "admissible": _coded(reading.admissible),
            **_probabilities("p", words, reading.probability),
            "documents_a": point.documents[first],
            "documents_b": point.documents[second],
        }
    for one in trajectory.series.actors:
        yield {
            "year": one.year,
            "what": one.what,
            "condition": NOT_CODED,
            "actor": one.actor,
            "source_family": _text(one.family),
            **_year_score(one.score),
            "level": NOT_CODED,
            "admissible": NOT_CODED,
            **_probabilities("p", words, None),
            "documents_a": one.documents if one.actor == first else NOT_CODED,
            "documents_b": one.documents if one.actor == second else NOT_CODED,
        }


def _year_score(score: Score | None) -> dict[str, Cell]:
    """Value and interval of a year; unknown where its texts are too few (never low)."""
    if score is None:
        return {"value": UNKNOWN, "low": UNKNOWN, "high": UNKNOWN}
    return {
        "value": UNKNOWN if score.value is None else _number(score.value),
        "low": _number(score.low),
        "high": _number(score.high),
    }


def _change_rows(trajectory: Trajectory, _: StudyData) -> Iterator[Row]:
    """A row a change of level; one without years for a condition that has none (I-23)."""
    changes = trajectory.series.changes if trajectory.series else {}
    for condition, found in changes.items():
        for cells in [*_changes_told(found)] or [dict.fromkeys(_CHANGE, NOT_CODED)]:
            yield {
                "condition": condition,
                **cells,
                "p_none": UNKNOWN if found.none is None else _number(found.none),
                "why_none": _text(found.why_none),
                "years_read": found.years,
            }


def _salience_rows(trajectory: Trajectory, study: StudyData) -> Iterator[Row]:
    """A row a snapshot and direction: how visible the partner is in the actor's texts (OP 6.3)."""
    for one in study.salience:
        if {one.actor, one.partner} == set(trajectory.dyad):
            yield {
                "snapshot": one.snapshot,
                "actor": one.actor,
                "partner": one.partner,
                "documents": one.documents,
                "words": one.words,
                "mentions": one.mentions,
                "per_10k_words": _counted(one.per_10k_words),
                "share_of_documents": _counted(one.share_of_documents),
                "place": _counted(one.place),
                "rank": UNKNOWN if one.rank is None else one.rank,
                "informative": one.informative,
                "usual": _listed([code for code, _ in one.usual]),
                "strangers": one.strangers,
                "strangers_per_10k_words": _counted(one.strangers_per_10k_words),
            }


def _counted(value: float | None) -> Cell:
    """A rate; unknown where there was nothing to count."""
    return UNKNOWN if value is None else _number(value)


_CHANGE = ("year_from", "year_to", "year_at", "probability", "direction", "before", "after")


def _changes_told(found: Changes) -> Iterator[dict[str, Cell]]:
    for one in found.points:
        yield {
            "year_from": one.year_from,
            "year_to": one.year_to,
            "year_at": one.at,
            "probability": _number(one.probability),
            "direction": one.direction,
            "before": _number(one.before),
            "after": _number(one.after),
        }


# ------------------------------------------------------------------------------- single cells


def _text(value: str | None) -> Cell:
    return str(value) if value else NOT_CODED


def _coded(values: Sequence[str]) -> Cell:
    """Several values that somebody entered; an empty list was not coded."""
    return "|".join(str(value) for value in values) or NOT_CODED


def _listed(values: Sequence[str]) -> str:
    """Several values that a rule found; an empty list was looked for and is none."""
    return "|".join(str(value) for value in values) or NONE


def _tie(types: Sequence[str]) -> str:
    return "+".join(str(kind) for kind in types) or NONE


def _number(value: float) -> float:
    return round(float(value), 6) + 0.0  # no "-0.0"


def _answer(value: bool | None) -> bool | Missing:
    return UNKNOWN if value is None else value


def _level(result: LevelResult | None) -> Cell:
    """A level's word; not coded where nothing stands behind it, neither draws nor a verdict."""
    if result is None or (result.level is None and not result.probability and not result.detail):
        return NOT_CODED
    return result.level or UNKNOWN


def _ends(name: str, values: Sequence[int]) -> dict[str, Cell]:
    low: Cell = min(values) if values else NOT_CODED
    high: Cell = max(values) if values else NOT_CODED
    return {f"{name}_low": low, f"{name}_high": high}


def _score(name: str, score: Score | None) -> dict[str, Cell]:
    if score is None:
        return {f"{name}_value": NOT_CODED, f"{name}_low": NOT_CODED, f"{name}_high": NOT_CODED}
    return {
        f"{name}_value": UNKNOWN if score.value is None else _number(score.value),
        f"{name}_low": _number(score.low),
        f"{name}_high": _number(score.high),
    }


def _probabilities(
    prefix: str, words: Sequence[str], by_word: Mapping[str, Probability] | None
) -> dict[str, Cell]:
    given = by_word or {}
    return {
        f"{prefix}_{end}_{word}": _number(getattr(given[word], end)) if word in given else NOT_CODED
        for end in ("lower", "upper")
        for word in words
    }


def _detail(result: LevelResult, key: str) -> Cell:
    """A detail of one condition as text: ``a|b``, ``CHN=absent|RUS=radical/negative_history``."""
    value = result.detail.get(key)
    return NOT_CODED if value is None else _spoken(value, "|")


def _spoken(value: object, joint: str) -> str:
    if isinstance(value, Mapping):
        said = {key: item for key, item in value.items() if item is not None}
        parts = [f"{key}={_spoken(item, '/')}" for key, item in said.items()]
    elif isinstance(value, list | tuple):
        parts = [_spoken(item, "/") for item in value]
    else:
        return str(value)
    return joint.join(parts) or NONE


_ROWS: dict[str, Callable[[Trajectory, StudyData], Iterator[Row]]] = {
    "snapshots": _snapshot_rows,
    "levels": _level_rows,
    "types": _type_rows,
    "evidence_used": _evidence_rows,
    "events": _event_rows,
    "threats": _threat_rows,
    "othering": _othering_rows,
    "status": _status_rows,
    "support": _support_rows,
    "coverage": _coverage_rows,
}

_ROWS_OF_TEXTS: dict[str, Callable[[Trajectory, StudyData], Iterator[Row]]] = {
    "series": _series_rows,
    "change_points": _change_rows,
    "salience": _salience_rows,
}

TABLES: tuple[str, ...] = tuple(_ROWS)
"""The tables by name, in the order of CONTRACTS 4."""

TABLES_OF_TEXTS: tuple[str, ...] = tuple(_ROWS_OF_TEXTS)
"""The tables that only studies with machine-coded texts have."""
