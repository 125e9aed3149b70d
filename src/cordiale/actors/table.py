"""The table of states and groups behind every actor code.

The rows stand in `actors.csv` beside this file, written by `scripts/make_actors.py`, which also says where each fact comes from.
Nothing is read before the first call.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

# Apostrophes and dashes differ by keyboard and by typesetter, full stops by house style ("U.S."); "&" is CLDR's "and".
_PUNCTUATION = str.maketrans(
    {".": None, "’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "&": " and "}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A state, a former state or a group of states.

    Args:
        code: ISO 3166-1 alpha-3 (`CHN`; for former states the code they had, `DDR`), or the name of a group in capitals (`NATO`).
        kind: `state`, `former_state` or `group`.
        name_en: usual short name in English (CLDR).
        name_ru: the same in Russian.
        name_zh: the same in Chinese, simplified.
        cow: number in the Correlates of War list.
        gw: number in Gleditsch and Ward's list. It differs from `cow` for Germany, Yemen, Serbia, Kiribati, Nauru, Tonga and Tuvalu.
        start: first day, or year, of the actor's present unbroken time in the international system; `1816` is the beginning of the
            lists. Membership of the UN is another matter: Belarus and Ukraine spoke there from 1946.
        end: last day; none while it lasts.
        successor: code of the one state of today that stands in a former state's place.
        aliases: other names: variants, official names, capitals and seats of government that stand for a state ("Beijing").
        family: the source family of a threat that comes from this actor: `russia`, `china`, `us_led_west` or `other_state`.

    Missing:
        `cow`, `gw` and `end` are None, `start`, `successor` and `family` empty where there is none: "the West" has no number and no
        date, a group outside the West no family, Czechoslovakia no single successor.

    Example:
        >>> find("Beijing").code
        'CHN'
    """

    code: str
    kind: str
    name_en: str
    name_ru: str
    name_zh: str
    cow: int | None
    gw: int | None
    start: str
    end: str | None
    successor: str
    aliases: tuple[str, ...]
    family: str

    def name(self, language: str = "en") -> str:
        """The usual short name in one of the table's languages.

        Args:
            language: `en`, `ru` or `zh`.

        Raises:
            ValueError: another language was asked for.

        Example:
            >>> get("CHN").name("ru")
            'Китай'
        """
        names = {"en": self.name_en, "ru": self.name_ru, "zh": self.name_zh}
        if language not in names:
            raise ValueError(f"no names in {language!r}: choose one of {', '.join(names)}")
        return names[language]


def get(code: str) -> Actor:
    """The actor with this code, to the letter.

    Args:
        code: as `CHN`, `SUN` or `NATO`, in capitals.

    Raises:
        KeyError: no actor has the code; the message names near ones. For names and free spelling use `find`.

    Example:
        >>> get("SUN").successor
        'RUS'
    """
    try:
        return _by_code()[code]
    except KeyError:
        near = ", ".join(nearest(code))
        hint = f"; did you mean {near}?" if near else ""
        raise KeyError(f"no actor has the code {code!r}{hint}") from None


def find(text: str) -> Actor | None:
    """The actor that a word or name stands for, if the whole text is one of its codes, names or aliases.

    Capitals and small letters, full stops ("U.S."), accents on Latin letters, `ё` for `е`, blanks around the text, kinds of
    apostrophe and dash, full-width forms and a leading "the" make no difference.

    Args:
        text: as "China", "the Russian Federation", "U.S.", "Кремль", "中方" or "EU".

    Returns:
        The actor. Moscow, Prague, Belgrade and Berlin give the state of today, whatever the date of the text.

    Missing:
        None if the text is no such name, is part of a longer text, or could mean two actors ("Korea", "Congo", "Brussels"). Small "us"
        is the pronoun and gives None, too.

    Example:
        >>> find("the Kremlin").code
        'RUS'
        >>> find("relations with China") is None
        True
    """
    if text.strip() == "us":
        return None
    return _by_name().get(_fold(text))


def nearest(text: str, n: int = 3) -> tuple[str, ...]:
    """Codes of the actors whose names come nearest, for a "did you mean".

    Args:
        text: what was written.
        n: how many codes at most.

    Returns:
        Codes, nearest first, none twice; actors with the text as a whole word in one of their names come before those spelled alike.

    Missing:
        Empty if nothing is near.

    Example:
        >>> nearest("Rusia", n=1)
        ('RUS',)
        >>> nearest("Congo", n=2)
        ('COD', 'COG')
    """
    wanted, names = _fold(text), _by_name()
    if not wanted:
        return ()
    exact = [wanted] if wanted in names else []
    holding = sorted((name for name in names if f" {wanted} " in f" {name} "), key=len)
    alike = get_close_matches(wanted, names, n=10 * n, cutoff=0.66)  # two letters of a code right
    return tuple(dict.fromkeys(names[name].code for name in exact + holding + alike))[:n]


def all_actors() -> tuple[Actor, ...]:
    """Every actor of the table: states by code, then former states, then groups.

    Example:
        >>> [actor.code for actor in all_actors() if actor.family == "us_led_west"]
        ['USA', 'EU', 'NATO', 'WEST']
    """
    return tuple(_by_code().values())


def _fold(text: str) -> str:
    """The form in which names are compared.

    Accents go from Latin letters, and the two dots from `ё`; `й` keeps its breve, which makes it another letter.
    """
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", text.translate(_PUNCTUATION)).casefold():
        plain = not unicodedata.combining(character)
        if plain or not (kept and (kept[-1].isascii() or kept[-1] == "е")):
            kept.append(character)
    folded = " ".join(unicodedata.normalize("NFKC", "".join(kept)).split())
    return folded.removeprefix("the ").removesuffix(" (the)")  # ISO writes "Gambia (the)"


@cache
def _by_code() -> dict[str, Actor]:
    table = files(__package__).joinpath("actors.csv").read_text(encoding="utf-8")
    return {row["code"]: _actor(row) for row in csv.DictReader(table.splitlines())}


@cache
def _by_name() -> dict[str, Actor]:
    """Folded codes, names and aliases; the tests see to it that none belongs to two actors."""
    return {
        _fold(name): actor
        for actor in _by_code().values()
        for name in (actor.code, actor.name_en, actor.name_ru, actor.name_zh, *actor.aliases)
    }


def _actor(row: dict[str, str]) -> Actor:
    return Actor(
        code=row["code"],
        kind=row["kind"],
        name_en=row["name_en"],
        name_ru=row["name_ru"],
        name_zh=row["name_zh"],
        cow=int(row["cow"]) if row["cow"] else None,
        gw=int(row["gw"]) if row["gw"] else None,
        start=row["start"],
        end=row["end"] or None,
        successor=row["successor"],
        aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
        family=row["family"],
    )
