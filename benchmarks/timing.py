"""Stopwatches for a machine on which others are at work: interleave, take medians, trust only ratios.

Engines of one thread are timed by the processor time that they used; what a user waits, by the clock.
"""

from __future__ import annotations

import platform
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path


class Laps:
    """Adds up the seconds between laps by name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.last = time.process_time()

    def start(self) -> None:
        """Begin to count from now."""
        self.last = time.process_time()

    def __call__(self, name: str) -> None:
        """Book the time since the last lap under a name."""
        now = time.process_time()
        self.seconds[name] += now - self.last
        self.last = now


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


def interleave(tasks: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Do every task once a round, every other round in the opposite order; return what each answered."""
    answers: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(rounds):
        names = list(tasks) if turn % 2 == 0 else list(reversed(tasks))
        for name in names:
            answers[name].append(tasks[name]())
    return answers


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
