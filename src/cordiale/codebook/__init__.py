"""The questions put to a passage or record, and the answers allowed (OP 6); the tree of threat sources; checks and text.

Example:
    >>> load().field("urgency").values
    ('0', '1', '2')
    >>> load().from_protocol("others.trust", "strategic")
    ('trust_lang', 'strategic')
"""

from __future__ import annotations

from cordiale.codebook.differences import Change, Difference, diff
from cordiale.codebook.exports import field_rows, to_dict
from cordiale.codebook.reading import load, parse, read
from cordiale.codebook.text import as_prompt, as_text
from cordiale.codebook.values import (
    CODED_BY,
    DEFAULT_STAY,
    SCALES,
    Answer,
    Codebook,
    Correspondence,
    Example,
    Field,
    Source,
)

__all__ = [
    "CODED_BY",
    "DEFAULT_STAY",
    "SCALES",
    "Answer",
    "Change",
    "Codebook",
    "Correspondence",
    "Difference",
    "Example",
    "Field",
    "Source",
    "as_prompt",
    "as_text",
    "diff",
    "field_rows",
    "load",
    "parse",
    "read",
    "to_dict",
]
