"""Quantities by year as draws: shares of documents that name a source, and mentions of the partner."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders import A, placed, record, threat
from cordiale.model.rules import Rules
from cordiale.model.study import Record, TextMeasure
from cordiale.profiles.draws import AsTheyStand, replicates
from cordiale.profiles.series import (
    Series,
    counted_mentions,
    families_named,
    mentions_per_10k_words,
    naming_shares,
    scored,
    series_of,
)

RULES = Rules.default()


def machine(one: Record, **more: object) -> Record:
    return replace(one, machine=True, coder="simulated", language="en", **more)  # type: ignore[arg-type]


def searched(document: str, *, mentions: int = 0, words: int = 1_000, dimension: str = "threat") -> Record:
    base = record(A, dimension, document=document, id=f"{document}.searched")
    return machine(base, measure=TextMeasure(words=words, mentions=mentions))


def names(document: str, family: str, magnitude: str = "2") -> Record:
    return machine(threat(A, family, magnitude, "0", document=document, id=f"{document}.{family}"))


def test_a_document_names_a_source_once_and_silent_documents_count_below_the_line() -> None:
    said = [names("a", "us_led_west"), names("a", "climate_health"), names("b", "us_led_west")]
    records = [*said, *(searched(document) for document in "abcd")]
    shares = naming_shares(records, ("us_led_west", "climate_health"), AsTheyStand(), RULES)
    assert {family: float(low[0]) for family, (low, _) in shares.items()} == {
        "us_led_west": 0.5,
        "climate_health": 0.25,
    }


def test_a_source_that_is_denied_is_named() -> None:
    records = [names("a", "us_led_west", magnitude="0"), searched("a"), searched("b")]
    assert naming_shares(records, ("us_led_west",), AsTheyStand(), RULES)["us_led_west"][0] == pytest.approx(0.5)


def test_families_are_those_that_some_record_names_in_the_order_of_the_codebook() -> None:
    records = [names("a", "climate_health"), names("b", "us_led_west"), searched("c")]
    assert families_named(records) == ("us_led_west", "climate_health")


def test_no_records_give_no_shares() -> None:
    assert naming_shares([], ("us_led_west",), AsTheyStand(), RULES) == {}


def test_few_documents_of_one_mind_are_no_certainty() -> None:
    records = [one for n in range(3) for one in (names(f"d{n}", "us_led_west"), searched(f"d{n}"))]
    columns = replicates(placed(records), RULES, 1, {})
    low, high = naming_shares(records, ("us_led_west",), columns, RULES)["us_led_west"]
    found = scored(np.ones(1), low, high)
    assert found.value == 1.0
    assert found.low < 0.7
    assert found.high <= 1.0


def test_intervals_of_shares_hold_the_true_share_nine_times_in_ten() -> None:
    rng = np.random.default_rng(8)
    held = 0
    for study in range(60):
        share, size = rng.random(), int(rng.integers(5, 30))
        documents = [f"s{study}-{n}" for n in range(size)]
        said = [names(one, "us_led_west") for one in documents if rng.random() < share]
        records = [*said, *map(searched, documents)]
        columns = replace(replicates(placed(records), RULES, study, {}), machine={})
        error_free = _Codes(columns)
        low, high = naming_shares(records, ("us_led_west",), error_free, RULES)["us_led_west"]
        held += np.percentile(low, 5) <= share <= np.percentile(high, 95)
    assert held >= 0.85 * 60


class _Codes:
    """Replicates whose codes are never redrawn: only documents are uncertain."""

    def __init__(self, drawn: object) -> None:
        self.count = drawn.count  # type: ignore[attr-defined]
        self.weight, self.prior = drawn.weight, drawn.prior  # type: ignore[attr-defined]
        self.present = drawn.present  # type: ignore[attr-defined]

    def values(self, one: Record, field: str) -> tuple[np.ndarray, ...]:
        return tuple(np.repeat(each, self.count) for each in AsTheyStand().values(one, field))


def test_mentions_are_counted_over_all_words_and_not_averaged_by_document() -> None:
    records = [
        searched("a", mentions=3, words=2_000, dimension="identity"),
        searched("b", mentions=1, words=8_000, dimension="identity"),
        record(A, "identity", document="c", othering="we"),
    ]
    counted = counted_mentions(records)
    assert counted == {"a": (3, 2_000), "b": (1, 8_000)}
    rate = mentions_per_10k_words(counted, AsTheyStand())
    assert rate is not None
    assert rate.tolist() == [4.0]


@pytest.mark.parametrize("counted", [{}, {"a": (0, 0)}])
def test_without_words_there_is_no_rate(counted: dict[str, tuple[int, int]]) -> None:
    assert mentions_per_10k_words(counted, AsTheyStand()) is None


def test_a_series_needs_a_row_for_each_window() -> None:
    with pytest.raises(ValueError, match="one row of draws a window"):
        Series(windows=(1, 2), documents=(1, 1), low=np.zeros((1, 3)), high=np.zeros((1, 3)))


def test_an_empty_series_is_a_series() -> None:
    assert series_of({}, [], 3).known.tolist() == []
