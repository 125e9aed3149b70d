"""Measure what must be fast, beside a fixed loop of plain Python, so that machines can be compared.

Prints seconds and the ratio to the loop; exits with 1 where a target is missed.
"""

from __future__ import annotations

import csv
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROWS = 1_000_000


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Median seconds of some work."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def loop() -> int:
    """Five million additions: what the machine does in about half a second."""
    total = 0
    for number in range(5_000_000):
        total += number & 7
    return total


def cordiale(*arguments: str, cwd: str, out: str = os.devnull) -> Callable[[], None]:
    """One command as a process of its own."""

    def work() -> None:
        with open(out, "wb") as stream:
            subprocess.run(
                [sys.executable, "-m", "cordiale", *arguments], cwd=cwd, stdout=stream, stderr=subprocess.DEVNULL, check=True
            )

    return work


def write_rows(path: Path) -> None:
    """A million rows of every combination of levels, in turn."""
    cells = itertools.cycle(
        itertools.product(
            ("low", "high", ""),
            ("low", "medium", "high", "unknown"),
            ("incompatible", "minimal", "medium", "higher", "highest", "minimal|medium"),
        )
    )
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("id", "threat", "identity", "status"))
        writer.writerows((number, *next(cells)) for number in range(ROWS))


def main() -> int:
    """Run all measurements."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "levels.csv"
        write_rows(table)
        unit = seconds(loop, 3)
        print(f"plain loop (unit): {unit:.2f} s")
        missed = 0
        for name, target, times, arguments in (
            ("cordiale --help", 0.4, 7, ("--help",)),
            ("cordiale run sino-russian", 10.0, 1, ("run", "sino-russian", "--out", "out", "--quiet")),
            ("cordiale locate --from, a million rows", 5.0, 1, ("locate", "--from", str(table), "--format", "csv")),
            ("cordiale sensitivity sino-russian", float("inf"), 1, ("sensitivity", "sino-russian", "--quiet")),
        ):
            took = seconds(cordiale(*arguments, cwd=folder, out=str(Path(folder) / "printed")), times)
            said = f"target {target:g} s" if target < float("inf") else "no target"
            print(f"{name}: {took:.2f} s ({took / unit:.1f} units; {said})")
            missed += took > target
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
