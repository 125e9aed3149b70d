"""Figures as PNG, drawn with the fonts that ship with Cordiale."""

from __future__ import annotations

import re
from contextlib import ExitStack
from importlib.resources import as_file, files

__all__ = ["svg_to_png"]

# Chinese, Japanese and Korean: no shipped font has them, so a font of the machine is used if there is one.
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def svg_to_png(svg: str, zoom: float = 2.0) -> bytes:
    """A figure as PNG.

    Args:
        svg: markup from this room, in the theme ``light`` or ``dark``.
        zoom: pixels of the picture for each pixel of the figure; 2 suits slides, 4 print.

    Returns:
        The file's bytes; the same on every run of one machine.

    Missing: Chinese, Japanese or Korean characters for which the machine has no font stay blank.

    Raises:
        ValueError: a figure drawn with ``auto``, whose colours only a reader's browser knows.
    """
    import resvg_py

    if "var(--" in svg:
        raise ValueError("a picture has one theme: draw the figure with theme light or dark")
    folder = files(__package__).joinpath("fonts")
    with ExitStack() as stack:
        fonts = [str(stack.enter_context(as_file(folder.joinpath(f"Inter-{weight}.otf")))) for weight in ("Regular", "Bold")]
        drawn: bytes = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            font_files=fonts,
            font_family="Inter",
            sans_serif_family="Inter",
            skip_system_fonts=not _EAST_ASIAN.search(svg),
        )
    return bytes(drawn)
