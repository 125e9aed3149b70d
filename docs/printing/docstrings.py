"""Our docstrings in the form that napoleon reads: short forms put on lines of their own, rules as links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils.nodes import make_id

from printing.markdown import notes, op_link

_INLINE = re.compile(r"^(?P<indent> *)(?P<name>Missing|Rule|Reference|Returns): +(?P<text>.+)$")
_BLOCK = re.compile(r"^(?P<indent> *)(?P<name>Missing|Rule|Reference):$")
_ID = re.compile(r"(?<![\w-])(?:I|T|ID|ST|CAV)-\d+(?![\w-])")
_PARAGRAPHS = ("Missing", "Rule", "Reference")
_CONTRACTS = re.compile(r" ?\(CONTRACTS \d+\)|[;,] CONTRACTS \d+(?: \([^()]*\))?")
"""Where a rule among rooms of the code is noted down: of no use to a reader of the site."""
_OP = re.compile(r"(?<![`\w])OP (?P<section>\d+)(?P<more>\.\d+)?")


def read_docstring(app: object, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Rewrites the lines of a docstring in place, as Sphinx asks for it."""
    lines[:] = list(rewritten(lines))
    if what in ("attribute", "data", "property"):
        lines[:0] = ["..", ""]  # napoleon takes words before a colon in the first line for a type: give it an empty comment


def rewritten(lines: list[str]) -> Iterator[str]:
    """The lines with one-line forms spelled out.

    ``data: as entered. Args folder: where`` becomes two entries; ``Rule: I-20`` and ``Missing: …`` become paragraphs
    with a bold head, and rules become links to their page.

    Example:
        >>> list(rewritten(["Args:", "    a: one. Args b: two."]))
        ['Args:', '    a: one.', '    b: two.']
    """
    inside_args = False
    for line in map(_explained, lines):
        if line.strip() == "Args:":
            inside_args = True
        elif inside_args and line and not line.startswith(" "):
            inside_args = False
        if inside_args and " Args " in line:
            yield from _split_args(line)
        else:
            yield from _paragraph(line)


def _explained(line: str) -> str:
    """Notes on the plan of the code left out, and sections of the operationalisation as links."""
    return _OP.sub(_op_link, _CONTRACTS.sub("", line))


def _op_link(match: re.Match[str]) -> str:
    link = op_link(f"OP {match['section']}", "theory/")
    if not link.startswith("["):
        return match.group()
    page, _, address = link.partition("(")[2].removesuffix(")").partition("#")
    return f"`{match.group()} <{page.removesuffix('.md')}.html#{address}>`__"


def _split_args(line: str) -> Iterator[str]:
    indent = re.match(" *", line)
    lead = indent.group() if indent else ""
    first, *others = re.split(r"(?<=\.) +Args ", line)
    yield first
    yield from (f"{lead}{other}" for other in others)


def _paragraph(line: str) -> Iterator[str]:
    inline, block = _INLINE.match(line), _BLOCK.match(line)
    if inline and inline["name"] in _PARAGRAPHS:
        yield from ("", f"{inline['indent']}**{inline['name']}.** {_linked(inline['text'])}")
    elif inline:
        yield from (f"{inline['indent']}{inline['name']}:", f"{inline['indent']}    {inline['text']}")
    elif block:
        # The lines below stay indented: a paragraph set in under its bold head.
        yield from ("", f"{block['indent']}**{block['name']}.**", "")
    else:
        yield line


def _linked(text: str) -> str:
    told = notes("rules")

    def link(match: re.Match[str]) -> str:
        rule = match.group()
        if rule not in told:
            return rule
        return f"`{rule} <theory/rules.html#{make_id(rule + ' ' + told[rule]['title'])}>`__"

    return _ID.sub(link, text)
