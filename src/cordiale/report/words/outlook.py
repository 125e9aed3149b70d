"""What was judged of a condition's further movement, in one line for the page and the command line."""

from __future__ import annotations

from cordiale.model.study import OutlookNote
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import listed, upper_first
from cordiale.report.words.wording import CONDITION_NAMES

__all__ = ["outlook_words"]


def outlook_words(note: OutlookNote) -> str:
    """A judgement with its condition, the drivers it names and where it stands.

    Missing: drivers and place are left out where none are given.

    Rule: OP 5.3.

    Example:
        >>> outlook_words(OutlookNote(condition="threat", judgement="possible", speaks_against="a rival", where="Nxt¶2"))
        'Threat: possible; against: a rival (Nxt¶2)'
    """
    condition = say("outlook.any") if note.condition == "any" else CONDITION_NAMES[note.condition]
    clauses = [note.judgement]
    if note.speaks_for:
        clauses.append(say("outlook.speaks_for", drivers=note.speaks_for))
    if note.speaks_against:
        clauses.append(say("outlook.speaks_against", drivers=note.speaks_against))
    said, judgement = upper_first(condition), listed("clauses", clauses)
    if note.where:
        return say("outlook.judged_where", condition=said, judgement=judgement, where=note.where)
    return say("outlook.judged", condition=said, judgement=judgement)
