from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from cordiale.corpus.readers import Limits


def _document(*paragraphs: str, **properties: object) -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _with_body(data: bytes, old: str, new: str) -> bytes:
    """A document whose body has been rewritten as Word would write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new).encode()
            target.writestr(name, content)
    return out.getvalue()


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "speech.docx"
    path.write_bytes(data)
    return path


def test_paragraphs_and_properties_are_read(tmp_path: Path, read_all: Callable, speech: str) -> None:
    made = datetime(2001, 7, 16, 9, 30)
    data = _document(
        "Heading", speech.strip(), title="On peace", author="Ministry", language="ru-RU", created=made
    )
    ((text,), refused) = read_all(_file(tmp_path, data))
    assert refused == []
    assert text.text == f"Heading\n{speech.strip()}"
    assert text.metadata == {
        "title": "On peace",
        "author": "Ministry",
        "language": "ru",
        "file_date": "2001-07-16",
    }


def test_tables_stand_in_their_place(tmp_path: Path, read_all: Callable) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("Before.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "1996", "Treaty"
    document.add_paragraph("After.")
    document.save(str(tmp_path / "a.docx"))
    ((text,), _) = read_all(tmp_path / "a.docx")
    assert text.text == "Before.\n1996\nTreaty\nAfter."


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ('<w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>', "a new b"),
        ('<w:del w:id="1" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>', "a  b"),
        ("<w:sdt><w:sdtContent><w:r><w:t>field</w:t></w:r></w:sdtContent></w:sdt>", "a field b"),
        ('<w:hyperlink r:id="rId1"><w:r><w:t>link</w:t></w:r></w:hyperlink>', "a link b"),
        ("<w:r><w:instrText> PAGE </w:instrText></w:r>", "a  b"),
        ("<w:r><w:t>x</w:t><w:br/><w:t>y</w:t><w:tab/><w:t>z</w:t></w:r>", "a x\ny\tz b"),
    ],
    ids=["inserted", "deleted", "control", "link", "field", "breaks"],
)
def test_words_are_read_wherever_word_keeps_them(
    tmp_path: Path, read_all: Callable, marked: str, said: str
) -> None:
    runs = '<w:r><w:t xml:space="preserve">a </w:t></w:r>{}<w:r><w:t xml:space="preserve"> b</w:t></w:r>'
    data = _with_body(_document("MARK"), "<w:r><w:t>MARK</w:t></w:r>", runs.format(marked))
    ((text,), refused) = read_all(_file(tmp_path, data))
    assert refused == []
    assert text.text == said


def test_a_text_box_is_read_once(tmp_path: Path, read_all: Callable) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f'<w:r><mc:AlternateContent {compatible}><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>Around.</w:t></w:r>"
    )
    data = _with_body(_document("MARK"), "<w:r><w:t>MARK</w:t></w:r>", both)
    ((text,), _) = read_all(_file(tmp_path, data))
    assert sorted(text.text.split("\n")) == ["Around.", "Boxed."]


def test_a_broken_document_is_refused(tmp_path: Path, refusal: Callable) -> None:
    data = _document("We stand for peace.")
    for broken in (data[: len(data) // 2], b"PK\x03\x04" + bytes(300), b"We stand for peace."):
        assert "save it again as .docx" in refusal(_file(tmp_path, broken))


def test_a_zip_that_is_no_document_is_refused(tmp_path: Path, refusal: Callable) -> None:
    with zipfile.ZipFile(tmp_path / "speech.docx", "w") as archive:
        archive.writestr("a.txt", "We stand for peace.")
    assert "damaged, or is none" in refusal(tmp_path / "speech.docx")


def test_a_document_under_a_password_is_refused(tmp_path: Path, refusal: Callable) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    assert "with a password, not a .docx" in refusal(_file(tmp_path, data))


def test_a_document_that_is_a_bomb_is_refused(tmp_path: Path, refusal: Callable, small: Limits) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(30_000_000))
    assert "unpacks to 30 MB" in refusal(_file(tmp_path, out.getvalue()), limits=small)


def test_an_empty_document_is_refused(tmp_path: Path, refusal: Callable) -> None:
    assert "no words" in refusal(_file(tmp_path, _document("", " ")))


def test_altered_bytes_give_a_text_or_a_refusal(tmp_path: Path, read_all: Callable) -> None:
    data = bytearray(_document("We stand for peace."))
    for place in range(0, len(data), len(data) // 60):
        altered = bytes(data[:place]) + bytes([data[place] ^ 0xFF]) + bytes(data[place + 1 :])
        texts, refused = read_all(_file(tmp_path, altered))
        assert len(texts) + len(refused) == 1
