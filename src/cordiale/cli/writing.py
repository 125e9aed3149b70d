"""Commands that begin a study: new."""

from __future__ import annotations

import argparse
from pathlib import Path

from cordiale.actors import find
from cordiale.cli.output import note
from cordiale.errors import Problem, UsageError


def new(options: argparse.Namespace) -> int:
    """Write a commented study that runs at once."""
    from cordiale.store.template import new_study

    actors = [part.strip() for part in options.actors.split(",") if part.strip()]
    files = new_study(
        Path(options.folder),
        options.title or _title(actors),
        actors,
        years=_years(options.years) if options.years else None if options.from_template else (2024,),
        excel=options.excel,
    )
    for path in files:
        print(path)
    step = f"cordiale add {options.folder} TEXTS" if options.from_template else f"cordiale check {options.folder}"
    note(f"next: {step}; cordiale run {options.folder}", options.quiet)
    return 0


def _title(actors: list[str]) -> str:
    known = [find(actor) for actor in actors]
    return " and ".join(one.name() if one else text for one, text in zip(known, actors, strict=True))


def _years(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise UsageError(
            Problem(where="--years", found=repr(text), allowed="years by comma, for example 2011,2021")
        ) from None
