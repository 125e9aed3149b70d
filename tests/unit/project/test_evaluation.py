"""A coder against a reference, from Python and the command line: what is compared, printed and refused."""

import csv
import io
import json
from dataclasses import dataclass, replace

import pytest

import cordiale
from cordiale.agreement import evaluate as agreement_of
from cordiale.cli import main
from cordiale.errors import InputError, StudyError, UsageError
from cordiale.formats.codings import Coding, write_codings
from cordiale.formats.schemas import problems_in
from cordiale.project.coding_export import export
from cordiale.project.coding_run import code_study
from cordiale.project.evaluation import coded_now, codings_at, evaluate
from cordiale.project.evaluation_output import HEADER, evaluation_lines, evaluation_rows
from cordiale.store.template import new_study
from unit.agreement.sample import TEXTS, coding, other, threat
from unit.store.texts_to_search import study_of_texts

REFERENCE = (
    coding("1", document="a", threats=(threat("wmd", 2),), support="commitment", others=(other("India"),)),
    coding("2", document="a"),
    coding(
        "3", document="b", language="ru", threats=(threat("us_led_west"),), others=(other("China", "we"),)
    ),
    coding("4", document="b", language="ru", narrative="issue"),
    coding("5", document="c", language="zh", threats=(threat("us_led_west"),), others=(other("Russia"),)),
    coding("6", document="d", language="zh", narrative="issue"),
)
JUDGED = (
    replace(REFERENCE[0], others=(other("the Republic of India", "none"),)),
    replace(REFERENCE[1], threats=(threat(),)),
    replace(REFERENCE[2], others=(other("PRC", "we"),)),
    replace(REFERENCE[3], failed="no answer"),
    REFERENCE[4],
    replace(REFERENCE[5], narrative="none"),
)


@dataclass(frozen=True)
class NamesThreats:
    """A coder that finds a threat in every passage it can read, and answers nothing else."""

    name: str = "names-threats"
    fields: tuple[str, ...] = ("threats",)
    languages: tuple[str, ...] = ("en", "ru")
    identity = {}  # noqa: RUF012

    def code(self, units):
        return tuple(
            Coding(id=one.id, threats=(threat("wmd", 2),), coded=self.fields)
            if one.language in self.languages
            else Coding(id=one.id, failed=f"cannot read {one.language}")
            for one in units
        )


@pytest.fixture
def files(tmp_path):
    """The reference and the codings as files."""
    write_codings(tmp_path / "reference.jsonl", REFERENCE)
    write_codings(tmp_path / "codings.jsonl", JUDGED)
    return str(tmp_path / "reference.jsonl"), str(tmp_path / "codings.jsonl")


def test_two_files_are_compared_as_their_codings_are(files):
    reference, codings = files
    found = evaluate(reference, codings=codings, seed=3, resamples=50)
    assert found == agreement_of(REFERENCE, JUDGED, seed=3, resamples=50)
    assert (found.n, found.failed) == (5, 1)
    assert cordiale.evaluate is evaluate


def test_names_are_compared_after_linking_to_actors(files):
    named = evaluate(files[0], codings=files[1], resamples=0).fields["othering_of_named"]
    assert (named.n, named.f1.value) == (3, pytest.approx(0.8))  # India, China under two names; Russia


def test_a_coder_codes_the_passages_of_the_reference_without_their_codes():
    found = evaluate(REFERENCE, coder=NamesThreats(), resamples=0)
    assert (found.n, found.failed) == (4, 2)
    assert set(found.by_language) == {"en", "ru"}
    assert set(found.fields) == {"threat_present", "threat_magnitude", "threat_urgency", "threat_family"}
    assert found.fields["threat_present"].precision.value == 0.5
    assert found.fields["threat_family"].recall.value == 0.5


def test_a_coder_is_shown_text_actor_language_neighbours_and_mentions_and_no_code():
    seen = []

    class Watches(NamesThreats):
        def code(self, units):
            seen.extend(units)
            return super().code(units)

    coded_now(Watches(), REFERENCE)
    assert [one.text for one in seen[::2]] == list(TEXTS.values())
    assert [one.actor for one in seen[::2]] == ["USA", "RUS", "CHN"]
    assert [mention.actor for mention in seen[2].mentions] == ["CHN", "NATO"]
    assert [one.after for one in seen] == [
        TEXTS["en"],
        "",
        TEXTS["ru"],
        "",
        "",
        "",
    ]  # of the same document alone
    assert not any("threats" in one.kept for one in seen)


def test_the_language_of_a_passage_that_names_none_is_told_from_its_text():
    bare = [Coding(id="1", passage={"text": TEXTS["zh"], "actor": "CHN"})]
    codings, run = coded_now(NamesThreats(), bare)
    assert codings[0].failed == "cannot read zh"
    assert (run.failed, run.failures[0].where) == (1, "passage 1")


@pytest.fixture
def coded_study(tmp_path):
    """A study whose texts are coded, but for the Chinese one: its folder, and the folder of the run."""
    folder = tmp_path / "study"
    new_study(folder, "Two", ["CHN", "RUS"], years=[2011])
    study_of_texts(folder)
    run = code_study(folder, NamesThreats(), workers=1)
    return folder, folder / "runs" / run.run


def test_a_run_and_what_was_exported_of_it_are_compared_alike(coded_study, tmp_path):
    folder, run = coded_study
    forms = {}
    for form in ("jsonl", "csv"):
        export(folder, "names-threats", form, tmp_path / f"codings.{form}")
        forms[form] = tmp_path / f"codings.{form}"
    whole = evaluate(run, codings=forms["jsonl"], resamples=0)
    assert (whole.n, whole.failed) == (9, 3)
    assert {name: group.n for name, group in whole.by_actor.items()} == {"CIV": 1, "RUS": 8}
    assert set(whole.by_language) == {"en", "ru"}
    assert whole.fields["threat_present"].f1.value == 1
    assert evaluate(forms["csv"], codings=run, resamples=0) == whole


def test_two_runs_of_a_study_are_compared_on_the_command_line(coded_study, capsys):
    folder, run = coded_study
    other = code_study(folder, NamesThreats(name="other", languages=("en", "zh")), workers=1)
    code = main(
        [
            "evaluate",
            "--codings",
            str(folder / "runs" / other.run),
            "--reference",
            str(run),
            "--format",
            "json",
        ]
    )
    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert set(found["fields"]) == {"threat_present", "threat_magnitude", "threat_urgency", "threat_family"}
    assert set(found["by_language"]) == {"en"}
    assert set(found["by_actor"]) == {"CIV", "RUS"}


def test_the_dictionary_is_known_by_name_and_no_other_coder_is_made_up():
    assert evaluate(REFERENCE[:2], coder="dictionary", resamples=0).n == 2
    with pytest.raises(UsageError, match=r"'dictionnary'.*dictionary"):
        evaluate(REFERENCE, coder="dictionnary")


def test_what_cannot_be_compared_is_refused(tmp_path):
    with pytest.raises(InputError, match="neither a coder nor codings"):
        evaluate(REFERENCE)
    with pytest.raises(InputError, match="both a coder and codings"):
        evaluate(REFERENCE, coder="dictionary", codings=JUDGED)
    with pytest.raises(StudyError, match="no text"):
        evaluate([Coding(id="1", passage={"actor": "RUS"})], coder="dictionary")
    with pytest.raises(StudyError, match="cannot be read"):
        codings_at(tmp_path / "nothing.jsonl")
    with pytest.raises(StudyError, match="no finished coding run stands here"):
        codings_at(tmp_path)


def test_the_text_has_a_table_of_all_and_of_each_language_and_says_why_a_value_is_missing():
    lines = list(evaluation_lines(evaluate(REFERENCE, codings=JUDGED, resamples=50)))
    assert lines[0] == "5 passages compared; left out: 1 failed on a side"
    assert lines[2].split() == ["field", "n", "positives", "alpha", "precision", "recall", "F1"]
    threats = next(line for line in lines if line.startswith("threat_present"))
    assert threats.split()[:3] == ["threat_present", "5", "3"]
    assert "[" in threats
    status = next(line for line in lines if line.startswith("status_present"))
    assert "– (one value only)" in status
    assert status.endswith("– (none in either)")
    assert {"English, 2 passages", "Russian, 1 passage", "Chinese, 2 passages"} <= set(lines)
    assert "3 actors with fewer than 30 passages: in --format json and csv" in lines
    assert "over 50 resamples of whole documents" in lines[-1]


def test_actors_with_passages_enough_have_a_line():
    many = [replace(one, id=f"{one.id}-{n}") for n in range(20) for one in REFERENCE[:3]]
    lines = list(evaluation_lines(evaluate(many, codings=many, resamples=0)))
    assert any(line.startswith("USA    40  1.00 (20)") for line in lines)
    assert "1 more actor with fewer than 30 passages: in --format json and csv" in lines


def test_rows_hold_every_measure_of_every_group_and_the_reason_of_a_missing_one():
    found = evaluate(REFERENCE, codings=JUDGED, resamples=20)
    rows = [dict(zip(HEADER, row, strict=True)) for row in evaluation_rows(found)]
    assert {(row["group"], row["name"]) for row in rows} == {
        ("all", ""),
        *(("language", name) for name in ("en", "ru", "zh")),
        *(("actor", name) for name in ("USA", "RUS", "CHN")),
    }
    status = next(row for row in rows if row["field"] == "status_present")
    assert (status["alpha"], status["alpha_why"], status["f1_why"]) == (
        None,
        "no_variation",
        "none_in_either",
    )


def test_json_of_the_command_is_that_of_the_contract(capsys, files):
    code = main(
        ["evaluate", "--codings", files[1], "--reference", files[0], "--format", "json", "--seed", "2"]
    )
    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert list(found) == ["n", "fields", "by_language", "by_actor"]
    assert found == json.loads(json.dumps(agreement_of(REFERENCE, JUDGED, seed=2).as_json()))
    assert problems_in(found, "evaluation-1", "evaluation") == ()
    found["fields"]["support"]["alpha"]["value"] = "high"
    (problem,) = problems_in(found, "evaluation-1", "evaluation")
    assert problem.where == "evaluation, fields.support.alpha.value"


def test_csv_of_the_command_is_tidy(capsys, files):
    main(["evaluate", "--codings", files[1], "--reference", files[0], "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["field"] == "threat_present"
    assert (rows[0]["positives"], rows[0]["recall"], rows[0]["recall_why"]) == ("3", "1.000000", "")


def test_passages_that_the_coder_cannot_read_are_named_and_the_rest_is_compared(capsys, tmp_path):
    odd = Coding(
        id="odd",
        passage={"actor": "FRA", "text": "Nous voulons la paix avec tous nos voisins.", "language": "fr"},
    )
    write_codings(tmp_path / "reference.jsonl", [*REFERENCE[:2], odd])
    code = main(["evaluate", "--coder", "dictionary", "--reference", str(tmp_path / "reference.jsonl")])
    out, err = capsys.readouterr()
    assert code == 3
    assert out.startswith("2 passages compared; left out: 1 failed on a side")
    assert "cordiale: passage odd: " in err


def test_wrong_usage_exits_with_2_and_a_file_at_fault_with_1(capsys, files, tmp_path):
    reference, codings = files
    assert main(["evaluate", "--reference", reference]) == 2
    assert main(["evaluate", "--reference", reference, "--coder", "dictionary", "--codings", codings]) == 2
    assert main(["evaluate", "--reference", reference, "--coder", "nobody"]) == 2
    (tmp_path / "broken.jsonl").write_text('{"id": 1', encoding="utf-8")
    assert main(["evaluate", "--reference", reference, "--codings", str(tmp_path / "broken.jsonl")]) == 1
    assert "broken.jsonl, line 1" in capsys.readouterr().err
