"""The dyad over time: what happened between snapshots, what is not open, what the present rests on.

Alignment is a process. Snapshots are windows on it; between them conditions open and close types,
and within a type confidence in mutual support deepens or erodes.
"""

from cordiale.trajectory.events import Movement, Reading, events_between, follow, reading_of
from cordiale.trajectory.pathways import (
    PATHWAYS,
    Direction,
    Pathway,
    pathway_between,
    pathway_to,
    pathway_within,
)
from cordiale.trajectory.rests_on import rests_on
from cordiale.trajectory.what_next import SideClaims, roads, what_next

__all__ = [
    "PATHWAYS",
    "Direction",
    "Movement",
    "Pathway",
    "Reading",
    "SideClaims",
    "events_between",
    "follow",
    "pathway_between",
    "pathway_to",
    "pathway_within",
    "reading_of",
    "rests_on",
    "roads",
    "what_next",
]
