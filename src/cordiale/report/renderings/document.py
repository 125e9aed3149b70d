"""A report as a sequence of plain blocks, from which PDF and Word files are made.

Nothing here knows what a level is; nothing in the two writers knows more than these blocks. All
text is plain: whoever writes a file escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from cordiale.report.drawing.svg import clean, text_width
from cordiale.report.summary.evidence import web_address

__all__ = [
    "BYTE_ORDER_MARK",
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
    "column_shares",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure.

    Args:
        title: states the finding. Args caption: how to read it.
        alternative: all that it shows, in words. Args svg: markup of this room, in one theme.
        wide: the same, drawn for a wider page: taken where it comes out larger, because the other
            is higher than a page.
    """

    title: str
    caption: str
    alternative: str
    svg: str
    wide: str = ""
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
        blocks: in the order of reading; headings begin with level 1 and go down step by step.

    Raises:
        ValueError: a heading that skips a level, with which no reader who listens finds the way.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        levels = [0, *(block.level for block in self.blocks if isinstance(block, Heading))]
        skipped = [level for before, level in pairwise(levels) if not 1 <= level <= min(before + 1, 4)]
        if skipped:
            raise ValueError(f"a heading of level {skipped[0]} stands where none of that level can")


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


BYTE_ORDER_MARK = "\ufeff"
"""Left in texts by programs that split files; PDF/UA refuses it, and it says nothing."""

_LONGEST_ADDRESS = 2000  # bytes; Word refuses files with links that are longer than 2083
_WORD = re.compile(r"[^\s-]+-?")
_LONG = 80
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
    text = text.replace(BYTE_ORDER_MARK, "")
    if lines:
        return "\n".join("".join(_kept(part) for part in _BLANKS.split(one)) for one in _LINES.split(text))
    inside = clean(text)
    # A run may end in a blank that its neighbour needs.
    before, after = (" " * one.isspace() for one in (text[:1], text[-1:]))
    return f"{before}{inside}{after}" if inside else before


def _kept(part: str) -> str:
    return part if _BLANKS.fullmatch(part) else clean(part)


_WIDEST_WORD = 0.22  # of the page; longer words are names and addresses, which may be broken
_GAP = 10.0  # between columns


def column_shares(table: Table, width: float, size: float) -> tuple[float, ...]:
    """Shares of the width for the columns of a table, in which each word has room.

    Args:
        width: of the page's text. Args size: of the table's type, in the same unit.

    Returns:
        Together 1: as the table asks, but no column narrower than its longest word; where that
        cannot be, all give way alike.

    Example:
        >>> column_shares(Table(title="", head=("a", "b"), rows=(), widths=(1, 3)), 500, 8.5)
        (0.25, 0.75)
    """
    columns = zip(table.head, *([plain(cell) for cell in row] for row in table.rows), strict=True)
    least = [min(_longest(column, size) + _GAP, _WIDEST_WORD * width) for column in columns]
    asked = list(table.widths or (1.0,) * len(least))
    wide = [0.0] * len(least)
    narrow: set[int] = set()
    while True:
        free = max(width - sum(least[place] for place in narrow), 0.0)
        others = sum(one for place, one in enumerate(asked) if place not in narrow)
        wide = [least[place] if place in narrow else free * one / others for place, one in enumerate(asked)]
        found = {place for place, one in enumerate(wide) if one < least[place]}
        if not found:
            return tuple(one / sum(wide) for one in wide)
        narrow |= found


def _longest(texts: Iterable[str], size: float) -> float:
    """Width of the longest word of a column; the first column and heads may be bold."""
    seen = {word for text in texts for word in _WORD.findall(text)}
    return max((text_width(word[:_LONG], size, bold=True) for word in seen), default=0.0)


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
