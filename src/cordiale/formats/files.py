"""The bytes of an input file as text, or the reason why they cannot be read."""

from __future__ import annotations

import errno
from pathlib import Path

from cordiale.errors import Problem, StudyError

__all__ = ["LARGEST_FILE", "decode", "read_bytes", "reason_of"]

LARGEST_FILE = 50_000_000
"""Bytes; a table of a study is typed by people, so a larger file is a mistake (a corpus of texts is no table)."""


def read_bytes(path: Path) -> bytes:
    """What a file holds.

    Raises:
        StudyError: the file is missing, is a folder, may not be read, or is larger than 50 MB (said before it is read).
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise StudyError(
                Problem(
                    where=path.name,
                    found=f"the file has {size / 1e6:.0f} MB",
                    allowed=f"up to {LARGEST_FILE / 1e6:.0f} MB",
                    cure="tables hold one row a claim; leave whole texts out",
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise StudyError(Problem(where=path.name, found=f"cannot be read: {reason_of(error)}")) from error


def reason_of(error: OSError) -> str:
    """Why the operating system refused, in plain words."""
    plain = {
        "ENOSPC": "the disk is full",
        "EDQUOT": "the disk quota is used up",
        "EACCES": "permission denied",
        "EPERM": "permission denied",
        "EROFS": "the folder is read-only",
        "ENOENT": "no such file or folder",
        "EISDIR": "it is a folder",
        "ENOTDIR": "it is a file, not a folder",
    }
    name = errno.errorcode.get(error.errno or 0, "")
    return plain.get(name, error.strerror or type(error).__name__)


def decode(data: bytes, file: str) -> str:
    """UTF-8 bytes as text, without byte-order mark, each line ending as a line feed.

    Args:
        data: the bytes of the file. Args file: its name, for messages.

    Raises:
        StudyError: the bytes are not UTF-8 (line and column said), or no text at all (a workbook, NUL bytes).
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise StudyError(_not_text(file, "the text is UTF-16, not UTF-8"))
    if data.startswith(b"PK\x03\x04"):
        cure = "if it is an Excel workbook, let its name end in .xlsx"
        raise StudyError(Problem(where=file, found="a zip archive or workbook, not a text file", cure=cure))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec takes the mark off before it counts, and reports the rest in error.object.
        before = bytes(error.object[: error.start]).decode("utf-8")
        found = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
        raise StudyError(_not_text(f"{file}, {_place(before)}", found)) from error
    if "\0" in text:
        where = f"{file}, {_place(text[: text.index(chr(0))])}"
        raise StudyError(Problem(where=where, found="a NUL character: this is not a text file"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(before: str) -> str:
    """Line and column (both from 1) of the character that follows a text."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return f"line {len(lines)}, column {len(lines[-1]) + 1}"


def _not_text(where: str, found: str) -> Problem:
    return Problem(where=where, found=found, allowed="UTF-8", cure="save it as UTF-8 (in Excel: 'CSV UTF-8')")
