"""The nouns of the typology: conditions, their levels, the six alignment types and the gate."""

from __future__ import annotations

from enum import Enum, StrEnum
from functools import total_ordering
from typing import Self

from cordiale.errors import InputError, Problem, RefusedError


class Condition(StrEnum):
    """A necessary condition of the typology (article, Typ¶2)."""

    THREAT = "threat"
    IDENTITY = "identity"
    STATUS = "status"


@total_ordering
class Level(Enum):
    """A level of a condition: an ordered word, never a number.

    Levels of one condition can be compared (``IdentityLevel.LOW < IdentityLevel.HIGH``). Turning
    one into a number is refused: the distance between two levels has no unit.
    """

    _position: int

    def __new__(cls, word: str) -> Self:
        """A level knows its place among those defined before it."""
        level = object.__new__(cls)
        level._value_ = word
        level._position = len(cls.__members__)
        return level

    def __lt__(self, other: object) -> bool:
        if isinstance(other, Level) and type(other) is type(self):
            return self._position < other._position
        return NotImplemented

    @property
    def position(self) -> int:
        """Place in the order of levels, from 0; for tables and counting steps, not for arithmetic."""
        return self._position

    def steps_to(self, other: Self) -> int:
        """Number of levels from this one up to ``other``; 0 where ``other`` is not higher."""
        return max(0, other.position - self.position)

    def __float__(self) -> float:
        raise RefusedError(
            f"{self.value!r} is a level, not a number: levels are ordered words without a unit. "
            "Compare levels, or use the sub-score, which has its own scale."
        )

    def __int__(self) -> int:
        raise RefusedError(f"{self.value!r} is a level, not a number; compare levels instead.")

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The level that a word names.

        Raises:
            InputError: the word is no level of this condition; the message lists those allowed.

        Example:
            >>> StatusLevel.parse("Minimal")
            <StatusLevel.MINIMAL: 'minimal'>
        """
        folded = text.strip().casefold()
        for level in cls:
            if level.value == folded:
                return level
        raise InputError(
            Problem(
                where=CONDITION_OF_LEVEL[cls].value,
                found=f"{text!r} is not a level",
                allowed=", ".join(str(level) for level in cls) + ", unknown",
            )
        )


class ThreatLevel(Level):
    """Compatibility of threat assessment: two levels only (T-1)."""

    LOW = "low"
    HIGH = "high"


class IdentityLevel(Level):
    """Compatibility of identities: radical Others, non-radical Others, "we" (ID-3)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class StatusLevel(Level):
    """Compatibility of status expectations: five ordered rungs (I-1)."""

    INCOMPATIBLE = "incompatible"
    MINIMAL = "minimal"
    MEDIUM = "medium"
    HIGHER = "higher"
    HIGHEST = "highest"


LEVELS: dict[Condition, type[Level]] = {
    Condition.THREAT: ThreatLevel,
    Condition.IDENTITY: IdentityLevel,
    Condition.STATUS: StatusLevel,
}
CONDITION_OF_LEVEL: dict[type[Level], Condition] = {kind: name for name, kind in LEVELS.items()}


class AlignmentType(StrEnum):
    """One of the six alignment types: an analytical category, not a label claimed by the parties.

    The order is the one used everywhere: THIN, COAL, THICK, ALLY, NASC, ASC (CONTRACTS 2).
    """

    THIN = "THIN"
    COAL = "COAL"
    THICK = "THICK"
    ALLY = "ALLY"
    NASC = "NASC"
    ASC = "ASC"

    @property
    def full_name(self) -> str:
        """The article's name of the type."""
        return _FULL_NAMES[self]


_FULL_NAMES = {
    AlignmentType.THIN: "thin strategic partnership",
    AlignmentType.COAL: "coalition",
    AlignmentType.THICK: "thick strategic partnership",
    AlignmentType.ALLY: "alliance",
    AlignmentType.NASC: "non-allied security community",
    AlignmentType.ASC: "allied security community",
}

NO_ALIGNMENT = "NO_ALIGNMENT"
"""What a dyad without cooperative engagement is: it fails the gate (I-15)."""


class Gate(StrEnum):
    """Whether cooperative engagement is on record (I-15): never closed for want of looking."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Arm(StrEnum):
    """From whose words levels are read (I-35): the three results that stand side by side."""

    COMPUTED = "computed"
    WITH_AUTHOR_SUMMARIES = "with_author_summaries"
    JUDGED = "judged"


def in_type_order(types: object) -> tuple[AlignmentType, ...]:
    """The given types in the canonical order."""
    wanted = set(types)  # type: ignore[call-overload]
    return tuple(kind for kind in AlignmentType if kind in wanted)
