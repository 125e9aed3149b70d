"""Rank and role: what each side claims, what the other grants, and on which road their roles fit.

`status_figure` decides what is shown, in plain values; `draw_status` draws that and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from cordiale.codebook import load
from cordiale.model.levels import LEVELS, Arm, Condition
from cordiale.model.results import LevelResult, SnapshotReading, StatusRow, Trajectory
from cordiale.model.study import StudyData
from cordiale.report.anchors import level_anchor, mark_anchor
from cordiale.report.figures.pieces.ladder import ladder
from cordiale.report.figures.status.claims import claims_of, granted_words, role_words, roles_in, searched
from cordiale.report.figures.status.values import Claim, StatusFigure, StatusSide, StatusWindow
from cordiale.report.figures.status.weights import weights_in
from cordiale.report.figures.status.words import (
    described,
    road_words,
    status_caption,
    status_table,
    status_title,
)
from cordiale.report.figures.values import FigureWords, Mark
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.finding import judged_words
from cordiale.report.words.grammar import counted, listed
from cordiale.report.words.wording import (
    LEVEL_NAMES,
    actor_name,
    and_list,
    level_words,
    or_list,
    window_title,
)

__all__ = ["MOST_BANDS", "MOST_WINDOWS", "status_figure"]

MOST_BANDS = 6
"""From more snapshots on, a window is one row."""

MOST_WINDOWS = 60
"""Of more snapshots the latest are drawn, and the figure says how many are left to the data."""

_RANKS = Entries(
    "status.rank.{}", ("great_power", "superpower", "leading", "rising", "developing", "diminished", "none")
)
_LIMITS = Entries(
    "status.limits.{}",
    (
        "refuses_limits",
        "asserts_independence",
        "conditional",
        "accepts_limits",
        "accepts_security_limits",
        "accepts_integration",
    ),
)


def status_figure(trajectory: Trajectory, study: StudyData) -> StatusFigure | None:
    """Each side's claims of rank and role, and the other's recognition, window by window.

    Args:
        trajectory: the dyad's result. Args study: what was entered, for capabilities.

    Returns:
        The figure, or None where no window holds a claim of rank or role.

    Missing: a side that was not searched is said so and settles nothing; an unknown level is
    hatched; windows without figures on capabilities show none.

    Rule: ST-2 to ST-5, ST-14, I-18 to I-20, I-30, I-36.
    """
    readings = [reading for reading in trajectory.snapshots if _rows(reading, trajectory.dyad)]
    if not any(_says(row) for reading in readings for row in _rows(reading, trajectory.dyad) or ()):
        return None
    windows = [_window(reading, trajectory, study) for reading in readings]
    shown = windows[-MOST_WINDOWS:]
    more = say("status.more_windows", count=len(windows) - len(shown)) if len(windows) > len(shown) else ""
    actors = (actor_name(trajectory.dyad[0]), actor_name(trajectory.dyad[1]))
    dense = len(windows) > MOST_BANDS
    return StatusFigure(
        words=FigureWords(
            name="status",
            title=status_title(windows, actors),
            caption=listed("sentences", [words for words in (status_caption(trajectory, windows), more) if words]),
            reading=_reading(trajectory, windows, actors, dense),
            description=described(shown, actors),
        ),
        table=status_table(windows, actors),
        marks=tuple(mark for reading in readings[-MOST_WINDOWS:] for mark in _marks(reading, trajectory.dyad)),
        actors=actors,
        limits=len(_LIMITS),
        windows=tuple(shown),
        dense=dense,
        more=more,
    )


_Rows = tuple[StatusRow, StatusRow]


def _rows(reading: SnapshotReading, dyad: tuple[str, str]) -> _Rows | None:
    by_actor = {row.actor: row for row in reading.status}
    return (by_actor[dyad[0]], by_actor[dyad[1]]) if set(dyad) <= set(by_actor) else None


def _says(row: StatusRow) -> bool:
    return bool(row.documents or row.own_rank or row.evidence or row.formulas_set_aside)


def _result(reading: SnapshotReading, arm: Arm) -> LevelResult | None:
    state = reading.states.get(arm)
    return state.levels.get(Condition.STATUS) if state else None


def _window(reading: SnapshotReading, trajectory: Trajectory, study: StudyData) -> StatusWindow:
    rows = _rows(reading, trajectory.dyad)
    assert rows is not None
    computed, judged = _result(reading, Arm.COMPUTED), _result(reading, Arm.JUDGED)
    roles = (roles_in(computed, rows[0]), roles_in(computed, rows[1]))
    title = window_title(reading.snapshot)
    sides = (
        _side(reading, rows[0], rows[1], roles[0], roles[1]),
        _side(reading, rows[1], rows[0], roles[1], roles[0]),
    )
    equal = [actor_name(row.actor) for row, side in zip(rows, sides, strict=True) if side.equality]
    weights = weights_in(study.capabilities, trajectory.dyad, reading.snapshot)
    verdict = () if judged is None or judged.level is None else (judged.level, *judged.admissible)
    names = {str(level): LEVEL_NAMES[str(level)] for level in LEVELS[Condition.STATUS]}
    return StatusWindow(
        snapshot=reading.snapshot.id,
        title=title,
        sides=sides,
        pair=_pair(computed, sides, roles),
        level=_level(computed, judged, trajectory),
        rungs=ladder(
            names,
            computed.level if computed else None,
            computed.admissible if computed else (),
            (computed.probability or {}) if computed else {},
            verdict,
        ),
        address=level_anchor(reading.snapshot.id, Condition.STATUS) if computed else "",
        weights=weights,
        beside=say("status.weights.beside", actors=and_list(equal)) if weights and equal else "",
    )


def _level(computed: LevelResult | None, judged: LevelResult | None, trajectory: Trajectory) -> str:
    if computed is None:
        words = say("status.no_level")
    else:
        words = say("status.level", level=level_words(Condition.STATUS, computed))
    if judged is None or judged.level is None:
        return words
    verdict = say("status.judged", whose=judged_words(trajectory), level=level_words(Condition.STATUS, judged))
    return say("status.level_judged", level=words, judged=verdict)


def _pair(
    computed: LevelResult | None, sides: tuple[StatusSide, StatusSide], roles: tuple[tuple[str, ...], tuple[str, ...]]
) -> str:
    if not (searched(roles[0]) and searched(roles[1])):
        return say("status.pair.unsettled")
    words = say("status.pair.roles", role=sides[0].roles, other_role=sides[1].roles)
    found = computed.detail.get("role_pair") if computed else None
    if not isinstance(found, Mapping) or "variant" not in found:
        return words
    road = road_words(found.get("variant"), found.get("cap"))
    return say("status.pair.road", roles=words, road=road)


def _side(
    reading: SnapshotReading, row: StatusRow, other: StatusRow, roles: tuple[str, ...], other_roles: tuple[str, ...]
) -> StatusSide:
    claims = claims_of(row, other, roles, other_roles)
    answered = bool(claims_of(other, row, other_roles, roles))
    silent = "" if claims else _silent(row, roles)
    rank = _rank(row)
    limits = _limits(row, searched(roles))
    granted = () if answered or not row.recognition else (granted_words(row),)
    further = (*granted, *_further(row))
    counts = [counted("status.further.documents", row.documents)] if row.documents else []
    words = [*(claim.words for claim in claims), silent, limits, rank, *further, *counts]
    return StatusSide(
        claims=claims,
        silent=silent,
        said_as_answer=answered and not searched(roles),
        rank=rank,
        limits=limits,
        limits_at=tuple(load().field("autonomy").values.index(value) for value in row.autonomy),
        further=further,
        roles=role_words(roles),
        equality="equal" in row.role or "affirms_equal" in row.recognition,
        formulas=row.formulas_set_aside,
        documents=row.documents,
        counted=counts[0] if counts else "",
        words=listed("comma", [part for part in words if part]),
        anchor=mark_anchor("status", reading.snapshot.id, row.actor) if row.evidence else "",
    )


def _silent(row: StatusRow, roles: tuple[str, ...]) -> str:
    if not searched(roles):
        return say("status.not_searched")
    return say("status.sees_no_role" if row.role == ("none",) else "status.no_place")


def _rank(row: StatusRow) -> str:
    ranks = [_RANKS[code] for code in _RANKS if code in row.own_rank]
    return say("status.rank.said", ranks=listed("comma", ranks)) if ranks else ""


def _limits(row: StatusRow, known: bool) -> str:
    if not row.autonomy:
        return say("status.limits.nothing") if known else ""
    words = or_list([_LIMITS[value] for value in row.autonomy])
    if row.refuses_partner and row.autonomy == ("refuses_limits",):
        return say("status.limits.towards", limits=words, partner=actor_name(row.partner))
    return words


def _further(row: StatusRow) -> tuple[str, ...]:
    found = []
    if row.refuses_partner and row.autonomy != ("refuses_limits",):
        found.append(say("status.further.refuses", partner=actor_name(row.partner)))
    if row.role_refused == ("subordinate",):
        found.append(say("status.further.role_refused"))
    voiced = [say(f"status.further.{value}") for value in row.anxiety if value != "none"]
    if voiced:
        found.append(or_list(voiced))
    if row.formulas_set_aside:
        found.append(counted("status.further.formulas", row.formulas_set_aside))  # I-20
    return tuple(found)


def _marks(reading: SnapshotReading, dyad: tuple[str, str]) -> list[Mark]:
    title = window_title(reading.snapshot)
    return [
        Mark(
            anchor=mark_anchor("status", reading.snapshot.id, row.actor),
            snapshot=reading.snapshot.id,
            title=say("status.mark.side", actor=actor_name(row.actor), period=title),
            evidence=row.evidence,
        )
        for row in _rows(reading, dyad) or ()
        if row.evidence
    ]


def _reading(
    trajectory: Trajectory, windows: list[StatusWindow], actors: tuple[str, str], dense: bool
) -> tuple[str, ...]:
    """How to read it: only what the figure shows."""
    sides = [side for window in windows for side in window.sides]
    claims: list[Claim] = [claim for side in sides for claim in side.claims]
    judged = any(rung.judged for window in windows for rung in window.rungs)
    return tuple(
        words
        for shown, words in (
            (claims and not dense, say("status.caption.line")),
            (dense, say("status.caption.dense")),
            (True, say("status.caption.ladder")),
            (True, say(f"status.caption.{'point_dense' if dense else 'point'}")),
            (judged, say("status.caption.judged", whose=judged_words(trajectory))),
            (
                not dense and any(side.limits_at for side in sides),
                say("status.caption.limits", actor=actors[0], other=actors[1]),
            ),
            (any(side.formulas for side in sides), say("status.caption.formulas")),
            (any(window.weights for window in windows) and not dense, say("status.caption.weights")),
        )
        if shown
    )
