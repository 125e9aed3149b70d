"""The report of a dyad: made once, then written as a page, Word, PDF, figures and data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from cordiale.formats.tables_out import csv_bytes
from cordiale.model.results import Trajectory
from cordiale.model.study import StudyData
from cordiale.project.robustness import robustness
from cordiale.project.shown import shown
from cordiale.report.drawing.png import svg_to_png
from cordiale.report.drawing.sheet import NARROW_WIDTH, Look
from cordiale.report.figures.every import draw
from cordiale.report.renderings.contents import document_of, provenance_table
from cordiale.report.renderings.document import plain
from cordiale.report.renderings.latex import latex_longtable
from cordiale.report.renderings.page import FIGURES_FOLDER, report_html, report_index_html
from cordiale.report.summary.summarise import summarise, summary_json
from cordiale.report.summary.values import Report

__all__ = ["DOCUMENTS", "document_files", "figure_files", "page_files", "report_of", "table_files"]


def report_of(trajectory: Trajectory, study: StudyData) -> Report:
    """The report of one dyad: its summary and figures, with how far its verdicts stand.

    Args:
        trajectory: the dyad's result. Args study: as entered, for its records and sources.
    """
    seen, cited = shown(trajectory, study)
    return summarise(seen, cited, robustness(trajectory, study, seed=trajectory.seed))


def page_files(report: Report) -> Iterator[tuple[str, bytes]]:
    """The page, and its twin as data."""
    yield "report.html", report_html(report).encode("utf-8")
    yield "report.json", summary_json(report.summary).encode("utf-8", "replace")


def table_files(report: Report) -> Iterator[tuple[str, bytes]]:
    """The provenance-and-flip table for a paper, as LaTeX."""
    table = provenance_table(report.summary.provenance)
    rows = [[plain(cell) for cell in row] for row in table.rows]
    text = latex_longtable(table.head, rows, title=table.title, widths=table.widths)
    yield "provenance.tex", text.encode("utf-8")


def figure_files(report: Report) -> Iterator[tuple[str, bytes]]:
    """Each figure as SVG and PNG, for a paper's column in greys, and its data: in a folder of their own,
    since tidy tables have some of the same names.
    """
    for figure in report.figures:
        name = figure.words.name
        place = f"{FIGURES_FOLDER}/{name}"
        svg = draw(figure, Look(name=name))
        yield f"{place}.svg", svg.encode("utf-8")
        yield f"{place}.png", svg_to_png(svg)
        yield f"{place}-paper.svg", draw(figure, Look(theme="grey", width=NARROW_WIDTH, name=name)).encode("utf-8")
    for words in report.summary.figures:
        yield f"{FIGURES_FOLDER}/{words.name}.csv", csv_bytes(words.data.columns, words.data.rows)


def _pdf(report: Report) -> Iterator[tuple[str, bytes]]:
    from cordiale.report.renderings.pdf import report_pdf

    yield "report.pdf", report_pdf(document_of(report))


def _word(report: Report) -> Iterator[tuple[str, bytes]]:
    from cordiale.report.renderings.word import report_docx

    yield "report.docx", report_docx(document_of(report))


DOCUMENTS: Mapping[str, Callable[[Report], Iterator[tuple[str, bytes]]]] = {
    "html": page_files,
    "pdf": _pdf,
    "docx": _word,
}
"""The forms a report is written in, and what writes each."""


def document_files(
    trajectories: Sequence[Trajectory], study: StudyData, form: str
) -> dict[str, bytes]:
    """The report of every dyad in one form: in a folder for each where there are several.

    Args:
        trajectories: the study's results. Args study: as entered.
        form: html, pdf or docx.
    """
    several = len(trajectories) > 1
    files = {
        f"{'-'.join(trajectory.dyad)}/{name}" if several else name: content
        for trajectory in trajectories
        for name, content in DOCUMENTS[form](report_of(trajectory, study))
    }
    if several and form == "html":
        files["report.html"] = report_index_html(trajectories, study).encode("utf-8")
    return files
