"""Pages that are printed from the program are as the program is now; commands' examples among them are run for it.

`python scripts/make_docs.py --check` looks at all of them; here the two that take longest are left out.
"""

from __future__ import annotations

import pytest
from make_docs import DOCUMENTS, ROOT, printed
from printing.docstrings import rewritten

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


def test_the_case_is_told_with_its_negative_figures() -> None:
    text = (ROOT / "docs" / "sino-russian.md").read_text(encoding="utf-8")
    assert "of 15 levels come out known" in text
    assert text.index("levels come out known") < text.index("## Locations")
