"""Whose words: in a transcript several people speak, in a press report the actor is spoken about.

A label is what stands before a colon at the beginning of a line, or after a sentence where a source has lost its lines: "Vladimir
Putin:", "В.Путин:", "MR. RUSSERT:", "习近平：", "Question:". What makes a label is its form, and that others like it stand in the text:
"Second:" at the beginning of a paragraph is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

__all__ = ["OwnWords", "is_report", "own_words", "spans_of_column"]

Spans = tuple[tuple[int, int], ...]

_LONGEST_LABEL = 200
_MOST_WORDS = 24
_ALIKE = 0.8  # surnames across alphabets: "Ельцин" and "Yeltsin", "Шойгу" and "Shoigu"

_COLON = re.compile("[:：]")
_BESIDE = re.compile(r"\s*[(（\[][^()（）\[\]]{1,60}[)）\]]\s*$")
_PARTICLE_WORDS = (
    "of the and for to in on at de da do del della di du la le el al bin ibn ben von van der den zu und y e"
    " и всея фон - – —"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_WORD = re.compile(r"[A-ZÀ-ÞĀ-ſА-ЯЁІЇЄҐ][\w'’.\-–]*,?|№\d+")
_INITIALS = re.compile(r"(?:[A-ZА-ЯЁ][a-zа-яё]{0,2}\.[ -]?)+(?:[A-ZА-ЯЁ][\w'’\-]+)")
_OFFICE = re.compile(
    r"\b(?:president|prime minister|premier|minister|leader|head|chair(?:man|woman|person)?|director|governor|mayor|secretary"
    r"|commissioner|ombuds\w+|chief|member|deputy|editor|representative|ambassador|chancellor|king|queen|ceo|rector)\b",
    re.IGNORECASE,
)
_HIGH_OFFICE = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|foreign minister|minister (?:of|for) foreign affairs|king|queen|emperor"
    r"|президент|премьер-министр|министр иностранных дел|председатель)\b|主席|总理|外长|总统|首相",
    re.IGNORECASE,
)
_NO_OFFICE = re.compile(
    r"\b(?:i|we|he|she|it|you|this|that|these|as|is|are|was|were|be|has|have|had|should|would|could|can|will|let|like|recall"
    r"|quote\w*|say\w*|said|words?|told|our|my|his|her|its|following|include\w*)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"(?:[.!?…»”\")*\]>]|\d\d:\d\d)$")
_SHORTENED = re.compile(r"(?:[A-ZА-ЯЁ]|Mr|Mrs|Ms|Dr|St|Prof|Gen|Jr|Sr)\.$")
_HAN_LABEL = re.compile(r"[\u4e00-\u9fff·]{1,14}")
_QUESTIONERS = re.compile(
    r"(?:question|q|remark|moderator|interviewer|journalist|reporter|correspondent|voice|host|anchor|presenter)(?: from .*)?"
    r"|вопрос(?: [а-яё-]+ (?-i:[«\"А-ЯЁ]).*)?|реплика(?: из зала)?|ведущий|ведущая|журналист|корреспондент|модератор|из зала"
    r"|问|记者|主持人|问题|[\u4e00-\u9fff]{1,8}记者问?",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"(?:answer|a|reply|ответ|答|回答)", re.IGNORECASE)
_CALLED = re.compile(  # not who speaks, but who is addressed
    r"\b(?:ladies|gentlemen|friends|colleagues|citizens|members|excellenc\w+|delegates|comrades|dear|fellow|distinguished"
    r"|дамы|господа|друзья|коллеги|товарищи|граждане|уважаем\w+|дорогие)\b"
    r"|^(?:mr|mrs|madam|madame)\.? (?:president|speaker|chairman|chairperson|secretary-general|chair)$",
    re.IGNORECASE,
)
_TITLE_WORDS = (
    "mr mrs ms miss dr sir lord president prime minister premier chairman chair secretary foreign general king queen prince"
    " the vice deputy ambassador senator chancellor director spokesman spokesperson spokeswoman ceo governor mayor leader head"
    " chief commissioner academician acting prezident ministr premer premer-ministr predsedatel glava"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_CYRILLIC = re.compile("[А-яЁё]")
_PARAGRAPH = re.compile(r"[^\n]*")
_LEAST_TURNS = 3
_LONGEST_INTRODUCTION = 1500  # characters
_SAMPLE = 2000

_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i",
        "є": "e", "ґ": "g",
    }
)  # fmt: skip

_FIRST_PERSON = re.compile(  # not "US"
    r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|us|[Oo]urs?|[Яя]|[Мм]не|меня|мной|[Мм]о[йяеёию]|[Мм]ы|[Нн]ам|[Нн]ас|нами|[Нн]аш\w{0,4})\b|[我咱]"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile(r"“[^“”]{0,4000}”|«[^«»]{0,4000}»|\"[^\"\n]{0,4000}\"|「[^「」]{0,4000}」")
_SAID_OF = re.compile(
    r"\b(?:president|prime minister|premier|foreign minister|head of state|chancellor|secretary|minister|spokes\w+|mr|he|she"
    r"|[A-Z][\w'’-]{1,40}) (?:also |then |further |especially )?(?:said|noted|stressed|told|emphasi[sz]ed|thanked"
    r"|congratulated|expressed|discussed|met|took part|signed|held|announced|added|arrived|visited|sent|spoke|pointed out"
    r"|underlined|underscored|declared|had a|attended|chaired|instructed|informed|approved|appointed|awarded|addressed)\b"
    r"|\b(?:президент|премьер-министр|министр|глава государства|глава правительства|председатель|он|она|[А-ЯЁ][а-яё]{1,40})"
    r" (?:также |затем |особо )?(?:сказал|отметил|подчеркнул|заявил|сообщил|поблагодарил|поздравил|выразил|обсудил|встретил"
    r"|принял участие|подписал|провёл|провел|объявил|добавил|прибыл|посетил|направил|выступил|напомнил|указал|поручил"
    r"|информировал)\w*\b"
    r"|(?:主席|总理|外长|部长|总统|书记|发言人|领导人)?(?:会见时|表示|指出|强调|会见了|出席|致电|通电话|宣布|介绍说)",
    re.IGNORECASE,
)
_FIRST_PERSON_PER_1000 = 2.0
_LEAST_SAID_PER_1000 = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """A label: where it begins, where the words begin, and what it says without what stands in brackets."""

    start: int
    words: int
    name: str
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What the actor itself says in a transcript.

    Args:
        spans: half-open spans in order, trimmed of white space; empty where nobody can be told to speak for the actor.
        speaker: the name on most of its labels; empty where its words bear none.
    """

    spans: Spans
    speaker: str = ""


def own_words(
    text: str, speakers: Sequence[str], *, context: str = "", actor_names: Sequence[str] = ()
) -> OwnWords | None:
    """Which parts of a transcript the actor itself says.

    Args:
        text: a clean text.
        speakers: names of those who speak for the actor, in Latin or Cyrillic letters or Chinese; also their offices.
        context: title and the like; of people who are not among ``speakers``, the first who is named there counts.
        actor_names: names of the actor: a label that holds one speaks for it ("President of Russia …", "(Russian Federation)").

    Missing:
        None where nobody is labelled: the whole text is one voice. No spans where people are, and none can be told to be the
        actor's.

    Example:
        >>> text = "Question: What of Asia?\\nV. Putin: We look to it.\\nQuestion: And Europe?\\nV. Putin: To Europe, too."
        >>> [text[start:end] for start, end in own_words(text, ["Vladimir Putin"]).spans]
        ['We look to it.', 'To Europe, too.']
    """
    labels = _labels(text, speakers)
    if not labels:
        return None
    owned = _owned(labels, speakers, context, actor_names)
    if not owned and all(_QUESTIONERS.fullmatch(one.name) for one in labels):
        return OwnWords(spans=_outside_questions(text, labels))
    ends = [*(one.start for one in labels[1:]), len(text)]
    turns = [(one.words, end) for one, end in zip(labels, ends, strict=True) if one.name in owned]
    if turns and _is_speech(text[: labels[0].start]):
        turns.insert(0, (0, labels[0].start))
    spans = tuple(span for start, end in turns if (span := _trimmed(text, start, end)))
    named = Counter(one.name for one in labels if one.name in owned and not _ANSWERS.fullmatch(one.name))
    return OwnWords(spans=spans, speaker=named.most_common(1)[0][0] if named else "")


def _is_speech(opening: str) -> bool:
    """Whether what comes before the first label is the speech itself, interrupted later, and no introduction of the source."""
    return len(opening) > _LONGEST_INTRODUCTION and _first_persons(opening) > _FIRST_PERSON_PER_1000


def spans_of_column(text: str, own: str) -> Spans | None:
    """Where the words of a column of the actor's own words stand in the whole text.

    Args:
        text: the whole text. Args own: its paragraphs that are the actor's own, in order.

    Missing:
        None where one of them does not stand there to the letter.

    Example:
        >>> spans_of_column("Host: Welcome.\\nGuest: Thank you.", "Thank you.")
        ((22, 32),)
    """
    spans, at = [], 0
    for paragraph in own.split("\n"):
        words = paragraph.strip()
        if not words:
            continue
        start = text.find(words, at)
        if start < 0:
            return None
        at = start + len(words)
        spans.append((start, at))
    return tuple(spans)


def is_report(text: str) -> bool:
    """Whether a text speaks about the actor in the third person, as a press office does.

    Args:
        text: a text without labels.

    Returns:
        True where next to nobody says "I" or "we" outside quotations, and sentences tell what a leader said or did.

    Example:
        >>> is_report("Vladimir Putin said that talks would go on. The President noted progress.")
        True
        >>> is_report("We said that talks would go on. I note our progress.")
        False
    """
    if (
        _first_persons(_QUOTED.sub(" ", text[:_SAMPLE])) > 2 * _FIRST_PERSON_PER_1000
    ):  # most texts: no need to read on
        return False
    plain = _QUOTED.sub(" ", text)
    if _first_persons(plain) > _FIRST_PERSON_PER_1000:
        return False
    return len(_SAID_OF.findall(plain)) / _words(plain) * 1000 >= _LEAST_SAID_PER_1000


def _first_persons(text: str) -> float:
    """How often somebody says "I" or "we", per thousand words."""
    return len(_FIRST_PERSON.findall(text)) / _words(text) * 1000


def _words(text: str) -> float:
    return max(1.0, len(text.split()) + (0 if text.isascii() else len(_HAN.findall(text)) / 1.6))


def _labels(text: str, speakers: Sequence[str]) -> list[_Label]:
    """The labels of a text, where they are enough alike to be some."""
    found = [label for match in _COLON.finditer(text) if (label := _label(text, match.start()))]
    if not found:
        return []
    counted = Counter(one.name for one in found)
    sure = {name for name in counted if _asks_or_answers(name) or _is_one_of(name, speakers)}
    names = {name for name in counted if " " in name or _INITIALS.fullmatch(name) or name.isupper()}
    repeated = {name for name in names if counted[name] > 1}
    if not sure and (len(repeated) < 2 or sum(counted[name] for name in repeated) < 2 * _LEAST_TURNS):
        return []
    chinese = {name for name in counted if counted[name] > 1 and _HAN_LABEL.fullmatch(name)}
    return [one for one in found if one.name in sure | names | chinese]


def _asks_or_answers(name: str) -> bool:
    return bool(_QUESTIONERS.fullmatch(name) or _ANSWERS.fullmatch(name))


def _label(text: str, colon: int) -> _Label | None:
    """The label that ends at a colon, if one does."""
    if text[colon] == ":" and not text[colon + 1 : colon + 2].isspace():
        return None
    begin = max(0, colon - _LONGEST_LABEL)
    line = text.rfind("\n", begin, colon) + 1 or (0 if begin == 0 else -1)
    written = text[max(line, begin) : colon]
    beside = _BESIDE.search(written)
    name = (written[: beside.start()] if beside else written).rstrip()
    start = max(line, begin)
    if line < 0 or not _is_name(name.lstrip()):
        tail = _inline(name)
        if not tail:
            return None
        start += len(name) - len(tail)
        name = tail
    name = name.lstrip()
    return _Label(start=start, words=colon + 1, name=name, beside=beside[0].strip() if beside else "")


def _is_name(name: str) -> bool:
    """Whether words have the form of a label: a name, with or without an office before it, or what questioners are called."""
    if _HAN_LABEL.fullmatch(name):
        return True
    if _QUESTIONERS.fullmatch(name) and len(name) < 60:
        return not name[0].islower()
    words = name.split(" ")
    if (
        _CALLED.search(name)
        or len(words) > _MOST_WORDS
        or not all(map(_WORD.fullmatch, (words[0], words[-1])))
    ):
        return False
    if any(_SENTENCE_ENDS.search(word) and not _SHORTENED.search(word) for word in words[:-1]):
        return False
    if all(_WORD.fullmatch(word) or word.casefold() in _PARTICLES for word in words):
        return True
    # "Head of the Communist Party faction Gennady Zyuganov": an office in small letters, then a name
    is_office = len(words) > 3 and _OFFICE.search(name) and not _NO_OFFICE.search(name)
    return bool(is_office and _WORD.fullmatch(words[-2]))


def _inline(name: str) -> str:
    """The label at the end of running text, behind the end of a sentence; empty where there is none."""
    words = name.split(" ")
    if _INITIALS.fullmatch(words[-1]):
        return words[-1]  # no sentence ends so: "Москва, Кремль В.Путин:"
    for start in range(len(words) - 1, 0, -1):
        before = words[start - 1]
        if _SENTENCE_ENDS.search(before) and not _SHORTENED.search(before):
            tail = " ".join(words[start:])
            is_several = len(words) - start > 1 or _QUESTIONERS.fullmatch(tail) is not None
            return tail if is_several and _is_name(tail) else ""
    return ""


def _owned(
    labels: Sequence[_Label], speakers: Sequence[str], context: str, actor_names: Sequence[str]
) -> frozenset[str]:
    """Names on labels that speak for the actor."""
    names = dict.fromkeys(one.name for one in labels)
    owned = {name for name in names if _is_one_of(name, speakers)}
    if not owned:
        owned = {one.name for one in labels if _speaks_for(one, actor_names)}
    if not owned:
        said = _tokens(context)
        people = (name for name in names if not _QUESTIONERS.fullmatch(name))
        first = next((name for name in people if any(_alike(_surname(name), word) for word in said)), None)
        owned = {first} if first else {name for name in names if _ANSWERS.fullmatch(name)}
    if owned:  # "President of Russia Vladimir Putin" first, "Vladimir Putin" from then on
        known = {_surname(name) for name in owned}
        owned |= {
            name for name in names if _surname(name) in known and not all(_clash(name, one) for one in owned)
        }
    return frozenset(owned)


def _clash(name: str, other: str) -> bool:
    """Whether two people share a surname: their first names, in one alphabet, begin otherwise."""
    one, two = _given(name), _given(other)
    same_letters = (_CYRILLIC.search(name) is None) == (_CYRILLIC.search(other) is None)
    return bool(one and two) and same_letters and one[0] != two[0]


def _given(name: str) -> str:
    """The word before the surname, if it is part of the name and not of an office."""
    words = _tokens(name)
    if len(words) < 2 or words[-2] in _TITLES or (len(words) > 2 and words[-3] in _PARTICLES):
        return ""
    return words[-2]


def _speaks_for(label: _Label, actor_names: Sequence[str]) -> bool:
    """ "President of Russia Vladimir Putin", "Mr. Lavrov (Russian Federation)"."""
    office = label.name if _HIGH_OFFICE.search(label.name) else ""
    words = f" {' '.join((*_tokens(label.beside), *_tokens(office)))} "
    return any(f" {' '.join(_tokens(name))} " in words for name in actor_names if len(name) > 2)


def _is_one_of(label: str, speakers: Sequence[str]) -> bool:
    return any(_is_same(label, speaker) for speaker in speakers)


@lru_cache(maxsize=16_384)
def _is_same(label: str, speaker: str) -> bool:
    """Whether a label and a name, or an office, mean one person."""
    if "\u4e00" <= label[:1] <= "\u9fff":
        return any("\u4e00" <= one <= "\u9fff" for one in speaker) and (speaker in label or label in speaker)
    ours, theirs = _tokens(label), _tokens(speaker)
    if not ours or not theirs:
        return False
    if all(word in _TITLES for word in ours):  # "THE PRESIDENT"
        office = [word for word in ours if word != "the"]
        return bool(office) and office == [word for word in theirs if word != "the"]
    people = [word for word in theirs if word not in _TITLES]
    if not people:
        return False
    if "," in speaker:  # "Putin, Vladimir"
        people = [*people[1:], people[0]]
    if _alike(ours[-1], people[-1]):
        return not _clash(label, speaker if "," not in speaker else " ".join(people))
    # family names come first in China and Korea: "President Xi", "Xi Jinping"
    return ours[-1] == people[0] and len(people[0]) < 4 and all(word in _TITLES for word in ours[:-1])


def _surname(name: str) -> str:
    words = _tokens(name)
    return words[-1] if words else ""


@lru_cache(maxsize=16_384)
def _tokens(name: str) -> tuple[str, ...]:
    """The words of a name in small Latin letters, without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LATIN))
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return tuple(re.findall(r"[a-z\u4e00-\u9fff]+(?:['’-][a-z]+)*", kept))


@lru_cache(maxsize=16_384)
def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 4:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _outside_questions(text: str, labels: Sequence[_Label]) -> Spans:
    """An interview whose answers bear no label: all but the paragraphs of the questions."""
    spans: list[tuple[int, int]] = []
    at = 0
    for one in labels:
        spans += [span] if (span := _trimmed(text, at, one.start)) else []
        paragraph = _PARAGRAPH.match(text, one.start)
        at = paragraph.end() if paragraph else one.words
    spans += [span] if (span := _trimmed(text, at, len(text))) else []
    return tuple(spans)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    return (left, right) if left < right else None
