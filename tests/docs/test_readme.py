"""The README says what the program does: its code runs, its output is the program's output."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cordiale.cli import main
from cordiale.cli.parser import build_parser

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.S | re.M)


def test_the_python_block_runs(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("python")
    names: dict[str, object] = {}
    exec(code, names)
    assert names["result"].trajectory.snapshots[0].label.verdict == "rhetorical"
    assert (tmp_path / "windows.svg").is_file()


@pytest.mark.parametrize("block", blocks("console"))
def test_console_blocks_show_the_real_output(block: str, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    command, _, output = block.partition("\n")
    assert main(command.removeprefix("$ cordiale ").split()) == 0
    assert capsys.readouterr().out.strip() == output.strip()


def test_every_command_is_named_in_the_readme() -> None:
    (commands,) = (a for a in build_parser()._actions if a.dest == "command")
    for name in commands.choices:
        assert f"cordiale {name}" in README


def test_every_file_that_the_readme_links_to_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)|(?:src|srcset)=\"([^\"]+)\"", README):
        path = next(filter(None, target))
        if "://" not in path:
            assert (ROOT / path).exists(), path
