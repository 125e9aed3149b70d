"""What happened along the axis, drawn: interactions, numbered triggers, what was re-read on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cordiale.model.levels import Condition
from cordiale.report.drawing.sheet import LINE, Block
from cordiale.report.drawing.style import SMALL, text
from cordiale.report.drawing.svg import Element, element, fit, number, text_width, wrap
from cordiale.report.figures.conditions.frame import Frame, axis_block, guides, marked
from cordiale.report.figures.conditions.occurrences import most_of
from cordiale.report.figures.conditions.values import ConditionsFigure, NumberedTrigger, Occurrence, Reread
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import counted, listed, upper_first
from cordiale.report.words.grammar import figure as figure_words

__all__ = ["along_blocks"]

T = TypeVar("T")

_MOST_DRAWN = 90
"""More interactions than these are counted up to the end of each window."""

_INTERACTION_ROWS, _TRIGGER_ROWS, _REREAD_ROWS = 14, 7, 4
_PITCH, _BAR = 6.5, 4.0
_NUMBER_ROW = 17.0
_COUNT_HEIGHT = 34.0
_MOST_LABELS = 6
"""Up to so many triggers stand with their words on the axis; more of them in a list below it."""

_LABEL = 320.0
_ORDER = (*map(str, Condition), "support", "coordination")


def along_blocks(figure: ConditionsFigure, frame: Frame) -> list[Block]:
    """Blocks under the panels, on the same axis; none where nothing is on record."""
    if not (figure.interactions or figure.triggers):
        return []
    blocks = [Block((), 10), axis_block(figure, frame, ends=True)]
    if figure.interactions:
        blocks.append(_interactions(figure, frame))
    if figure.triggers:
        labelled = len(figure.triggers) <= _MOST_LABELS and not frame.look.narrow
        blocks.append(_triggers(figure, frame, labelled=labelled))
        if figure.rereads:
            blocks.append(_rereads(figure, frame))
        if not labelled:
            blocks.append(_list(figure, frame))
    return blocks


# -- places on the axis --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    """Where something lies on the axis, in pixels."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def at_least(self, width: float) -> _Span:
        if self.right - self.left >= width:
            return self
        return _Span(self.middle - width / 2, self.middle + width / 2)


def _span(item: Occurrence, frame: Frame) -> _Span:
    """From the first to the end of the last day; without a date, the middle of its interval."""
    axis = frame.axis
    if item.first is None or item.last is None:
        x = axis.before.middle if item.after < 0 and axis.before else axis.left
        if 0 <= item.after < len(axis.gaps):
            x = axis.gaps[item.after].middle
        return _Span(x, x)
    return _Span(axis.at(item.first.toordinal()), axis.at(item.last.toordinal() + 0.999))


def _packed(items: Iterable[T], span: Callable[[T], _Span], rows: int) -> tuple[list[tuple[T, _Span, int]], int]:
    """Each item in the first row where it touches no other, and how many found no room."""
    ends = [float("-inf")] * rows
    placed, left_out = [], 0
    for item, at in sorted(((item, span(item)) for item in items), key=lambda pair: (pair[1].left, pair[1].right)):
        row = next((row for row, end in enumerate(ends) if at.left >= end), None)
        if row is None:
            left_out += 1
            continue
        ends[row] = at.right + 1.5
        placed.append((item, at, row))
    return placed, left_out


def _rows_used(rows: Iterable[int]) -> int:
    return max(rows, default=-1) + 1


def _heading(words: str, beside: str, frame: Frame) -> tuple[list[Element], float]:
    """A heading, and beside or under it what else is said; where the marks begin."""
    placed, x = [text(words, 0, 14, "cw-bold")], text_width(words, SMALL, bold=True) + 10
    if not beside:
        return placed, 22.0
    if x + text_width(beside, SMALL) <= frame.look.width:
        return [*placed, text(beside, x, 14, "cw-soft")], 22.0
    lines = wrap(beside, frame.look.width, SMALL, lines=2)
    placed += [text(line, 0, 14 + LINE * place, "cw-soft") for place, line in enumerate(lines, start=1)]
    return placed, 22.0 + LINE * len(lines)


def _guided(drawn: Sequence[Element], top: float, height: float, frame: Frame) -> Block:
    """Marks over fine lines that show where windows begin and end."""
    behind = element("g", *guides(frame, height - top - 8), transform=f"translate(0 {number(top - 4)})")
    return Block((behind, *drawn), height)


# -- interactions --------------------------------------------------------------------------------


def _interactions(figure: ConditionsFigure, frame: Frame) -> Block:
    items = figure.interactions
    placed, left_out = _packed(items, lambda item: _span(item, frame).at_least(4.0), _INTERACTION_ROWS)
    if left_out or len(items) > _MOST_DRAWN:
        return _counts(figure, frame)
    drawn, top = _heading(say("conditions.along.interactions"), _on_record(figure), frame)
    for item, at, row in placed:
        name = say("conditions.mark.occurrence", when=item.when, what=item.brief)
        drawn.append(marked([_bar(item, at, top + row * _PITCH)], name, item.anchor, frame))
    height = top + _rows_used(row for _, _, row in placed) * _PITCH + 12
    return _guided(drawn, top, height, frame)


def _on_record(figure: ConditionsFigure) -> str:
    words = say("conditions.along.on_record", count=figure_words(len(figure.interactions)))
    undated = sum(item.first is None for item in figure.interactions)
    return say("conditions.along.undated", words=words, count=figure_words(undated)) if undated else words


def _bar(item: Occurrence, at: _Span, y: float) -> Element:
    """Filled where cooperative, outlined where not, thin where neither is on record."""
    width = at.right - at.left
    if item.cooperative is None:
        return element("rect", x=at.left, y=y + 1, width=width, height=2, class_="cw-dot")
    if item.cooperative:
        return element("rect", x=at.left, y=y, width=width, height=_BAR, class_="cw-dot")
    return element("rect", x=at.left + 0.5, y=y + 0.5, width=width - 1, height=_BAR - 1, class_="cw-line", style="stroke-width:1")


def _counts(figure: ConditionsFigure, frame: Frame) -> Block:
    """Too many to draw: how many up to the end of each window, as columns with their numbers."""
    spans = _intervals(frame)
    counts = [0] * len(spans)
    for item in figure.interactions:
        counts[_interval_of(item, frame)] += 1
    room = [at.right - at.left for at in spans]
    fits = all(text_width(figure_words(count), SMALL) < wide for count, wide in zip(counts, room, strict=True) if count)
    beside = _on_record(figure) if fits else _most_words(figure, counts)
    drawn, top = _heading(say("conditions.along.interactions"), beside, frame)
    for place, (at, count) in enumerate(zip(spans, counts, strict=True)):
        if not count:
            continue
        height = max(_COUNT_HEIGHT * count / max(counts), 1.5)
        y = top + 14 + _COUNT_HEIGHT - height
        parts = [element("rect", x=at.left + 1, y=y, width=max(room[place] - 2, 1), height=height, class_="cw-dot")]
        if fits:
            parts.append(text(figure_words(count), at.middle, y - 3, "cw-soft", anchor="middle"))
        drawn.append(marked(parts, _counted(figure, place, count), "", frame))
    return Block(tuple(drawn), top + 14 + _COUNT_HEIGHT + 12)


def _counted(figure: ConditionsFigure, place: int, count: int) -> str:
    words = counted("conditions.interactions", count)
    if place >= len(figure.windows):
        return words
    return say("conditions.mark.counted", period=figure.windows[place].title, count=words)


def _most_words(figure: ConditionsFigure, counts: Sequence[int]) -> str:
    """How many there are at most: the scale of columns too narrow for numbers."""
    place = counts.index(max(counts))
    words, most = _on_record(figure), figure_words(counts[place])
    if place >= len(figure.windows):
        return words
    return say("conditions.along.most", words=words, most=most, period=figure.windows[place].title)


def _intervals(frame: Frame) -> list[_Span]:
    """From the end of one window to the end of the next; last, what came later."""
    axis = frame.axis
    rights = [stretch.right for stretch in axis.windows]
    first = axis.before.left if axis.before else axis.left
    found = [_Span(left, right) for left, right in zip([first, *rights], rights, strict=False)]
    return [*found, _Span(axis.later.left, axis.later.right)] if axis.later else found


def _interval_of(item: Occurrence, frame: Frame) -> int:
    windows = frame.axis.windows
    if item.last is None:
        return max(item.after + 1, 0)
    day = item.last.toordinal()
    return next((place for place, stretch in enumerate(windows) if day < stretch.last), len(windows))


# -- triggers ------------------------------------------------------------------------------------


def _triggers(figure: ConditionsFigure, frame: Frame, *, labelled: bool) -> Block:
    """Triggers on their places: few of them with their words, more of them by their numbers."""
    words = {item.number: fit(_words(item), _LABEL, SMALL) if labelled else "" for item in figure.triggers}
    placed, left_out = _packed(
        figure.triggers, lambda item: _mark_span(item.occurrence, item.number, words[item.number], frame), _TRIGGER_ROWS
    )
    more = left_out + figure.more_triggers
    beside = say("conditions.along.more_numbered", count=more) if more else ""
    drawn, top = _heading(say("conditions.along.triggers"), beside, frame)
    for item, at, row in placed:
        x, y = _span(item.occurrence, frame).middle, top + row * _NUMBER_ROW + 6.5
        parts = [*_trigger_mark(item.occurrence, x, y), *_numbered(item.number, words[item.number], x, y, at)]
        name = say("conditions.mark.numbered", number=item.number, words=_words(item))
        drawn.append(marked(parts, name, item.occurrence.anchor, frame))
    height = top + _rows_used(row for _, _, row in placed) * _NUMBER_ROW + 8
    return _guided(drawn, top, height, frame)


def _words(item: NumberedTrigger) -> str:
    return say("conditions.mark.occurrence", when=item.occurrence.when, what=item.occurrence.brief)


_MARK = 14.0
"""Room of a mark before its number."""


def _mark_span(item: Occurrence, number: int, words: str, frame: Frame) -> _Span:
    """A mark on its place with its number and words at its right; at the left where the drawing ends."""
    x, wide = _span(item, frame).middle, _label_width(number, words) + 3
    if x + _MARK / 2 + wide <= frame.look.width:
        return _Span(x - _MARK / 2, x + _MARK / 2 + wide)
    return _Span(max(x - _MARK / 2 - wide, 0), x + _MARK / 2)


def _label_width(number: int, words: str) -> float:
    return text_width(str(number), SMALL, bold=bool(words)) + (text_width(words, SMALL) + 6 if words else 0)


def _numbered(number: int, words: str, x: float, y: float, at: _Span) -> list[Element]:
    """The number of a mark at `x` and its words, on a ground that covers what lies behind them."""
    wide = _label_width(number, words)
    start = x + _MARK / 2 + 1 if at.left >= x - _MARK else at.left
    ground = element("rect", x=start - 1, y=y - 6, width=wide + 2, height=12, class_="cw-paper")
    placed = [ground, text(str(number), start, y + 4.3, "cw-bold" if words else "")]
    if words:
        placed.append(text(words, start + wide - text_width(words, SMALL), y + 4.3))
    return placed


def _trigger_mark(item: Occurrence, x: float, y: float) -> list[Element]:
    """A diamond for an outside trigger, a bar for an interaction."""
    if item.outside:
        return [element("path", d=f"M{number(x)} {number(y - 5)}l5 5l-5 5l-5 -5Z", class_="cw-ink")]
    return [_bar(item, _Span(x - 5, x + 5), y - _BAR / 2)]


# -- what was re-read ----------------------------------------------------------------------------


def _rereads(figure: ConditionsFigure, frame: Frame) -> Block:
    """One lane a condition: a mark for each re-reading under its trigger, with the trigger's number."""
    drawn, top = _actors_heading(figure, frame)
    guided, happened = top, {item.number: item.occurrence for item in figure.triggers}
    for condition in _in_order(figure.rereads):
        own = [reread for reread in figure.rereads if reread.condition == condition]
        placed, left_out = _packed(
            own, lambda reread: _mark_span(happened[reread.number], reread.number, "", frame), _REREAD_ROWS
        )
        names, top = _lane_name(own[0].name, left_out, top, frame)
        drawn += names
        for reread, at, row in placed:
            x, y = _span(happened[reread.number], frame).middle, top + row * _NUMBER_ROW + 6.5
            parts = [*_arrow(reread.way, reread.actors, x, y), *_numbered(reread.number, "", x, y, at)]
            name = say("conditions.mark.reread", number=reread.number, words=reread.words)
            drawn.append(marked(parts, name, reread.anchor, frame))
        top += max(_rows_used(row for _, _, row in placed) * _NUMBER_ROW, 14.0 * len(names)) + 6
    return _guided(drawn, guided, top + 8, frame)


def _in_order(rereads: Sequence[Reread]) -> list[str]:
    """Conditions in the order of the panels, then outputs, then what else is named."""
    found = list(dict.fromkeys(reread.condition for reread in rereads))
    return sorted(found, key=lambda condition: (_ORDER.index(condition) if condition in _ORDER else len(_ORDER)))


def _lane_name(name: str, left_out: int, top: float, frame: Frame) -> tuple[list[Element], float]:
    """The lane's name at the left, on a narrow page above it; where its marks begin."""
    more = [say("conditions.along.more", count=left_out)] if left_out else []
    if frame.look.narrow:
        words = fit(listed("comma", [name, *more]), frame.look.width, SMALL)
        return [text(words, 0, top + 11, "cw-soft")], top + 16
    lines = [line for words in (name, *more) for line in wrap(words, frame.left - 8, SMALL, lines=2)]
    return [text(line, 0, top + 10.8 + 14 * place, "cw-soft") for place, line in enumerate(lines)], top


def _actors_heading(figure: ConditionsFigure, frame: Frame) -> tuple[list[Element], float]:
    """The heading, with the two halves of a mark beside the names of the actors; where lanes begin."""
    words = say("conditions.along.rereads")
    placed, x = [text(words, 0, 14, "cw-bold")], text_width(words, SMALL, bold=True) + 16
    room = (frame.look.width - x) / 2 - 22
    for actor in (1, 0):
        name = fit(figure.actors[actor], room, SMALL)
        placed += _arrow("up", (actor,), x + 6, 10)
        placed.append(text(name, x + 17, 14, "cw-soft"))
        x += 17 + text_width(name, SMALL) + 14
    if not figure.more_rereads:
        return placed, 22.0
    more = say("conditions.along.more", count=figure.more_rereads)
    return [*placed, text(fit(more, frame.look.width, SMALL), 0, 14 + LINE, "cw-soft")], 22.0 + LINE


def _arrow(way: str, actors: Sequence[int], x: float, y: float) -> list[Element]:
    """Upward, downward, or a diamond for both ways; the right half is the first actor's."""
    tip, foot = {"up": (-6.0, 5.0), "down": (6.0, -5.0)}.get(way, (-6.0, 6.0))
    side = 0.0 if way not in ("up", "down") else foot
    placed = [element("path", d=_half(x, y, 6, tip, side, foot) + _half(x, y, -6, tip, side, foot), class_="cw-void")]
    for actor in actors:
        reach = -6.0 if actor else 6.0
        placed.append(element("path", d=_half(x + (0.5 if reach > 0 else -0.5), y, reach, tip, side, foot), class_="cw-b" if actor else "cw-a"))
    return placed


def _half(x: float, y: float, reach: float, tip: float, side: float, foot: float) -> str:
    return f"M{number(x)} {number(y + tip)}L{number(x + reach)} {number(y + side)}L{number(x)} {number(y + foot)}Z"


# -- the list ------------------------------------------------------------------------------------


def _list(figure: ConditionsFigure, frame: Frame) -> Block:
    """The numbered triggers in words, with what was re-read; as many as a page can take."""
    columns, most = (1, 12) if frame.look.narrow else (3, 30) if frame.look.width >= 900 else (2, 24)
    pitch = (frame.look.width + 24) / columns
    chosen = most_of(figure.triggers, most)
    indent = max(24.0, *(text_width(str(item.number), SMALL, bold=True) + 8 for item in chosen))
    entries = [_entry(item, pitch - 24 - indent) for item in chosen]
    share = sum(entry.height for entry in entries) / columns
    drawn, column, y, told, bottom = [], 0, 0.0, 0.0, 0.0
    for entry in entries:
        if told >= share * (column + 1) - 1:
            column, y = column + 1, 0.0
        drawn.append(entry.drawn(column * pitch, 8 + y, indent, frame))
        y, told = y + entry.height, told + entry.height
        bottom = max(bottom, 8 + y)
    rest = len(figure.triggers) - len(chosen) + figure.more_triggers
    if rest:
        drawn.append(text(say("conditions.along.more_numbered", count=rest), 0, bottom + 12, "cw-soft"))
        bottom += LINE
    return Block(tuple(drawn), bottom + 8)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One trigger of the list: its number, and its words in lines with their classes."""

    number: int
    anchor: str
    lines: tuple[tuple[str, str], ...]

    @property
    def height(self) -> float:
        """In pixels, with the room under it."""
        return LINE * len(self.lines) + 5

    def drawn(self, x: float, y: float, indent: float, frame: Frame) -> Element:
        placed = [text(str(self.number), x, y + 12, "cw-bold")]
        placed += [text(line, x + indent, y + 12 + LINE * place, class_) for place, (line, class_) in enumerate(self.lines)]
        return element("a", *placed, href=f"#{self.anchor}") if frame.look.links else element("g", *placed)


def _entry(item: NumberedTrigger, width: float) -> _Entry:
    what = wrap(_words(item), width, SMALL, lines=3)
    said = [line for words in item.said for line in wrap(upper_first(words), width, SMALL, lines=2)]
    lines = (*((line, "") for line in what), *((line, "cw-soft") for line in said))
    return _Entry(item.number, item.occurrence.anchor, lines)
