"""The pages of what a run writes: files, tables with their columns, JSON formats."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from typing import Any

from cordiale import Study
from cordiale.formats.schemas import NAMES, schema
from cordiale.formats.tables_out import TABLES, TABLES_OF_TEXTS
from cordiale.formats.variables import Kind, Variable, variables
from printing.markdown import code, note, notes, page_of_many_headings

COMMON = ("study", "dyad_a", "dyad_b")
EXAMPLE = "sino-soviet-1950"


def output() -> Iterator[str]:
    """The page of files and tables."""
    yield from page_of_many_headings()
    yield note("files")
    yield "# What a run writes"
    yield ""
    yield "`cordiale run` writes into `STUDY/report`, for a built-in study into `./NAME-report`, or where `--out` says."
    yield "A study of several pairs gets a folder for each pair, and a `report.html` that leads to them."
    yield ""
    yield "## Files"
    yield ""
    yield from _files()
    yield "## Missing values"
    yield ""
    yield "| | CSV | Parquet | Stata |"
    yield "| --- | --- | --- | --- |"
    yield "| unknown: the codes leave it open | `unknown` | `unknown` | `.u`; in text `unknown` |"
    yield "| not coded, or does not apply | empty | null | `.n`; in text empty |"
    yield "| looked at, nothing there | `none` | `none` | `none` |"
    yield ""
    yield "Columns of numbers and dates cannot say `unknown` in CSV and Parquet and stay numbers: there both are empty,"
    yield "and `variables.csv` says what an empty cell means. Stata tells the two apart everywhere. How to load them:"
    yield "[R and Stata](../how-to/r-and-stata.md)."
    yield ""
    yield from ("## Columns of every table", "")
    for variable in variables(TABLES[0])[: len(COMMON)]:
        yield from _variable(variable, variable.name)
    for name in (*TABLES, *TABLES_OF_TEXTS):
        only = " Only for studies with texts." if name in TABLES_OF_TEXTS else ""
        yield from (f"## Table `{name}`", "", f"{_label(name)}{only}", "")
        for variable in variables(name)[len(COMMON) :]:
            yield from _variable(variable, f"{name}.{variable.name}")


def _files() -> Iterator[str]:
    written = Study.load(EXAMPLE).run().files()
    for pattern, said in notes("files").items():
        if any(fnmatch(name, pattern) for name in written):
            yield from (f"### `{pattern}`", "", said["text"], "")


def _label(table: str) -> str:
    import tomllib
    from importlib.resources import files

    text = files("cordiale.formats").joinpath("variables.toml").read_text(encoding="utf-8")
    label: str = next(one["label"] for one in tomllib.loads(text)["table"] if one["name"] == table)
    return label + "."


_KINDS = {
    Kind.TEXT: "Text",
    Kind.LEVEL: "Level",
    Kind.TYPE: "Alignment type",
    Kind.NUMBER: "Number",
    Kind.COUNT: "Count",
    Kind.SHARE: "Share, 0 to 1",
    Kind.DATE: "Date",
    Kind.BOOL: "Yes or no",
}


def _variable(variable: Variable, heading: str) -> Iterator[str]:
    yield f"### `{heading}`"
    yield ""
    text = f"{variable.label}. *{_KINDS[variable.kind]}"
    if variable.values and variable.kind is not Kind.TYPE:
        order = " (in this order)" if variable.kind is Kind.LEVEL else ""
        text += f"{order}: {', '.join(variable.values)}"
    yield text + (f". Empty: {variable.missing}.*" if variable.missing else ".*")
    yield ""


_OF = {
    "trajectory-1": "`trajectory.json`, one for a pair: everything that a run computed.",
    "locate-1": "`cordiale locate --format json`. `location` and `enabled` are null where alternatives differ.",
    "sensitivity-1": "`cordiale sensitivity --format json`.",
    "settings-1": "`cordiale settings --format json`.",
    "evaluation-1": "`cordiale evaluate --format json`: agreement with a reference by field, language and actor.",
    "search-1": "`cordiale search --format json`: passages, each with the places of the words that were found.",
    "report-1": "`report.json`, beside `report.html`: what the page says, every sentence, row and mark.",
}


def json_formats() -> Iterator[str]:
    """The page of JSON formats."""
    yield from page_of_many_headings()
    yield note("files")
    yield "# JSON formats"
    yield ""
    yield "Each format carries a version and has a JSON Schema (draft 2020-12) in the package, under"
    yield "`cordiale/formats/schemas`; `cordiale.formats.schemas.schema(\"trajectory-1\")` gives it in Python. Other"
    yield "commands' `--format json` prints the value that the Python function gives, with its names as keys."
    yield "Readers should pass over keys that they do not know."
    yield ""
    for name in NAMES:
        content = schema(name)
        yield from (f"## `{name}`", "", _OF.get(name, content["title"] + "."), "")
        yield from _keys(content, content.get("$defs", {}))
        for part, rule in content.get("$defs", {}).items():
            if rule.get("properties"):
                yield from (f"### `{name}`, {part}", "")
                yield from _keys(rule, content["$defs"])


def _keys(rule: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterator[str]:
    properties = rule.get("properties") or rule.get("items", {}).get("properties") or {}
    required = rule.get("required") or rule.get("items", {}).get("required") or ()
    for key, value in properties.items():
        yield f"- `{key}`{'' if key in required else ' (may be absent)'}: {_kind(value, parts)}"
    yield ""


_WORDS = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def _kind(value: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        part = parts[name]
        return f"*{name}*" if part.get("properties") else _kind(part, parts)
    if "const" in value:
        return f"always `{json.dumps(value['const'])}`"
    if "enum" in value:
        return "one of " + code([word for word in value["enum"] if word not in (None, "")])
    for joined in ("anyOf", "allOf"):
        if joined in value:
            return " or ".join(dict.fromkeys(_kind(one, parts) for one in value[joined]))
    kinds = value.get("type", ())
    words = [_WORDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    if "items" in value and "array" in kinds:
        words = [f"a list; each {_kind(value['items'], parts)}" if word == "a list" else word for word in words]
    elif isinstance(value.get("additionalProperties"), dict):
        words = [f"an object; each value {_kind(value['additionalProperties'], parts)}"]
    elif value.get("properties"):
        words = ["an object with " + code(list(value["properties"]))]
    return " or ".join(words) or "any value"
