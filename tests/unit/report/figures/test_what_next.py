"""The figure of what next: what it states of each type, and that its drawing is readable and safe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import A, B, follow, record, study, threat
from cordiale.model.levels import LEVELS, AlignmentType, Arm, Condition, Level
from cordiale.model.results import NextType, Road, State, Support, Trajectory
from cordiale.model.rules import Rules
from cordiale.model.study import OutlookNote
from cordiale.report.anchors import mark_anchor
from cordiale.report.drawing.sheet import Look
from cordiale.report.figures.what_next.drawing import draw_what_next
from cordiale.report.figures.what_next.figure import what_next_figure
from cordiale.report.figures.what_next.values import NextRow, WhatNextFigure
from cordiale.report.words.grammar import number_words
from cordiale.report.words.wording import refuse_words
from unit.report.figures.legible import WIDTHS, assert_harmless, assert_legible, height_of, words_of
from unit.report.figures.test_windows import body
from unit.report.sample import (
    CASES,
    ENDLESS,
    HOSTILE,
    closed,
    drawn,
    judged,
    reading,
    sample_trajectory,
    with_snapshots,
    year,
)

THIN, COAL, THICK, ALLY, NASC, ASC = AlignmentType
MINIMA = Rules.default().minima
BASE = with_snapshots()
RESTS = Support(condition="identity", level="medium", falls_to="low", closes=(THICK,), then=("THIN",), flip="othering of E-1")
ROADS = {
    "symmetrical": Road(feasible="yes", because="China and Russia each signal equality.", evidence=("E-1",)),
    "asymmetrical": Road(feasible="no", because="Russia rules out the junior role."),
}


def lacking(levels: Sequence[str], arm: Arm = Arm.COMPUTED, **more: object) -> tuple[NextType, ...]:
    """The types that are not open at the lowest levels given, as the pipeline lists them."""
    found = {c: LEVELS[c](word) for c, word in zip(Condition, levels, strict=True)}
    listed = []
    for kind in AlignmentType:
        missing = {str(c): found[c].steps_to(MINIMA[kind][c]) for c in Condition if found[c] < MINIMA[kind][c]}
        if missing:
            fields: dict[str, object] = {"roads": ROADS, "pathway": "", "stated": False, "arm": arm, **more}
            listed.append(NextType(type=kind, missing=missing, **fields))  # type: ignore[arg-type]
    return tuple(listed)


def trajectory(state: State, options: Sequence[NextType], rests: Sequence[Support] = ()) -> Trajectory:
    states = {Arm.COMPUTED: None, Arm.WITH_AUTHOR_SUMMARIES: None, Arm.JUDGED: None, state.arm: state}
    made = replace(reading(year("2021", 2021), None), states=states)
    return replace(BASE, snapshots=(made,), what_next=tuple(options), rests_on=tuple(rests))


def figure_of(one: Trajectory) -> WhatNextFigure:
    found = what_next_figure(one)
    assert found is not None
    return found


def at(threat_: str, identity: str, status: str, **more: object) -> WhatNextFigure:
    state = drawn([(1.0, threat_, identity, status)])
    options = lacking((threat_, identity, status), **more)  # type: ignore[arg-type]
    return figure_of(trajectory(state, options, () if options else [RESTS]))


def row(figure: WhatNextFigure, kind: AlignmentType) -> NextRow:
    return figure.rows[list(AlignmentType).index(kind)]


# -- what it states ------------------------------------------------------------------------------


def test_the_present_of_the_article_gives_its_own_gaps() -> None:
    """Cell 8: the gaps of OP 5.3."""
    figure = at("low", "medium", "medium")
    gaps = {
        kind: {cell.condition: cell.steps for cell in row(figure, kind).cells if cell.steps} for kind in AlignmentType
    }
    assert gaps == {
        THIN: {},
        COAL: {"threat": 1},
        THICK: {},
        ALLY: {"threat": 1, "status": 1},
        NASC: {"identity": 1},
        ASC: {"threat": 1, "identity": 1, "status": 2},
    }
    assert [one.open for one in figure.rows] == ["open", "not open", "open", "not open", "not open", "not open"]


level_words = {condition: [str(level) for level in LEVELS[condition]] for condition in Condition}


@given(*(st.sampled_from(level_words[condition]) for condition in Condition))
def test_rungs_that_are_lacking_lie_between_the_present_level_and_the_minimum(one: str, two: str, three: str) -> None:
    present: dict[Condition, Level] = {c: LEVELS[c](w) for c, w in zip(Condition, (one, two, three), strict=True)}
    for kind, found in zip(AlignmentType, at(one, two, three).rows, strict=True):
        for condition, cell in zip(Condition, found.cells, strict=True):
            minimum = MINIMA[kind][condition]
            order: list[Level] = list(LEVELS[condition])
            chosen = [level for level, rung in zip(order, cell.rungs, strict=True) if rung.lacking]
            assert chosen == [level for level in order if present[condition] < level <= minimum]
            assert cell.met == (present[condition] >= minimum)
            assert [rung.present for rung in cell.rungs].index(True) == present[condition].position
        assert found.is_open == all(cell.met for cell in found.cells)


def test_types_stand_in_the_order_of_the_typology_and_are_never_ranked() -> None:
    figure = at("low", "medium", "medium")
    assert [one.name.split(" ")[0] for one in figure.rows] == ["Thin", "Coalition", "Thick", "Alliance", "Non-allied", "Allied"]
    turned = replace(trajectory(drawn([(1.0, "low", "medium", "medium")]), lacking(("low", "medium", "medium"))[::-1]))
    assert figure_of(turned).rows == figure.rows


def test_an_unknown_level_is_hatched_and_counted_from_its_lowest() -> None:
    state = drawn([(0.5, "low", "low", "minimal"), (0.5, "low", "medium", "minimal|medium")])
    figure = figure_of(trajectory(state, lacking(("low", "low", "minimal"))))
    identity = row(figure, THICK).cells[1]
    assert [rung.possible for rung in identity.rungs] == [True, True, False]
    assert not any(rung.present for rung in identity.rungs)
    assert identity.words == "needs medium: lacks up to one level"
    assert row(figure, THICK).open == "open on some readings"
    assert row(figure, NASC).open == "not open"
    assert any("Hatched" in line for line in figure.words.reading)


def test_openness_is_shaded_by_draws_only_where_draws_stand_behind_it() -> None:
    computed = figure_of(trajectory(drawn([(0.7, "low", "medium", "minimal"), (0.3, "low", "low", "minimal")]), lacking(("low", "medium", "minimal"))))
    assert (row(computed, THICK).fill, row(computed, ALLY).fill, row(computed, THICK).line) == (2, 0, "")
    verdict = judged("low", "medium|low", "minimal|higher")
    told = figure_of(trajectory(verdict, lacking(("low", "medium", "minimal"), arm=Arm.JUDGED)))
    assert [(one.fill, one.line) for one in told.rows] == [
        (None, "solid"),
        (None, ""),
        (None, "solid"),
        (None, ""),
        (None, ""),
        (None, ""),
    ]


def test_a_type_that_a_judgement_admits_is_dashed() -> None:
    verdict = judged("low", "low|medium", "minimal")
    told = figure_of(trajectory(verdict, lacking(("low", "low", "minimal"), arm=Arm.JUDGED)))
    assert (row(told, THICK).line, row(told, THICK).open) == ("dashed", "open on some readings")


@pytest.mark.parametrize(
    ("pathway", "stated", "said"),
    [
        ("P11", True, "P11, named in the article"),
        ("P7", False, "P7, added by the model"),
        ("", False, "no pathway named; added by the model"),
    ],
)
def test_what_the_model_adds_is_said(pathway: str, stated: bool, said: str) -> None:
    """I-25, I-26."""
    found = row(at("low", "medium", "medium", pathway=pathway, stated=stated), ALLY)
    assert found.way[0].words == said


def test_roads_are_named_only_where_status_is_lacking() -> None:
    figure = at("low", "medium", "medium")
    assert row(figure, ALLY).roads == (("symmetrical road", "open"), ("asymmetrical road", "not open"))
    assert row(figure, NASC).roads == ()
    assert [one.words for one in figure.roads] == [
        "Symmetrical road, open: China and Russia each signal equality.",
        "Asymmetrical road, not open: Russia rules out the junior role.",
    ]
    assert at("low", "low", "highest").roads == ()


def test_words_for_and_against_are_counted_and_lead_to_their_records() -> None:
    figure = at("low", "medium", "medium", evidence_for=("E-1", "E-2"), evidence_against=("E-3",))
    said = [one.words for one in row(figure, COAL).way]
    assert said == ["no pathway named; added by the model", "for movement: two records", "against: one record"]
    anchors = {mark.anchor: mark.evidence for mark in figure.marks}
    assert anchors[mark_anchor("what_next", "2021", "COAL", "for")] == ("E-1", "E-2")
    assert anchors[mark_anchor("what_next", "2021", "road", "symmetrical")] == ("E-1",)
    assert len(anchors) == len(figure.marks)
    for width in WIDTHS:
        svg = draw_what_next(figure, Look(width=width, links=True))
        assert all(f'href="#{anchor}"' in svg for anchor in anchors)
        assert 'href="#level-2021-threat"' in svg
        assert "href" not in draw_what_next(figure, Look(width=width))


def test_a_judgement_stands_once_at_the_head_of_its_condition() -> None:
    notes = (
        OutlookNote(condition="threat", judgement="a rise is possible", where="p. 5"),
        OutlookNote(condition="any", judgement="new leaders"),
    )
    figure = at("low", "medium", "medium", judgements=notes)
    assert [head.judged for head in figure.heads] == [("as judged: a rise is possible (p. 5)",), (), ()]


def test_what_the_present_rests_on_is_said_with_what_closes() -> None:
    state = drawn([(1.0, "low", "medium", "medium")])
    (fall,) = figure_of(trajectory(state, lacking(("low", "medium", "medium")), [RESTS])).falls
    assert (fall.rungs, fall.at, fall.to) == (3, 1, 0)
    assert fall.words == "Identity from medium to low"
    assert (fall.closes, fall.then) == ("closes thick", "then in place: conditions for a thin strategic partnership")
    assert fall.recode == "smallest recode: othering of E-1"


@pytest.mark.parametrize(
    ("state", "options", "rests", "title"),
    [
        (
            drawn([(1.0, "low", "medium", "medium")]),
            lacking(("low", "medium", "medium")),
            [RESTS],
            "Of the four types not open in 2021, three lack threat, two lack identity and two lack status; what is open rests on identity",
        ),
        (drawn([(1.0, "high", "high", "highest")]), (), [RESTS], "2021: conditions are in place for every type; what is open rests on identity"),
        (
            drawn([(1.0, "high", "high", "higher")]),
            lacking(("high", "high", "higher")),
            [],
            "2021: An allied security community lacks status (one level)",
        ),
        (
            drawn([(1.0, "low|high", "low", "incompatible|minimal|medium|higher|highest")]),
            lacking(("low", "low", "incompatible")),
            [],
            "Of the four types not open in 2021, four lack identity; threat and status are not settled",
        ),
        (
            drawn([(1.0, "low|high", "high", "highest")]),
            lacking(("low", "high", "highest")),
            [],
            "Whether three further types are open in 2021 is not settled; threat is not settled",
        ),
        (
            drawn([(1.0, "low|high", "high", "higher")]),
            lacking(("low", "high", "higher")),
            [],
            "2021: An allied security community lacks status (one level); threat is not settled",
        ),
        (closed(), lacking(("low", "low", "incompatible")), [], "2021: no cooperative engagement on record, so no type is open"),
    ],
)
def test_the_title_states_the_finding(state: State, options: tuple[NextType, ...], rests: list[Support], title: str) -> None:
    figure = figure_of(trajectory(state, options, rests))
    assert figure.words.title == title
    for line in (figure.words.title, figure.words.caption, figure.words.description, *figure.words.reading):
        refuse_words(line)


@given(st.lists(st.tuples(*(st.sampled_from(level_words[c]) for c in Condition)), min_size=1, max_size=3))
def test_the_title_counts_only_rows_that_are_surely_not_open(found: list[tuple[str, str, str]]) -> None:
    """Open on some readings is neither open nor counted as not open."""
    order = {c: level_words[c] for c in Condition}
    masks = ["|".join(w for w in order[c] if w in {one[n] for one in found}) for n, c in enumerate(Condition)]
    lowest = [mask.split("|")[0] for mask in masks]
    figure = figure_of(trajectory(drawn([(1.0, *masks)]), lacking(lowest), [RESTS]))  # type: ignore[arg-type]
    shut = [one for one in figure.rows if one.open == "not open"]
    if len(shut) > 1:
        assert figure.words.title.startswith(f"Of the {number_words(len(shut))} types not open in 2021, ")
    else:
        assert "not open" not in figure.words.title
    assert ("not settled" in figure.words.title) == any("|" in mask for mask in masks)


def test_a_closed_gate_shuts_every_type_and_says_why() -> None:
    everything = tuple(
        NextType(type=kind, missing={}, roads={}, pathway="", stated=False, arm=Arm.COMPUTED) for kind in AlignmentType
    )
    figure = figure_of(trajectory(closed(), everything))
    assert {one.open for one in figure.rows} == {"not open"}
    assert all(one.way[0].words == "no cooperative engagement on record" for one in figure.rows)
    assert {one.fill for one in figure.rows} == {0}


def test_settings_that_move_a_minimum_move_its_rung() -> None:
    state = drawn([(1.0, "low", "medium", "medium")])
    made = trajectory(state, lacking(("low", "medium", "medium")))
    moved = replace(made, rules=Rules.default().changed({"minima.NASC.status": "higher"}, where="test").as_settings())
    assert [rung.minimum for rung in row(figure_of(moved), NASC).cells[2].rungs] == [False, False, False, True, False]


def test_nothing_is_shown_where_nothing_was_read() -> None:
    assert what_next_figure(replace(BASE, what_next=(), rests_on=())) is None
    assert what_next_figure(replace(sample_trajectory(), what_next=(), rests_on=())) is None
    assert what_next_figure(BASE) is None


def test_alternative_text_and_table_hold_what_is_drawn() -> None:
    state = drawn([(1.0, "low", "medium", "medium")])
    figure = figure_of(trajectory(state, lacking(("low", "medium", "medium")), [RESTS]))
    assert "Coalition, not open: threat needs high: lacks one level; identity no minimum; status needs minimal: met" in figure.words.description
    assert "Identity from medium to low; closes thick" in figure.words.description
    table = [dict(zip(figure.table.columns, cells, strict=True)) for cells in figure.table.rows]
    assert len(table) == 6 * 3 + 1
    lacks = {(one["type"], one["condition"]): one["levels lacking"] for one in table[:-1]}
    assert lacks["Allied security community", "status"] == 2
    assert table[-1]["closed by a fall of one level"] == "closes thick"


def test_a_coded_study_is_read_through_the_whole_pipeline() -> None:
    codes = [
        record(actor, dimension, **given_)
        for actor in (A, B)
        for dimension, given_ in (
            ("identity", {"othering": "non_radical", "salience": "normal"}),
            ("status", {"role_expected": "equal", "recognition": "affirms_equal", "autonomy": "accepts_limits"}),
        )
        for _ in range(12)
    ]
    codes += [threat(actor, "terrorism_extremism", "1", "0") for actor in (A, B) for _ in range(12)]
    one = follow(study(codes))
    figure = figure_of(one)
    assert [found.is_open for found in figure.rows] == [kind not in {o.type for o in one.what_next} for kind in AlignmentType]


# -- the drawing ---------------------------------------------------------------------------------


def hostile() -> WhatNextFigure:
    notes = tuple(OutlookNote(condition=c, judgement=words, where=words) for c in Condition for words in (HOSTILE, ENDLESS))
    roads = {name: Road(feasible="unknown", because=words, evidence=("E-1",)) for name, words in (("symmetrical", ENDLESS), ("asymmetrical", "中国" * 900))}
    options = lacking(
        ("low", "low", "incompatible"), judgements=notes, roads=roads, pathway="P4", stated=True, evidence_for=("E-1",) * 900, evidence_against=("E-2",)
    )
    falls = [
        Support(condition=c, level=str(list(LEVELS[c])[-1]), falls_to=str(list(LEVELS[c])[-2]), closes=tuple(AlignmentType), then=tuple(AlignmentType), flip=HOSTILE)
        for c in Condition
    ]
    return figure_of(trajectory(drawn([(1.0, "low|high", "low|medium|high", "incompatible|minimal|medium|higher|highest")]), options, falls))


DRAWN: Mapping[str, WhatNextFigure] = {
    "of the article": at("low", "medium", "medium"),
    "everything lacking": at("low", "low", "incompatible"),
    "nothing lacking": figure_of(trajectory(drawn([(1.0, "high", "high", "highest")]), (), [RESTS])),
    "hostile": hostile(),
    **{f"sample: {name}": found for name, case in CASES.items() if (found := what_next_figure(case))},
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", DRAWN)
def test_no_text_is_small_outside_or_over_another(case: str, width: int) -> None:
    figure = DRAWN[case]
    svg = draw_what_next(figure, Look(width=width, framed=False, links=True))
    assert_legible(svg, width)
    assert len(svg.encode()) < 150_000
    assert height_of(svg) < 4500
    assert_harmless(svg, {mark.anchor for mark in figure.marks})


@pytest.mark.parametrize("theme", ["light", "dark", "grey", "auto"])
def test_every_theme_is_drawn(theme: str) -> None:
    for figure in DRAWN.values():
        assert_harmless(draw_what_next(figure, Look(theme=theme)), set())


def test_the_scale_of_openness_is_used_for_openness_alone() -> None:
    """One square a type where draws stand behind it, none where a judgement does."""
    svg = body(draw_what_next(at("low", "medium", "medium"), Look()))
    assert sum(svg.count(f'class="cw-t{step}"') for step in range(4)) == 6
    verdict = figure_of(trajectory(judged("low", "medium", "medium"), lacking(("low", "medium", "medium"), arm=Arm.JUDGED)))
    told = body(draw_what_next(verdict, Look()))
    assert not any(f'class="cw-t{step}"' in told for step in range(4))


def test_met_and_lacking_are_told_by_shape_and_word() -> None:
    figure = at("low", "medium", "medium")
    drawn_ = body(draw_what_next(figure, Look(theme="grey")))
    met = sum(cell.met and any(rung.minimum for rung in cell.rungs) for one in figure.rows for cell in one.cells)
    steps = sum(cell.steps for one in figure.rows for cell in one.cells)
    assert drawn_.count("l3.5 4l6 -8") == met
    assert drawn_.count("l3.5 3.5l-3.5 3.5") == steps
    assert "needs highest: lacks two levels" in words_of(draw_what_next(figure, Look(theme="grey")))


def test_a_drawing_is_the_same_on_every_run() -> None:
    figure = hostile()
    assert draw_what_next(figure, Look()) == draw_what_next(figure, Look())
