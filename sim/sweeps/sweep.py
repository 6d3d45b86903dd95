"""All points of a design, lived on all cores: whatever stops it, the same command computes only what is missing.

Every seed of every point is a task of one pool, and so is joining the seeds of a point into its run. Each stands on
disk whole or not at all, so nothing is torn, and the bytes do not depend on who did what when.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.errors import InvalidInput, Problem, SomeRunsFailed
from sim.runs import preflight
from sim.runs.folder import RunFolder
from sim.runs.job import Job, make_job
from sim.runs.model import Model
from sim.runs.pool import do_all
from sim.runs.run import Progress
from sim.runs.store import explained, open_store
from sim.runs.task import Failure, Listener, Task
from sim.runs.unit import Unit
from sim.scenario import read_plan
from sim.sweeps.design import Design


@dataclass(frozen=True)
class Joining:
    """The seeds of one point, joined into a run: a task like any other."""

    job: Job
    began: float

    @property
    def name(self) -> str:
        """Return the id of the run."""
        return self.job.run_id

    @property
    def what(self) -> str:
        """Return what a reader calls it."""
        return f"{self.job.units[0].of}joining its seeds"

    @property
    def people(self) -> int:
        """Return nothing: it simulates nobody."""
        return 0

    def do(self, each_month: Callable[[int], None]) -> None:
        """Write the run's folder, without a picture."""
        self.job.publish(self.began, picture=False, note=lambda text: None)


@dataclass
class Lived(Listener):
    """Passes on what happens to seeds, and keeps joinings to itself."""

    progress: Progress
    joinings: set[str] = field(default_factory=set)

    def month(self, name: str, done: int) -> None:
        """Pass on a month."""
        self.progress.month(name, done)

    def finished(self, name: str) -> None:
        """Pass on a finished seed."""
        if name not in self.joinings:
            self.progress.finished(name)

    def failed(self, failure: Failure) -> None:
        """Pass on a failure."""
        self.progress.failed(failure)

    def note(self, text: str) -> None:
        """Pass on a note."""
        self.progress.note(text)


def plan_jobs(design: Design, root: Path, model: Model) -> list[Job]:
    """Return the work of every point; InvalidInput when a point is wrong or says what another says."""
    jobs: list[Job] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}  # run -> the point that comes to it
    for at, point in enumerate(design.points):
        try:
            plan = read_plan(dict(point)["scenario"], design.sets(point), months=design.months)
        except InvalidInput as error:
            problems += error.problems
            continue
        job = make_job(plan, design.seeds, persons=False, root=root, model=model, label=f"point {at}, ")
        if job.run_id in first:
            said, expected = f"{first[job.run_id]} and {at}", "every point another run"
            problems.append(Problem("sweep-twice", design.place.file, None, "points", said, expected, "leave one out"))
        first.setdefault(job.run_id, at)
        jobs.append(job)
    if problems:
        raise InvalidInput(problems[:50])
    return jobs


def sweep(
    design: Design,
    *,
    out: Path,
    workers: int | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
) -> list[RunFolder]:
    """Return the run of every point, in order, computing only what is not on disk yet.

    SomeRunsFailed when some points failed: their tracebacks are kept, and all others are saved.
    """
    return live_jobs(plan_jobs(design, out, model or Model()), out, workers, progress or Progress())


def live_jobs(jobs: Sequence[Job], out: Path, workers: int | None, progress: Progress) -> list[RunFolder]:
    """Return the run of every job, in order, all of them lived by one pool."""
    with explained(out):
        waiting = [job for job in jobs if job.find(progress.note) is None]
    if waiting:
        _check(waiting, out, workers)
        store = open_store(out)
        try:
            failures = _do(waiting, _processes(waiting, out, workers), progress, sum(len(job.units) for job in jobs))
        finally:
            progress.end()
            store.remove_orphans()
        if failures:
            raise _failed(failures, waiting, len(jobs))
    return [RunFolder(job.place, manifest) for job in jobs if (manifest := job.find(progress.note)) is not None]


def _check(jobs: Sequence[Job], out: Path, workers: int | None) -> None:
    """Refuse what the machine cannot carry; disk is counted for all points together."""
    largest = max(jobs, key=lambda job: job.plan.workers * job.plan.horizon.months)
    seeds = sum(len(job.units) for job in jobs)
    preflight.check(largest.plan, seeds, False, workers or preflight.cores_available(), out)


def _processes(jobs: Sequence[Job], out: Path, workers: int | None) -> int:
    wanted = workers or preflight.cores_available()
    return min(preflight.check(job.plan, sum(len(j.units) for j in jobs), False, wanted, out).processes for job in jobs)


def _do(jobs: Sequence[Job], processes: int, progress: Progress, seeds: int) -> list[Failure]:
    """Do every missing seed, and join the seeds of a job as soon as none of them is missing."""
    began, listener = time.monotonic(), Lived(progress)
    tasks: list[Task] = []
    left: Counter[str] = Counter()
    home: dict[str, Job] = {}
    for job in jobs:
        missing = job.missing(progress.note)
        left[job.run_id] = len(missing)
        home |= {unit.name: job for unit in missing}
        tasks += missing or [Joining(job, began)]
        listener.joinings.add(job.run_id)

    def then(task: Task) -> Iterable[Task]:
        if not isinstance(task, Unit):
            return ()
        job = home[task.name]
        left[job.run_id] -= 1
        return () if left[job.run_id] else (Joining(job, began),)

    mean = sum(job.plan.horizon.months for job in jobs) // len(jobs)
    progress.begin(seeds, seeds - sum(left.values()), mean)
    return do_all(tasks, processes, listener, then)


def _failed(failures: Sequence[Failure], jobs: Sequence[Job], points: int) -> SomeRunsFailed:
    """Keep the tracebacks, and return the error that says what failed and what is saved."""
    store = jobs[0].store
    for failure in failures:
        store.save_failure(failure.name, failure.text)
    lines = [f"  {failure.what}: {failure.kind}: {failure.message}" for failure in failures[:20]]
    saved = points - sum(not job.place.exists() for job in jobs)
    text = f"{saved} of {points} points are saved; the same command tries the others again."
    return SomeRunsFailed("\n".join([text, *lines, f"Tracebacks: {store.root}/.failed/"]))
