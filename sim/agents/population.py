"""A table of many: one typed NumPy array per declared fact, one Mesa agent for all of them.

A population answers the verbs that Mesa users know from AgentSet (`select`, `agg`, `get`, `groupby`), and
`population[17]` prints one row. There is no Python object per person; docs/mesa_users.md says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import mesa
import numpy as np

from sim.declare import Column, Flag, Int64, Numbers, columns_of
from sim.money import write_money
from sim.months import write_month

ROOM_SHARE = 8  # a table that has to grow takes room for an eighth more rows


class Population(mesa.Agent):
    """One table. Subclasses declare columns, and the few ways in which a row may change."""

    def __init__(self, model: mesa.Model, size: int) -> None:
        """Make a table of `size` rows in which every column has its declared first value."""
        super().__init__(model)
        self.size = size
        self.columns: dict[str, Column] = {}
        self._room: dict[str, Numbers] = {}  # the same arrays, with room behind the last row
        for name, (dtype, declared) in columns_of(type(self)).items():
            self.columns[name] = declared
            self._room[name] = np.full(size, declared.start, dtype)
            setattr(self, name, self._room[name])
        self._count_rows()

    def add_rows(self, count: int) -> None:
        """Add rows in which every column has its declared first value; arrays held elsewhere stay as they were."""
        self.size += count
        for name, declared in self.columns.items():
            room = self._room[name]
            if room.size < self.size:
                more = self.size + self.size // ROOM_SHARE
                self._room[name] = np.full(more, declared.start, room.dtype)
                self._room[name][: self.size - count] = getattr(self, name)
            setattr(self, name, self._room[name][: self.size])
        self._count_rows()

    def _count_rows(self) -> None:
        self.rows = np.arange(self.size, dtype=np.int64)
        self._reader: Reader | None = None

    def reader(self) -> Reader:
        """Return the same columns, read-only; the same reader until the table grows."""
        if self._reader is None:
            self._reader = Reader(self)
        return self._reader

    def select(self, condition: Callable[[Reader], Flag] | Flag | None = None) -> Rows:
        """Return the rows where a condition holds: a mask (size,), or a function from the reader to one."""
        if condition is None:
            return Rows(self, self.rows)
        mask = condition(self.reader()) if callable(condition) else condition
        return Rows(self, np.flatnonzero(mask))

    def agg(self, column: str, function: Callable[[Any], Any]) -> Any:
        """Apply a function to a column of all rows."""
        return self.select().agg(column, function)

    def get(self, column: str) -> Any:
        """Return a copy of a column."""
        return self.select().get(column)

    def groupby(self, column: str) -> dict[Any, Rows]:
        """Return value -> rows for every value of a column."""
        return self.select().groupby(column)

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.size

    def __getitem__(self, row: int) -> Row:
        """Return one row, which prints one life."""
        return Row(self, range(self.size)[row])

    def __iter__(self) -> Iterator[Row]:
        """Walk over all rows as light views."""
        return (Row(self, row) for row in range(self.size))


class Reader:
    """Read-only arrays of a population: writing through it raises."""

    def __init__(self, population: Population) -> None:
        """Look at every column of a population."""
        for name in population.columns:
            view = getattr(population, name).view()
            view.flags.writeable = False
            setattr(self, name, view)

    def __getattr__(self, name: str) -> Any:
        """Refuse a column that was never declared."""
        raise AttributeError(f"there is no column {name!r}")


class Rows:
    """Some rows of a population, in ascending order unless sorted otherwise."""

    def __init__(self, population: Population, rows: Int64) -> None:
        """Name the rows."""
        self.population, self.rows = population, rows

    def select(self, condition: Callable[[Reader], Flag]) -> Rows:
        """Keep the rows where a function of the reader holds."""
        mask = condition(self.population.reader())
        return Rows(self.population, self.rows[mask[self.rows]])

    def get(self, column: str) -> Any:
        """Return a column of these rows."""
        return getattr(self.population, column)[self.rows]

    def agg(self, column: str, function: Callable[[Any], Any]) -> Any:
        """Apply a function to a column of these rows."""
        return function(self.get(column))

    def groupby(self, column: str) -> dict[Any, Rows]:
        """Return value -> rows for every value of a column; coded columns are keyed by their label."""
        values = self.get(column)
        codes = self.population.columns[column].codes
        groups = {}
        for value in np.unique(values):
            name = codes(value).name.lower() if codes else value.item()
            groups[name] = Rows(self.population, self.rows[values == value])
        return groups

    def __len__(self) -> int:
        """Return how many rows these are."""
        return int(self.rows.size)

    def __iter__(self) -> Iterator[Row]:
        """Walk over the rows as light views."""
        return (Row(self.population, int(row)) for row in self.rows)


class Row:
    """One row of a population: its columns as attributes, and one life when printed."""

    def __init__(self, population: Population, row: int) -> None:
        """Name the row."""
        self.population, self.row = population, row

    def __getattr__(self, column: str) -> Any:
        """Return the row's value of a column."""
        if column not in self.population.columns:
            raise AttributeError(f"there is no column {column!r}")
        return getattr(self.population, column)[self.row].item()

    def __str__(self) -> str:
        """Return every fact about this row: name, value, unit and meaning."""
        lines = [f"{type(self.population).__name__} {self.row}"]
        for name, declared in self.population.columns.items():
            lines.append(f"  {name:<22} {_say(declared, getattr(self, name)):<18} {declared.meaning}")
        return "\n".join(lines)


def _say(declared: Column, value: Any) -> str:
    """Return one value as a reader would write it."""
    if declared.codes is not None:
        return declared.codes(value).name.lower()
    if declared.unit.startswith("fen"):
        return write_money(value, declared.unit.partition("/")[2])
    if declared.unit == "month":
        return write_month(value)
    if declared.unit == "yes/no":
        return "yes" if value else "no"
    said = f"{value:.3g}" if isinstance(value, float) else str(value)
    return f"{said} {declared.unit}"
