"""The calendar."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.months import month_of_year, read_month, write_month


@given(day=st.dates(datetime.date(1, 1, 1)))
def test_months_read_and_write_as_the_calendar_does(day):
    text = f"{day:%m}"
    month = read_month(f"{day.year:04d}-{text}")
    assert month == 12 * day.year + day.month - 1
    assert write_month(month) == f"{day.year:04d}-{text}"
    assert month_of_year(month) == day.month


@given(first=st.dates(), length=st.integers(0, 240))
def test_a_difference_is_a_length_in_months(first, length):
    year, month = divmod(first.month - 1 + length, 12)
    if first.year + year <= 9999:
        later = read_month(f"{first.year + year:04d}-{month + 1:02d}")
        assert later - read_month(f"{first.year:04d}-{first.month:02d}") == length


@pytest.mark.parametrize(
    "text",
    [
        "", "2003", "2003-00", "2003-13", "2003-1", "03-01", "2003-01-01", "2003/01", "2003-01 ", " 2003-01",
        "２００３-01", "2003-0１", "2003-01\n", "-003-01", "2003年01月", "99999-01",
    ],
)  # fmt: skip
def test_what_is_not_a_month_is_refused(text):
    with pytest.raises(ValueError, match="not a month"):
        read_month(text)
