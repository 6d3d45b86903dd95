"""What people weigh: what they can count on, how hard they look, the least they accept, what they believe.

Pure functions over the rows concerned; nothing is written here. Whoever looks ahead sees benefits run out and
savings melt: effort rises and the least accepted pay falls by themselves, month after month.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, Trade
from sim.declare import Flag, Int64, Real
from sim.kernels import weighing as kernels
from sim.kernels.weighing import Means, Plan, Wishes, count_on, look_ahead
from sim.world import Behaviour

MAY_BE_REGISTERED = (Activity.UNEMPLOYED, Activity.FLEXIBLE, Activity.IN_TRAINING)


def who_may_register(workers: Workers, month: int) -> Int64:
    """Return who could be on the register this month: the jobless, in a course or not, and who hides odd jobs."""
    return workers.since_before(MAY_BE_REGISTERED, month)


def who_may_search(workers: Workers, month: int) -> Int64:
    """Return who looks for a job and had none before this month: who is separated now first searches in the next."""
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
    if not world.horizon:
        return workers.support_of(who).astype(np.float64)
    out = np.empty(who.size)
    count_on(who, _means(workers), _plan(world), out)
    return out


class Outlook(NamedTuple):
    """What some people see before them, each (n,)."""

    resources: Real  # fen a month without a job
    gain: Real  # fen that a month of search is worth: believed chance x gain in pay x horizon
    needy: Flag  # whose family has less than it needs without their work


def look_out(workers: Workers, who: Int64, world: Behaviour) -> Outlook:
    """Let some people look ahead."""
    sight = Outlook(np.empty(who.size), np.empty(who.size), np.empty(who.size, np.bool_))
    look_ahead(who, _means(workers), workers.expected_pay, workers.chance, _plan(world), *sight)
    return sight


def _means(w: Workers) -> Means:
    clocks = w.insurance_months_left, w.centre_months_left
    return Means(w.benefits(), *clocks, w.cash, w.family_income, w.family_size, w.origin)


def _plan(world: Behaviour) -> Plan:
    return Plan(world.horizon, world.savings_part, world.family_part, float(world.farm_income), world.need)


def weigh_search(workers: Workers, who: Int64, world: Behaviour) -> tuple[Real, Int64]:
    """Return how hard each person looks for work, 0 to 1, and the least pay, in fen, that they accept.

    Effort falls as what somebody without a job can count on approaches what work pays. They accept what is better
    than life without a job, as far as they believe; nobody holds out for more than a share of what they believe that
    work pays, and that belief falls by refusals; nobody leaves odd jobs or a job for less.
    """
    effort, least = np.empty(who.size), np.empty(who.size, np.int64)
    own = workers.activity, workers.attitude, workers.expected_pay, workers.earnings, workers.wage, workers.at_home
    wishes = Wishes(
        world.effort, world.ease, world.odd_job_effort, world.reservation_markup, world.least_share,
        world.moving_premium, world.home_pay,
    )  # fmt: skip
    kernels.weigh_search(who, _means(workers), own, _plan(world), wishes, effort, least)
    return effort, least


def months_in_work(chance: Real, horizon: int) -> Real:
    """Return the share of the horizon that somebody who finds work with a monthly chance expects to spend in it."""
    likely = chance * horizon
    return likely / (2.0 + likely)


# --- what is seen of the market -----------------------------------------------------------------------------------


def pay_on_offer(employers: Employers, towns: int, trades: int) -> Real:
    """Return the mean pay of this month's openings by town and trade (towns, trades), in fen.

    In a town without such an opening people go by what all openings of their trade pay, else by all openings.
    """
    some = np.flatnonzero(employers.openings)
    openings, offer = employers.openings[some].astype(np.float64), employers.wage_offer[some]
    general = openings * employers.general_share[some].astype(np.float64)
    town = employers.town[some].astype(np.int64) * trades
    cell = np.concatenate((town + employers.trade[some], town + Trade.GENERAL))
    each = np.concatenate((openings - general, general))
    number = np.bincount(cell, each, towns * trades)
    pay = np.bincount(cell, each * np.concatenate((offer, offer)), towns * trades)
    number, pay = number.reshape(towns, trades), pay.reshape(towns, trades)
    by_trade, sums = np.cumsum(number, 0)[-1], np.cumsum(pay, 0)[-1]
    everywhere = np.cumsum(sums)[-1] / max(float(np.cumsum(by_trade)[-1]), 1e-9)
    in_trade = np.where(by_trade > 0, sums / np.maximum(by_trade, 1e-9), everywhere)
    return np.where(number > 0, pay / np.maximum(number, 1e-9), in_trade)


def openings_by_trade(employers: Employers, trades: int) -> Real:
    """Return how many openings of this month ask for each trade, in expectation (trades,)."""
    some = np.flatnonzero(employers.openings)
    openings = employers.openings[some].astype(np.float64)
    general = openings * employers.general_share[some].astype(np.float64)
    asked = np.concatenate((employers.trade[some], np.full(some.size, Trade.GENERAL, np.int8)))
    return np.bincount(asked, np.concatenate((openings - general, general)), trades).astype(np.float64)
