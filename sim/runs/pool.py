"""Many seeds on many cores: spawned processes of one thread each, of which any may be killed.

Each worker holds one seed at a time and has its own pipe, so that when a worker dies it is certain which seed
it held. That seed is tried again alone, at most twice: a seed that kills its worker takes nobody with it.
(`concurrent.futures` loses every seed in flight when one worker dies, and does not say which one did it.)
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import signal
import traceback
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ReemployError, Refused
from sim.runs.unit import Unit, compute

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

ONE_THREAD = dict.fromkeys(
    (
        "NUMBA_NUM_THREADS",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    ),
    "1",
)
TRIES = 3  # of a seed whose worker dies; an exception is deterministic and is not tried again
PEOPLE_PER_PROCESS = 2_000_000  # simulated before a worker is replaced: Mesa keeps every model alive
SEEDS_PER_PROCESS = 500
OUT_OF_MEMORY = "MemoryError"
STOPS_ALL = (4, 5, 9)  # exit codes of errors that every further seed would meet as well


@dataclass(frozen=True)
class Failure:
    """Why a seed has no result. Text and numbers only: not every exception survives a pipe."""

    seed: int
    kind: str  # the name of the exception, or "worker died"
    message: str
    detail: str  # the traceback
    exit_code: int = 1

    @property
    def stops_all(self) -> bool:
        """Return whether other seeds would fail in the same way."""
        return self.exit_code in STOPS_ALL


class Listener:
    """Hears what happens to the seeds; every method may be left as it is."""

    def month(self, seed: int, done: int) -> None:
        """Hear that a seed has lived this many months."""

    def finished(self, seed: int) -> None:
        """Hear that a seed is on disk."""

    def failed(self, failure: Failure) -> None:
        """Hear that a seed has no result and will not be tried again."""

    def note(self, text: str) -> None:
        """Hear something that a user may want to know."""


def compute_all(units: Sequence[Unit], processes: int, listener: Listener) -> list[Failure]:
    """Compute all units and return those that failed; each finished one is on disk when this returns.

    With one process and few units everything happens in this process. When interrupted, workers are killed
    and the exception goes on.
    """
    if not units:
        return []
    if processes == 1 and len(units) <= _seeds_per_process(units[0]):
        return _compute_here(units, listener)
    return _Pool(units, processes, listener).run()


def _seeds_per_process(unit: Unit) -> int:
    return max(1, min(SEEDS_PER_PROCESS, PEOPLE_PER_PROCESS // max(1, unit.plan.workers)))


def _compute_here(units: Sequence[Unit], listener: Listener) -> list[Failure]:
    os.environ.update(ONE_THREAD)
    failures = []
    for unit in units:
        failure = _try(unit, lambda done, seed=unit.seed: listener.month(seed, done))  # type: ignore[misc]
        if failure is None:
            listener.finished(unit.seed)
            continue
        failures.append(failure)
        listener.failed(failure)
        if failure.stops_all:
            break
    return failures


def _try(unit: Unit, each_month: Callable[[int], None]) -> Failure | None:
    """Compute one unit; return why it failed, or None."""
    try:
        compute(unit, each_month)
    except ReemployError as error:
        return Failure(unit.seed, type(error).__name__, str(error), traceback.format_exc(), error.exit_code)
    except MemoryError as error:
        message = f"out of memory {error}; ask for fewer --workers, or a smaller county"
        return Failure(unit.seed, OUT_OF_MEMORY, message, traceback.format_exc(), Refused.exit_code)
    except Exception as error:
        return Failure(unit.seed, type(error).__name__, str(error), traceback.format_exc())
    return None


def _work(pipe: Connection) -> None:
    """Compute what the pipe brings until it closes. This is the life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    os.environ.update(ONE_THREAD)  # before the model, and with it numba, is loaded
    try:
        pipe.send(("ready", None))
        while True:
            unit: Unit = pipe.recv()
            failure = _try(unit, lambda done: pipe.send(("month", done)))
            if failure is not None and failure.kind == OUT_OF_MEMORY:
                os._exit(1)  # short of memory is a fault of the place, not of the seed: try again, alone
            pipe.send(("end", failure))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has gone, or has no more work


@dataclass
class _Worker:
    process: SpawnProcess
    pipe: Connection
    unit: Unit | None = None
    done: int = 0
    ready: bool = False


@dataclass
class _Pool:
    units: Sequence[Unit]
    processes: int
    listener: Listener
    workers: list[_Worker] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    deaths: Counter[int] = field(default_factory=Counter)

    def run(self) -> list[Failure]:
        """Compute every unit, then those again whose workers died, one at a time."""
        try:
            # Two processes that compile the same kernels at once take twice as long as one: until the first
            # month has been lived, the first worker is alone with an empty cache.
            self._drain(deque(self.units), self.processes, alone_first=not _compiled_before())
            while not self._stopped() and (suspect := self._next_suspect()):
                for worker in list(self.workers):
                    self._dismiss(worker)  # it may have been memory: leave the whole machine to this seed
                self._drain(deque([suspect]), 1)
            return self.failures
        finally:
            for worker in self.workers:
                worker.process.kill()
            for worker in self.workers:
                worker.process.join()
                worker.pipe.close()

    def _drain(self, waiting: deque[Unit], processes: int, alone_first: bool = False) -> None:
        """Hand out the waiting units to at most so many workers, until none waits and none is at work."""
        limit = 1 if alone_first else processes
        while True:
            while waiting and self._busy() < limit:
                self._give(waiting.popleft())
            pipes: list[Any] = [worker.pipe for worker in self.workers if worker.unit is not None]
            if not pipes:
                return
            for pipe in connection.wait(pipes):
                if self._hear(next(worker for worker in self.workers if worker.pipe is pipe)):
                    limit = processes
            if self._stopped():
                return

    def _stopped(self) -> bool:
        return any(failure.stops_all for failure in self.failures)

    def _next_suspect(self) -> Unit | None:
        """Return a unit whose worker died and that may be tried again."""
        return next((unit for unit in self.units if 0 < self.deaths[unit.seed] < TRIES), None)

    def _busy(self) -> int:
        return sum(worker.unit is not None for worker in self.workers)

    def _give(self, unit: Unit) -> None:
        idle = next((worker for worker in self.workers if worker.unit is None), None)
        if idle is None:
            idle = self._spawn()
        idle.unit = unit
        with suppress(BrokenPipeError, ConnectionResetError):
            idle.pipe.send(unit)  # if it died idle, its closed pipe tells in a moment

    def _spawn(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there,), daemon=True)
        process.start()
        there.close()  # or the end of the worker would not close the pipe
        self.workers.append(_Worker(process, here))
        return self.workers[-1]

    def _hear(self, worker: _Worker) -> bool:
        """Take one message, or the news that there will be none; return whether kernels are compiled by now."""
        assert worker.unit is not None
        unit = worker.unit
        try:
            what, content = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._bury(worker, unit)
            return True
        if what == "ready":
            worker.ready = True
            return False
        if what == "month":
            self.listener.month(unit.seed, content)
            return True
        worker.unit = None
        worker.done += 1
        self.deaths[unit.seed] = 0
        if worker.done >= _seeds_per_process(unit):
            self._dismiss(worker)
        if content is None:
            self.listener.finished(unit.seed)
        else:
            self._fail(content)
        return True

    def _bury(self, worker: _Worker, unit: Unit) -> None:
        self._dismiss(worker)
        self.deaths[unit.seed] += 1
        code = worker.process.exitcode
        if not worker.ready:
            raise ReemployError(
                f"a worker process could not start (it ended with code {code}). In a script, call run() under "
                '`if __name__ == "__main__":`; or ask for one worker.'
            )
        cause = f"killed by signal {-code}" if code is not None and code < 0 else f"ended with code {code}"
        if self.deaths[unit.seed] < TRIES:
            self.listener.note(f"the worker of seed {unit.seed} died ({cause}); the seed is tried again alone")
        else:
            message = f"worker died {TRIES} times, the last time {cause}"
            self._fail(Failure(unit.seed, "worker died", message, message))

    def _fail(self, failure: Failure) -> None:
        self.failures.append(failure)
        self.listener.failed(failure)

    def _dismiss(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.join(timeout=5)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        self.workers.remove(worker)


def _compiled_before() -> bool:
    """Return whether these sources have left compiled kernels in numba's cache, or need none."""
    if importlib.util.find_spec("numba") is None or os.environ.get("NUMBA_DISABLE_JIT") == "1":
        return True
    return any(Path(os.environ.get("NUMBA_CACHE_DIR", ".")).rglob("*.nbi"))
