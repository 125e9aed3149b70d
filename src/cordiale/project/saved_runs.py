"""Results that earlier runs wrote, read back for comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cordiale.errors import Problem, StudyError
from cordiale.formats.tables import read_table
from cordiale.formats.trajectory import read_trajectory
from cordiale.project.comparison import Comparison, compare

RESULT_FILE = "trajectory.json"
RECORDS_FILE = "evidence_used.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRun:
    """One dyad's result, and what each record coded where the table of records lies beside it."""

    result: Mapping[str, Any]
    codes: Mapping[str, str]


def read_run(path: Path) -> dict[str, SavedRun]:
    """The results in a folder that ``run`` wrote, or in one ``trajectory.json``, by dyad.

    Raises:
        StudyError: no result there, or one that cannot be read.
    """
    files = [path] if path.is_file() else sorted([*path.glob(RESULT_FILE), *path.glob(f"*/{RESULT_FILE}")])
    if not files:
        found = "no such file or folder" if not path.exists() else f"no {RESULT_FILE} in it"
        raise StudyError(
            Problem(where=str(path), found=found, cure="give a folder that `cordiale run` wrote")
        )
    runs = {}
    for file in files:
        result = read_trajectory(file)
        runs["-".join(result["dyad"])] = SavedRun(result=result, codes=_codes(file.parent / RECORDS_FILE))
    return runs


def _codes(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    table = read_table(path)
    return {row.cells["id"]: row.cells["codes"] for row in table.rows if "codes" in row.cells}


def compare_runs(before: str | Path, after: str | Path) -> tuple[Comparison, ...]:
    """What moved between two results that ``run`` wrote, and on which records: one for each dyad.

    Args:
        before, after: folders that ``run`` wrote, or their ``trajectory.json``.

    Raises:
        StudyError: no result there, or no dyad in common.
    """
    old, new = read_run(Path(before)), read_run(Path(after))
    common = [dyad for dyad in old if dyad in new]
    if not common:
        raise StudyError(
            Problem(where=str(after), found=f"no dyad in common: {', '.join(new)}", allowed=", ".join(old))
        )
    return tuple(
        compare(
            old[dyad].result,
            new[dyad].result,
            codes_before=old[dyad].codes,
            codes_after=new[dyad].codes,
        )
        for dyad in common
    )
