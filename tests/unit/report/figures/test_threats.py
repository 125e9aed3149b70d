"""The threats figure: what its title and rows claim, and that its drawing is readable and safe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import A, B, follow, record, study, threat
from cordiale.model.levels import Arm
from cordiale.model.results import LevelResult, SnapshotReading, ThreatRow, Trajectory
from cordiale.model.rules import Rules
from cordiale.model.settings import FAMILIES
from cordiale.report.drawing.sheet import MEDIUM_WIDTH, NARROW_WIDTH, WIDE_WIDTH, Look
from cordiale.report.figures.pieces.time_columns import bands
from cordiale.report.figures.threats.drawing import draw_threats
from cordiale.report.figures.threats.figure import MOST_LINES, MOST_PANELS, threats_figure
from cordiale.report.figures.threats.reading import family_name
from cordiale.report.figures.threats.values import ThreatsFigure, Whether
from cordiale.report.words.wording import refuse_words
from unit.report.figures.test_windows import body, placed_texts
from unit.report.sample import CASES, ENDLESS, HOSTILE, RULES, drawn, reading, sample_trajectory, year

WIDTHS = (WIDE_WIDTH, MEDIUM_WIDTH, NARROW_WIDTH)


# -- made-up windows -----------------------------------------------------------------------------


def row(actor: str, source: str, magnitude: Sequence[int], urgency: Sequence[int], **more: object) -> ThreatRow:
    """A row of the result; a source is a family, or a family and a leaf as in the result's keys."""
    given_: dict[str, object] = {
        "family": source.split(":")[0].removesuffix(" (domestic)"),
        "leaves": (),
        "hedged": False,
        "ranks": True,
        "top_tier": False,
        "severe_urgent": False,
        "documents": 2,
        "share_of_documents": 0.5,
        "evidence": (f"{actor}-{source[:12]}",),
    } | more
    return ThreatRow(actor=actor, source=source, magnitude=tuple(magnitude), urgency=tuple(urgency), **given_)  # type: ignore[arg-type]


def window(
    place: int,
    rows: Sequence[ThreatRow],
    *,
    level: str | None = None,
    standing: Sequence[str] = ("low",),
    routes: Sequence[str] = (),
    shared: Sequence[str] = (),
    documents: dict[str, int] | None = None,
) -> SnapshotReading:
    at = reading(year(str(place), place), drawn([(1.0, "low", "low", "minimal")]))
    state = at.states[Arm.COMPUTED]
    assert state is not None
    result = LevelResult(
        level=level,
        admissible=("low", "high"),
        detail={"routes": list(routes), "shared_sources": list(shared), "as_they_stand": list(standing)},
        documents={"CHN": 2, "RUS": 3} if documents is None else documents,
    )
    states = {**at.states, Arm.COMPUTED: replace(state, levels={**state.levels, "threat": result})}
    return replace(at, states=states, threats=tuple(rows))


def figure_of(*windows: SnapshotReading, **settings_: object) -> ThreatsFigure:
    rules = RULES.changed({key.replace("__", "."): value for key, value in settings_.items()})
    figure = threats_figure(replace(sample_trajectory(), snapshots=windows, rules=rules.as_settings()))
    assert figure is not None
    return figure


def followed(*records: object) -> ThreatsFigure:
    figure = threats_figure(follow(study(records)))  # type: ignore[arg-type]
    assert figure is not None
    return figure


WEST = "us_led_west"
UNEQUAL = (row("CHN", WEST, [2], [1]), row("RUS", WEST, [3], [2], severe_urgent=True))


# -- whether there is a figure -------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_a_study_that_holds_no_source_of_threat_has_no_figure(case: str) -> None:
    assert threats_figure(CASES[case]) is None


# -- titles --------------------------------------------------------------------------------------


def test_the_title_names_a_shared_threat_and_who_sees_it_as_urgent() -> None:
    figure = figure_of(window(2021, UNEQUAL, shared=[WEST], routes=["b"]))
    assert figure.words.title == (
        "China and Russia name the same threat, the US-led West, in 2021; Russia sees it as urgent, China does not"
    )


@pytest.mark.parametrize(
    ("china", "russia", "clause"),
    [
        (([3], [2]), ([3], [2]), "both see it as urgent"),
        (([2], [0]), ([2], [1]), "neither sees it as urgent"),
        (([3], [0]), ([1], [1]), "China sees it as graver, neither as urgent"),
        (([2], [0, 1, 2]), ([3], [2]), "whether both see it as urgent is not settled"),
        (([2], [0, 1]), ([3], [2]), "Russia sees it as urgent, China does not"),
    ],
)
def test_an_urgency_that_is_open_is_never_said_as_yes_or_no(
    china: tuple[list[int], list[int]], russia: tuple[list[int], list[int]], clause: str
) -> None:
    figure = figure_of(window(2021, [row("CHN", WEST, *china), row("RUS", WEST, *russia)], shared=[WEST]))
    assert figure.words.title.endswith(f"; {clause}")


def test_over_several_windows_the_title_counts_them_and_says_when_it_was_urgent() -> None:
    calm = (row("CHN", WEST, [1], [0]), row("RUS", WEST, [2], [1]))
    windows = [window(1996, calm, shared=[WEST]), window(2001, [*calm][:1]), window(2021, UNEQUAL, shared=[WEST])]
    assert figure_of(*windows).words.title == (
        "China and Russia name the same threat, the US-led West, in 2 of 3 windows; Russia alone sees it as urgent in 2021"
    )
    both = figure_of(windows[0], windows[0]).words.title
    assert both.endswith("in all two windows; neither sees it as urgent in any of them")


def test_a_denied_threat_is_not_named_and_an_uncoded_magnitude_settles_nothing() -> None:
    """2001: Moscow denies that missile defence is a new threat (magnitude 0)."""
    denied = [row("CHN", WEST, [2], [1]), row("RUS", WEST, [0], [0, 1, 2])]
    assert figure_of(window(2001, denied, shared=[WEST])).words.title == (
        "Only China names a threat in 2001; Russia names none in three documents"
    )
    uncoded = [row("CHN", WEST, [0, 1, 2, 3], [0, 1]), row("RUS", WEST, [1], [0])]
    title = figure_of(window(1996, uncoded, shared=[WEST])).words.title
    assert title == "Whether China and Russia name a threat in common in 1996 is not settled"


def test_different_threats_are_said_with_what_each_puts_first() -> None:
    rows = [
        row("CHN", "underdevelopment (domestic)", [3], [0]),
        row("RUS", "terrorism_extremism", [3], [2]),
        row("RUS", "climate_health: heat", [1], [0]),
    ]
    assert figure_of(window(2001, rows)).words.title == (
        "China and Russia name no threat in common in 2001; "
        "China puts underdevelopment, at home first, Russia terrorism and extremism"
    )


@pytest.mark.parametrize(
    ("china", "russia", "settled"),
    [
        ("armed_conflict", "armed_conflict: KOR", False),
        ("", WEST, False),
        ("armed_conflict: JPN", "armed_conflict: KOR", True),
        ("armed_conflict", WEST, True),
        ("armed_conflict (domestic)", "armed_conflict: KOR", True),
        ("underdevelopment", "underdevelopment", True),
    ],
)
def test_two_sources_of_which_one_is_not_named_may_be_the_same(china: str, russia: str, settled: bool) -> None:
    """A20, I-33: what nobody named ranges over all; own troubles never match."""
    figure = figure_of(window(2001, [row("CHN", china, [2], [1]), row("RUS", russia, [2], [1])]))
    assert ("is not settled" not in figure.words.title) is settled


def test_silence_after_a_search_is_not_the_same_as_no_search() -> None:
    alone = [row("RUS", WEST, [2], [1])]
    searched = figure_of(window(2001, alone))
    assert searched.words.title == "Only Russia names a threat in 2001; China names none in two documents"
    assert searched.panels[0].silent == ("China names none in two documents",)
    not_searched = figure_of(window(2001, alone, documents={"CHN": 0, "RUS": 1}))
    assert not_searched.words.title == "Only Russia names a threat in 2001; China was not searched"


# -- the row or route behind a level -------------------------------------------------------------


def test_the_row_that_makes_threat_high_is_named_on_the_figure_and_in_a_sentence() -> None:
    figure = followed(*(threat(actor, WEST, "3", "2", document=f"{actor}{n}") for actor in (A, B) for n in range(24)))
    assert figure.words.title == "Brazil and India both see the US-led West as severe and urgent in 2001"
    assert figure.lines[0].cells[0].named == ("high",)
    assert figure.panels[0].level == "threat high"
    assert "In 2001 threat is high: both see the US-led West as severe and urgent." in figure.words.caption
    assert "high" in [placed.words for placed in placed_texts(draw_threats(figure, Look(framed=False)))]


def test_routes_are_named_on_the_rows_by_which_they_hold() -> None:
    """2001: under-development and terrorism are different top threats, and the West is minor to both."""
    rows = [
        row("CHN", "underdevelopment (domestic)", [3], [0]),
        row("CHN", WEST, [2], [1]),
        row("CHN", "terrorism_extremism", [1], [0, 1, 2]),
        row("RUS", "terrorism_extremism", [3], [2]),
        row("RUS", WEST, [0], [0]),
    ]
    figure = figure_of(window(2001, rows, shared=[WEST, "terrorism_extremism"], routes=["a", "b", "c"]))
    named = {line.name: line.cells[0].named for line in figure.lines}
    assert named == {
        "underdevelopment, at home": ("a",),
        "terrorism and extremism": ("a", "b"),
        "the US-led West": ("c",),
    }


def test_a_route_that_the_result_does_not_name_is_given_to_no_row() -> None:
    figure = figure_of(window(2021, UNEQUAL, shared=[WEST], routes=[]))
    assert all(not cell.named for line in figure.lines for cell in line.cells)


def test_before_the_hedge_magnitudes_no_route_is_given_to_a_row() -> None:
    figure = figure_of(window(2021, UNEQUAL, shared=[WEST], routes=["b"]), threat__hedge_rule="lower_magnitude")
    assert figure.lines[0].cells[0].named == ()


def test_an_unknown_level_is_said_as_unknown_and_the_codes_as_they_stand_as_that() -> None:
    figure = figure_of(window(2021, UNEQUAL, level=None, shared=[WEST], routes=["b"]))
    panel = figure.panels[0]
    assert (panel.level, panel.route_words, panel.settled) == ("threat unknown", "as coded: low, route b", False)
    assert "In 2021 threat is unknown; the codes as they stand give low. Route b: both name" in figure.words.caption
    both = [row(actor, WEST, [3], [2], severe_urgent=True) for actor in ("CHN", "RUS")]
    high = figure_of(window(2021, both, level=None, shared=[WEST], standing=["high"]))
    assert "threat is unknown; on the codes as they stand both see the US-led West" in high.words.caption
    open_ = figure_of(window(2021, both, level=None, shared=[WEST], standing=["low", "high"]))
    assert open_.lines[0].cells[0].named == ()
    assert open_.words.caption.endswith("In 2021 threat is unknown.")


def test_a_low_level_says_its_routes_in_a_sentence() -> None:
    figure = figure_of(window(2021, UNEQUAL, level="low", shared=[WEST], routes=["b"]))
    assert figure.words.caption.endswith(
        "In 2021 threat is low. Route b: both name the same threat, and one sees it as less severe or less urgent than the other."
    )


# -- marks and data ------------------------------------------------------------------------------


def test_a_mark_spans_what_the_codes_leave_possible_and_its_urgency_follows_the_cut() -> None:
    figure = figure_of(window(1996, [row("CHN", WEST, [0, 1, 2, 3], [0, 1]), row("RUS", WEST, [1], [0, 1, 2])]))
    first, second = figure.lines[0].cells[0].marks
    assert (first.lowest, first.highest, first.middle, first.urgent) == (0, 3, 1.5, Whether.NO)
    assert (second.lowest, second.highest, second.urgent) == (1, 1, Whether.OPEN)
    lower_cut = figure_of(window(1996, [row("CHN", WEST, [1], [1])]), threat__urgency_cut=1)
    assert lower_cut.lines[0].cells[0].marks[0].urgent is Whether.YES


def test_every_mark_lists_the_exact_records_behind_it() -> None:
    figure = figure_of(window(2021, UNEQUAL), window(2022, UNEQUAL[:1]))
    assert [(mark.anchor, mark.evidence) for mark in figure.marks] == [
        ("mark-threats-2021-CHN-us_led_west", ("CHN-us_led_west",)),
        ("mark-threats-2021-RUS-us_led_west", ("RUS-us_led_west",)),
        ("mark-threats-2022-CHN-us_led_west", ("CHN-us_led_west",)),
    ]


def test_the_data_hold_every_source_and_a_row_for_who_names_none() -> None:
    figure = figure_of(window(2021, UNEQUAL[:1], level="low", routes=["a"]))
    rows = [dict(zip(figure.table.columns, values, strict=True)) for values in figure.table.rows]
    assert [(r["actor"], r["source"], r["magnitude"], r["documents_searched"]) for r in rows] == [
        ("CHN", "the US-led West", "2", 2),
        ("RUS", None, None, 3),
    ]
    assert {r["threat"] for r in rows} == {"low"}


def test_every_family_of_the_codebook_has_a_name_and_an_uncoded_one_is_not_named() -> None:
    assert len({family_name(family) for family in FAMILIES}) == len(FAMILIES)
    assert family_name("") == "a source that is not named"


@pytest.mark.parametrize(
    ("leaves", "said"),
    [(("ISIS", "isis"), "ISIS"), (("Al-Nusra", "The  ISIS"), "The ISIS"), (("Al-Nusra",), "isis"), ((), "isis")],
)
def test_a_source_that_is_no_actor_is_spelt_as_its_records_spell_it(leaves: tuple[str, ...], said: str) -> None:
    figure = figure_of(window(2021, [row("CHN", "other: isis", [2], [1], leaves=leaves)]))
    assert [line.name for line in figure.lines] == [said]


def test_a_source_linked_to_an_actor_has_the_name_of_the_actor() -> None:
    figure = followed(threat(A, "other_state", "3", "2", source="Ukraine"))
    assert (figure.lines[0].name, figure.lines[0].under) == ("Ukraine", "another state")


# -- the drawing ---------------------------------------------------------------------------------

FOREIGN = ("中国的崛起与美国霸权主义的威胁", "العربية خطر", "\U0001f600" * 40, HOSTILE, ENDLESS)


def many(count: int, sources: int) -> list[SnapshotReading]:
    """Windows with as many sources as wanted, names of every kind, all values and states of knowledge."""
    windows = []
    for place in range(count):
        rows = []
        for number in range(sources):
            family = FAMILIES[number % len(FAMILIES)]
            source = f"{family}: {FOREIGN[number % len(FOREIGN)]}{number}" if number >= len(FAMILIES) // 2 else family
            for shift, actor in enumerate(("CHN", "RUS")):
                magnitude = [0, 1, 2, 3] if (place + number) % 7 == 6 else [(place + number + shift) % 4]
                urgency = [0, 1, 2] if (place + number) % 5 == 4 else [(place * number + shift) % 3]
                leaves = (FOREIGN[number % len(FOREIGN)],) if number % 3 else ()
                rows.append(row(actor, source, magnitude, urgency, leaves=leaves, documents=10 * number, severe_urgent=number == 0))
        level, standing = [("low", ["low"]), ("high", ["high"]), (None, ["low", "high"])][place % 3]
        windows.append(
            window(1980 + place, rows, level=level, standing=standing, routes=["a", "b", "c"][: place % 4], shared=list(FAMILIES[:7]))
        )
    return windows


SIZES = [(1, 1), (1, 30), (2, 6), (5, 30), (6, 5), (7, 4), (12, 12), (40, 30)]


def drawings(count: int, sources: int, **look: object) -> list[tuple[int, str]]:
    figure = figure_of(*many(count, sources))
    return [(width, draw_threats(figure, Look(width=width, framed=False, **look))) for width in WIDTHS]  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "sources"), SIZES)
def test_no_text_is_small_outside_or_over_another(count: int, sources: int) -> None:
    for width, svg in drawings(count, sources):
        found = placed_texts(svg)
        assert found
        for one in found:
            assert one.size >= 12
            assert one.left >= -0.5, (width, one)
            assert one.right <= width + 0.5, (width, one)
        for first, second in combinations(found, 2):
            across = min(first.right, second.right) - max(first.left, second.left)
            down = min(first.bottom, second.bottom) - max(first.top, second.top)
            assert across <= 0.6 or down <= 0.6, (width, first, second)


def test_endless_names_of_actors_fit_too() -> None:
    figure = replace(figure_of(*many(5, 3)), actors=(ENDLESS, "\u202e" + "中" * 500))
    for width in WIDTHS:
        for one in placed_texts(draw_threats(figure, Look(width=width, framed=False))):
            assert one.right <= width + 0.5


@pytest.mark.parametrize(("count", "sources"), SIZES)
def test_a_drawing_is_of_bounded_size(count: int, sources: int) -> None:
    for _, svg in drawings(count, sources, links=True):
        assert len(svg.encode()) < 150_000
        assert float(ElementTree.fromstring(svg).get("height", "0")) < 4500


@pytest.mark.parametrize("theme", ["light", "dark", "grey", "auto"])
@pytest.mark.parametrize(("count", "sources"), [(2, 6), (12, 12)])
def test_every_drawing_is_well_formed_and_loads_nothing(count: int, sources: int, theme: str) -> None:
    for _, svg in drawings(count, sources, theme=theme, links=True):
        root = ElementTree.fromstring(svg)
        for node in root.iter():
            for key, value in node.attrib.items():
                assert not key.startswith("on")
                assert "href" not in key or value.startswith(("#level-", "#mark-"))
        assert not any(tag in svg for tag in ("<script", "<image", "<foreignObject", "url(http"))


@pytest.mark.parametrize(("count", "sources"), [(3, 5), (12, 12)])
def test_links_lead_to_listed_marks_or_levels_and_have_a_name(count: int, sources: int) -> None:
    figure = figure_of(*many(count, sources))
    listed = {mark.anchor for mark in figure.marks}
    assert len(listed) == len(figure.marks)
    for width in WIDTHS:
        root = ElementTree.fromstring(draw_threats(figure, Look(width=width, links=True)))
        links = [node for node in root.iter() if node.tag.endswith("}a")]
        assert links
        for link in links:
            target = link.get("href", "").removeprefix("#")
            assert target in listed or target.startswith("level-")
            assert link.get("aria-label") or "".join(link.itertext()).strip()


def test_without_links_nothing_is_a_link() -> None:
    assert all("<a " not in svg for _, svg in drawings(2, 3))


def test_nothing_is_hatched_unless_something_is_open() -> None:
    settled = figure_of(window(2021, UNEQUAL, level="low", routes=["b"], shared=[WEST]))
    open_ = figure_of(window(2021, [row("CHN", WEST, [2], [1, 2])]))
    for width in WIDTHS:
        assert "url(#figure-" not in body(draw_threats(settled, Look(width=width)))
        assert "url(#figure-fine)" in body(draw_threats(open_, Look(width=width)))


def test_the_actors_are_told_by_the_way_their_marks_point() -> None:
    """Tips meet on the value where both see a source alike: greyscale needs no hue."""
    figure = figure_of(window(2021, [row("CHN", WEST, [2], [2]), row("RUS", WEST, [2], [2])]))
    svg = draw_threats(figure, Look(framed=False, theme="grey"))
    paths = re.findall(r'<path d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+V[\d.]+Z" class="cw-([ab])"/>', svg)
    (tip_a, base_a, _), (tip_b, base_b, _) = [path for path in paths if float(path[0]) > 200]
    assert float(base_a) < float(tip_a) < float(tip_b) < float(base_b)
    assert float(tip_b) - float(tip_a) < 2


def test_sources_beyond_the_rows_are_counted_on_the_figure() -> None:
    figure = figure_of(*many(2, 30))
    assert (len(figure.lines), figure.more) == (MOST_LINES, 30 - MOST_LINES)
    wide = [one.words for one in placed_texts(draw_threats(figure, Look(framed=False)))]
    narrow = [one.words for one in placed_texts(draw_threats(figure, Look(width=NARROW_WIDTH, framed=False)))]
    assert "and 18 more, in the data" in wide
    assert narrow.count("and 22 more, in the data") == 2
    assert len(figure.table.rows) == 120


def test_more_than_six_windows_become_columns_over_families() -> None:
    assert not figure_of(*many(MOST_PANELS, 3)).compact
    figure = figure_of(*many(MOST_PANELS + 1, 30))
    assert figure.compact
    assert {line.name for line in figure.lines} <= {family_name(family) for family in FAMILIES}
    assert {"high", "low", "a", "b", "c", "unknown"} == set(figure.strip)


def test_a_compact_cell_shows_the_gravest_source_of_a_family_and_lists_the_records_of_all() -> None:
    rows = [row("CHN", "armed_conflict: KOR", [1], [2]), row("CHN", "armed_conflict: JPN", [3], [0])]
    figure = figure_of(*(window(1980 + place, rows) for place in range(MOST_PANELS + 1)))
    (mark,) = figure.lines[0].cells[0].marks
    assert (mark.lowest, mark.urgent) == (3, Whether.NO)
    assert figure.marks[0].evidence == ("CHN-armed_confli",)


def test_the_threshold_of_severe_follows_the_rules_and_is_named() -> None:
    figure = figure_of(window(2021, UNEQUAL), threat__magnitude_cut=3, threat__severity_rule="fixed_cut")
    assert figure.severe_from == 3
    assert "Severe: from magnitude 3." in figure.words.reading
    for width in WIDTHS:
        assert "severe" in [one.words for one in placed_texts(draw_threats(figure, Look(width=width)))]


# -- words ---------------------------------------------------------------------------------------


def all_words(figure: ThreatsFigure) -> list[str]:
    words = figure.words
    marks = [mark.words for line in figure.lines for cell in line.cells for mark in cell.marks]
    return [words.title, words.caption, words.description, *words.reading, *marks]


values = st.sets(st.integers(0, 3), min_size=1).map(sorted)
urgencies = st.sets(st.integers(0, 2), min_size=1).map(sorted)
some_rows = st.lists(
    st.tuples(st.sampled_from(["CHN", "RUS"]), st.sampled_from([WEST, "wmd", "armed_conflict: KOR", ""]), values, urgencies),
    max_size=6,
    unique_by=lambda drawn_row: drawn_row[:2],
)


@settings(max_examples=60, deadline=None)
@given(st.lists(some_rows, min_size=1, max_size=3), st.sampled_from(["low", "high", None]))
def test_whatever_the_rows_the_words_claim_no_cause_and_high_only_where_the_level_is(
    drawn_windows: list[list[tuple[str, str, list[int], list[int]]]], level: str | None
) -> None:
    windows = [
        window(1990 + place, [row(*one) for one in rows], level=level, standing=[level] if level else ["low", "high"], shared=[WEST])
        for place, rows in enumerate(drawn_windows)
    ]
    figure = threats_figure(replace(sample_trajectory(), snapshots=tuple(windows), rules=Rules.default().as_settings()))
    if figure is None:
        assert not any(drawn_windows)
        return
    for words in all_words(figure):
        refuse_words(words)
    if level != "high":
        assert "severe and urgent" not in figure.words.title


def test_alternative_text_says_every_mark_and_level_in_words() -> None:
    figure = figure_of(window(2021, UNEQUAL, level="low", routes=["b"], shared=[WEST]))
    assert "Russia on the US-led West in 2021: magnitude 3, urgent, two documents." in figure.words.description
    assert "In 2021 threat is low." in figure.words.description


def test_a_drawing_is_the_same_on_every_run() -> None:
    assert drawings(5, 6) == drawings(5, 6)


@given(st.integers(1, 60), st.floats(20, 1200), st.floats(10, 200))
def test_bands_hold_every_column_once_in_order(count: int, room: float, smallest: float) -> None:
    parts = bands(count, room, smallest)
    assert [column for part in parts for column in part] == list(range(count))
    assert max(map(len, parts)) <= max(1, room // smallest)


def test_the_founding_case_names_the_same_threat_without_seeing_it_alike(founding: Trajectory) -> None:
    figure = threats_figure(founding)
    assert figure is not None
    assert figure.words.title == (
        "China and Russia name the same threat, the US-led West, in 3 of 5 windows; Russia alone sees it as urgent in 2021"
    )
    assert [panel.level for panel in figure.panels][2:4] == ["threat low", "threat unknown"]


@pytest.fixture(scope="module")
def founding() -> Trajectory:
    from cordiale.project.study import Study

    return Study.load("sino-russian").run().trajectory


def test_records_without_a_source_are_a_source_that_is_not_named() -> None:
    figure = followed(record(A, "threat", magnitude="3", urgency="2"))
    assert figure.lines[0].name == "a source that is not named"
