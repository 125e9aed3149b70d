"""The fonts that ship: what they hold, and how a page carries them."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from cordiale.report.drawing.fonts import (
    EAST_ASIAN,
    EAST_ASIAN_FILE,
    SANS,
    SERIF,
    advances,
    font_faces,
    font_file,
    unshipped,
)

ALPHABETS = {
    "English": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,;:!?’“”–—…§%€£",
    "Polish": "ĄąĆćĘęŁłŃńÓóŚśŹźŻż",
    "Czech": "ÁáČčĎďÉéĚěÍíŇňÓóŘřŠšŤťÚúŮůÝýŽž",
    "Turkish": "ÇçĞğIıİiÖöŞşÜü",
    "Romanian": "ĂăÂâÎîȘșȚț",
    "Vietnamese": "ĂăÂâĐđÊêÔôƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ",
    "Pinyin": "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ",
    "Russian": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№",
    "Ukrainian": "ҐґЄєІіЇї",
    "Belarusian": "ЎўІі",
    "Serbian": "ЂђЈјЉљЊњЋћЏџ",
    "Greek": "ΑαΆάΒβΓγΔδΕεΈέΖζΗηΉήΘθΙιΊίΪϊΐΚκΛλΜμΝνΞξΟοΌόΠπΡρΣσςΤτΥυΎύΫϋΰΦφΧχΨψΩωΏώ",
}


def characters(font: bytes) -> set[str]:
    return {chr(code) for code in TTFont(BytesIO(font)).getBestCmap()}


def names(font: bytes) -> list[str]:
    return [str(record) for record in TTFont(BytesIO(font))["name"].names if record.nameID in (1, 3, 4, 6, 16)]


def faces(rules: str) -> dict[tuple[str, str], bytes]:
    found = re.findall(r'font-family:"([^"]+)";font-weight:(\d+);src:url\(data:font/\w+;base64,([^)]+)\)', rules)
    return {(family, weight): b64decode(content) for family, weight, content in found}


@pytest.mark.parametrize("language", ALPHABETS)
@pytest.mark.parametrize("name", ["Inter-Regular", "Inter-Bold", "CordialeSerif-Regular", "CordialeSerif-Bold"])
def test_sans_and_serif_hold_every_letter(name: str, language: str) -> None:
    assert set(ALPHABETS[language]) <= characters(font_file(f"{name}.otf"))


@pytest.mark.parametrize("name", ["Inter-Regular", "Inter-Bold", "CordialeSerif-Regular", "CordialeSerif-Bold"])
def test_the_page_and_the_picture_have_the_same_characters(name: str) -> None:
    assert characters(font_file(f"{name}.woff2")) == characters(font_file(f"{name}.otf"))


@pytest.mark.parametrize("codec", ["gb2312", "big5", "shift_jis", "euc_kr"])
def test_the_usual_characters_of_china_japan_and_korea_are_shipped(codec: str) -> None:
    text = {"gb2312": "中国和俄罗斯联邦", "big5": "中華民國與俄羅斯", "shift_jis": "日本とロシアの協力", "euc_kr": "대한민국과러시아"}
    assert not unshipped(text[codec].encode(codec).decode(codec))


def test_names_outside_the_old_standards_are_shipped() -> None:
    with pytest.raises(UnicodeEncodeError):
        "朱镕基".encode("gb2312")
    assert not unshipped("朱镕基")


def test_the_signs_of_figures_and_the_replacement_sign_are_shipped() -> None:
    assert not unshipped("▷◁●○▲△→←−≥≤✓\ufffd")


def test_what_is_not_seen_is_not_missed() -> None:
    assert not unshipped("a\n\t\u200b\u200d\u202e\xad")
    assert unshipped("\u0601\u06dd") == {"\u0601", "\u06dd"}


def test_the_serif_does_not_bear_the_name_that_its_licence_reserves() -> None:
    for name in ("CordialeSerif-Regular.otf", "CordialeSerif-Bold.otf"):
        assert not [said for said in names(font_file(name)) if "source" in said.lower()]
        assert SERIF in names(font_file(name))
        assert TTFont(BytesIO(font_file(name)))["CFF "].cff.fontNames == [name.removesuffix(".otf")]


def test_widths_are_those_of_the_shipped_fonts() -> None:
    for weight in ("Regular", "Bold"):
        font = TTFont(BytesIO(font_file(f"Inter-{weight}.otf")))
        scale = 1000 / font["head"].unitsPerEm
        widths = {code: round(font["hmtx"][glyph][0] * scale) for code, glyph in font.getBestCmap().items()}
        assert advances()[weight.lower()] == widths


def test_a_page_without_east_asian_text_carries_sans_and_serif_alone() -> None:
    assert set(faces(font_faces("Россия"))) == {(SANS, "400"), (SANS, "700"), (SERIF, "400"), (SERIF, "700")}


def test_a_page_carries_just_its_own_east_asian_characters() -> None:
    text = "中国 and 日本, 한국: 朱镕基。" * 20
    carried = faces(font_faces(text))[EAST_ASIAN, "400"]
    assert characters(carried) == set("中国日本한국朱镕基。")
    assert len(carried) < 10_000


def test_the_same_text_gives_the_same_rules_in_any_order() -> None:
    assert font_faces("中国日本") == font_faces("本日国中")


def test_rare_characters_that_the_font_lacks_bring_nothing() -> None:
    assert (EAST_ASIAN, "400") not in faces(font_faces("𠀀"))


def test_the_rules_stay_within_one_style_sheet() -> None:
    rules = font_faces("</style><script>中")
    assert "<" not in rules
    assert rules.count("@font-face{") == rules.count("}") == 5


def test_the_large_font_stays_small_enough_for_the_wheel() -> None:
    assert len(font_file(EAST_ASIAN_FILE)) < 6_000_000
