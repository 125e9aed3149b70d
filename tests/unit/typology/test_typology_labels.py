"""Labels, denials and practice, confronted with what is open."""

from __future__ import annotations

import pytest

from cordiale import typology
from cordiale.model.levels import AlignmentType, Condition, Gate, IdentityLevel
from cordiale.model.rules import Rules

THIN, COAL, THICK, ALLY, NASC, ASC = AlignmentType
DEFAULT = Rules.default()


@pytest.mark.parametrize(
    ("claimed", "certain", "possible", "verdict"),
    [
        ("THICK", (THIN, THICK), (THIN, THICK), "supported"),
        ("THIN", (THIN, THICK), (THIN, THICK), "supported"),  # below the ceiling, still open
        ("ALLY", (THIN, THICK), (THIN, THICK), "rhetorical"),
        ("THICK", (THIN,), (THIN, THICK), "unknown"),
        ("ALLY", (), (), "rhetorical"),  # no alignment
        ("", (THIN,), (THIN,), "unlabelled"),
        (None, (THIN,), (THIN,), "unlabelled"),
    ],
)
def test_a_label_is_supported_rhetorical_or_undecided_by_the_open_types(claimed, certain, possible, verdict):
    assert typology.label_verdict(claimed, certain=certain, possible=possible) == verdict


def test_a_denied_type_whose_conditions_are_in_place_is_a_finding_of_its_own():
    found = typology.denial_verdicts(
        ["ALLY", "THICK", "COAL"], certain=(THIN, THICK), possible=(THIN, COAL, THICK)
    )
    assert found == {ALLY: "denied", THICK: "denied_but_open", COAL: "unknown"}


def test_unknown_threat_and_status_leave_1950_without_an_alliance():
    """A6: with low identity only a thin partnership and a coalition remain possible."""
    sets = typology.level_sets({Condition.IDENTITY: IdentityLevel.LOW})
    assert typology.possibly_enabled(sets, Gate.OPEN, DEFAULT) == (THIN, COAL)


@pytest.mark.parametrize(
    ("tie", "practice", "named"),
    [
        ((COAL, THICK), ["combat"], COAL),
        ((COAL, THICK), ["veto", "trade"], THICK),
        ((COAL, NASC), ["consultation"], NASC),
        ((ALLY, NASC), ["Joint operation"], ALLY),
        ((COAL, THICK), ["combat", "veto"], None),  # both: the tie stands
        ((COAL, THICK), ["trade", "visit"], None),  # neither
        ((COAL, THICK), [], None),
        ((THICK,), ["veto"], None),  # no tie: whether it is practised is not judged
        (("NO_ALIGNMENT",), ["veto"], None),
        (None, ["veto"], None),
    ],
)
def test_practice_names_one_member_of_a_tie_or_leaves_it(tie, practice, named):
    assert typology.realised(tie, practice, DEFAULT) == named


def test_types_below_the_ceiling_are_no_tie_though_the_rule_lists_them():
    rules = DEFAULT.changed({"location.rule": "enabled"})
    assert typology.realised((THIN, THICK), ["veto"], rules) is None
    assert typology.realised((THIN, COAL, THICK), ["veto"], rules) is THICK


def test_by_default_both_members_of_a_tie_are_reported_and_practice_chooses_only_if_told():
    tie = (COAL, THICK)
    chosen = DEFAULT.changed({"location.ties": "practice"})
    assert typology.settle_tie(tie, THICK, DEFAULT) == tie
    assert typology.settle_tie(tie, THICK, chosen) == (THICK,)
    assert typology.settle_tie(tie, None, chosen) == tie
