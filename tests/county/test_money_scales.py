"""What must follow when only the money changes: its unit, a cap that does not bind, a cap that does."""

from dataclasses import replace

import numpy as np
import pytest

from sim.county import live
from sim.policies.dibao import Dibao
from sim.policies.social_contributions import SocialContributions
from sim.policies.unemployment_insurance import UnemploymentInsurance
from tests.county.worlds import BUSY, county_plan, differing, limit_plan, metric, plain, rows, with_levers

# Whole yuan and no change of offers: no rounding anywhere, so that ten times as much is exactly ten times as much.
ROUND = replace(
    BUSY, pay=50_000, savings=60_000, minimum_wage=30_000, service_worth=1_000, spending=0.0, offer_raise=0.0,
    offer_cut=0.0, contribution_months=20,
)  # fmt: skip
LEVERS = (
    SocialContributions(),
    UnemploymentInsurance(benefit=18_000, opening_balance=2_000_000),
    Dibao(line=12_500, budget=2_400_000),
)
TENFOLD = (
    SocialContributions(),
    UnemploymentInsurance(benefit=180_000, opening_balance=20_000_000),
    Dibao(line=125_000, budget=24_000_000),
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


@pytest.mark.parametrize("kind", ["limit", "county"])
@pytest.mark.parametrize("seed", range(4))
def test_in_the_first_month_of_shortage_more_money_serves_more(kind, seed):
    """Until then nothing differs; in that month a larger budget pays at least as many people and at least as much."""
    base = limit_plan(months=12) if kind == "limit" else county_plan(months=12, workers=2_000)
    plans = [with_levers(base, Dibao(budget=n)) for n in range(800_000, 2_400_001, 200_000)]
    lived = [live(plan, seed, persons=True) for plan in plans]
    least = lived[0]["programmes"]
    first = least["month"][least["refused_no_money"] > 0].min()
    index = least["month"].tolist().index(first)
    numbers = [len(served_in(told, first)) for told in lived]
    assert numbers == [int(told["programmes"]["paid"][index]) for told in lived]
    assert numbers == sorted(numbers)
    spent = [paid_by_line(told, first) for told in lived]
    assert spent == sorted(spent)
    assert spent[0] < spent[-1]
    for told in lived:
        line = rows(told["balances"], told["balances"]["account"] == "dibao_line")
        assert (line["closing"] >= 0).all()
    for told in lived[1:]:
        before = [rows(t["outcomes"], t["outcomes"]["month"] < first) for t in (lived[0], told)]
        assert plain(before[0]) == plain(before[1])


def paid_by_line(tables, month):
    told = tables["ledger"]
    return int(told["fen"][(told["month"] == month) & (told["purpose"] == "dibao supplement")].sum())


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
