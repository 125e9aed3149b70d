"""Everything that a run writes, as bytes by file name (CONTRACTS 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cordiale.formats.tables_out import (
    TidyTable,
    csv_bytes,
    tidy_tables,
    to_csv_bytes,
    to_dta_bytes,
    to_parquet_bytes,
    variables_csv_bytes,
)
from cordiale.formats.trajectory import trajectory_json
from cordiale.model.levels import Arm
from cordiale.model.results import Trajectory
from cordiale.model.rules import Rules
from cordiale.model.study import StudyData
from cordiale.project.reporting import figure_files, page_files, report_of, table_files
from cordiale.report.renderings.article_tables import table_html, table_latex, table_rows
from cordiale.report.renderings.page import report_index_html
from cordiale.report.summary.article_tables import ArticleTable, table1, table2
from cordiale.report.words.methods import methods_md


def run_files(trajectories: Sequence[Trajectory], study: StudyData) -> dict[str, bytes]:
    """Every file of a run: one set for a dyad, a folder for each dyad and an index where there are more.

    Args:
        trajectories: the study's results. Args study: as entered, for its records and sources.
    """
    if len(trajectories) == 1:
        return dict(_dyad_files(trajectories[0], study))
    files = {
        f"{'-'.join(trajectory.dyad)}/{name}": content
        for trajectory in trajectories
        for name, content in _dyad_files(trajectory, study)
    }
    files["report.html"] = report_index_html(trajectories, study).encode("utf-8")
    return files


def _dyad_files(trajectory: Trajectory, study: StudyData) -> Iterator[tuple[str, bytes]]:
    yield "trajectory.json", trajectory_json(trajectory)
    report = report_of(trajectory, study)
    yield from page_files(report)
    yield from figure_files(report)
    yield from table_files(report)
    yield "methods.md", methods_md(trajectory, study).encode("utf-8")
    yield from _table_files(tidy_tables(trajectory, study))
    yield from _article_files(trajectory)


def _table_files(tables: Mapping[str, TidyTable]) -> Iterator[tuple[str, bytes]]:
    for name, table in tables.items():
        yield f"{name}.csv", to_csv_bytes(table)
        yield f"{name}.parquet", to_parquet_bytes(table)
        yield f"{name}.dta", to_dta_bytes(table)
    yield "variables.csv", variables_csv_bytes(tables.values())


def _article_files(trajectory: Trajectory) -> Iterator[tuple[str, bytes]]:
    yield from _article_table("table1", table1(Rules.of(trajectory.rules)))
    for arm in Arm:
        table = table2(trajectory, arm)
        if table is not None:
            yield from _article_table(f"table2_{arm}", table)


def _article_table(name: str, table: ArticleTable) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.html", table_html(table).encode("utf-8")
    yield f"{name}.tex", table_latex(table).encode("utf-8")
    header, *rows = table_rows(table)
    yield f"{name}.csv", csv_bytes(header, rows)
