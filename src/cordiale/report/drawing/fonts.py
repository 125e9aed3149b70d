"""The fonts that ship with Cordiale."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["font_file"]


@cache
def font_file(name: str) -> bytes:
    """A shipped font by its file's name, ``Inter-Bold.woff2``."""
    return files(__package__).joinpath("fonts", name).read_bytes()
