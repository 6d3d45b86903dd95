"""Employers of a market share its demand in proportion to their custom, and are seen to do so."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.compile import kernel

THOUSANDTHS = 1000.0  # custom is added up in whole thousandths of a person, so that sums are exact in any order


@kernel
def value_custom(custom: Any, output: Any, market: Any, out: Any) -> None:
    """Add up what the custom of each market's employers is worth, in thousandths of what they would sell."""
    for f in range(custom.size):
        out[market[f]] += np.int64(np.floor(custom[f] * THOUSANDTHS + 0.5)) * output[f]


@kernel
def share_orders(custom: Any, market: Any, demand: Any, worth: Any, orders: Any) -> None:
    """An employer's orders keep as many people busy as its custom would, times what its market asks for over that."""
    for f in range(custom.size):
        m = market[f]
        orders[f] = custom[f] * (demand[m] * THOUSANDTHS / worth[m]) if worth[m] > 0 else 0.0


@kernel
def add_up_trade(market: Any, private: Any, owned: Any, facts: Any, out: Any) -> None:
    """Count private employers by market, and those of them that are owned, and add up their facts.

    `facts` is (pay offered, output, sales, profit), each (employers,); `out` (7, markets) are the two counts, the four
    sums, and the profits of the owned.
    """
    for f in range(market.size):
        m, one, own = market[f], np.int64(private[f]), np.int64(owned[f])
        out[0, m] += one
        out[1, m] += own
        for k in range(4):
            out[2 + k, m] += one * facts[k][f]
        out[6, m] += own * facts[3][f]
