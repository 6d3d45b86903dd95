"""How work and working life end."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Separations, quits, giving up and retirement."""

    separation: float = parameter(
        0.0,
        unit="share/month",
        meaning="jobs that end for reasons outside the model (temporary work ends)",
        low=0,
        high=1,
    )
    quit: float = parameter(0.0, unit="share/month", meaning="employees who leave of their own accord", low=0, high=1)
    exit: float = parameter(0.0, unit="share/month", meaning="jobless people who stop looking for work", low=0, high=1)
    retirement_men: int = parameter(
        200, unit="years", meaning="retirement age of men", low=16, high=200, term="退休年龄"
    )
    retirement_women: int = parameter(200, unit="years", meaning="retirement age of women workers", low=16, high=200)
    retirement_women_office: int = parameter(
        200, unit="years", meaning="retirement age of women in office work", low=16, high=200
    )
    owners_go_on: int = parameter(
        0, unit="years", meaning="years for which who owns a shop keeps it past the retirement age", low=0, high=60
    )
