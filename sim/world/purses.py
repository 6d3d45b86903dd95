"""What people and employers do with their money."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Purses:
    """Sales and spending."""

    output_per_pay: float = parameter(1.0, unit="ratio", meaning="sales per yuan of pay", low=0, high=1_000)
    spending: float = parameter(
        0.0, unit="share", meaning="share of its purse that a household spends in a month", low=0, high=1
    )
