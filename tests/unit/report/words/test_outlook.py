"""What was judged of a further movement, as the page and the command line say it."""

from __future__ import annotations

import pytest

from cordiale.model.study import OutlookNote
from cordiale.report.words.outlook import outlook_words


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (OutlookNote(condition="threat", judgement="possible"), "Threat: possible"),
        (OutlookNote(condition="status", judgement="less probable soon", where="Nxt¶5"), "Status: less probable soon (Nxt¶5)"),
        (
            OutlookNote(condition="any", judgement="open", speaks_for="new leaders", speaks_against="old ones", where="Nxt¶7"),
            "Any condition: open; for: new leaders; against: old ones (Nxt¶7)",
        ),
    ],
)
def test_a_judgement_names_condition_drivers_and_place_as_far_as_they_are_given(note: OutlookNote, said: str) -> None:
    assert outlook_words(note) == said
