"""Intervals: each interaction in one place, events from what moved by more than its interval (C5, I-24)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import A, B, follow, record, study, threat
from cordiale.formats.dates import parse_date
from cordiale.model.levels import Arm
from cordiale.model.study import ContextEvent, Interaction, Judgement, Reinterpretation, StudyData
from cordiale.project.intervals import background, dyad_interactions, falls_between
from cordiale.project.pipeline import follow_study

THIRD = "ZAF"
YEARS = (2001, 2005, 2010)


def met(name: str, when: str | None, *parties: str, cooperative: bool | None = True) -> Interaction:
    return Interaction(
        id=name,
        date=parse_date(when) if when else None,
        parties=parties or (A, B),
        cooperative=cooperative,
    )


def with_interactions(*interactions: Interaction, actors: tuple[str, ...] = (A, B)) -> StudyData:
    return study(years=YEARS, engaged=(), interactions=interactions, actors=actors)


@pytest.mark.parametrize(
    ("when", "place"),
    [
        ("1990-01-01", "background"),
        ("2001-06-01", "background"),  # in the first window: nothing lies before it
        ("2001-12-31", "background"),
        ("2002-01-01", 0),
        ("2005-06-01", 0),
        ("2005-12-31", 0),
        ("2006-01-01", 1),
        ("2010-12-31", 1),
        ("2011-01-01", "background"),
        ("2001/2005", 0),
        ("2000/2010", 1),
        (None, "background"),
    ],
)
def test_an_interaction_belongs_to_the_interval_in_which_it_ended(when: str | None, place: object) -> None:
    found = follow(with_interactions(met("x", when)))
    places = [n for n, one in enumerate(found.intervals) if "x" in one.interactions]
    places += ["background"] * ("x" in found.background)
    assert places == [place]


DATES = st.dates(parse_date("1999").first, parse_date("2012").last)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(DATES, DATES), max_size=8))
def test_every_interaction_is_assigned_exactly_once(spans: list) -> None:
    interactions = [
        met(f"x{n}", f"{min(span).isoformat()}/{max(span).isoformat()}") for n, span in enumerate(spans)
    ]
    data = with_interactions(*interactions)
    found = list(background(data, (A, B)))
    for before, after in zip(data.snapshots, data.snapshots[1:], strict=False):
        found += [one.id for one in data.interactions if falls_between(one, before, after)]
    assert sorted(found) == sorted(one.id for one in interactions)


def test_a_dyad_sees_its_own_interactions_and_acts_of_one_member_alone() -> None:
    data = with_interactions(
        met("both", "2004"),
        met("all", "2004", A, B, THIRD),
        met("alone", "2004", A),
        met("other", "2004", A, THIRD),
        actors=(A, B, THIRD),
    )
    assert [one.id for one in dyad_interactions(data, (A, B))] == ["both", "all", "alone"]
    found = {one.dyad: one.intervals[0].interactions for one in follow_study(data, flips=False)}
    assert found[A, THIRD] == ("all", "alone", "other")
    assert found[B, THIRD] == ("all",)


def test_an_interaction_without_parties_is_nobodys() -> None:
    nobody = replace(met("x", "2004"), parties=())
    assert dyad_interactions(with_interactions(nobody), (A, B)) == ()


def test_outside_triggers_and_what_they_re_read_stand_in_their_interval() -> None:
    data = replace(
        with_interactions(met("x", "2004")),
        context=(ContextEvent(id="c", date=parse_date("2007"), what="an attack elsewhere"),),
        reinterpretations=(
            Reinterpretation(id="r1", interaction="x", actor=A, condition="status", direction="up"),
            Reinterpretation(id="r2", interaction="c", actor=B, condition="threat", direction="up"),
            Reinterpretation(id="r3", interaction="c", actor=THIRD, condition="threat", direction="up"),
        ),
    )
    first, second = follow(data).intervals
    assert (first.interactions, first.context, first.reinterpretations) == (("x",), (), ("r1",))
    assert (second.interactions, second.context, second.reinterpretations) == ((), ("c",), ("r2",))


# --- events -------------------------------------------------------------------------------------------


def events(data: StudyData, arm: Arm = Arm.COMPUTED) -> list[tuple[str, str, str]]:
    return [
        (one.event, one.dimension, one.pathway)
        for interval in follow(data).intervals
        for one in interval.events
        if one.arm is arm
    ]


def voices(year: int, count: int, **codes: str) -> list:
    return [record(actor, "support", when=f"{year}-05-05", **codes) for actor in (A, B) for _ in range(count)]


JUDGED = [
    Judgement(snapshot=str(year), condition=condition, level=level)
    for year in (2001, 2002)
    for condition, level in (("threat", "low"), ("identity", "medium"), ("status", "medium"))
]


def test_support_that_falls_by_more_than_its_interval_is_erosion_within_the_type() -> None:
    """Commitment in ten documents a side, then refusal in ten: from 1 to −1 in nearly every replicate."""
    rows = [
        *(threat(a, "underdevelopment", "3", "0", when=f"{year}-05-05") for a in (A, B) for year in (2001, 2002) for _ in range(12)),
        *(record(a, "identity", othering="radical", when=f"{year}-05-05") for a in (A, B) for year in (2001, 2002) for _ in range(12)),
        *(record(a, "status", role_expected="dominant", recognition="denies", when=f"{year}-05-05") for a in (A, B) for year in (2001, 2002) for _ in range(12)),
        *voices(2001, 10, support="commitment"),
        *voices(2002, 10, support="refusal"),
    ]  # fmt: skip
    data = study(rows, years=(2001, 2002))
    assert follow(data).snapshots[0].states[Arm.COMPUTED].location == ("THIN",)
    assert ("erode", "support", "P8") in events(data)


def test_support_that_stays_as_it_is_gives_no_event() -> None:
    rows = [*voices(2001, 4, support="commitment"), *voices(2002, 4, support="commitment")]
    assert [one for one in events(study(rows, years=(2001, 2002))) if one[1] == "support"] == []


def test_judged_support_deepens_where_the_two_verdicts_do_not_overlap() -> None:
    support = [
        Judgement(snapshot="2001", condition="support", level="low"),
        Judgement(snapshot="2002", condition="support", level="higher"),
    ]
    data = study(years=(2001, 2002), judgements=[*JUDGED, *support])
    assert ("deepen", "support", "P8") in events(data, Arm.JUDGED)
    overlapping = [replace(support[0], level="", admissible=("low", "higher")), support[1]]
    assert events(study(years=(2001, 2002), judgements=[*JUDGED, *overlapping]), Arm.JUDGED) == []


def test_a_snapshot_with_nothing_coded_gives_no_transformation() -> None:
    rows = [
        record(a, "identity", othering="non_radical", when="2001-05-05") for a in (A, B) for _ in range(12)
    ]
    assert [one for one in events(study(rows, years=(2001, 2002))) if one[0].startswith("transform")] == []
