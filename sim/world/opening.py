"""How employers are founded and how they end."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import FirmAge
from sim.declare import Factors, parameter


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Foundings from outside the county's labour force, closures, and shops that people open."""

    foundings: float = parameter(
        0.0,
        unit="number",
        meaning="private firms founded in a month while profits are as they were at the start",
        low=0,
        high=400,
    )
    founding_response: float = parameter(
        0.0, unit="number", meaning="change of foundings, in percent, when profits over sales change by one", low=0,
        high=5,
    )  # fmt: skip
    founding_custom: float = parameter(
        1.0, unit="number", meaning="custom that a new private firm brings, in persons, middle of the range",
        low=0, high=1_000,
    )  # fmt: skip
    founding_spread: float = parameter(0.0, unit="number", meaning="its log standard deviation", low=0, high=2)
    founding_cash: float = parameter(
        0.0, unit="number", meaning="cash of a new private firm in months of its wages", low=0, high=60
    )
    closing: float = parameter(
        0.0,
        unit="share/month",
        meaning="employers that close for reasons of their own (an owner falls ill, moves away)",
        low=0,
        high=1,
    )
    closing_by_age: Factors = parameter(
        (), unit="factors", meaning="the same by age, over `closing`", labels=FirmAge.labels(), low=0, high=100
    )
