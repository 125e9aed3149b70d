"""What is refused stands in no sentence of a whole report (REPORT.md, C4, I-32)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from browser.pages import PAGES
from cordiale.project.reporting import report_of
from cordiale.report.summary.values import ReportSummary
from cordiale.report.words.wording import refuse_words


def sentences(summary: ReportSummary) -> Iterator[str]:
    """The sentences that the program makes; the words of sources, records and settings are not its own."""
    yield from (summary.headline, summary.doubt, summary.stands, summary.standing_note, *summary.rests_on)
    yield from (summary.provenance.title, summary.provenance.note, summary.provenance.routes)
    yield summary.provenance.baselines_note
    for figure in summary.figures:
        yield from (figure.title, figure.caption, *figure.reading)
    for block in summary.next_types:
        yield from (block.lacks, block.tag)
    yield from (movement.sentence for interval in summary.intervals for movement in interval.movements)
    for group in summary.evidence:
        yield from (f"{level.title}: {level.words}" for level in group.levels)


@pytest.mark.parametrize("name", ["sino-russian", "sino-soviet-1950", "nordic-nato", "rich"])
def test_no_sentence_of_a_report_claims_cause_or_prediction(name: str) -> None:
    trajectory, study = PAGES[name]()
    for sentence in sentences(report_of(trajectory, study).summary):
        assert refuse_words(sentence) == sentence
