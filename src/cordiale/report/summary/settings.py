"""The settings as the report lists them."""

from __future__ import annotations

from collections.abc import Iterable

from cordiale.model.rules import Rules
from cordiale.model.settings import SETTINGS
from cordiale.report.summary.values import SettingRow
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import counted, upper_first
from cordiale.report.words.methods import setting_words

__all__ = ["changed_words", "setting_rows"]


def setting_rows(rules: Rules) -> tuple[SettingRow, ...]:
    """Every setting with its value, its default, and what the article says on it."""
    return tuple(
        SettingRow(
            key=setting.key,
            value=setting_words(rules.values[setting.key]),
            default=setting_words(setting.default),
            changed=rules.values[setting.key] != setting.default,
            interpretation=setting.interpretation,
            question=setting.question,
            wording=setting.wording,
        )
        for setting in SETTINGS
    )


def changed_words(settings: Iterable[SettingRow]) -> str:
    """How many settings depart from their defaults, in a sentence."""
    count = sum(row.changed for row in settings)
    if not count:
        return say("summary.settings.none_changed")
    return upper_first(counted("summary.settings.changed", count))
