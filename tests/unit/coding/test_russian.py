"""What the dictionary coder makes of Russian sentences: clear cases that new points must not lose."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cordiale.coding.dictionary.coder import DictionaryCoder, loaded
from cordiale.coding.dictionary.reading import Named
from cordiale.formats.codings import Coding
from cordiale.model.texts import CodingUnit
from cordiale.passages import mentions, sentences

_CODER = DictionaryCoder()
_SPEECHES = Path(__file__).parents[2] / "fixtures" / "texts" / "speeches.csv"


def _unit(text: str, actor: str = "RUS") -> CodingUnit:
    return CodingUnit(id="1", actor=actor, text=text, language="ru", mentions=mentions(text, "ru"))


def _coded(text: str, actor: str = "RUS") -> Coding:
    return _CODER.code([_unit(text, actor)])[0]


def _families(coding: Coding) -> set[str]:
    return {str(one.family) for one in coding.threats if one.magnitude >= 1}


def _cues(text: str, actor: str = "RUS") -> set[str]:
    return set(loaded("ru", None).reader.read(_unit(text, actor)).cues)


def _named(text: str, name: str, actor: str = "RUS") -> Named:
    return next(one for one in loaded("ru", None).reader.read(_unit(text, actor)).named if one.name == name)


def _names(text: str, actor: str = "RUS") -> set[str]:
    return {one.name for one in loaded("ru", None).reader.read(_unit(text, actor)).named}


def _othering(coding: Coding, name: str) -> str:
    return next((str(one.othering) for one in coding.others if one.name == name), "")


# Threats


@pytest.mark.parametrize(
    ("text", "family"),
    [
        (
            "Международный терроризм представляет серьёзную угрозу безопасности нашей страны.",
            "terrorism_extremism",
        ),
        ("Мы будем решительно бороться с терроризмом вместе с партнёрами.", "terrorism_extremism"),
        ("Распространение наркотиков стало серьёзной опасностью для общества.", "terrorism_extremism"),
        ("Распространение ядерного оружия создаёт смертельную опасность для всего человечества.", "wmd"),
        ("Мировой экономический кризис угрожает развитию всех стран.", "economic_crisis"),
        ("Изменение климата — одна из самых серьёзных угроз человечеству.", "climate_health"),
        ("Мы боремся с коррупцией и преступностью.", "domestic_disorder"),
        ("Запад усиливает санкции и давление, его агрессивная политика угрожает миру.", "us_led_west"),
    ],
)
def test_a_danger_is_a_threat_of_its_family(text: str, family: str) -> None:
    assert family in _families(_coded(text))


@pytest.mark.parametrize(
    "text",
    [
        "Завтра мы откроем новую школу и детский сад.",
        "Поздравляю вас с праздником, желаю здоровья и счастья!",
        "Бюджет предусматривает рост инвестиций в промышленность на пять процентов.",
        "Мы высоко ценим сотрудничество с Сингапуром и будем его укреплять.",
        "Китай — наш важнейший экономический партнёр.",
    ],
)
def test_business_and_courtesy_are_no_threat(text: str) -> None:
    assert not _families(_coded(text))


@pytest.mark.parametrize(
    "text",
    [
        "Терроризм не представляет угрозы для нашей страны.",
        "Никакой угрозы терроризма в республике нет.",
        "Опасность эпидемии миновала.",
        "Мы не видим угрозы со стороны соседей.",
        "Наша страна никому не угрожает.",
        "Ни одна страна не представляет опасности для нашего союза.",
        "Мы не считаем ни одну страну своим врагом.",
        "Никаких агрессивных намерений у нас нет и никогда не было.",
    ],
)
def test_a_denied_danger_does_not_count_as_said(text: str) -> None:
    cues = _cues(text)
    assert "scope.denies" in cues
    assert not {"framing.danger", "source"} & cues


def test_a_source_whose_danger_is_denied_is_a_threat_of_magnitude_0() -> None:
    coding = _coded("Терроризм не представляет угрозы для нашей страны.")
    assert {one.magnitude for one in coding.threats if one.family == "terrorism_extremism"} == {0}
    assert {one.magnitude for one in _coded("Мы не считаем ни одну страну своим врагом.").threats} == {0}


def test_what_is_directed_against_nobody_is_denied() -> None:
    text = "Наши учения не направлены против третьих стран."
    assert "scope.denies" in _cues(text)
    assert not _families(_coded(text))


def test_a_denial_stays_within_its_clause() -> None:
    assert "framing.danger" in _cues("Мы никому не угрожаем, но терроризм опасен для всех.")
    assert "framing.danger" in _cues("Это не вымысел, а опасность для мира.")


@pytest.mark.parametrize(
    "text",
    [
        "Терроризм угрожает не только нам, но и всему миру.",
        "Нельзя не видеть угрозы терроризма.",
        "Прежние угрозы никуда не исчезли.",
        "Надо действовать, чтобы не было новых угроз безопасности.",
        "Без сомнения, терроризм опасен для каждого.",
    ],
)
def test_a_not_that_affirms_takes_nothing(text: str) -> None:
    assert "framing.danger" in _cues(text)


def test_a_plain_negation_takes_the_danger_that_follows() -> None:
    cues = _cues("Это совсем не опасно.")
    assert "framing.danger" not in cues
    assert "framing.danger" in _cues("Это очень опасно.")


def test_safety_holds_no_danger_although_the_word_does() -> None:
    assert "framing.danger" not in _cues("Безопасность движения — наш приоритет.")


@pytest.mark.parametrize(
    "text",
    [
        "Они утверждают, что Россия угрожает Европе.",
        "Нас пугают российской угрозой.",
        "Якобы существует угроза с востока.",
    ],
)
def test_what_others_only_call_a_threat_is_set_aside(text: str) -> None:
    cues = _cues(text)
    assert "framing.danger" not in cues
    assert "reports.framing.danger" in cues


def test_a_gravest_threat_outranks_one_that_is_merely_fought() -> None:
    grave = _coded(
        "Терроризм и экстремизм остаются самой серьёзной угрозой безопасности государства."
    ).threats[0]
    plain = _coded("Мы будем решительно бороться с терроризмом вместе с партнёрами.").threats[0]
    assert grave.magnitude > plain.magnitude == 1


def test_a_growing_threat_is_more_urgent_than_a_standing_one() -> None:
    growing = _coded(
        "Угроза международного терроризма нарастает и распространяется на новые регионы."
    ).threats[0]
    standing = _coded("Мы будем решительно бороться с терроризмом вместе с партнёрами.").threats[0]
    assert growing.urgency > standing.urgency == 0


def test_a_call_for_action_at_once_is_the_most_urgent() -> None:
    coding = _coded("Терроризм по-прежнему представляет серьёзную угрозу, и действовать надо немедленно.")
    assert coding.threats[0].urgency == 2


def test_growth_is_not_what_calls_for_action() -> None:
    assert "framing.growing" in _cues("Угроза нарастает.")
    assert "framing.imminent" not in _cues("Угроза нарастает.")
    assert "framing.imminent" in _cues("Медлить нельзя, нужны неотложные меры.")
    assert "framing.growing" not in _cues("Растение и возраст здесь ни при чём.")


def test_openness_is_seen_where_dialogue_is_offered() -> None:
    assert "framing.open" in _cues("Несмотря на санкции, мы готовы к диалогу и переговорам.")
    assert "framing.open" not in _cues("Мы решительно боремся с терроризмом.")


# Others


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("С братским Сингапуром мы связаны общими ценностями.", "Singapore", "KAZ"),
        ("С братским народом Белоруссии нас объединяют общая история и общие ценности.", "Belarus", "RUS"),
    ],
)
def test_kinship_and_shared_values_are_we(text: str, name: str, actor: str) -> None:
    assert _othering(_coded(text, actor), name) == "we"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("С Китаем нас связывают тесные торговые отношения, товарооборот вырос.", "China"),
        ("Мы развиваем экономическое сотрудничество с Индией.", "India"),
    ],
)
def test_interests_alone_are_a_partnership(text: str, name: str) -> None:
    coding = _coded(text)
    assert _othering(coding, name) == "non_radical"
    assert {str(one.basis) for one in coding.others if one.name == name} == {"interests"}


def test_kinship_is_bound_to_the_name_that_it_is_said_of() -> None:
    assert ("bound", "relations.kin") in _named("Братский народ Сербии рядом с нами.", "Serbia").cues
    assert ("bound", "relations.kin") not in _named("Мы торгуем с Сербией.", "Serbia").cues


def test_taking_something_is_no_brotherhood() -> None:
    assert "relations.kin" not in _cues("Нам предстоит брать новые рубежи.")
    assert "relations.kin" not in _cues("Наши отношения не назовёшь братскими.")


def test_a_friendship_that_is_denied_does_not_count() -> None:
    assert "relations.trust" in _cues("Между нами есть доверие.")
    assert "relations.trust" not in _cues("Между нами нет доверия.")


def test_who_brought_suffering_is_radically_other() -> None:
    coding = _coded("Нацисты принесли нашему народу страшные страдания.")
    other = next(one for one in coding.others if one.name == "Nazi Germany")
    assert (str(other.othering), other.valence, str(other.basis)) == ("radical", -1, "history_negative")


def test_a_strategic_partnership_built_on_trust_is_strategic_trust() -> None:
    coding = _coded("Наши отношения с Индией — стратегическое партнёрство, основанное на взаимном доверии.")
    assert {(one.name, str(one.trust)) for one in coding.others} == {("India", "strategic")}


def test_trust_comes_from_its_words() -> None:
    assert "trust.moralistic" in _cues("Мы доверяем Сингапуру как самим себе.", "KAZ")
    assert "trust.distrust" in _cues("Нас обманули, это было вероломством и лицемерием.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("После распада СССР многое изменилось.", "Soviet past"),
        ("Мы помним подвиг советского народа в Великой Отечественной войне.", "Soviet past"),
        ("Гитлеровцы были разбиты.", "Nazi Germany"),
        ("Нельзя допустить возрождения нацизма.", "Nazism"),
        ("Мы чтим наших ветеранов.", "wartime generation"),
        ("Народы континента помнят колониальное прошлое.", "colonial past"),
        ("Мы поддерживаем соотечественников за рубежом.", "compatriots abroad"),
        ("Интересы развивающихся стран надо учитывать.", "Global South"),
    ],
)
def test_pasts_and_groups_are_others_too(text: str, name: str) -> None:
    assert name in _names(text)


# Status


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Россия — великая держава, и с её мнением нельзя не считаться.", "great_power"),
        ("Россия является одним из мировых лидеров в космосе.", "leading"),
    ],
)
def test_a_rank_is_claimed(text: str, rank: str) -> None:
    coding = _coded(text)
    assert [one.formulaic for one in coding.status] == [False]
    assert f"rank.{rank}" in _cues(text)


def test_an_independent_course_is_a_claim() -> None:
    coding = _coded("Россия проводит самостоятельную и независимую внешнюю политику.")
    assert coding.status
    assert not coding.status[0].formulaic
    assert "autonomy.asserts_independence" in _cues("Казахстан проводит самостоятельную политику.", "KAZ")


@pytest.mark.parametrize(
    "text",
    [
        "Никто не вправе диктовать нам условия.",
        "Мы никому не позволим вмешиваться в наши внутренние дела.",
        "Мы не будем плясать под чужую дудку.",
        "Запугать нас не получится.",
    ],
)
def test_a_refusal_of_dictation_refuses_limits(text: str) -> None:
    assert "autonomy.refuses_limits" in _cues(text)


def test_a_rank_that_is_denied_is_not_claimed() -> None:
    assert "rank.great_power" in _cues("Мы великая держава.")
    assert "rank.great_power" not in _cues("Мы не великая держава.")


def test_boilerplate_of_equality_is_a_formula_and_no_claim() -> None:
    text = "Наше сотрудничество строится на основе равноправия, взаимного уважения и взаимной выгоды."
    assert "formula.true" in _cues(text)
    assert all(one.formulaic for one in _coded(text).status)  # I-20
    assert "formula.true" not in _cues("Мы требуем, чтобы с нами говорили как с равными.")


def test_indifference_is_no_equality() -> None:
    assert "role.equal" not in _cues("Мы не можем оставаться равнодушными.")


# Support, narrative


def test_a_pledge_of_help_is_a_commitment() -> None:
    assert (
        str(_coded("Мы и впредь будем оказывать Сирии всестороннюю поддержку и помощь.").support)
        == "commitment"
    )
    assert str(_coded("Завтра мы откроем новую школу и детский сад.").support) == "none"


def test_a_refusal_of_help_is_no_pledge() -> None:
    cues = _cues("Мы не будем поддерживать эту инициативу.")
    assert "passage.support.refuse" in cues
    assert "passage.support.condition" in _cues("Мы поможем, если партнёры выполнят договор.")


@pytest.mark.parametrize(
    ("text", "narrative"),
    [
        ("Международный терроризм представляет серьёзную угрозу безопасности нашей страны.", "system"),
        ("Бюджет предусматривает рост инвестиций в промышленность на пять процентов.", "issue"),
        ("Поздравляю вас с праздником, желаю здоровья и счастья!", "none"),
        ("С братским народом Белоруссии нас объединяют общая история и общие ценности.", "identity"),
    ],
)
def test_a_passage_has_its_business(text: str, narrative: str) -> None:
    assert str(_coded(text).narrative) == narrative


# Spelling, files


def test_yo_is_read_as_ye() -> None:
    with_yo = _coded("Терроризм несёт нам серьёзную угрозу, она растёт.")
    without = _coded("Терроризм несет нам серьезную угрозу, она растет.")
    assert [(one.family, one.magnitude, one.urgency) for one in with_yo.threats] == [
        (one.family, one.magnitude, one.urgency) for one in without.threats
    ]


def test_capitals_make_no_difference() -> None:
    text = "Терроризм угрожает миру."
    assert _families(_coded(text.upper())) == _families(_coded(text)) == {"terrorism_extremism"}


def test_no_pattern_names_a_country() -> None:
    for pattern in loaded("ru", None).files.patterns:
        if pattern.kind != "words":
            named = [one for one in mentions(pattern.text, "ru") if one.kind == "state" and not one.doubtful]
            assert not named, pattern.place


def _speeches() -> dict[str, tuple[Coding, ...]]:
    """The codings of the Russian speeches of the fixtures, sentence by sentence."""
    found = {}
    with _SPEECHES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["language"] == "ru":
                texts = [row["text"][start:end] for start, end in sentences(row["text"], "ru")]
                found[row["doc_id"]] = _CODER.code([_unit(text, row["actor"]) for text in texts])
    return found


def test_the_speeches_of_the_fixtures_make_sense() -> None:
    codings = _speeches()
    assert codings
    assert not any(one.failed for many in codings.values() for one in many)
    for doc_id in ("kaz-2011-1", "kaz-2011-4", "kaz-2021-1", "kaz-2021-2"):
        assert "terrorism_extremism" in {name for one in codings[doc_id] for name in _families(one)}
    sides = {_othering(one, "Singapore") for many in codings.values() for one in many} - {""}
    assert "we" in sides
    assert "radical" not in sides
