"""Expectations of support and willingness to coordinate by direction: what alignment is (C1).

`outputs_figure` decides what is shown, in plain values; `draw_outputs` draws that and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cordiale.model.levels import Arm
from cordiale.model.results import (
    CoordinationReading,
    Event,
    Probability,
    SnapshotReading,
    SupportReading,
    Trajectory,
)
from cordiale.report.anchors import mark_anchor
from cordiale.report.drawing.svg import clean
from cordiale.report.figures.outputs.values import Direction, Move, OutputCell, OutputsFigure
from cordiale.report.figures.outputs.words import outputs_description, outputs_table, outputs_title
from cordiale.report.figures.pieces.ladder import Rung, ladder
from cordiale.report.figures.values import FigureWords, Mark
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.finding import judged_words, voices_words
from cordiale.report.words.grammar import listed
from cordiale.report.words.wording import ARM_NAMES, CONDITION_NAMES, actor_name, or_list, window_title

__all__ = ["MOST_WINDOWS", "outputs_figure"]

MOST_WINDOWS = 60
"""Of more snapshots the latest are drawn, and the figure says how many are left to the data."""

_FEW = 6
"""Up to as many windows, shares of doubt have room for their words at every width."""

_EXPECTATIONS = Entries("outputs.expectation.{}", ("low", "higher", "high"))
_COORDINATION = Entries(
    "outputs.coordination.{}",
    ("refuse", "consult", "align_positions", "joint_action", "joint_planning", "integrated"),
)
_DIMENSIONS = Entries("outputs.dimension.{}", ("support", "coordination"))


def outputs_figure(trajectory: Trajectory) -> OutputsFigure | None:
    """What each expects of the other and how far it will coordinate, window by window.

    Args:
        trajectory: the dyad's result.

    Returns:
        The figure, or None where no window holds a document or a judgement on either.

    Missing: what nobody coded is hatched; it is never drawn as low.

    Rule: C1, I-24, I-27, P8.
    """
    if not any(_holds(reading) for reading in trajectory.snapshots):
        return None
    readings = trajectory.snapshots[-MOST_WINDOWS:]
    left = len(trajectory.snapshots) - len(readings)
    more = say("outputs.more_windows", count=left) if left else ""
    first, second = trajectory.dyad
    directions = (_direction(readings, first, second, 0), _direction(readings, second, first, 1))
    actors = (actor_name(first), actor_name(second))
    periods = tuple(window_title(reading.snapshot) for reading in readings)
    moves = _moves(trajectory, readings)
    index = tuple(reading.support_index for reading in readings)
    return OutputsFigure(
        words=FigureWords(
            name="outputs",
            title=outputs_title(periods, actors, directions, moves, judged_words(trajectory)),
            caption=_caption(trajectory, periods, more),
            reading=_reading(trajectory, directions, any(index), moves),
            description=outputs_description(periods, actors, directions, index, moves, judged_words(trajectory)),
        ),
        table=outputs_table(periods, actors, directions, index, moves),
        marks=tuple(_marks(trajectory, readings)),
        actors=actors,
        periods=periods,
        directions=directions,
        index=index,
        moves=moves,
        more=more,
    )


def _caption(trajectory: Trajectory, periods: Sequence[str], more: str) -> str:
    """Whose words, over what time, and what is left to the data."""
    one = len(periods) == 1
    period = periods[0] if one else say("wording.level.range", lowest=periods[0], highest=periods[-1])
    whose = say("outputs.caption.whose", voices=voices_words(trajectory), period=period)
    return listed("sentences", [words for words in (whose, more) if words])


def _holds(reading: SnapshotReading) -> bool:
    support = any(one.documents or one.judged for one in reading.support.values())
    return support or any(one.documents or one.judged for one in reading.coordination.values())


# -- one direction -------------------------------------------------------------------------------


def _direction(readings: Sequence[SnapshotReading], actor: str, other: str, place: int) -> Direction:
    return Direction(
        actor=place,
        title=say("outputs.direction", actor=actor_name(actor), other=actor_name(other)),
        cells=tuple(
            _cell(reading.snapshot.id, actor, reading.support.get(actor), reading.coordination.get(actor))
            for reading in readings
        ),
    )


def _cell(
    snapshot: str, actor: str, support: SupportReading | None, coordination: CoordinationReading | None
) -> OutputCell:
    expectation = _rungs(_EXPECTATIONS, support.expectation if support else None, support)
    willing = _rungs(_COORDINATION, coordination.willingness if coordination else None, coordination)
    share = support.doubt if support and support.documents else None
    return OutputCell(
        expectation=expectation,
        willingness=support.willingness if support else None,
        doubt=_doubt(support) if support and share is not None else "",
        doubt_share=share,
        documents=support.documents if support else 0,
        coordination=willing,
        coordination_documents=coordination.documents if coordination else 0,
        judged_support=_judged_words(_EXPECTATIONS, support),
        judged_coordination=_judged_words(_COORDINATION, coordination),
        expectation_words=_in_words(expectation),
        coordination_words=_in_words(willing),
        support_anchor=mark_anchor("outputs", snapshot, actor, "support") if support and support.evidence else "",
        coordination_anchor=mark_anchor("outputs", snapshot, actor, "coordination")
        if coordination and coordination.evidence
        else "",
    )


def _rungs(names: Entries, level: str | None, read: SupportReading | CoordinationReading | None) -> tuple[Rung, ...]:
    probability: dict[str, Probability] = dict(read.probability) if read else {}
    verdict = _judged_values(names, read)
    said = verdict if len(verdict) == 1 else ("", *verdict)
    return ladder(names, level, read.admissible if read else (), probability, said)


def _judged_values(names: Entries, read: SupportReading | CoordinationReading | None) -> tuple[str, ...]:
    """The value that a judgement names, or those that its wording allows; none where it has words alone."""
    words = (read.judged or "").split() if read else []
    values, between = words[::2], words[1::2]
    named = all(value in names for value in values) and all(word == "or" for word in between)
    return tuple(values) if named else ()


def _judged_words(names: Entries, read: SupportReading | CoordinationReading | None) -> str:
    """A judgement in words: value or values by name, else the wording, quoted."""
    if read is None or not read.judged:
        return ""
    values = _judged_values(names, read)
    return or_list([names[value] for value in values]) if values else say("outputs.wording", wording=clean(read.judged))


def _in_words(rungs: Sequence[Rung]) -> str:
    """Where it stands, with its share of draws; where unknown, what it may be."""
    for rung in rungs:
        if rung.point:
            return say("summary.outputs.with_share", word=rung.name, share=rung.shares) if rung.shares else rung.name
    among = [rung.name for rung in rungs if rung.hatched]
    if len(among) in (0, len(rungs)):
        return say("common.unknown")
    return say("common.unknown_among", among=or_list(among))


def _outlined(cells: Sequence[OutputCell]) -> bool:
    return any(rung.judged for cell in cells for rung in (*cell.expectation, *cell.coordination))


def _doubt(support: SupportReading) -> str:
    """Documents that voice doubt, "3 of 7"; as a share where documents weigh unequally."""
    voicing = (support.doubt or 0.0) * support.documents
    if abs(voicing - round(voicing)) < 0.01:
        return say("outputs.doubt.of", count=round(voicing), of=support.documents)
    return say("outputs.doubt.share", share=round((support.doubt or 0.0) * 100))


# -- movements -----------------------------------------------------------------------------------


def _told(trajectory: Trajectory) -> Iterator[tuple[str, str, int, Event]]:
    """Deepening and erosion with the windows they lie between, and their place there."""
    for interval in trajectory.intervals:
        chosen = [event for event in interval.events if event.event in ("deepen", "erode")]
        for place, event in enumerate(chosen):
            yield interval.start, interval.end, place, event


def _moves(trajectory: Trajectory, readings: Sequence[SnapshotReading]) -> tuple[tuple[Move, ...], ...]:
    by_end: dict[str, list[Move]] = {}
    for _, end, place, event in _told(trajectory):
        by_end.setdefault(end, []).append(
            Move(
                up=event.event == "deepen",
                words=_move_words(event),
                what=event.what,
                dimension=event.dimension,
                computed=event.arm is Arm.COMPUTED,
                anchor=_move_anchor(end, place) if event.evidence else "",
            )
        )
    return tuple(tuple(by_end.get(reading.snapshot.id, ())) for reading in readings)


def _move_anchor(end: str, place: int) -> str:
    return mark_anchor("outputs", end, "movement", str(place))


def _move_words(event: Event) -> str:
    words = say(f"outputs.move.{event.event}")
    name = _DIMENSIONS.get(event.dimension) or CONDITION_NAMES.get(event.dimension)
    if name:
        words = say("outputs.move.of", move=words, dimension=name)
    return words if event.arm is Arm.COMPUTED else say("outputs.move.judged", words=words, arm=ARM_NAMES[event.arm])


# -- marks and words -----------------------------------------------------------------------------


def _marks(trajectory: Trajectory, readings: Sequence[SnapshotReading]) -> Iterator[Mark]:
    titles = {reading.snapshot.id: window_title(reading.snapshot) for reading in readings}
    for reading in readings:
        for kind, found in (("support", reading.support), ("coordination", reading.coordination)):
            for actor, read in found.items():
                if read.evidence and actor in trajectory.dyad:
                    yield Mark(
                        anchor=mark_anchor("outputs", reading.snapshot.id, actor, kind),
                        snapshot=reading.snapshot.id,
                        title=say(
                            f"outputs.mark.{kind}",
                            actor=actor_name(actor),
                            other=actor_name(read.partner),
                            period=titles[reading.snapshot.id],
                        ),
                        evidence=read.evidence,
                    )
    for start, end, place, event in _told(trajectory):
        if event.evidence and end in titles:
            words = say("outputs.mark.move", words=_move_words(event), start=titles.get(start, start), end=titles[end])
            yield Mark(anchor=_move_anchor(end, place), snapshot=end, title=words, evidence=event.evidence)


def _reading(
    trajectory: Trajectory, directions: Sequence[Direction], index: bool, moves: Sequence[Sequence[Move]]
) -> tuple[str, ...]:
    """How to read it: only what the figure shows."""
    cells = [cell for direction in directions for cell in direction.cells]
    return tuple(
        words
        for shown, words in (
            (True, say("outputs.caption.ladder")),
            (_outlined(cells), say("outputs.caption.judged", whose=judged_words(trajectory))),
            (any(cell.willingness for cell in cells), say("outputs.caption.strip")),
            (index, say("outputs.caption.index")),
            (any(moves), say("outputs.caption.moves")),
            (len(moves) > _FEW and any(cell.doubt for cell in cells), say("outputs.caption.bars")),
        )
        if shown
    )
