"""Commands that need no study: locate, settings, studies."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from operator import itemgetter
from pathlib import Path

from cordiale.cli.output import (
    as_usage,
    csv_writer,
    plain,
    print_csv,
    print_json,
    settings_given,
)
from cordiale.errors import Problem, UsageError


def locate(options: argparse.Namespace) -> int:
    """Say for which types levels put conditions in place."""
    changes = settings_given(options.set)
    if options.source:
        return _locate_table(options, changes)
    from cordiale.typology import locate as place

    with as_usage():
        found = place(
            threat=options.threat or "unknown",
            identity=options.identity or "unknown",
            status=options.status or "unknown",
            gate=options.gate or "open",
            settings=changes,
        )
    if options.format == "json":
        print_json(found.to_dict())
    elif options.format == "csv":
        levels = ["|".join(map(str, found.levels[name])) for name in found.levels]
        print_csv((*found.levels, "enabled", "location"), [(*levels, *_cells(found))])
    else:
        print(found)
    return 0


def _cells(found: object) -> tuple[str, str]:
    """Open types and location as cells: ``|`` separates, ``+`` joins a tie, empty where they differ."""
    from cordiale.typology import Located, in_words

    assert isinstance(found, Located)
    enabled = "|".join(map(str, found.enabled)) if found.enabled is not None else ""
    return enabled, in_words(found.possible)


def _locate_table(options: argparse.Namespace, changes: Mapping[str, str]) -> int:
    given = [name for name in ("threat", "identity", "status", "gate") if getattr(options, name)]
    if given:
        raise UsageError(
            Problem(
                where="--from",
                found=f"--{given[0]} beside --from",
                cure="give levels in the table's columns, or on the command line, not both",
            )
        )
    from cordiale.formats.streams import open_rows
    from cordiale.typology import locate_rows

    path = Path(options.source)
    with open_rows(path, required=("threat", "identity", "status")) as (header, rows):
        places = [header.index(name) for name in ("threat", "identity", "status", "gate") if name in header]
        if options.format == "json":
            picked = map(itemgetter(*places), rows)
            found = locate_rows(picked, settings=changes, where=f"{path.name}, line", first=2)
            print_json([one.to_dict() for one in found])
            return 0
        _write_rows(header, rows, places, changes, path)
    return 0


def _write_rows(
    header: Sequence[str],
    rows: Iterator[list[str]],
    places: Sequence[int],
    changes: Mapping[str, str],
    path: Path,
) -> None:
    """Write each row back with ``enabled`` and ``location``; nothing where some row is at fault."""
    from cordiale.typology import locate_rows

    known: dict[tuple[str, ...], tuple[str, str]] = {}
    levels_of = itemgetter(*places)
    kept = [place for place, name in enumerate(header) if name not in ("enabled", "location")]
    narrower = len(kept) < len(header)

    def completed() -> Iterator[list[str]]:
        for line, row in enumerate(rows, start=2):
            levels = levels_of(row)
            cells = known.get(levels)
            if cells is None:
                (found,) = locate_rows(
                    [levels], settings=changes, where=f"{path.name}, line", first=line
                )
                cells = known[levels] = _cells(found)
            yield [row[place] for place in kept] + [*cells] if narrower else [*row, *cells]

    text = StringIO()
    write = csv_writer(text)
    write([[*(header[place] for place in kept), "enabled", "location"]])
    write(completed())
    sys.stdout.write(text.getvalue())


def settings(options: argparse.Namespace) -> int:
    """List every setting."""
    from cordiale.model.settings import SETTINGS

    if options.format == "json":
        keys = ("key", "default", "alternatives", "interpretation", "question", "wording")
        print_json([{key: plain(getattr(one, key)) for key in keys} for one in SETTINGS])
    elif options.format == "csv":
        header = ("key", "default", "alternatives", "interpretation", "question", "wording")
        rows = (
            (
                one.key,
                _value(one.default),
                " | ".join(_value(v) for v in one.alternatives),
                one.interpretation,
                one.question,
                one.wording,
            )
            for one in SETTINGS
        )
        print_csv(header, rows)
    else:
        for one in SETTINGS:
            others = " | ".join(_value(v) for v in one.alternatives)
            print(f"{one.key} = {_value(one.default)}" + (f"   (or {others})" if others else ""))
            print(f"    {one.interpretation}: {one.question}")
            print(f"    {one.wording}")
    return 0


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) or "(none)" if isinstance(value, tuple) else str(value)


def studies(options: argparse.Namespace) -> int:
    """List the built-in studies."""
    from cordiale.store.builtin import describe

    found = describe()
    if options.format == "json":
        print_json(list(found))
    else:
        header = ("name", "title", "dyads", "snapshots", "records")
        rows = [
            (
                one.name,
                one.title,
                "|".join("-".join(dyad) for dyad in one.dyads),
                "|".join(one.snapshots),
                str(one.records),
            )
            for one in found
        ]
        if options.format == "csv":
            print_csv(header, rows)
        else:
            from cordiale.project.summaries import table_lines

            print("\n".join(table_lines(header, rows)))
    return 0
