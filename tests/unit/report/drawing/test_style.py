"""Colours of the themes, and titles that are never cut."""

from __future__ import annotations

import pytest

from cordiale.report.drawing.sheet import NARROW_WIDTH, Block, Look, sheet
from cordiale.report.drawing.style import GREY


@pytest.mark.parametrize("name", sorted(GREY))
def test_every_colour_of_the_grey_theme_is_a_neutral_grey(name: str) -> None:
    red, green, blue = (GREY[name][place : place + 2] for place in (1, 3, 5))
    assert red == green == blue


def test_the_longest_title_stands_whole_on_the_narrow_drawing() -> None:
    title = " ".join(["Whether conditions are in place is not settled in two windows"] * 4)
    drawn = sheet(Block(), Look(width=NARROW_WIDTH), title=title, description="", notes=())
    assert "…" not in drawn
