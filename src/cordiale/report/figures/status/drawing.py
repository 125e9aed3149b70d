"""The status figure drawn: a `StatusFigure` in, SVG out; nothing is decided here.

A window is a band: the level as a ladder in the middle, under it a line for each claim, the first
actor's words at the left and the second's at the right. On a narrow page words stand above and
below their line. Many windows are one row each (`status_rows`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.report.drawing.sheet import LINE, Block, Look, sheet
from cordiale.report.drawing.style import SMALL, hatched, text
from cordiale.report.drawing.svg import Element, clean, element, fit, number, text_width, wrap
from cordiale.report.figures.pieces.ladder_drawing import (
    MARK_WIDTH,
    actor_class,
    actor_mark,
    rung_boxes,
    rung_label,
    rung_widths,
)
from cordiale.report.figures.pieces.placing import linked, rect, rule, under
from cordiale.report.figures.status.rows import dense_rows
from cordiale.report.figures.status.values import Claim, Match, StatusFigure, StatusSide, StatusWindow, Weight
from cordiale.report.words.catalogue import say

__all__ = ["draw_status", "lane"]

_BAR = 5.0
_MOST_WEIGHTS = 3


def draw_status(figure: StatusFigure, look: Look) -> str:
    """Rank and role as SVG markup.

    Args:
        figure: what to show. Args look: theme, width, whether framed and linked.
    """
    if figure.dense:
        body = dense_rows(figure, look)
    else:
        body = _stack([_band(window, figure, look) for window in figure.windows], look.width)
    words = figure.words
    notes = (words.caption, *words.reading)
    return sheet(body, look, title=words.title, description=words.description, notes=notes)


def _stack(blocks: Sequence[Block], width: float) -> Block:
    """Blocks under each other, parted by a rule."""
    return under([Block((rule(width), *block.elements), block.height) for block in blocks])


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a band's words and its middle stand: from `left` to `right` is the middle."""

    width: float
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def room(self) -> float:
        """For the words beside the middle, on each side."""
        return self.left - 10


def _frame(look: Look) -> _Frame:
    if look.narrow:
        return _Frame(look.width, 0.0, float(look.width))
    middle = max(336.0, look.width * 0.42)
    return _Frame(look.width, (look.width - middle) / 2, (look.width + middle) / 2)


def _band(window: StatusWindow, figure: StatusFigure, look: Look) -> Block:
    frame = _frame(look)
    parts = [
        _head(window, figure, frame, look),
        _ladder(window, frame),
        _claims(window, figure, frame, look),
        _limits(window, figure, frame, look),
        *_below(window, figure, frame, look),
    ]
    body = under(parts, 8.0)
    return Block(body.elements, body.height + 14)


def _below(window: StatusWindow, figure: StatusFigure, frame: _Frame, look: Look) -> list[Block]:
    """Remarks at both sides and capabilities in the middle, beside each other where there is room."""
    remarks, weights = _remarks(window, figure, frame, look), _weights(window, frame)
    if look.narrow:
        return [remarks, weights]
    return [Block((*remarks.elements, *weights.elements), max(remarks.height, weights.height))]


# -- head and ladder -----------------------------------------------------------------------------


def _name(figure: StatusFigure, actor: int, x: float, y: float, room: float) -> list[Element]:
    """An actor's mark and name; the second actor's at its right edge, mark last."""
    name = fit(clean(figure.actors[actor]), room - MARK_WIDTH, SMALL, bold=True)
    class_ = f"{actor_class(actor)} cw-bold"
    if actor == 0:
        return [actor_mark(0, x + 5, y - 4), text(name, x + MARK_WIDTH, y, class_)]
    return [actor_mark(1, x - 5, y - 4), text(name, x - MARK_WIDTH, y, class_, anchor="end")]


def _head(window: StatusWindow, figure: StatusFigure, frame: _Frame, look: Look) -> Block:
    """The time, both names, and the level in words."""
    title = fit(clean(window.title), frame.width * 0.4, 16, bold=True)
    placed = [text(title, 0, 17, "cw-year")]
    if look.narrow:
        lines = wrap(window.level, frame.width, SMALL, bold=True)
        said = [text(line, 0, 37 + LINE * place, "cw-bold") for place, line in enumerate(lines)]
        placed += linked(said, window.address if look.links else "", window.level)
        return Block(tuple(placed), 28 + LINE * len(lines))
    taken = text_width(title, 16, bold=True) + 14
    name = fit(clean(figure.actors[0]), frame.room - taken - MARK_WIDTH, SMALL, bold=True)
    start = frame.left - 10 - text_width(name, SMALL, bold=True)
    placed += [
        text(name, frame.left - 10, 17, "cw-a cw-bold", anchor="end"),
        actor_mark(0, start - 9, 13),
        actor_mark(1, frame.right + 15, 13),
        text(fit(clean(figure.actors[1]), frame.room - 24, SMALL, bold=True), frame.right + 24, 17, "cw-b cw-bold"),
    ]
    lines = wrap(window.level, frame.right - frame.left, SMALL, bold=True)
    said = [
        text(line, frame.middle, 17 + LINE * place, "cw-bold", anchor="middle") for place, line in enumerate(lines)
    ]
    placed += linked(said, window.address if look.links else "", window.level)
    return Block(tuple(placed), 8 + LINE * len(lines))


def _ladder(window: StatusWindow, frame: _Frame) -> Block:
    """The rungs side by side with their names, and the roles and road under them."""
    placed: list[Element] = []
    x = frame.left
    for rung, width in zip(window.rungs, rung_widths(window.rungs, frame.right - frame.left), strict=True):
        placed += rung_boxes(rung, x, 4, width, 22)
        placed += rung_label(rung, rung.name, x + width / 2, 19.5, bold=rung.point)
        x += width
    lines = wrap(window.pair, frame.right - frame.left, SMALL, lines=2)
    placed += [
        text(line, frame.middle, 42 + LINE * place, "cw-soft", anchor="middle") for place, line in enumerate(lines)
    ]
    return Block(tuple(placed), 36 + LINE * len(lines))


# -- claims --------------------------------------------------------------------------------------


def _claims(window: StatusWindow, figure: StatusFigure, frame: _Frame, look: Look) -> Block:
    draw = _claim_narrow if look.narrow else _claim_wide
    claims = [
        draw(claim, side, figure, actor, frame, look)
        for actor, side in enumerate(window.sides)
        for claim in side.claims
    ]
    return under([*claims, _silent(window, figure, frame, look)])


def _silent(window: StatusWindow, figure: StatusFigure, frame: _Frame, look: Look) -> Block:
    """Why a side has no claim: of both in one row."""
    placed: list[Element] = []
    for actor, side in enumerate(window.sides):
        if not side.silent or side.said_as_answer:
            continue
        if look.narrow:
            x, anchor = (frame.width, "end") if actor else (0.0, None)
            placed += _name(figure, actor, x, 16, frame.width / 2 - 8)
            words = fit(side.silent, frame.width / 2 - 8, SMALL)
            placed.append(text(words, x, 33, "cw-soft", anchor=anchor))
        else:
            x, anchor = (frame.right + 10, None) if actor else (frame.left - 10, "end")
            placed.append(text(fit(side.silent, frame.room, SMALL), x, 14, "cw-soft", anchor=anchor))
    return Block(tuple(placed), (41.0 if look.narrow else LINE + 6) if placed else 0.0)


def _claim_wide(
    claim: Claim, side: StatusSide, figure: StatusFigure, actor: int, frame: _Frame, look: Look
) -> Block:
    """The claim on its actor's side, the line across, the answer on the other side."""
    said = wrap(claim.words, frame.room, SMALL, lines=2)
    answer = wrap(claim.answer, frame.room, SMALL, lines=2)
    places = [(frame.left - 10, "end"), (frame.right + 10, None)]
    (own, own_anchor), (other, other_anchor) = places if actor == 0 else places[::-1]
    words = [text(line, own, 14 + LINE * n, anchor=own_anchor) for n, line in enumerate(said)]
    placed = linked(words, side.anchor if look.links else "", claim.words)
    placed += [text(line, other, 14 + LINE * n, "cw-soft", anchor=other_anchor) for n, line in enumerate(answer)]
    placed += lane(claim, actor, frame.left, frame.right, 10)
    return Block(tuple(placed), LINE * max(len(said), len(answer)) + 6)


def _claim_narrow(
    claim: Claim, side: StatusSide, figure: StatusFigure, actor: int, frame: _Frame, look: Look
) -> Block:
    """Name and claim above the line, the answer below it."""
    places: list[tuple[float, str | None]] = [(0.0, None), (frame.width, "end")]
    (edge, anchor), (back, back_anchor) = places if actor == 0 else places[::-1]
    placed = _name(figure, actor, edge, 16, frame.width)
    said = wrap(claim.words, frame.width, SMALL, lines=2)
    words = [text(line, edge, 33 + LINE * n, anchor=anchor) for n, line in enumerate(said)]
    placed += linked(words, side.anchor if look.links else "", claim.words)
    y = 33 + LINE * (len(said) - 1)
    placed += lane(claim, actor, 0, frame.width, y + 14)
    answer = say("wording.actor.words", actor=figure.actors[1 - actor], words=claim.answer)
    lines = wrap(clean(answer), frame.width, SMALL, lines=2)
    placed += [text(line, back, y + 34 + LINE * n, "cw-soft", anchor=back_anchor) for n, line in enumerate(lines)]
    return Block(tuple(placed), y + 24 + LINE * len(lines))


def lane(claim: Claim, actor: int, left: float, right: float, y: float) -> list[Element]:
    """A line from a claim to its answer: it arrives, ends in a bar, or breaks off at a hatched square."""
    start, end, way = (left + 2, right - 2, 1) if actor == 0 else (right - 2, left + 2, -1)
    reach = start + (end - start) * 0.72
    stop = {Match.MET: end - 9 * way, Match.UNMET: reach, Match.OPEN: reach - 7 * way}[claim.match]
    line = element("path", d=f"M{number(start)} {number(y)}H{number(stop)}", class_=f"{actor_class(actor)}-line")
    if claim.match is Match.MET:
        return [line, actor_mark(actor, end - 5 * way, y)]
    if claim.match is Match.UNMET:
        return [line, element("path", d=f"M{number(reach)} {number(y - 8)}v16", class_="cw-line")]
    return [line, hatched(reach - 7, y - 7, 14, 14), rect("cw-void", reach - 7, y - 7, 14, 14)]


# -- limits, remarks, capabilities ---------------------------------------------------------------


def _limits(window: StatusWindow, figure: StatusFigure, frame: _Frame, look: Look) -> Block:
    """What limits each accepts: a strip of its own, in words at both sides."""
    if not any(side.limits_at for side in window.sides):
        return Block()
    y = 20.0
    step = (frame.right - frame.left) / figure.limits
    placed = [
        rect("cw-void", frame.left + step * n, y - 9, step, 10)
        for n in range(figure.limits)
    ]
    placed += [
        actor_mark(actor, frame.left + step * (place + 0.5) + (6 if actor else -6), y - 4, 4.0)
        for actor, side in enumerate(window.sides)
        for place in side.limits_at
    ]
    if look.narrow:
        words, height = _limits_narrow(window, figure, frame, y)
        return Block((*placed, *words), height)
    height = LINE + 8
    for actor, side in enumerate(window.sides):
        x, anchor = (frame.right + 10, None) if actor else (frame.left - 10, "end")
        lines = wrap(side.limits, frame.room, SMALL, lines=2)
        placed += [text(line, x, y + LINE * n, "", anchor=anchor) for n, line in enumerate(lines)]
        height = max(height, LINE * len(lines) + 8)
    return Block(tuple(placed), height)


def _limits_narrow(
    window: StatusWindow, figure: StatusFigure, frame: _Frame, y: float
) -> tuple[list[Element], float]:
    y += 16
    placed = []
    for actor, side in enumerate(window.sides):
        if side.limits:
            words = say("wording.actor.words", actor=figure.actors[actor], words=side.limits)
            x, anchor = (frame.width, "end") if actor else (0.0, None)
            placed.append(text(fit(clean(words), frame.width, SMALL), x, y, "", anchor=anchor))
            y += LINE
    return placed, y - 6


def _remarks(window: StatusWindow, figure: StatusFigure, frame: _Frame, look: Look) -> Block:
    """Rank claimed before anybody, worries, what is set aside: in soft words under each side."""
    if look.narrow:
        return _remarks_narrow(window, figure, frame)
    placed: list[Element] = []
    most = 0
    for actor, side in enumerate(window.sides):
        x, anchor = (frame.right + 10, None) if actor else (frame.left - 10, "end")
        parts = [clean(part) for part in (side.rank, *side.further, side.counted) if part]
        lines = [line for part in parts[:4] for line in wrap(part, frame.room, SMALL, lines=2)]
        placed += [text(line, x, 12 + LINE * n, "cw-soft", anchor=anchor) for n, line in enumerate(lines)]
        most = max(most, len(lines))
    return Block(tuple(placed), LINE * most)


def _remarks_narrow(window: StatusWindow, figure: StatusFigure, frame: _Frame) -> Block:
    placed: list[Element] = []
    y = 14.0
    for actor, side in enumerate(window.sides):
        parts = [part for part in (side.rank, *side.further, side.counted) if part]
        if not parts:
            continue
        words = say("wording.actor.words", actor=figure.actors[actor], words="; ".join(parts))
        x, anchor = (frame.width, "end") if actor else (0.0, None)
        for line in wrap(clean(words), frame.width, SMALL):
            placed.append(text(line, x, y, "cw-soft", anchor=anchor))
            y += LINE
    return Block(tuple(placed), y - 12)


def _weights(window: StatusWindow, frame: _Frame) -> Block:
    """Bars to both sides of the middle, to one scale in each row, with their words under them."""
    if not window.weights:
        return Block()
    placed: list[Element] = []
    room, y = frame.right - frame.left, 12.0
    said = [say("status.weights.more", count=more)] if (more := len(window.weights) - _MOST_WEIGHTS) > 0 else []
    for weight in window.weights[:_MOST_WEIGHTS]:
        placed += _bars(weight, frame, y - 4)
        lines = wrap(weight.words, room, SMALL, lines=2)
        placed += [text(line, frame.middle, y + 17 + LINE * n, "cw-soft", anchor="middle") for n, line in enumerate(lines)]
        y += 14 + LINE * len(lines)
    for words in (*said, *([window.beside] if window.beside else [])):
        class_ = "cw-soft" if words in said else "cw-bold"
        lines = wrap(words, room, SMALL, bold=True, lines=2)
        placed += [text(line, frame.middle, y + 6 + LINE * n, class_, anchor="middle") for n, line in enumerate(lines)]
        y += LINE * len(lines)
    return Block(tuple(placed), y)


def _bars(weight: Weight, frame: _Frame, y: float) -> list[Element]:
    half = (frame.right - frame.left) / 2
    longest = max(weight.first, weight.second)
    one, other = (max(2.0, half * share / longest) for share in (weight.first, weight.second))
    return [
        rect("cw-a", frame.middle - one, y, one - 1, _BAR),
        rect("cw-b", frame.middle + 1, y, other - 1, _BAR),
    ]
