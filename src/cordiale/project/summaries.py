"""A trajectory in a few lines: the table and the path that the terminal and a notebook show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cordiale.model.levels import LEVELS, Arm, Condition, Gate
from cordiale.model.results import CANNOT_BE_SET_ASIDE, LevelResult, State, Trajectory
from cordiale.project.flips import MORE_THAN_A_DOCUMENT

HEADER = ("snapshot", "arm", "threat", "identity", "status", "conditions in place for", "what flips it")

_SHOWN = 3
"""Of the locations that an unknown level leaves possible, how many a table names, likeliest first."""

ARM_WORDS = {
    Arm.COMPUTED: "official voices",
    Arm.WITH_AUTHOR_SUMMARIES: "with author summaries",
    Arm.JUDGED: "judged",
}


def summary_rows(trajectory: Trajectory) -> tuple[tuple[str, ...], ...]:
    """One row for each snapshot and arm: levels, location, and the smallest recode that flips a level."""
    return tuple(
        (
            reading.snapshot.id,
            ARM_WORDS[arm],
            *(_level(state.levels[condition], condition) for condition in Condition),
            location_words(state),
            _easiest_flip(state),
        )
        for reading in trajectory.snapshots
        for arm in Arm
        if (state := reading.states.get(arm)) is not None
    )


def _level(result: LevelResult, condition: Condition) -> str:
    if result.level:
        return result.level
    known = set(result.admissible) < set(map(str, LEVELS[condition]))
    return f"unknown: {'|'.join(result.admissible)}" if known else "unknown"


def location_words(state: State) -> str:
    """A location as a table says it: ties joined by ``+``, alternatives by ``|``, never as a claim."""
    if state.location is not None:
        words = "+".join(str(kind) for kind in state.location) or "none"
    else:
        possible = ["+".join(share.types) for share in state.locations if round(share.upper, 6) >= CANNOT_BE_SET_ASIDE]
        words = "|".join(possible[:_SHOWN]) + ("|…" if len(possible) > _SHOWN else "")
        words = f"unknown: {words}"
    return f"{words} (if aligned)" if state.gate is Gate.UNKNOWN else words


def _easiest_flip(state: State) -> str:
    flips = [
        (result.flip.steps, condition, result.flip.what)
        for condition, result in state.levels.items()
        if result.flip is not None and result.flip.steps is not None
    ]
    if not flips:
        if not _sought(state):
            return ""
        said = {result.flip.what for result in state.levels.values() if result.flip is not None}
        return MORE_THAN_A_DOCUMENT if MORE_THAN_A_DOCUMENT in said else "more than two recodes"
    steps, condition, what = min(flips, key=lambda flip: flip[0])
    what = what.partition(" (")[0]
    return f"{condition}: {what}" if steps == 1 else f"{condition}, two recodes: {what}"


def _sought(state: State) -> bool:
    return any(r.level and r.flip is not None and "more than" in r.flip.what for r in state.levels.values())


def path_words(trajectory: Trajectory, arm: Arm) -> str:
    """The path of locations in one arm, with the events between them."""
    states = [(r.snapshot.id, r.states.get(arm)) for r in trajectory.snapshots]
    places = [f"{name} {location_words(state) if state else 'not read'}" for name, state in states]
    return " → ".join(places)


def summary_lines(trajectory: Trajectory) -> Iterator[str]:
    """The summary as plain text: a title, the table, and the path of each arm."""
    yield f"{trajectory.study_title}: {' and '.join(trajectory.dyad)}"
    yield from table_lines(HEADER, summary_rows(trajectory), widest=48)
    yield ""
    for arm in Arm:
        if any(r.states.get(arm) is not None for r in trajectory.snapshots):
            yield f"path, {ARM_WORDS[arm]}: {path_words(trajectory, arm)}"
    for interval in trajectory.intervals:
        for event in interval.events:
            named = f" ({event.pathway})" if event.pathway else ""
            what = f": {event.what}" if event.what else ""
            yield f"{interval.start} to {interval.end}, {ARM_WORDS[event.arm]}: {event.event}{named}{what}"


def table_lines(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int = 60
) -> Iterator[str]:
    """A plain table: columns as wide as needed, at most ``widest``, the last one unbounded."""
    cells = [[_cut(cell, widest) if n < len(row) - 1 else cell for n, cell in enumerate(row)] for row in rows]
    widths = [max(len(row[n]) for row in (list(header), *cells)) for n in range(len(header))]
    for row in (list(header), *cells):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cut(text: str, widest: int) -> str:
    return text if len(text) <= widest else text[: widest - 1] + "…"
