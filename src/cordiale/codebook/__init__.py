"""The questions put to a passage or record, and the answers allowed (OP 6).

Example:
    >>> load().field("urgency").values
    ('0', '1', '2')
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

__all__ = ["DEFAULT_STAY", "Codebook", "Field", "load"]

DEFAULT_STAY = 0.85
"""Probability that a hand code without double coding is right (OP 7, uncertainty 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question and the answers it allows.

    Args:
        name: as the column of evidence.csv. Args dimension: to which dimension it belongs.
        scale: ``nominal``, ``ordinal`` (values in order) or ``free`` (any text).
        values: codes that carry meaning in the rules, in the order of the scale.
        not_coded: words accepted in a cell but read as not coded (``autonomy = none``).
        absent_means: how a marked claim is read where nobody coded it; empty for other fields.
        stay: probability that a hand code is right.
        question: the question in words.
    """

    name: str
    dimension: str
    scale: str
    question: str
    values: tuple[str, ...] = ()
    not_coded: tuple[str, ...] = ()
    absent_means: str = ""
    stay: float = DEFAULT_STAY

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every word that a cell may hold; empty for free text."""
        return self.values + self.not_coded


@dataclass(frozen=True, kw_only=True)
class Codebook:
    """A versioned set of fields."""

    version: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field with a name.

        Raises:
            KeyError: no field has this name.
        """
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}


@cache
def load() -> Codebook:
    """The codebook that ships with Cordiale."""
    text = files(__package__).joinpath("fields.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    rows: list[dict[str, Any]] = [
        {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        for row in data["field"]
    ]
    return Codebook(version=data["version"], fields=tuple(Field(**row) for row in rows))
