"""The signature figure: each snapshot as a window, Table 1 as its panes, status as its sill.

`windows_view` says in plain values what each window shows; `windows_svg` draws that and nothing
else; `windows_table` gives the same as rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from cordiale.model.levels import (
    LEVELS,
    NO_ALIGNMENT,
    AlignmentType,
    Arm,
    Condition,
    Gate,
    Level,
    StatusLevel,
)
from cordiale.model.results import (
    CANNOT_BE_SET_ASIDE,
    LevelResult,
    Probability,
    SnapshotReading,
    State,
    Trajectory,
)
from cordiale.model.rules import Minima, Rules
from cordiale.report.drawing.svg import clean
from cordiale.report.figures.windows.drawing import windows_key_svg, windows_svg
from cordiale.report.figures.windows.values import Caption, Pane, Pill, SillStep, WindowsView, WindowView
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import headline, is_read, state_in, verdict_words, voices_words
from cordiale.report.words.grammar import listed
from cordiale.report.words.wording import (
    ARM_NAMES,
    CONDITION_NAMES,
    dyad_name,
    level_words,
    location_words,
    plain_words,
    window_title,
)

__all__ = [
    "Caption",
    "Pane",
    "Pill",
    "SillStep",
    "WindowView",
    "WindowsView",
    "fill_class",
    "usual_arms",
    "windows_key_svg",
    "windows_svg",
    "windows_table",
    "windows_view",
]


def usual_arms(trajectory: Trajectory) -> tuple[Arm | None, Arm | None]:
    """Which arm gives the fills and which the lines.

    Returns:
        Computed for the fills, unless nothing was read and there are judgements; judged for the
        lines, where anything was judged.
    """
    judged = any(reading.states.get(Arm.JUDGED) for reading in trajectory.snapshots)
    computed = is_read(trajectory, Arm.COMPUTED) or not judged
    return (Arm.COMPUTED if computed else None), (Arm.JUDGED if judged else None)


def fill_class(lower: float) -> int:
    """The fill of a pane: 0 under 5 in 100 draws, 1 from 5, 2 from 50, 3 from 95.

    Example:
        >>> [fill_class(share) for share in (0.049, 0.05, 0.5, 0.95)]
        [0, 1, 2, 3]
    """
    share = round(lower * 100, 6)
    return sum(share >= threshold for threshold in (5, 50, 95))


def windows_view(trajectory: Trajectory, fills_arm: Arm | None, lines_arm: Arm | None) -> WindowsView:
    """What the windows of a trajectory show.

    Args:
        trajectory: the dyad's result.
        fills_arm: whose draws fill panes and sills and give the numbers; None: no fills.
        lines_arm: whose verdict is drawn as lines; None: no lines.

    Missing: a snapshot without a state in an arm has no fills, or no lines, and says so.

    Rule: CAV-1, I-15, I-16, I-32.
    """
    rules = Rules.of(trajectory.rules)
    between = {(interval.start, interval.end): len(interval.interactions) for interval in trajectory.intervals}
    ids = [reading.snapshot.id for reading in trajectory.snapshots]
    after = [between.get(pair, 0) for pair in pairwise(ids)] + [0]
    scores = [None, *(_threat_high(reading, fills_arm) for reading in trajectory.snapshots)]
    windows = tuple(
        _window(reading, fills_arm, lines_arm, rules, interactions_after=count, threat_before=score)
        for reading, count, score in zip(trajectory.snapshots, after, scores, strict=False)
    )
    return WindowsView(
        title=headline(trajectory),
        dyad=dyad_name(trajectory.dyad),
        fills=_arm_words(trajectory, fills_arm),
        lines=_arm_words(trajectory, lines_arm),
        caption=_figure_caption(trajectory, fills_arm, lines_arm),
        order_note=_order_note(rules.minima),
        windows=windows,
    )


def _arm_words(trajectory: Trajectory, arm: Arm | None) -> str:
    if arm is Arm.JUDGED:
        return verdict_words(trajectory)
    return ARM_NAMES[arm] if arm else ""


def _figure_caption(trajectory: Trajectory, fills_arm: Arm | None, lines_arm: Arm | None) -> str:
    parts = []
    if fills_arm:
        parts.append(say("windows.caption.fills", source=_source_words(trajectory, fills_arm)))
    elif lines_arm:
        parts.append(say("windows.caption.no_fills"))
    if lines_arm:
        parts.append(say("windows.caption.lines", source=_source_words(trajectory, lines_arm)))
    return listed("sentences", parts)


def _source_words(trajectory: Trajectory, arm: Arm) -> str:
    if arm is Arm.JUDGED:
        return verdict_words(trajectory)
    key = "windows.source.alone" if arm is Arm.COMPUTED else "windows.source.beside"
    return say(key, voices=voices_words(trajectory, arm))


# Which type asks at least as much as which, in each condition (OP 4, implied order).
_ORDER = (
    ("THIN", "COAL"),
    ("THIN", "THICK"),
    ("COAL", "ALLY"),
    ("THICK", "ALLY"),
    ("THICK", "NASC"),
    ("ALLY", "ASC"),
    ("NASC", "ASC"),
)


def _order_note(minima: Minima) -> str:
    default = Rules.default().minima
    placed = all(
        minima[kind][condition] == default[kind][condition]
        for kind in AlignmentType
        for condition in (Condition.THREAT, Condition.IDENTITY)
    )
    ordered = all(
        minima[AlignmentType(lesser)][Condition.STATUS] <= minima[AlignmentType(greater)][Condition.STATUS]
        for lesser, greater in _ORDER
    )
    if placed and ordered:
        return ""
    return say("windows.order_broken")


# -- one window ----------------------------------------------------------------------------------


def _window(
    reading: SnapshotReading,
    fills_arm: Arm | None,
    lines_arm: Arm | None,
    rules: Rules,
    *,
    interactions_after: int,
    threat_before: float | None,
) -> WindowView:
    filled, lined = state_in(reading, fills_arm), state_in(reading, lines_arm)
    shown = filled or lined
    numerals, pills, no_alignment, other = _shares(filled)
    label = reading.label
    return WindowView(
        snapshot=reading.snapshot.id,
        title=window_title(reading.snapshot),
        arm=shown.arm if shown else None,
        empty=shown is not None and shown.gate is Gate.CLOSED,
        location=location_words(shown) if shown else say("windows.not_read"),
        captions=_captions(shown, threat_before) if shown else (),
        judged=location_words(lined) if lined and filled else "",
        panes=tuple(_pane(kind, filled, lined, rules, numerals.get(kind), label.type) for kind in AlignmentType),
        pills=pills,
        no_alignment=no_alignment,
        other=other,
        sill=_sill(filled, lined),
        label=clean(label.text),
        rhetorical=label.verdict == "rhetorical",
        interactions_after=interactions_after,
    )


def _pane(
    kind: AlignmentType,
    filled: State | None,
    lined: State | None,
    rules: Rules,
    numeral: int | None,
    label_type: str | None,
) -> Pane:
    opened = filled.open.get(kind) if filled and filled.gate is not Gate.CLOSED else None
    minima = rules.minima[kind]
    hatched = opened is not None and filled is not None and _undecided(filled, minima, opened, rules)
    shown = filled or lined
    return Pane(
        type=kind,
        lower=opened.lower if opened else None,
        upper=opened.upper if opened else None,
        fill=fill_class(opened.lower) if opened else (0 if filled else None),
        numeral=numeral,
        line=_line(lined, minima),
        hatched=hatched,
        shut_by_status=not hatched and shown is not None and _only_status_shuts(shown, minima),
        quoted=label_type == kind,
    )


def _met(result: LevelResult | None, condition: Condition, minimum: Level) -> tuple[bool, bool]:
    """Whether a minimum is met on every admissible reading of a level, and on some.

    Missing: a condition without a result ranges over all its levels.
    """
    order = list(LEVELS[condition])
    words = result.admissible if result else ()
    if result and not words and result.level:
        words = (result.level,)
    readings = [level for level in order if str(level) in words] or order
    return readings[0] >= minimum, readings[-1] >= minimum


def _line(state: State | None, minima: Mapping[Condition, Level]) -> str:
    """`solid` where a type is open on every admissible reading, `dashed` where on some."""
    if state is None or state.gate is Gate.CLOSED:
        return ""
    met = [_met(state.levels.get(condition), condition, minima[condition]) for condition in Condition]
    if all(on_every for on_every, _ in met):
        return "solid"
    return "dashed" if all(on_some for _, on_some in met) else ""


def _undecided(state: State, minima: Mapping[Condition, Level], opened: Probability, rules: Rules) -> bool:
    """Whether a pane is hatched: the unknown, and it alone, leaves open whether the type is.

    Where the location is unknown, by the type's own draws: it cannot be set aside and is no point. Else
    a type that the words under the window name as possible would stand as a pane that is shut.
    Where the location is known, by the levels: an unknown one decides. Lower and upper probability part
    for want of documents too; only the unknown is hatched.

    Rule: OP 7, uncertainty 4.
    """
    if state.location is None:
        return round(opened.upper, 6) >= CANNOT_BE_SET_ASIDE and opened.lower < rules.uncertainty.point_from
    unknown = False
    for condition in Condition:
        result = state.levels.get(condition)
        if result and result.level is not None:
            if LEVELS[condition](result.level) < minima[condition]:
                return False
            continue
        on_every, on_some = _met(result, condition, minima[condition])
        if not on_some:
            return False
        unknown = unknown or not on_every
    return unknown and opened.upper > opened.lower


def _only_status_shuts(state: State, minima: Mapping[Condition, Level]) -> bool:
    """Whether threat and identity suffice at their point levels and status alone does not."""
    if state.gate is Gate.CLOSED:
        return False
    results = {condition: state.levels.get(condition) for condition in Condition}
    words = {condition: result.level for condition, result in results.items() if result and result.level}
    short = [condition for condition, word in words.items() if LEVELS[condition](word) < minima[condition]]
    return len(words) == len(Condition) and short == [Condition.STATUS]


def _shares(state: State | None) -> tuple[dict[AlignmentType, int], tuple[Pill, ...], int, int]:
    """Numerals, pills, draws without alignment, and the rest: together 100.

    Lower probabilities of hand evidence are rounded to 5 in 100 (OP 7), so that their sum can pass
    100; the smallest then give way.
    """
    if state is None or state.gate is Gate.CLOSED:
        return {}, (), 0, 0
    counts = {tuple(sorted(str(kind) for kind in share.types)): round(share.lower * 100) for share in state.locations}
    excess = sum(counts.values()) - 100
    for types in sorted(counts, key=lambda types: (counts[types], types)):
        given = min(max(excess, 0), counts[types])
        counts[types] -= given
        excess -= given
    numerals = {AlignmentType(t[0]): n for t, n in counts.items() if n and len(t) == 1 and t[0] != NO_ALIGNMENT}
    pills = _pills({types: n for types, n in counts.items() if n and len(types) == 2})
    no_alignment = counts.get((NO_ALIGNMENT,), 0)
    other = 100 - sum(numerals.values()) - sum(pill.share for pill in pills) - no_alignment
    return numerals, pills, no_alignment, other


def _pills(ties: Mapping[tuple[str, ...], int]) -> tuple[Pill, ...]:
    """Ties of two types; where two links would cross in one point the larger is drawn."""
    taken: dict[tuple[float, float], Pill] = {}
    for types, share in sorted(ties.items(), key=lambda item: (-item[1], item[0])):
        if NO_ALIGNMENT in types:
            continue
        pair = sorted((AlignmentType(word) for word in types), key=list(AlignmentType).index)
        pill = Pill(types=(pair[0], pair[1]), share=share)
        taken.setdefault(pill.middle, pill)
    return tuple(taken.values())


def _sill(filled: State | None, lined: State | None) -> tuple[SillStep, ...]:
    """The four steps above incompatible: fills from the draws, lines from the verdict."""
    computed = filled.levels.get(Condition.STATUS) if filled and filled.gate is not Gate.CLOSED else None
    judged = lined.levels.get(Condition.STATUS) if lined and lined.gate is not Gate.CLOSED else None
    return tuple(_step(step, filled is not None, computed, judged) for step in list(StatusLevel)[1:])


def _step(step: StatusLevel, filled: bool, computed: LevelResult | None, judged: LevelResult | None) -> SillStep:
    on_every, on_some = _met(judged, Condition.STATUS, step) if judged else (False, False)
    unknown = computed is not None and computed.level is None
    sure, possible = _met(computed, Condition.STATUS, step) if unknown else (False, False)
    lower = _at_least(computed, step) if computed else 0.0
    return SillStep(
        level=str(step),
        fill=fill_class(lower) if filled else None,
        lower=lower if computed else None,
        line="solid" if on_every else "dashed" if on_some else "",
        hatched=unknown and possible and not sure,
    )


def _at_least(result: LevelResult, step: StatusLevel) -> float:
    """A lower bound on the share of draws whose status is at least a rung.

    Two bounds follow from the levels' own probabilities: what must lie at or above the rung, and
    what cannot lie below it. The greater is nearer to the truth, and both are safe.
    """
    if result.probability is None:
        return float(result.level is not None and StatusLevel(result.level) >= step)
    above = sum(p.lower for word, p in result.probability.items() if StatusLevel(word) >= step)
    below = sum(p.upper for word, p in result.probability.items() if StatusLevel(word) < step)
    return min(1.0, max(above, 1 - below, 0.0))


def _threat_high(reading: SnapshotReading, arm: Arm | None) -> float | None:
    state = state_in(reading, arm)
    result = state.levels.get(Condition.THREAT) if state else None
    return result.score.high if result and result.score else None


def _captions(state: State, threat_before: float | None) -> tuple[Caption, ...]:
    """The three conditions in words; a closed gate says why the window is empty."""
    if state.gate is Gate.CLOSED:
        return (Caption(condition="", words=say("windows.condition.no_engagement")),)
    return tuple(
        Caption(condition=str(condition), words=_condition_words(condition, state, threat_before))
        for condition in Condition
    )


def _condition_words(condition: Condition, state: State, threat_before: float | None) -> str:
    result = state.levels.get(condition)
    key = "windows.condition.level"
    if condition is Condition.STATUS and "fragile_status" in state.flags:
        key = "windows.condition.fragile"
    elif condition is Condition.THREAT and _higher_than_before(result, threat_before):
        key = "windows.condition.higher"
    level = level_words(condition, result) if result else say("common.unknown")
    return say(key, condition=CONDITION_NAMES[condition], level=level)


def _higher_than_before(result: LevelResult | None, threat_before: float | None) -> bool:
    """Whether a low level rose: movement inside it is said only where it exceeds its interval (T-10, I-14)."""
    if result is None or result.score is None or result.level != "low" or threat_before is None:
        return False
    return result.score.low > threat_before


# -- the same as rows ----------------------------------------------------------------------------


def windows_table(view: WindowsView) -> tuple[dict[str, str], ...]:
    """What the figure shows, one row a snapshot and type, in the order of the figure.

    Returns:
        Rows with the keys ``snapshot, period, type, open_lower, open_upper, alone_in_100,
        tied_with, tied_in_100, other_in_100, line, unknown, shut_by_status, called, location``.
        Shares are of draws, 0 to 1 for open and counts of 100 for locations; empty: not computed.
    """
    return tuple(_row(window, pane) for window in view.windows for pane in window.panes)


def _row(window: WindowView, pane: Pane) -> dict[str, str]:
    ties = [pill for pill in window.pills if pane.type in pill.types]
    others: Sequence[str] = [str(kind) for pill in ties for kind in pill.types if kind is not pane.type]
    computed = pane.lower is not None
    return {
        "snapshot": window.snapshot,
        "period": window.title,
        "type": str(pane.type),
        "open_lower": "" if pane.lower is None else f"{pane.lower:.2f}",
        "open_upper": "" if pane.upper is None else f"{pane.upper:.2f}",
        "alone_in_100": str(pane.numeral or 0) if computed else "",
        "tied_with": "|".join(others),
        "tied_in_100": "|".join(str(pill.share) for pill in ties),
        "other_in_100": str(window.other + window.no_alignment) if computed else "",
        "line": pane.line,
        "unknown": plain_words(pane.hatched) if computed else "",
        "shut_by_status": plain_words(pane.shut_by_status),
        "called": window.label if pane.quoted else "",
        "location": window.location,
    }
