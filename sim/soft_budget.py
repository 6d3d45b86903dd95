"""Money of state enterprises: who covers their losses, in which order, and what they stay owing.

Suppliers are not in the model. Wages come first from what was sold, then from banks as long as debt may grow, then
from the county treasury in part; what is still missing is withheld from everybody alike and recorded as arrears.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.claims import OUTSIDE, AccountSpec, Claim
from sim.codes import Condition
from sim.declare import Flag, Int64
from sim.kernels.jobs import add_up_pay, staff_of
from sim.ledger import pay_in_order
from sim.world import Behaviour

BANK = AccountSpec("bank", level="bank", term="银行", external=True)


class Withheld(NamedTuple):
    """What some people are not paid of their wages this month: rows of workers (ascending), fen."""

    who: Int64
    fen: Int64


def can_pay(employers: Employers, employer: Int64, fen: Int64) -> Flag:
    """Tell which of some amounts (n,), taken in order, the employers have money for."""
    paid = np.zeros(fen.size, np.bool_)
    pay_in_order(employers.cash.copy(), employer, fen, paid)
    return paid


def draw_up_payroll(workers: Workers, employers: Employers, world: Behaviour) -> Int64:
    """Return what everybody owes in wages this month (employers,): full pay at the works, a part of it at home."""
    bills, home = np.zeros((2, 1 + employers.size), np.int64)
    add_up_pay(workers.employer, workers.wage, workers.at_home, world.home_pay, bills, home)
    employers.count_sent_home(home[1:])
    return bills[1:]


def rescue(employers: Employers, bills: Int64, world: Behaviour) -> Iterator[Claim]:
    """Banks lend what is missing for wages while debt is below its limit; the treasury pays a part of the rest."""
    state = np.flatnonzero(employers.soft_budget)
    if not state.size:
        return
    missing = np.maximum(bills[state] - employers.cash[state], 0)
    limit = np.floor(world.credit_limit * employers.assets[state]).astype(np.int64)
    loan = np.minimum(missing, np.maximum(limit - employers.debt[state], 0))
    employers.borrow(state, loan)
    if loan.any():
        yield Claim.make("economy", "loans to state enterprises", "bank", "employers", loan, payee_rows=state)
    subsidy = np.floor(world.treasury_cover * (missing - loan)).astype(np.int64)
    if subsidy.any():
        yield Claim.make("economy", "subsidy for losses", "county_treasury", "employers", subsidy, payee_rows=state)


def withhold(workers: Workers, employers: Employers, bills: Int64, world: Behaviour) -> Withheld:
    """Where money is still short everybody goes without the same share of what is due, and is owed it."""
    state = np.flatnonzero(employers.soft_budget)
    if not state.size:
        return Withheld(state, state)
    short = employers.soft_budget & (employers.cash < bills)
    employers.note_wages(state, short[state])
    who = staff_of(workers.employer, employers.soft_budget)
    who = who[(short[workers.employer[who]] | workers.at_home[who]) & (workers.wage[who] > 0)]
    wage, employer = workers.wage[who], workers.employer[who].astype(np.int64)
    due = np.where(workers.at_home[who], np.floor(wage * world.home_pay).astype(np.int64), wage)
    owed = np.where(short[employer], due - due * employers.cash[employer] // np.maximum(bills[employer], 1), 0)
    workers.owe("wages_owed", who, owed, employer)
    return Withheld(who, wage - due + owed)


def old_debts(workers: Workers, employers: Employers, world: Behaviour) -> Iterator[Claim]:
    """After wages: the bankrupt are sold up, arrears of wages are paid, then interest, then what retirees are given."""
    if not employers.soft_budget.any():
        return
    yield from _sell_up(employers, world)
    who = np.flatnonzero(workers.owed_by >= 0)
    who = who[workers.wages_owed[who] > 0]
    debtor, fen = workers.owed_by[who].astype(np.int64), workers.wages_owed[who]
    paid = can_pay(employers, debtor, fen)
    who, debtor, fen = who[paid], debtor[paid], fen[paid]
    workers.receive_debt("wages_owed", who, fen)
    yield Claim.make(
        "economy", "arrears of wages", "employers", "workers", fen, payer_rows=debtor, payee_rows=who, about=who
    )
    state = np.flatnonzero(employers.soft_budget & (employers.condition != int(Condition.BANKRUPT)))
    interest = np.floor(employers.debt[state] * (world.interest / 12)).astype(np.int64)
    pays = can_pay(employers, state, interest)
    employers.borrow(state[~pays], interest[~pays])
    if interest.any():
        for some, purpose, kind in ((pays, "interest", "cash"), (~pays, "interest added to debts", "contingent")):
            yield Claim.make("economy", purpose, "employers", "bank", interest[some], payer_rows=state[some], kind=kind)
    gifts = employers.retirees[state] * np.int64(world.retiree_cost)
    yield Claim.make("economy", "retirees of enterprises", "employers", OUTSIDE, gifts, payer_rows=state)


def repay(workers: Workers, employers: Employers, reserve: Int64) -> Iterator[Claim]:
    """What is left beyond a reserve goes to the banks; who owes people or plans layoffs keeps it for that."""
    state = np.flatnonzero(employers.soft_budget)
    if not state.size:
        return
    employers.note_debtors(workers.owed_by[workers.owed_by >= 0].astype(np.int64))
    back = state[(employers.debt[state] > 0) & ~employers.saves()[state]]
    fen = np.minimum(np.maximum(employers.cash[back] - reserve[back], 0), employers.debt[back])
    employers.repay(back, fen)
    if fen.any():
        yield Claim.make("economy", "loans paid back", "employers", "bank", fen, payer_rows=back)


def _sell_up(employers: Employers, world: Behaviour) -> Iterator[Claim]:
    """A bankrupt enterprise is sold in its first month; what arrears and severance leave of it is its banks' next.

    What even these leave is the state's.
    """
    bankrupt = np.flatnonzero(employers.condition == int(Condition.BANKRUPT))
    late = bankrupt[
        (employers.assets[bankrupt] == 0) & ((employers.debt[bankrupt] > 0) | (employers.cash[bankrupt] > 0))
    ]
    if late.size:
        yield from last_payment(employers, late, "bankruptcy")
        left = employers.cash[late]
        yield Claim.make("economy", "left of the bankrupt", "employers", "county_treasury", left, payer_rows=late)
    employers.write_off(late)
    now = bankrupt[employers.assets[bankrupt] > 0]
    proceeds = np.floor(world.recovery * employers.assets[now]).astype(np.int64)
    employers.sell_up(now)
    yield Claim.make("economy", "sale of assets", OUTSIDE, "employers", proceeds, payee_rows=now)


def last_payment(employers: Employers, rows: Int64, purpose: str) -> Iterator[Claim]:
    """Employers that close pay banks what they can; the rest is the banks' loss, which moves no cash."""
    paid = np.minimum(employers.debt[rows], employers.cash[rows])
    lost = employers.debt[rows] - paid
    yield Claim.make("economy", purpose, "employers", "bank", paid, payer_rows=rows)
    yield Claim.make("economy", "loans written off", "bank", "employers", lost, payee_rows=rows, kind="contingent")
