"""Dates at day, month and year precision, ranges, and the marks of EDTF level 1 (CONTRACTS 2)."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordiale.formats.dates import DateError, parse_date

READ = [
    # text, first day, last day, uncertain, approximate
    ("2001-09-11", "2001-09-11", "2001-09-11", False, False),
    ("2001-09", "2001-09-01", "2001-09-30", False, False),
    ("2000-02", "2000-02-01", "2000-02-29", False, False),
    ("2001", "2001-01-01", "2001-12-31", False, False),
    ("2005/2010", "2005-01-01", "2010-12-31", False, False),
    ("2005-06/2010-03-04", "2005-06-01", "2010-03-04", False, False),
    ("2001?", "2001-01-01", "2001-12-31", True, False),
    ("2001~", "2001-01-01", "2001-12-31", False, True),
    ("2001-09%", "2001-09-01", "2001-09-30", True, True),
    ("2005?/2010~", "2005-01-01", "2010-12-31", True, True),
    ("  2001 ", "2001-01-01", "2001-12-31", False, False),
    ("2011/2011-03", "2011-01-01", "2011-03-31", False, False),
]


@pytest.mark.parametrize(("text", "first", "last", "uncertain", "approximate"), READ)
def test_a_date_spans_all_the_days_that_it_may_mean(text, first, last, uncertain, approximate):
    span = parse_date(text)
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)
    assert (span.uncertain, span.approximate) == (uncertain, approximate)
    assert span.text == text.strip()


REFUSED = [
    ("11.9.2001", "is not a date"),
    ("Sep-01", "is not a date"),
    ("", "is not a date"),
    ("2001/", "is not a date"),
    ("2001-9-11", "is not a date"),
    ("2001-09-11T14:00", "is not a date"),
    ("２００１", "is not a date"),
    ("1990s", "is not a date"),
    ("2001-13", "months run from 01 to 12"),
    ("2001-00", "months run from 01 to 12"),
    ("2001-02-29", "28 days"),
    ("2001-02-00", "28 days"),
    ("0000", "the year 0000"),
    ("2010/2005", "ends before it begins"),
    ("2001/2002/2003", "more than one '/'"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_text_that_is_no_date_is_refused_with_what_is_allowed_and_an_example(text, reason):
    with pytest.raises(ValueError, match="allowed: a day") as caught:
        parse_date(text)
    assert reason in str(caught.value)
    assert "2001-09-11" in str(caught.value)


@given(st.dates(), st.dates())
def test_the_span_of_a_range_runs_from_the_first_day_of_one_end_to_the_last_of_the_other(one, other):
    first, last = sorted((one, other))
    span = parse_date(f"{first.isoformat()}/{last.isoformat()}")
    assert (span.first, span.last) == (first, last)


@given(st.dates(min_value=date(1, 1, 1)), st.sampled_from([4, 7, 10]), st.sampled_from(["", "?", "~", "%"]))
def test_a_day_lies_in_the_span_of_its_year_and_of_its_month(day, length, mark):
    span = parse_date(day.isoformat()[:length] + mark)
    assert span.first <= day <= span.last


@given(st.text(max_size=20))
def test_any_text_gives_a_span_or_a_message(text):
    with suppress(DateError):
        span = parse_date(text)
        assert span.first <= span.last
