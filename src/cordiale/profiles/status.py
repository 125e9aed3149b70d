"""What one actor claims of its rank towards the partner, by column (OP 6.4, 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.codebook import load
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.aggregation import (
    by_document,
    documents_present,
    field_weights,
    first_record,
    mean_worth,
    nominal_mode_sets,
    ordinal_median_sets,
)
from cordiale.profiles.draws import Bools, Columns, Floats, Ints

AUTONOMY_WORTH = (0.0, 0.25, 0.25, 0.5, 0.75, 1.0)
"""What each value of ``autonomy`` is worth in the status score, from refusal to integration (OP 5.2)."""


@dataclass(frozen=True, kw_only=True)
class StatusColumns:
    """One actor's claims of rank and role towards the partner, by column.

    Sets are bit masks over the codebook's values; 0 where no searched document codes the field.

    Args:
        refuses_partner: bit 0 no, bit 1 yes: limits refused towards the partner.
        score_low, score_high: mean worth of accepted limits, 0 to 1, as a range where not coded.
        documents: searched documents by column.
    """

    role: Ints
    recognition: Ints
    superiority: Ints
    autonomy: Ints
    refuses_partner: Ints
    anxiety: Ints
    role_refused: Ints
    score_low: Floats
    score_high: Floats
    documents: Ints


def towards_partner(record: Record, partner: str, rules: Rules) -> bool:
    """Whether a status record has the partner as its referent (I-30)."""
    return record.partner == partner or rules.status.referent == "any"


def counts_for_status(record: Record, partner: str, rules: Rules) -> bool:
    """Whether a status record counts at all between these two.

    Rule: I-30; OP 7: a status row without partner counts only through ``autonomy`` in general.
    """
    general = not record.partner and "autonomy" in record.codes
    return towards_partner(record, partner, rules) or general


def status_columns(
    records: Sequence[Record], partner: str, columns: Columns, rules: Rules
) -> StatusColumns:
    """One actor's claims of rank and role towards the partner, by column.

    Args:
        records: the actor's status records that count at the snapshot.

    Rule: OP 6.4, OP 7 "Status towards partner".
    """
    counting = [record for record in records if counts_for_status(record, partner, rules)]
    directed = [record for record in counting if towards_partner(record, partner, rules)]
    autonomy = _weights(counting, "autonomy", columns, rules)
    score = mean_worth(autonomy, AUTONOMY_WORTH)
    coded = autonomy.sum(axis=0) > 0
    return StatusColumns(
        role=_nominal(directed, "role_expected", columns, rules),
        recognition=_nominal(directed, "recognition", columns, rules),
        superiority=_marked(directed, "superiority_claim", columns, rules),
        autonomy=np.where(
            coded, ordinal_median_sets(autonomy, autonomy, _mass(counting, "autonomy", columns)), 0
        ),
        refuses_partner=_refusal(directed, columns, rules),
        anxiety=_nominal(directed, "anxiety", columns, rules),
        role_refused=_marked(directed, "role_refused", columns, rules),
        score_low=np.nan_to_num(score, nan=0.0),
        score_high=np.nan_to_num(score, nan=1.0),
        documents=documents_present(by_document(counting), columns),
    )


def _weights(
    records: Sequence[Record],
    field: str,
    columns: Columns,
    rules: Rules,
    where: dict[str, Bools] | None = None,
) -> Floats:
    size = len(load().field(field).values)
    return field_weights(
        by_document(records), field, size, columns=columns, rules=rules, where=where
    )


def _mass(records: Sequence[Record], field: str, columns: Columns, variant: str = "") -> Floats:
    if not records:
        return np.zeros(columns.count)
    return columns.prior(first_record(records, field), field + variant)


def _nominal(records: Sequence[Record], field: str, columns: Columns, rules: Rules) -> Ints:
    weights = _weights(records, field, columns, rules)
    sets = nominal_mode_sets(weights, _mass(records, field, columns))
    return np.where(weights.sum(axis=0) > 0, sets, 0)


def _marked(records: Sequence[Record], field: str, columns: Columns, rules: Rules) -> Ints:
    """A claim that somebody must have made: read as absent where nobody coded it (OP 7)."""
    spec = load().field(field)
    absent = 1 << spec.values.index(spec.absent_means)
    sets = _nominal(records, field, columns, rules)
    return np.where(sets > 0, sets, absent)


def _refusal(records: Sequence[Record], columns: Columns, rules: Rules) -> Ints:
    """Whether limits on autonomy are refused towards the partner (OP 6.4, I-36)."""
    toward = load().field("autonomy_toward").values.index("partner")
    where: dict[str, Bools] = {}
    for record in records:
        arrays = columns.values(record, "autonomy_toward")
        aimed = [array == toward for array in arrays] or [np.zeros(columns.count, dtype=bool)]
        where[record.id] = np.any(aimed, axis=0)
    weights = _weights(records, "autonomy", columns, rules, where)
    sets = ordinal_median_sets(weights, weights, _mass(records, "autonomy", columns, ":partner"))
    refused = np.where((sets & 1) > 0, 2, 0) + np.where((sets & ~1) > 0, 1, 0)
    return np.where(weights.sum(axis=0) > 0, refused, 1)

