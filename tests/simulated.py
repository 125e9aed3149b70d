"""Studies of simulated texts whose truth is known: what a state holds, what it says, and what a coder makes of it.

A side holds a mixture of readings. Every document draws its own mixture around it, so that a document's passages are
alike; a passage makes one claim. The coder misses claims, finds some that are not there, and mistakes values; how often
is measured on a reference sample, as in a real study.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from builders import YEAR, A, B, placed, record
from cordiale.model.coder_errors import CoderErrors
from cordiale.model.levels import LEVELS, Condition
from cordiale.model.results import CANNOT_BE_SET_ASIDE, Probability, Score
from cordiale.model.rules import Rules
from cordiale.model.study import Record, TextMeasure
from cordiale.profiles.draws import AsTheyStand, replicates
from cordiale.profiles.series import Series, series_of
from cordiale.project.panels import condition_columns, panel
from cordiale.project.shares import raw_shares, score_of

READINGS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "identity": (
        {"othering": "radical", "valence": "-1", "basis": "values"},
        {"othering": "non_radical", "valence": "1", "basis": "values"},
        {"othering": "we", "valence": "1", "basis": "values"},
    ),
    "status": (
        {"autonomy": "refuses_limits"},
        {"autonomy": "accepts_limits"},
        {"autonomy": "accepts_integration"},
    ),
    "threat": tuple({"magnitude": magnitude} for magnitude in ("1", "2", "3")),
}
"""By condition, the readings that a claim can have, from low to high."""

WORTH = {"identity": (0.0, 0.5, 1.0), "status": (0.0, 0.5, 1.0)}
DECIDING = {"identity": "othering", "status": "autonomy", "threat": "magnitude"}
ALWAYS = {
    "identity": {},
    "status": {"role_expected": "equal", "recognition": "affirms_equal", "autonomy_toward": "general"},
    "threat": {"source_family": "us_led_west", "urgency": "2"},
}
"""What every claim of a condition says besides."""


@dataclass(frozen=True, kw_only=True)
class Coder:
    """How a simulated coder errs.

    Args:
        right: share of values that it keeps; the others move to one of the other readings.
        finds: share of claims that it finds. Args invents: claims that are not there, for each that is.
    """

    right: float = 1.0
    finds: float = 1.0
    invents: float = 0.0

    def code(self, claims: Sequence[int], rng: np.random.Generator) -> list[tuple[int, int | None]]:
        """What it writes: each coded reading with the true one, or None for a claim that is not there."""
        found: list[tuple[int, int | None]] = []
        for claim in claims:
            if rng.random() < self.finds:
                moved = (claim + int(rng.integers(1, 3))) % 3
                found.append((claim if rng.random() < self.right else moved, claim))
            if rng.random() < self.invents:
                found.append((int(rng.integers(3)), None))
        return found


@dataclass(frozen=True, kw_only=True)
class Side:
    """What one state holds, and how much of it its documents show.

    Args:
        mixture: shares of the three readings. Args documents: how many. Args passages: claims in each, at most.
        alike: how alike the passages of a document are: the higher, the nearer each document is to the mixture.
    """

    mixture: Sequence[float]
    documents: int
    passages: int = 4
    alike: float = 3.0

    def says(self, rng: np.random.Generator) -> list[list[int]]:
        """The claims of each document."""
        return [
            rng.choice(3, size=int(rng.integers(1, self.passages + 1)), p=rng.dirichlet(
                np.maximum(np.array(self.mixture) * self.alike, 1e-3)
            )).tolist()
            for _ in range(self.documents)
        ]


LANGUAGES = {A: "en", B: "zh"}
"""Each state speaks a language of its own, in which the coder's errors are measured apart."""

REFERENCE = 300
"""Documents of each language in the reference sample on which the coder's errors are measured."""


def records_of(
    condition: str,
    sides: Mapping[str, Side],
    coder: Coder,
    rng: np.random.Generator,
    *,
    year: int = YEAR,
) -> list[Record]:
    """The records that the coder makes of simulated texts of two states."""
    records: list[Record] = []
    for actor, side in sides.items():
        for number, claims in enumerate(side.says(rng)):
            document = f"{actor}{year}-{number:03}"
            records.append(_searched(condition, actor, document, year))
            records += [
                _claim(condition, actor, document, f"{document}.{n}", reading, year)
                for n, (reading, _) in enumerate(coder.code(claims, rng))
            ]
    return records


def errors_of(
    condition: str, samples: Mapping[str, Side], coder: Coder, rng: np.random.Generator
) -> dict[str, CoderErrors]:
    """The coder's errors as reference samples of each state's texts show them.

    Args:
        samples: what the sampled texts hold: the same as the study's sides, or other mixtures.
    """
    found = {}
    for actor, side in samples.items():
        said = replace(side, documents=REFERENCE).says(rng)
        pairs = [pair for claims in said for pair in coder.code(claims, rng)]
        language = LANGUAGES[actor]
        found[f"simulated/{language}"] = measured(condition, pairs, language)
    return found


def measured(
    condition: str, reference: Sequence[tuple[int, int | None]], language: str
) -> CoderErrors:
    """A coder's errors as coded readings with the true ones show them."""
    field = DECIDING[condition]
    names = [reading[field] for reading in READINGS[condition]]
    there = {condition: Counter[bool]()}
    rows: dict[str, Counter[str]] = {}
    for coded, truth in reference:
        kinds = [condition, *([f"{condition}/{names[coded]}"] if condition == "identity" else [])]
        for kind in kinds:
            there.setdefault(kind, Counter())[truth is not None] += 1
        if truth is not None:
            rows.setdefault(names[coded], Counter())[names[truth]] += 1
    return CoderErrors(
        coder="simulated",
        language=language,
        passages=len(reference),
        present={kind: (one[True], one[False]) for kind, one in there.items()},
        confusion={field: {value: dict(row) for value, row in rows.items()}},
    )


def _claim(condition: str, actor: str, document: str, name: str, reading: int, year: int) -> Record:
    codes = {**ALWAYS[condition], **READINGS[condition][reading]}
    return _by_machine(record(actor, condition, document=document, id=name, when=f"{year}-06-01", **codes))


def _searched(condition: str, actor: str, document: str, year: int) -> Record:
    told = record(actor, condition, document=document, id=f"{document}.searched", when=f"{year}-06-01")
    return replace(_by_machine(told), measure=TextMeasure(words=3_000, mentions=3, place=1))


def _by_machine(one: Record) -> Record:
    return replace(one, machine=True, coder="simulated", language=LANGUAGES[one.actor])


def true_score(condition: str, sides: Mapping[str, Side]) -> float:
    """The sub-score of what two states hold (OP 5.2)."""
    if condition == "threat":  # one source that both call urgent: the smaller magnitude decides
        return (1 + min(_median(side) for side in sides.values())) / 3
    return min(float(np.dot(WORTH[condition], side.mixture)) for side in sides.values())


def true_level(condition: str, sides: Mapping[str, Side]) -> str:
    """The level of what two states hold: the ordinal medians, compared."""
    lower = min(_median(side) for side in sides.values())
    return LEVELS_OF[condition][lower]


def _median(side: Side) -> int:
    return int(np.searchsorted(np.cumsum(side.mixture), 0.5))


LEVELS_OF = {
    "identity": ("low", "medium", "high"),
    "status": ("minimal", "medium", "highest"),
    "threat": ("low", "high", "high"),
}
"""The dyad's level by the lower side's reading."""


def random_sides(rng: np.random.Generator, documents: tuple[int, int], *, passages: int = 4) -> dict[str, Side]:
    """Two states that hold any mixture of readings, each as likely as another."""
    return {
        actor: Side(
            mixture=tuple(rng.dirichlet([1.0, 1.0, 1.0])),
            documents=int(rng.integers(documents[0], documents[1] + 1)),
            passages=passages,
        )
        for actor in (A, B)
    }


def share_series(
    shares: Sequence[float],
    documents: int,
    rng: np.random.Generator,
    *,
    wobble: float = 0.0,
    count: int = 200,
    first: int = 2001,
) -> Series:
    """A yearly series of the share of documents that say something, as draws (the Bayesian bootstrap).

    Args:
        shares: true ones, by year; nan for a year without documents. Args documents: in each year.
        wobble: standard deviation by which a year departs from its share. Args count: replicates.
    """
    rows = {}
    for year, share in enumerate(shares, first):
        said = rng.random(documents) < np.clip(share + rng.normal(0, wobble), 0.01, 0.99)
        weights = rng.gamma(1.0, 1.0, (documents, count))
        drawn = (weights * said[:, None]).sum(axis=0) / weights.sum(axis=0)
        rows[year] = None if np.isnan(share) else (drawn, drawn)
    return series_of(dict.fromkeys(rows, documents), list(rows.values()), count)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the engine tells of one simulated study, beside the truth.

    Args:
        score: sub-score with its interval. Args true_score: of what the two hold.
        shares: lower and upper probability of each level, not rounded. Args true_level: of what the two hold.
    """

    score: Score
    true_score: float
    shares: Mapping[str, Probability]
    true_level: str

    @property
    def covers(self) -> bool:
        """Whether the interval of the sub-score holds the truth."""
        return self.score.low - 1e-9 <= self.true_score <= self.score.high + 1e-9

    @property
    def admits(self) -> bool:
        """Whether the true level cannot be set aside."""
        return self.shares[self.true_level].upper >= CANNOT_BE_SET_ASIDE


def tell(
    condition: str,
    documents: tuple[int, int],
    coder: Coder,
    rng: np.random.Generator,
    *,
    count: int = 300,
    elsewhere: bool = False,
) -> Told:
    """One simulated study, read by the engine.

    Args:
        count: replicates. Args elsewhere: whether errors were measured on texts of other mixtures (even ones).
    """
    sides = random_sides(rng, documents, passages=1 if condition == "threat" else 4)
    records = records_of(condition, sides, coder, rng)
    even = {actor: replace(side, mixture=(1 / 3, 1 / 3, 1 / 3)) for actor, side in sides.items()}
    errors = errors_of(condition, even if elsewhere else sides, coder, rng)
    rules = Rules.default().changed({"uncertainty.replicates_texts": count})
    there = placed(records, rules)
    at = panel(there, dyad=(A, B), snapshot=str(YEAR), voices=rules.voices.levels, rules=rules)
    name = Condition(condition)
    standing = condition_columns(at, name, AsTheyStand(), rules)
    drawn = condition_columns(at, name, replicates(there, rules, 1, errors), rules)
    levels = LEVELS[name]
    return Told(
        score=score_of(
            float(standing.score_low[0]), float(standing.score_high[0]), drawn.score_low, drawn.score_high
        ),
        true_score=true_score(condition, sides),
        shares=dict(zip(map(str, levels), raw_shares(drawn.levels, len(levels)), strict=True)),
        true_level=true_level(condition, sides),
    )
