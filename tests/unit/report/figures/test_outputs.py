"""The figure of expectations and coordination: what it states, and that its drawing is readable and safe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import A, B, follow, record, study
from cordiale.codebook import load
from cordiale.model.levels import Arm
from cordiale.model.results import (
    CoordinationReading,
    Event,
    Interval,
    Probability,
    Score,
    SnapshotReading,
    SupportReading,
)
from cordiale.project.pipeline import follow_study
from cordiale.report.anchors import mark_anchor
from cordiale.report.drawing.sheet import NARROW_WIDTH, WIDE_WIDTH, Look
from cordiale.report.figures.outputs.drawing import draw_outputs
from cordiale.report.figures.outputs.figure import MOST_WINDOWS, outputs_figure
from cordiale.report.figures.outputs.values import OutputCell, OutputsFigure
from cordiale.report.words.wording import refuse_words
from cordiale.store.builtin import builtin
from unit.report.figures.legible import WIDTHS, assert_harmless, assert_legible, height_of, words_of
from unit.report.figures.test_windows import body
from unit.report.sample import ENDLESS, reading, share, with_snapshots, year

CHN, RUS = "CHN", "RUS"
BASE = with_snapshots()
EXPECTATIONS = ("low", "higher", "high")
COORDINATION = load().field("coordination").values


def spread(level: str | None, scale: Sequence[str], possible: Sequence[str]) -> dict[str, Probability]:
    if level is not None:
        return {word: share(0.97, 1.0) if word == level else share(0.0, 0.03) for word in scale}
    if set(possible) == set(scale):
        return dict.fromkeys(scale, share(0.0, 1.0))
    return {word: share(0.1, 0.8) if word in possible else share(0.0, 0.05) for word in scale}


def support(actor: str, level: str | None = "higher", possible: Sequence[str] = EXPECTATIONS, **more: object) -> SupportReading:
    fields: dict[str, object] = {
        "willingness": Score(value=0.25, low=-0.5, high=1.0),
        "doubt": 0.25,
        "documents": 4,
        "evidence": (f"S-{actor}",),
        **more,
    }
    return SupportReading(
        partner=RUS if actor == CHN else CHN,
        expectation=level,
        admissible=(level,) if level else tuple(possible),
        probability=spread(level, EXPECTATIONS, possible),
        **fields,  # type: ignore[arg-type]
    )


def coordination(actor: str, level: str | None = "consult", possible: Sequence[str] = COORDINATION, **more: object) -> CoordinationReading:
    fields: dict[str, object] = {"documents": 3, "evidence": (f"C-{actor}",), **more}
    return CoordinationReading(
        partner=RUS if actor == CHN else CHN,
        willingness=level,
        admissible=(level,) if level else tuple(possible),
        probability=spread(level, COORDINATION, possible),
        **fields,  # type: ignore[arg-type]
    )


NOTHING: dict[str, object] = {"documents": 0, "evidence": ()}


def unread(actor: str, **more: object) -> SupportReading:
    return support(actor, None, willingness=None, doubt=None, **{**NOTHING, **more})


def window(
    place: int,
    first: SupportReading | None = None,
    second: SupportReading | None = None,
    index: Score | None = None,
    joint: Mapping[str, CoordinationReading] | None = None,
) -> SnapshotReading:
    made = reading(year(str(place), place), None)
    return replace(
        made,
        support={CHN: first or unread(CHN), RUS: second or unread(RUS)},
        coordination=joint or {actor: coordination(actor, None, **NOTHING) for actor in (CHN, RUS)},
        support_index=index,
    )


def figure_of(*windows: SnapshotReading, moves: Sequence[Sequence[Event]] = ()) -> OutputsFigure:
    ids = [one.snapshot.id for one in windows]
    intervals = tuple(
        Interval(start=start, end=end, interactions=(), context=(), reinterpretations=(), events=tuple(events))
        for (start, end), events in zip(pairwise(ids), moves, strict=False)
    )
    found = outputs_figure(replace(BASE, snapshots=windows, intervals=intervals))
    assert found is not None
    return found


def cell(*args: object, **more: object) -> OutputCell:
    return figure_of(window(2001, support(CHN, *args, **more), support(RUS))).directions[0].cells[0]  # type: ignore[arg-type]


def event(name: str, dimension: str, arm: Arm = Arm.COMPUTED, evidence: tuple[str, ...] = ("E-1",)) -> Event:
    return Event(event=name, dimension=dimension, pathway="P8", stated=True, arm=arm, evidence=evidence, what="support index rose")


# -- what it states ------------------------------------------------------------------------------


def test_a_known_expectation_stands_on_its_rung_and_an_unknown_one_is_hatched_over_what_it_may_be() -> None:
    known = cell("higher")
    assert [(rung.fill, rung.point, rung.hatched) for rung in known.expectation] == [
        (0, False, False),
        (3, True, False),
        (0, False, False),
    ]
    assert known.expectation_words == "higher (97 to 100 in 100 draws)"
    unknown = cell(None, ("low", "higher"))
    assert [rung.hatched for rung in unknown.expectation] == [True, True, False]
    assert unknown.expectation_words == "unknown: low or higher"


def test_what_nobody_coded_is_unknown_and_never_low() -> None:
    found = figure_of(window(2001, support(CHN)))
    silent = found.directions[1].cells[0]
    assert all(rung.hatched and not rung.fill for rung in silent.expectation)
    assert (silent.expectation_words, silent.willingness, silent.doubt) == ("unknown", None, "")
    assert all(rung.hatched for rung in silent.coordination)


@pytest.mark.parametrize(
    ("share_", "documents", "said"),
    [(0.25, 4, "1 of 4"), (0.0, 7, "0 of 7"), (3 / 7, 7, "3 of 7"), (0.4, 3, "40 in 100"), (None, 0, "")],
)
def test_doubt_is_said_in_documents_and_as_a_share_where_they_weigh_unequally(
    share_: float | None, documents: int, said: str
) -> None:
    assert cell(doubt=share_, documents=documents).doubt == said


def test_a_judgement_is_outlined_on_the_expectation_and_said() -> None:
    found = cell(judged="high")
    assert [rung.judged for rung in found.expectation] == ["", "", "solid"]
    assert found.judged_support == "high"


def test_what_the_wording_of_a_judgement_allows_is_dashed_and_mere_words_are_kept_in_the_data() -> None:
    allowed = window(2001, unread(CHN, judged="low or higher"), unread(RUS, judged="low or higher"))
    worded = {actor: coordination(actor, None, judged="little readiness") for actor in (CHN, RUS)}
    found = figure_of(allowed, window(2002, joint=worded))
    first, second = found.directions[0].cells
    assert [rung.judged for rung in first.expectation] == ["dashed", "dashed", ""]
    assert [rung.judged for rung in second.coordination] == [""] * len(COORDINATION)
    assert "cw-dash" in body(draw_outputs(found, Look()))
    assert any(line.startswith("Outlined: ") for line in found.words.reading)
    assert found.words.title == "As judged, support expected in 2001 is “low or higher”; no text settles it"
    judged = [dict(zip(found.table.columns, row, strict=True))["judged"] for row in found.table.rows]
    assert judged == ["support low or higher"] * 2 + ["coordination “little readiness”"] * 2
    assert "as judged: coordination “little readiness”" in found.words.description


def test_every_judgement_of_the_built_in_case_is_in_the_figure() -> None:
    found = outputs_figure(follow_study(builtin("sino-russian"), flips=False)[0])
    assert found is not None
    cells = found.directions[0].cells
    assert [[rung.judged for rung in one.expectation] for one in cells] == [
        ["solid", "", ""],
        ["dashed", "dashed", ""],
        ["dashed", "dashed", ""],
        ["", "solid", ""],
        ["dashed", "dashed", ""],
    ]
    assert cells[0].judged_coordination == "“little readiness for limiting roles”"
    assert found.words.title == "As judged in the article, support expected in 2022–25 is “low or higher”; no text settles it"


def test_the_scales_are_those_of_the_codebook_and_of_the_three_kinds_of_trust() -> None:
    found = cell()
    assert tuple(rung.value for rung in found.coordination) == COORDINATION
    assert tuple(rung.value for rung in found.expectation) == EXPECTATIONS


def test_deepening_and_erosion_stand_before_the_window_they_end_in() -> None:
    windows = [window(2000 + n, support(CHN), support(RUS)) for n in range(3)]
    told = [
        [event("deepen", "support"), event("transform_up", "")],
        [event("erode", "coordination"), event("deepen", "identity", Arm.JUDGED, ())],
    ]
    found = figure_of(*windows, moves=told)
    assert [[(move.up, move.words) for move in moves] for moves in found.moves] == [
        [],
        [(True, "deepening: support")],
        [(False, "erosion: coordination"), (True, "deepening: identity (judged)")],
    ]
    assert found.words.title == "Between 2001 and 2002 coordination erodes"
    anchors = [mark.anchor for mark in found.marks if "movement" in mark.anchor]
    assert anchors == [mark_anchor("outputs", end, "movement", "0") for end in ("2001", "2002")]


HIGH, KNOWN = support(CHN, "high"), support(RUS, "higher")


@pytest.mark.parametrize(
    ("windows", "title"),
    [
        (
            [window(2001, HIGH, KNOWN), window(2002)],
            "In 2001 China expects high support from Russia and Russia expects higher support from China",
        ),
        ([window(2001, HIGH, support(RUS, "high"))], "In 2001 China and Russia each expect high support from the other"),
        ([window(2001, HIGH)], "In 2001 China expects high support from Russia"),
        (
            [window(2001, joint={CHN: coordination(CHN, "joint_action"), RUS: coordination(RUS, None)})],
            "In 2001 China is willing to coordinate with Russia as far as: joint action",
        ),
        ([window(2001, joint={RUS: coordination(RUS, "refuse")})], "In 2001 Russia refuses to coordinate with China"),
        (
            [window(2001, unread(CHN, judged="low"), unread(RUS, judged="low")), window(2002)],
            "As judged, support expected in 2001 is “low”; no text settles it",
        ),
        ([window(2001, support(CHN, None))], "What China and Russia expect of each other in 2001 is not settled"),
        (
            [window(2001, support(CHN, None)), window(2002)],
            "What China and Russia expect of each other is settled in none of two windows",
        ),
    ],
)
def test_the_title_states_the_finding(windows: list[SnapshotReading], title: str) -> None:
    found = figure_of(*windows)
    assert found.words.title == title
    for line in (found.words.title, found.words.caption, found.words.description, *found.words.reading):
        refuse_words(line)


def test_nothing_is_shown_where_nobody_spoke_or_judged() -> None:
    assert outputs_figure(replace(BASE, snapshots=(window(2001), window(2002)))) is None
    assert outputs_figure(BASE) is None


def test_alternative_text_and_table_hold_what_is_drawn() -> None:
    found = figure_of(window(2001, support(CHN), index=Score(value=0.1, low=-0.2, high=0.3)))
    said = found.words.description
    assert "China expects support from Russia: higher (97 to 100 in 100 draws)" in said
    assert "1 of 4 documents voice doubt" in said
    assert "support index 0.10 (−0.20 to 0.30)" in said
    table = [dict(zip(found.table.columns, row, strict=True)) for row in found.table.rows]
    assert [(row["actor"], row["support expected"], row["willing to support"], row["documents on support"]) for row in table] == [
        ("China", "higher (97 to 100 in 100 draws)", 0.25, 4),
        ("Russia", "unknown", None, 0),
    ]
    assert found.words.reading[-1].startswith("Support index")


def test_a_coded_study_is_read_through_the_whole_pipeline() -> None:
    codes = [
        record(actor, dimension, when=f"{when}-0{n}-01", **given_)
        for when, given_, dimension in (
            (2001, {"support": "refusal"}, "support"),
            (2002, {"support": "commitment"}, "support"),
            (2001, {"coordination": "consult"}, "coordination"),
            (2002, {"coordination": "joint_planning"}, "coordination"),
            (2001, {"trust_lang": "distrust", "othering": "radical", "salience": "normal"}, "identity"),
            (2002, {"trust_lang": "distrust", "othering": "radical", "salience": "normal"}, "identity"),
        )
        for actor in (A, B)
        for n in range(1, 7)
    ]
    found = outputs_figure(follow(study(codes, years=(2001, 2002))))
    assert found is not None
    assert [next(rung.value for rung in one.coordination if rung.point) for one in found.directions[0].cells] == [
        "consult",
        "joint_planning",
    ]
    assert any(move.dimension == "support" and move.up for move in found.moves[1])
    assert "deepens" in found.words.title


# -- the drawing ---------------------------------------------------------------------------------


def many(count: int) -> OutputsFigure:
    windows = [
        window(
            1980 + n,
            [support(CHN), support(CHN, None, ("low", "higher"), judged="low"), unread(CHN)][n % 3],
            [support(RUS, "low", doubt=0.3, documents=41), unread(RUS), support(RUS, None)][n % 3],
            [Score(value=0.2, low=-0.4, high=0.5), None, Score(value=None, low=-1.0, high=1.0)][n % 3],
            {CHN: coordination(CHN, COORDINATION[n % 6]), RUS: coordination(RUS, None, COORDINATION[: n % 6])},
        )
        for n in range(count)
    ]
    told = [event("deepen", "support"), event("erode", "coordination"), event("deepen", "status", Arm.JUDGED), event("erode", "threat")]
    return figure_of(*windows, moves=[told[: n % 5] for n in range(count)])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 5, 12, 40])
def test_no_text_is_small_outside_or_over_another(count: int, width: int) -> None:
    figure = many(count)
    names = [ENDLESS, "中国人民 العربية \U0001f600 " * 60]
    directions = tuple(replace(one, title=name) for one, name in zip(figure.directions, names, strict=True))
    hostile = replace(figure, actors=tuple(names), directions=directions)
    for one in (figure, hostile):
        svg = draw_outputs(one, Look(width=width, framed=False, links=True))
        assert_legible(svg, width)
        assert len(svg.encode()) < 150_000
        assert height_of(svg) < 4500
        assert_harmless(svg, {mark.anchor for mark in one.marks})


@pytest.mark.parametrize("theme", ["light", "dark", "grey", "auto"])
def test_every_theme_is_drawn(theme: str) -> None:
    assert_harmless(draw_outputs(many(5), Look(theme=theme)), set())


def test_marks_lead_to_the_records_of_their_direction() -> None:
    figure = figure_of(window(2001, support(CHN), joint={CHN: coordination(CHN)}))
    assert [(mark.anchor, mark.evidence) for mark in figure.marks] == [
        (mark_anchor("outputs", "2001", CHN, "support"), ("S-CHN",)),
        (mark_anchor("outputs", "2001", CHN, "coordination"), ("C-CHN",)),
    ]
    for width in WIDTHS:
        svg = draw_outputs(figure, Look(width=width, links=True))
        assert all(f'href="#{mark.anchor}"' in svg for mark in figure.marks)
        assert "href" not in draw_outputs(figure, Look(width=width))


def test_nothing_is_hatched_where_everything_is_known() -> None:
    joint = {actor: coordination(actor) for actor in (CHN, RUS)}
    known = figure_of(window(2001, support(CHN), support(RUS), Score(value=0.0, low=0.0, high=0.1), joint))
    assert "cw-unknown" not in body(draw_outputs(known, Look()))
    assert "cw-unknown" in body(draw_outputs(figure_of(window(2001, support(CHN))), Look()))


def test_movements_are_named_in_words_at_every_width() -> None:
    figure = figure_of(*(window(2000 + n, support(CHN)) for n in range(5)), moves=[[event("deepen", "support")]])
    assert "deepening: support" in words_of(draw_outputs(figure, Look()))
    narrow = words_of(draw_outputs(figure, Look(width=NARROW_WIDTH)))
    assert "2000 to 2001: deepening: support" in narrow


def test_very_many_windows_are_left_to_the_data_and_that_is_said() -> None:
    figure = many(MOST_WINDOWS + 4)
    assert (len(figure.periods), figure.more) == (MOST_WINDOWS, "4 earlier windows are left to the data.")
    for width in (WIDE_WIDTH, NARROW_WIDTH):
        assert figure.more in words_of(draw_outputs(figure, Look(width=width)))


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1))
def test_an_interval_stays_inside_its_strip(value: float, down: float, up: float) -> None:
    score = Score(value=value, low=max(-1.0, value - down), high=min(1.0, value + up))
    figure = figure_of(window(2001, support(CHN, willingness=score)))
    svg = body(draw_outputs(figure, Look(framed=False)))
    (whisker,) = [part for part in svg.split("<path ") if 'class="cw-a-line"' in part]
    ends = [float(part) for part in whisker.split('d="M')[1].split('"')[0].replace("V", " ").split()[1:]]
    assert all(20 <= end <= 72 for end in ends)
    assert ends[0] <= ends[1]


def test_a_drawing_is_the_same_on_every_run() -> None:
    figure = many(4)
    assert draw_outputs(figure, Look()) == draw_outputs(figure, Look())
