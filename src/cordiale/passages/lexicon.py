"""The words that name actors in a language, from the table of actors and the lists in `forms/`.

`forms/<language>.csv` holds what is ours: adjectives, peoples, capitals, governments, sides, further names (a question mark: it could
be somebody else); `forms/<language>.toml` the rules. Names and aliases come from the table of actors. Case forms and spellings are
made here, once a language, and nothing is read before the first call.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from cordiale.actors import Actor, all_actors, get
from cordiale.passages.russian import adjective_forms, name_forms, people_forms
from cordiale.passages.trie import trie_pattern

LANGUAGES = ("en", "ru", "zh")

# One spelling in the lists for the many in texts. A name may be broken over two lines.
_ONE_SPELLING = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "ё": "е", "Ё": "Е"}
)
_MANY_SPELLINGS = {" ": r"\s+", "-": "[-‐‑–]", "'": "['’‘ʼ`]", "е": "[её]", "Е": "[ЕЁ]"}
_COLUMNS = {  # of the lists, the surest reading first
    "sides": "side",
    "governments": "government",
    "capitals": "capital",
    "peoples": "people",
    "names": "",  # state or bloc, as the table says
    "adjectives": "adjective",
    "prefixes": "prefix",
}
_SCRIPT = {
    "en": re.compile(r"[^\u0400-\u04ff\u2e80-\u9fff]+"),
    "ru": re.compile(r"[^A-Za-z\u2e80-\u9fff]*[а-яё][^A-Za-z\u2e80-\u9fff]*", re.IGNORECASE),
    "zh": re.compile(r"\d*[\u4e00-\u9fff]+"),
}
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "on", "de", "и", "по", "в", "о"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a form, or one character of a compound, stands for.

    Args:
        actor: code that keys the rules: a former state's successor, if there is one.
        original_actor: code of the actor named.
        kind: state, bloc, adjective, people, capital, government or side.
        lemma: the form as the lists have it, by which rules speak of it.
        doubtful: it could be somebody else, or nobody.
        start, end: where it stands in the form; all of it if `end` is None.
    """

    actor: str
    original_actor: str
    kind: str
    lemma: str
    doubtful: bool = False
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of a language, compiled; see the comments in `forms/<language>.toml`."""

    followed: tuple[tuple[str, re.Pattern[str]], ...]
    widened: frozenset[str]
    events: re.Pattern[str] | None
    languages: re.Pattern[str] | None
    language_after: re.Pattern[str] | None
    only_before: Mapping[str, re.Pattern[str]]
    doubtful_near: Mapping[str, re.Pattern[str]]
    not_opening: frozenset[str]
    persons: frozenset[str]
    not_in_capitals: frozenset[str]
    peoples_are_small: bool
    surname: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The forms of a language.

    Args:
        pattern: finds them; in the text in small letters if `small`. Russian has so many forms that their casings would treble the
            seconds that the pattern takes to compile: what is found is looked up in `readings` as it was written.
        readings: what each stands for, by `folded` form; none for a word that only looks like an actor's.
        rules: what their surroundings change.
    """

    pattern: re.Pattern[str]
    small: bool
    readings: Mapping[str, tuple[Reading, ...]]
    rules: Rules


def folded(form: str) -> str:
    """The form in which the lists are kept: one blank, one kind of dash and apostrophe, no `ё`."""
    return " ".join(form.translate(_ONE_SPELLING).split())


def small_letters(text: str) -> str:
    """The text in small letters, character for character (the small form of the Turkish `İ` is two)."""
    return text.replace("İ", "I").lower()


@cache
def lexicon(language: str) -> Lexicon:
    """The forms of one of `LANGUAGES`."""
    rules: dict[str, Any] = tomllib.loads(_file(f"{language}.toml"))
    readings = dict.fromkeys(_blocked(rules, language), ()) | dict(_table_and_lists(rules, language))
    readings |= dict(_behind_article(readings, rules))
    conditions = dict.fromkeys(readings, "")
    if language == "zh":
        readings = dict(_compounds(rules)) | readings
        conditions = _conditions(rules, readings)
    small = language == "ru"
    pattern = trie_pattern(
        {small_letters(form) if small else form: end for form, end in conditions.items()}, _MANY_SPELLINGS
    )
    if language != "zh":
        # Whole words only: «нато» stands inside «натолкнулся», and a combining accent is part of its word. After "Sino-" a word
        # follows, after "US$" a figure may.
        pattern = rf"(?<![\w\u0300-\u036f])(?:{pattern})(?:(?<=[-‐‑–])(?=\w)|(?<=\$)|(?![\w\u0300-\u036f]))"
    return Lexicon(pattern=re.compile(pattern), small=small, readings=readings, rules=_rules(rules, language))


def _file(name: str) -> str:
    return files(__package__).joinpath("forms", name).read_text(encoding="utf-8")


# --- forms -------------------------------------------------------------------------------------------------


def _table_and_lists(rules: Mapping[str, Any], language: str) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    """Every form with its reading; where a form comes twice, the surer reading."""
    rows = {row["code"]: row for row in csv.DictReader(_file(f"{language}.csv").splitlines())}
    found: dict[str, tuple[Reading, ...]] = {}
    for column, kind in _COLUMNS.items():
        for actor in all_actors():
            listed = (rows.get(actor.code, {}).get(column) or "").split("|")
            named = _names(actor, rules, language) if column == "names" else []
            for form in [*filter(None, listed), *named]:
                reading = _reading(actor, kind or _kind(actor), form)
                for spelled in _spellings(reading, kind, rules, language):
                    found.setdefault(spelled, (reading,))
    yield from found.items()


def _names(actor: Actor, rules: Mapping[str, Any], language: str) -> list[str]:
    """The table's names in the language's script that are used in running text."""
    unused = rules.get("unused", ())
    names = [actor.code] if actor.kind == "group" and language == "en" and "_" not in actor.code else []
    names += [actor.name(language), *actor.aliases]
    return [
        name.removeprefix("The ")
        for name in names
        if _SCRIPT[language].fullmatch(name) and not re.search("[,&]| о-ва", name) and name not in unused
    ]


def _kind(actor: Actor) -> str:
    return "bloc" if actor.kind == "group" else "state"


def _reading(actor: Actor, kind: str, form: str) -> Reading:
    return Reading(
        actor=actor.successor or actor.code,
        original_actor=actor.code,
        kind="adjective" if kind == "prefix" else kind,
        lemma=form.removesuffix("?"),
        doubtful=form.endswith("?"),
    )


def _spellings(reading: Reading, kind: str, rules: Mapping[str, Any], language: str) -> Iterator[str]:
    """The forms of a word in texts, folded."""
    if language == "zh":
        yield reading.lemma
        return
    if language == "ru":
        forms: Iterable[str] = _russian_forms(reading.lemma, kind, rules)
    elif kind == "prefix":
        forms = [reading.lemma + "-"]
    elif reading.lemma.removeprefix("the ") in rules.get("with_article", ()):
        bare = reading.lemma.removeprefix("the ")
        forms = [f"the {bare}", f"The {bare}"]
    else:
        forms = [reading.lemma, _without_accents(reading.lemma)]
    for form in forms:
        yield from _casings(folded(form))


def _russian_forms(lemma: str, kind: str, rules: Mapping[str, Any]) -> Iterable[str]:
    if kind == "prefix":
        return [lemma + "-"]
    if kind == "people":
        return people_forms(lemma)
    if kind == "adjective":
        fused = [prefix + lemma for prefix in rules["fused"]]
        compound = lemma[:-2] + "о-"  # «российско-китайский»
        return [compound, *(form for each in [lemma, *fused] for form in adjective_forms(each))]
    return name_forms(lemma)


def _without_accents(form: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))


def _casings(form: str) -> set[str]:
    """As it stands, as a title, with a small last word ("North Atlantic alliance"), at the head of a sentence, all in capitals."""
    words = form.split(" ")
    cased = {form, form[:1].upper() + form[1:], form.upper()}
    if len(words) > 1:
        cased.add(" ".join(word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words))
        cased.add(" ".join([*words[:-1], words[-1][:1].lower() + words[-1][1:]]))
    return cased


def _blocked(rules: Mapping[str, Any], language: str) -> Iterator[str]:
    if language == "zh":
        yield from rules["blocked"].split()
        return
    if language == "ru":
        for name in rules["blocked"]:
            yield from (cased for form in name_forms(name) for cased in _casings(folded(form)))
        for adjective in rules["blocked_words"]:
            yield from (cased for form in adjective_forms(adjective) for cased in _casings(folded(form)))
        return
    for name in rules["blocked"]:
        yield from _casings(folded(name))


def _behind_article(
    readings: Mapping[str, tuple[Reading, ...]], rules: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    """Longer forms behind the article too: "the West Bank" is not "the West" with a bank, "the West Germans" are Germans."""
    bare = tuple(f"{word} " for word in rules.get("with_article", ()))
    for form, read in readings.items():
        if bare and form.startswith(bare):
            for article in ("the ", "The "):
                yield article + form, tuple(replace(reading, start=len(article)) for reading in read)


# --- Chinese compounds -------------------------------------------------------------------------------------


def _compounds(rules: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    """中俄, 对华, 美军: words in which one character stands for an actor."""
    short: Mapping[str, str] = rules["short"]
    for word in rules["compounds"]["words"].split():
        yield word, tuple(_part(word, place, short[character]) for place, character in enumerate(word))
    for word in rules["after_verbs"]["only"].split():
        yield word, (_part(word, len(word) - 1, short[word[-1]]),)
    for word in rules["before_nouns"]["only"].split():
        yield word, (_part(word, 0, short[word[0]]),)


def _part(word: str, place: int, code: str) -> Reading:
    reading = _reading(get(code.removesuffix("?")), "adjective", word)
    return replace(reading, start=place, end=place + 1, doubtful=code.endswith("?"))


def _conditions(rules: Mapping[str, Any], forms: Iterable[str]) -> dict[str, str]:
    """What may not stand around a form; the pattern is tried at the form's end."""
    conditions = dict.fromkeys(forms, "")
    for form, (before, after) in rules["guards"].items():
        conditions[form] = (f"(?<!{before}{form})" if before else "") + (f"(?!{after})" if after else "")
    for form, after in rules["compound_guards"].items():
        conditions[form] = f"(?!{after})"
    return conditions


# --- rules -------------------------------------------------------------------------------------------------


def _rules(rules: Mapping[str, Any], language: str) -> Rules:
    blank, end = ("", "") if language == "zh" else (r"\s+", r"(?!\w)")
    after = rules.get("language_after")
    return Rules(
        followed=tuple(
            (kind, re.compile(f"{blank}(?:{words}){end}")) for kind, words in rules["followed"].items()
        ),
        widened=frozenset({"adjective"} if language == "ru" else {"adjective", "state", "bloc"}),
        events=_compiled(rules.get("events"), blank + "(?:{})"),
        languages=_compiled(rules.get("languages"), r"\s*(?:{})(?!\w)"),
        language_after=re.compile(rf"\b(?:{after})\s+\Z", re.IGNORECASE) if after else None,
        only_before={
            form: re.compile(rf"\s+(?:\w+(?:ие|ые|их|ых|им|ым|ими|ыми|ой|ая|ую|ий|ый|ого|ому)\s+)?{words}")
            for form, words in rules.get("only_before", {}).items()
        },
        doubtful_near={
            form: re.compile(rf"\b(?:{words})") for form, words in rules.get("doubtful_near", {}).items()
        },
        not_opening=frozenset(rules.get("not_opening", ())),
        persons=frozenset(rules.get("persons", ())),
        not_in_capitals=frozenset(rules.get("not_in_capitals", ())),
        peoples_are_small=rules.get("peoples_are_small", False),
        surname=_compiled(rules.get("surname"), "{}"),
    )


def _compiled(words: str | None, around: str) -> re.Pattern[str] | None:
    return re.compile(around.format(words)) if words else None
