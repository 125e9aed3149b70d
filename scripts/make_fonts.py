"""Write the fonts in `src/cordiale/report/drawing/fonts`: the originals reduced to the characters that reports need.

    pip install fonttools brotli
    python scripts/make_fonts.py FOLDER            # writes the fonts and their widths
    python scripts/make_fonts.py FOLDER --check    # exits 1 if a file on disk differs

FOLDER holds the originals under the names of `ORIGINALS`, anywhere below it; their checksums are
checked. Where each comes from, and under what licence, is written in the fonts' NOTICE. The files
made depend on the versions of fontTools and Brotli (4.68.0 and 1.2.1), in form, not in what they draw.

Why so
- The serif is renamed: its licence reserves the name "Source" for the unchanged font.
- Inter lacks the replacement sign U+FFFD, which stands in reports for what cannot be read; the
  black diamond, its usual outline, is drawn for it.
- Chinese, Japanese and Korean: all ideographs of the basic block, because names of persons and
  places use rare ones (镕 in the name of a Chinese prime minister is not in GB 2312), and of Korean
  the 2,350 usual syllables. Ideographs have the forms of mainland China. No bold: it would cost
  another 5 MB, and renderings embolden what they must.
- That font is stored without subroutines: a page's own subset of it is cut in half the time, and
  the wheel, being compressed, is the smaller for it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "src" / "cordiale" / "report" / "drawing" / "fonts"

ORIGINALS = {
    "Inter-Regular.otf": "a7e791e8f5a0fb02b65663f7fca73e1d1ca9543f772ad480cbd76f4e3fe3f8cc",
    "Inter-Bold.otf": "1e9dfd6a6e33ac63a8fe3b4ed7ae0df9eac2d0b25e444e8e7daef4ac77943fc1",
    "SourceSerif4-Regular.otf": "edf160d0d584deee8a3bb2c3371b2a7624ca63580fbe02c57c1f4c91e84d8787",
    "SourceSerif4-Bold.otf": "f5fb9a7b1611353fdfebcf8b1e46c7d9108470f25999b841816d8b643b1856ff",
    "NotoSansCJK-Regular.ttc": "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
}
SIMPLIFIED_CHINESE = 2  # the place of Noto Sans CJK SC in its collection
LAYOUT = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
WEIGHTS = ("Regular", "Bold")

ALPHABETS = """
0020-007E 00A0-024F 0259 02BB-02BC 02C6-02C7 02D8-02DD 0300-0304 0306-030C 031B 0323 0326-0328 0331
0370-03FF 0400-052F 1E00-1EF9 2002-200B 200E-2015 2018-201E 2020-2022 2026 202F-2030 2032-2033
2039-203A 2044 2070-2079 2080-2089 20A3-20BF 2116 2122 2153-215E 2190-2199 2212 221E 2248 2260
2264-2265 25A0-25A1 25B2-25B3 25B6-25B7 25BC-25BD 25C0-25C1 25C6-25C7 25CB 25CF 2713 2717
"""
EAST_ASIAN = "3000-30FF 3105-312F 31F0-31FF 3200-33FF 4E00-9FFF FE30-FE4F FF00-FFEF"


def codes(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def korean() -> set[int]:
    """The syllables of KS X 1001."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF))
    return {ord(pair.decode("euc_kr")) for pair in pairs}


def originals(folder: Path) -> dict[str, Path]:
    found = {}
    for name, wanted in ORIGINALS.items():
        path = next(folder.rglob(name), None)
        if path is None:
            sys.exit(f"{name} is not below {folder}: see NOTICE for where it comes from")
        if sha256(path.read_bytes()).hexdigest() != wanted:
            sys.exit(f"{path} is another version of {name} than the one in NOTICE")
        found[name] = path
    return found


def reduced(path: Path, unicodes: Iterable[int], *, number: int = -1, layout: Iterable[str] = LAYOUT) -> TTFont:
    """A font with these characters only, and the tables that laying out a line needs."""
    font = TTFont(path, fontNumber=number, recalcTimestamp=False)
    options = Options(
        layout_features=list(layout),
        hinting=False,
        desubroutinize=not layout,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=[0x409],
        drop_tables=[*Options().drop_tables, "BASE", "DSIG", "VORG", "vhea", "vmtx"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    return font


def sans(path: Path) -> TTFont:
    font = reduced(path, codes(ALPHABETS))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0xFFFD] = table.cmap[ord("◆")]
    return font


def serif(path: Path, weight: str) -> TTFont:
    font = reduced(path, codes(ALPHABETS), layout=[*LAYOUT, "liga"])
    family, full, short = "Cordiale Serif", f"Cordiale Serif {weight}", f"CordialeSerif-{weight}"
    names = font["name"]
    # 0, 8, 9, 11, 13 and 14 keep saying whose work it is and under what licence.
    names.names = [one for one in names.names if one.nameID in (0, 8, 9, 11, 13, 14)]
    for number, said in {1: family, 2: weight, 3: f"4.005;{short}", 4: full, 5: "Version 4.005", 6: short}.items():
        names.setName(said, number, 3, 1, 0x409)
    outlines = font["CFF "].cff
    outlines.fontNames[0] = short
    top = outlines[short]
    top.rawDict |= {"FamilyName": family, "FullName": full}
    top.FamilyName, top.FullName = family, full
    return font


def east_asian(path: Path) -> TTFont:
    unicodes = codes(EAST_ASIAN) | korean()
    return reduced(path, unicodes, number=SIMPLIFIED_CHINESE, layout=())


def saved(font: TTFont, flavour: str | None = None) -> bytes:
    font.flavor = flavour
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def advances(made: dict[str, bytes]) -> bytes:
    """Widths of the sans characters in thousandths of the type size, by weight and code point."""
    table = {}
    for weight in WEIGHTS:
        font = TTFont(BytesIO(made[f"Inter-{weight}.otf"]))
        scale = 1000 / font["head"].unitsPerEm
        table[weight.lower()] = {
            str(code): round(font["hmtx"][glyph][0] * scale) for code, glyph in sorted(font.getBestCmap().items())
        }
    return json.dumps(table, separators=(",", ":")).encode()


def files(folder: Path) -> dict[str, bytes]:
    found = originals(folder)
    made = {}
    for weight in WEIGHTS:
        faces = {
            f"Inter-{weight}": sans(found[f"Inter-{weight}.otf"]),
            f"CordialeSerif-{weight}": serif(found[f"SourceSerif4-{weight}.otf"], weight),
        }
        for name, font in faces.items():
            made[f"{name}.otf"] = saved(font)
            made[f"{name}.woff2"] = saved(TTFont(BytesIO(made[f"{name}.otf"]), recalcTimestamp=False), "woff2")
    made["NotoSansCJKsc-Regular.otf"] = saved(east_asian(found["NotoSansCJK-Regular.ttc"]))
    made["advances.json"] = advances(made)
    return made


def main() -> int:
    made = files(Path(sys.argv[1]))
    if "--check" in sys.argv:
        differing = [name for name, content in made.items() if (FONTS / name).read_bytes() != content]
        print("\n".join(differing) or "all fonts are as made")
        return int(bool(differing))
    for name, content in made.items():
        (FONTS / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
