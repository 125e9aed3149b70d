"""The othering figure: hostile, absent and unknown are three things, in its words and in its drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.model.levels import Arm
from cordiale.model.results import LevelResult, OtheringRow, SnapshotReading, Trajectory
from cordiale.report.drawing.sheet import MEDIUM_WIDTH, NARROW_WIDTH, WIDE_WIDTH, Look
from cordiale.report.figures.othering.drawing import draw_othering
from cordiale.report.figures.othering.figure import MOST_STACKED, othering_figure
from cordiale.report.figures.othering.values import READINGS, Direction, OtheringFigure, Stance
from cordiale.report.figures.othering.words import kind_of
from cordiale.report.words.wording import refuse_words
from unit.report.figures.test_windows import body, placed_texts
from unit.report.sample import CASES, ENDLESS, HOSTILE, RULES, drawn, reading, sample_trajectory, year

WIDTHS = (WIDE_WIDTH, MEDIUM_WIDTH, NARROW_WIDTH)
ALL = ("low", "medium", "high")


# -- made-up windows -----------------------------------------------------------------------------


def row(actor: str, shares: Sequence[float] = (0, 0, 0, 0), side: Sequence[str] = ALL, **more: object) -> OtheringRow:
    given_: dict[str, object] = {
        "partner": "RUS" if actor == "CHN" else "CHN",
        "salience": "normal",
        "subcode": None,
        "decides": False,
        "constitutive_others": (),
        "documents": 4,
        "evidence": (f"{actor}-1",),
    } | more
    return OtheringRow(actor=actor, shares=dict(zip(READINGS, shares, strict=True)), side_level=tuple(side), **given_)  # type: ignore[arg-type]


def hostile_side(actor: str, **more: object) -> OtheringRow:
    return row(actor, (0.75, 0.25, 0, 0), ["low"], subcode="radical", **more)


def absent_side(actor: str, **more: object) -> OtheringRow:
    return row(actor, side=["low"], salience="low", subcode="absent", **more)


def medium_side(actor: str, **more: object) -> OtheringRow:
    return row(actor, (0, 0, 1, 0), ["medium"], **more)


def unsearched_side(actor: str) -> OtheringRow:
    return row(actor, salience=None, documents=0, evidence=())


def window(place: int, *rows: OtheringRow, level: str | None = "low") -> SnapshotReading:
    at = reading(year(str(place), place), drawn([(1.0, "low", "low", "minimal")]))
    state = at.states[Arm.COMPUTED]
    assert state is not None
    result = LevelResult(level=level, admissible=ALL if level is None else (level,))
    states = {**at.states, Arm.COMPUTED: replace(state, levels={**state.levels, "identity": result})}
    return replace(at, states=states, othering=rows)


def figure_of(*windows: SnapshotReading, changes: Mapping[str, object] | None = None) -> OtheringFigure:
    rules = RULES.changed(dict(changes or {})).as_settings()
    figure = othering_figure(replace(sample_trajectory(), snapshots=windows, rules=rules))
    assert figure is not None
    return figure


def directions(*rows: OtheringRow, **more: object) -> tuple[Direction, ...]:
    return figure_of(window(2001, *rows), **more).windows[0].directions  # type: ignore[arg-type]


# -- whether there is a figure -------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_a_study_without_directions_has_no_figure(case: str) -> None:
    assert othering_figure(CASES[case]) is None


def test_a_study_in_which_nobody_searched_has_no_figure() -> None:
    trajectory = replace(sample_trajectory(), snapshots=(window(1950, unsearched_side("CHN"), unsearched_side("RUS")),))
    assert othering_figure(trajectory) is None


# -- hostile, absent, unknown --------------------------------------------------------------------


def test_low_because_hostile_is_a_bar_and_low_because_absent_an_empty_bracket() -> None:
    """I-5, I-6: the main trap of an automatic coder is to take absence for acceptance."""
    hostile, absent = directions(hostile_side("CHN"), absent_side("RUS"))
    assert (hostile.stance, hostile.shares, hostile.level) == (Stance.BAR, (75, 25, 0, 0), "low: radical Other")
    assert (absent.stance, absent.shares, absent.level) == (Stance.BELOW_FLOOR, (0, 0, 0, 0), "low by absence")
    assert absent.note == "salience low, four documents searched: low by absence"


def test_below_the_floor_no_bar_is_drawn_whatever_was_said() -> None:
    said = row("CHN", (0, 0, 1, 0), ["low"], salience="absent", subcode="absent")
    assert directions(said, medium_side("RUS"))[0].shares == (0, 0, 0, 0)


def test_salience_decides_by_the_settings_and_absence_is_then_not_called_low() -> None:
    (one, _) = directions(row("CHN", side=["medium"], salience="low"), medium_side("RUS"))
    assert (one.stance, one.level) == (Stance.BELOW_FLOOR, "medium")
    assert one.note == "salience low, four documents searched: hardly named"


def test_what_does_not_tell_and_what_was_not_searched_are_unknown_never_low() -> None:
    silent, unsearched = directions(row("CHN"), unsearched_side("RUS"))
    assert (silent.stance, silent.level) == (Stance.OPEN, "unknown")
    assert silent.note == "nothing relates Russia to China’s Self in four documents"
    assert (unsearched.stance, unsearched.note, unsearched.level) == (Stance.NOT_SEARCHED, "no document searched", "unknown")
    assert unsearched.salience.place is None


def test_a_side_with_two_possible_levels_says_both() -> None:
    assert directions(row("CHN", (0, 0, 0.5, 0.5), ["medium", "high"]), medium_side("RUS"))[0].level == "unknown: medium or high"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any))
def test_whatever_the_shares_the_parts_of_a_bar_sum_to_100(parts: list[int]) -> None:
    shares = [part / sum(parts) for part in parts]
    found = directions(row("CHN", shares), medium_side("RUS"))[0].shares
    assert sum(found) == 100
    assert all(abs(whole - share * 100) < 1 for whole, share in zip(found, shares, strict=True))


def rects(svg: str, class_: str) -> list[tuple[float, float]]:
    """Left and right of the bars of an actor."""
    found = [node for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("}rect") and node.get("class") == class_]
    return [(float(node.get("x", 0)), float(node.get("x", 0)) + float(node.get("width", 0))) for node in found]


def test_hostile_parts_lie_left_of_the_line_and_acceptance_right_of_it() -> None:
    mixed = row("CHN", (0.25, 0.25, 0.25, 0.25), ["low", "medium"])
    for width in WIDTHS:
        svg = draw_othering(figure_of(window(2001, mixed, hostile_side("RUS"))), Look(width=width, framed=False))
        parts = rects(svg, "cw-a")
        assert len(parts) == 4
        middle = (parts[1][1] + parts[2][0]) / 2
        assert parts == sorted(parts)
        assert all(right < middle + 0.1 for _, right in parts[:2])
        hostile = rects(svg, "cw-b")
        assert all(right <= middle for _, right in hostile)


def test_only_what_is_unknown_is_hatched() -> None:
    known = figure_of(window(2001, hostile_side("CHN"), absent_side("RUS")))
    unknown = figure_of(window(2001, row("CHN"), absent_side("RUS")))
    for width in WIDTHS:
        assert "url(#figure-" not in body(draw_othering(known, Look(width=width)))
        assert 'cw-unknown"' in body(draw_othering(unknown, Look(width=width)))


def test_each_reading_is_named_beside_its_part() -> None:
    figure = figure_of(window(2001, row("CHN", (0.25, 0.25, 0.25, 0.25)), medium_side("RUS")))
    said = " ".join(one.words for one in placed_texts(draw_othering(figure, Look(framed=False))))
    assert "radical 25, negative history 25" in said
    assert "non-radical 25, “we” 25" in said


# -- which direction decides ---------------------------------------------------------------------


def test_the_weaker_direction_is_marked_and_equal_ones_both() -> None:
    one, other = directions(absent_side("CHN", decides=True), medium_side("RUS"))
    assert (one.decides, other.decides) == ("decides", "")
    assert [d.decides for d in directions(medium_side("CHN", decides=True), medium_side("RUS", decides=True))] == ["equal", "equal"]
    assert [d.decides for d in directions(row("CHN"), medium_side("RUS"))] == ["", ""]


def test_where_directions_are_averaged_neither_decides() -> None:
    """I-17: the setting mean_of_directions."""
    changes = {"identity.dyad_rule": "mean_of_directions"}
    figure = figure_of(window(2001, absent_side("CHN", decides=True), medium_side("RUS")), changes=changes)
    assert [d.decides for d in figure.windows[0].directions] == ["", ""]
    assert any("neither decides" in sentence for sentence in figure.words.reading)


def test_who_defines_the_self_instead_is_listed() -> None:
    figure = figure_of(window(2011, medium_side("CHN", constitutive_others=("century of humiliation", "the West")), medium_side("RUS")))
    for width in WIDTHS:
        said = " ".join(one.words for one in placed_texts(draw_othering(figure, Look(width=width, framed=False))))
        assert "Self defined by: century of humiliation, the West" in said
    assert figure.self_by == ("China defines its Self by: century of humiliation (2011), the West (2011)", "")


# -- titles --------------------------------------------------------------------------------------


def title(*windows: SnapshotReading) -> str:
    return figure_of(*windows).words.title


def test_the_title_says_how_each_reads_the_other() -> None:
    assert title(window(2011, medium_side("CHN"), medium_side("RUS"), level="medium")) == (
        "In 2011 China and Russia each see the other as different but acceptable"
    )
    assert title(window(2001, hostile_side("CHN"), absent_side("RUS"))) == (
        "In 2001 China sees Russia as opposed to its Self, and Russia hardly speaks of China"
    )


def test_the_title_says_a_change_and_that_later_windows_are_open() -> None:
    windows = [
        window(1996, absent_side("CHN"), absent_side("RUS")),
        window(2011, medium_side("CHN"), medium_side("RUS"), level="medium"),
        window(2021, medium_side("CHN"), row("RUS"), level=None),
    ]
    assert title(*windows) == (
        "In 1996 China and Russia hardly speak of each other; in 2011 each sees the other as different but acceptable; unsettled since"
    )
    assert title(windows[0], windows[0]) == "China and Russia hardly speak of each other, in all two windows"


def test_readings_whose_level_is_unknown_are_told_as_coded() -> None:
    assert title(window(2011, medium_side("CHN"), medium_side("RUS"), level=None)) == (
        "As coded in 2011, China and Russia each see the other as different but acceptable"
    )


def test_what_is_unknown_is_said_as_unknown() -> None:
    assert title(window(2021, medium_side("CHN"), row("RUS"), level=None)) == (
        "As coded in 2021, China sees Russia as different but acceptable, and how Russia sees China is unknown"
    )
    assert title(window(2021, row("CHN"), unsearched_side("RUS"), level=None)) == (
        "In 2021 how China sees Russia is unknown, and nothing Russia said was searched"
    )


def test_the_kind_of_low_is_never_lost() -> None:
    assert [kind_of(one) for one in (hostile_side("CHN"), absent_side("CHN"), row("CHN", side=["low"]))] == ["radical", "absent", "low"]


# -- marks and data ------------------------------------------------------------------------------


def test_every_direction_with_records_leads_to_them() -> None:
    figure = figure_of(window(2001, hostile_side("CHN", evidence=("E1", "E2")), unsearched_side("RUS")))
    assert [(mark.anchor, mark.evidence) for mark in figure.marks] == [("mark-othering-2001-CHN", ("E1", "E2"))]


def test_the_data_hold_every_direction_and_leave_empty_what_no_document_tells() -> None:
    figure = figure_of(window(2001, hostile_side("CHN"), row("RUS")))
    first, second = (dict(zip(figure.table.columns, values, strict=True)) for values in figure.table.rows)
    assert (first["radical_share"], first["side_level"], first["low_because"]) == (0.75, "low", "radical")
    assert (second["radical_share"], second["side_level"], second["identity"]) == (None, "low, medium or high", "low")


# -- the drawing ---------------------------------------------------------------------------------


def many(count: int) -> list[SnapshotReading]:
    """Windows with every stance, with long and foreign names of others that define the Self."""
    kinds = [
        lambda actor, others: hostile_side(actor, constitutive_others=others),
        lambda actor, others: absent_side(actor, constitutive_others=others, decides=True),
        lambda actor, others: row(actor, (0.1, 0.2, 0.3, 0.4), ["medium"], salience=None, constitutive_others=others, decides=True),
        lambda actor, others: row(actor, constitutive_others=others),
        lambda actor, _: unsearched_side(actor),
    ]
    others = [(), ("Europe",), (HOSTILE, "中国的百年屈辱"), (ENDLESS, "العربية", "the West"), ()]
    return [
        window(
            1980 + place,
            kinds[place % 5]("CHN", others[place % 5]),
            kinds[(place + 2) % 5]("RUS", others[(place + 3) % 5]),
            level=["low", None, "medium", "high"][place % 4],
        )
        for place in range(count)
    ]


SIZES = (1, 2, 5, 6, 7, 12, 40)


@pytest.mark.parametrize("count", SIZES)
def test_no_text_is_small_outside_or_over_another(count: int) -> None:
    figure = figure_of(*many(count))
    for width in WIDTHS:
        found = placed_texts(draw_othering(figure, Look(width=width, framed=False)))
        assert found
        for one in found:
            assert one.size >= 12
            assert one.left >= -0.5, (width, one)
            assert one.right <= width + 0.5, (width, one)
        for first, second in combinations(found, 2):
            across = min(first.right, second.right) - max(first.left, second.left)
            down = min(first.bottom, second.bottom) - max(first.top, second.top)
            assert across <= 0.6 or down <= 0.6, (width, first, second)


@pytest.mark.parametrize("count", [5, 12])
def test_endless_names_of_actors_fit_too(count: int) -> None:
    figure = replace(figure_of(*many(count)), actors=(ENDLESS, "中" * 500), who=(ENDLESS + " of 中", "\U0001f600" * 300))
    for width in WIDTHS:
        for one in placed_texts(draw_othering(figure, Look(width=width, framed=False))):
            assert one.right <= width + 0.5


@pytest.mark.parametrize("count", SIZES)
def test_a_drawing_is_of_bounded_size(count: int) -> None:
    figure = figure_of(*many(count))
    for width in WIDTHS:
        svg = draw_othering(figure, Look(width=width, links=True))
        assert len(svg.encode()) < 150_000
        assert float(ElementTree.fromstring(svg).get("height", "0")) < 3500


@pytest.mark.parametrize("theme", ["light", "dark", "grey", "auto"])
@pytest.mark.parametrize("count", [5, 12])
def test_every_drawing_is_well_formed_and_its_links_are_listed_and_named(count: int, theme: str) -> None:
    figure = figure_of(*many(count))
    listed = {mark.anchor for mark in figure.marks}
    for width in WIDTHS:
        svg = draw_othering(figure, Look(theme=theme, width=width, links=True))
        assert not any(tag in svg for tag in ("<script", "<image", "<foreignObject", "url(http"))
        for node in ElementTree.fromstring(svg).iter():
            assert not any(key.startswith("on") for key in node.attrib)
            if node.tag.endswith("}a"):
                target = node.get("href", "").removeprefix("#")
                assert target in listed or target.startswith("level-")
                assert node.get("aria-label")


def test_many_windows_become_columns() -> None:
    assert not figure_of(*many(MOST_STACKED)).compact
    figure = figure_of(*many(MOST_STACKED + 1))
    assert figure.compact
    assert [name for name, _ in figure.strip] == ["high", "medium", "low", "unknown"]


def test_columns_point_up_for_acceptance_and_down_for_hostility() -> None:
    kinds = [hostile_side, medium_side] * 4
    figure = figure_of(*(window(1980 + place, kind("CHN"), medium_side("RUS")) for place, kind in enumerate(kinds)))
    svg = draw_othering(figure, Look(framed=False))
    bars = [
        (float(node.get("y", 0)), float(node.get("height", 0)))
        for node in ElementTree.fromstring(svg).iter()
        if node.tag.endswith("}rect") and node.get("class") == "cw-a" and float(node.get("width", 0)) > 10
    ]
    axis = max(y + height for y, height in bars if height > 50 and y < 60)
    assert sum(y + height <= axis + 0.6 for y, height in bars) == 4
    assert sum(y >= axis - 0.6 for y, height in bars) == 8


def test_many_others_that_define_a_self_are_counted() -> None:
    names = tuple(f"Other {n}" for n in range(9))
    figure = figure_of(window(2001, medium_side("CHN", constitutive_others=names), medium_side("RUS")))
    assert figure.self_by[0].endswith("and three more")


# -- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", SIZES)
def test_no_words_claim_cause_or_prediction(count: int) -> None:
    figure = figure_of(*many(count))
    directions_ = [direction for at in figure.windows for direction in at.directions]
    for words in (figure.words.title, figure.words.caption, *figure.words.reading, *(d.note for d in directions_)):
        refuse_words(words)


def test_alternative_text_says_each_direction_and_level() -> None:
    figure = figure_of(window(2001, hostile_side("CHN"), absent_side("RUS", decides=True)))
    assert figure.words.description == (
        "In 2001 identity is low. "
        "China of Russia in 2001: salience normal; radical 75, negative history 25; low: radical Other. "
        "Russia of China in 2001: salience low; salience low, four documents searched: low by absence; "
        "low by absence; decides: the weaker."
    )


def test_the_caption_says_that_the_bar_counts_documents_and_salience_is_coded_by_hand() -> None:
    said = " ".join(figure_of(window(2001, hostile_side("CHN"), absent_side("RUS"))).words.reading)
    assert "of 100 documents" in said
    assert "Salience is coded by hand" in said


def test_the_founding_case_tells_absence_from_acceptance(founding: Trajectory) -> None:
    figure = othering_figure(founding)
    assert figure is not None
    stances = [[direction.stance for direction in at.directions] for at in figure.windows]
    assert stances[0] == [Stance.OPEN, Stance.BELOW_FLOOR]
    assert stances[2] == [Stance.BAR, Stance.BAR]
    assert stances[4] == [Stance.NOT_SEARCHED, Stance.NOT_SEARCHED]
    assert figure.windows[2].directions[0].self_by == ("century of humiliation",)


@pytest.fixture(scope="module")
def founding() -> Trajectory:
    from cordiale.project.study import Study

    return Study.load("sino-russian").run().trajectory
