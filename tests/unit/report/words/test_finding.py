"""The headline states the finding, and one sentence its doubt."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.model.levels import LEVELS, NO_ALIGNMENT, AlignmentType, Arm, Condition, Gate
from cordiale.model.results import LabelReading, SnapshotReading, State, Trajectory
from cordiale.model.rules import Rules
from cordiale.report.words.finding import doubt, headline, leading_arm, verdict_words, voices_words
from cordiale.report.words.wording import refuse_words
from unit.report.sample import (
    THICK_DRAWS,
    THIN_DRAWS,
    closed,
    drawn,
    judged,
    judged_only,
    many,
    no_alignment,
    reading,
    sample_trajectory,
    tie_in_every_draw,
    unknown_only,
    unknown_state,
    with_snapshots,
    year,
)


def test_a_course_is_said_from_its_first_to_its_last_location() -> None:
    assert headline(sample_trajectory()) == (
        "China and Russia: conditions in place for a thin strategic partnership until 2001, "
        "for a thick one in 2021; unknown since"
    )


def test_the_doubt_names_windows_on_the_line_and_the_share_of_draws() -> None:
    assert doubt(sample_trajectory()) == (
        "2011 lies on the line between thin and thick; 2022–25 is unknown: thin, thick or non-allied community; "
        "in 2021, 84 to 89 in 100 draws agree; the alliance declared in 2022–25 is rhetorical."
    )


def test_one_location_throughout_is_said_once() -> None:
    trajectory = with_snapshots(*(reading(year(str(y), y), drawn(THIN_DRAWS)) for y in (1990, 1995)))
    assert headline(trajectory).endswith("for a thin strategic partnership throughout, from 1990 to 1995")


def test_a_tie_is_said_to_be_unranked() -> None:
    assert "a coalition and a thick strategic partnership, which cannot be ranked, in 1980" in headline(tie_in_every_draw())


def test_where_nothing_is_settled_the_headline_says_so() -> None:
    assert headline(unknown_only()) == (
        "China and Russia: what was read does not settle for which types conditions are in place"
    )
    assert doubt(unknown_only()) == "In every window the location is unknown on what was read."


def test_a_judged_study_is_headed_as_judged_and_says_that_nothing_is_computed() -> None:
    trajectory = judged_only()
    assert leading_arm(trajectory) is Arm.JUDGED
    assert headline(trajectory).startswith("China and Russia, as judged: conditions in place for")
    assert "no text was coded, so nothing is computed" in doubt(trajectory)
    assert "2011 also admits thin" in doubt(trajectory)


def test_the_articles_own_case_is_headed_as_judged_in_the_article() -> None:
    assert "as judged in the article" in headline(replace(judged_only(), judged_by="article"))


def test_a_declared_type_without_conditions_is_the_finding_where_nothing_else_is() -> None:
    """CAV-1, A6: 1950, an alliance declared with identity low and the rest unknown."""
    label = LabelReading(text="alliance", type="ALLY", verdict="rhetorical")
    state = replace(judged("low|high", "low", "incompatible|minimal"), location=None)
    trajectory = with_snapshots(reading(year("1950", 1950), None, state, label=label))
    assert headline(trajectory) == (
        "China and Russia: the alliance declared in 1950 is rhetorical, since not all of its conditions are in place"
    )


def test_no_alignment_and_unknown_gates_are_said() -> None:
    assert headline(no_alignment()) == (
        "China and Russia: no alignment in 1980, conditions in place for a thin strategic partnership from 1990"
    )
    assert "whether they cooperated is not on record for 1985 and 1990" in doubt(no_alignment())
    always = with_snapshots(reading(year("1990", 1990), drawn(THIN_DRAWS, gate=Gate.UNKNOWN)))
    assert headline(always).startswith("China and Russia: if aligned, conditions in place for")
    assert "no alignment in 1990" in headline(with_snapshots(reading(year("1990", 1990), closed())))


def test_judgements_that_differ_from_what_is_computed_are_counted() -> None:
    trajectory = with_snapshots(
        reading(year("1", 1990), drawn(THIN_DRAWS), judged("low", "medium", "minimal")),
        reading(year("2", 1991), drawn(THICK_DRAWS), judged("low", "medium", "medium")),
    )
    assert "as judged, 1990 is located elsewhere" in doubt(trajectory)


def test_many_changes_are_counted_and_not_listed() -> None:
    text = headline(many(40))
    assert "changes between" in text
    assert len(text) < 200


def test_unknown_windows_between_are_not_claimed_for_their_neighbours() -> None:
    trajectory = with_snapshots(
        reading(year("1", 1990), drawn(THIN_DRAWS)),
        reading(year("2", 1995), unknown_state()),
        reading(year("3", 2000), drawn(THIN_DRAWS)),
    )
    assert "until" not in headline(trajectory)
    assert "1995 is unknown" in doubt(trajectory)


def test_whose_voices_are_read_follows_the_settings() -> None:
    trajectory = sample_trajectory()
    assert voices_words(trajectory) == "official voices"
    assert voices_words(trajectory, Arm.WITH_AUTHOR_SUMMARIES) == "official voices and the authors’ summaries"
    rules = Rules.default().changed({"voices.beside": ["author_summary"]}).as_settings()
    assert voices_words(replace(trajectory, rules=rules), Arm.WITH_AUTHOR_SUMMARIES) == "the authors’ summaries"


def test_verdicts_are_named_as_they_are_headed() -> None:
    assert verdict_words(judged_only()) == "judged"
    assert verdict_words(replace(judged_only(), judged_by="article")) == "judged in the article"


# -- whatever the result -------------------------------------------------------------------------

CELLS = list(product(*([str(level) for level in LEVELS[condition]] for condition in Condition)))


@cache
def possible_states(arm: Arm) -> tuple[State | None, ...]:
    """None, no alignment, all unknown, each of the 30 cells, and each with doubt between it and another."""
    pairs = [(cell, CELLS[(7 * place + 11) % len(CELLS)]) for place, cell in enumerate(CELLS)]
    either = [tuple("|".join(dict.fromkeys(words)) for words in zip(*pair, strict=True)) for pair in pairs]
    if arm is Arm.JUDGED:
        known = [judged(*words) for words in (*CELLS, *either)]  # type: ignore[misc]
    else:
        sure = [drawn([(1.0, *cell)], arm=arm) for cell in CELLS]
        torn = [drawn([(0.5, *one), (0.3, *other), (0.2, *wide)], arm=arm) for (one, other), wide in zip(pairs, either, strict=True)]  # type: ignore[list-item]
        known = [*sure, *torn]
    unknown = replace(unknown_state(), arm=arm)
    aligned = [replace(state, gate=Gate.UNKNOWN) for state in (*known, unknown)]
    return (None, closed(arm), unknown, *known, *aligned)


labels = st.builds(
    LabelReading,
    text=st.just("a name"),
    type=st.sampled_from((None, "OTHER", NO_ALIGNMENT, *map(str, AlignmentType))),
    verdict=st.sampled_from(("unlabelled", "supported", "rhetorical", "unknown")),
)


snapshots = st.tuples(*(st.deferred(lambda arm=arm: st.sampled_from(possible_states(arm))) for arm in Arm), labels, st.integers(0, 2))


@cache
def nothing_between() -> Trajectory:
    return with_snapshots()


@st.composite
def trajectories(draw: st.DrawFn) -> Trajectory:
    """One to twelve snapshots with any combination of results, labels and arms."""
    readings: list[SnapshotReading] = []
    for place, (computed, summaries, verdict, label, years) in enumerate(draw(st.lists(snapshots, min_size=1, max_size=12))):
        first = 1950 + 5 * place
        snapshot = year(str(first), first, first + years)
        readings.append(reading(snapshot, computed, verdict, summaries=summaries, label=label))
    study = draw(st.sampled_from(("sample", "sino-russian")))
    return replace(nothing_between(), study_id=study, snapshots=tuple(readings))


@settings(max_examples=100, deadline=None)
@given(trajectories())
def test_whatever_the_result_headline_and_doubt_are_said_and_claim_no_more(trajectory: Trajectory) -> None:
    """C4, I-32."""
    said = headline(trajectory)
    assert said.startswith("China and Russia")
    assert "conditions" in said or "no alignment" in said
    refuse_words(said)
    why = doubt(trajectory)
    assert why == "" or (why[0] == why[0].upper() and why.endswith("."))
    refuse_words(why)
    assert not [mark for mark in ("{", "}", "None", "  ", ";;", ",,", ", ;") if mark in said + why]


@settings(max_examples=100, deadline=None)
@given(trajectories())
def test_the_headline_names_a_type_only_where_the_leading_arm_locates_it(trajectory: Trajectory) -> None:
    """CAV-1: a declared type is named as declared, never as one whose conditions are in place."""
    arm = leading_arm(trajectory)
    located = {kind for one in trajectory.snapshots if (state := one.states.get(arm)) for kind in state.location or ()}
    if "conditions in place for" in headline(trajectory) and "settle" not in headline(trajectory):
        assert located - {NO_ALIGNMENT}
    if not located:
        assert "settle" in headline(trajectory) or "rhetorical" in headline(trajectory)
