"""Russia and China from texts alone: too little is unknown, never low (needs the corpora beside the repository)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "data" / "corpora"


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora of official statements are not beside the repository")
def test_a_window_with_one_statement_a_side_is_unknown_in_every_condition(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "russia_china.py"
    subprocess.run(
        [sys.executable, str(script), str(CORPORA), str(tmp_path / "study"), "--sample"],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    found = json.loads((tmp_path / "study" / "report" / "trajectory.json").read_text(encoding="utf-8"))
    levels = found["snapshots"][0]["computed"]["levels"]
    assert [one["level"] for one in levels.values()] == [None, None, None]
    assert levels["threat"]["documents"] == {"CHN": 1, "RUS": 1}
    assert all(len(one["admissible"]) > 1 for one in levels.values())
