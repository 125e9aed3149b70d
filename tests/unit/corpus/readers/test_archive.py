from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cordiale.corpus.readers import Limits


def _zip(path: Path, *entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


PEACE = b"We stand for peace."


def test_an_archive_is_read_like_a_folder(tmp_path: Path, read_all: Callable, russian: str) -> None:
    path = _zip(
        tmp_path / "speeches.zip",
        ("b.txt", PEACE),
        ("речи/а.txt", russian.encode("cp1251")),
        ("TXT/Session 56 - 2001/RUS_56_2001.txt", PEACE),
        ("t.csv", b"id,text\n1,One.\n2,Two.\n"),
        (".DS_Store", b"x"),
        ("__MACOSX/._b.txt", b"x"),
        ("empty/", b""),
    )
    texts, refused = read_all(path)
    assert refused == []
    assert [text.where for text in texts] == [
        "speeches.zip/TXT/Session 56 - 2001/RUS_56_2001.txt",
        "speeches.zip/b.txt",
        "speeches.zip/t.csv, row 2",
        "speeches.zip/t.csv, row 3",
        "speeches.zip/речи/а.txt",
    ]
    assert texts[0].metadata["actor"] == "RUS"
    assert all(text.original == path for text in texts)


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "parquet", "pdf", "jsonl"])
def test_every_format_is_read_inside_an_archive(tmp_path: Path, read_all: Callable, suffix: str) -> None:
    import polars as pl
    import typst
    from docx import Document

    inner = tmp_path / f"a.{suffix}"
    match suffix:
        case "docx":
            document = Document()
            document.add_paragraph("We stand for peace.")
            document.save(str(inner))
        case "xlsx":
            pl.DataFrame({"text": ["We stand for peace."]})
            from openpyxl import Workbook

            book = Workbook()
            book.active.append(["text"])
            book.active.append(["We stand for peace."])
            book.save(inner)
        case "parquet":
            pl.DataFrame({"text": ["We stand for peace."]}).write_parquet(inner)
        case "pdf":
            inner.write_bytes(typst.compile(b"We stand for peace."))
        case _:
            inner.write_text('{"text": "We stand for peace."}', encoding="utf-8")
    ((text,), refused) = read_all(_zip(tmp_path / "z.zip", (inner.name, inner.read_bytes())))
    assert refused == []
    assert text.text == "We stand for peace."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the zip archive is damaged"),
        (PEACE, "damaged, or is none"),
        (b"PK\x03\x04" + bytes(90), "damaged"),
    ],
)
def test_a_broken_archive_is_refused(tmp_path: Path, refusal: Callable, content: bytes, said: str) -> None:
    (tmp_path / "z.zip").write_bytes(content)
    assert said in refusal(tmp_path / "z.zip")


def test_a_damaged_member_is_refused_and_the_others_read(tmp_path: Path, read_all: Callable) -> None:
    path = _zip(tmp_path / "z.zip", ("a.txt", PEACE), ("b.txt", b"damaged " * 40), method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"damaged damaged", b"DAMAGED damaged", 1))
    texts, refused = read_all(path)
    assert [text.file for text in texts] == ["a.txt"]
    assert refused[0].file == "z.zip/b.txt"
    assert "damaged in the archive" in refused[0].why


def test_altered_bytes_never_raise(tmp_path: Path, read_all: Callable) -> None:
    path = _zip(tmp_path / "z.zip", ("a.txt", PEACE * 20), ("b.csv", b"id,text\n1,One.\n"))
    data = path.read_bytes()
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        texts, refused = read_all(path)
        assert texts or refused


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, refusal: Callable) -> None:
    path = _zip(tmp_path / "bomb.zip", *((f"{n}.txt", b"a" * 25_000_000) for n in range(2)))
    assert "unpacks to 50 MB: a zip bomb" in refusal(path)


def test_more_than_the_limits_of_size_and_number_is_refused(
    tmp_path: Path, refusal: Callable, small: Limits
) -> None:
    import random

    noise = random.Random(1).randbytes(30_000)
    large = _zip(tmp_path / "large.zip", ("a.txt", noise))
    assert "unpacks to 30 kB" in refusal(large, limits=Limits(unpacked_bytes=20_000))
    many = _zip(tmp_path / "many.zip", *((f"{n}.txt", PEACE) for n in range(21)))
    assert "holds 21 files, more than 20" in refusal(many, limits=small)


def test_one_member_that_is_a_bomb_leaves_the_others_alone(tmp_path: Path, read_all: Callable) -> None:
    import random

    noise = random.Random(1).randbytes(2_000_000)  # so that the archive as a whole looks harmless
    path = _zip(tmp_path / "z.zip", ("a.txt", PEACE), ("b.txt", bytes(25_000_000)), ("c.bin", noise))
    texts, refused = read_all(path)
    assert [text.file for text in texts] == ["a.txt"]
    assert "to 25 MB: a zip bomb" in refused[0].why


def test_a_member_that_lies_about_its_size_is_not_read_beyond_it(tmp_path: Path, read_all: Callable) -> None:
    path = _zip(tmp_path / "z.zip", ("a.txt", b"a" * 5_000_000))
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 100)
    path.write_bytes(bytes(data))
    texts, refused = read_all(path)
    assert texts == []
    assert "damaged in the archive" in refused[0].why


@pytest.mark.parametrize("name", ["../up.txt", "/root.txt", "a/../../up.txt", "C:/windows.txt", "..\\up.txt"])
def test_names_that_lead_out_of_the_archive_are_refused(
    tmp_path: Path, read_all: Callable, name: str
) -> None:
    path = _zip(tmp_path / "z.zip", (name, PEACE), ("ok.txt", PEACE))
    texts, refused = read_all(path)
    assert [text.file for text in texts] == ["ok.txt"]
    assert "leads out of the archive" in refused[0].why
    assert sorted(each.name for each in tmp_path.iterdir()) == ["z.zip"]


def test_a_member_under_a_password_is_refused(tmp_path: Path, read_all: Callable) -> None:
    path = _zip(tmp_path / "z.zip", ("a.txt", PEACE), ("b.txt", PEACE))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark, data.index(mark) + 4) + offset
        data[place] |= 1
    path.write_bytes(bytes(data))
    texts, refused = read_all(path)
    assert [text.file for text in texts] == ["a.txt"]
    assert "it has a password" in refused[0].why


def test_an_archive_inside_another_is_refused(tmp_path: Path, read_all: Callable) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", PEACE)
    texts, refused = read_all(_zip(tmp_path / "z.zip", ("inner.zip", inner.getvalue()), ("b.txt", PEACE)))
    assert [text.file for text in texts] == ["b.txt"]
    assert refused[0].why == "a zip archive inside another; unpack it first"


@pytest.mark.parametrize("encoding", ["cp866", "utf-8", "gb18030"])
def test_names_of_old_archives_are_read_as_they_were_written(
    tmp_path: Path, read_all: Callable, encoding: str
) -> None:
    name = (
        "国家主席的重要讲话全文/国家主席在联合国大会上的讲话"
        if encoding == "gb18030"
        else "Выступление Президента Российской Федерации"
    )
    raw = name.encode(encoding)
    stand_in = "x" * len(raw)
    path = _zip(tmp_path / "z.zip", (f"{stand_in}.txt", PEACE))
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), raw))
    ((text,), refused) = read_all(path)
    assert refused == []
    assert text.where == f"z.zip/{name}.txt"


def test_an_archive_in_a_folder_is_read_in_its_turn(tmp_path: Path, read_all: Callable) -> None:
    (tmp_path / "f").mkdir()
    _zip(tmp_path / "f" / "b.zip", ("x.txt", PEACE))
    (tmp_path / "f" / "a.txt").write_bytes(PEACE)
    (tmp_path / "f" / "c.txt").write_bytes(PEACE)
    texts, _ = read_all(tmp_path / "f")
    assert [text.where for text in texts] == ["f/a.txt", "f/b.zip/x.txt", "f/c.txt"]


def test_folders_parted_by_a_backslash_are_folders(tmp_path: Path, read_all: Callable) -> None:
    path = _zip(tmp_path / "z.zip", ("s/", b""), ("s/RUS_56_2001.txt", PEACE))
    path.write_bytes(path.read_bytes().replace(b"s/", b"s\\"))
    ((text,), refused) = read_all(path)
    assert refused == []
    assert (text.file, text.where) == ("RUS_56_2001.txt", "z.zip/s/RUS_56_2001.txt")
