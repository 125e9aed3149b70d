"""Work shared out to processes: batch by batch, the results in the order of the batches, memory flat."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from cordiale.errors import Problem, StudyError

__all__ = ["cores", "in_order"]

_Batch = TypeVar("_Batch")
_Done = TypeVar("_Done")

_WAITING = 2  # batches for each process, beside the one it works on
_MOST = 61  # Windows waits for no more


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on Windows and macOS; knows what a cluster's scheduler allows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[_Batch], _Done], batches: Iterable[_Batch], workers: int
) -> Iterator[tuple[_Batch, _Done]]:
    """Each batch with what became of it, in the order of the batches.

    Args:
        work: a function that other processes can import. Args batches: taken as they are needed.
        workers: processes; with one, this process does the work itself.

    Raises:
        StudyError: a process ended before its time.

    Example:
        >>> list(in_order(len, ["a", "bc"], 1))
        [('a', 1), ('bc', 2)]
    """
    if workers == 1:
        yield from ((batch, work(batch)) for batch in batches)
        return
    # Spawned and not forked: Polars' threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(workers, _MOST), mp_context=context, initializer=_leave_interrupts)
    waiting: deque[tuple[_Batch, Future[_Done]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(work, batch)))
            if len(waiting) > (_WAITING + 1) * workers:
                first, done = waiting.popleft()
                yield first, done.result()
        for first, done in waiting:
            yield first, done.result()
    except BrokenProcessPool as error:
        raise StudyError(
            Problem(
                where="this computer",
                found="a process ended before its time, most often because memory ran out",
                cure="close other programs, or give fewer files at once; a script needs `if __name__ == '__main__':`",
            )
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C is answered by the process that started the others, and by it alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
