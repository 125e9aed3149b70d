"""Which kinds of texts normally name partners, so that silence in them means something (OP 6.3, edge case a)."""

from __future__ import annotations

__all__ = ["SHARE_THAT_NAMES", "SILENT_GENRES", "USUAL_PARTNERS", "names_partners"]

SILENT_GENRES = frozenset(
    {
        "call_readout",
        "joint_statement",
        "meeting_transcript",
        "official_message",
        "press_release",
        "remarks_at_meeting",
        "un_general_debate",
    }
)
"""Genres in which silence says nothing, whatever they name: texts addressed to one counterpart or on one occasion, and
statements before the United Nations, which speak of crises and not of partners (OP 9.2, trap 9)."""

USUAL_PARTNERS = 5
"""How many of the states that an actor names in most of its documents count as those it usually names."""

SHARE_THAT_NAMES = 0.5
"""From which share of a genre's documents that name a usual partner on the genre counts as one that names partners."""


def names_partners(genre: str, share_naming_usual: float) -> bool:
    """Whether silence about a partner in texts of a genre can mean that the partner is absent.

    Args:
        genre: as the documents have it; empty where nobody said.
        share_naming_usual: share of the actor's documents of this genre that name some state which it usually names, 0 to 1.

    Rule: I-6; OP 6.3, edge case (a); OP 9.2, trap 9.

    Example:
        >>> names_partners("presidential_address", 0.9), names_partners("un_general_debate", 1.0)
        (True, False)
    """
    return genre not in SILENT_GENRES and share_naming_usual >= SHARE_THAT_NAMES
