"""Commands that read a study: run, report, why, what-next, sensitivity, compare, check."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from cordiale.cli.output import (
    end_progress,
    note,
    print_csv,
    print_json,
    print_one_or_all,
    progress_to,
    settings_given,
)
from cordiale.model.levels import Condition
from cordiale.model.results import Trajectory
from cordiale.model.study import StudyData
from cordiale.project.study import Result, Study


def _load(options: argparse.Namespace, *, code: bool = True) -> Study:
    changes = settings_given(options.set)
    study = Study.load(options.study, code=code, progress=progress_to(options.quiet))
    return study.with_settings(changes) if changes else study


def _result(options: argparse.Namespace) -> Result:
    study = _load(options)
    result = study.run(seed=options.seed, progress=progress_to(options.quiet))
    end_progress(options.quiet)
    return result


def run(options: argparse.Namespace) -> int:
    """Compute a study and write all its files."""
    from cordiale.formats.trajectory import trajectory_dict
    from cordiale.store.writing import study_lock

    study = _load(options)
    target = Path(options.out) if options.out else _usual_folder(study)
    with study_lock(target):  # before the work, so that a second run is told at once
        result = study.run(seed=options.seed, progress=progress_to(options.quiet))
        end_progress(options.quiet)
        result.write(target)
    if options.format == "json":
        found = [trajectory_dict(one) for one in result.trajectories]
        print_one_or_all(found)
    elif options.format == "csv":
        _print_table(result, "levels")
    else:
        print(result)
    note(f"written: {target} (open {target / 'report.html'})", options.quiet)
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the report of a study in one form."""
    from cordiale.project.reporting import document_files
    from cordiale.store.writing import replace_folder_files, study_lock

    study = _load(options)
    target = Path(options.out) if options.out else _usual_folder(study)
    with study_lock(target):
        result = study.run(seed=options.seed, progress=progress_to(options.quiet))
        end_progress(options.quiet)
        files = document_files(result.trajectories, result.study, options.format)
        replace_folder_files(target, files)
    for name in files:
        if name.endswith(f"report.{options.format}"):
            print(target / name)
    return 0


def _usual_folder(study: Study) -> Path:
    return study.folder / "report" if study.folder else Path(f"{study.data.id}-report")


def _print_table(result: Result, name: str) -> None:
    frame = result.to_frame(name)
    print_csv(frame.columns, frame.iter_rows())


def _chosen(result: Result, dyad: str | None) -> tuple[Trajectory, ...]:
    if dyad is None:
        return result.trajectories
    one, _, other = dyad.upper().partition("-")
    return (result.of(one, other),)


def why(options: argparse.Namespace) -> int:
    """Walk from a level back to the words behind it."""
    from cordiale.project.why import why as explain

    result = _result(options)
    found = [
        explain(trajectory, result.study, options.address)
        for trajectory in _chosen(result, options.dyad)
    ]
    if options.format == "json":
        print_one_or_all(found)
    else:
        print("\n\n".join(str(one) for one in found))
    return 0


def what_next(options: argparse.Namespace) -> int:
    """List the types that are not open, and what the present one rests on."""
    from cordiale.formats.trajectory import trajectory_dict

    result = _result(options)
    chosen = _chosen(result, options.dyad)
    if options.format == "json":
        keys = ("dyad", "what_next", "rests_on")
        found = [{key: trajectory_dict(one)[key] for key in keys} for one in chosen]
        print_one_or_all(found)
    elif options.format == "csv":
        header = ("dyad", "type", *Condition, "pathway", "stated", "arm", "for", "against")
        print_csv(header, [row for one in chosen for row in _next_rows(one)])
    else:
        print("\n\n".join("\n".join(_next_lines(one, result.study)) for one in chosen))
    return 0


def _next_rows(trajectory: Trajectory) -> Iterator[tuple[object, ...]]:
    for one in trajectory.what_next:
        yield (
            "-".join(trajectory.dyad),
            str(one.type),
            *(one.missing.get(condition, 0) for condition in Condition),
            one.pathway,
            "yes" if one.stated else "no",
            str(one.arm),
            "|".join(one.evidence_for),
            "|".join(one.evidence_against),
        )


def _next_lines(trajectory: Trajectory, study: StudyData) -> Iterator[str]:
    from cordiale.project.summaries import ARM_WORDS
    from cordiale.report.words.outlook import outlook_words

    said = {one.id: one.paraphrase for one in study.records}
    said |= {one.id: one.what for one in study.reinterpretations}
    last = trajectory.snapshots[-1].snapshot
    yield f"{' and '.join(trajectory.dyad)}, {last.title or last.id}: what next"
    for one in trajectory.what_next:
        lacks = ", ".join(f"{name} {_steps(n)}" for name, n in one.missing.items())
        named = f"pathway {one.pathway}" if one.pathway else "no pathway named in the article"
        told = "" if one.stated or not one.pathway else ", by implication"
        yield f"{one.type} is not open: lacks {lacks or 'engagement'} ({named}{told}; {ARM_WORDS[one.arm]})"
        if "status" in one.missing:
            for road, view in one.roads.items():
                yield f"    {road} road: {view.feasible}; {view.because}"
        for side, records in (("for", one.evidence_for), ("against", one.evidence_against)):
            yield from (f"    {side}: {name} {said.get(name, '')}".rstrip() for name in records)
        for verdict in one.judgements:
            yield f"    judged: {outlook_words(verdict)}"
    for rest in trajectory.rests_on:
        closed, then = ", ".join(rest.closes), "+".join(rest.then)
        yield (
            f"rests on {rest.condition} {rest.level}: at {rest.falls_to}, {closed} would close "
            f"and conditions would be in place for {then}"
        )


def _steps(count: int) -> str:
    return f"{count} step" if count == 1 else f"{count} steps"


def sensitivity(options: argparse.Namespace) -> int:
    """Try every setting and say which verdicts hold."""
    from cordiale.project.sensitivity_output import (
        HEADER,
        sensitivity_dict,
        sensitivity_lines,
        verdict_rows,
    )

    found = _load(options).sensitivity(seed=options.seed, progress=progress_to(options.quiet))
    end_progress(options.quiet)
    if options.format == "json":
        print_json(sensitivity_dict(found))
    elif options.format == "csv":
        print_csv(HEADER, verdict_rows(found))
    else:
        print("\n".join(sensitivity_lines(found)))
    return 0


def compare(options: argparse.Namespace) -> int:
    """Say what moved between two results."""
    from cordiale.project.saved_runs import compare_runs

    found = compare_runs(options.before, options.after)
    if options.format == "json":
        print_one_or_all(found)
    else:
        print("\n\n".join(str(one) for one in found))
    return 0


def check(options: argparse.Namespace) -> int:
    """Check a study and say what is missing."""
    found = _load(options, code=False).check()
    if options.format == "json":
        print_json(found)
    elif options.format == "csv":
        header = ("dyad", "snapshot", "condition", "actor", "had", "needed", "level", "advice")
        rows = (
            ("-".join(r.dyad), r.snapshot, r.condition, r.actor, r.had, r.needed, r.level, r.advice)
            for r in found.rows
        )
        print_csv(header, rows)
    else:
        print(found)
    return 0
