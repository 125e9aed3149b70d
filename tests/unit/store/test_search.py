"""The index of words: what is found in three languages, and what happens to the file it stands in."""

import os
import sqlite3
import stat
import threading
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.errors import InputError, StudyError
from cordiale.store.corpus import Corpus, append
from cordiale.store.search import _spans, search_passages
from cordiale.store.search_query import CLOSE, OPEN, folded, folded_with_places, index_query
from unit.store.texts_to_search import TEXTS, stored, study_of_texts


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return Corpus.open(study_of_texts(tmp_path_factory.mktemp("study")))


def found(corpus, words, **asked):
    """By document: the words found, as they stand in each passage."""
    total, hits = search_passages(corpus, words, **asked)
    assert asked.get("limit") or total == len(hits)
    return [(hit.document.id, *(hit.text[start:end] for start, end in hit.spans)) for hit in hits]


def documents(corpus, words, **asked):
    return sorted({one[0] for one in found(corpus, words, **asked)})


# ------------------------------------------------------------------------------- what is found


def test_all_words_must_stand_in_the_passage_in_any_order_and_a_phrase_as_it_is(corpus):
    assert documents(corpus, "defence missile") == ["rus-2007", "sun-1985"]
    assert len(found(corpus, "missile defence")) == 3
    assert found(corpus, '"missile defence"') == [
        ("rus-2007", "Missile defence"),
        ("sun-1985", "Missile defence"),
    ]


def test_capitals_accents_and_yo_make_no_difference_but_short_i_does(corpus):
    assert documents(corpus, "MISSILE") == documents(corpus, "missile")
    assert found(corpus, "cote") == found(corpus, "Côte") == [("civ-2005", "Côte")]
    assert found(corpus, "еще развертывания OR ещё РАЗВЁРТЫВАНИЯ") == []
    assert found(corpus, "еще") == found(corpus, "Ещё") == [("rus-2001", "Ещё")]
    assert found(corpus, "китаискии") == []


def test_a_star_finds_every_word_that_begins_so_and_a_hyphen_joins_two_words(corpus):
    assert found(corpus, "противоракет*") == [("rus-2001", "противоракетная")]
    assert found(corpus, "российско-китайский") == [("rus-2001", "Российско-китайский")]
    assert found(corpus, "китайск*") == [("rus-2001", "китайский")]
    assert found(corpus, "don't") == [("civ-2005", "don’t")]


def test_chinese_words_of_any_length_are_found_as_they_stand(corpus):
    assert found(corpus, "美国") == [("chn-2011", "美国")]
    assert found(corpus, "导弹防御") == [("chn-2011", "导弹防御")]
    assert found(corpus, "防") == [("chn-2011", "防")]
    assert found(corpus, "美国 导弹") == [("chn-2011", "美国", "导弹")]
    assert found(corpus, "国美") == []
    assert found(corpus, "nato东扩") == [("chn-2011", "ＮＡＴＯ东扩")]


def test_a_comma_keeps_chinese_characters_apart_and_a_longer_word_can_be_left_out(corpus):
    assert [words for _, *words in found(corpus, "中国")] == [["中国"], ["中国"]]  # not 其中，国际
    assert len(found(corpus, '中国 NOT "发展中国家"')) == 1


def test_or_not_and_parentheses(corpus):
    assert documents(corpus, "ПРО OR 导弹") == ["chn-2011", "rus-2001"]
    assert documents(corpus, "missile NOT space") == ["rus-2007"]
    assert documents(corpus, "(space OR threat) missile") == ["rus-2007", "sun-1985"]
    assert len(found(corpus, "missile NOT (space OR threat)")) == 1


def test_speakers_of_today_and_of_their_day(corpus):
    assert documents(corpus, "missile", actor="RUS") == ["rus-2007", "sun-1985"]
    assert documents(corpus, "missile", actor="SUN") == ["sun-1985"]
    assert documents(corpus, "peace", actor="RUS") == ["rus-2007"]


def test_a_date_counts_only_if_it_lies_wholly_inside(corpus):
    assert documents(corpus, "missile", first=date(1985, 1, 1), last=date(1985, 12, 31)) == ["sun-1985"]
    assert documents(corpus, "missile", first=date(1985, 1, 2)) == ["rus-2007"]
    assert documents(corpus, "missile", last=date(2007, 2, 9)) == ["sun-1985"]
    assert "civ-2005" in documents(corpus, "peace")
    assert "civ-2005" not in documents(corpus, "peace", last=date(2030, 1, 1))  # its date is not known


def test_the_most_relevant_or_the_oldest_come_first_and_the_total_is_of_all(corpus):
    total, hits = search_passages(corpus, "peace", limit=1)
    assert (total, len(hits)) == (3, 1)
    assert hits[0].text == "Peace and peace alone is our aim."
    assert [one for one, *_ in found(corpus, "missile", order="date")] == ["sun-1985", "rus-2007", "rus-2007"]
    assert [one for one, *_ in found(corpus, "peace", order="date")] == ["rus-2007", "rus-2007", "civ-2005"]


def test_offsets_lead_back_to_the_document(corpus):
    for words in ("peace", "国", "про", "missile"):
        for hit in search_passages(corpus, words)[1]:
            assert hit.text == hit.document.text[hit.start : hit.end]
            assert hit.text in TEXTS[hit.document.id][4]
            assert hit.spans


# ------------------------------------------------------------------------------- what is typed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('say "missile', "quotation mark at character 5 is not closed"),
        ("«ПРО", "close the phrase with »"),
        ("a OR", "OR at character 3 lacks a word"),
        ("OR a", "OR at character 1 lacks a word"),
        ("a NOT", "NOT at character 3 lacks a word"),
        ("a AND OR b", "AND at character 3 lacks a word"),
        ("NOT war", "only words that must not be there"),
        ("(a", r"the '\(' at character 1 is not closed"),
        ("a)", r"a '\)' without its '\('"),
        ("", "no word to look for"),
        ("*", "no word to look for"),
        ('""', "no word to look for"),
        ("()", "no word to look for"),
        ("(" * 40 + "a" + ")" * 40, "many parentheses in one another"),
        ("a " * 400, "a very long query"),
    ],
)
def test_a_query_that_is_none_is_refused_in_plain_words(words, said):
    with pytest.raises(InputError, match=said):
        index_query(words)


def test_phrases_stand_in_quotation_marks_of_any_language():
    for words in ('"a b"', "«a b»", "“a b”", "„a b“", "„a b”", "「a b」"):
        assert index_query(words) == '"a b"'


@given(st.text() | st.text(alphabet="aя国 \"'*()-^:{}+,;\0«»ORNTAD", max_size=30))
def test_whatever_is_typed_gives_an_answer_or_a_message_and_never_an_error_of_the_database(words):
    try:
        query = index_query(words)
    except InputError:
        return
    (spans,) = _spans(["some text: aя国"], query)
    assert all(0 <= start < end <= 15 for start, end in spans)


def test_what_would_be_a_command_of_the_database_is_words(corpus):
    for words in (
        "x'; DROP TABLE words; --",
        "text : missile",
        "NEAR(missile space)",
        "^missile",
        "{text}:missile",
        "-missile",
    ):
        search_passages(corpus, words)
    assert documents(corpus, "text : missile") == []
    assert documents(corpus, "NEAR(missile space)") == []
    assert documents(corpus, "-missile ^defence") == documents(corpus, "missile defence")
    assert documents(corpus, 'NEAR OR "missile"" defence"') == ["rus-2007", "sun-1985"]


@given(st.text(alphabet="aёЁ国，、Ｎ. \ue000\ue001\ue002", max_size=20))
def test_places_of_a_folded_text_lead_back_to_it(text):
    fold, places = folded_with_places(text)
    assert fold == folded(text)
    assert len(fold) == len(places)
    assert list(places) == sorted(places)
    assert OPEN not in fold
    assert CLOSE not in fold
    for character, place in zip(fold, places, strict=True):
        if character.isalpha() and not text[place].isspace():
            assert character in folded(text[place])


# ------------------------------------------------------------------------------- the file


def index_of(folder):
    return folder / "corpus" / "search.sqlite"


def ids(folder, words="missile"):
    return [hit.document.id for hit in search_passages(Corpus.open(folder), words, order="date")[1]]


def test_the_index_is_made_once_follows_what_is_added_and_is_the_same_made_anew(tmp_path):
    study_of_texts(tmp_path, ["rus-2007"])
    told = []
    search_passages(Corpus.open(tmp_path), "missile", progress=told.append)
    assert told == ["the texts for the index of words: 100%"]
    search_passages(Corpus.open(tmp_path), "missile", progress=told.append)
    assert len(told) == 1
    assert ids(tmp_path) == ["rus-2007", "rus-2007"]
    append(tmp_path, stored(["sun-1985", "chn-2011"]))
    followed = search_passages(Corpus.open(tmp_path), "missile OR 国")
    assert ids(tmp_path) == ["sun-1985", "rus-2007", "rus-2007"]
    index_of(tmp_path).unlink()
    assert search_passages(Corpus.open(tmp_path), "missile OR 国") == followed


def test_an_index_of_other_texts_or_of_another_version_is_made_anew(tmp_path):
    study_of_texts(tmp_path / "one", ["rus-2007"])
    study_of_texts(tmp_path / "other", ["sun-1985", "rus-2001"])
    ids(tmp_path / "one")
    ids(tmp_path / "other")
    index_of(tmp_path / "other").write_bytes(index_of(tmp_path / "one").read_bytes())
    assert ids(tmp_path / "other") == ["sun-1985"]
    with sqlite3.connect(index_of(tmp_path / "other")) as index:
        index.execute("PRAGMA user_version = 99")
    index.close()
    assert ids(tmp_path / "other") == ["sun-1985"]


@pytest.mark.parametrize("damage", ["no database", "torn", "holes", "empty", "no tables"])
def test_a_damaged_index_is_thrown_away_and_made_anew(tmp_path, damage):
    study_of_texts(tmp_path)
    expected = ids(tmp_path)
    path = index_of(tmp_path)
    whole = path.read_bytes()
    if damage == "no tables":
        with sqlite3.connect(path) as index:
            index.execute("DROP TABLE passages")
        index.close()
    else:
        ruins = {
            "no database": b"not a database at all" * 400,
            "torn": whole[: len(whole) // 2],
            "holes": whole[:4096] + b"\xff" * (len(whole) - 4096),
            "empty": b"",
        }
        path.write_bytes(ruins[damage])
    assert ids(tmp_path) == expected == ids(tmp_path)


def test_an_interruption_leaves_nothing_half_made(tmp_path):
    study_of_texts(tmp_path)

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search_passages(Corpus.open(tmp_path), "missile", progress=stop)
    assert ids(tmp_path) == ["sun-1985", "rus-2007", "rus-2007"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a folder that may not be written"
)
def test_a_folder_that_may_not_be_written_is_searched_all_the_same(tmp_path):
    folder = study_of_texts(tmp_path) / "corpus"
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert ids(tmp_path) == ["sun-1985", "rus-2007", "rus-2007"]
        assert not index_of(tmp_path).exists()
    finally:
        folder.chmod(stat.S_IRWXU)


def test_where_the_index_cannot_stand_the_texts_are_searched_all_the_same(tmp_path):
    study_of_texts(tmp_path)
    index_of(tmp_path).mkdir()
    assert ids(tmp_path) == ["sun-1985", "rus-2007", "rus-2007"]


def test_two_searches_at_once_make_one_index(tmp_path):
    study_of_texts(tmp_path)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(ids(tmp_path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [["sun-1985", "rus-2007", "rus-2007"]] * 4
    with sqlite3.connect(index_of(tmp_path)) as index:
        assert index.execute("SELECT count(*) FROM documents").fetchone() == (len(TEXTS),)
    index.close()


def test_texts_that_are_gone_are_said_to_be_damaged_and_the_index_is_not_blamed(tmp_path):
    study_of_texts(tmp_path)
    corpus = Corpus.open(tmp_path)
    for path in (tmp_path / "corpus").glob("documents-*.parquet"):
        path.unlink()
    with pytest.raises(StudyError, match=r"documents-00001\.parquet: cannot be read"):
        search_passages(corpus, "missile")
