"""What bytes are, whatever the file's name says: told by how they begin."""

from __future__ import annotations

__all__ = ["HTML", "kind_of"]

HTML = ("an HTML page", "let its name end in .html")

_WORD_OR_EXCEL = (
    "an Office document of 1997-2003, or one with a password",
    "save it as .docx or .xlsx without a password",
)
_BEGINNINGS: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"%PDF-", ("a PDF", "let its name end in .pdf")),
    (b"PK\x03\x04", ("a zip archive, Word document or workbook", "let its name end in .zip, .docx or .xlsx")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _WORD_OR_EXCEL),
    (b"{\\rtf", ("an RTF document", "save it as .docx")),
    (b"PAR1", ("a Parquet table", "let its name end in .parquet")),
    (b"\x89PNG", ("a picture", "recognise its text with an OCR program, and save that as .txt")),
    (b"\xff\xd8\xff", ("a picture", "recognise its text with an OCR program, and save that as .txt")),
    (b"GIF8", ("a picture", "recognise its text with an OCR program, and save that as .txt")),
    (b"II*\x00", ("a picture", "recognise its text with an OCR program, and save that as .txt")),
    (b"MM\x00*", ("a picture", "recognise its text with an OCR program, and save that as .txt")),
    (b"\x1f\x8b", ("packed by gzip", "unpack it")),
    (b"BZh", ("packed by bzip2", "unpack it")),
    (b"\xfd7zXZ\x00", ("packed by xz", "unpack it")),
    (b"7z\xbc\xaf\x27\x1c", ("a 7-Zip archive", "unpack it, or pack it as .zip")),
    (b"Rar!\x1a\x07", ("a RAR archive", "unpack it, or pack it as .zip")),
    (b"SQLite format 3\x00", ("a database", "export the table as .csv")),
    (b"MZ\x90", ("a program", "take it out")),
    (b"\x7fELF", ("a program", "take it out")),
)


def kind_of(data: bytes) -> tuple[str, str] | None:
    """What a file is that begins with these bytes, and what to do with it; None where the beginning tells nothing.

    Example:
        >>> kind_of(b"%PDF-1.7 ...")
        ('a PDF', 'let its name end in .pdf')
        >>> kind_of(b"Mr. President,") is None
        True
    """
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    start = data[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return HTML
    return None
