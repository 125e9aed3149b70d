"""Measure, on simulated texts whose truth is known, how often intervals hold it; prints tables for docs/calibration.md.

    python scripts/calibrate_texts.py [STUDIES]

STUDIES (default 300) are simulated for each line; 300 take some minutes. The simulation is that of
``tests/simulated.py``: two states hold mixtures of three readings, their documents draw from them, a coder errs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from cordiale.profiles.change_points import change_points  # noqa: E402
from simulated import Coder, Told, share_series, tell  # noqa: E402

NEVER = Coder()
ERRS = Coder(right=0.8, finds=0.7, invents=0.3)
CODERS = {
    "never errs": (NEVER, False),
    "errs, measured on such texts": (ERRS, False),
    "errs, measured on other texts": (ERRS, True),
}
DOCUMENTS = ((3, 6), (10, 20), (40, 60))


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    """Rows as Markdown, each as soon as it is measured."""
    for row in (head, ["---"] * len(head)):
        print("| " + " | ".join(row) + " |")
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)
    print()


def in_100(values: Sequence[bool]) -> str:
    return f"{100 * np.mean(values):.0f} in 100" if len(values) else ""


def scores(studies: int) -> Iterator[Sequence[str]]:
    for condition in ("identity", "status", "threat"):
        for name, (coder, elsewhere) in CODERS.items():
            for documents in DOCUMENTS:
                rng = np.random.default_rng(23)
                told = [tell(condition, documents, coder, rng, elsewhere=elsewhere) for _ in range(studies)]
                low, high = documents
                width = np.mean([one.score.high - one.score.low for one in told])
                yield (
                    condition,
                    name,
                    f"{low} to {high}",
                    in_100([one.covers for one in told]),
                    f"{width:.2f}",
                    *levels(told),
                )


def levels(told: Sequence[Told]) -> tuple[str, str, str]:
    """How often the true level is admitted, and how many levels told with .7 or more there are, and are true."""
    stated = [
        word == one.true_level for one in told for word, share in one.shares.items() if share.lower >= 0.7
    ]
    return in_100([one.admits for one in told]), str(len(stated)), in_100(stated)


def flat(studies: int) -> Iterator[Sequence[str]]:
    for years in (8, 30, 80):
        for documents in (3, 10, 40):
            alarms = []
            for wobble in (0.0, 0.05, 0.1):
                rng = np.random.default_rng(31)
                series = (share_series([0.4] * years, documents, rng, wobble=wobble) for _ in range(studies))
                alarms.append(in_100([bool(change_points(one, scale=1).points) for one in series]))
            yield str(years), str(documents), *alarms


def planted(studies: int) -> Iterator[Sequence[str]]:
    for years in (12, 30, 80):
        for documents in (5, 20):
            for before, after in ((0.2, 0.5), (0.2, 0.8)):
                rng = np.random.default_rng(37)
                found, held, widths = [], [], []
                for _ in range(studies):
                    place = int(rng.integers(4, years - 3))
                    shares = [before] * place + [after] * (years - place)
                    points = change_points(share_series(shares, documents, rng, wobble=0.05), scale=1).points
                    found.append(bool(points))
                    if points:
                        held.append(any(one.year_from < 2001 + place <= one.year_to for one in points))
                        widths += [one.year_to - one.year_from for one in points]
                width = f"{np.mean(widths):.1f}" if widths else ""
                change = f"{before} to {after}"
                yield str(years), str(documents), change, in_100(found), in_100(held), width


def main(arguments: Sequence[str]) -> int:
    studies = int(arguments[0]) if arguments else 300
    table(("years", "documents a year", "flat series with a change, no wobble", "wobble .05", "wobble .1"), flat(studies))
    table(("years", "documents a year", "share", "found", "interval holds it", "mean width in years"), planted(studies))
    table(
        ("condition", "coder", "documents a side", "interval of the sub-score holds the truth", "mean width",
         "true level admitted", "levels told with .7 or more", "true"),
        scores(studies),
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
