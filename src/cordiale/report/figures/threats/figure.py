"""Whom and what each fears: a dot plot of the sources of threat that two actors name.

`threats_figure` decides what is shown, in plain values; `draw_threats` draws that and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cordiale.model.levels import Arm, Condition
from cordiale.model.results import ThreatRow, Trajectory
from cordiale.report.anchors import level_anchor, mark_anchor
from cordiale.report.figures.threats.reading import (
    Window,
    family_name,
    leaf_names,
    source_name,
    threat_windows,
)
from cordiale.report.figures.threats.values import (
    SourceCell,
    SourceLine,
    ThreatMark,
    ThreatPanel,
    ThreatsFigure,
    Whether,
)
from cordiale.report.figures.threats.words import level_sentence, silence, threats_title
from cordiale.report.figures.values import FigureTable, FigureWords, Mark
from cordiale.report.words.catalogue import say
from cordiale.report.words.finding import voices_words
from cordiale.report.words.grammar import and_list, counted, listed, or_list, sentence
from cordiale.report.words.wording import (
    LEVEL_NAMES,
    ROUTES,
    actor_name,
    level_words,
    plain_words,
)

__all__ = ["MOST_LINES", "MOST_PANELS", "threats_figure"]

MOST_PANELS = 6
"""From more snapshots on, rows are families and snapshots are columns."""

MOST_LINES = 12
"""More rows than these are left to the data, and the figure says how many."""

_MOST_FAMILIES = 8
_URGENCY_WORDS = {Whether.YES: "urgent", Whether.NO: "not_urgent", Whether.OPEN: "open"}


def threats_figure(trajectory: Trajectory) -> ThreatsFigure | None:
    """The sources of threat that both actors name, window by window.

    Args:
        trajectory: the dyad's result.

    Returns:
        The figure, or None where no window holds a source of threat.

    Missing: a magnitude that is not coded spans all that it may be; an urgency that is not
    coded is open; an actor that was not searched is said, never drawn as fearing nothing.

    Rule: T-2 to T-6, I-8, I-10, I-33.
    """
    windows = threat_windows(trajectory)
    if not any(window.rows for window in windows):
        return None
    compact = len(windows) > MOST_PANELS
    lines = _family_lines(windows) if compact else _source_lines(windows)
    most = _MOST_FAMILIES if compact else MOST_LINES
    panels = tuple(_panel(window, _hidden(lines[most:], place)) for place, window in enumerate(windows))
    return ThreatsFigure(
        words=FigureWords(
            name="threats",
            title=threats_title(windows),
            caption=_caption(trajectory, windows),
            reading=_reading(windows, lines[:most], compact=compact),
            description=(_short_description if compact else _description)(windows, lines[:most]),
        ),
        table=_table(windows),
        marks=_family_marks(windows) if compact else _source_marks(windows),
        actors=(actor_name(trajectory.dyad[0]), actor_name(trajectory.dyad[1])),
        severe_from=windows[0].rules.magnitude_cut,
        compact=compact,
        lines=lines[:most],
        more=max(0, len(lines) - most),
        panels=panels,
        strip=_strip(panels) if compact else (),
    )


# -- rows ----------------------------------------------------------------------------------------


def _source_lines(windows: Sequence[Window]) -> tuple[SourceLine, ...]:
    """One row a source, sources of a family together, those behind a level first."""
    return tuple(_source_line(windows, source) for source in _in_order(windows, lambda row: row.source))


def _source_line(windows: Sequence[Window], source: str) -> SourceLine:
    rows = [row for window in windows for row in window.rows.values() if row.source == source]
    name, is_family = source_name(rows[0])
    under = leaf_names(rows, beside=name) if is_family else family_name(rows[0].family)
    cells = tuple(
        SourceCell(
            marks=tuple(
                _mark(window, row, name, anchored=True)
                for row in (window.rows.get((actor, source)) for actor in window.dyad)
                if row
            ),
            named=window.named(source),
        )
        for window in windows
    )
    return SourceLine(name=name, under=under, cells=cells)


def _family_lines(windows: Sequence[Window]) -> tuple[SourceLine, ...]:
    """One row a family of sources, each actor's gravest source of it in each window."""
    return tuple(
        SourceLine(name=family_name(family), under="", cells=tuple(_family_cell(window, family) for window in windows))
        for family in _in_order(windows, lambda row: row.family)
    )


def _family_cell(window: Window, family: str) -> SourceCell:
    rows = {actor: [row for row in window.of(actor) if row.family == family] for actor in window.dyad}
    if not any(rows.values()):
        return SourceCell()
    name = family_name(family)
    gravest = [max(own, key=lambda row: _gravity(window, row)) for own in rows.values() if own]
    marks = tuple(_mark(window, row, name, anchored=False) for row in gravest)
    named = {word for own in rows.values() for row in own for word in window.named(row.source)}
    short = [
        say(
            "threats.key.short_mark",
            actor=actor_name(window.dyad[mark.actor]),
            magnitude=_magnitude(mark.lowest, mark.highest),
            urgency=_urgency(mark.urgent),
        )
        for mark in marks
    ]
    return SourceCell(
        marks=marks,
        named=tuple(sorted(named)),
        words=say("threats.key.cell", source=name, period=window.title, marks=and_list(short)),
        anchor=mark_anchor("threats", window.reading.snapshot.id, family),
    )


def _gravity(window: Window, row: ThreatRow) -> tuple[int, bool, int]:
    return min(row.magnitude), window.urgent(row) is Whether.YES, row.documents


def _in_order(windows: Sequence[Window], key: Callable[[ThreatRow], str]) -> list[str]:
    """Keys of rows: families by what their rows weigh, then sources within a family."""
    by_key: dict[str, tuple[int, int, int, int]] = {}
    families: dict[str, str] = {}
    for window in windows:
        for row in window.rows.values():
            name = key(row)
            weight = _weight(window, row)
            before = by_key.get(name, (0, 0, 0, 0))
            by_key[name] = (before[0] + weight[0], before[1] + weight[1], max(before[2], weight[2]), before[3] + weight[3])
            families[name] = row.family
    by_family = {family: max(by_key[n] for n in by_key if families[n] == family) for family in families.values()}

    def place(name: str) -> tuple[object, ...]:
        family = families[name]
        return (*(-part for part in by_family[family]), family, *(-part for part in by_key[name]), name)

    return sorted(by_key, key=place)


def _weight(window: Window, row: ThreatRow) -> tuple[int, int, int, int]:
    """Whether a row makes threat high, whether it is shared, its magnitude, its documents."""
    return int(row.source in window.decisive()), int(row.source in window.shared), min(row.magnitude), row.documents


def _mark(window: Window, row: ThreatRow, name: str, *, anchored: bool) -> ThreatMark:
    urgent = window.urgent(row)
    lowest, highest = min(row.magnitude), max(row.magnitude)
    words = say(
        "threats.key.mark",
        actor=actor_name(row.actor),
        source=name,
        period=window.title,
        magnitude=_magnitude(lowest, highest),
        urgency=_urgency(urgent),
        documents=counted("threats.documents", row.documents),
    )
    return ThreatMark(
        actor=window.dyad.index(row.actor),
        lowest=lowest,
        highest=highest,
        urgent=urgent,
        documents=row.documents,
        words=words,
        anchor=_anchor(window, row) if anchored else "",
    )


def _anchor(window: Window, row: ThreatRow) -> str:
    return mark_anchor("threats", window.reading.snapshot.id, row.actor, row.source)


def _magnitude(lowest: int, highest: int) -> str:
    return str(lowest) if lowest == highest else say("threats.key.to", low=lowest, high=highest)


def _urgency(urgent: Whether) -> str:
    return say(f"threats.key.{_URGENCY_WORDS[urgent]}")


# -- windows -------------------------------------------------------------------------------------


def _hidden(lines: Sequence[SourceLine], place: int) -> int:
    return sum(bool(line.cells[place].marks) for line in lines)


def _panel(window: Window, hidden: int = 0) -> ThreatPanel:
    result, snapshot = window.result, window.reading.snapshot.id
    silent = [actor for actor in window.dyad if not window.of(actor)]
    return ThreatPanel(
        snapshot=snapshot,
        title=window.title,
        level=say("threats.panel.level", level=level_words(Condition.THREAT, result)) if result else say("threats.not_read"),
        address=level_anchor(snapshot, Condition.THREAT, Arm.COMPUTED) if result else "",
        route_words=_route_words(window),
        silent=tuple(say("threats.panel.silent", actor=actor_name(actor), silence=silence(window, actor)) for actor in silent),
        hidden=hidden,
        strip=_strip_of(window),
        settled=window.level is not None,
    )


def _route_words(window: Window) -> str:
    """Short: by which routes the level is low; if it is unknown, what the codes as they stand give."""
    letters = [route for route in window.routes if len(route) == 1]
    parts = []
    if letters:
        key = "by_route" if len(letters) == 1 else "by_routes"
        parts.append(say(f"threats.panel.{key}", letters=and_list(letters)))
    if "none_urgent" in window.routes:
        parts.append(say("threats.panel.neither"))
    if window.level is not None:
        return listed("clauses", parts)
    standing = [word for word in window.standing if len(window.standing) == 1]
    return say("threats.panel.as_coded", words=listed("comma", [*(LEVEL_NAMES[word] for word in standing), *parts])) if standing else ""


def _strip_of(window: Window) -> tuple[str, ...]:
    if window.result is None:
        return ()
    return (window.level or "unknown", *window.routes)


def _strip(panels: Iterable[ThreatPanel]) -> tuple[str, ...]:
    present = {name for panel in panels for name in panel.strip}
    return tuple(name for name in ("high", "low", *ROUTES, "unknown") if name in present)


# -- words ---------------------------------------------------------------------------------------


def _caption(trajectory: Trajectory, windows: Sequence[Window]) -> str:
    """Whose words, over what time, and the level of the latest window in which one is said."""
    ends = [windows[0].title, windows[-1].title]
    period = ends[0] if len(windows) == 1 else say("threats.key.to", low=ends[0], high=ends[1])
    whose = say("threats.caption.whose", voices=voices_words(trajectory), period=period)
    return listed("sentences", [whose, level_sentence(_telling(windows))])


def _telling(windows: Sequence[Window]) -> Window:
    """The latest window of which something is said of the level."""
    return ([window for window in windows if window.level or window.routes] or [windows[-1]])[-1]


def _reading(windows: Sequence[Window], lines: Sequence[SourceLine], *, compact: bool) -> tuple[str, ...]:
    rules, marks = windows[0].rules, [mark for line in lines for cell in line.cells for mark in cell.marks]
    names = {"actor": actor_name(windows[0].dyad[0]), "other": actor_name(windows[0].dyad[1])}
    fixed = "_fixed" if rules.severity_rule == "fixed_cut" else ""
    said = [
        say("threats.caption.reading_scale_compact" if compact else "threats.caption.reading_scale"),
        say("threats.caption.reading_marks", **names),
        say("threats.caption.reading_span") if any(m.lowest != m.highest for m in marks) else "",
        say(f"threats.caption.reading_severe{fixed}", cut=rules.magnitude_cut),
        say("threats.caption.reading_gravest" if compact else "threats.caption.reading_documents", **names),
    ]
    used = {route for window in windows for route in window.routes if len(route) == 1}
    used -= set(_telling(windows).routes)  # the caption says these in full
    if used:
        routes = [say("threats.caption.route", letter=letter, words=ROUTES[letter]) for letter in sorted(used)]
        said.append(say("threats.caption.reading_routes", routes=listed("clauses", routes)))
    if compact:
        said.append(say("threats.caption.reading_strip"))
    return tuple(sentence for sentence in said if sentence)


def _description(windows: Sequence[Window], lines: Sequence[SourceLine]) -> str:
    """Alternative text: the level of each window, who is silent, and every mark."""
    said = [level_sentence(window) for window in windows]
    said += [
        say("threats.described.silent", period=panel.title, words=words)
        for panel in map(_panel, windows)
        for words in panel.silent
    ]
    said += [sentence([mark.words]) for line in lines for cell in line.cells for mark in cell.marks]
    return listed("sentences", said)


def _short_description(windows: Sequence[Window], lines: Sequence[SourceLine]) -> str:
    """Alternative text of many windows: their levels, and in how many each actor names a family."""
    said = []
    for panel in map(_panel, windows):
        words = listed("comma", [part for part in (panel.level, panel.route_words) if part])
        said.append(say("threats.described.panel", period=panel.title, words=words))
    first, second = (actor_name(actor) for actor in windows[0].dyad)
    for line in lines:
        counts = [sum(mark.actor == actor for cell in line.cells for mark in cell.marks) for actor in (0, 1)]
        windows_words = [counted("threats.windows", count) for count in counts]
        said.append(
            say("threats.described.line", source=line.name, actor=first, first=windows_words[0], other=second, second=windows_words[1])
        )
    return listed("sentences", [*said, say("threats.described.data")])


# -- data ----------------------------------------------------------------------------------------

_COLUMNS = (
    "snapshot", "period", "actor", "source", "family", "named_as", "magnitude", "urgency", "urgent", "hedged",
    "ranks", "top_tier", "severe_and_urgent", "documents", "share_of_documents", "documents_searched", "threat",
    "routes", "decides",
)  # fmt: skip


def _table(windows: Sequence[Window]) -> FigureTable:
    """One row an actor and source; an actor that names none has a row without source."""
    rows = []
    for window in windows:
        for actor in window.dyad:
            rows += [_table_row(window, actor, row) for row in (*window.of(actor),) or (None,)]
    return FigureTable(columns=_COLUMNS, rows=tuple(rows))


def _table_row(window: Window, actor: str, row: ThreatRow | None) -> tuple[str | int | float | None, ...]:
    result = window.result
    end = (
        result.documents.get(actor) if result else None,
        level_words(Condition.THREAT, result) if result else None,
        plain_words(window.routes) or None,
    )
    head = (window.reading.snapshot.id, window.title, actor)
    if row is None:
        return (*head, *(None for _ in _COLUMNS[3:-4]), *end, None)
    return (
        *head,
        source_name(row)[0],
        row.family or None,
        leaf_names([row]) or None,
        or_list([str(value) for value in row.magnitude]),
        or_list([str(value) for value in row.urgency]),
        str(window.urgent(row)),
        "open" if row.hedged is None else plain_words(row.hedged),
        plain_words(row.ranks),
        plain_words(row.top_tier),
        plain_words(row.severe_urgent),
        row.documents,
        round(row.share_of_documents, 4),
        *end,
        plain_words(window.named(row.source)) or None,
    )


def _source_marks(windows: Sequence[Window]) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            anchor=_anchor(window, row),
            snapshot=window.reading.snapshot.id,
            title=_mark(window, row, source_name(row)[0], anchored=True).words,
            evidence=row.evidence,
        )
        for window in windows
        for row in window.rows.values()
    )


def _family_marks(windows: Sequence[Window]) -> tuple[Mark, ...]:
    marks = []
    for window in windows:
        for family in dict.fromkeys(row.family for row in window.rows.values()):
            cell = _family_cell(window, family)
            records = [id for row in window.rows.values() if row.family == family for id in row.evidence]
            marks.append(
                Mark(
                    anchor=cell.anchor,
                    snapshot=window.reading.snapshot.id,
                    title=cell.words,
                    evidence=tuple(dict.fromkeys(records)),
                )
            )
    return tuple(marks)
