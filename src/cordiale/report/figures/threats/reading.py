"""The threats of one window, asked what a title, a row or a sentence needs to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cordiale.actors import find
from cordiale.model.levels import Arm, Condition
from cordiale.model.results import LevelResult, SnapshotReading, ThreatRow, Trajectory
from cordiale.model.rules import Rules, ThreatRules
from cordiale.model.settings import FAMILIES
from cordiale.report.drawing.svg import SMALLEST_TEXT, clean, fit
from cordiale.report.figures.threats.values import Whether
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.finding import state_in
from cordiale.report.words.grammar import listed
from cordiale.report.words.wording import actor_name, window_title

__all__ = ["Window", "family_name", "leaf_names", "source_name", "threat_windows", "whether"]

_LONGEST_NAME = 240.0
"""Longest name of a source in a sentence, in pixels of small text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One window as far as threats go.

    Args:
        rows: by actor and source. Args result: the computed level, None where there is none.
        routes: to low, on the codes as they stand. Args standing: levels on those codes.
        shared: sources that both name, rank, and can share.
    """

    reading: SnapshotReading
    title: str
    dyad: tuple[str, str]
    rules: ThreatRules
    rows: Mapping[tuple[str, str], ThreatRow]
    result: LevelResult | None
    routes: tuple[str, ...]
    standing: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def level(self) -> str | None:
        """The level's word; None where it is unknown or was not read."""
        return self.result.level if self.result else None

    def of(self, actor: str) -> list[ThreatRow]:
        """The rows of an actor."""
        return [row for (whose, _), row in self.rows.items() if whose == actor]

    def pair(self, source: str) -> tuple[ThreatRow, ThreatRow]:
        """Both actors' rows of a source that they share."""
        first, second = self.dyad
        return self.rows[first, source], self.rows[second, source]

    def urgent(self, row: ThreatRow) -> Whether:
        """Whether a row is seen as urgent (I-10)."""
        return whether(value >= self.rules.urgency_cut for value in row.urgency)

    def common(self) -> tuple[str, ...]:
        """Shared sources that neither denies: a denial has magnitude 0 and names no threat."""
        return tuple(key for key in self.shared if all(min(row.magnitude) > 0 for row in self.pair(key)))

    def nothing_common(self) -> Whether:
        """Whether the two surely name no threat in common."""
        if self.common():
            return Whether.NO
        may_share = any(all(max(row.magnitude) > 0 for row in self.pair(key)) for key in self.shared)
        first, second = (self.of(actor) for actor in self.dyad)
        unclear = _unclear(first, second, self.rules) or _unclear(second, first, self.rules)
        return Whether.OPEN if may_share or unclear else Whether.YES

    def first_place(self, actor: str) -> ThreatRow | None:
        """The one source that an actor surely sees as graver than all others, if there is one."""
        ranked = [row for row in self.of(actor) if row.ranks]
        tops = [row for row in ranked if _surely_top(row, ranked)]
        return tops[0] if len(tops) == 1 and not _tied(tops[0], ranked) and min(tops[0].magnitude) else None

    def decisive(self) -> tuple[str, ...]:
        """Sources that both see as severe and urgent, if the codes as they stand give high."""
        if "high" not in (self.level, *self.standing) or "low" in self.standing:
            return ()
        return tuple(key for key in self.shared if all(row.severe_urgent for row in self.pair(key)))

    def named(self, source: str) -> tuple[str, ...]:
        """What a source does for the level: ``high``, or the letters of routes to low.

        Rule: T-2 (high), T-3 to T-5 (routes). Only routes that the result names are given to rows,
        and only where the row's own values settle it.
        """
        if source in self.decisive():
            return ("high",)
        if self.rules.hedge_rule == "lower_magnitude":
            return ()  # rows hold magnitudes before the hedge, by which no route can then be told
        found = {"a": self._apart, "b": self._unequal, "c": self._minor}
        return tuple(route for route, holds in found.items() if route in self.routes and holds(source))

    def _apart(self, source: str) -> bool:
        """Severe and top for one actor and not for the other (route a)."""
        rows = [self.rows[actor, source] for actor in self.dyad if (actor, source) in self.rows]
        severe = [row for row in rows if min(row.magnitude) >= self.rules.magnitude_cut]
        tops = [row for row in severe if _surely_top(row, self.of(row.actor))]
        shared_top = source in self.shared and len(tops) == 2
        return bool(tops) and not shared_top

    def _unequal(self, source: str) -> bool:
        """Named by both, top for one, unequal in magnitude or urgency (route b)."""
        if source not in self.shared:
            return False
        one, other = self.pair(source)
        apart = not set(one.magnitude) & set(other.magnitude) or not set(one.urgency) & set(other.urgency)
        return apart and any(_surely_top(row, self.of(row.actor)) for row in (one, other))

    def _minor(self, source: str) -> bool:
        """Named by both, not urgent or below others for each (route c)."""
        return source in self.shared and all(
            self.urgent(row) is Whether.NO or _surely_below(row, self.of(row.actor)) for row in self.pair(source)
        )


def threat_windows(trajectory: Trajectory) -> tuple[Window, ...]:
    """The windows of a trajectory, as far as threats go: official voices, computed."""
    rules = Rules.of(trajectory.rules).threat
    return tuple(_window(reading, trajectory.dyad, rules) for reading in trajectory.snapshots)


def _window(reading: SnapshotReading, dyad: tuple[str, str], rules: ThreatRules) -> Window:
    state = state_in(reading, Arm.COMPUTED)
    result = state.levels.get(Condition.THREAT) if state else None
    rows = {(row.actor, row.source): row for row in reading.threats}
    shared = [key for key in _words(result, "shared_sources") if all((actor, key) in rows for actor in dyad)]
    return Window(
        reading=reading,
        title=window_title(reading.snapshot),
        dyad=dyad,
        rules=rules,
        rows=rows,
        result=result,
        routes=_words(result, "routes"),
        standing=_words(result, "as_they_stand"),
        shared=tuple(shared),
    )


def _words(result: LevelResult | None, name: str) -> tuple[str, ...]:
    found = (result.detail.get(name) if result else None) or ()
    return (found,) if isinstance(found, str) else tuple(str(word) for word in found)  # type: ignore[attr-defined]


def whether(answers: Iterable[bool]) -> Whether:
    """Yes or no where all possible answers agree, else open; open where there is none."""
    given = set(answers)
    return Whether.OPEN if len(given) != 1 else Whether.YES if given.pop() else Whether.NO


def _surely_top(row: ThreatRow, rows: Iterable[ThreatRow]) -> bool:
    others = [other for other in rows if other.ranks and other.source != row.source]
    return row.ranks and all(min(row.magnitude) >= max(other.magnitude) for other in others)


def _surely_below(row: ThreatRow, rows: Iterable[ThreatRow]) -> bool:
    return any(max(row.magnitude) < min(other.magnitude) for other in rows if other.ranks)


def _tied(row: ThreatRow, rows: Iterable[ThreatRow]) -> bool:
    return any(max(other.magnitude) >= min(row.magnitude) for other in rows if other.source != row.source)


# -- names ---------------------------------------------------------------------------------------

_FAMILIES = Entries("threats.family.{}", FAMILIES)

def _leaf(row: ThreatRow) -> str:
    """The leaf in a row's key (``armed_conflict: KOR (domestic)``), empty where the family is the key."""
    rest = row.source.removeprefix(row.family or "unnamed family").removesuffix(" (domestic)")
    return rest.removeprefix(": ").strip()


def _at_home(row: ThreatRow) -> bool:
    return row.source.endswith(" (domestic)")


def _unclear(rows: Iterable[ThreatRow], others: Iterable[ThreatRow], rules: ThreatRules) -> bool:
    """Whether some source was not named closely enough to tell that the other does not name it (A20)."""
    outside = [row for row in others if _may_be_shared(row, rules)]
    open_rows = [
        row
        for row in rows
        if _may_be_shared(row, rules) and not _leaf(row) and (not row.family or row.family in rules.leaf_match)
    ]
    return any(not one.family or not two.family or one.family == two.family for one in open_rows for two in outside)


def _may_be_shared(row: ThreatRow, rules: ThreatRules) -> bool:
    return not _at_home(row) and row.family not in rules.self_indexed and max(row.magnitude) > 0


def family_name(family: str) -> str:
    """A family of sources in words; a family that nobody coded is not named."""
    return _FAMILIES.get(family) or say("threats.unnamed")


def source_name(row: ThreatRow) -> tuple[str, bool]:
    """A source in words, and whether these are of its family rather than of a single source.

    Returns:
        Words cut to a sentence's measure.
    """
    leaf = _leaf(row)
    # Leaves linked to an actor stand in the key by its code (I-33).
    written = actor_name(leaf) if leaf.isupper() else _as_written(leaf, row)
    name = _as_named(written) if leaf else family_name(row.family)
    told = _at_home(row) and row.family != "domestic_disorder"
    words = say("threats.at_home", source=name) if told else name
    return words, not leaf


def _as_written(leaf: str, row: ThreatRow) -> str:
    """A source as its records spell it: the key holds its words folded, without *the* before them."""
    return next((" ".join(name.split()) for name in row.leaves if _folded(name) == leaf), leaf)


def _folded(name: str) -> str:
    words = name.casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def leaf_names(rows: Iterable[ThreatRow], beside: str = "") -> str:
    """The words in which sources were named, each once. Args beside: words that need no repeating."""
    named = {_as_named(leaf) for row in rows for leaf in row.leaves}
    found = {name for name in named if name.casefold() not in beside.casefold()}
    return listed("comma", sorted(found, key=str.casefold))


def _as_named(leaf: str) -> str:
    actor = find(leaf)
    return fit(clean(actor_name(actor.code) if actor else leaf), _LONGEST_NAME, SMALLEST_TEXT)
