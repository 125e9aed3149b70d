"""The one protocol that every coder obeys, whether it is a dictionary, a model or people (CONTRACTS 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from cordiale.formats.codings import Coding
from cordiale.model.texts import CodingUnit


@runtime_checkable
class Coder(Protocol):
    """Judges passages, batch by batch.

    A coder is a value that can be sent to another process. ``code`` is a pure function: the same batch gives the same
    codings, however passages are shared out into batches, and whatever was coded before.
    """

    @property
    def name(self) -> str:
        """As commands call it: ``dictionary``."""
        ...

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it answers, by their keys in the format (``threats``, ``others.othering`` …)."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it reads; a passage in another one comes back as failed, with the reason."""
        ...

    @property
    def identity(self) -> Mapping[str, str]:
        """All that its answers hang on (version, hashes of its data, settings): part of a run's manifest and id."""
        ...

    def code(self, units: Sequence[CodingUnit]) -> tuple[Coding, ...]:
        """One coding for each unit, in the order given; ``coding.passage`` is left empty.

        A unit that cannot be coded gives a coding with ``failed`` set; the others are not touched by it.
        """
        ...
