"""A24: every alternative of every setting changes the result of some small study.

A setting that changes nothing does not exist. Each study below is built so that certain settings
decide it; none of them is the Sino-Russian case.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from builders import FEWER_DRAWS, A, B, follow, record, study, threat
from cordiale.formats.trajectory import trajectory_dict
from cordiale.model.settings import SETTINGS
from cordiale.model.study import Interaction, Judgement, StudyData
from cordiale.profiles.salience import corpus_salience

TEXTS_ONLY = {
    "uncertainty.replicates_texts",
    "uncertainty.min_documents_texts",
}
"""Settings of text studies that no function reads yet; they come with coded texts."""


def pair(dimension: str, **codes: str) -> list:
    return [record(A, dimension, **codes), record(B, dimension, **codes)]


def sources_that_rank_differently() -> StudyData:
    """Shared and unshared sources of unequal weight, hedges, leaves and own troubles."""
    return study(
        [
            threat(A, "us_led_west", "3", "2", source="NATO", document="a1"),
            threat(A, "terrorism_extremism", "3", "2", document="a1"),
            threat(A, "us_led_west", "3", "2", source="NATO", document="a2"),
            threat(A, "terrorism_extremism", "2", "2", document="a3"),
            threat(A, "terrorism_extremism", "3", "2", document="a4"),
            threat(B, "us_led_west", "3", "2", source="United States", document="b1", hedge="true"),
            threat(B, "us_led_west", "3", "2", source="United States", document="b2"),
            threat(B, "us_led_west", "3", "2", source="United States", document="b3"),
        ]
    )


def one_shared_threat(magnitude: str, urgency: str) -> StudyData:
    return study([threat(actor, "us_led_west", magnitude, urgency) for actor in (A, B, A, B, A, B)])


def half_hedged(hedged: int, of: int) -> StudyData:
    rows = [threat(A, "us_led_west", "3", "2") for _ in range(of)]
    rows += [
        threat(B, "us_led_west", "3", "2", hedge="true" if n < hedged else "false") for n in range(of)
    ]
    return study(rows)


def two_top_sources() -> StudyData:
    """A ranks two sources equally high and names one more often; B shares the rarer one."""
    return study(
        [
            threat(A, "us_led_west", "3", "2", document="a1"),
            threat(A, "wmd", "3", "2", document="a1", source="missiles"),
            threat(A, "wmd", "3", "2", document="a2", source="missiles"),
            threat(B, "us_led_west", "3", "2", document="b1"),
        ]
    )


def a_rare_shared_source(others: int) -> StudyData:
    """A names the shared source in one document of several, as gravely as its own others."""
    rows = [threat(A, "us_led_west", "3", "2", document="a0")]
    rows += [threat(A, "terrorism_extremism", "3", "1", document=f"a{n + 1}") for n in range(others)]
    return study([*rows, threat(B, "us_led_west", "3", "2")])


def absent_partner() -> StudyData:
    rows = pair("identity", salience="absent", othering="non_radical")
    return study([*rows, *pair("status", role_expected="equal", autonomy="accepts_limits")])


def unequal_directions() -> StudyData:
    return study(
        [
            record(A, "identity", othering="we", basis="values"),
            record(B, "identity", othering="radical"),
            *pair("status", role_expected="equal", autonomy="accepts_limits"),
        ]
    )


def claims_of_many_kinds() -> StudyData:
    """A formula, a rank claimed before others, a junior role ruled out."""
    return study(
        [
            record(A, "status", role_expected="equal", document="a1", role_refused="subordinate"),
            record(B, "status", role_expected="equal", document="b1"),
            record(A, "status", autonomy="accepts_integration", formulaic=True, document="a2"),
            record(B, "status", autonomy="accepts_limits", document="b2"),
            record(A, "status", partner="", anxiety="voiced", document="a3"),
        ]
    )


def voices_of_many_kinds() -> StudyData:
    return study(
        [
            record(actor, "identity", othering=value, voice=voice)
            for actor in (A, B)
            for voice, value in (
                ("official", "non_radical"),
                ("semi_official", "radical"),
                ("state_media", "we"),
                ("expert", "radical"),
                ("author_summary", "we"),
            )
        ]
        + [record(A, "status", voice="state_media", anxiety="voiced")]
    )


def genres_and_audiences() -> StudyData:
    def said(actor: str, genre: str, audience: str, othering: str) -> object:
        return record(actor, "identity", genre=genre, audience=audience, othering=othering)

    rows = [said(actor, "interview", "partner", "non_radical") for actor in (A, B) for _ in range(3)]
    rows += [said(actor, "address", "domestic", "radical") for actor in (A, B) for _ in range(2)]
    return study(rows)


def dates_at_the_edge() -> StudyData:
    rows = pair("identity", othering="non_radical", when="2002-03-01", snapshot="2001")
    rows += pair("identity", othering="radical", when="2001-05-05")
    return study([*rows, *pair("identity", othering="we", basis="values", when="2004-12-31")], years=(2001, 2005))


def no_engagement() -> StudyData:
    refused = Interaction(id="n", date=record(A, "threat", urgency="0").date, parties=(A, B), cooperative=False)
    return study(one_shared_threat("3", "2").records, engaged=(), interactions=[refused])


def feared_partner() -> StudyData:
    return study([threat(A, "other_state", "3", "2", source="India"), *one_shared_threat("3", "2").records])


def few_documents() -> StudyData:
    return study([*pair("identity", othering="we", basis="culture"), *one_shared_threat("3", "2").records])


def judged(threat_level: str, identity: str, status: str, settings: dict[str, object] | None = None) -> StudyData:
    verdicts = {"threat": threat_level, "identity": identity, "status": status}
    practice = Interaction(id="v", date=record(A, "threat", urgency="0").date, kind="veto", parties=(A, B), cooperative=True)
    return study(
        judgements=[Judgement(snapshot="2001", condition=c, level=word) for c, word in verdicts.items()],
        interactions=[practice],
        settings=settings,
    )


STUDIES = {
    "sources that rank differently": sources_that_rank_differently,
    "eight documents a side": lambda: study([threat(a, "us_led_west", "3", "2") for a in (A, B) for _ in range(8)]),
    "severe, not urgent": lambda: one_shared_threat("3", "1"),
    "serious and urgent": lambda: one_shared_threat("2", "2"),
    "a concern, urgent": lambda: one_shared_threat("1", "2"),
    "hedged in one of three": lambda: half_hedged(1, 3),
    "hedged in two of three": lambda: half_hedged(2, 3),
    "own troubles": lambda: study([threat(a, "underdevelopment", "3", "2") for a in (A, B)]),
    "two neighbours": lambda: study(
        [threat(A, "other_state", "3", "2", source="Peru"), threat(B, "other_state", "3", "2", source="Nepal")]
    ),
    "two top sources": two_top_sources,
    "a rare shared source": lambda: a_rare_shared_source(5),
    "a very rare shared source": lambda: a_rare_shared_source(14),
    "absent partner": absent_partner,
    "unequal directions": unequal_directions,
    "claims of many kinds": claims_of_many_kinds,
    "voices of many kinds": voices_of_many_kinds,
    "genres and audiences": genres_and_audiences,
    "dates at the edge": dates_at_the_edge,
    "no engagement": no_engagement,
    "feared partner": feared_partner,
    "few documents": few_documents,
    "cell 12": lambda: judged("low", "high", "minimal"),
    "cell 13": lambda: judged("low", "high", "medium"),
    "cell 14": lambda: judged("low", "high", "higher"),
    "cell 23": lambda: judged("high", "medium", "medium"),
    "cell 27": lambda: judged("high", "high", "minimal"),
    # Under the default order the open type of a cell is the most demanding one; where somebody asks less
    # identity of the community, it stands beside the cell's own type, and the cell decides.
    "two types in a cell": lambda: judged("low", "medium", "highest", {"minima.NASC.identity": "medium"}),
}

CASES = [
    pytest.param(setting.key, value, id=f"{setting.key}={value}")
    for setting in SETTINGS
    for value in setting.alternatives
    if setting.key not in TEXTS_ONLY and not setting.key.startswith("identity.salience_floor")
    and not setting.key.startswith("identity.corpus_floor")
]


@cache
def small(name: str) -> StudyData:
    """A study made once: the ids of its records are the same under every setting."""
    return STUDIES[name]()


@cache
def result(name: str, key: str = "", value: object = None) -> str:
    data = small(name)
    changes = {key: value} if key else {}
    rules = data.rules.changed({**FEWER_DRAWS, **changes})
    found = trajectory_dict(follow(replace(data, rules=rules)))
    del found["rules"]
    return repr(found)


@pytest.mark.parametrize("name", STUDIES)
def test_the_same_small_study_gives_the_same_result_twice(name: str) -> None:
    """Else the tests below could not fail."""
    assert result(name) == result.__wrapped__(name)


@pytest.mark.parametrize(("key", "value"), CASES)
def test_A24_the_alternative_changes_the_result_of_some_small_study(key: str, value: object) -> None:
    assert any(result(name, key, value) != result(name) for name in STUDIES)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("identity.salience_floor_per_10k_words", 0.5),
        ("identity.salience_floor_per_10k_words", 2.0),
        ("identity.corpus_floor_words", 10_000),
        ("identity.corpus_floor_words", 40_000),
        ("identity.corpus_floor_documents", 3),
        ("identity.corpus_floor_documents", 10),
    ],
)
def test_A24_floors_of_silence_change_what_silence_means(key: str, value: float) -> None:
    from cordiale.model.rules import Rules

    default, changed = Rules.default(), Rules.default().changed({key: value})
    corpora = [
        (words, documents, mentions)
        for words in (5_000, 15_000, 25_000, 50_000)
        for documents in (2, 4, 7, 12)
        for mentions in (0, 2, 4, 8)
    ]
    assert any(
        corpus_salience(words=w, documents=d, mentions=m, names_partners=True, rules=rules_a)
        != corpus_salience(words=w, documents=d, mentions=m, names_partners=True, rules=rules_b)
        for w, d, m in corpora
        for rules_a, rules_b in ((default.identity, changed.identity),)
    )
