"""More than twelve snapshots: a column each, and under each other readings, draws and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordiale.report.drawing.sheet import LINE, Block, Look
from cordiale.report.drawing.style import SMALL, hatched, text
from cordiale.report.drawing.svg import Element, element, fit, number, text_width, wrap
from cordiale.report.figures.how_sure.marks import CODES, TEXTS, share_mark, sign
from cordiale.report.figures.how_sure.values import HowSureFigure, SurePeriod, SureRow
from cordiale.report.figures.pieces.ladder_drawing import MARK_WIDTH, actor_class, actor_mark
from cordiale.report.figures.pieces.placing import linked
from cordiale.report.figures.pieces.time_columns import bands, period_heads
from cordiale.report.words.catalogue import say
from cordiale.report.words.wording import CONDITION_NAMES

__all__ = ["grid_block"]

_SMALLEST_CELL, _WIDEST_CELL = 28.0, 44.0
_STANDS, _DRAWS = 27.0, 54.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Sizes in pixels: of the names left of the columns, and of a column. Args look: of the drawing."""

    gutter: float
    cell: float
    look: Look

    def middle(self, column: int) -> float:
        return self.gutter + (column + 0.5) * self.cell


def grid_block(figure: HowSureFigure, look: Look) -> Block:
    """Bands of as many snapshots as stand side by side, each with its three parts."""
    gutter = 92.0 if look.narrow else 138.0
    parts = bands(len(figure.periods), look.width - gutter, _SMALLEST_CELL)
    grid = _Grid(gutter=gutter, cell=min((look.width - gutter) / len(parts[0]), _WIDEST_CELL), look=look)
    placed: list[Element] = []
    top = 0.0
    for band in parts:
        block = _band(figure, [figure.periods[place] for place in band], grid)
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height + 20
    return Block(tuple(placed), top)


def _band(figure: HowSureFigure, band: Sequence[SurePeriod], grid: _Grid) -> Block:
    conditions = [kind for kind in figure.kinds if kind in CONDITION_NAMES]
    placed: list[Element] = [element("line", x1=0, y1=0, x2=grid.look.width, y2=0, class_="cw-rule")]
    placed += period_heads([period.title for period in band], grid.gutter, grid.cell, 16)
    top = 20.0
    blocks = [_readings(figure, band, grid)]
    if conditions:
        blocks += [_shares(conditions, band, grid), _documents(figure, conditions, band, grid)]
    for block in blocks:
        placed.append(element("g", *block.elements, transform=f"translate(0 {number(top)})"))
        top += block.height
    return Block(tuple(placed), top)


def _row_name(kind: str) -> str:
    if kind in CONDITION_NAMES:
        return say("how_sure.rows.level", condition=CONDITION_NAMES[kind])
    return say(f"how_sure.rows.{kind}")


def _name_lines(words: str, grid: _Grid, middle: float) -> list[Element]:
    lines = wrap(words, grid.gutter - 8, SMALL, lines=2)
    first = middle + 4 - LINE * (len(lines) - 1) / 2
    return [text(line, 0, first + LINE * place, "cw-soft") for place, line in enumerate(lines)]


def _present(kind: str, band: Sequence[SurePeriod]) -> list[tuple[int, SurePeriod, SureRow]]:
    return [(place, period, row) for place, period in enumerate(band) if (row := period.row(kind)) is not None]


def _linked(drawn: Sequence[Element], period: SurePeriod, row: SureRow, grid: _Grid) -> list[Element]:
    words = say("how_sure.described.mark", period=period.title, row=row.label)
    return linked(drawn, row.address if grid.look.links else "", words)


# -- readings ------------------------------------------------------------------------------------


def _readings(figure: HowSureFigure, band: Sequence[SurePeriod], grid: _Grid) -> Block:
    """In how many of the readings each verdict stands: a number over a bar."""
    placed: list[Element] = _heading(say("how_sure.head.stands"), grid)
    top = 24.0
    for kind in figure.kinds:
        placed += _name_lines(_row_name(kind), grid, top + 11)
        whole, filled = "", ""
        for place, period, row in _present(kind, band):
            width = grid.cell - 6
            left = grid.middle(place) - width / 2
            whole += f"M{number(left)} {number(top + 18)}h{number(width)}v4h-{number(width)}Z"
            part = width * row.stands / (row.tried or 1)
            filled += f"M{number(left)} {number(top + 18)}h{number(part)}v4h-{number(part)}Z" if part else ""
            count = text(f"{row.stands}/{row.tried}" if grid.cell > 40 else str(row.stands), grid.middle(place), top + 14, anchor="middle")
            placed += _linked([count], period, row, grid)
        placed += [element("path", d=filled or "M0 0", class_="cw-dot"), element("path", d=whole, class_="cw-void")]
        top += _STANDS + 4
    return Block(tuple(placed), top + 4)


def _heading(words: str, grid: _Grid) -> list[Element]:
    return [text(fit(words, grid.look.width, SMALL, bold=True), 0, 15, "cw-bold")]


# -- draws ---------------------------------------------------------------------------------------


def _shares(conditions: Sequence[str], band: Sequence[SurePeriod], grid: _Grid) -> Block:
    """The two shares of draws of each level, upright from 0 to 100."""
    placed = _heading(say("how_sure.head.draws"), grid)
    placed += _signs()
    top = 24.0 + LINE
    for kind in conditions:
        floor, roof = top + _DRAWS - 7, top + 7
        placed += _name_lines(_row_name(kind), grid, (floor + roof) / 2)
        placed += _scale(roof, floor, len(band), grid)
        for place, period, row in _present(kind, band):
            drawn = _share_marks(row, grid.middle(place), (floor, roof))
            placed += _linked(drawn, period, row, grid) if drawn else []
        top += _DRAWS
    return Block(tuple(placed), top + 6)


def _signs() -> list[Element]:
    placed, x = [], 4.0
    for kind in (TEXTS, CODES):
        words = say(f"how_sure.head.{kind}")
        placed += [sign(kind, x, 15 + LINE - 4.5), text(words, x + MARK_WIDTH - 4, 15 + LINE, "cw-soft")]
        x += MARK_WIDTH + text_width(words, SMALL) + 18
    return placed


def _scale(roof: float, floor: float, count: int, grid: _Grid) -> list[Element]:
    end = number(grid.gutter + count * grid.cell)
    d = f"M{number(grid.gutter)} {number(roof)}H{end}M{number(grid.gutter)} {number(floor)}H{end}"
    ends = [text(words, grid.gutter - 6, y + 4, "cw-soft", anchor="end") for words, y in (("100", roof), ("0", floor))]
    return [element("path", d=d, class_="cw-rule"), *ends]


def _share_marks(row: SureRow, middle: float, ends: tuple[float, float]) -> list[Element]:
    floor, roof = ends
    if row.unknown:
        return [hatched(middle - 4, roof, 8, floor - roof)]
    placed: list[Element] = []
    for share, kind, aside in ((row.texts, TEXTS, -6.0), (row.codes, CODES, 6.0)):
        if share is not None:
            placed += share_mark(share, lambda at, aside=aside: (middle + aside, floor - (floor - roof) * at), kind)  # type: ignore[misc]
    return placed


# -- documents -----------------------------------------------------------------------------------


def _documents(figure: HowSureFigure, conditions: Sequence[str], band: Sequence[SurePeriod], grid: _Grid) -> Block:
    """Searched documents of each actor; framed where they are fewer than needed."""
    placed = _heading(f"{say('how_sure.head.documents')}, {say('how_sure.head.needed', needed=figure.needed)}", grid)
    placed += _names(figure, grid)
    top = 24.0 + LINE
    for kind in conditions:
        placed += _name_lines(CONDITION_NAMES[kind], grid, top + LINE)
        for actor in (0, 1):
            y = top + 13 + LINE * actor
            placed.append(actor_mark(actor, grid.gutter - 10, y - 4.5))
            placed += _counts(kind, actor, band, y, grid)
        top += 2 * LINE + 6
    return Block(tuple(placed), top)


def _names(figure: HowSureFigure, grid: _Grid) -> list[Element]:
    placed, x = [], 0.0
    room = grid.look.width / 2 - MARK_WIDTH - 8
    for actor, name in enumerate(figure.actors):
        words = fit(name, room, SMALL, bold=True)
        placed += [
            actor_mark(actor, x + 5, 15 + LINE - 4.5),
            text(words, x + MARK_WIDTH, 15 + LINE, f"cw-bold {actor_class(actor)}"),
        ]
        x += MARK_WIDTH + text_width(words, SMALL, bold=True) + 16
    return placed


def _counts(kind: str, actor: int, band: Sequence[SurePeriod], y: float, grid: _Grid) -> list[Element]:
    placed, frames = [], ""
    for place, _, row in _present(kind, band):
        if row.documents:
            count = row.documents[actor]
            placed.append(text(str(count.had), grid.middle(place), y, anchor="middle"))
            if not count.enough:
                frames += f"M{number(grid.middle(place) - 8)} {number(y - 11.5)}h16v14h-16Z"
    return [*placed, element("path", d=frames, class_="cw-void")] if frames else placed
