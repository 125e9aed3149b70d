"""Coders by their names: those that ship with Cordiale, and those that other packages bring."""

from __future__ import annotations

import difflib
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from cordiale.coding.coder import Coder
from cordiale.errors import Problem, UsageError
from cordiale.model.study import StudyData

__all__ = ["DEFAULT_CODER", "coder_named", "coder_names", "coder_of"]

DEFAULT_CODER = "dictionary"
_GROUP = "cordiale.coders"
_OWN = {DEFAULT_CODER: "cordiale.coding.dictionary:DictionaryCoder"}


def coder_of(study: StudyData) -> str:
    """The coder that a study names in ``[texts]``, else the dictionary."""
    return study.texts.get("coder", DEFAULT_CODER)


def coder_names() -> tuple[str, ...]:
    """The names of all coders that are installed.

    Example:
        >>> "dictionary" in coder_names()
        True
    """
    return tuple(sorted({*_OWN, *(one.name for one in _plugged_in())}))


def coder_named(name: str) -> Coder:
    """The coder of a name.

    Packages bring coders by an entry point of the group ``cordiale.coders``, which gives a coder when it is called
    without arguments.

    Args:
        name: as on the command line: ``dictionary``.

    Raises:
        UsageError: there is none; the message says which there are.

    Example:
        >>> coder_named("dictionary").name
        'dictionary'
    """
    if name in _OWN:
        module, _, attribute = _OWN[name].partition(":")
        found: Coder = getattr(import_module(module), attribute)()
        return found
    for one in _plugged_in():
        if one.name == name:
            plugged: Coder = one.load()()
            return plugged
    names = coder_names()
    close = difflib.get_close_matches(name, names, n=1)
    raise UsageError(
        Problem(
            where="--coder",
            found=f"{name!r} is no coder",
            allowed=f"{', '.join(names)}, or a file of codings (.jsonl, .csv)",
            nearest=close[0] if close else "",
        )
    )


def _plugged_in() -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=_GROUP))
