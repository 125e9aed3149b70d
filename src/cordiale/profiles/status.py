"""What one actor claims of its rank towards the partner, by column (OP 6.4, 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cordiale.codebook import load
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.aggregation import (
    Searched,
    by_document,
    field_weights,
    mean_worth,
    median_sets_where_coded,
    mode_sets_where_coded,
    searched,
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
        searched: documents that were searched, by column.
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
    searched: Searched


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
    documents, documents_directed = by_document(counting), by_document(directed)

    def nominal(field: str, *, uncoded: int = 0) -> Ints:
        weights = _weights(documents_directed, field, columns, rules)
        return mode_sets_where_coded(directed, field, weights, columns, uncoded=uncoded)

    autonomy = _weights(documents, "autonomy", columns, rules)
    score = mean_worth(autonomy, AUTONOMY_WORTH)
    return StatusColumns(
        role=nominal("role_expected"),
        recognition=nominal("recognition"),
        superiority=nominal("superiority_claim", uncoded=_absent("superiority_claim")),
        autonomy=median_sets_where_coded(counting, "autonomy", autonomy, columns),
        refuses_partner=_refusal(directed, documents_directed, columns, rules),
        anxiety=nominal("anxiety"),
        role_refused=nominal("role_refused", uncoded=_absent("role_refused")),
        score_low=np.nan_to_num(score, nan=0.0),
        score_high=np.nan_to_num(score, nan=1.0),
        searched=searched(documents, columns),
    )


def _weights(
    documents: Mapping[str, Sequence[Record]],
    field: str,
    columns: Columns,
    rules: Rules,
    where: Mapping[str, Bools] | None = None,
) -> Floats:
    size = len(load().field(field).values)
    return field_weights(documents, field, size, columns=columns, rules=rules, where=where)


def _absent(field: str) -> int:
    """How a claim that somebody must have made is read where nobody coded it: as absent (OP 7)."""
    spec = load().field(field)
    return 1 << spec.values.index(spec.absent_means)


def _refusal(
    records: Sequence[Record],
    documents: Mapping[str, Sequence[Record]],
    columns: Columns,
    rules: Rules,
) -> Ints:
    """Whether limits on autonomy are refused towards the partner (OP 6.4, I-36)."""
    toward = load().field("autonomy_toward").values.index("partner")
    aimed = {
        record.id: np.any([array == toward for array in columns.values(record, "autonomy_toward")], axis=0)
        for record in records
        if {"autonomy", "autonomy_toward"} <= record.codes.keys()
    }
    if not aimed:
        return np.ones(columns.count, dtype=np.int64)
    never = np.zeros(columns.count, dtype=bool)
    where = {record.id: aimed.get(record.id, never) for record in records}
    weights = _weights(documents, "autonomy", columns, rules, where)
    sets = median_sets_where_coded(records, "autonomy", weights, columns, variant=":partner")
    refused = np.where((sets & 1) > 0, 2, 0) + np.where((sets & ~1) > 0, 1, 0)
    return np.where(sets > 0, refused, 1)
