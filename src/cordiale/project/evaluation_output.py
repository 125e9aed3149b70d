"""An evaluation as tables: for the terminal, and tidy for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cordiale.agreement import Evaluation, FieldAgreement, GroupAgreement, Measure
from cordiale.agreement.alpha import Why
from cordiale.project.summaries import table_lines

__all__ = ["HEADER", "evaluation_lines", "evaluation_rows"]

_MEASURES = ("alpha", "precision", "recall", "f1")
_PARTS = ("", "_low", "_high", "_why")
HEADER = (
    "group", "name", "field", "n", "documents", "positives", *(m + part for m in _MEASURES for part in _PARTS)
)  # fmt: skip
"""Columns of `evaluation_rows`."""

_WHY = {
    Why.NO_PAIRS: "nothing coded by both",
    Why.NO_VARIATION: "one value only",
    Why.NONE_CODED: "none coded",
    Why.NONE_IN_REFERENCE: "none in reference",
    Why.NONE_IN_EITHER: "none in either",
}
_LANGUAGES = {"en": "English", "ru": "Russian", "zh": "Chinese"}
_ACTOR_FIELDS = ("threat_present", "threat_family", "partner_present", "radical_present", "support")
_FEWEST_OF_AN_ACTOR = 30
"""Passages; with fewer a share is little more than chance, and the JSON has it all the same."""


def evaluation_rows(found: Evaluation) -> Iterator[tuple[object, ...]]:
    """A row for each field of the whole, of each language and of each actor; an undefined measure has its reason."""
    yield from _rows("all", "", found.fields)
    for kind, groups in (("language", found.by_language), ("actor", found.by_actor)):
        for name, group in groups.items():
            yield from _rows(kind, name, group.fields)


def _rows(kind: str, name: str, fields: Mapping[str, FieldAgreement]) -> Iterator[tuple[object, ...]]:
    for field, one in fields.items():
        measures = (getattr(one, measure) for measure in _MEASURES)
        cells = (
            cell for m in measures for cell in (_number(m.value), _number(m.low), _number(m.high), m.why)
        )
        yield kind, name, field, one.n, one.documents, one.positives, *cells


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.6f}"


def evaluation_lines(found: Evaluation) -> Iterator[str]:
    """The evaluation for people: all passages, each language, actors in short."""
    yield _compared(found)
    yield ""
    yield from _table(found.fields)
    if len(found.by_language) > 1:
        for name, group in found.by_language.items():
            yield ""
            yield f"{_LANGUAGES.get(name, name)}, {_passages(group.n)}"
            yield from _table(group.fields)
    yield from _actors(found.by_actor)
    yield ""
    yield "n: answers compared; positives: those of the reference that say something; alpha: Krippendorff's, 0 is chance."
    if found.resamples:
        yield (
            f"In brackets: the 5th to the 95th percentile over {found.resamples:,} resamples of whole documents"
            " (none where there is one document, or too few resamples have a value)."
        )


def _compared(found: Evaluation) -> str:
    left_out = (
        (found.failed, "failed on a side"),
        (found.only_in_reference, "in the reference alone"),
        (found.only_in_codings, "in the codings alone"),
    )
    said = [f"{count:,} {words}" for count, words in left_out if count]
    return f"{_passages(found.n)} compared" + (f"; left out: {', '.join(said)}" if said else "")


def _passages(count: int) -> str:
    return f"{count:,} passage{'' if count == 1 else 's'}"


def _table(fields: Mapping[str, FieldAgreement]) -> Iterator[str]:
    header = ("field", "n", "positives", "alpha", "precision", "recall", "F1")
    rows = [
        (
            name,
            str(one.n),
            str(one.positives),
            _with_interval(one.alpha),
            _plain(one.precision),
            _plain(one.recall),
            _with_interval(one.f1),
        )
        for name, one in fields.items()
    ]
    yield from table_lines(header, rows) if rows else ("no field was coded by both",)


def _actors(groups: Mapping[str, GroupAgreement]) -> Iterator[str]:
    """F1 of a few fields for the actors with enough passages."""
    if len(groups) < 2:
        return
    shown = sorted((-group.n, name) for name, group in groups.items() if group.n >= _FEWEST_OF_AN_ACTOR)
    rows = [
        (name, str(-n), *(_f1(groups[name].fields.get(field)) for field in _ACTOR_FIELDS))
        for n, name in shown
    ]
    yield ""
    yield "F1 by actor (positives in the reference)"
    if rows:
        yield from table_lines(("actor", "n", *_ACTOR_FIELDS), rows)
    if fewer := len(groups) - len(rows):
        kept = f"with fewer than {_FEWEST_OF_AN_ACTOR} passages: in --format json and csv"
        yield f"{fewer} {'more ' if rows else ''}actor{'' if fewer == 1 else 's'} {kept}"


def _f1(one: FieldAgreement | None) -> str:
    if one is None:
        return "not coded"
    return f"{_plain(one.f1)} ({one.positives})" if one.f1.value is not None else _plain(one.f1)


def _plain(measure: Measure) -> str:
    if measure.value is None:
        return f"– ({_WHY[measure.why]})" if measure.why else "–"
    return f"{measure.value:.2f}"


def _with_interval(measure: Measure) -> str:
    if measure.low is None or measure.high is None:
        return _plain(measure)
    return f"{measure.value:.2f} [{measure.low:.2f}–{measure.high:.2f}]"
