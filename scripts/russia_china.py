"""Russia and China from texts alone, beside the article: the study that the documentation reports.

    python scripts/russia_china.py DATA OUT             # every text of the windows' years, of all actors; minutes
    python scripts/russia_china.py DATA OUT --sample    # a few texts of the two in each window; seconds
    python scripts/russia_china.py DATA OUT --all-years # every corpus whole (250 MB of text), for the series between

DATA is a folder of Parquet files of official statements with the columns doc_id, actor, date, language, genre, speaker,
speaker_role, title and text (and text_president, the actor's own words, where a transcript holds others too). Nothing is
tuned: the rules are the defaults, and what comes out is printed beside what the article says.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import polars as pl

from cordiale.model.levels import Arm, Condition
from cordiale.project.study import Study

YEARS = (1996, 2001, 2011, 2021)
TEXTS_A_WINDOW = 12
STUDY = """\
cordiale = 1
title = "Russia and China, from texts alone"
actors = ["CHN", "RUS"]

[texts]
coder = "dictionary"
"""
WINDOW = """
[[snapshots]]
id = "{year}"
start = "{year}-01-01"
end = "{year}-12-31"
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, help="a new folder for the study")
    how_much = parser.add_mutually_exclusive_group()
    how_much.add_argument("--sample", action="store_true", help="a few texts of the two in each window")
    how_much.add_argument("--all-years", action="store_true", help="every corpus whole")
    options = parser.parse_args()
    options.out.mkdir(parents=True)
    (options.out / "study.toml").write_text(STUDY + "".join(WINDOW.format(year=year) for year in YEARS), encoding="utf-8")
    sources = sorted(options.data.glob("*.parquet"))
    if not options.all_years:
        sources = [_of_the_windows(sources, options.out.parent / f"{options.out.name}.parquet", sample=options.sample)]
    for source in sources:
        _cordiale("add", str(options.out), str(source), "--yes")
    _cordiale("run", str(options.out))
    _beside_the_article(options.out)
    return 0


def _cordiale(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "cordiale", *arguments], check=True)


def _of_the_windows(sources: list[Path], target: Path, *, sample: bool) -> Path:
    """The texts of the windows' years; of a sample the first of the two by id, of every file."""
    shown = ["doc_id", "actor", "original_actor", "date", "language", "genre", "speaker", "speaker_role", "title", "text"]
    frames = []
    for source in sources:
        frame = pl.read_parquet(source).filter(pl.col("year").is_in(YEARS))
        if "text_president" in frame.columns:
            frame = frame.with_columns(pl.coalesce("text_president", "text").alias("text"))
        if sample:
            frame = frame.filter(pl.col("actor").is_in(["CHN", "RUS"])).sort("doc_id")
            frame = frame.group_by("actor", "year", maintain_order=True).head(TEXTS_A_WINDOW)
        frames.append(frame.select(shown))
    pl.concat(frames, how="vertical_relaxed").write_parquet(target)
    return target


def _beside_the_article(folder: Path) -> None:
    """Levels and locations from texts, and as the article has them."""
    (found,) = Study.load(folder).run().trajectories
    article = {
        (one.snapshot, one.condition): one.level or "|".join(one.admissible)
        for one in Study.load("sino-russian").data.judgements
    }
    print("\nwindow  condition  from texts  (cannot be set aside)  documents CHN/RUS  the article")
    for reading in found.snapshots:
        state = reading.states[Arm.COMPUTED]
        assert state is not None
        for condition in Condition:
            level = state.levels[condition]
            documents = "/".join(str(level.documents[actor]) for actor in found.dyad)
            judged = article.get((reading.snapshot.id, str(condition)), "-")
            print(
                f"{reading.snapshot.id:6}  {condition:9}  {level.level or 'unknown':12}  {'|'.join(level.admissible):34}  "
                f"{documents:>8}  {judged}"
            )
        print(f"{reading.snapshot.id:6}  gate {state.gate}, location {state.location}")


if __name__ == "__main__":
    sys.exit(main())
