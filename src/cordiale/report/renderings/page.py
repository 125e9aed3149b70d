"""The report as one self-contained page: a summary and its figures placed in a template."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from cordiale.model.results import Trajectory
from cordiale.model.study import StudyData
from cordiale.report.drawing.fonts import font_file
from cordiale.report.figures.windows import usual_arms, windows_view
from cordiale.report.figures.windows_drawing import MOST_WINDOWS, windows_key_svg, windows_svg
from cordiale.report.figures.windows_values import WindowsView
from cordiale.report.renderings.article_tables import table_html
from cordiale.report.summary.summary import summarise
from cordiale.report.words.finding import doubt, headline
from cordiale.report.words.wording import dyad_name

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["INDEX_FIGURES", "PAGE_NAME", "report_html", "report_index_html"]

PAGE_NAME = "report.html"
"""Under which name the index looks for each dyad's page, in the folder ``AAA-BBB``."""

INDEX_FIGURES = 12
"""Up to how many dyads the index shows the windows of each."""

_MEDIUM_WIDTH = 840


def report_html(trajectory: Trajectory, study: StudyData) -> str:
    """The report of one dyad: one file that asks for nothing else, to read, print and archive.

    Args:
        trajectory: the dyad's result. Args study: what was entered, for the evidence behind it.

    Returns:
        HTML. Every level leads to the list of records behind it (``#level-2011-status``), each
        record has its own address (``#evidence-E11-01``), and no text of the study is markup.
    """
    from markupsafe import Markup

    summary, view = summarise(trajectory, study)
    return _render(
        "report.html.j2",
        summary=summary,
        # table_html and the SVG writer escape every text they place.
        tables=[Markup(table_html(table)) for table in summary.tables],
        figures_drawn=_figures(view, "windows", links=True),
        key=Markup(windows_key_svg("auto")),
    )


def report_index_html(trajectories: Sequence[Trajectory], study: StudyData) -> str:
    """The first page of a study with several dyads: each with its finding, doubt and windows.

    Args:
        trajectories: one a dyad; their pages are looked for in ``AAA-BBB/report.html``.
        study: for its title.
    """
    few = len(trajectories) <= INDEX_FIGURES
    dyads = []
    for place, trajectory in enumerate(trajectories):
        view = windows_view(trajectory, *usual_arms(trajectory))
        dyads.append(
            {
                "name": dyad_name(trajectory.dyad),
                "href": f"{'-'.join(trajectory.dyad)}/{PAGE_NAME}",
                "headline": headline(trajectory),
                "doubt": doubt(trajectory),
                "figures": _figures(view, f"windows{place}", links=False) if few else {},
            }
        )
    return _render("index.html.j2", title=study.title, dyads=dyads)


def _figures(view: WindowsView, name: str, *, links: bool) -> Mapping[str, str]:
    """The same figure for wide, medium and narrow pages; the style sheet shows one of them."""
    from markupsafe import Markup

    count = len(view.windows)
    rows = -(-count // 4) or 1
    medium = max(-(-count // rows), 2) if count <= MOST_WINDOWS else None
    drawn = {
        "wide": windows_svg(view, "auto", framed=False, name=f"{name}-wide", links=links),
        "medium": windows_svg(
            view, "auto", medium, width=_MEDIUM_WIDTH, framed=False, name=f"{name}-medium", links=links
        ),
        "narrow": windows_svg(view, "auto", 1, framed=False, name=f"{name}-narrow", links=links),
    }
    return {size: Markup(svg) for size, svg in drawn.items()}


def _render(template: str, **values: object) -> str:
    from markupsafe import Markup

    style = _folder("templates").joinpath("report.css").read_text(encoding="utf-8")
    fonts = {weight: _font(f"Inter-{weight}.woff2") for weight in ("Regular", "Bold")}
    page = _environment().get_template(template).render(style=Markup(style), fonts=fonts, **values)
    # Lone surrogates cannot be written as UTF-8; they are shown as what they are, unreadable.
    return page.encode("utf-8", "replace").decode("utf-8")


def _folder(name: str) -> Traversable:
    return files(__package__).joinpath(name)


@cache
def _font(name: str) -> str:
    return b64encode(font_file(name)).decode("ascii")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(lambda name: _folder("templates").joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_readable,
    )


def _readable(value: object) -> object:
    """Text without the control characters that HTML forbids; markup stays as it is."""
    from markupsafe import Markup

    from cordiale.report.drawing.svg import FORBIDDEN

    if isinstance(value, str) and not isinstance(value, Markup):
        return FORBIDDEN.sub("\ufffd", value)
    return value
