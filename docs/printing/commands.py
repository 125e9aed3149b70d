"""The page of commands: help as the program prints it, and an example with its real output."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cordiale.cli import main
from cordiale.cli.parser import build_parser
from printing.markdown import DOCS, note, notes

WIDTH = "88"
TEXTS = DOCS.parent / "tests" / "fixtures" / "texts" / "speeches.csv"
"""Short texts that examples may add to a study."""

_VARIES = ((re.compile(r"\bin \d+\.\d s\b"), "in … s"), (re.compile(r"\b[0-9a-f]{20}\b"), "…"))
"""What differs from one run to the next: seconds, and the ids of runs, which hold versions of files and libraries."""
EXIT_CODES = (
    ("0", "done"),
    ("1", "the study or an input is at fault: nothing was changed, and the message says where, what was found, what is allowed and what to do"),
    ("2", "wrong usage: a word of the command line is not among those allowed"),
    ("3", "done, but some items were refused or failed; each is named"),
    ("130", "interrupted; the same command again goes on"),
)


def command_parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, by name."""
    (actions,) = (one for one in build_parser()._actions if one.dest == "command")
    return dict(actions.choices or {})


def commands() -> Iterator[str]:
    """The page of commands."""
    yield note("commands")
    yield "# Commands"
    yield ""
    yield "Type `cordiale COMMAND --help` for what stands here. STUDY is a folder, or the name of a built-in study."
    yield "Results go to standard output, messages and progress to standard error. Only `add` asks a question,"
    yield "and only at a terminal."
    yield ""
    told = notes("commands")
    for name, parser in command_parsers().items():
        yield from (f"## `{name}`", "", told[name]["text"], "")
        yield from ("```text", *_help(parser), "```", "")
        yield from _example(told[name])
    yield from ("## Exit codes", "")
    yield "What a command tells the shell, for scripts:"
    yield ""
    for number, meaning in EXIT_CODES:
        yield from (f"### Exit code {number}", "", f"{meaning[0].upper()}{meaning[1:]}.", "")


@contextlib.contextmanager
def _width() -> Iterator[None]:
    """A terminal of the same width wherever the page is printed."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = WIDTH
    try:
        yield
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before


def _help(parser: argparse.ArgumentParser) -> list[str]:
    with _width():
        return [line.rstrip() for line in parser.format_help().rstrip().splitlines()]


def give_texts(folder: Path) -> None:
    """Puts the short texts into a folder in which examples run, as `speeches.csv`."""
    shutil.copyfile(TEXTS, folder / TEXTS.name)


def _example(said: dict[str, Any]) -> Iterator[str]:
    """The example with its output, cut after some lines; what must be run first is not shown."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        give_texts(Path(folder))
        for line in said.get("prepare", ()):
            output_of(line)
        lines = [_steady(one) for one in output_of(said["example"])]
    shown = lines[: said["lines"]]
    yield from ("```console", f"$ {said['example']}", *shown)
    if len(shown) < len(lines):
        yield "…"
    yield from ("```", "")


def _steady(line: str) -> str:
    for varies, instead in _VARIES:
        line = varies.sub(instead, line)
    return line


def output_of(line: str) -> list[str]:
    """What a command line prints as its result.

    Raises:
        RuntimeError: it ends with another exit code than 0.
    """
    out, messages = io.StringIO(), io.StringIO()
    with _width(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(messages):
        code = main(shlex.split(line)[1:])
    if code != 0:
        raise RuntimeError(f"{line}: exit code {code}\n{messages.getvalue()}")
    return [one.rstrip() for one in out.getvalue().rstrip().splitlines()]
