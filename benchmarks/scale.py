"""What a worker's month costs in the real county (`no_new_policy`) at three sizes, and how much memory it takes.

    python -m benchmarks.scale [--small]

Each size lives in a process of its own, warm: kernels are compiled and a few months have passed. Bars: 60 months of
100,000 workers within 1.0 s on one core (goal 0.3 s); at a million workers a worker's month at most twice as dear as
at 100,000, and at most 4 GiB in all.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.timing import Spread

SEED, WARM_UP = 7, 3
NANO, GIB = 1e9, 1 << 30
BAR_SECONDS, GOAL_SECONDS, BAR_RATIO, BAR_GIB = 1.0, 0.3, 2.0, 4.0


@dataclass(frozen=True)
class Size:
    """How many workers live how many months in each of some rounds; then one whole run, where asked for."""

    workers: int
    months: int
    rounds: int
    whole_months: int = 0


FULL = (Size(10_000, 24, 5), Size(100_000, 12, 5, whole_months=60), Size(1_000_000, 3, 3))
SMALL = (Size(2_000, 6, 3), Size(10_000, 6, 3, whole_months=12))


@dataclass(frozen=True)
class Cost:
    """What one size costs: seconds to found, nanoseconds of a worker's month by round, a whole run, memory."""

    workers: int
    founding: float
    months: tuple[float, ...]
    whole: float  # seconds, founding and tables included; 0: not asked for
    peak: int  # bytes


def measure(size: Size) -> Cost:
    """Measure one size in this process."""
    from sim.county import County, live
    from sim.scenario import read_plan

    def plan_of(months: int) -> Any:
        return read_plan("no_new_policy", [f"world.workers={size.workers}", f"horizon.months={months}"])

    live(read_plan("no_new_policy", ["world.workers=500", "horizon.months=3"]), SEED)  # kernels are loaded
    began = time.process_time()
    county = County(plan_of(WARM_UP + size.months * size.rounds), rng=SEED)
    founding = time.process_time() - began
    for _ in range(WARM_UP):
        county.step()
    months = []
    for _ in range(size.rounds):
        began = time.process_time()
        for _ in range(size.months):
            county.step()
        months.append((time.process_time() - began) / (size.workers * size.months) * NANO)
    whole = 0.0
    if size.whole_months:
        began = time.process_time()
        live(plan_of(size.whole_months), SEED)
        whole = time.process_time() - began
    return Cost(size.workers, founding, tuple(months), whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def run(sizes: tuple[Size, ...]) -> list[Cost]:
    """Measure every size in a process of its own."""
    costs = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.scale", "--one", json.dumps(asdict(size))]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        costs.append(Cost(**{**told, "months": tuple(told["months"])}))
    return costs


def report(sizes: tuple[Size, ...], costs: list[Cost]) -> str:
    """Return the costs and the bars in words."""
    lines = [f"{'workers':>12} {'ns of a worker' + chr(39) + 's month':>28} {'founding':>10} {'peak memory':>12}"]
    for cost in costs:
        said = Spread.of(cost.months).say()
        lines.append(f"{cost.workers:>12,} {said:>28} {cost.founding:>8.2f} s {cost.peak / GIB:>8.2f} GiB")
    for size, cost in zip(sizes, costs, strict=True):
        if size.whole_months:
            verdict = _verdict(cost.whole, BAR_SECONDS, GOAL_SECONDS) if size in FULL else "a small mode has no bar"
            lines.append(
                f"{size.whole_months} months of {cost.workers:,} workers, founding and tables included: "
                f"{cost.whole:.2f} s ({verdict})"
            )
    medians = {cost.workers: Spread.of(cost.months).median for cost in costs}
    if {100_000, 1_000_000} <= set(medians):
        ratio = medians[1_000_000] / medians[100_000]
        lines.append(f"a million against 100,000: {ratio:.2f} times ({_verdict(ratio, BAR_RATIO)})")
        lines.append(f"memory of a million: {_verdict(costs[-1].peak / GIB, BAR_GIB)} of {BAR_GIB:.0f} GiB")
    return "\n".join(lines)


def _verdict(value: float, bar: float, goal: float = 0.0) -> str:
    if value <= goal:
        return f"goal {goal:g} reached"
    return f"within the bar {bar:g}" if value <= bar else f"misses the bar {bar:g}"


def main() -> None:
    """Measure and print; `--one` is for the processes that this starts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.one:
        print(json.dumps(asdict(measure(Size(**json.loads(said.one))))))
        return
    sizes = SMALL if said.small else FULL
    print(report(sizes, run(sizes)))


if __name__ == "__main__":
    main()
