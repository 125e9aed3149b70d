"""A trajectory and its study summarised: the report as one value, before any rendering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from json import dumps

from cordiale.model.levels import Arm
from cordiale.model.results import Trajectory
from cordiale.model.robustness import Robustness
from cordiale.model.rules import Rules
from cordiale.model.study import StudyData
from cordiale.report.anchors import snapshot_anchor, source_anchor
from cordiale.report.figures.every import every_figure
from cordiale.report.figures.values import FigureValue
from cordiale.report.summary.article_tables import table1, table2
from cordiale.report.summary.between import addressed_once, told_between
from cordiale.report.summary.evidence import citation
from cordiale.report.summary.outlook import next_blocks, rests_sentences
from cordiale.report.summary.outputs import output_rows
from cordiale.report.summary.provenance import provenance
from cordiale.report.summary.records import evidence_groups
from cordiale.report.summary.settings import changed_words, setting_rows
from cordiale.report.summary.standing import standing_line, standing_rows
from cordiale.report.summary.texts import texts_rows
from cordiale.report.summary.values import FORMAT, DataTable, Report, ReportFigure, ReportSummary, SourceRow
from cordiale.report.summary.years import change_sentences, year_rows
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import doubt, headline
from cordiale.report.words.methods import ARTICLE, bibtex, methods_sentences
from cordiale.report.words.wording import dyad_name, window_title

__all__ = ["summarise", "summary_json"]


def summarise(trajectory: Trajectory, study: StudyData, robustness: Robustness) -> Report:
    """The report of one dyad, ready to be rendered.

    Args:
        trajectory: the dyad's result. Args study: what was entered, for the evidence behind it.
        robustness: how its verdicts fare under other settings, and beside dumb baselines.
    """
    figures = every_figure(trajectory, study, robustness)
    return Report(summary=_summary(trajectory, study, robustness, figures), figures=figures)


def _summary(
    trajectory: Trajectory, study: StudyData, robustness: Robustness, figures: Sequence[FigureValue]
) -> ReportSummary:
    rules = Rules.of(trajectory.rules)
    settings = setting_rows(rules)
    evidence = evidence_groups(trajectory, study, [mark for figure in figures for mark in figure.marks])
    background, intervals = addressed_once(told_between(trajectory, study), evidence)
    titles = [window_title(reading.snapshot) for reading in trajectory.snapshots]
    return ReportSummary(
        format=FORMAT,
        study=study.title,
        dyad=dyad_name(trajectory.dyad),
        dyad_codes=trajectory.dyad,
        headline=headline(trajectory),
        doubt=doubt(trajectory),
        stands=standing_line(trajectory, robustness),
        snapshots=tuple(
            (reading.snapshot.id, snapshot_anchor(reading.snapshot.id), title)
            for reading, title in zip(trajectory.snapshots, titles, strict=True)
        ),
        figures=tuple(_figure(figure) for figure in figures),
        provenance=provenance(trajectory, robustness),
        texts=texts_rows(trajectory, study),
        years=year_rows(trajectory),
        changes=change_sentences(trajectory),
        outputs=output_rows(trajectory, study),
        background=background,
        intervals=intervals,
        next_title=titles[-1] if titles else "",
        next_types=next_blocks(trajectory),
        rests_on=rests_sentences(trajectory),
        standing_note=say("summary.standing.note", tried=robustness.tried) if robustness.tried else "",
        standing=standing_rows(trajectory, robustness),
        evidence=evidence,
        sources=tuple(
            SourceRow(anchor=source_anchor(source.id), id=source.id, source=citation(source)) for source in study.sources
        ),
        tables=(table1(rules), *(table for arm in Arm if (table := table2(trajectory, arm)))),
        methods=methods_sentences(trajectory, study),
        settings=settings,
        changed_settings=changed_words(settings),
        article=ARTICLE,
        bibtex=bibtex(trajectory),
        made_by=say(
            "summary.made_by", software=trajectory.software, rules=trajectory.rules_version, seed=trajectory.seed
        ),
    )


def _figure(figure: FigureValue) -> ReportFigure:
    words = figure.words
    return ReportFigure(
        name=words.name,
        title=words.title,
        caption=words.caption,
        reading=words.reading,
        description=words.description,
        data=DataTable(
            columns=figure.table.columns,
            rows=tuple(tuple(_cell(cell) for cell in row) for row in figure.table.rows),
        ),
    )


def _cell(value: str | int | float | None) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def summary_json(summary: ReportSummary) -> str:
    """The summary as JSON (``report.json``, schema ``report-1.json``).

    Every sentence, row and number of the report by the field names of `ReportSummary`.
    """
    return dumps(asdict(summary), ensure_ascii=False, indent=1) + "\n"
