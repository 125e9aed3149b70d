"""The table of OP 6.3, "Mechanically", row by row: what a document makes of the partner."""

from __future__ import annotations

from itertools import product

import pytest

from builders import A, B, Glance, glance, record
from cordiale.codebook import load
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.draws import AsTheyStand
from cordiale.profiles.identity import READINGS, identity_columns

SHARED = ("values", "culture", "history_shared_positive")
WORTH = {"radical": 0.0, "negative_history": 0.0, "non_radical": 0.5, "we": 1.0}


def by_the_table(othering: str, basis: str, valence: str, trust: str) -> str:
    """OP 6.3, the rows in their order; ``""`` is not coded, and the empty answer uninformative."""
    if othering == "we" and basis in SHARED:
        return "we"
    if othering == "radical" or (trust == "distrust" and valence == "-1"):
        return "radical"
    if basis == "history_shared_negative" and valence in ("-1", "0", ""):
        return "negative_history"
    if othering == "we":  # with interests or geography alone it counts as non_radical
        return "non_radical"
    if othering == "non_radical" or valence == "1" or trust in ("strategic", "moralistic", "unspecified"):
        return "non_radical"
    return ""


def readings(*records: Record) -> dict[str, float]:
    """Share of each reading among the documents that relate the partner."""
    side = identity_columns(list(records), B, AsTheyStand(), Rules.default())
    total = float(side.readings.sum())
    return (
        {n: float(w) / total for n, w in zip(READINGS, side.readings[:, 0], strict=True) if w}
        if total
        else {}
    )


def identity(**codes: str) -> Record:
    return record(A, "identity", **{field: value for field, value in codes.items() if value})


BOOK = load()
COMBINATIONS = list(
    product(
        ("", *BOOK.field("othering").values),
        ("", *BOOK.field("basis").values),
        ("", *BOOK.field("valence").values),
        ("", *BOOK.field("trust_lang").values),
    )
)


def test_every_combination_of_codes_reads_as_the_table_says() -> None:
    """All 5 × 8 × 4 × 6 = 960 combinations, "we" without a coded basis apart (see A20 below)."""
    wrong = []
    for othering, basis, valence, trust in COMBINATIONS:
        codes = {"othering": othering, "basis": basis, "valence": valence, "trust_lang": trust}
        if not any(codes.values()) or (othering == "we" and not basis):
            continue
        wanted = by_the_table(othering, basis, valence, trust)
        found = readings(identity(**codes))
        if found != ({wanted: 1.0} if wanted else {}):
            wrong.append((codes, wanted, found))
    assert wrong == []


@pytest.mark.parametrize("basis", SHARED)
def test_we_on_a_shared_basis_is_high(basis: str) -> None:
    assert read(identity(othering="we", basis=basis), HIGH_PARTNER).words == ["high"]


@pytest.mark.parametrize("basis", ["interests", "geography", "none"])
def test_interests_or_geography_alone_never_support_we(basis: str) -> None:
    assert read(identity(othering="we", basis=basis), HIGH_PARTNER).words == ["medium"]


def test_interests_beside_values_are_not_interests_alone() -> None:
    assert read(identity(othering="we", basis="values|interests"), HIGH_PARTNER).words == ["high"]


def test_A20_we_whose_basis_nobody_coded_lies_between_medium_and_high() -> None:
    assert read(identity(othering="we"), HIGH_PARTNER).words == ["medium", "high"]


def test_A20_the_basis_does_not_matter_where_the_other_side_settles_it() -> None:
    other = record(B, "identity", othering="radical")
    assert read(identity(othering="we"), other).words == ["low"]


@pytest.mark.parametrize(
    "codes",
    [
        {"othering": "radical", "valence": "1", "trust_lang": "strategic"},
        {"trust_lang": "distrust", "valence": "-1"},
        {"basis": "history_shared_negative"},
        {"basis": "history_shared_negative", "valence": "0", "othering": "non_radical"},
    ],
)
def test_radical_and_negative_history_are_low(codes: dict[str, str]) -> None:
    assert read(identity(**codes), HIGH_PARTNER).words == ["low"]


@pytest.mark.parametrize(
    "codes",
    [
        {"othering": "non_radical"},
        {"valence": "1"},
        {"trust_lang": "strategic"},
        {"trust_lang": "unspecified"},
        {"trust_lang": "moralistic"},
        {"basis": "history_shared_negative", "valence": "1"},
        {"othering": "none", "basis": "interests", "valence": "1"},
    ],
)
def test_non_radical_and_praise_and_trust_are_medium(codes: dict[str, str]) -> None:
    assert read(identity(**codes), HIGH_PARTNER).words == ["medium"]


@pytest.mark.parametrize(
    "codes",
    [
        {"basis": "interests"},
        {"basis": "geography", "valence": "0"},
        {"othering": "none"},
        {"trust_lang": "none"},
        {"salience": "high"},
        {"war_thinkable": "no"},
    ],
)
def test_an_uninformative_document_counts_for_salience_only(codes: dict[str, str]) -> None:
    """Alone it leaves every level open; beside a related document it says nothing."""
    assert read(identity(**codes), HIGH_PARTNER).words == ["low", "medium", "high"]
    beside = [identity(**codes), identity(**codes), identity(othering="non_radical")]
    assert read(*beside, HIGH_PARTNER).words == ["medium"]


HIGH_PARTNER = record(B, "identity", othering="we", basis="values", id="partner")


def read(*records: Record, **settings: object) -> Glance:
    return glance(records, "identity", **settings)


def test_identity_values_are_taken_for_each_record_then_shared_within_the_document() -> None:
    """One document, "we" on values and radical: half and half, worth 1/2; lower median LOW."""
    rows = [
        record(A, "identity", othering="we", basis="values", document="d"),
        record(A, "identity", othering="radical", document="d"),
    ]
    assert readings(*rows) == {"we": 0.5, "radical": 0.5}
    found = read(*rows, HIGH_PARTNER)
    assert found.words == ["low"]
    assert found.value == 0.5


def test_alternatives_in_a_cell_are_equal_shares_of_the_record() -> None:
    assert readings(identity(othering="radical|non_radical")) == {"radical": 0.5, "non_radical": 0.5}


def test_the_score_is_the_smaller_direction_of_the_mean_of_document_values() -> None:
    """A: non_radical ½, we 1, radical 0, we 1: mean 5/8. B: we 1. The dyad has 5/8."""
    rows = [
        identity(othering="non_radical"),
        identity(othering="we", basis="culture"),
        identity(othering="radical"),
        identity(othering="we", basis="values"),
    ]
    found = read(*rows, HIGH_PARTNER)
    assert found.value == pytest.approx(5 / 8)
    assert found.words == ["medium"]  # 0, ½, 1, 1: lower median ½


# --- salience first (I-6) -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "absent"),
    [(("absent",), True), (("low",), True), (("normal",), False), (("low", "normal"), True), (("low", "high", "high"), False)],
)  # fmt: skip
def test_I6_the_ordinal_median_of_salience_decides_first(values: tuple[str, ...], absent: bool) -> None:
    rows = [identity(othering="non_radical", salience=value) for value in values]
    found = read(*rows, HIGH_PARTNER)
    assert found.words == (["low"] if absent else ["medium"])
    assert found.detail["subcodes"][A] == ("absent" if absent else None)
    assert found.value == (0.0 if absent else 0.5)


def test_I6_where_salience_is_not_coded_the_reading_goes_on() -> None:
    assert read(identity(othering="non_radical"), HIGH_PARTNER).words == ["medium"]


@pytest.mark.parametrize(("rule", "wanted"), [("unknown", ["low", "medium", "high"]), ("medium", ["medium"])])
def test_I6_other_readings_of_absence_are_settings(rule: str, wanted: list[str]) -> None:
    assert read(identity(salience="absent"), HIGH_PARTNER, identity__absence_rule=rule).words == wanted


def test_absence_is_asserted_only_for_the_side_that_was_searched() -> None:
    """A was searched and silent: LOW. B was not searched, and its silence says nothing of B."""
    assert read(identity(salience="absent")).words == ["low"]
    assert read(identity(othering="non_radical")).words == ["low", "medium"]


# --- who is meant -------------------------------------------------------------------------------------


def test_an_other_who_defines_the_self_is_not_the_partner() -> None:
    """other_named = the West: its radical othering says nothing of the partner; its salience does."""
    west = identity(other_named="the West", othering="radical", other_role="constitutive", salience="normal")
    assert read(west, identity(othering="non_radical"), HIGH_PARTNER).words == ["medium"]
    past = identity(other_named="century of humiliation", othering="radical", salience="absent")
    assert read(past, HIGH_PARTNER).words == ["low"]


def test_the_partner_named_in_words_is_the_partner() -> None:
    assert read(identity(other_named="Republic of India", othering="radical"), HIGH_PARTNER).words == ["low"]


def test_a_partner_named_second_is_named() -> None:
    rows = [identity(other_named="China|India", othering="radical"), HIGH_PARTNER]
    assert read(*rows).words == ["low"]


@pytest.mark.parametrize(
    ("war", "wanted"), [("yes", "medium"), ("no", "high"), ("unstated", "high"), ("", "high")]
)
def test_ID6_war_that_is_thinkable_caps_at_medium_and_not_coded_is_unstated(war: str, wanted: str) -> None:
    row = identity(othering="we", basis="values", war_thinkable=war)
    assert read(row, HIGH_PARTNER).words == [wanted]


def test_a_shared_opponent_is_no_shared_identity() -> None:
    """Trap 6: threat rows on a common enemy do not enter identity."""
    rows = [
        record(actor, "threat", source_family="us_led_west", magnitude="3", urgency="2") for actor in (A, B)
    ]
    assert read(*rows).words == ["low", "medium", "high"]
