"""The pages that the browser looks at: built-in studies, a rich one, hostile ones, large ones."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builders import record, study
from cordiale.formats.trajectory import trajectory_json
from cordiale.model.results import Trajectory
from cordiale.model.study import Record, StudyData
from cordiale.project.reporting import page_files, report_of
from cordiale.project.study import Study
from unit.report.sample import hostile

Result = tuple[Trajectory, StudyData]


class Pages:
    """The pages of a folder, each written when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: dict[str, CommandPage] = {}

    def __getitem__(self, name: str) -> CommandPage:
        if name not in self._written:
            self._written[name] = page_of(name, self._folder / name)
        return self._written[name]


@dataclass(frozen=True)
class CommandPage:
    """A page as `cordiale report` writes it, with its twin and the trajectory behind it."""

    path: Path
    twin: dict[str, Any]
    trajectory: dict[str, Any]


def page_of(name: str, folder: Path) -> CommandPage:
    """Write the page of a case into a folder."""
    trajectory, data = PAGES[name]()
    folder.mkdir(parents=True)
    files = {key: content for key, content in page_files(report_of(trajectory, data)) if key.startswith("report.")}
    for key, content in files.items():
        (folder / key).write_bytes(content)
    return CommandPage(
        path=folder / "report.html",
        twin=json.loads(files["report.json"]),
        trajectory=json.loads(trajectory_json(trajectory)),
    )


def _built_in(name: str) -> Callable[[], Result]:
    def result() -> Result:
        found = Study.load(name).run()
        return found.trajectories[0], found.study

    return result


_SOURCES = ("us_led_west", "terrorism_extremism", "wmd", "underdevelopment", "other_state", "climate_health")


def records_at_random(actors: tuple[str, ...], years: list[int], count: int, seed: int) -> list[Record]:
    """Records of every dimension, with codes drawn at random."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        actor, year = chance.choice(actors), chance.choice(years)
        partner = chance.choice([one for one in actors if one != actor])
        at = {"document": f"d{year}{actor}{chance.randrange(9)}", "when": f"{year}-05-01"}
        made.append(chance.choice((_threat, _identity, _status, _support, _coordination))(actor, partner, at, chance))
    return made


def _threat(actor: str, partner: str, at: dict[str, str], chance: random.Random) -> Record:
    return record(
        actor, "threat", source_family=chance.choice(_SOURCES), magnitude=chance.choice("0123"), urgency=chance.choice("012"), **at
    )


def _identity(actor: str, partner: str, at: dict[str, str], chance: random.Random) -> Record:
    return record(
        actor,
        "identity",
        partner=partner,
        salience=chance.choice(("normal", "high")),
        othering=chance.choice(("radical", "non_radical", "we")),
        basis=chance.choice(("values", "interests")),
        valence=chance.choice(("-1", "0", "1")),
        **at,
    )


def _status(actor: str, partner: str, at: dict[str, str], chance: random.Random) -> Record:
    return record(
        actor,
        "status",
        partner=partner,
        role_expected=chance.choice(("equal", "independent_pole")),
        recognition=chance.choice(("affirms_equal", "none")),
        autonomy=chance.choice(("conditional", "accepts_limits")),
        **at,
    )


def _support(actor: str, partner: str, at: dict[str, str], chance: random.Random) -> Record:
    return record(actor, "support", partner=partner, support=chance.choice(("commitment", "conditional", "hedge", "doubt")), **at)


def _coordination(actor: str, partner: str, at: dict[str, str], chance: random.Random) -> Record:
    return record(actor, "coordination", partner=partner, coordination=chance.choice(("consult", "joint_action")), **at)


def _random(actors: tuple[str, ...], years: list[int], count: int, dyad: int = 0) -> Callable[[], Result]:
    def result() -> Result:
        data = study(records_at_random(actors, years, count, 7), years=years, actors=actors)
        found = Study(data=data).run()
        return found.trajectories[dyad], data

    return result


PAGES: dict[str, Callable[[], Result]] = {
    "sino-russian": _built_in("sino-russian"),
    "sino-soviet-1950": _built_in("sino-soviet-1950"),
    "nordic-nato": _built_in("nordic-nato"),
    "rich": _random(("CHN", "RUS"), [1996, 2001, 2011, 2021], 240),
    "one snapshot": _random(("CHN", "RUS"), [2021], 40),
    "hostile": hostile,
    "forty snapshots": _random(("CHN", "RUS"), list(range(1980, 2020)), 2000),
    "three actors": _random(("CHN", "IND", "RUS"), [2011, 2021], 150, dyad=1),
}
