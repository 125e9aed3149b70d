"""The smallest recode that flips a level, against a search that recodes the records themselves (OP 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import A, B, official_panel, record, study, threat
from cordiale.codebook import load
from cordiale.model.levels import LEVELS, Condition
from cordiale.model.results import Flip
from cordiale.model.study import Record, StudyData
from cordiale.profiles.draws import AsTheyStand
from cordiale.project.dyad_levels import levels_in
from cordiale.project.flips import smallest_flip
from cordiale.project.panels import condition_columns

BOOK = load()
FREE = {"source", "other_named", "self_desc"}

Step = tuple[str, str, str, str]
"""Record, field, old and new value; an empty field removes the record."""


def steps_of(one: Record) -> Iterator[Step]:
    """A record removed, or one of its codes moved one step (OP 7: a neighbour, or another value)."""
    yield one.id, "", "", ""
    for field, values in one.codes.items():
        if field in FREE:
            continue
        spec = BOOK.field(field)
        for value in values:
            at = spec.values.index(value)
            reach = (at - 1, at + 1) if spec.scale == "ordinal" else range(len(spec.values))
            for to in reach:
                if to != at and 0 <= to < len(spec.values):
                    yield one.id, field, value, spec.values[to]


def recoded(records: tuple[Record, ...], steps: tuple[Step, ...]) -> tuple[Record, ...]:
    found = {one.id: one for one in records}
    for name, field, old, new in steps:
        if not field:
            del found[name]
            continue
        one = found[name]
        values = tuple(new if value == old else value for value in one.codes[field])
        codes = {**one.codes, field: values}
        if field == "source_family":
            codes.pop("source", None)  # a redrawn source family loses its leaf
        found[name] = replace(one, codes=codes)
    return tuple(found.values())


def words(data: StudyData, condition: str, steps: tuple[Step, ...] = ()) -> list[str]:
    """The levels on the codes as they stand, once the records themselves are recoded."""
    name = Condition(condition)
    at = official_panel(replace(data, records=recoded(data.records, steps)))
    mask = int(condition_columns(at, name, AsTheyStand(), data.rules).levels[0])
    return [str(level) for level in levels_in(mask, LEVELS[name])]


def smallest(data: StudyData, condition: str, most: int) -> int | None:
    """How few steps change the level, found by trying all of them on the records themselves."""
    standing = words(data, condition)
    every = [step for one in data.records if one.dimension == condition for step in steps_of(one)]
    for size in range(1, most + 1):
        for tried in combinations(every, size):
            if _compatible(tried) and words(data, condition, tried) != standing:
                return size
    return None


def _compatible(tried: tuple[Step, ...]) -> bool:
    """Steps of different codes; a removed record has no code left to move."""
    for one, other in combinations(tried, 2):
        if one[0] == other[0] and (not one[1] or not other[1] or one[1:3] == other[1:3]):
            return False
    return True


def found_by_cordiale(data: StudyData, condition: str) -> Flip:
    at, name = official_panel(data), Condition(condition)
    standing = condition_columns(at, name, AsTheyStand(), data.rules).levels
    return smallest_flip(at, name, data.rules, int(standing[0]))


def as_steps(flip: Flip) -> tuple[Step, ...]:
    """The recode that a flip names in words."""
    recode, _, _ = flip.what.rpartition(": ")
    steps = []
    for part in recode.split(" and "):
        if part.startswith("without "):
            steps.append((part.removeprefix("without "), "", "", ""))
        else:
            match = re.fullmatch(r"(\w+) of (\S+) (\S+) → (\S+)", part)
            assert match, part
            steps.append((match[2], match[1], match[3], match[4]))
    return tuple(steps)


CHOICES = {
    "threat": {
        "source_family": ("us_led_west", "terrorism_extremism", "underdevelopment"),
        "magnitude": ("1", "2", "3"),
        "urgency": ("0", "1", "2"),
        "hedge": ("true", "false"),
        "origin": ("domestic", "external"),
    },
    "identity": {
        "othering": ("radical", "non_radical", "we"),
        "basis": ("values", "interests", "history_shared_negative"),
        "valence": ("-1", "0", "1"),
        "trust_lang": ("distrust", "strategic"),
        "salience": ("absent", "low", "normal"),
        "war_thinkable": ("yes", "no"),
    },
    "status": {
        "role_expected": ("dominant", "equal", "subordinate", "independent_pole"),
        "recognition": ("affirms_equal", "affirms_senior", "denies"),
        "autonomy": ("refuses_limits", "conditional", "accepts_limits", "accepts_integration"),
        "autonomy_toward": ("partner", "general"),
        "superiority_claim": ("over_partner", "over_third"),
        "anxiety": ("voiced", "denied"),
        "role_refused": ("subordinate",),
    },
}


@st.composite
def small_studies(draw: st.DrawFn, condition: str, most: int) -> StudyData:
    """One to ``most`` records a side, in one to three documents."""
    fields = CHOICES[condition]
    rows = []
    for actor in (A, B):
        for number in range(draw(st.integers(1, most))):
            names = draw(st.lists(st.sampled_from(sorted(fields)), unique=True, min_size=1, max_size=3))
            if condition == "threat":
                names = list(dict.fromkeys(["source_family", *names]))
            codes = {name: draw(st.sampled_from(fields[name])) for name in names}
            document = f"{actor}{draw(st.integers(1, 3))}"
            rows.append(record(actor, condition, id=f"{actor}-{number}", document=document, **codes))
    return study(rows)


@pytest.mark.parametrize("condition", list(CHOICES))
@settings(max_examples=7, deadline=None)
@given(data=st.data())
def test_one_step_is_truly_a_step_and_none_is_missed(condition: str, data: st.DataObject) -> None:
    small = data.draw(small_studies(condition, 3))
    standing = words(small, condition)
    flip = found_by_cordiale(small, condition)
    if len(standing) > 1:
        assert flip.steps is None
        assert "nothing to flip" in flip.what
        return
    assert (flip.steps == 1) == (smallest(small, condition, 1) == 1)
    if flip.steps is not None:
        steps = as_steps(flip)
        assert len(steps) == flip.steps
        assert set(flip.records) == {step[0] for step in steps}
        after = words(small, condition, steps)
        assert after != standing
        assert flip.what.endswith(": " + (after[0] if len(after) == 1 else f"unknown ({' or '.join(after)})"))


TWO_STEPS = {
    "identity": [
        record(actor, "identity", othering="non_radical", valence="1", id=f"{actor}{n}", document=f"{actor}{n}")
        for actor in (A, B)
        for n in range(2)
    ],
    "status": [
        record(actor, "status", role_expected="equal", recognition=seen, autonomy=limits, id=f"{actor}{n}", document=f"{actor}{n}")
        for actor in (A, B)
        for n, (seen, limits) in enumerate((("affirms_equal", "accepts_limits"), ("none", "conditional")))
    ],
}  # fmt: skip


@pytest.mark.parametrize("condition", list(TWO_STEPS))
def test_no_pair_is_missed_where_records_differ(condition: str) -> None:
    data = study(TWO_STEPS[condition])
    assert found_by_cordiale(data, condition).steps == smallest(data, condition, 2)


@pytest.mark.parametrize(
    ("condition", "field", "old", "new"),
    [("threat", "urgency", "2", "1"), ("identity", "othering", "we", "radical")],
)
def test_a_pair_of_identical_records_is_a_pair(condition: str, field: str, old: str, new: str) -> None:
    """Three like documents a side. Two of A's moved: of 2, 1, 1 (of we, radical, radical) the median is low."""
    codes = {
        "threat": {"source_family": "us_led_west", "magnitude": "3", "urgency": "2"},
        "identity": {"othering": "we", "basis": "values"},
    }[condition]
    rows = [record(actor, condition, id=f"{actor}{n}", **codes) for actor in (A, B) for n in range(3)]
    pair = tuple((f"{A}{n}", field, old, new) for n in range(2))
    assert words(study(rows), condition, pair) == ["low"]
    assert found_by_cordiale(study(rows), condition).steps == 2


def test_like_records_of_one_document_and_of_two_are_different_pairs() -> None:
    """Three documents of A, each naming the source twice alike. Openness in one document is 1 of 3, in two
    it is 2 of 3 and caps urgency (I-34): only a pair across documents flips.
    """
    rows = [
        threat(A, "us_led_west", "3", "2", hedge="false", id=f"a{n}{m}", document=f"d{n}")
        for n in range(3)
        for m in range(2)
    ]
    rows += [threat(B, "us_led_west", "3", "2", id=f"b{n}") for n in range(5)]
    data = study(rows)
    within = (("a00", "hedge", "false", "true"), ("a01", "hedge", "false", "true"))
    across = (("a00", "hedge", "false", "true"), ("a10", "hedge", "false", "true"))
    assert words(data, "threat", within) == ["high"]
    assert words(data, "threat", across) == ["low"]
    assert found_by_cordiale(data, "threat").steps == 2


@pytest.mark.parametrize("condition", ["threat", "identity", "status"])
def test_pairs_listed_a_few_at_a_time_are_the_same_pairs(
    condition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = {
        "threat": {"source_family": "us_led_west", "magnitude": "3", "urgency": "2", "hedge": "false"},
        "identity": {"othering": "non_radical", "valence": "0"},
        "status": {"role_expected": "equal", "recognition": "affirms_equal", "autonomy": "conditional"},
    }[condition]
    rows = [record(actor, condition, id=f"{actor}{n}", **codes) for actor in (A, B) for n in range(4)]
    at_once = found_by_cordiale(study(rows), condition)
    assert at_once.steps != 1
    monkeypatch.setattr("cordiale.project.flips._PAIRS_AT_ONCE", 10)
    assert found_by_cordiale(study(rows), condition) == at_once


def test_no_limit_is_named_where_every_pair_was_tried() -> None:
    rows = [threat(actor, "us_led_west", "3", "2", id=f"{actor}{n}") for actor in (A, B) for n in range(9)]
    assert found_by_cordiale(study(rows), "threat").what == "more than two"


def test_A22_renamed_actors_flip_on_the_same_records() -> None:
    names = {A: "VNM", B: "KEN"}
    rows = [
        record(actor, "identity", othering="non_radical", id=name) for actor, name in ((A, "r1"), (B, "r2"))
    ]
    renamed = [replace(one, actor=names[one.actor], partner=names[one.partner]) for one in rows]
    one = found_by_cordiale(study(rows), "identity")
    other = found_by_cordiale(study(renamed, actors=tuple(names.values())), "identity")
    assert one.records == other.records


def test_flips_prefer_a_recode_that_gives_another_level_to_one_that_leaves_it_unknown() -> None:
    """Removing the only record makes the side unknown; moving its urgency gives LOW."""
    rows = [threat(A, "us_led_west", "3", "2", id="a"), threat(B, "us_led_west", "3", "2", id="b")]
    flip = found_by_cordiale(study(rows), "threat")
    assert flip.steps == 1
    assert flip.what.endswith(": low")


def test_there_is_nothing_to_flip_without_records_or_at_an_open_level() -> None:
    assert found_by_cordiale(study(), "threat").what.startswith("unknown on the codes as they stand")
