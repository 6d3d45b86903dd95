"""A20: what must not matter, does not. (v), half the step, is dropped: the step is a month."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
import pytest

from sim.claims import AccountSpec, Claim
from sim.codes import Activity
from sim.county import County, live
from sim.declare import Int64, parameter
from sim.plan import Plan
from sim.policies import LEVERS, Benefit
from sim.policies.policy import Now
from tests.closed_forms.judging import compare
from tests.closed_forms.living import limit, measured, seeds, settings
from tests.closed_forms.worlds import busy_limit, small_county, three_levers

SEED = 4
PERSON_TABLES = ("persons", "spells", "register", "served")
UNCHANGED = ("outcomes", "ledger", *PERSON_TABLES)


def same(one: dict[str, Any], other: dict[str, Any], names: Iterable[str], but: Iterable[str] = ()) -> None:
    """Hold tables to be equal, column by column, dtype included; `but` names columns that may differ."""
    for name in names:
        assert one[name].keys() == other[name].keys()
        for column in one[name].keys() - set(but):
            first, second = one[name][column], other[name][column]
            assert first.dtype == second.dtype, (name, column)
            assert np.ma.isMaskedArray(first) == np.ma.isMaskedArray(second)
            assert np.array_equal(np.ma.getmaskarray(first), np.ma.getmaskarray(second)), (name, column)
            assert np.array_equal(np.ma.filled(first, -1), np.ma.filled(second, -1)), (name, column)


def lives(plan: Plan, seed: int = SEED) -> dict[str, Any]:
    return live(plan, seed, persons=True)


# --- (i) a policy of size zero is no policy --------------------------------------------------------------

ZERO = {"unemployment_insurance": {"benefit": 0}, "dibao": {"line": 0, "budget": 0}}


@pytest.mark.parametrize("world", [busy_limit, small_county])
@pytest.mark.parametrize("name", ZERO)
def test_a_benefit_of_zero_is_no_benefit(world, name):
    """Catches policy code that draws luck of others, registers people for nothing, or writes postings of nothing."""
    plan = world()
    others = tuple(lever for lever in plan.levers if lever.name != name)
    with_zero = (*others, LEVERS[name](**ZERO[name]))
    without = lives(dataclasses.replace(plan, levers=others, levers_before=others))
    same(without, lives(dataclasses.replace(plan, levers=with_zero, levers_before=with_zero)), UNCHANGED)
    assert not np.array_equal(without["outcomes"]["value"], lives(plan)["outcomes"]["value"])


@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_that_is_off_is_no_lever(name):
    plan = busy_limit()
    others = tuple(lever for lever in plan.levers if lever.name != name)
    off = (*others, LEVERS[name](on=False))
    same(lives(dataclasses.replace(plan, levers=others)), lives(dataclasses.replace(plan, levers=off)), UNCHANGED)


# --- (ii) one policy is two halves -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Grant(Benefit):
    """A sum for everybody without work: no paperwork, no clock, nothing that two halves would share."""

    name: ClassVar[str] = "grant"
    number: ClassVar[int] = 901
    term: ClassVar[str] = ""
    law: ClassVar[str] = ""
    office: ClassVar[str] = "labour_bureau"

    amount: int = parameter("120 元/人月", unit="元/人月", meaning="paid to everybody without work", low=0)

    def accounts(self) -> Iterable[AccountSpec]:
        yield AccountSpec("centre", level="centre", external=True)

    def eligible(self, now: Now) -> Int64:
        return np.flatnonzero(now.workers.activity == Activity.UNEMPLOYED)

    def worth(self, now: Now, who: Int64) -> Int64:
        return np.full(who.size, self.amount, np.int64)

    def claims(self, now: Now) -> Iterable[Claim]:
        yield Claim.to_workers(self.name, "grant", "centre", now.holders, now.fixed[now.holders])


@dataclass(frozen=True, kw_only=True)
class OtherGrant(Grant):
    """The other half."""

    name: ClassVar[str] = "other_grant"
    number: ClassVar[int] = 902


def test_one_benefit_is_two_halves(monkeypatch):
    """Catches benefits that do not add up in what people have to live on, so in how hard they search."""
    grants = {
        "none": (),
        "whole": (Grant(amount=120_00),),
        "halves": (Grant(amount=60_00), OtherGrant(amount=60_00)),
    }
    for lever in (Grant, OtherGrant):
        monkeypatch.setitem(LEVERS, lever.name, lever)
    outcomes, paid = {}, {}
    for name, levers in grants.items():
        lived = lives(busy_limit(levers=levers, publicity=1.0, labour_bureau_fidelity=1.0))
        outcomes[name] = lived["outcomes"]["value"]
        is_grant = np.isin(lived["ledger"]["programme"], ("grant", "other_grant"))
        paid[name] = lived["ledger"]["fen"][is_grant].sum()
    assert np.array_equal(outcomes["whole"], outcomes["halves"])
    assert paid["whole"] == paid["halves"] > 0
    assert not np.array_equal(outcomes["whole"], outcomes["none"])


def test_one_rate_is_two_halves():
    """Contributions twice at half the rates: the same money on every line, the same lives."""
    whole, _, dibao = three_levers()
    rates = {
        field.name: getattr(whole, field.name) / 2
        for field in dataclasses.fields(whole)
        if field.name.endswith(("er", "ee"))
    }
    half = dataclasses.replace(whole, **rates)
    one = lives(busy_limit(levers=(whole, dibao)))
    two = lives(busy_limit(levers=(half, half, dibao)))
    same(one, two, UNCHANGED, but=("persons",))  # everybody pays twice, half as much each time
    assert len(rates) == 6


# --- (iii) names of people mean nothing ------------------------------------------------------------------


def test_rows_of_people_mean_nothing():
    """One type in the first rows, or in the last: as many hired of each. Catches every effect of order."""
    replicates = 40
    sets = settings(
        seekers=400, vacancies=250, firms=5, applications=2.5, interviews=3, suitability=0.7,
        type_shares="{soe=0.4,collective=0.6}", type_effort="{soe=0.6,collective=1.0}",
    )  # fmt: skip
    plan = limit("urn_ball", sets)

    @cache
    def hired(block: int, last: bool) -> np.ndarray:
        """Return how many of each type are hired (replicates, 2)."""
        found = []
        for seed in seeds(replicates, block):
            county = County(plan, rng=seed)
            workers = county.workers
            order = np.argsort(-workers.origin if last else workers.origin, kind="stable")
            for name in workers.columns:
                setattr(workers, name, getattr(workers, name)[order])
            county.step()
            found.append(np.bincount(workers.origin[workers.activity == Activity.EMPLOYED], minlength=2))
        return np.array(found, float)

    for origin in (0, 1):
        compare(
            "A20 rows",
            lambda block, origin=origin: hired(2 * block, False)[:, origin],
            lambda block, origin=origin: hired(2 * block + 1, True)[:, origin],
        )


def test_names_of_types_mean_nothing():
    """The same two types under each other's names."""
    common = settings(seekers=300, vacancies=200, firms=3, applications=2, suitability=0.8)
    named = "type_shares={{{0}=0.4,{1}=0.6}} type_effort={{{0}=0.5,{1}=0.9}} type_output={{{0}=1.2,{1}=1.0}}"

    def hired(block: int, first: str, second: str, which: str) -> np.ndarray:
        sets = common + tuple(f"world.{part}" for part in named.format(first, second).split())
        return measured("urn_ball", sets, 40, block, f"hires/origin/{which}")[:, 0, 0]

    for one, other in (("soe", "rural"), ("rural", "soe")):
        compare(
            "A20 names",
            lambda block, which=one: hired(2 * block, "soe", "rural", which),
            lambda block, which=other: hired(2 * block + 1, "rural", "soe", which),
        )


# --- (iv) ten times the money is the same life -----------------------------------------------------------

IN_FEN = ("mean_wage", "hiring_wage")


def test_ten_times_the_money_is_the_same_life():
    """Catches amounts hidden in the code. Every amount here is such that shares of it stay whole fen."""
    one, ten = lives(busy_limit()), lives(busy_limit(scale=10))
    same(one, ten, ("persons", "spells", "register", "served", "programmes"), but=("wage_fen",))
    same(one, ten, ("outcomes", "ledger", "balances"), but=("value", "fen", *MONEY))
    factor = np.where(np.isin(one["outcomes"]["metric"], IN_FEN), 10, 1)
    assert np.array_equal(ten["outcomes"]["value"], factor * one["outcomes"]["value"])
    assert np.array_equal(ten["spells"]["wage_fen"], 10 * one["spells"]["wage_fen"])
    assert np.array_equal(ten["ledger"]["fen"], 10 * one["ledger"]["fen"])
    for column in MONEY:
        assert np.array_equal(ten["balances"][column], 10 * one["balances"][column])
    paid = Counter(one["ledger"]["programme"])
    assert {"social_contributions", "unemployment_insurance", "dibao", "economy"} <= paid.keys()


MONEY = ("opening", "inflow", "outflow", "closing", "appropriated", "released", "committed", "refused_fen")
