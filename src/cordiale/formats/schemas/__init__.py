"""The JSON Schemas of Cordiale's JSON formats, and a check of a value against one of them.

The schemas are draft 2020-12, so that any validator reads them. The check here knows the few
keywords that they use: it costs no dependency, and says what is wrong as a person would.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from cordiale.errors import InputError, Problem

__all__ = ["NAMES", "problems_in", "schema"]

NAMES = (
    "evaluation-1",
    "locate-1",
    "report-1",
    "search-1",
    "sensitivity-1",
    "settings-1",
    "trajectory-1",
)
"""The schemas that ship with Cordiale: name of the format and version."""

Schema = Mapping[str, Any]


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a format.

    Args:
        name: format and version, for example ``trajectory-1``.

    Raises:
        InputError: no schema has this name; the message lists them.

    Example:
        >>> schema("locate-1")["required"]
        ['enabled', 'location', 'possible', 'gaps']
    """
    if name not in NAMES:
        near = difflib.get_close_matches(name, NAMES, n=1)
        raise InputError(
            Problem(
                where="schema",
                found=f"{name!r} is no schema",
                allowed=", ".join(NAMES),
                nearest=near[0] if near else "",
            )
        )
    text = files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def problems_in(value: object, name: str, where: str) -> tuple[Problem, ...]:
    """Everything in a value that its schema does not allow; empty where the value is valid.

    Args:
        value: what `json.loads` gave. Args name: as in `schema`.
        where: what to name in each problem, for example the file; the place inside follows it.

    Example:
        >>> [str(problem) for problem in problems_in({"enabled": None}, "locate-1", "x.json")][0]
        "x.json: the key 'location' is missing"
    """
    root = schema(name)
    return tuple(_check(value, root, root["$defs"], where, ""))


def _check(value: object, rule: Schema, definitions: Schema, where: str, path: str) -> Iterator[Problem]:
    if "$ref" in rule:
        target = definitions[str(rule["$ref"]).rpartition("/")[2]]
        yield from _check(value, target, definitions, where, path)
    place = f"{where}, {path}" if path else where
    if "type" in rule and not _is_of(value, rule["type"]):
        kinds = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
        yield Problem(where=place, found=_shown(value), allowed=" or ".join(map(_plain_kind, kinds)))
        return  # nothing further can be said of a value of the wrong kind
    yield from _check_word(value, rule, place)
    for part in rule.get("allOf", ()):
        yield from _check(value, part, definitions, where, path)
    if "anyOf" in rule:
        branches = [tuple(_check(value, part, definitions, where, path)) for part in rule["anyOf"]]
        if all(branches):
            yield from branches[-1]  # the schemas name `null` first and what is meant last
    if isinstance(value, Mapping):
        yield from _check_object(value, rule, definitions, where, path)
    if isinstance(value, list):
        yield from _check_list(value, rule, definitions, where, path)


def _check_word(value: object, rule: Schema, place: str) -> Iterator[Problem]:
    """Checks of a value that has no parts."""
    allowed = [rule["const"]] if "const" in rule else rule.get("enum")
    if allowed is not None and not any(_same(value, one) for one in allowed):
        words = [one for one in allowed if isinstance(one, str)]
        near = difflib.get_close_matches(str(value), words, n=1)
        yield Problem(
            where=place,
            found=_shown(value),
            allowed=", ".join("null" if one is None else str(one) or "''" for one in allowed),
            nearest=near[0] if near else "",
        )
    if isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        yield Problem(where=place, found=_shown(value), allowed=f"text of the form {rule['pattern']}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value < rule.get("minimum", value):
            yield Problem(where=place, found=_shown(value), allowed=f"{rule['minimum']} or more")
        if value > rule.get("maximum", value):
            yield Problem(where=place, found=_shown(value), allowed=f"{rule['maximum']} or less")


def _check_object(
    value: Mapping[str, object], rule: Schema, definitions: Schema, where: str, path: str
) -> Iterator[Problem]:
    place = f"{where}, {path}" if path else where
    for key in rule.get("required", ()):
        if key not in value:
            yield Problem(where=place, found=f"the key {key!r} is missing")
    known = rule.get("properties", {})
    others = rule.get("additionalProperties", True)
    for key, item in value.items():
        inside = f"{path}.{key}" if path else key
        if "propertyNames" in rule:
            yield from _check(key, rule["propertyNames"], definitions, where, inside)
        if key in known:
            yield from _check(item, known[key], definitions, where, inside)
        elif others is False:
            yield Problem(where=place, found=f"the key {key!r}", allowed=", ".join(known))
        elif others is not True:
            yield from _check(item, others, definitions, where, inside)


def _check_list(
    value: Sequence[object], rule: Schema, definitions: Schema, where: str, path: str
) -> Iterator[Problem]:
    place = f"{where}, {path}" if path else where
    fewest, most = rule.get("minItems", 0), rule.get("maxItems", len(value))
    if not fewest <= len(value) <= most:
        yield Problem(where=place, found=f"{len(value)} items", allowed=f"{fewest} to {most} items")
    for position, item in enumerate(value):
        yield from _check(item, rule.get("items", {}), definitions, where, f"{path}[{position}]")


_KINDS: dict[str, tuple[type, ...]] = {
    "object": (Mapping,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def _is_of(value: object, kinds: str | Sequence[str]) -> bool:
    names = (kinds,) if isinstance(kinds, str) else kinds
    if isinstance(value, bool):  # Python counts True as a whole number; JSON does not
        return "boolean" in names
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if "integer" in names and whole:
        return True
    return any(isinstance(value, _KINDS[name]) for name in names if name != "integer")


def _same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _plain_kind(name: str) -> str:
    words = {
        "object": "an object {…}",
        "array": "a list […]",
        "string": "text",
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
    }
    return words.get(name, name)


def _shown(value: object) -> str:
    """A value in a message: short, whatever it holds."""
    if isinstance(value, Mapping):
        return "an object {…}"
    if isinstance(value, list):
        return "a list […]"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + '…"'
