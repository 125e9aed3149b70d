"""Lines of a text of any size, read one after the other in bounded memory."""

from __future__ import annotations

import io
from collections.abc import Iterator

__all__ = ["bounded_lines"]


def bounded_lines(stream: io.TextIOBase, limit: int) -> Iterator[str | None]:
    """Each line with its line end; None in place of a line longer than a limit, which is read over and not kept.

    Example:
        >>> list(bounded_lines(io.StringIO("one\\ntwenty-two\\nsix\\n"), 5))
        ['one\\n', None, 'six\\n']
    """
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith("\n"):
            yield line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(limit + 1)
        yield None
