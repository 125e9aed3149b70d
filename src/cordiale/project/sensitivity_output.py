"""A sensitivity run as JSON, as rows and as text."""

from __future__ import annotations

from collections.abc import Iterator

from cordiale.model.levels import Arm
from cordiale.project.sensitivity import Run, Sensitivity, Verdict, changes_words
from cordiale.project.summaries import ARM_WORDS, table_lines
from cordiale.version import RULES_VERSION, SOFTWARE

FORMAT = "cordiale.sensitivity/1"
HEADER = ("dyad", "snapshot", "arm", "verdict", "default", "holds", "of", "becomes")


def sensitivity_dict(found: Sensitivity) -> dict[str, object]:
    """A sensitivity run as plain values (format ``cordiale.sensitivity/1``)."""
    return {
        "format": FORMAT,
        "study": {"id": found.study.id, "title": found.study.title},
        "rules": found.study.rules.as_settings(),
        "seed": found.seed,
        "software": SOFTWARE,
        "rules_version": RULES_VERSION,
        "runs": [
            {
                "changes": _changes(run),
                "changed": len(found.changed_by(run)),
                "of": len(found.default.outcomes),
            }
            for run in (*found.telling_first(), *found.grid)
        ],
        "verdicts": [_verdict(found, verdict) for verdict in found.default.outcomes],
    }


def _changes(run: Run) -> dict[str, object]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in run.changes.items()}


def _verdict(found: Sensitivity, verdict: Verdict) -> dict[str, object]:
    holds, of = found.holds(verdict)
    return {
        "dyad": list(verdict.dyad),
        "snapshot": verdict.snapshot,
        "arm": verdict.arm,
        "verdict": verdict.what,
        "default": found.default.outcomes[verdict],
        "holds": holds,
        "of": of,
        "ranges": {
            level: {"lower": [low, high], "upper": [least, most]}
            for level, (low, high, least, most) in found.ranges(verdict).items()
        },
        "becomes": [
            {"outcome": outcome, "changes": [_changes(run) for run in runs]}
            for outcome, runs in _other_outcomes(found, verdict).items()
        ],
    }


def _other_outcomes(found: Sensitivity, verdict: Verdict) -> dict[str | None, list[Run]]:
    outcomes: dict[str | None, list[Run]] = {}
    for run in found.runs:
        outcome = run.outcomes.get(verdict)
        if outcome != found.default.outcomes[verdict]:
            outcomes.setdefault(outcome, []).append(run)
    return outcomes


def verdict_rows(found: Sensitivity) -> Iterator[tuple[object, ...]]:
    """One row a verdict: in how many readings it holds, of how many, and what else it becomes."""
    for verdict, default in found.default.outcomes.items():
        holds, of = found.holds(verdict)
        others = _other_outcomes(found, verdict)
        yield (
            "-".join(verdict.dyad),
            verdict.snapshot,
            verdict.arm,
            verdict.what,
            default or "unknown",
            holds,
            of,
            "|".join(f"{outcome or 'unknown'} ({len(runs)})" for outcome, runs in others.items()),
        )


def sensitivity_lines(found: Sensitivity) -> Iterator[str]:
    """Settings that change a verdict, those that change most first; then each verdict's share."""
    yield f"{found.study.title}: {len(found.runs)} other readings, {len(found.default.outcomes)} verdicts"
    yield ""
    telling = [run for run in found.telling_first() if found.changed_by(run)]
    yield f"settings that change a verdict ({len(telling)} of {len(found.alone)} changes of one setting):"
    for run in telling:
        changed = found.changed_by(run)
        yield f"  {changes_words(run.changes.items())}: {len(changed)} of {len(found.default.outcomes)} verdicts"
        for verdict in changed:
            old, new = found.default.outcomes[verdict], run.outcomes.get(verdict)
            yield (
                f"      {'-'.join(verdict.dyad)} {verdict.snapshot} {verdict.what} "
                f"({ARM_WORDS[Arm(verdict.arm)]}): {old or 'unknown'} → {new or 'unknown'}"
            )
    yield ""
    moved = sum(bool(found.changed_by(run)) for run in found.grid)
    yield f"status minima of NASC and ALLY together: {moved} of {len(found.grid)} other pairs change a verdict"
    yield ""
    rows = [tuple(str(cell) for cell in row) for row in verdict_rows(found)]
    yield from table_lines(HEADER, rows)
