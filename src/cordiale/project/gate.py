"""Whether cooperative engagement is on record in a window (I-15, CONTRACTS 2)."""

from __future__ import annotations

from collections.abc import Iterable

from cordiale.model.levels import Gate
from cordiale.model.study import Interaction, Snapshot


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
    interactions: Iterable[Interaction], snapshot: Snapshot, dyad: tuple[str, str]
) -> Gate:
    """Open with a cooperative interaction of both parties; closed if some are judged and none is.

    Missing: no judged interaction in the window gives UNKNOWN, never closed.

    Rule: I-15.
    """
    judged = [
        one.cooperative
        for one in interactions_in(interactions, snapshot, dyad)
        if one.cooperative is not None
    ]
    if any(judged):
        return Gate.OPEN
    return Gate.CLOSED if judged else Gate.UNKNOWN
