"""Firms reckon with supports: whom they take, how many they want, and what they do for a threshold."""

from dataclasses import replace

import numpy as np
import pytest

from sim.county import County
from sim.months import read_month
from sim.plan import Horizon, Plan
from sim.policies.firm_hiring_relief import FirmHiringRelief
from sim.policies.firm_taxes import FirmTaxes
from sim.policies.insurance_subsidy import InsuranceSubsidy
from sim.policies.social_contributions import SocialContributions
from sim.world import LimitWorld

START = read_month("2003-01")
WORLD = LimitWorld(
    seekers=60, firms=1, vacancies=10, applications=8.0, interviews=60, pay=50_000, output_per_pay=2.0, spending=0.0
)  # fmt: skip


def firm(*levers, months=6, certified=30, world=WORLD, **facts):
    """One restaurant that has just been founded, and sixty alike who look for work, the first of them certified."""
    county = County(Plan("firm", world, levers, (), Horizon(START, months, 0, START)), rng=5)
    w, e = county.workers, county.employers
    w.certify(np.arange(certified), START - 1)
    e.sector[:], e.founded[:], e.insures[:], e.reference_staff[:] = 6, START - 1, True, 0
    for name, value in facts.items():
        getattr(e, name)[:] = value
    return county


def live(county, months):
    for _ in range(months):
        county.step()
    return county


def hired(county):
    """(certified, others) at work."""
    at_work = county.workers.employer >= 0
    certified = county.workers.certified > 0
    return int((at_work & certified).sum()), int((at_work & ~certified).sum())


SUBSIDY = InsuranceSubsidy(budget=10**9)


def test_equal_candidates_are_taken_by_lot_and_with_a_subsidy_by_what_they_bring():
    alike, _ = hired(live(firm(SocialContributions()), 1))
    assert 1 <= alike <= 9
    with_it, others = hired(live(firm(SocialContributions(), SUBSIDY), 1))
    assert (with_it, others) == (10, 0)


def test_a_holder_worth_less_than_the_subsidy_is_not_taken_first():
    """110 yuan a month do not make up for somebody whose work is worth 200 less."""
    county = firm(SocialContributions(), SUBSIDY)
    county.workers.output[:30] = 0.8
    with_it, others = hired(live(county, 1))
    assert with_it == 0
    assert others > 0
    county = firm(SocialContributions(), SUBSIDY)
    county.workers.output[:30] = 0.95
    assert hired(live(county, 1)) == (10, 0)


def test_a_firm_that_has_not_heard_of_it_takes_them_by_lot():
    county = firm(SocialContributions(), SUBSIDY, world=replace(WORLD, publicity=0.0))
    assert hired(live(county, 1)) == hired(live(firm(SocialContributions()), 1))
    assert not county.workers.subsidy_until.any()


def test_whoever_is_hired_under_it_signs_for_the_term_and_loses_it_with_the_job():
    county = live(firm(SocialContributions(), SUBSIDY), 1)
    who = np.flatnonzero(county.workers.employer >= 0)
    assert (county.workers.subsidy_until[who] == START + 36).all()
    assert (county.workers.job_ends[who] == START + 36).all()
    county.workers.leave_job(who[:1], START + 1, by_choice=True)
    assert county.workers.subsidy_until[who[0]] == 0


GAP = replace(
    WORLD, vacancy_rule="staff_gap", jobs=7, employed=7, applications=8.0, labour_elasticity=0.0, spending=0.0
)  # fmt: skip


@pytest.mark.parametrize(("sales", "extra"), [(400_000, 3), (60_000, 0)])
def test_where_much_tax_is_due_a_firm_takes_on_hands_that_it_does_not_need(sales, extra):
    """Seven people, none certified: with three holders more they are 30%, and all tax is forgone."""
    levers = (FirmTaxes(), FirmHiringRelief())
    county = firm(*levers, world=GAP, months=8)
    w, e = county.workers, county.employers
    w.certified[:] = 0
    w.certify(np.flatnonzero(w.employer < 0), START - 1)
    e.output_per_head[:] = sales
    e.custom[:] = e.orders[:] = 7.0
    before = int(e.staff[0])
    live(county, 6)
    assert int(e.staff[0]) - before == extra
    if extra:
        assert int((w.relief_until > 0).sum()) == extra
        assert county.standings["firm_hiring_relief"].count.paid == 1
