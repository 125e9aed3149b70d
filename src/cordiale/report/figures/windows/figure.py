"""The windows as one of the figures: words, data and drawing by the same names as the others."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.model.results import Trajectory
from cordiale.report.drawing.sheet import WIDE_WIDTH, Look
from cordiale.report.figures.values import FigureTable, FigureValue, FigureWords
from cordiale.report.figures.windows.drawing import MOST_WINDOWS, description_of, reading_of, windows_svg
from cordiale.report.figures.windows.values import WindowsView
from cordiale.report.figures.windows.view import usual_arms, windows_table, windows_view
from cordiale.report.words.grammar import listed

__all__ = ["WindowsFigure", "draw_windows", "windows_figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsFigure(FigureValue):
    """The signature figure. Args view: what each window shows."""

    view: WindowsView


def windows_figure(trajectory: Trajectory) -> WindowsFigure:
    """The windows of a trajectory, with fills from draws and lines from judgements where there are any."""
    view = windows_view(trajectory, *usual_arms(trajectory))
    rows = windows_table(view)
    return WindowsFigure(
        words=FigureWords(
            name="windows",
            title=view.title,
            caption=listed("sentences", [part for part in (view.caption, view.order_note) if part]),
            reading=reading_of(view),
            description=description_of(view),
        ),
        table=FigureTable(
            columns=tuple(rows[0]) if rows else (),
            rows=tuple(tuple(row.values()) for row in rows),
        ),
        view=view,
    )


def draw_windows(figure: WindowsFigure, look: Look) -> str:
    """The windows as SVG: beside each other, or under each other on a narrow width."""
    view = figure.view
    columns = 1 if look.narrow else None
    if not look.narrow and look.width < WIDE_WIDTH and len(view.windows) <= MOST_WINDOWS:
        columns = _even(len(view.windows), look.width)
    return windows_svg(
        view, look.theme, columns, width=look.width, framed=look.framed, name=look.name, links=look.links
    )


def _even(count: int, width: int) -> int:
    """As even a split as windows of a readable width allow."""
    rows = -(-count // (width // 210)) or 1
    return max(-(-count // rows), 2)
