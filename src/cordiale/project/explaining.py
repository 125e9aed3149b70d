"""Why the dictionary coder codes a text as it does, from the bare text."""

from __future__ import annotations

from cordiale.actors import find, nearest
from cordiale.coding.dictionary import DictionaryCoder, Explanation
from cordiale.coding.dictionary import explain as explain_unit
from cordiale.errors import Problem, UsageError
from cordiale.formats.rows import actor_code
from cordiale.model.texts import CodingUnit
from cordiale.passages import UNKNOWN, language_of, mentions

__all__ = ["explain"]


def explain(text: str, *, actor: str = "", language: str | None = None) -> Explanation:
    """Which patterns of the dictionary coder hold in a text, what they give, and the coding that results.

    Args:
        text: a passage. Args actor: code or name of the actor who speaks; empty where nobody is to be taken as the Self.
        language: ISO 639-1; None: told from the text.

    Raises:
        UsageError: the actor is not known, or there are no patterns for the language.

    Example:
        >>> explain("Terrorism is a grave threat to our country.", actor="France").coding.threats[0].family
        'terrorism_extremism'
    """
    code = _actor(actor)
    spoken = language or language_of(text)
    known = DictionaryCoder().languages
    if spoken not in known:
        untold = spoken == UNKNOWN
        raise UsageError(
            Problem(
                where="text" if language is None else "--language",
                found="the language cannot be told from the text"
                if untold
                else f"no patterns for {spoken!r}",
                allowed=", ".join(known),
                cure="name it with --language" if language is None else "",
            )
        )
    unit = CodingUnit(id="text", actor=code, text=text, language=spoken, mentions=mentions(text, spoken))
    return explain_unit(unit)


def _actor(name: str) -> str:
    if not name:
        return ""
    found = find(name)
    if found is None:
        near = nearest(name, n=1)
        raise UsageError(
            Problem(
                where="--actor",
                found=f"no actor {name!r}",
                allowed="a code or name in the table of actors",
                nearest=near[0] if near else "",
            )
        )
    return actor_code(found)
