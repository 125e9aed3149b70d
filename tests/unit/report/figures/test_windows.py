"""The windows figure: what its view states, and that its drawing is readable and safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition
from cordiale.model.results import LabelReading, LocationShare, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.report.drawing.sheet import NARROW_WIDTH, WIDE_WIDTH
from cordiale.report.drawing.style import DARK, LIGHT, outlines
from cordiale.report.drawing.svg import text_width
from cordiale.report.figures.windows.drawing import description_of, reading_of, windows_key_svg
from cordiale.report.figures.windows.values import WindowsView, WindowView
from cordiale.report.figures.windows.view import (
    fill_class,
    usual_arms,
    windows_svg,
    windows_table,
    windows_view,
)
from unit.report.sample import (
    CASES,
    LINE_DRAWS,
    THICK_DRAWS,
    Draw,
    drawn,
    every_mark,
    judged,
    judged_only,
    many,
    no_alignment,
    reading,
    rivals,
    sample_trajectory,
    tie_in_every_draw,
    unknown_only,
    unknown_state,
    with_snapshots,
    year,
)

THIN, COAL, THICK, ALLY, NASC, ASC = AlignmentType


def view_of(trajectory: Trajectory) -> WindowsView:
    return windows_view(trajectory, *usual_arms(trajectory))


def window_of(computed: State | None, verdict: State | None = None, label: LabelReading | None = None) -> WindowView:
    trajectory = with_snapshots(reading(year("2000", 2000), computed, verdict, label=label))
    return windows_view(trajectory, Arm.COMPUTED if computed else None, Arm.JUDGED if verdict else None).windows[0]


def total(window: WindowView) -> int:
    numerals = sum(pane.numeral or 0 for pane in window.panes)
    return numerals + sum(pill.share for pill in window.pills) + window.no_alignment + window.other


# -- the numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_numerals_pills_and_other_sum_to_100_in_every_window(case: str) -> None:
    for window in view_of(CASES[case]).windows:
        assert total(window) == (100 if window.computed else 0)


words = {condition: [str(level) for level in LEVELS[condition]] for condition in Condition}


@st.composite
def some_draws(draw: st.DrawFn) -> list[Draw]:
    weights = draw(st.lists(st.integers(1, 20), min_size=1, max_size=8))
    rows = []
    for weight in weights:
        sets = ["|".join(draw(st.lists(st.sampled_from(words[c]), min_size=1, unique=True))) for c in Condition]
        rows.append((weight / sum(weights), *sets))
    return rows  # type: ignore[return-value]


@settings(max_examples=30)
@given(some_draws())
def test_whatever_the_draws_the_numbers_sum_to_100(draws: list[Draw]) -> None:
    assert total(window_of(drawn(draws))) == 100


@settings(max_examples=30)
@given(st.lists(st.integers(0, 19), min_size=1, max_size=4))
def test_lower_shares_rounded_beyond_100_still_sum_to_100(steps: list[int]) -> None:
    """Hand evidence is rounded to 5 in 100, so that three locations can come to 105."""
    kinds = [("THIN",), ("THICK",), ("COAL", "THICK"), ("ALLY",)]
    shares = tuple(
        LocationShare(types=types, lower=step / 20, upper=1) for types, step in zip(kinds, steps, strict=False)
    )
    assert total(window_of(replace(unknown_state(), locations=shares))) == 100


@pytest.mark.parametrize(
    ("lower", "expected"), [(0.0, 0), (0.049, 0), (0.05, 1), (0.494, 1), (0.5, 2), (0.949, 2), (0.95, 3), (1.0, 3)]
)
def test_fill_classes_change_at_5_50_and_95_in_100(lower: float, expected: int) -> None:
    assert fill_class(lower) == expected


def test_the_fill_shows_the_lower_share_and_the_table_both() -> None:
    view = view_of(sample_trajectory())
    thick = view.windows[2].pane(THICK)
    assert (thick.fill, thick.numeral) == (1, 42)
    row = next(r for r in windows_table(view) if r["snapshot"] == "2011" and r["type"] == "THICK")
    assert (row["open_lower"], row["open_upper"], row["alone_in_100"]) == ("0.42", "0.62", "42")


def test_a_tie_is_a_pill_and_rivals_are_two_numerals_without_a_link() -> None:
    tie, rival = view_of(tie_in_every_draw()).windows[0], view_of(rivals()).windows[0]
    assert [(pill.types, pill.share) for pill in tie.pills] == [((COAL, THICK), 100)]
    assert not any(pane.numeral for pane in tie.panes)
    assert rival.pills == ()
    assert (rival.pane(COAL).numeral, rival.pane(THICK).numeral) == (50, 49)


# -- lines, hatching, marks ----------------------------------------------------------------------


def lines(window: WindowView) -> dict[AlignmentType, str]:
    return {pane.type: pane.line for pane in window.panes if pane.line}


def test_solid_lines_go_round_what_every_reading_opens_and_dashed_round_what_some_open() -> None:
    window = window_of(None, judged("low", "medium|low", "minimal|medium"))
    assert lines(window) == {THIN: "solid", THICK: "dashed"}
    assert [step.line for step in window.sill] == ["solid", "dashed", "", ""]


@pytest.mark.parametrize("verdict", ["low", "low|high", "high"])
def test_lines_agree_with_what_the_judged_state_says_is_open(verdict: str) -> None:
    state = judged(verdict, "low|medium", "incompatible|minimal|medium")
    for pane in window_of(None, state).panes:
        share = state.open[pane.type]
        assert pane.line == ("solid" if share.lower == 1 else "dashed" if share.upper > 0 else "")


def test_a_judged_study_has_lines_only() -> None:
    trajectory = judged_only()
    assert usual_arms(trajectory) == (None, Arm.JUDGED)
    view = view_of(trajectory)
    assert all(pane.fill is None and pane.numeral is None for window in view.windows for pane in window.panes)
    assert view.caption == "No fills: nothing is computed. Lines: judged."
    assert "cw-t1" not in body(windows_svg(view))


def test_only_an_unknown_level_hatches_a_pane() -> None:
    """Lower and upper share part for want of documents as well; that is no unknown level."""
    sure: list[Draw] = [(0.6, "low", "medium", "minimal"), (0.4, "low|high", "medium", "minimal")]
    assert not any(pane.hatched for pane in window_of(drawn(sure)).panes)
    unsure: list[Draw] = [(1.0, "low", "low|medium|high", "medium")]
    assert {pane.type for pane in window_of(drawn(unsure)).panes if pane.hatched} == {THICK, NASC}


def test_where_the_location_is_unknown_its_types_are_hatched_by_their_draws() -> None:
    """A type that the words name as a possible location is never left unlit and unhatched."""
    draws: list[Draw] = [
        (0.15, "high", "low", "incompatible|minimal"),
        (0.04, "high", "medium", "higher"),
        (0.81, "low", "low|medium|high", "incompatible|minimal|medium"),
    ]
    state = replace(drawn(draws), location=None)
    window = window_of(state)
    assert state.levels["threat"].level == "low"
    assert {pane.type for pane in window.panes if pane.hatched} == {COAL, THICK, NASC}
    assert (window.pane(COAL).fill, window.pane(ALLY).hatched) == (0, False)
    known = replace(state, location=("THIN",), enabled=(THIN,))
    assert not window_of(known).pane(COAL).hatched


def test_alternative_text_says_both_shares_of_every_type_that_some_draw_opens() -> None:
    state = drawn([(0.2, "low", "medium", "minimal"), (0.8, "low", "low|medium", "minimal")])
    said = description_of(one(window_of(state)))
    assert "thin open in 100 of 100 draws; thick open in 20 to 100 of 100 draws" in said
    assert "alliance open" not in said
    assert "of 100 draws" not in description_of(one(window_of(None, judged("low", "medium", "minimal"))))


def test_what_the_unknown_leaves_open_is_among_the_other_draws_and_said_so() -> None:
    for count in (3, 15):
        said = " ".join(reading_of(view_of(many(count))))
        assert "Other: draws with another location, or that the unknown leaves open." in said


def test_an_unknown_dyad_is_lit_at_thin_and_hatched_elsewhere() -> None:
    window = view_of(unknown_only()).windows[0]
    assert window.location == "unknown"
    assert window.pane(THIN).fill == 3
    assert {pane.type for pane in window.panes if pane.hatched} == {COAL, THICK, ALLY, NASC, ASC}
    assert all(step.hatched for step in window.sill)


def test_s_marks_the_pane_that_status_alone_shuts() -> None:
    window = window_of(drawn([(1.0, "high", "medium", "minimal")]))
    assert [pane.type for pane in window.panes if pane.shut_by_status] == [ALLY]


def test_a_label_without_conditions_is_quoted_on_an_unlit_pane_and_called_rhetorical() -> None:
    label = LabelReading(text="alliance", type="ALLY", verdict="rhetorical")
    window = window_of(drawn([(1.0, "low", "low", "minimal")]), label=label)
    assert [pane.type for pane in window.panes if pane.quoted] == [ALLY]
    assert window.pane(ALLY).fill == 0
    assert "“alliance”, rhetorical" in "".join(texts_of(windows_svg(one(window))))


def one(window: WindowView) -> WindowsView:
    return WindowsView(title="t", dyad="d", fills="", lines="", caption="", order_note="", windows=(window,))


def test_no_alignment_is_an_empty_window_and_an_unknown_gate_is_worded_if_aligned() -> None:
    closed, unknown, thin, aligned = view_of(no_alignment()).windows
    assert (closed.empty, closed.location) == (True, "no alignment")
    assert not any(pane.fill or pane.numeral or pane.line for pane in closed.panes)
    assert closed.captions[0].words == "cooperative engagement was looked for and not found"
    assert unknown.location == "if aligned: unknown"
    assert thin.location == "if aligned: thin"
    assert aligned.location == "thin"


def test_the_sill_bounds_the_share_of_draws_with_at_least_a_rung() -> None:
    draws: list[Draw] = [(0.5, "low", "low", "minimal|medium"), (0.3, "low", "low", "medium"), (0.2, "low", "low", "highest")]
    lower = [step.lower for step in window_of(drawn(draws)).sill]
    assert lower == pytest.approx([1.0, 0.5, 0.2, 0.2])


def test_movement_inside_low_is_said_only_beyond_its_interval() -> None:
    """T-10: 2021 is low though noticeably raised."""
    captions = [window.captions[0].words for window in view_of(sample_trajectory()).windows]
    assert captions[3] == "threat low, higher than before"
    assert captions[2] == "threat low"


def test_settings_that_break_the_order_of_types_are_said_beside_the_figure() -> None:
    trajectory = sample_trajectory()
    assert view_of(trajectory).order_note == ""
    for change in ({"minima.THICK.status": "highest"}, {"minima.COAL.identity": "medium"}):
        changed = replace(trajectory, rules=Rules.default().changed(change).as_settings())
        assert "need not touch" in view_of(changed).order_note


def test_the_caption_says_which_results_give_fills_and_lines() -> None:
    assert view_of(sample_trajectory()).caption == (
        "Fills and numbers: computed from official voices alone. Lines: judged."
    )
    article = replace(sample_trajectory(), judged_by="article")
    assert view_of(article).caption.endswith("Lines: judged in the article.")
    voices = Rules.default().changed({"voices.levels": ["official", "expert"]}).as_settings()
    assert "computed from official and expert voices" in view_of(replace(article, rules=voices)).caption


# -- the drawing ---------------------------------------------------------------------------------


@dataclass
class Placed:
    words: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


SIZES = {"cw-year": 16.0, "cw-strong": 13.0, "cw-num": 15.0, "cw-quote": 18.0}


def placed_texts(svg: str) -> list[Placed]:
    """Every text of a drawing with the box that the shipped fonts give it."""
    return list(_walk(ElementTree.fromstring(svg), 0.0, 0.0))


def _walk(node: ElementTree.Element, dx: float, dy: float) -> Iterator[Placed]:
    moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", node.get("transform", ""))
    if moved:
        dx, dy = dx + float(moved[1]), dy + float(moved[2])
    if node.tag.endswith("}text"):
        classes = node.get("class", "").split()
        style = re.search(r"font-size:([\d.]+)px", node.get("style", ""))
        size = float(style[1]) if style else max((SIZES.get(name, 12.0) for name in classes), default=12.0)
        bold = bool(style) or bool({"cw-year", "cw-strong", "cw-bold", "cw-quote"} & set(classes))
        width = text_width(node.text or "", size, bold=bold)
        x, y = dx + float(node.get("x", 0)), dy + float(node.get("y", 0))
        x -= {"middle": width / 2, "end": width}.get(node.get("text-anchor", ""), 0)
        # The height of capitals and descenders, without the air above and below.
        yield Placed(node.text or "", size, x, y - 0.73 * size, x + width, y + 0.2 * size)
    for child in node:
        yield from _walk(child, dx, dy)


def texts_of(svg: str) -> list[str]:
    return [placed.words for placed in placed_texts(svg)]


def body(svg: str) -> str:
    return svg.split("</style>", 1)[1]


DRAWINGS = [("wide", None, WIDE_WIDTH), ("medium", 3, 840), ("narrow", 1, NARROW_WIDTH)]


@pytest.mark.parametrize(("name", "columns", "width"), DRAWINGS)
@pytest.mark.parametrize("case", CASES)
def test_no_text_is_small_outside_or_over_another(case: str, name: str, columns: int | None, width: int) -> None:
    svg = windows_svg(view_of(CASES[case]), "light", columns, width=width, framed=False)
    found = placed_texts(svg)
    assert found
    for one_text in found:
        assert one_text.size >= 12
        assert one_text.left >= -0.5
        assert one_text.right <= width + 0.5, one_text
    for first, second in combinations(found, 2):
        across = min(first.right, second.right) - max(first.left, second.left)
        down = min(first.bottom, second.bottom) - max(first.top, second.top)
        assert across <= 0.6 or down <= 0.6, (first, second)


def test_the_style_sheet_states_the_sizes_that_these_tests_measure_with() -> None:
    svg = windows_svg(view_of(every_mark()))
    for name, size in SIZES.items():
        assert re.search(rf"\.{name}\{{font-size:{size:g}px", svg)
    assert min(map(float, re.findall(r"font-size:([\d.]+)px", svg))) >= 12


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
@pytest.mark.parametrize("case", CASES)
def test_every_drawing_is_well_formed_and_loads_nothing(case: str, theme: str) -> None:
    for columns in (None, 1):
        svg = windows_svg(view_of(CASES[case]), theme, columns, links=True)
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "group"  # its links can be reached; without them it is one image
        assert ElementTree.fromstring(windows_svg(view_of(CASES[case]), theme, columns)).get("role") == "img"
        for node in root.iter():
            for key, value in node.attrib.items():
                assert not key.startswith("on")
                assert "href" not in key or value.startswith("#level-")
        assert "url(http" not in svg
        assert "@import" not in svg
        assert not any(tag in svg for tag in ("<script", "<image", "<foreignObject"))


def test_alternative_text_says_every_window_in_words() -> None:
    root = ElementTree.fromstring(windows_svg(view_of(sample_trajectory())))
    described = root.find("{http://www.w3.org/2000/svg}desc")
    assert described is not None
    assert described.text is not None
    assert "2011: on the line: thin or thick; threat low; identity unknown: low or medium" in described.text
    assert "judged: thick, or thin" in described.text


def test_the_printed_numbers_are_those_of_the_view() -> None:
    view = one(window_of(drawn(THICK_DRAWS)))
    printed = [words for words in texts_of(windows_svg(view, framed=False)) if words.isdigit() or "other" in words]
    assert sorted(printed) == sorted(["2000", "3", "84", "8", "other 5"])


def test_more_than_twelve_snapshots_become_a_grid_whose_columns_sum_to_100() -> None:
    view = view_of(many(13))
    drawn_texts = texts_of(windows_svg(view, framed=False))
    assert {"allied c.", "tied", "other"} <= set(drawn_texts)
    assert sum(int(words) for words in drawn_texts if re.fullmatch(r"\d{1,3}", words)) == 13 * 100


def test_a_drawing_is_the_same_on_every_run() -> None:
    assert windows_svg(view_of(sample_trajectory())) == windows_svg(view_of(sample_trajectory()))


def test_a_theme_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="light, dark, grey, print and auto"):
        windows_svg(view_of(sample_trajectory()), "sepia")


def test_the_key_names_the_six_types_and_the_four_rungs() -> None:
    said = texts_of(windows_key_svg())
    assert {"coalition", "alliance", "minimal", "medium", "higher", "highest", "95 and more"} <= set(said)


def test_parts_that_stand_apart_are_outlined_apart() -> None:
    assert outlines({(0, 0), (2, 0)}, 1, 1).count("M") == 2
    assert outlines({(0, 0), (1, 0)}, 1, 1).count("M") == 1
    assert outlines({(0, 0), (1, 1)}, 1, 1).count("Z") >= 1


def contrast(one_colour: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one_colour), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_what_it_stands_on(palette: dict[str, str]) -> None:
    pairs = [("ink", "paper"), ("soft", "paper"), ("on", "t0"), ("on", "t1"), ("on", "t2"), ("inv", "t3"), ("ink", "paper")]
    for text, ground in pairs:
        assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_fills_are_told_apart_in_greyscale(palette: dict[str, str]) -> None:
    for step in range(3):
        assert contrast(palette[f"t{step}"], palette[f"t{step + 1}"]) > 1.25


def test_a_snapshot_without_a_computed_state_is_drawn_empty_beside_computed_ones() -> None:
    trajectory = with_snapshots(reading(year("1", 1990), None, judged("low", "low", "minimal")), reading(year("2", 1991), drawn(LINE_DRAWS)))
    first, second = windows_view(trajectory, Arm.COMPUTED, Arm.JUDGED).windows
    assert (first.computed, second.computed) == (False, True)
    assert first.location == "thin"
    assert first.arm is Arm.JUDGED
