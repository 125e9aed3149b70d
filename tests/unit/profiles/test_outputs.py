"""Expectation of support and willingness to coordinate by direction, with the arithmetic (OP 5.2, I-27)."""

from __future__ import annotations

import pytest

from builders import A, B, follow, official_panel, record, study
from cordiale.model.results import SnapshotReading
from cordiale.model.study import Judgement, Record, StudyData
from cordiale.profiles.draws import AsTheyStand
from cordiale.project.outputs import support_index
from cordiale.project.panels import outputs_of


def said(actor: str, **codes: str) -> Record:
    return record(actor, "support", **codes)


def columns(*records: Record):
    data = study(records)
    return outputs_of(official_panel(data), AsTheyStand(), data.rules)


def reading(*records: Record, **more: object) -> SnapshotReading:
    data: StudyData = study(records, **more)  # type: ignore[arg-type]
    return follow(data).snapshots[0]


def expectation(*records: Record) -> set[str]:
    mask = int(columns(*records)[A].expectation[0])
    return {word for n, word in enumerate(("low", "higher", "high")) if mask >> n & 1}


@pytest.mark.parametrize(
    ("codes", "word"),
    [
        ({"trust_lang": "distrust"}, "low"),
        ({"support": "doubt"}, "low"),
        ({"trust_lang": "unspecified"}, "higher"),
        ({"trust_lang": "strategic"}, "higher"),
        ({"trust_lang": "moralistic"}, "high"),
    ],
)
def test_expectation_of_support_follows_the_kind_of_trust(codes: dict[str, str], word: str) -> None:
    assert expectation(said(A, **codes)) == {word}


def test_expectation_is_the_ordinal_median_over_documents() -> None:
    """distrust, strategic, moralistic: the middle is higher; with a second distrust the lower median is low."""
    rows = [said(A, trust_lang=value) for value in ("distrust", "strategic", "moralistic")]
    assert expectation(*rows) == {"higher"}
    assert expectation(*rows, said(A, trust_lang="distrust")) == {"low"}


def test_trust_in_an_identity_row_counts_for_expectation_too() -> None:
    assert expectation(record(A, "identity", trust_lang="strategic")) == {"higher"}


@pytest.mark.parametrize("codes", [{"trust_lang": "none"}, {"support": "commitment"}])
def test_words_of_no_trust_or_of_ones_own_support_settle_no_expectation(codes: dict[str, str]) -> None:
    assert expectation(said(A, **codes)) == set()
    assert reading(said(A, **codes)).support[A].expectation is None


def test_willingness_is_the_mean_over_documents() -> None:
    """commitment 1, conditional 0, hedge −½, refusal −1: mean −1/8; a second commitment makes it 1/10."""
    rows = [said(A, support=value) for value in ("commitment", "conditional", "hedge", "refusal")]
    assert float(columns(*rows)[A].willingness[0]) == pytest.approx(-1 / 8)
    assert float(columns(*rows, said(A, support="commitment"))[A].willingness[0]) == pytest.approx(1 / 10)


def test_documents_weigh_equally_in_willingness() -> None:
    """Three commitments in one document and one refusal in another: 0, not ½."""
    rows = [record(A, "support", support="commitment", document="d") for _ in range(3)]
    assert float(columns(*rows, said(A, support="refusal"))[A].willingness[0]) == 0.0


def test_doubt_says_nothing_of_ones_own_willingness() -> None:
    assert reading(said(A, support="doubt")).support[A].willingness is None


def test_directions_are_kept_apart() -> None:
    found = reading(said(A, support="commitment", trust_lang="moralistic"), said(B, support="refusal"))
    assert found.support[A].willingness.value == 1.0
    assert found.support[B].willingness.value == -1.0
    assert (found.support[A].partner, found.support[B].partner) == (B, A)


def test_support_index_is_the_smaller_direction_lowered_by_the_share_of_doubting_documents() -> None:
    """A: commitment in two documents, 1. B: commitment and hedge, 1/4; a fifth document of B doubts.

    One of five documents doubts: 1/4 − 1/5 = 1/20.
    """
    rows = [said(A, support="commitment") for _ in range(2)]
    rows += [said(B, support="commitment"), said(B, support="hedge"), said(B, support="doubt")]
    assert float(support_index(columns(*rows))[0]) == pytest.approx(1 / 20)
    assert reading(*rows).support_index.value == pytest.approx(1 / 20)


def test_support_index_is_unknown_where_a_direction_says_nothing() -> None:
    assert reading(said(A, support="commitment")).support_index is None


@pytest.mark.parametrize(
    ("values", "word"),
    [
        (("consult",), "consult"),
        (("refuse", "joint_planning"), "refuse"),
        (("consult", "align_positions", "integrated"), "align_positions"),
        (("joint_action", "joint_action", "refuse"), "joint_action"),
    ],
)
def test_willingness_to_coordinate_is_the_ordinal_median(values: tuple[str, ...], word: str) -> None:
    rows = [record(A, "coordination", coordination=value) for value in values]
    mask = int(columns(*rows)[A].coordination[0])
    names = ("refuse", "consult", "align_positions", "joint_action", "joint_planning", "integrated")
    assert [name for n, name in enumerate(names) if mask >> n & 1] == [word]


def test_I27_outputs_set_no_level() -> None:
    """Alignment's expectations are what conditions make possible, never what sets them."""
    outputs = [
        said(A, support="commitment", trust_lang="moralistic"),
        said(B, support="refusal", trust_lang="distrust"),
        record(A, "coordination", coordination="integrated"),
    ]
    found = reading(*outputs).states["computed"]
    assert {c: r.admissible for c, r in found.levels.items()} == {
        "threat": ("low", "high"),
        "identity": ("low", "medium", "high"),
        "status": ("incompatible", "minimal", "medium", "higher", "highest"),
    }


def test_a_joint_text_counts_in_the_outputs_though_it_sets_no_level() -> None:
    joint = [said(actor, support="commitment", genre="joint_statement", document="j") for actor in (A, B)]
    found = reading(*joint)
    assert found.support[A].documents == 1
    assert found.support_index.value == 1.0


def test_formulas_are_dropped_from_the_outputs() -> None:
    row = record(A, "support", support="commitment", formulaic=True)
    assert reading(row).support[A].documents == 0


def test_judged_support_stands_beside_the_computed_one() -> None:
    verdict = Judgement(snapshot="2001", condition="support", level="higher")
    found = reading(said(A, trust_lang="distrust"), judgements=[verdict])
    assert {side.judged for side in found.support.values()} == {"higher"}


def test_distrust_of_somebody_else_is_no_distrust_of_the_partner() -> None:
    west = record(A, "identity", other_named="the West", trust_lang="distrust", salience="normal")
    assert expectation(west, said(A, trust_lang="strategic")) == {"higher"}


def test_a_document_that_voices_doubt_among_other_things_voices_doubt() -> None:
    """A: two documents, each with a commitment; one of them also doubts, and trusts strategically.

    B: one commitment. The smaller willingness is 1; one of three documents voices doubt: 1 − 1/3.
    """
    rows = [
        record(A, "support", support="commitment", document="d"),
        record(A, "support", support="doubt", document="d"),
        record(A, "support", support="commitment", trust_lang="strategic", document="d"),
        record(A, "support", support="commitment", document="e"),
        record(B, "support", support="commitment"),
    ]
    assert float(support_index(columns(*rows))[0]) == pytest.approx(2 / 3)
