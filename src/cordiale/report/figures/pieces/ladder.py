"""An ordered scale as a ladder: each rung shaded by draws, with the judgement beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cordiale.model.results import Probability
from cordiale.report.figures.windows.view import fill_class
from cordiale.report.words.wording import draws_words

__all__ = ["Rung", "ladder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One value of an ordered scale.

    Args:
        value: its code. Args name: in words.
        fill: class 0 to 3 of the share of draws in which it must hold (under 5, 5-49, 50-94, 95 and
            more of 100); None where nothing is drawn.
        shares: the share in words. Args point: it is the level.
        hatched: the level is unknown and this rung cannot be set aside.
        judged: ``solid`` the judgement's level, ``dashed`` one that its wording allows, or empty.
    """

    value: str
    name: str
    fill: int | None
    shares: str
    point: bool
    hatched: bool
    judged: str = ""


def ladder(
    names: Mapping[str, str],
    level: str | None,
    admissible: Collection[str],
    probability: Mapping[str, Probability],
    judged: Sequence[str] = (),
) -> tuple[Rung, ...]:
    """The rungs of a scale, lowest first.

    Args:
        names: the scale's values in order, with their words.
        level: where it stands; None where unknown. Args admissible: what cannot be set aside.
        probability: by value.
        judged: the judgement's level, empty where it names none; then others that its wording allows.

    Missing: an unknown level without admissible values ranges over the whole scale.

    Example:
        >>> rungs = ladder({"low": "low", "high": "high"}, None, (), {})
        >>> [rung.hatched for rung in rungs]
        [True, True]
    """
    known = set(admissible) & set(names) or set(names)
    return tuple(
        Rung(
            value=value,
            name=name,
            fill=fill_class(probability[value].lower) if value in probability else None,
            shares=draws_words(probability[value]) if value in probability else "",
            point=value == level,
            hatched=level is None and value in known,
            judged="" if value not in judged else "solid" if value == judged[0] else "dashed",
        )
        for value, name in names.items()
    )
