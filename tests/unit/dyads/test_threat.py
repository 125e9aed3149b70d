"""Compatibility of threat assessment, rule by rule, and against every completion (OP 1.2, 5.2, 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import A, B, Glance, follow, glance, record, state, study, threat
from cordiale.dyads.threat import (
    Matches,
    SourceView,
    routes,
    severe_sources,
    severe_urgent_outcomes,
    source_agreement,
    threat_levels,
)
from cordiale.model.rules import Rules, ThreatRules
from cordiale.model.study import Record

# --- the slow reference: every completion, each judged by OP's words -------------------------------

Point = tuple[str, int, int, bool, float]
"""One source with nothing left open: key, magnitude, urgency, hedged, share of documents."""


def completions(sources: Sequence[SourceView]) -> Iterator[list[Point]]:
    """Every way in which the open fields of one side may fall; sources that cannot rank are left out."""
    ranked = [s for s in sources if s.ranks]
    for values in product(*(product(s.magnitude, s.urgency, s.hedged) for s in ranked)):
        yield [(s.key, *value, s.share) for s, value in zip(ranked, values, strict=True)]


def hedged_values(side: list[Point], rules: ThreatRules) -> list[Point]:
    """I-34: a hedge caps urgency at 1, or lowers magnitude, or does nothing."""
    found = []
    for key, magnitude, urgency, hedge, share in side:
        if hedge and rules.hedge_rule == "cap_urgency":
            urgency = min(urgency, 1)
        if hedge and rules.hedge_rule == "lower_magnitude":
            magnitude = max(magnitude - 1, 0)
        found.append((key, magnitude, urgency, hedge, share))
    return found


def severe_urgent(side: list[Point], rules: ThreatRules) -> frozenset[str]:
    """OP 7: severe-urgent set = top tier ∩ urgency 2 ∩ magnitude ≥ 2, after the hedge rule."""
    values = hedged_values(side, rules)
    top = max((magnitude for _, magnitude, *_ in values), default=0)
    tier = [row for row in values if row[1] == top]
    if rules.severity_rule == "strict_top" and len(tier) > 1:
        tier = []
    if rules.severity_rule == "fixed_cut":
        tier = values
    found = [row for row in tier if row[1] >= rules.magnitude_cut and row[2] >= rules.urgency_cut]
    if rules.overlap_rule == "top_one":
        found = [row for row in found if row[4] == max(other[4] for other in found)]
    return frozenset(row[0] for row in found)


def verdicts(a: frozenset[str], b: frozenset[str], matches: Matches, rules: ThreatRules) -> set[str]:
    """T-2 on two severe-urgent sets: HIGH, LOW, or both where an unnamed source decides (A20).

    I-12: under ``complementary`` each side needs any severe-urgent source from outside.
    """
    pairs = list(product(a, b))
    sure = any(x == y and x in matches.sure for x, y in pairs)
    maybe = any(pair in matches.maybe for pair in pairs)
    if rules.mode == "complementary":
        one_side = [{pair[side] for pair in matches.maybe} for side in (0, 1)]
        sure = bool(a & matches.sure) and bool(b & matches.sure)
        maybe = bool(a & (matches.sure | one_side[0])) and bool(b & (matches.sure | one_side[1]))
    return {"high"} if sure else {"high", "low"} if maybe else {"low"}


def routes_of(a: list[Point], b: list[Point], matches: frozenset[str], rules: ThreatRules) -> set[str]:
    """OP 7: routes a, b, c and none_urgent, on sides with nothing left open."""
    sides = [{row[0]: row for row in hedged_values(side, rules)} for side in (a, b)]
    tops = [max((row[1] for row in side.values()), default=0) for side in sides]
    shared = [key for key in sides[0] if key in sides[1] and key in matches]

    def top(side: int, key: str) -> bool:
        return sides[side][key][1] == tops[side]

    def minor(side: int, key: str) -> bool:
        return sides[side][key][2] < rules.urgency_cut or not top(side, key)

    found = set()
    if not any(top(0, key) and top(1, key) for key in shared):
        found.add("a")
    if any((top(0, k) or top(1, k)) and sides[0][k][1:3] != sides[1][k][1:3] for k in shared):
        found.add("b")
    if any(minor(0, key) and minor(1, key) for key in shared):
        found.add("c")
    if not severe_urgent(a, rules) and not severe_urgent(b, rules):
        found.add("none_urgent")
    return found


KEYS = ("p", "q", "r", "s")


def subset(values: tuple, most: int) -> st.SearchStrategy:
    return st.frozensets(st.sampled_from(values), min_size=1, max_size=most)


@st.composite
def sides(draw: st.DrawFn, shareable: frozenset[str]) -> list[SourceView]:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4))
    most = 4 if len(keys) < 3 else 2  # a field that was not coded ranges over all its values
    return [
        SourceView(
            key=key,
            matches=key in shareable,
            partner=False,
            magnitude=draw(subset((0, 1, 2, 3), most)),
            urgency=draw(subset((0, 1, 2), most)),
            hedged=draw(subset((True, False), 2 if len(keys) < 4 else 1)),
            share=draw(st.sampled_from((0.25, 0.5, 1.0))),
            ranks=draw(st.sampled_from((True, True, True, False))),
        )
        for key in keys
    ]


FEW = settings(max_examples=35, deadline=None)

SETTINGS = st.fixed_dictionaries(
    {
        "threat.severity_rule": st.sampled_from(("top_tier", "strict_top", "fixed_cut")),
        "threat.overlap_rule": st.sampled_from(("any_shared", "top_one")),
        "threat.hedge_rule": st.sampled_from(("cap_urgency", "ignore", "lower_magnitude")),
        "threat.mode": st.sampled_from(("same_source", "complementary")),
        "threat.urgency_cut": st.sampled_from((2, 2, 1)),
        "threat.magnitude_cut": st.sampled_from((2, 2, 1, 3)),
    }
)
SHAREABLE = st.frozensets(st.sampled_from(KEYS), min_size=1)
MAYBE = st.frozensets(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=3)


@FEW
@given(st.data(), SETTINGS, SHAREABLE, MAYBE)
def test_levels_are_those_of_all_completions_under_every_setting(
    data: st.DataObject, changes: dict, shareable: frozenset[str], maybe: frozenset[tuple[str, str]]
) -> None:
    """Missing values are sets (OP 7): a level is open only as far as completions differ (A20)."""
    rules = Rules.default().changed(changes).threat
    a, b = data.draw(sides(shareable)), data.draw(sides(shareable))
    outcomes = [{severe_urgent(point, rules) for point in completions(side)} for side in (a, b)]
    matches = Matches(sure=shareable, maybe=maybe)
    wanted = set().union(*(verdicts(x, y, matches, rules) for x, y in product(*outcomes)))
    found = threat_levels(severe_urgent_outcomes(a, rules), severe_urgent_outcomes(b, rules), matches, rules)
    assert {str(one) for one in found} == wanted


@FEW
@given(st.data(), SHAREABLE)
def test_sources_named_as_severe_are_severe_in_every_completion(
    data: st.DataObject, shareable: frozenset[str]
) -> None:
    """I-15: the severe-threat set is the top tier above the cut, whatever its urgency."""
    rules = Rules.default().changed({"threat.hedge_rule": "ignore"}).threat
    side = data.draw(sides(shareable))
    tiers = [
        {r[0] for r in point if r[1] == max(x[1] for x in point) and r[1] >= 2} for point in completions(side)
    ]
    assert severe_sources(side, rules) == frozenset(set.intersection(*tiers))


def test_a_route_is_listed_only_where_it_holds_in_every_completion() -> None:
    """A source of magnitude 2 with urgency not coded, beside one of urgency 0 with magnitude not coded.

    With the second at magnitude 0 and the first at urgency 2, the first is a severe-urgent threat; so
    ``none_urgent`` (neither side has one) does not hold whatever was not coded.
    """
    one = SourceView(
        key="p", matches=True, partner=False, magnitude=frozenset({2}), urgency=frozenset({0, 1, 2}),
        hedged=frozenset({False}), share=0.5, ranks=True,
    )  # fmt: skip
    two = SourceView(
        key="q", matches=True, partner=False, magnitude=frozenset({0, 1, 2, 3}), urgency=frozenset({0}),
        hedged=frozenset({False}), share=0.5, ranks=True,
    )  # fmt: skip
    rules = Rules.default().threat
    assert any(severe_urgent(point, rules) for point in completions([one, two]))
    assert "none_urgent" not in routes([one, two], [], rules)


@FEW
@given(st.data(), SHAREABLE, st.sampled_from(("cap_urgency", "ignore")))
def test_routes_of_sides_with_nothing_open_are_those_of_the_text(
    data: st.DataObject, shareable: frozenset[str], hedge: str
) -> None:
    rules = Rules.default().changed({"threat.hedge_rule": hedge}).threat
    a, b = (
        [
            SourceView(
                key=v.key,
                matches=v.matches,
                partner=False,
                magnitude=frozenset({min(v.magnitude)}),
                urgency=frozenset({min(v.urgency)}),
                hedged=frozenset({min(v.hedged)}),
                share=v.share,
                ranks=v.ranks,
            )
            for v in data.draw(sides(shareable))
        ]
        for _ in range(2)
    )
    (point_a,), (point_b,) = completions(a), completions(b)
    assert set(routes(a, b, rules)) == routes_of(point_a, point_b, shareable, rules)


@FEW
@given(st.data(), SETTINGS, SHAREABLE)
def test_actors_swapped_give_the_same_level_and_routes(
    data: st.DataObject, changes: dict, shareable: frozenset[str]
) -> None:
    """A16."""
    rules = Rules.default().changed(changes).threat
    a, b = data.draw(sides(shareable)), data.draw(sides(shareable))
    x, y = severe_urgent_outcomes(a, rules), severe_urgent_outcomes(b, rules)
    matches = Matches(sure=shareable)
    assert threat_levels(x, y, matches, rules) == threat_levels(y, x, matches, rules)
    assert routes(a, b, rules) == routes(b, a, rules)
    assert source_agreement(a, b) == source_agreement(b, a)


# --- sentences of OP 1.2 and OP 7, from coded records ----------------------------------------------


def read(*records: Record) -> Glance:
    return glance(records, "threat")


def standing(records: Sequence[Record], **settings: object) -> list[str]:
    return glance(records, "threat", **settings).words


def test_T2_high_needs_the_same_source_top_and_imminent_for_both() -> None:
    assert read(threat(A, "us_led_west", "3", "2"), threat(B, "us_led_west", "2", "2")).words == ["high"]


@pytest.mark.parametrize(
    ("of_b", "wanted", "score"),
    [
        (("russia", "3", "2"), ["a"], 0.0),  # T-3: different severe threats
        (("us_led_west", "1", "2"), ["b"], 1 / 3),  # T-4: same threat, unequal magnitude; min(3,1)/3 × 2/2
        (("us_led_west", "3", "0"), ["b"], 0.0),  # T-4: same threat, unequal urgency; 3/3 × 0/2
    ],
)
def test_T3_T4_low_by_another_source_or_by_unequal_magnitude_or_urgency(
    of_b: tuple[str, str, str], wanted: list[str], score: float
) -> None:
    found = read(threat(A, "us_led_west", "3", "2"), threat(B, *of_b))
    assert found.words == ["low"]
    assert found.detail["routes"] == wanted
    assert found.value == pytest.approx(score)


def test_T5_low_where_both_see_the_same_threat_as_not_urgent() -> None:
    found = read(threat(A, "us_led_west", "3", "1"), threat(B, "us_led_west", "3", "1"))
    assert found.words == ["low"]
    assert found.detail["routes"] == ["c", "none_urgent"]
    assert found.value == pytest.approx(0.5)  # 3/3 × 1/2


def test_T5_low_where_both_put_the_same_threat_below_their_other_threats() -> None:
    """Routes can hold together: no shared top source (a) and a shared minor one (c)."""
    found = read(
        threat(A, "us_led_west", "2", "2"),
        threat(A, "underdevelopment", "3", "0"),
        threat(B, "us_led_west", "2", "2"),
        threat(B, "domestic_disorder", "3", "0"),
    )
    assert found.words == ["low"]
    assert found.detail["routes"] == ["a", "c", "none_urgent"]


def test_routes_a_and_b_hold_together_where_a_shared_source_is_top_for_one_side_only() -> None:
    """As in 2001 and 2011 of the article (OP 8.6)."""
    found = read(
        threat(A, "us_led_west", "2", "1"),
        threat(B, "us_led_west", "1", "0"),
        threat(B, "underdevelopment", "3", "0"),
    )
    assert found.detail["routes"] == ["a", "b", "c", "none_urgent"]


def test_T6_agreement_on_minor_threats_is_irrelevant() -> None:
    """Magnitude 1 is below the cut of 2, though both name it, equally, as top and imminent."""
    found = read(threat(A, "us_led_west", "1", "2"), threat(B, "us_led_west", "1", "2"))
    assert found.words == ["low"]
    assert found.detail["routes"] == ["none_urgent"]


def test_I9_ties_are_allowed_in_the_top_tier_and_one_shared_member_is_enough() -> None:
    rows = [
        threat(A, "us_led_west", "3", "2"),
        threat(A, "russia", "3", "2"),
        threat(B, "us_led_west", "3", "2"),
        threat(B, "terrorism_extremism", "3", "2"),
    ]
    assert standing(rows) == ["high"]
    assert standing(rows, threat__severity_rule="strict_top") == ["low"]


def test_I9_a_source_below_the_top_tier_counts_only_under_a_fixed_cut() -> None:
    rows = [
        threat(A, "us_led_west", "2", "2"),
        threat(A, "underdevelopment", "3", "0"),
        threat(B, "us_led_west", "2", "2"),
    ]
    assert standing(rows) == ["low"]
    assert standing(rows, threat__severity_rule="fixed_cut") == ["high"]


def test_I11_under_top_one_only_the_source_named_in_most_documents_counts() -> None:
    rows = [
        threat(A, "us_led_west", "3", "2", document="a1"),
        threat(A, "russia", "3", "2", document="a1"),
        threat(A, "russia", "3", "2", document="a2"),
        threat(B, "us_led_west", "3", "2"),
    ]
    assert standing(rows) == ["high"]
    assert standing(rows, threat__overlap_rule="top_one") == ["low"]


def test_I12_complementary_threats_from_outside_count_only_in_that_mode() -> None:
    rows = [threat(A, "us_led_west", "3", "2"), threat(B, "terrorism_extremism", "3", "2")]
    assert standing(rows) == ["low"]
    assert standing(rows, threat__mode="complementary") == ["high"]


@pytest.mark.parametrize(("others", "wanted"), [(9, ["high"]), (10, ["low"])])
def test_a_source_in_fewer_than_a_tenth_of_the_documents_is_listed_but_cannot_rank(
    others: int, wanted: list[str]
) -> None:
    """1 of 10 documents is .10 and ranks; 1 of 11 is .09 and does not."""
    rows = [threat(A, "us_led_west", "3", "2", document="a0")]
    rows += [threat(A, "russia", "1", "0", document=f"a{n + 1}") for n in range(others)]
    data = study([*rows, threat(B, "us_led_west", "3", "2")])
    assert standing(data.records) == wanted
    listed = [row for row in follow(data).snapshots[0].threats if row.actor == A]
    assert {row.source for row in listed} == {"us_led_west", "russia"}


def test_documents_that_name_no_threat_do_not_lower_a_sources_share() -> None:
    """OP 7: share is of the documents that name any threat."""
    rows = [threat(A, "us_led_west", "3", "2", document="a0")]
    rows += [record(A, "identity", othering="non_radical", document=f"a{n + 1}") for n in range(12)]
    assert standing([*rows, threat(B, "us_led_west", "3", "2")]) == ["high"]


def test_silence_about_a_source_is_not_a_denial() -> None:
    """The median is taken over the two documents that name it: 3 and 3, not 3, 3, 0, 0, 0."""
    rows = [threat(A, "us_led_west", "3", "2") for _ in range(2)]
    rows += [threat(A, "terrorism_extremism", "1", "0") for _ in range(3)]
    assert standing([*rows, threat(B, "us_led_west", "3", "2")]) == ["high"]


def test_a_denial_is_a_code_of_magnitude_0_and_lowers_the_source() -> None:
    """Magnitudes 3, 0, 0: lower median 0 (edge case b)."""
    rows = [threat(A, "us_led_west", "3", "2")]
    rows += [record(A, "threat", source_family="us_led_west", magnitude="0") for _ in range(2)]
    assert standing([*rows, threat(B, "us_led_west", "3", "2")]) == ["low"]


def test_a_documents_magnitude_is_the_highest_it_states_and_urgency_the_highest_at_that_magnitude() -> None:
    same_document = [
        threat(A, "us_led_west", "2", "2", document="a1"),
        threat(A, "us_led_west", "3", "1", document="a1"),
    ]
    other = threat(B, "us_led_west", "3", "2")
    found = read(*same_document, other)
    assert found.words == ["low"]  # magnitude 3, and at 3 it says urgency 1
    assert found.detail["urgency_gap"] == 1
    assert found.detail["magnitude_gap"] == 0
    higher = [*same_document, threat(A, "us_led_west", "3", "2", document="a1"), other]
    assert standing(higher) == ["high"]


def test_lower_medians_over_documents_settle_magnitude_and_urgency() -> None:
    """Urgencies 1 and 2: lower median 1, so LOW; 1, 2, 2: median 2, so HIGH."""
    rows = [threat(A, "us_led_west", "3", "1"), threat(A, "us_led_west", "3", "2")]
    other = threat(B, "us_led_west", "3", "2")
    assert standing([*rows, other]) == ["low"]
    assert standing([*rows, threat(A, "us_led_west", "3", "2"), other]) == ["high"]


@pytest.mark.parametrize("family", ["underdevelopment", "domestic_disorder"])
def test_I33_a_states_own_troubles_still_compete_for_the_top_tier(family: str) -> None:
    """Edge case c: ranked first, they push external sources out of the top tier."""
    rows = [threat(A, "us_led_west", "2", "2"), threat(B, "us_led_west", "2", "2")]
    assert standing(rows) == ["high"]
    found = read(*rows, threat(A, family, "3", "0"))
    assert found.words == ["low"]
    assert found.detail["routes"] == ["a"]


def test_a_denied_or_shared_secondary_threat_does_not_make_high() -> None:
    """Edge case d: both back counter-terrorism, yet only one ranks it first (2001)."""
    rows = [
        threat(A, "terrorism_extremism", "3", "2"),
        threat(B, "terrorism_extremism", "1", "2"),
        threat(B, "underdevelopment", "3", "0"),
    ]
    assert standing(rows) == ["low"]


@pytest.mark.parametrize("origin", ["domestic", "external_via_domestic", "external"])
def test_I33_only_a_source_of_domestic_origin_cannot_be_shared(origin: str) -> None:
    rows = [threat(actor, "us_led_west", "3", "2", origin=origin) for actor in (A, B)]
    assert standing(rows) == (["low"] if origin == "domestic" else ["high"])


@pytest.mark.parametrize(
    ("actors", "family"),
    [(("CHN", "RUS"), "russia"), (("CHN", "RUS"), "china"), (("GBR", "USA"), "us_led_west")],
)
def test_I33_a_family_that_stands_for_a_member_never_matches_and_raises_adversarial(
    actors: tuple[str, str], family: str
) -> None:
    found = state(study([threat(actor, family, "3", "2") for actor in actors], actors=actors))
    assert found.levels["threat"].detail["as_they_stand"] == ["low"]
    assert "adversarial" in found.flags


def test_I33_the_same_family_between_others_is_an_ordinary_shared_source() -> None:
    found = state(study([threat(actor, "russia", "3", "2") for actor in (A, B)]))
    assert found.levels["threat"].detail["as_they_stand"] == ["high"]
    assert "adversarial" not in found.flags


def test_I33_a_family_that_stands_for_a_member_never_matches_under_leaf_match_either() -> None:
    rows = [threat(actor, "us_led_west", "3", "2", source="NATO") for actor in ("GBR", "USA")]
    found = state(study(rows, actors=("GBR", "USA"), settings={"threat.source_match": "leaf"}))
    assert found.levels["threat"].detail["as_they_stand"] == ["low"]


def test_I15_a_partner_feared_below_other_threats_is_not_adversarial() -> None:
    rows = [threat(A, "other_state", "2", "2", source="India"), threat(A, "underdevelopment", "3", "0")]
    assert "adversarial" not in state(study(rows)).flags


def test_I15_under_a_fixed_cut_a_partner_above_the_cut_is_among_the_severe_threats() -> None:
    rows = [threat(A, "other_state", "2", "2", source="India"), threat(A, "terrorism_extremism", "3", "2")]
    assert "adversarial" in state(study(rows, settings={"threat.severity_rule": "fixed_cut"})).flags


def test_I8_kinds_of_one_family_are_the_same_source_unless_leaves_are_compared() -> None:
    rows = [
        threat(A, "us_led_west", "3", "2", source="NATO"),
        threat(B, "us_led_west", "3", "2", source="United States"),
    ]
    assert standing(rows) == ["high"]
    assert standing(rows, threat__source_match="leaf") == ["low"]


@pytest.mark.parametrize(
    "family",
    ["climate_health", "economic_crisis", "wmd", "other_state", "partner_dispute", "armed_conflict",
     "technology_information", "other"],
)  # fmt: skip
def test_I33_families_of_many_sources_match_only_by_the_single_source(family: str) -> None:
    def both(first: str, second: str) -> list[str]:
        rows = [threat(A, family, "3", "2", source=first), threat(B, family, "3", "2", source=second)]
        return standing(rows)

    assert both("Iran", "Islamic Republic of Iran") == ["high"]
    assert both("Iran", "Nepal") == ["low"]


def test_A20_two_unnamed_sources_of_a_family_of_many_leave_the_level_open() -> None:
    assert standing([threat(a, "other_state", "3", "2") for a in (A, B)]) == ["low", "high"]


@pytest.mark.parametrize(
    ("rule", "wanted"), [("cap_urgency", "low"), ("lower_magnitude", "high"), ("ignore", "high")]
)
def test_I34_what_openness_to_the_source_does(rule: str, wanted: str) -> None:
    """cap_urgency: 2 to 1. lower_magnitude: 3 to 2, which is still at the cut and still top."""
    rows = [threat(A, "us_led_west", "3", "2"), threat(B, "us_led_west", "3", "2", hedge="true")]
    assert standing(rows, threat__hedge_rule=rule) == [wanted]


@pytest.mark.parametrize(("hedging", "of", "wanted"), [(1, 3, "high"), (1, 2, "low"), (2, 3, "low")])
def test_I34_a_hedge_counts_from_half_of_the_documents_that_name_the_source(
    hedging: int, of: int, wanted: str
) -> None:
    rows = [
        threat(B, "us_led_west", "3", "2", **({"hedge": "true"} if n < hedging else {})) for n in range(of)
    ]
    assert standing([threat(A, "us_led_west", "3", "2"), *rows]) == [wanted]


def test_I34_a_hedge_towards_another_source_leaves_urgency_alone() -> None:
    rows = [
        threat(A, "us_led_west", "3", "2"),
        threat(B, "us_led_west", "3", "2", document="b1"),
        threat(B, "russia", "1", "0", document="b1", hedge="true"),
    ]
    assert standing(rows) == ["high"]


def test_searched_documents_that_name_no_threat_give_an_empty_set_not_a_missing_one() -> None:
    """A denies an attack from anywhere: its severe-urgent set is empty, so LOW whatever B fears."""
    denial = record(A, "threat", source_family="other", source="attack from outside", magnitude="0")
    assert standing([denial, threat(B, "us_led_west", "3", "2")]) == ["low"]


def test_a_side_that_was_not_searched_may_fear_anything() -> None:
    assert standing([threat(B, "us_led_west", "3", "2")]) == ["low", "high"]
    assert standing([threat(B, "us_led_west", "3", "1")]) == ["low"]
    assert standing([threat(B, "underdevelopment", "3", "2")]) == ["low"]


def test_a_side_below_the_least_number_of_documents_ranges_over_everything() -> None:
    rows = [threat(a, "us_led_west", "3", "2") for a in (A, B)]
    assert standing(rows, uncertainty__min_documents_evidence=2) == ["low", "high"]


def test_A20_a_severe_urgent_threat_whose_source_was_not_coded_leaves_the_level_open() -> None:
    rows = [record(A, "threat", magnitude="3", urgency="2"), threat(B, "us_led_west", "3", "2")]
    assert standing(rows) == ["low", "high"]


def test_alternatives_in_a_source_cell_all_count() -> None:
    """A fears Peru or Iran, each with half the document, both 3 and 2: both are in the top tier."""
    rows = [
        threat(A, "other_state", "3", "2", source="Peru|Iran"),
        threat(B, "other_state", "3", "2", source="Iran"),
    ]
    assert standing(rows) == ["high"]


def test_the_score_takes_the_best_matching_source_and_is_1_only_at_the_top() -> None:
    """min(3,2)/3 × min(1,1)/2 = 1/3 for the West; min(1,3)/3 × min(2,2)/2 = 1/3 … 2/3 × 2/2 for terror."""
    found = read(
        threat(A, "us_led_west", "3", "1"),
        threat(A, "terrorism_extremism", "2", "2"),
        threat(B, "us_led_west", "2", "1"),
        threat(B, "terrorism_extremism", "3", "2"),
    )
    assert found.value == pytest.approx(2 / 3)
    top = read(threat(A, "us_led_west", "3", "2"), threat(B, "us_led_west", "3", "2"))
    assert top.value == 1.0


def test_the_score_is_0_where_only_own_troubles_are_shared() -> None:
    found = read(threat(A, "underdevelopment", "3", "2"), threat(B, "underdevelopment", "3", "2"))
    assert found.value == 0.0


def test_the_score_is_0_where_the_searched_side_names_nothing_that_can_be_shared() -> None:
    found = read(threat(B, "underdevelopment", "3", "2"))
    assert found.words == ["low"]
    assert found.value == 0.0


def test_source_agreement_is_the_jaccard_overlap_and_never_part_of_the_level() -> None:
    """A: West, terror. B: West, Russia, terror below. Shared 1 of 3: 1/3; the level is HIGH all the same."""
    found = read(
        threat(A, "us_led_west", "3", "2"),
        threat(A, "terrorism_extremism", "1", "0"),
        threat(B, "us_led_west", "3", "2"),
        threat(B, "russia", "1", "0"),
    )
    assert found.detail["source_agreement"] == pytest.approx(1 / 3)
    assert found.words == ["high"]
