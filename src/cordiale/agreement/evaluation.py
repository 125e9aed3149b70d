"""A coder against a reference, or any two runs against each other: agreement by field, by language and by actor.

Every measure comes with an interval clustered by document (`intervals`). Agreement with machine codings shows how far a
coder follows the protocol as another machine does; only codings by people show how far either is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cordiale.agreement import alpha as alphas
from cordiale.agreement import scores
from cordiale.agreement.alpha import Metric, Why
from cordiale.agreement.fields import FIELDS, EvaluationField
from cordiale.agreement.intervals import interval_of, resampled_sums
from cordiale.errors import InputError, Problem
from cordiale.formats.codings import Coding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Places = NDArray[np.intp]

__all__ = ["Evaluation", "FieldAgreement", "GroupAgreement", "Measure", "evaluate"]

UNKNOWN = "unknown"
"""The group of passages whose language or actor neither side names."""

_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of agreement with its interval (5th to 95th percentile over resamples of documents).

    Missing:
        ``value`` is None for the reason in ``why``; ``low`` and ``high`` are None as `Interval` says.
    """

    value: float | None
    low: float | None
    high: float | None
    why: Why | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAgreement:
    """Agreement on one field.

    Args:
        n: answers compared: one a passage; for `threat_family` one a passage and family, for `othering_of_named` one for
            each actor that both name. Args documents: from how many documents.
        positives: answers of the reference other than "nothing there".
        alpha: Krippendorff's. Args precision, recall, f1: of the coder, with the reference as right.
    """

    n: int
    documents: int
    positives: int
    alpha: Measure
    precision: Measure
    recall: Measure
    f1: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAgreement:
    """Agreement on a group of passages: ``n`` passages, and each field that both sides coded in them, by its name."""

    n: int
    fields: Mapping[str, FieldAgreement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How far codings agree with a reference.

    Args:
        n: passages that both coded. Args fields: agreement by field; a field that a side did not code at all is not there.
        by_language: the same by language of the passage. Args by_actor: by code of the actor who speaks.
        failed: passages left out because either side failed on them.
        only_in_reference: passages of the reference that the codings lack. Args only_in_codings: the other way round.
        resamples, seed: of the intervals.
    """

    n: int
    fields: Mapping[str, FieldAgreement]
    by_language: Mapping[str, GroupAgreement]
    by_actor: Mapping[str, GroupAgreement]
    failed: int
    only_in_reference: int
    only_in_codings: int
    resamples: int
    seed: int

    def as_json(self) -> dict[str, Any]:
        """The evaluation as `cordiale evaluate --format json` prints it (CONTRACTS 5); numbers to six decimals."""
        content: dict[str, Any] = _printed(self)
        return content


PRINTED: Mapping[type, tuple[str, ...]] = {
    Evaluation: ("n", "fields", "by_language", "by_actor"),
    GroupAgreement: ("n", "fields"),
    FieldAgreement: ("n", "positives", "alpha", "precision", "recall", "f1"),
    Measure: ("value", "low", "high"),
}
"""What `Evaluation.as_json` has of each value: the keys of CONTRACTS 5, of which the JSON Schema is printed too."""


def _printed(value: object) -> Any:
    if isinstance(value, Mapping):
        return {key: _printed(one) for key, one in value.items()}
    if isinstance(value, float):
        return round(value, _DIGITS)
    keys = PRINTED.get(type(value))
    return value if keys is None else {key: _printed(getattr(value, key)) for key in keys}


def evaluate(
    reference: Iterable[Coding], codings: Iterable[Coding], *, seed: int = 0, resamples: int = 1000
) -> Evaluation:
    """How far codings agree with a reference, or two runs with each other.

    Passages are matched by id, and by document where one id stands in several. Between two runs either may stand as the reference: alpha stays the same, and precision and
    recall change places.

    Args:
        reference: the codings taken as right. Args codings: those judged; any order.
        seed: of the resampling. Args resamples: of documents; 0 gives no intervals.

    Missing:
        Passages on which a side failed, and answers that a side did not code, are left out: they are no "nothing there".
        Passages without `doc_id` are documents of their own.

    Raises:
        InputError: one id twice on a side, or no passage on both.

    Example:
        >>> from cordiale.formats.codings import Coding
        >>> reference = [Coding(id=str(i), support="hedge" if i < 2 else "none") for i in range(4)]
        >>> codings = [Coding(id=str(i), support="hedge" if i < 1 else "none") for i in range(4)]
        >>> evaluate(reference, codings).fields["support"].recall.value
        0.5
    """
    right, judged = _by_passage(reference, codings)
    both = sorted(right.keys() & judged.keys())
    if not both:
        found = f"no id of the {len(judged)} codings is among the {len(right)} of the reference"
        raise InputError(Problem(where="evaluate", found=found, allowed="codings of the same passages"))
    kept = [key for key in both if right[key].failed is None and judged[key].failed is None]
    passages = _Passages.of([right[key] for key in kept], [judged[key] for key in kept])
    everything = passages.agreement(range(len(kept)), "", resamples=resamples, seed=seed)
    groups = {
        kind: {
            name: passages.agreement(members, f"{kind}:{name}", resamples=resamples, seed=seed)
            for name, members in sorted(_members(names).items())
        }
        for kind, names in (("language", passages.languages), ("actor", passages.actors))
    }
    return Evaluation(
        n=everything.n,
        fields=everything.fields,
        by_language=groups["language"],
        by_actor=groups["actor"],
        failed=len(both) - len(kept),
        only_in_reference=len(right.keys() - judged.keys()),
        only_in_codings=len(judged.keys() - right.keys()),
        resamples=resamples,
        seed=seed,
    )


_Key = tuple[str, str]


def _by_passage(reference: Iterable[Coding], codings: Iterable[Coding]) -> tuple[dict[_Key, Coding], ...]:
    """Both sides by passage: its id, and its document where one id stands in several (two actors hold a joint text)."""
    sides = {"reference": list(reference), "codings": list(codings)}
    times = (Counter(coding.id for coding in side) for side in sides.values())
    several = {name for counts in times for name, count in counts.items() if count > 1}
    found: list[dict[_Key, Coding]] = []
    for side, all_of_it in sides.items():
        found.append({})
        for coding in all_of_it:
            key = coding.id, coding.document if coding.id in several else ""
            if key in found[-1]:
                raise InputError(
                    Problem(where=side, found=f"the passage {coding.id!r} twice", allowed="each passage once")
                )
            found[-1][key] = coding
    return tuple(found)


def _members(names: Sequence[str]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        members.setdefault(name, []).append(i)
    return members


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """The answers of both sides on one field, as columns: passage, place of the coder's value and of the reference's.

    ``coded`` are the passages in which both sides coded the field, with or without an answer to compare.
    """

    coded: Places
    passage: Places
    judged: Places
    right: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passages:
    """The passages that both sides coded, in the order of their ids."""

    documents: Sequence[str]
    languages: Sequence[str]
    actors: Sequence[str]
    answers: Mapping[str, _Answers]

    @classmethod
    def of(cls, right: Sequence[Coding], judged: Sequence[Coding]) -> _Passages:
        # What describes a passage is the reference's; a file of bare codings need not repeat it.
        pairs = list(zip(right, judged, strict=True))
        return cls(
            documents=[(one if one.passage.get("doc_id") else other).document for one, other in pairs],
            languages=[one.language or other.language or UNKNOWN for one, other in pairs],
            actors=[one.actor or other.actor or UNKNOWN for one, other in pairs],
            answers={field.name: _answers(field, pairs) for field in FIELDS},
        )

    def agreement(self, members: Sequence[int], name: str, *, resamples: int, seed: int) -> GroupAgreement:
        """Agreement on some of the passages."""
        import numpy as np

        chosen = np.full(len(self.documents), -1)  # place of each member's document in the group
        names, places = np.unique([self.documents[i] for i in members], return_inverse=True)
        chosen[list(members)] = places
        here = [field for field in FIELDS if (chosen[self.answers[field.name].coded] >= 0).any()]
        tables = [_tables(self.answers[field.name], field, chosen, len(names)) for field in here]
        if not tables:
            return GroupAgreement(n=len(members), fields={})
        cells = np.concatenate([table.reshape(len(names), -1) for table in tables], axis=1)
        sums = resampled_sums(cells, resamples=resamples, seed=seed, name=name)
        ends = np.cumsum([table[0].size for table in tables])[:-1]
        drawn = np.split(sums, ends, axis=1)
        return GroupAgreement(
            n=len(members),
            fields={
                field.name: _agreement(field, table, draws.reshape(resamples, *table.shape[1:]))
                for field, table, draws in zip(here, tables, drawn, strict=True)
            },
        )


def _answers(field: EvaluationField, pairs: Sequence[tuple[Coding, Coding]]) -> _Answers:
    import numpy as np

    place = {value: i for i, value in enumerate(field.values)}
    coded = [i for i, pair in enumerate(pairs) if all(field.answered_by(coding) for coding in pair)]
    rows: list[tuple[int, int, int]] = []
    for i in coded:
        right, judged = (field.answers(coding) for coding in pairs[i])
        rows.extend((i, place[judged[about]], place[right[about]]) for about in judged if about in right)
    columns = np.array(rows, dtype=np.intp).reshape(-1, 3).T
    return _Answers(
        coded=np.array(coded, dtype=np.intp), passage=columns[0], judged=columns[1], right=columns[2]
    )


def _tables(answers: _Answers, field: EvaluationField, chosen: Places, documents: int) -> Array:
    """By document: how often the coder gave each value (row) where the reference has each value (column)."""
    import numpy as np

    values = len(field.values)
    document = chosen[answers.passage]
    inside = document >= 0
    cell = (document * values + answers.judged) * values + answers.right
    counts = np.bincount(cell[inside], minlength=documents * values * values)
    return counts.astype(np.float64).reshape(documents, values, values)


def _agreement(field: EvaluationField, by_document: Array, draws: Array) -> FieldAgreement:
    """Agreement from the tables of each document and of each resample."""
    import numpy as np

    table = by_document.sum(axis=0)
    documents = int((by_document.sum(axis=(1, 2)) > 0).sum())
    # Values that nobody gave change nothing, and most small groups know only two or three.
    used = np.array(
        [
            table[i].any() or table[:, i].any() or value == field.nothing
            for i, value in enumerate(field.values)
        ]
    )
    scale = [value for value, is_used in zip(field.values, used, strict=True) if is_used]
    nothing = scale.index(field.nothing)
    table, draws = table[used][:, used], draws[:, used][:, :, used]
    measured = zip(
        _measured(table, scale, nothing, field.metric),
        _measured(draws, scale, nothing, field.metric),
        (alphas.why_undefined(table), *scores.why_undefined(table, nothing)),
        strict=True,
    )
    alpha, precision, recall, f1 = (_measure(float(one), many, why, documents) for one, many, why in measured)
    return FieldAgreement(
        n=int(table.sum()),
        documents=documents,
        positives=int(table.sum() - table[:, nothing].sum()),
        alpha=alpha,
        precision=precision,
        recall=recall,
        f1=f1,
    )


def _measured(tables: Array, scale: Sequence[Any], nothing: int, metric: Metric) -> tuple[Array, ...]:
    """Alpha, precision, recall and F1 of one table, or of one table a resample."""
    pairs = tables + tables.swapaxes(
        -1, -2
    )  # with two coders each answer stands in a pair once either way round
    return (alphas.alpha_of(pairs, scale, metric)[0], *scores.scores_of(tables, nothing))


def _measure(value: float, draws: Array, why: Why | None, documents: int) -> Measure:
    if value != value:  # NaN: undefined
        return Measure(value=None, low=None, high=None, why=why)
    found = interval_of(draws, documents)
    return Measure(value=value, low=found.low, high=found.high)
