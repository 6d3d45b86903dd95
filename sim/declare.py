"""The words that every number carries: columns of tables, parameters of worlds and levers, measured outcomes.

A declaration says dtype, unit and meaning once; tables, validation, documentation, JSON Schema and the
dictionary beside every run are made from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, ClassVar, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

from sim.money import read_money
from sim.months import read_month, write_month

Int8 = npt.NDArray[np.int8]
Int16 = npt.NDArray[np.int16]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Real32 = npt.NDArray[np.float32]
Real = npt.NDArray[np.float64]
Flag = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint64]
Wholes = npt.NDArray[np.integer[Any]]
Numbers = npt.NDArray[np.number[Any]]
Texts = npt.NDArray[np.object_]

Shares = tuple[tuple[str, int], ...]  # label, ten-thousandths
Factors = tuple[tuple[str, float], ...]  # label, number

NOBODY = -1
SHARE_SCALE = 10_000  # shares of a whole are kept in ten-thousandths, so that they add up exactly


# --- columns ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """One fact about each row of a table: `unit` and `meaning` are for people, `start` is its first value."""

    unit: str
    meaning: str
    start: float = 0
    codes: type[IntEnum] | None = None


def column(unit: str, meaning: str, start: float = 0, codes: type[IntEnum] | None = None) -> Any:
    """Declare a column in the body of a table class; the annotation gives the dtype."""
    return Column(unit, meaning, start, codes)


def columns_of(table: type) -> dict[str, tuple[np.dtype[Any], Column]]:
    """Return name -> (dtype, declaration) of every column that a table class declares, in order."""
    hints = get_type_hints(table)
    found: dict[str, tuple[np.dtype[Any], Column]] = {}
    for owner in reversed(table.__mro__):
        for name, declared in vars(owner).items():
            if isinstance(declared, Column):
                found[name] = (np.dtype(get_args(get_args(hints[name])[1])[0]), declared)
    return found


# --- parameters ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dated:
    """A value that changes with the calendar: `entries` are (month, value), the earliest first."""

    entries: tuple[tuple[int, Any], ...]

    def at(self, month: int) -> Any:
        """Return the value in force in a month; LookupError before the first entry."""
        for begins, value in reversed(self.entries):
            if begins <= month:
                return value
        raise LookupError(f"no value is in force in {write_month(month)}")


def dated_in(owner: Any) -> dict[str, Dated]:
    """Return the dated values among the fields of a dataclass, by name."""
    said = {field.name: getattr(owner, field.name) for field in dataclasses.fields(owner)}
    return {name: value for name, value in said.items() if isinstance(value, Dated)}


def resolved(owner: Any, month: int) -> Any:
    """Return a dataclass with every dated value resolved to the one in force in a month."""
    dated = {name: value.at(month) for name, value in dated_in(owner).items()}
    return dataclasses.replace(owner, **dated) if dated else owner


@dataclass(frozen=True)
class Parameter:
    """What may be set: unit, meaning, range, and for a rule its legal source and how well it is known.

    `unit` decides how the value is written: `元...` is money text kept in fen, `share` a number from 0 to 1
    or text with %, `month` text, `on/off` a boolean, `number` and the like floats, and every other unit
    (persons, months, ...) a whole number. The unit `shares` makes it shares of a whole by label, kept in
    ten-thousandths; the unit `factors` numbers by label, 1 where nothing is said. Both are kept as pairs.
    """

    unit: str
    meaning: str
    low: float | None = None
    high: float | None = None
    source: str = ""
    status: str = ""  # found, derived, recalled or assumed
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    dated: bool = False
    term: str = ""  # the official Chinese term

    REAL_UNITS: ClassVar[frozenset[str]] = frozenset(
        {"share", "share/month", "share/year", "number", "ratio", "applications/month"}
    )

    @property
    def kind(self) -> str:
        """Return how the value is kept: money, shares, real, month, flag, choice or whole."""
        if self.unit in ("shares", "factors"):
            return self.unit
        if self.choices:
            return "choice"
        if self.unit.startswith("元"):
            return "money"
        if self.unit in self.REAL_UNITS:
            return "real"
        return {"month": "month", "on/off": "flag"}.get(self.unit, "whole")

    @property
    def per(self) -> str:
        """Return what follows the slash of a money unit ("人月", "年" or "")."""
        return self.unit.partition("/")[2]


def parameter(
    default: Any = dataclasses.MISSING,
    *,
    unit: str,
    meaning: str,
    low: float | None = None,
    high: float | None = None,
    source: str = "",
    status: str = "",
    choices: Sequence[str] = (),
    labels: Sequence[str] = (),
    dated: bool = False,
    term: str = "",
) -> Any:
    """Declare a parameter as a field of a frozen dataclass; `low` and `high` are in the unit (yuan for money).

    The default is written as in a scenario file: money as text with its unit, dated values as
    `{"2003-01": value, ...}`. Without a default the value must come from a file.
    """
    declared = Parameter(unit, meaning, low, high, source, status, tuple(choices), tuple(labels), dated, term)
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata={"parameter": declared})
    if dated and isinstance(default, Mapping):
        value: Any = Dated(tuple((read_month(when), _keep(declared, said)) for when, said in default.items()))
    else:
        value = _keep(declared, default)
    return dataclasses.field(default=value, metadata={"parameter": declared})


def _keep(declared: Parameter, said: Any) -> Any:
    """Turn a default written in a declaration into the form that is kept."""
    if declared.kind == "money":
        return read_money(said, declared.per)
    if declared.kind == "month" and said:
        return read_month(said)
    if declared.kind == "real":
        return float(said)
    return said


def parameters_of(owner: type) -> dict[str, Parameter]:
    """Return name -> declaration of every parameter of a dataclass, in order."""
    return {
        field.name: field.metadata["parameter"] for field in dataclasses.fields(owner) if "parameter" in field.metadata
    }


# --- outcomes --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """One metric of `outcomes.parquet`: `kind` is stock (month's end), flow (during the month) or level."""

    name: str
    unit: str
    kind: str
    definition: str
    term: str
