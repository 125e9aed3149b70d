"""Records of machines and searched texts: presence, measured errors, documents that are silent, salience (OP 7, I-6)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders import A, B, follow, placed, record, study, threat
from cordiale.model.coder_errors import CoderErrors
from cordiale.model.levels import Arm, Gate
from cordiale.model.rules import Rules
from cordiale.model.study import Record, TextMeasure
from cordiale.profiles.draws import AsTheyStand, Replicates, replicates
from cordiale.profiles.genres import names_partners
from cordiale.profiles.identity import identity_columns
from cordiale.profiles.salience import corpus_salience, salience_of
from cordiale.profiles.threat import threat_columns

R = 4_000
RULES = Rules.default().changed({"uncertainty.replicates_texts": R})


def by_machine(one: Record) -> Record:
    return replace(one, machine=True, coder="test", language="en")


def search(
    actor: str,
    document: str,
    dimension: str = "identity",
    *,
    words: int = 5_000,
    mentions: int = 0,
    names: bool = True,
    partner: str | None = None,
) -> Record:
    """A document that was searched, with what was counted in it."""
    blank = record(actor, dimension, partner=partner, document=document, id=f"{document}.{dimension}.{actor}")
    return replace(
        by_machine(blank), measure=TextMeasure(words=words, mentions=mentions, names_partners=names)
    )


def errors(**present: tuple[int, int]) -> dict[str, CoderErrors]:
    confusion = {"magnitude": {"2": {"2": 900, "3": 100}}}
    one = CoderErrors(coder="test", language="en", passages=1_000, present=present, confusion=confusion)
    return {"test/en": one}


def drawn(records: list[Record], measured: dict[str, CoderErrors]) -> Replicates:
    return replicates(placed(records, RULES), RULES, 1, measured)


def test_a_claim_of_a_machine_is_there_as_often_as_the_coder_is_right() -> None:
    claim = by_machine(threat(A, "terrorism_extremism", "2", "2"))
    found = drawn([claim], errors(threat=(800, 200)))
    assert found.present(claim.id).mean() == pytest.approx(0.8, abs=0.03)


def test_all_claims_share_the_drawn_share_so_that_a_poor_coder_is_poor_throughout() -> None:
    claims = [by_machine(threat(A, "terrorism_extremism", "2", "2")) for _ in range(200)]
    found = drawn(claims, errors(threat=(4, 4)))
    shares = np.mean([found.present(claim.id) for claim in claims], axis=0)
    assert shares.std() > 0.12  # a Beta(5, 5) draw spreads by 0.15; independent claims alone would give 0.035


def test_a_kind_of_claim_with_errors_of_its_own_is_judged_by_them() -> None:
    sure = by_machine(record(A, "identity", othering="non_radical"))
    doubtful = by_machine(record(A, "identity", othering="radical"))
    measured = {**errors(identity=(900, 100))["test/en"].present, "identity/radical": (100, 900)}
    found = drawn([sure, doubtful], errors(**measured))
    assert found.present(sure.id).mean() > 0.85
    assert found.present(doubtful.id).mean() < 0.15


def test_codes_of_a_machine_are_redrawn_by_the_measured_confusion_with_one_added_to_each_count() -> None:
    claim = by_machine(threat(A, "wmd", "2", "2"))
    (values,) = drawn([claim], errors(threat=(99, 1))).values(claim, "magnitude")
    shares = np.bincount(values, minlength=4) / R
    assert shares == pytest.approx(np.array([1, 1, 901, 101]) / 1004, abs=0.02)


def test_a_field_whose_confusion_was_not_measured_stays_as_coded() -> None:
    claim = by_machine(threat(A, "wmd", "2", "2"))
    (values,) = drawn([claim], errors(threat=(99, 1))).values(claim, "urgency")
    assert set(values.tolist()) == {2}


def test_a_machine_that_was_never_measured_errs_as_people_do() -> None:
    claim = by_machine(threat(A, "wmd", "2", "2"))
    found = drawn([claim], {})
    assert found.present(claim.id).all()
    assert (found.values(claim, "magnitude")[0] == 2).mean() == pytest.approx(0.85, abs=0.02)


def test_texts_take_a_thousand_replicates_and_the_bayesian_bootstrap() -> None:
    hand, text = threat(A, "wmd", "2", "2"), by_machine(threat(A, "wmd", "2", "2"))
    rules = Rules.default()
    found = replicates(placed([hand, text], rules), rules, 1)
    assert found.count == rules.uncertainty.replicates_texts == 1_000
    assert found.weight(text.document).var() == pytest.approx(1.0, abs=0.25)  # Gamma(1, 1)
    assert found.weight(hand.document).var() == pytest.approx(0.5, abs=0.2)  # Gamma(1/2, 1)


# --- documents that are silent ----------------------------------------------------------------


def test_searched_documents_that_name_no_threat_count_as_searched() -> None:
    silent = [search(A, f"d{n}", "threat", partner="") for n in range(5)]
    columns = threat_columns(silent, AsTheyStand(), Rules.default())
    assert columns.keys == ()
    assert columns.searched.texts.tolist() == [5]
    assert columns.searched.enough(Rules.default()).all()


@pytest.mark.parametrize(("texts", "enough"), [(1, False), (2, False), (3, True)])
def test_a_side_needs_three_texts_and_one_document_that_people_coded(texts: int, enough: bool) -> None:
    rules = Rules.default()
    silent = [search(A, f"d{n}", "threat", partner="") for n in range(texts)]
    assert bool(threat_columns(silent, AsTheyStand(), rules).searched.enough(rules)[0]) is enough
    by_hand = threat(A, "wmd", "2", "2")
    assert threat_columns([*silent[:1], by_hand], AsTheyStand(), rules).searched.enough(rules).all()


def test_two_texts_a_side_leave_every_level_unknown_and_never_low() -> None:
    records = [
        search(actor, f"{actor}{n}", dimension, partner="" if dimension == "threat" else None)
        for actor in (A, B)
        for n in range(2)
        for dimension in ("threat", "identity", "status")
    ]
    state = follow(study(records)).snapshots[0].states[Arm.COMPUTED]
    assert {name: level.level for name, level in state.levels.items()} == dict.fromkeys(state.levels)
    assert all(len(level.admissible) > 1 for level in state.levels.values())


# --- salience ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "documents", "mentions", "names", "expected"),
    [
        (5_000, 6, 0, True, "absent"),  # 30,000 words in six documents that normally name partners
        (5_000, 6, 1, True, "normal"),  # two in ten thousand words
        (3_000, 6, 0, True, None),  # 18,000 words are too few
        (9_000, 4, 0, True, None),  # four documents are too few
        (5_000, 6, 0, False, None),  # of a kind that does not name partners
    ],
)
def test_silence_means_absence_only_in_a_large_corpus_of_a_kind_that_names_partners(
    words: int, documents: int, mentions: int, names: bool, expected: str | None
) -> None:
    texts = [
        search(A, f"d{n}", words=words, mentions=mentions, names=names) for n in range(documents)
    ]
    found = identity_columns(texts, B, AsTheyStand(), Rules.default())
    median = int(found.salience_median[0])
    assert (None if median < 0 else ("absent", "low", "normal", "high")[median]) == expected


def test_a_partner_named_below_the_floor_is_low_and_not_absent() -> None:
    texts = [search(A, f"d{n}", words=20_000, mentions=n == 0) for n in range(5)]
    found = identity_columns(texts, B, AsTheyStand(), Rules.default())
    assert found.salience_median.tolist() == [1]


def test_replicates_of_salience_weigh_documents_as_drawn() -> None:
    """One document of ten holds all mentions: whether the partner is visible hangs on its weight."""
    texts = [search(A, f"d{n}", words=5_000, mentions=5 if n == 0 else 0) for n in range(10)]
    columns = drawn(texts, {})
    found = identity_columns(texts, B, columns, RULES)
    weights = np.array([columns.weight(f"d{n}") for n in range(10)])
    visible = 5 * weights[0] / (5_000 * weights.sum(axis=0)) * 10_000 >= 1.0
    assert (found.salience_median == np.where(visible, 2, 1)).all()
    assert 0.1 < visible.mean() < 0.9


def test_the_floors_of_salience_are_those_of_the_plain_rule() -> None:
    rules = Rules.default().identity
    assert corpus_salience(words=25_000, documents=5, mentions=2, names_partners=True, rules=rules) == "low"
    assert salience_of([]).per_10k_words is None


@pytest.mark.parametrize(
    ("genre", "share", "telling"),
    [
        ("presidential_address", 0.5, True),
        ("presidential_address", 0.4, False),
        ("un_general_debate", 1.0, False),
        ("call_readout", 1.0, False),
        ("", 0.8, True),
    ],
)
def test_a_genre_names_partners_where_half_of_its_texts_do_and_it_is_not_addressed_to_one(
    genre: str, share: float, telling: bool
) -> None:
    assert names_partners(genre, share) is telling


# --- gate and flips -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "gate"),
    [
        ("commitment", Gate.OPEN),
        ("conditional", Gate.OPEN),
        ("hedge", Gate.OPEN),
        ("refusal", Gate.UNKNOWN),
        ("doubt", Gate.UNKNOWN),
    ],
)
def test_words_of_support_in_texts_open_the_gate_and_those_that_refuse_or_doubt_do_not(
    code: str, gate: Gate
) -> None:
    said = by_machine(record(A, "support", support=code))
    found = follow(study([said], engaged=()))
    assert found.snapshots[0].states[Arm.COMPUTED].gate is gate


def test_hand_coded_words_of_support_leave_the_gate_to_interactions() -> None:
    found = follow(study([record(A, "support", support="commitment")], engaged=()))
    assert found.snapshots[0].states[Arm.COMPUTED].gate is Gate.UNKNOWN


def test_the_smallest_change_of_a_level_read_from_texts_is_a_document_less() -> None:
    """Three texts a side fear the same; without one of them a side is no longer searched."""
    records = []
    for actor in (A, B):
        for n in range(3):
            document = f"{actor}{n}"
            records.append(search(actor, document, "threat", partner=""))
            records.append(by_machine(threat(actor, "terrorism_extremism", "3", "2", document=document)))
            records.append(by_machine(threat(actor, "terrorism_extremism", "2", "1", document=document)))
    flip = follow(study(records), flips=True).snapshots[0].states[Arm.COMPUTED].levels["threat"].flip
    assert flip is not None
    assert flip.steps is None  # a document stays searched where its codes are taken away
    assert flip.what == "more than one document"


def test_one_document_that_alone_makes_a_threat_urgent_is_named_as_what_flips_it() -> None:
    records = []
    for actor in (A, B):
        for n in range(3):
            document = f"{actor}{n}"
            records.append(search(actor, document, "threat", partner=""))
            if n == 0 or actor == B:
                claim = threat(actor, "terrorism_extremism", "3", "2", document=document, id=f"{document}-claim")
                records.append(by_machine(claim))
    flip = follow(study(records), flips=True).snapshots[0].states[Arm.COMPUTED].levels["threat"].flip
    assert flip is not None
    assert flip.what == f"without the document {A}0: low"
    assert flip.records == (f"{A}0-claim",)
