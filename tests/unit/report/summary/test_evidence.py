"""Records and sources in words: what becomes a link, what is flagged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.model.results import UsedRecord
from cordiale.model.study import Source, SourceStatus
from cordiale.report.anchors import evidence_anchor
from cordiale.report.summary.evidence import citation, evidence_record, short_citation, web_address
from unit.report.sample import record


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "https://",
        "https://example.org/a b",
        'https://example.org/"onclick="x',
        "https://exa\nmple.org",
        "http://[broken",
        "",
    ],
)
def test_what_is_no_web_address_is_not_linked(url: str) -> None:
    assert web_address(url) == ""


@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c=2#d", "http://en.kremlin.ru/x", "HTTPS://example.org/Россия"])
def test_web_addresses_are_linked_as_they_are(url: str) -> None:
    assert web_address(url) == url


def test_a_doi_is_the_link_where_there_is_no_address() -> None:
    assert citation(Source(id="S", doi="10.1080/09668136.2023.2276677")).href == "https://doi.org/10.1080/09668136.2023.2276677"
    assert citation(Source(id="S", doi="not a doi")).href == ""


def test_doubtful_and_invalid_sources_say_so() -> None:
    cited = citation(Source(id="S", title="T", status=SourceStatus.INVALID, note="another person", footnote="69|139"))
    assert cited.note == "footnote 69, 139; source invalid; another person"


def test_a_source_without_title_or_author_stands_by_its_id() -> None:
    assert citation(Source(id="S-9")).text == "S-9"
    assert short_citation(Source(id="S-9")).text == "S-9"


@pytest.mark.parametrize(
    ("author", "said"),
    [("Blank, Stephen", "Blank 2022"), ("A, B; C, D", "A and C 2022"), ("A, B; C, D; E, F", "A et al. 2022"), ("UNSC", "UNSC 2022")],
)
def test_short_citations_name_up_to_two_authors(author: str, said: str) -> None:
    assert short_citation(Source(id="S", author=author, date="2022-03")).text == said


@given(st.text(max_size=12), st.text(max_size=12))
def test_two_records_never_share_an_address(one: str, other: str) -> None:
    assert (evidence_anchor(one) == evidence_anchor(other)) == (one == other)
    assert evidence_anchor(one).isascii()
    assert " " not in evidence_anchor(one)


def test_a_record_says_where_it_counts_or_why_it_does_not() -> None:
    counting = UsedRecord(id="E1", snapshot="2011", arms=("computed", "with_author_summaries"), reason="", flags=())
    silent = UsedRecord(id="E1", snapshot="2011", arms=(), reason="voice expert sets no level", flags=("out_of_window",))
    shown = evidence_record(record("E1", "RUS", "threat"), counting, {}, ())
    assert shown.counts == "Counts: computed and with the authors’ summaries"
    shown = evidence_record(record("E1", "RUS", "threat", formulaic=True, confidence=0.5), silent, {}, ())
    assert shown.counts == "Not in levels: voice expert sets no level"
    assert shown.flags == ("out of window", "formulaic", "confidence 0.5")


def test_alternatives_of_one_code_are_said_as_alternatives() -> None:
    shown = evidence_record(record("E1", "RUS", "status", codes={"role_expected": ("equal", "independent_pole")}), None, {}, ())
    assert shown.codes == (("role expected", "equal or independent pole"),)


def test_former_names_of_an_actor_are_shown() -> None:
    shown = evidence_record(record("E1", "RUS", "threat", original_actor="SUN"), None, {}, ())
    assert shown.actor == "Russia (entered as SUN) on China"
