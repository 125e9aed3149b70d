"""The rules under which a study is read: one frozen value that holds every setting.

Each setting is an interpretive choice of OP 3 or OP 12. ``SETTINGS`` lists them with their
question, alternatives and the article's wording; ``Rules`` holds a value for each.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from cordiale.errors import InputError, Problem
from cordiale.model.levels import (
    LEVELS,
    AlignmentType,
    Condition,
    Level,
)
from cordiale.model.settings import SETTINGS, Setting, SettingValue


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatRules:
    """How sources of threat are ranked and matched (I-8 to I-12, I-33, I-34)."""

    mode: str
    source_match: str
    self_indexed: tuple[str, ...]
    leaf_match: tuple[str, ...]
    severity_rule: str
    urgency_cut: int
    magnitude_cut: int
    overlap_rule: str
    hedge_rule: str
    hedge_share: float
    min_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRules:
    """How readings of the partner become a level of identity (I-5 to I-7, I-17)."""

    absence_rule: str
    salience_floor_per_10k_words: float
    corpus_floor_words: int
    corpus_floor_documents: int
    dyad_rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRules:
    """Which claims about rank and role count (I-20, I-30, I-36)."""

    formulaic_weight: float
    referent: str
    junior_refusal_is_incompatible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRules:
    """Whose words set levels, and whose stand beside them (I-21, I-35)."""

    levels: tuple[str, ...]
    beside: tuple[str, ...]
    fragility: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRules:
    """How documents weigh (I-37)."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRules:
    """Which dates belong to a snapshot (I-22)."""

    unit: str
    out_of_window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRules:
    """When a pair of states counts as aligned at all (I-15)."""

    require_engagement: bool
    partner_not_severe_threat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertaintyRules:
    """How doubt is drawn and when a level is said as a point (OP 7)."""

    replicates_evidence: int
    replicates_texts: int
    delta: float
    prior_mass: float
    min_documents_evidence: int
    min_documents_texts: int
    point_from: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRules:
    """What the location reports (I-16, I-32)."""

    rule: str
    ties: str


Minima = Mapping[AlignmentType, Mapping[Condition, Level]]


@dataclass(frozen=True)
class Rules:
    """Every setting of a reading, checked and typed.

    Args:
        values: one value for each key of ``SETTINGS``.

    Example:
        >>> rules = Rules.default().changed({"minima.NASC.status": "minimal"})
        >>> str(rules.minima[AlignmentType.NASC][Condition.STATUS])
        'minimal'

    Rule: OP 12.
    """

    values: Mapping[str, SettingValue]

    @classmethod
    def default(cls) -> Rules:
        """The default configuration (OP 12)."""
        return cls({setting.key: setting.default for setting in SETTINGS})

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> Rules:
        """The rules that a result was read by, from the settings it carries.

        Raises:
            InputError: a key that is no setting, or a value that the setting does not allow.
        """
        return cls.default().changed(settings, where="trajectory")

    def changed(self, changes: Mapping[str, object], where: str = "settings") -> Rules:
        """These rules with some settings changed.

        Args:
            changes: key to new value; text is read as on the command line.
            where: what to name in an error (``study.toml, [rules]``).

        Raises:
            InputError: a key that is no setting, or a value that the setting does not allow.
        """
        values = dict(self.values)
        for key, value in changes.items():
            values[key] = setting_named(key, where).read(value, where)
        return Rules(values)

    def differences(self) -> dict[str, SettingValue]:
        """The settings that are not at their default."""
        return {s.key: self.values[s.key] for s in SETTINGS if self.values[s.key] != s.default}

    def as_settings(self) -> dict[str, object]:
        """Every setting by its dotted key, as plain values for output."""
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in self.values.items()
        }

    def __hash__(self) -> int:
        return hash(tuple(self.values.items()))

    @cached_property
    def minima(self) -> Minima:
        """Minimum level of each condition for each type (OP 2)."""
        return {
            kind: {
                condition: LEVELS[condition].parse(str(self.values[f"minima.{kind}.{condition}"]))
                for condition in Condition
            }
            for kind in AlignmentType
        }

    @cached_property
    def threat(self) -> ThreatRules:
        """How sources of threat are ranked and matched."""
        return ThreatRules(**self._group("threat", ThreatRules))

    @cached_property
    def identity(self) -> IdentityRules:
        """How readings of the partner become a level."""
        return IdentityRules(**self._group("identity", IdentityRules))

    @cached_property
    def status(self) -> StatusRules:
        """Which claims about rank count."""
        return StatusRules(**self._group("status", StatusRules))

    @cached_property
    def voices(self) -> VoiceRules:
        """Whose words set levels."""
        return VoiceRules(**self._group("voices", VoiceRules))

    @cached_property
    def weights(self) -> WeightRules:
        """How documents weigh."""
        return WeightRules(**self._group("weights", WeightRules))

    @cached_property
    def window(self) -> WindowRules:
        """Which dates belong to a snapshot."""
        return WindowRules(**self._group("window", WindowRules))

    @cached_property
    def gate(self) -> GateRules:
        """When a pair counts as aligned at all."""
        return GateRules(**self._group("gate", GateRules))

    @cached_property
    def uncertainty(self) -> UncertaintyRules:
        """How doubt is drawn."""
        return UncertaintyRules(**self._group("uncertainty", UncertaintyRules))

    @cached_property
    def location(self) -> LocationRules:
        """What the location reports."""
        return LocationRules(**self._group("location", LocationRules))

    def _group(self, name: str, kind: type) -> dict[str, Any]:
        return {field.name: self.values[f"{name}.{field.name}"] for field in fields(kind)}


def setting_named(key: str, where: str = "settings") -> Setting:
    """The setting with a dotted key.

    Raises:
        InputError: no setting has this key; the message names the nearest.
    """
    for setting in SETTINGS:
        if setting.key == key:
            return setting
    near = difflib.get_close_matches(key, (s.key for s in SETTINGS), n=1)
    raise InputError(
        Problem(
            where=where,
            found=f"{key!r} is not a setting",
            nearest=near[0] if near else "",
            cure="`cordiale settings` lists them all",
        )
    )


def read_assignments(texts: Iterable[str]) -> dict[str, str]:
    """Settings given as ``KEY=VALUE`` on a command line.

    Raises:
        InputError: a text without ``=``.
    """
    pairs: dict[str, str] = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign:
            raise InputError(
                Problem(
                    where="--set",
                    found=f"{text!r} has no '='",
                    allowed="KEY=VALUE, for example minima.NASC.status=minimal",
                )
            )
        pairs[key.strip()] = value.strip()
    return pairs
