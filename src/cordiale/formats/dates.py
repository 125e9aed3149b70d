"""Dates as scholars know them: a day, a month, a year, a range, and how sure it is (CONTRACTS 2)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from cordiale.model.study import DateSpan

__all__ = ["ALLOWED_DATES", "DateError", "parse_date"]

ALLOWED_DATES = (
    "a day (2001-09-11), a month (2001-09), a year (2001) or a range of these (2005/2010), "
    "with ? after it for uncertain, ~ for approximate, % for both"
)
"""What a date cell may hold, in words."""

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%])?")


class DateError(ValueError):
    """A text that is no date; ``reason`` says why, the message also says what is allowed."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{reason}; allowed: {ALLOWED_DATES}")


def parse_date(text: str) -> DateSpan:
    """The span of days that a date stands for, at the precision in which it is known.

    Args:
        text: a day, month, year or range in ISO 8601, with the marks of EDTF level 1 (``2001?``, ``2001~``,
            ``2001%``). Each end of a range has its own precision and mark; the span is marked if an end is.

    Raises:
        DateError: (a ValueError) the text is no such date; the message says what is allowed, with examples.

    Example:
        >>> span = parse_date("2005-06/2010~")
        >>> span.first.isoformat(), span.last.isoformat(), span.approximate, span.uncertain
        ('2005-06-01', '2010-12-31', True, False)
    """
    text = text.strip()
    ends = text.split("/")
    if len(ends) > 2:
        raise DateError(f"{text!r} has more than one '/'")
    first, _, first_mark = _point(ends[0], text)
    _, last, last_mark = _point(ends[-1], text)
    if last < first:
        raise DateError(f"{text!r} ends before it begins")
    marks = first_mark + last_mark
    return DateSpan(
        text=text,
        first=first,
        last=last,
        uncertain="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
    )


def _point(part: str, whole: str) -> tuple[date, date, str]:
    """First and last day of one end, and its mark."""
    match = _POINT.fullmatch(part.strip())
    if match is None:
        raise DateError(f"{whole!r} is not a date")
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if year == 0:
        raise DateError(f"{whole!r} names the year 0000")
    if match[2] and not 1 <= month <= 12:
        raise DateError(f"{whole!r} names month {month}; months run from 01 to 12")
    last_day = monthrange(year, month or 12)[1]
    if match[3] and not 1 <= day <= last_day:
        raise DateError(f"{whole!r} names day {day}; that month has {last_day} days")
    first = date(year, month or 1, day or 1)
    return first, date(year, month or 12, day or last_day), match[4] or ""
