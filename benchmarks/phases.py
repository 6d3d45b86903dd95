"""Where the time of a month goes in the real county (`no_new_policy`), paragraph by paragraph of `sim/month.py`.

    python -m benchmarks.phases [--small]

The paragraphs and what each calls are read from the page itself, so that nothing new is left out.
"""

from __future__ import annotations

import argparse
import inspect
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import mesa

import sim.county
import sim.month
from benchmarks.timing import Stopwatch
from sim.books import Books
from sim.county import County
from sim.ledger import Ledger
from sim.measure import Measure
from sim.scenario import read_plan

SEED, WARM_UP, FAR = 7, 6, 240
NANO = 1e9
FULL, SMALL = {100_000: 24, 1_000_000: 4}, {5_000: 12}
PARAGRAPH = re.compile(r"# (\d)  ([^:.]+)")
INSIDE = {Ledger: ("trial_balance",), Measure: ("take",), Books: ("write",), sim.county: ("check_month",)}


@dataclass(frozen=True)
class Phases:
    """Nanoseconds of a worker's month: by function, and of everything."""

    by_function: dict[str, float]
    whole: float


def paragraphs() -> dict[str, list[str]]:
    """Return paragraph -> the functions of the month that it calls, as `sim/month.py` says."""
    found: dict[str, list[str]] = {"0 the month opens": []}
    _, *page = inspect.getsource(sim.month.live_one_month).splitlines()
    for line in page:
        if match := PARAGRAPH.search(line):
            found[f"{match[1]} {match[2].partition(';')[0].lower()}"] = []
        found[next(reversed(found))] += re.findall(r"\b(\w+)\(", line.partition("#")[0])
    return found


def profile(workers: int, months: int) -> Phases:
    """Live some months with a stopwatch at every function that the month calls."""
    county = County(read_plan("no_new_policy", [f"world.workers={workers}", f"horizon.months={FAR}"]), rng=SEED)
    for _ in range(WARM_UP):
        county.step()
    called = {name for names in paragraphs().values() for name in names}
    places: dict[Any, tuple[str, ...]] = {
        sim.month: tuple(name for name in called if inspect.isfunction(getattr(sim.month, name, None))),
        **{table: tuple(n for n in called if inspect.isfunction(vars(table).get(n))) for table in _tables(county)},
        **INSIDE,
        mesa.DataCollector: ("collect",),
    }
    watch = Stopwatch()
    began = time.process_time()
    with watch.watching(places):
        for _ in range(months):
            county.step()
    whole = (time.process_time() - began) / (workers * months) * NANO
    return Phases({name: spent / (workers * months) * NANO for name, spent in watch.seconds.items()}, whole)


def _tables(county: County) -> tuple[type, ...]:
    """Return the classes whose methods the month calls."""
    return (County, type(county.workers), type(county.employers))


def report(found: dict[int, Phases]) -> str:
    """Return paragraphs and, below each, its functions; one column a size; below 0.1 ns none is named."""
    lines = [f"{'ns of a worker' + chr(39) + 's month':<56}" + "".join(f"{size:>12,}" for size in found)]
    told: set[str] = set()
    for title, names in paragraphs().items():
        parts = {size: _parts(phases, names, told) for size, phases in found.items()}
        told.update(names)
        lines.append(f"{title:<56}" + "".join(f"{sum(part.values()):>12.1f}" for part in parts.values()))
        for name in dict.fromkeys(name for part in parts.values() for name in part):
            if any(part.get(name, 0.0) >= 0.1 for part in parts.values()):
                lines.append(f"    {name:<52}" + "".join(f"{part.get(name, 0.0):>12.2f}" for part in parts.values()))
    rest = {size: phases.by_function.get("collect", 0.0) for size, phases in found.items()}
    lines.append(f"{'data collection of Mesa':<56}" + "".join(f"{spent:>12.1f}" for spent in rest.values()))
    lines.append(f"{'whole step':<56}" + "".join(f"{phases.whole:>12.1f}" for phases in found.values()))
    return "\n".join(lines)


def _parts(phases: Phases, names: list[str], told: set[str]) -> dict[str, float]:
    """Return what the functions of a paragraph used, each with all that it called."""
    parts: defaultdict[str, float] = defaultdict(float)
    for path, spent in phases.by_function.items():
        first, _, inner = path.partition(" > ")
        if first in names and first not in told:
            parts[f"{first} > {inner.partition(' > ')[0]}" if first == "close_month" and inner else first] += spent
    return parts


def main() -> None:
    """Profile and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true")
    sizes = SMALL if parser.parse_args().small else FULL
    print(report({workers: profile(workers, months) for workers, months in sizes.items()}))


if __name__ == "__main__":
    main()
