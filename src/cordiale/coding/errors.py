"""Measured errors of the coders that ship with Cordiale: one JSON file a coder in ``measured/`` (OP 7, uncertainty 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from cordiale.model.coder_errors import CoderErrors

__all__ = ["errors_text", "measured_errors"]

_FORMAT = "cordiale.coder-errors/1"


@cache
def measured_errors(coder: str) -> Mapping[str, CoderErrors]:
    """A coder's errors by coder and language (``dictionary/en``).

    Args:
        coder: its name.

    Missing: empty for a coder that was never measured; its codes are then doubted as those of people are.
    """
    found = files(__package__).joinpath("measured").joinpath(f"{coder}.json")
    if not coder.isidentifier() or not found.is_file():
        return MappingProxyType({})
    data: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            f"{coder}/{language}": CoderErrors(
                coder=coder,
                language=language,
                passages=one["passages"],
                present={kind: (right, wrong) for kind, (right, wrong) in one["present"].items()},
                confusion=one["confusion"],
            )
            for language, one in data["languages"].items()
        }
    )


def errors_text(errors: Mapping[str, CoderErrors], *, reference: str) -> str:
    """Errors as the JSON that ``measured_errors`` reads.

    Args:
        errors: of one coder, by coder and language. Args reference: what they were measured against, in words.
    """
    coders = {one.coder for one in errors.values()}
    content = {
        "format": _FORMAT,
        "coder": ", ".join(sorted(coders)),
        "reference": reference,
        "languages": {
            one.language: {key: value for key, value in asdict(one).items() if key not in ("coder", "language")}
            for one in errors.values()
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
