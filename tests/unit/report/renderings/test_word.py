"""Documents as Word files."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from cordiale.report.renderings.document import (
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Preformatted,
    Table,
    words,
)
from cordiale.report.renderings.word import report_docx
from unit.report.renderings.hostile_texts import HOSTILE
from unit.report.renderings.test_pdf import blocks_of, document, drawn


def opened(made: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(made))


def styles(file: docx.document.Document) -> list[tuple[str, str]]:
    return [(str(paragraph.style and paragraph.style.name), paragraph.text) for paragraph in file.paragraphs]


def test_headings_lists_and_notes_have_real_styles() -> None:
    file = opened(
        report_docx(
            document(
                Heading(level=1, text="What came out"),
                Heading(level=2, text="Windows"),
                Paragraph(text=words("A note."), small=True),
                Bullets(items=(words("one"), words("two"))),
            )
        )
    )
    assert styles(file) == [
        ("Title", "A report"),
        ("Heading 1", "What came out"),
        ("Heading 2", "Windows"),
        ("Note", "A note."),
        ("List Bullet", "one"),
        ("List Bullet", "two"),
    ]


def test_a_table_is_a_table_whose_head_comes_again_on_each_page() -> None:
    rows = tuple((words(str(year)), words("low"), words("high")) for year in range(1996, 2026))
    file = opened(report_docx(document(Table(title="Levels", head=("Year", "Threat", "Status"), rows=rows))))
    (table,) = file.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Year", "Threat", "Status"]
    assert [cell.text for cell in table.rows[30].cells] == ["2025", "low", "high"]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True] + [False] * 30


def test_a_figure_is_a_picture_within_the_page_with_alternative_text_and_caption() -> None:
    figure = Figure(title="Threat rises", caption="How to read it.", alternative="Low, then high.", svg=drawn("x"))
    file = opened(report_docx(document(figure)))
    (shape,) = file.inline_shapes
    assert shape._inline.docPr.get("descr") == "Low, then high."
    section = file.sections[0]
    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert ("Figure Title", "Threat rises") in styles(file)
    assert ("Caption", "How to read it.") in styles(file)


def test_links_lead_to_bookmarks_that_exist_and_to_the_web() -> None:
    text = words("there", href="#here") + words("web", href="https://example.org/x") + words("no", href="javascript:1")
    file = opened(report_docx(document(Heading(level=1, text="h", anchor="here"), Paragraph(text=text))))
    (mark,) = file.element.iter(qn("w:bookmarkStart"))
    inner, outer = file.element.iter(qn("w:hyperlink"))
    assert inner.get(qn("w:anchor")) == mark.get(qn("w:name"))
    assert file.part.rels[outer.get(qn("r:id"))].target_ref == "https://example.org/x"


def test_the_same_document_gives_the_same_bytes_without_dates_or_names() -> None:
    made = report_docx(document(*blocks_of("a")))
    assert made == report_docx(document(*blocks_of("a")))
    with ZipFile(BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        said = archive.read("docProps/core.xml").decode("utf-8")
        assert not any(name.endswith(("app.xml", "thumbnail.jpeg")) for name in archive.namelist())
    assert "<dc:title>A report</dc:title>" in said
    assert not any(word in said for word in ("creator", "lastModifiedBy", "created", "modified", "python"))


def test_its_language_is_the_document_s() -> None:
    with ZipFile(BytesIO(report_docx(Document(title="Отчёт", blocks=(), language="ru")))) as archive:
        assert 'w:lang w:val="ru"' in archive.read("word/styles.xml").decode("utf-8")
        assert "<dc:language>ru</dc:language>" in archive.read("docProps/core.xml").decode("utf-8")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_no_text_breaks_the_file(text: str) -> None:
    file = opened(report_docx(document(*blocks_of(text), title=text)))
    assert len(file.tables) == 1


@pytest.mark.parametrize("text", ["]]> <w:p/> &amp;", "שלום עולם", "x" * 5000, "中国"])
def test_text_is_kept_as_it_was_written(text: str) -> None:
    file = opened(report_docx(document(Paragraph(text=words(text)))))
    assert file.paragraphs[-1].text == text


def test_control_characters_are_shown_as_unreadable() -> None:
    file = opened(report_docx(document(Paragraph(text=words("a\x00b\ud800c")))))
    assert file.paragraphs[-1].text == "a\ufffdb\ufffdc"


def test_preformatted_lines_stay_lines() -> None:
    file = opened(report_docx(document(Preformatted(text="@book{a,\n  year = 2025\n}"))))
    assert file.paragraphs[-1].text == "@book{a,\n  year = 2025\n}"


def test_rows_higher_than_a_page_may_be_split() -> None:
    rows = ((words("x" * 5000), words("b")), (words("a"), words("b")))
    file = opened(report_docx(document(Table(title="t", head=("a", "b"), rows=rows))))
    whole = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in file.tables[0].rows]
    assert whole == [True, False, True]
