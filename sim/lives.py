"""People come, grow old and give up."""

from __future__ import annotations

import numpy as np

from sim.agents.employers import Employers
from sim.agents.workers import Workers
from sim.codes import Activity, Sex, Trade, is_one_of
from sim.declare import Int64
from sim.kernels.jobs import choose_by_chance
from sim.luck import Luck, Purpose
from sim.market import may_search
from sim.world import Behaviour

OUTSIDE_WORKING_LIFE = is_one_of(Activity.NOT_ARRIVED, Activity.RETIRED)


def welcome(workers: Workers, month: int) -> Int64:
    """Those whose month has come arrive and look for work from the next month on; return who."""
    who = np.flatnonzero((workers.activity == Activity.NOT_ARRIVED) & (workers.spell_start <= month))
    workers.arrive(who, month)
    return who


def retire(workers: Workers, employers: Employers, world: Behaviour, month: int) -> tuple[Int64, Int64]:
    """Whoever reaches the retirement age retires; return those who left an employer, and which."""
    women = np.where(workers.trade == Trade.OFFICE, world.retirement_women_office, world.retirement_women)
    limit = np.where(workers.sex == Sex.WOMAN, women, world.retirement_men)
    of_age = (month - workers.birth >= 12 * limit) & ~OUTSIDE_WORKING_LIFE[workers.activity]
    who = np.flatnonzero(of_age)
    employer = workers.employer[who].astype(np.int64)
    workers.retire(who, month)
    at_work = employer >= 0
    employers.let_go(employer[at_work])
    owners = employers.owner[employer[at_work]] == who[at_work]
    employers.lose_owner(employer[at_work][owners])
    return who[at_work], employer[at_work]


def stop_looking(workers: Workers, world: Behaviour, luck: Luck) -> Int64:
    """Some of those who searched in vain give up; return who."""
    if world.exit <= 0:
        return np.zeros(0, np.int64)
    who = choose_by_chance(may_search(workers, luck.month), world.exit, luck.key(Purpose.GIVE_UP))
    workers.stop_looking(who, luck.month)
    return who
