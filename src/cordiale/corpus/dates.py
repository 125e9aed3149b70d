"""Dates as sources write them, turned into ISO 8601 at the precision they have."""

from __future__ import annotations

import re

from cordiale.formats.dates import DateError, parse_date

__all__ = ["iso_date"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan январь января янв",
            "february feb февраль февраля фев",
            "march mar март марта мар",
            "april apr апрель апреля апр",
            "may май мая",
            "june jun июнь июня",
            "july jul июль июля",
            "august aug август августа авг",
            "september sept sep сентябрь сентября сен сент",
            "october oct октябрь октября окт",
            "november nov ноябрь ноября ноя нояб",
            "december dec декабрь декабря дек",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}.*$")
_WHOLE_NUMBER = re.compile(r"(?<=^\d{4})\.0$")  # a year out of a statistics program
_WEEKDAY = re.compile(r"^\s*[^\W\d]{2,12}day,?\s+|^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s+", re.IGNORECASE)
_YEAR_WORD = re.compile(r"\s*(?:г\.?|года|год)\s*$", re.IGNORECASE)
_NUMBERS = {  # groups that hold year, month and day
    re.compile(r"(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号])?)?"): (1, 2, 3),
    re.compile(r"(\d{4})([./-])(\d{1,2})(?:\2(\d{1,2}))?"): (1, 3, 4),
    re.compile(r"((?:1[5-9]|20)\d{2})([01]\d)([0-3]\d)"): (1, 2, 3),
}
_WITH_NAMES = {
    re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .\-]+(?:of )?([^\W\d]+)\.?,?[ \-]+(\d{4})"): (3, 2, 1),
    re.compile(r"([^\W\d]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})"): (3, 1, 2),
    re.compile(r"([^\W\d]+)\.?,? +(\d{4})"): (2, 1, 0),
}
_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")


def iso_date(text: str) -> str:
    """A date in ISO 8601, as precise as it was written.

    Args:
        text: ISO 8601 at any precision, also a range and with the marks of EDTF; "12 September 2001", "September 12, 2001",
            "12 сентября 2001 г.", "2001年9月12日", "12.09.2001", "2001/9/12", "20010912", each with or without a time of day.

    Missing:
        Empty for a text of blanks.

    Raises:
        DateError: it is none of these; or day and month could change places (03/04/2001). The message says what to do.

    Example:
        >>> iso_date("12 September 2001"), iso_date("сентябрь 2001"), iso_date("12.09.2001")
        ('2001-09-12', '2001-09', '2001-09-12')
    """
    plain = " ".join(text.split())
    if not plain:
        return ""
    plain = _WHOLE_NUMBER.sub("", _TIME.sub("", plain))
    try:
        return parse_date(plain).text
    except DateError as error:
        found = _written_out(_YEAR_WORD.sub("", _WEEKDAY.sub("", plain)))
        if not found:
            raise error from None
    return parse_date(found).text  # refuses 31 February


def _written_out(text: str) -> str:
    """A date in words or figures as ISO 8601; empty where it is none that is known."""
    for pattern, (year, month, day) in _NUMBERS.items():
        if match := pattern.fullmatch(text):
            return _iso(match[year], match[month], match[day])
    for pattern, (year, month, day) in _WITH_NAMES.items():
        match = pattern.fullmatch(text)
        if match and (number := _MONTHS.get(match[month].casefold())):
            return _iso(match[year], number, match[day] if day else None)
    match = _FIGURES.fullmatch(text)
    return _in_figures(text, match) if match else ""


def _in_figures(text: str, match: re.Match[str]) -> str:
    """Day, month and year in figures: full stops are written where the day comes first; slashes by both customs."""
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if mark == "." or first > 12 or first == second:
        return _iso(year, match[3], match[1])
    if second > 12:
        return _iso(year, match[1], match[3])
    one, other = _iso(year, match[3], match[1]), _iso(year, match[1], match[3])
    raise DateError(f"{text!r} could be {one} or {other}: write the one that is meant")


def _iso(year: str, month: str | int | None, day: str | int | None) -> str:
    return "-".join((year, *(f"{int(part):02d}" for part in (month, day) if part is not None)))
