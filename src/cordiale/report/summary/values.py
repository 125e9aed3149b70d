"""The values a report is made of: what every rendering places, and none computes."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.report.figures.values import FigureValue
from cordiale.report.summary.article_tables import ArticleTable
from cordiale.report.summary.evidence import Citation, EvidenceRecord, Link

__all__ = [
    "FORMAT",
    "BaselineRow",
    "DataTable",
    "EvidenceGroup",
    "Happening",
    "IntervalBlock",
    "LevelCell",
    "LevelList",
    "MarkList",
    "Movement",
    "NextBlock",
    "OutputRow",
    "Provenance",
    "ProvenanceRow",
    "Report",
    "ReportFigure",
    "ReportSummary",
    "SettingRow",
    "SourceRow",
    "StandingRow",
    "TextsRow",
    "YearRow",
]

FORMAT = "cordiale.report/1"
"""Name and version of the summary as JSON (``report.json``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCell:
    """A level as a table shows it. Args shares: of draws. Args remarks: routes, role pair, kind of low."""

    words: str
    href: str
    shares: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenanceRow:
    """What a level rests on, the smallest recode that flips it, and its range over settings.

    Args:
        over_settings: which other levels the codes as they stand give under other settings.
    """

    period: str
    condition: str
    documents: tuple[str, ...]
    computed: LevelCell | None
    summaries: LevelCell | None
    judged: LevelCell | None
    flip: str
    over_settings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRow:
    """What a rule that knows nothing of the theory would have said.

    Args:
        name: in words. Args said: by snapshot, in the order of the study. Args agreement: with
            the verdicts it is held beside, in words.
    """

    name: str
    said: tuple[str, ...]
    agreement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The provenance-and-flip table, and beside it what dumb baselines give.

    Args:
        heads: of the columns documents, computed, with summaries, judged, flip, over settings.
        periods: of the baselines' columns. Args baselines_note: beside whose verdicts they stand.
    """

    title: str
    note: str
    routes: str
    heads: tuple[str, ...]
    has_summaries: bool
    has_judged: bool
    rows: tuple[ProvenanceRow, ...]
    periods: tuple[str, ...]
    baselines_note: str
    baselines: tuple[BaselineRow, ...]


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
class TextsRow:
    """What was read of one side in one window, and how visible the other is in it; empty where nothing was read."""

    period: str
    direction: str
    searched: str
    rate: str
    share: str
    place: str
    usual: str
    strangers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One calendar year of texts, read alone: by condition its level and sub-score in words."""

    year: str
    documents: str
    threat: str
    identity: str
    status: str


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
class StandingRow:
    """In how many readings under other settings a verdict stands, and what changes it."""

    period: str
    arm: str
    what: str
    default: str
    stands: int
    tried: int
    others: str
    changed_by: tuple[str, ...]


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
class MarkList:
    """The records behind one mark of a figure: exactly those that the figure names."""

    anchor: str
    title: str
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGroup:
    """The evidence of one snapshot.

    Args:
        anchor: its address in the page. Args snapshot: its id; empty for records in no window.
        levels, marks: the lists behind them. Args years: the calendar years of a longer window.
    """

    anchor: str
    snapshot: str
    title: str
    levels: tuple[LevelList, ...]
    years: tuple[str, ...]
    marks: tuple[MarkList, ...]
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
class DataTable:
    """The data of a figure in words, for "show the data"."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFigure:
    """The words and data of one figure.

    Args:
        name: of its files and address. Args title: states the finding. Args caption: whose words.
        reading: how to read it. Args description: alternative text. Args data: what it shows.
    """

    name: str
    title: str
    caption: str
    reading: tuple[str, ...]
    description: str
    data: DataTable


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """Every sentence, row and number of a report, part by part in the order a reader asks.

    Args:
        format: name and version of this value as JSON.
        study: title of the study. Args dyad: the partners by name. Args dyad_codes: their codes.
        headline, doubt: the finding and its doubt, a sentence each.
        stands: under how many other settings that stands, in one line.
        snapshots: id, address and title of each, for stepping through them.
        figures: by name: words and data of each figure that the study holds something for.
        provenance: what the verdicts rest on.
        texts: what was read, where the study holds texts. Args years, changes: years read alone, and where a condition
            changed. Args outputs: expectations and coordination. Args background, intervals: what happened between.
        next_types, rests_on: what is not open, and what the present location rests on.
        standing, standing_note: verdicts under other settings.
        evidence, sources: everything behind it.
        tables, methods, settings, changed_settings, article, bibtex, made_by: method and citation.
    """

    format: str
    study: str
    dyad: str
    dyad_codes: tuple[str, str]
    headline: str
    doubt: str
    stands: str
    snapshots: tuple[tuple[str, str, str], ...]
    figures: tuple[ReportFigure, ...]
    provenance: Provenance
    texts: tuple[TextsRow, ...]
    years: tuple[YearRow, ...]
    changes: tuple[str, ...]
    outputs: tuple[OutputRow, ...]
    background: tuple[Happening, ...]
    intervals: tuple[IntervalBlock, ...]
    next_title: str
    next_types: tuple[NextBlock, ...]
    rests_on: tuple[str, ...]
    standing_note: str
    standing: tuple[StandingRow, ...]
    evidence: tuple[EvidenceGroup, ...]
    sources: tuple[SourceRow, ...]
    tables: tuple[ArticleTable, ...]
    methods: tuple[str, ...]
    settings: tuple[SettingRow, ...]
    changed_settings: str
    article: str
    bibtex: str
    made_by: str

    def figure(self, name: str) -> ReportFigure | None:
        """The words and data of a figure; None where the study holds nothing for it."""
        return next((one for one in self.figures if one.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report ready to be rendered: its summary, and the values that its figures draw.

    Args:
        summary: every sentence, row and number. Args figures: in the order of the page.
    """

    summary: ReportSummary
    figures: tuple[FigureValue, ...]
