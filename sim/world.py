"""The facts and uncertainties of a world: what government does not choose.

`Behaviour` is what the month asks of any world; the values that stand here switch a mechanism off.
`CountyWorld` adds who lives in a county at its start: a file of `scenarios/counties/` must give every value
of both. `LimitWorld` is a county stripped to one mechanism, for which economics has a closed form.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Self

from sim.codes import Origin, Schooling, Sector, SexAge, SpellBand, Trade
from sim.declare import Dated, parameter

Shares = tuple[tuple[str, int], ...]  # label, ten-thousandths
Factors = tuple[tuple[str, float], ...]  # label, number


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """How people and employers behave in any world: what `sim/month.py` reads."""

    # searching
    applications: float = parameter(
        1.0,
        unit="applications/month",
        meaning="openings that a seeker of full effort applies to",
        low=0,
        high=64,
    )
    effort: float = parameter(
        1.0,
        unit="share",
        meaning="effort of a seeker without support, as a share of full effort",
        low=0,
        high=1,
        dated=True,
    )
    ease: float = parameter(
        0.0,
        unit="ratio",
        meaning="how far effort falls as support out of work approaches expected pay",
        low=0,
        high=1,
    )
    search_on_the_job: float = parameter(
        0.0,
        unit="share/month",
        meaning="share of employees who look for another job in a month",
        low=0,
        high=1,
    )
    outside_trade: float = parameter(
        0.0, unit="share", meaning="applications sent without regard to one's own trade", low=0, high=1
    )
    outside_town: float = parameter(
        0.0, unit="share", meaning="applications sent without regard to one's own town", low=0, high=1
    )
    listed_openings: float = parameter(
        1.0, unit="share", meaning="openings that employers list with the public service", low=0, high=1
    )
    public_channel: float = parameter(
        0.0,
        unit="share",
        meaning="applications that a registered seeker sends through the public service",
        low=0,
        high=1,
    )
    # choosing
    interviews: int = parameter(
        1_000_000, unit="persons", meaning="most applicants an opening interviews in a month", low=1, high=1_000_000_000
    )
    suitability: float = parameter(
        1.0,
        unit="share",
        meaning="chance that an applicant of sufficient skill suits an opening",
        low=0,
        high=1,
    )
    untrained_skill: float = parameter(
        1.0, unit="ratio", meaning="skill outside one's trade, as a share of skill in it", low=0, high=1
    )
    reservation_markup: float = parameter(
        0.0, unit="ratio", meaning="pay must exceed support out of work by this share to be accepted", low=0, high=100
    )
    moving_premium: float = parameter(
        0.0,
        unit="ratio",
        meaning="pay must exceed present pay by this share for a move from job to job",
        low=0,
        high=100,
    )
    # paying
    minimum_wage: int = parameter(
        "0 元/月", unit="元/月", meaning="legal minimum wage", low=0, high=100_000, dated=True, term="最低工资标准"
    )
    offer_raise: float = parameter(
        0.0, unit="share/month", meaning="rise of the wage offer while openings stay empty", low=0, high=1
    )
    offer_cut: float = parameter(
        0.0, unit="share/month", meaning="fall of the wage offer while queues are long", low=0, high=1
    )
    long_queue: float = parameter(
        0.0, unit="number", meaning="applications per opening that make a long queue", low=0, high=1_000_000
    )
    # leaving
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
    # offering work
    vacancy_rule: str = parameter(
        "fixed", unit="", meaning="what decides openings", choices=("staff_gap", "fixed", "free_entry")
    )
    order_swing: float = parameter(
        0.0,
        unit="share/month",
        meaning="standard deviation of the monthly change of an employer's orders",
        low=0,
        high=0.5,
    )
    staff_inertia: float = parameter(
        0.0,
        unit="number",
        meaning="gap between orders and staff, in persons, below which an employer leaves staff as it is",
        low=0,
        high=1_000_000,
    )
    # money
    output_per_pay: float = parameter(1.0, unit="ratio", meaning="sales per yuan of pay", low=0, high=1_000)
    spending: float = parameter(
        0.0, unit="share", meaning="share of its purse that a household spends in a month", low=0, high=1
    )
    # offices and news
    publicity: float = parameter(
        1.0,
        unit="share/month",
        meaning="people who hear of a benefit that they could have",
        low=0,
        high=1,
        term="宣传",
    )
    service_worth: int = parameter(
        "0 元/月",
        unit="元/月",
        meaning="what jobless people expect a month on the public register to be worth, benefits apart",
        low=0,
        high=10_000,
    )
    visit_cost: int = parameter(
        "0 元/月",
        unit="元/月",
        meaning="what a visit to an office costs a person, middle of the range",
        low=0,
        high=10_000,
    )
    labour_bureau_fidelity: float = parameter(
        1.0,
        unit="share",
        meaning="applications that the labour bureau carries through in a month",
        low=0,
        high=1,
        term="劳动保障局",
    )
    insurance_agency_fidelity: float = parameter(
        1.0,
        unit="share",
        meaning="applications that the insurance agency carries through in a month",
        low=0,
        high=1,
        term="社保经办机构",
    )
    civil_affairs_fidelity: float = parameter(
        1.0,
        unit="share",
        meaning="applications that civil affairs carries through in a month",
        low=0,
        high=1,
        term="民政局",
    )

    def at(self, month: int) -> Self:
        """Return the world with every dated value resolved to the one in force in a month."""
        dated = {
            field.name: value.at(month)
            for field in dataclasses.fields(self)
            if isinstance(value := getattr(self, field.name), Dated)
        }
        return dataclasses.replace(self, **dated) if dated else self


@dataclass(frozen=True, kw_only=True)
class CountyWorld(Behaviour):
    """A county: its people and employers at the start, and how they behave."""

    county: str = parameter(unit="", meaning="file of scenarios/counties/ that holds the facts", choices=("*",))
    workers: int = parameter(
        unit="persons", meaning="simulated workers at the start; every count below is rescaled to it", low=50
    )
    # who lives here
    urban_labour_force: int = parameter(unit="persons", meaning="urban labour force", low=1, term="城镇劳动力")
    rural_in_town: int = parameter(unit="persons", meaning="rural workers in non-farm work in town", low=0)
    jobless: int = parameter(unit="persons", meaning="urban people out of work by survey", low=0, term="失业人员")
    jobless_registered: float = parameter(
        unit="share", meaning="jobless people with an official status", low=0, high=1, term="登记失业"
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
    skill_spread: float = parameter(unit="number", meaning="half the range of skill around its mean", low=0, high=1)
    party_share: float = parameter(unit="share", meaning="party members", low=0, high=1, term="党员")
    family_size: Shares = parameter(
        unit="shares", meaning="persons in the household", labels=("one", "two", "three", "four", "five")
    )
    families_without_earner: float = parameter(unit="share", meaning="households without another earner", low=0, high=1)
    family_income: int = parameter(unit="元/月", meaning="median income of the other earners", low=0, high=100_000)
    family_income_spread: float = parameter(unit="number", meaning="its log standard deviation", low=0, high=3)
    savings: int = parameter(unit="元", meaning="median purse of a household at the start", low=0, high=10_000_000)
    savings_spread: float = parameter(unit="number", meaning="its log standard deviation", low=0, high=3)
    # who employs them
    state_staff: int = parameter(unit="persons", meaning="people on state payrolls", low=0, term="国有单位职工")
    collective_staff: int = parameter(
        unit="persons", meaning="people on collective payrolls", low=0, term="集体单位职工"
    )
    private_staff: int = parameter(unit="persons", meaning="employees of private firms", low=0, term="私营企业从业人员")
    state_units: int = parameter(unit="firms", meaning="state employers", low=1)
    collective_units: int = parameter(unit="firms", meaning="collective employers", low=1)
    private_firms: int = parameter(unit="firms", meaning="private firms", low=1, term="私营企业")
    getihu: int = parameter(unit="firms", meaning="individual businesses", low=1, term="个体工商户")
    state_sectors: Shares = parameter(unit="shares", meaning="state employers by sector", labels=Sector.labels())
    collective_sectors: Shares = parameter(
        unit="shares", meaning="collective employers by sector", labels=Sector.labels()
    )
    private_sectors: Shares = parameter(unit="shares", meaning="private firms by sector", labels=Sector.labels())
    getihu_sectors: Shares = parameter(unit="shares", meaning="individual businesses by sector", labels=Sector.labels())
    size_spread: float = parameter(unit="number", meaning="log standard deviation of employer size", low=0, high=3)
    size_tail: float = parameter(
        unit="number", meaning="Pareto exponent of the largest tenth of employers", low=0.5, high=5
    )
    general_openings: float = parameter(
        unit="share", meaning="positions that ask for no trade", low=0, high=1, term="普工岗位"
    )
    required_skill: Factors = parameter(
        unit="factors",
        meaning="skill that a position asks for, by sector, 0 to 1",
        labels=Sector.labels(),
        low=0,
        high=1,
    )
    state_pay: int = parameter(unit="元/月", meaning="median pay at state employers", low=0, high=100_000)
    collective_pay: int = parameter(unit="元/月", meaning="median pay at collective employers", low=0, high=100_000)
    private_pay: int = parameter(unit="元/月", meaning="median pay at private firms", low=0, high=100_000)
    getihu_pay: int = parameter(
        unit="元/月", meaning="median pay of hands of individual businesses", low=0, high=100_000
    )
    employer_pay_spread: float = parameter(
        unit="number", meaning="log standard deviation of pay between employers", low=0, high=2
    )
    personal_pay_spread: float = parameter(
        unit="number", meaning="log standard deviation of pay within employers", low=0, high=2
    )
    insuring_state: float = parameter(unit="share", meaning="state employers that insure their staff", low=0, high=1)
    insuring_collective: float = parameter(
        unit="share", meaning="collective employers that insure their staff", low=0, high=1
    )
    insuring_private: float = parameter(unit="share", meaning="private firms that insure their staff", low=0, high=1)
    insuring_getihu: float = parameter(
        unit="share", meaning="individual businesses that insure their hands", low=0, high=1
    )
    state_order_growth: float = parameter(
        unit="share/year", meaning="growth of orders of state employers", low=-0.5, high=0.5
    )
    collective_order_growth: float = parameter(
        unit="share/year", meaning="growth of orders of collective employers", low=-0.5, high=0.5
    )
    private_order_growth: float = parameter(
        unit="share/year", meaning="growth of orders of private firms", low=-0.5, high=0.5
    )
    getihu_order_growth: float = parameter(
        unit="share/year", meaning="growth of orders of individual businesses", low=-0.5, high=0.5
    )


@dataclass(frozen=True, kw_only=True)
class LimitWorld(Behaviour):
    """One mechanism alone: seekers, openings and whatever a closed form needs."""

    seekers: int = parameter(100, unit="persons", meaning="people in the world", low=1)
    employed: int = parameter(0, unit="persons", meaning="of these, in work at the start", low=0)
    firms: int = parameter(1, unit="firms", meaning="equal employers, among whom openings are dealt evenly", low=1)
    vacancies: int = parameter(100, unit="openings", meaning="openings each month under the rule `fixed`", low=0)
    jobs: int = parameter(0, unit="persons", meaning="staff wanted in all under the rule `staff_gap`", low=0)
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
