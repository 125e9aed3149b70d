"""A methods paragraph ready to paste, with every setting and its source."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale import codebook
from cordiale.model.levels import Arm
from cordiale.model.results import Trajectory
from cordiale.model.rules import Rules
from cordiale.model.settings import SETTINGS, Setting, SettingValue
from cordiale.model.study import Record, StudyData
from cordiale.report.drawing.svg import clean
from cordiale.report.words.finding import is_read, voices_words
from cordiale.report.words.wording import ARM_NAMES, actor_name, and_list, count_words, dyad_name, plain_words

__all__ = ["ARTICLE", "bibtex", "methods_md", "methods_sentences", "setting_words"]

ARTICLE = (
    "Papageorgiou, Maria, and Valentina Feklyunina. 2025. “Alignment as a process: Explaining the trajectory of "
    "the Sino-Russian relationship.” European Journal of International Security."
)
"""The founding article, whose typology is applied."""


def methods_md(trajectory: Trajectory, study: StudyData) -> str:
    """A methods paragraph, the list of settings and the references, as Markdown.

    Args:
        trajectory: the result the methods stand behind. Args study: what it was read from.
    """
    sentences = methods_sentences(trajectory, study)
    rules = _rules(trajectory)
    rows = [_setting_row(setting, rules.values[setting.key]) for setting in SETTINGS]
    parts = [
        f"# Methods: {_md(study.title)}",
        _md(" ".join(sentences), special="\\`*[]<>"),
        "## References",
        f"- {ARTICLE}",
        f"- The Cordiale founders. {_md(_software(trajectory))}. Software.",
        "## Settings",
        "| setting | value | default | source |\n| --- | --- | --- | --- |\n" + "\n".join(rows),
    ]
    return "\n\n".join(parts) + "\n"


def _setting_row(setting: Setting, value: SettingValue) -> str:
    changed = "**" if value != setting.default else ""
    return (
        f"| `{setting.key}` | {changed}{_md(setting_words(value))}{changed} | {_md(setting_words(setting.default))} "
        f"| {setting.interpretation} |"
    )


def _md(text: str, special: str = "\\`*_[]<>|#") -> str:
    """Text that Markdown shows as it is."""
    escaped = "".join(f"\\{character}" if character in special else character for character in clean(text))
    return escaped or "–"


def setting_words(value: SettingValue) -> str:
    """A setting's value as a person writes it.

    Example:
        >>> setting_words(("official", "expert")), setting_words(False), setting_words(0.5)
        ('official, expert', 'false', '0.5')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(value) if value else "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _rules(trajectory: Trajectory) -> Rules:
    return Rules.default().changed(dict(trajectory.rules), where="trajectory")


def _software(trajectory: Trajectory) -> str:
    name, _, version = trajectory.software.partition(" ")
    return f"{name[:1].upper()}{name[1:]} {version}".strip()


def methods_sentences(trajectory: Trajectory, study: StudyData) -> tuple[str, ...]:
    """The methods paragraph, sentence by sentence; rules, sources and doubts all named.

    Rule: OP 7, I-32, I-35.
    """
    return (
        f"The relationship between {dyad_name(trajectory.dyad)} was read with {_software(trajectory)} "
        f"(rules {trajectory.rules_version}) at {count_words(len(trajectory.snapshots), 'snapshot')}, "
        "after the process-centred alignment typology of Papageorgiou and Feklyunina (2025).",
        *_sources(trajectory, study),
        *_draws(trajectory),
        *_arms(trajectory),
        "A location names the most demanding types for which all necessary conditions are in place: it is a ceiling, "
        "and says nothing of what the parties practise; conditions are necessary and not sufficient.",
        f"A level is stated where at least {_rules(trajectory).uncertainty.point_from * 100:g} in 100 draws settle it and "
        "the codes as they stand agree; all else is reported as unknown, with the levels that cannot be set aside.",
        *_changes(trajectory),
    )


def _counted(trajectory: Trajectory, study: StudyData) -> list[Record]:
    """Records that count in the computed arm."""
    used = {entry.id for entry in trajectory.used if Arm.COMPUTED in entry.arms}
    return [record for record in study.records if record.id in used]


def _sources(trajectory: Trajectory, study: StudyData) -> list[str]:
    records = _counted(trajectory, study)
    if not records:
        return ["No coded text counts towards the computed levels."]
    documents = [
        f"{count_words(len({r.document for r in records if r.actor == code}), 'document')} of {actor_name(code)}"
        for code in trajectory.dyad
    ]
    coders = sorted({clean(record.coder) for record in records if record.coder})
    who = f"coded by {and_list(coders)}" if coders else "by coders who are not named"
    equal = "; documents weigh equally" if _rules(trajectory).weights.unit == "document" else ""
    return [
        f"Computed levels rest on {count_words(len(records), 'record')} from {voices_words(trajectory)} "
        f"({and_list(documents)}), {who}, with codebook {codebook.load().version}{equal}."
    ]


def _draws(trajectory: Trajectory) -> list[str]:
    if not is_read(trajectory, Arm.COMPUTED):
        return []
    rules = _rules(trajectory).uncertainty
    stays = sorted({field.stay for field in codebook.load().fields}, reverse=True)
    weaker = [f.name for f in codebook.load().fields if f.stay < stays[0]]
    exception = f" ({stays[-1]:.2f} for {and_list([plain_words(name) for name in weaker])})" if weaker else ""
    return [
        f"Doubt was carried by {rules.replicates_evidence:,} aligned replicates (seed {trajectory.seed}): in each, codes "
        f"were redrawn from the coder’s error model (where nobody coded twice, a code stays with probability "
        f"{stays[0]:.2f}{exception}), documents were reweighted (gamma weights of shape δ = {rules.delta:g}), and a prior "
        f"mass of shape {rules.prior_mass:g} was left free to lie on any value, so that few documents give wide sets.",
        "Probabilities are therefore stated as a lower and an upper share of draws.",
    ]


def _arms(trajectory: Trajectory) -> list[str]:
    present = [arm for arm in Arm if any(reading.states.get(arm) for reading in trajectory.snapshots)]
    if Arm.WITH_AUTHOR_SUMMARIES in present or Arm.JUDGED in present:
        names = and_list([ARM_NAMES[arm] for arm in present])
        return [
            f"Results stand side by side by whose words they rest on ({names}): computed levels rest on "
            f"{voices_words(trajectory)} alone, and judgements are compared with them, never mixed in."
        ]
    return [f"Only {voices_words(trajectory)} set levels."] if present else []


def _changes(trajectory: Trajectory) -> list[str]:
    rules = _rules(trajectory)
    changed = rules.differences()
    if not changed:
        return ["All settings are at their defaults."]
    by_key = {setting.key: setting for setting in SETTINGS}
    said = [
        f"{key} = {setting_words(value)} (default {setting_words(by_key[key].default)}; {by_key[key].interpretation})"
        for key, value in changed.items()
    ]
    return [f"Settings that differ from the default: {'; '.join(said)}."]


def bibtex(trajectory: Trajectory) -> str:
    """BibTeX entries of the article and of the software."""
    version = trajectory.software.partition(" ")[2]
    entries: Sequence[tuple[str, str, dict[str, str]]] = (
        (
            "article",
            "papageorgiou_feklyunina_2025",
            {
                "author": "Papageorgiou, Maria and Feklyunina, Valentina",
                "title": "Alignment as a process: Explaining the trajectory of the {Sino-Russian} relationship",
                "journal": "European Journal of International Security",
                "year": "2025",
            },
        ),
        (
            "misc",
            "cordiale",
            {
                "author": "{The Cordiale founders}",
                "title": "Cordiale: measuring how states align",
                "note": f"Software, version {''.join(c for c in version if c.isalnum() or c in '.+-')}",
            },
        ),
    )
    return "\n\n".join(_entry(*entry) for entry in entries) + "\n"


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}\n}}"
