"""How often, and how, a machine coder errs, as measured against reference codings (OP 7, uncertainty 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderErrors:
    """A coder's errors in one language, as counts.

    Args:
        coder: its name. Args language: ISO 639-1. Args passages: on how many they were measured.
        present: by dimension, or dimension and deciding value (``threat``, ``identity/radical``): how many of the
            claims that the coder found are there in the reference, and how many are not.
        confusion: by OP field and coded value, how often the reference has each value, where both have the claim.
    """

    coder: str
    language: str
    passages: int
    present: Mapping[str, tuple[int, int]]
    confusion: Mapping[str, Mapping[str, Mapping[str, int]]]
