"""The report as one value: every sentence and row of the page, before any rendering.

`summarise` turns a trajectory and its study into a `ReportSummary`; the page's template places
what it finds there and computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from json import dumps

from cordiale import codebook
from cordiale.model.levels import AlignmentType, Arm, Condition
from cordiale.model.results import (
    CoordinationReading,
    Interval,
    LevelResult,
    NextType,
    Probability,
    SnapshotReading,
    State,
    SupportReading,
    Trajectory,
)
from cordiale.model.rules import Rules
from cordiale.model.settings import SETTINGS
from cordiale.model.study import (
    ContextEvent,
    Interaction,
    Judgement,
    OutlookNote,
    Reinterpretation,
    Source,
    StudyData,
)
from cordiale.report.anchors import evidence_anchor, interval_anchor, level_anchor, source_anchor
from cordiale.report.figures.windows import usual_arms, windows_table, windows_view
from cordiale.report.figures.windows_drawing import reading_of
from cordiale.report.figures.windows_values import WindowsView
from cordiale.report.summary.article_tables import ArticleTable, table1, table2
from cordiale.report.summary.evidence import (
    Citation,
    EvidenceRecord,
    Link,
    citation,
    evidence_links,
    evidence_record,
    short_citation,
)
from cordiale.report.words.finding import ARTICLE_CASE, doubt, headline, judged_words, voices_words
from cordiale.report.words.methods import ARTICLE, bibtex, methods_sentences, setting_words
from cordiale.report.words.wording import (
    ARM_NAMES,
    ROUTES,
    actor_name,
    and_list,
    count_words,
    draws_words,
    dyad_name,
    event_sentence,
    flip_words,
    full_words,
    lacks_sentence,
    level_words,
    or_list,
    plain_words,
    rests_sentence,
    route_sentences,
    score_words,
    window_title,
)

__all__ = ["ReportSummary", "summarise", "summary_json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCell:
    """A level as a table shows it. Args shares: of draws. Args remarks: routes, role pair, kind of low."""

    words: str
    href: str
    shares: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenanceRow:
    """What a level rests on, and the smallest recode that flips it."""

    period: str
    condition: str
    documents: tuple[str, ...]
    computed: LevelCell | None
    summaries: LevelCell | None
    judged: LevelCell | None
    flip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The provenance-and-flip table. Args heads: documents, computed, with summaries, judged, flip."""

    title: str
    note: str
    routes: str
    heads: tuple[str, ...]
    has_summaries: bool
    has_judged: bool
    rows: tuple[ProvenanceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRow:
    """What alignment is, in one direction: support expected and offered, coordination."""

    period: str
    direction: str
    expectation: str
    willingness: str
    doubt: str
    coordination: str
    judged: str
    documents: str
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An interaction, outside trigger or re-reading between two snapshots.

    ``anchor`` is its address where it is first told; empty where it is told again, or where a
    record has the same id.
    """

    id: str
    date: str
    words: str
    note: str
    source: Link | None
    evidence: tuple[Link, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A movement between two snapshots, with the records behind it."""

    sentence: str
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalBlock:
    """What happened between two snapshots."""

    anchor: str
    title: str
    interactions: tuple[Happening, ...]
    context: tuple[Happening, ...]
    reinterpretations: tuple[Happening, ...]
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextBlock:
    """A type that is not open. Args tag: whether the article states its pathway or the model adds it."""

    name: str
    lacks: str
    tag: str
    roads: tuple[tuple[str, str, tuple[Link, ...]], ...]
    speaks_for: tuple[Link, ...]
    speaks_against: tuple[Link, ...]
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelList:
    """The records behind one level of one arm: exactly the ids of the result."""

    anchor: str
    title: str
    computed: bool
    words: str
    remarks: tuple[str, ...]
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGroup:
    """The evidence of one snapshot."""

    title: str
    levels: tuple[LevelList, ...]
    records: tuple[EvidenceRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source in full, where short citations lead."""

    anchor: str
    id: str
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """A setting, its value, and where it comes from."""

    key: str
    value: str
    default: str
    changed: bool
    interpretation: str
    question: str
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """Every sentence and row of the report."""

    study: str
    dyad: str
    headline: str
    doubt: str
    caption: str
    order_note: str
    reading: tuple[str, ...]
    windows: tuple[dict[str, str], ...]
    provenance: Provenance
    outputs: tuple[OutputRow, ...]
    background: tuple[Happening, ...]
    intervals: tuple[IntervalBlock, ...]
    next_title: str
    next_types: tuple[NextBlock, ...]
    rests_on: tuple[str, ...]
    evidence: tuple[EvidenceGroup, ...]
    sources: tuple[SourceRow, ...]
    tables: tuple[ArticleTable, ...]
    methods: tuple[str, ...]
    settings: tuple[SettingRow, ...]
    changed_settings: str
    article: str
    bibtex: str
    made_by: str


def summarise(trajectory: Trajectory, study: StudyData) -> tuple[ReportSummary, WindowsView]:
    """The report's value, and the view of its signature figure.

    Args:
        trajectory: the dyad's result. Args study: what was entered, for the evidence behind it.
    """
    view = windows_view(trajectory, *usual_arms(trajectory))
    rules = Rules.default().changed(dict(trajectory.rules), where="trajectory")
    tables = [table1(rules), *(table for arm in Arm if (table := table2(trajectory, arm)))]
    settings = _settings(rules)
    evidence = _evidence(trajectory, study)
    background, intervals = _told_once(_between(trajectory, study), evidence)
    return (
        ReportSummary(
            study=study.title,
            dyad=dyad_name(trajectory.dyad),
            headline=headline(trajectory),
            doubt=doubt(trajectory),
            caption=view.caption,
            order_note=view.order_note,
            reading=reading_of(view),
            windows=windows_table(view),
            provenance=_provenance(trajectory),
            outputs=_outputs(trajectory),
            background=background,
            intervals=intervals,
            next_title=window_title(trajectory.snapshots[-1].snapshot) if trajectory.snapshots else "",
            next_types=tuple(_next(o) for o in sorted(trajectory.what_next, key=lambda o: list(AlignmentType).index(o.type))),
            rests_on=tuple(_rests(trajectory)),
            evidence=evidence,
            sources=tuple(
                SourceRow(anchor=source_anchor(source.id), id=source.id, source=citation(source))
                for source in study.sources
            ),
            tables=tuple(tables),
            methods=methods_sentences(trajectory, study),
            settings=settings,
            changed_settings=_changed(settings),
            article=ARTICLE,
            bibtex=bibtex(trajectory),
            made_by=f"{trajectory.software}, rules {trajectory.rules_version}, seed {trajectory.seed}",
        ),
        view,
    )


def summary_json(summary: ReportSummary) -> str:
    """The summary as JSON, for tests and for other renderings."""
    return dumps(asdict(summary), ensure_ascii=False, indent=2) + "\n"


# -- what it rests on ----------------------------------------------------------------------------


def _provenance(trajectory: Trajectory) -> Provenance:
    present = {arm for reading in trajectory.snapshots for arm, state in reading.states.items() if state}
    has_judged, has_summaries = Arm.JUDGED in present, Arm.WITH_AUTHOR_SUMMARIES in present
    judged = judged_words(trajectory)
    heads = [
        "Documents",
        f"From {voices_words(trajectory)} alone",
        f"From {voices_words(trajectory, Arm.WITH_AUTHOR_SUMMARIES)}",
        judged[0].upper() + judged[1:],
        "Smallest recode that flips it",
    ]
    consistency = has_judged and trajectory.study_id == ARTICLE_CASE
    note = (
        "The verdicts come from the article whose theory is applied, on one dyad; agreement with them shows "
        "consistency and says nothing of accuracy elsewhere."
        if consistency
        else ""
    )
    return Provenance(
        title="Consistency with the article, not validation" if consistency else "What it rests on",
        note=note,
        routes=f"Routes to a low threat level: {'; '.join(f'{letter}, {ROUTES[letter]}' for letter in 'abc')}.",
        heads=tuple(heads),
        has_summaries=has_summaries,
        has_judged=has_judged,
        rows=tuple(_provenance_row(reading, condition) for reading in trajectory.snapshots for condition in Condition),
    )


def _provenance_row(reading: SnapshotReading, condition: Condition) -> ProvenanceRow:
    computed = _result(reading, Arm.COMPUTED, condition)
    documents = computed.documents if computed else {}
    return ProvenanceRow(
        period=window_title(reading.snapshot),
        condition=str(condition),
        documents=tuple(f"{actor_name(code)} {count}" for code, count in documents.items()),
        computed=_cell(reading, Arm.COMPUTED, condition),
        summaries=_cell(reading, Arm.WITH_AUTHOR_SUMMARIES, condition),
        judged=_cell(reading, Arm.JUDGED, condition),
        flip=flip_words(computed.flip) if computed else "",
    )


def _result(reading: SnapshotReading, arm: Arm, condition: Condition) -> LevelResult | None:
    state = reading.states.get(arm)
    return state.levels.get(condition) if state else None


def _cell(reading: SnapshotReading, arm: Arm, condition: Condition) -> LevelCell | None:
    result = _result(reading, arm, condition)
    if result is None:
        return None
    return LevelCell(
        words=level_words(condition, result),
        href=f"#{level_anchor(reading.snapshot.id, condition, arm)}",
        shares=_admitted(result) if arm is Arm.JUDGED else _shares(result),
        remarks=_brief_remarks(result) if arm is Arm.COMPUTED else (),
    )


def _shares(result: LevelResult) -> str:
    """In how many draws the level holds; of an unknown level, each that cannot be set aside."""
    if result.probability is None:
        return ""
    if result.level is not None:
        share = result.probability.get(result.level)
        return draws_words(share) if share else ""
    known = [(word, share) for word in result.admissible if (share := result.probability.get(word))]
    if all(share.lower <= 0 and share.upper >= 1 for _, share in known):
        return "nothing read narrows it"
    said = [f"{word} {share}".removesuffix(" in 100") for word, share in known]
    return f"{', '.join(said)} in 100 draws"


def _admitted(result: LevelResult) -> str:
    """What a judgement's wording allows besides its point."""
    others = [word for word in result.admissible if word != result.level]
    return f"or {' or '.join(others)}" if result.level and others else ""


def _brief_remarks(result: LevelResult) -> tuple[str, ...]:
    """Routes by their letters, kinds of low and role pair, for a table's cell."""
    letters = [words[6] for words in route_sentences(result) if words.startswith("route ")]
    routes = [f"{'route' if len(letters) == 1 else 'routes'} {and_list(letters)}"] if letters else []
    return (*routes, *_kinds(result))


def _remarks(result: LevelResult) -> tuple[str, ...]:
    """Routes in full, kinds of low, role pair, and what shuts status."""
    shut = result.detail.get("incompatible_because")
    because = [f"incompatible because {plain_words(shut)}"] if shut else []
    return (*route_sentences(result), *_kinds(result), *because)


def _kinds(result: LevelResult) -> tuple[str, ...]:
    """By actor: which kind of low identity is, which role is taken towards the partner."""
    said = []
    for name, words in (("subcodes", "low"), ("role_pair", "role")):
        given = result.detail.get(name)
        if isinstance(given, Mapping):
            said += [
                f"{actor_name(str(actor))}: {words} {plain_words(value)}"
                for actor, value in given.items()
                if actor in result.documents and _is_settled(value)
            ]
    return tuple(said)


def _is_settled(value: object) -> bool:
    """Whether a code, or a list with one code, says something."""
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    return len(values) == 1 and values[0] not in (None, "", "none", "unsearched")


# -- support and coordination --------------------------------------------------------------------


def _outputs(trajectory: Trajectory) -> tuple[OutputRow, ...]:
    return tuple(
        _output_row(reading, actor, reading.support.get(actor), reading.coordination.get(actor))
        for reading in trajectory.snapshots
        for actor in trajectory.dyad
        if actor in reading.support or actor in reading.coordination
    )


_EXPECTATIONS = ("low", "higher", "high")


def _output_row(
    reading: SnapshotReading, actor: str, support: SupportReading | None, coordination: CoordinationReading | None
) -> OutputRow:
    partner = next((r.partner for r in (support, coordination) if r), "")
    both = (("support", support), ("coordination", coordination))
    return OutputRow(
        period=window_title(reading.snapshot),
        direction=f"{actor_name(actor)} towards {actor_name(partner)}",
        expectation=_word(support.expectation, support.admissible, support.probability, _EXPECTATIONS) if support else "",
        willingness=(score_words(support.willingness) or "unknown") if support else "",
        doubt=_doubt_share(support) if support else "",
        coordination=_word(
            coordination.willingness,
            coordination.admissible,
            coordination.probability,
            codebook.load().field("coordination").values,
        )
        if coordination
        else "",
        judged="; ".join(f"{name}: {plain_words(read.judged)}" for name, read in both if read and read.judged),
        documents=", ".join(f"{name} {read.documents}" for name, read in both if read),
        evidence=evidence_links(dict.fromkeys(key for _, read in both if read for key in read.evidence)),
    )


def _word(
    word: str | None, admissible: Sequence[str], probability: Mapping[str, Probability], scale: Sequence[str]
) -> str:
    """A value of an ordinal scale; where unknown, what it may be, unless that is all of it."""
    if word is not None:
        share = probability.get(word)
        return f"{plain_words(word)} ({draws_words(share)})" if share else plain_words(word)
    if not 0 < len(set(admissible)) < len(scale):
        return "unknown"
    return f"unknown: {or_list([plain_words(item) for item in admissible])}"


def _doubt_share(support: SupportReading) -> str:
    if support.doubt is None or not support.documents:
        return ""
    voicing = support.doubt * support.documents
    if abs(voicing - round(voicing)) < 0.01:
        return f"{round(voicing)} of {support.documents}"
    return f"{round(support.doubt * 100)} in 100"


# -- between the snapshots -----------------------------------------------------------------------


_Between = tuple[tuple[Happening, ...], tuple[IntervalBlock, ...]]


def _between(trajectory: Trajectory, study: StudyData) -> _Between:
    blocks = tuple(_interval(interval, trajectory, study) for interval in trajectory.intervals)
    return _happenings(trajectory.background, study), blocks


def _told_once(between: _Between, evidence: Iterable[EvidenceGroup]) -> _Between:
    """The same happenings, each with an address where it is first told: evidence may name them."""
    taken = {record.anchor for group in evidence for record in group.records}

    def addressed(items: tuple[Happening, ...]) -> tuple[Happening, ...]:
        done = []
        for item in items:
            anchor = evidence_anchor(item.id)
            done.append(item if anchor in taken else replace(item, anchor=anchor))
            taken.add(anchor)
        return tuple(done)

    background, blocks = between
    return addressed(background), tuple(
        replace(
            block,
            interactions=addressed(block.interactions),
            context=addressed(block.context),
            reinterpretations=addressed(block.reinterpretations),
        )
        for block in blocks
    )


def _interval(interval: Interval, trajectory: Trajectory, study: StudyData) -> IntervalBlock:
    titles = {reading.snapshot.id: window_title(reading.snapshot) for reading in trajectory.snapshots}
    start, end = (titles.get(key, key) for key in (interval.start, interval.end))
    rereadings = {item.id: item for item in study.reinterpretations}
    context = {item.id: item for item in study.context}
    sources = {source.id: source for source in study.sources}
    return IntervalBlock(
        anchor=interval_anchor(interval.start, interval.end),
        title=f"From {start} to {end}" if start and end else f"{start or end}",
        interactions=_happenings(interval.interactions, study),
        context=tuple(_context(key, context.get(key), sources) for key in interval.context),
        reinterpretations=tuple(_rereading(key, rereadings.get(key), study, sources) for key in interval.reinterpretations),
        movements=tuple(
            Movement(sentence=event_sentence(event), evidence=evidence_links(event.evidence)) for event in interval.events
        ),
    )


def _happenings(ids: Iterable[str], study: StudyData) -> tuple[Happening, ...]:
    interactions = {item.id: item for item in study.interactions}
    sources = {source.id: source for source in study.sources}
    return tuple(_interaction(key, interactions.get(key), sources) for key in ids)


def _cited(source_id: str, sources: Mapping[str, Source]) -> Link | None:
    source = sources.get(source_id)
    return short_citation(source) if source else None


def _interaction(key: str, item: Interaction | None, sources: Mapping[str, Source]) -> Happening:
    if item is None:
        return Happening(id=key, date="", words="not in the study’s tables", note="", source=None)
    figure = " ".join(part for part in (item.figure, item.unit) if part)
    words = ": ".join(part for part in (plain_words(item.kind), item.what) if part)
    cooperation = {True: "cooperative", False: "not cooperative", None: ""}[item.cooperative]
    return Happening(
        id=key,
        date=item.date.text if item.date else "",
        words=f"{words} ({figure})" if figure else words,
        note="; ".join(part for part in (cooperation, item.note.rstrip(". ")) if part),
        source=_cited(item.source_id, sources),
    )


def _context(key: str, item: ContextEvent | None, sources: Mapping[str, Source]) -> Happening:
    if item is None:
        return Happening(id=key, date="", words="not in the study’s tables", note="", source=None)
    date = item.date.text if item.date else ""
    return Happening(id=key, date=date, words=item.what, note=item.note.rstrip(". "), source=_cited(item.source_id, sources))


_DIRECTIONS = {"up": "upward", "down": "downward", "mixed": "both ways"}


def _rereading(key: str, item: Reinterpretation | None, study: StudyData, sources: Mapping[str, Source]) -> Happening:
    if item is None:
        return Happening(id=key, date="", words="not in the study’s tables", note="", source=None)
    triggers = {event.id: (event.date, event.what) for event in study.context}
    triggers |= {interaction.id: (interaction.date, interaction.what) for interaction in study.interactions}
    date, what = triggers.get(item.interaction, (None, ""))
    way = _DIRECTIONS.get(item.direction, plain_words(item.direction))
    words = f"{actor_name(item.actor)} re-reads {item.condition} {way}"
    return Happening(
        id=key,
        date=date.text if date else "",
        words=f"{words}: {item.what}" if item.what else words,
        note=f"on {item.interaction}: {what}".rstrip(":. "),
        source=_cited(item.source_id, sources),
        evidence=evidence_links(item.evidence),
    )


# -- what next -----------------------------------------------------------------------------------


def _next(option: NextType) -> NextBlock:
    if option.pathway:
        source = "stated in the article" if option.stated else "added by the model"
        tag = f"pathway {option.pathway}, {source}"
    else:
        tag = "stated in the article" if option.stated else "added by the model"
    if option.arm is not Arm.COMPUTED:
        tag = f"{tag}; {ARM_NAMES[option.arm]}"
    return NextBlock(
        name=full_words(option.type).partition(" ")[2].capitalize(),
        lacks=lacks_sentence(option),
        tag=tag,
        roads=tuple(
            (
                f"{plain_words(name)} road",
                f"{_feasible(road.feasible)}{': ' + road.because if road.because else ''}",
                evidence_links(road.evidence),
            )
            for name, road in option.roads.items()
        ),
        speaks_for=evidence_links(option.evidence_for),
        speaks_against=evidence_links(option.evidence_against),
        judged=tuple(_judged_words(note) for note in option.judgements),
    )


def _judged_words(note: OutlookNote) -> str:
    """What somebody judged of a condition's movement, in one line."""
    on = "Any condition" if note.condition == "any" else note.condition.capitalize()
    drivers = "".join(
        f"; {side}: {words}"
        for side, words in (("for", note.speaks_for), ("against", note.speaks_against))
        if words
    )
    return f"{on}: {note.judgement}{drivers}{f' ({note.where})' if note.where else ''}"


def _feasible(word: str) -> str:
    return {"yes": "open", "no": "not open"}.get(word, plain_words(word))


def _rests(trajectory: Trajectory) -> list[str]:
    return [
        rests_sentence(support) + (f" Smallest recode: {support.flip}." if support.flip else "")
        for support in trajectory.rests_on
    ]


# -- evidence ------------------------------------------------------------------------------------


def _evidence(trajectory: Trajectory, study: StudyData) -> tuple[EvidenceGroup, ...]:
    lists = {reading.snapshot.id: _level_lists(reading, study) for reading in trajectory.snapshots}
    named_by: dict[str, list[Link]] = {}
    for reading in trajectory.snapshots:
        title = window_title(reading.snapshot)
        for level in lists[reading.snapshot.id]:
            for link in level.evidence:
                named_by.setdefault(link.text, []).append(Link(text=f"{title}, {level.title.lower()}", href=f"#{level.anchor}"))
    records = _records(trajectory, study, named_by)
    groups = [
        EvidenceGroup(
            title=window_title(reading.snapshot),
            levels=lists[reading.snapshot.id],
            records=tuple(record for record in records if record.snapshot == reading.snapshot.id),
        )
        for reading in trajectory.snapshots
    ]
    rest = tuple(record for record in records if record.snapshot not in lists)
    if rest:
        groups.append(EvidenceGroup(title="In no window", levels=(), records=rest))
    return tuple(groups)


def _records(trajectory: Trajectory, study: StudyData, named_by: Mapping[str, list[Link]]) -> list[EvidenceRecord]:
    """Every record that the result uses, names or sets aside, by dimension, actor and id."""
    used = {entry.id: entry for entry in trajectory.used}
    sources = {source.id: source for source in study.sources}
    named = {*used, *named_by, *_named(trajectory)}
    order = ["threat", "identity", "status", "support", "coordination", "label"]
    chosen = [record for record in study.records if record.id in named]
    chosen.sort(key=lambda r: (order.index(r.dimension) if r.dimension in order else len(order), r.actor, r.id))
    return [evidence_record(r, used.get(r.id), sources, named_by.get(r.id, ())) for r in chosen]


def _named(trajectory: Trajectory) -> set[str]:
    """Ids that outputs, movements and what-next name."""
    groups: list[Iterable[str]] = [reading.evidence for reading in trajectory.snapshots]
    for reading in trajectory.snapshots:
        groups += [item.evidence for item in reading.support.values()]
        groups += [item.evidence for item in reading.coordination.values()]
    groups += [event.evidence for interval in trajectory.intervals for event in interval.events]
    for option in trajectory.what_next:
        groups += [option.evidence_for, option.evidence_against, *(road.evidence for road in option.roads.values())]
    return {record_id for group in groups for record_id in group}


def _level_lists(reading: SnapshotReading, study: StudyData) -> tuple[LevelList, ...]:
    verdicts = {
        (judgement.snapshot, judgement.condition): judgement for judgement in study.judgements
    }
    return tuple(
        _level_list(reading, state, condition, verdicts.get((reading.snapshot.id, condition)))
        for condition in Condition
        for arm in Arm
        if (state := reading.states.get(arm)) is not None and condition in state.levels
    )


def _level_list(reading: SnapshotReading, state: State, condition: Condition, verdict: Judgement | None) -> LevelList:
    result = state.levels[condition]
    remarks = [*_remarks(result)]
    if result.score:
        remarks.append(f"sub-score {score_words(result.score)}")
    if state.arm is Arm.JUDGED and verdict and verdict.wording:
        remarks.append(f"wording: {verdict.wording}" + (f" ({verdict.where})" if verdict.where else ""))
    remarks += [str(note) for note in result.notes]
    shares = _shares(result)
    return LevelList(
        anchor=level_anchor(reading.snapshot.id, condition, state.arm),
        title=f"{condition.capitalize()}, {ARM_NAMES[state.arm]}",
        computed=state.arm is not Arm.JUDGED,
        words=level_words(condition, result) + (f" ({shares})" if shares else ""),
        remarks=tuple(remarks),
        evidence=evidence_links(result.evidence),
    )


# -- settings ------------------------------------------------------------------------------------


def _settings(rules: Rules) -> tuple[SettingRow, ...]:
    return tuple(
        SettingRow(
            key=setting.key,
            value=setting_words(rules.values[setting.key]),
            default=setting_words(setting.default),
            changed=rules.values[setting.key] != setting.default,
            interpretation=setting.interpretation,
            question=setting.question,
            wording=setting.wording,
        )
        for setting in SETTINGS
    )


def _changed(settings: Iterable[SettingRow]) -> str:
    count = sum(row.changed for row in settings)
    if not count:
        return "All settings are at their defaults."
    said = count_words(count, "setting").capitalize()
    if count == 1:
        return f"{said} differs from the default; it is marked."
    return f"{said} differ from the default; they are marked."
