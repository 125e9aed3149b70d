"""The catalogue: every string of the report stands in it once, is used, and fits what fills it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from pkgutil import walk_packages
from string import Formatter
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

import cordiale
import cordiale.report
from cordiale.model.levels import NO_ALIGNMENT, AlignmentType, Arm, Condition
from cordiale.model.results import LabelReading, Trajectory
from cordiale.report.figures.status.values import Match
from cordiale.report.figures.windows.drawing import description_of, reading_of, windows_key_svg, windows_svg
from cordiale.report.figures.windows.view import usual_arms, windows_view
from cordiale.report.summary.article_tables import table1, table2
from cordiale.report.words import catalogue as catalogue_module
from cordiale.report.words.catalogue import LANGUAGE, Entries, catalogue, language_tag, speaking
from cordiale.report.words.finding import doubt, headline
from cordiale.report.words.grammar import LISTS, PLURAL_RULES, counted, figure
from cordiale.report.words.methods import methods_sentences
from cordiale.report.words.wording import FULL_NAMES, dyad_name, lacks_sentence, refuse_words, rests_sentence
from unit.report.sample import (
    CASES,
    RULES,
    drawn,
    reading,
    sample_study,
    sample_trajectory,
    with_snapshots,
    year,
)

if TYPE_CHECKING:
    from jinja2 import nodes

PACKAGE = Path(cordiale.__file__).parent
REPORT = PACKAGE / "report"
WORDS = Path(catalogue_module.__file__).parent
ENGLISH = catalogue(LANGUAGE)
LANGUAGES = sorted(folder.name for folder in WORDS.iterdir() if (folder / "common.toml").is_file())

COMPOSED: dict[str, Iterable[str]] = {
    "common.condition.{}": [str(condition) for condition in Condition],
    "common.list.{}": LISTS,
    "conditions.course.{}": (
        *("same", "at_once", "throughout", "within"),
        *("unknown", "unknown_throughout", "else_unknown", "and_unknown"),
    ),
    "conditions.kind.{}": ("level", "score", "year", "interaction", "trigger", "reread"),
    "how_sure.head.{}": ("texts", "codes"),
    "how_sure.row.{}": ("location", "judged"),
    "how_sure.rows.{}": ("location", "judged"),
    "othering.again.{}": ("radical", "negative_history", "absent", "low", "medium", "high"),
    "othering.each.{}": (*("radical", "negative_history", "absent", "low", "medium", "high"), "unknown", "not_searched"),
    "othering.level.low_{}": ("radical", "negative_history", "absent"),
    "othering.level.{}": ("decides", "equal"),
    "othering.says.{}": (*("radical", "negative_history", "absent", "low", "medium", "high"), "unknown", "not_searched"),
    "othering.strip.{}": ("low", "medium", "high", "unknown"),
    "outputs.dimension.{}": ("support", "coordination"),
    "outputs.move.{}": ("deepen", "erode"),
    "outputs.row.{}": ("expectation", "willingness", "coordination"),
    "status.claim.{}": ("over_partner", "equal", "independent_pole", "dominant", "subordinate"),
    "status.further.{}": ("voiced", "implied", "denied"),
    "status.match.{}": Match,
    "summary.baselines.{}": ("always_low", "label", "snapshot_before", "table1_without_status"),
    "summary.between.direction.{}": ("up", "down", "mixed"),
    "summary.outlook.feasible.{}": ("yes", "no"),
    "threats.strip.{}": ("high", "low", "unknown", "none_urgent"),
    "threats.{}.high": ("title", "sentence"),
    "threats.{}.high_apart": ("title", "sentence"),
}
"""What can stand in keys that are composed where they are said and whose parts do not stand there too.

Most such keys are `Entries`, which know their names, or run over a list beside them, and need no line here.
"""


# -- where keys are said -------------------------------------------------------------------------


@dataclass(frozen=True)
class Saying:
    """One call of `say` or `counted`: its keys, the values it gives, and whether more come unnamed."""

    where: str
    keys: tuple[str, ...]
    given: frozenset[str]
    more: bool
    counted: bool


@cache
def sayings() -> tuple[Saying, ...]:
    speaking_modules = [path for path in sorted(PACKAGE.rglob("*.py")) if "report.words" in path.read_text(encoding="utf-8")]
    return (*(one for path in speaking_modules for one in in_module(path)), *in_templates())


def in_module(path: Path) -> Iterator[Saying]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(module):
        # These two are how a key of a plural, or of `Entries`, becomes one of the catalogue.
        if not isinstance(function, ast.FunctionDef) or function.name in ("counted", "__getitem__"):
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("say", "counted"):
                yield Saying(
                    where=f"{path.relative_to(PACKAGE)}:{call.lineno}",
                    keys=tuple(dict.fromkeys(possible(call.args[0], (function, module)))),
                    given=frozenset(word.arg for word in call.keywords if word.arg),
                    more=any(word.arg is None for word in call.keywords),
                    counted=call.func.id == "counted",
                )


Scopes = tuple[ast.FunctionDef, ast.Module]


def possible(node: ast.expr, scopes: Scopes) -> Iterator[str]:
    """What an expression can give, ``{}`` where the code around it does not say."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from (*possible(node.body, scopes), *possible(node.orelse, scopes))
        case ast.JoinedStr():
            parts = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
            yield from map("".join, product(*(list(possible(part, scopes)) for part in parts)))
        case ast.Name():
            values = list(named(node.id, scopes))
            yield from (one for value in values for one in possible(value, scopes))
            if not values:
                yield "{}"
        case ast.Subscript(value=ast.Name(id=name)) | ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get")):
            tables = [value for value in named(name, scopes) if isinstance(value, ast.Dict)]
            default = node.args[1:] if isinstance(node, ast.Call) else []
            yield from (one for table in tables for value in (*table.values, *default) for one in possible(value, scopes))
            if not tables:
                yield "{}"
        case _:
            yield "{}"


def named(name: str, scopes: Scopes) -> Iterator[ast.expr]:
    """What a name stands for: what is assigned to it, or what it runs over in a loop."""
    function, module = scopes
    for node in (*ast.walk(function), *module.body):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and target.id == name:
                yield from items_of(node, name, scopes)
            if isinstance(target, ast.Tuple):
                for place in (place for place, one in enumerate(target.elts) if getattr(one, "id", "") == name):
                    yield from (one.elts[place] for one in items_of(node, name, scopes) if isinstance(one, ast.Tuple))


def items_of(node: ast.AST, name: str, scopes: Scopes) -> Iterator[ast.expr]:
    """The value of an assignment, or the items of a list that a loop runs over."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        yield node.value
    if isinstance(node, ast.For | ast.comprehension):
        counting = isinstance(node.iter, ast.Call) and getattr(node.iter.func, "id", "") == "enumerate"
        over = node.iter.args[0] if isinstance(node.iter, ast.Call) and counting else node.iter
        elsewhere = isinstance(over, ast.Name) and over.id != name
        for row in named(over.id, scopes) if elsewhere else [over]:  # type: ignore[attr-defined]
            for item in row.elts if isinstance(row, ast.Tuple | ast.List) else ():
                yield ast.Tuple(elts=[ast.Constant(0), item]) if counting else item


def in_templates() -> Iterator[Saying]:
    from jinja2 import Environment, nodes

    for path in sorted(REPORT.rglob("*.j2")):
        template = Environment().parse(path.read_text(encoding="utf-8"))
        for call in template.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "say":
                around = [loop for loop in template.find_all(nodes.For) if any(one is call for one in loop.find_all(nodes.Call))]
                yield Saying(
                    where=f"{path.name}:{call.lineno}",
                    keys=tuple(dict.fromkeys(possible_in_template(call.args[0], around))),
                    given=frozenset(word.key for word in call.kwargs),
                    more=False,
                    counted=False,
                )


def possible_in_template(node: nodes.Node, around: list[nodes.For]) -> Iterator[str]:
    """The same in a template: constants, conditions, and loops around over lists that stand there."""
    from jinja2 import nodes

    match node:
        case nodes.Const():
            yield str(node.value)
        case nodes.CondExpr():
            yield from (*possible_in_template(node.expr1, around), *possible_in_template(node.expr2, around))
        case nodes.Concat():
            yield from map("".join, product(*(list(possible_in_template(part, around)) for part in node.nodes)))
        case nodes.Name():
            found = [one for loop in around for item in looped(loop, node.name) for one in possible_in_template(item, around)]
            yield from found or ["{}"]
        case _:
            yield "{}"


def looped(loop: nodes.For, name: str) -> Iterator[nodes.Node]:
    """What a name of a loop runs over, where that stands in the template."""
    from jinja2 import nodes

    names = [loop.target] if isinstance(loop.target, nodes.Name) else loop.target.items
    places = [place for place, one in enumerate(names) if one.name == name]
    for item in loop.iter.items if places and isinstance(loop.iter, nodes.List) else ():
        yield item if len(names) == 1 else item.items[places[0]]


def expanded(saying: Saying) -> Iterator[str]:
    """All keys of a call, those composed at run time by their known values, plurals by their forms."""
    for pattern in saying.keys:
        for key in map(pattern.format, COMPOSED[pattern]) if "{}" in pattern else [pattern]:
            if saying.counted:
                yield from (f"{key}.{form}" for form in forms(LANGUAGE))
            else:
                yield key


def forms(language: str) -> set[str]:
    rule = PLURAL_RULES[catalogue(language)["common.language.plural"]]
    return {rule(count) for count in range(200)}


@cache
def entries() -> tuple[tuple[str, Entries], ...]:
    """Every mapping whose strings are in the catalogue, with the module that holds it."""
    names = [one.name for one in walk_packages(cordiale.report.__path__, "cordiale.report.")]
    found = {
        id(value): (name, value)
        for name in names
        for value in vars(import_module(name)).values()
        if isinstance(value, Entries)
    }
    return tuple(found.values())


def used_keys() -> set[str]:
    keys = {entry.pattern.format(name) for _, entry in entries() for name in entry.names}
    return keys | {key for saying in sayings() for key in expanded(saying)}


def places(text: str) -> set[str]:
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


# -- keys and places -----------------------------------------------------------------------------


def test_every_key_composed_at_run_time_has_its_known_values_here() -> None:
    composed = {pattern for saying in sayings() for pattern in saying.keys if "{}" in pattern}
    assert composed == set(COMPOSED)


def test_every_key_that_is_said_exists() -> None:
    missing = {(saying.where, key) for saying in sayings() for key in expanded(saying) if key not in ENGLISH}
    missing |= {
        (where, key)
        for where, entry in entries()
        for key in map(entry.pattern.format, entry.names)
        if key not in ENGLISH
    }
    assert not missing


def test_every_key_is_said_somewhere() -> None:
    assert sorted(set(ENGLISH) - used_keys()) == []


def test_the_values_given_are_the_places_of_the_string() -> None:
    """A call that chooses between strings gives what any of them places; a plural may place its count."""
    wrong = []
    for saying in sayings():
        count = {"count", "figure"} if saying.counted else set()
        there = [places(ENGLISH[key]) - count for key in expanded(saying)]
        without = [one for one in there if not saying.more and one - saying.given]
        needless = saying.given - set().union(*there)
        if without or needless:
            wrong.append((saying.where, saying.keys, without, needless))
    assert not wrong


def test_strings_that_a_mapping_says_have_no_places() -> None:
    for _, entry in entries():
        assert not any(places(ENGLISH[entry.pattern.format(name)]) for name in entry.names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_can_be_filled_and_its_places_have_names(language: str) -> None:
    for key, text in catalogue(language).items():
        assert all(place.isidentifier() for place in places(text)), key
        assert text.strip() == text, key
        assert text, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_strings_with_the_same_places(language: str) -> None:
    found = catalogue(language)
    assert without_forms(found, language).keys() == without_forms(ENGLISH, LANGUAGE).keys()
    for key in set(found) & set(ENGLISH):
        assert places(found[key]) - {"count", "figure"} == places(ENGLISH[key]) - {"count", "figure"}, key


def without_forms(strings: Mapping[str, str], language: str) -> dict[str, str]:
    """Keys without the last part of plurals, whose forms differ by language."""
    plural = {f"{key}.{form}" for saying in sayings() if saying.counted for key in saying.keys for form in forms(language)}
    return {key.rpartition(".")[0] if key in plural else key: text for key, text in strings.items()}


def test_no_english_string_claims_cause_prediction_or_being() -> None:
    """C4, I-32. Types are tried in the places that they fill."""
    named = {"type", "types", "then", "location", "locations"}
    for text in ENGLISH.values():
        refuse_words(text)
        for kind in (*AlignmentType, NO_ALIGNMENT):
            name = ENGLISH[f"common.type.{kind}.indefinite"]
            refuse_words(text.format_map({place: name if place in named else "…" for place in places(text)}))


def test_the_types_are_called_as_the_theory_calls_them() -> None:
    assert {kind: kind.full_name for kind in AlignmentType} == dict(FULL_NAMES)
    assert all(ENGLISH[f"common.type.{kind}.indefinite"].endswith(f" {kind.full_name}") for kind in AlignmentType)


# -- no string in the code -----------------------------------------------------------------------

DATA = {
    "methods.py": (
        "Papageorgiou, Maria",
        "Alignment as a process",
        "European Journal",
        "{The Cordiale founders}",
        "Cordiale: measuring",
    ),
    "wording.py": (
        *("leads? to", "results? in", "brings? about", "due to|because of", "drives?|"),
        *("(?:is|are|", "(?:has|have|"),
    ),
    "status/words.py": ("no leader",),
    "threats/reading.py": (" (domestic)", "unnamed family"),
}
"""Beginnings of strings with a blank that are no words of ours to a reader: references and BibTeX, which
stay in the language of what they name; patterns of refused words; values and keys that results hold."""

_CLASSES = re.compile(r"\s*(cw-[\w-]*\s*)+")
_SHAPES = re.compile(r"[MLHVACSQTZmlhvacsqtz\d ().,-]+|(translate|rotate|scale|matrix)\([-\d ,.]*\)?")


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Strings of a module that stand neither in docstrings nor in the messages of exceptions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


@pytest.mark.parametrize("room", ["words", "figures", "summary"])
def test_no_words_for_readers_stand_in_the_code(room: str) -> None:
    found = [
        f"{path.relative_to(REPORT / room)}:{line}: {text}"
        for path in sorted((REPORT / room).rglob("*.py"))
        for line, text in literals(path)
        if re.search(r"[^\W\d_]", text) and " " in text
        if not _CLASSES.fullmatch(text) and not _SHAPES.fullmatch(text)
        if not text.startswith(DATA.get(path.relative_to(REPORT / room).as_posix(), ()) or "\0")
    ]
    assert found == []


# -- another language ----------------------------------------------------------------------------

FRENCH = {
    "finding.headline.computed": "{course} ({dyad})",
    "finding.course.first": "{time}, conditions réunies pour {types}",
    "finding.course.next": "{time} pour {types}",
    "finding.time.until": "jusqu’en {window}",
    "finding.time.in": "en {window}",
    "finding.headline.unknown_since": "inconnu depuis ; {course}",
    "common.list.and": "{first} et {second}",
    "common.type.THIN.indefinite": "un partenariat stratégique mince",
    "common.type.THICK.after": "un épais",
}


@pytest.fixture
def french(tmp_path: Path) -> Path:
    """The English folder with some strings in French, their places in another order."""
    return translated(tmp_path / "fr", FRENCH)


def translated(folder: Path, strings: Mapping[str, str]) -> Path:
    """A folder of its own with the English strings, and others in the place of some."""
    folder.mkdir()
    files: dict[str, list[str]] = {}
    for key, text in (dict(ENGLISH) | dict(strings)).items():
        file, _, name = key.partition(".")
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        files.setdefault(file, []).append(f'{name} = "{quoted}"')
    for file, lines in files.items():
        (folder / f"{file}.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_second_language_is_a_folder_and_may_turn_the_order_of_words(french: Path) -> None:
    with speaking(french):
        assert headline(sample_trajectory()) == (
            "inconnu depuis ; jusqu’en 2001, conditions réunies pour un partenariat stratégique mince, "
            "en 2021 pour un épais (China et Russia)"
        )
    assert headline(sample_trajectory()).startswith("China and Russia: conditions in place")


def test_a_language_that_does_not_exist_is_refused_and_changes_nothing() -> None:
    with pytest.raises(FileNotFoundError), speaking("no such language"):
        pass
    assert language_tag() == LANGUAGE


def test_names_of_actors_plurals_and_figures_follow_the_language(tmp_path: Path) -> None:
    russian = {
        "common.language.tag": "ru",
        "common.language.plural": "one_few_many",
        "common.language.actors": "ru",
        "common.number.decimal": ",",
        "common.number.thousands": "\u00a0",
        "common.list.and": "{first} и {second}",
        "common.count.record.one": "{figure} запись",
        "common.count.record.few": "{figure} записи",
        "common.count.record.many": "{figure} записей",
    }
    with speaking(translated(tmp_path / "ru", russian)):
        assert language_tag() == "ru"
        assert dyad_name(("CHN", "RUS")) == "Китай и Россия"
        assert [counted("common.count.record", count) for count in (1, 3, 5, 21)] == ["1 запись", "3 записи", "5 записей", "21 запись"]
        assert (figure(1234), figure(-0.5, ".1f")) == ("1\u00a0234", "−0,5")


LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "αβγδεζηθικλμνξοπρστυφχψωςϊΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϋϋ")


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    """A language whose every word is in Greek letters, so that Latin ones betray words that are not its own."""
    strings = {key: in_greek(text) for key, text in ENGLISH.items() if not key.startswith("common.language.")}
    return translated(tmp_path / "xx", strings)


def in_greek(text: str) -> str:
    parts = ((literal, name, form) for literal, name, form, _ in Formatter().parse(text))
    return "".join(
        literal.translate(LETTERS) + ("" if name is None else f"{{{name}{f':{form}' if form else ''}}}")
        for literal, name, form in parts
    )


def said_of(trajectory: Trajectory) -> Iterator[str]:
    """All that the report's own rules say of a result."""
    yield from (headline(trajectory), doubt(trajectory))
    view = windows_view(trajectory, *usual_arms(trajectory))
    yield from (view.title, view.caption, view.order_note, description_of(view), *reading_of(view))
    for table in filter(None, (table1(RULES), *(table2(trajectory, arm) for arm in Arm))):
        yield from (table.title, *table.columns, *table.strip[1], *table.notes)
        yield from (text for head, cells in table.rows for text in (head, *(line for cell in cells for line in cell)))
    yield from map(rests_sentence, trajectory.rests_on)
    yield from map(lacks_sentence, trajectory.what_next)
    yield from methods_sentences(trajectory, replace(sample_study(), records=()))


@pytest.mark.parametrize("case", [case for case in CASES if case != "hostile"])
def test_headline_doubt_windows_and_tables_hold_no_word_of_another_language(case: str, unreadable: Path) -> None:
    """Actors, the software, fields of the codebook and keys of settings have names of their own."""
    with speaking(unreadable):
        for text in said_of(CASES[case]):
            left = re.sub(r"China|Russia|Cordiale|autonomy|recognition|minima\.\w+\.\w+", "", text)
            assert not re.search(r"[A-Za-z]{2,}", left), text


def test_the_drawn_windows_and_their_key_hold_no_word_of_another_language(unreadable: Path) -> None:
    label = LabelReading(text="", type="ALLY", verdict="rhetorical")
    trajectory = with_snapshots(reading(year("1", 1990), drawn([(1.0, "high", "medium", "minimal")]), label=label))
    with speaking(unreadable):
        for svg in (windows_svg(windows_view(trajectory, Arm.COMPUTED, None)), windows_key_svg()):
            texts = [node.text or "" for node in ElementTree.fromstring(svg).iter() if not node.tag.endswith("}style")]
            assert not [text for text in texts if re.search(r"[A-Za-z]{2,}", text.replace("China", "").replace("Russia", ""))]
