"""The work of a coding run: batches of passages judged on all cores, handed back in their order.

A batch is the unit of work: a pure function of its passages and the coder, so that it may run anywhere.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import resource_tracker
from typing import Any, NamedTuple

from cordiale.coding.coder import Coder
from cordiale.errors import InputError, Problem, StudyError
from cordiale.formats.codings import VOCABULARY, Coding, coding_line, read_coding
from cordiale.model.texts import CodingUnit
from cordiale.project.processes import cores
from cordiale.store.runs import CodedRow, StoppedError, coding_row

__all__ = [
    "Failure",
    "Given",
    "Judged",
    "batch_size",
    "file_line",
    "judge",
    "judged",
    "study_line",
    "workers_for",
]

_SMALLEST, _LARGEST, _SHARES = 16, 1000, 64
_WORTH_A_PROCESS = 256
"""Passages; a process takes a second to start, the dictionary much less for so few."""
_MOST_PROCESSES = 61  # Windows waits for no more


class Given(NamedTuple):
    """A passage as it goes to a worker. Args kept: what the coder is not shown and the line of the coding needs."""

    id: str
    actor: str
    text: str
    language: str | None
    before: str
    after: str
    kept: Mapping[str, Any]


class Failure(NamedTuple):
    """A passage that could not be coded. Args where: what messages call it."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A batch done. Args lines: whole lines for the journal. Args passages: how many."""

    lines: bytes
    passages: int
    failures: tuple[Failure, ...]


Line = Callable[[Given, Coding], str]


def batch_size(passages: int) -> int:
    """How many passages go to a worker at once: a 64th of all, so that a kill undoes little; 16 at least, 1,000 at most."""
    return max(_SMALLEST, min(_LARGEST, passages // _SHARES))


def workers_for(passages: int, wanted: int | None) -> int:
    """How many processes work on so many passages.

    Args:
        wanted: None: one for each core that may be used, fewer where there is too little to do.

    Raises:
        InputError: fewer than one is wanted.
    """
    if wanted is not None and wanted < 1:
        raise InputError(Problem(where="--workers", found=str(wanted), allowed="1 or more"))
    if wanted is None and passages < _WORTH_A_PROCESS:
        return 1
    batches = -(-passages // batch_size(passages))
    return max(1, min(wanted or cores(), batches, _MOST_PROCESSES))


# --------------------------------------------------------------------------------------- one batch


def judge(coder: Coder, line: Line, batch: Sequence[Given]) -> Judged:
    """Codes a batch. What the coder cannot take comes out as failed, passage by passage, with the reason.

    Args:
        coder: who judges. Args line: how a coding is written. Args batch: in the order of the lines.
    """
    codings = [
        _sound(given, coding) for given, coding in zip(batch, _codings(coder, _units(batch)), strict=True)
    ]
    failures = tuple(
        Failure(_where(given), coding.failed)
        for given, coding in zip(batch, codings, strict=True)
        if coding.failed is not None
    )
    lines = "".join(f"{line(given, coding)}\n" for given, coding in zip(batch, codings, strict=True))
    return Judged(lines=lines.encode("utf-8"), passages=len(batch), failures=failures)


def study_line(given: Given, coding: Coding) -> str:
    """A coding as a run of a study keeps it."""
    kept = given.kept
    return coding_row(CodedRow(doc_id=kept["doc_id"], start=kept["start"], end=kept["end"], coding=coding))


def file_line(given: Given, coding: Coding) -> str:
    """A coding as a file of codings has it, with all that the passage's line said."""
    return coding_line(_with_passage(coding, given.kept["passage"], given.kept["coder"], given.kept["run"]))


def _with_passage(coding: Coding, passage: Mapping[str, Any], coder: str | None, run: str | None) -> Coding:
    return replace(coding, passage=passage, coder=coder, run=run)


def _where(given: Given) -> str:
    document = given.kept.get("doc_id") or given.kept.get("passage", {}).get("doc_id")
    return f"passage {given.id}" + (f" of {document}" if document else "")


def _units(batch: Sequence[Given]) -> tuple[CodingUnit, ...]:
    from cordiale.passages import LANGUAGES, language_of, mentions

    units = []
    for given in batch:
        language = language_of(given.text, metadata=given.language)
        named = mentions(given.text, language) if language in LANGUAGES else ()
        unit = CodingUnit(
            id=given.id,
            actor=given.actor,
            text=given.text,
            language=language,
            before=given.before,
            after=given.after,
            mentions=named,
        )
        units.append(unit)
    return tuple(units)


def _codings(coder: Coder, units: tuple[CodingUnit, ...]) -> tuple[Coding, ...]:
    try:
        return _answers(coder, units)
    except MemoryError:
        raise
    except Exception as error:  # a coder from anywhere may raise anything: its other passages are not touched
        if len(units) == 1:
            return (Coding(id=units[0].id, failed=_reason(error)),)
    return tuple(coding for unit in units for coding in _codings(coder, (unit,)))


def _answers(coder: Coder, units: tuple[CodingUnit, ...]) -> tuple[Coding, ...]:
    codings = tuple(coder.code(units))
    if [coding.id for coding in codings] != [unit.id for unit in units]:
        raise ValueError(f"the coder gave other codings than one for each of {len(units)} passages")
    return codings


def _sound(given: Given, coding: Coding) -> Coding:
    """The coding, if it keeps to the protocol, else a failed one: nothing that no reader could take is kept."""
    if coding.failed is not None or _says_nothing(coding):
        return coding
    try:
        read_coding(
            coding_line(_with_passage(coding, {"text": given.text}, None, None)), "the coder's answer"
        )
    except (StudyError, ValueError, TypeError) as error:
        return Coding(id=given.id, failed=_reason(error))
    return coding


def _says_nothing(coding: Coding) -> bool:
    """Whether a coding plainly keeps to the protocol: most do, and to read them back would take half of the time."""
    return (
        not (coding.threats or coding.others or coding.status)
        and coding.support in VOCABULARY["support"]
        and coding.narrative in VOCABULARY["narrative"]
        and (coding.confidence is None or 0 <= coding.confidence <= 1)
        and coding.probabilities is None
        and coding.coded is None
    )


def _reason(error: Exception) -> str:
    said = " ".join(str(error).split())
    return said if isinstance(error, StudyError) else f"{type(error).__name__}: {said}".rstrip(": ")


# --------------------------------------------------------------------------------------- many batches


def judged(
    coder: Coder, line: Line, passages: Iterator[Given], *, size: int, workers: int
) -> Iterator[Judged]:
    """Batches coded, in the order of the passages, as they come.

    Args:
        passages: taken as they are needed. Args size: of a batch.
        workers: processes; with one, this process does the work itself.

    Raises:
        StoppedError: a worker died, or memory ran out.
    """
    batches = iter(lambda: list(islice(passages, size)), [])
    try:
        if workers == 1:
            yield from (judge(coder, line, batch) for batch in batches)
        else:
            yield from _on_processes(coder, line, batches, workers)
    except (BrokenProcessPool, MemoryError) as error:
        raise StoppedError(
            "a process that coded passages ended before its time, most often because memory ran out; what was coded "
            f"before is kept: run the same command again, with --workers {max(1, workers // 2)}"
        ) from error


def _on_processes(coder: Coder, line: Line, batches: Iterator[list[Given]], workers: int) -> Iterator[Judged]:
    others = set(multiprocessing.active_children())
    # Spawned and not forked: Polars' threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_work, initargs=(coder, line))
    waiting: deque[Future[Judged]] = deque()
    try:
        for batch in batches:
            with _starting(coder):
                waiting.append(pool.submit(_work, batch))
            if len(waiting) > 2 * workers:  # bounded, so that memory stays flat and a kill undoes little
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _starting(coder: Coder) -> Iterator[None]:
    """How processes start: deaf to Ctrl-C, which this one alone answers, and without the script that was called.

    A worker that imports the user's script would run it once more, unless all in it stands under
    ``if __name__ == "__main__"``; only a coder that is defined in the script itself needs that.
    """
    main = sys.modules["__main__"]
    is_own = type(coder).__module__ == "__main__"
    shown: dict[str, object] = {name: vars(main)[name] for name in ("__file__", "__spec__") if name in vars(main) and not is_own}
    can_be_deaf = hasattr(signal, "pthread_sigmask")  # Windows sends workers no signal before they are ready
    if can_be_deaf:
        resource_tracker.ensure_running()  # else its own start would undo the mask
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        vars(main).update(dict.fromkeys(shown))
        yield
    finally:
        vars(main).update(shown)
        if can_be_deaf:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


_AT_WORK: list[tuple[Coder, Line]] = []
"""In a worker: the coder, sent once and not with every batch."""


def _begin_work(coder: Coder, line: Line) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _AT_WORK[:] = [(coder, line)]


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: list[Given]) -> Judged:
    coder, line = _AT_WORK[0]
    return judge(coder, line, batch)
