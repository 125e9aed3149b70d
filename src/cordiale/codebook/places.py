"""On which line of a TOML file a table or key stands, which the standard reader does not tell."""

from __future__ import annotations

import re
from typing import TypeAlias

__all__ = ["Places", "Way"]

Way: TypeAlias = tuple[tuple[str, int], ...]
"""The way to a table: name and number of each list on it, ``(("field", 3), ("value", 0))``."""

_LONG_TEXT = re.compile(r'"""[\s\S]*?"""|' + r"'''[\s\S]*?'''")
_HEADER = re.compile(r"\s*\[(\[?)\s*([\w.-]+)\s*\]?\]")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")


class Places:
    """Lines of the tables and keys of one file."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[Way, str], int] = {}
        here: Way = ()
        # What stands in a text of several lines is no header and no key.
        blanked = _LONG_TEXT.sub(lambda found: "\n" * found.group().count("\n"), text)
        for number, line in enumerate(blanked.splitlines(), start=1):
            if header := _HEADER.match(line):
                here = self._entered(here, header[2].split("."), repeated=bool(header[1]))
                self._lines.setdefault((here, ""), number)
            elif key := _KEY.match(line):
                self._lines.setdefault((here, key[1] or key[2] or key[3] or ""), number)

    def line(self, way: Way, key: str = "") -> int:
        """The line of a key, else of its table or the nearest table above it; 0 where none is found."""
        found = self._lines.get((way, key), 0)
        while not found and way:
            found = self._lines.get((way, ""), 0)
            way = way[:-1]
        return found

    def _entered(self, here: Way, names: list[str], *, repeated: bool) -> Way:
        """The way to the table that a header opens, seen from the one before it."""
        above: Way = ()
        for depth, name in enumerate(names[:-1]):
            same = len(here) > depth and here[:depth] == above and here[depth][0] == name
            above = (*above, here[depth] if same else (name, 0))
        number = 0
        while repeated and ((*above, (names[-1], number)), "") in self._lines:
            number += 1
        return (*above, (names[-1], number))
