"""The tables of a study together: what each gives, what points to what, and all that is wrong at once."""

import pytest

from cordiale.errors import StudyError
from cordiale.formats.columns import TABLE_NAMES, columns_of
from cordiale.formats.study_files import read_study
from cordiale.model.study import SourceStatus
from unit.formats.study_text import HEAD, evidence, problems, read_files

CONTRACT = {
    "sources": "id author title container date url doi footnote status note",
    "judgements": "snapshot condition level admissible wording where note",
    "labels": "snapshot date label type denied source_id",
    "interactions": "id date kind what figure unit parties cooperative source_id note",
    "context": "id date what source_id note",
    "reinterpretations": "id interaction actor condition direction what evidence source_id",
    "capabilities": "actor date measure value unit source_id note",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_the_columns_are_those_of_the_contract(table):
    assert " ".join(columns_of(table).names) == CONTRACT[table]


def test_a_study_without_tables_is_a_study(tmp_path):
    study = read_files(tmp_path)
    assert (study.id, study.title, study.records, study.judgements) == ("pair", "Two states", (), ())


def test_a_study_without_a_title_bears_the_name_of_its_folder(tmp_path):
    assert read_files(tmp_path, head=HEAD.replace('title = "Two states"', "")).title == "pair"


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_a_table_with_a_header_alone_has_no_rows(tmp_path, name):
    read_files(tmp_path, **{name: ",".join(columns_of(name).names) + "\n"})


def test_sources_are_ok_unless_they_say_otherwise(tmp_path):
    study = read_files(tmp_path, sources="id,author,status\ns1,Yeltsin,\ns2,RIA,Doubtful\ns3,,invalid\n")
    assert [source.status for source in study.sources] == [
        SourceStatus.OK,
        SourceStatus.DOUBTFUL,
        SourceStatus.INVALID,
    ]


JUDGED = [
    # condition, level, admissible -> level, admissible
    ("threat", "Low", "", "low", ()),
    ("identity", "medium", "medium|low", "medium", ("low", "medium")),
    ("status", "", "medium|minimal", "", ("minimal", "medium")),
    ("status", "unknown", "", "", ("incompatible", "minimal", "medium", "higher", "highest")),
    ("threat", "unknown", "low", "", ("low",)),
    ("support", "higher", "low|higher", "higher", ("low", "higher")),
    ("coordination", "joint planning", "", "joint_planning", ()),
    ("coordination", "", "", "", ()),
]


@pytest.mark.parametrize(("condition", "level", "admissible", "read_level", "read_admissible"), JUDGED)
def test_a_judgement_uses_the_words_of_its_condition(
    tmp_path, condition, level, admissible, read_level, read_admissible
):
    table = f"snapshot,condition,level,admissible\n2001P,{condition},{level},{admissible}\n"
    (judged,) = read_files(tmp_path, judgements=table).judgements
    assert (judged.level, judged.admissible, judged.snapshot) == (read_level, read_admissible, "2001p")


def test_labels_events_and_figures_are_read(tmp_path):
    study = read_files(
        tmp_path,
        labels="snapshot,date,label,type,denied\n1996,1996-04,no limits,,ally|ASC\n,,alliance,Ally,\n",
        interactions="id,date,kind,parties,cooperative\nX1,1996,treaty,RUS|China|SUN,yes\nX2,,vote,,No\nX3,,,,\n",
        context="id,date,what\nK1,2001-09-11,attacks\n",
        capabilities="actor,date,measure,value,unit\nCHN,1996,gdp,2.2,ratio\n",
    )
    assert [(label.type, label.denied) for label in study.labels] == [("", ("ALLY", "ASC")), ("ALLY", ())]
    assert [(one.parties, one.cooperative) for one in study.interactions] == [
        (("RUS", "CHN"), True),
        ((), False),
        ((), None),
    ]
    assert study.context[0].date.text == "2001-09-11"
    assert study.capabilities[0].value == 2.2


@pytest.mark.parametrize(
    "header",
    [
        "id,interaction,actor,condition,direction,evidence",
        "id,interaction_id,actor,condition,direction,evidence ids",
    ],
)
def test_a_reinterpretation_points_to_an_event_and_to_claims(tmp_path, header):
    """CONTRACTS 3 says "evidence ids"; the id of a record stands for its rows."""
    table = evidence("urgency,record", "threat,1,R", "threat,2,R", "threat,0,")
    study = read_files(
        tmp_path,
        evidence=table,
        context="id,what\nK1,attacks\n",
        interactions="id,what\nX1,treaty\n",
        reinterpretations=f"{header}\nR1,K1,RUS,threat,up,R|E3|E1\nR2,X1,SUN,status,mixed,\n",
    )
    assert [one.evidence for one in study.reinterpretations] == [("E1", "E2", "E3"), ()]
    assert [one.actor for one in study.reinterpretations] == ["RUS", "RUS"]


WRONG = [
    # tables, place, what the message must hold
    ({"sources": "id,status\ns1,dubious\n"}, "sources.csv, line 2, status", ["ok, doubtful, invalid"]),
    ({"sources": "id\ns1\ns2\ns1\n"}, "sources.csv, line 4, id", ["sources.csv, line 2"]),
    ({"judgements": "snapshot,condition\n1996,trust\n"}, "judgements.csv, line 2, condition", ["threat"]),
    ({"judgements": "snapshot,condition\n1995,threat\n"}, "judgements.csv, line 2, snapshot", ["'1996'"]),
    ({"judgements": "snapshot,condition,level\n1996,threat,medium\n"}, "judgements.csv, line 2, level",
     ["allowed: low, high, unknown"]),
    ({"judgements": "snapshot,condition,admissible\n1996,support,medium\n"},
     "judgements.csv, line 2, admissible", ["low, higher, high"]),
    ({"judgements": "snapshot,condition,level,admissible\n1996,identity,high,low|medium\n"},
     "judgements.csv, line 2, level", ["not among the admissible levels, low|medium"]),
    ({"judgements": "snapshot,condition,level\n1996,threat,low\n1996,Threat,high\n"},
     "judgements.csv, line 3, condition", ["'threat in 1996'", "judgements.csv, line 2"]),
    ({"labels": "label,type\nno limits,NOLIMITS\n"}, "labels.csv, line 2, type", ["THIN, COAL, THICK"]),
    ({"labels": "label,denied\nno limits,ALLIANCE\n"}, "labels.csv, line 2, denied", ["'ALLIANCE'"]),
    ({"labels": "label,snapshot\n,1996\n"}, "labels.csv, line 2, label", ["empty"]),
    ({"interactions": "id,parties\nX1,CHN|RUSS\n"}, "interactions.csv, line 2, parties", ["'RUSS'", "'RUS'"]),
    ({"interactions": "id,cooperative\nX1,maybe\n"}, "interactions.csv, line 2, cooperative", ["yes, no"]),
    ({"interactions": "id,date\nX1,late 1980s\n"}, "interactions.csv, line 2, date", ["'late 1980s'"]),
    ({"interactions": "id\nX1\n", "context": "id\nX1\n"}, "context.csv, line 2, id", ["interactions.csv, line 2"]),
    ({"capabilities": "actor,measure,value\nCHN,gdp,2 times\n"}, "capabilities.csv, line 2, value",
     ["a number"]),
    ({"capabilities": "actor,measure,value\nCHN,gdp,inf\n"}, "capabilities.csv, line 2, value", ["'inf'"]),
    ({"reinterpretations": "id,interaction,actor,condition,direction\nR1,X9,RUS,threat,up\n"},
     "reinterpretations.csv, line 2, interaction", ["'X9' is no id of interactions or context"]),
    ({"interactions": "id\nX1\n",
          "reinterpretations": "id,interaction,actor,condition,direction\nR1,X1,RUS,threat,higher\n"},
     "reinterpretations.csv, line 2, direction", ["up, down, mixed"]),
    ({"interactions": "id\nX1\n", "evidence": evidence("urgency", "threat,1"),
          "reinterpretations": "id,interaction,actor,condition,direction,evidence\nR1,X1,RUS,threat,up,E1|E2\n"},
     "reinterpretations.csv, line 2, evidence", ["'E2' is no id of evidence"]),
    ({"sources": "id\ns2\n", "evidence": evidence("urgency", "threat,1")},
     "evidence.csv, line 2, source_id", ["'s1' is no id of sources", "add it to sources"]),
    ({"sources": "id\nART-S96\n", "labels": "label,source_id\nx,ART-S69\n"}, "labels.csv, line 2, source_id",
     ["'ART-S69'", "did you mean 'ART-S96'"]),
    ({"labels": "label,tipe\nx,y\n"}, "labels.csv, line 1, tipe", ["did you mean 'type'"]),
    ({"reinterpretations": "id,interaction,interaction_id,actor,condition,direction\n"},
     "reinterpretations.csv, line 1", ["'interaction' and 'interaction_id' are the same column"]),
]  # fmt: skip


@pytest.mark.parametrize(("tables", "place", "said"), WRONG)
def test_a_wrong_cell_is_said_with_file_line_and_column(tmp_path, tables, place, said):
    (message,) = problems(tmp_path, **tables)
    assert message.startswith(f"{place}: ")
    assert [part for part in said if part not in message] == []


def test_any_source_id_is_taken_where_no_sources_are_kept(tmp_path):
    study = read_files(tmp_path, evidence=evidence("urgency", "threat,1"))
    assert study.records[0].source_id == "s1"


def test_all_problems_of_all_files_come_together_in_the_order_of_files_and_lines(tmp_path):
    found = problems(
        tmp_path,
        head=HEAD.replace('["CHN", "RUS"]', '["CHN", "Rusia"]'),
        sources="id,status\ns1,bad\n",
        evidence=evidence("urgency,magnitude", "threat,9,7", "threat,1,1,too,many", "identity,1,"),
        judgements="snapshot,condition\n1997,threat\n",
        capabilities="actor,measure,value\nCHN,gdp,many\n",
    )
    assert [message.split(":")[0] for message in found] == [
        "study.toml, line 3, actors",
        "sources.csv, line 2, status",
        "evidence.csv, line 2, magnitude",
        "evidence.csv, line 2, urgency",
        "evidence.csv, line 3",
        "evidence.csv, line 4, urgency",
        "judgements.csv, line 2, snapshot",
        "capabilities.csv, line 2, value",
    ]


def test_a_table_that_cannot_be_read_raises_no_false_alarms_about_its_ids(tmp_path):
    found = problems(
        tmp_path,
        sources='id\n"s1\n',
        evidence=evidence("urgency", '"threat,1'),
        reinterpretations="id,interaction,actor,condition,direction,evidence,source_id\nR1,X1,RUS,threat,up,E1,s9\n",
        interactions="id\nX1\n",
    )
    assert [message.split(":")[0] for message in found] == ["sources.csv, line 2", "evidence.csv, line 2"]


def test_tables_are_checked_even_where_study_toml_cannot_be_read():
    unread = StudyError([])
    with pytest.raises(StudyError) as caught:
        read_study("pair", "not toml", {"sources": unread})
    assert "study.toml, line 1, column" in str(caught.value)
