"""What every figure holds beside its own marks: words around it, and its data as a table."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FigureTable", "FigureValue", "FigureWords", "Mark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """The words around a figure.

    Args:
        name: of its files and its address in the page: ``threats``.
        title: states the finding. Args caption: whose words it shows, over what time.
        reading: how to read it, sentence by sentence.
        description: alternative text: all that the marks say, in words.
    """

    name: str
    title: str
    caption: str
    reading: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """The data of a figure, for "show the data" and its CSV file: None is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark that leads to the records behind it.

    Args:
        anchor: its address among the evidence (`cordiale.report.anchors.mark_anchor`).
        snapshot: id of the snapshot it belongs to. Args title: what it stands for, in words.
        evidence: ids of the records behind it.
    """

    anchor: str
    snapshot: str
    title: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureValue:
    """What all figures have in common; each figure adds what it draws.

    Args:
        words: title, caption, how to read it, alternative text. Args table: its data.
        marks: those that lead to records, beside those that lead to a level's list.
    """

    words: FigureWords
    table: FigureTable
    marks: tuple[Mark, ...] = ()
