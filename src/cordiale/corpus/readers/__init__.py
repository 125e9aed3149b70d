"""Files of any usual kind as raw texts: the verb is `read`. Whoever writes a reader finds here what it takes and gives."""

from cordiale.corpus.readers.reading import columns, peek, read
from cordiale.corpus.readers.values import (
    BadRow,
    Limits,
    RawText,
    Reader,
    Refusal,
    Row,
    Source,
    Table,
    Unreadable,
    Words,
)

__all__ = [
    "BadRow",
    "Limits",
    "RawText",
    "Reader",
    "Refusal",
    "Row",
    "Source",
    "Table",
    "Unreadable",
    "Words",
    "columns",
    "peek",
    "read",
]
