"""The article's two tables, filled in by the program: the typology, and the case's way through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cordiale.model.levels import (
    NO_ALIGNMENT,
    AlignmentType,
    Arm,
    Condition,
    Gate,
    IdentityLevel,
    StatusLevel,
    ThreatLevel,
)
from cordiale.model.results import State, Trajectory
from cordiale.model.rules import Minima, Rules
from cordiale.report.words.finding import is_read, judged_words, voices_words
from cordiale.report.words.wording import (
    SHORT_NAMES,
    and_list,
    dyad_name,
    location_words,
    or_list,
    possible_locations,
    window_title,
)

__all__ = ["ArticleTable", "table1", "table2"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTable:
    """A table of threat rows by identity columns.

    Args:
        title: what it shows. Args columns: heads of the columns, the first for the row heads.
        rows: row heads and cells; a cell is a tuple of lines.
        strip: a row beneath, across all columns: its head and its lines. Args notes: under the table.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    strip: tuple[str, tuple[str, ...]]
    notes: tuple[str, ...]


_COLUMNS = (
    "",
    "Identities: low (radical Others)",
    "Identities: medium (non-radical Others)",
    "Identities: high (“we”)",
)
_ROW_HEADS = {ThreatLevel.HIGH: "Threat assessment: high", ThreatLevel.LOW: "Threat assessment: low"}


def _cells(minima: Minima) -> dict[tuple[ThreatLevel, IdentityLevel], tuple[AlignmentType, ...]]:
    """The types whose minima of threat and identity make up each cell."""
    return {
        (threat, identity): tuple(
            kind
            for kind in AlignmentType
            if minima[kind][Condition.THREAT] is threat and minima[kind][Condition.IDENTITY] is identity
        )
        for threat in _ROW_HEADS
        for identity in IdentityLevel
    }


def table1(rules: Rules) -> ArticleTable:
    """Table 1: each type at its minima of threat and identity, with its minimum of status.

    The article prints status as a strip under the table; here the strip names each rung and what
    opens on it, as the settings have it.

    Rule: T-8, ID-7, ST-7, I-3, I-4.
    """
    minima = rules.minima
    rows = tuple(
        (
            head,
            tuple(
                tuple(line for kind in _cells(minima)[threat, identity] for line in _type_lines(kind, minima))
                for identity in IdentityLevel
            ),
        )
        for threat, head in _ROW_HEADS.items()
    )
    return ArticleTable(
        title="Table 1. The alignment types by what each needs",
        columns=_COLUMNS,
        rows=rows,
        strip=("Status expectations: at least", tuple(_rung(level, minima) for level in StatusLevel)),
        notes=_table1_notes(rules),
    )


def _type_lines(kind: AlignmentType, minima: Minima) -> tuple[str, str]:
    status = minima[kind][Condition.STATUS]
    need = "no minimum of status" if status is StatusLevel.INCOMPATIBLE else f"status at least {status}"
    return kind.full_name.capitalize(), need


def _rung(level: StatusLevel, minima: Minima) -> str:
    here = [kind.full_name for kind in AlignmentType if minima[kind][Condition.STATUS] is level]
    return f"{level}: {and_list(here) if here else '–'}"


def _table1_notes(rules: Rules) -> tuple[str, ...]:
    notes = [
        "A type is open where all three of its minima are met; conditions are necessary and not sufficient.",
        "The article states no minimum of status for the non-allied security community; the one here is a setting "
        "(minima.NASC.status, I-3).",
    ]
    changed = [key for key in rules.differences() if key.startswith("minima.")]
    if changed:
        notes.append(f"Minima changed from the default: {and_list(changed)}.")
    return tuple(notes)


def table2(trajectory: Trajectory, arm: Arm) -> ArticleTable | None:
    """Table 2: the case's location by periods, as one arm has it.

    Returns:
        The table; a tie stands in both cells, and periods whose location is unknown, or without
        alignment, are listed beneath with what they may be.

    Missing: None where the arm has no state, or where nothing was computed.

    Rule: I-32.
    """
    states = [(r, state) for r in trajectory.snapshots if (state := r.states.get(arm)) is not None]
    if not states or (arm is not Arm.JUDGED and not is_read(trajectory, arm)):
        return None
    placed: dict[str, list[str]] = {kind: [] for kind in AlignmentType}
    beneath: list[str] = []
    for reading, state in states:
        title = window_title(reading.snapshot)
        if not state.location or NO_ALIGNMENT in state.location:
            beneath.append(f"{title}: {_elsewhere(state)}")
            continue
        for kind in state.location:
            placed[kind].append(_period(title, state))
    minima = Rules.default().changed(dict(trajectory.rules), where="trajectory").minima
    return ArticleTable(
        title=f"Table 2. {dyad_name(trajectory.dyad)} by periods, {_arm_title(trajectory, arm)}",
        columns=_COLUMNS,
        rows=tuple((head, _row(threat, minima, placed)) for threat, head in _ROW_HEADS.items()),
        strip=("Not in a cell", tuple(beneath) or ("–",)),
        notes=(
            "A period stands at the types for which conditions are in place; a type without a period is in parentheses.",
        ),
    )


def _elsewhere(state: State) -> str:
    """Why a period stands in no cell: without alignment, or unknown among which locations."""
    if state.location:
        return location_words(state)
    possible = [" with ".join(SHORT_NAMES[kind] for kind in types) for types in possible_locations(state.locations)]
    aligned = "if aligned, " if state.gate is Gate.UNKNOWN else ""
    return f"{aligned}unknown: {or_list(possible)}" if possible else f"{aligned}unknown"


def _row(threat: ThreatLevel, minima: Minima, placed: Mapping[str, list[str]]) -> tuple[tuple[str, ...], ...]:
    cells = _cells(minima)
    return tuple(
        tuple(line for kind in cells[threat, identity] for line in _placed_lines(kind, placed[kind]))
        for identity in IdentityLevel
    )


def _placed_lines(kind: AlignmentType, periods: list[str]) -> tuple[str, ...]:
    name = kind.full_name.capitalize()
    return (name, ", ".join(periods)) if periods else (f"({name})",)


def _period(title: str, state: State) -> str:
    remarks = []
    if state.location and len(state.location) > 1:
        remarks.append("tied")
    if state.gate is Gate.UNKNOWN:
        remarks.append("if aligned")
    if state.arm is Arm.JUDGED and ", or " in (words := location_words(state)):
        remarks.append(f"or {words.split(', or ', 1)[1]}")
    return f"{title} ({', '.join(remarks)})" if remarks else title


def _arm_title(trajectory: Trajectory, arm: Arm) -> str:
    if arm is Arm.JUDGED:
        return judged_words(trajectory)
    return f"computed from {voices_words(trajectory, arm)}"


