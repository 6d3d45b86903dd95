"""Kill a run at its 1st, 2nd, 3rd, ... file call, and look at what it leaves. Called by test_store.py.

    python -m tests.runs.kill_at_every_call FOLDER

Each try is a fork, so that imports are paid for once. Prints how many calls there were.
"""

import os
import signal
import sys
from contextlib import nullcontext
from pathlib import Path

from sim.reports import chart
from sim.runs import parquet
from sim.runs.owner import read_owner
from sim.runs.run import run
from sim.runs.sealed import check_folder
from sim.runs.store import MANIFEST
from tests.runs.fake import MODEL, FakeHorizon, FakePlan

PLAN = FakePlan(workers=100, horizon=FakeHorizon(months=1))
EVENTS = ("open", "os.", "shutil.", "fcntl.")


def compute(store):
    return run(PLAN, [0], out=store, workers=1, model=MODEL)


def in_child(work):
    """Return the exit status of a child that does this work."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def killed_at(call, store):
    """Compute, and die at this file call under the store."""
    seen = 0

    def count(event, arguments):
        nonlocal seen
        if event.startswith(EVENTS) and any(str(store) in str(argument) for argument in arguments):
            seen += 1
            if seen == call:
                os.kill(os.getpid(), signal.SIGKILL)

    real_fsync = os.fsync

    def fsync(descriptor):
        count("os.fsync", [store])
        real_fsync(descriptor)

    os.fsync = fsync
    sys.addaudithook(count)
    compute(store)


def check_whole(store):
    """Every folder that has a name is whole."""
    for folder in [*store.glob("[0-9a-f]*"), *store.glob(".seeds/*")]:
        check_folder(folder, MANIFEST)


def main(home):
    # Tables and picture are stood in for by a few bytes: what is tried here is the order of the calls.
    chart.draw = lambda run, to: to.write_bytes(b"picture")
    parquet.connect = nullcontext
    parquet.write = lambda database, path, table, rows: path.write_bytes(b"rows")
    parquet.join = lambda database, parts, path: path.write_bytes(b"".join(part.read_bytes() for part in parts))
    parquet.file_digest = lambda database, path, table, seeds: path.read_text()
    whole = compute(home / "reference").manifest["digests"]
    for call in range(1, 1000):
        store = home / str(call)
        status = in_child(lambda call=call, store=store: killed_at(call, store))
        check_whole(store)
        if status == 0:
            print(call - 1)
            return
        assert status == signal.SIGKILL, status
        again = compute(store)
        assert again.manifest["digests"] == whole
        assert not list((store / ".tmp").iterdir()), "an orphan of a dead process was left"
        for lock in (store / ".locks").glob("[0-9a-f]*"):  # killed between publishing and letting go
            assert read_owner(lock.read_text()).is_dead()
        check_whole(store)
    raise AssertionError("it never ends")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
