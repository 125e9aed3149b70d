"""The replicates: how codes are redrawn, and that draws are aligned and hang on no name (OP 7, A22)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from builders import A, B, day, follow, official_panel, placed, record, study, threat
from cordiale.codebook import load
from cordiale.model.levels import Arm
from cordiale.model.rules import Rules
from cordiale.model.study import Record, StudyData
from cordiale.profiles.draws import NO_STEP, Recode, Recodes, Replicates, replicates
from cordiale.profiles.threat import threat_columns

R = 20_000
BOOK = load()


def draws(records: list, *, seed: int = 1, **settings: object) -> Replicates:
    changes = {"uncertainty.replicates_evidence": R, **settings}
    rules = Rules.default().changed(changes)
    return replicates(placed(records, rules), rules, seed=seed)


def shares(field: str, value: str, dimension: str) -> dict[str, float]:
    """How often a code becomes each value."""
    one = record(A, dimension, id="one", **{field: value})
    (array,) = draws([one]).values(one, field)
    values = BOOK.field(field).values
    return {values[n]: count / R for n, count in Counter(array.tolist()).items()}


@pytest.mark.parametrize(
    ("field", "value", "dimension", "neighbours"),
    [
        ("magnitude", "0", "threat", ("1",)),
        ("magnitude", "2", "threat", ("1", "3")),
        ("urgency", "1", "threat", ("0", "2")),
        ("urgency", "2", "threat", ("1",)),
        ("salience", "absent", "identity", ("low",)),
        ("salience", "normal", "identity", ("low", "high")),
        ("valence", "0", "identity", ("-1", "1")),
        ("coordination", "consult", "coordination", ("refuse", "align_positions")),
    ],
)
def test_ordinal_codes_stay_at_85_in_100_and_move_to_neighbours_only(
    field: str, value: str, dimension: str, neighbours: tuple[str, ...]
) -> None:
    found = shares(field, value, dimension)
    assert found.pop(value) == pytest.approx(0.85, abs=0.01)
    assert set(found) == set(neighbours)
    for share in found.values():
        assert share == pytest.approx(0.15 / len(neighbours), abs=0.01)


@pytest.mark.parametrize(
    ("field", "value", "dimension"),
    [
        ("othering", "we", "identity"),
        ("basis", "values", "identity"),
        ("trust_lang", "strategic", "identity"),
        ("war_thinkable", "yes", "identity"),
        ("hedge", "true", "threat"),
        ("role_expected", "equal", "status"),
        ("superiority_claim", "over_partner", "status"),
        ("anxiety", "voiced", "status"),
        ("support", "commitment", "support"),
    ],
)
def test_nominal_codes_stay_at_85_in_100_and_move_evenly_to_any_other_value(
    field: str, value: str, dimension: str
) -> None:
    found = shares(field, value, dimension)
    others = [one for one in BOOK.field(field).values if one != value]
    assert found.pop(value) == pytest.approx(0.85, abs=0.01)
    assert set(found) == set(others)
    for share in found.values():
        assert share == pytest.approx(0.15 / len(others), abs=0.01)


def test_autonomy_stays_at_70_in_100_and_moves_to_neighbours() -> None:
    found = shares("autonomy", "conditional", "status")
    assert found["conditional"] == pytest.approx(0.70, abs=0.01)
    assert found["asserts_independence"] == pytest.approx(0.15, abs=0.01)
    assert found["accepts_limits"] == pytest.approx(0.15, abs=0.01)
    assert len(found) == 3


def test_recognition_stays_at_70_in_100_and_moves_to_any_other_value() -> None:
    found = shares("recognition", "denies", "status")
    assert found.pop("denies") == pytest.approx(0.70, abs=0.01)
    assert sorted(found) == ["affirms_equal", "affirms_junior", "affirms_senior", "none"]
    for share in found.values():
        assert share == pytest.approx(0.075, abs=0.01)


def test_a_source_family_moves_to_each_other_alike_but_never_to_one_that_nobody_named() -> None:
    """.15 over fourteen others is .0107 each; moves to unnamed families are void (design note 3)."""
    one = threat(A, "us_led_west", "3", "2", id="one")
    others = [threat(A, family, "1", "0") for family in ("russia", "terrorism_extremism")]
    (array,) = draws([one, *others]).values(one, "source_family")
    values = BOOK.field("source_family").values
    found = {values[n]: count / R for n, count in Counter(array.tolist()).items()}
    assert found == {
        "us_led_west": pytest.approx(1 - 2 * 0.15 / 14, abs=0.003),
        "russia": pytest.approx(0.15 / 14, abs=0.003),
        "terrorism_extremism": pytest.approx(0.15 / 14, abs=0.003),
    }


def test_a_redrawn_family_loses_its_leaf() -> None:
    """OP 7.1. Terrorism redrawn as other_state is no fear of the state named in the leaf."""
    one = threat(A, "terrorism_extremism", "3", "2", id="one", source="Nepal")
    data = study([one, threat(B, "other_state", "1", "0", source="Nepal", id="two")])
    at = official_panel(data)
    columns = threat_columns(next(iter(at.conditions.values()))[A], draws(list(data.records)), data.rules)
    assert {str(key) for key in columns.keys} == {"terrorism_extremism", "other_state"}


def test_alternatives_of_a_cell_are_redrawn_one_by_one() -> None:
    one = record(A, "threat", urgency="0|2", id="one")
    low, high = draws([one]).values(one, "urgency")
    assert np.mean(low == 0) == pytest.approx(0.85, abs=0.01)
    assert np.mean((low == 0) & (high == 2)) == pytest.approx(0.85**2, abs=0.01)


def test_a_field_that_was_not_coded_is_never_drawn() -> None:
    one = record(A, "threat", urgency="1")
    assert draws([one]).values(one, "magnitude") == ()


@pytest.mark.parametrize(("delta", "prior"), [(0.5, 1.0), (1.0, 2.0), (0.25, 0.5)])
def test_document_weights_and_prior_masses_have_the_shape_of_their_gammas(delta: float, prior: float) -> None:
    """Mean and variance of Gamma(k, 1) are both k."""
    one = record(A, "threat", urgency="1", document="d")
    drawn = draws([one], **{"uncertainty.delta": delta, "uncertainty.prior_mass": prior})
    for array, shape in ((drawn.weight("d"), delta), (drawn.prior(one.id, "urgency"), prior)):
        assert array.mean() == pytest.approx(shape, rel=0.05)
        assert array.var() == pytest.approx(shape, rel=0.1)


def test_a_document_has_one_weight_for_all_its_records_dimensions_and_actors() -> None:
    """CAV-3: errors are correlated, so replicate r means the same document weights everywhere."""
    records = [
        threat(A, "us_led_west", "3", "2", document="d"),
        record(A, "identity", othering="we", document="d"),
        record(B, "status", role_expected="equal", document="d"),
        record(B, "status", role_expected="equal", document="e"),
    ]
    drawn = draws(records)
    assert drawn.weight("d") is drawn.weight("d")
    assert abs(np.corrcoef(drawn.weight("d"), drawn.weight("e"))[0, 1]) < 0.03


def test_a_records_code_is_redrawn_once_for_every_dyad_and_arm() -> None:
    one = record(A, "threat", urgency="1", id="one")
    drawn = draws([one])
    assert drawn.values(one, "urgency")[0] is drawn.values(one, "urgency")[0]


def test_two_fields_of_a_record_and_two_records_are_redrawn_independently() -> None:
    one, two = (threat(A, "us_led_west", "2", "1", id=name) for name in ("one", "two"))
    drawn = draws([one, two])
    moved = [
        drawn.values(one, "magnitude")[0] != 2,
        drawn.values(one, "urgency")[0] != 1,
        drawn.values(two, "urgency")[0] != 1,
    ]
    for first, second in ((0, 1), (1, 2)):
        assert np.mean(moved[first] & moved[second]) == pytest.approx(0.15**2, abs=0.006)


def test_the_seed_decides_the_draws() -> None:
    one = record(A, "threat", urgency="1", document="d")
    assert np.array_equal(draws([one]).weight("d"), draws([one]).weight("d"))
    assert not np.array_equal(draws([one]).weight("d"), draws([one], seed=2).weight("d"))


# --- what draws do not hang on ----------------------------------------------------------------------


def a_study(names: tuple[str, str] = (A, B), prefix: str = "") -> StudyData:
    first, second = names
    records = [
        threat(first, "us_led_west", "3", "2", id=f"{prefix}a1", document=f"{prefix}d1"),
        threat(first, "us_led_west", "2", "2", id=f"{prefix}a2", document=f"{prefix}d2"),
        threat(second, "us_led_west", "3", "1", id=f"{prefix}b1", document=f"{prefix}d3"),
        record(first, "identity", partner=second, othering="we", basis="culture", id=f"{prefix}a3", document=f"{prefix}d1"),
        record(second, "identity", partner=first, othering="non_radical", id=f"{prefix}b2", document=f"{prefix}d3"),
        record(first, "status", partner=second, role_expected="equal", autonomy="accepts_limits", id=f"{prefix}a4", document=f"{prefix}d2"),
        record(second, "status", partner=first, recognition="affirms_equal", autonomy="conditional", id=f"{prefix}b3", document=f"{prefix}d4"),
        record(second, "support", partner=first, support="commitment", trust_lang="strategic", id=f"{prefix}b4", document=f"{prefix}d4"),
    ]  # fmt: skip
    return study(records, actors=names)


def figures(data: StudyData) -> object:
    """Every number and word of a run that is not a name."""
    one = follow(data).snapshots[0]
    states = {
        arm: None
        if found is None
        else (
            found.gate,
            found.flags,
            found.location,
            found.enabled,
            found.open,
            found.locations,
            {
                c: (r.level, r.admissible, r.probability, r.score, r.detail["as_they_stand"])
                for c, r in found.levels.items()
            },
        )
        for arm, found in one.states.items()
    }
    support = sorted(
        (r.expectation or "", str(r.probability), str(r.willingness)) for r in one.support.values()
    )
    return states, support, one.support_index


def test_A22_renamed_actors_give_the_same_figures_though_their_order_turns() -> None:
    assert figures(a_study()) == figures(a_study(("VNM", "KEN")))


def test_ids_renamed_in_the_same_order_give_the_same_figures() -> None:
    """Draws go by the rank of sorted ids, never by a hash of names."""
    assert figures(a_study()) == figures(a_study(prefix="later-"))


def test_A22_shuffled_rows_give_the_same_figures() -> None:
    data = a_study()
    assert figures(data) == figures(replace(data, records=data.records[::-1]))


UNHEARD = {
    "an expert": lambda: record(A, "status", voice="expert", anxiety="denied", id="000"),
    "a record out of every window": lambda: replace(
        threat(A, "us_led_west", "1", "0", id="000"), date=day("1950-01-01")
    ),
    "a record without a date": lambda: replace(threat(A, "russia", "1", "0", id="000"), date=None),
    "an author summary": lambda: threat(A, "us_led_west", "1", "0", voice="author_summary", id="000"),
    "an expert in a document that counts": lambda: threat(
        A, "russia", "1", "0", voice="expert", document="d1", id="000"
    ),
    "a formula": lambda: record(A, "status", recognition="affirms_equal", formulaic=True, id="000"),
}


def assert_same_draws_with(unheard: Record) -> None:
    data = a_study()
    more = replace(data, records=(unheard, *data.records))
    found, other = (follow(one).snapshots[0].states[Arm.COMPUTED] for one in (data, more))
    assert found.open == other.open
    assert found.locations == other.locations
    for condition, result in found.levels.items():
        assert result.probability == other.levels[condition].probability
        assert result.score == other.levels[condition].score


@pytest.mark.parametrize("which", UNHEARD)
def test_a_record_that_sets_no_level_moves_no_draw(which: str) -> None:
    """A15: experts removed, levels unchanged; CONTRACTS 2: left out of levels."""
    assert_same_draws_with(UNHEARD[which]())


def test_an_author_summary_on_a_source_of_its_own_moves_no_draw_of_the_computed_arm() -> None:
    assert_same_draws_with(threat(A, "climate_health", "1", "0", voice="author_summary", id="000"))


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1, 2**32, 2**70 + 3])
def test_draws_are_those_of_numpys_own_generator_for_the_seed_and_the_rank(seed: int) -> None:
    one = threat(A, "us_led_west", "2", "1", id="one", document="d")
    columns = draws([one], seed=seed)
    rules = Rules.default().uncertainty
    weight = np.random.default_rng((seed, 1, 0)).gamma(rules.delta, 1.0, R)
    assert columns.weight("d").tolist() == weight.tolist()
    number = [spec.name for spec in BOOK.fields].index("urgency")
    mass = np.random.default_rng((seed, 3, 0, number)).gamma(rules.prior_mass, 1.0, R)
    assert columns.prior("one", "urgency").tolist() == mass.tolist()
    uniform = np.random.default_rng((seed, 2, 0, number, 0)).random(R)
    [redrawn] = columns.values(one, "urgency")
    assert (redrawn == 1).tolist() == (uniform < 0.85).tolist()


# --- recodes ------------------------------------------------------------------------------------------


def test_a_recode_moves_one_code_in_its_own_column_and_nothing_else() -> None:
    one = threat(A, "us_led_west", "3", "0|2", id="one")
    steps = [
        Recode(record="one", field="urgency", place=1, position=1),
        Recode(record="one"),
        Recode(record="two", field="urgency", position=0),
    ]
    columns = Recodes(steps, np.array([[NO_STEP], [0], [1], [2]]))
    assert [array.tolist() for array in columns.values(one, "urgency")] == [[0, 0, 0, 0], [2, 1, 2, 2]]
    assert columns.values(one, "magnitude")[0].tolist() == [3, 3, 3, 3]
    assert columns.present("one").tolist() == [True, True, False, True]
    assert columns.prior("one", "urgency").tolist() == [0, 0, 0, 0]


def test_two_recodes_can_be_taken_in_one_column() -> None:
    one, two = (threat(A, "us_led_west", "3", "2", id=name) for name in ("one", "two"))
    steps = [
        Recode(record="one", field="magnitude", position=2),
        Recode(record="one", field="urgency", position=1),
        Recode(record="two"),
    ]
    columns = Recodes(steps, np.array([[0, 1], [2, 0], [1, NO_STEP]]))
    assert columns.values(one, "magnitude")[0].tolist() == [2, 2, 3]
    assert columns.values(one, "urgency")[0].tolist() == [1, 2, 1]
    assert columns.values(two, "urgency")[0].tolist() == [2, 2, 2]
    assert columns.present("two").tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("field", "value", "dimension"), [("origin", "domestic", "threat"), ("autonomy_toward", "partner", "status")]
)
def test_whose_threat_and_towards_whom_are_not_redrawn(field: str, value: str, dimension: str) -> None:
    """They split records as ``partner`` does (design note 3)."""
    assert shares(field, value, dimension) == {value: 1.0}
