from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cordiale.corpus.readers import Limits


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[..., bytes]:
    """A PDF set by typst; files that it shows stand in the folder."""
    import typst

    source = tmp_path / "source"
    source.mkdir()

    def build(content: str, **files: bytes) -> bytes:
        for name, data in files.items():
            (source / name.replace("_", ".")).write_bytes(data)
        (source / "main.typ").write_text(content, encoding="utf-8")
        return typst.compile(source / "main.typ", root=source)

    return build


def _pdf(folder: Path, data: bytes) -> Path:
    path = folder / "speech.pdf"
    path.write_bytes(data)
    return path


def test_pages_are_parted_by_a_form_feed_so_that_headers_can_be_told(
    tmp_path: Path, typeset: Callable, read_all: Callable
) -> None:
    data = typeset(
        '#set document(title: "On peace", author: "Ministry", date: datetime(year: 2001, month: 7, day: 16))\n'
        "#set page(header: [A/56/PV.46], footer: context counter(page).display())\n"
        "We stand for peace.\n#pagebreak()\nМы за мир."
    )
    ((text,), refused) = read_all(_pdf(tmp_path, data))
    assert refused == []
    assert text.text == "A/56/PV.46\nWe stand for peace.\n1\n\f\nA/56/PV.46\nМы за мир.\n2"
    assert text.metadata == {
        "title": "On peace",
        "author": "Ministry",
        "file_date": "2001-07-16",
        "pages": "2",
    }


def test_a_word_broken_at_a_line_end_keeps_its_hyphen_and_its_line(
    tmp_path: Path, typeset: Callable, read_all: Callable
) -> None:
    data = typeset(
        '#set page(width: 5cm)\n#set text(hyphenate: true, lang: "en")\n#set par(justify: true)\n'
        "Comprehensive internationalisation notwithstanding extraordinary circumstances"
    )
    ((text,), _) = read_all(_pdf(tmp_path, data))
    assert "\ufffe" not in text.text
    joined = " ".join(text.text.replace("-\n", "").split())
    assert joined == "Comprehensive internationalisation notwithstanding extraordinary circumstances"
    assert "-\n" in text.text


def test_a_pdf_under_a_password_is_refused(
    tmp_path: Path, encrypted_pdf: Callable, refusal: Callable
) -> None:
    from pypdfium2 import PdfDocument

    data = encrypted_pdf("secret")
    with PdfDocument(data, password="secret") as opened:
        assert opened[0].get_textpage().get_text_range() == "We stand for peace."
    assert "has a password" in refusal(_pdf(tmp_path, data))


def test_a_pdf_that_only_forbids_changes_is_read(
    tmp_path: Path, encrypted_pdf: Callable, read_all: Callable
) -> None:
    ((text,), _) = read_all(_pdf(tmp_path, encrypted_pdf("")))
    assert text.text == "We stand for peace."


def test_a_scanned_pdf_is_refused(
    tmp_path: Path, typeset: Callable, refusal: Callable, picture: bytes
) -> None:
    data = typeset('#image("scan.png", width: 10cm)\n#pagebreak()\n#image("scan.png")', scan_png=picture)
    why = refusal(_pdf(tmp_path, data))
    assert "none of its 2 pages holds text" in why
    assert "OCR" in why


def test_a_pdf_with_many_scanned_pages_is_refused_and_one_with_a_blank_page_is_read(
    tmp_path: Path, typeset: Callable, refusal: Callable, read_all: Callable, picture: bytes
) -> None:
    page, scan = "We stand for peace.\n#pagebreak()\n", '#image("scan.png")\n#pagebreak()\n'
    mixed = _pdf(tmp_path, typeset(scan * 2 + page + "End.", scan_png=picture))
    assert "2 of its 4 pages hold no text (pages 1, 2;" in refusal(mixed)
    cover = _pdf(tmp_path, typeset(scan + page * 6 + "End.", scan_png=picture))
    ((text,), _) = read_all(cover)
    assert text.metadata["pages_without_text"] == "1"


def test_a_pdf_cut_off_or_altered_is_refused_or_read_and_never_raises(
    tmp_path: Path, typeset: Callable, read_all: Callable
) -> None:
    data = typeset("We stand for peace.")
    for part in (data[:200], data[: len(data) // 2], data[:-40], b"%PDF-1.4\n" + b"rubbish " * 50):
        texts, refused = read_all(_pdf(tmp_path, part))
        assert len(texts) + len(refused) == 1
    assert "damaged" in refused[0].why


def test_other_files_saved_as_pdf_are_named_for_what_they_are(
    tmp_path: Path, refusal: Callable, picture: bytes
) -> None:
    assert "a picture, not a PDF" in refusal(_pdf(tmp_path, picture))
    assert "it is no PDF" in refusal(_pdf(tmp_path, b"We stand for peace."))


def test_a_pdf_larger_than_the_limit_is_refused(tmp_path: Path, refusal: Callable, small: Limits) -> None:
    assert "100 kB" in refusal(_pdf(tmp_path, b"%PDF-1.4" + bytes(100_000)), limits=small)
