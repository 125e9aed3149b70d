"""Where levels put a dyad: the main verb of the typology, for one dyad or for a file of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from cordiale.errors import InputError, Problem
from cordiale.model.levels import LEVELS, NO_ALIGNMENT, AlignmentType, Condition, Gate, Level
from cordiale.model.rules import Rules
from cordiale.typology.cells import gate_read
from cordiale.typology.gaps import Gaps, greatest_gaps, least_gaps, plain
from cordiale.typology.possible import ALL_LEVELS, LevelSets, read_sets

LevelInput: TypeAlias = str | Level | Iterable[str | Level] | None
"""A level, its word, several of them (``"low, medium"``), or ``"unknown"`` (None)."""

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where a dyad's levels put it: for which types conditions are in place, and what others lack.

    The location is a ceiling. Conditions that are in place make a type possible and no more.

    Args:
        gate: as the rules read it. Args levels: admissible levels of each condition, in order.
        enabled: open types; None where a level is unknown and its completions differ.
        location: the most demanding open types; None where completions differ.
        possible: every location that the admissible levels allow.
        gaps: for each type that is not certainly open, the conditions it lacks and by how many
            steps, at the weakest completion of unknown levels.
        least_gaps: the same at the strongest completion.
        table1_cell: the type of Table 1, status left out; None where completions differ.
    """

    gate: Gate
    levels: Mapping[Condition, tuple[Level, ...]]
    enabled: tuple[AlignmentType, ...] | None
    location: tuple[str, ...] | None
    possible: tuple[tuple[str, ...], ...]
    gaps: Gaps
    least_gaps: Gaps
    table1_cell: AlignmentType | None

    def to_dict(self) -> dict[str, object]:
        """The JSON of ``cordiale locate``: enabled, location, possible, gaps, in plain words."""
        return {
            "enabled": None if self.enabled is None else [str(kind) for kind in self.enabled],
            "location": None if self.location is None else [str(kind) for kind in self.location],
            "possible": [[str(kind) for kind in types] for types in self.possible],
            "gaps": plain(self.gaps),
        }

    def __repr__(self) -> str:
        rows = _rows(self)
        width = max(len(name) for name, _ in rows)
        return "\n".join([_headline(self), *(f"  {name:<{width}}  {said}" for name, said in rows)])

    def _repr_html_(self) -> str:
        cells = "".join(
            f'<tr><th scope="row" style="text-align:left">{escape(name)}</th>'
            f'<td style="text-align:left">{escape(said)}</td></tr>'
            for name, said in _rows(self)
        )
        caption = f'<caption style="text-align:left">{escape(_headline(self))}</caption>'
        return f"<table>{caption}<tbody>{cells}</tbody></table>"


def in_words(locations: Sequence[Sequence[str]]) -> str:
    """Locations as files write them: ``+`` joins a tie, ``|`` separates alternatives.

    Example:
        >>> in_words([("THIN",), ("COAL", "THICK")])
        'THIN|COAL+THICK'
    """
    return "|".join("+".join(types) for types in locations)


def _headline(found: Located) -> str:
    """What came out, in constitutive language: a ceiling, never a claim that a type exists."""
    if found.location == (NO_ALIGNMENT,):
        return "No alignment: no cooperative engagement on record"
    unsure = found.gate is Gate.UNKNOWN  # I-15: as if open, and worded so
    start = "If aligned, conditions in place for" if unsure else "Conditions in place for"
    if found.location is None:
        alternatives = " or ".join(" + ".join(types) or "none of the six types" for types in found.possible)
        return f"{start} {alternatives}: unknown levels decide"
    return f"{start} {' + '.join(found.location) or 'none of the six types'}"


def _rows(found: Located) -> list[tuple[str, str]]:
    rows = [
        ("gate", str(found.gate)),
        *((str(condition), _said(condition, found)) for condition in Condition),
        ("open", _open_types(found)),
        ("Table 1 cell", _cell(found)),
    ]
    rows += [
        (f"lacks for {kind}", _lacking(lacking, found.least_gaps.get(kind, {})))
        for kind, lacking in found.gaps.items()
    ]
    return rows


def _said(condition: Condition, found: Located) -> str:
    words = [str(level) for level in found.levels[condition]]
    return UNKNOWN if len(words) == len(LEVELS[condition]) else " or ".join(words)


def _open_types(found: Located) -> str:
    if found.enabled is not None:
        return ", ".join(found.enabled) or "none"
    certain = [kind for kind in AlignmentType if kind not in found.gaps]
    open_or_shut = [kind for kind in found.gaps if kind not in found.least_gaps]
    return f"{', '.join(certain) or 'none'} for certain; undecided {', '.join(open_or_shut)}"


def _cell(found: Located) -> str:
    if found.table1_cell is None:
        return UNKNOWN
    if found.enabled is None or found.gate is Gate.CLOSED:
        return str(found.table1_cell)
    shut = "" if found.table1_cell in found.enabled else " (not open)"
    return f"{found.table1_cell}{shut}"


def _lacking(most: Mapping[Condition, int], least: Mapping[Condition, int]) -> str:
    parts = []
    for condition, steps in most.items():
        bound = "" if least.get(condition, 0) == steps else "up to "
        parts.append(f"{condition} {bound}{steps} {'step' if steps == 1 else 'steps'}")
    return ", ".join(parts)


def locate(
    *,
    threat: LevelInput = None,
    identity: LevelInput = None,
    status: LevelInput = None,
    gate: str | Gate = Gate.OPEN,
    rules: Rules | None = None,
    settings: Mapping[str, object] | None = None,
) -> Located:
    """For which alignment types the conditions of a dyad are in place, and what others lack.

    Args:
        threat: low or high. Args identity: low, medium or high.
        status: incompatible, minimal, medium, higher or highest.
            Each a level, its word, several separated by commas, or ``"unknown"``.
        gate: open, closed or unknown: whether cooperative engagement is on record.
        rules: every setting; the defaults where not given.
        settings: settings to change, by dotted key (``{"minima.NASC.status": "minimal"}``).

    Returns:
        A ceiling. Conditions in place make a type possible; they do not make it so.

    Missing: an unknown level ranges over all its levels. Where they lead to different places,
    ``location`` and ``enabled`` are None, and ``possible`` lists them. An unknown gate is read as
    if open and worded "if aligned".

    Raises:
        InputError: a word that is no level, gate or setting; the message lists what is allowed.

    Rule: I-15, I-32, OP 4.

    Example:
        >>> locate(threat="low", identity="medium", status="medium")
        Conditions in place for THICK
          gate            open
          threat          low
          identity        medium
          status          medium
          open            THIN, THICK
          Table 1 cell    THICK
          lacks for COAL  threat 1 step
          lacks for ALLY  threat 1 step, status 1 step
          lacks for NASC  identity 1 step
          lacks for ASC   threat 1 step, identity 1 step, status 2 steps
        >>> locate(threat="high", identity="low").to_dict()["possible"]
        [['THIN'], ['COAL']]
    """
    by_rules = (rules or Rules.default()).changed(settings or {})
    given = dict(zip(Condition, (threat, identity, status), strict=True))
    sets = {condition: read_levels(condition, given[condition]) for condition in Condition}
    return _locate(sets, read_gate(gate), by_rules)


def _locate(sets: LevelSets, gate: Gate, rules: Rules) -> Located:
    found = read_sets(sets, gate, rules)
    return Located(
        gate=gate_read(gate, rules),
        levels={condition: tuple(sorted(sets[condition])) for condition in Condition},
        enabled=found.enabled,
        location=found.location,
        possible=found.locations,
        gaps=greatest_gaps(sets, rules),
        least_gaps=least_gaps(sets, rules),
        table1_cell=found.table1_cell,
    )


def locate_rows(
    rows: Iterable[Sequence[str]],
    *,
    rules: Rules | None = None,
    settings: Mapping[str, object] | None = None,
    where: str = "row",
    first: int = 1,
) -> Iterator[Located]:
    """Where each row of levels puts its dyad, one result a row, in order.

    Rows with the same words share one result, so a million rows take about a second.

    Args:
        rows: threat, identity, status and, where known, the gate, as text. Several levels in a
            cell are separated by ``|`` or a comma.
        rules, settings: as in ``locate``.
        where, first: how an error names a row (``where="levels.csv, line", first=2``).

    Missing: an empty cell was not coded and ranges over all levels, as ``unknown`` does; an empty
    gate is unknown. Without a fourth cell the gate is open.

    Raises:
        InputError: at the first row that holds a word which is no level or gate.

    Example:
        >>> found = locate_rows([("low", "medium", "minimal"), ("high", "medium", "minimal")])
        >>> [in_words(result.possible) for result in found]
        ['THICK', 'COAL+THICK']
    """
    by_rules = (rules or Rules.default()).changed(settings or {})
    seen: dict[tuple[str, ...], Located] = {}
    for number, row in enumerate(rows, start=first):
        words = tuple(row)
        found = seen.get(words)
        if found is None:
            found = seen[words] = _locate_row(words, by_rules, f"{where} {number}")
        yield found


def _locate_row(words: tuple[str, ...], rules: Rules, where: str) -> Located:
    if len(words) not in (3, 4):
        raise InputError(
            Problem(
                where=where,
                found=f"{len(words)} cells",
                allowed="threat, identity, status and, where known, gate",
            )
        )
    sets = {
        condition: read_levels(condition, word.strip() or UNKNOWN, where)
        for condition, word in zip(Condition, words[:3], strict=True)
    }
    gate = Gate.OPEN if len(words) == 3 else read_gate(words[3].strip() or UNKNOWN, where)
    return _locate(sets, gate, rules)


def read_levels(condition: Condition, value: LevelInput, where: str = "") -> frozenset[Level]:
    """The admissible levels that a person names.

    Missing: ``"unknown"`` and None give every level.

    Raises:
        InputError: a word that is no level of this condition, or no level at all.
    """
    if value is None or (isinstance(value, str) and value.strip().casefold() == UNKNOWN):
        return ALL_LEVELS[condition]
    items = _items(value)
    if not items:
        raise _no_level(condition, "no level is named", where)
    return frozenset(_read_level(condition, item, where) for item in items)


def _items(value: object) -> list[object]:
    if isinstance(value, str):
        return list(value.replace("|", ",").split(","))
    return list(value) if isinstance(value, Iterable) else [value]


def _read_level(condition: Condition, item: object, where: str) -> Level:
    word = str(item).strip().casefold()
    for level in LEVELS[condition]:
        if item is level or (isinstance(item, str) and level.value == word):
            return level
    found = f"{item!r} is not a level"
    if word == UNKNOWN:
        found = f"{UNKNOWN!r} stands among levels; it stands for all of them, alone"
    raise _no_level(condition, found, where, word)


def _no_level(condition: Condition, found: str, where: str, word: str = "") -> InputError:
    words = [str(level) for level in LEVELS[condition]]
    return InputError(
        Problem(
            where=f"{where}, {condition}" if where else str(condition),
            found=found,
            allowed=", ".join([*words, UNKNOWN]) + " (several separated by commas)",
            nearest="" if word == UNKNOWN else _nearest(word, [*words, UNKNOWN]),
        )
    )


def read_gate(value: str | Gate, where: str = "") -> Gate:
    """The gate that a word names.

    Raises:
        InputError: a word other than open, closed and unknown.
    """
    word = str(value).strip().casefold()
    if word in set(Gate):
        return Gate(word)
    raise InputError(
        Problem(
            where=f"{where}, gate" if where else "gate",
            found=f"{str(value)!r} is not a gate",
            allowed=", ".join(Gate),
            nearest=_nearest(word, list(Gate)),
        )
    )


def _nearest(word: str, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, allowed, n=1)
    return str(near[0]) if near else ""
