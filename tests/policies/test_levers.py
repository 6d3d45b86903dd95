"""What holds for every lever: it only looks, nobody applies for nothing, and the five steps are nested."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar

import numpy as np
import pytest

from sim.codes import Activity
from sim.county import County
from sim.months import read_month
from sim.plan import Horizon, Plan
from sim.policies import Benefit, Lever
from sim.policies.dibao import Dibao
from sim.policies.social_contributions import SocialContributions
from sim.policies.unemployment_insurance import UnemploymentInsurance
from sim.world import LimitWorld

START = read_month("2003-01")
SMALL = LimitWorld(seekers=40, employed=20, firms=4, vacancies=10, contribution_months=24, family_size=3)


def county(*levers, world=SMALL, months=3):
    return County(Plan("levers", world, levers, (), Horizon(START, months, 0, START)), rng=11, persons=True)


# --- a lever only looks --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Grabbing(Lever):
    """Writes where it should only look."""

    name: ClassVar[str] = "grabbing"
    number: ClassVar[int] = 99
    table: str = "workers"
    column: str = "cash"

    def claims(self, now):
        getattr(getattr(now, self.table), self.column)[0] = 1
        return ()


@pytest.mark.parametrize("table", ["workers", "employers"])
def test_a_lever_that_writes_is_stopped(table):
    for column in getattr(county(), table).columns:
        with pytest.raises(ValueError, match="read-only"):
            county(Grabbing(table=table, column=column)).step()


@dataclass(frozen=True, kw_only=True)
class Meddling(Benefit):
    """Writes into what says who stands where with it, at one of its moments."""

    name: ClassVar[str] = "meddling"
    number: ClassVar[int] = 98
    office: ClassVar[str] = "labour_bureau"
    moment: str = ""
    column: str = "fixed"

    def meddle(self, moment, now):
        if moment == self.moment:
            getattr(now, self.column)[:] = 1

    def eligible(self, now):
        self.meddle("eligible", now)
        return np.arange(now.workers.wage.size)

    def worth(self, now, who):
        self.meddle("worth", now)
        return np.full(who.size, 5, np.int64)

    def grant(self, now, rows):
        self.meddle("grant", now)

    def claims(self, now):
        self.meddle("claims", now)
        return ()


@pytest.mark.parametrize("column", ["fixed", "holders", "jobless"])
@pytest.mark.parametrize("moment", ["eligible", "worth", "grant", "claims"])
def test_a_benefit_that_writes_is_stopped_at_every_moment(moment, column):
    county(Meddling()).step()
    with pytest.raises(ValueError, match="read-only"):
        county(Meddling(moment=moment, column=column)).step()


# --- nobody applies for nothing ------------------------------------------------------------------------------


@pytest.mark.parametrize("lever", [UnemploymentInsurance(benefit=0), Dibao(line=0)], ids=lambda lever: lever.name)
def test_nobody_applies_for_a_benefit_worth_zero(lever):
    lived = county(lever)
    lived.run_model()
    told = lived.tables()
    assert set(told["programmes"]["lever"]) == {lever.name}
    for count in ("eligible", "aware", "applied", "approved", "paid", "refused_no_money", "waiting"):
        assert told["programmes"][count].tolist() == [0, 0, 0]
    assert not lived.workers.registered.any()
    assert not lived.standings[lever.name].step.any()
    assert told["served"]["person"].size == 0


def test_the_smallest_worth_there_is_makes_applicants():
    """The counterpart: with one fen in place of nothing everybody who may applies."""
    for lever in (UnemploymentInsurance(benefit=1), Dibao(line=1)):
        lived = county(lever, months=1, world=replace(SMALL, vacancies=0))
        lived.run_model()
        assert lived.standings[lever.name].count.paid == 20  # of 40, the 20 who are out of work and have nothing


# --- five nested steps ---------------------------------------------------------------------------------------


def test_the_five_steps_are_nested_every_month():
    """With half-hearted publicity and offices and too little money every step loses somebody."""
    world = LimitWorld(
        seekers=400, employed=200, firms=10, vacancies=12, separation=0.04, publicity=0.2, suitability=0.7,
        labour_bureau_fidelity=0.5, civil_affairs_fidelity=0.3, contribution_months=30, family_size=2, spending=0.5,
    )  # fmt: skip
    levers = (
        SocialContributions(),
        UnemploymentInsurance(opening_balance=2_000_000),
        Dibao(budget=24_000_000),
    )
    lived = county(*levers, world=world, months=24)
    lived.workers.visit_cost[::7] = 30_000  # for these no benefit is worth the way
    lived.workers.family_income[::3] = 20_000
    lost, facts = dict.fromkeys(("aware", "applied", "approved", "paid"), 0), watch_desk(lived)
    while lived.running:
        lived.step()
        eligible = reckon_eligible(facts, lived.month - 1, lived.standings["unemployment_insurance"].fixed.tolist())
        served = lived.workers.history.told("served")
        for lever in levers[1:]:
            standing = lived.standings[lever.name]
            now = served["month"] == lived.month - 1
            paid = set(served["person"][now & (served["lever"] == lever.number)].tolist())
            steps = [set(np.flatnonzero(standing.step >= step).tolist()) for step in (1, 2, 3)]
            owed = set(np.flatnonzero(standing.fixed > 0).tolist())
            aware, applied, approved = steps
            assert paid <= owed == approved <= applied <= aware
            assert applied <= eligible[lever.name]
            count = standing.count
            assert count.eligible == len(eligible[lever.name])
            assert count.aware == len(aware & eligible[lever.name])
            assert (count.applied, count.approved, count.paid) == (len(applied), len(approved), len(paid))
            assert count.paid + count.refused_no_money == count.approved
            assert count.waiting == count.refused_no_money
            chain = (count.eligible, count.aware, count.applied, count.approved, count.paid)
            for name, (more, fewer) in zip(lost, pairwise(chain), strict=True):
                lost[name] += more - fewer
    assert all(lost.values()), f"a step at which nobody was ever lost proves nothing: {lost}"


def watch_desk(lived):
    """Return a dictionary that will hold each person's facts as they are when benefits are claimed."""
    facts, open_desk = {}, lived.desk

    def desk(luck, world):
        facts.update({name: lived.workers.get(name).tolist() for name in lived.workers.columns})
        return open_desk(luck, world)

    lived.desk = desk
    return facts


def reckon_eligible(facts, month, benefit):
    """Reckon from the law who could have each benefit; `benefit` is what insurance owes each person this month."""
    insured, poor = set(), set()
    for row, activity in enumerate(facts["activity"]):
        jobless = activity == Activity.UNEMPLOYED and facts["spell_start"][row] < month
        term = facts["insurance_months_left"][row] > 0 or facts["insured_months"][row] >= 12
        if jobless and term and not facts["left_by_choice"][row]:
            insured.add(row)
        income = facts["wage"][row] + facts["family_income"][row] + benefit[row]
        if income < 12_500 * facts["family_size"][row]:
            poor.add(row)
    return {"unemployment_insurance": insured, "dibao": poor}
