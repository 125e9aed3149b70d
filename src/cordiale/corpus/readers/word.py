"""Word documents (.docx): every word of the body, wherever Word keeps it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cordiale.corpus.readers.signatures import kind_of
from cordiale.corpus.readers.values import Found, Limits, Source, Unreadable, Words, megabytes, parsing

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["read_word"]

_DAMAGED = (
    "the Word document is damaged, or is none; open it in Word or LibreOffice, and save it again as .docx"
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Text that the author took out, that is shown another way already, or that is an address and no text.
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _FALLBACK})


def read_word(source: Source, limits: Limits) -> Iterator[Found]:
    """The text of a Word document: paragraphs, tables, text boxes, tracked insertions; headers and notes are left out.

    Paragraphs are parted by a line end. Metadata: ``title``, ``author``, ``language``, and ``file_date``, when the file was
    made.
    """
    from docx import Document

    data = source.whole(limits)
    _refuse_others(data, limits)
    with parsing(_DAMAGED):
        document = Document(io.BytesIO(data))
        text = "\n".join(_paragraphs(document.element.body))
        metadata = _metadata(document)
    yield Words(text=text, metadata=metadata)


def _refuse_others(data: bytes, limits: Limits) -> None:
    if not data.startswith(b"PK"):
        kind = kind_of(data)
        raise Unreadable(f"it is {kind[0]}, not a .docx document; {kind[1]}" if kind else _DAMAGED)
    with parsing(_DAMAGED), zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(part.file_size for part in package.infolist())
    if size > limits.file_bytes and size > limits.ratio * len(data):
        raise Unreadable(
            f"the document unpacks to {megabytes(size)}, {size // len(data)} times its size; take it out"
        )


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each paragraph in order; python-docx alone drops insertions, content controls and text boxes."""
    for paragraph in body.iter(f"{_W}p"):
        if not any(ancestor.tag == _FALLBACK for ancestor in paragraph.iterancestors()):
            yield "".join(_signs(paragraph))


def _signs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _LEFT_OUT and child.tag not in (f"{_W}p", f"{_W}pPr"):
            # A paragraph inside this one stands in a text box, and comes in its own turn.
            yield from _signs(child)


def _metadata(document: Document) -> dict[str, str]:
    said = document.core_properties
    found = {
        "title": said.title,
        "author": said.author,
        "language": (said.language or "")[:2].casefold(),
        "file_date": said.created.date().isoformat() if said.created else "",
    }
    return {name: " ".join(value.split()) for name, value in found.items() if value and value.strip()}
