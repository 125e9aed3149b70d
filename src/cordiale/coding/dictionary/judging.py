"""From what was found in a passage to its codes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cordiale.coding.dictionary.evidence import Scale
from cordiale.coding.dictionary.files import Pattern
from cordiale.coding.dictionary.matching import Hit
from cordiale.coding.dictionary.reading import BOUND, NEAR, Named, Reading
from cordiale.formats.codings import MOST, VOCABULARY, Coding, Other, Status, Threat
from cordiale.model.texts import CodingUnit

__all__ = ["judged"]

_ROLES = {"radical": "contrastive", "we": "partner", "non_radical": "partner", "none": "background"}
_VALENCES = {"radical": -1, "we": 1, "non_radical": 1, "none": 0}
_FIELDS = ("role", "basis", "valence", "trust")
_ON_ANY = (
    "basis",
    "trust",
)  # of these a pattern tells although the relation came out closer or looser than it says


def judged(unit: CodingUnit, reading: Reading, scale: Scale, patterns: Sequence[Pattern]) -> Coding:
    """The coding that a passage's evidence gives.

    Args:
        unit: the passage. Args reading: what was found in it. Args scale: points by cue. Args patterns: by their numbers.
    """
    return _Judge(unit, reading, scale, patterns).coding()


class _Judge:
    """One passage's evidence, and the codes drawn from it."""

    def __init__(self, unit: CodingUnit, reading: Reading, scale: Scale, patterns: Sequence[Pattern]) -> None:
        self.unit, self.reading, self.patterns = unit, reading, patterns
        self.scores = scale.passage(reading)
        self.named = [(one, scale.named(one)) for one in reading.named]

    def coding(self) -> Coding:
        support = self._best("support", "none")
        narrative = self._likeliest("narrative", VOCABULARY["narrative"])
        return Coding(
            id=self.unit.id,
            threats=tuple(self._threats()),
            others=tuple(self._others()),
            status=tuple(self._status()),
            support=support,
            narrative=narrative,
            confidence=self.scores.p(f"narrative.{narrative}"),
        )

    def _best(self, field: str, otherwise: str) -> str:
        """The value that has most points where a field has any; else the one that says nothing.

        Whether it has any is one decision (``rank.any``); where the files lack that, each value decides for itself.
        """
        values = [str(value) for value in VOCABULARY[_key(field)] if value != otherwise]
        if f"{field}.any" in self.scores.points:
            likeliest = max(values, key=lambda value: self.scores.points.get(f"{field}.{value}", -math.inf))
            return likeliest if self.scores.holds(f"{field}.any") else otherwise
        held = [value for value in values if self.scores.holds(f"{field}.{value}")]
        return max(held, key=lambda value: self.scores.margin(f"{field}.{value}"), default=otherwise)

    def _likeliest(self, field: str, values: Sequence[Any]) -> str:
        return max(
            reversed([str(one) for one in values]), key=lambda value: self.scores.margin(f"{field}.{value}")
        )

    # Threats

    def _threats(self) -> Iterator[Threat]:
        """Threats that hold, strongest first, then those that are denied."""
        found: dict[str, Threat] = {}
        if self.scores.holds("threat"):
            sources = sorted(self._sources(), key=lambda one: -one[0])
            held = [one for one in sources if one[0] >= 0] or [one for one in sources if one[3]][:1]
            held = held or [(0.0, "other", "unnamed", None, self.scores.p("threat"))]
            for _, family, source, hit, p in held[: MOST["threats"]]:
                found.setdefault(family + source, self._threat(family, source, hit, p))
        if len(found) < MOST["threats"]:
            for family, source, hit in self._denied():
                found.setdefault(family + source, self._denial(family, source, hit))
                break
        yield from found.values()

    def _sources(self) -> Iterator[tuple[float, str, str, Hit | None, float]]:
        """What may threaten: margin, family, source, its words, probability."""
        actors = set()
        for one, scores in self.named:
            if one.family and not _is_victim(one):
                actors.add(one.family)
                yield (
                    scores.margin("other.threat"),
                    one.family,
                    one.name.lower(),
                    Hit(-1, one.places[0], one.places[0]),
                    scores.p("other.threat"),
                )
        for family in VOCABULARY["threats.family"]:
            decision = f"family.{family}"
            if decision in self.scores.points and family not in actors:
                hit = self._source_hit(f"source.{family}")
                source = self._source_of(hit) if hit else str(family).replace("_", " ")
                # A family that no pattern names is a guess from words around it; a named one goes before it.
                yield self.scores.margin(decision), str(family), source, hit, self.scores.p(decision)

    def _source_hit(self, cue: str) -> Hit | None:
        """The words that name a source most fully ("international terrorism" before "terrorism"), the first of equals."""
        if cue not in self.reading.cues:
            return None
        found = (one for one in self.reading.said if cue in self.patterns[one.pattern].cues)
        return max(found, key=lambda one: (one.last - one.first, -one.first))

    def _source_of(self, hit: Hit) -> str:
        pattern = self.patterns[hit.pattern]
        return pattern.gives.get("source") or self._words(hit).lower()

    def _threat(self, family: str, source: str, hit: Hit | None, p: float) -> Threat:
        scores = self.scores
        return Threat(
            source=source,
            family=family,
            magnitude=3 if scores.holds("grave") else 2 if scores.holds("serious") else 1,
            urgency=2 if scores.holds("imminent") else 1 if scores.holds("growing") else 0,
            hedge=scores.holds("open"),
            p=p,
            **self._evidence(hit or self.reading.cues.get("framing.danger")),
        )

    def _denied(self) -> Iterator[tuple[str, str, Hit]]:
        """Sources whose danger the passage denies."""
        for one in self.reading.aside.values():
            pattern = self.patterns[one.hit.pattern]
            if one.effect == "denies" and pattern.kind == "sources":
                yield pattern.gives["family"], self._source_of(one.hit), one.hit

    def _denial(self, family: str, source: str, hit: Hit) -> Threat:
        return Threat(
            source=source, family=family, magnitude=0, urgency=0, hedge=False, **self._evidence(hit)
        )

    # Others

    def _others(self) -> Iterator[Other]:
        """Others that the passage relates to the Self or judges, the surest first."""
        found: list[tuple[float, Other]] = []
        for one, scores in self.named:
            best = max(("radical", "we", "non_radical"), key=lambda name: scores.margin(f"other.{name}"))
            margin = scores.margin(f"other.{best}")
            if margin >= 0:
                found.append((margin, self._other(one, best, scores.p(f"other.{best}"))))
            elif scores.holds("other.related"):
                found.append(
                    (scores.margin("other.related"), self._other(one, "none", scores.p("other.related")))
                )
        found.sort(key=lambda one: -one[0])
        yield from (other for _, other in found[: MOST["others"]])

    def _other(self, named: Named, othering: str, p: float) -> Other:
        """The further codes come from the patterns nearest to the name that say something of them."""
        given: dict[str, str] = {"role": _ROLES[othering], "valence": str(_VALENCES[othering])}
        hits = [hit for where in (NEAR, BOUND) for hit in _hits(named, where)]
        for hit in hits:  # what binds the name comes last and has the last word
            pattern = self.patterns[hit.pattern]
            if pattern.kind == "relations":
                fits = pattern.gives.get("othering", othering) == othering
                told = _FIELDS if fits else _ON_ANY if othering != "radical" else ()
                given.update((key, pattern.gives[key]) for key in told if key in pattern.gives)
        given.update((key, named.gives[key]) for key in _FIELDS if key in named.gives)
        place = named.places[0]
        return Other(
            name=named.name,
            othering=othering,
            role=given["role"],
            basis=given.get("basis", "none"),
            valence=int(given["valence"]),
            trust=given.get("trust", "none"),
            p=p,
            **self._evidence(Hit(-1, place, place)),
        )

    # Status

    def _status(self) -> Iterator[Status]:
        """A claim to rank or role; one that is a formula counts as such (I-20)."""
        claims, formula = self.scores.holds("status"), self.scores.holds("formula")
        if not (claims or formula):
            return
        formulaic = not claims or self.scores.margin("formula") > self.scores.margin("status")  # I-20
        hit = self.reading.cues.get("status") or next(
            (hit for cue, hit in self.reading.cues.items() if hit and cue.startswith("word:")), None
        )
        yield Status(
            toward=self._toward(hit),
            own_rank=self._best("rank", "none"),
            role=self._best("role", "none"),
            autonomy=self._best("autonomy", "none"),
            recognition=self._best("recognition", "none"),
            formulaic=formulaic,
            p=self.scores.p("formula" if formulaic else "status"),
            **self._evidence(hit),
        )

    def _toward(self, hit: Hit | None) -> str:
        """The one other actor in the claim's words, else the world."""
        names = {one.name for one in self.reading.named if hit and set(hit.others) & set(one.places)}
        return names.pop() if len(names) == 1 else "world"

    # Words

    def _words(self, hit: Hit) -> str:
        start, end = self.span(hit)
        return self.unit.text[start:end]

    def span(self, hit: Hit) -> tuple[int, int]:
        """Where a hit's words stand in the passage."""
        return self.reading.passage.spans[hit.first][0], self.reading.passage.spans[hit.last][1]

    def _evidence(self, hit: Hit | None) -> Mapping[str, Any]:
        if hit is None:
            return {}
        return {"span": self.span(hit), "quote": self._words(hit)}


def _hits(named: Named, where: str) -> Iterator[Hit]:
    for (found, _), hit in named.cues.items():
        if found == where and hit is not None:
            yield hit


def _is_victim(named: Named) -> bool:
    """Whether the danger is said to be done to the actor, and nowhere by it: "aggression against …"."""
    return (BOUND, "relations.victim") in named.cues and not any(
        (BOUND, f"relations.{cue}") in named.cues for cue in ("hostile", "crimes")
    )


def _key(field: str) -> str:
    return {"rank": "status.own_rank", "support": "support"}.get(field, f"status.{field}")
