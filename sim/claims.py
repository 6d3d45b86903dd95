"""What levers and the economy hand to the ledger: accounts that they need, and claims that somebody owes.

Nothing here moves money, and nothing heavy is imported: a scenario can be checked without the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from sim.declare import Int64
from sim.money import split_exactly
from sim.months import month_of_year

OUTSIDE = "outside"
NO_ROWS = np.zeros(0, np.int64)
PURSES = {"workers": "household", "employers": "enterprise"}  # table -> level of its postings
KINDS = ("cash", "tax_forgone", "contingent")
LEVELS = (
    "centre",
    "province",
    "city",
    "county",
    "insurance_fund",
    "guarantee_fund",
    "bank",
    "household",
    "enterprise",
    "outside",
)


@dataclass(frozen=True)
class AccountSpec:
    """An account as a lever or the economy declares it."""

    name: str
    level: str
    term: str = ""
    opening: int = 0  # fen
    external: bool = False  # may go below zero: it stands for somebody outside the model
    budget_line: bool = False  # paid only out of what was released into it, up to the year's appropriation
    purposes: tuple[str, ...] = ()  # empty: any

    def merged(self, other: AccountSpec) -> AccountSpec:
        """Return the account that two levers share; they must agree on all but the opening balance."""
        opening = max(self.opening, other.opening)
        if (self.level, self.external, self.budget_line, self.purposes) != (
            other.level, other.external, other.budget_line, other.purposes,
        ):  # fmt: skip
            raise ValueError(f"account {self.name!r} is declared in two ways")
        return AccountSpec(
            self.name,
            self.level,
            self.term or other.term,
            opening,
            self.external,
            self.budget_line,
            self.purposes,
        )


CENTRE = AccountSpec("centre", level="centre", term="中央财政", external=True)
COUNTY_TREASURY = AccountSpec("county_treasury", level="county", term="县财政", external=True)


@dataclass(frozen=True)
class Claim:
    """Money owed by one kind of holder to another, one amount a row; `payer` and `payee` name an account or a table.

    `fen` (n,) are the amounts; `payer_rows`, `payee_rows` (n,) are rows of the named table, empty for an
    account. `about` (n,) are the workers whom it concerns, and `clock` the column of theirs that moves by
    `ticks` when the row is paid, `settles` a debt to them (a column in fen) that falls by what is paid.
    """

    programme: str
    purpose: str
    payer: str
    payee: str
    fen: Int64
    payer_rows: Int64
    payee_rows: Int64
    about: Int64
    kind: str = "cash"
    clock: str = ""
    ticks: int = 0
    settles: str = ""
    serves: bool | None = None  # whether it counts as what its people are paid; None: where they are the payees

    @property
    def entry(self) -> str:
        """Name the claim where it is refused."""
        return f"{self.programme}: {self.purpose}, {self.payer} to {self.payee}"

    @classmethod
    def make(cls, programme: str, purpose: str, payer: str, payee: str, fen: Any, **rest: Any) -> Self:
        """Make a claim with arrays of the right type; rows that do not apply stay empty."""
        for name in ("payer_rows", "payee_rows", "about"):
            rest[name] = _whole(rest[name]) if name in rest else NO_ROWS
        return cls(programme, purpose, payer, payee, _whole(fen), **rest)

    @classmethod
    def to_workers(cls, programme: str, purpose: str, fund: str, rows: Int64, fen: Int64, **rest: Any) -> Self:
        """Money from an account to workers."""
        return cls.make(programme, purpose, fund, "workers", fen, payee_rows=rows, about=rows, **rest)

    @classmethod
    def from_workers(cls, programme: str, purpose: str, fund: str, rows: Int64, fen: Int64, **rest: Any) -> Self:
        """Money from workers to an account."""
        return cls.make(programme, purpose, "workers", fund, fen, payer_rows=rows, about=rows, **rest)

    @classmethod
    def from_employers(cls, programme: str, purpose: str, fund: str, rows: Int64, fen: Int64, **rest: Any) -> Self:
        """Money from employers to an account."""
        return cls.make(programme, purpose, "employers", fund, fen, payer_rows=rows, **rest)

    @classmethod
    def between_accounts(cls, programme: str, purpose: str, payer: str, payee: str, fen: int) -> Self:
        """Money from one account to another."""
        return cls.make(programme, purpose, payer, payee, [fen])


def quarterly_release(
    programme: str, purpose: str, line: str, budget: int, month: int, shares: Mapping[str, float]
) -> Iterator[Claim]:
    """Pay a quarter of a year's budget into its line in the quarter's first month, split among its payers to the fen.

    `shares` (payer -> share) are kept to a ten-thousandth; the county treasury pays what they leave.
    """
    if month_of_year(month) % 3 != 1:
        return
    parts = [round(share * 10_000) for share in shares.values()]
    quarters = split_exactly(budget, np.ones(4, np.int64))
    weights = np.array([*parts, max(10_000 - sum(parts), 0)], np.int64)
    amounts = split_exactly(int(quarters[month_of_year(month) // 3]), weights)
    for payer, fen in zip((*shares, "county_treasury"), amounts, strict=True):
        yield Claim.between_accounts(programme, purpose, payer, line, int(fen))


def _whole(numbers: Any) -> Int64:
    """Return whole numbers as the one kind of array for which kernels are compiled: read-only ones are another."""
    found = np.ascontiguousarray(numbers, np.int64)
    return found if found.flags.writeable else found.copy()
