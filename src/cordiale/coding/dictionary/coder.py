"""The dictionary coder: patterns that people can read, and points that they can add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cordiale.coding.dictionary.evidence import Scale
from cordiale.coding.dictionary.files import PatternFiles, languages, read
from cordiale.coding.dictionary.judging import judged
from cordiale.coding.dictionary.reading import Reader
from cordiale.formats.codings import Coding
from cordiale.model.texts import CodingUnit
from cordiale.version import __version__

__all__ = ["DictionaryCoder", "Language", "loaded"]


@dataclass(frozen=True, slots=True)
class Language:
    """The files of one language, ready for work."""

    files: PatternFiles
    reader: Reader
    scale: Scale


@cache
def loaded(language: str, folder: Path | None) -> Language:
    """The files of a language, read once a process."""
    found = read(language, folder)
    return Language(found, Reader(found), Scale(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryCoder:
    """Codes passages by the pattern files of their language; the same passage always gets the same codes.

    Args:
        folder: where the folders of the languages stand; None: those of the package.

    Example:
        >>> from cordiale.model.texts import CodingUnit
        >>> unit = CodingUnit(id="1", actor="FRA", text="Terrorism is a grave threat to our security.", language="en")
        >>> [(one.family, one.quote) for one in DictionaryCoder().code([unit])[0].threats]
        [('terrorism_extremism', 'Terrorism')]
    """

    folder: Path | None = None

    @property
    def name(self) -> str:
        """``dictionary``."""
        return "dictionary"

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of the protocol."""
        return ("threats", "others", "status", "support", "narrative")

    @property
    def languages(self) -> tuple[str, ...]:
        """Those with pattern files."""
        return languages(self.folder)

    @property
    def identity(self) -> Mapping[str, str]:
        """Version of the package, and the SHA-256 of each language's files."""
        hashes = {f"patterns_{one}": loaded(one, self.folder).files.sha256 for one in self.languages}
        return {"version": __version__, **hashes}

    def code(self, units: Sequence[CodingUnit]) -> tuple[Coding, ...]:
        """One coding for each passage, in their order.

        Missing:
            A passage in a language without pattern files, or in none that could be told, comes back as failed.
        """
        known = self.languages
        return tuple(self._coding(unit, known) for unit in units)

    def _coding(self, unit: CodingUnit, known: Sequence[str]) -> Coding:
        if unit.language not in known:
            what = "its language could not be told" if unit.language in ("", "und") else repr(unit.language)
            return Coding(
                id=unit.id, failed=f"no patterns for this passage: {what}; there are {', '.join(known)}"
            )
        language = loaded(unit.language, self.folder)
        return judged(unit, language.reader.read(unit), language.scale, language.files.patterns)
