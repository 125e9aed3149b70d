"""What each field for evaluation is, computed from whole codings."""

import pytest

from cordiale.agreement.fields import FIELDS, linked_name
from unit.agreement.sample import coding, other, status, threat

BY_NAME = {field.name: field for field in FIELDS}


def answer(name, **codes):
    found = BY_NAME[name].answers(coding("1", **codes))
    return found[""] if set(found) == {""} else found


THREATS = [
    # threats, present, magnitude, urgency
    ((), False, 0, 0),
    ((threat(magnitude=0, urgency=2),), False, 0, 0),  # a denied threat is named and is none
    ((threat(magnitude=1), threat("china", 3), threat("russia", 2, 1)), True, 3, 1),
    ((threat(magnitude=0, urgency=2), threat(magnitude=1, urgency=1)), True, 1, 1),
]


@pytest.mark.parametrize(("threats", "present", "magnitude", "urgency"), THREATS)
def test_threats_give_the_highest_of_those_not_denied(threats, present, magnitude, urgency):
    assert answer("threat_present", threats=threats) is present
    assert answer("threat_magnitude", threats=threats) == magnitude
    assert answer("threat_urgency", threats=threats) == urgency


def test_each_family_is_a_question_of_its_own():
    found = answer("threat_family", threats=(threat("china"), threat("wmd", 2), threat("russia", 0)))
    assert len(found) == 15
    assert {family for family, named in found.items() if named} == {"china", "wmd"}


def test_actors_are_compared_after_linking_whatever_they_are_called():
    one = answer(
        "othering_of_named", others=(other("the Soviet Union", "radical"), other("Soviet past", "we"))
    )
    two = answer("othering_of_named", others=(other("USSR"), other("the  Soviet past")))
    assert one == {"RUS": "radical", "soviet past": "we"}
    assert two.keys() == one.keys()


@pytest.mark.parametrize(
    "names", [("China", "PRC", "中国"), ("United States", "the USA", "США"), ("EU", "European Union")]
)
def test_names_of_one_actor_link_to_one_code(names):
    assert len({linked_name(name) for name in names}) == 1


def test_of_two_entries_on_one_actor_the_first_counts():
    assert answer("othering_of_named", others=(other("Russia", "we"), other("Kremlin"))) == {"RUS": "we"}


def test_othering_present_asks_for_each_kind_apart():
    others = (other("India", "we"), other("France", "none"), other("Iran", "radical"))
    assert answer("we_present", others=others) is True
    assert answer("radical_present", others=others) is True
    assert answer("partner_present", others=others) is False


def test_boilerplate_is_no_status_claim_and_its_words_still_count():
    formula = (status(role="equal", recognition="affirms_equal", formulaic=True),)
    assert answer("status_present", status=formula) is False
    assert answer("role", status=formula) == "equal"


def test_the_first_claim_that_says_something_counts():
    claims = (status(role="equal"), status(role="dominant", own_rank="great_power"))
    assert answer("role", status=claims) == "equal"
    assert answer("own_rank", status=claims) == "great_power"
    assert answer("autonomy", status=claims) == "none"


def test_support_and_narrative_are_as_coded():
    assert answer("support", support="doubt") == "doubt"
    assert answer("narrative", narrative="system") == "system"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_answer_is_among_the_values_of_its_field(field):
    full = coding(
        "1",
        threats=(threat("other", 3, 2),),
        others=(other("India", "we"),),
        status=(status(own_rank="rising", autonomy="conditional"),),
        support="hedge",
        narrative="issue",
    )
    for one in (full, coding("2")):
        assert set(field.answers(one).values()) <= set(field.values)
    assert field.nothing in field.values


def test_a_field_is_answered_only_if_all_it_needs_is_coded():
    partly = coding("1", coded=("threats.magnitude", "others", "support"))
    answered = {field.name for field in FIELDS if field.answered_by(partly)}
    assert answered == {
        "threat_present",
        "threat_magnitude",
        "othering_of_named",
        "radical_present",
        "we_present",
        "partner_present",
        "support",
    }
    assert not any(field.answered_by(coding("1", failed="no answer")) for field in FIELDS)
