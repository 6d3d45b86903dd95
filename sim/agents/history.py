"""What happened to each person: closed spells, registrations, paid months; kept only when a run asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from sim.declare import NOBODY, Int64, Wholes

if TYPE_CHECKING:
    from sim.agents.workers import Workers

REASONS = ("work", "lapsed", "retired")  # why a registration ended

FIELDS = {
    "spells": ("person", "activity", "start", "end", "employer", "wage"),
    "registrations": ("person", "start", "end", "reason"),
    "served": ("lever", "month", "person"),  # lever: its number
}


class History:
    """Three growing tables of whole numbers, each a list of batches in the order in which things happened."""

    def __init__(self) -> None:
        """Start with nothing told."""
        self.batches: dict[str, list[tuple[Wholes, ...]]] = {name: [] for name in FIELDS}

    def close_spells(self, workers: Workers, who: Int64, month: int) -> None:
        """Note the present spell of each person in `who`, which ends in `month`."""
        self._add("spells", *self._spells_of(workers, who, month))

    def close_registrations(self, workers: Workers, who: Int64, month: int, reason: str) -> None:
        """Note the registration of each person in `who`, which ends in `month` for a reason."""
        self._add("registrations", who, workers.registered_since[who], month, REASONS.index(reason))

    def serve(self, lever: int, month: int, who: Int64) -> None:
        """Note whom a lever paid this month."""
        self._add("served", lever, month, who)

    def told(self, name: str) -> dict[str, Int64]:
        """Return one table so far: field -> column."""
        fields = FIELDS[name]
        nothing = (np.zeros(0, np.int64),) * len(fields)
        columns = zip(*(nothing, *self.batches[name]), strict=True)
        return {field: np.concatenate(column).astype(np.int64) for field, column in zip(fields, columns, strict=True)}

    def spells(self, workers: Workers, here: Int64) -> dict[str, Int64]:
        """Return all spells, the present ones of the people in `here` with no end."""
        closed, present = self.told("spells"), self._spells_of(workers, here, NOBODY)
        return {
            name: np.concatenate([column, np.broadcast_to(open_, here.shape)])
            for (name, column), open_ in zip(closed.items(), present, strict=True)
        }

    def registrations(self, workers: Workers) -> dict[str, Int64]:
        """Return all registrations, the present ones with no end and no reason."""
        still = np.flatnonzero(workers.registered)
        present: tuple[Any, ...] = (still, workers.registered_since[still], NOBODY, NOBODY)
        return {
            name: np.concatenate([column, np.broadcast_to(open_, still.shape)])
            for (name, column), open_ in zip(self.told("registrations").items(), present, strict=True)
        }

    @classmethod
    def retold(cls, tables: Mapping[str, Mapping[str, Int64]]) -> Self:
        """Rebuild a history from what `told` returned of each table."""
        history = cls()
        for name, fields in FIELDS.items():
            history.batches[name].append(tuple(tables[name][field] for field in fields))
        return history

    @staticmethod
    def _spells_of(workers: Workers, who: Int64, end: int) -> tuple[Any, ...]:
        w = workers
        return who, w.activity[who], w.spell_start[who], end, w.employer[who], w.first_wage[who]

    def _add(self, name: str, *columns: Any) -> None:
        """Add a batch; numbers stand for the same value in every row."""
        size = max(np.size(column) for column in columns if isinstance(column, np.ndarray))
        if size:
            self.batches[name].append(tuple(np.broadcast_to(column, size).copy() for column in columns))
