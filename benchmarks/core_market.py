"""Benchmark (a): the core labour market against the plain Mesa model of the same rules, in turn.

    python -m benchmarks.core_market [--small]

The county lives its production month, `County.step`. The core is what the plain Mesa model does too, the functions
of CORE; while they are timed, neither engine does anything else (NOT_CORE is left out, which changes nobody's
life in a limit world). In the second line each also collects the same fifteen figures with a `DataCollector` at the end
of the month, as a Mesa user's model does. The third is for whole steps: Mesa does no more than in the second, the
county settles all money, checks every identity and measures everything by every group.

Bar: the core at least 100 times faster at 100,000 workers (goal 300). It counts only if the gate of
`benchmarks/equivalence.py` is passed; `python -m benchmarks` sees to that.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from inspect import isclass

import mesa
import numpy as np
from numba.core.dispatcher import Dispatcher

import sim.market
import sim.month
from benchmarks.plain_mesa import REPORTERS, PlainMesa
from benchmarks.timing import Spread, Stopwatch, leaving_out, ratios
from benchmarks.worlds import COUNTY_LIKE, plan_of, scaled
from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.county import County
from sim.diary import Diary

BAR, GOAL = 100, 300
SEED = 7
WARM_UP = 3  # months: kernels are loaded, the market is on its way
FAR = 600  # months: nobody's horizon is reached
NANO = 1e9
MONTH = (
    "plan_staff", "lay_off", "end_jobs", "quit_jobs", "post_openings", "learn_and_register", "run_market",
    "stop_looking",
)  # fmt: skip
CORE = {sim.month: MONTH, Employers: ("note_market",), Workers: ("take_job",)}
NOT_CORE = {sim.month: ("pay_levers",), County: ("settle", "close_month")}


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
    """Nanoseconds for a worker's month, and how many times faster the county is, in three scopes."""

    workers: int
    county_core: Spread
    mesa_core: Spread
    core: Spread
    county_collected: Spread
    mesa_collected: Spread
    collected: Spread
    county_whole: Spread
    mesa_whole: Spread
    whole: Spread


def race(size: Size) -> Race:
    """Let both engines live in turn, the one that begins changing every round."""
    world = scaled(COUNTY_LIKE, size.workers)
    county, plain = County(plan_of(world, FAR), rng=SEED), PlainMesa(world, SEED)
    for _ in range(WARM_UP):
        county.step()
        plain.step()
    tasks = [
        lambda: core_of_county(county, size.county_months),
        lambda: core_of_mesa(plain, size.mesa_months),
        lambda: core_of_county(county, size.county_months, Collector()),
        lambda: whole_steps(plain, size.workers, size.mesa_months),
        lambda: whole_steps(county, size.workers, size.county_months),
    ]
    cost: list[list[float]] = [[] for _ in tasks]
    for turn in range(size.rounds):
        for task in range(len(tasks)) if turn % 2 == 0 else reversed(range(len(tasks))):
            cost[task].append(tasks[task]())
    ours, theirs, ours_collected, theirs_whole, ours_whole = cost
    return Race(
        size.workers,
        Spread.of(ours), Spread.of(theirs), ratios(theirs, ours),
        Spread.of(ours_collected), Spread.of(theirs_whole), ratios(theirs_whole, ours_collected),
        Spread.of(ours_whole), Spread.of(theirs_whole), ratios(theirs_whole, ours_whole),
    )  # fmt: skip


class Collector:
    """Collects of the core what the plain Mesa model collects, and with the same class of Mesa."""

    def __init__(self) -> None:
        """Begin with an empty table."""
        self.figures: dict[str, float] = {}
        self.random = None  # a DataCollector asks a model for nothing but what it reports
        reporters = {name: lambda model, name=name: model.figures[name] for name in REPORTERS}
        self.datacollector = mesa.DataCollector(model_reporters=reporters)

    def collect(self, county: County, diary: Diary) -> None:
        """Write the month down."""
        self.figures = figures(county, diary)
        self.datacollector.collect(self)


def figures(county: County, diary: Diary) -> dict[str, float]:
    """Return the figures of REPORTERS for the month that the county has just lived."""
    workers, employers, matches = county.workers, county.employers, diary.matches
    assert matches is not None
    jobless, at_work = np.flatnonzero(workers.employer < 0), np.count_nonzero(workers.employer >= 0)
    moved, hires = matches.movers.size, matches.person.size
    gone = sum(who.size for pairs in diary.noted.values() for who, _ in pairs)
    return {
        "unemployed": jobless.size,
        "long_term_unemployed": np.count_nonzero(workers.spell_start[jobless] <= county.month - 12),
        "second_type_unemployed": np.count_nonzero(workers.origin[jobless] > 0),
        "late_rows_unemployed": jobless.size - np.searchsorted(jobless, workers.size // 2),
        "mean_wage": int(workers.wage.sum()) / at_work if at_work else 0.0,
        "hiring_wage": int(matches.pay.sum()) / hires if hires else 0.0,
        "vacancies": int(employers.openings.sum()),
        "listed_openings": matches.listed_by.size,
        "searchers": matches.seekers.size,
        "applications": matches.sent.seeker.size,
        "interviews": matches.guests.seeker.size,
        "offers": matches.offers.seeker.size,
        "hires": hires,
        "reemployed": hires - moved,
        "separations": gone,
    }


def core_of_county(county: County, months: int, collector: Collector | None = None) -> float:
    """Live some months of the core alone, and collect; return the nanoseconds of a worker's month."""
    watch, collecting = Stopwatch(), {} if collector is None else {Collector: ("collect",)}
    with leaving_out(NOT_CORE), watch.watching({**CORE, **collecting}):
        if collector is not None:
            County.close_month = lambda county, diary: collector.collect(county, diary)  # type: ignore[method-assign]
        for _ in range(months):
            county.step()
    return sum(watch.seconds.values()) / (county.workers.size * months) * NANO


def core_of_mesa(plain: PlainMesa, months: int) -> float:
    """Live some months and collect nothing; return the nanoseconds of a worker's month."""
    began = time.process_time()
    for _ in range(months):
        plain.live_one_month()
    return (time.process_time() - began) / (plain.world.seekers * months) * NANO


def whole_steps(model: mesa.Model, workers: int, months: int) -> float:
    """Live some months as either model does; return the nanoseconds of a worker's month."""
    began = time.process_time()
    for _ in range(months):
        model.step()
    return (time.process_time() - began) / (workers * months) * NANO


def profile(workers: int, months: int) -> dict[str, float]:
    """Return the nanoseconds of a worker's month that each function of the month and of the market uses."""
    county = County(plan_of(scaled(COUNTY_LIKE, workers), FAR), rng=SEED)
    for _ in range(WARM_UP):
        county.step()
    places = {
        sim.month: _functions(sim.month, but="live_one_month"),
        sim.market: _functions(sim.market, but="run_market"),
        County: ("open_diary", "desk", "settle", "close_month"),
        Employers: ("note_market",),
        Workers: ("take_job",),
        mesa.DataCollector: ("collect",),
    }
    watch = Stopwatch()
    with watch.watching(places):
        for _ in range(months):
            county.step()
    return {name: seconds / (workers * months) * NANO for name, seconds in watch.seconds.items()}


def _functions(module: object, but: str) -> tuple[str, ...]:
    """Return the names of the functions that a module uses, kernels included."""
    return tuple(
        name
        for name, value in vars(module).items()
        if (callable(value) or isinstance(value, Dispatcher)) and not isclass(value) and name != but
    )


def report(found: Race) -> str:
    """Return the race in words."""
    reached = "goal reached" if found.core.median >= GOAL else "bar reached"
    verdict = reached if found.core.median >= BAR else "below the bar"
    rows = (
        ("core labour market", found.county_core, found.mesa_core, found.core),
        ("the same, collected", found.county_collected, found.mesa_collected, found.collected),
        ("whole step", found.county_whole, found.mesa_whole, found.whole),
    )
    lines = [
        f"{found.workers:,} workers; ns of processor time for a worker's month, median (range) of the rounds",
        f"  {'':<20} {'county':>24} {'plain Mesa':>32} {'times faster':>24}",
    ]
    for name, ours, theirs, ratio in rows:
        lines.append(f"  {name:<20} {ours.say():>24} {theirs.say():>32} {ratio.say():>24}")
    lines.append(
        "  core: both live the market's month and do nothing else; collected: both also write down the same 15"
    )
    lines.append(
        "  figures with a DataCollector; whole step: the county settles and measures everything, Mesa the same 15"
    )
    lines.append(f"  core: {verdict} (bar {BAR} times at 100,000 workers, goal {GOAL})")
    return "\n".join(lines)


def report_profile(profiles: dict[int, dict[str, float]]) -> str:
    """Return the functions in the order of the month, one column a size; below 0.05 ns none is named."""
    names = [
        name
        for name in dict.fromkeys(name for costs in profiles.values() for name in costs)
        if any(costs.get(name, 0.0) >= 0.05 for costs in profiles.values())
    ]
    lines = [f"{'ns for a worker' + chr(39) + 's month':<52}" + "".join(f"{size:>12,}" for size in profiles)]
    for name in names:
        lines.append(f"  {name:<50}" + "".join(f"{costs.get(name, 0.0):>12.2f}" for costs in profiles.values()))
    lines.append(f"  {'all':<50}" + "".join(f"{sum(costs.values()):>12.2f}" for costs in profiles.values()))
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
