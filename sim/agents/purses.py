"""The purses of the tables, found anew each time: a table that grows has a new column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.agents.population import Population
from sim.declare import Int64


class Purses(Mapping[str, Int64]):
    """Table -> its present `cash` column, whole fen."""

    def __init__(self, **tables: Population) -> None:
        """Name the tables that hold money."""
        self._tables = tables

    def __getitem__(self, table: str) -> Int64:
        """Return the purses of a table as they are now."""
        cash: Int64 = self._tables[table].cash
        return cash

    def __contains__(self, table: object) -> bool:
        """Tell whether a table of this name holds money."""
        return table in self._tables

    def __iter__(self) -> Iterator[str]:
        """Walk over the names of the tables."""
        return iter(self._tables)

    def __len__(self) -> int:
        """Return how many tables hold money."""
        return len(self._tables)
