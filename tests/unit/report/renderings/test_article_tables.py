"""Tables 1 and 2 of the article, as the program fills them."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from cordiale.model.levels import AlignmentType, Arm
from cordiale.model.rules import Rules
from cordiale.report.renderings.article_tables import table_html, table_latex, table_rows
from cordiale.report.summary.article_tables import ArticleTable, table1, table2
from unit.report.sample import judged_only, no_alignment, sample_trajectory, tie_in_every_draw


def test_table_1_has_each_type_in_its_cell_with_its_status_minimum() -> None:
    """OP 2: the minima of status are those of the defaults, incompatible to highest."""
    (_, high), (_, low) = table1(Rules.default()).rows
    assert high == (
        ("Coalition", "status at least minimal"),
        ("Alliance", "status at least higher"),
        ("Allied security community", "status at least highest"),
    )
    assert low == (
        ("Thin strategic partnership", "no minimum of status"),
        ("Thick strategic partnership", "status at least minimal"),
        ("Non-allied security community", "status at least medium"),
    )


def test_table_1_follows_the_settings_and_says_which_minima_were_changed() -> None:
    table = table1(Rules.default().changed({"minima.NASC.status": "minimal", "minima.COAL.identity": "medium"}))
    assert table.rows[0][1][0] == ()
    assert "Coalition" in table.rows[0][1][1]
    assert "status at least minimal" in table.rows[1][1][2]
    assert "minima.COAL.identity and minima.NASC.status" in table.notes[-1]


def test_table_2_places_known_periods_and_lists_the_unknown_beneath() -> None:
    table = table2(sample_trajectory(), Arm.COMPUTED)
    assert table is not None
    thin, thick, nasc = table.rows[1][1]
    assert thin == ("Thin strategic partnership", "1996, 2001")
    assert thick == ("Thick strategic partnership", "2021")
    assert nasc == ("(Non-allied security community)",)
    assert table.strip[1] == ("2011: unknown: thin or thick", "2022–25: unknown: thin, thick or non-allied community")


def test_table_2_exists_once_for_each_arm_that_has_a_result() -> None:
    trajectory = sample_trajectory()
    assert all(table2(trajectory, arm) for arm in Arm)
    only = judged_only()
    assert [table2(only, arm) is None for arm in Arm] == [True, True, False]


def test_a_judged_period_shows_what_its_wording_also_admits() -> None:
    table = table2(sample_trajectory(), Arm.JUDGED)
    assert table is not None
    assert table.rows[1][1][1][1] == "2011 (or thin), 2021, 2022–25"


def test_ties_stand_in_both_cells_and_unaligned_periods_in_none() -> None:
    tie = table2(tie_in_every_draw(), Arm.COMPUTED)
    assert tie is not None
    assert tie.rows[0][1][0][1] == "1980 (tied)"
    assert tie.rows[1][1][1][1] == "1980 (tied)"
    none = table2(no_alignment(), Arm.COMPUTED)
    assert none is not None
    assert none.strip[1][0] == "1980: no alignment"
    assert none.rows[1][1][0][1] == "1990 (if aligned), 1996"


NASTY = '<b>&"\'</b> 100% $x_1$ \\input{x} {y} #~^ “q” | \x00'


def nasty() -> ArticleTable:
    row = ("head" + NASTY, ((NASTY, NASTY), (NASTY,), ()))
    return ArticleTable(title=NASTY, columns=("", NASTY, NASTY, NASTY), rows=(row,), strip=(NASTY, (NASTY,)), notes=(NASTY,))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


def test_html_holds_no_tag_that_a_text_brought() -> None:
    parser = _Tags()
    parser.feed(table_html(nasty()))
    assert set(parser.tags) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "br", "p"}


def test_latex_leaves_no_special_character_of_a_text_alive() -> None:
    text = table_latex(nasty())
    assert r"\textless{}b\textgreater{}\&" in text
    assert r"100\% \$x\_1\$ \textbackslash{}input\{x\} \{y\} \#\textasciitilde{}\textasciicircum{} ``q''" in text
    assert r"\input" not in text
    assert text.count(r"\begin{tabular}") == text.count(r"\end{tabular}") == 1


@pytest.mark.parametrize("table", [table1(Rules.default()), table2(sample_trajectory(), Arm.COMPUTED), nasty()])
def test_latex_rows_have_four_columns_and_balanced_braces(table: ArticleTable) -> None:
    text = table_latex(table).replace(r"\{", "").replace(r"\}", "")
    assert text.count("{") == text.count("}")
    rows = [line for line in text.splitlines() if line.endswith(r"\\ \hline") and "multicolumn" not in line]
    assert [row.replace(r"\&", "").count("&") for row in rows] == [3] * len(rows)


def test_rows_for_csv_are_all_of_one_width() -> None:
    rows = table_rows(table1(Rules.default()))
    assert {len(row) for row in rows} == {4}
    assert rows[1][0] == "Threat assessment: high"


def test_every_type_has_a_place_whatever_the_arm() -> None:
    table = table2(replace(sample_trajectory(), judged_by="article"), Arm.JUDGED)
    assert table is not None
    assert "as judged in the article" in table.title
    said = " ".join(line for _, cells in table.rows for cell in cells for line in cell).lower()
    assert all(kind.full_name in said for kind in AlignmentType)
