"""Whom a training provider takes when the public purse pays: the class that pays it best by what it can see.

Paid a sum a head it takes everybody for whom that covers the cost. Paid by results it sees who would pass and who is
likely to find work anyway, and takes those: a raw placement rate is no effect of a course.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.declare import Flag, Int64, Real


class Fees(NamedTuple):
    """What the public purse pays a provider for a pupil, in fen, and for which classes."""

    at_start: float
    on_pass: float  # for everybody who passes, in a class of which `pass_share` pass
    placed: float  # for everybody in work after `window` months, in a class of which `placed_share` are
    pass_share: float
    placed_share: float
    window: int


def chance_seen(monthly: Real, window: int) -> Real:
    """Return the chance that each person finds work in a number of months, by their monthly chance (n,)."""
    none = np.ones(monthly.size)
    for _ in range(window):
        none = none * (1.0 - monthly)
    return 1.0 - none


def choose_class(passes: Flag, chance: Real, lot: Real, seats: int, fees: Fees, cost: float) -> Int64:
    """Return which applicants (positions, ascending) a provider takes into one class: the most profitable number.

    `passes` and `chance` (n,) are what it sees of them. It takes those who pay best first, equals by `lot`; of two
    numbers that pay alike it takes the larger one, and nobody where every number loses money.
    """
    pays = fees.on_pass * passes + fees.placed * chance
    order = np.lexsort((lot, -pays))[:seats]
    if not order.size:
        return order
    number = np.arange(1, order.size + 1)
    passing, placed = np.cumsum(passes[order].astype(np.float64)), np.cumsum(chance[order])
    profit = number * (fees.at_start - cost)
    profit = profit + np.where(passing >= fees.pass_share * number, fees.on_pass * passing, 0.0)
    profit = profit + np.where(placed >= fees.placed_share * number, fees.placed * placed, 0.0)
    best = profit.max()
    if best < 0.0:
        return order[:0]
    return np.sort(order[: number[profit >= best][-1]])
