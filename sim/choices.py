"""What people weigh: what they can count on, how hard they look, the least they accept, what they believe.

Pure functions over the rows concerned; nothing is written here. Whoever looks ahead sees benefits run out and
savings melt: effort rises and the least accepted pay falls by themselves, month after month.
"""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, Origin, Trade
from sim.declare import Flag, Int64, Real
from sim.money import to_fen
from sim.world import Behaviour

MAY_BE_REGISTERED = (Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.IN_TRAINING)


def may_search(workers: Workers, month: int) -> Flag:
    """Tell who has no job since before this month and looks for one: who is separated now first searches next month."""
    looking = workers.doing(Activity.UNEMPLOYED) | workers.doing(Activity.FLEXIBLE)
    return looking & (workers.spell_start < month)


def who_may_register(workers: Workers, month: int) -> Int64:
    """Return who could be on the register this month: the jobless, in a course or not, and who hides odd jobs."""
    return workers.since_before(MAY_BE_REGISTERED, month)


def who_may_search(workers: Workers, month: int) -> Int64:
    """Return the rows of those who `may_search`: who may register, but for those in a course."""
    who = who_may_register(workers, month)
    return who[workers.activity[who] != np.int8(Activity.IN_TRAINING)]


def support_ahead(workers: Workers, who: Int64, world: Behaviour) -> Real:
    """Return each person's benefits, in fen a month, over the months that they look ahead.

    Insurance and centre pay for the months that are left, dibao as long as one is poor.
    """
    if not world.horizon:
        return workers.support_of(who).astype(np.float64)
    left = np.maximum(workers.insurance_months_left[who], workers.centre_months_left[who])
    ahead = np.where(left > 0, np.minimum(left, world.horizon) / world.horizon, 1.0)
    return workers.support_of(who).astype(np.float64) * ahead


def resources(workers: Workers, who: Int64, world: Behaviour) -> Real:
    """Return what each person can count on without a job, in fen a month, over the months that they look ahead.

    Besides benefits a household eats a part of its savings; the others' income is shared; a rural worker has a plot
    of land.
    """
    support = support_ahead(workers, who, world)
    if not world.horizon:
        return support
    savings = workers.cash[who] * (world.savings_part / world.horizon)
    family = workers.family_income[who] * world.family_part / workers.family_size[who]
    farm = np.where(workers.origin[who] == Origin.RURAL, float(world.farm_income), 0.0)
    return support + savings + family + farm


def in_need(workers: Workers, who: Int64, world: Behaviour) -> Flag:
    """Tell whose family has less than it needs without their work (who,)."""
    need = world.need * workers.family_size[who].astype(np.int64)
    return resources(workers, who, world) + workers.family_income[who] < need


def effort_of(workers: Workers, who: Int64, world: Behaviour) -> Real:
    """Return each jobless person's effort, 0 to 1: it falls as what they can count on approaches what work pays."""
    effort = world.effort * workers.attitude[who].astype(np.float64)
    if not world.ease:
        return np.minimum(effort, 1.0)
    ratio = resources(workers, who, world) / np.maximum(workers.expected_pay[who], 1)
    ease = 1.0 - world.ease * np.minimum(ratio, 1.0)
    time = np.where(workers.activity[who] == np.int8(Activity.FLEXIBLE), world.odd_job_effort, 1.0)
    return np.minimum(effort * ease * time, 1.0)


def least_pay(workers: Workers, who: Int64, world: Behaviour) -> Real:
    """Return the least pay that each jobless person accepts: better than life without a job, as far as they believe.

    Nobody holds out for more than a share of what they believe that work pays; that belief falls by refusals.
    """
    enough = resources(workers, who, world) * (1.0 + world.reservation_markup)
    if not world.horizon:
        return enough
    enough = np.minimum(enough, workers.expected_pay[who] * world.least_share)
    return np.maximum(enough, workers.earnings[who])  # nobody leaves odd jobs for less


def outside_share(workers: Workers, who: Int64, world: Behaviour) -> Real:
    """Return the share of applications that each person sends without regard to their trade (who,).

    Whoever has learned that their chance is below what they first believed looks around all the more.
    """
    if world.first_chance <= 0:
        return np.full(who.size, world.outside_trade)
    hope = np.minimum(workers.chance[who].astype(np.float64) / world.first_chance, 1.0)
    return 1.0 - (1.0 - world.outside_trade) * hope


def gain_of(workers: Workers, who: Int64, world: Behaviour) -> Real:
    """Return what a month of search is worth to each person, in fen: believed chance x gain in pay x horizon."""
    gain = np.maximum(workers.expected_pay[who] - resources(workers, who, world), 0.0)
    return workers.chance[who].astype(np.float64) * gain * world.horizon


def months_in_work(chance: Real, horizon: int) -> Real:
    """Return the share of the horizon that somebody who finds work with a monthly chance expects to spend in it."""
    likely = chance * horizon
    return likely / (2.0 + likely)


# --- what is seen of the market -----------------------------------------------------------------------------------


def pay_on_offer(employers: Employers, towns: int, trades: int) -> Real:
    """Return the mean pay of this month's openings by town and trade (towns x trades,), in fen.

    In a town without such an opening people go by what all openings of their trade pay, else by all openings.
    """
    openings = employers.openings.astype(np.float64)
    general = openings * employers.general_share.astype(np.float64)
    cell = employers.town.astype(np.int64) * trades
    number = np.bincount(cell + employers.trade, openings - general, towns * trades)
    number += np.bincount(cell + Trade.GENERAL, general, towns * trades)
    pay = np.bincount(cell + employers.trade, (openings - general) * employers.wage_offer, towns * trades)
    pay += np.bincount(cell + Trade.GENERAL, general * employers.wage_offer, towns * trades)
    number, pay = number.reshape(towns, trades), pay.reshape(towns, trades)
    by_trade, sums = np.cumsum(number, 0)[-1], np.cumsum(pay, 0)[-1]
    everywhere = np.cumsum(sums)[-1] / max(float(np.cumsum(by_trade)[-1]), 1e-9)
    in_trade = np.where(by_trade > 0, sums / np.maximum(by_trade, 1e-9), everywhere)
    return np.where(number > 0, pay / np.maximum(number, 1e-9), in_trade).ravel()


def openings_by_trade(employers: Employers, trades: int) -> Real:
    """Return how many openings of this month ask for each trade, in expectation (trades,)."""
    openings = employers.openings.astype(np.float64)
    general = openings * employers.general_share.astype(np.float64)
    number = np.bincount(employers.trade, openings - general, trades).astype(np.float64)
    number[Trade.GENERAL] += np.cumsum(np.append(0.0, general))[-1]
    return number


def learn_pay(workers: Workers, who: Int64, offers: Real, world: Behaviour, trades: int) -> Int64:
    """Return what each person believes that work pays after another month of offers seen (who,), in fen."""
    believed = workers.expected_pay[who].astype(np.float64)
    seen = offers[workers.town[who].astype(np.int64) * trades + workers.trade[who]]
    mine = seen * workers.personal_pay[who].astype(np.float64)
    step = world.pay_learning * workers.attitude[who].astype(np.float64)
    return to_fen(np.where(mine > 0, believed + step * (mine - believed), believed))


def learn_chance(workers: Workers, who: Int64, tried: Flag, hired: Flag, news: Real, world: Behaviour) -> Real:
    """Return the chance to find work that each person believes in after this month (who,).

    `tried` and `hired` (who,) are their own experience, `news` (towns,) the success of their neighbours.
    """
    chance = workers.chance[who].astype(np.float64)
    own = world.chance_learning * workers.attitude[who].astype(np.float64) * tried * (hired - chance)
    return chance + own + world.news_learning * (news[workers.town[who]] - chance)
