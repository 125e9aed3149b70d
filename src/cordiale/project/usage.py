"""What became of every record: where it counts, or why it does not."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.model.levels import Arm
from cordiale.model.results import UsedRecord
from cordiale.model.study import StudyData
from cordiale.profiles.selection import LEVEL_DIMENSIONS, Placement, record_weight
from cordiale.project.panels import partner_of, speaks_of
from cordiale.project.snapshots import arm_voices


def used_records(
    study: StudyData, dyad: tuple[str, str], placed: Sequence[Placement]
) -> tuple[UsedRecord, ...]:
    """What became of each record of the two actors, in the order of entry."""
    voices = arm_voices(study)
    said = (place for place in placed if place.record.actor in dyad and place.record.says)
    return tuple(_used(study, dyad, place, voices) for place in said)


def _used(
    study: StudyData,
    dyad: tuple[str, str],
    place: Placement,
    voices: dict[Arm, tuple[str, ...]],
) -> UsedRecord:
    record = place.record
    partner = partner_of(dyad, record.actor)
    reason = place.reason
    arms = tuple(str(arm) for arm, heard in voices.items() if record.voice in heard)
    if not reason and record_weight(record, study.rules) == 0:
        kind = "a joint text" if "joint_text" in place.flags else "a formula"
        reason = f"{kind}: it sets no level of {record.dimension}"
    if not reason and not arms:
        reason = f"voice {record.voice} sets no level; it tells of fragility"
    if not reason and not speaks_of(record, partner, study.rules):
        reason = f"says nothing of {partner}"
    if not reason and record.dimension not in LEVEL_DIMENSIONS:
        arms = tuple(arm for arm in arms if arm == str(Arm.COMPUTED))
    return UsedRecord(
        id=record.id,
        snapshot=place.snapshot,
        arms=() if reason else arms,
        reason=reason,
        flags=place.flags,
    )
