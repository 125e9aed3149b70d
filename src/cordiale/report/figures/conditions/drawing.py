"""The conditions figure drawn: a `ConditionsFigure` in, SVG out; nothing is decided here.

Panels stand under each other on one axis of time: cells of levels, under them the sub-score on
its own scale. What happened along the axis is drawn by `conditions_along`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cordiale.report.drawing.sheet import Block, Look, sheet
from cordiale.report.drawing.style import SMALL, hatched, outlines, text
from cordiale.report.drawing.svg import Element, element, number, text_width, wrap
from cordiale.report.figures.conditions.along import along_blocks
from cordiale.report.figures.conditions.axis import Stretch, TimeAxis, time_axis
from cordiale.report.figures.conditions.frame import Frame, axis_block, marked
from cordiale.report.figures.conditions.values import (
    ConditionCell,
    ConditionColumn,
    ConditionPanel,
    ConditionsFigure,
    Threshold,
)
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import upper_first
from cordiale.report.words.wording import CONDITION_NAMES, LEVEL_NAMES, SHORT_NAMES, and_list

__all__ = ["draw_conditions"]

_MOST_WITH_NUMBERS = 12
"""Of more snapshots columns are narrow and hold no numbers."""

_ROW, _LINE, _STRIP = 25.0, 15.0, 36.0
_LABELS = 92.0
_HALO_FROM = 30.0
"""Narrower columns have thin lines without a halo, which would leave nothing of the cell."""


def draw_conditions(figure: ConditionsFigure, look: Look) -> str:
    """The three conditions over time as SVG markup.

    Args:
        figure: from `conditions_figure`. Args look: theme, width, whether framed and linked.
    """
    frame = _frame(figure, look)
    blocks = [*_key(figure, frame), axis_block(figure, frame)]
    for panel in figure.panels:
        blocks.append(_stacked_panel(panel, figure, frame) if look.narrow else _panel(panel, figure, frame))
    blocks += along_blocks(figure, frame)
    words = figure.words
    notes = (words.caption, *words.reading)
    return sheet(_under_each_other(blocks), look, title=words.title, description=words.description, notes=notes)


def _under_each_other(blocks: Sequence[Block]) -> Block:
    placed, top = [], 0.0
    for block in blocks:
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height
    return Block(tuple(placed), top)


def _frame(figure: ConditionsFigure, look: Look) -> Frame:
    left, margin = (0.0, 0.0) if look.narrow else (_LABELS, 264.0 if look.width >= 900 else 216.0)
    smallest = 22.0
    if len(figure.windows) <= _MOST_WITH_NUMBERS:
        smallest = 52.0 if look.narrow else 88.0 if look.width >= 900 else 56.0
    spans = [(window.start, window.end) for window in figure.windows]
    happened = [*figure.interactions, *(trigger.occurrence for trigger in figure.triggers)]
    before = any(item.last < spans[0][0] if item.last else item.after < 0 for item in happened)
    later = any(item.last > spans[-1][1] for item in happened if item.last)
    axis = time_axis(
        spans, left=left, room=look.width - left - margin, smallest=smallest, before=before, later=later
    )
    return Frame(look=look, axis=axis, left=left, margin=margin)


# -- panels --------------------------------------------------------------------------------------


def _panel(panel: ConditionPanel, figure: ConditionsFigure, frame: Frame) -> Block:
    """A panel with its levels at the left, and at the right what each threshold helps to open."""
    opens = {threshold.level: _opens(threshold, frame) for threshold in panel.thresholds}
    row = _row_height([len(opens.get(level, ())) for level in panel.levels[1:]])
    top, count = 26.0, len(panel.levels)
    placed = [text(upper_first(CONDITION_NAMES[panel.condition]), 0, 16, "cw-strong")]
    for place, level in enumerate(panel.levels):
        bottom = top + row * (count - place)
        placed.append(text(LEVEL_NAMES[level], 0, bottom - row / 2 + 4, "cw-soft"))
        if level in opens:
            placed += _threshold(opens[level], bottom, frame)
    tops = [top + row * (count - 1 - place) for place in range(count)]
    placed += _columns(panel, figure, frame, tops, row)
    height = top + row * count + 6
    if any(column.score for column in panel.columns):
        placed.append(text(say("conditions.panel.score"), 0, height + _STRIP / 2 + 4, "cw-soft"))
        end = frame.left - 8
        placed += [
            text(words, end, y, "cw-soft", anchor="end") for words, y in (("1", height + 9), ("0", height + _STRIP - 1))
        ]
        placed += _scores(panel, frame, height)
        height += _STRIP
    return Block(tuple(placed), height + 14)


def _opens(threshold: Threshold, frame: Frame) -> tuple[str, ...]:
    return wrap(_opens_words(threshold), frame.margin - 24, SMALL, lines=4)


def _opens_words(threshold: Threshold) -> str:
    types = and_list([SHORT_NAMES[kind] for kind in threshold.types])
    return say("conditions.threshold.opens", level=LEVEL_NAMES[threshold.level], types=types)


def _row_height(lines: Sequence[int]) -> float:
    """High enough for the words at two thresholds that follow each other."""
    return max([_ROW, *(_LINE * (one + other) / 2 + 3 for one, other in pairwise(lines))])


def _threshold(lines: Sequence[str], y: float, frame: Frame) -> list[Element]:
    """A tick at the border between two rows, with its words at the right of it."""
    x = frame.axis.right + 5
    first = y + 4 - _LINE * (len(lines) - 1) / 2
    tick = element("path", d=f"M{number(x)} {number(y)}h10", class_="cw-link", style="stroke-width:1.5")
    return [tick, *(text(line, x + 15, first + _LINE * place, "cw-soft") for place, line in enumerate(lines))]


def _stacked_panel(panel: ConditionPanel, figure: ConditionsFigure, frame: Frame) -> Block:
    """A panel on a narrow page: the level and what it helps to open over each row."""
    opens = {threshold.level: threshold for threshold in panel.thresholds}
    placed, y = [text(upper_first(CONDITION_NAMES[panel.condition]), 0, 16, "cw-strong")], 20.0
    tops: list[float] = []
    for level in reversed(panel.levels):
        words = _opens_words(opens[level]) if level in opens else LEVEL_NAMES[level]
        for line in wrap(words, frame.look.width, SMALL, lines=3):
            placed.append(text(line, 0, y + 12, "cw-soft"))
            y += _LINE
        tops.insert(0, y + 2)
        y += _ROW + 3
    placed += _columns(panel, figure, frame, tops, _ROW - 3)
    y += 4
    if any(column.score for column in panel.columns):
        placed.append(text(say("conditions.panel.score_scale"), 0, y + 10, "cw-soft"))
        placed += _scores(panel, frame, y + 14)
        y += 14 + _STRIP
    return Block(tuple(placed), y + 12)


# -- columns -------------------------------------------------------------------------------------


def _columns(
    panel: ConditionPanel, figure: ConditionsFigure, frame: Frame, tops: Sequence[float], height: float
) -> list[Element]:
    placed = []
    for column, stretch, window in zip(panel.columns, frame.axis.windows, figure.windows, strict=True):
        cells = [
            part
            for cell, top in zip(column.cells, tops, strict=True)
            for part in _cell(cell, stretch, top, height)
        ]
        name = say("conditions.column.name", period=window.title, said=column.said or say("conditions.not_read"))
        placed.append(marked(cells, name, column.address, frame))
    if frame.smallest >= _HALO_FROM:
        for column, stretch, window in zip(panel.columns, frame.axis.windows, figure.windows, strict=True):
            placed += _verdict(column, stretch, tops, height, frame, window.title, figure.verdict)
    else:
        placed += _joined_verdicts(panel, frame, tops, height)
    for column, stretch in zip(panel.columns, frame.axis.windows, strict=True):
        for cell, top in zip(column.cells, tops, strict=True):
            placed += _number(cell, stretch, top + height / 2)
    return placed


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def drawn(self, class_: str, style: str | None = None) -> Element:
        return element("rect", class_=class_, style=style, x=self.x, y=self.y, width=self.width, height=self.height)

    def hatched(self) -> Element:
        return hatched(self.x, self.y, self.width, self.height)


def _box(stretch: Stretch, top: float, height: float) -> _Box:
    gap = min(1.5, stretch.width * 0.06)
    return _Box(stretch.left + gap, top + 1.5, stretch.width - 2 * gap, height - 3)


def _cell(cell: ConditionCell, stretch: Stretch, top: float, height: float) -> list[Element]:
    box = _box(stretch, top, height)
    placed = []
    if cell.fill:
        placed.append(box.drawn(f"cw-l{cell.fill}"))
    if cell.hatched:
        placed.append(box.hatched())
    if cell.possible or cell.fill is None:
        placed.append(box.drawn("cw-void"))
    return placed


def _number(cell: ConditionCell, stretch: Stretch, middle: float) -> list[Element]:
    """From how many to how many draws; a dot marks the level, with its word where there is room."""
    if cell.fill is None:
        return _verdict_word(cell, stretch, middle)
    ranges = _ranges(cell) if cell.possible else ()
    on = "cw-inv" if cell.fill == 3 else "cw-on"
    if cell.point:
        name = LEVEL_NAMES[cell.level]
        for said in (*(say("conditions.panel.level", level=name, range=words) for words in ranges), *ranges):
            wide = text_width(said, SMALL, bold=True) + 10
            if wide + 10 <= stretch.width:
                x = stretch.middle - wide / 2
                return [_dot(cell, x + 3, middle, 3.2), text(said, x + 10, middle + 4.3, f"{on} cw-bold")]
        return [_dot(cell, stretch.middle, middle, min(3.2, stretch.width * 0.22))]
    # A number on hatching leaves some of it to be seen at both sides.
    free = 14 if cell.hatched else 6
    words = next((words for words in ranges if text_width(words, SMALL) + free <= stretch.width), "")
    if not words:
        return []
    label = text(words, stretch.middle, middle + 4.3, on, anchor="middle")
    if not cell.hatched:
        return [label]
    wide, ground = text_width(words, SMALL), f"cw-l{cell.fill}" if cell.fill else "cw-paper"
    back = element("rect", x=stretch.middle - wide / 2 - 2, y=middle - 6, width=wide + 4, height=12, class_=ground)
    return [back, label]


def _verdict_word(cell: ConditionCell, stretch: Stretch, middle: float) -> list[Element]:
    """The verdict's level by name, where there are no draws to number."""
    words = LEVEL_NAMES[cell.level]
    if cell.line != "solid" or text_width(words, SMALL, bold=True) + 8 > stretch.width:
        return []
    return [text(words, stretch.middle, middle + 4.3, "cw-bold", anchor="middle")]


def _ranges(cell: ConditionCell) -> tuple[str, ...]:
    """A share of draws in full, and as short as can be."""
    if cell.lower is None or cell.upper is None:
        return ()
    low, high = round(cell.lower * 100), round(cell.upper * 100)
    if low == high:
        return (str(low),)
    full = say("conditions.panel.range", low=low, high=high)
    return (full, say("conditions.panel.from", low=low)) if high == 100 and low else (full,)


def _dot(cell: ConditionCell, x: float, y: float, radius: float) -> Element:
    return element("circle", cx=x, cy=y, r=radius, class_="cw-paper" if cell.fill == 3 else "cw-ink")


def _verdict(
    column: ConditionColumn,
    stretch: Stretch,
    tops: Sequence[float],
    height: float,
    frame: Frame,
    period: str,
    whose: str,
) -> list[Element]:
    """Lines round the cells that the verdict allows, over a halo that parts them from the shades."""
    lines = []
    for class_, kind in (("cw-dash", "dashed"), ("cw-line", "solid")):
        for cell, top in zip(column.cells, tops, strict=True):
            if cell.line == kind:
                box = _box(stretch, top, height)
                lines += [box.drawn("cw-halo", "stroke-width:4.5"), box.drawn(class_, "stroke-width:2")]
    if not lines or not column.verdict_said:
        return lines
    name = say("conditions.column.verdict_name", period=period, said=column.verdict_said, verdict=whose)
    return [marked(lines, name, column.verdict_address, frame)]


def _joined_verdicts(panel: ConditionPanel, frame: Frame, tops: Sequence[float], height: float) -> list[Element]:
    """The same for narrow columns: one line round cells of windows that follow each other at once."""
    placed = []
    for group in _without_gaps(frame.axis):
        for class_, kinds in (("cw-dash", ("dashed",)), ("cw-line", ("solid",))):
            for place, top in enumerate(tops):
                at = [column for column in group if panel.columns[column].cells[place].line in kinds]
                for first, last in _on_end(at):
                    left, right = frame.axis.windows[first].left, frame.axis.windows[last].right
                    d = outlines({(0, 0)}, right - left, height - 3)
                    where = f"translate({number(left)} {number(top + 1.5)})"
                    placed.append(element("path", d=d, class_=class_, transform=where, style="stroke-width:1.6"))
    return placed


def _without_gaps(axis: TimeAxis) -> list[list[int]]:
    groups = [[0]]
    for place, gap in enumerate(axis.gaps, start=1):
        if gap.last > gap.first:
            groups.append([])
        groups[-1].append(place)
    return groups


def _on_end(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of places that follow each other."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


# -- sub-scores, and the key to the shades -------------------------------------------------------


def _scores(panel: ConditionPanel, frame: Frame, top: float) -> list[Element]:
    """Dots with whiskers on a scale of their own, from 0 at the bottom to 1; nothing joins them."""
    placed, height = [], _STRIP - 10

    def at(value: float) -> float:
        return top + 5 + height * (1 - min(max(value, 0.0), 1.0))

    for column, stretch in zip(panel.columns, frame.axis.windows, strict=True):
        score, x = column.score, stretch.middle
        if score is None:
            continue
        ends = "".join(f"M{number(stretch.left)} {number(at(end))}h{number(stretch.width)}" for end in (0, 1))
        placed.append(element("path", d=ends, class_="cw-rule"))
        half = min(5.0, stretch.width * 0.3)
        if score.value is None:
            box = _Box(x - half, at(score.high), 2 * half, max(at(score.low) - at(score.high), 2))
            placed += [box.hatched(), box.drawn("cw-void")]
            continue
        whisker = f"M{number(x)} {number(at(score.low))}V{number(at(score.high))}"
        placed.append(element("path", d=whisker, class_="cw-link", style="stroke-width:1.5"))
        placed.append(element("circle", cx=x, cy=at(score.value), r=min(4.0, stretch.width * 0.3), class_="cw-ink"))
    return placed


def _key(figure: ConditionsFigure, frame: Frame) -> list[Block]:
    """What the shades mean, where columns are too narrow for numbers."""
    if not figure.shaded or frame.smallest >= 48:
        return []
    heading = say("conditions.panel.draws")
    placed, x = [text(heading, frame.left, 12, "cw-soft")], frame.left + text_width(heading, SMALL) + 10
    for step, name in enumerate(("under_50", "under_95", "over_95"), start=1):
        words = say(f"conditions.panel.{name}")
        placed.append(element("rect", x=x, y=2, width=14, height=12, class_=f"cw-l{step}"))
        placed.append(text(words, x + 18, 12, "cw-soft"))
        x += 18 + text_width(words, SMALL) + 12
    return [Block(tuple(placed), 24)]
