"""The codes as they stand, read by the engine and once more record by record (tests/plain_reading.py)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plain_reading
from builders import A, B, glance, record
from cordiale.model.study import Record

FEW = settings(max_examples=20, deadline=None)

VALUES = {
    "threat": {
        "source_family": (
            "us_led_west",
            "us_led_west",
            "terrorism_extremism",
            "underdevelopment",
            "other_state",
            "wmd",
        ),
        "source": ("Iran", "Nepal", "India", "missiles"),
        "magnitude": ("0", "1", "2", "2", "3", "3"),
        "urgency": ("0", "1", "2", "2", "2"),
        "hedge": ("true", "false"),
        "origin": ("external", "domestic", "external_via_domestic"),
    },
    "identity": {
        "othering": ("radical", "non_radical", "we", "we", "none"),
        "basis": (
            "values",
            "culture",
            "interests",
            "geography",
            "history_shared_negative",
            "interests|values",
        ),
        "valence": ("-1", "0", "1"),
        "trust_lang": ("distrust", "none", "strategic", "moralistic"),
        "salience": ("absent", "low", "normal", "high", "low|high"),
        "war_thinkable": ("yes", "no", "unstated"),
        "other_named": ("Brazil", "India", "the West", "China|India"),
    },
    "status": {
        "role_expected": (
            "dominant",
            "equal",
            "equal",
            "subordinate",
            "independent_pole",
            "none",
            "dominant|equal",
        ),
        "recognition": ("affirms_equal", "affirms_senior", "affirms_junior", "denies", "none"),
        "autonomy": ("refuses_limits", "conditional", "accepts_limits", "accepts_integration", "none"),
        "autonomy_toward": ("partner", "general"),
        "superiority_claim": ("over_partner", "over_third", "none"),
        "anxiety": ("voiced", "implied", "denied", "none"),
    },
}
"""What may be coded. Alternatives stand only where one record's value does not hang on another field's."""


@st.composite
def two_sides(draw: st.DrawFn, condition: str) -> dict[str, list[Record]]:
    """One to six records a side in up to four documents; both sides say something on the condition."""
    fields = VALUES[condition]
    found: dict[str, list[Record]] = {}
    for actor in (A, B):
        rows = []
        for _ in range(draw(st.integers(1, 6))):
            names = draw(st.lists(st.sampled_from(sorted(fields)), unique=True, min_size=1, max_size=4))
            codes = {name: draw(st.sampled_from(fields[name])) for name in names}
            general = condition == "status" and draw(st.integers(0, 4)) == 0
            document = f"{actor}{draw(st.integers(1, 4))}"
            more = {"partner": ""} if general else {}
            rows.append(record(actor, condition, document=document, **more, **codes))
        if condition == "status":  # a side without a row that counts was not searched
            rows.append(record(actor, condition, role_expected="equal", autonomy="conditional"))
        found[actor] = rows
    return found


READERS = {
    "threat": plain_reading.threat,
    "identity": plain_reading.identity,
    "status": plain_reading.status,
}


@pytest.mark.parametrize("condition", list(READERS))
@FEW
@given(data=st.data())
def test_the_engine_reads_the_codes_as_they_stand_as_a_person_would(
    condition: str, data: st.DataObject
) -> None:
    sides = data.draw(two_sides(condition))
    rows = [one for side in sides.values() for one in side]
    assert set(glance(rows, condition).words) == READERS[condition](sides, (A, B))
