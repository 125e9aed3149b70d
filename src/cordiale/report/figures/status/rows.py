"""Rank and role in many windows: one row each, the claims as words and signs, the level as a ladder."""

from __future__ import annotations

from dataclasses import dataclass

from cordiale.report.drawing.sheet import Block, Look
from cordiale.report.drawing.style import SMALL, hatched, text
from cordiale.report.drawing.svg import Element, clean, element, fit, number, text_width
from cordiale.report.figures.pieces.ladder_drawing import MARK_WIDTH, actor_class, actor_mark, rung_boxes
from cordiale.report.figures.pieces.placing import linked, rect
from cordiale.report.figures.status.values import Claim, Match, StatusFigure, StatusSide, StatusWindow
from cordiale.report.words.catalogue import say

__all__ = ["dense_rows"]

_ROW, _HEAD, _RUNG = 22.0, 24.0, 16.0


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges: time, the first actor's claim, the ladder, the second actor's claim; and widths."""

    time: float
    side: float
    ladder: float
    rung: float


def _columns(figure: StatusFigure, width: float) -> _Columns:
    widest = max(text_width(clean(window.title), SMALL, bold=True) for window in figure.windows)
    time = min(widest + 10, width * 0.24)
    rungs = len(figure.windows[0].rungs)
    rung = _RUNG if width > 500 else 12.0
    return _Columns(time, (width - time - rungs * rung - 20) / 2, rungs * rung, rung)


def dense_rows(figure: StatusFigure, look: Look) -> Block:
    """All windows as rows under the actors' names."""
    columns = _columns(figure, look.width)
    placed = _heads(figure, columns)
    y = _HEAD
    for window in figure.windows:
        placed.append(element("path", d=f"M0 {number(y)}h{number(look.width)}", class_="cw-rule"))
        placed += _row(window, columns, y, look)
        y += _ROW
    if figure.more:
        placed.append(text(fit(figure.more, look.width, SMALL), 0, y + 15, "cw-soft"))
        y += _ROW
    return Block(tuple(placed), y + 4)


def _heads(figure: StatusFigure, columns: _Columns) -> list[Element]:
    first = columns.time
    second = columns.time + columns.side + columns.ladder + 20
    placed = []
    for actor, x in enumerate((first, second)):
        name = fit(clean(figure.actors[actor]), columns.side - MARK_WIDTH, SMALL, bold=True)
        placed += [actor_mark(actor, x + 5, 11), text(name, x + MARK_WIDTH, 15, f"{actor_class(actor)} cw-bold")]
    middle = first + columns.side + 10 + columns.ladder / 2
    title = fit(say("common.condition.status"), columns.ladder + 16, SMALL)
    return [*placed, text(title, middle, 15, "cw-soft", anchor="middle")]


def _row(window: StatusWindow, columns: _Columns, y: float, look: Look) -> list[Element]:
    placed = [text(fit(clean(window.title), columns.time - 8, SMALL, bold=True), 0, y + 15.5, "cw-bold")]
    x = columns.time
    placed += _side(window.sides[0], x, columns.side, y, look)
    x += columns.side + 10
    rungs = [
        part
        for place, rung in enumerate(window.rungs)
        for part in rung_boxes(rung, x + place * columns.rung, y + 4, columns.rung, _ROW - 8)
    ]
    placed += linked(rungs, window.address if look.links else "", window.level)
    point = next((place for place, rung in enumerate(window.rungs) if rung.point), None)
    if point is not None:
        class_ = "cw-paper" if window.rungs[point].fill == 3 else "cw-ink"
        placed.append(element("circle", cx=x + (point + 0.5) * columns.rung, cy=y + _ROW / 2, r=2.6, class_=class_))
    return placed + _side(window.sides[1], x + columns.ladder + 10, columns.side, y, look)


def _side(side: StatusSide, x: float, room: float, y: float, look: Look) -> list[Element]:
    """The gravest claim with its sign; where there is room, the answer as well."""
    if not side.claims:
        return [text(fit(side.silent, room, SMALL), x, y + 15.5, "cw-soft")]
    claim = min(side.claims, key=lambda one: (Match.UNMET, Match.OPEN, Match.MET).index(one.match))
    full = room > 260
    words = fit(claim.words if full else claim.short, (room * 0.5 if full else room) - 22, SMALL)
    said = [text(words, x, y + 15.5)]
    placed = linked(said, side.anchor if look.links else "", claim.words)
    sign = x + text_width(words, SMALL) + 6
    placed += _sign(claim, sign, y + _ROW / 2)
    if full:
        answer = fit(claim.answer, x + room - sign - 22, SMALL)
        placed.append(text(answer, sign + 20, y + 15.5, "cw-soft"))
    return placed


def _sign(claim: Claim, x: float, y: float) -> list[Element]:
    """Arrow, bar or hatched square: how the claim meets its answer."""
    if claim.match is Match.MET:
        d = f"M{number(x)} {number(y)}h11m-4 -4l4 4l-4 4"
        return [element("path", d=d, class_="cw-line", style="stroke-width:1.6")]
    if claim.match is Match.UNMET:
        d = f"M{number(x)} {number(y)}h9m0 -6v12"
        return [element("path", d=d, class_="cw-line", style="stroke-width:1.6")]
    return [hatched(x, y - 5.5, 11, 11), rect("cw-void", x, y - 5.5, 11, 11)]
