"""A second reading of the codes as they stand, written record by record from OP 6 and 7.

Slow, plain, and without arrays: what the engine does on columns of bit masks is done here on
fractions and sets, one document and one completion at a time. Tests compare the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product

from cordiale.actors import find, get
from cordiale.codebook import load
from cordiale.model.study import Record

Shares = dict[str, Fraction]
"""Weight of each value of a field, over documents."""

UNCODED = "not coded"

# --- documents, medians, modes (OP 7) ---------------------------------------------------------------


def documents(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for one in records:
        found.setdefault(one.document, []).append(one)
    return found


def shares(records: Iterable[Record], field: str) -> Shares:
    """Within a document codes are averaged as shares; documents that code the field weigh equally."""
    total: Shares = {}
    for rows in documents(records).values():
        cells = [one.codes[field] for one in rows if field in one.codes]
        for cell in cells:
            for value in cell:
                total[value] = total.get(value, Fraction(0)) + Fraction(1, len(cells) * len(cell))
    return total


def lower_median(weights: Mapping[str, Fraction], order: Sequence[str]) -> str:
    half, reached = sum(weights.values()) / 2, Fraction(0)
    for value in order:
        reached += weights.get(value, Fraction(0))
        if reached >= half:
            return value
    raise AssertionError("no weight")


def median(records: Iterable[Record], field: str) -> set[str]:
    found = shares(records, field)
    return {lower_median(found, load().field(field).values)} if found else {UNCODED}


def mode(records: Iterable[Record], field: str, absent: str = UNCODED) -> set[str]:
    found = shares(records, field)
    return {value for value, weight in found.items() if weight == max(found.values())} or {absent}


# --- threat (OP 6.2, 7; I-33, I-34) -------------------------------------------------------------------

LEAF_MATCH = {
    "climate_health", "economic_crisis", "wmd", "other_state", "partner_dispute", "armed_conflict",
    "technology_information", "other", "",
}  # fmt: skip
SELF_INDEXED = {"underdevelopment", "domestic_disorder"}

Key = tuple[str, str, bool]
"""Family, leaf where leaves are compared, whether domestic."""


def key_of(one: Record) -> Key:
    words = one.codes.get("source", ("",))[0]
    actor = find(words) if words else None
    family = one.codes.get("source_family", (actor.family if actor else "",))[0]
    leaf = ((actor.successor or actor.code) if actor else words.casefold()) if family in LEAF_MATCH else ""
    return family, leaf, one.codes.get("origin") == ("domestic",)


def stated(rows: Sequence[Record]) -> tuple[int | None, int | None, bool]:
    """What one document says of one source: highest magnitude, highest urgency at it, any hedge."""

    def number(one: Record, field: str) -> int | None:
        return int(one.codes[field][0]) if field in one.codes else None

    tops = [m for one in rows if (m := number(one, "magnitude")) is not None]
    top = max(tops) if tops else None
    urgencies = [
        u for one in rows if number(one, "magnitude") == top and (u := number(one, "urgency")) is not None
    ]
    return (
        top,
        max(urgencies) if urgencies else None,
        any(one.codes.get("hedge") == ("true",) for one in rows),
    )


def middle(values: Sequence[int | None], full: Sequence[int]) -> list[int]:
    """Lower median of what is stated; every value where nothing is."""
    known = sorted(value for value in values if value is not None)
    return [known[(len(known) - 1) // 2]] if known else list(full)


def sources(records: Sequence[Record]) -> dict[Key, tuple[list[int], list[int], bool]]:
    """Each source that can rank: its magnitudes, its urgencies, and whether it is hedged."""
    speaking = [
        one for one in records if {"source_family", "source", "magnitude", "urgency"} & set(one.codes)
    ]
    by_document = documents(speaking)
    found = {}
    for key in {key_of(one) for one in speaking}:
        said = [
            stated(rows)
            for listed in by_document.values()
            if (rows := [one for one in listed if key_of(one) == key])
        ]
        if Fraction(len(said), len(by_document)) >= Fraction(1, 10):
            hedged = Fraction(sum(hedge for *_, hedge in said), len(said)) >= Fraction(1, 2)
            found[key] = (
                middle([m for m, *_ in said], range(4)),
                middle([u for _, u, _ in said], range(3)),
                hedged,
            )
    return found


def severe_urgent_sets(records: Sequence[Record]) -> set[frozenset[Key]]:
    """The severe-urgent set in each completion: top tier, urgency 2 after the hedge, magnitude 2 or more."""
    named = sources(records)
    found = set()
    for values in product(*(product(magnitudes, urgencies) for magnitudes, urgencies, _ in named.values())):
        top = max((magnitude for magnitude, _ in values), default=0)
        found.add(
            frozenset(
                key
                for (key, (*_, hedged)), (magnitude, urgency) in zip(named.items(), values, strict=True)
                if magnitude == top and magnitude >= 2 and urgency == 2 and not hedged
            )
        )
    return found


def shared(one: Key, other: Key, dyad: tuple[str, str]) -> bool | None:
    """Whether two sources are the same threat; None where a source not named decides (A20)."""
    families = {get(actor).family for actor in dyad} - {"", "other_state"}
    for family, leaf, domestic in (one, other):
        if domestic or family in SELF_INDEXED or family in families or leaf in dyad:
            return False
    unnamed = [key for key in (one, other) if not key[0] or (key[0] in LEAF_MATCH and not key[1])]
    if one == other and (one[1] or not unnamed):
        return True
    if not unnamed:
        return False
    alike = (
        len({key[0] for key in (one, other) if key[0]}) <= 1
        and len({key[1] for key in (one, other) if key[1]}) <= 1
    )
    return None if alike else False


def threat(sides: Mapping[str, Sequence[Record]], dyad: tuple[str, str]) -> set[str]:
    """The levels of compatibility of threat assessment; both sides were searched."""
    found: set[str] = set()
    for a, b in product(*(severe_urgent_sets(sides[actor]) for actor in dyad)):
        meetings = {shared(one, other, dyad) for one, other in product(a, b)}
        found |= {"high"} if True in meetings else {"low", "high"} if None in meetings else {"low"}
    return found


# --- identity (OP 6.3, 7) -----------------------------------------------------------------------------

SHARED_BASES = {"values", "culture", "history_shared_positive"}
IDENTITY = ("low", "medium", "high")


def reading(one: Record) -> tuple[str, str] | None:
    """What a record makes of the partner, at its lowest and highest; None where it is uninformative."""
    codes = {f: one.codes.get(f, ("",))[0] for f in ("othering", "valence", "trust_lang")}
    bases = set(one.codes.get("basis", ()))
    if codes["othering"] == "we" and bases & SHARED_BASES:
        return "high", "high"
    if codes["othering"] == "radical" or (codes["trust_lang"] == "distrust" and codes["valence"] == "-1"):
        return "low", "low"
    if "history_shared_negative" in bases and codes["valence"] != "1":
        return "low", "low"
    if codes["othering"] == "we":
        return "medium", "medium" if bases else "high"  # A20: the basis was not coded
    trusts = codes["trust_lang"] in ("strategic", "moralistic", "unspecified")
    if codes["othering"] == "non_radical" or codes["valence"] == "1" or trusts:
        return "medium", "medium"
    return None


def identity_side(records: Sequence[Record], partner: str) -> set[str]:
    """The levels of one side that was searched: salience first, then the lines, then the cap."""
    if median(records, "salience") <= {"absent", "low"}:
        return {"low"}
    about = [one for one in records if _of_the_partner(one, partner)]
    worth: list[Shares] = [{}, {}]
    for rows in documents(about).values():
        read = [value for one in rows if (value := reading(one)) is not None]
        for pair in read:
            for total, level in zip(worth, pair, strict=True):
                total[level] = total.get(level, Fraction(0)) + Fraction(1, len(read))
    if not worth[0]:
        related = set(IDENTITY)
    else:
        lowest, highest = (IDENTITY.index(lower_median(total, IDENTITY)) for total in worth)
        related = set(IDENTITY[lowest : highest + 1])
    wars = mode(records, "war_thinkable", "unstated")
    return {"medium" if war == "yes" and level == "high" else level for war, level in product(wars, related)}


def _of_the_partner(one: Record, partner: str) -> bool:
    names = [actor for name in one.codes.get("other_named", ()) if (actor := find(name))]
    return "other_named" not in one.codes or any(partner in (a.code, a.successor) for a in names)


def identity(sides: Mapping[str, Sequence[Record]], dyad: tuple[str, str]) -> set[str]:
    levels = [identity_side(sides[actor], partner) for actor, partner in (dyad, dyad[::-1])]
    return {min(pair, key=IDENTITY.index) for pair in product(*levels)}


# --- status (OP 6.4, 7) -------------------------------------------------------------------------------

STATUS = ("incompatible", "minimal", "medium", "higher", "highest")
ROLES = ("dominant", "equal", "subordinate", "independent_pole", "none")
FITTING = {"affirms_equal": "equal", "affirms_senior": "subordinate", "affirms_junior": "dominant"}
CAPS = {
    frozenset({"dominant"}): "incompatible",
    frozenset({"dominant", "equal"}): "incompatible",
    frozenset({"dominant", "independent_pole"}): "incompatible",
    frozenset({"dominant", "none"}): "incompatible",
    frozenset({"subordinate", "independent_pole"}): "incompatible",
    frozenset({"equal"}): "highest",
    frozenset({"dominant", "subordinate"}): "highest",
    frozenset({"equal", "subordinate"}): "minimal",
    frozenset({"subordinate"}): "minimal",
}
RUNGS = {"accepts_limits": "medium", "accepts_security_limits": "higher", "accepts_integration": "highest"}


def status_side(records: Sequence[Record], partner: str) -> list[tuple[str, ...]]:
    """Every completion of a side: role, recognition, autonomy, anxiety, claim, refusal of the partner."""
    counting = [
        one for one in records if one.partner == partner or (not one.partner and "autonomy" in one.codes)
    ]
    directed = [one for one in counting if one.partner == partner]
    refusing = [one for one in directed if "partner" in one.codes.get("autonomy_toward", ())]
    return list(
        product(
            mode(directed, "role_expected"),
            mode(directed, "recognition"),
            median(counting, "autonomy"),
            mode(directed, "anxiety"),
            mode(directed, "superiority_claim", "none"),
            median(refusing, "autonomy"),
        )
    )


def _roles(role: str, seen: str) -> tuple[str, ...]:
    if role in (UNCODED, "none") and seen in FITTING:
        return (FITTING[seen],)
    return ROLES if role == UNCODED else (role,)


def _rungs(autonomy: str, anxiety: str) -> tuple[str, ...]:
    if autonomy != UNCODED:
        return (RUNGS.get(autonomy, "minimal"),)
    known = {"voiced": ("minimal",), "implied": ("minimal",), UNCODED: ("minimal", "medium")}
    return known.get(anxiety, ("medium",))


def _caps(a: str, b: str, *, equality: bool) -> tuple[str, ...]:
    if {a, b} in ({"independent_pole"}, {"equal", "independent_pole"}):
        return ("medium",) if equality else ("incompatible",)
    if "none" in (a, b) and "dominant" not in (a, b):
        return ("incompatible", "minimal")
    return (CAPS[frozenset({a, b})],)


def status(sides: Mapping[str, Sequence[Record]], dyad: tuple[str, str]) -> set[str]:
    """The levels of compatibility of status expectations; both sides were searched."""
    found: set[str] = set()
    points = [status_side(sides[actor], partner) for actor, partner in (dyad, dyad[::-1])]
    for a, b in product(*points):
        if any(
            one[1] == "denies"
            or one[5] == "refuses_limits"
            or (one[4] == "over_partner" and other[1] != "affirms_senior")
            for one, other in ((a, b), (b, a))
        ):
            found.add("incompatible")
            continue
        for role_a, role_b in product(_roles(*a[:2]), _roles(*b[:2])):
            equality = all(r == "equal" or s == "affirms_equal" for r, s in ((role_a, a[1]), (role_b, b[1])))
            for values in product(_caps(role_a, role_b, equality=equality), _rungs(*a[2:4]), _rungs(*b[2:4])):
                found.add(min(values, key=STATUS.index))
    return found
