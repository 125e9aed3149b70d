"""How each verdict stands under other settings, on the codes as they stand (OP 3, OP 7.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cordiale.model.levels import LEVELS, Arm, Condition
from cordiale.model.results import Trajectory
from cordiale.model.robustness import Standing
from cordiale.model.rules import Rules
from cordiale.model.study import StudyData
from cordiale.profiles.draws import AsTheyStand
from cordiale.profiles.selection import place_all
from cordiale.profiles.threat import record_keys
from cordiale.project.dyad_levels import adversarial, levels_in, stands_for
from cordiale.project.panels import Panel, partner_of, threat_sides
from cordiale.project.sensitivity import Changes, changes_words, departures, other_changes
from cordiale.project.snapshots import arm_voices, surroundings
from cordiale.project.standing_levels import Heard, Listening, Place, StandingLevels
from cordiale.project.states import Around, point_sets
from cordiale.typology.located import in_words
from cordiale.typology.possible import LevelSets, read_sets
from cordiale.typology.realised import realised, settle_tie

ON_TYPES = ("gate.", "location.", "minima.")
"""Groups of settings that act on what follows from levels, and so on judgements too."""

ON_DRAWS_ONLY = (
    "uncertainty.replicates_evidence",
    "uncertainty.replicates_texts",
    "uncertainty.delta",
    "uncertainty.prior_mass",
    "uncertainty.point_from",
)
"""Settings that act on draws alone and change nothing on the codes as they stand."""

ON_FLAGS_ONLY = ("voices.fragility",)
"""Settings that raise flags and never touch a verdict (A15)."""

LOCATION = "location"

_Verdicts = dict[tuple[str, Arm, str], str]
"""By snapshot, arm and what is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One reading: what is changed, the rules it gives, and who is heard under them."""

    changes: str
    rules: Rules
    heard: Heard


def standing(trajectory: Trajectory, study: StudyData) -> tuple[int, tuple[Standing, ...]]:
    """In how many readings under other settings each verdict stays what it is.

    Every setting is changed alone to each of its alternatives, and the status minima of NASC and
    ALLY together, each reading once. Nothing is drawn, so settings that act only on draws are left
    out, for they could change nothing: how many replicates (``uncertainty.replicates_evidence``),
    ``uncertainty.delta``, ``uncertainty.prior_mass`` and ``uncertainty.point_from``. So is
    ``voices.fragility``, which raises flags and never touches a verdict (A15).

    Args:
        trajectory: the dyad's result; its judged states are read again under other minima.
        study: as entered, under the rules of the trajectory.

    Returns:
        The number of other readings, and each verdict over them: snapshot by snapshot, arm by arm.

    Missing: a level that the codes leave open is all its levels, joined by ``|``; so is a location.

    Rule: OP 3, OP 7 (settings are never averaged in), I-35.
    """
    readings = _readings(trajectory, study)
    found = _read(trajectory, study, readings)
    tried = len(readings) - 1
    return tried, tuple(_standing(key, readings, found) for key in found[0])


def _readings(trajectory: Trajectory, study: StudyData) -> list[_Reading]:
    arms = [arm for arm in arm_voices(study) if any(one.states.get(arm) for one in trajectory.snapshots)]
    listening = Listening(study, trajectory.dyad, arms)
    changes: list[Changes] = [{}, *_tried(study)]
    rules = [study.rules.changed(one) for one in changes]
    return [
        _Reading(changes=changes_words(sorted(departures(one, study.rules))), rules=changed, heard=listening.under(changed))
        for one, changed in zip(changes, rules, strict=True)
    ]


def _tried(study: StudyData) -> Iterator[Changes]:
    for changes in other_changes(study.rules, texts=study.has_texts):
        if not set(changes) <= {*ON_DRAWS_ONLY, *ON_FLAGS_ONLY}:
            yield changes


def _standing(
    key: tuple[str, Arm, str], readings: Sequence[_Reading], found: Sequence[_Verdicts]
) -> Standing:
    snapshot, arm, what = key
    default = found[0][key]
    # A judgement is not read from records: only what acts on types can change what follows from it.
    others = [
        (reading.changes, verdicts[key])
        for reading, verdicts in zip(readings[1:], found[1:], strict=True)
        if arm is not Arm.JUDGED or reading.changes.startswith(ON_TYPES)
    ]
    said = [verdict for _, verdict in others]
    return Standing(
        snapshot=snapshot,
        arm=arm,
        what=what,
        default=default,
        stands=said.count(default),
        tried=len(said),
        found=tuple(verdict for verdict, _ in Counter([default, *said]).most_common()),
        changed_by=tuple(changes for changes, verdict in others if verdict != default),
    )


# -- one reading after the other -----------------------------------------------------------------


def _read(trajectory: Trajectory, study: StudyData, readings: Sequence[_Reading]) -> list[_Verdicts]:
    """Every verdict in every reading."""
    by_rules = [(one.rules, one.heard) for one in readings]
    levels = {condition: StandingLevels(condition, by_rules) for condition in Condition}
    placed = place_all(study.records, study.snapshots, study.sources, study.rules)
    around = {one.id: surroundings(study, trajectory.dyad, one, placed) for one in study.snapshots}
    judged = {
        one.snapshot.id: point_sets({Condition(name): level for name, level in state.levels.items()})
        for one in trajectory.snapshots
        if (state := one.states.get(Arm.JUDGED)) is not None
    }
    places = _Places()
    found = []
    for reading in readings:
        verdicts: _Verdicts = {}
        deciding = places.deciding(reading.rules)
        for snapshot, here in around.items():
            for (_, arm), at in _at(reading.heard, snapshot):
                sets = {
                    c: frozenset(levels_in(levels[c].at(at, reading.rules), LEVELS[c])) for c in Condition
                }
                shut = _shut_out(at, reading.rules)
                verdicts |= _named(snapshot, arm, sets, places.of(sets, here, deciding, shut_out=shut))
            if snapshot in judged:
                where = places.of(judged[snapshot], here, deciding, shut_out=False)
                verdicts |= _named(snapshot, Arm.JUDGED, judged[snapshot], where)
        found.append(verdicts)
    return found


def _at(heard: Heard, snapshot: str) -> list[tuple[Place, Panel]]:
    return [(place, at) for place, at in heard.items() if place[0] == snapshot]


def _named(snapshot: str, arm: Arm, sets: LevelSets, location: str) -> _Verdicts:
    words = {str(c): "|".join(str(level) for level in sorted(sets[c])) for c in Condition}
    return {(snapshot, arm, what): verdict for what, verdict in {**words, LOCATION: location}.items()}


def _shut_out(at: Panel, rules: Rules) -> bool:
    """Whether one is among the other's severe threats, where that shuts the gate (I-15)."""
    if not rules.gate.partner_not_severe_threat:
        return False
    sides = at.conditions[Condition.THREAT]
    named = any(
        stands_for(key, partner_of(at.dyad, actor))
        for actor in at.dyad
        for record in sides[actor]
        for key in record_keys(record, rules)
    )
    return named and adversarial(threat_sides(at, AsTheyStand(), rules), at.dyad, rules)


class _Places:
    """Where sets of levels put a dyad; most settings leave that as it is, and share one answer."""

    def __init__(self) -> None:
        self._rules: dict[tuple[object, ...], Rules] = {}
        self._known: dict[tuple[object, ...], str] = {}

    def deciding(self, rules: Rules) -> Rules:
        """The first rules seen that agree with these in all that places depend on."""
        deciding = tuple(
            value for key, value in rules.values.items() if key.startswith(("minima.", "location.", "gate."))
        )
        return self._rules.setdefault(deciding, rules)

    def of(self, sets: LevelSets, here: Around, deciding: Rules, *, shut_out: bool) -> str:
        """The possible locations in words: types of a tie joined by ``+``, alternatives by ``|``."""
        key = (*(sets[c] for c in Condition), here.gate, here.practice, deciding, shut_out)
        if key not in self._known:
            self._known[key] = _location(sets, here, deciding, shut_out=shut_out)
        return self._known[key]


def _location(sets: LevelSets, here: Around, rules: Rules, *, shut_out: bool) -> str:
    found = read_sets(sets, here.gate, rules, adversarial=shut_out)
    settled = [settle_tie(one, realised(one, here.practice, rules), rules) for one in found.locations]
    return in_words(list(dict.fromkeys(one for one in settled if one is not None)))
