"""Files of any usual kind as raw texts: the verb is `read`."""

from cordiale.corpus.readers.reading import columns, peek, read
from cordiale.corpus.readers.values import Limits, RawText, Refusal

__all__ = ["Limits", "RawText", "Refusal", "columns", "peek", "read"]
