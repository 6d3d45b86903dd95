"""Do the county and the plain Mesa model behave alike? The same means over many seeds, or the race is off.

For every metric the difference of the two means must be below 4 standard errors, in every block of months and over
all months, *and* over all months below 2% of the mean (or below one person in two thousand, where numbers are
small). Over blocks luck alone moves a mean by more than 2% now and then. The small gate allows 5 standard errors,
because few seeds estimate them badly, and 6%.

    python -m benchmarks.equivalence            the whole gate, about a minute and a half
    python -m benchmarks.equivalence --small    fewer seeds and months, wider tolerance
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks.plain_mesa import REPORTERS, PlainMesa
from benchmarks.worlds import COUNTY_LIKE, FIXED, STAFF_GAP, plan_of
from sim.codes import Activity
from sim.county import County
from sim.declare import Real
from sim.world import LimitWorld

FIRST_SEED = 1_000
SMALL = 0.0005  # of all people: what counts as a small difference of a small number
MARKETS = {"staff gap": STAFF_GAP, "fixed openings": FIXED, "county-like": COUNTY_LIKE}


@dataclass(frozen=True)
class Gate:
    """How much is compared: seeds, months in blocks, and by what share means over all months may differ."""

    markets: tuple[str, ...]
    seeds: int
    months: int
    block: int
    tolerance: float
    errors: float  # most standard errors between two means

    @property
    def all_seeds(self) -> range:
        """Return the seeds."""
        return range(FIRST_SEED, FIRST_SEED + self.seeds)


FULL = Gate(("staff gap", "fixed openings", "county-like"), seeds=160, months=24, block=3, tolerance=0.02, errors=4.0)
REDUCED = Gate(("staff gap", "fixed openings"), seeds=24, months=12, block=4, tolerance=0.06, errors=5.0)


@dataclass(frozen=True)
class Finding:
    """One metric in one block of months: both means, and how far apart they are."""

    market: str
    months: str
    metric: str
    ours: float
    mesa: float
    errors: float  # difference in standard errors
    share: float  # difference as a share of the mean
    passed: bool


def county_months(world: LimitWorld, seed: int, months: int) -> Real:
    """Live in the county; return every metric of every month (months, metrics)."""
    county = County(plan_of(world, months), rng=seed)
    return np.array([one_month(county) for _ in range(months)])


def one_month(county: County) -> list[float]:
    """Live a month in the county; return every metric."""
    county.step()
    workers = county.workers
    jobless = workers.activity == Activity.UNEMPLOYED
    ours = {
        "second_type_unemployed": np.count_nonzero(jobless & (workers.origin > 0)),
        "late_rows_unemployed": np.count_nonzero(jobless[workers.size // 2 :]),
    }
    return [float(ours[name]) if name in ours else county.measure[name] for name in REPORTERS]


def mesa_months(world: LimitWorld, seed: int, months: int) -> Real:
    """Live in the plain Mesa model; return every metric of every month (months, metrics)."""
    model = PlainMesa(world, seed)
    for _ in range(months):
        model.step()
    collected = model.datacollector.model_vars
    return np.array([collected[name] for name in REPORTERS], np.float64).T


def compare(market: str, gate: Gate, ours: Real, mesa: Real, small: float) -> list[Finding]:
    """Compare two samples (seeds, months, metrics) block by block, and last over all months."""
    findings = []
    blocks = [(first, first + gate.block) for first in range(0, gate.months, gate.block)]
    for first, beyond in (*blocks, (0, gate.months)):
        months = slice(first, beyond)
        a, b = ours[:, months].mean(1), mesa[:, months].mean(1)
        difference = a.mean(0) - b.mean(0)
        error = np.sqrt(a.var(0, ddof=1) / len(a) + b.var(0, ddof=1) / len(b))
        errors = np.abs(difference) / np.maximum(error, 1e-9)
        middle = (a.mean(0) + b.mean(0)) / 2
        share = np.abs(difference) / np.maximum(middle, 1e-9)
        whole = beyond - first == gate.months
        close = (share < gate.tolerance) | (np.abs(difference) < small) | (not whole)
        same = (errors < gate.errors) | (np.abs(difference) < 1e-9)
        said = f"{first + 1}-{beyond}"
        findings += [
            Finding(market, said, *row)
            for row in zip(REPORTERS, a.mean(0), b.mean(0), errors, share, close & same, strict=True)
        ]
    return findings


def run_gate(gate: Gate) -> list[Finding]:
    """Live in every market with both engines and compare."""
    findings = []
    for market in gate.markets:
        world, ours = MARKETS[market], county_sample(market, gate)
        mesa = np.array([mesa_months(world, seed, gate.months) for seed in gate.all_seeds])
        findings += compare(market, gate, ours, mesa, SMALL * world.seekers)
    return findings


@cache
def county_sample(market: str, gate: Gate) -> Real:
    """Live in a market once with every seed of a gate; return (seeds, months, metrics)."""
    return np.array([county_months(MARKETS[market], seed, gate.months) for seed in gate.all_seeds])


def passed(findings: list[Finding]) -> bool:
    """Tell whether nothing is out of bounds."""
    return all(finding.passed for finding in findings)


def table(findings: list[Finding]) -> str:
    """Return one line for each market and metric: means over all months, the worst block, and every failure."""
    lines = [
        f"{'market':<15} {'metric':<23} {'county':>10} {'plain Mesa':>10} {'apart':>6} {'SE':>5} "
        f"{'worst block, SE':>16}"
    ]
    for market, metric in dict.fromkeys((finding.market, finding.metric) for finding in findings):
        blocks = [finding for finding in findings if (finding.market, finding.metric) == (market, metric)]
        whole, worst = blocks[-1], max(block.errors for block in blocks)
        failed = [block.months for block in blocks if not block.passed]
        lines.append(
            f"{market:<15} {metric:<23} {whole.ours:>10.1f} {whole.mesa:>10.1f} {whole.share:>6.1%} "
            f"{whole.errors:>5.2f} {worst:>16.2f}" + (f"  FAILED in {', '.join(failed)}" if failed else "")
        )
    return "\n".join(lines)


def summary(gate: Gate, findings: list[Finding]) -> str:
    """Return the verdict in one sentence."""
    errors = np.array([finding.errors for finding in findings])
    verdict = "passed" if passed(findings) else "FAILED"
    return (
        f"Equivalence gate {verdict}: {len(findings)} comparisons ({gate.seeds} seeds, {gate.months} months), "
        f"{sum(not finding.passed for finding in findings)} out of bounds; the largest difference is "
        f"{errors.max():.2f} standard errors, {np.mean(errors > 2):.1%} lie above 2."
    )


def main() -> int:
    """Run the gate and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true")
    gate = REDUCED if parser.parse_args().small else FULL
    findings = run_gate(gate)
    print(table(findings))
    print(summary(gate, findings))
    return 0 if passed(findings) else 1


if __name__ == "__main__":
    sys.exit(main())
