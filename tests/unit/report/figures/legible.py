"""What every drawing must be, measured: legible, inside its width, harmless, with links that are named."""

from __future__ import annotations

from collections.abc import Collection
from itertools import takewhile
from xml.etree import ElementTree

from cordiale.report.drawing.sheet import MEDIUM_WIDTH, NARROW_WIDTH, WIDE_WIDTH
from unit.report.figures.test_windows import placed_texts

WIDTHS = (WIDE_WIDTH, MEDIUM_WIDTH, NARROW_WIDTH)


def assert_legible(svg: str, width: float) -> None:
    """No text is small, outside the width, or over another."""
    found = sorted(placed_texts(svg), key=lambda one: one.top)
    assert found
    for one in found:
        assert one.size >= 12
        assert one.left >= -0.5, (width, one)
        assert one.right <= width + 0.5, (width, one)
    for place, first in enumerate(found):
        below = takewhile(lambda other, first=first: other.top < first.bottom - 0.6, found[place + 1 :])  # type: ignore[misc]
        for second in below:
            assert min(first.right, second.right) - max(first.left, second.left) <= 0.6, (width, first, second)


def assert_harmless(svg: str, anchors: Collection[str]) -> None:
    """Nothing is loaded or run; links have names and lead to listed marks or to levels."""
    for node in ElementTree.fromstring(svg).iter():
        assert node.tag.rsplit("}", 1)[1] not in {"script", "image", "foreignObject", "use"}
        assert not any(key.startswith("on") for key in node.attrib)
        target = node.get("href")
        if target is not None:
            assert target.removeprefix("#") in anchors or target.startswith("#level-")
            assert node.get("aria-label")
    assert "url(http" not in svg
    assert "@import" not in svg


def words_of(svg: str) -> list[str]:
    """Every text of a drawing."""
    return [one.words for one in placed_texts(svg)]


def height_of(svg: str) -> float:
    """Height of a drawing in pixels."""
    return float(ElementTree.fromstring(svg).get("height", "0"))
