"""What the figure on sureness says: title, caption, how to read it, verdicts in words."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.model.levels import Arm
from cordiale.model.results import Trajectory
from cordiale.model.robustness import Robustness, Standing
from cordiale.report.figures.how_sure.values import SurePeriod, SureRow
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import judged_words, leading_arm, voices_words
from cordiale.report.words.grammar import and_list, counted, listed
from cordiale.report.words.verdicts import LOCATION, locations_standing

__all__ = ["caption_of", "description_of", "reading_of", "row_words", "title_of"]


def title_of(trajectory: Trajectory, robustness: Robustness) -> str:
    """The finding: under how many settings all locations that the headline names stand."""
    arm, places = leading_arm(trajectory), locations_standing(trajectory, robustness)
    if not places:
        return say("how_sure.title.unsettled.judged") if arm is Arm.JUDGED else _unsettled(robustness)
    shaken = {change for one in places for change in one.changed_by}
    whose = "judged" if arm is Arm.JUDGED else "computed"
    key = f"how_sure.title.{whose}" if shaken else f"how_sure.title.{whose}_always"
    return counted(key, len(places), stands=places[0].tried - len(shaken), tried=places[0].tried)


def _unsettled(robustness: Robustness) -> str:
    settled = [one for one in robustness.standing if _is_settled_level(one)]
    if not settled:
        return say("how_sure.title.unsettled.none")
    always = sum(not one.changed_by for one in settled)
    return say("how_sure.title.unsettled.some", settled=len(settled), always=always, tried=robustness.tried)


def _is_settled_level(one: Standing) -> bool:
    return one.arm is Arm.COMPUTED and one.what != LOCATION and "|" not in one.default


def caption_of(trajectory: Trajectory, *, computed: bool, judged: bool) -> str:
    """Whose words the verdicts come from."""
    if not computed:
        return say("how_sure.caption.judged", judged=judged_words(trajectory))
    whose = voices_words(trajectory)
    if judged:
        return say("how_sure.caption.both", whose=whose, judged=judged_words(trajectory))
    return say("how_sure.caption.computed", whose=whose)


def reading_of(periods: Sequence[SurePeriod], *, tried: int, needed: int, compact: bool) -> tuple[str, ...]:
    """How to read the figure, of what it holds only."""
    rows = [row for period in periods for row in period.rows]
    form = "_compact" if compact else ""
    said = [say(f"how_sure.reading.stands{form}", tried=tried), say("how_sure.reading.left_out")]
    if any(row.texts for row in rows):
        said.append(say("how_sure.reading.draws"))
    if any(row.unknown for row in rows):
        said.append(say("how_sure.reading.unknown"))
    if any(row.documents for row in rows):
        said.append(say(f"how_sure.reading.documents{form}", needed=needed))
    return tuple(said)


def description_of(caption: str, periods: Sequence[SurePeriod]) -> str:
    """Alternative text: every row in words."""
    said = [
        say("how_sure.described.period", period=period.title, rows=listed("clauses", [row.words for row in period.rows]))
        for period in periods
    ]
    return listed("sentences", [caption, *said])


def row_words(row: SureRow, *, actors: tuple[str, str]) -> str:
    """One row aloud: in how many readings and draws it stands, and on how many documents."""
    words = say("how_sure.described.row", verdict=row.label, stands=row.stands, tried=row.tried)
    if row.texts and row.codes:
        words = say("how_sure.described.draws", row=words, texts=row.texts, codes=row.codes)
    if row.documents:
        counts = [
            say("how_sure.described.of_actor", actor=actor, count=count.had)
            for actor, count in zip(actors, row.documents, strict=True)
        ]
        words = say("how_sure.described.documents", row=words, documents=and_list(counts))
    return words
