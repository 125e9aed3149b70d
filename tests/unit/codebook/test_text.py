"""The codebook to be read: in a terminal, in a prompt, as JSON and CSV."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.cli import main
from cordiale.codebook import as_prompt, as_text, load, parse
from cordiale.codebook.text import _wrapped
from unit.codebook.small import SMALL


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", [60, 88, 100])
def test_no_line_is_wider_than_asked(width) -> None:
    assert [line for line in as_text(load(), width=width).splitlines() if columns(line) > width] == []


def test_the_whole_book_leaves_nothing_out() -> None:
    text = without_blanks(as_text(load()))
    for field in (*load().fields, *load().record):
        for saying in (field.question, field.rule, *field.include, *field.exclude, *field.edges):
            assert without_blanks(saying) in text
        for owner in (field, *field.answers):
            for one in (*owner.examples, *owner.counters):
                assert all(without_blanks(words) in text for _, words in one.texts)
        assert all(without_blanks(answer.code + answer.means) in text for answer in field.answers)
    assert all(f"{one.code}" in text for one in load().sources)


def test_a_field_shows_examples_by_plus_and_counter_examples_by_minus_with_what_they_give() -> None:
    text = as_text(parse(SMALL), parse(SMALL).field("tone"))
    assert text.splitlines()[-14:] == [
        "Values, in order",
        "",
        "  mild   No harsh word.",
        "    + en  Quite so.",
        "      ru  Именно так.",
        "    - en  Not so!",
        "        > gives harsh: A rebuke.",
        "",
        "  harsh  A harsh word.",
        "",
        "  none   Nothing is said. Read as not coded.",
        "",
        "In the coding protocol",
        "  tones.tone: soft reads as mild; hard reads as harsh; silent reads as not coded.",
    ]


def test_families_show_the_tree_and_how_each_matches() -> None:
    text = as_text(load(), load().field("source_family"), languages=["en"], width=100)
    assert "  us_led_west [matches as one]: the US-led West" in text
    assert "    nato: NATO\n      nato_enlargement: NATO enlargement" in text
    assert "  underdevelopment [each state's own, never matches]" in text
    assert "  wmd [matches by the single source]" in text


def test_one_language_shows_no_other() -> None:
    text = as_text(load(), load().field("othering"), languages=["en"])
    assert not re.search("[А-Яа-я\u4e00-\u9fff]", text)


def test_a_prompt_holds_rule_answers_and_examples_in_one_language() -> None:
    prompt = as_prompt(load().field("urgency"), "zh")
    assert prompt.startswith("urgency: How urgent")
    assert "- 2: A response is called for now or soon." in prompt
    assert "  for example: 极端组织正在北部不断坐大。" in prompt
    assert "  but 0, not 1: 我军正在北部打击极端组织。" in prompt
    assert not re.search("[А-Яа-я]", prompt)


WORDS = st.text(st.sampled_from("ab нет，。我们俄（）“”,. "), max_size=80)


@given(WORDS, st.integers(12, 60))
def test_wrapping_loses_no_word_and_keeps_the_width(text, width) -> None:
    lines = list(_wrapped(text, width, "  - "))
    assert without_blanks("".join(lines)) == without_blanks("-" + text)
    longest = max(
        [columns(one) for one in re.findall(r"[^\s\u2e80-\u9fff\uff00-\uffef]+|.", text)], default=0
    )
    marks = max([len(one) for one in re.findall("[，。、；：！？）》」』”’]+", text)], default=0)
    assert all(columns(line) <= max(width, 4 + longest + 2 * marks) for line in lines)


# -- the command -----------------------------------------------------------------------------------


def test_the_command_prints_one_field(capsys) -> None:
    assert main(["codebook", "--field", "urgency", "--language", "ru"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("urgency")
    assert "Экстремистские группировки набирают силу" in out
    assert "Extremist groups" not in out
    assert err == ""


def test_an_unknown_field_is_wrong_usage_with_the_nearest(capsys) -> None:
    assert main(["codebook", "--field", "urgncy"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "--field: 'urgncy' is no field of the codebook" in err
    assert "did you mean 'urgency'?" in err


def test_json_holds_the_whole_book(capsys) -> None:
    assert main(["codebook", "--format", "json", "--language", "en"]) == 0
    book = json.loads(capsys.readouterr().out)
    assert book["version"] == load().version
    assert [one["name"] for one in book["fields"]] == [field.name for field in load().fields]
    assert [one["code"] for one in book["sources"]] == [one.code for one in load().sources]
    autonomy = next(row for row in book["protocol"] if row["key"] == "status.autonomy")
    assert autonomy["values"]["none"] is None
    assert book["fields"][0]["values"][0]["examples"][0]["texts"].keys() == {"en"}


def test_json_of_one_field_is_that_field(capsys) -> None:
    assert main(["codebook", "--field", "hedge", "--format", "json"]) == 0
    field = json.loads(capsys.readouterr().out)
    assert field["name"] == "hedge"
    assert [one["code"] for one in field["values"]] == ["false", "true"]


def test_csv_has_a_row_for_each_value(capsys) -> None:
    assert main(["codebook", "--field", "urgency", "--format", "csv"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split(",")[:7] == [
        "field",
        "dimension",
        "scale",
        "coded_by",
        "question",
        "value",
        "not_coded",
    ]
    assert len(rows) == 3


def test_another_book_is_checked_and_printed(tmp_path, capsys) -> None:
    path = tmp_path / "own.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert main(["codebook", "--file", str(path)]) == 0
    assert capsys.readouterr().out.startswith("Codebook 1.2.0: Tone of voice\n")
    path.write_text(SMALL.replace('scale = "free"', 'scale = "fre"'), encoding="utf-8")
    assert main(["codebook", "--file", str(path)]) == 1
    assert (
        "field theme, scale: 'fre' is not allowed; allowed: nominal, ordinal, free, number; did you mean 'free'?"
        in (capsys.readouterr().err)
    )
