"""Micro-loans and the banks that grant them. One row a loan, one row a bank; the guarantee fund is an account."""

from __future__ import annotations

from typing import NamedTuple

import mesa
import numpy as np

from sim.agents.population import Population
from sim.codes import LoanState
from sim.declare import NOBODY, Flag, Int8, Int16, Int32, Int64, Real, column


class Loans(Population):
    """Every loan ever granted. A loan is a row for ever."""

    borrower: Int32 = column("row of workers", "who owes it", NOBODY)
    bank: Int32 = column("row of banks", "who lent it", NOBODY)
    began: Int32 = column("month", "month in which it was paid out")
    principal: Int64 = column("fen", "what was lent")
    balance: Int64 = column("fen", "what is left of it")
    months: Int16 = column("months", "for how many months it was lent")
    rate: Real = column("share/year", "interest")
    subsidy: Real = column("share", "of the interest, what the state pays")
    schedule: Int8 = column("code", "how it is repaid: equal instalments, equal principal, all at the end")
    cover: Real = column("share", "of the balance, what the guarantee fund answers for")
    counter: Flag = column("yes/no", "somebody stands behind the borrower (反担保)")
    paid: Int16 = column("months", "instalments paid")
    arrears: Int16 = column("months", "instalments missed in a row")
    state: Int8 = column("code", "what has become of it", LoanState.RUNNING, codes=LoanState)
    defaulted: Int32 = column("month", "month in which the bank called the guarantee; 0: never")
    claim: Int64 = column("fen", "what the bank asked of the guarantee fund")
    made_good: Int32 = column("month", "month in which the fund paid; 0: never")

    def grant(self, borrower: Int64, bank: Int64, fen: Int64, counter: Flag, month: int, **terms: float) -> None:
        """Open a loan for each of some borrowers (n,) on the terms of the month."""
        first = self.size
        self.add_rows(borrower.size)
        self.borrower[first:], self.bank[first:], self.began[first:] = borrower, bank, month
        self.principal[first:], self.balance[first:], self.counter[first:] = fen, fen, counter
        for name, value in terms.items():
            getattr(self, name)[first:] = value

    def running(self, month: int) -> Int64:
        """Return the rows of loans of which an instalment is due: the first a month after they were paid out."""
        return np.flatnonzero((self.state == np.int8(LoanState.RUNNING)) & (self.began < month))

    def in_state(self, state: LoanState) -> Int64:
        """Return the rows of loans of which this has become."""
        return np.flatnonzero(self.state == np.int8(state))

    def take(self, rows: Int64, paid: Flag, left: Int64) -> None:
        """Instalments of some loans were paid or missed; `left` (n,) is the balance after them."""
        good, bad = rows[paid], rows[~paid]
        self.paid[good] += 1
        self.arrears[good] = 0
        self.arrears[bad] += 1
        self.balance[good] = left[paid]
        self.state[good[left[paid] == 0]] = LoanState.REPAID

    def call(self, rows: Int64, claim: Int64, month: int) -> None:
        """Banks call the guarantee of some loans."""
        self.state[rows], self.claim[rows], self.defaulted[rows] = LoanState.CALLED, claim, month

    def compensate(self, rows: Int64, month: int) -> None:
        """The fund has paid for some loans; what it does not cover is the bank's loss."""
        self.state[rows], self.balance[rows], self.made_good[rows] = LoanState.COMPENSATED, 0, month


class Banks(Population):
    """The banks of the county that grant micro-loans."""

    handling: Int64 = column("fen", "what it spends on a loan, whatever its size")
    granted: Int32 = column("loans", "granted so far")
    bad: Int32 = column("loans", "of these, called so far")
    subsidy_owed: Int64 = column("fen", "interest subsidy that the state has not paid yet")
    unpaid_months: Int16 = column("months", "months in a row in which something of it stayed unpaid")

    def lend(self, bank: Int64) -> None:
        """Count loans; each entry is the bank of one."""
        self.granted += np.bincount(bank, minlength=self.size).astype(np.int32)

    def suffer(self, bank: Int64) -> None:
        """Count loans that were called; each entry is the bank of one."""
        self.bad += np.bincount(bank, minlength=self.size).astype(np.int32)

    def await_subsidy(self, due: Int64, received: Int64) -> None:
        """Note what interest subsidy fell due and came in this month (banks,)."""
        self.subsidy_owed += due - received
        self.unpaid_months[:] = np.where(self.subsidy_owed > 0, self.unpaid_months + 1, 0)


class Lenders(NamedTuple):
    """All loans and all banks."""

    loans: Loans
    banks: Banks


def found_lenders(model: mesa.Model, handling: Int64) -> Lenders:
    """Open the banks; no loan is granted yet."""
    banks = Banks(model, handling.size)
    banks.handling[:] = handling
    return Lenders(Loans(model, 0), banks)
