"""Services that staff can give to so many and no more: cases of the placement service, visits by desk staff."""

from __future__ import annotations

from collections.abc import Sequence

from sim.agents.workers import Workers
from sim.benefits import Desk
from sim.codes import Activity, is_one_of
from sim.policies.policy import Lever

CAN_BE_A_CASE = is_one_of(Activity.UNEMPLOYED, Activity.FLEXIBLE)


def take_cases(desk: Desk, levers: Sequence[Lever]) -> None:
    """Placement staff take on people in the order of each lever's queue, as many as they can look after this month."""
    workers: Workers = desk.workers
    workers.close_cases()
    for lever in levers:
        cases = lever.cases(desk.now(lever, desk.look()))
        if cases is None:
            continue
        queue = cases.queue[CAN_BE_A_CASE[workers.activity[cases.queue]]]
        taken = queue[: cases.number]
        workers.take_cases(taken, cases.introductions)
        desk.standings[lever.name].pay(taken.size, 0)
        desk.standings[lever.name].wait(queue.size - taken.size, 0)
