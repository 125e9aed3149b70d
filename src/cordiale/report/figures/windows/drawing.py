"""The windows figure drawn: a `WindowsView` in, SVG out; nothing is decided here.

One drawing stands for wide pages, with windows beside each other, and one for narrow pages, with
windows under each other and their words at the right. More than twelve snapshots become a grid
of six rows by periods in the same fills (`windows_grid`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from cordiale.model.levels import AlignmentType, StatusLevel
from cordiale.report.anchors import level_anchor
from cordiale.report.drawing.sheet import LINE, NARROW_WIDTH, WIDE_WIDTH, Block, Look, sheet
from cordiale.report.drawing.style import SMALL, STRONG, box, drawing, outlines, text
from cordiale.report.drawing.svg import Element, element, fit, number, text_width, wrap
from cordiale.report.figures.windows.grid import grid_block
from cordiale.report.figures.windows.values import PLACES, Pane, Pill, SillStep, WindowsView, WindowView
from cordiale.report.words.catalogue import Entries, say
from cordiale.report.words.grammar import counted, listed
from cordiale.report.words.wording import LEVEL_NAMES, SHORT_NAMES

__all__ = [
    "MOST_WINDOWS",
    "description_of",
    "reading_of",
    "windows_key_svg",
    "windows_svg",
]

MOST_WINDOWS = 12
"""From more snapshots on the figure is a grid of types by periods."""

_YEAR = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Sizes of one window in pixels; a cell is a pane with half the gap around it."""

    cell_width: float
    cell_height: float

    @property
    def width(self) -> float:
        return 3 * self.cell_width

    @property
    def panes_height(self) -> float:
        return 2 * self.cell_height

    @property
    def height(self) -> float:
        """Panes, sill and the verdict's line under the sill."""
        return self.panes_height + 23


def windows_svg(
    view: WindowsView,
    theme: str = "light",
    columns: int | None = None,
    *,
    width: int = WIDE_WIDTH,
    framed: bool = True,
    name: str = "windows",
    links: bool = False,
) -> str:
    """The windows as SVG markup.

    Args:
        view: what to show. Args theme: ``light``, ``dark``, or ``auto`` (the reader's preference).
        columns: windows beside each other; 1 gives the narrow drawing with words at the right;
            None: as many as stand well in the width.
        width: of the wide drawing, in pixels; the narrow one is 342 wide.
        framed: with the finding as its title, and a caption; False inside a page that has them.
        name: makes ids in the drawing unique on a page.
        links: levels lead to the lists of evidence in the page.

    Raises:
        ValueError: a theme that does not exist.
    """
    narrow = columns == 1
    look = Look(theme=theme, width=NARROW_WIDTH if narrow else width, framed=framed, name=name, links=links)
    if len(view.windows) > MOST_WINDOWS:
        body = Block(*grid_block(view, look.width))
    elif narrow:
        body = _stacked(view, links)
    else:
        body = _side_by_side(view, width, columns or _columns(len(view.windows)), links)
    notes = (view.caption, view.order_note, *reading_of(view))
    return sheet(body, look, title=say("windows.drawing", finding=view.title), description=description_of(view), notes=notes)


def _columns(count: int) -> int:
    """As even a split as six beside each other allow."""
    rows = -(-count // 6) or 1
    return -(-count // rows) or 1


def reading_of(view: WindowsView) -> tuple[str, ...]:
    """How to read this figure, sentence by sentence."""
    return _grid_reading() if len(view.windows) > MOST_WINDOWS else _windows_reading()


def _windows_reading() -> tuple[str, ...]:
    return (
        say("windows.reading.windows"),
        say("windows.reading.fill"),
        say("windows.reading.number"),
        say("windows.reading.verdict"),
        say("windows.reading.marks"),
    )


def _grid_reading() -> tuple[str, ...]:
    return (
        say("windows.reading.grid"),
        say("windows.reading.fill"),
        say("windows.reading.grid_number"),
        say("windows.reading.verdict"),
        say("windows.reading.grid_marks"),
    )


def description_of(view: WindowsView) -> str:
    """Alternative text: every window in words."""
    said = [view.caption]
    for window in view.windows:
        words = [window.location, *(caption.words for caption in window.captions), *_open_words(window)]
        if window.judged:
            words.append(_verdict_words(window, view))
        said.append(say("windows.description.window", window=window.title, words=listed("clauses", words)))
    return listed("sentences", said)


def _open_words(window: WindowView) -> list[str]:
    """The types that are open in any draw, with the lower and the upper share where these part."""
    said = []
    for pane in window.panes:
        low, high = (round((share or 0.0) * 100) for share in (pane.lower, pane.upper))
        if high:
            key = "windows.description.open" if low == high else "windows.description.open_between"
            said.append(say(key, type=SHORT_NAMES[pane.type], low=low, high=high))
    return said


def _verdict_words(window: WindowView, view: WindowsView) -> str:
    return say("windows.description.verdict", whose=view.lines, location=window.judged)


# -- windows beside each other, and under each other ---------------------------------------------

_AXIS = 58.0
_GAP = 34.0


def _side_by_side(view: WindowsView, width: float, columns: int, links: bool) -> Block:
    pitch = min((width - _AXIS) / columns, 240.0)
    frame = _Frame(cell_width=(pitch - _GAP) / 3, cell_height=47)
    placed: list[Element] = []
    top = 0.0
    for start in range(0, len(view.windows), columns):
        row = view.windows[start : start + columns]
        words = [_words(window, view, frame.width, links) for window in row]
        placed += _axis(top + 26, frame)
        for column, (window, lines) in enumerate(zip(row, words, strict=True)):
            left = _AXIS + column * pitch
            placed.append(text(window.title, left, top + 16, "cw-year"))
            placed += _rest(window, left + frame.width, top + 16, _room(window.title, frame.width))
            placed.append(_window(window, left, top + 26, frame))
            placed += _at(lines, left, top + 26 + frame.height + 18)
            placed += _dots_down(window, left + frame.width + _GAP / 2, top + 26)
        top += 26 + frame.height + 18 + LINE * max(map(len, words), default=0) + 14
    return Block(tuple(placed), top)


def _stacked(view: WindowsView, links: bool) -> Block:
    frame = _Frame(cell_width=50, cell_height=40)
    left, placed, top = 166.0, [], 0.0
    room = NARROW_WIDTH - left
    for window in view.windows:
        lines = _words(window, view, room, links)
        placed.append(_window(window, 1, top + 3, frame))
        placed.append(text(window.title, left, top + 15, "cw-year"))
        placed += _rest(window, NARROW_WIDTH, top + 15, _room(window.title, room))
        placed += _at(lines, left, top + 36)
        height = max(frame.height + 3, 36 + LINE * (len(lines) - 1) + 5)
        placed += _dots_across(window, 1, top + height + 16)
        top += height + (34 if window.interactions_after else 20)
    return Block(tuple(placed), top)


def _axis(top: float, frame: _Frame) -> list[Element]:
    high, low = top + frame.cell_height / 2, top + 1.5 * frame.cell_height
    return [
        text(say("windows.axis.threat"), 0, high - 3, "cw-soft"),
        text(say("windows.axis.high"), 0, high + 13, "cw-bold"),
        text(say("windows.axis.threat"), 0, low - 3, "cw-soft"),
        text(say("windows.axis.low"), 0, low + 13, "cw-bold"),
        text(say("windows.axis.status"), 0, top + frame.panes_height + 15, "cw-soft"),
    ]


def _room(title: str, width: float) -> float:
    return width - text_width(title, _YEAR, bold=True) - 10


def _rest_words(window: WindowView) -> str:
    parts = []
    if window.no_alignment:
        parts.append(say("windows.mark.no_alignment", share=window.no_alignment))
    if window.other:
        parts.append(say("windows.mark.other", share=window.other))
    return listed("comma", parts)


def _rest(window: WindowView, right: float, y: float, room: float) -> list[Element]:
    """`other 12` beside the year, where there is room; else it stands among the words."""
    words = _rest_words(window)
    if not words or text_width(words, SMALL) > room:
        return []
    return [text(words, right, y, "cw-soft", anchor="end")]


@dataclass(frozen=True, slots=True)
class _Words:
    """One line of words under or beside a window."""

    line: str
    class_: str
    href: str = ""


def _words(window: WindowView, view: WindowsView, width: float, links: bool) -> list[_Words]:
    lines = [_Words(line, "cw-strong") for line in wrap(window.location, width, STRONG, bold=True)]
    for caption in window.captions:
        href = ""
        if links and caption.condition and window.arm:
            href = f"#{level_anchor(window.snapshot, caption.condition, window.arm)}"
        lines += [_Words(line, "cw-soft", href) for line in wrap(caption.words, width, SMALL)]
    rest = _rest_words(window)
    if rest and text_width(rest, SMALL) > _room(window.title, width):
        lines += [_Words(line, "cw-soft") for line in wrap(rest, width, SMALL)]
    if window.judged:
        lines += [_Words(line, "") for line in wrap(_verdict_words(window, view), width, SMALL)]
    if window.label:
        key = "windows.mark.label_rhetorical" if window.rhetorical else "windows.mark.label"
        called = say(key, label=window.label)
        lines += [_Words(line, "cw-soft") for line in wrap(called, width, SMALL, lines=3)]
    return lines


def _at(lines: Sequence[_Words], x: float, y: float) -> list[Element]:
    placed = []
    for place, words in enumerate(lines):
        drawn = text(words.line, x, y + LINE * place, words.class_)
        placed.append(element("a", drawn, href=words.href) if words.href else drawn)
    return placed


def _dots_down(window: WindowView, x: float, top: float) -> list[Element]:
    """Interactions up to the next window as a column of dots under their number."""
    count = window.interactions_after
    if not count:
        return []
    shown = min(count, 12)
    shift = 4.0 if shown > 6 else 0.0
    dots = [
        element("circle", class_="cw-dot", r=2.2, cx=x + (shift if place % 2 else -shift), cy=top + 28 + 10 * step)
        for place, step in ((p, p // 2 if shift else p) for p in range(shown))
    ]
    return [text(str(count), x, top + 15, "cw-soft", anchor="middle", label=counted("windows.interactions", count)), *dots]


def _dots_across(window: WindowView, x: float, y: float) -> list[Element]:
    count = window.interactions_after
    if not count:
        return []
    shown = min(count, 12)
    dots = [element("circle", class_="cw-dot", r=2.2, cx=x + 3 + 9 * place, cy=y - 4) for place in range(shown)]
    return [*dots, text(counted("windows.interactions", count), x + 9 * shown + 6, y, "cw-soft")]


# -- one window ----------------------------------------------------------------------------------


def _window(window: WindowView, x: float, y: float, frame: _Frame) -> Element:
    panes = [part for pane in window.panes for part in _pane(pane, frame)]
    sill = [part for place, step in enumerate(window.sill) for part in _step(step, place, frame)]
    marks = [part for pane in window.panes for part in _marks(pane, window, frame)]
    pills = [part for pill in window.pills for part in _pill(pill, frame)]
    parts = [*panes, *sill, *_verdict(window, frame), *marks, *pills]
    return element("g", *parts, transform=f"translate({number(x)} {number(y)})")


def _pane(pane: Pane, frame: _Frame) -> list[Element]:
    column, row = PLACES[pane.type]
    x, y = column * frame.cell_width + 1, row * frame.cell_height + 1
    return box(pane.fill, pane.hatched, x, y, frame.cell_width - 2, frame.cell_height - 2)


def _on(fill: int | None) -> str:
    return "cw-inv" if fill == 3 else "cw-on"


def _marks(pane: Pane, window: WindowView, frame: _Frame) -> list[Element]:
    """Numeral, quotation marks and S in one line on the outer side of a pane, where no pill can lie."""
    column, row = PLACES[pane.type]
    left, right = column * frame.cell_width + 5, (column + 1) * frame.cell_width - 5
    y = 17.0 if row == 0 else frame.panes_height - 7
    colours = f"{_on(pane.fill)} cw-h{pane.fill or 0}"
    placed = []
    if pane.numeral:
        most = max(other.numeral or 0 for other in window.panes)
        bold = " cw-bold" if pane.numeral == most else ""
        placed.append(text(str(pane.numeral), left, y, f"cw-num {colours}{bold}"))
    if pane.shut_by_status:
        mark = say("windows.mark.status")
        label = say("windows.mark.status_label")
        placed.append(text(mark, right, y, f"cw-mark {colours}", anchor="end", label=label))
        right -= text_width(mark, SMALL) + 2
    if pane.quoted:
        mark = say("windows.mark.called")
        taken = text_width(str(pane.numeral), 15, bold=True) + 4 if pane.numeral else 0
        large = text_width(mark, 18, bold=True) <= right - left - taken
        size = "cw-quote" if large else "cw-mark cw-bold"
        key = "windows.mark.rhetorical_label" if window.rhetorical else "windows.mark.called_label"
        label = say(key, label=window.label)
        placed.append(text(mark, right, y + 2 * large, f"{size} {colours}", anchor="end", label=label))
    return placed


def _pill(pill: Pill, frame: _Frame) -> list[Element]:
    (x1, y1), (x2, y2) = (_centre(kind, frame) for kind in pill.types)
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    reach_x, reach_y = (x2 - x1) * 0.21, (y2 - y1) * 0.21
    link = f"M{number(x - reach_x)} {number(y - reach_y)}L{number(x + reach_x)} {number(y + reach_y)}"
    width = text_width(str(pill.share), SMALL, bold=True) + 8
    body = element("rect", x=x - width / 2, y=y - 9, width=width, height=18, rx=9, class_="cw-pill")
    share = text(str(pill.share), x, y + 4.3, "cw-bold", anchor="middle")
    return [element("path", d=link, class_="cw-halo"), element("path", d=link, class_="cw-link"), body, share]


def _centre(kind: AlignmentType, frame: _Frame) -> tuple[float, float]:
    column, row = PLACES[kind]
    return (column + 0.5) * frame.cell_width, (row + 0.5) * frame.cell_height


def _step(step: SillStep, place: int, frame: _Frame) -> list[Element]:
    width = frame.width / 4
    top = frame.panes_height + 7
    placed = box(step.fill, step.hatched, place * width + 1, top, width - 2, 8)
    if step.line:
        class_ = "cw-line" if step.line == "solid" else "cw-dash"
        line = f"M{number(place * width + 1)} {number(top + 12.5)}h{number(width - 2)}"
        placed.append(element("path", d=line, class_=class_))
    return placed


def _verdict(window: WindowView, frame: _Frame) -> list[Element]:
    """The verdict's lines: dashed round what is open on some readings, solid on top."""
    solid = {PLACES[pane.type] for pane in window.panes if pane.line == "solid"}
    either = solid | {PLACES[pane.type] for pane in window.panes if pane.line == "dashed"}
    placed = []
    paths = [(cells, class_) for cells, class_ in ((either, "cw-dash"), (solid, "cw-line")) if cells]
    if solid == either:
        paths = paths[1:]
    for cells, class_ in paths:
        d = outlines(cells, frame.cell_width, frame.cell_height)
        placed += [element("path", d=d, class_="cw-halo"), element("path", d=d, class_=class_)]
    return placed


# -- the key -------------------------------------------------------------------------------------

_KEY_NAMES = Entries("windows.key.type.{}", AlignmentType)
_KEY_FILLS = Entries("windows.key.fill.{}", range(4))


def windows_key_svg(theme: str = "light", *, name: str = "key") -> str:
    """How to read a window: the panes with their names, the sill with its rungs, the four fills."""
    frame = _Frame(cell_width=88, cell_height=62)
    left, top, width = 54.0, 20.0, 342.0
    placed = [
        text(word, left + place * frame.cell_width + 4, 13, "cw-soft")
        for place, word in enumerate(
            (say("windows.key.identity_low"), say("windows.key.identity_medium"), say("windows.key.identity_high"))
        )
    ]
    placed += _axis(top, frame)
    for kind, (column, row) in PLACES.items():
        x, y = left + column * frame.cell_width, top + row * frame.cell_height
        placed.append(
            element("rect", x=x + 1, y=y + 1, width=frame.cell_width - 2, height=frame.cell_height - 2, class_="cw-t0")
        )
        lines = wrap(_KEY_NAMES[kind], frame.cell_width - 12, SMALL)
        placed += [text(line, x + 7, y + 18 + 15 * place, "cw-on") for place, line in enumerate(lines)]
    placed += _key_sill(left, top + frame.panes_height + 7, frame.width / 4)
    placed += _key_fills(top + frame.panes_height + 54)
    titles = (say("windows.key.title"), listed("sentences", _windows_reading()))
    size = (width, ceil(top + frame.panes_height + 92))
    return drawing(placed, titles, theme, name, size=size, styled=theme != "auto")


def _key_sill(left: float, top: float, width: float) -> list[Element]:
    placed = []
    for place, level in enumerate(list(StatusLevel)[1:]):
        word = LEVEL_NAMES[str(level)]
        x = left + place * width
        placed.append(element("rect", x=x + 1, y=top, width=width - 2, height=8, class_="cw-t0"))
        placed.append(text(fit(word, width, SMALL), x + 2, top + 24, "cw-soft"))
    return placed


def _key_fills(top: float) -> list[Element]:
    placed = [text(say("windows.key.open_in"), 0, top, "cw-soft")]
    for step, word in enumerate(_KEY_FILLS.values()):
        x = step * 74.0
        placed.append(element("rect", x=x, y=top + 8, width=22, height=12, class_=f"cw-t{step}"))
        placed.append(text(word, x, top + 36, "cw-soft"))
    return placed
