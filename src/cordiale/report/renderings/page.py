"""The report as one self-contained page: a summary and its figures placed in a template."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from cordiale.model.results import Trajectory
from cordiale.model.study import StudyData
from cordiale.report.drawing.fonts import font_faces
from cordiale.report.drawing.sheet import MEDIUM_WIDTH, NARROW_WIDTH, WIDE_WIDTH, Look
from cordiale.report.drawing.style import stylesheet
from cordiale.report.figures.every import draw
from cordiale.report.figures.values import FigureValue
from cordiale.report.figures.windows.drawing import MOST_WINDOWS, windows_key_svg
from cordiale.report.figures.windows.figure import windows_figure
from cordiale.report.renderings.article_tables import table_html
from cordiale.report.summary.texts import TEXT_COLUMNS
from cordiale.report.summary.values import Report
from cordiale.report.summary.years import YEAR_COLUMNS
from cordiale.report.words.catalogue import language_tag, say
from cordiale.report.words.finding import doubt, headline
from cordiale.report.words.wording import dyad_name

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["FIGURES_FOLDER", "INDEX_FIGURES", "PAGE_NAME", "report_html", "report_index_html"]

PAGE_NAME = "report.html"
"""Under which name the index looks for each dyad's page, in the folder ``AAA-BBB``."""

FIGURES_FOLDER = "figures"
"""Where the page looks for its figures as SVG, PNG and CSV, beside itself."""

INDEX_FIGURES = 12
"""Up to how many dyads the index shows the windows of each."""

_MEDIUM_WINDOWS = 840
_FONTS = "/* fonts */"


def report_html(report: Report) -> str:
    """The report of one dyad: one file that asks for nothing else, to read, print and archive.

    Args:
        report: summary and figures, from `summarise`.

    Returns:
        HTML. Every level leads to the list of records behind it (``#level-2011-status``), each
        record has its own address (``#evidence-E11-01``), and no text of the study is markup.
    """
    from markupsafe import Markup

    many = len(report.summary.snapshots) > MOST_WINDOWS
    return _render(
        "report.html.j2",
        script=_template("report.js"),
        summary=report.summary,
        text_columns=tuple(TEXT_COLUMNS.items()),
        year_columns=tuple(YEAR_COLUMNS.items()),
        by_name={one.name: one for one in report.summary.figures},
        # table_html and the SVG writer escape every text they place.
        tables=[Markup(table_html(table)) for table in report.summary.tables],
        drawn={figure.words.name: _drawn(figure, figure.words.name, links=True, many=many) for figure in report.figures},
        key=Markup(windows_key_svg("auto")),
    )


def report_index_html(trajectories: Sequence[Trajectory], study: StudyData) -> str:
    """The first page of a study with several dyads: each with its finding, doubt and windows.

    Args:
        trajectories: one a dyad; their pages are looked for in ``AAA-BBB/report.html``.
        study: for its title.
    """
    few = len(trajectories) <= INDEX_FIGURES
    dyads = [
        {
            "name": dyad_name(trajectory.dyad),
            "href": f"{'-'.join(trajectory.dyad)}/{PAGE_NAME}",
            "headline": headline(trajectory),
            "doubt": doubt(trajectory),
            "figures": _drawn(windows_figure(trajectory), f"windows{place}", links=False) if few else {},
        }
        for place, trajectory in enumerate(trajectories)
    ]
    return _render("index.html.j2", script="", title=study.title, dyads=dyads)


def _drawn(figure: FigureValue, name: str, *, links: bool, many: bool = False) -> Mapping[str, str]:
    """The same figure for wide, medium and narrow pages; the style sheet shows one of them."""
    from markupsafe import Markup

    medium = _MEDIUM_WINDOWS if figure.words.name == "windows" else MEDIUM_WIDTH
    widths = {"wide": WIDE_WIDTH, "medium": medium, "narrow": NARROW_WIDTH}
    if many:  # a page of forty snapshots stays small: the narrow drawing serves medium pages too
        del widths["medium"]
    return {
        size: Markup(draw(figure, Look(theme="auto", width=width, framed=False, name=f"{name}-{size}", links=links)))
        for size, width in widths.items()
    }


def _render(template: str, *, script: str, **values: object) -> str:
    from markupsafe import Markup

    page = (
        _environment()
        .get_template(template)
        .render(
            language=language_tag(),
            say=say,
            folder=FIGURES_FOLDER,
            style=Markup(_template("report.css") + stylesheet("auto")),
            script=Markup(script),
            script_hash=_hash(script),
            fonts=Markup(_FONTS),
            **values,
        )
    )
    # Which fonts are needed is known once the page is there; their place is before all text of a study.
    page = page.replace(_FONTS, font_faces(page), 1)
    # Lone surrogates cannot be written as UTF-8; they are shown as what they are, unreadable.
    return page.encode("utf-8", "replace").decode("utf-8")


def _hash(script: str) -> str:
    """What the page's security policy knows its only script by."""
    return b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")


def _template(name: str) -> str:
    return _folder().joinpath(name).read_text(encoding="utf-8")


def _folder() -> Traversable:
    return files(__package__).joinpath("templates")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_template),
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
