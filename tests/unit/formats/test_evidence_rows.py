"""Rows of evidence.csv as records: codes, vocabularies, actors, dates (OP 6.1-6.5)."""

import pytest

from cordiale.codebook import load
from cordiale.formats.columns import columns_of
from unit.formats.study_text import EVIDENCE_START, evidence, problems, read_files


def record(tmp_path, header, row):
    return read_files(tmp_path, evidence=evidence(header, row)).records[0]


def test_a_full_row_becomes_a_record(tmp_path):
    header = "record,speaker,speaker_role,audience,genre,language,date_text,locator,paraphrase,urgency,formulaic,confidence,coder,note"
    read = record(
        tmp_path,
        header,
        'threat,R1,Boris Yeltsin,head_of_state,domestic,interview,ru,May 1996,p. 3,"Danger, he says",1,yes,0.8,ab,=1',
    )
    assert (read.id, read.record, read.actor, read.partner) == ("E1", "R1", "RUS", "CHN")
    assert (read.speaker, read.speaker_role, read.audience) == ("Boris Yeltsin", "head_of_state", "domestic")
    assert (read.genre, read.language, read.voice) == ("interview", "ru", "official")
    assert (read.date.text, read.date_text, read.snapshot) == ("1996-05", "May 1996", "1996")
    assert (read.source_id, read.locator, read.paraphrase) == ("s1", "p. 3", "Danger, he says")
    assert (read.codes, read.formulaic, read.confidence) == ({"urgency": ("1",)}, True, 0.8)
    assert (read.coder, read.note) == ("ab", "=1")


def test_a_row_without_a_record_stands_alone(tmp_path):
    assert record(tmp_path, "urgency", "threat,1").record == "E1"


CODES = [
    # dimension, field, cell, what is coded
    ("threat", "magnitude", "3", ("3",)),
    ("threat", "magnitude", "3.0", ("3",)),
    ("threat", "magnitude", "2|1|2", ("1", "2")),
    ("threat", "hedge", "yes", ("true",)),
    ("threat", "hedge", "FALSE", ("false",)),
    ("threat", "source_family", "US-led West", ("us_led_west",)),
    ("threat", "source", "NATO | Nato enlargement|NATO", ("NATO", "Nato enlargement")),
    ("threat", "response", "none", ("none",)),
    ("identity", "othering", "we | Non-radical", ("non_radical", "we")),
    ("identity", "valence", "\u22121", ("-1",)),
    ("identity", "valence", "+1", ("1",)),
    ("identity", "war_thinkable", "false", ("no",)),
    ("identity", "trust_lang", "none", ("none",)),
    ("status", "superiority_claim", "over partner", ("over_partner",)),
    ("status", "reference_group", "global south", ("Global_South",)),
    ("status", "autonomy", "accepts_limits|none", ("accepts_limits",)),
    ("support", "trust_lang", "strategic", ("strategic",)),
    ("support", "support", "hedge", ("hedge",)),
    ("coordination", "coordination", "Joint action", ("joint_action",)),
]


@pytest.mark.parametrize(("dimension", "field", "cell", "coded"), CODES)
def test_a_code_is_kept_in_the_codebooks_spelling_and_order(tmp_path, dimension, field, cell, coded):
    assert record(tmp_path, field, f"{dimension},{cell}").codes == {field: coded}


def test_empty_is_not_none(tmp_path):
    """CONTRACTS 2: an empty cell was not coded and has no entry; none was looked at, and is a code."""
    read = record(tmp_path, "othering,basis,valence", "identity,none,,0")
    assert read.codes == {"othering": ("none",), "valence": ("0",)}


@pytest.mark.parametrize(("dimension", "field"), [("status", "autonomy"), ("coordination", "coordination")])
def test_none_is_read_as_not_coded_where_the_codebook_says_so(tmp_path, dimension, field):
    """OP 6.4: autonomy = none counts as not coded; the row is still a row."""
    assert record(tmp_path, field, f"{dimension},none").codes == {}


def test_codes_stand_in_codebook_order(tmp_path):
    read = record(tmp_path, "valence,basis,othering", "identity,1,values,we")
    assert list(read.codes) == ["othering", "basis", "valence"]


def test_strangers_to_the_study_are_kept(tmp_path):
    """CONTRACTS 5: they are the baseline of usual partners."""
    table = EVIDENCE_START + "urgency\nE1,BRA,IND,1996,official,1996,s1,threat,1\n"
    assert read_files(tmp_path, evidence=table).records[0].actor == "BRA"


def test_a_former_state_is_keyed_by_its_successor_and_its_own_code_is_kept(tmp_path):
    table = EVIDENCE_START + "urgency\nE1,SUN,China,,official,1996,s1,threat,1\n"
    read = read_files(tmp_path, evidence=table).records[0]
    assert (read.actor, read.original_actor, read.partner) == ("RUS", "SUN", "CHN")


def test_a_claim_in_general_has_no_partner(tmp_path):
    table = EVIDENCE_START + "own_rank\nE1,RUS,,,official,,s1,status,great_power\n"
    read = read_files(tmp_path, evidence=table).records[0]
    assert (read.partner, read.snapshot, read.date) == ("", "", None)


def test_columns_in_capitals_or_of_the_users_own_are_read_or_left_alone(tmp_path):
    table = "ID,Actor,VOICE,dimension,Urgency,source_id,x_mine,X_too\nE1,RUS,Official,Threat,1,s1,a,b\n"
    assert read_files(tmp_path, evidence=table).records[0].codes == {"urgency": ("1",)}


WRONG = [
    # header, row, place, what the message must hold
    ("magnitude", "threat,severe", "magnitude", ["'severe'", "allowed: 0, 1, 2, 3"]),
    ("othering", "identity,radicl", "othering", ["did you mean 'radical'"]),
    ("othering", "identity,we|radicl", "othering", ["'radicl'"]),
    ("othering", "identity,we|", "othering", ["without text"]),
    ("magnitude", "identity,2", "magnitude", ["about identity", "belongs to threat", "second row"]),
    ("trust_lang", "threat,strategic", "trust_lang", ["about threat", "belongs to identity"]),
    ("support", "coordination,hedge", "support", ["belongs to support"]),
    ("urgency", "threats,1", "dimension", ["'threats'", "did you mean 'threat'", "coordination"]),
    ("urgency", "threat|identity,1", "dimension", ["names several"]),
    ("urgency,genre", "threat,1,adress", "genre", ["did you mean 'address'"]),
    ("urgency,audience", "threat,1,foreign", "audience", ["domestic, partner, third_state"]),
    ("urgency,speaker_role", "threat,1,president", "speaker_role", ["head_of_state"]),
    ("urgency,confidence", "threat,1,1.5", "confidence", ["'1.5'", "a number from 0 to 1"]),
    ("urgency,confidence", 'threat,1,"0,5"', "confidence", ["did you mean '0.5'"]),
    ("urgency,confidence", "threat,1,nan", "confidence", ["'nan'"]),
    ("urgency,formulaic", "threat,1,perhaps", "formulaic", ["yes, no, true, false"]),
    ("urgency", "threat,", "", ["no field is coded", "at least one of", "urgency"]),
    ("urgency,note", "threat,1,bell\uffff", "note", ["U+FFFF"]),
]


@pytest.mark.parametrize(("header", "row", "place", "said"), WRONG)
def test_a_wrong_cell_is_said_with_file_line_and_column(tmp_path, header, row, place, said):
    (message,) = problems(tmp_path, evidence=evidence(header, row))
    where = "evidence.csv, line 2" + (f", {place}" if place else "")
    assert message.startswith(f"{where}: ")
    assert [part for part in said if part not in message] == []


WRONG_START = [
    # the usual first cells with one altered, column, what the message must hold
    ("E1,RUSS,CHN,1996,official,1996,s1", "actor", ["'RUSS' is no actor", "did you mean 'RUS'", "ISO 3166"]),
    ("E1,RUS,Chinna,1996,official,1996,s1", "partner", ["did you mean 'CHN'"]),
    ("E1,RUS,RUS,1996,official,1996,s1", "partner", ["is the actor itself"]),
    ("E1,RUS,SUN,1996,official,1996,s1", "partner", ["is the actor itself"]),
    (
        "E1,RUS,CHN,1997,official,1996,s1",
        "snapshot",
        ["'1997' is no id of study.toml", "did you mean '1996'"],
    ),
    ("E1,RUS,CHN,1996,offical,1996,s1", "voice", ["did you mean 'official'", "author_summary"]),
    ("E1,RUS,CHN,1996,official,30.6.1996,s1", "date", ["'30.6.1996' is not a date", "2001-09-11"]),
    (",RUS,CHN,1996,official,1996,s1", "id", ["the cell is empty", "every row must fill it"]),
    ("E1,,CHN,1996,official,1996,s1", "actor", ["the cell is empty"]),
    ("E1,RUS,CHN,1996,,1996,s1", "voice", ["the cell is empty", "allowed: official"]),
    ("E1,RUS,CHN,1996,official,1996,", "source_id", ["the cell is empty"]),
]


@pytest.mark.parametrize(("start", "place", "said"), WRONG_START)
def test_what_every_row_needs_is_checked_in_every_row(tmp_path, start, place, said):
    table = f"{EVIDENCE_START}urgency\nE0,RUS,CHN,1996,official,1996,s1,threat,1\n{start},threat,1\n"
    (message,) = problems(tmp_path, evidence=table)
    assert message.startswith(f"evidence.csv, line 3, {place}: ")
    assert [part for part in said if part not in message] == []


def test_an_id_may_stand_once_and_both_lines_are_named(tmp_path):
    table = evidence("urgency", "threat,1", "threat,2").replace("E2", "E1")
    (message,) = problems(tmp_path, evidence=table)
    assert message.startswith("evidence.csv, line 3, id: 'E1' stands already in evidence.csv, line 2")


def test_a_misspelt_column_is_refused_since_its_codes_would_be_lost(tmp_path):
    (message,) = problems(tmp_path, evidence=evidence("urgency,magnitud", "threat,1,3"))
    assert message.startswith("evidence.csv, line 1, magnitud: ")
    assert "did you mean 'magnitude'" in message
    assert "x_" in message


def test_a_missing_column_is_named_with_the_nearest_that_is_there(tmp_path):
    table = "id,acter,voice,dimension,urgency,source_id\nE1,RUS,official,threat,1,s1\n"
    missing, unknown = problems(tmp_path, evidence=table)
    assert missing.startswith("evidence.csv, line 1: the column 'actor' is missing; nearest to it is 'acter'")
    assert "did you mean 'actor'" in unknown


@pytest.mark.parametrize("field", load().fields, ids=lambda field: field.name)
def test_every_word_of_the_codebook_is_read_and_on_no_other_dimension(tmp_path, field):
    for word in field.allowed or ("free words",):
        read = record(tmp_path, field.name, f"{field.dimension},{word}")
        assert read.codes == ({} if word in field.not_coded else {field.name: (word,)})
    for dimension in {"threat", "identity", "status", "support", "coordination"} - {field.dimension}:
        found = problems(tmp_path, evidence=evidence(field.name, f"{dimension},{word}"))
        assert bool(found) is not (field.name == "trust_lang" and dimension == "support")


def test_the_columns_are_those_of_the_contract():
    """CONTRACTS 3 names the fields in an order that templates and the manual keep."""
    assert " ".join(columns_of("evidence").names) == (
        "id record actor partner snapshot voice speaker speaker_role audience genre language date date_text source_id "
        "locator dimension paraphrase source_family source referent origin kind magnitude comparison urgency response "
        "hedge other_named other_role othering basis valence trust_lang salience war_thinkable self_desc own_rank "
        "role_expected superiority_claim autonomy autonomy_toward recognition reference_group anxiety role_refused "
        "support support_domain coordination formulaic confidence coder note"
    )
