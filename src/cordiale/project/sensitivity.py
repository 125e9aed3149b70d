"""Which verdicts stand under which settings: every interpretive choice tried (OP 3, OP 7.6).

Each setting is changed alone to each of its alternatives; the minima of the two types whose
status minimum the article leaves open are tried together, four by two (I-3, I-4). Settings are
never averaged: what comes out is in how many of the readings a verdict holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product

from cordiale.model.levels import Arm, Condition
from cordiale.model.results import LevelDoubt, Probability
from cordiale.model.rules import Rules
from cordiale.model.settings import SETTINGS, SettingValue
from cordiale.model.study import Judgement, Snapshot, StudyData
from cordiale.profiles.draws import AsTheyStand, replicates
from cordiale.profiles.selection import place_all
from cordiale.project.dyad_levels import adversarial
from cordiale.project.notebook import table_html
from cordiale.project.panels import ConditionReader, Panel, threat_sides
from cordiale.project.pipeline import SEED
from cordiale.project.snapshots import panels_by_arm, surroundings
from cordiale.project.states import Around, judged_state, level_with_doubt, located

Changes = Mapping[str, SettingValue]

TEXTS_ONLY = (
    "identity.salience_floor_per_10k_words",
    "identity.corpus_floor_words",
    "identity.corpus_floor_documents",
    "uncertainty.replicates_texts",
    "uncertainty.min_documents_texts",
)
"""Settings that decide only what is read from texts; a study of hand evidence has nothing to try."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Verdict:
    """What can stand or fall: a level or location of one dyad at one snapshot in one arm."""

    dyad: tuple[str, str]
    snapshot: str
    arm: str
    what: str


Outcomes = Mapping[Verdict, str | None]
"""A word for each verdict (types joined by ``+``); None where unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One reading of the study: what was changed, what came out, and how sure each level was."""

    changes: Changes
    outcomes: Outcomes
    probabilities: Mapping[Verdict, Mapping[str, Probability]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """A study read under every alternative of every setting.

    Args:
        study: the study. Args default: the reading under the study's own rules.
        alone: one setting changed at a time. Args grid: the status minima of NASC and ALLY together.
    """

    study: StudyData
    seed: int
    default: Run
    alone: tuple[Run, ...]
    grid: tuple[Run, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every reading but the default, each once: the grid holds some single changes again."""
        own = self.study.rules
        once = {departures(run.changes, own): run for run in (*self.grid, *self.alone)}
        return tuple(once.values())

    def holds(self, verdict: Verdict) -> tuple[int, int]:
        """In how many of the other readings a verdict is as in the default, and of how many."""
        default = self.default.outcomes[verdict]
        same = sum(run.outcomes.get(verdict) == default for run in self.runs)
        return same, len(self.runs)

    def ranges(self, verdict: Verdict) -> dict[str, tuple[float, float, float, float]]:
        """Least and greatest lower, and upper, probability of each level over all readings (OP 7.6).

        Missing: empty for a location or a judgement, which have none here.
        """
        read = [run.probabilities.get(verdict, {}) for run in (self.default, *self.runs)]
        found = {}
        for level in read[0]:
            lower = [one[level].lower for one in read if level in one]
            upper = [one[level].upper for one in read if level in one]
            found[level] = (min(lower), max(lower), min(upper), max(upper))
        return found

    def changed_by(self, run: Run) -> tuple[Verdict, ...]:
        """The verdicts that a reading changes."""
        return tuple(
            verdict
            for verdict, default in self.default.outcomes.items()
            if run.outcomes.get(verdict) != default
        )

    def _repr_html_(self) -> str:
        rows = (
            ("-".join(v.dyad), v.snapshot, v.arm, v.what, outcome or "unknown", "{} of {}".format(*self.holds(v)))
            for v, outcome in self.default.outcomes.items()
        )
        header = ("dyad", "snapshot", "arm", "verdict", "default", "holds in")
        return table_html(f"{self.study.title}: {len(self.runs)} other readings", header, rows)

    def telling_first(self) -> tuple[Run, ...]:
        """The readings of one setting changed, those that change most verdicts first."""
        return tuple(sorted(self.alone, key=lambda run: -len(self.changed_by(run))))


def sensitivity(
    study: StudyData, *, seed: int = SEED, progress: Callable[[str], None] = lambda _: None
) -> Sensitivity:
    """A study read under every alternative of every setting.

    Rule: OP 3, OP 7 (settings are never averaged in); principle 8 of the design.
    """
    shared: dict[object, ConditionReader] = {}

    def read(changes: Changes) -> Run:
        progress(", ".join(f"{key}={value}" for key, value in changes.items()) or "as it stands")
        changed = replace(study, rules=study.rules.changed(changes))
        outcomes, probabilities = read_verdicts(changed, seed=seed, readers=shared)
        return Run(changes=changes, outcomes=outcomes, probabilities=probabilities)

    return Sensitivity(
        study=study,
        seed=seed,
        default=read({}),
        alone=tuple(read(changes) for changes in single_changes(study.rules, texts=study.has_texts)),
        grid=tuple(read(changes) for changes in minima_grid(study.rules)),
    )


def single_changes(rules: Rules, *, texts: bool = False) -> Iterable[Changes]:
    """Each setting alone at each alternative, and at its default where the study departs from it.

    Args:
        texts: whether the study reads texts; without any, settings of texts alone are left out.
    """
    for setting in SETTINGS:
        if setting.key in TEXTS_ONLY and not texts:
            continue
        for value in dict.fromkeys((setting.default, *setting.alternatives)):
            tried = setting.alternatives or rules.values[setting.key] != setting.default
            if tried and value != rules.values[setting.key]:
                yield {setting.key: value}


def minima_grid(rules: Rules) -> Iterable[Changes]:
    """The status minima of NASC (four) and ALLY (two), together; the study's own pair left out."""
    for nasc, ally in product(("minimal", "medium", "higher", "highest"), ("medium", "higher")):
        changes = {"minima.NASC.status": nasc, "minima.ALLY.status": ally}
        if any(rules.values[key] != value for key, value in changes.items()):
            yield changes


def departures(changes: Changes, rules: Rules) -> frozenset[tuple[str, SettingValue]]:
    """What changes really change: by this two readings are the same one."""
    return frozenset((key, value) for key, value in changes.items() if value != rules.values[key])


def other_changes(rules: Rules, *, texts: bool = False) -> tuple[Changes, ...]:
    """The changes of every reading but the default, each once: the grid holds some single changes again."""
    every = (*minima_grid(rules), *single_changes(rules, texts=texts))
    return tuple({departures(changes, rules): changes for changes in every}.values())


def changes_words(changes: Iterable[tuple[str, SettingValue]]) -> str:
    """Changes as on a command line: ``minima.NASC.status=minimal``."""
    return ", ".join(
        f"{key}={','.join(value) or '(none)' if isinstance(value, tuple) else value}" for key, value in changes
    )


def read_verdicts(
    study: StudyData, *, seed: int, readers: dict[object, ConditionReader]
) -> tuple[dict[Verdict, str | None], dict[Verdict, Mapping[str, Probability]]]:
    """Levels and locations with the levels' probabilities, for every dyad, snapshot and arm.

    Args:
        readers: filled as draws are made, by the settings that decide them; share it between calls.
    """
    unsure = study.rules.uncertainty
    key = (unsure.replicates_evidence, unsure.replicates_texts, unsure.delta, unsure.prior_mass)
    placed = place_all(study.records, study.snapshots, study.sources, study.rules)
    if key not in readers:
        readers[key] = ConditionReader(replicates(placed, study.rules, seed, study.errors))
    outcomes: dict[Verdict, str | None] = {}
    probabilities: dict[Verdict, Mapping[str, Probability]] = {}
    for dyad, snapshot in product(study.dyads, study.snapshots):
        around = surroundings(study, dyad, snapshot, placed)
        for arm, at in panels_by_arm(study, dyad, snapshot.id, placed).items():
            levels = {c: level_with_doubt(at, c, readers[key], study.rules) for c in Condition}
            outcomes |= _named(dyad, snapshot, arm, _computed(at, levels, around))
            for condition, found in levels.items():
                verdict = Verdict(dyad=dyad, snapshot=snapshot.id, arm=str(arm), what=str(condition))
                probabilities[verdict] = found.probability
        outcomes |= _named(dyad, snapshot, Arm.JUDGED, _judged(study.judgements, snapshot, around))
    return outcomes, probabilities


def _named(
    dyad: tuple[str, str], snapshot: Snapshot, arm: Arm, found: Mapping[str, str | None]
) -> dict[Verdict, str | None]:
    return {
        Verdict(dyad=dyad, snapshot=snapshot.id, arm=str(arm), what=what): value
        for what, value in found.items()
    }


def _computed(
    at: Panel, levels: Mapping[Condition, LevelDoubt], around: Around
) -> dict[str, str | None]:
    rules = around.rules
    shut = adversarial(threat_sides(at, AsTheyStand(), rules), at.dyad, rules)
    return {
        **{str(c): found.level for c, found in levels.items()},
        "location": joined(located(levels, around, shut_out=shut).location),
    }


def _judged(
    judgements: Iterable[Judgement], snapshot: Snapshot, around: Around
) -> dict[str, str | None]:
    state = judged_state([j for j in judgements if j.snapshot == snapshot.id], around)
    if state is None:
        return {}
    return {"location": joined(state.location)}


def joined(location: Iterable[str] | None) -> str | None:
    """A location as one word: types joined by ``+``; None where unknown."""
    return None if location is None else "+".join(str(kind) for kind in location)
