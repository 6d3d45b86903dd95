"""The guarantee fund as a balance sheet (A14), and banks that stop and start again, in a town that only borrows."""

from dataclasses import replace
from math import comb, sqrt

import numpy as np
import pytest

from sim.county import County
from sim.declare import Dated
from sim.months import read_month
from sim.plan import Horizon, Plan
from sim.policies.micro_loans import MicroLoans
from sim.world import LimitWorld

START = read_month("2003-01")
FUND, LOAN = 100_000_000, 2_000_000  # fen: F = 1 million yuan, B = 20,000 yuan
ONCE = Dated(((0, 4 * FUND), (START + 1, 0)))  # a quarter of the year's capital is F, and no more comes
LEVER = MicroLoans(
    capital=ONCE, leverage=5.0, cover=0.8, payout_cap=0.0, stop_rate=1.0, schedule="bullet", counter_guarantee=0.0,
    interest_budget=10**9,
)  # fmt: skip
WORLD = LimitWorld(seekers=300, firms=1, vacancies=0, applications=0.0, spending=0.0, arrears_patience=1, idea_lasts=60)


def town(lever=LEVER, seed=1, months=12, **world):
    """Everybody holds the certificate, and would open a shop for which they lack exactly one loan."""
    county = County(Plan("loans", replace(WORLD, **world), (lever,), (), Horizon(START, months, 0, START)), rng=seed)
    dream(county)
    return county


def dream(county):
    w = county.workers
    amount = np.full(w.size, LOAN)
    w.certify(w.rows, START - 1)
    w.dream(w.rows, np.zeros(w.size, np.int64), amount, amount, np.full(w.size, 10_000), START)


def live(county, months):
    for _ in range(months):
        county.step()
    return county


def fund(county):
    return county.ledger.accounts["guarantee_fund"].cash


def test_no_more_is_lent_than_the_fund_may_guarantee():
    for leverage in (1.0, 3.0, 5.0):
        county = live(town(replace(LEVER, leverage=leverage)), 2)
        assert county.lenders.loans.size == leverage * FUND // LOAN
        assert fund(county) == FUND


def binomial(n, p, k):
    return comb(n, k) * p**k * (1 - p) ** (n - k)


@pytest.mark.parametrize("p", [0.05, 0.25])
def test_losses_and_ruin_are_those_of_the_closed_form(p):
    n, claim, replicates = int(5 * FUND // LOAN), int(0.8 * LOAN), 60
    called, ruined = [], 0
    for seed in range(replicates):
        county = live(town(seed=seed, months=4, loan_default=p), 3)
        loans = county.lenders.loans
        assert loans.size == n
        bad = int((loans.defaulted > 0).sum())
        paid = int((loans.made_good > 0).sum())
        assert paid == min(bad, FUND // claim)
        assert fund(county) == FUND - claim * paid
        called.append(bad)
        ruined += bad * claim > FUND
    error = sqrt(n * p * (1 - p) / replicates)
    assert abs(np.mean(called) - n * p) < 4 * error
    ruin = sum(binomial(n, p, k) for k in range(FUND // claim + 1, n + 1))
    assert abs(ruined / replicates - ruin) <= 4 * sqrt(ruin * (1 - ruin) / replicates)


def test_the_fund_pays_out_a_fifth_a_year_at_most():
    county = live(town(replace(LEVER, payout_cap=0.2), loan_default=1.0, months=16), 3)
    claim = int(0.8 * LOAN)
    assert int((county.lenders.loans.made_good > 0).sum()) == FUND // 5 // claim
    live(county, 9)
    assert int((county.lenders.loans.made_good > 0).sum()) == FUND // 5 // claim
    live(county, 1)  # January: a fifth of what is left
    left = FUND - FUND // 5 // claim * claim
    assert int((county.lenders.loans.made_good > START + 11).sum()) == left // 5 // claim


def test_a_bank_with_bad_loans_stops_until_they_are_made_good():
    """Two months of ten loans each; all are called; the fund may pay nothing for them, then everything."""
    lever = replace(LEVER, stop_rate=0.2, payout_cap=1e-9)
    county = live(town(lever, bank_quota=10, loan_default=1.0), 3)
    assert county.lenders.loans.size == 20
    live(county, 2)
    assert county.lenders.loans.size == 20
    county.plan = replace(county.plan, levers=(replace(lever, payout_cap=0.0),))
    live(county, 2)
    assert county.lenders.loans.size == 30  # made good in the first month, lent again in the second


def test_interest_in_arrears_halts_lending_and_paying_it_starts_it_again():
    poor = replace(LEVER, interest_budget=0)
    county = live(town(poor, bank_quota=10, bank_patience=2, months=24), 8)
    stopped_at = county.lenders.loans.size
    live(county, 2)
    assert county.lenders.loans.size == stopped_at == 40  # February to May: in June a third month is owed
    assert county.lenders.banks.subsidy_owed[0] > 0
    county.plan = replace(county.plan, levers=(replace(LEVER, interest_budget=10**9),))
    live(county, 5)
    assert county.lenders.banks.subsidy_owed[0] == 0
    assert county.lenders.loans.size > stopped_at


def test_a_small_loan_is_not_worth_the_handling():
    """Interest on 20,000 yuan for two years, all at the end: 2,196 yuan at 5.49%."""
    for handling, loans in ((219_600, 250), (219_601, 0)):
        assert live(town(handling=handling), 2).lenders.loans.size == loans


def test_whoever_knows_nobody_gets_nothing_and_guarantors_give_back():
    strict = replace(LEVER, counter_guarantee=1.0)
    assert live(town(strict, guarantors=0.0), 3).lenders.loans.size == 0
    county = live(town(strict, guarantors=1.0, guarantor_pays=0.25, loan_default=1.0, months=24), 14)
    paid = int((county.lenders.loans.made_good == START + 2).sum()) * int(0.8 * LOAN)
    before = fund(county)
    live(county, 1)
    assert fund(county) - before == paid // 4
