"""Measure what must be fast, beside a fixed loop of plain Python, so that machines can be compared.

    python scripts/benchmark.py

Prints seconds, the ratio to the loop, and the target. Exits with 1 where a target is missed or a
command fails. Lines without a target are there to be compared with and watched.
"""

from __future__ import annotations

import csv
import itertools
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROWS = 1_000_000


class CommandFailed(Exception):
    """A measured command did not do its work, so its time means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One command, run as a process of its own.

    Args:
        name: as printed. Args arguments: of the Python interpreter.
        times: how often it runs; the median counts.
        target_s: seconds that it must stay under; None where there is only something to watch.
        lines: how many lines it must print; None where any number will do.
    """

    name: str
    arguments: tuple[str, ...]
    times: int = 1
    target_s: float | None = None
    lines: int | None = None


def measurements(table: Path) -> tuple[Measured, ...]:
    """All that is measured; ``table`` holds the million rows."""
    cordiale = ("-m", "cordiale")
    locate = ("locate", "--from", str(table), "--format", "csv")
    return (
        Measured(name="python -c pass", arguments=("-c", "pass"), times=7),
        Measured(name="cordiale --help", arguments=(*cordiale, "--help"), times=7, target_s=0.4),
        Measured(
            name="cordiale run sino-russian",
            arguments=(*cordiale, "run", "sino-russian", "--out", "report", "--quiet"),
            target_s=10.0,
        ),
        Measured(
            name=f"cordiale locate --from, {ROWS:,} rows",
            arguments=(*cordiale, *locate),
            target_s=5.0,
            lines=ROWS + 1,
        ),
        Measured(
            name="cordiale sensitivity sino-russian",
            arguments=(*cordiale, "sensitivity", "sino-russian", "--quiet"),
        ),
    )


def median_seconds(work: Callable[[], object], times: int) -> float:
    """Median seconds of some work."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def loop() -> int:
    """The unit: five million additions, a quarter to half a second on most machines."""
    total = 0
    for number in range(5_000_000):
        total += number & 7
    return total


def environment() -> dict[str, str]:
    """The process's own, with a relative PYTHONPATH (``src``) made absolute: commands run elsewhere."""
    found = dict(os.environ)
    if found.get("PYTHONPATH"):
        parts = found["PYTHONPATH"].split(os.pathsep)
        found["PYTHONPATH"] = os.pathsep.join(str(Path(part).resolve()) for part in parts)
    return found


def run(one: Measured, folder: Path) -> None:
    """Run a command in a folder, its output into a file as a person would send it there.

    Raises:
        CommandFailed: it exits with another code than 0, or prints too few or too many lines.
    """
    printed = folder / "printed.txt"
    with printed.open("wb") as stream:
        done = subprocess.run(
            [sys.executable, *one.arguments],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.PIPE,
            check=False,
        )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise CommandFailed(f"{one.name}: exit code {done.returncode}\n{said}")
    if one.lines is not None:
        with printed.open("rb") as stream:
            lines = sum(1 for _ in stream)
        if lines != one.lines:
            raise CommandFailed(f"{one.name}: printed {lines:,} lines, not {one.lines:,}")


def write_rows(path: Path) -> None:
    """A million rows: levels, unknown and alternatives, in turn."""
    combinations = itertools.product(
        ("low", "high", ""),
        ("low", "medium", "high", "unknown"),
        ("incompatible", "minimal", "medium", "higher", "highest", "minimal|medium"),
    )
    cells = itertools.cycle(combinations)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("id", "threat", "identity", "status"))
        writer.writerows((number, *next(cells)) for number in range(ROWS))


def line(name: str, took: float, unit: float, target: float | None) -> str:
    """One line of the table."""
    verdict = "" if target is None else f"   target {target:4.1f} s {'met' if took < target else 'MISSED'}"
    return f"{name:<42}{took:8.3f} s{took / unit:8.2f} loops{verdict}"


def main() -> int:
    """Measure everything and give the exit code."""
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores")
    unit = median_seconds(loop, 3)
    print(line("a loop of plain Python", unit, unit, None), flush=True)
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "levels.csv"
        write_rows(table)
        for one in measurements(table):
            try:
                took = median_seconds(partial(run, one, folder), one.times)
            except CommandFailed as failure:
                print(failure, file=sys.stderr)
                faults += 1
                continue
            print(line(one.name, took, unit, one.target_s), flush=True)
            faults += one.target_s is not None and took >= one.target_s
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
