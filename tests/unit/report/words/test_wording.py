"""How results are said: no cause, no prediction, never "is an alliance"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cordiale.errors import RefusedError
from cordiale.model.levels import AlignmentType, Arm, Condition, Gate
from cordiale.model.results import Event, Flip, LevelResult, NextType, Probability, Score, Support
from cordiale.model.robustness import Robustness
from cordiale.model.settings import SETTINGS
from cordiale.report.figures.windows.view import usual_arms, windows_view
from cordiale.report.summary.summarise import summarise
from cordiale.report.words.wording import (
    ROUTES,
    admissible_words,
    draws_words,
    event_sentence,
    flip_words,
    lacks_sentence,
    level_words,
    location_words,
    refuse_words,
    rests_sentence,
    route_sentences,
    score_words,
)
from unit.report.sample import (
    CASES,
    hostile,
    judged,
    rivals,
    sample_study,
    sample_trajectory,
    tie_in_every_draw,
    unknown_state,
)


@pytest.mark.parametrize(
    "claim",
    [
        "Threat causes alignment",
        "This leads to a coalition",
        "Status keeps the pane shut",
        "The model predicts a thick partnership",
        "Russia and China are an alliance",
        "This is a thick strategic partnership",
        "The dyad became a security community",
        "It is not an alliance",
    ],
)
def test_claims_of_cause_prediction_and_being_are_refused(claim: str) -> None:
    """C4, I-32: conditions open, close and constitute; a location is a ceiling."""
    with pytest.raises(RefusedError):
        refuse_words(claim)


@pytest.mark.parametrize(
    "sentence",
    ["conditions in place for an alliance", "An alliance lacks threat.", "because the alliance is open", "open, not open"],
)
def test_the_words_of_conditions_pass(sentence: str) -> None:
    assert refuse_words(sentence) == sentence


NOTHING_TRIED = Robustness(tried=0, standing=(), baselines=(), doubt=())


def composed(case: str) -> Iterator[str]:
    trajectory = CASES[case]
    summary = summarise(trajectory, sample_study(), NOTHING_TRIED).summary
    yield from (summary.headline, summary.doubt, *summary.rests_on, *summary.methods)
    yield from (summary.provenance.title, summary.provenance.note, summary.provenance.routes)
    for figure in summary.figures:
        yield from (figure.title, figure.caption, figure.description, *figure.reading)
    for block in summary.next_types:
        yield from (block.lacks, block.tag)
    for interval in summary.intervals:
        yield from (movement.sentence for movement in interval.movements)
    for table in summary.tables:
        yield from (table.title, *table.notes, *table.strip[1])
    for window in windows_view(trajectory, *usual_arms(trajectory)).windows:
        yield from (window.location, window.judged, *(caption.words for caption in window.captions))


@pytest.mark.parametrize("case", [case for case in CASES if case != "hostile"])
def test_all_composed_text_speaks_of_conditions(case: str) -> None:
    for sentence in composed(case):
        refuse_words(sentence)


def test_the_fixed_sentences_speak_of_conditions() -> None:
    events = [
        Event(event=name, dimension=dimension, pathway="P6", stated=False, arm=Arm.JUDGED)
        for name in ("emerge", "deepen", "erode", "transform_up", "transform_down", "transform_lateral", "decay", "abandon", "label_only")
        for dimension in ("", "identity")
    ]
    for sentence in [*ROUTES.values(), *map(event_sentence, events)]:
        refuse_words(sentence)
    for setting in SETTINGS:
        refuse_words(setting.question)


@pytest.mark.parametrize(
    ("condition", "admissible", "said"),
    [
        (Condition.IDENTITY, ("low", "medium"), "low or medium"),
        (Condition.IDENTITY, ("low", "high"), "low or high"),
        (Condition.STATUS, ("minimal", "medium", "higher"), "minimal to higher"),
        (Condition.STATUS, ("incompatible", "medium", "highest"), "incompatible, medium or highest"),
        (Condition.THREAT, ("low", "high"), ""),
        (Condition.THREAT, (), ""),
    ],
)
def test_admissible_levels_are_said_in_order_and_not_at_all_where_nothing_is_excluded(
    condition: Condition, admissible: tuple[str, ...], said: str
) -> None:
    assert admissible_words(condition, admissible) == said
    unknown = level_words(condition, LevelResult(level=None, admissible=admissible))
    assert unknown == (f"unknown: {said}" if said else "unknown")


def test_locations_are_worded_as_ties_lines_unknowns_and_judgements() -> None:
    assert location_words(state(tie_in_every_draw())) == "coalition and thick, unranked"
    assert location_words(state(rivals())) == "on the line: coalition or thick"
    assert location_words(unknown_state()) == "unknown"
    assert location_words(unknown_state(Gate.UNKNOWN)) == "if aligned: unknown"
    assert location_words(judged("low", "medium|low", "minimal")) == "thick, or thin"


def state(trajectory):  # type: ignore[no-untyped-def]
    return trajectory.snapshots[0].states[Arm.COMPUTED]


def test_routes_are_said_in_order_whatever_their_form() -> None:
    for given in ({"routes": ["c", "a"]}, {"routes": ("a", "c")}, {"routes": frozenset("ac")}):
        said = route_sentences(LevelResult(level="low", admissible=("low",), detail=given))
        assert [words[:7] for words in said] == ["route a", "route c"]
    assert route_sentences(LevelResult(level="low", admissible=("low",))) == ()


def test_probabilities_are_said_as_people_say_them() -> None:
    assert draws_words(Probability(lower=0.62, upper=0.80)) == "62 to 80 in 100 draws"
    assert draws_words(Probability(lower=0.86, upper=0.86)) == "86 in 100 draws"
    assert draws_words(Probability(lower=0, upper=0)) == "no draws"


def test_scores_carry_their_interval_and_a_true_minus() -> None:
    assert score_words(Score(value=-0.25, low=-0.5, high=0.0)) == "−0.25 (−0.50 to 0.00)"
    assert score_words(Score(value=None, low=0, high=1)) == "unknown (0.00 to 1.00)"


def test_flips_say_their_steps_or_why_there_is_none() -> None:
    assert flip_words(Flip(steps=2, what="a and b")) == "two steps: a and b"
    assert flip_words(Flip(steps=None, what="nothing to flip")) == "nothing to flip"
    assert flip_words(Flip(steps=None, what="")) == "more than two"


def test_what_a_type_lacks_is_counted_in_levels_by_condition() -> None:
    option = NextType(
        type=AlignmentType.ASC, missing={"threat": 1, "identity": 0, "status": 2}, roads={}, pathway="P4", stated=True, arm=Arm.COMPUTED
    )
    assert lacks_sentence(option) == "An allied security community lacks threat (one level) and status (two levels)."


def test_what_a_location_rests_on_says_what_is_no_longer_open() -> None:
    support = Support(
        condition="identity", level="medium", falls_to="low", closes=(AlignmentType.THICK,), then=("THIN",), flip=""
    )
    assert rests_sentence(support) == (
        "If identity falls from medium to low, a thick strategic partnership is no longer open; "
        "what is then in place are conditions for a thin strategic partnership."
    )


def test_pathways_that_the_article_does_not_name_are_marked() -> None:
    """I-25: decay by threat is implied by the minima, not listed."""
    event = Event(event="decay", dimension="threat", pathway="P7", stated=False, arm=Arm.COMPUTED)
    assert "P7, implied by the minima, not named in the article" in event_sentence(event)


def test_hostile_texts_do_not_reach_the_headline() -> None:
    trajectory, study = hostile()
    summary = summarise(trajectory, study, NOTHING_TRIED).summary
    assert "script" not in summary.headline + summary.doubt
    assert sample_trajectory().dyad == trajectory.dyad
