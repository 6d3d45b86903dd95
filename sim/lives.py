"""People come, learn, grow old and give up."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import NEVER, Workers
from sim.choices import gain_of, in_need, learn_chance, learn_pay, may_search, pay_on_offer
from sim.codes import Activity, Schooling, Sex, Trade, is_one_of
from sim.declare import Flag, Int64, Real
from sim.kernels.jobs import choose_by_chance
from sim.luck import Luck, Purpose
from sim.market import Matches, Place
from sim.world import Behaviour

OUT_OF_REGULAR_WORK = is_one_of(Activity.FLEXIBLE, Activity.UNEMPLOYED, Activity.DISCOURAGED, Activity.AWAY)
MONTHS_A_YEAR = 12


def welcome(workers: Workers, month: int) -> Int64:
    """Those whose month has come arrive and look for work from the next month on; return who."""
    who = np.flatnonzero((workers.activity == Activity.NOT_ARRIVED) & (workers.spell_start <= month))
    workers.arrive(who, month)
    return who


def retire(workers: Workers, employers: Employers, month: int) -> tuple[Int64, Int64]:
    """Whoever reaches the retirement age retires; return those who left an employer, and which."""
    who = np.flatnonzero(workers.retires <= month)
    who = who[workers.activity[who] != Activity.NOT_ARRIVED]
    employer = workers.employer[who].astype(np.int64)
    workers.retire(who, month)
    at_work = employer >= 0
    employers.let_go(employer[at_work])
    owners = employers.owner[employer[at_work]] == who[at_work]
    employers.lose_owner(employer[at_work][owners])
    return who[at_work], employer[at_work]


def plan_retirement(workers: Workers, who: Int64, world: Behaviour) -> None:
    """Write down the month in which each person will reach the retirement age; offices keep women for longer."""
    women = np.where(workers.trade[who] == Trade.OFFICE, world.retirement_women_office, world.retirement_women)
    years = np.where(workers.sex[who] == Sex.WOMAN, women, world.retirement_men)
    workers.plan_retirement(who, np.minimum(workers.birth[who] + MONTHS_A_YEAR * years, NEVER))


def practise(workers: Workers, employers: Employers, world: Behaviour, luck: Luck) -> None:
    """Once a year, in a month of their own, people at work have learned; who works in another trade may turn to it."""
    if world.skill_growth <= 0:
        return
    turn = workers.rows[luck.month % MONTHS_A_YEAR :: MONTHS_A_YEAR]
    who = turn[workers.employer[turn] >= 0]
    their, here = workers.trade[who], employers.trade[workers.employer[who]]
    asked = luck.draws(Purpose.LEARN_TRADE, who) >= employers.general_share[workers.employer[who]]
    other = (their != here) & (their != Trade.GENERAL)
    turns = np.flatnonzero(other & asked)
    skill = workers.skill[who].astype(np.float64)
    ceiling = _ceiling(world)[workers.schooling[who]]
    learned = np.maximum(ceiling - skill, 0.0) * world.skill_growth
    after = np.where(other, skill * (1.0 - world.skill_decay), skill + learned)
    after[turns] = skill[turns] * world.untrained_skill
    workers.practise(who, after / np.maximum(skill, 1e-9))
    workers.change_trade(who[turns], here[turns])
    plan_retirement(workers, who[turns], world)


def _ceiling(world: Behaviour) -> Real:
    said = dict(world.skill_ceiling)
    return np.array([said.get(label, 1.0) for label in Schooling.labels()])


def learn_from_search(workers: Workers, employers: Employers, matches: Matches, place: Place, world: Behaviour) -> None:
    """Whoever is out of regular work sees offers and neighbours' luck, tells from their own, and loses practice."""
    if world.pay_learning <= 0:
        return
    idle = np.flatnonzero(OUT_OF_REGULAR_WORK[workers.activity])
    tried, hired = np.zeros(workers.size, np.bool_), np.zeros(workers.size, np.bool_)
    tried[matches.applied_by], hired[matches.person] = True, True
    news = _news(workers, matches, hired, len(place.towns))
    chance = learn_chance(workers, idle, tried[idle], hired[idle], news, world)
    offers = pay_on_offer(employers, len(place.towns), place.trades)
    workers.believe(idle, learn_pay(workers, idle, offers, world, place.trades), chance)
    workers.practise(idle, np.full(idle.size, 1.0 - world.skill_decay / MONTHS_A_YEAR))


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
        jobless = np.flatnonzero((workers.activity == Activity.UNEMPLOYED) & (workers.spell_start < luck.month))
        who = jobless[~_pays_to_search(workers, jobless, world, 1.0)]
    elif world.exit > 0:
        who = choose_by_chance(may_search(workers, luck.month), world.exit, luck.key(Purpose.GIVE_UP))
    else:
        return np.zeros(0, np.int64)
    workers.stop_looking(who, luck.month)
    return who


def look_again(workers: Workers, world: Behaviour, month: int) -> Int64:
    """Who had given up looks for work again when the family is in need or searching has come to pay; return who."""
    if world.search_cost <= 0:
        return np.zeros(0, np.int64)
    given_up = np.flatnonzero((workers.activity == Activity.DISCOURAGED) & (workers.spell_start < month))
    who = given_up[_pays_to_search(workers, given_up, world, 1.0 + world.second_thoughts)]
    workers.look_again(who, month)
    return who


def _pays_to_search(workers: Workers, who: Int64, world: Behaviour, margin: float) -> Flag:
    """Tell for whom a month of search is worth its cost, by a margin, or whose family cannot do without (who,)."""
    cost = (world.search_cost + workers.visit_cost[who]) * margin
    return (gain_of(workers, who, world) > cost) | in_need(workers, who, world)
