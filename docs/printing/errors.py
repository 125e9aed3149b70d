"""The page of errors, and the messages that the code can give."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import cordiale
from printing.markdown import note, notes
from printing.problems import called_forth

SOURCE = Path(cordiale.__path__[0])


def errors() -> Iterator[str]:
    """The page of kinds of problems."""
    yield note("errors")
    yield "# Errors"
    yield ""
    yield "Everything that a person can mend is said in one line: where (file, line, column), what was found, what is"
    yield "allowed, the nearest match, and what to do. All that is wrong with a study is said at once, and nothing is"
    yield "changed. Anything else that goes wrong is a defect of Cordiale and shows a traceback: please report it."
    yield ""
    yield "In Python these are `StudyError` (a study, with all its problems), `InputError` (one value), and"
    yield "`RefusedError` (a request that would mislead, such as a level taken as a number)."
    yield ""
    yield "Under each kind stands a message as the program gives it, and how others of the kind begin."
    yield ""
    group = ""
    examples = called_forth()
    for kind in notes("errors")["kind"]:
        if kind["group"] != group:
            group = kind["group"]
            yield from (f"## {group}", "")
        yield from (f"### {kind['title']}", "")
        yield from ("```text", *_wrapped(examples[kind["title"]]), "```", "")
        yield from _others(kind["says"], examples[kind["title"]])
        yield from (f"**What it means.** {kind['means']}", "", f"**What to do.** {kind['do']}", "")


def _wrapped(message: str) -> list[str]:
    return textwrap.wrap(message, 108, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def pattern(said: str) -> re.Pattern[str]:
    """A message with {} for what varies, as an expression that finds it."""
    return re.compile(".*?".join(map(re.escape, said.split("{}"))), re.S)


def _others(said: Sequence[str], shown: str) -> Iterator[str]:
    """Other messages of the kind, where enough of their words is fixed to know them by."""
    others = [one for one in said if not pattern(one).search(shown) and len(re.findall(r"[a-z]{2,}", one)) > 1]
    if others:
        yield from ("Also: " + "; ".join(f"*{one.replace('{}', '…')}*" for one in others) + ".", "")


def messages() -> dict[str, str]:
    """Every message of a problem that stands in the code, with {} for what varies, and the module it stands in.

    Read from the ways in which problems are made: ``found=`` in a call, a variable ``found``, the argument ``found`` of
    ``refuse``, ``_refusal`` and ``_refused`` (the second, unless the module defines them otherwise), and what
    ``_not_allowed`` gives.
    """
    said: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "Problem" in text or "refuse(" in text:
            tree = ast.parse(text)
            places = {**dict.fromkeys(_REFUSALS, 1), **dict(_own_refusals(tree))}
            for node in ast.walk(tree):
                for message in _messages_of(node, places):
                    said.setdefault(message, path.relative_to(SOURCE).as_posix())
    return said


_REFUSALS = ("refuse", "_refusal", "_refused")


def _own_refusals(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Which argument is ``found``, for ways of refusing that a module defines itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in _REFUSALS:
            names = [one.arg for one in node.args.args if one.arg != "self"]
            if "found" in names:
                yield node.name, names.index("found")


def _messages_of(node: ast.AST, places: Mapping[str, int]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from (m for word in node.keywords if word.arg == "found" for m in _texts(word.value))
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in places and len(node.args) > places[name]:
            yield from _texts(node.args[places[name]])
    if isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "found" for one in node.targets):
        yield from (m for m in _texts(node.value) if re.search("[a-z]", m))  # else it is no message, but something else found
    if isinstance(node, ast.FunctionDef) and node.name == "_not_allowed":
        yield from (m for one in ast.walk(node) if isinstance(one, ast.Return) and one.value for m in _texts(one.value))


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may give, with {} for what varies."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left = next(_texts(node.left), "{}")
        yield left + next(iter(_texts(node.right)), "{}") if not isinstance(node.right, ast.IfExp) else left + "{}"
