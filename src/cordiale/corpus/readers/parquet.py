"""Tables of texts as Parquet, read in slices."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cordiale.corpus.readers.rows import cell
from cordiale.corpus.readers.signatures import kind_of
from cordiale.corpus.readers.values import Found, Limits, Row, Source, Table, Unreadable

if TYPE_CHECKING:
    from polars import LazyFrame

__all__ = ["read_parquet"]

_SLICE_BYTES = 16_000_000  # of unpacked text at a time, about
_PACKING = 5  # how much smaller Parquet is than its text, about


def read_parquet(source: Source, limits: Limits) -> Iterator[Found]:
    """The table in a ``.parquet`` file; its rows are read as they are asked for."""
    import polars

    _refuse_others(source)
    with _damaged_is_refused():
        frame = polars.scan_parquet(source.path or io.BytesIO(source.whole(limits)), glob=False)
        columns = tuple(frame.collect_schema().names())
        height = frame.select(polars.len()).collect().item()
    size = max(1, _SLICE_BYTES * height // max(1, source.size * _PACKING))
    yield Table(columns=columns, rows=_rows(frame, columns, height, size))


def _refuse_others(source: Source) -> None:
    with source.opener() as stream:
        beginning = stream.read(1024)
    if not beginning.startswith(b"PAR1"):
        kind = kind_of(beginning)
        cure = f"it is {kind[0]}; {kind[1]}" if kind else "fetch it again"
        raise Unreadable(f"it is no Parquet table; {cure}")


@contextmanager
def _damaged_is_refused() -> Iterator[None]:
    """What Polars raises on damaged Parquet, a panic of its Rust code among it, as a refusal."""
    from polars.exceptions import PanicException, PolarsError

    try:
        yield
    except (PolarsError, PanicException) as error:
        raise Unreadable("the Parquet table is damaged; fetch it again, or write it again") from error


def _rows(frame: LazyFrame, columns: tuple[str, ...], height: int, size: int) -> Iterator[Row]:
    for start in range(0, height, size):
        with _damaged_is_refused():
            part = frame.slice(start, size).collect()
        for number, values in enumerate(part.iter_rows(), start=start + 1):
            yield Row(number=number, cells=dict(zip(columns, map(cell, values), strict=True)))
