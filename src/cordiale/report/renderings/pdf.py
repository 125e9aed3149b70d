"""A document as PDF, set by Typst with the fonts that ship with Cordiale."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import fields, is_dataclass
from importlib.resources import as_file, files
from json import dumps

from cordiale.report import drawing
from cordiale.report.drawing.fonts import unshipped
from cordiale.report.drawing.svg import clean, fit
from cordiale.report.renderings.document import (
    BYTE_ORDER_MARK,
    Block,
    Document,
    Figure,
    Heading,
    Preformatted,
    Run,
    Table,
    column_shares,
    every_text,
    link_target,
    places,
    readable,
)

__all__ = ["report_pdf"]

_WIDTH, _TABLE_TEXT = 470.0, 8.5
"""Of a page's text, and the type size of tables, in points."""

_FOOTER = (560.0, 10.7)
"""Width of the line at the foot of a page that the title may take, and its type size, in pixels."""


def report_pdf(document: Document) -> bytes:
    """A document as a PDF file: A4, tagged for screen readers, with bookmarks and links.

    Args:
        document: its blocks; figures in the theme ``light`` or ``grey``.

    Returns:
        The file's bytes: the same for the same document, for it holds no date. It meets PDF/UA-1
        unless it needs a font of the machine.

    Missing: characters that no shipped font has are drawn with a font of the machine, or as boxes.
    """
    import typst

    # A standard for accessible files refuses characters that no font has; only the shipped fonts are known.
    lacking = unshipped("".join(readable(text) for text in every_text(document)))
    with ExitStack() as stack:
        fonts = stack.enter_context(as_file(files(drawing).joinpath("fonts")))
        templates = stack.enter_context(as_file(files(__package__).joinpath("templates")))
        made: bytes = typst.compile(
            str(templates / "report.typ"),
            root=str(templates),
            font_paths=[str(fonts)],
            ignore_system_fonts=not lacking,
            format="pdf",
            sys_inputs={"document": dumps(_values(document))},
            pdf_standards=[] if lacking else ["ua-1"],
        )
    return made


def _values(document: Document) -> dict[str, object]:
    known = places(document)
    used: set[str] = set()
    return {
        "title": _said(document.title),
        "footer": fit(clean(document.title), *_FOOTER),
        "subtitle": readable(document.subtitle),
        "language": document.language,
        "blocks": [_block(block, known, used) for block in document.blocks],
    }


def _block(block: Block, known: Mapping[str, str], used: set[str]) -> Mapping[str, object]:
    values = {"kind": type(block).__name__.lower()} | {
        field.name: _value(getattr(block, field.name), known) for field in fields(block)
    }
    match block:
        case Table():
            values["shares"] = column_shares(block, _WIDTH, _TABLE_TEXT)
        case Figure(title=title, alternative=alternative):
            drawings = [svg.replace(BYTE_ORDER_MARK, "") for svg in (block.svg, block.wide) if svg]
            values |= {"drawings": drawings, "alternative": _said(alternative or title)}
        case Preformatted(text=text):
            values["text"] = readable(text, lines=True)
        case Heading(text=text):
            values["text"] = _said(text)
    if anchor := getattr(block, "anchor", ""):
        # A label may stand once; the first block has it.
        values["anchor"] = "" if anchor in used else known[anchor]
        used.add(anchor)
    return values


def _said(text: str) -> str:
    """Words for a place that a standard wants filled: a title, a heading, an alternative text."""
    said = readable(text)
    return said if said.strip() else "–"


def _value(value: object, known: Mapping[str, str]) -> object:
    match value:
        case Run(text=text, href=href, strong=strong, soft=soft):
            return {"text": readable(text), "href": link_target(href, known), "strong": strong, "soft": soft}
        case str():
            return readable(value)
        case tuple():
            return [_value(one, known) for one in value]
        case _:
            assert not is_dataclass(value)
            return value
