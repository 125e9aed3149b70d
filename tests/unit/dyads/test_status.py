"""Compatibility of status expectations: OP 6.4's two tables row by row, and every completion."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import A, B, glance, record
from cordiale.dyads.status import StatusView, role_pairs, side_rungs, status_levels
from cordiale.model.levels import StatusLevel
from cordiale.model.rules import Rules
from cordiale.model.study import Record

INCOMPATIBLE, MINIMAL, MEDIUM, HIGHER, HIGHEST = StatusLevel
FEW = settings(max_examples=60, deadline=None)

# --- the slow reference ----------------------------------------------------------------------------

ROLES = ("dominant", "equal", "subordinate", "independent_pole", "none")
RECOGNITIONS = ("affirms_equal", "affirms_senior", "affirms_junior", "denies", "none")
AUTONOMIES = (
    "refuses_limits",
    "asserts_independence",
    "conditional",
    "accepts_limits",
    "accepts_security_limits",
    "accepts_integration",
)
ANXIETIES = ("voiced", "implied", "denied", "none")
SUPERIORITY = ("over_partner", "over_third", "none")
UNCODED = "not_coded"

Side = tuple[str, str, str, str, str, bool, str]
"""role, recognition, autonomy, anxiety, superiority, refuses limits towards the partner, role refused."""

FITTING = {"affirms_equal": "equal", "affirms_senior": "subordinate", "affirms_junior": "dominant"}

CAPS = {
    frozenset({"dominant"}): {INCOMPATIBLE},
    frozenset({"dominant", "equal"}): {INCOMPATIBLE},
    frozenset({"dominant", "independent_pole"}): {INCOMPATIBLE},
    frozenset({"equal"}): {HIGHEST},
    frozenset({"dominant", "subordinate"}): {HIGHEST},
    frozenset({"equal", "subordinate"}): {MINIMAL},
    frozenset({"subordinate"}): {MINIMAL},
    frozenset({"dominant", "none"}): {INCOMPATIBLE},
    frozenset({"subordinate", "independent_pole"}): {INCOMPATIBLE},
    frozenset({"none", "equal"}): {INCOMPATIBLE, MINIMAL},
    frozenset({"none", "subordinate"}): {INCOMPATIBLE, MINIMAL},
    frozenset({"none", "independent_pole"}): {INCOMPATIBLE, MINIMAL},
    frozenset({"none"}): {INCOMPATIBLE, MINIMAL},
}


def caps(a: str, b: str, *, equality: bool) -> set[StatusLevel]:
    if {a, b} in ({"independent_pole"}, {"equal", "independent_pole"}):
        return {MEDIUM} if equality else {INCOMPATIBLE}
    return CAPS[frozenset({a, b})]


def rungs(autonomy: str, anxiety: str) -> set[StatusLevel]:
    if autonomy == UNCODED:
        return {"voiced": {MINIMAL}, "implied": {MINIMAL}, UNCODED: {MINIMAL, MEDIUM}}.get(anxiety, {MEDIUM})
    table = {"accepts_limits": MEDIUM, "accepts_security_limits": HIGHER, "accepts_integration": HIGHEST}
    return {table.get(autonomy, MINIMAL)}


def roles_of(role: str, recognition: str) -> tuple[str, ...]:
    if role in (UNCODED, "none") and recognition in FITTING:
        return (FITTING[recognition],)
    return ROLES if role == UNCODED else (role,)


def judged(a: Side, b: Side) -> set[StatusLevel]:
    """OP 6.4, mechanically, on two sides with one value in every field."""
    for one, other in ((a, b), (b, a)):
        if one[1] == "denies" or one[5]:
            return {INCOMPATIBLE}
        if one[4] == "over_partner" and other[1] != "affirms_senior":
            return {INCOMPATIBLE}
    found = set()
    for role_a, role_b in product(roles_of(*a[:2]), roles_of(*b[:2])):
        equality = all(
            role == "equal" or seen == "affirms_equal" for role, seen in ((role_a, a[1]), (role_b, b[1]))
        )
        for cap, x, y in product(caps(role_a, role_b, equality=equality), rungs(*a[2:4]), rungs(*b[2:4])):
            found.add(min(cap, x, y))
    return found


def completions(view: StatusView) -> list[Side]:
    if not view.searched:
        limits = AUTONOMIES[2:]  # one value for each rung
        return list(
            product(ROLES, RECOGNITIONS, limits, ("none",), SUPERIORITY[::2], (True, False), ("none",))
        )
    return list(
        product(
            view.role,
            view.recognition,
            view.autonomy,
            view.anxiety,
            view.superiority,
            view.refuses_partner,
            view.role_refused,
        )
    )


def coded(values: tuple[str, ...], most: int) -> st.SearchStrategy[frozenset[str]]:
    return st.just(frozenset({UNCODED})) | st.frozensets(st.sampled_from(values), min_size=1, max_size=most)


VIEWS = st.builds(
    StatusView,
    role=coded(ROLES, 3),
    recognition=coded(RECOGNITIONS, 2),
    autonomy=coded(AUTONOMIES, 2),
    anxiety=coded(ANXIETIES, 2),
    superiority=st.frozensets(st.sampled_from(SUPERIORITY), min_size=1, max_size=2),
    refuses_partner=st.sampled_from((frozenset({False}), frozenset({False}), frozenset({True, False}))),
    role_refused=st.frozensets(st.sampled_from(("subordinate", "none")), min_size=1),
)

DEFAULT = Rules.default().status


@FEW
@given(VIEWS, VIEWS)
def test_levels_are_those_of_all_completions(a: StatusView, b: StatusView) -> None:
    """Missing values are sets (OP 7), and the sets are exactly what the point rules give."""
    points = [list({(*s[:6], "none") for s in completions(view)}) for view in (a, b)]
    wanted = set().union(*(judged(x, y) for x, y in product(*points)))
    assert status_levels(a, b, DEFAULT) == wanted


UNSEARCHED = StatusView(
    role=frozenset({UNCODED}),
    recognition=frozenset({UNCODED}),
    autonomy=frozenset({UNCODED}),
    anxiety=frozenset({UNCODED}),
    superiority=frozenset({"none"}),
    refuses_partner=frozenset({False}),
    role_refused=frozenset({"none"}),
    searched=False,
)


@settings(max_examples=15, deadline=None)
@given(VIEWS)
def test_a_side_that_was_not_searched_ranges_over_all_its_values(a: StatusView) -> None:
    a = replace(a, superiority=a.superiority - {"over_partner"} or frozenset({"none"}))
    wanted = set().union(*(judged(x, y) for x, y in product(set(completions(a)), completions(UNSEARCHED))))
    assert status_levels(a, UNSEARCHED, DEFAULT) == wanted


def test_a_pole_that_claims_superiority_over_a_side_not_searched_is_incompatible() -> None:
    """Unmatched, the claim shuts. Matched (affirms_senior), the other side is subordinate, dominant, equal
    or a pole that signals no equality, and none of these fits a pole.
    """
    pole = replace(
        UNSEARCHED,
        searched=True,
        role=frozenset({"independent_pole"}),
        superiority=frozenset({"over_partner"}),
    )
    points = product(completions(pole), completions(UNSEARCHED))
    assert set().union(*(judged(x, y) for x, y in points)) == {INCOMPATIBLE}
    assert status_levels(pole, UNSEARCHED, DEFAULT) == {INCOMPATIBLE}


@FEW
@given(VIEWS, VIEWS, st.booleans())
def test_A16_the_order_of_the_actors_makes_no_difference(a: StatusView, b: StatusView, junior: bool) -> None:
    rules = Rules.default().changed({"status.junior_refusal_is_incompatible": junior}).status
    assert status_levels(a, b, rules) == status_levels(b, a, rules)


# --- the table of role pairs, row by row (I-18) ----------------------------------------------------

PAIRS = [
    ("dominant", "dominant", False, "", INCOMPATIBLE),
    ("dominant", "equal", False, "", INCOMPATIBLE),
    ("dominant", "independent_pole", False, "", INCOMPATIBLE),
    ("equal", "equal", True, "symmetrical", HIGHEST),
    ("dominant", "subordinate", True, "asymmetrical", HIGHEST),
    ("independent_pole", "independent_pole", False, "", INCOMPATIBLE),
    ("equal", "subordinate", True, "asymmetrical?", MINIMAL),
    ("subordinate", "subordinate", True, "no leader", MINIMAL),
    # "Pairs not in the table above"
    ("dominant", "none", False, "", INCOMPATIBLE),
    ("subordinate", "independent_pole", False, "", INCOMPATIBLE),
    ("equal", "independent_pole", False, "", INCOMPATIBLE),
]


@pytest.mark.parametrize(("a", "b", "compatible", "variant", "cap"), PAIRS)
@pytest.mark.parametrize("swapped", [False, True])
def test_I18_role_pairs(
    a: str, b: str, compatible: bool, variant: str, cap: StatusLevel, swapped: bool
) -> None:
    one, other = (b, a) if swapped else (a, b)
    (pair,) = role_pairs(one, other, equality_a=False, equality_b=False)
    assert (pair.compatible, str(pair.variant), pair.cap) == (compatible, variant, cap)


@pytest.mark.parametrize("a", ["independent_pole", "equal"])
def test_I18_poles_that_signal_equality_to_each_other_fit_up_to_medium(a: str) -> None:
    """An equal beside a pole is read as pole with pole."""
    (pair,) = role_pairs(a, "independent_pole", equality_a=True, equality_b=True)
    assert (pair.compatible, str(pair.variant), pair.cap) == (True, "symmetrical", MEDIUM)


@pytest.mark.parametrize("other", ["equal", "subordinate", "independent_pole", "none"])
def test_I18_none_beside_all_but_dominant_is_incompatible_or_minimal(other: str) -> None:
    found = role_pairs("none", other, equality_a=True, equality_b=True)
    assert {pair.cap for pair in found} == {INCOMPATIBLE, MINIMAL}


# --- the table of rungs and the sentences of "Mechanically", from coded records --------------------


def said(actor: str, **codes: str) -> Record:
    return record(actor, "status", **codes)


def words(*records: Record, **settings: object) -> list[str]:
    return glance(records, "status", **settings).words


def equals(**codes: str) -> list[Record]:
    return [said(actor, role_expected="equal", **codes) for actor in (A, B)]


@pytest.mark.parametrize(
    ("autonomy", "rung"),
    [
        ("refuses_limits", "minimal"),
        ("asserts_independence", "minimal"),
        ("conditional", "minimal"),
        ("accepts_limits", "medium"),
        ("accepts_security_limits", "higher"),
        ("accepts_integration", "highest"),
    ],
)
def test_I19_the_less_accepting_sides_autonomy_sets_the_rung(autonomy: str, rung: str) -> None:
    less = said(A, role_expected="subordinate", autonomy=autonomy)
    more = said(B, role_expected="dominant", autonomy="accepts_integration")
    assert words(less, more) == [rung]


@pytest.mark.parametrize(
    ("anxiety", "wanted"),
    [
        ("voiced", ["minimal"]),
        ("implied", ["minimal"]),
        ("denied", ["medium"]),
        ("none", ["medium"]),
        (None, ["minimal", "medium"]),
    ],
)
def test_where_autonomy_is_not_coded_anxiety_tells_minimal_from_medium(
    anxiety: str | None, wanted: list[str]
) -> None:
    assert words(*equals(**({"anxiety": anxiety} if anxiety else {}))) == wanted


def test_one_anxious_side_is_enough_for_minimal() -> None:
    """The rung is that of the less accepting side."""
    assert words(*equals(), said(A, anxiety="voiced"), said(B, anxiety="denied")) == ["minimal"]


@pytest.mark.parametrize(
    ("pair", "cap"),
    [
        (("equal", "equal"), "highest"),
        (("dominant", "subordinate"), "highest"),
        (("equal", "subordinate"), "minimal"),
        (("subordinate", "subordinate"), "minimal"),
    ],
)
def test_the_pairs_cap_holds_even_where_both_accept_integration(pair: tuple[str, str], cap: str) -> None:
    records = [
        said(actor, role_expected=role, autonomy="accepts_integration")
        for actor, role in zip((A, B), pair, strict=True)
    ]
    assert words(*records) == [cap]


def test_poles_that_affirm_equality_are_capped_at_medium() -> None:
    poles = [
        said(
            actor,
            role_expected="independent_pole",
            recognition="affirms_equal",
            autonomy="accepts_integration",
        )
        for actor in (A, B)
    ]
    assert words(*poles) == ["medium"]


@pytest.mark.parametrize(
    ("recognition", "fits"),
    [("affirms_equal", "equal"), ("affirms_senior", "dominant"), ("affirms_junior", "subordinate")],
)
@pytest.mark.parametrize("own", [None, "none"])
def test_a_side_without_a_role_of_its_own_takes_the_one_that_fits_what_it_affirms(
    recognition: str, fits: str, own: str | None
) -> None:
    codes = {"role_expected": own} if own else {}
    one = said(A, recognition=recognition, autonomy="accepts_integration", **codes)
    other = said(B, role_expected=fits, autonomy="accepts_integration")
    assert words(one, other) == ["highest"]


def test_a_stated_role_goes_before_what_is_affirmed_of_the_partner() -> None:
    one = said(A, role_expected="dominant", recognition="affirms_equal", autonomy="accepts_limits")
    other = said(B, role_expected="equal", autonomy="accepts_limits")
    assert words(one, other) == ["incompatible"]


def test_A20_a_role_that_nobody_coded_is_never_none() -> None:
    """It may be dominant (INCOMPATIBLE with equal), subordinate (MINIMAL) or equal (MEDIUM)."""
    found = words(
        said(A, autonomy="accepts_limits"), said(B, role_expected="equal", autonomy="accepts_limits")
    )
    assert found == ["incompatible", "minimal", "medium"]


@pytest.mark.parametrize(
    ("recognition", "wanted"),
    [(None, "incompatible"), ("affirms_equal", "incompatible"), ("affirms_senior", "higher")],
)
def test_superiority_over_the_partner_must_be_matched_by_the_partner(
    recognition: str | None, wanted: str
) -> None:
    """Not coded is not matched; only the partner's affirming it as senior matches the claim."""
    leader = said(
        A, role_expected="dominant", superiority_claim="over_partner", autonomy="accepts_security_limits"
    )
    codes = {"recognition": recognition} if recognition else {}
    follower = said(B, role_expected="subordinate", autonomy="accepts_security_limits", **codes)
    assert words(leader, follower) == [wanted]


def test_superiority_over_a_third_is_no_claim_over_the_partner() -> None:
    """I-30, trap 2: great-power talk before others does not decide the level."""
    claim = said(A, superiority_claim="over_third")
    assert words(*equals(autonomy="accepts_limits"), claim) == ["medium"]


def test_denial_of_rank_by_either_side_shuts_whatever_the_pair() -> None:
    assert words(*equals(autonomy="accepts_integration"), said(B, recognition="denies")) == ["incompatible"]


def test_refusal_towards_the_partner_shuts_and_refusal_in_general_caps_at_minimal() -> None:
    def with_refusal(toward: str | None) -> list[str]:
        codes = {"autonomy_toward": toward} if toward else {}
        return words(
            said(A, role_expected="equal", autonomy="refuses_limits", **codes),
            said(B, role_expected="equal", autonomy="accepts_integration"),
        )

    assert with_refusal("partner") == ["incompatible"]
    assert with_refusal("general") == ["minimal"]
    assert with_refusal(None) == ["minimal"]  # CONTRACTS 3: empty is general


def test_autonomy_coded_none_counts_as_not_coded() -> None:
    assert words(*equals(autonomy="none")) == ["minimal", "medium"]
    assert words(*equals(autonomy="none", anxiety="denied")) == ["medium"]


def test_I36_ruling_out_a_junior_role_shuts_only_under_the_wording_of_1996() -> None:
    records = [*equals(autonomy="accepts_limits"), said(A, role_refused="subordinate")]
    assert words(*records) == ["medium"]
    assert words(*records, status__junior_refusal_is_incompatible=True) == ["incompatible"]


def test_I30_claims_of_rank_without_the_partner_as_referent_do_not_count() -> None:
    """Seeking rank before the West is not a claim over the partner; the sensitivity setting reads it."""
    before_others = record(A, "status", partner="USA", role_expected="dominant")
    records = [
        *equals(autonomy="accepts_limits"),
        before_others,
        replace(before_others, id="z", source_id="z"),
    ]
    assert words(*records) == ["medium"]
    assert words(*records, status__referent="any") == ["incompatible"]


def test_a_row_without_partner_counts_only_through_autonomy_in_general() -> None:
    """Its role, recognition and anxiety are nobody's; its autonomy caps the rung."""
    general = record(
        A, "status", partner="", role_expected="dominant", recognition="denies", autonomy="conditional"
    )
    assert words(*equals(), said(B, autonomy="accepts_integration"), general) == ["minimal"]


def test_a_row_without_partner_and_autonomy_is_no_searched_document() -> None:
    rank = record(A, "status", partner="", own_rank="great_power")
    other = said(B, role_expected="equal", autonomy="accepts_limits")
    assert glance([rank, other], "status").words == glance([other], "status").words


def test_both_independent_and_neither_recognising_the_other_is_incompatible() -> None:
    assert words(*[said(actor, role_expected="independent_pole") for actor in (A, B)]) == ["incompatible"]


def test_formulas_and_joint_texts_give_no_role() -> None:
    """I-20: a role stated as boilerplate leaves the side without one."""
    joint = [record(actor, "status", role_expected="equal", genre="joint_statement") for actor in (A, B)]
    formulas = [record(actor, "status", role_expected="equal", formulaic=True) for actor in (A, B)]
    own = [said(A, role_expected="dominant"), said(B, role_expected="dominant")]
    assert words(*own, *joint, *joint, *formulas, *formulas) == ["incompatible"]


def test_the_status_score_is_the_smaller_sides_mean_of_accepted_limits() -> None:
    """A: (1 + 1/2) / 2 = 3/4. B: (1/4 + 1/4 + 3/4) / 3 = 5/12. The dyad has 5/12."""
    records = [
        *(
            said(A, role_expected="equal", autonomy=word)
            for word in ("accepts_integration", "accepts_limits")
        ),
        *(
            said(B, role_expected="equal", autonomy=word)
            for word in ("asserts_independence", "conditional", "accepts_security_limits")
        ),
    ]
    assert glance(records, "status").value == pytest.approx(5 / 12)


def test_the_status_score_is_0_for_an_incompatible_pair_and_open_where_autonomy_is_not_coded() -> None:
    clash = [said(actor, role_expected="dominant", autonomy="accepts_integration") for actor in (A, B)]
    assert glance(clash, "status").value == 0.0
    assert glance(equals(), "status").value is None


def test_side_rungs_of_a_side_not_searched_are_all_but_incompatible() -> None:
    assert side_rungs(UNSEARCHED) == {MINIMAL, MEDIUM, HIGHER, HIGHEST}
