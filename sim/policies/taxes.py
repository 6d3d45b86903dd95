"""What somebody owes in taxes and fees, kind by kind, in the order in which reliefs come off them."""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np

from sim.declare import Int64
from sim.money import to_fen


class TaxDue(NamedTuple):
    """Fen of a month for each of some businesses (n,); value added tax is last, for no relief of 2002 reaches it."""

    fees: Int64
    business_tax: Int64
    surcharges: Int64
    income_tax: Int64
    vat: Int64

    @classmethod
    def nothing(cls, size: int) -> Self:
        """Return what is owed by some businesses that owe nothing."""
        return cls(*(np.zeros(size, np.int64) for _ in cls._fields))

    def total(self) -> Int64:
        """Return all of it together (n,)."""
        return self.business_tax + self.surcharges + self.income_tax + self.fees + self.vat

    def central(self, relief: Int64, share: float) -> Int64:
        """Tell what of a relief (n,) the centre goes without: its share of the income tax that the relief reaches."""
        return to_fen((self.income_tax - self.less(relief).income_tax) * share)

    def plus(self, other: TaxDue) -> TaxDue:
        """Return what is owed under two rules together."""
        return TaxDue(*(one + more for one, more in zip(self, other, strict=True)))

    def less(self, relief: Int64) -> TaxDue:
        """Take a relief (n,) off, kind after kind, never below nothing."""
        if not relief.any():
            return self
        parts, left = [], relief
        for due in self:
            off = np.minimum(due, left)
            left = left - off
            parts.append(due - off)
        return TaxDue(*parts)
