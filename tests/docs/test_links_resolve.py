"""Every link inside the manual leads to a page, and to a heading of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from make_docs import FIGURES
from printing.markdown import DOCS
from printing.pages import anchors, links, pages

from cordiale import builtin_studies

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


def test_pages_lead_outside_to_dois_alone() -> None:
    outside = [link for page in pages() for link in links(page) if "://" in link]
    assert [link for link in outside if not link.startswith("https://doi.org/10.")] == []


def test_the_gallery_shows_every_built_in_study_and_no_other() -> None:
    text = (DOCS / "gallery.md").read_text(encoding="utf-8")
    reports = re.findall(r'href="gallery/([\w-]+)/report\.html"', text)
    studies = {study.name: study for study in builtin_studies()}
    assert sorted(reports) == sorted(studies)
    for folder in re.findall(r'"gallery/([^"]+)/windows-[\w-]+\.svg"', text):
        name, _, pair = folder.partition("/")
        pairs = ["-".join(dyad) for dyad in studies[name].dyads]
        assert pair in (pairs if len(pairs) > 1 else [""]), folder


def test_every_figure_that_a_page_shows_is_one_that_is_drawn() -> None:
    shown = {
        name for page in pages() for name in re.findall(r'(?:src|srcset)="figures/([^"]+)"', page.read_text(encoding="utf-8"))
    }
    assert shown
    assert shown <= set(FIGURES)
