"""A study read from end to end: what a newcomer reads first.

    records ─▶ placed ─▶ drawn ─▶ snapshots ─▶ intervals ─▶ what next ─▶ trajectory

Each line below calls one room or one module beside this one; none of them knows the others.
"""

from __future__ import annotations

from collections.abc import Callable

from cordiale.model.results import Trajectory
from cordiale.model.study import StudyData
from cordiale.profiles.draws import replicates
from cordiale.profiles.selection import Placement, place_all
from cordiale.project.intervals import background, read_intervals
from cordiale.project.outlook import read_outlook
from cordiale.project.panels import ConditionReader
from cordiale.project.series import yearly
from cordiale.project.snapshots import read_snapshot
from cordiale.project.usage import used_records
from cordiale.version import RULES_VERSION, SOFTWARE

SEED = 1

Progress = Callable[[str], None]


def follow_study(
    study: StudyData, *, seed: int = SEED, flips: bool = True, progress: Progress = lambda _: None
) -> tuple[Trajectory, ...]:
    """Every dyad of a study, followed over its snapshots.

    Args:
        study: as entered. Args seed: of all draws.
        flips: whether to seek the smallest recode that changes each level (most of the work).
        progress: told what is being read.

    Example:
        >>> from cordiale.store.builtin import builtin
        >>> [one] = follow_study(builtin("sino-soviet-1950"), flips=False)
        >>> one.snapshots[0].label.verdict
        'rhetorical'
    """
    placed = place_all(study.records, study.snapshots, study.sources, study.rules)
    reader = ConditionReader(replicates(placed, study.rules, seed, study.errors))
    return tuple(
        _follow(study, dyad, placed, reader, seed=seed, flips=flips, progress=progress)
        for dyad in study.dyads
    )


def _follow(
    study: StudyData,
    dyad: tuple[str, str],
    placed: tuple[Placement, ...],
    reader: ConditionReader,
    *,
    seed: int,
    flips: bool,
    progress: Progress,
) -> Trajectory:
    snapshots = []
    for snapshot in study.snapshots:
        progress(f"{'-'.join(dyad)} {snapshot.id}")
        snapshots.append(
            read_snapshot(study, dyad, snapshot, placed=placed, reader=reader, flips=flips)
        )
    next_types, foundations = read_outlook(study, dyad, snapshots, placed)
    return Trajectory(
        study_id=study.id,
        study_title=study.title,
        dyad=dyad,
        rules=study.rules.as_settings(),
        seed=seed,
        software=SOFTWARE,
        rules_version=RULES_VERSION,
        snapshots=tuple(one.reading for one in snapshots),
        intervals=read_intervals(study, dyad, snapshots),
        background=background(study, dyad),
        what_next=next_types,
        rests_on=foundations,
        used=used_records(study, dyad, placed),
        judged_by=study.judged_by,
        series=yearly(study, dyad, placed, reader),
    )
