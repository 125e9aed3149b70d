"""Whether cooperative engagement is on record in a window (I-15, CONTRACTS 2)."""

from __future__ import annotations

from collections.abc import Iterable

from cordiale.model.levels import Gate
from cordiale.model.study import Interaction, Snapshot
from cordiale.profiles.selection import Placement

_NO_ENGAGEMENT = {"support": {"refusal", "doubt"}, "coordination": {"refuse"}}


def interactions_in(
    interactions: Iterable[Interaction], snapshot: Snapshot, dyad: tuple[str, str]
) -> tuple[Interaction, ...]:
    """The interactions of both parties whose date lies wholly inside the window."""
    return tuple(
        one
        for one in interactions
        if set(dyad) <= set(one.parties)
        and one.date is not None
        and one.date.within(snapshot.start, snapshot.end)
    )


def gate_of(
    interactions: Iterable[Interaction],
    snapshot: Snapshot,
    dyad: tuple[str, str],
    placed: Iterable[Placement] = (),
) -> Gate:
    """Open with a cooperative interaction of both parties; closed if some are judged and none is.

    In texts, words of support or coordination between the two open it as well; those that refuse or doubt do not.

    Args:
        placed: the study's records; of these, codes that a machine gave to official words count.

    Missing: no judged interaction in the window and no such words give UNKNOWN, never closed.

    Rule: I-15; CONTRACTS 2 (gate).
    """
    if any(_engages(place, snapshot, dyad) for place in placed):
        return Gate.OPEN
    judged = [
        one.cooperative
        for one in interactions_in(interactions, snapshot, dyad)
        if one.cooperative is not None
    ]
    if any(judged):
        return Gate.OPEN
    return Gate.CLOSED if judged else Gate.UNKNOWN


def _engages(place: Placement, snapshot: Snapshot, dyad: tuple[str, str]) -> bool:
    """Whether an official text of one, in this window, speaks of supporting or coordinating with the other."""
    record = place.record
    said = _NO_ENGAGEMENT.get(record.dimension)
    return (
        said is not None
        and record.machine
        and place.counts
        and place.snapshot == snapshot.id
        and record.voice == "official"
        and {record.actor, record.partner} == set(dyad)
        and any(code not in said for code in record.codes.get(record.dimension, ()))
    )
