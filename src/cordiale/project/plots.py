"""The figures of a result, from Python: drawn in a theme and width, saved as SVG, PNG or CSV.

Example:
    >>> from cordiale.project.study import Study
    >>> figure = Study.load("sino-soviet-1950").run().plot.windows(paper=True)
    >>> figure.title
    'China and Russia: the alliance declared in 1950 is rhetorical, since not all of its conditions are in place'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cordiale.errors import InputError, Problem
from cordiale.report.drawing.sheet import NARROW_WIDTH, WIDE_WIDTH, Look
from cordiale.report.summary.values import DataTable, Report

__all__ = ["Figure", "Plot"]

Dyad = tuple[str, str]

_THEMES = ("light", "dark", "grey")


@dataclass(frozen=True)
class Figure:
    """A figure: shown in a notebook, and saved by the ending of a file's name.

    Args:
        svg: its markup. Args title: its finding. Args description: alternative text.
        data: what it shows, as a table.
    """

    svg: str
    title: str
    description: str
    data: DataTable

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write the figure as ``.svg`` or ``.png``, or its data as ``.csv``.

        Raises:
            InputError: another ending.
        """
        target = Path(path)
        if target.suffix == ".svg":
            target.write_bytes(self.svg.encode("utf-8"))
        elif target.suffix == ".png":
            from cordiale.report.drawing.png import svg_to_png

            target.write_bytes(svg_to_png(self.svg))
        elif target.suffix == ".csv":
            from cordiale.formats.tables_out import csv_bytes

            target.write_bytes(csv_bytes(self.data.columns, self.data.rows))
        else:
            raise InputError(
                Problem(where=str(target), found=f"ending {target.suffix!r}", allowed=".svg, .png, .csv")
            )
        return target


@dataclass(frozen=True)
class Plot:
    """The figures of a result.

    Each method takes ``dyad`` (which, where the study has several), ``theme`` (``light``, ``dark``
    or ``grey``), ``narrow`` (one column wide) and ``paper`` (one column wide, in greys), and raises
    `InputError` where the study holds nothing for the figure.

    Args:
        report_of: makes the report of a dyad, or of the only one.
    """

    report_of: Callable[[Dyad | None], Report]

    def windows(
        self, *, dyad: Dyad | None = None, theme: str = "light", narrow: bool = False, paper: bool = False
    ) -> Figure:
        """Each snapshot as Table 1, with what is open in how many draws."""
        return self._drawn("windows", dyad, theme, narrow, paper)

    def outputs(
        self, *, dyad: Dyad | None = None, theme: str = "light", narrow: bool = False, paper: bool = False
    ) -> Figure:
        """Expectations of support and willingness to coordinate, by direction."""
        return self._drawn("outputs", dyad, theme, narrow, paper)

    def conditions(
        self, *, dyad: Dyad | None = None, theme: str = "light", narrow: bool = False, paper: bool = False
    ) -> Figure:
        """The three conditions over time, with what happened between the snapshots."""
        return self._drawn("conditions", dyad, theme, narrow, paper)

    def threats(
        self, *, dyad: Dyad | None = None, theme: str = "light", narrow: bool = False, paper: bool = False
    ) -> Figure:
        """Whom and what each side fears: source, magnitude and urgency."""
        return self._drawn("threats", dyad, theme, narrow, paper)

    def othering(
        self, *, dyad: Dyad | None = None, theme: str = "light", narrow: bool = False, paper: bool = False
    ) -> Figure:
        """What each side says of the other, from radical Other to "we"."""
        return self._drawn("othering", dyad, theme, narrow, paper)

    def status(
        self, *, dyad: Dyad | None = None, theme: str = "light", narrow: bool = False, paper: bool = False
    ) -> Figure:
        """Each side's claims of rank and role, and the other's recognition."""
        return self._drawn("status", dyad, theme, narrow, paper)

    def what_next(
        self, *, dyad: Dyad | None = None, theme: str = "light", narrow: bool = False, paper: bool = False
    ) -> Figure:
        """What each type that is not open lacks, and what the present location rests on."""
        return self._drawn("what_next", dyad, theme, narrow, paper)

    def how_sure(
        self, *, dyad: Dyad | None = None, theme: str = "light", narrow: bool = False, paper: bool = False
    ) -> Figure:
        """How far the verdicts stand under other settings, other texts and other coders."""
        return self._drawn("how_sure", dyad, theme, narrow, paper)

    def _drawn(self, name: str, dyad: Dyad | None, theme: str, narrow: bool, paper: bool) -> Figure:
        from cordiale.report.figures.every import draw

        if theme not in _THEMES:
            raise InputError(Problem(where=f"plot.{name}", found=f"theme {theme!r}", allowed=", ".join(_THEMES)))
        report = self.report_of(dyad)
        words = report.summary.figure(name)
        if words is None:
            there = ", ".join(one.name for one in report.summary.figures)
            raise InputError(
                Problem(where=f"plot.{name}", found="nothing in the study that it could show", allowed=there)
            )
        [figure] = [one for one in report.figures if one.words.name == name]
        look = Look(theme="grey" if paper else theme, width=NARROW_WIDTH if narrow or paper else WIDE_WIDTH, name=name)
        return Figure(svg=draw(figure, look), title=words.title, description=words.description, data=words.data)
