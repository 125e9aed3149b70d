"""A report as blocks, in the order of the page: what Word and PDF set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from cordiale.report.drawing.sheet import MEDIUM_WIDTH, WIDE_WIDTH, Look
from cordiale.report.figures.every import draw
from cordiale.report.renderings.article_tables import table_rows
from cordiale.report.renderings.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    Text,
    line,
    words,
)
from cordiale.report.summary.evidence import EvidenceRecord, Link
from cordiale.report.summary.texts import TEXT_COLUMNS
from cordiale.report.summary.values import (
    EvidenceGroup,
    Happening,
    IntervalBlock,
    LevelCell,
    LevelList,
    NextBlock,
    Provenance,
    Report,
    ReportSummary,
    SettingRow,
)
from cordiale.report.summary.years import YEAR_COLUMNS
from cordiale.report.words.catalogue import language_tag, say
from cordiale.report.words.wording import CONDITION_NAMES

__all__ = ["document_of", "provenance_table"]

_Item = TypeVar("_Item")


def document_of(report: Report) -> Document:
    """The report of a dyad as a document; no sentence is made here that the summary does not hold."""
    summary = report.summary
    figures = {name: _figure(report, name) for name in (one.name for one in summary.figures)}
    return Document(
        title=summary.headline,
        subtitle=summary.study,
        language=language_tag(),
        blocks=tuple(_blocks(summary, figures)),
    )


def _blocks(summary: ReportSummary, figures: dict[str, Figure]) -> Iterator[Block]:
    yield from _paragraphs(summary.doubt)
    yield figures["windows"]
    yield from _paragraphs(summary.stands)
    yield from _rests(summary)
    yield from _texts(summary)
    yield from _years(summary)
    yield from _support(summary, figures)
    yield from _conditions(summary, figures)
    for name in ("threats", "othering", "status"):
        if name in figures:
            yield Heading(level=1, text=say(f"page.{name}.title"))
            yield figures[name]
    yield from _next(summary, figures)
    yield from _sure(summary, figures)
    yield from _evidence(summary)
    yield from _method(summary)


def _figure(report: Report, name: str) -> Figure:
    value = next(one for one in report.figures if one.words.name == name)
    return Figure(
        title=value.words.title,
        caption=" ".join(part for part in (value.words.caption, *value.words.reading) if part),
        alternative=value.words.description,
        svg=draw(value, Look(theme="print", width=MEDIUM_WIDTH, framed=False, name=name)),
        wide=draw(value, Look(theme="print", width=WIDE_WIDTH, framed=False, name=name)),
        anchor=f"figure-{name}",
    )


def _paragraphs(*texts: str) -> Iterator[Paragraph]:
    yield from (Paragraph(text=words(text)) for text in texts if text)


def _links(links: Iterable[Link]) -> Text:
    return line(words(link.text, link.href) for link in links)


def _spaced(parts: Iterable[Text]) -> Text:
    return line(parts, " ")


def _cell(cell: LevelCell | None) -> Text:
    if cell is None:
        return words(say("page.nothing"))
    notes = "; ".join(part for part in (cell.shares, *cell.remarks) if part)
    return _spaced((words(cell.words, cell.href, strong=True), words(notes, soft=True)))


# -- the parts, in order -------------------------------------------------------------------------


def _rests(summary: ReportSummary) -> Iterator[Block]:
    table = summary.provenance
    yield Heading(level=1, text=table.title, anchor="rests")
    yield from _paragraphs(table.note)
    yield provenance_table(table)
    yield Paragraph(text=words(table.routes), small=True)
    if table.baselines:
        yield from _paragraphs(table.baselines_note)
        yield Table(
            title=table.baselines_note,
            head=(say("page.rests.baseline"), *table.periods, say("page.rests.agreement")),
            rows=tuple(tuple(words(text) for text in (row.name, *row.said, row.agreement)) for row in table.baselines),
        )


def provenance_table(table: Provenance) -> Table:
    """The provenance-and-flip table as a block, without the columns of arms that do not exist."""
    chosen = (True, True, table.has_summaries, table.has_judged, True, True)
    rows = tuple(
        (
            words(row.period, strong=True),
            words(CONDITION_NAMES[row.condition]),
            *_kept(
                (
                    words(", ".join(row.documents)),
                    _cell(row.computed),
                    _cell(row.summaries),
                    _cell(row.judged),
                    words(row.flip),
                    words(row.over_settings),
                ),
                chosen,
            ),
        )
        for row in table.rows
    )
    return Table(
        title=table.title,
        head=(say("page.rests.window"), say("page.rests.condition"), *_kept(table.heads, chosen)),
        rows=rows,
        widths=(1.0, 1.1, *_kept((1.1, 2.2, 2.2, 1.4, 1.9, 1.9), chosen)),
    )


def _kept(items: Sequence[_Item], chosen: Sequence[bool]) -> tuple[_Item, ...]:
    return tuple(item for item, wanted in zip(items, chosen, strict=True) if wanted)


def _texts(summary: ReportSummary) -> Iterator[Block]:
    if not summary.texts:
        return
    yield Heading(level=1, text=say("texts.title"), anchor="texts")
    yield from _paragraphs(say("texts.intro"))
    yield Table(
        title=say("texts.title"),
        head=tuple(TEXT_COLUMNS.values()),
        rows=tuple(
            (
                words(row.period, strong=True),
                words(row.direction),
                *(words(getattr(row, name)) for name in tuple(TEXT_COLUMNS)[2:]),
            )
            for row in summary.texts
        ),
    )


def _years(summary: ReportSummary) -> Iterator[Block]:
    if not summary.years:
        return
    yield Heading(level=1, text=say("years.title"), anchor="years")
    yield from _paragraphs(say("years.intro"))
    yield Table(
        title=say("years.title"),
        head=tuple(YEAR_COLUMNS.values()),
        rows=tuple(tuple(words(getattr(row, name)) for name in YEAR_COLUMNS) for row in summary.years),
    )
    yield from _paragraphs(*summary.changes)


def _support(summary: ReportSummary, figures: dict[str, Figure]) -> Iterator[Block]:
    if not summary.outputs:
        return
    yield Heading(level=1, text=say("page.support.title"), anchor="support")
    yield from _paragraphs(say("page.support.intro"))
    if "outputs" in figures:
        yield figures["outputs"]
    names = ("window", "direction", "expects", "willing", "doubt", "coordinates", "judged", "documents")
    yield Table(
        title=say("page.support.title"),
        head=tuple(say(f"page.support.{name}") for name in names),
        rows=tuple(
            (
                words(row.period, strong=True),
                words(row.direction),
                words(row.expectation),
                words(row.willingness),
                words(row.doubt),
                words(row.coordination),
                words(row.judged),
                _spaced((words(row.documents), _links(row.evidence))),
            )
            for row in summary.outputs
        ),
    )


def _conditions(summary: ReportSummary, figures: dict[str, Figure]) -> Iterator[Block]:
    yield Heading(level=1, text=say("page.conditions.title"), anchor="conditions")
    if "conditions" in figures:
        yield figures["conditions"]
    if not (summary.intervals or summary.background):
        return
    yield Heading(level=2, text=say("page.conditions.between"))
    if summary.background:
        yield Heading(level=3, text=say("page.conditions.before", period=summary.snapshots[0][2] if summary.snapshots else ""))
        yield Bullets(items=tuple(_happening(item) for item in summary.background))
    for block in summary.intervals:
        yield from _interval(block)


def _interval(block: IntervalBlock) -> Iterator[Block]:
    yield Heading(level=3, text=block.title, anchor=block.anchor)
    groups = (
        ("interactions", block.interactions),
        ("context", block.context),
        ("reread", block.reinterpretations),
    )
    if block.movements:
        yield Bullets(items=tuple(_spaced((words(one.sentence), _links(one.evidence))) for one in block.movements))
    for name, items in groups:
        if items:
            yield Heading(level=4, text=say(f"page.conditions.{name}"))
            yield Bullets(items=tuple(_happening(item) for item in items))
    if not (block.movements or any(items for _, items in groups)):
        yield from _paragraphs(say("page.conditions.nothing"))


def _happening(item: Happening) -> Text:
    source = words(item.source.text, item.source.href) if item.source else ()
    told = _spaced((words(item.date, strong=True), words(item.words)))
    return line((told, words(item.note, soft=True), _links(item.evidence), source), "; ")


def _next(summary: ReportSummary, figures: dict[str, Figure]) -> Iterator[Block]:
    if not (summary.next_types or summary.rests_on):
        return
    yield Heading(level=1, text=say("page.next.title"), anchor="next")
    if summary.next_types:
        yield from _paragraphs(say("page.next.intro", period=summary.next_title))
    if "what_next" in figures:
        yield figures["what_next"]
    for block in summary.next_types:
        yield from _next_type(block)
    if summary.rests_on:
        yield Heading(level=2, text=say("page.next.rests"))
        yield Bullets(items=tuple(words(sentence) for sentence in summary.rests_on))


def _next_type(block: NextBlock) -> Iterator[Block]:
    yield Heading(level=2, text=block.name)
    yield Paragraph(text=_spaced((words(block.lacks), words(f"({block.tag})", soft=True))))
    items = [
        line((words(f"{name}: {said}"), _links(links)), " ")
        for name, said, links in block.roads
    ]
    for name, links in (("for", block.speaks_for), ("against", block.speaks_against)):
        if links:
            items.append(_spaced((words(f"{say(f'page.next.{name}')}:"), _links(links))))
    items += [words(f"{say('page.next.judged')}: {said}") for said in block.judged]
    if items:
        yield Bullets(items=tuple(items))


def _sure(summary: ReportSummary, figures: dict[str, Figure]) -> Iterator[Block]:
    if not (summary.standing_note or "how_sure" in figures):
        return
    yield Heading(level=1, text=say("page.sure.title"), anchor="sure")
    if "how_sure" in figures:
        yield figures["how_sure"]
    yield from _paragraphs(summary.standing_note)
    if summary.standing:
        names = ("window", "verdict", "default", "stands", "others", "changed_by")
        yield Table(
            title=say("page.sure.title"),
            head=tuple(say(f"page.sure.{name}") for name in names),
            rows=tuple(
                (
                    words(row.period, strong=True),
                    words(say("page.sure.whose", what=row.what, arm=row.arm)),
                    words(row.default),
                    words(say("page.sure.of", stands=row.stands, tried=row.tried)),
                    words(row.others),
                    words(", ".join(row.changed_by)),
                )
                for row in summary.standing
            ),
            widths=(1, 2, 2, 1, 2, 4),
        )


# -- evidence, method ----------------------------------------------------------------------------


def _evidence(summary: ReportSummary) -> Iterator[Block]:
    yield Heading(level=1, text=say("page.evidence.title"), anchor="evidence")
    yield from _paragraphs(say("page.evidence.intro"))
    for group in summary.evidence:
        yield from _group(group)
    if summary.sources:
        yield Heading(level=1, text=say("page.sources.title"), anchor="sources")
        for row in summary.sources:
            cited = _spaced((words(row.source.text, row.source.href), words(row.source.note, soft=True)))
            yield Paragraph(text=line((cited, words(row.id, soft=True))), anchor=row.anchor, small=True)


def _group(group: EvidenceGroup) -> Iterator[Block]:
    yield Heading(level=2, text=group.title, anchor=group.anchor)
    for level in group.levels:
        yield Paragraph(text=_level_line(level), anchor=level.anchor, small=True)
    for mark in group.marks:
        yield Paragraph(
            text=_spaced((words(f"{mark.title}:"), _links(mark.evidence) or words(say("page.no_records")))),
            anchor=mark.anchor,
            small=True,
        )
    for record in group.records:
        yield from _record(record)


def _level_line(level: LevelList) -> Text:
    said = "; ".join((level.words, *level.remarks))
    records = _links(level.evidence) or (words(f"{say('page.no_records')}.") if level.computed else ())
    return _spaced((words(f"{level.title}:", strong=True), words(f"{said}."), records))


def _record(record: EvidenceRecord) -> Iterator[Block]:
    head = ", ".join(part for part in (record.dimension, record.actor, record.date) if part)
    yield Paragraph(text=_spaced((words(record.id, strong=True), words(head, soft=True))), anchor=record.anchor)
    if record.paraphrase:
        yield Quote(text=words(record.paraphrase), source=_who(record))
    codes = "; ".join(f"{name} {values}" for name, values in record.codes)
    rest = (words(codes), words("; ".join((*record.flags, record.counts)).strip("; "), soft=True), words(record.note, soft=True))
    said = line(rest, ". ")
    if said:
        yield Paragraph(text=said, small=True)


def _who(record: EvidenceRecord) -> Text:
    voice = say("page.evidence.voice", voice=record.voice)
    source = words(record.source.text, record.source.href) if record.source else ()
    return line((words(record.speaker), words(voice), source))


def _method(summary: ReportSummary) -> Iterator[Block]:
    yield Heading(level=1, text=say("page.tables.title"), anchor="tables")
    for table in summary.tables:
        head, *rows = table_rows(table)
        yield Table(title=table.title, head=head, rows=tuple(tuple(words(cell) for cell in row) for row in rows))
        yield from (Paragraph(text=words(note), small=True) for note in table.notes)
    yield Heading(level=1, text=say("page.method.title"), anchor="method")
    yield from _paragraphs(" ".join(summary.methods))
    yield Heading(level=1, text=say("page.settings.title"), anchor="settings")
    yield from _paragraphs(summary.changed_settings)
    yield Table(
        title=say("page.settings.title"),
        head=tuple(say(f"page.settings.{name}") for name in ("setting", "value", "decides", "article", "source")),
        rows=tuple(
            (
                words(row.key),
                _setting_value(row),
                words(row.question),
                words(row.wording),
                words(row.interpretation),
            )
            for row in summary.settings
        ),
        widths=(3, 2, 3, 4, 1),
    )
    yield Heading(level=1, text=say("page.cite.title"), anchor="cite")
    yield from _paragraphs(summary.article)
    yield Preformatted(text=summary.bibtex)
    yield from _paragraphs(say("page.made_by", made_by=summary.made_by))


def _setting_value(row: SettingRow) -> Text:
    if not row.changed:
        return words(row.value)
    return line((words(row.value, strong=True), words(say("page.settings.changed", default=row.default), soft=True)), "; ")
