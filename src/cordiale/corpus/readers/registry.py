"""Which reader reads which files: one table keyed by the ending of a name, for our own readers and those of others.

Another package adds a reader by an entry point of the group ``cordiale.readers``: its name is the ending without its dot, its
value the function (``epub = "my_package.epub:read"``). Ours stand in the same form, and are not replaced: what a study
reads may not hang on which packages happen to be installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from cordiale.corpus.readers.values import Reader, Unreadable

__all__ = ["GROUP", "loaded", "readers", "tabular", "why_unknown"]

GROUP = "cordiale.readers"

_HERE = "cordiale.corpus.readers"
_DOCUMENTS = {
    "txt": "plain:read_text",
    "text": "plain:read_text",
    "md": "plain:read_markdown",
    "markdown": "plain:read_markdown",
    "html": "web_page:read_page",
    "htm": "web_page:read_page",
    "xhtml": "web_page:read_page",
    "pdf": "pdf:read_pdf",
    "docx": "word:read_word",
}
_TABLES = {
    "csv": "separated:read_separated",
    "tsv": "separated:read_separated",
    "tab": "separated:read_separated",
    "xlsx": "workbook:read_workbook",
    "jsonl": "json_lines:read_json_lines",
    "ndjson": "json_lines:read_json_lines",
    "json": "json_lines:read_json",
    "parquet": "parquet:read_parquet",
}
_CURES = {
    ".doc .rtf .odt .wpd .pages .wps": "save it as .docx",
    ".ppt .pptx .odp .key": "export it as .pdf",
    ".xls .xlsm .xlsb .ods .numbers": "save it as .xlsx or .csv",
    ".gz .tgz .tar .bz2 .xz .7z .rar .zst": "unpack it, and add what is in it",
    ".jpg .jpeg .png .tif .tiff .gif .bmp .heic .webp .djvu": "recognise its text with an OCR program, and save it as .txt",
    ".mp3 .mp4 .wav .m4a .mov .avi .webm": "write down what is said, and save it as .txt",
    ".epub .mht .mhtml .xml .tei .tex": "save its text as .txt, .html or .docx",
    ".dta .sav .rds .rdata .feather .sqlite .db": "export the table as .csv or .parquet",
    ".srt .vtt": "take out the times, and save it as .txt",
}


def readers() -> dict[str, EntryPoint]:
    """Every reader by the ending that it reads (``.txt``); none is loaded before a file asks for it."""
    foreign = sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value), reverse=True)
    table = {_ending(entry.name): entry for entry in foreign}
    for name, place in {**_DOCUMENTS, **_TABLES}.items():
        table[_ending(name)] = EntryPoint(name=name, value=f"{_HERE}.{place}", group=GROUP)
    return table


def tabular(suffix: str) -> bool:
    """Whether files with this ending may hold tables: ours that do, and all of others' readers."""
    return suffix.removeprefix(".") not in _DOCUMENTS


def loaded(table: Mapping[str, EntryPoint], suffix: str) -> Reader:
    """The reader of files with an ending.

    Raises:
        Unreadable: there is none, or the package that brings it cannot be loaded.
    """
    if suffix not in table:
        raise Unreadable(why_unknown(suffix, table))
    try:
        return cast(Reader, table[suffix].load())
    except (ImportError, AttributeError) as error:
        raise Unreadable(
            f"the reader of {suffix} files ({table[suffix].value}) cannot be loaded ({error}); install its package again"
        ) from error


def why_unknown(suffix: str, table: Mapping[str, EntryPoint]) -> str:
    """Why a file with this ending is not read, and what to do.

    Example:
        >>> why_unknown(".doc", {})
        'files that end in .doc are not read; save it as .docx'
    """
    cure = next((cure for endings, cure in _CURES.items() if suffix in endings.split()), "")
    if not suffix:
        return f"its name has no ending that tells what it is; let it end in one of {_listed(table)}"
    return f"files that end in {suffix} are not read; {cure or f'save it as one of {_listed(table)}'}"


def _listed(table: Mapping[str, EntryPoint]) -> str:
    return ", ".join(sorted(table))


def _ending(name: str) -> str:
    return "." + name.casefold().lstrip(".")
