"""The methods paragraph: what it must say, whatever the study."""

from __future__ import annotations

import re
from dataclasses import replace

from cordiale.codebook import load
from cordiale.model.rules import Rules
from cordiale.model.settings import SETTINGS
from cordiale.report.words.methods import bibtex, methods_md
from unit.report.sample import HOSTILE, hostile, judged_only, sample_study, sample_trajectory


def test_the_paragraph_names_documents_coder_replicates_seed_and_doubt() -> None:
    text = methods_md(sample_trajectory(), sample_study())
    for said in (
        "five records from official voices (one document of China and two documents of Russia)",
        f"coded by first coder, with codebook {load().version}",
        "rules 1.0.0",
        "4,000 aligned replicates (seed 1)",
        "a code stays with probability 0.85 (0.70 for autonomy and recognition)",
        "δ = 0.5",
        "it is a ceiling",
        "All settings are at their defaults.",
        "European Journal of International Security",
    ):
        assert said in text


def test_records_that_do_not_count_are_not_counted() -> None:
    trajectory = replace(sample_trajectory(), used=())
    assert "No coded text counts towards the computed levels." in methods_md(trajectory, sample_study())


def test_settings_that_differ_are_named_with_their_interpretation() -> None:
    rules = Rules.default().changed({"minima.NASC.status": "minimal", "uncertainty.delta": 1.0})
    text = methods_md(replace(sample_trajectory(), rules=rules.as_settings()), sample_study())
    assert "minima.NASC.status = minimal (default medium; I-3)" in text
    assert "shape δ = 1)" in text
    assert "| `minima.NASC.status` | **minimal** | medium | I-3 |" in text


def test_every_setting_is_listed_once() -> None:
    text = methods_md(sample_trajectory(), sample_study())
    assert all(text.count(f"| `{setting.key}` |") == 1 for setting in SETTINGS)


def test_a_judged_study_claims_no_draws() -> None:
    text = methods_md(judged_only(), replace(sample_study(), records=()))
    assert "replicates" not in text.split("## References")[0]


def test_hostile_titles_and_coders_stay_words() -> None:
    trajectory, study = hostile()
    text = methods_md(trajectory, study)
    assert not re.search(r"(?<!\\)<", text)
    assert "\x00" not in text
    assert HOSTILE not in text


def test_bibtex_entries_have_balanced_braces_and_no_doi_that_is_not_known() -> None:
    text = bibtex(replace(sample_trajectory(), software="cordiale 1.0}{x"))
    assert text.count("{") == text.count("}")
    assert "doi" not in text
    assert "@article{papageorgiou_feklyunina_2025" in text
