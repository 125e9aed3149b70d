"""Expectation of support and willingness to coordinate, by direction (C1, OP 5.2, I-27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.codebook import load
from cordiale.model.results import CoordinationReading, Probability, Score, SupportReading
from cordiale.model.rules import Rules
from cordiale.model.study import Judgement
from cordiale.profiles.draws import AsTheyStand, Columns, Floats, Ints
from cordiale.profiles.outputs import EXPECTATIONS, OutputColumns
from cordiale.project.panels import Panel, outputs_of, partner_of
from cordiale.project.shares import admissible_words, hand_rounded, point_word, raw_shares


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """What alignment is, at one snapshot: readings by direction, and the support index by draw.

    ``index_draws`` is NaN where a direction has no document on support. ``draws`` are the outputs
    by replicate, for comparing snapshots.
    """

    support: Mapping[str, SupportReading]
    coordination: Mapping[str, CoordinationReading]
    support_index: Score | None
    index_draws: Floats
    draws: Mapping[str, OutputColumns]


def read_outputs(
    at: Panel, drawn: Columns, judgements: Sequence[Judgement], rules: Rules
) -> Outputs:
    """Expectation of support and willingness to coordinate of each towards the other.

    Rule: OP 5.2 (formulas); these never set a level (I-27).
    """
    plain = outputs_of(at, AsTheyStand(), rules)
    draws = outputs_of(at, drawn, rules)
    verdicts = {one.condition: _judged_words(one) for one in judgements}
    index = support_index(draws)
    value = float(support_index(plain)[0])
    return Outputs(
        support={
            actor: _support(at, actor, plain[actor], draws[actor], verdicts.get("support"), rules)
            for actor in at.dyad
        },
        coordination={
            actor: _coordination(
                at, actor, plain[actor], draws[actor], verdicts.get("coordination"), rules
            )
            for actor in at.dyad
        },
        support_index=None if np.isnan(value) else _score(value, index),
        index_draws=index,
        draws=draws,
    )


def _judged_words(one: Judgement) -> str | None:
    """What a judgement says: its level, else the levels that its wording allows, else the wording."""
    return one.level or " or ".join(one.admissible) or one.wording or None


def support_index(sides: Mapping[str, OutputColumns]) -> Floats:
    """The smaller of the two directions' willingness, lowered by the share of doubting documents.

    From -1 to 1 (no lower than -1); NaN where a direction says nothing of support.
    """
    first, second = sides.values()
    heard = first.documents + second.documents
    doubting = np.nan_to_num(first.doubt) * first.documents + np.nan_to_num(second.doubt) * second.documents
    share = np.divide(doubting, heard, out=np.zeros_like(doubting), where=heard > 0)
    index: Floats = np.maximum(np.minimum(first.willingness, second.willingness) - share, -1.0)
    return index


def _score(value: float, draws: Floats) -> Score:
    heard = draws[~np.isnan(draws)]
    low, high = np.percentile(heard, [5, 95]) if len(heard) else (value, value)
    return Score(value=value, low=float(low), high=float(high))


def _ordinal(
    plain: Ints, drawn: Ints, words: Sequence[str], rules: Rules
) -> tuple[str | None, tuple[str, ...], dict[str, Probability]]:
    """Point, admissible set and probabilities of an output, as for a level; full sets where uncoded."""
    everything = (1 << len(words)) - 1
    masks = np.where(drawn == 0, everything, drawn)
    raw = dict(zip(words, raw_shares(masks, len(words)), strict=True))
    said = hand_rounded(raw)
    mask = int(plain[0])
    standing = [word for n, word in enumerate(words) if mask & (1 << n)]
    return point_word(raw, standing, rules.uncertainty.point_from), admissible_words(said), said


def _support(
    at: Panel,
    actor: str,
    plain: OutputColumns,
    drawn: OutputColumns,
    judged: str | None,
    rules: Rules,
) -> SupportReading:
    level, admissible, probability = _ordinal(
        plain.expectation, drawn.expectation, EXPECTATIONS, rules
    )
    willing = float(plain.willingness[0])
    doubt = float(plain.doubt[0])
    return SupportReading(
        partner=partner_of(at.dyad, actor),
        expectation=level,
        admissible=admissible,
        probability=probability,
        willingness=None if np.isnan(willing) else _score(willing, drawn.willingness),
        doubt=None if np.isnan(doubt) else doubt,
        documents=int(plain.documents[0]),
        evidence=tuple(record.id for record in at.support[actor]),
        judged=judged,
    )


def _coordination(
    at: Panel,
    actor: str,
    plain: OutputColumns,
    drawn: OutputColumns,
    judged: str | None,
    rules: Rules,
) -> CoordinationReading:
    words = load().field("coordination").values
    level, admissible, probability = _ordinal(plain.coordination, drawn.coordination, words, rules)
    return CoordinationReading(
        partner=partner_of(at.dyad, actor),
        willingness=level,
        admissible=admissible,
        probability=probability,
        documents=int(plain.coordination_documents[0]),
        evidence=tuple(record.id for record in at.coordination[actor]),
        judged=judged,
    )

