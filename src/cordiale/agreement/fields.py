"""The fields on which coders are compared, each computed from a whole coding of a passage.

They are the "Fields for evaluation" of the reference codings. Most give one answer a passage; `threat_family` gives one
yes or no for each source family, `othering_of_named` one answer for each actor named. Two codings are compared where both
give an answer: for named actors, on those that both name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from cordiale.actors import find
from cordiale.agreement.alpha import Metric
from cordiale.formats.codings import VOCABULARY, Coding
from cordiale.formats.rows import actor_code

__all__ = ["FIELDS", "EvaluationField", "linked_name"]

Answer = str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationField:
    """One field for evaluation.

    Args:
        name: as the evaluation has it.
        values: every answer, ordinal ones in the order of their scale.
        nothing: the answer that says "nothing there".
        metric: nominal or ordinal.
        needs: fields of the protocol that it is computed from.
        answers: from a coding to its answers, by what each is about (the passage: empty; a family; an actor).
    """

    name: str
    values: tuple[Answer, ...]
    nothing: Answer
    metric: Metric
    needs: tuple[str, ...]
    answers: Callable[[Coding], Mapping[str, Answer]]

    def answered_by(self, coding: Coding) -> bool:
        """Whether the coder answered everything that the field is computed from: not coded is not "nothing there"."""
        return all(coding.answers(key) for key in self.needs)


@cache
def linked_name(name: str) -> str:
    """What a name stands for: the code of an actor, or the name itself in small letters where it is none.

    A former state stands in its successor's place, so that "Soviet Union" and "Russia" name one actor.

    Example:
        >>> linked_name("the Soviet Union"), linked_name("The Soviet  past")
        ('RUS', 'soviet past')
    """
    actor = find(name)
    if actor is not None:
        return actor_code(actor)
    return " ".join(name.casefold().split()).removeprefix("the ")


def _of_passage(answer: Callable[[Coding], Answer]) -> Callable[[Coding], Mapping[str, Answer]]:
    return lambda coding: {"": answer(coding)}


def _yes_no(name: str, needs: str, answer: Callable[[Coding], bool]) -> EvaluationField:
    return EvaluationField(
        name=name,
        values=(False, True),
        nothing=False,
        metric=Metric.NOMINAL,
        needs=(needs,),
        answers=_of_passage(answer),
    )


def _any_othered(othering: str) -> Callable[[Coding], bool]:
    return lambda coding: any(other.othering == othering for other in coding.others)


def _highest(values: Iterable[int]) -> int:
    return max(values, default=0)


def _families(coding: Coding) -> Mapping[str, Answer]:
    named = {threat.family for threat in coding.threats if threat.magnitude >= 1}
    return {str(family): family in named for family in VOCABULARY["threats.family"]}


def _othering(coding: Coding) -> Mapping[str, Answer]:
    """By actor; of two entries on one actor the first counts, as with claims on status."""
    return {linked_name(other.name): other.othering for other in reversed(coding.others)}


def _first_claim(key: str) -> Callable[[Coding], str]:
    """The first claim's value that is not ``none``."""

    def first(coding: Coding) -> str:
        return next((value for one in coding.status if (value := str(getattr(one, key))) != "none"), "none")

    return first


def _word(name: str, vocabulary: str, answer: Callable[[Coding], str]) -> EvaluationField:
    return EvaluationField(
        name=name,
        values=VOCABULARY[vocabulary],
        nothing="none",
        metric=Metric.NOMINAL,
        needs=(vocabulary,),
        answers=_of_passage(answer),
    )


FIELDS: tuple[EvaluationField, ...] = (
    _yes_no(
        "threat_present", "threats.magnitude", lambda coding: any(t.magnitude >= 1 for t in coding.threats)
    ),
    EvaluationField(
        name="threat_magnitude",
        values=VOCABULARY["threats.magnitude"],
        nothing=0,
        metric=Metric.ORDINAL,
        needs=("threats.magnitude",),
        answers=_of_passage(lambda coding: _highest(t.magnitude for t in coding.threats)),
    ),
    EvaluationField(
        name="threat_urgency",
        values=VOCABULARY["threats.urgency"],
        nothing=0,
        metric=Metric.ORDINAL,
        needs=("threats.magnitude", "threats.urgency"),
        # A denied threat calls for no response.
        answers=_of_passage(lambda coding: _highest(t.urgency for t in coding.threats if t.magnitude >= 1)),
    ),
    EvaluationField(
        name="threat_family",
        values=(False, True),
        nothing=False,
        metric=Metric.NOMINAL,
        needs=("threats.magnitude", "threats.family"),
        answers=_families,
    ),
    EvaluationField(
        name="othering_of_named",
        values=VOCABULARY["others.othering"],
        nothing="none",
        metric=Metric.NOMINAL,
        needs=("others.name", "others.othering"),
        answers=_othering,
    ),
    _yes_no("radical_present", "others.othering", _any_othered("radical")),
    _yes_no("we_present", "others.othering", _any_othered("we")),
    _yes_no("partner_present", "others.othering", _any_othered("non_radical")),
    _yes_no("status_present", "status.formulaic", lambda coding: any(not s.formulaic for s in coding.status)),
    _word("own_rank", "status.own_rank", _first_claim("own_rank")),
    _word("role", "status.role", _first_claim("role")),
    _word("autonomy", "status.autonomy", _first_claim("autonomy")),
    _word("recognition", "status.recognition", _first_claim("recognition")),
    _word("support", "support", lambda coding: coding.support),
    _word("narrative", "narrative", lambda coding: coding.narrative),
)
"""All fields for evaluation, in the order of the reference's description."""
