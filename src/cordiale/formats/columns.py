"""The tables of a study and their columns: read by the reader, the templates and the manual alike (CONTRACTS 3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cordiale.codebook import Field, load
from cordiale.model.levels import AlignmentType, Condition
from cordiale.model.settings import VOICES

__all__ = [
    "AUDIENCES",
    "DIMENSIONS",
    "DIRECTIONS",
    "GENRES",
    "SOURCE_STATUSES",
    "SPEAKER_ROLES",
    "SUPPORT_LEVELS",
    "TABLE_NAMES",
    "TYPE_WORDS",
    "Column",
    "TableColumns",
    "columns_of",
    "study_tables",
]

DIMENSIONS = (*(condition.value for condition in Condition), "support", "coordination")
"""What a claim can be about; also the conditions of a judgement (I-27: the last two are outputs)."""

SPEAKER_ROLES = (
    "head_of_state",
    "head_of_gov",
    "foreign_minister",
    "institution",
    "ambassador",
    "other_official",
    "state_media",
    "expert",
    "journalist",
)
AUDIENCES = ("domestic", "partner", "third_state", "international", "mixed")
GENRES = ("address", "interview", "press_conf", "article", "white_paper", "joint_statement", "speech")
SOURCE_STATUSES = ("ok", "doubtful", "invalid")
DIRECTIONS = ("up", "down", "mixed")
SUPPORT_LEVELS = ("low", "higher", "high")
"""Levels of what a state expects of its partner's support (OP 2, OP 8.6)."""

TYPE_WORDS = tuple(kind.value for kind in AlignmentType)
TABLE_NAMES = (
    "sources",
    "evidence",
    "judgements",
    "labels",
    "interactions",
    "context",
    "reinterpretations",
    "capabilities",
)
"""The tables of a study in the order of CONTRACTS 3, which is the order of messages, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Args:
        name: as in the header. Args meaning: what stands in it, in words.
        required: every row must fill it (and the header must have it).
        allowed: the words it may hold; empty where any text of its kind may.
        several: alternatives or a list may stand in one cell (``a|b``).
        field: the question of the codebook that it answers; None for other columns.
        also: other header names that are read as this column.
    """

    name: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    several: bool = False
    field: Field | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumns:
    """One table of a study: what a row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)


def columns_of(table: str) -> TableColumns:
    """The columns of one table.

    Raises:
        KeyError: a study has no such table.

    Example:
        >>> columns_of("context").names
        ('id', 'date', 'what', 'source_id', 'note')
    """
    return {one.name: one for one in study_tables()}[table]


@cache
def study_tables() -> tuple[TableColumns, ...]:
    """Every table of a study in the order of CONTRACTS 3."""
    return (
        _sources(),
        _evidence(),
        _judgements(),
        _labels(),
        _interactions(),
        _context(),
        _reinterpretations(),
        _capabilities(),
    )


_DATE = "day, month, year or range: 2001-09-11, 2001-09, 2001, 2005/2010; ? uncertain, ~ approximate"
_NOTE = Column(name="note", meaning="remark, free text")
_SOURCE = Column(name="source_id", meaning="id of a row of sources")


def _sources() -> TableColumns:
    plain = {
        "author": "who wrote or said it",
        "title": "title of the text",
        "container": "newspaper, book, collection or site",
        "date": "date of the text, as known",
        "url": "address",
        "doi": "DOI",
        "footnote": "note or page where it is cited",
    }
    return TableColumns(
        name="sources",
        row="a text that is cited",
        columns=(
            Column(name="id", meaning="short name of the text, used in the other tables", required=True),
            *(Column(name=name, meaning=meaning) for name, meaning in plain.items()),
            Column(
                name="status",
                meaning="how far it can be relied on: doubtful counts and is flagged, invalid is only shown",
                allowed=SOURCE_STATUSES,
            ),
            _NOTE,
        ),
    )


def _evidence() -> TableColumns:
    return TableColumns(
        name="evidence",
        row="a claim: one actor, one dimension",
        columns=(*_speech_columns(), *(_coded(field) for field in load().fields), *_coding_columns()),
    )


def _speech_columns() -> tuple[Column, ...]:
    """What is known of the words before they are coded (OP 6.1)."""
    return (
        Column(name="id", meaning="unique name of the row", required=True),
        Column(name="record", meaning="name shared by the rows of one record; empty: the row stands alone"),
        Column(name="actor", meaning="on whose behalf: code of a state or group (CHN, NATO)", required=True),
        Column(name="partner", meaning="about whom: code; empty for claims in general"),
        Column(name="snapshot", meaning="id of a snapshot; empty: by the date"),
        Column(name="voice", meaning="whose words", required=True, allowed=VOICES),
        Column(name="speaker", meaning="name of the speaker"),
        Column(name="speaker_role", meaning="office of the speaker", allowed=SPEAKER_ROLES),
        Column(name="audience", meaning="to whom", allowed=AUDIENCES),
        Column(name="genre", meaning="kind of text", allowed=GENRES),
        Column(name="language", meaning="language read (en, ru, zh ...)"),
        Column(name="date", meaning=f"when it was said; {_DATE}"),
        Column(name="date_text", meaning="the date as the source has it"),
        Column(name="source_id", meaning="id of a row of sources", required=True),
        Column(name="locator", meaning="page or paragraph"),
        Column(name="dimension", meaning="what the claim is about", required=True, allowed=DIMENSIONS),
        Column(name="paraphrase", meaning="the claim in your own words"),
    )


def _coded(field: Field) -> Column:
    return Column(name=field.name, meaning=field.question, allowed=field.allowed, several=True, field=field)


def _coding_columns() -> tuple[Column, ...]:
    return (
        Column(name="formulaic", meaning="is it treaty boilerplate?", allowed=("true", "false")),
        Column(name="confidence", meaning="how sure the coder is, from 0 to 1"),
        Column(name="coder", meaning="who coded it"),
        _NOTE,
    )


def _judgements() -> TableColumns:
    return TableColumns(
        name="judgements",
        row="a verdict that somebody reached on a condition, or on support or coordination",
        columns=(
            Column(name="snapshot", meaning="id of a snapshot", required=True),
            Column(name="condition", meaning="what is judged", required=True, allowed=DIMENSIONS),
            Column(name="level", meaning="the level reached; empty: none was named; unknown: any is open"),
            Column(name="admissible", meaning="levels that the wording allows", several=True),
            Column(name="wording", meaning="the words of the verdict"),
            Column(name="where", meaning="where they stand"),
            _NOTE,
        ),
    )


def _labels() -> TableColumns:
    return TableColumns(
        name="labels",
        row="a name that the parties give their relationship",
        columns=(
            Column(name="snapshot", meaning="id of a snapshot"),
            Column(name="date", meaning=_DATE),
            Column(name="label", meaning="the name, in words", required=True),
            Column(
                name="type", meaning="the type that it claims; empty: none of the six", allowed=TYPE_WORDS
            ),
            Column(name="denied", meaning="types that it denies", allowed=TYPE_WORDS, several=True),
            _SOURCE,
        ),
    )


def _interactions() -> TableColumns:
    return TableColumns(
        name="interactions",
        row="an event between the parties",
        columns=(
            Column(name="id", meaning="unique name of the event", required=True),
            Column(name="date", meaning=_DATE),
            Column(name="kind", meaning="treaty, declaration, exercise, trade, visit ..."),
            Column(name="what", meaning="what happened"),
            Column(name="figure", meaning="its size, as stated"),
            Column(name="unit", meaning="unit of the figure"),
            Column(name="parties", meaning="codes of those who took part", several=True),
            Column(name="cooperative", meaning="is it cooperative? empty: not judged", allowed=("yes", "no")),
            _SOURCE,
            _NOTE,
        ),
    )


def _context() -> TableColumns:
    return TableColumns(
        name="context",
        row="an event outside the relationship that set something off",
        columns=(
            Column(name="id", meaning="unique name, also among the interactions", required=True),
            Column(name="date", meaning=_DATE),
            Column(name="what", meaning="what happened"),
            _SOURCE,
            _NOTE,
        ),
    )


def _reinterpretations() -> TableColumns:
    return TableColumns(
        name="reinterpretations",
        row="a condition that an actor read anew after an event",
        columns=(
            Column(name="id", meaning="unique name of the row", required=True),
            Column(
                name="interaction",
                meaning="id of a row of interactions or context",
                required=True,
                also=("interaction_id", "interaction id"),
            ),
            Column(name="actor", meaning="who read it anew: code", required=True),
            Column(name="condition", meaning="what was read anew", required=True, allowed=DIMENSIONS),
            Column(name="direction", meaning="which way", required=True, allowed=DIRECTIONS),
            Column(name="what", meaning="how, in words"),
            Column(
                name="evidence",
                meaning="ids of rows or records of evidence",
                several=True,
                also=("evidence_ids", "evidence ids"),
            ),
            _SOURCE,
        ),
    )


def _capabilities() -> TableColumns:
    return TableColumns(
        name="capabilities",
        row="a figure on what an actor commands, set beside its claims of rank",
        columns=(
            Column(name="actor", meaning="whose: code", required=True),
            Column(name="date", meaning=_DATE),
            Column(name="measure", meaning="what is measured", required=True),
            Column(name="value", meaning="a number, with a point for decimals", required=True),
            Column(name="unit", meaning="unit of the number"),
            _SOURCE,
            _NOTE,
        ),
    )
