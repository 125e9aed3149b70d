"""The worked lower and upper probabilities of OP 7, and its calibration by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from builders import YEAR, A, B, level, placed, record, threat
from cordiale.model.rules import Rules
from cordiale.profiles.aggregation import by_document, field_weights, ordinal_median_sets
from cordiale.profiles.draws import Replicates, replicates

R = 20_000


def draws(records: list, *, delta: float = 0.5, count: int = R) -> Replicates:
    rules = Rules.default().changed(
        {"uncertainty.replicates_evidence": count, "uncertainty.delta": delta}
    )
    return replicates(placed(records, rules), rules, seed=1)


class WithoutCoderError:
    """Replicates whose codes are never redrawn."""

    def __init__(self, drawn: Replicates) -> None:
        self.drawn = drawn
        self.count = drawn.count
        self.weight, self.prior, self.present = drawn.weight, drawn.prior, drawn.present

    def values(self, record, field):
        positions = [("0", "1", "2").index(code) for code in record.codes.get(field, ())]
        return tuple(np.full(self.count, position) for position in positions)


def shares_of(records: list, columns, value: int) -> tuple[float, float]:
    """Lower and upper probability of one value of ``urgency`` (three ordinal values)."""
    weights = field_weights(by_document(records), "urgency", 3, columns=columns, rules=Rules.default())
    sets = ordinal_median_sets(weights, weights, columns.prior(records[0].id, "urgency"))
    return float(np.mean(sets == 1 << value)), float(np.mean(sets >> value & 1))


def codings(*values: str) -> list:
    return [record(A, "threat", urgency=value, id=f"w{n:03}") for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("documents", "without_error", "with_error"), [(1, 0.29, 0.25), (2, 0.50, 0.41), (6, 0.87, 0.73)]
)
def test_unanimous_documents_in_the_middle(
    documents: int, without_error: float, with_error: float
) -> None:
    records = codings(*["1"] * documents)
    drawn = draws(records)
    assert shares_of(records, WithoutCoderError(drawn), 1)[0] == pytest.approx(without_error, abs=0.02)
    assert shares_of(records, drawn, 1)[0] == pytest.approx(with_error, abs=0.02)


def test_two_in_the_middle_and_two_low() -> None:
    records = codings("1", "1", "0", "0")
    columns = draws(records)
    assert shares_of(records, columns, 1) == pytest.approx((0.28, 0.75), abs=0.02)
    assert shares_of(records, columns, 0) == pytest.approx((0.24, 0.70), abs=0.02)


@pytest.mark.parametrize(("documents", "lower"), [(4, 0.24), (8, 0.56), (12, 0.75), (24, 0.95)])
def test_unanimous_high_threat_on_both_sides(documents: int, lower: float) -> None:
    records = [
        threat(actor, "us_led_west", "3", "2", id=f"{actor}{n:02}", when=f"{YEAR}-01-02")
        for actor in (A, B)
        for n in range(documents)
    ]
    found = level(records, "threat", uncertainty__replicates_evidence=4000)
    assert found.probability["high"].lower == pytest.approx(lower, abs=0.03)


def test_statements_made_with_confidence_hold_as_often_as_they_say() -> None:
    """Calibration (OP 7): truth from a flat Dirichlet, 2 to 16 documents, delta 1."""
    truth = np.random.default_rng(7)
    held = []
    for _ in range(300):
        shares = truth.dirichlet([1, 1, 1])
        median = int(np.argmax(np.cumsum(shares) >= 0.5))
        size = int(truth.integers(2, 17))
        values = truth.choice(3, size=size, p=shares)
        records = codings(*[str(value) for value in values])
        columns = WithoutCoderError(draws(records, delta=1.0, count=500))
        for value in range(3):
            lower, _ = shares_of(records, columns, value)
            if lower >= 0.7:
                held.append(value == median)
    assert len(held) > 50
    assert np.mean(held) >= 0.70
