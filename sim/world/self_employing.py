"""Whether people open a shop of their own."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import Sector
from sim.declare import Factors, parameter


@dataclass(frozen=True, kw_only=True)
class SelfEmploying:
    """Ideas, capital, and what a new shop brings with it."""

    shop_ideas: float = parameter(
        0.0,
        unit="share/month",
        meaning="people who weigh opening a shop in a month, in work or out of it",
        low=0,
        high=1,
        term="自谋职业",
    )
    shop_own_trade: float = parameter(
        0.0, unit="share", meaning="of these, who think of their own trade; the others of what they see in town",
        low=0, high=1,
    )  # fmt: skip
    shop_premium: float = parameter(
        0.0,
        unit="ratio",
        meaning="what a shop must promise more than the alternative, for its risk and long hours",
        low=-0.5,
        high=3,
    )
    shop_belief_spread: float = parameter(
        0.0, unit="number", meaning="log standard deviation of what people believe that they are worth as owners",
        low=0, high=1.5,
    )  # fmt: skip
    shop_horizon: int = parameter(
        36, unit="months", meaning="months over which people write off start-up capital", low=1, high=240
    )
    shop_capital: int = parameter(
        "0 元", unit="元", meaning="start-up capital of a shop, middle of the range", low=0, high=1_000_000
    )
    shop_capital_spread: float = parameter(0.0, unit="number", meaning="its log standard deviation", low=0, high=2)
    shop_capital_by_sector: Factors = parameter(
        (), unit="factors", meaning="the same by sector, over `shop_capital`", labels=Sector.labels(), low=0, high=20
    )
    shop_sunk: float = parameter(
        0.0, unit="share", meaning="of start-up capital, what goes into fittings, licence and fees", low=0, high=1
    )
    family_help: float = parameter(
        0.0, unit="number", meaning="most that relatives give for a shop, in months of what they earn", low=0, high=60
    )
    relatives_repaid: float = parameter(
        0.0, unit="share", low=0, high=1,
        meaning="of what an owner takes out of a shop, what goes to relatives until their help is paid back",
    )  # fmt: skip
    shop_custom: float = parameter(
        1.0, unit="number", meaning="custom that a new shop brings, in persons, middle of the range", low=0, high=100
    )
    shop_custom_spread: float = parameter(0.0, unit="number", meaning="its log standard deviation", low=0, high=2)
