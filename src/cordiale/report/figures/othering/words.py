"""What the othering figure says: its title, and how one side reads the other in a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.model.levels import Arm, Condition
from cordiale.model.results import OtheringRow, SnapshotReading
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import state_in
from cordiale.report.words.grammar import counted, listed, upper_first
from cordiale.report.words.wording import actor_name, dyad_name, window_title

__all__ = ["kind_of", "othering_title"]


def kind_of(row: OtheringRow) -> str:
    """How a direction reads the partner, on the codes as they stand.

    Returns:
        ``radical``, ``negative_history`` or ``absent`` (low, by its sub-code), ``low`` where no
        sub-code is told, ``medium``, ``high``; ``unknown`` where more than one level is possible,
        ``not_searched`` where no document was searched.

    Rule: I-5, I-6: low because hostile and low because absent are never the same words.
    """
    if not row.documents:
        return "not_searched"
    if len(row.side_level) != 1:
        return "unknown"
    (level,) = row.side_level
    return row.subcode or level if level == "low" else level


@dataclass(frozen=True, slots=True)
class _Told:
    """How both directions read each other in one window, and whether the level itself is known."""

    title: str
    kinds: tuple[str, ...]
    level_known: bool

    @property
    def settled(self) -> bool:
        return not set(self.kinds) & {"unknown", "not_searched"}


def othering_title(readings: Sequence[SnapshotReading], dyad: tuple[str, str]) -> str:
    """The finding: how each reads the other, in the last window that settles both directions.

    Rules. A reading that holds for both directions is said once. Where the last settled window has
    one reading for both and the first had others, both windows are said. Where the same readings
    hold in every window, that is said; where later windows leave a direction open, that is said
    too. Where no window settles both, the latest in which one is known says what is known. A window
    whose level is unknown is told as coded: the codes settle it, the draws do not.
    """
    told = [_told(reading, dyad) for reading in readings if len(reading.othering) == len(dyad)]
    settled = [one for one in told if one.settled]
    if not settled:
        known = [one for one in told if set(one.kinds) - {"unknown", "not_searched"}] or told
        return _opening(known[-1], dyad, coded=not known[-1].level_known)
    first, last = settled[0], settled[-1]
    same = len(settled) == len(readings) > 1 and len({one.kinds for one in settled}) == 1
    if same and all(one.level_known for one in settled):
        windows = counted("othering.windows", len(readings))
        return upper_first(say("othering.title.throughout", clauses=_clauses(last.kinds, dyad), windows=windows))
    if first.kinds != last.kinds and len(set(last.kinds)) == 1:
        again = say(f"othering.again.{last.kinds[0]}")
        said = [
            _opening(first, dyad, coded=not (first.level_known and last.level_known)),
            say("othering.title.then", period=last.title, clause=again),
        ]
    else:
        said = [_opening(last, dyad, coded=not last.level_known)]
    if told[-1] != last:
        said.append(say("othering.title.since"))
    return listed("clauses", said)


def _told(reading: SnapshotReading, dyad: tuple[str, str]) -> _Told:
    kinds = {row.actor: kind_of(row) for row in reading.othering}
    state = state_in(reading, Arm.COMPUTED)
    result = state.levels.get(Condition.IDENTITY) if state else None
    return _Told(window_title(reading.snapshot), tuple(kinds[actor] for actor in dyad), bool(result and result.level))


def _opening(one: _Told, dyad: tuple[str, str], *, coded: bool) -> str:
    # That nothing was searched, or that codes are open, is no reading that needs a caveat.
    caveat = coded and bool(set(one.kinds) - {"unknown", "not_searched"})
    return say(f"othering.title.{'as_coded_in' if caveat else 'in'}", period=one.title, clauses=_clauses(one.kinds, dyad))


def _clauses(kinds: tuple[str, ...], dyad: tuple[str, str]) -> str:
    """Both directions: in one clause where they are alike."""
    if len(set(kinds)) == 1:
        return say(f"othering.each.{kinds[0]}", dyad=dyad_name(dyad))
    first, second = (
        say(f"othering.says.{kind}", actor=actor_name(actor), partner=actor_name(partner))
        for kind, actor, partner in zip(kinds, dyad, dyad[::-1], strict=True)
    )
    return say("othering.title.two", first=first, second=second)
