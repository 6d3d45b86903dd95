"""The labour markets that both engines live in: limit worlds with every friction on."""

from __future__ import annotations

import dataclasses

from sim.money import read_money
from sim.months import read_month
from sim.plan import Horizon, Plan
from sim.world import LimitWorld

START = read_month("2003-01")

# Much happens to few people, so that a difference between the engines shows soon.
STAFF_GAP = LimitWorld(
    seekers=2_000,
    employed=1_800,
    firms=100,
    jobs=1_940,
    vacancy_rule="staff_gap",
    towns=4,
    trades=3,
    type_shares=(("soe", 6_000), ("collective", 4_000)),
    type_effort=(("collective", 0.7),),
    type_suitability=(("collective", 0.75),),
    type_output=(("collective", 0.8),),
    separation=0.03,
    applications=3.3,
    effort=0.8,
    search_on_the_job=0.04,
    outside_town=0.3,
    outside_trade=0.4,
    listed_openings=0.6,
    public_channel=0.5,
    service_worth=read_money("1 元/月", "月"),  # so that every seeker out of work is registered
    interviews=3,
    suitability=0.6,
    untrained_skill=0.5,
    moving_premium=0.01,
    output_per_pay=1.5,
    minimum_wage=read_money("240 元/月", "月"),
    offer_raise=0.01,
    offer_cut=0.01,
    long_queue=4.0,
)

# Few openings and long queues: the limit of interviews binds, and offers are cut. `jobs` would mean layoffs.
FIXED = dataclasses.replace(STAFF_GAP, vacancy_rule="fixed", vacancies=90, jobs=0, employed=1_700, interviews=4)

# Where scenarios/counties/henan_2002.toml says something that a limit world also has, it is said here too.
COUNTY_LIKE = dataclasses.replace(
    STAFF_GAP,
    employed=1_760,
    jobs=1_800,
    towns=8,
    trades=8,
    separation=0.01,
    applications=2.0,
    effort=1.0,
    search_on_the_job=0.02,
    outside_town=0.25,
    outside_trade=0.3,
    listed_openings=0.35,
    interviews=5,
    suitability=0.35,
    untrained_skill=0.6,
    moving_premium=0.1,
    output_per_pay=1.7,
    offer_raise=0.02,
    long_queue=8.0,
)


def scaled(world: LimitWorld, workers: int) -> LimitWorld:
    """Return the same market with another number of people, and firms and jobs in proportion."""
    share = workers / world.seekers
    counts = ("seekers", "employed", "firms", "jobs", "vacancies")
    return dataclasses.replace(world, **{name: round(getattr(world, name) * share) for name in counts})


def plan_of(world: LimitWorld, months: int) -> Plan:
    """Return a plan that lives in a world without any lever."""
    return Plan("benchmark", world, (), (), Horizon(START, months, 0, START))
