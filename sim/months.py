"""The calendar: a month is text (`2003-01`) outside and one whole number inside.

The number counts months from year 0, so that `later - earlier` is a length in months.
"""

from __future__ import annotations

import re

MONTH_TEXT = re.compile(r"^([0-9]{4})-(0[1-9]|1[0-2])$", re.ASCII)


def read_month(text: str) -> int:
    """Return the number of the month written as `YYYY-MM`; ValueError when it is not one."""
    match = MONTH_TEXT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a month; write it as 2003-01")
    return int(match[1]) * 12 + int(match[2]) - 1


def write_month(month: int) -> str:
    """Return the month as text, `YYYY-MM`."""
    year, index = divmod(month, 12)
    return f"{year:04d}-{index + 1:02d}"


def month_of_year(month: int) -> int:
    """Return 1 for January to 12 for December."""
    return month % 12 + 1
