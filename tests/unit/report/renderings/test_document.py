"""The blocks that documents are made of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.report.drawing.svg import FORBIDDEN, text_width
from cordiale.report.renderings.document import (
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    column_shares,
    every_text,
    line,
    link_target,
    places,
    plain,
    readable,
    words,
)


@given(st.text(), st.booleans())
def test_readable_text_has_nothing_that_a_file_cannot_hold(text: str, lines: bool) -> None:
    said = readable(text, lines=lines)
    assert not FORBIDDEN.search(said)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", said)
    assert readable(said, lines=lines) == said


@given(st.lists(st.text("ab \n"), min_size=1))
def test_runs_keep_the_blanks_between_them(texts: list[str]) -> None:
    joined = "".join(readable(text) for text in texts)
    assert joined.split() == "".join(texts).split()


def test_indents_of_preformatted_lines_stay() -> None:
    assert readable("@book{a,\r\n  title = {x}\x00\n}", lines=True) == "@book{a,\n  title = {x}\ufffd\n}"


def test_a_table_whose_rows_differ_from_its_head_is_refused() -> None:
    with pytest.raises(ValueError, match="other lengths"):
        Table(title="t", head=("a", "b"), rows=((words("1"),),))
    with pytest.raises(ValueError, match="other lengths"):
        Table(title="t", head=("a", "b"), rows=(), widths=(1,))


@pytest.mark.parametrize("levels", [(2,), (1, 3), (0,), (1, 2, 3, 4, 5)])
def test_headings_that_skip_a_level_are_refused(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="heading of level"):
        Document(title="t", blocks=tuple(Heading(level=level, text="h") for level in levels))


def test_columns_share_the_width_as_asked() -> None:
    assert column_shares(Table(title="t", head=("a", "b"), rows=(), widths=(1, 3)), 500, 8.5) == (0.25, 0.75)


def test_a_column_is_not_narrower_than_its_longest_word() -> None:
    rows = ((words("threat"), words("a b c")), (words("incompatible"), words("d")))
    first, second = column_shares(Table(title="t", head=("Condition", "b"), rows=rows, widths=(1, 50)), 500, 8.5)
    assert first * 500 > text_width("incompatible", 8.5, bold=True)
    assert first + second == pytest.approx(1)


@given(
    st.lists(st.tuples(st.text("ab -", max_size=300), st.floats(0.1, 10)), min_size=1, max_size=12),
)
def test_columns_together_have_the_width(columns: list[tuple[str, float]]) -> None:
    table = Table(title="", head=tuple(text for text, _ in columns), rows=(), widths=tuple(width for _, width in columns))
    shares = column_shares(table, 470, 8.5)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0


def test_an_anchor_used_twice_is_one_place() -> None:
    blocks = (Heading(level=1, text="a", anchor="x"), Paragraph(text=(), anchor="x"), Paragraph(text=(), anchor="\ud800"))
    assert places(Document(title="", blocks=blocks)) == {"x": "place1", "\ud800": "place2"}


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "#nowhere", "https://a.org/" + "x" * 3000, "//a"])
def test_links_lead_to_the_web_or_to_a_place_that_exists(href: str) -> None:
    assert link_target(href, {"there": "place1"}) == ""


def test_every_text_holds_what_is_in_drawings_too() -> None:
    blocks = (
        Figure(title="t", caption="c", alternative="not drawn", svg="<svg>中</svg>"),
        Table(title="", head=("h",), rows=((line([words("one"), words("two")], " · "),),)),
    )
    assert list(every_text(Document(title="d", blocks=blocks))) == ["d", "", "t", "c", "<svg>中</svg>", "", "h", "one · two"]


def test_an_empty_text_has_no_run() -> None:
    assert words("") == ()
    assert plain((Run(text="a "), Run(text="b"))) == "a b"
