"""Commands that judge passages and hand the codings out: code, export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cordiale.cli.output import as_usage, end_progress, note, print_json, progress_to
from cordiale.errors import Problem, StudyError, UsageError
from cordiale.project.coding_tally import CodingRun

_EXIT_SOME_FAILED = 3
_ON_A_TERMINAL, _IN_A_LOG = 0.2, 10.0
"""Seconds between two lines of progress."""


def code(options: argparse.Namespace) -> int:
    """Judge the passages of a study or a file, or go on with it."""
    if options.workers is not None and options.workers < 1:
        raise UsageError(Problem(where="--workers", found=str(options.workers), allowed="1 or more"))
    target = Path(options.target)
    if not target.exists():
        raise StudyError(
            Problem(
                where=options.target,
                found="no study folder and no file of passages",
                cure="`cordiale new` begins a study, `cordiale add` reads texts into it",
            )
        )
    with as_usage():
        run = _study(options, target) if target.is_dir() else _file(options, target)
    end_progress(options.quiet)
    name_failures(run)
    if options.format == "json":
        keys = ("run", "passages", "coded", "already", "failed", "seconds")
        print_json({key: getattr(run, key) for key in keys})
    else:
        print(_said(run))
    return _EXIT_SOME_FAILED if run.failed else 0


def _study(options: argparse.Namespace, folder: Path) -> CodingRun:
    from cordiale.project.coding_import import import_codings, is_codings_file
    from cordiale.project.coding_run import code_study

    if options.out:
        raise UsageError(
            Problem(
                where="--out",
                found="a study keeps its codings in its own folder",
                cure=f"`cordiale export {folder} --codings --out {options.out}` writes them out",
            )
        )
    progress = progress_to(options.quiet)
    if options.coder and is_codings_file(options.coder):
        return import_codings(folder, Path(options.coder), progress=progress)
    return code_study(folder, options.coder, workers=options.workers, progress=progress, every=_every())


def _file(options: argparse.Namespace, source: Path) -> CodingRun:
    from cordiale.project.coding_files import code_file

    if not options.out:
        raise UsageError(
            Problem(
                where="--out",
                found="missing",
                cure=f"say where the codings of {source.name} go: --out OUT.jsonl",
            )
        )
    return code_file(
        source,
        options.coder,
        Path(options.out),
        workers=options.workers,
        progress=progress_to(options.quiet),
        every=_every(),
    )


def _every() -> float:
    return _ON_A_TERMINAL if sys.stderr.isatty() else _IN_A_LOG


def name_failures(run: CodingRun) -> None:
    """Each failure, the first ones of very many; told even when quiet, since they are no progress."""
    for failure in run.failures:
        print(f"cordiale: {failure.where}: {failure.reason}", file=sys.stderr)
    if run.failed > len(run.failures):
        print(f"cordiale: and {run.failed - len(run.failures):,} more", file=sys.stderr)


def _said(run: CodingRun) -> str:
    failed = f"; {run.failed:,} failed" if run.failed else ""
    if not run.coded:
        return f"run {run.run}: all {run.passages:,} passages were coded already, nothing was done{failed}"
    kept = f", {run.already:,} kept from before" if run.already else ""
    return f"run {run.run}: {run.coded:,} of {run.passages:,} passages coded in {run.seconds:,.1f} s{kept}{failed}"


def export(options: argparse.Namespace) -> int:
    """Write a coder's codings of a study into a file."""
    from cordiale.project.coding_export import export as export_codings

    written = export_codings(Path(options.study), options.coder, options.format, Path(options.out))
    note(
        f"{written.passages:,} passages, coder {written.coder}, run {written.run}: {options.out}",
        options.quiet,
    )
    if written.uncoded > 0:
        note(
            f"{written.uncoded:,} passages of the study are not in this run; `cordiale code {options.study} "
            f"--coder {written.coder}` codes them",
            options.quiet,
        )
    return 0
