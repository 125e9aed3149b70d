from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="{charset}"><title>Statement • Ministry</title>
<meta property="og:title" content="On the situation in the region">
<meta name="author" content="Press service">
<meta property="article:published_time" content="2001-07-16T10:00:00+03:00">
<link rel="canonical" href="https://example.org/statements/7">
<style>p {{ color: red }}</style><script>var text = "We hide this in a script.";</script></head>
<body><header><nav><ul><li><a href="/">Home page of the ministry</a></li><li><a href="/n">News</a></li></ul></nav></header>
<div id="wrap"><div class="text"><h1>On the situation in the region</h1>
<p>{speech}</p><p hidden>This is not shown to anyone who reads the page.</p>
<p>We thank <a href="/p/1">the President</a>, and<br>we go on.</p>
<script>track("and this too")</script>
<h3>See also</h3><ul><li><a href="/8">Another statement of the ministry on another matter altogether</a></li></ul></div>
<aside>Subscribe to our letter, and read every week what the ministry has said and done.</aside></div>
<footer><p>All rights reserved. Address of the ministry: Main Street 1, the capital, postal code 10000.</p></footer></body></html>"""


def _page(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "page.html"
    path.write_bytes(content.encode(encoding))
    return path


def test_a_page_gives_its_text_without_scripts_menus_and_footers(
    tmp_path: Path, read_all: Callable, speech: str
) -> None:
    path = _page(tmp_path, PAGE.format(lang="en", charset="utf-8", speech=speech))
    ((text,), refused) = read_all(path)
    assert refused == []
    assert text.text == f"{speech.strip()}\n\nWe thank the President, and\nwe go on."


def test_what_a_page_says_of_itself_is_metadata(tmp_path: Path, read_all: Callable, russian: str) -> None:
    ((text,), _) = read_all(_page(tmp_path, PAGE.format(lang="ru-RU", charset="utf-8", speech=russian)))
    assert text.metadata == {
        "title": "On the situation in the region",
        "author": "Press service",
        "date": "2001-07-16",
        "language": "ru",
        "url": "https://example.org/statements/7",
    }


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("cp1251", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-8-sig", "x-none"),
    ],
)
def test_the_encoding_is_the_declared_one_where_that_is_true_else_told(
    tmp_path: Path, read_all: Callable, russian: str, encoding: str, declared: str
) -> None:
    page = PAGE.replace("•", "-").format(lang="ru", charset=declared, speech=russian.replace("–", "-"))
    ((text,), refused) = read_all(_page(tmp_path, page, encoding))
    assert refused == []
    assert text.text.startswith("Уважаемый господин Председатель!")


def test_chinese_pages_that_say_gb2312_may_hold_gb18030(
    tmp_path: Path, read_all: Callable, chinese: str
) -> None:
    page = PAGE.replace("•", "-").format(lang="zh", charset="gb2312", speech=chinese + "㐀。")
    ((text,), _) = read_all(_page(tmp_path, page, "gb18030"))
    assert "㐀" in text.text


def test_first_paragraphs_that_are_short_or_marked_as_headings_stay(
    tmp_path: Path, read_all: Callable, english: str
) -> None:
    page = f"""<html><body><article><h1>Meeting</h1><div role="heading"><p>The talks went well.</p></div>
    <div itemprop="articleBody"><p>{english}</p><p>Present were <a>A. Adams</a>, <a>B. Brown</a>, <a>C. Clark</a>.</p></div>
    </article><div>Read the other news of the day, there are many pages more of it to be read.</div></body></html>"""
    ((text,), _) = read_all(_page(tmp_path, page))
    assert text.text.startswith("The talks went well.")
    assert text.text.endswith("Present were A. Adams, B. Brown, C. Clark.")
    assert "other news" not in text.text


def test_old_pages_inside_a_form_or_preformatted_keep_their_words_and_lines(
    tmp_path: Path, read_all: Callable
) -> None:
    page = "<html><body><form><pre>Mr. President,\n\nwe stand for peace.\nWe thank you.</pre></form></body></html>"
    ((text,), _) = read_all(_page(tmp_path, page))
    assert text.text == "Mr. President,\n\nwe stand for peace.\nWe thank you."


def test_a_page_without_an_article_gives_its_paragraphs_and_tables(
    tmp_path: Path, read_all: Callable
) -> None:
    page = "<p>Peace.<p>Trade.<table><tr><td>1996</td><td>Treaty</td></tr></table>"
    ((text,), _) = read_all(_page(tmp_path, page))
    assert text.text.split("\n\n") == ["Peace.", "Trade.", "1996", "Treaty"]


@pytest.mark.parametrize(
    "page",
    [
        '<!DOCTYPE html><html><body><div id="root"></div><script src="app.js"></script></body></html>',
        "<html><head><title>Statement</title></head><body><noscript>Turn on scripts to read.</noscript></body></html>",
        "<html></html>",
        "<!-- nothing -->",
    ],
)
def test_a_shell_that_scripts_fill_is_refused(tmp_path: Path, refusal: Callable, page: str) -> None:
    assert "save its text as .txt" in refusal(_page(tmp_path, page))


def test_other_files_saved_as_html_are_named_for_what_they_are(
    tmp_path: Path, refusal: Callable, picture: bytes
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(picture)
    assert "a picture" in refusal(path)


def test_a_page_nested_beyond_reason_is_refused_or_read_and_never_raises(
    tmp_path: Path, read_all: Callable
) -> None:
    texts, refused = read_all(_page(tmp_path, "<html><body>" + "<div>" * 20_000 + "Peace"))
    assert len(texts) + len(refused) == 1


def test_entities_and_inline_marks_do_not_break_words(tmp_path: Path, read_all: Callable) -> None:
    ((text,), _) = read_all(
        _page(tmp_path, "<p>Rus<b>sia</b>&nbsp;&amp; Chi<em>na</em> &mdash; 2001&#x20AC;</p>")
    )
    assert text.text == "Russia & China — 2001€"
