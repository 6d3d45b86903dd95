"""Live one month of `no_new_policy` in this process and say what the processor time went to; see first_result.py.

Run with `python -m benchmarks.one_month` in a process of its own, so that nothing is imported before it is timed.
"""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

SLOWEST = 12  # kernels that are named


def main() -> None:
    """Print one line, name and seconds, for each step."""
    laps: list[tuple[str, float]] = []
    last = time.process_time()

    def lap(name: str) -> None:
        nonlocal last
        now = time.process_time()
        laps.append((name, now - last))
        last = now

    import mesa  # noqa: F401

    lap("import mesa (with numpy and pandas)")
    from numba.core import event

    compiling = event.RecordingListener()
    event.register("numba:compile", compiling)
    lap("import numba")
    from sim.county import County

    lap("import the model")
    from sim.scenario import read_plan

    lap("import the scenario reader")
    plan = read_plan("no_new_policy", months=1)
    lap("read the scenario")
    county = County(plan, rng=0)
    lap("found the county")
    county.step()
    lap("live one month")
    county.tables()
    lap("tables")
    import duckdb  # noqa: F401

    lap("import duckdb")
    import matplotlib.backends.backend_agg
    import matplotlib.figure  # noqa: F401

    lap("import what draws the chart")
    for name, seconds in laps:
        print(f"{name}\t{seconds}")
    alone = own_seconds(compiling.buffer)
    print(f"of this, compiling kernels\t{sum(alone.values())}")
    for name, seconds in sorted(alone.items(), key=lambda pair: -pair[1])[:SLOWEST]:
        print(f"    {name}\t{seconds}")


def own_seconds(events: list[tuple[float, Any]]) -> dict[str, float]:
    """Return the seconds that each kernel took by itself, without those that it calls."""
    seconds: defaultdict[str, float] = defaultdict(float)
    running: list[str] = []
    last = 0.0
    for when, happened in events:
        if running:
            seconds[running[-1]] += when - last
        if happened.is_start:
            running.append(happened.data["dispatcher"].py_func.__name__)
        else:
            running.pop()
        last = when
    return dict(seconds)


if __name__ == "__main__":
    main()
