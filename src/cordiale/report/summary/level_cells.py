"""A level in words: with its share of draws, its route, kind of low or role pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cordiale.model.levels import Arm, Condition
from cordiale.model.results import LevelResult, Probability, SnapshotReading
from cordiale.report.anchors import level_anchor
from cordiale.report.summary.values import LevelCell
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import and_list, counted, listed, or_list
from cordiale.report.words.wording import (
    LEVEL_NAMES,
    actor_name,
    draws_words,
    level_words,
    low_routes,
    plain_words,
    route_sentences,
)

__all__ = ["level_cell", "level_remarks", "level_result", "level_shares"]


def level_result(reading: SnapshotReading, arm: Arm, condition: Condition) -> LevelResult | None:
    """The level of a condition in an arm; None where the arm has none."""
    state = reading.states.get(arm)
    return state.levels.get(condition) if state else None


def level_cell(reading: SnapshotReading, arm: Arm, condition: Condition) -> LevelCell | None:
    """A level as a table shows it; None where the arm has none."""
    result = level_result(reading, arm, condition)
    if result is None:
        return None
    return LevelCell(
        words=level_words(condition, result),
        href=f"#{level_anchor(reading.snapshot.id, condition, arm)}",
        shares=_admitted(result) if arm is Arm.JUDGED else level_shares(result),
        remarks=_brief_remarks(result) if arm is Arm.COMPUTED else (),
    )


def level_shares(result: LevelResult) -> str:
    """In how many draws the level holds; of an unknown level, each that cannot be set aside."""
    if result.probability is None:
        return ""
    if result.level is not None:
        share = result.probability.get(result.level)
        return draws_words(share) if share else ""
    known = [(word, share) for word in result.admissible if (share := result.probability.get(word))]
    if all(share.lower <= 0 and share.upper >= 1 for _, share in known):
        return say("summary.level.nothing_narrows")
    return say("summary.level.shares", shares=listed("comma", [_of_draws(word, share) for word, share in known]))


def _of_draws(level: str, share: Probability) -> str:
    low, high = round(share.lower * 100), round(share.upper * 100)
    if low == high:
        return say("summary.level.share", level=LEVEL_NAMES[level], share=low)
    return say("summary.level.share_range", level=LEVEL_NAMES[level], low=low, high=high)


def _admitted(result: LevelResult) -> str:
    """What a judgement's wording allows besides its point."""
    others = [LEVEL_NAMES[word] for word in result.admissible if word != result.level]
    return say("summary.level.admitted", others=or_list(others)) if result.level and others else ""


def _brief_remarks(result: LevelResult) -> tuple[str, ...]:
    """Routes by their letters, kinds of low and role pair, for a table's cell."""
    letters = [route for route in low_routes(result) if len(route) == 1]
    routes = [counted("summary.level.routes", len(letters), letters=and_list(letters))] if letters else []
    return (*routes, *_kinds(result))


def level_remarks(result: LevelResult) -> tuple[str, ...]:
    """Routes in full, kinds of low, role pair, and what shuts status."""
    shut = result.detail.get("incompatible_because")
    because = [say("summary.level.incompatible_because", words=_with_names(plain_words(shut), result.documents))] if shut else []
    return (*route_sentences(result), *_kinds(result), *because)


def _with_names(words: str, actors: Iterable[str]) -> str:
    """Words of the engine with actors by name instead of code."""
    for code in actors:
        words = re.sub(rf"\b{re.escape(code)}\b", actor_name(code), words)
    return words


def _kinds(result: LevelResult) -> tuple[str, ...]:
    """By actor: which kind of low identity is, which role is taken towards the partner."""
    said = []
    for name in ("subcodes", "role_pair"):
        given = result.detail.get(name)
        if isinstance(given, Mapping):
            said += [
                say(f"summary.level.{name}", actor=actor_name(str(actor)), words=plain_words(value))
                for actor, value in given.items()
                if actor in result.documents and _is_settled(value)
            ]
    return tuple(said)


def _is_settled(value: object) -> bool:
    """Whether a code, or a list with one code, says something."""
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    return len(values) == 1 and values[0] not in (None, "", "none", "unsearched")
