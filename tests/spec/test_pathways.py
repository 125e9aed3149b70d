"""Pathways between types, events and what-next, as tables (operationalisation, section 5)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from cordiale import typology
from cordiale.model.levels import (
    AlignmentType,
    Arm,
    Condition,
    Gate,
    IdentityLevel,
    Level,
    StatusLevel,
    ThreatLevel,
)
from cordiale.model.rules import Rules
from cordiale.trajectory import PATHWAYS, Reading, events_between, what_next
from cordiale.trajectory.pathways import BY_ID

SPEC = tomllib.loads(Path(__file__).with_name("pathways.toml").read_text(encoding="utf-8"))
MOVEMENTS = [dict(zip(SPEC["movement_columns"], row, strict=True)) for row in SPEC["movements"]]
NEXT = [dict(zip(SPEC["next_columns"], row, strict=True)) for row in SPEC["next"]]
RULES = Rules.default()


def levels_of(words: str) -> dict[Condition, Level]:
    kinds: tuple[Callable[[str], Level], ...] = (ThreatLevel, IdentityLevel, StatusLevel)
    return {
        condition: kind(word) for condition, kind, word in zip(Condition, kinds, words.split(), strict=True)
    }


def reading(words: str) -> Reading:
    levels = levels_of(words)
    return Reading(
        arm=Arm.COMPUTED,
        gate=Gate.OPEN,
        levels=levels,
        enabled=typology.enabled(levels, RULES),
        location=typology.location(levels, Gate.OPEN, RULES),
    )


@pytest.mark.parametrize("row", MOVEMENTS, ids=lambda row: row["why"])
def test_each_movement_is_the_event_and_takes_the_pathway_written_in_the_table(row):
    (event,) = events_between(reading(row["from"]), reading(row["to"]))
    assert (event.event, event.pathway, event.stated) == (row["event"], row["pathway"], row["stated"])


@pytest.mark.parametrize("row", NEXT, ids=lambda row: f"{row['present']}: {row['type']}")
def test_each_type_that_is_not_open_lacks_what_the_table_says_by_the_pathway_it_names(row):
    levels = levels_of(row["present"])
    listed = what_next(
        open_types=typology.enabled(levels, RULES),
        gaps=typology.gaps(levels, RULES),
        location=typology.location(levels, Gate.OPEN, RULES),
        arm=Arm.COMPUTED,
        roads={},
    )
    (found,) = [item for item in listed if item.type == row["type"]]
    missing = ", ".join(f"{condition} {steps}" for condition, steps in found.missing.items())
    assert (missing, found.pathway, found.stated) == (row["missing"], row["pathway"], row["stated"])


def test_there_are_twelve_pathways_and_only_the_divergence_of_threat_is_implied():
    assert [pathway.id for pathway in PATHWAYS] == [f"P{number}" for number in range(1, 13)]
    assert [pathway.id for pathway in PATHWAYS if not pathway.stated] == ["P7"]


def test_divergence_of_identity_or_status_starts_only_from_types_with_an_identity_minimum():
    """P6 names alliance, thick partnership and both communities, and no coalition."""
    resting = {kind for kind in AlignmentType if RULES.minima[kind][Condition.IDENTITY] > IdentityLevel.LOW}
    assert set(BY_ID["P6"].origins) == resting


def test_what_next_lists_types_in_their_order_and_never_by_how_much_they_lack():
    """At a non-allied community an allied one lacks as little as a coalition, and comes last."""
    levels = levels_of("low high highest")
    listed = what_next(
        open_types=typology.enabled(levels, RULES),
        gaps=typology.gaps(levels, RULES),
        location=("NASC",),
        arm=Arm.JUDGED,
        roads={},
    )
    assert [str(item.type) for item in listed] == ["COAL", "ALLY", "ASC"]
