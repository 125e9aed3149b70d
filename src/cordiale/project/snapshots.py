"""One window of one dyad, read in every arm."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cordiale.model.levels import Arm, Condition, Gate
from cordiale.model.results import LabelReading, SnapshotReading, State, YearReading
from cordiale.model.rules import Rules
from cordiale.model.study import Record, SelfLabel, Snapshot, StudyData
from cordiale.profiles.selection import Placement, record_weight
from cordiale.project.details import othering_rows, status_rows, threat_rows
from cordiale.project.dyad_levels import ConditionColumns
from cordiale.project.gate import gate_of, interactions_in
from cordiale.project.outputs import Outputs, read_outputs
from cordiale.project.panels import ConditionReader, Panel, panel
from cordiale.project.states import (
    Around,
    computed_state,
    fragility,
    judged_state,
    level_with_doubt,
)

Dyad = tuple[str, str]
Draws = Mapping[Condition, ConditionColumns]

ARMS_BY_PREFERENCE = (Arm.COMPUTED, Arm.WITH_AUTHOR_SUMMARIES, Arm.JUDGED)
"""In which order an arm speaks for the dyad where only one can: the official words first (I-35)."""


@dataclass(frozen=True, kw_only=True)
class ReadSnapshot:
    """A snapshot's reading with the draws behind it, for comparing it with its neighbours.

    Args:
        reading: what is reported. Args panels: records that count, by arm.
        draws: conditions by replicate and arm. Args outputs: support and coordination.
    """

    reading: SnapshotReading
    panels: Mapping[Arm, Panel]
    draws: Mapping[Arm, Draws]
    outputs: Outputs


def read_snapshot(
    study: StudyData,
    dyad: Dyad,
    snapshot: Snapshot,
    *,
    placed: Sequence[Placement],
    reader: ConditionReader,
    flips: bool,
) -> ReadSnapshot:
    """Everything that is read at one snapshot of one dyad.

    Rule: I-35 (levels from official voices, with author summaries, and as judged, side by side).
    """
    rules = study.rules
    placed = [one for one in placed if one.snapshot == snapshot.id]
    arms = panels_by_arm(study, dyad, snapshot.id, placed)
    draws = {arm: {c: reader.drawn(at, c, rules) for c in Condition} for arm, at in arms.items()}
    around = surroundings(study, dyad, snapshot, placed)
    heard = _heard(placed, dyad, snapshot, rules.voices.fragility)
    states: dict[Arm, State | None] = dict.fromkeys(Arm)
    for arm, at in arms.items():
        states[arm] = computed_state(
            at, reader, around, arm=arm, fragile=fragility(heard, dyad), flips=flips
        )
    verdicts = [one for one in study.judgements if one.snapshot == snapshot.id]
    states[Arm.JUDGED] = judged_state(verdicts, around)
    official = arms[Arm.COMPUTED]
    outputs = read_outputs(official, reader.replicates, verdicts, rules)
    said = {actor: _said(placed, actor, snapshot, rules) for actor in dyad}
    reading = SnapshotReading(
        snapshot=snapshot,
        states=states,
        support=outputs.support,
        coordination=outputs.coordination,
        support_index=outputs.support_index,
        label=_label_reading(around.label, states),
        threats=threat_rows(official, reader.threats(official, rules), rules),
        othering=othering_rows(official, reader.identities(official, rules), said, rules),
        status=status_rows(
            official, reader.statuses(official, rules), said, _formulas(placed, dyad, snapshot, rules)
        ),
        evidence=tuple(sorted(p.record.id for p in placed if p.record.actor in dyad and p.record.says)),
        years=_years(study, dyad, snapshot, placed, reader),
    )
    return ReadSnapshot(reading=reading, panels=arms, draws=draws, outputs=outputs)


def _years(
    study: StudyData,
    dyad: Dyad,
    snapshot: Snapshot,
    placed: Sequence[Placement],
    reader: ConditionReader,
) -> tuple[YearReading, ...]:
    """The calendar years of a window that spans several, each read alone (D-16)."""
    if snapshot.start.year == snapshot.end.year:
        return ()
    found = []
    for year in range(snapshot.start.year, snapshot.end.year + 1):
        first, last = date(year, 1, 1), date(year, 12, 31)
        inside = [p for p in placed if p.record.date and p.record.date.within(first, last)]
        levels = {
            arm: {str(c): level_with_doubt(at, c, reader, study.rules) for c in Condition}
            for arm, at in panels_by_arm(study, dyad, snapshot.id, inside).items()
        }
        found.append(YearReading(year=year, levels=levels))
    return tuple(found)


def arm_voices(study: StudyData) -> dict[Arm, tuple[str, ...]]:
    """Whose words count in each computed arm; the second only where such words were recorded."""
    voices = study.rules.voices
    arms = {Arm.COMPUTED: voices.levels}
    extra = set(voices.beside) - set(voices.levels)
    if any(record.voice in extra for record in study.records):
        arms[Arm.WITH_AUTHOR_SUMMARIES] = voices.beside
    return arms


def panels_by_arm(
    study: StudyData, dyad: Dyad, snapshot: str, placed: Sequence[Placement]
) -> dict[Arm, Panel]:
    """The records that count at a snapshot, in each computed arm."""
    return {
        arm: panel(placed, dyad=dyad, snapshot=snapshot, voices=voices, rules=study.rules)
        for arm, voices in arm_voices(study).items()
    }


def surroundings(
    study: StudyData, dyad: Dyad, snapshot: Snapshot, placed: Sequence[Placement]
) -> Around:
    """Gate, practice and label at a snapshot: the same in every arm."""
    return Around(
        gate=gate_of(study.interactions, snapshot, dyad, placed),
        practice=tuple(
            one.kind
            for one in interactions_in(study.interactions, snapshot, dyad)
            if one.cooperative
        ),
        label=_label_of(study.labels, snapshot),
        rules=study.rules,
    )


def _label_of(labels: Sequence[SelfLabel], snapshot: Snapshot) -> SelfLabel | None:
    """The last label that the parties gave in a window."""
    own = [label for label in labels if _belongs(label, snapshot)]
    dated = sorted(own, key=lambda label: label.date.last if label.date else snapshot.start)
    return dated[-1] if dated else None


def _belongs(label: SelfLabel, snapshot: Snapshot) -> bool:
    if label.snapshot:
        return label.snapshot == snapshot.id
    return label.date is not None and label.date.within(snapshot.start, snapshot.end)


def _label_reading(label: SelfLabel | None, states: Mapping[Arm, State | None]) -> LabelReading:
    verdicts = [state.label_verdict for arm in ARMS_BY_PREFERENCE if (state := states.get(arm))]
    known = [verdict for verdict in verdicts if verdict != "unknown"]
    verdict = (known or verdicts or ["unknown"])[0]
    if label is None:
        return LabelReading(text="", type=None, verdict=verdict)
    return LabelReading(
        text=label.label, type=label.type or None, verdict=verdict, denied=label.denied
    )


def _heard(
    placed: Sequence[Placement], dyad: Dyad, snapshot: Snapshot, voices: Collection[str]
) -> list[Record]:
    return [
        p.record
        for p in placed
        if p.counts and p.snapshot == snapshot.id and p.record.actor in dyad and p.record.voice in voices
    ]


def _said(
    placed: Sequence[Placement], actor: str, snapshot: Snapshot, rules: Rules
) -> list[Record]:
    """All that an actor's level-setting voices said in a window, of anybody."""
    voices = rules.voices.levels
    return [r for r in _heard(placed, (actor, actor), snapshot, voices) if record_weight(r, rules) > 0]


def _formulas(
    placed: Sequence[Placement], dyad: Dyad, snapshot: Snapshot, rules: Rules
) -> dict[str, int]:
    """Status records set aside as formulas or joint texts, by actor (I-20)."""
    return {
        actor: sum(
            record.dimension == "status" and record_weight(record, rules) == 0
            for record in _heard(placed, (actor, actor), snapshot, rules.voices.levels)
        )
        for actor in dyad
    }


def present_arm(reading: SnapshotReading) -> Arm:
    """The arm that speaks for a snapshot: the first whose location is known, else that knows most levels.

    A closed gate locates every arm at no alignment; then the first arm whose levels are known speaks.
    """
    states = [(arm, s) for arm in ARMS_BY_PREFERENCE if (s := reading.states.get(arm)) is not None]
    for arm, state in states:
        if _speaks(state):
            return arm
    return max(states, key=lambda one: sum(bool(level.level) for level in one[1].levels.values()))[0]


def _speaks(state: State) -> bool:
    levels_known = all(result.level for result in state.levels.values())
    return state.location is not None and (state.gate is not Gate.CLOSED or levels_known)
