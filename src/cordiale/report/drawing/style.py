"""What all figures share: colours, style sheet, text, hatching, outlines."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from cordiale.report.drawing.svg import FONT_STACK, SMALLEST_TEXT, Element, element, number, write

__all__ = ["DARK", "GREY", "LIGHT", "SMALL", "STRONG", "THEMES", "box", "drawing", "hatched", "outlines", "slanted_stripes", "stylesheet", "text"]

SMALL, STRONG = SMALLEST_TEXT, 13.0
_YEAR, _NUMERAL = 16.0, 15.0
_HATCH = 8.0

LIGHT = {
    "ink": "#1f2328",
    "soft": "#5b616a",
    "paper": "#fdfcf9",
    "rule": "#c8c5bc",
    "hatch": "#8a8f96",
    "t0": "#f1efe9",
    "t1": "#bfd0e0",
    "t2": "#7a9fc1",
    "t3": "#1d4e7a",
    "on": "#1f2328",
    "inv": "#ffffff",
    "a": "#b3541e",
    "b": "#0b6e74",
    "l1": "#e4e2dc",
    "l2": "#b4b3ae",
    "l3": "#62656a",
}
DARK = {
    "ink": "#e8e6e1",
    "soft": "#a5a9b0",
    "paper": "#16181b",
    "rule": "#444a52",
    "hatch": "#8a8f96",
    "t0": "#22262b",
    "t1": "#2c4257",
    "t2": "#47749b",
    "t3": "#b7d7f2",
    "on": "#ffffff",
    "inv": "#10151a",
    "a": "#f0a36b",
    "b": "#6cc7cc",
    "l1": "#2a2d31",
    "l2": "#5a5e63",
    "l3": "#b3b2ad",
}
GREY = LIGHT | {
    "ink": "#222222",
    "soft": "#5c5c5c",
    "rule": "#c6c6c6",
    "hatch": "#8c8c8c",
    "on": "#222222",
    "paper": "#ffffff",
    "t0": "#f0f0f0",
    "t1": "#c9c9c9",
    "t2": "#969696",
    "t3": "#3c3c3c",
    "a": "#222222",
    "b": "#222222",
    "l1": "#e2e2e2",
    "l2": "#b2b2b2",
    "l3": "#636363",
}
"""Colours of the themes; bright is open in the dark, dark is open in the light.

`t0` to `t3` are the scale of openness (share of draws in which a type is open), `l1` to `l3` the
scale of levels (share of draws in which a level holds), `a` and `b` the two actors. Grey is for
print: nothing may be told by `a` and `b` alone.
"""

THEMES = {"light": LIGHT, "dark": DARK, "grey": GREY, "print": LIGHT | {"paper": "#ffffff"}}
"""By name; print is light on white paper, for documents."""


def drawing(
    placed: Sequence[Element],
    titles: tuple[str, str],
    theme: str,
    name: str,
    *,
    size: tuple[float, float],
    edge: float = 0.0,
    links: bool = False,
    styled: bool = True,
) -> str:
    """A whole drawing: paper, style, alternative text, and what was placed on it.

    Args:
        placed: elements from the top left. Args titles: its title, and all of it in words.
        size: width and height of what was placed. Args edge: free paper around it.
        links: whether marks lead elsewhere: then it is a group of links, not one picture.
        styled: with its style sheet inside; False in a page that has it once for all figures.
    """
    width, height = size[0] + 2 * edge, size[1] + 2 * edge
    paper = element("rect", class_="cw-paper", x=-edge, y=-edge, width=width, height=height)
    root = element(
        "svg",
        element("title", titles[0], id=f"{name}-title"),
        element("desc", titles[1], id=f"{name}-desc"),
        *([element("style", stylesheet(theme))] if styled else []),
        paper,
        *placed,
        attributes={
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"{number(-edge)} {number(-edge)} {number(width)} {number(height)}",
            "aria-labelledby": f"{name}-title {name}-desc",
        },
        width=width,
        height=height,
        role="group" if links else "img",
        class_="cw",
    )
    return write(root)


def stylesheet(theme: str) -> str:
    """The drawing's style: colours as they are, or as variables that follow the reader's theme."""
    if theme == "auto":
        light, dark = (_variables(colours) for colours in (LIGHT, DARK))
        rules = _rules({name: f"var(--cw-{name})" for name in LIGHT})
        return (
            f".cw{{{light}}}@media screen and (prefers-color-scheme:dark){{.cw{{{dark}}}}}{rules}"
        )
    return _rules(THEMES[theme])


def _variables(colours: dict[str, str]) -> str:
    return ";".join(f"--cw-{name}:{value}" for name, value in colours.items())


def _rules(colour: dict[str, str]) -> str:
    fills = "".join(f".cw-t{step}{{fill:{colour[f't{step}']}}}" for step in range(4))
    halos = "".join(f".cw-h{step}{{stroke:{colour[f't{step}']}}}" for step in range(4))
    return (
        f".cw text{{font-family:{FONT_STACK};font-size:{number(SMALL)}px;fill:{colour['ink']}}}"
        f".cw .cw-year{{font-size:{number(_YEAR)}px;font-weight:700}}"
        f".cw .cw-strong{{font-size:{number(STRONG)}px;font-weight:700}}"
        f".cw .cw-soft{{fill:{colour['soft']}}}"
        f".cw .cw-num{{font-size:{number(_NUMERAL)}px;paint-order:stroke;stroke-width:3}}"
        f".cw .cw-quote{{font-size:18px;font-weight:700;paint-order:stroke;stroke-width:3}}"
        f".cw .cw-mark{{paint-order:stroke;stroke-width:3}}"
        f".cw .cw-bold{{font-weight:700}}"
        f".cw .cw-on{{fill:{colour['on']}}}.cw .cw-inv{{fill:{colour['inv']}}}"
        f"{fills}{halos}"
        f".cw-paper{{fill:{colour['paper']}}}.cw-hatch{{fill:none;stroke:{colour['hatch']};stroke-width:.8}}"
        f".cw-void{{fill:none;stroke:{colour['rule']};stroke-width:1}}"
        f".cw-line{{fill:none;stroke:{colour['ink']};stroke-width:2.5;stroke-linejoin:miter}}"
        f".cw-dash{{fill:none;stroke:{colour['ink']};stroke-width:1.6;stroke-dasharray:4 3}}"
        f".cw-halo{{fill:none;stroke:{colour['paper']};stroke-width:6}}"
        f".cw-link{{stroke:{colour['ink']};stroke-width:2}}"
        f".cw-pill{{fill:{colour['paper']};stroke:{colour['ink']};stroke-width:1.5}}"
        f".cw-a{{fill:{colour['a']}}}.cw-b{{fill:{colour['b']}}}"
        f".cw-a-line{{fill:none;stroke:{colour['a']};stroke-width:2}}.cw-b-line{{fill:none;stroke:{colour['b']};stroke-width:2}}"
        f".cw text.cw-a{{fill:{colour['a']}}}.cw text.cw-b{{fill:{colour['b']}}}"
        f".cw-l1{{fill:{colour['l1']}}}.cw-l2{{fill:{colour['l2']}}}.cw-l3{{fill:{colour['l3']}}}.cw-ink{{fill:{colour['ink']}}}"
        f".cw-dot{{fill:{colour['soft']}}}.cw-rule{{stroke:{colour['rule']};stroke-width:1}}"
        f".cw a:hover text{{text-decoration:underline}}"
    )


def hatched(x: float, y: float, width: float, height: float) -> Element:
    """A hatched rectangle: what is there is not known, and nothing else is hatched.

    Lines and no pattern: printed by a browser, each use of a pattern becomes a picture of its own.
    Lines of rectangles beside each other meet, since they lie on one raster of the whole drawing.
    """
    lines = []
    step = ceil((x + y) / _HATCH) * _HATCH
    while step < x + y + width + height:
        left, right = max(x, step - y - height), min(x + width, step - y)
        if right - left > 0.01:
            lines.append(f"M{number(left)} {number(step - left)}l{number(right - left)} {number(left - right)}")
        step += _HATCH
    return element("path", d="".join(lines), class_="cw-hatch cw-unknown")


def slanted_stripes(id_: str, tile: float, *, width: str = "") -> Element:
    """A pattern of lines that rise to the right.

    The lines are slanted and not the pattern: a turned pattern takes three times as long to paint.

    Args:
        id_: by which fills name it. Args tile: from one line to the next along an edge, in pixels.
        width: of the lines as a style, where it is not the usual one.
    """
    half = tile / 2
    d = (
        f"M{number(-half)} {number(half)}L{number(half)} {number(-half)}M0 {number(tile)}L{number(tile)} 0"
        f"M{number(half)} {number(tile + half)}L{number(tile + half)} {number(half)}"
    )
    stripes = element("path", d=d, class_="cw-hatch", style=width or None)
    units = {"patternUnits": "userSpaceOnUse"}
    return element("pattern", stripes, id=id_, width=tile, height=tile, attributes=units)


def text(
    words: str, x: float, y: float, class_: str = "", *, anchor: str | None = None, label: str = ""
) -> Element:
    """A text at a place; `class_` by the names of the style sheet."""
    title = (element("title", label),) if label else ()
    return element("text", words, *title, x=x, y=y, class_=class_ or None, text_anchor=anchor)



def box(
    fill: int | None, unknown: bool, x: float, y: float, width: float, height: float
) -> list[Element]:
    """A pane or step: filled, or an empty outline where nothing is computed; hatched where unknown."""
    if fill is None:
        # One pixel beyond on all sides, so that neighbours share their line.
        return [element("rect", x=x - 1, y=y - 1, width=width + 2, height=height + 2, class_="cw-void")]
    placed = [element("rect", x=x, y=y, width=width, height=height, class_=f"cw-t{fill}")]
    if unknown:
        placed.append(hatched(x, y, width, height))
    return placed


def outlines(cells: set[tuple[int, int]], width: float, height: float) -> str:
    """Path data of the outline of a set of grid cells, one loop for each part that stands alone.

    Example:
        >>> outlines({(0, 0)}, 10, 5)
        'M0 0L10 0L10 5L0 5Z'
    """
    # Each outer side of a cell, run clockwise, from its first corner to its second.
    nexts: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for column, row in sorted(cells):
        corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
        beside = [(column, row - 1), (column + 1, row), (column, row + 1), (column - 1, row)]
        for place, neighbour in enumerate(beside):
            if neighbour not in cells:
                nexts.setdefault(corners[place], []).append(corners[(place + 1) % 4])
    loops = []
    while nexts:
        start = min(nexts)
        loop, at = [start], _step_along(nexts, start)
        while at != start:
            loop.append(at)
            at = _step_along(nexts, at)
        points = [f"{number(column * width)} {number(row * height)}" for column, row in _corners(loop)]
        loops.append(f"M{'L'.join(points)}Z")
    return "".join(loops)


def _step_along(nexts: dict[tuple[int, int], list[tuple[int, int]]], at: tuple[int, int]) -> tuple[int, int]:
    onward = nexts[at].pop()
    if not nexts[at]:
        del nexts[at]
    return onward


def _corners(loop: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points of a loop at which it turns."""
    turns = []
    for place, point in enumerate(loop):
        before, after = loop[place - 1], loop[(place + 1) % len(loop)]
        if not (before[0] == point[0] == after[0] or before[1] == point[1] == after[1]):
            turns.append(point)
    return turns
