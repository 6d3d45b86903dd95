"""Benchmark (a): the core labour market against the plain Mesa model of the same rules, run by run in turn.

    python -m benchmarks.core_market [--small]

Bar: at least 100 times at 100,000 workers (goal 300). The race counts only if the gate of
`benchmarks/equivalence.py` is passed; `python -m benchmarks` sees to that.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.month import core_month, whole_month
from benchmarks.plain_mesa import PlainMesa
from benchmarks.timing import Laps, Spread, interleave, ratios
from benchmarks.worlds import COUNTY_LIKE, plan_of, scaled
from sim.county import County

BAR, GOAL = 100, 300
SEED = 7
WARM_UP = 3  # months: kernels are loaded, the market is on its way
FAR = 600  # months: nobody's horizon is reached
NANO = 1e9


@dataclass(frozen=True)
class Size:
    """How many people live for how many months in each round."""

    workers: int
    county_months: int
    mesa_months: int
    rounds: int


FULL = Size(100_000, county_months=40, mesa_months=3, rounds=5)
SMALL = Size(10_000, county_months=20, mesa_months=2, rounds=3)


@dataclass(frozen=True)
class Race:
    """Nanoseconds for a worker's month, and how many times faster the county is, in two scopes."""

    workers: int
    county_core: Spread
    mesa_core: Spread
    core: Spread
    county_whole: Spread
    mesa_whole: Spread
    whole: Spread


def race(size: Size) -> Race:
    """Let both engines live in turn: the market alone, then the month with all that each writes down."""
    world = scaled(COUNTY_LIKE, size.workers)
    core, whole = (County(plan_of(world, FAR), rng=SEED) for _ in range(2))
    mesa = PlainMesa(world, SEED)
    for _ in range(WARM_UP):
        core_month(core)
        whole.step()
        mesa.step()
    cost = interleave(
        {
            "county core": lambda: _cost(core_month, core, size.workers, size.county_months),
            "mesa core": lambda: _cost(PlainMesa.live_one_month, mesa, size.workers, size.mesa_months),
            "county whole": lambda: _cost(County.step, whole, size.workers, size.county_months),
            "mesa whole": lambda: _cost(PlainMesa.step, mesa, size.workers, size.mesa_months),
        },
        size.rounds,
    )
    return Race(
        size.workers,
        Spread.of(cost["county core"]), Spread.of(cost["mesa core"]),
        ratios(cost["mesa core"], cost["county core"]),
        Spread.of(cost["county whole"]), Spread.of(cost["mesa whole"]),
        ratios(cost["mesa whole"], cost["county whole"]),
    )  # fmt: skip


def _cost(live: Callable[[Any], None], model: Any, workers: int, months: int) -> float:
    """Return the nanoseconds that a worker's month costs."""
    began = time.process_time()
    for _ in range(months):
        live(model)
    return (time.process_time() - began) / (workers * months) * NANO


def profile(workers: int, months: int) -> dict[str, float]:
    """Return the nanoseconds that each phase of the whole month costs for a worker's month."""
    county = County(plan_of(scaled(COUNTY_LIKE, workers), FAR), rng=SEED)
    for _ in range(WARM_UP):
        whole_month(county)
    laps = Laps()
    for _ in range(months):
        laps.start()
        whole_month(county, laps)
    return {name: seconds / (workers * months) * NANO for name, seconds in laps.seconds.items()}


def report(found: Race) -> str:
    """Return the race in words."""
    reached = "goal reached" if found.core.median >= GOAL else "bar reached"
    verdict = reached if found.core.median >= BAR else "below the bar"
    return "\n".join(
        [
            f"{found.workers:,} workers; ns for a worker's month, median (range) of the rounds",
            f"  {'':<34} {'county':>26} {'plain Mesa':>30} {'times faster':>24}",
            f"  {'core labour market':<34} {found.county_core.say():>26} {found.mesa_core.say():>30} "
            f"{found.core.say():>24}",
            f"  {'whole step, measuring and money':<34} {found.county_whole.say():>26} "
            f"{found.mesa_whole.say():>30} {found.whole.say():>24}",
            f"  core: {verdict} (bar {BAR} times at 100,000 workers, goal {GOAL})",
        ]
    )


def report_profile(profiles: dict[int, dict[str, float]]) -> str:
    """Return the phases in the order of the month, one column a size."""
    lines = ["ns for a worker's month by phase" + "".join(f"{size:>14,}" for size in profiles)]
    names = list(dict.fromkeys(name for phases in profiles.values() for name in phases))
    for name in names:
        lines.append(f"  {name:<30}" + "".join(f"{phases[name]:>14.2f}" for phases in profiles.values()))
    lines.append(f"  {'all':<30}" + "".join(f"{sum(phases.values()):>14.2f}" for phases in profiles.values()))
    return "\n".join(lines)


def main() -> None:
    """Race and profile."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    print(report(race(SMALL if small else FULL)))
    sizes = {10_000: 20} if small else {100_000: 40, 1_000_000: 6}
    print(report_profile({workers: profile(workers, months) for workers, months in sizes.items()}))


if __name__ == "__main__":
    main()
