"""Micro-loans: banks and the guarantee fund screen applications, loans are paid out, repaid, called and made good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.agents.lenders import Lenders
from sim.agents.workers import Workers
from sim.benefits import Desk
from sim.claims import OUTSIDE, Claim
from sim.codes import LoanState
from sim.declare import Flag, Int64
from sim.exact import lognormal
from sim.kernels.jobs import choose_layoffs
from sim.luck import Luck, Purpose
from sim.money import to_fen
from sim.months import month_of_year
from sim.policies.micro_loans import COULD_OPEN, FUND, INTEREST, MicroLoans
from sim.policies.policy import Lever, LoanTerms
from sim.schedules import SCHEDULES, interest_by, left_after
from sim.world import Behaviour, LimitWorld

NAME = MicroLoans.name


class Granted(NamedTuple):
    """Loans that were granted this month and are to be paid out (n,)."""

    who: Int64
    fen: Int64
    bank: Int64
    counter: Flag
    terms: LoanTerms | None


NOTHING = np.zeros(0, np.int64)
NOBODY = Granted(NOTHING, NOTHING, NOTHING, np.zeros(0, np.bool_), None)


def handling_costs(world: Behaviour) -> Int64:
    """Return what each bank spends on a loan (banks,): evenly spread quantiles around the middle."""
    place = (np.arange(world.banks) + 0.5) / world.banks
    return to_fen(lognormal(place, float(world.handling), world.handling_spread))


def screen_loans(desk: Desk, levers: Sequence[Lever], lenders: Lenders) -> Granted:
    """Whose application was approved looks for a guarantor and a bank; the fund guarantees as far as it may."""
    for lever in levers:
        terms = lever.loan_terms(desk.now(lever, desk.look()))
        if terms is not None and terms.who.size:
            granted = _screen(desk, terms, lenders)
            desk.standings[lever.name].wait(terms.who.size - granted.who.size, 0)
            return granted
    return NOBODY


def _screen(desk: Desk, terms: LoanTerms, lenders: Lenders) -> Granted:
    always, world = Luck(desk.luck.seed), desk.world
    must = always.draws(Purpose.COUNTER_GUARANTEE, terms.who) < terms.counter_guarantee
    backed = always.draws(Purpose.GUARANTOR, terms.who) < world.guarantors
    bank = np.floor(desk.luck.draws(Purpose.BANK_DOOR, terms.who) * lenders.banks.size).astype(np.int64)
    lends = (backed | ~must) & is_worth_it(lenders, bank, terms, world) & ~stopped(lenders, terms, world)[bank]
    chosen = np.flatnonzero(lends)
    if world.bank_quota:
        quota = np.full(lenders.banks.size, world.bank_quota)
        chosen = chosen[choose_layoffs(chosen, bank, quota)]
    chosen = chosen[np.cumsum(terms.fen[chosen]) <= room_of(desk, terms, lenders)]
    return Granted(terms.who[chosen], terms.fen[chosen], bank[chosen], (backed & must)[chosen], terms)


def room_of(desk: Desk, terms: LoanTerms, lenders: Lenders) -> int:
    """Return what the fund may still guarantee: a multiple of what it holds, less what is outstanding."""
    loans = lenders.loans
    open_ones = np.concatenate([loans.in_state(LoanState.RUNNING), loans.in_state(LoanState.CALLED)])
    return int(terms.leverage * desk.ledger.accounts[FUND].cash) - int(loans.balance[open_ones].sum())


def stopped(lenders: Lenders, terms: LoanTerms, world: Behaviour) -> Flag:
    """Tell which banks do not lend (banks,): too many bad loans, or the state's interest stays away too long."""
    loans, banks = lenders
    running, called = loans.in_state(LoanState.RUNNING), loans.in_state(LoanState.CALLED)
    good = np.bincount(loans.bank[running], loans.balance[running].astype(np.float64), banks.size)
    bad = np.bincount(loans.bank[called], loans.balance[called].astype(np.float64), banks.size)
    halted = (bad > 0.0) & (bad >= terms.stop_rate * (good + bad))
    waits = banks.unpaid_months > world.bank_patience
    return halted | (waits & (world.bank_patience > 0))


def is_worth_it(lenders: Lenders, bank: Int64, terms: LoanTerms, world: Behaviour) -> Flag:
    """Tell for which applications the bank expects to gain: interest less funding, handling and its share of loss.

    A bank believes in defaults what it feared, and what it has seen the more loans it has granted.
    """
    banks, months = lenders.banks, np.full(bank.size, terms.months)
    rate = np.full(bank.size, terms.rate / 12)
    interest = interest_by(terms.fen, rate, months, months, terms.schedule).astype(np.float64)
    funding = interest * (world.funding / terms.rate) if terms.rate else np.zeros(bank.size)
    seen = banks.granted + world.default_memory
    feared = (world.default_feared * world.default_memory + banks.bad) / seen
    loss = feared[bank] * (1.0 - terms.cover) * terms.fen
    return interest - funding - banks.handling[bank] - loss >= 0.0


def pay_out(desk: Desk, granted: Granted, lenders: Lenders) -> Int64:
    """Pay loans out to whoever still wants to open a shop; return the borrowers."""
    workers, terms, month = desk.workers, granted.terms, desk.luck.month
    if terms is None:
        return NOTHING
    still = COULD_OPEN[workers.activity[granted.who]] & (workers.spell_start[granted.who] < month)
    who, fen, bank = granted.who[still], granted.fen[still], granted.bank[still]
    counter = granted.counter[still]
    lenders.loans.grant(
        who, bank, fen, counter, month, months=terms.months, rate=terms.rate, cover=terms.cover,
        subsidy=terms.subsidy, schedule=SCHEDULES.index(terms.schedule),
    )  # fmt: skip
    workers.borrow(who, lenders.loans.size - who.size + np.arange(who.size))
    lenders.banks.lend(bank)
    desk.ledger.settle(Claim.to_workers(NAME, "loans", "bank", who, fen))
    guaranteed = np.floor(fen * terms.cover).astype(np.int64)
    desk.ledger.settle(Claim.make(NAME, "guarantees given", FUND, "bank", guaranteed, kind="contingent"))
    desk.standings[NAME].pay(who.size, 0)
    if workers.history is not None:
        workers.history.serve(MicroLoans.number, month, who)
    return who


def service_loans(desk: Desk, levers: Sequence[Lever], lenders: Lenders) -> None:
    """Borrowers pay their instalments, the state its interest; bad loans are called, made good, partly recovered."""
    loans, month = lenders.loans, desk.luck.month
    rows = loans.running(month)
    if rows.size:
        _collect(desk, rows, lenders)
    late = rows[loans.arrears[rows] >= desk.world.arrears_patience]
    loans.call(late, np.floor(loans.balance[late] * loans.cover[late]).astype(np.int64), month)
    lenders.banks.suffer(loans.bank[late].astype(np.int64))
    terms = [lever.payout_cap for lever in levers if isinstance(lever, MicroLoans)]
    _make_good(desk, lenders, terms[0] if terms else 0.0)


def _collect(desk: Desk, rows: Int64, lenders: Lenders) -> None:
    """Instalments fall due: principal, and the part of the interest that the state does not pay."""
    loans, banks = lenders
    rate, months, paid = loans.rate[rows] / 12, loans.months[rows].astype(np.int64), loans.paid[rows].astype(np.int64)
    left, interest = np.zeros(rows.size, np.int64), np.zeros(rows.size, np.int64)
    for code, schedule in enumerate(SCHEDULES):
        some = np.flatnonzero(loans.schedule[rows] == code)
        terms = loans.principal[rows[some]], rate[some], months[some]
        np.put(left, some, left_after(*terms, paid[some] + 1, schedule))
        before = interest_by(*terms, paid[some], schedule)
        np.put(interest, some, interest_by(*terms, paid[some] + 1, schedule) - before)
    state = to_fen(interest * loans.subsidy[rows])
    due = loans.balance[rows] - left + interest - state
    borrower = loans.borrower[rows].astype(np.int64)
    willing = np.flatnonzero(~_walks_away(desk, rows))
    claim = Claim.from_workers(NAME, "instalments", "bank", borrower[willing], due[willing])
    pays = np.zeros(rows.size, np.bool_)
    np.put(pays, willing, desk.ledger.settle(claim))
    loans.take(rows, pays, left)
    owed = np.bincount(loans.bank[rows[pays]], state[pays].astype(np.float64), banks.size).astype(np.int64)
    asked = banks.subsidy_owed + owed
    before = np.cumsum(asked) - asked
    sent = np.maximum(np.minimum(asked, desk.ledger.accounts[INTEREST].cash - before), 0)
    desk.ledger.settle(Claim.make(NAME, "interest subsidy", INTEREST, "bank", sent))
    banks.await_subsidy(owed, sent)


def _walks_away(desk: Desk, rows: Int64) -> Flag:
    """Tell who pays nothing though there is money: nobody but in a limit world that says so."""
    chance = desk.world.loan_default if isinstance(desk.world, LimitWorld) else 0.0
    return Luck(desk.luck.seed).draws(Purpose.LOAN_DEFAULT, rows) < chance


def _make_good(desk: Desk, lenders: Lenders, payout_cap: float) -> None:
    """The fund pays for called loans, the oldest first, within its money and the year's cap; guarantors give back."""
    loans, month, fund = lenders.loans, desk.luck.month, desk.ledger.accounts.get(FUND)
    called = loans.in_state(LoanState.CALLED)
    if called.size and fund is not None:
        called = called[np.argsort(loans.defaulted[called], kind="stable")]
        if payout_cap:
            this_year = loans.made_good > month - month_of_year(month)
            spent = int(loans.claim[this_year].sum())
            room = int((fund.cash + spent) * payout_cap) - spent
            called = called[np.cumsum(loans.claim[called]) <= room]
        paid = desk.ledger.settle(Claim.make(NAME, "guarantees paid", FUND, "bank", loans.claim[called]))
        loans.compensate(called[paid], month)
    back = np.flatnonzero(loans.counter & (loans.made_good == month - 12) & (loans.made_good > 0))
    if back.size:
        fen = np.floor(loans.claim[back] * desk.world.guarantor_pays).astype(np.int64)
        desk.ledger.settle(Claim.make(NAME, "guarantors pay", OUTSIDE, FUND, fen))


def forget_ideas(workers: Workers, month: int, lasts: int) -> None:
    """Whoever found no money for a shop thinks of it for some months only."""
    old = np.flatnonzero((workers.idea_lacks > 0) & (workers.idea_month <= month - lasts))
    workers.drop_idea(old)
