"""What the packaged table of actors says, and what `find` makes of words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict

import pytest

from cordiale.actors import Actor, all_actors, find, get, nearest
from cordiale.actors.table import _fold

STATES = [actor for actor in all_actors() if actor.kind == "state"]
FORMER_STATES = [actor for actor in all_actors() if actor.kind == "former_state"]
GROUPS = [actor for actor in all_actors() if actor.kind == "group"]


def code_of(text: str) -> str | None:
    actor = find(text)
    return actor.code if actor else None


# --- finding -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CHN", "CHN"),
        ("chn", "CHN"),
        ("China", "CHN"),
        ("Россия", "RUS"),
        ("美国", "USA"),
        ("People's Republic of China", "CHN"),
        ("Republic of China", "TWN"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Ivory Coast", "CIV"),
        ("Burma", "MMR"),
        ("DR Congo", "COD"),
        ("West Germany", "DEU"),
        ("East Germany", "DDR"),
        ("South Vietnam", "VDR"),
        ("USSR", "SUN"),
        ("EU", "EU"),
        ("the collective West", "WEST"),
        ("NATO", "NATO"),
        ("Palestine", "PSE"),
    ],
)
def test_an_actor_is_found_by_code_name_or_alias(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Moscow", "RUS"),
        ("the Kremlin", "RUS"),
        ("Beijing", "CHN"),
        ("Washington", "USA"),
        ("the White House", "USA"),
        ("Saigon", "VDR"),
        ("Москва", "RUS"),
        ("Вашингтон", "USA"),
        ("北京", "CHN"),
    ],
)
def test_a_capital_stands_for_its_state(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("США", "USA"),
        ("КНР", "CHN"),
        ("РФ", "RUS"),
        ("中方", "CHN"),
        ("俄方", "RUS"),
        ("美方", "USA"),
        ("коллективный Запад", "WEST"),
        ("ШОС", "SCO"),
        ("北约", "NATO"),
    ],
)
def test_russian_and_chinese_short_forms_are_known(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("variant", "code"),
    [
        ("  united   states ", "USA"),
        ("U.S.", "USA"),
        ("u.s.", "USA"),
        ("THE UNITED STATES", "USA"),
        ("ＣＨＩＮＡ", "CHN"),  # full width
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),  # typographic apostrophe
        ("Sao Tome & Principe", "STP"),
        ("Guinea–Bissau", "GNB"),  # en dash
        ("Gambia (the)", "GMB"),
        ("Соединённые Штаты", "USA"),
        ("刚果（金）", "COD"),
        ("China.", "CHN"),
    ],
)
def test_spelling_that_does_not_tell_actors_apart_is_folded(variant: str, code: str) -> None:
    assert code_of(variant) == code


def test_russian_short_i_is_a_letter_of_its_own() -> None:
    assert code_of("Китай") == "CHN"
    assert code_of("Китаи") is None


@pytest.mark.parametrize("text", ["relations with China", "China and Russia", "Chinas", "RUSS", "anti-NATO"])
def test_find_matches_whole_strings_only(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize("text", ["", "   ", ".", "the", "the "])
def test_nothing_is_found_in_empty_text(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize("text", ["Korea", "Congo", "Brussels", "The Hague", "Male", "Salisbury"])
def test_a_name_that_could_mean_two_things_finds_nobody(text: str) -> None:
    assert find(text) is None


def test_the_pronoun_us_is_not_the_united_states() -> None:
    assert find("us") is None
    assert find(" us ") is None
    assert code_of("US") == "USA"


def test_the_soviet_union_and_russia_are_told_apart() -> None:
    assert code_of("Soviet Union") == "SUN"
    assert code_of("Russian Federation") == "RUS"


def test_niger_nigeria_and_the_two_dominicas_are_told_apart() -> None:
    names = ["Niger", "Nigeria", "Dominica", "Dominican Republic", "多米尼克", "多米尼加"]
    assert [code_of(name) for name in names] == ["NER", "NGA", "DMA", "DOM", "DMA", "DOM"]


# --- getting and near matches ------------------------------------------------------------------------------


def test_get_takes_a_code_to_the_letter() -> None:
    assert get("CHN").name_en == "China"
    with pytest.raises(KeyError):
        get("chn")
    with pytest.raises(KeyError):
        get("China")


def test_an_unknown_code_is_answered_with_near_ones() -> None:
    with pytest.raises(KeyError, match=r"'CHI'.*did you mean CHN"):
        get("CHI")


def test_an_unknown_code_with_nothing_near_gets_no_hint() -> None:
    with pytest.raises(KeyError) as error:
        get("QQQQQQ")
    assert error.value.args == ("no actor has the code 'QQQQQQ'",)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Rusia", "RUS"), ("Germnay", "DEU"), ("Yugoslavija", "YUG"), ("Soviet", "SUN"), ("NAT", "NATO")],
)
def test_the_nearest_actor_comes_first(text: str, code: str) -> None:
    assert nearest(text)[0] == code


def test_an_ambiguous_name_is_near_to_each_of_its_actors() -> None:
    assert {*nearest("Korea", n=2)} == {"PRK", "KOR"}
    assert {*nearest("Congo", n=2)} == {"COD", "COG"}


def test_near_matches_are_few_and_none_comes_twice() -> None:
    near = nearest("Republic", n=5)
    assert len(near) == 5
    assert len({*near}) == 5
    assert nearest("China", n=1) == ("CHN",)


@pytest.mark.parametrize("text", ["", "xqztvk"])
def test_nothing_is_near_to_nonsense(text: str) -> None:
    assert nearest(text) == ()


def test_a_name_is_given_in_three_languages_and_no_other() -> None:
    russia = get("RUS")
    assert [russia.name(), russia.name("ru"), russia.name("zh")] == ["Russia", "Россия", "俄罗斯"]
    with pytest.raises(ValueError, match=r"'fr'.*en, ru, zh"):
        russia.name("fr")


def test_an_actor_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        get("CHN").name_en = "Cathay"  # type: ignore[misc]


def test_importing_the_room_reads_no_table() -> None:
    script = "import cordiale.actors.table as table; print(table._by_code.cache_info().currsize)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    )
    assert ran.stdout.strip() == "0"


# --- the table ---------------------------------------------------------------------------------------------


def test_every_code_is_unique_and_has_its_shape() -> None:
    codes = [actor.code for actor in all_actors()]
    assert len(codes) == len({*codes})
    for actor in (*STATES, *FORMER_STATES):
        assert re.fullmatch(r"[A-Z]{3}", actor.code), actor.code
    for actor in GROUPS:
        assert re.fullmatch(r"[A-Z][A-Z0-9_]+", actor.code), actor.code


def test_the_table_has_the_un_members_the_observers_taiwan_and_kosovo() -> None:
    assert len(STATES) == 193 + 2 + 2
    assert {"VAT", "PSE", "TWN", "XKX"} < {actor.code for actor in STATES}


def test_the_former_states_are_those_of_the_corpora_and_of_the_structured_data() -> None:
    assert {actor.code for actor in FORMER_STATES} == {"CSK", "DDR", "SCG", "SUN", "VDR", "YMD", "YUG"}


def test_every_state_has_names_in_three_languages() -> None:
    for actor in all_actors():
        assert re.search(r"[A-Za-z]", actor.name_en), actor.code
        assert re.search(r"[А-Яа-я]", actor.name_ru), actor.code
        assert re.search(r"[\u4e00-\u9fff]", actor.name_zh), actor.code


def test_no_alias_names_two_actors() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for actor in all_actors():
        for name in (actor.code, actor.name_en, actor.name_ru, actor.name_zh, *actor.aliases):
            owners[_fold(name)].add(actor.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_no_alias_is_blank_or_padded_or_written_twice() -> None:
    for actor in all_actors():
        assert all(alias and alias == alias.strip() for alias in actor.aliases), actor.code
        assert len(actor.aliases) == len({*actor.aliases}), actor.code


@pytest.mark.parametrize("actor", all_actors(), ids=lambda actor: actor.code)
def test_every_code_name_and_alias_leads_back_to_its_actor(actor: Actor) -> None:
    for name in (actor.code, actor.name_en, actor.name_ru, actor.name_zh, *actor.aliases):
        assert find(name) is actor, name


def test_soviet_union_points_to_russia_as_successor() -> None:
    assert get("SUN").successor == "RUS"


def test_a_former_state_points_to_a_state_of_today() -> None:
    successors = {actor.code: actor.successor for actor in FORMER_STATES}
    assert successors == {
        "CSK": "",  # two states followed it as equals
        "DDR": "DEU",
        "SCG": "SRB",
        "SUN": "RUS",
        "VDR": "VNM",
        "YMD": "YEM",
        "YUG": "SRB",
    }
    assert all(get(code).kind == "state" for code in successors.values() if code)


def test_only_former_states_have_ended() -> None:
    assert all(actor.end for actor in FORMER_STATES)
    assert all(actor.end is None and actor.successor == "" for actor in (*STATES, *GROUPS))


def test_every_state_has_begun_and_none_ends_before() -> None:
    for actor in (*STATES, *FORMER_STATES):
        assert re.fullmatch(r"\d{4}(-\d{2}-\d{2})?", actor.start), actor.code
        assert actor.start >= "1816"
        assert actor.end is None or actor.start < actor.end


def test_russia_runs_through_the_soviet_years() -> None:
    assert get("RUS").start < get("SUN").start
    assert (get("SUN").start, get("SUN").end) == ("1922-12-30", "1991-12-26")


def test_cow_and_gleditsch_ward_numbers_part_where_the_two_lists_do() -> None:
    parted = {actor.code: (actor.cow, actor.gw) for actor in STATES if actor.cow != actor.gw}
    assert parted == {
        "DEU": (255, 260),
        "YEM": (679, 678),
        "SRB": (345, 340),
        "KIR": (946, 970),
        "NRU": (970, 971),
        "TON": (955, 972),
        "TUV": (947, 973),
    }


def test_only_the_holy_see_and_palestine_have_no_number_among_states() -> None:
    unnumbered = {actor.code for actor in STATES if actor.cow is None or actor.gw is None}
    assert unnumbered == {"PSE", "VAT"}
    assert all(actor.cow is None and actor.gw is None for actor in GROUPS)


def test_no_number_is_given_to_two_states_of_today() -> None:
    for numbers in ([actor.cow for actor in STATES], [actor.gw for actor in STATES]):
        given = [number for number in numbers if number is not None]
        assert len(given) == len({*given})


@pytest.mark.parametrize(
    ("code", "number"),
    [("USA", 2), ("GBR", 200), ("RUS", 365), ("SUN", 365), ("DDR", 265), ("TZA", 510), ("CHN", 710)],
)
def test_well_known_numbers_are_right(code: str, number: int) -> None:
    assert (get(code).cow, get(code).gw) == (number, number)


def test_a_threat_from_an_actor_falls_into_its_source_family() -> None:
    families = defaultdict(set)
    for actor in all_actors():
        families[actor.family].add(actor.code)
    assert families.pop("russia") == {"RUS", "SUN"}
    assert families.pop("china") == {"CHN"}
    assert families.pop("us_led_west") == {"USA", "NATO", "EU", "WEST"}
    assert all(get(code).kind != "group" for code in families.pop("other_state"))
    assert all(get(code).kind == "group" for code in families.pop(""))
    assert not families


def test_the_non_aligned_movement_leaves_namibia_its_code() -> None:
    assert get("NAM").name_en == "Namibia"
    assert get("NON_ALIGNED").name_en == "Non-Aligned Movement"
