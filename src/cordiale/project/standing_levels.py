"""Levels on the codes as they stand under many settings at once, without draws (OP 7).

A column stands for one set of records: those heard in a window, in an arm, under a choice of
voices or dates. Each record is taken up once for all columns, and again only under settings that
touch how its codes are summed; the rules that make levels of the sums are then cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cordiale.model.levels import Arm, Condition
from cordiale.model.rules import Rules
from cordiale.model.settings import FAMILIES
from cordiale.model.study import Record, StudyData
from cordiale.profiles.draws import Bools, Codes, Floats, Ints, code_positions
from cordiale.profiles.selection import Placement, place_all
from cordiale.profiles.threat import matches_by_leaf, named_sources
from cordiale.project.dyad_levels import identity_condition, status_condition, threat_condition
from cordiale.project.panels import Panel, Sides, identity_sides_of, panel, status_sides, threat_sides

Place = tuple[str, Arm]
"""A snapshot's id and an arm."""

Heard = Mapping[Place, Panel]
"""The records that count at each place."""

_Names = tuple[tuple[str, ...], ...]
_ByRules = Callable[[Rules], Ints]


@dataclass(frozen=True)
class SetsOfRecords:
    """One column for each set of records, on the codes as they stand.

    Args:
        count: number of sets. Args columns: by record id, the sets that hold the record.
    """

    count: int
    columns: Mapping[str, Sequence[int]]

    def weight(self, document: str) -> Floats:
        """Documents weigh equally."""
        return self._ones

    def prior(self, record: str, field: str) -> Floats:
        """Nothing lies on what was not read."""
        return self._zeros

    def present(self, record: str) -> Bools:
        """True in the sets that hold the record."""
        here = np.zeros(self.count, dtype=bool)
        here[list(self.columns.get(record, ()))] = True
        return here

    def values(self, record: Record, field: str) -> tuple[Codes, ...]:
        """The values as coded."""
        return tuple(self._everywhere(position) for position in code_positions(record, field))

    def _everywhere(self, position: int) -> Codes:
        if position not in self._values:
            self._values[position] = np.full(self.count, position, dtype=np.int8)
        return self._values[position]

    @cached_property
    def _values(self) -> dict[int, Codes]:
        return {}

    @cached_property
    def _ones(self) -> Floats:
        return np.ones(self.count)

    @cached_property
    def _zeros(self) -> Floats:
        return np.zeros(self.count)


_HEARD_BY = (
    "window.unit",
    "window.out_of_window",
    "voices.levels",
    "voices.beside",
    "status.formulaic_weight",
    "status.referent",
)
"""Settings that decide which records count at a place."""


class Listening:
    """Who is heard at each place under a setting; settings that change nothing share one answer.

    Args:
        study: as entered. Args dyad: of it. Args arms: those that are read from records.
    """

    def __init__(self, study: StudyData, dyad: tuple[str, str], arms: Iterable[Arm]) -> None:
        self._study, self._dyad, self._arms = study, dyad, tuple(arms)
        self._placed = place_all(study.records, study.snapshots, study.sources, study.rules)
        self._known: dict[object, Heard] = {}

    def under(self, rules: Rules) -> Heard:
        """The records that count at each place under these rules."""
        key = tuple(rules.values[name] for name in _HEARD_BY)
        if key not in self._known:
            self._known[key] = dict(self._heard(rules))
        return self._known[key]

    def _heard(self, rules: Rules) -> Iterable[tuple[Place, Panel]]:
        listed: dict[str, list[Placement]] = {one.id: [] for one in self._study.snapshots}
        for place in self._placed_under(rules):
            if place.record.actor in self._dyad:
                listed.setdefault(place.snapshot, []).append(place)
        voices = {Arm.COMPUTED: rules.voices.levels, Arm.WITH_AUTHOR_SUMMARIES: rules.voices.beside}
        for snapshot in self._study.snapshots:
            for arm in self._arms:
                here = listed[snapshot.id]
                at = panel(here, dyad=self._dyad, snapshot=snapshot.id, voices=voices[arm], rules=rules)
                yield (snapshot.id, arm), at

    def _placed_under(self, rules: Rules) -> tuple[Placement, ...]:
        """All records placed: only those that lie in no window as written can move (I-22)."""
        if rules.window == self._study.rules.window:
            return self._placed
        windows = {one.id: (one.start, one.end) for one in self._study.snapshots}
        stays = [
            place
            for place in self._placed
            if place.record.date is None
            or (place.snapshot in windows and place.record.date.within(*windows[place.snapshot]))
        ]
        fixed = {place.record.id for place in stays}
        others = [place.record for place in self._placed if place.record.id not in fixed]
        moved = place_all(others, self._study.snapshots, self._study.sources, rules)
        return (*stays, *moved)


class StandingLevels:
    """Levels of one condition, on the codes as they stand, under each of several readings.

    Args:
        condition: of the three. Args readings: rules, and who is heard under them.
    """

    def __init__(self, condition: Condition, readings: Sequence[tuple[Rules, Heard]]) -> None:
        self._condition = condition
        panels = {id(at): at for _, heard in readings for at in heard.values()}
        self._names = {key: _names(at, condition) for key, at in panels.items()}
        self._touching = _Touching(condition, panels.values())
        self._columns: dict[Hashable, dict[_Names, int]] = {}
        self._sets: dict[Hashable, list[Panel]] = {}
        self._summed: dict[Hashable, _ByRules] = {}
        self._levels: dict[Hashable, Ints] = {}
        for rules, heard in readings:
            for at in heard.values():
                self._take_up(at, rules)

    def _take_up(self, at: Panel, rules: Rules) -> None:
        at_once = self._at_once(at, rules)
        columns = self._columns.setdefault(at_once, {})
        if self._names[id(at)] not in columns:
            columns[self._names[id(at)]] = len(columns)
            self._sets.setdefault(at_once, []).append(at)

    def at(self, at: Panel, rules: Rules) -> int:
        """The levels that a place's records leave under a reading, as a bit mask."""
        at_once = self._at_once(at, rules)
        key = at_once, self._touching.levels(rules)
        if key not in self._levels:
            if at_once not in self._summed:
                self._summed[at_once] = _summed(self._condition, self._sets[at_once], rules)
            self._levels[key] = self._summed[at_once](rules)
        return int(self._levels[key][self._columns[at_once][self._names[id(at)]]])

    def _at_once(self, at: Panel, rules: Rules) -> Hashable:
        """By what sets of records are summed at once; alone where groups of texts share their weight (I-37)."""
        alone = rules.weights.unit != "document" and not _weigh_alike(at.conditions[self._condition], rules)
        return self._touching.sums(rules), (rules.weights.unit, self._names[id(at)]) if alone else None


class _Touching:
    """Which settings touch a condition of these records; readings with equal values share their work."""

    def __init__(self, condition: Condition, panels: Iterable[Panel]) -> None:
        self._condition = condition
        records = [record for at in panels for side in at.conditions[condition].values() for record in side]
        self._families = {
            FAMILIES[family] if family < len(FAMILIES) else ""
            for record in records
            if condition is Condition.THREAT and "source" in record.codes
            for family, _ in named_sources(record)
        }
        self._hedged = any("hedge" in record.codes for record in records)
        self._counted = any(record.measure for record in records)
        self._formulas = any(record.formulaic for record in records)

    def sums(self, rules: Rules) -> Hashable:
        """Values of what touches how codes are summed."""
        if self._condition is Condition.THREAT:
            by_leaf = frozenset(name for name in self._families if matches_by_leaf(name, rules))
            return by_leaf, rules.threat.hedge_share if self._hedged else None, rules.threat.min_share
        if self._condition is Condition.IDENTITY:
            return self._counted and (rules.identity.salience_floor_per_10k_words, *_corpus_floors(rules))
        if self._condition is Condition.STATUS:
            return rules.status.formulaic_weight if self._formulas else None, rules.status.referent
        raise AssertionError(self._condition)

    def levels(self, rules: Rules) -> Hashable:
        """Values of what touches the levels that sums give."""
        of = {Condition.THREAT: rules.threat, Condition.IDENTITY: rules.identity, Condition.STATUS: rules.status}
        return of[self._condition], rules.uncertainty.min_documents_evidence, rules.uncertainty.min_documents_texts


def _corpus_floors(rules: Rules) -> tuple[int, int]:
    return rules.identity.corpus_floor_words, rules.identity.corpus_floor_documents


def _names(at: Panel, condition: Condition) -> _Names:
    return tuple(tuple(record.id for record in at.conditions[condition][actor]) for actor in at.dyad)


def _weigh_alike(sides: Sides, rules: Rules) -> bool:
    """Whether all documents of each side weigh the same: one document, or one group of them (I-37)."""
    return all(
        len({record.document for record in side}) < 2
        or len({getattr(record, rules.weights.unit) for record in side}) < 2
        for side in sides.values()
    )


def _summed(condition: Condition, sets: Sequence[Panel], rules: Rules) -> _ByRules:
    """Codes summed, one column for each set of records: what then gives their levels by rules."""
    if len(sets) > 1:
        rules = rules.changed({"weights.unit": "document"})  # all weigh alike, or they would stand alone
    together, columns = _together(condition, sets)
    dyad = together.dyad
    if condition is Condition.THREAT:
        fears = threat_sides(together, columns, rules)
        return lambda reading: threat_condition(fears[dyad[0]], fears[dyad[1]], dyad, reading).levels
    if condition is Condition.IDENTITY:
        views = identity_sides_of(together, columns, rules)
        return lambda reading: identity_condition(views[dyad[0]], views[dyad[1]], reading).levels
    claims = status_sides(together, columns, rules)
    return lambda reading: status_condition(claims[dyad[0]], claims[dyad[1]], reading).levels


def _together(condition: Condition, sets: Sequence[Panel]) -> tuple[Panel, SetsOfRecords]:
    """All records of the sets as one panel, and which sets hold each."""
    columns: dict[str, list[int]] = {}
    found: dict[str, dict[str, Record]] = {actor: {} for actor in sets[0].dyad}
    for number, at in enumerate(sets):
        for actor, side in at.conditions[condition].items():
            for record in side:
                columns.setdefault(record.id, []).append(number)
                found[actor][record.id] = record
    sides = {actor: tuple(of[name] for name in sorted(of)) for actor, of in found.items()}
    return replace(sets[0], conditions={condition: sides}), SetsOfRecords(len(sets), columns)
