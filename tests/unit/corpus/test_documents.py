"""Raw texts become documents, or are refused with the cure."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cordiale.corpus.cleaning import origin
from cordiale.corpus.documents import INSTITUTION, document
from cordiale.corpus.mapping import FieldSources
from cordiale.corpus.readers import RawText, Refusal
from cordiale.model.texts import Document

SPEECH = "We value peace. Our neighbours know it."


def row(text: str = SPEECH, **columns: str) -> Document | Refusal:
    raw = RawText(
        text=text, where="speeches.csv, row 7", file="speeches.csv", metadata={**columns, "text": text}
    )
    return document(raw, FieldSources())


def made(text: str = SPEECH, **columns: str) -> Document:
    found = row(text, **{"actor": "RUS", "date": "2001", **columns})
    assert isinstance(found, Document), found
    return found


def refused(text: str = SPEECH, **columns: str) -> str:
    found = row(text, **columns)
    assert isinstance(found, Refusal)
    assert found.file == "speeches.csv, row 7"
    return found.why


def test_columns_become_fields() -> None:
    found = made(
        doc_id="a:1", country="Russia", date="12 September 2001", speaker="Igor Ivanov", title="On peace",
        source_url="https://example.org", genre="speech", lang="en", license="CC0-1.0", audience="international",
    )  # fmt: skip
    assert (found.id, found.actor, found.date, found.language) == ("a:1", "RUS", "2001-09-12", "en")
    assert (found.speaker, found.title, found.url) == ("Igor Ivanov", "On peace", "https://example.org")
    assert (found.genre, found.license, found.audience, found.voice) == (
        "speech",
        "CC0-1.0",
        "international",
        "official",
    )
    assert (found.source, found.own, found.original, found.edits) == ("speeches.csv, row 7", None, None, ())


@pytest.mark.parametrize("name", ["RUS", "Russia", "the Russian Federation", "Россия", "俄罗斯", "365"])
def test_an_actor_is_known_by_names_in_three_languages_codes_and_numbers(name: str) -> None:
    assert made(actor=name).actor == "RUS"


@pytest.mark.parametrize(
    ("actor", "date", "code", "original"),
    [
        ("SUN", "1985", "RUS", "SUN"),
        ("RUS", "1985-03", "RUS", "SUN"),
        ("RUS", "1992", "RUS", "RUS"),
        ("Yugoslavia", "1970", "SRB", "YUG"),
        ("DDR", "1980", "DDR", "DDR"),
        ("DEU", "1980", "DEU", "DEU"),
        ("CSK", "1980", "CSK", "CSK"),
        ("SUN", "", "RUS", "SUN"),
    ],
)
def test_former_states_keep_their_code_as_original_and_the_seat_keys_the_rules(
    actor: str, date: str, code: str, original: str
) -> None:
    found = made(actor=actor, date=date)
    assert (found.actor, found.original_actor) == (code, original)


def test_the_sources_own_word_on_the_original_actor_holds() -> None:
    assert made(actor="TWN", original_actor="CHN", date="1960").original_actor == "CHN"


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"actor": "Rusia", "date": "2001"}, "did you mean RUS"),
        ({"date": "2001"}, "--actor CODE"),
        ({"actor": "SUN", "date": "1995"}, "ended in 1991"),
        ({"actor": "RUS", "date": "03/04/2001"}, "2001-04-03 or 2001-03-04"),
        ({"actor": "RUS", "date": "soon"}, "write it as 2001-09-12"),
        ({"actor": "RUS", "date": "2001", "voice": "offical"}, "did you mean official"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_cure(columns: Mapping[str, str], why: str) -> None:
    assert why in refused(**columns)


def test_a_text_without_words_is_refused() -> None:
    assert "no words" in refused("*** 123 ***", actor="RUS", date="2001")


def test_an_id_is_made_of_actor_and_words_where_the_source_gives_none() -> None:
    assert made().id == made(title="another").id
    assert made().id != made(actor="CHN").id
    assert len(made().id) == 16


def test_cleaning_keeps_the_original_and_the_way_back() -> None:
    found = made("\ufeffWe value  peace.")
    assert found.text == "We value peace."
    assert found.original == "\ufeffWe value  peace."
    assert found.original[origin(found.edits, found.text.index("peace"))] == "p"


def test_a_column_of_own_words_marks_them_in_the_whole_text() -> None:
    found = made(
        "Host: Welcome.\nGuest: We value peace.\nThank you.", text_president="We value peace.\nThank you."
    )
    assert found.own is not None
    assert [found.text[start:end] for start, end in found.own] == ["We value peace.", "Thank you."]


def test_a_column_of_own_words_that_is_no_part_of_the_text_stands_for_it() -> None:
    found = made("A summary.", text_president="We value peace.")
    assert (found.text, found.own) == ("We value peace.", None)


def test_a_transcript_keeps_the_speakers_words() -> None:
    found = made("Question: And peace?\nIgor Ivanov: We value it.", speaker="Igor Ivanov")
    assert found.own is not None
    assert [found.text[start:end] for start, end in found.own] == ["We value it."]


def test_a_transcript_in_which_nobody_is_known_to_speak_for_the_actor_is_refused() -> None:
    why = refused("Question: And peace?\nJohn Doe: Peace.\nAnna Berg: Peace.", actor="RUS", date="2001")
    assert "speaks for RUS" in why
    assert "--map speaker=" in why


def test_a_press_offices_transcript_has_a_speaker_and_its_report_an_institution() -> None:
    office = {"speaker": "Presidential Press and Information Office", "speaker_role": "press service"}
    talk = made(
        "President of Russia Igor Ivanov: Welcome.\nQuestion: And peace?\nIgor Ivanov: We value it.", **office
    )
    assert "Igor Ivanov" in talk.speaker
    assert talk.speaker_role == ""
    report = made("Igor Ivanov received a letter.", **office)
    assert report.speaker_role == INSTITUTION


def test_a_report_in_the_third_person_is_told_without_any_metadata() -> None:
    assert (
        made("Igor Ivanov said that talks would go on. The President noted progress.").speaker_role
        == INSTITUTION
    )


def test_a_joint_statement_in_the_third_person_is_no_report() -> None:
    text = "The President and the Prime Minister discussed trade. The President expressed hope."
    assert made(text, title="Joint statement", speaker_role="President").speaker_role == "President"


@pytest.mark.parametrize(
    ("role", "genre", "voice"),
    [("expert", "", "expert"), ("", "Xinhua commentary", "state_media"), ("President", "speech", "official")],
)
def test_other_voices_are_told_where_the_source_says_so(role: str, genre: str, voice: str) -> None:
    assert made(speaker_role=role, genre=genre).voice == voice


def test_a_file_says_who_and_when_by_its_name_before_what_stands_in_it() -> None:
    raw = RawText(
        text=SPEECH,
        where="speeches/china/2011/Wen.html",
        file="Wen.html",
        metadata={"title": "On peace", "date": "2020-01-01", "author": "webmaster"},
    )
    found = document(raw, FieldSources())
    assert isinstance(found, Document)
    assert (found.actor, found.date, found.speaker, found.title) == ("CHN", "2011", "Wen", "On peace")


def test_a_table_beside_the_files_goes_before_all() -> None:
    raw = RawText(text=SPEECH, where="RUS_1997.txt", file="RUS_1997.txt", metadata={"title": "x"})
    found = document(raw, FieldSources(), {"actor": "IND", "title": "y", "date": ""})
    assert isinstance(found, Document)
    assert (found.actor, found.title, found.date) == ("IND", "y", "1997")


def test_a_table_is_not_dated_by_its_own_name() -> None:
    raw = RawText(
        text=SPEECH,
        where="RUS_1946.csv, row 2",
        file="RUS_1946.csv",
        metadata={"actor": "RUS", "text": SPEECH},
    )
    found = document(raw, FieldSources())
    assert isinstance(found, Document)
    assert found.date == ""
