"""The unit of work, retry and resume: one seed, lived from the first month to the last and put on disk."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.runs.contract import FORMAT, tables_written
from sim.runs.model import Model
from sim.runs.sealed import checksum, write_manifest
from sim.runs.store import MANIFEST, Store

if TYPE_CHECKING:
    from sim.plan import Plan


@dataclass(frozen=True)
class Unit:
    """One seed of a resolved scenario, and where its results will stand."""

    plan: Plan
    seed: int
    persons: bool
    name: str  # made of its content
    store: Store
    model: Model
    of: str = ""  # which of several runs it belongs to

    @property
    def place(self) -> Path:
        """Return the folder of the finished seed."""
        return self.store.seed_place(self.name)

    @property
    def what(self) -> str:
        """Return what a reader calls it."""
        return f"{self.of}seed {self.seed}"

    @property
    def people(self) -> int:
        """Return how many people it simulates."""
        return self.plan.workers

    def do(self, each_month: Callable[[int], None]) -> None:
        """Live it and put it on disk."""
        compute(self, each_month)


def compute(unit: Unit, each_month: Callable[[int], None]) -> None:
    """Live one seed and publish its tables; the process that computes also writes.

    EnvironmentUnfit before anything is computed on a machine that does not know the known answers;
    InvariantBroken from the model or from tables that break their contract; Refused when the disk is full.
    """
    # These are heavy (duckdb, numba, mesa); a process that only starts others never loads them. Looking for garbage
    # while they load takes a tenth of the wait for a first result.
    gc.set_threshold(100_000)
    from sim.runs import parquet, rows
    from sim.runs.digest import table_digest

    unit.model.load("self_test")()
    began = time.monotonic()
    tables = unit.model.load("live")(unit.plan, unit.seed, persons=unit.persons, each_month=each_month)
    digests, checksums = {}, {}
    with unit.store.writing(unit.place) as folder, parquet.connect() as database:
        for contract in tables_written(unit.persons):
            path = folder / f"{contract.name}.parquet"
            table = rows.fit(contract, tables[contract.name], unit.seed)
            parquet.write(database, path, contract, table)
            digests[contract.name] = table_digest(contract, table)
            checksums[path.name] = checksum(path)
        manifest = {
            "format": FORMAT,
            "unit_id": unit.name,
            "seed": unit.seed,
            "digests": digests,
            "checksums": checksums,
            "seconds": round(time.monotonic() - began, 3),
        }
        write_manifest(folder / MANIFEST, manifest)
