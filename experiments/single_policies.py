"""What does each policy do alone, at what price, and how much does pairing the seeds help to see it?

    python experiments/single_policies.py [SCENARIO...] [--base no_new_policy] [--seeds 0:8] [--small]

By default every `only_*` scenario. `paired/unpaired` is the standard deviation of the paired difference over that of
two runs on seeds of their own: a third of it saves eight of nine seeds.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas

from sim.comparison.statistics import paired, quantile
from sim.evaluation import table
from sim.runs.job import make_job
from sim.runs.model import Model
from sim.runs.progress import make_progress
from sim.runs.seeds import read_seeds
from sim.scenario import read_plan
from sim.sweeps.sweep import live_jobs

ROOT = Path(__file__).parents[1]
SMALL = ("world.workers=1000", "horizon.months=6")
FIGURES = ("employed", "reemployed, all months", "long_term_unemployed", "all gross, yuan", "all net, yuan")
LEVEL, PRECISION = 0.95, 0.1


def show(name: str, base: pandas.DataFrame, other: pandas.DataFrame) -> None:
    """Print one policy's effects with intervals, and what pairing them saves."""
    print(f"\n{name}")
    print(f"  {'':28}{'difference':>14}{'95% interval':>28}{'paired/unpaired':>18}{'seeds for ±10%':>16}")
    for figure in FIGURES:
        ours, theirs = base[figure].to_numpy(), other[figure].to_numpy()
        found = paired((theirs - ours)[None, :], LEVEL, PRECISION)
        apart = np.sqrt(ours.var(ddof=1) + theirs.var(ddof=1))
        ratio = f"{found.sd[0] / apart:.2f}" if apart else "–"
        needed = f"{found.seeds_needed[0]:,.0f}" if found.mean[0] else "–"
        interval = f"{found.low[0]:,.0f} to {found.high[0]:,.0f}"
        print(f"  {figure:28}{found.mean[0]:>14,.0f}{interval:>28}{ratio:>18}{needed:>16}")


def main() -> None:
    """Live all scenarios in one pool and print a block for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("scenarios", nargs="*")
    parser.add_argument("--base", default="no_new_policy")
    parser.add_argument("--seeds", default="0:8")
    parser.add_argument("--out", type=Path, default=Path("outputs"))
    parser.add_argument("--small", action="store_true")
    said = parser.parse_args()
    names = said.scenarios or sorted(path.stem for path in (ROOT / "scenarios").glob("only_*.toml"))
    seeds = read_seeds("0:2" if said.small else said.seeds)
    plans = [read_plan(name, SMALL if said.small else ()) for name in (said.base, *names)]
    jobs = [
        make_job(plan, seeds, persons=False, root=said.out, model=Model(), label=f"{plan.name}, ") for plan in plans
    ]
    base, *others = (table(run) for run in live_jobs(jobs, said.out, None, make_progress(False)))
    print(f"Against {said.base}, {len(seeds)} paired seeds, t = {quantile(LEVEL, len(seeds) - 1):.2f}: luck only.")
    for name, other in zip(names, others, strict=True):
        show(name, base, other)


if __name__ == "__main__":
    main()
