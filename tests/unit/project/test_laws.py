"""Laws that hold for every small study: symmetry, order, names, what does not count, and what output says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import A, B, day, follow, glance_at, record, state, study
from cordiale.model.levels import LEVELS, NO_ALIGNMENT, Arm, Condition, Gate
from cordiale.model.results import SnapshotReading, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.model.study import Judgement, Record, StudyData
from cordiale.typology.cells import decision_table

FEW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MORE = settings(max_examples=25, deadline=None)

CODES = {
    "threat": {
        "source_family": (
            "us_led_west",
            "us_led_west",
            "terrorism_extremism",
            "underdevelopment",
            "other_state",
        ),
        "source": ("Iran", "India", "Brazil", "Nepal"),
        "magnitude": ("0", "1", "2", "3", "3", "1|3"),
        "urgency": ("0", "1", "2", "2", "1|2"),
        "hedge": ("true", "false"),
        "origin": ("external", "domestic"),
    },
    "identity": {
        "othering": ("radical", "non_radical", "we", "we", "none", "radical|non_radical"),
        "basis": ("values", "culture", "interests", "history_shared_negative"),
        "valence": ("-1", "0", "1"),
        "trust_lang": ("distrust", "strategic", "moralistic"),
        "salience": ("absent", "low", "normal", "high"),
        "war_thinkable": ("yes", "no"),
        "other_named": ("Brazil", "India", "the West"),
    },
    "status": {
        "role_expected": ("dominant", "equal", "equal", "subordinate", "independent_pole", "none"),
        "recognition": ("affirms_equal", "affirms_senior", "affirms_junior", "denies"),
        "autonomy": ("refuses_limits", "conditional", "accepts_limits", "accepts_integration"),
        "autonomy_toward": ("partner", "general"),
        "superiority_claim": ("over_partner", "over_third"),
        "anxiety": ("voiced", "denied"),
    },
    "support": {
        "support": ("commitment", "hedge", "refusal", "doubt"),
        "trust_lang": ("strategic", "distrust"),
    },
    "coordination": {"coordination": ("refuse", "consult", "joint_action")},
}
VOICES = ("official", "official", "official", "official", "expert", "author_summary")


@st.composite
def records(draw: st.DrawFn, most: int = 9) -> list[Record]:
    """Up to ``most`` records of two actors, in few documents, of every dimension and voice."""
    found = []
    for number in range(draw(st.integers(1, most))):
        actor = draw(st.sampled_from((A, B)))
        dimension = draw(
            st.sampled_from(("threat", "threat", "identity", "identity", "status", "status", *CODES))
        )
        fields = CODES[dimension]
        names = draw(st.lists(st.sampled_from(sorted(fields)), unique=True, min_size=1, max_size=4))
        codes = {name: draw(st.sampled_from(fields[name])) for name in names}
        found.append(
            record(
                actor,
                dimension,
                id=f"r{number}",
                document=draw(st.sampled_from((f"{actor}1", f"{actor}2", f"{actor}3", "shared"))),
                voice=draw(st.sampled_from(VOICES)),
                genre=draw(st.sampled_from(("speech", "speech", "speech", "joint_statement"))),
                formulaic=draw(st.sampled_from((None, None, None, True))),
                **codes,
            )
        )
    return found


def small(rows: list[Record]) -> StudyData:
    return study(rows, settings={"uncertainty.replicates_evidence": 120})


def read(data: StudyData) -> SnapshotReading:
    return follow(data).snapshots[0]


def numbers(found: SnapshotReading) -> object:
    """Every figure and word of a reading that is not the name of an actor or record."""
    states = {
        arm: None
        if one is None
        else (
            one.gate,
            one.flags,
            one.enabled,
            one.location,
            one.table1_cell,
            one.open,
            one.locations,
            one.label_verdict,
            {c: (r.level, r.admissible, r.probability, r.score, r.detail["as_they_stand"]) for c, r in one.levels.items()},
            one.levels["threat"].detail,
            one.levels["identity"].detail["gap"],
        )
        for arm, one in found.states.items()
    }  # fmt: skip
    sides = sorted(
        (str(s.expectation), str(s.probability), str(s.willingness), str(s.doubt))
        for s in found.support.values()
    )
    joined = sorted((str(c.willingness), str(c.probability)) for c in found.coordination.values())
    return states, sides, joined, found.support_index


# --- symmetry, order, names ----------------------------------------------------------------------------


@FEW
@given(records())
def test_A16_actors_swapped_give_the_same_figures(rows: list[Record]) -> None:
    """Sources that name the actors are swapped with them."""
    other = {A: B, B: A, "Brazil": "India", "India": "Brazil"}

    def swapped(one: Record) -> Record:
        codes = {f: tuple(other.get(v, v) for v in values) for f, values in one.codes.items()}
        return replace(one, actor=other[one.actor], partner=other.get(one.partner, ""), codes=codes)

    assert numbers(read(small(rows))) == numbers(read(small([swapped(one) for one in rows])))


@FEW
@given(st.data())
def test_A22_shuffled_rows_give_the_same_reading(data: st.DataObject) -> None:
    rows = data.draw(records())
    mixed = data.draw(st.permutations(rows))
    assert read(small(rows)) == read(small(mixed))


@FEW
@given(records())
def test_A22_renamed_actors_give_the_same_figures_and_flips(rows: list[Record]) -> None:
    """Kenya stands after Brazil and before India in the alphabet; Vietnam and Kenya turn the order."""
    names = {A: "VNM", B: "KEN", "Brazil": "Vietnam", "India": "Kenya"}

    def renamed(one: Record) -> Record:
        codes = {f: tuple(names.get(v, v) for v in values) for f, values in one.codes.items()}
        return replace(one, actor=names[one.actor], partner=names.get(one.partner, ""), codes=codes)

    first = small(rows)
    second = replace(study([renamed(one) for one in rows], actors=("VNM", "KEN")), rules=first.rules)
    one, two = (follow(data, flips=True).snapshots[0] for data in (first, second))
    assert numbers(one) == numbers(two)
    for arm, found in one.states.items():
        for condition, result in (found.levels if found else {}).items():
            flip, other = result.flip, two.states[arm].levels[condition].flip
            assert (flip.steps, set(flip.records)) == (other.steps, set(other.records))


# --- what does not count ---------------------------------------------------------------------------------


def unheard(rows: list[Record], **changes: object) -> list[Record]:
    """The same rows once more under ids that sort first, changed so that they set no level."""
    return [replace(one, id=f"0{one.id}", record=f"0{one.id}", **changes) for one in rows]


def levels_of(found: State) -> object:
    return (
        found.gate,
        found.enabled,
        found.location,
        found.open,
        found.locations,
        {
            c: (r.level, r.admissible, r.probability, r.score, r.detail, r.documents, r.evidence)
            for c, r in found.levels.items()
        },
    )


OFFICIAL = records().map(lambda rows: [replace(one, voice="official") for one in rows])


@FEW
@given(OFFICIAL, OFFICIAL)
def test_A15_voices_that_set_no_level_change_none(rows: list[Record], more: list[Record]) -> None:
    more = unheard(more, voice="state_media")
    one, two = read(small(rows)), read(small([*rows, *more]))
    assert levels_of(one.states[Arm.COMPUTED]) == levels_of(two.states[Arm.COMPUTED])
    assert (one.support, one.coordination, one.support_index) == (
        two.support,
        two.coordination,
        two.support_index,
    )


@FEW
@given(OFFICIAL, OFFICIAL, st.sampled_from(("1950-05-05", "2002-01-01", None)))
def test_records_out_of_window_or_without_date_change_nothing(
    rows: list[Record], more: list[Record], when: str | None
) -> None:
    """Not a level, an output, a flag, a row of a table or a next type: only the account of what was used."""
    more = unheard(more, date=day(when) if when else None)
    one, two = (follow(small(found)) for found in (rows, [*rows, *more]))
    assert one.snapshots == two.snapshots
    assert (one.what_next, one.rests_on, one.intervals) == (two.what_next, two.rests_on, two.intervals)
    assert {u.id for u in two.used if u.reason} >= {r.id for r in more}


# --- monotone --------------------------------------------------------------------------------------------


def raised(one: Record, by: int) -> Record:
    """Magnitude and urgency moved up, each at most to the top of its scale."""
    tops = {"magnitude": 3, "urgency": 2}
    codes = {
        field: tuple(dict.fromkeys(str(min(int(v) + by, tops[field])) for v in values))
        if field in tops
        else values
        for field, values in one.codes.items()
    }
    return replace(one, codes=codes)


@st.composite
def shared_source(draw: st.DrawFn) -> list[Record]:
    """Each document names the one source once; fields may be left uncoded or hold alternatives."""
    rows = []
    for actor in (A, B):
        for _ in range(draw(st.integers(1, 4))):
            codes = {
                field: value
                for field, values in (
                    ("magnitude", ("0", "1", "2", "3", "1|2")),
                    ("urgency", ("0", "1", "2", "0|1")),
                )
                if (value := draw(st.none() | st.sampled_from(values)))
            }
            if draw(st.booleans()):
                codes["hedge"] = draw(st.sampled_from(("true", "false")))
            rows.append(record(actor, "threat", source_family="us_led_west", **codes))
    return rows


@MORE
@given(shared_source(), st.integers(1, 3))
def test_raising_a_shared_source_on_both_sides_never_lowers_threat(rows: list[Record], by: int) -> None:
    before = glance_at(study(rows), "threat")
    after = glance_at(study([raised(one, by) for one in rows]), "threat")
    order = ("low", "high")
    assert order.index(min(after.words, key=order.index)) >= order.index(min(before.words, key=order.index))
    assert order.index(max(after.words, key=order.index)) >= order.index(max(before.words, key=order.index))
    assert after.score[0] >= before.score[0] - 1e-9
    assert after.score[1] >= before.score[1] - 1e-9


@MORE
@given(records())
def test_a_source_that_is_top_and_imminent_to_both_makes_threat_high(rows: list[Record]) -> None:
    """In a document of its own on each side, whatever else they fear and in as many documents as that takes.

    Ten documents a side outweigh what else is said of it, and are more than a tenth.
    """
    grave = [
        record(actor, "threat", source_family="wmd", source="missiles of Nowhere", magnitude="3", urgency="2")
        for actor in (A, B)
        for _ in range(10)
    ]
    assert glance_at(study([*rows, *grave]), "threat").words == ["high"]


ORDERS = {str(condition): [str(level) for level in LEVELS[condition]] for condition in Condition}
SETTINGS = st.fixed_dictionaries(
    {
        "minima.NASC.status": st.sampled_from(("minimal", "medium", "higher", "highest")),
        "minima.ALLY.status": st.sampled_from(("medium", "higher")),
    }
)


@settings(max_examples=8, deadline=None)
@given(st.data(), SETTINGS)
def test_A17_raising_a_judged_level_never_shrinks_what_is_open(data: st.DataObject, changes: dict) -> None:
    levels = {condition: data.draw(st.sampled_from(order)) for condition, order in ORDERS.items()}
    which = data.draw(
        st.sampled_from([c for c, word in levels.items() if word != ORDERS[c][-1]] or ["threat"])
    )
    order = ORDERS[which]
    higher = {**levels, which: order[min(order.index(levels[which]) + 1, len(order) - 1)]}

    def enabled(words: dict[str, str]) -> set[str]:
        verdicts = [Judgement(snapshot="2001", condition=c, level=word) for c, word in words.items()]
        return set(state(study(judgements=verdicts, settings=changes), arm=Arm.JUDGED).enabled or ())

    assert enabled(levels) <= enabled(higher)


# --- what output says --------------------------------------------------------------------------------------


def probabilities(found: SnapshotReading) -> Iterator[object]:
    for one in filter(None, found.states.values()):
        yield from one.open.values()
        for result in one.levels.values():
            yield from (result.probability or {}).values()
    for side in (*found.support.values(), *found.coordination.values()):
        yield from side.probability.values()


def completions(found: State) -> list[tuple]:
    """Known levels as they are, unknown ones over their admissible set."""
    sets = []
    for condition in Condition:
        result = found.levels[str(condition)]
        words = (result.level,) if result.level else result.admissible
        sets.append([LEVELS[condition](word) for word in words])
    return list(product(*sets))


@FEW
@given(records(12))
def test_lower_never_exceeds_upper_and_partitions_never_exceed_1(rows: list[Record]) -> None:
    found = read(small(rows))
    for share in probabilities(found):
        assert 0 <= share.lower <= share.upper <= 1
    for one in filter(None, found.states.values()):
        assert sum(place.lower for place in one.locations) <= 1 + 1e-9
        for result in one.levels.values():
            assert sum(share.lower for share in result.probability.values()) <= 1 + 1e-9
            assert all(share.lower <= 0.95 and share.upper >= 0.05 for share in result.probability.values())
            assert result.score.low <= result.score.high
            assert result.score.value is None or 0 <= result.score.value <= 1


@FEW
@given(records(12))
def test_the_admissible_set_is_never_empty_and_holds_the_point(rows: list[Record]) -> None:
    for one in filter(None, read(small(rows)).states.values()):
        for result in one.levels.values():
            assert result.admissible
            assert result.level is None or result.level in result.admissible
            assert result.level is None or [result.level] == result.detail["as_they_stand"]


@FEW
@given(records(12))
def test_the_location_is_missing_only_where_completions_differ(rows: list[Record]) -> None:
    table = decision_table(Rules.default())
    for one in filter(None, read(small(rows)).states.values()):
        cells = [table[triple] for triple in completions(one)]
        places, opened = {cell.location for cell in cells}, {cell.enabled for cell in cells}
        assert one.location == (places.pop() if len(places) == 1 else None)
        assert one.enabled == (opened.pop() if len(opened) == 1 else None)


@pytest.mark.parametrize("gate", list(Gate))
@settings(max_examples=6, deadline=None)
@given(rows=records())
def test_the_gate_alone_decides_whether_there_is_an_alignment(gate: Gate, rows: list[Record]) -> None:
    data = small(rows)
    met = tuple(replace(one, cooperative=gate is Gate.OPEN) for one in data.interactions)
    data = replace(data, interactions=() if gate is Gate.UNKNOWN else met)
    found = state(data)
    assert found.gate is gate
    assert (found.location == (NO_ALIGNMENT,)) == (gate is Gate.CLOSED)
    if gate is not Gate.CLOSED:
        assert found.open["THIN"].lower == 0.95  # never certain from hand evidence (OP 7)


@settings(max_examples=8, deadline=None)
@given(records())
def test_the_same_study_gives_the_same_trajectory_twice(rows: list[Record]) -> None:
    data = small(rows)
    one, two = follow(data), follow(data)
    assert isinstance(one, Trajectory)
    assert one == two
