"""Every link inside the manual leads to a page, and to a heading of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from printing.markdown import DOCS
from printing.pages import anchors, links, pages

ROOT = DOCS.parent


@pytest.mark.parametrize("page", [*pages(), DOCS / "README.md"], ids=lambda page: page.relative_to(DOCS).as_posix())
def test_links_of_the_page_resolve(page: Path) -> None:
    broken = [link for link in links(page) if "://" not in link and not _resolves(page, link)]
    assert broken == []


def _resolves(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target)


def test_no_page_leads_outside() -> None:
    outside = [link for page in pages() for link in links(page) if "://" in link]
    assert outside == []
