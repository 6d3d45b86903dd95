"""One value: from what a file says to what the model keeps, by the declaration of its parameter.

Money becomes whole fen, shares ten-thousandths, months whole numbers. What is not exactly what the
declaration allows is refused with a hint; nothing is rounded, guessed or repaired.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sim.declare import SHARE_SCALE, Dated, Parameter, Shares
from sim.money import FEN_PER, MONEY_TEXT, NotMoney, read_money, write_money
from sim.months import MONTH_TEXT, read_month, write_month
from sim.scenario.library import ID_RULE, is_id
from sim.scenario.places import Place, Problems, nearest
from sim.scenario.wide import forbidden_character, unwidened, wide_character

LARGEST = 2**63 - 1
LONGEST = 200  # characters of any text that is a value
FIRST_MONTH, LAST_MONTH = read_month("1900-01"), read_month("9999-12")
MOST_LABELS = 64
DECIMALS = {"分": 0, "元": 2, "万元": 6, "亿元": 10}  # of an amount that is exact to the fen
PERCENT = re.compile(r"\s*(-?[0-9]+(?:\.[0-9]+)?)\s*%\s*", re.ASCII)
NUMBER = re.compile(r"\s*-?[0-9]+(?:\.[0-9]+)?\s*", re.ASCII)


@dataclass
class Wrong(Exception):
    """A value is not what its declaration asks for."""

    code: str
    expected: str
    fix: str = ""


def read_value(declared: Parameter, said: Any, place: Place, problems: Problems, default: Any = None) -> Any:
    """Return a value as it is kept, or None after naming what is wrong with it.

    `default` is the declaration's own: a month that may be left empty has 0.
    """
    if isinstance(said, list):
        return _read_dated(declared, said, place, problems)
    if declared.kind in ("shares", "factors"):
        return _read_table(declared, said, place, problems)
    if declared.kind == "month" and said == "" and default == 0:
        return 0
    return _attempt(_READERS[declared.kind], declared, said, place, problems)


def read_label(said: Any, place: Place, problems: Problems) -> str | None:
    """Return free text in Unicode form NFC, or None when it could do harm where it is shown."""
    return _attempt(_label, Parameter("", ""), said, place, problems)


def check_range(
    declared: Parameter, value: float, written: str = "", fix: str = "", code: str = "out-of-range"
) -> None:
    """Refuse a number outside the declared range; `written` says the value in another way."""
    low, high = declared.low, declared.high
    if (low is None or value >= low) and (high is None or value <= high):
        return
    if low == 0 and value < 0:
        wanted = f"not negative, in {declared.unit}"
    elif low is None or high is None:
        wanted = f"{f'at least {low:,.12g}' if high is None else f'at most {high:,.12g}'} {declared.unit}"
    else:
        wanted = f"from {low:,.12g} to {high:,.12g} {declared.unit}"
    source = f" ({declared.source})" if declared.source else ""
    raise Wrong(code, f"{wanted}{source}{written}", fix)


def _attempt(
    read: Callable[[Parameter, Any], Any], declared: Parameter, said: Any, place: Place, problems: Problems
) -> Any:
    try:
        if isinstance(said, str):
            _check_text(said, read is _label)
        elif isinstance(said, (int, float)) and not isinstance(said, bool):
            _check_number(said)
        return read(declared, said)
    except Wrong as wrong:
        problems.add(place, wrong.code, said, wrong.expected, wrong.fix)
        return None


def _check_text(said: str, label: bool) -> None:
    if len(said) > LONGEST:
        raise Wrong("too-long", f"at most {LONGEST} characters")
    if char := forbidden_character(said):
        raise Wrong("control-character", char, "remove it")
    if not label and (wide := wide_character(said)):
        raise Wrong("full-width", wide, f'write "{unwidened(said)}"')


def _check_number(said: float) -> None:
    if isinstance(said, float) and not math.isfinite(said):
        raise Wrong("not-finite", "a finite number")
    if abs(said) > LARGEST:
        raise Wrong("out-of-range", f"at most {LARGEST:,}")


def _label(declared: Parameter, said: Any) -> str:
    import unicodedata

    if not isinstance(said, str):
        raise Wrong("wrong-type", "text in quotes")
    return unicodedata.normalize("NFC", said)


def _money(declared: Parameter, said: Any) -> int:
    per = f"/{declared.per}" if declared.per else ""
    if isinstance(said, bool) or not isinstance(said, (str, int, float)):
        raise Wrong("wrong-type", f'an amount as text, such as "180 元{per}"')
    if not isinstance(said, str) or NUMBER.fullmatch(said):
        number = str(said).strip()
        raise Wrong("unit-missing", "unit missing: 元 or 万元?", f'write "{number} 元{per}" or "{number} 万元{per}"')
    match = MONEY_TEXT.fullmatch(said)
    if match is None:
        fix = "write amounts without commas" if "," in said else "the units are 分, 元, 万元 and 亿元"
        raise Wrong("not-money", f'an amount such as "180 元{per}"', fix)
    number, unit, said_per = match[1], match[2], match[3] or ""
    if said_per != declared.per:
        said_unit = unit + (f"/{said_per}" if said_per else "")
        raise Wrong("wrong-unit", f"the unit is 元{per}, not {said_unit}", f'write "{number} {unit}{per}"')
    if len(number.partition(".")[2].rstrip("0")) > DECIMALS[unit]:
        raise Wrong("not-exact", "not exact to the fen", "amounts are whole fen (0.01 元)")
    try:
        fen = read_money(said, declared.per)
    except NotMoney as why:
        raise Wrong("out-of-range", str(why)) from None
    fits = [other for other in ("元", "万元") if _within(declared, Decimal(number) * FEN_PER[other])]
    slip = f'did you mean "{number} {fits[0]}{per}"?' if fits else ""
    check_range(declared, fen / 100, f"; this is {write_money(fen)} = {Decimal(fen) / FEN_PER['万元']:f} 万元", slip)
    return fen


def _within(declared: Parameter, fen: Decimal) -> bool:
    low, high = declared.low, declared.high
    return (low is None or fen >= Decimal(low) * 100) and (high is None or fen <= Decimal(high) * 100)


def _real(declared: Parameter, said: Any) -> float:
    share = declared.unit.startswith("share")
    if isinstance(said, str):
        match = PERCENT.fullmatch(said) if share else None
        if match is None:
            example = 'a number such as 0.05, or text such as "5%"' if share else "a number, without quotes"
            raise Wrong("wrong-type", example)
        value = float(Decimal(match[1]).scaleb(-2))
    elif isinstance(said, bool) or not isinstance(said, (int, float)):
        raise Wrong("wrong-type", "a number")
    else:
        value = float(said)
        if share and 1 <= abs(value) <= 100:
            percent = f'did you mean "{said}%", which is {Decimal(str(said)).scaleb(-2):f}?'
            both = f"{percent} As a share, {said} is {said * 100:g}%"
            check_range(declared, value, fix=both, code="share-or-percent")
    check_range(declared, value)
    return value + 0.0  # there is no minus zero


def _whole(declared: Parameter, said: Any) -> int:
    if isinstance(said, bool) or not isinstance(said, (int, float)) or said != int(said):
        fix = f"write {said.strip()} without quotes" if isinstance(said, str) and said.strip().isdigit() else ""
        raise Wrong("wrong-type", f"a whole number ({declared.unit})", fix)
    check_range(declared, said)
    return int(said)


def _month(declared: Parameter, said: Any) -> int:
    if not isinstance(said, str):
        raise Wrong("wrong-type", 'a month as text, such as "2003-01"')
    if not MONTH_TEXT.fullmatch(said):
        day = re.fullmatch(r"([0-9]{4})[-/.]?([0-9]{1,2})([-/.][0-9]{1,2})?", said, re.ASCII)
        if day and 1 <= int(day[2]) <= 12:
            raise Wrong("not-a-month", "a month, written YYYY-MM", f'write "{day[1]}-{int(day[2]):02d}"')
        expected = f"there is no month {day[2]}" if day else "a month, written YYYY-MM"
        raise Wrong("not-a-month", expected, 'as in "2003-01"')
    month = read_month(said)
    if not FIRST_MONTH <= month <= LAST_MONTH:
        raise Wrong("out-of-range", f"from {write_month(FIRST_MONTH)} to {write_month(LAST_MONTH)}")
    return month


def _flag(declared: Parameter, said: Any) -> bool:
    if not isinstance(said, bool):
        raise Wrong("wrong-type", "true or false, without quotes")
    return said


def _choice(declared: Parameter, said: Any) -> str:
    if not isinstance(said, str):
        raise Wrong("wrong-type", "a name in quotes")
    if declared.choices == ("*",):
        if not is_id(said):
            raise Wrong("name", f"a name has {ID_RULE}")
    elif said not in declared.choices:
        raise Wrong("unknown-choice", f"one of {', '.join(declared.choices)}", nearest(said, declared.choices))
    return said


_READERS: dict[str, Callable[[Parameter, Any], Any]] = {
    "money": _money, "real": _real, "whole": _whole, "month": _month, "flag": _flag, "choice": _choice,
}  # fmt: skip


# --- tables: shares of a whole, and factors ---------------------------------------------------------------


def _read_table(declared: Parameter, said: Any, place: Place, problems: Problems) -> Any:
    """Return pairs of label and number; a share that is not said is 0, a factor that is not said stays unsaid."""
    if not isinstance(said, dict):
        label = declared.labels[0].replace("*", "chengguan")
        problems.add(place, "wrong-type", said, "a table by label", f"write {{ {label} = 1.0 }}")
        return None
    before = len(problems.found)
    free = declared.labels == ("*",)
    read = _share if declared.kind == "shares" else _real
    values: dict[str, Any] = {}
    for label, value in said.items():
        here = place / label
        if free and not is_id(label):
            problems.add(here, "name", value, f"a label has {ID_RULE}")
        elif not free and label not in declared.labels:
            problems.add(here, "unknown-label", value, "no such label", nearest(label, declared.labels))
        else:
            values[label] = _attempt(read, declared, value, here, problems)
    if free and len(said) > MOST_LABELS:
        problems.add(place, "too-many-labels", None, f"at most {MOST_LABELS} labels, not {len(said)}")
    if len(problems.found) > before:
        return None
    if declared.kind == "factors":
        return tuple((label, values[label]) for label in declared.labels if label in values)
    total = sum(values.values())
    if total != SHARE_SCALE:
        whole, by = (f"{Decimal(count) / SHARE_SCALE:f}" for count in (total, total - SHARE_SCALE))
        expected = f"the shares add up to {whole}, a difference of {by}; it must be exactly 1 (10000 per 10000)"
        problems.add(place, "shares-sum", None, expected)
        return None
    return complete_shares(declared, tuple(values.items()))


def complete_shares(declared: Parameter, pairs: Shares) -> Shares:
    """Return shares with every declared label in its order; what is not said is 0. Free labels stay as they are."""
    if declared.labels == ("*",):
        return pairs
    said = dict(pairs)
    return tuple((label, said.get(label, 0)) for label in declared.labels)


SHARE = Parameter("share", "a share of a whole", low=0, high=1)


def _share(declared: Parameter, said: Any) -> int:
    value = Decimal(str(_real(SHARE, said))) * SHARE_SCALE
    if value != int(value):
        raise Wrong("share-not-exact", "a multiple of 0.0001")
    return int(value)


# --- dated values -----------------------------------------------------------------------------------------


def _read_dated(declared: Parameter, said: list[Any], place: Place, problems: Problems) -> Dated | None:
    """Return a value that changes with the calendar, its entries sorted by month."""
    if not declared.dated:
        problems.add(place, "not-dated", said, "one value: this parameter does not change with the calendar")
        return None
    if not said:
        problems.add(place, "wrong-type", said, 'at least one entry { from = "2003-01", value = ... }')
        return None
    entries: dict[int, Any] = {}
    before = len(problems.found)
    for position, entry in enumerate(said):
        here = place / position
        if not isinstance(entry, dict):
            problems.add(here, "wrong-type", entry, 'an entry { from = "2003-01", value = ... }')
            continue
        for key in [key for key in entry if key not in ("from", "value")]:
            problems.add(here / key, "unknown-key", entry[key], "no such key", nearest(key, ("from", "value")))
        for key in ("from", "value"):
            if key not in entry:
                problems.add(
                    here, "missing-key", entry, f"`{key}` is missing", 'write { from = "2003-01", value = ... }'
                )
        if not {"from", "value"} <= entry.keys():
            continue
        month = _attempt(_month, declared, entry["from"], here / "from", problems)
        if month in entries:
            problems.add(here / "from", "month-twice", entry["from"], "each month once")
        if isinstance(entry["value"], list):
            problems.add(here / "value", "wrong-type", entry["value"], "one value")
        elif month is not None:
            entries[month] = read_value(declared, entry["value"], here / "value", problems)
    return Dated(tuple(sorted(entries.items()))) if len(problems.found) == before else None
