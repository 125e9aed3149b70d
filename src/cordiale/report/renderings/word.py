"""A document as a Word file (.docx), for readers who comment and quote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cordiale.report.drawing.png import svg_to_png
from cordiale.report.renderings.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Preformatted,
    Quote,
    Run,
    Table,
    Text,
    column_shares,
    link_target,
    places,
    plain,
    readable,
    words,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

__all__ = ["report_docx"]

_PAGE = (11906, 16838)  # A4 in twentieths of a point
_MARGIN = 1247  # 22 mm
_WIDTH = _PAGE[0] - 2 * _MARGIN
_EMU = 635  # of a twentieth of a point
_ROOM = 12200  # for a figure, beside its title and caption
_TABLE_TEXT = 8.5  # points
_SERIF, _SANS, _EAST_ASIAN = "Georgia", "Arial", "Microsoft YaHei"
_INK, _SOFT, _RULE = "1F2328", "5B616A", "C8C5BC"
_WHOLE = 600  # characters of a cell
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)


def report_docx(document: Document) -> bytes:
    """A document as a Word file: A4, real headings, real tables, figures with alternative text.

    Args:
        document: its blocks; figures in one theme, they become pictures.

    Returns:
        The file's bytes: the same for the same document, for it holds no date and no user's name.

    Missing: Word draws what its fonts have; none is carried inside.
    """
    import docx

    file = docx.Document()
    _settings(file, document)
    writer = _Writer(file=file, known=places(document))
    writer.paragraph("Title", words(document.title or "–"))
    if document.subtitle:
        writer.paragraph("Subtitle", words(document.subtitle))
    for block in document.blocks:
        writer.block(block)
    content = BytesIO()
    file.save(content)
    return _without_times(content.getvalue())


@dataclass(slots=True, kw_only=True)
class _Writer:
    """The file being written. Args known: names of places. Args marked: those already there."""

    file: WordDocument
    known: Mapping[str, str]
    marked: set[str] = field(default_factory=set)

    def block(self, block: Block) -> None:
        match block:
            case Heading(level=level, text=text, anchor=anchor):
                self.paragraph(f"Heading {level}", words(text or "–"), anchor)
            case Paragraph(text=text, anchor=anchor, small=small):
                # Where a link leads, something begins: a record of evidence.
                self.paragraph("Note" if small else "Entry" if anchor else "Normal", text, anchor)
            case Bullets(items=items):
                for item in items:
                    self.paragraph("List Bullet", item)
            case Quote(text=text, source=source):
                self.paragraph("Quote", text)
                if source:
                    self.paragraph("Quote Source", source)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)
            case Preformatted(text=text):
                self.preformatted(text)
            case PageBreak():
                self.paragraph("Normal", ()).append(_element("w:r", _element("w:br", **{"w:type": "page"})))

    def paragraph(self, style: str, text: Text, anchor: str = "") -> Any:
        made = self.file.add_paragraph(style=style)._p
        for part in self.placed(anchor, self.runs(text)):
            made.append(part)
        return made

    def runs(self, text: Text) -> list[Any]:
        return [self.linked(run) for run in text if run.text]

    def linked(self, run: Run) -> Any:
        target = link_target(run.href, self.known)
        made = _run(run, linked=bool(target))
        if not target:
            return made
        if target.startswith("#"):
            return _element("w:hyperlink", made, **{"w:anchor": target[1:], "w:history": "1"})
        from docx.opc.constants import RELATIONSHIP_TYPE

        relation = self.file.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return _element("w:hyperlink", made, **{"r:id": relation, "w:history": "1"})

    def placed(self, anchor: str, parts: list[Any]) -> list[Any]:
        """The parts of a paragraph between the marks of its place; a place is marked once."""
        if not anchor or anchor in self.marked:
            return parts
        self.marked.add(anchor)
        number = str(len(self.marked))
        start = _element("w:bookmarkStart", **{"w:id": number, "w:name": self.known[anchor]})
        return [start, *parts, _element("w:bookmarkEnd", **{"w:id": number})]

    def table(self, block: Table) -> None:
        self.paragraph("Table Title", words(block.title), block.anchor)
        # Built as XML at once: python-docx looks for each cell anew, which takes minutes for long tables.
        columns = [round(share * _WIDTH) for share in column_shares(block, _WIDTH / 20, _TABLE_TEXT)]
        head = self.row([words(one, soft=True) for one in block.head], columns, head=True)
        rows = [self.row([_strong(row[0]), *row[1:]], columns) for row in block.rows]
        grid = _element("w:tblGrid", *(_element("w:gridCol", **{"w:w": str(width)}) for width in columns))
        properties = _element(
            "w:tblPr",
            _element("w:tblW", **{"w:w": str(sum(columns)), "w:type": "dxa"}),
            _element("w:tblBorders", _border("insideH", 4, _RULE)),
            _element("w:tblLayout", **{"w:type": "fixed"}),
            _element("w:tblCellMar", _margin("left", 0), _margin("right", 120)),
            _element("w:tblLook", **{"w:val": "00A0", "w:firstRow": "1", "w:firstColumn": "1"}),
            _element("w:tblCaption", **{"w:val": readable(block.title)}),
        )
        body = self.file.element.body
        body.insert(len(body) - 1, _element("w:tbl", properties, grid, head, *rows))
        self.paragraph("After Table", ())

    def row(self, cells: Sequence[Text], columns: Sequence[int], *, head: bool = False) -> Any:
        # A row that must stay whole but is higher than a page would never find a place.
        whole = all(len(plain(cell)) <= _WHOLE for cell in cells)
        kept = [_element("w:cantSplit")] * whole + [_element("w:tblHeader")] * (head and whole)
        made = _element("w:tr", _element("w:trPr", *kept))
        for cell, width in zip(cells, columns, strict=True):
            properties = _element("w:tcPr", _element("w:tcW", **{"w:w": str(width), "w:type": "dxa"}))
            if head:
                properties.append(_element("w:tcBorders", _border("bottom", 8, _INK)))
            style = _element("w:pPr", _element("w:pStyle", **{"w:val": "TableText"}))
            made.append(_element("w:tc", properties, _element("w:p", style, *self.runs(cell))))
        return made

    def figure(self, block: Figure) -> None:
        self.paragraph("Figure Title", words(block.title), block.anchor)
        shape = self.picture(block)
        for side in ("distT", "distB", "distL", "distR"):
            shape._inline.set(side, "0")
        shape._inline.docPr.set("descr", readable(block.alternative or block.title) or "–")
        shape._inline.docPr.set("title", readable(block.title))
        # The file's name would be "image.png".
        shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", f"Figure {shape._inline.docPr.id}")
        self.file.paragraphs[-1].style = self.file.styles["Figure"]
        self.paragraph("Caption", words(block.caption))

    def picture(self, block: Figure) -> Any:
        """The drawing in which text comes out largest on the page."""
        fits = [(_fit(svg), svg) for svg in (block.svg, block.wide) if svg]
        (_, width, height), svg = max(fits, key=lambda one: one[0][0])
        return self.file.add_picture(BytesIO(svg_to_png(svg)), width, height)

    def preformatted(self, text: str) -> None:
        made = self.paragraph("Preformatted", ())
        for number, said in enumerate(readable(text, lines=True).split("\n")):
            parts = [_element("w:br")] if number else []
            made.append(_element("w:r", *parts, _said(said)))


def _strong(text: Text) -> Text:
    return tuple(Run(text=run.text, href=run.href, strong=True, soft=run.soft) for run in text)


def _fit(svg: str) -> tuple[float, int, int]:
    """How large a drawing comes out on the page: against its own size, and in width and height."""
    width, height = (_measure(svg, name) for name in ("width", "height"))
    scale = min(_WIDTH / width, _ROOM / height)
    return scale, round(width * scale * _EMU), round(height * scale * _EMU)


def _measure(svg: str, name: str) -> float:
    found = re.search(rf'<svg\b[^>]* {name}="([\d.]+)"', svg)
    if not found:
        raise ValueError(f"the drawing does not say its {name}")
    return float(found.group(1))


# -- XML -----------------------------------------------------------------------------------------


def _element(name: str, *children: Any, **attributes: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(name, attrs={qn(key): value for key, value in attributes.items()})
    made.extend(children)
    return made


def _run(run: Run, *, linked: bool) -> Any:
    manner: list[Any] = [_element("w:b")] * run.strong
    if run.soft:
        manner.append(_element("w:color", **{"w:val": _SOFT}))
    if linked:
        manner.append(_element("w:u", **{"w:val": "single"}))
    properties = [_element("w:rPr", *manner)] if manner else []
    return _element("w:r", *properties, _said(readable(run.text)))


def _said(text: str) -> Any:
    made = _element("w:t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _border(side: str, eighths: int, colour: str) -> Any:
    return _element(f"w:{side}", **{"w:val": "single", "w:sz": str(eighths), "w:space": "0", "w:color": colour})


def _margin(side: str, width: int) -> Any:
    return _element(f"w:{side}", **{"w:w": str(width), "w:type": "dxa"})


# -- settings and styles -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How a kind of paragraph looks. Args size, before, after: in points."""

    name: str
    size: float
    font: str = _SERIF
    bold: bool = False
    soft: bool = False
    before: float = 0
    after: float = 6
    kept: bool = False
    indent: float = 0


_STYLES = (
    _Style(name="Normal", size=10.5, after=8),
    _Style(name="Title", size=20, bold=True, after=6),
    _Style(name="Subtitle", size=9.5, font=_SANS, soft=True, after=18),
    _Style(name="Heading 1", size=16, bold=True, before=24, after=8, kept=True),
    _Style(name="Heading 2", size=12, bold=True, before=16, after=6, kept=True),
    _Style(name="Heading 3", size=10.5, bold=True, before=12, after=4, kept=True),
    _Style(name="Heading 4", size=9, font=_SANS, bold=True, before=10, after=4, kept=True),
    _Style(name="List Bullet", size=10.5, after=4),
    _Style(name="Quote", size=10.5, before=4, after=2, indent=14),
    _Style(name="Quote Source", size=8.5, font=_SANS, soft=True, after=8, indent=14),
    _Style(name="Entry", size=10.5, before=12, after=4, kept=True),
    _Style(name="Note", size=8.5, font=_SANS, soft=True),
    _Style(name="Table Title", size=8.5, font=_SANS, bold=True, before=14, after=4, kept=True),
    _Style(name="Table Text", size=_TABLE_TEXT, font=_SANS, before=2, after=2),
    _Style(name="After Table", size=6, font=_SANS),
    _Style(name="Figure Title", size=9.5, font=_SANS, bold=True, before=14, after=6, kept=True),
    _Style(name="Figure", size=9.5, font=_SANS, after=4, kept=True),
    _Style(name="Caption", size=8.5, font=_SANS, soft=True, after=14),
    _Style(name="Preformatted", size=8.5, font=_SANS),
    _Style(name="Footer", size=8.5, font=_SANS, soft=True),
)


def _settings(file: WordDocument, document: Document) -> None:
    """Page, styles, language, and what the file says of itself."""
    from docx.oxml.ns import qn
    from docx.shared import Twips

    section = file.sections[0]
    section.page_width, section.page_height = Twips(_PAGE[0]), Twips(_PAGE[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(_MARGIN)
    for style in _STYLES:
        _set_style(file, style)
    for spoken in (*file.styles.element.iter("{*}lang"), *file.settings.element.iter("{*}themeFontLang")):
        spoken.attrib.clear()
        spoken.set(qn("w:val"), document.language)
    _page_numbers(section.footer.paragraphs[0])
    _properties(file, document)
    _without_leftovers(file)


def _properties(file: WordDocument, document: Document) -> None:
    """Title and language; the template's own author, comment, dates and revision go."""
    properties = file.core_properties
    element = properties._element
    for child in list(element):
        element.remove(child)
    properties.title = readable(document.title)[:255] or "–"
    properties.language = document.language


_LEFTOVERS = ("/thumbnail", "/extended-properties", "/stylesWithEffects")


def _without_leftovers(file: WordDocument) -> None:
    """Take out what python-docx's template says of the program and the page that it was made with."""
    for relations in (file.part.package.rels, file.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_LEFTOVERS):
                del relations[key]


def _set_style(file: WordDocument, wanted: _Style) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = file.styles
    known = {style.name for style in styles}
    style: Any = styles[wanted.name] if wanted.name in known else styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size = wanted.font, Pt(wanted.size)
    style.font.bold, style.font.italic = wanted.bold, False
    style.font.color.rgb = RGBColor.from_string(_SOFT if wanted.soft else _INK)
    fonts = style.element.rPr.rFonts
    # Themes would win over names.
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    fonts.set(qn("w:eastAsia"), _EAST_ASIAN)
    fonts.set(qn("w:cs"), wanted.font)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(wanted.before), Pt(wanted.after)
    layout.keep_with_next, layout.line_spacing = wanted.kept, 1.2 if wanted.font == _SERIF else 1.1
    if wanted.indent:
        layout.left_indent = Pt(wanted.indent)
    for inherited in [*style.element.iter("{*}pBdr"), *style.element.rPr.iter("{*}spacing", "{*}kern")]:
        inherited.getparent().remove(inherited)


def _page_numbers(paragraph: Any) -> None:
    for kind in ("PAGE", " / ", "NUMPAGES"):
        if kind.isupper():
            paragraph._p.append(_element("w:fldSimple", _element("w:r", _said("1")), **{"w:instr": kind}))
        else:
            paragraph._p.append(_element("w:r", _said(kind)))


def _without_times(content: bytes) -> bytes:
    """The same archive with every file dated at the first day that it can say."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, date_time=_DAY_ZERO)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()
