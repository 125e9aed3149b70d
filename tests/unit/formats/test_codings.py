"""Codings as JSON Lines: what is read, what is kept, what is refused and where."""

import json
import os
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.codebook import load
from cordiale.errors import StudyError
from cordiale.formats import codings
from cordiale.formats.codings import (
    MOST,
    VOCABULARY,
    Coding,
    Other,
    Status,
    Threat,
    coding_line,
    read_coding,
    read_codings,
    write_codings,
)

ENGLISH = {
    "id": "e1",
    "doc_id": "speech-7",
    "actor": "USA",
    "year": "1999",
    "language": "en",
    "text": "Terrorism is a growing menace to us all.",
    "threats": [
        {"source": "terrorism", "family": "terrorism_extremism", "magnitude": 2, "urgency": 1, "hedge": False}
    ],
    "others": [],
    "status": [],
    "support": "none",
    "narrative": "system",
    "confidence": 0.8,
}
RUSSIAN = {
    "id": "р2",
    "actor": "RUS",
    "language": "ru",
    "text": "Мы и Индия — старые друзья, равные державы.",
    "threats": [],
    "others": [
        {
            "name": "India",
            "othering": "we",
            "role": "partner",
            "basis": "history_positive",
            "valence": 1,
            "trust": "moralistic",
            "p": 0.75,
            "span": [5, 26],
            "quote": "Индия — старые друзья",
        }
    ],
    "status": [
        {
            "toward": "India",
            "own_rank": "great_power",
            "role": "equal",
            "autonomy": "none",
            "recognition": "affirms_equal",
            "formulaic": False,
        }
    ],
    "support": "commitment",
    "narrative": "identity",
    "confidence": 1,
    "coded": ["others", "status.role"],
    "coder": "local",
    "run": "9f2c",
}
CHINESE = {
    "id": "汉3",
    "actor": "CHN",
    "language": "zh",
    "text": "我们讨论了贸易。",
    "threats": [],
    "others": [],
    "status": [],
    "support": "none",
    "narrative": "issue",
    "confidence": None,
}
ALL = (ENGLISH, RUSSIAN, CHINESE)


def line(content):
    return json.dumps(content, ensure_ascii=False)


def written(tmp_path, *lines):
    path = tmp_path / "codings.jsonl"
    path.write_bytes("".join(one + "\n" for one in lines).encode("utf-8"))
    return path


def problems(content, **changes):
    with pytest.raises(StudyError) as caught:
        read_coding(line({**content, **changes}), "x.jsonl, line 4")
    return [str(problem) for problem in caught.value.problems]


def test_a_line_gives_the_values_of_the_protocol():
    found = read_coding(line(RUSSIAN))
    assert found.others == (
        Other(
            name="India",
            othering="we",
            role="partner",
            basis="history_positive",
            valence=1,
            trust="moralistic",
            p=0.75,
            span=(5, 26),
            quote="Индия — старые друзья",
        ),
    )
    assert (found.status[0].role, found.status[0].formulaic, found.status[0].span) == ("equal", False, None)
    assert (found.actor, found.language, found.support, found.confidence) == ("RUS", "ru", "commitment", 1)
    assert (found.coder, found.run, found.failed) == ("local", "9f2c", None)


def test_a_file_is_written_as_it_was_read(tmp_path):
    path = written(tmp_path, *map(line, ALL))
    copy = tmp_path / "copy.jsonl"
    assert write_codings(copy, read_codings(path)) == 3
    assert copy.read_bytes() == path.read_bytes()


def test_marks_blank_lines_and_line_ends_of_other_systems_are_read_over(tmp_path):
    path = tmp_path / "codings.jsonl"
    separator = {**ENGLISH, "text": "one\u2028line\u0085only"}
    path.write_bytes(f"\ufeff{line(separator)}\r\n\r\n  \n{line(CHINESE)}".encode())
    assert [one.id for one in read_codings(path)] == ["e1", "汉3"]


def test_keys_that_the_format_does_not_know_are_kept_and_not_read():
    strange = {**ENGLISH, "stratum": {"any": [1]}, "coded_at": "2026-01-01"}
    strange["threats"] = [{**ENGLISH["threats"][0], "kind": "military"}]
    found = read_coding(line(strange))
    assert found.passage["stratum"] == {"any": [1]}
    assert found.threats == read_coding(line(ENGLISH)).threats
    assert json.loads(coding_line(found))["coded_at"] == "2026-01-01"


def test_a_passage_without_a_document_is_a_document_of_its_own():
    assert read_coding(line(ENGLISH)).document == "speech-7"
    assert read_coding(line(CHINESE)).document == "汉3"


def test_not_coded_is_not_none():
    found = read_coding(line(RUSSIAN))
    assert (found.answers("others"), found.answers("others.basis")) == (True, True)
    assert (found.answers("status.role"), found.answers("status.own_rank")) == (True, False)
    assert (found.answers("threats"), found.answers("support")) == (False, False)
    assert read_coding(line(ENGLISH)).answers("status.own_rank")
    assert not read_coding(line({**ENGLISH, "coded": []})).answers("threats")


def test_a_failed_passage_says_nothing_whatever_stands_there():
    found = read_coding(line({**ENGLISH, "threats": "?", "support": 3, "failed": "no valid answer"}))
    assert (found.failed, found.threats, found.answers("threats")) == ("no valid answer", (), False)
    again = json.loads(coding_line(found))
    assert (again["threats"], again["others"], again["status"], again["failed"]) == (
        [],
        [],
        [],
        "no valid answer",
    )
    with pytest.raises(ValueError, match="failed and carries codes"):
        Coding(id="1", threats=read_coding(line(ENGLISH)).threats, failed="no answer")


def test_an_optional_key_that_is_null_is_absent():
    nulls = dict.fromkeys(("coded", "probabilities", "coder", "run", "failed"))
    threat = {**ENGLISH["threats"][0], "p": None, "span": None, "quote": None}
    assert read_coding(line({**ENGLISH, **nulls, "threats": [threat]})) == read_coding(line(ENGLISH))


THREAT = ENGLISH["threats"][0]
REFUSED = [
    # change, what the message says
    ({"support": "maybe"}, 'support: "maybe"; allowed: commitment, conditional, hedge, refusal, doubt, none'),
    ({"narrative": "isue"}, "did you mean 'issue'?"),
    ({"narrative": None}, "narrative: null; allowed: identity"),
    ({"confidence": 1.2}, "confidence: 1.2; allowed: a number from 0 to 1"),
    ({"confidence": True}, "confidence: true"),
    ({"id": " "}, 'id: " "; allowed: a text that is not blank'),
    ({"id": 7}, "id: 7; allowed"),
    ({"threats": {}}, "threats: an object {…}; allowed: a list of objects"),
    ({"threats": ["terrorism"]}, "threats: a list […]; allowed: a list of objects"),
    ({"threats": [THREAT] * 5}, "threats: 5 objects; allowed: at most 4"),
    ({"threats": [{**THREAT, "magnitude": True}]}, "threats[0].magnitude: true; allowed: 0, 1, 2, 3"),
    ({"threats": [{**THREAT, "magnitude": "2"}]}, 'threats[0].magnitude: "2"'),
    ({"threats": [{**THREAT, "hedge": 0}]}, "threats[0].hedge: 0; allowed: false, true"),
    ({"threats": [THREAT, {**THREAT, "family": "terrorism"}]}, "threats[1].family"),
    ({"threats": [{**THREAT, "source": ""}]}, "threats[0].source"),
    ({"threats": [{**THREAT, "p": -0.1}]}, "threats[0].p: -0.1"),
    (
        {"threats": [{**THREAT, "span": [0, 99]}]},
        "threats[0].span: [0, 99]; allowed: [start, end) in characters, from 0 to 40",
    ),
    ({"threats": [{**THREAT, "span": [3, 3]}]}, "threats[0].span"),
    ({"threats": [{**THREAT, "span": [0, 9], "quote": "terrorism"}]}, 'what stands at its span: "Terrorism"'),
    ({"threats": [{**THREAT, "quote": "crime"}]}, "words of the passage, to the letter"),
    ({"coded": "threats"}, 'coded: "threats"; allowed: a list of the fields'),
    ({"probabilities": 0.5}, "probabilities: 0.5; allowed: an object"),
    ({"failed": ""}, 'failed: ""; allowed: a text that is not blank'),
    ({"failed": True}, "failed: true"),
]


@pytest.mark.parametrize(("change", "message"), REFUSED)
def test_what_the_protocol_does_not_have_is_refused_with_what_it_has(change, message):
    found = problems(ENGLISH, **change)
    assert len(found) == 1
    assert found[0].startswith("x.jsonl, line 4, ")
    assert message in found[0]


@pytest.mark.parametrize("key", ["id", "threats", "others", "status", "support", "narrative", "confidence"])
def test_every_key_of_the_protocol_must_be_there(key):
    without = {name: value for name, value in ENGLISH.items() if name != key}
    assert problems(without) == [
        f"x.jsonl, line 4, {key}: the key is missing; allowed: every key of the protocol, always"
    ]


@pytest.mark.parametrize("key", ["source", "family", "magnitude", "urgency", "hedge"])
def test_every_key_of_a_code_must_be_there(key):
    without = {name: value for name, value in THREAT.items() if name != key}
    assert problems(ENGLISH, threats=[without])[0].startswith(
        f"x.jsonl, line 4, threats[0].{key}: the key is missing"
    )


def test_all_that_is_wrong_with_a_line_is_said_at_once():
    assert (
        len(problems(ENGLISH, support="x", narrative="y", threats=[{**THREAT, "urgency": 3, "family": "z"}]))
        == 4
    )


BROKEN = [
    (b'{"id": "1", ', "line 2, column"),
    (b"[1, 2]", "line 2: a list […]; allowed: JSON Lines"),
    (b"\x00\x01", "line 2, column 1: not JSON"),
    (b'{"id": "a\xff"}', "line 2, column 10: byte 0xff is not UTF-8"),
    (b'{"confidence": NaN}', "NaN is no number of JSON"),
    (rb'{"id": "\ud800"}', "half a character"),
    (b"[" * 100_000, "line 2"),
    (b'{"confidence": ' + b"9" * 5000 + b"}", "line 2: not JSON"),
]


@pytest.mark.parametrize(("raw", "message"), BROKEN)
def test_a_line_that_is_no_json_is_refused_with_its_place(tmp_path, raw, message):
    path = tmp_path / "codings.jsonl"
    path.write_bytes(line(ENGLISH).encode() + b"\n" + raw + b"\n")
    with pytest.raises(StudyError) as caught:
        list(read_codings(path))
    assert "codings.jsonl, line 2" in str(caught.value)
    assert message in str(caught.value)


def test_lines_are_read_as_they_are_asked_for(tmp_path):
    reader = read_codings(written(tmp_path, line(ENGLISH), "not json"))
    assert next(reader).id == "e1"
    with pytest.raises(StudyError, match="line 2"):
        next(reader)


def test_a_line_without_end_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(codings, "LONGEST_LINE", 1000)
    with pytest.raises(StudyError, match="line 1: the line is longer"):
        list(read_codings(written(tmp_path, "x" * 2000)))


def test_a_file_that_is_not_there_or_is_a_folder_is_said(tmp_path):
    with pytest.raises(StudyError, match=r"none\.jsonl: cannot be read: no such file"):
        list(read_codings(tmp_path / "none.jsonl"))
    with pytest.raises(StudyError, match="cannot be read"):
        list(read_codings(tmp_path))


def test_an_interrupted_writing_leaves_the_old_file_and_nothing_else(tmp_path):
    path = written(tmp_path, line(ENGLISH))

    def breaks_off():
        yield read_coding(line(CHINESE))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_codings(path, breaks_off())
    assert path.read_text(encoding="utf-8") == line(ENGLISH) + "\n"
    assert os.listdir(tmp_path) == ["codings.jsonl"]


def test_a_folder_that_is_not_there_cannot_be_written_to(tmp_path):
    with pytest.raises(StudyError, match="cannot be written: no such file or folder"):
        write_codings(tmp_path / "none" / "out.jsonl", [])


# Names of the protocol that OP 6 words otherwise.
FIELD_OF = {
    "threats.family": "source_family",
    "others.role": "other_role",
    "others.trust": "trust_lang",
    "status.role": "role_expected",
}
WORD_OF = {"history_positive": "history_shared_positive", "history_negative": "history_shared_negative"}
MARKS = {"status.formulaic", "narrative"}  # of the record, no field of the codebook


@pytest.mark.parametrize("name", sorted(set(VOCABULARY) - MARKS))
def test_every_word_of_the_protocol_is_a_word_of_the_codebook(name):
    field = load().field(FIELD_OF.get(name, name.rpartition(".")[2]))
    words = [WORD_OF.get(str(word), str(word)) for word in VOCABULARY[name]]
    assert {word.lower() if word in ("True", "False") else word for word in words} <= set(field.allowed)


def kept(kind, part):
    """Any value of one kind of code."""
    free = {"source", "name", "toward"}
    values = {
        one.name: st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
        if one.name in free
        else st.sampled_from(VOCABULARY[f"{part}.{one.name}"])
        for one in fields(kind)
        if one.name not in ("p", "span", "quote")
    }
    return st.builds(kind, **values, p=st.none() | st.floats(0, 1), span=st.none() | st.just((2, 5)))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(
    st.builds(
        Coding,
        id=TEXT.filter(str.strip),
        passage=st.dictionaries(st.sampled_from(["actor", "language", "doc_id", "note"]), TEXT),
        threats=st.lists(kept(Threat, "threats"), max_size=MOST["threats"]).map(tuple),
        others=st.lists(kept(Other, "others"), max_size=MOST["others"]).map(tuple),
        status=st.lists(kept(Status, "status"), max_size=MOST["status"]).map(tuple),
        support=st.sampled_from(VOCABULARY["support"]),
        narrative=st.sampled_from(VOCABULARY["narrative"]),
        confidence=st.none() | st.floats(0, 1),
        coded=st.none() | st.lists(st.sampled_from(sorted(VOCABULARY)), unique=True).map(tuple),
        coder=st.none() | TEXT.filter(str.strip),
    )
)
def test_any_coding_comes_back_from_its_line(coding):
    assert read_coding(coding_line(coding)) == coding


def test_the_reference_codings_are_read_and_written_to_the_letter(shared, tmp_path):
    path = shared / "reference" / "reference_dev.jsonl"
    if not path.is_file():
        pytest.skip("no reference codings beside the checkout")
    copy = tmp_path / "copy.jsonl"
    assert write_codings(copy, read_codings(path)) == 5668
    assert copy.read_bytes() == path.read_bytes()
