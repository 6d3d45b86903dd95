"""A run: one resolved scenario and a set of seeds, computed once and published whole."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import (
    EnvironmentUnfit,
    IntegrityError,
    InvariantBroken,
    ReemployError,
    Refused,
    SomeRunsFailed,
)
from sim.runs import preflight
from sim.runs.folder import RunFolder
from sim.runs.job import Job, make_job
from sim.runs.lock import held
from sim.runs.model import Model
from sim.runs.pool import do_all
from sim.runs.seeds import write_seeds
from sim.runs.store import explained, open_store
from sim.runs.task import Failure, Listener

if TYPE_CHECKING:
    from sim.plan import Plan

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
    job = make_job(plan, seeds, persons=persons, root=root, model=model)
    with explained(root):
        found = job.find(progress.note)
    if found is not None:
        return RunFolder(job.place, found, reused=True)

    need = preflight.check(plan, len(job.units), persons, workers or preflight.cores_available(), root)
    if workers is not None and need.processes < min(workers, len(job.units)):
        progress.note(f"memory allows {need.processes} processes at a time, not {workers}")
    if need.seconds > LONG:
        progress.note(f"this will take about {need.seconds / 60:.0f} min on {need.processes} processes")
    open_store(root)
    with held(root / ".locks", job.run_id, progress.note):
        _compute_missing(job, need.processes, progress)
        job.publish(began, picture=True, note=progress.note)
    found = job.find(progress.note)
    if found is None:
        raise IntegrityError(f"run {job.run_id} was damaged before it could be read back. Check the disk.")
    return RunFolder(job.place, found)


def _compute_missing(job: Job, processes: int, progress: Progress) -> None:
    """Put every seed that is not on disk yet there; raise when one of them fails."""
    with explained(job.store.root):
        missing = job.missing(progress.note)
    progress.begin(len(job.units), len(job.units) - len(missing), job.plan.horizon.months)
    try:
        failures = do_all(missing, min(processes, max(1, len(missing))), progress)
    finally:
        progress.end()
        job.store.remove_orphans()
    if failures:
        raise _failed(failures, job)


def _failed(failures: list[Failure], job: Job) -> ReemployError:
    """Keep the tracebacks, and return the error that says what failed and what is saved."""
    units, store, run_id = job.units, job.store, job.run_id
    place = {unit.name: at for at, unit in enumerate(units)}
    ordered = sorted(failures, key=lambda failure: place[failure.name])
    with suppress(OSError):  # on a full disk the message itself has to do
        for failure in ordered:
            store.save_failure(f"{run_id}-{units[place[failure.name]].seed}", failure.text)
    saved = sum(unit.place.exists() for unit in units)
    so_far = f"{saved} of {len(units)} seeds are saved"
    stop = next((failure for failure in ordered if failure.stops_all), None)
    if stop is not None:
        return ERRORS[stop.exit_code](f"{stop.message} {so_far}; the same command goes on from there.")
    lines = [f"  {failure.what}: {failure.kind}: {failure.message}" for failure in ordered[:20]]
    lines += [f"  and {len(ordered) - 20} more"] if len(ordered) > 20 else []
    where = f"Tracebacks: {store.root}/.failed/{run_id}-*.txt"
    text = "\n".join([f"{len(ordered)} of {len(units)} seeds failed; {so_far}.", *lines, where])
    if len(ordered) == len(units):
        if all(failure.exit_code == InvariantBroken.exit_code for failure in ordered):
            return InvariantBroken(text)
        if all(failure.exit_code == 1 and failure.kind != "worker died" for failure in ordered):
            return ReemployError(text)
    others = write_seeds(tuple(unit.seed for unit in units if unit.name not in {one.name for one in ordered}))
    return SomeRunsFailed(text + (f"\nTo go on without them: --seeds {others}" if others else ""))
