"""study.toml: who, when and by which rules (CONTRACTS 3)."""

from datetime import date

import pytest

from cordiale.errors import StudyError
from cordiale.formats.study_toml import read_study_toml
from cordiale.model.rules import Rules
from cordiale.model.settings import SETTINGS
from unit.formats.study_text import HEAD

SNAPSHOT = '[[snapshots]]\nid = "1996"\nstart = 1996-01-01\nend = 1996-12-31\n'


def head(lines="", *, actors='["CHN", "RUS"]', snapshots=SNAPSHOT):
    return read_study_toml(f"cordiale = 1\nactors = {actors}\n{lines}\n{snapshots}")


def refusal(*args, **kwargs):
    with pytest.raises(StudyError) as caught:
        head(*args, **kwargs)
    return str(caught.value)


def test_a_study_says_who_and_when():
    read = read_study_toml(HEAD)
    assert (read.title, read.actors, read.dyads) == ("Two states", ("CHN", "RUS"), (("CHN", "RUS"),))
    assert [(s.id, s.start, s.end) for s in read.snapshots] == [
        ("1996", date(1996, 1, 1), date(1996, 12, 31)),
        ("2001p", date(2001, 1, 1), date(2003, 12, 31)),
    ]
    assert read.rules == Rules.default()


def test_a_former_state_is_keyed_by_its_successor_and_shown_as_it_was():
    read = head(actors='["SUN", "CHN"]')
    assert (read.actors, read.original_actors) == (("RUS", "CHN"), ("SUN", "CHN"))
    assert read.dyads == (("CHN", "RUS"),)


def test_names_stand_for_codes():
    assert head(actors='["China", "the Kremlin"]').actors == ("CHN", "RUS")


def test_all_pairs_are_read_unless_dyads_names_them():
    three = '["RUS", "CHN", "NATO"]'
    assert head(actors=three).dyads == (("CHN", "NATO"), ("CHN", "RUS"), ("NATO", "RUS"))
    named = head('dyads = [["RUS", "CHN"], ["SUN", "China"]]', actors=three)
    assert named.dyads == (("CHN", "RUS"),)


@pytest.mark.parametrize(
    "rules",
    [
        '"minima.NASC.status" = "minimal"\n"threat.urgency_cut" = 1\n"voices.levels" = ["official", "expert"]',
        "minima.NASC.status = 'minimal'\nthreat.urgency_cut = 1\nvoices.levels = 'official, expert'",
        "[rules.minima.NASC]\nstatus='minimal'\n[rules.threat]\nurgency_cut=1\n[rules.voices]\nlevels=['official','expert']",
    ],
    ids=["quoted keys", "dotted keys", "nested tables"],
)
def test_settings_may_be_written_with_dotted_keys_or_as_nested_tables(rules):
    assert head(snapshots=f"{SNAPSHOT}[rules]\n{rules}\n").rules.differences() == {
        "minima.NASC.status": "minimal",
        "threat.urgency_cut": 1,
        "voices.levels": ("official", "expert"),
    }


def test_keys_for_texts_are_kept_as_text():
    read = head(snapshots=f"{SNAPSHOT}[texts]\ncoder = 'local'\nmasked = true\nbatch = 8\n")
    assert read.texts == {"coder": "local", "masked": "true", "batch": "8"}


def test_the_id_of_a_snapshot_may_be_a_number():
    assert head(snapshots=SNAPSHOT.replace('"1996"', "1996")).snapshots[0].id == "1996"


SECOND = SNAPSHOT.replace("1996", "1998")
REFUSED = {
    "no TOML": ({"lines": "title = no quotation marks"}, ["study.toml, line 3, column 9", "TOML"]),
    "a number too long": ({"lines": "title = " + "9" * 5000}, ["study.toml", "TOML"]),
    "a misspelt key": ({"lines": "dyad = []"}, ["line 3, dyad", "no key", "did you mean 'dyads'"]),
    "a title that is none": ({"lines": "title = 5"}, ["line 3, title", "5 is not text"]),
    "control characters": ({"lines": 'title = "a\\u0007b"'}, ["line 3, title", "U+0007"]),
    "one actor": ({"actors": '["CHN"]'}, ["line 2, actors", "only 'CHN'", "two or more"]),
    "no list of actors": ({"actors": '"CHN, RUS"'}, ["line 2, actors", "no list of actors"]),
    "an unknown actor": ({"actors": '["CHN", "Rusia"]'}, ["line 2, actors", "'Rusia'", "did you mean 'RUS'"]),
    "an actor twice": ({"actors": '["RUS", "CHN", "SUN"]'}, ["'SUN' is the same actor as 'RUS'"]),
    "a pair of three": ({"lines": 'dyads = [["CHN", "RUS", "USA"]]'}, ["line 3, dyads", "not a pair"]),
    "a pair with a stranger": ({"lines": 'dyads = [["CHN", "USA"]]'}, ["'USA' is not among the actors"]),
    "a pair with itself": ({"lines": 'dyads = [["CHN", "CHN"]]'}, ["pairs an actor with itself"]),
    "no snapshots": ({"snapshots": ""}, ["no snapshots", "[[snapshots]]"]),
    "an id with a blank": (
        {"snapshots": SNAPSHOT.replace('"1996"', '"in 1996"')},
        ["line 5, id", "'in 1996' is no id", "letters, digits, _ and -"],
    ),
    "an id twice": (
        {"snapshots": SNAPSHOT + SECOND.replace('"1998"', '"1996"')},
        ["line 9, id", "'1996' is already the id of snapshot 1"],
    ),
    "an end before its start": (
        {"snapshots": SNAPSHOT.replace("end = 1996", "end = 1995")},
        ["line 7, end", "1995-12-31 is before the start"],
    ),
    "a day that is none": (
        {"snapshots": SNAPSHOT.replace("1996-12-31", '"1996-02-30"')},
        ["line 7, end", "'1996-02-30' is not a day", "1996-01-31"],
    ),
    "a year for a day": (
        {"snapshots": SNAPSHOT.replace("start = 1996-01-01", 'start = "1996"')},
        ["line 6, start", "'1996' is not a day"],
    ),
    "a missing end": ({"snapshots": SNAPSHOT.replace("end =", "title =")}, ["the end is missing"]),
    "windows that overlap": (
        {"snapshots": SNAPSHOT + SECOND.replace("start = 1998", "start = 1996").replace("01-01", "12-31")},
        ["line 10, start", "'1998' overlaps '1996'"],
    ),
    "windows out of order": ({"snapshots": SECOND + SNAPSHOT}, ["line 10", "'1996' is earlier than '1998'"]),
    "a misspelt key of a snapshot": (
        {"snapshots": SNAPSHOT + 'tittle = "x"\n'},
        ["line 8, tittle", "no key of a snapshot", "did you mean 'title'"],
    ),
    "a setting that is none": (
        {"snapshots": f'{SNAPSHOT}[rules]\n"minima.NASC.stats" = "low"\n'},
        ["line 9, [rules]", "'minima.NASC.stats' is not a setting", "did you mean 'minima.NASC.status'"],
    ),
    "a value that a setting does not allow": (
        {"snapshots": f"{SNAPSHOT}[rules.minima.NASC]\nstatus = 'middle'\n"},
        ["line 9, [rules], minima.NASC.status", "'middle'", "incompatible, minimal, medium"],
    ),
    "rules that are no table": ({"lines": "rules = 5"}, ["line 3, rules", "no table"]),
    "texts that are no table": ({"lines": "texts = []"}, ["line 3, texts", "no table"]),
}  # fmt: skip


@pytest.mark.parametrize(("study", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said_with_line_key_and_what_is_allowed(study, said):
    message = refusal(**study)
    assert [part for part in said if part not in message] == []


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("", "begin the file with: cordiale = 1"),
        ("cordiale = 2", "newer than this Cordiale"),
        ("cordiale = true", "True is no version"),
        ('cordiale = "1"', "'1' is no version"),
    ],
)
def test_another_version_of_the_format_is_refused(version, said):
    with pytest.raises(StudyError, match=said):
        read_study_toml(f'{version}\nactors = ["CHN", "RUS"]\n{SNAPSHOT}')


def test_several_problems_come_together_in_the_order_of_the_lines():
    message = refusal(
        "title = 5",
        actors='["CHN", "Rusia"]',
        snapshots=f"{SNAPSHOT}[rules]\nweight = 1\n[rules.window]\nunit = 'x'\n",
    )
    places = [line.split(":")[0] for line in message.split("\n")]
    assert places == [
        "study.toml, line 2, actors",
        "study.toml, line 3, title",
        "study.toml, line 9, [rules]",
        "study.toml, line 11, [rules], window.unit",
    ]


@pytest.mark.parametrize("value", ["inf", "nan", "[]", "true", "'x'", "1996-01-01"])
@pytest.mark.parametrize("key", [setting.key for setting in SETTINGS if isinstance(setting.default, float)])
def test_a_number_that_is_none_is_refused_for_every_setting(key, value):
    assert key in refusal(snapshots=f'{SNAPSHOT}[rules]\n"{key}" = {value}\n')


def test_an_outlook_is_read_and_a_wrong_one_is_named():
    head = 'cordiale = 1\nactors = ["CHN", "RUS"]\n[[snapshots]]\nid = "a"\nstart = 2000-01-01\nend = 2000-12-31\n'
    (note,) = read_study_toml(head + '[[outlook]]\ncondition = "any"\njudgement = "open"\n').outlook
    assert (note.condition, note.judgement) == ("any", "open")
    with pytest.raises(StudyError, match="outlook"):
        read_study_toml(head + '[[outlook]]\ncondition = "weather"\njudgement = "open"\n')
