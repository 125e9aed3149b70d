from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from cordiale.corpus.readers import RawText, Refusal, read, registry
from cordiale.corpus.readers.general_debate import said_by_name
from cordiale.corpus.readers.registry import readers


def _write(path: Path, text: str = "We stand for peace.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_read_with_its_folders_in_the_order_of_names(tmp_path: Path, read_all: Callable) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.md", "10.txt", "2.txt"):
        _write(tmp_path / "speeches" / name)
    texts, refused = read_all(tmp_path / "speeches")
    assert refused == []
    assert [text.where for text in texts] == [
        f"speeches/{name}" for name in ("10.txt", "2.txt", "a/c.md", "a/z.txt", "b.txt")
    ]


def test_hidden_and_lock_files_are_left_out_silently(tmp_path: Path, read_all: Callable) -> None:
    for name in (
        ".DS_Store",
        "._RUS_56_2001.txt",
        "~$speech.docx",
        ".git/a.txt",
        "__MACOSX/a.txt",
        "Thumbs.db",
    ):
        _write(tmp_path / name)
    _write(tmp_path / "a.txt")
    texts, refused = read_all(tmp_path)
    assert [text.file for text in texts] == ["a.txt"]
    assert refused == []


def test_the_general_debate_as_it_is_downloaded(tmp_path: Path, read_all: Callable) -> None:
    for name in (
        "Session 01 - 1946/ARG_01_1946.txt",
        "Session 75 - 2020/EU_75_2020.txt",
        "._Session 75 - 2020",
    ):
        _write(tmp_path / "TXT" / name)
    texts, refused = read_all(tmp_path)
    assert refused == []
    assert [(text.metadata["actor"], text.metadata["session"], text.metadata["date"]) for text in texts] == [
        ("ARG", "1", "1946"),
        ("EU", "75", "2020"),
    ]
    assert texts[0].metadata["doc_id"] == "ungdc:ARG_01_1946"
    assert texts[0].metadata["genre"] == "un_general_debate"


@pytest.mark.parametrize(
    "name", ["RUS_57_2001.txt", "rus_56_2001.txt", "RUS_56_2001.pdf", "RUS_2001.txt", "a.txt"]
)
def test_other_names_say_nothing(name: str) -> None:
    assert said_by_name(name) == {}


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("a.doc", "save it as .docx"),
        ("a.RTF", "save it as .docx"),
        ("a.odt", "save it as .docx"),
        ("a.ppt", "export it as .pdf"),
        ("a.xls", "save it as .xlsx or .csv"),
        ("a.tar.gz", "unpack it"),
        ("a.jpg", "OCR"),
        ("a.xyz", "save it as one of .csv,"),
        ("README", "its name has no ending"),
    ],
)
def test_files_of_other_kinds_are_refused_with_the_cure(
    tmp_path: Path, refusal: Callable, name: str, cure: str
) -> None:
    assert cure in refusal(_write(tmp_path / name))


def test_bad_files_leave_the_others_alone(tmp_path: Path, read_all: Callable) -> None:
    _write(tmp_path / "1.txt")
    _write(tmp_path / "2.pdf")
    _write(tmp_path / "3.txt", "")
    _write(tmp_path / "4.docx")
    _write(tmp_path / "5.zip")
    _write(tmp_path / "6.parquet")
    _write(tmp_path / "7.txt")
    texts, refused = read_all(tmp_path)
    assert [text.file for text in texts] == ["1.txt", "7.txt"]
    assert [each.file.split("/")[-1] for each in refused] == [
        "2.pdf",
        "3.txt",
        "4.docx",
        "5.zip",
        "6.parquet",
    ]


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (only,) = read(tmp_path / "nowhere.txt")
    assert isinstance(only, Refusal)
    assert "no such file or folder" in only.why


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(read(tmp_path)) == []


def test_texts_come_as_they_are_asked_for(tmp_path: Path) -> None:
    _write(tmp_path / "1.txt")
    later = _write(tmp_path / "2.txt")
    stream = read(tmp_path)
    first = next(stream)
    later.unlink()
    second = next(stream)
    assert isinstance(first, RawText)
    assert isinstance(second, Refusal)


def test_files_named_as_left_out_are_not_read(tmp_path: Path, read_all: Callable) -> None:
    table = _write(tmp_path / "who.csv", "file,actor\na.txt,CHN\n")
    _write(tmp_path / "a.txt")
    texts, refused = read_all(tmp_path, left_out=[table])
    assert [text.file for text in texts] == ["a.txt"]
    assert refused == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_that_lead_back_and_links_that_lead_nowhere_are_refused(
    tmp_path: Path, read_all: Callable
) -> None:
    _write(tmp_path / "s" / "deep" / "a.txt")
    (tmp_path / "s" / "deep" / "loop").symlink_to(tmp_path / "s", target_is_directory=True)
    (tmp_path / "s" / "dead.txt").symlink_to(tmp_path / "gone.txt")
    texts, refused = read_all(tmp_path / "s")
    assert [text.where for text in texts] == ["s/deep/a.txt"]
    assert [(each.file, each.why.split(";")[1]) for each in refused] == [
        ("s/dead.txt", " mend or delete the link"),
        ("s/deep/loop", " take it out"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, refusal: Callable) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither a file nor a folder" in refusal(tmp_path / "pipe.txt")


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder, and rights that end where its files forbid reading: root reads everything."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        yield Path(name)
        if root:
            os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="rights are others on Windows")
def test_what_may_not_be_read_is_refused(as_nobody: Path, read_all: Callable) -> None:
    _write(as_nobody / "a.txt")
    _write(as_nobody / "b.txt").chmod(0)
    _write(as_nobody / "c" / "d.txt")
    (as_nobody / "c").chmod(0)
    _write(as_nobody / "e.zip").chmod(0)
    if os.geteuid() == 0:
        os.seteuid(65534)
    texts, refused = read_all(as_nobody)
    if os.geteuid() == 65534:
        os.seteuid(0)
    (as_nobody / "c").chmod(0o755)
    assert [text.file for text in texts] == ["a.txt"]
    assert [each.file.split("/", 1)[1] for each in refused] == ["b.txt", "c", "e.zip"]
    assert all("permission denied; let yourself read it" in each.why for each in refused)


@pytest.mark.skipif(os.name == "nt", reason="such names are forbidden on Windows")
def test_odd_names_stay_on_one_line(tmp_path: Path, read_all: Callable) -> None:
    _write(tmp_path / "two\nlines.xyz")
    (tmp_path / os.fsdecode(b"caf\xe9.xyz")).write_bytes(b"x")
    _, refused = read_all(tmp_path)
    for each in refused:
        str(each).encode("utf-8")
    assert {each.file.split("/")[1] for each in refused} == {r"two\nlines.xyz", r"caf\xe9.xyz"}


def test_every_reader_loads_and_all_come_by_one_table() -> None:
    table = readers()
    assert {
        ".txt",
        ".md",
        ".html",
        ".htm",
        ".pdf",
        ".docx",
        ".csv",
        ".tsv",
        ".xlsx",
        ".jsonl",
        ".parquet",
    } <= set(table)
    assert all(entry.group == "cordiale.readers" and callable(entry.load()) for entry in table.values())


def test_other_packages_add_readers_and_do_not_replace_ours(
    tmp_path: Path, read_all: Callable, refusal: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = "cordiale.corpus.readers.plain:read_text"
    foreign = [
        EntryPoint(name="SRT", value=plain, group=registry.GROUP),
        EntryPoint(name="txt", value="somewhere:else", group=registry.GROUP),
        EntryPoint(name="rtf", value="not_there:read", group=registry.GROUP),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: foreign)
    _write(tmp_path / "a.srt")
    _write(tmp_path / "b.txt")
    texts, refused = read_all(tmp_path)
    assert [text.file for text in texts] == ["a.srt", "b.txt"]
    assert refused == []
    assert "cannot be loaded" in refusal(_write(tmp_path / "c.rtf"))
