"""Figures as PNG, drawn with the fonts that ship with Cordiale."""

from __future__ import annotations

from contextlib import ExitStack
from importlib.resources import as_file, files

from cordiale.report.drawing.fonts import EAST_ASIAN_FILE, SANS, needs_east_asian, unshipped

__all__ = ["svg_to_png"]


def svg_to_png(svg: str, zoom: float = 2.0) -> bytes:
    """A figure as PNG.

    Args:
        svg: markup from this room, in the theme ``light``, ``dark`` or ``grey``.
        zoom: pixels of the picture for each pixel of the figure; 2 suits slides, 4 print.

    Returns:
        The file's bytes; the same on every machine, unless characters need a font of the machine.

    Missing: characters that neither a shipped font nor one of the machine has stay blank.

    Raises:
        ValueError: a figure drawn with ``auto``, whose colours only a reader's browser knows.
    """
    import resvg_py

    if "var(--" in svg:
        raise ValueError("a picture has one theme: draw the figure with theme light, dark or grey")
    names = ["Inter-Regular.otf", "Inter-Bold.otf"]
    # The East Asian font is fifty times as large as these: it is read only where it is needed.
    if needs_east_asian(svg):
        names.append(EAST_ASIAN_FILE)
    folder = files(__package__).joinpath("fonts")
    with ExitStack() as stack:
        fonts = [str(stack.enter_context(as_file(folder.joinpath(name)))) for name in names]
        drawn: bytes = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            font_files=fonts,
            font_family=SANS,
            sans_serif_family=SANS,
            skip_system_fonts=not unshipped(svg),
        )
    return bytes(drawn)
