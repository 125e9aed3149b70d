from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.errors import InputError, StudyError
from cordiale.formats.schemas import NAMES, problems_in, schema
from cordiale.formats.trajectory import read_trajectory, trajectory_dict, trajectory_json
from cordiale.model.levels import AlignmentType, Arm
from cordiale.model.results import LevelResult
from cordiale.model.rules import Rules
from cordiale.model.settings import FAMILIES, SETTINGS
from unit.formats.sample import LONG_NAME, RTL, SCRIPT, sample_trajectory

SAMPLE = trajectory_dict(sample_trajectory())


def snapshot(name: str) -> dict[str, Any]:
    return next(one for one in SAMPLE["snapshots"] if one["id"] == name)


def test_the_sample_is_valid_under_its_schema() -> None:
    jsonschema.Draft202012Validator(schema("trajectory-1")).validate(SAMPLE)


def test_keys_stand_in_the_order_of_the_contract() -> None:
    assert [key for key in SAMPLE if key != "background"] == [
        "format", "study", "dyad", "rules", "seed", "software", "rules_version",
        "snapshots", "intervals", "what_next", "rests_on",
    ]  # fmt: skip
    assert list(snapshot("2001"))[:7] == [
        "id", "start", "end", "title", "computed", "with_author_summaries", "judged",
    ]  # fmt: skip
    assert list(snapshot("2001")["computed"]) == [
        "gate", "flags", "levels", "enabled", "location", "table1_cell", "open", "locations",
        "label_verdict", "realised",
    ]  # fmt: skip


def test_what_contracts_4_names_is_there_as_written() -> None:
    assert SAMPLE["format"] == "cordiale.trajectory/1"
    assert SAMPLE["study"] == {"id": "sino-russian", "title": SCRIPT}
    assert SAMPLE["dyad"] == ["CHN", "RUS"]
    assert SAMPLE["background"] == ["X-01", "X-05"]
    assert SAMPLE["rests_on"][0]["closes"] == ["THICK"]
    first = SAMPLE["what_next"][0]
    assert first["missing"] == {"threat": 1, "status": 2}
    assert list(first["roads"]) == ["symmetrical", "asymmetrical"]
    assert (first["for"], first["against"], first["arm"]) == (["E21-01"], [], "computed")
    event = SAMPLE["intervals"][0]["events"][0]
    assert event == {
        "event": "transform_lateral",
        "dimension": "",
        "pathway": "",
        "stated": False,
        "evidence": ["E21-01"],
        "arm": "computed",
        "what": "=cmd|' /C calc'!A0",
    }


def test_rules_hold_every_setting() -> None:
    assert list(SAMPLE["rules"]) == [setting.key for setting in SETTINGS]
    assert SAMPLE["rules"]["minima.NASC.status"] == "medium"
    assert SAMPLE["rules"]["threat.self_indexed"] == ["underdevelopment", "domestic_disorder"]


def test_details_of_a_condition_stand_at_the_top_of_its_level() -> None:
    levels = snapshot("2001")["computed"]["levels"]
    assert levels["threat"]["routes"] == ["a", "b"]
    assert levels["threat"]["agreement"] == 0.333333
    assert levels["identity"]["subcodes"] == {"CHN": "absent", "RUS": None}
    assert levels["status"]["role_pair"] == {
        "CHN": ["independent_pole"],
        "RUS": ["dominant", "equal"],
        "variant": None,
        "cap": "incompatible",
    }


def test_an_unknown_level_is_null_and_keeps_what_remains_possible() -> None:
    state = snapshot("2011")["computed"]
    assert state["gate"] == "unknown"
    assert state["levels"]["identity"]["level"] is None
    assert state["levels"]["identity"]["admissible"] == ["low", "medium"]
    assert state["levels"]["identity"]["flip"]["steps"] is None
    assert (state["enabled"], state["location"], state["table1_cell"]) == (None, None, None)
    assert state["locations"][1] == {"types": ["COAL", "THICK"], "lower": 0.2, "upper": 0.5}


def test_a_judged_level_has_every_key_of_a_level_and_no_draws() -> None:
    levels = snapshot("2001")["judged"]["levels"]
    assert list(levels) == ["threat", "identity", "status"]
    assert levels["threat"]["wording"] == "closer to medium"
    assert (levels["threat"]["routes"], levels["threat"]["probability"]) == (None, None)
    assert levels["threat"]["flip"] == {
        "steps": None,
        "what": "not sought: this level was judged, not computed",
    }
    assert (levels["status"]["level"], len(levels["status"]["admissible"])) == (None, 5)


def test_a_run_without_flips_says_that_none_was_sought() -> None:
    trajectory = sample_trajectory()
    reading = trajectory.snapshots[0]
    state = reading.states[Arm.COMPUTED]
    assert state is not None
    levels = {name: replace(level, flip=None) for name, level in state.levels.items()}
    changed = replace(reading, states={Arm.COMPUTED: replace(state, levels=levels)})
    written = trajectory_dict(replace(trajectory, snapshots=(changed,)))
    flip = written["snapshots"][0]["computed"]["levels"]["threat"]["flip"]
    assert flip == {"steps": None, "what": "not sought in this run"}


def test_a_condition_that_an_arm_does_not_hold_at_all_has_no_admissible_level() -> None:
    trajectory = sample_trajectory()
    reading = trajectory.snapshots[0]
    state = reading.states[Arm.COMPUTED]
    assert state is not None
    bare = replace(state, levels={"threat": state.levels["threat"]})
    changed = replace(reading, states={Arm.COMPUTED: bare})
    written = trajectory_dict(replace(trajectory, snapshots=(changed,)))
    level = written["snapshots"][0]["computed"]["levels"]["status"]
    assert (level["level"], level["admissible"], level["role_pair"]) == (None, [], None)
    assert problems_in(written, "trajectory-1", "t") == ()


def test_an_arm_that_was_not_read_is_null() -> None:
    assert snapshot("2011")["judged"] is None
    assert snapshot("2021")["judged"] is None
    assert snapshot("2011")["with_author_summaries"] is None


def test_a_closed_gate_gives_no_alignment() -> None:
    state = snapshot("2022p")["computed"]
    assert (state["gate"], state["location"], state["enabled"]) == ("closed", ["NO_ALIGNMENT"], [])


def test_numbers_have_six_decimals_and_no_negative_zero() -> None:
    one = snapshot("2001")
    assert one["support_index"] == {"value": 0.123457, "low": -0.333333, "high": 0.5}
    willingness = one["support"]["CHN"]["willingness"]["value"]
    assert str(willingness) == "0.0"


def test_probabilities_stand_as_they_are() -> None:
    trajectory = sample_trajectory()
    reading = trajectory.snapshots[0]
    state = reading.states[Arm.COMPUTED]
    assert state is not None
    chance = replace(state.open[AlignmentType.THIN], lower=0.123456789)
    changed = replace(state, open={AlignmentType.THIN: chance})
    written = trajectory_dict(
        replace(trajectory, snapshots=(replace(reading, states={Arm.COMPUTED: changed}),))
    )
    assert written["snapshots"][0]["computed"]["open"]["THIN"]["lower"] == 0.123456789


def test_same_input_gives_same_bytes_whatever_the_order_of_its_maps() -> None:
    trajectory = sample_trajectory()
    reading = trajectory.snapshots[0]
    state = reading.states[Arm.COMPUTED]
    assert state is not None

    def turned(level: LevelResult) -> LevelResult:
        return replace(
            level,
            documents=dict(reversed(level.documents.items())),
            probability=dict(reversed((level.probability or {}).items())),
        )

    shuffled = replace(
        state,
        levels={key: turned(level) for key, level in reversed(state.levels.items())},
        open=dict(reversed(state.open.items())),
    )
    other = replace(
        reading,
        states={**dict(reversed(reading.states.items())), Arm.COMPUTED: shuffled},
        support=dict(reversed(reading.support.items())),
        coordination=dict(reversed(reading.coordination.items())),
    )
    again = replace(trajectory, snapshots=(other, *trajectory.snapshots[1:]))
    assert trajectory_json(again) == trajectory_json(trajectory)


def test_the_file_is_utf8_with_people_s_own_letters_and_one_line_feed_at_the_end() -> None:
    content = trajectory_json(sample_trajectory())
    assert content.endswith(b"}\n")
    assert b"\r" not in content
    assert LONG_NAME.encode("utf-8") in content
    assert RTL.encode("utf-8") in content
    assert json.loads(content) == SAMPLE


def test_a_detail_that_would_hide_a_key_of_the_format_is_a_defect() -> None:
    trajectory = sample_trajectory()
    reading = trajectory.snapshots[0]
    state = reading.states[Arm.COMPUTED]
    assert state is not None
    levels = {**state.levels, "threat": replace(state.levels["threat"], detail={"notes": ()})}
    broken = replace(reading, states={Arm.COMPUTED: replace(state, levels=levels)})
    with pytest.raises(ValueError, match=r"threat uses keys of the format: \['notes'\]"):
        trajectory_dict(replace(trajectory, snapshots=(broken,)))


# ------------------------------------------------------------------------------- reading


def written(folder: Path, content: object) -> Path:
    path = folder / "trajectory.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def test_a_written_trajectory_is_read_back_whole(tmp_path: Path) -> None:
    content = trajectory_json(sample_trajectory())
    assert read_trajectory(written(tmp_path, content)) == SAMPLE
    assert read_trajectory(written(tmp_path, b"\xef\xbb\xbf" + content)) == SAMPLE


def test_keys_that_a_reader_does_not_know_are_kept(tmp_path: Path) -> None:
    assert read_trajectory(written(tmp_path, {**SAMPLE, "mine": [1]}))["mine"] == [1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"format": ', "trajectory.json, line 1, column 12: not JSON"),
        (b'{"a": "\xe4"}', "line 1, column 8: byte 0xe4 is not UTF-8"),
        (b"[]", "format: no format is named"),
        ({}, "format: no format is named; allowed: cordiale.trajectory/1"),
        ({"format": "cordiale.sensitivity/1"}, "'cordiale.sensitivity/1' is no trajectory"),
        ({"format": "cordiale.trajectory/2"}, "was written by a later Cordiale"),
        ({"format": "cordiale.trajectory/0"}, "is no trajectory"),
        ({"format": ["x"]}, "is no trajectory"),
        ({"format": "cordiale.trajectory/1"}, "the key 'study' is missing"),
        (b'{"format": NaN}', "NaN is not a number of JSON"),
        (b"[" * 200_000, "not JSON that can be read"),
    ],
)
def test_a_file_that_is_no_trajectory_is_refused_in_words(
    tmp_path: Path, content: object, message: str
) -> None:
    with pytest.raises(StudyError) as caught:
        read_trajectory(written(tmp_path, content))
    assert message in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"absent\.json: cannot be read: no such file"):
        read_trajectory(tmp_path / "absent.json")
    with pytest.raises(StudyError, match="cannot be read"):
        read_trajectory(tmp_path)


def test_a_misspelt_level_is_named_with_its_place_and_the_nearest_word(tmp_path: Path) -> None:
    broken = copy.deepcopy(SAMPLE)
    broken["snapshots"][0]["computed"]["levels"]["identity"]["level"] = "Medium"
    broken["snapshots"][1]["computed"]["gate"] = True
    del broken["snapshots"][2]["computed"]["levels"]["threat"]["routes"]
    with pytest.raises(StudyError) as caught:
        read_trajectory(written(tmp_path, broken))
    found = [str(problem) for problem in caught.value.problems]
    assert found == [
        'trajectory.json, snapshots[0].computed.levels.identity.level: "Medium"; '
        "allowed: low, medium, high, null; did you mean 'medium'?",
        "trajectory.json, snapshots[1].computed.gate: true; allowed: open, closed, unknown",
        "trajectory.json, snapshots[2].computed.levels.threat: the key 'routes' is missing",
    ]


def test_a_file_full_of_faults_names_ten(tmp_path: Path) -> None:
    broken = {**SAMPLE, "snapshots": [{}] * 50}
    with pytest.raises(StudyError) as caught:
        read_trajectory(written(tmp_path, broken))
    assert len(caught.value.problems) == 10


# ------------------------------------------------------------------------------- schemas


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_a_schema_of_draft_2020_12(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_an_unknown_schema_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'trajectory-1'"):
        schema("trajectory")


def test_the_list_of_settings_fits_its_schema_and_a_setting_without_question_does_not() -> None:
    listed = [
        {
            "key": one.key,
            "default": Rules.default().as_settings()[one.key],
            "alternatives": [list(a) if isinstance(a, tuple) else a for a in one.alternatives],
            "interpretation": one.interpretation,
            "question": one.question,
            "wording": one.wording,
        }
        for one in SETTINGS
    ]
    assert problems_in(listed, "settings-1", "settings") == ()
    del listed[0]["question"]
    (problem,) = problems_in(listed, "settings-1", "settings")
    assert str(problem) == "settings, [0]: the key 'question' is missing"


def test_locate_output_fits_its_schema() -> None:
    located = {
        "enabled": None,
        "location": None,
        "possible": [["THIN"], ["COAL", "THICK"]],
        "gaps": {"ALLY": {"threat": 1, "status": 1}},
    }
    assert problems_in(located, "locate-1", "locate") == ()
    lower_case = {**located, "location": ["thin"]}
    (problem,) = problems_in(lower_case, "locate-1", "locate")
    assert (problem.where, problem.found) == ("locate, location[0]", '"thin"')


def test_a_sensitivity_run_fits_its_schema() -> None:
    run: dict[str, Any] = {
        "format": "cordiale.sensitivity/1",
        "study": {"id": "s", "title": "S"},
        "rules": SAMPLE["rules"],
        "seed": 1,
        "software": "cordiale 0.1.0",
        "rules_version": "1",
        "runs": [{"changes": {"threat.hedge_rule": "ignore"}, "changed": 1}],
        "verdicts": [
            {
                "dyad": ["CHN", "RUS"],
                "snapshot": "2021",
                "arm": "computed",
                "verdict": "location",
                "default": "COAL+THICK",
                "holds": 11,
                "of": 12,
                "becomes": [{"outcome": None, "changes": [{"threat.hedge_rule": "ignore"}]}],
            }
        ],
    }
    assert problems_in(run, "sensitivity-1", "s") == ()
    jsonschema.Draft202012Validator(schema("sensitivity-1")).validate(run)
    run["verdicts"][0]["default"] = "COAL|THICK"
    run["verdicts"][0]["holds"] = -1
    first, second = (str(one) for one in problems_in(run, "sensitivity-1", "s"))
    assert first.startswith('s, verdicts[0].default: "COAL|THICK"; allowed: text of the form')
    assert second == "s, verdicts[0].holds: -1; allowed: 0 or more"


def test_families_of_the_settings_are_words_that_the_schema_takes() -> None:
    changed = {**SAMPLE, "rules": {**SAMPLE["rules"], "threat.leaf_match": list(FAMILIES)}}
    assert problems_in(changed, "trajectory-1", "t") == ()


def keywords(rule: object) -> Iterator[str]:
    if isinstance(rule, list):
        for item in rule:
            yield from keywords(item)
    if isinstance(rule, dict):
        for key, item in rule.items():
            yield key
            named = key in ("properties", "$defs")
            yield from (
                (word for one in item.values() for word in keywords(one))
                if named
                else (keywords(item) if key not in ("enum", "required", "const") else ())
            )


def test_our_check_knows_every_keyword_that_the_schemas_use() -> None:
    """A keyword it did not know would be silently without effect."""
    known = {
        "$schema", "$id", "$ref", "$defs", "title", "type", "const", "enum", "pattern", "minimum",
        "maximum", "required", "properties", "additionalProperties", "propertyNames", "items",
        "minItems", "maxItems", "allOf", "anyOf", "description",
    }  # fmt: skip
    assert {word for name in NAMES for word in keywords(schema(name))} <= known


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = enumerate(value) if isinstance(value, list) else ()
    for key, item in value.items() if isinstance(value, dict) else items:
        yield from places(item, (*path, key))


# A third of the sample is enough to reach every kind of place, and keeps each example fast.
SMALL = {**SAMPLE, "snapshots": SAMPLE["snapshots"][:1], "rules": {"a": ["x"], "b": "x", "c": 1.5}}
PLACES = [path for path in places(SMALL) if path]
VALIDATOR = jsonschema.Draft202012Validator(schema("trajectory-1"))
SCALARS = st.one_of(
    st.none(), st.booleans(), st.sampled_from([-1, 0, 1, 2, 5, 0.5, 1.0, 1.5, 10**400]),
    st.sampled_from(["", "low", "THIN", "open", "P3", "P13", "computed", "2001-01-01", "x y"]),
    st.sampled_from([[], {}, ["low"], {"low": 1}, ["x", "y", "z"]]),
)  # fmt: skip


@given(path=st.sampled_from(PLACES), value=SCALARS, drop=st.booleans())
def test_our_check_agrees_with_the_reference_validator(
    path: tuple[Any, ...], value: object, drop: bool
) -> None:
    """Law: whatever one place of a trajectory is changed to, both refuse it or neither does."""
    changed = copy.deepcopy(SMALL)
    holder: Any = changed
    for step in path[:-1]:
        holder = holder[step]
    if drop:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    assert bool(problems_in(changed, "trajectory-1", "t")) != VALIDATOR.is_valid(changed)
