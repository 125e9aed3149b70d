"""What came out, in two sentences: a headline that states the finding, and its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.model.levels import NO_ALIGNMENT, AlignmentType, Arm, Gate
from cordiale.model.results import LocationShare, Probability, SnapshotReading, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.model.settings import VOICES
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.grammar import and_list, counted, listed, or_list, sentence
from cordiale.report.words.wording import (
    ARM_NAMES,
    admitted_words,
    draws_words,
    dyad_name,
    full_words,
    locations_words,
    window_title,
)

__all__ = [
    "by_the_article",
    "doubt",
    "headline",
    "is_read",
    "judged_words",
    "leading_arm",
    "state_in",
    "verdict_words",
    "voices_words",
]


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive snapshots with one location; `types` is None where it is unknown."""

    types: tuple[str, ...] | None
    titles: tuple[str, ...]


def state_in(reading: SnapshotReading, arm: Arm | None) -> State | None:
    """The state of a snapshot in an arm, None where the arm has none."""
    return reading.states.get(arm) if arm else None


def is_read(trajectory: Trajectory, arm: Arm) -> bool:
    """Whether an arm read anything at all: a level, a searched document or a record at any snapshot."""
    states = [state for reading in trajectory.snapshots if (state := reading.states.get(arm))]
    results = [result for state in states for result in state.levels.values()]
    return any(result.level or result.evidence or any(result.documents.values()) for result in results)


def leading_arm(trajectory: Trajectory) -> Arm:
    """The arm that the headline speaks of.

    Computed where that locates the dyad at any snapshot; else as judged, where that does, or where
    nothing was read; else computed.
    """
    if _locates(trajectory, Arm.COMPUTED):
        return Arm.COMPUTED
    judged = any(reading.states.get(Arm.JUDGED) for reading in trajectory.snapshots)
    nothing_read = not is_read(trajectory, Arm.COMPUTED)
    return Arm.JUDGED if _locates(trajectory, Arm.JUDGED) or (judged and nothing_read) else Arm.COMPUTED


def _locates(trajectory: Trajectory, arm: Arm) -> bool:
    states = [reading.states.get(arm) for reading in trajectory.snapshots]
    return any(state is not None and state.location for state in states)


def by_the_article(trajectory: Trajectory) -> bool:
    """Whether the judgements are those of the article whose theory is applied (``judged_by`` of the study)."""
    return trajectory.judged_by == "article"


def judged_words(trajectory: Trajectory) -> str:
    """Whose verdicts the judged arm holds: the article's where the study says so."""
    return say("finding.judged.article" if by_the_article(trajectory) else "finding.judged.other")


def verdict_words(trajectory: Trajectory) -> str:
    """The same as a name of the verdicts: "judged in the article", "judged"."""
    return say("finding.judged.article_name") if by_the_article(trajectory) else ARM_NAMES[Arm.JUDGED]


_VOICES = Entries("finding.voice.{}", (voice for voice in VOICES if voice != "author_summary"))


def voices_words(trajectory: Trajectory, arm: Arm = Arm.COMPUTED) -> str:
    """Whose words set the levels of an arm, by its settings (I-21, I-35): "official voices"."""
    voices = Rules.of(trajectory.rules).voices
    chosen = voices.beside if arm is Arm.WITH_AUTHOR_SUMMARIES else voices.levels
    spoken = [_VOICES[voice] for voice in chosen if voice in _VOICES]
    parts = [say("finding.voices.some", voices=and_list(spoken))] if spoken else []
    if "author_summary" in chosen:
        parts.append(say("finding.voices.summaries"))
    return and_list(parts) or say("finding.voices.none")



def headline(trajectory: Trajectory) -> str:
    """The finding: for which types conditions are in place, from when to when.

    Rule: I-32: the location is a ceiling, and the sentence says "conditions in place for".
    """
    arm, pair = leading_arm(trajectory), dyad_name(trajectory.dyad)
    runs = _runs(trajectory.snapshots, arm)
    if not any(run.types for run in runs):
        return _unsettled(trajectory, pair)
    course = _course(runs)
    if _gates(trajectory, arm) == {Gate.UNKNOWN}:
        course = say("finding.headline.if_aligned", course=course)
    if runs[-1].types is None:
        course = say("finding.headline.unknown_since", course=course)
    if arm is Arm.JUDGED:
        return say("finding.headline.judged", dyad=pair, judged=judged_words(trajectory), course=course)
    return say("finding.headline.computed", dyad=pair, course=course)


def _unsettled(trajectory: Trajectory, pair: str) -> str:
    """The headline where no window is located: what was declared in vain (CAV-1), or that nothing is settled."""
    declared = _declared_in_vain(trajectory)
    if not declared:
        return say("finding.headline.unsettled", dyad=pair)
    if len(declared) > 1:
        return say("finding.headline.declared_more", dyad=pair, windows=_titles(declared))
    return say("finding.headline.declared_one", dyad=pair, type=_declared(declared[0]), window=window_title(declared[0].snapshot))


def _declared_in_vain(trajectory: Trajectory) -> list[SnapshotReading]:
    """Windows in which the parties declared a type without the conditions for it (CAV-1)."""
    return [
        reading
        for reading in trajectory.snapshots
        if reading.label.verdict == "rhetorical" and reading.label.type in list(AlignmentType)
    ]


_DEFINITE = Entries("common.type.{}.definite", AlignmentType)


def _declared(reading: SnapshotReading) -> str:
    return _DEFINITE[str(reading.label.type)]


def _gates(trajectory: Trajectory, arm: Arm) -> set[Gate]:
    return {state.gate for reading in trajectory.snapshots if (state := reading.states.get(arm)) and state.location}


def _runs(readings: Sequence[SnapshotReading], arm: Arm) -> list[_Run]:
    runs: list[_Run] = []
    for reading in readings:
        state = state_in(reading, arm)
        types = state.location or None if state else None
        title = window_title(reading.snapshot)
        if runs and runs[-1].types == types:
            runs[-1] = _Run(types, (*runs[-1].titles, title))
        else:
            runs.append(_Run(types, (title,)))
    return runs


def _course(runs: list[_Run]) -> str:
    """The known runs in order; of more than three the first and the last, with a count between."""
    known = [(place, run) for place, run in enumerate(runs) if run.types]
    if len(known) == 1:
        return _only_run(known[0][1], len(runs) == 1)
    said = known if len(known) <= 3 else [known[0], known[-1]]
    clauses = [
        _phrase(run.types, said[order - 1][1].types if order else None, _time(run, place, len(runs)))
        for order, (place, run) in enumerate(said)
    ]
    if len(known) <= 3:
        return listed("comma", clauses)
    return counted("finding.course.changes", len(known) - 1, first=clauses[0], last=clauses[1])


def _only_run(run: _Run, throughout: bool) -> str:
    titles = run.titles
    if len(titles) == 1:
        return _phrase(run.types, None, say("finding.time.in", window=titles[0]))
    key = "finding.time.throughout" if throughout else "finding.time.from_to"
    return _phrase(run.types, None, say(key, first=titles[0], last=titles[-1]))


def _time(run: _Run, place: int, count: int) -> str:
    if len(run.titles) == 1:
        return say("finding.time.in", window=run.titles[0])
    if place == 0:
        return say("finding.time.until", window=run.titles[-1])
    if place == count - 1:
        return say("finding.time.from", window=run.titles[0])
    return say("finding.time.from_to", first=run.titles[0], last=run.titles[-1])


def _phrase(types: tuple[str, ...] | None, before: tuple[str, ...] | None, time: str) -> str:
    """`conditions in place for a thin strategic partnership until 2001`, then `for a thick one in 2021`."""
    if not types or NO_ALIGNMENT in types:
        return say("finding.course.no_alignment", time=time)
    names = [full_words(kind) for kind in types]
    if before and len(types) == len(before) == 1:
        names = [_after(types[0], before[0])]
    first = before is None or NO_ALIGNMENT in before
    if len(types) > 1:
        key = "finding.course.first_tie" if first else "finding.course.next_tie"
    else:
        key = "finding.course.first" if first else "finding.course.next"
    return say(key, types=and_list(names), time=time)


# Types that share their noun, so that the second can be said as "a thick one".
_SAME_NOUN = ((AlignmentType.THIN, AlignmentType.THICK), (AlignmentType.NASC, AlignmentType.ASC))
_AFTER = Entries("common.type.{}.after", (kind for pair in _SAME_NOUN for kind in pair))


def _after(kind: str, before: str) -> str:
    """The name of a type after another: short where both have the same noun."""
    same = any(kind in pair and before in pair for pair in _SAME_NOUN)
    return _AFTER[kind] if same else full_words(kind)


def doubt(trajectory: Trajectory) -> str:
    """The doubt on the headline: what is unknown, how sure the latest location is, who differs."""
    arm = leading_arm(trajectory)
    return sentence(
        [
            *_unknowns(trajectory, arm),
            *_latest(trajectory, arm),
            *_gate_unknown(trajectory, arm),
            *_admitted(trajectory, arm),
            *_disagreement(trajectory, arm),
            *(_rhetorical(trajectory) if _locates(trajectory, arm) else []),
        ]
    )


def _unknowns(trajectory: Trajectory, arm: Arm) -> list[str]:
    """Up to two snapshots said one by one, more of them together."""
    readings = [(r, s) for r in trajectory.snapshots if (s := state_in(r, arm)) is not None and not s.location]
    if len(readings) <= 2:
        return [_unknown_clause(window_title(r.snapshot), s) for r, s in readings]
    if len(readings) == len(trajectory.snapshots):
        return [say("finding.doubt.unknown_everywhere")]
    return [say("finding.doubt.unknown_in", windows=_titles([r for r, _ in readings]))]


def _titles(readings: Sequence[SnapshotReading]) -> str:
    titles = [window_title(reading.snapshot) for reading in readings]
    return and_list(titles) if len(titles) < 5 else counted("finding.windows", len(titles))


def _unknown_clause(window: str, state: State) -> str:
    possible = locations_words(state)
    if len(possible) == 2:
        return say("finding.doubt.line", window=window, locations=and_list(possible))
    if 2 < len(possible) < 6:
        return say("finding.doubt.unknown_among", window=window, locations=or_list(possible))
    return say("finding.doubt.unknown", window=window)


def _admitted(trajectory: Trajectory, arm: Arm) -> list[str]:
    """Windows whose judgement admits another location than its point."""
    if arm is not Arm.JUDGED:
        return []
    wide = [
        (window_title(reading.snapshot), words)
        for reading in trajectory.snapshots
        if (state := reading.states.get(arm)) and (words := admitted_words(state))
    ]
    if len(wide) > 2:
        return [counted("finding.doubt.admit_others", len(wide))]
    return [say("finding.doubt.admits", window=window, locations=words) for window, words in wide]


def _latest(trajectory: Trajectory, arm: Arm) -> list[str]:
    """In how many draws the last known location is the location."""
    if arm is Arm.JUDGED:
        return []
    for reading in reversed(trajectory.snapshots):
        state = state_in(reading, arm)
        if state is None or not state.location or state.gate is Gate.CLOSED:
            continue
        agreeing = [share for share in state.locations if set(share.types) == set(state.location)]
        return [_agreement(window_title(reading.snapshot), share) for share in agreeing[:1]]
    return []


def _agreement(window: str, share: LocationShare) -> str:
    draws = draws_words(Probability(lower=share.lower, upper=share.upper))
    return say("finding.doubt.agreement", window=window, draws=draws)


def _gate_unknown(trajectory: Trajectory, arm: Arm) -> list[str]:
    """Windows for which nobody looked for cooperative engagement (I-15)."""
    asked = [r for r in trajectory.snapshots if (s := state_in(r, arm)) is not None and s.gate is Gate.UNKNOWN]
    return [say("finding.doubt.gate", windows=_titles(asked))] if asked else []


def _disagreement(trajectory: Trajectory, arm: Arm) -> list[str]:
    """Windows in which the other of computed and judged is located elsewhere, or nowhere."""
    if arm is Arm.JUDGED:
        return _silence_of_texts(trajectory)
    differing = [
        reading
        for reading in trajectory.snapshots
        if _differ(reading.states.get(arm), reading.states.get(Arm.JUDGED))
    ]
    if not differing:
        return []
    judged = judged_words(trajectory)
    return [counted("finding.doubt.elsewhere", len(differing), judged=judged, windows=_titles(differing))]


def _silence_of_texts(trajectory: Trajectory) -> list[str]:
    """That nothing could be computed, where the headline rests on judgements."""
    if is_read(trajectory, Arm.COMPUTED):
        return [say("finding.doubt.texts_settle_nothing", voices=voices_words(trajectory))]
    return [say("finding.doubt.no_text")]


def _differ(one: State | None, other: State | None) -> bool:
    return bool(one and other and one.location and other.location and set(one.location) != set(other.location))


def _rhetorical(trajectory: Trajectory) -> list[str]:
    """That the parties declared a type without the conditions for it (CAV-1)."""
    declared = _declared_in_vain(trajectory)
    if len(declared) > 1:
        return [say("finding.doubt.declared_more", windows=_titles(declared))]
    return [
        say("finding.doubt.declared_one", type=_declared(reading), window=window_title(reading.snapshot))
        for reading in declared
    ]
