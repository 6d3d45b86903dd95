"""Many tasks on many cores: spawned processes of one thread each, of which any may be killed.

Each worker holds one task at a time and has its own pipe, so that when a worker dies it is certain which task
it held. That task is tried again alone, at most twice: a seed that kills its worker takes nobody with it.
(`concurrent.futures` loses every task in flight when one worker dies, and does not say which one did it.)
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
from sim.runs.task import Failure, Listener, Next, Task, nothing_more

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
TRIES = 3  # of a task whose worker dies; an exception is deterministic and is not tried again
PEOPLE_PER_PROCESS = 2_000_000  # simulated before a worker is replaced: Mesa keeps every model alive
TASKS_PER_PROCESS = 500
OUT_OF_MEMORY = "MemoryError"


def do_all(tasks: Sequence[Task], processes: int, listener: Listener, then: Next = nothing_more) -> list[Failure]:
    """Do all tasks and what each of them makes possible; return those that failed.

    Each finished one is on disk when this returns. With one process and few tasks everything happens in this
    process. When interrupted, workers are killed and the exception goes on.
    """
    if not tasks:
        return []
    if processes == 1 and len(tasks) <= _tasks_per_process(tasks[0]):
        return _do_here(tasks, listener, then)
    return _Pool(processes, listener, then).run(tasks)


def _tasks_per_process(task: Task) -> int:
    return max(1, min(TASKS_PER_PROCESS, PEOPLE_PER_PROCESS // max(1, task.people)))


def _do_here(tasks: Sequence[Task], listener: Listener, then: Next) -> list[Failure]:
    os.environ.update(ONE_THREAD)
    failures, waiting = [], deque(tasks)
    while waiting:
        task = waiting.popleft()
        failure = _try(task, lambda done, name=task.name: listener.month(name, done))  # type: ignore[misc]
        if failure is None:
            listener.finished(task.name)
            waiting.extendleft(then(task))
            continue
        failures.append(failure)
        listener.failed(failure)
        if failure.stops_all:
            break
    return failures


def _try(task: Task, each_month: Callable[[int], None]) -> Failure | None:
    """Do one task; return why it failed, or None."""

    def failure(kind: str, message: str, exit_code: int = 1) -> Failure:
        return Failure(task.what, kind, message, traceback.format_exc(), exit_code, task.name)

    try:
        task.do(each_month)
    except ReemployError as error:
        return failure(type(error).__name__, str(error), error.exit_code)
    except MemoryError as error:
        message = f"out of memory {error}; ask for fewer --workers, or a smaller county"
        return failure(OUT_OF_MEMORY, message, Refused.exit_code)
    except Exception as error:
        return failure(type(error).__name__, str(error))
    return None


def _work(pipe: Connection) -> None:
    """Compute what the pipe brings until it closes. This is the life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    os.environ.update(ONE_THREAD)  # before the model, and with it numba, is loaded
    try:
        pipe.send(("ready", None))
        while True:
            task: Task = pipe.recv()
            failure = _try(task, lambda done: pipe.send(("month", done)))
            if failure is not None and failure.kind == OUT_OF_MEMORY:
                os._exit(1)  # short of memory is a fault of the place, not of the task: try again, alone
            pipe.send(("end", failure))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has gone, or has no more work


@dataclass
class _Worker:
    process: SpawnProcess
    pipe: Connection
    task: Task | None = None
    done: int = 0
    ready: bool = False


@dataclass
class _Pool:
    processes: int
    listener: Listener
    then: Next
    workers: list[_Worker] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    deaths: Counter[str] = field(default_factory=Counter)
    suspects: deque[Task] = field(default_factory=deque)  # whose worker died and that may be tried again

    def run(self, tasks: Sequence[Task]) -> list[Failure]:
        """Do every task, then those again whose workers died, one at a time."""
        try:
            # Two processes that compile the same kernels at once take twice as long as one: until the first
            # month has been lived, the first worker is alone with an empty cache.
            self._drain(deque(tasks), self.processes, alone_first=not _compiled_before())
            while self.suspects and not self._stopped():
                suspect = self.suspects.popleft()
                for worker in list(self.workers):
                    self._dismiss(worker)  # it may have been memory: leave the whole machine to this task
                self._drain(deque([suspect]), 1)
            return self.failures
        finally:
            for worker in self.workers:
                worker.process.kill()
            for worker in self.workers:
                worker.process.join()
                worker.pipe.close()

    def _drain(self, waiting: deque[Task], processes: int, alone_first: bool = False) -> None:
        """Hand out the waiting tasks to at most so many workers, until none waits and none is at work."""
        limit = 1 if alone_first else processes
        while True:
            while waiting and self._busy() < limit:
                self._give(waiting.popleft())
            pipes: list[Any] = [worker.pipe for worker in self.workers if worker.task is not None]
            if not pipes:
                return
            for pipe in connection.wait(pipes):
                if self._hear(next(worker for worker in self.workers if worker.pipe is pipe), waiting):
                    limit = processes
            if self._stopped():
                return

    def _stopped(self) -> bool:
        return any(failure.stops_all for failure in self.failures)

    def _busy(self) -> int:
        return sum(worker.task is not None for worker in self.workers)

    def _give(self, task: Task) -> None:
        idle = next((worker for worker in self.workers if worker.task is None), None)
        if idle is None:
            idle = self._spawn()
        idle.task = task
        with suppress(BrokenPipeError, ConnectionResetError):
            idle.pipe.send(task)  # if it died idle, its closed pipe tells in a moment

    def _spawn(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there,), daemon=True)
        process.start()
        there.close()  # or the end of the worker would not close the pipe
        self.workers.append(_Worker(process, here))
        return self.workers[-1]

    def _hear(self, worker: _Worker, waiting: deque[Task]) -> bool:
        """Take one message, or the news that there will be none; return whether kernels are compiled by now."""
        assert worker.task is not None
        task = worker.task
        try:
            what, content = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._bury(worker, task)
            return True
        if what == "ready":
            worker.ready = True
            return False
        if what == "month":
            self.listener.month(task.name, content)
            return True
        worker.task = None
        worker.done += 1
        if worker.done >= _tasks_per_process(task):
            self._dismiss(worker)
        if content is None:
            self.listener.finished(task.name)
            waiting.extendleft(self.then(task))
        else:
            self._fail(content)
        return True

    def _bury(self, worker: _Worker, task: Task) -> None:
        self._dismiss(worker)
        self.deaths[task.name] += 1
        code = worker.process.exitcode
        if not worker.ready:
            raise ReemployError(
                f"a worker process could not start (it ended with code {code}). In a script, call run() under "
                '`if __name__ == "__main__":`; or ask for one worker.'
            )
        cause = f"killed by signal {-code}" if code is not None and code < 0 else f"ended with code {code}"
        if self.deaths[task.name] < TRIES:
            self.suspects.append(task)
            self.listener.note(f"the worker of {task.what} died ({cause}); it is tried again alone")
        else:
            message = f"worker died {TRIES} times, the last time {cause}"
            self._fail(Failure(task.what, "worker died", message, message, name=task.name))

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
