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
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import is_read, voices_words
from cordiale.report.words.grammar import and_list, counted, figure, listed
from cordiale.report.words.wording import ARM_NAMES, actor_name, dyad_name, plain_words

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
    paragraph = listed("sentences", methods_sentences(trajectory, study))
    software = say("methods.file.software", software=_md(_software(trajectory)))
    rules = Rules.of(trajectory.rules)
    rows = [_setting_row(setting, rules.values[setting.key]) for setting in SETTINGS]
    parts = [
        f"# {say('methods.file.title', study=_md(study.title))}",
        _md(paragraph, special="\\`*[]<>"),
        f"## {say('methods.file.references')}",
        f"- {ARTICLE}",
        f"- {software}",
        f"## {say('methods.file.settings')}",
        "\n".join([_table_row(_setting_heads()), _table_row(["---"] * 4), *rows]),
    ]
    return "\n\n".join(parts) + "\n"


def _setting_heads() -> list[str]:
    return [
        say("methods.file.setting"),
        say("methods.file.value"),
        say("methods.file.default"),
        say("methods.file.source"),
    ]


def _table_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _setting_row(setting: Setting, value: SettingValue) -> str:
    changed = "**" if value != setting.default else ""
    now, default = _md(setting_words(value)), _md(setting_words(setting.default))
    return _table_row([f"`{setting.key}`", f"{changed}{now}{changed}", default, setting.interpretation])


def _md(text: str, special: str = "\\`*_[]<>|#") -> str:
    """Text that Markdown shows as it is."""
    escaped = "".join(f"\\{character}" if character in special else character for character in clean(text))
    return escaped or say("common.none")


def setting_words(value: SettingValue) -> str:
    """A setting's value as a person writes it.

    Example:
        >>> setting_words(("official", "expert")), setting_words(False), setting_words(0.5)
        ('official, expert', 'false', '0.5')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return listed("comma", value) if value else say("methods.setting.none")
    return f"{value:g}" if isinstance(value, float) else str(value)



def _software(trajectory: Trajectory) -> str:
    name, _, version = trajectory.software.partition(" ")
    return f"{name[:1].upper()}{name[1:]} {version}".strip()


def methods_sentences(trajectory: Trajectory, study: StudyData) -> tuple[str, ...]:
    """The methods paragraph, sentence by sentence; rules, sources and doubts all named.

    Rule: OP 7, I-32, I-35.
    """
    return (
        counted(
            "methods.opening",
            len(trajectory.snapshots),
            dyad=dyad_name(trajectory.dyad),
            software=_software(trajectory),
            rules=trajectory.rules_version,
        ),
        *_sources(trajectory, study),
        *_draws(trajectory, study),
        *_arms(trajectory),
        say("methods.ceiling"),
        say("methods.point", share=figure(Rules.of(trajectory.rules).uncertainty.point_from * 100, "g")),
        *_changes(trajectory),
    )


def _counted(trajectory: Trajectory, study: StudyData) -> list[Record]:
    """Records that count in the computed arm."""
    used = {entry.id for entry in trajectory.used if Arm.COMPUTED in entry.arms}
    return [record for record in study.records if record.id in used]


def _sources(trajectory: Trajectory, study: StudyData) -> list[str]:
    records = _counted(trajectory, study)
    if not records:
        return [say("methods.sources.none")]
    documents = [
        counted("methods.documents", len({r.document for r in records if r.actor == code}), actor=actor_name(code))
        for code in trajectory.dyad
    ]
    equal = Rules.of(trajectory.rules).weights.unit == "document"
    return [
        say(
            "methods.sources.equal" if equal else "methods.sources.some",
            records=counted("common.count.record", len(records)),
            voices=voices_words(trajectory),
            documents=and_list(documents),
            coders=_coders(records),
            codebook=codebook.load().version,
        )
    ]


def _coders(records: Sequence[Record]) -> str:
    coders = sorted({clean(record.coder) for record in records if record.coder})
    return say("methods.coders.named", coders=and_list(coders)) if coders else say("methods.coders.unnamed")


def _draws(trajectory: Trajectory, study: StudyData) -> list[str]:
    if not is_read(trajectory, Arm.COMPUTED):
        return []
    rules = Rules.of(trajectory.rules).uncertainty
    if study.has_texts:
        return [*_draws_of_texts(trajectory, study), say("methods.draws.bounds")]
    replicates = say(
        "methods.draws.replicates",
        replicates=figure(rules.replicates_evidence),
        seed=trajectory.seed,
        stays=_stays(),
        delta=figure(rules.delta, "g"),
        prior_mass=figure(rules.prior_mass, "g"),
    )
    return [replicates, say("methods.draws.bounds")]


def _draws_of_texts(trajectory: Trajectory, study: StudyData) -> list[str]:
    rules = Rules.of(trajectory.rules).uncertainty
    drawn = say(
        "methods.draws.texts",
        replicates=figure(rules.replicates_texts),
        seed=trajectory.seed,
        prior_mass=figure(rules.prior_mass, "g"),
    )
    measured = sum(one.passages for one in study.errors.values())
    if not measured:
        return [drawn, say("methods.draws.unmeasured", stays=_stays())]
    return [drawn, say("methods.draws.measured", passages=figure(measured))]


def _stays() -> str:
    """With what probability a code stays in a draw, and for which fields with less (OP 7)."""
    fields = codebook.load().fields
    stays = sorted({field.stay for field in fields}, reverse=True)
    weaker = [plain_words(field.name) for field in fields if field.stay < stays[0]]
    most, least = figure(stays[0], ".2f"), figure(stays[-1], ".2f")
    if not weaker:
        return say("methods.stays.same", stay=most)
    return say("methods.stays.weaker", stay=most, weaker=least, fields=and_list(weaker))


def _arms(trajectory: Trajectory) -> list[str]:
    present = [arm for arm in Arm if any(reading.states.get(arm) for reading in trajectory.snapshots)]
    voices = voices_words(trajectory)
    if Arm.WITH_AUTHOR_SUMMARIES in present or Arm.JUDGED in present:
        return [say("methods.arms.several", arms=and_list([ARM_NAMES[arm] for arm in present]), voices=voices)]
    return [say("methods.arms.one", voices=voices)] if present else []


def _changes(trajectory: Trajectory) -> list[str]:
    changed = Rules.of(trajectory.rules).differences()
    if not changed:
        return [say("methods.changes.none")]
    by_key = {setting.key: setting for setting in SETTINGS}
    said = [
        say(
            "methods.changes.setting",
            key=key,
            value=setting_words(value),
            default=setting_words(by_key[key].default),
            source=by_key[key].interpretation,
        )
        for key, value in changed.items()
    ]
    return [say("methods.changes.some", settings=listed("clauses", said))]


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
                "note": say("methods.bibtex.note", version="".join(c for c in version if c.isalnum() or c in ".+-")),
            },
        ),
    )
    return "\n\n".join(_entry(*entry) for entry in entries) + "\n"


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}\n}}"
