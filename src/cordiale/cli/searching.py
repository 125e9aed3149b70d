"""The command that finds words in a study's texts: search."""

from __future__ import annotations

import argparse
import sys

from cordiale.cli.output import as_usage, end_progress, note, print_csv, print_json, progress_to
from cordiale.project.searching import Found, hit_words
from cordiale.project.searching import search as search_study

_HEADER = ("id", "doc_id", "actor", "date", "title", "language", "start", "end", "text", "spans")
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def search(options: argparse.Namespace) -> int:
    """Find words in the passages of a study."""
    with as_usage():
        found = search_study(
            options.study,
            options.words,
            actor=options.actor,
            first=options.first,
            last=options.last,
            limit=options.limit,
            order=options.order,
            progress=progress_to(options.quiet),
        )
    end_progress(options.quiet)
    if options.format == "json":
        print_json(found)
    elif options.format == "csv":
        print_csv(_HEADER, _rows(found))
        note(f"{found.total} passages, {len(found.hits)} written", options.quiet)
    elif sys.stdout.isatty():
        print(
            "\n\n".join([str(found).split("\n\n")[0], *(hit_words(hit, _BOLD, _PLAIN) for hit in found.hits)])
        )
    else:
        print(found)
    return 0


def _rows(found: Found) -> list[tuple[object, ...]]:
    return [
        (
            *(getattr(hit, name) for name in _HEADER[:-1]),
            "|".join(f"{start}-{end}" for start, end in hit.spans),
        )
        for hit in found.hits
    ]
