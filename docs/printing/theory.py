"""The pages of settings and rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cordiale
from cordiale.model.settings import SETTINGS, Setting
from printing.markdown import code, note, notes, op_link, page_of_many_headings, shown, slug

SOURCE = Path(cordiale.__path__[0])
RULE = re.compile(r"(?<![\w-])(?:I|T|ID|ST|CAV|P|C)-?\d+(?![\w-])")

_GROUPS = {
    "minima": ("Minima", "Which level of each condition must be in place for a type to be open."),
    "threat": ("Threat", "How two lists of threats become one level."),
    "identity": ("Identity", "How two readings of each other become one level."),
    "status": ("Status", "How claims of rank and role become one level."),
    "voices": ("Voices", "Whose words count, and for what."),
    "weights": ("Weights", "What weighs as much as what."),
    "window": ("Windows", "Which dates belong to a snapshot."),
    "gate": ("Gate", "Whether there is any alignment to locate."),
    "uncertainty": ("Doubt", "How sure a level is, and from when on it is said."),
    "location": ("Location", "How what is open is put into one phrase."),
}


def settings() -> Iterator[str]:
    """The page of settings."""
    yield from page_of_many_headings()
    yield note("settings")
    yield "# Settings"
    yield ""
    yield f"Every interpretive choice is a setting: {len(SETTINGS)} of them. `cordiale settings` lists them,"
    yield "`--set KEY=VALUE` changes one for a run, `[rules]` in `study.toml` for a study, and"
    yield "[`cordiale sensitivity`](../how-to/sensitivity.md) tries them all. A reviewer's question is often one of these."
    yield ""
    yield "`Typ¶4` and the like point to sections and paragraphs of the article; `I-8` to our reading of it,"
    yield "among the [rules](rules.md); `OP 7` to a section of the [operationalisation](operationalisation.md)."
    yield ""
    told = notes("settings")
    group = ""
    for setting in SETTINGS:
        first = setting.key.partition(".")[0]
        if first != group:
            group = first
            yield from (f"## {_GROUPS[group][0]}", "", _GROUPS[group][1], "")
        yield from _setting(setting, told[setting.key])


def _setting(setting: Setting, said: dict[str, str]) -> Iterator[str]:
    yield f"### `{setting.key}`"
    yield ""
    yield f"**What is decided.** {setting.question} {_reading(setting.interpretation)}"
    yield ""
    yield f"**The article.** {setting.wording}"
    yield ""
    yield f"**Default: `{shown(setting.default)}`.** {said['why']}"
    yield ""
    others = code([shown(value) for value in setting.alternatives]) or "none tried in a sensitivity run"
    yield f"**Alternatives: {others}.** {said['others']}".rstrip()
    yield ""
    yield f"**What changes.** {said['changes']}"
    yield ""
    yield f"*May be: {_range(setting)}.*"
    yield ""


def _reading(interpretation: str) -> str:
    told = notes("rules").get(interpretation)
    if told is None:
        return f"({op_link(interpretation, '')})"
    heading = f"{interpretation} {told['title']}"
    return f"([{interpretation}](rules.md#{slug(heading)}))"


def _range(setting: Setting) -> str:
    words = code(setting.allowed)
    if isinstance(setting.default, tuple):
        return f"a list of {words}, separated by commas"
    if isinstance(setting.default, bool):
        return code(["true", "false"])
    if words:
        return words
    upper = f" to {setting.highest:g}" if setting.highest else ""
    return f"a number from {setting.lowest:g}{upper}"


def tagged() -> dict[str, list[str]]:
    """Ids of rules that the code carries, each with the rooms that carry it."""
    found: dict[str, list[str]] = {}
    for path in sorted(SOURCE.glob("*/**/*.py")):
        room = path.relative_to(SOURCE).parts[0]
        for line in path.read_text(encoding="utf-8").splitlines():
            for rule in _rules_in(line):
                if room not in found.setdefault(rule, []):
                    found[rule].append(room)
    return found


def _rules_in(line: str) -> Iterator[str]:
    """Rules named in a line: ``I-20`` anywhere; ``C1`` and ``P6`` where no cell or type can be meant."""
    for rule in RULE.findall(line):
        if "-" in rule or (rule[0] in "CP" and int(rule[1:]) <= 14):
            yield rule


def rules() -> Iterator[str]:
    """The page of rules."""
    yield from page_of_many_headings()
    yield note("rules")
    yield "# Rules"
    yield ""
    yield "What the article says, in our words and with its place, and what the program does. The ids stand in the"
    yield "code where a rule is obeyed (rooms that name it are listed), in docstrings, and in what `cordiale why` prints."
    yield ""
    yield "C: concepts. T, ID, ST: the three conditions. CAV: caveats. I: interpretations, where the article leaves"
    yield "room. P: pathways between types. All are ids of the [operationalisation](operationalisation.md)."
    yield ""
    carried = tagged()
    group = ""
    for rule, said in notes("rules").items():
        if said["group"] != group:
            group = said["group"]
            yield from (f"## {group}", "")
        yield from _rule(rule, said, carried.get(rule, []))


def _rule(rule: str, said: dict[str, Any], rooms: list[str]) -> Iterator[str]:
    yield f"### {rule} {said['title']}"
    yield ""
    yield f"**The article.** {said['article']}"
    yield ""
    yield f"**The program.** {said['program']}"
    yield ""
    if "others" in said:
        yield from (f"**Alternatives.** {said['others']}", "")
    links = [f"[`{key}`](settings.md#{slug(key)})" for key in said.get("settings", ())]
    if links:
        yield from (f"Settings: {', '.join(links)}", "")
    if rooms:
        yield from (f"*Named in {code(rooms)}*", "")
