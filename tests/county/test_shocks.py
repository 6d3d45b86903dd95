"""Shocks have the signs that an economist expects, on twin counties: the same seeds, one thing different."""

from functools import cache

import numpy as np
import pytest

from sim.agents.markets import LOCAL
from sim.claims import OUTSIDE, Claim
from sim.codes import Condition, Ownership, Sector
from sim.county import County, release
from sim.founding.markets import season_of
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
    """In the base county most applicants suit and every opening is seen by many: the twin is one with more friction."""
    rough = life("world.outside_trade=0.1", "world.outside_town=0.1", "world.suitability=0.1")
    assert higher(rough, "out_of_work")
    assert higher(rough, "vacancies")
    assert lower(rough, "employed")


# --- the largest employer closes ------------------------------------------------------------------------------------

CLOSING, FOR_EVER = 6, 1_000  # months
MANY = tuple(range(24))


def with_a_mainstay(seed):
    """Return a county and its largest employer outside local trade, which sells to the world all that its staff makes.

    It is made a firm like others, with orders for everybody and no debts: not the state's to keep or to wind up.
    """
    settings = (
        f"world.workers={WORKERS}",
        "horizon.months=18",
        "world.closing=0",
    )  # it closes when told to, not by luck
    county = County(read_plan("no_new_policy", list(settings)), rng=seed)
    e, w = county.employers, county.workers
    row = int(np.where(np.isin(e.sector, (*LOCAL, Sector.PUBLIC)), 0, e.staff).argmax())  # schools never close
    e.soft_budget[row], e.condition[row], e.debt[row] = False, Condition.RUNNING, 0
    w.at_home[w.employer == row] = False
    e.output_per_head[row] = max(e.output_per_head[row], 2 * e.wage_offer[row])
    county.markets.outside[e.market[row]] += (e.staff[row] - e.custom[row]) * e.output_per_head[row]
    e.custom[row] = e.staff[row]
    wages = 3 * int(e.staff[row] * e.wage_offer[row])
    county.ledger.settle(Claim.make("test", "capital", OUTSIDE, "employers", [wages], payee_rows=[row]))
    return county, row


def shut(county, row):
    """Let the mainstay close this month for want of money; its customers, who are elsewhere, do not turn to others."""
    e, m, k = county.employers, county.markets, county.employers.market[row]
    worth = e.custom * e.output_per_head
    season = season_of(county.world, county.month)[e.sector[row]]
    m.outside[k] -= worth[row] / worth[e.market == k].sum() * (m.outside[k] + m.households[k] / season)
    e.lean_months[row] = FOR_EVER


@cache
def mainstay(closes, seeds=SEEDS):
    """Return metric -> (seeds, months), with the mainstay or after its closure."""
    found = []
    for seed in seeds:
        county, row = with_a_mainstay(seed)
        series = []
        while county.running:
            if closes and len(series) == CLOSING:
                shut(county, row)
            county.step()
            local = county.markets.demand[np.isin(county.markets.sector, LOCAL)].sum()
            others = county.employers.staff.sum() - county.employers.staff[row]
            metrics = (*METRICS, "laid_off", "registered", "drawing_insurance")
            extra = {"local_demand": local, "others": others, "mainstay": county.employers.staff[row]}
            series.append({metric: measured(county, metric) for metric in metrics} | extra)
        release(county)
        found.append(series)
    return {name: np.array([[month[name] for month in series] for series in found], float) for name in found[0][0]}


def change(metric, seeds=SEEDS):
    """Return what the closure changes (seeds, months from the closure on)."""
    return (mainstay(True, seeds)[metric] - mainstay(False, seeds)[metric])[:, CLOSING:]


def test_until_it_closes_nothing_differs_and_then_all_its_staff_are_out():
    assert (mainstay(True)["unemployed"] == mainstay(False)["unemployed"])[:, :CLOSING].all()
    lost = mainstay(False)["mainstay"][:, CLOSING]
    assert (lost > 0.04 * WORKERS).all()
    assert np.allclose(change("laid_off")[:, 0], lost, atol=0.03 * lost.max())
    assert np.allclose(change("unemployed")[:, 0], lost, atol=0.03 * lost.max())
    assert (change("unemployed") > 0.3 * lost[:, None]).all()


def test_a_closing_mainstay_takes_its_peoples_custom_from_the_shops_of_the_county():
    demand = change("local_demand")
    assert (demand[:, 0] == 0).all(), "its wages of last month are still spent"
    assert (demand[:, 1:] < 0).all()
    assert (np.diff(demand[:, :6]) < 0).all(), "savings are used up slowly"


def test_others_hire_as_before_at_first_and_have_fewer_people_in_the_end():
    lost = mainstay(False)["mainstay"][:, CLOSING]
    assert (abs(change("others")[:, 0]) < 0.03 * lost).all(), "they only take whom it would have taken this month"
    assert change("others")[:, :2].mean() > -2, "nobody turns people away because many more apply"
    in_the_end = change("others", MANY)[:, -3:].mean(1)  # the waves of state enterprises make it vary from seed to seed
    assert in_the_end.mean() < 0
    assert np.mean(in_the_end < 0) > 0.5
    assert (change("vacancies", MANY)[:, 2:].mean(1) < 0).all()


def test_whoever_is_left_waits_longer_and_pay_gives_way():
    assert (change("applications_per_opening")[:, 1:].mean(1) > 1).all()
    assert (change("pay_offered")[:, 3:] < 0).all()
    assert (np.diff(change("pay_offered")[:, 3::4]) < 0).all()
    assert (change("registered")[:, 1:] > 0).all()
    assert (change("drawing_insurance")[:, 2:] > 0).all()


@pytest.mark.parametrize("metric", METRICS)
def test_the_same_county_twice_is_the_same(metric):
    again = life.__wrapped__()
    assert np.array_equal(again[metric], life()[metric])
