"""How results are said: phrases for levels, locations, routes, roads and movements.

The rules by which a phrase is chosen stand here, its words in the catalogue. They speak of
conditions that are open, not open, lacking or in place; `refuse_words` refuses the words of cause
and prediction, and every "is an alliance" (C4, I-32).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from cordiale.actors import get
from cordiale.errors import RefusedError
from cordiale.model.levels import LEVELS, NO_ALIGNMENT, AlignmentType, Arm, Condition, Gate
from cordiale.model.results import (
    CANNOT_BE_SET_ASIDE,
    Event,
    Flip,
    LevelResult,
    LocationShare,
    NextType,
    Probability,
    Score,
    State,
    Support,
)
from cordiale.model.study import Snapshot
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.grammar import (
    and_list,
    counted,
    figure,
    listed,
    or_list,
    sentence,
    upper_first,
)

__all__ = [
    "ARM_NAMES",
    "CONDITION_NAMES",
    "FULL_NAMES",
    "LEVEL_NAMES",
    "ROUTES",
    "SHORT_NAMES",
    "actor_name",
    "admissible_words",
    "admitted_words",
    "and_list",
    "draws_words",
    "dyad_name",
    "event_sentence",
    "flip_words",
    "full_words",
    "lacks_sentence",
    "level_words",
    "location_words",
    "locations_words",
    "low_routes",
    "or_list",
    "plain_words",
    "possible_locations",
    "refuse_words",
    "rests_sentence",
    "route_sentences",
    "score_words",
    "unsettled_conditions",
    "window_title",
]

SHORT_NAMES = Entries("common.type.{}.short", (*AlignmentType, NO_ALIGNMENT))
"""What a type is called where the figure or table around it has said what the words stand for."""

FULL_NAMES = Entries("common.type.{}.full", AlignmentType)
"""What a type is called in full, without an article."""

ARM_NAMES = Entries("common.arm.{}", Arm)
"""Whose words a result rests on."""

CONDITION_NAMES = Entries("common.condition.{}", Condition)
"""Conditions as they are said."""

LEVEL_NAMES = Entries("common.level.{}", dict.fromkeys(str(level) for kind in LEVELS.values() for level in kind))
"""Levels of all conditions as they are said, by the words that results hold."""

_INDEFINITE = Entries("common.type.{}.indefinite", (*AlignmentType, NO_ALIGNMENT))
_MONTHS = Entries("common.month.{}", range(1, 13))

_REFUSED = (
    r"caus(?:e|es|ed|ing|al|ally)",
    r"leads? to|led to|leading to",
    r"results? in|resulted in",
    r"brings? about|brought about",
    r"keeps?|kept",
    r"predict(?:s|ed|ing|ion|ions)?",
    r"forecasts?",
    r"determines?|determined",
    r"due to|because of|owing to|thanks to",
    r"(?:is|are|was|were|as) (?:a|the) (?:result|consequence|effect) of",
    r"drives?|driven by",
    r"(?:has|have|had|constitutes?|constituted) (?:an?|the) (?:[\w-]+ ){0,3}"
    r"(?:alliance|coalition|partnership|security community)",
    r"(?:is|are|was|were) (?:now |already |still )?in an? (?:[\w-]+ ){0,3}"
    r"(?:alliance|coalition|partnership|security community)",
    r"(?:is|are|was|were|be|been|being|becomes?|became|remains?|remained|forms?|formed)"
    r"(?: (?:now|already|still|not|never))* (?:an?|the) (?:[\w-]+ ){0,3}"
    r"(?:alliance|coalition|partnership|security community)",
)
_REFUSAL = re.compile(r"\b(?:" + "|".join(_REFUSED) + r")\b", re.IGNORECASE)


def refuse_words(text: str) -> str:
    """The text itself, if it claims neither cause nor prediction and calls no dyad "an alliance".

    Raises:
        RefusedError: the text holds such words; the message quotes them.

    Rule: C4, I-32.

    Example:
        >>> refuse_words("conditions in place for an alliance")
        'conditions in place for an alliance'
    """
    found = _REFUSAL.search(text)
    if found:
        raise RefusedError(
            f"{found.group()!r} claims more than a location can: say that conditions are open, not open, "
            "lacking, or in place for a type"
        )
    return text


# -- names ---------------------------------------------------------------------------------------


def actor_name(code: str) -> str:
    """The short name of an actor in the language spoken; its code where the table has none.

    Example:
        >>> actor_name("CHN"), actor_name("ZZZ")
        ('China', 'ZZZ')
    """
    try:
        return get(code).name(say("common.language.actors"))
    except KeyError:
        return code


def dyad_name(dyad: tuple[str, str]) -> str:
    """Both partners by name, "China and Russia"."""
    return and_list([actor_name(code) for code in dyad])


def window_title(snapshot: Snapshot) -> str:
    """The time a snapshot covers, as short as can be.

    Example:
        >>> from datetime import date
        >>> window_title(Snapshot(id="2022p", start=date(2022, 1, 1), end=date(2025, 12, 31)))
        '2022–25'
        >>> window_title(Snapshot(id="a", start=date(2014, 1, 1), end=date(2014, 6, 30)))
        'Jan–Jun 2014'
    """
    start, end = snapshot.start, snapshot.end
    if start.year != end.year:
        same_century = start.year // 100 == end.year // 100
        return say("common.period.years", first=start.year, last=f"{end.year % 100:02d}" if same_century else end.year)
    if (start.month, end.month) == (1, 12):
        return say("common.period.year", year=start.year)
    first, last = _MONTHS[str(start.month)], _MONTHS[str(end.month)]
    if first == last:
        return say("common.period.month", month=first, year=start.year)
    return say("common.period.months", first=first, last=last, year=start.year)


def plain_words(value: object) -> str:
    """A code, or a group of codes, as words: ``affirms_equal`` gives "affirms equal".

    Missing: None gives an empty text.

    Example:
        >>> plain_words({"CHN": "independent_pole", "RUS": ("equal", "none")})
        'China: independent pole; Russia: equal, none'
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        said = [(actor_name(str(key)), plain_words(item)) for key, item in value.items()]
        return listed("clauses", [say("wording.actor.words", actor=actor, words=words) for actor, words in said])
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return listed("comma", [plain_words(item) for item in items])
    if isinstance(value, bool):
        return say("common.yes" if value else "common.no")
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).replace("_", " ")


# -- levels --------------------------------------------------------------------------------------


def admissible_words(condition: Condition, admissible: Iterable[str]) -> str:
    """The levels that cannot be set aside, in order: "low or medium", "minimal to higher".

    Missing: empty where every level is admissible, since then nothing is known.
    """
    order = [str(level) for level in LEVELS[condition]]
    places = sorted(order.index(word) for word in set(admissible) if word in order)
    words = [LEVEL_NAMES[order[place]] for place in places]
    if len(words) in (0, len(order)):
        return ""
    if len(words) > 2 and places[-1] - places[0] == len(places) - 1:
        return say("wording.level.range", lowest=words[0], highest=words[-1])
    return or_list(words)


def level_words(condition: Condition, result: LevelResult) -> str:
    """A level in words; an unknown level with what it may be.

    Example:
        >>> level_words(Condition.STATUS, LevelResult(level=None, admissible=("minimal", "medium")))
        'unknown: minimal or medium'
        >>> level_words(Condition.IDENTITY, LevelResult(level="medium", admissible=("low", "medium")))
        'medium'
    """
    if result.level is not None:
        return LEVEL_NAMES[result.level]
    among = admissible_words(condition, result.admissible)
    return say("common.unknown_among", among=among) if among else say("common.unknown")


ROUTES = Entries("wording.route.{}", ("a", "b", "c", "none_urgent"))
"""What holds on each route to a low threat level, in the order in which routes are named."""


def low_routes(result: LevelResult) -> tuple[str, ...]:
    """By which routes the threat level is low: ``a``, ``b``, ``c`` or ``none_urgent``, in this order.

    Missing: empty where the result names no route.

    Rule: T-3, T-4, T-5.
    """
    given = result.detail.get("routes") or ()
    named = {given} if isinstance(given, str) else {str(route) for route in _items(given)}
    return tuple(route for route in ROUTES if route in named)


def route_sentences(result: LevelResult) -> tuple[str, ...]:
    """By which routes the threat level is low: one clause a route, in the order a, b, c.

    Missing: empty where the result names no route.

    Rule: T-3, T-4, T-5.

    Example:
        >>> route_sentences(LevelResult(level="low", admissible=("low",), detail={"routes": ("a",)}))
        ('route a: each names a different severe threat',)
    """
    return tuple(
        say("wording.route.of", letter=route, words=ROUTES[route]) if len(route) == 1 else ROUTES[route]
        for route in low_routes(result)
    )


def _items(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, (list, tuple, set, frozenset)) else (value,)


def score_words(score: Score | None) -> str:
    """A sub-score with its interval: "0.33 (0.11 to 0.50)"; "unknown" where missing codes decide it."""
    if score is None:
        return ""
    low, high = _score(score.low), _score(score.high)
    if score.value is None:
        return say("wording.score.unknown", low=low, high=high)
    return say("wording.score.known", value=_score(score.value), low=low, high=high)


def _score(value: float) -> str:
    return figure(value + 0.0, ".2f")


def draws_words(share: Probability) -> str:
    """A share of draws as people say it.

    Example:
        >>> draws_words(Probability(lower=0.62, upper=0.8)), draws_words(Probability(lower=1, upper=1))
        ('62 to 80 in 100 draws', 'all draws')
    """
    low, high = round(share.lower * 100), round(share.upper * 100)
    if low == 100:
        return say("wording.draws.all")
    if high == 0:
        return say("wording.draws.none")
    return say("wording.draws.point", share=low) if low == high else say("wording.draws.range", low=low, high=high)


def flip_words(flip: Flip | None) -> str:
    """The smallest recode that changes a level, in words (OP 7, provenance and flips).

    Example:
        >>> flip_words(Flip(steps=1, what="urgency of E21-15 from 1 to 2"))
        'one step: urgency of E21-15 from 1 to 2'
    """
    if flip is None:
        return ""
    if flip.steps is None:
        return flip.what or say("wording.flip.far")
    return counted("wording.flip", flip.steps, what=flip.what)


# -- locations -----------------------------------------------------------------------------------


def full_words(kind: str) -> str:
    """A type by its full name with its article: "an alliance"; "no alignment" where there is none."""
    return _INDEFINITE[kind]


def possible_locations(shares: Iterable[LocationShare]) -> tuple[tuple[str, ...], ...]:
    """The locations that cannot be set aside, in the order of types."""
    order = [*(str(kind) for kind in AlignmentType), NO_ALIGNMENT]
    kept = {
        tuple(sorted((str(kind) for kind in share.types), key=order.index))
        for share in shares
        if share.types and round(share.upper, 6) >= CANNOT_BE_SET_ASIDE
    }
    return tuple(sorted(kept, key=lambda types: [order.index(kind) for kind in types]))


def location_words(state: State) -> str:
    """Where a dyad is located, in the short names of the types.

    Returns:
        ``thick``; ``coalition and thick, unranked`` for a tie; ``on the line: thin or thick`` where
        two locations are possible; ``unknown: thin, coalition or thick`` where more are;
        ``thick, or thin`` where a judgement allows both;
        ``if aligned: …`` where the gate is unknown; ``no alignment`` where it is closed.

    Rule: I-15, I-16, I-32.
    """
    if state.gate is Gate.CLOSED:
        return SHORT_NAMES[NO_ALIGNMENT]
    words = _known_words(state, state.location) if state.location else _unknown_words(state)
    return say("wording.location.if_aligned", location=words) if state.gate is Gate.UNKNOWN else words


def _known_words(state: State, location: Sequence[str]) -> str:
    """The location; in a judgement also those that its wording allows (``thick, or thin``)."""
    others = admitted_words(state)
    return listed("or_also", [_tie_words(location), others]) if others else _tie_words(location)


def admitted_words(state: State) -> str:
    """The other locations that the wording of a judgement allows; empty where it allows none."""
    if state.arm is not Arm.JUDGED or state.gate is Gate.CLOSED or not state.location:
        return ""
    others = [types for types in possible_locations(state.locations) if set(types) != set(state.location)]
    return listed("or_also", [_tie_words(types) for types in others])


def _tie_words(types: Sequence[str]) -> str:
    names = [SHORT_NAMES[kind] for kind in types]
    return names[0] if len(names) == 1 else say("wording.location.tie", types=and_list(names))


def locations_words(state: State) -> tuple[str, ...]:
    """The locations that cannot be set aside, each in the short names of its types."""
    return tuple(
        listed("with", [SHORT_NAMES[kind] for kind in types]) for types in possible_locations(state.locations)
    )


def _unknown_words(state: State) -> str:
    possible = locations_words(state)
    if len(possible) == 2:
        return say("wording.location.line", locations=or_list(possible))
    few = 2 < len(possible) < 6
    return say("common.unknown_among", among=or_list(possible)) if few else say("common.unknown")


# -- movement ------------------------------------------------------------------------------------

_EVENTS = Entries(
    "wording.event.{}",
    (
        "emerge",
        "deepen",
        "erode",
        "transform_up",
        "transform_down",
        "transform_lateral",
        "decay",
        "abandon",
        "label_only",
    ),
)


_OUTPUTS = Entries("wording.dimension.{}", ("support", "coordination", "label"))


def event_sentence(event: Event) -> str:
    """A movement between two snapshots: what moved, by which pathway, from whose words.

    Rule: I-24, I-25, OP 5.1.
    """
    words = _EVENTS[event.event]
    if event.dimension:
        dimension = (CONDITION_NAMES if event.dimension in CONDITION_NAMES else _OUTPUTS)[event.dimension]
        words = say("wording.movement.of", dimension=dimension, event=words)
    clauses = [say("wording.movement.what", event=words, what=event.what) if event.what else words]
    if event.pathway:
        stated = "wording.movement.pathway_stated" if event.stated else "wording.movement.pathway_implied"
        clauses.append(say(stated, pathway=event.pathway))
    if event.arm is not Arm.COMPUTED:
        clauses.append(ARM_NAMES[event.arm])
    return sentence(clauses)


def lacks_sentence(option: NextType, unsettled: Collection[str] = ()) -> str:
    """What a type that is not open lacks, in a sentence.

    Args:
        unsettled: conditions whose present level is unknown: the type may lack less of them.
    """
    name = upper_first(full_words(option.type))
    missing = [
        say(
            "wording.lacks.up_to" if condition in unsettled else "wording.lacks.condition",
            condition=CONDITION_NAMES[condition],
            levels=counted("common.count.level", steps),
        )
        for condition, steps in option.missing.items()
        if steps
    ]
    if not missing:
        return say("wording.lacks.nothing", type=name)
    return say("wording.lacks.sentence", type=name, missing=and_list(missing))


def unsettled_conditions(state: State | None) -> frozenset[str]:
    """The conditions whose level is unknown in a state."""
    return frozenset(name for name, result in state.levels.items() if result.level is None) if state else frozenset()


def rests_sentence(support: Support) -> str:
    """What closes first: a condition, the level it falls to, the types that are then not open."""
    closes = [full_words(kind) for kind in support.closes]
    then = [full_words(kind) for kind in support.then if kind != NO_ALIGNMENT]
    words = {
        "condition": CONDITION_NAMES[support.condition],
        "level": LEVEL_NAMES[support.level],
        "falls_to": LEVEL_NAMES[support.falls_to],
        "types": and_list(closes),
    }
    if not then:
        return counted("wording.rests.none_then", len(closes), **words)
    return counted("wording.rests.then", len(closes), then=and_list(then), **words)
