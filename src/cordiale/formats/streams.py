"""Tables too long to hold: rows read one after the other."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cordiale.errors import Problem, StudyError
from cordiale.formats.files import reason_of

_SEPARATORS = ",;\t"
_LONGEST_CELL = 1_000_000


@contextmanager
def open_rows(
    path: Path, *, required: Sequence[str]
) -> Iterator[tuple[list[str], Iterator[list[str]]]]:
    """The header and the rows of a CSV file, read as they are asked for.

    Args:
        path: a UTF-8 file with ``,``, ``;`` or tab; a byte-order mark is read over.
        required: columns that must be there.

    Raises:
        StudyError: no such file, not text, a column is missing, or a row is longer or shorter than
            the header; the message names the line.
    """
    try:
        stream = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise StudyError(Problem(where=str(path), found=reason_of(error))) from error
    csv.field_size_limit(_LONGEST_CELL)
    with stream:
        try:
            first = stream.readline()
            separator = max(_SEPARATORS, key=first.count)
            header = [cell.strip() for cell in next(csv.reader([first], delimiter=separator), [])]
            _require(path, [name.casefold() for name in header], required)
            yield header, _rows(path, csv.reader(stream, delimiter=separator), len(header))
        except UnicodeDecodeError as error:
            raise StudyError(
                Problem(
                    where=str(path),
                    found=f"not UTF-8 text (byte {error.object[error.start] :#04x})",
                    cure="save the file as CSV UTF-8",
                )
            ) from error


def _require(path: Path, header: Sequence[str], required: Sequence[str]) -> None:
    missing = [name for name in required if name not in header]
    if missing:
        raise StudyError(
            Problem(
                where=f"{path}, line 1",
                found=f"no column {', '.join(missing)}" if any(header) else "the file is empty",
                allowed=f"columns {', '.join(required)}",
            )
        )


def _rows(path: Path, reader: Iterator[list[str]], width: int) -> Iterator[list[str]]:
    read = 1
    try:
        for row in reader:
            read += 1
            if len(row) == width:
                yield row
            elif any(row):
                raise StudyError(
                    Problem(
                        where=f"{path.name}, line {read}",
                        found=f"{len(row)} cells",
                        allowed=f"{width}, as in the header",
                    )
                )
    except csv.Error as error:
        raise StudyError(
            Problem(where=f"{path.name}, line {read + 1}", found=f"cannot be read as CSV: {error}")
        ) from error
