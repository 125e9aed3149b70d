"""Measure what must be fast, beside a fixed loop of plain Python, so that machines can be compared.

    python scripts/benchmark.py

Prints seconds, the ratio to the loop, and the target. Exits with 1 where a target is missed or a
command fails. Lines without a target are there to be compared with and watched.

The big study has 40 snapshots and 2,000 records, drawn from a seed. Its engine is timed inside a
process of its own, after imports and reading; the report as a whole is a command like the others.
"""

from __future__ import annotations

import csv
import itertools
import os
import platform
import random
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
YEARS, RECORDS = range(1980, 2020), 2_000

ENGINE = """
import sys, time
from pathlib import Path
from cordiale.project.pipeline import follow_study
from cordiale.store.folder import load
study = load(Path(sys.argv[1]))
start = time.perf_counter()
follow_study(study, flips=sys.argv[2] == "flips")
print(time.perf_counter() - start)
"""


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
        tells: whether it times itself and prints the seconds; else the whole process is timed.
    """

    name: str
    arguments: tuple[str, ...]
    times: int = 1
    target_s: float | None = None
    lines: int | None = None
    tells: bool = False


def measurements(table: Path, study: Path) -> tuple[Measured, ...]:
    """All that is measured; ``table`` holds the million rows, ``study`` the big study."""
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
        Measured(
            name="big study: engine without flips", arguments=("-c", ENGINE, str(study), "no"), tells=True
        ),
        Measured(
            name="big study: engine with flips", arguments=("-c", ENGINE, str(study), "flips"), tells=True
        ),
        Measured(
            name="big study: cordiale run",
            arguments=(*cordiale, "run", str(study), "--out", "big-report", "--quiet"),
        ),
    )


def median_seconds(work: Callable[[], float | None], times: int) -> float:
    """Median seconds of some work: what it says itself, else what it took."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        told = work()
        took = time.perf_counter() - start
        found.append(took if told is None else told)
    return statistics.median(found)


def loop() -> None:
    """The unit: five million additions, a quarter to half a second on most machines."""
    total = 0
    for number in range(5_000_000):
        total += number & 7


def environment() -> dict[str, str]:
    """The process's own, with a relative PYTHONPATH (``src``) made absolute: commands run elsewhere."""
    found = dict(os.environ)
    if found.get("PYTHONPATH"):
        parts = found["PYTHONPATH"].split(os.pathsep)
        found["PYTHONPATH"] = os.pathsep.join(str(Path(part).resolve()) for part in parts)
    return found


def run(one: Measured, folder: Path) -> float | None:
    """Run a command in a folder, its output into a file as a person would send it there.

    Returns:
        The seconds that it tells, or None.

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
    return float(printed.read_text(encoding="utf-8")) if one.tells else None


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


CODES: dict[str, dict[str, tuple[str, ...]]] = {
    "threat": {
        "source_family": ("us_led_west", "russia", "terrorism_extremism", "underdevelopment"),
        "magnitude": ("0", "1", "2", "3"),
        "urgency": ("0", "1", "2"),
        "hedge": ("true", "false"),
    },
    "identity": {
        "othering": ("radical", "non_radical", "we"),
        "basis": ("values", "interests"),
        "valence": ("-1", "0", "1"),
    },
    "status": {
        "role_expected": ("equal", "dominant", "independent_pole"),
        "recognition": ("affirms_equal",),
        "autonomy": ("conditional", "accepts_limits"),
    },
}
"""What the records of the big study code, each value as likely as the others."""


def write_study(folder: Path) -> None:
    """The big study: two actors, a snapshot a year, records in a dozen documents an actor and year."""
    folder.mkdir()
    days = "".join(f'[[snapshots]]\nid = "{y}"\nstart = "{y}-01-01"\nend = "{y}-12-31"\n' for y in YEARS)
    head = 'cordiale = 1\ntitle = "A big study"\nactors = ["BRA", "IND"]\n'
    (folder / "study.toml").write_text(head + days, encoding="utf-8")
    chance = random.Random(3)
    rows = [big_row(number, chance) for number in range(RECORDS)]
    sources = [{"id": name} for name in sorted({row["source_id"] for row in rows})]
    engaged = [
        {"id": f"x{y}", "date": f"{y}-02-01", "kind": "treaty", "parties": "BRA|IND", "cooperative": "yes"}
        for y in YEARS
    ]
    tables = {"evidence": rows, "sources": sources, "interactions": engaged}
    for name, table in tables.items():
        columns = dict.fromkeys(column for row in table for column in row)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(columns), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)


def big_row(number: int, chance: random.Random) -> dict[str, str]:
    """One record of the big study."""
    actor, other = chance.choice((("BRA", "IND"), ("IND", "BRA")))
    year = chance.choice(YEARS)
    [dimension] = chance.choices(list(CODES), weights=(4, 3, 3))
    return {
        "id": f"E{number:04}",
        "actor": actor,
        "partner": "" if dimension == "threat" else other,
        "voice": "official",
        "audience": "domestic",
        "genre": "speech",
        "date": f"{year}-05-01",
        "source_id": f"{actor}-{year}-{chance.randrange(12)}",
        "dimension": dimension,
        **{field: chance.choice(values) for field, values in CODES[dimension].items()},
    }


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
        table, study = folder / "levels.csv", folder / "big"
        write_rows(table)
        write_study(study)
        for one in measurements(table, study):
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
