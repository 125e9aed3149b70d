"""What a study still lacks, and whether the advice holds."""

from __future__ import annotations

import pytest

from builders import A, B, record, study
from cordiale.model.levels import Arm, Condition
from cordiale.project.coverage import DOCUMENTS_FOR_A_POINT
from cordiale.project.pipeline import follow_study

CODES = {
    Condition.THREAT: {"source_family": "us_led_west", "magnitude": "3", "urgency": "2"},
    Condition.IDENTITY: {"othering": "non_radical"},
    Condition.STATUS: {"role_expected": "equal", "recognition": "affirms_equal", "autonomy": "accepts_limits"},
}


def level(condition: Condition, documents: int) -> str | None:
    """The level where so many documents of each side say the same, on the default number of replicates."""
    rows = [record(actor, condition, **CODES[condition]) for actor in (A, B) for _ in range(documents)]
    [trajectory] = follow_study(study(rows, settings={"uncertainty.replicates_evidence": 4000}), flips=False)
    state = trajectory.snapshots[0].states[Arm.COMPUTED]
    assert state is not None
    return state.levels[condition].level


@pytest.mark.parametrize("condition", Condition)
def test_so_many_documents_that_agree_make_a_level_a_point(condition: Condition) -> None:
    least, most = DOCUMENTS_FOR_A_POINT[condition]
    assert level(condition, least) is not None
    assert level(condition, most) is not None
    assert level(condition, least - 2) is None
