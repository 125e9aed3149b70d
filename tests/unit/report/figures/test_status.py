"""The figure of rank and role: whose claims are met, and that its drawing is readable, safe and bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import A, B, day, follow, record, study
from cordiale.codebook import load
from cordiale.model.levels import Arm
from cordiale.model.results import Score, SnapshotReading, StatusRow, Trajectory
from cordiale.model.study import Capability, StudyData
from cordiale.report.anchors import mark_anchor
from cordiale.report.drawing.sheet import NARROW_WIDTH, WIDE_WIDTH, Look
from cordiale.report.figures.status.claims import claims_of
from cordiale.report.figures.status.drawing import draw_status
from cordiale.report.figures.status.figure import MOST_BANDS, MOST_WINDOWS, status_figure
from cordiale.report.figures.status.values import Match, StatusFigure, StatusSide
from cordiale.report.figures.status.weights import weights_in
from cordiale.report.words.wording import refuse_words
from unit.report.figures.legible import WIDTHS, assert_harmless, assert_legible, height_of, words_of
from unit.report.figures.test_windows import body
from unit.report.sample import (
    ENDLESS,
    HOSTILE,
    closed,
    drawn,
    judged,
    reading,
    sample_study,
    sample_trajectory,
    with_snapshots,
    year,
)

CHN, RUS = "CHN", "RUS"
EQUAL = {"role": ("equal",), "recognition": ("affirms_equal",)}
LEADER = {"role": ("dominant",), "recognition": ("affirms_junior",)}
JUNIOR = {"role": ("subordinate",), "recognition": ("affirms_senior",)}
POLE = {"role": ("independent_pole",)}
ABOVE = {"superiority_claim": ("over_partner",)}
UNSEARCHED: dict[str, object] = {"documents": 0, "evidence": ()}


def row(actor: str, **given_: object) -> StatusRow:
    fields: dict[str, object] = {
        "partner": RUS if actor == CHN else CHN,
        "own_rank": (),
        "role": (),
        "recognition": (),
        "autonomy": (),
        "superiority_claim": ("none",),
        "refuses_partner": False,
        "anxiety": (),
        "role_refused": ("none",),
        "formulas_set_aside": 0,
        "documents": 2,
        "evidence": (f"E-{actor}",),
    }
    return StatusRow(actor=actor, **{**fields, **given_})  # type: ignore[arg-type]


ANY = ["dominant", "equal", "independent_pole", "none", "subordinate"]


def roles_of(given_: StatusRow) -> list[str]:
    if not given_.documents:
        return ["unsearched"]
    taken = {"affirms_equal": "equal", "affirms_senior": "subordinate", "affirms_junior": "dominant"}
    stated = [role for role in given_.role if role != "none"]
    return stated or [taken[word] for word in given_.recognition if word in taken] or ANY


def window(place: int, one: StatusRow, other: StatusRow, **detail: object) -> SnapshotReading:
    pair: dict[str, object] = {one.actor: roles_of(one), other.actor: roles_of(other), "variant": None, "cap": None}
    state = drawn([(1.0, "low", "low", "minimal")], detail={"status": {"role_pair": {**pair, **detail}}})
    return replace(reading(year(str(place), place), state), status=(one, other))


BASE, DATA = with_snapshots(), sample_study()


def figure_of(*windows: SnapshotReading, data: StudyData = DATA) -> StatusFigure:
    found = status_figure(replace(BASE, snapshots=windows), data)
    assert found is not None
    return found


def side(one: dict[str, object], other: dict[str, object]) -> StatusSide:
    return figure_of(window(2001, row(CHN, **one), row(RUS, **other))).windows[0].sides[0]


# -- claims and recognition ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimant", "partner", "match", "answer"),
    [
        (EQUAL, EQUAL, Match.MET, "grants an equal place"),
        (EQUAL, POLE, Match.UNMET, "claims a pole of its own for itself"),
        (EQUAL, LEADER, Match.UNMET, "grants the junior place"),
        (EQUAL, {"recognition": ("denies",), "role": ("equal",)}, Match.UNMET, "denies its rank"),
        (POLE, EQUAL, Match.MET, "grants an equal place"),
        (POLE, POLE, Match.UNMET, "claims a pole of its own for itself"),
        (LEADER, JUNIOR, Match.MET, "grants the leading place"),
        (LEADER, LEADER, Match.UNMET, "grants the junior place"),
        (JUNIOR, LEADER, Match.MET, "grants the junior place"),
        (EQUAL, {}, Match.OPEN, "no recognition on record"),
        (EQUAL, UNSEARCHED, Match.OPEN, "not searched"),
        (EQUAL, {"recognition": ("affirms_equal", "denies"), "role": ("none",)}, Match.OPEN, "grants an equal place or denies its rank"),
    ],
)
def test_a_claim_is_met_by_recognition_or_by_a_role_that_fits(
    claimant: dict[str, object], partner: dict[str, object], match: Match, answer: str
) -> None:
    if match is Match.OPEN and partner.get("role") == ("none",):
        partner = {**partner, "role": ()}
        made = window(2001, row(CHN, **claimant), row(RUS, **partner), RUS=["equal", "none"])
        (claim,) = figure_of(made).windows[0].sides[0].claims
    else:
        (claim,) = side(claimant, partner).claims
    assert (claim.match, claim.answer) == (match, answer)


@pytest.mark.parametrize(
    ("partner", "match"),
    [
        ({"recognition": ("affirms_senior",)}, Match.MET),
        ({"recognition": ("affirms_equal",)}, Match.UNMET),
        ({"role": ("subordinate",)}, Match.UNMET),
        ({}, Match.UNMET),
        (UNSEARCHED, Match.OPEN),
    ],
)
def test_superiority_is_met_by_recognition_alone_and_silence_of_a_searched_side_does_not_match_it(
    partner: dict[str, object], match: Match
) -> None:
    (claim,) = side(ABOVE, partner).claims
    assert (claim.words, claim.match) == ("claims a place above Russia", match)


def test_a_side_that_grants_a_place_takes_the_one_that_fits() -> None:
    found = side({"recognition": ("affirms_senior",)}, {"role": ("dominant",)})
    (claim,) = found.claims
    assert (claim.words, claim.match) == ("takes the junior place", Match.MET)


def test_a_side_may_claim_superiority_and_a_role() -> None:
    found = side({**ABOVE, **LEADER}, JUNIOR)
    assert [(claim.words, claim.match) for claim in found.claims] == [
        ("claims a place above Russia", Match.MET),
        ("claims the leading place", Match.MET),
    ]


words = load().field


def some(field: str) -> st.SearchStrategy[tuple[str, ...]]:
    values = words(field).values
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(lambda chosen: tuple(sorted(chosen)))


@given(some("role_expected"), some("recognition"), some("role_expected"), some("recognition"))
def test_claims_agree_with_the_rules_of_role_pairs(
    role: Sequence[str], seen: Sequence[str], other_role: Sequence[str], other_seen: Sequence[str]
) -> None:
    """Where both sides' claims are met or not on single values, the pair fits or does not (I-18)."""
    from cordiale.dyads.status import role_pairs, roles_taken

    one, other = row(CHN, role=role, recognition=seen), row(RUS, role=other_role, recognition=other_seen)
    if any(len(values) != 1 for values in (role, seen, other_role, other_seen)):
        claims_of(one, other, roles_of(one), roles_of(other))
        return
    takes = [roles_taken(role[0], seen[0]), roles_taken(other_role[0], other_seen[0])]
    if any(len(taken) != 1 or taken[0] == "none" for taken in takes):
        return
    ((first,), (second,)) = takes
    pairs = role_pairs(
        first,
        second,
        equality_a=seen[0] == "affirms_equal" or first == "equal",
        equality_b=other_seen[0] == "affirms_equal" or second == "equal",
    )
    claims = (*claims_of(one, other, [first], [second]), *claims_of(other, one, [second], [first]))
    if all(claim.match is Match.MET for claim in claims):
        assert any(pair.compatible for pair in pairs)


def test_a_word_that_grants_what_the_own_role_does_not_fit_settles_nothing() -> None:
    one = row(CHN, role=("subordinate",), recognition=("affirms_equal",))
    other = row(RUS, role=("independent_pole",), recognition=("affirms_junior",))
    (claim,) = claims_of(other, one, roles_of(other), roles_of(one))
    assert (claim.match, claim.answer) == (Match.OPEN, "grants an equal place")


def test_an_unsearched_side_is_said_once_beside_a_claim() -> None:
    found = figure_of(window(1996, row(CHN, **ABOVE), row(RUS, **UNSEARCHED, own_rank=("great_power",))))
    china, russia = found.windows[0].sides
    assert (china.claims[0].answer, russia.silent, russia.rank) == ("not searched", "not searched", "rank: great power")
    assert words_of(draw_status(found, Look())).count("not searched") == 1
    assert found.windows[0].pair == "roles not settled"


def test_formulas_set_aside_are_counted_and_give_no_claim() -> None:
    found = side({"formulas_set_aside": 3}, {})
    assert (found.claims, found.formulas) == ((), 3)
    assert "three formulas set aside" in found.further
    assert any("Formulas" in line for line in figure_of(window(1, row(CHN, formulas_set_aside=3), row(RUS))).words.reading)


def test_what_a_side_grants_is_said_although_the_other_claims_nothing() -> None:
    found = side({"recognition": ("denies",)}, {})
    assert "denies its rank" in found.further


@pytest.mark.parametrize(
    ("given_", "limits", "at"),
    [
        ({"autonomy": ("refuses_limits",), "refuses_partner": True}, "refuses limits towards Russia", (0,)),
        ({"autonomy": ("refuses_limits",)}, "refuses limits", (0,)),
        ({"autonomy": ("accepts_limits", "accepts_integration")}, "accepts limits or accepts integration", (3, 5)),
        ({}, "limits not coded", ()),
        (UNSEARCHED, "", ()),
    ],
)
def test_limits_are_said_and_placed_on_their_own_scale(given_: dict[str, object], limits: str, at: tuple[int, ...]) -> None:
    found = side(given_, EQUAL)
    assert (found.limits, found.limits_at) == (limits, at)


def test_every_code_of_the_codebook_has_words() -> None:
    fields = ("own_rank", "role", "recognition", "autonomy", "superiority_claim", "anxiety", "role_refused")
    named = ("own_rank", "role_expected", "recognition", "autonomy", "superiority_claim", "anxiety", "role_refused")
    for field, name in zip(fields, named, strict=True):
        for value in words(name).values:
            assert side({field: (value,)}, {field: (value,)}).words


@pytest.mark.parametrize(
    ("variant", "cap", "said"),
    [
        ("symmetrical", "highest", "symmetrical road, up to highest"),
        ("asymmetrical", "highest", "asymmetrical road, up to highest"),
        ("asymmetrical?", "minimal", "asymmetrical road, not accepted by both, up to minimal"),
        ("no leader", "minimal", "nobody leads, up to minimal"),
        ("", "incompatible", "the roles do not fit"),
        ("", None, "road not settled"),
        (None, None, "road not settled"),
        ("", "minimal", "the roles fit at the lowest rung"),
    ],
)
def test_the_role_pair_names_its_road(variant: str | None, cap: str | None, said: str) -> None:
    found = figure_of(window(2001, row(CHN, **EQUAL), row(RUS, **EQUAL), variant=variant, cap=cap))
    assert found.windows[0].pair == f"equal with equal: {said}"


def test_the_level_is_shaded_by_draws_and_the_judgement_outlined() -> None:
    made = window(2011, row(CHN, **EQUAL), row(RUS))
    state = drawn([(0.6, "low", "low", "minimal"), (0.4, "low", "low", "incompatible|minimal|medium")])
    made = replace(made, states={**made.states, Arm.COMPUTED: state, Arm.JUDGED: judged("low", "low", "medium|minimal")})
    found = figure_of(made).windows[0]
    assert [(rung.fill, rung.point, rung.hatched, rung.judged) for rung in found.rungs] == [
        (0, False, False, ""),
        (2, True, False, "dashed"),
        (0, False, False, "solid"),
        (0, False, False, ""),
        (0, False, False, ""),
    ]
    assert found.level == "status minimal; as judged: medium"


# -- capabilities --------------------------------------------------------------------------------


def capability(actor: str, measure: str, value: float, when: str = "2011-06-01", unit: str = "usd") -> Capability:
    return Capability(actor=actor, date=day(when), measure=measure, value=value, unit=unit)


def test_ratios_stand_beside_claims_of_equality_only_in_their_window() -> None:
    data = replace(DATA, capabilities=(capability(CHN, "gdp_ratio", 3.7, unit="ratio"),))
    found = figure_of(window(2011, row(CHN, **EQUAL), row(RUS)), window(2012, row(CHN, **EQUAL), row(RUS)), data=data)
    with_figures, without = found.windows
    assert [weight.words for weight in with_figures.weights] == ["China 3.7 times Russia: GDP ratio"]
    assert with_figures.beside == "beside claims of equality by China"
    assert (without.weights, without.beside) == ((), "")


def test_figures_of_both_at_one_date_give_a_ratio_and_others_give_none() -> None:
    figures = [
        capability(RUS, "warships", 8),
        capability(CHN, "warships", 2),
        capability(CHN, "warships", 5, when="2011-07-01"),
        capability(CHN, "bases", 5),
        capability(RUS, "bases", 0),
        capability("USA", "bases", 9),
    ]
    (found,) = weights_in(figures, (CHN, RUS), year("2011", 2011))
    assert found.words == "Russia 4 times China: warships"
    assert (found.first, found.second) == (0.2, 0.8)


@given(st.floats(0.001, 1000), st.floats(0.001, 1000))
def test_shares_of_what_both_command_make_one_whole(one: float, other: float) -> None:
    (found,) = weights_in([capability(CHN, "m", one), capability(RUS, "m", other)], (CHN, RUS), year("2011", 2011))
    assert found.first + found.second == pytest.approx(1)
    assert (found.first > found.second) == (one > other) or one == pytest.approx(other)


def test_a_study_without_capabilities_shows_none_and_says_nothing() -> None:
    found = figure_of(window(2011, row(CHN, **EQUAL), row(RUS, **EQUAL)))
    assert not any("Bars" in line for line in found.words.reading)
    assert "capabilit" not in found.words.description


# -- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("windows", "title"),
    [
        ([(EQUAL, EQUAL)], "In 2000 China and Russia grant each other the places they claim"),
        ([(EQUAL, EQUAL), (ABOVE, EQUAL)], "In 2001 China claims a place above Russia; Russia does not grant it"),
        ([(EQUAL, EQUAL), (ABOVE, UNSEARCHED)], "In 2000 China and Russia grant each other the places they claim"),
        ([(ABOVE, UNSEARCHED)], "Whether China and Russia grant each other the places they claim is not settled in 2000"),
        (
            [(ABOVE, UNSEARCHED), (POLE, UNSEARCHED)],
            "Whether China and Russia grant each other the places they claim is settled in none of two windows",
        ),
        ([({}, {})], "China and Russia claim no place towards each other in what was read"),
    ],
)
def test_the_title_states_the_finding(windows: list[tuple[dict[str, object], dict[str, object]]], title: str) -> None:
    made = [window(2000 + n, row(CHN, **one), row(RUS, **other)) for n, (one, other) in enumerate(windows)]
    assert figure_of(*made).words.title == title


@pytest.mark.parametrize(
    ("one", "other", "title"),
    [
        (EQUAL, EQUAL, "As coded, in 2000 China and Russia grant each other the places they claim"),
        (ABOVE, EQUAL, "As coded, in 2000 China claims a place above Russia; Russia does not grant it"),
    ],
)
def test_a_title_of_a_window_whose_level_is_unknown_says_that_it_is_as_coded(
    one: dict[str, object], other: dict[str, object], title: str
) -> None:
    made = window(2000, row(CHN, **one), row(RUS, **other))
    behind = {"status": made.states[Arm.COMPUTED].levels["status"].detail}  # type: ignore[union-attr]
    unknown = drawn([(1.0, "low", "low", "minimal|medium")], detail=behind)
    assert figure_of(replace(made, states={**made.states, Arm.COMPUTED: unknown})).words.title == title


def test_no_words_claim_cause_or_prediction() -> None:
    for one, other in product((EQUAL, LEADER, JUNIOR, POLE, ABOVE, UNSEARCHED), repeat=2):
        if one is not UNSEARCHED or other is not UNSEARCHED:
            found = figure_of(window(2001, row(CHN, **one), row(RUS, **other)))
            for line in (found.words.title, found.words.caption, found.words.description, *found.words.reading):
                refuse_words(line)


def test_alternative_text_and_table_hold_what_is_drawn() -> None:
    found = figure_of(window(2001, row(CHN, **ABOVE), row(RUS, **POLE, documents=3)))
    assert "China claims a place above Russia, Russia claims a pole of its own for itself: not met" in found.words.description
    table = [dict(zip(found.table.columns, cells, strict=True)) for cells in found.table.rows]
    assert [(entry["actor"], entry["claim met"], entry["documents"]) for entry in table] == [
        ("China", "not met", 2),
        ("Russia", "not settled", 3),
    ]


def test_nothing_is_shown_where_nobody_spoke_of_rank() -> None:
    silent = window(2001, row(CHN, **UNSEARCHED), row(RUS, **UNSEARCHED))
    assert status_figure(with_snapshots(silent), DATA) is None
    assert status_figure(sample_trajectory(), DATA) is None
    assert status_figure(with_snapshots(reading(year("1", 1999), closed())), DATA) is None


def test_a_coded_study_is_read_through_the_whole_pipeline() -> None:
    codes = [
        record(A, "status", role_expected="equal", recognition="affirms_equal", autonomy="accepts_limits", anxiety="denied"),
        record(B, "status", role_expected="equal", recognition="affirms_equal", autonomy="accepts_limits", anxiety="denied"),
        record(A, "status", role_expected="dominant", formulaic=True),
    ]
    data = study(codes)
    found = status_figure(follow(data), data)
    assert found is not None
    assert found.words.title == "As coded, in 2001 Brazil and India grant each other the places they claim"
    (made,) = found.windows
    assert made.pair == "equal with equal: symmetrical road, up to highest"
    assert [one.formulas for one in made.sides] == [1, 0]


# -- the drawing ---------------------------------------------------------------------------------

KINDS = [EQUAL, {**ABOVE, **LEADER}, JUNIOR, POLE, {}, UNSEARCHED]
FULL: dict[str, object] = {
    "own_rank": ("great_power", "rising", "developing"),
    "autonomy": ("refuses_limits", "accepts_limits"),
    "anxiety": ("voiced", "implied"),
    "role_refused": ("subordinate",),
    "refuses_partner": True,
    "formulas_set_aside": 4,
}


def many(count: int) -> list[SnapshotReading]:
    pairs = list(product(KINDS, repeat=2))
    return [
        window(1980 + n, row(CHN, **{**FULL, **pairs[(n * 7 + 1) % 36][0]}), row(RUS, **{**FULL, **pairs[(n * 7 + 1) % 36][1]}))
        for n in range(count)
    ]


def rich_study() -> StudyData:
    figures = [
        capability(actor, measure, value, when=f"{1980 + n}-03-01")
        for n in range(5)
        for measure in (HOSTILE, ENDLESS, "m", "n", "o")
        for actor, value in ((CHN, 5.0 + n), (RUS, 70.0))
    ]
    return replace(DATA, capabilities=tuple(figures))


def renamed(figure: StatusFigure, *names: str) -> StatusFigure:
    first, second = (figure.actors[0], figure.actors[1])
    found = replace(figure, actors=(names[0], names[1]))
    claims = [
        replace(one, sides=tuple(  # type: ignore[arg-type]
            replace(part, claims=tuple(
                replace(c, words=c.words.replace(first, names[0]).replace(second, names[1]), answer=c.answer + names[0])
                for c in part.claims
            ))
            for part in one.sides
        ))
        for one in found.windows
    ]
    return replace(found, windows=tuple(claims))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 5, 6, 12, 40])
def test_no_text_is_small_outside_or_over_another(count: int, width: int) -> None:
    figure = figure_of(*many(count), data=rich_study())
    hostile = renamed(figure, ENDLESS, "中国人民" * 60 + "العربية \U0001f600")
    for one in (figure, hostile):
        svg = draw_status(one, Look(width=width, framed=False, links=True))
        assert_legible(svg, width)
        assert len(svg.encode()) < 150_000
        assert height_of(svg) < 4500
        assert_harmless(svg, {mark.anchor for mark in one.marks})


@pytest.mark.parametrize("theme", ["light", "dark", "grey", "auto"])
def test_every_theme_is_drawn(theme: str) -> None:
    for count in (3, 12):
        assert_harmless(draw_status(figure_of(*many(count)), Look(theme=theme)), set())


def test_marks_lead_to_the_records_of_their_side() -> None:
    figure = figure_of(window(2001, row(CHN, **EQUAL), row(RUS, **UNSEARCHED)))
    (mark,) = figure.marks
    assert (mark.anchor, mark.evidence) == (mark_anchor("status", "2001", CHN), ("E-CHN",))
    for width in WIDTHS:
        svg = draw_status(figure, Look(width=width, links=True))
        assert f'href="#{mark.anchor}"' in svg
        assert 'href="#level-2001-status"' in svg
        assert "href" not in draw_status(figure, Look(width=width))


def test_a_claim_meets_its_answer_by_shape() -> None:
    """Arrow, bar and hatched square: no hue is needed to tell them apart."""
    met = body(draw_status(figure_of(window(1, row(CHN, **EQUAL), row(RUS, **EQUAL))), Look(theme="grey")))
    denied = row(RUS, recognition=("denies",))
    unmet = body(draw_status(figure_of(window(1, row(CHN, **ABOVE), denied)), Look(theme="grey")))
    unsettled = body(draw_status(figure_of(window(1, row(CHN, **ABOVE), row(RUS, **UNSEARCHED))), Look(theme="grey")))
    assert "cw-unknown" not in met
    assert "cw-unknown" not in unmet
    assert "cw-unknown" in unsettled
    assert 'v16" class="cw-line"' in unmet
    assert 'v16" class="cw-line"' not in met


def test_more_windows_than_bands_become_rows_and_very_many_are_said() -> None:
    assert not figure_of(*many(MOST_BANDS)).dense
    assert figure_of(*many(MOST_BANDS + 1)).dense
    figure = figure_of(*many(MOST_WINDOWS + 3))
    assert (len(figure.windows), figure.more) == (MOST_WINDOWS, "3 earlier windows are left to the data.")
    assert len({cells[0] for cells in figure.table.rows}) == MOST_WINDOWS + 3
    for width in (WIDE_WIDTH, NARROW_WIDTH):
        assert figure.more in words_of(draw_status(figure, Look(width=width)))


def test_a_drawing_is_the_same_on_every_run() -> None:
    figure = figure_of(*many(4))
    assert draw_status(figure, Look()) == draw_status(figure, Look())


def test_the_support_of_a_snapshot_does_not_change_the_figure() -> None:
    """Outputs are no inputs (I-27)."""
    made = window(2001, row(CHN, **EQUAL), row(RUS, **EQUAL))
    other = replace(made, support={}, coordination={}, support_index=Score(value=None, low=-1, high=1))
    trajectory: Trajectory = with_snapshots(other)
    assert status_figure(trajectory, DATA) == figure_of(made)
