"""What a study lacks: documents had and needed, and what would make each level known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cordiale.model.levels import Condition, Gate
from cordiale.model.results import Trajectory
from cordiale.model.study import StudyData
from cordiale.profiles.selection import fields_set_aside, place_all
from cordiale.project.flips import DECIDING_FIELDS
from cordiale.project.notebook import list_html, table_html
from cordiale.project.panels import Panel, panel
from cordiale.project.summaries import table_lines

DOCUMENTS_FOR_A_POINT = {Condition.THREAT: (8, 12), Condition.IDENTITY: (5, 7), Condition.STATUS: (12, 14)}
"""Documents on each side, all alike, from which a level is said as a point under the default settings.

The first where only the deciding fields are coded, the second where all are: each code may be wrong.
For threat high, identity medium and status medium by equal roles; a low threat that each finds
elsewhere needs three.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one actor's evidence on one condition lacks at one snapshot.

    Args:
        had: searched documents that count. Args needed: the least for a level to be read at all.
        level: of the dyad, None where unknown. Args advice: what would make it known.
    """

    dyad: tuple[str, str]
    snapshot: str
    condition: str
    actor: str
    had: int
    needed: int
    level: str | None
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A study's state: what is missing, row by row, and remarks on the whole."""

    study: str
    rows: tuple[Coverage, ...]
    remarks: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(_in_lines(self))

    def _repr_html_(self) -> str:
        return table_html(self.study, _HEADER, _cells(self)) + list_html(self.remarks)


def check(study: StudyData, trajectories: Sequence[Trajectory]) -> Check:
    """What is missing in a study, and what would make each level known.

    Args:
        trajectories: the study's results, one a dyad.
    """
    placed = place_all(study.records, study.snapshots, study.sources, study.rules)
    rows = [
        row
        for trajectory in trajectories
        for reading in trajectory.snapshots
        for row in _rows(
            trajectory,
            reading.snapshot.id,
            panel(
                placed,
                dyad=trajectory.dyad,
                snapshot=reading.snapshot.id,
                voices=study.rules.voices.levels,
                rules=study.rules,
            ),
            study,
        )
    ]
    return Check(study=study.title, rows=tuple(rows), remarks=tuple(_remarks(study, trajectories)))


def _rows(
    trajectory: Trajectory, snapshot: str, at: Panel, study: StudyData
) -> Iterable[Coverage]:
    needed = study.rules.uncertainty.min_documents_evidence
    reading = next(r for r in trajectory.snapshots if r.snapshot.id == snapshot)
    state = next(iter(reading.states.values()))
    for condition in Condition:
        level = state.levels[condition].level if state else None
        for actor in at.dyad:
            records = at.conditions[condition][actor]
            had = len({record.document for record in records})
            coded = {field for record in records for field in record.codes}
            yield Coverage(
                dyad=trajectory.dyad,
                snapshot=snapshot,
                condition=str(condition),
                actor=actor,
                had=had,
                needed=needed,
                level=level,
                advice=_advice(condition, had, needed, coded, known=level is not None),
            )


_CENTRAL = {
    Condition.THREAT: ("source_family", "magnitude", "urgency"),
    Condition.IDENTITY: ("othering", "salience"),
    Condition.STATUS: ("role_expected", "recognition", "autonomy"),
}


def _advice(
    condition: Condition, had: int, needed: int, coded: set[str], *, known: bool
) -> str:
    if known:
        return ""
    if had < needed:
        fields = ", ".join(_CENTRAL[condition])
        return f"add {needed - had} or more official documents that code {fields}"
    missing = [field for field in _CENTRAL[condition] if field not in coded]
    if condition is Condition.STATUS and coded & {"role_expected", "recognition"}:
        missing = [f for f in missing if f == "autonomy"]
    if condition is Condition.IDENTITY and coded & {"othering", "valence", "trust_lang", "salience"}:
        missing = []
    if missing:
        return f"code {', '.join(missing)} in the documents there are"
    least, most = DOCUMENTS_FOR_A_POINT[condition]
    if had < most:
        return f"add documents: where all agree, on both sides, {least} to {most} a side usually make it a point"
    return "the documents disagree, or the other side decides: see `cordiale why`"


def _remarks(study: StudyData, trajectories: Sequence[Trajectory]) -> Iterable[str]:
    if not study.records and not study.judgements:
        yield "no evidence and no judgements yet: every level is unknown"
    for trajectory in trajectories:
        for reading in trajectory.snapshots:
            state = next(iter(reading.states.values()))
            if state is not None and state.gate is Gate.UNKNOWN:
                yield (
                    f"{'-'.join(trajectory.dyad)} {reading.snapshot.id}: no interaction of both is judged "
                    "in the window, so the gate is unknown and locations are worded 'if aligned'; "
                    "add a row with cooperative = yes or no to the table interactions"
                )
        left_out = [used for used in trajectory.used if used.reason and "voice" not in used.reason]
        for used in left_out:
            yield f"{used.id}: left out, {used.reason}"
    for record in study.records:
        aside = fields_set_aside(record)
        if aside:
            yield (
                f"{record.id}: {', '.join(aside)} belong to another dimension than {record.dimension} and set "
                "nothing here; give the claim a second row"
            )
    fields = {name for names in DECIDING_FIELDS.values() for name in names} | {"support", "coordination"}
    for record in study.records:
        if record.says and not fields & set(record.codes):
            yield f"{record.id}: codes {', '.join(record.codes)}, which decide no level"


_HEADER = ("dyad", "snapshot", "condition", "actor", "had", "needed", "level", "what would make it known")


def _cells(found: Check) -> list[tuple[str, ...]]:
    return [
        (
            "-".join(row.dyad),
            row.snapshot,
            row.condition,
            row.actor,
            str(row.had),
            str(row.needed),
            row.level or "unknown",
            row.advice,
        )
        for row in found.rows
    ]


def _in_lines(found: Check) -> Iterable[str]:
    yield found.study
    yield ""
    yield from table_lines(_HEADER, _cells(found))
    if found.remarks:
        yield ""
        yield from found.remarks
