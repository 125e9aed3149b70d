"""The file `study.toml`: who, when, and by which rules a study is read (CONTRACTS 3)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from itertools import pairwise
from typing import Any, TypeGuard

from cordiale.actors import find, nearest
from cordiale.errors import InputError, Problem, StudyError
from cordiale.formats.rows import ACTOR_CODES, actor_code, line_number, near
from cordiale.formats.tables import control_characters
from cordiale.model.levels import Condition
from cordiale.model.rules import Rules
from cordiale.model.study import OutlookNote, Snapshot, all_dyads

__all__ = ["FORMAT", "StudyHead", "head_and_problems", "read_study_toml"]

FILE = "study.toml"
FORMAT = 1
"""Version of the study format: the ``cordiale = 1`` of study.toml."""

_KEYS = ("cordiale", "title", "actors", "dyads", "snapshots", "rules", "judged_by", "outlook", "texts")
JUDGES = ("", "article")
_SNAPSHOT_KEYS = ("id", "start", "end", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyHead:
    """What study.toml says: everything of a study but its tables. The fields are those of `StudyData`."""

    title: str
    actors: tuple[str, ...]
    original_actors: tuple[str, ...]
    dyads: tuple[tuple[str, str], ...]
    snapshots: tuple[Snapshot, ...]
    rules: Rules
    judged_by: str = ""
    outlook: tuple[OutlookNote, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def read_study_toml(text: str) -> StudyHead:
    """The head of a study.

    Args:
        text: what study.toml holds.

    Missing:
        Without ``dyads`` all pairs are read; without ``rules`` the defaults hold; without ``title`` it is empty.

    Raises:
        StudyError: with every problem of the file: TOML that cannot be read, another format version, unknown keys,
            fewer than two actors, snapshots out of order or overlapping, settings that are none.

    Example:
        >>> head = read_study_toml('''
        ... cordiale = 1
        ... actors = ["RUS", "CHN"]
        ... [[snapshots]]
        ... id = "1996"
        ... start = 1996-01-01
        ... end = "1996-12-31"
        ... [rules.minima.NASC]
        ... status = "minimal"
        ... ''')
        >>> head.dyads, head.rules.differences()
        ((('CHN', 'RUS'),), {'minima.NASC.status': 'minimal'})
    """
    head, problems = head_and_problems(text)
    if head is None or problems:
        raise StudyError(problems)
    return head


def head_and_problems(text: str) -> tuple[StudyHead | None, tuple[Problem, ...]]:
    """What can be read of a study.toml, and what is wrong with it in the order of lines.

    With problems, the head serves to check the tables all the same: its snapshots are those named, whatever their
    dates. It is None where the file is no TOML.
    """
    try:
        data = tomllib.loads(text)
    except RecursionError:
        return None, (Problem(where=FILE, found="values are nested too deeply"),)
    except ValueError as error:  # TOMLDecodeError is one; a number with thousands of digits gives another
        return None, (_toml_problem(str(error)),)
    reader = _Reader(text, data)
    return reader.read(), tuple(sorted(reader.problems, key=line_number))


class _Reader:
    """Reads one study.toml and notes what is wrong with it."""

    def __init__(self, text: str, data: dict[str, Any]) -> None:
        self.text = text
        self.data = data
        self.problems: list[Problem] = []

    def read(self) -> StudyHead:
        """The head, as far as it can be read."""
        self._check_version()
        self._check_keys(self.data, _KEYS, "")
        title = self._title(self.data.get("title", ""), "title")
        actors, original = self._actors()
        return StudyHead(
            title=title,
            actors=actors,
            original_actors=original,
            dyads=self._dyads(actors),
            snapshots=self._snapshots(),
            rules=self._rules(),
            judged_by=self._judged_by(),
            outlook=self._outlook(),
            texts=self._texts(),
        )

    def _judged_by(self) -> str:
        """Whose verdicts judgements.csv holds, where they are those of the article whose theory is applied."""
        given = self.data.get("judged_by", "")
        if given not in JUDGES:
            self.refuse("judged_by", f"{str(given)[:60]!r}", allowed=", ".join(repr(one) for one in JUDGES if one))
            return ""
        return str(given)

    def _outlook(self) -> tuple[OutlookNote, ...]:
        """Judgements of what may move next, one for each ``[[outlook]]`` (OP 5.3)."""
        listed = self.data.get("outlook", [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            self.refuse("outlook", "not a list of tables", allowed="[[outlook]] with condition and judgement")
            return ()
        keys = [one.name for one in fields(OutlookNote)]
        notes = []
        for one in listed:
            texts = {key: value for key, value in one.items() if key in keys and isinstance(value, str)}
            if texts.get("condition") not in (*Condition, "any") or "judgement" not in texts or len(texts) < len(one):
                self.refuse(
                    "outlook",
                    f"{str(one)[:60]} is no outlook",
                    allowed=f"texts {', '.join(keys)}; condition {', '.join(Condition)} or any",
                )
            else:
                notes.append(OutlookNote(**texts))
        return tuple(notes)

    def refuse(self, key: str, found: str, *, part: int | None = None, **more: str) -> None:
        """Notes a problem of a key; ``part`` counts the ``[[snapshots]]``."""
        line = _line_of(self.text, key, part)
        where = FILE + (f", line {line}" if line else "") + (f", {key}" if key else "")
        self.problems.append(Problem(where=where, found=found, **more))

    def _check_version(self) -> None:
        version = self.data.get("cordiale")
        if version is None:
            self.refuse(
                "", "the version of the format is missing", cure=f"begin the file with: cordiale = {FORMAT}"
            )
        elif type(version) is not int or version != FORMAT:  # True would equal 1
            newer = type(version) is int and version > FORMAT
            cure = "the study is newer than this Cordiale; update Cordiale" if newer else ""
            self.refuse(
                "cordiale", f"{version!r} is no version that can be read", allowed=str(FORMAT), cure=cure
            )

    def _check_keys(
        self, data: Mapping[str, Any], known: Sequence[str], of: str, part: int | None = None
    ) -> None:
        for key in data:
            if key not in known:
                found = f"{key!r} is no key of {of or 'a study'}"
                self.refuse(key, found, part=part, allowed=", ".join(known), nearest=near(key, known))

    def _title(self, value: object, key: str, part: int | None = None) -> str:
        if not isinstance(value, str):
            self.refuse(key, f"{value!r} is not text", part=part, cure='put it in quotation marks: "..."')
            return ""
        for problem in control_characters(key, value):
            self.refuse(key, problem.found, part=part, cure=problem.cure)
        return value.strip()

    def _actors(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        listed = self.data.get("actors", [])
        if not _is_words(listed) or not listed:
            self.refuse("actors", "no list of actors", allowed='two or more codes: ["CHN", "RUS"]')
            return (), ()
        codes: list[str] = []
        original: list[str] = []
        for word in listed:
            actor = self._actor(word, "actors")
            if actor and actor[0] in codes:
                earlier = original[codes.index(actor[0])]
                self.refuse("actors", f"{word!r} is the same actor as {earlier!r}", cure="name each once")
            elif actor:
                codes.append(actor[0])
                original.append(actor[1])
        if len(listed) < 2:
            self.refuse("actors", f"only {listed[0]!r} is named", allowed="two or more")
        return tuple(codes), tuple(original)

    def _actor(self, word: str, key: str) -> tuple[str, str] | None:
        """The code that keys the rules, and the code as named (SUN)."""
        actor = find(word)
        if actor is None:
            close = nearest(word, n=1)
            found = f"{word!r} is no actor of the actor table"
            self.refuse(key, found, allowed=ACTOR_CODES, nearest=close[0] if close else "")
            return None
        return actor_code(actor), actor.code

    def _dyads(self, actors: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        if "dyads" not in self.data:
            return all_dyads(actors)
        listed = self.data["dyads"]
        if not isinstance(listed, list) or not listed:
            self.refuse("dyads", "no list of pairs", allowed='pairs of the actors: [["CHN", "RUS"]]')
            return ()
        pairs = [pair for one in listed if (pair := self._dyad(one, actors))]
        return tuple(dict.fromkeys(pairs))

    def _dyad(self, pair: object, actors: tuple[str, ...]) -> tuple[str, str] | None:
        if not _is_words(pair) or len(pair) != 2:
            self.refuse("dyads", f"{pair!r} is not a pair", allowed='two codes: ["CHN", "RUS"]')
            return None
        named = [self._actor(word, "dyads") for word in pair]
        codes = sorted(actor[0] for actor in named if actor)
        strangers = [code for code in codes if code not in actors]
        if strangers:
            found = f"{strangers[0]!r} is not among the actors of the study"
            self.refuse("dyads", found, allowed=", ".join(actors), cure="add it to `actors`")
        elif len(codes) == 2 and codes[0] == codes[1]:
            self.refuse("dyads", f"{pair!r} pairs an actor with itself")
        elif len(codes) == 2:
            return codes[0], codes[1]
        return None

    def _snapshots(self) -> tuple[Snapshot, ...]:
        if "snapshots" not in self.data and self._texts().get("snapshots") == "yearly":
            return ()
        listed = self.data.get("snapshots", [])
        if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
            self.refuse(
                "snapshots", "no snapshots", cure="write one [[snapshots]] with id, start and end for each"
            )
            return ()
        snapshots = [self._snapshot(one, part) for part, one in enumerate(listed)]
        dated = [(part, one) for part, one in enumerate(snapshots) if one.start != date.max]
        for (_, before), (part, after) in pairwise(dated):
            if after.start <= before.end:
                fault = "overlaps" if after.end >= before.start else "is earlier than"
                found = f"the snapshot {after.id!r} {fault} {before.id!r}"
                self.refuse("start", found, part=part, allowed="snapshots in order, without overlap")
        return tuple(snapshots)

    def _snapshot(self, data: dict[str, Any], part: int) -> Snapshot:
        self._check_keys(data, _SNAPSHOT_KEYS, "a snapshot", part)
        name = self._snapshot_id(data.get("id", ""), part)
        start, end = (self._day(data, key, part) for key in ("start", "end"))
        title = self._title(data.get("title", ""), "title", part)
        if start is None or end is None:
            return Snapshot(id=name, start=date.max, end=date.max, title=title)
        if end < start:
            self.refuse("end", f"{end} is before the start, {start}", part=part)
        return Snapshot(id=name, start=start, end=end, title=title)

    def _snapshot_id(self, value: object, part: int) -> str:
        name = str(value) if type(value) in (str, int) else ""  # id = 1996 is a number in TOML
        if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
            self.refuse("id", f"{value!r} is no id", part=part, allowed="letters, digits, _ and -")
        before = [str(one.get("id", "")).casefold() for one in self.data["snapshots"][:part]]
        if name and name.casefold() in before:
            self.refuse(
                "id", f"{name!r} is already the id of snapshot {before.index(name.casefold()) + 1}", part=part
            )
        return name

    def _day(self, data: Mapping[str, Any], key: str, part: int) -> date | None:
        value = data.get(key, "")
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
                return date.fromisoformat(value.strip())
        except ValueError:
            pass  # a day that the calendar does not have: said as any other wrong value
        found = f"{str(value)!r} is not a day" if value != "" else f"the {key} is missing"
        self.refuse(key, found, part=part, allowed="a day: 1996-01-31")
        return None

    def _rules(self) -> Rules:
        rules, table = Rules.default(), self.data.get("rules", {})
        if not isinstance(table, dict):
            self.refuse(
                "rules", f"{table!r} is no table of settings", cure="write [rules] and one setting a line"
            )
            return rules
        for key, value in _dotted(table, ""):
            line = _line_of(self.text, key, None) or _line_of(self.text, key.rpartition(".")[2], None)
            where = FILE + (f", line {line}" if line else "") + ", [rules]"
            try:
                rules = rules.changed({key: value}, where)
            except InputError as error:
                self.problems.append(error.problem)
        return rules

    def _texts(self) -> dict[str, str]:
        table = self.data.get("texts", {})
        if not isinstance(table, dict):
            self.refuse("texts", f"{table!r} is no table", cure="write [texts] and one key a line")
            return {}
        texts = {}
        for key, value in table.items():
            if isinstance(value, (dict, list)):
                self.refuse(key, f"{value!r} is not a single value")
            elif isinstance(value, bool):
                texts[key] = "true" if value else "false"
            else:
                texts[key] = str(value)
        return texts


def _is_words(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _dotted(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    """Settings by their dotted key, whether written ``"a.b" = 1`` or as nested tables."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _dotted(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _toml_problem(message: str) -> Problem:
    match = re.search(r"\s*\(at line ([0-9]+), column ([0-9]+)\)", message)
    place = f", line {match[1]}, column {match[2]}" if match else ""
    reason = message.replace(match[0], "") if match else message
    return Problem(
        where=FILE + place, found=f"cannot be read as TOML: {reason}", cure="text stands in quotation marks"
    )


def _line_of(text: str, key: str, part: int | None) -> int:
    """Line on which a key is set, 0 where it is not found; the parser itself does not say it.

    Args:
        part: number of the ``[[snapshots]]`` in which to look, from 0; None: the first place in the file.
    """
    if not key:
        return 0
    lines = text.split("\n")
    heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*snapshots\s*\]\]", line)]
    first = heads[part] if part is not None and part < len(heads) else 0
    after = [n for n, line in enumerate(lines) if n > first and re.match(r"\s*\[", line)]
    last = after[0] if part is not None and after else len(lines)
    setting = re.compile(rf"""\s*(?:["']?{re.escape(key)}["']?\s*=|\[+\s*{re.escape(key)}\s*\])""")
    for number in range(first, last):
        if setting.match(lines[number]):
            return number + 1
    return first + 1 if part is not None and heads else 0
