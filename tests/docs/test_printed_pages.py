"""Pages that are printed from the program are as the program is now; commands' examples among them are run for it.

`python scripts/make_docs.py --check` looks at all of them; here the two that take longest are left out.
"""

from __future__ import annotations

import pytest
from make_docs import DOCUMENTS, FIGURES, ROOT, _sentence, printed
from printing.docstrings import rewritten
from printing.markdown import op_link

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
SLOW = ("sino-russian.md", "calibration.md")


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in SLOW])
def test_the_printed_page_is_current(name: str) -> None:
    standing = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert standing == printed(name), "run `python scripts/make_docs.py`"


def test_entries_of_arguments_on_one_line_are_split() -> None:
    lines = ["Gives it.", "", "Args:", "    data: as entered. Args folder: where; None: built in."]
    assert list(rewritten(lines))[3:] == ["    data: as entered.", "    folder: where; None: built in."]


def test_rules_in_docstrings_lead_to_their_page() -> None:
    text = "\n".join(rewritten(["Rule: I-20, A4."]))
    assert "`I-20 <theory/rules.html#i-20-formulas-of-equality>`__" in text
    assert "A4" in text


@pytest.mark.parametrize("name", FIGURES)
def test_the_picture_is_there_in_the_width_that_it_is_drawn_for(name: str) -> None:
    head = (ROOT / "docs" / "figures" / name).read_bytes()[:24]
    assert head.startswith(PNG_SIGNATURE)
    assert int.from_bytes(head[16:20], "big") == 2 * (FIGURES[name].width + 48)  # twice as fine, and 24 pixels of edge


def test_sections_of_the_operationalisation_lead_to_their_page() -> None:
    assert op_link("OP 7", "theory/") == "[OP 7](theory/operationalisation.md#section-7-aggregation)"
    assert op_link("I-8", "") == "I-8"
    text = "\n".join(rewritten(["Rule: OP 5.3.", "What a run gives (CONTRACTS 4)."]))
    assert "`OP 5.3 <theory/operationalisation.html#section-5-dynamics-and-what-next>`__" in text
    assert text.endswith("What a run gives.")


def test_names_of_tests_are_printed_as_sentences() -> None:
    assert _sentence("test_a1_the_articles_own_levels_give_the_articles_types") == (
        "A1: the article's own levels give the article's types"
    )
    assert _sentence("test_five_cells_tie") == "Five cells tie"


def test_the_case_is_told_with_its_negative_figures() -> None:
    text = (ROOT / "docs" / "sino-russian.md").read_text(encoding="utf-8")
    assert "of 15 levels come out known" in text
    assert text.index("levels come out known") < text.index("## Locations")
