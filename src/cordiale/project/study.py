"""A study in Python: load, run, ask, write.

Example:
    >>> result = Study.load("sino-soviet-1950").run()
    >>> result.trajectory.snapshots[0].label.verdict
    'rhetorical'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cordiale.errors import InputError, Problem
from cordiale.model.results import NextType, Trajectory
from cordiale.model.study import StudyData
from cordiale.project.coverage import Check, check
from cordiale.project.notebook import table_html
from cordiale.project.pipeline import SEED, follow_study
from cordiale.project.sensitivity import Sensitivity, sensitivity
from cordiale.project.why import Why, why
from cordiale.store.builtin import builtin
from cordiale.store.corpus import CORPUS_FOLDER
from cordiale.store.folder import load

if TYPE_CHECKING:
    import polars as pl

    from cordiale.project.plots import Plot
    from cordiale.project.searching import Found
    from cordiale.report.summary.values import Report

Progress = Callable[[str], None]


def _silent(_: str) -> None:
    """Progress that nobody is told."""


@dataclass(frozen=True)
class Study:
    """A study: who, when, by which rules, and all that was coded or judged.

    Args:
        data: as entered. Args folder: where it lies; None for a built-in study.

    Example:
        >>> Study.load("sino-russian").data.actors
        ('CHN', 'RUS')
    """

    data: StudyData
    folder: Path | None = None

    @classmethod
    def load(cls, study: str | Path, *, code: bool = True, progress: Progress = _silent) -> Study:
        """A study from its folder, or a built-in one by its name.

        Raises:
            StudyError: no such study, or something in its files is at fault; all that was found is
                reported together, with file, line and column.
        """
        path = Path(study)
        if not path.exists() and path.name == str(study):
            return cls(data=builtin(str(study)))
        data = load(path)
        if (path / CORPUS_FOLDER).exists() or not data.snapshots:
            from cordiale.project.texts import read_texts  # only texts need Polars

            data = read_texts(data, path, code=code, progress=progress)
        return cls(data=data, folder=path)

    def with_settings(self, settings: Mapping[str, object]) -> Study:
        """The same study under other settings, for example ``{"minima.NASC.status": "minimal"}``.

        Raises:
            InputError: a key that is no setting, or a value that it does not allow.
        """
        rules = self.data.rules.changed(settings)
        return replace(self, data=replace(self.data, rules=rules))

    def run(self, *, seed: int = SEED, progress: Progress = _silent) -> Result:
        """Levels, locations, trajectory and outlook of every dyad, in all arms.

        Args:
            seed: of all draws: the same study, settings and seed give the same result.
            progress: told what is being read.
        """
        found = follow_study(self.data, seed=seed, progress=progress)
        return Result(study=self.data, trajectories=found)

    def check(self) -> Check:
        """What is missing, and what would make each level known."""
        return check(self.data, follow_study(self.data, flips=False))

    def sensitivity(self, *, seed: int = SEED, progress: Progress = _silent) -> Sensitivity:
        """Which verdicts stand under which settings."""
        return sensitivity(self.data, seed=seed, progress=progress)

    def search(
        self,
        words: str,
        *,
        actor: str | None = None,
        first: str | None = None,
        last: str | None = None,
        limit: int | None = 20,
        order: str = "best",
    ) -> Found:
        """Passages of the study's texts that hold words; `cordiale.project.searching.search` says what each argument does.

        Raises:
            InputError: words that are no query, or the study is built in and has no texts.
        """
        from cordiale.project.searching import search

        if self.folder is None:
            cure = "copy the study into a folder of your own, and add texts there"
            raise InputError(Problem(where=self.data.id, found="a built-in study has no texts", cure=cure))
        return search(self.folder, words, actor=actor, first=first, last=last, limit=limit, order=order)

    def __repr__(self) -> str:
        data = self.data
        pairs = ", ".join("-".join(dyad) for dyad in data.dyads)
        return (
            f"Study {data.id!r}: {data.title} | {pairs} | {len(data.snapshots)} snapshots, "
            f"{len(data.records)} records, {len(data.judgements)} judgements"
        )


    def _repr_html_(self) -> str:
        data = self.data
        rows = [
            ("dyads", ", ".join("-".join(dyad) for dyad in data.dyads)),
            ("snapshots", ", ".join(one.title or one.id for one in data.snapshots)),
            ("records", len(data.records)),
            ("judgements", len(data.judgements)),
            ("settings changed", ", ".join(data.rules.differences()) or "none"),
        ]
        return table_html(data.title, ("study", data.id), rows)


@dataclass(frozen=True)
class Result:
    """What a run of a study gives: one trajectory for each dyad.

    Args:
        study: as entered. Args trajectories: by dyad, codes in alphabetical order.
    """

    study: StudyData
    trajectories: tuple[Trajectory, ...]

    @property
    def trajectory(self) -> Trajectory:
        """The trajectory of a study with one dyad.

        Raises:
            InputError: the study has more dyads; take one from ``trajectories``.
        """
        if len(self.trajectories) != 1:
            names = ", ".join("-".join(one.dyad) for one in self.trajectories)
            raise InputError(
                Problem(
                    where=self.study.id,
                    found=f"{len(self.trajectories)} dyads",
                    allowed=f"one of {names}",
                    cure="use .of('AAA', 'BBB')",
                )
            )
        return self.trajectories[0]

    def of(self, one: str, other: str) -> Trajectory:
        """The trajectory of two actors, in any order.

        Raises:
            InputError: the study has no such dyad.
        """
        for trajectory in self.trajectories:
            if set(trajectory.dyad) == {one, other}:
                return trajectory
        names = ", ".join("-".join(t.dyad) for t in self.trajectories)
        raise InputError(
            Problem(where=self.study.id, found=f"no dyad {one}-{other}", allowed=names)
        )

    def why(self, address: str, *, dyad: tuple[str, str] | None = None) -> Why:
        """The way from a level, named as ``2011.status``, back to the words behind it."""
        trajectory = self.of(*dyad) if dyad else self.trajectory
        return why(trajectory, self.study, address)

    @property
    def what_next(self) -> tuple[NextType, ...]:
        """Types that are not open, with what they lack (one dyad)."""
        return self.trajectory.what_next

    def to_frame(self, table: str = "levels") -> pl.DataFrame:
        """A tidy table of all dyads as a Polars data frame.

        Args:
            table: snapshots, levels, types, evidence_used, events, threats, othering, status,
                support or coverage.

        Raises:
            InputError: no table has that name.
        """
        import polars as pl

        from cordiale.formats.tables_out import tidy_tables, to_frame

        frames = []
        for trajectory in self.trajectories:
            tables = tidy_tables(trajectory, self.study)
            if table not in tables:
                raise InputError(
                    Problem(where="to_frame", found=f"no table {table!r}", allowed=", ".join(tables))
                )
            frames.append(to_frame(tables[table]))
        return pl.concat(frames)

    @cached_property
    def plot(self) -> Plot:
        """The figures of the result: ``plot.windows()``, ``plot.threats()`` and so on."""
        from cordiale.project.plots import Plot

        return Plot(report_of=self.report)

    def report(self, dyad: tuple[str, str] | None = None) -> Report:
        """The report of a dyad as values: every sentence, row and number, and its figures.

        Args:
            dyad: which, where the study has several.
        """
        from cordiale.project.reporting import report_of

        trajectory = self.of(*dyad) if dyad else self.trajectory
        if trajectory.dyad not in self._reports:
            self._reports[trajectory.dyad] = report_of(trajectory, self.study)
        return self._reports[trajectory.dyad]

    @cached_property
    def _reports(self) -> dict[tuple[str, str], Report]:
        return {}

    def files(self) -> dict[str, bytes]:
        """Every file that a run writes, by name."""
        from cordiale.project.exports import run_files

        return run_files(self.trajectories, self.study)

    def write(self, folder: Path) -> None:
        """Write every file of the run into a folder that this process has locked.

        Raises:
            StudyError: the folder cannot be written; the old files are left as they were.
        """
        from cordiale.store.writing import replace_folder_files

        replace_folder_files(folder, self.files())

    def save(self, folder: str | Path) -> Path:
        """Write every file of the run into a folder, each replaced whole.

        Raises:
            StudyError: the folder cannot be written, or another run is writing it; the old files
                are left as they were.
        """
        from cordiale.store.writing import study_lock

        target = Path(folder)
        with study_lock(target):
            self.write(target)
        return target

    def __repr__(self) -> str:
        from cordiale.project.summaries import summary_lines

        return "\n".join(line for one in self.trajectories for line in summary_lines(one))

    def _repr_html_(self) -> str:
        return "".join(_trajectory_html(one) for one in self.trajectories)


def _trajectory_html(trajectory: Trajectory) -> str:
    from cordiale.project.summaries import HEADER, summary_rows

    title = f"{trajectory.study_title}: {' and '.join(trajectory.dyad)}"
    return table_html(title, HEADER, summary_rows(trajectory))
