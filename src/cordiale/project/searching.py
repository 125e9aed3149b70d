"""Words found in a study's texts: who said them, when, where, and the words themselves marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from cordiale.actors import find, nearest
from cordiale.errors import InputError, Problem, StudyError
from cordiale.formats.dates import ALLOWED_DATES, DateError, parse_date
from cordiale.model.study import DateSpan
from cordiale.store.corpus import Corpus
from cordiale.store.search import ORDERS, FoundPassage, search_passages

__all__ = ["Found", "Hit", "search"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that holds the words.

    Args:
        id: of the passage. Args doc_id: of its document. Args actor: code of the speaker. Args date: of the document.
        title, language: of the document, as far as known.
        start, end: half-open span of the passage in the document's text, in characters.
        text: the passage. Args spans: of the words found, in characters of ``text``.
    """

    id: str
    doc_id: str
    actor: str
    date: str
    title: str
    language: str
    start: int
    end: int
    text: str
    spans: tuple[tuple[int, int], ...]

    def marked(self, before: str = "**", after: str = "**") -> str:
        """The passage with the words found between two marks.

        Example:
            >>> Hit(id="1", doc_id="d", actor="RUS", date="", title="", language="en", start=0, end=14,
            ...     text="We value peace", spans=((9, 14),)).marked()
            'We value **peace**'
        """
        parts, place = [], 0
        for start, end in self.spans:
            parts += [self.text[place:start], before, self.text[start:end], after]
            place = end
        return "".join([*parts, self.text[place:]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found.

    Args:
        words: what was looked for. Args total: passages that hold it. Args hits: the first of them, in the order asked for.
    """

    words: str
    total: int
    hits: tuple[Hit, ...]

    def __str__(self) -> str:
        shown = "" if self.total == len(self.hits) else f", the first {len(self.hits)} shown"
        lines = [f"{self.total:,} passage{'' if self.total == 1 else 's'}{shown}"]
        return "\n\n".join([*lines, *(hit_words(hit) for hit in self.hits)])


def hit_words(hit: Hit, before: str = "**", after: str = "**") -> str:
    """A passage for people: who, when and in which document above, the words marked below."""
    place = f"{hit.doc_id}, characters {hit.start}-{hit.end}"
    head = ", ".join(part for part in (hit.actor, hit.date or "no date", hit.title) if part)
    body = "\n".join(f"    {line}" for line in hit.marked(before, after).splitlines())
    return f"{head} ({place})\n{body}"


def search(
    folder: str | Path,
    words: str,
    *,
    actor: str | None = None,
    first: str | None = None,
    last: str | None = None,
    limit: int | None = 20,
    order: str = "best",
    progress: Callable[[str], None] = lambda _: None,
) -> Found:
    """Passages of a study that hold words, in any language.

    Words are found whole, whatever their capitals; ``ё`` is ``е``, and accents on Latin letters make no difference. Chinese is
    found by its characters, so that 中国 is found in 发展中国家 too: `NOT "发展中国家"` leaves those passages out.

    Args:
        folder: the study's.
        words: all must stand in the passage; ``OR``, ``NOT``, a phrase in quotation marks, ``word*``, and parentheses.
        actor: the speaker's code or name; a state of the past finds what it said in its day.
        first, last: dates (a year, a month, a day): documents wholly between them.
        limit: passages given; None: all.
        order: ``best`` (the most relevant first) or ``date`` (the oldest first).
        progress: told what is being read while the index is made: at the first search, and after texts were added.

    Missing:
        Documents without a date are found only where neither ``first`` nor ``last`` is given.

    Raises:
        InputError: words that are no query, no such actor, no date, no such order. StudyError: the study has no texts, or they
            cannot be read.
    """
    code = None if actor is None else _code(actor)
    begins, ends = _span(first, "first date"), _span(last, "last date")
    if begins and ends and ends.last < begins.first:
        raise _refused("last date", f"{last} lies before {first}", "a date that is not before the first")
    if limit is not None and limit < 1:
        raise _refused("limit", str(limit), "1 or more")
    if order not in ORDERS:
        raise _refused(
            "order", repr(order), ", ".join(ORDERS), (get_close_matches(order, ORDERS, 1) or [""])[0]
        )
    total, found = search_passages(
        _corpus(Path(folder)),
        words,
        actor=code,
        first=begins.first if begins else None,
        last=ends.last if ends else None,
        limit=limit,
        order=order,
        progress=progress,
    )
    return Found(words=words, total=total, hits=tuple(map(_hit, found)))


def _corpus(folder: Path) -> Corpus:
    if not folder.is_dir():
        raise StudyError(Problem(where=str(folder), found="no such folder", cure="name a study's folder"))
    corpus = Corpus.open(folder)
    if corpus is None:
        cure = f"add some: cordiale add {folder} PATH"
        raise StudyError(Problem(where=str(folder), found="the study has no texts to search", cure=cure))
    return corpus


def _code(actor: str) -> str:
    known = find(actor)
    if known is None:
        near = nearest(actor, 1)
        raise _refused("actor", repr(actor), "the code or name of a state or group", near[0] if near else "")
    return known.code


def _span(text: str | None, where: str) -> DateSpan | None:
    if text is None:
        return None
    try:
        return parse_date(text)
    except DateError as error:
        raise _refused(where, error.reason, ALLOWED_DATES) from error


def _refused(where: str, found: str, allowed: str, nearest: str = "") -> InputError:
    return InputError(Problem(where=f"search, {where}", found=found, allowed=allowed, nearest=nearest))


def _hit(found: FoundPassage) -> Hit:
    document = found.document
    return Hit(
        id=found.id,
        doc_id=document.id,
        actor=document.actor,
        date=document.date,
        title=document.title,
        language=document.language,
        start=found.start,
        end=found.end,
        text=found.text,
        spans=found.spans,
    )
