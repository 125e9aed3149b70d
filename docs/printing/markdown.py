"""Pieces of Markdown, and the notes by hand that are merged into printed pages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[1]
PRINTED = "<!-- Printed by scripts/make_docs.py; do not edit."


def notes(name: str) -> dict[str, Any]:
    """The notes by hand in ``docs/notes/NAME.toml``."""
    return tomllib.loads((DOCS / "notes" / f"{name}.toml").read_text(encoding="utf-8"))


def note(name: str) -> str:
    """The remark at the head of a printed page: where its text comes from."""
    return f"{PRINTED} Words by hand: docs/notes/{name}.toml. -->"


def page_of_many_headings() -> Iterator[str]:
    """Keeps the list of headings beside a page to two levels: a page of reference has hundreds."""
    yield from ("---", "tocdepth: 2", "---", "")


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """A Markdown table."""
    yield "| " + " | ".join(header) + " |"
    yield "|" + " --- |" * len(header)
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |"
    yield ""


def slug(heading: str) -> str:
    """The address of a heading in its page, as GitHub and MyST make it.

    Example:
        >>> slug("`minima.NASC.status`"), slug("I-6 Low by absence")
        ('minimanascstatus', 'i-6-low-by-absence')
    """
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")


def op_link(words: str, to: str) -> str:
    """``OP 7`` as a link to what that section of the operationalisation decides; other words as they stand.

    Args:
        words: such as ``OP 7``. Args to: the way from the page to the folder `theory`, with its slash.
    """
    number = words.removeprefix("OP ")
    heading = next((one for one in _op_headings() if one.startswith(f"Section {number} ")), "")
    return f"[{words}]({to}operationalisation.md#{slug(heading)})" if heading else words


def _op_headings() -> list[str]:
    text = (DOCS / "theory" / "operationalisation.md").read_text(encoding="utf-8")
    return re.findall(r"^### (Section .+)$", text, re.M)


def shown(value: object) -> str:
    """A setting's value as it is typed."""
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) or "(none)" if isinstance(value, tuple) else str(value)


def code(words: Sequence[object]) -> str:
    """Words as code, with commas between."""
    return ", ".join(f"`{word}`" for word in words)
