"""Documents as PDF."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

import pytest

from cordiale.report.drawing.svg import clean, element, write
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
    Table,
    words,
)
from cordiale.report.renderings.pdf import report_pdf
from unit.report.renderings.hostile_texts import HOSTILE


def drawn(text: str) -> str:
    label = element("text", clean(text), x=5, y=30, font_family="Inter", font_size=12)
    return write(element("svg", label, attributes={"xmlns": "http://www.w3.org/2000/svg"}, width=200, height=60))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Every kind of block, saying the same."""
    said = words(text, href="https://example.org/a", strong=True) + words(text, href=f"#{text}", soft=True)
    return (
        Heading(level=1, text=text, anchor=text),
        Paragraph(text=said),
        Paragraph(text=said, small=True, anchor=f"note {text}"),
        Bullets(items=(said, ())),
        Quote(text=said, source=said),
        Table(title=text, head=(text, "b"), rows=((said, ()),), anchor=text),
        Figure(title=text, caption=text, alternative=text, svg=drawn(text[:40]), anchor=f"figure {text}"),
        Preformatted(text=text),
        PageBreak(),
    )


def document(*blocks: Block, title: str = "A report") -> Document:
    return Document(title=title, blocks=blocks)


def inside(pdf: bytes) -> bytes:
    """The file with its packed parts unpacked."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(found.group(1)))
        except zlib.error:
            continue
    return b"\n".join(parts)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", inside(pdf)))


def spoken(text: str) -> bytes:
    """A text as the file's outline and tags hold it."""
    return b"(" + text.encode("ascii") + b")"


def test_it_says_its_title_language_and_standard_and_is_tagged() -> None:
    made = inside(report_pdf(document(*blocks_of("Россия 中国"), title="Two powers")))
    assert made.startswith(b"%PDF-1.")
    assert re.search(rb"/Lang\s*\(en\)", made)
    assert b"Two powers" in made
    assert re.search(rb"<pdfuaid:part>1<|pdfuaid:part=\"1\"", made)
    assert re.search(rb"/Marked\s+true", made)


def test_a_figure_has_its_alternative_text_and_stays_a_drawing() -> None:
    figure = Figure(title="t", caption="c", alternative="Low in 2001, high in 2011.", svg=drawn("x"))
    made = inside(report_pdf(document(figure)))
    assert spoken("Low in 2001, high in 2011.") in made
    assert b"/DCTDecode" not in made


def test_the_same_document_gives_the_same_bytes_and_no_date() -> None:
    made = report_pdf(document(*blocks_of("a")))
    assert made == report_pdf(document(*blocks_of("a")))
    assert b"/CreationDate" not in inside(made)


def test_a_long_table_goes_on_over_pages() -> None:
    rows = tuple((words(str(year)), words("a sentence " * 10)) for year in range(200))
    assert pages(report_pdf(document(Table(title="t", head=("Year", "What"), rows=rows)))) > 3


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_no_text_breaks_the_file(text: str) -> None:
    made = report_pdf(document(*blocks_of(text), title=text))
    assert made.startswith(b"%PDF-1.")


@pytest.mark.parametrize("text", [r'#import "@preview/evil:1.0.0"', '#read "x"', "*bold* _it_ $x$ @ref <a> `c`"])
def test_text_is_never_read_as_markup(text: str) -> None:
    """The outline holds headings as they were written."""
    made = inside(report_pdf(document(Heading(level=1, text=text))))
    assert spoken(text) in made


def test_characters_that_only_the_machine_may_have_do_not_break_the_file() -> None:
    shipped, foreign = (report_pdf(document(Paragraph(text=words(text)))) for text in ("中国", "\ue000\U000f0000"))
    assert b"pdfuaid" in inside(shipped)
    assert b"pdfuaid" not in inside(foreign)


def test_links_lead_to_places_and_to_the_web_only() -> None:
    text = words("a", href="#there") + words("b", href="https://example.org/x") + words("c", href="javascript:alert(1)")
    made = inside(report_pdf(document(Heading(level=1, text="h", anchor="there"), Paragraph(text=text))))
    assert b"https://example.org/x" in made
    assert b"javascript" not in made


def test_a_figure_higher_than_a_page_is_made_to_fit() -> None:
    tall = write(element("svg", attributes={"xmlns": "http://www.w3.org/2000/svg"}, width=300, height=3000))
    assert pages(report_pdf(document(Figure(title="t", caption="c", alternative="a", svg=tall)))) == 1


def test_an_empty_document_is_a_page() -> None:
    assert pages(report_pdf(document())) == 1
    assert pages(report_pdf(replace(document(), title=""))) == 1
