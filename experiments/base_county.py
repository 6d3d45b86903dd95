"""Does the base county resemble a county of 2002, and which parameter moves what?

    python experiments/base_county.py [--small] [--to docs/base_county.md]

Lives `no_new_policy` with ten seeds and shows each calibration target beside its band; then moves one parameter after
the other to both ends of its declared range, in a smaller county, to find what moves each target most, and how far
those that no target pins down can be moved at no loss. It took twenty minutes on two busy cores.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from _county_watch import watch
from _target_notes import NOT_MET, READINGS
from _targets import TARGETS, Target
from rich.progress import track

from sim.declare import parameters_of
from sim.scenario import read_plan
from sim.scenario.county import provenance
from sim.world import Behaviour

SCENARIO = "no_new_policy"
UNPINNED = ("applications", "interviews", "suitability", "least_share", "reservation_markup", "outside_trade",
            "outside_town", "search_on_the_job", "waiting_effort", "skill_decay", "listed_openings")  # fmt: skip
SMALLER = ("world.workers=12000", "horizon.months=24")  # where parameters are moved one by one
STEPS = 5  # values of an unpinned parameter that are tried over its range
Job = tuple[tuple[str, ...], int]  # settings, seed


def values(job: Job) -> list[float]:
    """Live one county and return the value of every target."""
    settings, seed = job
    observed = watch(read_plan(SCENARIO, list(settings)), seed)
    return [_measured(target, observed) for target in TARGETS]


def _measured(target: Target, observed: object) -> float:
    try:
        return target.measure(observed)
    except (KeyError, ValueError, ZeroDivisionError, IndexError):
        return float("nan")  # nothing to measure in this county


def live_all(jobs: Sequence[Job], what: str, processes: int) -> np.ndarray:
    """Live many counties on all cores; return (jobs, targets)."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, maxtasksperchild=25) as pool:
        return np.array(list(track(pool.imap(values, jobs), description=what, total=len(jobs))))


def settings_of(name: str, value: object) -> str:
    """Return the `--set` of a fact of the county."""
    return f'world.{name}="{value}"' if isinstance(value, str) else f"world.{name}={value}"


def free_parameters() -> dict[str, tuple[object, object, object]]:
    """Return name -> (low, base, high) of every parameter of behaviour that has a range and is not known."""
    known = provenance(read_plan(SCENARIO).world.county)
    behaviour = parameters_of(Behaviour)
    return {
        name: (said["range"][0], said["value"], said["range"][1])
        for name, said in known.items()
        if name in behaviour and isinstance(said["range"], list) and not isinstance(said["value"], list)
    }


def movers(small: Sequence[str], seeds: Iterable[int], processes: int) -> dict[str, np.ndarray]:
    """Return parameter -> each target at the low and at the high end of its range (2, targets)."""
    free, seeds = free_parameters(), list(seeds)
    jobs = [
        ((*small, settings_of(name, end)), seed) for name, (low, _, high) in free.items() for end in (low, high)
        for seed in seeds
    ]  # fmt: skip
    found = live_all(jobs, "moving one parameter after the other", processes)
    shape = (len(free), 2, len(seeds), len(TARGETS))
    means = mean_over_seeds(np.moveaxis(found.reshape(shape), 2, 0))
    return {name: means[i] for i, name in enumerate(free)}


def loose(moved: dict[str, np.ndarray], base: int) -> list[str]:
    """Return the parameters at both ends of whose range as many targets hold as in the base."""
    return [name for name, ends in moved.items() if min(_holding(end) for end in ends) >= base]


def unpinned(
    small: Sequence[str], seeds: Iterable[int], processes: int, base: int
) -> list[tuple[str, str, object, str]]:
    """Return each unpinned parameter, its range, its value, and the values that hold as many targets as the base."""
    free, seeds = free_parameters(), list(seeds)
    grid = {name: _steps(*free[name]) for name in UNPINNED if name in free}
    jobs = [((*small, settings_of(name, value)), seed) for name, steps in grid.items() for value in steps
            for seed in seeds]  # fmt: skip
    found = iter(live_all(jobs, "parameters that no target pins down", processes).reshape(-1, len(seeds), len(TARGETS)))
    rows = []
    for name, steps in grid.items():
        good = [value for value in steps if held(next(found)) >= base]
        low, value, high = free[name]
        rows.append((name, f"{low} to {high}", value, ", ".join(str(v) for v in good) or "none but the base"))
    return rows


def _steps(low: object, base: object, high: object) -> list[object]:
    """Return values over a range, the base among them; whole numbers stay whole."""
    if isinstance(low, str):
        return [low, base, high]
    points = np.linspace(float(low), float(high), STEPS)
    chosen = {round(float(p)) if isinstance(base, int) else round(float(p), 6) for p in points}
    return sorted({*chosen, base})


def held(found: np.ndarray) -> int:
    """Return how many targets hold in the mean over seeds."""
    return _holding(mean_over_seeds(found))


def _holding(means: np.ndarray) -> int:
    return sum(target.holds(value) for target, value in zip(TARGETS, means, strict=True))


def mean_over_seeds(found: np.ndarray) -> np.ndarray:
    """Return the mean of each target over the seeds in which it could be measured; nan when there was none."""
    known = ~np.isnan(found)
    return np.where(known.any(0), np.nansum(found, axis=0) / np.maximum(known.sum(0), 1), np.nan)


def page(
    found: np.ndarray, moved: dict[str, np.ndarray], free: list[tuple[str, str, object, str]], small_holds: int
) -> str:
    """Return the page in Markdown; `small_holds` targets hold in the smaller county before anything is moved."""
    seeds, spread = len(found), {name: np.nan_to_num(ends[1] - ends[0]) for name, ends in moved.items()}
    lines = [
        "# The base county against its targets\n",
        f"`{SCENARIO}`, {seeds} seeds, {read_plan(SCENARIO).horizon.months} months; made by "
        "`python experiments/base_county.py --to docs/base_county.md`. Ids are those of the calibration targets; no "
        "response to policy is among them. The county was fitted by hand, one parameter after the other; values, "
        "ranges and sources are in `scenarios/counties/henan_2002.toml`.\n",
        f"**{held(found)} of {len(TARGETS)} figures lie in their bands.**\n",
        "| id | target | band | mean | range over seeds | held | moved most by |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    missed = []
    for i, target in enumerate(TARGETS):
        column = found[:, i]
        mean = float(mean_over_seeds(column[:, None])[0])
        most = sorted(spread, key=lambda name: -abs(spread[name][i]))[:2]
        d = target.digits
        lines.append(
            f"| {target.name} | {target.what} | {_band(target)} | {mean:.{d}f} | {np.fmin.reduce(column):.{d}f} to "
            f"{np.fmax.reduce(column):.{d}f} | {'yes' if target.holds(mean) else '**no**'} | "
            + ", ".join(f"`{name}` ({spread[name][i]:+.{d}f})" for name in most) + " |"
        )  # fmt: skip
        if not target.holds(mean):
            missed.append(f"- **{target.name}**: {NOT_MET.get(target.name, 'no reason is known.')}")
    lines += ["\n## What is not met\n", *(missed or ["Nothing."]), "\n## How targets are read\n", *READINGS]
    lines += [
        "\n## What moves the targets, and what they leave free\n",
        "The last column of the table names the two parameters that move a target furthest from the low to the high "
        f"end of their declared range, in a smaller county ({', '.join(SMALLER)}, 2 seeds), in which {small_holds} "
        "figures hold. The values that hold as many there:\n",
        "| parameter | declared range | value | values that fit equally well |",
        "| --- | --- | --- | --- |",
        *(f"| `{name}` | {declared} | {value} | {good} |" for name, declared, value, good in free),
        "\nFree over the whole of their range, each moved alone (some belong to policies not in force here): "
        + (", ".join(f"`{name}`" for name in loose(moved, small_holds)) or "none") + ".",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _band(target: Target) -> str:
    low = "" if np.isinf(target.low) else f"{target.low:g}"
    high = "" if np.isinf(target.high) else f"{target.high:g}"
    return f"above {low}" if not high else f"below {high}" if not low else f"{low} to {high}"


def main() -> None:
    """Measure, and write the page where it is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="two seeds, a small county, few parameters")
    parser.add_argument("--only-targets", action="store_true", help="leave out what moves them")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help="as in `reemploy run`")
    parser.add_argument("--to", type=Path, help="write the page here")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    said = parser.parse_args()
    seeds = range(2 if said.small else said.seeds)
    base = ("world.workers=3000", "horizon.months=24") if said.small else ()
    base = (*base, *said.set)
    found = live_all([(base, seed) for seed in seeds], "the base county", said.processes)
    moved: dict[str, np.ndarray] = {}
    free: list[tuple[str, str, object, str]] = []
    holds = 0
    if not (said.small or said.only_targets):
        small = (*SMALLER, *said.set)
        holds = held(live_all([(small, seed) for seed in range(2)], "the smaller county", said.processes))
        moved, free = movers(small, range(2), said.processes), unpinned(small, range(2), said.processes, holds)
    text = page(found, moved, free, holds)
    print(text)
    print(f"{held(found)} of {len(TARGETS)} targets hold in the mean over {len(seeds)} seeds")
    if said.to:
        said.to.write_text(text, encoding="utf-8")
        print(f"wrote {said.to}")


if __name__ == "__main__":
    main()
