"""Who holds a lock or a temporary folder, and the proof that this process is gone.

A process is known by host, pid and start time: a pid alone is reused, and a clock may jump.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Owner:
    """One process on one machine; `start` tells it from a later process with the same pid."""

    host: str
    pid: int
    start: str

    def is_dead(self) -> bool:
        """Return whether it certainly no longer runs; never certain about another host."""
        return self.host == this_host() and start_of(self.pid) != self.start

    def __str__(self) -> str:
        """Return the owner as it stands in names of temporary folders, `host.pid.start`."""
        return f"{self.host}.{self.pid}.{self.start}"


def me() -> Owner:
    """Return this process."""
    return Owner(this_host(), os.getpid(), start_of(os.getpid()) or "unknown")


def read_owner(text: str) -> Owner | None:
    """Return the owner written as `host.pid.start`, or None when the text is none."""
    match = re.fullmatch(r"([A-Za-z0-9-]+)\.([0-9]{1,10})\.([A-Za-z0-9-]+)", text, re.ASCII)
    return Owner(match[1], int(match[2]), match[3]) if match else None


def this_host() -> str:
    """Return the name of this machine, in letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]", "-", platform.node()) or "unnamed"


def start_of(pid: int) -> str | None:
    """Return when a process of this machine started, as a word; None when there is no such process."""
    if not Path("/proc/self/stat").exists():
        return _start_by_ps(pid)
    try:
        # The second field is the program's name in brackets and may hold anything: count from behind it.
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    if fields[0] in "ZX":  # a zombie holds nothing any more
        return None
    return f"{_boot()}-{fields[19]}"


def _boot() -> str:
    """Return a word for this boot of the machine: start times are counted from it."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text()[:8]
    except OSError:
        return "boot"


def _start_by_ps(pid: int) -> str | None:
    command = ["ps", "-o", "lstart=", "-p", str(pid)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return re.sub(r"[^A-Za-z0-9]+", "-", said.strip()) or None
