"""Public-interest posts (公益性岗位): who is offered one, who prefers to go on looking, and whose post ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.agents.workers import Workers
from sim.benefits import Desk
from sim.choices import look_out
from sim.codes import Activity
from sim.declare import Flag, Int64
from sim.policies.policy import Lever
from sim.world import Behaviour

NOBODY = np.zeros(0, np.int64)


def fill_posts(desk: Desk, levers: Sequence[Lever]) -> Int64:
    """Posts are offered in the order of each lever's queue to those for whom they pay; return whose post ended.

    Whoever has a post and is no longer in the queue, or too far back in it, loses the post.
    """
    workers, month = desk.workers, desk.luck.month
    view, kept = desk.look(), NOBODY
    holding = np.flatnonzero(workers.doing(Activity.PUBLIC_POST))
    for lever in levers:
        if (offer := lever.posts(desk.now(lever, view))) is None:
            continue
        queue = offer.queue[~np.isin(offer.queue, kept)]
        has_one = workers.doing(Activity.PUBLIC_POST)[queue]
        willing = queue[has_one | accepts(workers, queue, offer.pay, desk.world)]
        takers = willing[: offer.number]
        desk.standings[lever.name].wait(willing.size - takers.size, willing[: offer.planned].size - takers.size)
        fresh = takers[workers.activity[takers] != np.int8(Activity.PUBLIC_POST)]
        pay = np.full(takers.size, offer.pay, np.int64)
        workers.take_post(fresh, pay[: fresh.size], month)
        workers.earn(takers, pay, pay)
        kept = np.concatenate([kept, takers])
    ended = holding[~np.isin(holding, kept)]
    if ended.size:
        workers.leave_job(ended, month, by_choice=False)
    return ended


def accepts(workers: Workers, who: Int64, pay: int, world: Behaviour) -> Flag:
    """Tell for whom a post is better than looking for work full time; whose family is in need takes any."""
    sight = look_out(workers, who, world)
    lost = (1.0 - world.search_on_the_job) * sight.gain
    return sight.needy | (pay > sight.resources + lost)
