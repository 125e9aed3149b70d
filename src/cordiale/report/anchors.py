"""Addresses of places in the page: each record of evidence, and the list behind each level."""

from __future__ import annotations

from cordiale.model.levels import Arm

__all__ = ["evidence_anchor", "interval_anchor", "level_anchor", "mark_anchor", "snapshot_anchor", "source_anchor"]


def evidence_anchor(record_id: str) -> str:
    """Where a record stands in the page.

    Example:
        >>> evidence_anchor("E96-13.RUS"), evidence_anchor('a "b"')
        ('evidence-E96-13.RUS', 'evidence-a~20~~22~b~22~')
    """
    return f"evidence-{_safe(record_id)}"


def level_anchor(snapshot: str, condition: str, arm: Arm = Arm.COMPUTED) -> str:
    """Where the list of records behind a level stands; the arm is named unless it is computed.

    Example:
        >>> level_anchor("2011", "status"), level_anchor("2011", "status", Arm.JUDGED)
        ('level-2011-status', 'level-2011-status-judged')
    """
    ending = "" if arm is Arm.COMPUTED else f"-{arm}"
    return f"level-{_safe(snapshot)}-{condition}{ending}"


def snapshot_anchor(snapshot: str) -> str:
    """Where the evidence of a snapshot stands; of an empty id, the records in no window."""
    return f"at-{_safe(snapshot)}" if snapshot else "in-no-window"


def interval_anchor(start: str, end: str) -> str:
    """Where the happenings between two snapshots stand."""
    return f"between-{_safe(start)}-{_safe(end)}"


def source_anchor(source_id: str) -> str:
    """Where a source stands in the list of sources."""
    return f"source-{_safe(source_id)}"


def _safe(text: str) -> str:
    """Text as part of an address: two different texts never give the same."""
    plain = "-._"
    return "".join(c if c.isascii() and (c.isalnum() or c in plain) else f"~{ord(c):x}~" for c in text)


def mark_anchor(figure: str, snapshot: str, *parts: str) -> str:
    """The address of the records behind one mark of a figure.

    Example:
        >>> mark_anchor("threats", "2011", "CHN", "us_led_west")
        'mark-threats-2011-CHN-us_led_west'
    """
    return "-".join(("mark", *(_safe(part).replace("-", "~2d~") for part in (figure, snapshot, *parts))))
