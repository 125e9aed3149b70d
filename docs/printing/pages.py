"""What stands in a page: its fenced blocks, tables to be entered, headings and links. For tests, which run and follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from printing.markdown import DOCS, PRINTED, slug

_FENCE = re.compile(r"^(?:<!-- (?P<mark>[a-z ]+): (?P<what>.*?) -->\n)?```(?P<kind>[^\n]*)\n(?P<text>.*?)^```", re.S | re.M)
_SHEET = re.compile(r"^<!-- sheet: (?P<file>\S+) (?P<sheet>\S+) -->\n(?P<rows>(?:\|[^\n]*\n)+)", re.M)
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block, or a table that is to be entered into a workbook.

    Args:
        kind: the language, or ``sheet``. Args text: what stands in it.
        not_run: why it is not run; empty where it is.
        target: workbook and sheet of a table.
        at: place in the page, in characters.
    """

    kind: str
    text: str
    not_run: str = ""
    target: tuple[str, str] = ("", "")
    at: int


def pages() -> list[Path]:
    """Every page of the site."""
    return sorted(
        path for path in DOCS.rglob("*.md") if path != DOCS / "README.md" and "notes" not in path.relative_to(DOCS).parts
    )


def is_printed(page: Path) -> bool:
    """Whether scripts/make_docs.py writes the page, and so checks what it shows."""
    return PRINTED in page.read_text(encoding="utf-8")[:400]


def blocks(page: Path) -> list[Block]:
    """Blocks and tables to be entered, in the order of the page."""
    text = page.read_text(encoding="utf-8")
    found = [
        Block(
            kind=match["kind"].strip(),
            text=match["text"],
            not_run=match["what"] if match["mark"] == "not run" else "",
            at=match.start(),
        )
        for match in _FENCE.finditer(text)
    ]
    found += [
        Block(kind="sheet", text=match["rows"], target=(match["file"], match["sheet"]), at=match.start())
        for match in _SHEET.finditer(text)
    ]
    return sorted(found, key=lambda block: block.at)


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the output shown under it."""
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        yield command, [line.rstrip() for line in output.rstrip().splitlines()]


def rows(block: Block) -> list[dict[str, str]]:
    """Rows of a Markdown table by its header; ``\\|`` is a bar inside a cell."""
    lines = [re.split(r"(?<!\\)\|", line.strip())[1:-1] for line in block.text.splitlines()]
    header, _, *body = [[cell.strip().replace("\\|", "|") for cell in line] for line in lines]
    return [dict(zip(header, cells, strict=True)) for cells in body]


def headings(page: Path) -> list[str]:
    """Headings of a page as they stand, without their marks of code."""
    text = _outside_fences(page)
    return [line.lstrip("#").strip() for line in text.splitlines() if re.match(r"#{1,6} ", line)]


def anchors(page: Path) -> set[str]:
    """Addresses inside a page: one for each heading, numbered where a heading stands twice."""
    found: set[str] = set()
    counts: dict[str, int] = {}
    for heading in headings(page):
        name = slug(heading)
        counts[name] = counts.get(name, -1) + 1
        found.add(f"{name}-{counts[name]}" if counts[name] else name)
    return found


def links(page: Path) -> list[str]:
    """Targets of the page's links."""
    return _LINK.findall(_outside_fences(page))


def _outside_fences(page: Path) -> str:
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
