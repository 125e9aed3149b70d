"""Print the JSON schemas of formats that are frozen values written out: report, evaluation, search.

    python scripts/make_schemas.py            write src/cordiale/formats/schemas/*.json
    python scripts/make_schemas.py --check    exit 1 where a file is not what the values say
"""

from __future__ import annotations

import json
import sys
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from cordiale.agreement.evaluation import PRINTED, Evaluation
from cordiale.project.searching import Found
from cordiale.report.summary.values import FORMAT, ReportSummary

FOLDER = Path(__file__).parent.parent / "src" / "cordiale" / "formats" / "schemas"
FORMATS = {
    "report-1": (ReportSummary, "The report of a dyad as data: every sentence, row and number"),
    "evaluation-1": (
        Evaluation,
        "Agreement of codings with a reference by field, language and actor (output of `cordiale evaluate --format json`)",
    ),
    "search-1": (Found, "Passages that hold words (output of `cordiale search --format json`)"),
}
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema(name: str) -> str:
    """The schema of a format as JSON text."""
    kind, title = FORMATS[name]
    definitions: dict[str, Any] = {}
    root = _object(kind, definitions)
    if "format" in root["properties"]:
        root["properties"]["format"] = {"const": FORMAT}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **root,
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    names = PRINTED.get(kind) or [field.name for field in fields(kind)]
    return {
        "type": "object",
        "description": (kind.__doc__ or "").split("\n\n")[0].replace("\n", " "),
        "properties": {name: _schema(hints[name], definitions) for name in names},
        "required": list(names),
        "additionalProperties": False,
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if hint is type(None):
        return {"type": "null"}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    inside = typing.get_args(hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(one, definitions) for one in inside]}
    if typing.get_origin(hint) is Mapping:
        return {"type": "object", "additionalProperties": _schema(inside[1], definitions)}
    if typing.get_origin(hint) is tuple:
        return _tuple(inside, definitions)
    raise TypeError(f"no schema for {hint!r}")


def _tuple(inside: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if inside[-1] is Ellipsis:
        return {"type": "array", "items": _schema(inside[0], definitions)}
    kinds = {json.dumps(_schema(one, definitions)): _schema(one, definitions) for one in inside}
    items = next(iter(kinds.values())) if len(kinds) == 1 else {"anyOf": list(kinds.values())}
    return {"type": "array", "items": items, "minItems": len(inside), "maxItems": len(inside)}


def main() -> int:
    stale = [name for name in FORMATS if not _is_current(name)]
    if "--check" in sys.argv[1:]:
        for name in stale:
            print(f"{name}.json is not what the values say: run scripts/make_schemas.py")
        return 1 if stale else 0
    for name in stale:
        (FOLDER / f"{name}.json").write_text(schema(name), encoding="utf-8", newline="\n")
    return 0


def _is_current(name: str) -> bool:
    path = FOLDER / f"{name}.json"
    return path.exists() and path.read_text(encoding="utf-8") == schema(name)


if __name__ == "__main__":
    sys.exit(main())
