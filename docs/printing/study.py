"""The pages of what people enter: tables with their columns, and the fields of the codebook."""

from __future__ import annotations

from collections.abc import Iterator

from cordiale.codebook import DEFAULT_STAY, Field, load
from cordiale.formats.columns import Column, study_tables
from cordiale.formats.study_files import judgement_levels
from printing.markdown import code, note, notes, page_of_many_headings

STUDY_TOML = """\
```toml
cordiale = 1                          # version of the format
title = "India and Russia, 2011 and 2021"
actors = ["IND", "RUS"]               # two or more
dyads = [["IND", "RUS"]]              # may be left out: then all pairs are read

[[snapshots]]                         # in order, without overlap
id = "2021"                           # letters, digits, _ and -
start = "2021-01-01"
end = "2021-12-31"
title = "After the pandemic"          # may be left out

[rules]                               # only what differs from the defaults
"minima.NASC.status" = "minimal"

[[outlook]]                           # what somebody judged may come next; may be left out
condition = "threat"                  # threat, identity, status, or any
judgement = "a rise is possible"
speaks_for = "relations with the third party worsen"
speaks_against = "trade with it goes on"
where = "p. 12"
```"""


def study_files() -> Iterator[str]:
    """The page of a study's files."""
    yield from page_of_many_headings()
    yield note("tables")
    yield "# Files of a study"
    yield ""
    yield "A study is a folder: `study.toml`, and tables as `.csv` files, as `.xlsx` files, or as sheets of one"
    yield "`study.xlsx`. Every table is optional. `cordiale new` writes them with their headers."
    yield ""
    yield "A study that is read [from whole texts](../how-to/from-texts.md) has two more folders, which the program writes:"
    yield ""
    yield "- `corpus/`: the texts that `cordiale add` read, whole, with their passages and the index of words. Keep it."
    yield "- `runs/`: a folder for each run of a coder, with every coding and a manifest of what was coded by which version."
    yield "  A finished run is never changed. It can always be made again with `cordiale code`."
    yield ""
    yield "- Text is UTF-8. A byte-order mark, semicolons or tabs, and Windows line ends are read as well."
    yield "- **Empty is not none.** An empty cell: not coded. `none`: looked at, nothing there."
    yield "- Several values in one cell stand with a bar: `rising|developing`."
    yield "- Dates: `2001-09-11`, `2001-09`, `2001`, `2005/2010`; `2001?` uncertain, `2001~` approximate. A date"
    yield "  counts for a snapshot if it lies wholly inside its window."
    yield "- Columns may stand in any order. A column of your own begins with `x_`."
    yield ""
    said = notes("tables")
    yield from ("## `study.toml`", "", STUDY_TOML, "")
    for key, meaning in said["keys"].items():
        yield from (f"### `study.toml` {key}", "", meaning, "")
    for one in study_tables():
        yield from (f"## `{one.name}`", "", f"A row is {one.row}. {said[one.name]['text']}", "")
        for column in one.columns:
            if column.field is None:
                yield from _column(one.name, column)
        if one.name == "evidence":
            names = [f"[`{field.name}`](fields.md#{field.name})" for field in load().fields]
            yield from (f"Coded fields: {', '.join(names)}.", "")


def _column(of: str, column: Column) -> Iterator[str]:
    yield f"### `{of}.{column.name}`"
    yield ""
    text = f"{column.meaning[0].upper()}{column.meaning[1:]}."
    if column.allowed:
        text += f" One of {code(column.allowed)}."
    if of == "judgements" and column.name in ("level", "admissible"):
        text += " " + "; ".join(
            f"{name}: {code(judgement_levels(name))}" for name in _conditions()
        ) + "."
    if column.several:
        text += " Several with a bar between them."
    yield text + (" **Every row must fill it.**" if column.required else "")
    yield ""


def _conditions() -> tuple[str, ...]:
    judged = next(one for one in study_tables() if one.name == "judgements")
    return next(column.allowed for column in judged.columns if column.name == "condition")


_DIMENSIONS = {
    "threat": "Threat: who or what endangers",
    "identity": "Identity: how the partner is tied to the Self",
    "status": "Status: rank and role",
    "support": "Support: an output",
    "coordination": "Coordination: an output",
}


def fields() -> Iterator[str]:
    """The page of the codebook's fields."""
    book = load()
    yield from page_of_many_headings()
    yield note("fields")
    yield "# Fields of the codebook"
    yield ""
    yield f"Codebook {book.version}: the questions put to a claim, each a column of `evidence`. How to go about it:"
    yield "[coding evidence](../how-to/coding-evidence.md)."
    yield ""
    yield f"*Stays* is how often a hand code is taken to be right where nobody coded twice; {DEFAULT_STAY:.2f} unless"
    yield "said otherwise. The rest of the time the draws move it: to a neighbour where values are in order, to any"
    yield "other value where they are not."
    yield ""
    said = notes("fields")
    dimension = ""
    for field in book.fields:
        if field.dimension != dimension:
            dimension = field.dimension
            yield from (f"## {_DIMENSIONS[dimension]}", "")
        yield from _field(field, said[field.name])


def _field(field: Field, said: dict[str, str]) -> Iterator[str]:
    yield f"### `{field.name}`"
    yield ""
    yield f"*{field.question}*"
    yield ""
    if field.values:
        order = ", in this order" if field.scale == "ordinal" else ""
        yield f"Answers{order}: {code(field.allowed)}."
    else:
        yield "Free text."
    yield ""
    yield f"**How to decide.** {said['decide']}"
    yield ""
    yield f"**What it does.** {said['use']}"
    yield ""
    if field.stay != DEFAULT_STAY:
        yield from (f"Stays: {field.stay:.2f}.", "")
