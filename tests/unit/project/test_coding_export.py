"""Codings of a study in and out: export, and import by the same door."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from coding_doubles import WordCoder, stored, study
from cordiale.errors import StudyError
from cordiale.formats.codings import read_codings
from cordiale.project.coding_export import CSV_COLUMNS, export
from cordiale.project.coding_import import import_codings, is_codings_file
from cordiale.project.coding_run import code_study, codings_of
from cordiale.store.corpus import append


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = study(tmp_path_factory.mktemp("export") / "study", documents=4, passages=10)
    code_study(folder, WordCoder(raises="no. 9."))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return study(tmp_path / "study", documents=4, passages=10)


def lines_in(path: Path) -> list[dict[str, Any]]:
    return [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


def test_each_passage_stands_once_ordered_by_document_and_offset(coded: Path, tmp_path: Path) -> None:
    written = export(coded, "words", "jsonl", tmp_path / "out.jsonl")
    found = lines_in(tmp_path / "out.jsonl")
    assert (written.passages, written.uncoded) == (40, 0)
    places = [(one["doc_id"], one["start"]) for one in found]
    assert places == sorted(set(places))
    assert len(places) == 40
    assert [one["doc_id"] for one in found[::10]] == ["d0001", "d0002", "d0003", "d0004"]
    keys = {"id", "doc_id", "actor", "language", "date", "text", "threats", "others", "status", "support",
            "narrative", "confidence", "coder", "run"}  # fmt: skip
    assert all(keys <= set(one) for one in found)
    assert sum("failed" in one for one in found) == 4
    assert not any("coded_at" in one for one in found)
    assert len(list(read_codings(tmp_path / "out.jsonl"))) == 40


def test_a_table_has_a_row_a_code_and_one_for_a_passage_without(coded: Path, tmp_path: Path) -> None:
    export(coded, "words", "csv", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert len({(row["doc_id"], row["id"]) for row in rows}) == 40
    threat = next(row for row in rows if row["code"] == "threats")
    assert (threat["magnitude"], threat["hedge"], threat["quote"], threat["p"]) == (
        "2",
        "false",
        "threat",
        "0.1",
    )
    assert next(row for row in rows if row["failed"])["code"] == ""


def test_parquet_has_a_row_a_passage_with_codes_as_lists(coded: Path, tmp_path: Path) -> None:
    export(coded, "words", "parquet", tmp_path / "out.parquet")
    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert frame.height == 40
    first = frame.filter(pl.col("threats").list.len() > 0).row(0, named=True)
    assert first["threats"][0]["span"] == [first["text"].find("threat"), first["text"].find("threat") + 6]
    assert frame.filter(pl.col("failed").is_not_null()).height == 4


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_the_same_codings_give_the_same_bytes(coded: Path, tmp_path: Path, form: Any) -> None:
    export(coded, "words", form, tmp_path / "one")
    export(coded, "words", form, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}


def test_passages_added_later_are_counted(folder: Path, tmp_path: Path) -> None:
    code_study(folder, WordCoder())
    append(folder, [stored("new", ["One.", "Two."])])
    written = export(folder, "words", "jsonl", tmp_path / "out.jsonl")
    assert (written.passages, written.uncoded) == (40, 2)


def test_a_coder_without_codings_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"'dictionary' has finished no run.*`cordiale code"):
        export(folder, None, "jsonl", tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


# --------------------------------------------------------------------------------------- import


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_was_exported_comes_in_again(coded: Path, folder: Path, tmp_path: Path, form: Any) -> None:
    path = tmp_path / f"codings.{form}"
    export(coded, "words", form, path)
    run = import_codings(folder, path)
    assert (run.coded, run.already, run.failed) == (40, 0, 4)
    export(folder, "words", "jsonl", tmp_path / "again.jsonl")
    export(coded, "words", "jsonl", tmp_path / "first.jsonl")
    first, again = lines_in(tmp_path / "first.jsonl"), lines_in(tmp_path / "again.jsonl")
    assert [one | {"run": ""} for one in again] == [one | {"run": ""} for one in first]
    repeated = import_codings(folder, path)
    assert (repeated.run, repeated.coded, repeated.already) == (run.run, 0, 40)


def test_people_code_a_part_in_any_order(coded: Path, folder: Path, tmp_path: Path) -> None:
    export(coded, "words", "jsonl", tmp_path / "all.jsonl")
    some = [
        {key: one[key] for key in ("id", "threats", "others", "status", "support", "narrative", "confidence")}
        | {"note": f"n{k}"}
        for k, one in enumerate(reversed(lines_in(tmp_path / "all.jsonl")[5:9]))
    ]
    run = import_codings(folder, write(tmp_path / "anna.jsonl", some))
    assert run.passages == 4
    found = list(codings_of(folder, "anna"))
    assert [start for _, start, *_ in found] == sorted(start for _, start, *_ in found)
    assert [coding.passage["note"] for *_, coding in found] == ["n3", "n2", "n1", "n0"]
    assert {coding.coder for *_, coding in found} == {"anna"}
    # a coder who is no program is coded with already: `run` on texts asks for it by name
    assert code_study(folder, "anna").coded == 0


def empty(key: str, **more: Any) -> dict[str, Any]:
    codes = {
        "threats": [],
        "others": [],
        "status": [],
        "support": "none",
        "narrative": "none",
        "confidence": None,
    }
    return {"id": key, **codes, **more}


def test_unknown_ids_are_named_and_nothing_comes_in(folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [empty("nowhere"), empty("elsewhere")])
    with pytest.raises(StudyError, match="id nowhere: no passage of this study") as error:
        import_codings(folder, path)
    assert "elsewhere" in str(error.value)
    assert not (folder / "runs").exists()


def ids(folder: Path) -> list[str]:
    from cordiale.project.coding_run import corpus_of

    return [passage.id for one in corpus_of(folder).stored() for passage in one.passages]


def test_a_passage_coded_twice_is_refused(folder: Path, tmp_path: Path) -> None:
    key = ids(folder)[0]
    with pytest.raises(StudyError, match="coded twice in this file"):
        import_codings(folder, write(tmp_path / "a.jsonl", [empty(key), empty(key)]))


def test_codings_by_several_coders_are_refused(folder: Path, tmp_path: Path) -> None:
    one, two, *_ = ids(folder)
    path = write(tmp_path / "a.jsonl", [empty(one, coder="anna"), empty(two, coder="boris")])
    with pytest.raises(StudyError, match=r"codings by 2 coders \(anna, boris\).*part the file"):
        import_codings(folder, path)


def test_other_words_than_the_passage_has_are_refused(folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [empty(ids(folder)[0], text="Quite another text.")])
    with pytest.raises(StudyError, match="its text is another"):
        import_codings(folder, path)


def test_a_span_outside_the_passage_is_refused(folder: Path, tmp_path: Path) -> None:
    status = {"toward": "world", "own_rank": "none", "role": "none", "autonomy": "none", "recognition": "none",
              "formulaic": False, "span": [0, 999]}  # fmt: skip
    path = write(tmp_path / "a.jsonl", [empty(ids(folder)[0]) | {"status": [status]}])
    with pytest.raises(StudyError, match=r"status\[0\].span"):
        import_codings(folder, path)


def test_one_text_held_by_two_actors_is_told_apart_by_actor(tmp_path: Path) -> None:
    folder = study(tmp_path, documents=0)
    append(
        folder, [stored("r", ["We both see a threat."]), stored("c", ["We both see a threat."], actor="CHN")]
    )
    run = code_study(folder, WordCoder())
    assert run.passages == 2
    key = ids(folder)[0]
    import_codings(folder, write(tmp_path / "anna.jsonl", [empty(key, actor="CHN")]))
    assert [doc_id for doc_id, *_ in codings_of(folder, "anna")] == ["c"]
    import_codings(folder, write(tmp_path / "boris.jsonl", [empty(key)]))
    assert [doc_id for doc_id, *_ in codings_of(folder, "boris")] == ["r", "c"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("code\nx,thread", r"code: 'thread'; allowed: threats, others, status"),
        ("code,source,family,magnitude,urgency,hedge\nx,threats,terror,war,many,0,no", r"threats\[0\]"),
    ],
)
def test_a_table_that_is_no_coding_is_refused_by_line(
    folder: Path, tmp_path: Path, row: str, said: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id,{row}\n", encoding="utf-8")
    with pytest.raises(StudyError, match=said):
        import_codings(folder, path)


def test_an_empty_file_is_at_fault(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no codings in this file"):
        import_codings(folder, write(tmp_path / "a.jsonl", []))


def test_files_of_codings_are_told_by_their_names() -> None:
    assert is_codings_file("people/anna.JSONL")
    assert is_codings_file("anna.csv")
    assert not is_codings_file("dictionary")
