"""What exists has a place in the manual: lists are taken from the code, headings from the pages."""

from __future__ import annotations

import re
from fnmatch import fnmatch

import pytest
from printing.commands import EXIT_CODES, command_parsers
from printing.errors import messages, pattern
from printing.markdown import DOCS, notes
from printing.output import COMMON
from printing.pages import blocks, headings, pages
from printing.problems import called_forth
from printing.theory import tagged

import cordiale
from cordiale import Study
from cordiale import cli as commands_room
from cordiale.codebook import load
from cordiale.formats import study_toml
from cordiale.formats.columns import study_tables
from cordiale.formats.schemas import NAMES
from cordiale.formats.tables_out import TABLES, TABLES_OF_TEXTS
from cordiale.formats.variables import variables
from cordiale.model.settings import SETTINGS
from cordiale.model.study import OutlookNote
from cordiale.project import states
from cordiale.project.coverage import DOCUMENTS_FOR_A_POINT


def headed(page: str) -> set[str]:
    return {heading.replace("`", "") for heading in headings(DOCS / page)}


def test_every_command_has_a_heading_and_a_note() -> None:
    assert set(command_parsers()) <= headed("reference/commands.md")
    assert set(command_parsers()) == set(notes("commands"))


def test_every_exit_code_has_a_heading() -> None:
    named = {int(code) for code, _ in EXIT_CODES}
    assert {0, commands_room.EXIT_FAULT, commands_room.EXIT_USAGE, commands_room.EXIT_INTERRUPTED} <= named
    assert {f"Exit code {code}" for code in named} <= headed("reference/commands.md")


def test_every_setting_has_a_heading_and_words_by_hand() -> None:
    keys = [setting.key for setting in SETTINGS]
    assert set(keys) <= headed("theory/settings.md")
    assert set(keys) == set(notes("settings"))


def test_what_speaks_for_each_alternative_is_said() -> None:
    told = notes("settings")
    for setting in SETTINGS:
        assert told[setting.key]["why"]
        assert told[setting.key]["changes"]
        said = re.sub(r"`[^`]*`", "", told[setting.key]["others"])
        assert len(said.strip()) >= 40, setting.key


def test_every_rule_that_the_code_carries_has_a_heading() -> None:
    ids = {heading.partition(" ")[0] for heading in headed("theory/rules.md")}
    assert sorted(set(tagged()) - ids) == []


def test_rules_name_only_settings_that_exist() -> None:
    keys = {setting.key for setting in SETTINGS}
    assert {key for rule in notes("rules").values() for key in rule.get("settings", ())} <= keys


def test_every_field_of_the_codebook_has_a_heading_and_a_note() -> None:
    names = {field.name for field in load().fields}
    assert names <= headed("reference/fields.md")
    assert names == set(notes("fields"))


def test_every_table_and_column_of_a_study_has_a_heading() -> None:
    found = headed("reference/study-files.md")
    for table in study_tables():
        assert table.name in found
        assert {f"{table.name}.{c.name}" for c in table.columns if c.field is None} <= found


def test_every_key_of_the_head_of_a_study_has_a_heading() -> None:
    outlook = OutlookNote.__dataclass_fields__
    keys = {
        *study_toml._KEYS,
        *(f"snapshots.{key}" for key in study_toml._SNAPSHOT_KEYS),
        *(f"outlook.{key}" for key in outlook),
    }
    assert keys == set(notes("tables")["keys"])
    assert {f"study.toml {key}" for key in keys} <= headed("reference/study-files.md")


def test_every_table_and_column_of_a_result_has_a_heading() -> None:
    found = headed("reference/output.md")
    assert set(COMMON) <= found
    for table in (*TABLES, *TABLES_OF_TEXTS):
        assert f"Table {table}" in found
        assert {f"{table}.{one.name}" for one in variables(table)[len(COMMON) :]} <= found


@pytest.mark.parametrize("study", ["sino-soviet-1950"])
def test_every_file_that_a_run_writes_is_described(study: str) -> None:
    patterns = {heading for heading in headed("reference/output.md") if "." in heading}
    files = Study.load(study).run().files()
    assert [name for name in files if not any(fnmatch(name, pattern) for pattern in patterns)] == []


def test_every_json_format_has_a_heading() -> None:
    assert set(NAMES) <= headed("reference/json.md")


def test_every_message_of_a_problem_stands_under_a_kind() -> None:
    explained = {message for kind in notes("errors")["kind"] for message in kind["says"]}
    new = {message: module for message, module in messages().items() if message not in explained}
    assert new == {}, "put these messages under a kind in docs/notes/errors.toml, then run scripts/make_docs.py"


def test_every_message_that_is_explained_stands_in_the_code() -> None:
    explained = {message for kind in notes("errors")["kind"] for message in kind["says"]}
    assert sorted(explained - set(messages())) == []


def test_every_kind_of_problem_has_a_heading_and_only_one() -> None:
    titles = [kind["title"] for kind in notes("errors")["kind"]]
    assert len(titles) == len(set(titles))
    assert set(titles) <= headed("reference/errors.md")


def test_the_message_shown_for_each_kind_is_one_of_that_kind() -> None:
    kinds = {kind["title"]: kind for kind in notes("errors")["kind"]}
    shown = called_forth()
    assert set(shown) == set(kinds)
    named = {title: [one for one in kind["says"] if re.search("[a-z]", one)] for title, kind in kinds.items()}
    strange = {
        title: message
        for title, message in shown.items()
        if named[title] and not any(pattern(one).search(message) for one in named[title])
    }
    assert strange == {}


def test_the_page_of_python_lists_what_the_package_gives_and_nothing_else() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    table = text.partition("gives\n")[2].partition("```{eval-rst}")[0]
    listed = {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.partition("|")[2].partition("|")[0])}
    assert listed == set(cordiale.__all__)


def test_documents_needed_are_those_that_check_advises() -> None:
    text = (DOCS / "how-to" / "coding-evidence.md").read_text(encoding="utf-8")
    shown = {cells[0].split()[0]: cells[1] for cells in re.findall(r"^\| (\w+ (?:medium|high)[^|]*)\| (\d+ to \d+) \|$", text, re.M)}
    assert shown == {str(of): f"{least} to {most}" for of, (least, most) in DOCUMENTS_FOR_A_POINT.items()}


def test_every_section_of_the_operationalisation_that_is_cited_is_explained() -> None:
    explained = {heading.split()[1] for heading in headed("theory/operationalisation.md") if heading.startswith("Section ")}
    cited = {n for page in DOCS.rglob("*.md") for n in re.findall(r"\bOP (\d+)", page.read_text(encoding="utf-8"))}
    assert explained == {str(number) for number in range(1, 13)}
    assert cited <= explained


def test_every_discrepancy_is_told_in_where_it_differs() -> None:
    text = " ".join(headings(DOCS / "differs.md"))
    assert {f"D-{number}" for number in range(1, 20)} <= set(re.findall(r"D-\d+", text))


def test_pages_name_no_paper_that_readers_do_not_have() -> None:
    found = [page.name for page in pages() if re.search(r"CONTRACTS|DESIGN\.md", page.read_text(encoding="utf-8"))]
    assert found == []


def test_flags_of_a_state_have_headings() -> None:
    assert {*states._DOUBTS, "adversarial", "no_leader", "implausible_cell"} <= headed("how-to/reading-a-report.md")


def test_every_page_stands_in_the_contents() -> None:
    listed = {
        line
        for block in blocks(DOCS / "index.md")
        if block.kind == "{toctree}"
        for line in block.text.split()
    }
    names = {page.relative_to(DOCS).with_suffix("").as_posix() for page in pages()}
    assert names - {"index"} <= listed
