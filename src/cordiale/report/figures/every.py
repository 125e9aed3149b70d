"""All figures of a report, in the order of the page, and how each is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cordiale.model.results import Trajectory
from cordiale.model.robustness import Robustness
from cordiale.model.study import StudyData
from cordiale.report.drawing.sheet import Look
from cordiale.report.figures.conditions.drawing import draw_conditions
from cordiale.report.figures.conditions.figure import conditions_figure
from cordiale.report.figures.how_sure.figure import draw_how_sure, how_sure_figure
from cordiale.report.figures.othering.drawing import draw_othering
from cordiale.report.figures.othering.figure import othering_figure
from cordiale.report.figures.outputs.drawing import draw_outputs
from cordiale.report.figures.outputs.figure import outputs_figure
from cordiale.report.figures.status.drawing import draw_status
from cordiale.report.figures.status.figure import status_figure
from cordiale.report.figures.threats.drawing import draw_threats
from cordiale.report.figures.threats.figure import threats_figure
from cordiale.report.figures.values import FigureValue
from cordiale.report.figures.what_next.drawing import draw_what_next
from cordiale.report.figures.what_next.figure import what_next_figure
from cordiale.report.figures.windows.figure import draw_windows, windows_figure

__all__ = ["FIGURE_NAMES", "draw", "every_figure"]

_DRAWN_BY: Mapping[str, Callable[[Any, Look], str]] = {
    "windows": draw_windows,
    "outputs": draw_outputs,
    "conditions": draw_conditions,
    "threats": draw_threats,
    "othering": draw_othering,
    "status": draw_status,
    "what_next": draw_what_next,
    "how_sure": draw_how_sure,
}

FIGURE_NAMES = tuple(_DRAWN_BY)
"""Names of the figures in the order of the page: of their files, addresses and `plot` methods."""


def every_figure(trajectory: Trajectory, study: StudyData, robustness: Robustness) -> tuple[FigureValue, ...]:
    """Every figure that the study holds something for.

    Args:
        trajectory: the dyad's result. Args study: what was entered, for happenings and sources.
        robustness: how the verdicts fare under other settings.
    """
    made = (
        windows_figure(trajectory),
        outputs_figure(trajectory),
        conditions_figure(trajectory, study),
        threats_figure(trajectory),
        othering_figure(trajectory),
        status_figure(trajectory, study),
        what_next_figure(trajectory),
        how_sure_figure(trajectory, robustness),
    )
    return tuple(figure for figure in made if figure is not None)


def draw(figure: FigureValue, look: Look) -> str:
    """A figure as SVG markup.

    Args:
        figure: one of `every_figure`. Args look: theme, width, whether framed and linked.
    """
    return _DRAWN_BY[figure.words.name](figure, look)
