"""The command line from outside: exit codes, streams, files, and what happens to bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cordiale.cli import main
from cordiale.formats.schemas import schema


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run one command in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stop:  # argparse, on wrong usage
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_help_of_every_command_has_an_example(run) -> None:
    names = ["run", "report", "why", "what-next", "sensitivity", "compare", "check", "new", "locate", "settings", "studies"]
    for name in names:
        code, out, _ = run(name, "--help")
        assert code == 0
        assert f"example: cordiale {name}" in out


def test_wrong_usage_exits_with_2(run) -> None:
    assert run("no-such-command")[0] == 2
    assert run("run")[0] == 2


def test_locate_prints_the_json_of_the_contract(run) -> None:
    code, out, _ = run("locate", "--threat", "high", "--identity", "medium", "--status", "minimal", "--format", "json")
    found = json.loads(out)
    Draft202012Validator(schema("locate-1")).validate(found)
    assert code == 0
    assert found["enabled"] == ["THIN", "COAL", "THICK"]
    assert found["location"] == ["COAL", "THICK"]
    assert found["gaps"]["ALLY"] == {"status": 2}


def test_locate_says_null_where_alternatives_differ(run) -> None:
    _, out, _ = run("locate", "--threat", "low", "--identity", "low,medium", "--status", "minimal", "--format", "json")
    found = json.loads(out)
    assert found["location"] is None
    assert found["possible"] == [["THIN"], ["THICK"]]


def test_locate_names_the_nearest_level(run) -> None:
    code, out, err = run("locate", "--status", "minimum")
    assert (code, out) == (2, "")
    assert "did you mean 'minimal'" in err


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_locate_from_writes_each_row_back(run, tmp_path, separator: str) -> None:
    rows = [["pair", "threat", "identity", "status"], ["a", "high", "medium", "minimal"], ["b", "low", "", "minimal"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    (tmp_path / "levels.csv").write_bytes(("\ufeff" + text).encode())
    code, out, _ = run("locate", "--from", "levels.csv", "--format", "csv")
    found = list(csv.reader(io.StringIO(out)))
    assert code == 0
    assert found[0] == ["pair", "threat", "identity", "status", "enabled", "location"]
    assert found[1][-2:] == ["THIN|COAL|THICK", "COAL+THICK"]
    assert found[2][-2:] == ["", "THIN|THICK"]


def test_locate_from_names_file_and_line_of_a_wrong_word(run, tmp_path) -> None:
    (tmp_path / "levels.csv").write_text("threat,identity,status\nlow,low,minimal\nlow,lo,minimal\n")
    code, out, err = run("locate", "--from", "levels.csv", "--format", "csv")
    assert (code, out) == (1, "")
    assert "levels.csv, line 3" in err
    assert "did you mean 'low'" in err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"a,b\n1,2\n", "no column threat"),
        (b"threat,identity,status\nlow,low\n", "line 2: 2 cells"),
        (b"threat,identity,status\n\xff\xfe,low,low\n", "not UTF-8"),
    ],
)
def test_locate_from_refuses_bad_files_with_a_reason(run, tmp_path, content: bytes, told: str) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    code, _, err = run("locate", "--from", "bad.csv")
    assert code == 1
    assert told in err
    assert "Traceback" not in err


def test_new_check_and_run_of_an_empty_study(run, tmp_path) -> None:
    assert run("new", "mine", "--actors", "India,Brazil", "--years", "2011,2021")[0] == 0
    code, out, _ = run("check", "mine")
    assert code == 0
    assert "add 1 or more official documents" in out
    code, out, err = run("run", "mine")
    assert code == 0
    assert "unknown" in out
    assert "written:" in err
    found = json.loads((tmp_path / "mine" / "report" / "trajectory.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema("trajectory-1")).validate(found)
    assert found["snapshots"][0]["computed"]["gate"] == "unknown"


def test_new_with_excel_runs_too(run, tmp_path) -> None:
    assert run("new", "book", "--excel")[0] == 0
    assert (tmp_path / "book" / "study.xlsx").is_file()
    assert run("run", "book", "--quiet")[0] == 0


def test_new_refuses_a_folder_that_is_not_empty(run, tmp_path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.docx").write_text("years of work")
    code, _, err = run("new", "full")
    assert code == 1
    assert "nothing was changed" in err
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["thesis.docx"]


def test_a_run_writes_everything_that_the_contract_names(run, tmp_path) -> None:
    code, _, _ = run("run", "sino-soviet-1950", "--quiet")
    assert code == 0
    folder = tmp_path / "sino-soviet-1950-report"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    tables = ["snapshots", "levels", "types", "evidence_used", "events", "threats", "othering", "status", "support", "coverage"]
    wanted = {f"{table}.{ending}" for table in tables for ending in ("csv", "parquet", "dta")}
    wanted |= {"trajectory.json", "variables.csv", "methods.md", "report.html", "report.json", "provenance.tex"}
    wanted |= {f"figures/windows{ending}" for ending in (".svg", ".png", ".csv", "-paper.svg")}
    wanted |= {f"table1.{ending}" for ending in ("html", "tex", "csv")}
    assert wanted <= names


@pytest.mark.parametrize(
    ("form", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("docx", b"PK\x03\x04")]
)
def test_a_report_is_written_alone_in_each_form(run, tmp_path, form: str, start: bytes) -> None:
    code, out, _ = run("report", "sino-soviet-1950", "--quiet", "--format", form)
    written = tmp_path / "sino-soviet-1950-report" / f"report.{form}"
    assert code == 0
    assert out.strip() == str(written.relative_to(tmp_path))
    assert written.read_bytes().startswith(start)
    assert not (written.parent / "trajectory.json").exists()


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_the_same_report_has_the_same_bytes(run, tmp_path, form: str) -> None:
    for folder in ("one", "two"):
        assert run("report", "sino-soviet-1950", "--quiet", "--format", form, "--out", folder)[0] == 0
    name = f"report.{form}"
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_page_and_its_twin_lie_together_with_the_figures_they_name(run, tmp_path) -> None:
    assert run("run", "sino-soviet-1950", "--quiet", "--out", "out")[0] == 0
    twin = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema("report-1")).validate(twin)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    for figure in twin["figures"]:
        for ending in ("svg", "png", "csv"):
            assert f'href="figures/{figure["name"]}.{ending}"' in page
            assert (tmp_path / "out" / "figures" / f"{figure['name']}.{ending}").stat().st_size > 0


def test_the_same_run_gives_the_same_bytes(run, tmp_path) -> None:
    for folder in ("one", "two"):
        assert run("run", "nordic-nato", "--quiet", "--out", folder)[0] == 0
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*") if p.is_file())
    assert len(files) > 60
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_several_dyads_get_a_folder_each_and_an_index(run, tmp_path) -> None:
    run("run", "nordic-nato", "--quiet", "--out", "out")
    for dyad in ("FIN-NATO", "NATO-SWE"):
        found = json.loads((tmp_path / "out" / dyad / "trajectory.json").read_text(encoding="utf-8"))
        assert "-".join(found["dyad"]) == dyad
        assert [s["judged"]["location"] for s in found["snapshots"]] == [["NASC"], ["ASC"]]
    assert "FIN-NATO/report.html" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_why_walks_back_to_records_and_names_rules_and_settings(run) -> None:
    code, out, _ = run("why", "sino-russian", "2011.status", "--quiet")
    assert code == 0
    for text in ("E11-10", "role_expected=independent_pole", "I-19", "status.referent=partner_only", "cap medium"):
        assert text in out


def test_why_names_the_nearest_address(run) -> None:
    code, _, err = run("why", "sino-russian", "2011.statuss", "--quiet")
    assert code == 1
    assert "did you mean '2011.status'" in err


def test_compare_says_what_moved_and_on_which_records(run, tmp_path) -> None:
    run("run", "sino-soviet-1950", "--quiet", "--out", "one")
    run("run", "sino-soviet-1950", "--quiet", "--out", "two", "--set", "minima.COAL.status=higher")
    code, out, _ = run("compare", "one", "two")
    assert code == 0
    assert "setting minima.COAL.status: minimal → higher" in out
    assert run("compare", "one", "one")[1].strip().endswith("nothing moved")


def test_settings_lists_each_with_default_and_wording(run) -> None:
    _, out, _ = run("settings", "--format", "json")
    found = {one["key"]: one for one in json.loads(out)}
    assert found["minima.NASC.status"]["default"] == "medium"
    assert found["minima.NASC.status"]["alternatives"] == ["minimal", "higher", "highest"]
    assert found["threat.hedge_rule"]["interpretation"] == "I-34"


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("threat.hegde_rule=ignore", "did you mean 'threat.hedge_rule'"),
        ("threat.hedge_rule=ignor", "did you mean 'ignore'"),
        ("threat.hedge_rule", "has no '='"),
        ("uncertainty.delta=many", "a number from"),
    ],
)
def test_a_wrong_setting_is_refused_with_what_is_allowed(run, setting: str, told: str) -> None:
    code, _, err = run("run", "sino-soviet-1950", "--set", setting)
    assert code == 2
    assert told in err


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("evidence.csv", b"id,actor,voice,dimensoin\n", "dimension"),
        ("evidence.csv", b"id,actor,voice,dimension,magnitude,source_id\ne,IND,official,threat,9,s\n", "magnitude"),
        ("evidence.csv", b"\xff\xfe\x00\x00", "UTF-8"),
        ("study.toml", b"title = \n", "study.toml, line 1"),
    ],
)
def test_files_at_fault_are_named_and_nothing_is_written(run, tmp_path, name: str, content: bytes, told: str) -> None:
    run("new", "mine", "--actors", "IND,BRA")
    (tmp_path / "mine" / name).write_bytes(content)
    code, out, err = run("run", "mine")
    assert (code, out) == (1, "")
    assert name in err
    assert told in err
    assert not (tmp_path / "mine" / "report").exists()


def test_a_folder_without_study_and_an_unknown_name_are_told_apart(run, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    assert "cordiale new" in run("run", "empty")[2]
    assert "did you mean 'sino-russian'" in run("run", "sino-rusian")[2]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes where nobody may")
def test_a_read_only_folder_is_named(run, tmp_path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    code, _, err = run("run", "sino-soviet-1950", "--quiet", "--out", "locked")
    assert code == 1
    assert "locked" in err


def test_hostile_cells_stay_text_everywhere(run, tmp_path) -> None:
    run("new", "mine", "--actors", "IND,BRA", "--years", "2024")
    hostile = ['=HYPERLINK("http://x")', "<script>alert(1)</script>", "]]>&amp;", "\u202eevil", "=1+1"]
    lines = ["id,actor,voice,dimension,source_id,date,source_family,magnitude,urgency,paraphrase"]
    for number, text in enumerate(hostile):
        quoted = text.replace('"', '""')
        lines.append(f'e{number},IND,official,threat,s,2024-01-01,us_led_west,3,2,"{quoted}"')
    (tmp_path / "mine" / "evidence.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "mine" / "sources.csv").write_text("id,title\ns,<img src=x onerror=alert(1)>\n", encoding="utf-8")
    code, _, err = run("run", "mine", "--quiet")
    assert code == 0, err
    page = (tmp_path / "mine" / "report" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    used = (tmp_path / "mine" / "report" / "evidence_used.csv").read_text(encoding="utf-8")
    assert "'=1+1" in used


def as_process(*arguments: str, cwd: Path, **more) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "cordiale", *arguments], cwd=cwd, capture_output=True, check=False, **more
    )


def test_two_runs_on_one_study_do_not_mix(tmp_path) -> None:
    """The second is told at once, or waits for nothing and finds the first done; never a mixture."""
    first = subprocess.Popen(
        [sys.executable, "-m", "cordiale", "run", "sino-russian", "--quiet", "--out", "out"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    lock = tmp_path / "out" / ".cordiale.lock"
    while not lock.exists() and first.poll() is None:
        pass
    second = as_process("run", "sino-russian", "--quiet", "--out", "out", cwd=tmp_path)
    first.wait()
    assert first.returncode == 0
    assert second.returncode == 1
    assert b"is writing" in second.stderr
    assert not lock.exists()


def test_a_terminal_that_is_not_utf8_gets_substitutes_and_no_traceback(tmp_path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    found = as_process("what-next", "sino-russian", "--quiet", cwd=tmp_path, env=env)
    assert found.returncode == 0, found.stderr


def test_import_and_help_load_nothing_heavy(tmp_path) -> None:
    program = (
        "import sys, cordiale; from cordiale.cli import build_parser; build_parser();"
        "print([m for m in ('numpy', 'polars', 'openpyxl', 'pyreadstat', 'jinja2', 'resvg_py') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_no_command_waits_for_input(tmp_path) -> None:
    found = as_process("new", "mine", cwd=tmp_path, stdin=subprocess.DEVNULL, timeout=60)
    assert found.returncode == 0
    shutil.rmtree(tmp_path / "mine")


def test_compare_names_a_record_that_was_recoded(run, tmp_path) -> None:
    run("new", "mine", "--actors", "IND,BRA", "--years", "2024")
    (tmp_path / "mine" / "sources.csv").write_text("id,title\ns,A speech\n", encoding="utf-8")
    head = "id,actor,partner,voice,dimension,source_id,date,othering\n"
    for folder, othering in (("one", "non_radical"), ("two", "radical")):
        rows = "".join(f"e{n},{a},{b},official,identity,s,2024-01-01,{othering}\n" for n, (a, b) in enumerate([("IND", "BRA"), ("BRA", "IND")]))
        (tmp_path / "mine" / "evidence.csv").write_text(head + rows, encoding="utf-8")
        assert run("run", "mine", "--quiet", "--out", folder)[0] == 0
    out = run("compare", "one", "two")[1]
    assert "recoded: e0, e1" in out


def test_words_of_the_command_line_that_are_not_allowed_are_wrong_usage(run) -> None:
    assert run("run", "sino-soviet-1950", "--set", "nope=1")[0] == 2
    assert run("locate", "--threat", "hgh")[0] == 2


def test_control_characters_stay_text(run, tmp_path) -> None:
    run("new", "mine", "--actors", "IND,BRA", "--years", "2024")
    (tmp_path / "mine" / "sources.csv").write_text("id,title\ns,A \x1b[31mspeech\x01\n", encoding="utf-8")
    (tmp_path / "mine" / "evidence.csv").write_text(
        "id,actor,voice,dimension,source_id,date,magnitude,paraphrase\ne,IND,official,threat,s,2024-01-01,2,\x01\x07bell\n",
        encoding="utf-8",
    )
    code, _, err = run("run", "mine", "--quiet")
    assert code == 0, err
    page = (tmp_path / "mine" / "report" / "report.html").read_text(encoding="utf-8")
    assert "\u2401\u2407bell" in page
    assert "\x1b" not in run("why", "mine", "2024.threat", "--quiet")[1]
