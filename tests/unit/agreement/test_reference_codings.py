"""The reference codings beside the checkout, where they are: field definitions and speed on real passages."""

import json
import time
from dataclasses import replace

import pytest

from cordiale.agreement.evaluation import evaluate
from cordiale.agreement.fields import FIELDS
from cordiale.formats.codings import read_codings


@pytest.fixture
def reference(shared):
    path = shared / "reference" / "reference_dev.jsonl"
    if not path.is_file():
        pytest.skip("no reference codings beside the checkout")
    return list(read_codings(path))


def test_the_fields_are_those_of_the_published_agreement(shared):
    path = shared / "reference" / "agreement.json"
    if not path.is_file():
        pytest.skip("no published agreement beside the checkout")
    published = json.loads(path.read_text(encoding="utf-8"))
    for group in ("all", "en", "ru", "zh"):
        assert set(published[group]) - {"n"} == {field.name for field in FIELDS}


def test_the_reference_against_itself_and_against_a_coder_who_finds_nothing(reference):
    some = [coding for coding in reference if coding.language != "en"]
    same = evaluate(some, some, resamples=20)
    assert all(field.alpha.value == field.f1.value == 1 for field in same.fields.values())
    assert {name: group.n for name, group in same.by_language.items()} == {"ru": 899, "zh": 790}
    nothing = [replace(c, threats=(), others=(), status=(), support="none", narrative="issue") for c in some]
    found = evaluate(some, nothing, resamples=20).fields
    assert all(field.alpha.value < 0 for name, field in found.items() if name != "othering_of_named")


@pytest.mark.slow
def test_a_thousand_resamples_of_the_whole_reference_take_seconds(reference):
    begun = time.process_time()
    evaluate(reference, reference, resamples=1000)
    assert time.process_time() - begun < 20  # about 5 s: all passages, three languages, 200 actors
