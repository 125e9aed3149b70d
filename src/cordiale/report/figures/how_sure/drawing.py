"""The figure on sureness drawn: a row for each verdict, or a column for each of many snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.report.drawing.sheet import LINE, MEDIUM_WIDTH, WIDE_WIDTH, Block, Look, sheet
from cordiale.report.drawing.style import SMALL, hatched, text
from cordiale.report.drawing.svg import Element, element, fit, number, wrap
from cordiale.report.figures.how_sure.grid import grid_block
from cordiale.report.figures.how_sure.marks import (
    CODES,
    TEXTS,
    count_mark,
    share_mark,
    sign,
    stands_bar,
)
from cordiale.report.figures.how_sure.values import HowSureFigure, SureRow
from cordiale.report.figures.pieces.ladder_drawing import MARK_WIDTH, actor_class, actor_mark
from cordiale.report.figures.pieces.placing import linked
from cordiale.report.words.catalogue import say
from cordiale.report.words.grammar import listed

__all__ = ["draw_how_sure"]

_TICKS = (0.0, 0.5, 1.0)
_MOST_LINES = 6
_SMALLEST_COLUMNS = 640
_APART = 5.0
"""How far above and below the middle of a row the two shares stand, in pixels."""


def draw_how_sure(figure: HowSureFigure, look: Look) -> str:
    """How sure each verdict is, as SVG markup."""
    if figure.compact:
        body = grid_block(figure, look)
    else:
        body = _in_columns(figure, look) if look.width >= _SMALLEST_COLUMNS else _stacked(figure, look)
    words = figure.words
    return sheet(body, look, title=words.title, description=words.description, notes=(words.caption, *words.reading))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """The scale of draws: place of 0 and of 100, in pixels."""

    left: float
    right: float

    def at(self, share: float) -> float:
        return self.left + (self.right - self.left) * share


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the columns of the wide drawing begin and end, in pixels; no scale where nothing is drawn."""

    label: float
    bar: float
    bar_end: float
    count: float
    others: float
    others_end: float
    scale: _Scale | None
    documents: float


def _columns(figure: HowSureFigure, width: float) -> _Columns:
    if width > MEDIUM_WIDTH:
        places, of = (196.0, 206.0, 336.0, 346.0, 420.0, 690.0, 722.0, 906.0, 950.0), WIDE_WIDTH
    else:
        places, of = (132.0, 140.0, 200.0, 208.0, 270.0, 416.0, 440.0, 550.0, 586.0), MEDIUM_WIDTH
    label, bar, bar_end, count, others, others_end, left, right, documents = (x * width / of for x in places)
    computed = figure.kinds != ("judged",)
    return _Columns(
        label=label,
        bar=bar,
        bar_end=bar_end,
        count=count,
        others=others,
        others_end=others_end if computed else width,
        scale=_Scale(left=left, right=right) if computed else None,
        documents=documents,
    )


# -- rows in columns -----------------------------------------------------------------------------


def _in_columns(figure: HowSureFigure, look: Look) -> Block:
    columns = _columns(figure, look.width)
    head = _head(figure, columns, look.width)
    placed: list[Element] = list(head.elements)
    top = head.height
    for period in figure.periods:
        placed.append(element("line", x1=0, y1=top, x2=look.width, y2=top, class_="cw-rule"))
        placed.append(text(period.title, 0, top + 21, "cw-year"))
        start = top = top + 30
        rows: list[Element] = []
        for row in period.rows:
            block = _row(row, columns, look)
            rows.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
            top += block.height
        placed += [*_rules(columns.scale, start, top), *rows]
        top += 8
    return Block(tuple(placed), top)


def _head(figure: HowSureFigure, columns: _Columns, width: float) -> Block:
    """What each column shows, the signs on the scale of draws, and whose documents are counted."""
    parts = [(columns.bar, columns.others - 12, "stands"), (columns.others, columns.others_end, "others")]
    if columns.scale:
        parts += [(columns.scale.left - 6, columns.documents - 12, "draws"), (columns.documents, width, "documents")]
    heads = [wrap(say(f"how_sure.head.{key}"), end - x, SMALL, bold=True) for x, end, key in parts]
    lines = max(map(len, heads))
    placed = [
        text(words, x, 13 + LINE * place, "cw-bold")
        for (x, _, _), head in zip(parts, heads, strict=True)
        for place, words in enumerate(head)
    ]
    if columns.scale is None:
        return Block(tuple(placed), LINE * lines + 10)
    below = 13 + LINE * lines
    placed += _signs(columns.scale.left, below)
    placed += _names(figure, columns.documents, width - columns.documents, below)
    placed += _tick_words(columns.scale, below + 2 * LINE)
    return Block(tuple(placed), below + 2 * LINE + 8)


def _signs(x: float, y: float) -> list[Element]:
    return [
        sign(TEXTS, x, y - 4.5),
        text(say("how_sure.head.texts"), x + MARK_WIDTH, y, "cw-soft"),
        sign(CODES, x, y + LINE - 4.5),
        text(say("how_sure.head.codes"), x + MARK_WIDTH, y + LINE, "cw-soft"),
    ]


def _names(figure: HowSureFigure, x: float, room: float, y: float) -> list[Element]:
    """Whose sign is whose, and how many documents each needs."""
    placed = []
    for place, name in enumerate(figure.actors):
        line = y + LINE * place
        placed.append(actor_mark(place, x + 5, line - 4.5))
        words = fit(name, room - MARK_WIDTH, SMALL, bold=True)
        placed.append(text(words, x + MARK_WIDTH, line, f"cw-bold {actor_class(place)}"))
    needed = fit(say("how_sure.head.needed", needed=figure.needed), room, SMALL)
    return [*placed, text(needed, x, y + 2 * LINE, "cw-soft")]


def _tick_words(scale: _Scale, y: float) -> list[Element]:
    return [text(f"{share * 100:.0f}", scale.at(share), y, "cw-soft", anchor="middle") for share in _TICKS]


def _rules(scale: _Scale | None, top: float, bottom: float) -> list[Element]:
    if scale is None:
        return []
    d = "".join(f"M{number(scale.at(share))} {number(top)}V{number(bottom)}" for share in _TICKS)
    return [element("path", d=d, class_="cw-rule")]


def _row(row: SureRow, columns: _Columns, look: Look) -> Block:
    label = wrap(row.label, columns.label, SMALL)
    others = wrap(listed("clauses", row.others), columns.others_end - columns.others, SMALL, lines=_MOST_LINES)
    lines = max(len(label), len(others), 1)
    height = 11 + LINE * lines
    placed = [
        *_lines(label, 0, ""),
        *stands_bar(row, columns.bar, 6, columns.bar_end - columns.bar, 12),
        text(_stands(row), columns.count, 17),
        *_lines(others, columns.others, "cw-soft"),
    ]
    if columns.scale:
        placed += _draws(row, columns.scale, 13)
        placed += _documents(row, columns.documents, (look.width - columns.documents) / 2, 17)
    return Block(tuple(linked(placed, row.address if look.links else "", row.words)), height)


def _stands(row: SureRow) -> str:
    return say("how_sure.verdict.stands", stands=row.stands, tried=row.tried)


def _lines(lines: Sequence[str], x: float, class_: str) -> list[Element]:
    return [text(words, x, 17 + LINE * place, class_) for place, words in enumerate(lines)]


def _draws(row: SureRow, scale: _Scale, y: float) -> list[Element]:
    """The two shares on one scale, texts above codes; hatched where the level is open."""
    if row.unknown:
        return [hatched(scale.left, y - 4, scale.right - scale.left, 8)]
    placed: list[Element] = []
    for share, kind, down in ((row.texts, TEXTS, -_APART), (row.codes, CODES, _APART)):
        if share is not None:
            placed += share_mark(share, lambda at, down=down: (scale.at(at), y + down), kind)  # type: ignore[misc]
    return placed


def _documents(row: SureRow, x: float, step: float, y: float) -> list[Element]:
    placed: list[Element] = []
    for actor, count in enumerate(row.documents or ()):
        placed += count_mark(count, actor, x + actor * min(step, 80.0), y)
    return placed


# -- rows under each other -----------------------------------------------------------------------

_NARROW_SCALE = _Scale(left=18, right=184)
_NARROW_DOCUMENTS = 236.0


def _stacked(figure: HowSureFigure, look: Look) -> Block:
    placed: list[Element] = []
    top = 0.0
    if figure.kinds != ("judged",):
        placed += _narrow_key(figure, look.width)
        top = 13 + 3 * LINE + 12
    for period in figure.periods:
        placed.append(element("line", x1=0, y1=top, x2=look.width, y2=top, class_="cw-rule"))
        placed.append(text(period.title, 0, top + 21, "cw-year"))
        top += 30
        for row in period.rows:
            block = _narrow_row(row, look)
            placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
            top += block.height
        top += 4
    return Block(tuple(placed), top)


def _narrow_key(figure: HowSureFigure, width: float) -> list[Element]:
    room = width - _NARROW_DOCUMENTS
    draws = fit(say("how_sure.head.draws"), _NARROW_DOCUMENTS - 12, SMALL, bold=True)
    documents = fit(say("how_sure.head.documents"), room, SMALL, bold=True)
    return [
        text(draws, 0, 13, "cw-bold"),
        text(documents, _NARROW_DOCUMENTS, 13, "cw-bold"),
        *_signs(5, 13 + LINE),
        *_names(figure, _NARROW_DOCUMENTS, room, 13 + LINE),
    ]


def _narrow_row(row: SureRow, look: Look) -> Block:
    label = wrap(row.label, look.width - 76, SMALL, lines=2)
    placed = [*_lines(label, 0, ""), text(_stands(row), look.width, 17, anchor="end")]
    top = 17 + LINE * (len(label) - 1) + 6
    placed += stands_bar(row, 0.5, top, look.width - 1, 7)
    said = say("how_sure.verdict.others", others=listed("clauses", row.others)) if row.others else ""
    others = wrap(said, look.width, SMALL, lines=_MOST_LINES)
    placed += [text(words, 0, top + 22 + LINE * place, "cw-soft") for place, words in enumerate(others)]
    top += 10 + LINE * len(others)
    if row.documents:
        placed += _narrow_draws(row, top + 17)
        placed += _documents(row, _NARROW_DOCUMENTS, 56, top + 21)
        top += 30
    return Block(tuple(linked(placed, row.address if look.links else "", row.words)), top + 10)


def _narrow_draws(row: SureRow, y: float) -> list[Element]:
    scale = _NARROW_SCALE
    line = element("path", d=f"M{number(scale.left)} {number(y)}H{number(scale.right)}", class_="cw-rule")
    ends = [
        text("0", scale.left - 8, y + 4, "cw-soft", anchor="end"),
        text("100", scale.right + 8, y + 4, "cw-soft"),
    ]
    return [*ends, *([] if row.unknown else [line]), *_draws(row, scale, y)]
