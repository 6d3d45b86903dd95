"""The only code that moves money: whole fen, double entry, every posting with payer, payee, fund and purpose.

Levers and the economy make *claims*; `Ledger.settle` pays them in the order of their rows for as long as the
payer has money, and says who was paid. Money is held by accounts (funds, budget lines, the treasury, the
outside world) and by the purses of two tables (`workers.cash`, `employers.cash`), which nobody else writes.
Opening balances are postings from the outside world, so that all holdings always add up to zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.claims import KINDS, LEVELS, OUTSIDE, PURSES, AccountSpec, Claim
from sim.compile import kernel
from sim.declare import Flag, Int64
from sim.errors import InvariantBroken
from sim.months import month_of_year, write_month


@dataclass
class Account:
    """One account: what it holds and what went through it this month, in fen."""

    spec: AccountSpec
    cash: int = 0
    opening: int = 0
    inflow: int = 0
    outflow: int = 0
    refused: int = 0
    budget: int = 0  # a year, as last said
    appropriated: int = 0  # this calendar year
    released: int = 0  # this calendar year
    committed: int = 0  # approved this month and not yet paid for lack of money


@dataclass
class Ledger:
    """All accounts, the two purses, and this month's postings summed by class."""

    accounts: dict[str, Account]
    purses: Mapping[str, Int64]  # table -> its `cash` column, whole fen
    flows: dict[str, list[int]] = field(default_factory=dict)  # table -> opening, inflow, outflow, refused
    journal: dict[tuple[str, ...], list[int]] = field(default_factory=dict)  # class -> persons, fen

    @classmethod
    def open(cls, specs: Iterable[AccountSpec], purses: Mapping[str, Int64]) -> Ledger:
        """Open the books: every opening balance, purses included, comes from the outside world."""
        merged: dict[str, AccountSpec] = {OUTSIDE: AccountSpec(OUTSIDE, "outside", "县外", external=True)}
        for spec in specs:
            if spec.level not in LEVELS:
                raise ValueError(f"account {spec.name!r} has the unknown level {spec.level!r}")
            merged[spec.name] = merged[spec.name].merged(spec) if spec.name in merged else spec
        ledger = cls({name: Account(spec) for name, spec in merged.items()}, purses)
        for account in ledger.accounts.values():
            account.cash += account.spec.opening
            ledger.accounts[OUTSIDE].cash -= account.spec.opening
        for purse in purses.values():
            ledger.accounts[OUTSIDE].cash -= int(purse.sum())
        ledger.begin_month()
        return ledger

    def begin_month(self) -> None:
        """Start a month: what is held now is what the month opens with."""
        for account in self.accounts.values():
            account.opening, account.inflow, account.outflow, account.refused = account.cash, 0, 0, 0
            account.committed = 0
        self.flows = {name: [int(purse.sum()), 0, 0, 0] for name, purse in self.purses.items()}
        self.journal = {}

    def appropriate(self, line: str, fen: int, month: int) -> None:
        """Give a budget line its money for the calendar year; a new year starts with nothing released.

        A budget that changes within the year changes what the months from then on bring.
        """
        account = self.accounts[line]
        if month_of_year(month) == 1 or account.appropriated == 0:
            account.appropriated, account.released = fen, 0
        elif fen != account.budget:
            account.appropriated = account.released + fen * (13 - month_of_year(month)) // 12
        account.budget = fen

    def settle(self, claim: Claim) -> Flag:
        """Pay a claim row by row, in order, while the payer has money; return which rows were paid (n,)."""
        payer, payee = self._purse(claim.payer), self._purse(claim.payee)
        total = self._check(claim, payer, payee)
        paid = np.empty(claim.fen.size, np.bool_)
        if claim.kind == "cash" and payer is not None:
            moved, persons = pay_in_order(payer, claim.payer_rows, claim.fen, paid)
        else:
            moved, persons = pay_queue(self._at_hand(claim, total), claim.fen, paid)
        if claim.kind == "cash":
            self._receive(claim, payee, paid, moved)
            self._count(claim.payer, moved, total - moved)
        if moved:
            line = self.journal.setdefault(self._class_of(claim), [0, 0])
            line[0] += persons if claim.about.size or payee is not None else 0
            line[1] += moved
        return paid

    def _purse(self, end: str) -> Int64 | None:
        return self.purses.get(end)

    def _check(self, claim: Claim, payer: Int64 | None, payee: Int64 | None) -> int:
        """Refuse what could never be an honest posting; return what is owed in all."""
        ends = ((claim.payer, claim.payer_rows, payer), (claim.payee, claim.payee_rows, payee))
        for end, rows, purse in ends:
            if purse is None and end not in self.accounts:
                raise InvariantBroken(f"ledger entry {claim.entry}: there is no account {end!r}")
            if rows.size != (0 if purse is None else claim.fen.size):
                raise InvariantBroken(
                    f"ledger entry {claim.entry}: {rows.size} rows of {end} for {claim.fen.size} amounts"
                )
        least, total, *spans = survey(claim.fen, claim.payer_rows, claim.payee_rows)
        for (end, _, purse), lowest, highest in zip(ends, spans[::2], spans[1::2], strict=True):
            if purse is not None and claim.fen.size and not 0 <= lowest <= highest < purse.size:
                raise InvariantBroken(
                    f"ledger entry {claim.entry}: rows {lowest} to {highest} of {end}, of which there are {purse.size}"
                )
        if claim.about.size not in (0, claim.fen.size):
            raise InvariantBroken(
                f"ledger entry {claim.entry}: it is about {claim.about.size} people, not one an amount"
            )
        if claim.payer == claim.payee and (payer is None or (claim.payer_rows == claim.payee_rows).any()):
            raise InvariantBroken(f"ledger entry {claim.entry}: an account cannot pay itself")
        if least < 0:
            raise InvariantBroken(f"ledger entry {claim.entry}: the amount {least} fen is negative")
        if claim.kind not in KINDS:
            raise InvariantBroken(f"ledger entry {claim.entry}: the kind {claim.kind!r} is none of {', '.join(KINDS)}")
        allowed = self.accounts[claim.payer].spec.purposes if payer is None else ()
        if allowed and claim.purpose not in allowed:
            raise InvariantBroken(f"ledger entry {claim.entry}: {claim.payer} may only pay for {', '.join(allowed)}")
        return int(total)

    def _at_hand(self, claim: Claim, total: int) -> int:
        """Return what may be paid out of an account: all that is owed where no money moves or it comes from outside."""
        account = self.accounts.get(claim.payer)
        limited = claim.kind == "cash" and account is not None and not account.spec.external
        return account.cash if account is not None and limited else total

    def _receive(self, claim: Claim, payee: Int64 | None, paid: Flag, moved: int) -> None:
        """Give the paid rows to the payee: a purse, or an account."""
        if payee is not None:
            receive(payee, claim.payee_rows, claim.fen, paid)
            self.flows[claim.payee][1] += moved
            return
        account = self.accounts[claim.payee]
        account.cash += moved
        account.inflow += moved
        if account.spec.budget_line:
            account.released += moved
            if account.released > account.appropriated:
                raise InvariantBroken(
                    f"ledger entry {claim.programme}: {claim.purpose}: {account.released} fen released into "
                    f"{claim.payee}, but only {account.appropriated} appropriated this year"
                )

    def _count(self, payer: str, moved: int, refused: int) -> None:
        if payer in self.purses:
            self.flows[payer][2] += moved
            self.flows[payer][3] += refused
        else:
            account = self.accounts[payer]
            account.cash -= moved
            account.outflow += moved
            account.refused += refused
            account.committed += refused

    def _class_of(self, claim: Claim) -> tuple[str, ...]:
        """Return the posting class: programme, fund, level, kind, purpose, payer, payee."""
        if claim.payer in self.accounts:
            fund, level = claim.payer, self.accounts[claim.payer].spec.level
        else:
            fund, level = claim.payee if claim.payee in self.accounts else "market", PURSES[claim.payer]
        return (claim.programme, fund, level, claim.kind, claim.purpose, claim.payer, claim.payee)

    def trial_balance(self, month: int) -> None:
        """Check that every holder closes with opening plus inflow less outflow, and that all add up to zero."""
        when, total = write_month(month), 0
        for name, account in self.accounts.items():
            total += account.cash
            if account.cash != account.opening + account.inflow - account.outflow:
                raise InvariantBroken(
                    f"{when}: account {name} closes with {account.cash} fen, which its postings do not explain"
                )
            if account.cash < 0 and not account.spec.external:
                raise InvariantBroken(f"{when}: account {name} is overdrawn: {account.cash} fen")
        for name, purse in self.purses.items():
            opening, inflow, outflow, _ = self.flows[name]
            held = int(purse.sum())
            total += held
            if held != opening + inflow - outflow:
                raise InvariantBroken(
                    f"{when}: {name} hold {held} fen, but their postings leave {opening + inflow - outflow}"
                )
            if purse.size and int(purse.min()) < 0:
                raise InvariantBroken(f"{when}: {name} row {int(purse.argmin())} holds {int(purse.min())} fen")
        if total != 0:
            raise InvariantBroken(f"{when}: the trial balance is {total} fen, not zero")

    def balances(self) -> list[tuple[str, str, int, int, int, int, int, int, int, int]]:
        """Return a row for each holder, in the order of the columns of `balances.parquet` after `month`."""
        rows = [
            (
                name,
                a.spec.level,
                a.opening,
                a.inflow,
                a.outflow,
                a.cash,
                a.appropriated,
                a.released,
                a.committed,
                a.refused,
            )
            for name, a in self.accounts.items()
        ]
        for name, (opening, inflow, outflow, refused) in self.flows.items():
            rows.append((name, PURSES[name], opening, inflow, outflow, opening + inflow - outflow, 0, 0, 0, refused))
        return rows


@kernel
def pay_in_order(purse: Any, payer: Any, fen: Any, paid: Any) -> Any:
    """Take each amount from its payer's purse, in order; whoever has too little pays nothing of it.

    Returns what was paid, and how many of these amounts were more than nothing.
    """
    moved, persons = np.int64(0), np.int64(0)
    last = purse.size - 1
    for row in range(fen.size):
        p = np.uint64(min(max(payer[row], 0), last))  # whoever owes nothing need not exist
        paid[row] = purse[p] >= fen[row]
        amount = fen[row] if paid[row] else np.int64(0)
        purse[p] -= amount
        moved += amount
        persons += amount > 0
    return moved, persons


@kernel
def pay_queue(cash: Any, fen: Any, paid: Any) -> Any:
    """Pay amounts out of one purse: a queue, in which nobody is paid before those ahead.

    So more money never serves fewer, though a smaller amount behind the first refused one must wait. Returns what
    was paid, and how many of these amounts were more than nothing.
    """
    moved, persons, served = np.int64(0), np.int64(0), True
    for row in range(fen.size):
        served = served and moved + fen[row] <= cash
        paid[row] = served
        moved += fen[row] * served
        persons += served and fen[row] > 0
    return moved, persons


@kernel
def receive(purse: Any, payee: Any, fen: Any, paid: Any) -> None:
    """Put each paid amount into its payee's purse."""
    for row in range(fen.size):
        purse[payee[row]] += fen[row] * paid[row]


@kernel
def survey(fen: Any, payer: Any, payee: Any) -> Any:
    """Return the least amount (0 at most) and the total, then the lowest and highest row of payers and of payees.

    Row 0 is always among them, and whoever pays nothing is not; either list of rows may be empty.
    """
    least, total = np.int64(0), np.int64(0)
    for i in range(fen.size):
        least, total = min(least, fen[i]), total + fen[i]
    first_payer, last_payer, first_payee, last_payee = np.int64(0), np.int64(0), np.int64(0), np.int64(0)
    for i in range(payer.size):
        row = payer[i] if fen[i] != 0 else np.int64(0)
        first_payer, last_payer = min(first_payer, row), max(last_payer, row)
    for i in range(payee.size):
        first_payee, last_payee = min(first_payee, payee[i]), max(last_payee, payee[i])
    return least, total, first_payer, last_payer, first_payee, last_payee
