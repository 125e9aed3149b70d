"""Rows of a study's table, read cell by cell into typed values; what is wrong is noted and reading goes on.

A scholar mends ten cells in one go rather than in ten runs, so a cell that cannot be read gives an empty value and a
`Problem`, and the study is refused once all of its files have been read.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from cordiale.actors import Actor, find, nearest
from cordiale.errors import Problem
from cordiale.formats.columns import Column, TableColumns
from cordiale.formats.dates import ALLOWED_DATES, DateError, parse_date
from cordiale.formats.tables import Table
from cordiale.model.study import DateSpan

__all__ = [
    "Findings",
    "Line",
    "actor_code",
    "line_number",
    "match_word",
    "near",
    "note_repeats",
    "read_lines",
]

ACTOR_CODES = "an ISO 3166 code such as CHN, or a group such as NATO"
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(slots=True)
class Findings:
    """Problems of several files, gathered in any order and given in the order of files and lines.

    Args:
        files: names of the files (or tables) in the order in which messages go.
    """

    files: Sequence[str]
    _found: list[tuple[int, int, Problem]] = field(default_factory=list)

    def add(self, file: str, *problems: Problem) -> None:
        """Notes problems of one file."""
        place = self.files.index(file)
        self._found += [(place, line_number(problem), problem) for problem in problems]

    def in_order(self) -> tuple[Problem, ...]:
        """All that was noted; problems of one line in the order in which they were noted."""
        return tuple(problem for *_, problem in sorted(self._found, key=lambda found: found[:2]))


def line_number(problem: Problem) -> int:
    """The line that a problem names, 0 where it names none."""
    match = re.search(r", line ([0-9]+)", problem.where)
    return int(match[1]) if match else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row, its place, and readers for its cells; a cell that cannot be read is noted in ``findings``.

    Missing:
        An empty cell gives empty text, an empty tuple or None, and is never a problem unless its column is required.
    """

    table: str
    file: str
    on_line: int
    cells: Mapping[str, str]
    findings: Findings

    def refuse(self, column: str, found: str, allowed: str = "", nearest: str = "", cure: str = "") -> None:
        """Notes what is wrong with a cell, or with the row where ``column`` is empty."""
        where = f"{self.file}, line {self.on_line}" + (f", {column}" if column else "")
        problem = Problem(where=where, found=found, allowed=allowed, nearest=nearest, cure=cure)
        self.findings.add(self.table, problem)

    def text(self, column: str) -> str:
        """The cell as it stands."""
        return self.cells.get(column, "")

    def word(self, column: str, allowed: Sequence[str]) -> str:
        """The allowed word that the cell names, in its own spelling."""
        words = self.words(column, allowed)
        if len(words) > 1:
            self.refuse(column, f"{self.text(column)!r} names several", allowed=", ".join(allowed))
        return words[0] if words else ""

    def words(self, column: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """The allowed words that the cell names (``a|b``), each once, in the order of ``allowed``."""
        found = set()
        for part in self.parts(column):
            word = match_word(part, allowed)
            if word is None:
                self.refuse(column, _not_allowed(part), ", ".join(allowed), near(part, allowed))
            found.add(word)
        return tuple(word for word in allowed if word in found)

    def parts(self, column: str) -> tuple[str, ...]:
        """What stands between the bars of the cell, each once, in the order written."""
        cell = self.text(column)
        parts = [part.strip() for part in cell.split("|")] if cell else []
        if "" in parts:
            self.refuse(column, f"{cell!r} has an alternative without text", cure="take away the extra '|'")
        return tuple(dict.fromkeys(part for part in parts if part))

    def date(self, column: str = "date") -> DateSpan | None:
        """The span of the date in the cell."""
        if not self.text(column):
            return None
        try:
            return parse_date(self.text(column))
        except DateError as error:
            self.refuse(column, error.reason, allowed=ALLOWED_DATES)
            return None

    def yes_no(self, column: str) -> bool | None:
        """Whether the cell says yes (or true); None where it is empty."""
        cell = self.text(column)
        if cell and cell.casefold() not in _YES_NO:
            self.refuse(column, _not_allowed(cell), "yes, no, true, false", near(cell, tuple(_YES_NO)))
        return _YES_NO.get(cell.casefold())

    def number(self, column: str, lowest: float = -math.inf, highest: float = math.inf) -> float | None:
        """The number in the cell, between two bounds."""
        cell = self.text(column)
        if not cell:
            return None
        bounds = f" from {lowest:g} to {highest:g}" if math.isfinite(highest) else ""
        try:
            value = float(cell) if cell.isascii() and "_" not in cell else math.nan
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or not lowest <= value <= highest:
            comma = cell.replace(",", ".") if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", cell) else ""
            self.refuse(column, _not_allowed(cell), f"a number{bounds}, with a point for decimals", comma)
            return None
        return value

    def actor(self, column: str) -> Actor | None:
        """The actor that the cell names."""
        cell = self.text(column)
        found = find(cell) if cell else None
        if cell and found is None:
            self._refuse_actor(column, cell)
        return found

    def actors(self, column: str) -> tuple[str, ...]:
        """Codes of the actors that the cell names, each once, former states as their successor."""
        codes = []
        for part in self.parts(column):
            actor = find(part)
            if actor is None:
                self._refuse_actor(column, part)
            else:
                codes.append(actor_code(actor))
        return tuple(dict.fromkeys(codes))

    def known(self, column: str, ids: Collection[str] | None, place: str) -> str:
        """The id in the cell, if it is one of some ids.

        Args:
            ids: ids that there are; None where they could not be read or are not kept, and nothing is checked.
            place: where ids stand, for the message.
        """
        cell = self.text(column)
        if cell and ids is not None and cell not in ids:
            self.refuse(
                column, f"{cell!r} is no id of {place}", nearest=near(cell, ids), cure=f"add it to {place}"
            )
        return cell

    def _refuse_actor(self, column: str, text: str) -> None:
        close = nearest(text, n=1)
        self.refuse(
            column,
            f"{text!r} is no actor of the actor table",
            allowed=ACTOR_CODES,
            nearest=close[0] if close else "",
        )


def actor_code(actor: Actor) -> str:
    """The code that keys the rules: a former state's one successor, else the actor's own."""
    return actor.successor or actor.code


def match_word(text: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that a text names, whatever its capitals, blanks, hyphens or number format.

    Yes and no stand for true and false, and the other way round. None where no word is meant.

    Example:
        >>> match_word("Non-radical", ["radical", "non_radical"]), match_word("2.0", ["0", "1", "2"])
        ('non_radical', '2')
    """
    by_key = _by_key(tuple(allowed))
    other = {"yes": "true", "no": "false", "true": "yes", "false": "no"}
    key = _key(text)
    return by_key.get(key, by_key.get(other.get(key, "")))


@cache
def _by_key(allowed: tuple[str, ...]) -> dict[str, str]:
    """Vocabularies by folded word: a few dozen, asked for in every cell."""
    return {_key(word): word for word in allowed}


def _key(word: str) -> str:
    plain = word.strip().replace("\u2212", "-").casefold()  # a typeset minus
    number = re.fullmatch(r"\+?(-?[0-9]+)(?:\.0+)?", plain)  # +1; 2.0 from a statistics program
    return number.group(1) if number else re.sub(r"[\s\-_]+", "_", plain)


def near(text: str, allowed: Iterable[str]) -> str:
    """The allowed word spelled most like a text; empty where none is near."""
    by_key = {_key(word): word for word in allowed}
    close = difflib.get_close_matches(_key(text), by_key, n=1)
    return by_key[close[0]] if close else ""


def _not_allowed(text: str) -> str:
    return f"{_short(text)!r} is not allowed here"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def read_lines(table: Table, expected: TableColumns, findings: Findings) -> list[Line]:
    """The rows of a table under the columns of CONTRACTS 3, ready to be read.

    Notes missing and unknown columns, and required cells that are empty. Columns that begin with ``x_`` are the
    user's own and are left alone.
    """
    by_header = {_header_key(alias): c.name for c in expected.columns for alias in (c.name, *c.also)}
    standing = {header: by_header.get(_header_key(header), "") for header in table.columns}
    missing = [c for c in expected.columns if c.required and c.name not in standing.values()]
    findings.add(expected.name, *_header_problems(table, standing, missing, expected))
    lines = [
        Line(
            table=expected.name,
            file=table.file,
            on_line=row.line,
            cells={standing[header]: cell for header, cell in row.cells.items() if standing[header]},
            findings=findings,
        )
        for row in table.rows
    ]
    for column in expected.columns:
        if column.required and column not in missing:
            _note_empty(lines, column)
    return lines


def _header_key(name: str) -> str:
    return name.strip().casefold()


def _header_problems(
    table: Table, standing: Mapping[str, str], missing: Sequence[Column], expected: TableColumns
) -> Iterator[Problem]:
    top = f"{table.file}, line {table.header_line}"
    unknown = [h for h, name in standing.items() if not name and not h.casefold().startswith("x_")]
    for column in missing:
        close = near(column.name, unknown)
        yield Problem(
            where=top,
            found=f"the column {column.name!r} is missing"
            + (f"; nearest to it is {close!r}" if close else ""),
            cure=f"add it: {column.meaning}",
        )
    for header in unknown:
        # A misspelt column would silently lose every code in it.
        yield Problem(
            where=f"{top}, {header}",
            found=f"{_short(header)!r} is no column of {expected.name}",
            allowed=", ".join(expected.names),
            nearest=near(header, expected.names),
            cure="rename it, or let it begin with x_ if it is your own",
        )
    named = [name for name in standing.values() if name]
    for name in dict.fromkeys(n for n in named if named.count(n) > 1):
        headers = " and ".join(repr(h) for h, meant in standing.items() if meant == name)
        yield Problem(
            where=top,
            found=f"{headers} are the same column, {name}",
            cure="delete or rename one of them",
        )


def _note_empty(lines: Iterable[Line], column: Column) -> None:
    for line in lines:
        if not line.text(column.name):
            line.refuse(
                column.name,
                "the cell is empty",
                allowed=", ".join(column.allowed) or column.meaning,
                cure="every row must fill it",
            )


def note_repeats(
    lines: Iterable[Line], key: Callable[[Line], str], column: str, earlier: dict[str, str]
) -> None:
    """Notes every row whose key stands in an earlier row, naming both.

    Args:
        key: what must be unique; empty keys are passed over. Args column: what to name in the message.
        earlier: places of keys that stand already; those of these lines are added.
    """
    for line in lines:
        name = key(line)
        if name in earlier:
            found = f"{name!r} stands already in {earlier[name]}"
            line.refuse(column, found, cure="every row needs its own")
        elif name:
            earlier[name] = f"{line.file}, line {line.on_line}"
