"""What each says of the other: salience, and a bar of 100 documents from radical Other to "we".

`othering_figure` decides what is shown, in plain values; `draw_othering` draws that and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.model.levels import LEVELS, Arm, Condition
from cordiale.model.results import LevelResult, OtheringRow, SnapshotReading, Trajectory
from cordiale.model.rules import Rules
from cordiale.report.anchors import level_anchor, mark_anchor
from cordiale.report.drawing.svg import SMALLEST_TEXT, clean, fit
from cordiale.report.figures.othering.values import (
    READINGS,
    Direction,
    OtheringFigure,
    OtheringWindow,
    Salience,
    Stance,
)
from cordiale.report.figures.othering.words import kind_of, othering_title
from cordiale.report.figures.values import FigureTable, FigureWords, Mark
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.finding import state_in, voices_words
from cordiale.report.words.grammar import counted, listed, number_words, or_list
from cordiale.report.words.wording import (
    LEVEL_NAMES,
    actor_name,
    admissible_words,
    dyad_name,
    level_words,
    window_title,
)

__all__ = ["MOST_STACKED", "othering_figure"]

MOST_STACKED = 6
"""From more snapshots on, snapshots are columns."""

_LONGEST_OTHER = 200.0
_MOST_OTHERS = 6
_SALIENCES = ("absent", "low", "normal", "high")
_SALIENCE_WORDS = Entries("othering.salience.{}", _SALIENCES)
_READING_WORDS = Entries("othering.reading.{}", READINGS)


def othering_figure(trajectory: Trajectory) -> OtheringFigure | None:
    """What each actor says of the other, window by window.

    Args:
        trajectory: the dyad's result.

    Returns:
        The figure, or None where no document on the partner was searched in any window.

    Missing: a direction that nobody searched, and one that nothing relates to the Self, are
    unknown and say so; they are never low. Salience that nobody coded is not coded.

    Rule: I-5, I-6 (low by absence), I-17 (the weaker direction decides).
    """
    readings = trajectory.snapshots
    if not any(row.documents for reading in readings for row in reading.othering):
        return None
    rules = Rules.of(trajectory.rules)
    weaker = rules.identity.dyad_rule == "minimum"
    compact = len(readings) > MOST_STACKED
    windows = tuple(_window(reading, trajectory.dyad, weaker=weaker) for reading in readings)
    names = (actor_name(trajectory.dyad[0]), actor_name(trajectory.dyad[1]))
    return OtheringFigure(
        words=FigureWords(
            name="othering",
            title=othering_title(readings, trajectory.dyad),
            caption=_caption(trajectory),
            reading=_reading(compact=compact, weaker=weaker),
            description=_description(readings, windows),
        ),
        table=_table(readings),
        marks=_marks(readings, windows),
        actors=names,
        who=(
            say("othering.of", actor=names[0], partner=names[1]),
            say("othering.of", actor=names[1], partner=names[0]),
        ),
        compact=compact,
        windows=windows,
        strip=_strip(windows),
        self_by=(_self_over_time(readings, trajectory.dyad[0]), _self_over_time(readings, trajectory.dyad[1])),
    )


# -- one window ----------------------------------------------------------------------------------


def _identity(reading: SnapshotReading) -> LevelResult | None:
    state = state_in(reading, Arm.COMPUTED)
    return state.levels.get(Condition.IDENTITY) if state else None


def _window(reading: SnapshotReading, dyad: tuple[str, str], *, weaker: bool) -> OtheringWindow:
    result, title = _identity(reading), window_title(reading.snapshot)
    rows = {row.actor: row for row in reading.othering}
    equal = weaker and all(row.decides for row in rows.values())
    level = say("othering.level.level", level=level_words(Condition.IDENTITY, result)) if result else ""
    return OtheringWindow(
        snapshot=reading.snapshot.id,
        title=title,
        directions=tuple(
            _direction(rows[actor], place, reading, decides="equal" if equal else "decides" if weaker and rows[actor].decides else "")
            for place, actor in enumerate(dyad)
            if actor in rows
        ),
        level=level or say("othering.not_read"),
        address=level_anchor(reading.snapshot.id, Condition.IDENTITY, Arm.COMPUTED) if result else "",
        strip=((result.level or "unknown"),) if result else (),
    )


def _direction(row: OtheringRow, place: int, reading: SnapshotReading, *, decides: str) -> Direction:
    stance = _stance(row)
    shares = _of_100(row) if stance is Stance.BAR else (0, 0, 0, 0)
    level, note = _side_level(row), _note(row, stance)
    parts = [
        say("othering.caption.salience_words", salience=_salience(row).words),
        note or listed("comma", [share for share in share_words(shares) if share]),
        level,
        say(f"othering.level.{decides}") if decides else "",
        say("othering.self.by", others=listed("comma", _others(row))) if row.constitutive_others else "",
    ]
    who = say("othering.of", actor=actor_name(row.actor), partner=actor_name(row.partner))
    words = listed("clauses", list(dict.fromkeys(part for part in parts if part)))
    return Direction(
        actor=place,
        salience=_salience(row),
        shares=shares,
        stance=stance,
        note=note,
        level=level,
        decides=decides,
        self_by=_others(row),
        words=say("othering.caption.described", who=who, period=window_title(reading.snapshot), parts=words),
        anchor=mark_anchor("othering", reading.snapshot.id, row.actor) if row.evidence else "",
    )


def _stance(row: OtheringRow) -> Stance:
    """What stands in the bar's place: salience decides first (I-6)."""
    if not row.documents:
        return Stance.NOT_SEARCHED
    if row.salience in ("absent", "low"):
        return Stance.BELOW_FLOOR
    return Stance.BAR if any(row.shares.values()) else Stance.OPEN


def _of_100(row: OtheringRow) -> tuple[int, int, int, int]:
    """Whole documents of 100 by reading, so rounded that they sum to 100."""
    exact = [row.shares.get(name, 0.0) * 100 for name in READINGS]
    whole = [int(share + 1e-9) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_rest[: 100 - sum(whole)]:
        whole[place] += 1
    first, second, third, fourth = whole
    return first, second, third, fourth


def share_words(shares: Sequence[int]) -> tuple[str, ...]:
    """Each reading with its count; empty where it has none."""
    pairs = zip(READINGS, shares, strict=True)
    return tuple(
        say("othering.bar.share", reading=_READING_WORDS[name], count=count) if count else "" for name, count in pairs
    )


def _note(row: OtheringRow, stance: Stance) -> str:
    documents = counted("othering.documents", row.documents)
    if stance is Stance.NOT_SEARCHED:
        return say("othering.bar.not_searched")
    if stance is Stance.OPEN:
        return say(
            "othering.bar.open", actor=actor_name(row.actor), partner=actor_name(row.partner), documents=documents
        )
    if stance is Stance.BELOW_FLOOR:
        key = "absent" if kind_of(row) == "absent" else "below_floor"
        return say(f"othering.bar.{key}", salience=_salience(row).words, documents=documents)
    return ""


def _salience(row: OtheringRow) -> Salience:
    if row.salience is None:
        return Salience(words=say("othering.salience.not_coded"), place=None)
    return Salience(words=_SALIENCE_WORDS[row.salience], place=_SALIENCES.index(row.salience))


def _side_level(row: OtheringRow) -> str:
    kind = kind_of(row)
    if kind in ("absent", "radical", "negative_history"):
        return say(f"othering.level.low_{kind}")
    if len(row.side_level) == 1:
        return LEVEL_NAMES[row.side_level[0]]
    among = admissible_words(Condition.IDENTITY, row.side_level)
    return say("common.unknown_among", among=among) if among else say("common.unknown")


def _others(row: OtheringRow) -> tuple[str, ...]:
    return tuple(fit(clean(name), _LONGEST_OTHER, SMALLEST_TEXT) for name in row.constitutive_others)


# -- over all windows ----------------------------------------------------------------------------


def _strip(windows: Sequence[OtheringWindow]) -> tuple[tuple[str, str], ...]:
    present = {name for window in windows for name in window.strip}
    order = [*(str(level) for level in reversed(LEVELS[Condition.IDENTITY])), "unknown"]
    return tuple((name, say(f"othering.strip.{name}")) for name in order if name in present)


def _self_over_time(readings: Sequence[SnapshotReading], actor: str) -> str:
    """Who or what defines an actor's Self, and in which windows; the most frequent first."""
    found: dict[str, list[str]] = {}
    for reading in readings:
        for row in reading.othering:
            for other in _others(row) if row.actor == actor else ():
                found.setdefault(other, []).append(window_title(reading.snapshot))
    if not found:
        return ""
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    said = [say("othering.self.in_periods", other=other, periods=_periods(titles)) for other, titles in ordered]
    more = len(said) - _MOST_OTHERS
    shown = said if more <= 0 else [*said[:_MOST_OTHERS], say("othering.and_more", count=number_words(more))]
    return say("othering.self.over_time", actor=actor_name(actor), others=listed("comma", shown))


def _periods(titles: Sequence[str]) -> str:
    return listed("comma", titles) if len(titles) < 4 else counted("othering.windows", len(titles))


def _caption(trajectory: Trajectory) -> str:
    titles = [window_title(reading.snapshot) for reading in trajectory.snapshots]
    period = titles[0] if len(titles) == 1 else say("othering.caption.to", low=titles[0], high=titles[-1])
    whose = say(
        "othering.caption.whose", dyad=dyad_name(trajectory.dyad), voices=voices_words(trajectory), period=period
    )
    return listed("sentences", [whose, _level_sentence(_telling(trajectory.snapshots))])


def _telling(readings: Sequence[SnapshotReading]) -> SnapshotReading:
    """The latest window of which something was searched."""
    return [reading for reading in readings if any(row.documents for row in reading.othering)][-1]


def _level_sentence(reading: SnapshotReading) -> str:
    result, period = _identity(reading), window_title(reading.snapshot)
    if result is None:
        return say("othering.sentence.no_level", period=period)
    return say("othering.sentence.identity", period=period, level=level_words(Condition.IDENTITY, result))


def _reading(*, compact: bool, weaker: bool) -> tuple[str, ...]:
    keys = [
        "reading_bar_compact" if compact else "reading_bar",
        "reading_bracket",
        "reading_hatched",
        "reading_salience",
        "reading_decides" if weaker else "reading_mean",
        "reading_strip" if compact else "reading_sides",
    ]
    return tuple(say(f"othering.caption.{key}") for key in keys)


def _description(readings: Sequence[SnapshotReading], windows: Sequence[OtheringWindow]) -> str:
    """Alternative text: the level of each window, and each direction in words."""
    said = []
    for reading, window in zip(readings, windows, strict=True):
        said += [_level_sentence(reading), *(direction.words for direction in window.directions)]
    return listed("sentences", said)


# -- data ----------------------------------------------------------------------------------------

_COLUMNS = (
    "snapshot", "period", "actor", "partner", "salience", *(f"{name}_share" for name in READINGS), "documents",
    "side_level", "low_because", "decides", "self_defined_by", "identity",
)  # fmt: skip


def _table(readings: Sequence[SnapshotReading]) -> FigureTable:
    """One row a direction; shares are of documents, 0 to 1, empty where no document tells."""
    rows = []
    for reading in readings:
        result = _identity(reading)
        for row in reading.othering:
            told = any(row.shares.values())
            rows.append(
                (
                    reading.snapshot.id,
                    window_title(reading.snapshot),
                    row.actor,
                    row.partner,
                    row.salience,
                    *(round(row.shares.get(name, 0.0), 4) if told else None for name in READINGS),
                    row.documents,
                    or_list(row.side_level),
                    row.subcode,
                    say("common.yes" if row.decides else "common.no"),
                    listed("comma", row.constitutive_others) or None,
                    level_words(Condition.IDENTITY, result) if result else None,
                )
            )
    return FigureTable(columns=_COLUMNS, rows=tuple(rows))


def _marks(readings: Sequence[SnapshotReading], windows: Sequence[OtheringWindow]) -> tuple[Mark, ...]:
    evidence = {
        mark_anchor("othering", reading.snapshot.id, row.actor): row.evidence
        for reading in readings
        for row in reading.othering
    }
    return tuple(
        Mark(anchor=direction.anchor, snapshot=window.snapshot, title=direction.words, evidence=evidence[direction.anchor])
        for window in windows
        for direction in window.directions
        if direction.anchor
    )
