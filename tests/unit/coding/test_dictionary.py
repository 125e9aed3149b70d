"""The dictionary coder on English sentences written for it, and its floors on the reference codings."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from cordiale.agreement import evaluate
from cordiale.coding.dictionary import DictionaryCoder, Explanation, explain
from cordiale.formats.codings import Coding, read_codings
from cordiale.model.texts import CodingUnit
from cordiale.passages import mentions
from unit.coding.conformance import CoderConformance


class TestConformance(CoderConformance):
    @pytest.fixture
    def coder(self):
        return DictionaryCoder()


def unit(text: str, actor: str = "FRA") -> CodingUnit:
    return CodingUnit(id="1", actor=actor, text=text, language="en", mentions=mentions(text, "en"))


def coded(text: str, actor: str = "FRA") -> Coding:
    return DictionaryCoder().code([unit(text, actor)])[0]


def explained(text: str, actor: str = "FRA") -> Explanation:
    return explain(unit(text, actor))


def set_aside(text: str) -> dict[str, str]:
    return {one.words: one.set_aside for one in explained(text).found if one.set_aside}


def counted(text: str, cue: str) -> list[str]:
    return [one.words for one in explained(text).found if cue in one.cues and not one.set_aside]


# Threats


def test_a_named_source_that_is_said_to_threaten_is_a_threat():
    (threat,) = coded("International terrorism is a grave and growing threat to peace and security.").threats
    assert (threat.family, threat.quote) == ("terrorism_extremism", "International terrorism")
    assert threat.magnitude >= 2


def test_a_problem_that_is_only_discussed_is_no_threat():
    assert not coded(
        "The delegations held a first meeting and exchanged views on tourism and education."
    ).threats


def test_an_action_called_for_now_is_urgent():
    calm = coded("Nuclear weapons remain a danger to mankind.")
    urgent = coded("Nuclear weapons are a mortal danger: we must act immediately, before it is too late.")
    assert max(one.urgency for one in calm.threats) == 0
    assert max(one.urgency for one in urgent.threats) == 2


def test_a_denied_threat_is_a_code_of_magnitude_0():
    coding = coded("The new missile defence poses no threat to us.")
    assert [(one.family, one.magnitude, one.quote) for one in coding.threats if one.magnitude == 0] == [
        ("us_led_west", 0, "missile defence")
    ]


def test_a_denial_ends_with_its_clause():
    aside = set_aside("Missile defence poses no threat to us, but terrorism is the gravest danger to peace.")
    assert "denied" in aside["Missile defence"]
    assert "terrorism" not in aside


def test_removing_a_threat_does_not_deny_it():
    assert counted("We must eliminate the threat of war.", "framing.danger")


@pytest.mark.parametrize(
    "text",
    [
        "There is no danger of war.",
        "Nothing here is without risk, yet never a menace.",
        "We do not threaten you.",
    ],
)
def test_negated_dangers_do_not_count(text):
    assert set_aside(text)


def test_not_only_negates_nothing():
    assert counted("This is not only a danger for our region.", "framing.danger") == ["danger"]


def test_what_others_only_claim_is_set_aside():
    assert "somebody else" in set_aside("They invented the so-called threat from our side.")["threat"]


def test_openness_to_the_source_is_a_sign_of_a_hedge():
    text = "We face a threat, but we are ready for dialogue and a peaceful settlement."
    assert "dialogue" in counted(text, "framing.open")


def test_a_state_that_attacks_is_the_source_and_its_victim_is_not():
    coding = coded(
        "We condemn the brutal aggression of Russia against Ukraine, a grave threat to peace in Europe.",
        "POL",
    )
    assert "russia" in {one.family for one in coding.threats}
    assert not [one for one in coding.threats if one.source == "ukraine"]


@pytest.mark.parametrize(
    ("name", "actor", "family"),
    [
        ("Russia", "POL", "russia"),
        ("China", "POL", "china"),
        ("Israel", "POL", "other_state"),
        ("NATO", "RUS", "us_led_west"),
    ],
)
def test_no_state_is_treated_unlike_another(name, actor, family):
    coding = coded(f"The aggression of {name} is a grave threat to the peace of the world.", actor)
    assert family in {one.family for one in coding.threats}


# Others


def test_shared_values_and_brotherhood_place_the_other_within_the_self():
    coding = coded(
        "We and the people of Ukraine are brothers: we share common values, one faith and one history.", "POL"
    )
    assert [(one.name, one.othering, one.valence) for one in coding.others] == [("Ukraine", "we", 1)]


def test_cooperation_alone_makes_a_partner():
    coding = coded("We highly value our friendly relations and economic cooperation with China.", "KAZ")
    assert [(one.name, one.othering, one.role) for one in coding.others] == [
        ("China", "non_radical", "partner")
    ]


def test_the_enemy_that_is_evil_is_radically_other():
    (other,) = coded(
        "The barbarous Nazi Germany was the enemy of mankind, and its aggressors brought slavery."
    ).others[:1]
    assert (other.name, other.othering, other.valence) == ("Nazi Germany", "radical", -1)


def test_the_self_is_no_other():
    assert not coded("Russia has friendly relations with its partners.", "RUS").others
    assert (
        coded("We have friendly relations with Russia, our good partner.", "FRA").others[0].name == "Russia"
    )


def test_a_past_can_be_the_other():
    assert "Soviet past" in {name for name, _ in explained("We broke with the Soviet past.", "EST").named}


# Status


def test_equality_as_a_formula_is_marked_as_such():  # I-20
    (claim,) = coded("We develop relations on the basis of sovereign equality and mutual benefit.").status
    assert claim.formulaic
    assert (claim.role, claim.recognition) == ("equal", "affirms_equal")


def test_leadership_in_ones_own_voice_is_a_claim_and_no_formula():
    (claim,) = coded(
        "America must continue to lead the world: American leadership is indispensable.", "USA"
    ).status
    assert (claim.own_rank, claim.formulaic) == ("leading", False)


def test_refusing_dictation_is_a_claim_to_autonomy():
    (claim,) = coded(
        "We will never accept dictation or interference in our internal affairs from any power."
    ).status
    assert claim.autonomy == "refuses_limits"


# Support and narrative


def test_a_pledge_to_a_partner_is_support():
    assert (
        coded("We stand with Ukraine and will continue to provide military assistance to it.", "USA").support
        == "commitment"
    )


def test_narratives_are_told_apart():
    assert coded("Our peoples share a great history, culture and friendship.").narrative == "identity"
    assert coded("Nuclear war threatens peace and international security.").narrative == "system"
    assert coded("The budget for education and health care will grow by 5 per cent.").narrative == "issue"


# Explaining


def test_an_explanation_shows_the_coding_and_every_point_of_it():
    text = "Terrorism is a grave threat to peace."
    found = explained(text)
    assert found.coding == coded(text)
    threat = next(one for one in found.reckonings if one.decision == "threat")
    assert threat.holds
    assert threat.points == pytest.approx(threat.base + sum(one.points for one in threat.given), abs=0.011)
    assert all(text[slice(*one.span)] == one.words for one in found.found)


def test_what_cannot_be_coded_is_explained_by_its_reason():
    found = explain(CodingUnit(id="1", actor="", text="x", language="und"))
    assert (found.found, found.reckonings) == ((), ())
    assert found.coding.failed


# The coder as a whole


def test_the_identity_changes_with_the_files(tmp_path):
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "language.toml").write_text("spaced = true\nnear = 8\n", encoding="utf-8")
    before = DictionaryCoder(folder=tmp_path).identity["patterns_en"]
    (folder / "framing.csv").write_text("pattern,cue\nwoe,danger\n", encoding="utf-8")
    from cordiale.coding.dictionary.files import read

    assert read("en", tmp_path).sha256 != before


def test_importing_the_coder_reads_no_pattern():
    code = "import sys, cordiale.coding.dictionary as d; c = d.DictionaryCoder(); print(d.coder.loaded.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


FLOORS = {  # F1 on the English reference codings, fitted; issue 6 asks for .60 and .15
    "threat_present": 0.75,
    "threat_magnitude": 0.50,
    "threat_urgency": 0.40,
    "threat_family": 0.50,
    "othering_of_named": 0.60,
    "radical_present": 0.35,
    "we_present": 0.35,
    "partner_present": 0.55,
    "status_present": 0.35,
    "own_rank": 0.35,
    "role": 0.45,
    "autonomy": 0.35,
    "recognition": 0.45,
    "support": 0.50,
    "narrative": 0.60,
}


def test_english_reaches_its_floors_on_the_reference_codings(shared):
    path = shared / "reference" / "reference_dev.jsonl"
    if not path.is_file():
        pytest.skip("no reference codings beside the checkout")
    reference = [one for one in read_codings(path) if one.language == "en"]
    units = [replace(unit(str(one.passage["text"]), one.actor), id=one.id) for one in reference]
    fields = evaluate(reference, DictionaryCoder().code(units), resamples=0).fields
    found = {name: fields[name].f1.value for name in FLOORS}
    assert {name: value for name, value in found.items() if value < FLOORS[name]} == {}
