"""Who said what in one window: the records of a dyad that count, and their columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from cordiale.model.levels import Condition
from cordiale.model.results import Flip
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.draws import AsTheyStand, Columns
from cordiale.profiles.identity import IdentityColumns, concerns_partner, identity_columns
from cordiale.profiles.outputs import OutputColumns, output_columns
from cordiale.profiles.selection import Placement, select
from cordiale.profiles.status import StatusColumns, counts_for_status, status_columns
from cordiale.profiles.threat import ThreatColumns, threat_columns
from cordiale.project.dyad_levels import (
    ConditionColumns,
    Pair,
    identity_condition,
    identity_pair,
    status_condition,
    status_pair,
    threat_condition,
    threat_pair,
)

Read = TypeVar("Read")
Dyad = tuple[str, str]
Sides = Mapping[str, tuple[Record, ...]]
"""Records by actor."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The records of one dyad that count at one snapshot, for certain voices.

    Args:
        conditions: records by condition and actor. Args support, coordination: outputs, by actor.
    """

    dyad: Dyad
    snapshot: str
    conditions: Mapping[Condition, Sides]
    support: Sides
    coordination: Sides


def panel(
    placements: Sequence[Placement],
    *,
    dyad: Dyad,
    snapshot: str,
    voices: Collection[str],
    rules: Rules,
) -> Panel:
    """The records of a dyad that count at a snapshot for the given voices.

    Rule: OP 7 (threat rows count for every partner; identity needs the partner; a status row
    without partner counts only through autonomy in general).
    """

    def said(actor: str, *dimensions: str) -> tuple[Record, ...]:
        return select(
            placements,
            snapshot=snapshot,
            actor=actor,
            dimensions=dimensions,
            voices=voices,
            rules=rules,
        )

    def towards(actor: str, *dimensions: str) -> tuple[Record, ...]:
        partner = partner_of(dyad, actor)
        return tuple(r for r in said(actor, *dimensions) if speaks_of(r, partner, rules))

    return Panel(
        dyad=dyad,
        snapshot=snapshot,
        conditions={
            Condition.THREAT: {actor: said(actor, "threat") for actor in dyad},
            Condition.IDENTITY: {actor: towards(actor, "identity") for actor in dyad},
            Condition.STATUS: {actor: towards(actor, "status") for actor in dyad},
        },
        support={
            actor: tuple(
                record
                for record in towards(actor, "support", "identity")
                if "support" in record.codes
                or ("trust_lang" in record.codes and concerns_partner(record, partner_of(dyad, actor)))
            )
            for actor in dyad
        },
        coordination={actor: towards(actor, "coordination") for actor in dyad},
    )


def speaks_of(record: Record, partner: str, rules: Rules) -> bool:
    """Whether a record of an actor is read between it and a partner at all.

    Rule: OP 7 (threat rows count for every partner); OP 6.1 (the others need the partner), I-30.
    """
    if record.dimension == "threat":
        return True
    if record.dimension == "status":
        return counts_for_status(record, partner, rules)
    return record.partner == partner


def partner_of(dyad: Dyad, actor: str) -> str:
    """The other actor of a dyad."""
    return dyad[1] if actor == dyad[0] else dyad[0]


def threat_sides(at: Panel, columns: Columns, rules: Rules) -> dict[str, ThreatColumns]:
    """How each actor narrates each source of threat, by column."""
    records = at.conditions[Condition.THREAT]
    return {actor: threat_columns(records[actor], columns, rules) for actor in at.dyad}


def identity_sides_of(at: Panel, columns: Columns, rules: Rules) -> dict[str, IdentityColumns]:
    """How each actor relates the other to its Self, by column."""
    records = at.conditions[Condition.IDENTITY]
    return {
        actor: identity_columns(records[actor], partner_of(at.dyad, actor), columns, rules)
        for actor in at.dyad
    }


def status_sides(at: Panel, columns: Columns, rules: Rules) -> dict[str, StatusColumns]:
    """What each actor claims of rank towards the other, by column."""
    records = at.conditions[Condition.STATUS]
    return {
        actor: status_columns(records[actor], partner_of(at.dyad, actor), columns, rules)
        for actor in at.dyad
    }


def outputs_of(at: Panel, columns: Columns, rules: Rules) -> dict[str, OutputColumns]:
    """What each actor expects of and offers to the other, by column."""
    return {
        actor: output_columns(at.support[actor], at.coordination[actor], columns, rules)
        for actor in at.dyad
    }


def condition_columns(
    at: Panel, condition: Condition, columns: Columns, rules: Rules
) -> ConditionColumns:
    """One condition of the dyad, by column: its set of levels and its sub-score."""
    if condition is Condition.THREAT:
        return compared_threats(threat_sides(at, columns, rules), at.dyad, rules)
    if condition is Condition.IDENTITY:
        return compared_identities(identity_sides_of(at, columns, rules), at.dyad, rules)
    return compared_statuses(status_sides(at, columns, rules), at.dyad, rules)


def compared_threats(
    sides: Mapping[str, ThreatColumns], dyad: Dyad, rules: Rules
) -> ConditionColumns:
    """Compatibility of threat assessment from both sides' columns."""
    return threat_condition(sides[dyad[0]], sides[dyad[1]], dyad, rules)


def compared_identities(
    sides: Mapping[str, IdentityColumns], dyad: Dyad, rules: Rules
) -> ConditionColumns:
    """Compatibility of identities from both sides' columns."""
    return identity_condition(sides[dyad[0]], sides[dyad[1]], rules)


def compared_statuses(
    sides: Mapping[str, StatusColumns], dyad: Dyad, rules: Rules
) -> ConditionColumns:
    """Compatibility of status expectations from both sides' columns."""
    return status_condition(sides[dyad[0]], sides[dyad[1]], rules)


def condition_pair(
    at: Panel, condition: Condition, columns: Mapping[str, Columns], rules: Rules
) -> Pair:
    """What the two sides bring to a condition, each on columns of its own.

    Args:
        columns: by actor.
    """
    sides = at.conditions[condition]
    first, second = at.dyad
    if condition is Condition.THREAT:
        threats = [threat_columns(sides[actor], columns[actor], rules) for actor in at.dyad]
        return threat_pair(threats[0], threats[1], at.dyad, rules)
    if condition is Condition.IDENTITY:
        one = identity_columns(sides[first], second, columns[first], rules)
        other = identity_columns(sides[second], first, columns[second], rules)
        return identity_pair(one, other, rules)
    ranks = [
        status_columns(sides[actor], partner_of(at.dyad, actor), columns[actor], rules)
        for actor in at.dyad
    ]
    return status_pair(ranks[0], ranks[1], rules)


_DECIDED_BY = {
    Condition.THREAT: ("threat.",),
    Condition.IDENTITY: ("identity.",),
    Condition.STATUS: ("status.",),
}
_ALWAYS = ("weights.", "uncertainty.min_documents")


class ConditionReader:
    """Reads conditions on the codes as they stand and on replicates, each at most once.

    Arms often rest on the same records, and a sensitivity run asks the same condition under dozens
    of settings that do not touch it.

    Args:
        replicates: of the study.
    """

    def __init__(self, replicates: Columns) -> None:
        self.replicates = replicates
        self._known: dict[object, Any] = {}

    def threats(self, at: Panel, rules: Rules) -> dict[str, ThreatColumns]:
        """How each actor narrates each source of threat, on the codes as they stand."""
        key = ("sides", *_what_decides(at, Condition.THREAT, rules))
        return self.once(key, lambda: threat_sides(at, AsTheyStand(), rules))

    def identities(self, at: Panel, rules: Rules) -> dict[str, IdentityColumns]:
        """How each actor relates the other to its Self, on the codes as they stand."""
        key = ("sides", *_what_decides(at, Condition.IDENTITY, rules))
        return self.once(key, lambda: identity_sides_of(at, AsTheyStand(), rules))

    def statuses(self, at: Panel, rules: Rules) -> dict[str, StatusColumns]:
        """What each actor claims of rank towards the other, on the codes as they stand."""
        key = ("sides", *_what_decides(at, Condition.STATUS, rules))
        return self.once(key, lambda: status_sides(at, AsTheyStand(), rules))

    def standing(self, at: Panel, condition: Condition, rules: Rules) -> ConditionColumns:
        """The condition on the codes as they stand: one column."""
        key = ("standing", *_what_decides(at, condition, rules))
        return self.once(key, lambda: self._standing(at, condition, rules))

    def drawn(self, at: Panel, condition: Condition, rules: Rules) -> ConditionColumns:
        """The condition by replicate."""
        key = ("drawn", *_what_decides(at, condition, rules))
        return self.once(key, lambda: condition_columns(at, condition, self.replicates, rules))

    def flip(self, at: Panel, condition: Condition, rules: Rules, seek: Callable[[int], Flip]) -> Flip:
        """The smallest recode that changes the condition's level.

        Args:
            seek: finds it, given the levels on the codes as they stand as a bit mask.
        """
        standing = int(self.standing(at, condition, rules).levels[0])
        return self.once(("flip", *_what_decides(at, condition, rules)), lambda: seek(standing))

    def once(self, key: object, read: Callable[[], Read]) -> Read:
        """What was read before under the same key, else what is read now."""
        if key not in self._known:
            self._known[key] = read()
        known: Read = self._known[key]
        return known

    def _standing(self, at: Panel, condition: Condition, rules: Rules) -> ConditionColumns:
        if condition is Condition.THREAT:
            return compared_threats(self.threats(at, rules), at.dyad, rules)
        if condition is Condition.IDENTITY:
            return compared_identities(self.identities(at, rules), at.dyad, rules)
        return compared_statuses(self.statuses(at, rules), at.dyad, rules)


def _what_decides(at: Panel, condition: Condition, rules: Rules) -> tuple[object, ...]:
    """All that a condition hangs on, besides the columns: records and settings."""
    groups = (*_DECIDED_BY[condition], *_ALWAYS)
    settings = tuple(value for key, value in rules.values.items() if key.startswith(groups))
    records = tuple(tuple(r.id for r in side) for side in at.conditions[condition].values())
    return at.dyad, condition, records, settings
