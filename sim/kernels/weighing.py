"""People without a job weigh what they have against what they hope for, learn from a month of search, and practise."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.compile import kernel
from sim.declare import Int8, Int16, Int64, Real32
from sim.luck import draw

RURAL = 4  # the origin of who has a plot of land
GENERAL = 0  # the trade of who has none
EMPLOYED, FLEXIBLE, PUBLIC_POST = 0, 2, 3  # activities


class Means(NamedTuple):
    """What people can live on without a job, each (workers,)."""

    support: Int64  # empty: nobody has any
    insurance_months_left: Int16
    centre_months_left: Int16
    cash: Int64
    family_income: Int64
    family_size: Int8
    origin: Int8


class Plan(NamedTuple):
    """How far people look ahead, and what they count on: months, shares, fen."""

    horizon: int
    savings: float
    family: float
    farm: float
    need: int


@kernel
def count_on_one(w: Any, means: Any, plan: Any) -> Any:
    """What somebody can count on without a job, in fen a month over the months that they look ahead."""
    support = np.float64(means.support[w]) if means.support.size > 0 else 0.0
    if plan.horizon == 0:
        return support
    left = max(np.int64(means.insurance_months_left[w]), np.int64(means.centre_months_left[w]))
    if left > 0:
        support = support * (min(left, plan.horizon) / plan.horizon)
    savings = means.cash[w] * (plan.savings / plan.horizon)
    family = means.family_income[w] * plan.family / means.family_size[w]
    return support + savings + family + (plan.farm if means.origin[w] == RURAL else 0.0)


@kernel
def count_on(who: Any, means: Any, plan: Any, out: Any) -> None:
    """What each of `who` (n,) can count on without a job."""
    for i in range(who.size):
        out[i] = count_on_one(who[i], means, plan)


@kernel
def look_ahead(who: Any, means: Any, pay: Any, chance: Any, plan: Any, resources: Any, gain: Any, needy: Any) -> None:
    """What each can count on, what a month of search is worth to them, and whose family cannot do without work."""
    for i in range(who.size):
        w = who[i]
        resources[i] = count_on_one(w, means, plan)
        gain[i] = np.float64(chance[w]) * max(pay[w] - resources[i], 0.0) * plan.horizon
        needy[i] = resources[i] + means.family_income[w] < plan.need * np.int64(means.family_size[w])


class Wishes(NamedTuple):
    """How hard people look for work by nature, and what they want to gain by it; see `Searching` and `Choosing`."""

    effort: float
    ease: float
    odd_job_effort: float
    markup: float
    least_share: float
    moving_premium: float
    home_pay: float


@kernel
def weigh_search(who: Any, means: Any, own: Any, plan: Any, wishes: Any, effort: Any, least: Any) -> None:
    """How hard each of `who` looks for work, 0 to 1, and the least pay that they accept, in fen.

    `own` is (activity, attitude, expected pay, other earnings, wage, sent home), each (workers,). Whoever has a job or
    a public post wants more than it pays.
    """
    activity, attitude, expected, earnings, wage, at_home = own
    for i in range(who.size):
        w = who[i]
        natural = np.float64(attitude[w])
        if activity[w] == EMPLOYED or activity[w] == PUBLIC_POST:
            present = wage[w] + (earnings[w] if activity[w] == PUBLIC_POST else 0)
            present = np.int64(np.floor(present * wishes.home_pay)) if at_home[w] else present
            better = np.int64(np.floor(present * (1.0 + wishes.moving_premium) + 0.5))
            effort[i], least[i] = natural, max(better, present + 1)
            continue
        resources = count_on_one(w, means, plan)
        ease = 1.0 - wishes.ease * min(resources / max(expected[w], 1), 1.0) if wishes.ease > 0 else 1.0
        time = wishes.odd_job_effort if activity[w] == FLEXIBLE else 1.0
        effort[i] = min(wishes.effort * natural * ease * time, 1.0)
        enough = resources * (1.0 + wishes.markup)
        if plan.horizon > 0:
            enough = max(min(enough, expected[w] * wishes.least_share), np.float64(earnings[w]))
        least[i] = np.int64(np.floor(enough + 0.5))


class Beliefs(NamedTuple):
    """What people believe and can do, and what decides how fast that changes, each (workers,)."""

    expected_pay: Int64
    chance: Real32
    skill: Real32
    output: Real32
    attitude: Real32
    personal_pay: Real32
    town: Int8
    trade: Int8
    schooling: Int8


@kernel
def learn(who: Any, tried: Any, hired: Any, own: Any, offers: Any, news: Any, rates: Any) -> None:
    """Belief in pay moves to the offers seen, hope to what happened to oneself and neighbours; skill fades.

    `tried`, `hired` are (workers,), `offers` (towns, trades) fen, `news` (towns,); `rates` is (pay, own, news, kept).
    """
    for i in range(who.size):
        w = who[i]
        mine = offers[own.town[w], own.trade[w]] * np.float64(own.personal_pay[w])
        attitude, chance = np.float64(own.attitude[w]), np.float64(own.chance[w])
        if mine > 0:
            step = rates[0] * attitude * (mine - own.expected_pay[w])
            own.expected_pay[w] = np.int64(np.floor(own.expected_pay[w] + step + 0.5))
        result = (1.0 if hired[w] else 0.0) - chance
        own_lesson = rates[1] * attitude * result if tried[w] else 0.0
        own.chance[w] = chance + own_lesson + rates[2] * (news[own.town[w]] - chance)
        own.skill[w] = np.float64(own.skill[w]) * rates[3]
        own.output[w] = np.float64(own.output[w]) * rates[3]


@kernel
def practise(first: Any, employer: Any, own: Any, ceiling: Any, places: Any, rates: Any, key: Any, turned: Any) -> Any:
    """A twelfth of all people, from row `first` on, have worked for a year; return how many take up the trade there.

    `ceiling` is the skill that work can teach, by schooling; `places` is (trade, general share), each (employers,);
    `rates` is (growth, decay, untrained). Who works outside their trade forgets it, or turns: rows go to `turned`.
    """
    n = 0
    for w in range(first, employer.size, 12):
        f = employer[w]
        if f < 0:
            continue
        skill = np.float64(own.skill[w])
        factor = 1.0 + rates[0] * max(ceiling[own.schooling[w]] - skill, 0.0) / max(skill, 1e-9)
        if own.trade[w] != places[0][f] and own.trade[w] != GENERAL:
            factor = 1.0 - rates[1]
            if draw(key, w, 0) >= np.float64(places[1][f]):
                factor = rates[2]
                turned[n] = w
                n += 1
        own.skill[w] = skill * factor
        own.output[w] = np.float64(own.output[w]) * factor
    return n
