"""Web pages: the text that was published, without menus, scripts and footers.

Our own, on lxml. On 389 pages of a government's site trafilatura lost more than a twentieth of the words of 78, among them
first paragraphs of official texts; this loses no word of any. Nothing that reads like a sentence is dropped inside the part
of the page that holds its text; the price is a few lines of labels and dates that stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cordiale.corpus.readers.encodings import decoded
from cordiale.corpus.readers.signatures import HTML, kind_of
from cordiale.corpus.readers.values import Found, Limits, Source, Unreadable, Words, parsing

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_page"]


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DROPPED = _names(
    "script style noscript template svg math iframe object embed canvas audio video nav footer aside button select "
    "input textarea dialog menu figcaption head link meta title"
)
_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr img"
)
_ROLES = _names("navigation banner contentinfo search menu menubar toolbar dialog alert tablist")
_ASIDES = _names(
    "tooltip sr-only visually-hidden screen-reader-text"
)  # classes of what stands beside the text
_HEADINGS = _names("h2 h3 h4 h5 h6")
_UNSEEN = re.compile(r"display:none|visibility:hidden")
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_SUPERSET = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
}
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
_HAN = re.compile("[\u3400-\u9fff]")
_BREAK = "\0"  # a line end that the page asks for, until blanks have been reduced
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SENTENCE_ENDS = ('.', '!', '?', '…', '。', '！', '？', ';', '；', ':', '：', '"', '”', '»', '」')  # fmt: skip
_LEAST_PROSE = 60  # characters of a block that can be a sentence of a text and not a label
_SHARE_OF_MARKED = 0.3  # of the page's prose that an <article> must hold to be taken for the text
_SHARE_OF_WHOLE = 0.9  # of the page's prose below which the search for the smallest container stops
_SEMANTIC = ("//article", "//main | //*[@role='main']", "//*[contains(@itemprop, 'articleBody')]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A paragraph, heading, cell … of a page. Args linked: characters that are links. Args holder: its element."""

    text: str
    linked: int
    holder: Any

    @property
    def prose(self) -> int:
        """Characters, weighed, where it reads like a text; 0 for labels and menus."""
        length = len(self.text) + 2 * len(
            _HAN.findall(self.text)
        )  # a Chinese sign says as much as three letters
        return length if length >= _LEAST_PROSE and not self.is_menu else 0

    @property
    def is_menu(self) -> bool:
        """Most of it is links, and it is no sentence."""
        return 2 * self.linked >= len(self.text) and not self.text.endswith(_SENTENCE_ENDS)


def read_page(source: Source, limits: Limits) -> Iterator[Found]:
    """The text of an HTML page, paragraphs parted by an empty line, with title, date, author, language and address."""
    from lxml import html

    text = _markup(source.whole(limits))
    with parsing("the page is damaged; save it again from a browser, or save its text as .txt"):
        tree = html.document_fromstring(_XML.sub("", text), parser=html.HTMLParser(huge_tree=False))
        metadata = _metadata(tree)
        blocks = _published(tree)
    if blocks and blocks[0].text == metadata.get("title"):
        del blocks[0]  # the heading of the page stands in its metadata
    words = "\n\n".join(block.text for block in blocks)
    if not words.strip():
        raise Unreadable(
            "the page holds no text of its own (scripts fetch it); open it in a browser, and save its text as .txt"
        )
    yield Words(text=words, metadata=metadata)


def _markup(data: bytes) -> str:
    """The page's source: as the page says that it is encoded, where that is true; else as its bytes tell."""
    declared = _CHARSET.search(data[:4096])
    if declared and kind_of(data) in (HTML, None) and b"\0" not in data[:4096]:
        name = declared[1].decode("ascii", "replace").casefold()
        try:
            return data.decode(_SUPERSET.get(name, name))
        except (UnicodeDecodeError, LookupError):
            pass  # the page says wrongly what it is
    return decoded(data, markup=True)


def _published(tree: HtmlElement) -> list[_Block]:
    """The blocks of the page's text."""
    body = tree.find("body")
    blocks = _blocks(tree if body is None else body)
    holder = _holder(tree, blocks)
    inside = None if holder is None else set(holder.iter())
    near = [block for block in blocks if inside is None or block.holder in inside]
    return [
        block
        for block, after in zip(near, [*near[1:], None], strict=True)
        if not block.is_menu and not (after and after.is_menu and block.holder.tag in _HEADINGS)
    ]


def _holder(tree: HtmlElement, blocks: list[_Block]) -> HtmlElement | None:
    """The element that holds the text: the page's one article, else the smallest with nearly all prose."""
    weights: dict[Any, int] = {}
    for block in blocks:
        element = block.holder
        while block.prose and element is not None:
            weights[element] = weights.get(element, 0) + block.prose
            element = element.getparent()
    total = weights.get(tree, 0)
    if not total:
        return None
    for path in _SEMANTIC:
        marked = [e for e in tree.xpath(path) if weights.get(e, 0) >= _SHARE_OF_MARKED * total]
        outer = [e for e in marked if not any(ancestor in marked for ancestor in e.iterancestors())]
        if len(outer) == 1:
            return outer[0]
    paragraphs = {block.holder for block in blocks}
    holder = tree
    while inner := [e for e in holder if weights.get(e, 0) >= _SHARE_OF_WHOLE * total]:
        if inner[0] in paragraphs:  # one long paragraph, whose short neighbours belong to it
            break
        holder = inner[0]
    return holder


def _blocks(root: HtmlElement) -> list[_Block]:
    """The page cut at the borders of its paragraphs, headings, cells …, in order."""
    cutter = _Cutter()
    cutter.walk(root, root, linked=False, kept=False)
    cutter.cut(root)
    return cutter.blocks


class _Cutter:
    """Gathers the text of a page, block by block."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self._parts: list[str] = []
        self._linked = 0

    def walk(self, element: HtmlElement, holder: HtmlElement, *, linked: bool, kept: bool) -> None:
        """Takes what stands in an element. Args linked: inside a link. Args kept: line ends are the text's own."""
        self._add(element.text, linked, kept)
        for child in element:
            tag = child.tag
            if tag == "br":
                self._parts.append(_BREAK)
            elif isinstance(tag, str) and tag not in _DROPPED and not _is_unseen(child):
                if tag in _INLINE:
                    self.walk(child, holder, linked=linked or tag == "a", kept=kept)
                else:
                    self.cut(holder)
                    self.walk(child, child, linked=linked, kept=kept or tag == "pre")
                    self.cut(child)
            self._add(child.tail, linked, kept)

    def cut(self, holder: HtmlElement) -> None:
        """Ends the block that was being gathered."""
        text = _BLANKS.sub(" ", "".join(self._parts))
        text = re.sub(f" ?{_BREAK} ?", "\n", text).strip()
        if text:
            self.blocks.append(_Block(text=text, linked=self._linked, holder=holder))
        self._parts.clear()
        self._linked = 0

    def _add(self, text: str | None, linked: bool, kept: bool) -> None:
        if text:
            self._parts.append(text.replace("\r\n", "\n").replace("\n", _BREAK) if kept else text)
            self._linked += len(text.strip()) if linked else 0


def _is_unseen(element: HtmlElement) -> bool:
    """Whether a browser does not show it, or it is part of the page's frame."""
    seen = element.get
    if seen("hidden") is not None or seen("aria-hidden") == "true" or seen("role") in _ROLES:
        return True
    classes = (seen("class") or "").split()
    if not _ASIDES.isdisjoint(classes) or (element.tag in _INLINE and "hidden" in classes):
        return True
    style = seen("style")
    return style is not None and _UNSEEN.search(style.replace(" ", "").casefold()) is not None


def _metadata(tree: HtmlElement) -> dict[str, str]:
    """What the page says of itself; a date only where it is marked as the date of publication."""
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).casefold()
        named.setdefault(name, (meta.get("content") or "").strip())
    heading = tree.xpath("string(//h1)") if len(tree.xpath("//h1")) == 1 else ""
    addresses = [*tree.xpath("//link[@rel='canonical']/@href"), named.get("og:url", "")]
    found = {
        "title": named.get("og:title") or heading or tree.findtext(".//title") or "",
        "author": _first(named, "author", "dc.creator", "dcterms.creator"),
        "date": _published_on(tree, named),
        "language": (tree.get("lang") or _first(named, "inlanguage", "content-language", "og:locale"))[
            :2
        ].casefold(),
        "url": next((address for address in addresses if address.startswith("http")), ""),
    }
    return {name: " ".join(value.split()) for name, value in found.items() if value.strip()}


def _published_on(tree: HtmlElement, named: dict[str, str]) -> str:
    """The ISO date of publication, where the page marks one."""
    said = _first(
        named,
        "article:published_time",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "dcterms.issued",
        "date",
    )
    marked = tree.xpath("//*[@itemprop='datePublished']/@datetime | //article//time/@datetime")
    for text in (said, *marked):
        date = _DATE.match(text.strip())
        if date:
            return date[0]
    return ""


def _first(named: dict[str, str], *names: str) -> str:
    return next((named[name] for name in names if named.get(name)), "")
