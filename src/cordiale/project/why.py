"""From a level back to the words: documents, records, fields, sides, rule, settings."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cordiale.errors import InputError, Problem
from cordiale.model.levels import Arm, Condition
from cordiale.model.results import LevelResult, SnapshotReading, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.model.settings import SETTINGS
from cordiale.model.study import Record, Source, StudyData
from cordiale.profiles.draws import AsTheyStand
from cordiale.profiles.selection import place_all
from cordiale.project.details import othering_rows, status_rows, threat_rows
from cordiale.project.notebook import list_html, table_html
from cordiale.project.panels import Panel, identity_sides_of, status_sides, threat_sides
from cordiale.project.snapshots import panels_by_arm
from cordiale.project.summaries import ARM_WORDS

_RULES_OF = {
    Condition.THREAT: (
        "T-2 (source, magnitude and urgency must all agree)",
        "I-8, I-33 (what counts as the same source)",
        "I-9 (more severe than the actor's other threats)",
        "I-10 (urgent: an imminent response called for)",
        "I-34 (openness towards the source)",
        "T-3, T-4, T-5 (routes a, b, c by which threat is low)",
    ),
    Condition.IDENTITY: (
        "I-6 (salience decides first: low by absence)",
        "I-7 (lines between low, medium and high)",
        "I-17 (the lower of the two directions)",
    ),
    Condition.STATUS: (
        "I-18 (the role pair: compatible or not, and its cap)",
        "I-19 (accepted limits on autonomy set the rung)",
        "I-20 (formulas and joint texts give no role)",
        "I-30 (the partner is the referent)",
        "I-36 (ruling out a junior role is not enough to be incompatible)",
    ),
}

_GROUPS = {
    Condition.THREAT: ("threat.", "weights.", "uncertainty."),
    Condition.IDENTITY: ("identity.", "weights.", "uncertainty."),
    Condition.STATUS: ("status.", "weights.", "uncertainty."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyRecord:
    """A record behind a level: who said it, where, and what was coded of it."""

    id: str
    actor: str
    voice: str
    date: str
    document: str
    source: str
    codes: Mapping[str, str]
    paraphrase: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyArm:
    """A level in one arm, with the way to it.

    Args:
        sides: what each side's records amount to, in words. Args pair: what the two sides make.
        records: records that count, by document.
    """

    arm: Arm
    level: str | None
    admissible: tuple[str, ...]
    probability: str
    sides: tuple[str, ...]
    pair: tuple[str, ...]
    flip: str
    records: tuple[WhyRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The way from one level back to the words behind it.

    Args:
        left_out: records of the window that set no level, with the reason.
        rules: rules of OP that decide. Args settings: the settings in play, with their values.
    """

    dyad: tuple[str, str]
    snapshot: str
    condition: str
    arms: tuple[WhyArm, ...]
    left_out: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    settings: Mapping[str, object]
    notes: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(_in_lines(self))

    def _repr_html_(self) -> str:
        title = f"{self.snapshot} {self.condition}, {' and '.join(self.dyad)}"
        return "".join(_arm_html(title, one) for one in self.arms) + list_html(
            (*self.notes, *(f"not counted: {name}: {reason}" for name, reason in self.left_out))
        )


def why(trajectory: Trajectory, study: StudyData, address: str) -> Why:
    """The way from a level back to documents, records, fields, roles, pair, rung and settings.

    Args:
        address: snapshot and condition, for example ``2011.status``.

    Raises:
        InputError: no such snapshot or condition; the message names those there are.

    Example:
        >>> from cordiale.project.pipeline import follow_study
        >>> from cordiale.store.builtin import builtin
        >>> study = builtin("sino-soviet-1950")
        >>> [one] = follow_study(study)
        >>> why(one, study, "1950.identity").arms[-1].level
        'low'
    """
    reading, condition = _address(trajectory, address)
    study = replace(study, rules=Rules.of(trajectory.rules))
    placed = place_all(study.records, study.snapshots, study.sources, study.rules)
    panels = panels_by_arm(study, trajectory.dyad, reading.snapshot.id, placed)
    arms = tuple(
        _arm(arm, state, condition, panels.get(arm), study)
        for arm in Arm
        if (state := reading.states.get(arm)) is not None
    )
    counting = {record.id for one in arms for record in one.records}
    return Why(
        dyad=trajectory.dyad,
        snapshot=reading.snapshot.id,
        condition=str(condition),
        arms=arms,
        left_out=_left_out(trajectory, study, reading, condition, counting),
        rules=_RULES_OF[condition],
        settings={
            setting.key: trajectory.rules[setting.key]
            for setting in SETTINGS
            if setting.key.startswith(_GROUPS[condition])
        },
        notes=tuple(dict.fromkeys(n for one in arms for n in _notes(reading, one.arm, condition))),
    )


def _address(trajectory: Trajectory, address: str) -> tuple[SnapshotReading, Condition]:
    name, _, condition = address.strip().rpartition(".")
    readings = {reading.snapshot.id: reading for reading in trajectory.snapshots}
    known = [f"{snapshot}.{one}" for snapshot in readings for one in Condition]
    if name not in readings or condition not in set(Condition):
        near = difflib.get_close_matches(address, known, n=1, cutoff=0.5)
        raise InputError(
            Problem(
                where=trajectory.study_id,
                found=f"{address!r} names no level of this study",
                allowed=f"SNAPSHOT.CONDITION; snapshots {', '.join(readings)}; "
                f"conditions {', '.join(Condition)}",
                nearest=near[0] if near else "",
            )
        )
    return readings[name], Condition(condition)


def _arm(
    arm: Arm, state: State, condition: Condition, at: Panel | None, study: StudyData
) -> WhyArm:
    result = state.levels[condition]
    records = [r for actor in at.dyad for r in at.conditions[condition][actor]] if at else []
    return WhyArm(
        arm=arm,
        level=result.level,
        admissible=result.admissible,
        probability=_doubt(result),
        sides=_sides(at, condition, study.rules) if at else _verdict(result),
        pair=_pair(result, condition) if at else (),
        flip=result.flip.what if result.flip else "",
        records=tuple(_record(r, study.sources) for r in sorted(records, key=_by_document)),
    )


def _by_document(record: Record) -> tuple[str, str, str]:
    return record.actor, record.document, record.id


def _record(record: Record, sources: Sequence[Source]) -> WhyRecord:
    source = next((one for one in sources if one.id == record.source_id), None)
    cited = ", ".join(p for p in (source.author, source.title, source.date) if p) if source else ""
    return WhyRecord(
        id=record.id,
        actor=record.actor,
        voice=record.voice,
        date=record.date.text if record.date else record.date_text,
        document=record.document,
        source=cited,
        codes={field: "|".join(values) for field, values in record.codes.items()},
        paraphrase=record.paraphrase,
        flags=("formulaic",) if record.formulaic else (),
    )


def _doubt(result: LevelResult) -> str:
    if result.probability is None:
        return ""
    return "; ".join(f"{level} {share} draws" for level, share in result.probability.items())


def _verdict(result: LevelResult) -> tuple[str, ...]:
    wording, where = result.detail.get("wording"), result.detail.get("where")
    return (f"judged: {wording} ({where})",) if wording or where else ()


def _sides(at: Panel, condition: Condition, rules: Rules) -> tuple[str, ...]:
    if condition is Condition.THREAT:
        return _threat_sides(at, rules)
    nothing: dict[str, list[Record]] = {actor: [] for actor in at.dyad}
    if condition is Condition.IDENTITY:
        return tuple(
            f"{row.actor} of {row.partner}: {_documents(row.documents)}; "
            f"salience {row.salience or 'not coded'}; "
            + ", ".join(f"{name} {share:.2f}" for name, share in row.shares.items() if share)
            + f" → {' or '.join(row.side_level)}"
            + (f" ({row.subcode})" if row.subcode else "")
            for row in othering_rows(at, identity_sides_of(at, AsTheyStand(), rules), nothing, rules)
        )
    return tuple(
        f"{row.actor} towards {row.partner}: {_documents(row.documents)}; "
        f"role {_said(row.role)}; recognition {_said(row.recognition)}; "
        f"autonomy {_said(row.autonomy)}; superiority claim {_said(row.superiority_claim)}; "
        f"refuses limits towards the partner: {_answer(row.refuses_partner)}; "
        f"anxiety {_said(row.anxiety)}"
        for row in status_rows(at, status_sides(at, AsTheyStand(), rules), nothing, dict.fromkeys(at.dyad, 0))
    )


def _threat_sides(at: Panel, rules: Rules) -> tuple[str, ...]:
    lines = []
    for row in threat_rows(at, threat_sides(at, AsTheyStand(), rules), rules):
        marks = {
            "top tier": row.top_tier,
            "severe and urgent": row.severe_urgent,
            "hedged": row.hedged is True,
            "too rare to rank": not row.ranks,
        }
        said = ", ".join(name for name, holds in marks.items() if holds)
        lines.append(
            f"{row.actor}: {row.source}: {_documents(row.documents)}; "
            f"magnitude {_numbers(row.magnitude)}, urgency {_numbers(row.urgency)}"
            + (f" ({said})" if said else "")
        )
    return tuple(lines) or ("no searched document names a threat",)


def _pair(result: LevelResult, condition: Condition) -> tuple[str, ...]:
    detail = result.detail
    lines = [f"on the codes as they stand: {' or '.join(_words(detail.get('as_they_stand')))}"]
    if condition is Condition.THREAT and _words(detail.get("routes")):
        lines.append(f"low by route {', '.join(_words(detail['routes']))}")
    if condition is Condition.IDENTITY and detail.get("decides"):
        lines.append(f"the direction that decides: {detail['decides']}")
    if condition is Condition.STATUS:
        pair = detail.get("role_pair")
        if isinstance(pair, dict):
            roles = {k: v for k, v in pair.items() if k not in ("variant", "cap")}
            said = "; ".join(f"{actor} {'/'.join(_words(r))}" for actor, r in roles.items())
            lines.append(f"role pair: {said}; cap {pair.get('cap') or 'open'}")
        lines += [f"incompatible because {text}" for text in _words(detail.get("incompatible_because"))]
    return tuple(lines)


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"


def _words(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else []


def _said(values: Sequence[str]) -> str:
    return " or ".join(values) or "not coded"


def _numbers(values: Sequence[int]) -> str:
    return str(values[0]) if len(values) == 1 else f"{values[0]} to {values[-1]}"


def _answer(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "open"}[value]


def _left_out(
    trajectory: Trajectory,
    study: StudyData,
    reading: SnapshotReading,
    condition: Condition,
    counting: set[str],
) -> tuple[tuple[str, str], ...]:
    own = {r.id for r in study.records if r.dimension == str(condition)}
    return tuple(
        (used.id, used.reason or "says nothing towards the partner")
        for used in trajectory.used
        if used.snapshot == reading.snapshot.id and used.id in own - counting
    )


def _notes(reading: SnapshotReading, arm: Arm, condition: Condition) -> Iterable[str]:
    state = reading.states.get(arm)
    return state.levels[condition].notes if state else ()


def _arm_html(title: str, one: WhyArm) -> str:
    known = one.level or f"unknown: {' or '.join(one.admissible)}"
    rows = [
        (record.id, record.actor, record.date, record.document, _codes(record), record.paraphrase)
        for record in one.records
    ]
    caption = f"{title}, {ARM_WORDS[one.arm]}: {known}"
    ways = list_html(line for line in (one.probability, *one.pair, *one.sides, one.flip) if line)
    return table_html(caption, ("record", "actor", "date", "document", "codes", "paraphrase"), rows) + ways


def _codes(record: WhyRecord) -> str:
    return ", ".join(f"{field}={value}" for field, value in record.codes.items())


def _in_lines(found: Why) -> Iterable[str]:
    yield f"{found.snapshot} {found.condition}, {' and '.join(found.dyad)}"
    for one in found.arms:
        known = one.level or f"unknown ({' or '.join(one.admissible)} cannot be set aside)"
        yield ""
        yield f"{ARM_WORDS[one.arm]}: {known}"
        yield from (f"  {line}" for line in (one.probability, *one.pair, *one.sides) if line)
        if one.flip:
            yield f"  smallest recode that flips it: {one.flip}"
        for record in one.records:
            yield f"  {record.id} {record.actor} {record.date} [{record.document}] {_codes(record)}"
            yield from (f"      {text}" for text in (record.paraphrase, record.source) if text)
    if found.left_out:
        yield ""
        yield "not counted:"
        yield from (f"  {name}: {reason}" for name, reason in found.left_out)
    yield ""
    yield "rules: " + "; ".join(found.rules)
    yield "settings: " + ", ".join(f"{key}={_setting(v)}" for key, v in found.settings.items())
    if found.notes:
        yield "notes: " + "; ".join(found.notes)


def _setting(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
