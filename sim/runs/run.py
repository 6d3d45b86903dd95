"""A run: one resolved scenario and a set of seeds, computed once and published whole."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import (
    EnvironmentUnfit,
    IntegrityError,
    InvalidInput,
    InvariantBroken,
    Problem,
    ReemployError,
    Refused,
    SomeRunsFailed,
)
from sim.runs import identity, preflight
from sim.runs.contract import FORMAT, describe_tables, tables_written
from sim.runs.folder import RunFolder
from sim.runs.lock import held
from sim.runs.model import Model
from sim.runs.pool import Failure, Listener, compute_all
from sim.runs.sealed import check_file, checksum, read_manifest, write_manifest
from sim.runs.seeds import write_seeds
from sim.runs.store import MANIFEST, Store, explained, open_store
from sim.runs.unit import Unit

if TYPE_CHECKING:
    from sim.plan import Plan

PACKAGES = ("duckdb", "mesa", "numba", "numpy", "pandas")
LONG = 120  # seconds from which a user is told before the start
ERRORS = {error.exit_code: error for error in (Refused, IntegrityError, EnvironmentUnfit)}


class Progress(Listener):
    """Hears how a run goes; as it stands, it keeps silent."""

    def begin(self, seeds: int, finished: int, months: int) -> None:
        """Hear how many seeds of how many months there are, and how many were on disk already."""

    def end(self) -> None:
        """Hear that nothing more will come, for better or worse."""


def run(
    plan: Plan,
    seeds: Sequence[int],
    *,
    out: Path | str = "outputs",
    persons: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
) -> RunFolder:
    """Return the run folder of this scenario with these seeds, computing only what is not on disk yet.

    `workers` is the number of processes, by default one per core; a script that uses several needs the usual
    `if __name__ == "__main__":`. SomeRunsFailed when seeds failed and others are saved, InvariantBroken when
    all failed by it; Refused, StoreBusy, IntegrityError and EnvironmentUnfit as `sim.errors` says.
    """
    began = time.monotonic()
    progress, model, root = progress or Progress(), model or Model(), Path(out)
    seeds = tuple(sorted(set(seeds)))
    if not seeds:
        raise InvalidInput([Problem("seeds-empty", "", None, "seeds", "none", "at least one seed")])
    sources = str(model.load("source_hash")())
    scenario = plan.plain()
    run_id = identity.run_id(scenario, seeds, persons, sources)
    store = Store(root)
    with explained(root):
        found = store.find(store.run_place(run_id), progress.note)
    if found is not None:
        return RunFolder(store.run_place(run_id), found, reused=True)

    need = preflight.check(plan, len(seeds), persons, workers or preflight.cores_available(), root)
    if workers is not None and need.processes < min(workers, len(seeds)):
        progress.note(f"memory allows {need.processes} processes at a time, not {workers}")
    if need.seconds > LONG:
        progress.note(f"this will take about {need.seconds / 60:.0f} min on {need.processes} processes")
    store = open_store(root)
    names = [identity.unit_id(scenario, seed, persons, sources) for seed in seeds]
    units = [Unit(plan, seed, persons, name, store, model) for seed, name in zip(seeds, names, strict=True)]
    with held(root / ".locks", run_id, progress.note):
        _compute_missing(units, run_id, need.processes, progress)
        facts = {
            "format": FORMAT,
            "run_id": run_id,
            "name": plan.name,
            "title": plan.title,
            "scenario": scenario,
            "seeds": list(seeds),
            "persons": persons,
            "sources": sources,
            "versions": versions(),
            "environment": environment(),
        }
        return _publish(units, facts, began, progress)


def _compute_missing(units: list[Unit], run_id: str, processes: int, progress: Progress) -> None:
    """Put every seed that is not on disk yet there; raise when one of them fails."""
    store = units[0].store
    with explained(store.root):
        missing = [unit for unit in units if store.find(unit.place, progress.note) is None]
    progress.begin(len(units), len(units) - len(missing), units[0].plan.horizon.months)
    try:
        failures = compute_all(missing, min(processes, max(1, len(missing))), progress)
    finally:
        progress.end()
        store.remove_orphans()
    if failures:
        raise _failed(failures, units, run_id, store)


def _failed(failures: list[Failure], units: list[Unit], run_id: str, store: Store) -> ReemployError:
    """Keep the tracebacks, and return the error that says what failed and what is saved."""
    ordered = sorted(failures, key=lambda failure: failure.seed)
    with suppress(OSError):  # on a full disk the message itself has to do
        for failure in ordered:
            text = f"seed {failure.seed}: {failure.message}\n\n{failure.detail}"
            store.save_failure(f"{run_id}-{failure.seed}", text)
    saved = sum(unit.place.exists() for unit in units)
    so_far = f"{saved} of {len(units)} seeds are saved"
    stop = next((failure for failure in ordered if failure.stops_all), None)
    if stop is not None:
        return ERRORS[stop.exit_code](f"{stop.message} {so_far}; the same command goes on from there.")
    lines = [f"  seed {failure.seed}: {failure.kind}: {failure.message}" for failure in ordered[:20]]
    lines += [f"  and {len(ordered) - 20} more"] if len(ordered) > 20 else []
    where = f"Tracebacks: {store.root}/.failed/{run_id}-*.txt"
    text = "\n".join([f"{len(ordered)} of {len(units)} seeds failed; {so_far}.", *lines, where])
    if len(ordered) == len(units):
        if all(failure.exit_code == InvariantBroken.exit_code for failure in ordered):
            return InvariantBroken(text)
        if all(failure.exit_code == 1 and failure.kind != "worker died" for failure in ordered):
            return ReemployError(text)
    others = write_seeds(tuple(unit.seed for unit in units if unit.seed not in {one.seed for one in ordered}))
    return SomeRunsFailed(text + (f"\nTo go on without them: --seeds {others}" if others else ""))


def _publish(units: list[Unit], facts: dict[str, Any], began: float, progress: Progress) -> RunFolder:
    """Join the finished seeds into a run folder."""
    from sim.runs import parquet

    store, place = units[0].store, units[0].store.run_place(facts["run_id"])
    with store.writing(place) as folder, parquet.connect() as database:
        digests, checksums = {}, {}
        for contract in tables_written(facts["persons"]):
            path = folder / f"{contract.name}.parquet"
            parquet.join(database, [_checked_part(unit, path.name) for unit in units], path)
            digests[contract.name] = parquet.file_digest(database, path, contract, facts["seeds"])
            checksums[path.name] = checksum(path)
        words = units[0].model.load("dictionary")(units[0].plan)
        words = {"tables": describe_tables(facts["persons"])} | words
        text = json.dumps(words, ensure_ascii=False, indent=1)
        (folder / "dictionary.json").write_text(f"{text}\n", encoding="utf-8")
        checksums["dictionary.json"] = checksum(folder / "dictionary.json")
        manifest = facts | {"digests": digests, "checksums": checksums}
        if _draw(RunFolder(folder, manifest), progress):
            checksums["chart.png"] = checksum(folder / "chart.png")
        manifest["wall_seconds"] = round(time.monotonic() - began, 3)
        write_manifest(folder / MANIFEST, manifest)
    found = store.find(place, progress.note)
    if found is None:
        raise IntegrityError(f"run {place.name} was damaged before it could be read back. Check the disk.")
    return RunFolder(place, found)


def _checked_part(unit: Unit, name: str) -> Path:
    return check_file(unit.place / name, read_manifest(unit.place / MANIFEST))


def _draw(folder: RunFolder, progress: Progress) -> bool:
    """Draw the picture; it is a view of the tables, so results do not depend on its success."""
    from sim.reports import chart

    try:
        chart.draw(folder, folder.path / "chart.png")
    except Exception as error:
        progress.note(f"no picture could be drawn ({type(error).__name__}: {error})")
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
