"""How a run tells where it stands: a bar on a terminal, plain lines in a log, JSON lines for machines.

Progress for people goes to standard error, so that standard output holds results alone; machines get one
stream.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from sim.runs.run import Progress
from sim.runs.task import Failure

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

PLAIN_SECONDS = 5.0  # between two plain lines
LEAST_SHARE = 0.05  # of the months lived before the time left is guessed: the start is slow
JSON_SECONDS = 0.5  # between two machine lines that only say how far it is


def make_progress(json_lines: bool) -> Progress:
    """Return what fits the reader: a machine, a terminal, or a log."""
    if json_lines:
        return JsonLines()
    return Bar() if sys.stderr.isatty() else PlainLines()


def tell(event: str, **facts: Any) -> None:
    """Write one line for machines."""
    print(json.dumps({"event": event} | facts, ensure_ascii=False, allow_nan=False), flush=True)


class Count(Progress):
    """Counts seeds and months; what to show of it is left to others."""

    def __init__(self) -> None:
        self.seeds = self.finished_seeds = self.months = self.reused = 0
        self.lived: dict[str, int] = {}  # task -> months that were computed now
        self.began = time.monotonic()

    def begin(self, seeds: int, finished: int, months: int) -> None:
        """Start counting."""
        self.seeds, self.finished_seeds, self.reused, self.months = seeds, finished, finished, months
        self.lived = {}
        self.began = time.monotonic()
        self.show()

    def month(self, name: str, done: int) -> None:
        """Count a month."""
        self.lived[name] = done
        self.show()

    def finished(self, name: str) -> None:
        """Count a finished seed."""
        self.lived[name] = self.months
        self.finished_seeds += 1
        self.show()

    def failed(self, failure: Failure) -> None:
        """Say at once that a seed failed."""
        self.lived[failure.name] = self.months
        self.note(f"{failure.what} failed: {failure.kind}: {failure.message}")

    def show(self) -> None:
        """Show how far it is."""

    def share(self) -> float:
        """Return the share of this call's months that has been lived."""
        whole = (self.seeds - self.reused) * self.months
        return sum(self.lived.values()) / whole if whole else 1.0

    def seconds_left(self) -> int | None:
        """Return a guess at the seconds left, or None while there is too little to guess from."""
        share = self.share()
        return round((time.monotonic() - self.began) * (1 - share) / share) if share > LEAST_SHARE else None


class Lines(Count):
    """A line every few seconds, and one when all is done."""

    seconds: float

    def __init__(self) -> None:
        super().__init__()
        self.next_line = 0.0

    def show(self) -> None:
        """Print a line when it is time for one."""
        if time.monotonic() >= self.next_line or self.finished_seeds >= self.seeds:
            self.next_line = time.monotonic() + self.seconds
            self.print_line()

    def print_line(self) -> None:
        """Print where it stands."""
        raise NotImplementedError


class PlainLines(Lines):
    """Lines for logs."""

    seconds = PLAIN_SECONDS

    def print_line(self) -> None:
        """Print where it stands, for people."""
        left = self.seconds_left()
        guess = f", about {left} s left" if left else ""
        self.note(f"{self.finished_seeds} of {self.seeds} seeds finished, {self.share():.0%} of months lived{guess}")

    def note(self, text: str) -> None:
        """Print a line."""
        print(text, file=sys.stderr, flush=True)


class JsonLines(Lines):
    """Lines for machines."""

    seconds = JSON_SECONDS

    def print_line(self) -> None:
        """Print where it stands."""
        tell("progress", seeds=self.seeds, finished=self.finished_seeds, share=round(self.share(), 4))

    def failed(self, failure: Failure) -> None:
        """Tell which seed failed, and why."""
        tell("failed", what=failure.what, kind=failure.kind, message=failure.message)

    def note(self, text: str) -> None:
        """Tell a note."""
        tell("note", text=text)


class Bar(Count):
    """A bar with seeds, months and the time left."""

    def __init__(self) -> None:
        super().__init__()
        self.bar: RichProgress | None = None

    def begin(self, seeds: int, finished: int, months: int) -> None:
        """Draw the bar."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("months"),
            TimeRemainingColumn(),
        )
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("", total=(seeds - finished) * months)
        self.bar.start()
        super().begin(seeds, finished, months)

    def show(self) -> None:
        """Move the bar."""
        if self.bar is not None:
            text = f"{self.finished_seeds} of {self.seeds} seeds"
            self.bar.update(self.task, completed=sum(self.lived.values()), description=text)

    def note(self, text: str) -> None:
        """Print a line above the bar."""
        if self.bar is not None:
            self.bar.console.print(text, markup=False, highlight=False)
        else:
            print(text, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None
