"""What next: types that are not open, and what the present location rests on (OP 5.3)."""

from __future__ import annotations

from cordiale.model.levels import AlignmentType, Arm
from cordiale.model.results import NextType, State, Trajectory
from cordiale.report.summary.evidence import evidence_links
from cordiale.report.summary.values import NextBlock
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import upper_first
from cordiale.report.words.outlook import outlook_words
from cordiale.report.words.wording import (
    ARM_NAMES,
    FULL_NAMES,
    lacks_sentence,
    plain_words,
    rests_sentence,
    unsettled_conditions,
)

__all__ = ["next_blocks", "rests_sentences"]


def next_blocks(trajectory: Trajectory) -> tuple[NextBlock, ...]:
    """A block for each type that is not open, in the order of the typology: none is ranked."""
    order = list(AlignmentType)
    options = sorted(trajectory.what_next, key=lambda one: order.index(one.type))
    return tuple(_block(option, trajectory.snapshots[-1].states.get(option.arm)) for option in options)


def _block(option: NextType, present: State | None) -> NextBlock:
    return NextBlock(
        name=upper_first(FULL_NAMES[option.type]),
        lacks=lacks_sentence(option, unsettled_conditions(present)),
        tag=_tag(option),
        roads=tuple(
            (say("summary.outlook.road", name=plain_words(name)), _road_words(road.feasible, road.because), evidence_links(road.evidence))
            for name, road in option.roads.items()
        ),
        speaks_for=evidence_links(option.evidence_for),
        speaks_against=evidence_links(option.evidence_against),
        judged=tuple(outlook_words(note) for note in option.judgements),
    )


def _tag(option: NextType) -> str:
    """The pathway's name, and whether the article states it or the model adds it (I-25, I-26)."""
    source = say("summary.outlook.stated" if option.stated else "summary.outlook.added")
    tag = say("summary.outlook.pathway", pathway=option.pathway, source=source) if option.pathway else source
    return tag if option.arm is Arm.COMPUTED else f"{tag}; {ARM_NAMES[option.arm]}"


def _road_words(feasible: str, because: str) -> str:
    known = feasible in ("yes", "no")
    words = say(f"summary.outlook.feasible.{feasible}") if known else plain_words(feasible)
    return f"{words}: {because}" if because else words


def rests_sentences(trajectory: Trajectory) -> tuple[str, ...]:
    """What would close first, one sentence a condition, with the smallest recode."""
    return tuple(
        f"{rests_sentence(support)} {say('summary.outlook.recode', flip=support.flip)}" if support.flip else rests_sentence(support)
        for support in trajectory.rests_on
    )
