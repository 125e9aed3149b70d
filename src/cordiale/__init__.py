"""Cordiale measures how states align.

It reads what states say about threats, about each other and about their own rank; judges how
compatible two states' accounts are; places their relationship among six alignment types; and
follows it over time. Every verdict leads back to the words behind it.

    >>> import cordiale
    >>> cordiale.locate(threat="high", identity="medium", status="minimal").location
    (<AlignmentType.COAL: 'COAL'>, <AlignmentType.THICK: 'THICK'>)

Reference: Papageorgiou and Feklyunina (2025), European Journal of International Security.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordiale.version import __version__

if TYPE_CHECKING:
    from cordiale.errors import CordialeError, InputError, StudyError
    from cordiale.project.study import Result, Study
    from cordiale.typology import Located, locate

__all__ = [
    "CordialeError",
    "InputError",
    "Located",
    "Result",
    "Study",
    "StudyError",
    "__version__",
    "locate",
]

_HOMES = {
    "CordialeError": "cordiale.errors",
    "InputError": "cordiale.errors",
    "StudyError": "cordiale.errors",
    "Located": "cordiale.typology",
    "locate": "cordiale.typology",
    "Result": "cordiale.project.study",
    "Study": "cordiale.project.study",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that ``import cordiale`` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cordiale' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
