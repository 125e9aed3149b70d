"""Every string of the report by its key, so that other languages can be added.

A language is a folder of TOML files beside this module, one file a subject: ``en/threats.toml``
holds what the figure of threats says, and ``threats.title`` is the key of its ``title``. A
translation is a folder with the same files and keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGE", "catalogue", "say"]

LANGUAGE = "en"
"""The language of the report: a folder of this name lies beside this module."""


def say(key: str, /, **values: object) -> str:
    """The string of a key, with its places filled.

    Args:
        key: file, tables and name, joined by dots: ``threats.axis.magnitude``.
        values: what stands in the places, ``{actor}`` in the string. A value is placed as it is;
            whoever renders the sentence escapes it.

    Raises:
        KeyError: no such string, or a place without a value: a mistake of the program, never of a
            study.

    Example:
        >>> say("common.unknown_among", among="low or medium")
        'unknown: low or medium'
    """
    return catalogue(LANGUAGE)[key].format(**values)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All strings of a language by key.

    Raises:
        FileNotFoundError: no folder of that name.
    """
    folder = files(__package__).joinpath(language)
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
