"""The page in a real browser: what a reader's eye, keyboard and assistive software would meet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from browser.pages import PAGES, Pages

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = Path("/usr/bin/chromium")
MEASURES = Path(__file__).with_name("measures.js").read_text(encoding="utf-8")
A4_INSIDE_MARGINS = (672, 1000)
"""Width and height in pixels of what the page's margins leave of an A4 sheet."""

WIDTHS = {390: 844, 768: 1024, 1280: 800}

if not CHROMIUM.exists():
    pytest.skip("Chromium is not at /usr/bin/chromium", allow_module_level=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("pages"))


def opened(browser: Any, path: Path, *, width: int = 1280, scheme: str = "light", **more: Any) -> tuple[Any, list[str]]:
    """A page in a fresh context, and what it asked for or complained of."""
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, **more)
    page = context.new_page()
    trouble: list[str] = []
    own = path.as_uri()
    page.on("request", lambda asked: asked.url.partition("#")[0] in (own,) or asked.url.startswith("data:") or trouble.append(asked.url))
    page.on("console", lambda said: said.type in ("error", "warning") and trouble.append(said.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(own)
    page.evaluate("document.fonts.ready")
    return page, trouble


SAMPLE = [
    ("sino-russian", 390, "light"),
    ("sino-russian", 768, "light"),
    ("sino-russian", 1280, "dark"),
    ("nordic-nato", 390, "dark"),
    ("sino-soviet-1950", 1280, "light"),
    ("rich", 1280, "light"),
    ("rich", 390, "light"),
    ("hostile", 390, "light"),
    ("hostile", 1280, "dark"),
    ("forty snapshots", 768, "light"),
    ("forty snapshots", 1280, "light"),
    ("three actors", 390, "light"),
]
EVERY = [(name, width, scheme) for name in PAGES for width in WIDTHS for scheme in ("light", "dark")]
CASES = [*SAMPLE, *(pytest.param(*case, marks=pytest.mark.slow) for case in EVERY if case not in SAMPLE)]


@pytest.mark.parametrize(("name", "width", "scheme"), CASES)
def test_a_page_fits_reads_and_asks_for_nothing(
    browser: Any, written: Pages, name: str, width: int, scheme: str
) -> None:
    page, trouble = opened(browser, written[name].path, width=width, scheme=scheme)
    found = page.evaluate(MEASURES)
    page.context.close()
    assert trouble == []
    assert found["sideways"] <= 0
    assert found["tooSmall"] == []
    assert found["overlapping"] == []
    assert found["faint"] == []
    assert found["crossing"] == []


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("nordic-nato", "light"),
        ("hostile", "dark"),
        pytest.param("sino-russian", "light", marks=pytest.mark.slow),
        pytest.param("sino-russian", "dark", marks=pytest.mark.slow),
        pytest.param("rich", "light", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_serious(browser: Any, written: Pages, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core-python is not installed")
    page, _ = opened(browser, written[name].path, scheme=scheme)
    found = axe.Axe().run(page)
    page.context.close()
    serious = [
        f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:120]})"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_the_keyboard_reaches_every_link(browser: Any, written: Pages) -> None:
    page, _ = opened(browser, written["nordic-nato"].path)
    visible = page.evaluate(
        "[...document.querySelectorAll('a')].filter(a => a.getClientRects().length).map((a, i) => (a.dataset.place = i))"
    )
    reached = set()
    for _ in range(3 * len(visible) + 50):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement.dataset ? document.activeElement.dataset.place : null")
        if place is not None:
            reached.add(int(place))
        if len(reached) == len(visible):
            break
    page.context.close()
    assert reached == set(visible)


def test_arrow_keys_step_through_the_windows_of_time(browser: Any, written: Pages) -> None:
    page, trouble = opened(browser, written["sino-russian"].path)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash") == "#at-2001"
    marked = page.evaluate("[...document.querySelectorAll('figure a.now')].map(a => a.getAttribute('href'))")
    assert "#level-2001-threat" in marked
    assert not [href for href in marked if "1996" in href]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("location.hash") == "#at-1996"
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelectorAll('a.now').length") == 0
    page.context.close()
    assert trouble == []


def test_a_mark_shows_the_words_behind_it(browser: Any, written: Pages) -> None:
    page, _ = opened(browser, written["sino-russian"].path)
    page.focus('.provenance a[href="#level-2011-threat"]')
    shown = page.inner_text(".peek")
    page.keyboard.press("Escape")
    hidden = page.is_hidden(".peek")
    page.context.close()
    first = written["sino-russian"].trajectory["snapshots"][2]["computed"]["levels"]["threat"]["evidence"][0]
    assert first in shown
    assert hidden


@pytest.mark.parametrize("name", ["sino-russian", "nordic-nato", "rich"])
def test_every_level_has_a_link_whose_target_names_exactly_its_records(
    browser: Any, written: Pages, name: str
) -> None:
    page, _ = opened(browser, written[name].path)
    before_the_evidence = "[...document.querySelectorAll('figure a, .provenance a')].map(a => a.getAttribute('href'))"
    leading = set(page.evaluate(before_the_evidence))
    for snapshot in written[name].trajectory["snapshots"]:
        for arm in ("computed", "with_author_summaries", "judged"):
            for condition, level in ((snapshot[arm] or {}).get("levels") or {}).items():
                anchor = f"level-{snapshot['id']}-{condition}" + ("" if arm == "computed" else f"-{arm}")
                assert f"#{anchor}" in leading
                links = f"[...document.getElementById('{anchor}').querySelectorAll('a')].map(a => a.textContent)"
                assert page.evaluate(links) == level["evidence"]
    page.context.close()


@pytest.mark.parametrize("name", ["sino-russian", "rich", "forty snapshots"])
def test_numerals_pills_and_other_sum_to_100(written: Pages, name: str) -> None:
    data = next(one["data"] for one in written[name].twin["figures"] if one["name"] == "windows")
    rows = [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]
    for snapshot in {row["snapshot"] for row in rows if row["alone_in_100"]}:
        own = [row for row in rows if row["snapshot"] == snapshot]
        alone = sum(int(row["alone_in_100"]) for row in own)
        # A tie stands in the rows of both its types.
        tied = sum(int(share) for row in own for share in row["tied_in_100"].split("|") if share) // 2
        assert alone + tied + int(own[0]["other_in_100"]) == 100


@pytest.mark.parametrize("name", ["sino-russian", "hostile"])
def test_figures_and_data_come_out_of_the_page_itself(
    browser: Any, written: Pages, name: str, tmp_path: Path
) -> None:
    page, trouble = opened(browser, written[name].path, scheme="dark")
    got = {}
    for ending in ("csv", "svg", "png"):
        with page.expect_download() as handed:
            page.click(f'#windows .files a[href$=".{ending}"]')
        got[ending] = tmp_path / handed.value.suggested_filename
        handed.value.save_as(got[ending])
    page.context.close()
    data = next(one["data"] for one in written[name].twin["figures"] if one["name"] == "windows")
    with got["csv"].open(encoding="utf-8", newline="") as file:
        rows = [[cell.removeprefix("'") for cell in row] for row in csv.reader(file)]
    assert rows == [data["columns"], *([cell.removeprefix("'") for cell in row] for row in data["rows"])]
    drawn = got["svg"].read_text(encoding="utf-8")
    ElementTree.fromstring(drawn)
    assert "<script" not in drawn
    assert "prefers-color-scheme" not in drawn
    assert got["png"].read_bytes().startswith(b"\x89PNG")
    assert trouble == []


def test_everything_is_there_without_javascript(browser: Any, written: Pages) -> None:
    path = written["sino-russian"].path
    with_script, _ = opened(browser, path)
    without, _ = opened(browser, path, java_script_enabled=False)
    assert without.inner_text("main") == with_script.inner_text("main")
    with_script.context.close()
    without.context.close()


def test_the_first_screen_holds_the_finding_its_doubt_and_the_windows(
    browser: Any, written: Pages
) -> None:
    page, _ = opened(browser, written["sino-russian"].path)
    wide = page.evaluate("document.querySelector('.fig.wide svg').getBoundingClientRect().bottom")
    page.context.close()
    assert wide <= 800
    page, _ = opened(browser, written["sino-russian"].path, width=390)
    second = page.evaluate(
        "[...document.querySelectorAll('.fig.narrow')[0].querySelectorAll('text.cw-year')][2].getBoundingClientRect().top"
    )
    page.context.close()
    assert second <= 844


def test_the_page_prints_on_a4(browser: Any, written: Pages, tmp_path: Path) -> None:
    page, _ = opened(browser, written["sino-russian"].path)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_INSIDE_MARGINS[0], "height": A4_INSIDE_MARGINS[1]})
    found = page.evaluate(MEASURES)
    heights = page.evaluate("[...document.querySelectorAll('.fig svg')].map(svg => svg.getBoundingClientRect().height)")
    page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    page.context.close()
    assert found["sideways"] <= 0
    assert found["crossing"] == []
    assert max(heights) <= A4_INSIDE_MARGINS[1]
    assert (tmp_path / "page.pdf").stat().st_size < 20_000_000


def test_pages_stay_small(written: Pages) -> None:
    assert written["sino-russian"].path.stat().st_size < 1_500_000
    assert written["forty snapshots"].path.stat().st_size < 5_000_000


def test_the_twin_and_the_trajectory_agree(written: Pages) -> None:
    for one in (written["sino-russian"], written["hostile"], written["rich"]):
        ids = [snapshot["id"] for snapshot in one.trajectory["snapshots"]]
        assert [snapshot[0] for snapshot in one.twin["snapshots"]] == ids
        assert json.dumps(one.twin)
