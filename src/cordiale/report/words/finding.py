"""What came out, in two sentences: a headline that states the finding, and its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cordiale.model.levels import NO_ALIGNMENT, AlignmentType, Arm, Gate
from cordiale.model.results import LocationShare, Probability, SnapshotReading, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.report.words.wording import (
    and_list,
    draws_words,
    dyad_name,
    full_words,
    location_words,
    plain_words,
    window_title,
)

__all__ = ["ARTICLE_CASE", "doubt", "headline", "is_read", "judged_words", "leading_arm", "state_in", "voices_words"]

ARTICLE_CASE = "sino-russian"
"""Id of the built-in study whose judgements are the article's own verdicts."""


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


def judged_words(trajectory: Trajectory) -> str:
    """Whose verdicts the judged arm holds: the article's for its own case."""
    return "as judged in the article" if trajectory.study_id == ARTICLE_CASE else "as judged"


def voices_words(trajectory: Trajectory, arm: Arm = Arm.COMPUTED) -> str:
    """Whose words set the levels of an arm, by its settings (I-21, I-35): "official voices"."""
    voices = _rules(trajectory).voices
    chosen = voices.beside if arm is Arm.WITH_AUTHOR_SUMMARIES else voices.levels
    spoken = [plain_words(voice) for voice in chosen if voice != "author_summary"]
    parts = [f"{and_list(spoken)} voices"] if spoken else []
    if "author_summary" in chosen:
        parts.append("the authors’ summaries")
    return and_list(parts) or "no voices"


def _rules(trajectory: Trajectory) -> Rules:
    return Rules.default().changed(dict(trajectory.rules), where="trajectory")


def headline(trajectory: Trajectory) -> str:
    """The finding: for which types conditions are in place, from when to when.

    Rule: I-32: the location is a ceiling, and the sentence says "conditions in place for".
    """
    arm, pair = leading_arm(trajectory), dyad_name(trajectory.dyad)
    runs = _runs(trajectory.snapshots, arm)
    known = [run for run in runs if run.types]
    if not known:
        declared = _declared_in_vain(trajectory)
        if declared:
            whose = "its" if declared[0].endswith("is rhetorical") else "their"
            return f"{pair}: {declared[0]}, since {whose} conditions are not in place"
        return f"{pair}: what was read does not settle for which types conditions are in place"
    opening = f"{pair}, {judged_words(trajectory)}" if arm is Arm.JUDGED else pair
    aligned = "if aligned, " if _gates(trajectory, arm) == {Gate.UNKNOWN} else ""
    ends_unknown = "; unknown since" if runs[-1].types is None else ""
    return f"{opening}: {aligned}{_course(runs)}{ends_unknown}"


def _declared_in_vain(trajectory: Trajectory) -> list[str]:
    """That the parties declared a type without the conditions for it (CAV-1)."""
    readings = [
        reading
        for reading in trajectory.snapshots
        if reading.label.verdict == "rhetorical" and reading.label.type in list(AlignmentType)
    ]
    if len(readings) > 1:
        return [f"the types declared in {_titles(readings)} are rhetorical"]
    return [
        f"the {AlignmentType(str(reading.label.type)).full_name} declared in {window_title(reading.snapshot)} is rhetorical"
        for reading in readings
    ]


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
    clauses: list[str] = []
    for order, (place, run) in enumerate(said):
        before = said[order - 1][1].types if order else None
        clauses.append(f"{_phrase(run.types, before)} {_time(run, place, len(runs))}")
    changes = len(known) - 1
    middle = [f"{changes} changes between"] if len(known) > 3 else []
    return ", ".join([clauses[0], *middle, *clauses[1:]])


def _only_run(run: _Run, throughout: bool) -> str:
    titles = run.titles
    time = f"in {titles[0]}" if len(titles) == 1 else f"from {titles[0]} to {titles[-1]}"
    whole = " throughout," if throughout and len(titles) > 1 else ""
    return f"{_phrase(run.types, None)}{whole} {time}"


def _time(run: _Run, place: int, count: int) -> str:
    if len(run.titles) == 1:
        return f"in {run.titles[0]}"
    if place == 0:
        return f"until {run.titles[-1]}"
    return f"from {run.titles[0]}" if place == count - 1 else f"from {run.titles[0]} to {run.titles[-1]}"


def _phrase(types: tuple[str, ...] | None, before: tuple[str, ...] | None) -> str:
    """`conditions in place for a thin strategic partnership`, then `for a thick one`."""
    if not types or NO_ALIGNMENT in types:
        return full_words(NO_ALIGNMENT)
    names = [full_words(kind) for kind in types]
    if before and len(types) == len(before) == 1 and NO_ALIGNMENT not in before:
        names = [_after(types[0], before[0])]
    tie = ", which cannot be ranked," if len(types) > 1 else ""
    first = before is None or NO_ALIGNMENT in before
    return f"{'conditions in place ' if first else ''}for {and_list(names)}{tie}"


def _after(kind: str, before: str) -> str:
    """The name of a type after another with the same noun: "a thick one"."""
    words = full_words(kind)
    for noun in ("strategic partnership", "security community"):
        if words.endswith(noun) and AlignmentType(before).full_name.endswith(noun):
            return words.removesuffix(noun) + "one"
    return words


def doubt(trajectory: Trajectory) -> str:
    """The doubt on the headline: what is unknown, how sure the latest location is, who differs."""
    arm = leading_arm(trajectory)
    clauses = [
        *_unknowns(trajectory, arm),
        *_latest(trajectory, arm),
        *_gate_unknown(trajectory, arm),
        *_admitted(trajectory, arm),
        *_disagreement(trajectory, arm),
        *(_declared_in_vain(trajectory) if _locates(trajectory, arm) else []),
    ]
    if not clauses:
        return ""
    text = "; ".join(clauses)
    return f"{text[0].upper()}{text[1:]}."


def _unknowns(trajectory: Trajectory, arm: Arm) -> list[str]:
    """Up to two snapshots said one by one, more of them together."""
    readings = [(r, s) for r in trajectory.snapshots if (s := state_in(r, arm)) is not None and not s.location]
    if not readings:
        return []
    if len(readings) > 2:
        where = "every window" if len(readings) == len(trajectory.snapshots) else _titles([r for r, _ in readings])
        return [f"in {where} the location is unknown on what was read"]
    return [f"{window_title(r.snapshot)} {_unknown_clause(s)}" for r, s in readings]


def _titles(readings: Sequence[SnapshotReading]) -> str:
    titles = [window_title(reading.snapshot) for reading in readings]
    return and_list(titles) if len(titles) < 5 else f"{len(titles)} windows"


def _unknown_clause(state: State) -> str:
    words = location_words(replace(state, gate=Gate.OPEN))
    line = "on the line: "
    if words.startswith(line):
        return f"lies on the line between {words.removeprefix(line).replace(' or ', ' and ')}"
    return f"is unknown{words.removeprefix('unknown')}"


def _admitted(trajectory: Trajectory, arm: Arm) -> list[str]:
    """Windows whose judgement admits another location than its point."""
    if arm is not Arm.JUDGED:
        return []
    wide = [
        (window_title(reading.snapshot), words.split(", or ", 1)[1])
        for reading in trajectory.snapshots
        if (state := reading.states.get(arm)) and state.location and ", or " in (words := location_words(state))
    ]
    if len(wide) > 2:
        return [f"the wording for {len(wide)} windows admits other locations"]
    return [f"the wording for {title} also admits {words}" for title, words in wide]


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


def _agreement(title: str, share: LocationShare) -> str:
    return f"in {title}, {draws_words(Probability(lower=share.lower, upper=share.upper))} agree"


def _gate_unknown(trajectory: Trajectory, arm: Arm) -> list[str]:
    """Windows for which nobody looked for cooperative engagement (I-15)."""
    asked = [r for r in trajectory.snapshots if (s := state_in(r, arm)) is not None and s.gate is Gate.UNKNOWN]
    return [f"whether they cooperated is not on record for {_titles(asked)}"] if asked else []


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
    verb = "is" if len(differing) == 1 else "are"
    return [f"{judged_words(trajectory)}, {_titles(differing)} {verb} located elsewhere"]


def _silence_of_texts(trajectory: Trajectory) -> list[str]:
    """That nothing could be computed, where the headline rests on judgements."""
    if is_read(trajectory, Arm.COMPUTED):
        return [f"computed from {voices_words(trajectory)} alone, the location is unknown in every window"]
    return ["no text was coded, so nothing is computed"]


def _differ(one: State | None, other: State | None) -> bool:
    return bool(one and other and one.location and other.location and set(one.location) != set(other.location))
