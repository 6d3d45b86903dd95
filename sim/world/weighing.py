"""What people count on when they weigh work against the rest of their lives."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """How far people look ahead, what they count on out of work, and what looking for work costs them."""

    horizon: int = parameter(
        0, unit="months", meaning="how far people look ahead; 0: at the benefits of this month only", low=0, high=240
    )
    savings_part: float = parameter(
        0.0, unit="share", meaning="share of its purse that a household would live on over the horizon", low=0, high=1
    )
    family_part: float = parameter(
        0.0, unit="share", meaning="share of the others' income, per head, that a member counts on", low=0, high=1
    )
    farm_income: int = parameter(
        "0 元/月", unit="元/月", meaning="what a rural worker's plot brings", low=0, high=10_000, term="承包地收入"
    )
    least_share: float = parameter(
        1.0, unit="share", meaning="most that people hold out for, as a share of what they believe work pays",
        low=0, high=1,
    )  # fmt: skip
    search_cost: int = parameter(
        "0 元/月", unit="元/月", meaning="what a month of looking for work costs: fares, fees, lost time", low=0,
        high=10_000,
    )  # fmt: skip
    second_thoughts: float = parameter(
        0.0,
        unit="ratio",
        meaning="share by which another life must be better than the present one before people go back to it",
        low=0,
        high=10,
    )
    need: int = parameter(
        "0 元/人月", unit="元/人月", meaning="income per head below which nobody in the family can give up", low=0,
        high=10_000,
    )  # fmt: skip
