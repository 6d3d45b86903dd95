"""One writer per run: a lock file that names its owner, and is taken over only from the dead."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import StoreBusy
from sim.runs.owner import me, read_owner


@contextmanager
def held(folder: Path, run_id: str, note: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a run while the block lives; StoreBusy names a live or unknown owner.

    `note` is told when a dead owner's lock is taken over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock, mine = folder / run_id, str(me())
    with _alone(folder):
        # Looking and taking are one step for all processes, or two could take over from the same dead owner.
        _check_free(lock, note)
        _put(lock, mine)
    try:
        yield
    finally:
        with _alone(folder):
            if lock.exists() and lock.read_text(errors="replace") == mine:
                lock.unlink()


def _check_free(lock: Path, note: Callable[[str], None]) -> None:
    if not lock.exists():
        return
    text = lock.read_text(errors="replace")
    owner = read_owner(text)
    if owner is not None and owner.is_dead():
        note(f"took over the lock of {lock.name} from process {owner.pid}, which no longer runs")
        return
    if owner is not None and owner.host == me().host:
        raise StoreBusy(f"run {lock.name} is being computed by process {owner.pid}; wait for it, or stop it.")
    who = f"process {owner.pid} on host {owner.host}" if owner else f"somebody who cannot be read ({text[:80]!r})"
    raise StoreBusy(
        f"run {lock.name} is locked by {who}. If that certainly no longer runs, delete .locks/{lock.name} "
        "in the output folder and start again."
    )


def _put(lock: Path, text: str) -> None:
    """Write the lock whole: a reader never meets half a name."""
    new = lock.with_name(f".{lock.name}.new")
    new.write_text(text)
    os.replace(new, lock)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time look at the locks; the operating system frees this when a process dies."""
    with (folder / ".guard").open("a") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        yield
