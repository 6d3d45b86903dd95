"""What must follow when only the money changes: its unit, a cap that does not bind, a cap that does."""

from dataclasses import replace

import numpy as np
import pytest

from sim.county import County, live
from sim.months import write_month
from sim.policies.dibao import Dibao
from sim.policies.social_contributions import SocialContributions
from sim.policies.unemployment_insurance import UnemploymentInsurance
from tests.county.worlds import (
    BUSY,
    START,
    county_plan,
    differing,
    limit_plan,
    metric,
    plain,
    rows,
    with_levers,
    with_months,
)

# Whole yuan and no change of offers: no rounding anywhere, so that ten times as much is exactly ten times as much.
ROUND = replace(
    BUSY, pay=50_000, savings=60_000, minimum_wage=30_000, service_worth=1_000, spending=0.0, offer_raise=0.0,
    offer_cut=0.0, contribution_months=20, family_size=2,
)  # fmt: skip
LEVERS = (
    SocialContributions(),
    UnemploymentInsurance(benefit=18_000, opening_balance=2_000_000),
    Dibao(line=9_500, budget=2_400_000),  # 190 yuan for two: whoever draws the insurance lacks 10
)
TENFOLD = (
    SocialContributions(),
    UnemploymentInsurance(benefit=180_000, opening_balance=20_000_000),
    Dibao(line=95_000, budget=24_000_000),
)
MONEY = {"mean_wage", "hiring_wage"}


def test_ten_times_the_money_is_the_same_county():
    """A reform of the currency: every wage, benefit, line, budget and purse has one more nought."""
    dear = replace(ROUND, pay=500_000, savings=600_000, minimum_wage=300_000, service_worth=10_000)
    old = live(limit_plan(*LEVERS, months=24, world=ROUND), 3, persons=True)
    new = live(limit_plan(*TENFOLD, months=24, world=dear), 3, persons=True)
    assert old["programmes"]["refused_no_money"].any()
    assert metric(old, "mean_wage").any()
    factor = np.where(np.isin(old["outcomes"]["metric"], list(MONEY)), 10, 1)
    assert (old["outcomes"]["value"] * factor).tolist() == new["outcomes"]["value"].tolist()
    old["outcomes"].pop("value")
    new["outcomes"].pop("value")
    for table, columns in {
        "ledger": ["fen"],
        "balances": ["opening", "inflow", "outflow", "closing", "appropriated", "released", "committed", "refused_fen"],
        "spells": ["wage_fen"],
    }.items():
        for column in columns:
            old[table][column] = old[table][column] * 10
    assert differing(old, new) == []


# --- caps that do not bind ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["limit", "county"])
def test_a_larger_budget_that_nobody_needs_only_lies_idle(kind):
    base = limit_plan(months=18) if kind == "limit" else county_plan(months=18)
    enough, more = (with_levers(base, *LEVERS[:2], Dibao(budget=n)) for n in (10**10, 10**11))
    one, other = live(enough, 3, persons=True), live(more, 3, persons=True)
    dibao = one["programmes"]["lever"] == "dibao"
    assert one["programmes"]["paid"][dibao].any()
    assert not one["programmes"]["refused_no_money"][dibao].any()
    same = ("outcomes", "programmes", "persons", "spells", "register", "served")
    assert differing(one, other, tables=same) == []
    entries = [rows(told["ledger"], told["ledger"]["purpose"] != "dibao release") for told in (one, other)]
    assert plain(entries[0]) == plain(entries[1])
    line = ("dibao_line", "centre", "province", "county_treasury")
    others = [rows(told["balances"], ~np.isin(told["balances"]["account"], line)) for told in (one, other)]
    assert plain(others[0]) == plain(others[1])
    held = [told["balances"]["closing"][told["balances"]["account"] == "dibao_line"] for told in (one, other)]
    brought = np.repeat(np.arange(1, 7) * (10**11 - 10**10) // 4, 3)  # by the end of each month of each quarter
    assert (held[1] - held[0]).tolist() == brought.tolist()


@pytest.mark.parametrize("kind", ["limit", "county"])
def test_a_fuller_fund_that_nobody_needs_only_lies_idle(kind):
    base = limit_plan(months=18) if kind == "limit" else county_plan(months=18)
    enough, more = (
        with_levers(base, LEVERS[0], UnemploymentInsurance(opening_balance=n), LEVERS[2]) for n in (10**10, 10**11)
    )
    one, other = live(enough, 3, persons=True), live(more, 3, persons=True)
    insurance = one["programmes"]["lever"] == "unemployment_insurance"
    assert one["programmes"]["paid"][insurance].any()
    assert differing(one, other, tables=[name for name in one if name != "balances"]) == []
    account = one["balances"]["account"]
    change = other["balances"]["closing"] - one["balances"]["closing"]
    assert set(change[account == "unemployment_insurance_fund"].tolist()) == {10**11 - 10**10}
    assert set(change[account == "outside"].tolist()) == {-(10**11 - 10**10)}
    assert not change[~np.isin(account, ("outside", "unemployment_insurance_fund"))].any()


# --- caps that bind -------------------------------------------------------------------------------------------


def served_in(tables, month):
    """Return who was paid dibao in a month."""
    told = tables["served"]
    here = (told["lever"] == "dibao") & (told["start"] <= month) & (told["end"] >= month)
    return set(told["person"][here].tolist())


def queue_at(plan, seed, months=12):
    """Live until the money is first too short; return that month, the gaps in the declared order, and who was paid."""
    county = County(plan, rng=seed, persons=True)
    standing = county.standings["dibao"]
    for _ in range(months):
        county.step()
        if standing.count.refused_no_money:
            break
    fixed, month = standing.fixed.tolist(), write_month(county.month - 1)
    queue = sorted((row for row in range(len(fixed)) if fixed[row]), key=lambda row: (-fixed[row], row))
    paid = served_in(county.tables(), month)
    told = county.tables()["balances"]
    line = np.flatnonzero((told["month"] == month) & (told["account"] == "dibao_line")).item()
    in_hand = int(told["opening"][line] + told["inflow"][line])
    gaps, served = [fixed[row] for row in queue], [row in paid for row in queue]
    assert served == pay_by_hand(gaps, in_hand)
    return county.month, gaps, served


def pay_by_hand(gaps, in_hand):
    """Pay one after the other until the money is too short for whoever is next."""
    served = []
    for gap in gaps:
        in_hand -= gap
        served.append(in_hand >= 0)
    return served


@pytest.mark.parametrize("kind", ["limit", "county"])
@pytest.mark.parametrize("seed", range(4))
def test_more_money_goes_to_the_first_who_waits_in_the_declared_order(kind, seed):
    """In the first month of shortage the poorest household that less money left out is served by more."""
    base = limit_plan(months=12) if kind == "limit" else county_plan(months=12, workers=2_000)
    first, gaps, before = queue_at(with_levers(base, Dibao(budget=600_000)), seed)
    spent = [sum(gap for gap, ok in zip(gaps, before, strict=True) if ok)]
    for budget in range(640_000, 1_800_000, 80_000):
        short = with_months(with_levers(base, Dibao(budget=budget)), first - START)
        month, same_gaps, paid = queue_at(short, seed, first - START)
        assert (month, same_gaps) == (first, gaps), "until then nothing differs"
        assert all(late or not early for early, late in zip(before, paid, strict=True)), "nobody loses by more money"
        spent.append(sum(gap for gap, ok in zip(gaps, paid, strict=True) if ok))
        before = paid
    assert spent == sorted(spent)
    assert spent[0] < spent[-1]


def test_the_poorest_household_is_not_passed_over_for_two_that_cost_less():
    """The line is a queue: a family of four that needs 500 yuan holds up two persons who need 125 each."""
    world = replace(
        BUSY, seekers=3, employed=0, jobs=0, firms=1, towns=1, trades=1, vacancy_rule="fixed", vacancies=0, exit=0.0,
        order_swing=0.0, publicity=1.0, civil_affairs_fidelity=1.0, family_size=1, type_shares=(("soe", 10_000),),
    )  # fmt: skip
    served = []
    for quarter in (49_999, 50_000, 62_500):
        county = County(limit_plan(Dibao(line=12_500, budget=4 * quarter), months=1, world=world), rng=1, persons=True)
        county.workers.family_size[2] = 4
        county.step()
        served.append(served_in(county.tables(), "2003-01"))
    assert served == [set(), {2}, {2, 0}]


def test_where_all_gaps_are_equal_the_served_are_nested():
    """With equal households nobody who was served by less money is turned away by more."""
    world = replace(
        BUSY, seekers=60, employed=0, jobs=0, vacancy_rule="fixed", vacancies=0, exit=0.0, order_swing=0.0,
        publicity=1.0, civil_affairs_fidelity=1.0, family_size=2, type_shares=(("soe", 10_000),),
    )  # fmt: skip
    before = set()
    for people in (0, 1, 7, 30, 59, 60, 61):
        plan = limit_plan(Dibao(line=12_500, budget=4 * people * 25_000), months=1, world=world)
        served = served_in(live(plan, 3, persons=True), "2003-01")
        assert len(served) == min(people, 60)
        assert before <= served
        before = served
