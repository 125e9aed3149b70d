"""The command that compares a coder, or codings, with a reference: evaluate."""

from __future__ import annotations

import argparse

from cordiale.cli.coding import name_failures
from cordiale.cli.output import end_progress, print_csv, print_json, progress_to
from cordiale.errors import Problem, UsageError

_EXIT_SOME_FAILED = 3


def evaluate(options: argparse.Namespace) -> int:
    """Compare a coder, or codings, with a reference."""
    from cordiale.agreement import evaluate as compared
    from cordiale.project.evaluation import coded_now, codings_at
    from cordiale.project.evaluation_output import HEADER, evaluation_lines, evaluation_rows

    if (options.coder is None) == (options.codings is None):
        found = "neither --coder nor --codings" if options.coder is None else "--coder beside --codings"
        cure = "name a coder, or codings to compare, and not both"
        raise UsageError(Problem(where="evaluate", found=found, cure=cure))
    reference, run = codings_at(options.reference), None
    if options.coder is None:
        judged = codings_at(options.codings)
    else:
        judged, run = coded_now(options.coder, reference, workers=None, progress=progress_to(options.quiet))
        end_progress(options.quiet)
    result = compared(reference, judged, seed=options.seed)
    if options.format == "json":
        print_json(result.as_json())
    elif options.format == "csv":
        print_csv(HEADER, evaluation_rows(result))
    else:
        print("\n".join(evaluation_lines(result)))
    if run is None or not run.failed:
        return 0
    name_failures(run)
    return _EXIT_SOME_FAILED
