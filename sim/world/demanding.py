"""What is bought from the county's employers, and how an employer wins and loses custom."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import CalendarMonth, Sector
from sim.declare import SHARE_SCALE, Factors, Shares, parameter

ALL_FROM_TRADE = tuple((label, SHARE_SCALE * (label == "trade")) for label in Sector.labels())


@dataclass(frozen=True, kw_only=True)
class Demanding:
    """Demand by sector, and the custom by which employers share it."""

    demand_shared: bool = parameter(
        False, unit="on/off", meaning="employers of a market share its demand by their custom; off: orders are custom"
    )
    order_swing: float = parameter(
        0.0,
        unit="number",
        meaning="log standard deviation of the change of custom when an order is won or lost, at one person's custom",
        low=0,
        high=2,
    )
    order_news: float = parameter(
        1.0, unit="share/month", meaning="employers who win or lose an order in a month", low=0, high=1
    )
    order_swing_falls: float = parameter(
        0.0, unit="number", meaning="how fast the swing falls with size: exponent of the custom", low=0, high=0.5
    )
    custom_gain: float = parameter(
        0.0, unit="number", meaning="custom that comes to every employer in a month, in persons", low=0, high=1_000
    )
    sector_growth: Factors = parameter(
        (),
        unit="factors",
        meaning="yearly growth of demand from outside, by sector",
        labels=Sector.labels(),
        low=0.5,
        high=1.5,
    )
    season: Factors = parameter(
        (),
        unit="factors",
        meaning="demand from outside by month of the year over its mean",
        labels=CalendarMonth.labels(),
        low=0,
        high=3,
    )
    season_strength: Factors = parameter(
        (), unit="factors", meaning="strength of the season, by sector", labels=Sector.labels(), low=0, high=3
    )
    wto_begins: int = parameter(
        0, unit="month", meaning="month in which WTO entry changes demand from outside", term="加入世贸组织"
    )
    wto_shock: Factors = parameter(
        (),
        unit="factors",
        meaning="demand from outside after WTO entry over that before, by sector",
        labels=Sector.labels(),
        low=0.3,
        high=3,
    )
    household_demand: Shares = parameter(
        ALL_FROM_TRADE, unit="shares", meaning="what households buy, by sector", labels=Sector.labels()
    )
    leakage: float = parameter(
        0.0, unit="share", meaning="household spending that leaves the county at once", low=0, high=1
    )
