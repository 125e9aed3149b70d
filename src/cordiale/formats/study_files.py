"""A study's files as a `StudyData`, or every problem in them at once (CONTRACTS 2 and 3).

Reading is pure: `store` finds the files and reads their bytes, this module says what they mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cordiale.codebook import load
from cordiale.errors import Problem, StudyError
from cordiale.formats.columns import (
    DIMENSIONS,
    DIRECTIONS,
    SOURCE_STATUSES,
    SUPPORT_LEVELS,
    TABLE_NAMES,
    TYPE_WORDS,
    columns_of,
)
from cordiale.formats.evidence import read_record, read_snapshot
from cordiale.formats.rows import Findings, Line, actor_code, near, note_repeats, read_lines
from cordiale.formats.study_toml import FILE as STUDY_TOML
from cordiale.formats.study_toml import StudyHead, head_and_problems
from cordiale.formats.tables import Table, TableError
from cordiale.model.levels import LEVELS, Condition
from cordiale.model.study import (
    Capability,
    ContextEvent,
    Interaction,
    Judgement,
    Reinterpretation,
    SelfLabel,
    Source,
    SourceStatus,
    StudyData,
)

__all__ = ["judgement_levels", "read_study"]

_FOLDER = "the study's folder"


def read_study(
    study_id: str,
    study_toml: str | StudyError,
    tables: Mapping[str, Table | StudyError],
    stray: Sequence[Problem] = (),
) -> StudyData:
    """A study from what its files hold.

    Args:
        study_id: the folder's name.
        study_toml: text of study.toml, or why it could not be read.
        tables: by name (``evidence``), each as read or as what is wrong with it; all are optional.
        stray: problems of the folder itself, such as two files for one table.

    Missing:
        A table that is not there gives no rows. Without ``sources`` any ``source_id`` is taken as it stands.

    Raises:
        StudyError: with all problems of all files, in the order of files (study.toml first) and lines.
    """
    findings = Findings(files=(STUDY_TOML, *TABLE_NAMES, _FOLDER))
    findings.add(_FOLDER, *stray)
    head = _head(study_toml, findings)
    read = {name: _lines(name, tables.get(name), findings) for name in TABLE_NAMES}
    rows = {name: lines or [] for name, lines in read.items()}
    ids = _ids(head, read, sources_kept="sources" in tables)
    _note_all_repeats(rows)

    sources = tuple(_source(line) for line in rows["sources"])
    records = tuple(read_record(line, ids.snapshots, ids.sources) for line in rows["evidence"])
    judgements = tuple(_judgement(line, ids) for line in rows["judgements"])
    labels = tuple(_label(line, ids) for line in rows["labels"])
    interactions = tuple(_interaction(line, ids) for line in rows["interactions"])
    context = tuple(_context(line, ids) for line in rows["context"])
    reinterpretations = tuple(_reinterpretation(line, ids) for line in rows["reinterpretations"])
    capabilities = tuple(_capability(line, ids) for line in rows["capabilities"])

    problems = findings.in_order()
    if head is None or problems:
        raise StudyError(problems)
    return StudyData(
        id=study_id,
        title=head.title or study_id,
        actors=head.actors,
        original_actors=head.original_actors,
        dyads=head.dyads,
        snapshots=head.snapshots,
        rules=head.rules,
        judged_by=head.judged_by,
        outlook=head.outlook,
        texts=head.texts,
        sources=sources,
        records=records,
        judgements=judgements,
        labels=labels,
        interactions=interactions,
        context=context,
        reinterpretations=reinterpretations,
        capabilities=capabilities,
    )


def _head(study_toml: str | StudyError, findings: Findings) -> StudyHead | None:
    if isinstance(study_toml, StudyError):
        findings.add(STUDY_TOML, *study_toml.problems)
        return None
    head, problems = head_and_problems(study_toml)
    findings.add(STUDY_TOML, *problems)
    return head


def _lines(name: str, table: Table | StudyError | None, findings: Findings) -> list[Line] | None:
    """The rows of a table: none where it is not kept, None where it could not be read."""
    if table is None:
        return []
    if isinstance(table, StudyError):
        findings.add(name, *table.problems)
        if not isinstance(table, TableError):
            return None
        table = table.table
    return read_lines(table, columns_of(name), findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ids:
    """Ids that rows may point to; None where they could not be read, or none are kept: then nothing is checked.

    Args:
        snapshots: ids by folded id. Args sources: ids of sources.
        events: ids of interactions and context.
        claims: ids of evidence, by the row's id and by the id of the record that rows share.
    """

    snapshots: Mapping[str, str] | None
    sources: Collection[str] | None
    events: Collection[str] | None
    claims: Mapping[str, tuple[str, ...]] | None


def _ids(head: StudyHead | None, read: Mapping[str, list[Line] | None], *, sources_kept: bool) -> _Ids:
    interactions, context = read["interactions"], read["context"]
    sources, evidence = read["sources"], read["evidence"]
    return _Ids(
        snapshots={one.id.casefold(): one.id for one in head.snapshots} if head else None,
        sources={line.text("id") for line in sources} if sources_kept and sources is not None else None,
        events=None
        if interactions is None or context is None
        else {line.text("id") for line in (*interactions, *context)},
        claims=None if evidence is None else _claims(evidence),
    )


def _claims(evidence: Sequence[Line]) -> dict[str, tuple[str, ...]]:
    records: dict[str, list[str]] = defaultdict(list)
    for line in evidence:
        if line.text("record"):
            records[line.text("record")].append(line.text("id"))
    claims = {record: tuple(ids) for record, ids in records.items()}
    return claims | {line.text("id"): (line.text("id"),) for line in evidence}


def _note_all_repeats(rows: Mapping[str, Sequence[Line]]) -> None:
    events: dict[str, str] = {}  # a reinterpretation names an event without saying which table it stands in
    for name in ("sources", "evidence", "interactions", "context", "reinterpretations"):
        earlier = events if name in ("interactions", "context") else {}
        note_repeats(rows[name], lambda line: line.text("id"), "id", earlier)

    def judged(line: Line) -> str:
        snapshot, condition = line.text("snapshot"), line.text("condition")
        return f"{condition} in {snapshot}".casefold() if snapshot and condition else ""

    note_repeats(rows["judgements"], judged, "condition", {})


def _source(line: Line) -> Source:
    return Source(
        id=line.text("id"),
        author=line.text("author"),
        title=line.text("title"),
        container=line.text("container"),
        date=line.text("date"),
        url=line.text("url"),
        doi=line.text("doi"),
        footnote=line.text("footnote"),
        status=SourceStatus(line.word("status", SOURCE_STATUSES) or "ok"),
        note=line.text("note"),
    )


def judgement_levels(condition: str) -> tuple[str, ...]:
    """The words that a judgement on a condition may use, in order.

    Args:
        condition: threat, identity, status, support or coordination.

    Example:
        >>> judgement_levels("support")
        ('low', 'higher', 'high')
    """
    if condition == "support":
        return SUPPORT_LEVELS
    if condition == "coordination":
        return load().field("coordination").values
    return tuple(level.value for level in LEVELS[Condition(condition)])


def _judgement(line: Line, ids: _Ids) -> Judgement:
    condition = line.word("condition", DIMENSIONS)
    level, admissible = _verdict(line, condition) if condition else ("", ())
    return Judgement(
        snapshot=read_snapshot(line, ids.snapshots),
        condition=condition,
        level=level,
        admissible=admissible,
        wording=line.text("wording"),
        where=line.text("where"),
        note=line.text("note"),
    )


def _verdict(line: Line, condition: str) -> tuple[str, tuple[str, ...]]:
    """Level and admissible levels; ``unknown`` is no level, and leaves every one open unless some are named."""
    words = judgement_levels(condition)
    level = line.word("level", (*words, "unknown"))
    admissible = line.words("admissible", words)
    if level == "unknown":
        return "", admissible or words
    if level and admissible and level not in admissible:
        found = f"{level!r} is not among the admissible levels, {'|'.join(admissible)}"
        line.refuse("level", found, cure="the wording must allow the level it is read as")
    return level, admissible


def _label(line: Line, ids: _Ids) -> SelfLabel:
    return SelfLabel(
        snapshot=read_snapshot(line, ids.snapshots),
        date=line.date(),
        label=line.text("label"),
        type=line.word("type", TYPE_WORDS),  # CAV-1: what the label claims, never what the dyad is
        denied=line.words("denied", TYPE_WORDS),
        source_id=line.known("source_id", ids.sources, "sources"),
    )


def _interaction(line: Line, ids: _Ids) -> Interaction:
    return Interaction(
        id=line.text("id"),
        date=line.date(),
        kind=line.text("kind"),
        what=line.text("what"),
        figure=line.text("figure"),
        unit=line.text("unit"),
        parties=line.actors("parties"),
        cooperative=line.yes_no("cooperative"),
        source_id=line.known("source_id", ids.sources, "sources"),
        note=line.text("note"),
    )


def _context(line: Line, ids: _Ids) -> ContextEvent:
    return ContextEvent(
        id=line.text("id"),
        date=line.date(),
        what=line.text("what"),
        source_id=line.known("source_id", ids.sources, "sources"),
        note=line.text("note"),
    )


def _reinterpretation(line: Line, ids: _Ids) -> Reinterpretation:
    actor = line.actor("actor")
    return Reinterpretation(
        id=line.text("id"),
        interaction=line.known("interaction", ids.events, "interactions or context"),
        actor=actor_code(actor) if actor else "",
        condition=line.word("condition", DIMENSIONS),
        direction=line.word("direction", DIRECTIONS),
        what=line.text("what"),
        evidence=_evidence_ids(line, ids.claims),
        source_id=line.known("source_id", ids.sources, "sources"),
    )


def _evidence_ids(line: Line, claims: Mapping[str, tuple[str, ...]] | None) -> tuple[str, ...]:
    """Ids of rows of evidence; the id of a record stands for all of its rows."""
    found: list[str] = []
    for part in line.parts("evidence"):
        if claims is not None and part not in claims:
            line.refuse(
                "evidence",
                f"{part!r} is no id of evidence",
                nearest=near(part, claims),
                cure="add it to evidence",
            )
        found += (claims or {}).get(part, (part,))
    return tuple(dict.fromkeys(found))


def _capability(line: Line, ids: _Ids) -> Capability:
    actor = line.actor("actor")
    return Capability(
        actor=actor_code(actor) if actor else "",
        date=line.date(),
        measure=line.text("measure"),
        value=line.number("value") or 0.0,
        unit=line.text("unit"),
        source_id=line.known("source_id", ids.sources, "sources"),
        note=line.text("note"),
    )
