"""How results are said: phrases for levels, locations, routes, roads and movements.

All composed text of the report comes from this module and from `finding`. It speaks of conditions
that are open, not open, lacking or in place; `refuse_words` refuses the words of cause and
prediction, and every "is an alliance" (C4, I-32).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from cordiale.actors import get
from cordiale.errors import RefusedError
from cordiale.model.levels import LEVELS, NO_ALIGNMENT, AlignmentType, Arm, Condition, Gate
from cordiale.model.results import (
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

__all__ = [
    "ARM_NAMES",
    "ROUTES",
    "SHORT_NAMES",
    "actor_name",
    "admissible_words",
    "and_list",
    "count_words",
    "draws_words",
    "dyad_name",
    "event_sentence",
    "flip_words",
    "full_words",
    "lacks_words",
    "level_words",
    "location_words",
    "or_list",
    "plain_words",
    "possible_locations",
    "refuse_words",
    "rests_sentence",
    "route_sentences",
    "score_words",
    "window_title",
]

SHORT_NAMES: Mapping[str, str] = {
    AlignmentType.THIN: "thin",
    AlignmentType.COAL: "coalition",
    AlignmentType.THICK: "thick",
    AlignmentType.ALLY: "alliance",
    AlignmentType.NASC: "non-allied community",
    AlignmentType.ASC: "allied community",
    NO_ALIGNMENT: "no alignment",
}
"""What a type is called where the figure or table around it has said what the words stand for."""

ARM_NAMES: Mapping[Arm, str] = {
    Arm.COMPUTED: "computed",
    Arm.WITH_AUTHOR_SUMMARIES: "with the authors’ summaries",
    Arm.JUDGED: "judged",
}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# From this upper probability on a location or level cannot be set aside (OP 7, uncertainty 4).
_CANNOT_BE_SET_ASIDE = 0.10

_REFUSED = (
    r"caus(?:e|es|ed|ing|al|ally)",
    r"leads? to|led to|leading to",
    r"results? in|resulted in",
    r"brings? about|brought about",
    r"keeps?|kept",
    r"predict(?:s|ed|ing|ion|ions)?",
    r"forecasts?",
    r"determines?|determined",
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
    """The English short name of an actor; its code where the table has none.

    Example:
        >>> actor_name("CHN"), actor_name("ZZZ")
        ('China', 'ZZZ')
    """
    try:
        return get(code).name_en
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
        return f"{start.year}–{end.year % 100:02d}" if same_century else f"{start.year}–{end.year}"
    if (start.month, end.month) == (1, 12):
        return str(start.year)
    first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
    return f"{first}–{last} {start.year}" if first != last else f"{first} {start.year}"


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
        return "; ".join(f"{actor_name(str(key))}: {plain_words(item)}" for key, item in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return ", ".join(plain_words(item) for item in items)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).replace("_", " ")


def and_list(items: Sequence[str]) -> str:
    """Items joined as in a sentence: "a, b and c"."""
    return _joined(items, "and")


def or_list(items: Sequence[str]) -> str:
    """Items joined as alternatives: "a, b or c"."""
    return _joined(items, "or")


def _joined(items: Sequence[str], word: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count_words(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun, small numbers in words.

    Example:
        >>> count_words(1, "level"), count_words(12, "draw"), count_words(2, "body", "bodies")
        ('one level', '12 draws', 'two bodies')
    """
    figure = _NUMBER_WORDS[count] if 0 <= count < len(_NUMBER_WORDS) else f"{count:,}"
    return f"{figure} {noun if count == 1 else plural or noun + 's'}"


# -- levels --------------------------------------------------------------------------------------


def admissible_words(condition: Condition, admissible: Iterable[str]) -> str:
    """The levels that cannot be set aside, in order: "low or medium", "minimal to higher".

    Missing: empty where every level is admissible, since then nothing is known.
    """
    order = [str(level) for level in LEVELS[condition]]
    places = sorted(order.index(word) for word in set(admissible) if word in order)
    words = [order[place] for place in places]
    if len(words) in (0, len(order)):
        return ""
    if len(words) > 2 and places[-1] - places[0] == len(places) - 1:
        return f"{words[0]} to {words[-1]}"
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
        return result.level
    among = admissible_words(condition, result.admissible)
    return f"unknown: {among}" if among else "unknown"


ROUTES: Mapping[str, str] = {
    "a": "each names a different severe threat",
    "b": "both name the same threat, and one sees it as less severe or less urgent than the other",
    "c": "both name the same threat, and both see it as not urgent or as below their other threats",
    "none_urgent": "neither names a threat that is both severe and urgent",
}


def route_sentences(result: LevelResult) -> tuple[str, ...]:
    """On which routes the threat level is low: one clause a route, in the order a, b, c.

    Missing: empty where the result names no route.

    Rule: T-3, T-4, T-5.

    Example:
        >>> route_sentences(LevelResult(level="low", admissible=("low",), detail={"routes": ("a",)}))
        ('route a: each names a different severe threat',)
    """
    given = result.detail.get("routes") or ()
    named = {given} if isinstance(given, str) else {str(route) for route in _items(given)}
    return tuple(
        f"route {route}: {words}" if len(route) == 1 else words
        for route, words in ROUTES.items()
        if route in named
    )


def _items(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, (list, tuple, set, frozenset)) else (value,)


def score_words(score: Score | None) -> str:
    """A sub-score with its interval: "0.33 (0.11 to 0.50)"; "unknown" where missing codes decide it."""
    if score is None:
        return ""
    interval = f"{_figure(score.low)} to {_figure(score.high)}"
    return f"unknown ({interval})" if score.value is None else f"{_figure(score.value)} ({interval})"


def _figure(value: float) -> str:
    return f"{value + 0.0:.2f}".replace("-", "−")


def draws_words(share: Probability) -> str:
    """A share of draws as people say it.

    Example:
        >>> draws_words(Probability(lower=0.62, upper=0.8)), draws_words(Probability(lower=1, upper=1))
        ('62 to 80 in 100 draws', 'all draws')
    """
    if round(share.lower * 100) == 100:
        return "all draws"
    return "no draws" if round(share.upper * 100) == 0 else f"{share} draws"


def flip_words(flip: Flip | None) -> str:
    """The smallest recode that changes a level, in words (OP 7, provenance and flips).

    Example:
        >>> flip_words(Flip(steps=1, what="urgency of E21-15 from 1 to 2"))
        'one step: urgency of E21-15 from 1 to 2'
    """
    if flip is None:
        return ""
    if flip.steps is None:
        return flip.what or "more than two"
    return f"{count_words(flip.steps, 'step')}: {flip.what}"


# -- locations -----------------------------------------------------------------------------------


def full_words(kind: str) -> str:
    """A type by its full name with its article: "an alliance"; "no alignment" where there is none."""
    if kind == NO_ALIGNMENT:
        return "no alignment"
    name = AlignmentType(kind).full_name
    return f"{'an' if name[0] == 'a' else 'a'} {name}"


def possible_locations(shares: Iterable[LocationShare]) -> tuple[tuple[str, ...], ...]:
    """The locations that cannot be set aside, in the order of types."""
    order = [*(str(kind) for kind in AlignmentType), NO_ALIGNMENT]
    kept = {
        tuple(sorted((str(kind) for kind in share.types), key=order.index))
        for share in shares
        if share.types and round(share.upper, 6) >= _CANNOT_BE_SET_ASIDE
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
    return f"if aligned: {words}" if state.gate is Gate.UNKNOWN else words


def _known_words(state: State, location: Sequence[str]) -> str:
    """The location; in a judgement also those that its wording allows (``thick, or thin``)."""
    if state.arm is not Arm.JUDGED:
        return _tie_words(location)
    others = [types for types in possible_locations(state.locations) if set(types) != set(location)]
    return ", or ".join(_tie_words(types) for types in (tuple(location), *others))


def _tie_words(types: Sequence[str]) -> str:
    names = [SHORT_NAMES[kind] for kind in types]
    return names[0] if len(names) == 1 else f"{and_list(names)}, unranked"


def _unknown_words(state: State) -> str:
    possible = [" with ".join(SHORT_NAMES[kind] for kind in types) for types in possible_locations(state.locations)]
    if len(possible) == 2:
        return f"on the line: {or_list(possible)}"
    return f"unknown: {or_list(possible)}" if 2 < len(possible) < 6 else "unknown"


# -- movement ------------------------------------------------------------------------------------

_EVENTS: Mapping[str, str] = {
    "emerge": "alignment emerges",
    "deepen": "deepening within the same type",
    "erode": "erosion within the same type",
    "transform_up": "conditions for a more demanding type come into place",
    "transform_down": "conditions for the more demanding type are no longer in place",
    "transform_lateral": "the location moves to a type that cannot be ranked against the former one",
    "decay": "decay: the location moves to a less demanding type, or out of alignment",
    "abandon": "alignment ends",
    "label_only": "the label changes and the location does not",
}


def event_sentence(event: Event) -> str:
    """A movement between two snapshots: what moved, by which pathway, from whose words.

    Rule: I-24, I-25, OP 5.1.
    """
    words = _EVENTS.get(event.event, plain_words(event.event))
    head = f"{plain_words(event.dimension).capitalize()}: {words}" if event.dimension else words.capitalize()
    parts = [f"{head} ({event.what})" if event.what else head]
    if event.pathway:
        source = "which the article names" if event.stated else "implied by the minima, not named in the article"
        parts.append(f"pathway {event.pathway}, {source}")
    if event.arm is not Arm.COMPUTED:
        parts.append(ARM_NAMES[event.arm])
    return "; ".join(parts) + "."


def lacks_words(missing: Mapping[str, int]) -> str:
    """What a type lacks: "threat (one level) and status (two levels)"."""
    return and_list([f"{name} ({count_words(steps, 'level')})" for name, steps in missing.items() if steps])


def lacks_sentence(option: NextType) -> str:
    """What a type that is not open lacks, in a sentence."""
    missing = lacks_words(option.missing)
    name = full_words(option.type).capitalize()
    return f"{name} lacks {missing}." if missing else f"{name} is not open on every reading."


def rests_sentence(support: Support) -> str:
    """What closes first: a condition, the level it falls to, the types that are then not open."""
    closes = and_list([full_words(kind) for kind in support.closes])
    then = and_list([full_words(kind) for kind in support.then if kind != NO_ALIGNMENT])
    first = f"If {support.condition} falls from {support.level} to {support.falls_to}, "
    middle = f"{closes} {'is' if len(support.closes) == 1 else 'are'} no longer open"
    last = f"; what is then in place are conditions for {then}" if then else ""
    return f"{first}{middle}{last}."
