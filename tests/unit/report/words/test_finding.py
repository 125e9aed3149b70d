"""The headline states the finding, and one sentence its doubt."""

from __future__ import annotations

from dataclasses import replace

from cordiale.model.levels import Arm, Gate
from cordiale.model.results import LabelReading
from cordiale.model.rules import Rules
from cordiale.report.words.finding import doubt, headline, leading_arm, voices_words
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
    assert "as judged in the article" in headline(replace(judged_only(), study_id="sino-russian"))


def test_a_declared_type_without_conditions_is_the_finding_where_nothing_else_is() -> None:
    """CAV-1, A6: 1950, an alliance declared with identity low and the rest unknown."""
    label = LabelReading(text="alliance", type="ALLY", verdict="rhetorical")
    state = replace(judged("low|high", "low", "incompatible|minimal"), location=None)
    trajectory = with_snapshots(reading(year("1950", 1950), None, state, label=label))
    assert headline(trajectory) == (
        "China and Russia: the alliance declared in 1950 is rhetorical, since its conditions are not in place"
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
