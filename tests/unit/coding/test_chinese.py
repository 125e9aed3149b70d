"""What the dictionary coder makes of Chinese sentences: clear cases that new points must not lose."""

from __future__ import annotations

import pytest

from cordiale.coding.dictionary.coder import DictionaryCoder, loaded
from cordiale.formats.codings import Coding
from cordiale.model.texts import CodingUnit
from cordiale.passages import mentions

_CODER = DictionaryCoder()


def _unit(text: str, actor: str = "CHN") -> CodingUnit:
    return CodingUnit(id="1", actor=actor, text=text, language="zh", mentions=mentions(text, "zh"))


def _coded(text: str, actor: str = "CHN") -> Coding:
    return _CODER.code([_unit(text, actor)])[0]


def _families(coding: Coding) -> set[str]:
    return {str(one.family) for one in coding.threats if one.magnitude >= 1}


def _cues(text: str) -> set[str]:
    return set(loaded("zh", None).reader.read(_unit(text)).cues)


def _othering(coding: Coding, name: str) -> str:
    return next((str(one.othering) for one in coding.others if one.name == name), "")


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("恐怖主义是对地区和平与安全的严重威胁。", "terrorism_extremism"),
        ("我们必须坚决打击一切形式的恐怖主义和极端主义。", "terrorism_extremism"),
        ("不断扩散的极端主义对地区稳定构成严重威胁。", "terrorism_extremism"),
        ("霸权主义和强权政治是世界不得安宁的主要根源，我们坚决反对。", "us_led_west"),
        ("国际金融危机不断蔓延，世界经济面临严峻挑战。", "economic_crisis"),
        ("腐败是执政党面临的最大威胁，必须坚决惩治。", "domestic_disorder"),
        ("疫情仍在全球蔓延，严重威胁各国人民的生命健康。", "climate_health"),
        ("核战争的危险依然存在，军备竞赛日益加剧。", "wmd"),
    ],
)
def test_a_danger_is_a_threat_of_its_family(text: str, family: str) -> None:
    assert family in _families(_coded(text))


@pytest.mark.parametrize(
    "text",
    [
        "我们要大力发展教育，提高农村居民收入。",
        "双方就气候变化、公共卫生等问题交换了意见。",
        "主席先生，我祝贺你当选本届大会主席。",
        "我国同法国的贸易往来不断增加。",
        "不同的国家都应得到尊重。",
    ],
)
def test_a_topic_or_courtesy_is_no_threat(text: str) -> None:
    assert not _families(_coded(text))


@pytest.mark.parametrize(
    "text",
    [
        "中国的发展不会对任何国家构成威胁。",
        "我们的合作不针对第三方，也不威胁任何国家。",
        "我国没有把任何国家视为敌人。",
    ],
)
def test_a_denied_danger_is_no_threat(text: str) -> None:
    assert not _families(_coded(text))
    assert not {"framing.danger", "relations.enemy"} & _cues(text)


def test_a_denied_source_is_a_threat_of_magnitude_0() -> None:
    coding = _coded("目前，地方债务风险总体可控。")
    assert {one.magnitude for one in coding.threats} <= {0}
    assert any(cue.startswith("denies.source") for cue in _cues("目前，地方债务风险总体可控。"))


def test_a_word_that_only_looks_like_a_negation_takes_nothing() -> None:
    assert "framing.danger" in _cues("不断上升的恐怖威胁危及各国。")
    assert "framing.danger" in _cues("恐怖主义不仅威胁地区安全，而且危及世界和平。")
    assert "framing.danger" not in _cues("这并不危险。")


def test_a_negation_stays_within_its_clause() -> None:
    assert "source" in _cues("我们不针对第三方，但恐怖主义危害各国。")


def test_what_others_only_call_a_threat_is_set_aside() -> None:
    cues = _cues("有人鼓吹所谓威胁。")
    assert "framing.danger" not in cues


def test_the_gravest_threat_outranks_a_plain_one() -> None:
    grave = _coded("腐败是我们面临的最大威胁，关系党的生死存亡。").threats[0]
    plain = _coded("我们坚决打击恐怖主义和极端主义。").threats[0]
    assert grave.magnitude > plain.magnitude == 1


def test_a_growing_threat_is_more_urgent_than_a_standing_one() -> None:
    growing = _coded("恐怖主义威胁日益上升，冲突不断加剧。").threats[0]
    standing = _coded("我们坚决打击恐怖主义和极端主义。").threats[0]
    assert growing.urgency > standing.urgency == 0


def test_growth_is_not_what_calls_for_action() -> None:
    assert "framing.growing" in _cues("恐怖活动愈演愈烈。")
    assert "framing.imminent" not in _cues("恐怖活动愈演愈烈。")
    assert "framing.imminent" in _cues("消除战争威胁刻不容缓。")
    assert "framing.growing" not in _cues("两国贸易增长很快。")


def test_traditional_characters_are_read_as_well() -> None:
    assert "terrorism_extremism" in _families(_coded("恐怖主義對世界和平構成嚴重威脅，我們必須堅決打擊。"))


def test_community_and_kinship_are_we_and_interests_are_not() -> None:
    kin = _coded("哈萨克斯坦是我们的兄弟，两国拥有共同的价值观和共同的命运。", "SGP")
    trade = _coded("中国同巴西扩大经贸合作，实现互利共赢。")
    assert _othering(kin, "Kazakhstan") == "we"
    assert _othering(trade, "Brazil") in ("non_radical", "none")


def test_a_community_of_destiny_is_seen_beside_the_name() -> None:
    reading = loaded("zh", None).reader.read(_unit("哈萨克斯坦和新加坡是命运共同体，情同手足。", "SGP"))
    assert ("near", "othering.we") in reading.named[0].cues


def test_a_good_neighbour_and_friend_is_a_partner() -> None:
    assert _othering(_coded("中国和巴基斯坦是好邻居、好朋友、好伙伴。"), "Pakistan") == "non_radical"


def test_the_worst_enemy_of_peace_is_radically_other() -> None:
    coding = _coded("美国帝国主义是世界和平的最凶恶的敌人，它到处侵略，罪行累累。")
    assert _othering(coding, "United States") == "radical"
    assert "us_led_west" in _families(coding)


@pytest.mark.parametrize(
    "text", ["我国同法国的贸易往来不断增加。", "法国总统发表了讲话。", "我们完全信任法国。"]
)
def test_a_state_of_which_nothing_bad_is_said_is_not_radically_other(text: str) -> None:
    assert _othering(_coded(text), "France") != "radical"


def test_trust_comes_from_its_words() -> None:
    assert "trust.strategic" in _cues("中国和俄罗斯的战略互信不断加深。")
    assert "trust.moralistic" in _cues("我们完全信任哈萨克斯坦。")
    assert "trust.distrust" in _cues("这种背信弃义的行为令人愤慨。")
    assert "trust.strategic" not in _cues("两国没有互信。")


def test_a_norm_for_all_states_is_a_formula() -> None:
    coding = _coded("中国坚持在和平共处五项原则基础上发展同各国的关系，国家不分大小一律平等。")
    assert coding.status
    assert all(one.formulaic for one in coding.status)  # I-20


def test_a_refusal_of_interference_refuses_limits() -> None:
    coding = _coded("我们绝不允许任何外国势力干涉中国内政。")
    assert [str(one.autonomy) for one in coding.status] == ["refuses_limits"]
    assert not coding.status[0].formulaic


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("中国将继续发挥负责任大国作用。", "great_power"),
        ("我国国际地位显著提高，国际影响力不断增强。", "rising"),
    ],
)
def test_a_rank_is_claimed(text: str, rank: str) -> None:
    assert [str(one.own_rank) for one in _coded(text).status] == [rank]


def test_a_status_that_is_denied_is_not_claimed() -> None:
    assert "rank.great_power" in _cues("我国是核大国。")
    assert "rank.great_power" not in _cues("我国不是核大国。")


def test_a_pledge_of_support_is_a_commitment() -> None:
    assert str(_coded("我们坚决支持巴勒斯坦人民恢复民族合法权利的正义斗争。").support) == "commitment"
    assert str(_coded("我们要大力发展教育，提高农村居民收入。").support) == "none"


def test_openness_is_seen_where_dialogue_is_offered() -> None:
    assert "framing.open" in _cues("只要对方放弃对抗，我们愿意通过对话解决分歧。")
    assert "framing.open" not in _cues("我们坚决打击恐怖主义。")


def test_a_humiliating_past_is_a_past_that_stands_against_the_self() -> None:
    cues = _cues("旧社会任人宰割、丧权辱国的时代一去不复返了。")
    assert {"others.radical", "basis.history_negative"} & cues
    named = {one.name for one in loaded("zh", None).reader.read(_unit("百年屈辱一去不复返了。")).named}
    assert named == {"century of humiliation"}


def test_no_pattern_names_a_country() -> None:
    for pattern in loaded("zh", None).files.patterns:
        if pattern.kind != "words":
            named = [one for one in mentions(pattern.text, "zh") if one.kind == "state" and not one.doubtful]
            assert not named, pattern.place
