"""What the windows figure shows, as plain values: everything decided, nothing drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cordiale.model.levels import AlignmentType, Arm

__all__ = ["PLACES", "Caption", "Pane", "Pill", "SillStep", "WindowView", "WindowsView"]

PLACES: Mapping[AlignmentType, tuple[int, int]] = {
    AlignmentType.THIN: (0, 1),
    AlignmentType.COAL: (0, 0),
    AlignmentType.THICK: (1, 1),
    AlignmentType.ALLY: (1, 0),
    AlignmentType.NASC: (2, 1),
    AlignmentType.ASC: (2, 0),
}
"""Column (identity, left to right) and row (threat, from the top) of each pane, as in Table 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """One type at one snapshot.

    Args:
        lower, upper: share of draws in which the type is open; None where nothing is computed.
        fill: class 0 to 3 of the lower share; None where nothing is computed.
        numeral: in how many of 100 draws the type alone is the location; None for none.
        line: ``solid``, ``dashed`` or empty. Args hatched: the unknown leaves it undecided.
        shut_by_status: only status shuts the pane. Args quoted: the parties claim this type.
    """

    type: AlignmentType
    lower: float | None
    upper: float | None
    fill: int | None
    numeral: int | None
    line: str
    hatched: bool
    shut_by_status: bool
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pill:
    """In how many of 100 draws two types that cannot be ranked are both the location."""

    types: tuple[AlignmentType, AlignmentType]
    share: int

    @property
    def middle(self) -> tuple[float, float]:
        """Column and row half way between the two panes."""
        (column, row), (other_column, other_row) = PLACES[self.types[0]], PLACES[self.types[1]]
        return (column + other_column) / 2, (row + other_row) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SillStep:
    """One rung of status: share of draws with at least this rung, and the verdict's line."""

    level: str
    fill: int | None
    lower: float | None
    line: str
    hatched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A line under a window. Args condition: which condition it states; empty for none."""

    condition: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """One snapshot as a window.

    Args:
        snapshot: its id. Args title: the time it covers. Args arm: whose results its words state.
        empty: no alignment: nothing is lit, and the caption says why.
        location: where the dyad is located, in words. Args judged: the same of the lines, where
            fills and lines both exist.
        no_alignment, other: draws of 100 without alignment, and without a drawn location; with
            numerals and pills they sum to 100, unless the window is empty or not computed.
        label: what the parties call it. Args rhetorical: its type is not open (CAV-1).
        interactions_after: number of interactions up to the next window.
    """

    snapshot: str
    title: str
    arm: Arm | None
    empty: bool
    location: str
    captions: tuple[Caption, ...]
    judged: str
    panes: tuple[Pane, ...]
    pills: tuple[Pill, ...]
    no_alignment: int
    other: int
    sill: tuple[SillStep, ...]
    label: str
    rhetorical: bool
    interactions_after: int

    @property
    def computed(self) -> bool:
        """Whether draws stand behind the window."""
        return any(pane.lower is not None for pane in self.panes)

    def pane(self, kind: AlignmentType) -> Pane:
        """The pane of a type."""
        return next(pane for pane in self.panes if pane.type is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsView:
    """All windows of a dyad.

    Args:
        title: the finding. Args dyad: the partners by name.
        fills, lines: whose results give fills and lines; empty for none.
        caption: the same in a sentence. Args order_note: that settings break the types' order.
    """

    title: str
    dyad: str
    fills: str
    lines: str
    caption: str
    order_note: str
    windows: tuple[WindowView, ...]
