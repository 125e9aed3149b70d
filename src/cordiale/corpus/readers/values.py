"""What readers take and give: a place with bytes, the limits, and texts, tables or the reason why there are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, TypeAlias

from cordiale.errors import CordialeError

__all__ = [
    "BadRow",
    "Found",
    "Limits",
    "RawText",
    "Reader",
    "Refusal",
    "Row",
    "Source",
    "Table",
    "Unreadable",
    "Words",
    "has_words",
    "megabytes",
    "parsing",
    "shown",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """One text as it stood in a file, before any cleaning.

    Args:
        text: the words. Pages of a PDF are parted by a form feed that stands on a line of its own.
        where: where it was read, for messages and provenance: ``speeches.zip/a.txt``, ``file.csv, row 12``.
        file: name of the file alone: ``a.txt``.
        metadata: what the file says of the text: all columns of its row, or what was found in the file (``title``,
            ``author``, ``date``, ``file_date``, ``language``, ``url``) or in its name. Values are text, empty where a
            cell is empty.
        original: the file on disk that holds it; the archive for a member of an archive.
    """

    text: str
    where: str
    file: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    original: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file, or a row of one, that could not be read.

    Args:
        file: the file as `RawText.where` calls it. Args why: one line: what is the matter, and what to do.
    """

    file: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read before a file is taken for a mistake or an attack.

    Args:
        file_bytes: of one file that holds one text (50 million bytes are 8 million words of English).
        line_characters: of one line or one cell; also what a table's line may hold.
        members: files in one archive. Args unpacked_bytes: of all of them together.
        ratio: unpacked to packed bytes of an archive, or of one large member; text rarely packs better than 10 to 1.
    """

    file_bytes: int = 100_000_000
    line_characters: int = 5_000_000
    members: int = 200_000
    unpacked_bytes: int = 4_000_000_000
    ratio: float = 100.0


class Unreadable(CordialeError):
    """A reader cannot read what it was given; the message says what is the matter and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place with bytes: a file, or a member of an archive.

    Args:
        name: the file's own name. Args where: what messages call it. Args size: in bytes.
        original: the file on disk. Args opener: opens it for reading from its beginning, as often as called.
        path: the file on disk where these bytes are all of it; None for a member of an archive.
    """

    name: str
    where: str
    size: int
    original: Path
    opener: Callable[[], BinaryIO] = field(repr=False)
    path: Path | None = None

    @property
    def suffix(self) -> str:
        """The ending of the name in small letters, ``.txt``; empty where it has none."""
        return PurePosixPath(self.name).suffix.casefold()

    def whole(self, limits: Limits) -> bytes:
        """All bytes of a file that holds one text.

        Raises:
            Unreadable: there are more than the limit, or none.
        """
        if self.size <= limits.file_bytes:
            with self.opener() as stream:
                data = stream.read()
            if not data:
                raise Unreadable("the file is empty; delete it, or fetch it again")
            return data
        raise Unreadable(
            f"the file has {megabytes(self.size)}, more than the {megabytes(limits.file_bytes)} "
            "of one text; split it into one file a text, or give a table (.csv, .parquet) with one row a text"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One text found in a file. Args text: the words. Args metadata: what the file says of them. Args place: part of the file."""

    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table. Args number: as a spreadsheet counts. Args cells: text by column, every column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that cannot be read. Args number: as a spreadsheet counts. Args why: what is the matter, and what to do."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table found in a file.

    Args:
        columns: their names in order. Args rows: the rows, read as they are asked for.
        place: which of the file's tables it is (``sheet 2001``); empty where there is one.
    """

    columns: tuple[str, ...]
    rows: Iterator[Row | BadRow]
    place: str = ""


Found: TypeAlias = Words | Table


class Reader(Protocol):
    """How every reader looks, those of this package and those that come by the entry points ``cordiale.readers``."""

    def __call__(self, source: Source, limits: Limits) -> Iterator[Found]:
        """The texts and tables of a file, one after the other.

        Raises:
            Unreadable: also in the middle; what was given before stands.
        """
        ...


@contextmanager
def parsing(why: str) -> Iterator[None]:
    """Whatever a library raises on a damaged file becomes one refusal.

    A parser that is handed a damaged or hostile file fails in ways that its makers did not foresee (``KeyError``,
    ``struct.error``, ``RecursionError`` …); none of them is a fault of the program. So this net is wide, and it hangs
    around calls of foreign parsers alone.

    Args:
        why: what is the matter with the file, and what to do.

    Raises:
        Unreadable: in place of what was raised.
    """
    try:
        yield
    except (Unreadable, PermissionError):
        raise
    except Exception as error:
        raise Unreadable(why) from error


_WORD = re.compile(r"\w")


def has_words(text: str) -> bool:
    """Whether a text holds more than blanks and signs."""
    return _WORD.search(text) is not None


def shown(name: str) -> str:
    """A file's name on one line that any terminal and any JSON reader takes.

    Example:
        >>> shown("speech\\n1.txt"), shown("\\udce9t\\u00e9.txt")
        ('speech\\\\n1.txt', '\\\\xe9té.txt')
    """
    return "".join(_printable(sign) for sign in name)


def _printable(sign: str) -> str:
    if "\udc80" <= sign <= "\udcff":  # a byte of a name that is no text in the system's encoding
        return f"\\x{ord(sign) - 0xDC00:02x}"
    return sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")


def megabytes(size: int) -> str:
    """A size for people: ``1.2 GB``, ``300 MB``, ``2 kB``."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size} bytes"
