"""Many forms as one regular expression: a trie, so that a text is read once however many forms there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

_Node: TypeAlias = "dict[str, _Node | str]"
_END = ""


def trie_pattern(forms: Mapping[str, str], spelled: Mapping[str, str]) -> str:
    """A pattern that matches each form, the longest where several begin at one place.

    Args:
        forms: each form with a condition for its end: a zero-width pattern, or nothing.
        spelled: characters that texts write in several ways, each with the pattern for them.

    Example:
        >>> trie_pattern({"Iran": "", "Iraq": "", "Ira": ""}, {})
        'Ira(?:n|q)?'
    """
    root: _Node = {}
    for form, condition in forms.items():
        node = root
        for character in form:
            below = node.setdefault(character, {})
            assert not isinstance(below, str)  # only the end mark holds text, and no character is empty
            node = below
        node[_END] = condition
    return _written(root, spelled)


def _written(node: _Node, spelled: Mapping[str, str]) -> str:
    ways = []
    for character, below in sorted(node.items(), key=lambda item: item[0]):
        if character != _END and not isinstance(below, str):
            ways.append(spelled.get(character, _escaped(character)) + _written(below, spelled))
    end = node.get(_END)
    if not ways:
        return str(end or "")
    if end:
        ways.append(str(end))
    if len(ways) == 1 and end is None:
        return ways[0]
    return f"(?:{'|'.join(ways)})" + ("?" if end == "" else "")


def _escaped(character: str) -> str:
    return character if character.isalnum() else "\\" + character
