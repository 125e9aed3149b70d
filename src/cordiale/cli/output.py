"""What the terminal sees: results on standard output, everything else on standard error."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TextIO

from cordiale.errors import CordialeError, InputError, StudyError, UsageError
from cordiale.model.rules import Rules, read_assignments

_SHOWN = 25


def speak_utf8() -> None:
    """Let no character stop a message: terminals that are not UTF-8 show a substitute instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            terminal = stream.isatty()
            stream.reconfigure(encoding=None if terminal else "utf-8", errors="backslashreplace")


def complain(error: CordialeError) -> None:
    """Say what is at fault, each problem on a line of its own, the first ones of very many."""
    lines = str(error).splitlines()
    for line in lines[:_SHOWN]:
        print(f"cordiale: {line}", file=sys.stderr)
    if len(lines) > _SHOWN:
        print(f"cordiale: and {len(lines) - _SHOWN} more", file=sys.stderr)
    if isinstance(error, StudyError):
        print("cordiale: nothing was changed", file=sys.stderr)


@contextmanager
def as_usage() -> Iterator[None]:
    """Errors about words of the command line itself: wrong usage, not a fault of a study (CONTRACTS 1)."""
    try:
        yield
    except InputError as error:
        raise UsageError(error.problem) from error


def settings_given(texts: Iterable[str]) -> dict[str, str]:
    """The settings of ``--set``, each checked, so that a wrong one is told before any work."""
    with as_usage():
        changes = read_assignments(texts)
        Rules.default().changed(changes, where="--set")
    return changes


def progress_to(quiet: bool) -> Callable[[str], None]:
    """A progress line on standard error, rewritten in place on a terminal; silent when quiet."""
    if quiet:
        return lambda _: None
    if not sys.stderr.isatty():
        return lambda text: print(f"reading {text}", file=sys.stderr)
    return lambda text: _rewrite(f"reading {text}", sys.stderr)


def _rewrite(text: str, stream: TextIO) -> None:
    stream.write(f"\r\x1b[2K{text}")
    stream.flush()


def end_progress(quiet: bool) -> None:
    """Clear the progress line."""
    if not quiet and sys.stderr.isatty():
        _rewrite("", sys.stderr)


def note(text: str, quiet: bool) -> None:
    """A message that is no result."""
    if not quiet:
        print(text, file=sys.stderr)


def print_json(value: object) -> None:
    """A result as JSON, two spaces deep."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def print_one_or_all(found: Sequence[object]) -> None:
    """Results by dyad as JSON: the one there is, or a list."""
    print_json(found[0] if len(found) == 1 else found)


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A result as CSV: UTF-8, comma, LF; texts that a spreadsheet would run are kept as text."""
    from cordiale.formats.tables_out import csv_bytes

    cells = ([("" if cell is None else str(cell)) for cell in row] for row in rows)
    sys.stdout.write(csv_bytes(header, cells).decode("utf-8"))


def csv_writer(stream: TextIO | io.StringIO) -> Callable[[Iterable[Sequence[str]]], None]:
    """A fast writer of many rows to a stream."""
    return csv.writer(stream, lineterminator="\n").writerows


def plain(value: object) -> object:
    """Frozen values, enums and tuples as what JSON knows."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return value
