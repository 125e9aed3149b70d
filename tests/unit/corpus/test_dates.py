"""Dates as sources write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.corpus.dates import iso_date
from cordiale.formats.dates import DateError


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2001", "2001"),
        ("2001-09", "2001-09"),
        ("2001-09-12T10:00:00Z", "2001-09-12"),
        ("2001-09-12 00:00:00", "2001-09-12"),
        ("2001?", "2001?"),
        ("2005/2010", "2005/2010"),
        ("1997.0", "1997"),
        ("12 September 2001", "2001-09-12"),
        ("Wednesday, September 12, 2001", "2001-09-12"),
        ("Sept. 12, 2001", "2001-09-12"),
        ("12-Sep-2001", "2001-09-12"),
        ("September 2001", "2001-09"),
        ("12 сентября 2001 г.", "2001-09-12"),
        ("сентябрь 2001 года", "2001-09"),
        ("2001年9月12日", "2001-09-12"),
        ("2001年9月", "2001-09"),
        ("2001年", "2001"),
        ("12.09.2001", "2001-09-12"),
        ("2001/9/1", "2001-09-01"),
        ("20010912", "2001-09-12"),
        ("13/04/2001", "2001-04-13"),
        ("04/13/2001", "2001-04-13"),
        ("03/03/2001", "2001-03-03"),
        ("  ", ""),
    ],
)
def test_usual_ways_to_write_a_date_are_read(written: str, iso: str) -> None:
    assert iso_date(written) == iso


def test_a_date_whose_day_and_month_could_change_places_is_refused() -> None:
    with pytest.raises(DateError, match="2001-04-03 or 2001-03-04"):
        iso_date("03/04/2001")


@pytest.mark.parametrize("written", ["soon", "52", "31.02.2001", "31 February 2001", "12 Septober 2001"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(DateError):
        iso_date(written)


MONTHS = ("January", "February", "March", "April", "May", "June", "July")
MONTHS += ("August", "September", "October", "November", "December")


@given(st.dates(min_value=date(1800, 1, 1)))
def test_a_day_written_out_in_english_comes_back_as_iso(day: date) -> None:
    assert iso_date(f"{day.day} {MONTHS[day.month - 1]} {day.year}") == day.isoformat()
    assert iso_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
