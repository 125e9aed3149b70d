"""The figure on sureness: what its rows state, and that its drawing is readable, safe and bounded."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from xml.etree import ElementTree

import pytest

from builders import A, B, follow, record, study, threat
from cordiale.model.levels import Arm, Condition
from cordiale.model.results import Probability, Trajectory
from cordiale.model.robustness import DoubtShares, Robustness, Standing
from cordiale.model.study import Judgement, StudyData
from cordiale.project.robustness import robustness
from cordiale.report.anchors import level_anchor
from cordiale.report.drawing.sheet import MEDIUM_WIDTH, NARROW_WIDTH, WIDE_WIDTH, Look
from cordiale.report.figures.how_sure.figure import HowSureFigure, draw_how_sure, how_sure_figure
from cordiale.report.words.verdicts import verdict_words
from cordiale.report.words.wording import refuse_words
from unit.report.figures.test_windows import placed_texts
from unit.report.sample import CASES, HOSTILE, drawn, many, sample_trajectory, unknown_only

WIDTHS = (WIDE_WIDTH, MEDIUM_WIDTH, 520, NARROW_WIDTH)
TRIED = 45
CHANGED = ("minima.NASC.status=higher", "location.rule=enabled")


def robust(trajectory: Trajectory) -> Robustness:
    """Verdicts of a made-up trajectory, of which those of every second window fall under two settings."""
    standing, doubt = [], []
    for place, reading in enumerate(trajectory.snapshots):
        for arm, state in reading.states.items():
            if state is None:
                continue
            words = {name: "|".join(result.admissible) for name, result in state.levels.items()}
            if arm is Arm.JUDGED:
                words = {name: result.level or words[name] for name, result in state.levels.items()}
            words["location"] = "|".join("+".join(share.types) for share in state.locations)
            for what, verdict in words.items():
                fallen = CHANGED if place % 2 else ()
                standing.append(
                    Standing(
                        snapshot=reading.snapshot.id,
                        arm=arm,
                        what=what,
                        default=verdict,
                        stands=TRIED - len(fallen),
                        tried=TRIED,
                        found=(verdict, *(("THIN+THICK" if what == "location" else "high",) if fallen else ())),
                        changed_by=fallen,
                    )
                )
                if arm is not Arm.JUDGED and what != "location":
                    known = None if "|" in verdict else verdict
                    share = Probability(lower=0.3, upper=1.0) if known else None
                    doubt.append(
                        DoubtShares(snapshot=reading.snapshot.id, arm=arm, condition=what, level=known, sampling=share,
                                    coding=Probability(lower=0.95, upper=1.0) if known else None)
                    )  # fmt: skip
    return Robustness(tried=TRIED, standing=tuple(standing), baselines=(), doubt=tuple(doubt))


def figure_of(trajectory: Trajectory, sure: Robustness | None = None) -> HowSureFigure:
    found = how_sure_figure(trajectory, sure or robust(trajectory))
    assert found is not None
    return found


def coded(**judged: str) -> StudyData:
    """One window: both fear the same in four texts, one side was not searched for rank."""
    rows = [threat(actor, "us_led_west", "3", "2", id=f"t{actor}{n}") for actor in (A, B) for n in range(4)]
    rows += [record(A, "status", id="s", role_expected="equal")]
    said = [Judgement(snapshot="2001", condition=c, level=word) for c, word in judged.items()]
    return study(rows, judgements=said)


def read(data: StudyData) -> HowSureFigure:
    trajectory = follow(data)
    return figure_of(trajectory, robustness(trajectory, data))


# -- what it states ------------------------------------------------------------------------------


def test_the_title_counts_the_settings_under_which_all_known_locations_stand() -> None:
    figure = read(coded(threat="low", identity="high", status="medium"))
    assert figure.words.title == "The judged location stands under 7 of 12 other settings"


def test_settings_that_shake_different_windows_are_counted_once_each() -> None:
    trajectory = sample_trajectory()
    assert figure_of(trajectory).words.title == "The computed locations all stand under 43 of 45 other settings"
    always = replace(
        robust(trajectory),
        standing=tuple(replace(one, stands=TRIED, changed_by=()) for one in robust(trajectory).standing),
    )
    assert figure_of(trajectory, always).words.title == "The computed locations stand under all 45 other settings"


def test_where_nothing_is_located_the_title_counts_levels_or_says_that_none_is_settled() -> None:
    assert figure_of(unknown_only()).words.title == "The codes as they stand settle no level and no location"
    title = read(coded()).words.title
    assert title == "No location is settled; of 1 levels that the codes settle, 0 stand under all 45 other settings"


def test_rows_come_by_condition_then_the_computed_and_the_judged_location() -> None:
    figure = read(coded(threat="low", identity="high", status="medium"))
    (period,) = figure.periods
    assert [row.kind for row in period.rows] == ["threat", "identity", "status", "location", "judged"]
    assert period.rows[0].label == "threat, as coded: high"
    assert period.rows[4].label == "judged location: non-allied community"
    assert "thick" in period.rows[4].others


def test_documents_had_and_needed_stand_with_each_level_and_actor() -> None:
    (period,) = read(coded()).periods
    threats, ranks = period.row("threat"), period.row("status")
    assert threats is not None
    assert ranks is not None
    assert threats.documents is not None
    assert ranks.documents is not None
    assert [(count.had, count.enough) for count in threats.documents] == [(4, True), (4, True)]
    assert [(count.had, count.enough) for count in ranks.documents] == [(1, True), (0, False)]


def test_a_level_that_the_codes_settle_has_both_shares_and_an_open_one_is_hatched() -> None:
    figure = read(coded())
    (period,) = figure.periods
    threats, ranks = period.row("threat"), period.row("status")
    assert threats is not None
    assert ranks is not None
    assert threats.texts is not None
    assert threats.codes is not None
    assert not threats.unknown
    assert (ranks.unknown, ranks.texts, ranks.codes) == (True, None, None)
    assert draw_how_sure(figure, Look()).count('cw-unknown"') == 2  # identity and status


def test_a_judged_study_shows_its_judged_locations_alone() -> None:
    data = study(judgements=[Judgement(snapshot="2001", condition=str(c), level="low") for c in list(Condition)[:2]]
                 + [Judgement(snapshot="2001", condition="status", level="minimal")])  # fmt: skip
    figure = read(data)
    assert figure.kinds == ("judged",)
    assert figure.words.caption == "Locations as judged; nothing is computed."
    assert "draws" not in " ".join(figure.words.reading[2:])


def test_nothing_is_drawn_where_nothing_was_tried() -> None:
    nothing = Robustness(tried=0, standing=(), baselines=(), doubt=())
    assert how_sure_figure(sample_trajectory(), nothing) is None


def test_the_table_holds_every_verdict_of_every_arm_with_what_changes_it() -> None:
    trajectory = sample_trajectory()
    sure = robust(trajectory)
    table = figure_of(trajectory, sure).table
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert [(row["snapshot"], row["arm"], row["what"]) for row in rows] == [
        (one.snapshot, str(one.arm), one.what) for one in sure.standing
    ]
    second = next(row for row in rows if (row["snapshot"], row["arm"], row["what"]) == ("2001", "computed", "threat"))
    assert second["stands"] == 43
    assert second["changed_by"] == "minima.NASC.status=higher; location.rule=enabled"
    assert (second["texts_redrawn_lower"], second["codes_redrawn_lower"]) == (0.3, 0.95)
    assert (second["documents_CHN"], second["documents_RUS"], second["documents_needed"]) == (2, 3, 1)
    assert next(row for row in rows if row["arm"] == "judged")["documents_CHN"] is None


def test_alternative_text_says_every_row() -> None:
    said = figure_of(sample_trajectory()).words.description
    assert "2001: threat, as coded: low stands in 43 of 45 readings, in 30 to 100 in 100 with only texts redrawn" in said
    assert said.count("judged location:") == 5


@pytest.mark.parametrize("case", CASES)
def test_no_word_of_cause_or_prediction_is_said(case: str) -> None:
    words = figure_of(CASES[case]).words
    for text in (words.title, words.caption, *words.reading, words.description):
        refuse_words(text)


@pytest.mark.parametrize(
    ("what", "verdict", "said"),
    [
        ("threat", "low|high", "unknown"),
        ("status", "minimal|medium|higher", "minimal to higher"),
        ("location", "THIN|THICK", "thin or thick"),
        ("location", "THIN|COAL+THICK", "thin, or coalition and thick"),
        ("location", "NO_ALIGNMENT", "no alignment"),
        ("location", "THIN|COAL|THICK|ALLY", "any of 4 locations"),
        ("location", "", "unknown"),
    ],
)
def test_verdicts_are_said_as_people_say_them(what: str, verdict: str, said: str) -> None:
    assert verdict_words(what, verdict) == said


# -- the drawing ---------------------------------------------------------------------------------


def with_names(trajectory: Trajectory, first: str, second: str) -> Trajectory:
    """The same with actors that no table knows, so that their codes are shown."""
    return replace(trajectory, dyad=(first, second))


DRAWN = CASES | {
    "one window": replace(sample_trajectory(), snapshots=sample_trajectory().snapshots[:1]),
    "twelve windows": many(12),
    "endless names": with_names(sample_trajectory(), "n" * 5000, "中国人民" * 900),
    "names that turn": with_names(sample_trajectory(), HOSTILE, "العربية \u202eabc \U0001f600" * 20),
    "forty windows of endless names": with_names(many(40), "n" * 5000, HOSTILE),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", DRAWN)
def test_no_text_is_small_outside_or_over_another(case: str, width: int) -> None:
    found = placed_texts(draw_how_sure(figure_of(DRAWN[case]), Look(width=width, framed=False)))
    assert found
    for one in found:
        assert one.size >= 12
        assert one.left >= -0.5, one
        assert one.right <= width + 0.5, one
    found.sort(key=lambda one: one.top)
    for place, first in enumerate(found):
        for second in takewhile(lambda other, first=first: other.top < first.bottom - 0.6, found[place + 1 :]):
            assert min(first.right, second.right) - max(first.left, second.left) <= 0.6, (first, second)


@pytest.mark.parametrize(
    ("case", "theme"), [*((case, "auto") for case in DRAWN), *(("sample", theme) for theme in ("light", "dark", "grey"))]
)
def test_every_drawing_is_well_formed_and_loads_nothing(case: str, theme: str) -> None:
    svg = draw_how_sure(figure_of(DRAWN[case]), Look(theme=theme, links=True))
    for node in ElementTree.fromstring(svg).iter():
        assert node.tag.rsplit("}", 1)[1] not in {"script", "image", "foreignObject", "use"}
        assert all(value.startswith("#") for key, value in node.attrib.items() if "href" in key)
        assert not any(key.startswith("on") for key in node.attrib)
    assert "url(http" not in svg
    assert "@import" not in svg


@pytest.mark.parametrize("case", ["forty snapshots", "forty windows of endless names", "twelve windows"])
def test_many_windows_stay_within_bounds(case: str) -> None:
    for width in WIDTHS:
        assert len(draw_how_sure(figure_of(DRAWN[case]), Look(width=width, links=True))) < 150_000


def links(svg: str) -> list[ElementTree.Element]:
    return [node for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("}a")]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [5, 40])
def test_marks_lead_to_the_lists_behind_them_and_say_where(count: int, width: int) -> None:
    trajectory = many(count)
    evidence = {"threat": ("E11-01",), "identity": ("E11-02",)}
    first = trajectory.snapshots[0]
    held = replace(first, states={**first.states, Arm.COMPUTED: drawn([(1.0, "low", "low", "minimal")], evidence=evidence)})
    figure = figure_of(replace(trajectory, snapshots=(held, *trajectory.snapshots[1:])))
    found = links(draw_how_sure(figure, Look(width=width, links=True)))
    snapshot = first.snapshot.id
    (mark,) = figure.marks
    assert mark.evidence == ("E11-01", "E11-02")
    assert {node.get("href") for node in found} == {
        f"#{address}" for address in (level_anchor(snapshot, "threat"), level_anchor(snapshot, "identity"), mark.anchor)
    }
    assert all(node.get("aria-label") for node in found)


def test_without_links_nothing_leads_anywhere() -> None:
    assert not links(draw_how_sure(figure_of(sample_trajectory()), Look()))


def test_a_drawing_is_the_same_on_every_run() -> None:
    figure = figure_of(sample_trajectory())
    assert draw_how_sure(figure, Look()) == draw_how_sure(figure, Look())


def test_the_counts_printed_are_those_of_the_rows() -> None:
    figure = figure_of(sample_trajectory())
    printed = [one.words for one in placed_texts(draw_how_sure(figure, Look(framed=False)))]
    assert [words for words in printed if words.endswith("of 45")] == [
        f"{row.stands} of 45" for period in figure.periods for row in period.rows
    ]
