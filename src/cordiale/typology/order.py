"""Which type demands more than which: an order derived from the minima, never written down.

With the default minima THIN < COAL, THICK; COAL < ALLY; THICK < ALLY, NASC; ALLY, NASC < ASC.
COAL cannot be ranked against THICK or NASC, nor ALLY against NASC (OP 4). Other minima give
other orders, and may make two types equally demanding.
"""

from __future__ import annotations

from collections.abc import Iterable

from cordiale.model.levels import AlignmentType, Condition, in_type_order
from cordiale.model.rules import Minima


def at_least_as_demanding(one: AlignmentType, other: AlignmentType, minima: Minima) -> bool:
    """Whether every minimum of a type is at least that of another.

    Rule: OP 4, "every minimum at least as demanding".
    """
    return all(minima[one][condition] >= minima[other][condition] for condition in Condition)


def more_demanding(one: AlignmentType, other: AlignmentType, minima: Minima) -> bool:
    """Whether a type demands strictly more than another: nothing less, and something more.

    Two types with the same minima are equal: neither demands more.

    Example:
        >>> from cordiale.model.rules import Rules
        >>> minima = Rules.default().minima
        >>> more_demanding(AlignmentType.ALLY, AlignmentType.COAL, minima)
        True
        >>> more_demanding(AlignmentType.ALLY, AlignmentType.NASC, minima)
        False
    """
    return at_least_as_demanding(one, other, minima) and not at_least_as_demanding(other, one, minima)


def most_demanding(types: Iterable[AlignmentType], minima: Minima) -> tuple[AlignmentType, ...]:
    """Those of the types that no other of them exceeds, in the canonical order.

    More than one where they cannot be ranked, or are equally demanding: a tie, left standing.

    Missing: of no types, none.

    Rule: I-16 (both are reported), I-32 (the maximal ones).
    """
    given = in_type_order(types)
    return tuple(kind for kind in given if not any(more_demanding(rival, kind, minima) for rival in given))


def steps_of_order(minima: Minima) -> tuple[tuple[AlignmentType, AlignmentType], ...]:
    """Each pair of a type and one that demands directly more, with no type between them."""
    ranked = {
        (less, more) for less in AlignmentType for more in AlignmentType if more_demanding(more, less, minima)
    }
    return tuple(
        (less, more)
        for less in AlignmentType
        for more in AlignmentType
        if (less, more) in ranked
        and not any((less, mid) in ranked and (mid, more) in ranked for mid in AlignmentType)
    )
