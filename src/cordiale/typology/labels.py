"""What the parties call their relationship, confronted with what the conditions allow (CAV-1).

A label is no input to the location. Declared without its conditions it is a rhetorical tool.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from cordiale.model.levels import AlignmentType


class LabelVerdict(StrEnum):
    """How a self-label stands to the open types.

    ``unlabelled``: no label, or one that claims none of the six types.
    """

    SUPPORTED = "supported"
    RHETORICAL = "rhetorical"
    UNLABELLED = "unlabelled"
    UNKNOWN = "unknown"


class DenialVerdict(StrEnum):
    """How a denial ("not an alliance") stands to the open types."""

    DENIED = "denied"
    DENIED_BUT_OPEN = "denied_but_open"
    UNKNOWN = "unknown"


def label_verdict(
    claimed: AlignmentType | str | None,
    *,
    certain: Collection[AlignmentType],
    possible: Collection[AlignmentType],
) -> LabelVerdict:
    """Whether the type that a label claims is open.

    Args:
        claimed: which of the six types the label claims; None or empty where there is no label,
            or one that claims none of them ("partnership of strategic coordination").
        certain: types open at every completion of the levels.
        possible: types open at some completion; the same as ``certain`` where all is known.

    Missing: where unknown levels decide whether the type is open, the verdict is ``unknown``.

    Rule: CAV-1, OP 4 (algorithm, step 4).

    Example:
        >>> str(label_verdict("ALLY", certain=(AlignmentType.THIN,), possible=(AlignmentType.THIN,)))
        'rhetorical'
    """
    if not claimed:
        return LabelVerdict.UNLABELLED
    kind = AlignmentType(claimed)
    if kind in certain:
        return LabelVerdict.SUPPORTED
    # CAV-1, A6: shut at every completion, so rhetorical even where other levels are unknown.
    return LabelVerdict.UNKNOWN if kind in possible else LabelVerdict.RHETORICAL


def denial_verdicts(
    denied: Collection[AlignmentType | str],
    *,
    certain: Collection[AlignmentType],
    possible: Collection[AlignmentType],
) -> dict[AlignmentType, DenialVerdict]:
    """For each type that the parties deny, whether its conditions are in place all the same.

    A denial beside open conditions is a finding of its own: intention is not a condition
    (CAV-2: coalitions and alliances are chosen, communities are not founded).

    Rule: CAV-1, CAV-2. Denials are checked apart from the label.
    """
    return {
        AlignmentType(name): (
            DenialVerdict.DENIED_BUT_OPEN
            if name in certain
            else DenialVerdict.UNKNOWN
            if name in possible
            else DenialVerdict.DENIED
        )
        for name in denied
    }
