"""A report as a sequence of plain blocks, from which PDF and Word files are made.

Nothing here knows what a level is; nothing in the two writers knows more than these blocks. All
text is plain: whoever writes a file escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cordiale.report.drawing.svg import clean
from cordiale.report.summary.evidence import web_address

__all__ = [
    "Block",
    "Bullets",
    "Document",
    "Figure",
    "Heading",
    "PageBreak",
    "Paragraph",
    "Preformatted",
    "Quote",
    "Run",
    "Table",
    "Text",
    "every_text",
    "line",
    "link_target",
    "places",
    "plain",
    "readable",
    "words",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in one manner.

    Args:
        href: where they lead: an address of the web, or ``#`` and the anchor of a block.
        strong: bold. Args soft: of less weight than what stands around it.
    """

    text: str
    href: str = ""
    strong: bool = False
    soft: bool = False


Text = tuple[Run, ...]
"""A line of text: its runs follow each other without blanks between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading. Args level: 1 to 4. Args anchor: links lead to it."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph. Args small: a note, in the type of tables."""

    text: Text
    anchor: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of somebody else, and whose they are."""

    text: Text
    source: Text = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, which may go on over pages; its head is repeated there.

    Args:
        title: what it shows. Args head: one text a column.
        rows: of as many cells each; the first cell heads its row.
        widths: shares of the columns, in any unit; empty: all alike.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...] = ()
    anchor: str = ""

    def __post_init__(self) -> None:
        columns = len(self.head)
        if not columns or any(len(row) != columns for row in self.rows) or len(self.widths) not in (0, columns):
            raise ValueError(f"the table {self.title!r} has rows or widths of other lengths than its head")

    def shares(self) -> tuple[float, ...]:
        """Of the page's width, for each column; together 1."""
        widths = self.widths or (1.0,) * len(self.head)
        return tuple(width / sum(widths) for width in widths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure.

    Args:
        title: states the finding. Args caption: how to read it.
        alternative: all that it shows, in words. Args svg: markup of this room, in one theme.
    """

    title: str
    caption: str
    alternative: str
    svg: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preformatted:
    """Lines that stand as they are, such as a BibTeX entry."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heading | Paragraph | Bullets | Quote | Table | Figure | Preformatted | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document.

    Args:
        title, subtitle: on its first page; the title is also the file's.
        language: of its own words, by ISO 639: ``en``.
        blocks: in the order of reading.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    language: str = "en"


def words(text: str, href: str = "", *, strong: bool = False, soft: bool = False) -> Text:
    """A text of one run; nothing for no words.

    Example:
        >>> words("2011", strong=True)
        (Run(text='2011', href='', strong=True, soft=False),)
    """
    return (Run(text=text, href=href, strong=strong, soft=soft),) if text else ()


def line(parts: Iterable[Text], between: str = ", ") -> Text:
    """Several texts as one, with something between them; empty ones are left out.

    Example:
        >>> plain(line([words("E1"), words(""), words("E2")]))
        'E1, E2'
    """
    joined: list[Run] = []
    for part in parts:
        if part:
            joined += [Run(text=between)] * bool(joined)
            joined += part
    return tuple(joined)


def plain(text: Text) -> str:
    """The words of a text alone."""
    return "".join(run.text for run in text)


_LONGEST_ADDRESS = 2000  # bytes; Word refuses files with links that are longer than 2083
_BLANKS = re.compile("([ \t]+)")
_LINES = re.compile("\r\n|[\r\n]")


def readable(text: str, *, lines: bool = False) -> str:
    """Text made fit for a file: control characters replaced, marks that reorder text gone.

    Args:
        lines: keep line breaks and indents; otherwise white space becomes one blank.

    Example:
        >>> readable(" an\\n\\x00 alliance"), readable("a\\n  b", lines=True)
        (' an \ufffd alliance', 'a\\n  b')
    """
    if lines:
        return "\n".join("".join(_kept(part) for part in _BLANKS.split(one)) for one in _LINES.split(text))
    inside = clean(text)
    # A run may end in a blank that its neighbour needs.
    before, after = (" " * one.isspace() for one in (text[:1], text[-1:]))
    return f"{before}{inside}{after}" if inside else before


def _kept(part: str) -> str:
    return part if _BLANKS.fullmatch(part) else clean(part)


def places(document: Document) -> dict[str, str]:
    """A short name for each anchor of a document that every format can hold: ``place1``."""
    named = (getattr(block, "anchor", "") for block in document.blocks)
    distinct = dict.fromkeys(anchor for anchor in named if anchor)
    return {anchor: f"place{number}" for number, anchor in enumerate(distinct, 1)}


def link_target(href: str, known: Mapping[str, str]) -> str:
    """Where a link may lead: an address of the web, or the name of a place that exists; else empty.

    Example:
        >>> link_target("#a", {"a": "place1"}), link_target("#b", {}), link_target("javascript:alert(1)", {})
        ('#place1', '', '')
    """
    if href.startswith("#"):
        return f"#{known[href[1:]]}" if href[1:] in known else ""
    return web_address(href) if len(href.encode("utf-8", "replace")) <= _LONGEST_ADDRESS else ""


def every_text(document: Document) -> Iterator[str]:
    """Every text of a document that a reader sees, drawings included."""
    yield from (document.title, document.subtitle)
    for block in document.blocks:
        match block:
            case Heading(text=text) | Preformatted(text=text):
                yield text
            case Paragraph(text=text):
                yield plain(text)
            case Quote(text=text, source=source):
                yield from (plain(text), plain(source))
            case Bullets(items=items):
                yield from map(plain, items)
            case Table(title=title, head=head, rows=rows):
                yield from (title, *head)
                yield from (plain(cell) for row in rows for cell in row)
            case Figure(title=title, caption=caption, svg=svg):
                yield from (title, caption, svg)
            case PageBreak():
                pass
