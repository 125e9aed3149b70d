"""Commands that bring texts into a study: add."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cordiale.cli.output import end_progress, note, print_json, progress_to

if TYPE_CHECKING:
    from cordiale.project.adding import Added, Mapped

EXIT_SOME_REFUSED = 3
_ACTORS_SHOWN = 8


def add(options: argparse.Namespace) -> int:
    """Read texts into a study, and say what was taken, what was there already and what was refused."""
    from cordiale.project.adding import add as add_texts
    from cordiale.project.adding import mapped, study_folder

    study_folder(options.study)  # before anything is asked
    plan = mapped(
        options.paths,
        maps=options.map,
        actor=options.actor or "",
        date=options.date or "",
        language=options.language or "",
        sidecar=options.sidecar,
    )
    note("\n".join(_mapping_lines(plan)), options.quiet)
    if not options.yes and not _agreed():
        note("nothing was added; --map FIELD=COLUMN changes the mapping", options.quiet)
        return 0
    found = add_texts(
        options.study, plan, actors_only=options.actors_only, progress=progress_to(options.quiet)
    )
    end_progress(options.quiet)
    for refusal in found.refused:
        print(f"cordiale: refused: {refusal}", file=sys.stderr)
    if options.format == "json":
        print_json(
            {
                "added": found.added,
                "duplicates": found.duplicates,
                "near_duplicates": found.near_duplicates,
                "refused": [{"file": one.file, "why": one.why} for one in found.refused],
            }
        )
    else:
        print("\n".join(_account(found, Path(options.study))))
    return EXIT_SOME_REFUSED if found.refused else 0


def _mapping_lines(plan: Mapped) -> Iterator[str]:
    if not plan.rows:
        yield "no field of the texts could be told from columns or file names"
        return
    yield "how the texts are read (change it with --map FIELD=COLUMN):"
    fields = max(len(row.field) for row in plan.rows)
    sources = max(len(row.source) for row in plan.rows)
    yield from (f"  {row.field:<{fields}}  {row.source:<{sources}}  {row.example}" for row in plan.rows)


def _agreed() -> bool:
    """Whether a person agrees; without a terminal nobody is asked, and the mapping is taken as shown."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    print("read them so? [Y/n] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("", "y", "yes")


def _account(found: Added, study: Path) -> Iterator[str]:
    """What came of it, for people."""
    if found.added:
        actors = len(found.actors)
        years = "no dates" if found.years is None else "-".join(dict.fromkeys(found.years))
        yield (
            f"{_many(found.added, 'document')} added: {_many(actors, 'actor')} ({_most(found)}), {years}, "
            f"{_many(found.words, 'word')} of their own"
        )
    else:
        yield "no documents added"
    if found.duplicates:
        yield f"{_many(found.duplicates, 'text')} were there already and add nothing"
    if found.near_duplicates:
        yield f"{_many(found.near_duplicates, 'document')} nearly repeat another and are marked: they do not count twice"
    if found.reports:
        yield f"{_many(found.reports, 'document')} are press reports, not the actor's words (speaker_role institution)"
    if found.undated:
        yield f"{_many(found.undated, 'document')} have no date and count for no level: --date, or --map date=COLUMN"
    if found.strangers:
        yield f"{_many(found.strangers, 'text')} by other actors were left out (--actors-only)"
    if found.refused:
        yield f"{_many(len(found.refused), 'refusal')}, each named above"
    if found.added:
        yield f"next: cordiale code {study}; cordiale run {study}"


def _most(found: Added) -> str:
    shown = ", ".join(f"{code} {count:,}" for code, count in list(found.actors.items())[:_ACTORS_SHOWN])
    return shown + (" …" if len(found.actors) > _ACTORS_SHOWN else "")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
