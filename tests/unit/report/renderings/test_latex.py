"""Text and tables as LaTeX."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.report.renderings.latex import latex_longtable, latex_text
from unit.report.renderings.hostile_texts import HOSTILE

COMMANDS = {"textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater", "textbar", "ldots"}


@given(st.text() | st.sampled_from(HOSTILE))
def test_no_character_of_a_text_is_a_command(text: str) -> None:
    said = latex_text(text)
    assert set(re.findall(r"\\([A-Za-z]+)", said)) <= COMMANDS
    bare = re.sub(r"\\[A-Za-z]+\{\}|\\[{}$&#%_]", "", said)
    assert not set("\\{}$&#%_~^\n\x00") & set(bare)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_a_table_keeps_its_columns_whatever_the_text(text: str) -> None:
    lines = latex_longtable((text, "b"), [(text, text)], title=text).splitlines()
    assert lines[0] == r"\begin{longtable}{p{0.45\linewidth}p{0.45\linewidth}}"
    assert lines[-1] == r"\end{longtable}"
    assert [len(re.findall(r"(?<!\\)&", line)) for line in lines[-4:-1]] == [1, 0, 1]


def test_columns_have_the_widths_asked_for() -> None:
    made = latex_longtable(("a", "b"), [], widths=(1, 3))
    assert made.startswith(r"\begin{longtable}{p{0.225\linewidth}p{0.675\linewidth}}")


def test_the_head_comes_again_on_each_page() -> None:
    lines = latex_longtable(("Year", "Level"), [("2011", "low")]).splitlines()
    assert lines[lines.index(r"\endhead") - 1] == r"Year & Level \\ \hline"


def test_rows_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="other lengths"):
        latex_longtable(("a", "b"), [("1",)])
