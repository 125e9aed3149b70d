"""What changed between two codebooks, and which number of the version must rise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from cordiale.codebook.values import Answer, Codebook, Correspondence, Field, Source

__all__ = ["Change", "Difference", "diff"]

_BREAKING = {
    ("field", "dimension"),
    ("field", "scale"),
    ("field", "absent_means"),
    ("field", "order of values"),
    ("value", "not_coded"),
    ("source", "parent"),
    ("protocol", "field"),
    ("protocol", "values"),
    ("protocol", "otherwise"),
}
"""Parts whose change can make a code given before wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs.

    Args:
        what: ``book``, ``field``, ``value``, ``source`` or ``protocol``.
        name: of the field (``urgency``), value (``urgency=2``), source or key; empty for the book.
        part: what of it changed (``question``); empty where all of it was added or removed.
        old, new: as they were and are.

    Missing:
        ``old`` is None for what was added, ``new`` for what was removed.
    """

    what: str
    name: str
    part: str
    old: object
    new: object

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that differs between two codebooks, in the order of the newer one, then what was removed, then what moved."""

    old_version: str
    new_version: str
    changes: tuple[Change, ...]

    def names(self, what: str, kind: str) -> tuple[str, ...]:
        """Names of what was added, removed or changed, none twice.

        Args:
            what: ``field``, ``value``, ``source`` or ``protocol``. Args kind: ``added``, ``removed`` or ``changed``.
        """
        return tuple(dict.fromkeys(one.name for one in self.changes if (one.what, one.kind) == (what, kind)))

    @property
    def least_bump(self) -> str:
        """The number of the version that must rise: ``major``, ``minor``, ``patch``, or empty for none.

        A changed definition counts as wording; whether it gives codes another meaning a person must judge.
        """
        if any(one.kind == "removed" or (one.what, one.part) in _BREAKING for one in self.changes):
            return "major"
        if any(one.kind == "added" for one in self.changes):
            return "minor"
        return "patch" if self.changes else ""


def diff(old: Codebook, new: Codebook) -> Difference:
    """What differs between two codebooks, apart from their version.

    Args:
        old: the codebook as it was. Args new: as it is.

    Example:
        >>> from dataclasses import replace
        >>> from cordiale.codebook import load
        >>> shorter = replace(load(), fields=load().fields[:-1])
        >>> diff(load(), shorter).names("field", "removed")
        ('coordination',)
    """
    before, after = dict(_parts(old)), dict(_parts(new))
    return Difference(
        old_version=old.version,
        new_version=new.version,
        changes=(*_changes(before, after), *_reordered(old, new)),
    )


_Place = tuple[str, str, str]


def _changes(before: Mapping[_Place, object], after: Mapping[_Place, object]) -> Iterator[Change]:
    for place in (*after, *(place for place in before if place not in after)):
        what, name, part = place
        old, new = before.get(place), after.get(place)
        # Of what was added or removed as a whole, the parts are not told one by one.
        in_both = (what, name, "") in before and (what, name, "") in after
        if old != new and (in_both or not part):
            yield Change(what=what, name=name, part=part, old=old, new=new)


def _parts(book: Codebook) -> Iterator[tuple[_Place, object]]:
    """Every part of a codebook that can differ, by its place; part ``""`` stands for the thing itself."""
    yield ("book", "", ""), True
    for part in ("title", "languages", "unit", "general", "dimensions"):
        yield ("book", "", part), getattr(book, part)
    for field in (*book.record, *book.fields):
        yield from _own("field", field.name, field, but=("name", "answers", "values", "not_coded"))
        for answer in field.answers:
            yield from _own("value", f"{field.name}={answer.code}", answer, but=("code",))
    for source in book.sources:
        yield from _own("source", source.code, source, but=("code",))
    for row in book.protocol:
        yield from _own("protocol", row.key, row, but=("key",))


def _own(
    what: str, name: str, thing: Field | Answer | Source | Correspondence, but: Iterable[str]
) -> Iterator[tuple[_Place, object]]:
    yield (what, name, ""), True
    for one in fields(thing):
        if one.name not in but:
            yield (what, name, one.name), getattr(thing, one.name)


def _reordered(old: Codebook, new: Codebook) -> Iterator[Change]:
    """Fields, and values of a field, that stand in another order; what only one book has is left out."""
    now = {field.name: field for field in (*new.record, *new.fields)}
    then = {field.name: field for field in (*old.record, *old.fields)}
    yield from _order("book", "", "order of fields", tuple(then), tuple(now))
    for name in then:
        if name in now:
            yield from _order("field", name, "order of values", then[name].allowed, now[name].allowed)


def _order(what: str, name: str, part: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Change]:
    before = tuple(one for one in old if one in new)
    after = tuple(one for one in new if one in old)
    if before != after:
        yield Change(what=what, name=name, part=part, old=before, new=after)
