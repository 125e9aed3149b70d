"""What must hold for large inputs, small enough here for every run; the full sizes are marked slow."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from cordiale.corpus.readers import Limits, RawText, read

_PEAK = """
import resource, sys
from pathlib import Path
from cordiale.corpus.readers import RawText, read
found = list(read(Path(sys.argv[1]))) if sys.argv[2] == "list" else [sum(isinstance(t, RawText) for t in read(Path(sys.argv[1])))]
print(len(found) if sys.argv[2] == "list" else found[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
for each in found if sys.argv[2] == "list" else ():
    print(each)
"""


def _peak(path: Path, how: str = "count") -> tuple[int, int, list[str]]:
    """Texts counted, megabytes at the peak, and what was printed, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(path), how],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    first, *rest = done.stdout.splitlines()
    count, megabytes = map(int, first.split())
    return count, megabytes, rest


def _tiny_files(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:05d}.txt").write_text(
            f"Statement {n}. We stand for peace — and for trade.", encoding="utf-8"
        )
    return folder


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_one_line_of_many_megabytes_takes_little_memory(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(
        b"text\n" + b"a" * 30_000_000 if suffix == "csv" else b'{"text": "' + b"a" * 30_000_000 + b'"}\n'
    )
    next(read(path), None)  # what is loaded once is no matter of the line
    tracemalloc.start()
    found = list(read(path, limits=Limits(line_characters=100_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not any(isinstance(each, RawText) for each in found)
    assert peak < 8_000_000


def test_a_folder_of_tiny_files_is_read_fast(tmp_path: Path, read_all: Callable) -> None:
    folder = _tiny_files(tmp_path / "many", 2_000)
    begun = time.perf_counter()
    texts, refused = read_all(folder)
    assert len(texts) == 2_000
    assert refused == []
    assert time.perf_counter() - begun < 10  # 0.2 s on an idle machine


def test_rows_of_a_long_table_are_not_held(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("id,text\n")
        for n in range(10_000):
            stream.write(f"{n},{'We stand for peace. ' * 50}\n")
    tracemalloc.start()
    count = sum(isinstance(each, RawText) for each in read(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 6_000_000  # of a file of 10 MB


@pytest.mark.slow
def test_fifty_thousand_tiny_files_take_seconds(tmp_path: Path) -> None:
    folder = _tiny_files(tmp_path / "many", 50_000)
    begun = time.perf_counter()
    count, megabytes, _ = _peak(folder)
    assert count == 50_000
    assert time.perf_counter() - begun < 20
    assert megabytes < 200


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["txt", "html", "csv", "jsonl", "json", "pdf", "docx", "parquet", "xlsx"])
def test_a_line_of_a_gigabyte_is_refused_in_bounded_memory(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    with path.open("wb") as stream:
        for _ in range(1_000):
            stream.write(b"a" * 1_000_000)
    count, megabytes, lines = _peak(path, "list")
    assert count == 1
    assert lines[0].startswith(f"{path.name}: ")
    assert megabytes < 400


@pytest.mark.slow
def test_the_whole_general_debate_is_read_in_seconds(shared: Path, tmp_path: Path) -> None:
    import polars

    parquet = shared / "data" / "corpora" / "ungdc_1946_2024.parquet"
    table = tmp_path / "debate.csv"
    polars.read_parquet(parquet).write_csv(table)
    for path in (parquet, table):
        begun = time.perf_counter()
        count, megabytes, _ = _peak(path)
        assert count == 10_952
        assert time.perf_counter() - begun < 15
        assert megabytes < 500
