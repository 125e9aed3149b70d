"""The UN General Debate Corpus as it is downloaded: the name of a file says who spoke, and when."""

from __future__ import annotations

import re

__all__ = ["said_by_name"]

_NAME = re.compile(r"([A-Z]{2,4})_(\d{2,3})_(\d{4})\.txt")
_FIRST_YEAR = 1945  # session 1 met in 1946, and there is one session a year


def said_by_name(name: str) -> dict[str, str]:
    """What the name of a file of that corpus says; nothing for other files.

    A name counts only if session and year fit each other, so that other names of this shape are left alone. Keys are the
    columns of the corpus as a table. ``actor`` is the code as the file has it; the folder ``Session 56 - 2001`` adds nothing.

    Example:
        >>> said = said_by_name("RUS_56_2001.txt")
        >>> said["actor"], said["session"], said["date"]
        ('RUS', '56', '2001')
        >>> said_by_name("RUS_12_2001.txt")
        {}
    """
    match = _NAME.fullmatch(name)
    if not match or _FIRST_YEAR + int(match[2]) != int(match[3]):
        return {}
    actor, session, year = match[1], str(int(match[2])), match[3]
    return {
        "doc_id": f"ungdc:{actor}_{match[2]}_{year}",
        "actor": actor,
        "session": session,
        "year": year,
        "date": year,
        "title": f"UN General Debate, session {session} ({year})",
        "genre": "un_general_debate",
        "language": "en",
        "source_dataset": "UN General Debate Corpus",
    }
