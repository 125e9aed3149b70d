"""PDF files that hold text: page after page, as PDFium reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cordiale.corpus.readers.signatures import kind_of
from cordiale.corpus.readers.values import Found, Limits, Source, Unreadable, Words, parsing

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["PAGE_BREAK", "read_pdf"]

PAGE_BREAK = "\n\f\n"
"""Between two pages, so that cleaning can tell headers, footers and page numbers from the text."""

_HYPHEN = "\ufffe"  # what PDFium writes for a hyphen at the end of a line, in place of hyphen and line end
_SENSELESS = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_MOST_SENSELESS = 0.05  # of the characters; fonts without a table of letters give far more
_MOST_EMPTY = 0.2  # of the pages; covers and blank pages are fewer
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_OCR = "recognise its text with an OCR program, and add the PDF or text that it writes"


def read_pdf(source: Source, limits: Limits) -> Iterator[Found]:
    """The text of a PDF.

    Its metadata are ``title``, ``author``, ``pages``, ``pages_without_text`` where there are any, and ``file_date``: when
    the file was made, which is not when its words were said.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    data = source.whole(limits)
    if b"%PDF-" not in data[:1024]:
        kind = kind_of(data)
        raise Unreadable(f"it is {kind[0]}, not a PDF; {kind[1]}" if kind else "it is no PDF; fetch it again")
    damaged = "the PDF is damaged; fetch it again, or open it and save it anew"
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).casefold():
            cure = "open it with its password, and print or save it as a PDF without one"
            raise Unreadable(f"the PDF has a password; {cure}") from error
        raise Unreadable(damaged) from error
    try:
        with parsing(damaged):
            pages, lost = _pages(document)
            metadata = _metadata(document, pages)
    finally:
        document.close()
    _refuse_unread(pages, lost)
    yield Words(text=PAGE_BREAK.join(pages), metadata=metadata)


def _pages(document: PdfDocument) -> tuple[list[str], int]:
    """The text of each page, and how many characters have no letter."""
    texts, lost = [], 0
    for page in document:
        words = page.get_textpage()
        text = words.get_text_range()
        lost += max(0, words.count_chars() - len(text))  # PDFium leaves out glyphs that stand for no letter
        texts.append(text.replace(_HYPHEN, "-\n").replace("\r\n", "\n").strip("\n"))
        words.close()
        page.close()
    return texts, lost


def _refuse_unread(pages: list[str], lost: int) -> None:
    empty = [number for number, text in enumerate(pages, start=1) if not text.strip()]
    if len(empty) == len(pages):
        raise Unreadable(f"none of its {len(pages)} pages holds text (scanned pictures?); {_OCR}")
    if len(empty) > _MOST_EMPTY * len(pages) and len(empty) > 1:
        listed = ", ".join(map(str, empty[:5])) + (" …" if len(empty) > 5 else "")
        raise Unreadable(
            f"{len(empty)} of its {len(pages)} pages hold no text (pages {listed}; scanned?); {_OCR}"
        )
    senseless = lost + sum(len(_SENSELESS.findall(text)) for text in pages)
    if senseless > _MOST_SENSELESS * (lost + sum(map(len, pages))):
        raise Unreadable(
            f"its letters cannot be read (the PDF does not say which letters its signs are); {_OCR}"
        )


def _metadata(document: PdfDocument, pages: list[str]) -> dict[str, str]:
    said = document.get_metadata_dict()
    made = _DATE.match(said.get("CreationDate") or "")
    empty = "|".join(str(number) for number, text in enumerate(pages, start=1) if not text.strip())
    found = {
        "title": said.get("Title") or "",
        "author": said.get("Author") or "",
        "file_date": "-".join(part for part in made.groups() if part) if made else "",
        "pages": str(len(pages)),
        "pages_without_text": empty,
    }
    return {name: " ".join(value.split()) for name, value in found.items() if value.strip()}
