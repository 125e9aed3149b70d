"""Every command and every piece of Python that a page shows runs, in the order of the page, and shows its real output."""

from __future__ import annotations

import contextlib
import doctest
import io
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from printing.commands import give_texts
from printing.markdown import DOCS
from printing.pages import Block, blocks, commands, is_printed, pages, rows

from cordiale.cli import main

RUN = ("console", "sh", "python", "pycon", "sheet")
SHOWN_ONLY = ("text", "toml", "bibtex", "powershell", "{toctree}")
"""Kinds of blocks in which nothing could run."""

BY_HAND = [page for page in pages() if not is_printed(page)]


def id_of(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


@pytest.mark.parametrize("page", [page for page in BY_HAND if any(b.kind in RUN for b in blocks(page))], ids=id_of)
def test_what_the_page_shows_runs(page: Path, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    give_texts(tmp_path)
    names: dict[str, object] = {}
    shown = [block for block in blocks(page) if not block.not_run]
    failed = [fault for block in shown if (fault := _fault(block, names))]
    assert failed == []


def _fault(block: Block, names: dict[str, object]) -> str:
    """What is wrong with a block when it is run; empty where nothing is."""
    try:
        _run(block, names)
    except AssertionError as error:
        return str(error)
    return ""


def _run(block: Block, names: dict[str, object]) -> None:
    if block.kind == "console":
        for command, shown in commands(block):
            _assert_shows(command, shown)
    elif block.kind == "python":
        with contextlib.redirect_stdout(io.StringIO()):
            exec(block.text, names)
    elif block.kind == "pycon":
        _assert_doctest(block.text, names)
    elif block.kind == "sheet":
        _enter(*block.target, rows(block))
    elif block.kind == "toml":
        import tomllib

        tomllib.loads(block.text)
    elif block.kind == "sh":
        raise AssertionError(f"write commands as console blocks, or say why they are not run: {block.text}")


def _assert_shows(command: str, shown: list[str]) -> None:
    """The command ends well, and prints what is shown; a line that ends in … stands for whatever follows."""
    program, *arguments = shlex.split(command)
    assert program == "cordiale", command
    out, messages = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(messages):
        code = main(arguments)
    assert code == 0, f"{command}\n{messages.getvalue()}"
    printed = [line.rstrip() for line in out.getvalue().rstrip().splitlines()]
    assert not shown or _matches(shown, printed), f"{command} prints:\n" + "\n".join(printed)


def _matches(shown: list[str], printed: list[str]) -> bool:
    if not shown:
        return not printed
    first, *others = shown
    if first == "…":
        return any(_matches(others, printed[skipped:]) for skipped in range(len(printed) + 1))
    if not printed:
        return False
    same = printed[0].startswith(first[:-1].rstrip()) if first.endswith("…") else printed[0] == first
    return same and _matches(others, printed[1:])


def _assert_doctest(text: str, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(text, names, "page", None, 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert not runner.failures, "".join(said)


def _enter(file: str, sheet: str, filled: list[dict[str, str]]) -> None:
    """Enters rows into a workbook as a person would: by header, into the row of the same first cell, else the next."""
    from openpyxl import load_workbook

    workbook = load_workbook(file)
    table = workbook[sheet]
    columns = {cell.value: cell.column for cell in table[1]}
    first = next(iter(filled[0]))
    standing = {table.cell(row=n, column=columns[first]).value: n for n in range(2, table.max_row + 1)}
    free = 2 + len([name for name in standing if name])
    for row in filled:
        place = standing.get(row[first], free)
        free += place == free
        for name, text in row.items():
            if text:
                table.cell(row=place, column=columns[name]).value = text
    workbook.save(file)


def test_every_kind_of_block_is_run_or_known_to_be_shown_only() -> None:
    kinds = {block.kind for page in pages() for block in blocks(page)}
    unknown = kinds - {*RUN, *SHOWN_ONLY, "r", "stata"}
    assert not {kind for kind in unknown if not kind.startswith(("{include}", "{eval-rst}", "{raw}"))}


def test_few_blocks_are_not_run_and_each_says_why() -> None:
    left_out = [(id_of(page), block.not_run) for page in pages() for block in blocks(page) if block.not_run]
    assert len(left_out) <= 5, left_out
    assert all(len(reason) > 20 for _, reason in left_out)


R_BLOCKS = [block for block in blocks(DOCS / "how-to" / "r-and-stata.md") if block.kind == "r"]


def test_the_snippet_in_plain_r_runs(tmp_path, monkeypatch) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("no Rscript on this machine")
    _written_report(tmp_path, monkeypatch)
    (code,) = [block.text for block in R_BLOCKS if not block.not_run]
    (tmp_path / "snippet.R").write_text(code, encoding="utf-8")
    done = subprocess.run([rscript, "snippet.R"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "1950" in done.stdout


def test_what_the_snippets_for_stata_and_haven_name_is_in_the_files(tmp_path, monkeypatch) -> None:
    import pyreadstat

    _written_report(tmp_path, monkeypatch)
    frame, meta = pyreadstat.read_dta(
        str(tmp_path / "report" / "snapshots.dta"), user_missing=True, output_format="polars"
    )
    text = "\n".join(b.text for b in blocks(DOCS / "how-to" / "r-and-stata.md") if b.kind in ("r", "stata"))
    for column in ("arm", "snapshot", "threat", "identity"):
        assert column in frame.columns
        assert column in text
    assert "u" in set(map(str, frame["identity"].to_list()))
    assert meta.variable_value_labels["threat"]


def _written_report(folder: Path, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    _assert_shows("cordiale run sino-soviet-1950 --quiet --out report", [])
