"""The command that shows why a text is coded as it is."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cordiale.cli.output import print_json

if TYPE_CHECKING:
    from cordiale.coding.dictionary import Explanation
    from cordiale.coding.dictionary.explanation import Found, Reckoning

_WIDTH = 100
_MOST_GIVEN = 6


def explain(options: argparse.Namespace) -> int:
    """Show which patterns the dictionary coder finds in a text, and what they give."""
    from cordiale.project.explaining import explain as explain_text

    text = sys.stdin.read() if options.text == "-" else options.text
    found = explain_text(text, actor=options.actor, language=options.language)
    if options.format == "json":
        print_json(_plain(found))
    else:
        print("\n".join(_lines(found)))
    return 0


def _plain(found: Explanation) -> dict[str, Any]:
    """An explanation as JSON has it: the coding as codings are written everywhere."""
    import json

    from cordiale.formats.codings import coding_line

    content = {
        name: getattr(found, name) for name in ("text", "language", "actor", "named", "found", "reckonings")
    }
    coding = json.loads(coding_line(found.coding))
    del coding["id"]
    return {**content, "coding": coding}


def _lines(found: Explanation) -> Iterator[str]:
    counted = [one for one in found.found if not one.set_aside and one.gives]
    yield from textwrap.wrap(_marked(found, counted), _WIDTH, replace_whitespace=True) or [""]
    yield ""
    yield "Found"
    yield from _table([(one.words, one.pattern, _of_found(one), one.place) for one in counted]) or [
        "  nothing"
    ]
    if aside := [one for one in found.found if one.set_aside and one.gives]:
        yield ""
        yield "Set aside"
        yield from _table([(one.words, one.pattern, one.set_aside, one.place) for one in aside])
    yield ""
    yield "Points"
    shown = [one for one in found.reckonings if one.holds or one.points > one.threshold - 1]
    for one in shown:
        yield from _of_reckoning(one)
    if not shown:
        yield "  no decision comes near its threshold"
    yield ""
    yield "Coding"
    yield from _of_coding(found)


def _marked(found: Explanation, counted: Sequence[Found]) -> str:
    """The text with the words that count in square brackets; where patterns overlap, one pair of them holds all."""
    spans: list[list[int]] = []
    for one in sorted(counted, key=lambda one: one.span):
        start, end = one.span
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    parts, at = [], 0
    for start, end in spans:
        parts.append(f"{found.text[at:start]}[{found.text[start:end]}]")
        at = end
    return "".join(parts) + found.text[at:]


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows with their columns one below the other; long cells are cut."""
    cells = [[cell if len(cell) <= 44 else cell[:43] + "…" for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))] if cells else []
    return [
        "  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in cells
    ]


def _of_found(one: Found) -> str:
    return ", ".join(f"{key} {value}" for key, value in one.gives.items())


def _of_reckoning(one: Reckoning) -> Iterator[str]:
    about = f" ({one.about})" if one.about else ""
    verdict = "holds" if one.holds else "does not hold"
    yield f"  {one.decision}{about}: {one.points:+.2f} against {one.threshold:+.2f}, {verdict} (p {one.p:.2f})"
    parts = [f"base {one.base:+.2f}"]
    for given in one.given[:_MOST_GIVEN]:
        words = f" '{given.words}'" if given.words and not given.cue.startswith("word:") else ""
        parts.append(f"{given.cue.removeprefix('word:')}{words} {given.points:+.2f}")
    if len(one.given) > _MOST_GIVEN:
        rest = one.given[_MOST_GIVEN:]
        parts.append(f"{len(rest)} more {sum(given.points for given in rest):+.2f}")
    yield from textwrap.wrap("; ".join(parts), _WIDTH, initial_indent="      ", subsequent_indent="      ")


def _of_coding(found: Explanation) -> Iterator[str]:
    coding = found.coding
    for threat in coding.threats:
        hedge = ", with openness to it" if threat.hedge else ""
        yield (
            f"  threat: {threat.source} ({threat.family}), magnitude {threat.magnitude}, "
            f"urgency {threat.urgency}{hedge}"
        )
    for other in coding.others:
        yield (
            f"  other: {other.name}, {other.othering}, role {other.role}, basis {other.basis}, "
            f"valence {other.valence:+d}, trust {other.trust}"
        )
    for claim in coding.status:
        formula = ", a formula" if claim.formulaic else ""
        yield (
            f"  status: toward {claim.toward}, rank {claim.own_rank}, role {claim.role}, "
            f"autonomy {claim.autonomy}, recognition {claim.recognition}{formula}"
        )
    yield f"  support: {coding.support}"
    yield f"  narrative: {coding.narrative}"
