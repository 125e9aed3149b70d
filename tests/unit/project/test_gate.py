"""The gate: whether cooperative engagement is on record, and what a closed or unknown gate says (I-15)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import A, B, day, follow, state, study, threat
from cordiale.formats.dates import parse_date
from cordiale.model.levels import AlignmentType, Arm, Gate
from cordiale.model.study import Interaction, Judgement
from cordiale.project.gate import gate_of

THIRD = "ZAF"
[WINDOW] = study().snapshots


def met(
    *, cooperative: bool | None = True, when: str | None = "2001-03-01", parties: tuple[str, ...] = (A, B)
) -> Interaction:
    return Interaction(
        id="x", date=parse_date(when) if when else None, parties=parties, cooperative=cooperative
    )


@pytest.mark.parametrize(
    ("interactions", "gate"),
    [
        ([met()], Gate.OPEN),
        ([met(), met(cooperative=False)], Gate.OPEN),
        ([met(cooperative=False)], Gate.CLOSED),
        ([met(cooperative=False), met(cooperative=None)], Gate.CLOSED),
        ([], Gate.UNKNOWN),
        ([met(parties=(A, THIRD))], Gate.UNKNOWN),
        ([met(parties=(A,))], Gate.UNKNOWN),
        ([met(parties=(A, B, THIRD))], Gate.OPEN),
        ([met(when=None)], Gate.UNKNOWN),
        ([met(when="2000-12-31")], Gate.UNKNOWN),
        ([met(when="2001/2002")], Gate.UNKNOWN),
        ([met(when="2001")], Gate.OPEN),
        ([met(when="2001-02/2001-11")], Gate.OPEN),
        ([met(cooperative=False), met(when="2005-01-01")], Gate.CLOSED),
    ],
)
def test_open_by_one_cooperative_row_of_both_in_the_window_closed_by_rows_and_none_of_them(
    interactions: list[Interaction], gate: Gate
) -> None:
    assert gate_of(interactions, WINDOW, (A, B)) is gate


def test_engagement_that_nobody_judged_is_not_coded_and_never_closes_the_gate() -> None:
    """An empty cell is not ``no`` (CONTRACTS 2: empty is not none)."""
    assert gate_of([met(cooperative=None)], WINDOW, (A, B)) is Gate.UNKNOWN


VERDICTS = [
    Judgement(snapshot="2001", condition=condition, level=level)
    for condition, level in (("threat", "low"), ("identity", "medium"), ("status", "medium"))
]


def judged(interactions: list[Interaction], **settings: object):
    changes = {key.replace("__", "."): value for key, value in settings.items()}
    data = study(engaged=(), interactions=interactions, judgements=VERDICTS, settings=changes)
    return state(data, arm=Arm.JUDGED)


def test_an_open_gate_leaves_the_location_to_the_levels() -> None:
    found = judged([met()])
    assert (found.gate, found.location) == (Gate.OPEN, ("THICK",))


def test_an_unknown_gate_is_read_as_if_open() -> None:
    found = judged([])
    assert (found.gate, found.location) == (Gate.UNKNOWN, ("THICK",))
    assert found.enabled == (AlignmentType.THIN, AlignmentType.THICK)


def test_a_closed_gate_is_no_alignment_and_opens_nothing_while_levels_are_still_said() -> None:
    found = judged([met(cooperative=False)])
    assert (found.gate, found.location, found.enabled) == (Gate.CLOSED, ("NO_ALIGNMENT",), ())
    assert {p.upper for p in found.open.values()} == {0.0}
    assert [(one.types, one.lower, one.upper) for one in found.locations] == [(("NO_ALIGNMENT",), 1.0, 1.0)]
    assert found.levels["identity"].level == "medium"


def test_without_required_engagement_the_gate_stands_open() -> None:
    assert judged([met(cooperative=False)], gate__require_engagement=False).location == ("THICK",)


def test_fear_of_the_partner_shuts_only_under_the_setting() -> None:
    fear = threat(A, "other_state", "3", "2", source="India")
    default = state(study([fear]))
    assert (default.gate, default.flags[0]) == (Gate.OPEN, "adversarial")
    strict = state(study([fear], settings={"gate.partner_not_severe_threat": True}))
    assert strict.location == ("NO_ALIGNMENT",)


def test_the_gate_is_read_in_each_window_by_itself() -> None:
    data = study(years=(2001, 2002, 2003), engaged=(2001,))
    refused = replace(met(cooperative=False), date=day("2003-05-05"))
    found = follow(replace(data, interactions=(*data.interactions, refused)))
    assert [one.states[Arm.COMPUTED].gate for one in found.snapshots] == [
        Gate.OPEN,
        Gate.UNKNOWN,
        Gate.CLOSED,
    ]
