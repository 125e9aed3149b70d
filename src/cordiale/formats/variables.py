"""The columns of the tidy tables: what each means, and how a cell says that it holds no value.

Each column is described in ``variables.toml``, which is also what ``variables.csv`` prints.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from cordiale.model.levels import AlignmentType

__all__ = [
    "NONE",
    "NOT_CODED",
    "UNKNOWN",
    "Cell",
    "Kind",
    "Missing",
    "TidyTable",
    "Variable",
    "variable_named",
    "variables",
]


class Missing(Enum):
    """Why a cell holds no value: two answers that never merge.

    ``UNKNOWN``: the codes leave it open. ``NOT_CODED``: nobody coded it, or it does not apply.
    """

    UNKNOWN = "unknown"
    NOT_CODED = ""


class Kind(StrEnum):
    """What a column holds; ``level`` and ``type`` are closed lists in an order."""

    TEXT = "text"
    LEVEL = "level"
    TYPE = "type"
    NUMBER = "number"
    COUNT = "count"
    SHARE = "share"
    DATE = "date"
    BOOL = "bool"


UNKNOWN, NOT_CODED = Missing.UNKNOWN, Missing.NOT_CODED
NONE = "none"
"""The word for: looked at, nothing there (CONTRACTS 2)."""

Cell: TypeAlias = str | int | float | bool | date | Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What one column of one table means.

    Args:
        table, name: where it stands. Args label: what it holds, in at most 80 characters.
        kind: of its values. Args values: the words allowed, in order; their places from 0 are the
            codes in Stata.
        missing: what a cell without a value means; empty for kinds where this is always the same.
    """

    table: str
    name: str
    label: str
    kind: Kind
    values: tuple[str, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TidyTable:
    """One table: a row an observation, a column a variable."""

    name: str
    columns: tuple[Variable, ...]
    rows: tuple[tuple[Cell, ...], ...]


@cache
def _definitions() -> dict[str, tuple[Variable, ...]]:
    text = files(__package__).joinpath("variables.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    return {
        table["name"]: tuple(
            variable
            for entry in (*content["common"], *table["variable"])
            for variable in _read_variable(table["name"], entry)
        )
        for table in content["table"]
    }


def _read_variable(table: str, entry: Mapping[str, Any]) -> Iterator[Variable]:
    kind = Kind(entry["kind"])
    values = tuple(AlignmentType) if kind is Kind.TYPE else entry.get("values", ())
    for each in entry.get("each", ("",)):
        yield Variable(
            table=table,
            name=entry["name"].replace("{each}", each),
            label=entry["label"].replace("{each}", each),
            kind=kind,
            values=tuple(str(value) for value in values),
            missing=entry.get("missing", ""),
        )


def variables(table: str) -> tuple[Variable, ...]:
    """The columns of a table, in order.

    Raises:
        KeyError: there is no such table.

    Example:
        >>> [variable.name for variable in variables("events")][:6]
        ['study', 'dyad_a', 'dyad_b', 'from', 'to', 'event']
    """
    return _definitions()[table]


def variable_named(table: str, name: str) -> Variable:
    """The description of one column.

    Raises:
        KeyError: the table has no such column.
    """
    for variable in variables(table):
        if variable.name == name:
            return variable
    raise KeyError(f"{table}.{name}")
