"""One run as work to be done: its seeds, each a task of its own, and the folder that joins them."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InvalidInput, Problem
from sim.runs import identity
from sim.runs.contract import FORMAT, describe_tables, tables_written
from sim.runs.folder import RunFolder
from sim.runs.model import Model
from sim.runs.sealed import check_file, checksum, read_manifest, write_manifest
from sim.runs.store import MANIFEST, Store
from sim.runs.unit import Unit

if TYPE_CHECKING:
    from sim.plan import Plan

PACKAGES = ("duckdb", "mesa", "numba", "numpy", "pandas")
Note = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """A resolved scenario with a set of seeds, and where its results stand or will stand."""

    plan: Plan
    units: tuple[Unit, ...]  # in ascending order of their seeds
    persons: bool
    run_id: str
    sources: str
    store: Store
    model: Model

    @property
    def place(self) -> Path:
        """Return the folder of the run."""
        return self.store.run_place(self.run_id)

    def find(self, note: Note) -> dict[str, Any] | None:
        """Return the manifest of the run when it is on disk and whole."""
        return self.store.find(self.place, note)

    def missing(self, note: Note) -> list[Unit]:
        """Return the seeds that are not on disk yet."""
        return [unit for unit in self.units if self.store.find(unit.place, note) is None]

    def publish(self, began: float, *, picture: bool, note: Note) -> None:
        """Join the finished seeds into a run folder; `began` is when the work began, by the monotonic clock."""
        from sim.runs import parquet

        seeds = [unit.seed for unit in self.units]
        with self.store.writing(self.place) as folder, parquet.connect() as database:
            digests, checksums = {}, {}
            for contract in tables_written(self.persons):
                path = folder / f"{contract.name}.parquet"
                parquet.join(database, [_checked_part(unit, path.name) for unit in self.units], path)
                digests[contract.name] = parquet.file_digest(database, path, contract, seeds)
                checksums[path.name] = checksum(path)
            words = self.model.load("dictionary")(self.plan)
            text = json.dumps({"tables": describe_tables(self.persons)} | words, ensure_ascii=False, indent=1)
            (folder / "dictionary.json").write_text(f"{text}\n", encoding="utf-8")
            checksums["dictionary.json"] = checksum(folder / "dictionary.json")
            manifest = self._facts() | {"digests": digests, "checksums": checksums}
            if picture and _draw(RunFolder(folder, manifest), note):
                checksums["chart.png"] = checksum(folder / "chart.png")
            manifest["wall_seconds"] = round(time.monotonic() - began, 3)
            write_manifest(folder / MANIFEST, manifest)

    def _facts(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "run_id": self.run_id,
            "name": self.plan.name,
            "title": self.plan.title,
            "scenario": self.plan.plain(),
            "seeds": [unit.seed for unit in self.units],
            "persons": self.persons,
            "sources": self.sources,
            "versions": versions(),
            "environment": environment(),
        }


def make_job(plan: Plan, seeds: Sequence[int], *, persons: bool, root: Path, model: Model, label: str = "") -> Job:
    """Name the work of a run; nothing is made. `label` tells its seeds from those of other runs in messages."""
    ordered = tuple(sorted(set(seeds)))
    if not ordered:
        raise InvalidInput([Problem("seeds-empty", "", None, "seeds", "none", "at least one seed")])
    sources, scenario, store = str(model.load("source_hash")()), plan.plain(), Store(root)
    names = [identity.unit_id(scenario, seed, persons, sources) for seed in ordered]
    units = tuple(
        Unit(plan, seed, persons, name, store, model, label) for seed, name in zip(ordered, names, strict=True)
    )
    return Job(plan, units, persons, identity.run_id(scenario, ordered, persons, sources), sources, store, model)


def _checked_part(unit: Unit, name: str) -> Path:
    return check_file(unit.place / name, read_manifest(unit.place / MANIFEST))


def _draw(folder: RunFolder, note: Note) -> bool:
    """Draw the picture; it is a view of the tables, so results do not depend on its success."""
    from sim.reports import chart

    try:
        chart.draw(folder, folder.path / "chart.png")
    except Exception as error:
        note(f"no picture could be drawn ({type(error).__name__}: {error})")
        return False
    return True


def versions() -> dict[str, str]:
    """Return the versions of what computes a run."""
    return {"python": platform.python_version()} | {name: metadata.version(name) for name in PACKAGES}


def environment() -> dict[str, str]:
    """Return what is known of the machine, without names of hosts, users or folders."""
    return {
        "machine": platform.machine(),
        "system": platform.system(),
        "release": platform.release(),
        "libc": " ".join(platform.libc_ver()),
        "implementation": platform.python_implementation(),
    }
