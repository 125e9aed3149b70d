"""How sure verdicts are: read again under other settings, beside plain rules, by kind of doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import FEWER_DRAWS, A, B, day, follow, record, study, threat
from cordiale.model.levels import LEVELS, Arm, Condition
from cordiale.model.robustness import Baseline, DoubtShares, Robustness, Standing
from cordiale.model.study import Interaction, Judgement, Record, SelfLabel, StudyData
from cordiale.profiles.draws import AsTheyStand
from cordiale.profiles.selection import place_all
from cordiale.project.dyad_levels import adversarial, levels_in
from cordiale.project.panels import condition_columns, panel, threat_sides
from cordiale.project.robustness import robustness
from cordiale.project.sensitivity import changes_words, departures, other_changes
from cordiale.project.snapshots import surroundings
from cordiale.project.standing import ON_DRAWS_ONLY, ON_FLAGS_ONLY, ON_TYPES, standing
from cordiale.typology.located import in_words
from cordiale.typology.possible import read_sets
from cordiale.typology.realised import realised, settle_tie


def of(data: StudyData) -> Robustness:
    return robustness(follow(data), data)


def stands(data: StudyData, what: str, arm: Arm = Arm.COMPUTED) -> Standing:
    found = of(data).of(data.snapshots[0].id, arm, what)
    assert found is not None
    return found


def coded() -> list[Record]:
    """Two windows in which some setting of every kind touches a verdict."""
    said = {"when": "2001-05-01"}
    rows = [
        threat(A, "us_led_west", "3", "2", id="t1", source="NATO", hedge="true", document="a1", **said),
        threat(A, "us_led_west", "3", "2", id="t2", source="Japan", document="a2", **said),
        threat(A, "other_state", "2", "2", id="t3", source="Iran", document="a3", **said),
        threat(B, "us_led_west", "3", "2", id="t4", source="NATO", document="b1", **said),
        threat(B, "other_state", "3", "1|2", id="t5", source="Brazil", document="b2", **said),
        record(A, "threat", id="t6", source_family="us_led_west", magnitude="1", urgency="0", voice="expert", document="a4", **said),
        record(B, "threat", id="t7", source_family="wmd", magnitude="3", urgency="2", voice="author_summary", document="b3", **said),
        threat(A, "us_led_west", "3", "2", id="t8", when="2003-03-01", document="a8"),
        threat(B, "us_led_west", "3", "2", id="t9", when="2003-02-01", snapshot="2002", document="b8"),
        threat(A, "terrorism_extremism", "1", "0", id="ta", when="2002-02-01", document="a9"),
        threat(B, "terrorism_extremism", "3", "0", id="tb", when="2002-03-01", document="b9"),
    ]
    for number in range(4):
        more = {"genre": "interview", "othering": "non_radical"} if number == 3 else {"othering": "we"}
        rows.append(record(A, "identity", id=f"i{number}", basis="culture", document=f"a{number}", **more, **said))
    rows += [
        record(B, "identity", id="i4", othering="we", basis="values|culture", document="b1", **said),
        record(B, "identity", id="i5", othering="radical", voice="semi_official", document="b4", **said),
        record(A, "identity", id="i6", salience="absent", when="2002-04-01", document="a9"),
        record(B, "identity", id="i7", othering="non_radical", when="2002-04-01", document="b9"),
    ]
    for actor in (A, B):
        name = actor.lower()
        rows += [
            record(actor, "status", id=f"s1{name}", role_expected="equal", autonomy="accepts_limits", document=f"{name}1", **said),
            record(actor, "status", id=f"s2{name}", role_expected="dominant", formulaic=True, document=f"{name}1", **said),
            record(actor, "status", id=f"s3{name}", superiority_claim="over_partner", partner="CHN", document=f"{name}2", **said),
            record(actor, "status", id=f"s4{name}", role_expected="equal", autonomy="conditional", role_refused="subordinate",
                   voice="official" if actor == A else "author_summary", when="2002-06-01", document=f"{name}9"),
        ]
    return rows


def in_two_windows(records: list[Record] | None = None, **changes: object) -> StudyData:
    return study(
        coded() if records is None else records,
        years=(2001, 2002),
        judgements=[
            Judgement(snapshot="2001", condition="threat", level="low"),
            Judgement(snapshot="2001", condition="identity", level="high"),
            Judgement(snapshot="2001", condition="status", level="medium"),
        ],
        interactions=[
            Interaction(id="veto", date=day("2001-03-01"), kind="veto", parties=(A, B), cooperative=True)
        ],
        settings={"uncertainty.replicates_evidence": 100}
        | {key.replace("__", "."): value for key, value in changes.items()},
    )


# -- settings ------------------------------------------------------------------------------------


def plainly(data: StudyData, changes: dict[str, object]) -> dict[tuple[str, Arm, str], str]:
    """Every computed verdict under other settings, read place by place as the engine reads one column."""
    rules = data.rules.changed(changes)
    placed = place_all(data.records, data.snapshots, data.sources, rules)
    found = {}
    for snapshot in data.snapshots:
        around = surroundings(data, data.dyads[0], snapshot, ())
        for arm, voices in ((Arm.COMPUTED, rules.voices.levels), (Arm.WITH_AUTHOR_SUMMARIES, rules.voices.beside)):
            at = panel(placed, dyad=data.dyads[0], snapshot=snapshot.id, voices=voices, rules=rules)
            sets = {
                c: frozenset(levels_in(int(condition_columns(at, c, AsTheyStand(), rules).levels[0]), LEVELS[c]))
                for c in Condition
            }
            for c in Condition:
                found[snapshot.id, arm, str(c)] = "|".join(str(level) for level in sorted(sets[c]))
            shut = adversarial(threat_sides(at, AsTheyStand(), rules), at.dyad, rules)
            places = read_sets(sets, around.gate, rules, adversarial=shut).locations
            settled = [settle_tie(one, realised(one, around.practice, rules), rules) for one in places]
            found[snapshot.id, arm, "location"] = in_words(list(dict.fromkeys(filter(None, settled))))
    return found


OWN_SETTINGS = ({}, {"weights__unit": "genre", "threat__hedge_rule": "ignore"}, {"window__unit": "nearest"})
EVERY = (1, 4, 4)
"""Of the settings that a study departs to, every fourth reading: each costs a full plain reading."""


@pytest.mark.parametrize(("own", "every"), list(zip(OWN_SETTINGS, EVERY, strict=True)), ids=str)
def test_each_verdict_is_what_a_plain_reading_under_each_setting_gives(own: dict[str, object], every: int) -> None:
    data = in_two_windows(**own)
    tried, found = standing(follow(data), data)
    readings = [c for c in other_changes(data.rules) if not set(c) <= {*ON_DRAWS_ONLY, *ON_FLAGS_ONLY}]
    assert tried == len(readings)
    default = plainly(data, {})
    under = [(changes, plainly(data, dict(changes))) for changes in readings[::every]]
    computed = [one for one in found if one.arm is not Arm.JUDGED]
    assert {(one.snapshot, one.arm, one.what) for one in computed} == set(default)
    for one in computed:
        key = one.snapshot, one.arm, one.what
        assert one.default == default[key]
        assert set(one.found) >= {verdicts[key] for _, verdicts in under}
        assert len(one.changed_by) == one.tried - one.stands
        for changes, verdicts in under:
            words = changes_words(sorted(departures(changes, data.rules)))
            assert (words in one.changed_by) == (verdicts[key] != default[key]), (key, words)


def test_some_setting_of_every_kind_touches_the_case_of_these_tests() -> None:
    """Else the comparison above would compare little."""
    data = in_two_windows()
    told = {change.split(".")[0] for one in of(data).standing for change in one.changed_by}
    assert {"threat", "identity", "status", "voices", "window", "weights", "uncertainty", "minima", "location", "gate"} <= told


@settings(max_examples=6, deadline=None)
@given(st.sets(st.integers(0, len(coded()) - 1), min_size=1))
def test_whatever_is_on_record_shares_of_readings_add_up(chosen: set[int]) -> None:
    records = coded()
    data = in_two_windows([records[number] for number in sorted(chosen)])
    tried, found = standing(follow(data), data)
    default = plainly(data, {})
    for one in found:
        assert one.tried == tried or one.arm is Arm.JUDGED
        assert one.stands + len(one.changed_by) == one.tried <= tried
        assert len(set(one.found)) == len(one.found) >= 1
        assert one.default in one.found
        assert one.arm is Arm.JUDGED or one.default == default[one.snapshot, one.arm, one.what]


def test_every_other_reading_is_tried_once_but_those_that_act_on_draws_or_flags() -> None:
    data = study()
    tried, found = standing(follow(data), data)
    left_out = [c for c in other_changes(data.rules) if set(c) <= {*ON_DRAWS_ONLY, *ON_FLAGS_ONLY}]
    of_texts = {"uncertainty.replicates_texts"}  # this study reads none
    assert {key for changes in left_out for key in changes} == {*ON_DRAWS_ONLY, *ON_FLAGS_ONLY} - of_texts
    assert tried == len(other_changes(data.rules)) - len(left_out) == 45
    assert {one.tried for one in found} == {45}


def test_a_judgement_is_held_against_those_settings_alone_that_act_on_types() -> None:
    """What decides how records are read cannot change what somebody judged."""
    data = judged("low", "high", "medium")
    readings = [c for c in other_changes(data.rules) if next(iter(c)).startswith(ON_TYPES)]
    assert stands(data, "location", Arm.JUDGED).tried == len(readings) == 12


def test_no_reading_is_tried_twice() -> None:
    rules = study().rules
    seen = [departures(changes, rules) for changes in other_changes(rules)]
    assert len(seen) == len(set(seen))


def judged(threat_level: str, identity: str, status: str, **more: object) -> StudyData:
    levels = {"threat": threat_level, "identity": identity, "status": status}
    said = [Judgement(snapshot="2001", condition=c, level=word) for c, word in levels.items()]
    return study(judgements=said, settings=FEWER_DRAWS, **more)  # type: ignore[arg-type]


def test_a_judged_location_moves_with_the_minima_and_its_levels_with_nothing() -> None:
    """Cell 13: NASC, and THICK under a minimum of higher or highest, alone or beside either alliance minimum."""
    data = judged("low", "high", "medium")
    place = stands(data, "location", Arm.JUDGED)
    assert place.default == "NASC"
    assert set(place.found) == {"NASC", "THICK", "THIN+THICK+NASC"}
    assert set(place.changed_by) == {
        "minima.NASC.status=higher",
        "minima.NASC.status=highest",
        "minima.ALLY.status=medium, minima.NASC.status=higher",
        "minima.ALLY.status=medium, minima.NASC.status=highest",
        "location.rule=enabled",
    }
    for condition in Condition:
        level = stands(data, condition, Arm.JUDGED)
        assert (level.stands, level.changed_by) == (12, ())


def test_the_most_frequent_verdict_comes_first() -> None:
    place = stands(judged("low", "high", "medium"), "location", Arm.JUDGED)
    assert place.found == ("NASC", "THICK", "THIN+THICK+NASC")


def test_a_verdict_that_wording_leaves_open_stands_as_all_it_admits() -> None:
    said = [Judgement(snapshot="2001", condition="threat", level="low"),
            Judgement(snapshot="2001", condition="identity", admissible=("low", "medium")),
            Judgement(snapshot="2001", condition="status", level="minimal")]  # fmt: skip
    data = study(judgements=said)
    assert stands(data, "identity", Arm.JUDGED).default == "low|medium"
    assert stands(data, "location", Arm.JUDGED).default == "THIN|THICK"


def test_practice_settles_a_tie_only_under_that_setting() -> None:
    veto = Interaction(id="veto", date=day("2001-03-01"), kind="veto", parties=(A, B), cooperative=True)
    place = stands(judged("high", "medium", "minimal", interactions=[veto]), "location", Arm.JUDGED)
    assert place.default == "COAL+THICK"
    assert "THICK" in place.found
    assert "location.ties=practice" in place.changed_by


def test_a_closed_gate_is_no_alignment_until_engagement_is_not_asked_for() -> None:
    refused = Interaction(id="no", date=day("2001-03-01"), kind="summit", parties=(A, B), cooperative=False)
    place = stands(judged("low", "low", "minimal", interactions=[refused], engaged=()), "location", Arm.JUDGED)
    assert place.default == "NO_ALIGNMENT"
    assert place.changed_by == ("gate.require_engagement=False",)


def test_a_study_without_records_leaves_every_computed_level_open() -> None:
    found = stands(study(), "status")
    assert found.default == "incompatible|minimal|medium|higher|highest"
    assert found.stands == found.tried


# -- baselines -----------------------------------------------------------------------------------


def baseline(data: StudyData, name: str, arm: Arm = Arm.JUDGED) -> Baseline:
    return next(one for one in of(data).baselines if (one.name, one.arm) == (name, arm))


def over_time() -> StudyData:
    """Judged thin, thick, thick and unknown; called an alliance in the second window."""
    levels = {
        "2001": ("low", "low", "incompatible"),
        "2002": ("low", "medium", "minimal"),
        "2003": ("low", "medium", "medium"),
    }
    said = [
        Judgement(snapshot=snapshot, condition=condition, level=word)
        for snapshot, words in levels.items()
        for condition, word in zip(Condition, words, strict=True)
    ]
    vague = Judgement(snapshot="2004", condition="threat", level="low")
    label = SelfLabel(snapshot="2002", date=day("2002-05-01"), label="an alliance", type="ALLY")
    return study(years=(2001, 2002, 2003, 2004), judgements=[*said, vague], labels=[label])


def test_always_low_is_thin_and_agrees_where_thin_is_judged() -> None:
    found = baseline(over_time(), "always_low")
    assert found.said == dict.fromkeys(("2001", "2002", "2003", "2004"), "THIN")
    assert (found.agrees, found.known) == (1, 3)


def test_the_label_answers_only_where_it_claims_a_type() -> None:
    found = baseline(over_time(), "label")
    assert found.said == {"2001": None, "2002": "ALLY", "2003": None, "2004": None}
    assert (found.agrees, found.known) == (0, 1)


def test_the_snapshot_before_has_no_answer_for_the_first() -> None:
    found = baseline(over_time(), "snapshot_before")
    assert found.said == {"2001": None, "2002": "THIN", "2003": "THICK", "2004": "THICK"}
    assert (found.agrees, found.known) == (1, 2)


def test_table_1_without_status_says_alliance_where_status_shuts_it() -> None:
    """Cell 22: high threat and medium identity, but only minimal status: coalition and thick."""
    found = baseline(judged("high", "medium", "minimal"), "table1_without_status")
    assert found.said == {"2001": "ALLY"}
    assert (found.agrees, found.known) == (0, 1)
    assert baseline(over_time(), "table1_without_status").agrees == 3


def test_baselines_stand_beside_what_is_computed_only_where_something_is_located() -> None:
    assert {one.arm for one in of(over_time()).baselines} == {Arm.JUDGED}
    assert of(study()).baselines == ()
    many = [
        record(actor, "identity", salience="absent") if n % 2 else threat(actor, "climate_health", "1", "0")
        for actor in (A, B)
        for n in range(40)
    ]
    many += [record(actor, "status", role_expected="dominant") for actor in (A, B) for _ in range(30)]
    assert {one.arm for one in of(study(many)).baselines} == {Arm.COMPUTED}


# -- doubt ---------------------------------------------------------------------------------------


def doubt(data: StudyData, condition: str, arm: Arm = Arm.COMPUTED) -> DoubtShares:
    return next(one for one in of(data).doubt if (one.condition, one.arm) == (condition, arm))


def shared_threat(documents: int) -> StudyData:
    return study([threat(actor, "us_led_west", "3", "2") for actor in (A, B) for _ in range(documents)])


def test_more_texts_lessen_the_doubt_of_sampling() -> None:
    few, many = (doubt(shared_threat(count), "threat").sampling for count in (2, 24))
    assert few is not None
    assert many is not None
    assert few.lower < 0.5 < 0.9 <= many.lower


def test_unanimous_texts_as_found_leave_little_to_coder_error() -> None:
    found = doubt(shared_threat(12), "threat")
    assert found.level == "high"
    assert found.coding is not None
    assert found.coding.lower >= 0.95


def test_one_text_a_side_is_open_to_coder_error_by_its_known_share() -> None:
    """Both roles stay with .85 squared; one of them moves to a follower's in .06, which is minimal too."""
    data = study([
        record(actor, "status", role_expected="equal", autonomy="conditional") for actor in (A, B)
    ])  # fmt: skip
    found = doubt(data, "status")
    assert found.level == "minimal"
    assert found.coding is not None
    assert 0.7 <= found.coding.lower <= 0.8 <= found.coding.upper <= 0.9


def test_a_level_that_the_codes_leave_open_has_no_shares() -> None:
    found = doubt(study(), "status")
    assert (found.level, found.sampling, found.coding) == (None, None, None)


def test_shares_are_rounded_as_those_of_all_hand_evidence_and_never_certain() -> None:
    for one in of(in_two_windows()).doubt:
        for share in (one.sampling, one.coding):
            if share is not None:
                assert share.lower <= 0.95
                assert share.upper >= max(0.05, share.lower)
                assert share.lower * 20 == pytest.approx(round(share.lower * 20))


def test_doubt_is_told_of_every_computed_level_and_of_no_judgement() -> None:
    data = in_two_windows()
    assert {(one.snapshot, one.arm, one.condition) for one in of(data).doubt} == {
        (year, arm, str(c))
        for year in ("2001", "2002")
        for arm in (Arm.COMPUTED, Arm.WITH_AUTHOR_SUMMARIES)
        for c in Condition
    }


def test_the_same_seed_gives_the_same_shares_and_another_seed_need_not() -> None:
    data = in_two_windows()
    trajectory = follow(data)
    one, again, other = (robustness(trajectory, data, seed=seed).doubt for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_renaming_the_actors_changes_no_verdict_of_settings() -> None:
    """A22: what settings touch hangs on codes, never on names."""
    data = in_two_windows()
    swapped = {A: "CHL", B: "PER"}
    renamed = replace(
        data,
        actors=("CHL", "PER"),
        dyads=(("CHL", "PER"),),
        records=tuple(
            replace(
                r,
                actor=swapped[r.actor],
                original_actor=swapped[r.actor],
                partner=swapped.get(r.partner, r.partner),
                codes={
                    field: tuple("Chile" if value == "Brazil" else value for value in values)
                    for field, values in r.codes.items()
                },
            )
            for r in data.records
        ),
        interactions=tuple(replace(one, parties=("CHL", "PER")) for one in data.interactions),
    )
    assert of(renamed).standing == of(data).standing
