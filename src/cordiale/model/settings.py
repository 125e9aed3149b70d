"""Every interpretive choice as a named setting: question, alternatives, default, sources.

One entry a choice of OP 3 and OP 12. ``alternatives`` are the values that a sensitivity run
tries; a setting may allow more (any level for a minimum, any share for a share).
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TypeAlias

from cordiale.errors import InputError, Problem

SettingValue: TypeAlias = str | bool | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One interpretive choice.

    Args:
        key: dotted name, as in ``--set``, ``[rules]`` and output.
        default: value used where nothing else is said.
        alternatives: values that a sensitivity run tries in its place.
        allowed: every value a word setting may take; empty for numbers and lists.
        lowest, highest: bounds of a number.
        interpretation: number in OP 3 (``I-8``), or the OP section.
        question: what is being decided.
        wording: what the article says on it, in brief paraphrase with its pointer.
    """

    key: str
    default: SettingValue
    alternatives: tuple[SettingValue, ...]
    allowed: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    interpretation: str
    question: str
    wording: str

    def read(self, value: object, where: str = "settings") -> SettingValue:
        """The value in this setting's own kind, from text, TOML or Python.

        Raises:
            InputError: the value is not of the kind, or not among those allowed.
        """
        if isinstance(self.default, tuple):
            return self._read_list(value, where)
        if isinstance(self.default, bool):
            return self._read_switch(value, where)
        if isinstance(self.default, (int, float)):
            return self._read_number(value, where)
        text = str(value).strip().casefold()
        if text not in self.allowed:
            near = difflib.get_close_matches(text, self.allowed, n=1)
            raise self._refusal(value, where, ", ".join(self.allowed), near[0] if near else "")
        return text

    def _read_list(self, value: object, where: str) -> SettingValue:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, (list, tuple)):
            raise self._refusal(value, where, "a list of words")
        words = tuple(str(item).strip().casefold() for item in items if str(item).strip())
        for word in words:
            if self.allowed and word not in self.allowed:
                near = difflib.get_close_matches(word, self.allowed, n=1)
                raise self._refusal(word, where, ", ".join(self.allowed), near[0] if near else "")
        return words

    def _read_switch(self, value: object, where: str) -> SettingValue:
        words = {"true": True, "yes": True, "false": False, "no": False}
        text = str(value).strip().casefold()
        if text not in words:
            raise self._refusal(value, where, "true, false")
        return words[text]

    def _read_number(self, value: object, where: str) -> SettingValue:
        whole = isinstance(self.default, int)
        bounds = f"from {self.lowest:g}" + (f" to {self.highest:g}" if self.highest else "")
        kind = f"a {'whole ' if whole else ''}number {bounds}"
        try:
            number = float(str(value).strip())
        except ValueError:
            raise self._refusal(value, where, kind) from None
        low = self.lowest if self.lowest is not None else number
        high = self.highest if self.highest is not None else number
        if not low <= number <= high or (whole and number != int(number)):
            raise self._refusal(value, where, kind)
        return int(number) if whole else number

    def _refusal(self, value: object, where: str, allowed: str, nearest: str = "") -> InputError:
        return InputError(
            Problem(
                where=f"{where}, {self.key}",
                found=f"{value!r} is not allowed",
                allowed=allowed,
                nearest=nearest,
            )
        )


FAMILIES = (
    "us_led_west",
    "russia",
    "china",
    "other_state",
    "partner_dispute",
    "terrorism_extremism",
    "wmd",
    "armed_conflict",
    "colonialism_racism",
    "domestic_disorder",
    "underdevelopment",
    "economic_crisis",
    "climate_health",
    "technology_information",
    "other",
)
"""Families of threat sources, named as in the coding protocol."""

VOICES = ("official", "semi_official", "state_media", "expert", "author_summary")
"""Whose words a record holds (I-21, I-35)."""

_LEVEL_WORDS = {
    "threat": ("low", "high"),
    "identity": ("low", "medium", "high"),
    "status": ("incompatible", "minimal", "medium", "higher", "highest"),
}

_MINIMA: dict[str, tuple[str, str, str]] = {
    "THIN": ("low", "low", "incompatible"),
    "COAL": ("high", "low", "minimal"),
    "THICK": ("low", "medium", "minimal"),
    "ALLY": ("high", "medium", "higher"),
    "NASC": ("low", "high", "medium"),
    "ASC": ("high", "high", "highest"),
}

_MINIMA_WORDING = {
    "THIN": "Thin partnerships can last between partners incompatible in all three (Typ¶7, ¶9).",
    "COAL": "Coalitions need high threat and at least minimal status; identities may differ (Typ¶4, ¶6, ¶7).",
    "THICK": "Thick partnerships need medium identity and at least minimal status (Typ¶6, ¶7).",
    "ALLY": "Alliances need high threat, medium identity and an even higher status fit (Typ¶4, ¶6, ¶7).",
    "NASC": "Non-allied communities need a shared identity; a status minimum is not stated (Typ¶6; I-3).",
    "ASC": "Allied communities need high threat, a shared identity and the highest status fit (Typ¶4, ¶6, ¶7).",
}

_MINIMA_ALTERNATIVES = {
    "minima.NASC.status": ("minimal", "higher", "highest"),
    "minima.ALLY.status": ("medium",),
}

_MINIMA_INTERPRETATION = {
    "minima.COAL.status": "I-2",
    "minima.THICK.status": "I-2",
    "minima.NASC.status": "I-3",
    "minima.ALLY.status": "I-4",
}
_MINIMA_RULE = {"threat": "T-8", "identity": "ID-7", "status": "ST-7"}


def _minima_settings() -> tuple[Setting, ...]:
    return tuple(
        Setting(
            key=key,
            default=default,
            alternatives=_MINIMA_ALTERNATIVES.get(key, ()),
            allowed=_LEVEL_WORDS[condition],
            interpretation=_MINIMA_INTERPRETATION.get(key, _MINIMA_RULE[condition]),
            question=f"Which level of {condition} must be in place for {kind}?",
            wording=_MINIMA_WORDING[kind],
        )
        for kind, row in _MINIMA.items()
        for condition, default in zip(("threat", "identity", "status"), row, strict=True)
        for key in (f"minima.{kind}.{condition}",)
    )


SETTINGS: tuple[Setting, ...] = (
    *_minima_settings(),
    Setting(
        key="threat.mode",
        default="same_source",
        alternatives=("complementary",),
        allowed=("same_source", "complementary"),
        interpretation="I-12",
        question="Must both name the same threat, or do different severe threats from outside suffice?",
        wording="High is defined by naming the same threat, yet the stress is on compatibility, not sameness (Typ¶4, Con¶2).",
    ),
    Setting(
        key="threat.source_match",
        default="family",
        alternatives=("leaf",),
        allowed=("family", "leaf"),
        interpretation="I-8",
        question="How fine is 'the same source': a family of actors, or the single actor?",
        wording="The example is another international actor; in 2021 NATO and Washington are read as one source (Typ¶4, S21¶4).",
    ),
    Setting(
        key="threat.self_indexed",
        default=("underdevelopment", "domestic_disorder"),
        alternatives=((),),
        allowed=FAMILIES,
        interpretation="I-33",
        question="Which families name each state's own troubles and so never match?",
        wording="Partners may have to meet urgent military threats together (Typ¶4).",
    ),
    Setting(
        key="threat.leaf_match",
        default=(
            "climate_health",
            "economic_crisis",
            "wmd",
            "other_state",
            "partner_dispute",
            "armed_conflict",
            "technology_information",
            "other",
        ),
        alternatives=((),),
        allowed=FAMILIES,
        interpretation="I-33",
        question="Which families name many sources and so match only by the single source?",
        wording="What is shared may be one threat, an international actor among others (Typ¶4).",
    ),
    Setting(
        key="threat.severity_rule",
        default="top_tier",
        alternatives=("strict_top", "fixed_cut"),
        allowed=("top_tier", "strict_top", "fixed_cut"),
        interpretation="I-9",
        question="When is a threat 'more severe than the other threats'?",
        wording="More severe compared to other threats facing the state (Typ¶4).",
    ),
    Setting(
        key="threat.urgency_cut",
        default=2,
        alternatives=(1,),
        lowest=1,
        highest=2,
        interpretation="I-10",
        question="From which urgency on is a threat urgent?",
        wording="Urgent: requiring an imminent response (Typ¶4).",
    ),
    Setting(
        key="threat.magnitude_cut",
        default=2,
        alternatives=(1, 3),
        lowest=1,
        highest=3,
        interpretation="I-9",
        question="From which magnitude on can a threat be severe at all?",
        wording="Only severe and urgent threats count, as opposed to any others (Typ¶4).",
    ),
    Setting(
        key="threat.overlap_rule",
        default="any_shared",
        alternatives=("top_one",),
        allowed=("any_shared", "top_one"),
        interpretation="I-11",
        question="With several severe and urgent threats: does any shared one count, or only the one most named?",
        wording="Not discussed in the article.",
    ),
    Setting(
        key="threat.hedge_rule",
        default="cap_urgency",
        alternatives=("ignore", "lower_magnitude"),
        allowed=("cap_urgency", "ignore", "lower_magnitude"),
        interpretation="I-34",
        question="What does openness towards the source of a threat do?",
        wording="China's wish to keep economic ties with Washington is why threat stays low in 2021 (S21¶4).",
    ),
    Setting(
        key="threat.hedge_share",
        default=0.5,
        alternatives=(0.25, 0.75),
        lowest=0.01,
        highest=1.0,
        interpretation="I-34",
        question="In which share of the documents that name the source must the openness stand?",
        wording="Not discussed in the article.",
    ),
    Setting(
        key="threat.min_share",
        default=0.10,
        alternatives=(0.0, 0.25),
        lowest=0.0,
        highest=1.0,
        interpretation="OP 7",
        question="In which share of an actor's documents that name a threat must a source stand to rank?",
        wording="Not discussed in the article; our floor.",
    ),
    Setting(
        key="identity.absence_rule",
        default="low_if_corpus_large",
        alternatives=("unknown", "medium"),
        allowed=("low_if_corpus_large", "unknown", "medium"),
        interpretation="I-6",
        question="What does it mean that the partner is hardly mentioned?",
        wording="In 1996 and 2001 identity is low although neither stressed the other's radical difference (S96¶2, S01¶1-2).",
    ),
    Setting(
        key="identity.salience_floor_per_10k_words",
        default=1.0,
        alternatives=(0.5, 2.0),
        lowest=0.0,
        highest=1000.0,
        interpretation="I-6",
        question="Below how many mentions in 10,000 words is the partner absent? (texts only)",
        wording="China 'remained less visible' in 2001, without a number (S01¶1); our floor.",
    ),
    Setting(
        key="identity.corpus_floor_words",
        default=20_000,
        alternatives=(10_000, 40_000),
        lowest=0,
        highest=100_000_000,
        interpretation="I-6",
        question="From how many words on does silence about the partner mean something? (texts only)",
        wording="Not discussed in the article; our floor.",
    ),
    Setting(
        key="identity.corpus_floor_documents",
        default=5,
        alternatives=(3, 10),
        lowest=0,
        highest=1_000_000,
        interpretation="I-6",
        question="From how many documents on does silence about the partner mean something? (texts only)",
        wording="Not discussed in the article; our floor.",
    ),
    Setting(
        key="identity.dyad_rule",
        default="minimum",
        alternatives=("mean_of_directions",),
        allowed=("minimum", "mean_of_directions"),
        interpretation="I-17",
        question="When the two directions disagree: the lower one, or the middle?",
        wording="Partners' readings of each other, in the plural (Typ¶6).",
    ),
    Setting(
        key="status.formulaic_weight",
        default=0.0,
        alternatives=(0.5, 1.0),
        lowest=0.0,
        highest=1.0,
        interpretation="I-20",
        question="How much does treaty boilerplate about equality weigh?",
        wording="The 1996 title speaks of equality while status is incompatible; 'fiction of equality' (Intro¶5, S11¶5).",
    ),
    Setting(
        key="status.referent",
        default="partner_only",
        alternatives=("any",),
        allowed=("partner_only", "any"),
        interpretation="I-30",
        question="Do claims about rank before others count, or only those towards the partner?",
        wording="A status partnership against the West is apart from status towards each other (Typ¶8).",
    ),
    Setting(
        key="status.junior_refusal_is_incompatible",
        default=False,
        alternatives=(True,),
        interpretation="I-36",
        question="Does ruling out a junior role make status incompatible?",
        wording="1996: incompatible by ruling out subordinate roles (S96¶2); yet accepted equals rule it out too (Typ¶7).",
    ),
    Setting(
        key="voices.levels",
        default=("official",),
        alternatives=(
            ("official", "semi_official"),
            ("official", "semi_official", "state_media", "expert"),
        ),
        allowed=VOICES,
        interpretation="I-21",
        question="Whose words set levels?",
        wording="State leaders or foreign ministers (SR¶1); the case also leans on experts (S21¶2-3, Nxt¶5).",
    ),
    Setting(
        key="voices.beside",
        default=("official", "author_summary"),
        alternatives=(("author_summary",),),
        allowed=VOICES,
        interpretation="I-35",
        question="Whose words set the levels that stand beside the computed ones?",
        wording="Some verdicts rest on the authors' own summary sentences (S96¶3, S11¶3-4, S21¶4).",
    ),
    Setting(
        key="voices.fragility",
        default=("semi_official", "state_media", "expert"),
        alternatives=(("expert",),),
        allowed=VOICES,
        interpretation="I-21",
        question="Whose doubts make an official level fragile?",
        wording="Experts in both states question the feasibility of equality (S21¶3, Nxt¶5).",
    ),
    Setting(
        key="weights.unit",
        default="document",
        alternatives=("genre", "audience"),
        allowed=("document", "genre", "audience"),
        interpretation="I-37",
        question="Do documents weigh equally, or genres, or audiences?",
        wording="Not discussed in the article.",
    ),
    Setting(
        key="window.unit",
        default="calendar_year",
        alternatives=("plus_six_months", "nearest"),
        allowed=("calendar_year", "plus_six_months", "nearest"),
        interpretation="I-22",
        question="Is a window as written, widened by six months, or does each date go to the nearest window?",
        wording="Some sources of a snapshot are dated outside its year (fn 86, 125, 129).",
    ),
    Setting(
        key="window.out_of_window",
        default="flag_and_exclude",
        alternatives=("flag_and_include",),
        allowed=("flag_and_exclude", "flag_and_include"),
        interpretation="I-22",
        question="Is a record whose snapshot is filled, but whose date lies outside, left out?",
        wording="Some sources of a snapshot are dated outside its year (fn 86, 125, 129).",
    ),
    Setting(
        key="gate.require_engagement",
        default=True,
        alternatives=(False,),
        interpretation="I-15",
        question="Must cooperative engagement be on record?",
        wording="Alignment is a process of cooperative engagement (Typ¶1).",
    ),
    Setting(
        key="gate.partner_not_severe_threat",
        default=False,
        alternatives=(True,),
        interpretation="I-15",
        question="Is a dyad shut out where one is among the other's severe threats?",
        wording="That neither read the other as a threat opened closer cooperation in 1996 (S96¶4).",
    ),
    Setting(
        key="uncertainty.replicates_evidence",
        default=4000,
        alternatives=(),
        lowest=100,
        highest=100_000,
        interpretation="OP 7",
        question="How many replicates for hand evidence?",
        wording="Ours.",
    ),
    Setting(
        key="uncertainty.replicates_texts",
        default=1000,
        alternatives=(),
        lowest=100,
        highest=100_000,
        interpretation="OP 7",
        question="How many replicates for texts? (texts only)",
        wording="Ours.",
    ),
    Setting(
        key="uncertainty.delta",
        default=0.5,
        alternatives=(0.25, 1.0),
        lowest=0.05,
        highest=10.0,
        interpretation="OP 7",
        question="How much does one document say about what was not read? (shape of a document's weight)",
        wording="Few texts stand for each snapshot, which the authors name as a limit (Con¶2).",
    ),
    Setting(
        key="uncertainty.prior_mass",
        default=1.0,
        alternatives=(0.5, 2.0),
        lowest=0.01,
        highest=100.0,
        interpretation="OP 7",
        question="How heavy is what might have been said and was not read?",
        wording="Few texts stand for each snapshot, which the authors name as a limit (Con¶2).",
    ),
    Setting(
        key="uncertainty.min_documents_evidence",
        default=1,
        alternatives=(2, 3),
        lowest=1,
        highest=1000,
        interpretation="OP 7",
        question="How many searched documents must a side have (hand evidence)?",
        wording="Few texts stand for each snapshot, which the authors name as a limit (Con¶2).",
    ),
    Setting(
        key="uncertainty.min_documents_texts",
        default=3,
        alternatives=(1, 5),
        lowest=1,
        highest=1000,
        interpretation="OP 7",
        question="How many searched documents must a side have (machine-coded texts; texts only)?",
        wording="Few texts stand for each snapshot, which the authors name as a limit (Con¶2).",
    ),
    Setting(
        key="uncertainty.point_from",
        default=0.5,
        alternatives=(0.25, 0.75),
        lowest=0.10,
        highest=1.0,
        interpretation="OP 7",
        question="From which lower probability on is a level said as a point?",
        wording="Ours.",
    ),
    Setting(
        key="location.rule",
        default="maximal",
        alternatives=("enabled", "table1_cell"),
        allowed=("maximal", "enabled", "table1_cell"),
        interpretation="I-32",
        question="Does the location name the maximal types, every open type, or the cell of Table 1?",
        wording="Conditions make a type possible and do not determine it (Typ¶2); Table 1 has one type a cell.",
    ),
    Setting(
        key="location.ties",
        default="report_all",
        alternatives=("practice",),
        allowed=("report_all", "practice"),
        interpretation="I-16",
        question="Of two types that cannot be ranked: report both, or let practice choose?",
        wording="Coalition and thick partnership are separate roads (Typ¶9).",
    ),
)
