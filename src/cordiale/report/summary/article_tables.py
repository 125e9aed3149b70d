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
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.finding import is_read, judged_words, voices_words
from cordiale.report.words.grammar import and_list, listed, or_list, upper_first
from cordiale.report.words.wording import (
    FULL_NAMES,
    LEVEL_NAMES,
    admitted_words,
    dyad_name,
    location_words,
    locations_words,
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


_COLUMNS = Entries("article_tables.column.{}", IdentityLevel)
_ROWS = Entries("article_tables.row.{}", (ThreatLevel.HIGH, ThreatLevel.LOW))


def _columns() -> tuple[str, ...]:
    return ("", *_COLUMNS.values())


def _cells(minima: Minima) -> dict[tuple[ThreatLevel, IdentityLevel], tuple[AlignmentType, ...]]:
    """The types whose minima of threat and identity make up each cell."""
    return {
        (threat, identity): tuple(
            kind
            for kind in AlignmentType
            if minima[kind][Condition.THREAT] is threat and minima[kind][Condition.IDENTITY] is identity
        )
        for threat in ThreatLevel
        for identity in IdentityLevel
    }


def table1(rules: Rules) -> ArticleTable:
    """Table 1: each type at its minima of threat and identity, with its minimum of status.

    The article prints status as a strip under the table; here the strip names each rung and what
    opens on it, as the settings have it.

    Rule: T-8, ID-7, ST-7, I-3, I-4.
    """
    minima = rules.minima
    cells = _cells(minima)
    rows = tuple(
        (
            head,
            tuple(
                tuple(line for kind in cells[ThreatLevel(threat), identity] for line in _type_lines(kind, minima))
                for identity in IdentityLevel
            ),
        )
        for threat, head in _ROWS.items()
    )
    return ArticleTable(
        title=say("article_tables.table1.title"),
        columns=_columns(),
        rows=rows,
        strip=(say("article_tables.table1.status"), tuple(_rung(level, minima) for level in StatusLevel)),
        notes=_table1_notes(rules),
    )


def _type_lines(kind: AlignmentType, minima: Minima) -> tuple[str, str]:
    status = minima[kind][Condition.STATUS]
    name = upper_first(FULL_NAMES[kind])
    if status is StatusLevel.INCOMPATIBLE:
        return name, say("article_tables.table1.no_minimum")
    return name, say("article_tables.table1.minimum", level=LEVEL_NAMES[str(status)])


def _rung(level: StatusLevel, minima: Minima) -> str:
    here = [FULL_NAMES[kind] for kind in AlignmentType if minima[kind][Condition.STATUS] is level]
    types = and_list(here) if here else say("common.none")
    return say("article_tables.table1.rung", level=LEVEL_NAMES[str(level)], types=types)


def _table1_notes(rules: Rules) -> tuple[str, ...]:
    notes = [say("article_tables.table1.note"), say("article_tables.table1.setting")]
    changed = [key for key in rules.differences() if key.startswith("minima.")]
    if changed:
        notes.append(say("article_tables.table1.changed", settings=and_list(changed)))
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
            beneath.append(say("article_tables.table2.elsewhere", window=title, location=_elsewhere(state)))
            continue
        for kind in state.location:
            placed[kind].append(_period(title, state))
    minima = Rules.of(trajectory.rules).minima
    return ArticleTable(
        title=say("article_tables.table2.title", dyad=dyad_name(trajectory.dyad), whose=_whose(trajectory, arm)),
        columns=_columns(),
        rows=tuple((head, _row(ThreatLevel(threat), minima, placed)) for threat, head in _ROWS.items()),
        strip=(say("article_tables.table2.beneath"), tuple(beneath) or (say("common.none"),)),
        notes=(say("article_tables.table2.note"),),
    )


def _elsewhere(state: State) -> str:
    """Why a period stands in no cell: without alignment, or unknown among which locations."""
    if state.location:
        return location_words(state)
    possible = locations_words(state)
    words = say("common.unknown_among", among=or_list(possible)) if possible else say("common.unknown")
    return say("article_tables.table2.if_aligned", location=words) if state.gate is Gate.UNKNOWN else words


def _row(threat: ThreatLevel, minima: Minima, placed: Mapping[str, list[str]]) -> tuple[tuple[str, ...], ...]:
    cells = _cells(minima)
    return tuple(
        tuple(line for kind in cells[threat, identity] for line in _placed_lines(kind, placed[kind]))
        for identity in IdentityLevel
    )


def _placed_lines(kind: AlignmentType, periods: list[str]) -> tuple[str, ...]:
    name = upper_first(FULL_NAMES[kind])
    return (name, listed("comma", periods)) if periods else (say("article_tables.table2.type_without", type=name),)


def _period(title: str, state: State) -> str:
    remarks = []
    if state.location and len(state.location) > 1:
        remarks.append(say("article_tables.remark.tied"))
    if state.gate is Gate.UNKNOWN:
        remarks.append(say("article_tables.remark.if_aligned"))
    if admitted := admitted_words(state):
        remarks.append(say("article_tables.remark.admitted", locations=admitted))
    if not remarks:
        return title
    return say("article_tables.remark.period", window=title, remarks=listed("comma", remarks))


def _whose(trajectory: Trajectory, arm: Arm) -> str:
    if arm is Arm.JUDGED:
        return judged_words(trajectory)
    return say("article_tables.whose.computed", voices=voices_words(trajectory, arm))
