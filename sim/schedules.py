"""Repayment plans: what is left after so many instalments, and the interest paid by then, to the fen.

Balance and interest are the exact ones, each rounded once; an instalment is the difference of two of them. So nothing
drifts, the last instalment clears the loan, and interest is reckoned on what is outstanding.
"""

from __future__ import annotations

import numpy as np

from sim.declare import Int64, Real, Wholes
from sim.money import to_fen

SCHEDULES = ("annuity", "equal_principal", "bullet")


def compound(rate: Real, months: Wholes) -> Real:
    """Return (1 + rate) to the power of whole months (n,), by multiplication in a fixed order."""
    grown = np.ones(months.size)
    for month in range(int(months.max(initial=0))):
        grown = np.where(months > month, grown * (1.0 + rate), grown)
    return grown


def left_after(principal: Int64, rate: Real, months: Wholes, paid: Wholes, schedule: str) -> Int64:
    """Return what is left of each loan (n,) after `paid` of its `months` instalments; `rate` is a month's."""
    if schedule == "bullet":
        return np.where(paid < months, principal, 0)
    if schedule == "equal_principal":
        return to_fen(principal * ((months - paid) / months))
    whole, part = compound(rate, months), compound(rate, paid)
    free = rate == 0.0
    share = np.where(free, (months - paid) / months, (whole - part) / np.where(free, 1.0, whole - 1.0))
    return to_fen(principal * share)


def interest_by(principal: Int64, rate: Real, months: Wholes, paid: Wholes, schedule: str) -> Int64:
    """Return the interest of each loan (n,) in its first `paid` instalments."""
    if schedule == "bullet":
        return to_fen(principal * rate * paid)
    if schedule == "equal_principal":
        return to_fen(principal * rate * (paid - paid * (paid - 1.0) / (2.0 * months)))
    whole, part = compound(rate, months), compound(rate, paid)
    free = rate == 0.0
    instalments = principal * rate * whole / np.where(free, 1.0, whole - 1.0) * paid
    repaid = principal * (part - 1.0) / np.where(free, 1.0, whole - 1.0)
    return to_fen(np.where(free, 0.0, instalments - repaid))
