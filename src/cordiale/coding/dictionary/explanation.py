"""Why the dictionary coder codes a passage as it does: every pattern that held, what was set aside, and the points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cordiale.coding.dictionary.coder import DictionaryCoder, Language, loaded
from cordiale.coding.dictionary.evidence import Scores, probability
from cordiale.coding.dictionary.matching import Hit
from cordiale.coding.dictionary.reading import Reading
from cordiale.formats.codings import Coding
from cordiale.model.texts import CodingUnit

__all__ = ["Explanation", "Found", "Given", "Reckoning", "explain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pattern that held.

    Args:
        pattern: as it is written. Args place: the file and line where it stands.
        span: where its words stand in the text. Args words: those words. Args cues: what it is a sign of.
        gives: the codes in its line. Args set_aside: why it does not count ("negated by 'no'"); empty where it counts.
    """

    pattern: str
    place: str
    span: tuple[int, int]
    words: str
    cues: tuple[str, ...]
    gives: Mapping[str, str]
    set_aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Points that one cue gives to a decision; ``words`` are those that showed it, empty where it hangs on no words."""

    cue: str
    where: str
    words: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """How a decision came out.

    Args:
        decision: its name. Args about: the actor that it is about; empty for the passage.
        base: points before anything is found. Args given: points by cue, the weightiest first.
        points: their sum. Args threshold: from which the decision holds. Args p: the probability that the points stand for.
    """

    decision: str
    about: str
    base: float
    given: tuple[Given, ...]
    points: float
    threshold: float
    p: float
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What the dictionary coder saw in a passage, and what it made of it.

    Args:
        text: the passage. Args language: whose patterns were used. Args actor: who speaks; empty where not said.
        named: the other actors that were seen, with their spans.
        found: patterns that held, in the order of the words; those set aside say why.
        reckonings: decisions to which something gave points, those that hold first.
        coding: the codes that result.
    """

    text: str
    language: str
    actor: str
    named: tuple[tuple[str, tuple[int, int]], ...]
    found: tuple[Found, ...]
    reckonings: tuple[Reckoning, ...]
    coding: Coding


def explain(unit: CodingUnit, *, folder: Path | None = None) -> Explanation:
    """Why the dictionary coder codes a passage as it does.

    Args:
        unit: the passage, with its mentions. Args folder: where the folders of the languages stand; None: the package's.

    Missing:
        A passage that cannot be coded has nothing found, and a coding that says why.

    Example:
        >>> unit = CodingUnit(id="1", actor="", text="This poses no threat to peace.", language="en")
        >>> next(one.set_aside for one in explain(unit).found if one.words == "threat" and one.set_aside)
        "denied by 'no threat'"
    """
    coding = DictionaryCoder(folder=folder).code([unit])[0]
    if coding.failed is not None:
        return Explanation(
            text=unit.text,
            language=unit.language,
            actor=unit.actor,
            named=(),
            found=(),
            reckonings=(),
            coding=coding,
        )
    language = loaded(unit.language, folder)
    reading = language.reader.read(unit)
    passage = reading.passage
    return Explanation(
        text=unit.text,
        language=unit.language,
        actor=unit.actor,
        named=tuple((one.name, passage.spans[place]) for one in reading.named for place in one.places),
        found=tuple(sorted(_found(unit, reading, language), key=lambda one: one.span)),
        reckonings=tuple(sorted(_reckonings(unit, reading, language), key=_order)),
        coding=coding,
    )


_TAKEN = {"negates": "negated", "denies": "denied", "reports": "reported as somebody else's view"}


def _found(unit: CodingUnit, reading: Reading, language: Language) -> Iterator[Found]:
    for hit in reading.hits:
        pattern = language.files.patterns[hit.pattern]
        taken = reading.aside.get(hit)
        start, end = _span(reading, hit)
        yield Found(
            pattern=pattern.text,
            place=pattern.place,
            span=(start, end),
            words=unit.text[start:end],
            cues=pattern.cues,
            gives=pattern.gives,
            set_aside=f"{_TAKEN[taken.effect]} by {_words(unit, reading, taken.by)!r}" if taken else "",
        )


def _reckonings(unit: CodingUnit, reading: Reading, language: Language) -> Iterator[Reckoning]:
    scale = language.scale
    plain: dict[tuple[str, str], Hit | None] = {("", cue): hit for cue, hit in reading.cues.items()}
    yield from _reckoned("", scale.passage(reading), plain, unit, reading, language)
    for one in reading.named:
        yield from _reckoned(one.name, scale.named(one), one.cues, unit, reading, language)


def _reckoned(
    about: str,
    scores: Scores,
    cues: Mapping[tuple[str, str], Hit | None],
    unit: CodingUnit,
    reading: Reading,
    language: Language,
) -> Iterator[Reckoning]:
    bases = {one.name: one.base for one in language.files.decisions}
    for decision, points in scores.points.items():
        given = [
            Given(cue=cue, where=where, words=_words(unit, reading, hit) if hit else "", points=counted)
            for (where, cue), hit in cues.items()
            if (counted := language.scale.given(decision, where, cue))
        ]
        if given:
            given.sort(key=lambda one: -abs(one.points))
            yield Reckoning(
                decision=decision,
                about=about,
                base=bases[decision],
                given=tuple(given),
                points=round(points, 2),
                threshold=scores.thresholds[decision],
                p=round(probability(points), 3),
                holds=scores.holds(decision),
            )


def _order(one: Reckoning) -> tuple[bool, float]:
    return not one.holds, one.threshold - one.points


def _span(reading: Reading, hit: Hit) -> tuple[int, int]:
    return reading.passage.spans[hit.first][0], reading.passage.spans[hit.last][1]


def _words(unit: CodingUnit, reading: Reading, hit: Hit) -> str:
    start, end = _span(reading, hit)
    return unit.text[start:end]
