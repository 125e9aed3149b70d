"""The page: one file that asks for nothing, in which every level leads to its records."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from cordiale.model.levels import Arm
from cordiale.model.results import Trajectory
from cordiale.model.robustness import Baseline, Robustness, Standing
from cordiale.model.rules import Rules
from cordiale.model.study import StudyData
from cordiale.report.anchors import evidence_anchor, level_anchor
from cordiale.report.renderings.page import INDEX_FIGURES, report_html, report_index_html
from cordiale.report.summary.summarise import summarise
from unit.report.sample import (
    CASES,
    ENDLESS,
    HOSTILE,
    hostile,
    judged_only,
    sample_study,
    sample_trajectory,
    unknown_only,
)


def robust(trajectory: Trajectory) -> Robustness:
    """A made-up robustness: one level that a setting changes, one baseline."""
    snapshot = trajectory.snapshots[0].snapshot.id
    standing = Standing(
        snapshot=snapshot,
        arm=Arm.COMPUTED,
        what="threat",
        default="low",
        stands=57,
        tried=60,
        found=("low", "low|high"),
        changed_by=("threat.hedge_rule=none",),
    )
    baseline = Baseline(name="always_low", arm=Arm.JUDGED, said={snapshot: "THIN"}, agrees=0, known=1)
    return Robustness(tried=60, standing=(standing,), baselines=(baseline,), doubt=())


def html_of(trajectory: Trajectory, study: StudyData) -> str:
    return report_html(summarise(trajectory, study, robust(trajectory)))


FILE_BESIDE = re.compile(r"(figures/)?[a-z_-]+\.(svg|png|csv|json|md)")
VOID = {"meta", "br", "img", "link", "input", "hr", "base"}


class Page(HTMLParser):
    """Tags, attributes, ids, links and text of a page, and whether its tags are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text_in: dict[str, str] = {}
        self.links_in: dict[str, list[str]] = {}
        self._ids: list[str | None] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag in VOID:
            return
        self.open.append(tag)
        self._ids.append(given.get("id"))
        if tag == "a":
            for key in filter(None, self._ids):
                self.links_in.setdefault(key, []).append(given.get("href") or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag
        self._ids.pop()

    def handle_data(self, data: str) -> None:
        for key in filter(None, self._ids):
            self.text_in[key] = self.text_in.get(key, "") + data

    @property
    def ids(self) -> list[str]:
        return [given["id"] or "" for _, given in self.tags if "id" in given]

    @property
    def hrefs(self) -> list[str]:
        return [given["href"] or "" for _, given in self.tags if "href" in given]


def page_of(case: str) -> tuple[str, Page]:
    study = hostile()[1] if case == "hostile" else sample_study()
    html = html_of(CASES[case], study)
    return html, Page(html)


@pytest.mark.parametrize("case", CASES)
def test_the_page_asks_for_nothing(case: str) -> None:
    html, page = page_of(case)
    assert not {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object", "embed", "base", "form", "image"}
    for tag, given in page.tags:
        assert not [key for key in given if key.startswith("on")], tag
        assert "src" not in given
        assert "style" not in given or "url" not in (given["style"] or "")
    style = "".join(re.findall(r"<style>(.*?)</style>", html, re.S))
    assert all(url.startswith(("data:font/woff", "#")) for url in re.findall(r"url\(([^)]*)\)", style))
    assert "@import" not in style


def test_the_policy_forbids_what_the_page_does_not_need() -> None:
    _, page = page_of("sample")
    policy = next(given["content"] for tag, given in page.tags if given.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'unsafe-inline'" not in policy


@pytest.mark.parametrize("case", CASES)
def test_the_page_runs_its_own_script_and_no_other(case: str) -> None:
    html, page = page_of(case)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
    assert [tag for tag, _ in page.tags].count("script") == len(scripts) == 1
    policy = next(given["content"] or "" for _, given in page.tags if given.get("http-equiv") == "Content-Security-Policy")
    allowed = re.findall(r"'sha256-([^']+)'", policy)
    assert allowed == [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]


@pytest.mark.parametrize("case", CASES)
def test_ids_are_unique_and_every_link_inside_the_page_has_its_target(case: str) -> None:
    _, page = page_of(case)
    assert len(page.ids) == len(set(page.ids))
    inside = [unquote(href[1:]) for href in page.hrefs if href.startswith("#")]
    missing = set(inside) - set(page.ids)
    # Ids of made-up results whose study has no such record.
    assert not {anchor for anchor in missing if not anchor.startswith("evidence-")}


def test_every_level_leads_to_a_list_that_names_exactly_its_records() -> None:
    trajectory = sample_trajectory()
    _, page = page_of("sample")
    for reading in trajectory.snapshots:
        for arm, state in reading.states.items():
            for condition, result in (state.levels if state else {}).items():
                anchor = level_anchor(reading.snapshot.id, condition, arm)
                assert anchor in page.ids
                assert page.links_in.get(anchor, []) == [f"#{evidence_anchor(key)}" for key in result.evidence]
    assert "level-2011-status" in page.ids
    assert page.hrefs.count("#level-2011-status") >= 2


def test_records_that_count_nowhere_are_shown_with_the_reason() -> None:
    _, page = page_of("sample")
    text = page.text_in["evidence-E11-05"]
    assert "out of window" in text
    assert "Not in levels: dated outside the window" in text
    assert "doubtful source" in text


def test_only_addresses_of_the_web_become_links() -> None:
    _, page = page_of("sample")
    links = [given for tag, given in page.tags if tag == "a" and not (given.get("href") or "#").startswith("#")]
    outside = [given for given in links if not FILE_BESIDE.fullmatch(given["href"] or "")]
    assert {given["href"] for given in outside} == {"https://example.org/a?b=1&c=2", "https://doi.org/10.1000/xyz"}
    assert all(given["rel"] == "noreferrer noopener" for given in outside)


def test_hostile_texts_are_words_and_nothing_else() -> None:
    html, page = page_of("hostile")
    assert html.count("<script") == 1
    assert "<b>x" not in html
    assert "\x00" not in html
    assert "\x0b" not in html
    assert "{{ 7 * 7 }}" in html
    assert not any("example.org" in href for href in page.hrefs)
    assert all(href.startswith(("#", "https://doi.org/")) or FILE_BESIDE.fullmatch(href) for href in page.hrefs)
    assert evidence_anchor('E"><b>x') in page.ids
    assert "alert(1)" in page.text_in[evidence_anchor('E"><b>x')]


def test_lone_surrogates_do_not_stop_the_page() -> None:
    study = replace(sample_study(), title="half \ud800 a character")
    html_of(sample_trajectory(), study).encode("utf-8")


def test_the_articles_case_is_titled_consistency_and_others_are_not() -> None:
    title = "Consistency with the article, not validation"
    article = replace(sample_trajectory(), judged_by="article")
    assert title in html_of(article, sample_study())
    assert title not in html_of(sample_trajectory(), sample_study())
    unjudged = replace(unknown_only(), judged_by="article")
    assert title not in html_of(unjudged, sample_study())


def test_columns_for_arms_that_do_not_exist_are_left_out() -> None:
    assert "As judged" not in html_of(unknown_only(), sample_study())
    assert "As judged" in html_of(judged_only(), sample_study())


def test_changed_settings_are_marked() -> None:
    rules = Rules.default().changed({"minima.NASC.status": "minimal"}).as_settings()
    html = html_of(replace(sample_trajectory(), rules=rules), sample_study())
    assert "One setting differs from the default; it is marked." in html
    assert "changed; default medium" in html


def test_the_style_sheet_has_no_text_under_12_pixels_on_screen() -> None:
    html, _ = page_of("sample")
    screen = re.sub(r"@media print\{.*?\n\}", "", html, flags=re.S)
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:(?:\d+ )?([\d.]+)px", screen)]
    assert sizes
    assert min(sizes) >= 12


def test_the_same_result_gives_the_same_page() -> None:
    assert html_of(sample_trajectory(), sample_study()) == html_of(sample_trajectory(), sample_study())


# -- several dyads -------------------------------------------------------------------------------


def test_an_index_leads_to_each_dyad_with_its_finding() -> None:
    other = replace(sample_trajectory(), dyad=("IND", "RUS"))
    html = report_index_html([sample_trajectory(), other], replace(sample_study(), title=HOSTILE + ENDLESS))
    page = Page(html)
    assert [href for href in page.hrefs if href.endswith(".html")] == ["CHN-RUS/report.html", "IND-RUS/report.html"]
    assert "India and Russia: conditions in place" in html
    assert len(page.ids) == len(set(page.ids))
    assert "<script" not in html


def test_an_index_of_many_dyads_leaves_the_figures_to_their_pages() -> None:
    few = report_index_html([sample_trajectory()] * INDEX_FIGURES, sample_study())
    many = report_index_html([sample_trajectory()] * (INDEX_FIGURES + 1), sample_study())
    assert few.count("<svg") == 3 * INDEX_FIGURES
    assert many.count("<svg") == 0
