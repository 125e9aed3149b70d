"""Case forms of Russian names, adjectives and peoples, made by rule from the dictionary form.

Enough of the grammar for names of states, capitals and peoples; what the rules get wrong stands in `_IRREGULAR`. A form too many
(a plural that nobody says) does no harm, since forms are matched as whole words.
"""

from __future__ import annotations

import re
from itertools import takewhile

_FEMININE_IN_SOFT_SIGN = frozenset({"Беларусь", "площадь"})
_INDECLINABLE_IN_A = frozenset({"Никарагуа", "Антигуа"})
_GENITIVE_IN_OV = frozenset({"Штаты", "Нидерланды", "Эмираты", "кхмеры", "англосаксы", "Кхмеры"})
_IRREGULAR = {
    "Египет": ("Египет", "Египта", "Египту", "Египет", "Египтом", "Египте"),
    "Острова": ("Острова", "Островов", "Островам", "Острова", "Островами", "Островах"),
    "власти": ("власти", "властей", "властям", "власти", "властями", "властях"),
    "рынок": ("рынок", "рынка", "рынку", "рынок", "рынком", "рынке"),
    "дворец": ("дворец", "дворца", "дворцу", "дворец", "дворцом", "дворце"),
}
_IRREGULAR_ADJECTIVES = {
    "третий": ("третий", "третьего", "третьему", "третий", "третьим", "третьем"),
    "развивающиеся": (
        "развивающиеся",
        "развивающихся",
        "развивающимся",
        "развивающиеся",
        "развивающимися",
        "развивающихся",
    ),
    "неприсоединившиеся": (
        "неприсоединившиеся",
        "неприсоединившихся",
        "неприсоединившимся",
        "неприсоединившиеся",
        "неприсоединившимися",
        "неприсоединившихся",
    ),
}
_ADJECTIVE = re.compile(r"(?:[кнжшврщ]ий|[нвркмсл]ый|[тв]ой|[кнвтмсрщшл]ая|[кн]ое|[кщ]ие|[нв]ые|овы)$")
_VELAR_OR_HUSHING = "гкхжчшщ"
_ADJECTIVE_ENDINGS = {
    "ий": ("ий", "ого", "ому", "ий", "им", "ом"),
    "ый": ("ый", "ого", "ому", "ый", "ым", "ом"),
    "ой": ("ой", "ого", "ому", "ой", "ым", "ом"),
    "ая": ("ая", "ой", "ой", "ую", "ой", "ой"),
    "ое": ("ое", "ого", "ому", "ое", "ым", "ом"),
    "ие": ("ие", "их", "им", "ие", "ими", "их"),
    "ые": ("ые", "ых", "ым", "ые", "ыми", "ых"),
    "вы": ("вы", "вых", "вым", "вы", "выми", "вых"),
}
_ALL_ADJECTIVE_ENDINGS = {
    "ий": ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ою", "ое", "ие", "их", "ими"),
    "ый": ("ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ою", "ое", "ые", "ых", "ыми"),
}
_CASES = 6


def name_forms(name: str) -> frozenset[str]:
    """Every case form of a name of one or more words.

    Adjectives and the first noun are declined, what follows stands in the genitive or in apposition and stays: «Российской
    Федерации», «Организации Договора о коллективной безопасности», «Республики Беларусь».

    Args:
        name: in the nominative, as «Китай» or «Соединённые Штаты Америки».

    Example:
        >>> sorted(name_forms("Китай"))
        ['Китае', 'Китаем', 'Китай', 'Китаю', 'Китая']
    """
    halves = name.split(" и ")
    alike = len(halves[0].split()) == 1  # «Босния и Герцеговина», but not «союз Сербии и Черногории»
    parts = [_phrase_cases(half) for half in (halves if alike else [name])]
    forms = {" и ".join(case) for case in zip(*parts, strict=True)}
    first, _, state = name.partition(" ")
    if first == "Республика" and " " not in state:  # «с Республикой Корея» and «с Республикой Кореей»
        forms.update(map(" ".join, zip(_noun_cases(first), _noun_cases(state), strict=True)))
    return frozenset(forms)


def adjective_forms(adjective: str) -> frozenset[str]:
    """Every form of an adjective in -ский, -цкий or -ный.

    Example:
        >>> len(adjective_forms("российский")), "российскою" in adjective_forms("российский")
        (13, True)
    """
    return frozenset(adjective[:-2] + ending for ending in _ALL_ADJECTIVE_ENDINGS[adjective[-2:]])


def people_forms(people: str) -> frozenset[str]:
    """Every form of a noun for a member of a people, singular and plural.

    Args:
        people: as «китаец»; with its other stem after a slash where no rule gives it, as «россиянин/россиян».

    Example:
        >>> {"китаец", "китайцы", "китайцев"} <= people_forms("китаец")
        True
    """
    singular, _, stem = people.partition("/")
    if singular.endswith("ин") and stem:
        return frozenset(singular + e for e in ("", "а", "у", "ом", "е")) | frozenset(
            stem + e for e in ("е", "ы", "", "ам", "ами", "ах")
        )
    if singular.endswith("ец"):
        root = singular[:-2]
        stem = stem or (root + "йц" if root[-1] in "аеиоуыэюя" else root + "ц")
        endings = ["а", "у", "ем", "е", "ы", "ев", "ам", "ами", "ах"]
    else:
        stem = stem or singular
        endings = ["а", "у", "ом", "ем", "е", "ы", "и", "ов", "ей", "ам", "ами", "ах"]
    return frozenset({singular, *(stem + ending for ending in endings)})


def _phrase_cases(phrase: str) -> list[str]:
    words = phrase.split(" ")
    leading = list(takewhile(_is_adjective, words))
    if len(leading) == len(words):
        leading = leading[:-1]
    head = words[len(leading)]
    rest = words[len(leading) + 1 :]
    # «Поднебесная» stands alone and is declined as the adjective that it is.
    last = _adjective_cases(head) if _is_adjective(head) else _noun_cases(head)
    columns = [*map(_adjective_cases, leading), last]
    return [" ".join([*case, *rest]) for case in zip(*columns, strict=True)]


def _is_adjective(word: str) -> bool:
    return word in _IRREGULAR_ADJECTIVES or _ADJECTIVE.search(word) is not None


def _adjective_cases(word: str) -> list[str]:
    if word in _IRREGULAR_ADJECTIVES:
        return list(_IRREGULAR_ADJECTIVES[word])
    stem, ending = word[:-2], word[-2:]
    forms = _ADJECTIVE_ENDINGS[ending]
    soft = stem[-1:] in _VELAR_OR_HUSHING and ending in ("ое", "ий")
    return [stem + (form.replace("ым", "им") if soft else form) for form in forms]


def _noun_cases(word: str) -> list[str]:
    """The six cases of a noun; a name that is not declined comes back six times."""
    if word in _IRREGULAR:
        return list(_IRREGULAR[word])
    if word.upper() == word or word in _INDECLINABLE_IN_A or not word[-1].isalpha():
        return [word] * _CASES
    return _plural_cases(word) or _feminine_cases(word) or _masculine_cases(word) or [word] * _CASES


def _plural_cases(word: str) -> list[str]:
    stem = word[:-1]
    if word.endswith(("ции", "рии")):
        return [word, stem + "й", stem + "ям", word, stem + "ями", stem + "ях"]
    if word.endswith("ства"):
        return [word, stem, stem + "ам", word, stem + "ами", stem + "ах"]
    if word in _GENITIVE_IN_OV:
        return [word, stem + "ов", stem + "ам", word, stem + "ами", stem + "ах"]
    if word.endswith("ы"):
        return [word, stem, stem + "ам", word, stem + "ами", stem + "ах"]
    return []


def _feminine_cases(word: str) -> list[str]:
    stem = word[:-1]
    if word.endswith("ия"):
        return [stem + e for e in ("я", "и", "и", "ю", "ей", "и")]
    if word.endswith("а"):
        genitive = "и" if stem[-1] in _VELAR_OR_HUSHING else "ы"
        instrumental = "ей" if stem[-1] in "жчшщц" else "ой"
        return [stem + e for e in ("а", genitive, "е", "у", instrumental, "е")]
    if word.endswith("я"):
        return [stem + e for e in ("я", "и", "е", "ю", "ей", "е")]
    if word in _FEMININE_IN_SOFT_SIGN:
        return [stem + e for e in ("ь", "и", "и", "ь", "ью", "и")]
    return []


def _masculine_cases(word: str) -> list[str]:
    """Masculine nouns, and neuter ones in -ство and -ие."""
    stem = word[:-1]
    if word.endswith("ий"):
        return [stem + e for e in ("й", "я", "ю", "й", "ем", "и")]
    if word[-1] in "йь":
        return [stem + e for e in (word[-1], "я", "ю", word[-1], "ем", "е")]
    if word.endswith(("ство", "Косово", "Сараево")):
        return [stem + e for e in ("о", "а", "у", "о", "ом", "е")]
    if word.endswith("ние"):
        return [stem + e for e in ("е", "я", "ю", "е", "ем", "и")]
    if word[-1] in "бвгджзклмнпрстфхцчшщ":
        return [word + e for e in ("", "а", "у", "", "ем" if word[-1] in "жчшщц" else "ом", "е")]
    return []
