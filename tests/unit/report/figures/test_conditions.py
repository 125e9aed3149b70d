"""The conditions figure: what its panels, title and marks claim, and that its drawing is readable and safe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition
from cordiale.model.results import Interval, Score, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.model.study import ContextEvent, DateSpan, Interaction, Reinterpretation, Snapshot, StudyData
from cordiale.report.anchors import evidence_anchor, level_anchor
from cordiale.report.drawing.sheet import MEDIUM_WIDTH, NARROW_WIDTH, WIDE_WIDTH, Look
from cordiale.report.figures.conditions.axis import TimeAxis, time_axis
from cordiale.report.figures.conditions.drawing import draw_conditions
from cordiale.report.figures.conditions.figure import MOST_REREADS, MOST_TRIGGERS, conditions_figure
from cordiale.report.figures.conditions.values import ConditionColumn, ConditionsFigure
from cordiale.report.figures.windows.view import fill_class
from cordiale.report.words.wording import refuse_words
from unit.report.figures.test_windows import body, placed_texts
from unit.report.sample import (
    CASES,
    ENDLESS,
    HOSTILE,
    RULES,
    Draw,
    drawn,
    hostile,
    judged,
    judged_only,
    many,
    reading,
    sample_study,
    sample_trajectory,
    unknown_state,
    with_snapshots,
    year,
)

WIDTHS = (WIDE_WIDTH, MEDIUM_WIDTH, NARROW_WIDTH)
EMPTY = replace(sample_study(), interactions=(), context=(), reinterpretations=())
THIN, COAL, THICK, ALLY, NASC, ASC = AlignmentType


def figure_of(trajectory: Trajectory, study: StudyData = EMPTY) -> ConditionsFigure:
    figure = conditions_figure(trajectory, study)
    assert figure is not None
    return figure


def column_of(computed: State | None, verdict: State | None = None, condition: str = "identity") -> ConditionColumn:
    figure = figure_of(with_snapshots(reading(year("2000", 2000), computed, verdict)))
    return next(panel for panel in figure.panels if panel.condition == condition).columns[0]


# -- made-up happenings --------------------------------------------------------------------------


def span(first: date, days: int = 1) -> DateSpan:
    return DateSpan(text=str(first), first=first, last=first + timedelta(days=days - 1))


def busy(
    trajectory: Trajectory, *, interactions: int = 2, triggers: int = 1, what: str = "Something happened"
) -> tuple[Trajectory, StudyData]:
    """The trajectory with so many interactions and triggers in each interval, every trigger re-read."""
    met: list[Interaction] = []
    outside: list[ContextEvent] = []
    rows: list[Reinterpretation] = []
    intervals = []
    conditions = ("threat", "identity", "status", "support", "coordination")
    for place, (before, after) in enumerate(pairwise(trajectory.snapshots)):
        start = before.snapshot.end + timedelta(days=1)
        days = (after.snapshot.end - start).days + 1
        own = [
            Interaction(id=f"X-{place}-{n}", date=span(start + timedelta(days=days * n // interactions)), what=what, cooperative=(True, False, None)[n % 3])
            for n in range(interactions)
        ]
        events = [
            ContextEvent(id=f"K-{place}-{n}", date=span(start + timedelta(days=days * n // triggers)), what=what)
            for n in range(triggers)
        ]
        read = [
            Reinterpretation(id=f"R-{place}-{n}.{actor}", interaction=event.id, actor=actor, condition=conditions[(place + n) % 5],
                             direction=("up", "down", "mixed")[n % 3], what=what, evidence=(f"E-{place}",))
            for n, event in enumerate(events)
            for actor in ("CHN", "RUS")
        ]
        met, outside, rows = met + own, outside + events, rows + read
        intervals.append(
            Interval(start=before.snapshot.id, end=after.snapshot.id, interactions=tuple(i.id for i in own),
                     context=tuple(e.id for e in events), reinterpretations=tuple(r.id for r in read), events=())
        )
    study = replace(EMPTY, interactions=tuple(met), context=tuple(outside), reinterpretations=tuple(rows))
    return replace(trajectory, intervals=tuple(intervals), background=()), study


def scored(count: int) -> Trajectory:
    """Yearly windows with sub-scores, some without a value."""
    scores = [Score(value=0.4, low=0.1, high=0.9), Score(value=None, low=0.0, high=1.0)]
    states = [drawn([(0.7, "low", "medium", "minimal"), (0.3, "low|high", "low|medium", "minimal")],
                    scores={str(c): scores[place % 2] for c in Condition}) for place in range(count)]
    return with_snapshots(*(reading(year(f"y{place}", 1970 + place), state, judged("low", "medium|low", "minimal")) for place, state in enumerate(states)))


HOSTILE_WORDS = ("中文标题" * 40, "العربية " * 30, "\U0001f600" * 50, ENDLESS, HOSTILE)

DRAWN: dict[str, tuple[Trajectory, StudyData]] = {
    **{name: (trajectory, EMPTY) for name, trajectory in CASES.items()},
    "sample with happenings": (sample_trajectory(), sample_study()),
    "hostile": hostile(),
    **{f"{count} windows, happenings": busy(scored(count), interactions=9, triggers=2) for count in (1, 2, 5, 12, 40)},
    "dense": busy(scored(40), interactions=30, triggers=4),
    **{f"hostile words {n}": busy(scored(3), triggers=3, what=words) for n, words in enumerate(HOSTILE_WORDS)},
    "hostile list": busy(scored(6), triggers=4, what=HOSTILE_WORDS[0]),
}


@cache
def case_figure(case: str) -> ConditionsFigure:
    return figure_of(*DRAWN[case])


# -- levels --------------------------------------------------------------------------------------


def shaded(figure: ConditionsFigure) -> list[ConditionColumn]:
    return [column for panel in figure.panels for column in panel.columns if column.undecided is not None]


@pytest.mark.parametrize("case", DRAWN)
def test_the_cells_of_a_condition_and_the_undecided_draws_make_up_all_draws(case: str) -> None:
    for column in shaded(case_figure(case)):
        assert column.undecided is not None
        assert sum(cell.lower or 0 for cell in column.cells) + column.undecided == pytest.approx(1)
        assert sum(cell.upper or 0 for cell in column.cells) >= 1 - 1e-6


words = {condition: [str(level) for level in LEVELS[condition]] for condition in Condition}


@st.composite
def some_draws(draw: st.DrawFn) -> list[Draw]:
    weights = draw(st.lists(st.integers(1, 20), min_size=1, max_size=6))
    rows = []
    for weight in weights:
        sets = ["|".join(draw(st.lists(st.sampled_from(words[c]), min_size=1, unique=True))) for c in Condition]
        rows.append((weight / sum(weights), *sets))
    return rows  # type: ignore[return-value]


@settings(max_examples=30)
@given(some_draws())
def test_whatever_the_draws_cells_and_undecided_make_up_all_of_them(draws: list[Draw]) -> None:
    for condition in Condition:
        column = column_of(drawn(draws), condition=condition)
        assert column.undecided is not None
        assert sum(cell.lower or 0 for cell in column.cells) + column.undecided == pytest.approx(1)
        assert sum(cell.point for cell in column.cells) <= 1


@pytest.mark.parametrize("case", DRAWN)
def test_cells_and_table_agree_with_the_trajectory(case: str) -> None:
    trajectory, study = DRAWN[case]
    figure = figure_of(trajectory, study)
    columns = figure.table.columns
    rows = [dict(zip(columns, row, strict=True)) for row in figure.table.rows]
    for place, one in enumerate(trajectory.snapshots):
        state = one.states.get(Arm.COMPUTED)
        if not figure.shaded or state is None:
            continue
        for panel in figure.panels:
            result = state.levels[panel.condition]
            for cell in panel.columns[place].cells:
                share = (result.probability or {})[cell.level]
                assert (cell.lower, cell.upper) == (share.lower, share.upper)
                assert cell.fill == fill_class(share.lower)
                assert cell.point == (cell.level == result.level)
                assert cell.hatched == (result.level is None and cell.level in result.admissible)
                row = next(
                    r for r in rows
                    if (r["kind"], r["window"], r["condition"], r["whose"], r["what"])
                    == ("level", one.snapshot.id, panel.condition, "computed", cell.level)
                )
                assert (row["lower"], row["upper"]) == (share.lower, share.upper)


def test_a_shade_shows_the_lower_share_and_an_outline_what_cannot_be_set_aside() -> None:
    column = column_of(drawn([(0.6, "low", "medium", "minimal"), (0.34, "low", "low|medium", "minimal"), (0.06, "low", "high", "minimal")]))
    low, medium, high = column.cells
    assert (low.fill, medium.fill, high.fill) == (0, 2, 1)
    assert (low.possible, medium.possible, high.possible) == (True, True, False)
    assert medium.point


def test_only_an_unknown_level_is_hatched_and_only_over_what_it_may_be() -> None:
    column = column_of(drawn([(0.5, "low", "low", "minimal"), (0.5, "low", "medium", "minimal")]))
    assert [cell.hatched for cell in column.cells] == [True, True, False]
    assert not any(cell.hatched for cell in column_of(drawn([(1.0, "low", "low", "minimal")])).cells)


def test_the_verdict_has_a_solid_line_and_dashes_round_what_else_its_wording_allows() -> None:
    column = column_of(drawn([(1.0, "low", "low", "minimal")]), judged("low", "medium|low", "minimal"))
    assert [cell.line for cell in column.cells] == ["dashed", "solid", ""]


def test_a_judged_study_has_lines_and_no_shades_and_its_open_conditions_are_hatched() -> None:
    figure = figure_of(judged_only())
    assert not figure.shaded
    assert not any(cell.fill or cell.point for panel in figure.panels for column in panel.columns for cell in column.cells)
    assert "cw-l1" not in body(draw_conditions(figure, Look()))
    verdict = replace(judged("low", "low", "minimal"))
    opened = replace(verdict, levels=verdict.levels | {"threat": replace(verdict.levels["threat"], level=None, admissible=("low", "high"))})
    nothing = drawn([(1.0, "low|high", "low|medium|high", "incompatible|minimal|medium|higher|highest")], documents={})
    figure = figure_of(with_snapshots(reading(year("1950", 1950), nothing, opened)))
    assert [(cell.hatched, cell.line) for cell in figure.panels[0].columns[0].cells] == [(True, ""), (True, "")]


def test_a_window_that_nobody_read_is_an_empty_column() -> None:
    trajectory = with_snapshots(reading(year("1", 1990), None), reading(year("2", 1991), drawn([(1.0, "low", "low", "minimal")])))
    figure = figure_of(trajectory)
    column = figure.panels[0].columns[0]
    assert (column.said, column.address, column.undecided) == ("", "", None)
    assert all(cell.fill is None and not cell.hatched for cell in column.cells)
    assert "1990: not read." in figure.words.description


def test_a_study_without_any_level_has_no_figure() -> None:
    assert conditions_figure(with_snapshots(reading(year("1", 1990), None)), EMPTY) is None
    assert conditions_figure(with_snapshots(), EMPTY) is None


def test_each_threshold_names_the_types_with_their_minimum_there() -> None:
    threat, identity, status = figure_of(sample_trajectory()).panels
    assert [(t.level, t.types) for t in threat.thresholds] == [("high", (COAL, ALLY, ASC))]
    assert [(t.level, t.types) for t in identity.thresholds] == [("medium", (THICK, ALLY)), ("high", (NASC, ASC))]
    assert [(t.level, t.types) for t in status.thresholds] == [
        ("minimal", (COAL, THICK)), ("medium", (NASC,)), ("higher", (ALLY,)), ("highest", (ASC,))
    ]
    assert "high helps open: coalition, alliance and" in texts_of(draw_conditions(figure_of(sample_trajectory()), Look()))


def test_thresholds_follow_the_settings() -> None:
    rules = Rules.default().changed({"minima.NASC.status": "minimal"}).as_settings()
    status = figure_of(replace(sample_trajectory(), rules=rules)).panels[2]
    assert next((t.level, t.types) for t in status.thresholds) == ("minimal", (COAL, THICK, NASC))


# -- the title -----------------------------------------------------------------------------------

LOW, HIGH = drawn([(1.0, "low", "low", "minimal")]), drawn([(1.0, "high", "low", "minimal")])


def title_of(*states: State) -> str:
    readings = [reading(year(str(place), 2000 + place), state) for place, state in enumerate(states)]
    return figure_of(with_snapshots(*readings)).words.title.split(": ", 1)[1]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([LOW], "threat and identity low; status minimal"),
        ([LOW, LOW], "threat and identity low throughout; status minimal throughout"),
        ([LOW, HIGH], "threat low in 2000 and high in 2001; identity low throughout; status minimal throughout"),
        ([LOW, LOW, HIGH, HIGH], "threat low until 2001 and high from 2002; identity low throughout; status minimal throughout"),
        ([LOW, HIGH, LOW], "threat low in 2000, high in 2001, low in 2002; identity low throughout; status minimal throughout"),
        ([LOW, HIGH, LOW, HIGH], "threat between low and high, with three changes; identity low throughout; status minimal throughout"),
        ([unknown_state()], "threat, identity and status unknown"),
        ([unknown_state(), unknown_state()], "threat, identity and status unknown throughout"),
        ([LOW, unknown_state()], "threat and identity low in 2000, else unknown; status minimal in 2000, else unknown"),
        ([LOW, unknown_state(), HIGH],
         "threat low in 2000 and high in 2002, unknown in one window; identity low in 2000 and 2002, else unknown; status minimal in 2000 and 2002, else unknown"),
    ],
)
def test_the_title_says_the_course_of_each_condition(states: Sequence[State], expected: str) -> None:
    assert title_of(*states) == expected


def test_a_judged_title_says_whose_verdict_it_is() -> None:
    figure = figure_of(replace(judged_only(), judged_by="article"))
    assert figure.words.title.startswith("China and Russia, as judged in the article: threat low throughout")
    assert figure.words.caption == "No shades: nothing is computed. Lines: judged in the article."


@pytest.mark.parametrize("case", DRAWN)
def test_no_words_claim_cause_or_prediction(case: str) -> None:
    figure = case_figure(case)
    for said in (figure.words.title, figure.words.caption, *figure.words.reading, *(r.words for r in figure.rereads)):
        refuse_words(said)


# -- what happened -------------------------------------------------------------------------------


def test_triggers_are_numbered_in_order_of_time_and_both_actors_share_a_mark() -> None:
    trajectory, study = busy(scored(3), triggers=2)
    figure = figure_of(trajectory, study)
    assert [item.number for item in figure.triggers] == [1, 2, 3, 4]
    lasts = [item.occurrence.last for item in figure.triggers]
    assert lasts == sorted(lasts, key=lambda day: day or date.max)
    assert [(reread.number, reread.actors, reread.way) for reread in figure.rereads][:2] == [(1, (0, 1), "up"), (2, (0, 1), "down")]
    assert figure.triggers[0].said == ("China and Russia: threat upward",)


def test_a_re_reading_leads_to_its_records_and_without_any_to_where_the_page_tells_of_it() -> None:
    trajectory, study = busy(scored(2))
    figure = figure_of(trajectory, study)
    [mark] = figure.marks
    assert (mark.anchor, mark.evidence, mark.snapshot) == (figure.rereads[0].anchor, ("E-0",), "y1")
    bare = replace(study, reinterpretations=tuple(replace(row, evidence=()) for row in study.reinterpretations))
    figure = figure_of(trajectory, bare)
    assert figure.marks == ()
    assert figure.rereads[0].anchor == evidence_anchor("R-0-0.CHN")


def test_a_trigger_that_is_no_interaction_of_the_dyad_leads_to_its_re_reading() -> None:
    trajectory, study = busy(scored(2), triggers=1)
    third = Interaction(id="N-08", date=span(date(1971, 5, 1)), what="With a third", parties=("RUS", "SWE"))
    row = Reinterpretation(id="R-9", interaction="N-08", actor="RUS", condition="support", direction="up")
    intervals = tuple(replace(i, reinterpretations=(*i.reinterpretations, "R-9")) for i in trajectory.intervals)
    study = replace(study, interactions=(*study.interactions, third), reinterpretations=(*study.reinterpretations, row))
    figure = figure_of(replace(trajectory, intervals=intervals), study)
    found = next(item.occurrence for item in figure.triggers if item.occurrence.id == "N-08")
    assert found.anchor == evidence_anchor("R-9")
    assert "N-08" not in [item.id for item in figure.interactions]


def test_what_is_in_no_table_or_has_no_date_is_said_and_never_dropped() -> None:
    figure = figure_of(sample_trajectory(), sample_study())
    ids = {key for interval in sample_trajectory().intervals for key in interval.interactions} | {"X-01"}
    assert {item.id for item in figure.interactions} == ids
    undated = sum(item.first is None for item in figure.interactions)
    assert f"{len(ids)} on record, {undated} of them without a date" in texts_of(draw_conditions(figure, Look()))


def test_more_than_the_figure_can_hold_is_counted_on_it() -> None:
    trajectory, study = busy(scored(40), interactions=30, triggers=4)
    figure = figure_of(trajectory, study)
    assert (len(figure.triggers), figure.more_triggers) == (MOST_TRIGGERS, 39 * 4 - MOST_TRIGGERS)
    assert len(figure.rereads) + figure.more_rereads == 39 * 4
    assert len(figure.rereads) <= MOST_REREADS
    said = " ".join(texts_of(draw_conditions(figure, Look())))
    assert "1,170 on record" in said
    assert [reread.number for reread in figure.rereads][-1] > 140, "those drawn are spread over all windows"
    assert f"and {figure.more_rereads} more, in the data" in said
    kinds = [row[0] for row in figure.table.rows]
    assert (kinds.count("interaction"), kinds.count("outside trigger"), kinds.count("re-reading")) == (1170, 156, 156)


# -- the axis of time ----------------------------------------------------------------------------


@st.composite
def some_spans(draw: st.DrawFn) -> list[tuple[date, date]]:
    at, spans = date(1946, 1, 1), []
    for _ in range(draw(st.integers(1, 40))):
        at += timedelta(days=draw(st.integers(0, 4000)))
        end = at + timedelta(days=draw(st.integers(0, 2000)))
        spans.append((at, end))
        at = end + timedelta(days=1)
    return spans


def axis_of(spans: Sequence[tuple[date, date]], *, room: float = 744, smallest: float = 88, outside: bool = True) -> TimeAxis:
    return time_axis(spans, left=92, room=room, smallest=smallest, before=outside, later=outside)


@settings(max_examples=60)
@given(some_spans(), st.sampled_from([342.0, 404.0, 744.0]), st.booleans())
def test_whatever_the_windows_they_fit_the_room_in_order_and_apart(
    spans: list[tuple[date, date]], room: float, outside: bool
) -> None:
    axis = axis_of(spans, room=room, outside=outside)
    assert axis.right <= 92 + room + 0.5
    for first, second in pairwise(axis.windows):
        assert first.left < first.right < second.left
    assert all(stretch.width > 2 for stretch in axis.windows)


@settings(max_examples=60)
@given(some_spans(), st.lists(st.integers(0, 60000), min_size=2, max_size=6))
def test_an_earlier_day_never_lies_to_the_right_of_a_later_one(spans: list[tuple[date, date]], days: list[int]) -> None:
    axis = axis_of(spans)
    places = [axis.at(date(1940, 1, 1).toordinal() + day) for day in sorted(days)]
    assert places == sorted(places)


def test_a_window_of_several_years_is_as_wide_as_its_span_where_the_room_allows() -> None:
    spans = [(date(2000, 1, 1), date(2000, 12, 31)), (date(2001, 1, 1), date(2004, 12, 31))]
    one, four = axis_of(spans, smallest=40, outside=False).windows
    assert four.width / one.width == pytest.approx(1461 / 366)


def test_a_gap_that_leaves_no_room_to_the_others_is_broken() -> None:
    spans = [(date(y, 1, 1), date(y, 12, 31)) for y in (1900, 1996, 2001, 2011)]
    assert [gap.broken for gap in axis_of(spans, outside=False).gaps] == [True, False, False]


# -- the drawing ---------------------------------------------------------------------------------


def texts_of(svg: str) -> list[str]:
    return [placed.words for placed in placed_texts(svg)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", DRAWN)
def test_no_text_is_small_outside_or_over_another(case: str, width: int) -> None:
    svg = draw_conditions(case_figure(case), Look(width=width, framed=False))
    found = placed_texts(svg)
    assert found
    for one in found:
        assert one.size >= 12
        assert one.left >= -0.5, one
        assert one.right <= width + 0.5, one
    for first, second in combinations(found, 2):
        across = min(first.right, second.right) - max(first.left, second.left)
        down = min(first.bottom, second.bottom) - max(first.top, second.top)
        assert across <= 0.6 or down <= 0.6, (first, second)


@pytest.mark.parametrize("theme", ["grey", "auto"])
@pytest.mark.parametrize("case", DRAWN)
def test_every_drawing_is_well_formed_and_loads_nothing(case: str, theme: str) -> None:
    svg = draw_conditions(case_figure(case), Look(theme=theme, width=MEDIUM_WIDTH, links=True))
    root = ElementTree.fromstring(svg)
    assert root.get("role") in ("img", "group")
    for node in root.iter():
        assert not any(key.startswith("on") for key in node.attrib)
        assert node.get("href", "#").startswith("#")
    assert "url(http" not in svg
    assert not any(tag in svg for tag in ("<script", "<image", "<foreignObject"))
    assert not re.search(r"(?:fill|stroke)(?:=\"|:)#", body(svg))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", ["dense", "40 windows, happenings", "forty snapshots"])
def test_the_size_of_a_drawing_is_bounded(case: str, width: int) -> None:
    svg = draw_conditions(case_figure(case), Look(theme="auto", width=width, framed=False, links=True))
    assert len(svg.encode("utf-8")) < 150_000
    height = float(ElementTree.fromstring(svg).get("height", "0"))
    assert height < (2600 if width == NARROW_WIDTH else 1900)


def links_of(figure: ConditionsFigure, width: int) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(draw_conditions(figure, Look(width=width, links=True)))
    return [node for node in root.iter() if node.tag.endswith("}a")]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", ["sample", "judged only", "forty snapshots"])
def test_every_level_of_every_window_leads_to_its_list(case: str, width: int) -> None:
    trajectory = CASES[case]
    found = {link.get("href") for link in links_of(figure_of(trajectory), width)}
    arm = Arm.JUDGED if case == "judged only" else Arm.COMPUTED
    for one in trajectory.snapshots:
        for condition in Condition:
            assert f"#{level_anchor(one.snapshot.id, condition, arm)}" in found


@pytest.mark.parametrize("case", DRAWN)
def test_links_lead_to_levels_happenings_or_listed_marks_and_have_names(case: str) -> None:
    trajectory, study = DRAWN[case]
    figure = figure_of(trajectory, study)
    listed = {mark.anchor for mark in figure.marks}
    for link in links_of(figure, WIDE_WIDTH):
        anchor = link.get("href", "").removeprefix("#")
        assert anchor in listed or anchor.startswith(("level-", "evidence-"))
        assert link.get("aria-label") or "".join(link.itertext()).strip()


def test_without_links_no_mark_leads_anywhere() -> None:
    assert "href" not in draw_conditions(figure_of(sample_trajectory(), sample_study()), Look())


def test_nothing_joins_two_windows_across_years_that_nobody_read() -> None:
    scores = {str(c): Score(value=0.5, low=0.2, high=0.8) for c in Condition}
    state = drawn([(1.0, "low", "low", "minimal")], scores=scores)
    windows = [year(str(y), y) for y in (1950, 1990)]
    figure = figure_of(with_snapshots(*(reading(window, state, judged("low", "low", "minimal")) for window in windows)))
    axis = time_axis([(w.start, w.end) for w in windows], left=92, room=744, smallest=88, before=False, later=False)
    [gap] = axis.gaps
    assert gap.width > 100
    for node in ElementTree.fromstring(draw_conditions(figure, Look(framed=False))).iter():
        if node.tag.endswith("}rect") and node.get("class") != "cw-paper":
            left, wide = float(node.get("x", 0)), float(node.get("width", 0))
            assert left + wide <= gap.left + 0.5 or left >= gap.right - 0.5
        if node.tag.endswith("}path") and node.get("class") == "cw-rule" and "h" in node.get("d", ""):
            for x, run in re.findall(r"M([\d.]+) [\d.]+h([\d.]+)", node.get("d", "")):
                assert float(x) + float(run) <= gap.left + 0.5 or float(x) >= gap.right - 0.5


def test_scores_stand_on_their_own_scale_and_a_missing_value_is_hatched() -> None:
    svg = draw_conditions(figure_of(scored(2)), Look(framed=False))
    assert texts_of(svg).count("sub-score") == 3
    assert {"0", "1"} <= set(texts_of(svg))
    assert "sub-score" not in texts_of(draw_conditions(figure_of(with_snapshots(reading(year("1", 1990), LOW))), Look()))


def test_numbers_stand_in_wide_columns_and_a_key_of_shades_over_narrow_ones() -> None:
    few, crowd = (texts_of(draw_conditions(figure_of(many(count)), Look(framed=False))) for count in (5, 40))
    assert "low 100" in few
    assert "95 and more" not in few
    assert "95 and more" in crowd
    assert not any(re.fullmatch(r"\d+–\d+", words) and words != "5–49" and words != "50–94" for words in crowd)


def test_years_between_windows_are_named_as_not_read() -> None:
    figure = figure_of(with_snapshots(*(reading(year(str(y), y), LOW) for y in (2000, 2006, 2007))))
    assert [window.unread for window in figure.windows] == ["2001–05", "", ""]
    assert "2001–05 not read" in texts_of(draw_conditions(figure, Look(framed=False)))


def test_both_actors_are_told_by_the_side_of_a_mark() -> None:
    trajectory, study = busy(scored(2))
    alone = replace(study, reinterpretations=tuple(row for row in study.reinterpretations if row.actor == "RUS"))
    figure = figure_of(trajectory, alone)
    assert [reread.actors for reread in figure.rereads] == [(1,)]
    assert "The right half of a mark is China, the left half Russia." in " ".join(figure.words.reading)


def test_a_drawing_is_the_same_on_every_run() -> None:
    trajectory, study = DRAWN["12 windows, happenings"]
    assert draw_conditions(figure_of(trajectory, study), Look()) == draw_conditions(figure_of(trajectory, study), Look())


def test_alternative_text_says_every_window_and_trigger_in_words() -> None:
    said = figure_of(sample_trajectory(), sample_study()).words.description
    assert "2011: threat low, all draws; identity unknown: low or medium; status minimal, 80 to 100 in 100 draws" in said
    assert "judged: threat low, identity medium, status minimal." in said
    assert "1, Mar 1999: A war elsewhere (Russia: threat upward)." in said


def test_single_years_of_a_longer_window_stand_in_the_table_alone() -> None:
    from cordiale.model.results import LevelDoubt, YearReading

    state = drawn([(1.0, "low", "low", "minimal")])
    doubt = {c: LevelDoubt(level=None, admissible=("low",), probability=state.levels[c].probability or {}, standing=()) for c in map(str, Condition)}
    one = replace(reading(year("p", 2022, 2025), state), years=(YearReading(year=2023, levels={Arm.COMPUTED: doubt}),))
    figure = figure_of(with_snapshots(one))
    years = [row for row in figure.table.rows if row[0] == "year alone"]
    assert len(years) == sum(len(LEVELS[c]) for c in Condition)
    assert {row[2] for row in years} == {"2023"}


def test_snapshots_of_months_are_drawn_as_well() -> None:
    months = [Snapshot(id=f"m{m}", start=date(2014, m, 1), end=date(2014, m, 28)) for m in (1, 2, 6)]
    figure = figure_of(with_snapshots(*(reading(month, LOW) for month in months)))
    assert "Jan 2014" in texts_of(draw_conditions(figure, Look()))
    assert RULES.minima[COAL][Condition.THREAT] == LEVELS[Condition.THREAT].parse("high")
