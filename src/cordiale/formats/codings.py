"""Codings of passages, one JSON object a line: the interchange format of every coder (CONTRACTS 5).

The keys and words are those of the reference coding protocol, version 1. Files are read line by line, so that their size
does not matter, and written so that the old file stands until the new one is whole.
"""

from __future__ import annotations

import difflib
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from cordiale.errors import Problem, StudyError
from cordiale.formats.files import reason_of
from cordiale.model.settings import FAMILIES

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = [
    "LONGEST_LINE",
    "MOST",
    "VOCABULARY",
    "Coding",
    "Other",
    "Status",
    "Threat",
    "coding_line",
    "read_coding",
    "read_codings",
    "read_passages",
    "write_codings",
]

LONGEST_LINE = 10_000_000
"""Bytes; a passage is a few sentences, so that a longer line is another kind of file."""

MOST: Mapping[str, int] = {"threats": 4, "others": 4, "status": 2}
"""How many objects each list may hold."""

VOCABULARY: Mapping[str, tuple[str | int | bool, ...]] = {
    "threats.family": FAMILIES,
    "threats.magnitude": (0, 1, 2, 3),
    "threats.urgency": (0, 1, 2),
    "threats.hedge": (False, True),
    "others.othering": ("radical", "non_radical", "we", "none"),
    "others.role": ("constitutive", "contrastive", "partner", "background"),
    "others.basis": (
        "values",
        "culture",
        "history_positive",
        "history_negative",
        "interests",
        "geography",
        "none",
    ),
    "others.valence": (-1, 0, 1),
    "others.trust": ("distrust", "none", "strategic", "moralistic"),
    "status.own_rank": ("great_power", "leading", "rising", "developing", "diminished", "none"),
    "status.role": ("dominant", "equal", "subordinate", "independent_pole", "none"),
    "status.autonomy": (
        "refuses_limits",
        "asserts_independence",
        "conditional",
        "accepts_limits",
        "accepts_security_limits",
        "none",
    ),
    "status.recognition": ("affirms_equal", "affirms_senior", "affirms_junior", "denies", "none"),
    "status.formulaic": (False, True),
    "support": ("commitment", "conditional", "hedge", "refusal", "doubt", "none"),
    "narrative": ("identity", "system", "issue", "none"),
}
"""The values that each field of the protocol allows, ordinal ones in the order of their scale."""

_CODES = ("threats", "others", "status", "support", "narrative", "confidence")
_BESIDE = ("coded", "probabilities", "coder", "run", "failed")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """Who or what a passage says threatens (a system narrative).

    Args:
        source: a short English noun phrase. Args family: one of the source families.
        magnitude: 0 named and denied, 1 concern, 2 serious, 3 ranked above others or existential.
        urgency: 0 long-run or none, 1 growing, 2 an imminent response called for.
        hedge: whether the passage also offers openness to that source.
        p: the coder's probability that the code is right, 0-1.
        span: where the words stand in the passage, as characters [start, end). Args quote: those words.

    Missing:
        ``p``, ``span`` and ``quote`` are None where the coder gives none.
    """

    source: str
    family: str
    magnitude: int
    urgency: int
    hedge: bool
    p: float | None = None
    span: tuple[int, int] | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """How a named actor is related to the Self (an identity narrative).

    Args:
        name: the usual English short name, never a code. Args othering: radical, non_radical, we, none.
        role: constitutive, contrastive, partner, background. Args basis: on what the relation rests.
        valence: -1, 0 or 1. Args trust: distrust, none, strategic, moralistic.
        p, span, quote: as in `Threat`.
    """

    name: str
    othering: str
    role: str
    basis: str
    valence: int
    trust: str
    p: float | None = None
    span: tuple[int, int] | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A claim about rank or role (an identity narrative).

    Args:
        toward: the actor toward whom, or ``world``. Args own_rank: the rank claimed.
        role: the Self's place toward that actor. Args autonomy: which limits are accepted or refused.
        recognition: of the other's rank. Args formulaic: treaty or communiqué boilerplate (I-20).
        p, span, quote: as in `Threat`.
    """

    toward: str
    own_rank: str
    role: str
    autonomy: str
    recognition: str
    formulaic: bool
    p: float | None = None
    span: tuple[int, int] | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What one coder says of one passage.

    Args:
        id: the passage's id.
        passage: every key that is not a code, as the line has it: ``actor``, ``text``, ``language``, ``doc_id``, ``date`` …
        threats, others, status: the codes; at most 4, 4 and 2.
        support: toward a partner. Args narrative: the passage's main business.
        confidence: in the whole coding, 0-1.
        coded: fields that the coder answers, by their keys: a whole part (``threats``) or one field in it
            (``threats.family``).
        probabilities: by field, for evaluation; kept as given.
        coder: who coded. Args run: id of the run.
        failed: why the passage could not be coded; then nothing is to be read from the codes.

    Missing:
        ``coded`` None: the coder answers every field, and an empty list says "looked at, nothing there". A field outside
        ``coded`` is not coded, whatever stands in it. ``confidence`` is None where the coder gives none.

    Raises:
        ValueError: a failed coding with codes in it.
    """

    id: str
    passage: Mapping[str, Any] = field(default_factory=dict)
    threats: tuple[Threat, ...] = ()
    others: tuple[Other, ...] = ()
    status: tuple[Status, ...] = ()
    support: str = "none"
    narrative: str = "none"
    confidence: float | None = None
    coded: tuple[str, ...] | None = None
    probabilities: Mapping[str, Any] | None = None
    coder: str | None = None
    run: str | None = None
    failed: str | None = None

    def __post_init__(self) -> None:
        if self.failed is not None and (self.threats or self.others or self.status):
            raise ValueError(f"the coding of {self.id} failed and carries codes all the same")

    @property
    def actor(self) -> str:
        """Code of the actor who speaks; empty where the line does not say."""
        return self._of_passage("actor")

    @property
    def language(self) -> str:
        """Language of the passage; empty where the line does not say."""
        return self._of_passage("language")

    @property
    def document(self) -> str:
        """Id of the passage's document; a passage without one is a document of its own."""
        return self._of_passage("doc_id") or self.id

    def _of_passage(self, key: str) -> str:
        found = self.passage.get(key)
        return "" if found is None else str(found)

    def answers(self, key: str) -> bool:
        """Whether the coder answered a field for this passage.

        Args:
            key: as in ``coded``: ``support``, ``threats`` or ``threats.family``.

        Example:
            >>> Coding(id="1", coded=("threats", "others.othering")).answers("threats.family")
            True
            >>> Coding(id="1", coded=("threats", "others.othering")).answers("others.basis")
            False
        """
        if self.failed is not None:
            return False
        return self.coded is None or key in self.coded or key.partition(".")[0] in self.coded


def read_codings(path: Path) -> Iterator[Coding]:
    """The codings in a file, one after the other, read as they are asked for.

    Args:
        path: JSON Lines in UTF-8: one object a line; blank lines and a byte-order mark are read over.

    Missing:
        Keys that the format does not know are kept in ``passage`` and not read. An optional key that is ``null`` is absent.

    Raises:
        StudyError: the file cannot be read, is not UTF-8, or a line is no coding; the message names file and line, and
            says everything that is wrong with that line.
    """
    for number, line in _lines(path):
        yield read_coding(line, f"{path.name}, line {number}")


def read_coding(line: str, where: str = "coding") -> Coding:
    """The coding in one line.

    Args:
        line: a JSON object. Args where: what messages call the line.

    Raises:
        StudyError: with every problem of the line: not JSON, a key of the protocol missing, a word that it does not have,
            a span outside the text, a quote that is not what stands there.

    Example:
        >>> read_coding('{"id": "7", "threats": [], "others": [], "status": [], "support": "hedge", '
        ...             '"narrative": "issue", "confidence": 0.7, "actor": "IND"}').support
        'hedge'
    """
    found = _Object(where=where, path="", content=_json_object(line, where), problems=[])
    coding = _coding(found)
    if found.problems:
        raise StudyError(found.problems)
    return coding


def coding_line(coding: Coding) -> str:
    """A coding as one line of JSON, without the line feed: all keys of the protocol, further ones where they say something.

    Example:
        >>> coding_line(Coding(id="7", failed="no answer"))
        '{"id": "7", "threats": [], "others": [], "status": [], "support": "none", "narrative": "none", "confidence": null, "failed": "no answer"}'
    """
    content: dict[str, Any] = {"id": coding.id, **coding.passage}
    for key in ("threats", "others", "status"):
        content[key] = [_plain(item) for item in getattr(coding, key)]
    for key in ("support", "narrative", "confidence"):
        content[key] = getattr(coding, key)
    content.update({key: value for key in _BESIDE if (value := getattr(coding, key)) is not None})
    return json.dumps(content, ensure_ascii=False, allow_nan=False)


def write_codings(path: Path, codings: Iterable[Coding]) -> int:
    """Writes codings into a file in the order given, and says how many.

    The new file takes the old one's place when it is whole; if something goes wrong before, the old one stands.

    Raises:
        StudyError: the disk is full, or the folder may not be written.
    """
    written = 0
    try:
        # A folder beside the file, hence on the same disk; a file in it gets the usual permissions.
        with tempfile.TemporaryDirectory(
            prefix=".cordiale-", dir=path.parent, ignore_cleanup_errors=True
        ) as folder:
            fresh = Path(folder) / "codings.jsonl"
            with fresh.open("w", encoding="utf-8", newline="\n") as stream:
                for coding in codings:
                    stream.write(coding_line(coding) + "\n")
                    written += 1
            fresh.replace(path)
    except OSError as error:
        raise StudyError(Problem(where=str(path), found=f"cannot be written: {reason_of(error)}")) from error
    return written


def _plain(item: DataclassInstance) -> dict[str, Any]:
    """A code as JSON has it; what the coder did not give is left out."""
    return {one.name: value for one in fields(item) if (value := getattr(item, one.name)) is not None}


def read_passages(path: Path) -> Iterator[Mapping[str, Any] | Problem]:
    """The passages in a file, as objects with all their keys, and in its place what is wrong with a line that is none.

    Args:
        path: JSON Lines in UTF-8; ``id``, ``actor`` and ``text`` must be there, everything else is kept as it is. Blank
            lines and a byte-order mark are read over.

    Raises:
        StudyError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            number = 0
            while raw := stream.readline(LONGEST_LINE + 1):
                number += 1
                rest = raw
                while len(rest) > LONGEST_LINE and not rest.endswith(
                    b"\n"
                ):  # the rest of a line that is too long
                    rest = stream.readline(LONGEST_LINE + 1)
                where = f"{path.name}, line {number}"
                raw = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
                if raw.strip():
                    yield _passage(raw, where)
    except OSError as error:
        raise StudyError(Problem(where=str(path), found=f"cannot be read: {reason_of(error)}")) from error


def _passage(raw: bytes, where: str) -> Mapping[str, Any] | Problem:
    try:
        content = _json_object(_text(raw, where), where)
    except StudyError as error:
        return error.problems[0]
    for key in ("id", "actor", "text"):
        value = content.get(key)
        if not isinstance(value, str) or not value.strip():
            found = f"no {key}" if value is None else f"{key} is {_shown(value)}"
            return Problem(where=where, found=found, allowed=f"{key} as text that is not empty")
    if not isinstance(content.get("language", ""), str | None):
        return Problem(
            where=where, found=f"language is {_shown(content['language'])}", allowed="en, ru, zh …"
        )
    return content


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers."""
    try:
        with path.open("rb") as stream:
            number = 0
            while raw := stream.readline(LONGEST_LINE + 1):
                number += 1
                where = f"{path.name}, line {number}"
                text = _text(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, where)
                if text.strip():
                    yield number, text
    except OSError as error:
        raise StudyError(Problem(where=str(path), found=f"cannot be read: {reason_of(error)}")) from error


def _text(raw: bytes, where: str) -> str:
    if len(raw) > LONGEST_LINE:
        found = f"the line is longer than {LONGEST_LINE / 1e6:.0f} MB"
        raise StudyError(Problem(where=where, found=found, allowed="JSON Lines: one object a line"))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        column = len(raw[: error.start].decode("utf-8")) + 1
        found = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise StudyError(Problem(where=f"{where}, column {column}", found=found, allowed="UTF-8")) from error


def _json_object(line: str, where: str) -> dict[str, Any]:
    lines_only = "JSON Lines: one object a line"
    try:
        content = json.loads(line, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"{where}, column {error.colno}"
        found = f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise StudyError(Problem(where=place, found=found, allowed=lines_only)) from error
    except (ValueError, RecursionError) as error:  # Infinity, a number of 5,000 digits, a thousand brackets
        raise StudyError(Problem(where=where, found=f"not JSON: {error}", allowed=lines_only)) from error
    if not isinstance(content, dict):
        raise StudyError(Problem(where=where, found=_shown(content), allowed=lines_only))
    if "\\u" in line and _HALF_CHARACTER.search(json.dumps(content, ensure_ascii=False)):
        found = "half a character (a surrogate without its pair)"
        raise StudyError(Problem(where=where, found=found, cure="write the character itself, in UTF-8"))
    return content


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")


_Read = TypeVar("_Read", covariant=True)


class _ReadsItem(Protocol[_Read]):
    def __call__(self, found: _Object) -> _Read: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Object:
    """An object of a line while it is read: where it stands, and what is wrong in the line so far."""

    where: str
    path: str
    content: Mapping[str, Any]
    problems: list[Problem]

    def refuse(self, key: str, found: str, allowed: str = "", nearest: str = "") -> None:
        place = f"{self.path}.{key}" if self.path else key
        self.problems.append(
            Problem(where=f"{self.where}, {place}", found=found, allowed=allowed, nearest=nearest)
        )

    def required(self, key: str) -> object:
        """The value of a key that must be there; None, with a problem noted, where it is not."""
        if key not in self.content:
            self.refuse(key, "the key is missing", allowed="every key of the protocol, always")
        return self.content.get(key)

    def text(self, key: str) -> str:
        value = self.required(key)
        if isinstance(value, str) and value.strip():
            return value
        if key in self.content:
            self.refuse(key, _shown(value), allowed="a text that is not blank")
        return ""

    def optional_text(self, key: str) -> str | None:
        return None if self.content.get(key) is None else self.text(key)

    def one_of(self, key: str, name: str) -> Any:
        """A value that the protocol has, and the first of them where another stands there."""
        allowed = VOCABULARY[name]
        value = self.required(key)
        for one in allowed:  # Python takes True for 1, and JSON does not
            if value == one and isinstance(value, bool) == isinstance(one, bool):
                return one
        if key in self.content:
            near = difflib.get_close_matches(str(value), [str(one) for one in allowed], n=1)
            words = ", ".join(json.dumps(one).strip('"') for one in allowed)
            self.refuse(key, _shown(value), allowed=words, nearest=near[0] if near else "")
        return allowed[0]

    def share(self, key: str) -> float | None:
        value = self.content.get(key)
        if value is None or (
            isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
        ):
            return value
        self.refuse(key, _shown(value), allowed="a number from 0 to 1")
        return None

    def items(self, key: str, read: _ReadsItem[_Read]) -> tuple[_Read, ...]:
        """What a list holds, each object read."""
        value = self.required(key)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            if key in self.content:
                self.refuse(key, _shown(value), allowed="a list of objects, empty where there is nothing")
            return ()
        if len(value) > MOST[key]:
            self.refuse(key, f"{len(value)} objects", allowed=f"at most {MOST[key]}")
        return tuple(
            read(_Object(where=self.where, path=f"{key}[{i}]", content=one, problems=self.problems))
            for i, one in enumerate(value)
        )


def _coding(found: _Object) -> Coding:
    failed = found.optional_text("failed")
    text = found.content.get("text")
    known = {"id", *_CODES, *_BESIDE}
    beside: dict[str, Any] = {
        "id": found.text("id"),
        "passage": {key: value for key, value in found.content.items() if key not in known},
        "coded": _coded(found),
        "probabilities": _probabilities(found),
        "coder": found.optional_text("coder"),
        "run": found.optional_text("run"),
    }
    if failed is not None:  # nothing is to be read from what stands there
        return Coding(**beside, failed=failed)
    found.required("confidence")
    shown = text if isinstance(text, str) else None
    return Coding(
        **beside,
        threats=found.items("threats", lambda found: _threat(found, shown)),
        others=found.items("others", lambda found: _other(found, shown)),
        status=found.items("status", lambda found: _status(found, shown)),
        support=found.one_of("support", "support"),
        narrative=found.one_of("narrative", "narrative"),
        confidence=found.share("confidence"),
    )


def _threat(found: _Object, text: str | None) -> Threat:
    return Threat(
        source=found.text("source"),
        family=found.one_of("family", "threats.family"),
        magnitude=found.one_of("magnitude", "threats.magnitude"),
        urgency=found.one_of("urgency", "threats.urgency"),
        hedge=found.one_of("hedge", "threats.hedge"),
        **_evidence(found, text),
    )


def _other(found: _Object, text: str | None) -> Other:
    return Other(
        name=found.text("name"),
        othering=found.one_of("othering", "others.othering"),
        role=found.one_of("role", "others.role"),
        basis=found.one_of("basis", "others.basis"),
        valence=found.one_of("valence", "others.valence"),
        trust=found.one_of("trust", "others.trust"),
        **_evidence(found, text),
    )


def _status(found: _Object, text: str | None) -> Status:
    return Status(
        toward=found.text("toward"),
        own_rank=found.one_of("own_rank", "status.own_rank"),
        role=found.one_of("role", "status.role"),
        autonomy=found.one_of("autonomy", "status.autonomy"),
        recognition=found.one_of("recognition", "status.recognition"),
        formulaic=found.one_of("formulaic", "status.formulaic"),
        **_evidence(found, text),
    )


def _evidence(found: _Object, text: str | None) -> dict[str, Any]:
    """``p``, ``span`` and ``quote`` of a code; a quote must be the very words at its span."""
    span = _span(found, text)
    quote = found.optional_text("quote")
    if text is not None and quote is not None:
        if span is not None and text[slice(*span)] != quote:
            found.refuse(
                "quote", _shown(quote), allowed=f"what stands at its span: {_shown(text[slice(*span)])}"
            )
        elif span is None and quote not in text:
            found.refuse("quote", _shown(quote), allowed="words of the passage, to the letter")
    return {"p": found.share("p"), "span": span, "quote": quote}


def _span(found: _Object, text: str | None) -> tuple[int, int] | None:
    value = found.content.get("span")
    if value is None:
        return None
    end = "the end of text" if text is None else f"{len(text)}, the end of text"
    whole = isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value)
    if whole and 0 <= value[0] < value[1] and (text is None or value[1] <= len(text)):
        return value[0], value[1]
    shown = json.dumps(value)[:60] if isinstance(value, list) else _shown(value)
    found.refuse("span", shown, allowed=f"[start, end) in characters, from 0 to {end}")
    return None


def _coded(found: _Object) -> tuple[str, ...] | None:
    value = found.content.get("coded")
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    found.refuse("coded", _shown(value), allowed="a list of the fields that the coder answers")
    return None


def _probabilities(found: _Object) -> Mapping[str, Any] | None:
    value = found.content.get("probabilities")
    if value is None or isinstance(value, dict):
        return value
    found.refuse("probabilities", _shown(value), allowed="an object: probabilities by field")
    return None


def _shown(value: object) -> str:
    """A value in a message: short, whatever it holds."""
    if isinstance(value, dict):
        return "an object {…}"
    if isinstance(value, list):
        return "a list […]"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + '…"'
