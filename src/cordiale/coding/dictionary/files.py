"""The pattern files of a language, read and checked: `FORMAT.md` says what stands in them."""

from __future__ import annotations

import csv
import difflib
import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.abc import Traversable
from importlib.resources import files
from typing import Any

from cordiale.coding.dictionary.syntax import END, PatternError, Syntax, syntax_of
from cordiale.errors import Problem, StudyError
from cordiale.formats.codings import VOCABULARY

__all__ = [
    "KINDS",
    "Decision",
    "LanguageRules",
    "Pattern",
    "PatternFiles",
    "Points",
    "languages",
    "read",
    "word_pattern",
]

_FIELDS: Mapping[str, Mapping[str, str]] = {
    "sources": {"family": "threats.family"},
    "relations": {
        "othering": "others.othering",
        "role": "others.role",
        "basis": "others.basis",
        "valence": "others.valence",
        "trust": "others.trust",
    },
    "status": {
        "own_rank": "status.own_rank",
        "role": "status.role",
        "autonomy": "status.autonomy",
        "recognition": "status.recognition",
        "formulaic": "status.formulaic",
    },
}
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sources": ("source", "family"),
    "framing": ("cue",),
    "relations": ("cue", "othering", "role", "basis", "valence", "trust"),
    "others": ("name", "othering", "role", "basis", "valence", "trust"),
    "status": ("cue", "own_rank", "role", "autonomy", "recognition", "formulaic"),
    "passage": ("cue",),
    "scope": ("effect", "reach"),
}
KINDS = tuple(_COLUMNS)
"""The kinds of cue: one file each."""

_EFFECTS = ("negates", "denies", "reports", "spares")
_WHERE = ("", "near", "bound")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One line of a pattern file.

    Args:
        place: file and line. Args kind: the file's name without its ending. Args text: the pattern as it is written.
        cues: what the pattern is a sign of, by which points are given.
        gives: the codes that stand in its line.
    """

    place: str
    kind: str
    text: str
    cues: tuple[str, ...]
    gives: Mapping[str, str]
    syntax: Syntax


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A yes or no that points are added up for.

    Args:
        base: points before anything is found. Args threshold: points from which it holds.
    """

    name: str
    base: float
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What a cue counts for a decision.

    Args:
        cue: a cue's name, or a pattern of its own (`is_word`).
        where: for decisions on a named actor: ``bound`` (the actor is part of what was found), ``near`` (same sentence, few
            words away); empty: anywhere in the passage.
        points: log-odds. Args precision: share of the passages with the cue for which the decision was right, where measured.
    """

    cue: str
    is_word: bool
    where: str
    decision: str
    points: float
    precision: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRules:
    """`language.toml`: whether blanks part words, names that stand for patterns, how far *near* reaches, in words,
    and with which words a new clause begins."""

    spaced: bool
    macros: Mapping[str, str]
    near: int
    mined_stem: int
    unmined: frozenset[str]
    breaks: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternFiles:
    """All files of one language."""

    language: str
    rules: LanguageRules
    patterns: tuple[Pattern, ...]
    decisions: tuple[Decision, ...]
    points: tuple[Points, ...]
    sha256: str


def languages(folder: Traversable | None = None) -> tuple[str, ...]:
    """The languages with pattern files: each has a folder with `language.toml`."""
    root = folder or files(__package__)
    found = (one for one in root.iterdir() if one.is_dir())
    return tuple(sorted(one.name for one in found if one.joinpath("language.toml").is_file()))


def read(language: str, folder: Traversable | None = None) -> PatternFiles:
    """The pattern files of a language.

    Args:
        language: name of its folder. Args folder: where the folders of the languages stand; the package's own by default.

    Raises:
        StudyError: with every line that cannot be read, and why.
    """
    root = (folder or files(__package__)).joinpath(language)
    problems: list[Problem] = []
    rules = _rules(tomllib.loads(root.joinpath("language.toml").read_text(encoding="utf-8")))
    patterns: list[Pattern] = []
    for kind in KINDS:
        for place, row in _rows(root, kind, ("pattern", *_COLUMNS[kind]), problems):
            patterns.extend(_pattern(kind, place, row, rules, problems))
    decisions = tuple(_decisions(root, problems))
    points = list(_points(root, {one.name for one in decisions}, problems))
    for word in dict.fromkeys(one.cue for one in points if one.is_word):
        patterns.extend(_pattern("words", f"{language}/points.csv", {"pattern": word}, rules, problems))
    if problems:
        raise StudyError(problems)
    return PatternFiles(
        language=language,
        rules=rules,
        patterns=tuple(patterns),
        decisions=decisions,
        points=tuple(points),
        sha256=_hash(root),
    )


def word_pattern(word: str, language: str, rules: LanguageRules) -> Pattern:
    """The pattern of a word that points are given to.

    Raises:
        PatternError: it is no pattern.
    """
    syntax = syntax_of(word, spaced=rules.spaced, macros=rules.macros)
    place, cues = f"{language}/points.csv", _cues("words", word, {})
    return Pattern(place=place, kind="words", text=word, cues=cues, gives={}, syntax=syntax)


def _rules(table: Mapping[str, Any]) -> LanguageRules:
    return LanguageRules(
        spaced=bool(table["spaced"]),
        macros={name: "|".join(words) for name, words in table.get("names", {}).items()},
        near=int(table["near"]),
        mined_stem=int(table.get("mined_stem", 0)),
        unmined=frozenset(table.get("unmined", ())),
        breaks=frozenset({END, *table.get("breaks", ())}),
    )


def _rows(
    root: Traversable, name: str, columns: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The lines of a file that is there, each with the place where it stands."""
    file = root.joinpath(f"{name}.csv")
    if not file.is_file():
        return
    where = f"{root.name}/{name}.csv"
    lines = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    unknown = [one for one in lines.fieldnames or () if one not in (*columns, "note")]
    if unknown or columns[0] not in (lines.fieldnames or ()):
        found = f"column {unknown[0]!r}" if unknown else f"no column {columns[0]!r}"
        problems.append(Problem(where=where, found=found, allowed=", ".join((*columns, "note"))))
        return
    for row in lines:
        if row[columns[0]] and not row[columns[0]].startswith("#"):
            yield f"{where}, line {lines.line_num}", {key: value or "" for key, value in row.items() if key}


def _pattern(
    kind: str, place: str, row: Mapping[str, str], rules: LanguageRules, problems: list[Problem]
) -> Iterator[Pattern]:
    text = row["pattern"]
    gives = {key: value for key, value in row.items() if value and key not in ("pattern", "note")}
    for column, field in _FIELDS.get("relations" if kind == "others" else kind, {}).items():
        allowed = [str(one).casefold() for one in VOCABULARY[field]]
        if gives.get(column, allowed[0]) not in allowed:
            problems.append(_not_allowed(f"{place}, {column}", gives[column], allowed))
    if kind == "scope":
        problems.extend(_scope_problems(place, row))
    try:
        syntax = syntax_of(text, spaced=rules.spaced, macros=rules.macros)
    except PatternError as error:
        problems.append(Problem(where=f"{place}, pattern", found=f"{text!r}: {error}"))
        return
    yield Pattern(
        place=place, kind=kind, text=text, cues=_cues(kind, text, gives), gives=gives, syntax=syntax
    )


def _scope_problems(place: str, row: Mapping[str, str]) -> Iterator[Problem]:
    if row["effect"] not in _EFFECTS:
        yield _not_allowed(f"{place}, effect", row["effect"], _EFFECTS)
    side, _, words = row["reach"].partition(" ")
    if row["reach"] not in ("", "sentence") and not (side in ("after", "before") and words.isdigit()):
        yield Problem(
            where=f"{place}, reach",
            found=repr(row["reach"]),
            allowed="after N, before N, sentence, or nothing",
        )


def _cues(kind: str, text: str, gives: Mapping[str, str]) -> tuple[str, ...]:
    """What a pattern is a sign of, from its kind and what it gives."""
    if kind == "sources":
        return ("source", f"source.{gives.get('family', 'other')}")
    if kind == "words":
        return (f"word:{text}",)
    if kind == "scope":
        return (f"scope.{gives['effect']}",)
    if kind == "others":
        return (f"others.{gives.get('othering', 'none')}",)
    if kind == "status":
        named = {"own_rank": "rank", "formulaic": "formula", "cue": "status"}
        found = (f"{named.get(key, key)}.{value}" for key, value in gives.items())
        return ("status", *found)
    first = f"{kind}.{gives['cue']}" if "cue" in gives else kind
    more = (f"{key}.{value}" for key, value in gives.items() if key in ("othering", "basis", "trust"))
    return (first, *more)


def _decisions(root: Traversable, problems: list[Problem]) -> Iterator[Decision]:
    for place, row in _rows(root, "decisions", ("decision", "base", "threshold"), problems):
        base, threshold = (_number(row[key], f"{place}, {key}", problems) for key in ("base", "threshold"))
        yield Decision(name=row["decision"], base=base, threshold=threshold)


def _points(root: Traversable, known: set[str], problems: list[Problem]) -> Iterator[Points]:
    columns = ("cue", "where", "decision", "points", "precision")
    for place, row in _rows(root, "points", columns, problems):
        if row["decision"] not in known:
            problems.append(_not_allowed(f"{place}, decision", row["decision"], sorted(known)))
        if row["where"] not in _WHERE:
            problems.append(_not_allowed(f"{place}, where", row["where"], _WHERE))
        is_word = not row["cue"].startswith("@")
        yield Points(
            cue=row["cue"] if is_word else row["cue"][1:],
            is_word=is_word,
            where=row["where"],
            decision=row["decision"],
            points=_number(row["points"], f"{place}, points", problems),
            precision=_number(row["precision"], f"{place}, precision", problems)
            if row["precision"]
            else None,
        )


def _number(text: str, where: str, problems: list[Problem]) -> float:
    try:
        return float(text)
    except ValueError:
        problems.append(Problem(where=where, found=repr(text), allowed="a number"))
        return 0.0


def _not_allowed(where: str, found: str, allowed: Sequence[str]) -> Problem:
    near = difflib.get_close_matches(found, allowed, n=1)
    return Problem(
        where=where,
        found=repr(found),
        allowed=", ".join(filter(None, allowed)),
        nearest=near[0] if near else "",
    )


def _hash(root: Traversable) -> str:
    """Of all files of the language, with their names; line ends of any kind count alike."""
    total = hashlib.sha256()
    for file in sorted(root.iterdir(), key=lambda one: one.name):
        if file.name.endswith((".csv", ".toml")):
            content = file.read_bytes().replace(b"\r\n", b"\n")
            total.update(f"{file.name}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()
