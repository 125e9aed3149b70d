"""What the verdicts rest on: documents, arms side by side, flips, settings, baselines."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.model.levels import Arm, Condition
from cordiale.model.results import SnapshotReading, Trajectory
from cordiale.model.robustness import Baseline, Robustness, Standing
from cordiale.report.summary.level_cells import level_cell, level_result
from cordiale.report.summary.values import BaselineRow, Provenance, ProvenanceRow
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import by_the_article, judged_words, voices_words
from cordiale.report.words.grammar import upper_first
from cordiale.report.words.verdicts import verdict_words
from cordiale.report.words.wording import (
    ROUTES,
    actor_name,
    flip_words,
    or_list,
    window_title,
)

__all__ = ["provenance"]


def provenance(trajectory: Trajectory, robustness: Robustness) -> Provenance:
    """The provenance-and-flip table of a dyad (OP 7), and what dumb baselines give beside it."""
    present = {arm for reading in trajectory.snapshots for arm, state in reading.states.items() if state}
    judged = judged_words(trajectory)
    consistency = Arm.JUDGED in present and by_the_article(trajectory)
    baselines = _baselines(robustness)
    return Provenance(
        title=say("summary.provenance.consistency" if consistency else "summary.provenance.title"),
        note=say("summary.provenance.consistency_note") if consistency else "",
        routes=say("summary.provenance.routes", routes="; ".join(f"{letter}, {ROUTES[letter]}" for letter in "abc")),
        heads=(
            say("summary.provenance.documents"),
            say("summary.provenance.alone", voices=voices_words(trajectory)),
            say("summary.provenance.with_summaries", voices=voices_words(trajectory, Arm.WITH_AUTHOR_SUMMARIES)),
            upper_first(judged),
            say("summary.provenance.flip"),
            say("summary.provenance.over_settings"),
        ),
        has_summaries=Arm.WITH_AUTHOR_SUMMARIES in present,
        has_judged=Arm.JUDGED in present,
        rows=tuple(
            _row(reading, condition, robustness) for reading in trajectory.snapshots for condition in Condition
        ),
        periods=tuple(window_title(reading.snapshot) for reading in trajectory.snapshots),
        baselines_note=_beside(trajectory, baselines),
        baselines=tuple(_baseline_row(one, trajectory) for one in baselines),
    )


def _row(reading: SnapshotReading, condition: Condition, robustness: Robustness) -> ProvenanceRow:
    computed = level_result(reading, Arm.COMPUTED, condition)
    documents = computed.documents if computed else {}
    return ProvenanceRow(
        period=window_title(reading.snapshot),
        condition=str(condition),
        documents=tuple(f"{actor_name(code)} {count}" for code, count in documents.items()),
        computed=level_cell(reading, Arm.COMPUTED, condition),
        summaries=level_cell(reading, Arm.WITH_AUTHOR_SUMMARIES, condition),
        judged=level_cell(reading, Arm.JUDGED, condition),
        flip=flip_words(computed.flip) if computed else "",
        over_settings=_range(robustness.of(reading.snapshot.id, Arm.COMPUTED, condition)),
    )


def _range(standing: Standing | None) -> str:
    """In how many of the other readings the level stands, and what else they give."""
    if standing is None or not standing.tried:
        return ""
    others = [verdict_words(standing.what, found) for found in standing.found if found != standing.default]
    share = say("summary.provenance.stands", verdict=verdict_words(standing.what, standing.default), stands=standing.stands, tried=standing.tried)
    return say("summary.provenance.stands_else", share=share, others=or_list(others)) if others else share


# -- baselines -----------------------------------------------------------------------------------


def _baselines(robustness: Robustness) -> Sequence[Baseline]:
    """Beside the judgements where there are any; else beside what is computed."""
    judged = [one for one in robustness.baselines if one.arm is Arm.JUDGED]
    return judged or [one for one in robustness.baselines if one.arm is Arm.COMPUTED]


def _beside(trajectory: Trajectory, baselines: Sequence[Baseline]) -> str:
    if not baselines:
        return ""
    arm = baselines[0].arm
    whose = judged_words(trajectory) if arm is Arm.JUDGED else say("summary.baselines.computed")
    return say("summary.baselines.note", verdicts=whose)


def _baseline_row(baseline: Baseline, trajectory: Trajectory) -> BaselineRow:
    said = [baseline.said.get(reading.snapshot.id) for reading in trajectory.snapshots]
    return BaselineRow(
        name=say(f"summary.baselines.{baseline.name}"),
        said=tuple(verdict_words("location", types) if types else say("summary.baselines.no_answer") for types in said),
        agreement=say("summary.baselines.agreement", agrees=baseline.agrees, known=baseline.known)
        if baseline.known
        else say("summary.baselines.nothing_to_compare"),
    )
