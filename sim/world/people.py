"""Who lives in a county at its start, and who will come."""

from __future__ import annotations

from dataclasses import dataclass

from sim.codes import AgeBand, Origin, Schooling, SexAge, SpellBand, Trade
from sim.declare import Factors, Shares, parameter


@dataclass(frozen=True, kw_only=True)
class People:
    """Counts and shares of people, and what households have."""

    urban_labour_force: int = parameter(unit="persons", meaning="urban labour force", low=1, term="城镇劳动力")
    rural_in_town: int = parameter(unit="persons", meaning="rural workers in non-farm work in town", low=0)
    jobless: int = parameter(unit="persons", meaning="urban people out of work by survey", low=0, term="失业人员")
    flexible: int = parameter(
        unit="persons", meaning="urban people with odd jobs and no other work", low=0, term="灵活就业人员"
    )
    away: int = parameter(
        unit="persons", meaning="people of the town's families who are away for work", low=0, term="外出务工人员"
    )
    jobless_registered: float = parameter(
        unit="share", meaning="jobless people with an official status", low=0, high=1, term="登记失业"
    )
    jobless_in_centre: float = parameter(
        unit="share",
        meaning="of the jobless (and of those with an official status), members of a reemployment centre",
        low=0,
        high=1,
        term="进入再就业服务中心",
    )
    centre_stay: int = parameter(
        unit="months", meaning="for how long those already in a centre may stay in all", low=1, high=120
    )
    entrants_a_year: int = parameter(unit="persons", meaning="urban school leavers a year", low=0, term="新生劳动力")
    rural_arrivals_a_year: int = parameter(
        unit="persons", meaning="rural workers who come to look for work in town in a year", low=0
    )
    town_shares: Shares = parameter(unit="shares", meaning="people and employers by town", labels=("*",))
    working_sex_age: Shares = parameter(
        unit="shares", meaning="sex and age of urban people in work", labels=SexAge.labels()
    )
    jobless_sex_age: Shares = parameter(unit="shares", meaning="sex and age of the jobless", labels=SexAge.labels())
    rural_sex_age: Shares = parameter(unit="shares", meaning="sex and age of rural workers", labels=SexAge.labels())
    working_schooling: Shares = parameter(
        unit="shares", meaning="schooling of urban people in work", labels=Schooling.labels()
    )
    jobless_schooling: Shares = parameter(unit="shares", meaning="schooling of the jobless", labels=Schooling.labels())
    rural_schooling: Shares = parameter(unit="shares", meaning="schooling of rural workers", labels=Schooling.labels())
    entrant_schooling: Shares = parameter(
        unit="shares", meaning="schooling of school leavers", labels=Schooling.labels()
    )
    jobless_origin: Shares = parameter(unit="shares", meaning="where the jobless come from", labels=Origin.labels())
    jobless_spell: Shares = parameter(
        unit="shares", meaning="how long the jobless have been out of work", labels=SpellBand.labels()
    )
    jobless_trade: Shares = parameter(unit="shares", meaning="trades of the jobless", labels=Trade.labels())
    entrant_trade: Shares = parameter(
        unit="shares", meaning="trades of school leavers and rural arrivals", labels=Trade.labels()
    )
    skill_by_schooling: Factors = parameter(
        unit="factors", meaning="mean skill by schooling, 0 to 1", labels=Schooling.labels(), low=0, high=1
    )
    output_by_age: Factors = parameter(
        unit="factors",
        meaning="output that employers expect at an age, over that of the youngest of the same skill",
        labels=AgeBand.labels(),
        low=0,
        high=2,
    )
    waiting: Factors = parameter(
        unit="factors",
        meaning="share of people who wait, rely and ask, by where they come from",
        labels=Origin.labels(),
        low=0,
        high=1,
        term="等靠要",
    )
    waiting_effort: float = parameter(
        unit="share", meaning="effort of who waits, over that of the others", low=0, high=1
    )
    skill_spread: float = parameter(unit="number", meaning="half the range of skill around its mean", low=0, high=1)
    entrant_pay: Factors = parameter(
        unit="factors", meaning="pay that school leavers expect, over what private firms pay",
        labels=Schooling.labels(), low=0, high=10,
    )  # fmt: skip
    relatives_share: float = parameter(
        unit="share", meaning="people with relatives in town who hear of openings", low=0, high=1, term="亲友关系"
    )
    party_share: float = parameter(unit="share", meaning="party members", low=0, high=1, term="党员")
    family_size: Shares = parameter(
        unit="shares", meaning="persons in the household", labels=("one", "two", "three", "four", "five")
    )
    families_without_earner: float = parameter(unit="share", meaning="households without another earner", low=0, high=1)
    family_income: int = parameter(unit="元/月", meaning="median income of the other earners", low=0, high=100_000)
    family_income_spread: float = parameter(unit="number", meaning="its log standard deviation", low=0, high=3)
    savings: int = parameter(unit="元", meaning="median purse of a household at the start", low=0, high=10_000_000)
    savings_spread: float = parameter(unit="number", meaning="its log standard deviation", low=0, high=3)
