"""What a coding run has done so far: counted, and said from time to time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from cordiale.project.coding_batches import Failure, Judged

__all__ = ["NAMED", "CodingRun", "Progress", "Tally", "silent"]

Progress = Callable[[str], None]
NAMED = 25
"""How many failed passages are named one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRun:
    """What a call of `code_study` or `code_file` did.

    Args:
        run: id of the run. Args passages: how many it is about.
        coded: by this call. Args already: kept from calls before.
        failed: how many could not be coded, lines of a file that are no passages among them.
        seconds: that this call took.
        failures: the first of them, each with its reason.
    """

    run: str
    passages: int
    coded: int
    already: int
    failed: int
    seconds: float
    failures: tuple[Failure, ...] = ()


class Tally:
    """Counts a run while it goes on, and says how far it is.

    Args:
        progress: told how far it is. Args every: seconds between two lines.
    """

    def __init__(self, progress: Progress, every: float) -> None:
        """Nothing is counted yet."""
        self.passages, self.already, self.coded, self.failed = 0, 0, 0, 0
        self.failures: list[Failure] = []
        self._progress, self._every = progress, every
        self._began = self._told = time.monotonic()
        self._work_began: float | None = None

    def keep(self, failure: Failure | None) -> None:
        """Counts a passage that an earlier call coded."""
        self.already += 1
        if failure is not None:
            self.fail(failure)

    def fail(self, failure: Failure) -> None:
        """Counts a failure and names it, unless there are very many."""
        self.failed += 1
        if len(self.failures) < NAMED:
            self.failures.append(failure)

    def begin(self) -> None:
        """The work begins: rates count from here."""
        self._work_began = self._told = time.monotonic()

    def add(self, batch: Judged) -> None:
        """Counts a batch, and says so if it is time."""
        self.coded += batch.passages
        for failure in batch.failures:
            self.fail(failure)
        now = time.monotonic()
        if now - self._told >= self._every:
            self._told = now
            self._progress(self._line(now))

    def result(self, run: str) -> CodingRun:
        """The call as a value."""
        return CodingRun(
            run=run,
            passages=self.passages,
            coded=self.coded,
            already=self.already,
            failed=self.failed,
            seconds=round(time.monotonic() - self._began, 3),
            failures=tuple(self.failures),
        )

    def _line(self, now: float) -> str:
        done = self.already + self.coded
        rate = self.coded / max(now - (self._work_began or self._began), 1e-9)
        left = (self.passages - done) / rate if rate else 0.0
        return f"{done:,} of {self.passages:,} passages, {_rate(rate)}, {_duration(left)} left"


def _rate(a_second: float) -> str:
    return f"{a_second:,.0f} a second" if a_second >= 10 else f"{a_second * 60:,.0f} a minute"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def silent(_: str) -> None:
    """Progress that nobody is told."""
