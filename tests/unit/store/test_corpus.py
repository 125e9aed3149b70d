"""The texts of a study on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding_doubles import speeches, stored
from cordiale.errors import Problem, StudyError
from cordiale.store import corpus as room
from cordiale.store.corpus import Corpus, StoredDocument, append


def opened(folder: Path) -> Corpus:
    found = Corpus.open(folder)
    assert found is not None
    return found


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "corpus").iterdir()}


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_CHARACTERS_OF_A_SEGMENT", 300)


def test_a_study_without_texts_has_no_corpus(tmp_path: Path) -> None:
    assert Corpus.open(tmp_path) is None


def test_what_was_added_comes_back_in_its_order(tmp_path: Path, small_segments: None) -> None:
    added = speeches(7, 5)
    assert append(tmp_path, iter(added)) == 7
    corpus = opened(tmp_path)
    assert len(corpus.segments) > 2
    assert list(corpus.stored()) == added
    assert [one.document for one in added] == list(corpus.documents())
    assert (corpus.size, corpus.passages_held) == (7, 35)


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
pairs = st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=4).map(tuple)


@settings(max_examples=25)
@given(
    text=texts,
    title=texts,
    own=st.none() | pairs,
    edits=pairs,
    original=st.none() | texts,
    sketch=st.binary(),
)
def test_every_field_survives(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    title: str,
    own: tuple[tuple[int, int], ...] | None,
    edits: tuple[tuple[int, int], ...],
    original: str | None,
    sketch: bytes,
) -> None:
    folder = tmp_path_factory.mktemp("study")
    one = stored("d", [text], title=title, own=own, edits=edits, original=original, duplicate_of="e")
    added = StoredDocument(
        document=one.document, passages=one.passages, mentions=one.mentions, words=3, sketch=sketch
    )
    append(folder, [added])
    assert list(opened(folder).stored()) == [added]


def test_documents_are_found_by_actor_and_id(tmp_path: Path, small_segments: None) -> None:
    append(tmp_path, speeches(7, 5))
    corpus = opened(tmp_path)
    assert {one.actor for one in corpus.documents(actors=["CHN"])} == {"CHN"}
    assert [one.id for one in corpus.documents(ids=["d0002", "nowhere"])] == ["d0002"]
    assert [one.document.id for one in corpus.stored(actors={"RUS"}, ids={"d0002"})] == []
    assert corpus.document("d0003").id == "d0003"
    with pytest.raises(KeyError):
        corpus.document("nowhere")


def test_the_table_leaves_long_texts_out_and_counts(tmp_path: Path, small_segments: None) -> None:
    append(tmp_path, speeches(7, 5))
    table = opened(tmp_path).table()
    assert table.height == 7
    assert set(table["passages"]) == {5}
    assert not {"text", "original", "edits", "own"} & set(table.columns)
    assert {"id", "actor", "words", "text_sha256", "sketch", "duplicate_of"} <= set(table.columns)


def test_mentions_are_counted_by_document_and_actor(tmp_path: Path) -> None:
    append(tmp_path, [stored("a", ["We met China."]), stored("b", ["We met."])])
    assert opened(tmp_path).mention_counts().rows() == [("a", "CHN", 1, 7, 0)]


def test_context_is_cut_at_the_ends_of_the_text(tmp_path: Path) -> None:
    append(tmp_path, [stored("a", ["Abc.", "Def.", "Ghi."])])
    corpus = opened(tmp_path)
    assert corpus.context("a", 5, 9, around=2) == ". Def. G"
    assert corpus.context("a", 5, 9) == "Abc. Def. Ghi."


def test_additions_add_up_and_settings_are_kept(tmp_path: Path) -> None:
    append(tmp_path, [stored("a", ["A."])], settings={"sentences_per_passage": 1})
    append(tmp_path, [stored("b", ["B."])], settings={"sentences_per_passage": 2})
    append(tmp_path, [stored("c", ["C."])], settings={"sentences_per_passage": 1})
    corpus = opened(tmp_path)
    assert list(corpus.ids()) == ["a", "b", "c"]
    assert corpus.settings == ({"sentences_per_passage": 1}, {"sentences_per_passage": 2})


def test_adding_nothing_makes_nothing(tmp_path: Path) -> None:
    assert append(tmp_path, []) == 0
    assert list(tmp_path.iterdir()) == []


def test_an_id_twice_is_refused_and_nothing_added(tmp_path: Path, small_segments: None) -> None:
    append(tmp_path, speeches(3, 5))
    before = names(tmp_path)
    with pytest.raises(ValueError, match="d0003"):
        append(tmp_path, [*speeches(9, 5)[:6], stored("d0003", ["Again."])])
    assert names(tmp_path) == before
    assert opened(tmp_path).size == 3


class Killed(BaseException):
    """What no handler of errors catches."""


def test_an_addition_that_breaks_off_leaves_the_texts_as_they_were(
    tmp_path: Path, small_segments: None
) -> None:
    append(tmp_path, speeches(3, 5))
    before = names(tmp_path)

    def broken() -> Iterator[StoredDocument]:
        yield from (stored(f"x{k}", ["A long sentence. " * 30]) for k in range(5))
        raise Killed

    with pytest.raises(Killed):
        append(tmp_path, broken())
    assert names(tmp_path) == before


def test_files_of_a_killed_addition_are_ignored_and_taken_away_by_the_next(tmp_path: Path) -> None:
    append(tmp_path, [stored("a", ["A."])])
    strays = ["documents-00002.parquet", "passages-00002.parquet", "mentions-00007.parquet"]
    for name in strays:
        (tmp_path / "corpus" / name).write_bytes(b"half")
    (tmp_path / "corpus" / ".cordiale-x").mkdir()
    (tmp_path / "corpus" / "notes.txt").write_text("mine", encoding="utf-8")
    assert list(opened(tmp_path).ids()) == ["a"]
    append(tmp_path, [stored("b", ["B."])])
    assert list(opened(tmp_path).ids()) == ["a", "b"]
    opened(tmp_path).verify()
    assert "mentions-00007.parquet" not in names(tmp_path)
    assert ".cordiale-x" not in names(tmp_path)
    assert "notes.txt" in names(tmp_path)


def test_a_full_disk_adds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_segments: None
) -> None:
    append(tmp_path, speeches(2, 5))
    before = names(tmp_path)
    real, written = room.replace_folder_files, 0

    def full(target: Path, files: dict[str, bytes]) -> None:
        nonlocal written
        written += 1
        if written > 1:
            raise StudyError(Problem(where=str(target), found="nothing was written: the disk is full"))
        real(target, files)

    monkeypatch.setattr(room, "replace_folder_files", full)
    with pytest.raises(StudyError, match="full"):
        append(tmp_path, [stored(f"x{k}", ["A long sentence. " * 30]) for k in range(5)])
    assert names(tmp_path) == before


@pytest.mark.parametrize("kind", ["documents", "passages", "mentions"])
def test_a_cut_file_is_named(tmp_path: Path, kind: str) -> None:
    append(tmp_path, speeches(2, 5))
    path = tmp_path / "corpus" / f"{kind}-00001.parquet"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(StudyError, match=rf"corpus/{kind}-00001\.parquet: it has \d+ bytes"):
        Corpus.open(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    append(tmp_path, speeches(2, 5))
    (tmp_path / "corpus" / "passages-00001.parquet").unlink()
    with pytest.raises(StudyError, match=r"passages-00001\.parquet: cannot be read: no such file"):
        Corpus.open(tmp_path)


def test_a_change_of_the_same_length_is_found_by_verify(tmp_path: Path) -> None:
    append(tmp_path, speeches(2, 5))
    path = tmp_path / "corpus" / "documents-00001.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StudyError, match=r"documents-00001\.parquet: its content was changed"):
        opened(tmp_path).verify()


def test_a_file_that_is_no_table_any_more_is_named(tmp_path: Path) -> None:
    append(tmp_path, speeches(2, 5))
    path = tmp_path / "corpus" / "documents-00001.parquet"
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(StudyError, match=r"documents-00001\.parquet: it is no whole Parquet file"):
        list(opened(tmp_path).documents())


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "cordiale.corpus/1"}', "\0"])
def test_a_broken_index_is_named(tmp_path: Path, content: str) -> None:
    append(tmp_path, speeches(1, 5))
    (tmp_path / "corpus" / "corpus.json").write_text(content, encoding="utf-8")
    with pytest.raises(StudyError, match=r"corpus/corpus\.json"):
        Corpus.open(tmp_path)


def test_an_index_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    append(tmp_path, speeches(1, 5))
    index = tmp_path / "corpus" / "corpus.json"
    content = json.loads(index.read_text(encoding="utf-8"))
    content["segments"][0]["documents"]["file"] = "../study.toml"
    index.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(StudyError, match=r"corpus\.json"):
        Corpus.open(tmp_path)


def test_a_later_format_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "corpus.json").write_text('{"format": "cordiale.corpus/2"}', encoding="utf-8")
    with pytest.raises(StudyError, match=r"cordiale\.corpus/2.*newer"):
        Corpus.open(tmp_path)


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        append(tmp_path / name, speeches(3, 5))
    one, two = (tmp_path / name / "corpus" for name in ("one", "two"))
    assert {p.name: p.read_bytes() for p in one.iterdir()} == {p.name: p.read_bytes() for p in two.iterdir()}
