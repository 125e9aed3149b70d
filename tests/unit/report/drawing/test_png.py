"""Figures as PNG, with the fonts that ship."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from cordiale.report.drawing.png import svg_to_png
from cordiale.report.drawing.svg import element, write
from cordiale.report.figures.windows.view import usual_arms, windows_svg, windows_view
from unit.report.sample import hostile, sample_trajectory


def words(text: str) -> str:
    drawn = element("text", text, x=5, y=30, font_family="Inter", font_size=20)
    return write(element("svg", drawn, attributes={"xmlns": "http://www.w3.org/2000/svg"}, width=120, height=40))


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_figure_is_drawn_at_its_zoom(theme: str) -> None:
    trajectory = sample_trajectory()
    svg = windows_svg(windows_view(trajectory, *usual_arms(trajectory)), theme, 1)
    assert size(svg_to_png(svg, zoom=2))[0] == 2 * (342 + 48)


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert svg_to_png(words("2011")) == svg_to_png(words("2011"))


@pytest.mark.parametrize("text", ["Russia", "Россия", "Ελλάδα", "Đặng Zażółć", "“–…”"])
def test_latin_cyrillic_and_greek_are_drawn_with_shipped_fonts(text: str) -> None:
    """Without a glyph the picture would be as empty as that of a blank."""
    assert len(svg_to_png(words(text))) > len(svg_to_png(words(" "))) + 100


@pytest.mark.parametrize("text", ["中国", "朱镕基", "中華民國", "日本のカナ", "한국어"])
def test_east_asian_text_is_drawn_with_the_shipped_font_whatever_the_machine_has(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _asked(monkeypatch)
    drawn = svg_to_png(words(text))
    assert asked["skip_system_fonts"] is True
    assert len(drawn) > len(svg_to_png(words("")))
    # A box, drawn for each character alike, would make these two the same.
    assert drawn != svg_to_png(words("".join(chr(ord(character) + 1) for character in text)))


def test_the_large_font_is_read_only_for_east_asian_text(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _asked(monkeypatch)
    svg_to_png(words("Russia, Россия, Ελλάδα"))
    assert [Path(str(name)).name for name in asked["font_files"]] == ["Inter-Regular.otf", "Inter-Bold.otf"]
    svg_to_png(words("中国"))
    assert Path(str(asked["font_files"][-1])).name == "NotoSansCJKsc-Regular.otf"


@pytest.mark.parametrize("text", ["\u05e9\u05dc\u05d5\u05dd", "😀", "𠀀"])
def test_what_no_shipped_font_has_is_looked_for_on_the_machine(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _asked(monkeypatch)
    assert size(svg_to_png(words(text), zoom=1)) == (120, 40)
    assert asked["skip_system_fonts"] is False


def _asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """With what the last picture was drawn."""
    import resvg_py

    asked: dict[str, Any] = {}
    draw = resvg_py.svg_to_bytes

    def watched(**given: Any) -> object:
        asked.update(given)
        return draw(**given)

    monkeypatch.setattr(resvg_py, "svg_to_bytes", watched)
    return asked


def test_hostile_labels_are_drawn() -> None:
    trajectory, _ = hostile()
    assert size(svg_to_png(windows_svg(windows_view(trajectory, *usual_arms(trajectory))), zoom=1))[0] == 1148


def test_a_figure_without_one_theme_is_refused() -> None:
    trajectory = sample_trajectory()
    with pytest.raises(ValueError, match="light, dark or grey"):
        svg_to_png(windows_svg(windows_view(trajectory, *usual_arms(trajectory)), "auto"))
