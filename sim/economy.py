"""What employers sell, owe, borrow and keep in the ordinary course of a month, levers apart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.claims import OUTSIDE, Claim
from sim.codes import Activity
from sim.declare import Int64
from sim.money import to_fen
from sim.soft_budget import Withheld
from sim.world import Behaviour

RESERVE_MONTHS = 2  # wages that an employer keeps in hand before its owner takes more than a living


def trade(employers: Employers, bills: Int64, world: Behaviour, payroll_rate: float) -> None:
    """Everybody sells what those at work make and customers want, and reckons what is left after costs and pay."""
    busy = employers.at_the_works().astype(np.float64)
    if world.demand_shared:
        busy = np.minimum(busy, employers.orders)
    sales = np.floor(busy * employers.output_per_head).astype(np.int64)
    insured = employers.insures * employers.reported_base.astype(np.float64)
    costs = fixed_costs(employers, world) + to_fen(bills * (payroll_rate * insured))
    employers.do_business(sales, bills, sales - costs - bills)


def fixed_costs(employers: Employers, world: Behaviour) -> Int64:
    """Return rent and the like (employers,), owed whether anything is sold or not; the state's own pay none."""
    places = np.where(employers.soft_budget, 0, employers.staff)
    return to_fen(world.rent * (places * employers.output_per_head))


def sales(employers: Employers, world: Behaviour) -> Iterator[Claim]:
    """Employers are paid for what they sold, pay what is fixed, and borrow where that does not cover the wages."""
    yield Claim.make("economy", "sales", OUTSIDE, "employers", employers.sales, payee_rows=employers.rows)
    if world.rent:
        fixed = np.minimum(fixed_costs(employers, world), employers.cash)
        yield Claim.make("economy", "rent and supplies", "employers", OUTSIDE, fixed, payer_rows=employers.rows)
    if world.wage_credit:
        yield from _borrow(employers, world)
    employers.note_lean(employers.cash < employers.wage_bill)


def _borrow(employers: Employers, world: Behaviour) -> Iterator[Claim]:
    """Small employers that cannot pay this month's wages ask the bank, which lends up to a part of their sales."""
    small = ~employers.soft_budget
    debtors = np.flatnonzero(small & (employers.debt > 0))
    interest = np.minimum(to_fen(employers.debt[debtors] * (world.credit_rate / 12)), employers.cash[debtors])
    yield Claim.make("economy", "interest", "employers", "bank", interest, payer_rows=debtors)
    room = np.maximum(to_fen(world.wage_credit * employers.sales) - employers.debt, 0)
    loan = np.minimum(np.maximum(employers.wage_bill - employers.cash, 0), room)
    short = np.flatnonzero(small & (loan > 0))
    employers.borrow(short, loan[short])
    yield Claim.make("economy", "loans to pay wages", "bank", "employers", loan[short], payee_rows=short)


def earnings(workers: Workers, withheld: Withheld) -> Iterator[Claim]:
    """Employers pay wages, less what is withheld; the other members of each household bring home what they earn."""
    everybody = workers.rows  # whoever is owed nothing costs less than a list of the others
    pay = workers.wage
    if withheld.who.size:
        pay = pay.copy()
        pay[withheld.who] -= withheld.fen
    yield Claim.make(
        "economy",
        "wages",
        "employers",
        "workers",
        pay,
        payer_rows=workers.employer,
        payee_rows=everybody,
        about=everybody,
    )
    yield Claim.make(
        "economy",
        "family income",
        OUTSIDE,
        "workers",
        workers.family_income * (workers.activity != int(Activity.NOT_ARRIVED)),
        payee_rows=everybody,
        about=everybody,
    )


def reserve_of(employers: Employers) -> Int64:
    """Return what each employer keeps in hand for wages (employers,)."""
    reserve: Int64 = RESERVE_MONTHS * employers.staff * employers.wage_offer
    return reserve


def profits(employers: Employers, world: Behaviour) -> Iterator[Claim]:
    """Small employers repay; then owners take a living, and all that was earned once the reserve is full."""
    reserve = reserve_of(employers)
    repaid = np.minimum(employers.debt, np.maximum(employers.cash - reserve, 0))
    debtors = np.flatnonzero(~employers.soft_budget & (repaid > 0))
    if debtors.size:
        employers.borrow(debtors, -repaid[debtors])
        yield Claim.make("economy", "debts repaid", "employers", "bank", repaid[debtors], payer_rows=debtors)
    owned = employers.owner >= 0
    living = np.where(owned, to_fen(world.owner_keeps * employers.wage_offer), 0)
    earned = np.where(employers.cash > reserve, np.maximum(employers.profit, living), living)
    employers.note_lean(owned & (employers.cash < living))
    taken = np.minimum(earned, employers.cash)
    taken[employers.saves()] = 0
    yield from _pay_relatives_back(employers, taken, world)
    shops = np.flatnonzero(owned & (taken > 0))
    owners = employers.owner[shops]
    yield Claim.make(
        "economy",
        "owner's income",
        "employers",
        "workers",
        taken[shops],
        payer_rows=shops,
        payee_rows=owners,
        about=owners,
    )
    firms = np.flatnonzero(~owned & (taken > 0))
    yield Claim.make("economy", "profits", "employers", OUTSIDE, taken[firms], payer_rows=firms)


def _pay_relatives_back(employers: Employers, taken: Int64, world: Behaviour) -> Iterator[Claim]:
    """Out of what owners would take (employers,), a share goes to relatives who helped; `taken` is less by that."""
    helped = np.flatnonzero((employers.relatives_gave > 0) & (taken > 0))
    share = np.floor(world.relatives_repaid * taken[helped]).astype(np.int64)
    back = np.minimum(share, employers.relatives_gave[helped])
    if not back.any():
        return
    taken[helped] -= back
    employers.owe_relatives(helped, -back)
    yield Claim.make("economy", "relatives paid back", "employers", OUTSIDE, back, payer_rows=helped)
