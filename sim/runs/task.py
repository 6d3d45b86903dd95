"""What the pool does and whom it tells: a task, why one failed, and who listens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

STOPS_ALL = (4, 5, 9)  # exit codes of errors that every further task would meet as well


@dataclass(frozen=True)
class Failure:
    """Why a task has no result. Text and numbers only: not every exception survives a pipe."""

    what: str  # the task, as a reader knows it: seed 3
    kind: str  # the name of the exception, or "worker died"
    message: str
    detail: str  # the traceback
    exit_code: int = 1
    name: str = ""  # of the task

    @property
    def text(self) -> str:
        """Return what is kept of it for whoever looks for the cause."""
        return f"{self.what}: {self.message}\n\n{self.detail}"

    @property
    def stops_all(self) -> bool:
        """Return whether other tasks would fail in the same way."""
        return self.exit_code in STOPS_ALL


class Task(Protocol):
    """Work for one process at a time, whose result stands on disk when it is done: a seed, or a run's folder."""

    @property
    def name(self) -> str:
        """Return a name that no other task has."""

    @property
    def what(self) -> str:
        """Return what a reader calls it."""

    @property
    def people(self) -> int:
        """Return how many people it simulates: memory that its process does not get back."""

    def do(self, each_month: Callable[[int], None]) -> None:
        """Do it; `each_month` is told how many months are done."""


Next = Callable[[Task], Iterable[Task]]  # what can be done once a task is finished


class Listener:
    """Hears what happens to the tasks, by name; every method may be left as it is."""

    def month(self, name: str, done: int) -> None:
        """Hear that a task has lived this many months."""

    def finished(self, name: str) -> None:
        """Hear that a task is done and its result on disk."""

    def failed(self, failure: Failure) -> None:
        """Hear that a task has no result and will not be tried again."""

    def note(self, text: str) -> None:
        """Hear something that a user may want to know."""


def nothing_more(task: Task) -> Iterable[Task]:
    """Say that nothing waits for a task."""
    return ()
