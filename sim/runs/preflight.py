"""Can this machine carry the run? Asked before anything is made, answered with numbers and the knob."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import Refused

if TYPE_CHECKING:
    from sim.plan import Plan

# Measured on x86-64 Linux, Python 3.11, counties of 5,000 to 1,000,000 workers; rounded up by about a half.
PROCESS_BYTES = 450 * 2**20  # an interpreter with mesa, numba, duckdb and matplotlib loaded
PERSON_BYTES = 400  # one worker of a county in memory, with the firms that go with it
HISTORY_BYTES = 700  # more of that with --persons, and for each month:
HISTORY_MONTH_BYTES = 15
SEED_DISK = 100_000  # one seed, however short
MONTH_DISK = 10_000  # one month of it
PERSON_DISK = 20  # one worker, with --persons, and for each month:
PERSON_MONTH_DISK = 1
PERSON_MONTH_SECONDS = 1.5e-6
START_SECONDS = 4.0

COPIES = 2  # a seed stands under .seeds/ and again in the run
SPARE_DISK = 64 * 2**20  # left free for everybody else
USABLE_MEMORY = 0.9


@dataclass(frozen=True)
class Need:
    """What a run takes: bytes of memory for each process, bytes of disk, seconds on so many processes."""

    memory: int
    disk: int
    seconds: float
    processes: int


def check(plan: Plan, seeds: int, persons: bool, processes: int, root: Path) -> Need:
    """Return what the run will take with as many processes as fit into memory; Refused when none does."""
    months = plan.horizon.months
    person = PERSON_BYTES + (HISTORY_BYTES + HISTORY_MONTH_BYTES * months if persons else 0)
    memory = PROCESS_BYTES + person * plan.workers
    free = int(memory_available() * USABLE_MEMORY)
    if memory > free:
        largest = max(0, (free - PROCESS_BYTES) // person)
        raise Refused(
            f"a county of {plan.workers:,} workers needs about {_size(memory)} of memory; {_size(free)} can be "
            f"used here. At most {largest:,} workers fit: --set world.workers={largest} (a limit scenario: "
            "world.seekers)"
        )
    written = plan.workers * (PERSON_DISK + PERSON_MONTH_DISK * months) if persons else 0
    disk, room = COPIES * seeds * (SEED_DISK + MONTH_DISK * months + written), _disk_free(root)
    if disk + SPARE_DISK > room:
        knobs = f"--seeds or --months{', drop --persons' if persons else ''}"
        raise Refused(
            f"{seeds:,} x {months} months (seeds x horizon) need about {_size(disk)} of disk; {_size(room)} are "
            f"free at {root}. Ask for fewer {knobs}, or choose another --out."
        )
    processes = max(1, min(processes, seeds, free // memory))
    seconds = START_SECONDS + PERSON_MONTH_SECONDS * plan.workers * months * seeds / processes
    return Need(memory, disk, seconds, processes)


def memory_available() -> int:
    """Return the bytes of memory that the machine, the container and the process limits still allow."""
    return max(0, min(_memory_limits(), default=2**63))


def cores_available() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory_limits() -> Iterator[int]:
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemAvailable:"):
            yield int(line.split()[1]) * 1024
    for limit, used in _cgroup_files():
        allowed, taken = _number(limit), _number(used)
        if allowed is not None and taken is not None:
            yield allowed - taken + _cached(limit.parent / "memory.stat")
    soft = resource.getrlimit(resource.RLIMIT_AS)[0]
    if soft != resource.RLIM_INFINITY:
        yield soft


def _cgroup_files() -> Iterator[tuple[Path, Path]]:
    """Yield the files that hold the limit and the use of every control group that this process is in."""
    for line in _lines("/proc/self/cgroup"):
        _, controllers, place = line.split(":", 2)
        if controllers == "":
            home, limit, used = Path("/sys/fs/cgroup"), "memory.max", "memory.current"
        elif "memory" in controllers.split(","):
            home = Path("/sys/fs/cgroup/memory")
            limit, used = "memory.limit_in_bytes", "memory.usage_in_bytes"
        else:
            continue
        inner = home / place.lstrip("/")
        # In a container the group's own place is often mounted as the root; the limit may sit at any level.
        for folder in (inner, *inner.parents):
            if folder.is_relative_to(home):
                yield folder / limit, folder / used


def _cached(path: Path) -> int:
    """Return the bytes of files that a control group holds in memory and would give up at once."""
    words = [line.split() for line in _lines(str(path))]
    return max((int(word[1]) for word in words if word[0] in ("inactive_file", "total_inactive_file")), default=0)


def _number(path: Path) -> int | None:
    text = "".join(_lines(str(path)))
    return int(text) if text.isdecimal() else None


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def _disk_free(root: Path) -> int:
    """Return the free bytes where the folder is, or will be."""
    place = root.absolute()
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def _size(size: int) -> str:
    return f"{size / 2**30:,.1f} GiB" if size >= 2**30 else f"{size / 2**20:,.0f} MiB"
