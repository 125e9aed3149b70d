"""What every coder must do, whatever it is: subclass `CoderConformance` and give it the coder.

Codings that come from outside are held to the same with `check_codings`, which needs the passages and what was said of them.
"""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence

import pytest

from cordiale.coding.coder import Coder
from cordiale.formats.codings import MOST, VOCABULARY, Coding, coding_line, read_coding
from cordiale.model.texts import CodingUnit, Mention

SENTENCES = {
    "en": (
        "Terrorism is a grave threat to peace, and we must fight it without delay.",
        "The enlargement of the bloc poses no threat to our country.",
        "We are a great power and shall never accept dictation.",
        "Our peoples are brothers who share common values and one history.",
        "The session will consider the budget next Tuesday.",
        "On the basis of equality and mutual benefit we shall support our partners.",
    ),
    "ru": (
        "Терроризм представляет серьёзную угрозу миру, и мы должны бороться с ним немедленно.",
        "Мы никому не угрожаем и хотим равноправного сотрудничества.",
        "Наши народы связывают братская дружба и общая история.",
        "Заседание состоится во вторник.",
    ),
    "zh": (
        "恐怖主义严重威胁世界和平,我们必须立即采取行动。",
        "我们在平等互利的基础上发展友好合作关系。",
        "两国人民是好朋友、好邻居、好伙伴。",
        "会议将于星期二举行。",
    ),
}

ODD_TEXTS = (
    "",
    " ",
    "\n\t\r\n",
    "...!?;,—",
    "()[]{}|*\\^$.+?",
    "\x00 threat \x00 to peace",
    "half a character: \ud83d and \udc00 threat",
    "😀🧨 a threat 🇷🇺🇨🇳 to peace 👩‍👩‍👧",
    "התקפה תהדיד",
    "\u202ethreat to peace\u202c تهديد للسلام",
    "<script>alert('threat')</script><b onmouseover=x>war</b> & &amp; %s {0} ${x}",
    "\ue000\ue001\ue002 threat of \ue000 aggression",
    "threat " * 4_000,
    "peace" * 20_000,
    "İstanbul ẞtraße ﬁght threat DŽ",
    "威胁" * 3_000,
    "угроза " * 3_000,
    "a\u0301\u0301\u0301 threat \ufeff to \u200b peace",
)


def check_codings(units: Sequence[CodingUnit], codings: Sequence[Coding]) -> None:
    """One coding a passage, in order, each fit to be written and read again."""
    assert [one.id for one in codings] == [one.id for one in units]
    for unit, coding in zip(units, codings, strict=True):
        check_coding(unit, coding)


def check_coding(unit: CodingUnit, coding: Coding) -> None:
    """A coding says only what the format allows, and only of words that stand in the passage."""
    if coding.failed is not None:
        assert coding.failed.strip()
        assert (coding.threats, coding.others, coding.status) == ((), (), ())
        assert (coding.support, coding.narrative) == ("none", "none")
        return
    assert coding.support in VOCABULARY["support"]
    assert coding.narrative in VOCABULARY["narrative"]
    assert coding.confidence is None or 0 <= coding.confidence <= 1
    for kind, most in MOST.items():
        items = getattr(coding, kind)
        assert len(items) <= most
        for item in items:
            check_item(unit.text, kind, item)
    if all(not "\ud800" <= one <= "\udfff" for one in unit.text):
        line = coding_line(coding)
        assert coding_line(read_coding(line)) == line


def check_item(text: str, kind: str, item: object) -> None:
    """One threat, other or claim."""
    for key, allowed in VOCABULARY.items():
        part, _, name = key.partition(".")
        if part == kind:
            value = getattr(item, name)
            assert any(value == one and type(value) is type(one) for one in allowed), (key, value)
    probability, span, quote = (getattr(item, name) for name in ("p", "span", "quote"))
    assert probability is None or 0 <= probability <= 1
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(text)
        assert quote is None or quote == text[slice(*span)]
    elif quote is not None:
        assert quote in text


def sample(language: str, passages: int = 40, seed: int = 5) -> list[CodingUnit]:
    """Passages of a few sentences of a language; the actor's name stands in some of them."""
    dice = random.Random(seed)
    units = []
    for number in range(passages):
        text = " ".join(dice.sample(SENTENCES[language], k=dice.randint(1, 3)))
        units.append(
            CodingUnit(id=f"{language}{number}", actor=dice.choice(("FRA", "")), text=text, language=language)
        )
    return units


class CoderConformance:
    """Tests that every coder passes. Give `coder` in a subclass; a coder that asks a model gives one that is scripted."""

    @pytest.fixture
    def coder(self) -> Coder:
        raise NotImplementedError

    @pytest.fixture
    def units(self, coder: Coder) -> list[CodingUnit]:
        return [unit for language in SENTENCES if language in coder.languages for unit in sample(language)]

    def test_is_a_coder_and_says_what_its_answers_hang_on(self, coder: Coder) -> None:
        assert isinstance(coder, Coder)
        assert coder.name
        assert coder.fields
        assert {one.partition(".")[0] for one in coder.fields} <= {*MOST, "support", "narrative"}
        assert coder.languages == tuple(sorted(set(coder.languages)))
        assert coder.identity
        assert all(isinstance(one, str) for item in coder.identity.items() for one in item)

    def test_gives_one_coding_a_passage_in_order(self, coder: Coder, units: list[CodingUnit]) -> None:
        assert coder.code([]) == ()
        check_codings(units, coder.code(units))

    def test_gives_the_same_answer_however_passages_are_batched(
        self, coder: Coder, units: list[CodingUnit]
    ) -> None:
        whole = coder.code(units)
        assert tuple(coding for unit in units for coding in coder.code([unit])) == whole
        assert tuple(reversed(coder.code(units[::-1]))) == whole

    def test_gives_the_same_answer_in_another_process(self, coder: Coder, units: list[CodingUnit]) -> None:
        sent = pickle.loads(pickle.dumps(coder))
        assert sent == coder
        assert sent.identity == coder.identity
        assert sent.code(units[:5]) == coder.code(units[:5])

    def test_leaves_the_passage_to_those_who_keep_it(self, coder: Coder, units: list[CodingUnit]) -> None:
        assert all(not one.passage for one in coder.code(units))

    def test_fails_with_the_reason_in_a_language_that_it_does_not_read(self, coder: Coder) -> None:
        units = [CodingUnit(id=one, actor="FRA", text="xyzzy", language=one) for one in ("und", "", "tlh")]
        codings = coder.code(units)
        check_codings(units, codings)
        assert all(one.failed for one in codings)

    @pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
    def test_survives_odd_texts(self, coder: Coder, text: str) -> None:
        units = [
            CodingUnit(id=f"{language}{actor}", actor=actor, text=text, language=language)
            for language in coder.languages
            for actor in ("", "RUS", "no such code")
        ]
        check_codings(units, coder.code(units))

    def test_survives_mentions_that_fit_the_text_badly(self, coder: Coder) -> None:
        spans = [(0, 5), (3, 9), (4, 4_000), (20, 22)]
        mentions = tuple(
            Mention(
                start=a, end=b, actor="CHN", original_actor="CHN", form="x", kind="state", doubtful=i == 3
            )
            for i, (a, b) in enumerate(spans)
        )
        units = [
            CodingUnit(
                id=language,
                actor="RUS",
                text="China and the threat of war",
                language=language,
                mentions=mentions,
            )
            for language in coder.languages
        ]
        check_codings(units, coder.code(units))
