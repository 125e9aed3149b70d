"""Which column, part of a file name or table beside the files gives which field of a document.

Columns are known by their usual names. A person may say otherwise (``--map date=held_on``). For a file that is no table, its
folders and name are read as well: ``RUS_52_1997.txt``, ``2001-09-12 Putin.docx``, ``china/2011/report.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path, PurePosixPath

from cordiale.actors import find
from cordiale.corpus.dates import iso_date
from cordiale.errors import Problem, StudyError, UsageError
from cordiale.formats.dates import DateError

__all__ = ["FIELDS", "FieldSources", "Shown", "Sidecar", "chosen_sources", "folded", "path_values", "shown"]

_USUAL: Mapping[str, str] = {
    "id": "doc_id docid document_id id identifier text_id speech_id uid uuid",
    "actor": "actor actor_code iso3 iso3c iso_3 iso3_code iso_alpha3 iso alpha3 country_code countrycode ccode_iso country_iso3"
    " country country_name state state_name nation speaker_country delegation страна государство 国家 given.actor path.actor",
    "original_actor": "original_actor actor_original",
    "date": "date speech_date date_speech date_of_speech document_date doc_date datum published date_published publication_date"
    " published_at pubdate day held_on datetime timestamp дата 日期 时间 year год 年份 年 path.date given.date found.date",
    "language": "language lang language_code lang_code locale язык 语言 given.language path.language found.language",
    "title": "title headline heading subject document_title doc_title заголовок название 标题 题目 found.title path.title",
    "speaker": "speaker speaker_name speakers name_of_speaker person_speaking orator author author_name leader"
    " оратор докладчик автор 发言人 讲话人 作者 path.speaker found.author",
    "speaker_role": "speaker_role speaker_post post position office role function speaker_position должность 职务",
    "voice": "voice",
    "audience": "audience",
    "genre": "genre doc_type document_type text_type speech_type type kind category жанр 体裁",
    "url": "url source_url link uri href web_address ссылка 链接 found.url",
    "dataset": "source_dataset dataset corpus collection",
    "license": "license licence",
    "text": "text_president text_speaker text_own own_text own_words text_leader text_minister president_text speaker_text"
    " text full_text fulltext body content speech transcript statement speech_text text_body raw_text document"
    " текст 正文 文本 内容 全文",
}
_SOURCES: Mapping[str, tuple[str, ...]] = {name: tuple(words.split()) for name, words in _USUAL.items()}

FIELDS: tuple[str, ...] = tuple(_SOURCES)
"""Fields of a document that its source can give."""

_SAID_ON_COMMAND_LINE = "given."
_OF_FILES = ("given.", "path.", "found.")
_PLAIN_NAMES = {
    "given.": "--{}",
    "path.": "file name or folder: {}",
    "found.": "in the file: {}",
}
_FILE_COLUMNS = ("file", "filename", "file_name", "path", "filepath", "file_path", "document", "name")

_BY_PARTS = re.compile(r"[\s_,;()\[\]]+|(?<!\d)-+|-+(?!\d)")
_DATES_IN_NAMES = (
    re.compile(r"(?<!\d)(\d{4}[-_.]\d{2}[-_.]\d{2})(?!\d)"),
    re.compile(r"(?<!\d)((?:1[5-9]|20)\d{2}[01]\d[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(\d{1,2}[._]\d{1,2}[._]\d{4})(?!\d)"),
    re.compile(r"(\d{4}年\d{1,2}月(?:\d{1,2}日)?)"),
    re.compile(r"(\d{1,2}[ _][^\W\d_]{3,9}[ _]\d{4})(?!\d)"),
    re.compile(r"([^\W\d_]{3,9}[ _]\d{1,2},?[ _]\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(\d{4}[-_.](?:0[1-9]|1[0-2]))(?![\d])"),
    re.compile(r"(?<![\d.])((?:1[5-9]|20)\d{2})(?![\d.]\d)"),
)
_LANGUAGES = {
    "en": "en", "eng": "en", "english": "en", "ru": "ru", "rus_": "ru", "russian": "ru", "zh": "zh", "cn": "zh",
    "chinese": "zh", "中文": "zh", "英文": "en", "俄文": "ru", "рус": "ru", "англ": "en",
}  # fmt: skip
_WORDS_NOT_CODES = frozenset(
    {"and", "are", "can", "per", "mar", "ben", "guy", "mac", "nor", "bra", "tun", "dom", "lie"}
)
_MOST_WORDS_OF_A_NAME = 4
_NAME_OF_PERSON = re.compile(r"[A-ZÀ-ÞĀ-ſА-ЯЁ][\w.'’-]*|[\u4e00-\u9fff]{2,4}")
_WORDS_OF_TITLES = (
    "speech speeches statement statements address remarks interview report press conference letter message article text"
    " transcript document final full version doctrine strategy paper communique declaration treaty summit meeting visit"
    " речь выступление заявление послание интервью статья доклад встреча пресс-конференция текст"
)
_NO_PERSON = frozenset(_WORDS_OF_TITLES.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSources:
    """Where each field comes from: the first of its sources that holds something gives it.

    Args:
        chosen: by field, what a person said; no sources leave the field empty.
        given: values that stand for all texts, by field (``--actor``, ``--date``, ``--language``).

    Example:
        >>> sources = FieldSources(given={"actor": "IND"})
        >>> sources.value("actor", {"country": ""}), sources.value("date", {"year": "1997"})
        ('IND', '1997')
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)

    def names(self, name: str) -> tuple[str, ...]:
        """The sources of a field, in the order in which they are asked."""
        if name not in self.chosen:
            return _SOURCES[name]
        if not self.chosen[name]:
            return ()
        # files that are no tables have no columns: what their names say stays, beside tables in one folder
        by_file = (source for source in _SOURCES[name] if source.startswith(_OF_FILES))
        return tuple(dict.fromkeys((*self.chosen[name], *by_file)))

    def filled(self, name: str, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The sources of a field that hold something, with what they hold.

        Args:
            name: of the field. Args values: what a text carries, by folded name.
        """
        for source in self.names(name):
            if source.startswith(_SAID_ON_COMMAND_LINE):
                value = self.given.get(source.removeprefix(_SAID_ON_COMMAND_LINE), "")
            else:
                value = values.get(source, "")
            if value and not value.isspace():
                yield source, value

    def value(self, name: str, values: Mapping[str, str]) -> str:
        """What the first source that holds something says; empty where none does."""
        return next((value.strip() for _, value in self.filled(name, values)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A row of the mapping as people see it: a field, where it comes from, and an example of what it holds."""

    field: str
    source: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """A table that describes files by their names.

    Args:
        name: the table's file. Args rows: what it says, by the file's name or path in small letters.
        columns: its columns, folded.
    """

    name: str
    rows: Mapping[str, Mapping[str, str]]
    columns: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Sidecar:
        """The table in a file: CSV or a sheet of a workbook.

        Raises:
            StudyError: it cannot be read, has no column that names files, or names a file twice.
        """
        from cordiale.formats.tables import read_table

        table = read_table(path)
        by_key = {folded(column): column for column in table.columns}
        key = next((by_key[name] for name in _FILE_COLUMNS if name in by_key), None)
        if key is None:
            raise StudyError(
                Problem(
                    where=path.name,
                    found="no column that names files",
                    allowed=", ".join(_FILE_COLUMNS),
                    cure="add a column `file` with the name of each file",
                )
            )
        rows: dict[str, Mapping[str, str]] = {}
        for row in table.rows:
            name = _path_key(row.cells[key])
            if name in rows:
                where, found = f"{path.name}, line {row.line}", f"{row.cells[key]!r} is described twice"
                raise StudyError(Problem(where=where, found=found, cure="keep one row for each file"))
            rows[name] = {folded(column): cell for column, cell in row.cells.items() if column != key}
        return cls(name=path.name, rows=rows, columns=tuple(name for name in by_key if by_key[name] != key))

    def of(self, where: str) -> Mapping[str, str]:
        """What the table says of a file: by its path, else its name, with the ending or without.

        Missing:
            Empty where the table does not name it.
        """
        path = PurePosixPath(_path_key(where))
        tails = ["/".join(path.parts[start:]) for start in range(len(path.parts))]
        for tail in tails:
            for name in (tail, tail.removesuffix(path.suffix)):
                if name in self.rows:
                    return self.rows[name]
        return {}


def chosen_sources(said: Iterable[str], columns: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
    """What ``--map`` says, by field.

    Args:
        said: as typed: ``date=held_on``; ``text=own|text`` asks one after the other; ``title=`` leaves the field empty.
        columns: all names that there are; None where they can't be known, and any is taken.

    Raises:
        UsageError: no such field or no such column, with the nearest of those that there are.

    Example:
        >>> chosen_sources(["date=Held on"], ["Held on", "text"])
        {'date': ('held_on',)}
    """
    known = None if columns is None else {folded(name): name for name in columns}
    chosen = {}
    for text in said:
        name, sign, names = text.partition("=")
        name = folded(name)
        if not sign or name not in FIELDS:
            raise UsageError(_no_such("--map", text, FIELDS, name, "write FIELD=COLUMN"))
        sources = tuple(folded(part) for part in names.split("|") if part.strip())
        for source in sources:
            if (
                known is not None
                and source not in known
                and not re.fullmatch(r"(?:name|folder)\d*|(?:path|found)\.\w+", source)
            ):
                raise UsageError(_no_such(f"--map {name}", source, tuple(known.values()), source))
        chosen[name] = sources
    return chosen


def _no_such(where: str, found: str, allowed: Sequence[str], near: str, cure: str = "") -> Problem:
    close = get_close_matches(near, allowed, n=1)
    return Problem(
        where=where,
        found=repr(found),
        allowed=", ".join(allowed) or "nothing: the texts carry no columns",
        nearest=close[0] if close else "",
        cure=cure,
    )


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A column's name as names are compared: small letters, `_` for blanks and signs.

    Example:
        >>> folded(" Speech Date ")
        'speech_date'
    """
    return re.sub(r"[^\w.]+", "_", name.strip().casefold()).strip("_")


def path_values(where: str) -> dict[str, str]:
    """What the folders and the name of a file say.

    Args:
        where: path of the file, from the folder that was given, with ``/``.

    Returns:
        ``path.actor``, ``path.date``, ``path.language``, ``path.speaker``, ``path.title`` as far as they can be told; ``name``
        and ``folder`` (the innermost), and their parts ``name1``, ``name2`` …, ``folder1`` … from the outside.

    Example:
        >>> found = path_values("china/2011/Wen Jiabao.txt")
        >>> found["path.actor"], found["path.date"], found["path.speaker"]
        ('china', '2011', 'Wen Jiabao')
    """
    path = PurePosixPath(where.replace("\\", "/"))
    stem, folders = (
        path.name.removesuffix(path.suffix),
        [part.removesuffix(".zip") for part in path.parts[:-1] if part != "/"],
    )
    parts = [part for part in _BY_PARTS.split(stem) if part]
    found = {"name": stem, "folder": folders[-1] if folders else ""}
    found |= {f"name{number}": part for number, part in enumerate(parts, start=1)}
    found |= {f"folder{number}": part for number, part in enumerate(folders, start=1)}
    date, written = next(
        (one for place in (stem, *reversed(folders)) if (one := _date_in(place))[0]), ("", "")
    )
    actor, rest = _actor_in(_BY_PARTS.split(stem.replace(written, " ") if written else stem))
    outside = (_actor_in(_BY_PARTS.split(folder))[0] for folder in reversed(folders))
    language = next(
        (_LANGUAGES[part.casefold()] for part in reversed(rest) if part.casefold() in _LANGUAGES), ""
    )
    rest = [part for part in rest if part.casefold() not in _LANGUAGES and not part.isdigit()]
    is_person = 1 <= len(rest) <= 3 and all(map(_may_be_person, rest))
    said = {
        "path.actor": actor or next((one for one in outside if one), ""),
        "path.date": date,
        "path.language": language,
        "path.speaker": " ".join(rest) if is_person else "",
        "path.title": stem,
    }
    return found | {name: value for name, value in said.items() if value}


def _date_in(part: str) -> tuple[str, str]:
    """The one date in a part of a path, in ISO 8601 and as written; empty where there is none, or several years."""
    for pattern in _DATES_IN_NAMES:
        written = pattern.findall(part)
        if len(set(written)) > 1 and pattern is _DATES_IN_NAMES[-1]:
            return "", ""
        for one in written:
            try:
                return iso_date(_with_signs(one)), one
            except DateError:
                continue
    return "", ""


def _with_signs(date: str) -> str:
    """A date in a file name with the signs that dates have: `_` stands there for all of them."""
    if re.search(r"[^\W\d_]", date):
        return date.replace("_", " ")
    return re.sub("[_.]", "-", date) if re.match(r"\d{4}", date) else date.replace("_", ".")


def _actor_in(parts: Sequence[str]) -> tuple[str, list[str]]:
    """The first actor that parts of a name call by code or name, and the other parts."""
    words = [part for part in parts if part]
    for start in range(len(words)):
        for length in range(min(_MOST_WORDS_OF_A_NAME, len(words) - start), 0, -1):
            name = " ".join(words[start : start + length])
            if _names_actor(name, is_first=start == 0):
                return name, words[:start] + words[start + length :]
    return "", words


def _names_actor(name: str, *, is_first: bool) -> bool:
    if find(name) is None:
        return False
    if len(name) > 3 or not name.isascii():
        return True
    return name.isupper() or (is_first and name not in _WORDS_NOT_CODES and name.islower() and len(name) == 3)


def _may_be_person(word: str) -> bool:
    return bool(_NAME_OF_PERSON.fullmatch(word)) and word.casefold() not in _NO_PERSON


def _path_key(path: str) -> str:
    return path.strip().replace("\\", "/").removeprefix("./").casefold()


def shown(sources: FieldSources, samples: Sequence[Mapping[str, str]]) -> tuple[Shown, ...]:
    """The mapping as a table: each field that some text of a sample fills.

    Args:
        sources: the mapping. Args samples: what the first texts carry, by folded name.
    """
    rows = []
    for name in FIELDS:
        found = [first for values in samples if (first := next(sources.filled(name, values), None))]
        if found:
            asked = sources.names(name)
            used = sorted({source for source, _ in found}, key=asked.index)
            example = " ".join(found[0][1].split())
            rows.append(
                Shown(
                    field=name,
                    source=", else ".join(map(_plain_name, used)),
                    example=example if len(example) <= 50 else example[:49] + "…",
                )
            )
    return tuple(rows)


def _plain_name(source: str) -> str:
    for prefix, words in _PLAIN_NAMES.items():
        if source.startswith(prefix):
            return words.format(source.removeprefix(prefix))
    return source
