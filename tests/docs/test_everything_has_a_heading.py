"""What exists has a place in the manual: lists are taken from the code, headings from the pages."""

from __future__ import annotations

from fnmatch import fnmatch

import pytest
from printing.commands import EXIT_CODES, command_parsers
from printing.errors import messages
from printing.markdown import DOCS, notes
from printing.output import COMMON
from printing.pages import headings
from printing.theory import tagged

from cordiale import Study
from cordiale import cli as commands_room
from cordiale.codebook import load
from cordiale.formats import study_toml
from cordiale.formats.columns import study_tables
from cordiale.formats.schemas import NAMES
from cordiale.formats.tables_out import TABLES
from cordiale.formats.variables import variables
from cordiale.model.settings import SETTINGS
from cordiale.model.study import OutlookNote
from cordiale.project import states


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
        assert told[setting.key]["others"] or not setting.alternatives, setting.key


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
    for table in TABLES:
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


def test_flags_of_a_state_have_headings() -> None:
    assert {*states._DOUBTS, "adversarial", "no_leader", "implausible_cell"} <= headed("how-to/reading-a-report.md")


def test_every_page_stands_in_the_contents() -> None:
    from printing.pages import blocks, pages

    listed = {
        line
        for block in blocks(DOCS / "index.md")
        if block.kind == "{toctree}"
        for line in block.text.split()
    }
    names = {page.relative_to(DOCS).with_suffix("").as_posix() for page in pages()}
    assert names - {"index"} <= listed
