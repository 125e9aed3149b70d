"""Studies as text, for the tests: files by name, read as the reader of folders reads them."""

from pathlib import Path

from cordiale.errors import StudyError
from cordiale.formats.files import decode, read_bytes
from cordiale.formats.study_files import read_study
from cordiale.formats.tables import read_table

HEAD = """\
cordiale = 1
title = "Two states"
actors = ["CHN", "RUS"]
[[snapshots]]
id = "1996"
start = "1996-01-01"
end = "1996-12-31"
[[snapshots]]
id = "2001p"
start = "2001-01-01"
end = "2003-12-31"
"""

EVIDENCE_START = "id,actor,partner,snapshot,voice,date,source_id,dimension,"


def read_files(folder: Path, **tables: str):
    """The study of the given tables; `head` is study.toml."""
    head = tables.pop("head", HEAD)
    (folder / "study.toml").write_text(head, encoding="utf-8", newline="\n")
    read = {}
    for name, text in tables.items():
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8", newline="\n")
        try:
            read[name] = read_table(file)
        except StudyError as error:
            read[name] = error
    return read_study("pair", decode(read_bytes(folder / "study.toml"), "study.toml"), read)


def problems(folder: Path, **tables: str) -> list[str]:
    """What is wrong with the given tables, one message a problem."""
    try:
        read_files(folder, **tables)
    except StudyError as error:
        return [str(problem) for problem in error.problems]
    return []


def evidence(header: str, *rows: str) -> str:
    """An evidence table with the usual first columns and some fields."""
    start = "{id},RUS,CHN,1996,official,1996-05,s1,"
    lines = [start.format(id=f"E{number}") + row for number, row in enumerate(rows, start=1)]
    return "\n".join([EVIDENCE_START + header, *lines, ""])
