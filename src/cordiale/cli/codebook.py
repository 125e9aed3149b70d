"""The command `codebook`: the questions, rules and examples for people."""

from __future__ import annotations

import argparse
import difflib
import shutil
from pathlib import Path

from cordiale.cli.output import print_csv, print_json
from cordiale.errors import Problem, UsageError

_NARROWEST, _WIDEST, _USUAL = 60, 100, 88
"""Columns of text; lines longer than a hundred are hard to follow."""


def codebook(options: argparse.Namespace) -> int:
    """Print a codebook, or one field of it."""
    from cordiale.codebook import as_text, load
    from cordiale.codebook.exports import COLUMNS, field_dict, field_rows, to_dict
    from cordiale.codebook.values import Codebook, Field

    def chosen(book: Codebook) -> Field | None:
        named = {field.name: field for field in (*book.fields, *book.record)}
        if options.field is None or options.field in named:
            return named.get(options.field)
        near = difflib.get_close_matches(options.field, tuple(named), n=1)
        raise UsageError(
            Problem(
                where="--field",
                found=f"{options.field!r} is no field of the codebook",
                allowed=", ".join(named),
                nearest=near[0] if near else "",
            )
        )

    book = load(Path(options.file) if options.file else None)
    field = chosen(book)
    languages = [options.language] if options.language else list(book.languages)
    if options.format == "json":
        print_json(field_dict(field, languages) if field else to_dict(book, languages))
    elif options.format == "csv":
        print_csv(COLUMNS, field_rows(book, [field] if field else (*book.fields, *book.record), languages))
    else:
        columns = shutil.get_terminal_size((_USUAL, 24)).columns
        print(as_text(book, field, languages=languages, width=min(max(columns, _NARROWEST), _WIDEST)))
    return 0
