"""Expectations and coordination as judged: a judgement without a level keeps what its wording says."""

from __future__ import annotations

from cordiale.project.pipeline import follow_study
from cordiale.store.builtin import builtin


def test_a_judgement_is_its_level_else_what_its_wording_allows_else_the_wording() -> None:
    readings = follow_study(builtin("sino-russian"), flips=False)[0].snapshots
    judged = {one.snapshot.id: one.support["CHN"].judged for one in readings}
    assert judged == {
        "1996": "low",
        "2001": "low or higher",
        "2011": "low or higher",
        "2021": "higher",
        "2022p": "low or higher",
    }
    coordination = {one.snapshot.id: one.coordination["RUS"].judged for one in readings}
    assert coordination == dict.fromkeys(judged) | {"1996": "little readiness for limiting roles"}
