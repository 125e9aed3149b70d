"""Who is named: all forms of a name, and none of the words that only look like one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.actors import all_actors, find
from cordiale.errors import InputError
from cordiale.passages import LANGUAGES, mentions


def named(text: str, language: str) -> list[tuple[str, str, str]]:
    return [(m.form, m.actor, m.kind) for m in mentions(text, language)]


def actors(text: str, language: str) -> list[str]:
    return [m.actor for m in mentions(text, language)]


# --- English -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow insists.", [("Moscow", "RUS", "capital")]),
        ("The Russian side agrees.", [("Russian side", "RUS", "side")]),
        ("the Chinese people", [("Chinese people", "CHN", "people")]),
        ("the Chinese Government", [("Chinese Government", "CHN", "government")]),
        ("the Kremlin", [("Kremlin", "RUS", "government")]),
        ("China’s rise", [("China", "CHN", "state")]),
        ("the Sino-Russian treaty", [("Sino", "CHN", "adjective"), ("Russian", "RUS", "adjective")]),
        ("US-led wars", [("US", "USA", "state")]),
        ("Soviet–American talks", [("Soviet", "RUS", "adjective"), ("American", "USA", "adjective")]),
        ("the People’s\nRepublic of China", [("People’s\nRepublic of China", "CHN", "state")]),
        ("the Republic of China", [("Republic of China", "TWN", "state")]),
        (
            "Cote d'Ivoire and Guinea-Bissau",
            [("Cote d'Ivoire", "CIV", "state"), ("Guinea-Bissau", "GNB", "state")],
        ),
        ("FRANCE AND THE UNITED STATES", [("FRANCE", "FRA", "state"), ("UNITED STATES", "USA", "state")]),
        (
            "the West and Western countries",
            [("the West", "WEST", "bloc"), ("Western countries", "WEST", "bloc")],
        ),
        ("the West Germans", [("West Germans", "DEU", "people")]),
        ("Taiwan authorities", [("Taiwan authorities", "TWN", "government")]),
        ("Russians and Poles", [("Russians", "RUS", "people"), ("Poles", "POL", "people")]),
    ],
)
def test_english_names_in_all_their_forms(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(text, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Let us go.",
        "LET US GO",
        "Us too.",
        "He cost US$ 5 million; US$5 million; 5 US dollars.",
        "the West Bank, the West Indies and West Africa",
        "Western Sahara and the Western Hemisphere",
        "Latin American countries of South America",
        "the Indian Ocean and the South China Sea",
        "(spoke in Russian)",
        "He spoke in Chinese.",
        "the French text, the Russian language, English-speaking",
        "the Paris Agreement and the Vienna Convention",
        "a turkey and some china",
        "the Korean Peninsula",
        "the Jordan River",
        "Chinatown, Russianness, Iranology",
        "American Indians",
    ],
)
def test_english_words_that_name_nobody(text: str) -> None:
    assert mentions(text, "en") == ()


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Georgia joined us.", False),
        ("from Alabama to Georgia", True),
        ("We thank Jordan.", False),
        ("We thank Mr. Jordan.", True),
        ("written by Vernon Jordan", True),
        ("Korea is one.", True),
        ("the Congo", True),
        ("Brussels decided.", True),
    ],
)
def test_what_cannot_be_told_is_doubtful(text: str, doubtful: bool) -> None:
    assert [m.doubtful for m in mentions(text, "en") if m.actor != "USA"] == [doubtful]


def test_a_former_state_is_its_successor_and_keeps_its_own_code() -> None:
    found = mentions("the USSR, the GDR, Czechoslovakia", "en")
    assert [(m.original_actor, m.actor) for m in found] == [("SUN", "RUS"), ("DDR", "DEU"), ("CSK", "CSK")]


# --- Russian -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Российско-китайские связи", [("Российско", "RUS", "adjective"), ("китайские", "CHN", "adjective")]),
        ("с российской стороной", [("российской стороной", "RUS", "side")]),
        ("китайскому народу", [("китайскому народу", "CHN", "people")]),
        ("Соединёнными Штатами Америки", [("Соединёнными Штатами Америки", "USA", "state")]),
        ("Соединенным Штатам", [("Соединенным Штатам", "USA", "state")]),
        (
            "в Китае, о Китае, Китаем",
            [("Китае", "CHN", "state"), ("Китае", "CHN", "state"), ("Китаем", "CHN", "state")],
        ),
        ("из Белого дома", [("Белого дома", "USA", "government")]),
        ("американцев и немцами", [("американцев", "USA", "people"), ("немцами", "DEU", "people")]),
        ("антироссийский курс", [("антироссийский", "RUS", "adjective")]),
        ("западные партнёры, западная граница", [("западные", "WEST", "adjective")]),
        ("РОССИЯ И КИТАЙ", [("РОССИЯ", "RUS", "state"), ("КИТАЙ", "CHN", "state")]),
        ("с Республикой Корея", [("Республикой Корея", "KOR", "state")]),
        ("в Египте и Того", [("Египте", "EGY", "state"), ("Того", "TGO", "state")]),
        ("киевского режима", [("киевского режима", "UKR", "government")]),
        ("в СССР", [("СССР", "RUS", "state")]),
    ],
)
def test_russian_names_in_all_their_cases(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(text, "ru") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Он натолкнулся на Анатолия, сенатора, и потерпел натощак.",
        "Того не было. Того же и ждали.",
        "в Латинской Америке и на Северо-Западе",
        "русский язык и английским языком",
        "западная граница области",
        "постсоветское пространство",
        "рассказы Антона Чехова и Чехов, посол Поляков",
        "Индийского океана",
    ],
)
def test_russian_words_that_name_nobody(text: str) -> None:
    assert mentions(text, "ru") == ()


def test_a_people_at_the_head_of_a_sentence_may_be_a_person() -> None:
    assert [(m.actor, m.doubtful) for m in mentions("Чехов ждали. Чехи пришли.", "ru")] == [
        ("CZE", True),
        ("CZE", False),
    ]


# --- Chinese -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中方同俄方讨论", [("中方", "CHN", "side"), ("俄方", "RUS", "side")]),
        ("中俄关系", [("中", "CHN", "adjective"), ("俄", "RUS", "adjective")]),
        ("中美俄三国", [("中", "CHN", "adjective"), ("美", "USA", "adjective"), ("俄", "RUS", "adjective")]),
        ("对华政策和访俄", [("华", "CHN", "adjective"), ("俄", "RUS", "adjective")]),
        ("美国政府", [("美国政府", "USA", "government")]),
        ("俄罗斯人民", [("俄罗斯人民", "RUS", "people")]),
        ("欧美国家", [("欧", "EUROPE", "adjective"), ("美", "USA", "adjective")]),
        ("发展中国家", [("发展中国家", "GLOBAL_SOUTH", "bloc")]),
        ("西方国家", [("西方国家", "WEST", "bloc")]),
        ("中国家庭", [("中国", "CHN", "state")]),
        ("尤其中国", [("中国", "CHN", "state")]),
        ("苏联", [("苏联", "RUS", "state")]),
        ("中华民国和中华人民共和国", [("中华民国", "TWN", "state"), ("中华人民共和国", "CHN", "state")]),
        ("亚美尼亚", [("亚美尼亚", "ARM", "state")]),
        ("印度尼西亚", [("印度尼西亚", "IDN", "state")]),
        ("中国人口", [("中国", "CHN", "state")]),
    ],
)
def test_chinese_names_by_the_longest_word(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(text, "zh") == expected


@pytest.mark.parametrize(
    "text",
    [
        "美好的生活，完美国度",
        "其中国家很多，集中国力",
        "对美好生活的向往，对日常工作",
        "司法国家，方法方面，道德方面",
        "今日本来如此，节日本应快乐",
        "沿海地区，参加纳税",
        "印度洋，南美国家，拉美国家，中美洲",
        "以方便群众，以方式为主",
        "华丽的中心，中央，中部",
        "巴黎协定",
        "精英国际",
    ],
)
def test_chinese_words_that_name_nobody(text: str) -> None:
    assert mentions(text, "zh") == ()


# --- laws --------------------------------------------------------------------------------------------------

PIECES = {
    "en": ["China", "Sino-", "Russian", "US", "us", "Mr. ", "the West", " Bank", "side", " ", "-", "’s", "Paris", " Agreement", "x", "N", ". ", "\n", "́"],
    "ru": ["Китай", "российско", "российский", "нато", "НАТО", "Того", "сторона", " ", "-", "язык", "западные", " страны", "ъ", ". ", "́", "чехов"],
    "zh": ["中", "国", "美", "俄", "方", "家", "其", "好", "发展", "人民", "对", "华", "日", "本", "。", "，", "法", "德"],
}  # fmt: skip
CASES = st.sampled_from(LANGUAGES).flatmap(
    lambda language: st.tuples(
        st.just(language), st.lists(st.sampled_from(PIECES[language]), max_size=25).map("".join)
    )
)


@given(CASES)
def test_offsets_hold_and_mentions_do_not_overlap(case: tuple[str, str]) -> None:
    language, text = case
    last = 0
    for m in mentions(text, language):
        assert last <= m.start < m.end
        assert text[m.start : m.end] == m.form
        last = m.end


@given(CASES)
def test_no_mention_stands_inside_a_word(case: tuple[str, str]) -> None:
    language, text = case
    if language == "zh":
        return
    for m in mentions(text, language):
        around = text[m.start - 1 : m.start] + "|" + text[m.end : m.end + 1]
        assert not re.search(r"[\w\u0301]", around)


@given(CASES, CASES)
def test_what_one_text_names_does_not_depend_on_the_next(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    language, one = first
    two = second[1]
    gap = "\n.\n" if language != "zh" else "\n。\n"
    joined = [(m.start, m.form, m.actor, m.kind) for m in mentions(one + gap + two, language)]
    apart = [(m.start, m.form, m.actor, m.kind) for m in mentions(one, language)]
    apart += [(m.start + len(one + gap), m.form, m.actor, m.kind) for m in mentions(two, language)]
    assert joined == apart


# --- coverage ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_the_table_is_found_by_its_name(language: str) -> None:
    # "Antigua & Barbuda", "Congo - Kinshasa", «Папуа — Новая Гвинея»: never so in texts.
    unlike_text = {"COD", "COG", "ATG", "BIH", "KNA", "TTO", "VCT", "STP", "MMR", "PNG", "MHL", "SLB", "SYC"}
    missed = [
        actor.code
        for actor in all_actors()
        if actor.code not in unlike_text
        if actor.code not in {m.original_actor for m in mentions(f"the {actor.name(language)}", language)}
    ]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_never_contradicts_the_table(language: str) -> None:
    """What `find` gives for a form and what a mention of it gives are the same actor, unless the mention is doubtful."""
    for actor in all_actors():
        for alias in actor.aliases:
            for m in mentions(alias, language):
                table = find(m.form)
                assert table is None or m.doubtful or table.code == m.original_actor, (alias, m.form)


def test_a_language_without_forms_is_refused() -> None:
    with pytest.raises(InputError, match="en, ru, zh"):
        mentions("La Chine", "fr")
