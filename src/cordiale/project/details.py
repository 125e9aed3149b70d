"""What stands behind each level on the codes as they stand: routes, directions, role pair.

Everything here reads one column of both sides, the codes as they stand, and puts it into the rows
that tables and figures render.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from cordiale.codebook import load
from cordiale.dyads.identity import deciding_side
from cordiale.dyads.status import RolePair, StatusView, Variant, pair_on_record, roles_taken
from cordiale.dyads.threat import (
    SourceView,
    after_hedge,
    routes,
    severe_urgent_outcomes,
    source_agreement,
)
from cordiale.model.levels import Condition, IdentityLevel, StatusLevel
from cordiale.model.results import OtheringRow, StatusRow, ThreatRow
from cordiale.model.rules import Rules
from cordiale.model.study import Record
from cordiale.profiles.draws import NOT_CODED, Ints
from cordiale.profiles.identity import READINGS, IdentityColumns, concerns_partner
from cordiale.profiles.status import StatusColumns
from cordiale.profiles.threat import ThreatColumns, record_keys
from cordiale.project.dyad_levels import (
    identity_set,
    identity_side,
    source_views,
    status_state,
    status_view,
    words_in,
)
from cordiale.project.panels import Panel

Detail = dict[str, object]


def views_of(
    sides: Mapping[str, ThreatColumns], dyad: tuple[str, str], rules: Rules
) -> dict[str, tuple[SourceView, ...]]:
    """How each actor narrates each source, on the codes as they stand."""
    return {
        actor: source_views(sides[actor], 0, partner=partner, dyad=dyad, rules=rules)
        for actor, partner in (dyad, dyad[::-1])
    }


def threat_detail(
    sides: Mapping[str, ThreatColumns], dyad: tuple[str, str], *, low: bool, rules: Rules
) -> Detail:
    """Routes by which threat is low, and how the two sides' sources compare (I-11, I-13, I-14).

    Args:
        sides: by actor, on the codes as they stand. Args low: whether the level is low on them.

    Missing: no routes where the level is open, or a side was not searched.
    """
    first, second = views_of(sides, dyad, rules).values()
    searched = all(side.searched.enough(rules)[0] for side in sides.values())
    ranked = {v.key: v for v in second if v.ranks and v.matches}
    shared = [(v, ranked[v.key]) for v in first if v.ranks and v.matches and v.key in ranked]
    return {
        "routes": list(routes(first, second, rules.threat)) if low and searched else [],
        "shared_sources": [one.key for one, _ in shared],
        "source_agreement": source_agreement(first, second),
        "magnitude_gap": _gap(shared, 0, rules),
        "urgency_gap": _gap(shared, 1, rules),
    }


def _gap(
    shared: Sequence[tuple[SourceView, SourceView]], part: int, rules: Rules
) -> int | None:
    """Smallest distance between the two sides on a shared source; None where a code is missing."""
    gaps = []
    for one, other in shared:
        values = [after_hedge(view, rules.threat)[part] for view in (one, other)]
        if all(len(value) == 1 for value in values):
            gaps.append(abs(min(values[0]) - min(values[1])))
    return min(gaps) if gaps else None


def identity_detail(
    sides: Mapping[str, IdentityColumns], dyad: tuple[str, str], rules: Rules
) -> Detail:
    """Sub-codes, the two directions, their gap and which one decides (I-5, I-17)."""
    levels = {actor: _side_set(sides[actor], rules) for actor in dyad}
    first, second = (levels[actor] for actor in dyad)
    decides = deciding_side(first, second)
    known = len(first) == 1 and len(second) == 1
    return {
        "subcodes": {actor: _subcode(sides[actor], levels[actor]) for actor in dyad},
        "directions": {actor: _words(levels[actor]) for actor in dyad},
        "gap": abs(min(first).position - min(second).position) if known else None,
        "decides": {"a": dyad[0], "b": dyad[1]}.get(decides or "", decides),
    }


def _side_set(side: IdentityColumns, rules: Rules) -> frozenset[IdentityLevel]:
    return identity_set(int(identity_side(side, rules)[0]))


def _subcode(side: IdentityColumns, levels: frozenset[IdentityLevel]) -> str | None:
    """Which kind of LOW a direction is: absent, radical or negative history (I-5)."""
    if levels != {IdentityLevel.LOW}:
        return None
    if 0 <= side.salience_median[0] <= 1:
        return "absent"
    kinds = {name: float(side.readings[n, 0]) for n, name in enumerate(READINGS[:2])}
    return max(kinds, key=lambda name: kinds[name]) if any(kinds.values()) else None


def _words(levels: frozenset[IdentityLevel]) -> list[str]:
    return [str(level) for level in sorted(levels)]


def status_views(sides: Mapping[str, StatusColumns], rules: Rules) -> dict[str, StatusView]:
    """What each side claims, on the codes as they stand."""
    return {
        actor: status_view(
            [int(array[0]) for array in status_state(side)],
            searched=bool(side.searched.enough(rules)[0]),
        )
        for actor, side in sides.items()
    }


def status_detail(
    sides: Mapping[str, StatusColumns], dyad: tuple[str, str], rules: Rules
) -> Detail:
    """The role pair, its road and cap, and what shuts it (I-18, I-36)."""
    views = status_views(sides, rules)
    pairs = _pairs(views, dyad)
    variants = {str(pair.variant) for pair in pairs}
    return {
        "role_pair": {
            **{actor: sorted(taken_roles(views[actor])) for actor in dyad},
            "variant": variants.pop() if len(variants) == 1 else None,
            "cap": str(pairs[0].cap) if len({pair.cap for pair in pairs}) == 1 else None,
        },
        "incompatible_because": _what_shuts(views, dyad, rules),
    }


def _pairs(views: Mapping[str, StatusView], dyad: tuple[str, str]) -> tuple[RolePair, ...]:
    first, second = (views[actor] for actor in dyad)
    if not (first.searched and second.searched):
        return ()
    return pair_on_record(first, second)


def no_leader(
    sides: Mapping[str, StatusColumns], dyad: tuple[str, str], rules: Rules
) -> bool:
    """Whether both sides take a subordinate role, so that nobody leads (I-18)."""
    pairs = _pairs(status_views(sides, rules), dyad)
    return bool(pairs) and all(pair.variant is Variant.NO_LEADER for pair in pairs)


def taken_roles(view: StatusView) -> frozenset[str]:
    """The roles a side may take; ``unsearched`` where too few documents were searched."""
    if not view.searched:
        return frozenset({"unsearched"})
    return frozenset(
        taken
        for role, recognition in product(view.role, view.recognition)
        for taken in roles_taken(role, recognition)
    )


def _what_shuts(
    views: Mapping[str, StatusView], dyad: tuple[str, str], rules: Rules
) -> list[str]:
    """What makes status incompatible whatever the roles, in words (OP 6.4)."""
    found = []
    for actor, partner in (dyad, dyad[::-1]):
        view, other = views[actor], views[partner]
        if not view.searched:
            continue
        if view.recognition == {"denies"}:
            found.append(f"{actor} denies {partner}'s rank")
        if view.refuses_partner == {True}:
            found.append(f"{actor} refuses limits on its autonomy towards {partner}")
        if view.superiority == {"over_partner"} and "affirms_senior" not in other.recognition and other.searched:
            found.append(f"{actor} claims superiority over {partner}, which {partner} does not match")
        if rules.status.junior_refusal_is_incompatible and view.role_refused == {"subordinate"}:
            found.append(f"{actor} rules out a junior role")
    pairs = _pairs(views, dyad)
    if pairs and all(pair.cap is StatusLevel.INCOMPATIBLE for pair in pairs):
        roles = " and ".join("/".join(sorted(taken_roles(views[actor]))) for actor in dyad)
        found.append(f"the expected roles do not fit: {roles}")
    return found


def threat_rows(
    at: Panel, sides: Mapping[str, ThreatColumns], rules: Rules
) -> tuple[ThreatRow, ...]:
    """Each source of threat that each actor names, on the codes as they stand."""
    views = views_of(sides, at.dyad, rules)
    rows = []
    for actor in at.dyad:
        records = [(r, record_keys(r, rules)) for r in at.conditions[Condition.THREAT][actor]]
        outcomes = severe_urgent_outcomes(views[actor], rules.threat)
        top = max((max(after_hedge(v, rules.threat)[0]) for v in views[actor] if v.ranks), default=0)
        for key in sides[actor].keys:
            view = next((v for v in views[actor] if v.key == str(key)), None)
            if view is None:
                continue
            naming = [r for r, keys in records if key in keys]
            rows.append(
                ThreatRow(
                    actor=actor,
                    source=view.key,
                    family=key.family,
                    leaves=tuple(sorted({s for r in naming for s in r.codes.get("source", ())})),
                    magnitude=tuple(sorted(view.magnitude)),
                    urgency=tuple(sorted(after_hedge(view, rules.threat)[1])),
                    hedged=None if len(view.hedged) > 1 else True in view.hedged,
                    ranks=view.ranks,
                    top_tier=view.ranks and max(after_hedge(view, rules.threat)[0]) == top,
                    severe_urgent=all(view.key in outcome for outcome in outcomes),
                    documents=len({r.document for r in naming}),
                    share_of_documents=view.share,
                    evidence=tuple(r.id for r in naming),
                )
            )
    return tuple(rows)


def othering_rows(
    at: Panel,
    sides: Mapping[str, IdentityColumns],
    self_records: Mapping[str, Sequence[Record]],
    rules: Rules,
) -> tuple[OtheringRow, ...]:
    """Each direction's reading of the partner, on the codes as they stand.

    Args:
        self_records: each actor's identity records of the window towards anybody, for who defines
            its Self.
    """
    levels = {actor: _side_set(sides[actor], rules) for actor in at.dyad}
    decides = deciding_side(*(levels[actor] for actor in at.dyad))
    deciding = {"a": at.dyad[:1], "b": at.dyad[1:], "both": at.dyad}.get(decides or "", ())
    rows = []
    for actor, partner in (at.dyad, at.dyad[::-1]):
        side = sides[actor]
        records = at.conditions[Condition.IDENTITY][actor]
        total = float(side.readings[:, 0].sum())
        median = int(side.salience_median[0])
        rows.append(
            OtheringRow(
                actor=actor,
                partner=partner,
                salience=None if median == NOT_CODED else load().field("salience").values[median],
                shares={
                    name: float(side.readings[n, 0]) / total if total else 0.0
                    for n, name in enumerate(READINGS)
                },
                side_level=tuple(_words(levels[actor])),
                subcode=_subcode(side, levels[actor]),
                decides=actor in deciding,
                constitutive_others=_constitutive(self_records[actor], partner),
                documents=int(side.searched.documents[0]),
                evidence=tuple(r.id for r in records if r.says),
            )
        )
    return tuple(rows)


def _constitutive(records: Sequence[Record], partner: str) -> tuple[str, ...]:
    """The Others, past or present, that define the Self in place of the partner (OP 6.3)."""
    return tuple(
        sorted(
            {
                record.codes["other_named"][0]
                for record in records
                if record.codes.get("other_role") == ("constitutive",)
                and "other_named" in record.codes
                and not (record.partner == partner and concerns_partner(record, partner))
            }
        )
    )


def status_rows(
    at: Panel,
    sides: Mapping[str, StatusColumns],
    claims: Mapping[str, Sequence[Record]],
    formulas: Mapping[str, int],
) -> tuple[StatusRow, ...]:
    """Each side's claims of rank and role, on the codes as they stand.

    Args:
        claims: each actor's status records of the window, for rank claimed before anybody.
        formulas: number of formulas and joint texts set aside, by actor (I-20).
    """
    rows = []
    for actor, partner in (at.dyad, at.dyad[::-1]):
        side = sides[actor]
        refuses = int(side.refuses_partner[0])
        rows.append(
            StatusRow(
                actor=actor,
                partner=partner,
                own_rank=tuple(sorted({v for r in claims[actor] for v in r.codes.get("own_rank", ())})),
                role=_coded(side.role, "role_expected"),
                recognition=_coded(side.recognition, "recognition"),
                autonomy=_coded(side.autonomy, "autonomy"),
                superiority_claim=_coded(side.superiority, "superiority_claim"),
                refuses_partner=None if refuses == 3 else refuses == 2,
                anxiety=_coded(side.anxiety, "anxiety"),
                role_refused=_coded(side.role_refused, "role_refused"),
                formulas_set_aside=formulas[actor],
                documents=int(side.searched.documents[0]),
                evidence=tuple(r.id for r in at.conditions[Condition.STATUS][actor] if r.says),
            )
        )
    return tuple(rows)


def _coded(masks: Ints, field: str) -> tuple[str, ...]:
    found = words_in(int(masks[0]), field)
    return tuple(value for value in load().field(field).values if value in found)


def documents_of(at: Panel, condition: Condition) -> dict[str, int]:
    """Searched documents by actor for a condition."""
    return {
        actor: len({record.document for record in at.conditions[condition][actor]})
        for actor in at.dyad
    }

