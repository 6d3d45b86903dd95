"""Stopwatches for a machine on which others are at work: interleave, take medians, trust only ratios.

Engines of one thread are timed by the processor time that they used; what a user waits, by the clock.
"""

from __future__ import annotations

import platform
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from importlib import metadata
from pathlib import Path
from typing import Any


class Stopwatch:
    """Times functions where they are called, without a line changed there.

    `seconds` holds what each function used by itself; a function called by another watched one is named after
    both, `run_market > invite`. What the watch itself takes, measured beforehand, is not counted.
    """

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.running: list[str] = []
        self.last = 0.0
        self.own = statistics.median(_reading() for _ in range(1_000))

    @contextmanager
    def watching(self, places: Mapping[Any, Sequence[str]]) -> Iterator[None]:
        """Watch functions, given by module or class and name; AttributeError when there is no such function."""
        before = [(owner, name, getattr(owner, name)) for owner, names in places.items() for name in names]
        try:
            for owner, name, function in before:
                setattr(owner, name, self._watched(name, function))
            yield
        finally:
            for owner, name, function in before:
                setattr(owner, name, function)

    def _watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            self._book()
            self.running.append(f"{self.running[-1]} > {name}" if self.running else name)
            try:
                return function(*arguments, **named)
            finally:
                self._book()
                self.running.pop()

        return timed

    def _book(self) -> None:
        now = time.process_time()
        if self.running:
            self.seconds[self.running[-1]] += max(now - self.last - self.own, 0.0)
        self.last = now


def _reading() -> float:
    """Return the seconds that one look at the watch takes."""
    return -(time.process_time() - time.process_time())


@contextmanager
def leaving_out(places: Mapping[Any, Sequence[str]]) -> Iterator[None]:
    """Let functions, given by module or class and name, do nothing for a while."""
    before = [(owner, name, getattr(owner, name)) for owner, names in places.items() for name in names]
    try:
        for owner, name, _ in before:
            setattr(owner, name, lambda *arguments, **named: None)
        yield
    finally:
        for owner, name, function in before:
            setattr(owner, name, function)


@dataclass(frozen=True)
class Spread:
    """The median of some repeated measurements, and their range."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Sum up measurements."""
        return cls(statistics.median(values), min(values), max(values))

    def say(self, digits: int = 1, unit: str = "") -> str:
        """Return `12.3 (10.1 to 14.2)`."""
        return f"{self.median:,.{digits}f}{unit} ({self.low:,.{digits}f} to {self.high:,.{digits}f})"


def ratios(slow: Sequence[float], fast: Sequence[float]) -> Spread:
    """Return how many times faster one is, round by round."""
    return Spread.of([a / b for a, b in zip(slow, fast, strict=True)])


def machine() -> str:
    """Describe the machine in one line, without its name."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    flags = next((line for line in lines if line.startswith("flags")), "")
    width = "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "no AVX2"
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("mesa", "numba", "numpy"))
    return (
        f"{models[0] if models else platform.machine()}, {len(models) or '?'} cores, {width}; "
        f"Python {platform.python_version()}, {versions}"
    )
