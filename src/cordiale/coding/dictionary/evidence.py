"""Points: what was found is added up for each decision, and a decision holds from its threshold on.

Points are log-odds: their sum, base included, turned back into odds is the chance measured on the codings that the points were
fitted to. Each cue counts once, however often it is found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cordiale.coding.dictionary.files import Decision, PatternFiles
from cordiale.coding.dictionary.reading import Named, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["OF_NAMED", "Scale", "Scores", "probability"]

OF_NAMED = "other."
"""Decisions on each named actor begin so; all others are on the passage."""


def probability(points: float) -> float:
    """The probability that points, as log-odds, stand for.

    Example:
        >>> probability(0.0)
        0.5
    """
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, points))))


@dataclass(frozen=True, slots=True)
class Scores:
    """Points by decision, base included, and the thresholds from which decisions hold."""

    points: Mapping[str, float]
    thresholds: Mapping[str, float]

    def margin(self, decision: str) -> float:
        """By how much the points pass the threshold; below 0 they do not. A decision that is not in the files never holds."""
        return self.points.get(decision, -math.inf) - self.thresholds.get(decision, 0.0)

    def holds(self, decision: str) -> bool:
        """Whether a decision's points reach its threshold."""
        return self.margin(decision) >= 0

    def p(self, decision: str) -> float:
        """The probability that the points stand for, to three decimals; 0 for one that is not in the files."""
        return round(probability(self.points.get(decision, -math.inf)), 3)


class Scale:
    """The points of a language's files, ready for adding up."""

    def __init__(self, files: PatternFiles) -> None:
        named = [one for one in files.decisions if one.name.startswith(OF_NAMED)]
        plain = [one for one in files.decisions if not one.name.startswith(OF_NAMED)]
        self._named, self._plain = _Part(named), _Part(plain)
        for one in files.points:
            part = self._named if one.decision.startswith(OF_NAMED) else self._plain
            cue = f"word:{one.cue}" if one.is_word else one.cue
            part.points.setdefault((one.where, cue), []).append((part.place[one.decision], one.points))

    def passage(self, reading: Reading) -> Scores:
        """Points of the decisions on the passage."""
        return self._plain.scores(("", cue) for cue in reading.cues)

    def named(self, named: Named) -> Scores:
        """Points of the decisions on one named actor."""
        return self._named.scores(named.cues)

    def given(self, decision: str, where: str, cue: str) -> float:
        """The points that one cue gives to one decision."""
        part = self._named if decision.startswith(OF_NAMED) else self._plain
        place = part.place.get(decision)
        return sum(points for one, points in part.points.get((where, cue), ()) if one == place)


class _Part:
    """Points of the decisions on the passage, or of those on named actors."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.names = [one.name for one in decisions]
        self.place = {name: place for place, name in enumerate(self.names)}
        self.bases = [one.base for one in decisions]
        self.thresholds = {one.name: one.threshold for one in decisions}
        self.points: dict[tuple[str, str], list[tuple[int, float]]] = {}

    def scores(self, cues: Iterable[tuple[str, str]]) -> Scores:
        rows = self._rows
        found = [row for cue in cues if (row := rows.get(cue)) is not None]
        # Rows are added one after the other, in the order of the cues: the same sums on every machine.
        sums = self._bases + self._table.take(found, axis=0).sum(axis=0)
        return Scores(dict(zip(self.names, sums.tolist(), strict=True)), self.thresholds)

    @cached_property
    def _bases(self) -> Floats:
        import numpy as np

        return np.array(self.bases)

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        """The row of each cue in the table of points."""
        return {cue: row for row, cue in enumerate(self.points)}

    @cached_property
    def _table(self) -> Floats:
        """Points by cue and decision."""
        import numpy as np

        table = np.zeros((len(self.points), len(self.names)))
        for row, given in enumerate(self.points.values()):
            for place, points in given:
                table[row, place] += points
        return table
