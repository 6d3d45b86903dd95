"""People come, learn, grow old and give up."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import NEVER, Workers
from sim.choices import look_out, pay_on_offer
from sim.codes import Activity, Schooling, Sex, Trade, is_one_of
from sim.declare import Flag, Int64, Real
from sim.kernels.jobs import choose_by_chance
from sim.luck import Luck, Purpose
from sim.market import Matches, Place
from sim.world import Behaviour

WITHOUT_JOB = (Activity.FLEXIBLE, Activity.UNEMPLOYED, Activity.DISCOURAGED, Activity.AWAY)
MONTHS_A_YEAR = 12


def welcome(workers: Workers, month: int) -> Int64:
    """Those whose month has come arrive and look for work from the next month on; return who."""
    who = np.flatnonzero(workers.doing(Activity.NOT_ARRIVED) & (workers.spell_start <= month))
    workers.arrive(who, month)
    return who


def retire(workers: Workers, employers: Employers, world: Behaviour, month: int) -> tuple[Int64, Int64]:
    """Whoever reaches the retirement age retires, owners of shops later; return those who left an employer, and which.

    The law sends employees into retirement; an owner has no pension to wait for.
    """
    who = np.flatnonzero(workers.retires <= month)
    who = who[workers.activity[who] != Activity.NOT_ARRIVED]
    owner = workers.activity[who] == Activity.SELF_EMPLOYED
    who = who[~owner | (workers.retires[who] + MONTHS_A_YEAR * world.owners_go_on <= month)]
    employer = workers.employer[who].astype(np.int64)
    workers.retire(who, month)
    at_work = employer >= 0
    employers.let_go(employer[at_work])
    owners = employers.owner[employer[at_work]] == who[at_work]
    employers.lose_owner(employer[at_work][owners])
    return who[at_work], employer[at_work]


def plan_retirement(workers: Workers, who: Int64, world: Behaviour) -> None:
    """Write down the month in which each person will reach the retirement age; offices keep women for longer."""
    women = np.where(workers.trade[who] == int(Trade.OFFICE), world.retirement_women_office, world.retirement_women)
    years = np.where(workers.sex[who] == int(Sex.WOMAN), women, world.retirement_men)
    workers.plan_retirement(who, np.minimum(workers.birth[who] + MONTHS_A_YEAR * years, NEVER))


def practise(workers: Workers, employers: Employers, world: Behaviour, luck: Luck) -> None:
    """Once a year, in a month of their own, people at work have learned; who works in another trade may turn to it."""
    if world.skill_growth <= 0:
        return
    said = dict(world.skill_ceiling)
    ceiling = np.array([said.get(label, 1.0) for label in Schooling.labels()])
    rates = (world.skill_growth, world.skill_decay, world.untrained_skill)
    places, key = (employers.trade, employers.general_share), luck.key(Purpose.LEARN_TRADE)
    turned = workers.practise(luck.month % MONTHS_A_YEAR, ceiling, places, rates, key)
    workers.change_trade(turned, employers.trade[workers.employer[turned]])
    plan_retirement(workers, turned, world)


def learn_from_search(
    workers: Workers, employers: Employers, matches: Matches, place: Place, world: Behaviour, month: int
) -> None:
    """Whoever is out of regular work sees offers and neighbours' luck, tells from their own, and loses practice."""
    if world.pay_learning <= 0:
        return
    idle = workers.since_before(WITHOUT_JOB, month)
    tried, hired = np.zeros(workers.size, np.bool_), np.zeros(workers.size, np.bool_)
    tried[matches.applied_by], hired[matches.person] = True, True
    news = _news(workers, matches, hired, len(place.towns))
    offers = pay_on_offer(employers, len(place.towns), place.trades)
    rates = (world.pay_learning, world.chance_learning, world.news_learning, 1.0 - world.skill_decay / MONTHS_A_YEAR)
    workers.learn(idle, tried, hired, offers, news, rates)


def _news(workers: Workers, matches: Matches, hired: Flag, towns: int) -> Real:
    """Return the share of the jobless who found work this month (towns,); that of all where nobody looked."""
    jobless = matches.seekers[workers.employer[matches.seekers] < 0]
    looked = np.bincount(workers.town[jobless], minlength=towns)
    found = np.bincount(workers.town[jobless[hired[jobless]]], minlength=towns)
    overall = int(found.sum()) / max(int(looked.sum()), 1)
    return np.where(looked > 0, found / np.maximum(looked, 1), overall)


def stop_looking(workers: Workers, world: Behaviour, luck: Luck) -> Int64:
    """Some of those who searched in vain give up; return who."""
    if world.search_cost > 0:
        jobless = workers.since_before((Activity.UNEMPLOYED,), luck.month)
        who = jobless[~_pays_to_search(workers, jobless, world, 1.0)]
    elif world.exit > 0:
        looking = is_one_of(Activity.UNEMPLOYED, Activity.FLEXIBLE)
        who = choose_by_chance(workers.activity, looking, world.exit, luck.key(Purpose.GIVE_UP))
        who = who[workers.spell_start[who] < luck.month]
    else:
        return np.zeros(0, np.int64)
    workers.stop_looking(who, luck.month)
    return who


def look_again(workers: Workers, world: Behaviour, month: int) -> Int64:
    """Who had given up looks for work again when the family is in need or searching has come to pay; return who."""
    if world.search_cost <= 0:
        return np.zeros(0, np.int64)
    given_up = workers.since_before((Activity.DISCOURAGED,), month)
    who = given_up[_pays_to_search(workers, given_up, world, 1.0 + world.second_thoughts)]
    workers.look_again(who, month)
    return who


def _pays_to_search(workers: Workers, who: Int64, world: Behaviour, margin: float) -> Flag:
    """Tell for whom a month of search is worth its cost, by a margin, or whose family cannot do without (who,)."""
    sight = look_out(workers, who, world)
    return (sight.gain > (world.search_cost + workers.visit_cost[who]) * margin) | sight.needy
