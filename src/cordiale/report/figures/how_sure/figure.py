"""How sure the verdicts are: over settings, with texts or codes redrawn, on how many documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cordiale.model.levels import Arm, Condition
from cordiale.model.results import LevelResult, Probability, SnapshotReading, Trajectory
from cordiale.model.robustness import Robustness, Standing
from cordiale.report.anchors import level_anchor, mark_anchor
from cordiale.report.drawing.style import SMALL
from cordiale.report.drawing.svg import clean, fit
from cordiale.report.figures.how_sure.drawing import draw_how_sure
from cordiale.report.figures.how_sure.values import DocumentCount, HowSureFigure, SurePeriod, SureRow
from cordiale.report.figures.how_sure.words import (
    caption_of,
    description_of,
    reading_of,
    row_words,
    title_of,
)
from cordiale.report.figures.values import FigureTable, FigureWords, Mark
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import is_read, state_in
from cordiale.report.words.verdicts import LOCATION, verdict_words
from cordiale.report.words.wording import CONDITION_NAMES, actor_name, window_title

__all__ = ["HowSureFigure", "draw_how_sure", "how_sure_figure"]

_NAME = "how_sure"
_MOST_PERIODS = 12
_WIDEST_NAME = 200.0
_JUDGED = "judged"
_KINDS = (*(str(condition) for condition in Condition), LOCATION, _JUDGED)


def how_sure_figure(trajectory: Trajectory, robustness: Robustness) -> HowSureFigure | None:
    """How sure each verdict is, snapshot by snapshot.

    Args:
        trajectory: the dyad's result. Args robustness: how its verdicts fare.

    Missing: None where nothing was tried, or no verdict stands to be tried.

    Rule: OP 7 (settings are never averaged in; both kinds of doubt apart), I-35.
    """
    reader = _Reader(trajectory, robustness)
    periods = tuple(reader.period(reading) for reading in trajectory.snapshots)
    kinds = tuple(kind for kind in _KINDS if any(period.row(kind) for period in periods))
    if not robustness.tried or not kinds:
        return None
    compact = len(periods) > _MOST_PERIODS
    caption = caption_of(trajectory, computed=kinds != (_JUDGED,), judged=_JUDGED in kinds)
    return HowSureFigure(
        words=FigureWords(
            name=_NAME,
            title=title_of(trajectory, robustness),
            caption=caption,
            reading=reading_of(periods, tried=robustness.tried, needed=reader.needed, compact=compact),
            description=description_of(caption, periods),
        ),
        table=_table(trajectory, robustness, reader.needed),
        marks=tuple(_marks(trajectory, periods)),
        actors=reader.actors,
        needed=reader.needed,
        kinds=kinds,
        periods=periods,
        compact=compact,
    )


class _Reader:
    """Reads each snapshot's rows off a result.

    Args:
        trajectory: the dyad's result. Args robustness: how its verdicts fare.
    """

    def __init__(self, trajectory: Trajectory, robustness: Robustness) -> None:
        first, second = trajectory.dyad
        self.actors = _short_name(first), _short_name(second)
        self.needed = _needed(trajectory)
        self._dyad = trajectory.dyad
        judged = any(reading.states.get(Arm.JUDGED) for reading in trajectory.snapshots)
        self._computed = is_read(trajectory, Arm.COMPUTED) or not judged
        self._standing = {(one.snapshot, one.arm, one.what): one for one in robustness.standing}
        self._doubt = {(one.snapshot, one.arm, one.condition): one for one in robustness.doubt}

    def period(self, reading: SnapshotReading) -> SurePeriod:
        """The rows of one snapshot."""
        rows = tuple(self._rows(reading))
        return SurePeriod(snapshot=reading.snapshot.id, title=window_title(reading.snapshot), rows=rows)

    def _rows(self, reading: SnapshotReading) -> Iterator[SureRow]:
        snapshot = reading.snapshot.id
        for condition in Condition if self._computed else ():
            standing = self._standing.get((snapshot, Arm.COMPUTED, condition))
            if standing is not None:
                yield self._level_row(reading, condition, standing)
        for kind, arm in ((LOCATION, Arm.COMPUTED), (_JUDGED, Arm.JUDGED)):
            place = self._standing.get((snapshot, arm, LOCATION))
            if place is not None and (self._computed or arm is Arm.JUDGED):
                yield self._location_row(kind, place, mark_anchor(_NAME, snapshot, kind) if _evidence(reading, kind) else "")

    def _level_row(self, reading: SnapshotReading, condition: Condition, standing: Standing) -> SureRow:
        result = _computed_level(reading, condition)
        doubt = self._doubt.get((standing.snapshot, Arm.COMPUTED, condition))
        words = verdict_words(condition, standing.default)
        evidence = result.evidence if result else ()
        first, second = (self._documents(result, code) for code in self._dyad)
        row = self._row(
            kind=str(condition),
            label=say("how_sure.row.level", condition=CONDITION_NAMES[condition], verdict=words),
            standing=standing,
            address=level_anchor(standing.snapshot, condition) if evidence else "",
        )
        row = replace(
            row,
            unknown="|" in standing.default,
            texts=doubt.sampling if doubt else None,
            codes=doubt.coding if doubt else None,
            documents=(first, second),
        )
        return self._aloud(row)

    def _location_row(self, kind: str, standing: Standing, address: str) -> SureRow:
        label = say(f"how_sure.row.{kind}", verdict=verdict_words(LOCATION, standing.default))
        return self._aloud(self._row(kind=kind, label=label, standing=standing, address=address))

    def _row(self, *, kind: str, label: str, standing: Standing, address: str) -> SureRow:
        others = (verdict_words(standing.what, found) for found in standing.found if found != standing.default)
        return SureRow(
            kind=kind,
            label=label,
            stands=standing.stands,
            tried=standing.tried,
            others=tuple(dict.fromkeys(others)),
            unknown=False,
            texts=None,
            codes=None,
            documents=None,
            address=address,
            words="",
        )

    def _aloud(self, row: SureRow) -> SureRow:
        return replace(row, words=row_words(row, actors=self.actors))

    def _documents(self, result: LevelResult | None, actor: str) -> DocumentCount:
        had = result.documents.get(actor, 0) if result else 0
        return DocumentCount(had=had, enough=had >= self.needed)


def _short_name(code: str) -> str:
    """An actor's name; a code that no table knows may be of any length, and is said in every row."""
    return fit(clean(actor_name(code)), _WIDEST_NAME, SMALL)


def _needed(trajectory: Trajectory) -> int:
    return int(str(trajectory.rules["uncertainty.min_documents_evidence"]))


def _computed_level(reading: SnapshotReading, condition: str) -> LevelResult | None:
    state = state_in(reading, Arm.COMPUTED)
    return state.levels.get(condition) if state else None


def _evidence(reading: SnapshotReading, kind: str) -> tuple[str, ...]:
    """The records behind a computed location: those behind its levels. A judgement has none here."""
    state = state_in(reading, Arm.COMPUTED) if kind == LOCATION else None
    results = state.levels.values() if state else ()
    return tuple(sorted({record for result in results for record in result.evidence}))


def _marks(trajectory: Trajectory, periods: tuple[SurePeriod, ...]) -> Iterator[Mark]:
    for reading, period in zip(trajectory.snapshots, periods, strict=True):
        row = period.row(LOCATION)
        if row is not None and row.address:
            yield Mark(
                anchor=row.address,
                snapshot=period.snapshot,
                title=row.label,
                evidence=_evidence(reading, LOCATION),
            )


# -- the same as rows ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cells:
    """Documents of both actors and their need, where a verdict is a level read from documents."""

    first: int | None
    second: int | None
    needed: int | None


def _table(trajectory: Trajectory, robustness: Robustness, needed: int) -> FigureTable:
    """Every verdict of every arm, the drawn ones among them."""
    titles = {reading.snapshot.id: window_title(reading.snapshot) for reading in trajectory.snapshots}
    readings = {reading.snapshot.id: reading for reading in trajectory.snapshots}
    doubts = {(one.snapshot, one.arm, one.condition): one for one in robustness.doubt}
    first, second = trajectory.dyad
    rows = []
    for one in robustness.standing:
        had = _had(readings[one.snapshot], one, trajectory.dyad, needed)
        doubt = doubts.get((one.snapshot, one.arm, one.what))
        rows.append(
            (
                one.snapshot,
                titles[one.snapshot],
                str(one.arm),
                one.what,
                one.default,
                one.stands,
                one.tried,
                "; ".join(found for found in one.found if found != one.default) or None,
                "; ".join(one.changed_by) or None,
                *_ends(doubt.sampling if doubt else None),
                *_ends(doubt.coding if doubt else None),
                had.first,
                had.second,
                had.needed,
            )
        )
    columns = (
        *("snapshot", "period", "arm", "what", "verdict_as_coded", "stands", "tried", "others", "changed_by"),
        *("texts_redrawn_lower", "texts_redrawn_upper", "codes_redrawn_lower", "codes_redrawn_upper"),
        *(f"documents_{first}", f"documents_{second}", "documents_needed"),
    )
    return FigureTable(columns=columns, rows=tuple(rows))


def _had(reading: SnapshotReading, one: Standing, dyad: tuple[str, str], needed: int) -> _Cells:
    state = reading.states.get(one.arm)
    result = state.levels.get(one.what) if state and one.arm is not Arm.JUDGED else None
    if result is None:
        return _Cells(None, None, None)
    return _Cells(result.documents.get(dyad[0], 0), result.documents.get(dyad[1], 0), needed)


def _ends(share: Probability | None) -> tuple[float | None, float | None]:
    return (share.lower, share.upper) if share else (None, None)
