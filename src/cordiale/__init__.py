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
    from cordiale.model.settings import SETTINGS
    from cordiale.project.evaluation import evaluate
    from cordiale.project.saved_runs import compare_runs
    from cordiale.project.study import Result, Study
    from cordiale.store.builtin import describe as builtin_studies
    from cordiale.store.template import new_study
    from cordiale.typology import Located, locate

__all__ = [
    "SETTINGS",
    "CordialeError",
    "InputError",
    "Located",
    "Result",
    "Study",
    "StudyError",
    "__version__",
    "builtin_studies",
    "compare_runs",
    "evaluate",
    "locate",
    "new_study",
]

_HOMES = {
    "CordialeError": "cordiale.errors",
    "InputError": "cordiale.errors",
    "StudyError": "cordiale.errors",
    "Located": "cordiale.typology",
    "locate": "cordiale.typology",
    "Result": "cordiale.project.study",
    "Study": "cordiale.project.study",
    "SETTINGS": "cordiale.model.settings",
    "builtin_studies": "cordiale.store.builtin",
    "compare_runs": "cordiale.project.saved_runs",
    "evaluate": "cordiale.project.evaluation",
    "new_study": "cordiale.store.template",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that ``import cordiale`` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cordiale' has no attribute {name!r}")
    from importlib import import_module

    own_name = {"builtin_studies": "describe"}.get(name, name)
    return getattr(import_module(_HOMES[name]), own_name)


def __dir__() -> list[str]:
    return sorted(__all__)
