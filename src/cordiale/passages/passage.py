"""Passages: the pieces of a document that are judged, each a few sentences of one paragraph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby

from cordiale.errors import InputError, Problem
from cordiale.model.texts import Passage
from cordiale.passages.language import language_of
from cordiale.passages.sentences import paragraphs, sentences

MOST_SENTENCES = 3
_ID_DIGITS = (
    20  # 80 bits: among the three million passages of the UN General Debate two agree once in 10**11 corpora
)


def passages(
    document_text: str,
    doc_id: str,
    *,
    sentences_per_passage: int = 2,
    language: str | None = None,
    within: Sequence[tuple[int, int]] | None = None,
) -> tuple[Passage, ...]:
    """The passages of a document, in order.

    Args:
        document_text: the document's whole text, exactly as the study keeps it.
        doc_id: its id.
        sentences_per_passage: the most sentences in a passage, 1 to 3. The sentences of a paragraph are shared out as evenly as
            they go: four by three make two and two.
        language: the document's language as its metadata has it; found from the text if there is none.
        within: half-open spans in order, in characters: passages are made of these alone (the actor's own words in a
            transcript). None: of the whole text.

    Returns:
        Passages that leave out white space only and never cross a paragraph or the end of a span. Numbers of passages and
        paragraphs run on from span to span.

    Missing:
        Empty for a text of white space.

    Raises:
        InputError: `sentences_per_passage` is not 1, 2 or 3.

    Rule: OP 6.1 (unit of coding).

    Example:
        >>> text = "We value peace. We seek it. We keep it.\\nChina agrees."
        >>> [passage.text for passage in passages(text, "speech-1", language="en")]
        ['We value peace. We seek it.', 'We keep it.', 'China agrees.']
        >>> text = "Q: And peace? A: We value it."
        >>> [passage.text for passage in passages(text, "talk-1", language="en", within=[(17, 29)])]
        ['We value it.']
    """
    if not 1 <= sentences_per_passage <= MOST_SENTENCES:
        raise InputError(
            Problem(
                where="sentences_per_passage",
                found=str(sentences_per_passage),
                allowed=", ".join(str(n) for n in range(1, MOST_SENTENCES + 1)),
            )
        )
    spoken = language_of(document_text, metadata=language)
    source = _digest(document_text)
    pieces = _pieces(document_text, within, spoken, sentences_per_passage)
    return tuple(
        Passage(
            id=_id(source, start, end),
            doc_id=doc_id,
            start=start,
            end=end,
            text=document_text[start:end],
            language=spoken,
            number=number,
            paragraph=paragraph,
            sentences=held,
        )
        for number, (start, end, paragraph, held) in enumerate(pieces)
    )


def passage_id(document_text: str, start: int, end: int) -> str:
    """The id of a span of a document.

    Args:
        document_text: the document's whole text.
        start, end: half-open span in characters.

    Example:
        >>> passage_id("We value peace.", 0, 15) == passages("We value peace.", "any", language="en")[0].id
        True
    """
    return _id(_digest(document_text), start, end)


def _digest(document_text: str) -> str:
    return hashlib.sha256(document_text.encode("utf-8", "surrogatepass")).hexdigest()


def _id(source: str, start: int, end: int) -> str:
    return hashlib.sha256(f"{source}:{start}:{end}".encode()).hexdigest()[:_ID_DIGITS]


def _pieces(
    text: str, within: Sequence[tuple[int, int]] | None, language: str, most: int
) -> Iterator[tuple[int, int, int, int]]:
    """Start, end, paragraph and number of sentences of each passage."""
    for paragraph, (first, last) in enumerate(_paragraphs(text, within)):
        spans = sentences(text[first:last], language)
        shares = -(-len(spans) // most)
        for _, share in groupby(enumerate(spans), key=lambda item: item[0] * shares // len(spans)):
            held = [span for _, span in share]
            yield first + held[0][0], first + held[-1][1], paragraph, len(held)


def _paragraphs(text: str, within: Sequence[tuple[int, int]] | None) -> Iterator[tuple[int, int]]:
    """Paragraphs of the whole text, or of spans in it, in offsets of the text."""
    if within is None:
        yield from paragraphs(text)
        return
    for start, end in within:
        yield from ((start + first, start + last) for first, last in paragraphs(text[start:end]))
