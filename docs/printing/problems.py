"""One real message for each kind of problem, made by doing what calls it forth in a folder that is thrown away."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cordiale import Study, compare_runs, evaluate, locate, new_study
from cordiale.agreement.alpha import alpha
from cordiale.agreement.scores import scores
from cordiale.cli import main
from cordiale.coding.dictionary import files as pattern_files
from cordiale.errors import CordialeError, InputError
from cordiale.formats.codings import read_codings
from cordiale.formats.files import LARGEST_FILE
from cordiale.formats.schemas import problems_in
from cordiale.passages.mentions import mentions
from cordiale.project.coding_run import latest_run
from cordiale.project.processes import in_order
from cordiale.store.writing import LOCK_FILE, replace_folder_files
from cordiale.trajectory.what_next import SideClaims, roads
from printing.commands import give_texts

HEAD = "id,actor,partner,voice,date,source_id,dimension,"
SOURCES = "id,author,title,date\ns1,Minister,Speech,2021-03-04\n"
ROW = "r1,IND,RUS,official,2021-03-04,s1,"


def _study(
    folder: Path, *, toml: tuple[str, str] = ("", ""), files: Mapping[str, str | bytes] | None = None
) -> Study:
    """A new study, with one thing in study.toml replaced and files written over its own."""
    new_study(folder / "my-study", "Practice", ["IND", "RUS"], years=(2021,))
    head = folder / "my-study" / "study.toml"
    text = head.read_text(encoding="utf-8")
    if toml[0] not in text:
        raise RuntimeError(f"study.toml of a new study no longer holds {toml[0]!r}")
    head.write_text(text.replace(*toml, 1), encoding="utf-8")
    for name, content in (files or {}).items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        (folder / "my-study" / name).write_bytes(data)
    return Study.load(folder / "my-study")


def _evidence(fields: str, codes: str, *, row: str = ROW) -> Callable[[Path], object]:
    """A study whose evidence is one row."""
    files = {"sources.csv": SOURCES, "evidence.csv": f"{HEAD}{fields}\n{row}{codes}\n"}
    return lambda folder: _study(folder, files=files)


def _head(old: str, new: str) -> Callable[[Path], object]:
    """A study with one thing changed in study.toml."""
    return lambda folder: _study(folder, toml=(old, new))


def _file(name: str, content: str | bytes) -> Callable[[Path], object]:
    return lambda folder: _study(folder, files={name: content})


def _large(folder: Path) -> object:
    study = _study(folder).folder
    assert study is not None
    with (study / "evidence.csv").open("wb") as handle:
        handle.truncate(LARGEST_FILE + 12_000_000)
    return Study.load(study)


def _twice(folder: Path) -> object:
    from openpyxl import Workbook

    study = _study(folder).folder
    assert study is not None
    workbook = Workbook()
    workbook.active.title = "evidence"
    workbook.active.append(["id"])
    workbook.save(study / "study.xlsx")
    return Study.load(study)


def _bad_workbook(folder: Path) -> object:
    study = _study(folder).folder
    assert study is not None
    (study / "labels.csv").unlink()
    (study / "labels.xlsx").write_bytes(b"PK\x03\x04 and no more")
    return Study.load(study)


def _workbook(folder: Path) -> object:
    from openpyxl import Workbook

    study = _study(folder).folder
    assert study is not None
    (study / "labels.csv").unlink()
    workbook = Workbook()
    workbook.active.append(["id", "snapshot", "actor", "label"])
    workbook.active.append(["L1", "2021", "IND", "#REF!"])
    workbook.active["D2"].data_type = "e"
    workbook.save(study / "labels.xlsx")
    return Study.load(study)


def _results(folder: Path, *, content: str) -> object:
    (folder / "before").mkdir()
    (folder / "before" / "trajectory.json").write_text(content, encoding="utf-8")
    return compare_runs("before", "before")


def _other_pairs(folder: Path) -> object:
    for name in ("sino-soviet-1950", "nordic-nato"):
        Study.load(name).run().save(folder / name)
    return compare_runs("sino-soviet-1950", "nordic-nato/FIN-NATO")


def _ratio(folder: Path) -> object:
    return roads(SideClaims(actor="India"), SideClaims(actor="Russia"), -2.0)


def _coding(folder: Path) -> object:
    (folder / "codings.jsonl").write_text('{"id": "p1"}\n', encoding="utf-8")
    return list(read_codings(folder / "codings.jsonl"))


def _schema(folder: Path) -> object:
    problem, *_ = problems_in({"format": "cordiale.trajectory/1"}, "trajectory-1", "trajectory.json")
    raise InputError(problem)


def _locked(folder: Path) -> object:
    (folder / "report").mkdir()
    (folder / "report" / LOCK_FILE).touch()
    return Study.load("sino-soviet-1950").run().save("report")


def _in_the_way(folder: Path) -> object:
    (folder / "report").write_text("a file", encoding="utf-8")
    return replace_folder_files(Path("report"), {"report.html": b""})


def _command(line: str) -> Callable[[Path], object]:
    """What a command line says on its way out."""

    def called(folder: Path) -> object:
        messages = io.StringIO()
        with contextlib.redirect_stderr(messages):
            main(shlex.split(line))
        raise CordialeError(messages.getvalue())

    return called


def _with_texts(folder: Path, then: Callable[[], object]) -> object:
    """Something that goes wrong in a study with texts, `my-study`."""
    give_texts(folder)
    new_study(folder / "my-study", "Practice", ["KAZ", "SGP"], years=(2021,))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(shlex.split("add my-study speeches.csv --yes --quiet"))
    return then()


def _refused_text(folder: Path) -> object:
    """The line about a text that is left out; the command says more before it."""
    new_study(folder / "my-study", "Practice", ["IND", "RUS"], years=(2021,))
    (folder / "IND_2021-03-04.odt").write_bytes(b"x")
    messages = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(messages):
        main(shlex.split("add my-study IND_2021-03-04.odt --yes"))
    raise CordialeError(next(line for line in messages.getvalue().splitlines() if "refused" in line))


def _sidecar(folder: Path) -> object:
    new_study(folder / "my-study", "Practice", ["IND", "RUS"], years=(2021,))
    (folder / "described.csv").write_text("speaker,day\nMinister,2021-03-04\n", encoding="utf-8")
    (folder / "speech.txt").write_text("We met in spring.", encoding="utf-8")
    return _command("add my-study speech.txt --sidecar described.csv --actor IND --yes")(folder)


def _later_texts(folder: Path) -> object:
    def later() -> object:
        head = folder / "my-study" / "corpus" / "corpus.json"
        text = head.read_text(encoding="utf-8")
        head.write_text(text.replace("cordiale.corpus/1", "cordiale.corpus/9"), encoding="utf-8")
        return Study.load("my-study").search("terrorism")

    return _with_texts(folder, later)


def _passages(folder: Path) -> object:
    (folder / "passages.jsonl").write_text('{"id": "p1", "text": "We met in spring."}\n', encoding="utf-8")
    return _command("code passages.jsonl --out codings.jsonl --quiet")(folder)


def _empty_codings(folder: Path) -> object:
    (folder / "codings.jsonl").touch()
    return _with_texts(folder, lambda: _command("code my-study --coder codings.jsonl --quiet")(folder))


def _patterns(folder: Path) -> object:
    (folder / "en").mkdir()
    (folder / "en" / "language.toml").write_text("spaced = true\nnear = 5\n", encoding="utf-8")
    (folder / "en" / "framing.csv").write_text("pattern,cue,weight\nthreat,danger,2\n", encoding="utf-8")
    return pattern_files.read("en", folder)


def _book(text: str) -> Callable[[Path], object]:
    """A codebook of one's own."""

    def called(folder: Path) -> object:
        (folder / "mine.toml").write_text(text, encoding="utf-8")
        return _command("codebook --file mine.toml")(folder)

    return called


def _plot(**how: Any) -> Callable[[Path], object]:
    return lambda folder: Study.load("sino-soviet-1950").run().plot.windows(**how)


def _saved(folder: Path) -> object:
    return Study.load("sino-soviet-1950").run().plot.windows().save("windows.jpg")


CALLED_FORTH: Mapping[str, Callable[[Path], object]] = {
    "There is no study here": lambda folder: Study.load("sino-russain"),
    "A file cannot be read": _file("evidence.csv", b"PK\x03\x04 and so on"),
    "The file is not UTF-8": _file("evidence.csv", f"{HEAD}paraphrase\n{ROW}threat,caf".encode() + b"\xe9\n"),
    "The file is too large": _large,
    "A file of that kind is not read": _file("evidence.ods", b"x"),
    "A table is named almost right": _file("evidnce.csv", "id\n"),
    "A table stands in two places": _twice,
    "The workbook cannot be opened": _bad_workbook,
    "A cell of the workbook has no value": _workbook,
    "study.toml cannot be read": _head('title = "Practice"', 'title = "Practice'),
    "The version of the study": _head("cordiale = 1", "cordiale = 9"),
    "A key is not known": _head("title =", "titel ="),
    "A value is of the wrong kind": _head('title = "Practice"', "title = 2021"),
    "Actors and pairs": _head('actors = ["IND", "RUS"]', 'actors = ["IND", "IND"]'),
    "An actor is not in the table": _head('actors = ["IND", "RUS"]', 'actors = ["IND", "Rusia"]'),
    "Snapshots": _head("2021-12-31", "2020-12-31"),
    "The table is empty": _file("evidence.csv", ""),
    "The header has a fault": _evidence("magnitued,urgency", "threat,2,1"),
    "A row has too many cells": _evidence("paraphrase", "threat,debt, which grows"),
    "A quotation mark is not closed": _evidence("paraphrase", 'threat,"debt'),
    "A character that cannot be shown": lambda folder: new_study(
        folder / "s", "Pract\x07ice", ["IND", "RUS"]
    ),
    "An empty cell that must be filled": _evidence("magnitude", "threat,2", row="r1,,RUS,official,2021-03-04,s1,"),
    "A word that is not allowed": _evidence("magnitude,urgency", "threat,2,soon"),
    "Two rows with one id": _evidence("magnitude", f"threat,2\n{ROW}threat,3"),
    "An id that leads nowhere": _file("judgements.csv", "snapshot,condition,level\n2012,threat,low\n"),
    "A date that cannot be read": _evidence("magnitude", "threat,2", row="r1,IND,RUS,official,4 March 2021,s1,"),
    "A row that codes nothing": _evidence("magnitude", "threat,"),
    "A field on the wrong row": _evidence("othering", "threat,we"),
    "The partner is the actor": _evidence("othering", "identity,we", row="r1,IND,IND,official,2021-03-04,s1,"),
    "A judgement contradicts itself": _file(
        "judgements.csv", "snapshot,condition,level,admissible\n2021,identity,low,medium|high\n"
    ),
    "A setting that is none": lambda folder: Study.load("nordic-nato").with_settings({"minima.NASK.status": "minimal"}),
    "A value that a setting does not allow": lambda folder: Study.load("nordic-nato").with_settings(
        {"minima.NASC.status": "some"}
    ),
    "A level or gate that is none": lambda folder: locate(threat="medium"),
    "A ratio that is none": _ratio,
    "Levels in two places": _command("locate --threat low --from levels.csv"),
    "A title or a year that cannot be used": lambda folder: new_study(folder / "s", "t", ["IND", "RUS"], years=(2021, 2011)),
    "The folder is not empty": lambda folder: (_study(folder), _study(folder)),
    "No such level, pair or table": lambda folder: Study.load("sino-russian").run().why("2012.status"),
    "A figure that cannot be drawn": _plot(theme="blue"),
    "A file ending that is not written": _saved,
    "A result that cannot be read": lambda folder: _results(folder, content="[]"),
    "A result of a later version": lambda folder: _results(folder, content='{"format": "cordiale.trajectory/9"}'),
    "Two results of different pairs": _other_pairs,
    "A JSON value that its schema does not allow": _schema,
    "A text that cannot be added": _refused_text,
    "A table that describes files names none": _sidecar,
    "A speaker that is not known": _command('explain "We met in spring." --actor Rusia'),
    "A study that takes no texts": _command("add sino-russian speeches.csv"),
    "A study without texts": lambda folder: (_study(folder), _command("code my-study")(folder)),
    "Texts of a later version": _later_texts,
    "Words that cannot be searched for": lambda folder: _with_texts(
        folder, lambda: Study.load("my-study").search("NOT terrorism")
    ),
    "Days in the wrong order": lambda folder: _with_texts(
        folder, lambda: Study.load("my-study").search("terrorism", first="2021", last="2011")
    ),
    "A passage that cannot be read": _passages,
    "A coder that is none": lambda folder: _with_texts(folder, lambda: _command("code my-study --coder dictionray")(folder)),
    "Nothing to code, or nowhere to put it": _command("code my-study"),
    "Codings of something else": _empty_codings,
    "A run of a coder is not there or not whole": lambda folder: _with_texts(folder, lambda: latest_run(Path("my-study"))),
    "A process ended before its time": lambda folder: list(in_order(os._exit, [1, 1], 2)),
    "A coding that cannot be read": _coding,
    "Codings that cannot be compared": lambda folder: scores(["we"], ["we", "none"], nothing="none"),
    "Codings with nothing to compare them with": lambda folder: evaluate([]),
    "Ratings that have no agreement": lambda folder: alpha([["low", "high"], ["low", "low"]], metric="ordinal"),
    "A language without patterns": _command('explain "Ελλάδα και Κύπρος" --actor RUS'),
    "A pattern file with a fault": _patterns,
    "A field that is none": _command("codebook --field urgeny"),
    "A codebook that cannot be read": _book('version = "1.0.0'),
    "A codebook with a fault": _book('version = "one"\nlanguages = ["en"]\n'),
    "A language that is not read": lambda folder: mentions("Moscou", "fr"),
    "Nothing could be written": _in_the_way,
    "Another run is writing": _locked,
}
"""What calls forth each kind, by its title in `docs/notes/errors.toml`."""


def called_forth() -> dict[str, str]:
    """The first line of a message of each kind, by the kind's title."""
    return {title: message_of(calls) for title, calls in CALLED_FORTH.items()}


def message_of(calls: Callable[[Path], object]) -> str:
    """The first problem that it is refused with.

    Raises:
        RuntimeError: nothing was refused.
    """
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        try:
            calls(Path())
        except CordialeError as error:
            return str(error).partition("\n")[0].replace(str(Path(name)), "…")
    raise RuntimeError("nothing was refused")
