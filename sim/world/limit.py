"""A county stripped to one mechanism, for which economics has a closed form."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import Origin, Trade
from sim.declare import Factors, Shares, parameter
from sim.world.behaviour import Behaviour


@dataclass(frozen=True, kw_only=True)
class LimitWorld(Behaviour):
    """One mechanism alone: seekers, openings and whatever a closed form needs."""

    seekers: int = parameter(100, unit="persons", meaning="people in the world", low=1)
    employed: int = parameter(0, unit="persons", meaning="of these, in work at the start", low=0)
    firms: int = parameter(1, unit="firms", meaning="equal employers, among whom openings are dealt evenly", low=1)
    vacancies: int = parameter(100, unit="openings", meaning="openings each month under the rule `fixed`", low=0)
    jobs: int = parameter(0, unit="persons", meaning="staff wanted in all under the rule `staff_gap`", low=0)
    custom: float = parameter(
        0.0,
        unit="number",
        meaning="custom of every employer at the start, in persons; 0: its share of `jobs`",
        low=0,
        high=1_000_000_000,
    )
    custom_growth: float = parameter(
        0.0, unit="share/month", meaning="trend of the custom of every employer", low=-0.5, high=0.5
    )
    vacancy_shares: Shares = parameter(
        tuple((trade, 0) for trade in Trade.labels()),
        unit="shares",
        meaning="openings of each trade under the rule `fixed`, as shares of all; nothing said: dealt evenly",
        labels=Trade.labels(),
    )
    openings_per_seeker: float = parameter(
        1.0, unit="ratio", meaning="openings per expected application under the rule `free_entry`", low=0, high=1_000
    )
    towns: int = parameter(1, unit="towns", meaning="towns of equal size", low=1, high=64)
    trades: int = parameter(1, unit="trades", meaning="trades of equal size", low=1, high=8)
    pay: int = parameter("500 元/月", unit="元/月", meaning="pay of every job", low=0, high=100_000)
    savings: int = parameter("0 元", unit="元", meaning="purse of everybody at the start", low=0, high=10_000_000)
    contribution_months: int = parameter(
        0, unit="months", meaning="months of contributions that everybody starts with", low=0, high=600
    )
    family_size: int = parameter(1, unit="persons", meaning="persons in every household", low=1, high=10)
    loan_default: float = parameter(0.0, unit="share", meaning="borrowers who never pay an instalment", low=0, high=1)
    type_shares: Shares = parameter(
        (("soe", 10_000),),
        unit="shares",
        meaning="types of seekers, named by origins",
        labels=Origin.labels(),
    )
    type_effort: Factors = parameter(
        (), unit="factors", meaning="effort of each type over `effort`", labels=Origin.labels(), low=0, high=100
    )
    type_suitability: Factors = parameter(
        (),
        unit="factors",
        meaning="suitability of each type over `suitability`",
        labels=Origin.labels(),
        low=0,
        high=100,
    )
    type_output: Factors = parameter(
        (),
        unit="factors",
        meaning="output that employers expect of each type",
        labels=Origin.labels(),
        low=0,
        high=1_000,
    )
