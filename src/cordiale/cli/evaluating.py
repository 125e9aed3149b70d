"""The command that compares a coder, or codings, with a reference: evaluate."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cordiale.cli.output import as_usage, note, print_csv, print_json
from cordiale.errors import Problem, UsageError

if TYPE_CHECKING:
    from cordiale.formats.codings import Coding

_EXIT_SOME_FAILED = 3
_NAMED = 25


def evaluate(options: argparse.Namespace) -> int:
    """Compare a coder, or a file of codings, with a reference."""
    from cordiale.project.evaluation import coded_now, codings_at
    from cordiale.project.evaluation import evaluate as compared
    from cordiale.project.evaluation_output import HEADER, evaluation_lines, evaluation_rows

    if (options.coder is None) == (options.codings is None):
        found = "neither --coder nor --codings" if options.coder is None else "--coder beside --codings"
        cure = "name a coder, or a file of codings to compare, and not both"
        raise UsageError(Problem(where="evaluate", found=found, cure=cure))
    reference = codings_at(options.reference)
    with as_usage():
        judged = coded_now(options.coder, reference) if options.coder else codings_at(options.codings)
    result = compared(reference, codings=judged, seed=options.seed)
    if options.format == "json":
        print_json(result.as_json())
    elif options.format == "csv":
        print_csv(HEADER, evaluation_rows(result))
    else:
        print("\n".join(evaluation_lines(result)))
    return _told(judged, options.quiet) if options.coder else 0


def _told(codings: Sequence[Coding], quiet: bool) -> int:
    """Names passages that could not be coded just now (codings in a file failed long ago), and gives the exit code."""
    failed = [(one.id, one.failed) for one in codings if one.failed is not None]
    for passage, why in failed[:_NAMED]:
        note(f"not coded: passage {passage}: {why}", quiet)
    if len(failed) > _NAMED:
        note(f"and {len(failed) - _NAMED} more", quiet)
    return _EXIT_SOME_FAILED if failed else 0
