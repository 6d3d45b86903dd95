"""Which lever of a package did the work, and what does each account for of its cost?

    python experiments/attribute_package.py PACKAGE [--base no_new_policy] [--seeds 0:8] [--orders 60] [--small]

Every set of levers that an order passes through is lived on the same seeds; what is on disk is not lived again. The
first table stacks the levers in the order of the file, the second is free of any order (Shapley).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.comparison.attribution import Share, levers_between, orders, shares, subsets_of, with_levers
from sim.comparison.statistics import paired
from sim.evaluation import table
from sim.runs.job import make_job
from sim.runs.model import Model
from sim.runs.progress import make_progress
from sim.runs.seeds import read_seeds
from sim.scenario import read_plan
from sim.sweeps.sweep import live_jobs

FIGURES = ("employed", "long_term_unemployed", "employed, all months", "all gross, yuan", "all net, yuan")
SMALL = ("world.workers=1000", "horizon.months=6")


def show(title: str, figure: str, found: list[Share]) -> None:
    """Print each lever's part of one figure, with its interval over seeds."""
    import numpy as np

    print(f"\n{title}: {figure}")
    for share in found:
        told = paired(np.array([[float(part) for part in share.parts]]), 0.95, 0.1)
        orders_too = f", orders ±{2 * share.error:,.1f}" if share.error > 0 else ""
        print(f"  {share.lever:28} {told.mean[0]:>14,.1f}   [{told.low[0]:,.1f} to {told.high[0]:,.1f}]{orders_too}")
    whole = sum(float(sum(share.parts)) / len(share.parts) for share in found)
    print(f"  {'the whole package':28} {whole:>14,.1f}")


def main() -> None:
    """Live the sets and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("package", nargs="?", default="rules_2003")
    parser.add_argument("--base", default="no_new_policy")
    parser.add_argument("--seeds", default="0:8")
    parser.add_argument("--orders", type=int, default=60)
    parser.add_argument("--out", type=Path, default=Path("outputs"))
    parser.add_argument("--small", action="store_true")
    said = parser.parse_args()
    sets = SMALL if said.small else ()
    base, package = (read_plan(name, sets) for name in (said.base, said.package))
    levers = levers_between(base, package)
    free = orders(levers, 4 if said.small else said.orders)
    subsets = subsets_of([tuple(levers), *free])
    seeds = read_seeds("0:2" if said.small else said.seeds)
    jobs = [
        make_job(with_levers(base, package, subset), seeds, persons=False, root=said.out, model=Model(), label=f"{n}, ")
        for n, subset in enumerate(subsets)
    ]
    print(f"{len(levers)} levers, {len(subsets)} sets of them, {len(seeds)} seeds each")
    runs = live_jobs(jobs, said.out, None, make_progress(False))
    tables = {subset: table(run) for subset, run in zip(subsets, runs, strict=True)}
    for figure in FIGURES:
        values = {subset: found[figure].tolist() for subset, found in tables.items()}
        show("Stacked", figure, shares(values, [tuple(levers)]))
        found = {share.lever: share for share in shares(values, free)}
        show("Free of any order", figure, [found[lever] for lever in levers])


if __name__ == "__main__":
    main()
