"""Codebooks read from TOML, with all that is wrong in one found at once."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from cordiale.codebook.places import Places, Way
from cordiale.codebook.values import (
    CODED_BY,
    DEFAULT_STAY,
    SCALES,
    Answer,
    Codebook,
    Correspondence,
    Example,
    Field,
    Source,
)
from cordiale.errors import Problem, StudyError

__all__ = ["load", "parse", "read"]

FILE = "codebook.toml"

_BOOK_KEYS = (
    "version",
    "title",
    "languages",
    "unit",
    "general",
    "dimensions",
    "record",
    "field",
    "source",
    "protocol",
)
_FIELD_KEYS = (
    "name",
    "dimension",
    "scale",
    "question",
    "rule",
    "include",
    "exclude",
    "edges",
    "coded_by",
    "absent_means",
    "stay",
    "value",
    "example",
    "counter",
)
_VALUE_KEYS = ("code", "means", "not_coded", "example", "counter")
_PROTOCOL_KEYS = ("key", "field", "values", "otherwise", "why")
_SOURCE_FIELD = "source_family"
_RECORD = "record"
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def load(path: Path | None = None) -> Codebook:
    """The codebook that ships with Cordiale, or another one.

    Args:
        path: of another codebook, read as by `read`; None: the one that ships.

    Raises:
        StudyError: the other codebook is at fault.

    Example:
        >>> load().field("autonomy").not_coded
        ('none',)
    """
    return _packaged() if path is None else read(path)


@cache
def _packaged() -> Codebook:
    return parse(files(__package__).joinpath(FILE).read_text(encoding="utf-8"), FILE)


def read(path: Path) -> Codebook:
    """A codebook of one's own, checked.

    Args:
        path: of a TOML file, built as the one that ships.

    Raises:
        StudyError: with every problem of the file in the order of its lines: it cannot be read, is no TOML, a key is
            unknown, a definition or version is missing, a name stands twice, an example or a row of the protocol names
            a value that does not exist, the tree of sources has a cycle or an unknown parent.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise StudyError(Problem(where=str(path), found=f"cannot be read: {reason}")) from error
    except UnicodeDecodeError as error:
        found = f"byte 0x{error.object[error.start]:02x} at place {error.start} is not UTF-8"
        raise StudyError(Problem(where=path.name, found=found, allowed="UTF-8")) from error
    return parse(text.replace("\r\n", "\n"), path.name)


def parse(text: str, file: str = FILE) -> Codebook:
    """A codebook from the text of its file.

    Args:
        text: TOML. Args file: its name, for messages.

    Missing:
        A field without ``coded_by`` is for people; without ``stay`` a hand code stays with 0.85; without ``languages``
        the examples are in English; without a tree or protocol the book has none.

    Raises:
        StudyError: with every problem of the text, as `read` has it.

    Example:
        >>> book = parse('''
        ... version = "1.0.0"
        ... [[field]]
        ... name = "tone"
        ... dimension = "style"
        ... scale = "ordinal"
        ... question = "How harsh is it?"
        ... value = [{code = "mild", means = "No harsh word."}, {code = "harsh", means = "Some."}]
        ... ''')
        >>> book.field("tone").values
        ('mild', 'harsh')
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise StudyError(_no_toml(error, file)) from error
    reader = _Reader(text, data, file)
    book = reader.book()
    if reader.problems:
        raise StudyError([problem for _, problem in sorted(reader.problems, key=lambda found: found[0])])
    return book


def _no_toml(error: Exception, file: str) -> Problem:
    if isinstance(error, RecursionError):
        return Problem(where=file, found="values are nested too deeply")
    place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
    where = f"{file}, line {place[1]}, column {place[2]}" if place else file
    said = str(error)[: place.start()] if place else str(error)
    return Problem(where=where, found=f"not TOML: {said[:1].lower()}{said[1:]}")


def near(word: str, allowed: Collection[str]) -> str:
    """The allowed word most like one that is not, empty where none is near."""
    found = difflib.get_close_matches(word, tuple(allowed), n=1)
    return found[0] if found else ""


class _Reader:
    """Reads one codebook and notes what is wrong with it."""

    def __init__(self, text: str, data: Mapping[str, Any], file: str) -> None:
        self.whole = text
        self.data = data
        self.file = file
        self.problems: list[tuple[int, Problem]] = []
        self.languages = self._languages()
        self.dimensions = self._pairs((), data, "dimensions")

    def book(self) -> Codebook:
        """The codebook, as far as it can be read."""
        self._check_keys((), self.data, _BOOK_KEYS, "a codebook")
        record = tuple(self._field(*found, _RECORD) for found in self._tables((), self.data, "record"))
        fields = tuple(self._field(*found, "") for found in self._tables((), self.data, "field"))
        if not fields:
            self.refuse((), "field", "no field", allowed="one [[field]] or more, each a question")
        parts = (("record", record), ("field", fields))
        names = [(((part, n),), one.name) for part, found in parts for n, one in enumerate(found)]
        self._no_repeats(names, "name", "field")
        named = {one.name: one for one in (*record, *fields)}
        return Codebook(
            version=self._version(),
            title=self.text((), self.data, "title"),
            languages=self.languages,
            unit=self.text((), self.data, "unit"),
            general=self.texts((), self.data, "general"),
            dimensions=self.dimensions,
            record=record,
            fields=fields,
            sources=self._sources(named.get(_SOURCE_FIELD)),
            protocol=self._protocol(named),
        )

    # -- what can be wrong anywhere --------------------------------------------------------------

    @cached_property
    def lines(self) -> Places:
        """Where everything stands; sought only where something is wrong."""
        return Places(self.whole)

    def refuse(self, way: Way, key: str, found: str, **more: str) -> None:
        """Notes a problem of a key, or of the table itself where ``key`` is empty."""
        line = self.lines.line(way, key)
        parts = [self.file, f"line {line}" if line else "", *self._called(way), key]
        where = ", ".join(part for part in parts if part)
        self.problems.append((line, Problem(where=where, found=found, **more)))

    def _called(self, way: Way) -> list[str]:
        """Each table on a way by its name where it has one, else by its number."""
        called, table = [], self.data
        for name, number in way:
            found = table.get(name, {})
            if isinstance(found, dict):
                table = found
                called.append(name)
                continue
            table = found[number]
            own = next((table[key] for key in ("name", "code", "key") if isinstance(table.get(key), str)), "")
            called.append(f"{name} {own or number + 1}")
        return called

    def _check_keys(self, way: Way, table: Mapping[str, Any], known: Sequence[str], of: str) -> None:
        for key in table:
            if key not in known:
                found = f"{key!r} is no key of {of}"
                self.refuse(way, key, found, allowed=", ".join(known), nearest=near(key, known))

    def text(self, way: Way, table: Mapping[str, Any], key: str, *, needed: str = "") -> str:
        """A text; empty where the key is absent, which is a problem if ``needed`` says for what it is."""
        value = table.get(key, "")
        if not isinstance(value, str):
            shown = str(value).lower() if isinstance(value, bool) else value
            quoted = "" if isinstance(value, (list, dict)) else f': "{shown}"'
            self.refuse(way, key, f"{shown!r} is not text", cure=f"put it in quotation marks{quoted}")
            return ""
        if needed and not value.strip():
            self.refuse(way, key, f"{key!r} is missing", cure=needed)
        return value.strip()

    def texts(self, way: Way, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is absent."""
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
            return tuple(one.strip() for one in value)
        self.refuse(way, key, f"{str(value)[:60]!r} is no list of texts", allowed='["...", "..."]')
        return ()

    def _tables(self, way: Way, table: Mapping[str, Any], key: str) -> list[tuple[Way, Mapping[str, Any]]]:
        """The tables of a list with the way to each; none where the key is absent."""
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return [((*way, (key, number)), one) for number, one in enumerate(value)]
        header = ".".join([name for name, _ in way] + [key])
        self.refuse(way, key, f"{str(value)[:60]!r} is no list of tables", allowed=f"[[{header}]]")
        return []

    def _pairs(self, way: Way, table: Mapping[str, Any], key: str) -> tuple[tuple[str, str], ...]:
        """The keys and texts of a table; none where it is absent."""
        value = table.get(key, {})
        if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
            return tuple(value.items())
        self.refuse(way, key, f"{str(value)[:60]!r} is no table of texts", allowed='word = "text"')
        return ()

    def _one_of(
        self, way: Way, table: Mapping[str, Any], key: str, allowed: Sequence[str], default: str
    ) -> str:
        word = self.text(way, table, key, needed="" if default else f"allowed: {', '.join(allowed)}")
        if word and word not in allowed:
            self.refuse(
                way, key, f"{word!r} is not allowed", allowed=", ".join(allowed), nearest=near(word, allowed)
            )
        return word if word in allowed else default

    def _no_repeats(self, found: Sequence[tuple[Way, str]], key: str, of: str) -> None:
        before: set[str] = set()
        for way, name in found:
            if name and name in before:
                self.refuse(way, key, f"{name!r} is already the {key} of another {of}", cure="name each once")
            before.add(name)

    # -- the book --------------------------------------------------------------------------------

    def _version(self) -> str:
        version = self.text((), self.data, "version", needed='begin the file with: version = "1.0.0"')
        if version and not _VERSION.fullmatch(version):
            self.refuse((), "version", f"{version!r} is no version", allowed='three numbers: "1.0.0"')
        return version

    def _languages(self) -> tuple[str, ...]:
        listed = self.texts((), self.data, "languages") or ("en",)
        for word in listed:
            if not re.fullmatch(r"[a-z]{2,3}", word) or word == "why":  # a key of examples
                self.refuse((), "languages", f"{word!r} is no language", allowed="ISO 639 codes: en, ru, zh")
        return listed

    def _field(self, way: Way, table: Mapping[str, Any], dimension: str) -> Field:
        self._check_keys(way, table, _FIELD_KEYS, "a field")
        scale = self._one_of(way, table, "scale", SCALES, "")
        answers = self._answers(way, table, scale)
        codes = [one.code for one in answers]
        absent = self.text(way, table, "absent_means")
        coded = [one.code for one in answers if not one.not_coded]
        if absent and absent not in coded:
            found = f"{absent!r} is no value of the field"
            self.refuse(way, "absent_means", found, allowed=", ".join(coded), nearest=near(absent, coded))
        return Field(
            name=self._name(way, table),
            dimension=self._dimension(way, table, dimension),
            scale=scale,
            question=self.text(way, table, "question", needed="say what is asked"),
            answers=answers,
            rule=self.text(way, table, "rule"),
            include=self.texts(way, table, "include"),
            exclude=self.texts(way, table, "exclude"),
            edges=self.texts(way, table, "edges"),
            coded_by=self._one_of(way, table, "coded_by", CODED_BY, "people"),
            absent_means=absent,
            stay=self._stay(way, table),
            examples=self._examples(way, table, "example", codes),
            counters=self._examples(way, table, "counter", codes),
        )

    def _name(self, way: Way, table: Mapping[str, Any]) -> str:
        name = self.text(way, table, "name", needed="give the field a name")
        if name and not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            self.refuse(way, "name", f"{name!r} is no name", allowed="small letters, digits and _")
        return name

    def _dimension(self, way: Way, table: Mapping[str, Any], default: str) -> str:
        if self.dimensions:
            return self._one_of(way, table, "dimension", [name for name, _ in self.dimensions], default)
        return (
            self.text(way, table, "dimension", needed="" if default else "say to what it belongs") or default
        )

    def _stay(self, way: Way, table: Mapping[str, Any]) -> float:
        value = table.get("stay", DEFAULT_STAY)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        self.refuse(way, "stay", f"{value!r} is no probability", allowed="a number from 0 to 1")
        return DEFAULT_STAY

    def _answers(self, way: Way, table: Mapping[str, Any], scale: str) -> tuple[Answer, ...]:
        found = self._tables(way, table, "value")
        codes = [self.text(*place, "code", needed="write the word of the cell") for place in found]
        self._no_repeats(
            [(place, code) for (place, _), code in zip(found, codes, strict=True)], "code", "value"
        )
        answers = tuple(self._answer(*place, code, codes) for place, code in zip(found, codes, strict=True))
        coded = sum(not one.not_coded for one in answers)
        if scale in ("free", "number") and answers:
            self.refuse(
                way, "value", f"a field of scale {scale} has values", allowed="values of nominal and ordinal"
            )
        elif scale == "nominal" and not coded:
            self.refuse(way, "", "a nominal field has no value", allowed="one [[field.value]] or more")
        elif scale == "ordinal" and coded < 2:
            words = "one value" if coded else "no value"
            self.refuse(way, "", f"an ordinal field has {words}", allowed="two values or more, in order")
        return answers

    def _answer(self, way: Way, table: Mapping[str, Any], code: str, codes: Sequence[str]) -> Answer:
        self._check_keys(way, table, _VALUE_KEYS, "a value")
        if "|" in code:
            self.refuse(way, "code", f"{code!r} holds a |", cure="| separates several values in a cell")
        not_coded = table.get("not_coded", False)
        if not isinstance(not_coded, bool):
            self.refuse(way, "not_coded", f"{not_coded!r} is not allowed", allowed="true, false")
        return Answer(
            code=code,
            means=self.text(way, table, "means", needed="say when the value is coded"),
            not_coded=not_coded is True,
            examples=self._examples(way, table, "example", codes, of=code),
            counters=self._examples(way, table, "counter", codes, of=code),
        )

    def _examples(
        self, way: Way, table: Mapping[str, Any], key: str, codes: Sequence[str], of: str = ""
    ) -> tuple[Example, ...]:
        return tuple(
            self._example(place, one, codes, of if key == "example" else "", of if key == "counter" else "")
            for place, one in self._tables(way, table, key)
        )

    def _example(
        self, way: Way, table: Mapping[str, Any], codes: Sequence[str], of: str, against: str
    ) -> Example:
        """An example of the value ``of``, or one against a value; of free text where both are empty."""
        self._check_keys(way, table, ("gives", "why", *self.languages), "an example")
        gives = self.text(way, table, "gives") or of
        if codes and gives and gives not in codes:
            found = f"{gives!r} is no value of the field"
            self.refuse(way, "gives", found, allowed=", ".join(codes), nearest=near(gives, codes))
        elif (of and gives != of) or (against and gives == against):
            role = f"an example of {of!r}" if of else f"a counter-example to {against!r}"
            self.refuse(way, "gives", f"{role} gives {gives!r}", cure="move it to where it belongs")
        texts = tuple((one, text) for one in self.languages if (text := self.text(way, table, one)))
        if not texts:
            self.refuse(way, "", "it has no words", allowed=f"a text in {' or '.join(self.languages)}")
        return Example(texts=texts, gives=gives, why=self.text(way, table, "why"))

    # -- the tree --------------------------------------------------------------------------------

    def _sources(self, families: Field | None) -> tuple[Source, ...]:
        found = self._tables((), self.data, "source")
        nodes = [self._source(*place) for place in found]
        self._no_repeats(
            [(place, one.code) for (place, _), one in zip(found, nodes, strict=True)], "code", "source"
        )
        codes = {one.code: one.parent for one in nodes}
        for (way, _), one in zip(found, nodes, strict=True):
            if one.parent and one.parent not in codes:
                said = f"{one.parent!r} is no source of the tree"
                self.refuse(
                    way, "parent", said, nearest=near(one.parent, codes), cure="add it, or name another"
                )
            elif families and not one.parent and one.code not in families.values:
                allowed = ", ".join(families.values)
                said = f"{one.code!r} has no parent and is no value of {families.name}"
                self.refuse(way, "code", said, allowed=allowed, nearest=near(one.code, families.values))
        self._no_cycles({one.code: way for (way, _), one in zip(found, nodes, strict=True)}, codes)
        return tuple(nodes)

    def _source(self, way: Way, table: Mapping[str, Any]) -> Source:
        self._check_keys(way, table, ("code", "parent", "also", "note", *self.languages), "a source")
        names = tuple((one, name) for one in self.languages if (name := self.text(way, table, one)))
        if not names:
            self.refuse(way, "", "it has no name", allowed=f"a name in {' or '.join(self.languages)}")
        return Source(
            code=self.text(way, table, "code", needed="give the source a code"),
            parent=self.text(way, table, "parent"),
            names=names,
            also=self.texts(way, table, "also"),
            note=self.text(way, table, "note"),
        )

    def _no_cycles(self, ways: Mapping[str, Way], parents: Mapping[str, str]) -> None:
        told: set[str] = set()
        for code in parents:
            above: list[str] = []
            while code and code in parents and code not in above:
                above.append(code)
                code = parents[code]
            if code in above and not told.intersection(above):
                ring = [*above[above.index(code) :], code]
                self.refuse(ways[code], "parent", f"the tree runs in a circle: {' in '.join(ring)}")
            told.update(above)

    # -- the protocol ----------------------------------------------------------------------------

    def _protocol(self, fields: Mapping[str, Field]) -> tuple[Correspondence, ...]:
        found = self._tables((), self.data, "protocol")
        rows = tuple(self._correspondence(*place, fields) for place in found)
        self._no_repeats(
            [(place, row.key) for (place, _), row in zip(found, rows, strict=True)], "key", "row"
        )
        return rows

    def _correspondence(
        self, way: Way, table: Mapping[str, Any], fields: Mapping[str, Field]
    ) -> Correspondence:
        self._check_keys(way, table, _PROTOCOL_KEYS, "a row of the protocol")
        row = Correspondence(
            key=self.text(way, table, "key", needed="name the protocol's key, as others.trust"),
            field=self.text(way, table, "field", needed="name the field that it answers"),
            values=self._pairs(way, table, "values"),
            otherwise=self.text(way, table, "otherwise"),
            why=self.text(way, table, "why"),
        )
        field = fields.get(row.field)
        if field is None and row.field:
            said = f"{row.field!r} is no field of the codebook"
            self.refuse(
                way, "field", said, nearest=near(row.field, fields), cure="add the field, or name another"
            )
        if field is not None and field.allowed:
            inside = (*way, ("values", 0))
            words = [(inside, *pair) for pair in row.values] + [(way, "otherwise", row.otherwise)]
            for place, key, word in words:
                if word and word not in field.allowed:
                    said = f"{word!r} is no value of {field.name}"
                    self.refuse(
                        place, key, said, allowed=", ".join(field.allowed), nearest=near(word, field.allowed)
                    )
        return row
