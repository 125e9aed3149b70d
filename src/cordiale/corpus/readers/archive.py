"""Members of a zip archive, read without unpacking it to disk."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from cordiale.corpus.readers.encodings import decoded
from cordiale.corpus.readers.values import Limits, Refusal, Source, Unreadable, megabytes, parsing, shown

__all__ = ["DAMAGE", "members"]

DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
"""What reading a member raises that is damaged, or packed in a way that zipfile does not know."""

_DAMAGED = "the zip archive is damaged, or is none; fetch it again"
_LEAST_SUSPECT = 20_000_000  # bytes unpacked below which no member harms, however well it is packed
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1


def members(path: Path, called: str, limits: Limits, skipped: frozenset[str]) -> Iterator[Source | Refusal]:
    """The files of an archive in the order of their names.

    Nothing is written to disk, so a name can lead nowhere; names that try to are refused all the same.

    Args:
        called: what messages call the archive.
        skipped: names of files and folders that are nobody's texts.

    Raises:
        Unreadable: no archive that can be read, or one that unpacks to more than the limits.
    """
    with parsing(_DAMAGED):
        archive = zipfile.ZipFile(path)
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        _refuse_bomb(path, infos, limits)
        names = _names(infos)
        for info in sorted(infos, key=lambda info: names[info.filename]):
            name = names[info.filename]
            parts = PurePosixPath(name).parts
            if any((part.startswith((".", "~$")) and part != "..") or part in skipped for part in parts):
                continue
            if name.endswith("/"):  # a folder as some programs write it, with a backslash
                continue
            where = f"{called}/{shown(name)}"
            why = _refused(info, name, limits)
            if why:
                yield Refusal(file=where, why=why)
            else:
                opener = partial(_opened, archive, info)
                yield Source(name=parts[-1], where=where, size=info.file_size, original=path, opener=opener)


def _refuse_bomb(path: Path, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Sizes are those that the archive declares; zipfile never reads more of a member than that."""
    if len(infos) > limits.members:
        raise Unreadable(
            f"the archive holds {len(infos):,} files, more than {limits.members:,}; pack fewer at a time"
        )
    size, packed = sum(info.file_size for info in infos), path.stat().st_size
    if size > limits.unpacked_bytes or size > max(_LEAST_SUSPECT, limits.ratio * packed):
        said = f"the archive of {megabytes(packed)} unpacks to {megabytes(size)}"
        raise Unreadable(f"{said}: a zip bomb, or no texts; unpack it yourself if you trust it")


def _names(infos: list[zipfile.ZipInfo]) -> dict[str, str]:
    """Names as people wrote them, with ``/`` between folders.

    Older programs keep them in the encoding of their own system and do not say which; some part folders by a backslash.
    """
    unsaid = [
        info.filename for info in infos if not info.flag_bits & _UTF8_NAMES and not info.filename.isascii()
    ]
    names = {info.filename: info.filename for info in infos}
    try:
        raw = [name.encode("cp437") for name in unsaid]  # as zipfile decoded them
        names |= dict(zip(unsaid, decoded(b"\n".join(raw)).split("\n"), strict=True)) if raw else {}
    except (UnicodeEncodeError, Unreadable, ValueError):
        pass  # the names stay as zipfile gives them: odd, but each still its own
    return {stored: name.replace("\\", "/") for stored, name in names.items()}


def _refused(info: zipfile.ZipInfo, name: str, limits: Limits) -> str:
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/") or ":" in parts[0]:
        return "its name leads out of the archive; take it out, or pack the archive anew"
    if info.flag_bits & _ENCRYPTED:
        return "it has a password; unpack the archive, and add the files"
    if info.file_size > max(_LEAST_SUSPECT, limits.ratio * info.compress_size):
        return (
            f"it unpacks from {megabytes(info.compress_size)} to {megabytes(info.file_size)}: a zip bomb, or no text; "
            "take it out"
        )
    if name.casefold().endswith(".zip"):
        return "a zip archive inside another; unpack it first"
    return ""


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast("BinaryIO", archive.open(info))
