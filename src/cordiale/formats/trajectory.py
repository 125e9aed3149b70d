"""A trajectory as JSON, written and read: the format ``cordiale.trajectory/1`` (CONTRACTS 4)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, NoReturn

from cordiale.errors import Problem, StudyError
from cordiale.formats.files import decode, read_bytes
from cordiale.formats.schemas import problems_in
from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition
from cordiale.model.results import (
    CoordinationReading,
    Event,
    Flip,
    Interval,
    LevelResult,
    NextType,
    Probability,
    Score,
    SnapshotReading,
    State,
    Support,
    SupportReading,
    Trajectory,
    YearReading,
)

__all__ = ["FORMAT", "read_trajectory", "trajectory_dict", "trajectory_json"]

FORMAT = "cordiale.trajectory/1"
"""Name and version of the format."""

_OWN_KEY = {
    Condition.THREAT: "routes",
    Condition.IDENTITY: "subcodes",
    Condition.STATUS: "role_pair",
}
_JUDGED = Flip(steps=None, what="not sought: this level was judged, not computed")
_NOT_SOUGHT = Flip(steps=None, what="not sought in this run")
_SHOWN_PROBLEMS = 10


def trajectory_json(trajectory: Trajectory) -> bytes:
    """The bytes of ``trajectory.json``: UTF-8, one line feed at the end, same input same bytes."""
    text = json.dumps(trajectory_dict(trajectory), ensure_ascii=False, allow_nan=False, indent=1)
    return (text + "\n").encode("utf-8")


def trajectory_dict(trajectory: Trajectory) -> dict[str, Any]:
    """A trajectory as plain values, with the keys of CONTRACTS 4 in their order.

    Missing: an unknown level, enabled set or location is None; a level that was judged has
    neither probability nor score, and a flip without steps; an arm that was not read is None.

    Rounding: numbers to six decimals, but probabilities as they are.
    """
    return {
        "format": FORMAT,
        "study": {"id": trajectory.study_id, "title": trajectory.study_title},
        "dyad": list(trajectory.dyad),
        "rules": _plain(trajectory.rules),
        "seed": trajectory.seed,
        "software": trajectory.software,
        "rules_version": trajectory.rules_version,
        "background": list(trajectory.background),
        "snapshots": [_snapshot(one, trajectory.dyad) for one in trajectory.snapshots],
        "intervals": [_interval(one) for one in trajectory.intervals],
        "what_next": [_next_type(one) for one in trajectory.what_next],
        "rests_on": [_rests_on(one) for one in trajectory.rests_on],
    }


def _snapshot(reading: SnapshotReading, dyad: tuple[str, str]) -> dict[str, Any]:
    snapshot, label = reading.snapshot, reading.label
    return {
        "id": snapshot.id,
        "start": snapshot.start.isoformat(),
        "end": snapshot.end.isoformat(),
        "title": snapshot.title,
        **{arm.value: _state(reading.states.get(arm), dyad) for arm in Arm},  # I-35: side by side
        "support": {actor: _support(reading.support[actor]) for actor in _ordered(reading.support, dyad)},
        "coordination": {
            actor: _coordination(reading.coordination[actor])
            for actor in _ordered(reading.coordination, dyad)
        },
        "support_index": _score(reading.support_index),
        "label": {"text": label.text, "type": label.type or None, "verdict": label.verdict},
        "evidence": list(reading.evidence),
        "years": [_year(one) for one in reading.years],
    }


def _year(reading: YearReading) -> dict[str, Any]:
    """One calendar year of a longer window: levels by arm, without what is only sought for windows."""
    return {
        "year": reading.year,
        **{
            arm.value: {
                condition: {
                    "level": found.level,
                    "admissible": list(found.admissible),
                    "probability": _probabilities(found.probability, list(found.probability)),
                }
                for condition, found in levels.items()
            }
            for arm, levels in reading.levels.items()
        },
    }


def _state(state: State | None, dyad: tuple[str, str]) -> dict[str, Any] | None:
    if state is None:
        return None
    return {
        "gate": state.gate.value,
        "flags": list(state.flags),
        "levels": {
            condition.value: _level(state.levels.get(condition.value), condition, dyad)
            for condition in Condition
        },
        "enabled": None if state.enabled is None else _words(state.enabled),
        "location": None if state.location is None else _words(state.location),
        "table1_cell": _word(state.table1_cell),
        "open": {kind.value: _probability(state.open[kind]) for kind in AlignmentType if kind in state.open},
        "locations": [
            {"types": _words(one.types), "lower": one.lower, "upper": one.upper} for one in state.locations
        ],
        "label_verdict": state.label_verdict,
        "realised": _word(state.realised),
    }


_NOT_READ = LevelResult(level=None, admissible=())


def _level(result: LevelResult | None, condition: Condition, dyad: tuple[str, str]) -> dict[str, Any]:
    """LEVEL of CONTRACTS 4; a condition that an arm does not speak of has no admissible level."""
    result = result or _NOT_READ
    own = _OWN_KEY[condition]
    level = {
        "level": result.level,
        "admissible": list(result.admissible),
        "probability": _probabilities(result.probability, [str(one) for one in LEVELS[condition]]),
        "score": _score(result.score),
        own: _plain(result.detail.get(own)),
    }
    last = {
        "documents": {one: result.documents[one] for one in _ordered(result.documents, dyad)},
        "evidence": list(result.evidence),
        "flip": _flip(result.flip or (_NOT_SOUGHT if result.probability else _JUDGED)),
        "notes": list(result.notes),
    }
    detail = {key: _plain(value) for key, value in result.detail.items() if key != own}
    taken = detail.keys() & (level.keys() | last.keys())
    if taken:
        raise ValueError(f"detail of {condition} uses keys of the format: {sorted(taken)}")
    return {**level, **detail, **last}


def _support(reading: SupportReading) -> dict[str, Any]:
    return {
        "partner": reading.partner,
        "expectation": reading.expectation,
        "admissible": list(reading.admissible),
        "probability": _probabilities(reading.probability),
        "willingness": _score(reading.willingness),
        "doubt": _number(reading.doubt),
        "documents": reading.documents,
        "evidence": list(reading.evidence),
        "judged": reading.judged,
    }


def _coordination(reading: CoordinationReading) -> dict[str, Any]:
    return {
        "partner": reading.partner,
        "willingness": reading.willingness,
        "admissible": list(reading.admissible),
        "probability": _probabilities(reading.probability),
        "documents": reading.documents,
        "evidence": list(reading.evidence),
        "judged": reading.judged,
    }


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "from": interval.start,
        "to": interval.end,
        "interactions": list(interval.interactions),
        "context": list(interval.context),
        "reinterpretations": list(interval.reinterpretations),
        "events": [_event(one) for one in interval.events],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "event": event.event,
        "dimension": event.dimension,
        "pathway": event.pathway,
        "stated": event.stated,  # I-25: stated by the article, or implied by the table
        "evidence": list(event.evidence),
        "arm": event.arm.value,
        "what": event.what,
    }


def _next_type(one: NextType) -> dict[str, Any]:
    return {
        "type": one.type.value,
        "missing": {
            condition.value: one.missing[condition.value]
            for condition in Condition
            if condition.value in one.missing
        },
        "roads": {
            name: {
                "feasible": road.feasible,
                "because": road.because,
                "evidence": list(road.evidence),
            }
            for name, road in sorted(one.roads.items(), reverse=True)  # symmetrical first
        },
        "pathway": one.pathway,
        "stated": one.stated,
        "for": list(one.evidence_for),
        "against": list(one.evidence_against),
        "arm": one.arm.value,
        "judgements": [
            {name.name: getattr(note, name.name) for name in fields(note)} for note in one.judgements
        ],
    }


def _rests_on(one: Support) -> dict[str, Any]:
    return {
        "condition": one.condition,
        "level": one.level,
        "falls_to": one.falls_to,
        "closes": _words(one.closes),
        "then": _words(one.then),
        "flip": one.flip,
    }


def _flip(flip: Flip) -> dict[str, Any]:
    return {"steps": flip.steps, "what": flip.what}


def _probability(probability: Probability) -> dict[str, float]:
    return {"lower": probability.lower, "upper": probability.upper}


def _probabilities(
    by_level: Mapping[str, Probability] | None, order: Iterable[str] = ()
) -> dict[str, Any] | None:
    if by_level is None:
        return None
    return {level: _probability(by_level[level]) for level in _ordered(by_level, order)}


def _score(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {name: _number(getattr(score, name)) for name in ("value", "low", "high")}


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 6) + 0.0  # no "-0.0"


def _word(value: str | None) -> str | None:
    return None if value is None else str(value)


def _words(values: Iterable[str]) -> list[str]:
    return [str(value) for value in values]


def _ordered(keys: Iterable[str], first: Iterable[str] = ()) -> list[str]:
    """Keys in a given order, then those it does not name in the order in which they stand."""
    given, order = list(keys), list(first)
    return [key for key in order if key in given] + [key for key in given if key not in order]


def _plain(value: object) -> Any:
    """A detail or setting as JSON has it: enums by their word, tuples as lists, sets sorted."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return _plain_word(value)


def _plain_word(value: object) -> str | int | float | bool | None:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a trajectory: {value!r}")


def read_trajectory(path: Path) -> dict[str, Any]:
    """What a ``trajectory.json`` holds, checked against its schema; for comparing two runs.

    Args:
        path: a file that `run` wrote. Keys that the schema does not know are kept.

    Raises:
        StudyError: the file cannot be read, is no JSON, is of another format or a later version,
            or lacks or misspells something; up to ten problems are named, each with its place.
    """
    value = _loads(decode(read_bytes(path), path.name), path.name)
    _check_format(value, path.name)
    problems = problems_in(value, "trajectory-1", path.name)
    if problems:
        raise StudyError(problems[:_SHOWN_PROBLEMS])
    assert isinstance(value, dict)
    return value


def _loads(text: str, file: str) -> object:
    def refuse(word: str) -> NoReturn:
        raise StudyError(Problem(where=file, found=f"{word} is not a number of JSON"))

    try:
        value: object = json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        where = f"{file}, line {error.lineno}, column {error.colno}"
        raise StudyError(
            Problem(where=where, found=f"not JSON ({error.msg})", cure="run the study again")
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, endless nesting
        raise StudyError(Problem(where=file, found="not JSON that can be read")) from error
    return value


def _check_format(value: object, file: str) -> None:
    """Refuses what is no trajectory, or one that a later Cordiale wrote."""
    found = value.get("format") if isinstance(value, dict) else None
    if found == FORMAT:
        return
    name, version = FORMAT.split("/")
    match = re.fullmatch(rf"{re.escape(name)}/([0-9]{{1,9}})", str(found))
    if match and int(match[1]) > int(version):
        raise StudyError(
            Problem(
                where=f"{file}, format",
                found=f"{found} was written by a later Cordiale",
                allowed=FORMAT,
                cure="update Cordiale, or run the study again with this version",
            )
        )
    raise StudyError(
        Problem(
            where=f"{file}, format",
            found="no format is named" if found is None else f"{str(found)[:60]!r} is no trajectory",
            allowed=FORMAT,
            cure="give the trajectory.json that `cordiale run` wrote",
        )
    )
