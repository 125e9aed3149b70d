"""Which actors a text names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cordiale.errors import InputError, Problem
from cordiale.model.texts import Mention
from cordiale.passages.lexicon import LANGUAGES, Lexicon, Reading, Rules, folded, lexicon, small_letters

_OPENING = re.compile(r"(?:\A|[.!?…:»”\"\n]|[–—]\s)\s*[«“\"(]?\Z")
_TITLE_OR_INITIAL = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Lord|Lady|Miss|Madame|Judge|Justice|Senator|[A-Z](?=\.))\.?\s+\Z"
)
# A capitalised word within a sentence: "by Vernon Jordan", but not "in Soviet Georgia" or "of North Cuba".
_GIVEN_NAME = re.compile(
    r"(?<=[a-z,)] )(?!North|South|East|West|New)[A-Z][a-zé]+(?<!ist|ian|ern|ary|ese|ish)(?<!al|ic|ed|et)\s\Z"
)
_NO_WORDS_AFTER = re.compile(r"\s*(?:[).,;:?!\]»”\"]|\Z|and\b|or\b)")
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,})\s+\Z")
_WORD_AFTER = re.compile(r"\s+([^\W\d_]{2,})")
_BEFORE = 40  # characters in which a title or a language word is looked for
_NEAR = 300  # and a word that speaks for another reading


def mentions(text: str, language: str) -> tuple[Mention, ...]:
    """The actors that a text names, in the order of the words.

    Names, adjectives, peoples, capitals, governments and sides in all their forms are matched as whole words, in Chinese by the
    longest word that fits. «российско-китайский», "Sino-Russian" and 中俄 name two actors.

    Args:
        text: a passage or a document.
        language: `en`, `ru` or `zh`, the language the text is in.

    Returns:
        Mentions that do not overlap.

    Missing:
        Empty if the text names nobody. Languages ("in Russian"), meetings and papers called after a capital ("the Paris
        Agreement"), seas and regions ("Latin America") are no mentions.

    Raises:
        InputError: there are no forms for the language, so that silence would mean nothing.

    Example:
        >>> [(m.form, m.actor, m.kind) for m in mentions("Moscow and the Chinese side met; the USSR is past.", "en")]
        [('Moscow', 'RUS', 'capital'), ('Chinese side', 'CHN', 'side'), ('USSR', 'RUS', 'state')]
    """
    if language not in LANGUAGES:
        raise InputError(
            Problem(
                where="language",
                found=f"no names of actors in {language!r}",
                allowed=", ".join(LANGUAGES),
                cure="translate the text, or name its actors by hand",
            )
        )
    return tuple(_found(text, lexicon(language)))


def _found(text: str, words: Lexicon) -> Iterator[Mention]:
    for match in words.pattern.finditer(small_letters(text) if words.small else text):
        for reading in words.readings.get(folded(text[match.start() : match.end()]), ()):
            start = match.start() + reading.start
            end = match.end() if reading.end is None else match.start() + reading.end
            if text[end - 1] in "-‐‑–":  # "Sino-": the hyphen tells the form and is no part of it
                end -= 1
            if _is_somebody(text, start, end, reading, words.rules):
                yield _mention(text, start, end, reading, words.rules)


def _is_somebody(text: str, start: int, end: int, reading: Reading, rules: Rules) -> bool:
    """Whether the words around leave the form its meaning."""
    if reading.kind == "capital" and rules.events and rules.events.match(text, end):
        return False
    if reading.kind == "adjective" and _is_language(text, start, end, rules):
        return False
    needed = rules.only_before.get(reading.lemma)
    if needed and not needed.match(text, end):
        return False
    if reading.lemma in rules.not_opening and _opens(text, start):
        return False
    if _is_capitalised_people(text, start, end, reading, rules) and not _opens(text, start):
        return False
    return not (reading.lemma in rules.not_in_capitals and _in_capitals(text, start, end))


def _is_capitalised_people(text: str, start: int, end: int, reading: Reading, rules: Rules) -> bool:
    """Whether a people that is written small stands with a capital, as a surname or at the head of a sentence."""
    return (
        rules.peoples_are_small
        and reading.kind == "people"
        and text[start].isupper()
        and not text[start:end].isupper()
    )


def _opens(text: str, start: int) -> bool:
    return _OPENING.search(text, max(0, start - _BEFORE), start) is not None


def _is_language(text: str, start: int, end: int, rules: Rules) -> bool:
    if rules.languages and rules.languages.match(text, end):
        return True
    before = rules.language_after
    return bool(
        before and before.search(text, max(0, start - _BEFORE), start) and _NO_WORDS_AFTER.match(text, end)
    )


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words beside the form are set in capitals, so that US may be the pronoun."""
    beside = [
        word[1]
        for word in (_WORD_BEFORE.search(text, max(0, start - _BEFORE), start), _WORD_AFTER.match(text, end))
        if word
    ]
    return bool(beside) and all(word.isupper() for word in beside)


def _mention(text: str, start: int, end: int, reading: Reading, rules: Rules) -> Mention:
    kind = reading.kind
    if kind in rules.widened:
        for wider, words in rules.followed:
            if match := words.match(text, end):
                kind, end = wider, match.end()
                break
    return Mention(
        start=start,
        end=end,
        actor=reading.actor,
        original_actor=reading.original_actor,
        form=text[start:end],
        kind=kind,
        doubtful=reading.doubtful or _could_be_other(text, start, end, reading, rules),
    )


def _could_be_other(text: str, start: int, end: int, reading: Reading, rules: Rules) -> bool:
    capitalised = _is_capitalised_people(text, start, end, reading, rules)
    if capitalised and rules.surname and rules.surname.search(text[start:end]):
        return True
    near = rules.doubtful_near.get(reading.lemma)
    if near and near.search(text, max(0, start - _NEAR), start + _NEAR):
        return True
    if reading.lemma not in rules.persons:
        return False
    tail = max(0, start - _BEFORE)
    return bool(_TITLE_OR_INITIAL.search(text, tail, start) or _GIVEN_NAME.search(text, tail, start))
