"""Every string of the report by its key, so that other languages can be added.

A language is a folder of TOML files, one file a subject: ``en/threats.toml`` beside this module
holds what the figure of threats says, and ``threats.title`` is the key of its ``title``. A
translation is a folder with the same files, keys and places; `speaking` makes the report speak it.
Only the forms of a plural may differ (`cordiale.report.words.grammar`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path

__all__ = ["LANGUAGE", "Entries", "catalogue", "language_tag", "say", "speaking"]

LANGUAGE = "en"
"""The language that the report speaks unless told otherwise: a folder beside this module."""

# A context and not a setting: no sentence takes the language as an argument, and two reports that
# are written at the same time in different threads do not mix theirs.
_SPOKEN: ContextVar[str | Path] = ContextVar("language", default=LANGUAGE)


def say(key: str, /, **values: object) -> str:
    """The string of a key in the language spoken, with its places filled.

    Args:
        key: file, tables and name, joined by dots: ``threats.axis.magnitude``.
        values: what stands in the places, ``{actor}`` in the string. A value is placed as it is;
            whoever renders the sentence escapes it.

    Raises:
        KeyError: no such string, or a place without a value: a mistake of the program or of a
            translation, never of a study.

    Example:
        >>> say("common.unknown_among", among="low or medium")
        'unknown: low or medium'
    """
    return catalogue(_SPOKEN.get())[key].format(**values)


@contextmanager
def speaking(language: str | Path) -> Iterator[None]:
    """Within it all that is said is in another language.

    Args:
        language: name of a folder beside this module, or the path of a folder.

    Raises:
        FileNotFoundError: no such folder.

    Example:
        >>> with speaking("en"):
        ...     say("common.unknown")
        'unknown'
    """
    catalogue(language)
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def language_tag() -> str:
    """The tag of the language spoken, as a page states it (BCP 47).

    Example:
        >>> language_tag()
        'en'
    """
    return say("common.language.tag")


class Entries(Mapping[str, str]):
    """Strings whose keys differ in one part: a mapping that asks the catalogue at every look.

    Args:
        pattern: the keys, with ``{}`` for the part that differs: ``common.arm.{}``.
        names: what can stand there, in order.

    Example:
        >>> Entries("common.level.{}", ("low", "high"))["low"]
        'low'
    """

    __slots__ = ("names", "pattern")

    def __init__(self, pattern: str, names: Iterable[object]) -> None:
        self.pattern = pattern
        self.names = tuple(str(name) for name in names)

    def __getitem__(self, name: str) -> str:
        if name not in self.names:
            raise KeyError(name)
        return say(self.pattern.format(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@cache
def catalogue(language: str | Path) -> Mapping[str, str]:
    """All strings of a language by key.

    Args:
        language: as `speaking` takes it.

    Raises:
        FileNotFoundError: no such folder.
    """
    folder = language if isinstance(language, Path) else files(__package__).joinpath(language)
    found: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            found |= _flat(content, file.name.removesuffix(".toml"))
    return found


def _flat(content: Mapping[str, object], head: str) -> Iterator[tuple[str, str]]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{head}.{name}")
        else:
            yield f"{head}.{name}", str(value)
