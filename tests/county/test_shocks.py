"""Shocks have the signs that an economist expects, on twin counties: the same seeds, one thing different."""

from functools import cache

import numpy as np
import pytest

from sim.codes import Ownership
from sim.county import County, release
from sim.scenario import read_plan

WORKERS, MONTHS, SEEDS = 6_000, 18, (0, 1, 2)
METRICS = ("unemployed", "employed", "hires", "vacancies", "applications_per_opening", "mean_wage", "hiring_wage",
           "long_term_unemployed", "jobs_destroyed", "out_of_work", "pay_offered")  # fmt: skip
SLUMP = "{vegetables = 0.85, livestock = 0.85, cotton_textiles = 0.7, other_industry = 0.85, trade = 0.85}"


def measured(county, metric):
    """Return a metric of the last month, two of them read off the tables.

    Pay offered is the price of labour: what the hired are paid also follows who they are. Whom a standstill sent home
    has a job on paper only, and moves to others' jobs when jobs are easy to find.
    """
    workers, employers = county.workers, county.employers
    if metric == "out_of_work":
        return county.measure["unemployed"] + int(workers.at_home.sum())
    if metric == "pay_offered":
        private = employers.in_business & (employers.ownership > Ownership.COLLECTIVE)
        return employers.wage_offer[private].mean()
    return county.measure[metric]


@cache
def life(*sets):
    """Return metric -> means over the months after the first six (seeds,)."""
    found = {metric: [] for metric in METRICS}
    for seed in SEEDS:
        plan = read_plan("no_new_policy", [f"world.workers={WORKERS}", f"horizon.months={MONTHS}", *sets])
        county = County(plan, rng=seed)
        series = {metric: [] for metric in METRICS}
        while county.running:
            county.step()
            for metric in METRICS:
                series[metric].append(measured(county, metric))
        release(county)
        for metric in METRICS:
            found[metric].append(np.mean(series[metric][6:]))
    return {metric: np.array(values) for metric, values in found.items()}


def higher(shocked, metric, base=None):
    """Tell whether a metric is higher than in the base on every seed."""
    return bool((shocked[metric] > (base or life())[metric]).all())


def lower(shocked, metric):
    return bool((shocked[metric] < life()[metric]).all())


def test_a_slump_of_demand_costs_jobs():
    slump = life(f"world.wto_shock={SLUMP}", 'world.wto_begins="2003-02"')
    assert higher(slump, "unemployed")
    assert lower(slump, "employed")
    assert higher(slump, "applications_per_opening")


def test_twice_the_rural_arrivals_make_longer_queues():
    crowded = life("world.rural_arrivals_a_year=2500")
    assert higher(crowded, "unemployed")
    assert higher(crowded, "applications_per_opening")
    assert lower(crowded, "pay_offered")
    assert lower(crowded, "mean_wage")


def test_without_frictions_fewer_are_out_of_work():
    smooth = life("world.outside_trade=0.6", "world.outside_town=0.5", "world.suitability=0.8", "world.applications=6")
    assert lower(smooth, "out_of_work")


@pytest.mark.parametrize("metric", METRICS)
def test_the_same_county_twice_is_the_same(metric):
    again = life.__wrapped__()
    assert np.array_equal(again[metric], life()[metric])
