"""From documents and codings to records: claims, documents searched, and what a report shows of them (OP 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cordiale.formats.codings import Coding, Other, Status, Threat
from cordiale.model.rules import Rules
from cordiale.model.study import Record, Snapshot, StudyData
from cordiale.model.texts import Document
from cordiale.passages import mentions, passages
from cordiale.project.pipeline import follow_study
from cordiale.project.salience import salience_rows
from cordiale.project.shown import MOST_SHOWN, shown
from cordiale.project.text_records import CodedPassage, with_texts
from cordiale.store.corpus import Corpus, StoredDocument, append

TEXT = "Kazakhstan trusts Singapore. We shall stand by Singapore and by our friends."


def document(name: str, text: str = TEXT, actor: str = "KAZ", **more: str) -> StoredDocument:
    """A document as a study keeps it, with what was found in it."""
    kept = Document(
        id=name, actor=actor, original_actor=actor, text=text, language="en", **{"date": "2011-05-01", **more}
    )
    return StoredDocument(
        document=kept,
        passages=passages(text, name, language="en", sentences_per_passage=1),
        mentions=mentions(text, "en"),
        words=len(text.split()),
        sketch=b"",
    )


def empty_study() -> StudyData:
    return StudyData(
        id="s",
        title="Kazakhstan and Singapore",
        actors=("KAZ", "SGP"),
        dyads=(("KAZ", "SGP"),),
        snapshots=(Snapshot(id="2011", start=date(2011, 1, 1), end=date(2011, 12, 31)),),
        rules=Rules.default().changed({"uncertainty.replicates_texts": 200}),
    )


def read(folder: Path, documents: Sequence[StoredDocument], codings: dict[str, Coding] | None = None) -> StudyData:
    """A study of these documents; each first passage is coded as given, every other one as silent."""
    append(folder, documents)
    corpus = Corpus.open(folder)
    assert corpus is not None
    coded = [
        CodedPassage(
            document=one.document.id,
            start=passage.start,
            end=passage.end,
            coding=replace((codings or {}).get(one.document.id, Coding(id=passage.id)), id=passage.id)
            if passage.number == 0
            else Coding(id=passage.id),
        )
        for one in documents
        for passage in one.passages
    ]
    return with_texts(empty_study(), corpus, coded, "test")


def said(study: StudyData, dimension: str) -> list[Record]:
    return [record for record in study.records if record.says and record.dimension == dimension]


def test_a_threat_becomes_a_record_by_the_codebooks_names_with_the_words_it_rests_on(tmp_path: Path) -> None:
    threat = Threat(source="terrorism", family="terrorism_extremism", magnitude=2, urgency=1, hedge=False, p=0.7, span=(0, 10))
    study = read(tmp_path, [document("d1")], {"d1": Coding(id="", threats=(threat,))})
    (record,) = said(study, "threat")
    assert record.codes == {
        "source_family": ("terrorism_extremism",),
        "magnitude": ("2",),
        "urgency": ("1",),
        "hedge": ("false",),
        "source": ("terrorism",),
    }
    assert (record.document, record.coder, record.machine, record.confidence) == ("d1", "test", True, 0.7)
    assert record.quote is not None
    assert record.quote.text == TEXT[record.quote.start : record.quote.end] == "Kazakhstan trusts Singapore."
    assert record.quote.marked == ((0, 10),)
    assert record.quote.after.startswith(" We shall stand")


def test_an_other_of_the_study_is_the_partner_and_any_other_is_named_without_one(tmp_path: Path) -> None:
    others = tuple(
        Other(name=name, othering="non_radical", role="partner", basis="history_positive", valence=1, trust="strategic")
        for name in ("Singapore", "the West")
    )
    study = read(tmp_path, [document("d1")], {"d1": Coding(id="", others=others)})
    first, second = said(study, "identity")
    assert (first.partner, second.partner) == ("SGP", "")
    assert first.codes["basis"] == ("history_shared_positive",)
    assert first.codes["trust_lang"] == ("strategic",)
    assert first.codes["valence"] == ("1",)
    assert second.codes["other_named"] == ("the West",)


@pytest.mark.parametrize(
    ("toward", "partner", "autonomy_toward"), [("Singapore", "SGP", "partner"), ("world", "", "general")]
)
def test_whom_a_claim_of_rank_is_toward_says_towards_whom_autonomy_is_meant(
    tmp_path: Path, toward: str, partner: str, autonomy_toward: str
) -> None:
    claim = Status(
        toward=toward,
        own_rank="none",
        role="equal",
        autonomy="refuses_limits",
        recognition="none",
        formulaic=False,
    )
    study = read(tmp_path, [document("d1")], {"d1": Coding(id="", status=(claim,))})
    (record,) = said(study, "status")
    assert record.partner == partner
    assert record.codes["autonomy_toward"] == (autonomy_toward,)


def test_autonomy_that_a_coder_calls_none_is_not_coded(tmp_path: Path) -> None:
    claim = Status(toward="Singapore", own_rank="none", role="equal", autonomy="none", recognition="none", formulaic=False)
    study = read(tmp_path, [document("d1")], {"d1": Coding(id="", status=(claim,))})
    assert not {"autonomy", "autonomy_toward"} & set(said(study, "status")[0].codes)


def test_words_of_support_go_towards_the_partner_whom_their_passage_names(tmp_path: Path) -> None:
    unnamed = document("d2", "We shall stand by our friends.")
    support = Coding(id="", support="commitment")
    study = read(tmp_path, [document("d1"), unnamed], {"d1": support, "d2": support})
    assert [(record.document, record.partner) for record in said(study, "support")] == [("d1", "SGP")]


def test_what_a_coder_does_not_answer_is_not_coded(tmp_path: Path) -> None:
    threat = Threat(source="war", family="armed_conflict", magnitude=2, urgency=0, hedge=False)
    coding = Coding(id="", threats=(threat,), coded=("threats.family", "threats.magnitude"))
    study = read(tmp_path, [document("d1")], {"d1": coding})
    assert set(said(study, "threat")[0].codes) == {"source_family", "magnitude", "source"}


def test_a_silent_document_was_searched_for_threats_and_for_the_partner(tmp_path: Path) -> None:
    study = read(tmp_path, [document("d1")])
    found = {(record.dimension, record.partner) for record in study.records if not record.says}
    assert found == {("threat", ""), ("identity", "SGP"), ("status", "SGP")}
    measure = next(record.measure for record in study.records if record.dimension == "identity")
    assert measure is not None
    assert (measure.words, measure.mentions, measure.place) == (12, 2, 1)


def test_a_document_whose_passages_could_not_be_coded_was_not_searched(tmp_path: Path) -> None:
    one = document("d1", "Kazakhstan trusts Singapore.")
    assert read(tmp_path, [one], {"d1": Coding(id="", failed="no answer")}).records == ()


def test_a_near_duplicate_of_another_document_is_kept_and_not_counted(tmp_path: Path) -> None:
    again = document("d2", TEXT + " Again.", duplicate_of="d1")
    study = read(tmp_path, [document("d1"), again])
    assert {record.document for record in study.records} == {"d1"}
    assert [source.id for source in study.sources] == ["d1"]


def test_silence_tells_something_in_a_genre_in_half_of_whose_texts_usual_partners_are_named(tmp_path: Path) -> None:
    names = "We met the President of France."
    silent = "We shall build roads."
    texts = [(names, "address"), (names, "address"), (silent, "address"), (names, "un_general_debate"), (silent, "speech")]
    study = read(tmp_path, [document(f"d{n}", text, genre=genre) for n, (text, genre) in enumerate(texts)])
    telling = {
        record.document: record.measure.names_partners
        for record in study.records
        if record.measure is not None and record.dimension == "identity"
    }
    assert telling == {"d0": True, "d1": True, "d2": True, "d3": False, "d4": False}


def test_salience_stands_beside_usual_partners_and_what_strangers_name(tmp_path: Path) -> None:
    documents = [
        document("d1", "Singapore and France are near. France is dear."),
        document("d2", "France again."),
        document("d3", "Singapore is far away.", actor="BRA"),
        document("d4", "Singapore, last year.", date="2010-01-01"),
    ]
    study = read(tmp_path, documents)
    corpus = Corpus.open(tmp_path)
    assert corpus is not None
    row, back = salience_rows(study, corpus)
    assert (row.actor, row.partner, row.documents, row.words, row.mentions) == ("KAZ", "SGP", 2, 10, 1)
    assert (row.per_10k_words, row.share_of_documents, row.place, row.rank) == (1000.0, 0.5, 1.0, 2)
    assert row.usual[0] == ("FRA", 3000.0)
    assert (row.strangers, row.strangers_per_10k_words) == (1, 2500.0)
    assert (back.documents, back.per_10k_words, back.rank) == (0, None, None)


def test_a_report_shows_the_surest_passages_and_says_how_many_there_are(tmp_path: Path) -> None:
    documents = [document(f"d{n:02}") for n in range(MOST_SHOWN + 8)]
    threats = {
        f"d{n:02}": Coding(
            id="", threats=(Threat(source="war", family="wmd", magnitude=2, urgency=2, hedge=False, p=n / 100),)
        )
        for n in range(len(documents))
    }
    # Every text is the same, so that passages differ by document alone: their ids must too.
    documents = [document(one.document.id, f"{TEXT} Number {n}.") for n, one in enumerate(documents)]
    study = read(tmp_path, documents, threats)
    (trajectory,) = follow_study(study, flips=False)
    seen, cited = shown(trajectory, study)
    state = seen.snapshots[0].states["computed"]
    assert state is not None
    level = state.levels["threat"]
    chosen = {record.id: record.confidence for record in study.records if record.id in level.evidence}
    assert sorted(chosen.values(), reverse=True) == [n / 100 for n in reversed(range(8, MOST_SHOWN + 8))]
    assert f"{MOST_SHOWN} of {MOST_SHOWN + 8} passages" in level.notes[-1]
    assert {one.id for one in seen.used} == set(chosen)
    assert len(cited.sources) == MOST_SHOWN
    assert trajectory.snapshots[0].states["computed"].levels["threat"].documents["KAZ"] == MOST_SHOWN + 8
