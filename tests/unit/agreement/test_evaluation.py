"""A coder against a reference, and two runs against each other."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.agreement.alpha import Why, alpha
from cordiale.agreement.evaluation import evaluate
from cordiale.agreement.fields import FIELDS
from cordiale.agreement.scores import scores
from cordiale.errors import InputError
from cordiale.formats.codings import VOCABULARY
from unit.agreement.sample import coding, other, status, threat

LANGUAGES = ("en", "ru", "zh")


def some_codings(n=60, seed=0):
    """Passages in three languages, three a document, with something in every field."""
    draw = random.Random(seed)
    pick = lambda field: draw.choice(VOCABULARY[field])  # noqa: E731
    return [
        coding(
            f"p{i:03}",
            language=LANGUAGES[i % 3],
            document=f"d{i // 9}-{i % 3}",
            threats=tuple(
                threat(pick("threats.family"), pick("threats.magnitude"), pick("threats.urgency"))
                for _ in range(draw.randint(0, 2))
            ),
            others=tuple(
                other(name, pick("others.othering")) for name in draw.sample(["China", "India", "NATO"], 2)
            ),
            status=tuple(
                status(
                    own_rank=pick("status.own_rank"),
                    role=pick("status.role"),
                    autonomy=pick("status.autonomy"),
                    recognition=pick("status.recognition"),
                    formulaic=pick("status.formulaic"),
                )
                for _ in range(draw.randint(0, 1))
            ),
            support=pick("support"),
            narrative=pick("narrative"),
        )
        for i in range(n)
    ]


def disturbed(codings, seed=1):
    """The same passages, a third of them coded as another passage is."""
    draw, fresh = random.Random(seed), some_codings(len(codings), seed + 1)
    return [
        replace(f, id=c.id, passage=c.passage) if draw.random() < 0.3 else c
        for c, f in zip(codings, fresh, strict=True)
    ]


REFERENCE = some_codings()
CODINGS = disturbed(REFERENCE)


def test_a_reference_agrees_with_itself():
    found = evaluate(REFERENCE, REFERENCE, resamples=20)
    assert list(found.fields) == [field.name for field in FIELDS]
    for field in found.fields.values():
        for measure in (field.alpha, field.precision, field.recall, field.f1):
            assert (measure.value, measure.low, measure.high) == (1, 1, 1)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_measure_is_that_of_the_plain_functions(field):
    found = evaluate(REFERENCE, CODINGS, resamples=0).fields[field.name]
    right, judged = [], []
    for one, two in zip(REFERENCE, CODINGS, strict=True):
        a, b = field.answers(one), field.answers(two)
        for about in a.keys() & b.keys():
            right.append(a[about])
            judged.append(b[about])
    plain = scores(judged, right, nothing=field.nothing)
    assert (found.precision.value, found.recall.value, found.f1.value) == (
        plain.precision,
        plain.recall,
        plain.f1,
    )
    assert found.alpha.value == pytest.approx(
        alpha([judged, right], metric=field.metric, values=field.values).value
    )
    assert (found.n, found.positives) == (len(right), sum(value != field.nothing for value in right))


def test_groups_are_the_evaluation_of_their_passages_alone():
    found = evaluate(REFERENCE, CODINGS, resamples=20)
    assert list(found.by_language) == ["en", "ru", "zh"]
    assert list(found.by_actor) == ["CHN", "RUS", "USA"]
    russian = evaluate([c for c in REFERENCE if c.language == "ru"], CODINGS, resamples=20)
    assert found.by_language["ru"] == russian.by_language["ru"]
    assert found.by_language["ru"].n == russian.n == 20
    assert russian.only_in_codings == 40


def test_values_lie_in_intervals_that_are_wider_for_few_documents():
    found = evaluate(REFERENCE, CODINGS, resamples=400)
    for field in found.fields.values():
        assert field.f1.low <= field.f1.value <= field.f1.high
    width = lambda one: one.fields["narrative"].alpha.high - one.fields["narrative"].alpha.low  # noqa: E731
    assert width(found.by_language["zh"]) > width(found)


def test_order_of_passages_changes_nothing_and_the_seed_only_intervals():
    shuffled = random.Random(3).sample(CODINGS, len(CODINGS))
    found = evaluate(REFERENCE, CODINGS, seed=4, resamples=50)
    assert evaluate(list(reversed(REFERENCE)), shuffled, seed=4, resamples=50) == found
    other_seed = evaluate(REFERENCE, CODINGS, seed=5, resamples=50).fields["role"].alpha
    assert other_seed.value == found.fields["role"].alpha.value
    assert other_seed != found.fields["role"].alpha


def test_two_runs_change_places_with_precision_and_recall():
    there = evaluate(REFERENCE, CODINGS, resamples=30)
    back = evaluate(CODINGS, REFERENCE, resamples=30)
    for name, one in there.fields.items():
        two = back.fields[name]
        assert one.alpha == two.alpha
        assert (one.precision, one.recall, one.f1) == (two.recall, two.precision, two.f1)


def test_failed_passages_are_left_out_and_counted():
    failed = [replace(CODINGS[0], threats=(), others=(), status=(), failed="no answer"), *CODINGS[1:]]
    found = evaluate(REFERENCE, failed, resamples=0)
    assert (found.n, found.failed) == (59, 1)
    assert found.fields == evaluate(REFERENCE[1:], CODINGS[1:], resamples=0).fields


def test_where_everything_failed_there_are_no_fields():
    found = evaluate([coding("1")], [coding("1", failed="no answer")])
    assert (found.n, found.failed, found.fields, found.by_language) == (0, 1, {}, {})


def test_what_a_coder_does_not_answer_is_not_compared():
    partly = [
        replace(c, others=(), status=(), narrative="none", coded=("threats", "support")) for c in CODINGS
    ]
    found = evaluate(REFERENCE, partly, resamples=0)
    full = evaluate(REFERENCE, CODINGS, resamples=0)
    assert set(found.fields) == {
        "threat_present",
        "threat_magnitude",
        "threat_urgency",
        "threat_family",
        "support",
    }
    assert found.fields["support"] == full.fields["support"]
    assert "role" not in found.by_actor["RUS"].fields


def test_fields_may_be_coded_for_some_passages_only():
    partly = [replace(c, coded=("support",)) if i < 10 else c for i, c in enumerate(CODINGS)]
    found = evaluate(REFERENCE, partly, resamples=0)
    assert (found.n, found.fields["role"].n, found.fields["support"].n) == (60, 50, 60)


def test_a_majority_baseline_has_no_alpha_above_zero_and_no_precision():
    empty = [coding(c.id, narrative="identity") for c in REFERENCE]
    found = evaluate(REFERENCE, empty, resamples=20).fields
    assert found["threat_present"].alpha.value < 0
    assert found["threat_present"].precision.why is Why.NONE_CODED
    assert (found["threat_present"].recall.value, found["threat_present"].f1.value) == (0, 0)
    assert (found["othering_of_named"].n, found["othering_of_named"].alpha.why) == (0, Why.NO_PAIRS)


def test_unanimity_is_no_agreement_of_one():
    calm = [coding(str(i)) for i in range(5)]
    found = evaluate(calm, calm, resamples=20).fields["threat_present"]
    assert (found.alpha.value, found.alpha.why) == (None, Why.NO_VARIATION)
    assert (found.f1.value, found.f1.why) == (None, Why.NONE_IN_EITHER)
    assert (found.n, found.positives) == (5, 0)


def test_bare_codings_take_language_actor_and_document_from_the_reference():
    bare = [replace(c, passage={}) for c in CODINGS]
    assert evaluate(REFERENCE, bare, resamples=20) == evaluate(REFERENCE, CODINGS, resamples=20)


def test_passages_of_nobody_knows_which_language_are_a_group_of_their_own():
    bare = [replace(c, passage={}) for c in REFERENCE]
    found = evaluate(bare, bare, resamples=0)
    assert (list(found.by_language), list(found.by_actor)) == (["unknown"], ["unknown"])


def test_a_passage_twice_and_sides_without_a_common_passage_are_refused():
    with pytest.raises(InputError, match="codings: the passage 'p000' twice"):
        evaluate(REFERENCE, [*CODINGS, CODINGS[0]])
    with pytest.raises(InputError, match="no id of the 1 codings is among the 60"):
        evaluate(REFERENCE, [coding("elsewhere")])


def test_a_joint_text_of_two_actors_is_compared_in_each_of_its_documents():
    reference = [coding("joint", document="a", support="hedge"), coding("joint", document="b"), coding("own")]
    found = evaluate(reference, [reference[1], reference[2], reference[0]], resamples=0)
    assert (found.n, found.fields["support"].f1.value, found.only_in_codings) == (3, 1, 0)
    with pytest.raises(InputError, match="reference: the passage 'joint' twice"):
        evaluate([*reference, coding("joint", document="b")], reference)


def test_json_has_the_shape_of_the_contract():
    found = json.loads(json.dumps(evaluate(REFERENCE, CODINGS, resamples=20).as_json(), allow_nan=False))
    assert list(found) == ["n", "fields", "by_language", "by_actor"]
    assert list(found["by_language"]["zh"]) == ["n", "fields"]
    assert list(found["fields"]) == [field.name for field in FIELDS]
    for field in (*found["fields"].values(), *found["by_actor"]["CHN"]["fields"].values()):
        assert list(field) == ["n", "positives", "alpha", "precision", "recall", "f1"]
        assert all(
            list(field[name]) == ["value", "low", "high"] for name in ("alpha", "precision", "recall", "f1")
        )


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(3, 25))
def test_measures_stay_in_their_range_whatever_is_coded(seed, n):
    reference = some_codings(n, seed)
    found = evaluate(reference, disturbed(reference, seed), resamples=5)
    for field in (f for group in (found, *found.by_actor.values()) for f in group.fields.values()):
        assert (field.alpha.value is None) == (field.alpha.why is not None)
        assert field.alpha.value is None or field.alpha.value <= 1
        for measure in (field.precision, field.recall, field.f1):
            assert measure.value is None or 0 <= measure.value <= 1
