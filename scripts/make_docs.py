"""Write the documents and figures that are printed from the program.

`python scripts/make_docs.py` writes them; with `--check` it only says which are out of date (exit 1). Pages of the manual
are printed by `docs/printing`, which merges the words by hand of `docs/notes`.
"""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from cordiale import Study
from cordiale.codebook import DEFAULT_STAY
from cordiale.dyads.status import ROLES, RUNGS, role_pairs
from cordiale.model.levels import Arm, Condition
from cordiale.model.results import LevelResult, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.aggregation import ordinal_median_sets
from cordiale.project.summaries import ARM_WORDS
from cordiale.report.drawing.png import svg_to_png
from cordiale.report.drawing.sheet import MEDIUM_WIDTH, NARROW_WIDTH, WIDE_WIDTH, Look
from cordiale.report.figures.every import draw
from cordiale.typology import decision_table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

from printing.commands import commands  # noqa: E402
from printing.errors import errors  # noqa: E402
from printing.markdown import PRINTED, op_link, table  # noqa: E402
from printing.output import json_formats, output  # noqa: E402
from printing.study import fields, study_files  # noqa: E402
from printing.theory import rules, settings  # noqa: E402

NOTE = f"{PRINTED} -->"

PARTS = """\
- [Commands](reference/commands.md), with their help, an example each, and exit codes
- [Files of a study](reference/study-files.md): `study.toml`, and every table and column that people enter
- [Fields of the codebook](reference/fields.md): the questions put to a claim
- [What a run writes](reference/output.md): every file, table and column
- [Errors](reference/errors.md): what each means and what to do
- [JSON formats](reference/json.md)
- [Python](api.md)
- [Settings](theory/settings.md) and [rules](theory/rules.md): what is decided how, and why
"""


def reference() -> Iterator[str]:
    yield NOTE
    yield "# Reference"
    yield ""
    yield PARTS
    yield "Below: the decision table, role pairs and rungs, printed from the program; `tests/spec/` holds the same tables"
    yield "as tests."
    yield ""
    yield "## Decision table"
    yield ""
    yield "All 30 cells under the default settings: what is open, and the location (the most demanding open types, a"
    yield "ceiling). With incompatible status nothing beyond THIN is open, however strong a shared threat is (ST-7)."
    yield ""
    rows = [
        (
            number,
            *map(str, cell.levels),
            cell.table1_cell if cell.table1_cell in cell.enabled else f"{cell.table1_cell} (not open)",
            ", ".join(cell.enabled),
            "**" + " + ".join(cell.location) + "**" + (" (re-check the coding)" if cell.implausible else ""),
        )
        for number, cell in enumerate(decision_table(Rules.default()).values(), start=1)
    ]
    yield from table(("cell", "threat", "identity", "status", "Table 1", "open", "location"), rows)
    yield "## Role pairs"
    yield ""
    yield "Expected roles towards each other (I-18). Signals of equality decide only where a pole is involved."
    yield ""
    yield from table(("role", "role", "signals of equality", "what the pair allows"), list(_pair_rows()))
    yield "## Rungs"
    yield ""
    yield "A compatible pair takes its rung from the less accepting side's `autonomy`, up to the pair's cap (I-19)."
    yield ""
    rungs = [(name, " or ".join(map(str, sorted(levels)))) for name, levels in RUNGS.items()]
    rungs.append(("not coded, anxiety voiced or implied", "minimal"))
    rungs.append(("not coded, anxiety denied or none", "medium"))
    rungs.append(("not coded, anxiety not coded", "minimal or medium"))
    yield from table(("less accepting side's autonomy", "rung"), rungs)
    yield "## Acceptance tests"
    yield ""
    yield "What `tests/spec/` asserts. A1 to A24 are numbered as in the operationalisation"
    yield "([section 11](theory/operationalisation.md#section-11-acceptance-tests))."
    yield ""
    for path in sorted((ROOT / "tests" / "spec").glob("test_*.py")):
        yield from _acceptance_tests(path)


def _acceptance_tests(path: Path) -> Iterator[str]:
    """The tests of one file as sentences, with the docstring of a test where it has one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield f"`{path.name}`: {(ast.get_docstring(tree) or '').partition(chr(10))[0]}"
    yield ""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            told = " ".join((ast.get_docstring(node) or "").split())
            yield f"- {_sentence(node.name)}." + (f" {told}" if told else "")
    yield ""


_AS_WRITTEN = {
    "articles own levels": "article's own levels",
    "the articles types": "the article's types",
    "each states own": "each state's own",
    "finland": "Finland",
    "sweden": "Sweden",
    "table 1 ": "Table 1 ",
    " we ": ' "we" ',
    "a we": 'a "we"',
    "non radical": "non-radical",
    "non allied": "non-allied",
    "thin thin thick thick thick": "thin, thin, thick, thick, thick",
}
"""What names of functions cannot hold."""


def _sentence(name: str) -> str:
    """The name of a test as a sentence, with its number in front where it has one.

    Example:
        >>> _sentence("test_a6_an_alliance_is_rhetorical")
        'A6: an alliance is rhetorical'
    """
    words = name.removeprefix("test_").replace("_", " ")
    for plain, written in _AS_WRITTEN.items():
        words = re.sub(rf"\b{plain.strip()}\b", written.strip(), words)
    number = re.match(r"([AaP]\d+b?) ", words)
    if number:
        return f"{number[1][0].upper()}{number[1][1:]}: {words[number.end():]}"
    return words[0].upper() + words[1:]


def _pair_rows() -> Iterator[tuple[str, ...]]:
    for place, one in enumerate(ROLES):
        for other in ROLES[place:]:
            poles = "independent_pole" in (one, other) and {one, other} <= {"equal", "independent_pole"}
            for mutual in (True, False) if poles else (False,):
                pairs = role_pairs(one, other, equality_a=mutual, equality_b=mutual)
                said = " or ".join(
                    f"compatible{', ' + str(p.variant) if p.variant else ''}, up to {p.cap}" if p.compatible else "incompatible"
                    for p in pairs
                )
                yield one, other, ("both" if mutual else "not both") if poles else "any", said


def design() -> Iterator[str]:
    yield NOTE
    yield "# Design notes"
    yield ""
    yield "Decisions of weight, half a page each: what was chosen, why, and what was not."
    yield ""
    for path in sorted((ROOT / "design").glob("*.md")):
        yield from (f"```{{include}} ../design/{path.name}", ":heading-offset: 1", "```", "")


def sino_russian() -> Iterator[str]:
    result = Study.load("sino-russian").run()
    trajectory = result.trajectory
    cited = list(_cited(result.study.records))
    counted = [
        count
        for reading in trajectory.snapshots
        if (state := reading.states[Arm.COMPUTED])
        for level in state.levels.values()
        for count in level.documents.values()
    ]
    yield NOTE
    yield "# China and Russia, 1996 to 2025: what comes out"
    yield ""
    yield "Rules and records were written down from the [operationalisation](theory/operationalisation.md) and frozen before the first run. What the"
    yield "program computes from the coded records stands beside the article's verdicts below. Agreement on fifteen"
    yield "labels of one dyad is consistency, not evidence of accuracy: always answering \"low\" gets five of five on threat."
    yield ""
    for arm in (Arm.COMPUTED, Arm.WITH_AUTHOR_SUMMARIES):
        known, agreeing = _counts(trajectory, arm)
        yield f"- {ARM_WORDS[arm][0].upper()}{ARM_WORDS[arm][1:]}: {known} of 15 levels come out known, {agreeing} of them as judged."
    yield ""
    rows = []
    for reading in trajectory.snapshots:
        for condition in Condition:
            cells = [_cell(reading.states.get(arm), condition) for arm in (Arm.COMPUTED, Arm.WITH_AUTHOR_SUMMARIES)]
            judged = reading.states[Arm.JUDGED]
            verdict = judged.levels[condition] if judged else None
            official = reading.states[Arm.COMPUTED]
            flip = official.levels[condition].flip if official else None
            documents = official.levels[condition].documents if official else {}
            rows.append(
                (
                    reading.snapshot.id,
                    condition,
                    ", ".join(f"{actor} {count}" for actor, count in documents.items()),
                    *cells,
                    _judged(verdict),
                    flip.what.partition(" (")[0] if flip else "",
                )
            )
    yield from table(
        ("window", "condition", "official documents", "official voices", "with author summaries", "judged", "what flips it (official voices)"),
        rows,
    )
    yield "## Locations"
    yield ""
    places = [
        (
            reading.snapshot.id,
            *(_place(reading.states.get(arm)) for arm in (Arm.COMPUTED, Arm.WITH_AUTHOR_SUMMARIES, Arm.JUDGED)),
        )
        for reading in trajectory.snapshots
    ]
    yield from table(("window", "official voices", "with author summaries", "judged"), places)
    yield "From its judgements the case is THIN, THIN, THICK (admissible THIN or THICK), THICK, THICK, as the article says."
    yield ""
    yield "## Why so much is unknown"
    yield ""
    least, most = _range(cited)
    fewest, highest = _range(counted)
    yield f"- The article cites {least} to {most} official documents a side and window, and {fewest} to {highest} of them count for any one"
    yield "  condition. One or two documents cannot rule out that the next one reads otherwise: the worked values of the"
    yield "  [calibration](calibration.md) show how fast doubt falls."
    yield "- Status and identity rest on partner-directed words of both sides. A side without any such official record ranges"
    yield f"  over all its values: {'; '.join(_silent_sides(trajectory))}."
    yield "- With the authors' own summaries more becomes known, but those sentences come from the same pen as the verdicts"
    yield "  (I-35), so the two results stand side by side and are never merged."
    yield ""
    yield "## Freeze"
    yield ""
    yield "Rules and data were committed before the first run. After it, tests written from the operationalisation by somebody"
    yield "who had not seen the case's result found defects in the code; the changelog lists them. The first run gave 4 levels"
    yield "known from official voices and 6 with author summaries. Mending the defects made threat in 2001 unknown in both (its"
    yield "lower probability was .55 and is now under one half); no other level and no location of another window changed, and"
    yield "probabilities moved by about .05. No record was changed."
    yield ""


def _cited(records: Sequence[Record]) -> Iterator[int]:
    """Official documents on each side of each window, also such as set no level."""
    found: dict[tuple[str | None, str], set[str]] = {}
    for record in records:
        if record.voice == "official":
            found.setdefault((record.snapshot, record.actor), set()).add(record.document)
    yield from map(len, found.values())


def _range(counts: Sequence[int]) -> tuple[int, int]:
    return min(counts), max(counts)


def _silent_sides(trajectory: Trajectory) -> Iterator[str]:
    for reading in trajectory.snapshots:
        state = reading.states[Arm.COMPUTED]
        for condition in (Condition.IDENTITY, Condition.STATUS):
            documents = state.levels[condition].documents if state else {}
            silent = [actor for actor, count in documents.items() if not count]
            if silent:
                yield f"{condition} {reading.snapshot.id} {' and '.join(silent)}"


def _counts(trajectory: Trajectory, arm: Arm) -> tuple[int, int]:
    known = agreeing = 0
    for reading in trajectory.snapshots:
        state, judged = reading.states.get(arm), reading.states.get(Arm.JUDGED)
        for condition in Condition:
            level = state.levels[condition].level if state else None
            known += level is not None
            agreeing += bool(level and judged and level == judged.levels[condition].level)
    return known, agreeing


def _cell(state: State | None, condition: Condition) -> str:
    if state is None:
        return ""
    result = state.levels[condition]
    words = result.level or "unknown: " + " or ".join(result.admissible)
    level = result.level or (result.admissible[0] if result.admissible else "")
    probability = (result.probability or {}).get(level)
    return f"**{words}** ({level} {probability})" if result.level else words


def _judged(result: LevelResult | None) -> str:
    if result is None:
        return ""
    others = [word for word in result.admissible if word != result.level]
    return f"{result.level}" + (f" (or {', '.join(others)})" if others else "")


def _place(state: State | None) -> str:
    if state is None:
        return ""
    if state.location is not None:
        return " + ".join(state.location)
    return "unknown: " + ", ".join(" + ".join(one.types) for one in state.locations[:3]) + " …"


def calibration() -> Iterator[str]:
    yield NOTE
    yield "# How sure: worked values and calibration"
    yield ""
    yield "A level's lower probability is the share of replicates in which it must hold, the upper one the share in which it"
    yield f"may ({op_link('OP 7', 'theory/')}). Replicates redraw every code from its error model, give each document a random weight, and let one"
    yield "prior mass lie on any value."
    yield ""
    yield "## Unanimous documents, one side, three ordinal values, no coder error"
    yield ""
    rows = []
    for documents in (1, 2, 4, 6, 8, 12, 24):
        lower = [_unanimous(documents, delta) for delta in (0.25, 0.5, 1.0)]
        rows.append((documents, *(f"{value:.2f}" for value in lower)))
    yield from table(("documents", "delta .25", "delta .5 (hand evidence)", "delta 1 (all texts)"), rows)
    yield "The operationalisation gives .29, .50 and .87 for 1, 2 and 6 documents at delta .5. `tests/spec/test_worked_values.py`"
    yield "checks these, the values with coder error (.25, .41, .73), two documents against two, and unanimous HIGH threat on"
    yield "both sides with 4, 8, 12 and 24 documents (.24, .56, .75, .95)."
    yield ""
    yield "## Calibration by simulation"
    yield ""
    yield "How often do statements made with at least a given lower probability hold? 3,000 simulated sides: the true shares of"
    yield "three values are drawn from Dirichlet(1, 1, 1), so that every mixture is equally likely; then 2 to 16 documents are"
    yield "drawn from them at random. Twice: with documents at full weight (delta 1) and coders who never err, as the"
    yield "operationalisation asks; and with the defaults (delta .5, and a code is right with probability .85, both in what the"
    yield "simulated coder writes and in the draws)."
    yield ""
    plain = _simulate(3000)
    default = _simulate(3000, delta=0.5, stay=DEFAULT_STAY)
    rows = []
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        rows.append((f"{least:.1f}", *_held(plain, least), *_held(default, least)))
    header = ("lower probability of at least", "statements, delta 1, no error", "true", "statements, defaults", "true")
    yield from table(header, rows)
    yield "Under these assumptions the lower probability is cautious: statements hold more often than it says. They are"
    yield "assumptions. Texts picked by hand are no random draw, coders may err in one direction, and a level needs several"
    yield "fields of two sides. The simulation tests one field of one side, and shows that the arithmetic of doubt does what it"
    yield "says. It does not show that verdicts on real pairs are right this often."
    yield ""


def _held(statements: list[tuple[float, bool]], least: float) -> tuple[int, str]:
    held = [true for lower, true in statements if lower >= least]
    return len(held), f"{100 * np.mean(held):.0f} in 100" if held else ""


def _unanimous(documents: int, delta: float, draws: int = 100_000) -> float:
    stream = np.random.default_rng(3)
    weights = np.zeros((3, draws))
    weights[1] = stream.gamma(delta, 1.0, (documents, draws)).sum(axis=0)
    return float(np.mean(ordinal_median_sets(weights, weights, stream.gamma(1.0, 1.0, draws)) == 2))


def _simulate(
    cases: int, draws: int = 400, *, delta: float = 1.0, stay: float = 1.0
) -> list[tuple[float, bool]]:
    stream = np.random.default_rng(11)
    everywhere = np.arange(draws)
    statements = []
    for _ in range(cases):
        shares = stream.dirichlet([1.0, 1.0, 1.0])
        median = int(np.argmax(np.cumsum(shares) >= 0.5))
        values = stream.choice(3, size=int(stream.integers(2, 17)), p=shares)
        weights = np.zeros((3, draws))
        for value in _coded(values, stay, stream):
            weights[_coded(np.full(draws, value), stay, stream), everywhere] += stream.gamma(delta, 1.0, draws)
        sets = ordinal_median_sets(weights, weights, stream.gamma(1.0, 1.0, draws))
        statements += [(float(np.mean(sets == 1 << value)), value == median) for value in range(3)]
    return statements


def _coded(values: np.ndarray, stay: float, stream: np.random.Generator) -> np.ndarray:
    """Values as a coder writes them: each stays with a probability, else it moves to a neighbour of three."""
    if stay == 1.0:
        return values
    neighbour = np.where(values == 1, 2 * stream.integers(0, 2, values.shape), 1)
    return np.where(stream.random(values.shape) < stay, values, neighbour)


FIGURES = {
    f"windows{size}{'-dark' if theme == 'dark' else ''}.png": Look(theme=theme, width=width, name="windows")
    for size, width in (("", WIDE_WIDTH), ("-medium", MEDIUM_WIDTH), ("-narrow", NARROW_WIDTH))
    for theme in ("light", "dark")
}
"""Pictures of the windows of the built-in case, for pages of three widths."""

DRAWN = "figures/drawn.txt"


def drawings() -> dict[str, str]:
    """The SVG behind each picture, by the picture's name."""
    report = Study.load("sino-russian").run().report()
    windows = next(figure for figure in report.figures if figure.words.name == "windows")
    return {name: draw(windows, look) for name, look in FIGURES.items()}


def drawn() -> Iterator[str]:
    """What each picture was made of: pictures may differ between versions of libraries, the SVG behind them may not."""
    yield "# Printed by scripts/make_docs.py: each picture, and the SHA-256 of the SVG that it was made of."
    for name, svg in drawings().items():
        yield f"{hashlib.sha256(svg.encode('utf-8')).hexdigest()}  {name}"


def _paint() -> None:
    for name, svg in drawings().items():
        (ROOT / "docs" / "figures" / name).write_bytes(svg_to_png(svg))


DOCUMENTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "reference.md": reference,
    "sino-russian.md": sino_russian,
    "calibration.md": calibration,
    "theory/settings.md": settings,
    "theory/rules.md": rules,
    "reference/commands.md": commands,
    "reference/study-files.md": study_files,
    "reference/fields.md": fields,
    "reference/output.md": output,
    "reference/errors.md": errors,
    "reference/json.md": json_formats,
    "design.md": design,
    DRAWN: drawn,
}


def printed(name: str) -> str:
    """The text of a printed document as it should stand in docs/."""
    return "\n".join(DOCUMENTS[name]()).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    stale = []
    for name in DOCUMENTS:
        path, text = ROOT / "docs" / name, printed(name)
        missing = name == DRAWN and not all((path.parent / figure).exists() for figure in FIGURES)
        if missing or not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8", newline="\n")
                if name == DRAWN:
                    _paint()
    print("out of date: " + ", ".join(stale) if stale else "all documents are current")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
