"""A passage read with the patterns of its language: what was found, what counts as said, and who is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cordiale.actors import get
from cordiale.coding.dictionary.canonical import Canonical, canonical
from cordiale.coding.dictionary.files import Pattern, PatternFiles
from cordiale.coding.dictionary.matching import Hit, Matcher
from cordiale.coding.dictionary.scope import Scoped, scoped
from cordiale.coding.dictionary.syntax import BLOC, OTHER, SELF
from cordiale.model.texts import CodingUnit

__all__ = ["BOUND", "NEAR", "Named", "Reader", "Reading"]

BOUND, NEAR = "bound", "near"

_TOGETHER = (  # pairs of cues in one sentence that say more than each alone
    ("framing.danger", "source"),
    ("framing.counter", "source"),
    ("framing.harm", "source"),
    ("framing.severe", "source"),
    ("framing.danger", "names.other"),
    ("framing.harm", "names.other"),
    ("framing.condemn", "names.other"),
    ("framing.we", "names.other"),
    ("framing.we", "framing.counter"),
    ("framing.we", "framing.danger"),
)
_FORM = "{form}"
_SHORT, _LONG = 25, 80  # words
_KINDS_NAMED = {"adjective": "adjective", "people": "people", "bloc": "bloc"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Another actor, people, bloc or past that the passage names.

    Args:
        key: by which mentions are put together. Args name: the usual English short name.
        family: source family of a threat that comes from it; empty for those who have none.
        places: the words that name it. Args gives: codes that stand in its line of `others.csv`.
        cues: what was found about it, by where it was found; with the hit, where there is one.
    """

    key: str
    name: str
    family: str
    places: tuple[int, ...]
    gives: Mapping[str, str]
    cues: Mapping[tuple[str, str], Hit | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found in a passage.

    Args:
        passage: as patterns see it. Args hits: all patterns that hold. Args aside: those that do not count, and why.
        said: those that count. Args cues: what they are signs of, with the first hit of each. Args named: the others.
    """

    passage: Canonical
    hits: Sequence[Hit]
    aside: Mapping[Hit, Scoped]
    said: Sequence[Hit]
    cues: Mapping[str, Hit | None]
    named: Sequence[Named]


class Reader:
    """Reads passages of one language."""

    def __init__(self, files: PatternFiles) -> None:
        self.rules, self.patterns = files.rules, files.patterns
        self._is_word = [one.kind == "words" for one in files.patterns]
        self._matcher = Matcher(files.patterns, spaced=files.rules.spaced)

    def read(self, unit: CodingUnit) -> Reading:
        """What is found in a passage."""
        passage = canonical(unit.text, unit.mentions, actor=unit.actor, spaced=self.rules.spaced)
        hits = self._matcher.hits(passage)
        aside = scoped(passage, hits, self.patterns, self.rules.breaks)
        said = [one for one in hits if one not in aside] if aside else hits
        places = self._named_places(passage, said)
        cues = _cues(passage, said, aside, self.patterns, len(places))
        named = tuple(
            Named(
                key=key,
                name=name,
                family=family,
                places=tuple(at),
                gives=gives,
                cues=self._cues_of(passage, said, at, kind, len(places)),
            )
            for key, (name, family, kind, at, gives) in places.items()
        )
        return Reading(passage=passage, hits=hits, aside=aside, said=said, cues=cues, named=named)

    def _named_places(
        self, passage: Canonical, said: Sequence[Hit]
    ) -> dict[str, tuple[str, str, str, list[int], Mapping[str, str]]]:
        """By actor or name: name, family, kind, the words that name it, and the codes of its line."""
        found: dict[str, tuple[str, str, str, list[int], Mapping[str, str]]] = {}
        unlisted = [hit for hit in said if self.patterns[hit.pattern].kind == "others"]
        within = {place for hit in unlisted for place in range(hit.first, hit.last + 1)}
        for place, mention in passage.named.items():
            if passage.words[place] != SELF and place not in within:  # "Nazi Germany" is not Germany
                name, family = _name_and_family(mention.original_actor)
                kind = _KINDS_NAMED.get(mention.kind, "state")
                entry = found.setdefault(mention.original_actor, (name, family, kind, [], {}))
                entry[3].append(place)
        for hit in unlisted:
            gives = self.patterns[hit.pattern].gives
            name = _unlisted_name(gives["name"], passage, hit)
            entry = found.setdefault(name, (name, "", "unlisted", [], gives))
            entry[3].append(hit.first)
        return found

    def _cues_of(
        self, passage: Canonical, said: Sequence[Hit], places: Sequence[int], kind: str, how_many: int
    ) -> dict[tuple[str, str], Hit | None]:
        """What was found about one named actor."""
        cues: dict[tuple[str, str], Hit | None] = {
            ("", f"kind.{kind}"): None,
            ("", _how_many(how_many)): None,
        }
        if len(places) > 1:
            cues["", "named.again"] = None
        sentences, near = passage.sentences, self.rules.near
        for hit in said:
            where = ""
            for place in places:
                if place in hit.others:
                    where = BOUND
                    break
                if sentences[place] == sentences[hit.first] and hit.first - near <= place <= hit.last + near:
                    where = NEAR
            if self._is_word[hit.pattern] and not where:  # words count for an actor only near it
                continue
            for cue in self.patterns[hit.pattern].cues:
                cues.setdefault(("", cue), hit)
                if where:
                    cues.setdefault((NEAR, cue), hit)
                    if where == BOUND:
                        cues.setdefault((BOUND, cue), hit)
        return cues


@cache
def _name_and_family(code: str) -> tuple[str, str]:
    actor = get(code)
    return actor.name_en, actor.family


def _unlisted_name(name: str, passage: Canonical, hit: Hit) -> str:
    """The name of an Other that is no actor; ``{form}`` in it stands for the words of the actor named in the pattern."""
    if _FORM not in name:
        return name
    forms = (passage.named[place].form for place in range(hit.first, hit.last + 1) if place in passage.named)
    return name.replace(_FORM, next(forms, "")).strip()


def _how_many(number: int) -> str:
    return ("names.none", "names.one", "names.two")[number] if number < 3 else "names.many"


def _cues(
    passage: Canonical,
    said: Sequence[Hit],
    aside: Mapping[Hit, Scoped],
    patterns: Sequence[Pattern],
    how_many: int,
) -> dict[str, Hit | None]:
    """What a passage shows signs of, each with the hit that shows it first."""
    cues: dict[str, Hit | None] = {_how_many(how_many): None}
    sentences: dict[str, set[int]] = {}
    for hit in said:
        for cue in patterns[hit.pattern].cues:
            cues.setdefault(cue, hit)
            if cue in _PAIRED:
                sentences.setdefault(cue, set()).add(passage.sentences[hit.first])
    for one in aside.values():
        for cue in patterns[one.hit.pattern].cues:
            cues.setdefault(f"{one.effect}.{cue}", one.hit)
    for sign, cue in ((OTHER, "names.other"), (BLOC, "names.other"), (SELF, "names.self")):
        if sign in passage.text:
            cues.setdefault(cue, None)
    if "names.other" in cues:
        sentences["names.other"] = {
            passage.sentences[place] for place in passage.named if passage.words[place] != SELF
        }
    for first, second in _TOGETHER:
        if sentences.get(first, set()) & sentences.get(second, set()):
            cues[f"together.{first}+{second}"] = cues[first]
    words = len(passage.words)
    cues["length.short" if words < _SHORT else "length.long" if words > _LONG else "length.middle"] = None
    return cues


_PAIRED = frozenset(cue for pair in _TOGETHER for cue in pair)
