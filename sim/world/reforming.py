"""How state enterprises shed people, and how soft their budget is."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Reforming:
    """Layoff waves, credit without hope of repayment, half-stoppage, stoppage and bankruptcy."""

    layoff_pace: float = parameter(
        0.0, unit="share/year", meaning="of its surplus staff, what a state enterprise plans to shed", low=0, high=1
    )
    layoff_pace_losing: float = parameter(
        0.0, unit="share/year", meaning="the same, where the year's sales did not pay the year's wages", low=0, high=1
    )
    layoff_refused: float = parameter(
        0.0,
        unit="share",
        meaning="layoff plans that government does not approve in a year",
        low=0,
        high=1,
        term="裁员审批",
    )
    layoff_notice: int = parameter(
        0,
        unit="months",
        meaning="from a layoff plan to the layoffs: notice and consultation",
        low=0,
        high=12,
        term="提前说明",
    )
    credit_limit: float = parameter(
        0.0, unit="ratio", meaning="debt over assets up to which banks lend to pay wages", low=0, high=5
    )
    interest: float = parameter(
        0.0, unit="share/year", meaning="interest on that debt; what is not paid is added to it", low=0, high=1
    )
    treasury_cover: float = parameter(
        0.0,
        unit="share",
        meaning="of the wages that credit does not cover, what the county treasury pays",
        low=0,
        high=1,
        term="亏损补贴",
    )
    retiree_cost: int = parameter(
        "0 元/人月", unit="元/人月", meaning="what an enterprise spends on each of its retirees", low=0, high=10_000
    )
    dry_patience: int = parameter(
        6,
        unit="months",
        meaning="months in a row without money for full wages after which half of the works stands still",
        low=1,
        high=120,
    )
    home_share: float = parameter(
        0.5, unit="share", meaning="staff at home while an enterprise is half-stopped", low=0, high=1, term="半停产"
    )
    home_pay: float = parameter(
        0.3, unit="share", meaning="part of the wage that staff at home are due", low=0, high=1, term="放长假生活费"
    )
    bankruptcy_rate: float = parameter(
        0.0,
        unit="share/year",
        meaning="stopped enterprises whose bankruptcy is approved",
        low=0,
        high=1,
        term="政策性破产",
    )
    recovery: float = parameter(
        0.0, unit="share", meaning="of its assets' book value, what a bankrupt enterprise fetches", low=0, high=1
    )
