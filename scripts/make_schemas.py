"""Print the JSON schema of the report's summary from its frozen values.

    python scripts/make_schemas.py            write src/cordiale/formats/schemas/report-1.json
    python scripts/make_schemas.py --check    exit 1 where the file is not what the values say
"""

from __future__ import annotations

import json
import sys
import types
import typing
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from cordiale.report.summary.values import FORMAT, ReportSummary

TARGET = Path(__file__).parent.parent / "src" / "cordiale" / "formats" / "schemas" / "report-1.json"
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema() -> str:
    """The schema of `ReportSummary` as JSON text."""
    definitions: dict[str, Any] = {}
    root = _object(ReportSummary, definitions)
    root["properties"]["format"] = {"const": FORMAT}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The report of a dyad as data: every sentence, row and number",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    return {
        "type": "object",
        "description": (kind.__doc__ or "").split("\n\n")[0].replace("\n", " "),
        "properties": {name: _schema(hints[name], definitions) for name in names},
        "required": names,
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
    if typing.get_origin(hint) is tuple and inside[-1] is Ellipsis:
        return {"type": "array", "items": _schema(inside[0], definitions)}
    if typing.get_origin(hint) is tuple:
        kinds = {json.dumps(_schema(one, definitions)): _schema(one, definitions) for one in inside}
        items = next(iter(kinds.values())) if len(kinds) == 1 else {"anyOf": list(kinds.values())}
        return {"type": "array", "items": items, "minItems": len(inside), "maxItems": len(inside)}
    raise TypeError(f"no schema for {hint!r}")


def main() -> int:
    if "--check" in sys.argv[1:]:
        same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == schema()
        print("report-1.json is current" if same else "report-1.json is not what the values say: run scripts/make_schemas.py")
        return 0 if same else 1
    TARGET.write_text(schema(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
