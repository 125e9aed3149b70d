"""Which way from here: types that are not open, by which road, and what the present rests on (OP 5.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from cordiale.actors import get
from cordiale.dyads.status import StatusView
from cordiale.model.levels import Arm, Condition, Gate
from cordiale.model.results import Flip, NextType, Road, State, Support
from cordiale.model.rules import Rules
from cordiale.model.study import (
    Capability,
    ContextEvent,
    Interaction,
    OutlookNote,
    Record,
    Snapshot,
    StudyData,
)
from cordiale.profiles.draws import AsTheyStand
from cordiale.profiles.identity import concerns_partner
from cordiale.profiles.selection import Placement, record_weight
from cordiale.profiles.threat import SourceKey, record_keys
from cordiale.project.details import status_views
from cordiale.project.dyad_levels import can_match
from cordiale.project.intervals import falls_between
from cordiale.project.panels import Panel, status_sides
from cordiale.project.snapshots import ReadSnapshot, present_arm
from cordiale.project.states import point_sets
from cordiale.trajectory.rests_on import rests_on
from cordiale.trajectory.what_next import SideClaims, roads, what_next
from cordiale.typology.cells import decision_table
from cordiale.typology.gaps import gaps
from cordiale.typology.possible import read_sets, weakest_completion

Dyad = tuple[str, str]


def read_outlook(
    study: StudyData, dyad: Dyad, snapshots: Sequence[ReadSnapshot], placed: Sequence[Placement]
) -> tuple[tuple[NextType, ...], tuple[Support, ...]]:
    """What next, and what the present type rests on, from the last snapshot.

    The arm is the first of computed, with author summaries and judged whose location is known.

    Rule: OP 5.3; the result is what the minima imply, with the article's pathways named.
    """
    last = snapshots[-1]
    arm = present_arm(last.reading)
    state = last.reading.states[arm]
    if state is None:
        return (), ()
    sets = point_sets({condition: state.levels[condition] for condition in Condition})
    found = read_sets(sets, state.gate, study.rules)
    counting = (p.record for p in placed if p.counts and p.snapshot == last.reading.snapshot.id)
    said = (r for r in counting if r.actor in dyad and record_weight(r, study.rules) > 0)  # I-20
    heard = sorted(said, key=lambda record: record.id)
    next_types = what_next(
        open_types=found.certain,
        gaps=gaps(weakest_completion(sets), study.rules),
        location=found.location,
        arm=arm,
        roads=_roads(study, last, arm),
        evidence_for=_pointing(study, dyad, snapshots, heard, up=True),
        evidence_against=_pointing(study, dyad, snapshots, heard, up=False),
    )
    next_types = tuple(replace(one, judgements=_judged(study, one)) for one in next_types)
    if state.gate is Gate.CLOSED:  # no type is present that could rest on anything
        return next_types, ()
    return next_types, rests_on(sets, decision_table(study.rules), flips=_flips(state))


def _judged(study: StudyData, one: NextType) -> tuple[OutlookNote, ...]:
    """What was judged of the conditions that a type lacks, and of all (P10)."""
    return tuple(note for note in study.outlook if note.condition in one.missing or note.condition == "any")


def _flips(state: State) -> dict[Condition, str]:
    found: dict[Condition, str] = {}
    for condition in Condition:
        flip: Flip | None = state.levels[condition].flip
        found[condition] = flip.what if flip else ""
    return found


def _roads(study: StudyData, last: ReadSnapshot, arm: Arm) -> dict[str, Road]:
    wanted = Arm.WITH_AUTHOR_SUMMARIES if arm is Arm.JUDGED else arm
    at = last.panels.get(wanted, last.panels[Arm.COMPUTED])
    views = status_views(status_sides(at, AsTheyStand(), study.rules), study.rules)
    first, second = (_claims(views, at, actor) for actor in at.dyad)
    measure, ratio = capability_ratio(study.capabilities, at.dyad, last.reading.snapshot)
    return roads(first, second, ratio, measure=measure)


def _claims(views: Mapping[str, StatusView], at: Panel, actor: str) -> SideClaims:
    view = views[actor]
    refused = {True: "subordinate" in view.role_refused}.get(len(view.role_refused) == 1)
    return SideClaims(
        actor=get(actor).name(),
        roles=view.role if view.searched else frozenset(),
        recognition=view.recognition if view.searched else frozenset(),
        role_refused=refused if view.searched else None,
        evidence=tuple(record.id for record in at.conditions[Condition.STATUS][actor] if record.says),
    )


def capability_ratio(
    capabilities: Sequence[Capability], dyad: Dyad, snapshot: Snapshot
) -> tuple[str, float | None]:
    """The latest ratio of what the first actor commands to the second, up to a snapshot's end.

    Args:
        capabilities: figures by actor, or ratios to the partner (unit ``ratio``).

    Returns:
        The measure's name and the ratio; ``None`` where there is none.

    Rule: ST-14 (capabilities matter through status expectations, never as a condition).
    """
    known = [
        c for c in capabilities if c.date and c.date.last <= snapshot.end and c.actor in dyad
    ]
    for one in sorted(known, key=lambda c: (c.date.last if c.date else snapshot.start, c.measure), reverse=True):
        if one.unit == "ratio" and one.value > 0:
            ratio = one.value if one.actor == dyad[0] else 1 / one.value
            return one.measure_in_words, ratio
        others = [
            c
            for c in known
            if c.measure == one.measure and c.actor != one.actor and c.date and one.date
            and c.date.last == one.date.last
        ]
        if others and others[0].value > 0 and one.value > 0:
            ratio = one.value / others[0].value
            return one.measure_in_words, ratio if one.actor == dyad[0] else 1 / ratio
    return "capabilities", None


_FOR: dict[Condition, dict[str, set[str]]] = {
    Condition.THREAT: {"magnitude": {"2", "3"}},
    Condition.IDENTITY: {"othering": {"we"}, "trust_lang": {"moralistic"}, "war_thinkable": {"no"}},
    Condition.STATUS: {
        "recognition": {"affirms_equal", "affirms_senior", "affirms_junior"},
        "autonomy": {"accepts_limits", "accepts_security_limits", "accepts_integration"},
        "anxiety": {"denied"},
    },
}
_AGAINST: dict[Condition, dict[str, set[str]]] = {
    Condition.THREAT: {"hedge": {"true"}, "magnitude": {"0"}},
    Condition.IDENTITY: {
        "othering": {"radical"},
        "trust_lang": {"distrust"},
        "basis": {"history_shared_negative"},
        "salience": {"absent", "low"},
        "war_thinkable": {"yes"},
    },
    Condition.STATUS: {
        "recognition": {"denies"},
        "autonomy": {"refuses_limits", "asserts_independence"},
        "anxiety": {"voiced", "implied"},
        "role_refused": {"subordinate"},
        "superiority_claim": {"over_partner"},
    },
}


def _pointing(
    study: StudyData,
    dyad: Dyad,
    snapshots: Sequence[ReadSnapshot],
    heard: Sequence[Record],
    *,
    up: bool,
) -> dict[Condition, tuple[str, ...]]:
    """Records of every voice that speak for, or against, a condition's rise; and what was re-read."""
    tests = _FOR if up else _AGAINST
    feared = _feared(heard, study.rules)
    return {
        condition: (
            *(
                record.id
                for record in heard
                if record.dimension == str(condition)
                and _says(record, tests[condition])
                and _bears_on(record, condition, study.rules, dyad, feared)
            ),
            *_reread(study, dyad, snapshots, condition, up=up),
        )
        for condition in Condition
    }


def _says(record: Record, words: dict[str, set[str]]) -> bool:
    return any(set(record.codes.get(field, ())) & allowed for field, allowed in words.items())


def _feared(heard: Iterable[Record], rules: Rules) -> dict[str, set[SourceKey]]:
    """The sources of threat that each actor names."""
    feared: dict[str, set[SourceKey]] = {}
    for record in heard:
        if record.dimension == "threat":
            feared.setdefault(record.actor, set()).update(record_keys(record, rules))
    return feared


def _bears_on(
    record: Record,
    condition: Condition,
    rules: Rules,
    dyad: Dyad,
    feared: Mapping[str, Collection[SourceKey]],
) -> bool:
    """Whether a record speaks of the partner; or, on threat, of a source that both name and could share."""
    if condition is not Condition.THREAT:
        return record.partner in dyad and concerns_partner(record, record.partner)
    others = {key for actor, keys in feared.items() if actor != record.actor for key in keys}
    return any(key in others and can_match(key, dyad, rules) for key in record_keys(record, rules))


def _reread(
    study: StudyData,
    dyad: Dyad,
    snapshots: Sequence[ReadSnapshot],
    condition: Condition,
    *,
    up: bool,
) -> tuple[str, ...]:
    if len(snapshots) < 2:
        return ()
    before, after = (one.reading.snapshot for one in snapshots[-2:])
    happened: tuple[Interaction | ContextEvent, ...] = (*study.interactions, *study.context)
    recent = {one.id for one in happened if falls_between(one, before, after)}
    wanted = {"up", "mixed"} if up else {"down", "mixed"}
    return tuple(
        one.id
        for one in study.reinterpretations
        if one.interaction in recent
        and one.actor in dyad
        and one.condition == str(condition)
        and one.direction in wanted
    )
